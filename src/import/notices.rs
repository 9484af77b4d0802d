//! What is said of an extract beside its faults: what is left out, taken over, or not as it should be.

use crate::fault::{FileId, Messages, Place, first_few, plural, quoted};

use super::reading::{Reading, Told};
use super::sheet::Sheets;

/// Sheets of older workbooks, whose rows nobody counts any more.
const NOT_COUNTED: [&str; 3] = ["inst_reports", "arms", "gs"];

/// So many posts and officers are named.
const NAMED: usize = 3;

/// Says which sheets have rows that are not counted.
pub(super) fn say_unused_sheets(sheets: &mut Sheets, id: FileId, messages: &mut Messages) {
    for name in NOT_COUNTED {
        let rows = sheets.count_rows(name);
        if rows > 0 {
            let rows = plural(rows, "row, which is", "rows, which are");
            messages.notices.add(Place::whole(id), format!("the sheet {} has {rows} not counted", quoted(name)));
        }
    }
}

/// Says everything else.
pub(super) fn say(reading: &Reading, id: FileId, messages: &mut Messages) {
    let mut say = |message: String| messages.notices.add(Place::whole(id), message);
    say("an extract has no hours: `calc` takes those of the grades, or of --staff".to_owned());
    match reading.days {
        Some([(first, _), (last, _)]) if first != last => {
            say(format!("its rows are of the days from {first} to {last}; the week is that of {last}"));
        }
        None => say("no row has a `Datestamp`, so the week is blank and all contacts count".to_owned()),
        Some(_) => (),
    }
    let Reading { people, told, .. } = reading;
    let listed = |names: &[String]| first_few(names, NAMED);
    if !people.changing.is_empty() {
        let names: Vec<String> = people.changing.iter().map(|key| quoted(key)).collect();
        let officers = plural(names.len(), "officer has", "officers have");
        say(format!(
            "{officers} a name or a grade that is not the same in all rows; the first counts: {}",
            listed(&names)
        ));
    }
    if !people.differing.is_empty() {
        let codes: Vec<String> = people.differing.iter().map(|code| code_name(code)).collect();
        let have = plural(codes.len(), "team code has", "team codes have");
        let message = "rows that differ in region, PDU or team; each post is where its own first row says";
        say(format!("{have} {message}: {}", listed(&codes)));
    }
    let codes: Vec<String> = people
        .unknown_grades
        .iter()
        .map(|(code, officers)| format!("{} of {}", code_name(code), plural(officers.len(), "officer", "officers")))
        .collect();
    if !codes.is_empty() {
        say(format!(
            "these codes are no grades of officers with a caseload, so their grade is blank: {}",
            codes.join(", ")
        ));
    }
    say_of_losses(told, &mut say);
    if told.only_reports > 0 {
        say(format!("{} court reports only", plural(told.only_reports, "officer writes", "officers write")));
    }
    if told.old_contacts > 0 {
        let contacts = plural(told.old_contacts, "contact is", "contacts are");
        say(format!("{contacts} of seven days ago or earlier, and left out"));
    }
    if !told.of_contacts.is_empty() {
        let officers = plural(told.of_contacts.len(), "officer is", "officers are");
        say(format!("{officers} in the sheet `cms` alone and taken over: {}", listed(&told.of_contacts)));
    }
    say_of_detail(told, &mut say);
}

/// Says whose work loses its officer, and what is not counted.
fn say_of_losses(told: &Told, say: &mut impl FnMut(String)) {
    if !told.without_key.is_empty() {
        let names: Vec<String> = told.without_key.iter().map(|name| quoted(name)).collect();
        let have = plural(names.len(), "person has", "people have");
        let message = "a name and no `OM_Key` in some rows, whose work counts as nobody's";
        say(format!("{have} {message}: {}", first_few(&names, NAMED)));
    }
    if !told.without_counts.is_empty() {
        let rows: Vec<String> = told.without_counts.iter().map(|place| format!("row {}", place.line)).collect();
        let have = plural(rows.len(), "row has", "rows have");
        let message = "cases by `V-CRN_Count` and none in the columns of tiers, so none is counted";
        say(format!("{have} {message}: {}", first_few(&rows, NAMED)));
    }
}

fn code_name(code: &str) -> String {
    if code.is_empty() { "a blank".to_owned() } else { quoted(code) }
}

fn say_of_detail(told: &Told, say: &mut impl FnMut(String)) {
    let listed = |names: &[String]| first_few(names, NAMED);
    if told.joined > 0 {
        let rows = plural(told.joined, "row repeats", "rows repeat");
        say(format!("{rows} a case for a flag, and joined the row of that case"));
    }
    if !told.of_cases.is_empty() {
        let posts = plural(told.of_cases.len(), "post has cases and is", "posts have cases and are");
        say(format!("{posts} in no other sheet; taken over: {}", listed(&told.of_cases)));
    }
    if !told.uneven.is_empty() {
        let posts = plural(told.uneven.len(), "post has", "posts have");
        let message = "other numbers of normal cases than `wmt_extract_filtered` counts";
        say(format!("{posts} {message}: {}", listed(&told.uneven)));
    }
}

/// Says which teams had one description.
pub(super) fn say_teams(names: &[String], id: FileId, messages: &mut Messages) {
    if names.is_empty() {
        return;
    }
    let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let message = format!("several teams have one name, so their codes stand behind it: {}", first_few(&quoted, NAMED));
    messages.notices.add(Place::whole(id), message);
}
