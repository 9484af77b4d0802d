//! Which sheet of a workbook is read, and what there is to say of the others.

use std::borrow::Cow;
use std::ops::ControlFlow;

use crate::fault::{Fault, FileId, Messages, Place, Subject, UNUSED_COLUMN, first_few, first_few_quoted, quoted};
use crate::inputs::table::cells::SAVE_AGAIN;
use crate::inputs::table::columns::{CASELOAD, Column, REDUCTIONS, TableKind, plain};
use crate::inputs::table::opening::{MOST_TITLES, TableStart, first_rows, known_start};
use crate::inputs::table::row::SEPARATOR;
use crate::inputs::table::source::{AskedSheets, OtherList};
use crate::inputs::table::text::trimmed;
use crate::model::nearest;
use crate::workbook::{OpenWorkbook, SheetName, Unread};

use super::written::write_row;

#[derive(Default)]
pub(super) struct ChosenSheet {
    pub(super) name: String,
    /// The row of the headings; 0 where no row has them.
    pub(super) headings: u32,
    /// The columns up to the last heading.
    pub(super) width: u32,
    /// Whether there are rows below the headings.
    has_rows: bool,
    /// Whether it says hours, without which a table of officers may be any list of people.
    has_hours: bool,
    /// Whether it has cells of hours, and of reductions, in its first rows.
    says: [bool; 2],
}

/// The rows that a sheet begins with.
#[derive(Default)]
struct Beginning {
    csv: Vec<u8>,
    /// The number and the columns of each.
    rows: Vec<(u32, u32)>,
    /// Whether a cell does not say of what type it is.
    has_untyped: bool,
}

