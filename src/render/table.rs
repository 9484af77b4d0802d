//! A report as a table for people: 80 characters wide, or as wide as the terminal.

use std::borrow::Cow;

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table as Grid, TableStyle,
};

use crate::breach::Standing;
use crate::fault::visible;
use crate::report::{Table, Value};

use super::page::{Page, PagePart};

/// How a table for people is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableLayout {
    /// Characters to a line.
    pub width: u16,
    /// Whether the standing that the rule is about is in colour, beside its word.
    pub has_colour: bool,
}

/// The narrowest readable table; a narrower terminal breaks its lines.
const NARROWEST: u16 = 80;
const RULED: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(' '))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none().junction(' '));
const PLAIN: TableStyle = TableStyle::new().content_lines(ContentLineStyle::none().junction(' '));
/// Spaces between columns, in addition to the one that is always there.
const CLOSE: u16 = 0;
const ROOMY: u16 = 1;
const RED: &str = "\u{1b}[1;31m";
const PLAIN_AGAIN: &str = "\u{1b}[0m";

pub(super) fn render(report: &impl Page, layout: TableLayout) -> String {
    let width = layout.width.max(NARROWEST);
    let mut text = heading(&report.heading(), width);
    for part in report.parts() {
        text.push('\n');
        text.push_str(&match part {
            PagePart::Table(table) => rows(table, width, layout.has_colour),
            PagePart::Nothing(words) => format!("{words}\n"),
            PagePart::Lines(lines) => below(&lines, width),
        });
    }
    text
}

fn rows(table: &Table, width: u16, has_colour: bool) -> String {
    let table = &table.kept();
    let wide = grid(table, &table.telling(|_| true), u16::MAX, ROOMY);
    if fits(&wide, width) {
        return finished(&wide, has_colour);
    }
    finished(&grid(table, &still_fitting(table, width), width, CLOSE), has_colour)
}

fn fits(grid: &Grid, width: u16) -> bool {
    grid.lines().next().is_none_or(|line| line.chars().count() <= usize::from(width))
}

/// The narrow columns, with the columns of names and teams where they fit without breaks.
fn still_fitting(table: &Table, width: u16) -> Vec<usize> {
    let mut added: Vec<&str> = Vec::new();
    let with = |added: &[&str]| table.telling(|column| column.in_narrow || added.contains(&column.key));
    for extra in ["name", "team"] {
        added.push(extra);
        if !fits(&grid(table, &with(&added), u16::MAX, CLOSE), width) {
            added.pop();
        }
    }
    with(&added)
}

fn grid(table: &Table, positions: &[usize], width: u16, gap: u16) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(RULED).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    grid.set_header(positions.iter().map(|position| table.columns[*position].heading.replace(' ', "\n")));
    for row in table.rows() {
        grid.add_row(positions.iter().map(|position| cell(&row[*position])));
    }
    for (index, position) in positions.iter().enumerate() {
        let column = grid.column_mut(index).expect("it has as many columns as positions");
        column.set_padding((0, gap));
        if table.is_text(*position) {
            continue;
        }
        column.set_cell_alignment(CellAlignment::Right);
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    let last = positions.len() - 1;
    grid.column_mut(last).expect("it has as many columns as positions").set_constraint(ColumnConstraint::ContentWidth);
    grid
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Blank => Cell::new("-"),
        Value::Percent(percent) => Cell::new(format!("{percent}%")),
        other => Cell::new(visible(&other.to_string())),
    }
}

fn finished(grid: &Grid, has_colour: bool) -> String {
    let coloured = |line: String| {
        // Words of a heading that stay together have a no-break space between them.
        let line = line.trim_end().replace('\u{a0}', " ");
        match line.strip_suffix(Standing::Excessive.word()) {
            Some(rest) if has_colour => format!("{rest}{RED}{}{PLAIN_AGAIN}\n", Standing::Excessive.word()),
            _ => format!("{line}\n"),
        }
    };
    grid.lines().map(coloured).collect()
}

/// The line above, broken only where names are too long for one line.
fn heading(line: &str, width: u16) -> String {
    let mut grid = Grid::new();
    grid.load_style(PLAIN).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    grid.add_row([visible(line)]);
    grid.column_mut(0).expect("it has one column").set_padding((0, 0));
    finished(&grid, false)
}

fn below(lines: &[(&'static str, String)], width: u16) -> String {
    let mut grid = Grid::new();
    grid.load_style(PLAIN).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    for (label, text) in lines {
        grid.add_row([Cow::Borrowed(*label), visible(text)]);
    }
    for column in grid.column_iter_mut() {
        column.set_padding((0, 0));
    }
    grid.column_mut(0).expect("it has two columns").set_padding((0, 1)).set_constraint(ColumnConstraint::ContentWidth);
    finished(&grid, false)
}
