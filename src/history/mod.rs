//! The history: the figures of earlier weeks in a file, so that a weekly run on one snapshot can judge four weeks. What is
//! recorded is never lost: one run at a time, and the file is replaced whole or not at all.

mod again;
mod format;
mod reading;
mod recorded;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use foldhash::HashSet;

use crate::fault::{
    FEW_NAMED, Fault, FileId, Messages, Place, Subject, TWO_SNAPSHOTS, first_few, path_name, plain_words, plural,
    quoted,
};
use crate::files::{Lock, Pending, Readers, holds, remove_leftovers};
use crate::model::{Amount, Caseload, Officer, PostFigures, Team, Teams, Texts, Unit, WeekFigures};
use crate::units::Week;

use format::written;
use reading::read_history;
pub(crate) use recorded::{add_weights, faulty, recorded_week};

/// What a history is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    /// To read it and record weeks in it, each in place of what it has of the same teams in that week; it is begun where
    /// there is none.
    Record,
    /// To read it and record weeks in it, each in place of all that it has of that week.
    Replace,
}

impl Purpose {
    pub(crate) fn records(self) -> bool {
        self != Self::Read
    }
}

/// A history file. Other runs cannot record in it as long as one that records has it open.
#[derive(Debug)]
pub(crate) struct History {
    path: PathBuf,
    id: FileId,
    purpose: Purpose,
    /// There is one where weeks are recorded.
    lock: Option<Lock>,
    weeks: Vec<WeekFigures>,
    /// Posts that stay as they were recorded. In weeks that are recorded again: those of teams that the caseload does
    /// not have. In other weeks: the sound posts of officers who are not worked out in another team.
    kept: BTreeMap<Week, Vec<PostFigures>>,
}

impl History {
    /// Opens and reads a history; `None`, having added faults, where it does not read or may not be written.
    pub(crate) fn open(
        path: &Path,
        id: FileId,
        purpose: Purpose,
        texts: &mut Texts,
        messages: &mut Messages,
    ) -> Option<Self> {
        let place = Place::whole(id);
        let lock = match purpose.records().then(|| Lock::take(path)).transpose() {
            Ok(None) => None,
            Ok(Some(Some(lock))) => Some(lock),
            Ok(Some(None)) => {
                let fault = Fault::new(place, "another run has been recording in this history for a minute");
                messages.faults.add(fault.hint("is it stuck? end it, and run this again"));
                return None;
            }
            Err(error) => {
                let message = format!("the history cannot be recorded: {}", plain_words(&error));
                messages.faults.add(Fault::new(place, message));
                return None;
            }
        };
        let weeks = if path.exists() {
            read_history(path, id, texts, messages)?
        } else if purpose.records() {
            messages.notices.add(place, "there is no such file; a new history is begun");
            Vec::new()
        } else {
            let fault = Fault::new(place, "there is no such file").hint("`wmt calc --record` begins a new history");
            messages.faults.add(fault.unreadable());
            return None;
        };
        Some(Self { path: path.to_owned(), id, purpose, lock, weeks, kept: BTreeMap::new() })
    }

    pub(crate) fn records(&self) -> bool {
        self.purpose.records()
    }

    /// Puts the weeks of the history among those of a caseload, which hold where both have a week.
    pub(crate) fn join(&mut self, caseload: &mut Caseload, messages: &mut Messages) {
        let reported = caseload.week_reported();
        let mut weeks: BTreeMap<Week, WeekFigures> =
            std::mem::take(&mut self.weeks).into_iter().map(|week| (week.week, week)).collect();
        for mut week in std::mem::take(&mut caseload.weeks) {
            let named = week.week;
            if let Some(earlier) = weeks.remove(&named) {
                let given = GivenTeams::of(&earlier, &week);
                let again = earlier.posts.iter().filter(|post| given.has(post));
                again::warn_of_lost_cases(again, &week, &caseload.texts, messages);
                if self.purpose == Purpose::Replace {
                    self.say_who_is_lost(&earlier, &week, &caseload.texts, messages);
                } else {
                    let apart: Vec<_> = earlier.posts.iter().filter(|post| !given.has(post)).copied().collect();
                    unlist(&apart, &given.all, &mut week, caseload);
                    if Some(named) == reported {
                        warn_of_other_teams(&apart, &earlier, &week, caseload, messages);
                        caseload.recorded_apart = apart;
                    }
                    if self.purpose == Purpose::Record {
                        self.keep_other_teams(earlier, &week, &given, &caseload.texts, messages);
                    }
                }
            }
            weeks.insert(named, week);
        }
        caseload.weeks.extend(weeks.into_values());
        for week in &mut caseload.weeks {
            self.leave_out_whole(week);
        }
    }

