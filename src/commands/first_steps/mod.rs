//! The commands that read no caseload: `wmt weights`, `template`, `completions` and `man`.

pub(super) mod shell;
pub(super) mod template;
pub(super) mod weights;
