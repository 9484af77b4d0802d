//! Files and the lines in them, as messages name them.

/// A file given, by its position among those read. `Files` knows its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// The names of the files of a run, as the user wrote them, in the order they are read.
#[derive(Debug, Default)]
pub struct Files(Vec<String>);

impl Files {
    /// Adds a file under the name that faults shall give it.
    pub fn add(&mut self, name: impl Into<String>) -> FileId {
        self.0.push(name.into());
        FileId(u32::try_from(self.0.len() - 1).expect("a command line has not that many files"))
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Renames every file after the first `first` ones.
    pub fn rename_from(&mut self, first: usize, name: &str) {
        self.0[first..].iter_mut().for_each(|file| name.clone_into(file));
    }

    pub fn name(&self, file: FileId) -> &str {
        self.0.get(usize::try_from(file.0).unwrap_or(usize::MAX)).map_or("", String::as_str)
    }

    /// A place as people read it: `caseload.csv:12`, or the file alone.
    pub fn at(&self, place: Place) -> String {
        let name = self.name(place.file);
        place.line_within().map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"))
    }
}

/// A line of a file, counted from 1; line 0 is the file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub file: FileId,
    pub line: u32,
}

impl Place {
    pub fn new(file: FileId, line: u64) -> Self {
        Self { file, line: u32::try_from(line).unwrap_or(u32::MAX) }
    }

    pub const fn whole(file: FileId) -> Self {
        Self { file, line: 0 }
    }

    /// The line; `None` of the file as a whole.
    pub fn line_within(self) -> Option<u32> {
        Some(self.line).filter(|line| *line != 0)
    }
}
