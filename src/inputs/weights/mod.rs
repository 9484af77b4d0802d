//! Reading weights files: TOML into checked policy. The README and the built-in file say what each key means.

mod checks;
mod toml;

use std::io::Read;
use std::path::PathBuf;

use crate::fault::{Fault, Faults, FileId, Place, quoted};
use crate::model::{CaseType, DatedWeights, Grade, Limits, Names, ReductionReason, Task, Weights};
use crate::units::{Decimal, Hours, HoursPolicy, Minutes, Percent, Week};

use super::table::{Content, open, unreadable};
use checks::checks;
use toml::{Document, Item, Section};

/// The weights that are used where no others are: the repository's own `weights.toml`.
pub const BUILT_IN: &str = include_str!("../../../weights.toml");

const KEYS: [&str; 11] =
    ["version", "from", "source", "hours", "limits", "grades", "cases", "tasks", "status", "reductions", "checks"];
const ALIASES: &str = "aliases";

/// A weights file to read; the built-in weights where there is no path.
#[derive(Debug, Clone)]
pub struct WeightsFile {
    /// Its path.
    pub path: Option<PathBuf>,
    /// Its name in faults and on reports.
    pub name: String,
    /// Its number among the files of the run.
    pub id: FileId,
}

/// Reads weights files, each holding from its own week on.
///
/// Gives `None`, having added faults, unless all of them are sound.
pub fn read_weights(inputs: &[WeightsFile], faults: &mut Faults) -> Option<DatedWeights> {
    let mut read: Vec<(FileId, Weights)> = Vec::new();
    for input in inputs {
        let text = match &input.path {
            None => Ok(BUILT_IN.to_owned()),
            Some(path) => read_text(path, input.id),
        };
        match text {
            Ok(text) => {
                let weights = read_one(&text, input, faults);
                if let Some((weights, (_, earlier))) =
                    weights.as_ref().and_then(|new| Some((new, read.iter().find(|(_, old)| old.from == new.from)?)))
                {
                    let (week, other) = (weights.from, &earlier.origin);
                    let fault = Fault::new(
                        Place::whole(input.id),
                        format!("it holds from the week {week}, and so does {other}"),
                    );
                    faults.add(fault.hint("two weights files must hold from different weeks"));
                }
                read.extend(weights.map(|weights| (input.id, weights)));
            }
            Err(fault) => faults.add(fault),
        }
    }
    (faults.is_empty() && !read.is_empty())
        .then(|| DatedWeights::new(read.into_iter().map(|(_, weights)| weights).collect()))
}

fn read_text(path: &std::path::Path, file: FileId) -> Result<String, Fault> {
    let place = Place::whole(file);
    let mut bytes = Vec::new();
    open(Some(path), Content::Toml, place)?.read_to_end(&mut bytes).map_err(|error| unreadable(&error, place))?;
    String::from_utf8(bytes).map_err(|error| {
        let breaks = memchr::memchr_iter(b'\n', &error.as_bytes()[..error.utf8_error().valid_up_to()]).count();
        let place = Place::new(file, u64::try_from(breaks).unwrap_or(0) + 1);
        Fault::new(place, "this is not UTF-8, which TOML must be").hint("save the file as UTF-8")
    })
}

