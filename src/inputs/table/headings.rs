//! The headings of a table: which column is which.

use foldhash::HashSet;

use crate::delimited::letters;
use crate::fault::{Fault, Faults, FileId, Messages, Place, first_few_quoted, quoted};

use super::cells::{NO_RESULT, SAVE_AGAIN, UNTYPED, WORKED_OUT};
use super::columns::{
    COLUMNS, Column, Columns, OFFICER_NAMES, OddColumn, Positions, REDUCTIONS, TableColumns, plain, without_formula,
};
use super::row::{Row, SEPARATOR};
use super::text::{Encoding, trimmed, trimmed_noting};
use super::unused::{WorkNames, odd_column, suggested};

/// A meaning is suggested for at most so many unknown headings, as each takes some time. No export has more.
const MOST_LOOKED_AT: usize = 1_000;

impl Columns {
    /// Reads the headings. Columns that mean nothing here are ignored, with a notice. `names` are those of the weights,
    /// under which somebody may have put numbers.
    ///
    /// Gives `None`, having added faults, where no row could be understood.
    pub(super) fn read(
        row: Row,
        sheet: &TableColumns,
        names: WorkNames,
        file: FileId,
        encoding: &mut Encoding,
        messages: &mut Messages,
    ) -> Option<Self> {
        let place = Place::new(file, row.about.line);
        let headings: Vec<String> =
            row.cells().map(|cell| trimmed_noting(without_formula(cell), place, encoding).into_owned()).collect();
        let Sorting { positions, clashes, unknown } = Sorting::of(sheet, &headings);
        let is_looked_at = |position: &usize| {
            headings[*position].is_empty() || unknown.binary_search(position).is_ok_and(|at| at < MOST_LOOKED_AT)
        };
        let odd = (0..headings.len()).filter(is_looked_at);
        let odd: Vec<OddColumn> =
            odd.filter_map(|position| odd_column(position, &headings[position], sheet, &positions, names)).collect();
        let mut are_read = true;
        for (unread, is, hint) in [
            (NO_RESULT, "is a formula whose result is not in the file", WORKED_OUT),
            (UNTYPED, "does not say of what type it is, so it cannot be read", SAVE_AGAIN),
        ] {
            let Some(position) = headings.iter().position(|heading| heading.as_bytes() == unread) else { continue };
            let column = letters(u32::try_from(position).unwrap_or(u32::MAX));
            messages.faults.add(Fault::new(place, format!("the heading of column {column} {is}")).hint(hint));
            are_read = false;
        }
        let (count, line) = (headings.len(), row.about.line);
        let columns = Self { positions, count, line, odd, headings, separator: SEPARATOR };
        if let Some(fault) = columns.other_file(sheet, place) {
            messages.faults.add(fault);
            return None;
        }
        let headings = &columns.headings;
        for (column, first, second) in &clashes {
            messages.faults.add(clash(*column, &headings[*first], &headings[*second], place));
        }
        let complete = columns.check(sheet, &unknown, place, &mut messages.faults);
        let is_odd = |position: &usize| columns.odd.binary_search_by_key(position, |odd| odd.position).is_ok();
        for position in unknown.iter().filter(|position| !is_odd(position)) {
            messages.notices.add(place, format!("the column {} is not used", quoted(&headings[*position])));
        }
        (complete && clashes.is_empty() && are_read).then_some(columns)
    }

    /// Whether a column has this heading, as [`plain`] makes it.
    pub(crate) fn is_headed(&self, column: Column, heading: &str) -> bool {
        self.has(column) && plain(self.heading(column)) == heading
    }

    /// Whether the statuses are headed *Row Type*, as in the export in which a case has a row for each of its flags.
    pub(crate) fn is_row_type(&self) -> bool {
        self.is_headed(Column::Status, "rowtype")
    }

    /// The headings that are not used, to stand behind a hint; blank where there is none.
    pub(crate) fn unused_headings(&self) -> String {
        let unused = |position: &usize| !self.uses(*position) && !self.headings[*position].is_empty();
        self.unused(&(0..self.headings.len()).filter(unused).collect::<Vec<_>>())
    }

    fn unused(&self, unused: &[usize]) -> String {
        const NAMED: usize = 8;
        let named = first_few_quoted(unused.iter().map(|position| &*self.headings[*position]), NAMED);
        if unused.is_empty() { String::new() } else { format!("; unused headings: {named}") }
    }

