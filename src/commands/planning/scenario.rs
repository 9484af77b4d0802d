//! Moves as a scenario file, which `wmt whatif` reads.

use foldhash::{HashMap, HashSet};

use crate::balance::{BalancedWeek, CaseMove};
use crate::fault::Place;
use crate::inputs::{AskedChange, ChangeName, WorkLine, scenario_text};
use crate::model::{Caseload, DatedWeights, Kind, Officer, PostWeek, Texts, Weights};
use crate::report::counted_case;
use crate::units::{Minutes, Work};
use crate::whatif::make_changes;

use crate::commands::session::Session;

/// The text of a scenario with the moves of a balance. What it does is tried: it gives the same figures, or it is a fault.
///
/// # Errors
///
/// The refusal of the run, where a scenario cannot say the moves.
pub(super) fn scenario(
    balanced: &BalancedWeek,
    lines: Vec<WorkLine>,
    caseload: &mut Caseload,
    weights: &DatedWeights,
    session: &mut Session,
) -> anyhow::Result<String> {
    let Some(week) = &caseload.reported else { return Ok(String::new()) };
    let words = Words::of(&week.posts, &lines, &caseload.texts, weights.get(week.weights));
    let place = Place::whole(session.messages.files.add("--scenario-out"));
    let change = |of: &CaseMove| AskedChange { name: ChangeName::Move, words: words.of_move(of).into(), place };
    let changes: Vec<AskedChange> = balanced.moves.iter().map(change).collect();
    let about = week.week.map(|week| format!("# Moves of cases in the week {week}, from `wmt balance`.\n"));
    let posts = week.posts.clone();
    let changed = make_changes(caseload, weights, lines, &changes, &[], &mut session.messages);
    session.require_no_faults()?;
    let work = |posts: &[PostWeek]| {
        let mut work: HashMap<Option<Officer>, Work> = HashMap::default();
        for post in posts.iter().filter(|post| post.officer.is_some()) {
            *work.entry(post.officer).or_default() += post.held.work;
        }
        work
    };
    let mut expected = work(&posts);
    for of in &balanced.moves {
        *expected.entry(posts[of.to].officer).or_default() += of.work;
        if let Some(giver) = posts[of.from].officer {
            let left = expected.entry(Some(giver)).or_default();
            *left = *left - of.work;
        }
    }
    if work(&changed.posts) != expected {
        let message = "the moves cannot be written as changes that give the same figures";
        session.fault("--scenario-out", message, Some("give every case a case id".to_owned()));
    }
    session.require_no_faults()?;
    Ok(about.unwrap_or_default() + &scenario_text(&changes))
}

/// Finds the words of moves.
struct Words<'a> {
    posts: &'a [PostWeek],
    texts: &'a Texts,
    weights: &'a Weights,
    /// Posts whose officer has several.
    with_others: HashSet<usize>,
    /// The extra minutes of rows that a post has of a kind.
    extras: HashMap<(usize, Kind), HashSet<Minutes>>,
}

impl<'a> Words<'a> {
    fn of(posts: &'a [PostWeek], lines: &[WorkLine], texts: &'a Texts, weights: &'a Weights) -> Self {
        let mut extras: HashMap<(usize, Kind), HashSet<Minutes>> = HashMap::default();
        for line in lines {
            extras.entry((line.post, line.kind)).or_default().insert(line.extra);
        }
        let has_same =
            |one: usize, other: Option<&PostWeek>| other.is_some_and(|other| other.officer == posts[one].officer);
        let is_one_of_several = |post: &usize| {
            has_same(*post, posts.get(post + 1))
                || post.checked_sub(1).is_some_and(|before| has_same(*post, posts.get(before)))
        };
        let with_others = (0..posts.len()).filter(|post| posts[*post].officer.is_some()).filter(is_one_of_several);
        Self { posts, texts, weights, with_others: with_others.collect(), extras }
    }

    /// From where, to whom, and what.
    fn of_move(&self, of: &CaseMove) -> [String; 3] {
        let from = if self.posts[of.from].officer.is_some() {
            self.officer(of.from)
        } else if self.posts[of.from].unit == self.posts[of.to].unit {
            // What is unallocated in the receiver's own team comes first.
            "unallocated".to_owned()
        } else {
            format!("unallocated@{}", self.team(of.from))
        };
        let alike = self.extras.get(&(of.from, of.kind));
        let work = match &of.case_id {
            Some(id) => id.to_string(),
            None if alike.is_some_and(|extras| extras.len() > 1) => {
                format!("{} +{}", counted_case(self.weights, &of.kind, of.count), of.extra.number())
            }
            None => counted_case(self.weights, &of.kind, of.count),
        };
        [from, self.officer(of.to), work]
    }

    fn officer(&self, post: usize) -> String {
        let code = self.posts[post].officer.map_or("", |officer| self.texts.get(officer.0));
        if self.with_others.contains(&post) { format!("{code}@{}", self.team(post)) } else { code.to_owned() }
    }

    fn team(&self, post: usize) -> &str {
        self.texts.shown(self.posts[post].unit.team)
    }
}
