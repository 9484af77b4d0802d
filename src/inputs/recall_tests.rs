//! Recalling is no reading of its own. The rows that are recalled are those that csv-core makes of the same bytes, on
//! the same lines; a file that is read with it is as one that is read row by row; and it does happen, which no figure
//! would show.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::caseload::{Asked, Inputs, read_caseload_shared};
use super::cells::Row;
use super::columns::{Column, Columns};
use super::parallel::Sharing;
use super::reading::{Form, Reading};
use super::recall::{Recall, Recalled};
use super::splitter::{Split, Splitter, count_breaks};
use super::table::{InputFile, misshapen};
use super::tally::{Said, Tally};
use super::weights::{BUILT_IN, WeightsFile, read_weights};
use crate::fault::{Faults, Files, Notices, Place};
use crate::model::{Caseload, DatedWeights, Texts};
use crate::progress::Progress;
use crate::units::Work;

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
    &[Column::CaseType, Column::Tier, Column::Status, Column::Task, Column::Count, Column::ExtraMinutes];

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
                    let rows = recall.rows(rest);
                    if rows.is_empty() {
                        break;
                    }
                    for row in rows {
                        known += 1;
                        if known % unmeant == 0 {
                            foretold = Some(row.said());
                            break;
                        }
                        breaks += 1;
                        passed.push(Passed { start: at, line: breaks, said: Some(row.said()), cells: None });
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
            let may_be_new = foretold.is_some() || rest[0] == b'\r' || !row.bytes(Column::Due).is_empty() || !has_head;
            assert!(is_new || may_be_new, "{:?} is known and not recalled", String::from_utf8_lossy(line));
        }
        let cells = Some(row.record.iter().map(<[u8]>::to_vec).collect());
        passed.push(Passed { start, line: splitter.line(), said, cells });
        at += taken;
    }
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
            let due = cells_of(order, cells, &[Column::Due]).concat();
            assert!(due.is_empty(), "line {line} of {shown:?} was recalled, and is due");
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
fn a_row_that_is_due_is_not_recalled_wherever_it_says_so() {
    use Column::{CaseType, Due, Officer};
    assert_eq!(check(&[Officer, CaseType, Due], b"a,b,\na,b,\na,b,c\na,b,\"\"\na,b,c\na,b,\n", ALL_MEANT), 3);
    assert_eq!(check(&[Officer, Due, CaseType], b"a,,b\na,,b\na,c,b\na,\"\",b\na,c,b\na,,b\n", ALL_MEANT), 3);
    assert_eq!(check(&[Due, Officer, CaseType], b",a,b\n,a,b\nc,a,b\n\"\",a,b\nc,a,b\n,a,b\n", ALL_MEANT), 3);
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
    assert_eq!(check(&order, b"\"b,1\",c\n\"b,2\",c\n\"b,1\",c\n\"b,2\",c\n\"b,3\",c\n", ALL_MEANT), 2);
}

#[test]
fn a_new_officer_with_a_known_case_is_not_recalled_and_from_then_on_is() {
    let order = [Column::Officer, Column::CaseType];
    assert_eq!(check(&order, b"a,b\na,c\nd,b\nd,c\na,c\n", ALL_MEANT), 2);
}

/// What a row is of in the tests that recalling happens, under columns of their own. Case ids never come again.
fn plain_row(order: &[Column], row: usize, quotes: bool, end: &str) -> String {
    let cell = |column: &Column| {
        let cell = match column {
            Column::Week => "2026-11-16".to_owned(),
            Column::Officer => format!("N{}", row % 3),
            Column::Name => format!("\"Bell, \"\"A{}\"\"\"", row % 3),
            Column::CaseId => format!("X{row}"),
            Column::CaseType => "community".to_owned(),
            Column::Tier => format!("A{}", row % 2),
            Column::Due => String::new(),
            other => other.name().to_owned(),
        };
        if quotes && !cell.starts_with('"') { format!("\"{cell}\"") } else { cell }
    };
    order.iter().map(cell).collect::<Vec<_>>().join(",") + end
}

const LAYOUTS: [&[Column]; 8] = [
    &[Column::Officer, Column::Name, Column::Team, Column::Week, Column::CaseType, Column::Tier, Column::Count],
    &[Column::CaseId, Column::Officer, Column::Team, Column::Week, Column::CaseType, Column::Tier],
    &[Column::Officer, Column::Name, Column::CaseId, Column::CaseType, Column::Tier, Column::Week],
    &[Column::Week, Column::Officer, Column::CaseType, Column::Tier, Column::CaseId],
    &[Column::Week, Column::Officer, Column::CaseType, Column::Tier, Column::CaseId, Column::Due],
    &[Column::Due, Column::CaseType, Column::Reason, Column::Tier, Column::Status, Column::Week, Column::Officer],
    // That of the ministry's exports.
    &[
        Column::Region,
        Column::Pdu,
        Column::Team,
        Column::Tier,
        Column::Status,
        Column::CaseId,
        Column::CaseType,
        Column::Officer,
        Column::Grade,
    ],
    &[Column::Officer, Column::Tier, Column::Name, Column::CaseType, Column::Team, Column::CaseId, Column::Pdu],
];

