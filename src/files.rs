//! Files that are there whole or not at all: replacing one, and keeping other runs away while that is done.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

/// What stands behind the name of a file that is not yet whole.
const NOT_YET: &str = ".new";

/// Contents that are to be a file, and are not yet in its place.
#[derive(Debug)]
pub struct Pending {
    target: PathBuf,
    /// Beside its place, whole and on the disk.
    file: tempfile::NamedTempFile,
}

impl Pending {
    /// Writes contents beside the place where they are to be, and flushes them to the disk, so that nobody ever reads half
    /// of a file and nothing is lost when the disk is full or the power fails.
    ///
    /// # Errors
    ///
    /// When they cannot be written, or what is there may not be replaced.
    pub fn write(contents: &[u8], path: &Path) -> io::Result<Self> {
        let about = fs::metadata(path);
        match &about {
            Ok(about) if about.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Ok(about) if !about.is_file() => return Err(io::Error::other("it is no plain file")),
            Ok(about) if about.permissions().readonly() => return Err(ErrorKind::PermissionDenied.into()),
            _ => (),
        }
        let replaced = about.ok().map(|about| about.permissions());
        let target = behind_links(path)?;
        let (folder, prefix) = (folder_of(&target), not_yet_whole(&target));
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(NOT_YET);
        let mut file = with_permissions(&mut builder, replaced.clone()).tempfile_in(folder)?;
        if let Some(replaced) = replaced {
            // What a new file may not have by the umask, the one that it replaces may.
            file.as_file().set_permissions(replaced)?;
        }
        file.write_all(contents)?;
        file.as_file().sync_all()?;
        Ok(Self { target, file })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    ///
    /// When it cannot be put there. What was there is then as it was.
    pub fn put(self) -> io::Result<()> {
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
    ///
    /// # Errors
    ///
    /// As [`Pending::put`].
    pub fn put_for_good(self) -> io::Result<()> {
        let folder = folder_of(&self.target).to_owned();
        self.put()?;
        // The file is there. That its name is on the disk as well cannot be asked of every system, so failing is no error.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

/// Whether a file has just these contents. They are held against it piece by piece, and it is not read into memory.
pub fn holds(path: &Path, contents: &[u8]) -> bool {
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
    format!(".{}.wmt-", name_of(target))
}

fn name_of(target: &Path) -> String {
    target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The folder that a path is in.
pub fn folder_of(target: &Path) -> &Path {
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
fn with_permissions<'b>(
    builder: &'b mut tempfile::Builder<'_, '_>,
    replaced: Option<fs::Permissions>,
) -> &'b tempfile::Builder<'b, 'b> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(replaced.unwrap_or_else(|| fs::Permissions::from_mode(0o666)))
}

#[cfg(not(unix))]
fn with_permissions<'b>(
    builder: &'b mut tempfile::Builder<'_, '_>,
    _: Option<fs::Permissions>,
) -> &'b tempfile::Builder<'b, 'b> {
    builder
}

/// The SHA-256 of a file's bytes, in hexadecimal figures.
///
/// # Errors
///
/// When it cannot be read.
pub fn fingerprint(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut HashedBytes(&mut hash))?;
    let bytes: Vec<String> = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(bytes.concat())
}

/// Takes bytes into a hash.
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

/// The path to a file without links and the like, also to one that is not there yet; paths lead to the same file where these
/// are equal. `None` where not even the folder is there.
pub fn real_path(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().or_else(|| Some(fs::canonicalize(folder_of(path)).ok()?.join(path.file_name()?)))
}
