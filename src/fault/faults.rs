//! The faults of a pass. All are counted; those that are alike, in whichever rows, are one.

use std::collections::BTreeSet;
use std::hash::BuildHasher;

use foldhash::HashSet;

use crate::ordered::OrderedMap;

use super::one::{Fault, Faulty};
use super::place::{FileId, Files, Place};
use super::unnamed::{Unnamed, said};
use super::words::visible;

/// The faults of a pass, shown in file order. Of very many different ones the first are kept, so that a file in which every
/// row is wrong does not fill the memory.
#[derive(Debug)]
pub struct Faults {
    kept: OrderedMap<GroupKey, FaultGroup>,
    total: u64,
    /// How many are shown.
    most: usize,
    /// Whether some were not kept. How many of a kind are known then depends on the threads, so no such number is shown.
    is_cut: bool,
    /// The places of the first faults. Only these get a hint that is searched for.
    earliest: BTreeSet<(Place, u64)>,
    /// The faults of the latest row, and the hashes of what they say: a fault that the same row repeats is dropped.
    latest: Option<Faulty>,
    of_latest: HashSet<u64>,
}

/// Faults are alike if these are equal: the file, the message, and a hint that was not searched for.
type GroupKey = (FileId, String, Option<String>);

#[derive(Debug)]
struct FaultGroup {
    /// The first, and how many faults were added before it.
    first: Fault,
    order: u64,
    /// How many more there are, and the first lines of those.
    more: u64,
    lines: BTreeSet<u32>,
}

impl FaultGroup {
    /// How many lines are named.
    const NAMED: usize = 4;

    /// Joins two groups of faults that are alike. Returns 1 if both begin with the fault of the same line, which then
    /// counts once; else 0.
    fn add(&mut self, other: Self) -> u64 {
        let is_same = other.first.place == self.first.place;
        let mut lines = other.lines;
        self.more += other.more;
        if !is_same {
            self.more += 1;
            lines.insert(other.first.place.line.max(self.first.place.line));
        }
        if other.first.place < self.first.place {
            (self.first, self.order) = (other.first, other.order);
        }
        self.lines.extend(lines);
        while self.lines.len() > Self::NAMED {
            self.lines.pop_last();
        }
        u64::from(is_same)
    }
}

/// A fault as it is shown, with those that are like it.
#[derive(Debug)]
pub struct Shown<'f> {
    /// The first of them.
    pub fault: &'f Fault,
    /// What is wrong, and in which other lines.
    pub message: String,
    pub hint: Option<&'f str>,
}

impl Default for Faults {
    fn default() -> Self {
        Self::keeping(Self::SHOWN)
    }
}

impl Faults {
    /// How many different faults are shown; past these, a count.
    pub const SHOWN: usize = 20;

    /// How many have a hint for which all known names are searched: a search for each of them would take as long as all
    /// faults times all names.
    pub const SEARCHED: usize = 100;

    /// How many different ones are kept.
    const KEPT: usize = 10_000;

    /// An empty list that shows at most `most` groups of faults.
    pub fn keeping(most: usize) -> Self {
        let (kept, earliest, most) = (OrderedMap::default(), BTreeSet::new(), most.min(Self::KEPT));
        Self { kept, total: 0, most, is_cut: false, earliest, latest: None, of_latest: HashSet::default() }
    }

    /// An empty list with the same limit.
    #[must_use]
    pub fn none(&self) -> Self {
        Self::keeping(self.most)
    }

    /// How many hints are searched for: not more than are shown.
    fn searched(&self) -> usize {
        self.most.min(Self::SEARCHED)
    }

    /// Whether one of them says that a file cannot be read at all.
    pub fn are_unreadable(&self) -> bool {
        self.kept.values().any(|alike| alike.first.is_unreadable)
    }

