//! A report as a table in Markdown, to paste.

use crate::fault::visible;
use crate::report::{CellKind, Labelled, Table, Value};

use super::page::{Page, PagePart};

pub(super) fn render(report: &impl Page) -> String {
    let mut explained = Vec::new();
    let parts = report.parts().into_iter().map(|part| match part {
        PagePart::Table(table) => rows(table),
        PagePart::ForPeople(table, words) => {
            explained = words;
            rows(&table)
        }
        PagePart::Nothing(words) => format!("{words}\n"),
        PagePart::Lines(labelled) => lines(&[std::mem::take(&mut explained), labelled].concat()),
    });
    let parts: Vec<String> = parts.collect();
    format!("**{}**\n\n{}", safe(&report.heading()), parts.join("\n"))
}

fn rows(table: &Table) -> String {
    let told = table.told(cell);
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let headings = told.iter().map(|told| safe(&table.columns[told.position].heading.replace('\u{a0}', " ")));
    let rule = told.iter().map(|told| if told.kind == CellKind::Figures { "--:" } else { "---" }.to_owned());
    let mut text = line(headings.collect()) + &line(rule.collect());
    table.each(|row| text.push_str(&line(told.iter().map(|told| cell(&row[told.position])).collect())));
    text
}

fn lines(labelled: &[Labelled]) -> String {
    let lines: Vec<String> =
        labelled.iter().map(|(label, words)| format!("- **{label}**: {}\n", safe(words))).collect();
    lines.concat()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Percent(percent) => format!("{percent}%"),
        other => safe(&other.to_string()),
    }
}

/// Escapes a text so that Markdown shows it as it is.
fn safe(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let visible = visible(text);
    for (at, character) in visible.char_indices() {
        let is_address = match character {
            ':' => visible[at..].starts_with("://"),
            '.' => visible[..at].ends_with(['w', 'W']),
            _ => false,
        };
        let is_markup =
            matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '$');
        if is_markup || is_address {
            shown.push('\\');
        }
        shown.push(character);
        if character == '@' {
            // Renderers look for addresses of e-mail when escapes are gone, but not across an empty comment.
            shown.push_str("<!-- -->");
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_do_not_become_links() {
        assert_eq!(safe("http://x.org, www.x.org"), "http\\://x.org, www\\.x.org");
        assert_eq!(safe("Amy: amy@x.org"), "Amy: amy@<!-- -->x.org");
    }
}
