//! Warns of officers who seem to be two, because one place has their name and another their code, or the two places have different
//! codes.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::fault::{FEW_NAMED, LOOK_ALIKE, Messages, Place, first_few, quoted};
use crate::model::{
    Caseload, Officer, OfficerWeek, Reduction, State, TextId, Texts, WeekCaseload, WeekFigures, in_words,
};
use crate::units::Week;

use super::nobody::is_nobody;

/// Where somebody is: in a row of the week reported, or in an earlier week.
#[derive(Clone, Copy)]
enum Where {
    Row(Place),
    Earlier(Week),
}

/// An officer with a name that is not the code, and where they are.
type Named = (Officer, Option<TextId>, Where);

/// Warns of officers without a name whose code is the name of another officer, and of such codes in the list of reductions. One of
/// the two is in the week reported; the other may be in an earlier week, one of `recent`. If `is_said_of_list`, there is a warning
/// of the whole staff list, and officers whom it alone has are left out.
pub(super) fn warn(
    caseload: &Caseload,
    week: &WeekCaseload,
    there: &HashSet<Officer>,
    recent: &[WeekFigures],
    is_said_of_list: bool,
    messages: &mut Messages,
) {
    let texts = &caseload.texts;
    // Somebody may be named by the name in both columns, perhaps in capitals or with the words in another order.
    let is_same = |officer: Officer, name: TextId| {
        let code = texts.code(officer);
        name == officer.id() || code.contains([' ', ',']) && in_words(code) == in_words(texts.get(name))
    };
    let own_name = |officer: Officer, name: Option<TextId>| name.filter(|name| !is_same(officer, *name));
    let here = week.officers().filter(|one| !is_said_of_list || !one.is_listed_only());
    let here = here.map(|one| (one.officer, own_name(one.officer, one.name()), Where::Row(one.place())));
    let gone = gone(there, recent).into_iter();
    let gone = gone.map(|(officer, (name, at))| (officer, own_name(officer, name), Where::Earlier(at)));
    let (here, gone): (Vec<Named>, Vec<Named>) = (here.collect(), gone.collect());
    let is_in_force =
        |reduction: &&Reduction| week.snapshot.is_some_and(|date| reduction.state(date) == State::InForce);
    let reduced = caseload.reductions.iter().filter(is_in_force);
    let reduced = reduced.filter(|reduction| !there.contains(&reduction.officer));
    let reduced = reduced.map(|one| (one.officer, Where::Row(one.place), "the reduction takes no hours off"));
    let unnamed = unnamed(&here, &gone, texts).map(|(officer, _, at)| (*officer, *at, "they count as two"));
    let others: Vec<(Officer, Where, &str)> = reduced.chain(unnamed).collect();
    // Most services name everybody or nobody, and then there is nothing to compare.
    if others.is_empty() || here.iter().chain(&gone).all(|(_, name, _)| name.is_none()) {
        return;
    }
    let named = |(officer, name, at): &Named| Some((in_words(texts.get((*name)?)), (*officer, *at)));
    let named_here: HashMap<String, (Officer, Where)> = here.iter().filter_map(named).collect();
    let named_before: HashMap<String, (Officer, Where)> = gone.iter().filter_map(named).collect();
    let mut said = HashSet::default();
    for (officer, at, so) in others {
        let words = in_words(texts.code(officer));
        let before = || named_before.get(&words).filter(|_| there.contains(&officer));
        let Some((same, same_at)) = named_here.get(&words).or_else(before) else { continue };
        if !said.insert(officer) {
            continue;
        }
        let (this, other) = (quoted(texts.code(officer)), quoted(texts.code(*same)));
        let (place, what) = match (at, *same_at) {
            (Where::Row(place), Where::Row(first)) => {
                (place, format!("{this} is an officer here and the name of {other} in {}", messages.files.at(first)))
            }
            (Where::Row(place), Where::Earlier(week)) => {
                (place, format!("{this} is an officer here and the name of {other} in the week {week}"))
            }
            (Where::Earlier(week), Where::Row(place)) => {
                (place, format!("{this} is an officer in the week {week} and the name of {other} here"))
            }
            (Where::Earlier(_), Where::Earlier(_)) => continue,
        };
        let message = format!("{what}; {so}; use one code for both");
        let subjects = [officer, *same].map(|officer| officer.subject(texts));
        messages.warnings.add_of(LOOK_ALIKE, place, subjects, message);
    }
}