    /// Leaves out all posts of officers of whom one is not worked out, as one run over all teams does.
    fn leave_out_whole(&mut self, week: &mut WeekFigures) {
        for posts in week.posts.chunk_by_mut(|one, other| one.officer == other.officer) {
            let is_left_out = posts[0].officer.is_some() && posts.iter().any(|post| post.is_faulty);
            for post in posts.iter_mut().filter(|post| is_left_out && !post.is_faulty) {
                self.kept.entry(week.week).or_default().push(*post);
                post.leave_out();
            }
        }
    }

    /// Adds a notice of officers whom a week loses when it is replaced.
    fn say_who_is_lost(&self, earlier: &WeekFigures, now: &WeekFigures, texts: &Texts, messages: &mut Messages) {
        let lost = lost(&earlier.posts, now, texts);
        if !lost.is_empty() {
            let message = format!(
                "the week {} is replaced; officers who were in it and are missing from this caseload: {}",
                now.week,
                first_few(&lost, FEW_NAMED)
            );
            messages.notices.add(Place::whole(self.id), message);
        }
    }

    /// Keeps what a week that is recorded again has of other teams. An officer who would be gone from a team that is given
    /// is a fault: half a file would end their run of weeks.
    fn keep_other_teams(
        &mut self,
        earlier: WeekFigures,
        now: &WeekFigures,
        given: &GivenTeams,
        texts: &Texts,
        messages: &mut Messages,
    ) {
        let place = Place::whole(self.id);
        let WeekFigures { week, limit, weights, posts, .. } = earlier;
        let officers: HashSet<Officer> = now.officers().map(|(officer, _)| officer).collect();
        // A faulty row may not have said the team of its officer, who is in one now.
        let was_faulty = |post: &PostFigures| {
            post.is_faulty
                && post.unit.team.is_none()
                && post.officer.is_some_and(|officer| officers.contains(&officer))
        };
        let (again, kept): (Vec<_>, Vec<_>) =
            posts.iter().copied().partition(|post| given.has(post) || was_faulty(post));
        let lost = lost_of_teams(&posts, &again, now, &given.all, texts);
        if !lost.is_empty() {
            let are = plural(lost.len(), "officer is", "officers are");
            let message = format!(
                "{are} missing from this caseload whom the history has in these teams in the week {week}: {}",
                first_few(&lost, 20)
            );
            let hint = format!("is the caseload whole? --replace records it as it is{}", and_takes_away(&kept));
            messages.faults.add(Fault::new(place, message).hint(hint));
        }
        if let Some(fault) = self.tasks_alone(&again, now, &given.all) {
            let hint = "give the caseload and the tasks in one run; --replace records this as it is".to_owned();
            messages.faults.add(fault.hint(hint + &and_takes_away(&kept)));
        }
        if !kept.is_empty() && (limit != now.limit || weights != now.weights) {
            let message = format!("other teams are recorded in the week {week} with other weights or another limit");
            messages.faults.add(Fault::new(place, message).hint("--replace takes them out of the week"));
        }
        self.kept.insert(week, kept);
    }

    /// The fault where the history has cases of a team that is recorded again with tasks alone: the list of its reports
    /// would take its cases away, and with them a run of weeks.
    fn tasks_alone(&self, again: &[PostFigures], now: &WeekFigures, all: &Teams) -> Option<Fault> {
        let teams = |is_one: fn(&PostFigures) -> bool| {
            let posts = now.posts.iter().filter(|post| is_one(post));
            posts.map(|post| all.team(post.officer, post.unit)).collect::<HashSet<Team>>()
        };
        let (with_cases, with_work) =
            (teams(|post| post.cases != 0 || post.is_faulty), teams(|post| !post.work.is_nothing()));
        let lost = again.iter().filter(|post| {
            let team = all.team(post.officer, post.unit);
            with_work.contains(&team) && !with_cases.contains(&team)
        });
        let cases = lost.map(|post| post.cases).fold(0_i64, i64::saturating_add);
        let (have, week) = (plural(cases, "case", "cases"), now.week);
        let message =
            format!("the history has {have} in the week {week} of teams of which this caseload has tasks alone");
        (cases > 0).then(|| Fault::new(Place::whole(self.id), message))
    }

