//! The rule: over the limit in so many adjacent weeks is excessive (HM Inspectorate of Probation, Research & Analysis
//! Bulletin 2021/02; written question 172934, 30 March 2021). It is the same for officers and for units.

use crate::units::Week;

/// How an officer or a unit stands in the week reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Capacity at or below the limit.
    Within,
    /// Over this week, in a run shorter than the rule's.
    Over,
    /// Over this week, and excessive if the weeks without a figure were over too.
    Possible,
    /// Over in a run of weeks as long as the rule's, or longer.
    Excessive,
    /// No available time, so no capacity.
    NoHours,
    /// Not known, because a row is faulty.
    NotWorkedOut,
}

impl Standing {
    /// The word for it on every report.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Over => "over",
            Self::Possible => "possible",
            Self::Excessive => "excessive",
            Self::NoHours => "no hours",
            Self::NotWorkedOut => "not worked out",
        }
    }

    /// Whether capacity is over the limit in the week reported.
    pub(crate) const fn is_over(self) -> bool {
        matches!(self, Self::Over | Self::Possible | Self::Excessive)
    }

    /// Whether somebody should look at it: it is excessive, or may be.
    pub(crate) const fn is_alarming(self) -> bool {
        matches!(self, Self::Possible | Self::Excessive)
    }
}

impl serde::Serialize for Standing {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Whether the figure of a week is over the limit. A week without a figure has no entry, unless it was not worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The week.
    pub week: Week,
    /// Whether capacity was over that week's limit; `None` where a row was faulty. The week is missing then, even before
    /// the first that is known: somebody was there.
    pub is_over: Option<bool>,
}

/// What the rule says of the week reported.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Judgement {
    #[serde(skip)]
    pub(crate) standing: Standing,
    /// Adjacent weeks over, up to the week reported; 0 when not over. `None` when no week is known.
    pub(crate) weeks_over: Option<u32>,
    /// The first week of that run, where there is one.
    pub(crate) since: Option<Week>,
    /// For [`Standing::Possible`], the weeks without a figure that it rests on, the earliest first.
    #[serde(rename = "missing_weeks")]
    pub(crate) missing: Vec<Week>,
}

impl Default for Judgement {
    /// Of what is not judged yet.
    fn default() -> Self {
        Self::undated(None)
    }
}

impl Judgement {
    fn plain(standing: Standing, weeks_over: Option<u32>) -> Self {
        Self { standing, weeks_over, since: None, missing: Vec::new() }
    }

    /// The judgement of a week that is not worked out. A row that is faulty says nothing of a run.
    pub fn not_worked_out() -> Self {
        Self::plain(Standing::NotWorkedOut, None)
    }

    /// Puts the longest run first.
    pub(crate) fn longer_first(&self, other: &Self) -> std::cmp::Ordering {
        other.weeks_over.cmp(&self.weeks_over)
    }

    /// The judgement of an undated week: over or not, but without a run. `None` stands for no capacity.
    pub fn undated(is_over: Option<bool>) -> Self {
        let standing = match is_over {
            None => Standing::NoHours,
            Some(true) => Standing::Over,
            Some(false) => Standing::Within,
        };
        Self::plain(standing, None)
    }
}

/// Adds the figure of a later week to those that a run can go on from. No run goes back across a week within the limit, so nothing
/// before one is kept.
pub(crate) fn go_on(run: &mut Vec<Figure>, next: Figure) {
    if next.is_over == Some(false) {
        run.clear();
    }
    run.push(next);
}

/// Judges the week reported by the figures up to it. Figures are in order of weeks, at most one a week; later ones are
/// ignored. `weeks` is how many adjacent weeks over are excessive, at least 1.
///
/// A missing week ends the run. A week before the first figure is not missing. `weeks` or more adjacent missing
/// weeks are an absence, and no run goes on across an absence.
pub fn judge(figures: &[Figure], reported: Week, weeks: u32) -> Judgement {
    let known = &figures[..figures.partition_point(|figure| figure.week <= reported)];
    match known.last() {
        Some(Figure { week, is_over: Some(true) }) if *week == reported => judge_over(known, reported, weeks),
        Some(Figure { week, is_over: Some(false) }) if *week == reported => Judgement::plain(Standing::Within, Some(0)),
        _ => Judgement::plain(Standing::NoHours, Some(0)),
    }
}

fn judge_over(known: &[Figure], reported: Week, weeks: u32) -> Judgement {
    let run = run_up_to(known, reported);
    let missing = if run.weeks < weeks { missing_weeks(known, reported, weeks) } else { Vec::new() };
    let standing = match (run.weeks >= weeks, missing.is_empty()) {
        (true, _) => Standing::Excessive,
        (false, false) => Standing::Possible,
        (false, true) => Standing::Over,
    };
    Judgement { standing, weeks_over: Some(run.weeks), since: Some(run.since), missing }
}

struct RunOfWeeks {
    weeks: u32,
    since: Week,
}

/// The run of adjacent weeks over that ends in the week reported, which is over.
fn run_up_to(known: &[Figure], reported: Week) -> RunOfWeeks {
    let mut run = RunOfWeeks { weeks: 1, since: reported };
    for figure in known.iter().rev().skip(1) {
        if figure.is_over != Some(true) || figure.week != run.since.previous() {
            break;
        }
        run = RunOfWeeks { weeks: run.weeks + 1, since: figure.week };
    }
    run
}

