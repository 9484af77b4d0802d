//! Settling the posts of one week: blanks filled from other rows of the same officer and team, or from the staff list,
//! and a fault wherever two rows say different things.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use foldhash::{HashMap, HashMapExt, HashSet};
use jiff::civil::Date;

use crate::fault::{Fault, Faulty, LOOK_ALIKE, Messages, Place, Subject, quoted};
use crate::inputs::{Column, Post, Staff, Who, WhoId, Whos};
use crate::model::{Held, Officer, PostWeek, Reductions, TextId, Unit, Weights, seen};
use crate::units::{Available, Hours};

use super::left_out::LeftOut;
use super::ranks::Ranks;
use super::snapshots::{EntryAt, Snapshot, counted_twice};

/// A value with the row it was read on.
type Told<T> = Option<(T, Place)>;

/// What the rows of a post say of it, and where each thing was first said.
#[derive(Default)]
struct Sayings {
    region: Told<TextId>,
    pdu: Told<TextId>,
    grade: Told<usize>,
    contracted: Told<Hours>,
    reduction: Told<Hours>,
}

/// What all rows of an officer say of them.
#[derive(Default)]
struct OfficerSayings {
    name: Told<TextId>,
    /// The grade of posts that say none: the one that all rows with a grade have.
    grade: Option<usize>,
}

/// Settling the posts of one week.
pub(super) struct Settling<'a> {
    pub(super) whos: &'a Whos,
    pub(super) ranks: &'a Ranks,
    pub(super) weights: &'a Weights,
    pub(super) snapshot: Option<Date>,
    /// Whether it is the week reported. In other weeks a staff list fills blanks, and the caseload stands against it.
    pub(super) is_reported: bool,
    pub(super) staff: &'a Staff,
    pub(super) reductions: &'a Reductions,
    /// Whether every row was read without a fault. Where one was not, a team that seems to be missing may be in that row.
    pub(super) is_sound: bool,
    /// Who is left out of the week because of faulty rows; more are found here.
    pub(super) left_out: LeftOut<'a>,
    /// What was said already of lists that hold for every week, so that it is said once and not for each week.
    pub(super) said: &'a mut HashSet<(Place, &'static str)>,
    /// Spellings of names that were warned of.
    pub(super) names_said: &'a mut HashSet<(TextId, TextId)>,
    pub(super) messages: &'a mut Messages,
}

impl<'a> Settling<'a> {
    /// The posts of a snapshot, and those that only staff lists have.
    pub(super) fn posts(mut self, snapshot: &Snapshot, listed: &[(WhoId, Place)]) -> Vec<PostWeek> {
        let rows = snapshot.rows.iter().map(|(who, place, at)| (*who, *place, Some(*at)));
        let rows = rows.chain(listed.iter().map(|(who, place)| (*who, *place, None)));
        let mut rows: Vec<_> = rows.map(|(who, place, entry)| (self.ranks.get(who), place, who, entry)).collect();
        let others = self.left_out.others(rows.iter().map(|(rank, ..)| *rank), self.ranks);
        rows.extend(others.into_iter().map(|(rank, place, who)| (rank, place, who, None)));
        // Many rows are in order already, which makes this sort fast.
        rows.sort_by_key(|(rank, place, ..)| (*rank, *place));
        let mut posts = Vec::with_capacity(snapshot.rows.len());
        // This memory is used again for every officer.
        let mut group: Vec<Group> = Vec::new();
        for same in rows.chunk_by(|one, other| one.0 == other.0) {
            let next = self.group(same, snapshot);
            let is_same = group.last().is_some_and(|last| last.post.officer == next.post.officer);
            if !group.is_empty() && (!is_same || next.post.officer.is_none()) {
                self.officer(&mut group, snapshot, &mut posts);
            }
            group.push(next);
        }
        if !group.is_empty() {
            self.officer(&mut group, snapshot, &mut posts);
        }
        fill_units_of_teams(&mut posts);
        posts
    }

