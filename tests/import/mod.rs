//! The extract workbook of the case management system as a caseload.

mod detail;
mod extract;

use crate::books::{Sheet, typed_rows, xlsx};
use crate::command::{Folder, shown};
use crate::report::Rows;

use extract::{AMY, Extract, who};

/// A sound extract, with its cases one by one.
pub(crate) fn workbook() -> Vec<u8> {
    detail::with_detail().workbook()
}

/// The same, with another name of somebody, as far as a workbook can have it.
pub(crate) fn workbook_of(name: &str) -> Vec<u8> {
    let name: String = name.chars().filter(|character| !character.is_ascii_control()).collect();
    detail::with_detail().with("wmt_extract", "Dunn", &name).workbook()
}

const HEADINGS: &str = "week,region,pdu,team,officer,name,grade,case_id,case_type,tier,status,task,count\n";

#[test]
fn an_extract_becomes_a_caseload_whose_figures_are_those_of_its_counts() {
    let (csv, said) = Extract::sound().imported("");
    let expected = "\
2026-11-16,North,Tees,Riverside 1,,,,,community,B2,,,4
2026-11-16,North,Tees,Riverside 1,00412,Amy Bell,PO,,community,B2,,,10
2026-11-16,North,Tees,Riverside 1,00412,Amy Bell,PO,,community,untiered,,,2
2026-11-16,North,Tees,Riverside 1,00412,Amy Bell,PO,,licence,A3S,,,1
2026-11-16,North,Tees,Riverside 1,00412,Amy Bell,PO,,t2a,A3,,,2
2026-11-16,North,Tees,Riverside 1,00412,Amy Bell,PO,,,,,sdr,2
2026-11-16,North,Tees,Riverside 1,00412,Amy Bell,PO,,,,,fdr,1
2026-11-16,North,Tees,Riverside 1,00412,Amy Bell,PO,,,,,CMS01,1
2026-11-16,North,Tees,Riverside 1,N53B,Ben Cole,PSO,,custody,D0,,,3
2026-11-16,North,Tees,Riverside 1,N53B,Ben Cole,PSO,,,,,CMS01,-1
2026-11-16,North,Tees,Riverside 2,N53B,Ben Cole,PSO,,,,,,
2026-11-16,North,Tees,Riverside 2,N53C,Cat Dunn,,,,,,,
";
    assert_eq!(csv, format!("{HEADINGS}{expected}"));
    assert_eq!(
        said,
        "\
WMT_PS.xlsx: notice: an extract has no hours: `calc` takes those of the grades, or of --staff
WMT_PS.xlsx: notice: these codes are no grades of officers with a caseload, so their grade is blank: `OG05` of 1 officer
"
    );
    // 10 × 345 + 2 × 225 + 2 × 414 + 195 + 27 = 4,950 minutes of 6,526.8 are 75.8 %.
    let folder = Folder::new();
    let calc = Rows::read(&folder.piped("calc - --format csv --quiet", csv.as_bytes()).stdout);
    assert_eq!(calc.of("00412", ["capacity_percent", "cases", "grade"]), ["75.8", "15", "PO"]);
    assert_eq!(calc.of("N53C", ["standing", "cases"]), ["no hours", "0"]);
}

#[test]
fn contacts_count_for_seven_days_and_find_the_post_that_they_belong_to() {
    let extract = Extract::sound()
        .with_row("cms", "2026-11-09,CMS01,\"Bell, Amy\",00412,M,N53T01,N53B,N53T01")
        .with_row("cms", "2026-11-10,CMS02,\"Bell, Amy\",00412,M,N53T09,N53C,N53T01")
        .with_row("cms", "2026-11-16,CMS02,\"Doe, Wilma\",N53W,K,N53T02,00412,N53T01")
        .with_row("cms", "2026-11-16,CMS02,\"Staff, Unallocated\",N53U,,N53T01,,")
        .with_row("cms", "2026-11-16,CMS02,\"Bell, Amy\",00412,M,N53T01,00412,N53T02");
    let (csv, said) = extract.imported("");
    for row in [
        "Riverside 1,,,,,,,,CMS02,1",
        "Riverside 1,00412,Amy Bell,PO,,,,,CMS01,1",
        "Riverside 2,N53C,Cat Dunn,,,,,,CMS02,-1",
        "Riverside 2,N53W,Wilma Doe,TPO,,,,,CMS02,1",
    ] {
        assert!(csv.contains(&format!("{row}\n")), "{row}: {csv}");
    }
    // One contact is of Amy Bell and another was spared her: equal tasks are added up, and nothing is left.
    assert!(!csv.contains("00412,Amy Bell,PO,,,,,CMS02"), "{csv}");
    assert!(said.contains("notice: 1 contact is of seven days ago or earlier, and left out"), "{said}");
    assert!(said.contains("notice: 1 officer is in the sheet `cms` alone and taken over: `N53W`"), "{said}");
}

