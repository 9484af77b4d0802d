//! The sets of weights that are built in, by their version.

use std::path::Path;

/// The weights that are used where no others are: the repository's own `weights.toml`.
pub(crate) const BUILT_IN: &str = include_str!("../../../weights.toml");

/// Every set, by its version. Another one is a file in `examples/weights`, and a line here.
pub(super) const SETS: [(&str, &str); 7] = [
    ("hmpps-2021", BUILT_IN),
    ("hmpps-2019", include_str!("../../../examples/weights/hmpps-2019.toml")),
    ("texas-508-1142", include_str!("../../../examples/weights/texas-508-1142.toml")),
    ("arizona", include_str!("../../../examples/weights/arizona.toml")),
    ("north-carolina", include_str!("../../../examples/weights/north-carolina.toml")),
    ("malta", include_str!("../../../examples/weights/malta.toml")),
    ("appa-120h", include_str!("../../../examples/weights/appa-120h.toml")),
];

pub(super) fn of_version(version: &str) -> Option<&'static str> {
    SETS.iter().find(|(known, _)| *known == version).map(|(_, text)| *text)
}

/// The set that a path names by its version, where there is no such file. A folder may be called Malta.
pub(super) fn named(path: &Path) -> Option<&'static str> {
    of_version(path.to_str()?).filter(|_| !path.exists() || path.is_dir())
}

/// Whether a path is no file, and names a set that is built in by its version.
pub(crate) fn is_built_in(path: &Path) -> bool {
    named(path).is_some()
}

/// What may have been meant by a file that is not there.
pub(super) fn hint() -> String {
    format!("the weights that are built in are {}", SETS.map(|(version, _)| version).join(", "))
}
