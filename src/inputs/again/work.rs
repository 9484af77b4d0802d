//! Reading the work of the week reported once more, line by line: of each post what it holds, in the order of the files.
//! Sums are kept for every command; lines are read by those alone that need to know which cases and tasks the sums are of.

use foldhash::HashMap;
use jiff::civil::Date;

use crate::inputs::Inputs;
use crate::inputs::caseload::Who;
use crate::model::{Caseload, DatedWeights, Held, Kind, Officer, PostWeek, TextId, Unit};
use crate::units::Minutes;

use super::rows::{CountedRow, each_row};

/// What a row of the week reported says that a post holds.
#[derive(Debug, Clone)]
pub struct WorkLine {
    /// The post, by its position among those of the week.
    pub(crate) post: usize,
    pub(crate) kind: Kind,
    pub(crate) count: i64,
    /// Minutes a month on top.
    pub(crate) extra: Minutes,
    /// Whether it is a task that is due too late to count.
    pub(crate) is_later: bool,
    /// The statuses of its case, by their positions, where it joins rows of flags: it counts with the lowest of their shares.
    #[cfg_attr(not(feature = "workbooks"), expect(dead_code, reason = "only workbooks show the shares one by one"))]
    pub(crate) joined: Vec<usize>,
    /// The case, where the caseload says which.
    pub(crate) case_id: Option<Box<str>>,
}

/// Reads the work of the week reported. Nothing is given of posts that are not worked out. `None` where it does not come to
/// what was read before, because the files have changed.
pub fn read_work(
    inputs: &Inputs,
    week: Option<Date>,
    caseload: &Caseload,
    weights: &DatedWeights,
) -> Option<Vec<WorkLine>> {
    let reported = caseload.reported.as_ref()?;
    let (mut lines, posts) = (Vec::new(), Posts::of(&reported.posts));
    each_row(inputs, week, caseload, weights, |row| {
        let CountedRow { who, kind, what, .. } = *row;
        if row.day.week != reported.week {
            return;
        }
        let is_sound = |post: &usize| !reported.posts[*post].officer_is_faulty();
        let Some(post) = posts.position(who).filter(is_sound) else { return };
        let is_later = what.held.later_tasks != 0 || !what.held.later_work.is_nothing();
        let (case_id, joined) = (row.case_id().map(Into::into), what.joined.clone());
        lines.push(WorkLine { post, kind, count: what.count, extra: what.extra, is_later, joined, case_id });
    });
    let mut held = vec![Held::default(); reported.posts.len()];
    for line in &lines {
        held[line.post] += &line.held();
    }
    reported.posts.iter().zip(&held).all(|(post, held)| post.held == *held).then_some(lines)
}

impl WorkLine {
    /// What it adds to its post.
    pub fn held(&self) -> Held {
        self.kind.held(self.count, self.extra, self.is_later)
    }
}

/// The posts of a week, found by what rows say: a row may leave a team blank that another row of its officer names, and
/// unallocated work may be named by its team alone.
#[derive(Default)]
struct Posts {
    /// The first post of each officer, and how many there are.
    officers: HashMap<Officer, (usize, usize)>,
    in_teams: HashMap<(Officer, Option<TextId>), usize>,
    unallocated: HashMap<Unit, usize>,
    of_teams: HashMap<TextId, usize>,
}

impl Posts {
    fn of(posts: &[PostWeek]) -> Self {
        let mut found = Self::default();
        for (position, post) in posts.iter().enumerate() {
            if let Some(officer) = post.officer {
                found.officers.entry(officer).or_insert((position, 0)).1 += 1;
                found.in_teams.entry((officer, post.unit.team)).or_insert(position);
            } else {
                found.unallocated.insert(post.unit, position);
                found.of_teams.extend(post.unit.team.map(|team| (team, position)));
            }
        }
        found
    }

    /// The position of the post of a row.
    fn position(&self, who: &Who) -> Option<usize> {
        let Unit { region, pdu, team } = who.unit;
        if let Some(officer) = who.officer {
            let (first, count) = *self.officers.get(&officer)?;
            return if count == 1 { Some(first) } else { self.in_teams.get(&(officer, team)).copied() };
        }
        let of_team = || self.of_teams.get(&team?).filter(|_| pdu.is_none() && region.is_none());
        self.unallocated.get(&who.unit).or_else(of_team).copied()
    }
}
