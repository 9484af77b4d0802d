//! A set of hashes with a bit for each, which is small enough to stay in the cache. Sometimes it says that it has a hash
//! that was never added; it never misses one that was.

#[derive(Debug)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// An empty set with room for so many. When it is full, about one in twelve hashes that were never added seems to be there.
    pub(crate) fn for_so_many(count: usize) -> Self {
        Self(vec![0; (count / 5 + 1).next_power_of_two()])
    }

    /// Whether a hash seems to be there. One that was added always does.
    #[inline]
    pub(crate) fn seem_to_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.0[word] & bit != 0
    }

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
