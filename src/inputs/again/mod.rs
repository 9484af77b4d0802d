//! Reading rows a second time: the lines of one officer to explain a figure, a survey of all rows for checks, and the work of
//! the week reported. Rows mean what they meant the first time, for the same reader reads them.

mod case_ids;
mod lines;
mod repeats;
mod rows;
mod survey;
mod surveying;
mod work;

pub use case_ids::CaseTwice;
pub use lines::{WantedLines, read_lines};
pub use repeats::RepeatedRows;
pub use survey::{Late, LateWhat, NotForGrade, Survey, TeamTiers, Uncounted, WhyUncounted};
pub use surveying::survey;
pub use work::{WorkLine, read_work};
