//! Reading the text of one weights file, with the weights that it builds on.

use crate::model::{DeclaredStatus, Names, Weights};
use crate::units::{Percent, Week};

use super::checks::checks;
use super::hours::hours_policy;
use super::names::{DeclaredNames, add_words, aliases, declared};
use super::values::{case_type, grade, limits, own_or, reduction, status, task};
use super::{WeightsFile, WeightsReader};
use crate::inputs::toml::{Document, Section};

const KEYS: [&str; 13] = [
    "version", "from", "source", "extends", "hours", "limits", "grades", "cases", "tasks", "status", "reductions",
    "checks", "aliases",
];

impl WeightsReader<'_> {
    /// Reads a text. What it does not say is as in the weights that it extends.
    pub(super) fn text(&mut self, text: &str, input: &WeightsFile) -> Option<Weights> {
        let mut faults = self.messages.faults.none();
        let mut document = Document::new(text, input.id, &mut faults);
        let table = document.parse();
        let root = Section::root(&table);
        let doc = &mut document;
        doc.only(root, &KEYS);
        let extends = doc.optional(root, "extends", |doc, item| Some((doc.text(item)?, doc.place_of(item))));
        let base = extends.map(|(extends, place)| self.base(extends, place, input));
        let weights = match &base {
            // The file cannot be checked without the weights that it builds on.
            Some(None) => None,
            Some(Some(base)) => weights(doc, root, Some(base), input),
            None => weights(doc, root, None, input),
        };
        let notices = document.notices;
        self.messages.faults.absorb(faults);
        self.messages.notices.absorb(notices);
        weights
    }
}

pub(super) fn weights<'t>(
    doc: &mut Document<'t>,
    root: Section<'t>,
    base: Option<&Weights>,
    input: &WeightsFile,
) -> Option<Weights> {
    let version = doc.required(root, "version", |doc, item| {
        let version = doc.text(item)?;
        let is_taken = base.is_some_and(|base| base.version == version);
        if is_taken {
            doc.wrong(item, "is that of the weights it extends: give it one of its own")
        } else {
            Some(version)
        }
    });
    let from = own_or(doc, root, "from", base.map(|base| base.from), |doc, item| doc.date(item).map(Week::of));
    let source = doc.optional(root, "source", Document::text).map(str::to_owned);
    // That of a base vouches for the values of the base alone.
    let source_of_base = || Some(format!("builds on {}: {}", base?.version, base?.source.as_ref()?));
    let hours_of_base = base.map(|base| base.hours);
    let hours = own_or(doc, root, "hours", hours_of_base, |doc, item| hours_policy(doc, item, hours_of_base));
    let limits_of_base = base.map(|base| base.limits);
    let limits = own_or(doc, root, "limits", limits_of_base, |doc, item| limits(doc, item, limits_of_base));
    let mut named = named(doc, root, base);
    doc.optional(root, "aliases", |doc, item| {
        let section = doc.section(item)?;
        aliases(doc, section, &mut named);
        Some(())
    });
    let DeclaredNames { grades, case_types, tasks, statuses, reductions } = named;
    let of_base = base.map(|base| &base.checks);
    let checks = doc.optional(root, "checks", |doc, item| checks(doc, item, &grades, &statuses, of_base));
    Some(Weights {
        version: version?.to_owned(),
        from: from?,
        source: source.or_else(source_of_base),
        origin: input.name.clone(),
        hours: hours?,
        limits: limits?,
        grades,
        case_types,
        tasks,
        statuses,
        reductions,
        checks: checks.or_else(|| of_base.cloned()).unwrap_or_default(),
    })
}

/// Everything that a file gives names to, and that its base has named.
fn named<'t>(doc: &mut Document<'t>, root: Section<'t>, base: Option<&Weights>) -> DeclaredNames {
    // Tiers are inherited, too, where a file says nothing of their case type.
    let of_base = base.map(|base| {
        let mut case_types = base.case_types.clone();
        case_types.meanings_mut().for_each(|case_type| case_type.tiers = case_type.tiers.inherited());
        case_types
    });
    let case_types = declared(doc, root, "cases", of_base.as_ref(), case_type);
    let of_base = base.map(|base| &base.grades);
    let mut grades = declared(doc, root, "grades", of_base, |doc, item, base| grade(doc, item, base, &case_types));
    add_words(doc, root, "grades", &mut grades, |grade| grade.name.as_deref());
    let mut tasks = declared(doc, root, "tasks", base.map(|base| &base.tasks), task);
    add_words(doc, root, "tasks", &mut tasks, |task| task.name.as_deref());
    let mut statuses: Names<DeclaredStatus> = declared(doc, root, "status", base.map(|base| &base.statuses), status);
    if statuses.position(Weights::ACTIVE).is_none() {
        // Every weights file has this status, because a blank status means it. The file may declare it otherwise.
        let _ = statuses.declare(Weights::ACTIVE, DeclaredStatus { counted: Percent::ALL, is_flag: false });
    }
    let mut reductions = declared(doc, root, "reductions", base.map(|base| &base.reductions), reduction);
    add_words(doc, root, "reductions", &mut reductions, |reason| reason.name.as_deref());
    DeclaredNames { grades, case_types, tasks, statuses, reductions }
}
