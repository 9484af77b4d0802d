//! `--history` and `--record`: weekly runs judge as one run over all weeks does, the ledger keeps what it is given, and
//! nothing that happens to a run loses or tears it. Runs are really killed, and really run side by side.
//!
//! With the weights of these tests 40 contracted hours leave 40 x 60 x 48 / 12 x 0.5 = 4,800 minutes a month. A high case
//! is 480 minutes: ten are 100 %, eleven are 110 % exactly, which is not over, and twelve are 120 %.

mod by_team;
#[cfg(unix)]
mod disk;
mod keep_going;
mod killed;
mod largest;
mod ledger;
mod names;
#[cfg(unix)]
mod pipes;
mod random;
mod side_by_side;
mod trend;
mod unreadable;
mod untouched;
mod weekly;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::command::{Folder, shown};
use crate::report::{notices, stdout};

/// Ten adjacent Mondays.
const MONDAYS: [&str; 10] = [
    "2026-09-14", "2026-09-21", "2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02",
    "2026-11-09", "2026-11-16",
];

/// The week that most tests report.
const REPORTED: &str = MONDAYS[9];

/// The headings of a ledger, which are an interface: a wmt of tomorrow must read the ledgers of today.
const LEDGER: &str =
    "week,officer,name,grade,region,pdu,team,cases,work_minutes,available_minutes,limit_percent,weights,format\n";

/// The headings of the caseloads of these tests; a file of several weeks has `week` behind them.
const HEADINGS: &str = "officer,name,grade,region,pdu,team,contracted_hours,case_type,tier,count,extra_minutes";

/// A weights file that holds from a date, with a limit. Nobody knows how many hours an SPO has.
fn weights(from: &str, over: &str) -> String {
    format!(
        "version = \"from-{from}\"\nfrom = {from}\n\
         [hours]\nweeks_per_year = 48\nnon_effective = 50\nnon_attributable = 0\n\
         [limits]\nover = {over}\nweeks = 4\n\
         [grades.PO]\ncontracted_hours = 40\n[grades.PSO]\ncontracted_hours = 40\n[grades.SPO]\n\
         [cases.community]\nhigh = 480\nlow = 48\nuntiered = 0\n\
         [tasks.report]\nminutes = 240\n"
    )
}

/// A folder with the weights of these tests, which every run in it takes.
fn folder() -> Folder {
    Folder::new().with("weights.toml", weights("2026-01-05", "110"))
}

/// A caseload of one week under [`HEADINGS`]: officers of one team with so many high cases each.
fn caseload(week: &str, officers: &[(&str, u32)]) -> String {
    let row =
        |(officer, count): &(&str, u32)| format!("{officer},,PO,North,Tees,R1,40,community,high,{count},,{week}\n");
    format!("{HEADINGS},week\n{}", officers.iter().map(row).collect::<String>())
}

/// So many officers in one week, enough of them for work that takes a while.
fn crowd(week: &str, officers: usize) -> String {
    let row = |number| {
        let (team, count) = (number % 20, 9 + number % 4);
        format!("N{number:04},Name {number},PO,North,Tees,R{team},40,community,high,{count},,{week}\n")
    };
    format!("{HEADINGS},week\n{}", (0..officers).map(row).collect::<String>())
}

/// Writes a file of a folder, also one that is there.
fn put(folder: &Folder, name: &str, contents: impl AsRef<[u8]>) {
    std::fs::write(folder.path().join(name), contents).expect("a file in a temporary folder");
}

/// What a run that works out nothing says: its exit code is 2, and there is nothing on standard output.
fn refused(folder: &Folder, arguments: &str) -> String {
    let output = folder.run(arguments.split_whitespace());
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments}: {}", shown(&output));
    String::from_utf8(output.stderr).expect("faults are UTF-8")
}

/// Records a caseload in `history.csv`.
fn record(folder: &Folder, caseload: &str) {
    stdout(folder, &format!("calc {caseload} --history history.csv --record --quiet"));
}

/// A ledger of `history.csv` that one run after the other recorded.
fn recorded(folder: &Folder, caseloads: &[String]) -> String {
    let _ = std::fs::remove_file(folder.path().join("history.csv"));
    for caseload in caseloads {
        put(folder, "to-record.csv", caseload);
        record(folder, "to-record.csv");
    }
    folder.read("history.csv")
}

/// Everything in a folder: what is in each file, and when it was last written.
fn everything(folder: &Folder) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let entries = std::fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| {
            let modified = entry.metadata().and_then(|about| about.modified()).expect("a time");
            (entry.path(), (std::fs::read(entry.path()).unwrap_or_default(), modified))
        })
        .collect()
}

/// The files in a folder that are not yet whole.
fn leftovers(folder: &Folder) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("an entry"));
    let paths = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ending| ending == "new"));
    paths.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect()
}
