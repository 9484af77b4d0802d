//! What the weights say is odd: `[checks]`, the limits of cases, and which weights are in use.

use super::{count, found, names};
use crate::command::{Folder, repository, shown};

/// Weights of round figures, with further lines.
fn weights(version: &str, from: &str, more: &str) -> String {
    format!(
        "version = \"{version}\"\nfrom = {from}\n\
         [hours]\nweeks_per_year = 48\nnon_effective = 50\nnon_attributable = 0\n\
         [limits]\nover = 110\nweeks = 4\nwarn_cases = 10\nmax_cases = 12\n\
         [grades.PO]\ncontracted_hours = 40\n[grades.NEW]\ncontracted_hours = 40\n\
         [cases.community]\nhigh = 480\nlow = 48\nuntiered = 0\n\
         [tasks.report]\nminutes = 240\n\
         [status]\nended = 0\nhalf = 50\n\
         {more}"
    )
}

const CHECKS: &str = "[checks]\noverdue_task_days = 7\n\
                      [checks.statuses]\nended = \"it should be closed\"\n\
                      [checks.grades]\nNEW = \"the new are protected\"\n";

const CASELOAD: &str = "officer,grade,week,case_type,tier,status,task,due,count\n\
                        N1,PO,2026-11-16,community,high,,,,2\n\
                        N1,PO,2026-11-16,community,high,ended,,,1\n\
                        N1,PO,2026-11-16,community,high,half,,,1\n\
                        N1,PO,2026-11-16,,,,report,2026-11-09,1\n\
                        N1,PO,2026-11-16,,,,report,2026-11-10,1\n\
                        N2,NEW,2026-11-16,community,low,,,,2\n";

fn folder(checks: &str) -> Folder {
    Folder::new().with("weights.toml", weights("round", "2026-01-05", checks)).with("caseload.csv", CASELOAD)
}

#[test]
fn what_should_have_ended_is_overdue_or_unprotected_is_policy() {
    let text = found(&folder(CHECKS), "caseload.csv --skip zero-status", 1);
    assert_eq!(
        text,
        "caseload.csv:7: warning: N2 is of grade `NEW` and has no reduction of hours for that: the new are protected (unprotected)\n\
         caseload.csv:3: warning: N1 holds 1 case with the status `ended`: it should be closed (should-have-ended)\n\
         caseload.csv:5: warning: N1 holds 1 task overdue by 7 days or more, the oldest since 2026-11-09 (overdue-task)\n\
         1 unprotected, 1 should-have-ended, 1 overdue-task\n\
         0 faults, 3 warnings, 0 notes\n"
    );
}

#[test]
fn without_such_policy_no_status_and_no_grade_is_odd() {
    let text = found(&folder(""), "caseload.csv --only should-have-ended --only unprotected", 0);
    assert_eq!(text, "0 faults, 0 warnings, 0 notes\n");
    // 30 days is what holds where the weights have the section and do not say.
    let text = found(&folder("[checks]\n"), "caseload.csv --only overdue-task", 0);
    assert_eq!(text, "0 faults, 0 warnings, 0 notes\n");
}

#[test]
fn faults_of_the_policy_are_said_all_at_once_with_their_lines() {
    let checks = "[checks]\noverdue_task_days = 0\ncolour = 1\n\
                  [checks.statuses]\nendde = \"why\"\nended = 5\n[checks.grades]\nNEWS = \"why\"\n";
    let text = found(&folder(checks), "caseload.csv", 1);
    // The policy begins in line 25 of the weights.
    for (line, words) in [
        (26, "`checks.overdue_task_days` is 0"),
        (27, "`checks.colour` is not known"),
        (29, "`checks.statuses.endde` names something that is not declared; did you mean `ended`?"),
        (30, "`checks.statuses.ended` must be a text"),
        (32, "`checks.grades.NEWS` names something that is not declared; did you mean `NEW`?"),
    ] {
        let is_it = |found: &str| found.starts_with(&format!("weights.toml:{line}: fault: ")) && found.contains(words);
        assert!(text.lines().any(is_it), "{line} {words}: {text}");
    }
    assert_eq!(count(&text), "5 faults, 0 warnings, 0 notes");
    // To calc it is a fault as well.
    let calc = folder(checks).run(["calc", "caseload.csv"]);
    assert_eq!(calc.status.code(), Some(2), "{}", shown(&calc));
}

#[test]
fn policy_changes_no_figure() {
    let figures = |checks: &str| folder(checks).run(["calc", "caseload.csv", "--format", "csv"]).stdout;
    assert!(!figures(CHECKS).is_empty());
    assert_eq!(figures(CHECKS), figures(""));
}

