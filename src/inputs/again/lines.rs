//! Reading work once more, line by line: of each post what it holds, in the order of the files. Sums are kept for every command;
//! lines are read by those alone that need to know which cases and tasks the sums are of.

use foldhash::HashMap;

use crate::inputs::caseload::Who;
use crate::model::{Held, Officer, PostWeek, TextId, Unit, WeekCaseload, WorkLine};
use crate::units::Week;

use super::rows::SecondReading;

impl SecondReading<'_> {
    /// Reads the lines of some weeks, of one officer or of everyone. Posts that are not worked out have no lines.
    pub(crate) fn lines(self, weeks: &[&WeekCaseload], officer: Option<Officer>) -> Vec<WorkLine> {
        let weeks: HashMap<Option<Week>, Posts> =
            weeks.iter().map(|week| (week.week, Posts::of(&week.posts))).collect();
        let mut lines = Vec::new();
        self.each_row(|row| {
            let is_wanted = officer.is_none() || row.who.officer == officer;
            let posts = weeks.get(&row.day.week).filter(|_| is_wanted);
            let Some(post) = posts.and_then(|posts| posts.position(row.who)) else { return };
            let what = row.what;
            lines.push(WorkLine {
                week: row.day.week,
                post,
                kind: row.kind,
                count: what.count,
                extra: what.extra,
                is_later: what.held.later_tasks != 0 || !what.held.later_work.is_nothing(),
                joined: what.joined.clone(),
                case_id: row.case_id().map(Into::into),
            });
        });
        lines
    }

    /// Reads the work of the week reported. `None` where it does not come to what was read before, because the files have changed.
    pub(crate) fn work(self) -> Option<Vec<WorkLine>> {
        let reported = self.caseload.reported.as_ref()?;
        let lines = self.lines(&[reported], None);
        let mut held = vec![Held::default(); reported.posts.len()];
        for line in &lines {
            held[line.post] += &line.held();
        }
        // Only the tally counts rows.
        let is_same = |post: &PostWeek, again: &Held| post.held == Held { case_rows: post.held.case_rows, ..*again };
        reported.posts.iter().zip(&held).all(|(post, again)| is_same(post, again)).then_some(lines)
    }
}

/// The posts of a week, found by what rows say: a row may leave a team blank that another row of its officer names, and
/// unallocated work may be named by its team alone.
struct Posts<'c> {
    posts: &'c [PostWeek],
    /// The first post of each officer, and how many there are.
    officers: HashMap<Officer, (usize, usize)>,
    in_teams: HashMap<(Officer, Option<TextId>), usize>,
    unallocated: HashMap<Unit, usize>,
    of_teams: HashMap<TextId, usize>,
}

impl<'c> Posts<'c> {
    fn of(posts: &'c [PostWeek]) -> Self {
        let (mut officers, mut unallocated) = (HashMap::default(), HashMap::default());
        let (mut in_teams, mut of_teams) = (HashMap::default(), HashMap::default());
        for (position, post) in posts.iter().enumerate() {
            if let Some(officer) = post.officer {
                officers.entry(officer).or_insert((position, 0)).1 += 1;
                in_teams.entry((officer, post.unit.team)).or_insert(position);
            } else {
                unallocated.insert(post.unit, position);
                of_teams.extend(post.unit.team.map(|team| (team, position)));
            }
        }
        Self { posts, officers, in_teams, unallocated, of_teams }
    }

    /// The position of the post of a row; `None` also of one that is not worked out.
    fn position(&self, who: &Who) -> Option<usize> {
        self.find(who).filter(|post| !self.posts[*post].officer_is_faulty())
    }

    fn find(&self, who: &Who) -> Option<usize> {
        let Unit { region, pdu, team } = who.unit;
        if let Some(officer) = who.officer {
            let (first, count) = *self.officers.get(&officer)?;
            return if count == 1 { Some(first) } else { self.in_teams.get(&(officer, team)).copied() };
        }
        let of_team = || self.of_teams.get(&team?).filter(|_| pdu.is_none() && region.is_none());
        self.unallocated.get(&who.unit).or_else(of_team).copied()
    }
}
