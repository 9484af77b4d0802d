//! Warns of units that moved under another unit from one week to the next and are over in both weeks: their run of weeks starts
//! again.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::fault::{FEW_NAMED, Messages, RENAMED_UNIT, Subject, first_few_quoted, quoted};
use crate::model::{Officer, TextId, Texts, Unit, WeekFigures};
use crate::units::Load;

/// The kinds of units that stand under others, each with its word, its name and the unit of a post with what it stands under.
type KindAndAbove = (&'static str, fn(&Unit) -> Option<TextId>, fn(&Unit) -> Option<Unit>);
const KINDS: [KindAndAbove; 2] = [
    ("PDU", |unit| unit.pdu, |unit| unit.pdu.map(|_| Unit { team: None, ..*unit })),
    ("team", |unit| unit.team, |unit| unit.team.map(|_| *unit)),
];

/// Warns of such units within the weeks of the rule. If there is a warning that the unit above was renamed, the units in it have
/// none.
pub(super) fn warn(recent: &[WeekFigures], texts: &Texts, messages: &mut Messages) {
    for weeks in recent.windows(2) {
        let [before, after] = weeks else { continue };
        let [there, here] = [before, after].map(units);
        // In most weeks no unit begins.
        if before.week != after.week.previous() || there == here {
            continue;
        }
        let renamed = renamed(after, messages);
        for (kind, name, unit) in KINDS {
            let mut moved = moved(&there, &here, name, unit);
            moved.retain(|(old, new)| {
                let above = [(old.pdu, new.pdu), (old.region, new.region)];
                !above.iter().any(|pair| renamed.contains(&[pair.0, pair.1].map(|id| texts.shown(id).to_owned())))
            });
            // The run of a unit matters only if the unit is over.
            let of_then = UnitLoad::of(before, unit, moved.iter().map(|(old, _)| *old));
            let of_now = UnitLoad::of(after, unit, moved.iter().map(|(_, new)| *new));
            moved.retain(|(old, new)| {
                let (then, now) = (&of_then[old], &of_now[new]);
                then.load.exceeds(before.limit) && now.load.exceeds(after.limit) && now.has_most_of(then)
            });
            let mut by_above: BTreeMap<(&str, [String; 2]), Vec<&str>> = BTreeMap::new();
            for (old, new) in &moved {
                by_above.entry(above(old, new, kind, texts)).or_default().push(texts.shown(name(old)));
            }
            for ((above, [then, now]), mut names) in by_above {
                names.sort_unstable();
                let (are, same, start) = if names.len() == 1 {
                    let is = format!("the {kind} {} is", quoted(names[0]));
                    (is, format!("it is the same {kind}, write one {above}"), "its run of weeks starts")
                } else {
                    let are = format!("the {kind}s {} are", first_few_quoted(names.iter().copied(), FEW_NAMED));
                    (are, format!("they are the same {kind}s, write one {above} for each"), "their runs of weeks start")
                };
                let message = format!(
                    "{are} over in the week {} {then}, and in the week {} {now}; if {same} in all weeks, or {start} again",
                    before.week, after.week
                );
                let subjects = names.into_iter().map(|name| Subject::Unit(name.to_owned()));
                messages.warnings.add_of(RENAMED_UNIT, after.place, subjects, message);
            }
        }
    }
}

/// Says in what two units differ, `PDU` or `region`, and where each of them stands.
fn above(old: &Unit, new: &Unit, kind: &str, texts: &Texts) -> (&'static str, [String; 2]) {
    let is_of_pdu = kind == "team" && old.pdu != new.pdu;
    let (above, ids) = if is_of_pdu { ("PDU", [old.pdu, new.pdu]) } else { ("region", [old.region, new.region]) };
    let words = |id| format!("in the {above} {}", quoted(texts.get(id)));
    (above, ids.map(|id| id.map_or_else(|| format!("without a {above}"), words)))
}

/// The units that rows of a week are of.
fn units(week: &WeekFigures) -> HashSet<Unit> {
    week.with_rows().map(|post| post.unit).collect()
}

/// The old and the new names of the units that have a warning because they were renamed in a week.
fn renamed(week: &WeekFigures, messages: &Messages) -> HashSet<[String; 2]> {
    let of_week = |check: &str, place| check == RENAMED_UNIT && place == week.place;
    let warnings = messages.warnings.iter().filter(|warning| of_week(warning.check, warning.place));
    let names = warnings.filter_map(|warning| match &warning.subjects[..] {
        [old, new] => Some([old, new].map(|subject| subject.text().to_owned())),
        _ => None,
    });
    names.collect()
}

/// Pairs each unit that ended with the unit of the same name that begins, if there is only one of each.
fn moved(
    there: &HashSet<Unit>,
    here: &HashSet<Unit>,
    name: fn(&Unit) -> Option<TextId>,
    unit: fn(&Unit) -> Option<Unit>,
) -> Vec<(Unit, Unit)> {
    let [there, here] = [there, here].map(|units| units.iter().filter_map(unit).collect::<HashSet<Unit>>());
    let alone = |units: &HashSet<Unit>, others: &HashSet<Unit>| {
        let mut by_name: HashMap<TextId, Option<Unit>> = HashMap::default();
        for unit in units.difference(others) {
            by_name.entry(name(unit).expect("it has a name")).and_modify(|known| *known = None).or_insert(Some(*unit));
        }
        by_name
    };
    let begun = alone(&here, &there);
    let ended = alone(&there, &here).into_iter().filter_map(|(name, old)| Some((old?, (*begun.get(&name)?)?)));
    ended.collect()
}

/// What a unit holds.
#[derive(Default)]
struct UnitLoad {
    load: Load,
    officers: HashSet<Officer>,
}

impl UnitLoad {
    /// What some units hold in a week.
    fn of(
        week: &WeekFigures,
        unit: fn(&Unit) -> Option<Unit>,
        units: impl Iterator<Item = Unit>,
    ) -> HashMap<Unit, Self> {
        let mut held: HashMap<Unit, Self> = units.map(|unit| (unit, Self::default())).collect();
        if held.is_empty() {
            return held;
        }
        for post in &week.posts {
            if let Some(held) = unit(&post.unit).and_then(|unit| held.get_mut(&unit)) {
                held.load = held.load + post.load();
                held.officers.extend(post.officer);
            }
        }
        held
    }

    /// Whether at least half of the officers of another unit are in this one.
    fn has_most_of(&self, other: &Self) -> bool {
        other.officers.intersection(&self.officers).count() * 2 >= other.officers.len()
    }
}