#[test]
fn work_that_is_not_counted_or_loses_its_officer_is_said() {
    let extract = Extract::sound().with("wmt_extract_filtered", "Bell,Amy,NPSM,00412", "Bell,Amy,NPSM,").with(
        "wmt_extract_filtered",
        "Riverside 2,N53T02,Cole,Ben,Z,N53B,2026-11-16,0",
        "Riverside 2,N53T02,Cole,Ben,Z,N53B,2026-11-16,6",
    );
    let (csv, said) = extract.imported("");
    assert!(csv.contains("Riverside 1,,,,,community,B2,,,14\n"), "{csv}");
    for notice in [
        "1 person has a name and no `OM_Key` in some rows, whose work counts as nobody's: `Amy Bell`",
        "1 row has more cases by `V-CRN_Count` than in the columns of tiers, and only those are counted: row ",
    ] {
        assert!(said.contains(notice), "{notice}: {said}");
    }
}

#[test]
fn posts_without_a_row_of_cases_and_codes_without_their_zeros_are_said() {
    let (_, said) = Extract::sound().with("wmt_extract", "CommTierB2", "V-CRN_Count").imported("");
    let notice = "warning: 1 post has cases in `wmt_extract` and no row in `wmt_extract_filtered`, so none of them is counted: `N53C` in ";
    assert!(said.contains(notice), "{said}");
    let (csv, said) = Extract::sound()
        .with("wmt_extract", "N53T02", "0102")
        .with("wmt_extract_filtered", "N53T02", "102")
        .imported("--quiet");
    assert!(csv.contains("Riverside 2 (0102),N53B") && csv.contains("Riverside 2 (102),N53B"), "{csv}");
    let warning = "warning: the team codes `0102` and `102` look alike, and count as 2 teams (look-alike)";
    assert!(said.contains(warning), "{said}");
}

#[test]
fn a_row_that_names_nobody_and_no_place_is_said() {
    let row = format!("{}36{}", ",".repeat(12), ",".repeat(99));
    let (_, said) = Extract::sound().with_row("wmt_extract_filtered", &row).imported("");
    let notice = "1 row names no region, PDU, team or person, so what is counted there is unallocated work; delete it if it is a \
                  total: WMT_PS.xlsx:wmt_extract_filtered:";
    assert!(said.contains(notice), "{said}");
    assert!(!Extract::sound().imported("").1.contains("names no region"));
}

#[test]
fn a_total_that_somebody_added_is_left_out_with_a_warning() {
    // A row of the sheet is the names, twelve columns of them, and the counts; all cases by the first of these.
    for (name, names) in [("Grand Total", ",,,,,,,,Grand Total,,,"), ("Total", "Total,,,,,,,,,,,")] {
        let row = format!("{names},36,{}", vec!["9"; 99].join(","));
        let (csv, said) = Extract::sound().with_row("wmt_extract_filtered", &row).imported("--quiet");
        assert_eq!(csv, Extract::sound().imported("--quiet").0);
        let warning = format!("warning: `{name}` is a total, and is left out (totals-row)");
        assert!(said.contains(&warning), "{said}");
    }
    let (csv, said) = Extract::sound().with_row("cms", "Total,,,,,,,").imported("--quiet");
    assert_eq!(csv, Extract::sound().imported("--quiet").0);
    assert!(said.contains(":cms:") && said.contains("(totals-row)"), "{said}");
}

