//! A workbook of the week reported. It has what a page has, and beside that what each post holds by kind, so that figures can be
//! formulas over it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use foldhash::HashMap;

use crate::breach::Standing;
use crate::model::{Caseload, Kind, Officer, PostWeek, Texts, Weights, WorkLine};
use crate::rollup::UnitKey;
use crate::selection::Selection;
use crate::units::{Load, Work};

use super::weights::{WeightsValue, values};
use super::{Overview, Report, Value};

#[derive(Debug)]
pub(crate) struct Workbook<'r> {
    pub(crate) page: Overview<'r>,
    pub(crate) weights: &'r Weights,
    /// Every value of the weights, one by one.
    pub(crate) values: Vec<WeightsValue<'r>>,
    /// The posts with figures: those of officers in the order of officers, then the unallocated work, that of one unit side by side.
    pub(crate) posts: Vec<PostHeld<'r>>,
    /// The posts of each officer chosen, also of those without a row; none of those who are not worked out.
    pub(crate) officers: Vec<Range<usize>>,
    /// Which of the officers have a row, in the order of rows.
    pub(crate) officer_rows: Vec<usize>,
    /// The posts of each unit, and of all of them.
    pub(crate) units: Vec<UnitPosts>,
    pub(crate) everyone: UnitPosts,
    /// Which of the units have a row.
    pub(crate) unit_rows: Vec<usize>,
    /// Whether the week comes from a history, which knows neither kinds of work nor contracted hours.
    pub(crate) is_recorded: bool,
}

#[derive(Debug)]
pub(crate) struct PostHeld<'r> {
    pub(crate) post: &'r PostWeek,
    pub(crate) whose: PostNames<'r>,
    /// The officer, by their position among those chosen; `None` for unallocated work.
    pub(crate) officer: Option<usize>,
    /// The capacity of the officer.
    pub(crate) capacity: Value<'r>,
    /// The unit, by its position; `None` where the post is not chosen, and another one of its officer is.
    pub(crate) unit: Option<usize>,
    /// What it holds by kind, cases first.
    pub(crate) held: Vec<KindHeld>,
}

/// Whose a post is, in the order in which posts stand: by units, then by name, or by code where there is none.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PostNames<'r> {
    pub(crate) units: [&'r str; 3],
    called: &'r str,
    pub(crate) code: &'r str,
    pub(crate) name: &'r str,
    pub(crate) grade: &'r str,
}

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
#[derive(Debug, Clone, Default)]
pub(crate) struct UnitPosts {
    /// From the first of its officers' posts to the last: others of these officers, who are in several units, stand between.
    pub(crate) officers: Range<usize>,
    pub(crate) unallocated: Range<usize>,
}

impl<'r> Workbook<'r> {
    /// Makes a workbook of a page with all officers. `work` is what the posts of the week reported hold, line by line.
    pub(crate) fn new(page: Overview<'r>, caseload: &'r Caseload, selection: &Selection, work: &[WorkLine]) -> Self {
        let weights = page.report.weights();
        let (officers, units) = (&page.report.chosen.officers, &page.units.chosen.units);
        let by = page.units.data.view.by;
        let week = caseload.reported.as_ref();
        let posts = week.map_or(&[][..], |week| &week.posts);
        let mut held = by_kind(posts.len(), work);
        let chosen: HashMap<Officer, usize> =
            officers.iter().enumerate().map(|(at, officer)| (officer.week.officer, at)).collect();
        let numbers: HashMap<UnitKey, usize> = units.iter().enumerate().map(|(at, unit)| (unit.key, at)).collect();
        let mut these: Vec<PostHeld> = Vec::new();
        for (position, post) in posts.iter().enumerate().filter(|(_, post)| !post.officer_is_faulty()) {
            let is_chosen = selection.has_post(post, weights);
            let officer = post.officer.and_then(|officer| chosen.get(&officer).copied());
            if is_chosen || officer.is_some() {
                let unit = numbers.get(&UnitKey::of(by, post.unit, post.grade)).copied().filter(|_| is_chosen);
                let whose = PostNames::of(post, &caseload.texts, weights);
                let capacity = Value::or_blank(officer, |officer| Value::capacity(officers[officer].load));
                these.push(PostHeld {
                    post,
                    whose,
                    officer,
                    capacity,
                    unit,
                    held: std::mem::take(&mut held[position]),
                });
            }
        }
        let place = |post: &PostHeld| (post.officer.is_none(), post.officer.or(post.unit));
        these.sort_by(|one, other| place(one).cmp(&place(other)).then_with(|| one.whose.cmp(&other.whose)));
        let (mut officer_posts, mut everyone) = (vec![0..0; officers.len()], UnitPosts::default());
        let mut unit_posts = vec![UnitPosts::default(); units.len()];
        for (position, post) in these.iter().enumerate() {
            if let Some(officer) = post.officer {
                extend(&mut officer_posts[officer], position);
            }
            if let Some(unit) = post.unit {
                for of in [&mut unit_posts[unit], &mut everyone] {
                    extend(if post.officer.is_some() { &mut of.officers } else { &mut of.unallocated }, position);
                }
            }
        }
        let officer_rows = page.report.shown(officers.iter().map(|officer| officer.judgement.standing));
        let unit_rows = page.units.shown(units.iter().map(|unit| unit.judgement.standing));
        let is_recorded = week.is_some_and(|week| week.is_recorded);
        Self {
            values: values(weights),
            page,
            weights,
            posts: these,
            officers: officer_posts,
            officer_rows,
            units: unit_posts,
            everyone,
            unit_rows,
            is_recorded,
        }
    }
}

impl Workbook<'_> {
    /// What an officer chosen comes to, by their position.
    pub(crate) fn officer_load(&self, officer: usize) -> Load {
        self.page.report.chosen.officers[officer].load
    }

    /// What a unit comes to, by its position.
    pub(crate) fn unit_load(&self, unit: usize) -> Load {
        self.page.units.chosen.units[unit].load
    }
}

impl Report<'_> {
    /// Which of those chosen have a row, by their standings.
    fn shown(&self, standings: impl Iterator<Item = Standing>) -> Vec<usize> {
        standings.enumerate().filter(|(_, standing)| self.data.is_shown(*standing)).map(|(at, _)| at).collect()
    }
}

impl<'r> PostNames<'r> {
    fn of(post: &PostWeek, texts: &'r Texts, weights: &'r Weights) -> Self {
        let (code, name) = (texts.code_of(post.officer), texts.shown(post.name));
        let grade = post.grade.map_or("", |grade| weights.grades.name(grade));
        Self { units: post.unit.shown(texts), called: if name.is_empty() { code } else { name }, code, name, grade }
    }
}

/// What each of so many posts holds, by kind.
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

/// Makes a range reach to a later position.
fn extend(range: &mut Range<usize>, position: usize) {
    let start = if (*range).is_empty() { position } else { range.start };
    *range = start..position + 1;
}