fn read_one(text: &str, input: &WeightsFile, faults: &mut Faults) -> Option<Weights> {
    let mut document = Document::new(text, input.id, faults);
    let table = document.parse();
    let root = Section::root(&table);
    let known: Vec<&str> = KEYS.into_iter().chain([ALIASES]).collect();
    document.only(root, &known);
    let doc = &mut document;
    let version = doc.required(root, "version", Document::text);
    let from = doc.required(root, "from", Document::date);
    let source = doc.optional(root, "source", Document::text);
    let hours = doc.required(root, "hours", |doc, root, item| hours_policy(doc, root, item));
    let limits = doc.required(root, "limits", |doc, root, item| limits(doc, root, item));
    let mut grades = declared(doc, root, "grades", grade);
    add_words(doc, root, "grades", &mut grades, |grade| grade.name.as_deref());
    let case_types = declared(doc, root, "cases", case_type);
    let mut tasks = declared(doc, root, "tasks", task);
    add_words(doc, root, "tasks", &mut tasks, |task| task.name.as_deref());
    let statuses = declared(doc, root, "status", |doc, section, item| percent(doc, section, item));
    let mut reductions = declared(doc, root, "reductions", reduction);
    add_words(doc, root, "reductions", &mut reductions, |reason| reason.name.as_deref());
    let mut named = Named { grades, case_types, tasks, statuses, reductions };
    // Every weights file has this status, because a blank one means it; where it is declared, that stands.
    let _ = named.statuses.declare(Weights::ACTIVE, Percent::ALL);
    doc.optional(root, ALIASES, |doc, root, item| {
        let section = doc.section(root, item, ALIASES)?;
        aliases(doc, section, &mut named);
        Some(())
    });
    let Named { grades, case_types, tasks, statuses, reductions } = named;
    let checks = doc.optional(root, "checks", |doc, root, item| checks(doc, root, item, &grades, &statuses));
    Some(Weights {
        version: version?.to_owned(),
        from: Week::of(from?),
        source: source.map(str::to_owned),
        origin: input.name.clone(),
        hours: hours?,
        limits: limits?,
        grades,
        case_types,
        tasks,
        statuses,
        reductions,
        checks: checks.unwrap_or_default(),
    })
}

/// Everything that a weights file gives names to.
struct Named {
    grades: Names<Grade>,
    case_types: Names<CaseType>,
    tasks: Names<Task>,
    statuses: Names<Percent>,
    reductions: Names<ReductionReason>,
}

/// Declares each name of a section with what `read` makes of it.
fn declared<'t, T>(
    doc: &mut Document<'t>,
    root: Section<'t>,
    key: &'t str,
    read: impl Fn(&mut Document<'t>, Section<'t>, Item<'t>) -> Option<T>,
) -> Names<T> {
    let mut names = Names::under(if key == "status" { key.to_owned() } else { format!("{key}.…") });
    let Some(section) = doc.optional(root, key, |doc, root, item| doc.section(root, item, key)) else { return names };
    declare_all(doc, section, &mut names, read);
    names
}

fn declare_all<'t, T>(
    doc: &mut Document<'t>,
    section: Section<'t>,
    names: &mut Names<T>,
    read: impl Fn(&mut Document<'t>, Section<'t>, Item<'t>) -> Option<T>,
) {
    names.reserve(section.len());
    for item in section.items() {
        if !is_name(item.key) {
            doc.wrong::<()>(section, item, NOT_A_NAME);
        } else if let Some(meaning) = read(doc, section, item)
            && let Err(taken) = names.declare(item.key, meaning)
        {
            let taken = quoted(&section.path(&taken));
            doc.wrong::<()>(section, item, &format!("and {taken} are two spellings of one name"));
        }
    }
}

/// Makes names known by their words too: `name = "…"`.
fn add_words<'t, T>(
    doc: &mut Document<'t>,
    root: Section<'t>,
    key: &'t str,
    names: &mut Names<T>,
    words: impl Fn(&T) -> Option<&str>,
) {
    let Some(section) = root.inner(key) else { return };
    for item in section.items() {
        let Some(position) = names.position(item.key) else { continue };
        let Some(words) = words(names.at(position)).map(str::to_owned) else { continue };
        if let Err(taken) = names.add_words(&words, position)
            && let Some(inner) = section.inner(item.key)
            && let Some(item) = inner.item("name")
        {
            doc.wrong::<()>(inner, item, &format!("is already a spelling of {}", quoted(&taken)));
        }
    }
}

const NOT_A_NAME: &str = "is a name that is blank or has a space at an end";

fn is_name(key: &str) -> bool {
    !key.is_empty() && key.trim() == key
}

