//! The figure in a sentence, and the whole page.

use super::{WEIGHTS, folder, json, page, stdout};

#[test]
fn the_figure_and_the_standing_are_in_one_sentence() {
    for (count, weeks, words) in [
        (10, 1, "20.00 h of work a week for 20.00 h available (rounded) is 100.0%: within, not over 110%."),
        (11, 1, "22.00 h of work a week for 20.00 h available (rounded) is 110.0%: within, not over 110%."),
        (
            12,
            1,
            "24.00 h of work a week for 20.00 h available (rounded) is 120.0%: over 110%, for 1 week since 2026-11-16.",
        ),
        (12, 2, "is 120.0%: over 110%, for 2 weeks since 2026-11-09."),
        (12, 4, "is 120.0%: excessive, over 110% for 4 weeks since 2026-10-26."),
    ] {
        let mut caseload = "officer,grade,week,case_type,tier,count\n".to_owned();
        for week in ["2026-11-16", "2026-11-09", "2026-11-02", "2026-10-26"].iter().take(weeks) {
            caseload.push_str(&format!("A1,PO,{week},community,high,{count}\n"));
        }
        let page = page(&folder(caseload), "A1 caseload.csv");
        assert!(page.contains(words), "{words}: {page}");
        assert!(page.contains("100% is as much work as there is time for"), "{page}");
    }
}

#[test]
fn the_line_above_says_who_where_when_by_which_weights_and_what_is_over() {
    let folder = folder("officer,name,grade,team,week,case_type\nA1,Nia Frost,PO,Riverside,2026-11-18,\n");
    let page = page(&folder, "A1 caseload.csv");
    assert!(
        page.starts_with("A1 Nia Frost, PO, Riverside, week 2026-11-16, weights round-1 (weights.toml), over >110%"),
        "{page}"
    );
    let json = json(&folder, "A1 caseload.csv");
    for (key, expected) in [
        ("officer", "A1"),
        ("name", "Nia Frost"),
        ("grade", "PO"),
        ("team", "Riverside"),
        ("week", "2026-11-16"),
        ("snapshot", "2026-11-18"),
        ("weights", "round-1"),
        ("weights_file", "weights.toml"),
        ("weights_source", "made up for tests"),
        ("limit_percent", "110"),
        ("limit_weeks", "4"),
    ] {
        assert_eq!(super::plain(&json[key]), expected, "{key}");
    }
}

#[test]
fn what_is_not_known_of_an_officer_is_null_and_leaves_no_hole_in_the_line_above() {
    let folder = folder("officer,contracted_hours,case_type\nA1,40,\n");
    let json = json(&folder, "A1 caseload.csv");
    assert!(["name", "grade", "week", "snapshot"].iter().all(|key| json[key].is_null()), "{json}");
    let page = page(&folder, "A1 caseload.csv");
    assert!(
        page.starts_with(
            "A1, undated, weights round-1 (weights.toml), over >110% Sum 0 ÷ 4,800 minutes a month = 0.0% Figure"
        ),
        "{page}"
    );
}