/// Finds officers who have no name, and those whose code and name have changed places: the code is the name of another officer,
/// whose code is their name.
fn unnamed<'n>(here: &'n [Named], gone: &'n [Named], texts: &Texts) -> impl Iterator<Item = &'n Named> {
    let all = move || here.iter().chain(gone);
    // In most services no code has blanks, and then there is nothing to look up.
    let names = LazyCell::new(move || -> HashMap<TextId, TextId> {
        all().filter_map(|(officer, name, _)| Some((officer.id(), (*name)?))).collect()
    });
    let is_exchanged = move |officer: Officer, name: TextId| {
        let code = texts.code(officer);
        let may_be_name = code.contains([' ', ',']);
        let its_name = if may_be_name { names.get(&name) } else { None };
        its_name.is_some_and(|its_name| in_words(texts.get(*its_name)) == in_words(code))
    };
    all().filter(move |(officer, name, _)| name.is_none_or(|name| is_exchanged(*officer, name)))
}

/// Warns of a staff list in which officers have other codes than in the caseload. Returns whether most officers whom only the list
/// has do.
pub(super) fn warn_of_listed(caseload: &Caseload, week: &WeekCaseload, messages: &mut Messages) -> bool {
    /// This many officers may be new and have no work yet.
    const FEW: usize = 2;
    let (listed, with_rows): (Vec<OfficerWeek>, Vec<_>) = week.officers().partition(OfficerWeek::is_listed_only);
    if are_under_other_codes(&listed, &with_rows, &caseload.texts, messages) {
        return true;
    }
    let Some(list) = caseload.staff_of_others.map(Place::whole) else { return false };
    let message = "none of its officers is in the caseload; are they named by other codes there?";
    if listed.len() <= FEW {
        messages.notices.add(list, message);
    } else {
        messages.warnings.add(LOOK_ALIKE, list, message);
    }
    false
}

/// Warns if most officers whom only the list has are called by the name of an officer with rows, in their name or in their code.
fn are_under_other_codes(
    listed: &[OfficerWeek],
    with_rows: &[OfficerWeek],
    texts: &Texts,
    messages: &mut Messages,
) -> bool {
    /// One may be a namesake.
    const SEVERAL: usize = 2;
    let called: HashMap<String, Officer> =
        with_rows.iter().filter_map(|officer| Some((in_words(texts.get(officer.name()?)), officer.officer))).collect();
    // Officers without a name have warnings of their own.
    let same = |listed: &OfficerWeek| {
        let name = listed.name().filter(|name| !is_nobody(texts.get(*name)))?;
        let of_name = called.get(&in_words(texts.get(name)));
        of_name.or_else(|| called.get(&in_words(texts.code(listed.officer)))).copied()
    };
    let pairs: Vec<(&OfficerWeek, Officer)> =
        listed.iter().filter_map(|officer| Some((officer, same(officer)?))).collect();
    if pairs.len() < SEVERAL || pairs.len() * 2 <= listed.len() {
        return false;
    }
    let named = |(listed, same): &(&OfficerWeek, Officer)| {
        format!("{} for {}", quoted(texts.code(listed.officer)), quoted(texts.code(*same)))
    };
    let message = format!(
        "officers have other codes here than in the caseload, so that they count as two: {}; use one code for both",
        first_few(&pairs.iter().map(named).collect::<Vec<_>>(), FEW_NAMED)
    );
    let subjects = pairs.iter().flat_map(|(listed, same)| [listed.officer, *same]);
    let subjects = subjects.map(|officer| officer.subject(texts));
    messages.warnings.add_of(LOOK_ALIKE, Place::whole(pairs[0].0.place().file), subjects, message);
    true
}

