//! Texts that come up again and again (codes, names, units), kept once.

use std::num::NonZeroU32;

use crate::fault::Subject;
use crate::ordered::OrderedSet;

/// The number of a text in [`Texts`]; numbers are equal exactly when the texts are. It is never 0, so that an
/// `Option<TextId>` takes no more bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(NonZeroU32);

impl TextId {
    /// Its position among all texts.
    pub fn index(self) -> usize {
        usize::try_from(self.0.get() - 1).expect("texts are kept in memory")
    }

    fn of_position(position: usize) -> Self {
        let number = u32::try_from(position + 1).ok().and_then(NonZeroU32::new);
        Self(number.expect("fewer different texts than memory holds"))
    }
}

/// An officer, known by the text in the `officer` column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Officer(TextId);

impl Officer {
    pub const fn of(code: TextId) -> Self {
        Self(code)
    }

    /// The number of the code among the texts, where it is compared with names or units.
    pub const fn id(self) -> TextId {
        self.0
    }

    pub fn subject(self, texts: &Texts) -> Subject {
        Subject::Officer(texts.code(self).to_owned())
    }
}

/// The texts of a run, each kept once.
#[derive(Debug, Clone, Default)]
pub struct Texts(OrderedSet<Box<str>>);

impl Texts {
    /// Keeps a text, unless it is kept already, and gives its number.
    pub fn keep(&mut self, text: &str) -> TextId {
        self.find(text).unwrap_or_else(|| TextId::of_position(self.0.insert_full(text.into()).0))
    }

    /// The number of a text, if it is kept.
    pub fn find(&self, text: &str) -> Option<TextId> {
        self.0.get_index_of(text).map(TextId::of_position)
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn get(&self, id: TextId) -> &str {
        &self.0[id.index()]
    }

    /// The text; empty where there is none.
    pub fn shown(&self, id: Option<TextId>) -> &str {
        id.map_or("", |id| self.get(id))
    }

    pub fn code(&self, officer: Officer) -> &str {
        self.get(officer.0)
    }

    /// The code of an officer; empty for unallocated work.
    pub fn code_of(&self, officer: Option<Officer>) -> &str {
        officer.map_or("", |officer| self.code(officer))
    }
}