    /// Writes weeks beside the file, which they are to replace. Where they are what the file has, it will not be touched.
    ///
    /// # Errors
    ///
    /// When they cannot be written. The file is then as it was.
    pub(crate) fn prepare(self, weeks: &[WeekFigures], texts: &Texts) -> anyhow::Result<Recording> {
        remove_leftovers(&self.path);
        let contents = written(weeks, &self.kept, texts);
        let is_new = !holds(&self.path, &contents);
        let pending =
            is_new.then(|| Pending::write(&contents, &self.path, Readers::Owner)).transpose().map_err(|error| {
                anyhow!("{}: the history cannot be recorded: {}", path_name(&self.path), plain_words(&error))
            })?;
        Ok(Recording { history: self, pending })
    }
}

/// The end of a hint: whom `--replace` would also take out of a week, which are the officers of teams that are not given.
fn and_takes_away(kept: &[PostFigures]) -> String {
    let officers: HashSet<Officer> = kept.iter().filter_map(|post| post.officer).collect();
    match (officers.len(), kept.is_empty()) {
        (_, true) => String::new(),
        (0, false) => ", and takes away the work that the history has in other teams".to_owned(),
        (some, false) => {
            format!(", and takes away {} whom the history has in other teams", plural(some, "officer", "officers"))
        }
    }
}

/// The teams of a week as it is recorded and as it is now.
struct GivenTeams {
    all: Teams,
    /// Those of which the caseload has rows now. A staff list may be of more teams.
    given: HashSet<Team>,
}

impl GivenTeams {
    fn of(recorded: &WeekFigures, now: &WeekFigures) -> Self {
        let mut all = Teams::default();
        recorded.posts.iter().chain(&now.posts).for_each(|post| all.note(post.officer, post.unit));
        let given = now.with_rows().map(|post| all.team(post.officer, post.unit)).collect();
        Self { all, given }
    }

    /// Whether the caseload has the team of a post.
    fn has(&self, post: &PostFigures) -> bool {
        self.given.contains(&self.all.team(post.officer, post.unit))
    }
}

/// Takes posts out of a week of a caseload that the staff list alone has there, and the history with rows: their hours would
/// count without their work. `apart` are the posts that the history has in other teams.
fn unlist(apart: &[PostFigures], all: &Teams, week: &mut WeekFigures, caseload: &mut Caseload) {
    let with_rows = apart.iter().filter(|post| !post.is_listed_only);
    let recorded: HashSet<(Option<Officer>, Team)> =
        with_rows.map(|post| (post.officer, all.team(post.officer, post.unit))).collect();
    let is_recorded = |officer: Option<Officer>, unit: Unit| recorded.contains(&(officer, all.team(officer, unit)));
    week.posts.retain(|post| !post.is_listed_only || !is_recorded(post.officer, post.unit));
    let in_full = caseload.reported.iter_mut().chain(&mut caseload.others);
    for full in in_full.filter(|full| full.week == Some(week.week)) {
        full.posts.retain(|post| !post.is_listed_only || !is_recorded(post.officer, post.unit));
    }
}

/// Warns of officers of a caseload whom the history has in other teams in the same week: their work there does not count.
fn warn_of_other_teams(
    others: &[PostFigures],
    recorded: &WeekFigures,
    now: &WeekFigures,
    caseload: &Caseload,
    messages: &mut Messages,
) {
    let (texts, snapshot) = (&caseload.texts, caseload.reported.as_ref().and_then(|week| week.snapshot));
    // The run of the other team took the same hours off there.
    let may_be_taken_twice = |officer: Officer| {
        let mut in_force = caseload.reductions.in_force(officer, snapshot);
        in_force.any(|reduction| reduction.team.is_none() && matches!(reduction.amount, Amount::Hours(_)))
    };
    let with_rows = now.officers().filter(|(_, posts)| posts.iter().any(|post| !post.is_listed_only));
    let officers: HashSet<Officer> = with_rows.map(|(officer, _)| officer).collect();
    // Where only a staff list had them, they have no work.
    let others = others.iter().filter(|post| !post.is_listed_only);
    for post in others.filter(|post| post.officer.is_some_and(|officer| officers.contains(&officer))) {
        let (code, team) = (texts.code_of(post.officer), texts.shown(post.unit.team));
        let mut message = format!(
            "the history has {} in the team {} in the week {} too; that work is not in this report, which has the caseload \
             alone",
            quoted(code),
            quoted(team),
            now.week
        );
        if post.officer.is_some_and(may_be_taken_twice) {
            message += ", and the hours of their reduction without a team may be taken off in each team; name its team";
        }
        let subjects = [Subject::Officer(code.to_owned()), Subject::Unit(team.to_owned())];
        messages.warnings.add_of(TWO_SNAPSHOTS, recorded.place, subjects, message);
    }
}

