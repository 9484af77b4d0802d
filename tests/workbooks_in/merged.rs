//! Merged cells of workbooks, which have their value in their first row alone.

use proptest::prelude::*;

use crate::books::{Sheet, ods, row, text, xlsx};
use crate::command::Folder;
use crate::report::rows;

const HEADINGS: [&str; 4] = ["officer", "team", "case_type", "tier"];

/// Rows below the headings, which stand in the second row.
fn sheet(cells: &[[&str; 4]], merged: &[&str]) -> Sheet {
    let rows = (3..).zip(cells).map(|(number, cells)| row(number, &cells.map(text)));
    let rows = row(2, &HEADINGS.map(text)) + &rows.collect::<String>();
    Sheet { merged: merged.iter().map(|cells| (*cells).to_owned()).collect(), ..Sheet::named("Cases", rows) }
}

/// What `calc` says of a workbook on standard error, although it is to be quiet. It must not refuse it.
fn said(name: &str, book: Vec<u8>) -> String {
    let output = Folder::new().with(name, book).run(["calc", name, "--quiet"]);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{said}");
    said
}

fn warning(place: &str, rows: &str) -> String {
    format!(
        "{place}: warning: {rows} work and no officer, because the cell of the officer is merged with others: undo the \
         merging, and fill the officer into every row (merged-cells)\n"
    )
}

const WORK: [&str; 4] = ["", "", "community", "B2"];
const ANN: [&str; 4] = ["Ann", "T1", "community", "B2"];
const BOB: [&str; 4] = ["Bob", "T1", "community", "B2"];

#[test]
fn work_whose_officer_is_covered_by_a_merged_cell_is_warned_of() {
    // Bob has two rows of his own, so that it cannot be guessed.
    let cells = [ANN, WORK, BOB, BOB, WORK];
    for (merged, expected) in [
        (&["A3:A4", "B3:B4"][..], warning("a.xlsx:4", "this row has")),
        (&["A6:A7", "A3:A4"], warning("a.xlsx:4", "this row and 1 more have")),
        (&["A3:B7"], warning("a.xlsx:4", "this row and 1 more have")),
        (&[], String::new()),
        (&["C3:D4"], String::new()),
    ] {
        assert_eq!(said("a.xlsx", xlsx(&[sheet(&cells, merged)])), expected, "{merged:?}");
    }
    let covered = |cells: [&str; 4]| {
        let rest = cells[1..].iter().map(|cell| ods::text(cell)).collect::<String>();
        format!("<table:table-row><table:covered-table-cell/>{rest}</table:table-row>")
    };
    let table = [HEADINGS, ANN].map(|cells| ods::row(&cells.map(ods::text))).concat() + &covered(WORK) + &covered(WORK);
    assert_eq!(said("a.ods", ods::book(&table)), warning("a.ods:3", "this row and 1 more have"));
}

#[test]
fn tiers_and_teams_that_are_covered_are_warned_of_where_other_rows_do_not_give_them() {
    let [mut no_tier, mut no_team, mut of_ann] = [ANN, BOB, ANN];
    (no_tier[3], no_team[1], of_ann[1]) = ("", "", "");
    let warning = |place: &str, what: &str| {
        let work = if what == "tier" { " work and" } else { "" };
        format!(
            "{place}: warning: this row has{work} no {what}, because the cell of the {what} is merged with others: undo the \
             merging, and fill the {what} into every row (merged-cells)\n"
        )
    };
    for (cells, merged, expected) in [
        ([ANN, no_tier], "D3:D4", warning("a.xlsx:4", "tier")),
        ([ANN, no_tier], "C3:C4", String::new()),
        ([ANN, no_team], "B3:B4", warning("a.xlsx:4", "team")),
        ([ANN, of_ann], "B3:B4", String::new()),
        // Beside it, in the first row of all.
        ([no_tier, ANN], "C3:D3", warning("a.xlsx:3", "tier")),
    ] {
        assert_eq!(said("a.xlsx", xlsx(&[sheet(&cells, &[merged])])), expected, "{merged}");
    }
}

