//! The section `hours` of a weights file: how contracted hours become time for casework.

use crate::units::{Decimal, Hours, HoursPolicy, HoursWay, Percent};

use super::values::{own_or, percent};
use crate::inputs::toml::{Document, Item, Section};

/// The keys that belong to only one of the two ways: time that is stated, or time that deductions leave.
const STATED: &str = "available_a_month";
const DEDUCTED: [&str; 3] = ["non_effective", "non_attributable", "deductions"];

pub(super) fn hours_policy<'t>(
    doc: &mut Document<'t>,
    item: Item<'t>,
    base: Option<HoursPolicy>,
) -> Option<HoursPolicy> {
    let section = doc.section(item)?;
    doc.only(
        section,
        &["weeks_per_year", "non_effective", "non_attributable", "deductions", "available_a_month", "full_time"],
    );
    let (stated, deducted) = (section.item(STATED), DEDUCTED.into_iter().find(|key| section.item(key).is_some()));
    if let (Some(stated), Some(deducted)) = (stated, deducted) {
        return doc.wrong(stated, &format!("states the time, and `hours.{deducted}` deducts it: give one of the two"));
    }
    let base_is_stated = base.is_some_and(|base| matches!(base.way(), HoursWay::Stated { .. }));
    let full_time = doc.optional(section, "full_time", full_time);
    let full_time = full_time.or(base.map(HoursPolicy::full_time)).unwrap_or(HoursPolicy::usual_full_time());
    if stated.is_some() || (base_is_stated && deducted.is_none()) {
        stated_time(doc, section, full_time, base.filter(|_| base_is_stated))
    } else {
        deducted_time(doc, section, item, full_time, base)
    }
}

/// Time that the weights state; what the file leaves out is as in the base, which states it too.
fn stated_time<'t>(
    doc: &mut Document<'t>,
    section: Section<'t>,
    full_time: Hours,
    base: Option<HoursPolicy>,
) -> Option<HoursPolicy> {
    const WEEKS: i32 = 52;
    let of_base = base.and_then(|base| match base.way() {
        HoursWay::Stated { available_a_month } => Some(available_a_month),
        HoursWay::Deducted { .. } => None,
    });
    let weeks = doc.optional(section, "weeks_per_year", weeks);
    let weeks = weeks.or(base.map(HoursPolicy::weeks_per_year)).unwrap_or(Decimal::whole(WEEKS));
    let available = own_or(doc, section, STATED, of_base, Document::number)?;
    // Nobody has more time for casework than contracted hours: a month has a twelfth of those of a year.
    let most = full_time.number().ten_thousandths() * weeks.ten_thousandths() / Decimal::ONE / 12;
    if (1..=most).contains(&available.ten_thousandths()) {
        return Some(HoursPolicy::new(HoursWay::Stated { available_a_month: available }, full_time, weeks));
    }
    let place = section.item(STATED).or_else(|| section.item("full_time"))?;
    let most = Decimal::from_ten_thousandths(most);
    let bounds = format!("above 0 and at most {most}, {full_time} contracted hours a week in {weeks} weeks a year");
    doc.fault(place, format!("`hours.{STATED}` is {available}, but must be {bounds}"), None);
    None
}

/// Time that two deductions leave; what the file leaves out is as in the base. One that states the time has no deductions.
fn deducted_time<'t>(
    doc: &mut Document<'t>,
    section: Section<'t>,
    item: Item<'t>,
    full_time: Hours,
    base: Option<HoursPolicy>,
) -> Option<HoursPolicy> {
    let of_base = base.and_then(|base| match base.way() {
        HoursWay::Deducted { non_effective, non_attributable, is_together } => {
            Some((non_effective, non_attributable, is_together))
        }
        HoursWay::Stated { .. } => None,
    });
    let weeks = own_or(doc, section, "weeks_per_year", base.map(HoursPolicy::weeks_per_year), weeks);
    let non_effective = own_or(doc, section, "non_effective", of_base.map(|base| base.0), percent);
    let non_attributable = own_or(doc, section, "non_attributable", of_base.map(|base| base.1), percent);
    let is_together = doc.optional(section, "deductions", |doc, item| match doc.text(item)? {
        "in-turn" => Some(false),
        "together" => Some(true),
        _ => doc.wrong(item, "must be \"in-turn\" or \"together\""),
    });
    let (weeks, non_effective, non_attributable) = (weeks?, non_effective?, non_attributable?);
    let is_together = is_together.or(of_base.map(|base| base.2)).unwrap_or(false);
    let most = non_effective.max(non_attributable).hundredths();
    let taken = if is_together { non_effective.hundredths() + non_attributable.hundredths() } else { most };
    if taken >= Percent::WHOLE {
        doc.fault(item, "`hours`: the deductions leave no time for casework", None);
        return None;
    }
    Some(HoursPolicy::new(HoursWay::Deducted { non_effective, non_attributable, is_together }, full_time, weeks))
}

fn weeks<'t>(doc: &mut Document<'t>, item: Item<'t>) -> Option<Decimal> {
    let weeks = doc.number(item)?;
    let is_sound = (Decimal::whole(1)..=Decimal::whole(53)).contains(&weeks);
    if is_sound { Some(weeks) } else { doc.wrong(item, &format!("is {weeks}, but a year has 1 to 53 weeks")) }
}

/// The contracted hours a week of a full-time officer.
fn full_time<'t>(doc: &mut Document<'t>, item: Item<'t>) -> Option<Hours> {
    let number = doc.number(item)?;
    let most = Hours::MOST;
    let hours = Hours::new(number).filter(|_| number >= Decimal::whole(1));
    hours.or_else(|| doc.wrong(item, &format!("is {number}, but full time is from 1 to {most} hours a week")))
}
