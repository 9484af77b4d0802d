//! The quantities of the calculation, each with a type of its own, all exact: no binary floating point anywhere.

mod available;
mod count;
mod dates;
mod decimal;
#[cfg(test)]
pub(crate) mod fixtures;
mod hours;
mod load;
mod median;
mod minutes;
mod percent;
mod plan;
mod rounded;
mod sums;
mod week;
mod wide;
mod written;

pub use available::Available;
pub use count::Count;
pub use dates::{NotDate, parse_date, parse_day, parse_last_day};
pub use decimal::{Decimal, NotDecimal, is_shortest};
pub use hours::{Hours, HoursPolicy, HoursWay};
pub use load::Load;
pub use median::{CaseSize, Median};
pub use minutes::{Minutes, Work};
pub use percent::{Growth, Percent};
pub use plan::Plan;
pub use rounded::{Rounded, round_half_away};
pub use week::Week;
pub use written::Written;
