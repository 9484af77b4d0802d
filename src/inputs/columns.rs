//! The headings of a table: which column is which, under any of the names that exports give it.

use crate::fault::{Fault, Faults, Notices, Place, quoted};
use crate::model::nearest;

use super::cells::{Encoding, trimmed};
use super::record::Record;

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Officer,
    Name,
    Grade,
    Team,
    Pdu,
    Region,
    ContractedHours,
    ReductionHours,
    Week,
    CaseId,
    CaseType,
    Tier,
    Status,
    Task,
    Count,
    ExtraMinutes,
    Due,
    Reason,
    Hours,
    Percent,
    From,
    To,
}

/// A kind of table: the columns that it may have.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) used: &'static [Column],
    /// Those that it must have, each with a hint for a table without it.
    needed: &'static [(Column, &'static str)],
}

const HEADINGS_FIRST: &str = "the first row must be headings; the officer may also be called Staff Code or OM Name";

/// A caseload.
pub(super) const CASELOAD: Sheet = Sheet {
    used: &[
        Column::Officer,
        Column::Name,
        Column::Grade,
        Column::Team,
        Column::Pdu,
        Column::Region,
        Column::ContractedHours,
        Column::ReductionHours,
        Column::Week,
        Column::CaseId,
        Column::CaseType,
        Column::Tier,
        Column::Status,
        Column::Task,
        Column::Count,
        Column::ExtraMinutes,
        Column::Due,
    ],
    needed: &[(Column::Officer, HEADINGS_FIRST)],
};

/// A staff list.
pub(super) const STAFF: Sheet = Sheet {
    used: &[
        Column::Officer,
        Column::Name,
        Column::Grade,
        Column::Team,
        Column::Pdu,
        Column::Region,
        Column::ContractedHours,
    ],
    needed: &[(Column::Officer, HEADINGS_FIRST)],
};

/// A list of reductions.
pub(super) const REDUCTIONS: Sheet = Sheet {
    used: &[Column::Officer, Column::Team, Column::Reason, Column::Hours, Column::Percent, Column::From, Column::To],
    needed: &[
        (Column::Officer, HEADINGS_FIRST),
        (Column::From, "say from which day each reduction is in force"),
        (Column::To, "add the column; a blank cell in it is a reduction without an end"),
    ],
};

/// A column by its own name, and the headings it also comes under, as [`plain`] makes them.
const COLUMNS: [(Column, &str, &[&str]); 22] = [
    (Column::Officer, "officer", &["staffcode", "officercode", "omkey"]),
    (Column::Name, "name", &[]),
    (Column::Grade, "grade", &["gradecode", "offendermanagergrade"]),
    (Column::Team, "team", &["teamname"]),
    (Column::Pdu, "pdu", &["probationdeliveryunit", "ldu", "cluster"]),
    (Column::Region, "region", &["regionname"]),
    (Column::ContractedHours, "contracted_hours", &[]),
    (Column::ReductionHours, "reduction_hours", &[]),
    (Column::Week, "week", &["date", "snapshot", "workloaddate"]),
    (Column::CaseId, "case_id", &["crn", "caserefno"]),
    (Column::CaseType, "case_type", &["location"]),
    (Column::Tier, "tier", &["tiercode"]),
    (Column::Status, "status", &["rowtype"]),
    (Column::Task, "task", &["contactcode", "tasktype"]),
    (Column::Count, "count", &[]),
    (Column::ExtraMinutes, "extra_minutes", &[]),
    (Column::Due, "due", &["duedate"]),
    (Column::Reason, "reason", &[]),
    (Column::Hours, "hours", &[]),
    (Column::Percent, "percent", &[]),
    (Column::From, "from", &[]),
    (Column::To, "to", &[]),
];

/// Headings of columns that name the officer where no column has a code, and stand beside the code where one has.
const OFFICER_NAMES: [&str; 3] = ["offendermanager", "offendermanagername", "omname"];

const PARTED_BY_SEMICOLONS: &str =
    "the cells seem to be parted by semicolons; save the file as `CSV UTF-8 (comma delimited)`";
const PARTED_BY_TABS: &str = "the cells seem to be parted by tabs; save the file as `CSV UTF-8 (comma delimited)`";

impl Column {
    /// Its name, as documents and faults give it.
    pub(super) fn name(self) -> &'static str {
        COLUMNS[self.index()].1
    }

    /// `COLUMNS` lists the variants in their order.
    #[expect(clippy::as_conversions, reason = "the number of a variant without fields")]
    const fn index(self) -> usize {
        self as usize
    }
}