impl Beginning {
    fn read(workbook: &mut OpenWorkbook, sheet: &str) -> Result<Self, Fault> {
        let mut beginning = Self::default();
        workbook.first_rows(sheet, |row| {
            let filled = row.cells().filter(|(_, text)| !text.trim().is_empty()).map(|(column, _)| column);
            beginning.has_untyped |= row.unread().any(|(_, why)| why == Unread::Untyped);
            if let Some(last) = filled.chain(row.unread().map(|(column, _)| column)).max() {
                beginning.rows.push((row.number, last + 1));
                // Writing to memory does not fail.
                let _ = write_row(row, last + 1, &mut beginning.csv);
            }
            if beginning.rows.len() < MOST_TITLES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(beginning)
    }

    /// The position of a column in a row of headings.
    fn position(&self, column: Column, headings: usize) -> Option<usize> {
        let is_called = |cell: Cow<[u8]>| column.is_called(&plain(&trimmed(cell)));
        first_rows(&self.csv, SEPARATOR).get(headings)?.row().cells().position(is_called)
    }

    /// Whether a row of headings has that of a column.
    fn has(&self, column: Column, headings: usize) -> bool {
        self.position(column, headings).is_some()
    }

    /// Whether it has, and one of the rows that follow has a cell in the column.
    fn says(&self, column: Column, headings: usize) -> bool {
        let rows = first_rows(&self.csv, SEPARATOR);
        self.position(column, headings).is_some_and(|at| {
            let mut cells = rows[headings + 1..].iter().filter_map(|row| row.row().cells().nth(at));
            cells.any(|cell| !trimmed(cell).is_empty())
        })
    }

    /// Whether a row of headings is followed by rows, or is the last of those that were looked at.
    const fn has_rows_below(&self, headings: usize) -> bool {
        headings + 1 < self.rows.len() || self.rows.len() == MOST_TITLES
    }

    /// The kind of table that it most likely is. All of them name officers, and reductions have hours as staff do.
    fn kind(&self) -> TableKind {
        if known_start(&self.csv, &CASELOAD).is_some_and(|(has_work, _)| has_work) {
            TableKind::Caseload
        } else if known_start(&self.csv, &REDUCTIONS).is_some() {
            TableKind::Reductions
        } else {
            TableKind::Staff
        }
    }
}

/// Finds the sheet to read: the first that has the headings, among those that are named, or else among those that people see.
pub(super) fn choose(
    workbook: &mut OpenWorkbook,
    asked: &AskedSheets,
    kind: TableKind,
    file: FileId,
    messages: &mut Messages,
) -> Result<ChosenSheet, Fault> {
    let place = Place::whole(file);
    let (mut known, mut otherwise, mut has_untyped) = (Vec::new(), None, false);
    let sheets = workbook.sheets();
    let candidates = asked.among(&sheets, place)?;
    for name in candidates.names {
        let beginning = Beginning::read(workbook, &name)?;
        let is_of_kind = beginning.kind() == kind;
        has_untyped |= beginning.has_untyped;
        if candidates.must_be_of_kind && !is_of_kind {
            continue;
        }
        if let Some((_, TableStart { headings, .. })) = known_start(&beginning.csv, kind.sheet()) {
            let (number, width) = beginning.rows[headings];
            let has_rows = beginning.has_rows_below(headings);
            let has_hours = beginning.has(Column::ContractedHours, headings);
            let says = [Column::ContractedHours, Column::ReductionHours].map(|column| beginning.says(column, headings));
            let sheet = ChosenSheet { name, headings: number, width, has_rows, has_hours, says };
            known.push((is_of_kind, sheet));
        } else if otherwise.is_none() && !beginning.rows.is_empty() && !candidates.must_be_of_kind {
            let width = beginning.rows.iter().map(|(_, width)| *width).max().unwrap_or(0);
            otherwise = Some(ChosenSheet { name, width, has_rows: true, ..ChosenSheet::default() });
        }
    }
    let position = known.iter().position(|(is_of_kind, _)| *is_of_kind);
    // A caseload without headings of work is a fault in any case; the hours of a list may well be in another kind of table.
    let is_faulty = known.is_empty() && otherwise.is_some() || !known.is_empty() && kind == TableKind::Caseload;
    if position.is_none()
        && is_faulty
        && asked.named.is_empty()
        && let Some(fault) = hidden_table(workbook, &sheets, asked, kind, place)
    {
        return Err(fault);
    }
    if known.is_empty() && has_untyped {
        let fault = Fault::new(place, "its cells do not say of what type they are, so no headings can be read");
        return Err(fault.hint(SAVE_AGAIN).unreadable());
    }
    let Some(position) = position.or_else(|| (!known.is_empty()).then_some(0)) else {
        let none = || {
            if candidates.must_be_of_kind { asked.none_left(kind, place) } else { no_rows(&sheets, asked.named, place) }
        };
        return otherwise.ok_or_else(none);
    };
    let (is_of_kind, chosen) = known.remove(position);
    let may_be_read = |(is_other, sheet): &&(bool, ChosenSheet)| {
        *is_other == is_of_kind && sheet.has_rows && (sheet.has_hours || kind != TableKind::Staff)
    };
    let unread: Vec<&str> = known.iter().filter(may_be_read).map(|(_, sheet)| sheet.name.as_str()).collect();
    if !unread.is_empty() {
        say_unread(&chosen, &unread, asked, kind, place, messages)?;
    }
    Ok(chosen)
}

/// Warns of sheets that could be read too, and are not: they may be other teams, or a later week.
///
/// # Errors
///
/// Where several of them were named, and where the sheet that is read has no rows.
fn say_unread(
    read: &ChosenSheet,
    unread: &[&str],
    asked: &AskedSheets,
    kind: TableKind,
    place: Place,
    messages: &mut Messages,
) -> Result<(), Fault> {
    let is_named = |sheet: &str| asked.named.iter().any(|named| named.eq_ignore_ascii_case(sheet));
    let (one, others) = (quoted(&read.name), first_few_quoted(unread.iter().copied(), MOST_TITLES));
    if is_named(&read.name) && unread.iter().any(|sheet| is_named(sheet)) {
        let what = what(kind);
        let message = format!("--sheet names several sheets with a {what}, {one} and {others}, and only one is read");
        let hint = "put their rows into one sheet, or save each as a file of its own";
        return Err(Fault::new(place, message).hint(hint).unreadable());
    }
    if !read.has_rows {
        let message = format!("the sheet {one} has headings and no rows, and {others} would not be read");
        return Err(Fault::new(place, message).hint("--sheet NAME reads another sheet").unreadable());
    }
    let message = format!("the sheet {one} is read, and not {others}; --sheet chooses another");
    let subjects = unread.iter().map(|name| Subject::Column((*name).to_owned()));
    messages.warnings.add_of(UNUSED_COLUMN, place, subjects, message);
    Ok(())
}

fn what(kind: TableKind) -> &'static str {
    if kind == TableKind::Reductions { "list of reductions" } else { kind.name() }
}

/// The sheets that people see, beside the one chosen, that have the headings of a staff list or a list of reductions.
pub(super) fn other_lists(
    workbook: &mut OpenWorkbook,
    chosen: &ChosenSheet,
    read_as: TableKind,
) -> Result<Vec<OtherList>, Fault> {
    let mut lists = Vec::new();
    for sheet in workbook.sheets().into_iter().filter(|sheet| !sheet.is_hidden && sheet.name != chosen.name) {
        let beginning = Beginning::read(workbook, &sheet.name)?;
        let kind = beginning.kind();
        let Some((_, TableStart { headings, .. })) = known_start(&beginning.csv, kind.sheet()) else { continue };
        let is_list = match kind {
            TableKind::Staff => beginning.has(Column::ContractedHours, headings),
            // A calendar of leave has officers and days as well.
            TableKind::Reductions => {
                [Column::Hours, Column::Percent, Column::Reason].iter().any(|column| beginning.has(*column, headings))
            }
            TableKind::Caseload | TableKind::History => false,
        };
        if is_list && kind != read_as && beginning.has_rows_below(headings) {
            let is_said_there = chosen.says[usize::from(kind == TableKind::Reductions)];
            lists.push(OtherList { kind, sheet: sheet.name, is_said_there });
        }
    }
    Ok(lists)
}

/// The fault of a workbook in which only hidden sheets have the table, where there are any.
fn hidden_table(
    workbook: &mut OpenWorkbook,
    sheets: &[SheetName],
    asked: &AskedSheets,
    kind: TableKind,
    place: Place,
) -> Option<Fault> {
    let hidden = sheets.iter().filter(|sheet| sheet.is_hidden && !asked.taken.contains(&&*sheet.name));
    let mut has_table = |sheet: &&SheetName| {
        Beginning::read(workbook, &sheet.name)
            .is_ok_and(|beginning| beginning.kind() == kind && known_start(&beginning.csv, kind.sheet()).is_some())
    };
    let named: Vec<String> = hidden.filter(|sheet| has_table(sheet)).map(|sheet| quoted(&sheet.name)).collect();
    let (what, hidden) = (what(kind), first_few(&named, MOST_TITLES));
    let fault = Fault::new(place, format!("the workbook shows no sheet with a {what}, but hides {hidden}"));
    let hint = "--sheet NAME reads a hidden sheet, or says what one that is shown lacks";
    (!named.is_empty()).then(|| fault.hint(hint).unreadable())
}

/// The fault of a workbook without rows in the sheets that are looked at.
fn no_rows(sheets: &[SheetName], named: &[String], place: Place) -> Fault {
    let hidden = sheets.iter().filter(|sheet| sheet.is_hidden && named.is_empty());
    let hidden: Vec<String> = hidden.map(|sheet| quoted(&sheet.name)).collect();
    let fault = if hidden.is_empty() {
        Fault::new(place, "the workbook is empty").hint("its first row must be headings")
    } else {
        let hidden = first_few(&hidden, MOST_TITLES);
        let fault = Fault::new(place, format!("the workbook shows no sheet with rows, but hides {hidden}"));
        fault.hint("--sheet NAME reads a hidden sheet")
    };
    fault.unreadable()
}

/// The sheets among which the one to read is looked for.
struct Candidates {
    names: Vec<String>,
    /// Whether a sheet must have the headings of its kind of table. Where nobody named it, another kind may well be in use.
    must_be_of_kind: bool,
}

impl AskedSheets<'_> {
    /// The sheets that are named, and else those that people see; in both cases without those already read as another
    /// kind of table.
    fn among(&self, sheets: &[SheetName], place: Place) -> Result<Candidates, Fault> {
        let is_same = |name: &str, other: &str| name.trim().to_lowercase() == other.trim().to_lowercase();
        let is_named = |sheet: &&SheetName| self.named.iter().any(|name| is_same(name, &sheet.name));
        let is_free = |sheet: &&SheetName| !self.taken.contains(&&*sheet.name);
        let names = |sheets: &mut dyn Iterator<Item = &SheetName>| sheets.map(|sheet| sheet.name.clone()).collect();
        if !self.named.is_empty() && !sheets.iter().any(|sheet| is_named(&sheet)) {
            return Err(self.unknown(sheets, place));
        }
        let named: Vec<String> = names(&mut sheets.iter().filter(is_named).filter(is_free));
        if !named.is_empty() {
            return Ok(Candidates { names: named, must_be_of_kind: false });
        }
        let names = names(&mut sheets.iter().filter(|sheet| !sheet.is_hidden).filter(is_free));
        Ok(Candidates { names, must_be_of_kind: !self.taken.is_empty() })
    }

    /// The fault of a workbook that has none of the sheets that are named.
    fn unknown(&self, sheets: &[SheetName], place: Place) -> Fault {
        let all = || sheets.iter().map(|sheet| sheet.name.as_str());
        let asked: Vec<String> = self.named.iter().map(|name| quoted(name)).collect();
        let hint = match nearest(&self.named[0], all()) {
            Some((near, slips)) if slips <= 2 && slips <= near.chars().count() / 3 => {
                format!("did you mean {}?", quoted(near))
            }
            _ => format!("its sheets are {}", first_few_quoted(all(), MOST_TITLES)),
        };
        Fault::new(place, format!("the workbook has no sheet {}", asked.join(" or "))).hint(hint)
    }

    /// The fault of a workbook in which no sheet is left to be read.
    fn none_left(&self, kind: TableKind, place: Place) -> Fault {
        let taken: Vec<String> = self.taken.iter().map(|name| quoted(name)).collect();
        let message = format!("beside {} the workbook shows no sheet with a {}", taken.join(" and "), what(kind));
        Fault::new(place, message).hint("give --sheet NAME for each table that is read from it").unreadable()
    }
}
