//! Cutting the planned files into units: a pure function of their paths, sizes and the limits.
//!
//! A cut between two files has a rank that only their paths give: cuts between folders high in
//! the tree come first, then a hash of the path decides. A piece that is over the target is cut
//! at its first-ranked cut, again and again. So the places of cuts do not move when a file grows
//! or a neighbour comes: one changed file changes one unit. Greedy filling would move them all.

use events::PlannedFile;
use events::limits::UNIT_PATH_BYTES_MAX;

/// How large a unit may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutLimits {
    /// Source, unless one file is larger.
    pub bytes_target: u64,
    /// Files.
    pub files_max: usize,
}

/// Cuts files, sorted by path, into units: ranges of files, in order.
pub fn cut<'a>(files: &'a [PlannedFile], limits: &CutLimits) -> Vec<&'a [PlannedFile]> {
    if files.is_empty() {
        return Vec::new();
    }
    let tree = CutTree::new(files);
    let sums = Sums::new(files);
    let mut units = Vec::new();
    // Pieces to the left are on top of the stack, so units come out in order.
    let mut pieces = vec![(0, files.len(), tree.root)];
    while let Some((start, end, at)) = pieces.pop() {
        match at {
            Some(at) if sums.over(start, end, limits) => {
                pieces.push((at, end, tree.right[at]));
                pieces.push((start, at, tree.left[at]));
            }
            _ => units.push(&files[start..end]),
        }
    }
    units
}

/// The common folder of some files, sorted by path; `.` for the root.
pub(crate) fn common_folder(files: &[PlannedFile]) -> String {
    let (Some(first), Some(last)) = (files.first(), files.last()) else {
        return ".".into();
    };
    let depth = common_depth(&first.path, &last.path);
    if depth == 0 {
        return ".".into();
    }
    first
        .path
        .split('/')
        .take(depth)
        .collect::<Vec<_>>()
        .join("/")
}

/// How many leading folders two paths share.
fn common_depth(a: &str, b: &str) -> usize {
    let folders = |path: &'_ str| {
        path.rsplit_once('/')
            .map_or("", |(folders, _)| folders)
            .to_owned()
    };
    let (a, b) = (folders(a), folders(b));
    a.split('/')
        .zip(b.split('/'))
        .take_while(|(x, y)| x == y && !x.is_empty())
        .count()
}

