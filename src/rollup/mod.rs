//! Rolling up: officers judged by all their weeks, and units as all their work over all their time.

mod results;
#[cfg(test)]
mod tests;

pub use results::{By, NoFigure, OfficerResult, Results, UnitKey, UnitResult};

use foldhash::{HashMap, HashSet};

use crate::breach::{Figure, Judgement, judge};
use crate::model::{
    Caseload, DatedWeights, Gaps, LeftOut, Officer, OfficerWeek, PostWeek, TextId, Texts, Unit, WeekCaseload,
    WeekFigures, Weights, Whose,
};
use crate::selection::Selection;
use crate::units::{Load, Week};

use results::{WeekLoad, over};

/// Works out and judges the week reported of a caseload; later weeks are as if not yet written. `None` where the
/// caseload has no week to report.
pub fn roll_up<'a>(
    caseload: &'a Caseload,
    weights: &'a DatedWeights,
    selection: &Selection,
    by: By,
) -> Option<Results<'a>> {
    let week = caseload.reported.as_ref()?;
    let earlier = week
        .week
        .map_or(&[][..], |named| &caseload.weeks[..caseload.weeks.partition_point(|figures| figures.week < named)]);
    let (texts, of_week) = (&caseload.texts, weights.get(week.weights));
    let mut rolling = Rolling { week, earlier, texts, weights: of_week, selection, by, strayed: HashSet::default() };
    rolling.strayed = rolling.strayed();
    let officers = rolling.officers();
    let (units, total) = rolling.units(&officers);
    let mut results = Results {
        week,
        officers,
        units,
        total,
        no_figure: rolling.not_seen(),
        weeks_known: 0,
        weeks_without: Vec::new(),
        left_out: rolling.left_out(&caseload.left_out),
        other_weights: rolling.other_weights(),
    };
    rolling.add_earlier_weeks(&Gaps::find(caseload, week.week), &mut results);
    rolling.judge_all(&mut results);
    rolling.count_weeks(&mut results);
    Some(results)
}

struct Rolling<'a, 'r> {
    /// The week reported.
    week: &'a WeekCaseload,
    /// The weeks before it.
    earlier: &'a [WeekFigures],
    texts: &'a Texts,
    /// The weights of the week reported.
    weights: &'a Weights,
    selection: &'r Selection,
    by: By,
    /// Officers who are left out, whose team or grade is not known now, and who were selected lately.
    strayed: HashSet<Officer>,
}

/// The load of a unit in one week, as it is added up.
#[derive(Debug, Clone, Copy, Default)]
struct WeekSum {
    load: Load,
    /// Whether the caseload has rows of it, and not only the staff list.
    has_rows: bool,
    /// Whether somebody is left out, so that the load is not known.
    is_incomplete: bool,
}

