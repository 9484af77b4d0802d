//! Officers and teams whose spellings differ in nothing but capitals and spaces.

use foldhash::{HashMap, HashSet};

use crate::fault::{Messages, Place, quoted};
use crate::inputs::{DateTally, Listed, WhoId, Whos};
use crate::model::{TextId, Texts};

/// Says of codes and teams that differ in nothing but capitals and spaces that they are taken for different ones: an
/// officer under two spellings has hours twice.
pub(super) fn say_near(latest: Option<&Vec<DateTally>>, listed: &Listed, whos: &Whos, messages: &mut Messages) {
    let Some(first) = latest.and_then(|tallies| tallies.first()) else { return };
    let entries = latest.into_iter().flatten().flat_map(|tally| &tally.entries);
    let (mut officers, mut teams) = (Spellings::default(), Spellings::default());
    let mut rows: Vec<(Place, WhoId)> = entries.map(|entry| (entry.place, entry.who)).collect();
    rows.sort_unstable();
    let listed = listed.get(&first.weights).into_iter().flatten().map(|(who, place)| (*place, *who));
    for (place, who) in rows.into_iter().chain(listed) {
        let who = whos.get(who);
        let officer = who.officer.map(|officer| ("officers", officer.0, &mut officers));
        let team = who.unit.team.map(|team| ("teams", team, &mut teams));
        for (kind, text, spellings) in officer.into_iter().chain(team) {
            if let Some(first) = spellings.earlier(text, &whos.texts) {
                let (one, other) = (quoted(whos.texts.get(first)), quoted(whos.texts.get(text)));
                messages.notices.add(place, format!("{one} and {other} are taken for two {kind}"));
            }
        }
    }
}

/// Texts by what is left of them without capitals and spaces.
#[derive(Default)]
struct Spellings {
    by_letters: HashMap<String, TextId>,
    seen: HashSet<TextId>,
}

impl Spellings {
    /// An earlier text that is spelt as one that comes up for the first time.
    fn earlier(&mut self, text: TextId, texts: &Texts) -> Option<TextId> {
        if !self.seen.insert(text) {
            return None;
        }
        let first = *self.by_letters.entry(letters(texts.get(text))).or_insert(text);
        (first != text).then_some(first)
    }
}

/// What is left of a text without capitals and spaces.
fn letters(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
}
