//! Keys: the bytes of some cells of a row as one text to look things up by. Rows with the same key say the same in
//! those cells.

use super::columns::{Column, Columns};
use super::record::Record;

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
}

#[cfg(test)]
mod tests {
    use super::super::record::KeptRecord;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_differ_exactly_when_cells_do(one in prop::collection::vec("[a,]{0,3}", 4), other in prop::collection::vec("[a,]{0,3}", 4)) {
            let columns = Columns::of(&[Column::Team, Column::Week, Column::Tier, Column::Officer]);
            let columns = KeyColumns::new(&[Column::Officer, Column::Team, Column::Tier], &columns);
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
