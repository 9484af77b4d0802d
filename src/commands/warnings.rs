//! Which warnings a run says: those that nobody has looked at yet, and that concern whom it shows.

use std::borrow::Cow;

use foldhash::HashSet;

use crate::checks::CHECKS;
use crate::cli::WarningOptions;
use crate::fault::{Fault, Files, Subject, WARNINGS, Warning, quoted};
use crate::model::{Caseload, DatedWeights, LeftOut, Unit, Whose, meant};
use crate::report::{NotWorkedOut, Warned, WarningLine};
use crate::rollup::Results;
use crate::selection::Selection;
use crate::warnings::{WeekChosen, find};

use super::session::Session;

/// Adds the warnings of the whole caseload, and leaves those about whom the run shows, `shown`, or about nobody by name. With
/// `--strict` they are faults. Nothing outside the selection is missed.
pub(super) fn warned(
    options: &WarningOptions,
    week_chosen: WeekChosen,
    caseload: &Caseload,
    weights: &DatedWeights,
    selection: &Selection,
    shown: &Selection,
    session: &mut Session,
) -> anyhow::Result<Warned> {
    let skipped = Skipped::read(&options.skip, "warning", WARNINGS, session);
    find(caseload, weights, selection, week_chosen, &mut session.messages);
    let messages = &mut session.messages;
    messages.warnings.retain(|warning| !skipped.has_warning(warning, &messages.files));
    messages.warnings.sort();
    let chosen = if shown.is_of_all() { None } else { Some(ChosenTexts::of(caseload, weights, shown)) };
    let mut warnings_elsewhere = 0;
    messages.warnings.retain(|warning| {
        let is_here = chosen.as_ref().is_none_or(|chosen| chosen.has(warning));
        warnings_elsewhere += usize::from(!is_here);
        is_here
    });
    if options.strict {
        for Warning { check, place, message, .. } in messages.warnings.iter() {
            let hint = format!("--strict makes this a fault; once it is looked at, give --skip {check}");
            messages.faults.add(Fault::new(*place, format!("{message} ({check})")).hint(hint));
        }
    }
    let mut warnings: Vec<WarningLine> =
        messages.warnings.iter().map(|warning| WarningLine::new(warning, &messages.files)).collect();
    for line in &mut warnings {
        line.message = session.said(&line.message);
    }
    session.require_no_faults()?;
    Ok(Warned { warnings, warnings_elsewhere, ..Warned::default() })
}

/// Who of those selected is not worked out.
pub(super) fn not_worked_out(results: &Results, caseload: &Caseload, session: &Session) -> Vec<NotWorkedOut> {
    let of = |left_out: &&LeftOut| {
        let mut these = NotWorkedOut::new(left_out, &caseload.texts, &session.messages.files);
        these.message = session.said(&these.message);
        these
    };
    results.left_out.iter().map(of).collect()
}

/// What `--skip` names: checks, each with the subject of which it is skipped, in small letters; `None` where it is skipped whole.
#[derive(Default)]
pub(super) struct Skipped(HashSet<(String, Option<String>)>);

impl Skipped {
    /// What is to be skipped; adds a fault for each name that is not among those known. `what` is the word for them.
    pub(super) fn read(asked: &[String], what: &str, known: &[&str], session: &mut Session) -> Self {
        let mut skipped = Self::default();
        for asked in asked {
            let (check, subject) = match asked.split_once('=') {
                Some((check, subject)) => (check, Some(subject.trim().to_lowercase())),
                None => (asked.as_str(), None),
            };
            let check = check.trim().to_lowercase();
            if !known.contains(&&*check) {
                let near = meant(&check, known.iter().copied()).map(|near| format!("the nearest is `{near}`; "));
                let near = Some(near.unwrap_or_default() + "`wmt check --list` has them all");
                // Such as `untiered`: the list of checks has it, and a report has no such warning.
                let (message, hint) = if CHECKS.iter().any(|known| known.name == check) {
                    let hint = "`wmt check` alone says it, so there is nothing to skip here";
                    (format!("{} is a check and no warning", quoted(&check)), Some(hint.to_owned()))
                } else {
                    (format!("no {what} is called {}", quoted(&check)), near)
                };
                session.fault("--skip", message, hint);
            }
            skipped.0.insert((check, subject));
        }
        skipped
    }

    /// Whether a check is skipped whole.
    pub(super) fn has_check(&self, check: &str) -> bool {
        self.0.contains(&(check.to_owned(), None))
    }

    /// Whether a check is skipped whole, for its file, or for one of its subjects.
    pub(super) fn has<'a>(&self, check: &str, file: &str, mut subjects: impl Iterator<Item = &'a str>) -> bool {
        let has = |text: &str| self.0.contains(&(check.to_owned(), Some(text.to_lowercase())));
        let in_folder = file.rsplit(['/', '\\']).next().unwrap_or(file);
        self.has_check(check) || has(file) || has(in_folder) || subjects.any(has)
    }

    pub(super) fn has_warning(&self, warning: &Warning, files: &Files) -> bool {
        let subjects = warning.subjects.iter().map(Subject::text);
        self.has(warning.check, files.name(warning.place.file), subjects)
    }
}

/// The officers and units that are chosen, by their texts.
struct ChosenTexts<'a> {
    officers: HashSet<&'a str>,
    units: HashSet<Cow<'a, str>>,
}

impl<'a> ChosenTexts<'a> {
    fn of(caseload: &'a Caseload, weights: &'a DatedWeights, selection: &Selection) -> Self {
        let (texts, mut chosen) = (&caseload.texts, Self { officers: HashSet::default(), units: HashSet::default() });
        let mut units = HashSet::default();
        let mut note = |whose: &Whose| {
            if selection.has(whose) {
                units.insert(whose.unit);
                chosen.officers.extend(whose.officer.map(|officer| texts.code(officer)));
            }
        };
        for post in caseload.figures() {
            note(&post.whose(texts));
        }
        if let Some(week) = &caseload.reported {
            week.posts.iter().for_each(|post| note(&post.whose(weights.get(week.weights))));
        }
        for Unit { region, pdu, team } in units {
            chosen.units.extend([region, pdu, team].into_iter().flatten().map(|unit| texts.get(unit).into()));
            let in_pdu = team.zip(pdu).map(|(team, pdu)| format!("{} ({})", texts.get(team), texts.get(pdu)));
            chosen.units.extend(in_pdu.map(Cow::from));
        }
        chosen
    }

    /// Whether a warning is about somebody chosen, or about no officer and no unit.
    fn has(&self, warning: &Warning) -> bool {
        let mut named = warning.subjects.iter().filter(|subject| !matches!(subject, Subject::Column(_))).peekable();
        named.peek().is_none()
            || named.any(|subject| match subject {
                Subject::Officer(code) => self.officers.contains(&**code),
                Subject::Unit(unit) => self.units.contains(&**unit),
                Subject::Column(_) => false,
            })
    }
}
