//! Which rows are shown, and in which order.

use super::{REPORTED, Rows, WEEKS, figures, report, weeks};
use crate::command::{Folder, shown};

fn caseload() -> Folder {
    Folder::new().with(
        "caseload.csv",
        "officer,name,grade,team,pdu,region,week,case_type,tier,count\n\
         N3,Amy Bell,PO,Riverside 1,Tees,North,2026-11-16,community,A3,12\n\
         N1,Zoë O'Hara,PSO,Riverside 2,Tees,North,2026-11-16,community,A3,3\n\
         N2,Ben Clarke,PO,Harbour,Wear,North,2026-11-16,community,A3,5\n\
         N4,Dev Khan,SPO,Harbour,Wear,South,2026-11-16,community,A3,1\n\
         ,,,Harbour,Wear,South,2026-11-16,community,A3,7\n",
    )
}

fn officers(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let all = ["calc", "caseload.csv", "--format", "csv"].iter().chain(arguments).copied();
    let output = folder.run(all);
    assert!(output.status.success(), "{arguments:?}: {}", shown(&output));
    Rows::read(&output.stdout).column("officer").into_iter().map(str::to_owned).collect()
}

#[test]
fn each_kind_of_choice_takes_names_without_case_and_may_be_given_again() {
    let folder = caseload();
    for (arguments, expected) in [
        (&["--region", "north"][..], &["N2", "N1", "N3"][..]),
        (&["--region", "North", "--region", "SOUTH"], &["N2", "N1", "N3", "N4"]),
        (&["--pdu", "tees"], &["N1", "N3"]),
        (&["--team", "riverside 1"], &["N3"]),
        (&["--team", "RIVERSIDE 1", "--team", "harbour"], &["N2", "N3", "N4"]),
        (&["--officer", "n3"], &["N3"]),
        (&["--officer", "zoë o'hara"], &["N1"]),
        (&["--officer", "N1 Zoë O'Hara"], &["N1"]),
        (&["--officer", "ZOË O'HARA", "--officer", "n2"], &["N2", "N1"]),
        (&["--grade", "po"], &["N2", "N3"]),
        (&["--grade", "CRCM", "--grade", "spo"], &["N2", "N3", "N4"]),
        // Of different kinds, both must hold.
        (&["--region", "north", "--grade", "PO"], &["N2", "N3"]),
        (&["--pdu", "wear", "--region", "south"], &["N4"]),
    ] {
        let (mut found, mut expected) = (officers(&folder, arguments), expected.to_vec());
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{arguments:?}");
    }
}

#[test]
fn a_choice_is_in_the_line_above_and_in_the_total() {
    // 12 + 3 A3 cases of two officers: 9,270 of 13,053.6 minutes, 71.0 %.
    let report = report(&caseload(), "caseload.csv --pdu tees");
    assert!(report.starts_with("PDU tees, week 2026-11-16"), "{report}");
    assert!(report.contains("2 officers, 1 over; 15 cases;") && report.contains("71.0%"), "{report}");
    assert!(!report.contains("unallocated"), "{report}");
}

