//! What is said of an extract beside its faults: what is left out, taken over, or not as it should be.

use crate::fault::{
    FEW_NAMED, FileId, LOOK_ALIKE, Messages, NOT_AN_OFFICER, Place, Subject, THIN_WEEK, TOTALS_ROW, first_few,
    first_few_quoted, plural, quoted,
};

use super::reading::ExtractRead;
use super::sheet::Sheets;

/// Sheets of older workbooks, whose rows nobody counts any more.
const NOT_COUNTED: [&str; 3] = ["inst_reports", "arms", "gs"];

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
pub(super) fn say(reading: &ExtractRead, id: FileId, messages: &mut Messages) {
    let mut saying = ExtractNotices { place: Place::whole(id), messages };
    saying.add("an extract has no hours: `calc` takes those of the grades, or of --staff");
    match reading.days {
        Some([(first, _), (last, _)]) if first != last => {
            saying.add(format!("its rows are of the days from {first} to {last}; the week is that of {last}"));
        }
        None => saying.add("no row has a `Datestamp`, so the week is blank and all contacts count"),
        Some(_) => (),
    }
    let ExtractRead { people, told, .. } = reading;
    saying.warn_of_codes(&people.codes_alike());
    told.totals.warn(TOTALS_ROW, "a total", saying.messages);
    let names = people.changing.iter().map(|key| quoted(key));
    let rest = "a name or a grade that is not the same in all rows; the first counts";
    saying.named(["officer has", "officers have"], rest, names);
    let names = people.differing.iter().map(|code| code_name(code));
    let rest = "rows that differ in region, PDU or team; each post is where its own first row says";
    saying.named(["team code has", "team codes have"], rest, names);
    let codes: Vec<String> = people
        .unknown_grades
        .iter()
        .map(|(code, officers)| format!("{} of {}", code_name(code), plural(officers.len(), "officer", "officers")))
        .collect();
    if !codes.is_empty() {
        saying.add(format!(
            "these codes are no grades of officers with a caseload, so their grade is blank: {}",
            codes.join(", ")
        ));
    }
    let names = told.without_key.iter().map(|name| quoted(name));
    let rest = "a name and no `OM_Key` in some rows, whose work counts as nobody's";
    saying.warn_of(NOT_AN_OFFICER, ["person has", "people have"], rest, names);
    let rows: Vec<String> = told.without_names.iter().map(|place| saying.messages.files.at(*place)).collect();
    let rest =
        "no region, PDU, team or person, so what is counted there is unallocated work; delete it if it is a total";
    saying.named(["row names", "rows name"], rest, rows.into_iter());
    let names = told.without_row.iter().map(|post| {
        let post = &people.posts[*post];
        format!("{} in {}", quoted(&post.key), code_name(people.code(post)))
    });
    let rest = "cases in `wmt_extract` and no row in `wmt_extract_filtered`, so none of them is counted";
    saying.warn_of(THIN_WEEK, ["post has", "posts have"], rest, names);
    let rows = told.short_of_counts.iter().map(|place| format!("row {}", place.line));
    let rest = "more cases by `V-CRN_Count` than in the columns of tiers, and only those are counted";
    saying.named(["row has", "rows have"], rest, rows);
    saying.counted(told.only_reports, ["officer writes", "officers write"], "court reports only");
    saying.counted(told.old_contacts, ["contact is", "contacts are"], "of seven days ago or earlier, and left out");
    let rest = "in the sheet `cms` alone and taken over";
    saying.named(["officer is", "officers are"], rest, told.of_contacts.iter().cloned());
    saying.counted(told.joined, ["row repeats", "rows repeat"], "a case for a flag, and joined the row of that case");
    let rest = "in no other sheet; taken over";
    saying.named(["post has cases and is", "posts have cases and are"], rest, told.of_cases.iter().cloned());
    let rest = "other numbers of normal cases than `wmt_extract_filtered` counts";
    saying.named(["post has", "posts have"], rest, told.uneven.iter().cloned());
}

struct ExtractNotices<'m> {
    place: Place,
    messages: &'m mut Messages,
}

impl ExtractNotices<'_> {
    fn add(&mut self, message: impl Into<String>) {
        self.messages.notices.add(self.place, message);
    }

    /// Says of how many something is so, unless it is none. The first two words are for one and for several.
    fn counted(&mut self, count: usize, [one, several]: [&str; 2], rest: &str) {
        if count > 0 {
            self.add(format!("{} {rest}", plural(count, one, several)));
        }
    }

    /// The same, with the first of their names.
    fn named(&mut self, words: [&str; 2], rest: &str, names: impl Iterator<Item = String>) {
        let names: Vec<String> = names.collect();
        self.counted(names.len(), words, &format!("{rest}: {}", first_few(&names, FEW_NAMED)));
    }

    /// Warns of how many something is so, with the first of their names, unless it is none.
    fn warn_of(&mut self, check: &'static str, words: [&str; 2], rest: &str, names: impl Iterator<Item = String>) {
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            let message =
                format!("{} {rest}: {}", plural(names.len(), words[0], words[1]), first_few(&names, FEW_NAMED));
            self.messages.warnings.add(check, self.place, message);
        }
    }

    /// Warns of codes of teams that look alike.
    fn warn_of_codes(&mut self, all: &[Vec<&str>]) {
        for codes in all {
            let quoted: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
            let message =
                format!("the team codes {} look alike, and count as {} teams", quoted.join(" and "), codes.len());
            let subjects = codes.iter().map(|code| Subject::Unit((*code).to_owned()));
            self.messages.warnings.add_of(LOOK_ALIKE, self.place, subjects, message);
        }
    }
}

fn code_name(code: &str) -> String {
    if code.is_empty() { "a blank".to_owned() } else { quoted(code) }
}

/// Says which teams had one description.
pub(super) fn say_teams(names: &[String], id: FileId, messages: &mut Messages) {
    if names.is_empty() {
        return;
    }
    let names = first_few_quoted(names.iter().map(String::as_str), FEW_NAMED);
    let message = format!("several teams have one name, so their codes stand behind it: {names}");
    messages.notices.add(Place::whole(id), message);
}
