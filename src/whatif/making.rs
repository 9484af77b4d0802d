//! Making changes, one after the other.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use crate::fault::{Fault, Messages, Place, quoted};
use crate::inputs::{AskedChange, ChangeName, is_total_of_officer, says_nothing};
use crate::model::{Caseload, DatedWeights, Kind, Officer, PostWeek, UNALLOCATED, Unit, WorkLine};
use crate::units::{Count, Decimal, Growth, Hours};

use super::holder::{Holder, Piece};
use super::holders::{Holders, Index, TakenWork};
use super::posts::borders;
use super::trial::{Trial, WorkParty, WrongChange};
use super::wanted::named_ids;

/// The posts of a week after changes.
#[derive(Debug)]
pub(crate) struct Changed {
    /// The posts, those of one officer side by side.
    pub posts: Vec<PostWeek>,
    /// The cases of each of them, which need not be whole.
    pub cases: Vec<Count>,
}

impl Changed {
    /// Puts the posts in place of those of the week reported, and gives the cases of each. Who has rows for the first time is
    /// missing in earlier weeks in which only a staff list has them, as in a caseload that was read.
    pub(crate) fn put_into(self, caseload: &mut Caseload) -> Vec<Count> {
        let Caseload { reported, weeks, .. } = caseload;
        let Some(week) = reported else { return self.cases };
        let with_rows =
            self.posts.iter().filter(|post| !post.is_listed_only).map(|post| (post.officer, post.unit.team));
        let with_rows: HashSet<_> = with_rows.collect();
        let figures =
            weeks.iter_mut().filter(|figures| Some(figures.week) == week.week).flat_map(|week| &mut week.posts);
        for post in figures.filter(|post| post.is_listed_only) {
            post.is_listed_only = !with_rows.contains(&(post.officer, post.unit.team));
        }
        week.posts = self.posts;
        self.cases
    }
}

/// Makes changes in the week reported, of which `lines` is the work. `is_chosen` tells which units are asked for: of several teams
/// with one name the one there is meant. Faults may have been added; what is given is of use only if there are none.
pub(crate) fn make_changes(
    caseload: &mut Caseload,
    weights: &DatedWeights,
    lines: Vec<WorkLine>,
    changes: &[AskedChange],
    is_chosen: &dyn Fn(Unit) -> bool,
    messages: &mut Messages,
) -> Changed {
    let Caseload { texts, reductions, reported, weeks, .. } = caseload;
    let Some(week) = reported else { return Changed { posts: Vec::new(), cases: Vec::new() } };
    let posts = week.posts.iter().cloned().map(Holder::new).collect();
    let words = changes.iter().flat_map(|change| &change.words).map(String::as_str);
    let mut holders = Holders::new(posts, words.flat_map(named_ids));
    for WorkLine { post, kind, count, extra, is_later, case_id, .. } in lines {
        let case = case_id.as_deref().and_then(|id| holders.case(id));
        holders.with_ids.extend(case_id.map(|_| kind));
        holders.add(post, kind, Piece::row(Count::whole(count), extra, is_later, case));
    }
    let weights = weights.get(week.weights);
    let (index, files) = (Index::of(&holders.all, texts, is_chosen), &messages.files);
    let (week, snapshot, faults) = (week.week, week.snapshot, Vec::new());
    let mut trial = Trial {
        weights,
        reductions,
        texts,
        files,
        weeks,
        week,
        snapshot,
        is_chosen,
        holders,
        index,
        faults,
        hints: HashMap::default(),
        number: 0,
        is_inexact: false,
        not_joined: HashSet::default(),
        not_meant: BTreeSet::new(),
    };
    for change in changes {
        trial.number += 1;
        if let Err(WrongChange { message, hint, is_follow_up: false }) = trial.make(change) {
            trial.hints.entry(message.clone()).or_insert_with(|| hint.clone());
            trial.faults.push(Fault { hint, ..Fault::new(change.place, message) });
        }
    }
    let not_meant = std::mem::take(&mut trial.not_meant);
    let (changed, faults) = trial.finish(changes.last().map(|change| change.place));
    messages.faults.extend(faults);
    let notice = |what| messages.notices.add(changes[0].place, what);
    not_meant.into_iter().for_each(notice);
    changed
}

