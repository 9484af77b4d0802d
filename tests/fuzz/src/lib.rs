//! Runs `wmt` inside this process on files in a folder in memory, and keeps what it writes to standard output.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use tempfile::TempDir;
use wmt::{Cli, run};

/// A small caseload without faults, with officers in two teams, for the targets that change another file.
pub const CASELOAD: &str = include_str!("../../faults/full_sound.csv");

/// Weights of few names, for the targets that change another file.
pub const WEIGHTS: &str = include_str!("../weights.toml");

/// What a run gave: its exit code and standard output, or the text that refuses it.
pub type Outcome = Result<(ExitCode, Vec<u8>), String>;

/// A folder for the files of runs, and the file that stands in for standard output.
pub struct Folder {
    folder: TempDir,
    output: PathBuf,
}

impl Folder {
    /// A folder in memory. Standard output of this process goes to a file in it from now on.
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = tempfile::Builder::new().prefix("wmt-fuzz-").tempdir_in(parent).expect("a folder");
        let output = folder.path().join("standard-output");
        let file = OpenOptions::new().create(true).append(true).open(&output).expect("a file");
        rustix::stdio::dup2_stdout(&file).expect("standard output can be put in a file");
        let folder = Self { folder, output };
        folder.write("weights.toml", WEIGHTS.as_bytes());
        folder.write("caseload.csv", CASELOAD.as_bytes());
        folder
    }

    /// The path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, contents: &[u8]) {
        fs::write(self.path(name), contents).expect("a file can be written");
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).expect("a file can be read")
    }

    /// Runs `wmt`. Words that end like a file are names of files in the folder. A run that is refused must say why, and
    /// may write nothing to standard output.
    pub fn run(&self, command: &str) -> Outcome {
        self.run_words(command.split_whitespace().map(str::to_owned))
    }

    /// The same, of words that may have blanks in them.
    pub fn run_words(&self, words: impl IntoIterator<Item = String>) -> Outcome {
        let is_file = |word: &String| word.ends_with(".csv") || word.ends_with(".toml");
        let path = |word: String| self.path(&word).to_string_lossy().into_owned();
        let words = words.into_iter().map(|word| if is_file(&word) { path(word) } else { word });
        let cli = Cli::try_parse_from(std::iter::once("wmt".to_owned()).chain(words)).expect("a right command line");
        let result = run(&cli);
        let output = fs::read(&self.output).expect("standard output can be read");
        File::options().write(true).open(&self.output).and_then(|file| file.set_len(0)).expect("it can be emptied");
        match result {
            Ok(code) => Ok((code, output)),
            Err(error) => {
                let said = format!("{error:#}");
                assert!(said.contains(": "), "refused without a reason: {said}");
                assert!(output.is_empty(), "refused, with standard output: {}", String::from_utf8_lossy(&output));
                Err(said)
            }
        }
    }

    /// Runs `wmt` twice, which must give the same.
    pub fn run_twice(&self, command: &str) -> Outcome {
        let (first, second) = (self.run(command), self.run(command));
        assert_eq!(shown(&first), shown(&second), "two runs differ: {command}");
        first
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

/// An outcome in one text.
pub fn shown(outcome: &Outcome) -> String {
    match outcome {
        Ok((code, output)) => format!("{code:?}\n{}", String::from_utf8_lossy(output)),
        Err(said) => format!("refused\n{said}"),
    }
}

/// The format of a report: one for each file, so that all are met and no run is longer than it need be.
pub fn format(data: &[u8]) -> &'static str {
    ["table", "markdown", "csv", "json"][data.len() % 4]
}

/// The last week of a trend must have the rows that `calc` gives, in any order, unless one of them is refused.
pub fn trend_is_calc(trend: Result<Vec<u8>, String>, calc: &Result<Vec<u8>, String>) {
    let sorted = |rows: &[u8]| {
        let text = String::from_utf8_lossy(rows);
        let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
        rows.sort();
        rows
    };
    if let (Ok(trend), Ok(calc)) = (&trend, calc) {
        assert_eq!(sorted(trend), sorted(calc), "the last week of the trend is not what calc gives");
    }
}
