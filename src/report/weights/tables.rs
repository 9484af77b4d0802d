//! The values of a set of weights for people: a table for each section, tiers by case type.

use crate::fault::visible;
use crate::model::{CaseType, Weights, matched};
use crate::ordered::OrderedMap;
use crate::report::table::{Omit, RowCells};
use crate::report::{ReportColumn, Table, Value};
use crate::units::Minutes;

/// A section for people.
#[derive(Debug)]
pub(crate) struct SetPart<'w> {
    pub(crate) label: &'static str,
    /// What the section says, and the unit of its figures.
    pub(crate) words: String,
    pub(crate) table: Table<'w>,
}

impl<'w> SetPart<'w> {
    /// A section whose columns are omitted where they are blank.
    fn new<const N: usize>(
        (label, words): (&'static str, &str),
        columns: [(&'static str, &'static str); N],
        rows: impl Iterator<Item = [Value<'w>; N]>,
    ) -> Self {
        let columns = columns.map(|(key, heading)| ReportColumn::for_people(key, heading).omit(Omit::WhenBlank));
        let rows: Vec<RowCells> = rows.map(Vec::from).collect();
        Self { label, words: words.to_owned(), table: Table::new(columns, rows) }
    }
}

/// All sections that have something in them.
pub(super) fn parts(weights: &Weights) -> Vec<SetPart<'_>> {
    let Weights { grades, case_types, tasks, statuses, reductions, .. } = weights;
    let yes = |is_so: bool| if is_so { Value::word("yes") } else { Value::Blank };
    let name = |name: &'_ Option<String>| Value::text(name.clone().unwrap_or_default());
    let mut parts = cases(&case_types.iter().collect::<Vec<_>>());
    parts.push(SetPart::new(
        ("Tasks", "minutes for one"),
        [("key", "Task"), ("minutes", "Minutes"), ("name", "Name")],
        tasks.iter().map(|(key, task)| [Value::text(key), minutes(task.minutes), name(&task.name)]),
    ));
    parts.push(SetPart::new(
        (
            "Statuses",
            "how much of the minutes of a case counts; a flag says something of a case that has a row of its own",
        ),
        [("key", "Status"), ("percent", "Counts"), ("flag", "Flag")],
        statuses.iter().map(|(key, of)| [Value::text(key), Value::Percent(of.counted.rounded()), yes(of.is_flag)]),
    ));
    parts.push(SetPart::new(
        ("Grades", "usual contracted hours a week, and who may not hold which tiers"),
        [
            ("key", "Grade"),
            ("name", "Name"),
            ("hours", "Hours"),
            ("trainee", "Trainee"),
            ("tiers", "May\u{a0}not\u{a0}hold"),
        ],
        grades.iter().map(|(key, grade)| {
            let hours = Value::or_blank(grade.contracted_hours, |hours| Value::Exact(hours.to_string()));
            let tiers = Value::text(grade.may_not_hold.join(" "));
            [Value::text(key), name(&grade.name), hours, yes(grade.is_trainee), tiers]
        }),
    ));
    parts.push(SetPart::new(
        ("Reductions", "reasons for fewer hours, with the share of contracted hours where it is fixed, and the months that it usually lasts"),
        [("key", "Reason"), ("percent", "Percent"), ("most", "At most"), ("months", "Months"), ("name", "Name")],
        reductions.iter().map(|(key, reason)| {
            let [percent, most] = [reason.percent, reason.max_percent]
                .map(|share| Value::or_blank(share, |share| Value::Percent(share.rounded())));
            let months = Value::or_blank(reason.months, |months| Value::Count(months.into()));
            [Value::text(key), percent, most, months, name(&reason.name)]
        }),
    ));
    parts.retain(|part| !part.table.is_empty());
    parts
}

fn minutes(minutes: Minutes) -> Value<'static> {
    Value::Exact(minutes.number().to_string())
}

/// Minutes of cases by tier, with a column for each case type; of many case types some in each table, so that it stays
/// readable, and as large as the weights are. Tiers of 0 minutes in all of them are named above.
fn cases<'w>(case_types: &[(&'w str, &'w CaseType)]) -> Vec<SetPart<'w>> {
    const IN_A_TABLE: usize = 6;
    let part = |case_types: &[(&'w str, &'w CaseType)]| {
        let mut tiers: OrderedMap<_, (&str, Vec<Option<Minutes>>)> = OrderedMap::default();
        for (column, (_, case_type)) in case_types.iter().enumerate() {
            for (tier, minutes) in case_type.tiers.iter() {
                let of_tier = || (tier, vec![None; case_types.len()]);
                tiers.entry(matched(tier)).or_insert_with(of_tier).1[column] = Some(*minutes);
            }
        }
        let is_nothing = |minutes: &[Option<Minutes>]| minutes.iter().flatten().all(|minutes| minutes.is_nothing());
        let (nothing, counted): (Vec<_>, Vec<_>) = tiers.into_values().partition(|(_, of)| is_nothing(of));
        let headings = case_types.iter().map(|(name, _)| ReportColumn::for_people("minutes", heading(name)));
        let columns: Vec<ReportColumn> =
            std::iter::once(ReportColumn::for_people("tier", "Tier")).chain(headings).collect();
        let row = |(tier, of): &(&'w str, Vec<Option<Minutes>>)| -> RowCells {
            std::iter::once(Value::text(*tier)).chain(of.iter().map(|of| Value::or_blank(*of, self::minutes))).collect()
        };
        let rows: Vec<RowCells> = counted.iter().map(row).collect();
        let mut words = "minutes a month for one, by tier and case type".to_owned();
        if !nothing.is_empty() {
            let names: Vec<&str> = nothing.iter().map(|(tier, _)| *tier).collect();
            words += &format!("; 0 minutes: {}", names.join(", "));
        }
        SetPart { label: "Cases", words, table: Table::new(columns, rows) }
    };
    case_types.chunks(IN_A_TABLE).map(part).collect()
}

/// A heading that weights give. Headings live as long as the program, so these few are kept as long.
fn heading(name: &str) -> &'static str {
    visible(name).into_owned().leak()
}