    /// What the rows of one post hold and say, in the order of the rows.
    fn group<'r>(&self, rows: &'r [PostRow], snapshot: &Snapshot) -> Group<'a, 'r> {
        let (_, place, first, _) = rows[0];
        let who = self.whos.get(first);
        let post = who.post();
        let entries = || rows.iter().filter_map(|(.., entry)| *entry);
        let held = entries().map(|entry| snapshot.held(entry)).fold(Held::default(), |mut sum, held| {
            sum += &held;
            sum
        });
        let more = rows[1..].iter().map(|(_, place, who, _)| (*place, self.whos.get(*who))).collect();
        let date = entries().filter_map(|entry| snapshot.source(entry).0).max();
        Group { post, place, rows, date, is_listed_only: entries().next().is_none(), held, who, more }
    }

    /// Settles the posts of one officer, or the one entry of a unit's unallocated work.
    fn officer(&mut self, posts: &mut Vec<Group<'a, '_>>, snapshot: &Snapshot, settled: &mut Vec<PostWeek>) {
        let post = posts[0].post;
        let officer = post.officer;
        let of_week = self.snapshot;
        self.snapshot = posts.iter().map(|post| post.date).max().flatten().or(of_week);
        self.fill_team(officer, posts, snapshot);
        self.hold_teams_against_staff(officer, posts);
        let mut whole = OfficerSayings::default();
        if let Some(officer) = officer {
            for (place, who) in in_order(posts) {
                let texts = &self.whos.texts;
                let is_same_name = |one: TextId, other: TextId| seen(texts.get(one)) == seen(texts.get(other));
                match (whole.name, who.name) {
                    (Some((earlier, first)), Some(name)) if earlier != name && is_same_name(earlier, name) => {
                        self.warn_of_names(officer, (name, place), (earlier, first));
                    }
                    _ => self.agree(&mut whole.name, who.name, place, officer, Column::Name, |name| {
                        texts.get(*name).to_owned()
                    }),
                }
            }
            let mut grades = posts.iter().flat_map(Group::sayings).filter_map(|(_, who)| who.grade);
            whole.grade = grades.next().filter(|first| grades.all(|grade| grade == *first));
        }
        let first = settled.len();
        for post in posts.drain(..) {
            settled.push(self.post(&post, &whole));
        }
        if let Some(officer) = officer {
            self.reduce(officer, &mut settled[first..]);
        }
        if let Some(faulty) = self.left_out.faults(post, self.snapshot) {
            settled[first..].iter_mut().for_each(|post| post.leave_out(faulty.clone()));
        }
        self.snapshot = of_week;
    }

    /// Fills a blank team from another row of the same officer, where there is one other team.
    fn fill_team(&mut self, officer: Option<Officer>, posts: &mut Vec<Group<'a, '_>>, snapshot: &Snapshot) {
        let is_mixed = posts.len() > 1 && posts[0].post.unit.team.is_none();
        let Some(officer) = officer.filter(|_| is_mixed) else { return };
        let says_of_post = |post: &Group| {
            post.sayings()
                .any(|(_, who)| who.contracted.is_some() || who.unit.pdu.is_some() || who.unit.region.is_some())
        };
        if posts.len() > 2 && posts[0].is_listed_only && !says_of_post(&posts[0]) {
            // A staff list that names no team may still say an officer's name and grade, which hold in every team.
            let blank = posts.remove(0);
            posts[0].more.extend(blank.sayings());
            return;
        }
        if posts.len() > 2 {
            let teams: Vec<_> =
                posts[1..].iter().map(|post| quoted(self.whos.texts.shown(post.post.unit.team))).collect();
            let message = format!("`team` is blank, and the officer is in {} this week", teams.join(" and "));
            let fault = Fault::new(posts[0].place, message).hint("say which team the row belongs to");
            self.tell(officer, Column::Team.name(), fault);
            return;
        }
        let blank = posts.remove(0);
        let other = &mut posts[0];
        other.is_listed_only &= blank.is_listed_only;
        // Cases and tasks of one date may come in two files; cases of one date may not.
        let firsts: BTreeMap<_, Place> = other.sources(snapshot).collect();
        let twice = blank.sources(snapshot).find_map(|(source, place)| {
            let first = firsts.get(&source).filter(|first| first.file != place.file)?;
            Some((place.min(*first), place.max(*first)))
        });
        if let Some((first, second)) = twice {
            self.tell(officer, Column::Team.name(), counted_twice(second, &self.messages.files.at(first)));
        }
        other.held += &blank.held;
        other.more.extend(blank.sayings());
    }

    /// Where a staff list names the teams of an officer, the caseload must have the officer in no other team.
    fn hold_teams_against_staff(&mut self, officer: Option<Officer>, posts: &mut Vec<Group<'a, '_>>) {
        let is_known = |officer: &Officer| self.is_sound && !self.left_out.has(*officer);
        let Some(officer) = officer.filter(is_known) else { return };
        let listed = |post: &Group| {
            let named = post.sayings().filter(|(place, who)| self.staff.says(place.file) && who.unit.team.is_some());
            named.map(|(place, who)| (place, who.unit.team)).min()
        };
        let Some((place, team)) = posts.iter().filter_map(&listed).min() else { return };
        let is_elsewhere = |post: &Group| !post.is_listed_only && listed(post).is_none();
        if !self.is_reported && posts.iter().any(is_elsewhere) {
            // The officer has moved since. What the list says of them fills blanks, and their new team has nothing yet.
            let (moved, mut kept): (Vec<_>, Vec<_>) = posts.drain(..).partition(|post| post.is_listed_only);
            kept[0].more.extend(moved.iter().flat_map(Group::sayings));
            posts.extend(kept);
            return;
        }
        for post in posts.iter().filter(|post| is_elsewhere(post)) {
            let here = quoted(self.whos.texts.shown(team));
            let there = quoted(self.whos.texts.shown(post.post.unit.team));
            let (code, first) = (quoted(self.whos.texts.get(officer.0)), self.messages.files.at(post.place));
            let message = format!("`team` of {code} is {here} here and {there} in {first}");
            self.tell(officer, Column::Team.name(), Fault::new(place, message));
        }
    }

    fn post(&mut self, post: &Group<'a, '_>, whole: &OfficerSayings) -> PostWeek {
        let mut told = Sayings::default();
        let Some(holder) = post.post.officer else {
            return self.finish(post.post, &told, whole, (post.held, post.place, false));
        };
        let mut team = None;
        for (place, who) in in_order(std::slice::from_ref(post)) {
            let texts = &self.whos.texts;
            team = team.or(who.unit.team);
            let text = |id: &TextId| texts.get(*id).to_owned();
            self.agree(&mut told.region, who.unit.region, place, holder, Column::Region, text);
            self.agree(&mut told.pdu, who.unit.pdu, place, holder, Column::Pdu, text);
            let weights = self.weights;
            let grade = |grade: &usize| weights.grades.name(*grade).to_owned();
            self.agree(&mut told.grade, who.grade, place, holder, Column::Grade, grade);
            let hours = Hours::to_string;
            self.agree(&mut told.contracted, who.contracted, place, holder, Column::ContractedHours, hours);
            self.agree(&mut told.reduction, who.reduction, place, holder, Column::ReductionHours, hours);
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
        let grade = told.grade.map(|told| told.0).or(whole.grade);
        let of_grade = grade.and_then(|grade| self.weights.grades.at(grade).contracted_hours);
        let contracted = told.contracted.map(|told| told.0).or(of_grade.filter(|_| officer.is_some()));
        let reduction = told.reduction.map_or(Hours::default(), |told| told.0);
        let most = contracted.unwrap_or(reduction);
        if let (Some(officer), Some(contracted), Some((_, place))) = (officer, contracted, told.reduction)
            && reduction > contracted
        {
            let of = grade.filter(|_| told.contracted.is_none()).map(|grade| self.weights.grades.name(grade));
            let of = of.map(|grade| format!(" of grade {}", quoted(grade))).unwrap_or_default();
            let message = format!("`reduction_hours` is {reduction}, more than the {contracted} contracted hours{of}");
            self.tell(officer, Column::ReductionHours.name(), Fault::new(place, message));
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
            faulty: None,
            snapshot: self.snapshot,
            place,
            hours_place: told.contracted.map_or(place, |told| told.1),
            held,
        }
    }

    /// Warns, once, of two spellings of the name of one officer.
    fn warn_of_names(&mut self, officer: Officer, (name, place): (TextId, Place), (earlier, first): (TextId, Place)) {
        if !self.names_said.insert((earlier, name)) {
            return;
        }
        let texts = &self.whos.texts;
        let (code, name, earlier) = (texts.get(officer.0), quoted(texts.get(name)), quoted(texts.get(earlier)));
        let first = self.messages.files.at(first);
        let message = format!("the name of {} is {name} here and {earlier} in {first}; they look alike", quoted(code));
        self.messages.warnings.add_of(LOOK_ALIKE, place, vec![Subject::Officer(code.to_owned())], message);
    }

    /// Adds a fault of an officer. A fault of a list, which holds for every week, is added once for each row and `about`.
    pub(super) fn tell(&mut self, officer: Officer, about: &'static str, fault: Fault) {
        self.left_out.add(Post { officer: Some(officer), unit: Unit::default() }, Faulty::of(&fault));
        let is_of_list = self.staff.says(fault.place.file) || self.reductions.has_from(fault.place.file);
        if !is_of_list || self.said.insert((fault.place, about)) {
            self.messages.faults_of_rows().add(fault);
        }
    }

    pub(super) fn available(&self, contracted: Option<Hours>, reduction: Hours) -> Available {
        self.weights.hours.available(contracted.unwrap_or_default().less(reduction))
    }

    /// Takes what a row says; adds a fault with both lines where an earlier row says something else.
    fn agree<T: PartialEq + Copy>(
        &mut self,
        told: &mut Told<T>,
        saying: Option<T>,
        place: Place,
        officer: Officer,
        column: Column,
        shown: impl Fn(&T) -> String,
    ) {
        let stands_back = self.staff.says(place.file) && !self.is_reported && told.is_some();
        let Some(value) = saying.filter(|_| !stands_back) else { return };
        let (earlier, first) = *told.get_or_insert((value, place));
        if earlier == value {
            return;
        }
        let (name, code) = (column.name(), quoted(self.whos.texts.get(officer.0)));
        let (value, earlier) = (quoted(&shown(&value)), quoted(&shown(&earlier)));
        let first = self.messages.files.at(first);
        let message = format!("`{name}` of {code} is {value} here and {earlier} in {first}");
        self.tell(officer, column.name(), Fault::new(place, message));
    }
}

