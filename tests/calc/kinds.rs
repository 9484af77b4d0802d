//! More inputs of the kinds that once went wrong: what must be refused, warned of, or read.

use crate::command::{Folder, shown};
use crate::report::stdout;

/// Runs `calc` on some files, the first of which is the caseload; what it gave, in one text without line breaks in tables.
fn said(files: &[(&str, &str)], options: &str) -> String {
    let folder = files.iter().fold(Folder::new(), |folder, (name, text)| folder.with(name, text));
    shown(&folder.run(format!("calc {} {options}", files[0].0).split_whitespace()))
}

const WEEK: &str = "caseload-2026-11-16.csv";

/// Not only in the words of databases and spreadsheets, which `inputs::table::cells` has.
#[test]
fn words_for_nothing_known_are_no_case_id_and_no_due_date() {
    for word in ["NULL", "=\"NULL\"", "#CALC!"] {
        for (headings, row) in [("CRN,Row Type", "{},Normal"), ("case_id,status", "{},active"), ("due,status", "{},")] {
            let row = row.replace("{}", word);
            let text = format!("officer,contracted_hours,case_type,tier,{headings}\nA1,37,community,A3,{row}\n");
            let said = said(&[(WEEK, &text)], "");
            assert!(said.contains("which says that nothing is known"), "{word} {headings}: {said}");
        }
        let said = said(&[(WEEK, &format!("officer,case_type,tier\n{word},community,A3\n"))], "");
        assert!(said.starts_with("exit 2"), "{word}: {said}");
    }
    // They are no words of the program's.
    for officer in ["Null", "Tbc Ann", "#1 Team", "Na"] {
        let text = format!("officer,contracted_hours,case_id,case_type,tier\n{officer},37,{officer},community,A3\n");
        assert!(said(&[(WEEK, &text)], "").starts_with("exit 0"), "{officer}");
    }
}

#[test]
fn a_team_that_lost_its_officers_is_warned_of_though_others_came() {
    let officers = |week: &str, team: &str, from: u32, to: u32| {
        let rows: Vec<String> = (from..to).map(|at| format!("A{at},{team},37,{week},community,A3,1\n")).collect();
        rows.concat()
    };
    let headings = "officer,team,contracted_hours,week,case_type,tier,count\n";
    let then = officers("2026-11-09", "T1", 0, 12);
    for (now, team) in [
        (officers("2026-11-16", "T1", 0, 3) + &officers("2026-11-16", "T2", 20, 32), "3 officers"),
        (officers("2026-11-16", "T2", 0, 12), "no officers"),
    ] {
        let said = said(&[(WEEK, &format!("{headings}{then}{now}"))], "--exit-code");
        assert!(said.starts_with("exit 3") && said.contains(&format!("the team `T1` has {team}")), "{said}");
        assert_eq!(said.matches("(thin-week)").count(), 2, "once below the table, once on standard error: {said}");
    }
}

#[test]
fn merged_cells_are_seen_in_tasks_too() {
    let tasks = "officer,contracted_hours,task\nA1,37,sdr\n,,sdr\n,,fdr\nB1,37,sdr\n,,fdr\n";
    let both = "officer,contracted_hours,case_type,tier,task\nA1,37,community,A3,\n,,,,fdr\n,,,,fdr\n\
                B1,37,community,A3,\n,,,,fdr\n,,,,fdr\n";
    for text in [tasks, both] {
        assert!(said(&[(WEEK, text)], "").contains("(merged-cells)"), "{text}");
    }
    let one = "officer,contracted_hours,case_type,tier,count\nA1,37,community,A3,12\n,,community,A3,1\n";
    assert!(!said(&[(WEEK, one)], "").contains("(merged-cells)"), "one row is work that is not allocated yet");
}

