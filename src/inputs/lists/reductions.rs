//! Lists of reductions: who has fewer hours for casework, why, and from when to when.

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::fault::{Fault, Faulty, Messages, Place, plural, quoted};
use crate::inputs::caseload::{FaultyRows, When, Whos};
use crate::inputs::table::{Cells, Column, InputFile, REDUCTIONS, read_table};
use crate::model::{Amount, DatedWeights, Officer, Reduction, ReductionReason, Reductions, Texts};
use crate::units::Percent;

/// Reads lists of reductions. Faulty rows are added to those that there are.
///
/// What comes back is of use only if no fault was added that stops the run.
pub(crate) fn read_reductions(
    inputs: &[InputFile],
    weights: &DatedWeights,
    whos: &mut Whos,
    faulty: &mut FaultyRows,
    messages: &mut Messages,
) -> Reductions {
    let mut reductions = Reductions::default();
    reductions.is_given = !inputs.is_empty();
    // Finds rows that come twice. Rows of one file that differ in a cell that is not used, such as notes, are two reductions.
    let (mut seen, mut with_notes) = (HashMap::new(), HashSet::default());
    for input in inputs {
        let (mut twice, mut left_out) = (Vec::new(), 0_u64);
        let read = read_table(input, &REDUCTIONS, messages, |cells| {
            let counts = counts(cells);
            if counts == Some(false) {
                left_out += 1;
                return;
            }
            let read = read_reduction(cells, weights, &mut whos.texts).filter(|_| counts.is_some());
            let Some((reduction, called)) = read else {
                let who = whos.blame(cells.row, cells.columns, cells.place);
                if let Some(faults) = cells.faults.of_row(cells.place) {
                    faulty.add(in_force(cells), who, faults);
                }
                return;
            };
            let Reduction { officer, team, amount, from, to, place, .. } = reduction;
            let said = (officer, team, called, amount, from, to);
            let first = *seen.entry(said).or_insert(place);
            let is_new = with_notes.insert((said, place.file, cells.unused()));
            if first == place || (is_new && first.file == place.file) {
                reductions.add(reduction);
            } else {
                let who = whos.blame(cells.row, cells.columns, place);
                twice.push((place, first, When::InForce(Some(from), to), who));
            }
        });
        for (place, first, when, who) in twice {
            let fault = Fault::new(place, format!("this reduction is already in {}", messages.files.at(first)));
            faulty.add(when, who, Faulty::of(&fault));
            messages.faults_of_rows().add(fault.hint("leave one of them out: both would be taken off"));
        }
        if left_out > 0 {
            let message =
                format!("{} deleted or archived and left out", plural(left_out, "reduction is", "reductions are"));
            messages.notices.add(Place::whole(input.id), message);
        }
        if read.is_some_and(|(_, count)| count == 0) {
            let message = "there are headings but no rows, so it reduces nobody's hours";
            messages.notices.add(Place::whole(input.id), message);
        }
    }
    reductions
}

/// When a faulty reduction is in force, as far as its dates can be read. Where they contradict each other, neither counts.
fn in_force(cells: &Cells) -> When {
    let (from, to) = Cells::silent(cells.row, cells.columns, cells.place, |cells| {
        (cells.date(Column::From), cells.last_day(Column::To))
    });
    if from.zip(to).is_some_and(|(from, to)| to < from) { When::Always } else { When::InForce(from, to) }
}

/// Whether a row counts, by its status: one that is active, scheduled or blank does, by its dates; one that was deleted or
/// archived does not. `None`, having added a fault, for any other.
fn counts(cells: &mut Cells) -> Option<bool> {
    let Some(text) = cells.text(Column::Status) else { return cells.is_blank(Column::Status).then_some(true) };
    match text.to_lowercase().as_str() {
        "active" | "scheduled" => Some(true),
        "deleted" | "archived" => Some(false),
        _ => {
            let hint = "active and scheduled reductions count, deleted and archived ones are left out";
            cells.fault(format!("the status {} is not known", quoted(&text)), hint);
            None
        }
    }
}

/// Reads a row: the reduction, and what the weights call its reason, however it is written. Everything in it is read, so that all its
/// faults are found; `None` where there are any.
fn read_reduction<'w>(
    cells: &mut Cells,
    weights: &'w DatedWeights,
    texts: &mut Texts,
) -> Option<(Reduction, Option<&'w str>)> {
    let officer =
        required(cells, Column::Officer, |cells, column| cells.text(column).map(|text| Officer::of(texts.keep(&text))));
    let team = cells.text(Column::Team).map(|text| texts.keep(&text));
    let reason = reason(cells, weights);
    let amount = amount(cells, &reason);
    let from = required(cells, Column::From, Cells::date);
    let to = cells.last_day(Column::To);
    let ends = to.is_some() || cells.is_blank(Column::To);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let (ends, starts) = (cells.name(Column::To), cells.name(Column::From));
        cells.fault(format!("{ends} is {to}, which is before {starts}, {from}"), None);
        return None;
    }
    let reason = reason.ok()?;
    let called = reason.as_ref().map(|reason| reason.name);
    let reason = reason.map(|reason| texts.keep(&reason.written));
    let (officer, amount, from) = (officer?, amount?, from?);
    ends.then_some((Reduction { officer, team, reason, amount, from, to, place: cells.place }, called))
}

