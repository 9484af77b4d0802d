//! Texts that come up again and again (codes, names, units), kept once.

use std::num::NonZeroU32;

use super::numbers::{Numbers, hash_of};

/// The number of a text in [`Texts`]; numbers are equal exactly when the texts are. It is never 0, so that an
/// `Option<TextId>` takes no more bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(NonZeroU32);

impl TextId {
    /// The number of the text, for keeping it outside of memory.
    pub const fn number(self) -> u32 {
        self.0.get()
    }

    /// Its position among all texts.
    pub fn index(self) -> usize {
        usize::try_from(self.0.get() - 1).expect("texts are kept in memory")
    }

    /// The text of a number that [`TextId::number`] gave; 0 is none.
    pub fn of_number(number: u32) -> Option<Self> {
        NonZeroU32::new(number).map(Self)
    }
}

/// The texts of a run, each kept once.
#[derive(Default)]
pub struct Texts {
    /// All texts in one string: a country has some ten thousand, and an allocation for each would be slower.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    numbers: Numbers,
}

impl Texts {
    /// Keeps a text, unless it is kept already, and gives its number.
    pub fn keep(&mut self, text: &str) -> TextId {
        if let Some(id) = self.find(text) {
            return id;
        }
        self.text.push_str(text);
        self.ends.push(self.text.len());
        let count = u32::try_from(self.ends.len()).ok().and_then(NonZeroU32::new);
        let id = TextId(count.expect("fewer different texts than memory holds"));
        self.numbers.add(hash_of(text), id.number());
        id
    }

    /// The number of a text, if it is kept.
    pub fn find(&self, text: &str) -> Option<TextId> {
        let is_it = |number| TextId::of_number(number).is_some_and(|id| self.get(id) == text);
        self.numbers.find(hash_of(text), is_it).and_then(TextId::of_number)
    }

    /// The text.
    pub fn get(&self, id: TextId) -> &str {
        let position = id.index();
        let start = position.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[position]]
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// The text; empty where there is none.
    pub fn shown(&self, id: Option<TextId>) -> &str {
        id.map_or("", |id| self.get(id))
    }
}

impl std::fmt::Debug for Texts {
    /// The texts in the order of their numbers.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ids = (1..).map_while(NonZeroU32::new).take(self.count());
        out.debug_list().entries(ids.map(|number| self.get(TextId(number)))).finish()
    }
}
