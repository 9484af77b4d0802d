//! Warnings: signs in the data that a figure may be wrong. Each stands for a breach that would vanish without a word.

use super::{WEEKS, weeks};
use crate::command::{Folder, repository, shown, wmt};
use crate::report::json;

/// The names of the warnings that a run gives on standard error, in their order, and its exit code.
fn warned(output: &std::process::Output) -> (Vec<String>, Option<i32>) {
    let said = String::from_utf8_lossy(&output.stderr);
    let name = |line: &str| line.rsplit_once(" (").map(|(_, name)| name.trim_end_matches(')').to_owned());
    let named = said.lines().filter(|line| line.contains(": warning: ")).filter_map(name);
    (named.collect(), output.status.code())
}

#[test]
fn files_as_people_have_them_are_warned_of() {
    for (arguments, expected, code) in [
        ("caseload-2026-11-09.csv", &["file-date"][..], 3),
        ("caseload-2026-11-23.csv", &["file-date"], 3),
        ("year-2062.csv", &["far-week"], 3),
        ("year-2062.csv --week 2026-11-16", &[], 1),
        ("last-years-year.csv", &["far-week"], 3),
        // Two court officers without a report in one week, and cases of a team that are handed over to nobody yet.
        ("quiet-court.csv", &[], 0),
        ("unallocated-team.csv", &[], 0),
        ("handed-over.csv", &[], 0),
        ("sick.csv", &[], 0),
        // The third of four weeks, of five, has last year's year.
        ("last-years-august.csv", &["far-week"], 3),
        // The first of four weeks has last year's year; and the same week of last year beside three of this.
        ("last-years-october.csv", &["far-week"], 3),
        ("year-before.csv", &[], 0),
        // The people who are supervised under `name`, and no column of officers; and the dates on which orders began.
        ("people.csv", &["not-an-officer"], 3),
        ("court-officers.csv", &[], 0),
        // Somebody begins with the name of one who left, which a third one has too; and a name with the first and the last day.
        ("namesakes.csv", &[], 0),
        ("archive-2026-10-01_to_2026-12-31.csv", &[], 0),
        ("dates-of-cases.csv", &["thin-week"], 3),
        // A list a month, of two officers with a case each: the latest lies far from the one before it.
        ("monthly.csv", &["far-week"], 3),
        // Counts were left blank in the last week; and one officer's tiers.
        ("blank-counts.csv", &["thin-week"], 3),
        ("officer-without-tiers.csv", &["thin-week"], 1),
        // The same in a week before, and of a small team.
        ("tiers-lost-before.csv", &["thin-week"], 3),
        ("tiers-lost-twice.csv", &["thin-week"], 3),
        ("small-team-without-tiers.csv", &["thin-week"], 3),
        ("dragged.csv", &["thin-week"], 3),
        // The rows of four officers, a day each, over four weeks; and a list of each day by officer.
        ("dragged-weeks.csv", &["thin-week"], 3),
        ("dragged-one.csv", &["thin-week"], 3),
        ("each-day.csv", &[], 0),
        // Cases of each type on a day of their own, by their ids.
        ("case-type-a-day.csv", &["thin-week"], 3),
        ("dragged-by-week.csv", &["thin-week"], 3),
        ("each-week.csv", &[], 0),
        // Twelve cases of one officer, over five days.
        ("dragged-ids.csv", &["thin-week"], 3),
        ("team-without-tiers.csv", &["thin-week"], 3),
        ("team-without-counts.csv", &["thin-week"], 3),
        // Over for four weeks, and then with a file of reports and none of cases.
        ("four-weeks.csv reports-alone-2026-11-23.csv", &["thin-week"], 3),
        ("half-the-team.csv", &["thin-week"], 1),
        // A team over for four weeks is gone behind a week without any rows.
        ("gone-after-a-gap.csv", &["thin-week"], 1),
        // Two teams in files that do not say so, of different days.
        ("half-a-2026-11-16.csv half-b-2026-11-18.csv", &["thin-week"], 3),
        ("few-cases.csv", &["thin-week"], 3),
        // One of two files is of a team with merged cells.
        ("one-team-merged-2026-11-16.csv", &["merged-cells"], 3),
        ("merged-teams-2026-11-16.csv", &["merged-cells"], 3),
        ("some-without-team-2026-11-16.csv", &[], 0),
        ("whole-team-2026-11-16.csv merged-team-2026-11-16.csv", &["merged-cells"], 3),
        // In a week before the one reported, which ends the run of four weeks.
        ("few-cases-before.csv", &["thin-week"], 3),
        // Somebody with a report alone in the later snapshot has none of 25 cases there.
        ("no-cases.csv", &["thin-week"], 3),
        ("no-work.csv", &["thin-week"], 3),
        ("moved-in-the-week.csv", &[], 0),
        ("one-of-eight-cases.csv", &["thin-week"], 3),
        ("named-twice-2026-11-16.csv", &["look-alike"], 3),
        ("by-name-2026-11-16.csv --reductions by-name-ended.csv", &[], 0),
        ("other-columns-2026-11-16.csv", &[], 0),
        ("spellings-2026-11-16.csv", &["look-alike"], 3),
        // Over until last week under the other spelling.
        ("apostrophe.csv", &["look-alike"], 1),
        ("composed.csv", &["look-alike"], 1),
        ("leading-zero.csv", &["look-alike"], 1),
        ("decimal-code.csv", &["look-alike"], 1),
        ("name-for-code.csv", &["look-alike"], 1),
        ("code-for-name.csv", &["look-alike"], 1),
        ("name-in-both-columns.csv", &["look-alike"], 1),
        ("another-code.csv", &["look-alike"], 3),
        ("entities.csv", &["look-alike"], 1),
        ("wrong-letters.csv", &["look-alike"], 1),
        ("two-spellings.csv --week 2026-11-16", &["look-alike"], 3),
        ("team-apostrophe-2026-11-16.csv", &["look-alike"], 3),
        ("team-blank-2026-11-16.csv", &["look-alike"], 3),
        ("zeros-2026-11-16.csv --staff zeros-staff.csv", &["look-alike", "look-alike"], 3),
        ("by-name-2026-11-16.csv --staff by-name-staff.csv", &["look-alike"], 3),
        ("by-name-2026-11-16.csv --reductions by-name-reductions.csv", &["look-alike"], 3),
        ("footer-2026-11-16.csv", &["not-an-officer"], 3),
        ("rows-affected-2026-11-16.csv", &["not-an-officer"], 3),
        ("rows-affected-in-team-2026-11-16.csv", &["not-an-officer"], 3),
        ("unallocated-2026-11-16.csv", &["not-an-officer"], 3),
        ("merged-cells.csv --week 2026-11-16", &["merged-cells"], 3),
        ("pivot-2026-11-16.csv", &["merged-cells"], 3),
        ("renamed-team.csv --by team", &["renamed-unit"], 1),
        ("renamed-pdu-and-one-left.csv --by pdu", &["renamed-unit"], 1),
        ("duplicate-rows.csv", &["duplicate-case"], 3),
        ("appended-2026-11-16.csv", &["duplicate-case"], 3),
        ("index-2026-11-16.csv", &["unused-column"], 3),
        ("count-of-crn-2026-11-16.csv", &["unused-column"], 3),
        ("row-types-2026-11-16.csv", &["unused-column"], 3),
        ("weeks-in-one-2026-11-16.csv", &["unused-column"], 3),
        ("timestamp.csv --week 2026-11-16", &["unused-column"], 3),
        ("blank-week.csv", &["unused-column"], 3),
        ("week-numbers.csv --week 2026-11-16", &["unused-column"], 3),
        ("wk.csv --week 2026-11-16", &["unused-column"], 3),
        ("sdrs-2026-11-16.csv", &["unused-column"], 3),
        ("weeks-as-columns-2026-11-16.csv", &["unused-column"; 4], 3),
        ("without-tiers.csv", &["thin-week"], 3),
        ("heading-error-2026-11-16.csv", &["unused-column"], 3),
        ("serial-numbers-2026-11-16.csv", &[], 0),
        ("sound-2026-11-16.csv", &[], 0),
        ("sound-2026-11-16.csv --staff overview-as-staff.csv", &["unused-column"], 3),
        ("sound-2026-11-16.csv --weights same-version.toml", &["same-version"], 3),
        ("sound-2026-11-16.csv --weights first.toml --weights second.toml", &["same-version"], 3),
        ("tiers-blank-2026-11-16.csv", &["no-tier"], 3),
        ("no-tier.csv --week 2026-11-16", &["no-tier", "unused-column"], 3),
    ] {
        assert_warned(arguments, expected, code);
    }
}

