//! Warns of a week that exists only because a few rows have a wrong date. It stands alone, and an officer has about as many cases
//! in it as they lack in one of the weeks that the rule looks at.

use foldhash::HashMap;

use crate::fault::{FAR_WEEK, Messages, first_few_quoted, plural, quoted};
use crate::model::{Officer, Texts, WeekFigures};

use super::by_team::{cases, is_of_history};
use super::weeks::far_weeks;

const NAMED: usize = 3;

/// In any week, officers may have a few cases fewer.
const FEWEST: i64 = 4;

/// Cases that an officer lacks in a week and has in a week beside it.
#[derive(Clone, Copy)]
struct Lack<'w> {
    week: &'w WeekFigures,
    beside: &'w WeekFigures,
    now: i64,
    then: i64,
    /// How many cases everybody together lacks.
    of_all: i64,
}

impl Lack<'_> {
    /// Whether about this many cases are lacking.
    fn is_about(&self, cases: i64) -> bool {
        let is_about = (self.then - self.now).abs_diff(cases).saturating_mul(4) <= cases.unsigned_abs();
        // Otherwise somebody else has them.
        is_about && self.of_all.saturating_mul(2) >= cases
    }
}

/// Warns of weeks before the one reported that stand alone. `recent` are those that the rule looks at.
pub(super) fn warn(so_far: &[WeekFigures], recent: &[WeekFigures], texts: &Texts, messages: &mut Messages) {
    let strays = strays(so_far);
    if strays.is_empty() {
        return;
    }
    let others = recent.iter().filter(|week| strays.binary_search_by_key(&week.week, |stray| stray.week).is_err());
    let lacks = lacks(&others.collect::<Vec<_>>());
    let said = far_weeks(messages);
    for stray in strays {
        let lacking = |(officer, posts)| {
            let cases = cases(posts);
            let lack = lacks.get(&officer)?.iter().find(|lack| cases >= FEWEST && lack.is_about(cases))?;
            Some((officer, cases, *lack))
        };
        let officers: Vec<(Officer, i64, Lack)> = stray.officers().filter_map(lacking).collect();
        let Some((first, held, Lack { week, beside, now, then, .. })) = officers.first().copied() else { continue };
        if said.contains(&stray.place) {
            continue;
        }
        let others = officers.iter().skip(1).map(|(officer, ..)| texts.code(*officer));
        let others = match officers.len() {
            1 => String::new(),
            _ => format!("; so it is with {}", first_few_quoted(others, NAMED)),
        };
        let message = format!(
            "the week {} stands alone and has {} of {}, who has {now} in the week {} and {then} in the week {}{others}; are these rows \
             dated wrongly?",
            stray.week,
            plural(usize::try_from(held).unwrap_or(usize::MAX), "case", "cases"),
            quoted(texts.code(first)),
            week.week,
            beside.week,
        );
        let subjects = officers.iter().map(|(officer, ..)| officer.subject(texts));
        messages.warnings.add_of(FAR_WEEK, stray.place, subjects, message);
    }
}

/// Finds one to three weeks side by side that have no other beside them, and fewer than three quarters of the cases of the next one.
fn strays(weeks: &[WeekFigures]) -> Vec<&WeekFigures> {
    const MOST: usize = 3;
    const FAR: i64 = 4;
    let all = |week: &WeekFigures| cases(&week.posts);
    let side_by_side: Vec<&[WeekFigures]> = weeks.chunk_by(|one, next| one.week.weeks_until(next.week) < 2).collect();
    let pairs = side_by_side.windows(2).map(|pair| (pair[0], &pair[1][0]));
    // Several weeks side by side may well be followed by one that is missing.
    let are_far = |alone: &[WeekFigures], next: &WeekFigures| alone[alone.len() - 1].week.weeks_until(next.week) >= FAR;
    let alone = pairs.filter(|(alone, next)| alone.len() == 1 || alone.len() <= MOST && are_far(alone, next));
    let weeks = alone.flat_map(|(alone, next)| alone.iter().map(move |week| (week, next)));
    let stray =
        weeks.filter(|(week, next)| !is_of_history(week) && all(week).saturating_mul(4) < all(next).saturating_mul(3));
    stray.map(|(week, _)| week).collect()
}

/// Finds the weeks in which officers have fewer cases than in the week before or after.
fn lacks<'w>(weeks: &[&'w WeekFigures]) -> HashMap<Officer, Vec<Lack<'w>>> {
    let mut lacks: HashMap<Officer, Vec<Lack>> = HashMap::default();
    let held: Vec<HashMap<Officer, i64>> =
        weeks.iter().map(|week| week.officers().map(|(officer, posts)| (officer, cases(posts))).collect()).collect();
    let beside = (1..weeks.len()).flat_map(|at| [(at, at - 1), (at - 1, at)]);
    let all: Vec<i64> = weeks.iter().map(|week| cases(&week.posts)).collect();
    for (at, beside) in beside {
        let of_all = all[beside].saturating_sub(all[at]);
        for (officer, then) in &held[beside] {
            let now = held[at].get(officer).copied().unwrap_or_default();
            if now < *then {
                let lack = Lack { week: weeks[at], beside: weeks[beside], now, then: *then, of_all };
                lacks.entry(*officer).or_default().push(lack);
            }
        }
    }
    lacks
}
