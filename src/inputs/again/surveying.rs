//! Surveying the rows. Memory grows with teams, weeks and kinds, and by one hash for each case.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::fault::Place;
use crate::inputs::caseload::Who;
use crate::model::{Caseload, DatedWeights, Kind, Officer, TextId, Texts, WeekCaseload, Weights, WhyNothing};
use crate::units::{Minutes, Percent, Week, Work};

use super::repeats::{CaseIds, Repeats, comparable};
use super::rows::{CountedRow, SecondReading};
use super::survey::{FindingSubject, Late, LateWhat, NotForGrade, Survey, TeamTiers, Uncounted, WhyUncounted};

impl SecondReading<'_> {
    /// Surveys the rows, as far as they are sound.
    pub(crate) fn survey(self) -> Survey {
        let mut surveying = Surveying::new(self.caseload, self.weights);
        let texts = self.each_row(|row| surveying.row(row));
        let mut case_ids = std::mem::take(&mut surveying.case_ids);
        let twice = if case_ids.seem_twice() {
            let texts = self.each_row(|row| case_ids.note_again(row));
            case_ids.finish(&texts)
        } else {
            Vec::new()
        };
        Survey {
            twice,
            uncounted: surveying.uncounted(&texts),
            late: surveying.late(&texts),
            not_for_grade: surveying.not_for_grade(&texts),
            tiers: surveying.tiers(&texts),
            repeated: surveying.repeats.finish(),
        }
    }
}

/// Who holds something, and in which team.
type OfficerAndTeam = (Option<Officer>, Option<TextId>);

/// How many cases there are in tiers, by their names.
type CasesOfTiers<'a> = BTreeMap<&'a str, i64>;

struct TeamOfWeek {
    /// The first row of its cases.
    first: Place,
    /// How many cases it has in each tier: by the positions of the case type and the tier in the weights of the week.
    cases: HashMap<[usize; 2], i64>,
}

struct Surveying<'a> {
    weights: &'a DatedWeights,
    /// The weights of the week reported.
    now: &'a Weights,
    caseload: &'a Caseload,
    /// The teams in each week. Each has a count of its own, so that what the rows of a week add to stays in the cache.
    teams_of_weeks: HashMap<(Week, Option<TextId>), TeamOfWeek>,
    /// The team of each officer who is in only one, for rows that do not say it.
    teams: HashMap<Officer, TextId>,
    case_ids: CaseIds,
    repeats: Repeats,
    /// Cases of the week reported that count nothing, with the first row of them.
    uncounted: HashMap<(Option<TextId>, Kind), (i64, Place)>,
    /// Cases of the week reported under a status that should have ended.
    late_cases: BTreeMap<(OfficerAndTeam, usize), (i64, Place)>,
    late_tasks: BTreeMap<OfficerAndTeam, (i64, Date, Place)>,
    /// The grades that may not hold some tiers, of those who are of one in the week reported.
    limited: HashMap<OfficerAndTeam, usize>,
    /// Those tiers: the grade, the case type and the tier.
    not_held: HashSet<[usize; 3]>,
    /// Cases of the week reported that the grade of their officer may not hold: by the grade and the tier.
    not_for_grade: BTreeMap<(OfficerAndTeam, usize), (CasesOfTiers<'a>, Place)>,
}

impl<'a> Surveying<'a> {
    fn new(caseload: &'a Caseload, weights: &'a DatedWeights) -> Self {
        let reported = caseload.week_reported();
        let now = weights.get(reported.and_then(|week| weights.for_week(week)).unwrap_or(weights.latest()));
        Self {
            weights,
            now,
            caseload,
            teams_of_weeks: HashMap::default(),
            teams: teams(caseload),
            case_ids: CaseIds::default(),
            repeats: Repeats::default(),
            uncounted: HashMap::default(),
            late_cases: BTreeMap::new(),
            late_tasks: BTreeMap::new(),
            limited: limited(caseload, now),
            not_held: not_held(now),
            not_for_grade: BTreeMap::new(),
        }
    }

