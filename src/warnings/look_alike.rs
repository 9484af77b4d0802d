//! Warns of officers, and of units of one kind, whose spellings look alike. Most often they are one, and each spelling has a part
//! of the work, or of a run of weeks.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};

use crate::fault::{LOOK_ALIKE, Messages, Place, Subject, first_few, quoted};
use crate::model::{
    Caseload, Officer, TextId, Texts, Unit, has_lost, is_other_form, may_lose, seen, seen_without_lost, whole_number,
    written_twice,
};

const NAMED: usize = 8;

/// Warns of look-alikes among all officers, teams, PDUs and regions of all weeks, and of the list of reductions.
pub(super) fn warn(caseload: &Caseload, messages: &mut Messages) {
    let mut spellings = [(); 4].map(|()| Spellings::default());
    for post in caseload.reported_posts() {
        for (spellings, text) in spellings.iter_mut().zip(texts_of(post.officer, post.unit)) {
            spellings.note_first(text, post.place);
        }
    }
    let latest = caseload.weeks.last().map(|week| (week.place, &caseload.recorded_apart));
    let weeks = caseload.weeks.iter().rev().map(|week| (week.place, &week.posts));
    for (place, posts) in weeks.chain(latest) {
        for post in posts {
            for (spellings, text) in spellings.iter_mut().zip(texts_of(post.officer, post.unit)) {
                spellings.note(text, place);
            }
        }
    }
    for reduction in caseload.reductions.iter() {
        let texts = texts_of(Some(reduction.officer), Unit::of_team(reduction.team));
        for (spellings, text) in spellings.iter_mut().zip(texts) {
            spellings.note(text, reduction.place);
        }
    }
    let [officers, teams, pdus, regions] = spellings;
    officers.warn("officers", Subject::Officer, &caseload.texts, messages);
    for (units, kind) in [(teams, "teams"), (pdus, "PDUs"), (regions, "regions")] {
        units.warn(kind, Subject::Unit, &caseload.texts, messages);
    }
}

fn texts_of(officer: Option<Officer>, unit: Unit) -> [Option<TextId>; 4] {
    [officer.map(Officer::id), unit.team, unit.pdu, unit.region]
}

/// The spellings of officers, or of units of one kind. Each has the place of its first row in the week reported, or else of its
/// latest week.
#[derive(Default)]
struct Spellings {
    places: HashMap<TextId, Place>,
    /// Whether a text has a place, by the number of the text. This is faster than to look in the map, and most texts have come up
    /// before.
    has: Vec<bool>,
}

impl Spellings {
    fn note(&mut self, text: Option<TextId>, place: Place) {
        if let Some(text) = text
            && self.is_new(text)
        {
            self.places.insert(text, place);
        }
    }

    fn note_first(&mut self, text: Option<TextId>, place: Place) {
        if let Some(text) = text {
            self.is_new(text);
            let first = self.places.entry(text).or_insert(place);
            *first = place.min(*first);
        }
    }

    fn is_new(&mut self, text: TextId) -> bool {
        if self.has.len() <= text.index() {
            self.has.resize(text.index() + 1, false);
        }
        !std::mem::replace(&mut self.has[text.index()], true)
    }

    fn warn(self, kind: &str, subject: fn(String) -> Subject, texts: &Texts, messages: &mut Messages) {
        self.warn_of_lost(kind, subject, texts, messages);
        let mut first: HashMap<String, TextId> = HashMap::with_capacity(self.places.len());
        let mut alike: HashMap<TextId, Vec<TextId>> = HashMap::new();
        for text in self.places.keys() {
            match first.entry(seen(texts.get(*text))) {
                Entry::Vacant(free) => drop(free.insert(*text)),
                Entry::Occupied(first) => alike.entry(*first.get()).or_insert(vec![*first.get()]).push(*text),
            }
        }
        let mut alike: Vec<Vec<TextId>> = alike.into_values().collect();
        for same in &mut alike {
            same.sort_by_key(|text| texts.get(*text));
        }
        alike.sort_by_key(|same| texts.get(same[0]));
        for same in alike {
            let place = same.iter().map(|text| self.places[text]).max().expect("there are several");
            let these: Vec<String> = same.iter().map(|text| quoted(texts.get(*text))).collect();
            let or = or_also(&same, texts);
            let message = format!(
                "{} differ only in capitals, blanks, apostrophes, dashes, unseen characters{or}, and count as {} {kind}",
                if these.len() > NAMED { first_few(&these, NAMED) } else { these.join(" and ") },
                same.len()
            );
            let subjects = same.iter().map(|text| subject(texts.get(*text).to_owned()));
            messages.warnings.add_of(LOOK_ALIKE, place, subjects, message);
        }
    }

    /// Warns of texts that have lost letters, each with those that differ from it only in these.
    fn warn_of_lost(&self, kind: &str, subject: fn(String) -> Subject, texts: &Texts, messages: &mut Messages) {
        let all = || self.places.keys().map(|text| texts.get(*text));
        if !all().any(has_lost) {
            return;
        }
        let mut alike: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for text in all().filter(|text| may_lose(text)) {
            alike.entry(seen_without_lost(text)).or_default().insert(text);
        }
        let mut places = BTreeMap::new();
        for (text, place) in &self.places {
            places.insert(texts.get(*text), *place);
        }
        for same in alike.values().filter(|same| same.iter().map(|text| seen(text)).collect::<BTreeSet<_>>().len() > 1)
        {
            let Some(lost) = same.iter().find(|text| has_lost(text)) else { continue };
            let others: Vec<String> = same.iter().filter(|text| *text != lost).map(|text| quoted(text)).collect();
            let message = format!(
                "{} has a character in place of one that a program lost, and may be {}; they count as {} {kind}",
                quoted(lost),
                if others.len() > NAMED { first_few(&others, NAMED) } else { others.join(" or ") },
                same.len()
            );
            let place = same.iter().map(|text| places[text]).max().expect("there are several");
            let subjects = same.iter().map(|text| subject((*text).to_owned()));
            messages.warnings.add_of(LOOK_ALIKE, place, subjects, message);
        }
    }
}

/// What texts that look alike may differ in, beside what is always named.
fn or_also(same: &[TextId], texts: &Texts) -> &'static str {
    let any = |is_such: fn(&str) -> bool| same.iter().any(|text| is_such(texts.get(*text)));
    if any(|text| whole_number(text).is_some()) {
        ", leading zeros or the `.0` of a whole number"
    } else if any(|text| written_twice(text).is_some()) {
        ", leading zeros or letters that a program wrote wrongly"
    } else if any(|text| text.contains('&') && text.contains(';')) {
        ", leading zeros or entities such as `&#39;`"
    } else if any(|text| text.starts_with('=')) {
        ", leading zeros or an equals sign"
    } else if any(|text| text.contains(|letter| matches!(letter, 'ß' | 'ẞ') || is_other_form(letter))) {
        ", leading zeros or letters that have two forms"
    } else if any(|text| text.contains('.')) {
        ", leading zeros or full stops"
    } else {
        " or leading zeros"
    }
}
