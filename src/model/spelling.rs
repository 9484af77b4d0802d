//! Spellings that look alike: two texts that differ only in what people do not see, or type in several ways.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::fault::is_unseen;

/// What is left of a text without all that look-alikes differ in: case, blanks, apostrophes, quotes, dashes, full stops, accents
/// written as one character or two, letters in two forms, characters that cannot be seen, entities such as `&amp;`, leading
/// zeros, an equals sign before all, the `.0` and `.00` that programs write behind whole numbers, and letters that are
/// [`written_twice`]. Texts that look alike have the same.
pub(crate) fn seen(text: &str) -> String {
    let twice = written_twice(text);
    let text = twice.as_deref().unwrap_or(text);
    let has_forms = !text.is_ascii() && text.contains(is_other_form);
    let text = if has_forms { in_one_form(text).into() } else { Cow::Borrowed(text) };
    let is_plain = text.is_ascii() || is_nfc(&text);
    let composed = if is_plain { text } else { text.nfc().collect::<String>().into() };
    let composed = if composed.contains('&') { without_entities(&composed).into() } else { composed };
    let is_seen = |character: char| {
        !(character.is_whitespace() || character.is_control() || is_unseen(character) || is_mark(character))
    };
    let mut seen = String::with_capacity(composed.len());
    let mut left = composed.chars();
    while let Some(character) = left.next() {
        // Nearly every character is a letter, a figure or a blank of ASCII, and a country has many names.
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => seen.push(character.to_ascii_lowercase()),
            ' ' => (),
            // In a code or a number it may stand between two parts.
            '.' if !left.as_str().starts_with(|next: char| next.is_ascii_digit()) => (),
            '=' if seen.is_empty() => (),
            '.' | '=' => seen.push(character),
            'ß' | 'ẞ' => seen.push_str("ss"),
            other if is_seen(other) => seen.extend(other.to_lowercase()),
            _ => (),
        }
    }
    seen.truncate(whole_number(&seen).map_or(seen.len(), str::len));
    let significant = seen.trim_start_matches('0');
    // Zeros alone, and `0.5`, keep one.
    let keeps_one = significant.len() < seen.len() && !significant.starts_with(|next: char| next.is_alphanumeric());
    let zeros = seen.len() - significant.len() - usize::from(keeps_one);
    seen.drain(..zeros);
    seen
}

/// Whether a character is another form of letters that look the same: as wide as those of Chinese, or two in one, as in `ﬁ`.
pub(crate) const fn is_other_form(character: char) -> bool {
    matches!(character, '\u{fb00}'..='\u{fb06}' | '\u{ff01}'..='\u{ff5e}')
}

/// The text with plain letters in place of such forms.
fn in_one_form(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if is_other_form(character) {
            plain.extend(std::iter::once(character).nfkc());
        } else {
            plain.push(character);
        }
    }
    plain
}

/// The whole number that a text is with `.0` or `.00` behind it.
pub(crate) fn whole_number(text: &str) -> Option<&str> {
    let (whole, zeros) = text.split_once('.')?;
    let is_of = |text: &str, is_such: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|byte| is_such(&byte));
    (is_of(whole, u8::is_ascii_digit) && is_of(zeros, |byte| *byte == b'0')).then_some(whole)
}

/// Whether a text may have lost a letter: a program wrote U+FFFD or a question mark in its place, or a character that hardly any
/// name has there, as where `Zoë` was saved for MS-DOS or an old Macintosh and reads `Zo‰` or `Zo‘`.
pub(crate) fn has_lost(text: &str) -> bool {
    const OF_OLD_SYSTEMS: &str = "ƒˆ˜–—‘‚“”„†‡•…‰‹›™";
    let is_of_old_system = |letter: char| OF_OLD_SYSTEMS.contains(letter) || matches!(letter, '\u{80}'..='\u{bf}');
    // `AndrŽ`: such a capital begins a name, but does not stand within one.
    let is_within = |pair: (char, char)| pair.0.is_lowercase() && matches!(pair.1, 'Š' | 'Ž' | 'Œ' | 'Ÿ');
    let has_others = || text.contains(is_of_old_system) || text.chars().zip(text.chars().skip(1)).any(is_within);
    text.contains(['?', char::REPLACEMENT_CHARACTER]) || !text.is_ascii() && has_others()
}

/// Whether a text may be one in which letters were lost, or may lose some: it has other characters than letters, figures and
/// blanks of ASCII.
pub(crate) fn may_lose(text: &str) -> bool {
    !text.is_ascii() || has_lost(text) || text.contains(is_mark)
}

/// The words of a name, in one order: `Bell, Amy` is `Amy Bell`.
pub(crate) fn in_words(name: &str) -> String {
    let mut words: Vec<String> = name.split([' ', ',', '\u{a0}']).map(seen).collect();
    words.sort_unstable();
    words.join(" ").trim_start().to_owned()
}

