//! Keys: the bytes of some cells of a row as one text to look things up by. Rows with the same key say the same in
//! those cells.

use csv::ByteRecord;

use super::columns::{Column, Columns};

/// Some columns of a file, in the order in which they stand in it.
#[derive(Debug)]
pub(super) struct KeyColumns {
    /// Stretches of columns side by side, first and last included. Exports have theirs nearly all in one.
    stretches: Vec<(usize, usize)>,
    /// The same columns as the only ones of a record, for [`KeyColumns::cells`].
    pub(super) alone: Columns,
}

impl KeyColumns {
    pub(super) fn new(of: &[Column], columns: &Columns) -> Self {
        let place = |column: &Column| Some((columns.position(*column)?, *column));
        let mut placed: Vec<(usize, Column)> = of.iter().filter_map(place).collect();
        placed.sort_by_key(|(position, _)| *position);
        let stretches = placed.chunk_by(|(one, _), (next, _)| one + 1 == *next);
        let stretches = stretches.map(|stretch| (stretch[0].0, stretch[stretch.len() - 1].0)).collect();
        let order: Vec<Column> = placed.into_iter().map(|(_, column)| column).collect();
        Self { stretches, alone: columns.only(&order) }
    }

    /// Appends the key of a row: the length of each cell, then the cells.
    pub(super) fn append(&self, record: &ByteRecord, key: &mut Vec<u8>) {
        for cell in self.stretches.iter().flat_map(|(first, last)| *first..=*last) {
            let length = record.range(cell).map_or(0, |range| range.len());
            match u8::try_from(length) {
                Ok(short) if short < LONG => key.push(short),
                _ => {
                    key.push(LONG);
                    key.extend_from_slice(&length.to_le_bytes());
                }
            }
        }
        for (first, last) in &self.stretches {
            if let (Some(first), Some(last)) = (record.range(*first), record.range(*last)) {
                key.extend_from_slice(&record.as_slice()[first.start..last.end]);
            }
        }
    }

    /// The cells of a key, as a record with the columns of [`KeyColumns::alone`].
    pub(super) fn cells(&self, key: &[u8]) -> ByteRecord {
        let (mut rest, mut lengths) = (key, Vec::with_capacity(self.alone.count));
        while let (Some((first, behind)), true) = (rest.split_first(), lengths.len() < self.alone.count) {
            rest = behind;
            if let (LONG, Some((length, behind))) = (*first, rest.split_first_chunk()) {
                lengths.push(usize::from_le_bytes(*length));
                rest = behind;
            } else {
                lengths.push(usize::from(*first));
            }
        }
        let mut cells = ByteRecord::new();
        for length in lengths {
            let (cell, behind) = rest.split_at(length.min(rest.len()));
            cells.push_field(cell);
            rest = behind;
        }
        cells
    }
}

/// In place of a length of so much or more, which follows.
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
        columns.append(&ByteRecord::from(cells.to_vec()), &mut key);
        key
    }

    proptest! {
        #[test]
        fn a_key_gives_its_cells_back(cells in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..600), 5)) {
            let columns = columns(&[Column::Team, Column::Week, Column::Tier, Column::Officer, Column::Due]);
            let again = columns.cells(&key(&columns, &cells));
            let again: Vec<&[u8]> = again.iter().collect();
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
