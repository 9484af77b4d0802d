//! Warns of weeks of a history that were worked out with other weights than those of the files for these weeks: a weights file came
//! late, or was not given.

use std::collections::BTreeMap;

use crate::fault::{FEW_NAMED, Messages, Place, WEIGHTS_CHANGE, first_few, quoted};
use crate::model::{DatedWeights, Texts, WeekFigures};
use crate::units::Week;

use super::by_team::is_of_history;

/// Warns of such weeks of the rule if the weights that hold now begin within the rule, or if the weights that were recorded are
/// given too. Otherwise other weights may have held when the week was recorded, which is no mistake.
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
        let (the, are, them) = if weeks.len() == 1 { ("the week", "is", "it") } else { ("the weeks", "are", "them") };
        let weeks: Vec<String> = weeks.iter().map(Week::to_string).collect();
        let message = format!(
            "{the} {} {are} recorded with the weights {}, but by the files given the weights {} hold in {them}; record {them} again",
            first_few(&weeks, FEW_NAMED),
            quoted(recorded),
            quoted(holds)
        );
        messages.warnings.add(WEIGHTS_CHANGE, place, message);
    }
}
