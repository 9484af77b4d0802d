//! A report as a table for people: 80 characters wide, or as wide as the terminal.

use std::borrow::Cow;

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table as Grid, TableStyle,
    Width,
};
use textwrap::core::display_width;

use crate::breach::Standing;
use crate::fault::visible;
use crate::report::{CellKind, LATE, Labelled, ReportColumn, Table, Value, VisibleColumn, parts};

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
const NARROWEST: u16 = 40;
const RULED: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(' '))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none().junction(' '));
const PLAIN: TableStyle = TableStyle::new().content_lines(ContentLineStyle::none().junction(' '));
/// Spaces between columns, in addition to the one that is always there.
const CLOSE: u16 = 0;
const ROOMY: u16 = 1;
/// What stands between words of a heading that stay together.
const NO_BREAK: char = '\u{a0}';
const RED: &str = "\u{1b}[1;31m";
const PLAIN_AGAIN: &str = "\u{1b}[0m";

pub(super) fn render(report: &impl Page, layout: TableLayout) -> String {
    let width = layout.width.max(NARROWEST);
    let mut text = heading(&report.heading(), width);
    let mut explained = Vec::new();
    for part in report.parts() {
        text.push('\n');
        text.push_str(&match part {
            PagePart::Table(table) => rows(table, fitting(table, width), layout.has_colour),
            PagePart::ForPeople(table, words) => {
                let fitting = fitting(&table, width);
                explained = words;
                explained.retain(|(label, _)| is_there(label, &table, &fitting.0));
                rows(&table, fitting, layout.has_colour)
            }
            PagePart::Nothing(words) => format!("{words}\n"),
            PagePart::Lines(lines) => below(&[std::mem::take(&mut explained), lines].concat(), width),
        });
    }
    text
}

/// Whether a line below a table is about a column that is there, or about no column.
fn is_there(label: &str, table: &Table, columns: &[VisibleColumn]) -> bool {
    let is_it = |column: &ReportColumn| column.heading == label;
    columns.iter().any(|column| is_it(&table.columns[column.position])) || !table.columns.iter().any(is_it)
}

/// The rows in the columns that fit. The widths of the columns are known, so that rows can be laid out some at a time: a grid of all
/// would take much memory.
fn rows(table: &Table, (columns, gap): (Vec<VisibleColumn>, u16), has_colour: bool) -> String {
    const AT_A_TIME: usize = 1000;
    let mut text = finished(&grid(table, &columns, gap, &[], true), has_colour);
    let mut some: Vec<Vec<Cell>> = Vec::new();
    table.each(|row| {
        some.push(columns.iter().map(|column| Cell::new(parted(shown(&row[column.position]), column))).collect());
        if some.len() == AT_A_TIME {
            text.push_str(&finished(&grid(table, &columns, gap, &some, false), has_colour));
            some.clear();
        }
    });
    if !some.is_empty() {
        text.push_str(&finished(&grid(table, &columns, gap, &some, false), has_colour));
    }
    text
}

/// The columns that fit, each with the width that it gets, and the spaces between them in addition to the one that is always
/// there. Where there is no room for all, columns in which every cell is the same go first, then the others as they say. Only
/// where nothing else helps is a word broken.
fn fitting(table: &Table, width: u16) -> (Vec<VisibleColumn>, u16) {
    /// A text may be as wide as this before a column goes for it, or as its longest word, if that is not too long; and as
    /// narrow as this when all is gone that can go.
    const WIDE_TEXT: usize = 20;
    const LONG_WORD: usize = 30;
    const NARROW_TEXT: usize = 8;
    let width = usize::from(width);
    let mut columns = table.told(shown);
    for column in &mut columns {
        let heading = table.columns[column.position].heading;
        column.width = heading.split(' ').map(display_width).fold(column.width, usize::max);
        let word = heading.split([' ', NO_BREAK]).map(display_width).fold(0, usize::max);
        (column.word, column.part) = (column.word.max(word), column.part.max(word));
        column.natural = column.width;
    }
    if let Some(gap) = [ROOMY, CLOSE].into_iter().find(|gap| room(&columns, *gap) <= width) {
        return (columns, gap);
    }
    let is_text = |column: &VisibleColumn| column.kind == CellKind::Texts;
    for column in columns.iter_mut().filter(|column| is_text(column)) {
        column.width = column.width.min(column.word.clamp(WIDE_TEXT, LONG_WORD));
    }
    let leave = |columns: &mut Vec<VisibleColumn>, are_early: bool| {
        while room(columns, CLOSE) > width {
            let leaves = |column: &VisibleColumn| table.columns[column.position].leaves;
            let is_early = |column: &VisibleColumn| leaves(column) < LATE || !column.says_anything;
            let can_leave = |column: &VisibleColumn| leaves(column) > 0 && is_early(column) == are_early;
            let candidates = columns.iter().enumerate().filter(|(_, column)| can_leave(column));
            let Some(at) = candidates.min_by_key(|(_, column)| (column.differs, leaves(column))).map(|(at, _)| at)
            else {
                break;
            };
            columns.remove(at);
        }
    };
    leave(&mut columns, true);
    narrow(&mut columns, width, |column| if is_text(column) { column.word } else { column.width });
    narrow(&mut columns, width, |column| column.word);
    narrow(&mut columns, width, |column| if is_text(column) { column.part.max(NARROW_TEXT) } else { column.width });
    leave(&mut columns, false);
    narrow(&mut columns, width, |column| if is_text(column) { NARROW_TEXT } else { column.width });
    for at in 0..columns.len() {
        let left = width.saturating_sub(room(&columns, CLOSE));
        columns[at].width = columns[at].natural.min(columns[at].width + left);
    }
    (columns, CLOSE)
}

