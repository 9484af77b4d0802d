//! A week that is being changed, and what can be wrong with a change.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};
use jiff::civil::Date;

use crate::fault::{Fault, Faults, Files};
use crate::model::{Reductions, Texts, Unit, WeekFigures, Weights};
use crate::units::Week;

use super::holders::{Holders, Index};

pub(super) struct WrongChange {
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// Whether it is wrong only because a change before it is.
    pub(super) is_follow_up: bool,
}

impl WrongChange {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, is_follow_up: false }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

pub(super) struct Trial<'a> {
    pub(super) weights: &'a Weights,
    pub(super) reductions: &'a Reductions,
    pub(super) texts: &'a mut Texts,
    pub(super) files: &'a Files,
    /// All weeks, of whom the hint of a fault may tell.
    pub(super) weeks: &'a [WeekFigures],
    pub(super) week: Option<Week>,
    pub(super) snapshot: Option<Date>,
    /// Whether a unit is one of those that are asked for.
    pub(super) is_chosen: &'a dyn Fn(Unit) -> bool,
    pub(super) holders: Holders,
    pub(super) index: Index,
    pub(super) faults: Vec<Fault>,
    /// The hints of faults so far, by what is wrong.
    pub(super) hints: HashMap<String, Option<String>>,
    /// The number of the change that is being made.
    pub(super) number: usize,
    /// Whether a change was made that does not come out exactly.
    pub(super) is_inexact: bool,
    /// The codes, in lower case, of those who could not be added.
    pub(super) not_joined: HashSet<String>,
    /// What may not be meant, in words: work that a grade may not hold, and reductions that a change leaves as they are.
    pub(super) not_meant: BTreeSet<String>,
}

/// Where work comes from or goes to.
pub(super) enum WorkParty {
    /// Posts of an officer.
    Officer(Vec<usize>),
    /// Unallocated work of a unit, or of any unit where it is `None`.
    Nobody(Option<Unit>),
}

impl Trial<'_> {
    /// What is wrong, with the hint that it had before, or that is searched for: only so many different faults are shown.
    pub(super) fn hinted(&self, message: String, search: impl FnOnce() -> Option<String>) -> WrongChange {
        let hint = self.hints.get(&message).cloned();
        WrongChange {
            hint: hint.unwrap_or_else(|| if self.hints.len() < Faults::SHOWN { search() } else { None }),
            ..WrongChange::new(message)
        }
    }
}
