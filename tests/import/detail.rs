//! Cases one by one, with their ids and row types.

use std::fmt::Write;

use crate::command::{Folder, shown};
use crate::report::Rows;

use super::extract::Extract;

/// The cases of the sound extract one by one.
pub(super) fn with_detail() -> Extract {
    const COLUMNS: &str = "Row_Type,Case_Ref_No,Tier_Code,Team_Code,OM_Key,Location\n";
    let mut normal = COLUMNS.to_owned();
    for number in 1..=10 {
        let _ = writeln!(normal, "N,X{number:03},6,N53T01,00412,Community");
    }
    for row in ["N,Y1,0,N53T01,00412,Community", "N,Y2,0,N53T01,00412,Community", "N,Z1,17,N53T01,00412,License"] {
        let _ = writeln!(normal, "{row}");
    }
    for number in 1..=3 {
        let _ = writeln!(normal, "N,B{number},16,N53T01,N53B,Custody");
    }
    for number in 1..=4 {
        let _ = writeln!(normal, "N,U{number},6,N53T01,N53U,Community");
    }
    normal.push_str("W,W1,6,N53T01,N53B,Community\n");
    Extract::sound()
        .with_sheet("flag_warr_4_n", &normal)
        .with_sheet("flag_upw", &format!("{COLUMNS}U,X001,6,N53T01,00412,Community\nU,X099,6,N53T01,00412,Community\n"))
        .with_sheet("flag_o_due", &format!("{COLUMNS}O,X002,6,N53T01,00412,Community\n"))
        .with_sheet("flag_priority", COLUMNS)
        .with_sheet("wmt_extract_sa", COLUMNS)
        .with_sheet("suspended_lifers", COLUMNS)
}

#[test]
fn cases_one_by_one_give_the_figures_of_calc_with_each_case_once() {
    let (csv, said) = with_detail().imported("--detail");
    assert!(csv.contains("00412,Amy Bell,PO,X003,community,B2,active,,1\n"), "{csv}");
    assert!(csv.contains("00412,Amy Bell,PO,X002,community,B2,overdue_termination,,1\n"), "{csv}");
    assert_eq!(csv.matches(",X001,").count(), 1, "{csv}");
    assert!(csv.contains("N53B,Ben Cole,PSO,W1,community,B2,warrant,,1\n"), "{csv}");
    assert!(csv.contains("Riverside 1,,,,U1,community,B2,active,,1\n"), "{csv}");
    assert!(said.contains("notice: 2 rows repeat a case for a flag, and joined the row of that case"), "{said}");
    assert!(!said.contains("normal cases"), "{said}");
    let calc = Rows::read(&Folder::new().piped("calc - --format csv --quiet", csv.as_bytes()).stdout);
    // Of the ten and X099, X002 counts nothing: 10 × 345 + 2 × 225 + 2 × 414 + 195 + 27 = 4,950 minutes of 6,526.8.
    assert_eq!(calc.of("00412", ["capacity_percent", "cases"]), ["75.8", "16"]);
}

#[test]
fn cases_that_are_not_as_many_as_their_counts_and_posts_that_no_sheet_has_are_said() {
    let extract =
        with_detail().with("flag_warr_4_n", "N,X010,6,N53T01,00412,Community", "N,X010,6,N53T07,N53X,Community");
    let (csv, said) = extract.imported("--detail");
    assert!(csv.contains("2026-11-16,,,N53T07,N53X,,,X010,community,B2,active,,1\n"), "{csv}");
    for notice in [
        "1 post has cases and is in no other sheet; taken over: `N53X` in `N53T07`",
        "2 posts have other numbers of normal cases than `wmt_extract_filtered` counts: `00412` in `N53T01`, `N53X` in `N53T07`",
    ] {
        assert!(said.contains(notice), "{notice}: {said}");
    }
    for (from, to, expected) in [
        (
            "N,X001,6,",
            "Q,X001,6,",
            ":2: `Row_Type` is `Q`, which is not known\n  hint: the known ones are N, W, U, O, S, L, P, I\n",
        ),
        ("N,X001,6,", "N,X001,33,", ":2: the tier code `33` is not known\n"),
        ("00412,Community", "00412,Abroad", ":2: `Location` is `Abroad`, which is not known\n"),
    ] {
        let output =
            with_detail().with("flag_warr_4_n", from, to).folder().run(["import", "WMT_PS.xlsx", "--detail", "-q"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with(&format!("WMT_PS.xlsx:flag_warr_4_n{expected}")), "{said}");
    }
    let said = shown(&Extract::sound().folder().run(["import", "WMT_PS.xlsx", "--detail", "-q"]));
    assert!(said.contains("there is no sheet `flag_warr_4_n`") && said.contains("`suspended_lifers`"), "{said}");
}
