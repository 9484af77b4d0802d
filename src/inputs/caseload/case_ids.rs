//! The ids of cases: made comparable, and kept for the week reported, to see which cases count more than once.

use std::fmt;
use std::hash::BuildHasher;

use foldhash::HashSet;
use foldhash::fast::RandomState;

use crate::fault::Place;
use crate::inputs::table::{Column, Columns, Row, says_nothing};

use super::whos::WhoId;

/// A case id, so small that those of a country fit in a few megabytes, and nothing has to be read again to compare or to
/// show them. Up to 16 bytes it is the text itself in capitals; of a longer text it is the beginning and a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CaseId(u128);

/// The last byte of the hash of a long id. No text has such a byte.
const IS_HASH: u128 = 0xFF << 120;

impl CaseId {
    /// The id of a row; `None` where the cell is blank or says that nothing is known.
    #[inline]
    pub(super) fn of(row: Row, columns: &Columns, hasher: &RandomState) -> Option<Self> {
        let position = columns.position(Column::CaseId).filter(|position| *position < row.len())?;
        // Nearly every id is plain, and each row has one.
        let number = row.short(position).filter(|number| is_plain(number.to_le_bytes()));
        let id = number.or_else(|| Self::of_odd(&columns.text(row, Column::CaseId), hasher))?;
        (id != 0).then_some(Self(id))
    }

    #[cold]
    fn of_odd(text: &str, hasher: &RandomState) -> Option<u128> {
        let text = text.to_uppercase();
        let mut bytes = [0; 16];
        if let Some(start) = bytes.get_mut(..text.len()) {
            start.copy_from_slice(text.as_bytes());
            return (!says_nothing(text.as_bytes())).then_some(u128::from_le_bytes(bytes));
        }
        bytes[..8].copy_from_slice(&text.as_bytes()[..8]);
        bytes[8..].copy_from_slice(&hasher.hash_one(&text).to_le_bytes());
        Some(u128::from_le_bytes(bytes) | IS_HASH)
    }
}

/// Whether bytes are capitals and figures, with zeros behind them.
#[expect(clippy::needless_bitwise_bool, reason = "without branches it is done on all bytes at once")]
fn is_plain(bytes: [u8; 16]) -> bool {
    bytes.iter().fold(true, |is, byte| is & (byte.is_ascii_uppercase() | byte.is_ascii_digit() | (*byte == 0)))
}

impl fmt::Display for CaseId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bytes, is_hash) = (self.0.to_le_bytes(), self.0 >= IS_HASH);
        let text = String::from_utf8_lossy(if is_hash { &bytes[..8] } else { &bytes });
        write!(formatter, "{}{}", text.trim_end_matches('\0'), if is_hash { "…" } else { "" })
    }
}

/// A case that somebody holds, in so many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CaseRows {
    pub(crate) id: CaseId,
    pub(crate) who: WhoId,
    /// The first row.
    pub(crate) place: Place,
    pub(crate) times: u32,
}

/// The cases of a date. Rows of one case and person are added up from time to time, so that many of them take no memory.
#[derive(Debug, Default)]
pub(super) struct Cases {
    rows: Vec<CaseRows>,
    /// How many rows there may be before they are added up.
    most: usize,
}

impl Cases {
    /// Fewer rows than this are not worth adding up before the end.
    const FEW: usize = 1 << 19;

    #[inline]
    pub(super) fn add(&mut self, row: CaseRows) {
        if self.rows.len() >= Self::FEW.max(self.most) {
            add_up(&mut self.rows);
            self.most = 2 * self.rows.len();
        }
        self.rows.push(row);
    }

    /// Adds those of a part of a file. `numbers` has the new numbers of its people, by the old.
    pub(super) fn absorb(&mut self, mut part: Self, numbers: &[WhoId]) {
        part.rows.iter_mut().for_each(|row| row.who = numbers[row.who.index()]);
        if self.rows.is_empty() {
            *self = part;
        } else {
            part.rows.into_iter().for_each(|row| self.add(row));
        }
    }

    /// No cases, in the memory that these had.
    pub(super) fn emptied(mut self) -> Self {
        self.rows.clear();
        Self { rows: self.rows, most: 0 }
    }

    pub(super) fn into_rows(self) -> Vec<CaseRows> {
        self.rows
    }
}

/// Leaves the rows of cases that come up more than once, in the order of their cases. Nearly all cases come up once, so first
/// a bit for each hash tells the few that may not, and only those are sorted.
pub(crate) fn repeated(rows: &mut Vec<CaseRows>) {
    let hasher = RandomState::default();
    let mut bits = vec![0_u64; (rows.len() / 2 + 1).next_power_of_two()];
    let mut may_be: HashSet<CaseId> = HashSet::default();
    for row in &*rows {
        let [word, bit] = [6, 0].map(|shift| usize::try_from(hasher.hash_one(row.id) >> shift & 0xFFFF_FFFF));
        let (word, bit) = (word.unwrap_or_default() & (bits.len() - 1), bit.unwrap_or_default() % 64);
        if bits[word] & (1 << bit) != 0 || row.times > 1 {
            may_be.insert(row.id);
        }
        bits[word] |= 1 << bit;
    }
    rows.retain(|row| may_be.contains(&row.id));
    add_up(rows);
}

/// Puts rows in the order of their cases, and makes one of all rows of the same case and person.
fn add_up(rows: &mut Vec<CaseRows>) {
    rows.sort_unstable();
    rows.dedup_by(|next, first| {
        let is_same = (next.id, next.who) == (first.id, first.who);
        if is_same {
            first.times = first.times.saturating_add(next.times);
        }
        is_same
    });
}
