//! A report as one JSON object.

use serde::Serialize;

use crate::fault::is_unseen;

/// A value as JSON that no terminal acts on, with a line end.
pub(super) fn object(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("a report has no map keys but texts");
    escaped(&text) + "\n"
}

/// Escapes characters that JSON allows in texts although nobody sees them, or a terminal acts on them.
fn escaped(json: &str) -> String {
    let steers = |character: &char| (character.is_control() && *character != '\n') || is_unseen(*character);
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if steers(&character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            text.push(character);
        }
    }
    text
}
