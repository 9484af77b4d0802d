//! Columns that are not used although somebody may have meant them to be: without a heading, with one that is nearly
//! known, with one that speaks of hours, of a number of cases, or of the date of the rows, or with a name of the
//! weights. Those that have such cells are warned of.

mod near;
mod numbers;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;

use crate::delimited::{is_error, letters};
use crate::fault::{FileId, Messages, Place, Subject, UNUSED_COLUMN, quoted};
use crate::units::parse_date;

use super::columns::{
    COLUMNS, Column, Columns, OFFICER_NAMES, OddColumn, Positions, Sign, TableColumns, plain, without_formula,
};
use super::row::Row;
use super::text::{is_blank, trimmed};
use super::totals::total;

pub(super) use near::suggested;
use numbers::{ColumnNumbers, whole_number};
use words::{
    hours_of, is_in, is_number, is_week_number, may_be_quantity, names_week, speaks_of_cases, speaks_of_count,
    speaks_of_date, speaks_of_hours, speaks_of_week_number, words,
};

/// What a name is that the weights declare for work, such as a tier; `None` for any other text.
pub(crate) type WorkNames<'a> = &'a dyn Fn(&str) -> Option<&'static str>;

const COUNT_IS_READ: &str = "a number of cases is read from `count`";

/// Headings that are near to a known one and mean something else.
const OTHER_THINGS: &str = "office court county state casestate caserowtype term religion offender probation";

/// A column that is not used, by its heading; `None` where nothing else was meant.
pub(super) fn odd_column(
    position: usize,
    heading: &str,
    sheet: &TableColumns,
    positions: &Positions,
    names: WorkNames,
) -> Option<OddColumn> {
    let name = plain(heading);
    if name.is_empty() || is_error(heading) {
        return Some(OddColumn { position, meant: String::new(), sign: Sign::Cell, instead_of: None });
    }
    let words = words(heading);
    let known = COLUMNS.iter().map(|(column, ..)| *column).find(|column| column.is_called(&name));
    // A staff list has hours, and people may think that it has reductions too.
    let is_reduction = known == Some(Column::ReductionHours) && sheet.uses(Column::ContractedHours);
    // The ministry's list of reductions has contracted hours too, and always had.
    let is_of_export = known == Some(Column::ContractedHours);
    let is_of_other_sheet = known.is_some() && !is_reduction && (is_of_export || !speaks_of_hours(&words));
    if is_of_other_sheet || OFFICER_NAMES.contains(&&*name) || is_in(&name, OTHER_THINGS) {
        return None;
    }
    let has = |column: Column| positions[column.index()].is_some();
    let may_be_near = known.is_none() && !words.is_empty();
    let near = |has: &dyn Fn(Column) -> bool| if may_be_near { near::meant(sheet, heading, &words, has) } else { None };
    // A known column that is blank in every row says nothing, as one that is not there.
    let near_to_blank = || {
        let of_week = speaks_of_week_number(&words) || speaks_of_date(&words);
        let near = if of_week { Some(Column::Week.name()) } else { near(&|_| false) }?;
        let (column, ..) = COLUMNS.iter().find(|(_, name, _)| *name == near)?;
        Some((near, positions[column.index()]?))
    };
    let mut instead_of = None;
    let (meant, sign) = if is_reduction {
        (hours_of(sheet).to_owned(), Sign::Cell)
    } else if let Some(near) = near(&has) {
        (format!("did you mean `{near}`?"), Sign::Cell)
    } else if let Some(column) = near::in_other_words(sheet, &words, has).filter(|_| may_be_near) {
        let sign = if column == Column::Due { Sign::Date } else { Sign::Cell };
        (format!("did you mean `{}`?", column.name()), sign)
    } else if speaks_of_hours(&words) {
        (hours_of(sheet).to_owned(), Sign::Cell)
    } else if sheet.uses(Column::Count) && speaks_of_cases(&words) {
        (COUNT_IS_READ.to_owned(), if has(Column::CaseId) { Sign::WholeNumber } else { Sign::Cell })
    } else if sheet.uses(Column::Week) && !has(Column::Week) && speaks_of_week_number(&words) {
        ("did you mean `week`?".to_owned(), Sign::Cell)
    } else if sheet.uses(Column::Week) && !has(Column::Week) && speaks_of_date(&words) {
        ("did you mean `week`?".to_owned(), Sign::Date)
    } else if let Some(meant) = number(heading, &words, sheet, has, names) {
        meant
    } else if let Some((near, blank)) = near_to_blank() {
        instead_of = Some(blank);
        (format!("did you mean `{near}`, which is blank in every row?"), Sign::Cell)
    } else {
        return None;
    };
    Some(OddColumn { position, meant: format!("; {meant}"), sign, instead_of })
}

