//! Names that a weights file declares: found without regard to case, blanks, hyphens and underscores, under any of their
//! spellings.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use foldhash::HashMap;

/// Declared names with their meanings, in the order of the weights file.
#[derive(Debug, Clone)]
pub struct Names<T> {
    /// The section of the weights file in which they are declared, for hints; blank where there is none to name.
    section: Cow<'static, str>,
    declared: Vec<(String, T)>,
    spellings: HashMap<String, Spelling>,
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
        Self { section: Cow::Borrowed(""), declared: Vec::new(), spellings: HashMap::default() }
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
            Entry::Occupied(mut taken) if taken.get().is_inherited && !taken.get().is_name => {
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

    /// A hint for a spelling that nobody declared: the name that is near, else all of them when they are few, and where
    /// one is declared.
    pub fn hint(&self, unknown: &str) -> Option<String> {
        let near = self.near(unknown).map(|near| format!("did you mean `{near}`?"));
        near.or_else(|| self.hint_of_none_near())
    }

    /// The hint where no name is near.
    pub fn hint_of_none_near(&self) -> Option<String> {
        const FEW: usize = 8;
        let section = (!self.section.is_empty()).then_some(&self.section);
        let names = || self.declared.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        match self.declared.len() {
            1..=FEW => {
                let others = section.map(|section| format!("; declare others under [{section}] in the weights"));
                let are = if self.declared.len() == 1 { "the only known one is" } else { "the known ones are" };
                Some(format!("{are} {}{}", names(), others.unwrap_or_default()))
            }
            _ => section.map(|section| format!("declare it under [{section}] in the weights")),
        }
    }

    /// The declared name that is so near that it may have been meant: at most a third of its letters are others.
    pub fn near(&self, unknown: &str) -> Option<&str> {
        let length = unknown.chars().count();
        let names = self.declared.iter().map(|(name, _)| name.as_str());
        // Comparing takes time, and where the lengths are so different no name is near.
        let comparable = names.filter(|name| {
            let of_name = name.chars().count();
            length.abs_diff(of_name) * 3 <= length.max(of_name)
        });
        let (near, slips) = nearest(unknown, comparable)?;
        (slips * 3 <= length.max(near.chars().count())).then_some(near)
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
    fn blanks_hyphens_and_underscores_do_not_matter() {
        let mut names = Names::default();
        names.declare("parole_report", 1).expect("a new name");
        names.declare("-", 2).expect("a new name");
        for spelling in ["Parole Report", "parole-report", "PAROLEREPORT", " parole_ report", "parole\u{2013}report"] {
            assert_eq!(names.get(spelling), Some(&1), "{spelling}");
        }
        assert_eq!((names.get("-"), names.get("_")), (Some(&2), None));
        assert_eq!(names.declare("parole report", 3), Err("parole_report".to_owned()));
        assert_eq!(names.add_spelling("parole-report", 0), Ok(()));
        assert_eq!(names.add_spelling("parole-report", 1), Err("parole_report".to_owned()));
    }

    #[test]
    fn a_name_is_known_by_its_words() {
        let mut names = case_types();
        assert_eq!(names.add_words("In prison", 2), Ok(()));
        assert_eq!(names.get("in prison"), Some(&3));
        assert_eq!(names.add_words("Custody", 2), Ok(()));
        assert_eq!(names.add_words("In Prison", 0), Err("custody".to_owned()));
    }

    #[test]
    fn what_is_declared_stands_over_what_is_inherited() {
        let base = case_types();
        let mut names = base.inherited();
        assert!(names == base);
        assert_eq!(names.inherited_meaning("Custody"), Some(&3));
        assert_eq!(names.inherited_meaning("license"), None, "it is only called so too");
        assert_eq!(names.declare("Custody", 30), Ok(()));
        assert_eq!(
            (names.get("custody"), names.name(2), names.inherited_meaning("custody")),
            (Some(&30), "custody", None)
        );
        assert_eq!(names.declare("CUSTODY", 31), Err("custody".to_owned()));
        assert_eq!(names.add_spelling("community", 1), Err("community".to_owned()));
        assert_eq!((names.add_spelling("license", 0), names.get("license")), (Ok(()), Some(&1)));
        assert_eq!((names.declare("license", 4), names.add_words("Remand", 2)), (Err("community".to_owned()), Ok(())));
        assert!(names != base);
        let mut names = base.inherited();
        assert_eq!(
            (names.declare("license", 4), names.get("license"), names.get("licence")),
            (Ok(()), Some(&4), Some(&2))
        );
    }

    #[test]
    fn hints_give_the_nearest_name_or_all_when_few() {
        let names = case_types();
        assert_eq!(names.hint("comunity").as_deref(), Some("did you mean `community`?"));
        assert_eq!(names.hint("zzz").as_deref(), Some("the known ones are community, licence, custody"));
        assert_eq!(Names::<u8>::default().hint("zzz"), None);
        let nothing = Names::<u8>::under("tasks.…").hint("zzz");
        assert_eq!(nothing.as_deref(), Some("declare it under [tasks.…] in the weights"));
    }

    #[test]
    fn only_what_is_near_is_suggested() {
        let mut tiers = Names::under("cases.community");
        for letter in ["A", "B", "C"] {
            for figure in 0..4 {
                tiers.declare(&format!("{letter}{figure}"), ()).expect("a new name");
            }
        }
        for far in ["TBC", "12", "OASys", "A4"] {
            let hint = tiers.hint(far);
            assert_eq!(hint.as_deref(), Some("declare it under [cases.community] in the weights"), "{far}");
        }
        assert_eq!(tiers.hint("A33").as_deref(), Some("did you mean `A3`?"));
    }
}
