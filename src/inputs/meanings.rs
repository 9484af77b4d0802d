//! What the rows that are recalled mean: their numbers as a day, a head and a holding.

use jiff::civil::Date;

use crate::model::{Held, WeightsId};

use super::heads::HeadId;
use super::held::{Ignored, Sums};
use super::recall::Recalled;
use super::tally::DateId;

/// A date of the file: where its rows go, and the weights they are worked out with.
#[derive(Clone, Copy)]
pub(super) struct Day {
    pub(super) date: Option<Date>,
    pub(super) id: DateId,
    pub(super) weights: WeightsId,
}

/// What a row holds that others may hold too.
#[derive(Clone, Copy)]
pub(super) struct Holding {
    pub(super) sums: Sums,
    /// What few rows hold beside it.
    pub(super) more: Option<Held>,
    pub(super) ignored: Ignored,
}

impl Holding {
    pub(super) fn of(held: &Held, ignored: Ignored) -> Self {
        Self { sums: Sums::of(held), more: held.has_seldom().then(|| held.seldom()), ignored }
    }
}

/// What the numbers of rows that are recalled mean: of weeks at once, of the rest under each of the weights.
pub(super) struct Meanings {
    days: Vec<Option<Day>>,
    heads: Vec<Vec<Option<HeadId>>>,
    holding_ids: Vec<Vec<Option<HoldingId>>>,
    holdings: Vec<Holding>,
}

/// A holding, by its position.
#[derive(Debug, Clone, Copy)]
pub(super) struct HoldingId(usize);

impl Meanings {
    pub(super) fn new(weights: usize) -> Self {
        let (heads, holding_ids) = (vec![Vec::new(); weights], vec![Vec::new(); weights]);
        Self { days: Vec::new(), heads, holding_ids, holdings: Vec::new() }
    }

    /// The day of a row, and what it holds on it, by its number.
    pub(super) fn get(&self, recalled: Recalled) -> Option<(Day, HoldingId)> {
        let day = (*self.days.get(recalled.week)?)?;
        let holding = (*self.holding_ids[day.weights.position()].get(recalled.holding)?)?;
        Some((day, holding))
    }

    pub(super) fn holding(&self, id: HoldingId) -> &Holding {
        &self.holdings[id.0]
    }

    pub(super) fn head(&self, recalled: Recalled, weights: WeightsId) -> Option<HeadId> {
        *self.heads[weights.position()].get(recalled.head)?
    }

    pub(super) fn set_head(&mut self, recalled: Recalled, weights: WeightsId, head: HeadId) {
        set(&mut self.heads[weights.position()], recalled.head, head);
    }

    pub(super) fn set(&mut self, recalled: Recalled, day: Day, head: HeadId, holding: Option<Holding>) {
        let weights = day.weights.position();
        set(&mut self.days, recalled.week, day);
        self.set_head(recalled, day.weights, head);
        let is_known = self.holding_ids[weights].get(recalled.holding).is_some_and(Option::is_some);
        if let (Some(holding), false) = (holding, is_known) {
            set(&mut self.holding_ids[weights], recalled.holding, HoldingId(self.holdings.len()));
            self.holdings.push(holding);
        }
    }
}

fn set<T: Clone>(meanings: &mut Vec<Option<T>>, number: usize, meaning: T) {
    if meanings.len() <= number {
        meanings.resize(number + 1, None);
    }
    meanings[number] = Some(meaning);
}
