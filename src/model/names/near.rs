//! Which of several names is near to a text, and may have been meant.

use strsim::damerau_levenshtein;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::spelling::{matched, seen};

#[cfg(test)]
thread_local! {
    /// How many names this thread has compared, for tests of how the time grows.
    pub(crate) static COMPARED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The candidate that may be meant: one that looks alike, as `00412` does beside `412`; else the nearest of those that begin with
/// the text or have it as whole words, such as a first name; else the nearest of all, where at most a third of its letters are
/// others.
pub(crate) fn meant<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
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
pub(super) fn is_near(text: &str, near: &str, slips: usize) -> bool {
    slips * 3 <= text.chars().count().max(near.chars().count())
}

/// Whether at most an eighth of the letters are others, as where the words of a name are misspelt.
pub(super) fn are_near(text: &str, near: &str, slips: usize) -> bool {
    slips * 8 <= text.chars().count().max(near.chars().count())
}

/// Whether a text is the name of something else than a name that is near to it.
pub(super) fn is_other_thing(text: &str, name: &str) -> bool {
    have_other_figures(text, name) || is_opposite(text, name)
}

/// The same, or a short code that has one other letter, as `CSO` has beside `PSO`; unless one is easily taken for the other.
pub(super) fn is_other_code(text: &str, name: &str) -> bool {
    const SHORT: usize = 3;
    const TAKEN: [&str; 5] = ["0o", "1il", "5s", "8b", "2z"];
    let [text_letters, name_letters] = [text, name].map(|text| text.to_lowercase().chars().collect::<Vec<char>>());
    let is_short = text_letters.len() <= SHORT && text_letters.len() == name_letters.len();
    let others: Vec<_> = text_letters.iter().zip(&name_letters).filter(|(one, other)| one != other).collect();
    let is_taken =
        |(one, other): &(&char, &char)| TAKEN.iter().any(|these| these.contains(**one) && these.contains(**other));
    is_other_thing(text, name) || is_short && others.len() == 1 && !others.iter().all(is_taken)
}

/// Whether two names have equally many figures, but not the same ones. Then they name two things, as `CMS52` and
/// `CMS02` do.
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

/// How near a name is to a text; the least is the nearest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Closeness {
    pub(super) slips: usize,
    slip: Slip,
    has_other_first: bool,
}

/// What sort of slips a text has, those that are made most often first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    /// Letters are swapped, or written once and not twice, or twice and not once; or the zeros before a number are lost.
    Usual,
    /// There are more zeros, or fewer.
    Zeros,
    Other,
}

impl Slip {
    fn of(text: &str, name: &str) -> Self {
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        let once = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.dedup();
            letters
        };
        let without = |zeros: fn(Option<char>) -> bool, text: &str| {
            let mut kept: Vec<char> = Vec::new();
            for letter in text.chars() {
                if letter != '0' || !zeros(kept.last().copied()) {
                    kept.push(letter);
                }
            }
            kept
        };
        let is_before_number = |before: Option<char>| !before.is_some_and(|before| before.is_ascii_digit());
        let have_lost = text.len() < name.len() && without(is_before_number, text) == without(is_before_number, name);
        if have_lost || sorted(text) == sorted(name) || once(text) == once(name) {
            Self::Usual
        } else if without(|_| true, text) == without(|_| true, name) {
            Self::Zeros
        } else {
            Self::Other
        }
    }
}

/// How near a name is to a text, whatever the case of both.
pub(super) fn closeness(text: &str, name: &str) -> Closeness {
    /// Both texts are cut at this, because comparing takes as many steps as the product of their lengths.
    const LONGEST: usize = 80;
    #[cfg(test)]
    COMPARED.with(|compared| compared.set(compared.get() + 1));
    let [text, name] = [text, name].map(|text| text.to_lowercase().chars().take(LONGEST).collect::<String>());
    Closeness {
        slips: damerau_levenshtein(&text, &name),
        slip: Slip::of(&text, &name),
        has_other_first: text.chars().next() != name.chars().next(),
    }
}

/// The candidate that is the fewest typing errors away, and how many these are. Of those equally near, one with the slips that are
/// made most often comes before others, then one with the same first letter, then the first.
pub(crate) fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<(&'a str, usize)> {
    let all = candidates.map(|name| (closeness(text, name), name));
    all.min_by_key(|(closeness, _)| *closeness).map(|(closeness, name)| (name, closeness.slips))
}
