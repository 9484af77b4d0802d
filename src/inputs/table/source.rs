//! Opening a file, and refusing kindly what is not text in a form that wmt reads.

use std::fs::File;
use std::io::{Cursor, ErrorKind, Read};
use std::path::Path;

use crate::fault::{Fault, Place, plain_words};

use super::columns::TableKind;

/// The bytes of a text file, its byte-order mark taken off.
pub(crate) type Source = Box<dyn Read + Send>;

/// What a file is read as; it decides what to advise where it is something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Rows of cells.
    Csv,
    /// Recorded weeks, which are never in a workbook.
    History,
    /// A weights file.
    Toml,
}

/// Which sheets of a workbook may be read.
#[derive(Debug)]
#[cfg_attr(not(feature = "workbooks"), expect(dead_code, reason = "this build opens no workbook"))]
pub(crate) struct AskedSheets<'a> {
    pub(crate) named: &'a [String],
    /// Those that are read as tables of another kind already.
    pub(crate) taken: &'a [&'a str],
}

/// The sheet of a workbook that is read.
#[derive(Debug)]
pub(crate) struct ReadSheet {
    pub(crate) name: String,
    /// All sheets of the workbook.
    pub(crate) all: Vec<String>,
    /// Those with lists that may be meant to be read too.
    pub(crate) lists: Vec<OtherList>,
}

/// A staff list or a list of reductions on another sheet of a workbook than the one that is read.
#[derive(Debug)]
pub(crate) struct OtherList {
    pub(crate) kind: TableKind,
    pub(crate) sheet: String,
    /// Whether the sheet that is read has a column for what the list says.
    pub(crate) is_said_there: bool,
}

const NO_PIPE: &str = "give a workbook as a file: it is not read from standard input or a pipe";
const SAVE_AS_CSV: &str = "open it in the spreadsheet and save it as `CSV UTF-8 (comma delimited)`";
const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Opens a file, or standard input where the path is `None`.
///
/// # Errors
///
/// A fault when it cannot be read, is a folder, a spreadsheet, in UTF-16, or empty.
pub(crate) fn open(path: Option<&Path>, content: Content, place: Place) -> Result<Source, Fault> {
    open_readable(path, content, place).map_err(Fault::unreadable)
}

fn open_readable(path: Option<&Path>, content: Content, place: Place) -> Result<Source, Fault> {
    let mut reader: Source = match path {
        None => Box::new(std::io::stdin()),
        Some(path) => Box::new(open_file(path, content, place)?),
    };
    // As much as tells what kind of file it is.
    let mut start = Vec::with_capacity(1 << 12);
    let most = start.capacity().try_into().unwrap_or(u64::MAX);
    reader.by_ref().take(most).read_to_end(&mut start).map_err(|error| unreadable(&error, place))?;
    if start.ends_with(b"\r") {
        // The LF of a CRLF may be the next byte.
        reader.by_ref().take(1).read_to_end(&mut start).map_err(|error| unreadable(&error, place))?;
    }
    refuse(&start, content, place)?;
    if start.starts_with(UTF_8_MARK) {
        start.drain(..UTF_8_MARK.len());
    }
    if start.is_empty() {
        return Err(empty(content, place));
    }
    Ok(Box::new(Cursor::new(start).chain(reader)))
}

fn open_file(path: &Path, content: Content, place: Place) -> Result<File, Fault> {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    if (name.starts_with("~$") || name.starts_with(".~lock.")) && path.is_file() {
        let fault = Fault::new(place, "this is the mark that a spreadsheet leaves beside a workbook that is open");
        return Err(fault.hint("leave it out; it goes when the workbook is closed"));
    }
    let file = File::open(path).map_err(|error| {
        let fault = unreadable(&error, place);
        let looks_like_somebody = path.extension().is_none() && path.components().count() == 1;
        if error.kind() == ErrorKind::NotFound && content == Content::Csv && looks_like_somebody {
            fault.hint("if it is an officer, give --officer and the name, or see wmt explain")
        } else {
            fault
        }
    })?;
    match file.metadata() {
        Ok(about) if about.is_dir() => {
            let fault = Fault::new(place, "this is a folder, not a file");
            Err(if content == Content::Csv { fault.hint("name the files in it, such as folder/*.csv") } else { fault })
        }
        _ => Ok(file),
    }
}

/// The bytes of an ordinary file; `None` for what is not one, and may not be read again.
pub(crate) fn size(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|about| about.len())
}

