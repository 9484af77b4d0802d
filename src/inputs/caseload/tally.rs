//! The tally: what rows add up to on each snapshot date, by who they are of. Memory grows with officers and dates that have
//! them, not with rows.

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashSet};
use jiff::civil::Date;

use crate::fault::{FileId, Place};
use crate::model::{Held, Officer, WeightsId};
use crate::units::{Week, Work};

use super::cases::flags::{Dated, Flags};
use super::cases::{CaseId, CaseRows, Cases};
use super::faulty::FaultyRows;
use super::positions::Positions;
use super::seldom::Seldom;
use super::whats::{Sums, What};
use super::whos::{WhoId, Whos};

/// Rows of one file, date and who.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) who: WhoId,
    /// The first row.
    pub(crate) place: Place,
}

/// What the rows of an entry add up to. Every row of a caseload uses one of these, so it is small: what few rows have is
/// kept elsewhere.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// Work and cases as far as they fit in here; [`DateTally::more`] has the rest.
    work: i64,
    cases: i32,
    rows: u32,
}

/// All case rows of one snapshot date, or all its task rows.
#[derive(Debug)]
pub(crate) struct DateTally {
    /// The date; `None` when nothing says which it is.
    pub(crate) date: Option<Date>,
    pub(crate) is_task: bool,
    pub(crate) weights: WeightsId,
    pub(crate) entries: Vec<Entry>,
    /// By the positions of entries.
    sums: Vec<Sum>,
    /// Work and cases that are too large for a [`Sum`], by the positions of entries.
    more: HashMap<usize, (Work, i64)>,
    /// The file that is being read, and where its entries are. Each file has entries of its own, so that work that is in
    /// two files is found.
    file: Option<FileId>,
    positions: Positions,
    /// What is only said of dates that are reported; `None` on others.
    seldom: Option<Seldom>,
}

impl DateTally {
    /// The position of the entry of someone. It is made where this is their first row.
    #[inline]
    fn position(&mut self, who: WhoId, place: Place) -> usize {
        let position = self.positions.get(who).unwrap_or_else(|| self.enter(who, place));
        usize::try_from(position).expect("entries are kept in memory")
    }

    fn enter(&mut self, who: WhoId, place: Place) -> u32 {
        let position = u32::try_from(self.entries.len()).expect("fewer entries than memory holds");
        self.positions.set(who, position);
        self.entries.push(Entry { who, place });
        self.sums.push(Sum::default());
        position
    }

    /// Whether no caseload file has rows of it, only staff lists.
    pub(crate) fn is_listed_alone(&self) -> bool {
        self.file.is_none()
    }

    /// Everything that an entry holds; on dates that are not reported, without what counts nothing or later.
    pub(crate) fn held(&self, position: usize) -> Held {
        let sum = self.sums[position];
        let (more_work, more_cases) = self.more.get(&position).copied().unwrap_or_default();
        let seldom = self.seldom.as_ref().map(|seldom| seldom.get(position)).unwrap_or_default();
        let cases = i64::from(sum.cases) + more_cases;
        Held { work: Work::from_units(sum.work.into()) + more_work, cases, ..seldom }
    }

    /// The cases of rows that have a case id, once all rows are added.
    pub(crate) fn take_cases(&mut self) -> Vec<CaseRows> {
        self.seldom.as_mut().map_or_else(Vec::new, |seldom| std::mem::take(&mut seldom.cases).into_rows())
    }

    /// How many rows an entry has, without faulty ones.
    pub(crate) fn rows(&self, position: usize) -> u32 {
        self.sums[position].rows
    }

    /// Adds what some rows hold to an entry. However much it is, the sum is exact.
    #[inline]
    fn add(&mut self, position: usize, work: i64, cases: i64, rows: u32) {
        let sum = &mut self.sums[position];
        sum.rows = sum.rows.saturating_add(rows);
        let small = i32::try_from(cases).ok().and_then(|cases| sum.cases.checked_add(cases));
        match (sum.work.checked_add(work), small) {
            (Some(work), Some(cases)) => (sum.work, sum.cases) = (work, cases),
            _ => self.add_more(position, (Work::from_units(work.into()), cases)),
        }
    }

    #[cold]
    fn add_more(&mut self, position: usize, (work, cases): (Work, i64)) {
        let more = self.more.entry(position).or_default();
        more.0 += work;
        more.1 += cases;
    }
}

