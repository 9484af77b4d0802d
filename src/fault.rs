//! What the user can mend: faults with a place and a hint, all of a pass collected, and notices.

mod place;
mod warnings;
mod words;

use std::collections::BTreeMap;

pub use place::{FileId, Files, Place};
pub(crate) use warnings::{
    FAR_WEEK, FILE_DATE, LOOK_ALIKE, MERGED_CELLS, MOVED_REDUCTION, NO_TIER, NOT_AN_OFFICER, RENAMED_UNIT,
    SAME_VERSION, THIN_WEEK, TOTALS_ROW, TWO_SNAPSHOTS, UNUSED_COLUMN, WARNINGS,
};
pub use warnings::{Subject, Warning, Warnings};
pub(crate) use words::first_few;
pub use words::{is_unseen, path_name, plain_words, plural, quoted, visible};

/// Something in a file that must be mended before anything is worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it is.
    pub place: Place,
    /// What is wrong, in the user's words, lower case, without a full stop.
    pub message: String,
    /// What to do about it, where that helps.
    pub hint: Option<String>,
    /// Whether all known names were searched for the hint, which only the first faults get.
    pub is_searched: bool,
    /// Whether the file cannot be read at all.
    pub is_unreadable: bool,
}

impl Fault {
    /// A fault without a hint.
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), hint: None, is_searched: false, is_unreadable: false }
    }

    /// The same fault, of a file that cannot be read at all.
    #[must_use]
    pub fn unreadable(self) -> Self {
        Self { is_unreadable: true, ..self }
    }

    /// The same fault with a hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// The faults of a pass in file order. All are counted; the first ones are kept, so that a file in which every row is
/// wrong does not fill the memory.
#[derive(Debug)]
pub struct Faults {
    first: BTreeMap<(Place, u64), Fault>,
    total: u64,
    /// How many are kept.
    most: usize,
}

impl Default for Faults {
    fn default() -> Self {
        Self { first: BTreeMap::new(), total: 0, most: Self::SHOWN }
    }
}

impl Faults {
    /// How many faults are shown; past these, a count.
    pub const SHOWN: usize = 20;

    /// How many have a hint for which all known names are searched: a search for each of them would take as long as all
    /// faults times all names.
    pub const SEARCHED: usize = 100;

    /// Faults of which more are kept, for a list of them all.
    pub fn keeping(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// No faults, of which as many would be kept as here.
    #[must_use]
    pub fn none(&self) -> Self {
        Self::keeping(self.most)
    }

    /// Those that are kept, in file order.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.first.values()
    }

    /// The same with their hints. Which ones have one does not depend on the threads that found them.
    pub fn with_hints(&self) -> impl Iterator<Item = (&Fault, Option<&str>)> {
        let has_hint = |position: usize, fault: &Fault| !fault.is_searched || position < Self::SEARCHED;
        self.iter()
            .enumerate()
            .map(move |(position, fault)| (fault, fault.hint.as_deref().filter(|_| has_hint(position, fault))))
    }

    /// Adds a fault, whose hint is searched for where it is among the first.
    pub fn add_searching(&mut self, fault: Fault, hint: impl FnOnce() -> Option<String>) {
        let last = self.first.keys().nth(self.most.min(Self::SEARCHED) - 1);
        let hint = if last.is_none_or(|(last, _)| fault.place < *last) { hint() } else { None };
        self.add(Fault { hint, is_searched: true, ..fault });
    }

    /// How many there are that are not kept.
    pub fn not_kept(&self) -> u64 {
        self.total - u64::try_from(self.first.len()).unwrap_or(u64::MAX)
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.total
    }

    /// Adds a fault.
    pub fn add(&mut self, fault: Fault) {
        self.first.insert((fault.place, self.total), fault);
        self.total += 1;
        if self.first.len() > self.most {
            self.first.pop_last();
        }
    }

    /// Adds faults, if there are any.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        faults.into_iter().for_each(|fault| self.add(fault));
    }

    /// Adds the faults of another pass, behind those of the same line here.
    pub fn absorb(&mut self, other: Self) {
        let not_kept = other.not_kept();
        self.extend(other.first.into_values());
        self.total += not_kept;
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The text for standard error: `file:line: what is wrong`, hints below, a count past the first ones.
    pub fn text(&self, files: &Files) -> String {
        let mut text = String::new();
        for (fault, hint) in self.with_hints() {
            text.push_str(&visible(&format!("{}: {}", files.at(fault.place), fault.message)));
            text.push('\n');
            if let Some(hint) = hint {
                text.push_str(&visible(&format!("  hint: {hint}")));
                text.push('\n');
            }
        }
        let more = self.not_kept();
        if more > 0 {
            let total = self.total;
            text.push_str(&format!("and {more} more, {total} faults in all\n"));
        }
        text
    }
}

/// Things worth saying that change no figure by themselves, each with a place.
#[derive(Debug, Default)]
pub struct Notices(Vec<(Place, String)>);

impl Notices {
    /// Adds a notice.
    pub fn add(&mut self, place: Place, message: impl Into<String>) {
        self.0.push((place, message.into()));
    }

    /// Adds the notices of another pass.
    pub fn absorb(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (Place, &str)> {
        self.0.iter().map(|(place, message)| (*place, message.as_str()))
    }

    /// The text for standard error, in file order.
    pub fn text(&self, files: &Files) -> String {
        let mut notices: Vec<_> = self.0.iter().collect();
        notices.sort_by_key(|(place, _)| *place);
        notices
            .iter()
            .map(|(place, message)| visible(&format!("{}: notice: {message}", files.at(*place))).into_owned() + "\n")
            .collect()
    }
}

/// All that a run has to say of its files, which goes through it as one.
#[derive(Debug, Default)]
pub struct Messages {
    /// The names of the files.
    pub files: Files,
    /// What must be mended.
    pub faults: Faults,
    /// Faults of single rows, in a run that keeps going without the officers they are of.
    pub row_faults: Faults,
    /// Whether the run keeps going without officers who have faulty rows.
    pub keeps_going: bool,
    /// What is worth knowing.
    pub notices: Notices,
    /// Signs that a figure may be wrong.
    pub warnings: Warnings,
}

impl Messages {
    /// Where the faults of single rows go: among those that stop the run, unless it keeps going.
    pub fn faults_of_rows(&mut self) -> &mut Faults {
        if self.keeps_going { &mut self.row_faults } else { &mut self.faults }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_come_in_file_order_and_past_twenty_as_a_count() {
        let mut files = Files::default();
        let (first, second) = (files.add("a.csv"), files.add("b.csv"));
        let mut faults = Faults::default();
        faults.add(Fault::new(Place::new(second, 1), "late"));
        for line in (1..=21).rev() {
            faults.add(Fault::new(Place::new(first, line), format!("fault {line}")));
        }
        let text = faults.text(&files);
        assert!(text.starts_with("a.csv:1: fault 1\na.csv:2: fault 2\n"), "{text}");
        assert!(text.ends_with("a.csv:20: fault 20\nand 2 more, 22 faults in all\n"), "{text}");
    }
}
