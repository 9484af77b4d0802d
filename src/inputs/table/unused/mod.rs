//! Columns that are not used although somebody may have meant them to be: without a heading, with one that is nearly known, or
//! with one that speaks of hours, of a number of cases, or of the date of the rows. Those that have such cells are warned of.

mod near;

use std::borrow::Cow;

use foldhash::HashSet;

use crate::fault::{FileId, Messages, Place, Subject, UNUSED_COLUMN, quoted};
use crate::units::{Decimal, parse_date};

use super::columns::{COLUMNS, Column, Columns, OFFICER_NAMES, OddColumn, Sheet, Sign, plain, without_formula};
use super::row::Row;
use super::text::{is_blank, trimmed};

use near::is_in;
pub(super) use near::suggested;

/// What a heading that speaks of hours has in it, without blanks and signs.
const HOURS: [&str; 3] = ["hours", "fulltimeequivalent", "wholetimeequivalent"];

/// What a heading that speaks of a number of cases has in it, without blanks and signs.
const CASES: [&str; 5] = ["totalcases", "noofcases", "numberofcases", "casecount", "countofcases"];
const COUNT_IS_READ: &str = "a number of cases is read from `count`";

/// Words that count, wherever they stand in a heading; those that do as the first word; and what may stand beside them where
/// cases or tasks are counted: `COUNT(DISTINCT CRN)`, `No. of cases`, `(No column name)`.
const COUNTS: &str = "count total totals sum freq frequency cases";
const COUNTS_FIRST: &str = "n number num";
const COUNTED: &str = "of distinct unique crn crns case id ids task tasks row rows records no column name star 1";

/// Headings of the date of all rows, beside those that begin with the word week.
const DATES: &str = "wc wb we snapshotdate reportdate reportingdate extractdate extractiondate exportdate";

/// Headings that are near to a known one and mean something else.
const OTHER_THINGS: [&str; 6] = ["office", "court", "county", "state", "term", "religion"];

/// A column that is not used, by its heading; `None` where nothing else was meant. `has` is whether the file has a column.
pub(super) fn odd_column(
    position: usize,
    heading: &str,
    sheet: &Sheet,
    has: impl Fn(Column) -> bool,
) -> Option<OddColumn> {
    let name = plain(heading);
    if name.is_empty() {
        return Some(OddColumn { position, meant: String::new(), sign: Sign::Cell });
    }
    let words = words(heading);
    let known = COLUMNS.iter().map(|(column, ..)| *column).find(|column| column.is_called(&name));
    // A staff list has hours, and people may think that it has reductions too.
    let is_reduction = known == Some(Column::ReductionHours) && sheet.uses(Column::ContractedHours);
    // The ministry's list of reductions has contracted hours too, and always had.
    let is_of_export = known == Some(Column::ContractedHours);
    let is_of_other_sheet = known.is_some() && !is_reduction && (is_of_export || !speaks_of_hours(&words));
    if is_of_other_sheet || OFFICER_NAMES.contains(&&*name) || OTHER_THINGS.contains(&&*name) {
        return None;
    }
    let (meant, sign) = if is_reduction || words.is_empty() {
        (is_reduction.then(|| hours_of(sheet).to_owned())?, Sign::Cell)
    } else if let Some(near) = near::meant(sheet, heading, &words, &has).filter(|_| known.is_none()) {
        (format!("did you mean `{near}`?"), Sign::Cell)
    } else if speaks_of_hours(&words) {
        (hours_of(sheet).to_owned(), Sign::Cell)
    } else if sheet.uses(Column::Count) && speaks_of_cases(&words) {
        (COUNT_IS_READ.to_owned(), Sign::Cell)
    } else if sheet.uses(Column::Week) && !has(Column::Week) && speaks_of_date(&words) {
        ("did you mean `week`?".to_owned(), Sign::Date)
    } else if sheet.uses(Column::Count) && !has(Column::Count) && speaks_of_count(heading, &words) {
        (COUNT_IS_READ.to_owned(), Sign::WholeNumber)
    } else {
        return None;
    };
    Some(OddColumn { position, meant: format!("; {meant}"), sign })
}

/// The words of a heading in small letters.
fn words(heading: &str) -> Vec<String> {
    let words = heading.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Where the hours are read from that a kind of table has.
fn hours_of(sheet: &Sheet) -> &'static str {
    if sheet.uses(Column::ReductionHours) {
        "hours are read from `contracted_hours` and `reduction_hours`"
    } else if sheet.uses(Column::ContractedHours) {
        "hours are read from `contracted_hours`, and reductions from the caseload or --reductions"
    } else {
        "the hours of a reduction are read from `hours`, contracted ones from the caseload or --staff"
    }
}

fn speaks_of_hours(words: &[String]) -> bool {
    let letters = words.concat();
    words.iter().any(|word| is_in(word, "hours hour hrs fte wte"))
        || is_in(&letters, "fte wte")
        || HOURS.iter().any(|hours| letters.contains(hours))
}

fn speaks_of_cases(words: &[String]) -> bool {
    let letters = words.concat();
    words.iter().any(|word| is_in(word, "cases caseload")) || CASES.iter().any(|cases| letters.contains(cases))
}

fn speaks_of_date(words: &[String]) -> bool {
    let letters = words.concat();
    letters.starts_with("week") || is_in(&letters, DATES)
}

