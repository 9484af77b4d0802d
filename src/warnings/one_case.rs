//! Warns of lists of people or of cases that are read as caseloads of officers: nearly every officer has exactly one case.

use foldhash::HashSet;

use crate::fault::{FileId, Messages, NOT_AN_OFFICER, THIN_WEEK};
use crate::model::{Caseload, OfficerWeek, WeekCaseload};

use super::by_team::cases;

/// Warns if every officer of the week is a name with one row of one case: they may be the people who are supervised.
pub(super) fn warn_of_people(caseload: &Caseload, week: &WeekCaseload, messages: &mut Messages) {
    const FEWEST: usize = 10;
    let is_name = |code: &str| code.contains([' ', ',']);
    let is_person = |officer: &OfficerWeek| {
        officer.held().cases == 1 && officer.name().is_none() && is_name(caseload.texts.code(officer.officer))
    };
    let count = week.officers().count();
    if count < FEWEST || !caseload.has_one_row_each || !week.officers().all(|officer| is_person(&officer)) {
        return;
    }
    let place = week.officers().map(|officer| officer.place()).min().expect("there are several");
    let message = format!(
        "each of {count} officers has one case; are these the people who are supervised, and is the column of officers under another \
         heading?"
    );
    messages.warnings.add(NOT_AN_OFFICER, place, message);
}

/// Warns if the dates may be those of the cases and not of the list: officers nearly always have one case or two, in weeks that are
/// spread over months with gaps. Only weeks in the files of the week reported are looked at.
pub(super) fn warn_of_dates(caseload: &Caseload, week: &WeekCaseload, messages: &mut Messages) {
    const FEWEST: usize = 16;
    const MONTHS: usize = 20;
    let files: HashSet<FileId> = week.posts.iter().map(|post| post.place.file).collect();
    let weeks = || caseload.weeks.iter().filter(|week| files.contains(&week.place.file));
    let (Some(first), Some(last)) = (weeks().next(), weeks().next_back()) else { return };
    let (span, count) = (usize::try_from(first.week.weeks_until(last.week)).unwrap_or_default() + 1, weeks().count());
    // The lists of an archive are always about a month or a quarter apart. Dates of cases are not.
    let apart: HashSet<i64> = weeks().zip(weeks().skip(1)).map(|(one, next)| one.week.weeks_until(next.week)).collect();
    if span < MONTHS || count * 4 > span * 3 || apart.len() < 3 {
        return;
    }
    let (mut all, mut few) = (0, 0);
    for week in weeks() {
        for (_, posts) in week.officers() {
            let cases = cases(posts);
            all += usize::from(cases != 0);
            few += usize::from((1..=2).contains(&cases));
        }
    }
    if all >= FEWEST && few * 10 >= all * 8 {
        let message = format!(
            "officers have one case or two in nearly all of {count} weeks; are the dates those of the cases, such as when an order \
             began, and not of the list?"
        );
        messages.warnings.add(THIN_WEEK, last.place, message);
    }
}
