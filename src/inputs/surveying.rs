//! Surveying the rows, one by one. Memory grows with teams and weeks, not with rows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::fault::{Faults, Files, Notices, Place};
use crate::model::{Caseload, DatedWeights, TextId, Texts, Weights, WeightsId};
use crate::units::{Minutes, Percent, Week, Work};

use super::case_ids::CaseIds;
use super::caseload::{Inputs, file_date};
use super::cells::Cells;
use super::columns::{CASELOAD, Column};
use super::kinds::{KIND_COLUMNS, Named};
use super::survey::{Late, LateWhat, Survey, TeamTiers, Uncounted, WhyUncounted};
use super::table::{InputFile, read_table};

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
    let mut texts = Texts::default();
    let mut surveying = Surveying {
        weights,
        snapshots: caseload.snapshots.iter().map(|date| (*date, CaseIds::default())).collect(),
        reported: caseload.reported.as_ref().map_or(Reported::None, |week| Reported::Of(week.snapshot)),
        teams: teams(caseload, &mut texts),
        texts,
        kinds: (0..weights.count()).map(|_| FxHashMap::default()).collect(),
        key: Vec::new(),
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
fn teams(caseload: &Caseload, texts: &mut Texts) -> FxHashMap<TextId, TextId> {
    let officers = caseload.reported.iter().flat_map(crate::model::WeekCaseload::officers);
    let in_one = officers.filter(|officer| officer.posts.len() == 1);
    let known = in_one.filter_map(|officer| Some((officer.officer.0, officer.posts[0].unit.team?)));
    known.map(|(officer, team)| [officer, team].map(|id| texts.keep(caseload.texts.get(id))).into()).collect()
}

/// Cases by case type and the minutes of their tiers, in each week.
type TiersByWeek = BTreeMap<Week, BTreeMap<TextId, BTreeMap<Minutes, i64>>>;

/// Who holds something, and in which team.
type Holder = (Option<TextId>, Option<TextId>);

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
    teams: FxHashMap<TextId, TextId>,
    /// Officers, teams and case types.
    texts: Texts,
    /// What rows name, by the cells that say it, under each of the weights. There are some hundred in a country.
    kinds: Vec<FxHashMap<Box<[u8]>, Option<Known>>>,
    key: Vec<u8>,
    uncounted: BTreeMap<(Option<TextId>, WhyUncounted), (i64, Work, Place)>,
    cases: BTreeMap<(Holder, usize), (i64, Place)>,
    tasks: BTreeMap<Holder, (i64, Date, Place)>,
    tiers: BTreeMap<Option<TextId>, (TiersByWeek, Place)>,
    failed: Option<io::Error>,
}

/// What a row names, looked up once.
#[derive(Debug, Clone, Copy)]
struct Known {
    named: Named,
    /// The case type of a case.
    case_type: Option<TextId>,
    /// The minutes of its tier in the week reported, where the weights of that know it; its own where they do not.
    minutes_now: Minutes,
}

/// A snapshot that counts.
#[derive(Debug, Clone, Copy)]
struct Day {
    date: Option<Date>,
    week: Option<Week>,
    weights: WeightsId,
}

/// A row that is being surveyed.
struct Surveyed<'r> {
    day: Day,
    weights: &'r Weights,
    officer: Option<TextId>,
    team: Option<TextId>,
    count: i64,
    place: Place,
}

