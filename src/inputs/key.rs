//! Keys: the bytes of some cells of a row as one text to look things up by. Rows with the same key say the same in
//! those cells.

use super::columns::{Column, Columns};
use super::record::{KeptRecord, Record};

/// Some columns of a file, in the order in which they stand in it.
#[derive(Debug)]
pub(super) struct KeyColumns {
    positions: Vec<usize>,
}

impl KeyColumns {
    pub(super) fn new(of: &[Column], columns: &Columns) -> Self {
        let mut positions: Vec<usize> = of.iter().filter_map(|column| columns.position(*column)).collect();
        positions.sort_unstable();
        Self { positions }
    }

    /// Makes the key of a row in place of another: the length of each cell, then the cells.
    pub(super) fn make(&self, record: Record, key: &mut Vec<u8>) {
        key.clear();
        let cells = || self.positions.iter().map(|position| record.get(*position).unwrap_or_default());
        for cell in cells() {
            key.extend_from_slice(&cell.len().to_le_bytes());
        }
        cells().for_each(|cell| key.extend_from_slice(cell));
    }

    /// Takes a key apart into the cells it was made of, in place of others.
    pub(super) fn split(&self, key: &[u8], cells: &mut KeptRecord) {
        cells.clear();
        let (lengths, _) = key.as_chunks();
        let lengths = &lengths[..self.positions.len()];
        let mut start = size_of_val(lengths);
        for length in lengths {
            let end = start + usize::from_le_bytes(*length);
            cells.push(&key[start..end]);
            start = end;
        }
    }

    /// The columns, as those of rows that have no other cells.
    pub(super) fn alone(&self, columns: &Columns) -> Columns {
        columns.only(&self.positions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Column; 4] = [Column::Team, Column::Week, Column::Tier, Column::Officer];
    const KEPT: [Column; 3] = [Column::Officer, Column::Team, Column::Tier];

    proptest! {
        #[test]
        fn a_key_comes_apart_into_its_cells(cells in prop::collection::vec("[a,]{0,3}", 4), other in "[a,]{0,3}") {
            let all = Columns::of(&ALL);
            let columns = KeyColumns::new(&KEPT, &all);
            let row: KeptRecord = cells.iter().collect();
            let (mut key, mut split) = (Vec::new(), KeptRecord::default());
            split.push(other.as_bytes());
            columns.make(row.get(), &mut key);
            columns.split(&key, &mut split);
            let alone = columns.alone(&all);
            for column in KEPT {
                let cell = |columns: &Columns, cells: &KeptRecord| {
                    cells.get().get(columns.position(column).expect("kept")).map(<[u8]>::to_vec)
                };
                prop_assert_eq!(cell(&all, &row), cell(&alone, &split));
            }
            prop_assert_eq!((alone.count, alone.has(Column::Week)), (split.get().len(), false));
        }

        #[test]
        fn keys_differ_exactly_when_cells_do(one in prop::collection::vec("[a,]{0,3}", 4), other in prop::collection::vec("[a,]{0,3}", 4)) {
            let columns = KeyColumns::new(&KEPT, &Columns::of(&ALL));
            let key = |cells: &[String]| {
                let mut key = Vec::new();
                columns.make(cells.iter().collect::<KeptRecord>().get(), &mut key);
                key
            };
            let same = one.iter().zip(&other).enumerate().all(|(position, (one, other))| position == 1 || one == other);
            prop_assert_eq!(key(&one) == key(&other), same);
        }
    }
}