#[test]
fn who_somebody_is_does_not_depend_on_the_order_of_contacts() {
    let rows = [
        "2026-11-16,CMS02,\"Bell, Amy\",00412,M,N53T01,N53W,N53T02",
        "2026-11-16,CMS01,\"Doe, Wilma\",N53W,K,N53T02,N53Z,N53T02",
        "2026-11-16,CMS01,\"Staff, Unallocated\",N53Z,,N53T02,00412,N53T01",
    ];
    let of = |order: [usize; 3]| {
        order.iter().fold(Extract::sound(), |extract, row| extract.with_row("cms", rows[*row])).imported("--quiet").0
    };
    let expected = of([0, 1, 2]);
    for row in [
        "Riverside 2,N53W,Wilma Doe,TPO,,,,,CMS01,1",
        "Riverside 2,N53W,Wilma Doe,TPO,,,,,CMS02,-1",
        "Riverside 2,,,,,,,,CMS01,1",
    ] {
        assert!(expected.contains(&format!("{row}\n")), "{row}: {expected}");
    }
    assert!(!expected.contains("N53Z"), "{expected}");
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(of(order), expected, "{order:?}");
    }
}

#[test]
fn codes_that_a_spreadsheet_would_run_are_read_back_as_they_were() {
    let extract = Extract::sound().with("wmt_extract", "N53C", "-A1");
    let (csv, _) = extract.imported("--quiet");
    assert!(csv.contains(",\"=\"\"-A1\"\"\",Cat Dunn,"), "{csv}");
    let folder = Folder::new().with("staff.csv", "officer,contracted_hours\n-A1,10\n").with("c.csv", &csv);
    let rows = crate::report::rows(&folder, "calc c.csv --staff staff.csv --quiet");
    assert_eq!(rows.column("officer").len(), 3, "{csv}");
}

#[test]
fn teams_grades_days_and_names_that_contradict_each_other_are_said() {
    let extract = Extract::sound()
        .with("wmt_extract", "Riverside 2,N53T02,Cole", "Riverside 1,N53T02,Cole")
        .with("wmt_extract", "Dunn,Cat,OG05,N53C,2026-11-16", "Dunn,Cat,OG05,N53C,2026-11-18")
        .with("wmt_extract_filtered", "Bell,Amy,NPSM", "Bell-Smith,Amy,NPSM")
        .with_sheet("ARMS", "OM_Key,Count\nN53C,3\n")
        .with_row("court-reports", &format!("{},1,,,", who(("N53T02", "N53D", "Dee", "Ford", "P"), "2026-11-16")));
    let (csv, said) = extract.imported("");
    assert!(csv.contains("2026-11-18,North,Tees,Riverside 1 (N53T01),00412,Amy Bell,PO,"), "{csv}");
    assert!(csv.contains("Riverside 1 (N53T02),N53B,Ben Cole,PSO,"), "{csv}");
    for notice in [
        "several teams have one name, so their codes stand behind it: `Riverside 1`",
        "its rows are of the days from 2026-11-16 to 2026-11-18; the week is that of 2026-11-18",
        "1 officer has a name or a grade that is not the same in all rows; the first counts: `00412`",
        "1 officer writes court reports only",
        "the sheet `arms` has 1 row, which is not counted",
    ] {
        assert!(said.contains(notice), "{notice}: {said}");
    }
    let undated =
        Extract(Extract::sound().0.into_iter().map(|(name, csv)| (name, csv.replace(",2026-11-16", ","))).collect());
    let (csv, said) =
        undated.with("cms", "2026-11-12", "1999-01-01").with("cms", "1999-01-01", "2001-01-01").imported("");
    assert!(csv.contains("\n,North,Tees,Riverside 1,00412") && csv.contains("CMS01,1"), "{csv}");
    assert!(said.contains("no row has a `Datestamp`, so the week is blank and all contacts count"), "{said}");
}

