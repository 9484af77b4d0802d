//! Teams that share a history and are recorded apart.

use super::put;
use crate::command::Folder;
use crate::report::stdout;

const HEADINGS: &str = "officer,team,grade,contracted_hours,week,task,count\n";
const EARLIER: [&str; 3] = ["2026-10-26", "2026-11-02", "2026-11-09"];

/// Rows of a week, each `officer,team,grade,contracted_hours` with a number of reports.
fn rows(week: &str, posts: &[(&str, i32)]) -> String {
    posts.iter().fold(String::new(), |rows, (post, count)| rows + &format!("{post},{week},sdr,{count}\n"))
}

/// By hand: 18 reports are 7,452 minutes of 6,526.8, 114.2 %; nine are 3,726, of 2,998.8 for 17 hours 124.2 %. The second run
/// has one team, the history the other, and the staff list both: the list says nothing of a team that was recorded with rows.
#[test]
fn a_staff_list_adds_no_hours_of_a_team_that_the_history_has_in_the_week() {
    let both = [("A1,R1,,20", 9), ("A1,R2,,17", 9)];
    let earlier: String = EARLIER.iter().map(|week| rows(week, &both)).collect();
    let all: String = EARLIER.iter().chain(&["2026-11-16"]).map(|week| rows(week, &both[1..])).collect();
    let folder = Folder::new()
        .with("earlier.csv", format!("{HEADINGS}{earlier}"))
        .with("one.csv", format!("{HEADINGS}{}", rows("2026-11-16", &both[..1])))
        .with("other.csv", format!("{HEADINGS}{}", rows("2026-11-16", &both[1..])))
        .with("all.csv", format!("{HEADINGS}{all}"))
        .with("staff.csv", "officer,team,contracted_hours\nA1,R1,20\nA1,R2,17\nB1,R1,37\nC1,R2,37\n");
    stdout(&folder, "calc earlier.csv --history history.csv --record");
    stdout(&folder, "calc one.csv --staff staff.csv --history history.csv --record");
    for caseload in ["other.csv", "all.csv"] {
        let run = |more: &str| folder.shown(&format!("calc {caseload} --history history.csv --exit-code {more}"));
        let said = run("--staff staff.csv --quiet");
        assert!(said.starts_with("exit 1") && said.contains("A1 (4 weeks since 2026-10-26)"), "{said}");
        assert!(said.contains(" 124.2% ") && said.contains("the history has `A1` in the team `R1`"), "{said}");
        // Of those without rows in the history too, the list says who they are.
        assert!(said.contains("with nothing in the caseload: B1; C1"), "{said}");
        let csv = |more: &str| {
            let rows = stdout(&folder, &format!("calc {caseload} --history history.csv --format csv {more}"));
            rows.lines().find(|row| row.contains(",A1,")).map(str::to_owned)
        };
        assert_eq!(csv("--staff staff.csv"), csv(""));
    }
    stdout(&folder, "calc other.csv --staff staff.csv --history history.csv --record");
    let whole = folder.shown("calc --history history.csv --exit-code");
    assert!(whole.starts_with("exit 1") && whole.contains("A1 (4 weeks since 2026-10-26)"), "{whole}");
    assert!(whole.contains(" 114.2% "), "{whole}");
}

/// Another team has recorded the week already, so nobody of it is missed. A run that chooses no team says that they are there.
#[test]
fn officers_of_other_teams_are_said_unless_a_team_is_chosen() {
    let weeks = EARLIER.iter().chain(&["2026-11-16"]);
    let over: String = weeks.map(|week| rows(week, &[("B1,R2,PO,", 20)])).collect();
    let folder = Folder::new()
        .with("earlier.csv", format!("{HEADINGS}{over}{}", rows("2026-11-09", &[("A1,R1,PO,", 5)])))
        .with("one.csv", format!("{HEADINGS}{}", rows("2026-11-16", &[("A1,R1,PO,", 10)])));
    stdout(&folder, "calc earlier.csv --history history.csv --record");
    let run = |more: &str| folder.shown(&format!("calc one.csv --history history.csv --exit-code {more}"));
    let (all, chosen) = (run(""), run("--team R1"));
    let expected = "notice: 1 officer of another team is in the history of the week 2026-11-16 and not in this report";
    assert!(all.starts_with("exit 0") && all.contains(expected), "{all}");
    assert!(chosen.starts_with("exit 0") && !chosen.contains("notice"), "{chosen}");
}