#[test]
fn hours_that_are_covered_are_warned_of_in_caseloads_and_lists() {
    let book = |kind: &'static str, rows: &[&[&str]], merged: &str| {
        let rows = (1..)
            .zip(rows)
            .map(|(number, cells)| row(number, &cells.iter().map(|cell| text(cell)).collect::<Vec<_>>()));
        xlsx(&[Sheet { merged: vec![merged.to_owned()], ..Sheet::named(kind, rows.collect::<String>()) }])
    };
    let [ann, bob] = [["Ann", "18.5", "community", "B2"], ["Bob", "", "community", "B2"]];
    let of_two = [&["officer", "contracted_hours", "case_type", "tier"][..], &ann, &bob];
    let what = "the cell of the contracted hours is merged with others: undo the merging, and fill the contracted hours into \
                every row (merged-cells)\n";
    let of_cases = format!("a.xlsx:3: warning: this row has no contracted hours, because {what}");
    assert_eq!(said("a.xlsx", book("Cases", &of_two, "B2:B3")), of_cases);
    let folder = Folder::new().with("a.xlsx", book("Cases", &of_two, "B2:B3"));
    assert!(folder.shown("calc a.xlsx --officer Bob --quiet").contains("merged-cells"));
    assert!(!folder.shown("calc a.xlsx --officer Ann --quiet").contains("merged-cells"));
    assert!(!folder.shown("calc a.xlsx --skip merged-cells=bob --quiet").contains("merged-cells"));
    // Ann's other row gives them, and a merged cell that is blank itself says nothing.
    let of_one = [of_two[0], &ann, &["Ann", "", "community", "B2"]];
    assert_eq!(said("a.xlsx", book("Cases", &of_one, "B2:B3")), "");
    let blank = [of_two[0], &["Ann", "", "community", "B2"], &bob];
    assert_eq!(said("a.xlsx", book("Cases", &blank, "B2:B3")), "");
    // Another row below gives Bob's; and nothing gives Ann's in another week, or in another team.
    let below = |hours| [of_two[0], &ann, &bob, &["Bob", hours, "community", "B2"]].map(<[&str]>::to_vec);
    for (hours, expected) in [("18.5", ""), ("37", &*of_cases)] {
        let below = below(hours);
        let rows: Vec<&[&str]> = below.iter().map(Vec::as_slice).collect();
        assert_eq!(said("a.xlsx", book("Cases", &rows, "B2:B3")), expected, "{hours}");
    }
    let headings = ["officer", "contracted_hours", "case_type", "tier", "week", "team"];
    let ann = |hours, week, team| ["Ann", hours, "community", "B2", week, team];
    for other in [ann("", "2026-11-16", "T1"), ann("", "2026-11-09", "T2")] {
        let rows = [&headings[..], &ann("18.5", "2026-11-09", "T1"), &other];
        assert_eq!(said("a.xlsx", book("Cases", &rows, "B2:B3")), of_cases, "{other:?}");
    }
    // Also of somebody who holds nothing.
    let idle = [&headings[..], &ann("18.5", "2026-11-09", "T1"), &["Bob", "", "", "", "2026-11-09", "T1"]];
    assert_eq!(said("a.xlsx", book("Cases", &idle, "B2:B3")), of_cases);
    let of_pdu = [
        &["officer", "team", "pdu", "case_type", "tier"][..],
        &["Ann", "T1", "North", "community", "B2"],
        &["Bob", "T2", "", "community", "B2"],
    ];
    assert!(
        said("a.xlsx", book("Cases", &of_pdu, "C2:C3")).starts_with("a.xlsx:3: warning: this row has no PDU, because")
    );
    // Bob is in two teams, of which the merged cell is another one; and nobody holds the rest of a team's work.
    let of_team = [
        &["officer", "team", "case_type", "tier"][..],
        &["Ann", "T1", "community", "B2"],
        &["Bob", "", "community", "B2"],
        &["Bob", "T2", "community", "B2"],
    ];
    assert!(
        said("a.xlsx", book("Cases", &of_team, "B2:B3"))
            .starts_with("a.xlsx:3: warning: this row has no team, because")
    );
    let of_nobody = [of_team[0], of_team[1], &["", "", "community", "B2"]];
    assert!(
        said("a.xlsx", book("Cases", &of_nobody, "B2:B3"))
            .starts_with("a.xlsx:3: warning: this row has no team, because")
    );
    let of_region = [
        &["officer", "team", "pdu", "region", "case_type", "tier"][..],
        &["Ann", "T1", "North", "East", "community", "B2"],
        &["Bob", "T1", "", "East", "community", "B2"],
    ];
    assert!(
        said("a.xlsx", book("Cases", &of_region, "C2:C3"))
            .starts_with("a.xlsx:3: warning: this row has no PDU, because")
    );
    let due = [
        &["officer", "task", "due", "week"][..],
        &["Ann", "sdr", "2027-03-01", "2026-11-09"],
        &["Ann", "sdr", "", "2026-11-09"],
    ];
    assert!(
        said("a.xlsx", book("Cases", &due, "C2:C3"))
            .starts_with("a.xlsx:3: warning: this row has work and no due date, because")
    );
    let in_no_team = [&headings[..], &ann("18.5", "2026-11-09", "T1"), &ann("", "2026-11-09", "")];
    assert_eq!(said("a.xlsx", book("Cases", &in_no_team, "B2:B3")), "");
    let staff: [&[&str]; 3] = [&["officer", "contracted_hours"], &["Ann", "18.5"], &["Bob", ""]];
    let reductions: [&[&str]; 3] = [
        &["officer", "hours", "from", "to"],
        &["Ann", "2", "2026-01-01", "2026-10-31"],
        &["Bob", "2", "2026-01-01", ""],
    ];
    let folder = Folder::new()
        .with(
            "a.csv",
            "officer,week,case_type,tier,grade\nAnn,2026-11-16,community,B2,PO\nBob,2026-11-16,community,B2,PO\n",
        )
        .with("staff.xlsx", book("Staff", &staff, "B2:B3"))
        .with("reductions.xlsx", book("Reductions", &reductions, "D2:D3"));
    let with_staff = folder.shown("calc a.csv --staff staff.xlsx --quiet");
    assert!(
        with_staff.contains(&format!("staff.xlsx:3: warning: this row has no contracted hours, because {what}")),
        "{with_staff}"
    );
    let reduced = folder.shown("calc a.csv --reductions reductions.xlsx --quiet");
    assert!(reduced.contains("reductions.xlsx:3: warning: this row has no last day, because"), "{reduced}");
}

