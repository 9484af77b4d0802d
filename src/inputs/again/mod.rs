//! Reading rows a second time: work line by line, and a survey of all rows for checks. Rows mean what they meant the first time,
//! for the same reader reads them.

mod lines;
mod repeats;
mod rows;
mod survey;
mod surveying;

pub(crate) use repeats::RepeatedRows;
pub(crate) use rows::SecondReading;
pub(crate) use survey::{FindingSubject, Late, LateWhat, Survey, TeamTiers, Uncounted, WhyUncounted};
