//! Columns that are not used although somebody may have meant them to be: without a heading, with one that is nearly known, or
//! with one that speaks of hours or of a number of cases. Those that have cells are warned of.

use foldhash::HashSet;

use crate::fault::{FileId, Messages, Place, Subject, UNUSED_COLUMN, quoted};
use crate::model::nearest;

use super::columns::{COLUMNS, Column, Columns, OFFICER_NAMES, OddColumn, Sheet, is_plain, plain};
use super::row::Row;
use super::text::is_blank;

/// Words that change nothing of what a heading means: `Tier level`, `Current tier`.
const NO_MATTER: [&str; 12] =
    ["level", "code", "name", "id", "ref", "number", "category", "band", "score", "description", "value", "current"];

/// What a heading that speaks of hours has in it, and one that speaks of a number of cases, without blanks and signs.
const HOURS: [&str; 3] = ["hours", "fulltimeequivalent", "wholetimeequivalent"];
const COUNTS: [&str; 5] = ["totalcases", "noofcases", "numberofcases", "casecount", "countofcases"];

/// Headings that are near to a known one and mean something else.
const OTHER_THINGS: [&str; 5] = ["office", "court", "county", "state", "term"];

/// A column that is not used, by its heading; `None` where nothing else was meant. `has` is whether the file has a column.
pub(super) fn odd_column(
    position: usize,
    heading: &str,
    sheet: &Sheet,
    has: impl Fn(Column) -> bool,
) -> Option<OddColumn> {
    let name = plain(heading);
    let is_of_a_sheet = COLUMNS.iter().any(|(_, known, others)| is_plain(known, &name) || others.contains(&&*name));
    if is_of_a_sheet || OFFICER_NAMES.contains(&&*name) || OTHER_THINGS.contains(&&*name) {
        return None;
    }
    let words: Vec<String> = heading.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect();
    let letters: String = words.concat();
    let has_word = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&&**word));
    let meant = if name.is_empty() {
        String::new()
    } else if let Some(near) =
        suggested(sheet, heading).or_else(|| short_for(sheet, &words)).or_else(|| with_more(sheet, &words, has))
    {
        format!("; did you mean `{near}`?")
    } else if has_word(&["hours", "hour", "hrs", "fte", "wte"])
        || ["fte", "wte"].contains(&&*letters)
        || HOURS.iter().any(|hours| letters.contains(hours))
    {
        "; hours are read from `contracted_hours` and `reduction_hours`".to_owned()
    } else if has_word(&["cases", "caseload"]) || COUNTS.iter().any(|count| letters.contains(count)) {
        "; a number of cases is read from `count`".to_owned()
    } else {
        return None;
    };
    Some(OddColumn { position, meant })
}

/// Which of the odd columns of a file have cells.
#[derive(Debug, Default)]
pub(crate) struct Unused {
    /// Those in which no cell was seen so far, as stretches of columns side by side.
    left: Vec<(usize, usize)>,
    seen: Vec<usize>,
}

impl Unused {
    pub(crate) fn of(columns: &Columns) -> Self {
        let mut unused = Self::default();
        for OddColumn { position, .. } in &columns.odd {
            unused.add(*position);
        }
        unused
    }

    /// Adds a column behind the others.
    fn add(&mut self, position: usize) {
        match self.left.last_mut() {
            Some((_, last)) if *last + 1 == position => *last = position,
            _ => self.left.push((position, position)),
        }
    }

