//! Making changes, one after the other.

use foldhash::HashSet;

use crate::fault::{Fault, Messages, Place, quoted};
use crate::inputs::{AskedChange, ChangeName, WorkLine};
use crate::model::{Caseload, DatedWeights, Kind, Officer, PostWeek, Unit};
use crate::settling::Reducing;
use crate::units::{Count, Decimal, Growth, Hours};

use super::holder::{Holder, Piece};
use super::index::Index;
use super::trial::{Trial, Whose, Wrong};

/// The posts of a week after changes.
#[derive(Debug)]
pub struct Changed {
    /// The posts, those of one officer side by side.
    pub posts: Vec<PostWeek>,
    /// The cases of each of them, which need not be whole.
    pub cases: Vec<Count>,
}

impl Changed {
    /// Puts the posts in place of those of the week reported, and gives the cases of each. Who has rows for the first time is
    /// missing in earlier weeks in which only a staff list has them, as in a caseload that was read.
    pub fn put_into(self, caseload: &mut Caseload) -> Vec<Count> {
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

/// Makes changes in the week reported, of which `lines` is the work. `teams` are those that are asked for. Faults may have been
/// added; what is given is of use only if there are none.
pub fn make_changes(
    caseload: &mut Caseload,
    weights: &DatedWeights,
    lines: Vec<WorkLine>,
    changes: &[AskedChange],
    teams: &[String],
    messages: &mut Messages,
) -> Changed {
    let Caseload { texts, reductions, reported, .. } = caseload;
    let Some(week) = reported else { return Changed { posts: Vec::new(), cases: Vec::new() } };
    let mut holders: Vec<Holder> = week.posts.iter().cloned().map(Holder::new).collect();
    for line in lines {
        let WorkLine { post, kind, count, extra, is_later, case_id } = line;
        holders[post].add(kind, Piece { count: Count::whole(count), extra, is_later, case_id });
    }
    let weights = weights.get(week.weights);
    let (index, files) = (Index::of(&holders, texts), &messages.files);
    let (week, snapshot, faults) = (week.week, week.snapshot, Vec::new());
    let mut trial = Trial { weights, reductions, texts, files, week, snapshot, teams, holders, index, faults };
    for change in changes {
        if let Err(Wrong { message, hint }) = trial.make(change) {
            trial.faults.push(Fault { hint, ..Fault::new(change.place, message) });
        }
    }
    let (changed, faults) = trial.finish(changes.last().map(|change| change.place));
    messages.faults.extend(faults);
    changed
}

impl Trial<'_> {
    fn make(&mut self, change: &AskedChange) -> Result<(), Wrong> {
        let words: Vec<&str> = change.words.iter().map(|word| word.trim()).collect();
        match (change.name, &words[..]) {
            (ChangeName::Give, [who, work]) => self.give(who, work, change.place),
            (ChangeName::Take, [who, work]) => {
                let from = self.whose(who)?;
                self.take(&from, None, who, work).map(|_| ())
            }
            (ChangeName::Move, [from, to, work]) => self.pass(from, to, work, change.place),
            (ChangeName::Hours, [who, hours]) => {
                let (position, hours) = (self.one(who)?, hours_of(hours)?);
                let Holder { post, has_left, .. } = &mut self.holders[position];
                (post.contracted, post.hours_are_the_grades, *has_left) = (Some(hours), false, false);
                post.is_listed_only = false;
                self.settle_hours(position)
            }
            (ChangeName::Reduce, [who, hours]) => {
                let (position, hours) = (self.one(who)?, hours_of(hours)?);
                let post = &mut self.holders[position].post;
                (post.reduction_of_caseload, post.is_listed_only) = (hours, false);
                self.settle_hours(position)
            }
            (ChangeName::Leave, [who]) => self.leave(who, change.place),
            (ChangeName::Join, [who, grade, hours @ ..]) => self.join(who, grade, hours.first().copied(), change.place),
            (ChangeName::Scale, [what, percent]) => self.scale(what, percent),
            // Changes of weights were made before the caseload was read with them.
            _ => Ok(()),
        }
    }

    fn give(&mut self, who: &str, work: &str, place: Place) -> Result<(), Wrong> {
        let to = match self.whose(who)? {
            Whose::Officer(_) => self.one(who)?,
            Whose::Nobody(unit) => {
                let unit = unit.map_or_else(|| self.only_unit("unallocated"), Ok)?;
                self.nobody(unit, place)
            }
        };
        let (kind, count, extra) =
            self.wanted(work, true).map_err(|wrong| self.held_elsewhere(None, work).unwrap_or(wrong))?;
        let extra = extra.unwrap_or_default();
        if count != Count::whole(1) && !extra.is_nothing() {
            return Err(Wrong::new("minutes on top are of one case or task").hint("give them one after the other"));
        }
        let piece = Piece { count, extra, is_later: false, case_id: None };
        self.holders[to].add(kind, piece);
        Ok(())
    }

    /// Takes work from where it is. Unallocated work of a unit that is near comes first.
    fn take(&mut self, from: &Whose, near: Option<Unit>, who: &str, work: &str) -> Result<Vec<Taken>, Wrong> {
        let sources = match from {
            Whose::Officer(posts) => posts.clone(),
            Whose::Nobody(unit) => self.index.unallocated(*unit, near, &self.holders),
        };
        for source in &sources {
            let case = self.holders[*source].take_case(work);
            if !case.is_empty() {
                return Ok(case.into_iter().map(|(kind, piece)| (*source, kind, piece)).collect());
            }
        }
        let (kind, count, minutes) =
            self.wanted(work, false).map_err(|wrong| self.held_elsewhere(Some(who), work).unwrap_or(wrong))?;
        if let Whose::Officer(_) = from {
            self.one(who)?;
        }
        let all: Count = sources.iter().map(|source| self.holders[*source].count(&kind, minutes)).sum();
        if all < count {
            return Err(self.not_held(who, &sources, (&kind, minutes), all, count));
        }
        let (mut taken, mut rest) = (Vec::new(), count);
        for source in sources {
            let part = self.holders[source].count(&kind, minutes).min(rest);
            if part > Count::default() {
                let holder = &mut self.holders[source];
                let pieces = holder.take(&kind, part, minutes).map_err(|ids| self.not_told(who, &kind, &ids))?;
                taken.extend(pieces.into_iter().map(|piece| (source, kind, piece)));
                rest = rest - part;
            }
        }
        Ok(taken)
    }

    fn pass(&mut self, from: &str, to: &str, work: &str, place: Place) -> Result<(), Wrong> {
        let (source, target) = (self.whose(from)?, self.whose(to)?);
        let receiver = if let Whose::Officer(_) = target { Some(self.one(to)?) } else { None };
        let near = receiver.map(|receiver| self.holders[receiver].post.unit);
        let is_same = match (&source, &target) {
            (Whose::Officer(posts), _) => posts.iter().all(|post| Some(*post) == receiver),
            (Whose::Nobody(_), Whose::Nobody(to)) => to.is_none(),
            _ => false,
        };
        if is_same {
            let wrong = Wrong::new(format!("{} and {} are the same", quoted(from), quoted(to)));
            return Err(wrong.hint("work is moved from one to another"));
        }
        for (source, kind, piece) in self.take(&source, near, from, work)? {
            let unit = if let Whose::Nobody(Some(unit)) = target { unit } else { self.holders[source].post.unit };
            let to = receiver.unwrap_or_else(|| self.nobody(unit, place));
            self.holders[to].add(kind, piece);
        }
        Ok(())
    }

    fn leave(&mut self, who: &str, place: Place) -> Result<(), Wrong> {
        let posts = self.posts(who)?;
        for position in posts.iter().copied() {
            let unit = self.holders[position].post.unit;
            let work = self.holders[position].leave();
            let to = self.nobody(unit, place);
            for (kind, pieces) in work {
                for piece in pieces {
                    self.holders[to].add(kind, piece);
                }
            }
        }
        self.settle_hours(posts[0])
    }

    fn join(&mut self, who: &str, grade: &str, hours: Option<&str>, place: Place) -> Result<(), Wrong> {
        let (code, team) = match who.rsplit_once('@') {
            Some((code, team)) => (code.trim(), Some(team.trim())),
            None => (who, None),
        };
        let why = match self.officer(code)? {
            _ if code.is_empty() => Some("no officer is named".to_owned()),
            known => known.map(|_| format!("{} is there already", quoted(who))),
        };
        if let Some(why) = why {
            return Err(Wrong::new(why).hint("give the code of somebody new"));
        }
        let grades = &self.weights.grades;
        let Some(position) = grades.position(grade) else {
            let wrong = Wrong::new(format!("the grade {} is not known", quoted(grade)));
            return Err(Wrong { hint: grades.hint(grade), ..wrong });
        };
        let unit = team.map_or_else(|| self.only_unit(code), |team| self.unit_of(team))?;
        let contracted = hours.map(hours_of).transpose()?.or(grades.at(position).contracted_hours);
        let officer = Officer(self.texts.keep(code));
        let post = PostWeek {
            officer: Some(officer),
            grade: Some(position),
            contracted,
            hours_are_the_grades: hours.is_none() && contracted.is_some(),
            ..self.blank(unit, place)
        };
        let position = self.holders.len();
        self.index.join(officer, code, position);
        self.holders.push(Holder::new(post));
        self.settle_hours(position)
    }

    /// Works out again what time the officer of a post has, with the reductions in force.
    fn settle_hours(&mut self, position: usize) -> Result<(), Wrong> {
        let Some(officer) = self.holders[position].post.officer else { return Ok(()) };
        let all = self.index.posts(officer).to_vec();
        let staying: Vec<usize> = all.into_iter().filter(|post| !self.holders[*post].has_left).collect();
        let mut posts: Vec<PostWeek> = staying.iter().map(|post| self.holders[*post].post.clone()).collect();
        for post in &mut posts {
            let (reduction, contracted) = (post.reduction_of_caseload, post.contracted);
            if let Some(contracted) = contracted.filter(|contracted| reduction > *contracted) {
                let message = format!(
                    "{} has {reduction} reduction hours, more than the {contracted} contracted hours",
                    quoted(self.texts.get(officer.0))
                );
                return Err(Wrong::new(message).hint("change the other one before it"));
            }
            post.reduction = reduction;
            post.available = self.weights.hours.available(contracted.unwrap_or_default().less(reduction));
        }
        if let Some(date) = posts.first().and_then(|post| post.snapshot) {
            let Self { reductions, weights, files, .. } = *self;
            let mut reducing = Reducing { reductions, texts: self.texts, weights, files, date, faults: Vec::new() };
            reducing.reduce(officer, &mut posts);
            self.faults.append(&mut reducing.faults);
        }
        for (position, post) in staying.into_iter().zip(posts) {
            self.holders[position].post = post;
        }
        Ok(())
    }

    fn scale(&mut self, what: &str, percent: &str) -> Result<(), Wrong> {
        let number = Decimal::parse(percent.strip_suffix('%').unwrap_or(percent)).ok();
        let growth = number.and_then(Growth::new).ok_or_else(|| {
            let most = Growth::MOST;
            let message = format!("{} is not so many per cent more or less", quoted(percent));
            Wrong::new(message).hint(format!("give a number from -100 to {most} with at most two places, such as +8"))
        })?;
        let is_scaled = self.scaled_kinds(what)?;
        let mut holders = self.holders.iter_mut().filter(|holder| holder.post.faulty.is_none());
        let are_exact = holders.all(|holder| holder.scale(&is_scaled, growth));
        if are_exact { Ok(()) } else { Err(Wrong::new(INEXACT)) }
    }

    /// The posts, with what they hold now. What does not come out exactly is a fault.
    fn finish(self, place: Option<Place>) -> (Changed, Vec<Fault>) {
        let (mut all, mut faults) = (Vec::with_capacity(self.holders.len()), self.faults);
        for holder in self.holders.into_iter().filter(|holder| !holder.is_gone()) {
            let held = holder.held();
            if let (None, Some(place)) = (held, place) {
                faults.push(Fault::new(place, INEXACT));
            }
            all.push(holder.into_post(held));
        }
        // Unallocated work comes first, as in a caseload that was read.
        all.sort_by_key(|(post, _)| (post.officer.is_some(), post.officer.is_none().then_some(post.unit)));
        let (posts, cases) = all.into_iter().unzip();
        (Changed { posts, cases }, faults)
    }
}

const INEXACT: &str =
    "the counts have more decimal places than can be worked out exactly; give percentages with fewer places";

/// Work that was taken: from which post, what, and how much.
type Taken = (usize, Kind, Piece);

fn hours_of(text: &str) -> Result<Hours, Wrong> {
    let most = Hours::MOST;
    Decimal::parse(text).ok().and_then(Hours::new).ok_or_else(|| {
        let wrong = Wrong::new(format!("{} is not a number of hours a week", quoted(text)));
        wrong.hint(format!("give a number from 0 to {most} such as 37 or 29.6"))
    })
}
