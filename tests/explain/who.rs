//! Whom OFFICER means: the code, or the name without regard to case.

use super::{folder, json, refused, stdout};
use crate::command::Folder;

fn team() -> Folder {
    folder(
        "officer,name,grade,team,week,case_type\n\
         N1,Nia Frost,PO,Riverside,2026-11-16,\nN2,Kofi Marsh,PO,Riverside,2026-11-16,\n\
         N3,NIA FROST,PO,Hillside,2026-11-16,\nn2b,N2,PO,Hillside,2026-11-16,\nN4,Éile Öst,PO,Hillside,2026-11-16,\n\
         X9,Ines Vale,PO,Hillside,2026-11-09,\n",
    )
}

#[test]
fn an_officer_is_found_by_code_or_name_without_regard_to_case() {
    let folder = team();
    for (asked, officer) in [
        ("N1", "N1"),
        ("n1", "N1"),
        ("N2B", "n2b"),
        ("Kofi Marsh", "N2"),
        ("kofi marsh", "N2"),
        (" KOFI MARSH ", "N2"),
        ("éile öst", "N4"),
        // As reports write it.
        ("n2 Kofi Marsh", "N2"),
        // A code exactly as it is written comes before a name that is the same.
        ("N2", "N2"),
    ] {
        let output = super::parsed(&stdout(&folder, &["explain", asked, "caseload.csv", "--format", "json"]));
        assert_eq!(output["officer"], officer, "{asked:?}");
    }
}

#[test]
fn codes_that_differ_by_case_alone_are_each_found_as_they_are_written() {
    let folder = folder(
        "officer,name,contracted_hours,week,case_type\nab,Nia Frost,40,2026-11-16,\nAB,Kofi Marsh,20,2026-11-16,\n",
    );
    assert_eq!(json(&folder, "ab caseload.csv")["name"], "Nia Frost");
    assert_eq!(json(&folder, "AB caseload.csv")["name"], "Kofi Marsh");
    let said = refused(&folder, &["Ab", "caseload.csv"]);
    assert!(
        said.contains("several officers are called `Ab`") && said.contains("`ab`") && said.contains("`AB`"),
        "{said}"
    );
}

#[test]
fn several_of_one_name_are_listed_by_their_codes() {
    for asked in ["Nia Frost", "nia frost"] {
        let said = refused(&team(), &[asked, "caseload.csv"]);
        assert!(said.contains(&format!("OFFICER: several officers are called `{asked}`")), "{said}");
        assert!(said.contains("hint: give one of `N1`, `N3`") && !said.contains("N2"), "{said}");
    }
    // A filter leaves one of them.
    let one = ["explain", "Nia Frost", "caseload.csv", "--team", "hillside", "--format", "json"];
    assert_eq!(super::parsed(&stdout(&team(), &one))["officer"], "N3");
}

#[test]
fn a_name_that_is_not_there_is_refused_with_the_nearest() {
    for (asked, near) in [("Kofi March", "Kofi Marsh"), ("marsh, kofi", "Kofi Marsh"), ("N22", "N2")] {
        let said = refused(&team(), &[asked, "caseload.csv"]);
        assert!(said.contains(&format!("OFFICER: no officer is called `{asked}` in the week 2026-11-16")), "{said}");
        assert!(said.contains(&format!("hint: the nearest is `{near}`")), "{said}");
    }
}

#[test]
fn an_officer_of_another_week_has_no_figure_in_this_one() {
    let said = refused(&team(), &["X9", "caseload.csv"]);
    assert_eq!(
        said,
        "OFFICER: `X9 Ines Vale` has no rows in the week 2026-11-16\n  hint: their last week is 2026-11-09: give --week 2026-11-09\n"
    );
    assert_eq!(json(&team(), "X9 caseload.csv --week 2026-11-09")["name"], "Ines Vale");
}

#[test]
fn nobody_is_found_where_filters_leave_them_out() {
    for filter in [["--team", "Hillside"], ["--officer", "N1"]] {
        let said = refused(&team(), &["Kofi Marsh", "caseload.csv", filter[0], filter[1]]);
        assert!(said.contains("`Kofi Marsh` has rows in the week 2026-11-16, and is not among those chosen"), "{said}");
    }
    assert!(refused(&team(), &["N2", "caseload.csv", "--team", "Lakeside"]).contains("--team"));
    assert_eq!(json(&team(), "N2 caseload.csv --team riverside --officer N2 --grade po")["officer"], "N2");
}

