//! `wmt calc`: capacities and four-week breaches of a caseload.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::{Calc, ColourWhen};
use crate::fault::{Fault, Faults, Files, Notices, Place};
use crate::inputs::{CaseloadFile, read_caseload, read_weights};
use crate::model::{Caseload, DatedWeights};
use crate::output::{Delivered, deliver, is_same_file};
use crate::render::{Format, Layout, render};
use crate::report::{Report, View};
use crate::rollup::roll_up;
use crate::selection::{Selection, Wanted};
use crate::units::Week;

use super::weights_in_use::weights_in_use;
use super::{Outcome, Refusal};

/// Characters to a line where no terminal says how many.
const WIDTH: u16 = 80;

pub(super) fn run(asked: &Calc) -> anyhow::Result<Outcome> {
    let mut files = Files::default();
    let (mut faults, mut notices) = (Faults::default(), Notices::default());
    let form = format(asked, &mut files, &mut faults);
    let weights_files = weights_in_use(&asked.weights, &mut files);
    let weights = read_weights(&weights_files, &mut faults);
    let inputs = caseload_files(asked, &mut files, &mut faults);
    let read = inputs.iter().map(|input| &input.path).chain(weights_files.iter().map(|file| &file.path));
    refuse_overwriting(asked, read.flatten(), &mut files, &mut faults);
    let (Some(weights), true) = (weights, faults.is_empty()) else { return Err(Refusal::new(&faults, &files).into()) };
    let caseload = read_caseload(&inputs, asked.week, &weights, &files, &mut faults, &mut notices);
    let chosen = if faults.is_empty() { choose(asked, &caseload, &weights, &mut files, &mut faults) } else { None };
    let Some((reported, selection)) = chosen else { return Err(Refusal::new(&faults, &files).into()) };
    let results = roll_up(&caseload, reported, &weights, &selection, asked.by.into());
    let view = View { by: asked.by.into(), only: asked.only.map(Into::into), sort: asked.sort.into() };
    let report = Report::new(&results, &caseload.texts, &weights, &selection.named, view);
    if !asked.quiet {
        // Nobody can be told that standard error is gone.
        let _ = std::io::stderr().write_all(notices.text(&files).as_bytes());
    }
    let delivered = deliver(&render(&report, form, layout(asked)), output(asked))?;
    let is_alarm = asked.exit_code && report.is_alarming && delivered == Delivered::Whole;
    Ok(if is_alarm { Outcome::Alarm } else { Outcome::Clear })
}

/// The form asked for, or that of the file to write; a fault where neither tells.
fn format(asked: &Calc, files: &mut Files, faults: &mut Faults) -> Format {
    let ending =
        asked.output.as_deref().and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    match (asked.format, output(asked), ending.as_deref()) {
        (Some(format), ..) => format.into(),
        (None, None, _) | (None, _, Some("txt")) => Format::Table,
        (None, _, Some("csv")) => Format::Csv,
        (None, _, Some("json")) => Format::Json,
        (None, _, Some("md" | "markdown")) => Format::Markdown,
        (None, Some(path), _) => {
            let fault = Fault::new(Place::whole(files.add(path.display().to_string())), "its ending names no format");
            faults.add(fault.hint("end it in .csv, .json, .md or .txt, or give --format"));
            Format::Table
        }
    }
}

/// The file to write to; `-` is standard output, as everywhere.
fn output(asked: &Calc) -> Option<&Path> {
    asked.output.as_deref().filter(|path| path.as_os_str() != "-")
}

/// The files to read, each once.
fn caseload_files(asked: &Calc, files: &mut Files, faults: &mut Faults) -> Vec<CaseloadFile> {
    let mut inputs: Vec<CaseloadFile> = Vec::new();
    for path in &asked.caseloads {
        let is_standard_input = path.as_os_str() == "-";
        let name = if is_standard_input { "standard input".to_owned() } else { path.display().to_string() };
        let input = CaseloadFile { path: (!is_standard_input).then(|| path.clone()), id: files.add(name) };
        if inputs.iter().any(|earlier| is_same_input(earlier, &input)) {
            faults.add(Fault::new(Place::whole(input.id), "this is given twice: work would be counted twice"));
        }
        inputs.push(input);
    }
    inputs
}

fn is_same_input(one: &CaseloadFile, other: &CaseloadFile) -> bool {
    match (&one.path, &other.path) {
        (Some(one), Some(other)) => is_same_file(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// No file may be both read and written: a report in place of its own caseload or weights would lose them.
fn refuse_overwriting<'a>(
    asked: &Calc,
    mut read: impl Iterator<Item = &'a PathBuf>,
    files: &mut Files,
    faults: &mut Faults,
) {
    if let Some(output) = output(asked)
        && let Some(input) = read.find(|input| is_same_file(input, output))
    {
        let fault =
            Fault::new(Place::whole(files.add(input.display().to_string())), "this file is to be read and written");
        faults.add(fault.hint("give --output another name, so that nothing is lost"));
    }
}

/// The week and the posts to report; `None`, having added faults, where there are no such.
fn choose(
    asked: &Calc,
    caseload: &Caseload,
    weights: &DatedWeights,
    files: &mut Files,
    faults: &mut Faults,
) -> Option<(usize, Selection)> {
    let reported = reported_week(caseload, asked.week, files, faults);
    let wanted = Wanted {
        regions: asked.region.clone(),
        pdus: asked.pdu.clone(),
        teams: asked.team.clone(),
        officers: asked.officer.clone(),
        grades: asked.grade.clone(),
    };
    match Selection::find(&wanted, caseload, weights) {
        Ok(selection) => Some((reported?, selection)),
        Err(missing) => {
            for one in missing {
                let place = Place::whole(files.add(one.option));
                faults.add(Fault { place, message: one.message, hint: one.hint });
            }
            None
        }
    }
}

/// The position of the week to report: the one asked for, or the latest.
fn reported_week(caseload: &Caseload, asked: Option<Date>, files: &mut Files, faults: &mut Faults) -> Option<usize> {
    let Some(date) = asked else { return caseload.weeks.len().checked_sub(1) };
    let week = Week::of(date);
    let position = caseload.weeks.iter().position(|known| known.week == Some(week));
    if position.is_none() {
        let known = |position: Option<&crate::model::WeekCaseload>| position.and_then(|known| known.week);
        let span = known(caseload.weeks.first()).zip(known(caseload.weeks.last()));
        let hint = span.map(|(first, last)| format!("its weeks are {first} to {last}"));
        let place = Place::whole(files.add("--week"));
        faults.add(Fault { place, message: format!("the caseload has no rows in the week {week}"), hint });
    }
    position
}

fn layout(asked: &Calc) -> Layout {
    let out = std::io::stdout();
    let is_terminal = output(asked).is_none() && out.is_terminal();
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    let has_colour = match asked.color {
        ColourWhen::Always => true,
        ColourWhen::Never => false,
        ColourWhen::Auto => is_terminal && !is_set("NO_COLOR") && !is_dumb,
    };
    let width = if is_terminal { terminal_size::terminal_size_of(out).map(|(width, _)| width.0) } else { None };
    Layout { width: width.unwrap_or(WIDTH), has_colour }
}
