//! A week that is being changed, and what can be wrong with a change.

use jiff::civil::Date;

use crate::fault::{Fault, Faults, Files};
use crate::model::{Reductions, Texts, Unit, Weights};
use crate::units::Week;

use super::holder::Holder;
use super::index::Index;

/// What is wrong with a change.
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Wrong {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// A week that is being changed.
pub(super) struct Trial<'a> {
    pub(super) weights: &'a Weights,
    pub(super) reductions: &'a Reductions,
    pub(super) texts: &'a mut Texts,
    pub(super) files: &'a Files,
    pub(super) week: Option<Week>,
    pub(super) snapshot: Option<Date>,
    pub(super) teams: &'a [String],
    pub(super) holders: Vec<Holder>,
    pub(super) index: Index,
    pub(super) faults: Vec<Fault>,
}

/// Where work comes from or goes to.
pub(super) enum Whose {
    /// Posts of an officer.
    Officer(Vec<usize>),
    /// Nobody: in a unit, or in any.
    Nobody(Option<Unit>),
}

impl Trial<'_> {
    /// Whether there is room to search for another hint: only so many faults are shown.
    pub(super) fn may_search(&self) -> bool {
        self.faults.len() < Faults::SHOWN
    }
}
