//! Which headings are odd, and what their cells are a sign of.

use super::*;
use crate::inputs::table::columns::{CASELOAD, REDUCTIONS, STAFF};

const HOURS_READ: &str = "hours are read from `contracted_hours` and `reduction_hours`";

/// What is said of a heading of a file with a few columns, and which cells are a sign.
fn odd(heading: &str) -> Option<(String, Sign)> {
    odd_in(&CASELOAD, &[Column::Officer, Column::CaseType], heading)
}

/// The same of a file of a kind that has some columns.
fn odd_in(sheet: &TableColumns, has: &[Column], heading: &str) -> Option<(String, Sign)> {
    let mut positions = [None; COLUMNS.len()];
    for column in has {
        positions[column.index()] = Some(0);
    }
    let names = |name: &str| matches!(plain(name).as_str(), "custody" | "b2").then_some("tier");
    let odd = odd_column(3, heading, sheet, &positions, &names).filter(|odd| odd.instead_of.is_none());
    odd.map(|odd| (odd.meant, odd.sign))
}

#[test]
fn headings_near_to_a_known_one_or_about_hours_are_odd() {
    assert_eq!(odd(""), Some((String::new(), Sign::Cell)));
    for (known, headings) in [
        ("officer", &["Offcier"][..]),
        ("tier", &["Teir", "Tier level", "Tier Codes", "Latest Tier", "Current tier", "Tier (current)"]),
        ("status", &["Row Types", "Row Typ", "Row Type Code", "Case Status"]),
        (
            "grade",
            &[
                "Grade Codes", "OM Grade Codes", "Officer Grade", "OM Grd", "Staff Grade", "PP grade",
                "Practitioner grade", "Offender Manager Grade (now)",
            ],
        ),
        ("case_id", &["CRNs", "CRN number", "Case Ref", "CaseRef", "Case Ref Number", "Case ref no. old", "CNR"]),
        ("pdu", &["PDU nm", "Probation Delivery", "Probation delivery unit desc", "LUD"]),
        ("task", &["Contact", "Tsk"]),
        ("week", &["Workload Dates", "Snapshots", "Datestamps", "Dates", "Daet"]),
        ("extra_minutes", &["Extra min", "Extra min.", "Extra mins", "Add. minutes", "Minutes extra", "Extra mins pm"]),
        ("contracted_hours", &["Contr hours", "Huors", "Hors", "Ours", "Hourz"]),
        ("count", &["COUNT(*)", "Case count", "ncases", "Cnt", "Csaes", "Caess", "Csses"]),
    ] {
        for heading in headings {
            let (meant, sign) = odd(heading).expect(heading);
            assert_eq!(meant, format!("; did you mean `{known}`?"), "{heading}");
            let may_be_other = matches!(*heading, "Contr hours");
            assert_eq!(sign, if may_be_other { Sign::Hours } else { Sign::Cell }, "{heading}");
        }
    }
    for heading in ["Workload", "Workload %", "Snapshot ID"] {
        assert_eq!(odd(heading), Some(("; did you mean `week`?".to_owned(), Sign::Date)), "{heading}");
    }
    assert_eq!(odd("Contract"), Some(("; did you mean `contracted_hours`?".to_owned(), Sign::Hours)));
    for heading in [
        "FTE hours", "FTE", "F.T.E.", "Full-time equivalent", "Weekly hours", "Contracted hr", "Hr", "Weekly hr",
        "Reduction_hr", "Reduction per week", "Reductions (h)", "Reduced by", "Total reductions", "Workload reduction",
        "Facility time", "Protected time",
    ] {
        assert_eq!(odd(heading), Some((format!("; {HOURS_READ}"), Sign::Hours)), "{heading}");
    }
    for heading in
        ["FT/PT", "Full/Part time", "Working pattern", "% worked", "Days per week", "Part time", "% of full time"]
    {
        assert_eq!(odd(heading), Some((format!("; {HOURS_READ}"), Sign::Several)), "{heading}");
        assert_eq!(odd_in(&CASELOAD, &[Column::Officer, Column::ContractedHours], heading), None, "{heading}");
    }
    for heading in ["Total cases", "TotalCases", "Number of cases", "No. of cases", "Active cases", "Caseload"] {
        assert_eq!(odd(heading), Some((format!("; {COUNT_IS_READ}"), Sign::WholeNumber)), "{heading}");
    }
}

