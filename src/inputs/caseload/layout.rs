//! The layout of a caseload file: where its rows say the week, who and what.

use jiff::civil::Date;

use crate::fault::{Fault, FileId, Messages, Place};
use crate::inputs::table::{
    Cells, Column, Columns, Row, WHAT, WHO, first_filled, has_total, may_say_nothing, says_nothing,
};
use crate::model::{DatedWeights, WeightsId};
use crate::units::Week;

/// A date of the file with its week, and the weights that it is worked out with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Day {
    pub(crate) date: Option<Date>,
    pub(crate) week: Option<Week>,
    pub(crate) weights: WeightsId,
}

/// Where the dates of rows come from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Dating {
    /// Each row says its own.
    ByRow,
    /// All rows have this one; `None` in an undated caseload.
    OfFile(Option<Date>),
    /// The date of the file is wrong, and a fault says so.
    Wrong,
}

/// A file to be read: what is the same for all its rows.
pub(crate) struct Layout<'a> {
    pub(crate) file: FileId,
    pub(crate) weights: &'a DatedWeights,
    pub(crate) columns: Columns,
    pub(super) week: ColumnRanges,
    pub(super) who: ColumnRanges,
    pub(super) what: ColumnRanges,
    /// The first column that says neither the week nor who nor what.
    pub(super) first_other: Option<usize>,
    pub(super) dating: Dating,
    /// Whether rows of flags join the rows of their cases, as in the export whose statuses are types of rows.
    pub(crate) joins_flags: bool,
}

impl<'a> Layout<'a> {
    /// `dating` is where the dates come from. Adds a fault where no weights hold for the date of the file.
    pub(super) fn new(
        file: FileId,
        dating: Dating,
        weights: &'a DatedWeights,
        columns: Columns,
        messages: &mut Messages,
    ) -> Self {
        let is_wrong = match dating {
            Dating::OfFile(date) => weights_of(date, weights, Place::whole(file)).err(),
            Dating::ByRow | Dating::Wrong => None,
        };
        let dating = if is_wrong.is_some() { Dating::Wrong } else { dating };
        messages.faults.extend(is_wrong);
        let (week, who, what) = (
            ColumnRanges::of(&[Column::Week], &columns),
            ColumnRanges::of(&WHO.concat(), &columns),
            ColumnRanges::of(&WHAT, &columns),
        );
        let says = |position: usize| [&week, &who, &what].iter().any(|ranges| ranges.have(position));
        let first_other = (0..columns.count).find(|position| !says(*position));
        let joins_flags = columns.is_row_type() && columns.has(Column::CaseId);
        Self { file, weights, columns, week, who, what, first_other, dating, joins_flags }
    }

    /// Whether a row names its case by a word that says that nothing is known, such as `NULL`, or by a text that is too long.
    #[inline]
    pub(super) fn has_faulty_case(&self, row: Row) -> bool {
        let position = self.columns.position(Column::CaseId).filter(|position| *position < row.len());
        let Some(cell) = position.map(|position| row.span(position, position)) else { return false };
        // Nearly every id is told by its first byte.
        let may_be_word = cell.first().copied().is_some_and(may_say_nothing);
        cell.len() > Cells::LONGEST || may_be_word && says_nothing(&self.columns.text(row, Column::CaseId))
    }

    /// Whether a cell outside the week, who and what may make a row a total. Only a row whose three are known needs it.
    #[inline]
    pub(super) fn may_be_total(&self, row: Row) -> bool {
        let Some(other) = self.first_other else { return false };
        // Nearly every row has a text in its first cell beside the date, which one byte tells.
        let first = usize::from(self.columns.position(Column::Week) == Some(0));
        let is_plain = || matches!(row.span(first, first), [b'!' | b'#'..=b'~', ..]);
        if first < other.min(row.len()) && is_plain() {
            return false;
        }
        first_filled(row, &self.columns).is_some_and(|first| first >= other) && has_total(row)
    }
}

/// Some columns of a file, as ranges of columns side by side.
#[derive(Debug)]
pub(super) struct ColumnRanges(Vec<(usize, usize)>);

impl ColumnRanges {
    fn of(wanted: &[Column], columns: &Columns) -> Self {
        let mut positions: Vec<usize> = wanted.iter().filter_map(|column| columns.position(*column)).collect();
        positions.sort_unstable();
        let ranges = positions.chunk_by(|one, next| one + 1 == *next);
        Self(ranges.map(|range| (range[0], range[range.len() - 1])).collect())
    }

    fn have(&self, position: usize) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&position))
    }

    /// The bytes of the columns, to look a row up by: where they are equal, so are the cells. This is true only of rows
    /// that were split by their marks. Where the columns do not stand side by side, their bytes are joined in the buffer.
    #[inline]
    pub(super) fn bytes<'k>(&self, row: Row<'k>, buffer: &'k mut Vec<u8>) -> &'k [u8] {
        match self.0[..] {
            [] => &[],
            [(first, last)] => row.span(first, last),
            _ => self.joined(row, buffer),
        }
    }

    fn joined<'k>(&self, row: Row, buffer: &'k mut Vec<u8>) -> &'k [u8] {
        buffer.clear();
        for (first, last) in &self.0 {
            buffer.extend_from_slice(row.span(*first, *last));
            buffer.push(b'\n');
        }
        buffer
    }
}

pub(super) fn weights_of(date: Option<Date>, weights: &DatedWeights, place: Place) -> Result<WeightsId, Fault> {
    match date {
        None if weights.of_files().len() > 1 => {
            let message = "the caseload has no date, and there are several weights files";
            Err(Fault::new(place, message).hint("give the week with --week"))
        }
        None => Ok(weights.latest()),
        Some(date) => weights.for_week(Week::of(date)).ok_or_else(|| before_all_weights(date, weights, place)),
    }
}

/// The fault of a date that no weights hold for.
pub(crate) fn before_all_weights(date: Date, weights: &DatedWeights, place: Place) -> Fault {
    let (week, first) = (Week::of(date), weights.first_week());
    let message = format!("the week {week} is before {first}, the first that the weights hold for");
    Fault::new(place, message).hint("give an earlier weights file too, with --weights")
}
