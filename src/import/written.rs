//! An extract as a caseload in CSV.

use jiff::civil::Date;

use crate::delimited::{Delimited, runs_as_formula};
use crate::fault::visible;
use crate::model::Weights;

use super::people::{Officer, People, Team};

const COLUMNS: &str = "week region pdu team officer name grade case_id case_type tier status task count";

/// Writes all posts by region, PDU, team and officer, what they hold in the order of the weights. Somebody who holds nothing has
/// one row.
pub(super) fn write(people: &People, day: Option<Date>, weights: &Weights) -> Vec<u8> {
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    let mut order: Vec<(Team, String, usize)> = Vec::new();
    for (id, post) in people.posts.iter().enumerate() {
        order.push((people.team(&post.team), post.key.clone(), id));
    }
    order.sort();
    let mut rows = Delimited::of(COLUMNS.split(' '));
    let nobody = Officer::default();
    for (team, key, id) in order {
        let officer = people.officers.get(&key).unwrap_or(&nobody);
        let who =
            [&day, &team.region, &team.pdu, &team.name, &key, &officer.name, &officer.grade].map(|text| safe(text));
        let held = people.posts[id].held.rows();
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
