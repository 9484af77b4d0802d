//! The text of cells: UTF-8, or else Windows-1252.

use std::borrow::Cow;

use crate::fault::{Notices, Place};

/// Which text of a file was not UTF-8.
#[derive(Debug, Default)]
pub(crate) struct Encoding {
    /// The first row with text that was read as Windows-1252.
    windows_1252: Option<Place>,
}

impl Encoding {
    /// Notes a row with text that was read as Windows-1252.
    fn note(&mut self, place: Place) {
        self.windows_1252 = Some(self.windows_1252.map_or(place, |first| first.min(place)));
    }

    /// Notes what other rows of the same file were.
    pub(crate) fn extend(&mut self, other: &Self) {
        if let Some(place) = other.windows_1252 {
            self.note(place);
        }
    }

    /// Says which row was not UTF-8, if one was not.
    pub(crate) fn say(&self, notices: &mut Notices) {
        if let Some(first) = self.windows_1252 {
            notices.add(first, "this is not UTF-8, and is read as Windows-1252");
        }
    }
}

/// The text of a cell without the white space around it. What is not UTF-8 is read as Windows-1252, which is what
/// Excel writes when it does not write UTF-8.
pub(crate) fn trimmed(cell: Cow<'_, [u8]>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(bytes) => match decoded(bytes) {
            Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
            Cow::Owned(text) => Cow::Owned(trim(&text).to_owned()),
        },
        Cow::Owned(bytes) => Cow::Owned(trim(&decoded(&bytes)).to_owned()),
    }
}

/// As [`trimmed`], noting a row that is not UTF-8.
pub(crate) fn trimmed_noting<'a>(cell: Cow<'a, [u8]>, place: Place, encoding: &mut Encoding) -> Cow<'a, str> {
    if !cell.is_ascii() && std::str::from_utf8(&cell).is_err() {
        encoding.note(place);
    }
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