/// The history alone has an officer, in another team and in no other week. Without names they have a number too.
#[test]
fn an_officer_whom_only_the_history_has_in_the_week_may_be_left_without_a_name() {
    let folder = Folder::new()
        .with("new.csv", format!("{HEADINGS}{}", rows("2026-11-16", &[("N1,R2,PO,", 3)])))
        .with("one.csv", format!("{HEADINGS}{}", rows("2026-11-16", &[("A1,R1,PO,", 10)])));
    stdout(&folder, "calc new.csv --history history.csv --record");
    let said = folder.shown("calc one.csv --history history.csv --no-names");
    assert!(said.starts_with("exit 0") && said.contains("Officer 1"), "{said}");
}

#[test]
fn reports_alone_do_not_take_the_place_of_the_cases_of_their_team() {
    let folder = Folder::new()
        .with("c-2026-11-16.csv", "officer,grade,team,case_type,tier,count\nA,PO,T1,community,B2,25\n")
        .with("t-2026-11-16.csv", "officer,grade,team,task\nA,PO,T1,sdr\n");
    let run = |arguments: &str| folder.shown(&format!("calc {arguments} --history h.csv --record --quiet"));
    assert!(run("c-2026-11-16.csv").contains("132.1%"));
    let before = folder.read("h.csv");
    let expected = "h.csv: the history has 25 cases in the week 2026-11-16 of teams of which this caseload has tasks alone\n  \
                    hint: give the caseload and the tasks in one run; --replace records this as it is\n";
    assert!(run("t-2026-11-16.csv").ends_with(expected), "{}", run("t-2026-11-16.csv"));
    assert_eq!(folder.read("h.csv"), before);
    assert!(run("c-2026-11-16.csv t-2026-11-16.csv").contains("138.5%"));
    assert!(run("t-2026-11-16.csv --replace").contains("6.3%"));
}

#[test]
fn a_team_that_is_recorded_apart_is_not_warned_of_the_cases_of_another() {
    let heads = "officer,team,contracted_hours,week,case_type,tier,count,task\n";
    let folder = Folder::new()
        .with("n.csv", heads.to_owned() + "A,N,37,2026-08-03,community,C2,20,\n")
        .with("k1.csv", heads.to_owned() + "K,Court,37,2026-08-03,,,,sdr\n")
        .with("k2.csv", heads.to_owned() + "K,Court,37,2026-08-10,,,,sdr\n");
    stdout(&folder, "calc n.csv --history h.csv --record");
    stdout(&folder, "calc k1.csv --history h.csv --record --team Court");
    let said = folder.shown("calc k2.csv --history h.csv --record --team Court --exit-code --quiet");
    assert!(said.starts_with("exit 0\n") && said.ends_with("--- standard error\n"), "{said}");
}

#[test]
fn the_hint_of_a_refused_recording_says_whose_rows_replacing_takes_away() {
    let week = |posts: &[&str]| {
        let posts: Vec<(&str, i32)> = posts.iter().map(|post| (*post, 9)).collect();
        format!("{HEADINGS}{}", rows("2026-11-16", &posts))
    };
    let folder = Folder::new()
        .with("both.csv", week(&["A1,R1,,37", "A2,R1,,37", "B1,R2,,37"]))
        .with("one.csv", week(&["A1,R1,,37"]));
    stdout(&folder, "calc both.csv --history history.csv --record");
    let said = folder.shown("calc one.csv --history history.csv --record");
    let hint = "--replace records it as it is, and takes away 1 officer whom the history has in other teams\n";
    assert!(said.starts_with("exit 2") && said.contains(hint), "{said}");
}

