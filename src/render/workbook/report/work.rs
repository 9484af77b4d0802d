//! The sheet *Work*: what each post holds by kind, with its hours, those of one unit and one officer side by side.

use rust_xlsxwriter::XlsxError;

use crate::report::{KindHeld, PostHeld, Workbook};
use crate::units::Hours;

use super::super::cells::{Look, Sheet, Shown};
use super::layout::{CONTRACTED, COUNT, EXTRA, Layout, REDUCTION, cell};
use super::tables::capacity_column;

/// The columns with their widths.
const COLUMNS: [(&str, u16); 18] = [
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
];

/// Writes the sheet. `capacities` are what the rows of *Officers* show.
pub(super) fn write(
    sheet: &mut Sheet,
    book: &Workbook,
    layout: &Layout,
    capacities: &[Shown],
) -> Result<(), XlsxError> {
    let capacity = capacity_column(&book.page.report.table);
    sheet.headings(COLUMNS, 2)?;
    for post in &book.posts {
        whose(sheet, post)?;
        hours(sheet, book, layout, post)?;
        if let Some(officer) = post.officer {
            sheet.formula(&format!("Officers!{capacity}{}", officer + 2), &capacities[officer])?;
        }
        sheet.end_row();
        if book.is_recorded {
            whose(sheet, post)?;
            recorded(sheet, post)?;
            sheet.end_row();
        }
        for held in &post.held {
            whose(sheet, post)?;
            kind(sheet, book, layout, held)?;
            sheet.end_row();
        }
    }
    sheet.filtered(COLUMNS.len())
}

fn whose(sheet: &mut Sheet, post: &PostHeld) -> Result<(), XlsxError> {
    let whose = &post.whose;
    let [region, pdu, team] = whose.units;
    let code = if post.officer.is_none() { "(unallocated)" } else { whose.code };
    [code, whose.name, region, pdu, team, whose.grade].into_iter().try_for_each(|text| sheet.cell(&Shown::text(text)))
}

/// The hours of a post, and what they leave.
fn hours(sheet: &mut Sheet, book: &Workbook, layout: &Layout, post: &PostHeld) -> Result<(), XlsxError> {
    sheet.cell(&Shown::text("hours"))?;
    (0..7).for_each(|_| sheet.blank());
    let available = Shown::number(&post.post.available, Look::Places);
    if post.officer.is_none() || book.is_recorded {
        (0..2).for_each(|_| sheet.blank());
        return if post.officer.is_some() { sheet.input(&available) } else { Ok(()) };
    }
    let contracted = post.post.contracted.as_ref().map(Hours::to_string);
    sheet.input(&Shown::number(&contracted.unwrap_or_default(), Look::Places))?;
    sheet.input(&Shown::number(&post.post.reduction, Look::Places))?;
    let row = sheet.number();
    sheet.formula(&format!("MAX(0,{CONTRACTED}{row}-{REDUCTION}{row})*{}", cell(layout.an_hour)), &available)
}

/// Work of one kind.
fn kind(sheet: &mut Sheet, book: &Workbook, layout: &Layout, held: &KindHeld) -> Result<(), XlsxError> {
    let weights = book.weights;
    let [case_type, tier, _, task] = weights.names_of(&held.kind);
    let statuses: Vec<&str> = held.statuses.iter().map(|status| weights.statuses.name(*status)).collect();
    let (section, key) = if task.is_empty() { ("cases", case_type) } else { ("tasks", task) };
    let due = if held.is_later { "later" } else { "" };
    [section, key, tier, &statuses.join(" + "), due].into_iter().try_for_each(|text| sheet.cell(&Shown::text(text)))?;
    sheet.input(&Shown::number(&held.count, Look::Plain))?;
    let extra = if held.extra.is_nothing() { String::new() } else { held.extra.to_string() };
    sheet.input(&Shown::number(&extra, Look::Places))?;
    let minutes = Shown::number(&held.work, Look::Places);
    if held.is_later {
        return sheet.cell(&minutes);
    }
    let (each, share, row) = (layout.value(section, key, tier), layout.share(&statuses), sheet.number());
    sheet.formula(&format!("{COUNT}{row}*{each}*{share}+{EXTRA}{row}"), &minutes)
}

/// All work of a post of a history, which does not know it by kind.
fn recorded(sheet: &mut Sheet, post: &PostHeld) -> Result<(), XlsxError> {
    sheet.cell(&Shown::text("cases"))?;
    (0..4).for_each(|_| sheet.blank());
    sheet.input(&Shown::number(&post.post.held.cases, Look::Plain))?;
    sheet.blank();
    sheet.input(&Shown::number(&post.post.held.work, Look::Places))
}
