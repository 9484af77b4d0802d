//! Settling the tally into a caseload: the latest snapshot of each week, blanks filled from other rows of the same
//! officer and team, and a fault wherever two rows say different things.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as MapEntry;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::fault::{Fault, Place, quoted};
use crate::model::{
    Caseload, DatedWeights, Held, Officer, PostWeek, SetAside, TextId, Texts, Unit, WeekCaseload, Weights,
};
use crate::units::{Hours, Week};

use super::columns::Column;
use super::heads::{Head, Heads};
use super::tally::{DateTally, Entry, Said, Tally};

/// Settles a tally. Faults and notices say what could not be settled, and what was left out.
pub(super) fn settle(tally: Tally, texts: Texts, weights: &DatedWeights, said: &mut Said) -> Caseload {
    let (dates, heads) = tally.into_parts();
    let mut weeks: BTreeMap<Option<Week>, (DateTally, Vec<SetAside>)> = BTreeMap::new();
    let mut dates = dates;
    dates.sort_by_key(|tally| std::cmp::Reverse(tally.date));
    for tally in dates.into_iter().filter(|tally| !tally.entries.is_empty()) {
        match weeks.entry(tally.date.map(Week::of)) {
            MapEntry::Vacant(free) => drop(free.insert((tally, Vec::new()))),
            MapEntry::Occupied(mut week) => {
                let (latest, aside) = week.get_mut();
                aside.extend(set_aside(&tally, latest, &heads, said));
            }
        }
    }
    say_near_spellings(&heads, &texts, weeks.values().next_back().map(|(tally, _)| tally), said);
    refuse_half_dated(&weeks, said);
    let mut caseload = Caseload { texts, weeks: Vec::with_capacity(weeks.len()) };
    for (week, (tally, set_aside)) in weeks {
        let (snapshot, weights_id) = (tally.date, tally.weights);
        let settling =
            Settling { heads: &heads, texts: &caseload.texts, weights: weights.get(weights_id), said: &mut *said };
        let posts = settling.posts(&tally);
        caseload.weeks.push(WeekCaseload { week, snapshot, set_aside, weights: weights_id, posts });
    }
    caseload
}

/// Several snapshots in one week: the latest counts.
fn set_aside(earlier: &DateTally, latest: &DateTally, heads: &Heads, said: &mut Said) -> Option<SetAside> {
    let (first, date, kept) = (earlier.entries.first()?, earlier.date?, latest.date?);
    let officers = |tally: &DateTally| -> FxHashSet<Officer> {
        tally.entries.iter().filter_map(|entry| heads.get_post(entry.post).officer).collect()
    };
    let officers_lost = officers(earlier).difference(&officers(latest)).count();
    let week = Week::of(date);
    let message = format!("the week {week} has snapshots of {date} and {kept}; the latest counts, {date} does not");
    said.notices.add(first.place, message);
    Some(SetAside { date, officers_lost })
}

/// Codes and teams that differ in nothing but capitals and spaces are taken for different ones, and said: an officer
/// under two spellings has hours twice.
fn say_near_spellings(heads: &Heads, texts: &Texts, latest: Option<&DateTally>, said: &mut Said) {
    let Some(tally) = latest else { return };
    let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let mut seen: FxHashMap<(&str, String), TextId> = FxHashMap::default();
    let mut told = FxHashSet::default();
    for entry in &tally.entries {
        let post = heads.get_post(entry.post);
        let officer = post.officer.map(|officer| ("officers", officer.0));
        for (kind, text) in officer.into_iter().chain(post.unit.team.map(|team| ("teams", team))) {
            let first = *seen.entry((kind, plain(texts.get(text)))).or_insert(text);
            if first != text && told.insert((kind, text)) {
                let (one, other) = (quoted(texts.get(first)), quoted(texts.get(text)));
                said.notices.add(entry.place, format!("{one} and {other} are taken for two {kind}"));
            }
        }
    }
}

/// Files with a date beside files without one: which week the latter belong to, nobody can tell.
fn refuse_half_dated(weeks: &BTreeMap<Option<Week>, (DateTally, Vec<SetAside>)>, said: &mut Said) {
    let Some((undated, _)) = weeks.get(&None).filter(|_| weeks.len() > 1) else { return };
    let mut files: Vec<_> = undated.entries.iter().map(|entry| entry.place.file).collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        let hint = "give it a `week` column, a date in its name, or --week";
        said.faults.add(Fault::new(Place::whole(file), "nothing dates this file, while others have a date").hint(hint));
    }
}

/// A value with the row it was read on.
type Told<T> = Option<(T, Place)>;

