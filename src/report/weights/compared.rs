//! What is other in one set of weights than in another.

use foldhash::HashMap;
use serde::Serialize;

use crate::model::{Weights, matched};
use crate::report::table::Omit;
use crate::report::{ReportColumn, Table, Value};

use super::SetHeading;
use super::values::{WeightsValue, values};

/// A value that is other in one set than in the other, or in one alone.
struct Difference<'w> {
    before: Option<WeightsValue<'w>>,
    after: Option<WeightsValue<'w>>,
}

impl<'w> Difference<'w> {
    fn change(&self) -> &'static str {
        match (&self.before, &self.after) {
            (Some(_), Some(_)) => "changed",
            (Some(_), None) => "gone",
            (None, _) => "added",
        }
    }

    fn of(&self) -> &WeightsValue<'w> {
        self.after.as_ref().or(self.before.as_ref()).expect("one of the sets has it")
    }
}

type DifferenceColumn = (ReportColumn, for<'w> fn(&Difference<'w>) -> Value<'w>);

const COLUMNS: &[DifferenceColumn] = &[
    (ReportColumn::new("change", "Change"), |row| Value::word(row.change())),
    (ReportColumn::new("section", "Section"), |row| Value::word(row.of().section)),
    (ReportColumn::new("key", "Key"), |row| Value::text(row.of().key)),
    (ReportColumn::new("tier", "Tier").omit(Omit::WhenBlank), |row| Value::text(row.of().tier)),
    (ReportColumn::new("before", "Before").omit(Omit::WhenBlank), |row| {
        Value::or_blank(row.before.as_ref(), |before| before.value.clone())
    }),
    (ReportColumn::new("after", "After").omit(Omit::WhenBlank), |row| {
        Value::or_blank(row.after.as_ref(), |after| after.value.clone())
    }),
    (ReportColumn::new("unit", "Unit").omit(Omit::WhenBlank), |row| Value::word(row.of().unit)),
    (ReportColumn::new("name", "Name").omit(Omit::WhenBlank).leaves(1), |row| Value::text(row.of().name)),
];

/// What is added, gone and changed from one set of weights to another.
#[derive(Debug, Serialize)]
pub(crate) struct WeightsCompared<'w> {
    pub(crate) before: SetHeading,
    pub(crate) after: SetHeading,
    /// Whether the weights are the same in what has no row, too: the first week, names in words and other spellings.
    pub(crate) is_same: bool,
    /// What differs of that, in words.
    #[serde(skip)]
    pub(crate) others: Vec<&'static str>,
    #[serde(rename = "rows")]
    pub(crate) table: Table<'w>,
}

impl<'w> WeightsCompared<'w> {
    /// Compares weights. Names are the same in whatever spelling, as in a caseload.
    pub(crate) fn new(before: &'w Weights, after: &'w Weights) -> Self {
        let (old, new) = (values(before), values(after));
        let [of_old, of_new] =
            [&old, &new].map(|values| values.iter().map(|it| (place(it), it)).collect::<HashMap<_, _>>());
        let other = |old: &WeightsValue<'w>| {
            let new = of_new.get(&place(old)).map(|new| (*new).clone());
            let is_other = new.as_ref().is_none_or(|new| new.value != old.value);
            is_other.then(|| Difference { before: Some(old.clone()), after: new })
        };
        let added = new.iter().filter(|new| !of_old.contains_key(&place(new)));
        let added = added.map(|new| Difference { before: None, after: Some(new.clone()) });
        let table = Table::of(COLUMNS, old.iter().filter_map(other).chain(added));
        let others = [
            ("the first week", before.from == after.from),
            ("names in words or other spellings", before.has_spellings_of(after)),
            ("the source", before.source == after.source),
            ("what `wmt check` goes by", before.checks == after.checks),
        ];
        Self {
            others: others.into_iter().filter(|(_, is_same)| !is_same).map(|(what, _)| what).collect(),
            before: SetHeading::new(before),
            after: SetHeading::new(after),
            table,
            is_same: before.has_values_of(after)
                && before.from == after.from
                && before.checks == after.checks
                && before.source == after.source,
        }
    }
}

/// Where a value stands: in which section, under which key, for which tier, and in what.
fn place(value: &WeightsValue) -> (&'static str, String, String, &'static str) {
    (value.section, matched(value.key).into_owned(), matched(value.tier).into_owned(), value.unit)
}
