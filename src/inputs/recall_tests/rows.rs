//! Rows that are recalled, held against those that the csv crate reads.

use std::collections::HashMap;

use proptest::prelude::*;

use super::{BUILT_IN_ALONE, LAYOUTS, plain_row};
use crate::fault::{Faults, Files, Notices, Place};
use crate::inputs::cells::Row;
use crate::inputs::columns::{Column, Columns};
use crate::inputs::reading::{Form, Reading};
use crate::inputs::recall::{Recall, Recalled};
use crate::inputs::record::Record;
use crate::inputs::sink::RowHeads;
use crate::inputs::splitter::{Split, Splitter, count_breaks};
use crate::inputs::table::misshapen;
use crate::inputs::tally::{Said, Tally};
use crate::model::Texts;

/// What the numbers of a row stand for, in the order of [`numbers`].
const WEEK: &[Column] = &[Column::Week];
const HEAD: &[Column] = &[
    Column::Officer,
    Column::Name,
    Column::Grade,
    Column::Team,
    Column::Pdu,
    Column::Region,
    Column::ContractedHours,
    Column::ReductionHours,
];
const HOLDING: &[Column] =
    &[Column::CaseType, Column::Tier, Column::Status, Column::Task, Column::Count, Column::ExtraMinutes, Column::Due];

/// Columns in any order; the last three mean nothing in a caseload.
const ANY: [Column; 16] = [
    Column::Week,
    Column::Officer,
    Column::Name,
    Column::Team,
    Column::Pdu,
    Column::ContractedHours,
    Column::CaseId,
    Column::CaseType,
    Column::Tier,
    Column::Status,
    Column::Task,
    Column::Count,
    Column::Due,
    Column::Reason,
    Column::From,
    Column::To,
];

const NASTY: [&str; 15] = [
    "",
    "",
    "a",
    "a",
    "b",
    "\"a,b\"",
    "\"a\"\"b\"",
    "a\"b",
    "\"a\nb\"",
    "\"a\r\nb\"",
    "\"a\"b",
    " a",
    "\"",
    "a\rb",
    "\"\"",
];

/// What texts are made of that may be no rows at all.
const BITS: [&str; 9] = ["a", ",", ",", "\"", "\"\"", "\n", "\n", "\r\n", "\r"];

const ENDS: [&str; 7] = ["\n", "\n", "\n", "\r\n", "\r\n", "\r", "\n\n"];

fn numbers(said: Recalled) -> [usize; 3] {
    [said.week, said.head, said.holding]
}

/// A row as it went by.
struct Passed {
    start: usize,
    line: u64,
    said: Option<Recalled>,
    /// Its cells, of a row that was split.
    cells: Option<Vec<Vec<u8>>>,
    /// The cells of its head, of a row that was recalled but for that.
    new_head: Option<Vec<Vec<u8>>>,
}

fn position(position: Option<usize>) -> usize {
    position.expect("it is there")
}

/// The line that starts somewhere, with its end.
fn line_at(text: &[u8], start: usize) -> Option<&[u8]> {
    memchr::memchr(b'\n', &text[start..]).map(|end| &text[start..=start + end])
}

/// Goes through a text as [`Reading`] does: recalls rows where that goes, and splits and notes the next one where it
/// does not.
/// One in so many of the known rows is split and noted again, as one whose meaning is not known.
///
/// Gives the rows, and whether a quote was open at the end.
fn go_through(order: &[Column], text: &[u8], unmeant: usize) -> (Vec<Passed>, bool) {
    let place = Place::whole(Files::default().add("a.csv"));
    let (columns, has_head) = (Columns::of(order), order.iter().any(|column| HEAD.contains(column)));
    let (mut recall, mut splitter) = (Recall::new(&columns), Splitter::new(0));
    let (mut passed, mut noted, mut at, mut known) = (Vec::new(), HashMap::new(), 0, 0);
    loop {
        let (mut breaks, mut foretold) = (splitter.breaks(), None);
        while foretold.is_none() {
            match &text[at..] {
                [b'\n', ..] => (at, breaks) = (at + 1, breaks + 1),
                [b'\r', b'\n', ..] => (at, breaks) = (at + 2, breaks + 1),
                rest => {
                    recall.look(rest);
                    if recall.rows().is_empty() {
                        break;
                    }
                    for row in recall.rows() {
                        known += 1;
                        if known % unmeant == 0 {
                            foretold = Some(row.said());
                            break;
                        }
                        breaks += 1;
                        let new_head = recall.new_head(row).map(kept);
                        passed.push(Passed { start: at, line: breaks, said: Some(row.said()), cells: None, new_head });
                        at += row.length;
                    }
                }
            }
        }
        splitter.restart(breaks);
        let rest = &text[at..];
        let (split, taken) = splitter.split(rest);
        if split == Split::More && (splitter.is_between_rows() || !splitter.end()) {
            assert_eq!(foretold, None, "a row that is known is whole");
            return (passed, !splitter.is_between_rows());
        }
        let row = Row { record: splitter.record(), columns: &columns };
        let start = at + position(rest.iter().position(|byte| !matches!(byte, b'\r' | b'\n')));
        let is_sound = !row.is_empty() && misshapen(row, place).is_none();
        let said = if is_sound { recall.note(rest, row.record) } else { None };
        // A row with nothing in it may say what others do, but is nothing to note.
        let is_as_foretold = foretold.is_none() || row.is_empty() || said == foretold;
        assert!(is_as_foretold, "{said:?} is noted, and {foretold:?} was recalled");
        if let Some((line, said)) = line_at(text, start).zip(said) {
            let is_new = noted.insert(line, said).is_none();
            // Without a column of the officer a file is not read at all.
            let may_be_new = foretold.is_some() || rest[0] == b'\r' || !has_head;
            assert!(is_new || may_be_new, "{:?} is known and not recalled", String::from_utf8_lossy(line));
        }
        passed.push(Passed { start, line: splitter.line(), said, cells: Some(kept(row.record)), new_head: None });
        at += taken;
    }
}