impl Trial<'_> {
    fn make(&mut self, change: &AskedChange) -> Result<(), WrongChange> {
        use ChangeName::{Give, Hours, Join, Leave, Move, Reduce, Scale, Set, Take, WithWeights};
        let words: Vec<&str> = change.words.iter().map(|word| word.trim()).collect();
        match (change.name, &words[..]) {
            (Give, [who, work]) => self.give(who, work, change.place),
            (Take, [who, work]) => {
                let from = self.whose(who)?;
                self.take(&from, &[], who, work).map(|_| ())
            }
            (Move, [from, to, work]) => self.pass(from, to, work, change.place),
            (Hours, [who, hours]) => {
                let (position, hours) = (self.one(who)?, hours_of(hours)?);
                let Holder { post, has_left, .. } = &mut self.holders.all[position];
                (post.contracted, post.hours_are_the_grades, *has_left) = (Some(hours), false, false);
                post.is_listed_only = false;
                self.settle_hours(position)
            }
            (Reduce, [who, hours]) => {
                let (position, hours) = (self.one(who)?, hours_of(hours)?);
                let post = &mut self.holders.all[position].post;
                (post.reduction_of_caseload, post.is_listed_only) = (hours, false);
                self.settle_hours(position)?;
                self.say_listed(position);
                Ok(())
            }
            (Leave, [who]) => self.leave(who, change.place),
            (Join, [who, grade, hours @ ..]) => self.join(who, grade, hours.first().copied(), change.place),
            (Scale, [what, percent]) => self.scale(what, percent),
            // Changes of weights were made before the caseload was read with them, and no other has another number of words. All
            // kinds are named, so that the compiler asks what a new one does.
            (Give | Take | Move | Hours | Reduce | Leave | Join | Scale | Set | WithWeights, _) => Ok(()),
        }
    }

    fn give(&mut self, who: &str, work: &str, place: Place) -> Result<(), WrongChange> {
        let to = match self.whose(who)? {
            WorkParty::Officer(_) => self.one(who)?,
            WorkParty::Nobody(unit) => {
                let unit = unit.map_or_else(|| self.only_unit(UNALLOCATED), Ok)?;
                self.nobody(unit, place)
            }
        };
        let (kind, count, extra) =
            self.wanted(work, true).map_err(|wrong| self.held_elsewhere(None, work).unwrap_or(wrong))?;
        let extra = extra.unwrap_or_default();
        if count != Count::whole(1) && !extra.is_nothing() {
            return Err(WrongChange::new("extra minutes can be given for one case or task alone")
                .hint("give them one after the other"));
        }
        self.receive(to, kind, Piece::row(count, extra, false, None))
    }

    /// Gives a post a piece of work. One that only the staff list had has rows from then on, and takes its part of reductions.
    fn receive(&mut self, to: usize, kind: Kind, piece: Piece) -> Result<(), WrongChange> {
        let PostWeek { officer, grade, is_listed_only: was_listed_only, .. } = self.holders.all[to].post;
        if let (Kind::Case { case_type, tier, .. }, Some(officer), Some(position)) = (kind, officer, grade)
            && !self.weights.grades.at(position).may_hold(&self.weights.case_types.at(case_type).tiers, tier)
        {
            let (who, grade) = (quoted(self.texts.code(officer)), self.weights.grades.name(position));
            let what = self.weights.kind_words(&kind);
            self.not_meant.insert(format!("{who} gets {what}, which the grade {} may not hold", quoted(grade)));
        }
        self.holders.add(to, kind, piece);
        if was_listed_only { self.settle_hours(to) } else { Ok(()) }
    }

    /// Takes work from where it is. Unallocated work of units that are near to the first one comes first.
    fn take(&mut self, from: &WorkParty, near: &[Unit], who: &str, work: &str) -> Result<Vec<TakenWork>, WrongChange> {
        if let Some((source, case)) = self.of_case(from, near, who, work)? {
            return Ok(self.holders.take_case(source, case));
        }
        let (kind, count, minutes) =
            self.wanted(work, false).map_err(|wrong| self.held_elsewhere(Some(who), work).unwrap_or(wrong))?;
        let held = |source: &usize| self.holders.all[*source].count(&kind, minutes).max(Count::default());
        let (mut all, mut sources) = (Count::default(), Vec::new());
        match from {
            WorkParty::Officer(_) => sources.push(self.one(who)?),
            WorkParty::Nobody(Some(unit)) => sources.extend(self.index.nobody.get(unit)),
            WorkParty::Nobody(None) if minutes.is_none() && self.holders.unallocated_count(&kind) < count => {
                all = self.holders.unallocated_count(&kind);
            }
            WorkParty::Nobody(None) => {
                let mut rest = count;
                for source in self.holders.unallocated(kind, near) {
                    let part = held(&source).min(rest);
                    rest = rest - part;
                    sources.push(source);
                    if rest.is_nothing() {
                        break;
                    }
                }
            }
        }
        all += sources.iter().map(held).sum();
        if all < count {
            return Err(self.not_held(who, from, (&kind, minutes), all, count));
        }
        let (mut taken, mut rest) = (Vec::new(), count);
        for source in sources {
            let part = self.holders.all[source].count(&kind, minutes).min(rest);
            if part > Count::default() {
                let pieces = self.holders.take(source, kind, part, minutes);
                let pieces = pieces.ok_or_else(|| self.not_told(who, source, &kind))?;
                taken.extend(pieces.into_iter().map(|piece| (source, kind, piece)));
                rest = rest - part;
            }
        }
        Ok(taken)
    }

    fn pass(&mut self, from: &str, to: &str, work: &str, place: Place) -> Result<(), WrongChange> {
        let (source, target) = (self.whose(from)?, self.whose(to)?);
        let receiver = if let WorkParty::Officer(_) = target { Some(self.one(to)?) } else { None };
        let near = receiver.map(|receiver| self.units_of(receiver)).unwrap_or_default();
        let is_same = match (&source, &target) {
            (WorkParty::Officer(posts), _) => posts.iter().all(|post| Some(*post) == receiver),
            (WorkParty::Nobody(_), WorkParty::Nobody(to)) => to.is_none(),
            _ => false,
        };
        if is_same {
            let wrong = WrongChange::new(format!("{} and {} are the same", quoted(from), quoted(to)));
            return Err(wrong.hint("work is moved from one to another"));
        }
        for (source, kind, piece) in self.take(&source, &near, from, work)? {
            let unit =
                if let WorkParty::Nobody(Some(unit)) = target { unit } else { self.holders.all[source].post.unit };
            let to = receiver.unwrap_or_else(|| self.nobody(unit, place));
            self.receive(to, kind, piece)?;
        }
        Ok(())
    }

    fn leave(&mut self, who: &str, place: Place) -> Result<(), WrongChange> {
        let posts = self.posts(who)?;
        for position in posts.iter().copied() {
            let unit = self.holders.all[position].post.unit;
            let (work, to) = (self.holders.take_all(position), self.nobody(unit, place));
            self.holders.all[position].leave();
            for (_, kind, piece) in work {
                self.holders.add(to, kind, piece);
            }
        }
        self.settle_hours(posts[0])
    }

    fn join(&mut self, who: &str, grade: &str, hours: Option<&str>, place: Place) -> Result<(), WrongChange> {
        let mut known = borders(who).filter(|(_, team)| self.is_team(team));
        let (code, team) = match (known.next(), known.next(), who.rsplit_once('@')) {
            (Some((_, one)), Some((_, other)), _) => {
                let teams = format!("{} or {}", quoted(one), quoted(other));
                let message = format!("the team behind the `@` of {} may be {teams}", quoted(who));
                return Err(WrongChange::new(message).hint("give a code without an `@`, and the team with --team"));
            }
            (Some((code, team)), ..) => (code, Some(team)),
            (None, _, Some((code, team))) => (code.trim(), Some(team.trim())),
            (None, _, None) => (who, None),
        };
        let why = match self.officer(code)? {
            _ if code.is_empty() => Some("no officer is named".to_owned()),
            Some(_) => Some(format!("{} is there already", quoted(code))),
            None => is_nobody(code).then(|| format!("{} is never an officer", quoted(code))),
        };
        if let Some(why) = why {
            return Err(WrongChange::new(why).hint("give the code of somebody new"));
        }
        // Until it is mended, nothing more is wrong with changes of this officer.
        self.not_joined.insert(code.to_lowercase());
        let grades = &self.weights.grades;
        let Some(position) = grades.position(grade) else {
            let wrong = WrongChange::new(format!("the grade {} is not known", quoted(grade)));
            return Err(WrongChange { hint: grades.hint(grade), ..wrong });
        };
        let of_team = |team| {
            let behind = "a team stands behind the last `@`: give a code that has one itself as CODE@TEAM";
            self.unit_of(team).map_err(|wrong| if wrong.hint.is_some() { wrong } else { wrong.hint(behind) })
        };
        let unit = team.map_or_else(|| self.only_unit(code), of_team)?;
        let contracted = hours.map(hours_of).transpose()?.or(grades.at(position).contracted_hours);
        let officer = Officer::of(self.texts.keep(code));
        let post = PostWeek {
            officer: Some(officer),
            grade: Some(position),
            contracted,
            hours_are_the_grades: hours.is_none() && contracted.is_some(),
            ..self.blank(unit, place)
        };
        let position = self.holders.all.len();
        self.not_joined.remove(&code.to_lowercase());
        self.index.join(officer, position, self.texts);
        self.holders.all.push(Holder::new(post));
        self.settle_hours(position)
    }

    fn scale(&mut self, what: &str, percent: &str) -> Result<(), WrongChange> {
        let number = Decimal::parse(percent.strip_suffix('%').unwrap_or(percent)).ok();
        let growth = number.and_then(Growth::new).ok_or_else(|| {
            let most = Growth::MOST;
            let message = format!("{} is not a percentage by which work grows or shrinks", quoted(percent));
            WrongChange::new(message)
                .hint(format!("give a number from -100 to {most} with at most two places, such as +8"))
        })?;
        let is_scaled = self.scaled_kinds(what)?;
        let is_sound = |position: &usize| self.holders.all[*position].post.faulty.is_none();
        let sound: Vec<usize> = (0..self.holders.all.len()).filter(is_sound).collect();
        for position in sound {
            let kinds: Vec<Kind> = self.holders.all[position].piles.keys().copied().filter(&is_scaled).collect();
            for kind in kinds {
                let pieces = self.holders.take_kind(position, kind);
                let scaled: Option<Vec<Piece>> = pieces.iter().map(|piece| piece.scaled(growth)).collect();
                let is_scaled = scaled.is_some();
                for piece in scaled.unwrap_or(pieces) {
                    self.holders.add(position, kind, piece);
                }
                if !is_scaled || self.holders.all[position].piles[&kind].held(&kind).is_none() {
                    return self.inexact();
                }
            }
        }
        Ok(())
    }

    /// The fault of counts that do not come out exactly, which is said once.
    fn inexact(&mut self) -> Result<(), WrongChange> {
        let wrong = WrongChange::new(format!("change {} makes {INEXACT}", self.number));
        let hint = "give fewer changes of the same work, or percentages and time values with fewer places";
        if std::mem::replace(&mut self.is_inexact, true) { Ok(()) } else { Err(wrong.hint(hint)) }
    }

    /// The posts, with what they hold now. What does not come out exactly is a fault.
    fn finish(self, place: Option<Place>) -> (Changed, Vec<Fault>) {
        let (mut all, mut faults) = (Vec::with_capacity(self.holders.all.len()), self.faults);
        for holder in self.holders.all.into_iter().filter(|holder| !holder.is_gone()) {
            let held = holder.held();
            if let (None, Some(place), true) = (held, place, faults.is_empty()) {
                faults.push(Fault::new(place, format!("the changes make {INEXACT}")));
            }
            all.push(holder.into_post(held));
        }
        // Unallocated work comes first, as in a caseload that was read.
        all.sort_by_key(|(post, _)| (post.officer.is_some(), post.officer.is_none().then_some(post.unit)));
        let (posts, cases) = all.into_iter().unzip();
        (Changed { posts, cases }, faults)
    }
}

const INEXACT: &str = "work with more decimal places than can be worked out exactly";

/// Whether a code is a word that never is an officer.
fn is_nobody(code: &str) -> bool {
    says_nothing(code) || is_total_of_officer(code) || code.eq_ignore_ascii_case(UNALLOCATED)
}

fn hours_of(text: &str) -> Result<Hours, WrongChange> {
    let most = Hours::MOST;
    Decimal::parse(text).ok().and_then(Hours::new).ok_or_else(|| {
        let wrong = WrongChange::new(format!("{} is not a number of hours a week", quoted(text)));
        wrong.hint(format!("give a number from 0 to {most} such as 37 or 29.6"))
    })
}
