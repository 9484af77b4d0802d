//! Headings that are nearly known: misspelt, cut short, or with more words around them.

use crate::inputs::table::columns::{COLUMNS, Column, Sign, TableColumns, is_plain, plain};
use crate::model::nearest;

use super::words::{self, NO_MATTER, is_in};

/// Names up to this length have many others near to them.
const SHORT: usize = 5;

/// The column that a heading most likely means, with the cells that are a sign of it. `has` is whether the file has a column.
pub(super) fn meant(
    sheet: &TableColumns,
    heading: &str,
    words: &[String],
    has: impl Fn(Column) -> bool,
) -> Option<(&'static str, Sign)> {
    let missing = |column: &Column| *column != Column::Name && !has(*column);
    let is_there = |name: &str| sheet.used().any(|column| column.name() == name && has(column));
    // Short names have others near to them that mean something else: `PPU` beside `pdu`.
    let misspelt = suggested(sheet, heading, &has).filter(|name| name.len() > SHORT || !is_there(name));
    let cut_short = || begins(sheet, words).filter(|name| !is_there(name)).or_else(|| short_for(sheet, words, missing));
    // `Workload` and `Contract` begin as columns do, and may be anything.
    let with_sign = |name: &'static str| match name {
        "week" | "due" => (name, Sign::Date),
        "contracted_hours" | "reduction_hours" => (name, Sign::Hours),
        _ => (name, Sign::Cell),
    };
    misspelt
        .map(|name| (name, Sign::Cell))
        .or_else(|| cut_short().or_else(|| with_more(sheet, words, missing)).map(with_sign))
}

/// The column that a heading is nearly called, by its own name or by another where the file does not have the column. One
/// that other sheets have is spelt as it is meant.
pub(crate) fn suggested(sheet: &TableColumns, heading: &str, has: impl Fn(Column) -> bool) -> Option<&'static str> {
    let (words, heading) = (words::words(heading), plain(heading));
    if COLUMNS.iter().any(|(_, name, _)| is_plain(name, &heading)) {
        return None;
    }
    // There are at least as many slips as letters more or less. Most names are too long or too short, which is seen at once.
    let length = heading.chars().count();
    let may_be = |name: &str, slips: usize| name.len().abs_diff(length) <= slips;
    let names = sheet.used().map(Column::name).filter(|name| may_be(name, name.len() / 3));
    if let Some((name, slips)) = nearest(&heading, names)
        && slips <= name.len() / 3
        && has_no_other_word(&words, name)
    {
        return Some(name);
    }
    let is_near = |other: &&str| {
        let other = plain(other);
        may_be(&other, 1)
            && (other.len() > SHORT || length > other.len() || is_mistyped(&heading, &other))
            && nearest(&heading, std::iter::once(&*other)).is_some_and(|(_, slips)| slips == 1)
    };
    let mut missing = sheet.used().filter(|column| !has(*column));
    missing.find(|column| column.other_names().iter().any(is_near)).map(Column::name)
}

/// Whether a heading is a short name with a slip: `Csaes`, `Hors`, `LUD`. Of a few letters with another one it may be something else:
/// `CRD` beside `CRN`; and `Case` and `Hour` are words.
fn is_mistyped(heading: &str, name: &str) -> bool {
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let begins_the_same = heading.chars().next() == name.chars().next();
    let ends_the_same = heading.chars().next_back() == name.chars().next_back();
    let is_shorter = heading.len() < name.len();
    if name.len() < SHORT {
        return begins_the_same && (is_shorter && ends_the_same || letters(heading) == letters(name));
    }
    ends_the_same || begins_the_same && !is_shorter
}

