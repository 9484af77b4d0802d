//! Reading a history: the figures of earlier weeks, as they were recorded. A history is written by wmt alone, so anything in
//! it that wmt does not write is a fault, and nothing is read from a file that has one.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use rustc_hash::FxHashMap;

use crate::fault::{Fault, Faults, FileId, Files, Place, quoted};
use crate::model::{Officer, PostFigures, TextId, Texts, Unit, WeekFigures};
use crate::units::{Available, Decimal, NotDecimal, Percent, Week, Work, parse_day};

use super::record::Record;
use super::rows::Rows;
use super::source::{Content, open};
use super::table::{broken_file, nul};

/// The headings of a history, in their order. `cases` and `work_minutes` are blank where the caseload had no row and the
/// staff list alone had the post.
pub const HISTORY_HEADINGS: [&str; 13] = [
    "week",
    "officer",
    "name",
    "grade",
    "region",
    "pdu",
    "team",
    "cases",
    "work_minutes",
    "available_minutes",
    "limit_percent",
    "weights",
    "format",
];

/// The number of the form that histories are written in. It goes up when a wmt of today could not read what is written.
pub const HISTORY_FORMAT: &str = "1";

const MAYBE_EDITED: &str = "wmt alone writes this file; was it changed or saved by another program?";

/// Reads a history; `None`, having added faults, where anything in it is wrong.
pub fn read_history(
    path: &Path,
    id: FileId,
    texts: &mut Texts,
    files: &Files,
    faults: &mut Faults,
) -> Option<Vec<WeekFigures>> {
    let source = match open(Some(path), Content::Csv, Place::whole(id)) {
        Ok(source) => source,
        Err(fault) => {
            faults.add(fault);
            return None;
        }
    };
    let mut reading =
        Reading { id, files, texts, faults, weeks: FxHashMap::default(), seen: FxHashMap::default(), is_sound: true };
    reading.rows(&mut Rows::new(source));
    if reading.is_sound && !ends_with_a_line(path) {
        reading.wrong(Place::whole(id), "the last line is cut off");
    }
    let Reading { weeks, is_sound, .. } = reading;
    let mut weeks: Vec<WeekFigures> = weeks.into_values().map(|(week, _)| week).collect();
    weeks.sort_by_key(|week| week.week);
    for week in &mut weeks {
        week.posts.sort_by_key(|post| post.officer);
    }
    is_sound.then_some(weeks)
}

/// A file that was copied in part, or by a disk that was full, ends in the middle of a line.
fn ends_with_a_line(path: &Path) -> bool {
    let mut last = [0];
    let read = File::open(path).and_then(|mut file| {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)
    });
    read.is_ok() && last == *b"\n"
}

struct Reading<'a> {
    id: FileId,
    files: &'a Files,
    texts: &'a mut Texts,
    faults: &'a mut Faults,
    /// Each week with its first row.
    weeks: FxHashMap<Week, (WeekFigures, Place)>,
    /// The row of each post of a week.
    seen: FxHashMap<(Week, Option<Officer>, Unit), Place>,
    is_sound: bool,
}

/// The cells of a row.
struct Line<'r> {
    cells: Record<'r>,
    place: Place,
}

