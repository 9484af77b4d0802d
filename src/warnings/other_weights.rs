//! Weeks of a history that were worked out with other weights than the files give them: a file came late, or one was not given.

use std::collections::BTreeMap;

use crate::fault::{FEW_NAMED, Messages, Place, WEIGHTS_CHANGE, first_few, quoted};
use crate::model::{DatedWeights, Texts, WeekFigures};
use crate::units::Week;

use super::by_team::is_of_history;

/// Warns of such weeks within those of the rule: the weights that hold begin within them, or those of the week are given as well. Other
/// weights may have held when a week was recorded, which is no mistake.
pub(super) fn warn(recent: &[WeekFigures], weights: &DatedWeights, texts: &Texts, messages: &mut Messages) {
    let Some(first) = recent.first() else { return };
    let is_given = |version: &str| weights.of_files().iter().any(|weights| weights.version == version);
    let mut others: BTreeMap<(&str, &str), (Place, Vec<Week>)> = BTreeMap::new();
    for week in recent.iter().filter(|week| is_of_history(week)) {
        let Some(holds) = weights.for_week(week.week).map(|id| weights.get(id)) else { continue };
        let recorded = texts.get(week.weights);
        if recorded != holds.version && (holds.from > first.week || is_given(recorded)) {
            let others = others.entry((recorded, &holds.version)).or_insert((week.place, Vec::new()));
            others.1.push(week.week);
        }
    }
    for ((recorded, holds), (place, weeks)) in others {
        let are = if weeks.len() == 1 { "the week is" } else { "the weeks are" };
        let weeks: Vec<String> = weeks.iter().map(Week::to_string).collect();
        let message = format!(
            "{are} recorded with the weights {}, and by the files given those of {} hold: {}; record again what should be worked out with them",
            quoted(recorded),
            quoted(holds),
            first_few(&weeks, FEW_NAMED)
        );
        messages.warnings.add(WEIGHTS_CHANGE, place, message);
    }
}
