//! Tests that a file gives the same on several threads as on one: the same caseload, with the same number for every text, and the
//! same faults and notices. The number of threads, the size of blocks and the file vary.

use proptest::prelude::*;

use super::fixtures::{in_blocks, read_one};
use crate::fault::{Faults, Messages};
use crate::inputs::{InputFile, Inputs, RequestedWeeks, built_in_sets};
use crate::model::{COMPARED, DatedWeights};
use crate::settling::read_caseload;

const HEADINGS: &str = "officer,name,team,contracted_hours,week,case_type,tier,status,task,count\n";

/// Sound rows and faulty rows. Most of the faults show only across the borders of blocks.
const ROWS: [&[u8]; 20] = [
    b"N1,Amy,T1,37,2026-11-16,community,A3,,,\n",
    b"N2,Ben,T1,37,2026-11-16,licence,B2,active,,2\n",
    b"N2,Ben,T2,18.5,2026-11-09,custody,C1,,,\r\n",
    b"N1,Amy,T1,,2026-11-09,community,D2,warrant,,\r\n",
    b"N3,\"Cara, C\",T1,30,2026-11-16,community,A2,,,\n",
    b"N3,\"Cara, C\",\"T\n1\",30,2026-11-09,community,A2,,,\n",
    b"N4,\"Dev \"\"D\"\"\r\nX\",T1,30,2026-11-16,community,A1,,,\r\n",
    b"N5,O\"Hara,T1,37,2026-11-16,community,A3,,,\n",
    b"\n",
    b"\r\n",
    b",,,,,,,,,\n",
    b",,T1,,2026-11-16,community,A3,,,\n",
    b"N6,,T1,37,2026-11-18,,,,parole_report,-2\n",
    b"N1,Amy,T1,30,2026-11-16,community,A3,,,\n",
    b"N1,Amy,T1,37,2026-11-16,community,Q9,,,\n",
    b"N7,F\xE9mi,T1,370,2026-11-16,community,A3,,,\n",
    b"N8,\0,T1,37,2026-11-16,community,A3,,,x\n",
    b"N9,short,T1\n",
    b"N9,Gwen,T3,37,2026-11-16,community,A3,,,1000000\n",
    b"N9,\"open,T3,37,2026-11-16,community,A3,,,1\n",
];

/// How many of [`ROWS`] have no fault in them.
const SOUND: usize = 13;

/// All that comes out of reading files on some threads, in blocks of some bytes, whether faulty rows stop the run or not.
fn read(folder: &std::path::Path, count: usize, threads: usize, block: usize) -> String {
    [false, true].map(|keeps_going| read_going(folder, count, threads, block, keeps_going)).concat()
}

fn read_going(folder: &std::path::Path, count: usize, threads: usize, block: usize, keeps_going: bool) -> String {
    let mut messages = Messages { keeps_going, ..Messages::default() };
    let weights = DatedWeights::new(vec![built_in_sets().swap_remove(0)]);
    let path = |index: usize| folder.join(format!("{index}.csv"));
    let caseloads = (0..count).map(|index| InputFile {
        path: Some(path(index)),
        named: None,
        id: messages.files.add(format!("{index}.csv")),
    });
    let inputs = Inputs { caseloads: caseloads.collect(), ..Inputs::default() };
    let options = in_blocks(threads, block);
    let caseload = read_caseload(&options, &inputs, RequestedWeeks::default(), &weights, &mut messages);
    let Messages { files, faults, row_faults, notices, .. } = &messages;
    format!(
        "{}\n{}\n{}\n{caseload:?}",
        faults.text(files, None),
        row_faults.text(files, None),
        notices.text(files, None)
    )
}

