//! Settles what was read into a caseload: finds the latest snapshot of each week, and settles its posts. Keeps the week reported,
//! and others that are asked for, in full; keeps of every week its figures.

mod dragged_dates;
mod duplicate_cases;
mod earlier_snapshots;
mod left_out;
mod merged_cells;
mod post_values;
mod posts;
mod reduce;
mod snapshots;
mod stray_dates;
mod teams;
#[cfg(test)]
mod tests;
mod uneven_snapshots;
mod unused_reductions;

use crate::fault::{Messages, Place};
use crate::inputs::{DateTally, Inputs, ReadOptions, RequestedWeeks, RowPost, Unsettled, Who, Whos, read};
use crate::model::{
    Caseload, DatedWeights, LeftOut, OfTeams, PostWeek, TextId, Texts, WeekCaseload, WeekFigures, Weights,
};
use crate::units::Week;

use dragged_dates::DraggedDates;
use left_out::FaultyWeeks;
use posts::{SaidOnce, Settling};
pub(crate) use reduce::Reducing;
use snapshots::{CountedRows, by_week};
#[cfg(test)]
pub(crate) use tests::read_sound;
use unused_reductions::MisplacedReductions;

/// Reads caseloads with staff and reductions, and settles them. Without any caseload, the staff are as listed in the week
/// asked for.
///
/// What comes back is of use only if no fault was added.
pub fn read_caseload(
    options: &ReadOptions,
    inputs: &Inputs,
    asked: RequestedWeeks,
    weights: &DatedWeights,
    messages: &mut Messages,
) -> Caseload {
    settle(read(options, inputs, asked.week, weights, messages), weights, asked, messages)
}

/// Settles what was read. Adds faults for what could not be settled, and notices for what was left out.
///
/// Keeps in full the week that is asked for, or else the latest. Keeps only the figures of the others.
fn settle(unsettled: Unsettled, weights: &DatedWeights, asked: RequestedWeeks, messages: &mut Messages) -> Caseload {
    let Unsettled { tally, mut whos, staff, reductions } = unsettled;
    let (staff_of_others, (dates, listed, faulty)) = (tally.staff_of_others, tally.into_parts());
    let faulty = FaultyWeeks::of(faulty, &dates, &whos, messages);
    snapshots::find_twice(&dates, &whos, messages);
    let is_sound = messages.faults.is_empty();
    let steps = DraggedDates::find(&dates, &whos);
    stray_dates::warn(&dates, asked, weeks_of_rule(asked, &dates, weights), messages);
    let weeks = by_week(dates, &listed, &faulty);
    snapshots::refuse_undated(&weeks, &reductions, messages);
    let reported = asked.week.map(|date| Some(Week::of(date))).or(weeks.keys().next_back().copied());
    unused_reductions::say(&reductions, asked, reported.flatten(), &whos, messages);
    let mut caseload = Caseload { staff_of_others, reductions, ..Caseload::default() };
    let ranks = ranks(&whos);
    let (mut said, mut moved) = (SaidOnce::default(), MisplacedReductions::default());
    for (week, tallies) in weeks {
        let Some(mut rows) = CountedRows::of(tallies, &whos, &mut caseload.snapshots, messages) else { continue };
        let is_reported = Some(week) == reported;
        let of_teams = caseload.snapshots.several(week);
        let of_week = weights.get(rows.weights);
        let of_rule = is_of_rule(week, reported.flatten(), of_week);
        if is_sound && Some(week) <= reported {
            warn_of_rows(&rows, of_teams.filter(|_| of_rule), is_reported, &whos, messages);
        }
        let settling = Settling {
            whos: &whos,
            ranks: &ranks,
            weights: of_week,
            snapshot: rows.date,
            of_teams,
            staff: &staff,
            reductions: &caseload.reductions,
            is_sound,
            is_reported,
            left_out: faulty.of_week(week, &whos),
            said: &mut said,
            messages,
        };
        let place = rows.rows.iter().map(|(_, place, _)| *place).min();
        let posts = settling.posts(&rows, listed.get(&rows.weights).map_or(&[], Vec::as_slice));
        if is_sound && is_reported {
            warn_of_cases(&mut rows, of_teams, &posts, &whos, messages);
        }
        if is_sound && of_rule {
            keep_signs(&rows, is_reported, &whos, &mut caseload);
            moved.note(week.filter(|_| !is_reported), &posts, &caseload.reductions, &whos.texts);
        }
        let set_aside = std::mem::take(&mut rows.set_aside);
        let settled =
            WeekCaseload { week, snapshot: rows.date, set_aside, weights: rows.weights, posts, is_recorded: false };
        // The rows of a week may take much memory.
        drop(rows);
        keep_figures(&settled, place, of_week, &mut whos.texts, &mut caseload);
        keep_in_full(settled, asked, reported.flatten(), is_reported, &mut caseload);
    }
    caseload.texts = whos.texts;
    moved.warn(&caseload.texts, messages);
    DraggedDates::warn(steps, messages);
    caseload
}