#[test]
fn other_spellings_and_other_words_are_warned_of_and_people_are_not() {
    for (arguments, expected, code) in [
        // Written twice over, with zeros behind the point, in wide letters, with `ss` for `ß`, full stops, and an equals sign.
        ("other-spellings-2026-11-16.csv", &["look-alike"; 6][..], 3),
        ("other-spellings-of-teams-2026-11-16.csv", &["look-alike"; 2], 3),
        ("lost-letters-2026-11-16.csv", &["look-alike"; 4], 3),
        ("lost-letters-of-a-name-2026-11-16.csv", &["look-alike"], 3),
        ("other-names-2026-11-16.csv", &[], 0),
        ("nobodies-2026-11-16.csv", &["not-an-officer"; 10], 3),
        ("summaries-2026-11-16.csv", &["not-an-officer"; 4], 3),
        ("footers-2026-11-16.csv", &["not-an-officer"; 10], 3),
        ("due-in-other-words-2026-11-16.csv", &["unused-column"], 3),
        ("minutes-in-other-words-2026-11-16.csv", &["unused-column"], 3),
        ("tiering-2026-11-16.csv", &["no-tier", "unused-column"], 3),
        ("durations-2026-11-16.csv", &[], 0),
        ("of-a-case-2026-11-16.csv", &[], 0),
    ] {
        assert_warned(arguments, expected, code);
    }
}

