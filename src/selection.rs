//! The selection of posts that `--region`, `--pdu`, `--team`, `--officer` and `--grade` ask for.

use std::hash::Hash;

use foldhash::{HashMap, HashSet};

use crate::fault::{Faults, Messages, Place, first_few, named, plural, quoted};
use crate::model::{
    Caseload, DatedWeights, Names, Officer, PostWeek, TextId, Unit, Weights, Whose, code_and_name, meant,
};

/// What posts are selected by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SelectBy {
    Region,
    /// The probation delivery unit.
    Pdu,
    Team,
    /// The officer, by code or name.
    Officer,
    /// The grade, as the weights declare it.
    Grade,
}

impl SelectBy {
    /// The option that asks for it, and the word for it.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Region => ("--region", "region"),
            Self::Pdu => ("--pdu", "PDU"),
            Self::Team => ("--team", "team"),
            Self::Officer => ("--officer", "officer"),
            Self::Grade => ("--grade", "grade"),
        }
    }

    /// The texts of a post that it goes by; none for a grade, which weights declare under several spellings.
    fn texts(self, post: &Whose) -> impl Iterator<Item = TextId> + use<> {
        let texts = match self {
            Self::Region => [post.unit.region, None],
            Self::Pdu => [post.unit.pdu, None],
            Self::Team => [post.unit.team, None],
            Self::Officer => [post.officer.map(Officer::id), post.name],
            Self::Grade => [None, None],
        };
        texts.into_iter().flatten()
    }
}

/// A name asked for that nothing in the caseload has.
#[derive(Debug, PartialEq, Eq)]
pub struct NoSuch {
    /// The option it was given with.
    pub(crate) option: &'static str,
    pub(crate) message: String,
    /// What may have been meant.
    pub(crate) hint: Option<String>,
}

/// A selection of posts. A post is selected when it has one of the names of every kind that has any.
#[derive(Debug, Default)]
pub struct Selection {
    texts: Vec<(SelectBy, HashSet<TextId>)>,
    /// Names of grades, as any of the weights declare them, in lower case; `None` stands for all.
    grades: Option<HashSet<String>>,
    /// What was asked for, for the line above a report.
    pub(crate) named: Vec<String>,
}

impl Selection {
    /// Finds the posts asked for by names as they were typed, without regard to case.
    ///
    /// # Errors
    ///
    /// Every name that no post of the caseload has, in any week, and grades that no weights declare.
    pub fn find(
        asked: &[(SelectBy, &[String])],
        caseload: &Caseload,
        weights: &DatedWeights,
    ) -> Result<Self, Vec<NoSuch>> {
        let (mut selection, mut missing) = (Self::default(), Vec::new());
        for (by, names) in asked.iter().filter(|(_, names)| !names.is_empty()) {
            selection.named.push(format!("{} {}", by.words().1, names.join(" or ")));
            if *by == SelectBy::Grade {
                let hint = |name: &str| Names::hint(&weights.get(weights.latest()).grades, name);
                let find = |name: &str| grades(name, weights);
                selection.grades = Some(look_up(*by, names, find, hint, &mut missing));
            } else {
                let all: HashSet<TextId> = everyone(caseload).flat_map(|post| by.texts(&post)).collect();
                let hint = |name: &str| {
                    if all.is_empty() {
                        return Some(format!("no row names a {}", by.words().1));
                    }
                    let is_other = |other: &SelectBy| {
                        let mut texts = everyone(caseload).flat_map(|post| other.texts(&post));
                        texts.any(|text| caseload.texts.get(text).eq_ignore_ascii_case(name.trim()))
                    };
                    let others = [SelectBy::Region, SelectBy::Pdu, SelectBy::Team, SelectBy::Officer];
                    if let Some((option, word)) = others.iter().find(|other| is_other(other)).map(|other| other.words())
                    {
                        let article = if word == "officer" { "an" } else { "a" };
                        return Some(format!("it is the name of {article} {word}: give {option}"));
                    }
                    let mut known: Vec<&str> = all.iter().map(|text| caseload.texts.get(*text)).collect();
                    known.sort_unstable();
                    meant(name, known.into_iter()).map(|near| format!("the nearest is {}", quoted(near)))
                };
                let mut by_name: HashMap<String, Vec<TextId>> = HashMap::default();
                for text in &all {
                    by_name.entry(caseload.texts.get(*text).to_lowercase()).or_default().push(*text);
                }
                if *by == SelectBy::Officer {
                    let both = everyone(caseload).filter_map(|post| Some((post.officer?, post.name?)));
                    for (officer, name) in both.collect::<HashSet<(Officer, TextId)>>() {
                        by_name.entry(code_and_name(officer, name, &caseload.texts)).or_default().push(officer.id());
                    }
                }
                let find = |name: &str| by_name.get(&name.trim().to_lowercase()).cloned().unwrap_or_default();
                selection.texts.push((*by, look_up(*by, names, find, hint, &mut missing)));
            }
        }
        if missing.is_empty() { Ok(selection) } else { Err(missing) }
    }

    /// Whether officers or grades were asked for, so that units are those of some of their posts.
    pub fn is_of_people(&self) -> bool {
        self.grades.is_some() || self.texts.iter().any(|(by, _)| *by == SelectBy::Officer)
    }

