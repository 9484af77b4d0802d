//! Footers: lines that programs write below a table, and that are no officer.

use std::sync::LazyLock;

use crate::units::parse_date;

use super::columns::{Column, Columns};
use super::row::Row;
use super::text::{is_blank, trimmed};

/// What the warning of a line that is left out calls it.
pub(crate) const A_FOOTER: &str = "a line of a footer";

/// What lines below a table begin with.
static FOOTERS: LazyLock<Vec<&str>> = LazyLock::new(|| FOOTER_WORDS.split('|').collect());
const FOOTER_WORDS: &str = "applied filters|filters applied|filters:|no filters|report generated|report run|run date|data as at|\
    as at |as of |end of |last refreshed|last updated|source:|completion time|data refreshed|\
    this report |crown copyright|more rows|row limit|query complete|query executed|query returned|\
    query ok|sql>|elapsed:|truncated|notes:|note:|please note|footnote|count =|count:|version:|data correct|data extracted|\
    run on |updated |includes |including |not including |excludes |excluding |excl |excl. |report correct|data includes|\
    data excludes|data as of|correct at |correct as |caseload includes|caseload excludes|caseload as |figures include|figures exclude|figures as|ndelius report|copyright";

/// What such lines begin with where the time, the place or the purpose follows: people may be called Exported.
const MADE: [&str; 9] =
    ["printed", "generated", "exported", "produced", "extracted", "prepared", "downloaded", "refreshed", "version"];

/// The words that follow then, beside figures and colons.
const FOLLOWING: &str = "on at by from for in to with using date data file report list extract results successfully \
                         automatically the monday tuesday wednesday thursday friday saturday sunday";

/// The line of a footer, if the row has nothing else. The line is the first cell, or stands in place of an officer.
/// Where rows have no dates of their own, an officer alone in a row holds nothing, and the row is no footer. In a list
/// of reductions such a row means nothing.
pub(crate) fn footer(row: Row, columns: &Columns, has_dates: bool) -> Option<String> {
    let only = only_filled(row)?;
    let (is_officer, is_short) = (columns.position(Column::Officer) == Some(only), row.len() < columns.count);
    let may_be = if is_officer { has_dates || is_short || columns.has(Column::From) } else { only == 0 };
    let text = Some(trimmed(row.cell(only))).filter(|_| may_be)?;
    // The rest of a short row may be missing, and `Team: Riverside` its first cell.
    let is_line = if is_short { stands_below(&text) } else { is_footer(&text) };
    is_line.then(|| text.into_owned())
}

/// The position of the only cell of a row that is not blank.
fn only_filled(row: Row) -> Option<usize> {
    let mut filled = (0..row.len()).filter(|position| !is_blank(&row.cell(*position)));
    filled.next().filter(|_| filled.next().is_none())
}

/// The title of a block of rows, if the row has nothing else and names a week: `Week commencing 26/10/2026`, `Week 44`.
pub(crate) fn week_title(row: Row, columns: &Columns) -> Option<String> {
    const BEGINNINGS: [&str; 9] =
        ["week commencing", "week beginning", "week starting", "week ending", "week", "wk", "w/c", "w/e", "wc"];
    let is_title = |only: &usize| *only == 0 || columns.position(Column::Officer) == Some(*only);
    let text = trimmed(row.cell(only_filled(row).filter(is_title)?));
    let lower = text.to_lowercase();
    let behind = BEGINNINGS.iter().find_map(|beginning| lower.strip_prefix(beginning));
    let week = behind.unwrap_or(&lower).trim_matches(|mark: char| !mark.is_alphanumeric());
    let is_number = |week: &str| week.parse::<u8>().is_ok_and(|number| (1..=53).contains(&number));
    // A date in figures alone may be the code of an officer.
    let is_date = week.contains(|mark: char| !mark.is_ascii_digit()) && parse_date(week).is_ok();
    (is_date || behind.is_some() && is_number(week)).then(|| text.into_owned())
}

/// Whether a text is a line of a footer: one of those that programs write, or a sentence.
pub(crate) fn is_footer(text: &str) -> bool {
    text.contains(": ") || stands_below(text)
}

/// Whether a text begins as a line that a program writes below a table, so that it is one whatever stands beside it.
pub(crate) fn begins_footer(text: &str) -> bool {
    let text = text.trim_start_matches(|mark: char| !mark.is_alphanumeric());
    let behind = text.trim_start_matches(|figure: char| figure.is_ascii_digit());
    let behind_more = || behind.trim_start().trim_start_matches("more ");
    let word = || behind_more().split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let is_of_rows =
        |word: &str| ["row", "rows", "record", "records"].iter().any(|rows| word.eq_ignore_ascii_case(rows));
    // A country has many officers, and most are told by their first letter.
    let first = text.bytes().next().map(|letter| letter.to_ascii_lowercase());
    let mut likely = FOOTERS.iter().filter(|footer| footer.bytes().next() == first);
    let begins = |with: &&str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    (behind.len() < text.len() && is_of_rows(word())) || likely.any(begins) || says_how_made(text)
}

