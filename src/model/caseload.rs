//! The caseload once it is read and checked: who held what in each week, with every blank filled.

use jiff::civil::Date;

use crate::fault::{FileId, Place};
use crate::units::Week;

use super::{
    LeftOut, Officer, OfficerWeek, PostFigures, PostWeek, Reductions, Snapshots, TextId, Texts, Unit, WeekFigures,
    WeightsId,
};

/// A caseload: the week reported in full, and the figures of all weeks.
#[derive(Debug, Default)]
pub struct Caseload {
    /// Codes, names and units.
    pub(crate) texts: Texts,
    /// The figures of its weeks and of the history, the earliest first; none where the caseload is undated.
    pub(crate) weeks: Vec<WeekFigures>,
    /// Posts of the week reported that the history alone has, because their teams are recorded apart.
    pub(crate) recorded_apart: Vec<PostFigures>,
    /// The week to report; `None` when the caseload has no rows in the week asked for.
    pub(crate) reported: Option<WeekCaseload>,
    /// Other weeks that are asked for in full, the earliest first.
    pub(crate) others: Vec<WeekCaseload>,
    /// Who has no figure in which week because of faulty rows, in a run that keeps going without them; by weeks, then in the
    /// order of posts.
    pub(crate) left_out: Vec<LeftOut>,
    /// The names on rows that have no officer, of the weeks that the rule looks at.
    pub(crate) names_of_nobody: Vec<(Place, TextId)>,
    /// Whether each officer of the week reported has one row, without hours, and no row is unallocated.
    pub(crate) has_one_row_each: bool,
    /// The first staff list, where the lists have nobody of the caseload.
    pub(crate) staff_of_others: Option<FileId>,
    /// Which rows count.
    pub(crate) snapshots: Snapshots,
    /// Reductions of officers' hours, whenever they are in force.
    pub(crate) reductions: Reductions,
}

impl Caseload {
    /// A week, where the caseload has it in full.
    pub fn in_full(&self, week: Week) -> Option<&WeekCaseload> {
        let reported = self.reported.as_ref().filter(|reported| reported.week == Some(week));
        let other = || self.others.binary_search_by_key(&Some(week), |other| other.week).ok();
        reported.or_else(|| Some(&self.others[other()?]))
    }

    /// The week reported; `None` in an undated caseload.
    pub(crate) fn week_reported(&self) -> Option<Week> {
        self.reported.as_ref()?.week
    }

    /// The posts of the week reported, in full.
    pub(crate) fn reported_posts(&self) -> &[PostWeek] {
        self.reported.as_ref().map_or(&[], |week| &week.posts)
    }

    /// The posts of all weeks; none where the caseload is undated and there is no history.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &PostFigures> {
        self.weeks.iter().flat_map(|week| &week.posts)
    }

    /// Who holds each post, with the name, and where: of the week reported, which may be undated, then of all weeks, so that what
    /// the latest week says comes last.
    pub(crate) fn everyone(&self) -> impl Iterator<Item = (Option<Officer>, Option<TextId>, Unit)> {
        let reported = self.reported_posts().iter().map(|post| (post.officer, post.name, post.unit));
        reported.chain(self.figures().map(|post| (post.officer, post.name, post.unit)))
    }
}

/// The snapshot of one week.
#[derive(Debug)]
pub struct WeekCaseload {
    /// The week; `None` in an undated caseload.
    pub(crate) week: Option<Week>,
    /// The date of the latest snapshot; those of some teams may be earlier.
    pub(crate) snapshot: Option<Date>,
    /// Earlier snapshots of the same week, which do not count.
    pub(crate) set_aside: Vec<SetAside>,
    pub(crate) weights: WeightsId,
    /// Posts of officers, those of one officer side by side, and unallocated work.
    pub(crate) posts: Vec<PostWeek>,
    /// Whether it comes from a history, which keeps neither contracted hours nor reductions, nor what counts nothing.
    pub(crate) is_recorded: bool,
}

/// A snapshot that does not count, because a later one of the same week does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(crate) struct SetAside {
    pub(crate) date: Date,
    /// How many of its officers the later one does not have.
    pub(crate) officers_lost: usize,
}

impl WeekCaseload {
    pub fn officers(&self) -> impl Iterator<Item = OfficerWeek<'_>> {
        let by_officer = self.posts.chunk_by(|one, other| one.officer == other.officer);
        by_officer.filter_map(|posts| posts[0].officer.map(|officer| OfficerWeek { officer, posts }))
    }
}
