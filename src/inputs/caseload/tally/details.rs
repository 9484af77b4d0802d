//! What a tally keeps of the dates that are reported, beside the sums.

use foldhash::HashMap;

use crate::model::{Held, Nothing};
use crate::units::Work;

use crate::inputs::caseload::cases::Cases;

/// What is only said of dates that are reported, by the positions of entries: what counts nothing or later, and the cases.
#[derive(Debug, Default)]
pub(super) struct Details {
    /// Positions after its end have nothing.
    pub(super) nothing: Vec<Nothing>,
    /// Tasks that are due later, and their work.
    pub(super) later: HashMap<usize, (i64, Work)>,
    pub(super) cases: Cases,
}

impl Details {
    pub(super) fn get(&self, position: usize) -> Held {
        let nothing = self.nothing.get(position).copied().unwrap_or_default();
        let (later_tasks, later_work) = self.later.get(&position).copied().unwrap_or_default();
        Held { nothing, later_tasks, later_work, ..Held::default() }
    }

    pub(super) fn add(&mut self, position: usize, held: &Held) {
        if self.nothing.len() <= position {
            self.nothing.resize(position + 1, Nothing::default());
        }
        self.nothing[position] += &held.nothing;
        if held.later_tasks != 0 || !held.later_work.is_nothing() {
            let (tasks, work) = self.later.entry(position).or_default();
            *tasks += held.later_tasks;
            *work += held.later_work;
        }
    }
}
