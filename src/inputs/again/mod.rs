//! Reading rows a second time: work line by line, and a survey of all rows for checks. Rows mean what they meant the first time,
//! for the same reader reads them.

mod case_ids;
mod lines;
mod repeats;
mod rows;
mod survey;
mod surveying;

pub use case_ids::CaseTwice;
pub use lines::{read_lines, read_work};
pub use repeats::RepeatedRows;
pub use survey::{Late, LateWhat, NotForGrade, Survey, TeamTiers, Uncounted, WhyUncounted};
pub use surveying::survey;
