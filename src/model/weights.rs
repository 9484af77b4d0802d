//! Weights: the time values, deductions, limits and names that a probation service has set, valid from a week on.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::units::{Hours, HoursPolicy, Minutes, Percent, Week};

use super::Names;

/// One weights file: everything that is policy. See docs/weights.md for the file's form.
#[derive(Debug, Clone)]
pub struct Weights {
    /// What reports call these values.
    pub version: String,
    /// The first week they hold for.
    pub from: Week,
    /// Where they come from, for a reader to look up.
    pub source: Option<String>,
    /// The file they were read from, or `built in`.
    pub origin: String,
    /// How contracted hours become time for casework.
    pub hours: HoursPolicy,
    /// When capacity is over, and when that is excessive.
    pub limits: Limits,
    pub grades: Names<Grade>,
    pub case_types: Names<CaseType>,
    pub tasks: Names<Task>,
    /// Statuses: the share of a case's minutes that counts.
    pub statuses: Names<DeclaredStatus>,
    pub reductions: Names<ReductionReason>,
    /// The settings of `wmt check`.
    pub checks: Checks,
}

/// What `wmt check` takes for odd, as far as that is policy. It changes no figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checks {
    /// A task is long overdue when it was due this many days or more before the snapshot.
    pub overdue_task_days: i64,
    /// Statuses under which a case should not be held any more, by position, each with the reason.
    pub statuses: BTreeMap<usize, String>,
    /// Grades that a reduction should protect, by position, each with the reason.
    pub grades: BTreeMap<usize, String>,
}

impl Default for Checks {
    fn default() -> Self {
        Self { overdue_task_days: 30, statuses: BTreeMap::new(), grades: BTreeMap::new() }
    }
}

impl Weights {
    /// Whether what these weights set is the same as in others, whatever they are called and wherever they come from.
    /// What `wmt check` goes by does not count, because it changes no figure.
    pub fn has_values_of(&self, other: &Self) -> bool {
        self.hours == other.hours
            && self.limits == other.limits
            && self.grades == other.grades
            && self.case_types == other.case_types
            && self.tasks == other.tasks
            && self.statuses == other.statuses
            && self.reductions == other.reductions
    }

    /// Whether what both declare has the same names in words and other spellings.
    pub fn has_spellings_of(&self, other: &Self) -> bool {
        let tiers = |(name, case_type): (&str, &CaseType)| {
            other.case_types.get(name).is_none_or(|other| case_type.tiers.has_spellings_of(&other.tiers))
        };
        self.grades.has_spellings_of(&other.grades)
            && self.case_types.has_spellings_of(&other.case_types)
            && self.case_types.iter().all(tiers)
            && self.tasks.has_spellings_of(&other.tasks)
            && self.statuses.has_spellings_of(&other.statuses)
            && self.reductions.has_spellings_of(&other.reductions)
    }

    /// All names that these weights declare, and the words for them.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        let grades = self.grades.iter().flat_map(|(name, grade)| [Some(name), grade.name.as_deref()]);
        let tasks = self.tasks.iter().flat_map(|(name, task)| [Some(name), task.name.as_deref()]);
        let reasons = self.reductions.iter().flat_map(|(name, reason)| [Some(name), reason.name.as_deref()]);
        let with_words = grades.chain(tasks).chain(reasons).flatten();
        let tiers = self.case_types.iter().flat_map(|(_, case_type)| case_type.tiers.iter().map(|(tier, _)| tier));
        let case_types = self.case_types.iter().map(|(name, _)| name);
        let statuses = self.statuses.iter().map(|(name, _)| name);
        with_words.chain(tiers).chain(case_types).chain(statuses).chain([self.version.as_str()])
    }

    /// What a name is that these weights declare for work; `None` for any other text.
    fn kind_called(&self, name: &str) -> Option<&'static str> {
        let is_tier = || self.case_types.iter().any(|(_, case_type)| case_type.tiers.position(name).is_some());
        if self.case_types.position(name).is_some() {
            Some("case type")
        } else if self.tasks.position(name).is_some() {
            Some("task")
        } else if is_tier() {
            Some("tier")
        } else {
            self.statuses.position(name).map(|_| "status")
        }
    }

    /// The longest usual hours of any grade: full time. `None` where no grade has usual hours.
    pub fn full_time(&self) -> Option<Hours> {
        self.grades.iter().filter_map(|(_, grade)| grade.contracted_hours).max()
    }

    /// The status of a row whose status is blank; every weights file has it.
    pub const ACTIVE: &str = "active";
    /// The tier of a case whose tier is blank; a case type may declare it.
    pub const UNTIERED: &str = "untiered";
}

/// Limits of the rule. The values of the HM Inspectorate bulletin 2021/02 are 110 per cent and four weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Capacity strictly above this is over.
    pub over: Percent,
    /// This many adjacent weeks over are excessive, and this many adjacent missing weeks are an absence. At least 1.
    pub weeks: u32,
    /// Officers with this many cases or more are named.
    pub warn_cases: Option<i64>,
    /// Officers with more cases than this have too many.
    pub max_cases: Option<i64>,
}

