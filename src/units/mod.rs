//! The quantities of the calculation, each with a type of its own, all exact: no binary floating point anywhere.

// Rust sees a macro only below where it is defined, so these come first.
/// Makes a quantity of one number add up.
macro_rules! adds_up {
    ($quantity:ty) => {
        impl $quantity {
            pub(crate) const fn is_nothing(self) -> bool {
                self.0 == 0
            }
        }

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

/// Makes a quantity of one number that may be below 0 subtract, and multiply by a count.
macro_rules! may_be_negative {
    ($quantity:ty) => {
        impl std::ops::Sub for $quantity {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl std::ops::Mul<i64> for $quantity {
            type Output = Self;
            fn mul(self, times: i64) -> Self {
                Self(self.0 * i128::from(times))
            }
        }
    };
}

/// Makes minutes a month of units that are written exactly.
macro_rules! exact_minutes {
    ($quantity:ty) => {
        impl $quantity {
            /// Minutes of so many units.
            pub(crate) const fn from_units(units: i128) -> Self {
                Self(units)
            }

            /// The number of units.
            pub(crate) const fn units(self) -> i128 {
                self.0
            }

            /// Minutes a month, exactly, in the shortest form: `6526.8`, `-0.5`.
            pub(crate) fn written(self) -> Written {
                Written::shortest(self.0, Self::PLACES)
            }
        }

        impl std::fmt::Display for $quantity {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.written().as_str())
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

pub(crate) use available::Available;
pub(crate) use count::Count;
pub use dates::parse_date;
pub(crate) use dates::{NotDate, is_monday_in_summer, parse_day, parse_last_day};
pub(crate) use decimal::{Decimal, NotDecimal, is_shortest};
pub(crate) use hours::{Hours, HoursPolicy, HoursWay};
pub(crate) use load::Load;
pub(crate) use median::{CaseSize, Median};
pub(crate) use minutes::{Minutes, Work};
pub(crate) use percent::{Growth, Percent};
pub(crate) use plan::Plan;
pub(crate) use rounded::{Rounded, round_half_away};
pub use week::Week;
pub(crate) use week::fits_file_of;
pub(crate) use written::Written;
