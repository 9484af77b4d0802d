//! Which cases could go where, so that nobody is over: whole cases, from officers who are over and from what is unallocated, to
//! officers with room. It is bounded by steps and never by time, so the same input gives the same moves.

mod exact;
mod lots;
mod moves;
mod parts;
mod problem;
mod search;
#[cfg(test)]
mod tests;

use crate::inputs::WorkLine;
use crate::model::{Kind, PostWeek, WeekCaseload, Weights};
use crate::units::{Load, Minutes, Percent, Work};

use lots::{Lot, Role, Start};
use problem::Moved;
use search::Draft;

pub use exact::ALWAYS_EXACT;

/// How many states of all parts together are tried where the number of cases alone does not say that there are few.
const STATES: usize = 1 << 19;
/// How many times receivers are looked at for parcels, in all parts together, to find better moves.
const STEPS: u64 = 50_000_000;

/// Where cases stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In their team.
    Team,
    /// In their PDU.
    Pdu,
    /// In their region.
    Region,
}

/// What is asked of a balance.
pub struct BalanceRules<'a> {
    /// Where cases stay.
    pub within: Within,
    /// The capacity that nobody who receives goes above.
    pub target: Percent,
    /// The most cases that may move.
    pub most: Option<usize>,
    /// Whether trainees may receive.
    pub to_trainees: bool,
    /// Whether a post is one of those that are asked for.
    pub is_chosen: &'a dyn Fn(&PostWeek) -> bool,
    /// Whether its officer is left alone.
    pub is_kept: &'a dyn Fn(&PostWeek) -> bool,
}

/// Cases of one kind that go from one post to another.
#[derive(Debug, Clone)]
pub struct CaseMove {
    /// The post that holds them; that of unallocated work has no officer.
    pub(crate) from: usize,
    /// The post that receives them.
    pub(crate) to: usize,
    pub(crate) kind: Kind,
    pub(crate) count: i64,
    /// Minutes on top of each.
    pub(crate) extra: Minutes,
    /// The work of all of them.
    pub(crate) work: Work,
    /// The case, where the caseload says which.
    pub(crate) case_id: Option<Box<str>>,
    /// The officers' loads before and after it, with the moves before it made; `None` for unallocated work.
    pub(crate) from_loads: Option<[Load; 2]>,
    pub(crate) to_loads: [Load; 2],
}

/// Why cases stay where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyStays {
    /// The officer is to be left alone.
    Kept,
    /// No case of theirs that counts may move.
    NothingToMove,
    /// Nobody there may receive them.
    NobodyThere,
    /// Nobody has room for one of them.
    NoRoom,
    /// No more cases were to move.
    Most,
}

/// Unallocated cases of one kind that stay unallocated.
#[derive(Debug, Clone)]
pub struct StillUnallocated {
    pub(crate) post: usize,
    pub(crate) kind: Kind,
    pub(crate) count: i64,
    pub(crate) work: Work,
    pub(crate) why: WhyStays,
}

/// The moves of a week, and what they leave.
#[derive(Debug)]
pub struct BalancedWeek {
    /// Unallocated cases first, then officer by officer.
    pub(crate) moves: Vec<CaseMove>,
    /// Whether nothing else would be better.
    pub(crate) is_best: bool,
    /// The load of the officer of each post, before and after.
    pub(crate) loads: Vec<[Load; 2]>,
    /// Who is still over, by their first post.
    pub(crate) still_over: Vec<(usize, WhyStays)>,
    pub(crate) still_unallocated: Vec<StillUnallocated>,
    /// Cases that count and cannot move: several in one row with minutes on top, or several rows with one case id.
    pub(crate) not_apart: i64,
}

/// Balances a week, of which `lines` is the work. `None` where there is too much work to count with.
pub fn balance(
    week: &WeekCaseload,
    weights: &Weights,
    lines: &[WorkLine],
    rules: &BalanceRules,
) -> Option<BalancedWeek> {
    let start = Start::of(week, weights, lines, rules)?;
    require_sums(&start)?;
    let parts = parts::of(&start, &week.posts, rules);
    let (mut is_best, mut going) = (true, Vec::new());
    for part in &parts {
        let (moved, is_best_part) = solve(&start, part, parts.len(), rules);
        is_best &= is_best_part;
        going.extend(moved);
    }
    let moves = moves::in_order(&start, &week.posts, going);
    Some(moves::balanced(&start, &week.posts, weights, moves, is_best, rules))
}

/// `None` where sums of all amounts do not fit, with room to spare for sums of some of them twice.
fn require_sums(start: &Start) -> Option<()> {
    let of_lot = |lot: &Lot| lot.size.checked_mul(i128::try_from(lot.count()).ok()?);
    let of_role = |role: &Role| match role {
        Role::Gives(amount) | Role::Receives(amount) => *amount,
        Role::Rests => 0,
    };
    let add = |sum: i128, amount: Option<i128>| sum.checked_add(amount?);
    let amounts = start.roles.iter().map(of_role).map(Some).chain(start.lots.iter().map(of_lot));
    let sum = amounts.into_iter().try_fold(0, add)?;
    sum.checked_mul(4).map(|_| ())
}

/// Cases that go: the lot that one is of, and the post that receives it. Also whether nothing would be better.
fn solve(start: &Start, lots: &[usize], parts: usize, rules: &BalanceRules) -> (Vec<(usize, usize)>, bool) {
    let (problem, receivers) = parts::problem(start, lots, rules);
    let draft = Draft::of(&problem, STEPS / u64::try_from(parts).unwrap_or(u64::MAX));
    let movable: usize = problem.parcels.iter().map(|parcel| parcel.count).fold(0, usize::saturating_add);
    let states = if movable <= ALWAYS_EXACT { exact::ALWAYS_STATES } else { STATES / parts };
    let (moved, is_best): (Moved, bool) = if draft.left().aims() == problem.least() {
        (draft.moves, true)
    } else if let Some(moved) = exact::best(&problem, states) {
        (moved, true)
    } else {
        (draft.moves, false)
    };
    let to_post = |(parcel, receiver): (usize, usize)| {
        let lot = lots[parcel];
        let is_theirs = |post: &&usize| start.first[**post] == receivers[receiver];
        let post = start.lots[lot].to.iter().find(is_theirs);
        (lot, *post.expect("a receiver of the lot"))
    };
    (moved.into_iter().map(to_post).collect(), is_best)
}
