//! Dates as people and programs write them, with or without a time of day.

mod nearly;

use std::borrow::Cow;
use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday, date};
use jiff::fmt::strtime;

/// Dates in other years are taken for typing errors.
pub(super) const YEARS: RangeInclusive<i16> = 2000..=2099;

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDate {
    /// Words that end the sentence "`…` is not a date: ".
    pub reason: String,
    /// What may have been meant.
    pub hint: Option<String>,
}

/// A part of a date that has three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DatePart {
    /// Four figures.
    Year,
    /// Two figures of a year from 2000 on.
    ShortYear,
    /// One or two figures.
    Month,
    MonthName,
    /// One or two figures.
    Day,
}

use DatePart::{Day, Month, MonthName, ShortYear, Year};

/// Every form of three parts: what may stand between the parts, and what the parts are.
const FORMS: [(&str, [DatePart; 3]); 4] = [
    ("-/", [Year, Month, Day]),
    ("/.- ", [Day, Month, Year]),
    ("- ", [Day, MonthName, Year]),
    ("- ", [Day, MonthName, ShortYear]),
];

/// The form that cannot be told from a date with the year first.
const SHORT_YEAR: (&str, [DatePart; 3]) = ("/.- ", [Day, Month, ShortYear]);

/// Reads a date in any form: `2026-11-18`, `18/11/2026`, `18 Nov 2026` …, or the ISO week `2026-W47`, which stands for its
/// Monday. A time of day behind it is dropped.
///
/// # Errors
///
/// Anything else, a day or week that the calendar does not have, and years outside 2000 to 2099.
pub fn parse_date(text: &str) -> Result<Date, NotDate> {
    parse(without_time(&with_blanks(text))).map(|(date, _)| date)
}

/// Reads a last day: as [`parse_date`], but an ISO week stands for its Sunday.
pub(crate) fn parse_last_day(text: &str) -> Result<Date, NotDate> {
    let (date, is_week) = parse(without_time(&with_blanks(text)))?;
    Ok(if is_week { date.saturating_add(6.days()) } else { date })
}

/// Reads a date as [`parse_date`] does, but one with nothing behind it.
pub(crate) fn parse_day(text: &str) -> Result<Date, NotDate> {
    parse(&with_blanks(text)).map(|(date, _)| date)
}

/// The text with plain blanks in place of those that keep words together, which look the same.
fn with_blanks(text: &str) -> Cow<'_, str> {
    const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];
    if text.contains(NO_BREAK) { text.replace(NO_BREAK, " ").into() } else { text.into() }
}

/// The date, and whether the text is an ISO week.
fn parse(text: &str) -> Result<(Date, bool), NotDate> {
    if let Some((year, week)) = text.split_once("-W").or_else(|| text.split_once("-w")) {
        return Ok((parse_week(year, week)?, true));
    }
    in_a_form(text).unwrap_or_else(|| Err(unreadable(text))).map(|date| (date, false))
}

/// The date of a text in one of the forms that have a day; `None` where it has none of them.
fn in_a_form(text: &str) -> Option<Result<Date, NotDate>> {
    if text.len() == 8 && figures(text, 8..=8).is_some() {
        return Some(day_of([Year, Month, Day], [&text[..4], &text[4..6], &text[6..]], "-"));
    }
    let ((separators, order), parts) = FORMS.iter().find_map(|form| Some((form, parts_of(text, form)?)))?;
    let separator = separators.chars().find(|separator| text.contains(*separator)).unwrap_or(' ');
    Some(day_of(*order, parts, separator.encode_utf8(&mut [0; 4])))
}

/// The three parts of a text that has this form.
fn parts_of<'t>(text: &'t str, (separators, order): &(&str, [DatePart; 3])) -> Option<[&'t str; 3]> {
    separators.chars().find_map(|separator| {
        // Several blanks in a row are one.
        let parts: Vec<&str> = match separator {
            ' ' => text.split_ascii_whitespace().collect(),
            _ => text.split(separator).collect(),
        };
        let parts: [&str; 3] = parts.try_into().ok()?;
        order.iter().zip(parts).all(|(part, text)| number(*part, text).is_some()).then_some(parts)
    })
}

