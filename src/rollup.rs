//! Rolling up: officers judged by all their weeks, and units as all their work over all their time.

use foldhash::{HashMap, HashSet};

use crate::breach::{Figure, Judgement, judge};
use crate::model::{
    Caseload, DatedWeights, Gaps, Held, Officer, OfficerWeek, PostWeek, TextId, Texts, Unit, WeekCaseload, WeekFigures,
    Weights, Whose,
};
use crate::selection::Selection;
use crate::units::{Hours, Load, Percent, Week};

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
    pub other_weights: Vec<TextId>,
}

/// Works out and judges the week reported of a caseload; later weeks are as if not yet written. `None` where the caseload
/// has no week to report.
pub fn roll_up<'a>(
    caseload: &'a Caseload,
    weights: &'a DatedWeights,
    chosen: &Selection,
    by: By,
) -> Option<Results<'a>> {
    let week = caseload.reported.as_ref()?;
    let earlier = week
        .week
        .map_or(&[][..], |named| &caseload.weeks[..caseload.weeks.partition_point(|figures| figures.week < named)]);
    let (texts, of_week) = (&caseload.texts, weights.get(week.weights));
    let rolling = Rolling { week, earlier, texts, weights: of_week, chosen, gaps: Gaps::find(caseload, week.week) };
    let officers = rolling.officers();
    let units = if by == By::Officer { Vec::new() } else { rolling.units(by, &officers) };
    let mut all = rolling.units(By::All, &officers);
    let total = all.pop().unwrap_or_else(|| UnitResult::empty(UnitKey::default(), rolling.judgement(&[])));
    let not_seen = rolling.not_seen();
    let other_weights = rolling.other_weights();
    Some(Results { week, officers, units, total, not_seen, other_weights })
}

struct Rolling<'a, 'r> {
    /// The week reported.
    week: &'a WeekCaseload,
    /// The weeks before it.
    earlier: &'a [WeekFigures],
    texts: &'a Texts,
    /// The weights of the week reported.
    weights: &'a Weights,
    chosen: &'r Selection,
    gaps: Gaps,
}

