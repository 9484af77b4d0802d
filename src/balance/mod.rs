//! Which cases could go where, so that nobody is over: whole cases, from officers who are over and from what is unallocated, to
//! officers with room. It is bounded by steps and never by time, so the same input gives the same moves.

mod exact;
mod lots;
mod moved;
mod moves;
mod parts;
mod problem;
mod rules;
mod search;
#[cfg(test)]
mod tests;

use crate::model::{WeekCaseload, Weights, WorkLine};

use lots::{BalanceStart, Lot, Role};
use problem::MovedCases;
use search::Draft;

pub(crate) use exact::ALWAYS_EXACT;
pub(crate) use moved::{BalancedWeek, CaseMove, WhyStays};
pub(crate) use rules::{BalanceRules, Within};

/// How many states of all parts together are tried where the number of cases alone does not say that there are few.
const STATES: usize = 1 << 19;
/// How many times receivers are looked at for parcels, in all parts together, to find better moves.
const STEPS: u64 = 50_000_000;

/// Balances a week, of which `lines` is the work. `None` where there is too much work to count with.
pub(crate) fn balance(
    week: &WeekCaseload,
    weights: &Weights,
    lines: &[WorkLine],
    rules: &BalanceRules,
) -> Option<BalancedWeek> {
    let start = BalanceStart::of(week, weights, lines, rules)?;
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

/// `None` if four times the sum of all amounts is more than 128 bits hold. If it is not, all sums of amounts fit, also
/// of some of them twice.
fn require_sums(start: &BalanceStart) -> Option<()> {
    let of_lot = |lot: &Lot| lot.size.checked_mul(i128::try_from(lot.count()).ok()?);
    let of_role = |role: &Role| match role {
        Role::Gives(amount) | Role::Receives(amount) => *amount,
        Role::Neither => 0,
    };
    let add = |sum: i128, amount: Option<i128>| sum.checked_add(amount?);
    let amounts = start.roles.iter().map(of_role).map(Some).chain(start.lots.iter().map(of_lot));
    let sum = amounts.into_iter().try_fold(0, add)?;
    sum.checked_mul(4).map(|_| ())
}

/// Cases that go: the lot that one is of, and the post that receives it. Also whether nothing would be better.
fn solve(start: &BalanceStart, lots: &[usize], parts: usize, rules: &BalanceRules) -> (Vec<(usize, usize)>, bool) {
    let (problem, receivers) = parts::problem(start, lots, rules);
    let draft = Draft::of(&problem, STEPS / u64::try_from(parts).unwrap_or(u64::MAX));
    let movable: usize = problem.parcels.iter().map(|parcel| parcel.count).fold(0, usize::saturating_add);
    let states = if movable <= ALWAYS_EXACT { exact::ALWAYS_STATES } else { STATES / parts };
    let (moved, is_best): (MovedCases, bool) = if draft.left().aims() == problem.least() {
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
