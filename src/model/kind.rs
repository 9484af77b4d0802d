//! What a row holds, in terms of the weights: one meaning of case type, tier, status and task for every command.

use crate::fault::quoted;
use crate::units::{Minutes, Percent, Work};

use super::{DeclaredStatus, Held, Nothing, Weights, section_of_cases};

/// A task counts when it is due at most this many days after the snapshot date; one that is overdue counts too.
pub(crate) const DUE_WITHIN_DAYS: i32 = 30;

/// What is due, or begins, more than this many days after the snapshot date most likely has a mistyped year.
pub(crate) const FAR_DAYS: i32 = 1_000;

/// A case or a task that the weights know, with the time of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Case {
        /// The case type, by its position in the weights.
        case_type: usize,
        /// The tier, by its position in the case type.
        tier: usize,
        /// Whether this is the tier of cases without one.
        is_untiered: bool,
        /// Minutes a month of one such case, in full.
        minutes: Minutes,
        status: Status,
    },
    Task {
        /// The task, by its position in the weights.
        task: usize,
        /// Minutes of one, in full.
        minutes: Minutes,
        status: Status,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Status {
    /// Its position in the weights.
    pub position: usize,
    /// The share of the minutes that counts.
    pub counted: Percent,
    /// Whether it says something of a case that may have a row of its own.
    pub is_flag: bool,
}

/// A name that the weights do not know.
pub struct Unknown<'a> {
    /// What is wrong, in the user's words.
    pub message: String,
    /// What may have been meant. Finding it searches all known names, so only a hint that is shown is found.
    pub hint: Box<dyn FnOnce() -> Option<String> + 'a>,
}

impl<'a> Unknown<'a> {
    fn of(what: &str, name: &str, hint: impl FnOnce() -> Option<String> + 'a) -> Self {
        Self { message: format!("the {what} {} is not known", quoted(name)), hint: Box::new(hint) }
    }
}

/// Why a case counts nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNothing {
    /// Its status counts 0 per cent.
    Status,
    /// It has no tier, and the weights give such cases no time.
    Untiered,
    /// Its tier has 0 minutes.
    Tier,
}

impl Weights {
    /// A case by the names of its case type, tier and status. A tier of `None` is untiered, a status of `None` active.
    ///
    /// # Errors
    ///
    /// Every name that is not known. The tier cannot be looked up where the case type is not known.
    pub fn case<'a>(
        &'a self,
        case_type: &'a str,
        tier: Option<&'a str>,
        status: Option<&'a str>,
    ) -> Result<Kind, Vec<Unknown<'a>>> {
        let status = self.status(status);
        let case = self.case_type(case_type).and_then(|case_type| Ok((case_type, self.tier(case_type, tier)?)));
        both(status, case).map(|(status, (case_type, tier))| {
            let tiers = &self.case_types.at(case_type).tiers;
            let is_untiered = tiers.position(Self::UNTIERED) == Some(tier);
            Kind::Case { case_type, tier, is_untiered, minutes: *tiers.at(tier), status }
        })
    }

    /// A task by its name and its status; a status of `None` is active.
    pub fn task<'a>(&'a self, task: &'a str, status: Option<&'a str>) -> Result<Kind, Vec<Unknown<'a>>> {
        let status = self.status(status);
        let known = self.tasks.position(task).ok_or_else(|| Unknown::of("task", task, || self.tasks.hint(task)));
        both(status, known).map(|(status, task)| Kind::Task { task, minutes: self.tasks.at(task).minutes, status })
    }

    /// The names of a kind: its case type, tier, status and task, of which a case has no task and a task has the last two.
    pub fn names_of(&self, kind: &Kind) -> [&str; 4] {
        let status = self.statuses.name(kind.status().position);
        match *kind {
            Kind::Case { case_type, tier, .. } => {
                let tiers = &self.case_types.at(case_type).tiers;
                [self.case_types.name(case_type), tiers.name(tier), status, ""]
            }
            Kind::Task { task, .. } => ["", "", status, self.tasks.name(task)],
        }
    }

    /// The same in words, as changes give them: `community B2`, `community B2 warrant`, `sdr`. Active is left out.
    pub fn kind_words(&self, kind: &Kind) -> String {
        let [case_type, tier, status, task] = self.names_of(kind);
        let names = [case_type, tier, task, if status == Self::ACTIVE { "" } else { status }];
        names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// A status by its name; `None` is active.
    pub fn status<'a>(&'a self, status: Option<&'a str>) -> Result<Status, Unknown<'a>> {
        let name = status.unwrap_or(Self::ACTIVE);
        let known = self.statuses.position(name).map(|position| (position, self.statuses.at(position)));
        let status =
            |(position, of): (usize, &DeclaredStatus)| Status { position, counted: of.counted, is_flag: of.is_flag };
        known.map(status).ok_or_else(|| Unknown::of("status", name, || self.statuses.hint(name)))
    }

    fn case_type<'a>(&'a self, name: &'a str) -> Result<usize, Unknown<'a>> {
        let hint = || self.case_types.hint(name).or(Some("the weights declare no case types".to_owned()));
        self.case_types.position(name).ok_or_else(|| Unknown::of("case type", name, hint))
    }

    fn tier<'a>(&'a self, case_type: usize, tier: Option<&'a str>) -> Result<usize, Unknown<'a>> {
        let (case_type, tiers) = (self.case_types.name(case_type), &self.case_types.at(case_type).tiers);
        let unknown = move || match tier {
            Some(tier) => Unknown {
                message: format!("the tier {} is not known for {case_type} cases", quoted(tier)),
                hint: Box::new(move || match tiers.question(tier) {
                    Some(question) => Some(question),
                    None if tiers.position(Self::UNTIERED).is_some() => Some(format!(
                        "a blank tier is untiered; declare others under [{}] in the weights",
                        section_of_cases(case_type)
                    )),
                    None => tiers.hint_of_none_near(),
                }),
            },
            None => Unknown {
                message: format!("a {case_type} case has no tier, and the weights do not say what that counts"),
                hint: Box::new(move || {
                    let (untiered, section) = (Self::UNTIERED, section_of_cases(case_type));
                    Some(format!("give the tier, or declare `{untiered}` under [{section}] in the weights"))
                }),
            },
        };
        tiers.position(tier.unwrap_or(Self::UNTIERED)).ok_or_else(unknown)
    }
}

