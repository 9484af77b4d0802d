//! Names that a weights file declares: found without regard to case, blanks, hyphens and underscores, under any of their
//! spellings.

mod near;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;

use foldhash::HashMap;

use super::spelling::{is_passed_over, matched};
#[cfg(test)]
pub(crate) use near::COMPARED;
use near::{are_near, closeness, is_near, is_other_code, is_other_thing};
pub(crate) use near::{meant, nearest};

/// Declared names with their meanings, in the order of the weights file.
#[derive(Debug, Clone)]
pub struct Names<T> {
    /// The section of the weights file in which they are declared, for hints; blank where there is none to name.
    section: Cow<'static, str>,
    declared: Vec<(String, T)>,
    spellings: HashMap<String, Spelling>,
    /// The words for a name that are not the name itself, by its position.
    words: HashMap<usize, String>,
}

#[derive(Debug, Clone, Copy)]
struct Spelling {
    position: usize,
    /// Whether the name is declared so; false for its other spellings.
    is_name: bool,
    /// Whether `extends` brought it from other weights. A declaration in this file may replace it.
    is_inherited: bool,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        let (spellings, words) = (HashMap::default(), HashMap::default());
        Self { section: Cow::Borrowed(""), declared: Vec::new(), spellings, words }
    }
}

impl<T> Names<T> {
    /// No names yet; the section is where the weights file declares them: `tasks.…`, `status`.
    pub fn under(section: impl Into<Cow<'static, str>>) -> Self {
        Self { section: section.into(), ..Self::default() }
    }

    /// The same names for weights that extend these. Later declarations replace them.
    #[must_use]
    pub fn inherited(&self) -> Self
    where
        T: Clone,
    {
        let mut names = self.clone();
        names.spellings.values_mut().for_each(|spelling| spelling.is_inherited = true);
        names
    }

    /// The meaning of a name that was inherited and has not been declared anew.
    pub fn inherited_meaning(&self, name: &str) -> Option<&T> {
        let spelling = self.spellings.get(&*matched(name)).filter(|known| known.is_name && known.is_inherited)?;
        Some(self.at(spelling.position))
    }

    /// The name that an inherited alias stands for.
    pub fn inherited_alias(&self, text: &str) -> Option<&str> {
        let spelling = self.spellings.get(&*matched(text)).filter(|known| !known.is_name && known.is_inherited)?;
        Some(self.name(spelling.position))
    }

    pub fn build_on_others(&self) -> bool {
        self.spellings.values().any(|spelling| spelling.is_inherited)
    }

    /// The inherited name that is so near to a new one that it may have been meant.
    pub fn near_inherited(&self, new: &str) -> Option<&str> {
        let near = self.all_near(new, is_other_thing).into_iter().next();
        near.filter(|near| self.inherited_meaning(near).is_some())
    }

    /// Declares a name.
    ///
    /// # Errors
    ///
    /// Gives back the name that has this spelling already.
    pub fn declare(&mut self, name: &str, meaning: T) -> Result<(), String> {
        let new = Spelling { position: self.declared.len(), is_name: true, is_inherited: false };
        match self.spellings.entry(matched(name).into_owned()) {
            Entry::Vacant(free) => {
                free.insert(new);
            }
            Entry::Occupied(taken) if !taken.get().is_inherited => {
                return Err(self.declared[taken.get().position].0.clone());
            }
            Entry::Occupied(mut known) if known.get().is_name => {
                known.get_mut().is_inherited = false;
                self.declared[known.get().position].1 = meaning;
                return Ok(());
            }
            // What another thing is called by cannot be told apart from it.
            Entry::Occupied(called) if is_called(&self.words, called.get().position, name) => {
                return Err(self.declared[called.get().position].0.clone());
            }
            Entry::Occupied(mut alias) => {
                alias.insert(new);
            }
        }
        self.declared.push((name.to_owned(), meaning));
        Ok(())
    }

    /// Adds another spelling of a declared name. One that differs from a spelling of the same name in blanks, hyphens or
    /// underscores alone is there already, and does no harm.
    ///
    /// # Errors
    ///
    /// Gives back the name that has this spelling already.
    ///
    /// # Panics
    ///
    /// When the position is not of a declared name.
    pub fn add_spelling(&mut self, alias: &str, position: usize) -> Result<(), String> {
        assert!(position < self.declared.len(), "spellings are of declared names");
        let has_marks = alias.contains(|character: char| is_passed_over(character));
        if has_marks && self.position(alias) == Some(position) {
            return Ok(());
        }
        self.spell(alias, position)
    }

