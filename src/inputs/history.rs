//! Reading a history: the figures of earlier weeks, as they were recorded. A history is written by wmt alone, so anything in
//! it that wmt does not write is a fault, and nothing is read from a file that has one.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use jiff::civil::{Date, Weekday};
use rustc_hash::FxHashMap;

use crate::fault::{Fault, FileId, Messages, Place, quoted};
use crate::model::{Officer, PostFigures, TextId, Texts, Unit, WeekFigures};
use crate::units::{Available, Decimal, NotDecimal, Percent, Week, Work, is_shortest};

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
pub fn read_history(path: &Path, id: FileId, texts: &mut Texts, messages: &mut Messages) -> Option<Vec<WeekFigures>> {
    let source = match open(Some(path), Content::Csv, Place::whole(id)) {
        Ok(source) => source,
        Err(fault) => {
            messages.faults.add(fault.hint(MAYBE_EDITED));
            return None;
        }
    };
    let mut reading = Reading {
        id,
        texts,
        messages,
        weeks: FxHashMap::default(),
        seen: FxHashMap::default(),
        last: Place::whole(id),
        last_week: Repeated(None),
        last_limit: Repeated(None),
        last_grade: Repeated(None),
        last_weights: Repeated(None),
        is_sound: true,
    };
    reading.rows(&mut Rows::new(source));
    if reading.is_sound && !ends_with_a_line(path) {
        let last = reading.last;
        reading.wrong(last, "this last line is cut off");
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
    texts: &'a mut Texts,
    messages: &'a mut Messages,
    /// Each week with its first row.
    weeks: FxHashMap<Week, (WeekFigures, Place)>,
    /// The row of each post of a week.
    seen: FxHashMap<(Week, Option<Officer>, Unit), Place>,
    /// The last row.
    last: Place,
    last_week: Repeated<Week>,
    last_limit: Repeated<Percent>,
    last_grade: Repeated<Option<TextId>>,
    last_weights: Repeated<Option<TextId>>,
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
        self.messages.faults.add(Fault::new(place, message).hint(MAYBE_EDITED));
    }

    fn rows<R: Read>(&mut self, rows: &mut Rows<R>) {
        let mut has_headings = false;
        loop {
            let more = rows.advance();
            if let Some(line) = rows.take_nul_line() {
                self.is_sound = false;
                self.messages.faults.add(nul(Place::new(self.id, line)).hint(MAYBE_EDITED));
                return;
            }
            self.last = Place::new(self.id, rows.line());
            match more {
                Ok(false) if has_headings => return,
                Ok(false) => return self.wrong(Place::whole(self.id), "the file is empty"),
                Err(broken) => {
                    self.is_sound = false;
                    return self.messages.faults.add(broken_file(&broken, self.id).hint(MAYBE_EDITED));
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
            let is_newer = !format.is_empty() && format.bytes().all(|byte| byte.is_ascii_digit());
            let why = if is_newer { "which needs a newer wmt" } else { "which is no format of a history" };
            return Err(format!("`format` is {}, {why}; this wmt knows {HISTORY_FORMAT}", quoted(format)));
        }
        let week = self.last_week.read(week, read_week)?;
        let officer = keep(officer, self.texts)?;
        let name = keep(name, self.texts)?;
        let grade = self.last_grade.read(grade, |text| keep(text, self.texts))?;
        let region = keep(region, self.texts)?;
        let pdu = keep(pdu, self.texts)?;
        let team = keep(team, self.texts)?;
        let weights = self.last_weights.read(weights, |text| keep(text, self.texts))?;
        if officer.is_none() && (name.is_some() || grade.is_some()) {
            return Err("the row has a name or a grade, but no officer".to_owned());
        }
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
        let limit = self.last_limit.read(limit, read_limit)?;
        let weights = weights.ok_or("`weights` is blank")?;
        self.add(week, limit, weights, post, line.place)
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
            let what =
                if post.officer.is_some() { "this officer, team and week are" } else { "this unit and week are" };
            return Err(format!("{what} already in {}", self.messages.files.at(first)));
        }
        let empty = WeekFigures { week, limit, weights, place, posts: Vec::new() };
        let (figures, first) = self.weeks.entry(week).or_insert((empty, place));
        if figures.limit != limit || figures.weights != weights {
            let first = self.messages.files.at(*first);
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
        let not_utf8 = "the row is not UTF-8";
        let all = std::str::from_utf8(self.cells.text()).map_err(|_| not_utf8)?;
        let mut texts = [""; HISTORY_HEADINGS.len()];
        for (position, text) in texts.iter_mut().enumerate() {
            // There is none where a character is torn between two cells.
            *text = self.cells.range(position).and_then(|range| all.get(range)).ok_or(not_utf8)?;
        }
        Ok(texts)
    }
}

/// Keeps a text as it was before it was made safe for spreadsheets.
fn keep(text: &str, texts: &mut Texts) -> Result<Option<TextId>, String> {
    let plain = text.strip_prefix('\'').unwrap_or(text);
    let is_safe = needs_apostrophe(plain) == (plain.len() < text.len());
    if text.trim() != text || !is_safe {
        return Err(format!("{} is not as wmt writes a text", quoted(text)));
    }
    Ok((!plain.is_empty()).then(|| texts.keep(plain)))
}

/// What a column said last, as it is written and as it is read: most rows say the same as the row before.
struct Repeated<T>(Option<(String, T)>);

impl<T: Copy> Repeated<T> {
    /// Reads a cell, where it is not the same again.
    fn read(&mut self, text: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<T, String> {
        if let Some((_, value)) = self.0.as_ref().filter(|(written, _)| written == text) {
            return Ok(*value);
        }
        let value = read(text)?;
        self.0 = Some((text.to_owned(), value));
        Ok(value)
    }
}

fn read_limit(text: &str) -> Result<Percent, String> {
    let limit = number("limit_percent", text, Decimal::parse)?;
    let is_limit = (Decimal::whole(1)..=Decimal::whole(1_000)).contains(&limit);
    Percent::new(limit).filter(|_| is_limit).ok_or_else(|| "`limit_percent` is not from 1 to 1000".to_owned())
}

/// A week by its Monday.
fn read_week(text: &str) -> Result<Week, String> {
    let date = text.parse().ok().filter(|date: &Date| date.to_string() == text && date.weekday() == Weekday::Monday);
    let date = date.ok_or_else(|| format!("`week` is {}, which is not a Monday such as 2026-11-16", quoted(text)))?;
    Week::of_monday(date).ok_or_else(|| format!("`week` is {}, and the year cannot be right", quoted(text)))
}

/// A number in the one form that wmt writes it in.
fn number<T>(column: &str, text: &str, parse: impl FnOnce(&str) -> Result<T, NotDecimal>) -> Result<T, String> {
    let number = parse(text).ok().filter(|_| is_shortest(text));
    number.ok_or_else(|| match text {
        "" => format!("`{column}` is blank"),
        _ => format!("`{column}` is {}, which is not a number as wmt writes it", quoted(text)),
    })
}

fn count(text: &str) -> Result<i64, String> {
    const MOST: i64 = 1_000_000_000_000;
    let count: Option<i64> = text.parse().ok().filter(|_| is_shortest(text));
    let sound = count.filter(|count| (0..=MOST).contains(count));
    sound.ok_or_else(|| format!("`cases` is {}, which is not a count", quoted(text)))
}

/// A text that no spreadsheet runs as a formula, and that reads back as it was: one that begins like a formula, or with an
/// apostrophe, gets an apostrophe in front.
pub fn safe_text(text: &str) -> Cow<'_, str> {
    if needs_apostrophe(text) { format!("'{text}").into() } else { text.into() }
}

fn needs_apostrophe(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\''])
}
