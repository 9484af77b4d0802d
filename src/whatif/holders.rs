//! All posts with what they hold, and where officers, units, cases and unallocated work are among them.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use crate::model::{CalledOfficers, Kind, Officer, TextId, Texts, Unit, case_key};
use crate::units::{Count, Minutes};

use super::holder::{Holder, NamedCase, Piece, PieceClass};

/// Work that was taken: from which post, what, and how much.
pub(super) type TakenWork = (usize, Kind, Piece);

/// A row of a case: its kind, and where it is in the pile of that kind.
type CaseRow = (Kind, PieceClass, usize);

/// Where a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    Unit(Unit),
    Pdu(Option<TextId>),
    Region(Option<TextId>),
    Anywhere,
}

/// All posts with what they hold.
#[derive(Default)]
pub(super) struct Holders {
    pub(super) all: Vec<Holder>,
    /// The cases that changes name, by their ids in capitals. Other ids are not kept.
    named: HashMap<String, NamedCase>,
    /// The kinds of which some row of the caseload has a case id.
    pub(super) with_ids: HashSet<Kind>,
    /// Where the rows of each case are, by post. Those of cases come before those of tasks.
    cases: BTreeMap<(NamedCase, usize), BTreeSet<CaseRow>>,
    /// Which posts of nobody hold some of a kind, by where they are, in the order in which they came to hold something.
    unallocated: BTreeSet<(Kind, Near, Option<usize>, usize)>,
    /// How many of each kind are unallocated.
    counts: HashMap<Kind, Count>,
    ranks: usize,
}

impl Holders {
    /// Posts that hold nothing yet, among which cases of these ids can be found.
    pub(super) fn new<'a>(all: Vec<Holder>, ids: impl Iterator<Item = &'a str>) -> Self {
        let mut named = HashMap::default();
        for id in ids {
            let next = NamedCase(named.len());
            named.entry(case_key(id).into_owned()).or_insert(next);
        }
        Self { all, named, ..Self::default() }
    }

    /// The case of an id that a change names.
    pub(super) fn case(&self, id: &str) -> Option<NamedCase> {
        self.named.get(&*case_key(id)).copied()
    }

    /// The posts that have rows of a case.
    pub(super) fn with_case(&self, case: NamedCase) -> impl Iterator<Item = usize> {
        self.cases.range((case, 0)..=(case, usize::MAX)).map(|((_, holder), _)| *holder)
    }

    pub(super) fn has_case(&self, position: usize, case: NamedCase) -> bool {
        self.cases.contains_key(&(case, position))
    }

    pub(super) fn add(&mut self, position: usize, kind: Kind, piece: Piece) {
        let holder = &mut self.all[position];
        holder.post.is_listed_only = false;
        if holder.rank.is_none() {
            holder.rank = Some(self.ranks);
            self.ranks += 1;
        }
        let pile = holder.piles.entry(kind).or_default();
        let (is_new, at) = (pile.is_empty(), pile.add(piece));
        if let Some(case) = piece.case {
            self.cases.entry((case, position)).or_default().insert((kind, piece.alike, at));
        }
        if holder.post.officer.is_none() {
            *self.counts.entry(kind).or_default() += piece.count();
            let places = places(holder.post.unit).into_iter().filter(|_| is_new);
            self.unallocated.extend(places.map(|near| (kind, near, holder.rank, position)));
        }
    }

    /// Takes so many of a kind from a post that has them. `None` where the number does not tell which are meant.
    pub(super) fn take(
        &mut self,
        position: usize,
        kind: Kind,
        wanted: Count,
        minutes: Option<Minutes>,
    ) -> Option<Vec<Piece>> {
        let pile = self.all[position].piles.get_mut(&kind).filter(|pile| pile.count != wanted);
        let Some(pile) = pile else { return Some(self.take_kind(position, kind)) };
        let taken = pile.take(wanted, minutes)?;
        self.forget(position, kind, &taken);
        Some(taken)
    }

    pub(super) fn take_kind(&mut self, position: usize, kind: Kind) -> Vec<Piece> {
        let pile = self.all[position].piles.get_mut(&kind).map(std::mem::take).unwrap_or_default();
        let taken: Vec<Piece> = pile.into_pieces().collect();
        self.forget(position, kind, &taken);
        taken
    }

    pub(super) fn take_all(&mut self, position: usize) -> Vec<TakenWork> {
        let kinds: Vec<Kind> = self.all[position].piles.keys().copied().collect();
        let of = |kind| self.take_kind(position, kind).into_iter().map(move |piece| (position, kind, piece)).collect();
        kinds.into_iter().flat_map::<Vec<TakenWork>, _>(of).collect()
    }

    /// Takes a case from a post that has it: its rows, or where it has none there the tasks of that id.
    pub(super) fn take_case(&mut self, position: usize, case: NamedCase) -> Vec<TakenWork> {
        let rows = self.cases.get(&(case, position)).cloned().unwrap_or_default();
        let is_case = |(kind, ..): &&CaseRow| kind.is_case();
        let has_case = rows.first().as_ref().is_some_and(is_case);
        let mut taken = Vec::new();
        for (kind, alike, at) in rows.iter().filter(|row| is_case(row) == has_case) {
            let pile = self.all[position].piles.get_mut(kind).expect("it is held there");
            let piece = pile.take_at(*alike, *at);
            self.forget(position, *kind, &[piece]);
            taken.push((position, *kind, piece));
        }
        taken
    }

    /// Forgets where pieces were that are taken.
    fn forget(&mut self, position: usize, kind: Kind, taken: &[Piece]) {
        let holder = &mut self.all[position];
        let Some(pile) = holder.piles.get(&kind) else { return };
        for piece in taken.iter().filter(|piece| !pile.has(piece)) {
            let Some(key) = piece.case.map(|case| (case, position)) else { continue };
            let rows = self.cases.get_mut(&key).expect("it was added");
            rows.remove(&(kind, piece.alike, piece.at));
            if rows.is_empty() {
                self.cases.remove(&key);
            }
        }
        let is_empty = pile.is_empty();
        if holder.post.officer.is_none() {
            let count = self.counts.entry(kind).or_default();
            *count = taken.iter().fold(*count, |count, piece| count - piece.count());
            for near in places(holder.post.unit).into_iter().filter(|_| is_empty) {
                self.unallocated.remove(&(kind, near, holder.rank, position));
            }
        }
        if is_empty {
            holder.piles.shift_remove(&kind);
        }
    }

    pub(super) fn unallocated_count(&self, kind: &Kind) -> Count {
        self.counts.get(kind).copied().unwrap_or_default()
    }

    /// The posts of nobody that hold some of a kind: first those of these units, then those of the PDU and the region of the
    /// first unit, then all others.
    pub(super) fn unallocated(&self, kind: Kind, near: &[Unit]) -> impl Iterator<Item = usize> {
        let mut seen = HashSet::default();
        let of = move |near| {
            let places = (kind, near, None, 0)..=(kind, near, Some(usize::MAX), usize::MAX);
            self.unallocated.range(places).map(|(.., position)| *position)
        };
        nearest_first(near).into_iter().flat_map(of).filter(move |position| seen.insert(*position))
    }

    /// Which of some posts of nobody is the nearest, in the same order.
    pub(super) fn nearest(&self, posts: impl Iterator<Item = usize>, near: &[Unit]) -> Option<usize> {
        let order = nearest_first(near);
        posts.min_by_key(|position| {
            let Holder { post, rank, .. } = &self.all[*position];
            let places = places(post.unit);
            (order.iter().position(|near| places.contains(near)), *rank)
        })
    }
}