fn kept(record: Record) -> Vec<Vec<u8>> {
    record.iter().map(<[u8]>::to_vec).collect()
}

/// The rows of a text as the csv crate reads it in one go: where each starts, its line and its cells.
fn rows_of(text: &[u8]) -> Vec<(usize, u64, Vec<Vec<u8>>)> {
    let rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text).into_byte_records();
    let (mut counted, mut line) = (0, 1);
    let mut row = |row: csv::ByteRecord| {
        // It says where the row before ends.
        let behind = usize::try_from(row.position().expect("it was read").byte()).expect("small");
        let start = behind + position(text[behind..].iter().position(|byte| !matches!(byte, b'\r' | b'\n')));
        line += count_breaks(&text[counted..start]);
        counted = start;
        (start, line, row.iter().map(<[u8]>::to_vec).collect())
    };
    rows.map(|read| row(read.expect("bytes can be read"))).collect()
}

/// The cells of some columns.
fn cells_of(order: &[Column], cells: &[Vec<u8>], columns: &[Column]) -> Vec<Vec<u8>> {
    order.iter().zip(cells).filter(|(column, _)| columns.contains(column)).map(|(_, cell)| cell.clone()).collect()
}

/// Holds the rows of a text against those that the csv crate reads; gives how many were recalled.
fn check(order: &[Column], text: &[u8], unmeant: usize) -> usize {
    let (passed, is_open) = go_through(order, text, unmeant);
    let mut expected = rows_of(text);
    if is_open {
        expected.pop();
    }
    let shown = String::from_utf8_lossy(text);
    let places: Vec<_> = passed.iter().map(|row| (row.start, row.line)).collect();
    let right: Vec<_> = expected.iter().map(|(start, line, _)| (*start, *line)).collect();
    assert_eq!(places, right, "{shown:?}");
    let (mut firsts, mut by_bytes) = (HashMap::new(), HashMap::new());
    for (row, (_, line, cells)) in passed.iter().zip(&expected) {
        if let Some(split) = &row.cells {
            assert_eq!(split, cells, "line {line} of {shown:?}");
        } else {
            assert_eq!(cells.len(), order.len(), "line {line} of {shown:?}");
        }
        if let Some(head) = &row.new_head {
            assert_eq!(*head, cells_of(order, cells, HEAD), "line {line} of {shown:?}");
        }
        let Some(said) = row.said else { continue };
        for (what, (number, columns)) in numbers(said).into_iter().zip([WEEK, HEAD, HOLDING]).enumerate() {
            let told = cells_of(order, cells, columns);
            assert_eq!(number == 0, told.is_empty(), "line {line} of {shown:?}");
            let first = firsts.entry((what, number)).or_insert_with(|| told.clone());
            assert_eq!(first, &told, "line {line} of {shown:?}");
        }
        let bytes = line_at(text, row.start).expect("a row that says something has an end");
        assert_eq!(*by_bytes.entry(bytes).or_insert(said), said, "line {line} of {shown:?}");
    }
    passed.iter().filter(|row| row.cells.is_none()).count()
}

/// No known row is read again.
const ALL_MEANT: usize = usize::MAX;

