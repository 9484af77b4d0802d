//! The table for people: one screen of 80 columns, in words first and colour last.

use super::{WEEKS, stdout, weeks};
use crate::command::{Folder, repository, wmt};

const ESCAPE: char = '\u{1b}';

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn colour_is_never_in_a_pipe_unless_it_is_asked_for() {
    let folder = Folder::new().with("caseload.csv", format!("{WEEKS}{}{}", weeks("A1", "oooo"), weeks("B2", "o")));
    let run = |arguments: &str, no_colour: Option<&str>| {
        let mut command = wmt(folder.path());
        command.arg("calc").arg("caseload.csv").args(arguments.split_whitespace());
        command.envs(no_colour.map(|value| ("NO_COLOR", value)));
        String::from_utf8(command.output().expect("wmt runs").stdout).expect("UTF-8")
    };
    let plain = run("", None);
    for (arguments, no_colour) in
        [("", Some("1")), ("--color auto", None), ("--color never", None), ("--color never", Some("1"))]
    {
        assert_eq!(run(arguments, no_colour), plain, "{arguments} {no_colour:?}");
    }
    assert!(!plain.contains(ESCAPE));
    // What is asked for by name beats the environment.
    for no_colour in [None, Some("1")] {
        let coloured = run("--color always", no_colour);
        let with: Vec<&str> = coloured.lines().filter(|line| line.contains(ESCAPE)).collect();
        assert_eq!(with.len(), 1, "{coloured}");
        assert!(with[0].starts_with("A1") && with[0].contains("excessive"), "{coloured}");
        // The word is there with and without.
        assert_eq!(coloured.replace("\u{1b}[1;31m", "").replace("\u{1b}[0m", ""), plain);
    }
    for format in ["csv", "json", "markdown"] {
        assert!(!run(&format!("--color always --format {format}"), None).contains(ESCAPE), "{format}");
    }
}

#[test]
fn officers_with_many_cases_are_named() {
    // HM Inspectorate: 50 or more, and 60 are the most that can be managed well. The count is of cases, not of rows.
    let caseload = "officer,contracted_hours,week,case_type,tier,count\n\
                    A1,37,2026-11-16,community,D0,49\nB2,37,2026-11-16,community,D0,50\n\
                    C3,37,2026-11-16,community,D0,60\nD4,37,2026-11-16,community,D0,61\n";
    let report = super::report(&Folder::new().with("caseload.csv", caseload), "caseload.csv");
    assert!(
        report.contains(
            "Cases officers with 50 cases or more (more than 60 is too many): D4 (61, too many); C3 (60); B2 (50)"
        ),
        "{report}"
    );
}

#[test]
fn one_screen_says_who_is_overloaded_since_when_and_who_has_room() {
    // A1: 12 A3 = 7,416 minutes, 28.25 h of 24.86 h, 113.6 %. B2: 22.2 - 3.7 = 18.5 h, 12.43 h; 3 licence B2 = 1,188
    // minutes, 4.53 h, 36.4 %, 7.91 h of room. S1: 618 minutes, 2.35 h. Unallocated: 2 custody C3 = 180 minutes, 0.69 h.
    // In all 9,402 minutes, 35.82 h, of 55.5 x 0.672 = 37.30 h: 9,402 / 9,790.2 = 96.0 %.
    let mut caseload =
        "officer,name,grade,team,contracted_hours,reduction_hours,week,case_type,tier,count\n".to_owned();
    for week in ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"] {
        caseload.push_str(&format!(
            "A1,Amy Bell,PO,R1,37,,{week},community,A3,12\nB2,Ben Clarke,PSO,R1,22.2,3.7,{week},licence,B2,3\n\
             S1,Gwen Lewis,SPO,R1,,,{week},community,A3,1\n,,,R1,,,{week},custody,C3,2\n"
        ));
    }
    let text = stdout(&Folder::new().with("caseload.csv", caseload), "calc caseload.csv");
    insta::assert_snapshot!(text, @r"
    Team R1, week 2026-11-16, weights hmpps-2021 (built in), over >110%

    Officer Name       Grade Hours Available  Work Cases Capacity Weeks Standing
                                                                   over
    ─────────────────────────────────────────────────────────────────────────────
    A1      Amy Bell   PO    37.00     24.86 28.25    12   113.6%     4 excessive
    B2      Ben Clarke PSO   22.20     12.43  4.53     3    36.4%     0 within
    S1      Gwen Lewis SPO       -      0.00  2.35     1        -     0 no hours

    Excessive  over 110% for 4 weeks or more: A1 Amy Bell (4 weeks since 2026-10-26)
    Total      3 officers, 1 over; 18 cases; 35.82 h of work a week for 37.30 h
               available: 96.0%
    No hours   work for which there are no hours: unallocated (2 cases, 0.69 h a
               week); S1 Gwen Lewis (1 case, 2.35 h a week)
    Time left  hours a week below 100%: B2 Ben Clarke (7.91 h)
    ");
}

