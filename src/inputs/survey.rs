//! A survey of all rows, for what the sums do not show: cases held twice, cases that count nothing and what they hide, what
//! should have ended, how the tiers of a team move. Its memory grows with teams and weeks, not with rows.

use std::collections::BTreeMap;
use std::io;

use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::fault::{Faults, Files, Notices, Place};
use crate::model::{Caseload, DatedWeights, TextId, Texts, Weights};
use crate::units::{Minutes, Percent, Week, Work};

use super::case_ids::{CaseIds, CaseTwice};
use super::caseload::{Inputs, file_date};
use super::cells::Cells;
use super::columns::{CASELOAD, Column};
use super::kinds::{Named, Status};
use super::table::{InputFile, read_table};

/// What a survey found.
#[derive(Debug, Default)]
pub struct Survey {
    /// Cases that are in a snapshot more than once, in any week.
    pub twice: Vec<CaseTwice>,
    /// Cases of the week reported that count nothing, by team and why.
    pub uncounted: Vec<Uncounted>,
    /// What of the week reported should have ended, by officer.
    pub late: Vec<Late>,
    /// The tiers of each team in each week.
    pub tiers: Vec<TeamTiers>,
}

/// Cases of a team that count nothing.
#[derive(Debug)]
pub struct Uncounted {
    /// The team.
    pub team: Option<String>,
    /// Why they count nothing.
    pub why: WhyUncounted,
    /// How many.
    pub cases: i64,
    /// Minutes a month if they counted in full.
    pub in_full: Work,
    /// The first row of them.
    pub place: Place,
}

/// Why cases count nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyUncounted {
    /// Their status counts 0 per cent.
    Status(String),
    /// They have no tier, and the weights give those no time.
    Untiered,
    /// Their tier has 0 minutes.
    Tier(String),
}

/// Something of an officer that should have ended.
#[derive(Debug)]
pub struct Late {
    /// The officer; `None` for unallocated work.
    pub officer: Option<String>,
    /// The team.
    pub team: Option<String>,
    /// What it is.
    pub what: LateWhat,
    /// How many.
    pub count: i64,
    /// The first row of them.
    pub place: Place,
}

/// What should have ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LateWhat {
    /// Cases with a status under which none should be held any more, and why.
    Cases {
        /// The status.
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

/// The tiers of a team, week by week: how many cases of a case type take so many minutes, all by the weights of the week
/// reported, so that other weights are no move.
#[derive(Debug)]
pub struct TeamTiers {
    /// The team.
    pub team: Option<String>,
    /// Cases by case type and the minutes of their tiers, in each week.
    pub weeks: BTreeMap<Week, BTreeMap<String, BTreeMap<Minutes, i64>>>,
    /// The first row of its latest week.
    pub place: Place,
}

/// Surveys the rows of caseloads that have been read before, as far as they are sound.
///
/// # Errors
///
/// When there is no room to put cases aside.
pub fn survey(
    inputs: &Inputs,
    week: Option<Date>,
    caseload: &Caseload,
    weights: &DatedWeights,
    files: &Files,
) -> io::Result<Survey> {
    let mut surveying = Surveying {
        weights,
        snapshots: caseload.snapshots.iter().map(|date| (*date, CaseIds::default())).collect(),
        reported: caseload.reported.as_ref().map_or(Reported::None, |week| Reported::Of(week.snapshot)),
        teams: teams(caseload),
        texts: Texts::default(),
        uncounted: BTreeMap::new(),
        cases: BTreeMap::new(),
        tasks: BTreeMap::new(),
        tiers: BTreeMap::new(),
        failed: None,
    };
    for input in &inputs.caseloads {
        surveying.file(input, week);
    }
    surveying.finish(files)
}

/// The team of each officer who is in one, for rows that do not say it.
fn teams(caseload: &Caseload) -> FxHashMap<String, String> {
    let officers = caseload.reported.iter().flat_map(crate::model::WeekCaseload::officers);
    let in_one = officers.filter(|officer| officer.posts.len() == 1);
    let texts = &caseload.texts;
    in_one
        .filter_map(|officer| {
            Some((texts.get(officer.officer.0).to_owned(), texts.get(officer.posts[0].unit.team?).to_owned()))
        })
        .collect()
}

type Team = Option<String>;

/// Cases by case type and the minutes of their tiers, in each week.
type TiersByWeek = BTreeMap<Week, BTreeMap<String, BTreeMap<Minutes, i64>>>;

/// Which snapshot is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reported {
    /// None: the caseload has no such week.
    None,
    /// The one of a date, or the undated one.
    Of(Option<Date>),
}