#[test]
fn rows_that_come_again_are_recalled_in_every_layout() {
    for order in LAYOUTS {
        for (quotes, end) in [(false, "\n"), (false, "\r\n"), (true, "\n"), (true, "\r\n"), (false, "\r\n\r\n")] {
            let text: String = (0..120).map(|row| plain_row(order, row, quotes, end)).collect();
            // Three officers and two tiers come together in six ways; those of each piece are known after fewer.
            let recalled = check(order, text.as_bytes(), ALL_MEANT);
            assert!((114..=117).contains(&recalled), "{recalled} of {order:?}, {quotes}, {end:?}");
        }
    }
}

#[test]
fn a_file_in_which_nothing_comes_again_is_read_all_the_same() {
    let rows: Vec<String> = (0..17_000).map(|row| format!("N{row},c{row}\n")).collect();
    let text = format!("a,b\na,b\n{}a,b\n", rows.concat());
    assert_eq!(check(&[Column::Officer, Column::CaseType], text.as_bytes(), ALL_MEANT), 1);
}

/// The built-in weights, and others with it; the first of the files is theirs.
fn weights_of(others: &[WeightsFile], files: &mut Files) -> DatedWeights {
    let built_in = WeightsFile { path: None, name: "built in".to_owned(), id: files.add("weights") };
    let mut faults = Faults::default();
    let weights = read_weights(&[&[built_in], others].concat(), &mut faults);
    weights.unwrap_or_else(|| panic!("{}", faults.text(files)))
}

static BUILT_IN_ALONE: LazyLock<DatedWeights> = LazyLock::new(|| weights_of(&[], &mut Files::default()));

/// The built-in weights, and others from a later week on, in which some cases count otherwise, and a tier and a grade
/// are new.
static WITH_LATER: LazyLock<DatedWeights> = LazyLock::new(|| {
    let tiers = BUILT_IN.replace("from = 2021-06-28", "from = 2026-11-16").replacen("A3 = 618", "A3 = 600\nZ1 = 5", 1);
    let later = tiers.replacen("[grades.PO]", "[grades.XO]\nname = \"New\"\n\n[grades.PO]", 1);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("later.toml");
    std::fs::write(&path, later).expect("a file in a temporary folder");
    let mut files = Files::default();
    let later = WeightsFile { path: Some(path), name: "later".to_owned(), id: files.add("later.toml") };
    weights_of(&[later], &mut files)
});

/// What comes out of reading a file: faults, notices and the caseload.
struct Read {
    faults: String,
    notices: String,
    caseload: Caseload,
}

impl Read {
    /// All of it, to be held against another.
    fn text(&self) -> String {
        format!("{}\n{}\n{:?}", self.faults, self.notices, self.caseload)
    }

    /// Minutes of work and cases in each week.
    fn sums(&self) -> Vec<(String, i64)> {
        assert_eq!(self.faults, "");
        let week = |posts: &[crate::model::PostFigures]| {
            let work: Work = posts.iter().map(|post| Work::from(post.work)).sum();
            (work.to_string(), posts.iter().map(|post| post.cases).sum())
        };
        self.caseload.weeks.iter().map(|figures| week(&figures.posts)).collect()
    }
}

/// Reads a caseload on so many threads, in blocks of so many bytes.
fn read(content: &[u8], weights: &DatedWeights, threads: usize, block: usize) -> Read {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut files, mut faults, mut notices) = (Files::default(), Faults::default(), Notices::default());
    let path = folder.path().join("a.csv");
    std::fs::write(&path, content).expect("a file in a temporary folder");
    let caseloads = vec![InputFile { path: Some(path), id: files.add("a.csv") }];
    let inputs = Inputs { caseloads, ..Inputs::default() };
    let sharing = Sharing::in_blocks(NonZeroUsize::new(threads), block);
    let said = &mut Said { files: &files, faults: &mut faults, notices: &mut notices };
    let caseload = read_caseload_shared(sharing, &Progress::unseen(), &inputs, Asked::default(), weights, said);
    Read { faults: faults.text(&files), notices: notices.text(&files), caseload }
}

