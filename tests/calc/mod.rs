//! `wmt calc`: what it works out, judges and shows. Figures are worked by hand from `weights.toml` and section 2 of the
//! contract; 37 contracted hours leave 6,526.8 minutes a month, and 110 % of those are 7,179.48.

mod blanks;
mod bytes;
mod choice;
mod counted;
mod csv_report;
mod dated_weights;
mod dates;
mod destination;
mod exit_codes;
mod exports;
mod flags;
mod headings;
mod json_report;
mod keep_going;
mod keep_going_any_order;
mod kinds;
mod large;
mod limit;
mod ministry;
mod names;
mod nobody;
mod posts;
mod rule;
mod screen;
mod snapshots;
mod spreadsheets;
#[cfg(unix)]
mod streams;
mod tasks;
mod units;
mod unreadable;
mod unsafe_text;
mod warnings;
mod warnings_of_weeks;
mod warnings_shown;
mod weights;
mod weights_in_use;

use crate::command::{Folder, repository, shown, wmt};
use crate::report::{Rows, stdout};

/// The figures of a run, from its CSV.
fn figures(folder: &Folder, arguments: &str) -> Rows {
    crate::report::rows(folder, &format!("calc {arguments}"))
}

/// The figures of files that lie in a folder beside these tests.
fn beside(folder: &str, arguments: &str) -> Rows {
    let mut command = wmt(&repository().join("tests/calc").join(folder));
    let arguments = format!("calc {arguments} --format csv");
    let output = command.args(arguments.split_whitespace()).output().expect("wmt runs");
    assert!(output.status.success(), "{arguments}: {}", shown(&output));
    Rows::read(&output.stdout)
}

/// The figures of one caseload.
fn worked_out(caseload: impl AsRef<[u8]>) -> Rows {
    figures(&Folder::new().with("caseload.csv", caseload), "caseload.csv")
}

/// A report for people as one line, because where it breaks lines is not what most tests are about.
fn report(folder: &Folder, arguments: &str) -> String {
    one_line(&stdout(folder, &format!("calc {arguments}")))
}

/// What a run says on standard error.
fn notices(folder: &Folder, arguments: &str) -> String {
    let output = folder.run(format!("calc {arguments}").split_whitespace());
    assert!(output.status.success(), "{arguments}: {}", shown(&output));
    String::from_utf8(output.stderr).expect("notices are UTF-8")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last Monday of [`weeks`].
const REPORTED: &str = "2026-11-16";

const MONDAYS: [&str; 9] = [
    "2026-09-21", "2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09",
    REPORTED,
];

/// The headings of [`weeks`].
const WEEKS: &str = "officer,contracted_hours,week,case_type,tier,count\n";

/// The rows of an officer of 37 hours in adjacent weeks, the last of them [`REPORTED`]: `o` over, `w` within, `n` no
/// hours, `.` no rows. Twelve A3 cases in the community are 12 × 618 = 7,416 minutes, 113.6 % of 6,526.8; eleven are
/// 6,798 minutes, 104.2 %.
fn weeks(officer: &str, pattern: &str) -> String {
    let mondays = &MONDAYS[MONDAYS.len() - pattern.len()..];
    let row = |(mark, monday): (char, &&str)| match mark {
        'o' => format!("{officer},37,{monday},community,A3,12\n"),
        'w' => format!("{officer},37,{monday},community,A3,11\n"),
        'n' => format!("{officer},0,{monday},community,A3,12\n"),
        _ => String::new(),
    };
    pattern.chars().zip(mondays).map(row).collect()
}

/// A weights file of round figures: 40 hours leave 40 × 60 × 48 ÷ 12 × 0.5 = 4,800 minutes a month, 20 hours a week.
fn round_weights(from: &str, limits: &str) -> String {
    format!(
        "version = \"round-{from}\"\nfrom = {from}\n\
         [hours]\nweeks_per_year = 48\nnon_effective = 50\nnon_attributable = 0\n\
         [limits]\n{limits}\n\
         [grades.PO]\ncontracted_hours = 40\n\
         [cases.community]\nhigh = 480\nlow = 48\nuntiered = 0\n\
         [tasks.report]\nminutes = \"4h\"\n\
         [status]\nhalf = 50\nnone = 0\n"
    )
}
