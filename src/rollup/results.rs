//! What a roll-up gives: officers and units in the week reported, with their weeks before it.

use crate::breach::Judgement;
use crate::model::{Held, LeftOut, Officer, OfficerWeek, PostWeek, TextId, Unit, WeekCaseload};
use crate::units::{Hours, Load, Rounded, Week};

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
pub(crate) struct UnitKey {
    pub(crate) region: Option<TextId>,
    pub(crate) pdu: Option<TextId>,
    pub(crate) team: Option<TextId>,
    /// The grade, by its position in the weights.
    pub(crate) grade: Option<usize>,
}

impl UnitKey {
    /// The unit of a post in a report by something. `grade` is its position in the weights of the week reported.
    pub(crate) fn of(by: By, unit: Unit, grade: Option<usize>) -> Self {
        let Unit { region, pdu, team } = unit;
        match by {
            By::Officer | By::Team => Self { region, pdu, team, grade: None },
            By::Pdu => Self { region, pdu, ..Self::default() },
            By::Region => Self { region, ..Self::default() },
            By::Grade => Self { grade, ..Self::default() },
            By::All => Self::default(),
        }
    }
}

/// An officer in the week reported, with what the rule says of them.
#[derive(Debug)]
pub(crate) struct OfficerResult<'a> {
    pub(crate) week: OfficerWeek<'a>,
    /// All their work and hours.
    pub(crate) load: Load,
    pub(crate) judgement: Judgement,
    /// Their load in the week before, where they have one.
    pub(crate) previous: Option<Load>,
    /// The part of their load that is in posts which are not selected, where there are any.
    pub(crate) elsewhere: Option<Load>,
    /// Whether they have no rows now, only a line in a staff list, and had rows within the weeks of the rule: what they
    /// hold is not known.
    pub(crate) is_unseen: bool,
}

impl OfficerResult<'_> {
    /// By how many percentage points the capacity has changed since the week before, from what is shown of both.
    pub(crate) fn change(&self) -> Option<Rounded> {
        Some(self.load.percent()? - self.previous?.percent()?)
    }
}

/// A unit in the week reported; the default has no posts, and is not judged yet.
#[derive(Debug, Default)]
pub struct UnitResult {
    pub(crate) key: UnitKey,
    /// All its work and hours, unallocated work and work of officers without hours included.
    pub(crate) load: Load,
    pub(crate) held: Held,
    /// Contracted hours, as far as they are known.
    pub(crate) contracted: Hours,
    pub(crate) reduction: Hours,
    /// The part of it that no officer holds.
    pub(crate) unallocated: Held,
    /// Its posts, by their positions in the week.
    pub(crate) posts: Vec<usize>,
    /// Its officers, by their positions among the officers selected, without those who are left out.
    pub(crate) officers: Vec<usize>,
    /// Its officers who are left out, because a row of theirs is faulty.
    pub(crate) left_out: Vec<usize>,
    /// Whether somebody is left out, or unallocated work is not known in full.
    pub(crate) is_incomplete: bool,
    /// Whether unallocated work is not known in full.
    pub(crate) lacks_work: bool,
    pub(crate) judgement: Judgement,
    /// Its load in the week before, where it has one.
    pub(crate) previous: Option<Load>,
}

/// An officer with a figure before the week reported and none in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WithoutFigure {
    pub(crate) officer: Officer,
    pub(crate) name: Option<TextId>,
    /// Their latest week with rows.
    pub(crate) last: Week,
    pub(crate) ended_run: Option<EndedRun>,
}

/// A run of weeks over that ends in the week before the one reported, or earlier, if nothing is known of the weeks between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EndedRun {
    pub(crate) weeks: u32,
    pub(crate) last: Week,
}

/// The week reported, worked out and judged.
#[derive(Debug)]
pub struct Results<'a> {
    pub(crate) week: &'a WeekCaseload,
    pub(crate) officers: Vec<OfficerResult<'a>>,
    /// Officers who are not selected in this week, and are in another of several weeks that are rolled up: a run is the
    /// officer's, in whatever team.
    pub(crate) elsewhere: Vec<OfficerResult<'a>>,
    /// The units selected; none where the report is by officer.
    pub units: Vec<UnitResult>,
    /// Everything selected, as one unit.
    pub(crate) total: UnitResult,
    /// Officers selected who have no figure: those with rows in an earlier week, within as many weeks as the rule has, and
    /// none now, and those without hours who were over in the week before.
    pub(crate) no_figure: Vec<WithoutFigure>,
    /// How many weeks up to the one reported have rows of somebody selected; at least as many as the longest run of one
    /// of them.
    pub(crate) weeks_known: usize,
    /// Weeks of the rule in which nobody selected has rows, though somebody has rows before them.
    pub(crate) weeks_without: Vec<Week>,
    /// Who of those selected has no figure because of faulty rows, in the week reported and before it.
    pub(crate) left_out: Vec<&'a LeftOut>,
    /// Versions of the other weights that earlier weeks were worked out with, within as many weeks as the rule has.
    pub(crate) other_weights: Vec<TextId>,
}

impl Results<'_> {
    /// How many of the officers selected are over.
    pub(crate) fn over_count(&self) -> usize {
        self.officers.iter().filter(|officer| officer.judgement.standing.is_over()).count()
    }

    /// The weeks over of somebody selected who has no figure now.
    pub(crate) fn ended_run(&self, officer: Officer) -> Option<EndedRun> {
        self.no_figure.iter().find(|gone| gone.officer == officer).and_then(|gone| gone.ended_run)
    }
}

impl UnitResult {
    /// Whether nothing of it is known: nobody there is worked out, and no work is known.
    pub(crate) fn is_unknown(&self) -> bool {
        self.is_incomplete && self.officers.is_empty() && self.load == Load::default()
    }

    /// Adds a post and its position in the week, with the position of its officer among the officers selected.
    pub(super) fn add(&mut self, (position, post): (usize, &PostWeek), officer: Option<usize>) {
        self.posts.push(position);
        self.load = self.load + post.load();
        self.held += &post.held;
        self.contracted += post.contracted.unwrap_or_default();
        self.reduction += post.taken_off();
        self.is_incomplete |= post.faulty.is_some();
        self.lacks_work |= post.faulty.is_some() && post.officer.is_none();
        let members = if post.faulty.is_some() { &mut self.left_out } else { &mut self.officers };
        match officer {
            None => self.unallocated += &post.held,
            Some(_) if members.last() == officer.as_ref() => (),
            Some(officer) => members.push(officer),
        }
    }
}

impl Results<'_> {
    /// The officers selected of whom only a staff list tells, and who had rows lately: what they hold is not known.
    pub fn unseen(&self) -> impl Iterator<Item = Officer> {
        self.officers.iter().filter(|officer| officer.is_unseen).map(|officer| officer.week.officer)
    }
}
