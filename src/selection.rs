//! The selection of posts that `--region`, `--pdu`, `--team`, `--officer` and `--grade` ask for.

use foldhash::{HashMap, HashSet};

use crate::fault::{Faults, quoted};
use crate::model::{Caseload, DatedWeights, Names, PostWeek, TextId, Unit, Weights, Whose, nearest};

/// The names asked for, as they were typed. A post is selected when it has one of the names of every kind that has any.
#[derive(Debug, Default, Clone)]
pub struct Wanted {
    /// Regions.
    pub regions: Vec<String>,
    /// Probation delivery units.
    pub pdus: Vec<String>,
    /// Teams.
    pub teams: Vec<String>,
    /// Officers, by code or name.
    pub officers: Vec<String>,
    /// Grades of the weights file.
    pub grades: Vec<String>,
}

/// A name asked for that nothing in the caseload has.
#[derive(Debug, PartialEq, Eq)]
pub struct NoSuch {
    /// The option it was given with.
    pub option: &'static str,
    /// What is wrong.
    pub message: String,
    /// What may have been meant.
    pub hint: Option<String>,
}

/// A selection of posts; `None` stands for all of a kind.
#[derive(Debug, Default)]
pub struct Selection {
    regions: Option<HashSet<TextId>>,
    pdus: Option<HashSet<TextId>>,
    teams: Option<HashSet<TextId>>,
    officers: Option<HashSet<TextId>>,
    /// Names of grades, as any of the weights declare them, in lower case.
    grades: Option<HashSet<String>>,
    /// What was asked for, for the line above a report.
    pub named: Vec<String>,
}

impl Selection {
    /// Finds the posts asked for, without regard to case.
    ///
    /// # Errors
    ///
    /// Every name that no post of the caseload has, in any week, and grades that no weights declare.
    pub fn find(asked: &Wanted, caseload: &Caseload, weights: &DatedWeights) -> Result<Self, Vec<NoSuch>> {
        let mut search = Search { caseload, missing: Vec::new() };
        let selection = Self {
            regions: search.texts("--region", "region", &asked.regions, |post| [post.unit.region, None]),
            pdus: search.texts("--pdu", "PDU", &asked.pdus, |post| [post.unit.pdu, None]),
            teams: search.texts("--team", "team", &asked.teams, |post| [post.unit.team, None]),
            officers: search.texts("--officer", "officer", &asked.officers, |post| {
                [post.officer.map(|officer| officer.0), post.name]
            }),
            grades: search.grades(&asked.grades, weights),
            named: asked.named(),
        };
        if search.missing.is_empty() { Ok(selection) } else { Err(search.missing) }
    }

    /// Whether a post is selected. `weights` are those of its week.
    pub fn has_post(&self, post: &PostWeek, weights: &Weights) -> bool {
        self.has(&post.whose(weights))
    }

    /// Whether a post is selected, by whose it is.
    pub fn has(&self, post: &Whose) -> bool {
        let one = |selected: &Option<HashSet<TextId>>, text: Option<TextId>| {
            selected.as_ref().is_none_or(|selected| text.is_some_and(|text| selected.contains(&text)))
        };
        let grade_is_selected =
            |selected: &HashSet<String>| post.grade.is_some_and(|grade| selected.contains(&grade.to_lowercase()));
        one(&self.regions, post.unit.region)
            && one(&self.pdus, post.unit.pdu)
            && one(&self.teams, post.unit.team)
            && (one(&self.officers, post.officer.map(|officer| officer.0))
                || (post.officer.is_some() && one(&self.officers, post.name)))
            && self.grades.as_ref().is_none_or(grade_is_selected)
    }
}

impl Wanted {
    fn named(&self) -> Vec<String> {
        let kinds = [
            ("region", &self.regions),
            ("PDU", &self.pdus),
            ("team", &self.teams),
            ("officer", &self.officers),
            ("grade", &self.grades),
        ];
        kinds
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(kind, names)| format!("{kind} {}", names.join(" or ")))
            .collect()
    }
}

struct Search<'a> {
    caseload: &'a Caseload,
    missing: Vec<NoSuch>,
}

impl Search<'_> {
    fn texts(
        &mut self,
        option: &'static str,
        kind: &str,
        asked: &[String],
        of: impl Fn(&Whose) -> [Option<TextId>; 2],
    ) -> Option<HashSet<TextId>> {
        if asked.is_empty() {
            return None;
        }
        let all: HashSet<TextId> = self.everyone().flat_map(|post| of(&post).into_iter().flatten()).collect();
        let mut known: Vec<(&str, TextId)> = all.iter().map(|text| (self.caseload.texts.get(*text), *text)).collect();
        known.sort_unstable();
        let mut by_name: HashMap<String, Vec<TextId>> = HashMap::default();
        for (text, id) in &known {
            by_name.entry(text.to_lowercase()).or_default().push(*id);
        }
        let mut selected = HashSet::default();
        for name in asked {
            if let Some(found) = by_name.get(&name.trim().to_lowercase()) {
                selected.extend(found);
            } else {
                let near = || Some(nearest(name, known.iter().map(|(text, _)| *text))?.0);
                let hint = || near().map(|near| format!("the nearest in the caseload is `{near}`"));
                self.add_missing(option, format!("no {kind} is called {}", quoted(name)), hint);
            }
        }
        Some(selected)
    }

    /// Notes that a name is missing. Only as many hints are searched for as are shown.
    fn add_missing(&mut self, option: &'static str, message: String, hint: impl FnOnce() -> Option<String>) {
        let hint = if self.missing.len() < Faults::SHOWN { hint() } else { None };
        self.missing.push(NoSuch { option, message, hint });
    }

    /// Everyone who has a post in any week, or a reduction.
    fn everyone(&self) -> impl Iterator<Item = Whose<'_>> {
        let texts = &self.caseload.texts;
        let figures = self.caseload.weeks.iter().flat_map(|week| &week.posts).map(|post| post.whose(texts));
        let reported = self.caseload.reported.iter().flat_map(|week| &week.posts).map(|post| {
            let PostWeek { officer, name, unit, .. } = *post;
            Whose { officer, name, grade: None, unit }
        });
        let reduced = self.caseload.reductions.iter().map(|reduction| {
            let unit = Unit { team: reduction.team, ..Unit::default() };
            Whose { officer: Some(reduction.officer), name: None, grade: None, unit }
        });
        figures.chain(reported).chain(reduced)
    }

    fn grades(&mut self, asked: &[String], weights: &DatedWeights) -> Option<HashSet<String>> {
        if asked.is_empty() {
            return None;
        }
        let mut selected = HashSet::default();
        for name in asked {
            let in_weights =
                |weights: &Weights| Some(weights.grades.name(weights.grades.position(name.trim())?).to_lowercase());
            let found: Vec<_> = weights.iter().filter_map(|(_, weights)| in_weights(weights)).collect();
            if found.is_empty() {
                let hint = || Names::hint(&weights.get(weights.latest()).grades, name);
                self.add_missing("--grade", format!("no grade is called {}", quoted(name)), hint);
            }
            selected.extend(found);
        }
        Some(selected)
    }
}
