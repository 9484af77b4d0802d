//! A property of whole runs: the order of the rows changes no figure, no forecast, no step and no team in any output.

use proptest::prelude::*;

use crate::command::Folder;

const HEADINGS: &str = "officer,name,grade,team,pdu,contracted_hours,week,case_id,case_type,tier,task,due,count\n";

/// Several reductions of hours: of a team, of no team, of a share, of a reason, and to come.
const REDUCTIONS: &str = "officer,team,reason,hours,percent,from,to\n\
    A1,,other,4.5,,2026-11-01,\nA1,R1,disability,2,,2026-10-01,2026-11-20\nA1,,nqo,,,2026-09-01,2026-12-01\n\
    B2,,other,,10,2026-11-20,\nB2,,other,3,,2026-11-25,\n";

/// Everything that shows figures, with names of people and teams in each format.
const COMMANDS: [&str; 14] = [
    "calc c.csv --reductions r.csv",
    "calc c.csv --reductions r.csv --format json",
    "calc c.csv --reductions r.csv --format markdown --sort name",
    "calc c.csv --reductions r.csv --format csv --sort capacity",
    "calc c.csv --reductions r.csv --by team --format json",
    "calc c.csv --reductions r.csv --by pdu --format csv",
    "calc c.csv --by grade",
    "calc c.csv --by all --format json --team R1",
    "explain A1 c.csv --reductions r.csv",
    "explain A1 c.csv --reductions r.csv --since 2026-11-09 --format json",
    "check c.csv --reductions r.csv",
    "check c.csv --format json",
    "reductions r.csv --caseload c.csv",
    "reductions r.csv --caseload c.csv --format csv",
];

/// A row of one of three officers in one of four weeks, most cells of what is said of the officer left blank.
fn row() -> impl Strategy<Value = String> {
    let officer = prop::sample::select(vec![("A1", "Amy Bell", "18.5"), ("B2", "Ben Clarke", "22.2"), ("C3", "", "")]);
    let week = prop::sample::select(vec!["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]);
    let held = prop::sample::select(vec![
        "X,community,A3,,", "X,licence,B2,,", ",custody,,,", ",community,D0,,", ",,,parole_report,2026-10-01",
        ",,,fdr,2027-01-01",
    ]);
    (officer, week, held, 0_u8..20, any::<[bool; 4]>()).prop_map(|((code, name, hours), week, held, count, is_said)| {
        let said = |index: usize, text: &'static str| if is_said[index] { text } else { "" };
        let team = if is_said[2] || code == "B2" { "R1,North" } else { "Ärea 2,South" };
        let (name, grade, hours) = (said(0, name), said(1, "PO"), said(3, hours));
        // A case that is held twice is with the same officer, so that it is the same whichever row comes first.
        let held = held.replace('X', &format!("X{code}"));
        format!("{code},{name},{grade},{team},{hours},{week},{held},{count}\n")
    })
}

/// What a run says, without the lines that rows stand on, and with what stands in the order of the rows in an order of its
/// own.
fn said(rows: &[String], command: &str) -> (Option<i32>, String, Vec<String>) {
    let folder = Folder::new().with("c.csv", format!("{HEADINGS}{}", rows.concat())).with("r.csv", REDUCTIONS);
    let output = folder.run(command.split_whitespace());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let without_line = |line: &str| {
        let parts: Vec<&str> = line.split("c.csv:").collect();
        let rest = |part: &&str| part.trim_start_matches(|figure: char| figure.is_ascii_digit()).to_owned();
        parts[0].to_owned() + &parts[1..].iter().map(rest).collect::<String>()
    };
    let is_by_place = command.starts_with("check");
    let out = text(&output.stdout);
    let out = if is_by_place { out.replace("\n    ", " ") } else { out };
    let mut lines: Vec<String> = text(&output.stderr).lines().map(without_line).collect();
    if is_by_place {
        lines.extend(out.lines().filter(|line| !line.contains("\"line\"")).map(without_line));
        for line in &mut lines {
            *line = line.trim_end_matches(',').to_owned();
        }
    }
    lines.sort();
    // The fingerprint of the file in `explain` is that of other bytes.
    let is_fingerprint = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let has_fingerprint = |line: &str| line.split(|sign: char| !sign.is_alphanumeric()).any(is_fingerprint);
    let is_line = |line: &str| line.trim_start().starts_with("\"line\": ");
    let out = out.lines().filter(|line| !has_fingerprint(line) && !is_line(line));
    // Below a table, the length of a place moves the breaks of lines.
    let words = |out: String| without_line(&out).split_whitespace().collect::<Vec<_>>().join(" ");
    let out = if is_by_place { String::new() } else { words(out.collect::<Vec<_>>().join("\n")) };
    (output.status.code(), out, lines)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_nothing(
        (rows, shuffled) in prop::collection::vec(row(), 1..25).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        for command in COMMANDS {
            prop_assert_eq!(said(&rows, command), said(&shuffled, command), "{}", command);
        }
    }
}