#[test]
fn a_name_that_is_nowhere_is_a_fault_with_the_nearest() {
    let folder = caseload();
    for (option, name, nearest) in [
        ("--team", "Riversyde 1", "`Riverside 1`"),
        ("--region", "Nort", "`North`"),
        ("--pdu", "Teess", "`Tees`"),
        ("--officer", "Amy Bel", "`Amy Bell`"),
        ("--grade", "PSOO", "`PSO`"),
    ] {
        let output = folder.run(["calc", "caseload.csv", option, name]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{said}");
        assert!(said.contains(&format!("is called `{name}`")) && said.contains(nearest), "{said}");
    }
}

#[test]
fn only_over_shows_whoever_is_over_and_only_excessive_the_breaches() {
    let caseload = format!(
        "{WEEKS}{}{}{}{}{}",
        weeks("excessive", "oooo"),
        weeks("possible", "oo.o"),
        weeks("over", "o"),
        weeks("within", "w"),
        weeks("nohours", "n")
    );
    let folder = Folder::new().with("caseload.csv", caseload);
    assert_eq!(officers(&folder, &["--only", "over"]), ["excessive", "over", "possible"]);
    assert_eq!(officers(&folder, &["--only", "excessive"]), ["excessive"]);
    // The total stays that of everyone, so that the few are not taken for all.
    assert!(report(&folder, "caseload.csv --only excessive").contains("5 officers, 3 over;"));
}

#[test]
fn rows_are_in_the_order_asked_for() {
    let folder = caseload();
    for (order, expected) in [
        // Region, PDU, team, then name.
        ("team", ["N3", "N1", "N2", "N4"]),
        ("name", ["N3", "N2", "N4", "N1"]),
        // 113.6 %, 47.3 %, 28.4 %, and no hours last.
        ("capacity", ["N3", "N2", "N1", "N4"]),
    ] {
        assert_eq!(officers(&folder, &["--sort", order]), expected, "{order}");
    }
    assert_eq!(officers(&folder, &[]), officers(&folder, &["--sort", "team"]));
}

#[test]
fn units_are_in_the_order_asked_for_and_may_be_only_those_over() {
    let folder = Folder::new().with(
        "caseload.csv",
        "officer,team,contracted_hours,week,case_type,tier,count\n\
         A1,Beta,37,2026-11-16,community,A3,12\nB2,Alpha,37,2026-11-16,community,A3,3\nC3,Gamma,37,2026-11-16,community,A3,13\n",
    );
    for (arguments, expected) in [
        ("", &["Alpha", "Beta", "Gamma"][..]),
        ("--sort name", &["Alpha", "Beta", "Gamma"]),
        ("--sort capacity", &["Gamma", "Beta", "Alpha"]),
        ("--only over", &["Beta", "Gamma"]),
        ("--only excessive", &[]),
        ("--team alpha --team GAMMA", &["Alpha", "Gamma"]),
    ] {
        let rows = figures(&folder, &format!("caseload.csv --by team {arguments}"));
        assert_eq!(rows.column("team"), expected, "{arguments}");
    }
}

#[test]
fn a_choice_keeps_the_weeks_before() {
    let caseload = format!("{WEEKS}{}{}", weeks("A1", "oooo"), weeks("B2", "wwww"));
    let rows = figures(&Folder::new().with("caseload.csv", caseload), "caseload.csv --officer A1 --by all");
    assert_eq!(["weeks_over", "standing"].map(|column| rows.cell(REPORTED, column)), ["4", "excessive"]);
}

#[test]
fn who_has_no_team_is_named_where_a_team_is_chosen() {
    // As merged cells of a team are saved: the rows below the first have none.
    let folder = Folder::new().with(
        "caseload.csv",
        "week,team,officer,grade,case_type,tier,count\n\
         2026-11-16,T1,N1,PO,community,A3,12\n2026-11-16,,N2,PO,community,A3,30\n2026-11-16,,N3,PO,community,A3,20\n",
    );
    let notice = "caseload.csv:3: notice: 2 officers have no team, so `--team` leaves them out: N2, N3\n";
    for (arguments, expected) in [
        (&["calc", "caseload.csv", "--team", "T1"][..], notice),
        (&["trend", "caseload.csv", "--team", "T1"], notice),
        (&["calc", "caseload.csv", "--team", "T1", "--quiet"], ""),
        (&["calc", "caseload.csv", "--officer", "N1"], ""),
        (&["calc", "caseload.csv", "--by", "team"], ""),
    ] {
        let output = folder.run(arguments);
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), expected));
    }
    let folder = folder.with("staff.csv", "officer,team\nN2,T1\n");
    let output = folder.run(["calc", "caseload.csv", "--team", "T1", "--staff", "staff.csv"]);
    let notice = "caseload.csv:4: notice: 1 officer has no team, so `--team` leaves them out: N3\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), notice);
}

#[test]
fn a_name_of_another_kind_and_a_file_name_in_pieces_have_a_hint() {
    let rows = "week,team,pdu,officer,grade,case_type,tier\n2026-11-16,T1,Hull,N1,PO,community,A3\n";
    let folder = Folder::new().with("Leeds 16 Nov 2026.csv", rows).with("c.csv", rows);
    for (arguments, said) in [
        ("calc c.csv --team hull", "--team: no team is called `hull`\n  hint: it is the name of a PDU: give --pdu\n"),
        ("calc c.csv --pdu N1", "--pdu: no PDU is called `N1`\n  hint: it is the name of an officer: give --officer\n"),
        ("calc c.csv --region East", "--region: no region is called `East`\n  hint: no row names a region\n"),
        (
            "calc Leeds 16 Nov 2026.csv",
            "Leeds 16 Nov 2026.csv: the name of this file is given in pieces\n  hint: put quotation marks around a name with \
             blanks\n",
        ),
    ] {
        let output = folder.run(arguments.split(' '));
        let expected = (Some(2), said.to_owned());
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()), expected);
    }
}
