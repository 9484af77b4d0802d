//! Reductions that end soon, ended lately or start soon, and what that does to the capacity of the officer.

use foldhash::HashMap;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::{PostWeek, PostsByTeam, Reduction, State, Weights};
use crate::rollup::OfficerResult;
use crate::settling::Reducing;
use crate::units::{Hours, Load, Percent, Rounded, Week};

use super::data::{Chosen, ReportData};

/// Reductions of officers shown that change near the snapshot, the soonest change first.
#[derive(Debug, Serialize)]
pub(crate) struct Changes {
    /// In force, and ending within 30 days.
    pub(crate) ending: Vec<Change>,
    /// Ended within the last 8 weeks.
    pub(crate) ended: Vec<Change>,
    /// Not yet in force, and starting within 30 days.
    pub(crate) starting: Vec<Change>,
}

/// A reduction with what its end or start does to the officer's capacity, with the work of the week reported.
#[derive(Debug, Serialize)]
pub(crate) struct Change {
    pub(crate) officer: String,
    pub(crate) name: Option<String>,
    /// The team it applies to; `None` for all teams.
    pub(crate) team: Option<String>,
    /// The reason, where reasons are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// The first day it is in force.
    pub(crate) from: String,
    pub(crate) to: Option<String>,
    /// Hours a week; `None` where it is a percentage of unknown hours.
    pub(crate) hours: Option<Hours>,
    /// Capacity on its last day, or on the day before it starts; `None` without available time.
    pub(crate) capacity_before_percent: Option<Rounded>,
    /// Capacity on the day after it ends, or on its first day.
    pub(crate) capacity_after_percent: Option<Rounded>,
    /// The day of the change: the last day of one that ends, the first of one that starts.
    #[serde(skip)]
    pub(crate) day: Date,
    /// The percentage of contracted hours, where it is one.
    #[serde(skip)]
    pub(crate) percent: Option<Percent>,
    /// Whether the officer is in several teams.
    #[serde(skip)]
    pub(crate) has_several_posts: bool,
    /// Whether the officer is not worked out, so that no capacity is known.
    #[serde(skip)]
    pub(crate) is_left_out: bool,
}

impl ReportData<'_> {
    pub(super) fn changes(&self, chosen: &Chosen) -> Option<Changes> {
        self.week().snapshot.filter(|_| self.reductions.is_given)?;
        let mut changes = Changes { ending: Vec::new(), ended: Vec::new(), starting: Vec::new() };
        for officer in &chosen.officers {
            self.add_changes(&mut changes, officer);
        }
        for these in [&mut changes.ending, &mut changes.ended, &mut changes.starting] {
            these.sort_by(|one, other| (one.day, &one.officer).cmp(&(other.day, &other.officer)));
        }
        Some(changes)
    }

    fn add_changes(&self, changes: &mut Changes, officer: &OfficerResult) {
        let mut all = self.reductions.of(officer.week.officer).peekable();
        if all.peek().is_none() {
            return;
        }
        let posts = PostsByTeam::new(officer.week.posts);
        // Many reductions may change on one day, and there are only so many days near a snapshot.
        let mut on_days: HashMap<Date, Option<Rounded>> = HashMap::default();
        let mut capacity_on = |day: Date| *on_days.entry(day).or_insert_with(|| self.capacity_on(officer, day));
        for reduction in all {
            let Some(today) = posts.date_of(reduction) else { continue };
            let Some(day) = reduction.near(today) else { continue };
            // Others may change between the snapshot and that day, so neither side is the capacity of today.
            let (these, days) = match reduction.state(today) {
                State::InForce => (&mut changes.ending, [day, day.saturating_add(1.day())]),
                State::Ended => (&mut changes.ended, [day, day.saturating_add(1.day())]),
                State::ToCome => (&mut changes.starting, [day.saturating_sub(1.day()), day]),
            };
            let capacity = days.map(&mut capacity_on);
            these.push(self.change(officer, &posts, reduction, day, capacity));
        }
    }

    fn change(
        &self,
        officer: &OfficerResult,
        posts: &PostsByTeam,
        reduction: &Reduction,
        day: Date,
        capacity: [Option<Rounded>; 2],
    ) -> Change {
        let weights = self.weights_on(day);
        let hours = posts.hours_of(reduction, self.texts, weights);
        let reason = reduction.declared(self.texts, weights).filter(|_| self.view.reasons);
        Change {
            officer: self.texts.code(reduction.officer).to_owned(),
            name: officer.week.name().map(|name| self.texts.get(name).to_owned()),
            team: reduction.team.map(|team| self.texts.get(team).to_owned()),
            reason: reason.map(|(name, _)| name.to_owned()),
            from: reduction.from.to_string(),
            to: reduction.to.map(|to| to.to_string()),
            hours,
            capacity_before_percent: capacity[0],
            capacity_after_percent: capacity[1],
            day,
            percent: reduction.percent(self.texts, weights),
            has_several_posts: officer.week.posts.len() > 1,
            is_left_out: officer.week.has_faults(),
        }
    }

    /// The weights of another day; those of the week reported where there are none.
    fn weights_on(&self, day: Date) -> &Weights {
        self.weights.for_week(Week::of(day)).map_or(self.weights(), |id| self.weights.get(id))
    }

    /// The officer's capacity with the reductions of another day, all else unchanged.
    fn capacity_on(&self, officer: &OfficerResult, day: Date) -> Option<Rounded> {
        let of_day =
            |post: &PostWeek| PostWeek { snapshot: Some(day), reduction: post.reduction_of_caseload, ..post.clone() };
        let mut posts: Vec<PostWeek> = officer.week.posts.iter().map(of_day).collect();
        // What is wrong with the reductions of another day is said in a week of that day.
        let (weights, files, faults) = (self.weights_on(day), None, Vec::new());
        Reducing { reductions: self.reductions, texts: self.texts, weights, files, faults }
            .reduce(officer.week.officer, &mut posts);
        let available = posts.iter().map(|post| self.weights().hours.available(post.net())).sum();
        Load { work: officer.load.work, available }.percent()
    }
}
