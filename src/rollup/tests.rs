//! What no report shows by itself: loads that add up exactly, and grades under names that only earlier weights know.

use super::*;
use crate::settling::read_sound;

/// 40 hours leave 40 × 60 × 50 ÷ 12 = 10,000 minutes a month, of which a case is a hundredth.
const WEIGHTS: &str = r#"
version = "now"
from = 2020-01-06
hours = { weeks_per_year = 50, non_effective = 0, non_attributable = 0 }
limits = { over = 110, weeks = 4 }
grades.PSO = { contracted_hours = 40 }
grades.PO = { contracted_hours = 40 }
cases.community.high = 100
aliases.grade = { officer = "PO" }
"#;

fn read(rows: &str) -> (Caseload, DatedWeights) {
    read_sound([&format!("officer,team,region,grade,week,case_type,tier,count\n{rows}"), WEIGHTS])
}

fn rolled_up<'a>(caseload: &'a Caseload, weights: &'a DatedWeights, by: By) -> Results<'a> {
    roll_up(caseload, weights, &Selection::default(), by).expect("a week")
}

#[test]
fn units_add_up_to_the_whole() {
    let (caseload, weights) = read(
        "A,T1,North,PO,2026-11-02,community,high,120\n,T2,South,,2026-11-02,community,high,20\n\
         A,T1,North,PO,2026-11-09,community,high,120\nB,T2,South,PSO,2026-11-09,community,high,90\n\
         A,T1,North,PO,2026-11-16,community,high,120\nB,T2,South,PSO,2026-11-16,community,high,60\n\
         ,T2,South,,2026-11-16,community,high,20\n",
    );
    for by in [By::Team, By::Grade, By::Region, By::All] {
        let results = rolled_up(&caseload, &weights, by);
        assert_eq!(results.units.iter().map(|unit| unit.load).sum::<Load>(), results.total.load, "{by:?}");
        let before = results.units.iter().filter_map(|unit| unit.previous);
        assert_eq!(Some(before.sum::<Load>()), results.total.previous, "{by:?}, the week before");
    }
}

#[test]
fn grades_go_by_the_weights_of_the_week_reported() {
    let (mut caseload, weights) = read(
        "A,T1,North,PO,2026-11-09,community,high,100\nC,T1,North,PSO,2026-11-09,community,high,50\n\
         A,T1,North,PO,2026-11-16,community,high,120\n",
    );
    // As a history has them: `Officer` is another spelling now, and nobody is called a trainee.
    for (post, grade) in caseload.weeks[0].posts.iter_mut().zip(["Officer", "trainee"]) {
        post.grade = Some(caseload.texts.keep(grade));
    }
    let results = rolled_up(&caseload, &weights, By::Grade);
    let of_week = weights.get(weights.latest());
    assert_eq!(results.units.iter().map(|unit| unit.key.grade).collect::<Vec<_>>(), [of_week.grades.position("PO")]);
    let shown = [results.units[0].previous, Some(results.units[0].load)].map(|load| load?.percent());
    assert_eq!(shown.map(|percent| percent.expect("hours").to_string()), ["100.0", "120.0"]);
}
