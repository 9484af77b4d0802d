//! The lock of a file: one run at a time may change it.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::paths::{behind_links, folder_of, is_at, name_of};

/// How the names of lock files end.
const ENDING: &str = ".lock";

/// Whether a file is a lock by its name. It is never replaced: other runs may have it, or wait for it.
pub(super) fn is_lock(target: &Path) -> bool {
    let name = name_of(target);
    name.starts_with('.') && name.ends_with(ENDING)
}

/// Keeps other runs away from a file as long as it is kept. It stands in a file of its own beside, `.NAME.lock`, because
/// replacing a file would leave a lock on it behind.
#[derive(Debug)]
pub(crate) struct Lock {
    /// The system lets go of the lock when this is closed, even when the run is killed.
    file: File,
    path: PathBuf,
}

impl Lock {
    /// No run takes so long over a file; one that does has been stopped.
    const PATIENCE: Duration = Duration::from_secs(60);
    const PAUSE: Duration = Duration::from_millis(10);

    /// Waits until no other run has the lock, and takes it. `None` when another has it for a minute. It fails where the
    /// folder may not be written in, or something that is no lock stands in its place.
    pub(crate) fn take(path: &Path) -> io::Result<Option<Self>> {
        let target = behind_links(path)?;
        let path = folder_of(&target).join(format!(".{}{ENDING}", name_of(&target)));
        let started = Instant::now();
        loop {
            let lock = Self { file: open(&path)?, path: path.clone() };
            match lock.file.try_lock() {
                Ok(()) if lock.is_kept() => return Ok(Some(lock)),
                Err(TryLockError::Error(error)) => return Err(error),
                Ok(()) | Err(TryLockError::WouldBlock) if started.elapsed() > Self::PATIENCE => return Ok(None),
                Ok(()) | Err(TryLockError::WouldBlock) => std::thread::sleep(Self::PAUSE),
            }
        }
    }

    /// Whether it still keeps other runs away. Where somebody has removed its file, they make another one.
    pub(crate) fn is_kept(&self) -> bool {
        is_at(&self.file, &self.path)
    }
}

/// Opens the file of a lock, or makes it.
fn open(path: &Path) -> io::Result<File> {
    // Opening a pipe would wait for whoever opens its other end.
    if path.metadata().is_ok_and(|about| !about.is_file()) {
        return Err(io::Error::other("its lock file is not an ordinary file; remove it"));
    }
    let opened = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path);
    // Another user's lock may be waited for without writing to it.
    opened.or_else(|error| File::open(path).map_err(|_| error)).map_err(|error| {
        if error.kind() == ErrorKind::PermissionDenied && path.exists() {
            return io::Error::other(format!("permission is denied for its lock file, {}", name_of(path)));
        }
        error
    })
}