/// How many weeks the rule looks at in the week asked for, or else the latest.
fn weeks_of_rule(asked: RequestedWeeks, dates: &[DateTally], weights: &DatedWeights) -> u32 {
    let date = asked.week.or_else(|| dates.iter().filter_map(|tally| tally.date).max());
    let of_week = date.and_then(|date| weights.for_week(Week::of(date)));
    of_week.map_or(0, |id| weights.get(id).limits.weeks)
}

/// Gives each person the rank of their post, so that the rows of a week are sorted by comparing numbers and not texts. Rows of one
/// post have the same rank. Unallocated work comes first, then officers by their codes, each with a blank team first. So nothing
/// depends on the order of the rows.
fn ranks(whos: &Whos) -> Vec<u32> {
    let mut order: Vec<(RowPost, usize)> = whos.iter().map(Who::post).zip(0..).collect();
    order.sort_by(|(one, _), (other, _)| {
        let officer = |post: &RowPost| post.officer.map(|officer| whos.texts.code(officer));
        let unit = |post: &RowPost| post.unit.shown(&whos.texts);
        officer(one).cmp(&officer(other)).then_with(|| unit(one).cmp(&unit(other)))
    });
    let (mut ranks, mut rank) = (vec![0; order.len()], 0);
    for (at, (post, position)) in order.iter().enumerate() {
        if at > 0 && order[at - 1].0 != *post {
            rank += 1;
        }
        ranks[*position] = rank;
    }
    ranks
}

/// Warns of what the rows of a week show by themselves; `of_teams` of a week that the rule looks at, if it has several dates.
fn warn_of_rows(
    rows: &CountedRows,
    of_teams: Option<&OfTeams>,
    is_reported: bool,
    whos: &Whos,
    messages: &mut Messages,
) {
    merged_cells::warn(&rows.tallies, whos, messages);
    if let Some(of_teams) = of_teams {
        if is_reported {
            uneven_snapshots::warn_of_two(rows, of_teams, whos, messages);
        }
        uneven_snapshots::warn_of_thin(rows, of_teams, whos, messages);
    }
}

/// Warns of the cases of the week reported, by their ids; `of_teams` of a week that has several dates.
fn warn_of_cases(
    rows: &mut CountedRows,
    of_teams: Option<&OfTeams>,
    posts: &[PostWeek],
    whos: &Whos,
    messages: &mut Messages,
) {
    let (counting, set_aside) = rows.take_cases();
    if let Some(of_teams) = of_teams {
        dragged_dates::warn(&counting, &set_aside, of_teams, whos, messages);
    }
    duplicate_cases::warn(counting, posts, whos, messages);
}

/// Keeps what warnings of the whole caseload need to know of the rows of a week that the rule looks at.
fn keep_signs(rows: &CountedRows, is_reported: bool, whos: &Whos, caseload: &mut Caseload) {
    caseload.names_of_nobody.extend(rows.names_of_nobody(whos));
    if is_reported {
        caseload.has_one_row_each = rows.has_one_row_each(whos);
    }
}

/// Whether a week is one of those that the rule looks at, up to the one reported.
fn is_of_rule(week: Option<Week>, reported: Option<Week>, weights: &Weights) -> bool {
    let before = week.zip(reported).map(|(week, reported)| week.weeks_until(reported));
    before.is_none_or(|before| (0..i64::from(weights.limits.weeks)).contains(&before))
}

/// Keeps the figures of a week in the caseload, and who is left out of it.
fn keep_figures(
    settled: &WeekCaseload,
    place: Option<Place>,
    weights: &Weights,
    texts: &mut Texts,
    caseload: &mut Caseload,
) {
    let WeekCaseload { week, posts, .. } = settled;
    // Grades by name, each looked up once.
    let grades: Vec<TextId> = weights.grades.iter().map(|(name, _)| texts.keep(name)).collect();
    let left_out =
        |post: &PostWeek| Some(LeftOut { week: *week, post: post.figures(&grades), faulty: post.faulty.clone()? });
    caseload.left_out.extend(posts.iter().filter_map(left_out));
    if let (Some(week), Some(place)) = (*week, place.or(posts.first().map(|post| post.place))) {
        let version = texts.keep(&weights.version);
        let posts = posts.iter().map(|post| post.figures(&grades)).collect();
        caseload.weeks.push(WeekFigures { week, limit: weights.limits.over, weights: version, place, posts });
    }
}

/// Keeps a week if it is the one reported, or one that is asked for beside `reported`.
fn keep_in_full(
    settled: WeekCaseload,
    asked: RequestedWeeks,
    reported: Option<Week>,
    is_reported: bool,
    caseload: &mut Caseload,
) {
    if is_reported {
        caseload.reported = Some(settled);
    } else if settled.week.is_some_and(|week| asked.has_in_full(week, reported)) {
        caseload.others.push(settled);
    }
}
