//! `wmt reductions` for some officers, teams, PDUs, regions and grades.

use super::HEADINGS;
use crate::command::{Folder, shown};
use crate::report::{faults, report, rows, stdout};

/// Four officers of two regions, and one whom only the list of reductions has, in a team that it names.
fn folder() -> Folder {
    Folder::new()
        .with(
            "staff.csv",
            "officer,name,grade,team,pdu,region\n\
             N53-0412,Amy Bell,PO,R1,Tees,North\nN53-0417,Ben Clarke,PSO,R1,Tees,North\n\
             N53-0420,Dev Khan,PO,R2,Wear,North\nN53-0425,Ella Davies,PO,R3,Avon,South\n",
        )
        .with(
            "reductions.csv",
            format!(
                "{HEADINGS}\nN53-0412,,nqo,,,2026-02-09,\nN53-0417,,nqo,,,2026-02-09,\nN53-0420,,nqo,,,2026-02-09,\n\
                 N53-0425,,nqo,,,2026-02-09,\nN53-0430,R9,other,3,,2026-02-09,\n"
            ),
        )
}

/// The officers of a list, run with arguments that may have spaces in them.
fn officers(arguments: &[&str]) -> Vec<String> {
    let all = ["reductions", "reductions.csv", "--format", "csv"].iter().chain(arguments);
    let output = folder().run(all);
    assert!(output.status.success(), "{arguments:?}: {}", shown(&output));
    let rows = crate::report::Rows::read(&output.stdout);
    rows.column("officer").into_iter().map(str::to_owned).collect()
}

#[test]
fn every_filter_of_calc_chooses_here_too() {
    for (choice, expected) in [
        (&["--officer", "N53-0417"][..], &["N53-0417"][..]),
        (&["--officer", "n53-0417"], &["N53-0417"]),
        (&["--officer", "Dev Khan"], &["N53-0420"]),
        (&["--officer", "N53-0430"], &["N53-0430"]),
        (&["--officer", "N53-0412", "--officer", "N53-0425"], &["N53-0412", "N53-0425"]),
        (&["--team", "R1"], &["N53-0412", "N53-0417"]),
        (&["--team", "R9"], &["N53-0430"]),
        (&["--pdu", "Wear", "--pdu", "Avon"], &["N53-0420", "N53-0425"]),
        (&["--region", "North"], &["N53-0412", "N53-0417", "N53-0420"]),
        (&["--grade", "PSO"], &["N53-0417"]),
        (&["--region", "North", "--grade", "PO"], &["N53-0412", "N53-0420"]),
        (&["--region", "South", "--team", "R1"], &[]),
        (&["--grade", "TPO"], &[]),
    ] {
        assert_eq!(officers(&[&["--staff", "staff.csv"], choice].concat()), expected, "{choice:?}");
    }
}

#[test]
fn without_a_staff_list_teams_and_officers_are_those_of_the_list() {
    assert_eq!(officers(&["--team", "r9"]), ["N53-0430"]);
    assert_eq!(officers(&["--officer", "N53-0412"]), ["N53-0412"]);
    // Nobody says what grade anybody has.
    assert_eq!(officers(&["--grade", "PO"]), Vec::<String>::new());
}

#[test]
fn a_team_is_that_of_the_reduction_where_it_says_one() {
    // The officer is in R1 and R2; the first reduction is of R2 alone, the second of both.
    let folder = Folder::new()
        .with("staff.csv", "officer,team,contracted_hours\nN53-0412,R1,20\nN53-0412,R2,17\n")
        .with("reductions.csv", format!("{HEADINGS}\nN53-0412,R2,nqo,,,2026-02-09,\nN53-0412,,vq3,,,2026-03-09,\n"));
    for (team, expected) in [("R1", &["2026-03-09"][..]), ("R2", &["2026-03-09", "2026-02-09"])] {
        let rows = rows(&folder, &format!("reductions reductions.csv --staff staff.csv --team {team}"));
        let mut found = rows.column("from");
        found.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{team}");
    }
}

#[test]
fn a_name_that_nobody_has_is_refused() {
    let folder = folder();
    for (choice, expected) in [
        ("--team R7", "--team: no team is called `R7`"),
        ("--officer N53-0499", "--officer: no officer is called `N53-0499`"),
        ("--region East", "--region: no region is called `East`"),
        ("--grade PX", "--grade: no grade is called `PX`"),
    ] {
        let said = faults(&folder, &format!("reductions reductions.csv --staff staff.csv {choice}"));
        assert!(said.starts_with(expected), "{choice}: {said}");
    }
    let said = faults(&folder, "reductions reductions.csv --region North");
    assert!(said.starts_with("--region: no region is called `North`"), "nothing says who is where: {said}");
}

#[test]
fn an_empty_choice_is_an_empty_list_in_every_format() {
    let folder = folder();
    let run = |format: &str| {
        stdout(&folder, &format!("reductions reductions.csv --staff staff.csv --grade TPO --format {format}"))
    };
    assert_eq!(run("csv"), "region,pdu,team,officer,name,grade,percent,hours,from,to,days_left,state\n");
    for format in ["table", "markdown"] {
        assert!(run(format).contains("No reductions to show."), "{format}");
    }
    let json: serde_json::Value = serde_json::from_str(&run("json")).expect("JSON");
    assert_eq!((json["rows"].to_string(), json["summary"]["officers"].to_string()), ("[]".to_owned(), "0".to_owned()));
}

#[test]
fn the_line_above_says_what_was_chosen() {
    let said = report(&folder(), "reductions reductions.csv --staff staff.csv --team R1 --week 2026-11-16");
    assert!(said.starts_with("Team R1, reductions on 2026-11-16, weights hmpps-2021 (built in)"), "{said}");
}
