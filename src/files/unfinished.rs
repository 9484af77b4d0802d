//! Files that are not yet whole, beside their places: whatever ends a run, none of them stays.

use std::fs::{self, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use tempfile::NamedTempFile;

use super::paths::{behind_links, folder_of, is_at, name_of};

/// Who may read a file that was not there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Nobody but its owner.
    Owner,
    /// Whoever may read new files, as the system is set up.
    Anyone,
}

/// A file that is not yet whole has a name of its own, with a mark and an ending: `.NAME.wmt-….new`.
const OURS: &str = ".wmt-";
const NOT_YET: &str = ".new";

/// The files that this run has begun. A signal removes them; those that are in their place by then are not found.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Begins a file beside its place, and removes what killed runs have left there. The file is locked as long as it is open,
/// so that other runs can tell it from a leftover.
pub(super) fn begin(target: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    static SIGNALS: Once = Once::new();
    SIGNALS.call_once(remove_on_signals);
    remove_leftovers(target);
    let prefix = format!(".{}{OURS}", name_of(target));
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(NOT_YET);
    #[cfg(not(unix))]
    let _ = readers;
    #[cfg(unix)]
    if readers == Readers::Anyone {
        // The umask takes away what new files do not get.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    // The thread that removes files waits for this lock, so that it misses no file.
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let file = builder.tempfile_in(folder_of(target))?;
        begun.push(file.path().to_owned());
        match file.as_file().try_lock() {
            Ok(()) if is_at(file.as_file(), file.path()) => return Ok(file),
            // Without locks, no run takes any file for a leftover.
            Err(TryLockError::Error(_)) => return Ok(file),
            // Another run took it for a leftover before it was locked.
            Ok(()) | Err(TryLockError::WouldBlock) => (),
        }
    }
}

/// Removes what runs that were killed have left in the folder of a file, and nothing that a living run writes. A run may
/// have been killed over another file than this, such as a report with the date in its name, which nobody writes again.
pub(crate) fn remove_leftovers(path: &Path) {
    let Ok(target) = behind_links(path) else { return };
    for entry in fs::read_dir(folder_of(&target)).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_file = || entry.file_type().is_ok_and(|kind| kind.is_file());
        if !name.starts_with('.') || !name.contains(OURS) || !name.ends_with(NOT_YET) || !is_file() {
            continue;
        }
        let Ok(file) = OpenOptions::new().write(true).open(entry.path()) else { continue };
        if file.try_lock().is_ok() {
            // Whoever may not remove it can do without.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes a signal that ends the run remove the files that it has begun. Then the signal ends the run as it always does.
#[cfg(unix)]
fn remove_on_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    let (ready, is_ready) = std::sync::mpsc::channel::<()>();
    let thread = std::thread::Builder::new().spawn(move || {
        let ending = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU].into_iter().filter(|signal| !is_ignored(*signal));
        let Ok(mut signals) = Signals::new(ending) else { return };
        drop(ready);
        for signal in signals.forever() {
            let begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
            for path in begun.iter() {
                let _ = fs::remove_file(path);
            }
            let _ = emulate_default_handler(signal);
        }
    });
    if thread.is_ok() {
        // Nothing is ever sent: the thread lets go of its end when it is ready.
        let _ = is_ready.recv();
    }
}

#[cfg(not(unix))]
fn remove_on_signals() {}

/// Makes writing fail, as on a full disk, where a file becomes longer than the run may write (`ulimit -f`). Without this, a signal
/// of the system ends the run, and nothing is said.
#[cfg(unix)]
pub(crate) fn outlive_limits() {
    // That the signal is caught is enough. Where it cannot be, it ends the run as before.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
pub(crate) fn outlive_limits() {}

/// Whether whoever started the run asked that a signal shall not end it, as `nohup` does.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|figures| u64::from_str_radix(figures.trim(), 16).ok()).unwrap_or_default();
    ignored >> (signal - 1) & 1 == 1
}
