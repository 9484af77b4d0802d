//! Rolling up: officers judged by all their weeks, and units as all their work over all their time.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::breach::{Figure, Judgement, judge};
use crate::model::{
    Caseload, DatedWeights, Held, Officer, OfficerWeek, PostWeek, TextId, WeekCaseload, Weights, WeightsId,
};
use crate::selection::Selection;
use crate::units::{Hours, Load, Week};

/// What a row of a report stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// One officer.
    Officer,
    /// One team.
    Team,
    /// One probation delivery unit.
    Pdu,
    /// One region.
    Region,
    /// One grade.
    Grade,
    /// Everything chosen.
    All,
}

/// A unit of a roll-up, with everything above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct UnitKey {
    /// The region.
    pub region: Option<TextId>,
    /// The probation delivery unit.
    pub pdu: Option<TextId>,
    /// The team.
    pub team: Option<TextId>,
    /// The grade, by its position in the weights.
    pub grade: Option<usize>,
}

/// An officer in the week reported, with what the rule says of them.
#[derive(Debug)]
pub struct OfficerResult<'a> {
    /// Their posts.
    pub week: OfficerWeek<'a>,
    /// All their work and hours.
    pub load: Load,
    /// How they stand.
    pub judgement: Judgement,
}

/// A unit in the week reported.
#[derive(Debug)]
pub struct UnitResult {
    /// Which unit.
    pub key: UnitKey,
    /// All its work and hours, unallocated work and work of officers without hours included.
    pub load: Load,
    /// All it holds.
    pub held: Held,
    /// Contracted hours, as far as they are known.
    pub contracted: Hours,
    /// Reduction hours.
    pub reduction: Hours,
    /// The part of it that no officer holds.
    pub unallocated: Held,
    /// Its officers, by their positions among the officers chosen.
    pub officers: Vec<usize>,
    /// How it stands.
    pub judgement: Judgement,
}

/// An officer with a figure before the week reported and none in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotSeen {
    /// The officer.
    pub officer: Officer,
    /// Their latest week with a figure.
    pub last: Week,
}

/// The week reported, worked out and judged.
#[derive(Debug)]
pub struct Results<'a> {
    /// The week.
    pub week: &'a WeekCaseload,
    /// The officers chosen.
    pub officers: Vec<OfficerResult<'a>>,
    /// The units chosen; none where the report is by officer.
    pub units: Vec<UnitResult>,
    /// Everything chosen, as one unit.
    pub total: UnitResult,
    /// Officers chosen in an earlier week, within as many weeks as the rule has, and now without rows.
    pub not_seen: Vec<NotSeen>,
    /// Versions of the other weights that earlier weeks were worked out with, within as many weeks as the rule has.
    pub other_weights: Vec<WeightsId>,
}

/// Works out and judges a week of a caseload, by its position; later weeks are as if not yet written.
///
/// # Panics
///
/// When the caseload has no such week.
pub fn roll_up<'a>(
    caseload: &'a Caseload,
    reported: usize,
    weights: &DatedWeights,
    chosen: &Selection,
    by: By,
) -> Results<'a> {
    let rolling = Rolling { weeks: &caseload.weeks[..=reported], weights, chosen };
    let week = &caseload.weeks[reported];
    let officers = rolling.officers(week);
    let units = if by == By::Officer { Vec::new() } else { rolling.units(by, &officers) };
    let mut all = rolling.units(By::All, &officers);
    let total = all.pop().unwrap_or_else(|| UnitResult::empty(UnitKey::default(), rolling.judgement(&[])));
    let not_seen = rolling.not_seen(week);
    let other_weights = rolling.other_weights(week);
    Results { week, officers, units, total, not_seen, other_weights }
}

struct Rolling<'a, 'r> {
    /// The weeks up to the one reported.
    weeks: &'a [WeekCaseload],
    weights: &'r DatedWeights,
    chosen: &'r Selection,
}