/// A cell that must not be blank.
fn required<'a, T>(
    cells: &mut Cells<'a>,
    column: Column,
    read: impl FnOnce(&mut Cells<'a>, Column) -> Option<T>,
) -> Option<T> {
    if cells.is_blank(column) {
        cells.fault(format!("{} is blank", cells.name(column)), None);
        return None;
    }
    read(cells, column)
}

/// A reason with what each of the weights that declare it says of it, the latest last.
struct Reason<'w> {
    written: String,
    name: &'w str,
    of: Vec<&'w ReductionReason>,
}

/// The reason of a row; `Err`, having added a fault, where it is not known.
fn reason<'w>(cells: &mut Cells, weights: &'w DatedWeights) -> Result<Option<Reason<'w>>, ()> {
    let Some(text) = cells.text(Column::Reason) else {
        return if cells.is_blank(Column::Reason) { Ok(None) } else { Err(()) };
    };
    let declares = |weights: &'w crate::model::Weights| {
        let position = weights.reductions.position(&text)?;
        Some((weights.reductions.name(position), weights.reductions.at(position)))
    };
    let (names, of): (Vec<&str>, Vec<_>) = weights.iter().filter_map(|(_, weights)| declares(weights)).unzip();
    let Some(name) = names.last() else {
        let hint = || weights.get(weights.latest()).reductions.hint(&text);
        cells.fault_searching(format!("the reason {} is not known", quoted(&text)), hint);
        return Err(());
    };
    Ok(Some(Reason { written: text.into_owned(), name, of }))
}

fn amount(cells: &mut Cells, reason: &Result<Option<Reason>, ()>) -> Option<Amount> {
    let is_known = reason.is_ok();
    let reason = reason.as_ref().ok().and_then(Option::as_ref);
    let (has_hours, has_percent) = (!cells.is_blank(Column::Hours), !cells.is_blank(Column::Percent));
    let hours = cells.hours(Column::Hours);
    let percent = cells.percent(Column::Percent);
    let is_fixed = reason.is_some_and(|reason| reason.of.iter().any(|of| of.percent.is_some()));
    match (has_hours, has_percent) {
        (true, true) => {
            cells.fault("the row has both hours and a percentage", "give one of them");
            None
        }
        (true, false) => hours.map(Amount::Hours),
        (false, true) => {
            let percent = percent?;
            if let Some(reason) = reason {
                check_percent(cells, percent, reason)?;
            }
            Some(Amount::Percent(percent))
        }
        (false, false) if is_fixed => Some(Amount::OfReason),
        (false, false) if !is_known => None,
        (false, false) => {
            let message = match reason {
                Some(reason) => format!(
                    "the row has neither hours nor a percentage, and the weights set none for {}",
                    quoted(reason.name)
                ),
                None => "the row has neither hours nor a percentage nor a reason".to_owned(),
            };
            let has_neither = ![Column::Hours, Column::Percent].iter().any(|column| cells.columns.has(*column));
            let unused = cells.columns.unused_headings();
            let hint = format!("they are read from the columns `hours` and `percent`{unused}");
            cells.fault(message, has_neither.then_some(hint));
            None
        }
    }
}

/// Checks a percentage against the one that the weights fix for the reason, and against its cap. With several weights,
/// it must agree with one of them. Whether that one holds in a week of the reduction is checked when the weeks are
/// settled.
fn check_percent(cells: &mut Cells, percent: Percent, reason: &Reason) -> Option<()> {
    let (name, known) = (cells.name(Column::Percent), quoted(reason.name));
    let allows = |of: &ReductionReason| {
        of.percent.is_none_or(|fixed| fixed == percent) && of.max_percent.is_none_or(|most| percent <= most)
    };
    let latest = reason.of.last()?;
    if reason.of.iter().any(|of| allows(of)) {
        return Some(());
    }
    if let Some(fixed) = latest.percent.filter(|fixed| *fixed != percent) {
        let hint = Some("leave the cell blank, or change the weights".to_owned());
        cells.fault(format!("{name} is {percent}, but the weights fix {known} at {fixed} per cent"), hint);
        return None;
    }
    if let Some(most) = latest.max_percent.filter(|most| percent > *most) {
        cells.fault(format!("{name} is {percent}, but the weights allow at most {most} per cent for {known}"), None);
        return None;
    }
    Some(())
}