/// What is meant by a heading under which numbers of cases or tasks may stand, and the cells that are a sign of it.
fn number(
    heading: &str,
    words: &[String],
    sheet: &TableColumns,
    has: impl Fn(Column) -> bool,
    names: WorkNames,
) -> Option<(String, Sign)> {
    let may_be_count = sheet.uses(Column::Count) && !has(Column::Count);
    let count = |sign: Sign| Some((COUNT_IS_READ.to_owned(), sign));
    // Where each row has its case, numbers beside it say something of that case.
    if has(Column::CaseId) {
        return None;
    }
    if may_be_count && !words.is_empty() && speaks_of_count(heading, words) {
        return count(Sign::WholeNumber);
    }
    if may_be_count && may_be_quantity(words) {
        return count(Sign::Quantities);
    }
    if may_be_count && names_week(heading, words) {
        let rows = "it names a week or a month: write a row for each week, with the number in `count`";
        return Some((rows.to_owned(), Sign::WholeNumber));
    }
    if may_be_count && is_number(&plain(heading)) {
        return count(Sign::Numbers);
    }
    let of_words = || words.iter().map(|word| names(word)).collect::<Option<Vec<_>>>()?.first().copied();
    // `SDRs`, `Tier A3`.
    let of_several = || names(heading.strip_suffix(['s', 'S'])?);
    let of_tier = || names(heading.trim_start_matches(|letter: char| !letter.is_whitespace()).trim());
    let of_tier = || of_tier().filter(|_| words[0] == "tier");
    // A letter alone may stand for anything, and so may `S/N`.
    let what = names(heading).or_else(of_words).or_else(of_several).or_else(of_tier);
    let what = what.filter(|_| words.iter().any(|word| word.chars().count() > 1))?;
    let rows =
        format!("it has the name of a {what}: write a row for each officer and {what}, with the number in `count`");
    Some((rows, Sign::Quantities))
}

impl Sign {
    /// Whether a cell that is not blank is such a sign.
    fn has(self, cell: Cow<'_, [u8]>) -> bool {
        const MOST: i64 = 10_000;
        let text = trimmed(without_formula(cell));
        match self {
            Self::Cell => true,
            // Longer numbers are those of cases, people and telephones.
            Self::WholeNumber => whole_number(&text).is_some_and(|number| number.abs() < MOST),
            // All cells of the column tell.
            Self::Quantities | Self::Numbers => false,
            Self::Date => parse_date(&text).is_ok() || is_week_number(&text),
        }
    }
}

/// Which of the odd columns of a file have cells that are a sign.
#[derive(Debug, Default)]
pub(crate) struct Unused {
    /// Those of which more cells must be seen, as stretches of columns side by side.
    left: Vec<(usize, usize)>,
    /// The odd columns with a cell that is a sign, and the known columns beside them that are not blank.
    seen: Vec<usize>,
    numbers: BTreeMap<usize, ColumnNumbers>,
}

impl Unused {
    pub(crate) fn of(columns: &Columns) -> Self {
        let odd = columns.odd.iter();
        let positions: BTreeSet<usize> = odd.flat_map(|odd| [Some(odd.position), odd.instead_of]).flatten().collect();
        let mut unused = Self::default();
        for position in positions {
            unused.add(position);
        }
        unused
    }

