//! The rows of officers or units: one for each, with a line of blocks, one for each week.

use foldhash::{HashMap, HashSet};

use crate::breach::Standing;
use crate::rollup::By;
use crate::units::{Load, Rounded, Week};

use super::super::labels::LabelNames;
use super::super::table::{LATE, Omit, RowCells};
use super::super::{Labelled, ReportColumn, Table, Value};
use super::data::TrendData;
use super::drawn::{GAP, KEY, block};

/// The most weeks that are drawn: a longer line has no room.
const DRAWN: usize = 26;

const NAMES: [ReportColumn; 6] = [
    ReportColumn::new("region", "Region").leaves(2).omit(Omit::WhenSame),
    ReportColumn::new("pdu", "PDU").leaves(3).omit(Omit::WhenSame),
    ReportColumn::new("team", "Team").leaves(LATE + 2).omit(Omit::WhenSame),
    ReportColumn::new("officer", "Officer").omit(Omit::WhenBlank),
    ReportColumn::new("name", "Name").omit(Omit::WhenBlank),
    ReportColumn::new("grade", "Grade").leaves(1).omit(Omit::WhenBlank),
];

type FigureColumn = (ReportColumn, fn(&LineRow<'_>) -> Value<'static>);

const FIGURES: &[FigureColumn] = &[
    (ReportColumn::new("trend", "Trend"), |row| Value::word(row.line.drawn(row.weeks))),
    (ReportColumn::new("first_percent", "First").leaves(5), |row| {
        Value::or_blank(row.line.points.first(), |point| Value::Percent(point.percent))
    }),
    (ReportColumn::new("last_percent", "Last"), |row| {
        Value::or_blank(row.line.points.last(), |point| Value::Percent(point.percent))
    }),
    (ReportColumn::new("change", "Change").leaves(6), |row| {
        let ends = row.line.points.first().zip(row.line.points.last());
        Value::or_blank(ends, |(first, last)| Value::Figure(last.percent - first.percent))
    }),
    (ReportColumn::new("weeks_over", "Total over").leaves(LATE), |row| {
        row.line.points.iter().filter(|point| point.is_over).count().into()
    }),
    (ReportColumn::new("longest", "Longest run").leaves(LATE + 1), |row| row.line.longest_run().into()),
    (ReportColumn::new("standing", "Standing").leaves(LATE + 3), |row| {
        Value::or_blank(row.line.standing(row.data), |standing| Value::word(standing.word()))
    }),
];

/// A line as a row, with what its cells are made with.
struct LineRow<'l> {
    line: &'l TrendLine,
    data: &'l TrendData<'l>,
    /// The weeks that are drawn.
    weeks: &'l [Week],
}

/// An officer or a unit through the weeks.
#[derive(Debug, Default)]
struct TrendLine {
    /// The names of its latest week.
    names: LabelNames,
    /// Its weeks with a capacity, the earliest first; of an officer also those in which they were not selected, up to the latest in
    /// which they were.
    points: Vec<Point>,
    /// The latest week that has it selected, and how it stood in that.
    last: Option<(Week, Standing)>,
}

/// The capacity of a week.
#[derive(Debug, Clone, Copy)]
struct Point {
    week: Week,
    percent: Rounded,
    is_over: bool,
    block: char,
}

/// The rows, and what explains them.
pub(super) fn table(data: &TrendData) -> (Table<'static>, Vec<Labelled>) {
    let (lines, has_elsewhere) = all(data);
    let mut lines: Vec<TrendLine> = lines.into_values().collect();
    let is_shown = |line: &TrendLine| {
        data.view.only.is_none_or(|only| line.standing(data).is_some_and(|standing| only.shows(standing)))
    };
    lines.retain(is_shown);
    lines.sort_by(|one, other| one.names.order().cmp(&other.names.order()));
    let first = data.drawn_from();
    let weeks: Vec<Week> = first.onwards().take_while(|week| *week <= data.last).collect();
    let cells = |line: &TrendLine| -> RowCells<'static> {
        let row = LineRow { line, data, weeks: &weeks };
        let names = line.names.texts().map(|name| Value::text(name.to_owned())).into_iter();
        names.chain(FIGURES.iter().map(|(_, cell)| cell(&row))).collect()
    };
    let rows: Vec<RowCells> = lines.iter().map(cells).collect();
    let columns: Vec<ReportColumn> =
        names(data.view.by, &lines).into_iter().chain(FIGURES.iter().map(|(column, _)| *column)).collect();
    let mut explained = vec![
        ("Trend", format!("the weeks from {first} to {}: {KEY}", data.last)),
        ("Change", "in percentage points, from the first to the last week with a figure".to_owned()),
    ];
    if has_elsewhere {
        explained.push(("Elsewhere", ELSEWHERE.to_owned()));
    }
    (Table::new(columns, rows), explained)
}

