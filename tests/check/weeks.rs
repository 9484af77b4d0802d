//! Which week is checked, several weekly files, standard input, undated caseloads, and a history.

use super::{NOTED, ODD, count, found, names};
use crate::command::{Folder, shown};

/// One officer of a week with so many cases, and hours.
fn weekly(hours: &str, cases: u32) -> String {
    format!("officer,team,contracted_hours,case_type,tier,count\nN53-0412,Riverside 1,{hours},community,D2,{cases}\n")
}

/// Four weekly files, of 20 cases each.
fn four() -> Folder {
    ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]
        .iter()
        .fold(Folder::new(), |folder, week| folder.with(&format!("caseload-{week}.csv"), weekly("37", 20)))
}

const FOUR: &str = "caseload-2026-10-26.csv caseload-2026-11-02.csv caseload-2026-11-09.csv caseload-2026-11-16.csv";

#[test]
fn several_weekly_files_are_one_caseload_of_several_weeks() {
    assert_eq!(found(&four(), FOUR, 0), "0 faults, 0 warnings, 0 notes\n");
    let text = found(&four(), &FOUR.replace("caseload-2026-11-02.csv ", ""), 1);
    assert_eq!(
        text,
        "caseload-2026-10-26.csv: warning: there is no caseload for 2026-11-02 (missing-week)\n\
         0 faults, 1 warning, 0 notes\n"
    );
    // 20 cases and a quarter are 25: one more is a jump, of the officer and of the team.
    let text = found(&four().with("caseload-2026-11-16.csv", weekly("37", 25)), FOUR, 0);
    assert_eq!(count(&text), "0 faults, 0 warnings, 0 notes");
    let text = found(&four().with("caseload-2026-11-16.csv", weekly("37", 26)), FOUR, 1);
    assert_eq!(names(&text), ["caseload-jump", "caseload-jump"], "{text}");
    assert!(text.contains("caseload-2026-11-16.csv:2: warning: N53-0412 went from 20 cases to 26"), "{text}");
}

#[test]
fn the_seventh_missing_week_is_one_more() {
    let folder = Folder::new().with("a-2026-09-21.csv", weekly("37", 20)).with("b-2026-11-16.csv", weekly("37", 20));
    let text = found(&folder, "a-2026-09-21.csv b-2026-11-16.csv --only missing-week", 1);
    assert!(text.contains("2026-10-26, 2026-11-02, 1 more week "), "{text}");
}

#[test]
fn the_latest_week_is_checked_or_the_one_asked_for() {
    // The hours are odd in the first week alone, the tier counts nothing in the second alone.
    let caseload = "officer,contracted_hours,week,case_type,tier\n\
                    N53-0412,4,2026-11-09,community,D2\n\
                    N53-0412,37,2026-11-16,community,D2S\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    assert_eq!(names(&found(&folder, "caseload.csv", 0)), ["hours-jump", "zero-tier"]);
    assert_eq!(names(&found(&folder, "caseload.csv --week 2026-11-16", 0)), ["hours-jump", "zero-tier"]);
    for week in ["2026-11-09", "2026-11-13", "2026-W46"] {
        let text = found(&folder, &format!("caseload.csv --week {week}"), 1);
        assert_eq!(names(&text), ["odd-hours"], "{week}: {text}");
    }
}

#[test]
fn cases_held_twice_in_earlier_weeks_are_found_as_well() {
    let earlier = ODD
        .replace("2026-11-16", "2026-11-09")
        .replace("X1", "X2")
        .lines()
        .skip(1)
        .fold(String::new(), |text, line| text + line + "\n");
    let folder = Folder::new().with("caseload.csv", format!("{ODD}{earlier}"));
    let text = found(&folder, "caseload.csv --only duplicate-case", 1);
    assert!(text.contains("caseload.csv:3: ") && text.contains("caseload.csv:7: "), "{text}");
    assert_eq!(count(&text), "0 faults, 2 warnings, 0 notes");
}

#[test]
fn a_snapshot_that_a_later_one_of_its_week_replaces_is_not_checked() {
    let later = "N53-0412,Amy Bell,Riverside 1,37,2026-11-18,X100001,community,A3\n";
    let folder = Folder::new().with("caseload.csv", format!("{ODD}{later}"));
    let text = found(&folder, "caseload.csv --skip notices", 0);
    assert_eq!(text, "0 faults, 0 warnings, 0 notes\n");
    assert_eq!(names(&found(&folder, "caseload.csv", 0)), ["notices"]);
}

