//! The parts of a run, each by itself, over generated data: reading, summing, judging, rendering. `cargo bench` prints the
//! times of each; they are for comparing one change with another on one machine.

use std::fmt::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use divan::{Bencher, black_box};
use wmt::breach::{Figure, judge};
use wmt::fault::{Faults, Files, Notices};
use wmt::inputs::{Asked, InputFile, Inputs, Means, Said, WeightsFile, read_caseload, read_weights};
use wmt::model::{Caseload, DatedWeights};
use wmt::progress::Progress;
use wmt::render::{Format, Layout, render};
use wmt::report::{Only, Report, Sort, View};
use wmt::rollup::{By, Results, roll_up};
use wmt::selection::Selection;
use wmt::units::{Week, parse_date};

fn main() {
    divan::main();
}

/// Officers and rows of a large region: enough that a file of it is worth several threads.
const OFFICERS: u64 = 1_000;
const ROWS: u64 = 60_000;
const WEEKS: [&str; 4] = ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"];

/// A generator of numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// A caseload of one row for each case, shuffled in each week; a few names are quoted, a few cells blank.
fn caseload_text() -> String {
    const TIERS: [&str; 8] = ["A3", "A1", "B2", "B0", "C3", "C1", "D2", ""];
    let mut numbers = Numbers(1);
    let mut text =
        "week,region,pdu,team,officer,grade,contracted_hours,reduction_hours,case_id,case_type,tier,status\n"
            .to_owned();
    for row in 0..ROWS {
        let week = WEEKS[usize::try_from(row * 4 / ROWS).expect("four weeks")];
        let officer = numbers.below(OFFICERS);
        let (team, pdu) = (officer / 10, officer / 160);
        let name =
            if officer.is_multiple_of(4) { format!("\"Bell, Amy {officer}\"") } else { format!("Amy Bell {officer}") };
        let hours = if numbers.below(300) == 0 { "" } else { "37" };
        let kind = ["community", "licence", "custody"][usize::try_from(officer % 3).expect("three kinds")];
        let tier = TIERS[usize::try_from(numbers.below(8)).expect("eight tiers")];
        let status = if numbers.below(20) == 0 { "warrant" } else { "active" };
        writeln!(text, "{week},North East,PDU {pdu},SM {team},{name},PO,{hours},,X{row:06},{kind},{tier},{status}")
            .expect("a text grows");
    }
    text
}

/// A generated file, and everything that is needed to read it.
struct Set {
    _folder: tempfile::TempDir,
    inputs: Inputs,
    files: Files,
    weights: DatedWeights,
}

impl Set {
    fn new() -> Self {
        let (mut files, mut faults) = (Files::default(), Faults::default());
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path: PathBuf = folder.path().join("caseload.csv");
        std::fs::write(&path, caseload_text()).expect("a file in a temporary folder");
        let built_in = WeightsFile { path: None, name: "built in".to_owned(), id: files.add("built in") };
        let weights = read_weights(&[built_in], &mut faults).expect("the weights built in are sound");
        let caseloads = vec![InputFile { path: Some(path), named: None, id: files.add("caseload.csv") }];
        Self { _folder: folder, inputs: Inputs { caseloads, ..Inputs::default() }, files, weights }
    }

    fn caseload(&self, threads: usize) -> Caseload {
        let (mut faults, mut notices) = (Faults::default(), Notices::default());
        let said = &mut Said { files: &self.files, faults: &mut faults, notices: &mut notices };
        let means = Means { threads: NonZeroUsize::new(threads), progress: Progress::unseen() };
        let caseload = read_caseload(&means, &self.inputs, Asked::default(), &self.weights, said);
        assert!(faults.is_empty(), "{}", faults.text(&self.files));
        caseload
    }

    fn results<'a>(&'a self, caseload: &'a Caseload, by: By) -> Results<'a> {
        roll_up(caseload, &self.weights, &Selection::default(), by).expect("there is a week to report")
    }

    fn report<'a>(&'a self, results: &'a Results<'a>, caseload: &'a Caseload, only: Option<Only>) -> Report<'a> {
        let view = View { by: By::Officer, only, sort: Sort::Team, reasons: false };
        Report::new(results, caseload, &self.weights, &[], view)
    }
}

#[divan::bench(args = [1, 2])]
fn reading(bencher: Bencher, threads: usize) {
    let set = Set::new();
    bencher.bench_local(|| set.caseload(threads));
}

#[divan::bench]
fn summing_by_team(bencher: Bencher) {
    let set = Set::new();
    let caseload = set.caseload(1);
    bencher.bench_local(|| set.results(&caseload, By::Team).units.len());
}

#[divan::bench]
fn judging_a_year(bencher: Bencher) {
    let last = Week::of(parse_date("2026-11-16").expect("a date"));
    let mut weeks: Vec<Week> = std::iter::successors(Some(last), |week| Some(week.previous())).take(52).collect();
    weeks.reverse();
    let figures: Vec<Figure> =
        weeks.iter().zip(0..).map(|(week, number)| Figure { week: *week, is_over: number % 9 > 3 }).collect();
    bencher.bench_local(|| judge(black_box(&figures), last, 4));
}

#[divan::bench]
fn reporting(bencher: Bencher) {
    let set = Set::new();
    let caseload = set.caseload(1);
    bencher.bench_local(|| {
        let results = set.results(&caseload, By::Officer);
        set.report(&results, &caseload, None).is_alarming
    });
}

#[divan::bench(args = ["csv", "json", "markdown", "table"])]
fn rendering(bencher: Bencher, form: &str) {
    let set = Set::new();
    let caseload = set.caseload(1);
    let results = set.results(&caseload, By::Officer);
    let report = set.report(&results, &caseload, None);
    let format = match form {
        "csv" => Format::Csv,
        "json" => Format::Json,
        "markdown" => Format::Markdown,
        _ => Format::Table,
    };
    bencher.bench_local(|| render(&report, format, Layout { width: 80, has_colour: false }));
}
