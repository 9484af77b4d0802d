//! Files that are there whole or not at all: replacing one, and keeping other runs away while that is done.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What stands behind the name of a file that is not yet whole.
const NOT_YET: &str = ".new";

/// Puts a file in place of another, or where there was none. It is written beside it, flushed to the disk and renamed, so
/// that nobody ever reads half of it and nothing is lost when the disk is full or the power fails. What is not an ordinary
/// file (a device, a pipe) is written to as it is.
///
/// # Errors
///
/// When it cannot be written, or what is there may not be. It is then as it was.
pub fn replace(contents: &[u8], path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(about) if !about.is_file() => return fs::OpenOptions::new().write(true).open(path)?.write_all(contents),
        Ok(about) if about.permissions().readonly() => return Err(ErrorKind::PermissionDenied.into()),
        _ => (),
    }
    let target = behind_links(path)?;
    let (folder, prefix) = (folder_of(&target), not_yet_whole(&target));
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(NOT_YET);
    let mut file = with_permissions(&mut builder, &target).tempfile_in(folder)?;
    file.write_all(contents)?;
    file.as_file().sync_all()?;
    file.persist(&target)?;
    // The file is there. That its name is on the disk as well cannot be asked of every system, so failing is no error.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Removes what runs that were killed have left of a file. Nobody else may be replacing it: take its [`Lock`] first.
pub fn remove_leftovers(path: &Path) {
    let Ok(target) = behind_links(path) else { return };
    let prefix = not_yet_whole(&target);
    let is_left = |name: &str| name.starts_with(&prefix) && name.ends_with(NOT_YET);
    for entry in fs::read_dir(folder_of(&target)).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_left) {
            // Whoever may not remove it can do without.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Keeps other runs away from a file as long as it is kept. It stands in a file of its own beside, `.NAME.lock`, because
/// replacing a file would leave a lock on it behind.
#[derive(Debug)]
pub struct Lock {
    /// The system lets go of the lock when this is closed, even when the run is killed.
    _file: File,
}

impl Lock {
    /// No run takes so long over a file; one that does has been stopped.
    const PATIENCE: Duration = Duration::from_secs(60);
    const PAUSE: Duration = Duration::from_millis(10);

    /// Waits until no other run has the lock, and takes it. `None` when another has it for a minute.
    ///
    /// # Errors
    ///
    /// When the folder may not be written in.
    pub fn take(path: &Path) -> io::Result<Option<Self>> {
        let target = behind_links(path)?;
        let beside = folder_of(&target).join(format!(".{}.lock", name_of(&target)));
        let begun = fs::OpenOptions::new().create(true).truncate(false).write(true).open(&beside);
        // Another user's lock may be waited for without writing to it.
        let file = begun.or_else(|error| File::open(&beside).map_err(|_| error))?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self { _file: file })),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if started.elapsed() > Self::PATIENCE => return Ok(None),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Self::PAUSE),
            }
        }
    }
}

/// The beginning of the names of a file that is not yet whole.
fn not_yet_whole(target: &Path) -> String {
    format!(".{}.", name_of(target))
}

fn name_of(target: &Path) -> String {
    target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The file itself where the path is a link to it.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    if path.is_symlink() { fs::canonicalize(path) } else { Ok(path.to_owned()) }
}

/// Gives a new file the permissions of the one it replaces, or those that any new file gets.
#[cfg(unix)]
fn with_permissions<'b>(builder: &'b mut tempfile::Builder<'_, '_>, target: &Path) -> &'b tempfile::Builder<'b, 'b> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = fs::metadata(target).map(|about| about.permissions());
    builder.permissions(permissions.unwrap_or_else(|_| fs::Permissions::from_mode(0o666)))
}

#[cfg(not(unix))]
fn with_permissions<'b>(builder: &'b mut tempfile::Builder<'_, '_>, _: &Path) -> &'b tempfile::Builder<'b, 'b> {
    builder
}

/// Whether two paths lead to the same file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}
