//! The lines that work is summed from: one for each row of the caseload that counts.

use std::borrow::Cow;

use foldhash::HashMap;

use crate::units::{CaseSize, Median, Minutes, Week, Work};

use super::{Held, Kind};

/// What one row of the caseload adds to a post, by the weights of its week.
#[derive(Debug, Clone)]
pub(crate) struct WorkLine {
    /// The week; `None` in an undated caseload.
    pub(crate) week: Option<Week>,
    /// The post, by its position among those of the week.
    pub(crate) post: usize,
    pub(crate) kind: Kind,
    pub(crate) count: i64,
    /// Minutes a month on top.
    pub(crate) extra: Minutes,
    /// Whether it is a task that is due too late to count.
    pub(crate) is_later: bool,
    /// The statuses of its case, by their positions, if it joins rows of flags. The case counts with the lowest of
    /// their shares.
    #[cfg_attr(not(feature = "workbooks"), expect(dead_code, reason = "only workbooks show the shares one by one"))]
    pub(crate) joined: Vec<usize>,
    /// The case, where the caseload says which.
    pub(crate) case_id: Option<Box<str>>,
}

/// A case id as ids are compared: two that differ only in capitals are of one case.
pub(crate) fn case_key(id: &str) -> Cow<'_, str> {
    // Nearly every id is in capitals.
    let is_plain = !id.bytes().any(|byte| byte.is_ascii_lowercase() || !byte.is_ascii());
    if is_plain { id.into() } else { id.to_uppercase().into() }
}

impl WorkLine {
    pub(crate) fn held(&self) -> Held {
        self.kind.held(self.count, self.extra, self.is_later)
    }

    /// Whether it is of cases that count something.
    pub(crate) fn is_counted_case(&self) -> bool {
        self.kind.is_case() && self.count > 0 && !self.held().work.is_nothing()
    }
}

/// The case in the middle of all that count, by what each takes; `None` where no case counts.
pub(crate) fn median_case<'l>(lines: impl Iterator<Item = &'l WorkLine>) -> Option<Median> {
    let mut sizes: HashMap<CaseSize, i64> = HashMap::default();
    for line in lines.filter(|line| line.is_counted_case()) {
        let size = CaseSize::of(line.kind.each(), Work::extra(line.extra), line.count);
        *sizes.entry(size).or_default() += line.count;
    }
    Median::of(sizes)
}
