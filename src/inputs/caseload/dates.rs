//! Where the date of a caseload comes from when its rows do not say: `--week`, or the name of the file.

use std::path::Path;

use foldhash::HashSet;
use jiff::civil::Date;

use crate::fault::{FILE_DATE, FileId, Messages, Place};
use crate::inputs::table::InputFile;
use crate::units::{fits_file_of, parse_date, parse_day};

use super::tally::Tally;

/// Whether the name of a file says of which date it is.
pub(crate) fn is_dated_by_name(file: &InputFile) -> bool {
    !dates_of_name(file).is_empty()
}

fn dates_of_name(file: &InputFile) -> Vec<Date> {
    file.named.as_deref().or(file.path.as_deref()).map_or_else(Vec::new, dates_in_name)
}

/// Warns of files whose names have a date, and none of whose rows is of that week or of the three days before the date: the
/// name is wrong, or the rows are last week's.
pub(crate) fn warn_of_names(files: &[InputFile], tally: &Tally, messages: &mut Messages) {
    let named = files.iter().map(|file| (file.id, dates_of_name(file))).filter(|(_, dates)| !dates.is_empty());
    let named: Vec<(FileId, Vec<Date>)> = named.collect();
    if named.is_empty() {
        return;
    }
    let of_rows: HashSet<(FileId, Date)> = tally.dates_of_files().collect();
    for (file, names) in named {
        let mut dates: Vec<Date> = of_rows.iter().filter(|(of, _)| *of == file).map(|(_, date)| *date).collect();
        dates.sort_unstable();
        // Two dates are a stretch of time, and else each may be the one of the rows.
        let is_near = |date: &Date, name: &Date| {
            let is_in_stretch = matches!(names[..], [from, to] if (from..=to).contains(date));
            is_in_stretch || fits_file_of(*date, *name)
        };
        let ([first, ..], false) = (&dates[..], dates.iter().any(|date| names.iter().any(|name| is_near(date, name))))
        else {
            continue;
        };
        let last = dates[dates.len() - 1];
        let rows = if *first == last { format!("of {first}") } else { format!("from {first} to {last}") };
        let message =
            format!("the name of the file says {}, and its rows are {rows}; the dates in the rows are used", names[0]);
        messages.warnings.add(FILE_DATE, Place::whole(file), message);
    }
}

/// Reads the argument of `--week`: any date in the week, or the ISO week.
///
/// # Errors
///
/// The words that say why it is not a date.
pub(crate) fn parse_week_argument(text: &str) -> Result<Date, String> {
    parse_date(text.trim()).map_err(|why| match why.hint {
        Some(hint) => format!("{}; {hint}", why.reason),
        None => why.reason,
    })
}

/// The date in the name of a file, in any form: `caseload-2026-11-16.csv`, `caseload 16-11-2026.csv`, `20261116.csv`; or the
/// first two that differ, because nothing says which of them is the snapshot's.
pub(super) fn dates_in_name(path: &Path) -> Vec<Date> {
    let mut dates = dates_in(&path.file_name().unwrap_or_default().to_string_lossy());
    dates.dedup();
    dates.truncate(2);
    dates
}

/// The dates in a text, from left to right. They may touch letters, as in `caseload2026-11-16`, and no figures.
fn dates_in(text: &str) -> Vec<Date> {
    let (mut dates, mut start) = (Vec::new(), 0);
    while let Some(figure) = text[start..].find(is_figure) {
        start += figure;
        if let Some((date, length)) = date_at_start(&text[start..]) {
            let (read, length) = unless_year_begins_one(&text[start..], date, length);
            dates.extend(read);
            let first = &text[start..start + length];
            start += length;
            dates.extend(last_of_weeks(first, &text[start..]));
        } else {
            start += text[start..].find(|character| !is_figure(character)).unwrap_or(text.len() - start);
        }
    }
    dates
}

