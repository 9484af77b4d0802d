//! Maps and sets in the order in which they were filled. What is in them comes from files, so the hash has a seed that no file
//! knows.

use foldhash::fast::RandomState;

pub(crate) type OrderedMap<K, V> = indexmap::IndexMap<K, V, RandomState>;

pub(crate) type OrderedSet<T> = indexmap::IndexSet<T, RandomState>;