/// A column that says the same in every row goes before names, and at any width no line is wider.
#[test]
fn names_stay_and_what_is_the_same_in_every_row_goes_first() {
    let mut caseload = "officer,name,grade,week,case_type,tier,count\n".to_owned();
    for number in 10..22 {
        caseload.push_str(&format!("N53-04{number},Imogen Fairweather {number},PO,2026-11-16,community,A3,{number}\n"));
    }
    let folder = Folder::new().with("caseload.csv", caseload);
    let text = stdout(&folder, "calc caseload.csv");
    assert!(text.contains("N53-0412 Imogen Fairweather 12 ") && !text.contains("Reduction"), "{text}");
    assert!(text.lines().count() <= 40, "a team of 12 fits one screen:\n{text}");
    for width in [40, 50, 60, 80, 100, 200] {
        let output = wmt(folder.path()).args(["calc", "caseload.csv"]).env("COLUMNS", width.to_string()).output();
        let text = String::from_utf8(output.expect("wmt runs").stdout).expect("text");
        assert!(widest(&text) <= width, "{width}:\n{text}");
        assert!(text.contains("Imogen") && text.contains("within") && !text.contains("excessive"), "{text}");
    }
}

/// Three teams of two officers, through thirteen weeks, in two PDUs whose names differ. A1 is over in all but the last week.
fn long_names(teams: [&str; 3]) -> Folder {
    let mut caseload = "week,region,pdu,team,officer,name,grade,contracted_hours,case_type,tier,count\n".to_owned();
    for week in 0..13_usize {
        let monday = jiff::civil::date(2026, 8, 24) + jiff::Span::new().days(7 * i64::try_from(week).expect("few"));
        for (at, officer) in ["A1", "A2", "B1", "B2", "C1", "C2"].into_iter().enumerate() {
            let grade = ["PO", "PSO"][at % 2];
            let side = if at > 3 { "North" } else { "South" };
            let cases = if officer == "A1" && week < 12 { 24 } else { 4 + week + 2 * at };
            caseload.push_str(&format!(
                "{monday},North East,Durham and Darlington {side},{},N53-04{officer},Christopher Wainwright,{grade},37,\
                 community,B2,{cases}\n",
                teams[at / 2]
            ));
        }
    }
    Folder::new().with("caseload.csv", caseload)
}

