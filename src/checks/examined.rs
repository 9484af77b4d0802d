//! What the checks look at, and how they name an officer.

use std::cell::OnceCell;

use foldhash::HashMap;

use crate::fault::{FileId, Messages, Place, named, quoted};
use crate::inputs::Survey;
use crate::model::{Caseload, DatedWeights, Officer, OfficerWeek, TextId, WeekCaseload, Weights};

use super::finding::FindingSubject;

#[derive(Debug)]
pub(crate) struct Examined<'a> {
    /// The caseload, as far as it could be read, with the weeks of a history.
    pub(crate) caseload: &'a Caseload,
    pub(crate) weights: &'a DatedWeights,
    pub(crate) survey: &'a Survey,
    /// What `wmt calc` would refuse, warn of, and say in addition to its report.
    pub(crate) messages: &'a Messages,
    /// The place of findings that no row causes: the first caseload.
    pub(crate) whole: Place,
    pub(crate) history: Option<FileId>,
    /// The officers of the week reported by their codes, once one was asked for.
    pub(crate) by_code: OnceCell<HashMap<&'a str, OfficerWeek<'a>>>,
}

impl<'a> Examined<'a> {
    pub(super) fn week(&self) -> Option<&'a WeekCaseload> {
        self.caseload.reported.as_ref()
    }

    /// The weights of the week reported.
    pub(super) fn of_week(&self) -> Option<&'a Weights> {
        self.week().map(|week| self.weights.get(week.weights))
    }

    pub(super) fn officers(&self) -> impl Iterator<Item = OfficerWeek<'a>> {
        self.week().into_iter().flat_map(WeekCaseload::officers)
    }

    /// The officer of a code, where the week reported has it.
    pub(super) fn officer(&self, code: &str) -> Option<&OfficerWeek<'a>> {
        let by_code =
            || self.officers().map(|officer| (self.code(officer.officer), officer)).collect::<HashMap<_, _>>();
        self.by_code.get_or_init(by_code).get(code)
    }

    pub(super) fn code(&self, officer: Officer) -> &'a str {
        self.caseload.texts.code(officer)
    }

    pub(super) fn text(&self, id: TextId) -> &'a str {
        self.caseload.texts.get(id)
    }

    /// The code of an officer, with the name, as it stands in a message.
    pub(super) fn who(&self, officer: &OfficerWeek) -> String {
        named(&officer.who(&self.caseload.texts))
    }

    /// An officer, with the first team that a row names.
    pub(super) fn subject(&self, officer: &OfficerWeek) -> FindingSubject {
        self.subject_of(Some(officer.officer), officer.posts.iter().find_map(|post| post.unit.team))
    }

    pub(super) fn subject_of(&self, officer: Option<Officer>, team: Option<TextId>) -> FindingSubject {
        FindingSubject::of((officer, team), &self.caseload.texts)
    }

    /// An officer as [`who`](Self::who) names them, quoted.
    pub(super) fn quoted(&self, code: &str) -> String {
        let who = self.officer(code).map(|officer| officer.who(&self.caseload.texts));
        quoted(who.as_deref().unwrap_or(code))
    }

    /// An officer's code with the name, where the week reported has it, as it stands in a message.
    pub(super) fn named(&self, code: &str) -> String {
        self.officer(code).map_or_else(|| named(code), |officer| self.who(officer))
    }
}
