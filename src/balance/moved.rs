//! The moves of a week, and what they leave.

use crate::model::Kind;
use crate::units::{Load, Minutes, Work};

/// Cases of one kind that go from one post to another.
#[derive(Debug, Clone)]
pub(crate) struct CaseMove {
    /// The post that holds them; that of unallocated work has no officer.
    pub(crate) from: usize,
    /// The post that receives them.
    pub(crate) to: usize,
    pub(crate) kind: Kind,
    pub(crate) count: i64,
    /// Minutes on top of each.
    pub(crate) extra: Minutes,
    /// The work of all of them.
    pub(crate) work: Work,
    /// The case, where the caseload says which.
    pub(crate) case_id: Option<Box<str>>,
    /// The officers' loads before and after it, with the moves before it made; `None` for unallocated work.
    pub(crate) from_loads: Option<[Load; 2]>,
    pub(crate) to_loads: [Load; 2],
}

/// Why cases stay where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum WhyStays {
    /// The officer is to be left alone.
    Kept,
    /// No case of theirs that counts may move.
    NothingToMove,
    /// Nobody there may receive them.
    NobodyThere,
    /// Nobody has room for one of them.
    NoRoom,
    /// No more cases were to move.
    Most,
    /// The caseload does not tell them apart.
    NotApart,
    /// They count nothing.
    CountsNothing,
}

/// Unallocated cases of one kind that stay unallocated.
#[derive(Debug, Clone)]
pub(crate) struct StillUnallocated {
    pub(crate) post: usize,
    pub(crate) kind: Kind,
    pub(crate) count: i64,
    pub(crate) work: Work,
    pub(crate) why: WhyStays,
}

/// The moves of a week, and what they leave.
#[derive(Debug)]
pub(crate) struct BalancedWeek {
    /// Unallocated cases first, then officer by officer.
    pub(crate) moves: Vec<CaseMove>,
    /// Whether nothing else would be better.
    pub(crate) is_best: bool,
    /// The load of the officer of each post, before and after.
    pub(crate) loads: Vec<[Load; 2]>,
    /// Who is still over, by their first post.
    pub(crate) still_over: Vec<(usize, WhyStays)>,
    pub(crate) still_unallocated: Vec<StillUnallocated>,
    /// Cases that count and cannot move: several in one row with minutes on top, or several rows with one case id.
    pub(crate) not_apart: i64,
}
