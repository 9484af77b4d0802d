//! The bytes of pieces of rows, kept once and known by numbers.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::model::{Numbers, hash_from};

use super::pieces::Extent;

/// The most pieces that are kept: several times those of all officers in a year, and no more memory than there is room for.
const MOST: usize = 1 << 18;

/// The bytes of pieces that say one thing, by numbers from 1. Where several pieces of a row say it, the number of the last
/// stands for all of them.
pub(super) struct Wordings {
    numbers: Numbers,
    /// By their numbers; the first is none.
    wordings: Vec<Wording>,
    bytes: Vec<u8>,
    /// The one found last: many rows say what the row before does.
    last: u32,
}

/// A piece.
#[derive(Clone, Copy)]
struct Wording {
    /// The number of the piece before it, or 0.
    before: u32,
    /// Where its bytes are.
    start: u32,
    length: u32,
}

impl Default for Wordings {
    fn default() -> Self {
        // Behind no piece is it, so nothing is it.
        let none = Wording { before: u32::MAX, start: 0, length: 0 };
        Self { numbers: Numbers::default(), wordings: vec![none], bytes: Vec::new(), last: 0 }
    }
}

impl Wordings {
    fn get(&self, number: u32) -> Wording {
        self.wordings[index(number)]
    }

    pub(super) fn length(&self, number: u32) -> usize {
        index(self.get(number).length)
    }

    fn bytes(&self, number: u32) -> &[u8] {
        let Wording { start, length, .. } = self.get(number);
        &self.bytes[index(start)..][..index(length)]
    }

    /// The number of the piece that bytes begin with, behind another piece.
    pub(super) fn find(&self, before: u32, rest: &[u8], piece: Extent) -> Option<u32> {
        self.find_hashed(hash(before, rest, piece), before, rest)
    }

    /// As [`Wordings::find`], with the hash of the piece.
    pub(super) fn find_hashed(&self, hash: u32, before: u32, rest: &[u8]) -> Option<u32> {
        self.numbers.find(hash, |number| self.is_of(number, before, rest))
    }

    /// As [`Wordings::find`], where most rows say what the row before does.
    pub(super) fn find_again(&mut self, before: u32, rest: &[u8], piece: Extent) -> Option<u32> {
        if !self.is_of(self.last, before, rest) {
            self.last = self.find(before, rest, piece)?;
        }
        Some(self.last)
    }

    /// The number of a piece with some hash, or 0.
    pub(super) fn seeming(&self, hash: u32) -> u32 {
        self.numbers.find(hash, |_| true).unwrap_or_default()
    }

    /// Whether bytes begin with a piece, behind another piece.
    pub(super) fn is_of(&self, number: u32, before: u32, rest: &[u8]) -> bool {
        self.get(number).before == before && rest.starts_with(self.bytes(number))
    }

    /// Something of the first bytes of a piece, and of the last.
    pub(super) fn touch(&self, number: u32) -> u8 {
        let bytes = self.bytes(number);
        bytes.first().unwrap_or(&0) ^ bytes.last().unwrap_or(&0)
    }

    /// The number of a piece that is so many of these bytes. `None` where there is no room for more.
    pub(super) fn keep(&mut self, before: u32, rest: &[u8], piece: Extent, length: usize) -> Option<u32> {
        let hash = hash(before, rest, piece);
        self.find_hashed(hash, before, rest).or_else(|| self.add(hash, before, &rest[..length]))
    }

    /// Adds a piece that is not there; its number. `None` where there is no room for more.
    pub(super) fn add(&mut self, hash: u32, before: u32, bytes: &[u8]) -> Option<u32> {
        if self.wordings.len() > MOST {
            return None;
        }
        let (number, start) = (u32::try_from(self.wordings.len()).ok()?, u32::try_from(self.bytes.len()).ok()?);
        self.wordings.push(Wording { before, start, length: u32::try_from(bytes.len()).ok()? });
        self.bytes.extend_from_slice(bytes);
        self.numbers.add(hash, number);
        Some(number)
    }
}

/// A position from a number.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).expect("kept in memory")
}

/// A hash by as many bytes as a piece seems to take.
pub(super) fn hash(before: u32, rest: &[u8], piece: Extent) -> u32 {
    let seeming = if piece.is_last { rest } else { &rest[..seeming_length(rest, piece.columns)] };
    let mut hasher = FxHasher::default();
    hasher.write_u32(before);
    hasher.write(seeming);
    hash_from(&hasher)
}

/// How many bytes stand before so many commas; all where there are fewer.
fn seeming_length(rest: &[u8], mut commas: usize) -> usize {
    /// So many bytes are counted in one step.
    const STEP: usize = 16;
    let mut at = 0;
    for step in rest.as_chunks::<STEP>().0 {
        let count: u8 = step.iter().map(|byte| u8::from(*byte == b',')).sum();
        if usize::from(count) >= commas {
            break;
        }
        commas -= usize::from(count);
        at += STEP;
    }
    for byte in &rest[at..] {
        commas -= usize::from(*byte == b',');
        if commas == 0 {
            break;
        }
        at += 1;
    }
    at
}
