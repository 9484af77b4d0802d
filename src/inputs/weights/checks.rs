//! The section `checks` of a weights file: what `wmt check` looks for.

use std::collections::BTreeMap;

use crate::fault::quoted;
use crate::model::{Checks, DeclaredStatus, Grade, Names};

use crate::inputs::toml::{Document, Item, Section};

pub(super) fn checks<'t>(
    doc: &mut Document<'t>,
    item: Item<'t>,
    grades: &Names<Grade>,
    statuses: &Names<DeclaredStatus>,
    base: Option<&Checks>,
) -> Option<Checks> {
    let section = doc.section(item)?;
    doc.only(section, &["overdue_task_days", "statuses", "grades"]);
    let days = doc.optional(section, "overdue_task_days", |doc, item| doc.whole(item, (1, 3_650)));
    let mut checks = base.cloned().unwrap_or_default();
    checks.overdue_task_days = days.unwrap_or(checks.overdue_task_days);
    reasons(doc, section, "statuses", statuses, &mut checks.statuses);
    reasons(doc, section, "grades", grades, &mut checks.grades);
    Some(checks)
}

/// Declared names, each with why it is checked.
fn reasons<'t, T>(
    doc: &mut Document<'t>,
    within: Section<'t>,
    key: &'t str,
    names: &Names<T>,
    reasons: &mut BTreeMap<usize, String>,
) {
    let Some(section) = doc.optional(within, key, Document::section) else {
        return;
    };
    let mut said: BTreeMap<usize, Item> = BTreeMap::new();
    for item in section.items() {
        let Some(why) = doc.text(item) else { continue };
        if let Some(position) = names.position(item.key) {
            reasons.insert(position, why.to_owned());
            if let Some(first) = said.insert(position, item) {
                let first = quoted(&first.path());
                doc.wrong::<()>(item, &format!("and {first} are two spellings of one name"));
            }
        } else {
            let path = quoted(&item.path());
            doc.fault_searching(item, format!("{path} names something that is not declared"), || names.hint(item.key));
        }
    }
}
