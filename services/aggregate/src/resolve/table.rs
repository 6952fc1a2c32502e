//! A map from a key to several values.

use std::hash::Hash;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Values by key, in their own order. It is only ever asked by key, so the order of the hash map
/// is seen by nobody.
pub(super) struct Table<K, V> {
    ranges: FxHashMap<K, (u32, u32)>,
    values: Vec<V>,
}

impl<K: Copy + Ord + Hash + Send, V: Copy + Ord + Send> Table<K, V> {
    /// The table of these pairs; a pair given twice is kept once.
    pub(super) fn of(mut pairs: Vec<(K, V)>) -> Table<K, V> {
        pairs.par_sort_unstable();
        pairs.dedup();
        let mut ranges = FxHashMap::default();
        let mut start = 0;
        for group in pairs.chunk_by(|a, b| a.0 == b.0) {
            let end = start + group.len() as u32;
            ranges.insert(group[0].0, (start, end));
            start = end;
        }
        Table {
            ranges,
            values: pairs.into_iter().map(|(_, value)| value).collect(),
        }
    }

    /// What stands under a key.
    pub(super) fn get(&self, key: K) -> &[V] {
        match self.ranges.get(&key) {
            Some(&(start, end)) => &self.values[start as usize..end as usize],
            None => &[],
        }
    }
}
