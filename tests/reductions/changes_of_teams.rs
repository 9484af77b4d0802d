//! Changes of reductions of officers in several teams, and of officers whom only a staff list has.

use super::{CALC, HEADINGS, TWO_TEAMS, reduced};
use crate::command::Folder;
use crate::report::{json, report};

/// One officer with 20 hours in R1 and 17 in R2, six and four A3 cases: 6,180 of 6,526.8 minutes, 94.7 %.
#[test]
fn a_change_in_one_of_several_teams_says_which_and_what_it_does_to_all_of_them() {
    // 20 % of R1's 20 h are 4, and 33 × 176.4 = 5,821.2 minutes are left; of both 7.4, and 5,221.44 are left.
    for (team, expected) in [
        ("R1", "reduction for N53-0412 in R1 ends 2026-11-30: 4 h a week; capacity 106.2% → 94.7%"),
        ("", "reduction for N53-0412 ends 2026-11-30: 7.4 h a week; capacity 118.4% → 94.7%"),
    ] {
        let folder = reduced(&format!("N53-0412,{team},nqo,,,2026-02-09,2026-11-30")).with("caseload.csv", TWO_TEAMS);
        let said = report(&folder, CALC);
        assert!(said.contains(expected), "{team}: {said}");
        let change = json(&folder, CALC)["summary"]["reductions"]["ending"][0].clone();
        assert_eq!(change["team"].as_str().unwrap_or_default(), team, "{change}");
    }
}

#[test]
fn a_team_that_is_chosen_tells_the_changes_of_its_officers() {
    let caseload = format!("{TWO_TEAMS}N53-0417,R3,37,2026-11-16,community,A3,4\n");
    let folder = reduced("N53-0412,R1,nqo,,,2026-02-09,2026-11-30\nN53-0417,,nqo,,,2026-02-09,2026-11-30")
        .with("caseload.csv", caseload);
    for (choice, first, second) in [
        ("--team R1", true, false),
        ("--team R3", false, true),
        ("--by team --team R3", false, true),
        ("--by team", true, true),
    ] {
        let said = report(&folder, &format!("{CALC} {choice}"));
        assert_eq!(said.contains("for N53-0412 in R1 ends"), first, "{choice}: {said}");
        assert_eq!(said.contains("for N53-0417 ends"), second, "{choice}: {said}");
    }
}

#[test]
fn somebody_who_holds_nothing_has_changes_too() {
    // Whoever comes back from leave has time, and is somebody to allocate to.
    let folder = Folder::new()
        .with("caseload.csv", "officer,grade,week,case_type,tier\nN53-0417,PO,2026-11-16,community,A3\n")
        .with("staff.csv", "officer,grade\nN53-0412,PO\n")
        .with("reductions.csv", format!("{HEADINGS}\nN53-0412,,maternity_leave,,,2026-05-18,2026-11-20\n"));
    let said = report(&folder, &format!("{CALC} --staff staff.csv"));
    assert!(said.contains("reduction for N53-0412 ends 2026-11-20: 37 h a week; capacity no hours → 0.0%"), "{said}");
}
