//! Contacts for another officer's case: work of the one who did it, which the other was spared.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::fault::{Fault, Messages, quoted};

use super::grades::grade;
use super::held::Piece;
use super::people::{Person, PostId};
use super::reading::Reading;
use super::sheet::{Columns, ExtractRow, Sheets};
use super::who::{day, is_nobody};

const COLUMNS: [&str; 8] = [
    "Contact_Date",
    "Contact_Type_Code",
    "Contact_Staff_Name",
    "Contact_Staff_Key",
    "Contact_Staff_Grade",
    "Contact_Team_Key",
    "OM_Key",
    "OM_Team_Key",
];
const DATE: usize = 0;
const CODE: usize = 1;
const NAME: usize = 2;
const STAFF: usize = 3;
const GRADE: usize = 4;
const TEAM: usize = 5;
const OFFICER: usize = 6;
const OFFICERS_TEAM: usize = 7;

/// A contact counts for so many days.
const DAYS: i64 = 7;

pub(super) fn read(reading: &mut Reading, sheets: &mut Sheets, messages: &mut Messages) -> Option<()> {
    let needed = COLUMNS.map(str::to_owned);
    let columns = Columns { needed: &needed, others: &[] };
    let after = reading.day().and_then(|day| day.checked_sub(DAYS.days()).ok());
    sheets.each("cms", &columns, messages, |row, messages| add(row, after, reading, messages)).map(drop)
}

/// Adds a contact, where it is later than a day.
fn add(row: &ExtractRow, after: Option<Date>, reading: &mut Reading, messages: &mut Messages) {
    if row.text(DATE).is_empty() {
        messages.faults.add(Fault::new(row.place, format!("{} is blank", row.heading(DATE))));
        return;
    }
    let Some(date) = day(row, DATE, messages) else { return };
    if after.is_some_and(|after| date <= after) {
        reading.contacts.old += 1;
        return;
    }
    let code = row.text(CODE);
    let Some(task) = reading.weights.tasks.position(code) else {
        let fault = Fault::new(row.place, format!("the contact code {} is not known", quoted(code)));
        let hint = "declare it under [tasks] in the weights; `minutes = 0` there says that it counts nothing";
        messages.faults.add(fault.hint(hint));
        return;
    };
    let (staff, officer) = (row.name(STAFF, messages), row.name(OFFICER, messages));
    let (surname, forename) =
        row.text(NAME).split_once(',').map_or(("", row.text(NAME)), |(last, first)| (last.trim(), first.trim()));
    if [surname, forename].into_iter().any(is_nobody) {
        reading.people.note_nobody(staff);
    }
    let (is_nobodys, is_of_nobody) = (reading.people.is_nobody(staff), reading.people.is_nobody(officer));
    if staff == officer && !is_nobodys {
        return;
    }
    let name = [forename, surname].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
    let staff = if is_nobodys { "" } else { staff };
    let code = row.text(GRADE);
    let by = Person { key: staff, name, grade: grade(code, reading.weights), grade_code: code };
    let post = post(&by, row.name(TEAM, messages), reading);
    reading.people.posts[post].held.add(Piece::Task(task), 1);
    if !is_of_nobody {
        // Nothing but the key is said of the case's officer.
        let spared = Person { key: officer, name: String::new(), grade: Some(""), grade_code: "" };
        let post = self::post(&spared, row.name(OFFICERS_TEAM, messages), reading);
        reading.people.posts[post].held.add(Piece::Task(task), -1);
    }
}

/// The post that a contact belongs to: in its team, or else the officer's first. One who is in no other sheet gets one.
fn post(person: &Person, team: &str, reading: &mut Reading) -> PostId {
    if person.key.is_empty() {
        return reading.people.bare_post("", team);
    }
    reading.people.post_near(person.key, team).unwrap_or_else(|| {
        reading.contacts.strangers.push(quoted(person.key));
        reading.people.post(person, team)
    })
}
