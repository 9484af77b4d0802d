//! Numbers as text, written digit by digit: every row of a report or a history has about ten.

/// The characters of a number.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    /// The characters are at its end, beginning at `from`.
    text: [u8; Self::LONGEST],
    from: usize,
}

impl Written {
    /// The most characters: the 39 digits of any number, a point, a zero before it and a sign fit.
    const LONGEST: usize = 48;

    /// Writes units of the last place with exactly so many places: `146.6`, `-0.5`, `24.86`. Zero has no sign.
    pub(super) fn with_places(units: i128, places: usize) -> Self {
        let mut written = Self { text: [0; Self::LONGEST], from: Self::LONGEST };
        let mut left = units.unsigned_abs();
        let mut put_last = |written: &mut Self| {
            // Nearly all numbers fit into 64 bits, which divide much faster.
            let last = if let Ok(small) = u64::try_from(left) {
                left = (small / 10).into();
                u8::try_from(small % 10)
            } else {
                let last = left % 10;
                left /= 10;
                u8::try_from(last)
            };
            written.put(b'0' + last.expect("one figure"));
            left > 0
        };
        for _ in 0..places {
            put_last(&mut written);
        }
        if places > 0 {
            written.put(b'.');
        }
        while put_last(&mut written) {}
        if units < 0 {
            written.put(b'-');
        }
        written
    }

    /// The same without zeros at the end: `37`, `29.6`, `-1.25`.
    pub(super) fn shortest(units: i128, places: usize) -> Self {
        let (mut units, mut places) = (units, places);
        // Takes off 16, 8, 4, 2 and 1 zeros, which is any number of zeros in five steps.
        for (noughts, one) in [(16, 10_i128.pow(16)), (8, 100_000_000), (4, 10_000), (2, 100), (1, 10)] {
            if places >= noughts && units % one == 0 {
                (units, places) = (units / one, places - noughts);
            }
        }
        Self::with_places(units, places)
    }

    /// Puts a character in front.
    fn put(&mut self, byte: u8) {
        self.from -= 1;
        self.text[self.from] = byte;
    }

    /// The characters, all of them ASCII.
    pub fn as_bytes(&self) -> &[u8] {
        &self.text[self.from..]
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).expect("figures are ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_numbers_have_room() {
        let written = |units, places| Written::with_places(units, places).as_str().to_owned();
        assert_eq!(written(i128::MIN, 2), "-1701411834604692317316873037158841057.28");
        assert_eq!(written(-5, 4), "-0.0005");
    }

    proptest! {
        #[test]
        fn the_shortest_is_the_same_without_noughts_at_the_end(units: i64, noughts in 0_u32..20, places in 0_usize..21) {
            let units = i128::from(units) * 10_i128.pow(noughts);
            let whole = Written::with_places(units, places);
            let whole = whole.as_str();
            let expected = if places == 0 { whole } else { whole.trim_end_matches('0').trim_end_matches('.') };
            let shortest = Written::shortest(units, places);
            prop_assert_eq!(shortest.as_str(), expected);
        }
    }
}
