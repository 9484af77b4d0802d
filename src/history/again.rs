//! Weeks that a caseload has again with much less than the history has of them: half a file would take the place of a whole week.

use std::collections::BTreeMap;

use crate::fault::{FEW_NAMED, Messages, THIN_WEEK, first_few, quoted};
use crate::model::{LostWithinWeek, Officer, PostFigures, Texts, WeekFigures};

/// Warns of officers who have fewer than half of the cases that the history has of them in the same week. `again` are its posts of the
/// teams that the caseload has.
pub(super) fn warn_of_lost_cases<'p>(
    again: impl Iterator<Item = &'p PostFigures>,
    now: &WeekFigures,
    texts: &Texts,
    messages: &mut Messages,
) {
    let (mut earlier, mut here) = (OfficersCases::default(), OfficersCases::default());
    again.for_each(|post| earlier.add(post));
    now.posts.iter().for_each(|post| here.add(post));
    let mut lost = LostWithinWeek::beside_unallocated(here.unallocated, earlier.unallocated);
    for (officer, cases) in &here.of_officers {
        let was = earlier.of_officers.get(officer).copied().flatten().unwrap_or_default();
        // Nobody knows how many cases somebody has who is not worked out.
        lost.note(*officer, cases.unwrap_or(was), was, 0);
    }
    let lost = lost.officers();
    if lost.is_empty() {
        return;
    }
    let subjects = lost.iter().map(|(officer, ..)| officer.subject(texts));
    let words =
        |(officer, now, was): &(Officer, i64, i64)| format!("{} ({now} of {was})", quoted(texts.code(*officer)));
    let words: Vec<String> = lost.iter().map(words).collect();
    let message = format!(
        "the caseload has fewer than half of the cases that the history has in the week {} of {}; is the caseload whole?",
        now.week,
        first_few(&words, FEW_NAMED)
    );
    messages.warnings.add_of(THIN_WEEK, now.place, subjects, message);
}

/// How many cases there are in some posts.
#[derive(Default)]
struct OfficersCases {
    /// `None` of somebody who is not worked out.
    of_officers: BTreeMap<Officer, Option<i64>>,
    unallocated: i64,
}

impl OfficersCases {
    fn add(&mut self, post: &PostFigures) {
        let Some(officer) = post.officer else {
            self.unallocated = self.unallocated.saturating_add(post.cases);
            return;
        };
        let cases = self.of_officers.entry(officer).or_insert(Some(0));
        *cases = cases.filter(|_| !post.is_faulty).map(|cases| cases.saturating_add(post.cases));
    }
}