fn hours_policy<'t>(doc: &mut Document<'t>, root: Section<'t>, item: Item<'t>) -> Option<HoursPolicy> {
    let section = doc.section(root, item, "hours")?;
    doc.only(section, &["weeks_per_year", "non_effective", "non_attributable", "deductions"]);
    let weeks = doc.required(section, "weeks_per_year", |doc, section, item| {
        let weeks = doc.number(section, item)?;
        let sound = (Decimal::whole(1)..=Decimal::whole(53)).contains(&weeks);
        if sound { Some(weeks) } else { doc.wrong(section, item, &format!("is {weeks}, but a year has 1 to 53 weeks")) }
    });
    let non_effective = doc.required(section, "non_effective", percent);
    let non_attributable = doc.required(section, "non_attributable", percent);
    let together = doc.optional(section, "deductions", |doc, section, item| match doc.text(section, item)? {
        "in-turn" => Some(false),
        "together" => Some(true),
        _ => doc.wrong(section, item, "must be \"in-turn\" or \"together\""),
    });
    let (weeks, non_effective, non_attributable) = (weeks?, non_effective?, non_attributable?);
    let together = together.unwrap_or(false);
    let most = non_effective.max(non_attributable).hundredths();
    let taken = if together { non_effective.hundredths() + non_attributable.hundredths() } else { most };
    if taken >= Percent::WHOLE {
        doc.fault(item, "`hours`: the deductions leave no time for casework", None);
        return None;
    }
    let policy = if together { HoursPolicy::together } else { HoursPolicy::in_turn };
    Some(policy(weeks, non_effective, non_attributable))
}

fn limits<'t>(doc: &mut Document<'t>, root: Section<'t>, item: Item<'t>) -> Option<Limits> {
    const MOST_CASES: i32 = 10_000;
    let section = doc.section(root, item, "limits")?;
    doc.only(section, &["over", "weeks", "warn_cases", "max_cases"]);
    let over = doc.required(section, "over", |doc, section, item| {
        let number = doc.number(section, item)?;
        let sound = (Decimal::whole(1)..=Decimal::whole(1_000)).contains(&number);
        match Percent::new(number) {
            Some(percent) if sound => Some(percent),
            None if sound => doc.wrong(section, item, &too_many_places(number)),
            _ => doc.wrong(section, item, &format!("is {number}, but must be from 1 to 1000 per cent")),
        }
    });
    let weeks = doc.required(section, "weeks", |doc, section, item| doc.whole(section, item, (1, 52)));
    let cases = |doc: &mut Document<'t>, section, item| doc.whole(section, item, (1, MOST_CASES));
    let warn_cases = doc.optional(section, "warn_cases", cases);
    let max_cases = doc.optional(section, "max_cases", cases);
    if let (Some(warn), Some(max)) = (warn_cases, max_cases)
        && warn > max
    {
        let place = section.item("warn_cases").unwrap_or(item);
        doc.fault(place, format!("`limits.warn_cases` is {warn}, more than the {max} of `limits.max_cases`"), None);
    }
    Some(Limits { over: over?, weeks: u32::try_from(weeks?).ok()?, warn_cases, max_cases })
}

/// A share of something: 0 to 100 per cent.
fn percent<'t>(doc: &mut Document<'t>, section: Section<'t>, item: Item<'t>) -> Option<Percent> {
    let number = doc.number(section, item)?;
    match Percent::new(number) {
        Some(percent) if percent <= Percent::ALL => Some(percent),
        _ if (Decimal::whole(0)..=Decimal::whole(100)).contains(&number) => {
            doc.wrong(section, item, &too_many_places(number))
        }
        _ => doc.wrong(section, item, &format!("is {number}, but a percentage is from 0 to 100")),
    }
}

fn too_many_places(number: Decimal) -> String {
    format!("is {number}, but a percentage has at most two decimal places")
}

/// Minutes as a number, or as hours and minutes: `"6h"`, `"1h 30m"`.
fn minutes<'t>(doc: &mut Document<'t>, section: Section<'t>, item: Item<'t>) -> Option<Minutes> {
    let number = match Document::as_text(item) {
        None => doc.number(section, item)?,
        Some(text) => match duration(text) {
            Some(number) => number,
            None => {
                return doc.wrong(section, item, "must be minutes, or hours and minutes such as \"6h\" or \"1h 30m\"");
            }
        },
    };
    let most = Minutes::MOST;
    let minutes = Minutes::new(number);
    minutes.or_else(|| doc.wrong(section, item, &format!("is {number}, but minutes a month are from 0 to {most}")))
}