/// The missing weeks that would make the run long enough if they had been over; none if they would not.
fn missing_weeks(known: &[Figure], reported: Week, weeks: u32) -> Vec<Week> {
    let Some(first) = known.first().map(|figure| figure.week) else { return Vec::new() };
    let (mut length, mut week) = (0, reported);
    let mut missing = Vec::new();
    let mut figures = known.iter().rev().filter(|figure| figure.is_over.is_some()).peekable();
    while length < weeks && week >= first {
        match figures.next_if(|figure| figure.week == week) {
            Some(figure) if figure.is_over == Some(false) => return Vec::new(),
            Some(_) => length += 1,
            None => {
                let of_rule = usize::try_from(weeks).unwrap_or(usize::MAX);
                let gap = gap_before(week, figures.peek().map_or(first.previous(), |figure| figure.week), of_rule);
                if gap.len() >= of_rule {
                    return Vec::new();
                }
                for missed in gap.into_iter().take(usize::try_from(weeks - length).unwrap_or(usize::MAX)) {
                    missing.push(missed);
                    length += 1;
                    week = missed;
                }
            }
        }
        week = week.previous();
    }
    missing.reverse();
    if length >= weeks { missing } else { Vec::new() }
}

/// The weeks from `latest` back to the one after `known`, the latest first; as many as are asked for.
fn gap_before(latest: Week, known: Week, most: usize) -> Vec<Week> {
    latest.backwards().take_while(|week| *week > known).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// Figures of adjacent weeks, the last of them reported: `o` over, `w` within, `.` missing, `x` not worked out.
    fn judged_by(pattern: &str, weeks: u32) -> Judgement {
        let mut week = Week::of(date(2026, 11, 16));
        let mut figures = Vec::new();
        for mark in pattern.chars().rev() {
            if mark != '.' {
                figures.push(Figure { week, is_over: (mark != 'x').then_some(mark == 'o') });
            }
            week = week.previous();
        }
        figures.reverse();
        judge(&figures, Week::of(date(2026, 11, 16)), weeks)
    }

    fn judged(pattern: &str) -> (Standing, u32, usize) {
        let judgement = judged_by(pattern, 4);
        (judgement.standing, judgement.weeks_over.expect("dated"), judgement.missing.len())
    }

    #[test]
    fn the_rule_in_small() {
        use Standing::{Excessive, NoHours, Over, Possible, Within};
        for (pattern, expected) in [
            ("w", (Within, 0, 0)),
            ("ooow", (Within, 0, 0)),
            ("o", (Over, 1, 0)),
            ("ooo", (Over, 3, 0)),
            ("oooo", (Excessive, 4, 0)),
            ("ooooo", (Excessive, 5, 0)),
            ("owooo", (Over, 3, 0)),
            ("ooo.", (NoHours, 0, 0)),
            // A week that was not worked out is missing, and is missing even where nothing is known before it.
            ("ooxo", (Possible, 1, 1)),
            ("xooo", (Possible, 3, 1)),
            ("xxxo", (Possible, 1, 3)),
            ("x.oo", (Possible, 2, 2)),
            ("wxoo", (Over, 2, 0)),
            ("woxw", (Within, 0, 0)),
            ("xxxxo", (Over, 1, 0)),
            ("ooox", (NoHours, 0, 0)),
            // One missing week.
            ("oo.o", (Possible, 1, 1)),
            ("o.oo", (Possible, 2, 1)),
            ("w.ooo", (Possible, 3, 1)),
            (".ooo", (Over, 3, 0)),
            ("w.oo", (Over, 2, 0)),
            ("wo.oo", (Possible, 2, 1)),
            ("o.o", (Over, 1, 0)),
            // Enough weeks behind the gap: no need to suppose anything.
            ("o.oooo", (Excessive, 4, 0)),
            // Two and three side by side are a gap, four an absence.
            ("o..o", (Possible, 1, 2)),
            ("w..oo", (Possible, 2, 2)),
            ("w..o", (Over, 1, 0)),
            ("o...o", (Possible, 1, 3)),
            ("w...o", (Possible, 1, 3)),
            ("oooo....o", (Over, 1, 0)),
            ("oooo....ooo", (Over, 3, 0)),
            ("oo....oo", (Over, 2, 0)),
            ("oooo....oo.o", (Possible, 1, 1)),
            ("oooo....o.o", (Over, 1, 0)),
            // Only the missing weeks that the standing rests on are named.
            ("oo.oo.o", (Possible, 1, 1)),
            ("o.o.o", (Possible, 1, 2)),
            ("oooo.", (NoHours, 0, 0)),
            ("", (NoHours, 0, 0)),
        ] {
            assert_eq!(judged(pattern), expected, "{pattern:?}");
        }
    }

    #[test]
    fn other_numbers_of_weeks_hold_too() {
        assert_eq!(judged_by("o", 1).standing, Standing::Excessive);
        assert_eq!(judged_by("ooo", 3).standing, Standing::Excessive);
        assert_eq!(judged_by("o.o", 2).standing, Standing::Possible);
        assert_eq!(judged_by("o..o", 2).standing, Standing::Over);
    }

    proptest! {
        #[test]
        fn filling_the_missing_weeks_of_a_possible_makes_it_excessive(pattern in "[ow.]{0,12}o", weeks in 1_u32..6) {
            let judgement = judged_by(&pattern, weeks);
            let first = pattern.find(['o', 'w']).expect("it ends in o");
            let filled: String = pattern.char_indices().map(|(at, mark)| if mark == '.' && at > first { 'o' } else { mark }).collect();
            match judgement.standing {
                Standing::Possible => prop_assert_eq!(judged_by(&filled, weeks).standing, Standing::Excessive),
                Standing::Excessive => prop_assert!(judgement.missing.is_empty() && judgement.weeks_over >= Some(weeks)),
                Standing::Over => prop_assert!(judgement.weeks_over < Some(weeks) && judgement.missing.is_empty()),
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