fn read_plainly(content: &str) -> Read {
    read(content.as_bytes(), &BUILT_IN_ALONE, 1, 1)
}

/// How a caseload is written.
#[derive(Debug, Clone)]
struct Style {
    /// The positions of [`HEADINGS`] in the order of the file.
    order: Vec<usize>,
    quotes_all: bool,
    end: &'static str,
    /// A blank cell more than there are headings at the end of every row, which no such row is recalled with.
    is_ordinary: bool,
}

const HEADINGS: &[u8] =
    b"officer|name|team|pdu|contracted_hours|week|case_id|case_type|tier|status|task|count|due|shoe size";

/// Rows without a fault, their cells parted by `|`.
const SOUND: [&[u8]; 16] = [
    b"N1|Amy|T1|P1|37|2026-11-16|X1|community|A3|||||9",
    b"N1|Amy|T1|P1|37|2026-11-16|X2|community|A3||||| ",
    b"N1|Amy|T1|P1|37|2026-11-09|X1|licence|B2|active||2||",
    b"N2|Ben, B|T1|P1|18.5|2026-11-16|X3|community|D2|||||",
    b"N2|Ben, B|T1|P1|18.5|2026-11-16|||||parole_report|-1||",
    b"N2|Ben, B|T1|P1|18.5|2026-11-16|||||sdr||2026-11-20|",
    b"N2|Ben, B|T1|P1|18.5|2026-11-16|||||sdr||2027-03-01|",
    b"N3|Cara \"C\"|T2||30|2026-11-16|X4|custody|C1|warrant||||",
    b"N3|Cara \"C\"|T1||30|2026-11-09|X4|custody|C1|||||\"",
    b"N5|Dev\nX|T2|P2||2026-11-16||community||||3||",
    b"N7|F\xE9mi|T2|P2|37|2026-11-16|\xE9|community|A1|||||",
    b"||T1|P1||2026-11-16|X5|community|A3|||||",
    b"||T1|P1|37|2026-11-16|X5|community|A3|||||",
    b"N6||T1|P1|37|2026-11-18||||unpaid_work||||",
    b"N1|Amy|T1|P1|37|2026-11-16|X1|community|A3||||2026-11-20|",
    b"|||||||||||||",
];

/// Rows with a fault.
const FAULTY: [&[u8]; 8] = [
    b"N1|Amy|T1|P1|37|2026-11-16|X1|community|Q9|||||",
    b"N1|Amy|T1|P1|37|2026-11-32|X1|community|A3|||||",
    b"N1|Amy|T1|P1|37|2020-11-16|X1|community|A3|||||",
    b"N1|Amy|T1|P1|37|2026-11-16|X1|community|A3|||-1||",
    b"N1|Amy|T1|P1|37|2026-11-16|X1||||||| ",
    b"N1|Amy|T1|P1|370|2026-11-16||community|A3|||||",
    b"N1|Amy|T1|P1|30|2026-11-16||community|A3|||||",
    b"||T1|P1||2026-11-16||||||||",
];

fn written(rows: &[&[u8]], style: &Style) -> Vec<u8> {
    let mut text = Vec::new();
    for (index, row) in std::iter::once(&HEADINGS).chain(rows).enumerate() {
        let cells: Vec<&[u8]> = row.split(|byte| *byte == b'|').collect();
        for (place, position) in style.order.iter().enumerate() {
            text.extend_from_slice(if place == 0 { b"" } else { b"," });
            let cell = cells[*position];
            if style.quotes_all || cell.iter().any(|byte| b",\"\n".contains(byte)) {
                text.push(b'"');
                for byte in cell {
                    text.extend_from_slice(if *byte == b'"' { b"\"\"" } else { std::slice::from_ref(byte) });
                }
                text.push(b'"');
            } else {
                text.extend_from_slice(cell);
            }
        }
        text.extend_from_slice(if style.is_ordinary && index > 0 { b"," } else { b"" });
        text.extend_from_slice(style.end.as_bytes());
    }
    text
}

/// A row of the head, the week and all behind it of three.
fn mixed(head: &[u8], week: &[u8], holding: &[u8]) -> Vec<u8> {
    let cells = |row| <[u8]>::split(row, |byte| *byte == b'|').collect::<Vec<_>>();
    [&cells(head)[..5], &cells(week)[5..6], &cells(holding)[6..]].concat().join(&b'|')
}

fn styles() -> impl Strategy<Value = Style> {
    let count = HEADINGS.split(|byte| *byte == b'|').count();
    let order = Just((0..count).collect::<Vec<_>>()).prop_shuffle();
    (order, any::<bool>(), prop::sample::select(&["\n", "\r\n"][..])).prop_map(|(order, quotes_all, end)| Style {
        order,
        quotes_all,
        end,
        is_ordinary: false,
    })
}