    /// Takes a row. Rows come in the order of the files, so that the first of a kind has the first place.
    fn row(&mut self, row: &CountedRow) {
        let CountedRow { day, who, kind, what, place, .. } = *row;
        let (is_reported, holder) = (self.is_reported(day.week), self.holder(who));
        let Kind::Case { case_type, tier, status, .. } = kind else {
            if let (Some(due), Some(date), true) = (what.due, day.date, is_reported) {
                let days = self.weights.get(day.weights).checks.overdue_task_days;
                if due <= date.saturating_sub(days.days()) && what.count > 0 {
                    let (count, oldest, _) = self.late_tasks.entry(holder).or_insert((0, due, place));
                    (*count, *oldest) = (*count + what.count, due.min(*oldest));
                }
            }
            return;
        };
        match row.case_id().as_deref().and_then(comparable) {
            Some(case_id) if what.count != 0 => self.case_ids.add(day.week, &case_id),
            None if what.count > 1 && is_reported => {
                self.repeats.note(holder.0, row.row.span(0, row.row.len().saturating_sub(1)), place);
            }
            _ => (),
        }
        if let Some(week) = day.week {
            let new = || TeamOfWeek { first: place, cases: HashMap::default() };
            let team = self.teams_of_weeks.entry((week, holder.1)).or_insert_with(new);
            *team.cases.entry([case_type, tier]).or_insert(0) += what.count;
        }
        let uncounted = what.held.nothing.cases();
        if is_reported && uncounted != 0 {
            self.uncounted.entry((holder.1, kind)).or_insert((0, place)).0 += uncounted;
        }
        if is_reported && what.count != 0 {
            self.hold_against_grade(holder, &kind, what.count, place);
        }
        let checks = &self.weights.get(day.weights).checks;
        if is_reported && what.count != 0 && checks.statuses.contains_key(&status.position) {
            self.late_cases.entry((holder, status.position)).or_insert((0, place)).0 += what.count;
        }
    }

    /// Notes cases that the grade of their officer may not hold.
    fn hold_against_grade(&mut self, holder: OfficerAndTeam, kind: &Kind, count: i64, place: Place) {
        let (Some(grade), Kind::Case { case_type, tier, .. }) = (self.limited.get(&holder), kind) else { return };
        if self.not_held.contains(&[*grade, *case_type, *tier]) {
            let name = self.now.case_types.at(*case_type).tiers.name(*tier);
            let (tiers, _) = self.not_for_grade.entry((holder, *grade)).or_insert((BTreeMap::new(), place));
            *tiers.entry(name).or_default() += count;
        }
    }

    /// Who holds a row, in the team that it says or in the only one of the officer.
    fn holder(&self, who: &Who) -> OfficerAndTeam {
        (who.officer, who.unit.team.or_else(|| self.teams.get(&who.officer?).copied()))
    }

    fn is_reported(&self, week: Option<Week>) -> bool {
        self.caseload.reported.as_ref().is_some_and(|reported| reported.week == week)
    }

    /// Work that should have ended: cases, and then tasks.
    fn late(&self, texts: &Texts) -> Vec<Late> {
        let cases = self.late_cases.iter().map(|((holder, status), (count, place))| {
            let why = self.now.checks.statuses.get(status).cloned().unwrap_or_default();
            let what = LateWhat::Cases { status: self.now.statuses.name(*status).to_owned(), why };
            Late { holder: FindingSubject::of(*holder, texts), what, count: *count, place: *place }
        });
        let tasks = self.late_tasks.iter().map(|(holder, (count, oldest, place))| {
            let what = LateWhat::Tasks { oldest: *oldest };
            Late { holder: FindingSubject::of(*holder, texts), what, count: *count, place: *place }
        });
        cases.chain(tasks).collect()
    }

    fn not_for_grade(&self, texts: &Texts) -> Vec<NotForGrade> {
        let all = self.not_for_grade.iter().map(|((holder, grade), (tiers, place))| NotForGrade {
            holder: FindingSubject::of(*holder, texts),
            grade: self.now.grades.name(*grade).to_owned(),
            tiers: tiers.iter().map(|(tier, count)| ((*tier).to_owned(), *count)).collect(),
            place: *place,
        });
        all.collect()
    }

