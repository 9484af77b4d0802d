//! Columns that are not used although somebody may have meant them to be: without a heading, with one that is nearly
//! known, with one that speaks of hours, of a number of cases, or of the date of the rows, or with a name of the
//! weights. Those that have such cells are warned of.

mod near;
mod numbers;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};
use jiff::civil::Date;

use crate::delimited::{is_error, letters};
use crate::fault::{FileId, Messages, Place, Subject, UNUSED_COLUMN, quoted};
use crate::units::{fits_file_of, parse_date};

use super::cells::says_nothing;
use super::columns::{
    COLUMNS, Column, Columns, OFFICER_NAMES, OddColumn, Positions, Sign, TableColumns, plain, without_formula,
};
use super::row::Row;
use super::text::{is_blank, trimmed};
use super::totals::total;

pub(super) use near::suggested;
use numbers::{ColumnNumbers, whole_number};
use words::{
    hours_of, is_in, is_number, is_person, is_week_number, may_be_quantity, names_week, speaks_of_cases,
    speaks_of_count, speaks_of_date, speaks_of_hours, speaks_of_part_time, speaks_of_week_number, words,
};

/// What a name is that the weights declare for work, such as a tier; `None` for any other text.
pub(crate) type WorkNames<'a> = &'a dyn Fn(&str) -> Option<&'static str>;

const COUNT_IS_READ: &str = "a number of cases is read from `count`";

const MINUTES_ARE_READ: &str =
    "the minutes of a case are read from the weights, and those on top of them from `extra_minutes`";

const TWO_CODES: &str = "if they are two people, call this column `officer`, and that of the names `name`";

/// Headings that are near to a known one and mean something else.
const OTHER_THINGS: &str = "office court county state casestate caserowtype term religion offender probation ext";

/// An unused column, by its heading; `None` where nothing else was meant.
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
    let mut instead_of = None;
    let (meant, sign) = if is_reduction {
        (hours_of(sheet).to_owned(), Sign::Cell)
    } else if let Some((near, sign)) = near(&has) {
        (format!("did you mean `{near}`?"), sign)
    } else if let Some(column) = near::in_other_words(sheet, &words, has).filter(|_| may_be_near) {
        let did_you_mean = || format!("did you mean `{}`?", column.name());
        match column {
            Column::Officer => (TWO_CODES.to_owned(), Sign::CodeOfName),
            Column::ExtraMinutes if !near::speaks_of_more(&words) => (MINUTES_ARE_READ.to_owned(), Sign::Cell),
            Column::Due => (did_you_mean(), Sign::Date),
            _ => (did_you_mean(), Sign::Cell),
        }
    } else if speaks_of_hours(&words) {
        (hours_of(sheet).to_owned(), Sign::Hours)
    } else if sheet.uses(Column::ContractedHours) && !has(Column::ContractedHours) && speaks_of_part_time(&words) {
        (hours_of(sheet).to_owned(), Sign::Several)
    } else if sheet.uses(Column::Count) && speaks_of_cases(&words) {
        (COUNT_IS_READ.to_owned(), Sign::WholeNumber)
    } else if sheet.uses(Column::Week) && !has(Column::Week) && speaks_of_week_number(&words) {
        ("did you mean `week`?".to_owned(), Sign::Cell)
    } else if sheet.uses(Column::Week) && !has(Column::Week) && speaks_of_date(&words) {
        ("did you mean `week`?".to_owned(), Sign::DateOrSeveral)
    } else if let Some(meant) = number(heading, &words, sheet, has, names) {
        meant
    } else if let Some((near, sign, blank)) = near_to_blank(heading, &words, sheet, positions, may_be_near) {
        instead_of = Some(blank);
        (format!("did you mean `{near}`, which is blank in every row?"), sign)
    } else {
        return None;
    };
    Some(OddColumn { position, meant: format!("; {meant}"), sign, instead_of })
}

