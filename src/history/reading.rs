//! Reading a history: the figures of earlier weeks, as they were recorded. A history is written by wmt alone, so anything in
//! it that wmt does not write is a fault, and nothing is read from a file that has one.

use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;

use foldhash::HashMap;
use jiff::civil::{Date, Weekday};

use crate::fault::{Fault, FileId, Messages, Place, quoted};
use crate::inputs::{Content, Row, Rows, Source, broken_file, nul, open};
use crate::model::{HoursFrom, Officer, PostFigures, TextId, Texts, Unit, WeekFigures};
use crate::units::{Available, Decimal, NotDecimal, Percent, Week, Work, is_shortest};

use super::format::{FORMAT, HEADINGS, LEFT_OUT, text_of};

const MAYBE_EDITED: &str = "only wmt should write this file; was it changed or saved by another program?";

type HistoryCells<'r> = [&'r str; HEADINGS.len()];

/// Reads a history once, from its beginning to its end, as a pipe can be read; `None`, having added faults, where anything in
/// it is wrong.
pub(super) fn read_history(
    path: &Path,
    id: FileId,
    texts: &mut Texts,
    messages: &mut Messages,
) -> Option<Vec<WeekFigures>> {
    let mut reading = HistoryReading {
        texts,
        messages,
        weeks: HashMap::default(),
        last_week: Repeated(None),
        last_limit: Repeated(None),
        last_grade: Repeated(None),
        last_weights: Repeated(None),
        cases: 0,
    };
    let (mut has_headings, mut is_sound) = (false, true);
    let end = each_row(path, id, |place, cells| {
        let read = if has_headings {
            cells.and_then(|cells| reading.row(cells, place))
        } else if cells.as_ref() == Ok(&HEADINGS) {
            has_headings = true;
            Ok(())
        } else {
            Err("these are not the headings of a history that wmt wrote".to_owned())
        };
        if let Err(message) = read {
            is_sound = false;
            reading.messages.faults.add(Fault::new(place, message).hint(MAYBE_EDITED));
        }
        has_headings
    });
    let mut weeks: Vec<RecordedWeek> = reading.weeks.into_values().collect();
    for week in &weeks {
        is_sound &= week.add_faults_of_twice(id, messages);
    }
    // Where rows are wrong, that the last one is cut off says nothing new.
    let cut_off = |last| is_sound.then(|| Fault::new(last, "this last line is cut off"));
    if let Some(fault) = end.map_or_else(Some, |last| last.and_then(cut_off)) {
        // What cannot be read at all has not been changed.
        messages.faults.add(if fault.is_unreadable { fault } else { fault.hint(MAYBE_EDITED) });
        return None;
    }
    weeks.sort_by_key(|week| week.figures.week);
    for week in &mut weeks {
        week.figures.posts.sort_by_key(|post| post.officer);
    }
    is_sound.then(|| weeks.into_iter().map(|week| week.figures).collect())
}

/// Gives each row of a file, with its place, as its cells or as what is wrong with them, as long as more are wanted; then the
/// last row, where the file ends in the middle of it.
///
/// # Errors
///
/// The fault of a file that is empty or cannot be read to its end.
fn each_row(
    path: &Path,
    id: FileId,
    mut each: impl FnMut(Place, Result<HistoryCells, String>) -> bool,
) -> Result<Option<Place>, Fault> {
    let mut source = LastByteReader { source: open(Some(path), Content::History, Place::whole(id))?, last: None };
    let mut rows = Rows::new(&mut source);
    let (mut last, mut fault, mut is_stopped) = (None, None, false);
    let ended = rows.each(|row| {
        let place = Place::new(id, row.about.line);
        last = Some(place);
        fault = row.about.nul_line.map(|line| nul(Place::new(id, line)));
        let cells = cells(row);
        let texts = cells.as_ref().map(|cells| std::array::from_fn(|position| &*cells[position]));
        is_stopped = fault.is_some() || !each(place, texts.map_err(Clone::clone));
        if is_stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    ended.map_err(|broken| rows.nul_line().map_or(broken_file(&broken, id), |line| nul(Place::new(id, line))))?;
    match (fault, last) {
        (Some(fault), _) => Err(fault),
        (None, None) => Err(Fault::new(Place::whole(id), "the file is empty")),
        (None, Some(last)) if !is_stopped && source.last != Some(b'\n') => Ok(Some(last)),
        _ => Ok(None),
    }
}

fn cells(row: Row<'_>) -> Result<[Cow<'_, str>; HEADINGS.len()], String> {
    let (cells, headings) = (row.len(), HEADINGS.len());
    if cells != headings {
        return Err(format!("the row has {cells} cells, but there are {headings} headings"));
    }
    let mut is_text = true;
    let cells = std::array::from_fn(|position| match row.cell(position) {
        Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_else(|_| {
            is_text = false;
            ""
        })),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_else(|_| {
            is_text = false;
            String::new()
        })),
    });
    if is_text { Ok(cells) } else { Err("the row is not UTF-8".to_owned()) }
}

/// Knows the last byte that was read: a file that was copied in part, or by a disk that was full, ends in the middle of a
/// line.
struct LastByteReader {
    source: Source,
    last: Option<u8>,
}

impl Read for LastByteReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.last = buffer[..count].last().copied().or(self.last);
        Ok(count)
    }
}

struct HistoryReading<'a> {
    texts: &'a mut Texts,
    messages: &'a mut Messages,
    weeks: HashMap<Week, RecordedWeek>,
    last_week: Repeated<Week>,
    last_limit: Repeated<Percent>,
    last_grade: Repeated<Option<TextId>>,
    last_weights: Repeated<Option<TextId>>,
    /// The cases of all rows so far.
    cases: i64,
}

