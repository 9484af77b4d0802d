//! What is asked of a balance.

use crate::model::PostWeek;
use crate::units::Percent;

/// Where cases stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Within {
    Team,
    Pdu,
    Region,
}

pub(crate) struct BalanceRules<'a> {
    pub within: Within,
    /// The capacity that nobody who receives goes above.
    pub target: Percent,
    /// The most cases that may move.
    pub most: Option<usize>,
    pub to_trainees: bool,
    /// Whether a post is one of those that are asked for.
    pub is_chosen: &'a dyn Fn(&PostWeek) -> bool,
    /// Whether its officer is left alone.
    pub is_kept: &'a dyn Fn(&PostWeek) -> bool,
}