impl Reading<'_> {
    fn wrong(&mut self, place: Place, message: impl Into<String>) {
        self.is_sound = false;
        self.faults.add(Fault::new(place, message).hint(MAYBE_EDITED));
    }

    fn rows<R: Read>(&mut self, rows: &mut Rows<R>) {
        let mut has_headings = false;
        loop {
            let more = rows.advance();
            if let Some(line) = rows.take_nul_line() {
                self.is_sound = false;
                self.faults.add(nul(Place::new(self.id, line)));
            }
            match more {
                Ok(false) => return,
                Err(broken) => {
                    self.is_sound = false;
                    return self.faults.add(broken_file(&broken, self.id));
                }
                Ok(true) if !has_headings => {
                    has_headings = true;
                    if !rows.record().iter().eq(HISTORY_HEADINGS.map(str::as_bytes)) {
                        let message = "these are not the headings of a history that wmt wrote";
                        return self.wrong(Place::new(self.id, rows.line()), message);
                    }
                }
                Ok(true) => {
                    let line = Line { cells: rows.record(), place: Place::new(self.id, rows.line()) };
                    if let Err(message) = self.row(&line) {
                        self.wrong(line.place, message);
                    }
                }
            }
        }
    }

    /// Takes a row in; why not, where something in it is wrong.
    fn row(&mut self, line: &Line) -> Result<(), String> {
        let [week, officer, name, grade, region, pdu, team, cases, work, available, limit, weights, format] =
            line.cells()?;
        if format != HISTORY_FORMAT {
            return Err(format!(
                "the row is in format {}, which needs a newer wmt; this one knows format {HISTORY_FORMAT}",
                quoted(format)
            ));
        }
        let week = read_week(week)?;
        let [region, pdu, team] = [region, pdu, team].map(|text| self.keep(text));
        let [officer, name, grade] = [officer, name, grade].map(|text| self.keep(text));
        let post = PostFigures {
            officer: officer.map(Officer),
            name,
            grade,
            unit: Unit { region, pdu, team },
            cases: if cases.is_empty() { 0 } else { count(cases)? },
            work: if cases.is_empty() { Work::default() } else { number("work_minutes", work, Work::parse)? }.into(),
            available: number("available_minutes", available, Available::parse)?,
            is_listed_only: cases.is_empty(),
        };
        if cases.is_empty() != work.is_empty() {
            return Err("one of `cases` and `work_minutes` is blank".to_owned());
        }
        let limit = number("limit_percent", limit, Decimal::parse)?;
        let limit = Percent::new(limit).ok_or_else(|| format!("`limit_percent` is {}", quoted(&limit.to_string())))?;
        let weights = self.keep(weights).ok_or("`weights` is blank")?;
        self.add(week, limit, weights, post, line.place)
    }

    fn keep(&mut self, text: &str) -> Option<TextId> {
        let text = plain(text);
        (!text.is_empty()).then(|| self.texts.keep(text))
    }

    fn add(
        &mut self,
        week: Week,
        limit: Percent,
        weights: TextId,
        post: PostFigures,
        place: Place,
    ) -> Result<(), String> {
        let of_officer = Unit { team: post.unit.team, ..Unit::default() };
        let unit = if post.officer.is_some() { of_officer } else { post.unit };
        let first = *self.seen.entry((week, post.officer, unit)).or_insert(place);
        if first != place {
            return Err(format!("this officer, team and week are already in {}", self.files.at(first)));
        }
        let empty = WeekFigures { week, limit, weights, posts: Vec::new() };
        let (figures, first) = self.weeks.entry(week).or_insert((empty, place));
        if figures.limit != limit || figures.weights != weights {
            let first = self.files.at(*first);
            return Err(format!("the week {week} has other weights or another limit here than in {first}"));
        }
        figures.posts.push(post);
        Ok(())
    }
}

impl Line<'_> {
    fn cells(&self) -> Result<[&str; HISTORY_HEADINGS.len()], String> {
        let (cells, headings) = (self.cells.len(), HISTORY_HEADINGS.len());
        if cells != headings {
            return Err(format!("the row has {cells} cells, but the headings are {headings}"));
        }
        let mut texts = [""; HISTORY_HEADINGS.len()];
        for (text, cell) in texts.iter_mut().zip(self.cells.iter()) {
            *text = std::str::from_utf8(cell).map_err(|_| "the row is not UTF-8")?;
        }
        Ok(texts)
    }
}

/// A week by its Monday.
fn read_week(text: &str) -> Result<Week, String> {
    let date = parse_day(text).ok();
    let week = date.map(Week::of).filter(|week| week.to_string() == text);
    week.ok_or_else(|| format!("`week` is {}, which is not a Monday such as 2026-11-16", quoted(text)))
}

fn count(text: &str) -> Result<i64, String> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let count = text.parse().ok().filter(|_| is_plain);
    count.ok_or_else(|| format!("`cases` is {}, which is not a count", quoted(text)))
}

fn number<T>(column: &str, text: &str, parse: impl FnOnce(&str) -> Result<T, NotDecimal>) -> Result<T, String> {
    parse(text).map_err(|_| format!("`{column}` is {}, which is not such a number", quoted(text)))
}

/// A text as it was before it was made safe for spreadsheets.
fn plain(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}
