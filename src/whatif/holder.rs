//! What one post holds, while it is being changed. Pieces that are alike lie in one queue, so that a change walks only what it moves.

use std::collections::BTreeMap;

use crate::model::{Held, Kind, PostWeek};
use crate::ordered::OrderedMap;
use crate::units::{Available, Count, Growth, Hours, Minutes, Work};

/// Pieces of one class are alike, so it does not matter which of them is taken. In the order of classes, what can be
/// taken comes first; with the same minutes, what is due now comes before what is due later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PieceClass {
    /// Whether nothing can be taken of them: there are none, or they are tasks that a colleague did.
    is_spent: bool,
    /// Minutes a month on top of each row.
    pub(super) extra: Minutes,
    /// How many cases or tasks share the extra minutes of a row; 1 where there are no extra minutes.
    pub(super) each: Count,
    is_later: bool,
}

/// A case that a change names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NamedCase(pub(super) usize);

/// Cases or tasks that are alike: a row of the caseload, several of them, or a part of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) alike: PieceClass,
    /// How many cases or tasks; with extra minutes, how many rows.
    amount: Count,
    pub(super) case: Option<NamedCase>,
    /// Its key among the pieces of its class, also after it is taken.
    pub(super) at: usize,
}

impl Piece {
    /// A row of `count` cases or tasks, with `extra` minutes on top of all of them together.
    pub(super) fn row(count: Count, extra: Minutes, is_later: bool, case: Option<NamedCase>) -> Self {
        let one = Count::whole(1);
        let (each, amount) = if extra.is_nothing() { (one, count) } else { (count, one) };
        let is_spent = extra.is_nothing() && count <= Count::default();
        Self { alike: PieceClass { is_spent, extra, each, is_later }, amount, case, at: 0 }
    }

    /// How many cases or tasks it is.
    pub(super) fn count(&self) -> Count {
        self.alike.count(self.amount)
    }

    /// The piece with more or fewer cases or tasks by `growth`, and the same extra minutes; `None` where that is not
    /// exact.
    pub(super) fn scaled(self, growth: Growth) -> Option<Self> {
        let PieceClass { extra, each, is_later, .. } = self.alike;
        if extra.is_nothing() {
            return Some(Self::row(self.amount.scaled(growth)?, extra, is_later, self.case));
        }
        Some(Self { alike: PieceClass { each: each.scaled(growth)?, ..self.alike }, ..self })
    }
}

/// Pieces that are alike, in the order in which they came.
#[derive(Default)]
struct Queue {
    amount: Count,
    pieces: BTreeMap<usize, (Count, Option<NamedCase>)>,
}

/// What is held of a kind.
#[derive(Default)]
pub(super) struct Pile {
    pub(super) count: Count,
    queues: BTreeMap<PieceClass, Queue>,
}

impl Pile {
    /// Adds a piece, and returns its key among the pieces of its class.
    pub(super) fn add(&mut self, Piece { alike, amount, case, .. }: Piece) -> usize {
        self.count += alike.count(amount);
        let queue = self.queues.entry(alike).or_default();
        queue.amount += amount;
        let last = queue.pieces.last_entry();
        let next = last.as_ref().map_or(0, |last| last.key() + 1);
        match last {
            Some(mut last) if case.is_none() && last.get().1.is_none() => last.get_mut().0 += amount,
            _ => drop(queue.pieces.insert(next, (amount, case))),
        }
        next
    }

    /// How many cases or tasks there are; with `minutes`, only those that have exactly so many extra minutes each.
    pub(super) fn count(&self, minutes: Option<Minutes>) -> Count {
        let Some(minutes) = minutes else { return self.count };
        [(false, false), (false, true), (true, false), (true, true)]
            .map(|(is_spent, is_later)| PieceClass { is_spent, extra: minutes, each: Count::whole(1), is_later })
            .iter()
            .filter_map(|alike| self.queues.get(alike).map(|queue| queue.amount))
            .sum()
    }

    /// The different extra minutes of single cases or tasks. A row that shares its minutes among several is left out.
    pub(super) fn minutes(&self) -> Vec<Minutes> {
        let single = self.queues.keys().filter(|alike| !alike.is_spent && alike.each == Count::whole(1));
        let mut minutes: Vec<Minutes> = single.map(|alike| alike.extra).collect();
        minutes.dedup();
        minutes
    }

    /// Takes `wanted` cases or tasks, which must be there; those due later go last. With `minutes`, takes only those
    /// with so many extra minutes each. `None` where they differ in extra minutes, so that the number does not tell
    /// which are meant.
    pub(super) fn take(&mut self, wanted: Count, minutes: Option<Minutes>) -> Option<Vec<Piece>> {
        let one = Count::whole(1);
        let mut alike = self.queues.keys().filter(|alike| !alike.is_spent);
        let (first, last) = (alike.next()?, alike.next_back());
        let is_told = first.each == one && last.is_none_or(|last| (last.extra, last.each) == (first.extra, one));
        let extra = minutes.or(is_told.then_some(first.extra))?;
        let (mut taken, mut rest) = (Vec::new(), wanted);
        for is_later in [false, true] {
            let alike = PieceClass { is_spent: false, extra, each: one, is_later };
            while let Some((at, amount)) = self.first(alike).filter(|_| rest > Count::default()) {
                let piece = self.cut(alike, at, amount.min(rest));
                rest = rest - piece.amount;
                taken.push(piece);
            }
        }
        Some(taken)
    }

