//! Names that a weights file declares: found without regard to case, blanks, hyphens and underscores, under any of their
//! spellings.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;

use foldhash::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::spelling::seen;

/// Declared names with their meanings, in the order of the weights file.
#[derive(Debug, Clone)]
pub struct Names<T> {
    /// The section of the weights file in which they are declared, for hints; blank where there is none to name.
    section: Cow<'static, str>,
    declared: Vec<(String, T)>,
    spellings: HashMap<String, Spelling>,
    /// The words that names are called by, where these are others, by the positions of the names.
    words: HashMap<usize, String>,
}

/// A spelling of a name.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    /// The position of the name.
    position: usize,
    /// Whether the name is declared so, and not only called so too.
    is_name: bool,
    /// Whether it comes from weights that these build on, and what is said here may stand over it.
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

    /// Makes room for so many more names.
    pub fn reserve(&mut self, count: usize) {
        self.declared.reserve(count);
        self.spellings.reserve(count);
    }

    /// Names that build on others: all of these are known, and what is declared now stands over them.
    #[must_use]
    pub fn inherited(&self) -> Self
    where
        T: Clone,
    {
        let mut names = self.clone();
        names.spellings.values_mut().for_each(|spelling| spelling.is_inherited = true);
        names
    }

    /// What a name means in the names that these build on, while nothing else was said of it.
    pub fn inherited_meaning(&self, name: &str) -> Option<&T> {
        let spelling = self.spellings.get(&*matched(name)).filter(|known| known.is_name && known.is_inherited)?;
        Some(self.at(spelling.position))
    }

    /// Whether these names build on others.
    pub fn build_on_others(&self) -> bool {
        self.spellings.values().any(|spelling| spelling.is_inherited)
    }

    /// The name in those that these build on which is so near to a new one that it may have been meant.
    pub fn near_inherited(&self, new: &str) -> Option<&str> {
        self.near(new).filter(|near| self.inherited_meaning(near).is_some())
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

    /// The meaning of the name at a position.
    pub fn at(&self, position: usize) -> &T {
        &self.declared[position].1
    }

    /// The name at a position, as it is declared.
    pub fn name(&self, position: usize) -> &str {
        &self.declared[position].0
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.declared.iter().map(|(name, meaning)| (name.as_str(), meaning))
    }

    /// All meanings, in order, to change.
    pub fn meanings_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.declared.iter_mut().map(|(_, meaning)| meaning)
    }

    /// A hint for a spelling that nobody declared: the name that is near, else all of them when they are few, else the one
    /// that has the same words, or where one is declared.
    pub fn hint(&self, unknown: &str) -> Option<String> {
        let near = self.near(unknown).map(|near| format!("did you mean `{near}`?"));
        let alike = || self.alike(unknown).map(|alike| format!("did you mean `{alike}`? {LISTED}"));
        near.or_else(alike).or_else(|| self.hint_of_none_near())
    }

    /// The hint where no name is near.
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

    /// The words of the name, of many, that has most words in common with a text: more than half of those of the text.
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

    /// The declared name that is so near that it may have been meant: at most a third of its letters are others, and no word
    /// that is a name itself is left out.
    pub fn near(&self, unknown: &str) -> Option<&str> {
        let length = unknown.chars().count();
        let names = self.declared.iter().map(|(name, _)| name.as_str());
        // Comparing takes time, and where the lengths are so different no name is near.
        let comparable = names.filter(|name| {
            let of_name = name.chars().count();
            length.abs_diff(of_name) * 3 <= length.max(of_name)
        });
        let (near, slips) = nearest(unknown, comparable)?;
        let is_near =
            is_near(unknown, near, slips) && !have_other_figures(unknown, near) && !is_opposite(unknown, near);
        let mut words = unknown.split(|character: char| !character.is_alphanumeric());
        let keeps = |word: &str| self.position(word).is_none() || matched(near).contains(&*matched(word));
        (is_near && words.all(keeps)).then_some(near)
    }
}

/// Whether the name at a position is called by these words, beside the name itself.
fn is_called(words: &HashMap<usize, String>, position: usize, spelling: &str) -> bool {
    words.get(&position).is_some_and(|words| matched(words) == matched(spelling))
}

