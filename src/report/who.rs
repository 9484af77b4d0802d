//! Whom a line of a report is about.

use std::fmt;

use serde::Serialize;

/// An officer, with code and name apart for other programs; a unit; or nobody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum About {
    /// An officer.
    Officer {
        /// The code.
        officer: String,
        /// The name beside it.
        name: Option<String>,
    },
    /// A team, PDU, region or grade.
    Unit {
        /// Its name.
        who: String,
    },
    /// Nobody: work that is unallocated.
    Nobody {
        /// No code.
        officer: (),
        /// No name.
        name: (),
    },
}

impl About {
    /// Nobody.
    pub const NOBODY: Self = Self::Nobody { officer: (), name: () };
}

impl fmt::Display for About {
    /// As people know them: the code with the name beside it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Officer { officer, name: Some(name) } => write!(out, "{officer} {name}"),
            Self::Officer { officer, name: None } => out.write_str(officer),
            Self::Unit { who } => out.write_str(who),
            Self::Nobody { .. } => out.write_str("unallocated"),
        }
    }
}