/// An order of some columns.
fn orders() -> impl Strategy<Value = Vec<Column>> {
    prop::sample::subsequence(ANY.to_vec(), 1..9).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_is_recalled_is_what_csv_core_reads(
        order in orders(),
        rows in prop::collection::vec(prop::collection::vec(prop::sample::select(&NASTY[..]), 9), 1..5),
        lines in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&ENDS[..])), 0..30),
        longer in 0..20_usize,
        has_last_end: bool,
        unmeant in 1..12_usize,
    ) {
        let mut text = String::new();
        for (place, (row, end)) in lines.iter().enumerate() {
            // Now and then a row has a cell more than there are columns.
            let count = order.len() + usize::from(place == longer);
            text.push_str(&row.get(&rows)[..count].join(","));
            text.push_str(end);
        }
        if !has_last_end {
            text.pop();
        }
        check(&order, text.as_bytes(), unmeant);
        check(&order, text.as_bytes(), ALL_MEANT);
    }

    #[test]
    fn any_bytes_are_recalled_as_csv_core_reads_them(
        order in prop::sample::subsequence(ANY.to_vec(), 1..4).prop_shuffle(),
        pieces in prop::collection::vec(prop::sample::select(&BITS[..]), 0..12),
        times in 1..4_usize,
    ) {
        check(&order, pieces.concat().repeat(times).as_bytes(), ALL_MEANT);
    }
}

#[test]
fn a_row_with_another_behind_a_bare_carriage_return_is_not_recalled_as_one() {
    let order = [Column::Officer, Column::CaseType, Column::CaseId];
    assert_eq!(check(&order, b"a,b,1\na,b,2\na,b,3\rc,d,4\na,b,5\n", ALL_MEANT), 2);
}

#[test]
fn a_row_with_a_cell_too_many_is_not_recalled() {
    let order = [Column::Officer, Column::CaseType, Column::CaseId];
    assert_eq!(check(&order, b"a,b,1\na,b,2\na,b,3,\na,b,4,5\na,b,6\n", ALL_MEANT), 2);
    assert_eq!(check(&order[..2], b"a,b\na,b\na,b,\na,b,5\na,b\n", ALL_MEANT), 2);
}

#[test]
fn a_row_that_is_due_is_recalled_when_it_is_due_the_same_day() {
    use Column::{CaseType, Due, Officer};
    assert_eq!(check(&[Officer, CaseType, Due], b"a,b,\na,b,\na,b,c\na,b,\"\"\na,b,c\na,b,\n", ALL_MEANT), 3);
    assert_eq!(check(&[Officer, Due, CaseType], b"a,,b\na,,b\na,c,b\na,\"\",b\na,c,b\na,,b\n", ALL_MEANT), 3);
    assert_eq!(check(&[Due, Officer, CaseType], b",a,b\n,a,b\nc,a,b\n\"\",a,b\nc,a,b\n,a,b\n", ALL_MEANT), 3);
}

#[test]
fn rows_of_many_pieces_are_not_recalled() {
    use Column::{CaseId, CaseType, Count, Name, Officer, Pdu, Team, Tier, Week};
    let order = [Officer, CaseType, Team, Tier, Week, Pdu, CaseId, Name, Count];
    assert_eq!(check(&order, b"a,b,c,d,e,f,g,h,i\n".repeat(9).as_slice(), ALL_MEANT), 0);
    assert_eq!(check(&order[1..], b"b,c,d,e,f,g,h,i\n".repeat(9).as_slice(), ALL_MEANT), 8);
}

#[test]
fn rows_behind_a_broken_piece_are_recalled_all_the_same() {
    use Column::{CaseId, CaseType, Officer, Reason};
    let order = [Reason, CaseId, Officer, CaseType];
    assert_eq!(check(&order, b"1,2,a,b\n\"x\ny\",2,a,b\n3,4,a,b\n1,\"x\ny\",a,b\n1,2,a,b\n5,6,a,b\n", ALL_MEANT), 3);
}

#[test]
fn heads_that_end_alike_are_told_apart_by_how_they_begin() {
    let order = [Column::Officer, Column::Week, Column::ContractedHours, Column::CaseType, Column::Team, Column::Tier];
    let rows: Vec<String> = (0..600).map(|officer| format!("{officer},w,37,{},t,x\n", officer % 300)).collect();
    assert_eq!(check(&order, rows.concat().repeat(2).as_bytes(), ALL_MEANT), 600);
}

#[test]
fn names_that_differ_behind_a_quoted_comma_are_told_apart() {
    let order = [Column::Officer, Column::CaseType];
    assert_eq!(check(&order, b"\"b,1\",c\n\"b,2\",c\n\"b,1\",c\n\"b,2\",c\n\"b,3\",c\n", ALL_MEANT), 4);
}

