//! Uses snapshots that do not count: they still say the team, name, grade and hours of an officer where the snapshot that counts
//! leaves them blank.

use std::cmp::Reverse;

use foldhash::HashMap;
use jiff::civil::Date;

use crate::fault::Place;
use crate::inputs::{Who, Whos};
use crate::model::{Officer, TextId};
use crate::units::Hours;

use super::post_values::{SourcedValue, StatedPost};
use super::snapshots::CountedRows;

/// What the rows of snapshots that do not count say of officers.
#[derive(Default)]
pub(super) struct OlderSnapshotRows<'a> {
    /// The rows of each officer, those of the latest snapshot first.
    of_officers: HashMap<Officer, Vec<(Date, Place, &'a Who)>>,
    /// The values of each post. Rows without a team are a post of their own.
    of_posts: HashMap<(Officer, Option<TextId>), OlderPost>,
}

/// The values of a post, each from the latest row that has one.
#[derive(Default)]
struct OlderPost {
    grade: DatedValue<usize>,
    contracted: DatedValue<Hours>,
    region: DatedValue<TextId>,
    pdu: DatedValue<TextId>,
}

/// A value with its date and its row. They are in this order so that the smallest has the latest date, and of one date the first
/// row.
type DatedValue<T> = Option<(Reverse<Date>, Place, T)>;

fn later<T: Copy>(one: DatedValue<T>, other: DatedValue<T>) -> SourcedValue<T> {
    let later = one.into_iter().chain(other).min_by_key(|(date, place, _)| (*date, *place));
    later.map(|(_, place, value)| (value, place))
}

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
            rows.sort_by_key(|(date, place, _)| (Reverse(*date), *place));
        }
        let mut of_posts: HashMap<(Officer, Option<TextId>), OlderPost> = HashMap::default();
        for (officer, rows) in &of_officers {
            for (date, place, who) in rows {
                let post = of_posts.entry((*officer, who.unit.team)).or_default();
                let (date, place) = (Reverse(*date), *place);
                post.grade = post.grade.or(who.grade.map(|grade| (date, place, grade)));
                post.contracted = post.contracted.or(who.contracted.map(|hours| (date, place, hours)));
                post.region = post.region.or(who.unit.region.map(|region| (date, place, region)));
                post.pdu = post.pdu.or(who.unit.pdu.map(|pdu| (date, place, pdu)));
            }
        }
        Self { of_officers, of_posts }
    }

    fn rows(&self, officer: Officer) -> impl Iterator<Item = (Place, &'a Who)> {
        self.of_officers.get(&officer).into_iter().flatten().map(|(_, place, who)| (*place, *who))
    }

    /// The team that an officer is in, if all rows that name a team name the same.
    pub(super) fn team(&self, officer: Officer) -> Option<TextId> {
        let mut teams = self.rows(officer).filter_map(|(_, who)| who.unit.team);
        let first = teams.next()?;
        teams.all(|team| team == first).then_some(first)
    }

    pub(super) fn name(&self, officer: Officer) -> Option<TextId> {
        self.rows(officer).find_map(|(_, who)| who.name)
    }

    /// Fills what the rows of a post do not say.
    pub(super) fn fill(&self, officer: Officer, team: Option<TextId>, told: &mut StatedPost) {
        let nothing = OlderPost::default();
        let [own, blank] = [team, None].map(|team| self.of_posts.get(&(officer, team)).unwrap_or(&nothing));
        told.grade = told.grade.or(later(own.grade, blank.grade));
        told.contracted = told.contracted.or(later(own.contracted, blank.contracted));
        told.region = told.region.or(later(own.region, blank.region));
        told.pdu = told.pdu.or(later(own.pdu, blank.pdu));
    }
}
