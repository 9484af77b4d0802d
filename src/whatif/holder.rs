//! What one post holds, while it is being changed.

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use crate::model::{Held, Kind, PostWeek};
use crate::units::{Available, Count, Growth, Hours, Minutes};

/// Cases or tasks of one kind that are held together: a row of the caseload, or a part of it.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) count: Count,
    /// Minutes a month on top, of all of them.
    pub(super) extra: Minutes,
    pub(super) is_later: bool,
    pub(super) case_id: Option<Box<str>>,
}

impl Piece {
    /// Whether each of them has so many minutes on top, where that is asked for.
    fn has(&self, minutes: Option<Minutes>) -> bool {
        minutes.is_none_or(|minutes| self.extra == minutes && (minutes.is_nothing() || self.count == Count::whole(1)))
    }
}

/// What is held of each kind, in the order of the caseload.
pub(super) type Pieces = IndexMap<Kind, Vec<Piece>, RandomState>;

/// A post with what it holds.
pub(super) struct Holder {
    pub(super) post: PostWeek,
    pub(super) pieces: Pieces,
    /// Whether its officer has left.
    pub(super) has_left: bool,
}

impl Holder {
    pub(super) fn new(post: PostWeek) -> Self {
        Self { post, pieces: Pieces::default(), has_left: false }
    }

    pub(super) fn add(&mut self, kind: Kind, piece: Piece) {
        self.post.is_listed_only = false;
        self.pieces.entry(kind).or_default().push(piece);
    }

    /// How many it holds of a kind, where that is said with so many minutes on top of each.
    pub(super) fn count(&self, kind: &Kind, extra: Option<Minutes>) -> Count {
        let pieces = self.pieces.get(kind).into_iter().flatten();
        pieces.filter(|piece| piece.has(extra)).map(|piece| piece.count).sum()
    }

    /// Takes so many of a kind, which it holds, tasks that are due later last; where minutes are said, of those alone that have so
    /// many on top of each.
    ///
    /// # Errors
    ///
    /// The case ids, where the number does not tell which are meant, because they differ in extra minutes.
    pub(super) fn take(
        &mut self,
        kind: &Kind,
        wanted: Count,
        minutes: Option<Minutes>,
    ) -> Result<Vec<Piece>, Vec<Box<str>>> {
        let is_all = self.count(kind, None) == wanted;
        let Some(pieces) = self.pieces.get_mut(kind) else { return Ok(Vec::new()) };
        if is_all {
            return Ok(self.pieces.shift_remove(kind).unwrap_or_default());
        }
        let mut held = pieces.iter().filter(|piece| piece.has(minutes) && piece.count > Count::default());
        let first = held.next().map(|piece| piece.extra);
        let is_alike = held.all(|piece| Some(piece.extra) == first);
        let is_single = |piece: &Piece| piece.extra.is_nothing() || piece.count == Count::whole(1);
        if !is_alike || !pieces.iter().filter(|piece| piece.has(minutes)).all(is_single) {
            return Err(pieces.iter().filter_map(|piece| piece.case_id.clone()).collect());
        }
        pieces.sort_by_key(|piece| piece.is_later);
        let (mut taken, mut rest) = (Vec::new(), wanted);
        for mut piece in std::mem::take(pieces) {
            let part = if piece.has(minutes) { piece.count.min(rest) } else { Count::default() };
            if part > Count::default() {
                rest = rest - part;
                taken.push(Piece { count: part, ..piece.clone() });
                piece.count = piece.count - part;
                if piece.count.is_nothing() {
                    continue;
                }
            }
            pieces.push(piece);
        }
        Ok(taken)
    }

    /// Takes a case by its id: its rows, or where it has none the tasks of that id.
    pub(super) fn take_case(&mut self, id: &str) -> Vec<(Kind, Piece)> {
        let id = id.to_uppercase();
        for is_case in [true, false] {
            let mut taken = Vec::new();
            for (kind, pieces) in
                self.pieces.iter_mut().filter(|(kind, _)| matches!(kind, Kind::Case { .. }) == is_case)
            {
                let is_it = |piece: &mut Piece| piece.case_id.as_ref().is_some_and(|known| known.to_uppercase() == id);
                taken.extend(pieces.extract_if(.., is_it).map(|piece| (*kind, piece)));
            }
            if !taken.is_empty() {
                self.pieces.retain(|_, pieces| !pieces.is_empty());
                return taken;
            }
        }
        Vec::new()
    }

    /// Leaves the post listed, without hours, and gives what it held.
    pub(super) fn leave(&mut self) -> Pieces {
        let post = &mut self.post;
        (post.contracted, post.hours_are_the_grades, post.is_listed_only) = (Some(Hours::default()), false, false);
        (post.reduction, post.reduction_of_caseload) = (Hours::default(), Hours::default());
        (post.available, self.has_left) = (Available::default(), true);
        std::mem::take(&mut self.pieces)
    }

    /// Makes the counts of some kinds so many per cent more or less. Whether all of them came out exactly.
    pub(super) fn scale(&mut self, is_scaled: impl Fn(&Kind) -> bool, growth: Growth) -> bool {
        let pieces = self.pieces.iter_mut().filter(|(kind, _)| is_scaled(kind)).flat_map(|(_, pieces)| pieces);
        pieces.fold(true, |is_exact, piece| {
            let scaled = piece.count.scaled(growth);
            piece.count = scaled.unwrap_or(piece.count);
            is_exact && scaled.is_some()
        })
    }

    /// Whether it is unallocated work of a unit, of which nothing is left.
    pub(super) fn is_gone(&self) -> bool {
        self.post.officer.is_none() && self.post.faulty.is_none() && self.pieces.is_empty()
    }

    /// What it holds, and its cases; `None` where that does not come out exactly.
    pub(super) fn held(&self) -> Option<(Held, Count)> {
        let (mut held, mut cases) = (Held::default(), Count::default());
        for (kind, pieces) in &self.pieces {
            let mut parts = [Count::default(); 2];
            for piece in pieces {
                // Parts of cases may come out exactly together.
                let whole = piece.count.as_whole();
                held += &kind.held(whole.unwrap_or(0), piece.extra, piece.is_later);
                if whole.is_none() {
                    parts[usize::from(piece.is_later)] += piece.count;
                }
                if let Kind::Case { .. } = kind {
                    cases += piece.count;
                }
            }
            let [now, later] = parts;
            held.work += now.work(kind.each())?;
            held.later_work += later.work(kind.each())?;
        }
        Some((held, cases))
    }

    /// The post with what it holds.
    pub(super) fn into_post(self, held: Option<(Held, Count)>) -> (PostWeek, Count) {
        // What is not worked out stays so, whatever is moved there.
        let (held, cases) = held.filter(|_| self.post.faulty.is_none()).unwrap_or_default();
        (PostWeek { held, ..self.post }, cases)
    }
}
