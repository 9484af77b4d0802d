//! Reading and checking what people have: caseloads as CSV, weights as TOML. Everything that touches input files is
//! here; what comes out is checked, and what is wrong is a fault with a place.

mod case_ids;
mod caseload;
mod cells;
mod columns;
mod dates;
mod findings;
mod heads;
mod held;
mod key;
mod kinds;
mod lines;
mod meanings;
mod merge;
mod parallel;
mod pieces;
mod posts;
mod reading;
mod recall;
#[cfg(test)]
mod recall_tests;
pub(crate) mod record;
mod reduce;
mod reductions;
pub(crate) mod rows;
mod settle;
#[cfg(test)]
mod sharing_tests;
mod sink;
pub(crate) mod source;
mod splitter;
mod staff;
mod survey;
mod surveying;
pub(crate) mod table;
mod tally;
mod toml;
mod unread;
mod weights;
mod weights_checks;
mod wordings;

pub use case_ids::CaseTwice;
pub use caseload::{Asked, Inputs, Means, read_caseload};
pub use dates::parse_week_argument;
pub use lines::{Wanted, read_lines};
pub use survey::{Late, LateWhat, Survey, TeamTiers, Uncounted, WhyUncounted};
pub use surveying::survey;
pub use table::InputFile;
pub use tally::Said;
pub use weights::{BUILT_IN, WeightsFile, read_weights};
