//! Cells of a sheet that have something in common, as the blocks in which they stand.

/// Cells of a sheet, as blocks. Rows and columns are counted from 0.
#[derive(Debug, Default)]
pub(super) struct Marked(Vec<CellRange>);

/// The first and the last of the rows and of the columns of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellRange {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

impl Marked {
    /// Adds a block. Blocks must come in the order of their rows, then of their columns. Blocks that share a row must
    /// have the same rows.
    pub(super) fn add(&mut self, block: CellRange) {
        self.0.push(block);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn sort(&mut self) {
        self.0.sort_unstable();
    }

    /// Whether a cell is one of them.
    pub(super) fn has(&self, row: u32, column: u32) -> bool {
        self.position(row, column).is_some()
    }

    /// The position of the block that has a cell.
    pub(super) fn position(&self, row: u32, column: u32) -> Option<usize> {
        let is_before = |block: &CellRange| block.rows.1 < row || (block.rows.0 <= row && block.columns.1 < column);
        let position = self.0.partition_point(is_before);
        let block = self.0.get(position).filter(|block| block.rows.0 <= row && block.columns.0 <= column);
        block.map(|_| position)
    }

    /// The first row and column that any of them stands in, and the last ones; `None` where there is none.
    pub(super) fn bounds(&self) -> Option<((u32, u32), (u32, u32))> {
        let first = |of: fn(&CellRange) -> u32| self.0.iter().map(of).min();
        let last = |of: fn(&CellRange) -> u32| self.0.iter().map(of).max();
        let (rows, columns) = (|block: &CellRange| block.rows.0, |block: &CellRange| block.columns.0);
        let end = (last(|block| block.rows.1)?, last(|block| block.columns.1)?);
        Some(((first(rows)?, first(columns)?), end))
    }

    /// The first and the last of the rows of each block that has cells of a column.
    pub(super) fn rows_of(&self, column: u32) -> Vec<(u32, u32)> {
        let has_it = |block: &&CellRange| (block.columns.0..=block.columns.1).contains(&column);
        self.0.iter().filter(has_it).map(|block| block.rows).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_in_the_block_that_has_it_and_nowhere_else() {
        let mut marked = Marked::default();
        for (rows, columns) in [((1, 1), (2, 2)), ((3, 9), (0, 1)), ((3, 9), (4, 4)), ((12, 12), (0, 5))] {
            marked.add(CellRange { rows, columns });
        }
        for row in 0..14 {
            let expected: Vec<u32> = match row {
                1 => vec![2],
                3..=9 => vec![0, 1, 4],
                12 => (0..=5).collect(),
                _ => Vec::new(),
            };
            assert_eq!((0..8).filter(|column| marked.has(row, *column)).collect::<Vec<_>>(), expected, "row {row}");
        }
        assert_eq!(marked.rows_of(1), [(3, 9), (12, 12)]);
    }
}
