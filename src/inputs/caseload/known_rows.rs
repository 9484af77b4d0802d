//! What bytes of rows are known to mean.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// The most entries that are kept: several times the officers of a year, and few enough that memory stays small.
const MOST: usize = 1 << 18;

/// Meanings by bytes. A country has more officers than a processor's cache has room for, so all bytes are kept in one list,
/// and a slot of the table is small. The bytes come from files, so the hash has a seed that no file knows.
#[derive(Debug, Clone)]
pub(super) struct BytesTable<T> {
    slots: HashTable<Slot<T>>,
    bytes: Vec<u8>,
    hasher: RandomState,
}

#[derive(Debug, Clone, Copy)]
struct Slot<T> {
    /// Where its bytes are.
    start: u32,
    length: u32,
    meaning: T,
}

impl<T> Default for BytesTable<T> {
    fn default() -> Self {
        Self { slots: HashTable::new(), bytes: Vec::new(), hasher: RandomState::default() }
    }
}

impl<T: Copy> BytesTable<T> {
    /// The hash of bytes. A copy of what is known has the same.
    #[inline]
    pub(super) fn hash(&self, key: &[u8]) -> u64 {
        self.hasher.hash_one(key)
    }

    /// What bytes mean, if that is known. `hash` is that of the bytes.
    #[inline]
    pub(super) fn get(&self, hash: u64, key: &[u8]) -> Option<T> {
        let found = self.slots.find(hash, |slot| slot.bytes(&self.bytes) == key);
        found.map(|slot| slot.meaning)
    }

    /// Brings the slots with these hashes into the cache, and then their bytes, without comparing any. Each loop is so
    /// short that the processor waits for many of them at once. `seen` is only memory to work in.
    pub(super) fn prefetch(&self, hashes: &[u64], seen: &mut Vec<(u32, u32)>) {
        seen.clear();
        let found = hashes.iter().filter_map(|hash| self.slots.find(*hash, |_| true));
        seen.extend(found.map(|slot| (slot.start, slot.start + slot.length.saturating_sub(1))));
        let byte = |at: u32| self.bytes.get(index(at)).copied().unwrap_or_default();
        // Without this the compiler would leave the reads out, because nothing uses what they give.
        std::hint::black_box(seen.iter().fold(0, |read, (first, last)| read ^ byte(*first) ^ byte(*last)));
    }

    /// Keeps what bytes mean, while there is room. `hash` is that of the bytes.
    pub(super) fn keep(&mut self, hash: u64, key: &[u8], meaning: T) {
        let (start, length) = (u32::try_from(self.bytes.len()), u32::try_from(key.len()));
        let (Ok(start), Ok(length), true) = (start, length, self.slots.len() < MOST) else { return };
        self.bytes.extend_from_slice(key);
        let Self { slots, bytes, hasher } = self;
        slots.insert_unique(hash, Slot { start, length, meaning }, |slot| hasher.hash_one(slot.bytes(bytes)));
    }
}

impl<T> Slot<T> {
    fn bytes<'b>(&self, all: &'b [u8]) -> &'b [u8] {
        &all[index(self.start)..][..index(self.length)]
    }
}

/// A position among things that are kept, as a number that takes half the memory.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).expect("fewer than memory holds")
}

/// The position of such a number.
pub(crate) fn index(number: u32) -> usize {
    usize::try_from(number).expect("kept in memory")
}
