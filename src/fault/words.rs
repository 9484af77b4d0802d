//! The words of messages: what can be shown, quoted and counted.

use std::borrow::Cow;

/// The text on one line with nothing in it that steers a terminal or cannot be seen. White space becomes a space; any
/// other control character, and any that cannot be seen (`is_unseen`), becomes `�`. A variation selector stays where it
/// has a character to belong to.
pub fn visible(text: &str) -> Cow<'_, str> {
    // Nearly every text has nothing of the kind.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain { text.into() } else { made_visible(text).into() }
}

fn made_visible(text: &str) -> String {
    // Whether a variation selector has a character before it that it can belong to.
    let mut has_base = false;
    let shown = |character: char| {
        let shown = match character {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => ' ',
            selector if is_variation_selector(selector) && has_base => selector,
            unseen if unseen.is_control() || is_unseen(unseen) => char::REPLACEMENT_CHARACTER,
            plain => plain,
        };
        has_base = shown == character && !character.is_whitespace() && !is_variation_selector(character);
        shown
    };
    text.chars().map(shown).collect()
}

/// Whether a character has no width, or turns the direction of writing. These are the ones that Unicode calls default
/// ignorable, with the line breaks and the marks of annotations.
pub(crate) fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
        || is_variation_selector(character)
}

/// Whether a character only chooses a form of the one before it.
fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// What the system says of a failure, in words without its numbers.
pub(crate) fn plain_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        ErrorKind::NotADirectory => "a folder on the way to it is a file".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

/// The name of a file in a message.
pub(crate) fn path_name(path: &std::path::Path) -> String {
    named(&visible(&path.display().to_string()))
}

/// A count with its noun.
pub(crate) fn plural(count: impl std::fmt::Display, one: &str, many: &str) -> String {
    let count = count.to_string();
    let noun = if count == "1" { one } else { many };
    format!("{count} {noun}")
}

/// The text with a capital as its first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// `and 3 more`, by how many are not named; `None` where all are named.
pub(crate) fn and_more(all: usize, named: usize) -> Option<String> {
    let more = all.saturating_sub(named);
    (more > 0).then(|| format!("and {more} more"))
}

/// How many of many a sentence names, where nothing speaks for another number.
pub(crate) const FEW_NAMED: usize = 3;

/// The first `most` of many, with `between` between them, and how many more there are.
pub(crate) fn first_few_by<T>(all: &[T], most: usize, between: &str, words: impl Fn(&T) -> String) -> String {
    let first: Vec<String> = all.iter().take(most).map(words).collect();
    let more = and_more(all.len(), most).map(|more| format!(" {more}"));
    first.join(between) + &more.unwrap_or_default()
}

/// The first `most` of many texts, with commas between them, and how many more there are.
pub(crate) fn first_few(texts: &[String], most: usize) -> String {
    first_few_by(texts, most, ", ", String::clone)
}

/// The same of texts of the user's, each in backticks.
pub(crate) fn first_few_quoted<'t>(texts: impl IntoIterator<Item = &'t str>, most: usize) -> String {
    first_few(&texts.into_iter().map(quoted).collect::<Vec<_>>(), most)
}

/// Marks around a text of the user's in a message, one pair for a text that is shown in backticks and one for a text that is
/// not. Later [`said`](super::said) replaces the marks, and the text where names are left out.
pub(super) const QUOTED: [char; 2] = ['\u{1}', '\u{2}'];
pub(super) const NAMED: [char; 2] = ['\u{3}', '\u{4}'];

/// The user's own text, to stand in backticks in a message; cut short where it is too long to read.
pub(crate) fn quoted(text: &str) -> String {
    marked(&shortened(text), QUOTED)
}

/// What somebody or something of the user's is called, to stand in a message as it is.
pub(crate) fn named(text: &str) -> String {
    marked(text, NAMED)
}

/// As much of a text as is quoted.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

fn marked(text: &str, [before, after]: [char; 2]) -> String {
    let is_mark = |character: char| QUOTED.contains(&character) || NAMED.contains(&character);
    // A text that has a mark in it must not end before its end. The mark would be shown in this way in any case.
    let text = text.replace(is_mark, "\u{fffd}");
    format!("{before}{text}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::said;

    #[test]
    fn nothing_that_steers_a_terminal_stays() {
        assert_eq!(visible("a\u{1b}[31mb\tc\r\nd\u{9b}e\u{202e}f"), "a�[31mb c  d�e�f");
    }

    #[test]
    fn nothing_that_cannot_be_seen_stays() {
        let ranges = ["\u{ad}\u{ad}", "\u{61c}\u{61c}", "\u{180e}\u{180e}", "\u{200b}\u{200f}", "\u{202a}\u{202e}"];
        let more = ["\u{2060}\u{206f}", "\u{feff}\u{feff}", "\u{fff9}\u{fffb}", "\u{e0000}\u{e007f}"];
        for range in ranges.into_iter().chain(more) {
            let (first, last) = (range.chars().next().expect("two"), range.chars().last().expect("two"));
            for unseen in first..=last {
                assert_eq!(visible(&format!("O{unseen}Hara")), "O�Hara", "{unseen:?}");
            }
        }
        assert_eq!(visible("a\u{2028}b\u{2029}c"), "a b c");
        assert_eq!(visible("\u{fe0f}☂\u{fe0f}\u{fe0f} \u{e0100}"), "�☂\u{fe0f}� �");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(said(&quoted("ö"), None), "`ö`");
        assert_eq!(said(&quoted(&"ö".repeat(61)), None), format!("`{}…`", "ö".repeat(60)));
    }
}
