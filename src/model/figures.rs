//! The figures of a week: all that a later week needs to know of it, and all that a history keeps.

use crate::fault::{Faulty, Place};
use crate::units::{Available, Load, Percent, Week, Work};

use super::{Officer, PostWeek, TextId, Texts, Unit, Whose};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WeekFigures {
    pub(crate) week: Week,
    /// The limit of that week: capacity strictly above it was over.
    pub(crate) limit: Percent,
    /// The version of the weights it was worked out with.
    pub(crate) weights: TextId,
    /// Where its rows begin.
    pub(crate) place: Place,
    /// Posts of officers, those of one officer side by side, and unallocated work.
    pub(crate) posts: Vec<PostFigures>,
}

impl WeekFigures {
    /// The posts that the caseload has rows of, and not the staff list alone.
    pub(crate) fn with_rows(&self) -> impl Iterator<Item = &PostFigures> {
        self.posts.iter().filter(|post| !post.is_listed_only)
    }

    pub(crate) fn officers(&self) -> impl Iterator<Item = (Officer, &[PostFigures])> {
        let by_officer = self.posts.chunk_by(|one, other| one.officer == other.officer);
        by_officer.filter_map(|posts| posts[0].officer.map(|officer| (officer, posts)))
    }

    /// The officers whose capacity is over the limit of the week.
    pub(crate) fn officers_over(&self) -> impl Iterator<Item = (Officer, &[PostFigures])> {
        self.officers().filter(|(_, posts)| posts.iter().map(PostFigures::load).sum::<Load>().exceeds(self.limit))
    }
}

/// Where the contracted hours of a post come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HoursFrom {
    /// A row states them.
    Stated,
    /// They are the usual ones of the grade.
    Grade,
    /// There are none, or a history has the post, which does not keep it.
    Unknown,
}

/// The figures of one post, or of the unallocated work of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostFigures {
    /// Who holds it; `None` for unallocated work.
    pub(crate) officer: Option<Officer>,
    pub(crate) name: Option<TextId>,
    /// The name of the grade, as the weights declare it.
    pub(crate) grade: Option<TextId>,
    pub(crate) unit: Unit,
    /// Cases, whatever their status.
    pub(crate) cases: i64,
    /// Those of them that take time. A history does not keep it: there any work may be of all cases.
    pub(crate) counting_cases: i64,
    /// How many rows of cases there were. A history does not keep it.
    pub(crate) case_rows: u32,
    /// Minutes a month that the work needed.
    pub(crate) work: Work,
    /// Minutes a month that were available for it.
    pub(crate) available: Available,
    pub(crate) hours_from: HoursFrom,
    /// Whether a reduction takes hours off. A history does not keep it.
    pub(crate) is_reduced: bool,
    /// Whether only the staff list had it: the caseload had no row of it.
    pub(crate) is_listed_only: bool,
    /// Whether it has no figures, because a row of its officer was faulty, or unallocated work is not known in full.
    pub(crate) is_faulty: bool,
}

impl PostFigures {
    pub fn load(&self) -> Load {
        Load { work: self.work, available: self.available }
    }

    /// Takes its figures away, because a row of its officer was faulty.
    pub(crate) fn leave_out(&mut self) {
        (self.cases, self.counting_cases, self.case_rows, self.work) = (0, 0, 0, Work::default());
        (self.available, self.is_listed_only, self.is_faulty) = (Available::default(), false, true);
    }

    pub fn whose<'t>(&self, texts: &'t Texts) -> Whose<'t> {
        let grade = self.grade.map(|grade| texts.get(grade));
        Whose { officer: self.officer, name: self.name, grade, unit: self.unit }
    }
}

/// A post that has no figure in a week, because a row of its officer is faulty; or unallocated work that is not known in
/// full.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The week; `None` in an undated caseload.
    pub(crate) week: Option<Week>,
    pub(crate) post: PostFigures,
    /// All faults of the officer in the week.
    pub(crate) faulty: Faulty,
}

impl PostWeek {
    /// Its figures, for later weeks and for a history. `grades` are the names of the grades by their positions.
    pub fn figures(&self, grades: &[TextId]) -> PostFigures {
        PostFigures {
            officer: self.officer,
            name: self.name,
            grade: self.grade.map(|grade| grades[grade]),
            unit: self.unit,
            cases: self.held.cases,
            counting_cases: self.held.counting_cases,
            case_rows: self.held.case_rows,
            work: self.held.work,
            available: self.available,
            hours_from: match (self.contracted, self.hours_are_the_grades) {
                (None, _) => HoursFrom::Unknown,
                (Some(_), true) => HoursFrom::Grade,
                (Some(_), false) => HoursFrom::Stated,
            },
            is_reduced: !self.taken_off().is_nothing(),
            is_listed_only: self.is_listed_only,
            is_faulty: self.faulty.is_some(),
        }
    }
}
