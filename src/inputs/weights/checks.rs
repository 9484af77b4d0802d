//! The part of a weights file that `wmt check` goes by.

use std::collections::BTreeMap;

use crate::fault::quoted;
use crate::model::{Checks, Grade, Names};
use crate::units::Percent;

use super::toml::{Document, Item, Section};

pub(super) fn checks<'t>(
    doc: &mut Document<'t>,
    root: Section<'t>,
    item: Item<'t>,
    grades: &Names<Grade>,
    statuses: &Names<Percent>,
) -> Option<Checks> {
    let section = doc.section(root, item, "checks")?;
    doc.only(section, &["overdue_task_days", "statuses", "grades"]);
    let days = doc.optional(section, "overdue_task_days", |doc, section, item| doc.whole(section, item, (1, 3_650)));
    Some(Checks {
        overdue_task_days: days.unwrap_or(Checks::default().overdue_task_days),
        statuses: reasons(doc, section, "statuses", statuses),
        grades: reasons(doc, section, "grades", grades),
    })
}

/// Declared names, each with why it is checked.
fn reasons<'t, T>(
    doc: &mut Document<'t>,
    within: Section<'t>,
    key: &'t str,
    names: &Names<T>,
) -> BTreeMap<usize, String> {
    let mut reasons = BTreeMap::new();
    let Some(section) = doc.optional(within, key, |doc, within, item| doc.section(within, item, key)) else {
        return reasons;
    };
    for item in section.items() {
        let Some(why) = doc.text(section, item) else { continue };
        if let Some(position) = names.position(item.key) {
            reasons.insert(position, why.to_owned());
        } else {
            let path = quoted(&section.path(item.key));
            doc.fault_searching(item, format!("{path} is of something that is not declared"), || names.hint(item.key));
        }
    }
    reasons
}