#[test]
fn figures_beside_merged_cells_are_those_of_the_same_rows_in_csv_and_check_warns_too() {
    let book = xlsx(&[Sheet::named("Notes", row(1, &[text("x")])), sheet(&[ANN, WORK, BOB, BOB], &["A3:A4"])]);
    let folder = Folder::new().with("a.xlsx", book);
    let rows = rows(&folder, "calc a.xlsx --sheet cases --quiet");
    assert_eq!(rows.of("Ann", ["cases"]), ["1"]);
    assert_eq!(rows.of("Bob", ["cases"]), ["2"]);
    let check = folder.shown("check a.xlsx --only merged-cells");
    assert!(check.contains("a.xlsx:4: warning: this row has work and no officer"), "{check}");
    let skipped = folder.shown("calc a.xlsx --quiet --skip merged-cells");
    assert!(skipped.starts_with("exit 0") && !skipped.contains("merged"), "{skipped}");
}

#[test]
fn what_is_known_to_be_merged_is_not_guessed_as_well() {
    let cells = [ANN, WORK, WORK, BOB, WORK, WORK];
    let said_once = |merged: &[&str]| said("a.xlsx", xlsx(&[sheet(&cells, merged)]));
    let guess = "most officers are named in one row only, and rows without an officer follow";
    assert!(said_once(&[]).contains(guess));
    assert_eq!(said_once(&["A3:A5", "A6:A8"]), warning("a.xlsx:4", "this row and 3 more have"));
}

