//! Dates in forms that people write and that are not read, so that the hint of the fault can say what is meant.

use jiff::civil::Date;

/// Words beside a date that say nothing of which day it is.
const BESIDE: &str = "w/c wc w/e we w/b wb week commencing beginning ending of the monday mon tuesday tue tues wednesday wed thursday thu \
                      thur thurs friday fri saturday sat sunday sun";

/// The week of a text in a form that is not read: `202647`, as the keys of weeks are written, or `2026W47`.
pub(super) fn week(text: &str) -> Option<String> {
    let year = text.get(..4).filter(|year| year.starts_with("20"))?;
    let week = text[4..].trim_start_matches(['W', 'w', ' ']);
    let is_week = week.len() == 2 && week.bytes().all(|byte| byte.is_ascii_digit());
    is_week.then(|| format!("{year}-W{week}"))
}

/// The day of a text that names it as people do: `Mon 2nd November 2026`, `November 2, 2026`, `16Nov2026`, `w/c 02/11/2026`. `read` reads
/// the forms that are read.
pub(super) fn day(text: &str, read: impl Fn(&str) -> Option<Date>) -> Option<String> {
    const LONGEST: usize = 40;
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    let words =
        lower.split([' ', ',']).filter(|word| !word.is_empty() && !BESIDE.split(' ').any(|known| known == *word));
    let parts: Vec<String> = words.flat_map(in_parts).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !is_ordinal(part)).collect();
    let day = read(&parts.join(" ")).or_else(|| match parts[..] {
        [month, day, year] if month.starts_with(char::is_alphabetic) => read(&[day, month, year].join(" ")),
        _ => None,
    });
    day.map(|day| day.strftime("%-d %B %Y").to_string())
}

/// A word in pieces of letters and of others: `16nov2026` is `16`, `nov`, `2026`.
fn in_parts(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let parts = letters.chunk_by(|one, next| one.is_alphabetic() == next.is_alphabetic());
    parts.map(|part| part.iter().collect()).collect()
}

/// Whether a piece of a word is the end of a number such as `2nd`.
fn is_ordinal(part: &str) -> bool {
    matches!(part, "st" | "nd" | "rd" | "th")
}

#[cfg(test)]
mod tests {
    use super::super::in_a_form;
    use super::week;

    fn day(text: &str) -> Option<String> {
        super::day(text, |text| in_a_form(text)?.ok())
    }

    #[test]
    fn what_people_write_is_understood() {
        for text in [
            "Mon 02 Nov 2026", "2nd November 2026", "w/c 02/11/2026", "November 2, 2026", "2Nov2026",
            "Monday, 2 November 2026", "Week commencing 02/11/2026", "the 2nd of November 2026", "Nov 2nd 2026",
        ] {
            assert_eq!(day(text).as_deref(), Some("2 November 2026"), "{text}");
        }
        assert_eq!([week("2026W47"), week("202647")], [Some("2026-W47".to_owned()), Some("2026-W47".to_owned())]);
        for text in ["", "Monday", "2 November", "31 Feb 2026", "02/11/26", "November 2026", "v2.10.3", "2 2 2"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