/// Warns of officers who have the name of an officer who is gone, and first appear after the last week of that one, as when
/// somebody gets a new code.
pub(super) fn warn_of_other_codes(
    caseload: &Caseload,
    week: &WeekCaseload,
    there: &HashSet<Officer>,
    recent: &[WeekFigures],
    messages: &mut Messages,
) {
    let texts = &caseload.texts;
    let words = |name: TextId| in_words(texts.get(name));
    let named = |(officer, (name, last)): (Officer, (Option<TextId>, Week))| Some((words(name?), (officer, last)));
    let gone: HashMap<String, (Officer, Week)> = gone(there, recent).into_iter().filter_map(named).collect();
    if gone.is_empty() {
        return;
    }
    let mut first: HashMap<Officer, Week> = HashMap::default();
    for figures in recent {
        for (officer, _) in figures.officers() {
            first.entry(officer).or_insert(figures.week);
        }
    }
    let here: Vec<_> =
        week.officers().filter_map(|officer| officer.name().map(|name| (officer, name, words(name)))).collect();
    let mut called: HashMap<&str, usize> = HashMap::default();
    for (.., name) in &here {
        *called.entry(name).or_default() += 1;
    }
    // A name that several officers have in the week does not tell who they are.
    for (officer, name, in_order) in here.iter().filter(|(.., in_order)| called[in_order.as_str()] == 1) {
        let Some((other, last)) = gone.get(in_order) else { continue };
        // If one of the two has a code and the other only a name, there is a warning of that already.
        let is_named_so = |officer: Officer| in_words(texts.code(officer)) == *in_order;
        let is_said = is_named_so(officer.officer) != is_named_so(*other);
        if !is_said && first.get(&officer.officer).is_none_or(|first| first > last) {
            let message = format!(
                "{} has the name {}, as {} had until the week {last}; if they are one, give them one code in all weeks, or their \
                 run of weeks starts again",
                quoted(texts.code(officer.officer)),
                quoted(texts.get(*name)),
                quoted(texts.code(*other))
            );
            let subjects = [officer.officer.subject(texts), other.subject(texts)];
            messages.warnings.add_of(LOOK_ALIKE, officer.place(), subjects, message);
        }
    }
}