#[test]
fn merged_cells_beside_rows_without_work_are_nothing_to_warn_of() {
    let title = row(1, &[text("Caseload")]);
    let total = ["", "Total", "3", ""];
    let of_sheet = sheet(&[ANN, BOB, WORK, total], &["A1:D1", "A2:A2", "A6:B6"]);
    let book = Sheet { rows: title + &of_sheet.rows, ..of_sheet };
    let said = said("a.xlsx", xlsx(&[book]));
    assert!(said.contains("(totals-row)") && !said.contains("(merged-cells)"), "{said}");
    let staff = row(1, &["officer", "contracted_hours"].map(text)) + &row(2, &[text("Ann"), text("37")]);
    let staff = Sheet { merged: vec!["A2:A9".to_owned()], ..Sheet::named("Staff", staff) };
    let folder = Folder::new()
        .with("staff.xlsx", xlsx(&[staff]))
        .with("a.csv", "officer,case_type,tier\nAnn,community,B2\n,community,B2\n");
    let with_staff = folder.shown("calc a.csv --staff staff.xlsx --quiet");
    assert!(with_staff.starts_with("exit 0") && !with_staff.contains("merged"), "{with_staff}");
}

#[test]
fn many_merged_cells_that_overlap_count_each_row_once() {
    let cells: Vec<[&str; 4]> = std::iter::once(ANN).chain(std::iter::repeat_n(WORK, 2_000)).collect();
    let all = (3..=2_002).map(|row| format!("A{row}:XFD1048576")).chain(["A1:XFD1048576".to_owned()]);
    let many = all.chain((1..=200_000).map(|row| format!("C{row}:D{row}")));
    let book = Sheet { merged: many.collect(), ..sheet(&cells, &[]) };
    assert_eq!(said("a.xlsx", xlsx(&[book])), warning("a.xlsx:4", "this row and 1999 more have"));
}

/// The columns of the table below, and those of them that may be merged.
const COLUMNS: [&str; 7] = ["officer", "team", "pdu", "contracted_hours", "case_type", "tier", "count"];
const MERGED: [usize; 5] = [1, 2, 3, 5, 6];

/// A row of an officer in a team, which tell the hours, and what it holds.
fn work((officer, team, tier, count): (usize, usize, usize, u8)) -> Vec<String> {
    let hours = ["37", "22.2", "18.5"][(officer + team) % 3];
    let cells = [["A", "B", "C"][officer], ["T1", "T2"][team], ["North", "South"][team], hours, "community"];
    cells.into_iter().chain([["B2", "A3"][tier]]).map(str::to_owned).chain([count.to_string()]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// What people see beside the rows of a merged cell is its value: where the figures are others, that is said.
    #[test]
    fn other_figures_than_the_merged_cells_show_are_warned_of(
        rows in prop::collection::vec((0..3_usize, 0..2_usize, 0..2_usize, 1..20_u8), 3..9),
        column in prop::sample::select(&MERGED[..]),
        (first, more) in (any::<prop::sample::Index>(), 1..3_usize),
    ) {
        let mut filled: Vec<Vec<String>> = rows.into_iter().map(work).collect();
        let mut blank = filled.clone();
        let first = first.index(filled.len() - 1);
        let last = (first + more).min(filled.len() - 1);
        for row in first + 1..=last {
            filled[row][column] = filled[first][column].clone();
            blank[row][column].clear();
        }
        let csv: String = filled.iter().map(|row| row.join(",") + "\n").collect();
        let cells = (2..).zip(&blank).map(|(number, cells)| row(number, &cells.iter().map(|cell| text(cell)).collect::<Vec<_>>()));
        let letter = ["A", "B", "C", "D", "E", "F", "G"][column];
        let merged = vec![format!("{letter}{}:{letter}{}", first + 2, last + 2)];
        let sheet = Sheet { merged, ..Sheet::named("Cases", row(1, &COLUMNS.map(text)) + &cells.collect::<String>()) };
        let folder = Folder::new().with("a.csv", COLUMNS.join(",") + "\n" + &csv).with("a.xlsx", xlsx(&[sheet]));
        for by in ["officer", "team", "pdu"] {
            let [shown, read] = ["a.csv", "a.xlsx"].map(|file| folder.run(["calc", file, "--by", by, "--format", "csv"]));
            let said = String::from_utf8_lossy(&read.stderr);
            let is_said = read.status.code() == Some(2) || said.contains("(merged-cells)");
            prop_assert!(is_said || shown.stdout == read.stdout, "{by}, {letter}{}: {said}\n{csv}", first + 2);
        }
    }
}
