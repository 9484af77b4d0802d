//! Spellings that look alike: two texts that differ only in what people do not see, or type in several ways.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::fault::is_unseen;

/// What is left of a text without all that look-alikes differ in: case, blanks, apostrophes, quotes, dashes, accents written
/// as one character or two, characters that cannot be seen, entities such as `&amp;`, leading zeros, the `.0` that programs write
/// behind whole numbers, and letters that are [`written_twice`]. Texts that look alike have the same.
pub(crate) fn seen(text: &str) -> String {
    let twice = written_twice(text);
    let text = twice.as_deref().unwrap_or(text);
    let is_plain = text.is_ascii() || is_nfc(text);
    let composed = if is_plain { Cow::Borrowed(text) } else { text.nfc().collect::<String>().into() };
    let composed = if text.contains('&') { without_entities(&composed).into() } else { composed };
    let is_seen = |character: char| {
        !(character.is_whitespace() || character.is_control() || is_unseen(character) || is_mark(character))
    };
    let mut seen = String::with_capacity(text.len());
    for character in composed.chars() {
        // Nearly every character is a letter, a figure or a blank of ASCII, and a country has many names.
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => seen.push(character.to_ascii_lowercase()),
            ' ' => (),
            other if is_seen(other) => seen.extend(other.to_lowercase()),
            _ => (),
        }
    }
    let whole =
        seen.strip_suffix(".0").filter(|whole| !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()));
    seen.truncate(whole.map_or(seen.len(), str::len));
    let significant = seen.trim_start_matches('0');
    // Zeros alone, and `0.5`, keep one.
    let keeps_one = significant.len() < seen.len() && !significant.starts_with(|next: char| next.is_alphanumeric());
    let zeros = seen.len() - significant.len() - usize::from(keeps_one);
    seen.drain(..zeros);
    seen
}

/// The text with characters in place of the entities that web pages have for them: `&amp;`, `&#39;`, `&acirc;`.
fn without_entities(text: &str) -> String {
    let (mut parts, mut plain) = (text.split('&'), String::with_capacity(text.len()));
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        if let Some((character, rest)) = part.split_once(';').and_then(|(name, rest)| Some((of_entity(name)?, rest))) {
            plain.push(character);
            plain.push_str(rest);
        } else {
            plain.push('&');
            plain.push_str(part);
        }
    }
    plain
}

/// The character that an entity stands for: a number, a mark, or a letter with its accent.
fn of_entity(entity: &str) -> Option<char> {
    const MARKS: [(&str, char); 6] =
        [("amp", '&'), ("apos", '\''), ("quot", '"'), ("nbsp", ' '), ("rsquo", '’'), ("lsquo", '‘')];
    const ACCENTS: [(&str, char); 6] = [
        ("acute", '\u{301}'),
        ("grave", '\u{300}'),
        ("circ", '\u{302}'),
        ("uml", '\u{308}'),
        ("tilde", '\u{303}'),
        ("cedil", '\u{327}'),
    ];
    if let Some(number) = entity.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        return char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?);
    }
    let mark = MARKS.iter().find(|(name, _)| *name == entity).map(|(_, mark)| *mark);
    mark.or_else(|| {
        let (letter, accent) = entity.split_at_checked(1)?;
        let (_, accent) = ACCENTS.iter().find(|(name, _)| *name == accent)?;
        let mut composed = letter.chars().chain([*accent]).nfc();
        composed.next().filter(|_| composed.next().is_none())
    })
}

/// The text that was written as UTF-8, read as Windows-1252 and written again, as `ZoÃ«` was `Zoë`; `None` of other texts.
pub(crate) fn written_twice(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, has_others) = WINDOWS_1252.encode(text);
    if has_others { None } else { String::from_utf8(bytes.into_owned()).ok() }
}

/// Whether a character is an apostrophe, a quotation mark, a dash or an underscore.
const fn is_mark(character: char) -> bool {
    matches!(character,
        '\'' | '"' | '`' | '-' | '_' | '\u{ab}' | '\u{b4}' | '\u{bb}' | '\u{2b9}'..='\u{2bd}' | '\u{2c8}' | '\u{2010}'..='\u{201f}'
        | '\u{2032}'..='\u{2036}' | '\u{2039}' | '\u{203a}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff02}'
        | '\u{ff07}' | '\u{ff0d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_have_the_same_and_others_do_not() {
        for (one, other) in [
            ("Zoe O’Hara", "Zoe O'Hara"),
            ("Zoe OHara", "zoe  o'hara "),
            ("Zo\u{eb}", "Zoe\u{308}"),
            ("Derby\u{a0}City", "Derby City"),
            ("O\u{200b}Hara", "OHara"),
            ("R&amp;D", "R&D"),
            ("O&#39;Hara", "O'Hara"),
            ("O&#x2019;Hara", "O'Hara"),
            ("O&apos;Hara", "OHara"),
            ("Si&acirc;n &euml;", "Siân ë"),
            ("00412", "412"),
            ("N53-0412", "N53–0412"),
            ("N53 0412", "N530412"),
            ("N53_0412", "N53-0412"),
            ("000", "0"),
            ("412.0", "412"),
            ("ZoÃ« Oâ€™Hara", "Zoë O’Hara"),
            ("SiÃ¢n", "Siân"),
            ("0412.0", "412"),
            ("St. Helen\"s", "St. Helen”s"),
        ] {
            assert_eq!(seen(one), seen(other), "{one} {other}");
        }
        for (one, other) in [
            ("Crane, Alison", "Alison Crane"),
            ("Zo\u{eb}", "Zoe"),
            ("A10", "A1"),
            ("A1", "A01"),
            ("Team 10", "Team 1"),
            ("0.5", "5"),
            ("R&D;", "RD;"),
            ("A & B; C", "A & B C"),
            ("N1.0", "N1"),
            ("4.0.0", "4.0"),
            ("Amy (PO)", "Amy PO"),
        ] {
            assert_ne!(seen(one), seen(other), "{one} {other}");
        }
    }
}
