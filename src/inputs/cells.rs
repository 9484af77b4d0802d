//! One cell: its text, and the value it stands for.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::fault::{Fault, Faults, Place, quoted};
use crate::units::{Decimal, Hours, Minutes, NotDate, NotDecimal, Percent, parse_date, parse_last_day};

use super::columns::{Column, Columns};
use super::record::Record;

/// Which text of a file was not UTF-8.
#[derive(Debug, Default)]
pub(super) struct Encoding {
    /// The first row with text that was read as Windows-1252.
    pub(super) windows_1252: Option<Place>,
}

impl Encoding {
    /// Notes a row with text that was read as Windows-1252.
    pub(super) fn note(&mut self, place: Place) {
        self.windows_1252 = Some(self.windows_1252.map_or(place, |first| first.min(place)));
    }

    /// Notes what other rows were.
    pub(super) fn extend(&mut self, other: &Self) {
        if let Some(place) = other.windows_1252 {
            self.note(place);
        }
    }
}

/// The text of a cell without the white space around it. What is not UTF-8 is read as Windows-1252, which is what
/// Excel writes when it does not write UTF-8.
pub(super) fn trimmed<'a>(cell: &'a [u8], place: Place, encoding: &mut Encoding) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(cell) {
        return Cow::Borrowed(text.trim());
    }
    encoding.note(place);
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0;
    Cow::Owned(text.trim().to_owned())
}

/// Whether a cell has nothing in it but white space, of which a spreadsheet's no-break space is one.
pub(super) fn is_blank(cell: &[u8]) -> bool {
    match cell.first() {
        None => true,
        Some(first) if first.is_ascii_graphic() => false,
        Some(_) => match std::str::from_utf8(cell) {
            Ok(text) => text.trim().is_empty(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0.trim().is_empty(),
        },
    }
}

/// A row of a caseload, whose cells go by their columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    pub(super) record: Record<'r>,
    pub(super) columns: &'r Columns,
}

impl<'r> Row<'r> {
    /// The bytes of a cell; none where the file has no such column.
    pub(super) fn bytes(self, column: Column) -> &'r [u8] {
        self.columns.position(column).and_then(|position| self.record.get(position)).unwrap_or_default()
    }

    /// Whether a cell has nothing in it but white space.
    pub(super) fn is_blank(self, column: Column) -> bool {
        is_blank(self.bytes(column))
    }

    /// Whether the whole row has nothing in it.
    pub(super) fn is_empty(self) -> bool {
        let begins_with_text = self.record.text().first().is_some_and(u8::is_ascii_graphic);
        !begins_with_text && self.record.iter().all(is_blank)
    }
}

/// Reads the cells of one row into values, and adds a fault for each that has none.
pub(super) struct Cells<'a> {
    pub(super) row: Row<'a>,
    pub(super) place: Place,
    pub(super) faults: &'a mut Faults,
    pub(super) encoding: &'a mut Encoding,
}

impl<'a> Cells<'a> {
    /// No name, code or number in use is longer.
    const LONGEST: usize = 1_000;

    /// Adds a fault on this row.
    pub(super) fn fault(&mut self, message: impl Into<String>, hint: Option<String>) {
        let fault = Fault::new(self.place, message);
        self.faults.add(Fault { hint, ..fault });
    }

    /// What the file calls a column, in backticks.
    pub(super) fn name(&self, column: Column) -> String {
        quoted(self.row.columns.heading(column))
    }

