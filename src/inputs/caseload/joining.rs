//! Joining rows of flags to the rows of their cases: a case counts once, with the lowest of its shares. The rows without a
//! flag are found by reading the file a second time, so a file without flags pays nothing for it.

use std::borrow::Cow;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use crate::fault::{Fault, Faulty, Place};
use crate::inputs::table::Row;
use crate::model::{Kind, RowKind};
use crate::ordered::OrderedSet;

use super::cases::flags::{FlagHeld, FlagRow, Flags, HolderNumbers, OfCase, at, of_case};
use super::cases::{Bits, CaseId};
use super::faulty::When;
use super::found::Found;
use super::known_rows::{index, number};
use super::layout::Layout;
use super::reader::{Reader, RowNumbers};
use super::tally::Tally;
use super::whats::What;
use super::whos::Whos;

/// The flags of a file by their cases.
#[derive(Debug)]
pub(crate) struct Joining {
    /// The row with the lowest share of each case, in the order of the cases.
    lowest: Vec<FlagRow>,
    /// One other row of each status of a case, in the same order.
    others: Vec<FlagRow>,
    held: OrderedSet<FlagHeld>,
    /// The hashes of the cases, whoever holds them: most rows have no flag, which one look in here tells.
    bits: Bits,
    /// The first position of each of them.
    positions: HashTable<u32>,
    /// The numbers of officers with their teams.
    holders: HolderNumbers,
    /// Whether a case has a row without a flag, by the positions of the cases.
    has_row: Vec<AtomicBool>,
    hasher: RandomState,
    /// How many rows have joined others.
    joined: usize,
}

/// A case without its holder.
type AnyonesCase = (CaseId, Option<OfCase>);

fn held_by_anyone(held: &OrderedSet<FlagHeld>, row: FlagRow) -> AnyonesCase {
    (row.id, of_case(at(held, row).day.date, &at(held, row).kind))
}

/// What tells cases apart: the case and who holds it.
fn key(held: &OrderedSet<FlagHeld>, row: FlagRow) -> (AnyonesCase, u32) {
    (held_by_anyone(held, row), row.holder)
}

impl Joining {
    /// Joins flags of the same case. One that joins another and is more than a flag has a fault.
    pub(super) fn new(mut flags: Flags, whos: &Whos, layout: &Layout, tally: &mut Tally, found: &mut Found) -> Self {
        let holders = flags.number_holders(whos, tally.of_file(layout.file));
        let Flags { mut rows, held } = flags;
        rows.sort_unstable_by_key(|row| (key(&held, *row), at(&held, *row).kind.status().counted, row.line));
        for case in rows.chunk_by(|one, next| key(&held, *one) == key(&held, *next)).filter(|case| case.len() > 1) {
            for row in case {
                refuse_odd(*row, at(&held, *row), layout, tally, found);
            }
        }
        let mut others = Vec::new();
        rows.dedup_by(|next, first| {
            let is_same = key(&held, *next) == key(&held, *first);
            others.extend(is_same.then_some(*next));
            is_same
        });
        rows.shrink_to_fit();
        let joined = others.len();
        // Each status of a case is kept once, however many rows have it.
        let status = |row: &FlagRow| (key(&held, *row), at(&held, *row).kind.status().position);
        others.sort_unstable_by_key(status);
        others.dedup_by_key(|row| status(row));
        let hasher = tally.hasher.clone();
        let (mut positions, mut bits) = (HashTable::new(), Bits::for_so_many(rows.len()));
        let hash = |position: &u32| hasher.hash_one(held_by_anyone(&held, rows[index(*position)]));
        let firsts = rows.chunk_by(|one, next| held_by_anyone(&held, *one) == held_by_anyone(&held, *next));
        let mut first = 0;
        for same in firsts {
            bits.add(hash(&first));
            positions.insert_unique(hash(&first), first, hash);
            first += number(same.len());
        }
        let has_row = rows.iter().map(|_| AtomicBool::new(false)).collect();
        Self { joined, bits, positions, has_row, hasher, lowest: rows, others, held, holders }
    }

    /// The case of a row, without its holder.
    fn case(&self, reader: &Reader, row: Row, meaning: &RowNumbers) -> Option<AnyonesCase> {
        let case = of_case(reader.day_of(meaning.day).date, reader.what_of(meaning).kind.as_ref()?)?;
        Some((CaseId::of(row, &reader.layout.columns, &self.hasher)?, Some(case)))
    }

