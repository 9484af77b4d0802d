//! What a check finds: what is wrong or odd, where it is, and how much it matters.

use crate::fault::Place;
pub(super) use crate::inputs::FindingSubject;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// `wmt calc` would refuse it.
    Fault,
    /// A figure may be wrong.
    Warning,
    /// It is worth knowing.
    Note,
}

impl Severity {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) severity: Severity,
    pub(crate) place: Place,
    pub(crate) officer: Option<String>,
    /// The officer's name, where one is known.
    pub(crate) name: Option<String>,
    pub(crate) team: Option<String>,
    pub(crate) check: &'static str,
    pub(crate) message: String,
}

#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The name of the check that runs.
    pub(super) check: &'static str,
    pub(super) findings: Vec<Finding>,
}

impl Findings {
    pub(super) fn add(
        &mut self,
        severity: Severity,
        place: Place,
        subject: FindingSubject,
        message: impl Into<String>,
    ) {
        let FindingSubject { officer, team } = subject;
        let message = message.into();
        self.findings.push(Finding { severity, place, officer, name: None, team, check: self.check, message });
    }
}