/// Where the columns of a file are.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    positions: [Option<usize>; COLUMNS.len()],
    /// The headings as they are written.
    headings: Vec<String>,
    /// How many cells a row has.
    pub(super) count: usize,
}

impl Columns {
    /// Reads the headings. Columns that mean nothing here are ignored, with a notice.
    ///
    /// Gives `None`, having added faults, where no row could be understood.
    pub(super) fn read(
        headings: Record,
        sheet: &Sheet,
        place: Place,
        encoding: &mut Encoding,
        faults: &mut Faults,
        notices: &mut Notices,
    ) -> Option<Self> {
        let headings: Vec<String> = headings.iter().map(|cell| trimmed(cell, place, encoding).into_owned()).collect();
        let mut found = Found { sheet, headings: &headings, positions: [None; COLUMNS.len()], clashes: Vec::new() };
        let unknown = found.place_all();
        let clashes = std::mem::take(&mut found.clashes);
        let columns = Self { positions: found.positions, count: headings.len(), headings };
        let headings = &columns.headings;
        for (column, first, second) in &clashes {
            faults.add(clash(*column, &headings[*first], &headings[*second], place));
        }
        let complete = columns.check(sheet, &unknown, place, faults);
        for heading in unknown.iter().map(|position| &headings[*position]) {
            notices.add(place, format!("the column {} is not used{}", quoted(heading), suggestion(sheet, heading)));
        }
        (complete && clashes.is_empty()).then_some(columns)
    }

    /// Columns that stand in a given order under their own names.
    #[cfg(test)]
    pub(super) fn of(order: &[Column]) -> Self {
        let mut positions = [None; COLUMNS.len()];
        for (position, column) in order.iter().enumerate() {
            positions[column.index()] = Some(position);
        }
        let headings = order.iter().map(|column| column.name().to_owned()).collect();
        Self { positions, headings, count: order.len() }
    }

    /// Those at some positions, as columns of rows that have no other cells.
    pub(super) fn only(&self, positions: &[usize]) -> Self {
        let place = |position| positions.iter().position(|kept| *kept == position);
        Self {
            positions: self.positions.map(|position| position.and_then(place)),
            headings: positions.iter().map(|position| self.headings[*position].clone()).collect(),
            count: positions.len(),
        }
    }

    /// What the file calls a column; the column's own name where the file has none.
    pub(super) fn heading(&self, column: Column) -> &str {
        let heading = self.position(column).and_then(|position| self.headings.get(position));
        heading.map_or(column.name(), String::as_str)
    }

    /// The position of a column, where the file has it.
    pub(super) const fn position(&self, column: Column) -> Option<usize> {
        self.positions[column.index()]
    }

    pub(super) const fn has(&self, column: Column) -> bool {
        self.position(column).is_some()
    }

    fn check(&self, sheet: &Sheet, unknown: &[usize], place: Place, faults: &mut Faults) -> bool {
        let headings = &self.headings;
        let mut complete = true;
        let mut missing = |column: Column, message: String, otherwise: &str| {
            let name = column.name();
            let near = unknown.iter().find(|position| suggested(sheet, &headings[**position]) == Some(name));
            let hint = near.map_or_else(
                || otherwise.to_owned(),
                |position| format!("is {} meant to be `{name}`?", quoted(&headings[*position])),
            );
            faults.add(Fault::new(place, message).hint(hint));
            complete = false;
        };
        let parted_by = |mark: char| headings.len() == 1 && headings[0].contains(mark);
        for (column, hint) in sheet.needed.iter().filter(|(column, _)| !self.has(*column)) {
            let hint = match (parted_by(';'), parted_by('\t')) {
                (true, _) => PARTED_BY_SEMICOLONS,
                (_, true) => PARTED_BY_TABS,
                _ => hint,
            };
            missing(*column, format!("there is no `{}` column", column.name()), hint);
            if parted_by(';') || parted_by('\t') {
                return false;
            }
        }
        if !self.has(Column::CaseType) && self.has(Column::Tier) {
            let types = "without a case type a tier says nothing";
            missing(Column::CaseType, "there is a `tier` column but no `case_type` column".to_owned(), types);
        }
        complete
    }
}

/// Headings as they are sorted into columns.
struct Found<'a> {
    sheet: &'a Sheet,
    headings: &'a [String],
    positions: [Option<usize>; COLUMNS.len()],
    clashes: Vec<(Column, usize, usize)>,
}