/// Where a unit is, from near to far.
fn places(unit: Unit) -> [Near; 4] {
    [Near::Unit(unit), Near::Pdu(unit.pdu), Near::Region(unit.region), Near::Anywhere]
}

/// The places in which work is sought for somebody with posts in these units.
fn nearest_first(units: &[Unit]) -> Vec<Near> {
    let first = units.first().map(|unit| places(*unit));
    let others = units.iter().skip(1).map(|unit| Near::Unit(*unit));
    let first_unit = first.map(|[own, ..]| own);
    let wider = first.map_or(vec![Near::Anywhere], |[_, wider @ ..]| wider.to_vec());
    first_unit.into_iter().chain(others).chain(wider).collect()
}

/// Where posts are, among the holders of work.
#[derive(Default)]
pub(super) struct Index {
    /// The posts of each officer, in their order.
    pub(super) officers: HashMap<Officer, Vec<usize>>,
    pub(super) called: CalledOfficers,
    /// Unallocated work by unit.
    pub(super) nobody: HashMap<Unit, usize>,
    /// The units that are asked for in which there are officers; where there are none, all that are asked for.
    pub(super) asked: HashSet<Unit>,
    /// The units of each team, by its name in lower case.
    pub(super) teams: HashMap<String, HashSet<Unit>>,
}

impl Index {
    pub(super) fn of(holders: &[Holder], texts: &Texts, is_chosen: &dyn Fn(Unit) -> bool) -> Self {
        let mut index = Self::default();
        for (position, Holder { post, .. }) in holders.iter().enumerate() {
            index.teams.entry(texts.shown(post.unit.team).to_lowercase()).or_default().insert(post.unit);
            index.asked.extend(post.officer.map(|_| post.unit).filter(|unit| is_chosen(*unit)));
            let Some(officer) = post.officer else {
                index.nobody.insert(post.unit, position);
                continue;
            };
            index.officers.entry(officer).or_default().push(position);
            index.called.add(officer, post.name, texts);
        }
        if index.asked.is_empty() {
            index.asked = index.teams.values().flatten().copied().filter(|unit| is_chosen(*unit)).collect();
        }
        index
    }

    pub(super) fn posts(&self, officer: Officer) -> &[usize] {
        &self.officers[&officer]
    }

    /// Adds an officer with one post, who was not there.
    pub(super) fn join(&mut self, officer: Officer, position: usize, texts: &Texts) {
        self.officers.insert(officer, vec![position]);
        self.called.add(officer, None, texts);
    }
}
