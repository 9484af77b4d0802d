//! What a survey of all rows finds that the sums do not show: cases held twice, cases that count nothing and how much they
//! would count, work that should have ended, how the tiers of a team move.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::fault::Place;
use crate::model::{Officer, TextId, Texts};
use crate::units::{Minutes, Week, Work};

use super::repeats::{CaseTwice, RepeatedRows};

#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Cases that are in a snapshot more than once, in any week.
    pub(crate) twice: Vec<CaseTwice>,
    /// Rows that say the same as earlier ones.
    pub(crate) repeated: Option<RepeatedRows>,
    /// Cases of the week reported that count nothing, by team and why.
    pub(crate) uncounted: Vec<Uncounted>,
    /// Work of the week reported that should have ended, by officer.
    pub(crate) late: Vec<Late>,
    /// Cases of the week reported that the grade of their officer may not hold.
    pub(crate) not_for_grade: Vec<NotForGrade>,
    /// The tiers of each team in each week.
    pub(crate) tiers: Vec<TeamTiers>,
}

/// Whom a finding is about: an officer by code, in a team; a team alone, or its unallocated work; or nobody.
#[derive(Debug, Clone, Default)]
pub(crate) struct FindingSubject {
    pub(crate) officer: Option<String>,
    pub(crate) team: Option<String>,
}

impl FindingSubject {
    pub(crate) fn of((officer, team): (Option<Officer>, Option<TextId>), texts: &Texts) -> Self {
        Self {
            officer: officer.map(|officer| texts.code(officer).to_owned()),
            team: team.map(|team| texts.get(team).to_owned()),
        }
    }
}

/// Cases of a team that count nothing.
#[derive(Debug, Clone)]
pub(crate) struct Uncounted {
    pub(crate) team: Option<String>,
    pub(crate) why: WhyUncounted,
    pub(crate) cases: i64,
    /// How many of them have no tier.
    pub(crate) untiered: i64,
    /// Minutes a month if those with a tier counted in full.
    pub(crate) in_full: Work,
    /// The first row of them.
    pub(crate) place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WhyUncounted {
    /// Their status counts 0 per cent.
    Status(String),
    /// They have no tier, and the weights give those no time.
    Untiered,
    /// Their tier has 0 minutes.
    Tier(String),
}

/// Cases of an officer in tiers that the weights say the grade may not hold.
#[derive(Debug)]
pub(crate) struct NotForGrade {
    pub(crate) holder: FindingSubject,
    pub(crate) grade: String,
    pub(crate) tiers: BTreeMap<String, i64>,
    /// The first row of them.
    pub(crate) place: Place,
}

/// Work of an officer that should have ended.
#[derive(Debug)]
pub(crate) struct Late {
    pub(crate) holder: FindingSubject,
    pub(crate) what: LateWhat,
    pub(crate) count: i64,
    /// The first row of them.
    pub(crate) place: Place,
}

/// What should have ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LateWhat {
    /// Cases with a status under which nobody should still hold any, and why.
    Cases {
        status: String,
        /// Why.
        why: String,
    },
    /// Tasks long overdue.
    Tasks {
        /// When the oldest of them was due.
        oldest: Date,
    },
}

/// The tiers of a team, week by week: how many cases of each case type there are by the minutes of their tiers. The minutes
/// are always those of the week reported, so that a change of weights does not look like a move.
#[derive(Debug)]
pub(crate) struct TeamTiers {
    pub(crate) team: Option<String>,
    /// Cases by case type and the minutes of their tiers, in each week.
    pub(crate) weeks: BTreeMap<Week, BTreeMap<String, BTreeMap<Minutes, i64>>>,
    /// The first row of its latest week.
    pub(crate) place: Place,
}