    fn check(&self, sheet: &TableColumns, unknown: &[usize], place: Place, faults: &mut Faults) -> bool {
        let headings = &self.headings;
        let mut complete = true;
        let mut unused = self.unused(unknown);
        let mut missing = |column: Column, message: String, otherwise: &str| {
            let name = column.name();
            let near = unknown.iter().find(|position| suggested(sheet, &headings[**position], |_| false) == Some(name));
            let hint = match near {
                Some(position) => format!("is {} meant to be `{name}`?", quoted(&headings[*position])),
                // The columns that are not used are named once, with the first that is missing.
                None => otherwise.to_owned() + &std::mem::take(&mut unused),
            };
            faults.add(Fault::new(place, message).hint(hint));
            complete = false;
        };
        for (column, hint) in sheet.needed.iter().filter(|(column, _)| !self.has(*column)) {
            missing(*column, format!("there is no `{}` column", column.name()), hint);
        }
        // In a file of tasks the column may be there and blank.
        if !self.has(Column::CaseType) && self.has(Column::Tier) && !self.has(Column::Task) {
            let types = "without a case type a tier says nothing";
            missing(Column::CaseType, "there is a `tier` column but no `case_type` column".to_owned(), types);
        } else if sheet.holds_work
            && self.has(Column::Officer)
            && !self.has(Column::CaseType)
            && !self.has(Column::Task)
        {
            let none = "there is no `case_type` and no `task` column, so the file holds no work";
            let what = "is it an overview or a list of staff? --staff reads those; a caseload has a row for each case";
            missing(Column::CaseType, none.to_owned(), what);
        }
        complete
    }

    /// The fault of a file that is neither a caseload nor a staff list, where one should be, as its headings tell.
    fn other_file(&self, sheet: &TableColumns, place: Place) -> Option<Fault> {
        // In a list of reductions the headings that it must have tell enough.
        if !sheet.uses(Column::ContractedHours) {
            return None;
        }
        let plain: HashSet<String> = self.headings.iter().map(|heading| plain(heading)).collect();
        let has = |names: &&[&str]| names.iter().all(|name| plain.contains(*name));
        let is_no_work = |names: &[&[&str]]| sheet.holds_work && names.iter().any(has);
        let says_work = self.has(Column::CaseType) || self.has(Column::Task);
        let (what, hint) = if !says_work && is_no_work(&[EXTRACT]) {
            ("a sheet of the case management system's extract", "`wmt import` makes a caseload of the whole workbook")
        } else if has(&REPORT_OF_REDUCTIONS) || is_no_work(&REPORTS) {
            ("a report that wmt wrote", "give the file that it was made from; --history reads recorded weeks")
        } else if has(&HISTORY) {
            ("a history that wmt recorded", "give it with --history")
        } else if CONTACTS.iter().any(has) {
            let of_staff = "its rows are work done for a colleague; give a list of officers with their hours";
            let of_work = "its rows are work done for a colleague; give the case details export";
            ("the contacts (CMS) export", if sheet.holds_work { of_work } else { of_staff })
        } else if self.is_of_reductions() {
            ("a list of reductions", "give it with --reductions")
        } else {
            return None;
        };
        let kind = if sheet.holds_work { "caseload" } else { "staff list" };
        Some(Fault::new(place, format!("this is {what}, not a {kind}")).hint(hint))
    }

    /// Whether these are the headings of a list of reductions. Read as a staff list, the hours that it takes off would be
    /// contracted hours.
    fn is_of_reductions(&self) -> bool {
        let has_any = |columns: &[Column]| columns.iter().any(|column| self.has(*column));
        let positions = Sorting::of(&REDUCTIONS, &self.headings).positions;
        let has = |column: Column| positions[column.index()].is_some();
        let has_hours = self.is_headed(Column::ContractedHours, "hours");
        // The ministry's export of reductions has the contracted hours, too.
        let has_contracted = self.has(Column::ContractedHours) && !has_hours;
        let is_other = has_any(&[Column::CaseType, Column::Task]) || (has_contracted && !has(Column::Reason));
        let is_of_people = has_any(&[Column::Name, Column::Grade, Column::Pdu, Column::Region]);
        let is_complete = REDUCTIONS.needed.iter().all(|(column, _)| has(*column));
        // Nobody gives a reason for contracted hours.
        !is_other && if has(Column::Reason) { is_complete || has_hours } else { is_complete && !is_of_people }
    }
}