    /// Adds the words that a declared name is called by, which may be the name itself.
    ///
    /// # Errors
    ///
    /// Gives back the other name that has this spelling already.
    pub fn add_words(&mut self, words: &str, position: usize) -> Result<(), String> {
        if words != self.name(position) {
            self.words.insert(position, words.to_owned());
        }
        match self.position(words) {
            Some(known) if known == position => Ok(()),
            // Two things that are called the same cannot be told apart, wherever the other one comes from.
            Some(other) => Err(self.declared[other].0.clone()),
            None => self.spell(words, position),
        }
    }

    fn spell(&mut self, spelling: &str, position: usize) -> Result<(), String> {
        let new = Spelling { position, is_name: false, is_inherited: false };
        match self.spellings.entry(matched(spelling).into_owned()) {
            Entry::Vacant(free) => {
                free.insert(new);
            }
            Entry::Occupied(mut taken)
                if taken.get().is_inherited
                    && !taken.get().is_name
                    && (taken.get().position == position
                        || !is_called(&self.words, taken.get().position, spelling)) =>
            {
                taken.insert(new);
            }
            Entry::Occupied(taken) => return Err(self.declared[taken.get().position].0.clone()),
        }
        Ok(())
    }

    /// The position of a name, under any spelling.
    pub fn position(&self, spelling: &str) -> Option<usize> {
        self.spellings.get(&*matched(spelling)).map(|known| known.position)
    }

    /// The meaning of a name, under any spelling.
    pub fn get(&self, spelling: &str) -> Option<&T> {
        self.position(spelling).map(|position| self.at(position))
    }

    pub fn at(&self, position: usize) -> &T {
        &self.declared[position].1
    }

    /// The name at a position, as it is declared.
    pub fn name(&self, position: usize) -> &str {
        &self.declared[position].0
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.declared.iter().map(|(name, meaning)| (name.as_str(), meaning))
    }