    /// The faults to show, in file order; the same for any number of threads.
    pub fn shown(&self) -> Vec<Shown<'_>> {
        let mut kept: Vec<&FaultGroup> = self.kept.values().collect();
        kept.sort_by_key(|alike| (alike.first.place, alike.order));
        let mut shown = Vec::with_capacity(kept.len().min(self.most));
        for (position, alike) in kept.into_iter().take(self.most).enumerate() {
            let fault = &alike.first;
            let hint = fault.hint.as_deref().filter(|_| !fault.is_searched || position < Self::SEARCHED);
            shown.push(Shown { fault, message: self.message(alike), hint });
        }
        shown
    }

    /// What is wrong, and in how many more rows.
    fn message(&self, alike: &FaultGroup) -> String {
        let FaultGroup { first, more, lines, .. } = alike;
        let lines: Vec<String> = lines.iter().filter(|line| **line != first.place.line).map(u32::to_string).collect();
        if lines.is_empty() || self.is_cut {
            return first.message.clone();
        }
        let rows = if *more == 1 { "row" } else { "rows" };
        let is_all = u64::try_from(lines.len()).is_ok_and(|named| named == *more);
        let and_others = if is_all { "" } else { ", …" };
        format!("{} ({more} more {rows}: {}{and_others})", first.message, lines.join(", "))
    }

    /// Adds a fault, whose hint is searched for where it is among the first.
    pub fn add_searching(&mut self, fault: Fault, hint: impl FnOnce() -> Option<String>) {
        let key = (fault.place.file, fault.message.clone(), None);
        let is_early =
            self.earliest.len() < self.searched() || self.earliest.last().is_some_and(|(last, _)| fault.place < *last);
        let hint = if is_early && !self.kept.contains_key(&key) { hint() } else { None };
        self.add(Fault { hint, is_searched: true, ..fault });
    }

    /// How many faults are neither shown nor like one that is shown.
    pub fn not_shown(&self) -> u64 {
        let shown = self.shown();
        let count = |shown: &Shown| {
            let key = key(shown.fault);
            self.kept.get(&key).map_or(0, |alike| if self.is_cut { 1 } else { 1 + alike.more })
        };
        self.total - shown.iter().map(count).sum::<u64>().min(self.total)
    }

    pub fn add(&mut self, fault: Fault) {
        let hash = self.kept.hasher().hash_one(key(&fault));
        match &mut self.latest {
            // A row may say the same of two of its cells, which is one fault.
            Some(latest) if latest.place == fault.place => {
                if !self.of_latest.insert(hash) {
                    return;
                }
                latest.faults += 1;
            }
            latest => {
                *latest = Some(Faulty::of(&fault));
                self.of_latest = HashSet::from_iter([hash]);
            }
        }
        self.total += 1;
        self.add_alike(FaultGroup { first: fault, order: self.total, more: 0, lines: BTreeSet::new() });
    }

    fn add_alike(&mut self, alike: FaultGroup) {
        let place = (alike.first.place, alike.order);
        match self.kept.entry(key(&alike.first)) {
            indexmap::map::Entry::Occupied(mut same) => self.total -= same.get_mut().add(alike),
            indexmap::map::Entry::Vacant(free) => {
                free.insert(alike);
                self.earliest.insert(place);
                if self.earliest.len() > self.searched() {
                    self.earliest.pop_last();
                }
            }
        }
        if self.kept.len() >= 2 * Self::KEPT {
            self.cut();
        }
    }

    /// Leaves only so many as are kept.
    fn cut(&mut self) {
        if self.kept.len() > Self::KEPT {
            self.kept.sort_by(|_, one, _, other| (one.first.place, one.order).cmp(&(other.first.place, other.order)));
            self.kept.truncate(Self::KEPT);
            self.is_cut = true;
        }
    }

    pub fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        faults.into_iter().for_each(|fault| self.add(fault));
    }

    /// Adds the faults of another pass. Of one line, those that are here already come first.
    pub fn absorb(&mut self, other: Self) {
        let before = self.total;
        self.total += other.total;
        self.is_cut |= other.is_cut;
        for (_, alike) in other.kept {
            self.add_alike(FaultGroup { order: before + alike.order, ..alike });
        }
    }

    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// Those of a row that was read just now; `None` where it has none.
    pub fn of_row(&self, place: Place) -> Option<Faulty> {
        self.latest.clone().filter(|latest| latest.place == place)
    }

    pub fn count(&self) -> u64 {
        self.total
    }

    /// The text for standard error: `file:line: what is wrong`, hints below, a count past the first ones. `unnamed`
    /// says what stands in place of the user's texts.
    pub fn text(&self, files: &Files, unnamed: Option<&Unnamed>) -> String {
        let mut text = String::new();
        for Shown { fault, message, hint } in self.shown() {
            text.push_str(&visible(&format!("{}: {}", files.at(fault.place), said(&message, unnamed))));
            text.push('\n');
            if let Some(hint) = hint {
                text.push_str(&visible(&format!("  hint: {}", said(hint, unnamed))));
                text.push('\n');
            }
        }
        let more = self.not_shown();
        if more > 0 {
            let total = self.total;
            text.push_str(&format!("and {more} more, {total} faults in all\n"));
        }
        text
    }
}

