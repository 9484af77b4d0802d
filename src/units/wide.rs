//! Products of two 128-bit numbers, exactly: work times a factor can be longer than 128 bits, and must still compare right.

use ethnum::I256;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wide(I256);

impl Wide {
    pub(super) const ZERO: Self = Self(I256::ZERO);

    /// The product of two numbers. It is at most 2^254 away from 0, so one product can also be subtracted from another.
    pub(super) fn product(one: i128, other: i128) -> Self {
        Self(I256::from(one) * I256::from(other))
    }

    /// This number divided by one above 0, to the nearest whole number; a half goes away from zero. A quotient of more than
    /// 128 bits becomes the largest that there is: only for display, and only where hours are next to none.
    pub(super) fn rounded_over(self, denominator: i128) -> i128 {
        self.over(denominator, |rest, left| rest >= left)
    }

    /// Divides as [`Self::rounded_over`] does, but rounds away from zero.
    pub(super) fn up_over(self, denominator: i128) -> i128 {
        self.over(denominator, |rest, _| rest > 0)
    }

    /// Divides as [`Self::rounded_over`] does, but rounds towards zero.
    pub(super) fn down_over(self, denominator: i128) -> i128 {
        self.over(denominator, |_, _| false)
    }

    /// `goes_up` decides whether to round away from zero, by the remainder and by what the remainder is short of the
    /// denominator.
    fn over(self, denominator: i128, goes_up: impl Fn(I256, I256) -> bool) -> i128 {
        let (size, whole) = (self.0.abs(), I256::from(denominator));
        let down = size / whole;
        let rest = size - down * whole;
        let quotient = down + I256::from(goes_up(rest, whole - rest));
        i128::try_from(quotient).unwrap_or(i128::MAX) * self.0.signum128()
    }
}

impl std::ops::Sub for Wide {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;
    use proptest::prelude::*;

    fn big(wide: Wide) -> BigInt {
        wide.0.to_string().parse().expect("a number")
    }

    /// Numbers of every length.
    fn number() -> impl Strategy<Value = i128> {
        (any::<i128>(), 0_u32..127).prop_map(|(number, shift)| number >> shift)
    }

    proptest! {
        #[test]
        fn products_differences_and_their_order_are_those_of_big_numbers(a in number(), b in number(), c in number(), d in number()) {
            let (one, other) = (Wide::product(a, b), Wide::product(c, d));
            let (big_one, big_other) = (BigInt::from(a) * b, BigInt::from(c) * d);
            prop_assert_eq!(big(one), big_one.clone());
            prop_assert_eq!(big(one - other), &big_one - &big_other);
            prop_assert_eq!(one.cmp(&other), big_one.cmp(&big_other));
        }

        #[test]
        fn quotients_are_those_of_big_numbers(a in number(), b in number(), denominator in number()) {
            let denominator = denominator.checked_abs().unwrap_or(i128::MAX).max(1);
            let (wide, exact) = (Wide::product(a, b), BigInt::from(a) * b);
            let most = BigInt::from(i128::MAX);
            let within = |quotient: BigInt| i128::try_from(quotient.clamp(-most.clone(), most.clone())).expect("clamped");
            // `/` of big numbers goes towards zero.
            let sign = if exact < BigInt::ZERO { -1 } else { 1 };
            prop_assert_eq!(wide.down_over(denominator), within(&exact / denominator));
            prop_assert_eq!(wide.up_over(denominator), within((&exact + BigInt::from(denominator - 1) * sign) / denominator));
            let twice: BigInt = &exact * 2 + BigInt::from(denominator) * sign;
            prop_assert_eq!(wide.rounded_over(denominator), within(twice / (BigInt::from(denominator) * 2)));
        }
    }
}
