//! Snapshots that do not count: they still say the team, the grade and the hours of an officer where the snapshot that counts
//! leaves them blank.

use foldhash::HashMap;
use jiff::civil::Date;

use crate::fault::Place;
use crate::inputs::{Who, Whos};
use crate::model::{Officer, TextId};

use super::post_values::StatedPost;
use super::snapshots::CountedRows;

/// What such rows say of officers, the latest snapshot first.
#[derive(Default)]
pub(super) struct OlderSnapshotRows<'a>(HashMap<Officer, Vec<(Date, Place, &'a Who)>>);

impl<'a> OlderSnapshotRows<'a> {
    pub(super) fn of(snapshot: &CountedRows, whos: &'a Whos) -> Self {
        let mut of_officers: HashMap<Officer, Vec<(Date, Place, &Who)>> = HashMap::default();
        for (who, place, date) in &snapshot.aside {
            let who = whos.get(*who);
            if let Some(officer) = who.officer {
                of_officers.entry(officer).or_default().push((*date, *place, who));
            }
        }
        for rows in of_officers.values_mut() {
            rows.sort_by_key(|(date, place, _)| (std::cmp::Reverse(*date), *place));
        }
        Self(of_officers)
    }

    fn rows(&self, officer: Officer) -> impl Iterator<Item = (Place, &'a Who)> {
        self.0.get(&officer).into_iter().flatten().map(|(_, place, who)| (*place, *who))
    }

    /// The one team that an officer is in there.
    pub(super) fn team(&self, officer: Officer) -> Option<TextId> {
        let mut teams = self.rows(officer).filter_map(|(_, who)| who.unit.team);
        let first = teams.next()?;
        teams.all(|team| team == first).then_some(first)
    }

    /// The name of an officer there.
    pub(super) fn name(&self, officer: Officer) -> Option<TextId> {
        self.rows(officer).find_map(|(_, who)| who.name)
    }

    /// Fills what the rows of a post do not say.
    pub(super) fn fill(&self, officer: Officer, team: Option<TextId>, told: &mut StatedPost) {
        for (place, who) in self.rows(officer).filter(|(_, who)| who.unit.team.is_none_or(|other| Some(other) == team))
        {
            told.grade = told.grade.or(who.grade.map(|grade| (grade, place)));
            told.contracted = told.contracted.or(who.contracted.map(|hours| (hours, place)));
            told.region = told.region.or(who.unit.region.map(|region| (region, place)));
            told.pdu = told.pdu.or(who.unit.pdu.map(|pdu| (pdu, place)));
        }
    }
}
