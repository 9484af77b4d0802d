//! TOML with places: every value is read with the line it is on, and every fault is found, not only the first.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use crate::fault::{Fault, Faults, FileId, Hint, Notices, Place, quoted};
use crate::model::nearest;
use crate::units::{Decimal, NotDecimal};

/// A TOML text as it is read into values.
pub(super) struct Document<'t> {
    text: &'t str,
    file: FileId,
    pub(super) faults: &'t mut Faults,
    pub(super) notices: Notices,
    line_starts: Vec<usize>,
    /// The place of all of it, where it is not a file of its own.
    at: Option<Place>,
    /// Lines that are not TOML. They get no other fault.
    broken_lines: BTreeSet<u32>,
}

/// Whether a value is made of three numbers, as a date is.
fn is_like_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['-', '/', '.']).collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A table of a document, with its name for faults: `hours`, `cases.community`.
#[derive(Clone, Copy)]
pub(super) struct Section<'t> {
    table: &'t DeTable<'t>,
    /// The name of the section around it; blank where there is none.
    outer: &'t str,
    name: &'t str,
    pub(super) start: usize,
}

/// A key of a section with its value.
#[derive(Clone, Copy)]
pub(super) struct Item<'t> {
    section: Section<'t>,
    pub(super) key: &'t str,
    key_at: usize,
    value: &'t Spanned<DeValue<'t>>,
}

impl<'t> Item<'t> {
    /// The full name of the key.
    pub(super) fn path(self) -> String {
        self.section.path(self.key)
    }

    /// Its value as a section; `None`, without a fault, where that is something else.
    pub(super) fn inner(self) -> Option<Section<'t>> {
        let (table, start) = (self.value.get_ref().as_table()?, self.value.span().start);
        Some(Section { table, outer: self.section.name, name: self.key, start })
    }
}

