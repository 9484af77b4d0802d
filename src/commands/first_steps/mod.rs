//! The commands that read no caseload: `wmt weights`.

pub(super) mod weights;
