//! Numbers as people write them in files: read exactly or not at all.

use super::Written;

/// A decimal number with at most four places, held as whole ten-thousandths.
///
/// Four places hold every published figure (a mean year has 52.1775 weeks), and the product of four such numbers fits
/// into 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i64);

/// Why a text is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDecimal {
    /// It is not digits with at most one point among them.
    NotANumber,
    /// It has a digit other than 0 after the last place that the quantity has.
    TooManyPlaces,
    /// It has more digits than any quantity here needs.
    TooLarge,
}

impl Decimal {
    /// Ten-thousandths in one.
    pub const ONE: i64 = 10_000;
    const PLACES: usize = 4;
    /// Twelve digits before the point. No single time, percentage or count needs more.
    const MOST: i64 = 10_i64.pow(12) * Self::ONE;

    /// Reads `37`, `29.6`, `-1.25` or `.5`, exactly.
    ///
    /// # Errors
    ///
    /// Anything else, a decimal comma and an exponent included, and more than four places that are not 0.
    pub fn parse(text: &str) -> Result<Self, NotDecimal> {
        let units = parse_exact(text, Self::PLACES)?;
        i64::try_from(units).ok().filter(|units| units.abs() < Self::MOST).map(Self).ok_or(NotDecimal::TooLarge)
    }

    /// Makes a whole number, for figures in the code such as bounds.
    pub fn whole(number: i32) -> Self {
        Self::from_ten_thousandths(i64::from(number) * Self::ONE)
    }

    /// The whole number that it is; `None` where it has a fraction.
    pub(crate) fn as_whole(self) -> Option<i64> {
        (self.0 % Self::ONE == 0).then_some(self.0 / Self::ONE)
    }

    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    pub const fn from_ten_thousandths(ten_thousandths: i64) -> Self {
        Self(ten_thousandths)
    }
}

impl std::fmt::Display for Decimal {
    /// The shortest form that reads back as the same number: `37`, `29.6`, `-1.25`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(Written::shortest(self.0.into(), Self::PLACES).as_str())
    }
}

/// The most digits before and after the point, which always fit into 128 bits.
const MOST_DIGITS: usize = 38;

/// Reads a decimal number exactly, as units of its last place: with two places, `1.5` is 150.
pub(super) fn parse_exact(text: &str, places: usize) -> Result<i128, NotDecimal> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', unsigned @ ..] => (true, unsigned),
        [b'+', unsigned @ ..] | unsigned => (false, unsigned),
    };
    let (whole, fraction) = parts(unsigned);
    let fraction = fraction.unwrap_or_default();
    if whole.len() + fraction.len() == 0 || !are_digits(whole) || !are_digits(fraction) {
        return Err(NotDecimal::NotANumber);
    }
    let noughts = |digit: &&u8| **digit == b'0';
    let fraction = &fraction[..fraction.len() - fraction.iter().rev().take_while(noughts).count()];
    if fraction.len() > places {
        return Err(NotDecimal::TooManyPlaces);
    }
    if whole.len() - whole.iter().take_while(noughts).count() > MOST_DIGITS - places {
        return Err(NotDecimal::TooLarge);
    }
    let figures = whole.iter().chain(fraction).fold(0, |sum: i128, digit| sum * 10 + i128::from(digit - b'0'));
    let more_places = u32::try_from(places - fraction.len()).expect("a few places");
    let magnitude = figures * 10_i128.pow(more_places);
    Ok(if negative { -magnitude } else { magnitude })
}

/// Whether a number is written in its shortest form, as [`Decimal`] is displayed.
pub(crate) fn is_shortest(text: &str) -> bool {
    let (whole, fraction) = parts(text.strip_prefix('-').unwrap_or(text).as_bytes());
    let whole_is = !whole.is_empty() && are_digits(whole) && (whole == b"0" || whole[0] != b'0');
    whole_is
        && fraction.is_none_or(|part| are_digits(part) && part.last().is_some_and(|last| *last != b'0'))
        && text != "-0"
}

/// Splits a number at its point into the whole part and, where there is a point, the fraction.
fn parts(unsigned: &[u8]) -> (&[u8], Option<&[u8]>) {
    match unsigned.iter().position(|byte| *byte == b'.') {
        Some(point) => (&unsigned[..point], Some(&unsigned[point + 1..])),
        None => (unsigned, None),
    }
}

fn are_digits(part: &[u8]) -> bool {
    part.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_write_and_nothing_else() {
        for (text, expected) in [
            ("37", Ok(370_000)),
            ("37.0", Ok(370_000)),
            ("29.60", Ok(296_000)),
            (".5", Ok(5_000)),
            ("-1.25", Ok(-12_500)),
            ("+4", Ok(40_000)),
            ("0.00010", Ok(1)),
            ("0.00001", Err(NotDecimal::TooManyPlaces)),
            ("24.666666666666668", Err(NotDecimal::TooManyPlaces)),
            ("", Err(NotDecimal::NotANumber)),
            (".", Err(NotDecimal::NotANumber)),
            ("-", Err(NotDecimal::NotANumber)),
            ("37,5", Err(NotDecimal::NotANumber)),
            ("1e3", Err(NotDecimal::NotANumber)),
            ("--1", Err(NotDecimal::NotANumber)),
            ("3 7", Err(NotDecimal::NotANumber)),
            ("٣", Err(NotDecimal::NotANumber)),
            ("1234567890123", Err(NotDecimal::TooLarge)),
        ] {
            assert_eq!(Decimal::parse(text).map(Decimal::ten_thousandths), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back_as_the_same_number(number in -10_000_000_000_i64..10_000_000_000) {
            let decimal = Decimal::from_ten_thousandths(number);
            prop_assert_eq!(Decimal::parse(&decimal.to_string()), Ok(decimal));
        }

        #[test]
        fn the_shortest_way_is_the_one_it_is_shown_in(text in "[-+]?0{0,2}[0-9]{0,3}[.]?[0-9]{0,3}0{0,2}|.{0,4}") {
            let is_as_shown = Decimal::parse(&text).is_ok_and(|decimal| decimal.to_string() == text);
            let has_few_places = Decimal::parse(&text).is_ok();
            prop_assert_eq!(is_shortest(&text) && has_few_places, is_as_shown);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = Decimal::parse(&text);
        }
    }
}