    /// The text of a cell; `None` where it is blank or too long, which is a fault.
    pub(super) fn text(&mut self, column: Column) -> Option<Cow<'a, str>> {
        let bytes = self.row.bytes(column);
        if bytes.len() > Self::LONGEST {
            let (name, length) = (self.name(column), bytes.len());
            let hint = "is a quotation mark missing?".to_owned();
            self.fault(format!("{name} is {length} bytes long, more than any text here"), Some(hint));
            return None;
        }
        let text = trimmed(bytes, self.place, self.encoding);
        if text.starts_with('"') && bytes.first().is_some_and(|first| *first != b'"') && text.as_bytes() != bytes {
            let hint = "leave no space before a quotation mark".to_owned();
            let name = self.name(column);
            self.fault(format!("{name} has a space before its quotation mark, which so counts as text"), Some(hint));
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// Hours a week, where the cell is not blank.
    pub(super) fn hours(&mut self, column: Column) -> Option<Hours> {
        let (number, text) = self.number(column)?;
        let hours = Hours::new(number);
        if hours.is_none() {
            let (name, text, most) = (self.name(column), quoted(&text), Hours::MOST);
            self.fault(format!("{name} is {text}, but hours a week are from 0 to {most}"), None);
        }
        hours
    }

    /// A share of something, where the cell is not blank: 0 to 100 per cent.
    pub(super) fn percent(&mut self, column: Column) -> Option<Percent> {
        let (number, text) = self.number(column)?;
        let percent = Percent::new(number);
        let (name, text) = (self.name(column), quoted(&text));
        if number < Decimal::whole(0) || number > Decimal::whole(100) {
            self.fault(format!("{name} is {text}, but a percentage is from 0 to 100"), None);
            return None;
        }
        if percent.is_none() {
            self.fault(format!("{name} is {text}, but a percentage has at most two decimal places"), None);
        }
        percent
    }

    /// A date, where the cell is not blank.
    pub(super) fn date(&mut self, column: Column) -> Option<Date> {
        self.day(column, parse_date)
    }

    /// A last day, where the cell is not blank; that of an ISO week is its Sunday.
    pub(super) fn last_day(&mut self, column: Column) -> Option<Date> {
        self.day(column, parse_last_day)
    }

    fn day(&mut self, column: Column, parse: fn(&str) -> Result<Date, NotDate>) -> Option<Date> {
        let text = self.text(column)?;
        let date = parse(&text);
        if let Err(why) = &date {
            let name = self.name(column);
            self.fault(format!("{name} is {}, which is not a date: {}", quoted(&text), why.0), None);
        }
        date.ok()
    }

    /// Minutes a month, where the cell is not blank.
    pub(super) fn minutes(&mut self, column: Column) -> Option<Minutes> {
        let (number, text) = self.number(column)?;
        let minutes = Minutes::new(number);
        if minutes.is_none() {
            let (name, text, most) = (self.name(column), quoted(&text), Minutes::MOST);
            self.fault(format!("{name} is {text}, but minutes a month are from 0 to {most}"), None);
        }
        minutes
    }

    /// A whole number, where the cell is not blank, between minus and plus a million.
    pub(super) fn count(&mut self, column: Column) -> Option<i64> {
        const MOST: i64 = 1_000_000;
        let (number, text) = self.number(column)?;
        let (whole, part) = (number.ten_thousandths() / Decimal::ONE, number.ten_thousandths() % Decimal::ONE);
        let (name, text) = (self.name(column), quoted(&text));
        if part != 0 {
            self.fault(format!("{name} is {text}, but it must be a whole number"), None);
        } else if whole.abs() > MOST {
            self.fault(format!("{name} is {text}, but a count is from -{MOST} to {MOST}"), None);
        } else {
            return Some(whole);
        }
        None
    }

    fn number(&mut self, column: Column) -> Option<(Decimal, Cow<'a, str>)> {
        let text = self.text(column)?;
        let why = match Decimal::parse(&text) {
            Ok(number) => return Some((number, text)),
            Err(NotDecimal::NotANumber) => "is not a number",
            Err(NotDecimal::TooManyPlaces) => "has more than four decimal places",
            Err(NotDecimal::TooLarge) => "is too large",
        };
        let hint = if text.ends_with('%') {
            Some("leave the sign for per cent out".to_owned())
        } else {
            text.contains(',').then(|| "write a decimal point, and no commas".to_owned())
        };
        let (name, text) = (self.name(column), quoted(&text));
        self.fault(format!("{name} is {text}, which {why}"), hint);
        None
    }
}
