//! The values of a weights file, each checked; what the file leaves out is as in the weights that it builds on.

use crate::fault::quoted;
use crate::model::{
    CaseType, DeclaredStatus, Grade, Limits, Names, ReductionReason, Task, Weights, matched, section_of_cases,
};
use crate::units::{Decimal, Hours, Minutes, Percent};

use super::names::declare_all;
use crate::inputs::toml::{Document, Item, Section};

/// The value of a key: the file's own, else that of the base. Where there is neither, a fault.
pub(super) fn own_or<'t, T>(
    doc: &mut Document<'t>,
    section: Section<'t>,
    key: &str,
    base: Option<T>,
    read: impl FnOnce(&mut Document<'t>, Item<'t>) -> Option<T>,
) -> Option<T> {
    if section.item(key).is_none() && base.is_some() { base } else { doc.required(section, key, read) }
}

pub(super) fn limits<'t>(doc: &mut Document<'t>, item: Item<'t>, base: Option<Limits>) -> Option<Limits> {
    const MOST_CASES: i32 = 10_000;
    let section = doc.section(item)?;
    doc.only(section, &["over", "weeks", "warn_cases", "max_cases"]);
    let over = own_or(doc, section, "over", base.map(|base| base.over), |doc, item| {
        let number = doc.number(item)?;
        let sound = (Decimal::whole(1)..=Decimal::whole(1_000)).contains(&number);
        // Nobody is over at 2 per cent already.
        no_part_of_one(doc, item, number, 2)?;
        match Percent::new(number) {
            Some(percent) if sound => Some(percent),
            None if sound => doc.wrong(item, &too_many_places(number)),
            _ => doc.wrong(item, &format!("is {number}, but must be from 1 to 1000 per cent")),
        }
    });
    let weeks = own_or(doc, section, "weeks", base.map(|base| base.weeks), |doc, item| {
        u32::try_from(doc.whole(item, (1, 52))?).ok()
    });
    let cases = |doc: &mut Document<'t>, item| doc.whole(item, (1, MOST_CASES));
    let warn_cases = doc.optional(section, "warn_cases", cases).or_else(|| base?.warn_cases);
    let max_cases = doc.optional(section, "max_cases", cases).or_else(|| base?.max_cases);
    if let (Some(warn), Some(max)) = (warn_cases, max_cases)
        && warn > max
    {
        let place = section.item("warn_cases").or_else(|| section.item("max_cases")).unwrap_or(item);
        doc.fault(place, format!("`limits.warn_cases` is {warn}, more than the {max} of `limits.max_cases`"), None);
    }
    Some(Limits { over: over?, weeks: weeks?, warn_cases, max_cases })
}

/// A share of something: 0 to 100 per cent.
pub(super) fn percent<'t>(doc: &mut Document<'t>, item: Item<'t>) -> Option<Percent> {
    let number = doc.number(item)?;
    no_part_of_one(doc, item, number, 1)?;
    match Percent::new(number) {
        Some(percent) if percent <= Percent::ALL => Some(percent),
        _ if (Decimal::whole(0)..=Decimal::whole(100)).contains(&number) => doc.wrong(item, &too_many_places(number)),
        _ => doc.wrong(item, &format!("is {number}, but a percentage is from 0 to 100")),
    }
}

/// Refuses a number below some bound where a percentage should stand, because it is most likely a part of one: 0.2 for 20 per cent.
fn no_part_of_one<'t>(doc: &mut Document<'t>, item: Item<'t>, number: Decimal, bound: i32) -> Option<()> {
    const HUNDRED: i64 = 100;
    if number <= Decimal::whole(0) || number >= Decimal::whole(bound) {
        return Some(());
    }
    let meant = Decimal::from_ten_thousandths(number.ten_thousandths() * HUNDRED);
    doc.wrong(item, &format!("is {number} per cent; did you mean {meant}?"))
}

fn too_many_places(number: Decimal) -> String {
    format!("is {number}, but a percentage has at most two decimal places")
}

/// Minutes as a number, or as hours and minutes: `"6h"`, `"1h 30m"`.
fn minutes<'t>(doc: &mut Document<'t>, item: Item<'t>) -> Option<Minutes> {
    let number = match Document::as_text(item) {
        None => doc.number(item)?,
        Some(text) => match duration(text) {
            Some(number) => number,
            None => {
                return doc.wrong(item, "must be minutes, or hours and minutes such as \"6h\" or \"1h 30m\"");
            }
        },
    };
    let most = Minutes::MOST;
    let minutes = Minutes::new(number);
    minutes.or_else(|| doc.wrong(item, &format!("is {number}, but minutes a month are from 0 to {most}")))
}

fn duration(text: &str) -> Option<Decimal> {
    // `1,000m` may be a thousand minutes, or one.
    let text = Some(text.trim()).filter(|text| !text.contains(','))?;
    let duration: jiff::SignedDuration = text.parse().ok()?;
    let is_whole = duration.subsec_nanos() == 0 && duration.as_secs() % 60 == 0;
    is_whole.then(|| i32::try_from(duration.as_mins()).ok()).flatten().map(Decimal::whole)
}

