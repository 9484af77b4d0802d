//! Cases that count nothing, and what they hide, by team.

use crate::fault::{plural, quoted};
use crate::inputs::{Uncounted, WhyUncounted};

use super::examined::Examined;
use super::finding::{Findings, Severity, Subject};

pub(super) fn untiered(examined: &Examined, found: &mut Findings) {
    each(examined, found, Severity::Warning, |uncounted| {
        let cases = plural(uncounted.cases, "case without a tier counts", "cases without a tier count");
        (uncounted.why == WhyUncounted::Untiered)
            .then(|| format!("{cases} nothing; how much it would be, only a tier would say"))
    });
}

pub(super) fn zero_status(examined: &Examined, found: &mut Findings) {
    each(examined, found, Severity::Note, |uncounted| match &uncounted.why {
        WhyUncounted::Status(status) => {
            let count = if uncounted.cases == 1 { "counts" } else { "count" };
            let (cases, status) = (plural(uncounted.cases, "case", "cases"), quoted(status));
            let (minutes, hours) = (uncounted.in_full, uncounted.in_full.hours_a_month());
            let in_full = if minutes.is_nothing() {
                "; nor would they by their tiers".to_owned()
            } else {
                format!("; in full {minutes} minutes ({hours} h) a month")
            };
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

fn each(examined: &Examined, found: &mut Findings, severity: Severity, message: impl Fn(&Uncounted) -> Option<String>) {
    for uncounted in &examined.survey.uncounted {
        let Some(message) = message(uncounted) else { continue };
        let team = uncounted.team.as_deref().map(|team| format!("team {team}: ")).unwrap_or_default();
        let subject = Subject { officer: None, team: uncounted.team.clone() };
        found.add(severity, uncounted.place, subject, format!("{team}{message}"));
    }
}
