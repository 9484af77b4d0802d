//! A report as one JSON object.

use serde::Serialize;

/// A value as JSON that no terminal acts on, with a line end.
pub(super) fn object(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("a report has no map keys but texts");
    escaped(&text) + "\n"
}

/// Escapes control characters that JSON allows in texts, because a terminal would act on them.
fn escaped(json: &str) -> String {
    let steers = |character: &char| {
        (character.is_control() && *character != '\n')
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if steers(&character) {
            text.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        assert_eq!(escaped("\"a\u{9b}b\u{7f}c\u{202e}\"\n"), "\"a\\u009bb\\u007fc\\u202e\"\n");
    }
}
