//! The text of a source file, in the parts that the tests of the floors go by. It relies on the lines being as rustfmt
//! writes them.

/// The code without comments and without what stands in texts, so that neither is taken for code. Lines stay lines.
pub(super) fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => text_length(rest),
            'r' if rest.starts_with("r#\"") => rest.find("\"#").map_or(rest.len(), |end| end + 2),
            '\'' => character_length(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..skipped].matches('\n'));
            rest = &rest[skipped..];
        }
    }
    code
}

/// The length of the text in quotation marks that stands at the start.
fn text_length(rest: &str) -> usize {
    let mut is_escaped = false;
    for (position, byte) in rest.bytes().enumerate().skip(1) {
        if byte == b'"' && !is_escaped {
            return position + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    rest.len()
}

/// The length of the character in quotation marks that stands at the start; 0 where a lifetime does.
fn character_length(rest: &str) -> usize {
    let character = rest[1..].chars().next();
    let shortest = if character == Some('\\') { 3 } else { 1 + character.map_or(0, char::len_utf8) };
    let end = rest.get(shortest..).and_then(|behind| behind.find('\'')).map(|end| shortest + end);
    end.filter(|end| character == Some('\\') || *end == shortest).map_or(0, |end| end + 1)
}

/// The code without its unit tests.
pub(super) fn without_unit_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        let indent = indent(line);
        // An item ends with the first line that is indented as it is and closes something.
        lines.by_ref().find(|line| self::indent(line) == indent && line.trim_end().ends_with(['}', ';']));
    }
    kept
}

/// The names of functions, each with the number of its lines.
pub(super) fn functions(code: &str) -> impl Iterator<Item = (&str, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let named = lines.clone().into_iter().enumerate().filter_map(|(at, line)| match item(line.trim()) {
        Some(("fn", name)) => Some((at, name)),
        _ => None,
    });
    named.map(move |(at, name)| {
        let is_end = |line: &&str| indent(line) == indent(lines[at]) && line.trim_end().ends_with(['}', ';']);
        let length = lines[at..].iter().position(is_end).map_or(lines.len() - at, |end| end + 1);
        (name, length)
    })
}

/// The names of the items of a file.
pub(super) fn items(code: &str) -> impl Iterator<Item = &str> {
    code.lines().filter(|line| indent(line) == 0).filter_map(item).map(|(_, name)| name)
}

/// The names of the types and traits of a file.
pub(super) fn types(code: &str) -> impl Iterator<Item = &str> {
    let items = code.lines().filter(|line| indent(line) == 0).filter_map(item);
    items.filter(|(keyword, _)| ["struct", "enum", "trait", "type"].contains(keyword)).map(|(_, name)| name)
}

/// The keyword and the name of the item that a line opens.
fn item(line: &str) -> Option<(&str, &str)> {
    let is_before = |word: &&str| ["pub", "crate", "super", "async", "unsafe"].contains(word);
    let mut words = words(line).skip_while(is_before);
    let (keyword, name) = (words.next()?, words.next()?);
    match keyword {
        "const" if name == "fn" => Some(("fn", words.next()?)),
        "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "macro_rules" => Some((keyword, name)),
        _ => None,
    }
}

/// The words of code: names and keywords.
pub(super) fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

/// The paths of code: words joined by `::`.
pub(super) fn paths(code: &str) -> impl Iterator<Item = Vec<String>> {
    let parts = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':');
    parts.filter(|part| part.contains("::")).map(|part| words(part).map(str::to_owned).collect())
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
