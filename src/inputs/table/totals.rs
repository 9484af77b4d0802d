//! Totals: rows that people and programs write below a table or between its rows, and that are no officer's work.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::fault::{Fault, Messages, NOT_AN_OFFICER, Place, Subject, plural, quoted};

use super::columns::{Column, Columns};
use super::row::Row;
use super::text::{is_blank, trimmed};

/// The rows of a file that are totals, or lines of a footer, and are left out.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    /// The first of them, with what they are called.
    first: BTreeMap<Place, String>,
    count: u64,
    units: BTreeSet<String>,
    /// Whether any of them is of no unit, and so of everyone.
    is_of_all: bool,
}

impl Totals {
    const NAMED: usize = 4;

    /// Adds a row with what it is called and the unit that it is of.
    pub(crate) fn add(&mut self, place: Place, name: String, unit: Option<String>) {
        self.is_of_all |= unit.is_none();
        self.units.extend(unit);
        self.first.insert(place, name);
        self.count += 1;
        if self.first.len() > Self::NAMED {
            self.first.pop_last();
        }
    }

    /// Adds the totals of other rows of the same file.
    pub(crate) fn absorb(&mut self, other: Self) {
        let not_kept = other.count - u64::try_from(other.first.len()).unwrap_or(0);
        let is_of_all = self.is_of_all || other.is_of_all;
        other.first.into_iter().for_each(|(place, name)| self.add(place, name, None));
        (self.count, self.is_of_all) = (self.count + not_kept, is_of_all);
        self.units.extend(other.units);
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Says those that are titles of weeks: of several, the rows below each are of its week, which they do not say.
    pub(crate) fn say_titles(&self, messages: &mut Messages) {
        let Some((place, title)) = self.first.first_key_value() else { return };
        if self.count == 1 {
            self.warn(NOT_AN_OFFICER, "a title", messages);
            return;
        }
        let message = format!(
            "{} is the title of a week, and so are {}; the rows below them do not say their week",
            quoted(title),
            plural(self.count - 1, "more row", "more rows")
        );
        messages.faults.add(Fault::new(*place, message).hint("write the week in a column `week` of every row"));
    }

    /// Warns of them, at the first. `what` is the word for one.
    pub(crate) fn warn(&self, check: &'static str, what: &str, messages: &mut Messages) {
        let mut named = self.first.iter();
        let Some((place, name)) = named.next() else { return };
        let at = |other: &Place| {
            if other.file == place.file { format!("line {}", other.line) } else { messages.files.at(*other) }
        };
        let others: Vec<String> = named.map(|(place, name)| format!("{} in {}", quoted(name), at(place))).collect();
        let more = self.count - u64::try_from(self.first.len()).unwrap_or(0);
        let more = if more > 0 { format!(" and {}", plural(more, "more row", "more rows")) } else { String::new() };
        let are = if self.count == 2 { "is" } else { "are" };
        let others = if others.is_empty() { String::new() } else { format!("; so {are} {}{more}", others.join(", ")) };
        let units = self.units.iter().filter(|_| !self.is_of_all).cloned().map(Subject::Unit);
        let message = format!("{} is {what}, and is left out{others}", quoted(name));
        messages.warnings.add_of(check, *place, units, message);
    }
}

/// What a row is called where it is a total, and the smallest unit that it is of. A row is a total
/// - where its week, its officer, or its first filled cell but for the date, is `Total` or the like;
/// - where the code or the name of its officer has that word among others;
/// - where it has no officer, and a unit `Riverside Total`;
/// - where it has neither a case nor a task, and `Total for Riverside` as its first filled cell or as a unit.
pub(crate) fn total(row: Row, columns: &Columns) -> Option<(String, Option<String>)> {
    if !may_name_total(row.text) {
        return total_of_all(row, columns);
    }
    let cell = |position: usize| (position < row.len()).then(|| row.cell(position)).filter(|cell| !is_blank(cell));
    let of = |column: Column| columns.position(column).and_then(cell);
    let holds_work = of(Column::CaseType).is_some() || of(Column::Task).is_some();
    let (officer, name, first) = (of(Column::Officer), of(Column::Name), first_filled(row, columns).and_then(cell));
    let units = [Column::Team, Column::Pdu, Column::Region].map(of);
    let is_of_nobody = officer.is_none();
    let text = |cell: &Cow<[u8]>| trimmed(cell.clone()).into_owned();
    // Beside an officer, a longer name may be that of a team, and so it may beside work, but not with the word at its end.
    let of_unit = || units.iter().flatten().filter(|_| is_of_nobody).map(text).find(|text| ends_as_total(text));
    let longer = first.iter().chain(units.iter().flatten()).filter(|_| is_of_nobody).chain(&officer);
    let week = of(Column::Week);
    let alone = officer.iter().chain(&first).chain(&week).map(text).find(|text| is_total_alone(text));
    let of_officer = || officer.iter().chain(&name).map(text).find(|text| is_total_of_officer(text));
    let of_any = || longer.filter(|_| !holds_work).map(text).find(|text| names_total(text));
    let unit = units.iter().flatten().map(text).find(|text| !names_total(text) && !names_all(text));
    let found = alone.or_else(of_officer).or_else(of_any).or_else(of_unit);
    found.map(|found| (found, unit)).or_else(|| total_of_all(row, columns))
}

/// What a row of nobody is called where its smallest unit is `All teams` or the like, and the unit around it. Beside a team, a
/// region `All` says only that a file has all regions.
fn total_of_all(row: Row, columns: &Columns) -> Option<(String, Option<String>)> {
    let cell = |column: Column| {
        let position = columns.position(column).filter(|position| *position < row.len())?;
        Some(row.cell(position)).filter(|cell| !is_blank(cell))
    };
    // A row with a case id is of one case.
    if [Column::Officer, Column::Name, Column::CaseId].into_iter().any(|column| cell(column).is_some()) {
        return None;
    }
    let mut units = [Column::Team, Column::Pdu, Column::Region].into_iter().filter_map(cell).map(trimmed);
    let smallest = units.next().filter(|unit| names_all(unit) || is_total_alone(unit))?.into_owned();
    let around = units.find(|unit| !names_all(unit) && !names_total(unit)).map(Cow::into_owned);
    Some((smallest, around))
}

/// The position of the first cell that is not blank, but for the date.
pub(crate) fn first_filled(row: Row, columns: &Columns) -> Option<usize> {
    let week = columns.position(Column::Week);
    (0..row.len()).find(|position| Some(*position) != week && !is_blank(&row.cell(*position)))
}

/// Whether any cell has the words of a total. Whether such a row is a total depends on other cells too, so it is asked for
/// each row.
pub(crate) fn has_total(row: Row) -> bool {
    let is_one = |text: &str| names_total(text) || is_total_of_officer(text);
    may_name_total(row.text) && row.cells().any(|cell| is_one(&trimmed(cell)))
}

/// Whether the cells may name a total. This is quick, and nearly every row has none of `tot`, `ttl`, `sum`, `sam` and `fan`
/// in it.
fn may_name_total(text: &[u8]) -> bool {
    let goes_on = |at: usize, with: &[u8]| text.get(at + 1..at + 3).is_some_and(|two| two.eq_ignore_ascii_case(with));
    memchr::memchr2_iter(b't', b'T', text).any(|at| goes_on(at, b"ot") || goes_on(at, b"tl"))
        || memchr::memchr2_iter(b's', b'S', text).any(|at| goes_on(at, b"um") || goes_on(at, b"am"))
        || memchr::memchr2_iter(b'f', b'F', text).any(|at| goes_on(at, b"an"))
}

/// The words of a text, without figures and signs: `Sub-total (3)` is `sub total`.
fn words(text: &str) -> Vec<String> {
    if is_code(text) {
        return Vec::new();
    }
    let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether a word is that of a total, in English, Welsh or German.
fn is_word(word: &str) -> bool {
    matches!(
        word,
        "total" | "totals" | "subtotal" | "subtotals" | "grandtotal" | "tot" | "cyfanswm" | "gesamt" | "gesamtergebnis"
    )
}

/// Whether a text is the word alone, or with what sort of total it is.
fn is_total_alone(text: &str) -> bool {
    let words = words(text);
    let is_sum = |word: &str| is_word(word) || matches!(word, "sum" | "sums" | "ttl");
    words.iter().any(|word| is_sum(word))
        && words.iter().all(|word| is_sum(word) || matches!(word.as_str(), "grand" | "sub" | "overall"))
}

/// Whether a code or a name of an officer is a total: alone, or with the word among others, as in `Team total` or `Total cases`.
/// Sum is a name of people.
pub(crate) fn is_total_of_officer(text: &str) -> bool {
    is_total_alone(text) || words(text).iter().any(|word| is_word(word) && word != "tot")
}

/// Whether a text is a code of officers, as services make them of a name and a number: `SUM01` of Ann Summers.
fn is_code(text: &str) -> bool {
    let number = text.get(3..).filter(|number| number.len() > 1 && number.bytes().all(|byte| byte.is_ascii_digit()));
    number.is_some() && ["sum", "tot", "ttl"].iter().any(|letters| text[..3].eq_ignore_ascii_case(letters))
}

/// Whether a unit is all of its kind: `All teams`, `(All)`, `Overall`. `All Saints` is a place.
fn names_all(text: &str) -> bool {
    const LONGEST: usize = 40;
    const KINDS: &str = "team teams officer officers staff practitioner practitioners pdu pdus ldu ldus cluster clusters region \
                         regions unit units area areas office offices case cases";
    // Nearly every unit is told by its length and its first letter.
    let first = text.bytes().find(u8::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase());
    if text.len() > LONGEST || !matches!(first, Some(b'a' | b'o' | b'e')) {
        return false;
    }
    let is_kind = |word: &String| KINDS.split(' ').any(|kind| kind == word);
    match words(text).split_first() {
        Some((first, [])) => matches!(&**first, "all" | "overall" | "everyone" | "everybody" | "everything"),
        Some((first, rest)) => first == "all" && rest.iter().all(is_kind),
        None => false,
    }
}

/// Whether a text is the total of something: `Riverside Total`, `Total for Riverside`.
fn names_total(text: &str) -> bool {
    let words = words(text);
    let begins = words.first().is_some_and(|word| is_word(word));
    is_total_alone(text) || begins || ends_as_total(text) || words.last().is_some_and(|word| word == "tot")
}

/// Whether a text is the total of something, with the word at its end: `Riverside Total`. In `Court & Totals` it is one of two
/// things, and the name of a team.
fn ends_as_total(text: &str) -> bool {
    let is_joined = || {
        let before = text.trim_end_matches(|letter: char| !letter.is_alphabetic());
        let before = before.trim_end_matches(char::is_alphabetic).trim_end();
        before.ends_with(['&', '+'])
            || before.rsplit(char::is_whitespace).next().is_some_and(|word| word.eq_ignore_ascii_case("and"))
    };
    words(text).last().is_some_and(|word| is_word(word) && word != "tot") && !is_joined()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_known_by_their_words() {
        for total in
            "Total|GRAND TOTAL|Sub-total|subtotal:|Sum|Totals (61)|Overall total|GrandTotal|Tot.|Cyfanswm|GESAMT|TTL|SUM1|Tot 12|Total01"
                .split('|')
        {
            assert!(is_total_alone(total) && names_total(total) && may_name_total(total.as_bytes()), "{total}");
        }
        for all in ["All teams", "(All)", "ALL PDUs", "All officers", "Overall", "Everyone", "All staff (3)"] {
            assert!(names_all(all), "{all}");
        }
        for place in ["All Saints", "Allerton", "Overallton", "All Saints team", "Team all", "", "7"] {
            assert!(!names_all(place), "{place}");
        }
        for team in ["Court & Totals", "Court and Totals", "Courts + totals"] {
            assert!(!names_total(team) && !ends_as_total(team), "{team}");
        }
        for of_something in ["Riverside Total", "Total cases", "A1 total", "Total, all teams", "TOTAL - R"] {
            assert!(names_total(of_something) && !is_total_alone(of_something), "{of_something}");
        }
        for of_officer in
            ["Team total", "Riverside 1 Total", "The totals of R", "R sub-total", "Subtotal R", "TOTAL-1", "Cyfanswm R"]
        {
            assert!(is_total_of_officer(of_officer) && may_name_total(of_officer.as_bytes()), "{of_officer}");
        }
        for person in ["Kim Sum", "Sum Yee", "Ann Tot", "Totally", "Totalson", "Sam Fan"] {
            assert!(!is_total_of_officer(person), "{person}");
        }
        for other in
            ["", "A1", "Sumner", "Sum Yee", "Tottenham", "The Total Unit", "Grand", "Overall", "7", "SUM01", "tot123"]
        {
            assert!(!names_total(other), "{other}");
        }
    }
}