/// A post that names its team alone is put in the region and PDU of that team, where all other posts of the team in the
/// week are in one. Unallocated work is often listed with its team alone.
fn fill_units_of_teams(posts: &mut Vec<PostWeek>) {
    let has_team_alone = |unit: &Unit| unit.team.is_some() && unit.pdu.is_none() && unit.region.is_none();
    let says = |post: &&PostWeek| post.faulty.is_none() && !has_team_alone(&post.unit);
    let mut of_team: HashMap<TextId, Option<Unit>> = HashMap::new();
    for post in posts.iter().filter(says) {
        if let Some(team) = post.unit.team {
            let unit = of_team.entry(team).or_insert(Some(post.unit));
            *unit = unit.filter(|unit| *unit == post.unit);
        }
    }
    for post in posts.iter_mut().filter(|post| has_team_alone(&post.unit)) {
        let known = post.unit.team.and_then(|team| of_team.get(&team).copied().flatten());
        post.unit = known.unwrap_or(post.unit);
    }
    // Unallocated work of one unit may have been named in two ways; it is added up. It comes before the posts of officers.
    let count = posts.partition_point(|post| post.officer.is_none());
    let mut of_unit: BTreeMap<Unit, PostWeek> = BTreeMap::new();
    for post in posts.drain(..count) {
        match of_unit.entry(post.unit) {
            Entry::Vacant(free) => drop(free.insert(post)),
            Entry::Occupied(mut same) => same.get_mut().join(&post),
        }
    }
    posts.splice(..0, of_unit.into_values());
}

