//! Exit codes, the count at the end, and the order of what is found.

use super::{NOTED, ODD, SOUND, count, found, names};
use crate::command::{Folder, shown};

const FAULTY: &str = "officer,contracted_hours,week,case_type,tier\nN53-0412,37,2026-11-16,community,Z9\n\
                      N53-0412,37,2026-11-16,community,A3\n";

fn folder() -> Folder {
    Folder::new()
        .with("sound.csv", SOUND)
        .with("odd.csv", ODD)
        .with("noted.csv", NOTED)
        .with("faulty.csv", FAULTY)
        .with("utf16.csv", b"\xff\xfeo\0f\0")
        .with("book.xlsx", b"PK\x03\x04\x14\0")
        .with("empty.csv", "")
}

#[test]
fn data_with_nothing_odd_is_nought_and_exit_0() {
    assert_eq!(found(&folder(), "sound.csv", 0), "0 faults, 0 warnings, 0 notes\n");
}

#[test]
fn faults_and_warnings_are_1_and_notes_alone_are_0() {
    for (arguments, code, expected) in [
        ("noted.csv", 0, "0 faults, 0 warnings, 1 note"),
        ("odd.csv", 1, "0 faults, 2 warnings, 1 note"),
        ("faulty.csv", 1, "1 fault, 0 warnings, 0 notes"),
        // What is not looked for does not count.
        ("odd.csv --only zero-tier", 0, "0 faults, 0 warnings, 1 note"),
        ("odd.csv --skip duplicate-case --skip odd-hours", 0, "0 faults, 0 warnings, 1 note"),
        ("odd.csv --only odd-hours", 1, "0 faults, 1 warning, 0 notes"),
        ("faulty.csv --skip refused", 0, "0 faults, 0 warnings, 0 notes"),
    ] {
        assert_eq!(count(&found(&folder(), arguments, code)), expected, "{arguments}");
    }
}

#[test]
fn the_exit_code_is_the_same_in_every_form() {
    for (file, code) in [("sound.csv", 0), ("noted.csv", 0), ("odd.csv", 1), ("faulty.csv", 1)] {
        for form in ["--format text", "--format csv", "--format json", "--output out.txt"] {
            found(&folder(), &format!("{file} {form}"), code);
        }
    }
}

#[test]
fn only_what_cannot_be_read_and_a_wrong_command_line_are_2() {
    for (arguments, said) in [
        ("check gone.csv", "gone.csv: there is no such file"),
        ("check sound.csv gone.csv", "gone.csv: there is no such file"),
        ("check faulty.csv gone.csv", "gone.csv: there is no such file"),
        ("check .", ".: this is a folder, not a file"),
        ("check utf16.csv", "utf16.csv: the text is in UTF-16"),
        ("check book.xlsx", "book.xlsx: "),
        ("check empty.csv", "empty.csv: the file is empty"),
        ("check sound.csv --weights gone.toml", "gone.toml: there is no such file"),
        ("check sound.csv --staff gone.csv", "gone.csv: there is no such file"),
        ("check sound.csv --reductions gone.csv", "gone.csv: there is no such file"),
        ("check sound.csv --history gone.csv", "gone.csv: there is no such file"),
        ("check", "<CASELOAD>"),
        ("check sound.csv --format moon", "moon"),
        ("check sound.csv --week someday", "someday"),
        ("check sound.csv --by team", "--by"),
    ] {
        let output = folder().run(arguments.split_whitespace());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments}: {}", shown(&output));
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{arguments}: {}", shown(&output));
    }
}

#[test]
fn everything_that_cannot_be_read_is_said_at_once() {
    let output = folder().run(["check", "gone.csv", "utf16.csv", "sound.csv", "--staff", "lost.csv"]);
    let said = String::from_utf8_lossy(&output.stderr);
    for file in ["gone.csv", "utf16.csv", "lost.csv"] {
        assert!(said.contains(&format!("{file}: ")), "{file} in {said}");
    }
}

#[test]
fn findings_come_by_degree_and_kind_and_within_a_kind_by_file_and_line() {
    // The files are read in the order in which they are given: b before a.
    let folder = Folder::new().with("b.csv", ODD).with(
        "a.csv",
        ODD.replace("N53", "N54")
            .replace("Amy Bell", "Cat Jones")
            .replace("Bal Singh", "Dev Shah")
            .replace("X1", "X2")
            .replace("2026-11-16,X200003,community,A3S", "2026-11-16,X200003,community,Z9"),
    );
    let text = found(&folder, "b.csv a.csv", 1);
    let places: Vec<String> = text.lines().filter_map(|line| Some(line.split_once(": ")?.0.to_owned())).collect();
    assert_eq!(places, ["a.csv:5", "b.csv:3", "a.csv:3", "b.csv:4", "a.csv:4", "b.csv:5"], "{text}");
    // Line 10 comes behind line 2.
    let rows = "N53-0412,4,2026-11-16,community,A3,\n".repeat(8);
    let last = "N53-0413,4,2026-11-16,community,A3,wanted\nN53-0413,4,2026-11-16,community,A3,\n";
    let caseload = format!("officer,contracted_hours,week,case_type,tier,status\n{rows}{last}");
    let text = found(&Folder::new().with("c.csv", caseload), "c.csv", 1);
    let places = [
        "c.csv:10: fault: ", "c.csv:2: warning: ", "c.csv:10: warning: ", "1 refused, 2 odd-hours",
        "1 fault, 2 warnings, 0 notes",
    ];
    assert_eq!(text.lines().count(), places.len(), "{text}");
    assert!(text.lines().zip(places).all(|(line, place)| line.starts_with(place)), "{text}");
}

#[test]
fn a_line_ends_with_the_name_that_skips_it() {
    let text = found(&folder(), "odd.csv", 1);
    assert_eq!(names(&text), ["duplicate-case", "odd-hours", "zero-tier"], "{text}");
}
