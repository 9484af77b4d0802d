//! Posts: who holds one, where it is, its hours, and what is held in it.

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};
use jiff::civil::Date;

use crate::fault::{Faulty, Place};
use crate::units::{Available, Hours, Load, Work};

use super::{Officer, TextId, Texts, Weights};

/// What stands for work that nobody holds, where an officer is named: in changes, scenarios and reports.
pub(crate) const UNALLOCATED: &str = "unallocated";

/// Who holds unallocated work, in messages.
pub(crate) const NOBODY: &str = "nobody (unallocated)";

/// Where a post is. A blank one is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Unit {
    pub(crate) region: Option<TextId>,
    pub(crate) pdu: Option<TextId>,
    pub(crate) team: Option<TextId>,
}

impl Unit {
    /// A team alone, which is what tells an officer's posts apart.
    pub(crate) fn of_team(team: Option<TextId>) -> Self {
        Self { team, ..Self::default() }
    }

    /// Its region, PDU and team; blank ones are empty.
    pub(crate) fn shown(self, texts: &Texts) -> [&str; 3] {
        [self.region, self.pdu, self.team].map(|text| texts.shown(text))
    }
}

/// Whose a post is: everything that posts are selected and added up by.
#[derive(Debug, Clone, Copy)]
pub struct Whose<'a> {
    /// The officer; `None` for unallocated work.
    pub(crate) officer: Option<Officer>,
    pub(crate) name: Option<TextId>,
    /// The name of the grade.
    pub(crate) grade: Option<&'a str>,
    pub(crate) unit: Unit,
}

/// One post in one week: an officer in a team, or the unallocated work of a unit.
#[derive(Debug, Clone)]
pub struct PostWeek {
    /// Who holds it; `None` for unallocated work.
    pub(crate) officer: Option<Officer>,
    pub(crate) name: Option<TextId>,
    /// The grade of the post, by its position in the weights. Somebody may act up in one team and not in another.
    pub(crate) grade: Option<usize>,
    pub(crate) unit: Unit,
    /// Contracted hours a week; `None` where they are not known and the grade has no usual figure.
    pub(crate) contracted: Option<Hours>,
    /// Whether the contracted hours are the grade's, because the caseload has none.
    pub(crate) hours_are_the_grades: bool,
    /// Reduction hours a week, from the caseload and from the reductions in force; at most the contracted hours, where
    /// those are known.
    pub(crate) reduction: Hours,
    /// The part of the reduction hours that the caseload itself gives.
    pub(crate) reduction_of_caseload: Hours,
    /// Time for casework.
    pub(crate) available: Available,
    /// Whether only the staff list has it: the caseload has no row of it this week.
    pub(crate) is_listed_only: bool,
    /// The faults of its officer, or of unallocated work, because of which it has no figures.
    pub(crate) faulty: Option<Faulty>,
    /// The date by which its reductions are in force or not: that of the snapshot of its team.
    pub(crate) snapshot: Option<Date>,
    /// Its first row.
    pub(crate) place: Place,
    /// The row of its contracted hours; its first row where those are the grade's, or not known.
    pub(crate) hours_place: Place,
    pub(crate) held: Held,
}

impl PostWeek {
    /// An unallocated post that holds nothing, for callers that know only some of the fields.
    pub(crate) fn blank(unit: Unit, place: Place) -> Self {
        Self {
            officer: None,
            name: None,
            grade: None,
            unit,
            contracted: None,
            hours_are_the_grades: false,
            reduction: Hours::default(),
            reduction_of_caseload: Hours::default(),
            available: Available::default(),
            is_listed_only: false,
            faulty: None,
            snapshot: None,
            place,
            hours_place: place,
            held: Held::default(),
        }
    }

    pub fn load(&self) -> Load {
        Load { work: self.held.work, available: self.available }
    }

    /// The hours that reductions take off: none where the contracted hours are not known.
    pub fn taken_off(&self) -> Hours {
        self.reduction.min(self.contracted.unwrap_or_default())
    }

    /// Contracted hours less reductions.
    pub fn net(&self) -> Hours {
        self.contracted.unwrap_or_default().less(self.taken_off())
    }

    /// Whether an officer has a faulty row, so that nothing of the post counts. Of unallocated work, the sound rows
    /// still count.
    pub(crate) fn officer_is_faulty(&self) -> bool {
        self.officer.is_some() && self.faulty.is_some()
    }

    /// Leaves an officer's post out: with a faulty row, neither what the officer holds nor the hours are known for
    /// sure. Unallocated work keeps its sound rows, as a unit does.
    pub(crate) fn leave_out(&mut self, faulty: Faulty) {
        self.faulty = Some(faulty);
        if self.officer.is_none() {
            return;
        }
        (self.contracted, self.hours_are_the_grades, self.is_listed_only) = (None, false, false);
        (self.reduction, self.reduction_of_caseload) = (Hours::default(), Hours::default());
        (self.available, self.held) = (Available::default(), Held::default());
    }

    /// Adds other unallocated work of the same unit.
    pub(crate) fn join(&mut self, other: &Self) {
        self.held += &other.held;
        let both = other.faulty.iter().chain(&self.faulty).cloned();
        if let Some(faulty) = both.reduce(Faulty::and) {
            self.leave_out(faulty);
        }
    }

    /// `weights` are those of its week.
    pub fn whose<'w>(&self, weights: &'w Weights) -> Whose<'w> {
        let grade = self.grade.map(|grade| weights.grades.name(grade));
        Whose { officer: self.officer, name: self.name, grade, unit: self.unit }
    }
}

