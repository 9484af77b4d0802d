//! The side after the changes is what `calc` gives for a caseload and weights that were changed in that way: the changes are made
//! here in a small picture of the caseload, which is written as CSV.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::command::Folder;
use crate::report::{Rows, stdout};

/// Posts: officers with their teams; D1 is in two. The last two are unallocated work.
const POSTS: [(&str, &str); 7] =
    [("A1", "R1"), ("B1", "R1"), ("C1", "R2"), ("D1", "R1"), ("D1", "R2"), ("", "R1"), ("", "R2")];
/// Kinds of work: what WORK calls them, and their cells: case type, tier, status, task.
const KINDS: [(&str, &str); 6] = [
    ("community A3", "community,A3,,"),
    ("community B2", "community,B2,,"),
    ("licence B2 warrant", "licence,B2,warrant,"),
    ("custody A3", "custody,A3,active,"),
    ("sdr", ",,,sdr"),
    ("parole_report", ",,,parole_report"),
];
/// The kind of cases that have ids and minutes on top, which none of the others is.
const WITH_ID: &str = "licence,C1,,";

/// A caseload with its weights.
#[derive(Debug, Clone, Default)]
struct Picture {
    /// Contracted hours and reduction hours of posts.
    hours: Vec<(i64, i64)>,
    /// How many of each kind posts hold.
    held: BTreeMap<(usize, usize), i64>,
    /// Cases with an id: the post, how many, and minutes on top.
    cases: Vec<(usize, i64, i64)>,
    joined: Vec<(String, usize, i64)>,
    values: BTreeMap<&'static str, String>,
}

/// What a change is made from: its kind, two posts, a kind of work and a number.
type Seed = (u8, usize, usize, usize, i64);

fn who(post: usize) -> String {
    match POSTS[post] {
        ("", _) => "unallocated".to_owned(),
        ("D1", team) => format!("D1@{team}"),
        (officer, _) => officer.to_owned(),
    }
}

impl Picture {
    fn of(held: &[(usize, usize, i64)], cases: &[(usize, i64)], hours: &[(i64, i64)]) -> Self {
        let mut picture = Self { hours: hours.to_vec(), ..Self::default() };
        picture.cases = cases.iter().map(|(post, extra)| (*post, 1, *extra)).collect();
        for (post, kind, count) in held {
            *picture.held.entry((*post, *kind)).or_default() += count;
        }
        picture
    }

    /// The caseload: earlier weeks as they are given, then this one.
    fn csv(&self, earlier: &str) -> String {
        let mut csv = "officer,grade,team,contracted_hours,reduction_hours,week,case_type,tier,status,task,count,extra_minutes,case_id\n".to_owned();
        csv.push_str(earlier);
        let row = |post: usize, cells: &str, count: i64, extra: i64, id: &str| {
            let (officer, team) = POSTS[post];
            let (grade, hours) = match self.hours.get(post) {
                Some((contracted, reduction)) => ("PO", format!("{contracted},{reduction}")),
                None => ("", ",".to_owned()),
            };
            let extra = if extra == 0 { String::new() } else { extra.to_string() };
            format!("{officer},{grade},{team},{hours},2026-11-16,{cells},{count},{extra},{id}\n")
        };
        for post in 0..self.hours.len() {
            csv.push_str(&row(post, ",,,", 0, 0, "").replace(",0,,\n", ",,,\n"));
        }
        for ((post, kind), count) in &self.held {
            csv.push_str(&row(*post, KINDS[*kind].1, *count, 0, ""));
        }
        for (id, (post, count, extra)) in self.cases.iter().enumerate() {
            csv.push_str(&row(*post, WITH_ID, *count, *extra, &format!("X{id}")));
        }
        for (code, team, hours) in &self.joined {
            csv.push_str(&format!("{code},PSO,R{team},{hours},,2026-11-16,,,,,,,\n"));
        }
        csv
    }

    fn weights(&self) -> String {
        let values = self.values.iter().map(|(key, value)| format!("{key} = {value}"));
        let lines = ["extends = \"hmpps-2021\"", "version = \"changed\""].map(str::to_owned).into_iter().chain(values);
        lines.collect::<Vec<_>>().join("\n") + "\n"
    }

    fn move_all(&mut self, from: usize, to: usize) {
        for kind in 0..KINDS.len() {
            if let Some(count) = self.held.remove(&(from, kind)) {
                *self.held.entry((to, kind)).or_default() += count;
            }
        }
        for case in self.cases.iter_mut().filter(|case| case.0 == from) {
            case.0 = to;
        }
    }