/// What the rows of a post say of it, and where each thing was first said.
#[derive(Default)]
struct Sayings {
    region: Told<TextId>,
    pdu: Told<TextId>,
    contracted: Told<Hours>,
    reduction: Told<Hours>,
}

/// What all rows of an officer say of them.
#[derive(Default)]
struct OfficerSayings {
    name: Told<TextId>,
    grade: Told<usize>,
}

struct Settling<'a, 's> {
    heads: &'a Heads,
    texts: &'a Texts,
    weights: &'a Weights,
    said: &'a mut Said<'s>,
}

impl<'a> Settling<'a, '_> {
    fn posts(mut self, tally: &DateTally) -> Vec<PostWeek> {
        let mut more: BTreeMap<usize, Vec<(Place, &'a Head)>> = BTreeMap::new();
        for ((index, head), place) in &tally.more_heads {
            more.entry(*index).or_default().push((*place, self.heads.get(*head)));
        }
        let mut order: Vec<usize> = (0..tally.entries.len()).collect();
        order.sort_by_key(|index| {
            let post = self.heads.get_post(tally.entries[*index].post);
            // A blank team sorts first, unallocated work before officers; nothing else rests on this order.
            (post.officer, post.unit)
        });
        let officer_of = |index: &usize| self.heads.get_post(tally.entries[*index].post).officer;
        let heads_of = |index: usize| {
            let entry = &tally.entries[index];
            let mut heads = vec![(entry.place, self.heads.get(entry.head))];
            heads.extend(more.get(&index).into_iter().flatten());
            heads
        };
        let groups: Vec<Vec<Group>> = order
            .chunk_by(|one, other| officer_of(one).is_some() && officer_of(one) == officer_of(other))
            .map(|indexes| {
                indexes
                    .iter()
                    .map(|index| Group {
                        entry: tally.entries[*index].clone(),
                        held: tally.held(&tally.entries[*index]),
                        heads: heads_of(*index),
                    })
                    .collect()
            })
            .collect();
        let mut posts = Vec::with_capacity(tally.entries.len());
        for group in groups {
            self.officer(group, &mut posts);
        }
        fill_units_of_teams(&mut posts);
        posts
    }

    /// Settles the posts of one officer, or the one entry of a unit's unallocated work.
    fn officer(&mut self, posts: Vec<Group<'a>>, settled: &mut Vec<PostWeek>) {
        let officer = self.heads.get_post(posts[0].entry.post).officer;
        let posts = self.with_team(officer, posts);
        let mut whole = OfficerSayings::default();
        if let Some(officer) = officer {
            let mut heads: Vec<_> = posts.iter().flat_map(|post| &post.heads).copied().collect();
            heads.sort_by_key(|(place, _)| *place);
            for (place, head) in heads {
                let texts = self.texts;
                self.agree(&mut whole.name, head.name, place, officer, Column::Name, |name| {
                    texts.get(*name).to_owned()
                });
                let weights = self.weights;
                self.agree(&mut whole.grade, head.grade, place, officer, Column::Grade, |grade| {
                    weights.grades.name(*grade).to_owned()
                });
            }
        }
        for post in posts {
            settled.push(self.post(officer, post, &whole));
        }
    }

    /// Fills a blank team from another row of the same officer, where there is one other team.
    fn with_team(&mut self, officer: Option<Officer>, mut posts: Vec<Group<'a>>) -> Vec<Group<'a>> {
        let team = |post: &Group| self.heads.get_post(post.entry.post).unit.team;
        let is_mixed = officer.is_some() && posts.len() > 1 && team(&posts[0]).is_none();
        if !is_mixed {
            return posts;
        }
        if posts.len() > 2 {
            let teams: Vec<_> = posts[1..].iter().map(|post| quoted(self.texts.shown(team(post)))).collect();
            let message = format!("`team` is blank, and the officer is in {} this week", teams.join(" and "));
            self.said.faults.add(Fault::new(posts[0].entry.place, message).hint("say which team the row belongs to"));
            return posts;
        }
        let blank = posts.remove(0);
        let held = blank.held;
        let other = &mut posts[0];
        if other.entry.place.file != blank.entry.place.file {
            let (first, second) = (other.entry.place.min(blank.entry.place), other.entry.place.max(blank.entry.place));
            let first = self.said.files.at(first);
            let message = format!("this officer, team and date are already in {first}: work would be counted twice");
            self.said.faults.add(Fault::new(second, message));
        }
        other.held += &held;
        other.heads.extend(blank.heads);
        posts
    }

    fn post(&mut self, officer: Option<Officer>, post: Group<'a>, whole: &OfficerSayings) -> PostWeek {
        let mut heads = post.heads;
        heads.sort_by_key(|(place, _)| *place);
        let team = heads.iter().find_map(|(_, head)| head.unit.team);
        let mut told = Sayings::default();
        let Some(holder) = officer else {
            let unit = heads[0].1.unit;
            return self.finish(None, unit, &told, whole, post.held);
        };
        for (place, head) in heads {
            let texts = self.texts;
            let text = |id: &TextId| texts.get(*id).to_owned();
            self.agree(&mut told.region, head.unit.region, place, holder, Column::Region, text);
            self.agree(&mut told.pdu, head.unit.pdu, place, holder, Column::Pdu, text);
            let hours = |hours: &Hours| hours.number().to_string();
            self.agree(&mut told.contracted, head.contracted, place, holder, Column::ContractedHours, hours);
            self.agree(&mut told.reduction, head.reduction, place, holder, Column::ReductionHours, hours);
        }
        let unit = Unit { region: told.region.map(|told| told.0), pdu: told.pdu.map(|told| told.0), team };
        self.finish(officer, unit, &told, whole, post.held)
    }

    fn finish(
        &mut self,
        officer: Option<Officer>,
        unit: Unit,
        told: &Sayings,
        whole: &OfficerSayings,
        held: Held,
    ) -> PostWeek {
        let grade = whole.grade.map(|told| told.0);
        let of_grade = grade.and_then(|grade| self.weights.grades.at(grade).contracted_hours);
        let contracted = told.contracted.map(|told| told.0).or(of_grade.filter(|_| officer.is_some()));
        let reduction = told.reduction.map_or(Hours::default(), |told| told.0);
        if let (Some(contracted), Some((_, place))) = (contracted, told.reduction)
            && reduction > contracted
        {
            let (reduction, contracted) = (reduction.number(), contracted.number());
            let of = grade.filter(|_| told.contracted.is_none()).map(|grade| self.weights.grades.name(grade));
            let of = of.map(|grade| format!(" of grade {}", quoted(grade))).unwrap_or_default();
            let message = format!("`reduction_hours` is {reduction}, more than the {contracted} contracted hours{of}");
            self.said.faults.add(Fault::new(place, message));
        }
        PostWeek {
            officer,
            name: whole.name.map(|told| told.0),
            grade,
            unit,
            contracted,
            hours_are_the_grades: told.contracted.is_none() && contracted.is_some(),
            reduction: contracted.map_or(reduction, |contracted| reduction.min(contracted)),
            held,
        }
    }

    /// Takes what a row says; a fault with both lines when an earlier row says something else.
    fn agree<T: PartialEq + Copy>(
        &mut self,
        told: &mut Told<T>,
        saying: Option<T>,
        place: Place,
        officer: Officer,
        column: Column,
        shown: impl Fn(&T) -> String,
    ) {
        let Some(value) = saying else { return };
        let (earlier, first) = *told.get_or_insert((value, place));
        if earlier == value {
            return;
        }
        let (name, officer) = (column.name(), quoted(self.texts.get(officer.0)));
        let (value, earlier) = (quoted(&shown(&value)), quoted(&shown(&earlier)));
        let first = self.said.files.at(first);
        let message = format!("`{name}` of {officer} is {value} here and {earlier} in {first}");
        self.said.faults.add(Fault::new(place, message));
    }
}

/// A post that names its team alone is in the region and PDU of that team, where all other posts of the team in the week
/// are in one: unallocated work is often listed so, and belongs to the same unit.
fn fill_units_of_teams(posts: &mut [PostWeek]) {
    let has_team_alone = |unit: &Unit| unit.team.is_some() && unit.pdu.is_none() && unit.region.is_none();
    let mut of_team: FxHashMap<TextId, Option<Unit>> = FxHashMap::default();
    for post in posts.iter().filter(|post| !has_team_alone(&post.unit)) {
        if let Some(team) = post.unit.team {
            let unit = of_team.entry(team).or_insert(Some(post.unit));
            *unit = unit.filter(|unit| *unit == post.unit);
        }
    }
    for post in posts.iter_mut().filter(|post| has_team_alone(&post.unit)) {
        let known = post.unit.team.and_then(|team| of_team.get(&team).copied().flatten());
        post.unit = known.unwrap_or(post.unit);
    }
}

/// An entry with all heads of its rows.
struct Group<'h> {
    entry: Entry,
    held: Held,
    heads: Vec<(Place, &'h Head)>,
}
