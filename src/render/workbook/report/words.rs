//! The sheets *Summary* and *Notes*: the answer in short, and what to know before relying on it.

use rust_xlsxwriter::XlsxError;

use std::borrow::Cow;

use crate::fault::{capitalised, visible};
use crate::render::how_made::{CAUTION, sum};
use crate::render::notes::{NAMED, behind_rule, rule};
use crate::report::Workbook;

use super::super::cells::{Look, Sheet, ShownCell, Style};
use super::layout::SheetLayout;
use super::live::Live;

pub(super) fn summary(sheet: &mut Sheet, book: &Workbook, layout: &SheetLayout) -> Result<(), XlsxError> {
    let (page, summary) = (&book.page, book.page.report.summary());
    let heading = &page.report.heading;
    let title = page.title.clone().filter(|title| !visible(title).trim().is_empty());
    let title = title.unwrap_or_else(|| page.subject());
    sheet.sheet.set_column_width(0, 28)?.set_column_width(1, 100)?;
    sheet.title(&title)?;
    let of_week = &heading.of_week;
    let weights = format!("{} ({})", of_week.weights, of_week.weights_file);
    let over = format!("capacity above {} %", of_week.limit_percent);
    let week = of_week.week.map_or_else(|| "undated".to_owned(), |week| week.to_string());
    for (label, text) in [("Of", &heading.scope), ("Week", &week), ("Weights", &weights), ("Over", &over)] {
        sheet.line(label, text)?;
    }
    let (total, live) = (&summary.total, Live::everyone(book, layout));
    let capacity = total.capacity_percent.map(|percent| percent.share().to_string()).unwrap_or_default();
    let left_out = match total.not_worked_out {
        0 => None,
        officers => Some(("Officers not worked out", "", ShownCell::number(&officers, Look::Plain))),
    };
    let [work, available] =
        [total.work_hours, total.available_hours].map(|hours| hours.map(|hours| hours.to_string()).unwrap_or_default());
    let cases = total.cases.map(|cases| cases.to_string()).unwrap_or_default();
    let figures = [
        ("Officers over, as at issue", "", ShownCell::number(&total.over, Look::Plain)),
        ("Cases", "cases", ShownCell::number(&cases, Look::Plain)),
        ("Work, hours a week", "work_hours", ShownCell::number(&work, Look::Places)),
        ("Time for it, hours a week", "available_hours", ShownCell::number(&available, Look::Places)),
        ("Capacity", "capacity_percent", ShownCell::number(&capacity, Look::Percent)),
    ];
    let officers = ("Officers", "", ShownCell::number(&total.officers, Look::Plain));
    for (label, key, shown) in [officers].into_iter().chain(left_out).chain(figures) {
        sheet.label(label)?;
        match live.figure(key) {
            Some(formula) => sheet.formula_in(&formula, &shown, Style::Left)?,
            None => sheet.put(&shown, Style::Left)?,
        }
        sheet.end_row();
    }
    for (label, text) in rule(heading, &summary) {
        sheet.line(&format!("{label}, as at issue"), &sentence(label, &text))?;
    }
    sheet.end_row();
    sheets(book).into_iter().try_for_each(|(label, text)| sheet.line(label, text))
}

/// What each of the other sheets has.
fn sheets(book: &Workbook) -> [(&'static str, &'static str); 6] {
    let work = if book.is_recorded {
        "What each officer holds in each team, as the history has it."
    } else {
        "What each officer holds in each team, by kind, and their hours. Change a yellow cell, and Officers and Units follow."
    };
    [
        ("Officers", "The figures of each officer: formulas over Work and Weights."),
        ("Units", "The same of each unit."),
        ("Weeks", "Everyone together, week by week. These figures do not change."),
        ("Work", work),
        ("Weights", "The time values. Change a yellow cell, and Officers and Units follow."),
        ("Notes", "What to know before relying on this, and how the figures are made."),
    ]
}

/// A text with its first letter made capital, where that is not of a file's or a person's name.
fn sentence<'t>(label: &str, text: &'t str) -> Cow<'t, str> {
    let begins_with_name = matches!(label, "Possible" | "Not worked out" | "Warning" | "Ending" | "Ended" | "Starting");
    if begins_with_name { text.into() } else { capitalised(text).into() }
}

pub(super) fn notes(sheet: &mut Sheet, book: &Workbook) -> Result<(), XlsxError> {
    let (page, summary) = (&book.page, book.page.report.summary());
    sheet.headings([("about", 20), ("note", 100)], 0)?;
    for (label, text) in behind_rule(&page.report.heading, &summary, NAMED) {
        sheet.line(label, &sentence(label, &text))?;
    }
    if let Some(incomplete) = &page.incomplete {
        sheet.line("Weeks", &capitalised(incomplete))?;
    }
    sheet.line("Use", CAUTION)?;
    sheet.line("As at issue", AS_AT_ISSUE)?;
    sheet.line("Order", "The rows of Work and Weights must stay in their order: formulas read them by their place.")?;
    if book.is_recorded {
        sheet.line("Not live", "A history keeps minutes alone, so a changed value in Weights changes nothing here.")?;
    }
    for line in sum(page) {
        sheet.line("Figures", &capitalised(&line))?;
    }
    sheet.line("Weights", &page.report.heading.of_week.weights_and_source())?;
    for file in &page.files {
        sheet.line("File", &format!("{}, SHA-256 {}", file.file, file.sha256))?;
    }
    sheet.line("Made by", concat!("wmt ", env!("CARGO_PKG_VERSION")))?;
    sheet.filtered(2)
}

const AS_AT_ISSUE: &str = "In Officers and Units the columns standing, weeks_over, over, possible, excessive and no_hours are as they \
    were when this workbook was made, and blank where the capacity beside them is another now. The columns officers, \
    previous_percent and weights, the sheet Weeks and what Summary and Notes say in words do not change.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_keep_their_first_letter() {
        assert_eq!(sentence("Warning", "team-2026-11-16.csv:275: odd"), "team-2026-11-16.csv:275: odd");
        assert_eq!(sentence("No figure", "no rows this week for A1"), "No rows this week for A1");
    }
}