/// Both values, or every name that is not known.
fn both<'a, A, B>(one: Result<A, Unknown<'a>>, other: Result<B, Unknown<'a>>) -> Result<(A, B), Vec<Unknown<'a>>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err(one.err().into_iter().chain(other.err()).collect()),
    }
}

impl Kind {
    pub const fn status(&self) -> &Status {
        let (Self::Case { status, .. } | Self::Task { status, .. }) = self;
        status
    }

    pub const fn is_case(&self) -> bool {
        matches!(self, Self::Case { .. })
    }

    /// Minutes of one, in full.
    pub const fn minutes(&self) -> Minutes {
        let (Self::Case { minutes, .. } | Self::Task { minutes, .. }) = self;
        *minutes
    }

    /// The work of one, as far as its status counts.
    pub fn each(&self) -> Work {
        Work::of(1, self.minutes(), self.status().counted)
    }

    /// Why a case counts nothing; `None` for one that counts, and for tasks.
    pub fn why_nothing(&self) -> Option<WhyNothing> {
        let Self::Case { is_untiered, minutes, status, .. } = self else { return None };
        match (status.counted.is_nothing(), minutes.is_nothing()) {
            (true, _) => Some(WhyNothing::Status),
            (false, true) if *is_untiered => Some(WhyNothing::Untiered),
            (false, true) => Some(WhyNothing::Tier),
            (false, false) => None,
        }
    }

    /// What `count` of it add to what a post holds, with `extra` minutes for all of them together. A task that
    /// `is_later` is due too late to count.
    pub fn held(&self, count: i64, extra: Minutes, is_later: bool) -> Held {
        let work = self.each() * count + Work::extra(extra);
        match self {
            Self::Task { .. } if is_later => Held { later_tasks: count, later_work: work, ..Held::default() },
            Self::Task { .. } => {
                let counts_nothing = if self.each().is_nothing() && extra.is_nothing() { count } else { 0 };
                Held { work, nothing: Nothing { tasks: counts_nothing, ..Nothing::default() }, ..Held::default() }
            }
            Self::Case { .. } => {
                let mut nothing = Nothing::default();
                // Minutes on top of an unknown tier do not make it known.
                match self.why_nothing() {
                    Some(WhyNothing::Untiered) => nothing.untiered = count,
                    Some(WhyNothing::Status) if extra.is_nothing() => nothing.by_status = count,
                    Some(WhyNothing::Tier) if extra.is_nothing() => nothing.by_tier = count,
                    _ => (),
                }
                let counting_cases = if work.is_nothing() { 0 } else { count };
                Held { work, cases: count, counting_cases, nothing, ..Held::default() }
            }
        }
    }
}
