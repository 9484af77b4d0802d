//! Weeks in which no hours are stated, though they were in the week before: an export without the column of hours has everyone at
//! the hours of their grade.

use foldhash::HashMap;

use crate::fault::{Messages, Subject, THIN_WEEK, first_few, plural, quoted};
use crate::model::{HoursFrom, Officer, PostFigures, TextId, Texts, WeekFigures};
use crate::units::Available;

/// How many officers a warning names.
const NAMED: usize = 3;

/// Warns of such a week where somebody has other hours by their grade: several officers had stated ones before, or the week after has
/// the same again.
pub(super) fn warn(weeks: &[WeekFigures], texts: &Texts, messages: &mut Messages) {
    for (at, pair) in weeks.windows(2).enumerate() {
        let [before, week] = pair else { continue };
        // In nearly every week somebody's hours are stated, or nobody's ever are.
        if week.posts.iter().any(is_stated) || !before.posts.iter().any(is_stated) {
            continue;
        }
        let then = stated(before);
        let lost =
            || week.posts.iter().filter(|post| post.hours_from == HoursFrom::Grade && then.contains_key(&key(post)));
        let others: Vec<&PostFigures> = lost().filter(|post| then[&key(post)] != post.available).collect();
        let later = weeks.get(at + 2).map(stated).unwrap_or_default();
        let is_back = |post: &&PostFigures| later.get(&key(post)) == Some(&then[&key(post)]);
        if others.is_empty() || lost().count() < 2 && !others.iter().any(is_back) {
            continue;
        }
        let codes: Vec<&str> = others.iter().filter_map(|post| Some(texts.get(post.officer?.0))).collect();
        let named: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
        let message = format!(
            "nobody's hours are stated in the week {}, and in the week {} those of {} were; the hours of their grades count, which are \
             others for {}; are the hours missing?",
            week.week,
            before.week,
            plural(lost().count(), "officer", "officers"),
            first_few(&named, NAMED)
        );
        let subjects = codes.iter().map(|code| Subject::Officer((*code).to_owned())).collect();
        messages.warnings.add_of(THIN_WEEK, week.place, subjects, message);
    }
}

fn is_stated(post: &PostFigures) -> bool {
    post.officer.is_some() && post.hours_from == HoursFrom::Stated
}

/// The time of posts whose hours are stated.
fn stated(week: &WeekFigures) -> HashMap<(Option<Officer>, Option<TextId>), Available> {
    week.posts.iter().filter(|post| is_stated(post)).map(|post| (key(post), post.available)).collect()
}

fn key(post: &PostFigures) -> (Option<Officer>, Option<TextId>) {
    (post.officer, post.unit.team)
}
