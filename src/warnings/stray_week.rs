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
}

impl Lack<'_> {
    /// Whether about this many cases are lacking.
    fn is_about(&self, cases: i64) -> bool {
        (self.then - self.now).abs_diff(cases).saturating_mul(4) <= cases.unsigned_abs()
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
        let Some((first, held, Lack { week, beside, now, then })) = officers.first().copied() else { continue };
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

/// Finds the weeks that have no other week beside them, and fewer than three quarters of the cases of the next one.
fn strays(weeks: &[WeekFigures]) -> Vec<&WeekFigures> {
    let all = |week: &WeekFigures| cases(&week.posts);
    let is_beside = |one: &WeekFigures, next: &WeekFigures| one.week.weeks_until(next.week) < 2;
    let is_alone = |at: usize| {
        let has_before = at.checked_sub(1).is_some_and(|before| is_beside(&weeks[before], &weeks[at]));
        !has_before && !is_beside(&weeks[at], &weeks[at + 1])
    };
    let positions = 0..weeks.len().saturating_sub(1);
    let stray = positions.filter(|at| {
        is_alone(*at)
            && !is_of_history(&weeks[*at])
            && all(&weeks[*at]).saturating_mul(4) < all(&weeks[*at + 1]).saturating_mul(3)
    });
    stray.map(|at| &weeks[at]).collect()
}

/// Finds the weeks in which officers have fewer cases than in the week before or after.
fn lacks<'w>(weeks: &[&'w WeekFigures]) -> HashMap<Officer, Vec<Lack<'w>>> {
    let mut lacks: HashMap<Officer, Vec<Lack>> = HashMap::default();
    let held: Vec<HashMap<Officer, i64>> =
        weeks.iter().map(|week| week.officers().map(|(officer, posts)| (officer, cases(posts))).collect()).collect();
    let beside = (1..weeks.len()).flat_map(|at| [(at, at - 1), (at - 1, at)]);
    for (at, beside) in beside {
        for (officer, then) in &held[beside] {
            let now = held[at].get(officer).copied().unwrap_or_default();
            if now < *then {
                let lack = Lack { week: weeks[at], beside: weeks[beside], now, then: *then };
                lacks.entry(*officer).or_default().push(lack);
            }
        }
    }
    lacks
}