/// Headings that stand together in no other file than the CSV reports of wmt, as [`plain`] makes them: of capacities, changes,
/// moves, staffing, what was checked, weights and their sets. That of reductions may be taken for a staff list, too.
const REPORTS: [&[&str]; 7] = [
    &["capacitypercent", "standing"],
    &["capacitybefore", "capacityafter"],
    &["frombefore", "fromafter"],
    &["neededattarget", "shortattarget"],
    &["severity", "check", "message"],
    &["section", "key", "unit"],
    &["version", "source", "assumed"],
];
const REPORT_OF_REDUCTIONS: &[&str] = &["daysleft", "state"];

const HISTORY: &[&str] = &["workminutes", "availableminutes", "format"];

/// Headings of the sheets of the extract workbook that say who there is.
const EXTRACT: &[&str] = &["omkey", "omsurname", "omforename", "datestamp"];

/// Those of the ministry's contacts export.
const CONTACTS: [&[&str]; 3] =
    [&["contactcode", "contactname"], &["contactcode", "contactpoints"], &["contactcode", "ompoints"]];

/// Whether a row has the headings that a table must have.
pub(super) fn has_needed(row: Row, sheet: &TableColumns) -> bool {
    let positions = positions_in(row, sheet);
    sheet.needed.iter().all(|(column, _)| positions[column.index()].is_some())
}

/// Whether a row has the headings of work too, where the sheet holds work. A row of parameters above the headings may name an
/// officer: `Offender Manager,All`.
pub(super) fn has_work(row: Row, sheet: &TableColumns) -> bool {
    let positions = positions_in(row, sheet);
    !sheet.holds_work || [Column::CaseType, Column::Task].iter().any(|column| positions[column.index()].is_some())
}

/// How many columns of the sheet a row has the headings of.
pub(super) fn count_known(row: Row, sheet: &TableColumns) -> usize {
    positions_in(row, sheet).iter().flatten().count()
}

fn positions_in(row: Row, sheet: &TableColumns) -> Positions {
    let headings: Vec<String> = row.cells().map(|cell| trimmed(without_formula(cell)).into_owned()).collect();
    Sorting::of(sheet, &headings).positions
}

struct Sorting {
    positions: Positions,
    /// Columns with the positions of the two headings that both mean them.
    clashes: Vec<(Column, usize, usize)>,
    /// The positions of headings that mean nothing here, in their order.
    unknown: Vec<usize>,
}

impl Sorting {
    fn of(sheet: &TableColumns, headings: &[String]) -> Self {
        let mut sorting = Self { positions: [None; COLUMNS.len()], clashes: Vec::new(), unknown: Vec::new() };
        let mut names = Vec::new();
        for (position, heading) in headings.iter().enumerate() {
            let heading = plain(heading);
            let mut used = COLUMNS.iter().filter(|(column, ..)| sheet.uses(*column));
            let known = used.find(|(column, ..)| column.is_called(&heading));
            match known {
                Some((column, ..)) => sorting.set(*column, position),
                None if heading.is_empty() => (),
                None if OFFICER_NAMES.contains(&&*heading) => names.push(position),
                None => sorting.unknown.push(position),
            }
        }
        sorting.place_names(&names);
        sorting
    }

    /// A code beats a name: where there is no code, the name is the officer.
    fn place_names(&mut self, names: &[usize]) {
        for position in names {
            let has_code = self.positions[Column::Officer.index()].is_some_and(|officer| !names.contains(&officer));
            self.set(if has_code { Column::Name } else { Column::Officer }, *position);
        }
        let name = self.positions[Column::Name.index()];
        if self.positions[Column::Officer.index()].is_none() && name.is_some() {
            self.positions[Column::Officer.index()] = name;
            self.positions[Column::Name.index()] = None;
        }
    }

    fn set(&mut self, column: Column, position: usize) {
        match &mut self.positions[column.index()] {
            Some(first) => self.clashes.push((column, *first, position)),
            free => *free = Some(position),
        }
    }
}

fn clash(column: Column, first: &str, second: &str, place: Place) -> Fault {
    let hint = "leave one of them out";
    if plain(first) == plain(second) {
        return Fault::new(place, format!("the heading {} is there twice", quoted(second))).hint(hint);
    }
    let (first, second, name) = (quoted(first), quoted(second), column.name());
    Fault::new(place, format!("the headings {first} and {second} both mean `{name}`")).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::table::columns::is_plain;

    #[test]
    fn names_of_columns_are_found_as_they_are() {
        for (_, name, _) in &COLUMNS {
            assert!(is_plain(name, &plain(name)), "{name}");
            assert!(!is_plain(name, &plain(&format!("{name}s"))), "{name}");
        }
    }
}