/// Whether each word of a heading is near to the word of a name in its place, where both have several: `Extra notes` is not
/// `extra_minutes`. Beside a name of one word, another word is one more.
fn has_no_other_word(words: &[String], name: &str) -> bool {
    let parts: Vec<&str> = name.split('_').collect();
    let is_near = |(word, part): (&String, &&str)| {
        let (part, longest) = (*part, word.len().max(part.len()));
        let (_, slips) = nearest(word, std::iter::once(part)).unwrap_or((part, longest));
        slips * 3 <= longest || part.starts_with(&**word) || *word == consonants(part)
    };
    if parts.len() == 1 {
        // `HR status` has the word as it is, beside another one.
        return words.len() < 2 || !words.iter().any(|word| word == name);
    }
    words.len() != parts.len() || words.iter().zip(&parts).all(is_near)
}

/// Words of minutes on top of those of the weights.
const MORE: &str = "additional added further extra add addl";

/// Whether a heading speaks of minutes on top of those of the weights.
pub(super) fn speaks_of_more(words: &[String]) -> bool {
    words.iter().any(|word| is_in(word, MORE))
}

/// The missing column that a heading has other words for: `Deadline`, `Additional minutes`, `Tiering`; and `Staff ID` where nothing
/// tells two officers of one name apart.
pub(super) fn in_other_words(sheet: &TableColumns, words: &[String], has: impl Fn(Column) -> bool) -> Option<Column> {
    const DUE: &str = "due date dates by on deadline deadlines task report the";
    const MINUTES: &str = "minutes minute mins min";
    const TIME: &str = "minutes minute mins min time";
    const WHOSE: &str =
        "officer om offendermanager practitioner probationpractitioner staff omstaff employee payroll worker";
    const CODES: &str = "code codes id ids identifier key number no num cd ref";
    let has_any = |list: &str| words.iter().any(|word| is_in(word, list));
    let are_all = |lists: [&str; 3]| words.iter().all(|word| lists.iter().any(|list| is_in(word, list)));
    let without = |list: &str| words.iter().filter(|word| !is_in(word, list)).map(String::as_str).collect::<String>();
    let found = if has_any("due deadline deadlines") && are_all([DUE; 3]) {
        // Only tasks have a due date.
        Some(Column::Due).filter(|_| has(Column::Task))
    } else if has_any(MORE) && has_any(TIME) && are_all([MORE, TIME, NO_MATTER])
        || has_any("minutes mins") && are_all([MINUTES, MINUTES, NO_MATTER])
    {
        Some(Column::ExtraMinutes)
    } else if has_any("tiering tierings") && are_all(["tiering tierings", NO_MATTER, NO_MATTER]) {
        Some(Column::Tier)
    } else if sheet.holds_work && has_any(CODES) && is_in(&without(CODES), WHOSE) {
        return Some(Column::Officer).filter(|_| sheet.uses(Column::Officer) && !has(Column::Name));
    } else {
        None
    };
    found.filter(|column| sheet.uses(*column) && !has(*column))
}

/// The column whose name a heading begins: each of its words begins the same word of the name, as `Extra min` does.
fn begins(sheet: &TableColumns, words: &[String]) -> Option<&'static str> {
    const SHORTEST: usize = 3;
    let begins = |name: &str| {
        let parts: Vec<&str> = name.split('_').collect();
        words.len() <= parts.len() && words.iter().zip(parts).all(|(word, part)| part.starts_with(&**word))
    };
    let is_word = words.iter().all(|word| word.len() >= SHORTEST);
    sheet.used().map(Column::name).find(|name| is_word && begins(name))
}

/// The missing column that a heading is short for, by any of its names: with whole words left out at the end, as in
/// `Case Ref`, or with the vowels left out, as in `OM Grd`.
fn short_for(sheet: &TableColumns, words: &[String], missing: impl Fn(&Column) -> bool) -> Option<&'static str> {
    const SHORTEST: usize = 3;
    const LONG: usize = 6;
    let letters = words.concat();
    let is_short = |name: &&str| {
        let parts: Vec<&str> = name.split('_').collect();
        let is_begun = |count: usize| parts[..count].concat() == letters && (count > 1 || letters.len() >= LONG);
        let is_cut = |(word, part): (&String, &&str)| word == part || *word == consonants(part);
        let is_abbreviated = || words.len() == parts.len() && words.iter().zip(&parts).all(is_cut);
        (1..parts.len()).any(is_begun) || letters.len() >= SHORTEST && is_abbreviated()
    };
    let is_any = |column: &Column| std::iter::once(&column.name()).chain(column.other_names()).any(is_short);
    sheet.used().filter(missing).find(is_any).map(Column::name)
}