impl<'a> Rolling<'a, '_> {
    fn reported(&self) -> &'a WeekCaseload {
        self.weeks.last().expect("the week reported is among them")
    }

    fn of(&self, week: &WeekCaseload) -> &Weights {
        self.weights.get(week.weights)
    }

    fn is_over(&self, week: &WeekCaseload, load: Load) -> Option<bool> {
        let weights = self.of(week);
        (!load.has_no_hours()).then(|| load.exceeds(weights.limits.over, weights.hours))
    }

    fn officers(&self, week: &'a WeekCaseload) -> Vec<OfficerResult<'a>> {
        let is_chosen = |officer: &OfficerWeek| officer.posts.iter().any(|post| self.chosen.has(post, week.weights));
        let chosen: Vec<OfficerWeek> = week.officers().filter(is_chosen).collect();
        let wanted: FxHashSet<Officer> = chosen.iter().map(|officer| officer.officer).collect();
        let mut figures: FxHashMap<Officer, Vec<Figure>> = FxHashMap::default();
        for (week, named) in self.weeks.iter().filter_map(|week| Some((week, week.week?))) {
            for officer in week.officers().filter(|officer| wanted.contains(&officer.officer)) {
                if let Some(is_over) = self.is_over(week, officer.load()) {
                    figures.entry(officer.officer).or_default().push(Figure { week: named, is_over });
                }
            }
        }
        let result = |officer: OfficerWeek<'a>| {
            let load = officer.load();
            let known = figures.get(&officer.officer).map_or(&[][..], Vec::as_slice);
            OfficerResult { week: officer, load, judgement: self.judge(load, known) }
        };
        chosen.into_iter().map(result).collect()
    }

    fn units(&self, by: By, officers: &[OfficerResult]) -> Vec<UnitResult> {
        let mut figures: FxHashMap<UnitKey, Vec<Figure>> = FxHashMap::default();
        for (week, named) in self.weeks.iter().filter_map(|week| Some((week, week.week?))) {
            let mut loads: FxHashMap<UnitKey, Load> = FxHashMap::default();
            for post in self.posts(week) {
                let load = loads.entry(self.key(by, week, post)).or_default();
                *load = *load + post.load();
            }
            for (key, load) in loads {
                if let Some(is_over) = self.is_over(week, load) {
                    figures.entry(key).or_default().push(Figure { week: named, is_over });
                }
            }
        }
        let week = self.reported();
        let mut units: Vec<UnitResult> = Vec::new();
        let mut positions: FxHashMap<UnitKey, usize> = FxHashMap::default();
        for post in self.posts(week) {
            let key = self.key(by, week, post);
            let position = *positions.entry(key).or_insert(units.len());
            if position == units.len() {
                units.push(UnitResult::empty(key, self.judgement(&[])));
            }
            units[position].add(post);
        }
        for (index, officer) in officers.iter().enumerate() {
            let posts = officer.week.posts.iter().filter(|post| self.chosen.has(post, week.weights));
            let mut keys: Vec<UnitKey> = posts.map(|post| self.key(by, week, post)).collect();
            keys.dedup();
            for key in keys {
                let members = &mut units[positions[&key]].officers;
                if members.last() != Some(&index) {
                    members.push(index);
                }
            }
        }
        for unit in &mut units {
            let known = figures.get(&unit.key).map_or(&[][..], Vec::as_slice);
            unit.judgement = self.judge(unit.load, known);
        }
        units
    }

    fn posts(&self, week: &'a WeekCaseload) -> impl Iterator<Item = &'a PostWeek> {
        week.posts.iter().filter(|post| self.chosen.has(post, week.weights))
    }

    /// The unit of a post. Grades go by the positions that the weights of the week reported give them, so that a unit is
    /// the same in weeks of different weights.
    fn key(&self, by: By, week: &WeekCaseload, post: &PostWeek) -> UnitKey {
        let unit = post.unit;
        let (region, pdu, team) = (unit.region, unit.pdu, unit.team);
        match by {
            By::Officer | By::Team => UnitKey { region, pdu, team, grade: None },
            By::Pdu => UnitKey { region, pdu, ..UnitKey::default() },
            By::Region => UnitKey { region, ..UnitKey::default() },
            By::Grade => {
                let name = post.grade.map(|grade| self.of(week).grades.name(grade));
                let grade = name.and_then(|name| self.of(self.reported()).grades.position(name));
                UnitKey { grade, ..UnitKey::default() }
            }
            By::All => UnitKey::default(),
        }
    }

    fn judge(&self, load: Load, known: &[Figure]) -> Judgement {
        match self.reported().week {
            None => Judgement::undated(self.is_over(self.reported(), load)),
            Some(_) => self.judgement(known),
        }
    }

    fn judgement(&self, known: &[Figure]) -> Judgement {
        let week = self.reported();
        week.week.map_or_else(|| Judgement::undated(None), |named| judge(known, named, self.of(week).limits.weeks))
    }

    /// The weeks before the one reported that a run as long as the rule's can touch, the latest first.
    fn lately(&self) -> impl Iterator<Item = (&'a WeekCaseload, Week)> {
        let reported = self.reported();
        let weeks = self.of(reported).limits.weeks;
        let first = reported.week.map(|week| (0..weeks).fold(week, |week, _| week.previous()));
        let earlier = self.weeks.iter().rev().skip(1).filter_map(|week| Some((week, week.week?)));
        earlier.take_while(move |(_, week)| first.is_some_and(|first| *week >= first))
    }

    fn not_seen(&self, reported: &WeekCaseload) -> Vec<NotSeen> {
        let mut seen: FxHashSet<Officer> = reported.officers().map(|officer| officer.officer).collect();
        let mut not_seen = Vec::new();
        for (week, named) in self.lately() {
            for officer in week.officers() {
                let is_chosen = officer.posts.iter().any(|post| self.chosen.has(post, week.weights));
                if is_chosen && seen.insert(officer.officer) {
                    not_seen.push(NotSeen { officer: officer.officer, last: named });
                }
            }
        }
        not_seen
    }

    fn other_weights(&self, reported: &WeekCaseload) -> Vec<WeightsId> {
        let others = self.lately().map(|(week, _)| week.weights).filter(|weights| *weights != reported.weights);
        let each: BTreeMap<usize, WeightsId> = others.map(|weights| (weights.position(), weights)).collect();
        each.into_values().collect()
    }
}

impl UnitResult {
    fn empty(key: UnitKey, judgement: Judgement) -> Self {
        let (load, held, unallocated) = (Load::default(), Held::default(), Held::default());
        let (contracted, reduction) = (Hours::default(), Hours::default());
        Self { key, load, held, contracted, reduction, unallocated, officers: Vec::new(), judgement }
    }

    fn add(&mut self, post: &PostWeek) {
        self.load = self.load + post.load();
        self.held += &post.held;
        self.contracted += post.contracted.unwrap_or_default();
        self.reduction += post.reduction;
        if post.officer.is_none() {
            self.unallocated += &post.held;
        }
    }
}
