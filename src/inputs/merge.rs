//! Adding up tallies of one file that were made apart. Of every post and head the first row decides, so their first rows
//! are gone through in the order of the file, as if one reader had come by: the numbers of texts, posts and heads, what is
//! said and where are then the same as if one had.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::fault::Place;
use crate::model::Texts;
use crate::units::Week;

use super::heads::HeadId;
use super::held::Sums;
use super::tally::{DateId, DateTally, EntryId, Most, Said, Tally};

/// What was read of a file apart from the rest.
pub(super) struct Share {
    pub(super) tally: Tally,
    pub(super) texts: Texts,
}

impl Share {
    /// An empty share; `asked` is the week asked for.
    pub(super) fn new(asked: Option<Week>) -> Self {
        Self { tally: Tally::new(asked), texts: Texts::default() }
    }
}

/// The first row of a head on a date, in some share.
struct Sighting {
    place: Place,
    head: HeadId,
    /// The share, by its position, and its entry, where this is the first row of that.
    share: usize,
    entry: Option<usize>,
}

impl Tally {
    /// Whether no sum could be too large, on the way or in the end, in whatever order the rows of these shares came.
    pub(super) fn has_room_for(&self, shares: &[Share]) -> bool {
        let parts = shares.iter().map(|share| share.tally.most());
        parts.fold(self.most(), Most::and).is_in_bounds()
    }

    /// Takes in the shares of a file.
    pub(super) fn absorb(&mut self, texts: &mut Texts, shares: Vec<Share>, said: &mut Said) {
        let known = self.heads.absorb(&shares, texts);
        let mut dates: BTreeMap<Option<Date>, Vec<(usize, DateTally)>> = BTreeMap::new();
        for (share, Share { tally, .. }) in shares.into_iter().enumerate() {
            for of_date in tally.into_parts().0 {
                dates.entry(of_date.date).or_default().push((share, of_date));
            }
        }
        for (date, parts) in dates {
            let id = self.date(date, parts[0].1.weights);
            self.absorb_date(id, &parts, &known, said);
        }
    }

    fn absorb_date(&mut self, date: DateId, parts: &[(usize, DateTally)], known: &[Vec<HeadId>], said: &mut Said) {
        let mut sightings: Vec<Sighting> = Vec::new();
        for (part, (share, tally)) in parts.iter().enumerate() {
            let head = |head: HeadId| known[*share][head.index()];
            sightings.extend(tally.entries.iter().enumerate().map(|(position, entry)| Sighting {
                place: entry.place,
                head: head(entry.head),
                share: part,
                entry: Some(position),
            }));
            sightings.extend(tally.more_heads.iter().map(|((_, more), place)| Sighting {
                place: *place,
                head: head(*more),
                share: part,
                entry: None,
            }));
        }
        sightings.sort_by_key(|sighting| sighting.place);
        for Sighting { place, head, share, entry } in sightings {
            let entered = EntryId::new(date, self.enter(date, head, place, said));
            if let Some(position) = entry {
                let held = parts[share].1.held(position);
                self.add(entered, Sums::of(&held), place, said);
                if held.has_seldom() {
                    self.add_seldom(entered, &held.seldom());
                }
            }
        }
    }
}
