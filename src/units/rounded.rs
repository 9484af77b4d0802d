//! Rounding: a figure is rounded in this one place, once, for display.

use super::Written;
use super::wide::Wide;

/// A figure rounded for display: a number of units of its last place.
// Packed, so that it takes 24 bytes and not 32: a report keeps five in every row.
#[repr(Rust, packed(8))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rounded {
    units: i128,
    places: usize,
}

impl Rounded {
    /// The exact ratio `numerator / denominator`, rounded to `places`, halves away from zero.
    pub fn of(numerator: i128, denominator: i128, places: u8) -> Self {
        let scaled = Wide::product(numerator, 10_i128.pow(u32::from(places)));
        Self::of_wide(scaled, denominator, places)
    }

    /// As `of`, for a numerator that is already multiplied by ten to the number of places.
    pub(super) fn of_wide(scaled: Wide, denominator: i128, places: u8) -> Self {
        Self { units: scaled.rounded_over(denominator), places: usize::from(places) }
    }

    /// A whole number, which is shown without places.
    pub const fn whole(number: i128) -> Self {
        Self { units: number, places: 0 }
    }

    /// The figure as a whole number of units of its last place.
    pub const fn units(self) -> i128 {
        self.units
    }

    /// The same percentage as a share of one: `114.6` is `1.146`.
    #[must_use]
    pub const fn share(self) -> Self {
        Self { units: self.units, places: self.places + 2 }
    }

    pub(super) const fn negated(self) -> Self {
        Self { units: -self.units, places: self.places }
    }

    /// A plain number with exactly its places: `146.6`, `-0.5`, `24.86`. Zero has no sign.
    pub fn written(self) -> Written {
        Written::with_places(self.units, self.places)
    }
}

impl std::ops::Sub for Rounded {
    type Output = Self;
    /// The difference of the rounded figures, so that displayed differences add up. Both have the same places.
    fn sub(self, other: Self) -> Self {
        Self { units: self.units.saturating_sub(other.units), places: self.places }
    }
}

impl std::fmt::Display for Rounded {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(self.written().as_str())
    }
}

impl serde::Serialize for Rounded {
    /// A JSON number with exactly the digits that are shown.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::Number::from_string_unchecked(self.to_string()).serialize(serializer)
    }
}

/// `numerator / denominator` to the nearest whole number; a half goes away from zero, as people round by hand.
///
/// The denominator must be above zero.
pub(crate) fn round_half_away(numerator: i128, denominator: i128) -> i128 {
    Wide::product(numerator, 1).rounded_over(denominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (numerator, denominator, expected) in [
            (1, 2, 1),
            (-1, 2, -1),
            (49, 100, 0),
            (-49, 100, 0),
            (3, 2, 2),
            (5, 2, 3),
            (-5, 2, -3),
            (7, 1, 7),
            (0, 9, 0),
        ] {
            assert_eq!(Rounded::of(numerator, denominator, 0), Rounded::whole(expected), "{numerator}/{denominator}");
        }
    }

    #[test]
    fn shows_exactly_its_places_and_no_sign_on_zero() {
        for (numerator, denominator, places, expected) in [
            (1, 3, 1, "0.3"),
            (-1, 3, 2, "-0.33"),
            (-1, 300, 1, "0.0"),
            (110, 1, 1, "110.0"),
            (3, 2, 0, "2"),
            (-1, 20, 1, "-0.1"),
        ] {
            assert_eq!(Rounded::of(numerator, denominator, places).to_string(), expected);
        }
    }
}
