//! What is other in one set of weights than in another.

use foldhash::HashMap;
use serde::Serialize;

use crate::model::{Weights, matched};
use crate::report::table::{Omit, RowCells};
use crate::report::{ReportColumn, Table, Value};

use super::SetHeading;
use super::values::{WeightsValue, values};

const COLUMNS: [ReportColumn; 8] = [
    ReportColumn::new("change", "Change"),
    ReportColumn::new("section", "Section"),
    ReportColumn::new("key", "Key"),
    ReportColumn::new("tier", "Tier").omit(Omit::WhenBlank),
    ReportColumn::new("before", "Before").omit(Omit::WhenBlank),
    ReportColumn::new("after", "After").omit(Omit::WhenBlank),
    ReportColumn::new("unit", "Unit").omit(Omit::WhenBlank),
    ReportColumn::new("name", "Name").omit(Omit::WhenBlank).leaves(1),
];

/// What is added, gone and changed from one set of weights to another.
#[derive(Debug, Serialize)]
pub struct WeightsCompared<'w> {
    pub(crate) before: SetHeading,
    pub(crate) after: SetHeading,
    /// Whether the weights are the same in what has no row, too: the first week, names in words and other spellings.
    pub(crate) is_same: bool,
    #[serde(rename = "rows")]
    pub(crate) table: Table<'w>,
}

impl<'w> WeightsCompared<'w> {
    /// Compares weights. Names are the same in whatever spelling, as in a caseload.
    pub fn new(before: &'w Weights, after: &'w Weights) -> Self {
        let (old, new) = (values(before), values(after));
        let [of_old, of_new] =
            [&old, &new].map(|values| values.iter().map(|it| (place(it), it)).collect::<HashMap<_, _>>());
        let mut rows: Vec<RowCells> = Vec::new();
        for old in &old {
            match of_new.get(&place(old)) {
                None => rows.push(row("gone", old, old.value.clone(), Value::Blank)),
                Some(new) if new.value != old.value => {
                    rows.push(row("changed", new, old.value.clone(), new.value.clone()));
                }
                Some(_) => (),
            }
        }
        let added = new.iter().filter(|new| !of_old.contains_key(&place(new)));
        rows.extend(added.map(|new| row("added", new, Value::Blank, new.value.clone())));
        Self {
            before: SetHeading::new(before),
            after: SetHeading::new(after),
            table: Table::new(COLUMNS, rows),
            is_same: before.has_values_of(after),
        }
    }
}

/// Where a value stands: in which section, under which key, for which tier, and in what.
fn place(value: &WeightsValue) -> (&'static str, String, String, &'static str) {
    (value.section, matched(value.key).into_owned(), matched(value.tier).into_owned(), value.unit)
}

fn row<'w>(change: &'static str, of: &WeightsValue<'w>, before: Value<'w>, after: Value<'w>) -> RowCells<'w> {
    let (section, unit) = (Value::Word(of.section), Value::word(of.unit));
    vec![
        Value::Word(change),
        section,
        Value::text(of.key),
        Value::text(of.tier),
        before,
        after,
        unit,
        Value::text(of.name),
    ]
}
