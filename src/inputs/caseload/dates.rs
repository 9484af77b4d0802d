//! Where the date of a caseload comes from when its rows do not say: `--week`, or the name of the file.

use std::path::Path;

use jiff::civil::Date;

use crate::units::parse_date;

/// Reads the argument of `--week`: any date in the week, or the ISO week.
///
/// # Errors
///
/// The words that say why it is not a date.
pub fn parse_week_argument(text: &str) -> Result<Date, String> {
    parse_date(text.trim()).map_err(|why| why.0)
}

/// The date in the name of a file: `caseload-2026-11-16.csv`, `caseload-2026-W47.csv`.
///
/// # Errors
///
/// Two different dates in one name: which of them is the snapshot's, nobody can tell.
pub(super) fn date_in_name(path: &Path) -> Result<Option<Date>, [Date; 2]> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut dates = dates_in(&name);
    dates.dedup();
    match dates.as_slice() {
        [] => Ok(None),
        [date] => Ok(Some(*date)),
        [first, second, ..] => Err([*first, *second]),
    }
}

/// The dates in a text that stand alone: with no letter or figure right before or behind.
fn dates_in(text: &str) -> Vec<Date> {
    const LENGTHS: [usize; 2] = ["2026-11-16".len(), "2026-W47".len()];
    let stands_alone = |start: usize, end: usize| {
        let before = text[..start].chars().next_back();
        let behind = text[end..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    };
    let starts = text.char_indices().map(|(start, _)| start);
    let spans = starts.flat_map(|start| LENGTHS.map(|length| (start, start + length)));
    let whole =
        spans.filter(|(start, end)| text.is_char_boundary(*end) && *end <= text.len() && stands_alone(*start, *end));
    whole.filter_map(|(start, end)| parse_date(&text[start..end]).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_date_in_a_name_is_found_and_two_are_refused() {
        for (name, expected) in [
            ("caseload-2026-11-16.csv", Ok(Some(date(2026, 11, 16)))),
            ("2026-11-16 caseload.csv", Ok(Some(date(2026, 11, 16)))),
            ("caseload_2026-W47.csv", Ok(Some(date(2026, 11, 16)))),
            ("weeks/2025-01-06/caseload.csv", Ok(None)),
            ("caseload.csv", Ok(None)),
            ("caseload-2026-11-161.csv", Ok(None)),
            ("x2026-11-16.csv", Ok(None)),
            ("caseload-2026-02-31.csv", Ok(None)),
            ("2026-11-16-2026-11-16.csv", Ok(Some(date(2026, 11, 16)))),
            ("2026-11-16-2026-11-17.csv", Err([date(2026, 11, 16), date(2026, 11, 17)])),
            ("été-2026-11-16-é.csv", Ok(Some(date(2026, 11, 16)))),
        ] {
            assert_eq!(date_in_name(Path::new(name)), expected, "{name}");
        }
    }
}
