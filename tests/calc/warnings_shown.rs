//! Where warnings are shown, of whom, and how they are skipped or made faults.

use super::warnings::{HEADINGS, rows, warned};
use super::{WEEKS, weeks};
use crate::command::{Folder, shown};
use crate::report::json;

/// A caseload with warnings of two teams and of a file.
fn odd() -> Folder {
    let caseload = rows("2026-11-16", "R1", &["O'Hara", "O’Hara"])
        + &rows("2026-11-16", "R2", &["007", "7", "8"])
        + "Total,,,,2026-11-16,,\n";
    Folder::new().with("odd.csv", format!("{HEADINGS}{caseload}"))
}

#[test]
fn warnings_stand_below_the_table_and_in_json() {
    let folder = odd();
    let report = super::report(&folder, "odd.csv");
    for warning in [
        "Warning odd.csv:3: `O'Hara` and `O’Hara` differ only in capitals, blanks,",
        "Warning odd.csv:5: `007` and `7` differ only",
        "Warning odd.csv:7: `Total` is a total, and is left out (totals-row)",
    ] {
        assert!(report.contains(warning), "{report}");
    }
    let markdown = super::report(&folder, "odd.csv --format markdown");
    assert!(
        markdown.contains("- **Warning**: odd.csv:7: \\`Total\\` is a total, and is left out (totals-row)"),
        "{markdown}"
    );
    let warnings = &json(&folder, "calc odd.csv")["summary"]["warnings"];
    let last = &warnings[2];
    assert_eq!(warnings.as_array().map(Vec::len), Some(3), "{warnings}");
    assert_eq!([&last["check"], &last["file"]], ["totals-row", "odd.csv"]);
    assert_eq!(
        (last["line"].as_u64(), last["message"].as_str()),
        (Some(7), Some("`Total` is a total, and is left out"))
    );
}

#[test]
fn with_a_choice_warnings_of_others_are_counted_and_make_no_exit_code() {
    let folder = odd();
    for (choice, expected, elsewhere, code) in [
        ("", &["look-alike", "look-alike", "totals-row"][..], 0, 3),
        ("--team R2", &["look-alike", "totals-row"], 1, 3),
        ("--team R2 --skip totals-row", &["look-alike"], 1, 3),
        ("--officer 8 --skip totals-row", &[], 2, 0),
        ("--officer 7 --skip totals-row", &["look-alike"], 1, 3),
    ] {
        let arguments = format!("calc odd.csv --exit-code --quiet {choice}");
        let output = folder.run(arguments.split_whitespace());
        let expected: Vec<String> = expected.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(warned(&output), (expected, Some(code)), "{choice}: {}", shown(&output));
        let summary = &json(&folder, &format!("calc odd.csv {choice}"))["summary"];
        assert_eq!(summary["warnings_elsewhere"].as_u64(), Some(elsewhere), "{choice}");
    }
    let report = super::report(&folder, "odd.csv --officer 8");
    assert!(report.contains("Warning 2 more warnings are about officers or teams that are not shown"), "{report}");
}

