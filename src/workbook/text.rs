//! The value of a cell as the text that it is in CSV.

use std::fmt::{self, Write};

use calamine::{DataType, ExcelDateTime};
use jiff::Span;
use jiff::civil::Date;

use super::row::{SheetRow, Unread};

/// How many figures of a number mean something. Spreadsheets calculate with a few more and show at most these: 0.1 +
/// 0.2 is 0.30000000000000004 in the file, and 0.3 on the screen.
const FIGURES: usize = 15;

/// Below this, two to the power of 53, a whole number of a file has all its figures.
const EXACT: u64 = 1 << 53;

/// Adds a cell to a row by its value. A number that is shown as a percentage is one: 0.6 is `60%`, as it is in CSV.
pub(super) fn add<D: DataType>(
    value: &D,
    is_formula: impl FnOnce() -> bool,
    is_percentage: bool,
    column: u32,
    row: &mut SheetRow,
) {
    let Some(stored) = value.get_float() else {
        return row.add(column, value.is_string(), |text| write_value(value, text));
    };
    let all = stored.to_string();
    let before_point = all.trim_start_matches('-').split('.').next().unwrap_or_default();
    // A code of 16 figures, say, that another program wrote must be that code, and not another one that is rounded to.
    let is_exact = || all.parse::<i64>().is_ok_and(|whole| whole.unsigned_abs() < EXACT);
    if before_point.len() <= FIGURES && !stored.is_infinite() {
        row.add(column, false, |text| number(&format!("{stored:.*e}", FIGURES - 1), is_percentage, text));
    } else if is_exact() && !is_formula() && !is_percentage {
        row.add(column, false, |text| text.write_str(&all));
    } else {
        row.add_unread(column, Unread::TooLong);
    }
}

/// Writes the value of a cell that is no number with a point.
fn write_value<D: DataType>(value: &D, text: &mut String) -> fmt::Result {
    if let Some(words) = value.get_string() {
        text.write_str(words)
    } else if let Some(value) = value.get_int() {
        write!(text, "{value}")
    } else if let Some(value) = value.get_datetime() {
        date(value, text)
    } else if let Some(value) = value.get_datetime_iso() {
        iso_date(value, text)
    } else if let Some(value) = value.get_duration_iso() {
        duration(value, text)
    } else if let Some(value) = value.get_bool() {
        text.write_str(if value { "TRUE" } else { "FALSE" })
    } else {
        value.get_error().map_or(Ok(()), |error| write!(text, "{error}"))
    }
}

/// Writes a number plainly: `37`, `22.2`, or `60%`. It comes in the form `2.22e1`, with as many figures as mean
/// something: the binary number of the file is made decimal once, and nothing is calculated with it.
fn number(scientific: &str, is_percentage: bool, text: &mut String) -> fmt::Result {
    let (sign, unsigned) = scientific.split_at(usize::from(scientific.starts_with('-')));
    let parts = unsigned.split_once('e').and_then(|(figures, exponent)| Some((figures, exponent.parse::<i32>().ok()?)));
    let Some((figures, exponent)) = parts else { return text.write_str(scientific) };
    let figures = figures.replace('.', "");
    let figures = figures.trim_end_matches('0');
    // How many of the figures stand before the point.
    let whole = exponent + if is_percentage { 3 } else { 1 };
    match usize::try_from(whole) {
        _ if figures.is_empty() => text.write_str("0"),
        Ok(whole) if whole >= figures.len() => write!(text, "{sign}{figures:0<whole$}"),
        Ok(whole) if whole > 0 => write!(text, "{sign}{}.{}", &figures[..whole], &figures[whole..]),
        _ => write!(text, "{sign}0.{}{figures}", "0".repeat(usize::try_from(-whole).unwrap_or(0))),
    }?;
    if is_percentage { text.write_char('%') } else { Ok(()) }
}

/// Writes a date, a date with a time, a time of day, or a length of time.
fn date(value: ExcelDateTime, text: &mut String) -> fmt::Result {
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    // A day is 1; what stands behind the point is the time.
    let all = value.as_f64().to_string();
    let days: u64 = all.split('.').next().and_then(|days| days.parse().ok()).unwrap_or(0);
    if value.is_duration() {
        return clock(days.saturating_mul(24).saturating_add(hour.into()), minute.into(), second.into(), text);
    }
    let has_time = (hour, minute, second) != (0, 0, 0);
    let has_date = days > 0 || !has_time;
    if has_date {
        let date = format!("{year:04}-{month:02}-{day:02}");
        // The last thousandth of a second is still of the day before, and is not rounded to midnight.
        let is_rounded_up = !has_time && all.split_once('.').is_some_and(|(_, time)| time.starts_with('9'));
        match date.parse::<Date>().and_then(Date::yesterday) {
            Ok(before) if is_rounded_up => write!(text, "{before}")?,
            _ => text.push_str(&date),
        }
    }
    match (has_date, has_time) {
        (true, true) => {
            text.push(' ');
            clock(hour.into(), minute.into(), second.into(), text)
        }
        (false, _) => clock(hour.into(), minute.into(), second.into(), text),
        (true, false) => Ok(()),
    }
}