#[test]
fn what_is_wrong_is_refused_with_its_sheet_and_row() {
    for (extract, expected) in [
        (
            Extract::sound().without("cms"),
            "WMT_PS.xlsx: there is no sheet `cms`\n  hint: its sheets are `wmt_extract`, `wmt_extract_filtered`, `T2A`, `court-reports`\n",
        ),
        (
            Extract::sound().with("T2A", "V-CRN_Count", "Cases"),
            "WMT_PS.xlsx:T2A:1: there is no column `V-CRN_Count`\n  hint: its headings are `Trust`",
        ),
        (Extract::sound().with_sheet("T2 A", "x\n"), "WMT_PS.xlsx: the sheets `T2A` and `T2 A` have the same name\n"),
        (
            Extract::sound().with("wmt_extract", "Trust", "om key"),
            "WMT_PS.xlsx:wmt_extract:1: the headings `om key` and `OM_Key` have the same name\n",
        ),
        (
            Extract::sound().with("T2A", ",2,", ",20,"),
            "WMT_PS.xlsx:T2A: the sum of `V-CRN_Count` is 20 here, 20 in `wmt_extract_filtered`",
        ),
        (
            Extract::sound().with("court-reports", ",2,7,", ",two,7,"),
            "WMT_PS.xlsx:court-reports:2: `SDR_Last_30` is `two`, which is not a whole number of 0 or more\n",
        ),
        (
            Extract::sound().with("court-reports", ",2,7,", ",-2,7,"),
            "WMT_PS.xlsx:court-reports:2: `SDR_Last_30` is `-2`",
        ),
        (
            Extract::sound().with("court-reports", ",2,7,", ",1.5,7,"),
            "WMT_PS.xlsx:court-reports:2: `SDR_Last_30` is `1.5`",
        ),
        (
            Extract::sound().with("court-reports", ",2,7,", ",#REF!,7,"),
            "WMT_PS.xlsx:court-reports:2: `SDR_Last_30` is `#REF!`",
        ),
        (Extract::sound().with("cms", ",CMS01,", ",,"), "WMT_PS.xlsx:cms:2: `Contact_Type_Code` is blank\n"),
        (
            Extract::sound().with("court-reports", ",2,7,", ",02,7,"),
            "WMT_PS.xlsx:court-reports:2: `SDR_Last_30` is `02`, which is stored as text, not as a number\n",
        ),
        (
            Extract::sound().with("cms", "CMS01", "CMS99"),
            "WMT_PS.xlsx:cms:2: the contact code `CMS99` is not known\n  hint: declare it under [tasks] in the weights; `minutes = 0`",
        ),
        (
            Extract::sound().with("cms", "2026-11-12", "soon"),
            "WMT_PS.xlsx:cms:2: `Contact_Date` is `soon`, which is not a date",
        ),
        (
            Extract::sound().with("wmt_extract", "N53C,2026-11-16", "N53C,2026-11-23"),
            "WMT_PS.xlsx:wmt_extract:5: the day 2026-11-23 is of another week than 2026-11-16 in WMT_PS.xlsx:wmt_extract:2\n",
        ),
        (
            Extract::sound().with_row("wmt_extract", &(who(AMY, "2026-11-16") + ",1")),
            "WMT_PS.xlsx:wmt_extract:7: the post of `00412` in the team `N53T01` is there twice; row 2 has it too\n",
        ),
    ] {
        let said = extract.refused();
        assert!(said.starts_with(expected), "expected: {expected}\nsaid: {said}");
    }
    let other = Folder::new().with("team.xlsx", xlsx(&[Sheet::named("Sheet1", typed_rows("officer,tier\nA1,B2\n"))]));
    assert_eq!(
        other.shown("import team.xlsx"),
        "exit 2\n--- standard output\n--- standard error\n\
         team.xlsx: this is not an extract of the case management system: it has none of its sheets\n  \
         hint: `wmt calc` reads a caseload in a workbook directly\n"
    );
    let said = shown(&Extract::sound().folder().run(["import", "WMT_PS.xlsx", "--output", "caseload.xlsx"]));
    assert!(
        said.contains("--output: this is the name of a workbook, and none is written here\n  hint: end it in .csv\n"),
        "{said}"
    );
    let said = shown(&Extract::sound().folder().run(["calc", "WMT_PS.xlsx"]));
    assert!(said.contains("hint: `wmt import` makes a caseload of the whole workbook"), "{said}");
    let said = shown(&Folder::new().with("a.csv", "officer\n").run(["import", "a.csv"]));
    assert!(said.contains("a.csv: this is not a workbook\n  hint: workbooks are .xlsx and .ods files"), "{said}");
}

