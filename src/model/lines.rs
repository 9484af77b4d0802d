//! The lines that an officer's work is summed from: one for each row of the caseload.

use crate::units::{Minutes, Percent, Week, Work};

/// A row of the caseload that an officer holds, with the time values of its week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The week; `None` in an undated caseload.
    pub(crate) week: Option<Week>,
    pub(crate) what: LineItem,
    /// The case, where the caseload says which.
    pub(crate) case_id: Option<String>,
    pub(crate) count: i64,
    /// The time of one, in full.
    pub(crate) each: Minutes,
    /// The share of it that counts with the status.
    pub(crate) counted: Percent,
    pub(crate) extra: Minutes,
    /// Whether it is a task that is due too late to count.
    pub(crate) is_later: bool,
}

/// What a line counts, by the names that the weights declare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineItem {
    /// A case.
    Case {
        /// Its case type.
        case_type: String,
        /// Its tier.
        tier: String,
        /// Its status.
        status: String,
    },
    /// A task.
    Task {
        /// Its name in the weights.
        task: String,
        /// Its status.
        status: String,
    },
}

impl LineItem {
    /// Whether it is a case.
    pub const fn is_case(&self) -> bool {
        matches!(self, Self::Case { .. })
    }

    /// The name of its status.
    pub fn status(&self) -> &str {
        match self {
            Self::Case { status, .. } | Self::Task { status, .. } => status,
        }
    }
}

impl std::fmt::Display for LineItem {
    /// Case type and tier, or the task, without the status.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Case { case_type, tier, .. } => write!(out, "{case_type} {tier}"),
            Self::Task { task, .. } => out.write_str(task),
        }
    }
}

impl Line {
    /// The work without extra minutes, whether it counts now or later.
    pub fn by_value(&self) -> Work {
        Work::of(self.count, self.each, self.counted)
    }

    /// The work that counts now: none for a task that is due later.
    pub fn work(&self) -> Work {
        if self.is_later { Work::default() } else { self.by_value() + Work::extra(self.extra) }
    }
}
