//! The sheet *Work*: what each post holds by kind, with its hours: those of one officer side by side, then unallocated work.

use rust_xlsxwriter::XlsxError;

use crate::report::{KindHeld, PostHeld, Workbook};
use crate::units::Hours;

use super::super::cells::{Look, Sheet, ShownCell};
use super::layout::{CONTRACTED, COUNT, EXTRA, REDUCTION, SheetLayout, cell};
use super::live::Live;
use super::tables::{CAPACITY, looking};

/// The columns with their widths.
const COLUMNS: [(&str, u16); 20] = [
    ("officer", 14),
    ("name", 20),
    ("region", 14),
    ("pdu", 14),
    ("team", 16),
    ("grade", 8),
    ("section", 9),
    ("key", 22),
    ("tier", 10),
    ("status", 22),
    ("due", 7),
    ("count", 8),
    ("extra_minutes", 9),
    ("minutes", 12),
    ("contracted_hours", 11),
    ("reduction_hours", 10),
    ("available_minutes", 11),
    ("capacity_percent", 10),
    ("changed", 8),
    ("unit", 6),
];

pub(super) fn write(sheet: &mut Sheet, book: &Workbook, layout: &SheetLayout) -> Result<(), XlsxError> {
    sheet.headings(COLUMNS, 2)?;
    for post in &book.posts {
        let unit = post.unit.map(|unit| (unit + 1).to_string()).unwrap_or_default();
        let unit = ShownCell::number(&unit, Look::Plain);
        whose(sheet, post)?;
        hours(sheet, book, layout, post)?;
        let live = post.officer.map(|officer| Live::officer(book, layout, officer));
        if let Some((live, formula)) = live.and_then(|live| live.figure(CAPACITY).map(|formula| (live, formula))) {
            sheet.formula(&formula, &looking(CAPACITY, &post.capacity))?;
            sheet.formula(&format!("IF({},1,0)", live.is_changed()), &ShownCell::number(&0, Look::Plain))?;
        }
        end(sheet, &unit)?;
        if book.is_recorded {
            whose(sheet, post)?;
            recorded(sheet, post)?;
            end(sheet, &unit)?;
        }
        for held in &post.held {
            whose(sheet, post)?;
            kind(sheet, book, layout, held)?;
            end(sheet, &unit)?;
        }
    }
    sheet.in_order(COLUMNS.len())
}

/// Ends a row with its unit, by which formulas of units find it.
fn end(sheet: &mut Sheet, unit: &ShownCell) -> Result<(), XlsxError> {
    sheet.go_to(COLUMNS.len() - 1);
    sheet.cell(unit)?;
    sheet.end_row();
    Ok(())
}

fn whose(sheet: &mut Sheet, post: &PostHeld) -> Result<(), XlsxError> {
    let whose = &post.whose;
    let [region, pdu, team] = whose.units;
    let code = if post.officer.is_none() { "(unallocated)" } else { whose.code };
    [code, whose.name, region, pdu, team, whose.grade]
        .into_iter()
        .try_for_each(|text| sheet.cell(&ShownCell::text(text)))
}

/// The hours of a post, and what they leave.
fn hours(sheet: &mut Sheet, book: &Workbook, layout: &SheetLayout, post: &PostHeld) -> Result<(), XlsxError> {
    sheet.cell(&ShownCell::text("hours"))?;
    (0..7).for_each(|_| sheet.blank());
    let available = ShownCell::number(&post.post.available, Look::Places);
    if post.officer.is_none() || book.is_recorded {
        (0..2).for_each(|_| sheet.blank());
        return if post.officer.is_some() { sheet.input(&available) } else { Ok(()) };
    }
    let contracted = post.post.contracted.as_ref().map(Hours::to_string);
    sheet.input(&ShownCell::number(&contracted.unwrap_or_default(), Look::Places))?;
    sheet.input(&ShownCell::number(&post.post.taken_off(), Look::Places))?;
    let row = sheet.number();
    sheet.formula(&format!("MAX(0,{CONTRACTED}{row}-{REDUCTION}{row})*{}", cell(layout.an_hour)), &available)
}

fn kind(sheet: &mut Sheet, book: &Workbook, layout: &SheetLayout, held: &KindHeld) -> Result<(), XlsxError> {
    let weights = book.weights;
    let [case_type, tier, _, task] = weights.names_of(&held.kind);
    let statuses: Vec<&str> = held.statuses.iter().map(|status| weights.statuses.name(*status)).collect();
    let (section, key) = if task.is_empty() { ("cases", case_type) } else { ("tasks", task) };
    let due = if held.is_later { "later" } else { "" };
    [section, key, tier, &statuses.join(" + "), due]
        .into_iter()
        .try_for_each(|text| sheet.cell(&ShownCell::text(text)))?;
    sheet.input(&ShownCell::number(&held.count, Look::Plain))?;
    let extra = if held.extra.is_nothing() { String::new() } else { held.extra.to_string() };
    sheet.input(&ShownCell::number(&extra, Look::Places))?;
    let minutes = ShownCell::number(&held.work, Look::Places);
    if held.is_later {
        return sheet.cell(&minutes);
    }
    let (each, share, row) = (layout.value(section, key, tier), layout.share(&statuses), sheet.number());
    sheet.formula(&format!("{COUNT}{row}*{each}*{share}+{EXTRA}{row}"), &minutes)
}

/// All work of a post of a history, which does not know it by kind.
fn recorded(sheet: &mut Sheet, post: &PostHeld) -> Result<(), XlsxError> {
    sheet.cell(&ShownCell::text("cases"))?;
    (0..4).for_each(|_| sheet.blank());
    sheet.input(&ShownCell::number(&post.post.held.cases, Look::Plain))?;
    sheet.blank();
    sheet.input(&ShownCell::number(&post.post.held.work, Look::Places))
}
