//! Reasons are personal: they are nowhere unless `--reasons` asks for them.

use super::{CALC, HEADINGS, reduced};
use crate::command::{Folder, shown};
use crate::report::{faults, json, report, rows, stdout};

/// Every way in which reasons of the lists below could come up: as they are written, as the weights declare them, and
/// in the words of the weights.
const WORDS: [&str; 9] =
    ["nqo", "newly", "qualified", "sickness", "disability", "maternity", "pregnancy", "facility", "unwell"];

/// Reductions in force, ending, ended and starting, of officers with work, one in two teams, one who holds nothing and
/// one whom nobody knows.
fn folder() -> Folder {
    let caseload = "officer,name,grade,team,pdu,region,week,case_type,tier,count\n\
                    N53-0412,Amy Bell,PO,R1,Tees,North,2026-11-09,community,A3,8\n\
                    N53-0412,Amy Bell,PO,R1,Tees,North,2026-11-16,community,A3,8\n\
                    N53-0417,Ben Clarke,PO,R1,Tees,North,2026-11-16,community,A3,8\n\
                    N53-0417,Ben Clarke,PO,R2,Tees,North,2026-11-16,community,A3,8\n";
    let list = format!(
        "{HEADINGS}\n\
         N53-0412,,NQO,,,2026-02-09,2026-11-30\nN53-0412,,disability,5,,2026-02-09,\n\
         N53-0412,,long_term_sickness_absence,,,2026-08-03,2026-10-30\n\
         N53-0417,R1,trade_union_facility_time,3.7,,2026-02-09,\nN53-0417,,maternity_leave,,,2026-12-01,\n\
         N53-0420,,pregnancy,,10,2026-02-09,2026-12-04\nN53-0999,,disability,3,,2026-02-09,\n"
    );
    Folder::new()
        .with("caseload.csv", caseload)
        .with("staff.csv", "officer,grade,team,pdu,region\nN53-0420,PO,R1,Tees,North\n")
        // A column that no list has may say more than a reason does.
        .with(
            "reductions.csv",
            list.replace(HEADINGS, &format!("{HEADINGS},notes")).replace('\n', ",unwell\n").replacen(",unwell", "", 1),
        )
}

/// Every run that could show a reason, without its format.
const RUNS: [&str; 10] = [
    "calc caseload.csv --staff staff.csv --reductions reductions.csv",
    "calc caseload.csv --staff staff.csv --reductions reductions.csv --by team",
    "calc caseload.csv --staff staff.csv --reductions reductions.csv --by grade",
    "calc caseload.csv --staff staff.csv --reductions reductions.csv --by all",
    "calc caseload.csv --reductions reductions.csv --week 2026-11-09",
    "calc caseload.csv --reductions reductions.csv --only over --sort capacity",
    "reductions reductions.csv",
    "reductions reductions.csv --caseload caseload.csv --staff staff.csv",
    "reductions reductions.csv --staff staff.csv --week 2026-11-16",
    "explain N53-0412 caseload.csv --staff staff.csv --reductions reductions.csv",
];

fn words_in(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    WORDS.into_iter().filter(|word| text.contains(word)).collect()
}

#[test]
fn no_run_shows_a_reason_that_was_not_asked_for_in_any_format_or_notice() {
    let folder = folder();
    for arguments in RUNS {
        // An explanation has no CSV form.
        let formats = ["table", "json", "markdown", "csv"];
        for format in &formats[..if arguments.starts_with("explain") { 3 } else { 4 }] {
            let output = folder.run(format!("{arguments} --format {format}").split_whitespace());
            assert!(output.status.success(), "{arguments}: {}", shown(&output));
            let all = shown(&output);
            assert!(all.contains("N53-04") || arguments.contains("--by"), "{arguments} --format {format}: {all}");
            assert_eq!(words_in(&all), Vec::<&str>::new(), "{arguments} --format {format}: {all}");
        }
    }
}

#[test]
fn no_file_that_is_written_has_a_reason_that_was_not_asked_for() {
    let folder = folder();
    for name in ["out.txt", "out.csv", "out.json", "out.md"] {
        stdout(&folder, &format!("{} --output {name} --history history.csv --record", RUNS[0]));
        assert_eq!(words_in(&folder.read(name)), Vec::<&str>::new(), "{name}");
        stdout(&folder, &format!("{} --output {name}", RUNS[7]));
        assert_eq!(words_in(&folder.read(name)), Vec::<&str>::new(), "{name}");
    }
    // A history is for figures: not even when reasons are asked for.
    stdout(&folder, &format!("{} --reasons --history history.csv --record", RUNS[0]));
    assert_eq!(words_in(&folder.read("history.csv")), Vec::<&str>::new());
}

