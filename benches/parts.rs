//! The parts of a run, each by itself, over generated data: reading, summing, judging, rendering. `cargo bench` prints the
//! times of each; they are for comparing one change with another on one machine.

use std::fmt::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use divan::{Bencher, black_box};
use wmt::parts::{
    By, Caseload, DatedWeights, Figure, Format, InputFile, Inputs, Messages, Only, ReadOptions, Report, RequestedWeeks,
    Results, Selection, Sort, TableLayout, View, Warned, Week, WeightsFile, judge, parse_date, read_caseload,
    read_weights, render, roll_up,
};

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

/// The columns of the caseload, in the order that keeps who and what together.
const TOGETHER: [usize; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/// The same in the order of the ministry's case details export, with what it lacks behind.
const AS_EXPORTED: [usize; 12] = [1, 2, 3, 10, 11, 8, 9, 4, 5, 0, 6, 7];

/// A caseload of one row for each case, shuffled in each week; a few names are quoted, a few cells blank.
fn caseload_text(order: [usize; 12]) -> String {
    const TIERS: [&str; 8] = ["A3", "A1", "B2", "B0", "C3", "C1", "D2", ""];
    let mut numbers = Numbers(1);
    let headings = "week,region,pdu,team,officer,grade,contracted_hours,reduction_hours,case_id,case_type,tier,status";
    let headings: Vec<&str> = headings.split(',').collect();
    let mut text = order.map(|column| headings[column]).join(",") + "\n";
    for row in 0..ROWS {
        let week = WEEKS[usize::try_from(row * 4 / ROWS).expect("four weeks")];
        let officer = numbers.below(OFFICERS);
        let (team, pdu) = (format!("SM {}", officer / 10), format!("PDU {}", officer / 160));
        let name =
            if officer.is_multiple_of(4) { format!("\"Bell, Amy {officer}\"") } else { format!("Amy Bell {officer}") };
        let hours = if numbers.below(300) == 0 { "" } else { "37" };
        let kind = ["community", "licence", "custody"][usize::try_from(officer % 3).expect("three kinds")];
        let tier = TIERS[usize::try_from(numbers.below(8)).expect("eight tiers")];
        let status = if numbers.below(20) == 0 { "warrant" } else { "active" };
        let case = format!("X{row:06}");
        let cells = [week, "North East", &pdu, &team, &name, "PO", hours, "", &case, kind, tier, status];
        writeln!(text, "{}", order.map(|column| cells[column]).join(",")).expect("a text grows");
    }
    text
}

/// A generated file, and everything that is needed to read it.
struct Set {
    _folder: tempfile::TempDir,
    inputs: Inputs,
    weights: DatedWeights,
}

impl Set {
    fn new() -> Self {
        Self::ordered(TOGETHER)
    }

    fn ordered(order: [usize; 12]) -> Self {
        let mut messages = Messages::default();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path: PathBuf = folder.path().join("caseload.csv");
        std::fs::write(&path, caseload_text(order)).expect("a file in a temporary folder");
        let built_in = WeightsFile { path: None, name: "built in".to_owned(), id: messages.files.add("built in") };
        let weights = read_weights(&[built_in], &mut messages).weights.expect("the weights built in are sound");
        let caseloads = vec![InputFile { path: Some(path), named: None, id: messages.files.add("caseload.csv") }];
        Self { _folder: folder, inputs: Inputs { caseloads, ..Inputs::default() }, weights }
    }

    fn caseload(&self, threads: usize) -> Caseload {
        let mut messages = Messages::default();
        let means = ReadOptions::among(NonZeroUsize::new(threads));
        let caseload = read_caseload(&means, &self.inputs, RequestedWeeks::default(), &self.weights, &mut messages);
        assert!(messages.faults.is_empty(), "the generated file is sound");
        caseload
    }

    fn results<'a>(&'a self, caseload: &'a Caseload, by: By) -> Results<'a> {
        roll_up(caseload, &self.weights, &Selection::default(), by).expect("there is a week to report")
    }

    fn report<'a>(&'a self, results: &'a Results<'a>, caseload: &'a Caseload, only: Option<Only>) -> Report<'a> {
        let view = View { by: By::Officer, only, sort: Sort::Team, reasons: false };
        Report::new(results, caseload, &self.weights, &Selection::default(), view, Warned::default())
    }
}

#[divan::bench(args = [1, 2])]
fn reading(bencher: Bencher, threads: usize) {
    let set = Set::new();
    bencher.bench_local(|| set.caseload(threads));
}

#[divan::bench(args = [1, 2])]
fn reading_as_exported(bencher: Bencher, threads: usize) {
    let set = Set::ordered(AS_EXPORTED);
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
        weeks.iter().zip(0..).map(|(week, number)| Figure { week: *week, is_over: Some(number % 9 > 3) }).collect();
    bencher.bench_local(|| judge(black_box(&figures), last, 4));
}

#[divan::bench]
fn reporting(bencher: Bencher) {
    let set = Set::new();
    let caseload = set.caseload(1);
    bencher.bench_local(|| {
        let results = set.results(&caseload, By::Officer);
        set.report(&results, &caseload, None).is_alarming()
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
    bencher.bench_local(|| render(&report, format, TableLayout { width: 80, has_colour: false }));
}
