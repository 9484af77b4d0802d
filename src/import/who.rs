//! Who a row is of, and of which day: the columns that all sheets with posts have.

use jiff::civil::Date;

use crate::fault::quoted;
use crate::inputs::is_total_of_officer;
use crate::units::{NotDate, parse_date};

use super::codes::grade;
use super::people::{ExtractTeam, NamedBefore, Person, PostId};
use super::reading::ExtractRead;
use super::sheet::ExtractRow;

// The columns of who and where.
columns! {
    WHO:
    REGION = "Region_Desc",
    PDU = "PDU_Desc",
    TEAM = "Team_Desc",
    TEAM_CODE = "Team_Code",
    SURNAME = "OM_Surname",
    FORENAME = "OM_Forename",
    KEY = "OM_Key",
    GRADE = "OM_Grade_Code",
    DAY = "Datestamp",
}

/// Codes that stand where a description is blank, in sheets that have them.
pub(super) const CODES: [&str; 2] = ["Region_Code", "PDU_Code"];

/// Whether a row is a total by its first cell. It is noted as one, and left out.
pub(super) fn is_total(row: &ExtractRow, reading: &mut ExtractRead) -> bool {
    let is_total = is_total_of_officer(row.first);
    if is_total {
        reading.told.totals.add(row.place, row.first.to_owned(), None);
    }
    is_total
}

/// Notes the post of a row, and the day that it is of. `columns` is how many columns the sheet must have, behind which the codes
/// stand. `None` of a total, which is left out.
pub(super) fn note(
    row: &mut ExtractRow,
    columns: usize,
    seen: &mut NamedBefore,
    reading: &mut ExtractRead,
) -> Option<PostId> {
    let names = [row.name(FORENAME), row.name(SURNAME)];
    let name = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
    let total = if name.is_empty() { row.first } else { &name };
    if row.name(KEY).is_empty() && is_total_of_officer(total) {
        reading.told.totals.add(row.place, total.to_owned(), None);
        return None;
    }
    let (key, team) = (row.name(KEY), row.name(TEAM_CODE));
    if let Some(day) = day(row, DAY) {
        reading.note_day(day, row.place);
    }
    let ExtractRead { people, weights, told, .. } = reading;
    let mut or_code = |description: usize, code: usize| {
        let description = row.name(description);
        if description.is_empty() { row.name(code) } else { description }.to_owned()
    };
    let (region, pdu) = (or_code(REGION, columns), or_code(PDU, columns + 1));
    let described = ExtractTeam { code: team.to_owned(), region, pdu, name: or_code(TEAM, TEAM_CODE) };
    if let (false, Some(before)) = (key.is_empty(), seen.insert((key.to_owned(), team.to_owned()), row.place)) {
        let message = format!(
            "the post of {} in the team {} is there twice; row {} has it too",
            quoted(key),
            quoted(team),
            before.line
        );
        let of_code = "both would count; delete one of the rows";
        row.fault(message, if team.is_empty() { "give each row its `Team_Code`" } else { of_code });
    }
    if names.iter().any(|name| is_nobody(name)) {
        people.note_nobody(key);
    } else if key.is_empty() && !name.is_empty() {
        told.without_key.insert(name.clone());
    } else if key.is_empty() && described == ExtractTeam::default() {
        told.without_names.push(row.place);
    }
    let key = if people.is_nobody(key) { "" } else { key };
    let code = row.text(GRADE);
    let team = people.described(described);
    Some(people.post(&Person { key, name, grade: grade(code, weights), grade_code: code }, team))
}

/// Whether a name is that of a person who stands for unallocated work.
pub(super) fn is_nobody(name: &str) -> bool {
    name.eq_ignore_ascii_case("unallocated")
}

/// The day in a cell; `None` where it is blank, or none, which is a fault.
pub(super) fn day(row: &mut ExtractRow, column: usize) -> Option<Date> {
    let text = row.text(column);
    if text.is_empty() {
        return None;
    }
    let wrong = |NotDate { reason, hint }: NotDate| {
        let message = format!("{} is {}, which is not a date: {reason}", row.heading(column), quoted(text));
        row.fault(message, hint);
    };
    parse_date(text).map_err(wrong).ok()
}
