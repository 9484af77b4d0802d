//! Where results go: standard output, or a file that is there whole or not at all.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;

use crate::fault::{path_name, plain_words};
use crate::files::{Pending, Readers};

#[cfg(unix)]
mod stream;

/// Where descriptors have no names.
#[cfg(not(unix))]
mod stream {
    use std::fs::{OpenOptions, metadata};
    use std::io::{self, Write};
    use std::path::Path;

    pub(super) fn open(path: Option<&Path>) -> io::Result<Box<dyn Write>> {
        Ok(match path {
            None => Box::new(io::stdout()),
            Some(path) => Box::new(OpenOptions::new().write(true).open(path)?),
        })
    }

    pub(super) fn is_stream(path: &Path) -> bool {
        metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
    }
}

use stream::is_stream;

/// A result that is ready to be delivered.
#[derive(Debug)]
pub(crate) enum Delivery {
    /// To standard output, or to what a path names, as it is.
    Stream(Option<PathBuf>, Vec<u8>),
    /// To a file, beside which it is written already.
    File(PathBuf, Pending),
}

impl Delivery {
    /// Makes a result ready: whether a file can be written is known after that. Where it cannot be, a file that was there
    /// is as it was.
    pub(crate) fn prepare(result: Vec<u8>, path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            Some(path) if !is_stream(path) => match Pending::write(&result, path, Readers::Anyone) {
                Ok(pending) => Ok(Self::File(path.to_owned(), pending)),
                Err(error) => Err(unwritten(Some(path), &error)),
            },
            stream => Ok(Self::Stream(stream.map(Path::to_owned), result)),
        }
    }

    /// Delivers it, and gives the exit code: 0 where whoever was reading it, such as `head`, had enough. Where it cannot be written, a
    /// file that was there is as it was.
    pub(crate) fn deliver(self, code: ExitCode) -> anyhow::Result<ExitCode> {
        match self {
            Self::Stream(path, result) => {
                let written = stream::open(path.as_deref()).and_then(|mut stream| {
                    stream.write_all(&result)?;
                    stream.flush()
                });
                match written {
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
                    Err(error) => Err(unwritten(path.as_deref(), &error)),
                    Ok(()) => Ok(code),
                }
            }
            Self::File(path, pending) => match pending.put() {
                Ok(()) => Ok(code),
                Err(error) => Err(unwritten(Some(&path), &error)),
            },
        }
    }
}

/// The file that a result replaces or begins; `None` where it is written to standard output, a pipe or the like.
pub(crate) fn replaced(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| !is_stream(path))
}

fn unwritten(path: Option<&Path>, error: &io::Error) -> anyhow::Error {
    let place = path.map_or_else(|| "standard output".to_owned(), path_name);
    anyhow!("{place}: the report cannot be written: {}", plain_words(error))
}
