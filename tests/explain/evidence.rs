//! What the page rests on: the files by name and SHA-256, so that it is dated evidence.

use super::{WEIGHTS, folder, json, page, rows};
use crate::command::Folder;

// `printf 'officer,contracted_hours,case_type\nA1,40,\n' | sha256sum`, and so on for the others: of the bytes as they are.
const CASELOAD: &str = "officer,contracted_hours,case_type\nA1,40,\n";
const OF_CASELOAD: &str = "347e283b130435af66f14ad7f555ce61310d4eba704014098e2351a12a95d3ea";
const OF_CASELOAD_OF_WINDOWS: &str = "3ce201534e5db209685810e22396c6e63dd70cee74318afdd19d8d92c92cd48e";
const OF_STAFF: &str = "a5e7275b27fa5856bdbad020d572ae5b84f9edb89501c33f498d67f7563c0762";
const OF_REDUCTIONS: &str = "afdca7aa4121ccbad65914879f44799a633f330f333bfaffadbb6f3ebd255f0f";

#[test]
fn the_fingerprint_is_of_the_bytes_of_the_file() {
    for (caseload, expected) in
        [(CASELOAD.to_owned(), OF_CASELOAD), (CASELOAD.replace('\n', "\r\n"), OF_CASELOAD_OF_WINDOWS)]
    {
        // Without a weights file the built-in ones are used, which are no file.
        let folder = Folder::new().with("caseload.csv", caseload);
        let json = json(&folder, "A1 caseload.csv");
        assert_eq!(rows(&json["files"], &["file", "sha256"]), [format!("caseload.csv|{expected}")]);
        let page = page(&folder, "A1 caseload.csv");
        assert!(page.contains(&format!("File caseload.csv, SHA-256 {expected}")), "{page}");
        assert!(
            page.contains("Weights hmpps-2021 (built in): time values that the Ministry of Justice published"),
            "{page}"
        );
    }
}

#[test]
fn every_file_that_was_read_is_named_once() {
    let folder = folder(CASELOAD)
        .with("second.csv", "officer,contracted_hours,case_type\nC3,40,\n")
        .with("staff.csv", "officer,name\nB2,Kofi Marsh\n")
        .with("reductions.csv", "officer,reason,hours,from,to\nA1,duty,1,2026-01-05,\n");
    let files = "caseload.csv second.csv --staff staff.csv --reductions reductions.csv --week 2026-11-16";
    let record = format!("calc {files} --history history.csv --record");
    super::stdout(&folder, &record.split_whitespace().collect::<Vec<_>>());
    let json = json(&folder, &format!("A1 {files} --history history.csv"));
    let mut names = rows(&json["files"], &["file"]);
    names.sort();
    assert_eq!(names, ["caseload.csv", "history.csv", "reductions.csv", "second.csv", "staff.csv", "weights.toml"]);
    let prints = rows(&json["files"], &["file", "sha256"]);
    for expected in [
        format!("caseload.csv|{OF_CASELOAD}"),
        format!("staff.csv|{OF_STAFF}"),
        format!("reductions.csv|{OF_REDUCTIONS}"),
    ] {
        assert!(prints.contains(&expected), "{prints:?}");
    }
}

#[test]
fn weights_are_evidence_wherever_they_were_found() {
    let later = WEIGHTS.replace("2026-01-05", "2026-10-05").replace("round-1", "round-2");
    let folder = folder("officer,contracted_hours,week,case_type\nA1,40,2026-11-16,\n").with("later.toml", later);
    let named = |arguments: &str| rows(&json(&folder, arguments)["files"], &["file"]);
    assert_eq!(named("A1 caseload.csv"), ["weights.toml", "caseload.csv"]);
    assert_eq!(named("A1 caseload.csv --weights later.toml"), ["later.toml", "caseload.csv"]);
    assert_eq!(
        named("A1 caseload.csv --weights later.toml --weights weights.toml"),
        ["later.toml", "weights.toml", "caseload.csv"]
    );
    let json = json(&folder, "A1 caseload.csv --weights later.toml --weights weights.toml");
    assert_eq!((&json["weights"], &json["weights_file"]), (&"round-2".into(), &"later.toml".into()));
    let mut command = crate::command::wmt(folder.path());
    let output = command.args(["explain", "A1", "caseload.csv"]).env("WMT_WEIGHTS", "later.toml").output();
    let text = String::from_utf8(output.expect("wmt runs").stdout).expect("UTF-8");
    assert!(text.contains("later.toml, SHA-256") && !text.contains("weights.toml"), "{text}");
}

#[test]
fn a_file_that_changed_has_another_fingerprint_although_the_figure_is_the_same() {
    let print = |caseload: &str| rows(&json(&folder(caseload), "A1 caseload.csv")["files"], &["sha256"])[1].clone();
    assert_eq!(print(CASELOAD), print(CASELOAD));
    assert_ne!(print(CASELOAD), print("officer,contracted_hours,case_type\nA1,40.0,\n"));
}
