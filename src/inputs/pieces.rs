//! Pieces of rows: columns side by side, which csv-core splits from where the piece before has ended.

use csv_core::ReadRecordResult;

use super::record::Record;

/// How far a piece goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) columns: usize,
    /// Whether its last cell is the row's.
    pub(super) is_last: bool,
}

/// Pieces are seldom larger; a row with one that is goes the ordinary way.
const LONGEST_PIECE: usize = 1 << 10;
const MOST_COLUMNS: usize = 1 << 6;

/// csv-core, behind a comma.
pub(super) struct PieceSplitter {
    core: csv_core::Reader,
    /// Room for what it writes.
    text: [u8; LONGEST_PIECE],
    ends: [usize; MOST_COLUMNS],
}

impl PieceSplitter {
    pub(super) fn new() -> Self {
        let mut splitter = Self { core: csv_core::Reader::new(), text: [0; LONGEST_PIECE], ends: [0; MOST_COLUMNS] };
        splitter.stand_behind_a_comma();
        splitter
    }

    /// Splits the cells of a piece; how many bytes they are. `None` where they are not those of one piece, in bytes of one line.
    pub(super) fn split(&mut self, rest: &[u8], piece: Extent) -> Option<usize> {
        let ends = self.ends.get_mut(..piece.columns)?;
        let (result, mut length, _, ended) = self.core.read_record(rest, &mut self.text, ends);
        let ends_row = result == ReadRecordResult::Record;
        if ends_row != piece.is_last || ended != piece.columns {
            self.stand_behind_a_comma();
            return None;
        }
        if piece.is_last {
            self.stand_behind_a_comma();
            // Of CRLF it takes the one, and the other with the next row.
            length += usize::from(rest.get(length) == Some(&b'\n'));
        }
        Some(length)
    }

    /// As [`PieceSplitter::split`], with the cells.
    pub(super) fn split_cells(&mut self, rest: &[u8], piece: Extent) -> Option<(usize, Record<'_>)> {
        // It goes on counting the bytes of cells from piece to piece.
        self.stand_behind_a_comma();
        let length = self.split(rest, piece)?;
        let ends = &self.ends[..piece.columns];
        Some((length, Record::new(&self.text[..*ends.last()?], ends)))
    }

    fn stand_behind_a_comma(&mut self) {
        self.core.reset();
        self.core.read_record(b",", &mut [0], &mut [0]);
    }
}
