//! What the checks found, as text, CSV or JSON.

use serde::Serialize;
use textwrap::{Options, WordSeparator, WordSplitter, fill};

use crate::checks::{Check, Finding, Severity};
use crate::fault::{Files, plural, visible};
use crate::ordered::OrderedMap;
use crate::report::{ReportColumn, Table, Value};

use super::{Format, csv, in_workbook, json};

type FindingColumn = (ReportColumn, for<'f> fn(&(&'f Finding, &'f Files)) -> Value<'f>);

/// The columns of CSV; JSON has the name beside the officer.
const COLUMNS: &[FindingColumn] = &[
    (ReportColumn::unseen("severity"), |(finding, _)| Value::word(finding.severity.word())),
    (ReportColumn::unseen("file"), |(finding, files)| Value::Text(files.name(finding.place.file).into())),
    (ReportColumn::unseen("line"), |(finding, _)| finding.place.line_within().into()),
    (ReportColumn::unseen("officer"), |(finding, _)| or_blank(finding.officer.as_deref())),
    (ReportColumn::json("name"), |(finding, _)| or_blank(finding.name.as_deref())),
    (ReportColumn::unseen("team"), |(finding, _)| or_blank(finding.team.as_deref())),
    (ReportColumn::unseen("check"), |(finding, _)| Value::word(finding.check)),
    (ReportColumn::unseen("message"), |(finding, _)| Value::Text((&finding.message).into())),
];

fn or_blank(text: Option<&str>) -> Value<'_> {
    Value::or_blank(text, |text| Value::Text(text.into()))
}

/// The bytes of a list of findings, in the order in which they are given: for people a line each, `file:line: severity: what it
/// is`, broken at `width`, with a count at the end.
pub(crate) fn render_findings(
    findings: &[Finding],
    files: &Files,
    format: Format,
    width: u16,
) -> anyhow::Result<Vec<u8>> {
    Ok(match format {
        Format::Table | Format::Markdown => text(findings, files, width).into_bytes(),
        Format::Csv => csv::render(&table(findings, files)),
        Format::Json => {
            let [faults, warnings, notes] = counts(findings);
            let findings = table(findings, files);
            json::object(&FindingsObject { findings, faults, warnings, notes }).into_bytes()
        }
        Format::Xlsx => in_workbook(&table(findings, files))?,
    })
}

/// How many faults, warnings and notes there are.
fn counts(findings: &[Finding]) -> [usize; 3] {
    [Severity::Fault, Severity::Warning, Severity::Note]
        .map(|severity| findings.iter().filter(|finding| finding.severity == severity).count())
}

/// A line for each finding, broken at words where it is longer than `width`; then how many there are of each kind.
fn text(findings: &[Finding], files: &Files, width: u16) -> String {
    let options = in_lines(width).subsequent_indent("    ");
    let mut text = String::new();
    let mut kinds: OrderedMap<&str, usize> = OrderedMap::default();
    for Finding { severity, place, check, message, .. } in findings {
        let line = format!("{}: {}: {message} ({check})", files.at(*place), severity.word());
        text.push_str(&fill(&visible(&line), &options));
        text.push('\n');
        *kinds.entry(check).or_default() += 1;
    }
    if kinds.len() > 1 {
        let kinds: Vec<String> = kinds.iter().map(|(check, count)| format!("{count} {check}")).collect();
        text.push_str(&fill(&kinds.join(", "), &options));
        text.push('\n');
    }
    let [faults, warnings, notes] = counts(findings);
    let (faults, warnings) = (plural(faults, "fault", "faults"), plural(warnings, "warning", "warnings"));
    text + &format!("{faults}, {warnings}, {}\n", plural(notes, "note", "notes"))
}

/// Lines that are broken only between words.
fn in_lines(width: u16) -> Options<'static> {
    let options = Options::new(usize::from(width)).break_words(false);
    options.word_separator(WordSeparator::AsciiSpace).word_splitter(WordSplitter::NoHyphenation)
}

fn table<'f>(findings: &'f [Finding], files: &'f Files) -> Table<'f> {
    Table::of(COLUMNS, findings.iter().map(|finding| (finding, files)))
}

#[derive(Serialize)]
struct FindingsObject<'a> {
    findings: Table<'a>,
    faults: usize,
    warnings: usize,
    notes: usize,
}

/// The names of the checks, each with its sentence.
pub(crate) fn render_checks(checks: &[Check], width: u16) -> Vec<u8> {
    let widest = checks.iter().map(|check| check.name.len()).max().unwrap_or(0);
    let indent = " ".repeat(widest + 2);
    let options = in_lines(width).subsequent_indent(&indent);
    let line = |check: &Check| fill(&format!("{:<widest$}  {}", check.name, check.sentence), &options) + "\n";
    checks.iter().map(line).collect::<String>().into_bytes()
}
