//! Texts on the page: what somebody wrote is marked off, and nothing unseen is left.

use maud::{Markup, html};

use crate::fault::is_unseen;

/// A text of the program's, or a line with names in it: nothing unseen is left.
pub(super) fn plain(text: &str) -> String {
    shown(text, |_| false)
}

/// A text that somebody wrote, kept to itself: marks of direction end with it.
pub(super) fn person(text: &str) -> Markup {
    let turns = |character| matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    html! { bdi { (shown(text, turns)) } }
}

/// A line with several people or figures in it, kept to itself. A mark of direction in one name would turn what follows it.
pub(super) fn line(text: &str) -> Markup {
    html! { bdi { (plain(text)) } }
}

/// What of a text is shown: no control character, and of what cannot be seen only what stays. Line breaks are blanks.
fn shown(text: &str, stays: impl Fn(char) -> bool) -> String {
    let shown = |character: char| match character {
        '\t' | '\n' | '\r' => Some(' '),
        other => (stays(other) || !(other.is_control() || is_unseen(other))).then_some(other),
    };
    text.chars().filter_map(shown).collect()
}
