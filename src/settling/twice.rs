//! Cases that count more than once in the week reported: rows that were pasted or exported twice, or a case that two officers
//! have. They may be right, so the figure stands.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::fault::{DUPLICATE_CASE, FileId, Messages, Place, Subject, first_few, plural, quoted};
use crate::inputs::{CaseRows, WhoId, Whos, repeated};
use crate::model::Officer;

/// So many cases, and so many of the officers who have one, are named.
const NAMED: usize = 3;

/// The cases of a file that count more than once.
struct OfFile<'a> {
    /// The first row of any of them.
    place: Place,
    count: usize,
    /// The first of them, each with the first row of everyone who has it.
    first: Vec<Vec<&'a CaseRows>>,
    officers: HashSet<Officer>,
}

/// Warns of them, file by file. `rows` are those that count.
pub(super) fn warn(mut rows: Vec<CaseRows>, whos: &Whos, messages: &mut Messages) {
    repeated(&mut rows);
    let mut files: BTreeMap<FileId, OfFile> = BTreeMap::new();
    for case in rows.chunk_by(|one, next| one.id == next.id) {
        if case.len() == 1 && case[0].times == 1 {
            continue;
        }
        let mut case: Vec<&CaseRows> = case.iter().collect();
        case.sort_by_key(|row| row.place);
        let place = case[0].place;
        let of_file = files.entry(place.file).or_insert_with(|| OfFile {
            place,
            count: 0,
            first: Vec::new(),
            officers: HashSet::default(),
        });
        of_file.count += 1;
        of_file.place = of_file.place.min(place);
        of_file.officers.extend(case.iter().filter_map(|row| whos.get(row.who).officer));
        // They come in the order of their ids, which is not that of the rows.
        if of_file.first.len() < NAMED {
            of_file.first.push(case);
        }
    }
    for OfFile { place, count, first, officers } in files.into_values() {
        let mut named: Vec<String> = first.iter().map(|case| named(case, whos)).collect();
        named.resize(count, String::new());
        let message =
            format!("{} more than once: {}", plural(count, "case counts", "cases count"), first_few(&named, NAMED));
        let mut codes: Vec<&str> = officers.into_iter().map(|officer| whos.texts.get(officer.0)).collect();
        codes.sort_unstable();
        let subjects = codes.into_iter().map(|code| Subject::Officer(code.to_owned())).collect();
        messages.warnings.add_of(DUPLICATE_CASE, place, subjects, message);
    }
}

/// A case with those who have it, by their codes.
fn named(case: &[&CaseRows], whos: &Whos) -> String {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for row in case {
        *times.entry(name(row.who, whos)).or_default() += row.times;
    }
    let holder = |(holder, times): (String, u32)| match times {
        1 => format!("once with {holder}"),
        2 => format!("twice with {holder}"),
        times => format!("{times} times with {holder}"),
    };
    let holders: Vec<String> = times.into_iter().map(holder).collect();
    format!("{} {}", quoted(&case[0].id.to_string()), first_few(&holders, NAMED))
}

fn name(who: WhoId, whos: &Whos) -> String {
    let officer = whos.get(who).officer.map(|officer| quoted(whos.texts.get(officer.0)));
    officer.unwrap_or_else(|| "nobody (unallocated)".to_owned())
}
