//! Texts that come up again and again (codes, names, units), kept once.

use rustc_hash::FxHashMap;

/// A text kept in [`Texts`]; equal exactly when the texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(u32);

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
        let id = TextId(u32::try_from(self.texts.len()).expect("fewer different texts than memory holds"));
        let kept: std::sync::Arc<str> = text.into();
        self.texts.push(kept.clone());
        self.ids.insert(kept, id);
        id
    }

    /// A text that is kept, if it is.
    pub fn find(&self, text: &str) -> Option<TextId> {
        self.ids.get(text).copied()
    }

    /// The text.
    pub fn get(&self, id: TextId) -> &str {
        usize::try_from(id.0).ok().and_then(|index| self.texts.get(index)).map_or("", |text| text)
    }

    /// The text, or nothing where there is none.
    pub fn shown(&self, id: Option<TextId>) -> &str {
        id.map_or("", |id| self.get(id))
    }
}
