//! Changes to try, each by its name with its words, as options give them and scenario files keep them. What they mean is not
//! looked at here.

use std::path::Path;

use crate::fault::{Fault, FileId, Messages, Place, plural, quoted};
use crate::model::UNALLOCATED;

use super::toml::{Document, Section};
use super::weights::{is_built_in, read_text};

/// Declares the changes, each with its word and what its words are, so that none can be missing from a list of them.
macro_rules! change_names {
    ($($(#[$doc:meta])+ $name:ident = $word:literal $values:expr,)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum ChangeName {
            $($(#[$doc])+ $name,)+
        }

        impl ChangeName {
            /// All of them, in the order in which they are listed.
            pub(crate) const ALL: &[Self] = &[$(Self::$name),+];

            pub(crate) const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            pub(crate) const fn values(self) -> &'static [&'static str] {
                match self { $(Self::$name => &$values),+ }
            }
        }
    };
}

change_names! {
    /// Work comes to somebody.
    Give = "give" ["OFFICER", "WORK"],
    /// Work goes from somebody.
    Take = "take" ["OFFICER", "WORK"],
    /// Work goes from one to another.
    Move = "move" ["FROM", "TO", "WORK"],
    /// Contracted hours become so many.
    Hours = "hours" ["OFFICER", "HOURS"],
    /// Reduction hours become so many.
    Reduce = "reduce" ["OFFICER", "HOURS"],
    /// Somebody is gone.
    Leave = "leave" ["OFFICER"],
    /// Somebody is new.
    Join = "join" ["OFFICER", "GRADE", "HOURS"],
    /// A value of the weights becomes another.
    Set = "set" ["KEY", "VALUE"],
    /// Counts become so many per cent more or less.
    Scale = "scale" ["WHAT", "PERCENT"],
    /// All values are those of another file.
    WithWeights = "with-weights" ["FILE"],
}

impl ChangeName {
    /// How many words it has at least.
    pub(crate) const fn least(self) -> usize {
        match self {
            Self::Join => 2,
            _ => self.values().len(),
        }
    }

    /// Whether it is of the weights, and not of work and people.
    pub(crate) const fn is_of_weights(self) -> bool {
        matches!(self, Self::Set | Self::WithWeights)
    }
}

#[derive(Debug)]
pub(crate) struct AskedChange {
    pub name: ChangeName,
    /// Its words: as many as the name has values, or as it has at least.
    pub words: Vec<String>,
    /// The option, or the line of the file.
    pub place: Place,
}

impl AskedChange {
    /// Whether its words name somebody, or may name a case. What is given to nobody names neither.
    pub(crate) fn names_somebody(&self) -> bool {
        let is_to_nobody =
            || self.words[0].split('@').next().is_some_and(|who| who.trim().eq_ignore_ascii_case(UNALLOCATED));
        match self.name {
            ChangeName::Scale => false,
            ChangeName::Give => !is_to_nobody(),
            name => !name.is_of_weights(),
        }
    }
}

/// Reads the changes of a scenario file, in their order. Faults may have been added.
pub(crate) fn read_scenario(path: &Path, id: FileId, messages: &mut Messages) -> Vec<AskedChange> {
    let text = match read_text(path, id) {
        Ok(text) => text,
        Err(fault) => {
            messages.faults.add(fault);
            return Vec::new();
        }
    };
    let mut document = Document::new(&text, id, &mut messages.faults);
    let table = document.parse();
    let root = Section::root(&table);
    document.only(root, &["change"]);
    let sections = document.optional(root, "change", Document::sections);
    let mut changes: Vec<AskedChange> = Vec::new();
    for section in sections.iter().flatten() {
        changes.extend(change(&mut document, *section, path));
    }
    // `change = []` says itself that there are none: `wmt balance` writes it where nothing is to move.
    let has_key = sections.is_some();
    if messages.faults.is_empty() && !has_key {
        let fault = Fault::new(Place::whole(id), "there are no changes in it");
        messages.faults.add(
            fault.hint("begin each with [[change]]; below it stands `move = [\"FROM\", \"TO\", \"WORK\"]` or another"),
        );
    }
    changes
}

/// The text of a scenario file with these changes.
pub(crate) fn scenario_text(changes: &[AskedChange]) -> String {
    if changes.is_empty() {
        return "\nchange = []\n".to_owned();
    }
    let text = |change: &AskedChange| {
        // What JSON escapes, TOML reads; JSON leaves the delete character as it is.
        let words = serde_json::to_string(&change.words).expect("texts").replace('\u{7f}', "\\u007f");
        format!("\n[[change]]\n{} = {words}\n", change.name.word())
    };
    changes.iter().map(text).collect()
}

/// Reads one change. `None`, having added faults, where it is none.
fn change<'t>(document: &mut Document<'t>, section: Section<'t>, path: &Path) -> Option<AskedChange> {
    let known: Vec<&str> = ChangeName::ALL.iter().map(|name| name.word()).collect();
    document.only(section, &known);
    let mut items = section.items();
    let Some(item) = items.next() else {
        let place = document.place(section.start);
        document.faults.add(Fault::new(place, "the change is blank").hint(format!("known are {}", known.join(", "))));
        return None;
    };
    if let Some(other) = items.next() {
        let message = format!("a change has one name, and {} stands above it", quoted(item.key));
        document.fault(other, message, "begin another change with [[change]]");
        return None;
    }
    let name = *ChangeName::ALL.iter().find(|name| name.word() == item.key)?;
    let mut words = document.words(item)?;
    let (values, least) = (name.values(), name.least());
    if !(least..=values.len()).contains(&words.len()) {
        let few = if least < values.len() { format!("{least} or ") } else { String::new() };
        let are = plural(words.len(), "word", "words");
        let needs = format!("needs {few}{}: {}", values.len(), values.join(" "));
        document.fault(item, format!("{} has {are}, and {needs}", quoted(item.key)), None);
        return None;
    }
    if name == ChangeName::WithWeights && !is_built_in(Path::new(&words[0])) {
        // As everywhere in files, a path is beside the file that names it.
        words[0] = path.parent().unwrap_or(Path::new("")).join(&words[0]).display().to_string();
    }
    Some(AskedChange { name, words, place: document.place_of(item) })
}