pub(super) fn grade<'t>(
    doc: &mut Document<'t>,
    item: Item<'t>,
    base: Option<&Grade>,
    case_types: &Names<CaseType>,
) -> Option<Grade> {
    let section = doc.section(item)?;
    doc.only(section, &["name", "contracted_hours", "trainee", "may_not_hold"]);
    let name = doc.optional(section, "name", Document::text).map(str::to_owned);
    let contracted_hours = doc.optional(section, "contracted_hours", |doc, item| {
        let number = doc.number(item)?;
        // Less than an hour is a part of full time, such as 0.8.
        if number > Decimal::whole(0) && number < Decimal::whole(1) {
            return doc
                .wrong(item, &format!("is {number}, but hours a week of a grade are those of full time, such as 37"));
        }
        let hours = Hours::new(number);
        hours.or_else(|| doc.wrong(item, &format!("is {number}, but hours a week are from 0 to {}", Hours::MOST)))
    });
    let is_trainee = doc.optional(section, "trainee", Document::yes_or_no);
    let tiers = doc.optional(section, "may_not_hold", |doc, item| tiers(doc, item, case_types));
    Some(Grade {
        name: name.or_else(|| base?.name.clone()),
        contracted_hours: contracted_hours.or_else(|| base?.contracted_hours),
        is_trainee: is_trainee.or(base.map(|base| base.is_trainee)).unwrap_or(false),
        may_not_hold: tiers.or_else(|| Some(base?.may_not_hold.clone())).unwrap_or_default(),
    })
}

/// A list of tiers, each declared in some case type, by the names they are declared with.
fn tiers<'t>(doc: &mut Document<'t>, item: Item<'t>, case_types: &Names<CaseType>) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for tier in doc.texts(item)? {
        let all = || case_types.iter().map(|(_, case_type)| &case_type.tiers);
        if let Some(name) = all().find_map(|tiers| Some(tiers.name(tiers.position(tier)?))) {
            found.push(name.to_owned());
        } else {
            let near = || Some(format!("did you mean `{}`?", all().find_map(|tiers| tiers.near(tier))?));
            let path = quoted(&item.path());
            doc.fault_searching(item, format!("{path} has {}, a tier that no case type has", quoted(tier)), near);
        }
    }
    Some(found)
}

pub(super) fn case_type<'t>(doc: &mut Document<'t>, item: Item<'t>, base: Option<&CaseType>) -> Option<CaseType> {
    let section = doc.section(item)?;
    let of_base = base.map(|base| base.tiers.inherited());
    let mut tiers = of_base.unwrap_or_else(|| Names::under(section_of_cases(item.key)));
    declare_all(doc, section, &mut tiers, |doc, item, _| minutes(doc, item));
    Some(CaseType { tiers })
}

pub(super) fn task<'t>(doc: &mut Document<'t>, item: Item<'t>, base: Option<&Task>) -> Option<Task> {
    let section = doc.section(item)?;
    doc.only(section, &["name", "minutes"]);
    let name = doc.optional(section, "name", Document::text).map(str::to_owned);
    let minutes = own_or(doc, section, "minutes", base.map(|base| base.minutes), minutes)?;
    Some(Task { name: name.or_else(|| base?.name.clone()), minutes })
}

/// A status: the percentage of a case that counts under it, or a table that says that and whether it is a flag.
pub(super) fn status<'t>(
    doc: &mut Document<'t>,
    item: Item<'t>,
    base: Option<&DeclaredStatus>,
) -> Option<DeclaredStatus> {
    let of_base = base.is_some_and(|base| base.is_flag);
    let Some(section) = item.inner() else {
        let counted = percent(doc, item)?;
        return counts(doc, item, counted).then_some(DeclaredStatus { counted, is_flag: of_base });
    };
    doc.only(section, &["percent", "flag"]);
    let is_flag = doc.optional(section, "flag", Document::yes_or_no).unwrap_or(of_base);
    let counted = own_or(doc, section, "percent", base.map(|base| base.counted), percent)?;
    counts(doc, item, counted).then_some(DeclaredStatus { counted, is_flag })
}

/// Whether a status may count so little. Rows without a status are active: with next to nothing for those, nobody has any work.
fn counts(doc: &mut Document, item: Item, counted: Percent) -> bool {
    let least = Percent::new(Decimal::whole(1)).unwrap_or(Percent::ALL);
    let is_absurd = matched(item.key) == Weights::ACTIVE && counted <= least;
    if is_absurd {
        let message =
            format!("{} is {counted} per cent, and every row without a status is active", quoted(&item.path()));
        doc.fault(item, message, "did you mean 100?");
    }
    !is_absurd
}

pub(super) fn reduction<'t>(
    doc: &mut Document<'t>,
    item: Item<'t>,
    base: Option<&ReductionReason>,
) -> Option<ReductionReason> {
    let section = doc.section(item)?;
    doc.only(section, &["name", "percent", "max_percent", "months"]);
    let name = doc.optional(section, "name", Document::text).map(str::to_owned);
    let share = doc.optional(section, "percent", percent);
    let max_percent = doc.optional(section, "max_percent", percent);
    let months = doc.optional(section, "months", |doc, item| doc.whole(item, (1, 600)));
    let months = months.and_then(|months| u32::try_from(months).ok());
    let (share, max_percent) = (share.or_else(|| base?.percent), max_percent.or_else(|| base?.max_percent));
    if let (Some(share), Some(most)) = (share, max_percent)
        && share > most
    {
        let place = section.item("max_percent").or_else(|| section.item("percent")).unwrap_or(item);
        let path = quoted(&item.path());
        doc.fault(place, format!("{path} is fixed at {share} per cent, more than its `max_percent`, {most}"), None);
    }
    Some(ReductionReason {
        name: name.or_else(|| base?.name.clone()),
        percent: share,
        max_percent,
        months: months.or_else(|| base?.months),
    })
}
