//! The tally: what rows add up to on each snapshot date, by who they are of. Memory grows with officers and dates that have
//! them, not with rows.

mod of_date;
mod positions;

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashSet};
use jiff::civil::Date;

use crate::fault::{FileId, Place};
use crate::model::{Held, Officer, RowKind, WeightsId};
use crate::units::Week;

use super::cases::flags::{Dated, Flags};
use super::cases::{Cases, forget_single};
use super::faulty::FaultyRows;
use super::whos::{WhoId, Whos};
pub(crate) use of_date::DateTally;
use of_date::Details;

/// What staff lists say, by the weights they were read with. It holds on every date that has those weights.
pub(crate) type Listed = HashMap<WeightsId, Vec<(WhoId, Place)>>;

/// The rows of a run, or of a part of a file.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    dates: Vec<DateTally>,
    by_date: HashMap<(Option<Date>, RowKind), usize>,
    /// The week to report where it is asked for, and otherwise the latest so far.
    asked: Option<Week>,
    /// For case ids; the seed is one that no file knows.
    pub(super) hasher: RandomState,
    latest: Option<Week>,
    /// The dates of that week.
    of_latest: Vec<usize>,
    pub(crate) listed: Listed,
    /// The first staff list, where the lists have nobody of the caseload.
    pub(crate) staff_of_others: Option<FileId>,
    /// Rows that are not in the sums, or not in full.
    pub(crate) faulty: FaultyRows,
    /// The rows of flags of the file that is being read, which are not in the sums.
    pub(super) flags: Flags,
}

impl Tally {
    /// An empty tally. `asked` is the week to report; where there is none, it is the latest.
    pub(crate) fn new(asked: Option<Week>) -> Self {
        Self { asked, ..Self::default() }
    }

    /// An empty tally for a part of a file.
    pub(super) fn of_part(&self) -> Self {
        Self { hasher: self.hasher.clone(), ..Self::new(self.asked) }
    }

    /// The position of the tally of a date, for rows of a kind of a file.
    pub(super) fn date(
        &mut self,
        date: Option<Date>,
        kind: RowKind,
        weights: WeightsId,
        file: Option<FileId>,
    ) -> usize {
        let id = self.by_date.get(&(date, kind)).copied().unwrap_or_else(|| {
            let details = self.may_be_reported(date);
            self.dates.push(DateTally::new(date, kind, weights, details));
            let id = self.dates.len() - 1;
            self.by_date.insert((date, kind), id);
            id
        });
        self.dates[id].begin(file);
        id
    }

    /// Makes a date on which nobody has rows, so that staff may be listed on it.
    pub(crate) fn list_on(&mut self, date: Date, weights: WeightsId) {
        self.date(Some(date), RowKind::Nothing, weights, None);
    }

    /// Room for the details of a new date, if it is in the week that is reported as far as is known. Other dates have none.
    fn may_be_reported(&mut self, date: Option<Date>) -> Option<Details> {
        let week = date.map(Week::of);
        if self.asked.is_some() {
            return (week == self.asked).then(Details::default);
        }
        let mut cases = Cases::default();
        if week > self.latest {
            self.latest = week;
            for earlier in std::mem::take(&mut self.of_latest) {
                let earlier = self.dates[earlier].details.take().filter(|_| self.dates[earlier].kind == RowKind::Case);
                cases = earlier.map_or(cases, |earlier| earlier.cases.emptied());
            }
        }
        if week == self.latest {
            self.of_latest.push(self.dates.len());
        }
        (week == self.latest).then(|| Details { cases, ..Details::default() })
    }

    pub(super) fn of_date(&mut self, date: usize) -> (&mut DateTally, &mut Flags) {
        (&mut self.dates[date], &mut self.flags)
    }

    /// Takes back what a case row that was added held, and adds another share of it.
    pub(super) fn correct(&mut self, date: usize, who: WhoId, place: Place, from: &Held, to: &Held) {
        self.dates[date].correct(who, place, from, to);
    }

    /// Adds the tallies of the parts of one file. `numbers` has the new numbers of the people of each part, by the old.
    pub(super) fn absorb(&mut self, parts: Vec<Self>, numbers: &[Vec<WhoId>]) {
        for (part, numbers) in parts.into_iter().zip(numbers) {
            self.faulty.absorb(part.faulty, numbers);
            for mut of_part in part.dates {
                of_part.renumber(numbers);
                let id = self.date(of_part.date, of_part.kind, of_part.weights, of_part.file);
                let tally = &mut self.dates[id];
                if let (Some(details), Some(of_part)) = (&mut tally.details, &mut of_part.details) {
                    details.cases.absorb(std::mem::take(&mut of_part.cases), numbers);
                }
                tally.absorb(&of_part);
            }
            self.flags.absorb(part.flags, numbers);
        }
    }

    /// The files of its rows with the dates, some more than once.
    pub(crate) fn dates_of_files(&self) -> impl Iterator<Item = (FileId, Date)> {
        let dated = self.dates.iter().filter_map(|tally| Some((tally, tally.date?)));
        dated.flat_map(|(tally, date)| tally.entries.iter().map(move |entry| (entry.place.file, date)))
    }