/// The known column that an unused heading may stand for although the file has that column, because it is blank in
/// every row. Also which cells are a sign of it, and the position of the blank column.
fn near_to_blank(
    heading: &str,
    words: &[String],
    sheet: &TableColumns,
    positions: &Positions,
    may_be_near: bool,
) -> Option<(&'static str, Sign, usize)> {
    let near = || near::meant(sheet, heading, words, |_| false);
    let has_tasks = |column: Column| column == Column::Task && positions[column.index()].is_some();
    let in_other_words = || near::in_other_words(sheet, words, has_tasks).map(|column| (column.name(), Sign::Cell));
    let is_count = || !words.is_empty() && (speaks_of_count(heading, words) || may_be_quantity(words));
    let (near, sign) = if speaks_of_week_number(words) || speaks_of_date(words) {
        (Column::Week.name(), Sign::Cell)
    } else if is_person(words) {
        (Column::Officer.name(), Sign::Cell)
    } else if positions[Column::CaseId.index()].is_none() && is_count() {
        (Column::Count.name(), Sign::WholeNumber)
    } else {
        may_be_near.then(|| near().or_else(in_other_words)).flatten()?
    };
    let (column, ..) = COLUMNS.iter().find(|(_, name, _)| *name == near)?;
    Some((near, sign, positions[column.index()]?))
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
    /// Whether the text of a cell that is not blank is such a sign.
    fn has(self, text: &str) -> bool {
        const MOST: i64 = 10_000;
        match self {
            Self::Cell => true,
            Self::Hours => text.starts_with(|first: char| first.is_ascii_digit()) && !text.contains(['-', '–']),
            // Longer numbers are those of cases, people and telephones.
            Self::WholeNumber => whole_number(text).is_some_and(|number| number.abs() < MOST),
            // All cells of the column tell.
            Self::Quantities | Self::Numbers | Self::CodeOfName | Self::Several => false,
            Self::Date | Self::DateOrSeveral => parse_date(text).is_ok() || is_week_number(text),
        }
    }
}

/// Which of the odd columns of a file have cells that are a sign.
#[derive(Debug, Default)]
pub(crate) struct Unused {
    /// The columns of which more cells must be seen, as ranges of columns side by side.
    left: Vec<(usize, usize)>,
    /// The odd columns with a cell that is a sign, and the known columns beside them that are not blank.
    seen: Vec<usize>,
    numbers: BTreeMap<usize, ColumnNumbers>,
    /// The first text of columns of which several texts are a sign.
    first: BTreeMap<usize, String>,
    /// The columns that name a task in a row that holds nothing.
    tasks: BTreeSet<usize>,
    /// The codes beside the names of officers, by the position of their column.
    codes: BTreeMap<usize, HashMap<String, BTreeMap<String, String>>>,
    /// Whether officers are under a heading of names.
    has_names: bool,
    /// The date of the file, where all rows have it: a column of such dates says nothing else.
    dated: Option<Date>,
}

impl Unused {
    pub(crate) fn of(columns: &Columns) -> Self {
        let odd = columns.odd.iter();
        let positions: BTreeSet<usize> = odd.flat_map(|odd| [Some(odd.position), odd.instead_of]).flatten().collect();
        let has_names = OFFICER_NAMES.contains(&&*plain(columns.heading(Column::Officer)));
        let mut unused = Self { has_names, ..Self::default() };
        for position in positions {
            unused.add(position);
        }
        unused
    }

    /// The same in a file whose rows all have its date.
    pub(crate) fn in_file_of(self, dated: Option<Date>) -> Self {
        Self { dated, ..self }
    }

    /// Adds a column behind the others.
    fn add(&mut self, position: usize) {
        match self.left.last_mut() {
            Some((_, last)) if *last + 1 == position => *last = position,
            _ => self.left.push((position, position)),
        }
    }