impl Limits {
    /// An officer with so many cases or more holds many; `None` where the weights set no limit.
    pub fn many_cases(&self) -> Option<i64> {
        self.warn_cases.or(self.max_cases.map(|most| most + 1))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grade {
    /// Its name in words.
    pub name: Option<String>,
    /// The usual contracted hours a week; `None` where there is no usual figure.
    pub contracted_hours: Option<Hours>,
    pub is_trainee: bool,
    /// The tiers that it may not hold, in any case type.
    pub may_not_hold: Vec<String>,
}

impl Grade {
    /// Whether officers of this grade may hold cases of a tier, which is one of `tiers`.
    pub fn may_hold(&self, tiers: &Names<Minutes>, tier: usize) -> bool {
        !self.may_not_hold.iter().any(|name| tiers.position(name) == Some(tier))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeclaredStatus {
    /// The share of a case's minutes that counts under it.
    pub counted: Percent,
    /// Whether it says something of a case that may have a row of its own.
    pub is_flag: bool,
}

/// A case type: the minutes a month that one of its cases takes, by tier.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseType {
    pub tiers: Names<Minutes>,
}

/// A piece of work that is not a whole case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its name in words.
    pub name: Option<String>,
    /// The time it takes, in the month it is counted in.
    pub minutes: Minutes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReductionReason {
    /// Its name in words.
    pub name: Option<String>,
    /// A fixed share of contracted hours.
    pub percent: Option<Percent>,
    /// The most that may be taken, as a share of contracted hours.
    pub max_percent: Option<Percent>,
    /// How many months it usually lasts.
    pub months: Option<u32>,
}

/// A weights file among those of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct WeightsId(u16);

/// The weights of a run: the files, by the week they hold from, of which there is at least one; then what a history says of
/// the weights that its weeks were recorded with.
#[derive(Debug)]
pub struct DatedWeights {
    all: Vec<Weights>,
    /// How many of them are of files.
    files: usize,
    recorded: HashMap<(WeightsId, String, Percent), WeightsId>,
}

impl DatedWeights {
    /// Puts weights files in order.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn new(mut weights: Vec<Weights>) -> Self {
        assert!(!weights.is_empty(), "there are always the built-in weights");
        weights.sort_by_key(|weights| weights.from);
        Self { files: weights.len(), all: weights, recorded: HashMap::default() }
    }

    /// Adds the weights of a week that a history alone knows, by their version, the limit and the names of grades that it
    /// has. What a history does not keep is taken from the files.
    pub fn add_recorded<'n>(
        &mut self,
        week: Week,
        version: &str,
        limit: Percent,
        origin: &str,
        grades: impl Iterator<Item = &'n str>,
    ) {
        let base = self.for_week(week).unwrap_or_default();
        let next = WeightsId::at(self.all.len());
        let id = *self.recorded.entry((base, version.to_owned(), limit)).or_insert(next);
        if id == next {
            let base = self.get(base).clone();
            let limits = Limits { over: limit, ..base.limits };
            let (version, origin) = (version.to_owned(), origin.to_owned());
            self.all.push(Weights { version, origin, source: None, limits, ..base });
        }
        let declared = &mut self.all[id.position()].grades;
        for grade in grades {
            // One that is declared already stays as it is.
            let _ = declared.declare(grade, Grade::default());
        }
    }

    /// The weights that a week of a history was recorded with, once they are added.
    pub fn recorded(&self, week: Week, version: &str, limit: Percent) -> Option<WeightsId> {
        self.recorded.get(&(self.for_week(week).unwrap_or_default(), version.to_owned(), limit)).copied()
    }

    /// The weights a week is worked out with: the latest that hold from it or from an earlier week. `None` before the
    /// first.
    pub fn for_week(&self, week: Week) -> Option<WeightsId> {
        self.all[..self.files].iter().rposition(|weights| weights.from <= week).map(WeightsId::at)
    }

    /// The latest weights.
    pub fn latest(&self) -> WeightsId {
        WeightsId::at(self.files - 1)
    }

    /// The first week that any weights hold for.
    pub fn first_week(&self) -> Week {
        self.all[0].from
    }

    /// The weights of the files.
    pub fn of_files(&self) -> &[Weights] {
        &self.all[..self.files]
    }

    /// The weights themselves.
    pub fn get(&self, id: WeightsId) -> &Weights {
        &self.all[id.position()]
    }

    /// What a name is that any of them declares for work, such as a tier; `None` for any other text.
    pub fn kind_called(&self, name: &str) -> Option<&'static str> {
        self.all.iter().find_map(|weights| weights.kind_called(name))
    }

    /// Whether any of them declares a task of this name.
    pub fn names_task(&self, name: &str) -> bool {
        self.all.iter().any(|weights| weights.tasks.position(name).is_some())
    }

    /// All of them with their ids, the files first, by the week they hold from.
    pub fn iter(&self) -> impl Iterator<Item = (WeightsId, &Weights)> {
        self.all.iter().enumerate().map(|(position, weights)| (WeightsId::at(position), weights))
    }
}

impl WeightsId {
    /// The position among the weights of the run.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }

    fn at(position: usize) -> Self {
        Self(u16::try_from(position).expect("fewer weights files and recorded weeks than that"))
    }
}
