//! Opening a file, and refusing kindly what is not text in a form that wmt reads.

use std::fs::File;
use std::io::{Cursor, ErrorKind, Read};
use std::path::Path;

use crate::fault::{Fault, Place};

/// The bytes of a text file, its byte-order mark taken off.
pub(super) type Source = Box<dyn Read>;

const SAVE_AS_CSV: &str = "open it in the spreadsheet and save it as `CSV UTF-8 (comma delimited)`";
const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Opens a file, or standard input where the path is `None`.
///
/// # Errors
///
/// A fault when it cannot be read, is a folder, a spreadsheet, in UTF-16, or empty.
pub(super) fn open(path: Option<&Path>, place: Place) -> Result<Source, Fault> {
    let mut reader: Source = match path {
        None => Box::new(std::io::stdin().lock()),
        Some(path) => Box::new(open_file(path, place)?),
    };
    let mut start = Vec::new();
    // As much as tells what kind of file it is.
    reader.by_ref().take(4096).read_to_end(&mut start).map_err(|error| unreadable(&error, place))?;
    refuse(&start, place)?;
    if start.starts_with(UTF_8_MARK) {
        start.drain(..UTF_8_MARK.len());
    }
    if start.is_empty() {
        return Err(Fault::new(place, "the file is empty").hint("its first row must be headings"));
    }
    Ok(Box::new(Cursor::new(start).chain(reader)))
}

fn open_file(path: &Path, place: Place) -> Result<File, Fault> {
    let file = File::open(path).map_err(|error| unreadable(&error, place))?;
    match file.metadata() {
        Ok(about) if about.is_dir() => {
            Err(Fault::new(place, "this is a folder, not a file").hint("name the files in it, such as folder/*.csv"))
        }
        _ => Ok(file),
    }
}

/// A fault that says in plain words why reading failed.
pub(super) fn unreadable(error: &std::io::Error, place: Place) -> Fault {
    match error.kind() {
        ErrorKind::NotFound => Fault::new(place, "there is no such file"),
        ErrorKind::PermissionDenied => {
            Fault::new(place, "the file may not be read").hint("ask its owner for permission")
        }
        ErrorKind::IsADirectory => Fault::new(place, "this is a folder, not a file"),
        _ => Fault::new(place, format!("the file cannot be read: {error}")),
    }
}

fn refuse(start: &[u8], place: Place) -> Result<(), Fault> {
    let what = match start {
        [b'P', b'K', 3, 4, ..] => "this is a spreadsheet (or another zipped file), not CSV",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "this is an old Excel spreadsheet, not CSV",
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "the text is in UTF-16, which wmt does not read",
        _ if is_unmarked_utf_16(start) => "the text is in UTF-16, which wmt does not read",
        _ => return Ok(()),
    };
    Err(Fault::new(place, what).hint(SAVE_AS_CSV))
}

/// Latin text in UTF-16 has a zero in every other byte.
fn is_unmarked_utf_16(start: &[u8]) -> bool {
    let (pairs, _) = start.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let most = pairs.len() - pairs.len() / 4;
    pairs.len() >= 2 && ((zeros(0) >= most && zeros(1) == 0) || (zeros(1) >= most && zeros(0) == 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Files;

    fn refused(start: &[u8]) -> Option<String> {
        let place = Place::whole(Files::default().add("a.csv"));
        refuse(start, place).err().map(|fault| fault.message)
    }

    #[test]
    fn spreadsheets_and_utf_16_are_refused_and_text_is_not() {
        assert!(refused(b"PK\x03\x04rest").is_some_and(|message| message.contains("spreadsheet")));
        assert!(refused(b"\xD0\xCF\x11\xE0").is_some_and(|message| message.contains("old Excel")));
        assert!(refused(b"\xFF\xFEo\0f\0").is_some_and(|message| message.contains("UTF-16")));
        assert!(refused(b"o\0f\0f\0i\0c\0").is_some_and(|message| message.contains("UTF-16")));
        assert!(refused(b"\0o\0f\0f\0i\0c").is_some_and(|message| message.contains("UTF-16")));
        assert_eq!(refused(b"officer\n"), None);
        assert_eq!(refused(b"offi\0cer\n"), None);
        assert_eq!(refused(b""), None);
    }
}