    pub fn meanings_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.declared.iter_mut().map(|(_, meaning)| meaning)
    }

    /// A hint for an unknown spelling. The first that is there: the nearest name; the name with the same words; all
    /// names, if they are few; where to declare one.
    pub fn hint(&self, unknown: &str) -> Option<String> {
        let alike = || self.alike(unknown).map(|alike| format!("did you mean `{alike}`? {LISTED}"));
        self.question(unknown).or_else(alike).or_else(|| self.hint_of_none_near())
    }

    pub fn hint_of_none_near(&self) -> Option<String> {
        let section = (!self.section.is_empty()).then_some(&self.section);
        let called = |(position, (name, _)): (usize, &(String, T))| match self.words.get(&position) {
            Some(words) if matched(words) != matched(name) => format!("{name} ({words})"),
            _ => name.clone(),
        };
        let names = || self.declared.iter().enumerate().map(called).collect::<Vec<_>>().join(", ");
        match self.declared.len() {
            1..=FEW => {
                let others = section.map(|section| format!("; declare others under [{section}] in the weights"));
                let are = if self.declared.len() == 1 { "the only known one is" } else { "the known ones are" };
                Some(format!("{are} {}{}", names(), others.unwrap_or_default()))
            }
            _ => section.map(|section| format!("{LISTED}; declare others under [{section}] in the weights")),
        }
    }

    /// The words of the name, among many, that has most words in common with a text. They are more than half of the
    /// text's words.
    fn alike(&self, unknown: &str) -> Option<&str> {
        const MOST_WORDS: usize = 20;
        let asked: Vec<String> = words_of(unknown).take(MOST_WORDS).collect();
        let common = |position: usize, called: &str| {
            let known: Vec<String> = words_of(called).chain(words_of(self.name(position))).collect();
            (asked.iter().filter(|word| known.contains(word)).count(), Reverse(known.len()), Reverse(position))
        };
        let called = |position: usize| self.words.get(&position).map_or(self.name(position), String::as_str);
        let names = (0..self.declared.len()).map(|position| (position, called(position)));
        let names: Vec<_> = names.map(|(position, called)| (common(position, called), called)).collect();
        let ((most, ..), called) = names.iter().copied().max_by_key(|(common, _)| *common)?;
        // Of several names that have the one word, such as `HDC`, nobody knows which is meant.
        let is_one = names.iter().filter(|((common, ..), _)| *common == most).count() == 1;
        (self.declared.len() > FEW && most * 2 > asked.len() && (is_one || asked.len() > 1)).then_some(called)
    }

    /// The name that may have been meant: it is near to the text by itself or by its words, and has every word of the
    /// text that is a name. `None` where several are equally near.
    pub fn near(&self, unknown: &str) -> Option<&str> {
        match self.all_near(unknown, is_other_code)[..] {
            [near] => Some(near),
            _ => None,
        }
    }

    /// The question whether the name that is near was meant, or one of two that are equally near.
    pub fn question(&self, unknown: &str) -> Option<String> {
        match self.all_near(unknown, is_other_code)[..] {
            [near] => Some(format!("did you mean `{near}`?")),
            [one, other] => Some(format!("did you mean `{one}` or `{other}`?")),
            _ => None,
        }
    }

    /// The declared names that are equally near, and nearer than all others. `is_other` tells whether a text is the
    /// name of something else, however near it is.
    fn all_near(&self, unknown: &str, is_other: impl Fn(&str, &str) -> bool) -> Vec<&str> {
        let length = unknown.chars().count();
        // Comparing takes time, and where the lengths are so different no name is near.
        let is_comparable = |called: &str| {
            let of_name = called.chars().count();
            length.abs_diff(of_name) * 3 <= length.max(of_name)
        };
        let of_names = self.declared.iter().map(|(name, _)| (name.as_str(), name.as_str(), false));
        let of_words = self.words.iter().map(|(position, words)| (self.name(*position), &**words, true));
        let comparable = of_names.chain(of_words).filter(|(_, called, _)| is_comparable(called));
        let compared: Vec<_> =
            comparable.map(|(name, called, are_words)| (closeness(unknown, called), name, called, are_words)).collect();
        let Some(nearest) = compared.iter().map(|(closeness, ..)| *closeness).min() else { return Vec::new() };
        let keeps = |called: &str| {
            let mut words = unknown.split(|character: char| !character.is_alphanumeric());
            words.all(|word| self.position(word).is_none() || matched(called).contains(&*matched(word)))
        };
        let is_meant = |called: &str, are_words: bool| {
            let is_near = if are_words { are_near } else { is_near };
            is_near(unknown, called, nearest.slips) && !is_other(unknown, called)
        };
        let these = compared.iter().filter(|(closeness, _, called, are_words)| {
            *closeness == nearest && is_meant(called, *are_words) && keeps(called)
        });
        let mut names: Vec<&str> = these.map(|(_, name, ..)| *name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Whether the name at a position is called by these words, beside the name itself.
fn is_called(words: &HashMap<usize, String>, position: usize, spelling: &str) -> bool {
    words.get(&position).is_some_and(|words| matched(words) == matched(spelling))
}

/// Up to so many names, a hint lists all of them.
const FEW: usize = 8;

const LISTED: &str = "`wmt weights` lists the known ones";

/// The words of a text that say something, in lower case.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.map(str::to_lowercase)
}

impl<T> Names<T> {
    /// Whether the names that both declare have the same other spellings.
    pub fn has_spellings_of(&self, other: &Self) -> bool {
        self.has_all_spellings_of(other) && other.has_all_spellings_of(self)
    }

    fn has_all_spellings_of(&self, other: &Self) -> bool {
        other.spellings.iter().all(|(text, spelling)| {
            let meant = self.position(other.name(spelling.position));
            meant.is_none() || self.position(text) == meant
        })
    }
}

impl<T: PartialEq> PartialEq for Names<T> {
    /// Whether both declare the same names with the same meanings and spellings, in whatever order.
    fn eq(&self, other: &Self) -> bool {
        let is_spelt_alike = |(text, spelling): (&String, &Spelling)| {
            let other_position = other.position(text);
            other_position
                .is_some_and(|position| matched(other.name(position)) == matched(self.name(spelling.position)))
        };
        self.declared.len() == other.declared.len()
            && self.spellings.len() == other.spellings.len()
            && self.declared.iter().all(|(name, meaning)| other.get(name) == Some(meaning))
            && self.spellings.iter().all(is_spelt_alike)
    }
}

/// The section of a weights file in which the tiers of a case type are declared, as TOML writes it.
pub(crate) fn section_of_cases(case_type: &str) -> String {
    let is_bare = case_type.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare { format!("cases.{case_type}") } else { format!("cases.{}", serde_json::Value::from(case_type)) }
}