#[test]
fn a_new_officer_with_a_known_case_is_recalled_where_one_piece_says_all_of_the_head() {
    use Column::{CaseType, Officer, Team};
    assert_eq!(check(&[Officer, CaseType], b"a,b\na,c\nd,b\nd,c\na,c\n", ALL_MEANT), 3);
    assert_eq!(check(&[CaseType, Officer], b"b,a\nc,a\nb,\"d\"\nc,\"d\"\nc,a\n", ALL_MEANT), 3);
    assert_eq!(check(&[Officer, CaseType, Team], b"a,b,t\na,c,t\nd,b,t\nd,c,t\na,c,t\n", ALL_MEANT), 2);
}

#[test]
fn a_new_officer_with_a_cell_too_many_or_a_line_break_inside_is_not_recalled() {
    use Column::{CaseType, Officer, Team};
    let order = [Officer, Team, CaseType];
    assert_eq!(check(&order, b"a,t,b\nd,t,u,b\nd,b\nd,\"t\nu\",b\nd,t,b\n", ALL_MEANT), 1);
    assert_eq!(check(&[CaseType, Officer], b"b,a\nb,d,e\nb\n\nb,d\nb,\"d\n\"\nb,\n", ALL_MEANT), 2);
}

#[test]
fn a_blank_line_is_no_new_officer() {
    assert_eq!(check(&[Column::Officer], b"a\n\nb\n\r\n\nb\n\r\r\na\n", ALL_MEANT), 3);
}

#[test]
fn rows_that_come_again_are_recalled_in_every_layout() {
    for order in LAYOUTS {
        for (quotes, end) in [(false, "\n"), (false, "\r\n"), (true, "\n"), (true, "\r\n"), (false, "\r\n\r\n")] {
            let text: String = (0..120).map(|row| plain_row(order, row, quotes, end)).collect();
            // Three officers and two tiers come together in six ways; those of each piece are known after fewer,
            // and an officer who is new is read by the way.
            let recalled = check(order, text.as_bytes(), ALL_MEANT);
            assert!((114..=118).contains(&recalled), "{recalled} of {order:?}, {quotes}, {end:?}");
        }
    }
}

#[test]
fn a_file_in_which_nothing_comes_again_is_read_all_the_same() {
    let rows: Vec<String> = (0..17_000).map(|row| format!("N{row},c{row}\n")).collect();
    let text = format!("a,b\na,b\n{}a,b\n", rows.concat());
    assert_eq!(check(&[Column::Officer, Column::CaseType], text.as_bytes(), ALL_MEANT), 1);
}

/// The quotes of these rows take as many bytes as stand behind the line break in a name.
#[test]
fn a_row_with_a_line_break_inside_is_not_known_by_its_first_line() {
    let order = [Column::CaseType, Column::Tier, Column::Officer, Column::Name];
    let row = "\"community\",\"A3\",\"N1\",\"Amy\nSmithy\"\n";
    assert_eq!(check(&order, row.repeat(3).as_bytes(), ALL_MEANT), 0);
}

#[test]
fn a_reading_takes_known_rows_without_splitting_them() {
    let (mut files, mut faults, mut notices) = (Files::default(), Faults::default(), Notices::default());
    let file = files.add("a.csv");
    for (order, end) in LAYOUTS.iter().flat_map(|order| [(*order, "\n"), (*order, "\r\n")]) {
        let mut said = Said { files: &files, faults: &mut faults, notices: &mut notices };
        let columns = Columns::of(order);
        // What is no column of its own in a plain row has a blank cell here, for a reading wants to know what it means.
        let row = |row| {
            let cells = plain_row(order, row, false, end);
            let blank = |text: String, column: &Column| text.replace(column.name(), "");
            [Column::Grade, Column::Status, Column::Count, Column::ExtraMinutes].iter().fold(cells, blank)
        };
        let form = Form::new(file, None, &BUILT_IN_ALONE, &columns, &mut said);
        let (mut tally, mut texts) = (Tally::new(None), Texts::default());
        let heads = RowHeads::Read(&mut tally.heads, &mut texts);
        let mut reading = Reading::new(&form, &mut tally.dates, heads);
        let first: String = (0..6).map(row).collect();
        let mut splitter = Splitter::new(0);
        let mut rest = first.as_bytes();
        while let (Split::Row, taken) = splitter.split(rest) {
            reading.row(splitter.record(), splitter.line(), splitter.has_breaks_inside(), rest);
            rest = &rest[taken..];
        }
        let more: String = (6..300).map(row).collect();
        assert_eq!(reading.known_rows(more.as_bytes(), 6), (more.len(), 300), "{order:?}, {end:?}");
        assert_eq!(reading.finish().row_count, 300);
    }
    assert_eq!(faults.text(&files), "");
}