impl Surveying<'_> {
    fn file(&mut self, input: &InputFile, week: Option<Date>) {
        // Everything that is wrong in a row was said when it was read first.
        let (mut faults, mut notices) = (Faults::default(), Notices::default());
        let mut days: FxHashMap<Vec<u8>, Option<Day>> = FxHashMap::default();
        read_table(input, &CASELOAD, &mut faults, &mut notices, |cells| {
            let bytes = cells.row.bytes(Column::Week);
            let known = days.get(bytes).copied();
            let day = known.unwrap_or_else(|| {
                let date = if cells.row.columns.has(Column::Week) {
                    cells.date(Column::Week)
                } else {
                    file_date(input, week, &mut Faults::default(), &mut Notices::default())
                };
                let day = self.day(date);
                days.insert(bytes.to_vec(), day);
                day
            });
            if let Some(day) = day {
                self.row(cells, day);
            }
        });
    }

    /// A date as a snapshot that counts; `None` where it does not.
    fn day(&self, date: Option<Date>) -> Option<Day> {
        let week = date.map(Week::of);
        let weights = week.map_or(Some(self.weights.latest()), |week| self.weights.for_week(week))?;
        self.snapshots.contains_key(&date).then_some(Day { date, week, weights })
    }

    fn row(&mut self, cells: &mut Cells, day: Day) {
        let Some(Known { named, case_type, minutes_now }) = self.known(cells, day) else { return };
        let weights = self.weights.get(day.weights);
        let officer = cells.text(Column::Officer).map(|text| self.texts.keep(&text));
        let team = cells.text(Column::Team).map(|text| self.texts.keep(&text));
        let team = team.or_else(|| self.teams.get(&officer?).copied());
        let has_count = !cells.row.is_blank(Column::Count);
        let count = if has_count { cells.count(Column::Count).unwrap_or(0) } else { 1 };
        let row = Surveyed { day, weights, officer, team, count, place: cells.place };
        match named {
            Named::Case { .. } => {
                if let Some(case_id) = cells.text(Column::CaseId) {
                    self.case_id(&case_id, &row);
                }
                self.tier(&row, case_type, minutes_now);
                self.case(&row, named);
            }
            Named::Task { .. } => {
                if let Some(due) = cells.date(Column::Due) {
                    self.task(&row, due);
                }
            }
            Named::Neither => (),
        }
    }

    /// What a row names, read where its cells come up for the first time.
    fn known(&mut self, cells: &mut Cells, day: Day) -> Option<Known> {
        self.key.clear();
        for column in KIND_COLUMNS {
            let bytes = cells.row.bytes(column);
            self.key.extend_from_slice(&bytes.len().to_le_bytes());
            self.key.extend_from_slice(bytes);
        }
        if let Some(known) = self.kinds[day.weights.position()].get(self.key.as_slice()) {
            return *known;
        }
        let weights = self.weights.get(day.weights);
        let known = Named::read(cells, weights).map(|named| self.looked_up(named, weights));
        self.kinds[day.weights.position()].insert(self.key.as_slice().into(), known);
        known
    }

    fn looked_up(&mut self, named: Named, weights: &Weights) -> Known {
        let Named::Case { case_type, tier, minutes, .. } = named else {
            return Known { named, case_type: None, minutes_now: Minutes::default() };
        };
        let (name, tiers) = (weights.case_types.name(case_type), &weights.case_types.at(case_type).tiers);
        let of_now = self.weights_now().case_types.get(name);
        let minutes_now = of_now.and_then(|case_type| case_type.tiers.get(tiers.name(tier))).copied();
        Known { named, case_type: Some(self.texts.keep(name)), minutes_now: minutes_now.unwrap_or(minutes) }
    }

    /// The weights of the week reported.
    fn weights_now(&self) -> &Weights {
        let of_week = match self.reported {
            Reported::Of(Some(date)) => self.weights.for_week(Week::of(date)),
            _ => None,
        };
        self.weights.get(of_week.unwrap_or(self.weights.latest()))
    }

    fn case_id(&mut self, case_id: &str, row: &Surveyed) {
        // `N/A` and the like are no case numbers, and a row of no cases holds none.
        if row.count == 0 || !case_id.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let is_plain = !case_id.bytes().any(|byte| byte.is_ascii_lowercase() || !byte.is_ascii());
        let case: Cow<str> = if is_plain { case_id.into() } else { case_id.to_uppercase().into() };
        let Some(snapshot) = self.snapshots.get_mut(&row.day.date) else { return };
        if let Err(error) = snapshot.add(&case, row.officer, row.place) {
            self.failed.get_or_insert(error);
        }
    }

    /// Notes the tier of a case, by its time in the week reported.
    fn tier(&mut self, row: &Surveyed, case_type: Option<TextId>, minutes_now: Minutes) {
        let (Some(week), Some(case_type)) = (row.day.week, case_type) else { return };
        let (weeks, place) = self.tiers.entry(row.team).or_insert_with(|| (BTreeMap::new(), row.place));
        if weeks.last_key_value().is_some_and(|(last, _)| *last < week) {
            *place = row.place;
        }
        let of_type = weeks.entry(week).or_default().entry(case_type).or_default();
        *of_type.entry(minutes_now).or_default() += row.count;
    }

    fn case(&mut self, row: &Surveyed, named: Named) {
        let Named::Case { case_type, tier, is_untiered, minutes, status } = named else { return };
        if self.reported != Reported::Of(row.day.date) || row.count == 0 {
            return;
        }
        let tier = || row.weights.case_types.at(case_type).tiers.name(tier).to_owned();
        let why = match (status.counted.is_nothing(), minutes.is_nothing()) {
            (true, _) => Some(WhyUncounted::Status(row.weights.statuses.name(status.position).to_owned())),
            (false, true) if is_untiered => Some(WhyUncounted::Untiered),
            (false, true) => Some(WhyUncounted::Tier(tier())),
            (false, false) => None,
        };
        if let Some(why) = why {
            let nothing = (0, Work::default(), row.place);
            let (cases, in_full, _) = self.uncounted.entry((row.team, why)).or_insert(nothing);
            *cases += row.count;
            *in_full += Work::of(row.count, minutes, Percent::ALL);
        }
        if row.weights.checks.statuses.contains_key(&status.position) {
            let key = ((row.officer, row.team), status.position);
            self.cases.entry(key).or_insert((0, row.place)).0 += row.count;
        }
    }

    fn task(&mut self, row: &Surveyed, due: Date) {
        let is_reported = self.reported == Reported::Of(row.day.date);
        let Some(snapshot) = row.day.date.filter(|_| is_reported) else { return };
        let days = row.weights.checks.overdue_task_days;
        if due > snapshot.saturating_sub(days.days()) || row.count <= 0 {
            return;
        }
        let key = (row.officer, row.team);
        let (count, oldest, _) = self.tasks.entry(key).or_insert((0, due, row.place));
        *count += row.count;
        *oldest = due.min(*oldest);
    }

    fn finish(mut self, files: &Files) -> io::Result<Survey> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let mut survey = Survey::default();
        let (texts, weights) = (&self.texts, self.weights_now());
        let text = |id: Option<TextId>| id.map(|id| texts.get(id).to_owned());
        for ((team, why), (cases, in_full, place)) in &self.uncounted {
            let (team, why) = (text(*team), why.clone());
            survey.uncounted.push(Uncounted { team, why, cases: *cases, in_full: *in_full, place: *place });
        }
        for (((officer, team), status), (count, place)) in &self.cases {
            let why = weights.checks.statuses.get(status).cloned().unwrap_or_default();
            let what = LateWhat::Cases { status: weights.statuses.name(*status).to_owned(), why };
            let (officer, team) = (text(*officer), text(*team));
            survey.late.push(Late { officer, team, what, count: *count, place: *place });
        }
        for ((officer, team), (count, oldest, place)) in &self.tasks {
            let (officer, team) = (text(*officer), text(*team));
            survey.late.push(Late {
                officer,
                team,
                what: LateWhat::Tasks { oldest: *oldest },
                count: *count,
                place: *place,
            });
        }
        for (team, (weeks, place)) in std::mem::take(&mut self.tiers) {
            survey.tiers.push(TeamTiers { team: text(team), weeks, place });
        }
        for (_, ids) in self.snapshots {
            survey.twice.extend(ids.twice(&self.texts, files)?);
        }
        survey.twice.sort_by_key(|case| case.again.0);
        Ok(survey)
    }
}