impl<'a> Rolling<'a, '_> {
    /// The figure of a week, where there is a capacity.
    fn figure(week: Week, load: Load, limit: Percent) -> Option<Figure> {
        (!load.has_no_hours()).then(|| Figure { week, is_over: load.exceeds(limit) })
    }

    /// The figure of the week reported.
    fn figure_now(&self, load: Load) -> Option<Figure> {
        Self::figure(self.week.week?, load, self.weights.limits.over)
    }

    fn officers(&self) -> Vec<OfficerResult<'a>> {
        let is_chosen =
            |officer: &OfficerWeek| officer.posts.iter().any(|post| self.chosen.has_post(post, self.weights));
        let chosen: Vec<OfficerWeek> = self.week.officers().filter(is_chosen).collect();
        let figures = self.earlier_figures_of(&chosen);
        let result = |officer: OfficerWeek<'a>| {
            let load = officer.load();
            let known = figures.get(&officer.officer).map_or(&[][..], Vec::as_slice);
            OfficerResult { week: officer, load, judgement: self.judge(load, known) }
        };
        chosen.into_iter().map(result).collect()
    }

    /// The figures of officers in the weeks before the one reported.
    fn earlier_figures_of(&self, chosen: &[OfficerWeek]) -> HashMap<Officer, Vec<Figure>> {
        let mut figures: HashMap<Officer, Vec<Figure>> = HashMap::default();
        if self.earlier.is_empty() {
            return figures;
        }
        let wanted: HashSet<Officer> = chosen.iter().map(|officer| officer.officer).collect();
        for week in self.earlier {
            for (officer, posts) in week.officers().filter(|(officer, _)| wanted.contains(officer)) {
                let figure = self.gaps.load(posts).and_then(|load| Self::figure(week.week, load, week.limit));
                figures.entry(officer).or_default().extend(figure);
            }
        }
        figures
    }

    fn units(&self, by: By, officers: &[OfficerResult]) -> Vec<UnitResult> {
        let figures = self.earlier_figures(by);
        let mut units: Vec<UnitResult> = Vec::new();
        let mut positions: HashMap<UnitKey, usize> = HashMap::default();
        // Officers are in the order of their posts, and whoever has one that is chosen is among them.
        let mut index = 0;
        for post in self.week.posts.iter().filter(|post| self.chosen.has_post(post, self.weights)) {
            let key = self.key(by, &post.whose(self.weights));
            let position = *positions.entry(key).or_insert(units.len());
            if position == units.len() {
                units.push(UnitResult::empty(key, self.judgement(&[])));
            }
            units[position].add(post);
            if let Some(officer) = post.officer {
                while officers[index].week.officer != officer {
                    index += 1;
                }
                let members = &mut units[position].officers;
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

    /// The figures of units in the weeks before the one reported. A week in which the staff list alone has a unit is one
    /// without a figure.
    fn earlier_figures(&self, by: By) -> HashMap<UnitKey, Vec<Figure>> {
        let mut figures: HashMap<UnitKey, Vec<Figure>> = HashMap::default();
        for week in self.earlier {
            let mut loads: HashMap<UnitKey, (Load, bool)> = HashMap::default();
            for post in week.posts.iter().filter(|post| !self.gaps.is_gap(post)) {
                let whose = post.whose(self.texts);
                if self.chosen.has(&whose) {
                    let (load, has_rows) = loads.entry(self.key(by, &whose)).or_default();
                    *load = *load + post.load();
                    *has_rows |= !post.is_listed_only;
                }
            }
            for (key, (load, _)) in loads.into_iter().filter(|(_, (_, has_rows))| *has_rows) {
                figures.entry(key).or_default().extend(Self::figure(week.week, load, week.limit));
            }
        }
        figures
    }

    /// The unit of a post. Grades go by the positions that the weights of the week reported give them, so that a unit is
    /// the same in weeks of different weights.
    fn key(&self, by: By, post: &Whose) -> UnitKey {
        let Unit { region, pdu, team } = post.unit;
        match by {
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

    /// Judges a load in the week reported, with the figures of the weeks before.
    fn judge(&self, load: Load, earlier: &[Figure]) -> Judgement {
        if self.week.week.is_none() {
            return Judgement::undated((!load.has_no_hours()).then(|| load.exceeds(self.weights.limits.over)));
        }
        let now = self.figure_now(load);
        if earlier.is_empty() {
            return self.judgement(now.as_slice());
        }
        let known: Vec<Figure> = earlier.iter().copied().chain(now).collect();
        self.judgement(&known)
    }

    fn judgement(&self, known: &[Figure]) -> Judgement {
        let judged = |named| judge(known, named, self.weights.limits.weeks);
        self.week.week.map_or_else(|| Judgement::undated(None), judged)
    }

    /// The weeks before the one reported that a run as long as the rule's can touch, the latest first.
    fn lately(&self) -> impl Iterator<Item = &'a WeekFigures> {
        let weeks = self.weights.limits.weeks;
        let first = self.week.week.map(|week| (0..weeks).fold(week, |week, _| week.previous()));
        self.earlier.iter().rev().take_while(move |week| first.is_some_and(|first| week.week >= first))
    }

    fn not_seen(&self) -> Vec<NotSeen> {
        if self.lately().next().is_none() {
            return Vec::new();
        }
        let with_rows = self.week.officers().filter(|officer| !officer.is_listed_only());
        let mut seen: HashSet<Officer> = with_rows.map(|officer| officer.officer).collect();
        let mut not_seen = Vec::new();
        for week in self.lately() {
            for (officer, posts) in week.officers().filter(|(_, posts)| posts.iter().any(|post| !post.is_listed_only)) {
                let is_chosen = posts.iter().any(|post| self.chosen.has(&post.whose(self.texts)));
                if is_chosen && seen.insert(officer) {
                    not_seen.push(NotSeen { officer, last: week.week });
                }
            }
        }
        not_seen
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