fn assert_warned(arguments: &str, expected: &[&str], code: i32) {
    let mut command = wmt(&repository().join("tests/calc/warnings"));
    let output = command.arg("calc").args(arguments.split_whitespace()).args(["--exit-code", "--quiet"]).output();
    let output = output.expect("wmt runs");
    let expected: Vec<String> = expected.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(warned(&output), (expected, Some(code)), "{arguments}: {}", shown(&output));
}

const HEADINGS: &str = "officer,name,team,contracted_hours,week,case_type,tier\n";

/// Rows of officers in a team and week.
fn rows(week: &str, team: &str, officers: &[&str]) -> String {
    let row = |officer: &&str| format!("{officer},,{team},37,{week},community,B2\n");
    officers.iter().map(row).collect::<Vec<_>>().concat()
}

#[test]
fn of_several_teams_that_ended_with_the_same_officers_the_first_by_name_is_named() {
    let teams: String = (1..=8).rev().map(|team| rows("2026-11-09", &format!("R{team}"), &["A1", "A2"])).collect();
    let text = HEADINGS.to_owned() + &teams + &rows("2026-11-16", "New", &["A1", "A2"]);
    let said = Folder::new().with("caseload.csv", text).shown("calc caseload.csv --quiet");
    assert!(said.contains("all officers of the team `R1` are in the new team `New`"), "{said}");
}

