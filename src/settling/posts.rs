//! Settles the posts of one week: fills blanks from other rows of the same officer and team, or from the staff list, and adds a
//! fault wherever two rows say different things.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use foldhash::{HashMap, HashMapExt, HashSet};
use jiff::civil::Date;

use crate::fault::{Fault, Faulty, LOOK_ALIKE, Messages, Place, quoted};
use crate::inputs::{Column, RowPost, Staff, Who, WhoId, Whos};
use crate::model::{Held, OfTeams, Officer, PostWeek, Reductions, RowKind, TextId, Unit, Weights, are_alike};
use crate::units::Hours;

use super::earlier_snapshots::OlderSnapshotRows;
use super::left_out::LeavingOut;
use super::post_values::{SourcedValue, StatedPost};
use super::snapshots::{CountedRows, EntryAt};

/// What was said already, so that it is said once and not for each week.
#[derive(Default)]
pub(super) struct SaidOnce {
    /// Faults of lists that hold for every week.
    faults: HashSet<(Place, &'static str)>,
    /// Spellings of names.
    names: HashSet<(TextId, TextId)>,
}

pub(super) struct Settling<'a> {
    pub(super) whos: &'a Whos,
    pub(super) ranks: &'a [u32],
    pub(super) weights: &'a Weights,
    pub(super) snapshot: Option<Date>,
    /// The snapshots of teams, if the week has several dates.
    pub(super) of_teams: Option<&'a OfTeams>,
    /// Whether it is the week reported. In other weeks, the staff list only fills blanks: where it says something else than the
    /// caseload, the caseload is right.
    pub(super) is_reported: bool,
    pub(super) staff: &'a Staff,
    pub(super) reductions: &'a Reductions,
    /// Whether every row was read without a fault. Where one was not, a team that seems to be missing may be in that row.
    pub(super) is_sound: bool,
    /// Who is left out of the week because of faulty rows; more are found here.
    pub(super) left_out: LeavingOut<'a>,
    pub(super) said: &'a mut SaidOnce,
    pub(super) messages: &'a mut Messages,
}

impl<'a> Settling<'a> {
    /// Settles the posts of a snapshot, and those that only staff lists have.
    pub(super) fn posts(mut self, snapshot: &CountedRows, listed: &[(WhoId, Place)]) -> Vec<PostWeek> {
        let rows = snapshot.rows.iter().map(|(who, place, at)| (*who, *place, Some(*at)));
        let rows = rows.chain(listed.iter().map(|(who, place)| (*who, *place, None)));
        let mut rows: Vec<_> = rows.map(|(who, place, entry)| (self.ranks[who.index()], place, who, entry)).collect();
        let others = self.left_out.others(rows.iter().map(|(rank, ..)| *rank), self.ranks);
        rows.extend(others.into_iter().map(|(rank, place, who)| (rank, place, who, None)));
        // Many rows are in order already, which makes this sort fast.
        rows.sort_by_key(|(rank, place, ..)| (*rank, *place));
        let mut posts = Vec::with_capacity(snapshot.rows.len());
        let aside = OlderSnapshotRows::of(snapshot, self.whos);
        // This memory is used again for every officer.
        let mut group: Vec<Group> = Vec::new();
        for same in rows.chunk_by(|one, other| one.0 == other.0) {
            let next = self.group(same, snapshot);
            let is_same = group.last().is_some_and(|last| last.post.officer == next.post.officer);
            if !group.is_empty() && (!is_same || next.post.officer.is_none()) {
                self.officer(&mut group, snapshot, &aside, &mut posts);
            }
            group.push(next);
        }
        if !group.is_empty() {
            self.officer(&mut group, snapshot, &aside, &mut posts);
        }
        fill_units_of_teams(&mut posts);
        posts
    }

