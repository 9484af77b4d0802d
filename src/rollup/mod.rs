//! Rolling up: officers judged by all their weeks, and units as all their work over all their time.

mod past;
mod results;
mod staffing;
#[cfg(test)]
mod tests;

pub use results::{By, Results};
pub(crate) use results::{EndedRun, OfficerResult, UnitKey, UnitResult, WithoutFigure};
pub(crate) use staffing::UnitStaffing;

use std::cell::OnceCell;

use foldhash::{HashMap, HashSet};

use crate::breach::{Figure, Judgement, judge};
use crate::history::recorded_week;
use crate::model::{
    Caseload, DatedWeights, LeftOut, Officer, OfficerWeek, PostFigures, PostWeek, TextId, Texts, WeekCaseload,
    WeekFigures, Weights,
};
use crate::selection::Selection;
use crate::units::{Load, Week};

use past::{EarlierWeeks, over};

/// Works out and judges the week reported of a caseload; later weeks are as if not yet written. `None` where the
/// caseload has no week to report.
pub fn roll_up<'a>(
    caseload: &'a Caseload,
    weights: &'a DatedWeights,
    selection: &Selection,
    by: By,
) -> Option<Results<'a>> {
    let week = caseload.reported.as_ref()?;
    let mut past = EarlierWeeks::new(caseload, weights.get(week.weights), selection, by);
    past.go_on_to(week.week, weights.get(week.weights));
    Some(results(week, &past, caseload, weights, &HashSet::default()))
}

/// Works out and judges weeks of a caseload and its history, from the first one to the last one, each as if later ones were
/// not yet written. A week at a time: all weeks of a country have no room in memory.
pub(crate) fn roll_up_each(
    caseload: &Caseload,
    weights: &DatedWeights,
    selection: &Selection,
    by: By,
    (first, last): (Week, Week),
    mut take: impl FnMut(&Results<'_>),
) {
    let mut past: Option<EarlierWeeks> = None;
    let shown = || caseload.weeks.iter().filter(|figures| (first..=last).contains(&figures.week));
    let posts = shown().flat_map(|figures| &figures.posts).filter(|_| !selection.is_of_all());
    let selected = posts.filter(|post| selection.has(&post.whose(&caseload.texts))).filter_map(|post| post.officer);
    let selected: HashSet<Officer> = selected.collect();
    for figures in shown() {
        let recorded;
        let week = if let Some(week) = caseload.in_full(figures.week) {
            week
        } else {
            recorded = recorded_week(figures, &caseload.texts, weights);
            &recorded
        };
        let of_week = weights.get(week.weights);
        let past = past.get_or_insert_with(|| EarlierWeeks::new(caseload, of_week, selection, by));
        past.go_on_to(week.week, of_week);
        take(&results(week, past, caseload, weights, &selected));
    }
}

/// Works out and judges a week by those before it. `selected` are the officers who are selected in this or another week, where not
/// everyone is.
fn results<'w>(
    week: &'w WeekCaseload,
    past: &EarlierWeeks,
    caseload: &'w Caseload,
    weights: &'w DatedWeights,
    selected: &HashSet<Officer>,
) -> Results<'w> {
    let is_reported = caseload.reported.as_ref().is_some_and(|reported| reported.week == week.week);
    let mut rolling = WeekRollUp {
        week,
        earlier: &caseload.weeks[..past.count()],
        apart: if is_reported { &caseload.recorded_apart } else { &[] },
        texts: &caseload.texts,
        weights: weights.get(week.weights),
        past,
        strayed: HashSet::default(),
        teams_by_week: OnceCell::new(),
    };
    rolling.strayed = rolling.strayed();
    let (mut officers, no_figure) = (rolling.officers(), rolling.not_seen());
    let unseen: HashSet<Officer> = no_figure.iter().map(|gone| gone.officer).collect();
    for officer in &mut officers {
        officer.is_unseen = unseen.contains(&officer.week.officer);
    }
    let (units, total) = rolling.units(&officers);
    let mut results = Results {
        week,
        officers,
        elsewhere: rolling.elsewhere(selected),
        units,
        total,
        no_figure,
        weeks_known: 0,
        weeks_without: Vec::new(),
        left_out: rolling.left_out(&caseload.left_out),
        other_weights: rolling.other_weights(),
    };
    rolling.judge_all(&mut results);
    rolling.count_weeks(&mut results);
    results
}

