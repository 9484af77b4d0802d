//! Products of two 128-bit numbers, exactly: work times a factor can be longer than 128 bits, and must still compare right.

/// A whole number of 256 bits in two's complement. The order of the fields makes the derived order that of the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wide {
    high: i128,
    low: u128,
}

impl Wide {
    /// The product of two numbers. It is at most 2^254 away from 0, so two products can also be added or subtracted.
    pub(super) fn product(one: i128, other: i128) -> Self {
        if let Some(product) = one.checked_mul(other) {
            return Self { high: if product < 0 { -1 } else { 0 }, low: product.cast_unsigned() };
        }
        let (high, low) = multiply(one.unsigned_abs(), other.unsigned_abs());
        let magnitude = Self { high: high.cast_signed(), low };
        if (one < 0) == (other < 0) { magnitude } else { magnitude.negated() }
    }

    /// This number divided by one above 0, to the nearest whole number; a half goes away from zero. A quotient of more than
    /// 128 bits becomes the largest that there is: only for display, and only where hours are next to none.
    pub(super) fn rounded_over(self, denominator: i128) -> i128 {
        self.over(denominator, |rest, left| rest >= left)
    }

    /// The same, but with a rest it goes up, away from zero.
    pub(super) fn up_over(self, denominator: i128) -> i128 {
        self.over(denominator, |rest, _| rest > 0)
    }

    /// The same, but a rest is left out.
    pub(super) fn down_over(self, denominator: i128) -> i128 {
        self.over(denominator, |_, _| false)
    }

    /// `goes_up` is given the rest, and how much it is short of the denominator.
    fn over(self, denominator: i128, goes_up: impl Fn(u128, u128) -> bool) -> i128 {
        let is_negative = self.high < 0;
        let Self { high, low } = if is_negative { self.negated() } else { self };
        let denominator = denominator.unsigned_abs();
        let quotient = divide(high.cast_unsigned(), low, denominator)
            .and_then(|(quotient, rest)| quotient.checked_add(u128::from(goes_up(rest, denominator - rest))))
            .and_then(|quotient| i128::try_from(quotient).ok())
            .unwrap_or(i128::MAX);
        if is_negative { -quotient } else { quotient }
    }

    fn negated(self) -> Self {
        let (low, is_zero) = (!self.low).overflowing_add(1);
        Self { high: (!self.high).wrapping_add(i128::from(is_zero)), low }
    }
}

impl std::ops::Sub for Wide {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        let (low, borrows) = self.low.overflowing_sub(other.low);
        Self { high: self.high - other.high - i128::from(borrows), low }
    }
}

/// The upper and the lower half of a product, by the school method with 64-bit digits.
fn multiply(one: u128, other: u128) -> (u128, u128) {
    const DIGIT: u128 = (1 << 64) - 1;
    let (one, other) = ((one >> 64, one & DIGIT), (other >> 64, other & DIGIT));
    let lowest = one.1 * other.1;
    let middle = one.0 * other.1 + (lowest >> 64);
    let other_middle = one.1 * other.0 + (middle & DIGIT);
    (one.0 * other.0 + (middle >> 64) + (other_middle >> 64), (other_middle << 64) | (lowest & DIGIT))
}

/// Quotient and rest, bit by bit where the number is longer than 128 bits; `None` where the quotient is. The denominator is
/// below 2^127, so that twice a rest fits.
fn divide(high: u128, low: u128, denominator: u128) -> Option<(u128, u128)> {
    if high == 0 {
        return Some((low / denominator, low % denominator));
    }
    let (mut quotient, mut rest) = (0, (high < denominator).then_some(high)?);
    for bit in (0..128).rev() {
        rest = (rest << 1) | ((low >> bit) & 1);
        quotient <<= 1;
        if rest >= denominator {
            rest -= denominator;
            quotient |= 1;
        }
    }
    Some((quotient, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;
    use proptest::prelude::*;

    fn big(wide: Wide) -> BigInt {
        (BigInt::from(wide.high) << 128) + BigInt::from(wide.low)
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
