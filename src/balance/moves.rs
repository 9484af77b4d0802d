//! Moves in the order in which they are made, with the loads before and after each, and what they leave.

use foldhash::HashMap;

use crate::model::{Kind, PostWeek, Weights};
use crate::units::{Load, Minutes, Work};

use super::lots::{BalanceStart, Lot, Role};
use super::moved::{BalancedWeek, CaseMove, StillUnallocated, WhyStays};
use super::rules::BalanceRules;

/// Moves of cases in their order: unallocated ones first; of an officer the largest last, so that they are over before each. Of
/// cases that are alike, those with ids go first, and those without one are one move.
pub(super) fn in_order(start: &BalanceStart, posts: &[PostWeek], mut going: Vec<(usize, usize)>) -> Vec<CaseMove> {
    let order = |(lot, to): &(usize, usize)| {
        let of = &start.lots[*lot];
        match posts[of.post].officer {
            None => (false, 0, 0, *lot, *to),
            Some(_) => (true, start.first[of.post], of.size, *lot, *to),
        }
    };
    going.sort_by_key(order);
    let mut loads = start.loads.clone();
    let mut moves = Vec::new();
    for of_lot in going.chunk_by(|one, other| one.0 == other.0) {
        let Lot { ids, .. } = &start.lots[of_lot[0].0];
        let (named, unnamed) = of_lot.split_at(ids.len().min(of_lot.len()));
        for ((lot, to), id) in named.iter().zip(ids) {
            moves.push(make(start, posts, &mut loads, (*lot, *to), 1, Some(id.clone())));
        }
        for alike in unnamed.chunk_by(|one, other| one == other) {
            let count = i64::try_from(alike.len()).expect("fewer than memory holds");
            moves.push(make(start, posts, &mut loads, alike[0], count, None));
        }
    }
    moves
}

/// Makes a move. `loads` are those of the officers, by their first posts.
fn make(
    start: &BalanceStart,
    posts: &[PostWeek],
    loads: &mut [Load],
    (lot, to): (usize, usize),
    count: i64,
    case_id: Option<Box<str>>,
) -> CaseMove {
    let Lot { post, kind, extra, work, .. } = &start.lots[lot];
    let work = *work * count;
    let from_loads = posts[*post].officer.map(|_| {
        let load = &mut loads[start.first[*post]];
        let before = *load;
        load.work = load.work - work;
        [before, *load]
    });
    let load = &mut loads[start.first[to]];
    let before = *load;
    load.work += work;
    CaseMove {
        from: *post,
        to,
        kind: *kind,
        count,
        extra: *extra,
        work,
        case_id,
        from_loads,
        to_loads: [before, *load],
    }
}

/// What moves leave.
pub(super) fn balanced(
    start: &BalanceStart,
    posts: &[PostWeek],
    weights: &Weights,
    moves: Vec<CaseMove>,
    is_best: bool,
    rules: &BalanceRules,
) -> BalancedWeek {
    let mut after = start.loads.clone();
    for CaseMove { from, to, from_loads, to_loads, .. } in &moves {
        after[start.first[*to]] = to_loads[1];
        if let Some([_, load]) = from_loads {
            after[start.first[*from]] = *load;
        }
    }
    let loads = (0..posts.len()).map(|post| [start.loads[post], after[start.first[post]]]).collect();
    let left = Leftovers { start, rules, after: &after, staying: staying(&start.lots, &moves) };
    let still_over = left.still_over(posts, weights);
    let still_unallocated = left.still_unallocated(posts);
    let not_apart = start.not_apart;
    BalancedWeek { moves, is_best, loads, still_over, still_unallocated, not_apart }
}

/// How many cases of each lot stay.
fn staying(lots: &[Lot], moves: &[CaseMove]) -> Vec<i64> {
    let mut moved: HashMap<(usize, Kind, Minutes), i64> = HashMap::default();
    for CaseMove { from, kind, extra, count, .. } in moves {
        *moved.entry((*from, *kind, *extra)).or_default() += count;
    }
    let of_lot = |lot: &Lot| {
        let gone = moved.get(&(lot.post, lot.kind, lot.extra)).copied().unwrap_or_default();
        i64::try_from(lot.count()).unwrap_or(i64::MAX) - gone
    };
    lots.iter().map(of_lot).collect()
}

/// Finds what is left, and why.
struct Leftovers<'a> {
    start: &'a BalanceStart,
    rules: &'a BalanceRules<'a>,
    /// The loads after the moves, by first posts.
    after: &'a [Load],
    /// How many cases of each lot stay.
    staying: Vec<i64>,
}

impl Leftovers<'_> {
    fn still_over(&self, posts: &[PostWeek], weights: &Weights) -> Vec<(usize, WhyStays)> {
        let mut lots: Vec<Vec<&Lot>> = vec![Vec::new(); posts.len()];
        for (lot, _) in self.start.lots.iter().zip(&self.staying).filter(|(_, count)| **count > 0) {
            lots[self.start.first[lot.post]].push(lot);
        }
        let of_officer = |first: usize| {
            let mut theirs = (first..posts.len()).take_while(|post| self.start.first[*post] == first);
            let is_over = self.after[first].exceeds(weights.limits.over);
            let mut is_asked =
                || theirs.any(|post| posts[post].officer.is_some() && (self.rules.is_chosen)(&posts[post]));
            if self.start.first[first] != first || !is_over || !is_asked() {
                return None;
            }
            let is_giver = matches!(self.start.roles[first], Role::Gives(_));
            let why = if is_giver { self.why(&lots[first]) } else { WhyStays::Kept };
            Some((first, why))
        };
        (0..posts.len()).filter_map(of_officer).collect()
    }

    fn still_unallocated(&self, posts: &[PostWeek]) -> Vec<StillUnallocated> {
        let of_lot = |(lot, count): (&Lot, &i64)| {
            let Lot { post, kind, work, .. } = lot;
            let is_left = *count > 0 && posts[*post].officer.is_none();
            is_left.then(|| {
                let work: Work = *work * *count;
                StillUnallocated { post: *post, kind: *kind, count: *count, work, why: self.why(&[lot]) }
            })
        };
        let in_no_lot = self.start.unallocated.iter();
        let in_no_lot =
            in_no_lot.map(|(&(post, kind, why), &(count, work))| StillUnallocated { post, kind, count, work, why });
        self.start.lots.iter().zip(&self.staying).filter_map(of_lot).chain(in_no_lot).collect()
    }

    /// Why cases of these lots stay.
    fn why(&self, lots: &[&Lot]) -> WhyStays {
        let has_room = |lot: &Lot, post: &usize| {
            let above = self.after[self.start.first[*post]].parts_above(self.rules.target);
            above.is_some_and(|above| above + lot.size <= 0)
        };
        if lots.is_empty() {
            WhyStays::NothingToMove
        } else if lots.iter().all(|lot| lot.to.is_empty()) {
            WhyStays::NobodyThere
        } else if lots.iter().any(|lot| lot.to.iter().any(|post| has_room(lot, post))) {
            WhyStays::Most
        } else {
            WhyStays::NoRoom
        }
    }
}
