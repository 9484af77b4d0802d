//! Where results go: standard output, or a file that is there whole or not at all.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use anyhow::anyhow;

use crate::fault::plain_words;
use crate::files::replace;

/// What became of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// It was written.
    Whole,
    /// Whoever was reading it, such as `head`, had enough.
    PipeClosed,
}

/// Writes a result to standard output, or to a file.
///
/// # Errors
///
/// When it cannot be written. A file that was there is then as it was.
pub fn deliver(result: &[u8], path: Option<&Path>) -> anyhow::Result<Delivered> {
    match path {
        None => to_standard_output(result).map_err(|error| unwritten("standard output", &error)),
        Some(path) => match replace(result, path) {
            Ok(()) => Ok(Delivered::Whole),
            Err(error) => Err(unwritten(&path.display().to_string(), &error)),
        },
    }
}

fn unwritten(place: &str, error: &io::Error) -> anyhow::Error {
    anyhow!("{place}: the report cannot be written: {}", plain_words(error))
}

fn to_standard_output(result: &[u8]) -> io::Result<Delivered> {
    let mut out = io::stdout().lock();
    match out.write_all(result).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Delivered::PipeClosed),
        written => written.map(|()| Delivered::Whole),
    }
}
