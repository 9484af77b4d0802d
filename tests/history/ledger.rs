//! What stands in a ledger, and recording weeks in it: exact, sorted, and the same bytes however it came about.

use super::{
    HEADINGS, LEDGER, MONDAYS, REPORTED, caseload, everything, folder, notices, put, record, recorded, refused, stdout,
    weights,
};
use crate::command::Folder;

#[test]
fn a_ledger_has_every_week_and_post_with_exact_figures() {
    // A1: (37.5 - 1.25) x 60 x 52.1775 / 12 x 0.875 x 0.84 = 6,951.021328125 minutes a month; three cases of 100.0001
    // minutes of which 12.5 % counts are 37.5000375, and a ten-thousandth of a minute on top. A2 has half of 30 hours and
    // work that a colleague did; a grade without hours has none.
    let weights = "version = \"mean year\"\nfrom = 2026-01-05\n\
                   [hours]\nweeks_per_year = 52.1775\nnon_effective = 12.5\nnon_attributable = 16\n\
                   [limits]\nover = 107.25\nweeks = 4\n\
                   [grades.PO]\ncontracted_hours = 30\n[grades.SPO]\n\
                   [cases.community]\nhigh = 100.0001\nuntiered = 0\n\
                   [tasks.report]\nminutes = 240\n\
                   [status]\neighth = 12.5\n";
    let caseload = "officer,name,grade,region,pdu,team,contracted_hours,reduction_hours,week,case_type,tier,count,extra_minutes,status,task\n\
                    S1,,SPO,North,Tees,R1,,,2026-11-16,community,high,2,,,\n\
                    A2,,PO,North,Tees,R1,,15,2026-11-16,,,-1,,,report\n\
                    ,,,North,Tees,,,,2026-11-16,community,high,1,,,\n\
                    A1,Zoë Ash,PO,North,Tees,R2,37.5,1.25,2026-11-16,community,high,3,0.0001,eighth,\n\
                    A1,Zoë Ash,PO,North,Tees,R1,10,10,2026-11-16,,,,,,\n\
                    A1,Zoë Ash,PO,North,Tees,R2,37.5,1.25,2026-11-09,community,high,0,,,\n";
    let staff = "officer,name,grade,team\nA3,\"Moss, Ida\",PO,R1\n";
    let folder = Folder::new().with("weights.toml", weights).with("caseload.csv", caseload).with("staff.csv", staff);
    stdout(&folder, "calc caseload.csv --staff staff.csv --history history.csv --record");
    // A3: 30 x 60 x 52.1775 / 12 x 0.875 x 0.84 = 5,752.569375; A2 half of that. The list alone has A3, so nobody knows
    // what they hold.
    let expected = "\
        2026-11-09,A1,Zoë Ash,PO,North,Tees,R2,0,0,6951.021328125,107.25,mean year,1\n\
        2026-11-09,A3,\"Moss, Ida\",PO,,,R1,,,5752.569375,107.25,mean year,1\n\
        2026-11-16,,,,North,Tees,,1,100.0001,0,107.25,mean year,1\n\
        2026-11-16,A1,Zoë Ash,PO,North,Tees,R1,0,0,0,107.25,mean year,1\n\
        2026-11-16,A1,Zoë Ash,PO,North,Tees,R2,3,37.5001375,6951.021328125,107.25,mean year,1\n\
        2026-11-16,A2,,PO,North,Tees,R1,0,-240,2876.2846875,107.25,mean year,1\n\
        2026-11-16,A3,\"Moss, Ida\",PO,North,Tees,R1,,,5752.569375,107.25,mean year,1\n\
        2026-11-16,S1,,SPO,North,Tees,R1,2,200.0002,0,107.25,mean year,1\n";
    assert_eq!(folder.read("history.csv"), format!("{LEDGER}{expected}"));

    // It reads back to the last place: what is written after another week is the same.
    put(&folder, "later.csv", "officer,grade,team,week,case_type,tier\nA1,PO,R2,2026-11-23,community,high\n");
    stdout(&folder, "calc later.csv --history history.csv --record");
    let later = "2026-11-23,A1,,PO,,,R2,1,100.0001,5752.569375,107.25,mean year,1\n";
    assert_eq!(folder.read("history.csv"), format!("{LEDGER}{expected}{later}"));
}