impl HistoryReading<'_> {
    /// Takes a row in; why not, where something in it is wrong.
    fn row(&mut self, cells: HistoryCells, place: Place) -> Result<(), String> {
        let [week, officer, name, grade, region, pdu, team, cases, work, available, limit, weights, format] = cells;
        let is_faulty = format == LEFT_OUT;
        if format != FORMAT && !is_faulty {
            let is_newer = !format.is_empty() && format.bytes().all(|byte| byte.is_ascii_digit());
            let why = if is_newer { "which needs a newer wmt" } else { "which is no format of a history" };
            return Err(format!("`format` is {}, {why}; this wmt knows {FORMAT} and {LEFT_OUT}", quoted(format)));
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
            officer: officer.map(Officer::of),
            name,
            grade,
            unit: Unit { region, pdu, team },
            cases: if cases.is_empty() { 0 } else { self.count(cases)? },
            work: if cases.is_empty() { Work::default() } else { number("work_minutes", work, Work::parse)? },
            available: if is_faulty {
                Available::default()
            } else {
                number("available_minutes", available, Available::parse)?
            },
            is_listed_only: cases.is_empty() && !is_faulty,
            is_faulty,
            counting_cases: 0,
            case_rows: 0,
            hours_from: HoursFrom::Unknown,
            is_reduced: false,
        };
        let post = PostFigures { counting_cases: if post.work.is_nothing() { 0 } else { post.cases }, ..post };
        if is_faulty && [cases, work, available].iter().any(|figure| !figure.is_empty()) {
            return Err("the row stands for somebody who is not worked out, and yet has a figure".to_owned());
        }
        if cases.is_empty() != work.is_empty() {
            return Err("one of `cases` and `work_minutes` is blank, and the other is not".to_owned());
        }
        let limit = self.last_limit.read(limit, read_limit)?;
        let weights = weights.ok_or("`weights` is blank")?;
        self.add(week, limit, weights, post, place)
    }

    /// The cases of a row. They can be added to those of all other rows, and of a caseload.
    fn count(&mut self, text: &str) -> Result<i64, String> {
        const MOST: i64 = i64::MAX / 2;
        let cases = count(text)?;
        let all = self.cases.checked_add(cases).filter(|all| *all <= MOST);
        self.cases = all.ok_or("`cases` of this row and of those before it come to more than can be added up")?;
        Ok(cases)
    }

    fn add(
        &mut self,
        week: Week,
        limit: Percent,
        weights: TextId,
        post: PostFigures,
        place: Place,
    ) -> Result<(), String> {
        let empty = WeekFigures { week, limit, weights, place, posts: Vec::new() };
        let recorded = RecordedWeek { figures: empty, lines: Vec::new() };
        let RecordedWeek { figures, lines } = self.weeks.entry(week).or_insert(recorded);
        if figures.limit != limit || figures.weights != weights {
            let first = self.messages.files.at(figures.place);
            return Err(format!("the week {week} has other weights or another limit here than in {first}"));
        }
        figures.posts.push(post);
        lines.push(place.line);
        Ok(())
    }
}

/// A week with the line of each of its posts.
struct RecordedWeek {
    figures: WeekFigures,
    lines: Vec<u32>,
}

impl RecordedWeek {
    /// Adds a fault for each row of a post that an earlier row has too. Whether there is none.
    fn add_faults_of_twice(&self, file: FileId, messages: &mut Messages) -> bool {
        let key = |(post, line): &(&PostFigures, u32)| {
            let of_officer = Unit::of_team(post.unit.team);
            (post.officer, if post.officer.is_some() { of_officer } else { post.unit }, *line)
        };
        let mut rows: Vec<(&PostFigures, u32)> = self.figures.posts.iter().zip(self.lines.iter().copied()).collect();
        rows.sort_unstable_by_key(key);
        let is_same = |one: &_, other: &_| {
            let ((one, one_unit, _), (other, other_unit, _)) = (key(one), key(other));
            (one, one_unit) == (other, other_unit)
        };
        let mut is_sound = true;
        for same in rows.chunk_by(is_same).filter(|same| same.len() > 1) {
            is_sound = false;
            let (post, first) = same[0];
            let what =
                if post.officer.is_some() { "this officer, team and week are" } else { "this unit and week are" };
            let message = format!("{what} already in {}", messages.files.at(Place::new(file, first.into())));
            for (_, line) in &same[1..] {
                messages.faults.add(Fault::new(Place::new(file, (*line).into()), message.clone()).hint(MAYBE_EDITED));
            }
        }
        is_sound
    }
}

/// Keeps a text as it was before it was made safe for spreadsheets.
fn keep(text: &str, texts: &mut Texts) -> Result<Option<TextId>, String> {
    let plain = text_of(text).ok_or_else(|| format!("{} is not as wmt writes a text", quoted(text)))?;
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
    Week::of_monday(date).ok_or_else(|| format!("`week` is {}, and its year cannot be right", quoted(text)))
}

/// A number in the one form that wmt writes it in.
fn number<T>(column: &str, text: &str, parse: impl FnOnce(&str) -> Result<T, NotDecimal>) -> Result<T, String> {
    let number = parse(text).ok().filter(|_| is_shortest(text));
    number.ok_or_else(|| match text {
        "" => format!("`{column}` is blank"),
        _ => format!("`{column}` is {}, which is not a number in the form that wmt writes", quoted(text)),
    })
}

fn count(text: &str) -> Result<i64, String> {
    // 2^32 rows of a million cases each.
    const MOST: i64 = (1 << 32) * 1_000_000;
    let count: Option<i64> = text.parse().ok().filter(|_| is_shortest(text));
    let sound = count.filter(|count| (0..=MOST).contains(count));
    sound.ok_or_else(|| format!("`cases` is {}, which is not a count", quoted(text)))
}
