//! Files that are there whole or not at all: replacing one, and keeping other runs away while that is done.

mod keeping;
mod lock;
mod paths;
mod rights;
mod unfinished;

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

pub(crate) use keeping::{Kept, keep, keep_rest};
#[cfg(feature = "workbooks")]
pub(crate) use keeping::{MOST as MOST_KEPT, begin as begin_copy};
pub(crate) use lock::Lock;
pub(crate) use paths::{folder_of, real_path};
pub(crate) use unfinished::{Readers, outlive_limits, remove_leftovers};

use paths::behind_links;

/// Contents that are to be a file, and are not yet in its place.
#[derive(Debug)]
pub(crate) struct Pending {
    target: PathBuf,
    /// Beside its place, whole and on the disk.
    file: tempfile::NamedTempFile,
}

impl Pending {
    /// Writes contents beside the place where they are to be, and flushes them to the disk, so that nobody ever reads
    /// half of a file and nothing is lost when the disk is full or the power fails. A file that they replace keeps its
    /// owner, its group and its permissions; `readers` may read a new one. It fails where what is there may not be
    /// replaced.
    pub(crate) fn write(contents: &[u8], path: &Path, readers: Readers) -> io::Result<Self> {
        let replaced = fs::metadata(path).ok();
        match &replaced {
            Some(about) if about.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Some(about) if !about.is_file() => return Err(io::Error::other("it is not an ordinary file")),
            Some(about) if about.permissions().readonly() => return Err(ErrorKind::PermissionDenied.into()),
            // The right to write in the folder is enough to replace a file; here it must be the right to write the file.
            Some(_) => drop(OpenOptions::new().write(true).open(path)?),
            None => (),
        }
        let target = behind_links(path)?;
        if lock::is_lock(&target) {
            return Err(io::Error::other("its name is that of a lock file"));
        }
        let mut file = unfinished::begin(&target, if replaced.is_some() { Readers::Owner } else { readers })?;
        file.write_all(contents)?;
        if let Some(replaced) = replaced {
            rights::keep(file.as_file(), path, &replaced)?;
        }
        file.as_file().sync_all()?;
        Ok(Self { target, file })
    }

    /// Puts the file in its place. Where that fails, what was there is as it was.
    pub(crate) fn put(self) -> io::Result<()> {
        match self.file.persist(&self.target) {
            Err(error) if error.error.kind() == ErrorKind::ResourceBusy => {
                let why = "it is mounted by itself, so that nothing can replace it; mount the folder that it is in";
                Err(io::Error::other(why))
            }
            Err(error) => Err(error.error),
            Ok(_) => Ok(()),
        }
    }

    /// Puts the file in its place for good: what cannot be made again is there also when the power fails right after.
    pub(crate) fn put_for_good(self) -> io::Result<()> {
        let folder = folder_of(&self.target).to_owned();
        self.put()?;
        // The file is there. That its name is on the disk as well cannot be asked of every system, so failing is no error.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

/// Whether a file has just these contents. Compares piece by piece, so that the file is never whole in memory.
pub(crate) fn holds(path: &Path, contents: &[u8]) -> bool {
    const PIECE: usize = 1 << 16;
    let is_same = || {
        let mut file = File::open(path)?;
        let mut there = vec![0; PIECE];
        for piece in contents.chunks(PIECE) {
            let there = &mut there[..piece.len()];
            file.read_exact(there)?;
            if there != piece {
                return Ok(false);
            }
        }
        Ok::<_, io::Error>(file.read(&mut there)? == 0)
    };
    is_same().unwrap_or(false)
}

/// The length of a file and the time when it was written last. They tell whether it has changed since, or another file stands in
/// its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileState {
    length: u64,
    written: Option<SystemTime>,
}

impl FileState {
    /// `None` where there is no file.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        Some(Self { length: about.len(), written: about.modified().ok() })
    }
}

/// The SHA-256 of a file's bytes, in hexadecimal figures.
pub(crate) fn fingerprint(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut HashedBytes(&mut hash))?;
    let bytes: Vec<String> = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(bytes.concat())
}

struct HashedBytes<'h>(&'h mut Sha256);

impl Write for HashedBytes<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