#[test]
fn the_limits_of_cases_are_those_of_the_weights() {
    for (cases, code, expected) in
        [(9, 0, None), (10, 0, Some("note")), (12, 0, Some("note")), (13, 1, Some("warning"))]
    {
        let caseload = format!("officer,grade,week,case_type,tier,count\nN1,PO,2026-11-16,community,low,{cases}\n");
        let folder = folder("").with("caseload.csv", caseload);
        let text = found(&folder, "caseload.csv --only many-cases", code);
        assert_eq!(text.split(": ").nth(1).filter(|_| text.lines().count() > 1), expected, "{cases}: {text}");
    }
}

#[test]
fn built_in_weights_are_used_where_there_are_no_others() {
    let caseload = "officer,contracted_hours,week,case_type,tier,status\nN1,37,2026-11-16,community,A3,O\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    let built_in = found(&folder, "caseload.csv", 1);
    assert_eq!(names(&built_in), ["should-have-ended", "zero-status"], "{built_in}");
    let path = repository().join("weights.toml");
    assert_eq!(found(&folder, &format!("caseload.csv --weights {}", path.display()), 1), built_in);
    // A file in the folder goes before the built-in one, and knows neither A3 nor O.
    let folder = folder.with("weights.toml", weights("round", "2026-01-05", ""));
    assert_eq!(names(&found(&folder, "caseload.csv --only refused", 1)), ["refused", "refused"]);
}

#[test]
fn each_week_is_checked_with_its_own_weights() {
    // From 16 November a high case counts nothing.
    let new = weights("new", "2026-11-16", "").replace("high = 480", "high = 0");
    let row = |week: &str| format!("N1,PO,{week},community,high,3\nN1,PO,{week},community,low,3\n");
    let folder = Folder::new().with("old.toml", weights("old", "2026-01-05", "")).with("new.toml", new).with(
        "caseload.csv",
        format!("officer,grade,week,case_type,tier,count\n{}{}", row("2026-11-09"), row("2026-11-16")),
    );
    let arguments = "caseload.csv --weights old.toml --weights new.toml --only zero-tier --only weights-change";
    let text = found(&folder, arguments, 0);
    assert_eq!(names(&text), ["weights-change", "zero-tier"], "{text}");
    assert!(text.contains("2026-11-09: worked out with old, and the week 2026-11-16 with new"), "{text}");
    // In the week before, neither is so.
    assert_eq!(found(&folder, &format!("{arguments} --week 2026-11-09"), 0), "0 faults, 0 warnings, 0 notes\n");
}

#[test]
fn a_change_of_weights_is_said_as_long_as_it_is_within_the_weeks_of_the_rule() {
    // The new weights hold from 26 October: four weeks from 2 November on have them all.
    let folder = Folder::new()
        .with("old.toml", weights("old", "2026-01-05", ""))
        .with("new.toml", weights("new", "2026-10-26", ""))
        .with("caseload.csv", {
            let weeks = ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"];
            let rows = weeks.map(|week| format!("N1,PO,{week},community,high,5\n")).concat();
            format!("officer,grade,week,case_type,tier,count\n{rows}")
        });
    let arguments = "caseload.csv --weights old.toml --weights new.toml";
    assert_eq!(names(&found(&folder, &format!("{arguments} --week 2026-11-09"), 0)), ["weights-change"]);
    assert_eq!(found(&folder, arguments, 0), "0 faults, 0 warnings, 0 notes\n");
}

#[test]
fn weights_that_a_history_was_worked_out_with_are_a_change_too() {
    let caseload = |week: &str| format!("officer,grade,week,case_type,tier,count\nN1,PO,{week},community,high,5\n");
    let folder = Folder::new()
        .with("old.toml", weights("old", "2026-01-05", ""))
        .with("new.toml", weights("new", "2026-01-05", ""))
        .with("earlier.csv", caseload("2026-11-09"))
        .with("caseload.csv", caseload("2026-11-16"));
    let output = folder.run("calc earlier.csv --weights old.toml --history history.csv --record".split_whitespace());
    assert!(output.status.success(), "{}", shown(&output));
    let text = found(&folder, "caseload.csv --weights new.toml --history history.csv", 0);
    assert_eq!(names(&text), ["weights-change"], "{text}");
    found(&folder, "caseload.csv --weights old.toml --history history.csv", 0);
    assert_eq!(names(&found(&folder, "caseload.csv --weights old.toml --history history.csv", 0)).len(), 0);
}