#[test]
fn an_earlier_snapshot_of_the_week_fills_what_the_later_one_leaves_blank() {
    let monday = "officer,name,team,grade,contracted_hours,case_type,tier\nA1,Amy Bell,T1,PO,30,community,A3\n";
    let wednesday = "officer,team,case_type,tier\nA1,,community,A3\n";
    let files = [("a-2026-11-16.csv", monday), ("b-2026-11-18.csv", wednesday)];
    let folder = files.iter().fold(Folder::new(), |folder, (name, text)| folder.with(name, text));
    let rows = stdout(&folder, "calc a-2026-11-16.csv b-2026-11-18.csv --format csv");
    assert!(
        rows.ends_with("2026-11-16,,,T1,A1,Amy Bell,PO,1,30.00,0.00,20.16,2.35,11.7,0,within,hmpps-2021,\n"),
        "{rows}"
    );
}

#[test]
fn two_things_of_one_name_are_a_fault_also_over_a_base() {
    let weights = "version = \"ours\"\nextends = \"hmpps-2021\"\n\
                   [grades.X]\nname = \"Probation officer\"\ncontracted_hours = 20\n";
    let caseload = "officer,grade,case_type,tier\nA1,PO,community,A3\n";
    let said = said(&[(WEEK, caseload), ("w.toml", weights)], "--weights w.toml");
    assert!(
        said.starts_with("exit 2") && said.contains("w.toml:4: `grades.X.name` is already a spelling of `PO`"),
        "{said}"
    );
}

#[test]
fn whom_another_team_has_recorded_this_week_is_not_missed() {
    let rows = |week: &str, team: &str| {
        let row = |at| format!("{team}-{at},{team},37,{week},community,A3,12\n");
        let rows: String = (0..5).map(row).collect();
        format!("officer,team,contracted_hours,week,case_type,tier,count\n{rows}")
    };
    let (both, t2) = (
        rows("2026-11-09", "T1") + rows("2026-11-09", "T2").split_once('\n').expect("rows").1,
        rows("2026-11-16", "T2"),
    );
    let folder = Folder::new().with("both.csv", both).with("t1.csv", rows("2026-11-16", "T1")).with("t2.csv", t2);
    stdout(&folder, "calc both.csv --history h.csv --record --quiet");
    let alone = shown(&folder.run("calc t2.csv --history h.csv --exit-code".split_whitespace()));
    assert!(alone.starts_with("exit 1") && alone.contains("over last week, and no figure now: T1-0"), "{alone}");
    stdout(&folder, "calc t1.csv --history h.csv --record --quiet");
    let recorded = shown(&folder.run("calc t2.csv --history h.csv --exit-code".split_whitespace()));
    assert!(recorded.starts_with("exit 0") && !recorded.contains("No figure"), "{recorded}");
}

#[test]
fn a_list_of_reductions_goes_by_the_snapshot_of_each_officer() {
    let caseload = "officer,team,contracted_hours,week,case_type,tier,count\n\
                    A1,T1,37,2026-11-16,community,A3,10\nB1,T2,37,2026-11-18,community,A3,10\n";
    let reductions = "officer,hours,from,to\nA1,10,2026-11-01,2026-11-17\nB1,10,2026-11-17,2026-11-30\n";
    let folder = Folder::new().with("c.csv", caseload).with("r.csv", reductions);
    let listed = stdout(&folder, "reductions r.csv --caseload c.csv --format csv");
    assert_eq!(listed.matches(",in force\n").count(), 2, "{listed}");
    let asked = stdout(&folder, "reductions r.csv --caseload c.csv --week 2026-11-18 --format csv");
    assert_eq!(asked.matches(",in force\n").count(), 1, "{asked}");
}

#[test]
fn a_reduction_of_a_team_that_only_the_staff_list_has_is_warned_of() {
    let said = said(
        &[
            (WEEK, "officer,team,contracted_hours,case_type,tier\nA1,T1,27,community,A3\n"),
            ("s.csv", "officer,team,contracted_hours\nA1,T1,27\nA1,T2,10\n"),
            ("r.csv", "officer,team,hours,from,to\nA1,T2,5,2026-01-01,\n"),
        ],
        "--staff s.csv --reductions r.csv --exit-code",
    );
    assert!(
        said.starts_with("exit 3") && said.contains("only the staff list has them there (moved-reduction)"),
        "{said}"
    );
}