#[test]
fn a_column_of_codes_is_odd_where_officers_are_known_by_names_alone() {
    let near = Some((format!("; {TWO_CODES}"), Sign::CodeOfName));
    for heading in "OM Code; OM ID; Staff ID; Staff number; Staff Cd; Officer number; Practitioner code; Employee number; Payroll No; \
        Probation Practitioner Code; Offender Manager Key; OM Staff Code"
        .split("; ")
    {
        assert_eq!(odd(heading), near, "{heading}");
        assert_eq!(odd_in(&CASELOAD, &[Column::Officer, Column::Name], heading), None, "{heading}");
    }
    for heading in ["Officer email", "Staff group", "Offender ID of PNC", "Manager code", "Staff", "OM", "PP ID"] {
        assert_eq!(odd(heading), None, "{heading}");
    }
}

#[test]
fn beside_a_blank_column_another_may_be_meant() {
    let mut positions = [None; COLUMNS.len()];
    for (column, position) in [(Column::Officer, 0), (Column::Tier, 1), (Column::Count, 2), (Column::ExtraMinutes, 5)] {
        positions[column.index()] = Some(position);
    }
    let meant = |heading| {
        let odd = odd_column(3, heading, &CASELOAD, &positions, &|_| None)?;
        odd.instead_of.map(|blank| (blank, odd.sign))
    };
    for heading in ["practitioner", "OM", "PP name", "Staff name", "Allocated to", "Case manager"] {
        assert_eq!(meant(heading), Some((0, Sign::Cell)), "{heading}");
    }
    assert_eq!(["Tiering", "Tier (TNCT)"].map(meant), [Some((1, Sign::Cell)); 2]);
    assert_eq!(["Total", "n", "People"].map(meant), [Some((2, Sign::WholeNumber)); 3]);
    assert_eq!(
        ["Additional minutes", "Extra time", "Time"].map(meant),
        [Some((5, Sign::Cell)), Some((5, Sign::Cell)), None]
    );
    assert_eq!(["Case name", "Name", "Staff", "Notes", "Gender"].map(meant), [None; 5]);
}

#[test]
fn headings_in_one_piece_are_as_those_in_several_words() {
    for (known, headings) in [
        ("status", "CaseStatus casestatus StatusDesc"),
        ("grade", "OMGrd GradeDesc"),
        ("task", "TaskName taskname Task_Code"),
        ("team", "TeamCode teamcode"),
        ("tier", "TierLevel CurrentTier tierlevel"),
        ("extra_minutes", "ExtraMins extramins extra_mins AdditionalMinutes"),
    ] {
        for heading in headings.split(' ') {
            assert_eq!(odd(heading), Some((format!("; did you mean `{known}`?"), Sign::Cell)), "{heading}");
        }
    }
}

#[test]
fn headings_of_a_number_of_cases_or_of_a_date_need_such_cells() {
    for heading in "Count of CRN; count(1); CRN count; Distinct count of CRN; COUNT(DISTINCT CRN); \
        Count of case_id; Sum of count; # of CRN; No. of CRNs; (No column name); n; Freq; Total; \
        Activecases; Number; Count of Case Ref No; DistinctCount of CRN; Distinct count of Case Id; No. of people; No of PoPs; \
        Total offenders; Offender count; SU count; Person count; Client count; Nominal count; Order count"
        .split("; ")
    {
        assert_eq!(odd(heading), Some((format!("; {COUNT_IS_READ}"), Sign::WholeNumber)), "{heading}");
    }
    for heading in "PoPs; SUs; Items; Number held; Nifer; Quantity; Qty; Volume; Amount; Records; Rows; Values; People; POPs; Offenders; Clients; \
        Service users; Headcount; Active; Current; Current clients"
        .split("; ")
    {
        assert_eq!(odd(heading), Some((format!("; {COUNT_IS_READ}"), Sign::Quantities)), "{heading}");
    }
    for heading in ["No.", "#", "Nr", "No", "№", "PoP", "PoP number"] {
        assert_eq!(odd(heading), Some((format!("; {COUNT_IS_READ}"), Sign::Numbers)), "{heading}");
    }
    for heading in "Week commencing; WeekStarting; Week ending; W/C; Snapshot date; Report date; Extract date; \
        week_date; ISO week; As at; Reporting week; Reporting period; Period; Data date; Run date; RunDate; \
        Date of extract; Date of report; Data as at; Extracted on; Extracted; Generated; Downloaded; Last refreshed; LastUpdated; Export_Date; W/E date; Period ending; As of; Caseload date; \
        Date of caseload (snapshot); File date; MI date; Calendar date; Week key date; Date pulled; Date taken"
        .split("; ")
    {
        assert_eq!(odd(heading), Some(("; did you mean `week`?".to_owned(), Sign::DateOrSeveral)), "{heading}");
    }
    assert_eq!(odd("WeekKey"), Some(("; did you mean `week`?".to_owned(), Sign::Cell)));
    for heading in ["Caseload start date", "File end date", "Date on caseload"] {
        assert_eq!(odd(heading).filter(|(_, sign)| *sign == Sign::DateOrSeveral), None, "{heading}");
    }
    for (sign, cells, others) in [
        (Sign::WholeNumber, &["12", "12.0", "=\"7\""][..], &["12.5", "AB12", "10441", "2026-11-16", "n/a"][..]),
        (
            Sign::Date,
            &["26/10/2026", "2026-W47", "26 Oct 2026", "W46", "wk 7", "202647"],
            &["44", "Monday", "late", "202654", "212647"],
        ),
        (Sign::Hours, &["37", "22.2 h", "60%", "0.6"], &["9-5", "FT", "Mon to Fri", "flexible"]),
        (Sign::Cell, &["12", "x"], &[]),
    ] {
        let is_in = |cell: &&&str| sign.has(&trimmed(without_formula(Cow::Borrowed(cell.as_bytes()))));
        assert!(cells.iter().all(|cell| is_in(&cell)) && !others.iter().any(|cell| is_in(&cell)), "{sign:?}");
    }
}

