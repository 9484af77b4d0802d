//! Refusing to work anything out, with every fault that was found.

use crate::fault::Messages;

/// The faults of a run, as text for standard error.
#[derive(Debug)]
pub struct Refusal(String);

impl Refusal {
    /// A refusal over faults; there must be some.
    pub fn new(messages: &Messages) -> Self {
        Self(messages.faults.text(&messages.files))
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0.trim_end())
    }
}

impl std::error::Error for Refusal {}
