//! Where the entries of a tally are.

use foldhash::HashMap;

use super::whos::WhoId;

const NONE: u32 = u32::MAX;

/// The positions of entries by the numbers of who they are of. A list gives most of them, because it is fast. A map has
/// those whose numbers are too high for the list, so that a few entries with high numbers take little memory.
#[derive(Debug, Default)]
pub(super) struct Positions {
    list: Vec<u32>,
    map: HashMap<WhoId, u32>,
    count: usize,
}

impl Positions {
    #[inline]
    pub(super) fn get(&self, who: WhoId) -> Option<u32> {
        match self.list.get(who.index()) {
            Some(position) => Some(*position).filter(|position| *position != NONE),
            None => self.map.get(&who).copied(),
        }
    }

    pub(super) fn set(&mut self, who: WhoId, position: u32) {
        self.count += 1;
        if self.count.is_power_of_two() {
            // This keeps the list at most four times as long as there are entries, and it is seldom made longer.
            let length = self.count * 4;
            self.list.resize(length, NONE);
            let list = &mut self.list;
            self.map.retain(|who, position| match list.get_mut(who.index()) {
                Some(slot) => {
                    *slot = *position;
                    false
                }
                None => true,
            });
        }
        match self.list.get_mut(who.index()) {
            Some(slot) => *slot = position,
            None => drop(self.map.insert(who, position)),
        }
    }
}
