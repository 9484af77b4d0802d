//! What should have ended: cases under a status that the weights list, and tasks long overdue.

use crate::fault::{plural, quoted};
use crate::inputs::{Late, LateWhat};
use crate::model::NOBODY;

use super::examined::Examined;
use super::finding::{Findings, Severity};

pub(super) fn cases(examined: &Examined, found: &mut Findings) {
    for late in &examined.survey.late {
        if let LateWhat::Cases { status, why } = &late.what {
            let cases = plural(late.count, "case", "cases");
            let message = format!("{} holds {cases} with the status {}: {why}", holder(examined, late), quoted(status));
            found.add(Severity::Warning, late.place, late.holder.clone(), message);
        }
    }
}

pub(super) fn tasks(examined: &Examined, found: &mut Findings) {
    let Some(days) = examined.of_week().map(|weights| weights.checks.overdue_task_days) else { return };
    for late in &examined.survey.late {
        if let LateWhat::Tasks { oldest } = &late.what {
            let (who, tasks) = (holder(examined, late), plural(late.count, "task", "tasks"));
            let message = format!("{who} holds {tasks} overdue by {days} days or more, the oldest since {oldest}");
            found.add(Severity::Warning, late.place, late.holder.clone(), message);
        }
    }
}

fn holder(examined: &Examined, late: &Late) -> String {
    late.holder.officer.as_ref().map_or_else(|| NOBODY.to_owned(), |officer| examined.named(officer))
}
