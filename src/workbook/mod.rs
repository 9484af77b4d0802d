//! Workbooks: the sheets of an `.xlsx` or `.ods` file, row by row, each cell as the text that it would be in CSV.

mod marked;
mod ods;
mod refused;
mod row;
mod text;
mod xlsx;

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{Ods, OdsError, Reader, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::fault::{Fault, Place};

pub(crate) use row::{SheetRow, Unread};
use xlsx::AboutCells;

/// The first bytes of a zipped file, as workbooks are, and of an old or a protected workbook.
const ZIPPED: &[u8] = b"PK\x03\x04";
const OF_OLD_OFFICE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

pub(crate) struct OpenWorkbook {
    kind: WorkbookKind,
    place: Place,
}

enum WorkbookKind {
    /// The flag tells whether formulas are to be worked out when the file is opened: their results in the file may be
    /// missing.
    Xlsx(Box<Xlsx<BufReader<File>>>, bool),
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
        if is_protected(&mut zip) {
            return Err(refused::protected(place));
        }
        let has = |name: &str| zip.index_for_name(name).is_some();
        let main = zip.file_names().flatten().find(|name| {
            let lower = name.to_lowercase();
            lower.contains("workbook") && lower.strip_suffix(".xml").is_some()
        });
        let main = main.map(std::borrow::Cow::into_owned);
        let kind = if has("content.xml") && has("mimetype") {
            let seen = ods::check(&mut zip, place)?;
            WorkbookKind::Ods(Box::new(Ods::new(file()?).map_err(|error| refused::ods(&error, place))?), seen)
        } else if has("xl/workbook.bin") {
            return Err(refused::binary(place));
        } else if let Some(main) = main {
            xlsx::check_lengths(&mut zip, place)?;
            xlsx::check(&mut zip, place)?;
            let works_out = xlsx::works_out(&mut zip, &main);
            WorkbookKind::Xlsx(Box::new(Xlsx::new(file()?).map_err(|error| refused::xlsx(&error, place))?), works_out)
        } else {
            return Err(refused::other(place));
        };
        Ok(Self { kind, place })
    }

    /// The sheets that have cells, in their order.
    pub(crate) fn sheets(&self) -> Vec<SheetName> {
        let all = match &self.kind {
            WorkbookKind::Xlsx(workbook, _) => workbook.sheets_metadata(),
            WorkbookKind::Ods(workbook, _) => workbook.sheets_metadata(),
        };
        let with_cells = all.iter().filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet);
        with_cells
            .map(|sheet| SheetName { name: sheet.name.clone(), is_hidden: sheet.visible != SheetVisible::Visible })
            .collect()
    }

    /// Gives every row of a sheet that has cells, until `each` asks to stop.
    pub(crate) fn rows(&mut self, sheet: &str, each: impl FnMut(&SheetRow) -> ControlFlow<()>) -> Result<(), Fault> {
        let about = match &mut self.kind {
            WorkbookKind::Xlsx(workbook, works_out) => xlsx::about(workbook, sheet, *works_out),
            WorkbookKind::Ods(..) => Ok(AboutCells::default()),
        };
        let about = about.map_err(|error| refused::xlsx(&error, self.place))?;
        self.rows_with(sheet, &about, each)
    }

    /// Gives the rows that a sheet begins with, until `each` asks to stop. What is shown as a percentage may be a plain
    /// number here, so that no more is read than what is given.
    pub(crate) fn first_rows(
        &mut self,
        sheet: &str,
        each: impl FnMut(&SheetRow) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        self.rows_with(sheet, &AboutCells::default(), each)
    }

    /// The first and the last of rows in which a merged cell covers the cell of a column, in the order of the first;
    /// columns are counted from 0, and rows from 1.
    pub(crate) fn covered(&mut self, sheet: &str, column: u32) -> Result<Vec<(u32, u32)>, Fault> {
        let mut rows = match &mut self.kind {
            WorkbookKind::Xlsx(workbook, _) => {
                xlsx::covered(workbook, sheet, column).map_err(|error| refused::xlsx(&error, self.place))?
            }
            WorkbookKind::Ods(_, seen) => seen.covered(sheet, column),
        };
        rows.sort_unstable();
        Ok(rows.into_iter().map(|(first, last)| (first.saturating_add(1), last.saturating_add(1))).collect())
    }

    pub(crate) fn has_merged(&mut self, sheet: &str) -> bool {
        match &mut self.kind {
            WorkbookKind::Xlsx(workbook, _) => {
                workbook.merge_cells_by_sheet_name(sheet).is_ok_and(|merged| !merged.is_empty())
            }
            WorkbookKind::Ods(_, seen) => seen.has_covered(sheet),
        }
    }

    fn rows_with(
        &mut self,
        sheet: &str,
        about: &AboutCells,
        each: impl FnMut(&SheetRow) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        match &mut self.kind {
            WorkbookKind::Xlsx(workbook, _) => xlsx::rows(workbook, sheet, about, self.place, each),
            WorkbookKind::Ods(workbook, seen) => {
                ods::rows(workbook, seen, sheet, each).map_err(|error: OdsError| refused::ods(&error, self.place))
            }
        }
    }
}

/// Whether a workbook is protected by a password, as office programs do it: part by part, or all of it in one part.
fn is_protected<R: Read + Seek>(zip: &mut ZipArchive<R>) -> bool {
    const MOST: u64 = 1 << 20;
    let mut list = Vec::new();
    if let Ok(manifest) = zip.by_name("META-INF/manifest.xml") {
        // What cannot be read has no sign.
        let _ = manifest.take(MOST).read_to_end(&mut list);
    }
    memchr::memmem::find(&list, b":encryption-data").is_some() || zip.index_for_name("encrypted-package").is_some()
}

/// The bytes that a file begins with.
pub(crate) fn starts(path: &Path) -> Option<[u8; 4]> {
    let mut start = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).ok().map(|()| start)
}