    /// The position of the case of a row, if that has flags.
    fn position(&self, reader: &Reader, row: Row, meaning: &RowNumbers) -> Option<usize> {
        let case = self.case(reader, row, meaning)?;
        let hash = self.hasher.hash_one(case);
        if !self.bits.seem_to_have(hash) {
            return None;
        }
        let is_case = |position: &u32| held_by_anyone(&self.held, self.lowest[index(*position)]) == case;
        let first = index(*self.positions.find(hash, is_case)?);
        let date = reader.day_of(meaning.day).date;
        let wanted = (case, self.holders.number(reader.whos, meaning.who, date)?);
        // Nearly every case is with one officer.
        if key(&self.held, self.lowest[first]) == wanted {
            return Some(first);
        }
        self.lowest.binary_search_by_key(&wanted, |row| key(&self.held, *row)).ok()
    }

    /// Notes a row without a flag. Returns what it holds with the share of its flags; `None` if no flag lowers its
    /// share.
    pub(super) fn join(&self, reader: &Reader, row: Row, meaning: &RowNumbers) -> Option<What> {
        let position = self.position(reader, row, meaning)?;
        // Each is set by itself, and read when all threads are done.
        self.has_row[position].store(true, Ordering::Relaxed);
        self.lowered(position, reader.what_of(meaning))
    }

    /// Forgets which cases have a row. The file is read again from its beginning, because what was noted may not have
    /// been rows.
    pub(super) fn forget_rows(&self) {
        self.has_row.iter().for_each(|has_row| has_row.store(false, Ordering::Relaxed));
    }

    /// What a row without a flag holds with the share of its flags; `None` if that is not lower.
    fn lowered(&self, position: usize, what: &What) -> Option<What> {
        let Some(Kind::Case { case_type, tier, is_untiered, minutes, status: own }) = what.kind else { return None };
        let status = *at(&self.held, self.lowest[position]).kind.status();
        if status.counted >= own.counted {
            return None;
        }
        let kind = Kind::Case { case_type, tier, is_untiered, minutes, status };
        Some(What { kind: Some(kind), held: kind.held(what.count, what.extra, false), ..what.clone() })
    }

    /// Adds the cases that have flags alone, once the rows without a flag are noted, and says how many rows have joined others.
    pub(super) fn finish(&mut self, layout: &Layout, tally: &mut Tally, found: &mut Found) {
        for (row, has_row) in self.lowest.iter().zip(&mut self.has_row) {
            let held = at(&self.held, *row);
            if *has_row.get_mut() {
                self.joined += 1;
                refuse_odd(*row, held, layout, tally, found);
                continue;
            }
            let FlagHeld { day, kind, count, extra } = *held;
            let date = tally.date(day.date, RowKind::Case, day.weights, Some(layout.file));
            let what = What { kind: Some(kind), count, extra, held: kind.held(count, extra, false), ..What::nothing() };
            let place = Place::new(layout.file, row.line.into());
            let (of_date, _) = tally.of_date(date);
            of_date.add(row.who, place, what.sums(), || &what);
            of_date.flags_alone.push((row.who, count));
            if count > 0 {
                of_date.note_case(row.who, place, || Some(row.id));
            }
        }
        found.joined = self.joined;
    }

    /// What a row holds once rows are joined; `None` where it has joined another.
    pub(crate) fn what<'r>(&self, reader: &'r Reader, row: Row, meaning: &RowNumbers) -> Option<Cow<'r, What>> {
        let what = reader.what_of(meaning);
        let Some(position) = self.position(reader, row, meaning) else { return Some(Cow::Borrowed(what)) };
        let own = what.kind.map(|kind| *kind.status()).filter(|status| !status.is_flag);
        let counts = own.is_some() || self.lowest[position].line == meaning.place.line;
        let is_joined = own.is_none() && self.has_row[position].load(Ordering::Relaxed);
        (counts && !is_joined).then(|| {
            let joined = self.statuses(position).chain(own.map(|status| status.position)).collect();
            Cow::Owned(What { joined, ..self.lowered(position, what).unwrap_or_else(|| what.clone()) })
        })
    }

    /// The statuses of the flags of a case, by their positions.
    fn statuses(&self, position: usize) -> impl Iterator<Item = usize> {
        let case = key(&self.held, self.lowest[position]);
        let first = self.others.partition_point(|row| key(&self.held, *row) < case);
        let others = self.others[first..].iter().take_while(move |row| key(&self.held, **row) == case);
        std::iter::once(&self.lowest[position]).chain(others).map(|row| at(&self.held, *row).kind.status().position)
    }
}

/// Adds the fault of a row that joins another and is more than the flag of one case.
fn refuse_odd(row: FlagRow, held: &FlagHeld, layout: &Layout, tally: &mut Tally, found: &mut Found) {
    if held.is_odd() {
        let message =
            "the row has a flag and joins another row of its case, so it can have no count but 1 and no extra minutes";
        let hint = "give them in the row without a flag";
        let fault = Fault::new(Place::new(layout.file, row.line.into()), message).hint(hint);
        tally.faulty.add(When::On(held.day.date), row.who, Faulty::of(&fault));
        found.faults.add(fault);
    }
}
