//! The history: the figures of earlier weeks in a file, so that a weekly run on one snapshot can judge four weeks. What is
//! recorded is never lost: one run at a time, and the file is replaced whole or not at all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use rustc_hash::FxHashSet;

use crate::delimited::Delimited;
use crate::fault::{Fault, FileId, Messages, Place, plain_words};
use crate::files::{Lock, Pending, holds, remove_leftovers};
use crate::inputs::{HISTORY_FORMAT, HISTORY_HEADINGS, read_history, safe_text};
use crate::model::{Officer, PostFigures, Texts, WeekFigures};
use crate::units::{Rounded, Week, Work};

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
        let kept: FxHashSet<Officer> = now.officers().map(|(officer, _)| officer).collect();
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

    /// Writes weeks in place of what the file has. Where that changes nothing, the file is not touched.
    ///
    /// # Errors
    ///
    /// When it cannot be written. It is then as it was.
    pub fn record(&self, weeks: &[WeekFigures], texts: &Texts) -> anyhow::Result<()> {
        remove_leftovers(&self.path);
        let contents = written(weeks, texts);
        if holds(&self.path, &contents) {
            return Ok(());
        }
        let name = self.path.display();
        Pending::write(contents, &self.path)
            .and_then(Pending::put_for_good)
            .map_err(|error| anyhow!("{name}: the history cannot be recorded: {}", plain_words(&error)))
    }
}

/// A history as it is written: sorted, so that the same weeks give the same bytes.
fn written(weeks: &[WeekFigures], texts: &Texts) -> Vec<u8> {
    let mut rows = Delimited::of(HISTORY_HEADINGS);
    for week in weeks {
        let (named, limit) = (week.week.written(), week.limit.to_string());
        let weights = safe_text(texts.get(week.weights));
        let mut posts: Vec<&PostFigures> = week.posts.iter().collect();
        posts.sort_by_cached_key(|post| {
            let unit = post.unit;
            [post.officer.map(|officer| officer.0), unit.region, unit.pdu, unit.team].map(|text| texts.shown(text))
        });
        for post in posts {
            let unit = post.unit;
            rows.add(named);
            for text in [post.officer.map(|officer| officer.0), post.name, post.grade, unit.region, unit.pdu, unit.team]
            {
                rows.add(safe_text(texts.shown(text)).as_bytes());
            }
            if post.is_listed_only {
                rows.add(b"");
                rows.add(b"");
            } else {
                rows.add(Rounded::whole(post.cases.into()).written().as_bytes());
                rows.add(Work::from(post.work).written().as_bytes());
            }
            rows.add(post.available.written().as_bytes());
            rows.add(limit.as_bytes());
            rows.add(weights.as_bytes());
            rows.add(HISTORY_FORMAT.as_bytes());
            rows.end_row();
        }
    }
    rows.into_bytes()
}