#[test]
fn with_reasons_the_csv_has_one_column_more_at_the_end() {
    let folder = folder();
    let [without, with] =
        ["", " --reasons"].map(|reasons| stdout(&folder, &format!("{}{reasons} --format csv", RUNS[0])));
    for (line, longer) in without.lines().zip(with.lines()) {
        assert_eq!(longer.rsplit_once(',').expect("a column more").0, line);
    }
    let rows = rows(&folder, &format!("{} --reasons", RUNS[0]));
    // Those in force on 16 November, by the names of the weights, each once; what ended or is to come is none of them.
    assert_eq!(rows.of("N53-0412", ["reasons"]), ["disability + nqo"]);
    assert_eq!(rows.of("N53-0417", ["reasons"]), ["trade_union_facility_time"]);
    assert_eq!(rows.of("N53-0420", ["reasons"]), ["pregnancy"]);
}

#[test]
fn with_reasons_every_change_says_why_in_words_and_in_json() {
    let folder = folder();
    for by in ["", "--by team"] {
        let arguments = format!("{} {by} --reasons", RUNS[0]);
        let said = report(&folder, &arguments);
        for expected in [
            "nqo for N53-0412 ends 2026-11-30",
            "pregnancy for N53-0420 ends 2026-12-04",
            "long_term_sickness_absence for N53-0412 ended 2026-10-30",
            "maternity_leave for N53-0417 starts 2026-12-01",
        ] {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        let changes = json(&folder, &arguments)["summary"]["reductions"].clone();
        assert_eq!(
            (&changes["ending"][0]["reason"], &changes["ended"][0]["reason"]),
            (&"nqo".into(), &"long_term_sickness_absence".into())
        );
    }
    let row = json(&folder, &format!("{} --reasons", RUNS[0]))["rows"][0].clone();
    assert_eq!(row["reasons"], "disability + nqo", "{row}");
    let markdown = stdout(&folder, &format!("{} --reasons --format markdown", RUNS[0]));
    assert!(markdown.contains("| Reasons |") && markdown.contains("| disability + nqo |"), "{markdown}");
}

#[test]
fn the_list_has_a_column_more_behind_the_grade_when_reasons_are_asked_for() {
    let folder = folder();
    let csv = |reasons: &str| stdout(&folder, &format!("{}{reasons} --format csv", RUNS[7]));
    let headings = |text: &str| text.lines().next().expect("headings").to_owned();
    assert_eq!(headings(&csv("")), "region,pdu,team,officer,name,grade,percent,hours,from,to,days_left,state");
    assert_eq!(
        headings(&csv(" --reasons")),
        "region,pdu,team,officer,name,grade,reason,percent,hours,from,to,days_left,state"
    );
    let rows = rows(&folder, &format!("{} --reasons", RUNS[7]));
    let mut reasons = rows.column("reason");
    reasons.sort_unstable();
    assert_eq!(
        reasons,
        [
            "disability", "disability", "long_term_sickness_absence", "maternity_leave", "nqo", "pregnancy",
            "trade_union_facility_time"
        ]
    );
    for format in ["table", "json", "markdown"] {
        let page = stdout(&folder, &format!("{} --reasons --format {format}", RUNS[7])).replace('\\', "");
        for reason in ["disability", "nqo", "pregnancy", "maternity_leave"] {
            assert!(page.contains(reason), "{reason} as {format}: {page}");
        }
    }
}

#[test]
fn the_list_says_below_that_reasons_are_held_back() {
    let folder = folder();
    assert!(report(&folder, RUNS[7]).contains("Reasons not shown, as they are personal; --reasons shows them"));
    assert!(!report(&folder, &format!("{} --reasons", RUNS[7])).contains("not shown"));
}

#[test]
fn a_reduction_without_a_reason_stays_without_one() {
    let folder = reduced("N53-0412,,,7.4,,2026-02-09,2026-11-30");
    assert_eq!(rows(&folder, &format!("{CALC} --reasons")).of("N53-0412", ["reasons"]), [""]);
    let said = report(&folder, &format!("{CALC} --reasons"));
    assert!(said.contains("reduction for N53-0412 ends 2026-11-30"), "{said}");
    let change = json(&folder, &format!("{CALC} --reasons"))["summary"]["reductions"]["ending"][0].clone();
    assert!(change.get("reason").is_none_or(serde_json::Value::is_null), "{change}");
    assert_eq!(rows(&folder, "reductions reductions.csv --reasons").column("reason"), [""]);
}

#[test]
fn there_are_no_reasons_to_show_without_a_list() {
    let said = faults(&folder(), "calc caseload.csv --reasons");
    assert!(said.contains("--reductions"), "{said}");
}