#[test]
fn an_undated_caseload_is_explained_without_weeks() {
    let folder = folder("officer,grade,case_type,tier,count\nA1,PO,community,high,12\n");
    let page = page(&folder, "A1 caseload.csv");
    assert!(
        page.contains("is 120.0%: over 110%; the caseload has no date, so no run of weeks can be judged."),
        "{page}"
    );
    assert!(!page.contains("Run "), "{page}");
    let json = json(&folder, "A1 caseload.csv");
    assert!(json["figure"]["weeks_over"].is_null() && json["week"].is_null(), "{json}");
    assert_eq!(json["weeks"].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_page_warns_that_it_is_no_judgement_of_a_person_and_says_which_wmt_wrote_it() {
    let folder = folder("officer,grade,case_type\nA1,PO,\n");
    let caution = "This measure is for balancing work within a team. It is not by itself a judgement of a person";
    let page = page(&folder, "A1 caseload.csv");
    assert!(page.contains(caution) && page.contains("Bulletin 2021/02"), "{page}");
    let json = json(&folder, "A1 caseload.csv");
    assert!(json["caution"].as_str().is_some_and(|text| text.starts_with(caution)), "{json}");
    assert_eq!(json["wmt"], env!("CARGO_PKG_VERSION"));
    assert!(page.contains(&format!("wmt {}", env!("CARGO_PKG_VERSION"))), "{page}");
}

#[test]
fn weights_without_a_source_are_named_all_the_same() {
    let folder = folder("officer,grade,case_type\nA1,PO,\n")
        .with("weights.toml", WEIGHTS.replace("source = \"made up for tests\"\n", ""));
    assert!(page(&folder, "A1 caseload.csv").contains("Weights round-1 (weights.toml) File"));
    assert!(json(&folder, "A1 caseload.csv")["weights_source"].is_null());
}

#[test]
fn one_page_shows_the_whole_working() {
    // With the built-in weights, whose 37 hours leave 24.864 a week, 6,526.8 minutes a month: 10 A3 = 6,180, one B2 at
    // 0 % of 345, a report of 360 and 15 on top are 6,555 minutes, 109.25 h a month, ÷ 262.5 = 24.97 h a week; less 3.7 h of
    // 37 there are 33.3 x 0.672 = 22.38 h, and 6,555 of 5,874.12 minutes are 111.6 %. 110 % are 24.62 h, 0.36 h less.
    let folder = crate::command::Folder::new().with(
        "caseload.csv",
        "officer,name,grade,team,reduction_hours,week,case_type,tier,status,task,count,extra_minutes\n\
         A1,Nia Frost,PO,Riverside,3.7,2026-11-16,community,A3,,,10,15\n\
         A1,Nia Frost,PO,Riverside,3.7,2026-11-16,community,B2,warrant,,1,\n\
         A1,Nia Frost,PO,Riverside,3.7,2026-11-16,,,,parole_report,1,\n",
    );
    let text = stdout(&folder, &["explain", "A1", "caseload.csv"]);
    let text = text.replace(concat!("wmt      ", env!("CARGO_PKG_VERSION")), "wmt      VERSION");
    insta::assert_snapshot!(text, @r"
    A1 Nia Frost, PO, Riverside, week 2026-11-16, weights hmpps-2021 (built in),
    over >110%

    Sum     6,555 ÷ 5,874.12 minutes a month = 111.6%
    Figure  24.97 h of work a week for 22.38 h available (rounded) is 111.6%: over
            110%, for 1 week since 2026-11-16. 100% is as much work as there is time
            for

    Work a month         Status  Count Each Counts Minutes  Hours In full Why 0
    ────────────────────────────────────────────────────────────────────────────────
    community A3         active     10  618   100%    6180 103.00       - -
    community B2         warrant     1  345     0%       0   0.00     345 its status
    Parole assessment    active      1  360   100%     360   6.00       - -
    report by the
    offender manager
    (PAROM)
    (parole_report)
    extra minutes        -           1    -      -      15   0.25       - -

    Total        11 cases; 6,555 minutes a month = 109.25 h a month; × 12 ÷ 52.5 =
                 24.97 h a week
    Not counted  345 minutes a month more, if it counted in full

    Time a week                           Share  Hours   Left
    ──────────────────────────────────────────────────────────
    contracted, the grade's usual             -     37  37.00
    less reduction hours of the caseload      -   -3.7  33.30
    non-effective, of what is left          20%      -  26.64
    non-attributable, of what is left       16%      -  22.38

    Time  22.3776 h a week × 60 × 52.5 ÷ 12 = 5,874.12 minutes a month

          Week           Work      Available  Capacity  Figure  Counts
                (min a month)  (min a month)
    ───────────────────────────────────────────────────────────────────
    2026-11-16           6555        5874.12    111.6%  over    yes

    Run  1 week since 2026-11-16, where the data begin; nothing is known of the
         weeks before; 4 adjacent weeks over 110% are excessive

    To go  0.36 h of work a week must go to be back at 110%. That is 1 case of the
           middle size of this officer's cases that count (619.5 minutes a month)

    Weights  hmpps-2021 (built in): time values that the Ministry of Justice
             published with its workload tool in 2021; assumed: 3 minutes a point
             and 52.5 weeks a year
    File     caseload.csv, SHA-256
             e9993446f3205a3cb7a013f17e0fbd2ac5c1901abcf047d98dffb906f81d951a
    wmt      VERSION
    Caution  This measure is for balancing work within a team. It is not by itself a
             judgement of a person, nor of how many cases anyone can hold (HM
             Inspectorate of Probation, Research & Analysis Bulletin 2021/02).
    ");
}
