//! Totals: rows that people and programs write below a table, and that are no officer's work.

use super::row::Row;
use super::text::{is_blank, trimmed};

/// Whether a row is a total: whether its officer, or its first filled cell, says so. Where there is no officer, the first
/// filled cell may also name the total of a unit: `Riverside Total`.
pub(crate) fn is_total(row: Row, officer: Option<usize>) -> bool {
    if !may_name_total(row.text) {
        return false;
    }
    let cell = |position: usize| (position < row.len()).then(|| row.cell(position)).filter(|cell| !is_blank(cell));
    let (officer, first) = (officer.and_then(cell), first_filled(row).and_then(cell));
    let is_of_nobody = officer.is_none();
    let officer_is_total = officer.is_some_and(|text| names_total(&trimmed(text)));
    let is_named = |text: &str| if is_of_nobody { names_total(text) } else { is_total_alone(text) };
    officer_is_total || first.is_some_and(|text| is_named(&trimmed(text)))
}

/// Whether any cell names a total. Whether such a row is a total may depend on cells other than those of the officer, so it
/// is asked for each row.
pub(crate) fn has_total(row: Row) -> bool {
    may_name_total(row.text) && row.cells().any(|cell| names_total(&trimmed(cell)))
}

/// The position of the first cell that is not blank.
pub(crate) fn first_filled(row: Row) -> Option<usize> {
    (0..row.len()).find(|position| !is_blank(&row.cell(*position)))
}

/// Whether the cells may name a total. This is quick, and nearly every row has neither `tot` nor `sum` in it.
fn may_name_total(text: &[u8]) -> bool {
    let goes_on = |at: usize, with: &[u8]| text.get(at + 1..at + 3).is_some_and(|two| two.eq_ignore_ascii_case(with));
    memchr::memchr2_iter(b't', b'T', text).any(|at| goes_on(at, b"ot"))
        || memchr::memchr2_iter(b's', b'S', text).any(|at| goes_on(at, b"um"))
}

/// The words of a text, without figures and signs: `Sub-total (3)` is `sub total`.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn is_word(word: &str) -> bool {
    matches!(word, "total" | "totals" | "subtotal" | "subtotals")
}

/// Whether a text is the word alone, or with what sort of total it is.
fn is_total_alone(text: &str) -> bool {
    let words = words(text);
    let is_of_totals = |word: &str| is_word(word) || matches!(word, "sum" | "sums" | "grand" | "sub" | "overall");
    words.iter().any(|word| is_word(word) || matches!(word.as_str(), "sum" | "sums"))
        && words.iter().all(|word| is_of_totals(word))
}

/// Whether a text is the total of something: `Riverside Total`, `Total cases`.
fn names_total(text: &str) -> bool {
    let words = words(text);
    let is_last = words.last().is_some_and(|word| is_word(word));
    is_total_alone(text) || is_last || (words.len() == 2 && is_word(&words[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_known_by_their_words() {
        for total in ["Total", "GRAND TOTAL", "Sub-total", "subtotal:", "Sum", "Totals (61)", "Overall total"] {
            assert!(is_total_alone(total) && names_total(total) && may_name_total(total.as_bytes()), "{total}");
        }
        for of_something in ["Riverside Total", "Total cases", "A1 total"] {
            assert!(names_total(of_something) && !is_total_alone(of_something), "{of_something}");
        }
        for other in ["", "A1", "Sumner", "Sum Yee", "Tottenham", "Total Recall Unit", "Grand", "Overall", "7"] {
            assert!(!names_total(other), "{other}");
        }
    }
}