/// Whether two names have as many figures, and others: then one is the name of something else, as `CMS52` is beside `CMS02`.
fn have_other_figures(one: &str, other: &str) -> bool {
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (one, other) = (figures(one), figures(other));
    one.len() == other.len() && one != other
}

/// Whether one name is the opposite of another, as `inactive` is of `active`.
fn is_opposite(one: &str, other: &str) -> bool {
    let (one, other) = (matched(one), matched(other));
    let denies = |long: &str, short: &str| {
        ["in", "un", "non", "not"].iter().any(|no| long.strip_prefix(no).is_some_and(|rest| rest == short))
    };
    denies(&one, &other) || denies(&other, &one)
}

/// So many names are all listed in a hint.
const FEW: usize = 8;

const LISTED: &str = "`wmt weights` lists the known ones";

/// The words of a text that say something, in lower case.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.map(str::to_lowercase)
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

#[cfg(test)]
thread_local! {
    /// How many names this thread has compared, for tests of how the time grows.
    pub(crate) static COMPARED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Blanks, hyphens and underscores, which make no difference in a name.
fn is_passed_over(character: char) -> bool {
    matches!(character, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}') || character.is_whitespace()
}

/// A text as names are matched: in lower case, without blanks, hyphens and underscores. Most texts are so already and are
/// not copied.
pub fn matched(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return text.into();
    }
    let kept = text.chars().filter(|character| !is_passed_over(*character));
    let kept: String = if text.is_ascii() {
        kept.map(|character| character.to_ascii_lowercase()).collect()
    } else {
        kept.flat_map(char::to_lowercase).collect()
    };
    // A name of nothing but hyphens is still a name.
    if kept.is_empty() { text.into() } else { kept.into() }
}

/// The candidate that may be meant: one that looks alike, as `00412` does beside `412`; else the nearest of those that begin with
/// the text or have it as whole words, such as a first name; else the nearest of all, where at most a third of its letters are
/// others.
pub fn meant<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = text.trim().to_lowercase();
    let candidates: Vec<&str> = candidates.filter(|name| !name.is_empty()).collect();
    let wanted_seen = seen(&wanted);
    let alike = candidates.iter().copied().find(|name| seen(name) == wanted_seen);
    let without_accents = without_accents(&wanted);
    let longer = candidates.iter().copied().filter(|name| has_words(&self::without_accents(name), &without_accents));
    let near = || {
        let (near, slips) = nearest(&wanted, candidates.iter().copied())?;
        is_near(&wanted, near, slips).then_some(near)
    };
    alike.or_else(|| nearest(&wanted, longer).map(|(longer, _)| longer)).or_else(near)
}

/// A text in lower case, with letters in place of letters with accents.
fn without_accents(text: &str) -> String {
    text.nfd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase).collect()
}

/// Whether a name begins with words, or has them between other words. Both are in lower case.
fn has_words(name: &str, words: &str) -> bool {
    let are_whole = |(at, _): (usize, &str)| {
        let (before, behind) = (&name[..at], &name[at + words.len()..]);
        !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    };
    !words.is_empty() && (name.starts_with(words) || name.match_indices(words).any(are_whole))
}

/// Whether at most a third of the letters are others.
fn is_near(text: &str, near: &str, slips: usize) -> bool {
    slips * 3 <= text.chars().count().max(near.chars().count())
}

/// The section of a weights file in which the tiers of a case type are declared, as TOML writes it.
pub fn section_of_cases(case_type: &str) -> String {
    let is_bare = case_type.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare { format!("cases.{case_type}") } else { format!("cases.{}", serde_json::Value::from(case_type)) }
}

/// The candidate that is the fewest typing errors away, and how many these are. Of those equally near, one with the
/// same first letter comes before others, then the first.
pub fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<(&'a str, usize)> {
    /// Both texts are cut at this, because comparing takes as many steps as the product of their lengths.
    const LONGEST: usize = 80;
    let text: String = text.to_lowercase().chars().take(LONGEST).collect();
    let distance = |name: &str| {
        #[cfg(test)]
        COMPARED.with(|compared| compared.set(compared.get() + 1));
        let name: String = name.to_lowercase().chars().take(LONGEST).collect();
        (strsim::damerau_levenshtein(&text, &name), text.chars().next() != name.chars().next())
    };
    candidates
        .map(|name| (distance(name), name))
        .min_by_key(|(distance, _)| *distance)
        .map(|((slips, _), name)| (name, slips))
}
