//! Heads that are not read yet: the cells of each as they are in a part of a file, and the row it first came up in. Where
//! the parts are added up each is read once, in the order of the file, whichever part it was met in.

use crate::fault::Place;
use crate::model::{Numbers, Texts, WeightsId, hash_of};

use super::cells::{Cells, Encoding, Row};
use super::heads::{HeadId, Heads};
use super::reading::Form;
use super::record::KeptRecord;

/// The heads of a part of a file, by the numbers of their order.
#[derive(Debug, Default)]
pub(super) struct UnreadHeads {
    heads: Vec<Unread>,
    /// The keys of all heads, one behind the other.
    keys: Vec<u8>,
}

#[derive(Debug)]
struct Unread {
    /// Where its key ends.
    end: usize,
    /// The weights that it is to be read with.
    weights: WeightsId,
    /// Its first row.
    place: Place,
}

impl UnreadHeads {
    /// Keeps a head by the key of its cells, as one of its own.
    pub(super) fn keep(&mut self, key: &[u8], weights: WeightsId, place: Place) -> HeadId {
        self.keys.extend_from_slice(key);
        self.heads.push(Unread { end: self.keys.len(), weights, place });
        HeadId::of_unread(self.heads.len() - 1)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.heads.len()
    }

    /// What tells heads apart.
    fn get(&self, position: usize) -> (WeightsId, &[u8]) {
        let start = position.checked_sub(1).map_or(0, |before| self.heads[before].end);
        let Unread { end, weights, .. } = self.heads[position];
        (weights, &self.keys[start..end])
    }
}

impl Heads {
    /// Reads the heads of several parts of a file in the order of their first rows, as if one reader had met them; gives
    /// for each part the heads that its own are. `None` where a cell of one is wrong: which rows say so is then to be found
    /// by reading them in order.
    pub(super) fn read_all(
        &mut self,
        parts: &[UnreadHeads],
        form: &Form,
        texts: &mut Texts,
        encoding: &mut Encoding,
    ) -> Option<Vec<Vec<HeadId>>> {
        let mut order: Vec<(Place, usize, usize)> = Vec::new();
        for (part, unread) in parts.iter().enumerate() {
            order.extend(unread.heads.iter().enumerate().map(|(position, head)| (head.place, part, position)));
        }
        // Those of each part are in order, which this sort, unlike the unstable one, makes use of.
        order.sort();
        let mut ids: Vec<Vec<HeadId>> = parts.iter().map(|part| Vec::with_capacity(part.count())).collect();
        let (mut numbers, mut known) = (Numbers::default(), Vec::new());
        let mut faults = form.faults.none();
        let mut cells = KeptRecord::default();
        for (place, part, position) in order {
            let sought = parts[part].get(position);
            let hash = hash_of(sought);
            let earlier = numbers.find(hash, |number| {
                let (part, position, _): (usize, usize, HeadId) = known[index(number)];
                parts[part].get(position) == sought
            });
            let head = if let Some(number) = earlier {
                known[index(number)].2
            } else {
                let (weights, key) = sought;
                form.head_columns.in_heads.split(key, &mut cells);
                let row = Row { record: cells.get(), columns: &form.head_columns.apart };
                let mut cells = Cells { row, place, faults: &mut faults, encoding: &mut *encoding };
                let head = self.read(&mut cells, form.weights.get(weights), texts)?;
                numbers.add(hash, u32::try_from(known.len()).expect("fewer heads than memory holds"));
                known.push((part, position, head));
                head
            };
            ids[part].push(head);
        }
        Some(ids)
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).expect("heads are kept in memory")
}