    /// Who has rows of the file that was read last, with the dates.
    pub(super) fn of_file(&self, file: FileId) -> impl Iterator<Item = Dated> + Clone {
        self.dates.iter().filter(move |tally| tally.file == Some(file)).flat_map(move |tally| {
            let last = tally.entries.iter().rev().take_while(move |entry| entry.place.file == file);
            last.map(|entry| (tally.date, entry.who))
        })
    }

    /// The weights that its dates are worked out with, each once.
    pub(crate) fn weights(&self) -> Vec<WeightsId> {
        let mut weights: Vec<WeightsId> = self.dates.iter().map(|tally| tally.weights).collect();
        weights.sort_unstable();
        weights.dedup();
        weights
    }

    /// Whether the caseload has rows of officers, but of none of these.
    pub(crate) fn has_rows_of_others(&self, officers: &HashSet<Officer>, whos: &Whos) -> bool {
        let entries = self.dates.iter().flat_map(|tally| &tally.entries);
        let mut holders = entries.filter_map(|entry| whos.get(entry.who).officer).peekable();
        holders.peek().is_some() && !holders.any(|officer| officers.contains(&officer))
    }

    /// The dates, what staff lists say, and faulty rows, once all rows are added.
    pub(crate) fn into_parts(mut self) -> (Vec<DateTally>, Listed, FaultyRows) {
        // Nothing is looked up any more, and a year has several megabytes of positions.
        self.dates.iter_mut().for_each(DateTally::forget_positions);
        let with_details = |tally: &&DateTally| tally.kind == RowKind::Case && tally.details.is_some();
        let mut dates = self.dates.iter().filter(with_details).map(|tally| tally.date);
        let first = dates.next();
        // Where a week has several dates, a case that comes up once is one that the other dates do not have.
        if dates.all(|date| Some(date) == first) {
            let with_cases = self.dates.iter_mut().filter_map(|tally| tally.details.as_mut());
            forget_single(&mut with_cases.flat_map(|details| details.cases.lists()).collect::<Vec<_>>());
        }
        (self.dates, self.listed, self.faulty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Files;
    use crate::inputs::caseload::whats::{Sums, What};
    use crate::inputs::caseload::whos::{Who, Whos};
    use crate::model::{TextId, Unit};
    use crate::units::Work;
    use proptest::prelude::*;

    /// Makes some officers, with the place of a row of each.
    fn officers(count: usize) -> (Whos, Vec<(WhoId, Place)>) {
        let (mut whos, file) = (Whos::default(), Files::default().add("a.csv"));
        let mut keep = |number: usize| {
            let text: TextId = whos.texts.keep(&format!("N{number}"));
            let (unit, officer) = (Unit::default(), Some(Officer::of(text)));
            let who = Who { officer, unit, name: None, grade: None, contracted: None, reduction: None };
            let place = Place::new(file, u64::try_from(number).expect("few") + 2);
            (whos.keep(who, place), place)
        };
        let all = (0..count).map(&mut keep).collect();
        (whos, all)
    }

    fn add(tally: &mut Tally, (who, place): (WhoId, Place), work: i64, cases: u32) {
        let (date, nothing) =
            (tally.date(None, RowKind::Case, WeightsId::default(), Some(place.file)), What::nothing());
        tally.of_date(date).0.add(who, place, Sums { work, cases, ..Sums::default() }, || &nothing);
    }

    fn held(tally: &Tally) -> Vec<(WhoId, Work, i64)> {
        let date = &tally.dates[0];
        let held = |(at, entry): (usize, &of_date::Entry)| (entry.who, date.held(at).work, date.held(at).cases);
        date.entries.iter().enumerate().map(held).collect()
    }

    #[test]
    fn sums_are_exact_however_large_they_are_on_the_way() {
        let (_, officers) = officers(1);
        let mut tally = Tally::default();
        for _ in 0..5 {
            add(&mut tally, officers[0], i64::MAX, 1);
        }
        add(&mut tally, officers[0], -i64::MAX, 0);
        assert_eq!(held(&tally), [(officers[0].0, Work::from_units(i128::from(i64::MAX) * 4), 5)]);
    }

    #[test]
    fn work_in_two_files_has_two_entries() {
        let (_, officers) = officers(1);
        let (mut tally, mut files) = (Tally::default(), Files::default());
        files.add("a.csv");
        let other = Place::new(files.add("b.csv"), 2);
        add(&mut tally, officers[0], 1, 1);
        add(&mut tally, (officers[0].0, other), 2, 1);
        assert_eq!(held(&tally).len(), 2);
    }

    proptest! {
        #[test]
        fn everyone_gets_their_own_whatever_the_order(rows in prop::collection::vec((0_usize..400, 0_i64..9), 1..300)) {
            let (_, officers) = officers(400);
            let mut tally = Tally::default();
            let mut expected: Vec<(WhoId, Work, i64)> = Vec::new();
            for (officer, work) in rows {
                add(&mut tally, officers[officer], work, 1);
                let (who, _) = officers[officer];
                match expected.iter_mut().find(|(known, ..)| *known == who) {
                    Some((_, sum, cases)) => (*sum, *cases) = (*sum + Work::from_units(work.into()), *cases + 1),
                    None => expected.push((who, Work::from_units(work.into()), 1)),
                }
            }
            prop_assert_eq!(held(&tally), expected);
        }
    }
}