struct WeekRollUp<'a, 'r> {
    /// The week reported.
    week: &'a WeekCaseload,
    /// The weeks before it.
    earlier: &'a [WeekFigures],
    /// Posts of the week reported that the history alone has.
    apart: &'a [PostFigures],
    texts: &'a Texts,
    /// The weights of the week reported.
    weights: &'a Weights,
    past: &'r EarlierWeeks<'r>,
    /// Officers who stay selected because they were lately: a faulty row now hides the team or the grade they are selected by.
    strayed: HashSet<Officer>,
    teams_by_week: OnceCell<TeamsByWeek>,
}

/// The teams that have rows, and those of each officer, by week.
#[derive(Default)]
struct TeamsByWeek {
    of_week: HashMap<Option<Week>, HashSet<Option<TextId>>>,
    of_officer: HashMap<(Officer, Week), Vec<Option<TextId>>>,
}

impl<'a> WeekRollUp<'a, '_> {
    /// Whether a post of the week reported is selected.
    fn has(&self, post: &PostWeek) -> bool {
        let is_strayed = || post.officer.is_some_and(|officer| self.strayed.contains(&officer));
        self.past.selection.has_post(post, self.weights) || is_strayed()
    }

    /// A faulty row may not say the team or the grade by which its officer was selected before; they are not to vanish.
    fn strayed(&self) -> HashSet<Officer> {
        let is_unknown = |post: &PostWeek| {
            let lacks = post.unit.team.is_none() || post.grade.is_none();
            post.faulty.is_some() && lacks && !self.has(post)
        };
        let unknown = self.week.posts.iter().filter(|post| is_unknown(post)).filter_map(|post| post.officer);
        let unknown: HashSet<Officer> = unknown.collect();
        let lately = self.lately().filter(|_| !unknown.is_empty()).flat_map(|week| &week.posts);
        let selected = lately.filter(|post| self.past.selection.has(&post.whose(self.texts)));
        selected.filter_map(|post| post.officer).filter(|officer| unknown.contains(officer)).collect()
    }

    /// Whether a post of an officer is selected in the week reported.
    fn has_any(&self, officer: &OfficerWeek) -> bool {
        officer.posts.iter().any(|post| self.has(post))
    }

    /// The officers selected in the week reported, not judged yet.
    fn officers(&self) -> Vec<OfficerResult<'a>> {
        self.week.officers().filter(|officer| self.has_any(officer)).map(|officer| self.officer(officer)).collect()
    }

    /// Officers selected in another week and not in the week reported, not judged yet.
    fn elsewhere(&self, selected: &HashSet<Officer>) -> Vec<OfficerResult<'a>> {
        let officers = self.week.officers().filter(|officer| selected.contains(&officer.officer));
        officers.filter(|officer| !self.has_any(officer)).map(|officer| self.officer(officer)).collect()
    }

    fn officer(&self, week: OfficerWeek<'a>) -> OfficerResult<'a> {
        let others = week.posts.iter().filter(|post| !self.has(post) && post.faulty.is_none());
        OfficerResult {
            week,
            load: week.load(),
            judgement: Judgement::default(),
            previous: self.past.of_officer(week.officer).load_of(self.previous()),
            elsewhere: others.map(PostWeek::load).reduce(|sum, load| sum + load),
            is_unseen: false,
        }
    }

    /// The units selected in the week reported, and all of them as one, not judged yet. A report by officer has no
    /// units.
    fn units(&self, officers: &[OfficerResult]) -> (Vec<UnitResult>, UnitResult) {
        let (mut units, mut total) = (Vec::new(), UnitResult::default());
        let mut positions: HashMap<UnitKey, usize> = HashMap::default();
        // Officers are in the order of their posts, and an officer with a selected post is among them.
        let mut index = 0;
        for (at, post) in self.week.posts.iter().enumerate().filter(|(_, post)| self.has(post)) {
            if let Some(officer) = post.officer {
                while officers[index].week.officer != officer {
                    index += 1;
                }
            }
            let member = post.officer.map(|_| index);
            total.add((at, post), member);
            if self.past.by != By::Officer {
                let key = self.past.key(&post.whose(self.weights));
                let position = *positions.entry(key).or_insert(units.len());
                if position == units.len() {
                    units.push(UnitResult { key, ..UnitResult::default() });
                }
                units[position].add((at, post), member);
            }
        }
        (units, total)
    }

    /// The week before the one reported.
    fn previous(&self) -> Option<Week> {
        self.week.week.map(Week::previous)
    }

    fn judge_all(&self, results: &mut Results) {
        let mut ended: HashMap<Officer, EndedRun> = HashMap::default();
        for officer in results.officers.iter_mut().chain(&mut results.elsewhere) {
            let run = self.past.of_officer(officer.week.officer).run();
            officer.judgement =
                if officer.week.has_faults() { Judgement::not_worked_out() } else { self.judge(officer.load, run) };
            let officer = officer.week.officer;
            ended.extend(self.ended_run(officer, run).map(|ended| (officer, ended)));
        }
        for gone in &mut results.no_figure {
            let ended_run = || self.ended_run(gone.officer, self.past.of_officer(gone.officer).run());
            gone.ended_run = ended.remove(&gone.officer).or_else(ended_run);
        }
        let without_hours = results.officers.iter().filter(|officer| officer.load.has_no_hours());
        for officer in without_hours {
            let Some(ended_run) = ended.remove(&officer.week.officer) else { continue };
            let (officer, name, last) = (officer.week.officer, officer.week.name(), ended_run.last);
            results.no_figure.push(WithoutFigure { officer, name, last, ended_run: Some(ended_run) });
        }
        let of_unit = |key: &UnitKey| self.past.of_unit(key);
        for unit in &mut results.units {
            unit.previous = of_unit(&unit.key).load_of(self.previous());
            unit.judgement = self.judge_unit(unit, of_unit(&unit.key).run());
        }
        let total = self.past.total();
        results.total.previous = total.load_of(self.previous());
        results.total.judgement = self.judge_unit(&results.total, total.run());
    }

    fn judge_unit(&self, unit: &UnitResult, run: &[Figure]) -> Judgement {
        if unit.is_incomplete { Judgement::not_worked_out() } else { self.judge(unit.load, run) }
    }

    /// Judges a load in the week reported by the figures of the weeks before, and its own.
    fn judge(&self, load: Load, earlier: &[Figure]) -> Judgement {
        let limits = self.weights.limits;
        let is_over = over(load, limits.over);
        let Some(week) = self.week.week else { return Judgement::undated(is_over) };
        let own = is_over.is_some().then_some(Figure { week, is_over });
        let known: Vec<Figure> = earlier.iter().copied().chain(own).collect();
        judge(&known, week, limits.weeks)
    }

    /// The officer's last run of weeks over, if it ended because data is missing, and not by a week within the limit.
    /// Between the run and the week reported lie only weeks that were not worked out, and fewer weeks than the rule has
    /// without rows: of anybody, or of those teams of the officer that have rows now.
    fn ended_run(&self, officer: Officer, mut earlier: &[Figure]) -> Option<EndedRun> {
        let weeks = self.weights.limits.weeks;
        let mut later = self.week.week?;
        while let [before @ .., Figure { week, is_over }] = earlier {
            let is_near = week.weeks_until(later) <= i64::from(weeks);
            let mut between = week.next().onwards().take_while(|week| *week < later);
            if !is_near || between.any(|gap| self.has_rows(gap, self.teams_of(officer, *week))) {
                return None;
            }
            if is_over.is_some() {
                let judgement = judge(earlier, *week, weeks);
                let weeks = judgement.weeks_over.filter(|weeks| *weeks > 0);
                return weeks.map(|weeks| EndedRun { weeks, last: *week });
            }
            (earlier, later) = (before, *week);
        }
        None
    }

    /// The teams of all who have rows in the week reported, and in each of the weeks before that a run can touch.
    fn teams_by_week(&self) -> &TeamsByWeek {
        self.teams_by_week.get_or_init(|| {
            let mut all = TeamsByWeek::default();
            let earlier = self.lately().flat_map(|week| week.with_rows().map(|post| (Some(week.week), post)));
            for (week, post) in earlier {
                all.of_week.entry(week).or_default().insert(post.unit.team);
                if let (Some(week), Some(officer)) = (week, post.officer) {
                    all.of_officer.entry((officer, week)).or_default().push(post.unit.team);
                }
            }
            let now = self.week.posts.iter().filter(|post| !post.is_listed_only);
            all.of_week.entry(self.week.week).or_default().extend(now.map(|post| post.unit.team));
            all
        })
    }

    /// The teams in which an officer has rows in an earlier week; none where it lies before those that a run can touch.
    fn teams_of(&self, officer: Officer, week: Week) -> &[Option<TextId>] {
        self.teams_by_week().of_officer.get(&(officer, week)).map_or(&[], Vec::as_slice)
    }

    /// Whether any of `teams` that has rows now had rows in an earlier week. If none of them has rows now, whether
    /// anybody had.
    fn has_rows(&self, week: Week, teams: &[Option<TextId>]) -> bool {
        let TeamsByWeek { of_week, .. } = self.teams_by_week();
        let now = &of_week[&self.week.week];
        let mut there_now = teams.iter().filter(|team| now.contains(*team)).peekable();
        match of_week.get(&Some(week)) {
            Some(then) if there_now.peek().is_some() => there_now.any(|team| then.contains(team)),
            // Of weeks before those that a run can touch, it is enough that there are rows.
            _ => self.earlier.binary_search_by_key(&week, |figures| figures.week).is_ok(),
        }
    }

    /// Sets `weeks_known` and `weeks_without`. The run of an officer goes on through teams that are not selected, so
    /// `weeks_known` is at least as long as the longest run.
    fn count_weeks(&self, results: &mut Results) {
        let has_figure = |officer: &OfficerResult| !officer.load.has_no_hours() || officer.week.has_faults();
        let reported = self.week.week.filter(|_| results.officers.iter().any(has_figure));
        let known: Vec<Week> = self.past.known().iter().copied().chain(reported).collect();
        let runs = results.officers.iter().filter_map(|officer| officer.judgement.weeks_over);
        let longest = runs.max().map_or(0, |weeks| usize::try_from(weeks).unwrap_or(usize::MAX));
        results.weeks_known = known.len().max(longest);
        let Some(reported) = self.week.week else { return };
        let has_rows =
            |week: &&WeekFigures| week.with_rows().any(|post| self.past.selection.has(&post.whose(self.texts)));
        let first_rows = self.lately().filter(has_rows).last().map(|week| week.week);
        let first = known.first().copied().into_iter().chain(first_rows).min().unwrap_or(reported);
        let of_rule = reported.backwards();
        let of_rule = of_rule.take(usize::try_from(self.weights.limits.weeks).unwrap_or(usize::MAX));
        let without = of_rule.take_while(|week| *week >= first).filter(|week| known.binary_search(week).is_err());
        results.weeks_without = without.collect();
        results.weeks_without.reverse();
    }

    /// The weeks before the one reported that a run as long as the rule's can touch, the latest first.
    fn lately(&self) -> impl Iterator<Item = &'a WeekFigures> {
        let weeks = self.weights.limits.weeks;
        let first = self.week.week.map(|week| week.back(weeks));
        self.earlier.iter().rev().take_while(move |week| first.is_some_and(|first| week.week >= first))
    }

    /// Officers with a figure lately and none in the week reported, the latest week first.
    fn not_seen(&self) -> Vec<WithoutFigure> {
        if self.lately().next().is_none() {
            return Vec::new();
        }
        let with_rows = self.week.officers().filter(|officer| !officer.is_listed_only());
        let mut seen: HashSet<Officer> = with_rows.map(|officer| officer.officer).collect();
        // Another team may have recorded this week already.
        seen.extend(
            self.apart.iter().filter(|post| !post.is_listed_only && !post.is_faulty).filter_map(|post| post.officer),
        );
        let mut not_seen = Vec::new();
        for week in self.lately() {
            for (officer, posts) in week.officers().filter(|(_, posts)| posts.iter().any(|post| !post.is_listed_only)) {
                let is_selected = posts.iter().any(|post| self.past.selection.has(&post.whose(self.texts)));
                if is_selected && seen.insert(officer) {
                    let name = posts.iter().find_map(|post| post.name);
                    not_seen.push(WithoutFigure { officer, name, last: week.week, ended_run: None });
                }
            }
        }
        not_seen
    }

    /// Those selected who are left out up to the week reported, each once in a week: the latest week first, and in it officers first.
    fn left_out(&self, all: &'a [LeftOut]) -> Vec<&'a LeftOut> {
        let is_selected = |left_out: &&LeftOut| {
            let is_strayed = left_out.post.officer.is_some_and(|officer| self.strayed.contains(&officer));
            let is_selected = is_strayed || self.past.selection.has(&left_out.post.whose(self.texts));
            left_out.week <= self.week.week && is_selected
        };
        let mut these: Vec<&LeftOut> = all.iter().filter(is_selected).collect();
        these.dedup_by_key(|left_out| (left_out.week, left_out.post.officer.ok_or(left_out.post.unit)));
        these.sort_by_key(|left_out| (std::cmp::Reverse(left_out.week), left_out.post.officer.is_none()));
        these
    }

    fn other_weights(&self) -> Vec<TextId> {
        let mut versions: Vec<TextId> = Vec::new();
        for week in self.lately().filter(|week| self.texts.get(week.weights) != self.weights.version) {
            if !versions.contains(&week.weights) {
                versions.push(week.weights);
            }
        }
        versions.reverse();
        versions
    }
}