/// Each run takes the 3.7 hours off the hours of its own team, where a run of both takes them off once.
#[test]
fn hours_of_a_reduction_without_a_team_that_two_runs_take_off_are_warned_of() {
    let team = |post: &str| format!("{HEADINGS}{}", rows("2026-11-16", &[(post, 9)]));
    let folder = Folder::new()
        .with("red.csv", team("P1,Red,,18.5"))
        .with("blue.csv", team("P1,Blue,,18.5"))
        .with("hours.csv", "officer,team,reason,hours,from,to\nP1,,other,3.7,2026-01-01,\n")
        .with("share.csv", "officer,team,reason,percent,from,to\nP1,,other,10,2026-01-01,\n");
    stdout(&folder, "calc red.csv --reductions hours.csv --history history.csv --record");
    let warned = |list: &str| folder.shown(&format!("calc blue.csv --reductions {list} --history history.csv --quiet"));
    let words =
        "the hours of their reduction without a team may be taken off in each team; name its team (two-snapshots)";
    assert!(warned("hours.csv").contains(words), "{}", warned("hours.csv"));
    assert!(!warned("share.csv").contains("without a team"), "{}", warned("share.csv"));
}

/// The second spelling takes the place of nothing that the history has.
#[test]
fn a_team_that_is_recorded_under_another_spelling_is_warned_of_at_once() {
    let team = |post: &str| format!("{HEADINGS}{}", rows("2026-11-16", &[(post, 9)]));
    let folder = Folder::new().with("first.csv", team("P1,St Helens,,37")).with("second.csv", team("P2,ST HELENS,,37"));
    stdout(&folder, "calc first.csv --history history.csv --record");
    let said = folder.shown("calc second.csv --history history.csv --record --quiet");
    assert!(said.contains("`ST HELENS` and `St Helens` differ only in capitals"), "{said}");
    assert!(said.contains("and count as 2 teams (look-alike)"), "{said}");
}

/// A history cannot tell their tasks from cases that take time.
#[test]
fn warrants_beside_tasks_are_no_lost_tiers_behind_a_history() {
    let week = |week: &str, status: &str| {
        let of = |officer: usize| {
            format!(
                "N{officer},Court,PO,{week},community,A3,{status},,6\nN{officer},Court,PO,{week},,,,sdr,{}\n",
                officer + 1
            )
        };
        let rows: String = (0..4).map(of).collect();
        format!("officer,team,grade,week,case_type,tier,status,task,count\n{rows}")
    };
    let folder = Folder::new()
        .with("first.csv", week("2026-11-09", "warrant"))
        .with("second.csv", week("2026-11-16", "warrant"))
        .with("before.csv", week("2026-11-09", "active"));
    stdout(&folder, "calc first.csv --history h.csv --record");
    let said = folder.shown("calc second.csv --history h.csv --quiet --exit-code");
    assert!(said.starts_with("exit 0\n") && said.ends_with("--- standard error\n"), "{said}");
    stdout(&folder, "calc before.csv --history other.csv --record");
    let said = folder.shown("calc second.csv --history other.csv --quiet --exit-code");
    let warning = "24 cases in the week 2026-11-16; none of them takes time, and in the week 2026-11-09 some did";
    assert!(said.contains(warning), "{said}");
}

/// Of somebody who is not worked out in one of two teams, nothing is dropped.
#[test]
fn whoever_is_not_worked_out_in_one_of_two_teams_is_recorded_so() {
    let week = |team: &str| {
        let rows = format!("X,T1,PO,2026-11-16,community,A3,3\nX,{team},PO,2026-11-16,community,A3,3\n");
        format!("officer,team,grade,week,case_type,tier,count\n{rows}Y,T2,PO,2026-11-16,community,A3,3\n")
    };
    let folder = Folder::new().with("sound.csv", week("T2")).with("faulty.csv", week("#N/A"));
    stdout(&folder, "calc sound.csv --history history.csv --record");
    let said = folder.shown("calc faulty.csv --history history.csv --record --keep-going --quiet");
    assert!(said.starts_with("exit 0\n"), "{said}");
}

