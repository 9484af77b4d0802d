//! The sets of weights of other services, each with examples worked by hand from the published cap. An officer of 40 hours has
//! all the hours of the set; capacity above 100 % is more than the cap.

use std::collections::BTreeSet;

use crate::command::{Folder, repository};
use crate::report::{rows, stdout};

const HEADINGS: &str = "week,team,officer,contracted_hours,case_type,tier,count,task\n";

/// Capacity and standing of an officer of so many hours with so many cases of each tier, in one week.
fn judged(set: &str, hours: &str, case_type: &str, cases: &[(&str, u32)]) -> String {
    let row = |(tier, count): &(&str, u32)| format!("2026-11-16,T,A1,{hours},{case_type},{tier},{count},\n");
    let caseload = HEADINGS.to_owned() + &cases.iter().map(row).collect::<String>();
    let rows = rows(&Folder::new().with("caseload.csv", caseload), &format!("calc caseload.csv --weights {set}"));
    rows.of("A1", ["capacity_percent", "standing", "weights"]).join(" ")
}

/// Each cap of one kind is exactly 100 % and not over; one case more is over.
fn hold_caps(set: &str, case_type: &str, caps: &[(&str, u32)]) {
    for (tier, cap) in caps {
        assert_eq!(judged(set, "40", case_type, &[(tier, *cap)]), format!("100.0 within {set}"), "{tier}");
        let more = judged(set, "40", case_type, &[(tier, cap + 1)]);
        assert!(more.ends_with(&format!(" over {set}")), "{tier}: {more}");
    }
}

/// 154 h are 9,240 minutes. 60 regular cases × 154 = 9,240: exactly 100 %. 61 × 154 = 9,394 are 101.7 %. Half of one cap and half
/// of another: 30 × 154 + 12 × 385 = 4,620 + 4,620. Half the hours: 30 × 154 = 4,620 of 4,620.
#[test]
fn sixty_regular_cases_in_texas_are_exactly_the_cap() {
    let set = "texas-508-1142";
    let caps = [("regular", 60), ("special needs", 35), ("therapeutic community", 35), ("sex offender", 24)];
    hold_caps(set, "parole", &caps);
    hold_caps(set, "parole", &[("electronic monitoring", 20), ("super-intensive", 11)]);
    assert_eq!(judged(set, "40", "parole", &[("regular", 61)]), format!("101.7 over {set}"));
    assert_eq!(judged(set, "40", "parole", &[("regular", 30), ("sex_offender", 12)]), format!("100.0 within {set}"));
    assert_eq!(judged(set, "20", "parole", &[("regular", 30)]), format!("100.0 within {set}"));
}

/// 130 h are 7,800 minutes, 65 × 120. Two officers have 15,600, 25 × 624; three have 23,400, 40 × 585. One more for two officers:
/// 26 × 624 = 16,224, which is 104.0 %.
#[test]
fn caps_of_teams_in_arizona_are_those_of_all_their_officers() {
    hold_caps("arizona", "probation", &[("standard", 65)]);
    let team = |tier: &str, cases: &[u32]| {
        let row = |(officer, count): (usize, &u32)| format!("2026-11-16,T,A{officer},40,probation,{tier},{count},\n");
        let caseload = HEADINGS.to_owned() + &cases.iter().enumerate().map(row).collect::<String>();
        let folder = Folder::new().with("caseload.csv", caseload);
        rows(&folder, "calc caseload.csv --weights arizona --by team")
            .of("T", ["capacity_percent", "standing"])
            .join(" ")
    };
    assert_eq!(team("intensive team of two", &[13, 12]), "100.0 within");
    assert_eq!(team("intensive team of two", &[13, 13]), "104.0 over");
    assert_eq!(team("intensive team of three", &[14, 13, 13]), "100.0 within");
}

/// 120 h are 7,200 minutes, 60 × 120, whatever the risk: 36 + 24 cases. 61 × 120 = 7,320 are 101.7 %.
#[test]
fn sixty_cases_of_high_and_moderate_risk_are_the_goal_of_north_carolina() {
    let set = "north-carolina";
    hold_caps(set, "probation", &[("high", 60), ("moderate", 60)]);
    assert_eq!(judged(set, "40", "probation", &[("high", 36), ("moderate", 24)]), format!("100.0 within {set}"));
    assert_eq!(judged(set, "40", "probation", &[("high", 37), ("moderate", 24)]), format!("101.7 over {set}"));
}

/// 110 h are 6,600 minutes, 55 × 120, with a tier or without. The 60 cases that officers held: 7,200 are 109.1 %.
#[test]
fn fifty_five_cases_in_malta_are_what_was_agreed() {
    hold_caps("malta", "probation", &[("case", 55), ("", 55)]);
    assert_eq!(judged("malta", "40", "probation", &[("case", 60)]), "109.1 over malta");
}

/// 120 h are 7,200 minutes: 10 × 240 + 30 × 120 + 20 × 60 = 2,400 + 3,600 + 1,200. One more of the least: 7,260 are 100.8 %.
#[test]
fn levels_of_the_american_association_add_up_to_a_month() {
    let set = "appa-120h";
    hold_caps(set, "supervision", &[("maximum", 30), ("medium", 60), ("minimum", 120)]);
    let mixed = |minimum| judged(set, "40", "supervision", &[("maximum", 10), ("medium", 30), ("minimum", minimum)]);
    assert_eq!([mixed(20), mixed(21)], ["100.0 within appa-120h", "100.8 over appa-120h"]);
}