#[test]
fn rows_of_parameters_and_formulas_stand_above_or_in_the_headings() {
    let parameters =
        "Report,Caseload\nOffender Manager,All\n\nofficer,contracted_hours,case_type,tier\nA1,37,community,A3\n";
    let formulas = "=\"officer\",=\"contracted_hours\",=\"case_type\",tier\n=\"00412\",37,community,A3\n";
    for text in [parameters, formulas] {
        assert!(said(&[(WEEK, text)], "").contains("9.5%"), "{text}");
    }
    let marked = said(&[(WEEK, "sep=|\nofficer|case_type|tier\nA1|community|A3\n")], "");
    assert!(
        marked.contains("2026-11-16.csv:1: this line says that `|` separates cells\n  hint: save the file"),
        "{marked}"
    );
}

#[test]
fn a_footer_without_a_date_is_left_out_with_a_warning() {
    let text = "officer,contracted_hours,week,case_type,tier\nA1,37,2026-11-16,community,A3\n\
                \"Applied filters: Region is East\",,,,\n(1 row affected),,,,\n";
    let said = said(&[(WEEK, text)], "--exit-code");
    assert!(said.starts_with("exit 3"), "{said}");
    assert!(said.contains("`Applied filters: Region is East` is a line of a footer, and is left out"), "{said}");
}

/// A list of officers who hold nothing has them alone in their rows.
#[test]
fn a_footer_that_is_no_officer_is_left_out_of_files_without_dates_too() {
    for (headings, row, footer) in [
        ("officer,contracted_hours,case_type,tier", "A1,37,community,A3", "(1 row affected)"),
        ("region,officer,case_type,tier", "R,A1,community,A3", "\"Applied filters: Region is R\",,,"),
    ] {
        let told = said(&[(WEEK, &format!("{headings}\n{row}\n\n{footer}\n"))], "--exit-code");
        assert!(told.starts_with("exit 3") && told.contains(" is a line of a footer, and is left out"), "{told}");
    }
    let (row, staff) =
        ("officer,case_type,tier\nA1,community,A3\n", "officer,grade,team\nA1,PO,T\nB1,,\n(2 rows affected)\n");
    let told = said(&[(WEEK, row), ("staff.csv", staff)], "--staff staff.csv");
    assert!(told.contains("staff.csv:4: warning: `(2 rows affected)` is a line of a footer"), "{told}");
    assert!(told.contains("2 officers"), "{told}");
    // In a list of reductions an officer alone says nothing.
    let reductions = "officer,team,reason,hours,from,to\nA1,,other,7.4,2026-01-01,\n(1 row affected),,,,,\n";
    let told = said(&[(WEEK, row), ("reductions.csv", reductions)], "--reductions reductions.csv");
    assert!(told.contains("reductions.csv:3: warning: `(1 row affected)` is a line of a footer"), "{told}");
    // A short row of work is no footer, whatever its first cell says.
    let torn = said(&[(WEEK, "team,officer,case_type,tier\nTeam: R,A1,community,A3\nTeam: R\n")], "");
    assert!(torn.contains(":3: the row has 1 cell, but there are 4 headings"), "{torn}");
}

#[test]
fn an_error_word_in_windows_1252_is_a_blank_name() {
    let folder =
        Folder::new().with(WEEK, b"officer,name,contracted_hours,case_type,tier\nA1,#V\xc6RDI!,37,community,A3\n");
    let told = shown(&folder.run(["calc", WEEK]));
    assert!(told.starts_with("exit 0") && told.contains("1 officer, "), "{told}");
}

#[test]
fn cases_of_whoever_is_left_out_count_for_nobody() {
    let text = "case_id,officer,contracted_hours,case_type,tier\nX1,A1,37,community,A3\nX1,B1,37,community,A3\nX2,B1,37,community,Z9\n";
    assert!(!said(&[(WEEK, text)], "--keep-going").contains("(duplicate-case)"));
    assert!(said(&[(WEEK, &text.replace("Z9", "A3"))], "").contains("(duplicate-case)"));
}

#[test]
fn a_contacts_export_is_refused_whatever_it_calls_the_contact() {
    let text = "CRN,OM Name,OM Grade,Contact Type Description,Contact Code,Contact Points,OM Points\nX1,Bo,PO,Visit,CMS18,18,-18\n";
    assert!(said(&[(WEEK, text)], "").contains("this is the contacts (CMS) export, not a caseload"));
}