impl<'a> Rolling<'a, '_> {
    /// Whether a post of the week reported is selected.
    fn has(&self, post: &PostWeek) -> bool {
        let is_strayed = || post.officer.is_some_and(|officer| self.strayed.contains(&officer));
        self.selection.has_post(post, self.weights) || is_strayed()
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
        let selected = lately.filter(|post| self.selection.has(&post.whose(self.texts)));
        selected.filter_map(|post| post.officer).filter(|officer| unknown.contains(officer)).collect()
    }

    /// The officers selected in the week reported, not judged yet.
    fn officers(&self) -> Vec<OfficerResult<'a>> {
        let is_selected = |officer: &OfficerWeek| officer.posts.iter().any(|post| self.has(post));
        let officers = self.week.officers().filter(is_selected);
        let result = |week: OfficerWeek<'a>| {
            let (load, judgement) = (week.load(), Judgement::undated(None));
            let others = week.posts.iter().filter(|post| !self.has(post) && post.faulty.is_none());
            let elsewhere = others.map(PostWeek::load).reduce(|sum, load| sum + load);
            OfficerResult { week, load, judgement, earlier: Vec::new(), previous: None, elsewhere }
        };
        officers.map(result).collect()
    }

    /// The units selected in the week reported, and all of them as one, not judged yet. A report by officer has no
    /// units.
    fn units(&self, officers: &[OfficerResult]) -> (Vec<UnitResult>, UnitResult) {
        let (mut units, mut total) = (Vec::new(), UnitResult::new(UnitKey::default()));
        let mut positions: HashMap<UnitKey, usize> = HashMap::default();
        // Officers are in the order of their posts, and an officer with a selected post is among them.
        let mut index = 0;
        for post in self.week.posts.iter().filter(|post| self.has(post)) {
            if let Some(officer) = post.officer {
                while officers[index].week.officer != officer {
                    index += 1;
                }
            }
            let member = post.officer.map(|_| index);
            total.add(post, member);
            if self.by != By::Officer {
                let key = self.key(&post.whose(self.weights));
                let position = *positions.entry(key).or_insert(units.len());
                if position == units.len() {
                    units.push(UnitResult::new(key));
                }
                units[position].add(post, member);
            }
        }
        (units, total)
    }

    /// Adds the weeks before the one reported to the officers and the units, in one pass over their posts.
    fn add_earlier_weeks(&self, gaps: &Gaps, results: &mut Results) {
        let Results { officers, units, total, no_figure, .. } = results;
        let previous = self.week.week.map(Week::previous);
        let officer_positions: HashMap<Officer, usize> =
            officers.iter().enumerate().map(|(position, officer)| (officer.week.officer, position)).collect();
        let gone: HashMap<Officer, usize> =
            no_figure.iter().enumerate().map(|(position, gone)| (gone.officer, position)).collect();
        let unit_positions: HashMap<UnitKey, usize> =
            units.iter().enumerate().map(|(position, unit)| (unit.key, position)).collect();
        // The last is the total.
        let mut sums: Vec<Option<WeekSum>> = vec![None; units.len() + 1];
        for figures in self.earlier {
            for posts in figures.posts.chunk_by(|one, other| one.officer == other.officer) {
                let known = posts[0].officer.and_then(|officer| officer_positions.get(&officer));
                let gone = posts[0].officer.filter(|_| known.is_none()).and_then(|officer| gone.get(&officer));
                if known.is_some() || gone.is_some() {
                    let load = gaps.load(posts);
                    let is_over = load.and_then(|load| over(load, figures.limit));
                    let figure = is_over.map(|is_over| Figure { week: figures.week, is_over });
                    if let Some(known) = known.map(|position| &mut officers[*position]) {
                        known.earlier.extend(figure);
                        known.previous = load.filter(|_| Some(figures.week) == previous);
                    }
                    if let Some(gone) = gone {
                        no_figure[*gone].earlier.extend(figure);
                    }
                }
                for post in posts.iter().filter(|post| !gaps.is_gap(post)) {
                    let whose = post.whose(self.texts);
                    if !self.selection.has(&whose) {
                        continue;
                    }
                    let unit = if units.is_empty() { None } else { unit_positions.get(&self.key(&whose)).copied() };
                    for position in unit.into_iter().chain([units.len()]) {
                        let sum = sums[position].get_or_insert_default();
                        sum.load = sum.load + post.load();
                        sum.has_rows |= !post.is_listed_only;
                        sum.is_incomplete |= post.is_left_out;
                    }
                }
            }
            for (unit, sum) in units.iter_mut().chain([&mut *total]).zip(&mut sums) {
                let with_rows = sum.take().filter(|sum| sum.has_rows);
                let week = |sum: WeekSum| {
                    let load = (!sum.is_incomplete).then_some(sum.load);
                    WeekLoad { week: figures.week, limit: figures.limit, load }
                };
                unit.earlier.extend(with_rows.map(week));
            }
        }
    }

    /// The unit of a post. Grades go by the positions that the weights of the week reported give them, so that a unit
    /// is the same in weeks of different weights.
    fn key(&self, post: &Whose) -> UnitKey {
        let Unit { region, pdu, team } = post.unit;
        match self.by {
            By::Officer | By::Team => UnitKey { region, pdu, team, grade: None },
            By::Pdu => UnitKey { region, pdu, ..UnitKey::default() },
            By::Region => UnitKey { region, ..UnitKey::default() },
            By::Grade => {
                let grade = post.grade.and_then(|grade| self.weights.grades.position(grade));
                UnitKey { grade, ..UnitKey::default() }
            }
            By::All => UnitKey::default(),
        }
    }

    fn judge_all(&self, results: &mut Results) {
        let mut ended: HashMap<Officer, u32> = HashMap::default();
        for officer in &mut results.officers {
            officer.judgement = if officer.week.is_left_out() {
                Judgement::not_worked_out()
            } else {
                self.judge(officer.load, officer.earlier.iter().copied())
            };
            ended.extend(self.ended_run(&officer.earlier).map(|weeks| (officer.week.officer, weeks)));
        }
        for gone in &mut results.no_figure {
            gone.ended_run = self.ended_run(&gone.earlier).or_else(|| ended.remove(&gone.officer));
        }
        let without_hours = results.officers.iter().filter(|officer| officer.load.has_no_hours());
        for (officer, last) in without_hours.filter_map(|officer| Some((officer, self.week.week?.previous()))) {
            let (ended_run, name) = (ended.remove(&officer.week.officer), officer.week.name());
            let OfficerWeek { officer, .. } = officer.week;
            let no_figure = NoFigure { officer, name, last, ended_run, earlier: Vec::new() };
            results.no_figure.extend(Some(no_figure).filter(|no_figure| no_figure.ended_run.is_some()));
        }
        for unit in results.units.iter_mut().chain([&mut results.total]) {
            unit.judgement = if unit.is_incomplete {
                Judgement::not_worked_out()
            } else {
                self.judge(unit.load, unit.earlier.iter().filter_map(WeekLoad::figure))
            };
        }
    }

    /// Judges a load in the week reported by the figures of the weeks before, and its own.
    fn judge(&self, load: Load, earlier: impl Iterator<Item = Figure>) -> Judgement {
        let limits = self.weights.limits;
        let is_over = over(load, limits.over);
        let Some(week) = self.week.week else { return Judgement::undated(is_over) };
        let known: Vec<Figure> = earlier.chain(is_over.map(|is_over| Figure { week, is_over })).collect();
        judge(&known, week, limits.weeks)
    }

    /// How many adjacent weeks somebody was over, up to the week before the one reported.
    fn ended_run(&self, earlier: &[Figure]) -> Option<u32> {
        let before = judge(earlier, self.week.week?.previous(), self.weights.limits.weeks);
        before.weeks_over.filter(|_| before.standing.is_over())
    }

    /// Counts the weeks in which somebody selected has rows, and finds those of the rule in which nobody has.
    fn count_weeks(&self, results: &mut Results) {
        let known: Vec<Week> = results.total.earlier.iter().map(|week| week.week).chain(self.week.week).collect();
        results.weeks_known = known.len();
        let (Some(first), Some(reported)) = (known.first(), self.week.week) else { return };
        let of_rule = std::iter::successors(Some(reported), |week| Some(week.previous()));
        let of_rule = of_rule.take(usize::try_from(self.weights.limits.weeks).unwrap_or(usize::MAX));
        let without = of_rule.take_while(|week| week >= first).filter(|week| known.binary_search(week).is_err());
        results.weeks_without = without.collect();
        results.weeks_without.reverse();
    }

    /// The weeks before the one reported that a run as long as the rule's can touch, the latest first.
    fn lately(&self) -> impl Iterator<Item = &'a WeekFigures> {
        let weeks = self.weights.limits.weeks;
        let first = self.week.week.map(|week| (0..weeks).fold(week, |week, _| week.previous()));
        self.earlier.iter().rev().take_while(move |week| first.is_some_and(|first| week.week >= first))
    }

    /// Officers with a figure lately and none in the week reported, the latest week first.
    fn not_seen(&self) -> Vec<NoFigure> {
        if self.lately().next().is_none() {
            return Vec::new();
        }
        let with_rows = self.week.officers().filter(|officer| !officer.is_listed_only());
        let mut seen: HashSet<Officer> = with_rows.map(|officer| officer.officer).collect();
        let mut not_seen = Vec::new();
        for week in self.lately() {
            for (officer, posts) in week.officers().filter(|(_, posts)| posts.iter().any(|post| !post.is_listed_only)) {
                let is_selected = posts.iter().any(|post| self.selection.has(&post.whose(self.texts)));
                if is_selected && seen.insert(officer) {
                    let name = posts.iter().find_map(|post| post.name);
                    let (last, earlier) = (week.week, Vec::new());
                    not_seen.push(NoFigure { officer, name, last, ended_run: None, earlier });
                }
            }
        }
        not_seen
    }

    /// Those selected who are left out up to the week reported, each once in a week: the latest week first, and in it officers first.
    fn left_out(&self, all: &'a [LeftOut]) -> Vec<&'a LeftOut> {
        let is_selected = |left_out: &&LeftOut| {
            let is_strayed = left_out.post.officer.is_some_and(|officer| self.strayed.contains(&officer));
            let is_selected = is_strayed || self.selection.has(&left_out.post.whose(self.texts));
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
