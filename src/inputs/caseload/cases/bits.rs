//! A set of hashes, with a bit for each: so small that it stays in a cache, and wrong now and then about what it has.

/// A bit for each of some hashes.
#[derive(Debug)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// None yet, with room for so many. Of hashes that are not there, one in twelve or fewer seems to be.
    pub(crate) fn for_so_many(count: usize) -> Self {
        Self(vec![0; (count / 5 + 1).next_power_of_two()])
    }

    /// Whether a hash seems to be there. One that was added always does.
    #[inline]
    pub(crate) fn seem_to_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.0[word] & bit != 0
    }

    /// Adds a hash.
    #[inline]
    pub(crate) fn add(&mut self, hash: u64) {
        let (word, bit) = self.place(hash);
        self.0[word] |= bit;
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let word = usize::try_from(hash >> 6 & 0xFFFF_FFFF).unwrap_or_default();
        (word & (self.0.len() - 1), 1 << (hash % 64))
    }
}
