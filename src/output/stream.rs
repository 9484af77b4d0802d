//! What is written to as it is, and never replaced or cut short: descriptors that are open already, pipes, devices.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::fd::{AsFd, OwnedFd, RawFd};
use std::path::Path;

use rustix::event::{PollFd, PollFlags, poll};

use crate::files::folder_of;

/// Opens what a path names, or standard output. Opened by its path, `/dev/stdout` would begin at the first byte of the file
/// behind it; so a path that names a descriptor of this process gives that descriptor, which knows where its next byte goes.
pub(super) fn open(path: Option<&Path>) -> io::Result<impl Write> {
    let file = match path.map(|path| (path, descriptor(path))) {
        None | Some((_, Some(1))) => io::stdout().as_fd().try_clone_to_owned()?.into(),
        Some((_, Some(2))) => io::stderr().as_fd().try_clone_to_owned()?.into(),
        Some((path, Some(number))) => match of_number(number) {
            // Some containers forbid to ask for it. Its name will do, unless it is of a plain file.
            Err(error) if error.kind() == ErrorKind::PermissionDenied && !path.is_file() => by_name(path)?,
            file => file?.into(),
        },
        Some((path, None)) => by_name(path)?,
    };
    Ok(WaitingWriter(file))
}

fn by_name(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).open(path)
}

/// A file for which a run waits, where it takes no bytes now but will.
struct WaitingWriter(File);

impl Write for WaitingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.0.write(bytes) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None)?;
                }
                written => return written,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Whether a path names something that is written to as it is.
pub(super) fn is_stream(path: &Path) -> bool {
    let is_special = |about: fs::Metadata| !about.is_file() && !about.is_dir();
    descriptor(path).is_some() || fs::metadata(path).is_ok_and(is_special)
}

/// The number of the open descriptor that a path names, such as `/dev/stdout` or `/dev/fd/3`.
fn descriptor(path: &Path) -> Option<RawFd> {
    const MOST_LINKS: usize = 40;
    let own = ["/proc/self/fd", "/dev/fd"].into_iter().find_map(|folder| fs::canonicalize(folder).ok())?;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let folder = folder_of(&path);
        if fs::canonicalize(folder).ok()? == own {
            return path.file_name()?.to_str()?.parse().ok();
        }
        // Links are followed one by one, because the last of them, from the number to the file, must not be.
        path = folder.join(fs::read_link(&path).ok()?);
    }
    None
}

/// A copy of the descriptor of a number. Safe code cannot take a number for a descriptor, but the system can copy it.
#[cfg(target_os = "linux")]
fn of_number(number: RawFd) -> io::Result<OwnedFd> {
    use rustix::process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open};
    let this = pidfd_open(getpid(), PidfdFlags::empty())?;
    Ok(pidfd_getfd(this, number, PidfdGetfdFlags::empty())?)
}

/// A copy of the descriptor of a number: here, opening its name gives one.
#[cfg(not(target_os = "linux"))]
fn of_number(number: RawFd) -> io::Result<OwnedFd> {
    Ok(OpenOptions::new().write(true).open(format!("/dev/fd/{number}"))?.into())
}
