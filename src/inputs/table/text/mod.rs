//! The text of cells: UTF-8, or else Windows-1252.

mod dates;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::fault::{Fault, Messages, Place};

use dates::{WrittenDates, earlier};

/// How the texts and the dates of a file are written.
#[derive(Debug, Default)]
pub(crate) struct Encoding {
    /// The first row with text that was read as Windows-1252.
    windows_1252: Option<Place>,
    /// The first row with text that ends as a character of UTF-8 begins.
    torn: Option<Place>,
    /// The first row with a character that was lost before, which stands as U+FFFD.
    lost: Option<Place>,
    /// Whether there are characters of UTF-8 that ASCII does not have.
    has_utf_8: bool,
    dates: WrittenDates,
}

impl Encoding {
    /// Notes how a cell is written.
    fn note(&mut self, cell: &[u8], place: Place) {
        if cell.is_ascii() {
            return;
        }
        let error = match std::str::from_utf8(cell) {
            Ok(text) => {
                self.has_utf_8 = true;
                let has_lost = text.contains(char::REPLACEMENT_CHARACTER);
                self.lost = earlier(self.lost, Some(place).filter(|_| has_lost));
                return;
            }
            Err(error) => error,
        };
        let (valid, rest) = cell.split_at(error.valid_up_to());
        self.has_utf_8 |= !valid.is_ascii();
        self.windows_1252 = earlier(self.windows_1252, Some(place));
        // A single byte from C2 to DF begins a character of two bytes, most letters with an accent. The bytes above are
        // letters with an accent in Windows-1252, and often end a name there.
        let is_begun = rest.len() > 1 || matches!(rest, [0xc2..=0xdf]);
        if error.error_len().is_none() && is_begun {
            self.torn = earlier(self.torn, Some(place));
        }
    }

    /// Notes the date that a cell of weeks is read as, or one that begins or ends a stretch of time.
    pub(super) fn note_date(&mut self, is_end: bool, text: &str, date: Date, place: Place) {
        self.dates.note(is_end, text, date, place);
    }

    /// Notes how other rows of the same file are written.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.windows_1252 = earlier(self.windows_1252, other.windows_1252);
        self.torn = earlier(self.torn, other.torn);
        self.lost = earlier(self.lost, other.lost);
        self.has_utf_8 |= other.has_utf_8;
        self.dates.extend(&other.dates);
    }

    /// Says which row is not UTF-8, if one is not. In a file of UTF-8, text that ends within a character is a fault: the name
    /// of an officer would be another one.
    pub(crate) fn say(&self, messages: &mut Messages) {
        if let Some(place) = self.torn.filter(|_| self.has_utf_8) {
            let fault = Fault::new(place, "a text ends in the middle of a character");
            messages.faults.add(fault.hint("is the file whole?"));
        } else if let Some(first) = self.windows_1252 {
            messages.notices.add(first, "this is not UTF-8, and is read as Windows-1252");
        }
        if let Some(first) = self.lost {
            let message = "the program that wrote this lost characters, which stand as `\u{fffd}`; names that differ in them alone are one";
            messages.notices.add(first, message);
        }
        self.dates.warn(messages);
    }
}

/// The text of a cell without the white space around it. What is not UTF-8 is read as Windows-1252, which is what
/// Excel writes when it does not write UTF-8. A carriage return alone is a line break: cells of workbooks come with it.
pub(crate) fn trimmed(cell: Cow<'_, [u8]>) -> Cow<'_, str> {
    let text = decoded_and_trimmed(cell);
    if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n").into() } else { text }
}

fn decoded_and_trimmed(cell: Cow<'_, [u8]>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(bytes) => match decoded(bytes) {
            Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
            Cow::Owned(text) => Cow::Owned(trim(&text).to_owned()),
        },
        Cow::Owned(bytes) => Cow::Owned(trim(&decoded(&bytes)).to_owned()),
    }
}

/// As [`trimmed`], noting how the cell is written.
pub(crate) fn trimmed_noting<'a>(cell: Cow<'a, [u8]>, place: Place, encoding: &mut Encoding) -> Cow<'a, str> {
    encoding.note(&cell, place);
    trimmed(cell)
}

fn trim(text: &str) -> &str {
    // Nearly every text has no white space around it.
    let is_trimmed =
        [text.as_bytes().first(), text.as_bytes().last()].iter().flatten().all(|end| end.is_ascii_graphic());
    if is_trimmed { text } else { text.trim() }
}

/// Whether a cell has nothing in it but white space, of which a spreadsheet's no-break space is one.
pub(crate) fn is_blank(cell: &[u8]) -> bool {
    match cell.first() {
        None => true,
        Some(first) if first.is_ascii_graphic() => false,
        Some(_) => decoded(cell).trim().is_empty(),
    }
}

fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}
