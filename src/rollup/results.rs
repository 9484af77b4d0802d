//! What a roll-up gives: officers and units in the week reported, with their weeks before it.

use crate::breach::{Figure, Judgement};
use crate::model::{Gaps, Held, Officer, OfficerWeek, PostFigures, PostWeek, TextId, WeekCaseload, WeekFigures};
use crate::units::{Hours, Load, Percent, Week};

/// What a row of a report stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// One officer.
    Officer,
    /// One team.
    Team,
    /// One probation delivery unit.
    Pdu,
    /// One region.
    Region,
    /// One grade.
    Grade,
    /// Everything selected.
    All,
}

/// A unit of a roll-up, with everything above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct UnitKey {
    /// The region.
    pub region: Option<TextId>,
    /// The probation delivery unit.
    pub pdu: Option<TextId>,
    /// The team.
    pub team: Option<TextId>,
    /// The grade, by its position in the weights.
    pub grade: Option<usize>,
}

/// An officer in the week reported, with what the rule says of them.
#[derive(Debug)]
pub struct OfficerResult<'a> {
    /// Their posts.
    pub week: OfficerWeek<'a>,
    /// All their work and hours.
    pub load: Load,
    /// How they stand.
    pub judgement: Judgement,
    /// Their weeks before the one reported, the earliest first.
    pub(super) earlier: Vec<EarlierWeek<'a>>,
}

/// A unit in the week reported.
#[derive(Debug)]
pub struct UnitResult {
    /// Which unit.
    pub key: UnitKey,
    /// All its work and hours, unallocated work and work of officers without hours included.
    pub load: Load,
    /// All it holds.
    pub held: Held,
    /// Contracted hours, as far as they are known.
    pub contracted: Hours,
    /// Reduction hours.
    pub reduction: Hours,
    /// The part of it that no officer holds.
    pub unallocated: Held,
    /// Its officers, by their positions among the officers selected.
    pub officers: Vec<usize>,
    /// How it stands.
    pub judgement: Judgement,
    /// Its weeks before the one reported, the earliest first.
    pub(super) earlier: Vec<WeekLoad>,
}

/// An officer with a figure before the week reported and none in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotSeen {
    /// The officer.
    pub officer: Officer,
    /// Their latest week with a figure.
    pub last: Week,
}

/// The week reported, worked out and judged.
#[derive(Debug)]
pub struct Results<'a> {
    /// The week.
    pub week: &'a WeekCaseload,
    /// The officers selected.
    pub officers: Vec<OfficerResult<'a>>,
    /// The units selected; none where the report is by officer.
    pub units: Vec<UnitResult>,
    /// Everything selected, as one unit.
    pub total: UnitResult,
    /// Officers selected in an earlier week, within as many weeks as the rule has, and now without rows.
    pub not_seen: Vec<NotSeen>,
    /// Versions of the other weights that earlier weeks were worked out with, within as many weeks as the rule has.
    pub other_weights: Vec<TextId>,
    /// The limit of the week reported.
    pub(super) limit: Percent,
    pub(super) gaps: Gaps,
}

/// The load of an officer or a unit in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekLoad {
    /// The week.
    pub week: Week,
    /// The limit of that week: capacity strictly above it is over.
    pub limit: Percent,
    /// The load; `None` where the week has no figure, because only the staff list has them.
    pub load: Option<Load>,
}

/// An officer in a week before the one reported. The posts stay where they are: a year has some hundred thousand of
/// these.
#[derive(Debug, Clone, Copy)]
pub(super) struct EarlierWeek<'a> {
    pub(super) figures: &'a WeekFigures,
    pub(super) posts: &'a [PostFigures],
    /// Whether capacity was over the limit; `None` without capacity.
    pub(super) is_over: Option<bool>,
}

impl Results<'_> {
    /// The weeks of an officer up to the one reported, the earliest first. Weeks without any post of theirs are left
    /// out; an undated caseload has no weeks.
    pub fn weeks_of_officer(&self, officer: &OfficerResult) -> impl Iterator<Item = WeekLoad> {
        let earlier = officer.earlier.iter().map(|EarlierWeek { figures, posts, .. }| WeekLoad {
            week: figures.week,
            limit: figures.limit,
            load: self.gaps.load(posts),
        });
        earlier.chain(self.week_reported(officer.load))
    }

    /// The weeks of a unit up to the one reported, as [`Results::weeks_of_officer`].
    pub fn weeks_of_unit(&self, unit: &UnitResult) -> impl Iterator<Item = WeekLoad> {
        unit.earlier.iter().copied().chain(self.week_reported(unit.load))
    }

    fn week_reported(&self, load: Load) -> Option<WeekLoad> {
        Some(WeekLoad { week: self.week.week?, limit: self.limit, load: Some(load) })
    }
}

impl WeekLoad {
    /// Whether the week is over its limit; `None` without capacity.
    pub(super) fn figure(&self) -> Option<Figure> {
        let is_over = over(self.load?, self.limit)?;
        Some(Figure { week: self.week, is_over })
    }
}

impl EarlierWeek<'_> {
    pub(super) fn figure(&self) -> Option<Figure> {
        Some(Figure { week: self.figures.week, is_over: self.is_over? })
    }
}

/// Whether a load is over a limit; `None` without capacity.
pub(super) fn over(load: Load, limit: Percent) -> Option<bool> {
    (!load.has_no_hours()).then(|| load.exceeds(limit))
}

impl UnitResult {
    /// A unit without posts, which is not judged yet.
    pub(super) fn new(key: UnitKey) -> Self {
        Self {
            key,
            load: Load::default(),
            held: Held::default(),
            contracted: Hours::default(),
            reduction: Hours::default(),
            unallocated: Held::default(),
            officers: Vec::new(),
            judgement: Judgement::undated(None),
            earlier: Vec::new(),
        }
    }

    /// Adds a post, with the position of its officer among the officers selected.
    pub(super) fn add(&mut self, post: &PostWeek, officer: Option<usize>) {
        self.load = self.load + post.load();
        self.held += &post.held;
        self.contracted += post.contracted.unwrap_or_default();
        self.reduction += post.reduction;
        match officer {
            None => self.unallocated += &post.held,
            Some(_) if self.officers.last() == officer.as_ref() => (),
            Some(officer) => self.officers.push(officer),
        }
    }
}