/// Writes a date in the form of ISO 8601, without parts of a second.
fn iso_date(value: &str, text: &mut String) -> fmt::Result {
    let whole = value.split_once('.').map_or(value, |(whole, _)| whole);
    let (date, time) = whole.split_once('T').unwrap_or((whole, ""));
    text.write_str(if matches!(time, "00:00:00" | "00:00") { date } else { whole })
}

/// Writes a length of time in the form of ISO 8601 as spreadsheets show it: `37:30`.
fn duration(value: &str, text: &mut String) -> fmt::Result {
    match value.parse::<Span>() {
        Ok(span) => {
            let hours = i64::from(span.get_hours()) + i64::from(span.get_days()) * 24;
            clock(hours.unsigned_abs(), span.get_minutes().unsigned_abs(), span.get_seconds().unsigned_abs(), text)
        }
        Err(_) => text.write_str(value),
    }
}

fn clock(hours: u64, minutes: u64, seconds: u64, text: &mut String) -> fmt::Result {
    write!(text, "{hours:02}:{minutes:02}")?;
    if seconds > 0 { write!(text, ":{seconds:02}") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::Data;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    fn written(write: impl FnOnce(&mut String) -> fmt::Result) -> String {
        let mut text = String::new();
        write(&mut text).expect("a text takes everything");
        text
    }

    fn row(value: &Data, is_formula: bool, is_percent: bool) -> SheetRow {
        let mut row = SheetRow::default();
        add(value, || is_formula, is_percent, 3, &mut row);
        row
    }

    #[test]
    fn numbers_are_written_as_spreadsheets_show_them() {
        for (value, expected) in [
            (37.0, "37"),
            (22.2, "22.2"),
            (0.1 + 0.2, "0.3"),
            (-3.0, "-3"),
            (-0.0, "0"),
            (0.000_012, "0.000012"),
            (412.0, "412"),
            (12.345_678_901_234_567, "12.3456789012346"),
            (1_234_567_890_123_456.0, "1234567890123456"),
            (-9_007_199_254_740_991.0, "-9007199254740991"),
            (0.5, "0.5"),
            (-0.0625, "-0.0625"),
            (100.0, "100"),
            (999_999_999_999_999.9, "1000000000000000"),
        ] {
            assert_eq!(row(&Data::Float(value), false, false).cells().collect::<Vec<_>>(), [(3, expected)], "{value}");
        }
        for (value, expected) in [
            (0.6, "60%"),
            (1.0, "100%"),
            (0.125, "12.5%"),
            (0.0005, "0.05%"),
            (-0.07, "-7%"),
            (0.0, "0%"),
            (37.0, "3700%"),
        ] {
            assert_eq!(row(&Data::Float(value), false, true).cells().collect::<Vec<_>>(), [(3, expected)], "{value}");
        }
        for (value, is_formula) in [
            (9_007_199_254_740_992.0, false),
            (1e21, false),
            (1_000_000_000_000_000.5, false),
            (1e15, true),
            ("inf".parse().expect("a number"), false),
        ] {
            assert_eq!(
                row(&Data::Float(value), is_formula, false).unread().collect::<Vec<_>>(),
                [(3, Unread::TooLong)],
                "{value}"
            );
        }
    }

    #[test]
    fn dates_are_written_with_the_year_first_and_times_as_on_a_clock() {
        for (value, kind, expected) in [
            (46_344.0, DateTime, "2026-11-18"),
            (46_344.312_5, DateTime, "2026-11-18 07:30"),
            (46_344.999_999_999, DateTime, "2026-11-18"),
            (46_345.000_000_001, DateTime, "2026-11-19"),
            (0.312_5, DateTime, "07:30"),
            (1.5625, TimeDelta, "37:30"),
            (0.25, TimeDelta, "06:00"),
        ] {
            assert_eq!(written(|text| date(ExcelDateTime::new(value, kind, false), text)), expected, "{value}");
        }
        assert_eq!(written(|text| date(ExcelDateTime::new(44_882.0, DateTime, true), text)), "2026-11-18");
        assert_eq!(written(|text| iso_date("2026-11-18T00:00:00", text)), "2026-11-18");
        assert_eq!(written(|text| iso_date("2026-11-18T07:30:00.000000000", text)), "2026-11-18T07:30:00");
        assert_eq!(written(|text| duration("PT37H30M00S", text)), "37:30");
        assert_eq!(written(|text| duration("PT22H12M00.000000000S", text)), "22:12");
    }
}