#[test]
fn a_hair_over_the_limit_is_still_a_hair_over_in_a_history() {
    // Of 52.1775 weeks 37 hours leave 6,486.70680 minutes, of which 110 % are 7,135.37748: with a ten-thousandth of a
    // minute less than that somebody is not over, at it neither, and with a ten-thousandth more they are.
    let weights = "version = \"v\"\nfrom = 2026-01-05\n\
                   [hours]\nweeks_per_year = 52.1775\nnon_effective = 20\nnon_attributable = 16\n\
                   [limits]\nover = 110\nweeks = 4\n[grades.PO]\ncontracted_hours = 37\n\
                   [cases.community]\nhigh = 7135.3774\nuntiered = 0\n";
    for (extra, standing) in [("0", "within"), ("0.0001", "excessive")] {
        let mut folder = Folder::new().with("weights.toml", weights);
        for monday in &MONDAYS[6..] {
            let row = format!("A1,PO,{monday},community,high,{extra}\n");
            folder = folder.with("caseload.csv", format!("officer,grade,week,case_type,tier,extra_minutes\n{row}"));
            record(&folder, "caseload.csv");
        }
        let csv = stdout(&folder, "calc caseload.csv --history history.csv --format csv");
        assert!(csv.contains(&format!(",110.0,{},{standing},", if standing == "within" { 0 } else { 4 })), "{csv}");
    }
}

#[test]
fn recording_a_week_again_leaves_every_byte_and_the_file_itself() {
    let folder = folder();
    let weeks: Vec<String> = MONDAYS.iter().map(|week| caseload(week, &[("A1", 12), ("A2", 11), ("", 3)])).collect();
    recorded(&folder, &weeks);
    for week in &weeks {
        put(&folder, "to-record.csv", week);
        let before = everything(&folder);
        record(&folder, "to-record.csv");
        assert!(everything(&folder) == before, "not even written again");
    }
}

#[test]
fn rows_in_another_order_and_in_several_files_leave_every_byte() {
    let folder = folder();
    let rows = ["A1,40,R1", "A2,40,R1", "A2,20,R2", ",,R2"].map(|row| format!("{row},2026-11-16,community,high\n"));
    let headings = "officer,contracted_hours,team,week,case_type,tier\n";
    let [first, second, third, fourth] = &rows;
    let forwards = recorded(&folder, &[format!("{headings}{first}{second}{third}{fourth}")]);
    assert_eq!(recorded(&folder, &[format!("{headings}{fourth}{third}{second}{first}")]), forwards);
    put(&folder, "1.csv", format!("{headings}{third}{first}"));
    put(&folder, "2.csv", format!("{headings}{fourth}{second}"));
    std::fs::remove_file(folder.path().join("history.csv")).expect("it is there");
    record(&folder, "1.csv 2.csv");
    assert_eq!(folder.read("history.csv"), forwards);
}

#[test]
fn weeks_recorded_in_any_order_or_all_at_once_give_the_same_bytes() {
    let folder = folder();
    let counts = |week: usize| {
        [("A1", 9), ("A2", 12), ("B1", 13)].map(|(officer, count)| (officer, count + u32::try_from(week).expect("few")))
    };
    let weeks: Vec<String> = (0..5).map(|week| caseload(MONDAYS[week], &counts(week))).collect();
    let in_turn = recorded(&folder, &weeks);
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [0, 4, 1, 4, 2]] {
        // The last of them leaves one out and has another twice; it is put right at the end.
        let mut shuffled: Vec<String> = order.iter().map(|week| weeks[*week].clone()).collect();
        shuffled.push(weeks[3].clone());
        assert_eq!(recorded(&folder, &shuffled), in_turn, "{order:?}");
    }
    let at_once = weeks.iter().flat_map(|week| week.lines().skip(1)).map(|row| format!("{row}\n"));
    assert_eq!(recorded(&folder, &[format!("{HEADINGS},week\n{}", at_once.collect::<String>())]), in_turn);
}