/// FNV-1a with a final mix: the same on every machine and in every release.
fn hash(path: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in path.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// The cuts as a tree: the first-ranked cut of a piece above the first-ranked of both its sides.
/// The cut `i` lies before the file `i`.
struct CutTree {
    root: Option<usize>,
    left: Vec<Option<usize>>,
    right: Vec<Option<usize>>,
}

impl CutTree {
    fn new(files: &[PlannedFile]) -> CutTree {
        let rank = |i: usize| {
            (
                common_depth(&files[i - 1].path, &files[i].path),
                hash(&files[i].path),
                i,
            )
        };
        let ranks: Vec<_> = (1..files.len()).map(rank).collect();
        let rank_of = |cut: usize| ranks[cut - 1];
        let mut tree = CutTree {
            root: None,
            left: vec![None; files.len()],
            right: vec![None; files.len()],
        };
        let mut spine: Vec<usize> = Vec::new();
        for cut in 1..files.len() {
            let mut below = None;
            while let Some(top) = spine.pop_if(|top| rank_of(*top) > rank_of(cut)) {
                below = Some(top);
            }
            tree.left[cut] = below;
            match spine.last() {
                Some(above) => tree.right[*above] = Some(cut),
                None => tree.root = Some(cut),
            }
            spine.push(cut);
        }
        tree
    }
}

/// Sums over leading files.
struct Sums {
    bytes: Vec<u64>,
    path_bytes: Vec<usize>,
}

impl Sums {
    fn new(files: &[PlannedFile]) -> Sums {
        let mut sums = Sums {
            bytes: vec![0],
            path_bytes: vec![0],
        };
        let (mut bytes, mut path_bytes) = (0, 0);
        for file in files {
            bytes += file.bytes;
            path_bytes += file.path.len();
            sums.bytes.push(bytes);
            sums.path_bytes.push(path_bytes);
        }
        sums
    }

    fn over(&self, start: usize, end: usize, limits: &CutLimits) -> bool {
        self.bytes[end] - self.bytes[start] > limits.bytes_target
            || end - start > limits.files_max
            || self.path_bytes[end] - self.path_bytes[start] > UNIT_PATH_BYTES_MAX
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use events::Language;
    use facts::unit_digest;

    use super::*;

    const LIMITS: CutLimits = CutLimits {
        bytes_target: 1000,
        files_max: 20,
    };

    fn file(path: &str, bytes: u64, oid: u64) -> PlannedFile {
        PlannedFile {
            path: path.into(),
            oid: format!("{oid:040x}"),
            bytes,
            language: Language::Python,
        }
    }

    fn repository() -> Vec<PlannedFile> {
        let mut files = Vec::new();
        for folder in 0..30 {
            for name in 0..17 {
                let bytes = (folder * 31 + name * 17) % 300;
                files.push(file(
                    &format!("f{}/d{folder:02}/m{name:02}.py", folder % 4),
                    bytes,
                    1,
                ));
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    fn digests(files: &[PlannedFile]) -> BTreeSet<String> {
        cut(files, &LIMITS)
            .iter()
            .map(|unit| unit_digest(unit).to_string())
            .collect()
    }

    #[test]
    fn every_file_is_in_one_unit_in_order() {
        let files = repository();
        let units = cut(&files, &LIMITS);
        assert_eq!(units.concat(), files);
        assert!(units.len() > 10);
    }

    #[test]
    fn no_unit_is_over_the_limits_unless_it_is_one_file() {
        let mut files = repository();
        files.push(file("z/huge.py", 100_000, 1));
        for unit in cut(&files, &LIMITS) {
            let bytes: u64 = unit.iter().map(|f| f.bytes).sum();
            assert!(
                unit.len() == 1 || (bytes <= LIMITS.bytes_target && unit.len() <= LIMITS.files_max)
            );
        }
    }

    #[test]
    fn one_changed_file_changes_one_unit() {
        let before = repository();
        for at in (0..before.len()).step_by(7) {
            let mut after = before.clone();
            after[at].oid = "f".repeat(40);
            let (old, new) = (digests(&before), digests(&after));
            assert_eq!(old.difference(&new).count(), 1);
            assert_eq!(new.difference(&old).count(), 1);
        }
    }

    #[test]
    fn a_grown_file_changes_one_unit_and_a_new_one_few() {
        let before = repository();
        let gone = |after: &[PlannedFile]| digests(&before).difference(&digests(after)).count();
        for at in (0..before.len()).step_by(7) {
            let mut grown = before.clone();
            grown[at].bytes += 120;
            grown[at].oid = "f".repeat(40);
            assert_eq!(gone(&grown), 1);
            let mut added = before.clone();
            added.insert(at + 1, file(&format!("{}x.py", before[at].path), 50, 2));
            added.sort_by(|a, b| a.path.cmp(&b.path));
            // A new cut of high rank may join what was cut beside it.
            assert!(gone(&added) <= 3, "{} units changed", gone(&added));
        }
    }

    #[test]
    fn units_are_labelled_by_their_common_folder() {
        let files = [file("a/b/c.py", 1, 1), file("a/b/d/e.py", 1, 1)];
        assert_eq!(common_folder(&files), "a/b");
        assert_eq!(
            common_folder(&[file("x.py", 1, 1), file("y/z.py", 1, 1)]),
            "."
        );
        assert_eq!(cut(&[], &LIMITS).len(), 0);
    }
}
