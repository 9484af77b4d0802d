//! Where results go: standard output, or a file that is there whole or not at all.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use crate::fault::plain_words;

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
        Some(path) => match to_file(result, path) {
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

/// Writes beside the file and renames, so that nobody ever reads half of it and nothing is lost when the disk is full.
/// What is not an ordinary file (a device, a pipe) is written to as it is.
fn to_file(result: &[u8], path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(about) if !about.is_file() => return fs::OpenOptions::new().write(true).open(path)?.write_all(result),
        Ok(about) if about.permissions().readonly() => return Err(ErrorKind::PermissionDenied.into()),
        _ => (),
    }
    let target = behind_links(path)?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".wmt-");
    let mut file = with_permissions(&mut builder, &target).tempfile_in(folder)?;
    file.write_all(result)?;
    file.as_file().sync_all()?;
    file.persist(&target)?;
    Ok(())
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
