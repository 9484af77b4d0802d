//! What changes outside the choice: a filter says who is shown, and must not hide whom the changes make excessive.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::units::Rounded;

use super::super::About;
use super::side::{BothSides, NamedFigure, Side, rows};

/// An officer who is not chosen, and stands otherwise after the changes.
#[derive(Debug, Serialize)]
pub(crate) struct OutsideChange {
    #[serde(flatten)]
    pub(crate) about: About,
    pub(crate) capacity_before: Option<Rounded>,
    pub(crate) capacity_after: Option<Rounded>,
    /// `None` where they are not on that side.
    pub(crate) standing_before: Option<&'static str>,
    pub(crate) standing_after: Option<&'static str>,
}

/// The officers who stand otherwise after the changes, and are not among the chosen. The first two sides are of everyone.
pub(super) fn outside_changes([before, after]: [Side; 2], chosen: [&[NamedFigure]; 2]) -> Vec<OutsideChange> {
    let chosen: BTreeSet<About> = chosen.into_iter().flatten().map(|figure| figure.names.about()).collect();
    let change = |row: BothSides| {
        let about = row.names.about();
        let [before, after] = [row.before, row.after];
        let standings = [&before, &after].map(|side| side.as_ref().map(|figure| figure.standing.word()));
        let [standing_before, standing_after] = standings;
        let [capacity_before, capacity_after] =
            [before, after].map(|side| side.and_then(|figure| figure.load.percent()));
        (standing_before != standing_after && !chosen.contains(&about)).then_some(OutsideChange {
            about,
            capacity_before,
            capacity_after,
            standing_before,
            standing_after,
        })
    };
    rows(before.officers, after.officers).into_iter().filter_map(change).collect()
}
