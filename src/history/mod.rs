//! The history: the figures of earlier weeks in a file, so that a weekly run on one snapshot can judge four weeks. What is
//! recorded is never lost: one run at a time, and the file is replaced whole or not at all.

mod format;
mod reading;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use foldhash::HashSet;

use crate::fault::{Fault, FileId, Messages, Place, path_name, plain_words};
use crate::files::{Lock, Pending, Readers, holds, remove_leftovers};
use crate::model::{Officer, Texts, WeekFigures};
use crate::units::Week;

use format::written;
use reading::read_history;

/// What a history is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To read it.
    Read,
    /// To read it and record weeks in it; it is begun where there is none.
    Record,
}

/// A history file. Other runs cannot record in it as long as one that records has it open.
#[derive(Debug)]
pub struct History {
    path: PathBuf,
    id: FileId,
    purpose: Purpose,
    _lock: Option<Lock>,
    /// The weeks that it has.
    weeks: Vec<WeekFigures>,
}

impl History {
    /// Opens and reads a history; `None`, having added faults, where it does not read or may not be written.
    pub fn open(path: &Path, id: FileId, purpose: Purpose, texts: &mut Texts, messages: &mut Messages) -> Option<Self> {
        let place = Place::whole(id);
        let lock = match purpose {
            Purpose::Read => None,
            Purpose::Record => match Lock::take(path) {
                Ok(Some(lock)) => Some(lock),
                Ok(None) => {
                    let fault = Fault::new(place, "another run has been recording in this history for a minute");
                    messages.faults.add(fault.hint("is it stopped? end it, and run this again"));
                    return None;
                }
                Err(error) => {
                    let message = format!("the history cannot be recorded: {}", plain_words(&error));
                    messages.faults.add(Fault::new(place, message));
                    return None;
                }
            },
        };
        let weeks = if path.exists() {
            read_history(path, id, texts, messages)?
        } else if purpose == Purpose::Record {
            messages.notices.add(place, "there is no such file; the history is begun");
            Vec::new()
        } else {
            let fault = Fault::new(place, "there is no such file").hint("--record begins a history");
            messages.faults.add(fault.unreadable());
            return None;
        };
        Some(Self { path: path.to_owned(), id, purpose, _lock: lock, weeks })
    }

    /// Puts the weeks of the history among those of a caseload, which hold where both have a week.
    pub fn join(&mut self, caseload: &mut Vec<WeekFigures>, texts: &Texts, messages: &mut Messages) {
        let mut weeks: BTreeMap<Week, WeekFigures> =
            std::mem::take(&mut self.weeks).into_iter().map(|week| (week.week, week)).collect();
        for week in std::mem::take(caseload) {
            if let Some(earlier) = weeks.insert(week.week, week)
                && self.purpose == Purpose::Record
            {
                self.say_replaced(&earlier, &weeks[&earlier.week], texts, messages);
            }
        }
        caseload.extend(weeks.into_values());
    }

    /// Recording a week again replaces all of it, also officers that are not there any more: perhaps another team's.
    fn say_replaced(&self, earlier: &WeekFigures, now: &WeekFigures, texts: &Texts, messages: &mut Messages) {
        const NAMED: usize = 3;
        let kept: HashSet<Officer> = now.officers().map(|(officer, _)| officer).collect();
        let mut lost: Vec<&str> = earlier
            .officers()
            .filter(|(officer, _)| !kept.contains(officer))
            .map(|(officer, _)| texts.get(officer.0))
            .collect();
        lost.sort_unstable();
        if !lost.is_empty() {
            let more = lost.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let named = lost.iter().take(NAMED).map(|officer| format!("`{officer}`")).collect::<Vec<_>>().join(", ");
            let message = format!(
                "the week {} is recorded anew, without officers it had who are not in this caseload: {named}{more}",
                earlier.week
            );
            messages.notices.add(Place::whole(self.id), message);
        }
    }

    /// Writes weeks beside the file, which they are to replace. Where they are what the file has, it will not be touched.
    ///
    /// # Errors
    ///
    /// When they cannot be written. The file is then as it was.
    pub fn prepare(self, weeks: &[WeekFigures], texts: &Texts) -> anyhow::Result<Recording> {
        remove_leftovers(&self.path);
        let contents = written(weeks, texts);
        let is_new = !holds(&self.path, &contents);
        let pending =
            is_new.then(|| Pending::write(&contents, &self.path, Readers::Owner)).transpose().map_err(|error| {
                anyhow!("{}: the history cannot be recorded: {}", path_name(&self.path), plain_words(&error))
            })?;
        Ok(Recording { history: self, pending })
    }
}

/// Weeks that are written and not yet in their place: nothing is recorded of which there is no report.
#[derive(Debug)]
pub struct Recording {
    history: History,
    pending: Option<Pending>,
}

impl Recording {
    /// Puts them in their place. The report has been delivered.
    ///
    /// # Errors
    ///
    /// When they cannot be put there. The file is then as it was.
    pub fn finish(self) -> anyhow::Result<()> {
        let name = path_name(&self.history.path);
        self.pending.map_or(Ok(()), Pending::put_for_good).map_err(|error| {
            anyhow!("{name}: the report is there, but nothing is recorded in the history: {}", plain_words(&error))
        })
    }
}
