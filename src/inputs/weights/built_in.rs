//! The sets of weights that are built in, by their version.

use std::path::Path;

/// The weights that are used where no others are: the repository's own `weights.toml`.
pub const BUILT_IN: &str = include_str!("../../../weights.toml");

/// Every set, by its version.
pub(super) const SETS: [(&str, &str); 1] = [("hmpps-2021", BUILT_IN)];

/// The set of a version.
pub(super) fn of_version(version: &str) -> Option<&'static str> {
    SETS.iter().find(|(known, _)| *known == version).map(|(_, text)| *text)
}

/// The set that a path names by its version, where there is no such file.
pub(super) fn named(path: &Path) -> Option<&'static str> {
    of_version(path.to_str()?).filter(|_| !path.exists())
}

/// Whether a path is no file, and names a set that is built in by its version.
pub fn is_built_in(path: &Path) -> bool {
    named(path).is_some()
}

/// What may have been meant by a file that is not there.
pub(super) fn hint() -> String {
    format!("the weights that are built in are {}", SETS.map(|(version, _)| version).join(", "))
}
