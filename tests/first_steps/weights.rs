//! `wmt weights`: the values of a set, and what two sets differ in.

use crate::command::{Folder, wmt};
use crate::report::{faults, json, report, rows, stdout};

const OURS: &str = "extends = \"hmpps-2021\"\nversion = \"ours\"\n[hours]\nnon_attributable = 20\n[cases.Community]\na3 = 690\n\
    [tasks.oasys]\nname = \"OASys\"\nminutes = \"10h\"\n[grades.SPO]\ncontracted_hours = 37\n[reductions.nqo]\npercent = 20\n";

#[test]
fn every_value_is_a_row_with_what_it_is_in() {
    let folder = Folder::new();
    let csv = stdout(&folder, "weights --format csv");
    assert!(csv.starts_with("section,key,tier,value,unit,name\n"), "{csv}");
    for row in [
        "hours,non_effective,,20,percent,",
        "hours,deductions,,in-turn,,",
        "limits,over,,110,percent,",
        "grades,SPO,,,hours a week,Senior probation officer",
        "grades,TPO,,trainee,,Trainee probation officer",
        "grades,PSO,A3,may not hold,,Probation services officer",
        "cases,licence,B1,357,minutes a month,",
        "cases,community,untiered,0,minutes a month,",
        "tasks,parole_report,,360,minutes,Parole assessment report by the offender manager (PAROM)",
        "status,warrant,,0,percent,",
        "status,prolific,,flag,,",
        "reductions,nqo,,9,months,Newly Qualified Probation Officers",
        "reductions,spoc_lead,,5,percent at most,Single Point of Contact (SPOC) leads",
    ] {
        assert!(csv.lines().any(|line| line == row), "{row}");
    }
    let rows = rows(&folder, "weights texas-508-1142");
    assert_eq!(rows.of("available_a_month", ["section", "value", "unit"]), ["hours", "154", "hours a month"]);
    assert_eq!(json(&folder, "weights arizona")["rows"][0]["value"], 130);
}

