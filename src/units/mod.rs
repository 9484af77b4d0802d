//! The quantities of the calculation, each with a type of its own, all exact: no binary floating point anywhere.

// Only modules behind it see it.
/// Makes a quantity of one number add up.
macro_rules! adds_up {
    ($quantity:ty) => {
        impl std::ops::Add for $quantity {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl std::ops::AddAssign for $quantity {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }

        impl std::iter::Sum for $quantity {
            fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
                parts.fold(Self::default(), std::ops::Add::add)
            }
        }
    };
}

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