/// The style of a file of which no row is recalled.
fn ordinary() -> Style {
    let count = HEADINGS.split(|byte| *byte == b'|').count();
    Style { order: (0..count).collect(), quotes_all: false, end: "\n", is_ordinary: true }
}

/// Checks that rows are read the same in some style as where none can be recalled, on one thread and on several.
fn check_style(rows: &[&[u8]], style: &Style) {
    let expected = read(&written(rows, &ordinary()), &BUILT_IN_ALONE, 1, 1).text();
    let text = written(rows, style);
    assert_eq!(read(&text, &BUILT_IN_ALONE, 1, 1).text(), expected, "{style:?}");
    assert_eq!(read(&text, &BUILT_IN_ALONE, 2, 400).text(), expected, "{style:?}, on two threads");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn sound_rows_give_the_same_caseload_in_any_layout(
        rows in prop::collection::vec(prop::sample::select(&SOUND[..]), 1..60), style in styles(),
    ) {
        check_style(&rows, &style);
    }

    #[test]
    fn rows_that_say_what_others_do_piece_by_piece_give_the_same_caseload_in_any_layout(
        rows in prop::collection::vec(prop::array::uniform3(prop::sample::select(&SOUND[..11])), 1..40),
        style in styles(),
    ) {
        let rows: Vec<Vec<u8>> = rows.into_iter().map(|[head, week, holding]| mixed(head, week, holding)).collect();
        check_style(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>(), &style);
    }

    #[test]
    fn rows_with_faults_give_the_same_faults_in_any_layout(
        rows in prop::collection::vec(prop::sample::select([&SOUND[..], &FAULTY[..]].concat()), 1..40),
        style in styles(),
    ) {
        check_style(&rows, &style);
    }
}

