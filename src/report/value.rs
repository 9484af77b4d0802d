//! The value of a cell of a report.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::units::{Hours, Load, Rounded, Week};

/// The value of a cell. Texts stay where they are kept, and are not copied into the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'r> {
    Blank,
    /// Somebody's text: a code, a name, a unit.
    Text(Cow<'r, str>),
    /// A word of the program, such as a standing, or a picture in characters.
    Word(Cow<'static, str>),
    Figure(Rounded),
    Percent(Rounded),
    Count(i64),
    Weeks(Cow<'r, [Week]>),
    Day(Date),
    /// A number, exactly, with all its places.
    Exact(String),
}

impl<'r> Value<'r> {
    /// A text; blank where it is empty.
    pub fn text(text: impl Into<Cow<'r, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A word; blank where it is empty.
    pub fn word(word: impl Into<Cow<'static, str>>) -> Self {
        let word = word.into();
        if word.is_empty() { Self::Blank } else { Self::Word(word) }
    }

    /// Capacity; blank without available time.
    pub fn capacity(load: Load) -> Self {
        Self::or_blank(load.percent(), Self::Percent)
    }

    pub fn or_blank<T>(value: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Blank, make)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value<'_> {
    /// Blank where there is none.
    fn from(value: Option<T>) -> Self {
        Self::or_blank(value, Into::into)
    }
}

impl From<Week> for Value<'_> {
    fn from(week: Week) -> Self {
        Self::Day(week.monday())
    }
}

impl From<Date> for Value<'_> {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<usize> for Value<'_> {
    /// A count of things in memory.
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).expect("fewer than memory holds"))
    }
}

impl From<Hours> for Value<'_> {
    fn from(hours: Hours) -> Self {
        Self::Figure(hours.rounded())
    }
}

impl std::fmt::Display for Value<'_> {
    /// The plain value, without a unit.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Text(text) => out.write_str(text),
            Self::Word(word) => out.write_str(word),
            Self::Figure(figure) | Self::Percent(figure) => figure.fmt(out),
            Self::Count(count) => count.fmt(out),
            Self::Day(day) => day.fmt(out),
            Self::Exact(text) => out.write_str(text),
            Self::Weeks(weeks) => out.write_str(&weeks.iter().map(Week::to_string).collect::<Vec<_>>().join(" ")),
        }
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Blank => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Word(word) => serializer.serialize_str(word),
            Self::Figure(figure) | Self::Percent(figure) => figure.serialize(serializer),
            Self::Count(count) => serializer.serialize_i64(*count),
            Self::Day(day) => day.serialize(serializer),
            Self::Exact(number) => serde_json::Number::from_string_unchecked(number.clone()).serialize(serializer),
            Self::Weeks(weeks) => weeks.serialize(serializer),
        }
    }
}

/// Before → after, or the one value where both are the same.
pub(super) fn arrow([before, after]: &[Value; 2]) -> String {
    let text = |value: &Value| match value {
        Value::Blank => "-".to_owned(),
        Value::Percent(percent) => format!("{percent}%"),
        other => other.to_string(),
    };
    if before == after { text(before) } else { format!("{} → {}", text(before), text(after)) }
}
