//! The extract workbook of the case management system as a caseload. The workbooks are made here, sheet by sheet.

use std::fmt::Write;

use crate::books::{Sheet, typed_rows, xlsx};
use crate::command::{Folder, shown};
use crate::report::Rows;

const WHO: &str = "Trust,Region_Desc,Region_Code,PDU_Desc,PDU_Code,Team_Desc,Team_Code,OM_Surname,OM_Forename,OM_Grade_Code,OM_Key,Datestamp";

/// Headings of counts: `Comm`, `Cust` and `Licence`, each with the tiers.
fn counts() -> Vec<String> {
    let of = |ending: &'static str| {
        ["A", "B", "C", "D"]
            .into_iter()
            .flat_map(move |letter| (0..4).rev().map(move |figure| format!("{letter}{figure}{ending}")))
    };
    let tiers: Vec<String> = std::iter::once("0".to_owned()).chain(of("")).chain(of("S")).collect();
    ["Comm", "Cust", "Licence"]
        .iter()
        .flat_map(|kind| tiers.iter().map(move |tier| format!("{kind}Tier{tier}")))
        .collect()
}

/// An extract by its sheets, each in CSV.
#[derive(Clone)]
struct Extract(Vec<(&'static str, String)>);

/// Who a row is of: team code, key, forename, surname, grade.
type Who<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

const AMY: Who = ("N53T01", "00412", "Amy", "Bell", "NPSM");
const BEN: Who = ("N53T01", "N53B", " Ben ", "Cole", "Z");
const BEN_ELSEWHERE: Who = ("N53T02", "N53B", "Ben", "Cole", "Z");
const CAT: Who = ("N53T02", "N53C", "Cat", "Dunn", "OG05");
const NOBODY: Who = ("N53T01", "N53U", "Unallocated", "Staff", "");

fn who((team, key, forename, surname, grade): Who, day: &str) -> String {
    let name = if team == "N53T01" { "Riverside 1" } else { "Riverside 2" };
    format!("X,North,N,Tees,N53,{name},{team},{surname},{forename},{grade},{key},{day}")
}

impl Extract {
    /// A sound extract of five posts and what nobody holds.
    fn sound() -> Self {
        let mut extract = Self(Vec::new());
        let everybody = [AMY, BEN, BEN_ELSEWHERE, CAT, NOBODY];
        let posts: String =
            everybody.iter().fold(format!("{WHO},CommTierB2\n"), |csv, post| csv + &who(*post, "2026-11-16") + ",99\n");
        extract.0.push(("wmt_extract", posts));
        extract.add_counts(
            "wmt_extract_filtered",
            &[
                (AMY, &[("CommTierB2", 10), ("CommTier0", 2), ("LicenceTierA3S", 1)]),
                (BEN, &[("CustTierD0", 3)]),
                (BEN_ELSEWHERE, &[]),
                (NOBODY, &[("CommTierB2", 4)]),
            ],
        );
        extract.add_counts("T2A", &[(AMY, &[("LicenceTierA3", 1), ("CommTierA3", 1)])]);
        extract.0.push((
            "court-reports",
            format!(
                "{WHO},SDR_Last_30,SDR_Due_Next_30,SDR_Conv_Last_30,Oral_Reports\n{},2,7,1,9\n",
                who(AMY, "2026-11-16")
            ),
        ));
        extract.0.push(("cms", "Contact_Date,Contact_Type_Code,Contact_Staff_Name,Contact_Staff_Key,Contact_Staff_Grade,Contact_Team_Key,OM_Key,OM_Team_Key\n\
            2026-11-12,CMS01,\"Bell, Amy\",00412,M,N53T01,N53B,N53T01\n".to_owned()));
        extract
    }

    fn add_counts(&mut self, name: &'static str, posts: &[(Who, &[(&str, u32)])]) {
        let headings = counts();
        let mut csv = format!("{WHO},V-CRN_Count,{}\n", headings.join(","));
        for (post, held) in posts {
            let all: u32 = held.iter().map(|(_, count)| count).sum();
            let _ = write!(csv, "{},{all}", who(*post, "2026-11-16"));
            for heading in &headings {
                let count = held.iter().find(|(name, _)| name == heading).map(|(_, count)| count.to_string());
                let _ = write!(csv, ",{}", count.unwrap_or_default());
            }
            csv.push('\n');
        }
        self.0.push((name, csv));
    }

    fn sheet(&mut self, name: &str) -> &mut String {
        &mut self.0.iter_mut().find(|(known, _)| *known == name).expect("a sheet").1
    }

    /// The same extract with one text of a sheet replaced.
    fn with(mut self, sheet: &str, from: &str, to: &str) -> Self {
        let text = self.sheet(sheet);
        assert!(text.contains(from), "{from} is in {text}");
        *text = text.replacen(from, to, 1);
        self
    }

    /// The same extract with one more row.
    fn with_row(mut self, sheet: &str, row: &str) -> Self {
        self.sheet(sheet).push_str(&format!("{row}\n"));
        self
    }

    fn with_sheet(mut self, name: &'static str, csv: &str) -> Self {
        self.0.push((name, csv.to_owned()));
        self
    }

    fn without(mut self, sheet: &str) -> Self {
        self.0.retain(|(name, _)| *name != sheet);
        self
    }

    fn folder(&self) -> Folder {
        let sheets: Vec<Sheet> = self.0.iter().map(|(name, csv)| Sheet::named(name, typed_rows(csv))).collect();
        Folder::new().with("WMT_PS.xlsx", xlsx(&sheets))
    }

    /// What `wmt import` says on standard error, which must be a refusal.
    fn refused(&self) -> String {
        let output = self.folder().run(["import", "WMT_PS.xlsx", "--quiet"]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", shown(&output));
        String::from_utf8(output.stderr).expect("UTF-8")
    }

    /// The caseload, and what is said.
    fn imported(&self, arguments: &str) -> (String, String) {
        let output = self.folder().run(format!("import WMT_PS.xlsx {arguments}").split_whitespace());
        assert!(output.status.success(), "{}", shown(&output));
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (text(output.stdout), text(output.stderr))
    }
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
    assert!(said.contains("notice: 1 contact is older than seven days and left out"), "{said}");
    assert!(said.contains("notice: 1 officer is in the sheet `cms` alone and taken over: `N53W`"), "{said}");
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
        "the sheet `arms` has 1 row, which are not counted",
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
            "WMT_PS.xlsx:court-reports:2: `SDR_Last_30` is `02`, which is kept as a text, and no number\n",
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
         team.xlsx: this is no extract of the case management system: it has none of the sheets\n  \
         hint: `wmt calc` reads a caseload in a workbook directly\n"
    );
    let said = shown(&Folder::new().with("a.csv", "officer\n").run(["import", "a.csv"]));
    assert!(said.contains("a.csv: this is no workbook\n  hint: workbooks are .xlsx and .ods files"), "{said}");
}

#[test]
fn rows_without_values_and_rows_without_a_key_are_none() {
    let extract = Extract::sound().with_row("wmt_extract", ",,,,,,,,,,,,5").with_row("wmt_extract", " ,,,,,,,,,,,,");
    assert_eq!(extract.imported("").0, Extract::sound().imported("").0);
}

/// The cases of the sound extract one by one.
fn with_detail() -> Extract {
    const COLUMNS: &str = "Row_Type,Case_Ref_No,Tier_Code,Team_Code,OM_Key,Location\n";
    let mut normal = COLUMNS.to_owned();
    for number in 1..=10 {
        let _ = writeln!(normal, "N,X{number:03},6,N53T01,00412,Community");
    }
    for row in ["N,Y1,0,N53T01,00412,Community", "N,Y2,0,N53T01,00412,Community", "N,Z1,17,N53T01,00412,License"] {
        let _ = writeln!(normal, "{row}");
    }
    for number in 1..=3 {
        let _ = writeln!(normal, "N,B{number},16,N53T01,N53B,Custody");
    }
    for number in 1..=4 {
        let _ = writeln!(normal, "N,U{number},6,N53T01,N53U,Community");
    }
    normal.push_str("W,W1,6,N53T01,N53B,Community\n");
    Extract::sound()
        .with_sheet("flag_warr_4_n", &normal)
        .with_sheet("flag_upw", &format!("{COLUMNS}U,X001,6,N53T01,00412,Community\nU,X099,6,N53T01,00412,Community\n"))
        .with_sheet("flag_o_due", &format!("{COLUMNS}O,X002,6,N53T01,00412,Community\n"))
        .with_sheet("flag_priority", COLUMNS)
        .with_sheet("wmt_extract_sa", COLUMNS)
        .with_sheet("suspended_lifers", COLUMNS)
}

#[test]
fn cases_one_by_one_give_the_figures_of_calc_with_each_case_once() {
    let (csv, said) = with_detail().imported("--detail");
    assert!(csv.contains("00412,Amy Bell,PO,X003,community,B2,active,,1\n"), "{csv}");
    assert!(csv.contains("00412,Amy Bell,PO,X002,community,B2,overdue_termination,,1\n"), "{csv}");
    assert_eq!(csv.matches(",X001,").count(), 1, "{csv}");
    assert!(csv.contains("N53B,Ben Cole,PSO,W1,community,B2,warrant,,1\n"), "{csv}");
    assert!(csv.contains("Riverside 1,,,,U1,community,B2,active,,1\n"), "{csv}");
    assert!(said.contains("notice: 2 rows say more of a case that has another row, and joined it"), "{said}");
    assert!(!said.contains("normal cases"), "{said}");
    let calc = Rows::read(&Folder::new().piped("calc - --format csv --quiet", csv.as_bytes()).stdout);
    // Of the ten and X099, X002 counts nothing: 10 × 345 + 2 × 225 + 2 × 414 + 195 + 27 = 4,950 minutes of 6,526.8.
    assert_eq!(calc.of("00412", ["capacity_percent", "cases"]), ["75.8", "16"]);
}

#[test]
fn cases_that_are_not_as_many_as_their_counts_and_posts_that_no_sheet_has_are_said() {
    let extract =
        with_detail().with("flag_warr_4_n", "N,X010,6,N53T01,00412,Community", "N,X010,6,N53T07,N53X,Community");
    let (csv, said) = extract.imported("--detail");
    assert!(csv.contains("2026-11-16,,,N53T07,N53X,,,X010,community,B2,active,,1\n"), "{csv}");
    for notice in [
        "1 post has cases and is in no other sheet; taken over: `N53X` in `N53T07`",
        "2 posts have other numbers of normal cases than `wmt_extract_filtered` counts: `00412` in `N53T01`, `N53X` in `N53T07`",
    ] {
        assert!(said.contains(notice), "{notice}: {said}");
    }
    for (from, to, expected) in [
        (
            "N,X001,6,",
            "Q,X001,6,",
            ":2: `Row_Type` is `Q`, which is not known\n  hint: the known ones are N, W, U, O, S, L, P, I\n",
        ),
        ("N,X001,6,", "N,X001,33,", ":2: the tier code `33` is not known\n"),
        ("00412,Community", "00412,Abroad", ":2: `Location` is `Abroad`, which is not known\n"),
    ] {
        let output =
            with_detail().with("flag_warr_4_n", from, to).folder().run(["import", "WMT_PS.xlsx", "--detail", "-q"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with(&format!("WMT_PS.xlsx:flag_warr_4_n{expected}")), "{said}");
    }
    let said = shown(&Extract::sound().folder().run(["import", "WMT_PS.xlsx", "--detail", "-q"]));
    assert!(said.contains("there is no sheet `flag_warr_4_n`") && said.contains("`suspended_lifers`"), "{said}");
}