#[test]
fn standard_input_is_checked_like_a_file() {
    let output = Folder::new().piped("check -", ODD.as_bytes());
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), &b""[..]), "{}", shown(&output));
    let file = found(&Folder::new().with("odd.csv", ODD), "odd.csv", 1);
    assert_eq!(super::unbroken(&String::from_utf8_lossy(&output.stdout)), file.replace("odd.csv", "standard input"));
    // Beside a file, and with what is found across both.
    let output = Folder::new().with("odd.csv", ODD).piped("check odd.csv - --only duplicate-case", &{
        b"officer,contracted_hours,week,case_id,case_type,tier\nN53-0499,37,2026-11-16,X100002,community,A3\n".to_vec()
    });
    let text = super::unbroken(&String::from_utf8_lossy(&output.stdout));
    let across = "standard input:2: warning: the case `X100002` is already in odd.csv:4, \
                  here with `N53-0499`, there with `N53-0413 Bal Singh`";
    assert!(text.contains(across), "{text}");
}

#[test]
fn an_undated_caseload_is_checked_as_far_as_no_date_is_needed() {
    let undated = ODD.replace("2026-11-16,", "").replace("week,", "");
    let folder = Folder::new().with("odd.csv", undated);
    let dated = found(&Folder::new().with("odd.csv", ODD), "odd.csv", 1);
    let said = found(&folder, "odd.csv", 1);
    assert!(
        said.contains("odd.csv: note: this caseload has no date, so weeks, overdue tasks and reductions"),
        "{said}"
    );
    assert_eq!(found(&folder, "odd.csv --skip missing-week", 1), dated);
    assert_eq!(found(&folder, "odd.csv --week 2026-11-16", 1), dated);
}

#[test]
fn tasks_are_overdue_at_the_date_that_the_file_is_given() {
    let folder = Folder::new().with("tasks.csv", "officer,contracted_hours,task,due\nN53-0412,37,sdr,2026-10-17\n");
    // 30 days behind 17 October is 16 November.
    for (week, code) in [("2026-11-16", 1), ("2026-11-09", 0)] {
        let text = found(&folder, &format!("tasks.csv --week {week} --only overdue-task"), code);
        assert_eq!(names(&text).len(), usize::from(code == 1), "{week}: {text}");
    }
    // Nothing dates the caseload, so nothing is overdue.
    found(&folder, "tasks.csv --only overdue-task", 0);
}

/// A folder with a history of some weeks, and the caseload of 16 November.
fn with_history(weeks: &[(&str, u32)]) -> Folder {
    let mut folder = Folder::new();
    for (week, cases) in weeks {
        folder = folder.with("earlier.csv", weekly("37", *cases));
        let output =
            folder.run(format!("calc earlier.csv --week {week} --history history.csv --record").split_whitespace());
        assert!(output.status.success(), "{}", shown(&output));
    }
    folder.with("caseload-2026-11-16.csv", weekly("37", 20))
}

#[test]
fn weeks_that_a_history_lacks_are_missing() {
    let arguments = "caseload-2026-11-16.csv --history history.csv";
    for (weeks, expected) in [
        (&[("2026-11-02", 20), ("2026-11-09", 20)][..], None),
        (&[("2026-11-02", 20)], Some("there is no caseload for 2026-11-09 (")),
        (&[("2026-10-19", 20), ("2026-11-02", 20)], Some("there is no caseload for 2026-10-26, 2026-11-09 (")),
    ] {
        let folder = with_history(weeks);
        let before = folder.read("history.csv");
        let text = found(&folder, arguments, i32::from(expected.is_some()));
        match expected {
            Some(words) => assert!(text.contains(words), "{weeks:?}: {text}"),
            None => assert_eq!(text, "0 faults, 0 warnings, 0 notes\n"),
        }
        assert_eq!(folder.read("history.csv"), before, "a check writes nothing into a history");
    }
}

#[test]
fn a_caseload_that_jumps_from_the_last_week_of_a_history_is_found() {
    let arguments = "caseload-2026-11-16.csv --history history.csv";
    // 20 are 25 per cent more than 16, and 33 more than 15.
    assert_eq!(names(&found(&with_history(&[("2026-11-09", 16)]), arguments, 0)).len(), 0);
    let text = found(&with_history(&[("2026-11-09", 15)]), arguments, 1);
    assert!(text.contains("N53-0412 went from 15 cases to 20 in the week 2026-11-16 (caseload-jump)"), "{text}");
}

/// What was said when a week was recorded is not said again each week.
#[test]
fn a_jump_between_weeks_of_a_history_is_not_found_again() {
    let folder = with_history(&[("2026-10-26", 10), ("2026-11-02", 15), ("2026-11-09", 20)]);
    assert_eq!(names(&found(&folder, "caseload-2026-11-16.csv --history history.csv", 0)).len(), 0);
}

#[test]
fn what_pipes_in_is_kept_nowhere() {
    let folder = Folder::new();
    let output = folder.piped("check -", NOTED.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0);
}
