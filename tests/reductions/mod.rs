//! Lists of reductions: `wmt calc --reductions`, and `wmt reductions`. Figures are worked by hand: an hour a week is
//! 52.5 × 60 ÷ 12 × 0.80 × 0.84 = 176.4 minutes a month for casework, an A3 case in the community 618.

mod adding_up;
mod amounts;
mod changes;
mod changes_of_teams;
mod in_force;
mod in_teams;
mod list;
mod list_choice;
mod list_forms;
mod mended;
mod reasons;
mod strangers;

use crate::command::Folder;

/// The headings of a list of reductions.
const HEADINGS: &str = "officer,team,reason,hours,percent,from,to";

/// Eight A3 cases of an officer of 37 hours: 4,944 of 6,526.8 minutes, 75.7 %; 18.83 h a week.
const CASELOAD: &str =
    "officer,grade,contracted_hours,week,case_type,tier,count\nN53-0412,PO,37,2026-11-16,community,A3,8\n";

/// An officer in two teams, 20 and 17 hours.
const TWO_TEAMS: &str = "officer,team,contracted_hours,week,case_type,tier,count\n\
                         N53-0412,R1,20,2026-11-16,community,A3,6\nN53-0412,R2,17,2026-11-16,community,A3,4\n";

/// A folder with that caseload and a list of reductions, which is given without its headings.
fn reduced(reductions: &str) -> Folder {
    Folder::new().with("caseload.csv", CASELOAD).with("reductions.csv", format!("{HEADINGS}\n{reductions}\n"))
}

/// The same of as many officers as there are reductions, each with one of them: `team,reason,hours,percent,from,to`.
fn each_reduced(reductions: &[&str]) -> Folder {
    let (mut caseload, mut list) = (CASELOAD.lines().take(1).collect::<String>() + "\n", HEADINGS.to_owned() + "\n");
    for (number, reduction) in reductions.iter().enumerate() {
        caseload.push_str(&format!("{},PO,37,2026-11-16,community,A3,8\n", code(number)));
        list.push_str(&format!("{},{reduction}\n", code(number)));
    }
    Folder::new().with("caseload.csv", caseload).with("reductions.csv", list)
}

/// The officer of [`each_reduced`] with the reduction at a place.
fn code(number: usize) -> String {
    format!("N53-{number:04}")
}

/// What a run is asked for with the files of [`reduced`].
const CALC: &str = "calc caseload.csv --reductions reductions.csv";

/// By hand: 16 B2 cases are 5,520 minutes. An hour a week is 176.4 minutes a month: of 28.3 hours 110.6 %, of 35.7 then 87.7 %,
/// and of 37 at last 84.6 %.
#[test]
fn each_of_several_reductions_that_end_changes_the_capacity_by_itself() {
    let folder = Folder::new()
        .with("c-2026-11-16.csv", "officer,grade,contracted_hours,case_type,tier,count\nA1,PO,37,community,B2,16\n")
        .with(
            "r.csv",
            "officer,team,reason,hours,from,to\nA1,,nqo,,2026-11-01,2026-12-01\nA1,,other,1.3,2026-11-01,2026-12-10\n",
        );
    let ending =
        &crate::report::json(&folder, "calc c-2026-11-16.csv --reductions r.csv")["summary"]["reductions"]["ending"];
    let capacities = |at: usize| {
        [&ending[at]["capacity_before_percent"], &ending[at]["capacity_after_percent"]].map(ToString::to_string)
    };
    assert_eq!([capacities(0), capacities(1)], [["110.6", "87.7"], ["87.7", "84.6"]]);
}
