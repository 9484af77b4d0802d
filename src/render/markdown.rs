//! A report as a table in Markdown, to paste.

use crate::fault::visible;
use crate::report::Value;

use super::Page;

pub(super) fn render(report: &impl Page) -> String {
    let table = report.table();
    let positions = table.telling(table.wide);
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("**{}**\n\n", safe(&report.heading()));
    if table.rows.is_empty() {
        text.push_str(&format!("{}\n", report.nothing()));
    } else {
        text.push_str(&line(positions.iter().map(|position| table.columns[*position].heading.to_owned()).collect()));
        text.push_str(&line(
            positions.iter().map(|position| if table.is_text(*position) { "---" } else { "--:" }.to_owned()).collect(),
        ));
        for row in &table.rows {
            text.push_str(&line(positions.iter().map(|position| cell(&row.cells[*position])).collect()));
        }
    }
    text.push('\n');
    for (label, words) in report.below() {
        text.push_str(&format!("- **{label}**: {}\n", safe(&words)));
    }
    text
}

fn cell(value: &Value) -> String {
    match value {
        Value::Percent(percent) => format!("{percent}%"),
        other => safe(&other.to_string()),
    }
}

/// A text that Markdown shows as it is.
fn safe(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_break_the_table_or_become_markup() {
        assert_eq!(safe("SM|7 *x* <b> `y`"), "SM\\|7 \\*x\\* \\<b\\> \\`y\\`");
        assert_eq!(safe("a\nb"), "a b");
    }
}