/// The last of several weeks, as `-W47` in `2026-W46-W47`: a week of the same year right behind an ISO week.
fn last_of_weeks(first: &str, behind: &str) -> Option<Date> {
    let year = first.split_once(['W', 'w'])?.0;
    let week = behind.strip_prefix(['-', '_', ' '])?;
    let (date, _) = date_at_start(&format!("{year}{week}"))?;
    week.starts_with(['W', 'w']).then_some(date)
}

const fn is_figure(character: char) -> bool {
    character.is_ascii_digit()
}

/// The date that a text starts with and its length, or a date that begins with its year: `3 4 2026-11-16` is of the 16th, and
/// what stands before it is no part of it. `03-04-2026-11-16` may be either, so it is both.
fn unless_year_begins_one(text: &str, date: Date, length: usize) -> (Vec<Date>, usize) {
    let (before, year) = text.split_at_checked(length.saturating_sub(4)).unwrap_or((text, ""));
    // The end of `2026-11-09` is no year.
    let ends_with_year = !before.ends_with(is_figure) && year.get(..4).is_some_and(|year| year.chars().all(is_figure));
    // `16_11_2026_07_30` has a time of day.
    let is_time = matches!(year.as_bytes(), [_, _, _, _, b'_', b'0'..=b'9', ..]);
    match date_at_start(year).filter(|_| ends_with_year && !is_time) {
        Some((other, more)) if before.ends_with('-') && year[4..].starts_with('-') => {
            (vec![date, other], before.len() + more)
        }
        Some((other, more)) => (vec![other], before.len() + more),
        None => (vec![date], length),
    }
}

/// The longest date that a text starts with, and its length.
fn date_at_start(text: &str) -> Option<(Date, usize)> {
    starts(text).find_map(|(end, written)| Some((parse_day(&written).ok()?, end)))
}

/// What may be a date at the start of a text, the longest first: its length, and the text with hyphens or blanks in place of `_`.
fn starts(text: &str) -> impl Iterator<Item = (usize, String)> {
    const LONGEST: usize = "18th September 2026".len();
    let ends = text.char_indices().map(|(end, _)| end).chain([text.len()]).take_while(|end| *end <= LONGEST);
    let is_end = |end: &usize| text[..*end].ends_with(char::is_alphanumeric) && !text[*end..].starts_with(is_figure);
    let whole = ends.filter(is_end).collect::<Vec<_>>();
    // File names often have underscores where people write hyphens or blanks.
    let written = move |end: usize| ["-", " "].map(|meant| (end, text[..end].replace('_', meant)));
    whole.into_iter().rev().flat_map(written)
}