/// Somebody whose work stands under two spellings is told so on their page, and nobody else.
#[test]
fn warnings_about_the_officer_stand_on_the_page() {
    let folder = folder(
        "officer,grade,week,case_type,tier\nZoe O'Hara,PO,2026-11-16,community,high\n\
         Zoe O’Hara,PO,2026-11-16,community,high\nBen,PO,2026-11-16,community,high\n",
    );
    let run =
        |more: &[&str]| folder.run([&["explain", "Zoe O'Hara", "caseload.csv", "--format", "json"], more].concat());
    let checks = |output: &std::process::Output| {
        let json = super::parsed(&String::from_utf8_lossy(&output.stdout));
        let warnings = json["warnings"].as_array().expect("a list");
        warnings.iter().map(|warning| warning["check"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    let told = run(&[]);
    assert_eq!(checks(&told), ["look-alike"]);
    assert!(String::from_utf8_lossy(&told.stderr).contains("(look-alike)"));
    assert!(checks(&run(&["--skip", "look-alike"])).is_empty());
    assert!(json(&folder, "Ben caseload.csv")["warnings"].as_array().is_some_and(Vec::is_empty));
    for (officer, more, code) in [("Zoe O'Hara", "", 3), ("Zoe O'Hara", "--skip=look-alike", 0), ("Ben", "", 0)] {
        let asked =
            ["explain", officer, "caseload.csv", "--exit-code", more].into_iter().filter(|word| !word.is_empty());
        assert_eq!(folder.run(asked).status.code(), Some(code), "{officer} {more}");
    }
    let page = stdout(&folder, &["explain", "Zoe O'Hara", "caseload.csv"]);
    assert!(page.contains("Warning") && page.contains("count as 2 officers"), "{page}");
    assert!(refused(&folder, &["Zoe O'Hara", "caseload.csv", "--strict"]).contains("--strict makes this a fault"));
}

#[test]
fn unallocated_work_is_nobodys() {
    let folder = folder(
        "officer,name,grade,week,case_type,tier\n,Nia Frost,,2026-11-16,community,high\nA1,Kofi Marsh,PO,2026-11-16,,\n",
    );
    assert!(refused(&folder, &["Nia Frost", "caseload.csv"]).contains("no officer is called `Nia Frost`"));
    assert_eq!(json(&folder, "A1 caseload.csv")["work_total"]["minutes"].to_string(), "0");
}

#[test]
fn a_name_is_the_officer_where_there_is_no_code() {
    let folder = folder("OM Name,contracted_hours,week,case_type\n\"Frost, Nia\",40,2026-11-16,\n");
    let json = super::parsed(&stdout(&folder, &["explain", "frost, nia", "caseload.csv", "--format", "json"]));
    assert_eq!(json["officer"], "Frost, Nia");
}

#[test]
fn an_officer_of_the_staff_list_alone_is_explained_with_their_room() {
    let folder = folder("officer,grade,week,case_type\nA1,PO,2026-11-16,\n")
        .with("staff.csv", "officer,name,grade,team\nB2,Kofi Marsh,PO,Riverside\nA1,Nia Frost,PO,Riverside\n");
    for asked in ["b2", "kofi marsh"] {
        let run = ["explain", asked, "caseload.csv", "--staff", "staff.csv", "--format", "json"];
        let json = super::parsed(&stdout(&folder, &run));
        assert_eq!(json["work_total"]["minutes"].to_string(), "0");
        assert_eq!(json["figure"]["capacity_percent"].to_string(), "0.0");
        assert_eq!(json["balance"]["hours_above_100_percent"].to_string(), "-20.00");
    }
    // The list fills what the caseload leaves blank.
    assert_eq!(json(&folder, "A1 caseload.csv --staff staff.csv")["name"], "Nia Frost");
    assert!(refused(&folder, &["B2", "caseload.csv"]).contains("no officer is called `B2`"));
}

#[test]
fn an_officer_and_a_caseload_are_both_needed() {
    for arguments in [&[][..], &["A1"]] {
        assert!(refused(&team(), arguments).contains("Usage: wmt explain"), "{arguments:?}");
    }
}

#[test]
fn a_first_name_is_nearer_than_a_short_code_and_what_is_far_is_not_suggested() {
    let text = "officer,name,grade,week,case_type,tier\nN1,Amy Bell,PO,2026-11-16,community,high\nN2,Bo,PO,2026-11-16,community,low\n";
    let folder = folder(text);
    for (asked, hint) in [("Amy", "\n  hint: the nearest is `Amy Bell`\n"), ("Kit", "\n")] {
        let said = refused(&folder, &[asked, "caseload.csv"]);
        assert_eq!(said, format!("OFFICER: no officer is called `{asked}` in the week 2026-11-16{hint}"));
        let said = folder.shown(&format!("calc caseload.csv --officer {asked}"));
        assert!(said.contains("the nearest is `Amy Bell`") == (asked == "Amy"), "{said}");
    }
}

/// A file that is called as the officer, such as a report of theirs, does not make a caseload of the officer.
#[test]
fn what_lacks_a_caseload_is_told_so_whatever_files_there_are() {
    let folder = folder("").with("A1", "");
    let said = folder.shown("explain A1 --history h.csv");
    assert!(said.contains("<CASELOAD>...") && said.contains("  wmt explain A1 caseload.csv --history h.csv"), "{said}");
}
