//! What bytes of rows are known to mean.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// The most that is kept: several times the officers of a year, and no more memory than there is room for.
const MOST: usize = 1 << 18;

/// Meanings by bytes. A country has more officers than a processor's cache has room for, so all bytes stand behind each
/// other in one piece, and a slot of the table takes few. They come from files, so the hash has a seed that no file knows.
#[derive(Debug, Clone)]
pub(super) struct Known<T> {
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

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { slots: HashTable::new(), bytes: Vec::new(), hasher: RandomState::default() }
    }
}

impl<T: Copy> Known<T> {
    /// The hash of bytes. A copy of what is known has the same.
    #[inline]
    pub(super) fn hash(&self, key: &[u8]) -> u64 {
        self.hasher.hash_one(key)
    }

    /// What bytes with their hash mean, if that is known.
    #[inline]
    pub(super) fn get(&self, hash: u64, key: &[u8]) -> Option<T> {
        let found = self.slots.find(hash, |slot| slot.bytes(&self.bytes) == key);
        found.map(|slot| slot.meaning)
    }

    /// Brings into the cache what has these hashes, as far as that is seen without comparing bytes: first the slots, then the
    /// bytes, each in a loop so short that the processor waits for many of them at once. `seen` is memory for it.
    pub(super) fn prefetch(&self, hashes: &[u64], seen: &mut Vec<(u32, u32)>) {
        seen.clear();
        let found = hashes.iter().filter_map(|hash| self.slots.find(*hash, |_| true));
        seen.extend(found.map(|slot| (slot.start, slot.start + slot.length.saturating_sub(1))));
        let byte = |at: u32| self.bytes.get(index(at)).copied().unwrap_or_default();
        // The compiler would leave out reading of which nothing comes.
        std::hint::black_box(seen.iter().fold(0, |read, (first, last)| read ^ byte(*first) ^ byte(*last)));
    }

    /// Keeps what bytes with their hash mean, while there is room.
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

pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).expect("kept in memory")
}
