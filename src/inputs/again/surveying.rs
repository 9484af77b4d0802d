//! Surveying the rows. Memory grows with teams, weeks and kinds, and by one hash for each case.

use std::collections::BTreeMap;

use foldhash::HashMap;
use foldhash::fast::RandomState;
use indexmap::IndexSet;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::fault::Place;
use crate::inputs::Inputs;
use crate::inputs::caseload::{Layout, Meaning, Reader, What, Whos, index, number};
use crate::inputs::table::{Column, Row};
use crate::model::{Caseload, DatedWeights, Kind, TextId, Texts, WeekCaseload, Weights, WhyNothing};
use crate::units::{Minutes, Percent, Week, Work};

use super::case_ids::{CaseIds, SeemingTwice, comparable};
use super::rows::each_row;
use super::survey::{Late, LateWhat, Survey, TeamTiers, Uncounted, WhyUncounted};

/// Surveys the rows of caseloads that have been read before, as far as they are sound.
pub fn survey(inputs: &Inputs, week: Option<Date>, caseload: &Caseload, weights: &DatedWeights) -> Survey {
    let mut whos = Whos::default();
    let mut surveying = Surveying::new(caseload, weights, &mut whos.texts);
    each_row(&inputs.caseloads, week, weights, &mut whos, |reader, layout, row, meaning, what| {
        surveying.row(reader, layout, row, meaning, what);
    });
    let mut twice = std::mem::take(&mut surveying.case_ids).seeming();
    if !twice.is_empty() {
        each_row(&inputs.caseloads, week, weights, &mut whos, |reader, layout, row, meaning, what| {
            surveying.case_again(&mut twice, reader, layout, row, meaning, what);
        });
    }
    let mut survey = surveying.finish(&mut whos.texts);
    survey.twice = twice.finish(|officer| whos.texts.get(officer).to_owned());
    survey
}

/// Who holds something, and in which team.
type OfficerAndTeam = (Option<TextId>, Option<TextId>);

/// Which cases are the same to a survey: those of a week, a team and a kind. A country has a million of them, so a week and a
/// kind are told by numbers.
type Alike = (u32, Option<TextId>, u32);

struct Surveying<'a> {
    weights: &'a DatedWeights,
    caseload: &'a Caseload,
    /// The weeks in the order in which they came up; `None` is that of an undated caseload.
    weeks: IndexSet<Option<Week>, RandomState>,
    /// The week of the row before, by its date: most rows are of the same.
    last: Option<(Option<Date>, u32)>,
    /// The kinds of cases, in the order in which they came up.
    kinds: IndexSet<Kind, RandomState>,
    /// The team of each officer who is in one, for rows that do not say it.
    teams: HashMap<TextId, TextId>,
    case_ids: CaseIds,
    /// How many cases are alike, with the first row of them.
    cases: HashMap<Alike, (i64, Place)>,
    /// Cases of the week reported under a status that should have ended.
    late_cases: BTreeMap<(OfficerAndTeam, usize), (i64, Place)>,
    late_tasks: BTreeMap<OfficerAndTeam, (i64, Date, Place)>,
}

impl<'a> Surveying<'a> {
    fn new(caseload: &'a Caseload, weights: &'a DatedWeights, texts: &mut Texts) -> Self {
        Self {
            weights,
            caseload,
            weeks: IndexSet::default(),
            last: None,
            kinds: IndexSet::default(),
            teams: teams(caseload, texts),
            case_ids: CaseIds::default(),
            cases: HashMap::default(),
            late_cases: BTreeMap::new(),
            late_tasks: BTreeMap::new(),
        }
    }

    fn row(&mut self, reader: &Reader, layout: &Layout, row: Row, meaning: &Meaning, what: &What) {
        let (day, who) = (reader.day_of(meaning.day), reader.whos().get(meaning.who));
        let Some(kind) = what.kind.filter(|_| self.counts(reader, meaning)) else { return };
        let of_week = self.week(day.date);
        let is_reported = self.is_reported(self.weeks[index(of_week)]);
        let officer = who.officer.map(|officer| officer.0);
        let team = who.unit.team.or_else(|| self.teams.get(&officer?).copied());
        let (holder, place) = ((officer, team), meaning.place);
        let Kind::Case { status, .. } = kind else {
            if let (Some(due), Some(date), true) = (what.due, day.date, is_reported) {
                let days = self.weights.get(day.weights).checks.overdue_task_days;
                if due <= date.saturating_sub(days.days()) && what.count > 0 {
                    let (count, oldest, _) = self.late_tasks.entry(holder).or_insert((0, due, place));
                    (*count, *oldest) = (*count + what.count, due.min(*oldest));
                }
            }
            return;
        };
        if what.count != 0
            && let Some(case_id) = comparable(layout.columns.text(row, Column::CaseId))
        {
            self.case_ids.add(index(of_week), &case_id);
        }
        let kind = number(self.kinds.insert_full(kind).0);
        let (count, first) = self.cases.entry((of_week, team, kind)).or_insert((0, place));
        (*count, *first) = (*count + what.count, place.min(*first));
        let checks = &self.weights.get(day.weights).checks;
        if is_reported && what.count != 0 && checks.statuses.contains_key(&status.position) {
            self.late_cases.entry((holder, status.position)).or_insert((0, place)).0 += what.count;
        }
    }

    /// The number of the week of a date.
    fn week(&mut self, date: Option<Date>) -> u32 {
        match self.last {
            Some((last, week)) if last == date => week,
            _ => {
                let week = number(self.weeks.insert_full(date.map(Week::of)).0);
                self.last = Some((date, week));
                week
            }
        }
    }