#[test]
fn what_has_been_looked_at_is_skipped() {
    let folder = odd();
    for (skip, left) in [
        ("--skip look-alike", &["totals-row"][..]),
        ("--skip look-alike=7", &["look-alike", "totals-row"]),
        ("--skip LOOK-ALIKE=o'hara --skip look-alike=007", &["totals-row"]),
        ("--skip look-alike=8", &["look-alike", "look-alike", "totals-row"]),
        ("--skip totals-row=odd.csv --skip look-alike", &[]),
    ] {
        let output = folder.run(format!("calc odd.csv {skip}").split_whitespace());
        let left: Vec<String> = left.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(warned(&output), (left, Some(0)), "{skip}: {}", shown(&output));
    }
    let output = folder.run(["calc", "odd.csv", "--skip", "look-alikes"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("--skip: no warning is called `look-alikes`\n  hint: the nearest is `look-alike`"), "{said}");
    let output = folder.run(["calc", "odd.csv", "--skip", "untiered"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--skip: `untiered` is a check and no warning\n  hint: `wmt check` alone says it"), "{said}");
}

#[test]
fn strict_makes_faults_of_warnings_and_records_nothing() {
    let folder = odd();
    let output = folder.run("calc odd.csv --strict --history h.csv --record --skip look-alike".split_whitespace());
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", shown(&output));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("odd.csv:7: `Total` is a total, and is left out (totals-row)\n  hint: --strict"), "{said}");
    assert!(!folder.path().join("h.csv").exists());
    let output = folder.run("calc odd.csv --strict --skip look-alike --skip totals-row".split_whitespace());
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
}

/// What has been looked at of one officer hides no other's cases.
#[test]
fn double_cases_are_skipped_by_officer() {
    let row = |officer: &str, id: &str| format!("{officer},,R1,37,2026-11-16,community,B2,{id}\n").repeat(2);
    let caseload = format!("{},case_id\n{}{}", HEADINGS.trim_end(), row("A1", "X1"), row("B2", "X2"));
    let folder = Folder::new().with("c.csv", caseload);
    let said = |skip: &str| {
        let output = folder.run(format!("calc c.csv --quiet {skip}").split_whitespace());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert_eq!(said("").lines().count(), 2);
    let left = said("--skip duplicate-case=A1");
    assert!(left.contains("`X2` twice with `B2`") && !left.contains("X1"), "{left}");
}

/// A total is of the smallest unit that its row names, and of everyone where it names none.
#[test]
fn totals_are_warned_of_where_their_unit_is_shown() {
    let rows = "officer,pdu,team,contracted_hours,week,case_type,tier,count\n\
                A,P,T,37,2026-11-16,community,A3,2\nB,P,U,37,2026-11-16,community,A3,2\n";
    for (total, choice, expected) in [
        ("Total,P,T,,2026-11-16,community,A3,2\n", "--team T", Some(3)),
        ("Total,P,T,,2026-11-16,community,A3,2\n", "--team U", Some(0)),
        ("Total,P,T,,2026-11-16,community,A3,2\n", "--officer B", Some(0)),
        ("Total,P,T,,2026-11-16,community,A3,2\n", "--pdu P", Some(3)),
        ("Total,P,,,2026-11-16,community,A3,4\n", "--team U", Some(3)),
        (",P,P Total,,2026-11-16,,,4\n", "--team U", Some(3)),
        ("Total,,,,2026-11-16,community,A3,4\n", "--team U", Some(3)),
        ("Total,P,T,,2026-11-16,,,2\nTotal,P,U,,2026-11-16,,,2\n", "--team U", Some(3)),
        ("Total,P,T,,2026-11-16,,,2\nTotal,,,,2026-11-16,,,4\n", "--team U", Some(3)),
        ("Total,P,T,,2026-11-16,,,2\n", "--skip totals-row=T", Some(0)),
    ] {
        let folder = Folder::new().with("c.csv", format!("{rows}{total}"));
        let output = folder.run(format!("calc c.csv --quiet --exit-code {choice}").split_whitespace());
        assert_eq!(output.status.code(), expected, "{total} {choice}: {}", shown(&output));
    }
}

/// A run on one team is not warned of what is missing elsewhere.
#[test]
fn what_is_outside_the_choice_is_not_missed() {
    let caseload =
        format!("{WEEKS}{}{}", weeks("A1", "ww"), ["B1", "B2", "B3"].map(|officer| weeks(officer, "w.")).concat());
    let folder = Folder::new().with("caseload.csv", caseload);
    let all = folder.run(["calc", "caseload.csv", "--quiet"]);
    assert_eq!(warned(&all).0, ["thin-week"], "{}", shown(&all));
    let one = folder.run(["calc", "caseload.csv", "--quiet", "--officer", "A1"]);
    assert!(warned(&one).0.is_empty(), "{}", shown(&one));
}

/// A team is followed as a whole, whichever part of the caseload is chosen: its warning has the team as subject, is skipped by the
/// team's name, is counted where the team is not chosen, and stands on the page of each of its officers.
#[test]
fn a_thin_team_is_said_in_the_same_words_whatever_is_chosen() {
    let rows = |team: &str, officer: usize, pattern: &str| {
        weeks(&format!("{team}{officer}"), pattern).replace(",37,", &format!(",37,{team},"))
    };
    let thin: String = (1..=6).map(|officer| rows("T", officer, if officer < 3 { "ww" } else { "w." })).collect();
    let whole: String = (1..=8).map(|officer| rows("U", officer, "ww")).collect();
    let headings = WEEKS.replace("contracted_hours,", "contracted_hours,team,");
    let folder = Folder::new().with("caseload.csv", format!("{headings}{thin}{whole}"));
    let said = "the team `T` has 2 officers in the week 2026-11-16, and had 6 officers in the week 2026-11-09";
    for (arguments, code, is_said) in [
        ("calc caseload.csv", 3, true),
        ("calc caseload.csv --team T", 3, true),
        ("calc caseload.csv --team T --skip thin-week=T", 0, false),
        ("calc caseload.csv --skip thin-week=T", 0, false),
        ("calc caseload.csv --team U", 0, false),
        ("explain T1 caseload.csv", 3, true),
        ("explain U1 caseload.csv", 0, false),
    ] {
        let output = folder.run(format!("{arguments} --exit-code").split_whitespace());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), stderr.contains(said)), (Some(code), is_said), "{arguments}: {stderr}");
    }
    assert_eq!(json(&folder, "calc caseload.csv --team U")["summary"]["warnings_elsewhere"], 1);
}