/// The columns of names. What a line is of stays on a narrow screen, and so do the units above it where two lines have one name.
fn names(by: By, lines: &[TrendLine]) -> [ReportColumn; 6] {
    let own = match by {
        // An officer is known by the code, and everyone has no name.
        By::Officer | By::All => 3,
        _ => LabelNames::shown(by).end - 1,
    };
    let mut seen = HashSet::default();
    let are_different = lines.iter().all(|line| seen.insert(line.names.texts()[own]));
    let mut columns = NAMES;
    columns[if are_different { own..=own } else { 0..=own }].iter_mut().for_each(|column| column.leaves = 0);
    columns
}

const ELSEWHERE: &str =
    "weeks in which an officer was outside this choice count too, up to their last week in it: a run is the officer's";

/// Everyone who is in any of the weeks, or every unit; and whether an officer was elsewhere in one of the weeks.
fn all(data: &TrendData) -> (HashMap<LabelNames, TrendLine>, bool) {
    let (mut lines, mut has_elsewhere) = (HashMap::<LabelNames, TrendLine>::default(), false);
    data.each_week(|results| {
        let Some(week) = results.week.week else { return };
        let (report, limit) = (data.report(results), data.weights.get(results.week.weights).limits.over);
        let point = |load: Load| {
            let percent = load.percent()?;
            Some(Point { week, percent, is_over: load.exceeds(limit), block: block(load, limit) })
        };
        let mut add = |names: LabelNames, load: Load, standing: Standing, is_selected: bool| {
            let line = lines.entry(names.key()).or_default();
            if is_selected {
                line.names = names;
                line.last = Some((week, standing));
            }
            line.points.extend(point(load).filter(|_| standing != Standing::NotWorkedOut));
        };
        if data.view.by == By::Officer {
            has_elsewhere |= !results.elsewhere.is_empty();
            for (officers, are_selected) in [(&results.officers, true), (&results.elsewhere, false)] {
                for officer in officers {
                    add(report.data.names(officer), officer.load, officer.judgement.standing, are_selected);
                }
            }
        }
        for unit in &results.units {
            add(report.data.unit_names(unit), unit.load, unit.judgement.standing, true);
        }
    });
    lines.retain(|_, line| {
        let last = line.last.map(|(week, _)| week);
        line.points.retain(|point| Some(point.week) <= last);
        last.is_some()
    });
    (lines, has_elsewhere)
}

impl TrendLine {
    /// How it stands in the last week; `None` where that does not have it.
    fn standing(&self, data: &TrendData) -> Option<Standing> {
        self.last.filter(|(week, _)| *week == data.last).map(|(_, standing)| standing)
    }

    /// A block for each week.
    fn drawn(&self, weeks: &[Week]) -> String {
        let mut points = self.points.iter().peekable();
        let mut drawn = String::new();
        for week in weeks {
            while points.next_if(|point| point.week < *week).is_some() {}
            drawn.push(points.next_if(|point| point.week == *week).map_or(GAP, |point| point.block));
        }
        drawn
    }

    /// The most adjacent weeks over.
    fn longest_run(&self) -> usize {
        let (mut longest, mut run, mut next) = (0, 0, None);
        for point in &self.points {
            run = match (point.is_over, next == Some(point.week)) {
                (false, _) => 0,
                (true, true) => run + 1,
                (true, false) => 1,
            };
            next = Some(point.week.next());
            longest = longest.max(run);
        }
        longest
    }
}

impl TrendData<'_> {
    /// The first week that is drawn: nothing is known of weeks before the first of all.
    fn drawn_from(&self) -> Week {
        let first = self.caseload.weeks.first().map_or(self.first, |known| known.week.max(self.first));
        self.last.backwards().take(DRAWN).take_while(|week| *week >= first).last().unwrap_or(self.last)
    }
}
