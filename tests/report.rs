//! What runs print, taken apart: the rows of a report, its JSON, faults and notices.

use std::collections::BTreeMap;

use crate::command::{Folder, shown};

/// A report as CSV, cell by cell under its column.
pub(crate) struct Rows(Vec<BTreeMap<String, String>>);

impl Rows {
    pub(crate) fn read(csv: impl AsRef<[u8]>) -> Self {
        let mut reader = csv::Reader::from_reader(csv.as_ref());
        Self(reader.deserialize().collect::<Result<_, _>>().expect("a report is sound CSV"))
    }

    /// Cells of the first row in which some cell is exactly `who`: an officer's code, a unit's name.
    pub(crate) fn of<const N: usize>(&self, who: &str, columns: [&str; N]) -> [&str; N] {
        let row = self.0.iter().find(|row| row.values().any(|cell| cell == who));
        let row = row.unwrap_or_else(|| panic!("no row of {who}"));
        columns.map(|column| row.get(column).unwrap_or_else(|| panic!("no column {column}")).as_str())
    }

    /// A cell of that row.
    pub(crate) fn cell(&self, who: &str, column: &str) -> &str {
        self.of(who, [column])[0]
    }

    /// A column from top to bottom.
    pub(crate) fn column(&self, column: &str) -> Vec<&str> {
        self.0.iter().map(|row| row[column].as_str()).collect()
    }
}

/// The standard output of a run that has nothing to complain of.
pub(crate) fn stdout(folder: &Folder, arguments: &str) -> String {
    let output = folder.run(arguments.split_whitespace());
    assert!(output.status.success(), "{arguments}: {}", shown(&output));
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

/// The rows of a run, from its CSV.
pub(crate) fn rows(folder: &Folder, arguments: &str) -> Rows {
    Rows::read(stdout(folder, &format!("{arguments} --format csv")))
}

/// The JSON of a run.
pub(crate) fn json(folder: &Folder, arguments: &str) -> serde_json::Value {
    serde_json::from_str(&stdout(folder, &format!("{arguments} --format json"))).expect("JSON that parses")
}

/// A report for people as one line, because where it breaks lines is not what most tests are about.
pub(crate) fn report(folder: &Folder, arguments: &str) -> String {
    stdout(folder, arguments).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a run that works says on standard error.
pub(crate) fn notices(folder: &Folder, arguments: &str) -> String {
    let output = folder.run(arguments.split_whitespace());
    assert!(output.status.success(), "{arguments}: {}", shown(&output));
    String::from_utf8(output.stderr).expect("notices are UTF-8")
}

/// What a run says that refuses its files: nothing is printed but faults.
pub(crate) fn faults(folder: &Folder, arguments: &str) -> String {
    let output = folder.run(arguments.split_whitespace());
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments}: {}", shown(&output));
    String::from_utf8(output.stderr).expect("faults are UTF-8")
}
