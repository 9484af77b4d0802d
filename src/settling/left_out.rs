//! Who is left out of which week because of faulty rows, where a run keeps going without them.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use jiff::civil::Date;

use crate::fault::{Fault, FileId, Messages, Place};
use crate::inputs::{DateTally, FaultyRows, Post, When, WhoId, Whos};
use crate::model::{Faulty, Officer, PostWeek, Unit};
use crate::units::Week;

use super::posts::{PostRow, Settling};
use super::ranks::Ranks;

/// A faulty row of a list of reductions: the first and the last day, as far as they are known.
pub(super) type FaultyReduction = (Option<Date>, Option<Date>, Faulty);

/// The faulty rows of all weeks.
#[derive(Default)]
pub(super) struct FaultyWeeks {
    by_week: BTreeMap<Option<Week>, Vec<(WhoId, Faulty)>>,
    /// Those of staff lists, which hold in every week.
    listed: Vec<(WhoId, Faulty)>,
    pub(super) reduced: HashMap<Officer, Vec<FaultyReduction>>,
}

impl FaultyWeeks {
    /// Puts faulty rows in their weeks. A file in which no row has a date that can be read is a fault that stops the run.
    pub(super) fn of(rows: FaultyRows, dates: &[DateTally], whos: &Whos, messages: &mut Messages) -> Self {
        let mut faulty = Self::default();
        let mut weeks: HashMap<FileId, HashSet<Option<Week>>> = HashMap::default();
        let mut in_files: BTreeMap<FileId, Vec<(WhoId, Faulty)>> = BTreeMap::new();
        for (when, who, row) in rows.in_order() {
            match when {
                When::On(date) => {
                    let week = date.map(Week::of);
                    weeks.entry(row.place.file).or_default().insert(week);
                    faulty.add(week, who, row);
                }
                When::InFile => in_files.entry(row.place.file).or_default().push((who, row)),
                When::Always => faulty.listed.push((who, row)),
                When::InForce(from, to) => {
                    let officer = whos.get(who).officer;
                    let reductions = officer.map(|officer| faulty.reduced.entry(officer).or_default());
                    reductions.into_iter().for_each(|all| all.push((from, to, row)));
                }
            }
        }
        for tally in dates.iter().filter(|_| !in_files.is_empty()) {
            for entry in &tally.entries {
                weeks.entry(entry.place.file).or_default().insert(tally.date.map(Week::of));
            }
        }
        for (file, rows) in in_files {
            let Some(weeks) = weeks.get(&file) else {
                messages.faults.add(Fault::new(Place::whole(file), "no row has a date that can be read"));
                continue;
            };
            for week in weeks {
                rows.iter().for_each(|(who, row)| faulty.add(*week, *who, *row));
            }
        }
        faulty
    }

    pub(super) fn add(&mut self, week: Option<Week>, who: WhoId, faulty: Faulty) {
        self.by_week.entry(week).or_default().push((who, faulty));
    }

    /// Whether a week has any.
    pub(super) fn has(&self, week: Option<Week>) -> bool {
        self.by_week.contains_key(&week)
    }

    /// Those of a week.
    pub(super) fn of_week(&self, week: Option<Week>, whos: &Whos) -> LeftOut {
        let rows = self.by_week.get(&week).into_iter().flatten().chain(&self.listed);
        let mut left_out = LeftOut::default();
        for (who, faulty) in rows {
            left_out.add(whos.get(*who).post(), *faulty);
            left_out.rows.push((*who, faulty.place));
        }
        left_out
    }
}

/// Who is left out of one week.
#[derive(Default)]
pub(super) struct LeftOut {
    /// By officer, whatever the team; of unallocated work by unit.
    faulty: HashMap<Post, Faulty>,
    rows: Vec<(WhoId, Place)>,
}

impl LeftOut {
    fn key(post: Post) -> Post {
        Post { unit: if post.officer.is_some() { Unit::default() } else { post.unit }, ..post }
    }

    /// Adds faults of a post.
    pub(super) fn add(&mut self, post: Post, faulty: Faulty) {
        self.faulty.entry(Self::key(post)).and_modify(|sum| *sum = sum.and(faulty)).or_insert(faulty);
    }

    /// Whether an officer is left out.
    pub(super) fn has(&self, officer: Officer) -> bool {
        self.faulty.contains_key(&Post { officer: Some(officer), unit: Unit::default() })
    }

    /// Adds rows of posts that no other row has, so that nobody is missing from the week.
    pub(super) fn complete(&self, rows: &mut Vec<PostRow>, ranks: &Ranks) {
        if self.rows.is_empty() {
            return;
        }
        let mut known: HashSet<u32> = rows.iter().map(|(rank, ..)| *rank).collect();
        let new = self.rows.iter().filter(|(who, _)| known.insert(ranks.get(*who)));
        rows.extend(new.map(|(who, place)| (ranks.get(*who), *place, *who, None)));
    }
}

impl Settling<'_> {
    /// Leaves the posts of an officer, or unallocated work, out of the week where a row is faulty. None of their figures is
    /// known then, so they have none.
    pub(super) fn leave_out(&self, post: Post, posts: &mut [PostWeek]) {
        if !self.messages.keeps_going {
            return;
        }
        let reductions = post.officer.and_then(|officer| self.reduced.get(&officer)).into_iter().flatten();
        let in_force = reductions.filter(|(from, to, _)| {
            let is_within = |date| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to);
            self.snapshot.is_none_or(is_within)
        });
        let of_rows = self.left_out.faulty.get(&LeftOut::key(post)).copied();
        let all = of_rows.into_iter().chain(in_force.map(|(.., faulty)| *faulty)).reduce(Faulty::and);
        if let Some(faulty) = all {
            posts.iter_mut().for_each(|post| post.leave_out(faulty));
        }
    }
}
