//! What is found in the rows of a file, other than what they add up to. It is collected first and said at the end, so that
//! several threads can read the rows of one file.

use crate::fault::{FILE_DATE, Fault, Faults, Messages, NO_TIER, NOT_AN_OFFICER, Place, TOTALS_ROW, plural};
use crate::inputs::table::{A_FOOTER, Column, Encoding, Totals, Unused};
use crate::model::FAR_DAYS;

use super::layout::{Dating, Layout};
use super::whats::Ignored;

#[derive(Default)]
pub(super) struct Found {
    /// The fault of the first NUL character.
    pub(super) nul: Option<Fault>,
    /// Faults that no single row is to blame for: where rows begin and end is not known, or no weights hold for a week.
    pub(super) stopping: Faults,
    /// Faults of single rows.
    pub(super) faults: Faults,
    pub(super) encoding: Encoding,
    pub(super) ignored: Ignored,
    /// Rows that are not blank, whether sound or not.
    pub(super) row_count: u64,
    pub(super) totals: Totals,
    /// Lines of a footer, without a date.
    pub(super) footers: Totals,
    /// Titles of blocks of rows, each of which names a week.
    pub(super) week_titles: Totals,
    pub(super) unused: Unused,
    /// Whether there are cases, and whether one of them has a tier.
    pub(super) has_cases: bool,
    pub(super) has_tiers: bool,
    /// Rows of flags that have joined another row.
    pub(super) joined: usize,
}

impl Found {
    /// Nothing yet. As many faults are kept as `faults` keeps.
    pub(super) fn none(layout: &Layout, faults: &Faults) -> Self {
        let dated = match layout.dating {
            Dating::OfFile(date) => date,
            Dating::ByRow | Dating::Wrong => None,
        };
        let unused = Unused::of(&layout.columns).in_file_of(dated);
        Self { stopping: faults.none(), faults: faults.none(), unused, ..Self::default() }
    }

    /// Takes in what was found in other rows of the same file.
    pub(super) fn absorb(&mut self, other: Self) {
        let line = |nul: &Option<Fault>| nul.as_ref().map_or(u32::MAX, |nul| nul.place.line);
        if line(&other.nul) < line(&self.nul) {
            self.nul = other.nul;
        }
        self.stopping.absorb(other.stopping);
        self.faults.absorb(other.faults);
        self.encoding.extend(&other.encoding);
        self.ignored += &other.ignored;
        self.row_count += other.row_count;
        self.totals.absorb(other.totals);
        self.footers.absorb(other.footers);
        self.week_titles.absorb(other.week_titles);
        self.unused.absorb(other.unused);
        self.has_cases |= other.has_cases;
        self.has_tiers |= other.has_tiers;
    }

    /// Says all of it in faults, notices and warnings.
    pub(super) fn say(self, layout: &Layout, messages: &mut Messages) {
        /// A file with fewer rows may well have untiered cases alone.
        const MANY: u64 = 20;
        let place = Place::whole(layout.file);
        self.totals.warn(TOTALS_ROW, "a total", messages);
        self.footers.warn(NOT_AN_OFFICER, A_FOOTER, messages);
        self.week_titles.say_titles(messages);
        self.unused.say(&layout.columns, layout.file, messages);
        let has_column = layout.columns.has(Column::Tier);
        if self.has_cases && !self.has_tiers && (!has_column || self.row_count >= MANY) {
            let no = if has_column { "no tier in any row" } else { "no column of tiers" };
            let message = format!("there are cases and {no}, so every case counts as untiered");
            messages.warnings.add(NO_TIER, place, message);
        }
        self.encoding.say(messages);
        messages.faults.extend(self.nul);
        messages.faults.absorb(self.stopping);
        messages.faults_of_rows().absorb(self.faults);
        let Ignored { due_of_cases, hours_of_nobody, status_of_nothing, flags_alone, due_far } = self.ignored;
        if due_far > 0 {
            let rows = plural(due_far, "row has a task that is", "rows have tasks that are");
            let message =
                format!("{rows} due more than {FAR_DAYS} days after the date of the row; is the year mistyped?");
            messages.warnings.add(FILE_DATE, place, message);
        }
        let Messages { faults, notices, .. } = messages;
        if self.row_count == 0 && self.totals.is_empty() {
            faults.add(Fault::new(place, "there are headings but no rows"));
        } else if self.row_count == 0 {
            faults.add(Fault::new(place, "every row is a total, so the file holds no work"));
        }
        let joined = u64::try_from(self.joined).unwrap_or(u64::MAX);
        for (rows, what) in [
            (joined, "rows with a flag that joined another row of their case, and count with it"),
            (flags_alone, "rows with a flag and no column of case ids, so that each is a case of its own"),
            (due_of_cases, "rows with a case and a `due` date, which is for tasks and is not used"),
            (status_of_nothing, "rows with a status but neither a case type nor a task"),
            (hours_of_nobody, "rows with hours but no officer, so the hours are not used"),
        ] {
            if rows > 0 {
                notices.add(place, format!("{what}: {rows}"));
            }
        }
    }
}
