//! Keys: the bytes of some cells of a row as one text to look things up by. Rows with the same key say the same in
//! those cells.

use super::columns::{Column, Columns};
use super::record::{KeptRecord, Record};

/// Some columns of a file, in the order in which they stand in it.
#[derive(Debug)]
pub(super) struct KeyColumns {
    /// Stretches of columns side by side, first and last included. Exports have theirs nearly all in one.
    stretches: Vec<(usize, usize)>,
    /// The same columns as the only ones of a record, for [`KeyColumns::cells`].
    pub(super) alone: Columns,
    /// The bits that the lengths of short cells take.
    bits: u32,
}

impl KeyColumns {
    pub(super) fn new(of: &[Column], columns: &Columns) -> Self {
        let place = |column: &Column| Some((columns.position(*column)?, *column));
        let mut placed: Vec<(usize, Column)> = of.iter().filter_map(place).collect();
        placed.sort_by_key(|(position, _)| *position);
        let stretches = placed.chunk_by(|(one, _), (next, _)| one + 1 == *next);
        let stretches = stretches.map(|stretch| (stretch[0].0, stretch[stretch.len() - 1].0)).collect();
        let order: Vec<Column> = placed.into_iter().map(|(_, column)| column).collect();
        let bits = u8::BITS * u32::try_from(order.len()).unwrap_or(u32::MAX / u8::BITS);
        Self { stretches, alone: columns.only(&order), bits }
    }

    /// The cells of a row as they stand in it, with their lengths in one number: as good as a key and nothing is copied.
    /// `None` where the columns are not side by side, or there are too many, or a cell is long.
    pub(super) fn borrow<'r>(&self, record: Record<'r>) -> Option<(u64, &'r [u8])> {
        let [(first, last)] = self.stretches[..] else { return None };
        if last - first >= size_of::<u64>() {
            return None;
        }
        let from = if first == 0 { 0 } else { *record.ends().get(first - 1)? };
        let (mut start, mut lengths, mut longest) = (from, 0, 0);
        for end in record.ends().get(first..=last)? {
            let length = end - start;
            lengths = lengths << u8::BITS | u64::try_from(length).unwrap_or(u64::MAX);
            // No less than the longest, and as good as it: a few rows more are taken the long way.
            (longest, start) = (longest | length, *end);
        }
        (longest < usize::from(LONG)).then(|| (lengths, &record.text()[from..start]))
    }

    /// Appends the key of a row: the length of each cell, those of long ones, then the cells.
    pub(super) fn append(&self, record: Record, key: &mut Vec<u8>) {
        // Nearly every row of nearly every file: short cells side by side.
        if let Some((lengths, text)) = self.borrow(record) {
            let (start, count) = (key.len(), self.alone.count);
            // All eight and then fewer: copying a fixed number of bytes is one step.
            key.extend_from_slice(&(lengths << (u64::BITS - self.bits)).to_be_bytes());
            key.truncate(start + count);
            key.extend_from_slice(text);
            return;
        }
        let (mut lengths, mut count) = ([0; Column::COUNT], 0);
        let mut long = Vec::new();
        for (first, last) in &self.stretches {
            let mut start = record.range(*first).map_or(0, |range| range.start);
            for cell in *first..=*last {
                let end = record.range(cell).map_or(start, |range| range.end);
                lengths[count] = u8::try_from(end - start).unwrap_or(LONG);
                if lengths[count] == LONG {
                    long.extend_from_slice(&(end - start).to_le_bytes());
                }
                (start, count) = (end, count + 1);
            }
        }
        key.extend_from_slice(&lengths[..count]);
        key.extend_from_slice(&long);
        for (first, last) in &self.stretches {
            if let (Some(first), Some(last)) = (record.range(*first), record.range(*last)) {
                key.extend_from_slice(&record.text()[first.start..last.end]);
            }
        }
    }

    /// The cells of a key, as a record with the columns of [`KeyColumns::alone`].
    pub(super) fn cells(&self, key: &[u8]) -> KeptRecord {
        let (lengths, mut rest) = key.split_at(self.alone.count.min(key.len()));
        let mut lengths: Vec<usize> = lengths.iter().copied().map(usize::from).collect();
        for length in lengths.iter_mut().filter(|length| **length == usize::from(LONG)) {
            if let Some((long, behind)) = rest.split_first_chunk() {
                *length = usize::from_le_bytes(*long);
                rest = behind;
            }
        }
        let mut cells = KeptRecord::default();
        for length in lengths {
            let (cell, behind) = rest.split_at(length.min(rest.len()));
            cells.push(cell);
            rest = behind;
        }
        cells
    }
}

/// In place of a length of so much or more, which follows behind all others.
const LONG: u8 = u8::MAX;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOME: [Column; 3] = [Column::Officer, Column::Team, Column::Tier];

    fn columns(order: &[Column]) -> KeyColumns {
        KeyColumns::new(&SOME, &Columns::of(order))
    }

    fn key(columns: &KeyColumns, cells: &[Vec<u8>]) -> Vec<u8> {
        let mut key = Vec::new();
        columns.append(cells.iter().collect::<KeptRecord>().get(), &mut key);
        key
    }

    proptest! {
        #[test]
        fn a_key_gives_its_cells_back(cells in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..600), 5)) {
            let columns = columns(&[Column::Team, Column::Week, Column::Tier, Column::Officer, Column::Due]);
            let again = columns.cells(&key(&columns, &cells));
            let again: Vec<&[u8]> = again.get().iter().collect();
            prop_assert_eq!(again, vec![&cells[0][..], &cells[2][..], &cells[3][..]]);
        }

        #[test]
        fn keys_differ_exactly_when_cells_do(one in prop::collection::vec("[a,]{0,3}", 3), other in prop::collection::vec("[a,]{0,3}", 3)) {
            let columns = columns(&SOME);
            let key = |cells: &[String]| key(&columns, &cells.iter().map(|cell| cell.as_bytes().to_vec()).collect::<Vec<_>>());
            prop_assert_eq!(key(&one) == key(&other), one == other);
        }
    }
}