/// The characters that columns take, with the spaces between them. The rule under the headings goes on under the space behind
/// the last column.
fn room(columns: &[VisibleColumn], gap: u16) -> usize {
    let gap = usize::from(gap);
    columns.iter().map(|column| column.width).sum::<usize>() + (1 + gap) * columns.len().saturating_sub(1) + gap
}

/// Takes from the widest columns what they have above the least that they need, until all fit.
fn narrow(columns: &mut [VisibleColumn], width: usize, least: impl Fn(&VisibleColumn) -> usize) {
    while room(columns, CLOSE) > width {
        let wider = columns.iter_mut().filter(|column| column.width > least(column));
        let Some(widest) = wider.max_by_key(|column| column.width) else { break };
        widest.width -= 1;
    }
}

/// Rows, or the headings, laid out.
fn grid(table: &Table, columns: &[VisibleColumn], gap: u16, rows: &[Vec<Cell>], is_heading: bool) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(if is_heading { RULED } else { PLAIN }).set_content_arrangement(ContentArrangement::Dynamic);
    let width = |column: &VisibleColumn| u16::try_from(column.width).unwrap_or(u16::MAX - gap) + gap;
    grid.set_width(
        columns
            .iter()
            .map(width)
            .fold(0, u16::saturating_add)
            .saturating_add(u16::try_from(columns.len()).unwrap_or(0)),
    );
    if is_heading {
        grid.set_header(columns.iter().map(|column| {
            let words = table.columns[column.position].heading.split(' ');
            // Words that stay together are parted where there is no room for them.
            let parted =
                |word: &str| if display_width(word) > column.width { word.replace(NO_BREAK, " ") } else { word.into() };
            words.map(parted).collect::<Vec<String>>().join("\n")
        }));
    }
    grid.add_rows(rows.iter().cloned());
    for (index, told) in columns.iter().enumerate() {
        let column = grid.column_mut(index).expect("it has as many columns as are told");
        column.set_padding((0, gap)).set_constraint(ColumnConstraint::Absolute(Width::Fixed(width(told))));
        if told.kind == CellKind::Figures {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    grid
}

fn shown(value: &Value) -> String {
    match value {
        Value::Blank => "-".to_owned(),
        Value::Percent(percent) => format!("{percent}%"),
        other => visible(&other.to_string()).into_owned(),
    }
}

/// The text of a cell, with line breaks between the parts of words that are wider than the column.
fn parted(text: String, column: &VisibleColumn) -> String {
    if column.word <= column.width || column.kind != CellKind::Texts {
        return text;
    }
    let words = text.split(' ').map(|word| {
        let (mut lines, mut last) = (String::new(), 0);
        let is_wide = display_width(word) > column.width;
        for part in parts(word) {
            let more = display_width(part);
            if is_wide && last > 0 && last + more > column.width {
                lines.push('\n');
                last = 0;
            }
            lines.push_str(part);
            last += more;
        }
        lines
    });
    words.collect::<Vec<_>>().join(" ")
}

fn finished(grid: &Grid, has_colour: bool) -> String {
    let coloured = |line: String| {
        let line = line.trim_end().replace(NO_BREAK, " ");
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

fn below(lines: &[Labelled], width: u16) -> String {
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
