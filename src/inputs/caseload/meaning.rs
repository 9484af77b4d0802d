//! What a row of a caseload says, as numbers of a reader.

use crate::fault::{Faulty, Place};

use super::known_rows::index;
use super::whats::Sums;
use super::whos::WhoId;

#[derive(Debug, Clone, Copy)]
pub(crate) struct RowNumbers {
    /// Which row of its batch it is.
    pub(crate) at: usize,
    pub(crate) day: DayId,
    pub(crate) who: WhoId,
    pub(crate) what: WhatId,
    /// What it adds up to.
    pub(super) sums: Sums,
    pub(crate) place: Place,
}

/// The number of a day of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DayId(pub(super) u32);

impl DayId {
    pub(crate) fn index(self) -> usize {
        index(self.0)
    }
}

/// The number of what a row holds, of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WhatId(pub(super) u32);

/// The number of no work at all. A row also has it if a cell that says its work is wrong.
pub(super) const NOTHING: WhatId = WhatId(0);

/// A row with faults, as far as it can be read.
#[derive(Debug)]
pub(super) struct FaultyRow {
    /// Its day; `None` where the date cannot be read.
    pub(super) day: Option<DayId>,
    pub(super) who: WhoId,
    pub(super) faulty: Faulty,
}