    /// Notes a row, read a second time, if its case seems to come up more than once.
    fn case_again(
        &self,
        twice: &mut SeemingTwice,
        reader: &Reader,
        layout: &Layout,
        row: Row,
        meaning: &Meaning,
        what: &What,
    ) {
        let is_case = matches!(what.kind, Some(Kind::Case { .. })) && what.count != 0;
        let week = self.weeks.get_index_of(&reader.day_of(meaning.day).date.map(Week::of));
        let Some(week) = week.filter(|_| is_case && self.counts(reader, meaning)) else { return };
        if let Some(case_id) = comparable(layout.columns.text(row, Column::CaseId)) {
            let officer = reader.whos().get(meaning.who).officer.map(|officer| officer.0);
            twice.add(week, &case_id, officer, meaning.place);
        }
    }

    /// Whether a row is of a snapshot that counts.
    fn counts(&self, reader: &Reader, meaning: &Meaning) -> bool {
        let is_task = || matches!(reader.what_of(meaning).kind, Some(Kind::Task { .. }));
        let row = || reader.whos().row_of(meaning.who, is_task());
        self.caseload.snapshots.counts(reader.day_of(meaning.day).date, row, &self.caseload.texts)
    }

    fn is_reported(&self, week: Option<Week>) -> bool {
        self.caseload.reported.as_ref().is_some_and(|reported| reported.week == week)
    }

    /// The weights of a week.
    fn weights_of(&self, week: Option<Week>) -> &'a Weights {
        let id = week.and_then(|week| self.weights.for_week(week));
        self.weights.get(id.unwrap_or(self.weights.latest()))
    }

    fn finish(self, texts: &mut Texts) -> Survey {
        let weights = self.weights_of(self.caseload.reported.as_ref().and_then(|reported| reported.week));
        let mut survey = Survey::default();
        let name = |texts: &Texts, id: Option<TextId>| id.map(|id| texts.get(id).to_owned());
        for (((officer, team), status), (count, place)) in &self.late_cases {
            let why = weights.checks.statuses.get(status).cloned().unwrap_or_default();
            let what = LateWhat::Cases { status: weights.statuses.name(*status).to_owned(), why };
            let (officer, team) = (name(texts, *officer), name(texts, *team));
            survey.late.push(Late { officer, team, what, count: *count, place: *place });
        }
        for ((officer, team), (count, oldest, place)) in &self.late_tasks {
            let (officer, team, what) =
                (name(texts, *officer), name(texts, *team), LateWhat::Tasks { oldest: *oldest });
            survey.late.push(Late { officer, team, what, count: *count, place: *place });
        }
        let mut uncounted: BTreeMap<(Option<TextId>, WhyUncounted), Uncounted> = BTreeMap::new();
        let mut tiers: BTreeMap<Option<TextId>, TeamTiers> = BTreeMap::new();
        for ((week, team, kind), (cases, place)) in &self.cases {
            let (week, kind) = (self.weeks[index(*week)], &self.kinds[index(*kind)]);
            let of_week = self.weights_of(week);
            if let (Some(week), Some((case_type, minutes))) = (week, now(kind, of_week, weights)) {
                let new = TeamTiers { team: name(texts, *team), weeks: BTreeMap::new(), place: *place };
                let of_team = tiers.entry(*team).or_insert(new);
                of_team.add(week, texts.keep(case_type), minutes, *cases, *place);
            }
            let why = kind.why_nothing().filter(|_| self.is_reported(week) && *cases != 0);
            if let (Some(why), Kind::Case { minutes, .. }) = (why, kind) {
                let why = why_uncounted(why, kind, of_week);
                let nothing = Uncounted {
                    team: name(texts, *team),
                    why: why.clone(),
                    cases: 0,
                    in_full: Work::default(),
                    place: *place,
                };
                let of_team = uncounted.entry((*team, why)).or_insert(nothing);
                of_team.cases += *cases;
                of_team.in_full += Work::of(*cases, *minutes, Percent::ALL);
                of_team.place = of_team.place.min(*place);
            }
        }
        survey.uncounted = uncounted.into_values().collect();
        survey.tiers = tiers.into_values().collect();
        survey
    }
}

/// The team of each officer who is in one.
fn teams(caseload: &Caseload, texts: &mut Texts) -> HashMap<TextId, TextId> {
    let officers = caseload.reported.iter().flat_map(WeekCaseload::officers);
    let in_one = officers.filter(|officer| officer.posts.len() == 1);
    let known = in_one.filter_map(|officer| Some((officer.officer.0, officer.posts[0].unit.team?)));
    known.map(|(officer, team)| [officer, team].map(|id| texts.keep(caseload.texts.get(id))).into()).collect()
}

/// The case type of a case, and the minutes of its tier in the week reported; its own minutes where the weights of that
/// week do not know the tier.
fn now<'w>(kind: &Kind, of_week: &'w Weights, now: &Weights) -> Option<(&'w str, Minutes)> {
    let Kind::Case { case_type, tier, minutes, .. } = kind else { return None };
    let (name, tiers) = (of_week.case_types.name(*case_type), &of_week.case_types.at(*case_type).tiers);
    let of_now = now.case_types.get(name).and_then(|case_type| case_type.tiers.get(tiers.name(*tier)));
    Some((name, of_now.copied().unwrap_or(*minutes)))
}

fn why_uncounted(why: WhyNothing, kind: &Kind, weights: &Weights) -> WhyUncounted {
    match (why, kind) {
        (WhyNothing::Status, Kind::Case { status, .. } | Kind::Task { status, .. }) => {
            WhyUncounted::Status(weights.statuses.name(status.position).to_owned())
        }
        (WhyNothing::Tier, Kind::Case { case_type, tier, .. }) => {
            WhyUncounted::Tier(weights.case_types.at(*case_type).tiers.name(*tier).to_owned())
        }
        _ => WhyUncounted::Untiered,
    }
}
