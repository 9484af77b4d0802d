//! Files that are read with rows recalled, held against the same rows where none can be.

use std::num::NonZeroUsize;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::{BUILT_IN_ALONE, weights_of};
use crate::fault::{Faults, Files, Notices};
use crate::inputs::caseload::{Asked, Inputs, read_caseload_shared};
use crate::inputs::parallel::Sharing;
use crate::inputs::table::InputFile;
use crate::inputs::tally::Said;
use crate::inputs::weights::{BUILT_IN, WeightsFile};
use crate::model::{Caseload, DatedWeights};
use crate::progress::Progress;
use crate::units::Work;

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
    let caseloads = vec![InputFile { path: Some(path), named: None, id: files.add("a.csv") }];
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

/// Columns in any order that leaves those together, in two stretches each, that say the same sort of thing: files with
/// more stretches are read the ordinary way.
fn orders() -> impl Strategy<Value = Vec<usize>> {
    let of_head = (Just(vec![0, 1, 2, 3, 4]).prop_shuffle(), 0..6_usize);
    let of_holding = (Just(vec![7, 8, 9, 10, 11, 12]).prop_shuffle(), 0..7_usize);
    let stretches = (of_head, of_holding).prop_map(|((head, in_head), (holding, in_holding))| {
        let (one, other) = (head.split_at(in_head), holding.split_at(in_holding));
        [one.0, one.1, other.0, other.1, &[5], &[6], &[13]].map(<[usize]>::to_vec).to_vec()
    });
    stretches.prop_flat_map(|stretches| Just(stretches).prop_shuffle()).prop_map(|stretches| stretches.concat())
}

fn styles() -> impl Strategy<Value = Style> {
    let ends = prop::sample::select(&["\n", "\r\n"][..]);
    let style = |(order, quotes_all, end)| Style { order, quotes_all, end, is_ordinary: false };
    (orders(), any::<bool>(), ends).prop_map(style)
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
fn every_row_with_a_day_when_it_is_due_counts() {
    let task = |due: &str| format!("N1,2026-11-16,sdr,{due}\n").repeat(5);
    let rows = [task("2027-03-01"), task(""), task("2026-11-20"), task(""), task("2026-12-16")].concat();
    let read = read_plainly(&format!("officer,week,task,due\n{rows}"));
    assert_eq!(read.sums(), [((20 * 414).to_string(), 0)]);
    let reported = read.caseload.reported.expect("it has rows");
    assert_eq!(reported.posts[0].held.later_tasks, 5);
}

#[test]
fn a_task_that_is_due_the_same_day_counts_by_the_date_of_each_row() {
    let rows = "N1,2026-11-16,sdr,2026-12-20\nN1,2026-11-23,sdr,2026-12-20\n".repeat(4);
    let read = read_plainly(&format!("officer,week,task,due\n{rows}"));
    // The 20th of December is 34 days behind the first of these dates and 27 behind the other.
    assert_eq!(read.sums(), [("0".to_owned(), 0), ((4 * 414).to_string(), 0)]);
}

#[test]
fn cases_that_are_due_are_recalled_and_each_of_them_is_said() {
    let rows = "N1,2026-11-16,community,A3,2026-12-20\n".repeat(6);
    let read = read_plainly(&format!("officer,week,case_type,tier,due\n{rows}"));
    assert_eq!(read.sums(), [((6 * 618).to_string(), 6)]);
    assert_eq!(read.notices, "a.csv: notice: `due` is for tasks; rows with a case where it is not used: 6\n");
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

#[test]
fn a_text_with_a_fault_is_told_in_every_row_that_has_it() {
    let rows = "A, \"Q\",custody,A1\n".repeat(2) + "\"A\", \"Q\",custody,A1\n";
    let faults = read_plainly(&format!("officer,name,case_type,tier\n{rows}")).faults;
    for line in 2..5 {
        assert!(faults.contains(&format!("a.csv:{line}: `name` has a space before its quotation mark")), "{faults}");
    }
}

#[test]
fn hours_of_nobody_are_said_where_a_space_is_all_there_is_of_the_officer() {
    let read = read_plainly("officer,contracted_hours,case_type,tier\n\" \",7,licence,A1\n");
    assert_eq!(read.notices, "a.csv: notice: rows without an officer whose hours are not used: 1\n");
}

#[test]
fn a_new_officer_with_a_fault_is_told_in_every_row_and_counts_nowhere() {
    let row = |officer: &str, hours: &str| format!("2026-11-16,{officer},{hours},X1,community,A3\n");
    let (known, bad) = (row("N1", "37").repeat(9), row("N2", "370").repeat(2));
    let text = format!("week,officer,contracted_hours,case_id,case_type,tier\n{known}{bad}{known}{bad}");
    for (threads, block) in [(1, 1), (2, 64), (2, 1 << 16)] {
        let faults = read(text.as_bytes(), &BUILT_IN_ALONE, threads, block).faults;
        let lines: Vec<&str> =
            faults.lines().filter_map(|line| line.split(": `contracted_hours` is `370`").next()).collect();
        assert_eq!(lines, ["a.csv:11", "a.csv:12", "a.csv:22", "a.csv:23"], "{faults}");
    }
}

#[test]
fn hours_of_nobody_behind_known_rows_are_said_each_time() {
    let rows = "2026-11-16,N1,37,X1,community,A3\n".repeat(9) + &"2026-11-16,,37,X1,community,A3\n".repeat(3);
    let text = format!("week,officer,contracted_hours,case_id,case_type,tier\n{rows}");
    for threads in 1..3 {
        let read = read(text.as_bytes(), &BUILT_IN_ALONE, threads, 64);
        assert_eq!(read.notices, "a.csv: notice: rows without an officer whose hours are not used: 3\n");
        assert_eq!(read.sums()[0].1, 12);
    }
}