/// The caseload stands, and may be half a file. Cases that a colleague or nobody has now were handed over.
#[test]
fn a_caseload_with_fewer_cases_than_the_history_has_of_somebody_is_warned_of() {
    const CASES: &str = "week,officer,team,grade,case_type,tier,count\n";
    let cases = |date: &str, posts: &[(&str, i32)]| {
        let row = |(post, count): &(&str, i32)| format!("{date},{post},PO,community,A3,{count}\n");
        format!("{CASES}{}", posts.iter().map(row).collect::<String>())
    };
    let folder = Folder::new()
        .with("monday.csv", cases("2026-11-16", &[("A1,R1", 13), ("B1,R1", 8), (",R1", 2)]))
        .with("lost.csv", cases("2026-11-18", &[("A1,R1", 6), ("B1,R1", 8), (",R1", 2)]))
        .with("some.csv", cases("2026-11-18", &[("A1,R1", 7), ("B1,R1", 8), (",R1", 2)]))
        .with("handed-over.csv", cases("2026-11-18", &[("A1,R1", 6), ("B1,R1", 11), (",R1", 6)]));
    stdout(&folder, "calc monday.csv --history monday.history --record");
    let expected = "lost.csv:2: warning: the caseload has fewer than half of the cases that the history has in the week \
                    2026-11-16 of `A1` (6 of 13); is the caseload whole? (thin-week)";
    for option in ["", "--record", "--record --replace"] {
        let said = |caseload: &str| {
            put(&folder, "history.csv", folder.read("monday.history"));
            folder.shown(&format!("calc {caseload} --history history.csv --exit-code {option}"))
        };
        for caseload in ["some.csv", "handed-over.csv"] {
            let said = said(caseload);
            assert!(said.starts_with("exit 0") && !said.contains("thin-week"), "{option}: {said}");
        }
        let said = said("lost.csv");
        assert!(said.starts_with("exit 3") && said.contains(expected), "{option}: {said}");
    }
}