/// What is no sign of anything wrong is not warned of.
#[test]
fn nothing_is_warned_of_where_nothing_is_odd() {
    let (last, this) = ("2026-11-09", "2026-11-16");
    for (name, caseload) in [
        // Three weeks apart; half of the officers; a small team that is gone.
        ("caseload.csv", rows("2026-10-26", "R1", &["A1"]) + &rows(this, "R1", &["A1"])),
        ("caseload.csv", rows(last, "R1", &["A1", "A2", "A3", "A4"]) + &rows(this, "R1", &["A1", "A2"])),
        (
            "caseload.csv",
            rows(last, "R1", &["A1", "A2", "A3"])
                + &rows(last, "R2", &["B1", "B2", "B3"])
                + &rows(this, "R2", &["B1", "B2", "B3"]),
        ),
        // Friday's rows in Monday's file, and a file of several weeks.
        ("caseload-2026-11-23.csv", rows("2026-11-20", "R1", &["A1"])),
        ("caseload-2026-11-16.csv", rows(last, "R1", &["A1"]) + &rows("2026-11-18", "R1", &["A1"])),
        // Names that are two, whatever they have in common.
        (
            "caseload.csv",
            rows(this, "R1", &["Alison Crane", "A1", "A10", "A100", "José", "Jose", "Amy Bell", "Amy Bel"]),
        ),
        // Work that nobody holds, at the end and between.
        ("caseload.csv", rows(this, "R1", &["A1", "A2", "A3", "", ""])),
        ("caseload.csv", rows(this, "R1", &["A1", "A1", "", "A2", "A2", "", "A3", "A3", ""])),
        // A team that ends and one that begins with other officers.
        ("caseload.csv", rows(last, "R1", &["A1", "A2"]) + &rows(this, "R2", &["A1", "B1"])),
        // An officer who is nobody and has no hours.
        ("caseload.csv", "Unallocated,,R1,0,2026-11-16,community,B2\n".to_owned()),
    ] {
        let output = Folder::new().with(name, format!("{HEADINGS}{caseload}")).run(["calc", name, "--quiet"]);
        assert_eq!(warned(&output), (Vec::new(), Some(0)), "{caseload}: {}", shown(&output));
    }
}

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

#[test]
fn an_officer_in_other_teams_of_the_history_or_of_other_dates_is_warned_of() {
    let one = format!("{HEADINGS}{}", rows("2026-11-16", "R1", &["A1", "A2"]));
    let other = format!("{HEADINGS}{}", rows("2026-11-18", "R2", &["A1", "B1"]));
    let folder = Folder::new().with("one.csv", one.clone()).with("other.csv", other.clone());
    let both = folder.run(["calc", "one.csv", "other.csv", "--quiet"]);
    assert_eq!(warned(&both).0, ["two-snapshots"], "{}", shown(&both));
    assert_eq!(folder.run("calc one.csv --history h.csv --record".split_whitespace()).status.code(), Some(0));
    let with_history = folder.run("calc other.csv --history h.csv --quiet".split_whitespace());
    assert_eq!(warned(&with_history).0, ["two-snapshots"], "{}", shown(&with_history));
    let again = folder.run("calc one.csv --history h.csv --quiet".split_whitespace());
    assert!(warned(&again).0.is_empty(), "{}", shown(&again));
}

/// A case in two rows of the week reported counts twice; tasks, rows of other weeks and of snapshots that do not count, and
/// rows without a case id, are no other rows of it.
#[test]
fn cases_that_count_more_than_once_are_warned_of() {
    let headings = "officer,team,contracted_hours,week,case_id,case_type,tier,task,count\n";
    let row = |officer: &str, week: &str, id: &str| format!("{officer},R1,37,{week},{id},community,B2,,\n");
    let this = "2026-11-16";
    for (rows, expected) in [
        (row("A1", this, "X1") + &row("A1", this, " x1 "), "1 case counts more than once: `X1` twice with `A1`"),
        (row("A1", this, "X1") + &row("B2", this, "X1"), "`X1` once with `A1`, once with `B2`"),
        (row("A1", this, "X1") + &row("", this, "X1"), "once with nobody (unallocated)"),
        (row("A1", this, &"case".repeat(10)) + &row("A1", this, &"CASE".repeat(10)), "`CASECASE…` twice with `A1`"),
        (row("A1", this, "X1") + &row("A1", "2026-11-09", "X1"), ""),
        (row("A1", this, "X1") + &row("A1", "2026-11-17", "X1"), ""),
        (row("A1", this, "") + &row("A1", this, ""), ""),
        (row("A1", this, "X1") + &format!("A1,R1,37,{this},X1,,,parole_report,\n"), ""),
        (row("A1", this, "X1") + &format!("A1,R1,37,{this},X1,community,B2,,0\n"), ""),
        (row("A1", this, "X1") + &row("A1", this, "X2") + &row("A1", this, "X11"), ""),
    ] {
        let output = Folder::new().with("c.csv", format!("{headings}{rows}")).run(["calc", "c.csv", "--quiet"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{rows}: {said}");
    }
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
