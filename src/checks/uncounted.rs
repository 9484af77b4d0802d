//! Cases that count nothing, and what they hide, by team.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::fault::{plural, quoted};
use crate::inputs::{Uncounted, WhyUncounted};

use super::examined::Examined;
use super::finding::{FindingSubject, Findings, Severity};

pub(super) fn untiered(examined: &Examined, found: &mut Findings) {
    each(examined, found, Severity::Warning, |uncounted| {
        let cases = plural(uncounted.cases, "case without a tier counts", "cases without a tier count");
        (uncounted.why == WhyUncounted::Untiered)
            .then(|| format!("{cases} nothing; without a tier nobody knows how much it is"))
    });
}

pub(super) fn zero_status(examined: &Examined, found: &mut Findings) {
    each(examined, found, Severity::Note, |uncounted| match &uncounted.why {
        WhyUncounted::Status(status) => {
            let count = if uncounted.cases == 1 { "counts" } else { "count" };
            let (cases, status) = (plural(uncounted.cases, "case", "cases"), quoted(status));
            let (minutes, hours) = (uncounted.in_full, uncounted.in_full.hours_a_month());
            let mut in_full = if !minutes.is_nothing() {
                format!("; in full {minutes} minutes ({hours} h) a month")
            } else if uncounted.untiered < uncounted.cases {
                "; in their tiers they would count nothing either".to_owned()
            } else {
                String::new()
            };
            if uncounted.untiered > 0 {
                in_full += &format!(
                    "; nobody knows how much {} would be",
                    plural(uncounted.untiered, "case without a tier", "cases without a tier")
                );
            }
            Some(format!("{cases} with the status {status} {count} nothing{in_full}"))
        }
        _ => None,
    });
}

pub(super) fn zero_tier(examined: &Examined, found: &mut Findings) {
    each(examined, found, Severity::Note, |uncounted| match &uncounted.why {
        WhyUncounted::Tier(tier) => {
            let count = if uncounted.cases == 1 { "counts" } else { "count" };
            let (cases, tier) = (plural(uncounted.cases, "case", "cases"), quoted(tier));
            Some(format!("{cases} in the tier {tier} {count} nothing: it has 0 minutes in the weights"))
        }
        _ => None,
    });
}

/// Says each kind of cases that count nothing, for each team; where more teams than a few of one region have them, once for
/// the region.
fn each(examined: &Examined, found: &mut Findings, severity: Severity, message: impl Fn(&Uncounted) -> Option<String>) {
    const FEW: usize = 3;
    let regions: HashMap<&str, &str> = examined
        .caseload
        .reported_posts()
        .iter()
        .filter_map(|post| post.unit.team.zip(post.unit.region))
        .map(|(team, region)| (examined.text(team), examined.text(region)))
        .collect();
    let mut by_region: BTreeMap<(Option<&str>, &WhyUncounted), Vec<&Uncounted>> = BTreeMap::new();
    for uncounted in examined.survey.uncounted.iter().filter(|uncounted| message(uncounted).is_some()) {
        let region = uncounted.team.as_deref().and_then(|team| regions.get(team).copied());
        by_region.entry((region, &uncounted.why)).or_default().push(uncounted);
    }
    for ((region, _), teams) in by_region {
        if teams.len() <= FEW {
            for uncounted in teams {
                let team = uncounted.team.as_deref().map(|team| format!("team {team}: ")).unwrap_or_default();
                let subject = FindingSubject { officer: None, team: uncounted.team.clone() };
                let message = message(uncounted).unwrap_or_default();
                found.add(severity, uncounted.place, subject, format!("{team}{message}"));
            }
            continue;
        }
        let all = teams.iter().skip(1).fold((*teams[0]).clone(), |mut sum, uncounted| {
            sum.cases += uncounted.cases;
            sum.untiered += uncounted.untiered;
            sum.in_full += uncounted.in_full;
            sum.place = uncounted.place.min(sum.place);
            sum
        });
        let of = region.map(|region| format!(" of the region {region}")).unwrap_or_default();
        let message = message(&all).unwrap_or_default();
        found.add(severity, all.place, FindingSubject::default(), format!("{} teams{of}: {message}", teams.len()));
    }
}
