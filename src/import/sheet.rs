//! A sheet of an extract: its columns by their headings, and its rows, each with its place.

use std::ops::ControlFlow;

use foldhash::HashMap;

use crate::delimited::letters;
use crate::fault::{Fault, FileId, Hint, Messages, Place, first_few, first_few_quoted, quoted};
use crate::inputs::{plain, says_nothing};
use crate::workbook::{OpenWorkbook, SheetRow, Unread};

/// How many names a message lists.
const NAMED: usize = 8;

/// The largest count: as many as a row of a caseload may have.
const MOST: i64 = 1_000_000;

/// The columns that are used of a sheet.
pub(super) struct ExtractColumns {
    /// Those that must be there.
    pub(super) needed: Vec<String>,
    /// Those that are used where they are there; they come behind the others.
    others: &'static [&'static str],
}

impl ExtractColumns {
    pub(super) fn of<'n>(needed: impl IntoIterator<Item = &'n str>, others: &'static [&'static str]) -> Self {
        Self { needed: needed.into_iter().map(str::to_owned).collect(), others }
    }
}

/// A row of a sheet, with the cells of the columns that are used, and where its faults go.
pub(super) struct ExtractRow<'r> {
    pub(super) place: Place,
    /// Its first cell with a value, whether or not the column is used.
    pub(super) first: &'r str,
    cells: &'r [UsedCell],
    columns: &'r ExtractColumns,
    messages: &'r mut Messages,
}

#[derive(Debug, Default, Clone)]
struct UsedCell {
    /// Without the blanks around it.
    text: String,
    /// Whether it was kept as a text, also where that has only figures.
    is_text: bool,
}

impl<'r> ExtractRow<'r> {
    /// The text of a cell, by the position of its column among those that are used.
    pub(super) fn text(&self, column: usize) -> &'r str {
        &self.cells[column].text
    }

    pub(super) fn fault(&mut self, message: impl Into<String>, hint: impl Into<Hint>) {
        self.messages.faults.add(Fault { hint: hint.into().0, ..Fault::new(self.place, message) });
    }

    /// The text of a cell that names something. What says that nothing is known, such as `#N/A`, names nothing.
    pub(super) fn name(&mut self, column: usize) -> &'r str {
        let text = self.text(column);
        if says_nothing(text) {
            let message = format!("{} is {}, which says that nothing is known", self.heading(column), quoted(text));
            self.fault(message, "leave the cell blank where nothing is known");
        }
        text
    }

    /// Whether a cell that must say something is blank, which is a fault.
    pub(super) fn is_blank(&mut self, column: usize) -> bool {
        let is_blank = self.text(column).is_empty();
        if is_blank {
            self.fault(format!("{} is blank", self.heading(column)), None);
        }
        is_blank
    }

    /// A count; a blank cell is 0. One that is kept as a text is a fault.
    pub(super) fn count(&mut self, column: usize) -> i64 {
        let text = self.text(column);
        if text.is_empty() {
            return 0;
        }
        let is_text = self.cells[column].is_text;
        let count = text.parse().ok().filter(|count| !is_text && (0..=MOST).contains(count));
        count.unwrap_or_else(|| {
            let why = match text.bytes().all(|byte| byte.is_ascii_digit()) {
                true if is_text => "stored as text, not as a number".to_owned(),
                true => format!("more than {MOST}"),
                false => "not a whole number of 0 or more".to_owned(),
            };
            self.fault(format!("{} is {}, which is {why}", self.heading(column), quoted(text)), None);
            0
        })
    }

    /// The heading of a column, as the extract has it.
    pub(super) fn heading(&self, column: usize) -> String {
        let ExtractColumns { needed, others } = self.columns;
        quoted(needed.get(column).map_or_else(|| others[column - needed.len()], String::as_str))
    }
}

/// Finds sheets of a workbook by their names.
pub(super) struct Sheets {
    workbook: OpenWorkbook,
    /// The name of the workbook in messages, and its number.
    file: String,
    id: FileId,
    names: Vec<String>,
    /// A number for each sheet, so that places in messages name the sheet.
    ids: HashMap<String, FileId>,
}

