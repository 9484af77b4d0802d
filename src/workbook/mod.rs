//! Workbooks: the sheets of an `.xlsx` or `.ods` file, row by row, each cell as the text that it would be in CSV.

mod marked;
mod ods;
mod refused;
mod row;
mod text;
mod xlsx;

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{Ods, OdsError, Reader, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::fault::{Fault, Place};

use marked::Marked;
pub(crate) use row::{SheetRow, Unread};

/// What a file begins with that is zipped, as workbooks are, and what one does that is an old or a protected workbook.
const ZIPPED: &[u8] = b"PK\x03\x04";
const OF_OLD_OFFICE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

pub(crate) struct OpenWorkbook {
    kind: WorkbookKind,
    place: Place,
}

enum WorkbookKind {
    Xlsx(Box<Xlsx<BufReader<File>>>),
    Ods(Box<Ods<BufReader<File>>>, ods::OdsExtras),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SheetName {
    pub(crate) name: String,
    /// Whether people do not see it.
    pub(crate) is_hidden: bool,
}

/// Whether the bytes that a file begins with are those of a workbook, of any kind.
pub(crate) fn is_workbook(start: &[u8]) -> bool {
    start.starts_with(ZIPPED) || start.starts_with(OF_OLD_OFFICE)
}

impl OpenWorkbook {
    pub(crate) fn open(path: &Path, place: Place) -> Result<Self, Fault> {
        let file = || File::open(path).map(BufReader::new).map_err(|error| refused::unreadable(&error, place));
        let Ok(mut zip) = ZipArchive::new(file()?) else {
            return Err(match Xlsx::new(file()?) {
                Err(XlsxError::Password) => refused::protected(place),
                _ => match starts(path) {
                    Some(start) if start == OF_OLD_OFFICE => refused::old(place),
                    Some(start) if start == ZIPPED => refused::damaged(place),
                    _ => refused::none(place),
                },
            });
        };
        let has = |name: &str| zip.index_for_name(name).is_some();
        let kind = if has("content.xml") && has("mimetype") {
            let seen = ods::check(&mut zip, place)?;
            WorkbookKind::Ods(Box::new(Ods::new(file()?).map_err(|error| refused::ods(&error, place))?), seen)
        } else if has("xl/workbook.bin") {
            return Err(refused::binary(place));
        } else if zip.file_names().flatten().any(|name| name.to_lowercase().ends_with("workbook.xml")) {
            xlsx::check_lengths(&mut zip, place)?;
            xlsx::check(&mut zip, place)?;
            WorkbookKind::Xlsx(Box::new(Xlsx::new(file()?).map_err(|error| refused::xlsx(&error, place))?))
        } else {
            return Err(refused::other(place));
        };
        Ok(Self { kind, place })
    }

    /// The sheets that have cells, in their order.
    pub(crate) fn sheets(&self) -> Vec<SheetName> {
        let all = match &self.kind {
            WorkbookKind::Xlsx(workbook) => workbook.sheets_metadata(),
            WorkbookKind::Ods(workbook, _) => workbook.sheets_metadata(),
        };
        let with_cells = all.iter().filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet);
        with_cells
            .map(|sheet| SheetName { name: sheet.name.clone(), is_hidden: sheet.visible != SheetVisible::Visible })
            .collect()
    }

    /// Gives every row of a sheet that has cells, until `each` asks to stop.
    pub(crate) fn rows(&mut self, sheet: &str, each: impl FnMut(&SheetRow) -> ControlFlow<()>) -> Result<(), Fault> {
        let percentages = match &mut self.kind {
            WorkbookKind::Xlsx(workbook) => xlsx::percentages(workbook, sheet),
            WorkbookKind::Ods(..) => Ok(Marked::default()),
        };
        let percentages = percentages.map_err(|error| refused::xlsx(&error, self.place))?;
        self.rows_with(sheet, &percentages, each)
    }

    /// Gives the rows that a sheet begins with, until `each` asks to stop. What is shown as a percentage may be a plain
    /// number here, so that no more is read than what is given.
    pub(crate) fn first_rows(
        &mut self,
        sheet: &str,
        each: impl FnMut(&SheetRow) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        self.rows_with(sheet, &Marked::default(), each)
    }

    /// The first and the last of rows in which a merged cell covers the cell of a column, in the order of the first;
    /// columns are counted from 0, and rows from 1.
    pub(crate) fn covered(&mut self, sheet: &str, column: u32) -> Result<Vec<(u32, u32)>, Fault> {
        let mut rows = match &mut self.kind {
            WorkbookKind::Xlsx(workbook) => {
                xlsx::covered(workbook, sheet, column).map_err(|error| refused::xlsx(&error, self.place))?
            }
            WorkbookKind::Ods(_, seen) => seen.covered(sheet, column),
        };
        rows.sort_unstable();
        Ok(rows.into_iter().map(|(first, last)| (first.saturating_add(1), last.saturating_add(1))).collect())
    }

    fn rows_with(
        &mut self,
        sheet: &str,
        percentages: &Marked,
        each: impl FnMut(&SheetRow) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        match &mut self.kind {
            WorkbookKind::Xlsx(workbook) => xlsx::rows(workbook, sheet, percentages, self.place, each),
            WorkbookKind::Ods(workbook, seen) => {
                ods::rows(workbook, seen, sheet, each).map_err(|error: OdsError| refused::ods(&error, self.place))
            }
        }
    }
}

/// The bytes that a file begins with.
pub(crate) fn starts(path: &Path) -> Option<[u8; 4]> {
    let mut start = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).ok().map(|()| start)
}
