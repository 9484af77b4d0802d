//! Codes of grades, as the case management system has them.

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
}