/// The week before is in the history alone, which keeps the time of officers and not what it is made of.
#[test]
fn hours_and_reductions_that_are_missing_beside_a_history_are_warned_of() {
    const HEADINGS: &str = "officer,team,grade,contracted_hours,case_type,tier,count\n";
    let week = |hours: [&str; 3]| {
        let row = |(officer, hours): (&str, &str)| format!("{officer},R1,PO,{hours},community,B2,10\n");
        format!("{HEADINGS}{}", ["A1", "B1", "C1"].into_iter().zip(hours).map(row).collect::<String>())
    };
    // Two officers of each of three teams: the first two have some hours, the next two others.
    let teams = |hours: &str, others: &str| {
        let row = |(officer, team, hours): (&str, &str, &str)| format!("{officer},{team},PO,{hours},community,B2,10\n");
        let posts = [
            ("A1", "R1", hours),
            ("A2", "R1", hours),
            ("B1", "R2", others),
            ("B2", "R2", others),
            ("C1", "R3", "37"),
            ("D1", "R3", "37"),
        ];
        format!("{HEADINGS}{}", posts.into_iter().map(row).collect::<String>())
    };
    let weights = |version: &str, from: &str, more: &str| {
        format!("extends = \"hmpps-2021\"\nversion = \"{version}\"\nfrom = {from}\n[hours]\n{more}\n")
    };
    let folder = Folder::new()
        .with("c-2026-11-09.csv", week(["18.5", "30", "37"]))
        .with("same-2026-11-16.csv", week(["18.5", "30", "37"]))
        .with("blank-2026-11-16.csv", week(["", "", ""]))
        .with("one-blank-2026-11-16.csv", week(["", "30", "37"]))
        // A full-time officer of a team that leaves full-time hours out.
        .with("two-blank-2026-11-16.csv", week(["", "30", ""]))
        .with("of-c.csv", "officer,reason,hours,from,to\nC1,other,4,2026-09-01,\n")
        .with("teams-2026-11-09.csv", teams("30", "30"))
        .with("teams-2026-11-16.csv", teams("37", "37"))
        .with("some-2026-11-16.csv", teams("37", "30"))
        .with("of-d.csv", "officer,reason,hours,from,to\nD1,other,4,2026-09-01,\n")
        .with("full-2026-11-09.csv", week(["37", "37", "37"]))
        .with("full-2026-11-16.csv", week(["37", "37", "37"]))
        .with(
            "r.csv",
            "officer,reason,hours,from,to\nA1,other,4,2026-09-01,\nB1,other,4,2026-09-01,\nC1,other,4,2026-09-01,\n",
        )
        .with(
            "ended.csv",
            "officer,reason,hours,from,to\nA1,other,4,2026-09-01,2026-11-13\nB1,other,4,2026-09-01,2026-11-13\n",
        )
        .with("w1.toml", weights("one", "2026-01-05", "non_effective = 20"))
        .with("w2.toml", weights("two", "2026-11-16", "non_effective = 15"));
    let said = |before: &str, now: &str| {
        let _ = std::fs::remove_file(folder.path().join("history.csv"));
        stdout(&folder, &format!("calc {before} --history history.csv --record"));
        folder.shown(&format!("calc {now} --history history.csv --exit-code --quiet"))
    };
    let differ = |who: &str, what: &str| {
        format!(
            "the hours that count for {who} in the week 2026-11-16 differ from those in the week 2026-11-09; are {what}? (thin-week)"
        )
    };
    let hours = differ("`A1`, `B1` in the team `R1`", "the hours or the reductions missing");
    let blank = differ("`A1` in the team `R1`", "the hours missing");
    let reductions = differ("`A1`, `B1`, `C1` in the team `R1`", "the hours right, or are reductions missing");
    let pooled = differ("`A1`, `A2`, `B1` and 1 more", "the hours right, or are reductions missing");
    let right = differ("`A1`, `A2`, `B1` and 1 more", "the hours right");
    let both = "--weights w1.toml --weights w2.toml";
    for (before, now, expected) in [
        ("c-2026-11-09.csv", "same-2026-11-16.csv", None),
        ("c-2026-11-09.csv", "blank-2026-11-16.csv", Some(&hours)),
        ("c-2026-11-09.csv", "blank-2026-11-16.csv --reductions of-c.csv", Some(&hours)),
        ("c-2026-11-09.csv", "one-blank-2026-11-16.csv", Some(&blank)),
        ("c-2026-11-09.csv", "two-blank-2026-11-16.csv", None),
        ("full-2026-11-09.csv --reductions r.csv", "full-2026-11-16.csv", Some(&reductions)),
        ("full-2026-11-09.csv --reductions r.csv", "full-2026-11-16.csv --reductions r.csv", None),
        // The list says that they ended.
        ("full-2026-11-09.csv --reductions r.csv", "full-2026-11-16.csv --reductions ended.csv", None),
        // Of one team two or three; of several teams, those of all together.
        ("teams-2026-11-09.csv", "teams-2026-11-16.csv", Some(&pooled)),
        ("teams-2026-11-09.csv --reductions of-d.csv", "teams-2026-11-16.csv --reductions of-d.csv", Some(&right)),
        ("teams-2026-11-09.csv --reductions of-d.csv", "some-2026-11-16.csv --reductions of-d.csv", None),
        // With other weights everyone has more time.
        (&format!("full-2026-11-09.csv {both}"), &format!("full-2026-11-16.csv {both}"), None),
    ] {
        let said = said(before, now);
        assert_eq!(said.contains("thin-week"), expected.is_some(), "{before} {now}: {said}");
        assert!(said.starts_with(if expected.is_some() { "exit 3" } else { "exit 0" }), "{before} {now}: {said}");
        assert!(said.contains(expected.map_or("", String::as_str)), "{before} {now}: {said}");
    }
}