impl Found<'_> {
    /// Sorts all headings; gives the positions of those that mean nothing here.
    fn place_all(&mut self) -> Vec<usize> {
        let (mut names, mut unknown) = (Vec::new(), Vec::new());
        for position in 0..self.headings.len() {
            let heading = plain(&self.headings[position]);
            let mut used = COLUMNS.iter().filter(|(column, ..)| self.sheet.used.contains(column));
            let known = used.find(|(_, name, others)| is_plain(name, &heading) || others.contains(&&*heading));
            match known {
                Some((column, ..)) => self.set(*column, position),
                None if heading.is_empty() => (),
                None if OFFICER_NAMES.contains(&&*heading) => names.push(position),
                None => unknown.push(position),
            }
        }
        self.place_names(&names);
        unknown
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

fn suggestion(sheet: &Sheet, heading: &str) -> String {
    suggested(sheet, heading).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

fn suggested(sheet: &Sheet, heading: &str) -> Option<&'static str> {
    let (name, slips) = nearest(&plain(heading), sheet.used.iter().map(|column| column.name()))?;
    (slips <= name.len() / 3).then_some(name)
}

/// Whether this is what [`plain`] makes of the name of a column: those have nothing else that does not matter.
fn is_plain(name: &str, plain: &str) -> bool {
    name.bytes().filter(|byte| *byte != b'_').eq(plain.bytes())
}

/// A heading without what does not matter: case, spaces, underscores, hyphens.
fn plain(heading: &str) -> String {
    let matters = |character: &char| !character.is_whitespace() && !matches!(character, '_' | '-');
    heading.chars().filter(matters).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Files;
    use crate::inputs::record::KeptRecord;

    fn read(headings: &str) -> (Option<Columns>, String, String) {
        let mut files = Files::default();
        let place = Place::new(files.add("a.csv"), 1);
        let (mut faults, mut notices) = (Faults::default(), Notices::default());
        let record: KeptRecord = headings.split(',').collect();
        let columns =
            Columns::read(record.get(), &CASELOAD, place, &mut Encoding::default(), &mut faults, &mut notices);
        (columns, faults.text(&files), notices.text(&files))
    }

    #[test]
    fn columns_stand_in_the_order_of_their_variants() {
        for (index, (column, ..)) in COLUMNS.iter().enumerate() {
            assert_eq!(column.index(), index);
        }
    }

    #[test]
    fn names_of_columns_are_found_as_they_are() {
        for (_, name, _) in &COLUMNS {
            assert!(is_plain(name, &plain(name)), "{name}");
            assert!(!is_plain(name, &plain(&format!("{name}s"))), "{name}");
        }
    }

    #[test]
    fn headings_match_however_they_are_written() {
        let (columns, faults, notices) = read("OFFICER,Case Type,contracted-hours,Tier_Code,,");
        let columns = columns.expect("all is there");
        assert_eq!((faults, notices), (String::new(), String::new()));
        assert_eq!(columns.position(Column::ContractedHours), Some(2));
        assert_eq!(columns.position(Column::Tier), Some(3));
        assert_eq!(columns.count, 6);
    }

    #[test]
    fn a_code_is_the_officer_and_a_name_only_where_there_is_none() {
        for (headings, officer, name) in [
            ("Offender Manager Name,Staff Code", 1, Some(0)),
            ("officer,OM Name", 0, Some(1)),
            ("OM Name,Case Type", 0, None),
            ("Name,Case Type", 0, None),
            ("Name,OM Name", 1, Some(0)),
        ] {
            let columns = read(headings).0.expect(headings);
            assert_eq!(columns.position(Column::Officer), Some(officer), "{headings}");
            assert_eq!(columns.position(Column::Name), name, "{headings}");
        }
    }

    #[test]
    fn two_columns_for_one_thing_are_a_fault() {
        assert!(read("officer,tier,Tier,case type").1.contains("the heading `Tier` is there twice"));
        assert!(read("officer,Staff Code").1.contains("the headings `officer` and `Staff Code` both mean `officer`"));
        assert!(read("OM Name,Offender Manager").1.contains("both mean `officer`"));
    }

    #[test]
    fn what_is_not_used_is_said_with_the_column_it_may_mean() {
        let (_, _, notices) = read("officer,case_type,Teir,Shoe size");
        assert_eq!(
            notices,
            "a.csv:1: notice: the column `Teir` is not used; did you mean `tier`?\n\
             a.csv:1: notice: the column `Shoe size` is not used\n"
        );
    }
}
