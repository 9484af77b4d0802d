//! A page in HTML that needs nothing else: no script, no address outside. What it says of people is marked off, so that a name
//! cannot turn the text around it.

mod charts;
mod parts;
mod words;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::fault::capitalised;
use crate::report::{CellKind, Overview, Table, Value};

use parts::{by_officer, by_week, headline, how, looking, notes};
use words::{line, person, plain};

const STYLE: &str = include_str!("style.css");

/// Nothing is loaded from anywhere, and nothing runs.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The bytes of the page. The same input gives the same bytes.
pub(crate) fn render_page(page: &Overview) -> Vec<u8> {
    let summary = page.report.summary();
    let heading = &page.report.heading;
    // A title of which nothing can be seen is none.
    let asked = page.title.clone().filter(|title| !plain(title).trim().is_empty());
    let (title, what) = asked.map_or((page.subject(), None), |title| (title, Some(page.subject())));
    let mut sections: Vec<(&str, &str, Markup)> = vec![
        ("who", "Who is excessive or possible", looking(page, &summary)),
        ("weeks", "Week by week", weeks(page)),
        ("officers", "Officers", by_officer(page)),
        ("grid", "Officers by week", by_week(page)),
        ("units", "Units", units(page)),
        ("notes", "What to know before relying on this", notes(page, &summary)),
        ("how", "How the figures are made", how(page)),
    ];
    // The figures of some officers of a team are not those of the team.
    sections.retain(|(id, ..)| *id != "units" || !heading.is_of_people);
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (plain(&title)) }
                style { (PreEscaped(STYLE)) (charts::limit_mark(page.limit())) }
            }
            body class=[(page.not_shown > 0 || page.officers.len() > 500).then_some("large")] {
                a class="skip" href="#main" { "Go to the figures" }
                header {
                    h1 { (person(&title)) }
                    @if let Some(what) = &what { p class="quiet" { (person(what)) } }
                    p class="headline" { (headline(&summary, heading)) }
                    nav aria-label="Parts of this page" {
                        ul { @for (id, name, _) in &sections { li { a href=(format!("#{id}")) { (name) } } } }
                    }
                }
                main id="main" {
                    @for (id, name, part) in &sections {
                        section { h2 id=(id) { (name) } (part) }
                    }
                }
                footer { p class="quiet" { "Made by wmt " (env!("CARGO_PKG_VERSION")) "." } }
            }
        }
    };
    page.into_string().into_bytes()
}

/// The trend as a chart, and the figures of it.
fn weeks(page: &Overview) -> Markup {
    let Some(figures) = &page.weeks_table else {
        return html! { p { "This caseload has no date, so there are no weeks to show." } };
    };
    let is_cut = page.weeks.iter().filter_map(|point| point.percent).any(|percent| percent.units() > charts::HIGHEST);
    html! {
        figure {
            (charts::weeks(&page.weeks, page.limit()))
            figcaption class="quiet" {
                "Everyone together. The " @if charts::has_band(&page.weeks, page.limit()) { "band is from 90 % to the" } @else { "line across is the" }
                " limit of " (page.limit().to_string()) " %; a square is a week over the limit of its own weights."
                @if is_cut { " What is above 600 % stands at the upper edge." }
            }
        }
        @if let Some(incomplete) = &page.incomplete { p { (capitalised(incomplete)) "." } }
        (table(figures, "Figures of each week", &["bar"]))
    }
}

/// Columns of units that have no room on paper; `calc` has them.
const LESS: [&str; 4] = ["contracted_hours", "reduction_hours", "unallocated_cases", "weeks_over"];

fn units(page: &Overview) -> Markup {
    let summary = page.units.summary();
    let known = |words: &str, runs: &[crate::report::NamedRun]| {
        let names: Vec<String> = runs.iter().map(|run| run.about.to_string()).collect();
        html! { @if !names.is_empty() { p { (words) ": " (line(&names.join("; "))) "." } } }
    };
    html! {
        (known("Excessive as a whole", &summary.excessive_units))
        (known("Possible as a whole", &summary.possible_units))
        (table(&page.units.table, "Capacity of units, with the lowest and the highest of their officers", &LESS))
    }
}

/// A table for people, without some of its columns.
fn table(table: &Table, caption: &str, without: &[&str]) -> Markup {
    let shown = |value: &Value| match value {
        Value::Blank => "–".to_owned(),
        Value::Percent(percent) => format!("{percent} %"),
        other => other.to_string(),
    };
    let mut told = table.told(shown);
    told.retain(|column| !without.contains(&table.columns[column.position].key));
    let mut rows: Vec<Markup> = Vec::new();
    table.each(|row| {
        let cells = told.iter().map(|column| {
            let is_number = column.kind == CellKind::Figures;
            let text = shown(&row[column.position]);
            html! { @if is_number { td class="n" { (text) } } @else { td { (person(&text)) } } }
        });
        let cells: Vec<Markup> = cells.collect();
        rows.push(html! { tr { @for cell in cells { (cell) } } });
    });
    html! {
        div class="wide" tabindex="0" role="group" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr {
                    @for column in &told {
                        @let heading = table.columns[column.position].heading;
                        th scope="col" class=[(column.kind == CellKind::Figures).then_some("n")] { (heading) }
                    }
                } }
                tbody { @for row in rows { (row) } }
            }
        }
    }
}
