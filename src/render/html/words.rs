//! Texts on the page: what somebody wrote is marked off, and nothing unseen is left.

use maud::{Markup, html};

use crate::fault::is_unseen;

/// A text of the program's, or a line with names in it: nothing unseen is left.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|character| !character.is_control() && !is_unseen(*character)).collect()
}

/// A text that somebody wrote, kept to itself: marks of direction end with it.
pub(super) fn person(text: &str) -> Markup {
    let turns = |character: &char| matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_shown = |character: &char| turns(character) || !(character.is_control() || is_unseen(*character));
    let text: String = text.chars().filter(is_shown).collect();
    html! { bdi { (text) } }
}
