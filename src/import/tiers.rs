//! Tiers as an extract names them: in the headings of counts, and as numbers.

/// The tier of cases that have none, as the weights call it.
const UNTIERED: &str = "untiered";

/// The tiers of an extract, in the order of their numbers: 0 is untiered, then come A3, A2 … D0, then the same with an S.
pub(super) fn tiers() -> Vec<String> {
    let tier = |letter: char, figure: u8, ending: &str| format!("{letter}{figure}{ending}");
    let of = |ending: &'static str| {
        ['A', 'B', 'C', 'D']
            .into_iter()
            .flat_map(move |letter| (0..=3).rev().map(move |figure| tier(letter, figure, ending)))
    };
    std::iter::once(UNTIERED.to_owned()).chain(of("")).chain(of("S")).collect()
}

/// The headings of counts, each with its case type and its tier.
pub(super) fn count_headings() -> Vec<(String, &'static str, String)> {
    let kinds = [("Comm", "community"), ("Cust", "custody"), ("Licence", "licence")];
    let of = |(heading, case_type): (&str, &'static str)| {
        let with = |tier: String| {
            let ending = if tier == UNTIERED { "0" } else { &tier };
            (format!("{heading}Tier{ending}"), case_type, tier)
        };
        tiers().into_iter().map(with).collect::<Vec<_>>()
    };
    kinds.into_iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_99_counts_and_33_numbers() {
        let headings = count_headings();
        assert_eq!(headings.len(), 99);
        assert_eq!(headings[0], ("CommTier0".to_owned(), "community", "untiered".to_owned()));
        assert_eq!(headings[34], ("CustTierA3".to_owned(), "custody", "A3".to_owned()));
        assert_eq!(headings[98], ("LicenceTierD0S".to_owned(), "licence", "D0S".to_owned()));
        let tiers = tiers();
        for (number, tier) in [(1, "A3"), (4, "A0"), (5, "B3"), (16, "D0"), (17, "A3S"), (32, "D0S")] {
            assert_eq!(tiers[number], tier);
        }
    }
}
