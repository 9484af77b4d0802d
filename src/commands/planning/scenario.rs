//! Moves as a scenario file, which `wmt whatif` reads.

use foldhash::{HashMap, HashSet};

use crate::balance::{BalancedWeek, CaseMove};
use crate::fault::Place;
use crate::inputs::{AskedChange, ChangeName, scenario_text};
use crate::model::{
    Caseload, DatedWeights, Kind, Officer, PostWeek, TextId, Texts, UNALLOCATED, Unit, Weights, WorkLine,
};
use crate::selection::Selection;
use crate::units::{Minutes, Work};
use crate::whatif::make_changes;

use crate::commands::session::Session;

/// The text of a scenario with the moves of a balance. What it does is tried: it gives the same figures, or it is a fault.
pub(super) fn scenario(
    balanced: &BalancedWeek,
    lines: Vec<WorkLine>,
    caseload: &mut Caseload,
    weights: &DatedWeights,
    selection: &Selection,
    session: &mut Session,
) -> anyhow::Result<String> {
    let Some(week) = &caseload.reported else { return Ok(String::new()) };
    let words = Words::of(&week.posts, &lines, &caseload.texts, weights.get(week.weights));
    let place = Place::whole(session.messages.files.add("--scenario-out"));
    let change = |of: &CaseMove| AskedChange { name: ChangeName::Move, words: words.of_move(of).into(), place };
    let changes: Vec<AskedChange> = balanced.moves.iter().map(change).collect();
    let about = week.week.map(|week| format!("# Moves of cases in the week {week}, from `wmt balance`.\n"));
    let officers =
        week.posts.iter().zip(&balanced.loads).filter_map(|(post, loads)| Some((post.officer?, loads[1].work)));
    let expected: HashMap<Officer, Work> = officers.collect();
    let is_chosen = |unit| selection.has_unit(unit);
    let changed = make_changes(caseload, weights, lines, &changes, &is_chosen, &mut session.messages);
    session.require_no_faults()?;
    let mut work: HashMap<Officer, Work> = HashMap::default();
    for (officer, post) in changed.posts.iter().filter_map(|post| Some((post.officer?, post))) {
        *work.entry(officer).or_default() += post.held.work;
    }
    if work != expected {
        let message = "the moves cannot be written as changes that give the same figures";
        session.fault("--scenario-out", message, "give every case a case id");
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
    of_teams: HashMap<Option<TextId>, HashSet<Unit>>,
    /// The extra minutes of rows that a post has of a kind, and whether a row with any is of several cases.
    extras: HashMap<(usize, Kind), HashSet<(Minutes, bool)>>,
}

impl<'a> Words<'a> {
    fn of(posts: &'a [PostWeek], lines: &[WorkLine], texts: &'a Texts, weights: &'a Weights) -> Self {
        let mut extras: HashMap<(usize, Kind), HashSet<(Minutes, bool)>> = HashMap::default();
        for line in lines {
            let is_of_several = line.count > 1 && !line.extra.is_nothing();
            extras.entry((line.post, line.kind)).or_default().insert((line.extra, is_of_several));
        }
        let mut with_others = HashSet::default();
        let mut first = 0;
        for of_officer in posts.chunk_by(|one, other| one.officer == other.officer) {
            let posts = first..first + of_officer.len();
            first = posts.end;
            with_others.extend(posts.filter(|_| of_officer.len() > 1 && of_officer[0].officer.is_some()));
        }
        let mut of_teams: HashMap<Option<TextId>, HashSet<Unit>> = HashMap::default();
        for post in posts {
            of_teams.entry(post.unit.team).or_default().insert(post.unit);
        }
        Self { posts, texts, weights, with_others, of_teams, extras }
    }

    /// From where, to whom, and what.
    fn of_move(&self, of: &CaseMove) -> [String; 3] {
        let from = if self.posts[of.from].officer.is_some() {
            self.officer(of.from)
        } else if self.posts[of.from].unit == self.posts[of.to].unit {
            // What is unallocated in the receiver's own team comes first.
            UNALLOCATED.to_owned()
        } else {
            let unit = self.posts[of.from].unit;
            let wider = unit.pdu.or(unit.region).filter(|_| self.of_teams[&unit.team].len() > 1);
            let wider = wider.map(|wider| format!("@{}", self.texts.get(wider))).unwrap_or_default();
            format!("{UNALLOCATED}@{}{wider}", self.team(of.from))
        };
        let is_told = || self.extras.get(&(of.from, of.kind)).is_none_or(|extras| extras.len() == 1);
        let minutes = if is_told() { String::new() } else { format!(" +{}", of.extra.number()) };
        let of_kind = || format!("{} {}{minutes}", of.count, self.weights.kind_words(&of.kind));
        let work = of.case_id.as_ref().map_or_else(of_kind, ToString::to_string);
        [from, self.officer(of.to), work]
    }

    fn officer(&self, post: usize) -> String {
        let code = self.texts.code_of(self.posts[post].officer);
        if self.with_others.contains(&post) { format!("{code}@{}", self.team(post)) } else { code.to_owned() }
    }

    fn team(&self, post: usize) -> &str {
        self.texts.shown(self.posts[post].unit.team)
    }
}
