//! Files of more rows than are read on one thread: the answer and the faults are those of a small file.

use std::fmt::Write;

use super::Rows;
use crate::command::Folder;

const ROWS: usize = 120_000;
const OFFICERS: usize = 300;

/// So many rows of one case each, shuffled among the officers; some count nothing, and some hours are blank.
fn large(ending: &str) -> String {
    let mut text = "officer,contracted_hours,week,case_type,tier,status\n".to_owned();
    for row in 0..ROWS {
        let officer = row * 7 % OFFICERS;
        let hours = if row % 7 == 0 { "" } else { "37" };
        let status = if row % 10 == 9 { "warrant" } else { "" };
        writeln!(text, "N{officer:03},{hours},2026-11-16,community,D2,{status}").expect("a text grows");
    }
    text + ending
}

#[test]
fn a_large_file_adds_up_as_a_small_one_does() {
    let folder = Folder::new().with("large.csv", large(""));
    let rows = Rows::read(&folder.run(["calc", "large.csv", "--format", "csv"]).stdout);
    assert_eq!(rows.column("officer").len(), OFFICERS);
    // 120,000 rows and 300 officers: each has 400 cases. A tenth are warrants, of the officers whose numbers are 3, 13 …
    // (9 x 7 = 63): 400 x 123 = 49,200 minutes of 6,526.8 are 753.8 %, and theirs are nothing.
    assert_eq!(["cases", "capacity_percent"].map(|figure| rows.cell("N000", figure)), ["400", "753.8"]);
    assert_eq!(["cases", "capacity_percent"].map(|figure| rows.cell("N003", figure)), ["400", "0.0"]);
}

#[test]
fn faults_of_a_large_file_come_in_file_order_with_their_lines() {
    let ending =
        "N000,30,2026-11-16,community,D2,\nN001,37,2026-11-16,community,Q7,\nN002,370,2026-11-16,community,D2,\n";
    let output = Folder::new().with("large.csv", large(ending)).run(["calc", "large.csv"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "large.csv:120002: `contracted_hours` of `N000` is `30` here and `37` in large.csv:302\n\
         large.csv:120003: the tier `Q7` is not known for community cases\n  \
         hint: a blank tier is untiered; declare others under [cases.community] in the weights\n\
         large.csv:120004: `contracted_hours` is `370`, but hours a week are from 0 to 168\n"
    );
}

#[test]
fn the_answer_and_the_faults_are_the_same_on_any_number_of_threads() {
    let broken = "N001,37,2026-11-16,community,Q7,\nN002,\"37,2026-11-16\n".repeat(30) + "N003,37,2026-11-16,\"a";
    // A quotation mark in a cell that is not quoted makes the cutting into blocks guess wrong.
    let stray = "N001,37,2026-11-16,community,D2,\nO\"Hara,37,2026-11-16,community,D2,\n".repeat(3);
    for ending in ["", &broken, &stray] {
        let folder = Folder::new().with("large.csv", large(ending));
        let run = |threads: &str| folder.shown(&format!("calc large.csv --format csv --threads {threads}"));
        let alone = run("1");
        for threads in ["2", "3", "8"] {
            assert!(run(threads) == alone, "{threads} threads differ from one");
        }
        let piped = folder.piped("calc - --format csv", large(ending).as_bytes());
        assert_eq!(crate::command::shown(&piped).replace("standard input:", "large.csv:"), alone);
    }
}