    fn uncounted(&self, texts: &Texts) -> Vec<Uncounted> {
        let mut uncounted: BTreeMap<_, Uncounted> = BTreeMap::new();
        for ((team, kind), (cases, place)) in self.uncounted.iter().filter(|(_, (cases, _))| *cases != 0) {
            let Some((why, minutes)) = why_uncounted(kind, self.now) else { continue };
            let nothing = || Uncounted {
                team: team.map(|team| texts.get(team).to_owned()),
                why: why.clone(),
                cases: 0,
                untiered: 0,
                in_full: Work::default(),
                place: *place,
            };
            let of_team = uncounted.entry((*team, why.clone())).or_insert_with(nothing);
            of_team.cases += *cases;
            of_team.untiered += if matches!(kind, Kind::Case { is_untiered: true, .. }) { *cases } else { 0 };
            of_team.in_full += Work::of(*cases, minutes, Percent::ALL);
            of_team.place = of_team.place.min(*place);
        }
        uncounted.into_values().collect()
    }

    fn tiers(&self, texts: &Texts) -> Vec<TeamTiers> {
        let mut tiers: BTreeMap<Option<TextId>, TeamTiers> = BTreeMap::new();
        let mut teams_of_weeks: Vec<_> = self.teams_of_weeks.iter().collect();
        teams_of_weeks.sort_unstable_by_key(|(team, _)| **team);
        for ((week, team), TeamOfWeek { first, cases }) in teams_of_weeks {
            let Some(of_week) = self.weights.for_week(*week).map(|id| self.weights.get(id)) else { continue };
            for (tier, cases) in cases {
                let (case_type, minutes) = now(*tier, of_week, self.now);
                let name = || team.map(|team| texts.get(team).to_owned());
                let new = || TeamTiers { team: name(), weeks: BTreeMap::new(), place: *first };
                let of_team = tiers.entry(*team).or_insert_with(new);
                // The latest week comes last.
                of_team.place = *first;
                let of_week = of_team.weeks.entry(*week).or_default().entry(case_type.to_owned()).or_default();
                *of_week.entry(minutes).or_default() += *cases;
            }
        }
        tiers.into_values().collect()
    }
}

/// The team of each officer of the week reported who has only one post.
fn teams(caseload: &Caseload) -> HashMap<Officer, TextId> {
    let officers = caseload.reported.iter().flat_map(WeekCaseload::officers);
    let in_one = officers.filter(|officer| officer.posts.len() == 1);
    in_one.filter_map(|officer| Some((officer.officer, officer.posts[0].unit.team?))).collect()
}

/// The grades of those officers of the week reported whose grade may not hold some tiers.
fn limited(caseload: &Caseload, weights: &Weights) -> HashMap<OfficerAndTeam, usize> {
    let of_grade =
        caseload.reported_posts().iter().filter_map(|post| Some((post.officer?, post.unit.team, post.grade?)));
    let limited = of_grade.filter(|(.., grade)| !weights.grades.at(*grade).may_not_hold.is_empty());
    limited.map(|(officer, team, grade)| ((Some(officer), team), grade)).collect()
}

/// The tiers that grades may not hold: the grade, the case type and the tier.
fn not_held(weights: &Weights) -> HashSet<[usize; 3]> {
    let mut not_held = HashSet::default();
    for (grade, (_, declared)) in weights.grades.iter().enumerate() {
        for (case_type, (_, of_type)) in weights.case_types.iter().enumerate() {
            let tiers = declared.may_not_hold.iter().filter_map(|tier| of_type.tiers.position(tier));
            not_held.extend(tiers.map(|tier| [grade, case_type, tier]));
        }
    }
    not_held
}

/// The case type of a tier, and its minutes in the week reported; those of its own week where the weights of the week reported do
/// not know it.
fn now<'w>([case_type, tier]: [usize; 2], of_week: &'w Weights, now: &Weights) -> (&'w str, Minutes) {
    let (name, tiers) = (of_week.case_types.name(case_type), &of_week.case_types.at(case_type).tiers);
    let of_now = now.case_types.get(name).and_then(|case_type| case_type.tiers.get(tiers.name(tier)));
    (name, *of_now.unwrap_or(tiers.at(tier)))
}

/// Why a case counts nothing, if it does, and the minutes of one in full.
fn why_uncounted(kind: &Kind, weights: &Weights) -> Option<(WhyUncounted, Minutes)> {
    let Kind::Case { case_type, tier, minutes, status, .. } = kind else { return None };
    let why = match kind.why_nothing()? {
        WhyNothing::Status => WhyUncounted::Status(weights.statuses.name(status.position).to_owned()),
        WhyNothing::Tier => WhyUncounted::Tier(weights.case_types.at(*case_type).tiers.name(*tier).to_owned()),
        WhyNothing::Untiered => WhyUncounted::Untiered,
    };
    Some((why, *minutes))
}