/// The number that a text is as a part of a date; `None` where it does not look like that part.
fn number(part: DatePart, text: &str) -> Option<i16> {
    match part {
        Year => figures(text, 4..=4),
        ShortYear => figures(text, 2..=2).map(|year| 2_000 + year),
        Month | Day => figures(text, 1..=2),
        MonthName => {
            let month = |form| strtime::parse(form, text).ok()?.month();
            let sept = text.eq_ignore_ascii_case("sept").then_some(9);
            sept.or_else(|| month("%b")).or_else(|| month("%B")).map(i16::from)
        }
    }
}

fn figures(text: &str, length: RangeInclusive<usize>) -> Option<i16> {
    let is_plain = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().unwrap_or(0))
}

/// The day that three parts name.
fn day_of(order: [DatePart; 3], parts: [&str; 3], separator: &str) -> Result<Date, NotDate> {
    let (mut year, mut month, mut day) = (0, 0, 0);
    for (part, text) in order.into_iter().zip(parts) {
        let value = number(part, text).unwrap_or(0);
        match part {
            Year | ShortYear => year = value,
            Month | MonthName => month = value,
            Day => day = value,
        }
    }
    if !YEARS.contains(&year) {
        return Err(NotDate { reason: format!("the year {year:04} cannot be right"), hint: None });
    }
    let date = |month: i16, day: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    date(month, day).ok_or_else(|| {
        let turned = date(day, month).filter(|_| !order.contains(&MonthName));
        let hint = turned.map(|turned| {
            if order[0] == Year {
                return format!("the month comes before the day: did you mean {turned}?");
            }
            let written = turned.strftime(&format!("%d{separator}%m{separator}%Y")).to_string();
            format!("the day comes first: did you mean {written}, which is {}?", turned.strftime("%-d %B %Y"))
        });
        NotDate { reason: "the calendar has no such day".to_owned(), hint }
    })
}

fn parse_week(year: &str, week: &str) -> Result<Date, NotDate> {
    let (Some(number), Some(week)) = (figures(year, 4..=4), figures(week, 1..=4)) else {
        return Err(unreadable(""));
    };
    if !YEARS.contains(&number) {
        return Err(NotDate { reason: format!("the year {year} cannot be right"), hint: None });
    }
    let last = ISOWeekDate::new(number, 1, Weekday::Monday).map_or(52, ISOWeekDate::weeks_in_year);
    let monday = i8::try_from(week).ok().and_then(|week| ISOWeekDate::new(number, week, Weekday::Monday).ok());
    monday.map(Date::from).ok_or_else(|| NotDate { reason: format!("{number} has {last} weeks"), hint: None })
}

/// What is wrong with a text in none of the forms.
fn unreadable(text: &str) -> NotDate {
    if let Some([day, month, year]) = parts_of(text, &SHORT_YEAR) {
        let hint = day_of(SHORT_YEAR.1, [day, month, year], "/").ok();
        let hint = hint.map(|date| format!("did you mean {}?", date.strftime("%d/%m/%Y")));
        return NotDate { reason: "the year needs four figures".to_owned(), hint };
    }
    let serial = serial_date(text).map(|date| {
        format!("spreadsheets keep {date} as this number: format the column as a date and save the file again")
    });
    let week = nearly::week(text).filter(|week| parse_date(week).is_ok());
    let meant = || week.or_else(|| nearly::day(text, |text| in_a_form(text)?.ok()));
    let meant = || meant().map(|meant| format!("did you mean {meant}?"));
    let hint = serial.or_else(meant);
    NotDate { reason: "write 2026-11-18, 18/11/2026 or 2026-W47".to_owned(), hint }
}

