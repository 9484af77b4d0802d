//! The ids of cases: made comparable, and kept for the week reported, to see which cases count more than once.

use std::fmt;
use std::hash::BuildHasher;

use foldhash::HashSet;
use foldhash::fast::RandomState;

use crate::fault::Place;
use crate::inputs::caseload::whos::WhoId;
use crate::inputs::table::{Column, Columns, Row, says_nothing};
use crate::model::case_key;

use super::bits::Bits;
use super::reserve_own;

/// A case id, so small that those of a country fit in a few megabytes, and nothing has to be read again to compare or to
/// show them. Up to 16 bytes it is the text itself in capitals; of a longer text it is the beginning and a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CaseId(u128);

/// The last byte of the hash of a long id. No text has such a byte.
const IS_HASH: u128 = 0xFF << 120;

impl CaseId {
    /// The id of a row; `None` where the cell is blank or says that nothing is known.
    #[inline]
    pub(crate) fn of(row: Row, columns: &Columns, hasher: &RandomState) -> Option<Self> {
        let position = columns.position(Column::CaseId).filter(|position| *position < row.len())?;
        // Nearly every id is plain, and each row has one.
        let number = row.short(position).filter(|number| is_plain(*number));
        let id = number.or_else(|| Self::of_odd(&columns.text(row, Column::CaseId), hasher))?;
        // A blank cell is plain.
        (id != 0).then_some(Self(id))
    }

    #[cold]
    fn of_odd(text: &str, hasher: &RandomState) -> Option<u128> {
        let text = case_key(Some(text).filter(|text| is_known(text))?);
        let mut bytes = [0; 16];
        if let Some(start) = bytes.get_mut(..text.len()) {
            start.copy_from_slice(text.as_bytes());
            return Some(u128::from_le_bytes(bytes));
        }
        bytes[..8].copy_from_slice(&text.as_bytes()[..8]);
        bytes[8..].copy_from_slice(&hasher.hash_one(&*text).to_le_bytes());
        Some(u128::from_le_bytes(bytes) | IS_HASH)
    }
}

/// Whether all bytes are capitals and figures, but for zeros at the end. Most ids have no more than eight.
fn is_plain(number: u128) -> bool {
    let [low, high] = [number & u128::from(u64::MAX), number >> 64].map(|half| u64::try_from(half).unwrap_or_default());
    are_plain(low) && (high == 0 || low >> 56 != 0 && are_plain(high))
}

/// As [`is_plain`], for eight bytes. Each step is done on all of them at once.
fn are_plain(number: u64) -> bool {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES * 0x80;
    let unused = number.leading_zeros() / 8 * 8;
    let bytes = number | (ONES * u64::from(b'0')).checked_shl(64 - unused).unwrap_or_default();
    // The high bit of each byte that is not below another is set, if no byte has it already.
    let not_below = |low: u8| bytes.wrapping_add(ONES * u64::from(0x80 - low));
    let figures = not_below(b'0') & !not_below(b'9' + 1);
    let capitals = not_below(b'A') & !not_below(b'Z' + 1);
    bytes & HIGH == 0 && (figures | capitals) & HIGH == HIGH
}

impl fmt::Display for CaseId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bytes, is_hash) = (self.0.to_le_bytes(), self.0 >= IS_HASH);
        let text = String::from_utf8_lossy(if is_hash { &bytes[..8] } else { &bytes });
        write!(formatter, "{}{}", text.trim_end_matches('\0'), if is_hash { "…" } else { "" })
    }
}

/// Whether the text of a case id names a case: it is not blank, and no word such as `N/A`.
pub(crate) fn is_known(text: &str) -> bool {
    !text.is_empty() && !says_nothing(text)
}

/// A case that somebody holds, in so many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CaseRows {
    pub(crate) id: CaseId,
    pub(crate) who: WhoId,
    /// The first row.
    pub(crate) place: Place,
    pub(crate) rows: u32,
}

/// The cases of a date. Rows of one case and person are added up from time to time, so that many of them take no memory.
#[derive(Debug, Default)]
pub(crate) struct Cases {
    rows: Vec<CaseRows>,
    /// Those of other parts of a file. They stay in their own lists, because copying those of a country takes memory.
    of_parts: Vec<Vec<CaseRows>>,
    /// How many rows there may be before they are added up.
    most: usize,
}

impl Cases {
    /// Fewer rows than this are not worth adding up before the end.
    const FEW: usize = 1 << 19;

    #[inline]
    pub(crate) fn add(&mut self, row: CaseRows) {
        if self.rows.len() >= Self::FEW.max(self.most) {
            add_up(&mut self.rows);
            self.most = 2 * self.rows.len();
        }
        reserve_own(&mut self.rows);
        self.rows.push(row);
    }

    /// Adds those of a part of a file. `numbers` has the new numbers of its people, by the old.
    pub(crate) fn absorb(&mut self, mut part: Self, numbers: &[WhoId]) {
        part.rows.iter_mut().for_each(|row| row.who = numbers[row.who.index()]);
        self.of_parts.push(part.rows);
        if self.rows.len() + self.of_parts.iter().map(Vec::len).sum::<usize>() > Self::FEW.max(self.most) {
            std::mem::take(&mut self.of_parts).into_iter().flatten().for_each(|row| self.add(row));
        }
    }

    /// No cases, in the memory that these had.
    pub(crate) fn emptied(mut self) -> Self {
        self.rows.clear();
        Self { rows: self.rows, ..Self::default() }
    }

    pub(crate) fn lists(&mut self) -> impl Iterator<Item = &mut Vec<CaseRows>> {
        std::iter::once(&mut self.rows).chain(&mut self.of_parts)
    }

    pub(crate) fn into_rows(mut self) -> Vec<CaseRows> {
        self.of_parts.into_iter().for_each(|rows| self.rows.extend(rows));
        self.rows
    }
}

/// Forgets cases that come up once, so that they take no more memory; nearly all are such. A bit for each hash tells which
/// may come up again. A few single cases may seem to, and stay.
pub(crate) fn forget_single(lists: &mut [&mut Vec<CaseRows>]) {
    let hasher = RandomState::default();
    let mut bits = Bits::for_so_many(lists.iter().map(|rows| rows.len()).sum());
    let mut may_be: HashSet<CaseId> = HashSet::default();
    for rows in &*lists {
        for row in rows.iter() {
            let hash = hasher.hash_one(row.id);
            if bits.seem_to_have(hash) || row.rows > 1 {
                may_be.insert(row.id);
            }
            bits.add(hash);
        }
    }
    for rows in lists {
        rows.retain(|row| may_be.contains(&row.id));
        rows.shrink_to_fit();
    }
}

/// Puts rows in the order of their cases, and makes one of all rows of the same case and person.
pub(crate) fn add_up(rows: &mut Vec<CaseRows>) {
    rows.sort_unstable();
    rows.dedup_by(|next, first| {
        let is_same = (next.id, next.who) == (first.id, first.who);
        if is_same {
            first.rows = first.rows.saturating_add(next.rows);
        }
        is_same
    });
}