/// An officer's posts in a week; there is at least one.
#[derive(Debug, Clone, Copy)]
pub struct OfficerWeek<'a> {
    pub(crate) officer: Officer,
    /// Their posts, by unit.
    pub(crate) posts: &'a [PostWeek],
}

impl OfficerWeek<'_> {
    pub fn name(&self) -> Option<TextId> {
        self.posts[0].name
    }

    /// The officer as people know them: the code with the name beside it.
    pub fn who(&self, texts: &Texts) -> String {
        let code = texts.code(self.officer);
        match texts.shown(self.name()) {
            "" => code.to_owned(),
            name => format!("{code} {name}"),
        }
    }

    /// Their first row.
    pub fn place(&self) -> Place {
        self.posts.iter().map(|post| post.place).min().expect("an officer has a post")
    }

    /// The grades of the posts, each once, in the order of the posts, by their positions in the weights.
    pub fn grades(&self) -> Vec<usize> {
        grades(self.posts)
    }

    /// The usual hours of the grades; of several, the most.
    pub fn usual_hours(&self, weights: &Weights) -> Option<Hours> {
        self.grades().into_iter().filter_map(|grade| weights.grades.at(grade).contracted_hours).max()
    }

    /// The contracted hours of all posts, as far as they are known.
    pub fn contracted(&self) -> Option<Hours> {
        contracted(self.posts)
    }

    pub fn load(&self) -> Load {
        self.posts.iter().map(PostWeek::load).sum()
    }

    /// Whether only the staff list has them: the caseload has no row of theirs this week.
    pub fn is_listed_only(&self) -> bool {
        self.posts.iter().all(|post| post.is_listed_only)
    }

    /// Whether a row of theirs is faulty, so that they are left out.
    pub fn has_faults(&self) -> bool {
        self.posts.iter().any(|post| post.faulty.is_some())
    }

    pub fn held(&self) -> Held {
        self.posts.iter().map(|post| &post.held).sum()
    }
}

/// The contracted hours of posts together, as far as they are known.
pub(crate) fn contracted<'p>(posts: impl IntoIterator<Item = &'p PostWeek>) -> Option<Hours> {
    posts.into_iter().filter_map(|post| post.contracted).reduce(|sum, hours| sum + hours)
}

/// Whether an officer with these posts holds cases without a tier that count nothing: then nobody knows how much time is left.
pub(crate) fn holds_untiered(posts: &[PostWeek]) -> bool {
    posts.iter().any(|post| post.held.nothing.untiered != 0)
}

fn grades<'p>(posts: impl IntoIterator<Item = &'p PostWeek>) -> Vec<usize> {
    let mut seen = HashSet::new();
    posts.into_iter().filter_map(|post| post.grade).filter(|grade| seen.insert(*grade)).collect()
}

/// The names of the grades of posts, each once, in the order of the posts.
pub(crate) fn grade_names<'p, 'w>(posts: impl IntoIterator<Item = &'p PostWeek>, weights: &'w Weights) -> Cow<'w, str> {
    let names: Vec<&str> = grades(posts).into_iter().map(|grade| weights.grades.name(grade)).collect();
    if let [one] = names[..] { one.into() } else { names.join(" + ").into() }
}

/// What a post, an officer or a unit holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// Minutes a month that count now.
    pub(crate) work: Work,
    /// Cases, whatever their status.
    pub(crate) cases: i64,
    /// Those of them that take time.
    pub(crate) counting_cases: i64,
    /// How many rows of cases were added up; 0 where only the work is known and not its rows.
    pub(crate) case_rows: u32,
    pub(crate) nothing: Nothing,
    /// Tasks that are not yet due, and so not in the work.
    pub(crate) later_tasks: i64,
    /// The work that those tasks will be.
    pub(crate) later_work: Work,
}

impl Held {
    /// Whether anything counts nothing, or later.
    pub fn has_details(&self) -> bool {
        self.nothing != Nothing::default() || self.later_tasks != 0 || !self.later_work.is_nothing()
    }
}

/// Cases and tasks that are held and count nothing, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub(crate) struct Nothing {
    /// Cases whose status counts 0 per cent.
    pub(crate) by_status: i64,
    /// Other cases without a tier, where the weights give those no time.
    pub(crate) untiered: i64,
    /// Other cases in tiers of 0 minutes.
    pub(crate) by_tier: i64,
    /// Tasks of 0 minutes, or with a status of 0 per cent.
    pub(crate) tasks: i64,
}

impl Nothing {
    pub(crate) const fn cases(&self) -> i64 {
        self.by_status + self.untiered + self.by_tier
    }
}

impl std::ops::AddAssign<&Nothing> for Nothing {
    fn add_assign(&mut self, other: &Self) {
        self.by_status += other.by_status;
        self.untiered += other.untiered;
        self.by_tier += other.by_tier;
        self.tasks += other.tasks;
    }
}

impl std::ops::SubAssign<&Nothing> for Nothing {
    fn sub_assign(&mut self, other: &Self) {
        self.by_status -= other.by_status;
        self.untiered -= other.untiered;
        self.by_tier -= other.by_tier;
        self.tasks -= other.tasks;
    }
}

impl std::ops::AddAssign<&Held> for Held {
    fn add_assign(&mut self, other: &Self) {
        self.work += other.work;
        self.cases += other.cases;
        self.counting_cases += other.counting_cases;
        self.case_rows = self.case_rows.saturating_add(other.case_rows);
        self.nothing += &other.nothing;
        self.later_tasks += other.later_tasks;
        self.later_work += other.later_work;
    }
}

impl<'a> std::iter::Sum<&'a Held> for Held {
    fn sum<I: Iterator<Item = &'a Self>>(parts: I) -> Self {
        parts.fold(Self::default(), |mut sum, part| {
            sum += part;
            sum
        })
    }
}