/// What recording caseloads of three weeks, one after another, says of the last. A row of each is an officer with the contracted hours, those
/// that a reduction takes off, or a blank.
fn said_of_third_week(weeks: [&[(&str, &str, &str)]; 3], more: &str) -> String {
    let of_week = |(week, rows): (&str, &[(&str, &str, &str)])| {
        let row = |(officer, contracted, reduction): &(&str, &str, &str)| {
            format!("{week},R1,{officer},PO,{contracted},{reduction},community,B2,14\n")
        };
        let rows: String = rows.iter().map(row).collect();
        format!("week,team,officer,grade,contracted_hours,reduction_hours,case_type,tier,count\n{rows}")
    };
    let dates = ["2026-11-02", "2026-11-09", "2026-11-16"];
    let [one, two, three] = std::array::from_fn(|at| of_week((dates[at], weeks[at])));
    let folder = Folder::new()
        .with("1.csv", one)
        .with("2.csv", two)
        .with("3.csv", three)
        .with("ended.csv", "officer,reason,hours,from,to\nA1,other,18.5,2026-09-01,2026-11-13\n");
    for file in ["1.csv", "2.csv"] {
        stdout(&folder, &format!("calc {file} --history history.csv --record"));
    }
    folder.shown(&format!("calc 3.csv --history history.csv --exit-code --quiet {more}"))
}

#[test]
fn after_a_bank_holiday_nobodys_hours_are_missing() {
    let usual = [("A1", "18.5", ""), ("B1", "37", ""), ("C1", "37", "")];
    let off = [("A1", "18.5", "3.7"), ("B1", "37", "7.4"), ("C1", "37", "7.4")];
    let with_blanks = [("A1", "18.5", ""), ("B1", "37", ""), ("C1", "", "")];
    for now in [&usual, &with_blanks] {
        let said = said_of_third_week([&usual, &off, now], "");
        assert!(said.starts_with("exit 0") && !said.contains("thin-week"), "{said}");
    }
    // A reduction that they had for longer may be missing.
    let said = said_of_third_week([&off, &off, &usual], "");
    assert!(said.starts_with("exit 3") && said.contains("are the hours right, or are reductions missing?"), "{said}");
}

#[test]
fn blank_hours_are_missing_where_others_state_those_of_the_grade() {
    let usual = [("A1", "18.5", ""), ("B1", "37", ""), ("C1", "37", ""), ("D1", "18.5", "")];
    // The hours of B1, who is full-time, are blank too, and C1 has the same.
    let blank = [("A1", "", ""), ("B1", "", ""), ("C1", "37", ""), ("D1", "18.5", "")];
    let said = said_of_third_week([&usual, &usual, &blank], "");
    let expected = "the hours that count for `A1` in the team `R1` in the week 2026-11-16 differ from those in the week 2026-11-09; are the \
                    hours missing?";
    assert!(said.starts_with("exit 3") && said.contains(expected), "{said}");
    // The list of reductions says why the time of A1 changed.
    let said = said_of_third_week([&usual, &usual, &blank], "--reductions ended.csv");
    assert!(said.starts_with("exit 0") && !said.contains("thin-week"), "{said}");
    // Where nobody states full-time hours, a blank may stand for them.
    let part_time = [("A1", "18.5", ""), ("B1", "37", ""), ("C1", "30", ""), ("D1", "18.5", "")];
    let blank = [("A1", "", ""), ("B1", "", ""), ("C1", "30", ""), ("D1", "18.5", "")];
    let said = said_of_third_week([&part_time, &part_time, &blank], "");
    assert!(said.starts_with("exit 0") && !said.contains("thin-week"), "{said}");
}
