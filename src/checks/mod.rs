//! Checks of a caseload: each looks for one thing that is wrong or odd, and says where. Every check has a name and a sentence,
//! and is a function from what was read to what was found.

mod cases;
mod hours;
mod late;
mod officers;
mod reductions;
mod refused;
mod uncounted;
mod weeks;

use serde::Serialize;

use crate::fault::{Faults, Files, Notices, Place};
use crate::inputs::Survey;
use crate::model::{Caseload, DatedWeights, OfficerWeek, PostWeek, TextId, WeekCaseload, Weights};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// `wmt calc` would refuse it.
    Fault,
    /// A figure may be wrong.
    Warning,
    /// It is worth knowing.
    Note,
}

impl Severity {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Something that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// The officer it is about.
    pub officer: Option<String>,
    /// The team it is about.
    pub team: Option<String>,
    /// The name of the check.
    pub check: &'static str,
    /// What it is.
    pub message: String,
}

/// All that is checked.
#[derive(Debug)]
pub struct Examined<'a> {
    /// The caseload, as far as it could be read, with the weeks of a history.
    pub caseload: &'a Caseload,
    /// All weights.
    pub weights: &'a DatedWeights,
    /// What a survey of the rows found.
    pub survey: &'a Survey,
    /// What `wmt calc` would refuse.
    pub faults: &'a Faults,
    /// What it would say beside its report.
    pub notices: &'a Notices,
    /// The names of the files.
    pub files: &'a Files,
    /// Where to put what no row is at fault for: the first caseload.
    pub whole: Place,
}

/// A check.
#[derive(Debug)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// What it looks for, in one sentence.
    pub sentence: &'static str,
    run: fn(&Examined, &mut Found),
}

/// Every check, in the order in which they are listed.
pub const CHECKS: [Check; 24] = [
    check("refused", "What `wmt calc` refuses to work with.", refused::refused),
    check("notices", "What `wmt calc` says in a notice.", refused::notices),
    check("duplicate-case", "The same case twice in a week, with one officer or two.", cases::duplicate),
    check(
        "many-cases",
        "Officers who hold as many cases as the weights warn of, or more than they call the most.",
        cases::many,
    ),
    check("two-codes", "One name under two codes, or one code or name in two spellings.", officers::two_codes),
    check("two-teams", "Officers in several teams whose hours come to more than full time.", officers::two_teams),
    check("work-without-hours", "Officers who hold work and have no hours for it.", officers::work_without_hours),
    check("hours-without-work", "Officers who have hours and hold no work.", officers::hours_without_work),
    check(
        "part-time-load",
        "Part-time officers who hold as much as full-time colleagues of their grade.",
        officers::part_time_load,
    ),
    check("untiered", "Cases without a tier, which count nothing.", uncounted::untiered),
    check(
        "zero-status",
        "Cases whose status counts nothing, and the minutes they would be in full.",
        uncounted::zero_status,
    ),
    check("zero-tier", "Cases in tiers of 0 minutes.", uncounted::zero_tier),
    check(
        "should-have-ended",
        "Cases held under a status that should have ended, as the weights list them.",
        late::cases,
    ),
    check("overdue-task", "Tasks long overdue.", late::tasks),
    check("reduction-ends", "Reductions that end within 30 days of the snapshot.", reductions::ends),
    check("reduction-ended", "Reductions that ended within the 8 weeks before the snapshot.", reductions::ended),
    check("reduction-overlap", "Two reductions of one officer for one reason at the same time.", reductions::overlap),
    check("reduction-without-end", "Reductions in force that have no end.", reductions::without_end),
    check(
        "unprotected",
        "Officers of a grade that a reduction should protect, or whose reduction was cut short.",
        reductions::unprotected,
    ),
    check(
        "missing-week",
        "Weeks in which an officer or a team is missing, with figures before and after.",
        weeks::missing,
    ),
    check("caseload-jump", "Cases of an officer or a team that changed by more than a quarter in a week.", weeks::jump),
    check("lower-tiers", "Teams of whose cases many moved to tiers of fewer minutes in a week.", weeks::lower_tiers),
    check("weights-change", "Other weights within the weeks of the rule.", weeks::weights_change),
    check("odd-hours", "Hours that look like days, minutes or percentages.", hours::odd),
];

const fn check(name: &'static str, sentence: &'static str, run: fn(&Examined, &mut Found)) -> Check {
    Check { name, sentence, run }
}

/// What the checks found, as it is found.
#[derive(Debug)]
pub struct Found {
    check: &'static str,
    findings: Vec<Finding>,
}

/// Whom a finding is about.
#[derive(Debug, Default)]
struct About {
    officer: Option<String>,
    team: Option<String>,
}

impl Found {
    fn add(&mut self, severity: Severity, place: Place, about: About, message: impl Into<String>) {
        let About { officer, team } = about;
        let message = message.into();
        self.findings.push(Finding { severity, place, officer, team, check: self.check, message });
    }
}

/// Runs the checks that are wanted, and gives what they found in file order.
pub fn run(examined: &Examined, is_wanted: impl Fn(&str) -> bool) -> Vec<Finding> {
    let mut found = Found { check: "", findings: Vec::new() };
    for check in CHECKS.iter().filter(|check| is_wanted(check.name)) {
        found.check = check.name;
        (check.run)(examined, &mut found);
    }
    let mut findings = found.findings;
    findings.sort_by_key(|finding| (finding.place, finding.severity));
    findings
}

/// What `wmt calc` refuses, where it is so much that nothing else can be checked.
pub fn refused_alone(faults: &Faults) -> Vec<Finding> {
    let mut found = Found { check: "refused", findings: Vec::new() };
    refused::say(faults, &mut found);
    found.findings
}

impl<'a> Examined<'a> {
    fn week(&self) -> Option<&'a WeekCaseload> {
        self.caseload.reported.as_ref()
    }

    /// The weights of the week reported.
    fn of_week(&self) -> Option<&'a Weights> {
        self.week().map(|week| self.weights.get(week.weights))
    }

    fn officers(&self) -> impl Iterator<Item = OfficerWeek<'a>> {
        self.week().into_iter().flat_map(WeekCaseload::officers)
    }

    fn text(&self, id: TextId) -> &'a str {
        self.caseload.texts.get(id)
    }

    /// The code of an officer with the name.
    fn who(&self, officer: &OfficerWeek) -> String {
        officer.who(&self.caseload.texts)
    }

    fn about(&self, officer: &OfficerWeek) -> About {
        let team = officer.posts.iter().find_map(|post| post.unit.team);
        About {
            officer: Some(self.text(officer.officer.0).to_owned()),
            team: team.map(|team| self.text(team).to_owned()),
        }
    }

    /// An officer's code with the name, where the week reported has it.
    fn named(&self, code: &str) -> String {
        let known = self.officers().find(|officer| self.text(officer.officer.0) == code);
        known.map_or_else(|| code.to_owned(), |officer| self.who(&officer))
    }

    /// The first row of an officer.
    fn place(officer: &OfficerWeek) -> Place {
        officer.posts.iter().map(|post: &PostWeek| post.place).min().expect("an officer has a post")
    }
}