/// What decides stays, names are broken for it, and nothing explains a column that is not there.
#[test]
fn the_grade_and_units_above_go_before_the_standing_and_the_run() {
    let folder = long_names(["Bishop Auckland Community and Court", "Darlington Court", "Durham"]);
    let columns = |text: &str| text.lines().skip(1).take_while(|line| !line.starts_with('─')).collect::<String>();
    for (command, stay, go) in [
        ("trend caseload.csv --by officer", "Team Officer Name Trend Last Total Longest Standing", "Grade PDU Change"),
        ("trend caseload.csv --by team", "Team Trend Last Total Longest Standing", "PDU"),
        ("calc caseload.csv --by team", "Team Over Excessive Capacity Highest Standing", "PDU"),
        ("calc caseload.csv --by officer", "Team Officer Name Capacity Weeks Standing", "Grade PDU"),
    ] {
        let text = stdout(&folder, command);
        let columns = columns(&text);
        assert!(stay.split(' ').all(|heading| columns.contains(heading)), "{command}:\n{text}");
        assert!(!go.split(' ').any(|heading| columns.contains(heading)), "{command}:\n{text}");
        assert_eq!(text.contains("\nChange "), columns.contains("Change"), "{command}:\n{text}");
        assert!(text.contains("Bishop") && widest(&text) <= 80, "{command}:\n{text}");
        let output = wmt(folder.path()).args(command.split(' ')).env("COLUMNS", "40").output().expect("wmt runs");
        let narrow = String::from_utf8(output.stdout).expect("text");
        assert!(widest(&narrow) <= 40, "{command}:\n{narrow}");
    }
    // Where a column is there, so is what explains it, and Markdown has them all.
    for arguments in ["--by team --format markdown", "--by grade"] {
        assert!(
            stdout(&folder, &format!("trend caseload.csv {arguments}")).contains("percentage points"),
            "{arguments}"
        );
    }
}

#[test]
fn the_pdu_stays_where_it_tells_teams_apart() {
    let folder = long_names(["Courts and Community Team", "Second Team", "Courts and Community Team"]);
    for command in ["trend caseload.csv --by team", "calc caseload.csv --by team", "staffing caseload.csv --by team"] {
        let text = stdout(&folder, command);
        assert!(text.contains("PDU ") && text.contains("North "), "{command}:\n{text}");
    }
}

/// Whether a word is a part of a longer one such as `trade_union_facility_time`, from underscore to underscore.
fn is_part(word: &str, whole: &str) -> bool {
    whole.match_indices(word).any(|(at, _)| {
        let (before, after) = (&whole[..at], &whole[at + word.len()..]);
        (before.is_empty() || before.ends_with('_')) && (after.is_empty() || word.ends_with('_'))
    })
}