/// The codes, in order, of officers who have posts in a week and have none in it now. An officer who had rows must have
/// rows again; the staff list alone does not do.
fn lost(earlier: &[PostFigures], now: &WeekFigures, texts: &Texts) -> Vec<String> {
    let there: HashSet<(Option<Officer>, bool)> =
        now.posts.iter().map(|post| (post.officer, post.is_listed_only)).collect();
    let is_there = |post: &PostFigures| {
        let has = |is_listed: bool| there.contains(&(post.officer, is_listed));
        has(false) || post.is_listed_only && has(true)
    };
    codes(earlier.iter().filter(|post| !is_there(post)), texts)
}

/// The codes of officers whom a week would lose from the teams that are given. `again` are its posts in those teams. An
/// officer who had rows is lost without rows in the team now, unless they came to another team. One whom only the staff
/// list had is lost if they are nowhere now.
fn lost_of_teams(
    earlier: &[PostFigures],
    again: &[PostFigures],
    now: &WeekFigures,
    all: &Teams,
    texts: &Texts,
) -> Vec<String> {
    let with_rows = |posts: &[PostFigures]| -> HashSet<(Option<Officer>, Team)> {
        let posts = posts.iter().filter(|post| !post.is_listed_only);
        posts.map(|post| (post.officer, all.team(post.officer, post.unit))).collect()
    };
    let (then, there) = (with_rows(earlier), with_rows(&now.posts));
    let came = there.difference(&then).map(|(officer, _)| *officer);
    // Of somebody who is not worked out nothing is known, and nothing dropped.
    let faulty = now.posts.iter().filter(|post| post.is_faulty).map(|post| post.officer);
    let are_elsewhere: HashSet<Option<Officer>> = came.chain(faulty).collect();
    let anywhere: HashSet<Option<Officer>> = now.posts.iter().map(|post| post.officer).collect();
    let is_there = |post: &PostFigures| {
        if post.is_listed_only {
            return anywhere.contains(&post.officer);
        }
        there.contains(&(post.officer, all.team(post.officer, post.unit))) || are_elsewhere.contains(&post.officer)
    };
    codes(again.iter().filter(|post| !is_there(post)), texts)
}

fn codes<'p>(posts: impl Iterator<Item = &'p PostFigures>, texts: &Texts) -> Vec<String> {
    let codes: BTreeSet<&str> = posts.filter_map(|post| post.officer).map(|officer| texts.code(officer)).collect();
    codes.into_iter().map(quoted).collect()
}

/// Weeks that are written and not yet in their place: nothing is recorded of which there is no report.
#[derive(Debug)]
pub(crate) struct Recording {
    history: History,
    pending: Option<Pending>,
}

impl Recording {
    /// Puts them in their place. The report has been delivered.
    ///
    /// # Errors
    ///
    /// When they cannot be put there. The file is then as it was.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        let Self { history, pending } = self;
        let put = match pending {
            None => Ok(()),
            // `history` keeps the lock until the file is in its place.
            Some(_) if history.lock.as_ref().is_some_and(|lock| !lock.is_kept()) => {
                let why = "somebody removed its lock file meanwhile, and another run may have recorded; run this again";
                Err(io::Error::other(why))
            }
            Some(pending) => pending.put_for_good(),
        };
        put.map_err(|error| {
            let name = path_name(&history.path);
            anyhow!("{name}: the report is there, but nothing is recorded in the history: {}", plain_words(&error))
        })
    }
}
