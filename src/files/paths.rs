//! Names of files and folders.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(super) fn name_of(target: &Path) -> String {
    target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The folder that a path is in.
pub(crate) fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The file itself where the path is a link to it.
pub(super) fn behind_links(path: &Path) -> io::Result<PathBuf> {
    if path.is_symlink() { fs::canonicalize(path) } else { Ok(path.to_owned()) }
}

/// The path to a file without links and the like, also to one that is not there yet; paths lead to the same file where these
/// are equal. `None` where not even the folder is there.
pub(crate) fn real_path(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().or_else(|| Some(fs::canonicalize(folder_of(path)).ok()?.join(path.file_name()?)))
}
