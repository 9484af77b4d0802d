//! Where results go: standard output, or a file that is there whole or not at all.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use crate::fault::plain_words;
use crate::files::Pending;

/// What became of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// It was written.
    Whole,
    /// Whoever was reading it, such as `head`, had enough.
    PipeClosed,
}

/// A result that is ready to be delivered.
#[derive(Debug)]
pub enum Delivery {
    /// To standard output.
    Out(Vec<u8>),
    /// To a file, beside which it is written already.
    File(PathBuf, Pending),
}

impl Delivery {
    /// Makes a result ready: whether a file can be written is known after that.
    ///
    /// # Errors
    ///
    /// When it cannot be. A file that was there is then as it was.
    pub fn prepare(result: Vec<u8>, path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else { return Ok(Self::Out(result)) };
        match Pending::write(result, path) {
            Ok(pending) => Ok(Self::File(path.to_owned(), pending)),
            Err(error) => Err(unwritten(&path.display().to_string(), &error)),
        }
    }

    /// Delivers it.
    ///
    /// # Errors
    ///
    /// When it cannot be written. A file that was there is then as it was.
    pub fn deliver(self) -> anyhow::Result<Delivered> {
        match self {
            Self::Out(result) => to_standard_output(&result).map_err(|error| unwritten("standard output", &error)),
            Self::File(path, pending) => match pending.put() {
                Ok(()) => Ok(Delivered::Whole),
                Err(error) => Err(unwritten(&path.display().to_string(), &error)),
            },
        }
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