#[test]
fn other_headings_are_not_odd() {
    for heading in "upwhours; UPWHours; hoursordered; unpaidworkhours; curfewhours; daysoncaseload; extranotes; reductionnotes; casestage; \
        Ext; Notes; Name of court; Reason; Start Date; OM Name; Gender; Shoe size; After; Team leader; Office; \
        Court; Reduction reason; Team manager; Case notes; Next appointment date; Status date; \
        Date of birth; Sentence end date; Sentence date; End date; Order date; Allocation date; Created on; \
        Case number; PNC no; ***; Offence count; Licence period; Data; Report; Run; Time; \
        Date completed; Hearing date; Last report date; Offence count; Number of offences; \
        Total OGRS score; Case name; Role type; Allocation; Education; Update; Discount; Data; Case score; \
        Last contact; Next report due; Officer email; Religion; House; Data; Gate; CRO; CRD; CR; DV status; SU status; HR status; OM region; UK region; HR number; HR ref"
        .split("; ")
    {
        assert_eq!(odd(heading), None, "{heading}");
    }
    // Where a file has the column, its number or date is known.
    for heading in ["Week ending", "Report date", "n", "CRNs", "Latest tier", "Row Types", "Case Ref", "OM Grd"] {
        assert_eq!(odd_in(&CASELOAD, &COLUMNS.map(|(column, ..)| column), heading), None, "{heading}");
    }
}

#[test]
fn names_of_the_weights_are_odd_where_rows_have_no_case_ids() {
    for heading in ["Custody", "B2", "Custody B2"] {
        let (meant, sign) = odd(heading).expect("a name of the weights");
        assert!(meant.contains("it has the name of a tier") && sign == Sign::Quantities, "{meant}");
    }
    for heading in ["Custody", "B2", "People", "#"] {
        assert_eq!(odd_in(&CASELOAD, &[Column::Officer, Column::CaseId], heading), None, "{heading}");
    }
    assert_eq!(odd("Custody days"), None);
}

#[test]
fn a_staff_list_has_no_other_hours_than_contracted_ones_and_no_cases() {
    let odd = |heading| odd_in(&STAFF, &[], heading).map(|(meant, _)| meant);
    let hours = "; hours are read from `contracted_hours`, and reductions from the caseload or --reductions";
    for heading in ["Reduction Hours", "Reductions", "FTE", "Weekly hours"] {
        assert_eq!(odd(heading).as_deref(), Some(hours), "{heading}");
    }
    assert_eq!(["Total cases", "Case Type", "Week ending", "Report date"].map(odd), [None, None, None, None]);
}

#[test]
fn a_list_of_reductions_has_the_contracted_hours_of_the_export_and_no_others() {
    let all = COLUMNS.map(|(column, ..)| column);
    let odd = |heading| odd_in(&REDUCTIONS, &all, heading).map(|(meant, _)| meant);
    for heading in ["Reduction hours", "hours per week", "FTE"] {
        assert!(odd(heading).is_some_and(|meant| meant.contains("are read from `hours`")), "{heading}");
    }
    let has = [Column::Officer, Column::Reason, Column::Hours, Column::From, Column::To];
    let near = odd_in(&REDUCTIONS, &has, "Reduction Status").map(|(meant, _)| meant);
    assert_eq!(near.as_deref(), Some("; did you mean `status`?"));
    for heading in ["Contracted Hours", "Reduction", "Grade Code", "Case Type", "PDU", "Reduction notes"] {
        assert_eq!(odd(heading), None, "{heading}");
    }
}