/// The first bytes of a plain file, by which a workbook is known; `None` for a pipe and the like, which can be read only once.
#[cfg(feature = "workbooks")]
pub(super) fn begins(path: &Path) -> Option<[u8; 4]> {
    size(path).and_then(|_| crate::workbook::starts(path))
}

/// A fault that says in plain words why reading failed.
pub(crate) fn unreadable(error: &std::io::Error, place: Place) -> Fault {
    match error.kind() {
        ErrorKind::NotFound => Fault::new(place, "there is no such file"),
        ErrorKind::PermissionDenied => {
            Fault::new(place, "there is no permission to read the file").hint("ask its owner for permission")
        }
        _ => Fault::new(place, format!("the file cannot be read: {}", plain_words(error))),
    }
    .unreadable()
}

/// The fault of a file with nothing in it.
pub(crate) fn empty(content: Content, place: Place) -> Fault {
    let fault = Fault::new(place, "the file is empty");
    match content {
        Content::Toml => fault,
        Content::History => fault.hint("delete it; `wmt calc --record` begins a new history"),
        Content::Csv => fault.hint("its first row must be headings"),
    }
}

/// Whether a text that should be TOML begins with cells: its first line neither gives a value nor begins a section.
fn is_csv(start: &[u8]) -> bool {
    let mut lines = start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(b"#")).unwrap_or_default();
    first.iter().any(|byte| matches!(byte, b',' | b';' | b'\t')) && !first.contains(&b'=') && !first.starts_with(b"[")
}

fn refuse(start: &[u8], content: Content, place: Place) -> Result<(), Fault> {
    let wanted = match content {
        Content::Csv => "CSV",
        Content::History => "a history",
        Content::Toml => "TOML",
    };
    let what = match start {
        [b'P', b'K', 3, 4, ..] => format!("this is a spreadsheet (or another zipped file), not {wanted}"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => format!("this is an old Excel spreadsheet, not {wanted}"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => UTF_16.to_owned(),
        _ if is_unmarked_utf_16(start) => UTF_16.to_owned(),
        _ if start.contains(&b'\r') && !start.contains(&b'\n') && content != Content::Toml && start.len() > 1 => {
            "the lines end as on very old Macs, which wmt does not read".to_owned()
        }
        _ if content == Content::Toml && is_csv(start) => {
            let fault = Fault::new(Place::new(place.file, 1), "this is a CSV file, not TOML");
            return Err(fault.hint("was another file meant?"));
        }
        [0x1F, 0x8B, ..] => format!("this is a compressed file, not {wanted}"),
        [b'%', b'P', b'D', b'F', ..] => format!("this is a PDF, not {wanted}"),
        [b'{', b'\\', b'r', b't', b'f', ..] => format!("this is a text document (RTF), not {wanted}"),
        _ if is_xml(start) => format!("this is an XML file, such as `.fods`, not {wanted}"),
        _ if is_web_page(start) => format!("this is a web page, not {wanted}, whatever its name ends in"),
        _ => return Ok(()),
    };
    let fault = Fault::new(place, what);
    Err(match (content, start) {
        (_, [0x1F, ..]) => fault.hint("unpack it first"),
        (Content::Csv, [b'P', ..]) if cfg!(feature = "workbooks") => fault.hint(NO_PIPE),
        (Content::History, [b'P' | 0xD0, ..]) => fault.hint("it is the CSV file that `--record` writes"),
        (Content::Csv | Content::History, _) => fault.hint(SAVE_AS_CSV),
        (Content::Toml, [b'P' | 0xD0, ..]) => fault.hint("it is a text file, which any text editor saves"),
        (Content::Toml, _) => fault.hint("save the file as UTF-8"),
    })
}

fn is_xml(start: &[u8]) -> bool {
    start.strip_prefix(UTF_8_MARK).unwrap_or(start).trim_ascii_start().starts_with(b"<?xml")
}

/// Some programs write a web page under the name of a workbook.
fn is_web_page(start: &[u8]) -> bool {
    let start = start.strip_prefix(UTF_8_MARK).unwrap_or(start).trim_ascii_start();
    let begins = |with: &[u8]| start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins(b"<html") || begins(b"<!doctype html") || begins(b"<table")
}

const UTF_16: &str = "the text is in UTF-16, which wmt does not read";

/// Latin text in UTF-16 has a zero in every other byte.
fn is_unmarked_utf_16(start: &[u8]) -> bool {
    if memchr::memchr(0, start).is_none() {
        return false;
    }
    let (pairs, _) = start.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let most = pairs.len() - pairs.len() / 4;
    pairs.len() >= 2 && ((zeros(0) >= most && zeros(1) == 0) || (zeros(1) >= most && zeros(0) == 0))
}
