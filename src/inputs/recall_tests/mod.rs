//! Recalling is no reading of its own. The rows that are recalled are those that csv-core makes of the same bytes, on
//! the same lines; a file that is read with it is as one that is read row by row; and it does happen, which no figure
//! would show.

mod files;
mod rows;

use std::sync::LazyLock;

use super::columns::Column;
use super::weights::{WeightsFile, read_weights};
use crate::fault::{Faults, Files};
use crate::model::DatedWeights;

/// The built-in weights, and others with it; the first of the files is theirs.
fn weights_of(others: &[WeightsFile], files: &mut Files) -> DatedWeights {
    let built_in = WeightsFile { path: None, name: "built in".to_owned(), id: files.add("weights") };
    let mut faults = Faults::default();
    let weights = read_weights(&[&[built_in], others].concat(), &mut faults);
    weights.unwrap_or_else(|| panic!("{}", faults.text(files)))
}

static BUILT_IN_ALONE: LazyLock<DatedWeights> = LazyLock::new(|| weights_of(&[], &mut Files::default()));

/// What a row is of in the tests that recalling happens, under columns of their own. Case ids never come again.
fn plain_row(order: &[Column], row: usize, quotes: bool, end: &str) -> String {
    let cell = |column: &Column| {
        let cell = match column {
            Column::Week => "2026-11-16".to_owned(),
            Column::Officer => format!("N{}", row % 3),
            Column::Name => format!("\"Bell, \"\"A{}\"\"\"", row % 3),
            Column::CaseId => format!("X{row}"),
            Column::CaseType => "community".to_owned(),
            Column::Tier => format!("A{}", row % 2),
            Column::Due => String::new(),
            other => other.name().to_owned(),
        };
        if quotes && !cell.starts_with('"') { format!("\"{cell}\"") } else { cell }
    };
    order.iter().map(cell).collect::<Vec<_>>().join(",") + end
}

const LAYOUTS: [&[Column]; 8] = [
    &[Column::Officer, Column::Name, Column::Team, Column::Week, Column::CaseType, Column::Tier, Column::Count],
    &[Column::CaseId, Column::Officer, Column::Team, Column::Week, Column::CaseType, Column::Tier],
    &[Column::Officer, Column::Name, Column::CaseId, Column::CaseType, Column::Tier, Column::Week],
    &[Column::Week, Column::Officer, Column::CaseType, Column::Tier, Column::CaseId],
    &[Column::Week, Column::Officer, Column::CaseType, Column::Tier, Column::CaseId, Column::Due],
    &[Column::Due, Column::CaseType, Column::Reason, Column::Tier, Column::Status, Column::Week, Column::Officer],
    // That of the ministry's exports.
    &[
        Column::Region,
        Column::Pdu,
        Column::Team,
        Column::Tier,
        Column::Status,
        Column::CaseId,
        Column::CaseType,
        Column::Officer,
        Column::Grade,
    ],
    &[Column::Officer, Column::Tier, Column::Name, Column::CaseType, Column::Team, Column::CaseId, Column::Pdu],
];
