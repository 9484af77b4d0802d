//! The formulas of officers and units. They round as the figures of `calc` are rounded, and only there.

use std::ops::Range;

use crate::report::{UnitPosts, Value, Workbook};

use super::super::cells::{Look, Shown};
use super::layout::{AVAILABLE, CAPACITY, CONTRACTED, COUNT, Layout, MINUTES, REDUCTION, SECTION};

/// What the formulas of a row are over: its rows in *Work*.
pub(super) struct Live<'l> {
    pub(super) layout: &'l Layout,
    /// Whether it is a unit, whose hours are those that are known.
    is_unit: bool,
    /// Whether hours by themselves are not known.
    is_recorded: bool,
    all: Vec<Range<usize>>,
    unallocated: Vec<Range<usize>>,
}

impl<'l> Live<'l> {
    /// Of an officer with such posts.
    pub(super) fn officer(book: &Workbook, layout: &'l Layout, posts: &[usize]) -> Self {
        let all = posts.chunk_by(|one, next| one + 1 == *next);
        let all = all.map(|posts| layout.rows(&(posts[0]..posts[posts.len() - 1] + 1))).collect();
        Self { layout, is_unit: false, is_recorded: book.is_recorded, all, unallocated: Vec::new() }
    }

    /// Of a unit with such posts.
    pub(super) fn unit(book: &Workbook, layout: &'l Layout, posts: &UnitPosts) -> Self {
        let rows = |posts: &Range<usize>| Some(layout.rows(posts)).filter(|_| !posts.is_empty()).into_iter().collect();
        let (all, unallocated) = (rows(&posts.all), rows(&posts.unallocated));
        Self { layout, is_unit: true, is_recorded: book.is_recorded, all, unallocated }
    }

    /// The formula of a column; `None` where it has none. `capacity` is the cell of capacity, and what that shows.
    pub(super) fn formula(&self, key: &str, value: &Value, capacity: (&str, &Value)) -> Option<String> {
        match key {
            _ if self.all.is_empty() => None,
            "weeks_over" | "standing" | "over" | "possible" | "excessive" | "no_hours" => as_at_issue(value, capacity),
            _ => self.figure(key),
        }
    }

    /// The formula of a figure that is live.
    pub(super) fn figure(&self, key: &str) -> Option<String> {
        let sum = |column| sum(column, &self.all);
        let hours = |minutes: String| format!("ROUND({minutes}/{},2)", self.layout.month());
        let least = |most: &str| {
            let cells = cells(CAPACITY, &self.all);
            format!("IF(COUNT({cells})=0,\"\",{most}({cells}))")
        };
        Some(match key {
            "contracted_hours" | "reduction_hours" if self.is_recorded => return None,
            "cases" => cases(&self.all),
            "contracted_hours" if self.is_unit => format!("ROUND({},2)", sum(CONTRACTED)),
            "contracted_hours" => {
                format!("IF(COUNT({})=0,\"\",ROUND({},2))", cells(CONTRACTED, &self.all), sum(CONTRACTED))
            }
            "reduction_hours" => format!("ROUND({},2)", sum(REDUCTION)),
            "available_hours" => hours(sum(AVAILABLE)),
            "work_hours" => hours(sum(MINUTES)),
            "capacity_percent" => {
                let (work, available) = (sum(MINUTES), sum(AVAILABLE));
                format!("IF({available}=0,\"\",ROUND({work}/{available},3))")
            }
            "unallocated_cases" => cases(&self.unallocated),
            "unallocated_work_hours" => hours(self::sum(MINUTES, &self.unallocated)),
            "lowest_percent" => least("MIN"),
            "highest_percent" => least("MAX"),
            _ => return None,
        })
    }
}

/// Everyone chosen, in one.
pub(super) fn everyone<'l>(book: &Workbook, layout: &'l Layout) -> Live<'l> {
    Live::unit(book, layout, &UnitPosts { all: 0..book.chosen, ..UnitPosts::default() })
}

/// What was so when the workbook was made, and is blank once capacity is another.
fn as_at_issue(value: &Value, (cell, capacity): (&str, &Value)) -> Option<String> {
    let quoted = |shown: Shown| if shown.look == Look::Text { format!("\"{}\"", shown.text) } else { shown.text };
    let value = quoted(Shown::of(value));
    (value != "\"\"").then(|| format!("IF({cell}={},{value},\"\")", quoted(Shown::of(capacity))))
}

/// Cells of a column of *Work*.
fn cells(column: char, rows: &[Range<usize>]) -> String {
    let ranges = rows.iter().map(|rows| format!("Work!{column}{}:{column}{}", rows.start, rows.end - 1));
    ranges.collect::<Vec<_>>().join(",")
}

fn sum(column: char, rows: &[Range<usize>]) -> String {
    if rows.is_empty() { "0".to_owned() } else { format!("SUM({})", cells(column, rows)) }
}

fn cases(rows: &[Range<usize>]) -> String {
    let cases = rows.iter().map(std::slice::from_ref);
    let cases = cases.map(|rows| format!("SUMIF({},\"cases\",{})", cells(SECTION, rows), cells(COUNT, rows)));
    let cases: Vec<String> = cases.collect();
    if cases.is_empty() { "0".to_owned() } else { cases.join("+") }
}
