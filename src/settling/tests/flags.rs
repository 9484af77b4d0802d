//! Tests that rows of flags count as if they had been joined by hand with the rows of their cases, on any number of threads.

use proptest::prelude::*;

use super::fixtures::{in_blocks, read_one};
use crate::fault::Messages;

const WEIGHTS: &str = r#"
extends = "hmpps-2021"
version = "flags"
[status]
half = { percent = 50, flag = true }
less = { percent = 30, flag = true }
nothing = { percent = 0, flag = true }
third = 33
"#;

/// Statuses with the shares that count, flags first.
const STATUSES: [(&str, u32); 7] =
    [("half", 50), ("less", 30), ("nothing", 0), ("unpaid_work", 100), ("N", 100), ("third", 33), ("", 100)];
const FLAGS: usize = 4;

/// Everything that tells cases apart: officer, team, week, id, case type and tier.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

fn case() -> impl Strategy<Value = Case> {
    let of = |texts: &[&'static str]| prop::sample::select(texts.to_vec());
    let ids = of(&["", "X1", "x1", "X2", "\"X2\"", " é1", "É1", "an id of many letters 1", "an id of many letters 2"]);
    let weeks = of(&["2026-11-16", "2026-11-09", "2026-11-16"]);
    (of(&["A1", "A1", "A2", ""]), of(&["T1", "T1", "T2"]), weeks, ids, of(&["community", "custody"]), of(&["A3", "B2"]))
}

/// The status with which each row counts; none if it was joined with another row.
fn joined(rows: &[(Case, usize)]) -> Vec<Option<usize>> {
    let id = |case: &Case| case.3.trim_matches(['"', ' ']).to_uppercase();
    let key = |case: &Case| (case.0, case.1, case.2, id(case), case.4, case.5);
    let joins = |(case, _): &(Case, usize)| !id(case).is_empty();
    let lowest = |statuses: Vec<usize>| statuses.into_iter().min_by_key(|status| STATUSES[*status].1);
    let row = |(at, (case, status)): (usize, &(Case, usize))| {
        let same = || {
            let all = rows.iter().enumerate().filter(|(_, row)| joins(row) && key(&row.0) == key(case));
            all.map(|(at, (_, status))| (at, *status))
        };
        let flags = || same().filter(|(_, status)| *status < FLAGS);
        match (joins(&(*case, *status)), *status < FLAGS) {
            (false, _) => Some(*status),
            (true, false) => lowest(std::iter::once(*status).chain(flags().map(|(_, status)| status)).collect()),
            (true, true) if flags().count() < same().count() => None,
            (true, true) if flags().next().is_some_and(|(first, _)| first < at) => None,
            (true, true) => lowest(flags().map(|(_, status)| status).collect()),
        }
    };
    rows.iter().enumerate().map(row).collect()
}

/// The figures of all weeks from rows under a heading of the statuses, and what the week reported holds.
fn figures(heading: &str, rows: &[(Case, usize)], threads: usize, block: usize) -> String {
    let row = |((officer, team, week, id, case_type, tier), status): &(Case, usize)| {
        format!("{officer},{team},{week},{id},{case_type},{tier},{}\n", STATUSES[*status].0)
    };
    // Nobody disappears because all their rows were joined with others.
    let known =
        ["A1,T1", "A1,T2", "A2,T1", "A2,T2"].map(|post| format!("{post},2026-11-16,,,,\n{post},2026-11-09,,,,\n"));
    let text = rows.iter().map(row).collect::<String>() + &known.concat();
    let caseload = format!("officer,team,week,case_id,case_type,tier,{heading}\n{text}");
    let mut messages = Messages::default();
    let (caseload, _) = read_one([&caseload, WEIGHTS], &in_blocks(threads, block), &mut messages);
    assert!(messages.faults.is_empty(), "{}", messages.faults.text(&messages.files, None));
    let text = |id| caseload.texts.shown(id);
    let mut figures: Vec<String> = Vec::new();
    for week in &caseload.weeks {
        let of = |post: &crate::model::PostFigures| {
            format!(
                "{} {} {} {} {:?}",
                week.week,
                caseload.texts.code_of(post.officer),
                text(post.unit.team),
                post.cases,
                post.work
            )
        };
        figures.extend(week.posts.iter().map(of));
    }
    let reported = caseload.reported.expect("a week is reported");
    figures.extend(
        reported
            .posts
            .iter()
            .map(|post| format!("{} {} {:?}", caseload.texts.code_of(post.officer), text(post.unit.team), post.held)),
    );
    figures.sort();
    figures.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn flags_count_as_rows_that_were_joined_by_hand(rows in prop::collection::vec((case(), 0..STATUSES.len()), 1..40)) {
        let by_hand: Vec<(Case, usize)> =
            rows.iter().zip(joined(&rows)).filter_map(|((case, _), status)| Some((*case, status?))).collect();
        let expected = figures("status", &by_hand, 1, 4096);
        for (threads, block) in [(1, 4096), (2, 100), (3, 333)] {
            prop_assert_eq!(&figures("Row Type", &rows, threads, block), &expected, "{} threads", threads);
        }
    }
}
