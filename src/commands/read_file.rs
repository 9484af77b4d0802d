//! A file that a run reads: where it is, whether it is the same as another, and which sheet of it is read.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use crate::fault::FileId;
use crate::files::{FileState, real_path};
use crate::inputs::{OtherList, TableKind};

#[derive(Debug)]
pub(super) struct ReadFile {
    /// Where it is; standard input is nowhere.
    pub(super) path: Option<PathBuf>,
    pub(super) name: String,
    /// How it was before it was read.
    pub(super) before: Option<FileState>,
    /// Its real path, once that was asked for.
    pub(super) real: OnceCell<Option<PathBuf>>,
    /// What kind of table is read from it, where it is a workbook, and from which sheet.
    pub(super) sheet: Option<(TableKind, String)>,
    /// The lists that stand on other sheets of the workbook, with its number.
    pub(super) lists: Vec<(FileId, OtherList)>,
}

impl ReadFile {
    pub(super) fn new(path: Option<PathBuf>, name: String) -> Self {
        let before = path.as_deref().and_then(FileState::of);
        Self { path, name, before, real: OnceCell::new(), sheet: None, lists: Vec::new() }
    }

    pub(super) fn real(&self) -> Option<&Path> {
        // A file that is redirected into standard input is found by this name.
        let path = self.path.as_deref().unwrap_or(Path::new("/dev/stdin"));
        self.real.get_or_init(|| real_path(path)).as_deref()
    }

    /// Whether a table of a kind is read from the same workbook here.
    pub(super) fn reads(&self, kind: TableKind, of: &Self) -> bool {
        self.sheet.as_ref().is_some_and(|(read, _)| *read == kind) && self.is_same(of)
    }

    /// Whether both are one file; there is one standard input.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let are_standard_input = self.path.is_none() && other.path.is_none();
        are_standard_input || (self.real().is_some() && self.real() == other.real())
    }
}

/// The name of a file that is given as several, because nothing holds it together.
pub(super) fn in_pieces(paths: &[PathBuf]) -> Option<String> {
    let pieces: Option<Vec<&str>> = paths.iter().map(|path| path.to_str()).collect();
    let whole = pieces.filter(|pieces| pieces.len() > 1)?.join(" ");
    (Path::new(&whole).is_file() && !paths.iter().any(|path| path.exists())).then_some(whole)
}
