//! What the weeks before the one reported say of officers and units: the figures that a run can still go on from, and the
//! load of the last week.

use foldhash::HashMap;

use crate::breach::{Figure, go_on};
use crate::model::{Caseload, Gaps, Officer, WeekFigures, Weights, Whose};
use crate::selection::Selection;
use crate::units::{Load, Percent, Week};

use super::{By, UnitKey};

/// The weeks before one, added up one after the other.
pub(super) struct EarlierWeeks<'a> {
    caseload: &'a Caseload,
    pub(super) selection: &'a Selection,
    pub(super) by: By,
    /// The weights of the week reported.
    weights: &'a Weights,
    gaps: Gaps,
    /// How many weeks of the caseload are added up.
    count: usize,
    officers: HashMap<Officer, FiguresSoFar>,
    units: HashMap<UnitKey, FiguresSoFar>,
    total: FiguresSoFar,
    /// The weeks in which somebody selected has rows, and hours or a fault: otherwise nobody has a figure.
    known: Vec<Week>,
}

impl<'a> EarlierWeeks<'a> {
    /// Nothing yet. `weights` are those of the first week reported.
    pub(super) fn new(caseload: &'a Caseload, weights: &'a Weights, selection: &'a Selection, by: By) -> Self {
        let gaps = Gaps::find(caseload, None);
        let (officers, units) = (HashMap::default(), HashMap::default());
        let (total, known) = (FiguresSoFar::default(), Vec::new());
        Self { caseload, selection, by, weights, gaps, count: 0, officers, units, total, known }
    }

    /// Adds the weeks before `reported`, of which `weights` are the weights. Starts anew where earlier weeks read
    /// differently now: a post of the staff list has rows for the first time, or grades have other weights.
    pub(super) fn go_on_to(&mut self, reported: Option<Week>, weights: &'a Weights) {
        let Some(reported) = reported else { return };
        let has_other_grades = self.by == By::Grade && !std::ptr::eq(self.weights, weights);
        self.weights = weights;
        if self.gaps.go_on_to(reported) || has_other_grades {
            self.count = 0;
            self.officers.clear();
            self.units.clear();
            self.total = FiguresSoFar::default();
            self.known.clear();
        }
        let caseload = self.caseload;
        let earlier = caseload.weeks.partition_point(|figures| figures.week < reported);
        for figures in &caseload.weeks[self.count..earlier] {
            self.add(figures);
        }
        self.count = earlier;
    }

    fn add(&mut self, figures: &WeekFigures) {
        let WeekFigures { week, limit, .. } = *figures;
        for (officer, posts) in figures.officers() {
            let is_faulty = posts.iter().any(|post| post.is_faulty);
            self.officers.entry(officer).or_default().add(week, limit, self.gaps.load(posts), is_faulty);
        }
        let (mut total, mut units) = (WeekSum::default(), HashMap::<UnitKey, WeekSum>::default());
        for post in figures.posts.iter().filter(|post| post.is_faulty || !self.gaps.is_gap(post)) {
            let whose = post.whose(&self.caseload.texts);
            if !self.selection.has(&whose) {
                continue;
            }
            let unit = (self.by != By::Officer).then(|| units.entry(self.key(&whose)).or_default());
            for sum in unit.into_iter().chain([&mut total]) {
                sum.load = sum.load + post.load();
                sum.has_rows |= !post.is_listed_only;
                sum.is_incomplete |= post.is_faulty;
            }
        }
        let has_figure = total.has_rows && (total.is_incomplete || !total.load.has_no_hours());
        self.known.extend(has_figure.then_some(week));
        for (key, sum) in units {
            let track = self.units.entry(key).or_default();
            if sum.has_rows {
                track.add(week, limit, sum.load(), sum.is_incomplete);
            } else {
                track.last = sum.load().map(|load| (week, load));
            }
        }
        if total.has_rows {
            self.total.add(week, limit, total.load(), total.is_incomplete);
        }
    }

    /// How many weeks of the caseload are before the one reported.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// The weeks before the one reported in which somebody selected has a figure, or is not worked out.
    pub(super) fn known(&self) -> &[Week] {
        &self.known
    }

    pub(super) fn of_officer(&self, officer: Officer) -> &FiguresSoFar {
        self.officers.get(&officer).unwrap_or(&NOTHING)
    }

    pub(super) fn of_unit(&self, unit: &UnitKey) -> &FiguresSoFar {
        self.units.get(unit).unwrap_or(&NOTHING)
    }

    pub(super) const fn total(&self) -> &FiguresSoFar {
        &self.total
    }

    /// The unit of a post. Grades go by the positions that the weights of the week reported give them, so that a unit
    /// is the same in weeks of different weights.
    pub(super) fn key(&self, post: &Whose) -> UnitKey {
        let grade = || self.weights.grades.position(post.grade?);
        UnitKey::of(self.by, post.unit, if self.by == By::Grade { grade() } else { None })
    }
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

impl WeekSum {
    fn load(self) -> Option<Load> {
        (!self.is_incomplete).then_some(self.load)
    }
}

/// The weeks of one officer or unit.
#[derive(Debug, Default)]
pub(super) struct FiguresSoFar {
    run: Vec<Figure>,
    last: Option<(Week, Load)>,
}

/// Of an officer or a unit that no week before has.
static NOTHING: FiguresSoFar = FiguresSoFar { run: Vec::new(), last: None };

impl FiguresSoFar {
    /// Adds a week, which may have no load, because its rows are missing or because somebody is left out.
    fn add(&mut self, week: Week, limit: Percent, load: Option<Load>, is_faulty: bool) {
        self.last = load.map(|load| (week, load));
        let is_over = load.and_then(|load| over(load, limit));
        if is_over.is_none() && !is_faulty {
            return;
        }
        go_on(&mut self.run, Figure { week, is_over });
    }

    /// The figures that a run can go on from: the last week within the limit, and all after it.
    pub(super) fn run(&self) -> &[Figure] {
        &self.run
    }

    /// The load, where its last week is this one.
    pub(super) fn load_of(&self, week: Option<Week>) -> Option<Load> {
        self.last.filter(|(last, _)| Some(*last) == week).map(|(_, load)| load)
    }
}

/// Whether a load is over a limit; `None` without capacity.
pub(super) fn over(load: Load, limit: Percent) -> Option<bool> {
    (!load.has_no_hours()).then(|| load.exceeds(limit))
}
