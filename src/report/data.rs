//! What a report is made from, and what of it is shown.

use crate::breach::Standing;
use crate::model::{DatedWeights, Officer, OfficerWeek, Reductions, TextId, Texts, WeekCaseload, Weights};
use crate::rollup::{By, OfficerResult, Results, UnitResult};

use super::About;

/// The standings to show, where not all are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Whoever is over this week: over, possible or excessive.
    Over,
    /// Whoever is possible.
    Possible,
    /// Whoever is excessive.
    Excessive,
}

impl Only {
    /// What they are, as `--only` says it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Possible => "possible",
            Self::Excessive => "excessive",
        }
    }

    pub(super) const fn shows(self, standing: Standing) -> bool {
        match self {
            Self::Over => standing.is_over(),
            Self::Possible => matches!(standing, Standing::Possible),
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
    /// The most weeks over first.
    Weeks,
}

/// What the command line asks a report to be.
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

impl View {
    /// All rows in the usual order.
    pub const fn all(by: By) -> Self {
        Self { by, only: None, sort: Sort::Team, reasons: false }
    }
}

/// Whom the command line chooses, in the order of rows, whichever rows are shown: the officers, and the units in a report by
/// unit.
#[derive(Debug)]
pub(super) struct Chosen<'r> {
    pub(super) officers: Vec<&'r OfficerResult<'r>>,
    pub(super) units: Vec<&'r UnitResult>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ReportData<'r> {
    pub(super) results: &'r Results<'r>,
    pub(super) texts: &'r Texts,
    pub(super) reductions: &'r Reductions,
    pub(super) weights: &'r DatedWeights,
    pub(super) view: View,
}

impl<'r> ReportData<'r> {
    pub(super) fn week(&self) -> &'r WeekCaseload {
        self.results.week
    }

    pub(super) fn weights(&self) -> &'r Weights {
        self.weights.get(self.week().weights)
    }

    pub(super) fn is_shown(&self, standing: Standing) -> bool {
        self.view.only.is_none_or(|only| only.shows(standing))
    }

    /// Whether as many weeks are known as the rule has.
    pub(super) fn has_weeks(&self) -> bool {
        u32::try_from(self.results.weeks_known).is_ok_and(|known| known >= self.weights().limits.weeks)
    }

    /// The officer, with code and name apart.
    pub(super) fn about(&self, officer: &OfficerWeek) -> About {
        self.about_officer(officer.officer, officer.name())
    }

    /// An officer of any week.
    pub(super) fn about_officer(&self, officer: Officer, name: Option<TextId>) -> About {
        let name = name.map(|name| self.texts.get(name).to_owned());
        About::Officer { officer: Some(self.texts.code(officer).to_owned()), name }
    }

    /// The name of a unit, or `(no team)` and the like where it has none.
    pub(super) fn unit_name(&self, unit: &UnitResult) -> String {
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
