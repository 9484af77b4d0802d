//! Warns of units that were renamed: the run of weeks of the old name ends, and that of the new name begins.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use crate::fault::{Messages, RENAMED_UNIT, Subject, quoted};
use crate::model::{Officer, TextId, Texts, Unit, WeekFigures};

/// The kinds of units, each with its word and the name that a post has of it.
type UnitKind = (&'static str, fn(&Unit) -> Option<TextId>);
const KINDS: [UnitKind; 3] = [("team", |unit| unit.team), ("PDU", |unit| unit.pdu), ("region", |unit| unit.region)];

/// Warns if a unit ends in a week and its officers are in a unit that begins in the next. `recent` are the weeks that the rule
/// looks at.
pub(super) fn warn(recent: &[WeekFigures], texts: &Texts, messages: &mut Messages) {
    let mut earlier: Option<(&WeekFigures, [HashSet<TextId>; 3])> = None;
    for after in recent {
        let before = earlier.replace((after, KINDS.map(|(_, unit)| units(after, unit))));
        let (Some((before, there)), Some((_, here))) = (before, &earlier) else { continue };
        if before.week != after.week.previous() {
            continue;
        }
        for ((kind, unit), (there, here)) in KINDS.into_iter().zip(there.iter().zip(here)) {
            // In most weeks no unit ends.
            if there.is_subset(here) {
                continue;
            }
            let mut ended = officers(before, unit, here);
            let mut begun = officers(after, unit, there);
            let whole = (ended.clone(), begun.clone());
            stay(&mut ended, after);
            stay(&mut begun, before);
            let mut old: Vec<(TextId, BTreeSet<Officer>)> = ended.into_iter().collect();
            // Of several units with the same officers, the first by name is kept, so that the same input always gives the same
            // output.
            old.sort_by_key(|(unit, _)| Reverse(texts.get(*unit)));
            let mut by_officers: HashMap<BTreeSet<Officer>, TextId> =
                old.into_iter().map(|(unit, of)| (of, unit)).collect();
            let mut new: Vec<TextId> = begun.keys().copied().collect();
            new.sort_by_key(|unit| texts.get(*unit));
            for unit in new {
                let Some(old) = begun.remove(&unit).and_then(|officers| by_officers.remove(&officers)) else {
                    continue;
                };
                let is_whole = whole.0[&old] == whole.1[&unit];
                let (old, new) = (texts.get(old), texts.get(unit));
                let all = if is_whole { "all officers" } else { "all officers who stay" };
                let message = format!(
                    "{all} of the {kind} {} are in the new {kind} {} from the week {} on; if it was renamed, give it one \
                     name in all weeks, or its run of weeks starts again",
                    quoted(old),
                    quoted(new),
                    after.week
                );
                let subjects = [old, new].map(|unit| Subject::Unit(unit.to_owned())).to_vec();
                messages.warnings.add_of(RENAMED_UNIT, after.place, subjects, message);
            }
        }
    }
}

/// Removes officers who are not in another week, because people may join and leave just when a unit is renamed. Removes units that
/// keep only half of their officers or fewer.
fn stay(units: &mut HashMap<TextId, BTreeSet<Officer>>, other: &WeekFigures) {
    let there: HashSet<Officer> = other.officers().map(|(officer, _)| officer).collect();
    units.retain(|_, officers| {
        let all = officers.len();
        officers.retain(|officer| there.contains(officer));
        officers.len() * 2 > all
    });
}

/// The units that have rows in a week.
fn units(week: &WeekFigures, unit: fn(&Unit) -> Option<TextId>) -> HashSet<TextId> {
    week.with_rows().filter_map(|post| unit(&post.unit)).collect()
}

/// The officers of the units that have rows in a week, without the units in `others`.
fn officers(
    week: &WeekFigures,
    unit: fn(&Unit) -> Option<TextId>,
    others: &HashSet<TextId>,
) -> HashMap<TextId, BTreeSet<Officer>> {
    let mut officers: HashMap<TextId, BTreeSet<Officer>> = HashMap::default();
    for post in week.with_rows() {
        if let (Some(officer), Some(unit)) = (post.officer, unit(&post.unit).filter(|unit| !others.contains(unit))) {
            officers.entry(unit).or_default().insert(officer);
        }
    }
    officers
}