#[test]
fn rows_known_across_many_buffers_give_the_same_caseload() {
    let rows: Vec<&[u8]> = SOUND[..15].iter().copied().cycle().take(3_000).collect();
    let style = Style { is_ordinary: false, ..ordinary() };
    let text = written(&rows, &style);
    assert!(text.len() > 2 * (1 << 16), "larger than two buffers");
    let expected = read(&written(&rows, &ordinary()), &BUILT_IN_ALONE, 1, 1);
    assert_eq!(expected.faults, "");
    assert_eq!(read(&text, &BUILT_IN_ALONE, 1, 1).text(), expected.text());
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
        let mut reading = Reading::new(&form, &mut tally, &mut texts);
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

#[test]
fn every_row_with_a_day_when_it_is_due_counts() {
    let task = |due: &str| format!("N1,2026-11-16,sdr,{due}\n").repeat(5);
    let rows = [task("2027-03-01"), task(""), task("2026-11-20"), task(""), task("2026-12-16")].concat();
    let read = read_plainly(&format!("officer,week,task,due\n{rows}"));
    assert_eq!(read.sums(), [((20 * 414).to_string(), 0)]);
    let reported = read.caseload.reported.expect("it has rows");
    assert_eq!(reported.posts[0].held.later_tasks, 5);
}

#[test]
fn unallocated_rows_count_and_each_of_their_hours_is_said() {
    let rows =
        ["N1,T1,37,2026-11-16,community,A3\n", ",T1,37,2026-11-16,community,A3\n", ",T1,,2026-11-16,community,A3\n"];
    let text = format!("officer,team,contracted_hours,week,case_type,tier\n{}", rows.concat().repeat(7));
    let read = read_plainly(&text);
    assert_eq!(read.sums(), [((21 * 618).to_string(), 21)]);
    assert_eq!(read.notices, "a.csv: notice: rows without an officer whose hours are not used: 7\n");
}

#[test]
fn names_in_windows_1252_are_known_by_their_bytes() {
    let rows = [&b"N1,F\xE9mi,2026-11-16,community,A3\n"[..], b"N2,F\xE8mi,2026-11-16,community,A3\n"].concat();
    let text = [&b"officer,name,week,case_type,tier\n"[..], &rows.repeat(6)].concat();
    let read = read(&text, &BUILT_IN_ALONE, 1, 1);
    assert_eq!(read.sums(), [((12 * 618).to_string(), 12)]);
    assert_eq!(read.notices, "a.csv:2: notice: this is not UTF-8, and is read as Windows-1252\n");
    let posts = &read.caseload.weeks[0].posts;
    let names: Vec<&str> = posts.iter().map(|post| read.caseload.texts.shown(post.name)).collect();
    assert_eq!(names, ["Fémi", "Fèmi"]);
}

#[test]
fn a_fault_among_known_rows_is_on_its_own_line() {
    for end in ["\n", "\r\n", "\n\n", "\r\n\n"] {
        let breaks = end.matches('\n').count();
        let row = |tier: &str| format!("N1,2026-11-16,community,{tier}{end}");
        let (good, bad) = (row("A3").repeat(9), row("Q9"));
        let text = format!("officer,week,case_type,tier{end}{good}{bad}{good}{bad}{good}");
        let read = read_plainly(&text);
        let lines: Vec<&str> = read.faults.lines().filter(|line| line.contains("`Q9`")).collect();
        let expected = [11, 21].map(|row| format!("a.csv:{}: the tier `Q9` is not known", (row - 1) * breaks + 1));
        assert_eq!(lines.len(), 2, "{}", read.faults);
        assert!(lines.iter().zip(&expected).all(|(line, start)| line.starts_with(start)), "{end:?}: {}", read.faults);
    }
}

#[test]
fn rows_count_as_the_weights_of_their_week_say_wherever_the_week_stands() {
    let header = [
        "officer,team,case_type,tier,week\n",
        "week,officer,team,case_type,tier\n",
        "officer,team,week,case_type,tier\n",
    ];
    let rows = |layout: usize, week: &str| match layout {
        0 => format!("N1,T1,community,A3,{week}\nN1,T1,community,D2,{week}\n"),
        1 => format!("{week},N1,T1,community,A3\n{week},N1,T1,community,D2\n"),
        _ => format!("N1,T1,{week},community,A3\nN1,T1,{week},community,D2\n"),
    };
    for (layout, header) in header.iter().enumerate() {
        let pair = format!("{}{}", rows(layout, "2026-11-09"), rows(layout, "2026-11-16"));
        let text = format!("{header}{}", pair.repeat(10));
        let read = read(text.as_bytes(), &WITH_LATER, 1, 1);
        let expected = [((618 + 123) * 10, 20), ((600 + 123) * 10, 20)].map(|(work, cases)| (work.to_string(), cases));
        assert_eq!(read.sums(), expected, "{header}");
    }
}

#[test]
fn what_only_later_weights_know_is_a_fault_in_every_row_of_a_week_before() {
    let tiers = "N1,PO,community,Z1,2026-11-16\nN1,PO,community,A3,2026-11-09\nN1,PO,community,Z1,2026-11-09\n";
    let grades = "N2,XO,community,A3,2026-11-16\nN3,PO,community,A3,2026-11-09\nN2,XO,community,A3,2026-11-09\n";
    for (rows, what) in [(tiers, "`Z1`"), (grades, "`XO`")] {
        let text = format!("officer,grade,case_type,tier,week\n{}", rows.repeat(4));
        let read = read(text.as_bytes(), &WITH_LATER, 1, 1);
        let lines: Vec<&str> = read.faults.lines().filter(|line| line.contains(what)).collect();
        assert_eq!(lines.len(), 4, "{}", read.faults);
        for (line, number) in lines.iter().zip([4, 7, 10, 13]) {
            assert!(line.starts_with(&format!("a.csv:{number}: ")), "{line}");
        }
    }
}

/// The quotes of these rows take as many bytes as stand behind the line break in a name.
#[test]
fn a_row_with_a_line_break_inside_is_not_known_by_its_first_line() {
    let order = [Column::CaseType, Column::Tier, Column::Officer, Column::Name];
    let row = "\"community\",\"A3\",\"N1\",\"Amy\nSmithy\"\n";
    assert_eq!(check(&order, row.repeat(3).as_bytes(), ALL_MEANT), 0);
}

#[test]
fn a_caseload_with_a_line_break_inside_a_name_is_read_when_its_rows_come_again() {
    let row = "\"community\",\"A3\",\"N1\",\"Amy\nSmithy\"\n";
    let text = format!("\"case_type\",\"tier\",\"officer\",\"name\"\n{}", row.repeat(3));
    assert_eq!(read_plainly(&text).faults, "");
}

#[test]
fn hours_of_nobody_are_counted_behind_a_row_with_a_fault_too() {
    let rows: [&[u8]; 4] = [
        b"||T1|P1|37|2026-11-16||community|A3|||x||",
        b"N1|Amy|T1|P1|37|2026-11-16||community|A3|||||",
        b"||T1|P1|37|2026-11-16||community|A3|||||",
        b"||T1|P1|37|2026-11-16||community|A3|||||",
    ];
    check_style(&rows, &Style { is_ordinary: false, ..ordinary() });
}
