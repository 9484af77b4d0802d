//! Running `wmt`, and a folder to run it in.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The repository.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A run of `wmt` to be, with nothing of this machine's environment that could change what it says.
pub(crate) fn wmt(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wmt"));
    for name in ["WMT_WEIGHTS", "NO_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs a command line in a shell, with `wmt` on the path, behind some folders of programs.
pub(crate) fn shell(folder: &Path, command: &str, programs: &[PathBuf]) -> Output {
    let wmt = Path::new(env!("CARGO_BIN_EXE_wmt")).parent().expect("the program is in a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = programs.iter().cloned().chain([wmt.to_owned()]).chain(std::env::split_paths(&path));
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder).env_remove("WMT_WEIGHTS").stdin(Stdio::null());
    shell.env("PATH", std::env::join_paths(paths).expect("a path")).output().expect("a shell")
}

/// What a run gave, in one text: exit code, standard output, standard error.
pub(crate) fn shown(output: &Output) -> String {
    let code = output.status.code().map_or_else(|| "killed".to_owned(), |code| code.to_string());
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    format!("exit {code}\n--- standard output\n{out}--- standard error\n{err}")
}

/// A temporary folder with files in it.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// The same folder with one more file.
    pub(crate) fn with(self, name: &str, contents: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.0.path().join(name), contents).expect("a file in a temporary folder");
        self
    }

    /// The folder's path.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// What is in a file of the folder.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).expect("a file of the folder")
    }

    /// Runs `wmt` in the folder.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Output {
        wmt(self.path()).args(arguments).output().expect("wmt runs")
    }

    /// Runs `wmt` in the folder; what it gave, in one text.
    pub(crate) fn shown(&self, arguments: &str) -> String {
        shown(&self.run(arguments.split_whitespace()))
    }

    /// Runs `wmt` in the folder on a text as standard input.
    pub(crate) fn piped(&self, arguments: &str, input: &[u8]) -> Output {
        let mut command = wmt(self.path());
        command.args(arguments.split_whitespace()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("wmt runs");
        let mut pipe = child.stdin.take().expect("a pipe was asked for");
        // A run that refuses its input may close the pipe before all of it is written.
        let _ = pipe.write_all(input);
        drop(pipe);
        child.wait_with_output().expect("wmt ends")
    }
}
