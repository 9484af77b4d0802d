//! What is left of the time of each unit's officers below a target, and whether anybody there has room for one more case.

use foldhash::HashMap;

use crate::model::{Officer, PostWeek, WorkLine, holds_untiered, median_case};
use crate::units::{Load, Plan};

use super::{Results, UnitResult};

/// A unit with the room in it.
#[derive(Debug)]
pub(crate) struct UnitStaffing<'r> {
    pub(crate) unit: &'r UnitResult,
    /// The work and the time of the officers who have something left below the target.
    pub(crate) with_room: Load,
    /// Whether nobody has room for the median case, or nobody is there.
    pub(crate) is_full: bool,
    /// The posts there of officers who have something left, as far as is known: cases without a tier count nothing.
    pub(crate) untiered: Vec<usize>,
}

impl<'r> UnitStaffing<'r> {
    /// Finds the room in all units of a week. `lines` is the work of the week.
    pub(crate) fn of_units(results: &'r Results<'r>, lines: &[WorkLine], plan: Plan) -> Vec<Self> {
        let mut of_posts: Vec<Vec<&WorkLine>> = vec![Vec::new(); results.week.posts.len()];
        for line in lines {
            of_posts[line.post].push(line);
        }
        let of_unit = |unit| Self::of(unit, &results.week.posts, &of_posts, plan);
        results.units.iter().map(of_unit).collect()
    }

    fn of(unit: &'r UnitResult, posts: &[PostWeek], lines: &[Vec<&WorkLine>], plan: Plan) -> Self {
        let median = median_case(unit.posts.iter().flat_map(|post| &lines[*post]).copied());
        let sound = unit.posts.iter().map(|post| &posts[*post]).filter(|post| post.faulty.is_none());
        // An officer counts with all posts in the unit, which need not be side by side.
        let mut officers: HashMap<Officer, Load> = HashMap::default();
        for (officer, post) in sound.filter_map(|post| Some((post.officer?, post))) {
            let load = officers.entry(officer).or_default();
            *load = *load + post.load();
        }
        let has_left = |officer: Officer| officers.get(&officer).is_some_and(|load| plan.has_room(*load));
        let is_untiered = |post: &&usize| {
            let PostWeek { officer, .. } = &posts[**post];
            officer.is_some_and(has_left) && holds_untiered(std::slice::from_ref(&posts[**post]))
        };
        let has_room = |load: &Load| median.map_or_else(|| plan.has_room(*load), |case| plan.has_room_for(*load, case));
        Self {
            unit,
            with_room: officers.values().copied().filter(|load| plan.has_room(*load)).sum(),
            is_full: !officers.values().any(has_room),
            untiered: unit.posts.iter().filter(is_untiered).copied().collect(),
        }
    }
}
