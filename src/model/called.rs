//! What officers are called, and whom a text means that a user typed.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::fault::{first_few_by, quoted};

use crate::units::Week;

use super::{Officer, OfficerWeek, PostFigures, TextId, Texts, WeekFigures, in_words, meant};

/// Officers by their codes and names.
#[derive(Debug, Default)]
pub(crate) struct CalledOfficers {
    officers: HashSet<Officer>,
    /// By code or name in lower case: the text as the first officer has it, and all officers who are called so.
    called: BTreeMap<String, (TextId, Vec<Officer>)>,
}

impl CalledOfficers {
    pub(crate) fn of<'w>(officers: impl Iterator<Item = &'w OfficerWeek<'w>>, texts: &Texts) -> Self {
        let mut called = Self::default();
        for officer in officers {
            called.add(officer.officer, officer.name(), texts);
        }
        called
    }

    /// Adds an officer; nothing happens where the officer is there already.
    pub(crate) fn add(&mut self, officer: Officer, name: Option<TextId>, texts: &Texts) {
        if !self.officers.insert(officer) {
            return;
        }
        let code_and_name = name.map(|name| (officer.id(), code_and_name(officer, name, texts)));
        let one_of_both = std::iter::once(officer.id()).chain(name).map(|text| (text, texts.get(text).to_lowercase()));
        for (text, called) in one_of_both.chain(code_and_name) {
            let (_, called) = self.called.entry(called).or_insert((text, Vec::new()));
            // Somebody's code may also be their name.
            if called.last() != Some(&officer) {
                called.push(officer);
            }
        }
    }

    /// Those whom a text means: the one with exactly this code, else all whose code or name it is without regard to case.
    pub(crate) fn find(&self, text: &str, texts: &Texts) -> Vec<Officer> {
        let exact = texts.find(text).map(Officer::of).filter(|officer| self.officers.contains(officer));
        let called = || self.called.get(&text.trim().to_lowercase()).map(|(_, called)| called.clone());
        exact.map(|officer| vec![officer]).or_else(called).unwrap_or_default()
    }

    /// A hint with the code or name that may have been meant; `None` where none is near.
    pub(crate) fn hint(&self, text: &str, texts: &Texts) -> Option<String> {
        let wanted = in_words(text);
        let same = self.called.keys().find(|called| in_words(called) == wanted).map(String::as_str);
        let near = same.or_else(|| meant(text, self.called.keys().map(String::as_str)))?;
        Some(format!("the nearest is {}", quoted(texts.get(self.called[near].0))))
    }
}

/// An officer as reports write them, the name behind the code, in lower case.
pub(crate) fn code_and_name(officer: Officer, name: TextId, texts: &Texts) -> String {
    format!("{} {}", texts.code(officer), texts.get(name)).to_lowercase()
}

/// Who has this code or name, or both, in any of some weeks, without regard to case, with their last week.
pub(crate) fn last_seen(text: &str, weeks: &[WeekFigures], texts: &Texts) -> Option<(String, Week)> {
    let wanted = text.trim().to_lowercase();
    weeks.iter().rev().find_map(|week| {
        let is_wanted = |post: &&PostFigures| {
            post.officer.is_some_and(|officer| {
                texts.code(officer).to_lowercase() == wanted
                    || post.name.is_some_and(|name| {
                        texts.get(name).to_lowercase() == wanted || code_and_name(officer, name, texts) == wanted
                    })
            })
        };
        let post = week.with_rows().find(is_wanted)?;
        let (code, name) = (texts.code(post.officer?), texts.shown(post.name));
        Some((format!("{code} {name}").trim_end().to_owned(), week.week))
    })
}

/// The message and the hint for a text that means several officers.
pub(crate) fn several_called(text: &str, officers: &[Officer], texts: &Texts) -> (String, String) {
    const NAMED: usize = 12;
    let codes = first_few_by(officers, NAMED, ", ", |officer| quoted(texts.code(*officer)));
    (format!("several officers are called {}", quoted(text)), format!("give one of {codes}"))
}