/// The date that a spreadsheet keeps as a number of days, with the time of day behind a point or a comma.
fn serial_date(text: &str) -> Option<Date> {
    /// Spreadsheets call this day 0.
    const FIRST: Date = date(1899, 12, 30);
    let (days, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_number = days.len() == 5 && !part.is_empty() && [days, part].concat().bytes().all(|b| b.is_ascii_digit());
    let days: i32 = days.parse().ok().filter(|_| is_number)?;
    let date = FIRST.checked_add(days.days()).ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

/// The text without the time of day at its end, which stands behind a blank, a comma or a `T`.
fn without_time(text: &str) -> &str {
    const LONGEST: usize = " 04.15.00.000000000 PM +00:00".len();
    let joints = text.char_indices().filter(|(at, _)| text.len() - at <= LONGEST);
    let date = joints
        .filter(|(_, mark)| matches!(mark, ' ' | ',' | 'T' | 't'))
        .find_map(|(at, mark)| is_time(&text[at + 1..], mark).then(|| text[..at].trim_end_matches([' ', ','])));
    date.unwrap_or(text)
}

/// Whether a text is a Sunday, which was read, at 23:00 in UTC, and British summer time holds then: there it is Monday already.
pub(crate) fn is_monday_in_summer(text: &str, date: Date) -> bool {
    // Summer time begins on the last Sunday of March and ends on the last of October.
    let is_summer = match date.month() {
        3 => date.day() >= 25,
        10 => date.day() < 25,
        month => (4..=9).contains(&month),
    };
    date.weekday() == Weekday::Sunday && is_summer && is_at_23_utc(text)
}

fn is_at_23_utc(text: &str) -> bool {
    const UTC: [&str; 6] = ["z", "utc", "gmt", "+00:00", "+0000", "+00"];
    let lower = text.to_ascii_lowercase();
    let local = UTC.iter().find_map(|zone| lower.strip_suffix(zone)).map(str::trim_end);
    let clock = local.and_then(|local| local.rsplit_once(['t', ' ', ',']));
    clock.is_some_and(|(_, clock)| clock.parse().is_ok_and(|time: Time| time == Time::constant(23, 0, 0, 0)))
}

/// Whether a text behind a mark is a time of day: `07:30`, `07:30:00.000`, `7:30 pm`, `07:30:00Z`, `16.15`; behind a `T` also
/// `073000`.
fn is_time(text: &str, mark: char) -> bool {
    const ZONES: [&str; 10] = ["z", "utc", "gmt", "bst", "+00:00", "+01:00", "+0000", "+0100", "+00", "+01"];
    let lower = text.to_ascii_lowercase();
    let local = ZONES.iter().find_map(|zone| lower.strip_suffix(zone)).unwrap_or(&lower).trim_end();
    let clock = local.strip_suffix("am").or_else(|| local.strip_suffix("pm")).unwrap_or(local).trim_end();
    let clock = match clock.len() {
        4 | 6 if matches!(mark, 'T' | 't') && figures(clock, 4..=6).is_some() => {
            format!("{}:{}", &clock[..2], &clock[2..4])
        }
        _ if clock.contains(':') => clock.trim_start().to_owned(),
        _ => clock.trim_start().replacen('.', ":", 2),
    };
    let clock = if clock.find(':') == Some(1) { format!("0{clock}") } else { clock };
    // Only a time: with a second date before it, it would be read too.
    let is_clock = |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b',');
    clock.contains(':') && clock.bytes().all(is_clock) && clock.parse::<Time>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FORMS_OF_ONE_DAY: [&str; 15] = [
        "2026-11-18", "2026/11/18", "20261118", "18/11/2026", "18.11.2026", "18-11-2026", "18 11 2026",
        "18 November 2026", "18  nov  2026", "18 Nov 26", "18-Nov-26", "18-NOV-2026", "18-November-26",
        "18 november 26", "18-nov-2026",
    ];

    #[test]
    fn reads_every_form_with_and_without_a_time_of_day() {
        let times = [
            "", " 00:00:00", ", 16:15", ",16:15", "T07:30:00", "T07:30", " 7:30", " 12:00:00 AM", "T07:30:00.000Z",
            " 16.15", " 00:00:00 UTC", " 00:00:00 +0000", " 00:00:00+00", "T00:00:00+00:00", " 00:00 GMT",
            " 04.15.00.000000 PM +00:00",
        ];
        for form in FORMS_OF_ONE_DAY {
            for time in times {
                let text = format!("{form}{time}");
                assert_eq!(parse_date(&text), Ok(date(2026, 11, 18)), "{text}");
            }
        }
        for (text, day) in [
            ("1/6/2026", date(2026, 6, 1)),
            ("18\u{a0}11\u{202f}2026", date(2026, 11, 18)),
            ("20261118T073000", date(2026, 11, 18)),
            ("20261118T161500Z", date(2026, 11, 18)),
            ("3 Sept 2026", date(2026, 9, 3)),
            ("9 May 26", date(2026, 5, 9)),
        ] {
            assert_eq!(parse_date(text), Ok(day), "{text}");
        }
    }

    #[test]
    fn a_week_is_its_monday_and_as_a_last_day_its_sunday() {
        for text in ["2026-W47", "2026-w47", "2026-W47 00:00", "2026-W47T07:30"] {
            assert_eq!(parse_date(text), Ok(date(2026, 11, 16)), "{text}");
            assert_eq!(parse_last_day(text), Ok(date(2026, 11, 22)), "{text}");
        }
        assert_eq!(parse_last_day("16 Nov 2026, 00:00"), Ok(date(2026, 11, 16)));
    }

    #[test]
    fn says_why_a_date_is_none() {
        const FORMS: &str = "write 2026-11-18, 18/11/2026 or 2026-W47";
        for (text, why) in [
            ("2025-W53", "2025 has 52 weeks"),
            ("2026-W54", "2026 has 53 weeks"),
            ("2026-W00", "2026 has 53 weeks"),
            ("31/02/2026", "the calendar has no such day"),
            ("31 Feb 2026", "the calendar has no such day"),
            ("20261350", "the calendar has no such day"),
            ("0202-11-18", "the year 0202 cannot be right"),
            ("1926-W01", "the year 1926 cannot be right"),
            ("18-Noon-26", FORMS),
            ("2026 11 18", FORMS),
            ("18/11-2026", FORMS),
            ("18 11 2026 25:00", FORMS),
            ("18 11 2026 25.00", FORMS),
            ("18 11 2026 1615", FORMS),
            ("18 11 2026 UTC", FORMS),
            ("18/11 20.26", FORMS),
            ("18/11/2026 2026-11-19 07:30", FORMS),
            ("18/11/202616:15", FORMS),
            ("", FORMS),
            ("07:30", FORMS),
            ("2026-W", FORMS),
            ("2026-+1-01", FORMS),
            ("2026111", FORMS),
        ] {
            assert_eq!(parse_date(text), Err(NotDate { reason: why.to_owned(), hint: None }), "{text:?}");
        }
    }

    #[test]
    fn says_what_a_date_of_another_kind_would_be() {
        for (text, hint) in [
            ("11/18/2026", "the day comes first: did you mean 18/11/2026, which is 18 November 2026?"),
            ("11-18-2026 00:00", "the day comes first: did you mean 18-11-2026, which is 18 November 2026?"),
            ("2026-18-11", "the month comes before the day: did you mean 2026-11-18?"),
            ("18/11/26", "did you mean 18/11/2026?"),
            (
                "46344",
                "spreadsheets keep 2026-11-18 as this number: format the column as a date and save the file again",
            ),
        ] {
            assert_eq!(parse_date(text).expect_err("no date").hint.as_deref(), Some(hint), "{text}");
        }
        for serial in ["46344.3125", "46344,75"] {
            assert_eq!(serial_date(serial), Some(date(2026, 11, 18)), "{serial}");
        }
        assert_eq!(serial_date("12345"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,20}") {
            let _ = parse_date(&text);
        }

        #[test]
        fn every_day_is_read_as_it_is_written(day in 0_i32..36_524) {
            let day = date(2000, 1, 1).saturating_add(day.days());
            for form in ["%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%-d %B %Y", "%d-%b-%y", "%G-W%V"] {
                let expected = if form == "%G-W%V" { super::super::Week::of(day).monday() } else { day };
                let text = day.strftime(form).to_string();
                // The first days of 2000 are in a week of 1999.
                prop_assume!(!text.starts_with("1999"));
                prop_assert_eq!(parse_date(&text), Ok(expected), "{}", text);
            }
        }
    }
}
