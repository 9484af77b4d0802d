//! Finding the number of something that is kept once.

use std::hash::{Hash, Hasher};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// Numbers of things that are kept elsewhere, by the things' hashes. Hashes are kept with them, so that neither looking one
/// up nor growing asks for things that are not the one sought.
#[derive(Debug, Default)]
pub struct Numbers(HashTable<(u32, u32)>);

impl Numbers {
    /// The number with this hash that is the one sought.
    pub fn find(&self, hash: u32, is_sought: impl Fn(u32) -> bool) -> Option<u32> {
        let found = self.0.find(spread(hash), |(known, number)| *known == hash && is_sought(*number));
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

/// A hash as the table wants it: it goes by the first bits and the last.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << u32::BITS | u64::from(hash)
}