#[test]
fn a_week_that_is_replaced_is_so_whole_and_the_others_are_left() {
    let folder = folder();
    let weeks: Vec<String> = MONDAYS[7..].iter().map(|week| caseload(week, &[("A1", 12), ("A2", 11)])).collect();
    let before = recorded(&folder, &weeks);
    put(&folder, "again.csv", caseload(MONDAYS[8], &[("A2", 3), ("B1", 4)]));
    stdout(&folder, "calc again.csv --history history.csv --record --replace --quiet");
    let post = |officer, cases: u32| {
        format!("{},{officer},,PO,North,Tees,R1,{cases},{},4800,110,from-2026-01-05,1\n", MONDAYS[8], cases * 480)
    };
    let after = before.replace(&post("A1", 12), "").replace(&post("A2", 11), &(post("A2", 3) + &post("B1", 4)));
    assert_eq!(folder.read("history.csv"), after);
    assert_ne!(before, after);
}

#[test]
fn an_officer_who_would_be_dropped_is_a_fault_unless_the_week_is_replaced() {
    let all = [("A1", 1), ("A2", 1), ("A3", 1), ("A4", 1), ("A5", 1)];
    for (kept, count, named, few) in [
        (&all[1..], "1 officer is", "`A1`", "`A1`"),
        (&all[2..], "2 officers are", "`A1`, `A2`", "`A1`, `A2`"),
        (&all[4..], "4 officers are", "`A1`, `A2`, `A3`, `A4`", "`A1`, `A2`, `A3` and 1 more"),
    ] {
        let folder = folder();
        let before = recorded(&folder, &[caseload(REPORTED, &all)]);
        put(&folder, "again.csv", caseload(REPORTED, kept));
        let refusal = format!(
            "history.csv: {count} missing from this caseload whom the history has in these teams in the week 2026-11-16: \
             {named}\n  hint: is the caseload whole? --replace records it as it is\n"
        );
        assert_eq!(refused(&folder, "calc again.csv --history history.csv --record --quiet"), refusal);
        assert_eq!(folder.read("history.csv"), before);
        // Without --record nothing is replaced.
        assert_eq!(notices(&folder, "calc again.csv --history history.csv"), "");
        let notice = format!(
            "history.csv: notice: the week 2026-11-16 is replaced; officers who were in it and are missing from this \
             caseload: {few}\n"
        );
        assert_eq!(notices(&folder, "calc again.csv --history history.csv --record --replace"), notice);
        assert_eq!(notices(&folder, "calc again.csv --history history.csv --record"), "", "they are gone");
    }
}

/// Teams may be recorded on different days: each replaces its own rows alone, and work without a team is a team of its own.
#[test]
fn a_team_that_is_recorded_leaves_the_other_teams_of_the_week() {
    let caseload = |rows: &[&str]| format!("{HEADINGS},week\n{}", rows.concat());
    let first = [
        "A1,,PO,North,Tees,R1,40,community,high,12,,2026-11-16\n",
        "A9,,PO,North,Tees,R1,20,community,high,6,,2026-11-16\n",
    ];
    let second = [
        "B1,,PO,North,Tees,R2,40,community,high,13,,2026-11-16\n",
        "A9,,PO,North,Tees,R2,20,community,high,6,,2026-11-16\n",
    ];
    let none = ["C1,,PO,,,,40,community,high,11,,2026-11-16\n"];
    let again = [second[0].replace(",13,", ",9,"), second[1].to_owned()];
    let again: Vec<&str> = again.iter().map(String::as_str).collect();
    let folder = folder();
    let at_once = recorded(&folder, &[caseload(&[&first[..], &again, &none].concat())]);
    let in_turn = [caseload(&first), caseload(&second), caseload(&none), caseload(&again), caseload(&none)];
    assert_eq!(recorded(&folder, &in_turn), at_once);
    // A staff list of all teams takes nothing away from those that the caseload does not have.
    put(&folder, "first.csv", caseload(&first));
    put(&folder, "staff.csv", "officer,team,contracted_hours\nA1,R1,40\nB1,R2,40\nC1,,40\n");
    stdout(&folder, "calc first.csv --history history.csv --record --quiet --staff staff.csv");
    assert_eq!(folder.read("history.csv"), at_once);
    // Whoever is gone from a team that is given is missed also where another team has them, or a staff list of any team.
    put(&folder, "gone.csv", caseload(&second[..1]));
    put(&folder, "listed.csv", "officer,team,contracted_hours\nA9,R2,20\n");
    put(&folder, "elsewhere.csv", "officer,team,contracted_hours\nA9,R3,20\n");
    for staff in ["", "--staff listed.csv", "--staff elsewhere.csv"] {
        let refused = refused(&folder, &format!("calc gone.csv --history history.csv --record --quiet {staff}"));
        assert!(refused.contains("1 officer is missing from this caseload"), "{staff}: {refused}");
        assert_eq!(folder.read("history.csv"), at_once, "{staff}");
    }
    // So is somebody who stays in one of two teams and is gone from the other; who moves to a new one is not.
    let both = [first[0], first[1], second[1]];
    put(&folder, "both.csv", caseload(&both));
    stdout(&folder, "calc both.csv --history history.csv --record --replace --quiet");
    put(&folder, "one.csv", caseload(&[first[0], second[1]]));
    let refused = refused(&folder, "calc one.csv --history history.csv --record");
    assert!(refused.contains("1 officer is missing from this caseload") && refused.contains("`A9`"), "{refused}");
    let moved = second[1].replace(",R2,", ",R3,");
    put(&folder, "moved.csv", caseload(&[first[0], &moved]));
    stdout(&folder, "calc moved.csv --history history.csv --record --quiet");
    stdout(&folder, "calc gone.csv --history history.csv --record --replace --quiet");
    assert_eq!(folder.read("history.csv").lines().count(), 2);
}

