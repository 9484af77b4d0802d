//! An extract as a caseload in CSV.

use jiff::civil::Date;

use crate::delimited::{Delimited, runs_as_formula};
use crate::fault::visible;
use crate::model::Weights;

use super::people::{ExtractOfficer, ExtractPost, People};

const COLUMNS: &str = "week region pdu team officer name grade case_id case_type tier status task count";

/// Writes all posts by region, PDU, team and officer, what they hold in the order of the weights. Somebody who holds nothing has
/// one row.
pub(super) fn write(people: &People, day: Option<Date>, weights: &Weights) -> Vec<u8> {
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    let mut posts: Vec<&ExtractPost> = people.posts.iter().collect();
    posts.sort_by_key(|post| (people.place(post), &post.key));
    let mut rows = Delimited::of(COLUMNS.split(' '));
    let nobody = ExtractOfficer::default();
    for post @ ExtractPost { key, .. } in posts {
        let officer = people.officers.get(key).unwrap_or(&nobody);
        let [region, pdu, team] = people.place(post);
        let who = [&day, region, pdu, team, key, &officer.name, &officer.grade].map(safe);
        let held = post.held.rows();
        if held.is_empty() && !key.is_empty() {
            rows.add_row(who.iter().map(String::as_str).chain([""; 6]));
        }
        for (kind, case, count) in held {
            let [case_type, tier, status, task] = weights.names_of(&kind);
            let status = if case.is_some() { status } else { "" };
            let what = [&safe(case.unwrap_or_default()), case_type, tier, status, task, &count.to_string()];
            rows.add_row(who.iter().map(String::as_str).chain(what));
        }
    }
    rows.into_bytes()
}

/// A text on one line that no spreadsheet runs as a formula, in the form that a caseload is read back from.
fn safe(text: &str) -> String {
    let shown = visible(text);
    if runs_as_formula(text) { format!("=\"{shown}\"") } else { shown.into_owned() }
}