/// A word of a narrow page stands in the wide one too: none is broken, and nothing is wider than the screen. A narrow page may
/// leave out columns, and one below 80 columns may break a word behind an underscore; a wider one only a word of more than 30 characters.
#[test]
fn no_command_breaks_a_word() {
    let read = |name: &str| std::fs::read(repository().join("examples").join(name)).expect("an example");
    let files = ["caseload.csv", "ministry-2026-11-16.csv", "reductions.csv", "staff.csv"];
    let folder = files.into_iter().fold(Folder::new(), |folder, name| folder.with(name, read(name)));
    let flags = "Offender Manager,CRN,Case Type,Tier Code,Row Type,Date,Team Name,Hours\n\
                 A1,X1,Community,A3,Overdue termination,2026-11-09,Hastings 2,20\n\
                 A1,X2,Community,,Suspended sentence,2026-11-09,Hastings 2,20\n\
                 A1,X1,Licence,B2,Normal,2026-11-16,Hastings 2,20\nA1,X3,Custody,B2,Warrant,2026-11-16,Battle,10\n";
    let folder = folder.with("flags.csv", flags);
    let run = |command: &[&str], width: u16| {
        let output = wmt(folder.path()).args(command).env("COLUMNS", width.to_string()).output().expect("wmt runs");
        String::from_utf8(output.stdout).expect("text")
    };
    let lists = "--staff staff.csv --reductions reductions.csv";
    for command in [
        "calc caseload.csv",
        "calc ministry-2026-11-16.csv",
        "calc caseload.csv --by team",
        "calc caseload.csv --by pdu",
        "calc caseload.csv --by grade",
        "calc caseload.csv --by all",
        &format!("calc caseload.csv --reasons {lists}"),
        "trend caseload.csv",
        "trend caseload.csv --by team",
        "trend caseload.csv --by officer",
        "check caseload.csv",
        "check flags.csv",
        "check --list",
        "reductions reductions.csv --caseload caseload.csv --week 2026-11-16",
        "reductions reductions.csv --reasons --staff staff.csv --week 2026-11-16",
        "explain N53-0412 caseload.csv",
        &format!("explain N53-0412 caseload.csv --since 2026-10-19 --reasons {lists}"),
        "explain Evans,@Kit ministry-2026-11-16.csv --cases",
        "explain A1 flags.csv --since 2026-11-09",
        "whatif caseload.csv --move N53-0412 N53-0417 1@community@B2",
        "staffing caseload.csv",
        "weights",
        "weights --list",
    ] {
        let command: Vec<String> = command.split(' ').map(|word| word.replace('@', " ")).collect();
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let wide = run(&command, 400);
        assert!(!wide.is_empty(), "{command:?}");
        let words: Vec<&str> = wide.split_whitespace().collect();
        // Tables of weights have words, some of them long, in both of two columns.
        for width in [80, 40].into_iter().filter(|width| *width > 40 || command[0] != "weights") {
            let narrow = run(&command, width);
            // A fingerprint has 64 characters, and a rule as many as the page.
            let broken: Vec<&str> = narrow
                .split_whitespace()
                .filter(|word| !words.contains(word) && !word.starts_with('─'))
                .filter(|word| !words.iter().any(|wide| (width < 80 || wide.len() > 30) && is_part(word, wide)))
                .filter(|word| word.len() < 5 || !words.iter().any(|wide| wide.len() == 64 && wide.contains(word)))
                .collect();
            assert!(broken.is_empty(), "{command:?} at {width}: {broken:?}\n{narrow}");
            assert!(widest(&narrow) <= usize::from(width), "{command:?} at {width}:\n{narrow}");
        }
    }
}

/// The row of an officer has all teams, the total only those that are chosen.
#[test]
fn a_choice_that_leaves_out_a_team_of_somebody_says_so() {
    // 8 × 618 = 4,944 minutes are 18.83 h, 2 × 618 = 1,236 are 4.71 h; 18.5 h leave 12.43 h.
    let caseload = "officer,name,team,contracted_hours,week,case_type,tier,count\n\
                    O1,Ann Lee,T1,18.5,2026-11-16,community,A3,8\nO1,Ann Lee,T2,18.5,2026-11-16,community,A3,2\n";
    let folder = Folder::new().with("caseload.csv", caseload);
    let said = super::report(&folder, "caseload.csv --team T1");
    assert!(
        said.contains("what these officers have in other teams: O1 Ann Lee (4.71 h of work, 12.43 h available)"),
        "{said}"
    );
    let elsewhere = &crate::report::json(&folder, "calc caseload.csv --team T1")["summary"]["elsewhere"][0];
    assert_eq!([&elsewhere["officer"], &elsewhere["name"]], ["O1", "Ann Lee"]);
    assert!(!super::report(&folder, "caseload.csv").contains("Elsewhere"), "nothing is left out");
}

#[test]
fn a_country_in_one_row_fits_too() {
    // 17,000 officers of 37 hours: 100 posts of 168 hours and 200,000 cases are enough to be as wide.
    let mut caseload = "officer,contracted_hours,week,case_type,tier,count\n".to_owned();
    for officer in 0..1_000 {
        caseload.push_str(&format!("O{officer},168,2026-11-16,community,A3,240\n"));
    }
    let text = stdout(&Folder::new().with("caseload.csv", caseload), "calc caseload.csv --by all");
    assert!(widest(&text) <= 80, "{} columns:\n{text}", widest(&text));
}