#[test]
fn a_team_is_not_recorded_beside_others_under_other_weights() {
    let folder = folder();
    let team = |team: &str| {
        caseload(REPORTED, &[("A1", 1)]).replace("A1,", &format!("{team}A,")).replace(",R1,", &format!(",{team},"))
    };
    recorded(&folder, &[team("R1")]);
    put(&folder, "other.csv", team("R2"));
    put(&folder, "weights.toml", weights("2026-01-05", "115"));
    let expected = "history.csv: other teams are recorded in the week 2026-11-16 with other weights or another limit\n  \
                    hint: --replace takes them out of the week\n";
    assert_eq!(refused(&folder, "calc other.csv --history history.csv --record --quiet"), expected);
}

#[test]
fn a_history_that_is_begun_is_said_once() {
    let folder = folder().with("caseload.csv", caseload(REPORTED, &[("A1", 1)]));
    let arguments = "calc caseload.csv --history history.csv --record";
    assert_eq!(notices(&folder, arguments), "history.csv: notice: there is no such file; a new history is begun\n");
    assert_eq!(notices(&folder, arguments), "");
}

#[test]
fn a_later_snapshot_of_a_week_takes_the_place_of_an_earlier_one() {
    // Monday's file one day, Wednesday's on another: as in one run, the later one counts.
    let folder = folder();
    let (monday, wednesday) = (caseload("2026-11-16", &[("A1", 12)]), caseload("2026-11-18", &[("A1", 13)]));
    let both = recorded(&folder, &[monday.clone(), wednesday.clone()]);
    assert_eq!(both, recorded(&folder, std::slice::from_ref(&wednesday)));
    assert_ne!(both, recorded(&folder, std::slice::from_ref(&monday)));
}

#[test]
fn unallocated_work_of_one_unit_on_two_kinds_of_rows_reads_back() {
    // The row with the team alone belongs to the unit of that team, in which there is other unallocated work.
    let caseload = "officer,grade,region,pdu,team,week,case_type,tier\nA1,PO,North,Tees,R1,2026-11-16,community,high\n\
                    ,,,,R1,2026-11-16,community,high\n,,North,Tees,R1,2026-11-16,community,low\n";
    let folder = folder().with("caseload.csv", caseload);
    record(&folder, "caseload.csv");
    let before = folder.read("history.csv");
    record(&folder, "caseload.csv");
    assert_eq!(folder.read("history.csv"), before);
}

#[test]
fn as_much_work_as_a_caseload_may_have_reads_back() {
    // Two rows of a million cases are 960 million minutes, and a post may have a thousand million. Rows without the team
    // are of the same post as those with it, and together they are more. To refuse them would do as well.
    let row = |team| format!("A1,{team},40,2026-11-16,community,high,1000000\n");
    let caseload = format!(
        "officer,team,contracted_hours,week,case_type,tier,count\n{}{}{}{}",
        row(""),
        row(""),
        row("R1"),
        row("R1")
    );
    let folder = folder().with("caseload.csv", caseload);
    if folder.run(["calc", "caseload.csv", "--history", "history.csv", "--record"]).status.success() {
        stdout(&folder, "calc caseload.csv --history history.csv");
    }
}