/// What is [`seen`] of a text, with one mark in place of each run of characters that a program may lose, or has lost: those that
/// ASCII does not have, and the apostrophes and dashes that stand for some of them.
pub(crate) fn seen_without_lost(text: &str) -> String {
    const LOST: char = char::REPLACEMENT_CHARACTER;
    let mut marked = String::with_capacity(text.len());
    for character in text.nfc() {
        let is_lost = !character.is_ascii() && !character.is_whitespace() && !is_unseen(character);
        if is_lost || is_mark(character) || matches!(character, '?' | LOST) {
            // One letter that is written wrongly is several characters.
            if !marked.ends_with(LOST) {
                marked.push(LOST);
            }
        } else {
            marked.push(character);
        }
    }
    seen(&marked)
}

/// Whether texts look alike, or would if no letters had been lost.
pub(crate) fn are_alike(one: &str, other: &str) -> bool {
    let may_be = (has_lost(one) || has_lost(other)) && seen_without_lost(one) == seen_without_lost(other);
    may_be || seen(one) == seen(other)
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

/// The text that was written as UTF-8, read as Windows-1252 and written again, once or several times, as `ZoÃ«` was `Zoë`;
/// `None` of other texts.
pub(crate) fn written_twice(text: &str) -> Option<String> {
    let read = |text: &str| {
        if text.is_ascii() {
            return None;
        }
        let (bytes, _, has_others) = WINDOWS_1252.encode(text);
        if has_others { None } else { String::from_utf8(bytes.into_owned()).ok() }
    };
    // Each time the text gets shorter.
    std::iter::successors(read(text), |once| read(once)).last()
}

/// Blanks, hyphens and underscores, which make no difference in a name.
pub(super) fn is_passed_over(character: char) -> bool {
    matches!(character, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}') || character.is_whitespace()
}

/// A text as names are matched: in lower case, without blanks, hyphens and underscores. Most texts are so already and are
/// not copied.
pub(crate) fn matched(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return text.into();
    }
    let kept = text.chars().filter(|character| !is_passed_over(*character));
    let kept: String = if text.is_ascii() {
        kept.map(|character| character.to_ascii_lowercase()).collect()
    } else {
        kept.flat_map(char::to_lowercase).collect()
    };
    // A name of nothing but hyphens is still a name.
    if kept.is_empty() { text.into() } else { kept.into() }
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
    fn lost_letters_may_be_any_that_ascii_does_not_have() {
        for (one, other) in [
            ("Zo\u{fffd} Bell", "Zoë Bell"),
            ("Zo? Bell", "Zoé bell"),
            ("Zo\u{fffd}\u{fffd} Bell", "Zoë Bell"),
            ("?sa Ã¶?", "Åsa öü"),
            ("Zo‰ Bell", "Zoë Bell"),
            ("Zo‘ Bell", "Zoë Bell"),
            ("Andr‚", "André"),
            ("AndrŽ", "André"),
        ] {
            assert!(has_lost(one) && !has_lost(other), "{one} {other}");
            assert_eq!(seen_without_lost(one), seen_without_lost(other), "{one} {other}");
        }
        assert!(!has_lost("Ana Šarić") && !has_lost("Ana Žarić"));
        for (one, other) in [("Zo? Bell", "Zoe Bell"), ("Zo? Bell", "Zo Bell"), ("Zo? Bell", "Zoë Ball")] {
            assert_ne!(seen_without_lost(one), seen_without_lost(other), "{one} {other}");
        }
    }

    #[test]
    fn look_alikes_have_the_same() {
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
            ("ZoÃƒÂ« Bell", "Zoë Bell"),
            ("4120.00", "4120"),
            ("0412.00", "412"),
            ("Ａmy Ｏ＇Ｈａｒａ", "Amy O'Hara"),
            ("Ｎ５３．", "N53"),
            ("Straße", "STRASSE"),
            ("STRAẞE", "strasse"),
            ("Griﬃn", "Griffin"),
            ("Amy Bell.", "Amy Bell"),
            ("St. Helens", "St Helens"),
            ("J.P. Smith", "JP Smith"),
            ("=412", "00412"),
        ] {
            assert_eq!(seen(one), seen(other), "{one} {other}");
        }
    }

    #[test]
    fn others_do_not_have_the_same() {
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
            ("A.12", "A1.2"),
            ("N1.2", "N12"),
            ("1.5", "15"),
            ("412.05", "412"),
            ("R=D", "RD"),
            ("Zo\u{fffd}", "Zo"),
            ("Bell, Amy", "Bell Amy"),
            ("Weiss", "Weis"),
        ] {
            assert_ne!(seen(one), seen(other), "{one} {other}");
        }
    }
}