/// 37 h are 6,526.8 minutes. 6 × 474 + 5 × 396 + 10 × 72 = 5,544 for cases, 414 + 105 for a report and an assessment: 6,063 are
/// 92.9 %. 15 × 474 = 7,110 are 108.9 %, not over 110 %; 16 × 474 = 7,584 are 116.2 %.
#[test]
fn the_tiers_of_2019_have_their_own_minutes() {
    let rows_of = "2026-11-16,T,A1,37,community,A,6,\n2026-11-16,T,A1,37,licence,B1,5,\n2026-11-16,T,A1,37,T2A,C1,10,\n\
                   2026-11-16,T,A1,37,,,1,sdr\n2026-11-16,T,A1,37,,,1,arms_licence\n";
    let folder = Folder::new().with("caseload.csv", HEADINGS.to_owned() + rows_of);
    let figures = rows(&folder, "calc caseload.csv --weights hmpps-2019");
    assert_eq!(figures.cell("A1", "capacity_percent"), "92.9");
    assert_eq!(judged("hmpps-2019", "37", "community", &[("A", 15)]), "108.9 within hmpps-2019");
    assert_eq!(judged("hmpps-2019", "37", "community", &[("A", 16)]), "116.2 over hmpps-2019");
    let values = stdout(&folder, "weights hmpps-2019 --format csv");
    for (case_type, minutes) in [
        ("community", [474, 345, 306, 189, 150, 123, 87]),
        ("licence", [525, 396, 357, 195, 156, 129, 93]),
        ("custody", [180, 144, 141, 72, 69, 42, 39]),
        ("t2a", [180, 144, 141, 72, 69, 42, 39]),
    ] {
        for (tier, minutes) in ["A", "B1", "B2", "C1", "C2", "D1", "D2"].into_iter().zip(minutes) {
            let row = format!("cases,{case_type},{tier},{minutes},minutes a month,\n");
            assert!(values.contains(&row), "{row}");
        }
    }
    for (task, minutes) in
        [("sdr", 414), ("fdr", 195), ("parole_report", 360), ("arms_community", 207), ("arms_licence", 105)]
    {
        assert!(values.contains(&format!("tasks,{task},,{minutes},minutes,")), "{task}");
    }
}

/// The files of the sets, by their versions.
fn files() -> Vec<(String, String)> {
    let files = std::fs::read_dir(repository().join("examples/weights")).expect("the folder of sets");
    let files = files.map(|file| file.expect("a file").path());
    let name = |path: &std::path::Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    files.map(|path| (name(&path), std::fs::read_to_string(&path).expect("a text"))).collect()
}

#[test]
fn every_file_is_built_in_and_says_what_it_assumes() {
    let list = rows(&Folder::new(), "weights --list");
    let listed: BTreeSet<&str> = list.column("version").into_iter().collect();
    let files = files();
    let named = files.iter().map(|(version, _)| version.as_str()).chain(["hmpps-2021"]);
    assert_eq!(listed, named.collect::<BTreeSet<&str>>());
    let page = std::fs::read_to_string(repository().join("docs/weights.md")).expect("the page of weights");
    assert!(listed.iter().all(|version| page.contains(&format!("\n| `{version}` | "))), "{listed:?}");
    assert!(list.column("source").iter().chain(&list.column("assumed")).all(|text| !text.is_empty()));
}

#[test]
fn other_values_under_the_version_of_any_set_are_warned_of() {
    for (version, text) in files() {
        let folder = Folder::new()
            .with("same.toml", &text)
            .with("other.toml", text.replace("weeks = 4", "weeks = 3"))
            .with("ours.toml", format!("extends = \"{version}\"\nversion = \"ours\"\n[limits]\nweeks = 3\n"));
        for (file, is_warned) in [("same", false), ("other", true), ("ours", false)] {
            let said = folder.shown(&format!("weights {file}.toml --quiet"));
            let warning = format!("{file}.toml: warning: it has the version {version} of the built-in weights");
            assert!(said.starts_with("exit 0") && said.contains(&warning) == is_warned, "{version} {file}: {said}");
        }
    }
}

/// The order of values is no value, nor is what only `check` goes by; other words for a name are one.
#[test]
fn only_what_changes_a_figure_is_another_value_of_a_version() {
    let text = std::fs::read_to_string(repository().join("weights.toml")).expect("the built-in weights");
    for (from, to, is_warned) in [
        ("A3 = 618    # 206 points\nA2 = 474", "A2 = 474\nA3 = 618", false),
        ("overdue_task_days = 30", "overdue_task_days = 60", false),
        ("license = \"licence\"", "licensed = \"licence\"", true),
        ("non_effective = 20", "non_effective = 21", true),
    ] {
        assert!(text.contains(from), "{from}");
        let said = Folder::new().with("other.toml", text.replace(from, to)).shown("weights other.toml --quiet");
        assert_eq!(said.contains("of the built-in weights, but other values"), is_warned, "{to}: {said}");
    }
}