/// In the sound extract the team N53T01 has Amy Bell, Ben Cole and what nobody holds; N53T02 has Ben Cole again and Cat Dunn.
#[test]
fn everybody_is_where_their_own_row_says() {
    let everywhere = |from: &str, to: &str| {
        Extract(Extract::sound().0.into_iter().map(|(name, csv)| (name, csv.replace(from, to))).collect())
    };
    let message =
        "1 team code has rows that differ in region, PDU or team; each post is where its own first row says: `N53T01`";
    let one_code = everywhere("North,N,Tees,N53,Riverside 1,N53T01,Cole", "South,S,Wear,S1,Harbour,N53T01,Cole");
    let (csv, said) = one_code.imported("");
    for row in ["North,Tees,Riverside 1,00412,Amy Bell", "South,Wear,Harbour,N53B,Ben Cole", "North,Tees,Riverside 1,,"]
    {
        assert!(csv.contains(&format!("\n2026-11-16,{row}")), "{row}: {csv}");
    }
    assert!(said.contains(message) && !said.contains("several teams have one name"), "{said}");
    let (csv, said) = everywhere("Tees,N53,Riverside 1,N53T01,Staff", ",N54,Riverside 1,N53T01,Staff").imported("");
    assert!(csv.contains("North,N54,Riverside 1,,,,,community,B2,,,4\n"), "{csv}");
    assert!(csv.contains("North,Tees,Riverside 1,00412") && said.contains(message), "{csv}{said}");
    let (csv, said) = everywhere("Riverside 2,N53T02", "Riverside 2,")
        .with("wmt_extract", "Riverside 2,,Dunn", "Dock,,Dunn")
        .imported("");
    assert!(csv.contains("Riverside 2,N53B,") && csv.contains("Dock,N53C,"), "{csv}");
    assert!(!said.contains("differ"), "{said}");
    let moved = Extract::sound().with("wmt_extract_filtered", "Riverside 1,N53T01,Bell", "Dock,N53T01,Bell");
    let (csv, said) = moved.imported("");
    assert!(
        csv.contains("Riverside 1,00412,Amy Bell,PO,,community,B2,,,10\n") && said.contains(message),
        "{csv}{said}"
    );
}

#[test]
fn words_for_nothing_known_are_no_regions_pdus_or_teams() {
    for (from, to, column) in [
        ("Riverside 1,N53T01,Bell", "#REF!,N53T01,Bell", "`Team_Desc` is `#REF!`"),
        ("X,North,N,", "X,NULL,N,", "`Region_Desc` is `NULL`"),
        ("Tees,N53,", ",TBC,", "`PDU_Code` is `TBC`"),
    ] {
        let said = Extract::sound().with("wmt_extract", from, to).refused();
        let expected = format!("WMT_PS.xlsx:wmt_extract:2: {column}, which says that nothing is known\n  hint: leave");
        assert!(said.starts_with(&expected), "{said}");
    }
}

#[test]
fn a_faulty_count_is_one_fault() {
    let (large, hint) = ("1000000000000", "which is more than 1000000\n");
    let said = Extract::sound().with("T2A", ",2,", &format!(",{large},")).refused();
    assert_eq!(said, format!("WMT_PS.xlsx:T2A:2: `V-CRN_Count` is `{large}`, {hint}"));
    let mut extract = Extract::sound();
    // Nothing is left of the sum that t2a is compared with.
    for count in [",13,", ",3,", ",4,"] {
        extract = extract.with("wmt_extract_filtered", &format!("2026-11-16{count}"), "2026-11-16,some,");
    }
    let said = extract.refused();
    assert!(said.contains("`V-CRN_Count` is `some`") && !said.contains("mixed up"), "{said}");
}

#[test]
fn rows_without_values_and_rows_without_a_key_are_none() {
    let extract = Extract::sound().with_row("wmt_extract", ",,,,,,,,,,,,5").with_row("wmt_extract", " ,,,,,,,,,,,,");
    assert_eq!(extract.imported("").0, Extract::sound().imported("").0);
}