    /// Makes a change, if it can be made here; what it is on a command line.
    fn change(&mut self, (change, post, other, kind, number): Seed) -> Option<Vec<String>> {
        let words = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>());
        let (name, officer) = (KINDS[kind].0, post < self.hours.len());
        let held = self.held.get(&(post, kind)).copied().unwrap_or_default();
        let unallocated = if POSTS[post].1 == "R1" { 5 } else { 6 };
        match change {
            0 if officer => {
                *self.held.entry((post, kind)).or_default() += number;
                words(&["--give", &who(post), &format!("{number} {name}")])
            }
            // Unallocated work of both teams may be taken, so only work that is in one of them is.
            1 | 2 if held >= number && post != other && (officer || !self.held.contains_key(&(11 - post, kind))) => {
                let to = if change == 1 { None } else { Some(other) };
                let to = to.map(|to| if to >= 5 && officer { unallocated } else { to });
                if to.is_some_and(|to| to >= 5 && !officer) {
                    return None;
                }
                self.held.insert((post, kind), held - number);
                if held == number {
                    self.held.remove(&(post, kind));
                }
                let work = format!("{number} {name}");
                match to {
                    None => words(&["--take", &who(post), &work]),
                    Some(to) => {
                        *self.held.entry((to, kind)).or_default() += number;
                        words(&["--move", &who(post), &who(to), &work])
                    }
                }
            }
            3 if officer && !self.cases.is_empty() => {
                let case = kind % self.cases.len();
                let from = self.cases[case].0;
                let to = if other >= 5 { if POSTS[from].1 == "R1" { 5 } else { 6 } } else { other };
                if from == to || (from >= 5 && to >= 5) {
                    return None;
                }
                self.cases[case].0 = to;
                words(&["--move", &who(from), &who(to), &format!("x{case}")])
            }
            4 if officer && number + 12 >= self.hours[post].1 => {
                self.hours[post].0 = number + 12;
                words(&["--hours", &who(post), &(number + 12).to_string()])
            }
            5 if officer && self.hours[post].0 >= number => {
                self.hours[post].1 = number;
                words(&["--reduce", &who(post), &number.to_string()])
            }
            6 if officer => {
                self.hours[post] = (0, 0);
                self.move_all(post, unallocated);
                words(&["--leave", &who(post)])
            }
            7 => {
                let code = format!("N{}", self.joined.len());
                self.joined.push((code.clone(), 1 + post % 2, number + 10));
                words(&["--join", &format!("{code}@R{}", 1 + post % 2), "PSO", &(number + 10).to_string()])
            }
            8 => {
                let (key, value) = [
                    ("cases.community.A3", number * 100),
                    ("tasks.sdr.minutes", number * 200),
                    ("hours.non_attributable", number * 5),
                    ("limits.over", 50 + number * 5),
                    ("limits.weeks", 1 + number % 4),
                    ("status.warrant", number * 10),
                ][kind];
                self.values.insert(key, value.to_string());
                words(&["--set", key.trim_end_matches(".minutes"), &value.to_string()])
            }
            9 => {
                let (what, percent) =
                    ([["community", "A3", "sdr"][kind % 3], ["100", "-100", "+200"][post % 3]]).into();
                let scaled =
                    |count: &mut i64| *count = *count * (100 + percent.parse::<i64>().expect("a number")) / 100;
                let is_scaled = |kind: usize| KINDS[kind].0.split(' ').any(|word| word == what);
                self.held.iter_mut().filter(|((_, kind), _)| is_scaled(*kind)).for_each(|(_, count)| scaled(count));
                words(&["--scale", what, percent])
            }
            _ => None,
        }
    }
}

/// What both give of each row, in the words of `calc`.
fn same(folder: &Folder, changes: &[String], by: &str) -> Result<(), TestCaseError> {
    let options: Vec<&str> = ["whatif", "before.csv", "--all", "--format", "csv", "--by", by].to_vec();
    let output = folder.run(options.into_iter().map(str::to_owned).chain(changes.iter().cloned()));
    prop_assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let as_it_is = stdout(folder, &format!("calc before.csv --format csv --by {by}"));
    let (before, as_it_is) = (Rows::read(&output.stdout), Rows::read(&as_it_is));
    let known = |column: &str| {
        before.column(column).into_iter().filter(|cell| !cell.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    prop_assert_eq!(known("standing_before"), as_it_is.column("standing"));
    prop_assert_eq!(known("work_before"), as_it_is.column("work_hours"));
    let (after, calc) = (
        Rows::read(&output.stdout),
        stdout(folder, &format!("calc after.csv --weights after.toml --format csv --by {by}")),
    );
    let calc = Rows::read(&calc);
    for (of_after, of_calc) in [
        ("team", "team"),
        ("cases_after", "cases"),
        ("available_after", "available_hours"),
        ("work_after", "work_hours"),
        ("capacity_after", "capacity_percent"),
        ("standing_after", "standing"),
    ] {
        prop_assert_eq!(after.column(of_after), calc.column(of_calc), "{} by {}", of_calc, by);
    }
    if by == "officer" {
        prop_assert_eq!(after.column("officer"), calc.column("officer"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_changes_is_what_calc_gives_for_a_changed_caseload(
        held in prop::collection::vec((0_usize..7, 0_usize..6, 1_i64..12), 0..24),
        cases in prop::collection::vec((0_usize..5, 1_i64..300), 0..5),
        hours in prop::collection::vec((10_i64..40, 0_i64..10), 5),
        earlier in prop::collection::vec((0_usize..5, 1_i64..3, 0_i64..20), 0..8),
        seeds in prop::collection::vec((0_u8..10, 0_usize..7, 0_usize..7, 0_usize..6, 1_i64..6), 1..10),
    ) {
        let mut earlier_rows = String::new();
        for (post, weeks, count) in earlier {
            let ((officer, team), day) = (POSTS[post], 16 - 7 * weeks);
            earlier_rows.push_str(&format!("{officer},PO,{team},37,,2026-11-{day:02},community,A3,,,{count},,\n"));
        }
        let earlier = earlier_rows;
        let mut picture = Picture::of(&held, &cases, &hours);
        let before = picture.csv(&earlier);
        let changes: Vec<Vec<String>> = seeds.into_iter().filter_map(|seed| picture.change(seed)).collect();
        prop_assume!(!changes.is_empty());
        let changes: Vec<String> = changes.concat();
        let folder = Folder::new().with("before.csv", before).with("after.csv", picture.csv(&earlier));
        let folder = folder.with("after.toml", picture.weights());
        for by in ["officer", "team"] {
            same(&folder, &changes, by)?;
        }
    }
}
