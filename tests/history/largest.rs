//! The largest figures that a ledger can have: they add up and compare exactly, and wmt reads what it wrote.

use super::{LEDGER, MONDAYS, REPORTED, caseload, folder, put, record, stdout};

/// Rows of one officer in many teams, each with the most time that is read and so much work.
fn forged(week: &str, work: &str) -> String {
    let row = |team| format!("{week},A1,,PO,North,Tees,T{team:03},1,{work},10000000,110,forged,1\n");
    (0..200).map(row).collect()
}

#[test]
fn the_largest_figures_of_a_forged_ledger_are_compared_exactly() {
    for (work, standing) in [
        ("11000000", "over"),
        ("11000000.00000001", "excessive"),
        ("200000000000000000000", "excessive"),
        ("-200000000000000000000", "over"),
    ] {
        let weeks: String = MONDAYS[6..9].iter().map(|week| forged(week, work)).collect();
        let folder = folder().with("history.csv", format!("{LEDGER}{weeks}"));
        put(&folder, "caseload.csv", caseload(REPORTED, &[("A1", 12)]));
        for by in ["officer", "team", "all"] {
            let report =
                stdout(&folder, &format!("calc caseload.csv --history history.csv --format csv --quiet --by {by}"));
            let is_run =
                by == "team" || report.contains(&format!(",{standing}\n")) || report.contains(&format!(",{standing},"));
            assert!(is_run, "{by}: {work}: {report}");
        }
        stdout(&folder, "explain A1 caseload.csv --history history.csv");
    }
}

#[test]
fn cases_that_are_too_many_to_add_up_are_a_fault_of_the_history() {
    let row = |at| format!("2026-11-09,N{at},,PO,North,Tees,T1,4294967296000000,1,1,110,forged,1\n");
    let rows: String = (0..1_074).map(row).collect();
    let folder = folder().with("history.csv", format!("{LEDGER}{rows}"));
    let said = folder.shown("calc --history history.csv");
    assert!(said.contains("history.csv:1075: `cases` of this row and of those before it come to more"), "{said}");
}

#[test]
fn what_was_recorded_reads_back_however_much_it_is() {
    let folder = folder();
    let large = caseload(REPORTED, &[("A1", 1_000_000)]);
    let row = large.lines().nth(1).expect("a row");
    let rows = format!("{row}\n").repeat(300_000 / 100);
    put(&folder, "caseload.csv", format!("{}\n{rows}", large.lines().next().expect("headings")));
    record(&folder, "caseload.csv");
    assert!(folder.read("history.csv").contains(",3000000000,1440000000000,4800,"), "{}", folder.read("history.csv"));
    let again = stdout(&folder, "calc caseload.csv --history history.csv --format csv --quiet");
    assert!(again.contains("A1"), "{again}");
}
