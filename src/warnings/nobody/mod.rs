//! Warns of officers who are not people: names for work that nobody holds, with hours that nobody works; totals and averages; words
//! that repeat the row above; lines of a footer. Also warns of rows with a person's name and no officer.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;

use crate::fault::{Messages, NOT_AN_OFFICER, Place, Subject, first_few_quoted, quoted};
use crate::inputs::{begins_footer, is_footer};
use crate::model::{Caseload, Officer, OfficerWeek, PostWeek, Texts, WeekCaseload, WeekFigures};

pub(crate) use words::is_nobody;
use words::{Says, says};

/// Warns of officers of the week who are called unallocated, vacant or the like and have hours; who are a total, an average or a
/// word for the row above; or who are lines of a footer.
pub(super) fn warn(week: &WeekCaseload, texts: &Texts, messages: &mut Messages) {
    let (mut extremes, mut summaries) = (Vec::new(), BTreeSet::new());
    for officer in week.officers() {
        let code = texts.code(officer.officer);
        let of_code = says(code);
        let of_name = officer.name().and_then(|name| says(texts.get(name)));
        let has_hours = !officer.load().has_no_hours();
        let who = || quoted(&officer.who(texts));
        if matches!((of_code, of_name), (Some(Says::Summary), _) | (_, Some(Says::Summary))) {
            summaries.insert(code.to_lowercase());
        }
        let message = match (is_none(of_code, of_name, has_hours, who), of_code) {
            (Some(message), _) => message,
            (None, Some(Says::Extreme)) => {
                extremes.push((officer.place(), officer.officer, summary(&who())));
                continue;
            }
            _ if begins_footer(code) || has_code_alone(&officer) && is_footer(code) => a_footer(code),
            _ => continue,
        };
        let place = officer.place();
        messages.warnings.add_of(NOT_AN_OFFICER, place, [officer.officer.subject(texts)], message);
    }
    // A single `Max` may be a first name. Rows of totals and extremes come several together.
    summaries.extend(extremes.iter().map(|(_, officer, _)| texts.code(*officer).to_lowercase()));
    for (place, officer, message) in extremes.into_iter().filter(|_| summaries.len() > 1) {
        messages.warnings.add_of(NOT_AN_OFFICER, place, [officer.subject(texts)], message);
    }
}

/// Warns of such officers in earlier weeks that the rule looks at, if they are not `there` in the week reported. The work on their
/// rows may be what somebody lacks, so that a run ends.
pub(super) fn warn_before(recent: &[WeekFigures], there: &HashSet<Officer>, texts: &Texts, messages: &mut Messages) {
    let mut seen = HashSet::default();
    for week in recent {
        for (officer, posts) in week.officers().filter(|(officer, _)| !there.contains(officer)) {
            if !seen.insert(officer) {
                continue;
            }
            let code = texts.code(officer);
            let name = posts.iter().find_map(|post| post.name).map(|name| texts.get(name));
            let has_hours = posts.iter().any(|post| !post.available.is_nothing());
            let footer = || begins_footer(code).then(|| a_footer(code));
            if let Some(message) = is_none(says(code), name.and_then(says), has_hours, || quoted(code)).or_else(footer)
            {
                let message = format!("in the week {}, {message}", week.week);
                messages.warnings.add_of(
                    NOT_AN_OFFICER,
                    Place::whole(week.place.file),
                    [officer.subject(texts)],
                    message,
                );
            }
        }
    }
}

/// Says what is wrong with an officer who is not one, by what the code and the name say.
fn is_none(of_code: Option<Says>, of_name: Option<Says>, has_hours: bool, who: impl Fn() -> String) -> Option<String> {
    match (of_code, of_name) {
        (Some(Says::Summary), _) | (_, Some(Says::Summary)) => Some(summary(&who())),
        (Some(Says::Ditto), _) => {
            Some(format!("{} stands for the officer of the row above; write the officer into every row", who()))
        }
        (Some(Says::Nobody | Says::NoCode), _) | (_, Some(Says::Nobody)) if has_hours => {
            let blank = "leave `officer` blank for work that nobody holds";
            Some(format!("{} has hours and does not look like the name of an officer; {blank}", who()))
        }
        _ => None,
    }
}

fn a_footer(code: &str) -> String {
    format!("{} seems to be a line of a footer, not an officer; delete the row", quoted(code))
}

fn summary(who: &str) -> String {
    format!("{who} seems to be a total or an average, not an officer; delete the row")
}

/// Warns of rows that have somebody's name and no officer: their work counts as nobody's.
pub(super) fn warn_of_names(caseload: &Caseload, messages: &mut Messages) {
    const NAMED: usize = 3;
    let texts = &caseload.texts;
    let is_somebody = |name: &str| !matches!(says(name), Some(Says::Nobody | Says::NoCode));
    let of_people = caseload.names_of_nobody.iter().filter(|(_, name)| is_somebody(texts.get(*name)));
    let people: BTreeMap<&str, Place> = of_people.map(|(place, name)| (texts.get(*name), *place)).collect();
    let Some(first) = people.values().min() else { return };
    let message = format!(
        "rows without an officer have a name ({}), and count as work that nobody holds; give the officer, or leave the name \
         blank",
        first_few_quoted(people.keys().copied(), NAMED)
    );
    let subjects = people.keys().map(|name| Subject::Officer((*name).to_owned()));
    messages.warnings.add_of(NOT_AN_OFFICER, *first, subjects, message);
}

/// Whether nothing but a code is known of an officer.
fn has_code_alone(officer: &OfficerWeek) -> bool {
    let held = officer.held();
    let has_more = |post: &PostWeek| post.unit.team.is_some() || post.contracted.is_some();
    held.cases == 0 && held.work.is_nothing() && officer.name().is_none() && !officer.posts.iter().any(has_more)
}
