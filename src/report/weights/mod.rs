//! Sets of weights: the values of one, the sets that are built in, and what two differ in.

mod compared;
mod tables;
mod values;

use serde::Serialize;

use crate::model::{Limits, Weights};
use crate::units::{HoursPolicy, Week};

use super::table::RowCells;
use super::{ReportColumn, Table, Value};

pub(crate) use compared::WeightsCompared;
pub(crate) use tables::SetPart;

pub(crate) use values::WeightsValue;
pub(super) use values::values;

/// Which weights are meant.
#[derive(Debug, Serialize)]
pub(crate) struct SetHeading {
    /// Their version.
    pub(crate) weights: String,
    /// The file they are from, or `built in`.
    pub(crate) weights_file: String,
    /// Where that file says its values come from.
    pub(crate) weights_source: Option<String>,
    /// The first week they hold for.
    pub(crate) from: Week,
}

impl SetHeading {
    fn new(weights: &Weights) -> Self {
        Self {
            weights: weights.version.clone(),
            weights_file: weights.origin.clone(),
            weights_source: weights.source.clone(),
            from: weights.from,
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct SetOfWeights<'w> {
    #[serde(flatten)]
    pub(crate) heading: SetHeading,
    /// Why these are used here, where nobody named others.
    pub(crate) in_use: Option<&'static str>,
    /// One value a row.
    #[serde(rename = "rows")]
    pub(crate) table: Table<'w>,
    /// The same for people, section by section.
    #[serde(skip)]
    pub(crate) parts: Vec<SetPart<'w>>,
    #[serde(skip)]
    pub(crate) hours: HoursPolicy,
    #[serde(skip)]
    pub(crate) limits: Limits,
}

type ValueColumn = (ReportColumn, for<'w> fn(&WeightsValue<'w>) -> Value<'w>);

const COLUMNS: &[ValueColumn] = &[
    (ReportColumn::new("section", "Section"), |of| Value::word(of.section)),
    (ReportColumn::new("key", "Key"), |of| Value::text(of.key)),
    (ReportColumn::new("tier", "Tier"), |of| Value::text(of.tier)),
    (ReportColumn::new("value", "Value"), |of| of.value.clone()),
    (ReportColumn::new("unit", "Unit"), |of| Value::word(of.unit)),
    (ReportColumn::new("name", "Name"), |of| Value::text(of.name)),
];

impl<'w> SetOfWeights<'w> {
    /// Shows weights, which are used here for a reason or were named.
    pub(crate) fn new(weights: &'w Weights, in_use: Option<&'static str>) -> Self {
        Self {
            heading: SetHeading::new(weights),
            in_use,
            table: Table::of(COLUMNS, values(weights)),
            parts: tables::parts(weights),
            hours: weights.hours,
            limits: weights.limits,
        }
    }
}

/// The sets that are built in.
#[derive(Debug, Serialize)]
pub(crate) struct SetList<'w> {
    #[serde(rename = "rows")]
    pub(crate) table: Table<'w>,
}

impl<'w> SetList<'w> {
    /// Lists sets. What a source says behind `; assumed: ` is shown apart from it.
    pub(crate) fn new(sets: &'w [Weights]) -> Self {
        let row = |set: &'w Weights| {
            let source = set.source.as_deref().unwrap_or_default();
            let (source, assumed) = source.split_once("; assumed: ").unwrap_or((source, ""));
            vec![Value::text(&*set.version), Value::text(source), Value::text(assumed)]
        };
        let columns = [("version", "Version"), ("source", "Source"), ("assumed", "Assumed")];
        let columns = columns.map(|(key, heading)| ReportColumn::new(key, heading));
        Self { table: Table::new(columns, sets.iter().map(row).collect::<Vec<RowCells>>()) }
    }
}
