//! What the checks found, as text, CSV or JSON.

use serde::Serialize;

use crate::checks::{Check, Finding, Severity};
use crate::delimited::Delimited;
use crate::fault::{Files, plural, visible};

use super::csv::safe;
use super::json;

/// The form of a list of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingsFormat {
    /// A line each, `file:line: severity: what it is`, with a count at the end.
    Text,
    /// One table.
    Csv,
    /// One object.
    Json,
}

const COLUMNS: [&str; 7] = ["severity", "file", "line", "officer", "team", "check", "message"];

/// The bytes of a list of findings, in the order in which they are given.
pub fn render_findings(findings: &[Finding], files: &Files, format: FindingsFormat) -> Vec<u8> {
    match format {
        FindingsFormat::Text => text(findings, files).into_bytes(),
        FindingsFormat::Csv => csv(findings, files),
        FindingsFormat::Json => json::object(&findings_object(findings, files)).into_bytes(),
    }
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity == severity).count()
}

fn text(findings: &[Finding], files: &Files) -> String {
    let mut text = String::new();
    for Finding { severity, place, check, message, .. } in findings {
        let line = format!("{}: {}: {message} ({check})", files.at(*place), severity.word());
        text.push_str(&visible(&line));
        text.push('\n');
    }
    let counts = [
        plural(count(findings, Severity::Fault), "fault", "faults"),
        plural(count(findings, Severity::Warning), "warning", "warnings"),
        plural(count(findings, Severity::Note), "note", "notes"),
    ];
    text + &counts.join(", ") + "\n"
}

fn csv(findings: &[Finding], files: &Files) -> Vec<u8> {
    let mut rows = Delimited::of(COLUMNS);
    for finding in findings {
        let Finding { severity, place, officer, team, check, message } = finding;
        let line = if place.line == 0 { String::new() } else { place.line.to_string() };
        let [file, officer, team, message] =
            [files.name(place.file), officer.as_deref().unwrap_or(""), team.as_deref().unwrap_or(""), message]
                .map(safe);
        rows.add_row([severity.word(), &file, &line, &officer, &team, *check, &message]);
    }
    rows.into_bytes()
}

#[derive(Serialize)]
struct FindingsObject<'a> {
    findings: Vec<FindingObject<'a>>,
    faults: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize)]
struct FindingObject<'a> {
    severity: Severity,
    file: &'a str,
    line: Option<u32>,
    officer: Option<&'a str>,
    team: Option<&'a str>,
    check: &'static str,
    message: &'a str,
}

fn findings_object<'a>(findings: &'a [Finding], files: &'a Files) -> FindingsObject<'a> {
    let named = findings.iter().map(|finding| FindingObject {
        severity: finding.severity,
        file: files.name(finding.place.file),
        line: (finding.place.line > 0).then_some(finding.place.line),
        officer: finding.officer.as_deref(),
        team: finding.team.as_deref(),
        check: finding.check,
        message: &finding.message,
    });
    FindingsObject {
        findings: named.collect(),
        faults: count(findings, Severity::Fault),
        warnings: count(findings, Severity::Warning),
        notes: count(findings, Severity::Note),
    }
}

/// The names of the checks, each with its sentence.
pub fn render_checks(checks: &[Check]) -> Vec<u8> {
    let widest = checks.iter().map(|check| check.name.len()).max().unwrap_or(0);
    let lines: Vec<String> =
        checks.iter().map(|check| format!("{:<widest$}  {}\n", check.name, check.sentence)).collect();
    lines.concat().into_bytes()
}