    /// Whether more cells of any column must be seen.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        !self.left.is_empty()
    }

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
                if !cell.is_some_and(|cell| self.is_told(position, cell, row, columns)) {
                    self.add(position);
                }
            }
        }
    }

    /// Notes which cells of a row that holds nothing have the name of a task.
    pub(crate) fn note_tasks(&mut self, row: Row, columns: &Columns, is_task: impl Fn(&str) -> bool) {
        let unused = (0..row.len().min(columns.headings.len())).filter(|position| !columns.uses(*position));
        self.tasks.extend(unused.filter(|position| is_task(&trimmed(without_formula(row.cell(*position))))));
    }

    /// Notes a cell that is not blank. Returns true if no other cell of the column need be seen.
    fn is_told(&mut self, position: usize, cell: Cow<[u8]>, row: Row, columns: &Columns) -> bool {
        let sign = columns.odd_at(position).map_or(Sign::Cell, |odd| odd.sign);
        let text = trimmed(without_formula(cell));
        if matches!(sign, Sign::Quantities | Sign::Numbers) {
            let numbers = self.numbers.entry(position).or_default();
            numbers.note(&text);
            return numbers.has_other;
        }
        if sign == Sign::CodeOfName {
            let officer = columns.text(row, Column::Officer);
            if self.has_names || officer.contains([' ', ',']) {
                self.note_code(position, &text, &officer);
            }
            return false;
        }
        let is_date_of_file = |dated: Date| parse_date(&text).is_ok_and(|date| fits_file_of(date, dated));
        let is_date = matches!(sign, Sign::Date | Sign::DateOrSeveral) && sign.has(&text);
        let is_several =
            matches!(sign, Sign::Several | Sign::DateOrSeveral) && !is_date && self.is_another(position, &text);
        let is_sign = is_several || sign.has(&text) && !(is_date && self.dated.is_some_and(is_date_of_file));
        self.seen.extend(is_sign.then_some(position));
        is_sign
    }

    /// Whether a column has another text already.
    fn is_another(&mut self, position: usize, text: &str) -> bool {
        let text = text.to_lowercase();
        self.first.entry(position).or_insert_with(|| text.clone()) != &text
    }

    /// Notes a code beside a name. Of each name the two first codes are kept, so that the order of rows makes no difference.
    fn note_code(&mut self, position: usize, code: &str, name: &str) {
        /// Words of those who are nobody: their rows are of several teams.
        const NOBODY: &str =
            "unallocated unassigned vacant vacancy agency pool dummy duty team staff officer worker post";
        let is_word = |word: &str| is_in(&word.to_lowercase(), NOBODY);
        let has_figure = |text: &str| text.contains(|letter: char| letter.is_ascii_digit());
        if says_nothing(code) || has_figure(name) || name.split([' ', ',', '-']).any(is_word) {
            return;
        }
        // `011` and `11` are one code, as `a1` and `A1` are.
        let same = code.trim_end_matches(".0").trim_start_matches('0').to_lowercase();
        let codes = self.codes.entry(position).or_default().entry(name.to_owned()).or_default();
        let first = codes.entry(same).or_insert_with(|| code.to_owned());
        if code < first.as_str() {
            code.clone_into(first);
        }
        if codes.len() > 2 {
            codes.pop_last();
        }
    }

    /// A name with two codes beside it, the first by its letters, as a message names them.
    fn name_of_two(&self, position: usize) -> Option<String> {
        let of_two = self.codes.get(&position)?.iter().filter(|(_, codes)| codes.len() > 1);
        let (name, codes) = of_two.min()?;
        let codes: Vec<String> = codes.values().map(|code| quoted(code)).collect();
        Some(format!("{} for {}", codes.join(" and "), quoted(name)))
    }

    /// Takes in what was seen in other rows of the same file.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.seen.extend(other.seen);
        self.tasks.extend(other.tasks);
        for (position, names) in other.codes {
            for (name, codes) in names {
                for code in codes.values() {
                    self.note_code(position, code, &name);
                }
            }
        }
        for (position, text) in other.first {
            if self.is_another(position, &text) {
                self.seen.push(position);
            }
        }
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
        for OddColumn { position, meant, instead_of, sign } in &columns.odd {
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
            if let Some(two) = self.name_of_two(*position) {
                let subjects = [Subject::Column(heading.clone())];
                let message = format!("{named}, but has several codes of one name, such as {two}{meant}");
                messages.warnings.add_of(UNUSED_COLUMN, place, subjects, message);
            } else if is_beside {
                messages.notices.add(place, named);
            } else if seen.contains(position) {
                let subjects = [Subject::Column(heading.clone())];
                messages.warnings.add_of(UNUSED_COLUMN, place, subjects, format!("{named}, but has cells{meant}"));
            } else if !heading.is_empty() {
                let meant = if matches!(sign, Sign::CodeOfName | Sign::Numbers) { "" } else { meant };
                messages.notices.add(place, format!("{named}{meant}"));
            }
        }
        for heading in self.tasks.difference(&seen.into_iter().collect()).map(|position| &columns.headings[*position]) {
            let message = format!(
                "the column {} is not used, but names a task in rows that hold nothing; did you mean `task`?",
                quoted(heading)
            );
            let subjects = [Subject::Column(heading.clone())];
            messages.warnings.add_of(UNUSED_COLUMN, Place::new(file, columns.line), subjects, message);
        }
    }
}
