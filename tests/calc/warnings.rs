//! Warnings: signs in the data that a figure may be wrong. Each stands for a breach that would vanish without a word.

use crate::command::{Folder, repository, shown, wmt};

/// The names of the warnings that a run gives on standard error, in their order, and its exit code.
pub(super) fn warned(output: &std::process::Output) -> (Vec<String>, Option<i32>) {
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
        ("dragged-by-week-beside-others.csv", &["thin-week"], 3),
        ("dragged-by-two-weeks.csv", &["thin-week"], 3),
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
        ("few-cases-before.csv", &["thin-week", "thin-week"], 3),
        // Somebody with a report alone in the later snapshot has none of 25 cases there.
        ("no-cases.csv", &["thin-week"], 3),
        ("no-work.csv", &["thin-week"], 3),
        ("moved-in-the-week.csv", &[], 0),
        ("court-of-west-2026-11-16.csv court-of-east-2026-11-17.csv", &["thin-week"], 3),
        ("one-of-eight-cases.csv", &["thin-week"], 3),
    ] {
        assert_warned(arguments, expected, code);
    }
}

#[test]
fn names_cells_and_columns_as_people_have_them_are_warned_of() {
    for (arguments, expected, code) in [
        ("named-twice-2026-11-16.csv", &["look-alike"][..], 3),
        ("by-name-2026-11-16.csv --reductions by-name-ended.csv", &[], 0),
        ("other-columns-2026-11-16.csv", &[], 0),
        ("part-time-in-words-2026-11-16.csv", &["unused-column"], 3),
        ("full-time-all-2026-11-16.csv", &[], 0),
        ("months-in-words.csv", &["unused-column"], 3),
        ("month-of-the-file-2026-11-16.csv", &[], 0),
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
        ("letters-of-an-old-system.csv", &["look-alike"], 3),
        ("sound-2026-11-16.csv --reductions reductions-by-name.csv", &["look-alike"], 3),
        ("sound-2026-11-16.csv --reductions reductions-of-another-team.csv", &[], 0),
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
        ("merged-below-nobodys.csv", &["merged-cells"], 3),
        ("merged-named-twice.csv", &["merged-cells"], 3),
        ("hours-of-nobody.csv", &["merged-cells"], 3),
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
fn work_that_is_lost_is_warned_of_whatever_tasks_are_left() {
    for (arguments, expected, code) in [
        // A report is left beside the cases, of one officer, of all, of a team; and three who never had tiers.
        ("tiers-lost-beside-a-report.csv", &["thin-week"][..], 3),
        ("tiers-lost-before-beside-reports.csv", &["thin-week"], 3),
        ("teams-tiers-lost-before.csv", &["thin-week"], 3),
        ("always-without-tiers.csv", &[], 0),
        ("reports-alone.csv", &["thin-week"], 3),
        // Cases in tiers of 0 minutes, or warrants, with a report that comes and goes.
        ("report-beside-supervision-tiers.csv", &[], 0),
        ("report-beside-warrants.csv", &[], 0),
        // The same cases, without the reports of the other weeks; and cases that never had tiers, beside reports.
        ("reports-of-a-team-gone.csv", &[], 0),
        ("always-without-tiers-and-reports.csv", &[], 0),
        ("tiers-lost-beside-a-warrant.csv", &["thin-week"], 3),
        // Three of four officers of the smaller of two teams, each in a PDU of its own.
        ("teams-of-one-name.csv", &["thin-week"], 3),
        ("dragged-codes-before.csv", &["look-alike"], 3),
        ("dragged-codes-of-pairs.csv", &["look-alike"], 3),
        ("code-and-name-exchanged.csv", &["look-alike"; 3], 3),
        ("sound-2026-11-16.csv --weights second-spelling.toml", &["same-version"], 3),
        // Tasks under a heading that says nothing, in rows that hold nothing; and beside a case, of which it is something.
        ("report-type.csv", &["unused-column"], 3),
        ("report-type-of-cases.csv", &[], 0),
        ("nothing-held-twice.csv", &["thin-week"], 3),
        ("week-keys.csv", &["unused-column"], 3),
        ("teams-of-one-name.csv --pdu South", &[], 0),
        // A first week, so that there is none before it to compare with.
        ("nothing-held-2026-11-16.csv", &["thin-week"], 3),
        ("four-hold-nothing-2026-11-16.csv", &[], 0),
        ("codes-like-totals-2026-11-16.csv", &[], 0),
        // Two people of one name, whom a column tells apart that is not read; and a second number of each officer.
        ("codes-beside-names-2026-11-16.csv", &["unused-column"], 3),
        ("codes-beside-codes-2026-11-16.csv", &[], 0),
        ("dragged-beside-tasks-2026-11-16.csv", &["thin-week"], 3),
        ("dragged-codes.csv", &["look-alike"], 3),
        ("name-as-code-in-capitals.csv", &["look-alike"], 3),
        // What is wrong in an earlier week of the rule ends a run as well.
        ("ditto-before.csv", &["not-an-officer"], 3),
        ("unallocated-before.csv", &["not-an-officer"], 3),
        ("name-without-officer-before.csv", &["not-an-officer"], 3),
    ] {
        assert_warned(arguments, expected, code);
    }
}

#[test]
fn other_words_for_extra_minutes_are_warned_of_and_hours_of_orders_are_not() {
    for (arguments, expected, code) in [
        ("extra-time-2026-11-16.csv", &["unused-column"][..], 3),
        ("minutes-2026-11-16.csv", &["unused-column"], 3),
        ("order-hours-2026-11-16.csv", &[], 0),
        ("comment-2026-11-16.csv", &["not-an-officer"], 3),
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

pub(super) fn assert_warned(arguments: &str, expected: &[&str], code: i32) {
    let mut command = wmt(&repository().join("tests/calc/warnings"));
    let output = command.arg("calc").args(arguments.split_whitespace()).args(["--exit-code", "--quiet"]).output();
    let output = output.expect("wmt runs");
    let expected: Vec<String> = expected.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(warned(&output), (expected, Some(code)), "{arguments}: {}", shown(&output));
}

pub(super) const HEADINGS: &str = "officer,name,team,contracted_hours,week,case_type,tier\n";

/// Rows of officers in a team and week.
pub(super) fn rows(week: &str, team: &str, officers: &[&str]) -> String {
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
