//! Adding up what was read of one file in parts. Of every post and head the first row decides, so their first rows are gone
//! through in the order of the file, as if one reader had come by: the numbers of texts, posts and heads, what is said and
//! where are then the same as if one had.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::fault::Place;
use crate::model::Texts;
use crate::units::Week;

use super::cells::Encoding;
use super::heads::HeadId;
use super::held::Sums;
use super::reading::Form;
use super::tally::{DateId, DateTally, Dates, EntryId, Most, Said, Tally};
use super::unread::UnreadHeads;

/// What was read of a file apart from the rest, in which every head is a post of its own.
pub(super) struct Share {
    pub(super) dates: Dates,
    pub(super) heads: UnreadHeads,
}

impl Share {
    /// An empty share; `asked` is the week asked for.
    pub(super) fn new(asked: Option<Week>) -> Self {
        Self { dates: Dates::new(asked), heads: UnreadHeads::default() }
    }
}

/// The first row of a head on a date, in some share.
struct Sighting {
    place: Place,
    head: HeadId,
    /// The share, by its position among those that have the date, and the position of the entry in it.
    share: usize,
    entry: usize,
}

impl Tally {
    /// Whether no sum could be too large, on the way or in the end, in whatever order the rows of these shares came.
    pub(super) fn has_room_for(&self, shares: &[Share]) -> bool {
        // Which entries of shares are of one post is known only when their heads are read; of all together there is room
        // in any file that is not absurd.
        let parts = shares.iter().map(|share| share.dates.most_of_all_posts());
        parts.fold(self.dates.most(), Most::and).is_in_bounds()
    }

    /// Takes in the shares of a file; gives what of the heads was not UTF-8. `None`, having taken in nothing but heads, where
    /// one of those is wrong.
    pub(super) fn absorb(
        &mut self,
        texts: &mut Texts,
        shares: Vec<Share>,
        form: &Form,
        said: &mut Said,
    ) -> Option<Encoding> {
        let (dates_of_shares, unread): (Vec<_>, Vec<_>) =
            shares.into_iter().map(|share| (share.dates, share.heads)).unzip();
        let mut encoding = Encoding::default();
        let heads = self.heads.read_all(&unread, form, texts, &mut encoding)?;
        let mut dates: BTreeMap<Option<Date>, Vec<(&[HeadId], DateTally)>> = BTreeMap::new();
        for (share, heads) in dates_of_shares.into_iter().zip(&heads) {
            for of_date in share.into_each() {
                dates.entry(of_date.date).or_default().push((heads, of_date));
            }
        }
        for (date, parts) in dates {
            let id = self.dates.date(date, parts[0].1.weights);
            self.absorb_date(id, &parts, said);
        }
        Some(encoding)
    }

    fn absorb_date(&mut self, date: DateId, parts: &[(&[HeadId], DateTally)], said: &mut Said) {
        let mut sightings: Vec<Sighting> = Vec::new();
        for (share, (heads, tally)) in parts.iter().enumerate() {
            sightings.extend(tally.entries.iter().enumerate().map(|(position, entry)| Sighting {
                place: entry.place,
                head: heads[entry.head.index()],
                share,
                entry: position,
            }));
        }
        sightings.sort_by_key(|sighting| sighting.place);
        for Sighting { place, head, share, entry } in sightings {
            let (position, twice) = self.dates.enter(date, self.heads.post_of(head), head, place);
            if let Some(first) = twice {
                said.held_twice(self.heads.officer_of(head).is_some(), place, first);
            }
            let (entered, held) = (EntryId::new(date, position), parts[share].1.held(entry));
            self.dates.add(entered, Sums::of(&held), place, said);
            if held.has_seldom() {
                self.dates.add_seldom(entered, &held.seldom());
            }
        }
    }
}