/// What is said of posts, in the order of the rows.
fn in_order<'h>(posts: &[Group<'h, '_>]) -> Vec<(Place, &'h Who)> {
    let mut sayings = Vec::with_capacity(posts.len());
    for post in posts {
        sayings.extend(post.sayings());
    }
    sayings.sort_by_key(|(place, _)| *place);
    sayings
}

/// A row of a post: the rank of the post, where the row stands, what it says, and where its sums are; `None` of a staff
/// list.
type PostRow = (u32, Place, WhoId, Option<EntryAt>);

/// The rows of a post: what they hold, and all that they say.
struct Group<'h, 'r> {
    post: Post,
    rows: &'r [PostRow],
    /// Its first row.
    place: Place,
    /// The latest date of its rows; `None` where it has none, or the caseload is undated.
    date: Option<Date>,
    /// Whether only a staff list has it.
    is_listed_only: bool,
    held: Held,
    /// What its first row says.
    who: &'h Who,
    /// What other rows say, each with its first row; few posts have any.
    more: Vec<(Place, &'h Who)>,
}

impl<'h> Group<'h, '_> {
    /// The dates that its rows are of, cases and tasks apart, each with the first row.
    fn sources(&self, snapshot: &Snapshot) -> impl Iterator<Item = ((Option<Date>, bool), Place)> {
        self.rows.iter().rev().filter_map(|(_, place, _, at)| Some((snapshot.source(*at.as_ref()?), *place)))
    }

    fn sayings(&self) -> impl Iterator<Item = (Place, &'h Who)> {
        std::iter::once((self.place, self.who)).chain(self.more.iter().copied())
    }
}
