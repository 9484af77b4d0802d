//! Why a workbook is not read, and how it is to be saved.

use calamine::{OdsError, XlsxError};

use crate::fault::{Fault, Place, plain_words, quoted};

const SAVE_AS: &str = "open it in the spreadsheet and save it as a workbook (.xlsx), or as `CSV UTF-8`";
const SAVE_AGAIN: &str = "open it in the spreadsheet, see whether all of it is there, and save it again";

pub(super) fn unreadable(error: &std::io::Error, place: Place) -> Fault {
    Fault::new(place, format!("the file cannot be read: {}", plain_words(error))).unreadable()
}

pub(super) fn protected(place: Place) -> Fault {
    let hint = "open it with the password, and save a copy without one: File, Info, Protect Workbook in Excel; File, Save As \
                in LibreOffice";
    Fault::new(place, "this workbook is protected by a password").hint(hint).unreadable()
}

pub(super) fn old(place: Place) -> Fault {
    Fault::new(place, "this is an old Excel workbook (.xls), which wmt does not read").hint(SAVE_AS).unreadable()
}

pub(super) fn binary(place: Place) -> Fault {
    Fault::new(place, "this is a binary workbook (.xlsb), which wmt does not read").hint(SAVE_AS).unreadable()
}

pub(super) fn other(place: Place) -> Fault {
    let hint = "unzip it, and give the workbook or the CSV file that is in it";
    Fault::new(place, "this is a zipped file, not a workbook").hint(hint).unreadable()
}

pub(super) fn none(place: Place) -> Fault {
    Fault::new(place, "this is not a workbook").hint("workbooks are .xlsx and .ods files").unreadable()
}

pub(super) fn damaged(place: Place) -> Fault {
    Fault::new(place, "the workbook is damaged").hint(SAVE_AGAIN).unreadable()
}

/// The fault of a workbook with more in one place than can be held.
pub(super) fn long(place: Place, what: &str) -> Fault {
    let hint = "delete what is not needed in the spreadsheet, or save the sheet as `CSV UTF-8`";
    Fault::new(place, what).hint(hint).unreadable()
}

/// The fault of a workbook that contradicts itself, or ends too early.
pub(super) fn damaged_by(place: Place, why: &str) -> Fault {
    Fault::new(place, format!("the workbook is damaged: {why}")).hint(SAVE_AGAIN).unreadable()
}

pub(super) fn xlsx(error: &XlsxError, place: Place) -> Fault {
    match error {
        XlsxError::Password => protected(place),
        XlsxError::Io(error) => damaged_by(place, &plain_words(error)),
        XlsxError::CellError(error) => {
            let hint = "mend it in the spreadsheet, or save the sheet as `CSV UTF-8`";
            Fault::new(place, format!("a cell has the error {}", quoted(error))).hint(hint).unreadable()
        }
        _ => damaged(place),
    }
}

pub(super) fn ods(error: &OdsError, place: Place) -> Fault {
    match error {
        OdsError::Password => protected(place),
        OdsError::InvalidMime(_) => other(place),
        OdsError::Io(error) => damaged_by(place, &plain_words(error)),
        _ => damaged(place),
    }
}