impl<'t> Document<'t> {
    pub(super) fn new(text: &'t str, file: FileId, faults: &'t mut Faults) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let line_starts = std::iter::once(0).chain(breaks.map(|at| at + 1)).collect();
        Self { text, file, faults, notices: Notices::default(), line_starts, at: None, broken_lines: BTreeSet::new() }
    }

    /// Gives every fault of the document one place: that of the option or the line that it was made from.
    pub(super) fn at(self, place: Place) -> Self {
        Self { at: Some(place), ..self }
    }

    /// Parses as much of the text as is TOML, and adds a fault for each line that is not.
    pub(super) fn parse(&mut self) -> Spanned<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        // The only error without a place is that of a name with very many parts.
        let (text, starts) = (self.text, &self.line_starts);
        let longest_name = LazyCell::new(|| {
            let dots = |line: &str| memchr::memchr_iter(b'.', line.as_bytes()).count();
            let lines = starts.iter().rev().zip(text.split('\n').rev());
            let start = lines.max_by_key(|(_, line)| dots(line)).map_or(0, |(start, _)| *start);
            start..start
        });
        for error in errors {
            let span = error.span().unwrap_or_else(|| longest_name.clone());
            let place = self.place(span.start);
            // One mistake makes several errors on its line; the first is enough.
            if self.broken_lines.insert(place.line) {
                self.faults.add(self.in_plain_words(error.message(), &span, place));
            }
        }
        table
    }

    fn in_plain_words(&self, message: &str, span: &Range<usize>, place: Place) -> Fault {
        let what = self.text.get(span.clone()).unwrap_or_default().trim();
        if message.contains("duplicate key") {
            let key = quoted(what);
            return Fault::new(place, format!("{key} is given twice")).hint("leave one of them out");
        }
        if message.contains("recurs") {
            return Fault::new(place, "this is nested too deeply to be read");
        }
        let line = self.text.get(self.line_starts[self.line_of(span.start)]..).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        let hint = if line.contains(['“', '”', '„', '‘', '’']) {
            "write straight quotation marks around texts: a word processor made them curly"
        } else if line.split_once('=').is_some_and(|(_, value)| is_like_date(value.trim())) {
            "write a day of the calendar as year, month and day, such as 2026-12-31"
        } else {
            "lines are `name = value`, texts in double quotes, sections in [square brackets]"
        };
        Fault::new(place, format!("{} cannot be read as TOML", quoted(line.trim()))).hint(hint)
    }

    pub(super) fn place(&self, offset: usize) -> Place {
        let line = || u64::try_from(self.line_of(offset)).unwrap_or(u64::MAX - 1) + 1;
        self.at.unwrap_or_else(|| Place::new(self.file, line()))
    }

    /// The line that an offset is in, counted from 0.
    fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset) - 1
    }

    pub(super) fn place_of(&self, item: Item) -> Place {
        self.place(item.key_at)
    }

    pub(super) fn fault(&mut self, item: Item, message: impl Into<String>, hint: impl Into<Hint>) {
        let place = self.place(item.key_at);
        if !self.broken_lines.contains(&place.line) {
            self.faults.add(Fault { hint: hint.into().0, ..Fault::new(place, message) });
        }
    }

    /// Adds a fault at a key, whose hint takes a search of all known names.
    pub(super) fn fault_searching(
        &mut self,
        item: Item,
        message: impl Into<String>,
        hint: impl FnOnce() -> Option<String>,
    ) {
        let place = self.place(item.key_at);
        if !self.broken_lines.contains(&place.line) {
            self.faults.add_searching(Fault::new(place, message), hint);
        }
    }

    /// Adds a fault for every key of a section that is not among the known ones.
    pub(super) fn only(&mut self, section: Section<'t>, known: &[&str]) {
        for item in section.items().filter(|item| !known.contains(&item.key)) {
            let near =
                nearest(item.key, known.iter().copied()).filter(|(name, slips)| *slips <= (name.len() / 3).max(1));
            let hint = near.map_or_else(
                || format!("the known ones are {}", known.join(", ")),
                |(name, _)| format!("did you mean `{name}`?"),
            );
            self.fault(item, format!("{} is not known", quoted(&item.path())), hint);
        }
    }

    /// The value of a key that must be there; a fault where it is not.
    pub(super) fn required<T>(
        &mut self,
        section: Section<'t>,
        key: &str,
        read: impl FnOnce(&mut Self, Item<'t>) -> Option<T>,
    ) -> Option<T> {
        if let Some(item) = section.item(key) {
            return read(self, item);
        }
        if !self.broken_lines.is_empty() {
            return None;
        }
        let name = quoted(&section.path(key));
        let place = if section.name.is_empty() { Place::whole(self.file) } else { self.place(section.start) };
        self.faults.add(Fault::new(place, format!("{name} is missing")));
        None
    }

    /// The value of a key that may be left out.
    pub(super) fn optional<T>(
        &mut self,
        section: Section<'t>,
        key: &str,
        read: impl FnOnce(&mut Self, Item<'t>) -> Option<T>,
    ) -> Option<T> {
        section.item(key).and_then(|item| read(self, item))
    }

    /// A text that is not blank.
    pub(super) fn text(&mut self, item: Item<'t>) -> Option<&'t str> {
        match item.value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim()),
            DeValue::String(_) => self.wrong(item, "must not be blank"),
            _ => self.wrong(item, "must be a text in double quotes"),
        }
    }

    pub(super) fn yes_or_no(&mut self, item: Item<'t>) -> Option<bool> {
        let value = item.value.get_ref().as_bool();
        value.or_else(|| self.wrong(item, "must be true or false, without quotes"))
    }

    /// A list of texts that are not blank.
    pub(super) fn texts(&mut self, item: Item<'t>) -> Option<Vec<&'t str>> {
        let list = item.value.get_ref().as_array();
        let texts = list.and_then(|list| list.iter().map(|text| Some(text.get_ref().as_str()?.trim())).collect());
        let texts = texts.filter(|texts: &Vec<&str>| texts.iter().all(|text| !text.is_empty()));
        texts.or_else(|| self.wrong(item, "must be a list of texts such as [\"A3\", \"A2\"]"))
    }

    /// A text, or a list of texts and numbers, as they are written.
    pub(super) fn words(&mut self, item: Item<'t>) -> Option<Vec<String>> {
        let word = |value: &Spanned<DeValue>| match value.get_ref() {
            DeValue::String(text) => Some(text.trim().to_owned()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            _ => None,
        };
        let words = match item.value.get_ref() {
            DeValue::Array(list) => list.iter().map(word).collect(),
            _ => word(item.value).map(|word| vec![word]),
        };
        words.or_else(|| self.wrong(item, "must be a list of texts such as [\"N53-0412\", \"3 community B2\"]"))
    }

    /// The sections that have one name in double square brackets.
    pub(super) fn sections(&mut self, item: Item<'t>) -> Option<Vec<Section<'t>>> {
        let section = |value: &'t Spanned<DeValue<'t>>| {
            let table = value.get_ref().as_table()?;
            Some(Section { table, outer: item.section.name, name: item.key, start: value.span().start })
        };
        let all = item.value.get_ref().as_array().and_then(|all| all.iter().map(section).collect());
        all.or_else(|| self.wrong(item, "must be in double square brackets"))
    }

    /// The text of a key, for one that may be a text or something else.
    pub(super) fn as_text(item: Item<'t>) -> Option<&'t str> {
        item.value.get_ref().as_str()
    }

    /// The year, month and day of a date.
    pub(super) fn date(&mut self, item: Item<'t>) -> Option<jiff::civil::Date> {
        let text = match item.value.get_ref() {
            DeValue::Datetime(date) if date.time.is_none() => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => return self.wrong(item, "must be a date such as 2026-11-16"),
        };
        match crate::units::parse_date(text.trim()) {
            Ok(date) => Some(date),
            Err(why) => {
                self.fault(item, format!("{} is not a date: {}", quoted(&item.path()), why.reason), why.hint);
                None
            }
        }
    }

    /// A number, exactly as it is written.
    pub(super) fn number(&mut self, item: Item<'t>) -> Option<Decimal> {
        let parsed = match item.value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Decimal::parse(number.as_str()),
            DeValue::Float(number) => Decimal::parse(number.as_str()),
            _ => Err(NotDecimal::NotANumber),
        };
        match parsed {
            Ok(number) => Some(number),
            Err(NotDecimal::NotANumber) => {
                let message = format!("{} must be a number such as 37 or 29.6", quoted(&item.path()));
                let alone = Self::as_text(item).map(|text| text.trim().trim_end_matches('%').trim_end());
                let alone = alone.and_then(|alone| Decimal::parse(alone).ok());
                self.fault(item, message, alone.map(|alone| format!("write the number alone: {alone}")));
                None
            }
            Err(NotDecimal::TooManyPlaces) => self.wrong(item, "has more than four decimal places"),
            Err(NotDecimal::TooLarge) => self.wrong(item, "is too large"),
        }
    }

    /// A whole number between two bounds, both included.
    pub(super) fn whole(&mut self, item: Item<'t>, bounds: (i32, i32)) -> Option<i64> {
        let number = self.number(item)?;
        let inside = (Decimal::whole(bounds.0)..=Decimal::whole(bounds.1)).contains(&number);
        let (least, most) = bounds;
        number
            .as_whole()
            .filter(|_| inside)
            .or_else(|| self.wrong(item, &format!("is {number}, but must be a whole number from {least} to {most}")))
    }

    /// A section within a section; a fault where the key is something else.
    pub(super) fn section(&mut self, item: Item<'t>) -> Option<Section<'t>> {
        match item.value.get_ref() {
            DeValue::Table(_) => item.inner(),
            DeValue::Array(_) => self.wrong(item, "must be in single square brackets"),
            _ => self.wrong(item, "must be a section of its own"),
        }
    }

    /// Adds the fault that a key has the wrong value.
    pub(super) fn wrong<T>(&mut self, item: Item<'t>, what: &str) -> Option<T> {
        self.fault(item, format!("{} {what}", quoted(&item.path())), None);
        None
    }
}

impl<'t> Section<'t> {
    /// The whole document.
    pub(super) fn root(table: &'t Spanned<DeTable<'t>>) -> Self {
        Self { table: table.get_ref(), outer: "", name: "", start: 0 }
    }

    /// Its keys in the order of the file.
    pub(super) fn items(self) -> impl Iterator<Item = Item<'t>> {
        let mut items: Vec<Item> = self.table.iter().map(|entry| self.item_of(entry)).collect();
        items.sort_unstable_by_key(|item| item.key_at);
        items.into_iter()
    }

    fn item_of(self, (key, value): (&'t Spanned<Cow<'t, str>>, &'t Spanned<DeValue<'t>>)) -> Item<'t> {
        Item { section: self, key: key.get_ref(), key_at: key.span().start, value }
    }

    pub(super) fn item(self, key: &str) -> Option<Item<'t>> {
        self.table.get_key_value(key).map(|entry| self.item_of(entry))
    }

    /// The full name of a key of this section.
    pub(super) fn path(self, key: &str) -> String {
        let around = [self.outer, self.name].into_iter().filter(|part| !part.is_empty());
        around.chain([key]).collect::<Vec<_>>().join(".")
    }
}
