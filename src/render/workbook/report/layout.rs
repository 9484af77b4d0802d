//! Where the values stand that formulas use: the rows of the sheets *Work* and *Weights*.

use std::ops::Range;

use foldhash::HashMap;

use crate::model::Weights;
use crate::report::Workbook;
use crate::units::HoursWay;

/// The first row below the headings, as people see it.
const FIRST: usize = 2;

/// Letters of the columns of *Work* that formulas use.
pub(super) const SECTION: char = 'G';
pub(super) const COUNT: char = 'L';
pub(super) const EXTRA: char = 'M';
pub(super) const MINUTES: char = 'N';
pub(super) const CONTRACTED: char = 'O';
pub(super) const REDUCTION: char = 'P';
pub(super) const AVAILABLE: char = 'Q';
pub(super) const CAPACITY: char = 'R';
pub(super) const CHANGED: char = 'S';
pub(super) const UNIT: char = 'T';

/// The rows of the sheets, with the numbers that people see.
pub(super) struct SheetLayout {
    /// The first row of each post in *Work*, and the one behind them all.
    posts: Vec<usize>,
    /// The rows of *Weights*, by section, key and tier.
    weights: HashMap<(&'static str, String, String), usize>,
    /// The row of what one contracted hour leaves.
    pub(super) an_hour: usize,
}

/// The key of that row.
pub(super) const AN_HOUR: &str = "minutes_of_an_hour";

impl SheetLayout {
    pub(super) fn of(book: &Workbook) -> Self {
        let mut posts = vec![FIRST];
        let mut next = FIRST;
        for post in &book.posts {
            // A row of its hours, and one for each kind.
            next += 1 + if book.is_recorded { 1 } else { post.held.len() };
            posts.push(next);
        }
        let mut weights = HashMap::default();
        let an_hour = FIRST + book.values.iter().take_while(|value| value.section == "hours").count();
        for (position, value) in book.values.iter().enumerate() {
            let row = FIRST + position + usize::from(FIRST + position >= an_hour);
            // Of several values of a key, the first is the one that counts.
            weights.entry((value.section, value.key.to_owned(), value.tier.to_owned())).or_insert(row);
        }
        Self { posts, weights, an_hour }
    }

    /// The rows of the longest sheet, without headings: each officer has a row in *Work*, too.
    pub(super) fn most_rows(&self) -> u32 {
        let rows = self.posts[self.posts.len() - 1] - FIRST;
        u32::try_from(rows).unwrap_or(u32::MAX)
    }

    /// The rows of posts that stand side by side.
    pub(super) fn rows(&self, posts: &Range<usize>) -> Range<usize> {
        self.posts[posts.start]..self.posts[posts.end]
    }

    /// The cell of a value of the weights.
    pub(super) fn value(&self, section: &'static str, key: &str, tier: &str) -> String {
        let row = self.weights.get(&(section, key.to_owned(), tier.to_owned())).copied();
        cell(row.expect("the sheet has every value of the weights"))
    }

    /// The share that counts: the lowest of those of several statuses.
    pub(super) fn share(&self, statuses: &[&str]) -> String {
        let cells: Vec<String> = statuses.iter().map(|status| self.value("status", status, "")).collect();
        if cells.len() == 1 { cells.concat() } else { format!("MIN({})", cells.join(",")) }
    }

    /// The minutes a month of an hour a week.
    pub(super) fn month(&self) -> String {
        format!("(5*{})", self.value("hours", "weeks_per_year", ""))
    }

    /// How many minutes a month one contracted hour a week leaves.
    pub(super) fn an_hour_formula(&self, weights: &Weights) -> String {
        let of = |key| self.value("hours", key, "").replace("Weights!", "");
        match weights.hours.way() {
            HoursWay::Deducted { .. } => format!(
                "5*{weeks}*IF({deductions}=\"together\",1-{one}-{other},(1-{one})*(1-{other}))",
                weeks = of("weeks_per_year"),
                deductions = of("deductions"),
                one = of("non_effective"),
                other = of("non_attributable")
            ),
            HoursWay::Stated { .. } => format!("ROUND({}*60/{},10)", of("available_a_month"), of("full_time")),
        }
    }
}

/// A cell with a value in *Weights*.
pub(super) fn cell(row: usize) -> String {
    format!("Weights!$D${row}")
}
