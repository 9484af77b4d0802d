//! What a post of an extract holds.

use std::collections::BTreeMap;

use crate::model::Kind;

/// Cases and tasks of a post.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Counts of work, of which neither case ids nor statuses are said.
    counts: BTreeMap<Kind, i64>,
    /// Cases with all that is said of them, each alone.
    cases: Vec<(Kind, String)>,
}

impl Held {
    /// Adds a count to what is there of the same work.
    pub(super) fn add(&mut self, kind: Kind, count: i64) {
        let counts = self.counts.entry(kind).or_default();
        *counts = counts.saturating_add(count);
    }

    /// Adds a case.
    pub(super) fn add_case(&mut self, kind: Kind, id: &str) {
        self.cases.push((kind, id.to_owned()));
    }

    /// The rows of it, in the order of the weights: what it is, the id of a case that stands alone, the count. Work whose count is
    /// 0 has none.
    pub(super) fn rows(&self) -> Vec<(Kind, Option<&str>, i64)> {
        let counts = self.counts.iter().filter(|(_, count)| **count != 0).map(|(kind, count)| (*kind, None, *count));
        let cases = self.cases.iter().map(|(kind, id)| (*kind, Some(id.as_str()), 1));
        let mut rows: Vec<_> = counts.chain(cases).collect();
        rows.sort();
        rows
    }
}
