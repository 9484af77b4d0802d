//! The roll-up of a small caseload, put together by hand.

use jiff::civil::date;

use super::*;
use crate::breach::Standing;
use crate::fault::{Faults, Files, Place};
use crate::history::add_weights;
use crate::model::{COMPARED, Grade, Held, Limits, Names, PostFigures, PostWeek, Unit};
use crate::selection::SelectBy;
use crate::units::{Available, Decimal, Hours, HoursPolicy, Minutes, Percent, Week, Work};

/// Hours a week that leave 10,000 minutes a month, because nothing is deducted from a year of 50 weeks: 40 × 60 × 50 ÷
/// 12.
const FULL_TIME: i32 = 40;

/// A post in one week: the officer, the team, the grade, and how many hundreds of minutes of work; of full time.
#[derive(Clone, Copy)]
struct TestPost(&'static str, &'static str, &'static str, i32);

/// A row that only the staff list has.
const LISTED: i32 = -1;

fn decimal(number: i32) -> Decimal {
    Decimal::whole(number)
}

fn percent(number: i32) -> Percent {
    Percent::new(decimal(number)).expect("a percentage")
}

/// The week that is `back` weeks before the one reported.
fn week(back: usize) -> Week {
    (0..back).fold(Week::of(date(2026, 11, 16)), |week, _| week.previous())
}

fn weights(grades: &[&str]) -> Weights {
    let mut names = Names::default();
    for grade in grades {
        names.declare(grade, Grade::default()).expect("a new name");
    }
    Weights {
        version: "now".to_owned(),
        from: Week::of(date(2020, 1, 6)),
        source: None,
        origin: "weights.toml".to_owned(),
        hours: HoursPolicy::in_turn(decimal(50), percent(0), percent(0)),
        limits: Limits { over: percent(110), weeks: 4, warn_cases: None, max_cases: None },
        grades: names,
        case_types: Names::default(),
        tasks: Names::default(),
        statuses: Names::default(),
        reductions: Names::default(),
        checks: crate::model::Checks::default(),
    }
}

/// A post with everything that a row says of it.
fn post(
    TestPost(officer, team, grade, hundreds): TestPost,
    texts: &mut Texts,
    weights: &Weights,
    place: Place,
) -> PostWeek {
    let contracted = Hours::new(decimal(FULL_TIME)).expect("in bounds");
    let minutes = Minutes::new(decimal(hundreds.max(0) * 100)).expect("in bounds");
    PostWeek {
        officer: Some(officer).filter(|code| !code.is_empty()).map(|code| Officer(texts.keep(code))),
        grade: weights.grades.position(grade),
        contracted: Some(contracted),
        available: if officer.is_empty() { Available::default() } else { weights.hours.available(contracted) },
        is_listed_only: hundreds == LISTED,
        held: Held { work: Work::extra(minutes), cases: 1, ..Held::default() },
        ..PostWeek::blank(Unit { team: Some(texts.keep(team)), ..Unit::default() }, place)
    }
}

/// A caseload of weeks with their rows, the one reported first, then the one before it and so on.
fn caseload(weeks: &[&[TestPost]], weights: &DatedWeights) -> Caseload {
    let mut caseload = Caseload::default();
    let place = Place::whole(Files::default().add("caseload.csv"));
    let (id, of_week) = (weights.latest(), weights.get(weights.latest()));
    for (back, rows) in weeks.iter().enumerate() {
        let texts = &mut caseload.texts;
        let posts: Vec<PostWeek> = rows.iter().map(|row| post(*row, texts, of_week, place)).collect();
        let figures = posts.iter().zip(*rows).map(|(post, row)| {
            let without_grade = PostWeek { grade: None, ..post.clone() };
            PostFigures { grade: Some(texts.keep(row.2)), ..without_grade.figures(&[]) }
        });
        let figures = figures.collect();
        let version = texts.keep(if back == 0 { "now" } else { "then" });
        let limit = of_week.limits.over;
        caseload.weeks.insert(0, WeekFigures { week: week(back), limit, weights: version, place, posts: figures });
        if back == 0 {
            let (week, snapshot) = (Some(week(0)), Some(date(2026, 11, 18)));
            caseload.reported =
                Some(WeekCaseload { week, snapshot, set_aside: Vec::new(), weights: id, posts, is_recorded: false });
        }
    }
    caseload
}

/// The capacity of a unit in the week before and in the week reported, in per cent.
fn told(unit: &UnitResult) -> [String; 2] {
    let capacity = |load: Load| load.percent().map_or_else(|| "-".to_owned(), |shown| shown.to_string());
    [unit.previous.map_or_else(|| "no week".to_owned(), capacity), capacity(unit.load)]
}

/// The week reported, of everyone.
fn rolled_up<'a>(caseload: &'a Caseload, weights: &'a DatedWeights, by: By) -> Results<'a> {
    roll_up(caseload, weights, &Selection::default(), by).expect("a week")
}

fn default_weights() -> DatedWeights {
    DatedWeights::new(vec![weights(&["PO", "PSO"])])
}

const AMY: TestPost = TestPost("A", "North", "PO", 120);
const BEN: TestPost = TestPost("B", "South", "PSO", 60);
const NOBODY: TestPost = TestPost("", "South", "PO", 20);

#[test]
fn units_add_up_to_the_whole() {
    let weights = default_weights();
    let caseload =
        caseload(&[&[AMY, BEN, NOBODY], &[AMY, TestPost("B", "South", "PSO", 90)], &[BEN, NOBODY]], &weights);
    for by in [By::Team, By::Grade, By::Region, By::All] {
        let results = rolled_up(&caseload, &weights, by);
        assert_eq!(results.units.iter().map(|unit| unit.load).sum::<Load>(), results.total.load, "{by:?}");
        let before = results.units.iter().filter_map(|unit| unit.previous);
        assert_eq!(Some(before.sum::<Load>()), results.total.previous, "{by:?}, the week before");
    }
}

/// By hand: 12,000 + 6,000 minutes, and 2,000 that nobody holds, for twice 10,000 minutes.
#[test]
fn every_week_is_as_if_it_were_the_last() {
    let mut weights = default_weights();
    let caseload = caseload(&[&[AMY, BEN, NOBODY], &[BEN], &[AMY, NOBODY]], &weights);
    for figures in &caseload.weeks {
        add_weights(figures, "history.csv", &caseload.texts, &mut weights);
    }
    let mut weeks = Vec::new();
    roll_up_each(&caseload, &weights, &Selection::default(), By::Team, (week(2), week(0)), |results| {
        let units = results.units.iter().map(|unit| told(unit).join(" → ")).collect::<Vec<_>>().join(", ");
        let gone: Vec<&str> = results.no_figure.iter().map(|gone| caseload.texts.get(gone.officer.0)).collect();
        weeks.push(format!("{}: {units}; gone {gone:?}", told(&results.total).join(" → ")));
    });
    // Work that nobody holds has no hours.
    assert_eq!(
        weeks,
        [
            "no week → 140.0: no week → 120.0, no week → -; gone []",
            "140.0 → 60.0: - → 60.0; gone [\"A\"]",
            "60.0 → 100.0: no week → 120.0, 60.0 → 80.0; gone []",
        ]
    );
}

#[test]
fn a_week_in_which_only_the_staff_list_has_a_post_has_a_capacity_and_is_of_no_run() {
    let weights = default_weights();
    let listed = TestPost("A", "North", "PO", LISTED);
    let caseload = caseload(&[&[listed, BEN], &[listed, BEN]], &weights);
    let results = rolled_up(&caseload, &weights, By::Team);
    assert_eq!(told(&results.units[0]), ["0.0", "0.0"]);
    // It counts in a unit that has rows too.
    assert_eq!(told(&results.total), ["30.0", "30.0"]);
}

#[test]
fn a_week_in_which_rows_are_missing_is_left_out() {
    let weights = default_weights();
    let caseload = caseload(&[&[AMY], &[TestPost("A", "North", "PO", LISTED)], &[AMY]], &weights);
    let results = rolled_up(&caseload, &weights, By::Team);
    assert_eq!(told(&results.units[0]), ["no week", "120.0"]);
    assert_eq!(results.officers[0].previous, None);
    assert_eq!(results.units[0].judgement.standing, Standing::Over);
}

#[test]
fn grades_go_by_the_weights_of_the_week_reported() {
    let mut of_week = weights(&["PSO", "PO"]);
    of_week.grades.add_spelling("officer", 1).expect("a new spelling");
    let weights = DatedWeights::new(vec![of_week]);
    let earlier = [TestPost("A", "North", "Officer", 100), TestPost("C", "North", "trainee", 50)];
    let caseload = caseload(&[&[AMY], &earlier], &weights);
    let results = rolled_up(&caseload, &weights, By::Grade);
    assert_eq!(results.units.iter().map(|unit| unit.key.grade).collect::<Vec<_>>(), [Some(1)]);
    assert_eq!(told(&results.units[0]), ["100.0", "120.0"]);
}

#[test]
fn an_officer_who_had_rows_within_the_weeks_of_the_rule_and_has_none_is_not_seen() {
    let weights = default_weights();
    let gone = |code| TestPost(code, "North", "PO", 10);
    let listed = TestPost("L", "North", "PO", LISTED);
    let weeks: [&[TestPost]; 6] = [&[AMY, listed], &[gone("C")], &[gone("C"), listed], &[], &[gone("L")], &[gone("E")]];
    let caseload = caseload(&weeks, &weights);
    let results = rolled_up(&caseload, &weights, By::Officer);
    let not_seen: Vec<(&str, Week)> =
        results.no_figure.iter().map(|seen| (caseload.texts.get(seen.officer.0), seen.last)).collect();
    assert_eq!(not_seen, [("C", week(1)), ("L", week(4))]);
    assert_eq!(results.other_weights.iter().map(|id| caseload.texts.get(*id)).collect::<Vec<_>>(), ["then"]);
}

#[test]
fn only_selected_posts_make_units_and_all_posts_of_an_officer_make_their_load() {
    let weights = default_weights();
    let both = [AMY, TestPost("A", "South", "PO", 60), BEN];
    let caseload = caseload(&[&both, &both], &weights);
    let north = (SelectBy::Team, &["north".to_owned()][..]);
    let selection = Selection::find(&[north], &caseload, &weights).expect("a team of the caseload");
    let results = roll_up(&caseload, &weights, &selection, By::Team).expect("a week");
    assert_eq!(told(&results.total), ["120.0", "120.0"]);
    assert_eq!(results.officers.len(), 1);
    assert_eq!(
        results.officers[0].previous.and_then(Load::percent).map(|shown| shown.to_string()).as_deref(),
        Some("90.0")
    );
}

#[test]
fn the_nearest_names_are_searched_for_as_many_as_are_shown() {
    let weights = default_weights();
    let caseload = caseload(&[&[AMY, BEN]], &weights);
    for count in [100, 200] {
        let unknown: Vec<String> = (0..count).map(|team| format!("North{team}")).collect();
        let before = COMPARED.get();
        let missing =
            Selection::find(&[(SelectBy::Team, &unknown[..])], &caseload, &weights).expect_err("no such teams");
        let hints = missing.iter().filter(|missing| missing.hint.is_some()).count();
        assert_eq!((missing.len(), hints), (count, Faults::SHOWN));
        assert!(COMPARED.get() - before <= 2 * Faults::SHOWN, "{count}");
    }
}