fn duration(text: &str) -> Option<Decimal> {
    let duration: jiff::SignedDuration = text.trim().parse().ok()?;
    let is_whole = duration.subsec_nanos() == 0 && duration.as_secs() % 60 == 0;
    is_whole.then(|| i32::try_from(duration.as_mins()).ok()).flatten().map(Decimal::whole)
}

fn grade<'t>(doc: &mut Document<'t>, within: Section<'t>, item: Item<'t>) -> Option<Grade> {
    let section = doc.section(within, item, item.key)?;
    doc.only(section, &["name", "contracted_hours"]);
    let name = doc.optional(section, "name", Document::text).map(str::to_owned);
    let contracted_hours = doc.optional(section, "contracted_hours", |doc, section, item| {
        let number = doc.number(section, item)?;
        let most = Hours::MOST;
        let hours = Hours::new(number);
        hours.or_else(|| doc.wrong(section, item, &format!("is {number}, but hours a week are from 0 to {most}")))
    });
    Some(Grade { name, contracted_hours })
}

fn case_type<'t>(doc: &mut Document<'t>, within: Section<'t>, item: Item<'t>) -> Option<CaseType> {
    let section = doc.section(within, item, item.key)?;
    let mut tiers = Names::under(format!("cases.{}", item.key));
    declare_all(doc, section, &mut tiers, minutes);
    Some(CaseType { tiers })
}

fn task<'t>(doc: &mut Document<'t>, within: Section<'t>, item: Item<'t>) -> Option<Task> {
    let section = doc.section(within, item, item.key)?;
    doc.only(section, &["name", "minutes"]);
    let name = doc.optional(section, "name", Document::text).map(str::to_owned);
    doc.required(section, "minutes", minutes).map(|minutes| Task { name, minutes })
}

fn reduction<'t>(doc: &mut Document<'t>, within: Section<'t>, item: Item<'t>) -> Option<ReductionReason> {
    let section = doc.section(within, item, item.key)?;
    doc.only(section, &["name", "percent", "max_percent", "months"]);
    let name = doc.optional(section, "name", Document::text).map(str::to_owned);
    let share = doc.optional(section, "percent", percent);
    let max_percent = doc.optional(section, "max_percent", percent);
    let months = doc.optional(section, "months", |doc, section, item| doc.whole(section, item, (1, 600)));
    Some(ReductionReason {
        name,
        percent: share,
        max_percent,
        months: months.and_then(|months| u32::try_from(months).ok()),
    })
}

/// Other spellings of declared names.
fn aliases<'t>(doc: &mut Document<'t>, section: Section<'t>, named: &mut Named) {
    const KINDS: [&str; 6] = ["case_type", "tier", "task", "grade", "status", "reason"];
    doc.only(section, &KINDS);
    for kind in section.items().filter(|kind| KINDS.contains(&kind.key)) {
        let Some(list) = doc.section(section, kind, kind.key) else { continue };
        for alias in list.items() {
            let Some(target) = doc.text(list, alias) else { continue };
            if !is_name(alias.key) {
                doc.wrong::<()>(list, alias, NOT_A_NAME);
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
                Err(Unspelt::Nothing(hint)) => {
                    let path = quoted(&list.path(alias.key));
                    doc.fault(alias, format!("{path} stands for {}, which is not declared", quoted(target)), hint);
                }
                Err(Unspelt::Taken(taken)) => {
                    doc.wrong::<()>(list, alias, &format!("is already a spelling of {}", quoted(&taken)));
                }
            }
        }
    }
}

/// Why an alias cannot stand.
enum Unspelt {
    /// Nothing is declared under the name it stands for; with a hint.
    Nothing(Option<String>),
    /// It is a spelling of another name.
    Taken(String),
}

fn spell<T>(names: &mut Names<T>, alias: &str, target: &str) -> Result<(), Unspelt> {
    let position = names.position(target).ok_or_else(|| Unspelt::Nothing(names.hint(target)))?;
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
    let hint = || case_types.iter().find_map(|(_, case_type)| case_type.tiers.hint(target));
    if is_spelt { Ok(()) } else { Err(Unspelt::Nothing(hint())) }
}