    /// Collects what the rows of one post hold and say, in the order of the rows.
    fn group<'r>(&self, rows: &'r [PostRow], snapshot: &CountedRows) -> Group<'a, 'r> {
        let (_, place, first, _) = rows[0];
        let who = self.whos.get(first);
        let post = who.post();
        let entries = || rows.iter().filter_map(|(.., entry)| *entry);
        let mut held = Held::default();
        entries().for_each(|entry| held += &snapshot.held(entry));
        let more = rows[1..].iter().map(|(_, place, who, _)| (*place, self.whos.get(*who))).collect();
        let of_team = self.of_teams.and_then(|of_teams| of_teams.latest_of(of_teams.team(post.officer, who.unit)));
        let date = of_team.or_else(|| entries().filter_map(|entry| snapshot.source(entry).0).max());
        let (is_listed_only, told) = (entries().next().is_none(), StatedPost::default());
        Group { post, rows, place, date, is_listed_only, held, who, more, told }
    }

    /// Settles the posts of one officer, or the unallocated work of one unit.
    fn officer(
        &mut self,
        posts: &mut Vec<Group<'a, '_>>,
        snapshot: &CountedRows,
        aside: &OlderSnapshotRows<'a>,
        settled: &mut Vec<PostWeek>,
    ) {
        let officer = posts[0].post.officer;
        if let ([only], Some(officer)) = (&mut posts[..], officer) {
            only.post.unit.team = only.post.unit.team.or_else(|| aside.team(officer));
        }
        let post = posts[0].post;
        let of_week = self.snapshot;
        self.snapshot = posts.iter().map(|post| post.date).max().flatten().or(of_week);
        let mut apart = self.fill_team(officer, posts, snapshot);
        apart.extend(self.hold_teams_against_staff(officer, posts));
        let name = officer.and_then(|officer| self.name(officer, posts, &apart).or_else(|| aside.name(officer)));
        for post in posts.iter_mut() {
            post.told = self.told(post);
            if let Some(officer) = officer {
                aside.fill(officer, post.post.unit.team, &mut post.told);
            }
        }
        if let Some(officer) = officer {
            self.fill_from_others(officer, posts, &apart);
        }
        let first = settled.len();
        for post in posts.drain(..) {
            settled.push(self.settled(post, name));
        }
        if let Some(officer) = officer {
            self.reduce(officer, &mut settled[first..]);
        }
        if let Some(faulty) = self.left_out.faults(post, self.snapshot) {
            let is_of_list = |post: &PostWeek| {
                let unit = Unit::of_team(post.unit.team);
                self.staff.says(post.place.file) && !self.left_out.has_row_of(RowPost { officer, unit })
            };
            for post in &mut settled[first..] {
                post.leave_out(faulty.clone());
                post.is_listed_only = is_of_list(post);
                self.forget_disagreed(post);
            }
        }
        self.left_out.disagree.clear();
        self.snapshot = of_week;
    }

    /// Blanks the values of a post that its rows do not agree on: which row comes first means nothing.
    fn forget_disagreed(&self, post: &mut PostWeek) {
        let is_sure = |column: Column| !self.left_out.disagree.contains(column.name());
        post.grade = post.grade.filter(|_| is_sure(Column::Grade));
        post.name = post.name.filter(|_| is_sure(Column::Name));
        post.unit.pdu = post.unit.pdu.filter(|_| is_sure(Column::Pdu));
        post.unit.region = post.unit.region.filter(|_| is_sure(Column::Region));
    }

    /// Finds the name in the rows of an officer. Warns of other spellings that look alike.
    fn name(&mut self, officer: Officer, posts: &[Group<'a, '_>], apart: &[RowWords<'a>]) -> Option<TextId> {
        let (mut told, texts): (SourcedValue<TextId>, _) = (None, &self.whos.texts);
        for (place, who) in in_order(posts.iter().flat_map(Group::row_words).chain(apart.iter().copied())) {
            let is_same = |one: TextId, other: TextId| are_alike(texts.get(one), texts.get(other));
            match (told, who.name) {
                (Some((earlier, first)), Some(name)) if earlier != name && is_same(earlier, name) => {
                    self.warn_of_names(officer, (name, place), (earlier, first));
                }
                _ => self.agree(&mut told, who.name, place, officer, Column::Name, |name| texts.get(*name).to_owned()),
            }
        }
        told.map(|(name, _)| name)
    }

    /// Warns, once, of two spellings of the name of one officer.
    fn warn_of_names(&mut self, officer: Officer, (name, place): (TextId, Place), (earlier, first): (TextId, Place)) {
        if !self.said.names.insert((earlier, name)) {
            return;
        }
        let texts = &self.whos.texts;
        let (code, name, earlier) = (quoted(texts.code(officer)), quoted(texts.get(name)), quoted(texts.get(earlier)));
        let first = self.messages.files.at(first);
        let message = format!("the name of {code} is {name} here and {earlier} in {first}; they look alike");
        self.messages.warnings.add_of(LOOK_ALIKE, place, [officer.subject(texts)], message);
    }

    /// Finds the values that the rows of a post say.
    fn told(&mut self, post: &Group<'a, '_>) -> StatedPost {
        let mut told = StatedPost::default();
        let Some(holder) = post.post.officer else { return told };
        for (place, who) in in_order(post.row_words()) {
            let texts = &self.whos.texts;
            let text = |id: &TextId| texts.get(*id).to_owned();
            self.agree(&mut told.region, who.unit.region, place, holder, Column::Region, text);
            self.agree(&mut told.pdu, who.unit.pdu, place, holder, Column::Pdu, text);
            self.agree_on_grade(&mut told.grade, who.grade, place, holder);
            let hours = Hours::to_string;
            self.agree(&mut told.contracted, who.contracted, place, holder, Column::ContractedHours, hours);
            self.agree(&mut told.reduction, who.reduction, place, holder, Column::ReductionHours, hours);
        }
        told
    }

    /// Fills the blank grades of an officer's posts: with the grade of the other posts, if they have only one, or else from rows of
    /// a staff list that belong to no post. If the officer has one post and there is one such row, the row fills the hours too: it
    /// is of a team that the officer was not yet in.
    fn fill_from_others(&mut self, officer: Officer, posts: &mut [Group], apart: &[RowWords]) {
        let mut listed = None;
        for (place, who) in apart {
            self.agree_on_grade(&mut listed, who.grade, *place, officer);
        }
        let mut grades = posts.iter().filter_map(|post| post.told.grade);
        let mut first = grades.next();
        let is_one = grades.all(|(grade, _)| first.is_some_and(|(first, _)| first == grade));
        let has = |listed: usize| posts.iter().any(|post| post.told.grade.is_some_and(|(grade, _)| grade == listed));
        if let Some((grade, place)) = listed.filter(|(listed, _)| !has(*listed)) {
            self.agree_on_grade(&mut first, Some(grade), place, officer);
        }
        let fills = first.filter(|_| is_one).or(listed);
        let usual = |grade: usize| self.weights.grades.at(grade).contracted_hours;
        let has_hours = |post: &Group| {
            post.told.contracted.is_some() || post.told.grade.is_some_and(|(grade, _)| usual(grade).is_some())
        };
        let has_no_usual_hours = posts.iter().any(has_hours);
        for post in posts.iter_mut().filter(|post| post.told.grade.is_none()) {
            post.told = StatedPost { grade: fills, has_no_usual_hours, ..std::mem::take(&mut post.told) };
        }
        if let ([post], [(place, who)]) = (posts, apart) {
            post.told.contracted = post.told.contracted.or(who.contracted.map(|hours| (hours, *place)));
        }
    }

    fn settled(&mut self, post: Group, name: Option<TextId>) -> PostWeek {
        let Group { post: RowPost { officer, unit }, told, held, place, date, is_listed_only, .. } = post;
        let grade = told.grade.map(|(grade, _)| grade);
        let of_grade = grade.filter(|_| !told.has_no_usual_hours);
        let of_grade = of_grade.and_then(|grade| self.weights.grades.at(grade).contracted_hours);
        let contracted = told.contracted.map(|(hours, _)| hours).or(of_grade);
        let reduction = told.reduction.map_or(Hours::default(), |(hours, _)| hours);
        let most = contracted.unwrap_or(reduction);
        if let (Some(officer), Some(contracted), Some((_, place))) = (officer, contracted, told.reduction)
            && reduction > contracted
        {
            let of = grade.filter(|_| told.contracted.is_none()).map(|grade| self.weights.grades.name(grade));
            let of = of.map(|grade| format!(" of grade {}", quoted(grade))).unwrap_or_default();
            let message = format!("`reduction_hours` is {reduction}, more than the {contracted} contracted hours{of}");
            self.tell(officer, Column::ReductionHours.name(), Fault::new(place, message));
        }
        if let (Some(_), None, Some((_, place)), true) = (officer, contracted, told.reduction, self.is_reported)
            && !reduction.is_nothing()
        {
            let message = "`reduction_hours` takes nothing off where the contracted hours are not known";
            self.messages.notices.add(place, message);
        }
        let (region, pdu) = (told.region.map(|(region, _)| region), told.pdu.map(|(pdu, _)| pdu));
        PostWeek {
            officer,
            name,
            grade,
            unit: if officer.is_some() { Unit { region, pdu, team: unit.team } } else { unit },
            contracted,
            hours_are_the_grades: told.contracted.is_none() && contracted.is_some(),
            reduction: reduction.min(most),
            reduction_of_caseload: reduction.min(most),
            available: self.weights.hours.available(contracted.unwrap_or_default().less(reduction)),
            is_listed_only,
            faulty: None,
            snapshot: date.or(self.snapshot),
            place,
            hours_place: told.contracted.map_or(place, |(_, place)| place),
            held,
        }
    }

    /// Adds a fault of an officer. A row of a list may have the same fault in every week; it is added once for each `about`.
    pub(super) fn tell(&mut self, officer: Officer, about: &'static str, fault: Fault) {
        self.left_out.add(RowPost { officer: Some(officer), unit: Unit::default() }, Faulty::of(&fault));
        let is_of_list = self.staff.says(fault.place.file) || self.reductions.has_from(fault.place.file);
        if !is_of_list || self.said.faults.insert((fault.place, about)) {
            self.messages.faults_of_rows().add(fault);
        }
    }

    fn agree_on_grade(&mut self, told: &mut SourcedValue<usize>, said: Option<usize>, place: Place, officer: Officer) {
        let grades = &self.weights.grades;
        self.agree(told, said, place, officer, Column::Grade, |grade| grades.name(*grade).to_owned());
    }

    /// Takes the value of a row. Adds a fault with both lines if an earlier row has another value. The rows of staff lists come
    /// after those of all caseloads.
    fn agree<T: PartialEq + Copy>(
        &mut self,
        told: &mut SourcedValue<T>,
        said: Option<T>,
        place: Place,
        officer: Officer,
        column: Column,
        shown: impl Fn(&T) -> String,
    ) {
        let Some(value) = said else { return };
        let (earlier, first) = *told.get_or_insert((value, place));
        if earlier == value || (!self.is_reported && self.staff.says(place.file)) {
            return;
        }
        self.left_out.disagree.insert(column.name());
        let (name, code) = (column.name(), quoted(self.whos.texts.code(officer)));
        let (value, earlier) = (shown(&value), shown(&earlier));
        let is_of_list = self.staff.says(place.file) != self.staff.says(first.file);
        let is_of_hours = is_of_list && column == Column::ContractedHours;
        let hint = hint_of_alike(&value, &earlier).or_else(|| is_of_hours.then(|| LIST_FILLS.to_owned()));
        let (value, earlier, first) = (quoted(&value), quoted(&earlier), self.messages.files.at(first));
        let message = format!("`{name}` of {code} is {value} here and {earlier} in {first}");
        self.tell(officer, column.name(), Fault { hint, ..Fault::new(place, message) });
    }
}

