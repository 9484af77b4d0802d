//! The form of a history: a CSV file with one row for each officer, team and week, in exact figures.

use std::borrow::Cow;
use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::delimited::{Delimited, runs_as_formula};
use crate::model::{PostFigures, TextId, Texts, WeekFigures};
use crate::units::{Rounded, Week};

/// The headings of a history, in their order. `cases` and `work_minutes` are blank where the caseload had no row and the
/// staff list alone had the post, and all figures where a row was faulty and the post is not worked out.
pub(super) const HEADINGS: [&str; 13] = [
    "week", "officer", "name", "grade", "region", "pdu", "team", "cases", "work_minutes", "available_minutes",
    "limit_percent", "weights", "format",
];

/// The number of the form that histories are written in. It goes up when a wmt of today could not read what is written.
pub(super) const FORMAT: &str = "1";

/// The form of rows that are not worked out. A wmt that does not know of them refuses the history.
pub(super) const LEFT_OUT: &str = "2";

/// A history as it is written: sorted, so that the same weeks give the same bytes. `kept` are posts of other teams of a week.
pub(super) fn written(weeks: &[WeekFigures], kept: &BTreeMap<Week, Vec<PostFigures>>, texts: &Texts) -> Vec<u8> {
    let mut rows = Delimited::of(HEADINGS);
    for week in weeks {
        let (named, limit) = (week.week.written(), week.limit.to_string());
        let weights = safe_text(texts.get(week.weights));
        let kept = kept.get(&week.week).map_or(&[][..], Vec::as_slice);
        let key = |post: &PostFigures| (post.officer, post.unit.team);
        let kept_keys: HashSet<_> = kept.iter().map(key).collect();
        // Of a post that is kept, a staff list or a faulty row of another team says less than what was recorded.
        let says_less = |post: &PostFigures| post.is_listed_only || post.is_faulty;
        let stands = |post: &&PostFigures| !says_less(post) || !kept_keys.contains(&key(post));
        // Of a faulty officer's posts in teams without rows nothing is known: another run may have rows of those.
        let with_rows: HashSet<Option<TextId>> = week.with_rows().map(|post| post.unit.team).collect();
        let is_known =
            |post: &&PostFigures| !post.is_listed_only || !post.is_faulty || with_rows.contains(&post.unit.team);
        let mut posts: Vec<&PostFigures> = week.posts.iter().filter(stands).filter(is_known).chain(kept).collect();
        posts.sort_by_cached_key(|post| {
            let [region, pdu, team] = post.unit.shown(texts);
            [texts.code_of(post.officer), region, pdu, team]
        });
        for post in posts {
            rows.add(named);
            let [name, grade] = [post.name, post.grade].map(|text| texts.shown(text));
            let [region, pdu, team] = post.unit.shown(texts);
            for text in [texts.code_of(post.officer), name, grade, region, pdu, team] {
                rows.add(safe_text(text).as_bytes());
            }
            if post.is_listed_only || post.is_faulty {
                rows.add(b"");
                rows.add(b"");
            } else {
                rows.add(Rounded::whole(post.cases.into()).written().as_bytes());
                rows.add(post.work.written().as_bytes());
            }
            if post.is_faulty {
                rows.add(b"");
            } else {
                rows.add(post.available.written().as_bytes());
            }
            rows.add(limit.as_bytes());
            rows.add(weights.as_bytes());
            rows.add(if post.is_faulty { LEFT_OUT } else { FORMAT }.as_bytes());
            rows.end_row();
        }
    }
    rows.into_bytes()
}

/// A text that no spreadsheet runs as a formula, and that reads back as it was: one that begins like a formula or with an
/// apostrophe, or has a blank at an end, gets an apostrophe in front.
fn safe_text(text: &str) -> Cow<'_, str> {
    if needs_apostrophe(text) { format!("'{text}").into() } else { text.into() }
}

/// The text of a cell that [`safe_text`] wrote; `None` where it cannot have written that.
pub(super) fn text_of(cell: &str) -> Option<&str> {
    let text = cell.strip_prefix('\'').unwrap_or(cell);
    let is_ours = needs_apostrophe(text) == (text.len() < cell.len());
    is_ours.then_some(text)
}

fn needs_apostrophe(text: &str) -> bool {
    runs_as_formula(text) || text.starts_with('\'') || text.trim() != text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{Files, Messages, Place};
    use crate::history::reading::read_history;
    use crate::model::{Officer, PostWeek, Unit};
    use crate::units::{Decimal, Percent, Week, Work};
    use proptest::prelude::*;

    /// The officers of a history of one week that is written to a file and read again.
    fn read_back(officers: &[String]) -> Vec<String> {
        let mut texts = Texts::default();
        let week = Week::of(jiff::civil::date(2026, 11, 16));
        let place = Place::whole(Files::default().add("history.csv"));
        let mut post = |officer: &String| {
            let text = Some(texts.keep(officer));
            let blank = PostWeek::blank(Unit::of_team(text), place).figures(&[]);
            let work = Work::from_units(1);
            PostFigures { officer: text.map(Officer::of), name: text, cases: 1, counting_cases: 1, work, ..blank }
        };
        let posts = officers.iter().map(&mut post).collect();
        let limit = Percent::new(Decimal::whole(110)).expect("a percentage");
        let weeks = [WeekFigures { week, limit, weights: texts.keep("w"), place, posts }];
        let folder = tempfile::tempdir().expect("a folder");
        let (path, mut messages, mut again) =
            (folder.path().join("history.csv"), Messages::default(), Texts::default());
        std::fs::write(&path, written(&weeks, &BTreeMap::new(), &texts)).expect("a file");
        let id = messages.files.add("history.csv");
        let read = read_history(&path, id, &mut again, &mut messages).expect("it reads");
        let posts = read.iter().flat_map(|week| &week.posts);
        posts
            .map(|post| {
                let officer = again.code_of(post.officer);
                assert_eq!([post.name, post.unit.team].map(|text| again.shown(text)), [officer; 2]);
                officer.to_owned()
            })
            .collect()
    }

    proptest! {
        #[test]
        fn texts_come_back_as_they_were(officers in prop::collection::btree_set("[-=+@'\"\\,; \t\r\n\u{b}\u{1b}\u{7f}\u{85}\u{a0}\u{200b}\u{2028}\u{feff}aé]{1,6}", 1..8)) {
            let officers: Vec<String> = officers.into_iter().collect();
            let mut back = read_back(&officers);
            back.sort();
            prop_assert_eq!(back, officers);
        }
    }
}