/// A word without its vowels, but for a first one.
fn consonants(word: &str) -> String {
    let is_kept = |(at, letter): &(usize, char)| *at == 0 || !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
    word.char_indices().filter(is_kept).map(|(_, letter)| letter).collect()
}

/// The missing column whose name a heading has, in one piece, among words that change nothing, or of several words with one more
/// behind them. A name alone may be anyone's.
fn with_more(sheet: &TableColumns, words: &[String], missing: impl Fn(&Column) -> bool) -> Option<&'static str> {
    const MOST_WORDS: usize = 8;
    if words.len() > MOST_WORDS {
        return None;
    }
    // In a list of reductions, each column is of the reduction: `Reduction Status`.
    let is_of_list = |word: &String| sheet.uses(Column::From) && is_in(word, "reduction reductions");
    let matters = |word: &String| !is_in(word, NO_MATTER) && !is_of_list(word);
    let known = |piece: &[String]| {
        let name = piece.concat();
        sheet.used().filter(&missing).find(|column| column.is_called(&name)).map(Column::name)
    };
    let near = |piece: &[String]| {
        let near =
            suggested(sheet, &piece.concat(), |column| !missing(&column)).or_else(|| short_for(sheet, piece, &missing));
        near.filter(|near| sheet.used().filter(&missing).any(|column| column.name() == *near))
    };
    let pieces = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| (from, to)));
    let mut pieces = pieces.filter(|(from, to)| !words[..*from].iter().chain(&words[*to..]).any(matters));
    let found = pieces.find_map(|(from, to)| {
        let piece = &words[from..to];
        known(piece).or_else(|| if (2..words.len()).contains(&piece.len()) { near(piece) } else { None })
    });
    found.or_else(|| words.split_last().filter(|(_, first)| first.len() > 1).and_then(|(_, first)| known(first)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::table::columns::{CASELOAD, STAFF};

    fn in_other_words(heading: &str, has: &[Column]) -> Option<Column> {
        super::in_other_words(&CASELOAD, &words::words(heading), |column| has.contains(&column))
    }

    #[test]
    fn columns_are_known_by_other_words() {
        let due = "date due; Deadline; Due by; Deadline date; Report due date; Task deadline; DueBy; DateDue";
        let minutes =
            "additional minutes; Additional mins per month; Added minutes; Extra time; Minutes; Mins per month";
        let none = "Additional notes; Time; Minutes late; Next due; Date; Report date; Tiering tool used; ";
        for (has, headings, meant) in [
            (&[Column::Task][..], due, Some(Column::Due)),
            // Cases have no due date.
            (&[Column::CaseType], due, None),
            (&[Column::Task, Column::Due], due, None),
            (&[], minutes, Some(Column::ExtraMinutes)),
            (&[], "Tiering; Tiering code", Some(Column::Tier)),
            (&[Column::Task], none, None),
        ] {
            for heading in headings.split("; ") {
                assert_eq!(in_other_words(heading, has), meant, "{heading}");
            }
        }
        assert_eq!(super::in_other_words(&STAFF, &words::words("Tiering"), |_| false), None);
    }

    #[test]
    fn each_word_of_a_name_is_near_to_its_own() {
        let near = |heading| suggested(&CASELOAD, heading, |_| false);
        assert_eq!(
            (near("Extra notes"), near("Extra mintues"), near("Xtra minutes")),
            (None, Some("extra_minutes"), Some("extra_minutes"))
        );
        assert_eq!((near("Contracted hrs"), near("Case tpye")), (Some("contracted_hours"), Some("case_type")));
    }
}