/// Warns of officers with one name whose codes count up, because a code was dragged down a column. They are in the week reported or
/// in an earlier week, one of `recent`.
pub(super) fn warn_of_dragged_codes(
    week: &WeekCaseload,
    recent: &[WeekFigures],
    texts: &Texts,
    messages: &mut Messages,
) {
    /// Namesakes do not have this many codes that count up, and there are not this many names with two or three such codes.
    const FEWEST: usize = 4;
    const FEWEST_NAMES: usize = 3;
    let here = week.officers().filter_map(|officer| Some((officer.name()?, officer.officer))).collect();
    let earlier = recent.iter().filter(|earlier| Some(earlier.week) != week.week);
    let of_week = |week: &WeekFigures| {
        week.officers().filter_map(|(officer, posts)| Some((posts[0].name?, officer))).collect::<Vec<_>>()
    };
    let earlier = earlier.map(|earlier| (Some(earlier), of_week(earlier)));
    let mut said = HashSet::default();
    // Nearly every caseload needs no places.
    let places = LazyCell::new(|| -> HashMap<Officer, Place> {
        week.officers().map(|officer| (officer.officer, officer.place())).collect()
    });
    for (earlier, mut officers) in std::iter::once((None, here)).chain(earlier) {
        let runs = counting_up(&mut officers, texts);
        let in_week = || earlier.map(|earlier| format!("in the week {}, ", earlier.week)).unwrap_or_default();
        let mut warn = |run: &[CountedCode], message: String| {
            let here = || places.get(&run[0].2).copied();
            let place = earlier.map(|earlier| Place::whole(earlier.place.file)).or_else(here);
            let subjects = run.iter().map(|(.., officer)| officer.subject(texts));
            messages.warnings.add_of(LOOK_ALIKE, place.expect("they are in one of the weeks"), subjects, message);
        };
        let (long, short): (Vec<_>, Vec<_>) = runs.iter().partition(|(_, run)| run.len() >= FEWEST);
        for (name, run) in &long {
            let (first, last) = (run[0].2, run[run.len() - 1].2);
            if said.insert(first) {
                let message = format!(
                    "{}{} to {} are {} officers of one name, {}, whose codes count up; was the code dragged down the column?",
                    in_week(),
                    quoted(texts.code(first)),
                    quoted(texts.code(last)),
                    run.len(),
                    quoted(name)
                );
                warn(run, message);
            }
        }
        let of_short: usize = short.iter().map(|(_, run)| run.len()).sum();
        let [(name, run), ..] = short[..] else { continue };
        if long.is_empty() && short.len() >= FEWEST_NAMES && of_short * 2 > officers.len() && said.insert(run[0].2) {
            let message = format!(
                "{}{} names have several codes each, which count up, such as {} and {} of {}; was the code dragged down the \
                 column?",
                in_week(),
                short.len(),
                quoted(texts.code(run[0].2)),
                quoted(texts.code(run[1].2)),
                quoted(name)
            );
            warn(run, message);
        }
    }
}

/// Finds the names of officers with two or more codes that count up, each with these codes.
fn counting_up<'t>(officers: &mut [(TextId, Officer)], texts: &'t Texts) -> Vec<(&'t str, Vec<CountedCode<'t>>)> {
    officers.sort_unstable();
    let of_one_name = officers.chunk_by(|one, next| one.0 == next.0).filter(|these| these.len() >= 2);
    let of_one_name = of_one_name.filter(|these| !is_nobody(texts.get(these[0].0)));
    let follows = |one: &CountedCode, next: &CountedCode| one.0 == next.0 && one.1.checked_add(1) == Some(next.1);
    let mut runs = Vec::new();
    for (name, codes) in of_one_name.map(|these| (texts.get(these[0].0), counted(these, texts))) {
        let these = codes.chunk_by(follows).filter(|run| run.len() >= 2);
        runs.extend(these.map(|run| (name, run.to_vec())));
    }
    runs
}

/// A code that ends in a number: what is before it, the number, and the officer.
type CountedCode<'t> = (&'t str, u64, Officer);

/// The codes of officers that end in a number, in the order of the numbers: `A9` is before `A10`.
fn counted<'t>(officers: &[(TextId, Officer)], texts: &'t Texts) -> Vec<CountedCode<'t>> {
    let counted = officers.iter().filter_map(|(_, officer)| {
        let code = texts.code(*officer);
        let before = code.trim_end_matches(|figure: char| figure.is_ascii_digit());
        Some((before, code[before.len()..].parse().ok()?, *officer))
    });
    let mut counted: Vec<CountedCode> = counted.collect();
    counted.sort_unstable();
    counted
}

/// Finds the officers who are in weeks of the rule and not in the week reported, each with the name and the last of these weeks.
fn gone(there: &HashSet<Officer>, recent: &[WeekFigures]) -> BTreeMap<Officer, (Option<TextId>, Week)> {
    let mut gone = BTreeMap::new();
    for figures in recent {
        for (officer, posts) in figures.officers().filter(|(officer, _)| !there.contains(officer)) {
            gone.insert(officer, (posts[0].name, figures.week));
        }
    }
    gone
}
