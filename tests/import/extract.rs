//! An extract of the case management system, made sheet by sheet.

use std::fmt::Write;

use crate::books::{Sheet, typed_rows, xlsx};
use crate::command::{Folder, shown};

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
pub(super) struct Extract(pub(super) Vec<(&'static str, String)>);

/// Who a row is of: team code, key, forename, surname, grade.
pub(super) type Who<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

pub(super) const AMY: Who = ("N53T01", "00412", "Amy", "Bell", "NPSM");
pub(super) const BEN: Who = ("N53T01", "N53B", " Ben ", "Cole", "Z");
pub(super) const BEN_ELSEWHERE: Who = ("N53T02", "N53B", "Ben", "Cole", "Z");
pub(super) const CAT: Who = ("N53T02", "N53C", "Cat", "Dunn", "OG05");
pub(super) const NOBODY: Who = ("N53T01", "N53U", "Unallocated", "Staff", "");

pub(super) fn who((team, key, forename, surname, grade): Who, day: &str) -> String {
    let name = if team == "N53T01" { "Riverside 1" } else { "Riverside 2" };
    format!("X,North,N,Tees,N53,{name},{team},{surname},{forename},{grade},{key},{day}")
}

impl Extract {
    /// A sound extract of five posts and what nobody holds.
    pub(super) fn sound() -> Self {
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
    pub(super) fn with(mut self, sheet: &str, from: &str, to: &str) -> Self {
        let text = self.sheet(sheet);
        assert!(text.contains(from), "{from} is in {text}");
        *text = text.replacen(from, to, 1);
        self
    }

    /// The same extract with one more row.
    pub(super) fn with_row(mut self, sheet: &str, row: &str) -> Self {
        self.sheet(sheet).push_str(&format!("{row}\n"));
        self
    }

    pub(super) fn with_sheet(mut self, name: &'static str, csv: &str) -> Self {
        self.0.push((name, csv.to_owned()));
        self
    }

    pub(super) fn without(mut self, sheet: &str) -> Self {
        self.0.retain(|(name, _)| *name != sheet);
        self
    }

    pub(super) fn workbook(&self) -> Vec<u8> {
        let sheets: Vec<Sheet> = self.0.iter().map(|(name, csv)| Sheet::named(name, typed_rows(csv))).collect();
        xlsx(&sheets)
    }

    pub(super) fn folder(&self) -> Folder {
        Folder::new().with("WMT_PS.xlsx", self.workbook())
    }

    /// What `wmt import` says on standard error, which must be a refusal.
    pub(super) fn refused(&self) -> String {
        let output = self.folder().run(["import", "WMT_PS.xlsx", "--quiet"]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", shown(&output));
        String::from_utf8(output.stderr).expect("UTF-8")
    }

    /// The caseload, and what is said.
    pub(super) fn imported(&self, arguments: &str) -> (String, String) {
        let output = self.folder().run(format!("import WMT_PS.xlsx {arguments}").split_whitespace());
        assert!(output.status.success(), "{}", shown(&output));
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (text(output.stdout), text(output.stderr))
    }
}