const LIST_FILLS: &str =
    "correct what is wrong: a staff list fills blanks, and replaces no hours; `wmt whatif` tries other hours";

/// The hint where two texts that differ cannot be told apart by looking at them.
pub(super) fn hint_of_alike(one: &str, other: &str) -> Option<String> {
    are_alike(one, other).then(|| "they look alike; write both with the same capitals, letters and blanks".to_owned())
}

/// Fills the region and the PDU of posts that name only their team, if all other posts of the team in the week are in one region
/// and PDU. Unallocated work often names only its team.
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
    // The unallocated work of one unit may have been named in two ways, and is added up. It stands before the posts of officers.
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

/// What rows say, in the order of the rows.
fn in_order<'h>(row_words: impl Iterator<Item = RowWords<'h>>) -> Vec<RowWords<'h>> {
    let mut row_words: Vec<_> = row_words.collect();
    row_words.sort_by_key(|(place, _)| *place);
    row_words
}

/// What a row says, and where it stands.
pub(super) type RowWords<'h> = (Place, &'h Who);

/// A row of a post: the rank of the post, the place of the row, what it says, and where its sums are. A row of a staff list has no
/// sums.
type PostRow = (u32, Place, WhoId, Option<EntryAt>);

/// The rows of a post: what they hold, and all that they say.
pub(super) struct Group<'h, 'r> {
    pub(super) post: RowPost,
    rows: &'r [PostRow],
    /// Its first row.
    pub(super) place: Place,
    /// The date of its team, or the latest date of its rows; `None` if it has no rows, or the caseload is undated.
    pub(super) date: Option<Date>,
    pub(super) is_listed_only: bool,
    pub(super) held: Held,
    /// What its first row says.
    who: &'h Who,
    /// What other rows say, each with its first row; few posts have any.
    pub(super) more: Vec<RowWords<'h>>,
    /// What all of them say.
    told: StatedPost,
}

impl<'h> Group<'h, '_> {
    /// The dates of its rows with work, those of cases and of tasks apart, each with the first row.
    pub(super) fn sources(&self, snapshot: &CountedRows) -> impl Iterator<Item = ((Option<Date>, RowKind), Place)> {
        let source = |(_, place, _, at): &(_, Place, _, Option<EntryAt>)| Some((snapshot.source((*at)?), *place));
        self.rows.iter().rev().filter_map(source).filter(|((_, kind), _)| *kind != RowKind::Nothing)
    }

    pub(super) fn row_words(&self) -> impl Iterator<Item = RowWords<'h>> {
        std::iter::once((self.place, self.who)).chain(self.more.iter().copied())
    }
}