    /// Whether nothing was asked for, so that every post is selected.
    pub fn is_of_all(&self) -> bool {
        self.texts.is_empty() && self.grades.is_none()
    }

    /// Whether a post is selected. `weights` are those of its week.
    pub fn has_post(&self, post: &PostWeek, weights: &Weights) -> bool {
        self.has(&post.whose(weights))
    }

    /// Says in a notice who is left out because the caseload does not say of which region, PDU or team they are.
    pub fn say_unplaced(&self, caseload: &Caseload, messages: &mut Messages) {
        const NAMED: usize = 5;
        let posts = || caseload.reported_posts().iter();
        for by in self.texts.iter().map(|(by, _)| *by).filter(|by| *by != SelectBy::Officer) {
            let has_unit = |post: &&PostWeek| {
                by.texts(&Whose { officer: None, name: None, grade: None, unit: post.unit }).next().is_some()
            };
            let placed: HashSet<Officer> = posts().filter(has_unit).filter_map(|post| post.officer).collect();
            let officers = posts().filter_map(|post| Some((post.officer?, post.place)));
            let unplaced: Vec<(Officer, Place)> = officers.filter(|(officer, _)| !placed.contains(officer)).collect();
            let Some(place) = unplaced.iter().map(|(_, place)| *place).min() else { continue };
            let (option, word) = by.words();
            let codes: Vec<String> = unplaced.iter().map(|(officer, _)| named(caseload.texts.code(*officer))).collect();
            let count = plural(codes.len(), "officer has", "officers have");
            let message = format!("{count} no {word}, so `{option}` leaves them out: {}", first_few(&codes, NAMED));
            messages.notices.add(place, message);
        }
    }

    /// Whether a unit is among those asked for, whoever is in it.
    pub fn has_unit(&self, unit: Unit) -> bool {
        let nobody = Whose { officer: None, name: None, grade: None, unit };
        let mut of_units = self.texts.iter().filter(|(by, _)| *by != SelectBy::Officer);
        of_units.all(|(by, selected)| by.texts(&nobody).any(|text| selected.contains(&text)))
    }

    /// Whether a post is selected, by whose it is.
    pub fn has(&self, post: &Whose) -> bool {
        let is_selected = |(by, selected): &(SelectBy, HashSet<TextId>)| {
            // Unallocated work is no officer's, whatever name stands beside it.
            let is_such = *by != SelectBy::Officer || post.officer.is_some();
            is_such && by.texts(post).any(|text| selected.contains(&text))
        };
        let grade_is_selected =
            |selected: &HashSet<String>| post.grade.is_some_and(|grade| selected.contains(&grade.to_lowercase()));
        self.texts.iter().all(is_selected) && self.grades.as_ref().is_none_or(grade_is_selected)
    }
}

/// All that names mean; a name that means nothing is added to the missing ones.
fn look_up<T: Eq + Hash>(
    by: SelectBy,
    names: &[String],
    find: impl Fn(&str) -> Vec<T>,
    hint: impl Fn(&str) -> Option<String>,
    missing: &mut Vec<NoSuch>,
) -> HashSet<T> {
    let (option, word) = by.words();
    let mut selected = HashSet::default();
    for name in names {
        let found = find(name);
        if found.is_empty() {
            let message = format!("no {word} is called {}", quoted(name));
            // Only as many hints are searched for as are shown.
            let hint = if missing.len() < Faults::SHOWN { hint(name) } else { None };
            missing.push(NoSuch { option, message, hint });
        }
        selected.extend(found);
    }
    selected
}

/// What the weights declare a grade as, in lower case.
fn grades(name: &str, weights: &DatedWeights) -> Vec<String> {
    let declared = |weights: &Weights| Some(weights.grades.name(weights.grades.position(name.trim())?).to_lowercase());
    weights.iter().filter_map(|(_, weights)| declared(weights)).collect()
}

/// Everyone who has a post in any week, or a reduction, without the grade.
fn everyone(caseload: &Caseload) -> impl Iterator<Item = Whose<'_>> {
    let holders = caseload.everyone().map(|(officer, name, unit)| Whose { officer, name, grade: None, unit });
    let reduced = caseload.reductions.iter().map(|reduction| Whose {
        officer: Some(reduction.officer),
        name: None,
        grade: None,
        unit: Unit::of_team(reduction.team),
    });
    holders.chain(reduced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::BUILT_IN;
    use crate::model::COMPARED;
    use crate::settling::read_sound;

    #[test]
    fn the_nearest_names_are_searched_for_as_many_as_are_shown() {
        let (caseload, weights) = read_sound(["officer,team,grade,task\nA,North,PO,sdr\nB,South,PSO,sdr\n", BUILT_IN]);
        for count in [100, 200] {
            let unknown: Vec<String> = (0..count).map(|team| format!("North{team}")).collect();
            let before = COMPARED.get();
            let missing =
                Selection::find(&[(SelectBy::Team, &unknown[..])], &caseload, &weights).expect_err("no such teams");
            let hints = missing.iter().filter(|missing| missing.hint.is_some()).count();
            assert_eq!((missing.len(), hints), (count, Faults::SHOWN));
            assert!(COMPARED.get() - before <= 2 * Faults::SHOWN, "{count}");
        }
    }
}
