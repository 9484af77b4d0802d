//! Warns of cases that count more than once in the week reported: rows that were pasted or exported twice, or a case that two
//! officers have. They may be right, so they still count.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;

use crate::fault::{DUPLICATE_CASE, FEW_NAMED, FileId, Messages, Place, Subject, and_more, first_few, plural, quoted};
use crate::inputs::{CaseRows, Who, WhoId, Whos, add_up};
use crate::model::{NOBODY, Officer, PostWeek, Unit};

/// How many groups of officers have a warning of their own. One more warning counts the cases of the others.
const MOST_GROUPS: usize = 1000;

/// The cases of a file that the same officers hold more than once.
struct DuplicateGroup<'a> {
    count: usize,
    /// Those whose rows come first, each with its first row.
    first: Vec<(Place, &'a [CaseRows])>,
}

/// Warns of such cases, with one warning for each file and group of officers, so that whoever skips the warning of one officer
/// still sees those of others. `rows` are the rows that count; those of officers who are left out are ignored.
pub(super) fn warn(mut rows: Vec<CaseRows>, posts: &[PostWeek], whos: &Whos, messages: &mut Messages) {
    let left_out = posts.iter().filter(|post| post.faulty.is_some()).filter_map(|post| post.officer);
    let left_out: HashSet<Officer> = left_out.collect();
    if !left_out.is_empty() {
        rows.retain(|row| whos.get(row.who).officer.is_none_or(|officer| !left_out.contains(&officer)));
    }
    add_up(&mut rows);
    let mut groups: BTreeMap<(FileId, BTreeSet<Subject>), DuplicateGroup> = BTreeMap::new();
    let mut others: BTreeMap<FileId, DuplicateGroup> = BTreeMap::new();
    // The cases come in the order of their ids, and not of their rows.
    for case in rows.chunk_by(|one, next| one.id == next.id).filter(|case| case.len() > 1 || case[0].rows > 1) {
        let place = case.iter().map(|row| row.place).min().expect("a case has a row");
        let holders = (place.file, case.iter().filter_map(|row| subject(row.who, whos)).collect());
        let new = DuplicateGroup { count: 0, first: Vec::new() };
        let group = if groups.len() < MOST_GROUPS || groups.contains_key(&holders) {
            groups.entry(holders).or_insert(new)
        } else {
            others.entry(place.file).or_insert(new)
        };
        group.count += 1;
        group.first.push((place, case));
        group.first.sort_unstable_by_key(|(place, _)| *place);
        group.first.truncate(FEW_NAMED);
    }
    let groups = groups.into_iter().map(|((_, holders), group)| (holders.into_iter().collect(), group));
    for (subjects, DuplicateGroup { count, first }) in
        groups.chain(others.into_values().map(|group| (Vec::new(), group)))
    {
        let more = and_more(count, first.len()).map(|more| format!(" {more}")).unwrap_or_default();
        let cases = plural(count, "case counts", "cases count");
        let names: Vec<String> = first.iter().map(|(_, case)| named(case, whos)).collect();
        let message = format!("{cases} more than once: {}{more}", names.join(", "));
        messages.warnings.add_of(DUPLICATE_CASE, first[0].0, subjects, message);
    }
}

/// Whose a case is: an officer, or the unit of work that nobody holds.
fn subject(who: WhoId, whos: &Whos) -> Option<Subject> {
    let Who { officer, unit: Unit { region, pdu, team }, .. } = *whos.get(who);
    let of_unit = || team.or(pdu).or(region).map(|unit| Subject::Unit(whos.texts.get(unit).to_owned()));
    officer.map(|officer| officer.subject(&whos.texts)).or_else(of_unit)
}

/// Names a case, and the codes of those who have it.
fn named(case: &[CaseRows], whos: &Whos) -> String {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for row in case {
        let officer = whos.get(row.who).officer.map(|officer| quoted(whos.texts.code(officer)));
        *times.entry(officer.unwrap_or_else(|| NOBODY.to_owned())).or_default() += row.rows;
    }
    let holder = |(holder, times): (String, u32)| match times {
        1 => format!("once with {holder}"),
        2 => format!("twice with {holder}"),
        times => format!("{times} times with {holder}"),
    };
    let holders: Vec<String> = times.into_iter().map(holder).collect();
    format!("{} {}", quoted(&case[0].id.to_string()), first_few(&holders, FEW_NAMED))
}
