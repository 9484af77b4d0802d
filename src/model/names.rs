//! Names that a weights file declares: found without regard to case, under any of their spellings.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use foldhash::HashMap;

/// Declared names with their meanings, in the order of the weights file.
#[derive(Debug, Clone)]
pub struct Names<T> {
    declared: Vec<(String, T)>,
    spellings: HashMap<String, usize>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { declared: Vec::new(), spellings: HashMap::default() }
    }
}

impl<T> Names<T> {
    /// Makes room for so many more names.
    pub fn reserve(&mut self, count: usize) {
        self.declared.reserve(count);
        self.spellings.reserve(count);
    }

    /// Declares a name.
    ///
    /// # Errors
    ///
    /// Gives back the name that has this spelling already.
    pub fn declare(&mut self, name: &str, meaning: T) -> Result<(), String> {
        self.spell(name, self.declared.len())?;
        self.declared.push((name.to_owned(), meaning));
        Ok(())
    }

    /// Adds another spelling of a declared name.
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
        self.spell(alias, position)
    }

    fn spell(&mut self, spelling: &str, position: usize) -> Result<(), String> {
        match self.spellings.entry(lowercase(spelling).into_owned()) {
            Entry::Vacant(free) => {
                free.insert(position);
                Ok(())
            }
            Entry::Occupied(taken) => Err(self.declared[*taken.get()].0.clone()),
        }
    }

    /// The position of a name, under any spelling.
    pub fn position(&self, spelling: &str) -> Option<usize> {
        self.spellings.get(&*lowercase(spelling)).copied()
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

    /// A hint for a spelling that nobody declared: the nearest name, or all of them when they are few and none is near.
    pub fn hint(&self, unknown: &str) -> Option<String> {
        const FEW: usize = 8;
        let names = || self.declared.iter().map(|(name, _)| name.as_str());
        let (near, distance) = nearest(unknown, names())?;
        let is_close = distance <= (near.chars().count() / 3).max(1);
        Some(match is_close {
            true => format!("did you mean `{near}`?"),
            false if self.declared.len() == 1 => format!("the only known name is `{near}`"),
            false if self.declared.len() <= FEW => format!("known are {}", names().collect::<Vec<_>>().join(", ")),
            false => format!("the nearest known name is `{near}`"),
        })
    }
}

/// A text in lower case. Most names are in lower case already and are not copied.
fn lowercase(text: &str) -> Cow<'_, str> {
    match text.is_ascii() {
        true if !text.bytes().any(|byte| byte.is_ascii_uppercase()) => text.into(),
        true => text.to_ascii_lowercase().into(),
        false => text.to_lowercase().into(),
    }
}

#[cfg(test)]
thread_local! {
    /// How many names this thread has compared, for tests of how the time grows.
    pub(crate) static COMPARED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The candidate that is the fewest typing errors away, and how many these are. Of those equally near, one with the
/// same first letter comes before others, then the first.
pub fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<(&'a str, usize)> {
    /// Longer texts are cut, because comparing takes as many steps as the product of the lengths.
    const LONGEST: usize = 80;
    let text: String = text.to_lowercase().chars().take(LONGEST).collect();
    let distance = |name: &str| {
        #[cfg(test)]
        COMPARED.with(|compared| compared.set(compared.get() + 1));
        let name = name.to_lowercase();
        (strsim::damerau_levenshtein(&text, &name), text.chars().next() != name.chars().next())
    };
    candidates
        .map(|name| (distance(name), name))
        .min_by_key(|(distance, _)| *distance)
        .map(|((slips, _), name)| (name, slips))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case_types() -> Names<u8> {
        let mut names = Names::default();
        for (name, meaning) in [("community", 1), ("licence", 2), ("custody", 3)] {
            names.declare(name, meaning).expect("a new name");
        }
        names.add_spelling("license", 1).expect("a new spelling");
        names
    }

    #[test]
    fn case_and_aliases_do_not_matter() {
        let names = case_types();
        assert_eq!(names.get("Licence"), Some(&2));
        assert_eq!(names.get("LICENSE"), Some(&2));
        assert_eq!(names.position("license").map(|position| names.name(position)), Some("licence"));
        assert_eq!(names.get("remand"), None);
    }

    #[test]
    fn two_spellings_of_one_name_are_refused() {
        let mut names = case_types();
        assert_eq!(names.declare("CUSTODY", 4), Err("custody".to_owned()));
        assert_eq!(names.add_spelling("License", 0), Err("licence".to_owned()));
        assert_eq!(names.get("custody"), Some(&3));
    }

    #[test]
    fn hints_give_the_nearest_name_or_all_when_few() {
        let names = case_types();
        assert_eq!(names.hint("comunity").as_deref(), Some("did you mean `community`?"));
        assert_eq!(names.hint("zzz").as_deref(), Some("known are community, licence, custody"));
        assert_eq!(Names::<u8>::default().hint("zzz"), None);
    }
}
