//! Officers who are named by their name in one place and by their code in another, so that they seem to be two.

use foldhash::{HashMap, HashSet};

use crate::fault::{LOOK_ALIKE, Messages, Place, Subject, quoted};
use crate::model::{Caseload, Officer, OfficerWeek, Reduction, State, WeekCaseload, seen};

/// Warns of officers without a name whose code is the name of another officer, and of such codes in the list of reductions.
pub(super) fn warn(caseload: &Caseload, week: &WeekCaseload, messages: &mut Messages) {
    if week.officers().all(|officer| officer.name().is_none()) {
        return;
    }
    let code = |officer: Officer| caseload.texts.get(officer.0);
    let there: HashSet<Officer> = week.officers().map(|officer| officer.officer).collect();
    // Somebody may be named by the name in both columns.
    let is_unnamed = |officer: &OfficerWeek| officer.name().is_none_or(|name| name == officer.officer.0);
    let unnamed = week.officers().filter(is_unnamed);
    let unnamed = unnamed.map(|officer| (officer.officer, officer.place(), "they count as two"));
    let is_in_force =
        |reduction: &&Reduction| week.snapshot.is_some_and(|date| reduction.state(date) == State::InForce);
    let reduced = caseload.reductions.iter().filter(is_in_force);
    let reduced = reduced.filter(|reduction| !there.contains(&reduction.officer));
    let reduced = reduced.map(|reduction| (reduction.officer, reduction.place, "the reduction takes no hours off"));
    let mut others: Vec<(Officer, Place, &str)> = unnamed.chain(reduced).collect();
    if others.is_empty() {
        return;
    }
    others.sort_by_key(|(officer, place, _)| (*officer, *place));
    others.dedup_by_key(|(officer, ..)| *officer);
    let name = |officer: &OfficerWeek| {
        let name = officer.name().filter(|_| !is_unnamed(officer))?;
        Some(in_words(caseload.texts.get(name)))
    };
    let named: HashMap<String, (Officer, Place)> =
        week.officers().filter_map(|officer| Some((name(&officer)?, (officer.officer, officer.place())))).collect();
    for (officer, place, so) in others {
        let Some((same, first)) = named.get(&in_words(code(officer))) else { continue };
        let (this, other, first) = (quoted(code(officer)), quoted(code(*same)), messages.files.at(*first));
        let message =
            format!("{this} is an officer here and the name of {other} in {first}; {so}; use one code for both");
        let subjects = [officer, *same].map(|officer| Subject::Officer(code(officer).to_owned())).into();
        messages.warnings.add_of(LOOK_ALIKE, place, subjects, message);
    }
}

/// The words of a name, in one order: `Bell, Amy` is `Amy Bell`.
fn in_words(name: &str) -> String {
    let mut words: Vec<String> = name.split([' ', ',', '\u{a0}']).map(seen).collect();
    words.sort_unstable();
    words.join(" ").trim_start().to_owned()
}