fn key(fault: &Fault) -> GroupKey {
    let hint = fault.hint.clone().filter(|_| !fault.is_searched);
    (fault.place.file, fault.message.clone(), hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::Range;

    fn files() -> (Files, FileId, FileId) {
        let mut files = Files::default();
        let (first, second) = (files.add("a.csv"), files.add("b.csv"));
        (files, first, second)
    }

    #[test]
    fn faults_come_in_file_order_and_past_twenty_as_a_count() {
        let (files, first, second) = files();
        let mut faults = Faults::default();
        faults.add(Fault::new(Place::new(second, 1), "late"));
        for line in (1..=21).rev() {
            faults.add(Fault::new(Place::new(first, line), format!("fault {line}")));
        }
        let text = faults.text(&files, None);
        assert!(text.starts_with("a.csv:1: fault 1\na.csv:2: fault 2\n"), "{text}");
        assert!(text.ends_with("a.csv:20: fault 20\nand 2 more, 22 faults in all\n"), "{text}");
    }

    #[test]
    fn faults_that_are_alike_are_one_with_the_first_lines_of_the_others() {
        let (files, first, second) = files();
        let mut faults = Faults::default();
        for line in [9, 3, 4, 5, 7, 8] {
            faults.add(Fault::new(Place::new(first, line), "odd").hint("mend it"));
        }
        faults.add(Fault::new(Place::new(first, 6), "odd").hint("mend that"));
        faults.add(Fault::new(Place::new(second, 3), "odd"));
        faults.add(Fault::new(Place::new(second, 4), "odd"));
        let expected = "a.csv:3: odd (5 more rows: 4, 5, 7, 8, …)\n  hint: mend it\n\
                        a.csv:6: odd\n  hint: mend that\nb.csv:3: odd (1 more row: 4)\n";
        assert_eq!(faults.text(&files, None), expected);
    }

    /// What is said of the faults of lines that are read at once, which must be what is said when they are read in parts.
    fn however_parted(files: &Files, parts: &[Range<u64>], fault: impl Fn(u64) -> Fault) -> String {
        let (mut whole, mut parted) = (Faults::default(), Faults::default());
        whole.extend(parts.iter().cloned().flatten().collect::<BTreeSet<u64>>().into_iter().map(&fault));
        for part in parts.iter().cloned() {
            let mut faults = parted.none();
            faults.extend(part.map(&fault));
            parted.absorb(faults);
        }
        assert_eq!(parted.text(files, None), whole.text(files, None));
        whole.text(files, None)
    }

    #[test]
    fn what_is_shown_does_not_depend_on_the_parts() {
        let (files, first, _) = files();
        let fault = |line: u64| Fault::new(Place::new(first, line), format!("fault {}", line % 7));
        let text = however_parted(&files, &[150..200, 1..60, 60..150], fault);
        assert!(text.contains("a.csv:1: fault 1 (28 more rows: 8, 15, 22, 29, …)"), "{text}");
    }

    #[test]
    fn a_fault_that_a_row_says_twice_is_one_whatever_the_parts() {
        let (files, first, _) = files();
        let add = |faults: &mut Faults, lines: Range<u64>| {
            for line in lines {
                faults.extend([Fault::new(Place::new(first, line), "odd"), Fault::new(Place::new(first, line), "odd")]);
            }
        };
        for middle in 1..=4 {
            let (mut faults, mut rest) = (Faults::default(), Faults::default());
            add(&mut faults, 1..middle);
            add(&mut rest, middle..5);
            faults.absorb(rest);
            assert_eq!(
                (faults.count(), faults.text(&files, None).as_str()),
                (4, "a.csv:1: odd (3 more rows: 2, 3, 4)\n")
            );
        }
    }

    #[test]
    fn nor_does_it_where_more_faults_differ_than_are_kept() {
        let (files, first, _) = files();
        let most = u64::try_from(3 * Faults::KEPT).expect("a small number");
        let fault = |line: u64| {
            let different = if line == 1 || line == 2 * most { String::new() } else { line.to_string() };
            Fault::new(Place::new(first, line), format!("fault {different}"))
        };
        let text = however_parted(&files, &[1..most, most..2 * most + 1], fault);
        assert!(text.ends_with("and 59980 more, 60000 faults in all\n"), "{text}");
    }
}
