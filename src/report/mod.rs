//! The report: everything that is shown, finished before a character is written. Every format is a view of it.

mod changes;
mod explanation;
mod listing;
mod officers;
mod summary;
mod table;
mod units;

pub use changes::{Change, Changes};
pub use explanation::{About, Balance, Evidence, Explanation, Figured, Material, Since, WorkTotal};
pub use listing::{ListHeading, ListSummary, Listing};
pub use summary::{Holding, LeftOut, NoFigure, Run, Summary, Total};
pub use table::{Cells, Column, Rows, Table, Value};

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::breach::Standing;
use crate::model::{Caseload, DatedWeights, OfficerWeek, PostWeek, Reductions, TextId, Texts, Unit, WeekCaseload};
use crate::rollup::{By, OfficerResult, Results, UnitResult};
use crate::units::{Rounded, Week};

/// The rows to show: all, or some standings alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Whoever is over this week: over, possible or excessive.
    Over,
    /// Whoever is excessive.
    Excessive,
}

impl Only {
    const fn shows(self, standing: Standing) -> bool {
        match self {
            Self::Over => standing.is_over(),
            Self::Excessive => matches!(standing, Standing::Excessive),
        }
    }
}

/// The order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// By region, PDU and team, then as [`Sort::Name`].
    Team,
    /// By name, or by code where there is none.
    Name,
    /// The highest capacity first, those without one last.
    Capacity,
}

/// What a report is asked to be.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// What a row stands for.
    pub by: By,
    /// Which rows.
    pub only: Option<Only>,
    /// In which order.
    pub sort: Sort,
    /// Whether the reasons of reductions are shown, which are personal.
    pub reasons: bool,
}

/// A finished report.
#[derive(Debug)]
pub struct Report<'r> {
    /// What it is of.
    pub heading: Heading,
    /// Its rows.
    pub table: Table<'r>,
    /// Whether anyone shown is excessive or possible.
    pub is_alarming: bool,
    making: Making<'r>,
    shown: Shown<'r>,
}

/// The line above a report: which unit, which week, which weights, what counts as over.
#[derive(Debug, Serialize)]
pub struct Heading {
    /// What was chosen, or the one unit that the caseload is of.
    pub scope: String,
    /// The week reported; `None` for an undated caseload.
    pub week: Option<Week>,
    /// The date of the snapshot.
    pub snapshot: Option<String>,
    /// The version of the weights.
    pub weights: String,
    /// The file they are from, or `built in`.
    pub weights_file: String,
    /// Where that file says its values come from.
    pub weights_source: Option<String>,
    /// The limit, in per cent.
    pub limit_percent: Rounded,
    /// How many weeks over are excessive.
    pub limit_weeks: u32,
}

impl<'r> Report<'r> {
    /// Makes a report of results.
    pub fn new(
        results: &'r Results<'r>,
        caseload: &'r Caseload,
        weights: &'r DatedWeights,
        scope: &[String],
        view: View,
    ) -> Self {
        let making = Making { results, texts: &caseload.texts, reductions: &caseload.reductions, weights, view };
        let heading = making.heading(scope);
        let (table, shown) = match view.by {
            By::Officer => making.officer_table(),
            _ => making.unit_table(),
        };
        let is_alarming = shown.officers.iter().any(|officer| officer.judgement.standing.is_alarming())
            || shown.units.iter().any(|unit| unit.judgement.standing.is_alarming());
        Self { heading, table, is_alarming, making, shown }
    }

    /// What stands below the rows. It is made when it is asked for, because a CSV has no room for it.
    pub fn summary(&self) -> Summary {
        self.making.summary(&self.shown)
    }
}

/// What is shown: the officers, and the units in a report by unit.
#[derive(Debug)]
struct Shown<'r> {
    officers: Vec<&'r OfficerResult<'r>>,
    units: Vec<&'r UnitResult>,
}

/// Making a report.
#[derive(Debug, Clone, Copy)]
struct Making<'r> {
    results: &'r Results<'r>,
    texts: &'r Texts,
    reductions: &'r Reductions,
    weights: &'r DatedWeights,
    view: View,
}

impl<'r> Making<'r> {
    fn week(&self) -> &'r WeekCaseload {
        self.results.week
    }

    fn weights(&self) -> &'r crate::model::Weights {
        self.weights.get(self.week().weights)
    }

    fn is_shown(&self, standing: Standing) -> bool {
        self.view.only.is_none_or(|only| only.shows(standing))
    }

    fn heading(&self, scope: &[String]) -> Heading {
        let weights = self.weights();
        Heading {
            scope: if scope.is_empty() { only_unit(self.week(), self.texts) } else { capitalised(&scope.join(", ")) },
            week: self.week().week,
            snapshot: self.week().snapshot.map(|date| date.to_string()),
            weights: weights.version.clone(),
            weights_file: weights.origin.clone(),
            weights_source: weights.source.clone(),
            limit_percent: weights.limits.over.rounded(),
            limit_weeks: weights.limits.weeks,
        }
    }

    /// The officer as people know them: the code with the name beside it.
    fn who(&self, officer: &OfficerWeek) -> String {
        officer.who(self.texts)
    }

    /// A unit by its name, with `(no team)` and the like where it has none.
    fn unit_name(&self, unit: &UnitResult) -> String {
        let key = unit.key;
        let named = |text: Option<TextId>, kind: &str| match self.texts.shown(text) {
            "" => format!("(no {kind})"),
            text => text.to_owned(),
        };
        match self.view.by {
            By::Officer | By::All => "everyone".to_owned(),
            By::Team => named(key.team, "team"),
            By::Pdu => named(key.pdu, "PDU"),
            By::Region => named(key.region, "region"),
            By::Grade => {
                key.grade.map_or_else(|| "(no grade)".to_owned(), |grade| self.weights().grades.name(grade).to_owned())
            }
        }
    }
}

/// The one team, PDU or region that everything in the week belongs to, or everyone.
fn only_unit(week: &WeekCaseload, texts: &Texts) -> String {
    let one = |of: fn(&Unit) -> Option<TextId>| {
        let mut units = week.posts.iter().map(|post| of(&post.unit));
        let first = units.next()??;
        units.all(|unit| unit == Some(first)).then(|| texts.get(first))
    };
    let team = one(|unit| unit.team).map(|team| format!("Team {team}"));
    let pdu = || one(|unit| unit.pdu).map(|pdu| format!("PDU {pdu}"));
    let region = || one(|unit| unit.region).map(|region| format!("Region {region}"));
    team.or_else(pdu).or_else(region).unwrap_or_else(|| "Everyone".to_owned())
}

/// The units of posts by name, each once, in alphabetical order.
fn joined<'p, 't>(
    posts: impl IntoIterator<Item = &'p PostWeek>,
    texts: &'t Texts,
    of: impl Fn(&Unit) -> Option<TextId>,
) -> Cow<'t, str> {
    let mut units = posts.into_iter().filter_map(|post| of(&post.unit)).map(|id| texts.get(id));
    let Some(first) = units.next() else { return "".into() };
    let mut others = units.filter(|unit| *unit != first).peekable();
    if others.peek().is_none() {
        return first.into();
    }
    let all: BTreeSet<&str> = others.chain([first]).collect();
    all.into_iter().collect::<Vec<_>>().join(" + ").into()
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
