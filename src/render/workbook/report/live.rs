//! The formulas of officers and units. They round as the figures of `calc` are rounded, and only there.

use std::ops::Range;

use crate::report::{UnitPosts, Value, Workbook};
use crate::units::{Load, Rounded};

use super::super::cells::{Look, ShownCell};
use super::layout::{AVAILABLE, CAPACITY, CHANGED, CONTRACTED, COUNT, MINUTES, REDUCTION, SECTION, SheetLayout, UNIT};

/// The places of a capacity by which it is told from another: more than changes of a minute need, and fewer than spreadsheets
/// calculate with.
const FINE: u8 = 7;

/// A condition that every number fulfils, also one below 0, and no blank cell.
const IS_NUMBER: &str = "<1E+99";

/// The rows of *Work* that the formulas of a row use.
pub(super) struct Live<'l> {
    pub(super) layout: &'l SheetLayout,
    /// Whether hours by themselves are not known.
    is_recorded: bool,
    /// Its rows; of a unit, those from its first officer to its last.
    rows: Range<usize>,
    /// Of a unit, which of these rows are its own, as a condition for the column of units.
    unit: Option<String>,
    /// The rows of its unallocated work.
    unallocated: Range<usize>,
    /// What its rows come to, as the workbook is made.
    load: Load,
}

impl<'l> Live<'l> {
    /// For the officer at a position among those chosen.
    pub(super) fn officer(book: &Workbook, layout: &'l SheetLayout, officer: usize) -> Self {
        let (rows, load) = (layout.rows(&book.officers[officer]), book.officer_load(officer));
        Self { layout, is_recorded: book.is_recorded, rows, unit: None, unallocated: 0..0, load }
    }

    /// For a unit with these posts. `condition` is what the column of units must fulfil in its rows.
    fn unit(book: &Workbook, layout: &'l SheetLayout, posts: &UnitPosts, condition: String, load: Load) -> Self {
        let (rows, unallocated) = (layout.rows(&posts.officers), layout.rows(&posts.unallocated));
        Self { layout, is_recorded: book.is_recorded, rows, unit: Some(condition), unallocated, load }
    }

    /// For the unit at a position.
    pub(super) fn one_unit(book: &Workbook, layout: &'l SheetLayout, unit: usize) -> Self {
        Self::unit(book, layout, &book.units[unit], (unit + 1).to_string(), book.unit_load(unit))
    }

    /// For everyone chosen. The load stays empty: only figures that hold as at issue, such as the standing, need it, and
    /// this row has none.
    pub(super) fn everyone(book: &Workbook, layout: &'l SheetLayout) -> Self {
        Self::unit(book, layout, &book.everyone, "\">0\"".to_owned(), Load::default())
    }

    /// The formula of a column; `None` where it has none. A figure that no formula works out, such as the standing,
    /// turns blank once a capacity that it rests on changes.
    pub(super) fn formula(&self, key: &str, value: &Value) -> Option<String> {
        let as_at_issue = |is_changed: String| {
            let shown = ShownCell::of(value);
            let value = if shown.look == Look::Text { format!("\"{}\"", shown.text) } else { shown.text };
            (value != "\"\"").then(|| format!("IF({is_changed},\"\",{value})"))
        };
        match key {
            _ if self.rows.is_empty() && self.unallocated.is_empty() => None,
            "weeks_over" | "standing" => as_at_issue(self.is_changed()),
            "over" | "possible" | "excessive" | "no_hours" => as_at_issue(format!("{}>0", self.sum(CHANGED, None))),
            _ => self.figure(key),
        }
    }

    /// Whether the capacity is another than when the workbook was made.
    pub(super) fn is_changed(&self) -> String {
        let part = self.load.part(FINE).as_ref().map_or_else(|| "\"\"".to_owned(), Rounded::to_string);
        format!("{}<>{part}", self.part(FINE))
    }

    /// Work as a part of the available time, to so many places; blank where there is no time.
    fn part(&self, places: u8) -> String {
        let (work, available) = (self.sum(MINUTES, None), self.sum(AVAILABLE, None));
        format!("IF({available}=0,\"\",ROUND({work}/{available},{places}))")
    }

    pub(super) fn figure(&self, key: &str) -> Option<String> {
        let sum = |column| self.sum(column, None);
        let hours = |minutes: String| format!("ROUND({minutes}/{},2)", self.layout.month());
        Some(match key {
            "contracted_hours" | "reduction_hours" if self.is_recorded => return None,
            "cases" => self.sum(COUNT, Some("cases")),
            "contracted_hours" if self.unit.is_some() => format!("ROUND({},2)", sum(CONTRACTED)),
            "contracted_hours" => {
                format!("IF(COUNT({})=0,\"\",ROUND({},2))", cells(CONTRACTED, &self.rows), sum(CONTRACTED))
            }
            "reduction_hours" => format!("ROUND({},2)", sum(REDUCTION)),
            "available_hours" => hours(sum(AVAILABLE)),
            "work_hours" => hours(sum(MINUTES)),
            "capacity_percent" => self.part(3),
            "unallocated_cases" => total(COUNT, Some("cases"), &[(&self.unallocated, None)]),
            "unallocated_work_hours" => hours(total(MINUTES, None, &[(&self.unallocated, None)])),
            "lowest_percent" => self.capacity("MIN")?,
            "highest_percent" => self.capacity("MAX")?,
            _ => return None,
        })
    }

    /// What its rows have in a column, in one section or in all.
    fn sum(&self, column: char, section: Option<&str>) -> String {
        total(column, section, &[(&self.rows, self.unit.as_deref()), (&self.unallocated, None)])
    }

    /// The least or the most capacity of the officers of a unit.
    fn capacity(&self, which: &str) -> Option<String> {
        let unit = self.unit.as_ref().filter(|_| !self.rows.is_empty())?;
        let (units, capacities) = (cells(UNIT, &self.rows), cells(CAPACITY, &self.rows));
        let none = format!("COUNTIFS({units},{unit},{capacities},\"{IS_NUMBER}\")=0");
        Some(format!("IF({none},\"\",_xlfn.{which}IFS({capacities},{units},{unit}))"))
    }
}

fn cells(column: char, rows: &Range<usize>) -> String {
    format!("Work!{column}{}:{column}{}", rows.start, rows.end - 1)
}

/// What rows have in a column, in one section or in all. Of some rows those alone count that fulfil a condition.
fn total(column: char, section: Option<&str>, parts: &[(&Range<usize>, Option<&str>)]) -> String {
    let of_part = |(rows, unit): &(&Range<usize>, Option<&str>)| {
        let section = section.map(|section| format!(",{},\"{section}\"", cells(SECTION, rows)));
        let unit = unit.map(|unit| format!(",{},{unit}", cells(UNIT, rows)));
        let conditions: String = section.into_iter().chain(unit).collect();
        let sum = if conditions.is_empty() { "SUM" } else { "SUMIFS" };
        format!("{sum}({}{conditions})", cells(column, rows))
    };
    let sums: Vec<String> = parts.iter().filter(|(rows, _)| !rows.is_empty()).map(of_part).collect();
    match &*sums {
        [] => "0".to_owned(),
        [sum] => sum.clone(),
        _ => format!("({})", sums.join("+")),
    }
}