/// Whether a text says when, by whom or for whom something was printed, prepared or exported.
fn says_how_made(text: &str) -> bool {
    let Some((word, rest)) = text.split_at_checked(text.find([' ', ':']).unwrap_or(text.len())) else { return false };
    let follows = |rest: &str| {
        let next = rest.split_whitespace().next().unwrap_or_default().to_lowercase();
        FOLLOWING.split(' ').any(|word| word == next)
    };
    MADE.iter().any(|made| word.eq_ignore_ascii_case(made))
        && (rest.starts_with(':') || rest.contains(|letter: char| letter.is_ascii_digit()) || follows(rest))
}

/// Whether a text is no cell of a table, but a line that a program writes below one, or a long sentence.
fn stands_below(text: &str) -> bool {
    let lower = text.trim_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let counts_rows = |two: &[&str]| is_number(two[0]) && matches!(two[1], "row" | "rows" | "record" | "records");
    let is_page = matches!(words[..], ["page", number, ..] if is_number(number))
        || words.windows(3).any(|three| is_number(three[0]) && three[1] == "of" && is_number(three[2]));
    let is_marking = matches!(words[..], ["official" | "confidential" | "restricted"] | ["official", "sensitive", ..]);
    // A note that a mark in a cell stands for. The last word of a name has a capital.
    let is_note = text.starts_with(['*', '†', '‡'])
        && words.len() > 1
        && text.split_whitespace().next_back().is_some_and(|last| last.chars().all(char::is_lowercase));
    let is_end = words[..] == ["end"] && text.len() > "end".len();
    let is_comment = text.starts_with("# ");
    // A date in figures alone may be the code of an officer.
    let is_date = !is_number(text) && parse_date(text).is_ok();
    // `Amy Bell (until 16/11/2026)` is somebody.
    let has_date =
        || !text.contains('(') && text.split_whitespace().any(|word| word.contains('/') && parse_date(word).is_ok());
    begins_footer(text)
        || text.split_whitespace().count() > 5
        || words.windows(2).any(counts_rows)
        || is_page
        || is_marking
        || is_note
        || is_end
        || is_comment
        || is_date
        || has_date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footers_are_lines() {
        for footer in "Applied filters: Region is East, Status is Active|(3 rows affected)|Printed 18/11/2026|\
            3 rows affected|(3 rows)|3 row(s) returned|412 records|Page 2 of 3|*** End of report ***|\
            OFFICIAL-SENSITIVE|OFFICIAL|No filters applied|16/11/2026 09:00|As at 16/11/2026|\
            Query OK, 3 rows affected|1-3 of 3|Notes:|* counts exclude warrants|End of file|Confidential|\
            -- end --|Query executed successfully|SQL> spool off|Count = 2|Version 1.2|\
            Prepared for SPO meeting|Exported Monday 16 November|Exported from nDelius|Printed: today|\
            Data correct as at 16/11/2026|Run on 16/11/2026 07:30|Updated 16/11/2026|Report of 16/11/2026|\
            Excludes custody cases|Caseload excludes custody|Correct at time of export|# made by hand|Figures exclude warrants|nDelius report|Copyright MoJ"
            .split('|')
        {
            assert!(is_footer(footer), "{footer}");
        }
    }

    #[test]
    fn names_are_no_footers() {
        for name in "Amy Bell|N53-0412|de la Cruz, Maria Jose|Page, Ann|20261116|Official, Ann|As|3 of|Exported Lee|\
            Exported, Lee|* Amy Bell|*Bell|Notes, Ann|End|End, Ann|Version|Printed|Count Lee|Updated|#412|Amy Bell (until 16/11/2026)|A1/B2|Run Onions"
            .split('|')
        {
            assert!(!is_footer(name), "{name}");
        }
        for line in "SQL> spool off|(3 rows affected)|412 Records|Applied filters: Region is East|\
            *** End of report ***"
            .split('|')
        {
            assert!(begins_footer(line), "{line}");
        }
        for name in
            "3 Rowsley|412|Source, Ann|Amy Bell: until May|Amy Bell (until 16 November 2026 at the latest)".split('|')
        {
            assert!(!begins_footer(name), "{name}");
        }
    }
}