    /// Whether a row may have cells that were not seen yet.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        !self.left.is_empty()
    }

    /// Notes the cells of a row.
    pub(crate) fn note(&mut self, row: Row, columns: &Columns) {
        let is_nothing = |byte: &u8| *byte == columns.separator || matches!(byte, b' ' | b'"');
        let is_clear = |(first, last): &(usize, usize)| {
            *first >= row.len() || row.span(*first, (*last).min(row.len() - 1)).iter().all(is_nothing)
        };
        if self.left.iter().all(is_clear) {
            return;
        }
        for (first, last) in std::mem::take(&mut self.left) {
            for position in first..=last {
                let has_cell = position < row.len() && !is_blank(&row.cell(position));
                if has_cell { self.seen.push(position) } else { self.add(position) }
            }
        }
    }

    /// Takes in what was seen in other rows of the same file.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.seen.extend(other.seen);
    }

    /// Warns of those that have cells, and says the others that have a heading.
    pub(crate) fn say(&self, columns: &Columns, file: FileId, messages: &mut Messages) {
        let seen: HashSet<usize> = self.seen.iter().copied().collect();
        for OddColumn { position, meant } in &columns.odd {
            let (heading, place) = (&columns.headings[*position], Place::new(file, columns.line));
            let named = if heading.is_empty() {
                format!("column {} has no heading and is not used", position + 1)
            } else {
                format!("the column {} is not used", quoted(heading))
            };
            if seen.contains(position) {
                let subjects = vec![Subject::Column(heading.clone())];
                messages.warnings.add_of(UNUSED_COLUMN, place, subjects, format!("{named}, but has cells{meant}"));
            } else if !heading.is_empty() {
                messages.notices.add(place, format!("{named}{meant}"));
            }
        }
    }
}

/// The column that a heading is nearly called. One that other sheets have is spelt as it is meant.
pub(super) fn suggested(sheet: &Sheet, heading: &str) -> Option<&'static str> {
    if COLUMNS.iter().any(|(_, name, _)| is_plain(name, &plain(heading))) {
        return None;
    }
    let (name, slips) = nearest(&plain(heading), sheet.used().map(Column::name))?;
    (slips <= name.len() / 3).then_some(name)
}

/// The column whose name a heading is short for: each of its words begins the same word of the name, as `Extra min` does.
fn short_for(sheet: &Sheet, words: &[String]) -> Option<&'static str> {
    const SHORTEST: usize = 3;
    let begins = |name: &str| {
        let parts: Vec<&str> = name.split('_').collect();
        words.len() <= parts.len() && words.iter().zip(parts).all(|(word, part)| part.starts_with(&**word))
    };
    let is_word = words.iter().all(|word| word.len() >= SHORTEST);
    sheet.used().map(Column::name).find(|name| is_word && begins(name))
}

/// The column whose name a heading has with words that change nothing, where the file has no such column.
fn with_more(sheet: &Sheet, words: &[String], has: impl Fn(Column) -> bool) -> Option<&'static str> {
    let matters = |word: &&String| !NO_MATTER.contains(&&***word);
    let name = words.iter().filter(matters).map(String::as_str).collect::<Vec<_>>().join("_");
    sheet.used().filter(|column| !has(*column)).map(Column::name).find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::table::columns::CASELOAD;

    #[test]
    fn headings_that_may_be_meant_are_odd_and_others_are_not() {
        for (heading, meant) in [
            ("", ""),
            ("Offcier", "; did you mean `officer`?"),
            ("Tier level", "; did you mean `tier`?"),
            ("Extra min", "; did you mean `extra_minutes`?"),
            ("Contr hours", "; did you mean `contracted_hours`?"),
            ("FTE hours", "; hours are read from `contracted_hours` and `reduction_hours`"),
            ("FTE", "; hours are read from `contracted_hours` and `reduction_hours`"),
            ("Total Cases", "; a number of cases is read from `count`"),
            ("TotalCases", "; a number of cases is read from `count`"),
            ("Case count", "; a number of cases is read from `count`"),
            ("F.T.E.", "; hours are read from `contracted_hours` and `reduction_hours`"),
            ("Full-time equivalent", "; hours are read from `contracted_hours` and `reduction_hours`"),
        ] {
            let odd = odd_column(3, heading, &CASELOAD, |_| false).unwrap_or_else(|| panic!("{heading} is odd"));
            assert_eq!(odd.meant, meant, "{heading}");
        }
        for heading in [
            "Notes",
            "Name of court",
            "Reason",
            "Start Date",
            "OM Name",
            "Gender",
            "Shoe size",
            "After",
            "Team leader",
            "Office",
            "Court",
        ] {
            assert!(odd_column(3, heading, &CASELOAD, |_| false).is_none(), "{heading}");
        }
    }
}