/// How many names are compared for the hints of `count` unknown tiers, where as many are known.
fn compared(count: usize, most: usize) -> usize {
    let tiers = (0..count).map(|tier| format!("T{tier:05} = 1\n")).collect::<Vec<_>>().concat();
    let weights = format!("{}\n[cases.z]\n{tiers}", crate::inputs::BUILT_IN);
    let rows = (0..count).map(|row| format!("N1,PO,z,Q{row:05}\n")).collect::<Vec<_>>().concat();
    let caseload = format!("officer,grade,case_type,tier\n{rows}");
    let mut messages = Messages { faults: Faults::keeping(most), ..Messages::default() };
    let before = COMPARED.get();
    read_one([&caseload, &weights], &in_blocks(1, 1 << 20), &mut messages);
    let faults = messages.faults.text(&messages.files, None);
    assert!(faults.contains("Q00001"), "{faults}");
    COMPARED.get() - before
}

#[test]
fn hints_are_searched_for_the_first_faults_alone() {
    for (count, most) in [(150, Faults::SHOWN), (300, Faults::SHOWN), (300, 10_000)] {
        let searched = most.min(Faults::SEARCHED);
        assert!((count..=count * searched).contains(&compared(count, most)), "{count} names, {most} faults kept");
    }
}

fn check(contents: &[Vec<u8>]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (index, content) in contents.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{index}.csv")), content).expect("a file in a temporary folder");
    }
    let alone = read(folder.path(), contents.len(), 1, 1);
    for (threads, block) in [(2, 100), (3, 333), (8, 64), (2, 1), (3, 4096)] {
        let shared = read(folder.path(), contents.len(), threads, block);
        assert_eq!(shared, alone, "{threads} threads, blocks of {block} bytes");
    }
}

fn file(rows: &[usize], ends_with_a_break: bool) -> Vec<u8> {
    let mut text = HEADINGS.as_bytes().to_vec();
    for row in rows {
        text.extend_from_slice(ROWS[*row]);
    }
    if !ends_with_a_break {
        text.pop();
    }
    text
}

#[test]
fn every_row_in_turn_is_read_the_same_at_any_border() {
    for row in 0..ROWS.len() {
        let rows: Vec<usize> = (0..40).map(|index| if index == 30 { row } else { index % 6 }).collect();
        check(&[file(&rows, true)]);
        check(&[file(&rows[..31], false)]);
    }
}

#[test]
fn more_faults_than_are_shown_are_counted_the_same() {
    let rows: Vec<usize> = (0..200).map(|index| [0, 13, 14, 15, 17, 4][index % 6]).collect();
    check(&[file(&rows, true)]);
}

#[test]
fn a_row_longer_than_a_block_is_read() {
    let long = format!("N1,\"{}\",T1,37,2026-11-16,community,A3,,,\n", "x\n".repeat(400));
    check(&[[file(&[0, 1, 4], true), long.into_bytes(), file(&[1, 2], true)[HEADINGS.len()..].to_vec()].concat()]);
}

#[test]
fn sums_beyond_what_one_number_holds_are_the_same() {
    let row = |name: &str, count: i32| format!("N1,{name},T1,37,2026-11-16,,,,parole_report,{count}\n");
    let most = [row("Amy", 1_000_000), row("", 1_000_000), row("Amy", -1_000_000)].concat().repeat(90);
    check(&[[HEADINGS.as_bytes(), row("Amy", 1_000_000).repeat(300).as_bytes(), most.as_bytes()].concat()]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn sound_files_are_read_the_same(
        rows in prop::collection::vec(prop::collection::vec(0..SOUND, 0..60), 1..3), ends_with_a_break: bool,
    ) {
        check(&rows.iter().map(|rows| file(rows, ends_with_a_break)).collect::<Vec<_>>());
    }

    #[test]
    fn any_files_are_read_the_same(
        rows in prop::collection::vec(prop::collection::vec(0..ROWS.len(), 0..40), 1..3), ends_with_a_break: bool,
    ) {
        check(&rows.iter().map(|rows| file(rows, ends_with_a_break)).collect::<Vec<_>>());
    }
}
