//! Weekly runs against one run on caseloads that nobody thought of.

use proptest::prelude::*;

use super::{HEADINGS, MONDAYS, folder, put, weights};
use crate::command::Folder;

/// What is printed, but for the warnings, whose places are in other files.
fn stdout(folder: &Folder, command: &str) -> String {
    let out = super::stdout(folder, command);
    let warnings = out.find("    \"warnings\": [").unwrap_or(out.len());
    out[..warnings].to_owned()
}

/// What an officer has in a week.
#[derive(Debug, Clone, Copy)]
enum Holds {
    NoRows,
    NoHours,
    Within,
    /// 110 % exactly.
    AtTheLimit,
    /// A ten-thousandth of a minute more.
    JustOver,
    Over,
    /// Over in two posts together, of which one is within.
    OverInTwoTeams,
}

/// An officer's week: what they hold, and in which team.
type OfficerWeek = (Holds, usize);

/// A week: its officers, and how many cases nobody holds in which team; `None` where the whole week is missing.
type Week = Option<(Vec<OfficerWeek>, (usize, usize))>;

const GRADES: [&str; 4] = ["PO", "PSO", "PO", "SPO"];
const TEAMS: [&str; 3] = ["North,Tees,R1", "North,Tees,R2", "South,Wear,R1"];

fn holds() -> impl Strategy<Value = Holds> {
    prop_oneof![
        2 => Just(Holds::NoRows),
        1 => Just(Holds::NoHours),
        1 => Just(Holds::Within),
        1 => Just(Holds::AtTheLimit),
        2 => Just(Holds::JustOver),
        4 => Just(Holds::Over),
        1 => Just(Holds::OverInTwoTeams),
    ]
}

fn week() -> impl Strategy<Value = Week> {
    let officers = prop::collection::vec((holds(), 0..TEAMS.len()), GRADES.len());
    prop_oneof![1 => Just(None), 8 => (officers, (0..TEAMS.len(), 0_usize..4)).prop_map(Some)]
}

fn rows(week: &Week) -> Vec<String> {
    let Some((officers, (team, cases))) = week else { return Vec::new() };
    let held = officers.iter().zip(GRADES).enumerate();
    let mut rows: Vec<String> = held.flat_map(|(number, (holds, grade))| officer(number, grade, *holds)).collect();
    if *cases > 0 {
        rows.push(format!(",,,{},,community,high,{cases},", TEAMS[*team]));
    }
    rows
}

fn officer(number: usize, grade: &str, (holds, team): OfficerWeek) -> Vec<String> {
    // An SPO has the hours that the caseload says, where it says any.
    let row = |hours, team: usize, count, extra| {
        format!("A{number},Name {number},{grade},{},{hours},community,high,{count},{extra}", TEAMS[team % TEAMS.len()])
    };
    match holds {
        Holds::NoRows => Vec::new(),
        Holds::NoHours => vec![row("0", team, 12, "")],
        Holds::Within => vec![row("40", team, 10, "")],
        Holds::AtTheLimit => vec![row("40", team, 11, "")],
        Holds::JustOver => vec![row("40", team, 11, "0.0001")],
        // Hours that are blank are the grade's, and those of an SPO are not known.
        Holds::Over => vec![row("", team, 12, "")],
        Holds::OverInTwoTeams => {
            // Two teams of one name are one post, so the other is of the other name.
            let other = usize::from(team != 1);
            vec![row("20", team, 8, ""), row("20", other, 4, "0.0001")]
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]
    #[test]
    fn weekly_runs_and_one_run_agree(
        weeks in prop::collection::vec(week(), MONDAYS.len()),
        limits in (90_u32..115, 100_u32..125),
        asked in prop::collection::vec(
            (0..MONDAYS.len(), prop::sample::select(vec!["--by team", "--by grade", "--by all", "--grade PO", "--by pdu"])),
            2,
        ),
    ) {
        let folder = folder()
            .with("1.toml", weights("2026-01-05", &limits.0.to_string()))
            .with("2.toml", weights(MONDAYS[5], &limits.1.to_string()));
        let options = "--weights 1.toml --weights 2.toml --format json";
        let mut ten = format!("{HEADINGS},week\n");
        let mut there = Vec::new();
        for (monday, week) in MONDAYS.iter().zip(&weeks) {
            let rows = rows(week);
            if !rows.is_empty() {
                there.push(*monday);
                put(&folder, &format!("{monday}.csv"), format!("{HEADINGS}\n{}\n", rows.join("\n")));
                ten.extend(rows.iter().map(|row| format!("{row},{monday}\n")));
            }
        }
        prop_assume!(!there.is_empty());
        put(&folder, "ten.csv", ten);
        for monday in &there {
            let weekly = stdout(&folder, &format!("calc {monday}.csv --history history.csv --record {options}"));
            prop_assert_eq!(weekly, stdout(&folder, &format!("calc ten.csv --week {monday} {options}")), "{}", monday);
        }
        for (monday, choice) in asked.iter().map(|(week, choice)| (MONDAYS[*week], choice)) {
            if there.contains(&monday) {
                let weekly = stdout(&folder, &format!("calc {monday}.csv --history history.csv {choice} {options}"));
                let once = stdout(&folder, &format!("calc ten.csv --week {monday} {choice} {options}"));
                prop_assert_eq!(weekly, once, "{} {}", monday, choice);
            }
        }
        stdout(&folder, &format!("calc ten.csv --history at-once.csv --record {options}"));
        prop_assert_eq!(folder.read("at-once.csv"), folder.read("history.csv"));
    }
}