    /// Adds a column behind the others.
    fn add(&mut self, position: usize) {
        match self.left.last_mut() {
            Some((_, last)) if *last + 1 == position => *last = position,
            _ => self.left.push((position, position)),
        }
    }

    /// Whether a row may have cells that were not seen yet.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        !self.left.is_empty()
    }

    /// Notes the cells of a row.
    pub(crate) fn note(&mut self, row: Row, columns: &Columns) {
        let is_nothing = |byte: &u8| *byte == columns.separator || matches!(byte, b' ' | b'"');
        let is_clear = |(first, last): &(usize, usize)| {
            *first >= row.len() || row.span(*first, (*last).min(row.len() - 1)).iter().all(is_nothing)
        };
        if self.left.iter().all(is_clear) || total(row, columns).is_some() {
            return;
        }
        for (first, last) in std::mem::take(&mut self.left) {
            for position in first..=last {
                let cell = (position < row.len()).then(|| row.cell(position)).filter(|cell| !is_blank(cell));
                if !cell.is_some_and(|cell| self.is_told(position, cell, columns)) {
                    self.add(position);
                }
            }
        }
    }

    /// Notes a cell that is not blank. Whether no other cell of the column need be seen.
    fn is_told(&mut self, position: usize, cell: Cow<[u8]>, columns: &Columns) -> bool {
        let sign = columns.odd_at(position).map_or(Sign::Cell, |odd| odd.sign);
        if matches!(sign, Sign::Quantities | Sign::Numbers) {
            let numbers = self.numbers.entry(position).or_default();
            numbers.note(&trimmed(without_formula(cell)));
            return numbers.has_other;
        }
        let is_sign = sign.has(cell);
        self.seen.extend(is_sign.then_some(position));
        is_sign
    }

    /// Takes in what was seen in other rows of the same file.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.seen.extend(other.seen);
        for (position, numbers) in other.numbers {
            self.numbers.entry(position).or_default().absorb(numbers);
        }
    }

    /// Warns of those that have such cells, and says the others that have a heading.
    pub(crate) fn say(&self, columns: &Columns, file: FileId, messages: &mut Messages) {
        let mut seen: HashSet<usize> = self.seen.iter().copied().collect();
        let may_be_of_rows = |position| columns.odd_at(position).is_some_and(|odd| odd.sign == Sign::Numbers);
        let counts = self.numbers.iter().filter(|(position, numbers)| numbers.are_counts(may_be_of_rows(**position)));
        seen.extend(counts.map(|(position, _)| *position));
        for OddColumn { position, meant, instead_of, .. } in &columns.odd {
            // Where the known column has cells, the other one is beside it.
            let is_beside = instead_of.is_some_and(|known| seen.contains(&known));
            let (heading, place) = (&columns.headings[*position], Place::new(file, columns.line));
            let named = if heading.is_empty() {
                format!(
                    "column {} has no heading and is not used",
                    letters(u32::try_from(*position).unwrap_or(u32::MAX))
                )
            } else {
                format!("the column {} is not used", quoted(heading))
            };
            if is_beside {
                messages.notices.add(place, named);
            } else if seen.contains(position) {
                let subjects = vec![Subject::Column(heading.clone())];
                messages.warnings.add_of(UNUSED_COLUMN, place, subjects, format!("{named}, but has cells{meant}"));
            } else if !heading.is_empty() {
                messages.notices.add(place, format!("{named}{meant}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::table::columns::{CASELOAD, REDUCTIONS, STAFF};

    const HOURS_READ: &str = "hours are read from `contracted_hours` and `reduction_hours`";

    /// What is said of a heading of a file with a few columns, and which cells are a sign.
    fn odd(heading: &str) -> Option<(String, Sign)> {
        odd_in(&CASELOAD, &[Column::Officer, Column::CaseType], heading)
    }

    /// The same of a file of a kind that has some columns.
    fn odd_in(sheet: &TableColumns, has: &[Column], heading: &str) -> Option<(String, Sign)> {
        let mut positions = [None; COLUMNS.len()];
        for column in has {
            positions[column.index()] = Some(0);
        }
        let names = |name: &str| matches!(plain(name).as_str(), "custody" | "b2").then_some("tier");
        let odd = odd_column(3, heading, sheet, &positions, &names).filter(|odd| odd.instead_of.is_none());
        odd.map(|odd| (odd.meant, odd.sign))
    }

    #[test]
    fn headings_near_to_a_known_one_or_about_hours_are_odd() {
        assert_eq!(odd(""), Some((String::new(), Sign::Cell)));
        for (known, headings) in [
            ("officer", &["Offcier"][..]),
            ("tier", &["Teir", "Tier level", "Tier Codes", "Latest Tier", "Current tier", "Tier (current)"]),
            ("status", &["Row Types", "Row Typ", "Row Type Code", "Case Status"]),
            ("grade", &["Grade Codes", "OM Grade Codes", "Officer Grade", "OM Grd", "Offender Manager Grade (now)"]),
            ("case_id", &["CRNs", "CRN number", "Case Ref", "CaseRef", "Case Ref Number", "Case ref no. old"]),
            ("pdu", &["PDU nm", "Probation Delivery", "Probation delivery unit desc"]),
            ("task", &["Contact", "Tsk"]),
            ("week", &["Workload Dates", "Snapshots", "Datestamps", "Dates"]),
            ("extra_minutes", &["Extra min", "Extra min.", "Extra minutes per month", "Extra mins pm"]),
            ("contracted_hours", &["Contr hours"]),
            ("count", &["COUNT(*)", "Case count", "ncases", "Cnt"]),
        ] {
            for heading in headings {
                assert_eq!(odd(heading), Some((format!("; did you mean `{known}`?"), Sign::Cell)), "{heading}");
            }
        }
        for heading in ["FTE hours", "FTE", "F.T.E.", "Full-time equivalent", "Weekly hours"] {
            assert_eq!(odd(heading), Some((format!("; {HOURS_READ}"), Sign::Cell)), "{heading}");
        }
        for heading in ["Total cases", "TotalCases", "Number of cases", "No. of cases", "Active cases", "Caseload"] {
            assert_eq!(odd(heading), Some((format!("; {COUNT_IS_READ}"), Sign::Cell)), "{heading}");
        }
    }

    #[test]
    fn headings_of_a_number_of_cases_or_of_a_date_need_such_cells() {
        for heading in "Count of CRN; count(1); CRN count; Distinct count of CRN; COUNT(DISTINCT CRN); \
            Count of case_id; Sum of count; # of CRN; No. of CRNs; (No column name); n; Freq; Total; \
            Activecases; Number; Count of Case Ref No; DistinctCount of CRN; Distinct count of Case Id; No. of people; \
            Total offenders"
            .split("; ")
        {
            assert_eq!(odd(heading), Some((format!("; {COUNT_IS_READ}"), Sign::WholeNumber)), "{heading}");
        }
        for heading in "Quantity; Qty; Volume; Amount; Records; Rows; Values; People; POPs; Offenders; Clients; \
            Service users; Headcount; Active; Current; Current clients"
            .split("; ")
        {
            assert_eq!(odd(heading), Some((format!("; {COUNT_IS_READ}"), Sign::Quantities)), "{heading}");
        }
        for heading in ["No.", "#", "Nr", "No", "№"] {
            assert_eq!(odd(heading), Some((format!("; {COUNT_IS_READ}"), Sign::Numbers)), "{heading}");
        }
        for heading in "Week commencing; WeekStarting; Week ending; W/C; Snapshot date; Report date; Extract date; \
            week_date; ISO week; As at; Reporting week; Reporting period; Period; Data date; Run date; RunDate; \
            Date of extract; Date of report; Data as at; Extracted on; Export_Date; W/E date; Period ending; As of"
            .split("; ")
        {
            assert_eq!(odd(heading), Some(("; did you mean `week`?".to_owned(), Sign::Date)), "{heading}");
        }
        for (sign, cells, others) in [
            (Sign::WholeNumber, &["12", "12.0", "=\"7\""][..], &["12.5", "AB12", "10441", "2026-11-16", "n/a"][..]),
            (Sign::Date, &["26/10/2026", "2026-W47", "26 Oct 2026", "W46", "wk 7"], &["44", "Monday", "late"]),
            (Sign::Cell, &["12", "x"], &[]),
        ] {
            let is_in = |cell: &&&str| sign.has(Cow::Borrowed(cell.as_bytes()));
            assert!(cells.iter().all(|cell| is_in(&cell)) && !others.iter().any(|cell| is_in(&cell)), "{sign:?}");
        }
    }

    #[test]
    fn other_headings_are_not_odd() {
        for heading in
            "Notes; Name of court; Reason; Start Date; OM Name; Gender; Shoe size; After; Team leader; Office; \
            Court; Reduction reason; Team manager; Case notes; Next appointment date; Status date; \
            Date of birth; Sentence end date; Sentence date; End date; Order date; Allocation date; Created on; \
            Case number; PNC no; ***; Offence count; Licence period; Data; Report; Run; Time; \
            Date completed; Hearing date; Last report date; Offence count; Number of offences; \
            Total OGRS score; Case name; Role type; Allocation; Education; Update; Discount; Data; Case score; \
            Last contact; Next report due; Officer email; Religion"
                .split("; ")
        {
            assert_eq!(odd(heading), None, "{heading}");
        }
        // Where a file has the column, its number or date is known.
        for heading in ["Week ending", "Report date", "n", "CRNs", "Latest tier", "Row Types", "Case Ref", "OM Grd"] {
            assert_eq!(odd_in(&CASELOAD, &COLUMNS.map(|(column, ..)| column), heading), None, "{heading}");
        }
    }

    #[test]
    fn names_of_the_weights_are_odd_where_rows_have_no_case_ids() {
        for heading in ["Custody", "B2", "Custody B2"] {
            let (meant, sign) = odd(heading).expect("a name of the weights");
            assert!(meant.contains("it has the name of a tier") && sign == Sign::Quantities, "{meant}");
        }
        for heading in ["Custody", "B2", "People", "#"] {
            assert_eq!(odd_in(&CASELOAD, &[Column::Officer, Column::CaseId], heading), None, "{heading}");
        }
        assert_eq!(odd("Custody days"), None);
    }

    #[test]
    fn a_staff_list_has_no_other_hours_than_contracted_ones_and_no_cases() {
        let odd = |heading| odd_in(&STAFF, &[], heading).map(|(meant, _)| meant);
        let hours = "; hours are read from `contracted_hours`, and reductions from the caseload or --reductions";
        for heading in ["Reduction Hours", "Reductions", "FTE", "Weekly hours"] {
            assert_eq!(odd(heading).as_deref(), Some(hours), "{heading}");
        }
        assert_eq!(["Total cases", "Case Type", "Week ending", "Report date"].map(odd), [None, None, None, None]);
    }

    #[test]
    fn a_list_of_reductions_has_the_contracted_hours_of_the_export_and_no_others() {
        let all = COLUMNS.map(|(column, ..)| column);
        let odd = |heading| odd_in(&REDUCTIONS, &all, heading).map(|(meant, _)| meant);
        for heading in ["Reduction hours", "hours per week", "FTE"] {
            assert!(odd(heading).is_some_and(|meant| meant.contains("are read from `hours`")), "{heading}");
        }
        for heading in ["Contracted Hours", "Reduction", "Grade Code", "Case Type", "PDU"] {
            assert_eq!(odd(heading), None, "{heading}");
        }
    }
}
