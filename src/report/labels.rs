//! How reports name what they show: their week, whom a line is about, and the units of posts.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use foldhash::{HashMap, HashSet};
use serde::Serialize;

use crate::fault::capitalised;
use crate::model::{PostWeek, TextId, Texts, UNALLOCATED, Unit, WeekCaseload, Weights};
use crate::rollup::By;
use crate::units::{Rounded, Week};

/// A line of a report: what it is about, and a text.
pub(crate) type Labelled = (&'static str, String);

/// The week of a report: which it is, and which weights and limit it is worked out with.
#[derive(Debug, Serialize)]
pub(crate) struct WeekHeading {
    /// The week reported; `None` for an undated caseload.
    pub(crate) week: Option<Week>,
    pub(crate) snapshot: Option<String>,
    pub(crate) weights: String,
    /// The file they are from, or `built in`.
    pub(crate) weights_file: String,
    /// Where that file says its values come from.
    pub(crate) weights_source: Option<String>,
    pub(crate) limit_percent: Rounded,
    /// How many weeks over are excessive.
    pub(crate) limit_weeks: u32,
}

impl WeekHeading {
    pub(super) fn new(week: &WeekCaseload, weights: &Weights) -> Self {
        Self {
            week: week.week,
            snapshot: week.snapshot.map(|date| date.to_string()),
            weights: weights.version.clone(),
            weights_file: weights.origin.clone(),
            weights_source: weights.source.clone(),
            limit_percent: weights.limits.over.rounded(),
            limit_weeks: weights.limits.weeks,
        }
    }

    /// The weights with their file, and the source that it names.
    pub(crate) fn weights_and_source(&self) -> String {
        let source = self.weights_source.as_ref().map(|source| format!(": {source}")).unwrap_or_default();
        format!("{} ({}){source}", self.weights, self.weights_file)
    }
}

/// An officer, with code and name apart for other programs; a unit; or nobody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub(crate) enum About {
    /// An officer, or nobody: work that is unallocated.
    Officer {
        /// The code.
        officer: Option<String>,
        /// The name beside it.
        name: Option<String>,
    },
    /// A team, PDU, region or grade.
    Unit {
        /// Its name.
        who: String,
    },
}

impl About {
    pub(crate) const NOBODY: Self = Self::Officer { officer: None, name: None };
}

impl fmt::Display for About {
    /// As people know them: the code with the name beside it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Officer { officer: Some(officer), name: Some(name) } => write!(out, "{officer} {name}"),
            Self::Officer { officer: Some(officer), .. } => out.write_str(officer),
            Self::Unit { who } => out.write_str(who),
            Self::Officer { officer: None, .. } => out.write_str(UNALLOCATED),
        }
    }
}

/// What an officer or a unit is called. A unit has what it is and what is above it; the others are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct LabelNames {
    pub(super) region: String,
    pub(super) pdu: String,
    pub(super) team: String,
    /// The code.
    pub(super) officer: String,
    pub(super) name: String,
    pub(super) grade: String,
}

impl LabelNames {
    /// All of them, in the order of the columns.
    pub(super) fn texts(&self) -> [&str; 6] {
        [&self.region, &self.pdu, &self.team, &self.officer, &self.name, &self.grade]
    }

    /// Which of them a row has in a report by something. The last of those of a unit is its own name.
    pub(super) const fn shown(by: By) -> Range<usize> {
        match by {
            By::Officer => 0..6,
            By::Team => 0..3,
            By::Pdu => 0..2,
            By::Region => 0..1,
            By::Grade => 5..6,
            By::All => 0..0,
        }
    }

    /// What tells officers apart, whatever team they are in, and units.
    pub(super) fn key(&self) -> Self {
        if self.officer.is_empty() {
            return self.clone();
        }
        Self { officer: self.officer.clone(), ..Self::default() }
    }

    /// By units, then by name, or by code where there is none.
    pub(super) fn order(&self) -> [&str; 6] {
        let [region, pdu, team, officer, name, grade] = self.texts();
        [region, pdu, team, if name.is_empty() { officer } else { name }, officer, grade]
    }

    /// The name of the team, and of the PDU and the region that it is in; or that of a PDU, and its region.
    fn own_and_above(&self) -> (&str, [&str; 2]) {
        let Self { region, pdu, team, .. } = self;
        if team.is_empty() { (pdu, [region, ""]) } else { (team, [pdu, region]) }
    }

    /// The officer, or the unit by its own name.
    pub(super) fn about(&self) -> About {
        let Self { region, pdu, team, officer, name, grade } = self.clone();
        if officer.is_empty() {
            let who = [team, pdu, region, grade].into_iter().find(|name| !name.is_empty());
            return About::Unit { who: who.unwrap_or_else(|| "everyone".to_owned()) };
        }
        About::Officer { officer: Some(officer), name: Some(name).filter(|name| !name.is_empty()) }
    }
}

/// Names that several units have: teams of several PDUs, or PDUs of several regions.
#[derive(Debug)]
pub(super) struct SharedNames(HashSet<String>);

impl SharedNames {
    pub(super) fn of<'n>(units: impl Iterator<Item = &'n LabelNames>) -> Self {
        let mut first: HashMap<&str, [&str; 2]> = HashMap::default();
        let shared = units.filter_map(|names| {
            let (own, above) = names.own_and_above();
            (*first.entry(own).or_insert(above) != above).then(|| own.to_owned())
        });
        Self(shared.collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a line calls a unit: `called`, and behind it what the unit is in where there are several of its name.
    pub(super) fn tell_apart(&self, called: String, names: &LabelNames) -> String {
        let (own, above) = names.own_and_above();
        let above = above.into_iter().find(|name| !name.is_empty());
        match above.filter(|_| self.0.contains(own)) {
            Some(above) => format!("{called} ({above})"),
            None => called,
        }
    }
}

/// What a report shows: the names asked for, else the one team, PDU or region that all posts shown are of, else everyone.
pub(super) fn scope(asked: &[String], units: &(impl Iterator<Item = Unit> + Clone), texts: &Texts) -> String {
    // Teams of several PDUs may have one name.
    let are_several = |of: fn(&Unit) -> Option<TextId>| {
        let mut known = units.clone().filter_map(|unit| of(&unit));
        known.next().is_some_and(|first| known.any(|other| other != first))
    };
    let within =
        || if are_several(|unit| unit.pdu) || are_several(|unit| unit.region) { " of several PDUs" } else { "" };
    match asked {
        [] => (),
        [team] if team.starts_with("team ") && !are_several(|unit| unit.team) => {
            return format!("{}{}", capitalised(team), within());
        }
        _ => return capitalised(&asked.join(", ")),
    }
    let one = |of: fn(&Unit) -> Option<TextId>| {
        let mut units = units.clone().map(|unit| of(&unit));
        let first = units.next()??;
        units.all(|unit| unit == Some(first)).then(|| texts.get(first))
    };
    let team = one(|unit| unit.team).map(|team| format!("Team {team}{}", within()));
    let pdu = || one(|unit| unit.pdu).map(|pdu| format!("PDU {pdu}"));
    let region = || one(|unit| unit.region).map(|region| format!("Region {region}"));
    team.or_else(pdu).or_else(region).unwrap_or_else(|| "Everyone".to_owned())
}

/// The units of posts by name, each once, in alphabetical order.
pub(super) fn joined<'p, 't>(
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
