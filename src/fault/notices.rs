//! Notices: what is worth knowing.

use super::place::{Files, Place};
use super::unnamed::{Unnamed, said};
use super::words::visible;

/// Things worth saying that change no figure by themselves, each with a place.
#[derive(Debug, Default)]
pub struct Notices(Vec<(Place, String)>);

impl Notices {
    pub fn add(&mut self, place: Place, message: impl Into<String>) {
        self.0.push((place, message.into()));
    }

    pub fn absorb(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub fn iter(&self) -> impl Iterator<Item = (Place, &str)> {
        self.0.iter().map(|(place, message)| (*place, message.as_str()))
    }

    /// The text for standard error, in file order. `unnamed` says what stands in place of the user's texts.
    pub fn text(&self, files: &Files, unnamed: Option<&Unnamed>) -> String {
        let mut notices: Vec<_> = self.0.iter().collect();
        notices.sort_by_key(|(place, _)| *place);
        notices
            .iter()
            .map(|(place, message)| {
                let message = said(message, unnamed);
                visible(&format!("{}: notice: {message}", files.at(*place))).into_owned() + "\n"
            })
            .collect()
    }
}
