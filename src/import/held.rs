//! What a post of an extract holds.

use std::collections::BTreeMap;

use crate::model::Kind;

/// Cases and tasks of a post.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Counts of work without a case id, by what it is.
    counts: BTreeMap<Piece, i64>,
    /// Cases with all that is said of them, each alone.
    cases: Vec<(Piece, String)>,
}

/// A piece of work, by its place in the weights: cases stand before tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Piece {
    /// A case by its case type, tier, and status where it has one.
    Case(usize, usize, Option<usize>),
    /// A task.
    Task(usize),
}

impl Piece {
    /// A piece of work as the weights know it; with its status where `has_status`.
    pub(super) const fn of(kind: Kind, has_status: bool) -> Self {
        match kind {
            Kind::Case { case_type, tier, status, .. } => {
                Self::Case(case_type, tier, if has_status { Some(status.position) } else { None })
            }
            Kind::Task { task, .. } => Self::Task(task),
        }
    }
}

impl Held {
    /// Adds a count to what is there of the same work.
    pub(super) fn add(&mut self, piece: Piece, count: i64) {
        let counts = self.counts.entry(piece).or_default();
        *counts = counts.saturating_add(count);
    }

    /// Adds a case.
    pub(super) fn add_case(&mut self, piece: Piece, id: &str) {
        self.cases.push((piece, id.to_owned()));
    }

    /// The rows of it, in the order of the weights: what it is, the case id, the count. Work whose count is 0 has none.
    pub(super) fn rows(&mut self) -> Vec<(Piece, &str, i64)> {
        let counts = self.counts.iter().filter(|(_, count)| **count != 0).map(|(piece, count)| (*piece, "", *count));
        let cases = self.cases.iter().map(|(piece, id)| (*piece, id.as_str(), 1));
        let mut rows: Vec<_> = counts.chain(cases).collect();
        rows.sort();
        rows
    }
}
