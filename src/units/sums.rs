//! Adding up: what every quantity of one number has in common.

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

pub(super) use adds_up;