fn speaks_of_count(heading: &str, words: &[String]) -> bool {
    let letters = words.concat();
    let counts = heading.starts_with('#')
        || words.iter().any(|word| is_in(word, COUNTS))
        || is_in(&words[0], COUNTS_FIRST)
        || (words[0] == "no" && words.len() > 1);
    let is_of_cases = |word: &String| [COUNTS, COUNTS_FIRST, COUNTED].iter().any(|list| is_in(word, list));
    letters.ends_with("cases") || (counts && words.iter().all(is_of_cases))
}

impl Sign {
    /// Whether a cell that is not blank is such a sign.
    fn has(self, cell: Cow<'_, [u8]>) -> bool {
        const MOST: i64 = 10_000 * Decimal::ONE;
        let text = trimmed(without_formula(cell));
        match self {
            Self::Cell => true,
            // Longer numbers are those of cases, people and telephones.
            Self::WholeNumber => Decimal::parse(&text).is_ok_and(|number| {
                let number = number.ten_thousandths();
                number % Decimal::ONE == 0 && number.abs() < MOST
            }),
            Self::Date => parse_date(&text).is_ok(),
        }
    }
}

/// Which of the odd columns of a file have cells that are a sign.
#[derive(Debug, Default)]
pub(crate) struct Unused {
    /// Those in which none was seen so far, as stretches of columns side by side.
    left: Vec<(usize, usize)>,
    seen: Vec<usize>,
}

impl Unused {
    pub(crate) fn of(columns: &Columns) -> Self {
        let mut unused = Self::default();
        for OddColumn { position, .. } in &columns.odd {
            unused.add(*position);
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
        if self.left.iter().all(is_clear) {
            return;
        }
        let has_sign = |position: usize| {
            let cell = (position < row.len()).then(|| row.cell(position)).filter(|cell| !is_blank(cell));
            let odd = columns.odd.binary_search_by_key(&position, |odd| odd.position).map(|at| &columns.odd[at]);
            cell.zip(odd.ok()).is_some_and(|(cell, odd)| odd.sign.has(cell))
        };
        for (first, last) in std::mem::take(&mut self.left) {
            for position in first..=last {
                if has_sign(position) { self.seen.push(position) } else { self.add(position) }
            }
        }
    }

    /// Takes in what was seen in other rows of the same file.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.seen.extend(other.seen);
    }

    /// Warns of those that have such cells, and says the others that have a heading.
    pub(crate) fn say(&self, columns: &Columns, file: FileId, messages: &mut Messages) {
        let seen: HashSet<usize> = self.seen.iter().copied().collect();
        for OddColumn { position, meant, .. } in &columns.odd {
            let (heading, place) = (&columns.headings[*position], Place::new(file, columns.line));
            let named = if heading.is_empty() {
                format!("column {} has no heading and is not used", position + 1)
            } else {
                format!("the column {} is not used", quoted(heading))
            };
            if seen.contains(position) {
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
        let has = |column| matches!(column, Column::Officer | Column::CaseType);
        odd_column(3, heading, &CASELOAD, has).map(|odd| (odd.meant, odd.sign))
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
            Activecases; Number"
            .split("; ")
        {
            assert_eq!(odd(heading), Some((format!("; {COUNT_IS_READ}"), Sign::WholeNumber)), "{heading}");
        }
        for heading in "Week commencing; WeekStarting; Week ending; W/C; Snapshot date; Report date; Extract date; \
            week_date"
            .split("; ")
        {
            assert_eq!(odd(heading), Some(("; did you mean `week`?".to_owned(), Sign::Date)), "{heading}");
        }
        for (sign, cells, others) in [
            (Sign::WholeNumber, &["12", "12.0", "=\"7\""][..], &["12.5", "AB12", "10441", "2026-11-16", "n/a"][..]),
            (Sign::Date, &["26/10/2026", "2026-W47", "26 Oct 2026"], &["44", "Monday", "late"]),
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
            Date of birth; Sentence end date; Case number; No; #; Offence count; Number of offences; \
            Total OGRS score; Case name; Role type; Allocation; Education; Update; Discount; Data; Case score; \
            Last contact; Next report due; Officer email; Religion"
                .split("; ")
        {
            assert_eq!(odd(heading), None, "{heading}");
        }
        // Where a file has the column, its number or date is known.
        for heading in ["Week ending", "Report date", "n", "CRNs", "Latest tier", "Row Types", "Case Ref", "OM Grd"] {
            assert!(odd_column(3, heading, &CASELOAD, |_| true).is_none(), "{heading}");
        }
    }

    #[test]
    fn a_staff_list_has_no_other_hours_than_contracted_ones_and_no_cases() {
        let odd = |heading| odd_column(3, heading, &STAFF, |_| false).map(|odd| odd.meant);
        let hours = "; hours are read from `contracted_hours`, and reductions from the caseload or --reductions";
        for heading in ["Reduction Hours", "Reductions", "FTE", "Weekly hours"] {
            assert_eq!(odd(heading).as_deref(), Some(hours), "{heading}");
        }
        assert_eq!(["Total cases", "Case Type", "Week ending", "Report date"].map(odd), [None, None, None, None]);
    }

    #[test]
    fn a_list_of_reductions_has_the_contracted_hours_of_the_export_and_no_others() {
        let odd = |heading| odd_column(3, heading, &REDUCTIONS, |_| true).map(|odd| odd.meant);
        for heading in ["Reduction hours", "hours per week", "FTE"] {
            assert!(odd(heading).is_some_and(|meant| meant.contains("are read from `hours`")), "{heading}");
        }
        for heading in ["Contracted Hours", "Reduction", "Grade Code", "Case Type", "PDU"] {
            assert_eq!(odd(heading), None, "{heading}");
        }
    }
}
