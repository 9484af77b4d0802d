//! Where the entries of a tally are.

use foldhash::HashMap;

use crate::inputs::caseload::whos::WhoId;

const NONE: u32 = u32::MAX;

/// The positions of entries by the numbers of who they are of. A list gives most of them, because it is fast. A map has
/// those whose numbers are too high for the list, so that a few entries with high numbers take little memory.
#[derive(Debug, Default)]
pub(super) struct PostPositions {
    /// It is as long as the highest number in it says.
    list: Vec<u32>,
    /// Numbers from this one on are in the map, lower ones in the list. It is at most four times as high as there are entries.
    first_in_map: usize,
    map: HashMap<WhoId, u32>,
    count: usize,
}

impl PostPositions {
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
            self.first_in_map = self.count * 4;
            for (who, position) in std::mem::take(&mut self.map) {
                self.put(who, position);
            }
        }
        self.put(who, position);
    }

    fn put(&mut self, who: WhoId, position: u32) {
        if who.index() >= self.first_in_map {
            self.map.insert(who, position);
            return;
        }
        if who.index() >= self.list.len() {
            self.list.resize(who.index() + 1, NONE);
        }
        self.list[who.index()] = position;
    }
}