/// The text in the name of a file that is a date in a form that is not read, such as `11-16-2026`, and what may be
/// meant by it.
pub(super) fn nearly_date_in_name(path: &Path) -> Option<(String, String)> {
    let name = path.file_name()?.to_string_lossy();
    let figures = name.char_indices().filter(|(at, mark)| is_figure(*mark) && !name[..*at].ends_with(is_figure));
    // Of one or two parts without the name of a month, it is a number or a version.
    let has_parts = |written: &str| {
        written.split(['-', '/', '.', ' ']).count() == 3 || written.contains(|letter: char| letter.is_alphabetic())
    };
    let mut texts = figures.flat_map(|(at, _)| starts(&name[at..]).map(move |(length, written)| (at, length, written)));
    texts.find_map(|(at, length, written)| {
        let hint = parse_day(&written).err()?.hint.filter(|_| has_parts(&written))?;
        Some((name[at..at + length].to_owned(), hint))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dates_in_a_name_are_found() {
        for (expected, names) in [
            (
                "2026-11-16",
                "caseload-2026-11-16.csv; 2026-11-16 caseload.csv; caseload_2026-W47.csv; caseload2026-11-16.csv; \
                 WMT20261116.csv; 2026-11-16caseload.csv; caseload16.11.2026final.csv; é16-Nov-26é.csv; \
                 2026-11-16-2026-11-16.csv; caseload-20261116.csv; caseload 16-11-2026.csv; caseload.16.11.2026.csv; \
                 Team 4 16 11 2026 (2).csv; caseload_16_Nov_26.csv; 16_11_2026_T07_30.csv; 16_11_2026_07_30.csv; \
                 2026-11-16T07_30_00.csv; 20261116T0730.csv; 2026_W47.csv; Team_1_2_2026-11-16.csv; \
                 Castle 3 4 2026-11-16.csv; team 3.4.2026-11-16 (2).csv; 12_1_2026_W47.csv; 5 Nov 2026-11-16.csv; \
                 1_2_20261116.csv; 16\u{202f}Nov\u{202f}26.csv; été-2026-11-16-é.csv; 2026-W47-Wales.csv; \
                 2026-W47 47.csv",
            ),
            (
                "",
                "weeks/2025-01-06/caseload.csv; caseload.csv; caseload-2026-11-161.csv; été16Nov2026.csv; \
                 WMT20267777.csv; WMT120261116.csv; N53XAEU.csv; team12v20.csv; caseload-2026-02-31.csv; \
                 caseload-0161-496-0123.csv; caseload-02079460123.csv; caseload-20794601.csv; caseload-v2.10.3.csv; \
                 caseload-46342.csv; caseload-16-11-26.csv; 11-16-2026.csv",
            ),
            ("2026-11-16 2026-11-17", "a2026-11-16b2026-11-17.csv; 2026-11-16-2026-11-17.csv"),
            (
                "2026-11-09 2026-11-16",
                "caseload-2026-11-09-2026-11-16.csv; 2026-11-09_2026-11-16.csv; 2026-W46-W47.csv; \
                 cases_2026_W46_W47_v2.csv",
            ),
            (
                "2026-12-01 2026-12-14",
                "caseload-2026-12-01-2026-12-14.csv; 2026-12-01 2026-12-14.csv; 20261201-20261214.csv",
            ),
            ("2026-09-16", "16 September 2026.csv"),
            ("2026-02-01 2026-11-16", "01-02-2026-11-16.csv"),
            ("2026-11-02 2026-11-16", "2026-W45-2026-W47.csv"),
        ] {
            for name in names.split("; ") {
                let found = dates_in_name(Path::new(name)).iter().map(ToString::to_string).collect::<Vec<_>>();
                assert_eq!(found.join(" "), expected, "{name}");
            }
        }
    }

    #[test]
    fn what_is_nearly_a_date_in_a_name_has_a_hint() {
        let turned = "the day comes first: did you mean 16-11-2026, which is 16 November 2026?";
        for (name, expected) in [
            ("caseload-11-16-2026.csv", Some(("11-16-2026", turned))),
            ("caseload_11_16_2026.csv", Some(("11_16_2026", turned))),
            ("Team 4 16.11.26.csv", Some(("16.11.26", "did you mean 16/11/2026?"))),
            ("caseload_16Nov2026.csv", Some(("16Nov2026", "did you mean 16 November 2026?"))),
            ("16th November 2026.csv", Some(("16th November 2026", "did you mean 16 November 2026?"))),
            ("2026W47.csv", Some(("2026W47", "did you mean 2026-W47?"))),
            ("2026-16-11.csv", Some(("2026-16-11", "the month comes before the day: did you mean 2026-11-16?"))),
            ("caseload-2026-11.csv", None),
            ("caseload-46342.csv", None),
            ("caseload-46342.5.csv", None),
            ("caseload-v2.10.3.csv", None),
            ("caseload-0161-496-0123.csv", None),
            ("caseload.csv", None),
        ] {
            let expected = expected.map(|(text, hint)| (text.to_owned(), hint.to_owned()));
            assert_eq!(nearly_date_in_name(Path::new(name)), expected, "{name}");
        }
    }
}
