//! Exit codes, notices and pipes: what a script hangs on.

use std::io::Write;
use std::process::Stdio;

use super::{WEEKS, weeks};
use crate::command::{Folder, shown, wmt};

fn folder(pattern: &str) -> Folder {
    Folder::new().with("caseload.csv", format!("{WEEKS}{}{}", weeks("A1", pattern), weeks("B2", "wwww")))
}

#[test]
fn only_when_asked_does_the_exit_code_tell_of_a_breach() {
    for (pattern, arguments, code) in [
        ("oooo", "", 0),
        ("oooo", "--exit-code", 1),
        ("oo.o", "--exit-code", 1),
        ("wooo", "--exit-code", 0),
        ("wwww", "--exit-code", 0),
        // Over last week, and no hours or no rows now.
        ("ooon", "--exit-code", 1),
        ("ooo.", "--exit-code", 1),
        ("ooo.", "--exit-code --officer B2", 0),
        ("wwwn", "--exit-code", 0),
        ("www.", "--exit-code", 0),
        ("oww.", "--exit-code", 0),
        // Anyone shown: not those who were not asked for.
        ("oooo", "--exit-code --officer B2", 0),
        ("oooo", "--exit-code --officer A1", 1),
        ("oooo", "--exit-code --only excessive", 1),
        // `--only` chooses rows, and never the code.
        ("oo.o", "--exit-code --only excessive", 1),
        ("oo.o", "--exit-code --only over", 1),
        ("wooo", "--exit-code --only excessive", 0),
        ("oooo", "--exit-code --week 2026-11-09", 0),
        // The team is within, but a member is excessive.
        ("oooo", "--exit-code --by all", 1),
        ("oooo", "--exit-code --format json", 1),
        ("oooo", "--exit-code --quiet", 1),
        ("oooo", "--exit-code --output out.csv", 1),
    ] {
        let output = folder(pattern).run(format!("calc caseload.csv {arguments}").split_whitespace());
        assert_eq!(output.status.code(), Some(code), "{pattern} {arguments}: {}", shown(&output));
    }
}

#[test]
fn faults_and_a_wrong_command_line_are_2_and_print_no_results() {
    let folder = folder("oooo").with("bad.csv", "officer,case_type,tier\nA1,community,Z9\n");
    for arguments in [
        "calc bad.csv",
        "calc bad.csv --exit-code",
        "calc gone.csv",
        "calc",
        "calc caseload.csv --by moon",
        "calc caseload.csv --week someday",
        "calc caseload.csv --week 2026-06-01",
        "calc caseload.csv caseload.csv",
        "calc - -",
        "count caseload.csv",
    ] {
        let output = folder.run(arguments.split_whitespace());
        assert_eq!(output.status.code(), Some(2), "{arguments}: {}", shown(&output));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments}: {}", shown(&output));
    }
}

#[test]
fn nothing_that_a_command_line_says_steers_the_terminal() {
    let folder = folder("oooo");
    for arguments in [
        &["calc", "caseload.csv", "--output", "gone/\u{1b}[31m.csv"][..],
        &["calc", "caseload.csv", "--output", "\u{1b}[31m"],
        &["calc", "caseload.csv", "--format", "\u{1b}[31m"],
        &["calc", "caseload.csv", "--week", "\u{1b}[31m"],
        &["calc", "caseload.csv", "--\u{1b}[31m"],
        &["calc", "\u{1b}[31m.csv"],
        &["calc", "caseload.csv", "--history", "gone/\u{1b}[31m.csv", "--record"],
    ] {
        let output = folder.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains("�[31m") && !said.contains('\u{1b}'), "{said}");
    }
}

#[test]
fn quiet_silences_notices_and_changes_nothing_else() {
    let caseload = format!("Shoe size,{WEEKS}").into_bytes();
    let folder =
        Folder::new().with("caseload.csv", [caseload, b"44,A1,37,2026-11-16,community,A3,1\n".to_vec()].concat());
    let loud = folder.run(["calc", "caseload.csv"]);
    assert!(String::from_utf8_lossy(&loud.stderr).contains("notice:"), "{}", shown(&loud));
    for quiet in ["--quiet", "-q"] {
        let output = folder.run(["calc", "caseload.csv", quiet]);
        assert_eq!((output.stdout.as_slice(), output.stderr.as_slice()), (loud.stdout.as_slice(), &b""[..]));
    }
    let bad =
        Folder::new().with("bad.csv", "officer,case_type,tier\nA1,community,Z9\n").run(["calc", "bad.csv", "--quiet"]);
    assert!(!bad.stderr.is_empty(), "faults are always said");
}

#[test]
fn a_reader_who_has_had_enough_is_no_failure() {
    // The pipe is closed before the caseload is there, so nothing of the report can be written.
    for arguments in [&["calc", "-"][..], &["calc", "-", "--exit-code"], &["calc", "-", "--format", "json"]] {
        let folder = Folder::new();
        let mut command = wmt(folder.path());
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("wmt runs");
        drop(child.stdout.take());
        let mut pipe = child.stdin.take().expect("a pipe was asked for");
        pipe.write_all(format!("{WEEKS}{}", weeks("A1", "oooo")).as_bytes()).expect("it reads");
        drop(pipe);
        let output = child.wait_with_output().expect("wmt ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = folder("oo.o");
    for format in ["table", "csv", "json", "markdown"] {
        let run = || folder.run(["calc", "caseload.csv", "--format", format]).stdout;
        let first = run();
        assert!((0..3).all(|_| run() == first), "{format}");
    }
}
