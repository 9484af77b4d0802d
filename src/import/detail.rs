//! Cases one by one, with their ids and what is said of each.

use std::collections::BTreeSet;

use foldhash::HashMap;

use crate::fault::{Messages, quoted};
use crate::model::{Kind, Weights};
use crate::ordered::OrderedMap;

use super::codes::tiers;
use super::people::{Person, PostId};
use super::reading::{ExtractRead, add_unknown};
use super::sheet::{ExtractColumns, ExtractRow, Sheets};
use super::who::is_total;

const SHEETS: [&str; 6] =
    ["flag_warr_4_n", "flag_upw", "flag_o_due", "flag_priority", "wmt_extract_sa", "suspended_lifers"];

columns! {
    COLUMNS:
    ROW_TYPE = "Row_Type",
    CASE = "Case_Ref_No",
    TIER = "Tier_Code",
    TEAM = "Team_Code",
    KEY = "OM_Key",
    LOCATION = "Location",
}

/// What a row type says of a case, as the weights call it.
const STATUSES: [(&str, &str); 8] = [
    ("N", Weights::ACTIVE),
    ("W", "warrant"),
    ("U", "unpaid_work"),
    ("O", "overdue_termination"),
    ("S", "suspended_sentence"),
    ("L", "suspended_lifer"),
    ("P", "prolific"),
    ("I", "integrated_management"),
];

/// The case types of places.
const CASE_TYPES: [(&str, &str); 4] =
    [("community", "community"), ("custody", "custody"), ("licence", "licence"), ("license", "licence")];

/// What all rows of one case have in common: post, case id, case type and tier.
type CaseKey = (PostId, String, usize, usize);

/// What the rows of a case say of it.
#[derive(Default)]
struct Said {
    /// Rows that are no flags, each of which is a case.
    own: Vec<Kind>,
    /// The flag under which least of the case counts.
    flag: Option<Kind>,
    flags: usize,
}

/// The rows of all sheets.
#[derive(Default)]
struct DetailRows {
    cases: OrderedMap<CaseKey, Said>,
    /// How many normal rows there are, by post and what they are.
    normal: HashMap<(PostId, Kind), i64>,
}

pub(super) fn read(reading: &mut ExtractRead, sheets: &mut Sheets, messages: &mut Messages) -> Option<()> {
    let columns = ExtractColumns::of(COLUMNS, &[]);
    let (tiers, mut rows, mut are_read) = (tiers(), DetailRows::default(), true);
    for name in SHEETS {
        are_read &= sheets.each(name, &columns, messages, |row| add(row, &tiers, &mut rows, reading)).is_some();
    }
    compare(&rows.normal, reading);
    for ((post, id, ..), Said { mut own, flag, flags }) in rows.cases {
        reading.told.joined += flags.saturating_sub(usize::from(own.is_empty()));
        match (own.first_mut(), flag) {
            (Some(first), Some(flag)) if flag.status().counted < first.status().counted => *first = flag,
            (None, Some(flag)) => own.push(flag),
            _ => (),
        }
        let held = &mut reading.people.posts[post].held;
        for kind in own {
            held.add_case(kind, &id);
        }
    }
    are_read.then_some(())
}

/// Adds a row to the case that it is of. One without a case id stands alone.
fn add(row: &mut ExtractRow, tiers: &[String], rows: &mut DetailRows, reading: &mut ExtractRead) {
    if is_total(row, reading) || [ROW_TYPE, TIER, LOCATION].into_iter().any(|column| row.is_blank(column)) {
        return;
    }
    let status = known(row, ROW_TYPE, &STATUSES);
    let case_type = known(row, LOCATION, &CASE_TYPES);
    let number = row.text(TIER).parse::<usize>().ok();
    let tier = number.and_then(|number| tiers.get(number));
    if tier.is_none() {
        let message = format!("the tier code {} is not known", quoted(row.text(TIER)));
        row.fault(message, "tier codes are the numbers from 0 to 32");
    }
    let (key, team, id) = (row.name(KEY), row.name(TEAM), row.name(CASE));
    let (Some(status_name), Some(case_type), Some(tier)) = (status, case_type, tier) else { return };
    let kind = match reading.weights.case(case_type, Some(tier), Some(status_name)) {
        Ok(kind) => kind,
        Err(unknown) => return add_unknown(&unknown, row, LOCATION),
    };
    let Kind::Case { case_type, tier, status, .. } = kind else { return };
    let post = post(key, team, reading);
    if status_name == Weights::ACTIVE {
        *rows.normal.entry((post, kind)).or_default() += 1;
    }
    if id.is_empty() {
        return reading.people.posts[post].held.add_case(kind, id);
    }
    let said = rows.cases.entry((post, id.to_owned(), case_type, tier)).or_default();
    if status.is_flag {
        said.flags += 1;
        said.flag = Some(said.flag.filter(|flag| flag.status().counted <= status.counted).unwrap_or(kind));
    } else {
        said.own.push(kind);
    }
}

/// What a cell means, where its words are known, in any case; a fault where they are not.
fn known<'n>(row: &mut ExtractRow, column: usize, names: &[(&str, &'n str)]) -> Option<&'n str> {
    let text = row.text(column);
    let known = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, meaning)| *meaning);
    if known.is_none() {
        let message = format!("{} is {}, which is not known", row.heading(column), quoted(text));
        let all: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        row.fault(message, format!("the known ones are {}", all.join(", ")));
    }
    known
}

/// The post of a case. One that no other sheet has is taken over with its team code.
fn post(key: &str, team: &str, reading: &mut ExtractRead) -> PostId {
    let (people, told) = (&mut reading.people, &mut reading.told);
    let key = if people.is_nobody(key) { "" } else { key };
    if let Some(post) = people.post_in(key, team) {
        return post;
    }
    let of_code = people.coded(team);
    if key.is_empty() {
        return people.bare_post(key, of_code);
    }
    told.of_cases.push(format!("{} in {}", quoted(key), quoted(team)));
    if people.officers.contains_key(key) {
        return people.bare_post(key, of_code);
    }
    // Nothing but the key is said of the officer.
    people.post(&Person { key, name: String::new(), grade: Some(""), grade_code: "" }, of_code)
}

/// Finds the posts whose normal rows are not as many of each kind as their counts.
fn compare(normal: &HashMap<(PostId, Kind), i64>, reading: &mut ExtractRead) {
    let all = normal.keys().chain(reading.counted.keys()).collect::<BTreeSet<_>>();
    let differs = |key: &&(PostId, Kind)| normal.get(*key).unwrap_or(&0) != reading.counted.get(*key).unwrap_or(&0);
    let uneven: BTreeSet<PostId> = all.into_iter().filter(differs).map(|(post, _)| *post).collect();
    let name = |post: PostId| {
        let post = &reading.people.posts[post];
        let (key, team) = (&post.key, reading.people.code(post));
        if key.is_empty() {
            format!("nobody in {}", quoted(team))
        } else {
            format!("{} in {}", quoted(key), quoted(team))
        }
    };
    reading.told.uneven = uneven.into_iter().map(name).collect();
}
