//! Where a finished graph lies if nobody says so.

use std::path::{Path, PathBuf};

/// Where `index` writes to if nobody says so.
const OUT: &str = "graphmill-out";

/// The place that was named; else the file in `graphmill-out` or in this folder.
pub(crate) fn or_usual(named: Option<&PathBuf>, file: &str) -> PathBuf {
    if let Some(named) = named {
        return if named.is_dir() {
            named.join(file)
        } else {
            named.clone()
        };
    }
    let usual = Path::new(OUT).join(file);
    let here = Path::new(file);
    if !usual.exists() && here.exists() {
        here.to_owned()
    } else {
        usual
    }
}
