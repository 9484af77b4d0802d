//! What comes of a run.

/// What came of a run that worked; it decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing that was to be signalled.
    Clear,
    /// Somebody shown is excessive or possible, and `--exit-code` asks to be told.
    Alarm,
}

impl Outcome {
    /// The exit code.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Clear => 0,
            Self::Alarm => 1,
        }
    }
}
