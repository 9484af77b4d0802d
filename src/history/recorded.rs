//! A week of a history as a week that can be reported.

use crate::fault::Faulty;
use crate::model::{DatedWeights, Held, PostFigures, PostWeek, TextId, Texts, WeekCaseload, WeekFigures};

use foldhash::HashSet;

/// Adds the weights that a week was recorded with to those of the run. `origin` is the name of the history.
pub(crate) fn add_weights(figures: &WeekFigures, origin: &str, texts: &Texts, weights: &mut DatedWeights) {
    let mut grades: Vec<TextId> = Vec::new();
    let mut seen: HashSet<TextId> = HashSet::default();
    grades.extend(figures.posts.iter().filter_map(|post| post.grade).filter(|grade| seen.insert(*grade)));
    let mut grades: Vec<&str> = grades.into_iter().map(|grade| texts.get(grade)).collect();
    grades.sort_unstable();
    weights.add_recorded(figures.week, texts.get(figures.weights), figures.limit, origin, grades.into_iter());
}

/// The week with all that the history keeps of it: neither contracted hours nor reductions, nor what counts nothing.
///
/// # Panics
///
/// When its weights have not been added to those of the run.
pub(crate) fn recorded_week(figures: &WeekFigures, texts: &Texts, weights: &DatedWeights) -> WeekCaseload {
    let version = texts.get(figures.weights);
    let id = weights.recorded(figures.week, version, figures.limit).expect("the weights of the history are added");
    let grades = &weights.get(id).grades;
    let post = |post: &PostFigures| PostWeek {
        officer: post.officer,
        name: post.name,
        grade: post.grade.and_then(|grade| grades.position(texts.get(grade))),
        available: post.available,
        is_listed_only: post.is_listed_only,
        faulty: post.is_faulty.then(|| faulty(figures)),
        held: Held { work: post.work, cases: post.cases, ..Held::default() },
        ..PostWeek::blank(post.unit, figures.place)
    };
    let mut posts: Vec<PostWeek> = figures.posts.iter().map(post).collect();
    // By team, as the posts of an officer of a caseload stand; a history has them by region first.
    for same in posts.chunk_by_mut(|one, other| one.officer == other.officer).filter(|same| same[0].officer.is_some()) {
        same.sort_by(|one, other| texts.shown(one.unit.team).cmp(texts.shown(other.unit.team)));
    }
    WeekCaseload {
        week: Some(figures.week),
        snapshot: None,
        set_aside: Vec::new(),
        weights: id,
        posts,
        is_recorded: true,
    }
}

/// Why somebody has no figure in a week that was recorded: more is not kept.
pub(crate) fn faulty(figures: &WeekFigures) -> Faulty {
    Faulty { faults: 1, place: figures.place, message: "a row was faulty when this week was recorded".into() }
}
