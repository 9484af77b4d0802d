//! Codes of grades and tiers, as the case management system has them, and as the weights call them.

use crate::model::Weights;

/// The letters in which the codes end, where one stands alone, with the grade that each means. They come from the ministry's
/// own importer of the extract.
const LETTERS: [(&str, &str); 4] = [("MEDOJHNGF", "PO"), ("CBA", "SPO"), ("PLK", "TPO"), ("QZY", "PSO")];

/// The grade of the weights that a code means; `None` where it is no grade of an officer with a caseload.
pub(super) fn grade<'w>(code: &str, weights: &'w Weights) -> Option<&'w str> {
    let of_letter = || {
        let is_letter = |letters: &str| code.chars().count() == 1 && letters.contains(&code.to_uppercase());
        LETTERS.iter().find(|(letters, _)| is_letter(letters)).and_then(|(_, grade)| weights.grades.position(grade))
    };
    weights.grades.position(code).or_else(of_letter).map(|position| weights.grades.name(position))
}

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
    use crate::inputs::built_in_sets;

    #[test]
    fn codes_of_the_weights_come_before_letters() {
        let weights = &built_in_sets()[0];
        for (code, expected) in [
            ("NPSM", Some("PO")),
            ("CRCQ", Some("PSO")),
            ("CPQF", Some("TPO")),
            ("M", Some("PO")),
            ("j", Some("PO")),
            ("C", Some("SPO")),
            ("K", Some("TPO")),
            ("Z", Some("PSO")),
            ("R", None),
            ("OG05", None),
            ("NPSS", None),
            ("", None),
            ("ME", None),
        ] {
            assert_eq!(grade(code, weights), expected, "{code}");
        }
    }

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
