//! Ledgers that do not read: each is refused with its line, and left as it was.

use super::{LEDGER, MONDAYS, REPORTED, caseload, folder, leftovers, record, recorded, refused};
use crate::command::Folder;

fn with_ledger(ledger: impl AsRef<[u8]>) -> Folder {
    folder().with("caseload.csv", caseload(REPORTED, &[("A1", 12)])).with("history.csv", ledger)
}

/// A ledger of two weeks, two rows in each: lines 2 to 5.
fn sound() -> String {
    let weeks: Vec<String> = MONDAYS[..2].iter().map(|week| caseload(week, &[("A1", 12), ("A2", 11)])).collect();
    recorded(&folder(), &weeks)
}

/// A ledger is refused by a run that reads it and by one that would record in it, and is left as it was. What they say
/// begins with `said`.
fn assert_refused(ledger: impl AsRef<[u8]>, said: &str) {
    let (ledger, text) = (ledger.as_ref(), String::from_utf8_lossy(ledger.as_ref()).into_owned());
    let folder = with_ledger(ledger);
    for record in ["", "--record"] {
        let fault = refused(&folder, &format!("calc caseload.csv --history history.csv {record}"));
        assert!(fault.starts_with(said), "{record}: {fault} instead of {said}: {text}");
        let there = std::fs::read(folder.path().join("history.csv")).expect("it is there");
        assert!(there == ledger && leftovers(&folder).is_empty(), "{record}: {text}");
    }
}

#[test]
fn a_ledger_that_somebody_changed_is_refused_with_the_line() {
    let sound = sound();
    let third = "2026-09-14,A2,,PO,North,Tees,R1,11,5280,4800,110,from-2026-01-05,1\n";
    assert!(sound.contains(third), "{sound}");
    for (changed, line) in [
        ("2026-09-14,A2,,PO,North,Tees,11,5280,4800,110,from-2026-01-05,1\n", 3),
        ("2026-09-14,A2,,PO,North,Tees,R1,11,5280,4800,110,from-2026-01-05\n", 3),
        // As a spreadsheet writes a date, a number, a list.
        ("14/09/2026,A2,,PO,North,Tees,R1,11,5280,4800,110,from-2026-01-05,1\n", 3),
        ("2026-09-14,A2,,PO,North,Tees,R1,11,5.28E+03,4800,110,from-2026-01-05,1\n", 3),
        ("2026-09-14;A2;;PO;North;Tees;R1;11;5280;4800;110;from-2026-01-05;1\n", 3),
        // No Monday.
        ("2026-09-15,A2,,PO,North,Tees,R1,11,5280,4800,110,from-2026-01-05,1\n", 3),
        // Figures that are none, or of somebody who does not hold any.
        ("2026-09-14,A2,,PO,North,Tees,R1,11,,4800,110,from-2026-01-05,1\n", 3),
        ("2026-09-14,A2,,PO,North,Tees,R1,,5280,4800,110,from-2026-01-05,1\n", 3),
        ("2026-09-14,A2,,PO,North,Tees,R1,-11,5280,4800,110,from-2026-01-05,1\n", 3),
        ("2026-09-14,A2,,PO,North,Tees,R1,11,5280,-4800,110,from-2026-01-05,1\n", 3),
        ("2026-09-14,A2,,PO,North,Tees,R1,11,5280,,110,from-2026-01-05,1\n", 3),
        // One week has one limit and one version of the weights.
        ("2026-09-14,A2,,PO,North,Tees,R1,11,5280,4800,100,from-2026-01-05,1\n", 3),
        ("2026-09-14,A2,,PO,North,Tees,R1,11,5280,4800,110,newer,1\n", 3),
        ("2026-09-14,A2,,PO,North,Tees,R1,11,5280,4800,110,,1\n", 3),
        // A format of a wmt to come.
        ("2026-09-14,A2,,PO,North,Tees,R1,11,5280,4800,110,from-2026-01-05,2\n", 3),
        ("2026-09-14,A2,,PO,North,Tees,R1,11,5280,4800,110,from-2026-01-05,\n", 3),
        // Somebody twice: in another PDU it is still the same post.
        (&format!("{third}{third}"), 4),
        (&format!("{third}{}", third.replace("Tees", "Wear")), 4),
        (&third.replace("A2", "\"A2"), 3),
        (&third.replace("A2", "A\x002"), 3),
    ] {
        assert_refused(sound.replacen(third, changed, 1), &format!("history.csv:{line}: "));
    }
    for (headings, what) in [
        ("", "without headings its first row would be lost"),
        (&LEDGER.replace("week,officer", "officer,week"), "in another order"),
        (&LEDGER.replace(",format", ""), "without a format"),
    ] {
        assert_ne!(headings, LEDGER, "{what}");
        assert_refused(sound.replacen(LEDGER, headings, 1), "history.csv:1: ");
    }
}

#[test]
fn every_fault_of_a_ledger_is_said_and_the_program_that_changed_it_is_asked_for() {
    let changed = sound().replace("A2,,PO,North", "A2,,PO");
    let fault = "history.csv:3: the row has 12 cells, but there are 13 headings (1 more row: 5)\n  \
                 hint: only wmt should write this file; was it changed or saved by another program?\n";
    assert_refused(changed, fault);
}

#[test]
fn a_ledger_that_is_cut_off_anywhere_is_refused() {
    let sound = sound();
    let start = sound.rfind("2026-").expect("a last row");
    // Cut off between two rows it is a sound ledger of fewer rows, which nobody can tell; anywhere else it is not.
    for end in (start + 1..sound.len()).step_by(7).chain([sound.len() - 1]) {
        let folder = with_ledger(&sound[..end]);
        let fault = refused(&folder, "calc caseload.csv --history history.csv --record");
        assert!(fault.starts_with("history.csv:"), "{fault}");
        assert_eq!(folder.read("history.csv"), &sound[..end]);
    }
    assert_refused(sound.trim_end(), "history.csv:5: this last line is cut off\n");
}

#[test]
fn what_is_no_ledger_at_all_is_refused() {
    let latin = sound().replace("A2", "A\u{e9}");
    let latin: Vec<u8> = latin.chars().map(|letter| u8::try_from(letter).expect("Latin")).collect();
    for (bytes, said) in [
        (Vec::new(), "history.csv: the file is empty\n  hint: delete it; `wmt calc --record` begins a new history\n"),
        (b"PK\x03\x04 a spreadsheet".to_vec(), "history.csv: this is a spreadsheet"),
        (latin, "history.csv:3: the row is not UTF-8 (1 more row: 5)\n"),
        (caseload(REPORTED, &[("A1", 1)]).into_bytes(), "history.csv:1: these are not the headings"),
    ] {
        assert_refused(bytes, said);
    }
}

#[test]
fn a_folder_in_place_of_a_ledger_is_refused() {
    let folder = folder().with("caseload.csv", caseload(REPORTED, &[("A1", 12)]));
    std::fs::create_dir(folder.path().join("history.csv")).expect("a folder");
    for record in ["", "--record"] {
        let fault = refused(&folder, &format!("calc caseload.csv --history history.csv {record}"));
        assert!(fault.starts_with("history.csv: this is a folder"), "{fault}");
    }
}

#[test]
fn a_ledger_without_rows_is_a_history_of_no_weeks() {
    let folder = with_ledger(LEDGER);
    record(&folder, "caseload.csv");
    assert!(folder.read("history.csv").starts_with(&format!("{LEDGER}2026-11-16,A1,")));
}
