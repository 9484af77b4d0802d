//! Warnings: signs in the data that a figure may be wrong.

use std::collections::BTreeMap;

use super::place::{Files, Place};
use super::unnamed::{Unnamed, said};
use super::words::visible;

macro_rules! warnings {
    ($($name:ident = $check:literal,)+) => {
        $(pub(crate) const $name: &str = $check;)+

        /// The names of all kinds, in the order in which they are said.
        pub(crate) const WARNINGS: &[&str] = &[$($name),+];
    };
}

// Each kind of warning has the name of the check that gives it. Those that may change most come first.
warnings! {
    FAR_WEEK = "far-week",
    THIN_WEEK = "thin-week",
    FILE_DATE = "file-date",
    TWO_SNAPSHOTS = "two-snapshots",
    LOOK_ALIKE = "look-alike",
    MERGED_CELLS = "merged-cells",
    TOTALS_ROW = "totals-row",
    NOT_AN_OFFICER = "not-an-officer",
    DUPLICATE_CASE = "duplicate-case",
    NO_TIER = "no-tier",
    UNUSED_COLUMN = "unused-column",
    RENAMED_UNIT = "renamed-unit",
    MOVED_REDUCTION = "moved-reduction",
    SAME_VERSION = "same-version",
    WEIGHTS_CHANGE = "weights-change",
}

/// What a warning is about, as the files spell it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An officer, by code.
    Officer(String),
    /// A team, PDU or region.
    Unit(String),
    /// A column, by its heading.
    Column(String),
}

impl Subject {
    pub fn text(&self) -> &str {
        match self {
            Self::Officer(text) | Self::Unit(text) | Self::Column(text) => text,
        }
    }
}

/// A sign in the data that a figure may be wrong. The figure stands, and the warning stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The name of the check that gives it.
    pub check: &'static str,
    pub place: Place,
    pub message: String,
    /// What it is about, other than its file.
    pub subjects: Vec<Subject>,
}

#[derive(Debug, Default)]
pub struct Warnings(Vec<Warning>);

impl Warnings {
    /// Adds a warning of a file as a whole.
    pub fn add(&mut self, check: &'static str, place: Place, message: impl Into<String>) {
        self.add_of(check, place, Vec::new(), message);
    }

    /// Adds a warning of officers, units or columns.
    pub fn add_of(
        &mut self,
        check: &'static str,
        place: Place,
        subjects: impl IntoIterator<Item = Subject>,
        message: impl Into<String>,
    ) {
        self.0.push(Warning { check, place, message: message.into(), subjects: subjects.into_iter().collect() });
    }

    pub fn retain(&mut self, is_kept: impl FnMut(&Warning) -> bool) {
        self.0.retain(is_kept);
    }

    /// Puts them in the order of their kinds and of the files. The order of the rows of a file changes nothing.
    pub fn sort(&mut self) {
        let kind = |warning: &Warning| WARNINGS.iter().position(|name| *name == warning.check);
        self.0.sort_by_cached_key(|warning| (kind(warning), warning.place.file, said(&warning.message, None)));
    }

    pub fn iter(&self) -> impl Iterator<Item = &Warning> {
        self.0.iter()
    }

    /// The text for standard error: a line for each, and a count of a kind of which there are many.
    pub fn text(&self, files: &Files, unnamed: Option<&Unnamed>) -> String {
        const SHOWN: usize = 20;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut text = String::new();
        for Warning { check, place, message, .. } in &self.0 {
            let count = counts.entry(check).or_default();
            *count += 1;
            if *count <= SHOWN {
                let line = format!("{}: warning: {} ({check})", files.at(*place), said(message, unnamed));
                text.push_str(&visible(&line));
                text.push('\n');
            }
        }
        for (check, count) in counts.into_iter().filter(|(_, count)| *count > SHOWN) {
            text.push_str(&format!("warning: and {} more of {check}\n", count - SHOWN));
        }
        text
    }
}
