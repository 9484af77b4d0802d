//! Finds who is left out of which week because of faulty rows, in a run that keeps going without them.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use jiff::civil::Date;

use crate::fault::{Fault, Faulty, FileId, Messages, Place};
use crate::inputs::{DateTally, FaultyRows, RowPost, When, WhoId, Whos};
use crate::model::{Officer, Unit};
use crate::units::Week;

/// A faulty row of a list of reductions: the first and the last day, as far as they are known.
type FaultyReduction = (Option<Date>, Option<Date>, Faulty);

/// The faulty rows of all weeks.
#[derive(Default)]
pub(super) struct FaultyWeeks {
    /// Whether the run keeps going without them; nobody is left out of one that does not.
    keeps_going: bool,
    by_week: BTreeMap<Option<Week>, Vec<(WhoId, Faulty)>>,
    /// Those of staff lists, which hold in every week.
    listed: Vec<(WhoId, Faulty)>,
    reduced: HashMap<Officer, Vec<FaultyReduction>>,
}

impl FaultyWeeks {
    /// Sorts faulty rows by week. A file in which no date can be read is a fault that stops the run.
    pub(super) fn of(rows: FaultyRows, dates: &[DateTally], whos: &Whos, messages: &mut Messages) -> Self {
        let mut faulty = Self { keeps_going: messages.keeps_going, ..Self::default() };
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
                    if let Some(officer) = whos.get(who).officer {
                        faulty.reduced.entry(officer).or_default().push((from, to, row));
                    }
                }
            }
        }
        if !messages.keeps_going {
            // Nobody is left out, and there may be many weeks for each of these rows.
            return faulty;
        }
        for tally in dates.iter().filter(|_| !in_files.is_empty()) {
            for entry in &tally.entries {
                weeks.entry(entry.place.file).or_default().insert(tally.date.map(Week::of));
            }
        }
        for (file, rows) in in_files {
            let weeks = weeks.remove(&file).unwrap_or_default();
            if weeks.is_empty() {
                messages.faults.add(Fault::new(Place::whole(file), "no row has a date that can be read"));
            }
            for week in weeks {
                for (who, row) in &rows {
                    faulty.add(week, *who, row.clone());
                }
            }
        }
        faulty
    }

    fn add(&mut self, week: Option<Week>, who: WhoId, faulty: Faulty) {
        self.by_week.entry(week).or_default().push((who, faulty));
    }

    pub(super) fn has(&self, week: Option<Week>) -> bool {
        self.by_week.contains_key(&week)
    }

    pub(super) fn of_week(&self, week: Option<Week>, whos: &Whos) -> LeavingOut<'_> {
        let of_caseload = self.by_week.get(&week).map_or(&[][..], Vec::as_slice);
        let mut left_out = LeavingOut {
            of: self,
            faulty: HashMap::default(),
            rows: Vec::new(),
            with_rows: of_caseload.iter().map(|(who, _)| whos.get(*who).post()).collect(),
            disagree: HashSet::default(),
        };
        for (who, faulty) in of_caseload.iter().chain(&self.listed) {
            left_out.add(whos.get(*who).post(), faulty.clone());
            left_out.rows.push((*who, faulty.place));
        }
        left_out
    }
}

/// Who is left out of one week.
pub(super) struct LeavingOut<'f> {
    of: &'f FaultyWeeks,
    /// By officer, whatever the team; of unallocated work by unit.
    faulty: HashMap<RowPost, Faulty>,
    rows: Vec<(WhoId, Place)>,
    /// The posts of faulty rows of the caseload.
    with_rows: HashSet<RowPost>,
    /// The columns in which the rows of the officer who is being settled differ.
    pub(super) disagree: HashSet<&'static str>,
}

impl LeavingOut<'_> {
    fn key(post: RowPost) -> RowPost {
        RowPost { unit: if post.officer.is_some() { Unit::default() } else { post.unit }, ..post }
    }

    pub(super) fn add(&mut self, post: RowPost, faulty: Faulty) {
        let known = self.faulty.remove(&Self::key(post));
        self.faulty.insert(Self::key(post), known.into_iter().fold(faulty, Faulty::and));
    }

    /// Whether the caseload has a faulty row of exactly this post.
    pub(super) fn has_row_of(&self, post: RowPost) -> bool {
        self.with_rows.contains(&post)
    }

    pub(super) fn has(&self, officer: Officer) -> bool {
        self.faulty.contains_key(&RowPost { officer: Some(officer), unit: Unit::default() })
    }

    /// Finds the posts that have only faulty rows, each with its first row, so that nobody is missing from the week. `known` are
    /// the ranks of the posts with sound rows.
    pub(super) fn others(&self, known: impl Iterator<Item = u32>, ranks: &[u32]) -> Vec<(u32, Place, WhoId)> {
        if self.rows.is_empty() || !self.of.keeps_going {
            return Vec::new();
        }
        let mut known: HashSet<u32> = known.collect();
        let others = self.rows.iter().filter(|(who, _)| known.insert(ranks[who.index()]));
        others.map(|(who, place)| (ranks[who.index()], *place, *who)).collect()
    }

    /// The faults because of which an officer, or unallocated work, is left out. A faulty reduction is one of them if it may be in
    /// force on the date.
    pub(super) fn faults(&self, post: RowPost, date: Option<Date>) -> Option<Faulty> {
        let reductions = post.officer.and_then(|officer| self.of.reduced.get(&officer)).into_iter().flatten();
        let in_force = reductions.filter(|(from, to, _)| {
            date.is_none_or(|date| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to))
        });
        let of_rows = self.faulty.get(&Self::key(post)).into_iter();
        let all = of_rows.chain(in_force.map(|(.., faulty)| faulty)).cloned();
        all.reduce(Faulty::and).filter(|_| self.of.keeps_going)
    }
}