/// What staff lists say, by the weights they were read with. It holds on every date that has those weights.
pub(crate) type Listed = HashMap<WeightsId, Vec<(WhoId, Place)>>;

/// The number of a date of the tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateId(usize);

/// The rows of a run, or of a part of a file.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    dates: Vec<DateTally>,
    by_date: HashMap<(Option<Date>, bool), DateId>,
    /// The week to report where it is asked for, and otherwise the latest so far.
    asked: Option<Week>,
    /// For case ids; the seed is one that no file knows.
    pub(super) hasher: RandomState,
    latest: Option<Week>,
    /// The dates of that week.
    of_latest: Vec<DateId>,
    pub(crate) listed: Listed,
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

    /// The tally of a date, for case rows or task rows of a file.
    pub(super) fn date(
        &mut self,
        date: Option<Date>,
        is_task: bool,
        weights: WeightsId,
        file: Option<FileId>,
    ) -> DateId {
        let id = self.by_date.get(&(date, is_task)).copied().unwrap_or_else(|| {
            let seldom = self.may_be_reported(date);
            let (entries, sums, more) = (Vec::new(), Vec::new(), HashMap::default());
            let positions = Positions::default();
            self.dates.push(DateTally { date, is_task, weights, entries, sums, more, file, positions, seldom });
            let id = DateId(self.dates.len() - 1);
            self.by_date.insert((date, is_task), id);
            id
        });
        let tally = &mut self.dates[id.0];
        if tally.file != file {
            (tally.file, tally.positions) = (file, Positions::default());
        }
        id
    }

    /// Makes a date on which nobody has rows, so that staff may be listed on it.
    pub(crate) fn list_on(&mut self, date: Date, weights: WeightsId) {
        self.date(Some(date), false, weights, None);
    }

    /// Room for the details of a new date, if it is in the week that is reported as far as is known. Other dates have none.
    fn may_be_reported(&mut self, date: Option<Date>) -> Option<Seldom> {
        let week = date.map(Week::of);
        if self.asked.is_some() {
            return (week == self.asked).then(Seldom::default);
        }
        let mut cases = Cases::default();
        if week > self.latest {
            self.latest = week;
            for earlier in std::mem::take(&mut self.of_latest) {
                let earlier = self.dates[earlier.0].seldom.take().filter(|_| !self.dates[earlier.0].is_task);
                cases = earlier.map_or(cases, |earlier| earlier.cases.emptied());
            }
        }
        if week == self.latest {
            self.of_latest.push(DateId(self.dates.len()));
        }
        (week == self.latest).then(|| Seldom { cases, ..Seldom::default() })
    }

    /// Reads the sums that a row adds to, only to bring them into the cache.
    #[inline]
    pub(super) fn touch(&self, date: DateId, who: WhoId, sums: Sums) -> i64 {
        let tally = &self.dates[date.0];
        let position = tally.positions.get(who).and_then(|position| usize::try_from(position).ok());
        let Some(position) = position else { return 0 };
        let seldom = tally.seldom.as_ref().filter(|_| sums.has_more);
        let nothing = seldom.and_then(|seldom| seldom.nothing.get(position)).map_or(0, |nothing| nothing.by_status);
        i64::from(tally.sums[position].cases) ^ nothing
    }

    /// Takes back what a case row that was added held, and adds another share of it.
    pub(super) fn correct(&mut self, date: DateId, who: WhoId, place: Place, from: &Held, to: &Held) {
        let tally = &mut self.dates[date.0];
        let position = tally.position(who, place);
        let work = (to.work - from.work).units();
        tally.add(position, i64::try_from(work).expect("what one row holds is bounded"), 0, 0);
        if let Some(seldom) = &mut tally.seldom {
            seldom.add(position, to);
            seldom.nothing[position] -= &from.nothing;
        }
    }

    /// Makes the entry of a row that is not added here, of which only what it says of the officer counts.
    pub(super) fn enter(&mut self, date: DateId, who: WhoId, place: Place) {
        self.dates[date.0].position(who, place);
    }

    /// Adds a row, with all that it holds where that is more than the sums.
    #[inline]
    pub(super) fn add<'w>(
        &mut self,
        date: DateId,
        who: WhoId,
        place: Place,
        sums: Sums,
        what: impl FnOnce() -> &'w What,
    ) {
        let tally = &mut self.dates[date.0];
        let position = tally.position(who, place);
        tally.add(position, sums.work, sums.cases.into(), 1);
        if let (true, Some(seldom)) = (sums.has_more, &mut tally.seldom) {
            seldom.add(position, &what().held);
        }
    }

    /// Whether cases of a date are to be noted.
    #[inline]
    pub(super) fn notes_cases(&self, date: DateId) -> bool {
        self.dates[date.0].seldom.is_some()
    }

    /// Notes a case of a date, if it may be reported.
    #[inline]
    pub(super) fn note_case(&mut self, date: DateId, id: CaseId, who: WhoId, place: Place) {
        if let Some(seldom) = &mut self.dates[date.0].seldom {
            seldom.cases.add(CaseRows { id, who, place, times: 1 });
        }
    }

    /// Adds the tallies of the parts of one file. `numbers` has the new numbers of the people of each part, by the old.
    pub(super) fn absorb(&mut self, parts: Vec<Self>, numbers: &[Vec<WhoId>]) {
        for (part, numbers) in parts.into_iter().zip(numbers) {
            self.faulty.absorb(part.faulty, numbers);
            self.flags.absorb(part.flags, numbers);
            for mut of_part in part.dates {
                let id = self.date(of_part.date, of_part.is_task, of_part.weights, of_part.file);
                let tally = &mut self.dates[id.0];
                if let (Some(seldom), Some(of_part)) = (&mut tally.seldom, &mut of_part.seldom) {
                    seldom.cases.absorb(std::mem::take(&mut of_part.cases), numbers);
                }
                for (from, entry) in of_part.entries.iter().enumerate() {
                    let position = tally.position(numbers[entry.who.index()], entry.place);
                    let first = &mut tally.entries[position].place;
                    *first = entry.place.min(*first);
                    let Sum { work, cases, rows } = of_part.sums[from];
                    tally.add(position, work, cases.into(), rows);
                    if let Some(more) = of_part.more.get(&from) {
                        tally.add_more(position, *more);
                    }
                    if let (Some(seldom), Some(of_part)) = (&mut tally.seldom, &of_part.seldom) {
                        seldom.add(position, &of_part.get(from));
                    }
                }
            }
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

    /// Whether the caseload has rows of officers, and of none of these.
    pub(crate) fn has_rows_of_others(&self, officers: &HashSet<Officer>, whos: &Whos) -> bool {
        let entries = self.dates.iter().flat_map(|tally| &tally.entries);
        let mut holders = entries.filter_map(|entry| whos.get(entry.who).officer).peekable();
        holders.peek().is_some() && !holders.any(|officer| officers.contains(&officer))
    }

    /// The dates, what staff lists say, and faulty rows, once all rows are added.
    pub(crate) fn into_parts(self) -> (Vec<DateTally>, Listed, FaultyRows) {
        (self.dates, self.listed, self.faulty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Files;
    use crate::inputs::caseload::whos::{Who, Whos};
    use crate::model::{TextId, Unit};
    use proptest::prelude::*;

    /// So many officers, with the place of a row of each.
    fn officers(count: usize) -> (Whos, Vec<(WhoId, Place)>) {
        let (mut whos, file) = (Whos::default(), Files::default().add("a.csv"));
        let mut keep = |number: usize| {
            let text: TextId = whos.texts.keep(&format!("N{number}"));
            let (unit, officer) = (Unit::default(), Some(Officer(text)));
            let who = Who { officer, unit, name: None, grade: None, contracted: None, reduction: None };
            let place = Place::new(file, u64::try_from(number).expect("few") + 2);
            (whos.keep(who, place), place)
        };
        let all = (0..count).map(&mut keep).collect();
        (whos, all)
    }

    fn add(tally: &mut Tally, (who, place): (WhoId, Place), work: i64, cases: u32) {
        let (date, nothing) = (tally.date(None, false, WeightsId::default(), Some(place.file)), What::nothing());
        tally.add(date, who, place, Sums { work, cases, ..Sums::default() }, || &nothing);
    }

    fn held(tally: &Tally) -> Vec<(WhoId, Work, i64)> {
        let date = &tally.dates[0];
        let held = |(at, entry): (usize, &Entry)| (entry.who, date.held(at).work, date.held(at).cases);
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