struct Surveying<'a> {
    weights: &'a DatedWeights,
    snapshots: FxHashMap<Option<Date>, CaseIds>,
    /// The snapshot of the week reported, where there is such a week.
    reported: Reported,
    teams: FxHashMap<String, String>,
    /// Case numbers and officers.
    texts: Texts,
    uncounted: BTreeMap<(Team, WhyUncounted), (i64, Work, Place)>,
    cases: BTreeMap<(Option<String>, Team, usize), (i64, Place)>,
    tasks: BTreeMap<(Option<String>, Team), (i64, Date, Place)>,
    tiers: BTreeMap<Team, (TiersByWeek, Place)>,
    failed: Option<io::Error>,
}

/// A row that is being surveyed.
struct Surveyed<'r> {
    date: Option<Date>,
    weights: &'r Weights,
    officer: Option<String>,
    team: Team,
    count: i64,
    place: Place,
}

impl Surveying<'_> {
    fn file(&mut self, input: &InputFile, week: Option<Date>) {
        // Everything that is wrong in a row was said when it was read first.
        let (mut faults, mut notices) = (Faults::default(), Notices::default());
        let mut dates: FxHashMap<Vec<u8>, Option<Date>> = FxHashMap::default();
        read_table(input, &CASELOAD, &mut faults, &mut notices, |cells| {
            let bytes = cells.row.bytes(Column::Week);
            let date = match dates.get(bytes) {
                Some(date) => *date,
                None if cells.row.columns.has(Column::Week) => {
                    let date = cells.date(Column::Week);
                    *dates.entry(bytes.to_vec()).or_insert(date)
                }
                None => {
                    let date = file_date(input, week, &mut Faults::default(), &mut Notices::default());
                    *dates.entry(Vec::new()).or_insert(date)
                }
            };
            if self.snapshots.contains_key(&date) {
                self.row(cells, date);
            }
        });
    }

    fn row(&mut self, cells: &mut Cells, date: Option<Date>) {
        let weights = match date {
            Some(date) => self.weights.for_week(Week::of(date)),
            None => Some(self.weights.latest()),
        };
        let Some(weights) = weights.map(|id| self.weights.get(id)) else { return };
        let Some(named) = Named::read(cells, weights) else { return };
        let text = |cells: &mut Cells, column| cells.text(column).map(std::borrow::Cow::into_owned);
        let officer = text(cells, Column::Officer);
        let of_officer = || officer.as_ref().and_then(|officer| self.teams.get(officer)).cloned();
        let team = text(cells, Column::Team).or_else(of_officer);
        let has_count = !cells.row.is_blank(Column::Count);
        let count = if has_count { cells.count(Column::Count).unwrap_or(0) } else { 1 };
        let row = Surveyed { date, weights, officer, team, count, place: cells.place };
        match named {
            Named::Case { tier, case_type, is_untiered, minutes, status } => {
                if let Some(case_id) = cells.text(Column::CaseId) {
                    self.case_id(&case_id, &row);
                }
                let tier = weights.case_types.at(case_type).tiers.name(tier);
                self.tier(&row, weights.case_types.name(case_type), tier, minutes);
                self.case(&row, tier, is_untiered, minutes, status);
            }
            Named::Task { .. } => {
                if let Some(due) = cells.date(Column::Due) {
                    self.task(&row, due);
                }
            }
            Named::Neither => (),
        }
    }

    fn case_id(&mut self, case_id: &str, row: &Surveyed) {
        // `N/A` and the like are no case numbers, and a row of no cases holds none.
        if row.count == 0 || !case_id.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let case = self.texts.keep(&case_id.to_uppercase());
        let officer: Option<TextId> = row.officer.as_ref().map(|officer| self.texts.keep(officer));
        let Some(snapshot) = self.snapshots.get_mut(&row.date) else { return };
        if let Err(error) = snapshot.add(case, officer, row.place) {
            self.failed.get_or_insert(error);
        }
    }

    /// Notes the tier of a case, by its time in the week reported where the weights of that know it.
    fn tier(&mut self, row: &Surveyed, case_type: &str, tier: &str, minutes: Minutes) {
        let Some(week) = row.date.map(Week::of) else { return };
        let reported = match self.reported {
            Reported::Of(Some(date)) => self.weights.for_week(Week::of(date)),
            _ => None,
        };
        let by_reported = reported.and_then(|id| {
            let case_types = &self.weights.get(id).case_types;
            case_types.get(case_type)?.tiers.get(tier).copied()
        });
        let (weeks, place) = self.tiers.entry(row.team.clone()).or_insert_with(|| (BTreeMap::new(), row.place));
        if weeks.last_key_value().is_some_and(|(last, _)| *last < week) {
            *place = row.place;
        }
        let of_type = weeks.entry(week).or_default().entry(case_type.to_owned()).or_default();
        *of_type.entry(by_reported.unwrap_or(minutes)).or_default() += row.count;
    }

    fn case(&mut self, row: &Surveyed, tier: &str, is_untiered: bool, minutes: Minutes, status: Status) {
        if self.reported != Reported::Of(row.date) || row.count == 0 {
            return;
        }
        let why = match (status.counted.is_nothing(), minutes.is_nothing()) {
            (true, _) => Some(WhyUncounted::Status(row.weights.statuses.name(status.position).to_owned())),
            (false, true) if is_untiered => Some(WhyUncounted::Untiered),
            (false, true) => Some(WhyUncounted::Tier(tier.to_owned())),
            (false, false) => None,
        };
        if let Some(why) = why {
            let nothing = (0, Work::default(), row.place);
            let (cases, in_full, _) = self.uncounted.entry((row.team.clone(), why)).or_insert(nothing);
            *cases += row.count;
            *in_full += Work::of(row.count, minutes, Percent::ALL);
        }
        if row.weights.checks.statuses.contains_key(&status.position) {
            let key = (row.officer.clone(), row.team.clone(), status.position);
            self.cases.entry(key).or_insert((0, row.place)).0 += row.count;
        }
    }

    fn task(&mut self, row: &Surveyed, due: Date) {
        let Some(snapshot) = row.date.filter(|_| self.reported == Reported::Of(row.date)) else { return };
        let days = row.weights.checks.overdue_task_days;
        if due > snapshot.saturating_sub(days.days()) || row.count <= 0 {
            return;
        }
        let key = (row.officer.clone(), row.team.clone());
        let (count, oldest, _) = self.tasks.entry(key).or_insert((0, due, row.place));
        *count += row.count;
        *oldest = due.min(*oldest);
    }

    fn finish(self, files: &Files) -> io::Result<Survey> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let mut survey = Survey::default();
        for (_, ids) in self.snapshots {
            survey.twice.extend(ids.twice(&self.texts, files)?);
        }
        survey.twice.sort_by_key(|case| case.again.0);
        let uncounted = self.uncounted.into_iter();
        survey.uncounted = uncounted
            .map(|((team, why), (cases, in_full, place))| Uncounted { team, why, cases, in_full, place })
            .collect();
        let reported = match self.reported {
            Reported::Of(Some(date)) => self.weights.for_week(Week::of(date)),
            _ => None,
        };
        let weights = self.weights.get(reported.unwrap_or(self.weights.latest()));
        for ((officer, team, status), (count, place)) in self.cases {
            let why = weights.checks.statuses.get(&status).cloned().unwrap_or_default();
            let what = LateWhat::Cases { status: weights.statuses.name(status).to_owned(), why };
            survey.late.push(Late { officer, team, what, count, place });
        }
        for ((officer, team), (count, oldest, place)) in self.tasks {
            survey.late.push(Late { officer, team, what: LateWhat::Tasks { oldest }, count, place });
        }
        let tiers = self.tiers.into_iter();
        survey.tiers = tiers.map(|(team, (weeks, place))| TeamTiers { team, weeks, place }).collect();
        Ok(survey)
    }
}
