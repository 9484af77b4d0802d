//! Texts that come up again and again (codes, names, units), kept once.

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

/// A text kept in [`Texts`]; equal exactly when the texts are. It is never 0, so that one that may be absent takes no
/// more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(NonZeroU32);

impl TextId {
    /// The number of the text, for keeping it outside of memory.
    pub const fn number(self) -> u32 {
        self.0.get()
    }

    /// The text of a number that [`TextId::number`] gave; 0 is none.
    pub fn of_number(number: u32) -> Option<Self> {
        NonZeroU32::new(number).map(Self)
    }
}

/// The texts of a run, each kept once.
#[derive(Debug, Default)]
pub struct Texts {
    texts: Vec<std::sync::Arc<str>>,
    ids: FxHashMap<std::sync::Arc<str>, TextId>,
}

impl Texts {
    /// Keeps a text, or finds it where it is kept already.
    pub fn keep(&mut self, text: &str) -> TextId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let kept: std::sync::Arc<str> = text.into();
        self.texts.push(kept.clone());
        let count = u32::try_from(self.texts.len()).ok().and_then(NonZeroU32::new);
        let id = TextId(count.expect("fewer different texts than memory holds"));
        self.ids.insert(kept, id);
        id
    }

    /// A text that is kept, if it is.
    pub fn find(&self, text: &str) -> Option<TextId> {
        self.ids.get(text).copied()
    }

    /// The text.
    pub fn get(&self, id: TextId) -> &str {
        usize::try_from(id.0.get()).ok().and_then(|count| self.texts.get(count - 1)).map_or("", |text| text)
    }

    /// The text, or nothing where there is none.
    pub fn shown(&self, id: Option<TextId>) -> &str {
        id.map_or("", |id| self.get(id))
    }
}