    fn first(&self, alike: PieceClass) -> Option<(usize, Count)> {
        let (at, (amount, _)) = self.queues.get(&alike)?.pieces.first_key_value()?;
        Some((*at, *amount))
    }

    /// Takes `amount` of a piece, which may be all of it.
    fn cut(&mut self, alike: PieceClass, at: usize, amount: Count) -> Piece {
        let queue = self.queues.get_mut(&alike).expect("it was found there");
        let (whole, case) = queue.pieces.get_mut(&at).expect("it was found there");
        let piece = Piece { alike, amount, case: *case, at };
        if *whole == amount {
            queue.pieces.remove(&at);
        } else {
            *whole = *whole - amount;
        }
        queue.amount = queue.amount - amount;
        if queue.pieces.is_empty() {
            self.queues.remove(&alike);
        }
        self.count = self.count - alike.count(amount);
        piece
    }

    /// Takes the whole of a piece.
    pub(super) fn take_at(&mut self, alike: PieceClass, at: usize) -> Piece {
        let amount = self.queues[&alike].pieces[&at].0;
        self.cut(alike, at, amount)
    }

    pub(super) fn has(&self, piece: &Piece) -> bool {
        self.queues.get(&piece.alike).is_some_and(|queue| queue.pieces.contains_key(&piece.at))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queues.is_empty()
    }

    pub(super) fn into_pieces(self) -> impl Iterator<Item = Piece> {
        let of = |(alike, queue): (PieceClass, Queue)| {
            queue.pieces.into_iter().map(move |(at, (amount, case))| Piece { alike, amount, case, at })
        };
        self.queues.into_iter().flat_map(of)
    }

    /// What it comes to; `None` where that does not come out exactly.
    pub(super) fn held(&self, kind: &Kind) -> Option<Held> {
        let (mut held, mut parts) = (Held::default(), [Count::default(); 2]);
        for (alike, Queue { amount, .. }) in &self.queues {
            // Parts of cases may come out exactly together.
            let count = alike.count(*amount);
            held += &kind.held(count.as_whole().unwrap_or(0), alike.extra, alike.is_later);
            let more = if alike.extra.is_nothing() { 0 } else { amount.as_whole()? - 1 };
            let more = Work::extra(alike.extra) * more;
            *(if alike.is_later { &mut held.later_work } else { &mut held.work }) += more;
            if count.as_whole().is_none() {
                parts[usize::from(alike.is_later)] += count;
            }
        }
        let [now, later] = parts;
        held.work += now.work(kind.each())?;
        held.later_work += later.work(kind.each())?;
        Some(held)
    }
}

impl PieceClass {
    /// How many cases or tasks an amount of these is.
    fn count(&self, amount: Count) -> Count {
        if self.extra.is_nothing() { amount } else { self.each * amount.as_whole().expect("rows are whole") }
    }
}

/// A post with what it holds of each kind.
pub(super) struct Holder {
    pub(super) post: PostWeek,
    pub(super) piles: OrderedMap<Kind, Pile>,
    /// Whether its officer has left.
    pub(super) has_left: bool,
    /// The order in which posts first came to hold something; `None` where it never did.
    pub(super) rank: Option<usize>,
}

impl Holder {
    pub(super) fn new(post: PostWeek) -> Self {
        Self { post, piles: OrderedMap::default(), has_left: false, rank: None }
    }

    /// How many of a kind it holds; with `minutes`, only those that have exactly so many extra minutes each.
    pub(super) fn count(&self, kind: &Kind, minutes: Option<Minutes>) -> Count {
        self.piles.get(kind).map(|pile| pile.count(minutes)).unwrap_or_default()
    }

    /// Leaves the post listed, without hours.
    pub(super) fn leave(&mut self) {
        let post = &mut self.post;
        (post.contracted, post.hours_are_the_grades, post.is_listed_only) = (Some(Hours::default()), false, false);
        (post.reduction, post.reduction_of_caseload) = (Hours::default(), Hours::default());
        (post.available, self.has_left) = (Available::default(), true);
    }

    /// Whether it is unallocated work of a unit, of which nothing is left.
    pub(super) fn is_gone(&self) -> bool {
        self.post.officer.is_none() && self.post.faulty.is_none() && self.piles.is_empty()
    }

    /// What it holds, and its cases; `None` where that does not come out exactly.
    pub(super) fn held(&self) -> Option<(Held, Count)> {
        let (mut held, mut cases) = (Held::default(), Count::default());
        for (kind, pile) in &self.piles {
            held += &pile.held(kind)?;
            if let Kind::Case { .. } = kind {
                cases += pile.count;
            }
        }
        Some((held, cases))
    }

    pub(super) fn into_post(self, held: Option<(Held, Count)>) -> (PostWeek, Count) {
        // An officer who is not worked out stays so, whatever is moved there. Of work that nobody holds the sound rows count.
        let is_worked_out = self.post.faulty.is_none() || self.post.officer.is_none();
        let (held, cases) = held.filter(|_| is_worked_out).unwrap_or_default();
        (PostWeek { held, ..self.post }, cases)
    }
}
