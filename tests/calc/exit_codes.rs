//! Exit codes: what a script hangs on.

use super::{WEEKS, weeks};
use crate::command::{Folder, shown};

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
        "calc bad.csv", "calc bad.csv --exit-code", "calc bad.csv --quiet", "calc gone.csv", "calc",
        "calc caseload.csv --by moon", "calc caseload.csv --week someday", "calc caseload.csv --week 2026-06-01",
        "calc caseload.csv caseload.csv", "calc - -", "count caseload.csv",
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
        &["--\u{1b}[31m"],
        &["explain", "\u{1b}[31m", "caseload.csv"],
        &["calc", "caseload.csv", "--history", "gone/\u{1b}[31m.csv", "--record"],
    ] {
        let output = folder.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains("�[31m") && !said.contains('\u{1b}'), "{said}");
    }
}
