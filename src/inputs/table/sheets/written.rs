//! A row of a sheet as a line of CSV.

use std::io::{self, Write};

use crate::inputs::table::cells::{NO_RESULT, NUMBER_OF_ERROR, TOO_LONG, UNTYPED};
use crate::workbook::{SheetRow, Unread};

/// Writes the first columns of a row as a line of CSV. A line break in a cell becomes a carriage return, so that every row is
/// one line; the texts of cells have a line break for it again.
pub(super) fn write_row(row: &SheetRow, width: u32, line: &mut Vec<u8>) -> io::Result<()> {
    let mut column = 0;
    let end = |line: &mut Vec<u8>, column: &mut u32, to: u32| {
        line.extend(std::iter::repeat_n(b',', usize::try_from(to - *column).unwrap_or(0)));
        *column = to;
    };
    let mut unread = row.unread().peekable();
    for (at, text) in row.cells().take_while(|(at, _)| *at < width) {
        end(line, &mut column, at);
        match unread.next_if(|(column, _)| *column == at) {
            Some((_, Unread::NoResult)) => line.extend_from_slice(NO_RESULT),
            Some((_, Unread::TooLong)) => line.extend_from_slice(TOO_LONG),
            Some((_, Unread::Error)) => line.extend_from_slice(NUMBER_OF_ERROR),
            Some((_, Unread::Untyped)) => line.extend_from_slice(UNTYPED),
            None => write_cell(text, line),
        }
    }
    end(line, &mut column, width.max(1) - 1);
    line.write_all(b"\n")
}

fn write_cell(text: &str, line: &mut Vec<u8>) {
    let is_marked = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b'"' | b'\n' | b'\r');
    if !text.bytes().any(|byte| is_marked(&byte)) {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    line.push(b'"');
    for byte in text.replace("\r\n", "\n").bytes() {
        match byte {
            b'\n' => line.push(b'\r'),
            b'"' => line.extend_from_slice(b"\"\""),
            _ => line.push(byte),
        }
    }
    line.push(b'"');
}