impl Sheets {
    pub(super) fn new(workbook: OpenWorkbook, file: String, id: FileId) -> Self {
        let names = workbook.sheets().into_iter().map(|sheet| sheet.name).collect();
        Self { workbook, file, id, names, ids: HashMap::default() }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| plain(known) == plain(name))
    }

    /// The name of a sheet as the workbook has it; `None`, having added a fault, where it is not there or there twice.
    pub(super) fn find(&self, name: &str, messages: &mut Messages) -> Option<String> {
        let place = Place::whole(self.id);
        let found: Vec<&String> = self.names.iter().filter(|known| plain(known) == plain(name)).collect();
        match found[..] {
            [found] => return Some(found.clone()),
            [] => {
                let there = self.names.iter().map(String::as_str);
                let hint = format!("its sheets are {}", first_few_quoted(there, NAMED));
                messages.faults.add(Fault::new(place, format!("there is no sheet {}", quoted(name))).hint(hint));
            }
            [first, second, ..] => {
                let message = format!("the sheets {} and {} have the same name", quoted(first), quoted(second));
                messages.faults.add(Fault::new(place, message).hint("delete one of them"));
            }
        }
        None
    }

    /// The file that stands for a sheet in messages.
    pub(super) fn id(&mut self, name: &str, messages: &mut Messages) -> FileId {
        let file = &self.file;
        *self.ids.entry(plain(name)).or_insert_with(|| messages.files.add(format!("{file}:{name}")))
    }

    /// How many rows with values a sheet has below its headings; 0 where it is not there or cannot be read.
    pub(super) fn count_rows(&mut self, name: &str) -> usize {
        let Some(sheet) = self.names.iter().find(|known| plain(known) == plain(name)) else { return 0 };
        let mut count = 0_usize;
        let read = self.workbook.rows(sheet, |row| {
            count += usize::from(row.cells().any(|(_, text)| !text.trim().is_empty()));
            ControlFlow::Continue(())
        });
        if read.is_ok() { count.saturating_sub(1) } else { 0 }
    }

    /// Gives every row of a sheet that has a value in a used column, in its order. Returns how many there were; `None`,
    /// having added faults, where the sheet or its headings are missing.
    pub(super) fn each(
        &mut self,
        name: &str,
        columns: &ExtractColumns,
        messages: &mut Messages,
        mut each: impl FnMut(&mut ExtractRow),
    ) -> Option<usize> {
        let sheet = self.find(name, messages)?;
        let id = self.id(&sheet, messages);
        let (mut headings, mut cells, mut count, mut is_empty) = (None, Vec::new(), 0, true);
        let read = self.workbook.rows(&sheet, |row| {
            let place = Place::new(id, row.number.into());
            is_empty = false;
            let Some(headings) = &headings else {
                headings = Headings::read(row, columns, place, messages);
                return if headings.is_some() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            };
            headings.take(row, &mut cells);
            let unread = row.unread().filter(|(column, _)| headings.positions.contains_key(column));
            messages.faults.extend(unread.map(|(column, why)| unread_cell(&letters(column), why, place)));
            if cells.iter().any(|cell: &UsedCell| !cell.text.is_empty()) {
                count += 1;
                let first = row.cells().map(|(_, text)| text.trim()).find(|text| !text.is_empty()).unwrap_or_default();
                each(&mut ExtractRow { place, first, cells: &cells, columns, messages });
            }
            ControlFlow::Continue(())
        });
        if let Err(fault) = read {
            messages.faults.add(fault);
            return None;
        }
        if is_empty {
            messages
                .faults
                .add(Fault::new(Place::whole(id), "the sheet is empty").hint("its first row must be headings"));
        }
        headings.map(|_| count)
    }
}

/// The fault of a cell whose value is not read.
fn unread_cell(column: &str, why: Unread, place: Place) -> Fault {
    let (message, hint) = match why {
        Unread::NoResult => (
            format!("the formula in column {column} has no result in the file"),
            "open the workbook in a spreadsheet, which works it out, and save it",
        ),
        Unread::TooLong => (
            format!("the number in column {column} has more figures than spreadsheets calculate with"),
            "keep codes as texts",
        ),
        Unread::Untyped => (
            format!("the value in column {column} has no type, so it cannot be read"),
            "open the workbook in LibreOffice and save it again",
        ),
        Unread::Error => (
            format!("the number in column {column} is an error"),
            "open the workbook in a spreadsheet, mend the formula, and save it",
        ),
    };
    Fault::new(place, message).hint(hint)
}

/// Where the used columns stand.
struct Headings {
    positions: HashMap<u32, usize>,
    count: usize,
}

impl Headings {
    fn read(row: &SheetRow, columns: &ExtractColumns, place: Place, messages: &mut Messages) -> Option<Self> {
        let wanted = columns.needed.iter().map(String::as_str).chain(columns.others.iter().copied());
        let wanted: HashMap<String, usize> =
            wanted.enumerate().map(|(position, name)| (plain(name), position)).collect();
        let mut found: HashMap<usize, &str> = HashMap::default();
        let mut positions = HashMap::default();
        let mut is_sound = true;
        for (column, text) in row.cells() {
            let Some(position) = wanted.get(&plain(text)) else { continue };
            positions.insert(column, *position);
            if let Some(first) = found.insert(*position, text) {
                let message = format!("the headings {} and {} have the same name", quoted(first), quoted(text));
                messages.faults.add(Fault::new(place, message).hint("delete one of the columns"));
                is_sound = false;
            }
        }
        let missing = columns.needed.iter().enumerate().filter(|(position, _)| !found.contains_key(position));
        let missing: Vec<String> = missing.map(|(_, name)| quoted(name)).collect();
        if !missing.is_empty() {
            let message = match missing.len() {
                1 => format!("there is no column {}", missing[0]),
                _ => format!("there are no columns {}", first_few(&missing, NAMED)),
            };
            let hint = format!("its headings are {}", first_few_quoted(row.cells().map(|(_, text)| text), NAMED));
            messages.faults.add(Fault::new(place, message).hint(hint));
        }
        (is_sound && missing.is_empty()).then_some(Self { positions, count: wanted.len() })
    }

    /// Takes the cells of a row that are used, without the blanks around them.
    fn take(&self, row: &SheetRow, cells: &mut Vec<UsedCell>) {
        cells.resize_with(self.count, UsedCell::default);
        for cell in cells.iter_mut() {
            cell.text.clear();
            cell.is_text = false;
        }
        for (column, text, is_text) in row.cells_with_kind() {
            if let Some(position) = self.positions.get(&column) {
                cells[*position].text.push_str(text.trim());
                cells[*position].is_text = is_text;
            }
        }
    }
}
