//! Tests of reading and settling together, and the caseloads that unit tests of other modules read.

mod fixtures;
mod flags;
mod threads;

pub(crate) use fixtures::read_sound;
