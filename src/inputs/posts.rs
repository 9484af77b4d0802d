//! Settling the posts of one week: blanks filled from other rows of the same officer and team, or from the staff list,
//! and a fault wherever two rows say different things.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::fault::{Fault, Place, quoted};
use crate::model::{Held, Officer, PostWeek, Reductions, TextId, Texts, Unit, Weights};
use crate::units::{Available, Hours};

use super::columns::Column;
use super::heads::{Head, Heads, Post};
use super::staff::Staff;
use super::tally::{DateTally, Said};

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

/// Settling the posts of one week.
pub(super) struct Settling<'a, 's> {
    pub(super) heads: &'a Heads,
    pub(super) texts: &'a Texts,
    pub(super) weights: &'a Weights,
    pub(super) snapshot: Option<Date>,
    pub(super) staff: &'a Staff,
    pub(super) reductions: &'a Reductions,
    /// Whether every row was read without a fault. What a row that was not read says is not to be missed elsewhere.
    pub(super) is_sound: bool,
    /// What was found wrong in a list that holds for every week, which is said once and not for each.
    pub(super) told: &'a mut FxHashSet<(Place, &'static str)>,
    pub(super) said: &'a mut Said<'s>,
}

impl<'a> Settling<'a, '_> {
    pub(super) fn posts(mut self, tally: &DateTally) -> Vec<PostWeek> {
        let heads = self.heads;
        let mut more: BTreeMap<usize, Vec<(Place, &'a Head)>> = BTreeMap::new();
        for ((index, head), place) in &tally.more_heads {
            more.entry(*index).or_default().push((*place, heads.get(*head)));
        }
        for (index, head, place) in &tally.listed {
            more.entry(*index).or_default().push((*place, heads.get(*head)));
        }
        // A blank team sorts first, unallocated work before officers; nothing else rests on this order.
        let posts = tally.entries.iter().map(|entry| heads.get_post(heads.post_of(entry.head)));
        let mut order: Vec<(Post, usize)> = posts.zip(0..).collect();
        // Officers come up in the order of their numbers, which the stable sort finds.
        order.sort();
        let mut posts = Vec::with_capacity(tally.entries.len());
        // One piece of memory for the posts of every officer.
        let mut group = Vec::new();
        for same in order.chunk_by(|(one, _), (other, _)| one.officer.is_some() && one.officer == other.officer) {
            group.extend(same.iter().map(|(post, index)| {
                let entry = &tally.entries[*index];
                Group {
                    post: *post,
                    place: entry.place,
                    is_listed_only: self.staff.says(entry.place.file),
                    held: tally.held(*index),
                    head: heads.get(entry.head),
                    more: more.remove(index).unwrap_or_default(),
                }
            }));
            self.officer(&mut group, &mut posts);
        }
        fill_units_of_teams(&mut posts);
        posts
    }

    /// Settles the posts of one officer, or the one entry of a unit's unallocated work.
    fn officer(&mut self, posts: &mut Vec<Group<'a>>, settled: &mut Vec<PostWeek>) {
        let officer = posts[0].post.officer;
        self.fill_team(officer, posts);
        self.hold_teams_against_staff(officer, posts);
        let mut whole = OfficerSayings::default();
        if let Some(officer) = officer {
            for (place, head) in in_order(posts) {
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
        let first = settled.len();
        for post in posts.drain(..) {
            settled.push(self.post(&post, &whole));
        }
        if let Some(officer) = officer {
            self.reduce(officer, &mut settled[first..]);
        }
    }

    /// Fills a blank team from another row of the same officer, where there is one other team.
    fn fill_team(&mut self, officer: Option<Officer>, posts: &mut Vec<Group<'a>>) {
        let is_mixed = officer.is_some() && posts.len() > 1 && posts[0].post.unit.team.is_none();
        if !is_mixed {
            return;
        }
        let says_of_post = |post: &Group| {
            post.heads()
                .any(|(_, head)| head.contracted.is_some() || head.unit.pdu.is_some() || head.unit.region.is_some())
        };
        if posts.len() > 2 && posts[0].is_listed_only && !says_of_post(&posts[0]) {
            // A staff list that names no team may still say an officer's name and grade, which hold in every team.
            let blank = posts.remove(0);
            posts[0].more.extend(blank.heads());
            return;
        }
        if posts.len() > 2 {
            let teams: Vec<_> = posts[1..].iter().map(|post| quoted(self.texts.shown(post.post.unit.team))).collect();
            let message = format!("`team` is blank, and the officer is in {} this week", teams.join(" and "));
            let fault = Fault::new(posts[0].place, message).hint("say which team the row belongs to");
            self.tell(Column::Team.name(), fault);
            return;
        }
        let blank = posts.remove(0);
        let other = &mut posts[0];
        let have_rows = !other.is_listed_only && !blank.is_listed_only;
        other.is_listed_only &= blank.is_listed_only;
        if have_rows && other.place.file != blank.place.file {
            let (first, second) = (other.place.min(blank.place), other.place.max(blank.place));
            let first = self.said.files.at(first);
            let message = format!("this officer, team and date are already in {first}: work would be counted twice");
            self.said.faults.add(Fault::new(second, message));
        }
        other.held += &blank.held;
        other.more.extend(blank.heads());
    }

    /// Where a staff list names the teams of an officer, the caseload has them in no other.
    fn hold_teams_against_staff(&mut self, officer: Option<Officer>, posts: &[Group<'a>]) {
        let Some(officer) = officer.filter(|_| self.is_sound) else { return };
        let listed = |post: &Group| {
            let heads = post.heads().filter(|(place, head)| self.staff.says(place.file) && head.unit.team.is_some());
            heads.map(|(place, head)| (place, head.unit.team)).min()
        };
        let Some((place, team)) = posts.iter().filter_map(&listed).min() else { return };
        for post in posts.iter().filter(|post| !post.is_listed_only && listed(post).is_none()) {
            let here = quoted(self.texts.shown(team));
            let there = quoted(self.texts.shown(post.post.unit.team));
            let (officer, first) = (quoted(self.texts.get(officer.0)), self.said.files.at(post.place));
            let message = format!("`team` of {officer} is {here} here and {there} in {first}");
            self.tell(Column::Team.name(), Fault::new(place, message));
        }
    }

    fn post(&mut self, post: &Group<'a>, whole: &OfficerSayings) -> PostWeek {
        let mut told = Sayings::default();
        let Some(holder) = post.post.officer else {
            return self.finish(post.post, &told, whole, (post.held, post.place, false));
        };
        let mut team = None;
        for (place, head) in in_order(std::slice::from_ref(post)) {
            let texts = self.texts;
            team = team.or(head.unit.team);
            let text = |id: &TextId| texts.get(*id).to_owned();
            self.agree(&mut told.region, head.unit.region, place, holder, Column::Region, text);
            self.agree(&mut told.pdu, head.unit.pdu, place, holder, Column::Pdu, text);
            let hours = Hours::to_string;
            self.agree(&mut told.contracted, head.contracted, place, holder, Column::ContractedHours, hours);
            self.agree(&mut told.reduction, head.reduction, place, holder, Column::ReductionHours, hours);
        }
        let unit = Unit { region: told.region.map(|told| told.0), pdu: told.pdu.map(|told| told.0), team };
        let settled = Post { officer: Some(holder), unit };
        self.finish(settled, &told, whole, (post.held, post.place, post.is_listed_only))
    }

    fn finish(
        &mut self,
        Post { officer, unit }: Post,
        told: &Sayings,
        whole: &OfficerSayings,
        (held, place, is_listed_only): (Held, Place, bool),
    ) -> PostWeek {
        let grade = whole.grade.map(|told| told.0);
        let of_grade = grade.and_then(|grade| self.weights.grades.at(grade).contracted_hours);
        let contracted = told.contracted.map(|told| told.0).or(of_grade.filter(|_| officer.is_some()));
        let reduction = told.reduction.map_or(Hours::default(), |told| told.0);
        let most = contracted.unwrap_or(reduction);
        if let (Some(contracted), Some((_, place))) = (contracted, told.reduction)
            && reduction > contracted
        {
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
            reduction: reduction.min(most),
            reduction_of_caseload: reduction.min(most),
            available: self.available(contracted, reduction),
            is_listed_only,
            place,
            hours_place: told.contracted.map_or(place, |told| told.1),
            held,
        }
    }

    /// Says what is wrong; of a list that holds for every week once, by what it is about.
    pub(super) fn tell(&mut self, about: &'static str, fault: Fault) {
        let is_of_list = self.staff.says(fault.place.file) || self.reductions.has_from(fault.place.file);
        if !is_of_list || self.told.insert((fault.place, about)) {
            self.said.faults.add(fault);
        }
    }

    pub(super) fn available(&self, contracted: Option<Hours>, reduction: Hours) -> Available {
        self.weights.hours.available(contracted.unwrap_or_default().less(reduction))
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
        self.tell(column.name(), Fault::new(place, message));
    }
}

/// A post that names its team alone is in the region and PDU of that team, where all other posts of the team in the week
/// are in one: unallocated work is often listed so, and belongs to the same unit.
fn fill_units_of_teams(posts: &mut Vec<PostWeek>) {
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
    // Unallocated work, which comes before all officers', of a unit that was named in two ways is the work of one unit.
    let count = posts.partition_point(|post| post.officer.is_none());
    let mut of_unit: BTreeMap<Unit, PostWeek> = BTreeMap::new();
    for post in posts.drain(..count) {
        match of_unit.entry(post.unit) {
            Entry::Vacant(free) => drop(free.insert(post)),
            Entry::Occupied(mut same) => same.get_mut().held += &post.held,
        }
    }
    posts.splice(..0, of_unit.into_values());
}

/// The heads of posts, in the order of their rows.
fn in_order<'h>(posts: &[Group<'h>]) -> Vec<(Place, &'h Head)> {
    let mut heads = Vec::with_capacity(posts.len());
    for post in posts {
        heads.extend(post.heads());
    }
    heads.sort_by_key(|(place, _)| *place);
    heads
}

/// What a post holds, with all heads of its rows.
struct Group<'h> {
    post: Post,
    /// Its first row.
    place: Place,
    /// Whether only a staff list has it.
    is_listed_only: bool,
    held: Held,
    /// The head of its first row.
    head: &'h Head,
    /// Heads of others that differ, each with its first row; few posts have any.
    more: Vec<(Place, &'h Head)>,
}

impl<'h> Group<'h> {
    fn heads(&self) -> impl Iterator<Item = (Place, &'h Head)> {
        std::iter::once((self.place, self.head)).chain(self.more.iter().copied())
    }
}
