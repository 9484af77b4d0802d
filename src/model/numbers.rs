//! Finding the number of something that is kept once.

use std::hash::{Hash, Hasher};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// Numbers of things that are kept elsewhere, by the hashes of the things. The hashes are kept too, so that look-ups
/// compare few other things, and growing none.
#[derive(Debug, Default)]
pub struct Numbers(HashTable<(u32, u32)>);

impl Numbers {
    /// The number with this hash for which `is_same` holds.
    pub fn find(&self, hash: u32, is_same: impl Fn(u32) -> bool) -> Option<u32> {
        let found = self.0.find(spread(hash), |(known, number)| *known == hash && is_same(*number));
        found.map(|(_, number)| *number)
    }

    /// Adds the number of something that has none yet.
    pub fn add(&mut self, hash: u32, number: u32) {
        self.0.insert_unique(spread(hash), (hash, number), |(hash, _)| spread(*hash));
    }
}

/// The hash of something.
pub fn hash_of(thing: impl Hash) -> u32 {
    let mut hasher = FxHasher::default();
    thing.hash(&mut hasher);
    hash_from(&hasher)
}

/// The hash of everything that was written to a hasher.
pub fn hash_from(hasher: &FxHasher) -> u32 {
    u32::try_from(hasher.finish() & u64::from(u32::MAX)).expect("half of its bits")
}

/// Spreads a hash over 64 bits, because the table uses the first bits and the last.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << u32::BITS | u64::from(hash)
}
