//! The names in weights files: what they declare, the words that it is also called by, and other spellings.

use foldhash::HashMap;

use crate::fault::quoted;
use crate::model::{CaseType, DeclaredStatus, Grade, Names, ReductionReason, Task};

use crate::inputs::table::says_nothing;
use crate::inputs::toml::{Document, Item, Section};

/// Everything that a weights file gives names to.
pub(super) struct DeclaredNames {
    pub(super) grades: Names<Grade>,
    pub(super) case_types: Names<CaseType>,
    pub(super) tasks: Names<Task>,
    pub(super) statuses: Names<DeclaredStatus>,
    pub(super) reductions: Names<ReductionReason>,
}

/// Declares each name of a section with what `read` makes of it and of what the base says of that name.
pub(super) fn declared<'t, T: Clone>(
    doc: &mut Document<'t>,
    root: Section<'t>,
    key: &'t str,
    base: Option<&Names<T>>,
    read: impl Fn(&mut Document<'t>, Item<'t>, Option<&T>) -> Option<T>,
) -> Names<T> {
    let section = if key == "status" { key.to_owned() } else { format!("{key}.…") };
    let mut names = base.map_or_else(|| Names::under(section), Names::inherited);
    if let Some(section) = doc.optional(root, key, Document::section) {
        declare_all(doc, section, &mut names, read);
    }
    names
}

pub(super) fn declare_all<'t, T: Clone>(
    doc: &mut Document<'t>,
    section: Section<'t>,
    names: &mut Names<T>,
    read: impl Fn(&mut Document<'t>, Item<'t>, Option<&T>) -> Option<T>,
) {
    /// Comparing names takes time, and nobody misspells so many of them.
    const COMPARED: usize = 100;
    let mut said: HashMap<usize, &str> = HashMap::default();
    let mut compared = if names.build_on_others() { 0 } else { COMPARED };
    for item in section.items() {
        if let Some(wrong) = no_name(item.key) {
            doc.wrong::<()>(item, wrong);
            continue;
        }
        let base = names.inherited_meaning(item.key).cloned();
        if let Some(other) = names.inherited_alias(item.key) {
            let [new, other] = [item.key, other].map(|name| quoted(&section.path(name)));
            let message = format!("{new} is a new name, and is no longer another spelling of {other}");
            doc.notices.add(doc.place_of(item), message);
        }
        if base.is_none() && compared < COMPARED {
            compared += 1;
            if let Some(near) = names.near_inherited(item.key) {
                let [new, near] = [item.key, near].map(|name| quoted(&section.path(name)));
                doc.notices.add(doc.place_of(item), format!("{new} is a new name beside {near}, which stays as it is"));
            }
        }
        let Some(meaning) = read(doc, item, base.as_ref()) else { continue };
        let declared = names.declare(item.key, meaning);
        // What is declared may be written otherwise in the weights that these build on.
        let here = names.position(item.key).and_then(|position| match declared {
            Ok(()) => said.insert(position, item.key),
            Err(_) => said.get(&position).copied(),
        });
        if let Err(taken) = declared {
            let taken = quoted(&section.path(here.unwrap_or(&taken)));
            doc.wrong::<()>(item, &format!("and {taken} are two spellings of one name"));
        }
    }
}

/// Lets names be found by their words too: `name = "…"`.
pub(super) fn add_words<'t, T>(
    doc: &mut Document<'t>,
    root: Section<'t>,
    key: &'t str,
    names: &mut Names<T>,
    words: impl Fn(&T) -> Option<&str>,
) {
    let Some(section) = root.item(key).and_then(Item::inner) else { return };
    for item in section.items() {
        let Some(position) = names.position(item.key) else { continue };
        let Some(words) = words(names.at(position)).map(str::to_owned) else { continue };
        if let Err(taken) = names.add_words(&words, position)
            && let Some(inner) = item.inner()
            && let Some(item) = inner.item("name")
        {
            doc.wrong::<()>(item, &format!("is already a spelling of {}", quoted(&taken)));
        }
    }
}

/// What is wrong with a name that no row can give.
fn no_name(key: &str) -> Option<&'static str> {
    if key.is_empty() || key.trim() != key {
        Some("is a name that is blank or has a space at an end")
    } else if says_nothing(key) {
        Some("is a name that says in a caseload that nothing is known")
    } else {
        None
    }
}

/// Other spellings of declared names.
pub(super) fn aliases<'t>(doc: &mut Document<'t>, section: Section<'t>, named: &mut DeclaredNames) {
    const KINDS: [&str; 6] = ["case_type", "tier", "task", "grade", "status", "reason"];
    doc.only(section, &KINDS);
    for kind in section.items().filter(|kind| KINDS.contains(&kind.key)) {
        let Some(list) = doc.section(kind) else { continue };
        for alias in list.items() {
            let Some(target) = doc.text(alias) else { continue };
            if let Some(wrong) = no_name(alias.key) {
                doc.wrong::<()>(alias, wrong);
                continue;
            }
            let spelt = match kind.key {
                "case_type" => spell(&mut named.case_types, alias.key, target),
                "tier" => spell_tier(&mut named.case_types, alias.key, target),
                "task" => spell(&mut named.tasks, alias.key, target),
                "grade" => spell(&mut named.grades, alias.key, target),
                "status" => spell(&mut named.statuses, alias.key, target),
                "reason" => spell(&mut named.reductions, alias.key, target),
                _ => continue,
            };
            match spelt {
                Ok(()) => (),
                Err(Unspelt::Nothing) => {
                    let path = quoted(&alias.path());
                    let message = format!("{path} stands for {}, which is not declared", quoted(target));
                    doc.fault_searching(alias, message, || named.hint(kind.key, target));
                }
                Err(Unspelt::Taken(taken)) => {
                    doc.wrong::<()>(alias, &format!("is already a spelling of {}", quoted(&taken)));
                }
            }
        }
    }
}

impl DeclaredNames {
    /// The hint for a name that an alias of a kind stands for, and that is not declared.
    fn hint(&self, kind: &str, name: &str) -> Option<String> {
        match kind {
            "case_type" => self.case_types.hint(name),
            "tier" => self.case_types.iter().find_map(|(_, case_type)| case_type.tiers.hint(name)),
            "task" => self.tasks.hint(name),
            "grade" => self.grades.hint(name),
            "status" => self.statuses.hint(name),
            "reason" => self.reductions.hint(name),
            _ => None,
        }
    }
}

/// Why an alias cannot be used.
enum Unspelt {
    /// Nothing is declared under the name it stands for.
    Nothing,
    /// It is a spelling of another name.
    Taken(String),
}

fn spell<T>(names: &mut Names<T>, alias: &str, target: &str) -> Result<(), Unspelt> {
    let position = names.position(target).ok_or(Unspelt::Nothing)?;
    names.add_spelling(alias, position).map_err(Unspelt::Taken)
}

/// A tier's alias holds in every case type that has the tier.
fn spell_tier(case_types: &mut Names<CaseType>, alias: &str, target: &str) -> Result<(), Unspelt> {
    let mut is_spelt = false;
    for case_type in case_types.meanings_mut() {
        if let Some(position) = case_type.tiers.position(target) {
            case_type.tiers.add_spelling(alias, position).map_err(Unspelt::Taken)?;
            is_spelt = true;
        }
    }
    if is_spelt { Ok(()) } else { Err(Unspelt::Nothing) }
}