#[test]
fn people_see_tiers_by_case_type_and_where_the_values_come_from() {
    let folder = Folder::new();
    let page = report(&folder, "weights");
    for part in [
        "Weights hmpps-2021 (built in), from the week 2021-06-28",
        "Source time values that the Ministry of Justice published",
        "leave 24.86 h a week for casework",
        "over is above 110% of the time; excessive is over for 4 weeks or more",
        "Tier community licence custody t2a",
        "A3 618 657 225 225",
        "0 minutes: A3S, A2S,",
        "nqo 20% - 9 Newly Qualified Probation Officers",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let markdown = stdout(&folder, "weights --format markdown");
    assert!(
        markdown.contains("| Tier | community | licence | custody | t2a |\n| --- | --: | --: | --: | --: |\n"),
        "{markdown}"
    );
}

#[test]
fn what_calc_uses_here_is_shown_where_nothing_is_named() {
    let folder = Folder::new().with("ours.toml", OURS);
    let used = |folder: &Folder, set: Option<&str>| {
        let mut command = wmt(folder.path());
        command.args(["weights", "--format", "json"]).envs(set.map(|file| ("WMT_WEIGHTS", file)));
        let shown: serde_json::Value =
            serde_json::from_slice(&command.output().expect("wmt runs").stdout).expect("JSON");
        ["weights", "weights_file", "in_use"].map(|key| shown[key].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(used(&folder, None), ["hmpps-2021", "built in", "no others are named or in this folder"]);
    assert_eq!(used(&folder, Some("ours.toml")), ["ours", "ours.toml", "WMT_WEIGHTS names them"]);
    let folder = folder.with("weights.toml", OURS.replace("\"ours\"", "\"here\""));
    assert_eq!(used(&folder, None), ["here", "weights.toml", "weights.toml is in this folder"]);
    std::fs::create_dir(folder.path().join("malta")).expect("a folder");
    for named in ["malta", "--weights malta"] {
        let shown = json(&folder, &format!("weights {named}"));
        assert_eq!((shown["weights"].as_str(), shown["in_use"].as_str()), (Some("malta"), None));
    }
}

#[test]
fn what_is_added_gone_and_changed_is_shown_with_both_values() {
    let folder = Folder::new().with("ours.toml", OURS);
    let csv = stdout(&folder, "weights --compare hmpps-2021 ours.toml --format csv");
    let there = "change,section,key,tier,before,after,unit,name\nchanged,hours,non_attributable,,16,20,percent,\n\
                 changed,grades,SPO,,,37,hours a week,Senior probation officer\n\
                 changed,cases,community,A3,618,690,minutes a month,\nadded,tasks,oasys,,,600,minutes,OASys\n";
    assert_eq!(csv, there);
    let back = stdout(&folder, "weights --compare ours.toml hmpps-2021 --format csv");
    assert!(
        back.contains("changed,cases,community,A3,690,618,") && back.contains("gone,tasks,oasys,,600,,minutes,OASys"),
        "{back}"
    );
    let page = report(&folder, "weights --compare hmpps-2021 ours.toml");
    assert!(page.contains("Weights ours (ours.toml) compared with hmpps-2021 (built in)"), "{page}");
    let ways = stdout(&folder, "weights --compare hmpps-2021 malta --format csv");
    assert!(
        ways.contains("gone,hours,non_effective,") && ways.contains("added,hours,available_a_month,,,110,"),
        "{ways}"
    );
}

/// Malta states the time; 40 × 0.8 × 0.75 are 24 hours.
#[test]
fn deductions_may_stand_in_place_of_the_time_that_is_extended() {
    let hours = "[hours]\nfull_time = 40\nnon_effective = 20\nnon_attributable = 25\n";
    let folder = Folder::new().with("ours.toml", format!("extends = \"malta\"\nversion = \"ours\"\n{hours}"));
    let page = report(&folder, "weights ours.toml");
    assert!(page.contains("20% of contracted time is non-effective, 25% of what is left non-attributable"), "{page}");
    assert!(page.contains("40 contracted hours a week leave 24.00 h a week for casework"), "{page}");
}

#[test]
fn sets_without_another_value_are_said_to_be_the_same() {
    let alias = "extends = \"hmpps-2021\"\nversion = \"spelt\"\n[aliases.tier]\nHigh = \"A3\"\n";
    let folder = Folder::new().with("spelt.toml", alias);
    assert!(report(&folder, "weights --compare malta malta").ends_with("No difference."));
    let spelt = report(&folder, "weights --compare hmpps-2021 spelt.toml");
    let other = "Other too names in words or other spellings; the source";
    assert!(spelt.ends_with(&format!("All values are the same. {other}")), "{spelt}");
    assert_eq!(json(&folder, "weights --compare hmpps-2021 spelt.toml")["is_same"], false);
    // Beside a value that is other, too.
    let folder = folder.with("valued.toml", alias.to_owned() + "[cases.community]\nD1 = 90\n");
    let valued = report(&folder, "weights --compare hmpps-2021 valued.toml");
    assert!(valued.contains("changed cases community D1") && valued.ends_with(other), "{valued}");
}

#[test]
fn faults_of_both_sets_are_said() {
    let folder = Folder::new().with("bad.toml", "version = \"bad\"\n");
    let said = faults(&folder, "weights --compare gone.toml bad.toml");
    assert!(
        said.contains("gone.toml: there is no such file") && said.contains("bad.toml: `from` is missing"),
        "{said}"
    );
}

#[test]
fn many_case_types_and_names_that_would_steer_a_terminal_are_shown() {
    let case_type = |number: u32| format!("[cases.\"kind{number}|\\u001b[31m\"]\nA3 = {number}\n");
    let case_types = (0..9).map(case_type).collect::<Vec<_>>().concat();
    let folder = Folder::new().with("ours.toml", format!("extends = \"malta\"\nversion = \"ours\"\n{case_types}"));
    let page = stdout(&folder, "weights ours.toml");
    assert!(!page.contains('\u{1b}') && page.contains("kind0|") && page.contains("kind8|"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    assert!(stdout(&folder, "weights ours.toml --format markdown").contains("kind8\\|"));
}
