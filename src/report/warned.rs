//! What there is to warn of, and who is not worked out.

use serde::Serialize;

use crate::fault::{Faulty, Files, Warning};
use crate::model::{LeftOut, TextId, Texts};
use crate::units::Week;

/// What there is to doubt in a report, as its summary has it.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Warned {
    /// Who is not worked out.
    pub not_worked_out: Vec<NotWorkedOut>,
    /// The warnings that concern whom the report shows, in the order of the files.
    pub warnings: Vec<WarningLine>,
    /// How many more there are.
    pub warnings_elsewhere: usize,
}

impl Warned {
    /// Whether a figure may be wrong or missing.
    pub fn is_doubtful(&self) -> bool {
        !self.warnings.is_empty() || !self.not_worked_out.is_empty()
    }
}

/// Somebody without a figure in a week, because of faulty rows.
#[derive(Debug, Clone, Serialize)]
pub struct NotWorkedOut {
    pub(crate) week: Option<Week>,
    /// `None` for rows that name no officer.
    pub(crate) officer: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) team: Option<String>,
    pub(crate) faults: u64,
    /// The first of them.
    pub(crate) message: String,
    pub(crate) file: String,
    pub(crate) line: Option<u32>,
}

impl NotWorkedOut {
    /// Somebody who is left out, with the first of the faults.
    pub fn new(left_out: &LeftOut, texts: &Texts, files: &Files) -> Self {
        let LeftOut { week, post, faulty: Faulty { faults, place, message } } = left_out;
        let text = |text: Option<TextId>| text.map(|text| texts.get(text).to_owned());
        Self {
            week: *week,
            officer: post.officer.map(|officer| texts.code(officer).to_owned()),
            name: text(post.name),
            team: text(post.unit.team),
            faults: *faults,
            message: message.to_string(),
            file: files.name(place.file).to_owned(),
            line: place.line_within(),
        }
    }
}

/// A warning, with its place.
#[derive(Debug, Clone, Serialize)]
pub struct WarningLine {
    pub(crate) check: &'static str,
    pub(crate) message: String,
    pub(crate) file: String,
    /// `None` for the file as a whole.
    pub(crate) line: Option<u32>,
}

impl WarningLine {
    /// A warning as reports show it.
    pub fn new(warning: &Warning, files: &Files) -> Self {
        let Warning { check, place, message, .. } = warning;
        let file = files.name(place.file).to_owned();
        Self { check, message: message.clone(), file, line: place.line_within() }
    }
}
