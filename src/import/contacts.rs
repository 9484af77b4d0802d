//! Contacts for another officer's case: work of the one who did it, which the other was spared.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::fault::{Messages, quoted};
use crate::model::Kind;

use super::codes::grade;
use super::people::Person;
use super::reading::ExtractRead;
use super::sheet::{ExtractColumns, ExtractRow, Sheets};
use super::who::{day, is_nobody, is_total};

columns! {
    COLUMNS:
    DATE = "Contact_Date",
    CODE = "Contact_Type_Code",
    NAME = "Contact_Staff_Name",
    STAFF = "Contact_Staff_Key",
    GRADE = "Contact_Staff_Grade",
    TEAM = "Contact_Team_Key",
    OFFICER = "OM_Key",
    OFFICERS_TEAM = "OM_Team_Key",
}

/// A contact counts for so many days.
const DAYS: i64 = 7;

/// A contact that counts.
struct Contact {
    task: Kind,
    staff: String,
    name: String,
    grade_code: String,
    team: String,
    officer: String,
    officers_team: String,
}

/// Reads all contacts before any of them finds its posts: another row may say who somebody is, or that they are nobody.
pub(super) fn read(reading: &mut ExtractRead, sheets: &mut Sheets, messages: &mut Messages) -> Option<()> {
    let columns = ExtractColumns::of(COLUMNS, &[]);
    let after = reading.day().and_then(|day| day.checked_sub(DAYS.days()).ok());
    let mut contacts = Vec::new();
    sheets.each("cms", &columns, messages, |row| contacts.extend(contact(row, after, reading)))?;
    let is_nobody = |key: &str| reading.people.is_nobody(key);
    contacts.retain(|Contact { staff, officer, .. }| staff != officer || is_nobody(staff));
    for Contact { task, staff, name, grade_code, team, .. } in &contacts {
        let staff = if reading.people.is_nobody(staff) { "" } else { staff };
        let by = Person { key: staff, name: name.clone(), grade: grade(grade_code, reading.weights), grade_code };
        add(&by, team, *task, 1, reading);
    }
    for Contact { task, officer, officers_team, .. } in &contacts {
        if !reading.people.is_nobody(officer) {
            // Nothing but the key is said of the case's officer.
            let spared = Person { key: officer, name: String::new(), grade: Some(""), grade_code: "" };
            add(&spared, officers_team, *task, -1, reading);
        }
    }
    Some(())
}

/// A contact, where it is later than a day and sound.
fn contact(row: &mut ExtractRow, after: Option<Date>, reading: &mut ExtractRead) -> Option<Contact> {
    if is_total(row, reading) || row.is_blank(DATE) {
        return None;
    }
    let date = day(row, DATE)?;
    if after.is_some_and(|after| date <= after) {
        reading.told.old_contacts += 1;
        return None;
    }
    if row.is_blank(CODE) {
        return None;
    }
    let code = row.text(CODE);
    let Ok(task) = reading.weights.task(code, None) else {
        let hint = "declare it under [tasks] in the weights; `minutes = 0` there says that it counts nothing";
        row.fault(format!("the contact code {} is not known", quoted(code)), hint);
        return None;
    };
    let names =
        row.text(NAME).split_once(',').map_or(["", row.text(NAME)], |(last, first)| [first.trim(), last.trim()]);
    let staff = row.name(STAFF).to_owned();
    if names.into_iter().any(is_nobody) {
        reading.people.note_nobody(&staff);
    }
    Some(Contact {
        task,
        staff,
        name: names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" "),
        grade_code: row.text(GRADE).to_owned(),
        team: row.name(TEAM).to_owned(),
        officer: row.name(OFFICER).to_owned(),
        officers_team: row.name(OFFICERS_TEAM).to_owned(),
    })
}

/// Adds a contact to the post that it belongs to: in its team, or else the officer's first. One who is in no other sheet gets
/// a post.
fn add(person: &Person, team: &str, task: Kind, count: i64, reading: &mut ExtractRead) {
    let people = &mut reading.people;
    let post = people.post_near(person.key, team).unwrap_or_else(|| {
        reading.told.of_contacts.extend((!person.key.is_empty()).then(|| quoted(person.key)));
        let team = people.coded(team);
        people.post(person, team)
    });
    reading.people.posts[post].held.add(task, count);
}
