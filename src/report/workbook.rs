//! A workbook of the week reported. It has what a page has, and beside that what each post holds by kind, so that figures can be
//! formulas over it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use foldhash::HashMap;

use crate::inputs::WorkLine;
use crate::model::{Caseload, Kind, Officer, PostWeek, Texts, Weights};
use crate::rollup::UnitKey;
use crate::selection::Selection;
use crate::units::Work;

use super::Overview;
use super::weights::{WeightsValue, values};

/// A finished workbook.
#[derive(Debug)]
pub struct Workbook<'r> {
    pub(crate) page: Overview<'r>,
    pub(crate) weights: &'r Weights,
    /// Every value of the weights, one by one.
    pub(crate) values: Vec<WeightsValue<'r>>,
    /// The posts with figures, those of one unit side by side.
    pub(crate) posts: Vec<PostHeld<'r>>,
    /// For each officer in the order of rows, the positions of their posts; none of those who are not worked out.
    pub(crate) officers: Vec<Vec<usize>>,
    /// For each unit in the order of rows, its posts.
    pub(crate) units: Vec<UnitPosts>,
    /// How many of the posts are chosen; those behind them are other posts of the officers chosen.
    pub(crate) chosen: usize,
    /// Whether the week comes from a history, which knows neither kinds of work nor contracted hours.
    pub(crate) is_recorded: bool,
}

/// A post with what it holds.
#[derive(Debug)]
pub(crate) struct PostHeld<'r> {
    pub(crate) post: &'r PostWeek,
    pub(crate) whose: Whose<'r>,
    /// The officer, by the position of their row; `None` for unallocated work.
    pub(crate) officer: Option<usize>,
    /// What it holds by kind, cases first.
    pub(crate) held: Vec<KindHeld>,
}

/// Whose a post is, in the order in which posts stand: by units, then by name, or by code where there is none.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Whose<'r> {
    pub(crate) units: [&'r str; 3],
    called: &'r str,
    pub(crate) code: &'r str,
    pub(crate) name: &'r str,
    pub(crate) grade: &'r str,
}

/// What a post holds of one kind.
#[derive(Debug)]
pub(crate) struct KindHeld {
    pub(crate) kind: Kind,
    /// Its statuses, by their positions: several where rows of flags are joined, of which the lowest share counts.
    pub(crate) statuses: BTreeSet<usize>,
    /// Whether these are tasks that are due too late to count.
    pub(crate) is_later: bool,
    pub(crate) count: i64,
    /// Minutes a month on top.
    pub(crate) extra: Work,
    /// Minutes a month that count now.
    pub(crate) work: Work,
}

/// The posts of a unit, by their positions.
#[derive(Debug, Default)]
pub(crate) struct UnitPosts {
    pub(crate) all: Range<usize>,
    /// Those behind the officers': the unallocated work.
    pub(crate) unallocated: Range<usize>,
}

impl<'r> Workbook<'r> {
    /// Makes a workbook of a page with all officers. `work` is what the posts of the week reported hold, line by line.
    pub fn new(page: Overview<'r>, caseload: &'r Caseload, selection: &Selection, work: &[WorkLine]) -> Self {
        let weights = page.report.weights();
        let (officers, units) = (&page.report.chosen.officers, &page.units.chosen.units);
        let by = page.units.data.view.by;
        let week = caseload.reported.as_ref();
        let posts = week.map_or(&[][..], |week| &week.posts);
        let mut held = by_kind(posts.len(), work);
        let rows: HashMap<Officer, usize> =
            officers.iter().enumerate().map(|(row, officer)| (officer.week.officer, row)).collect();
        let unit_rows: HashMap<UnitKey, usize> = units.iter().enumerate().map(|(row, unit)| (unit.key, row)).collect();
        let mut these: Vec<(Option<usize>, PostHeld)> = Vec::new();
        for (position, post) in posts.iter().enumerate().filter(|(_, post)| !post.is_left_out()) {
            let is_chosen = selection.has_post(post, weights);
            let officer = post.officer.and_then(|officer| rows.get(&officer).copied());
            if is_chosen || officer.is_some() {
                let unit = unit_rows.get(&UnitKey::of(by, post.unit, post.grade)).copied().filter(|_| is_chosen);
                let whose = Whose::of(post, &caseload.texts, weights);
                these.push((unit, PostHeld { post, whose, officer, held: std::mem::take(&mut held[position]) }));
            }
        }
        these.sort_by(|(one_unit, one), (other_unit, other)| {
            let order = |unit: &Option<usize>, held: &PostHeld| (unit.is_none(), *unit, held.officer.is_none());
            order(one_unit, one).cmp(&order(other_unit, other)).then_with(|| one.whose.cmp(&other.whose))
        });
        let units = unit_posts(unit_rows.len(), &these);
        let chosen = these.partition_point(|(unit, _)| unit.is_some());
        let posts: Vec<PostHeld> = these.into_iter().map(|(_, held)| held).collect();
        let mut officer_posts = vec![Vec::new(); officers.len()];
        for (position, post) in posts.iter().enumerate() {
            if let Some(officer) = post.officer {
                officer_posts[officer].push(position);
            }
        }
        let is_recorded = week.is_some_and(|week| week.is_recorded);
        Self { values: values(weights), page, weights, posts, officers: officer_posts, units, chosen, is_recorded }
    }
}

impl<'r> Whose<'r> {
    fn of(post: &PostWeek, texts: &'r Texts, weights: &'r Weights) -> Self {
        let (code, name) = (texts.shown(post.officer.map(|officer| officer.0)), texts.shown(post.name));
        let units = [post.unit.region, post.unit.pdu, post.unit.team].map(|unit| texts.shown(unit));
        let grade = post.grade.map_or("", |grade| weights.grades.name(grade));
        Self { units, called: if name.is_empty() { code } else { name }, code, name, grade }
    }
}

/// What so many posts hold, by kind.
fn by_kind(posts: usize, work: &[WorkLine]) -> Vec<Vec<KindHeld>> {
    let mut kinds: Vec<BTreeMap<_, KindHeld>> = std::iter::repeat_with(BTreeMap::new).take(posts).collect();
    for line in work {
        let WorkLine { kind, is_later, .. } = *line;
        let statuses: BTreeSet<usize> = line.joined.iter().copied().chain([kind.status().position]).collect();
        let (is_task, what, tier) = match kind {
            Kind::Case { case_type, tier, .. } => (false, case_type, tier),
            Kind::Task { task, .. } => (true, task, 0),
        };
        let order = (is_task, what, tier, statuses.clone(), is_later);
        let (count, extra, work) = (0, Work::default(), Work::default());
        let held = kinds[line.post].entry(order).or_insert(KindHeld { kind, statuses, is_later, count, extra, work });
        held.count += line.count;
        held.extra += Work::extra(line.extra);
        held.work += line.held().work;
    }
    kinds.into_iter().map(|kinds| kinds.into_values().collect()).collect()
}

/// The posts of so many units, which stand side by side.
fn unit_posts(count: usize, posts: &[(Option<usize>, PostHeld)]) -> Vec<UnitPosts> {
    let mut units: Vec<UnitPosts> = std::iter::repeat_with(UnitPosts::default).take(count).collect();
    let mut first = 0;
    for these in posts.chunk_by(|(one, _), (other, _)| one == other) {
        let end = first + these.len();
        let officers = these.partition_point(|(_, post)| post.officer.is_some());
        if let Some(unit) = these[0].0 {
            units[unit] = UnitPosts { all: first..end, unallocated: first + officers..end };
        }
        first = end;
    }
    units
}
