//! What `--format json` writes is what `docs/schema.json` says of it.

use serde_json::Value;

use crate::command::{Folder, repository};
use crate::report::stdout;

/// The part of the schema for one kind of output.
fn schema(kind: &str) -> jsonschema::Validator {
    let text = std::fs::read_to_string(repository().join("docs/schema.json")).expect("the schema");
    let mut schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    let whole = schema.as_object_mut().expect("an object");
    whole.remove("anyOf").expect("one of all kinds");
    whole.insert("$ref".to_owned(), Value::String(format!("#/$defs/{kind}")));
    jsonschema::validator_for(&schema).expect("a schema")
}

fn examples() -> Folder {
    let read = |name: &str| std::fs::read(repository().join("examples").join(name)).expect("an example");
    let files = ["caseload.csv", "reductions.csv", "staff.csv", "ministry-2026-11-16.csv"];
    files.into_iter().fold(Folder::new(), |folder, name| folder.with(name, read(name)))
}

/// Holds what a command line gives against the schema.
fn hold(folder: &Folder, kind: &str, validator: &jsonschema::Validator, arguments: &str) {
    let output: Value = serde_json::from_str(&stdout(folder, arguments)).expect("JSON");
    let wrong: Vec<String> =
        validator.iter_errors(&output).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{arguments} is no {kind}:\n{}", wrong.join("\n"));
}

#[test]
fn reports_and_trends_are_as_the_schema_says() {
    let (folder, validator) = (examples(), schema("report"));
    let messy = "officer,name,team,contracted_hours,week,case_type,tier,count,status,task,due\n\
                 A1,Amy Bell,R1,37,2026-11-09,community,A3,14,,,\nA1,,R2,10,2026-11-16,community,A3,70,warrant,,\n\
                 B1,Ben,R1,,2026-11-16,custody,,2,,,\nC1,,R1,37,2026-11-09,community,B2,30,,,\n\
                 ,,R1,,2026-11-16,community,C1,3,,,\nTotal,,,,2026-11-16,,,,,,\n\
                 D1,,R1,37,2026-11-16,,,,,sdr,2027-01-16\nE1,,R3,37,2026-11-16,community,Z9,1,,,\n";
    let folder = folder.with("messy.csv", messy);
    for by in ["officer", "team", "pdu", "region", "grade", "all"] {
        for arguments in [
            "calc caseload.csv",
            "calc caseload.csv --reductions reductions.csv --staff staff.csv --reasons",
            "calc caseload.csv --week 2026-11-02 --only over",
            "calc ministry-2026-11-16.csv",
            "calc messy.csv --keep-going",
            "calc messy.csv --keep-going --team R1",
            "trend caseload.csv",
        ] {
            hold(&folder, "report", &validator, &format!("{arguments} --by {by} --format json"));
        }
    }
    stdout(&folder, "calc caseload.csv --history history.csv --record");
    for command in ["calc", "trend"] {
        hold(&folder, "report", &validator, &format!("{command} --history history.csv --format json"));
    }
}

#[test]
fn whatif_balance_and_staffing_are_as_the_schema_says() {
    let (folder, validator) = (examples(), schema("whatif"));
    for by in ["officer", "team", "pdu", "region", "grade", "all"] {
        for changes in ["--scale community +8", "--leave N53-0431 --join N1 TPO", "--set limits.over 60 --all"] {
            let arguments = format!("whatif caseload.csv {changes} --by {by} --format json");
            hold(&folder, "what-if", &validator, &arguments);
        }
    }
    let validator = schema("balance");
    for options in ["", "--keep N53-0420 --target 90", "--most 2 --to-trainees", "--within region --no-names"] {
        hold(&folder, "balance", &validator, &format!("balance caseload.csv {options} --format json"));
    }
    let validator = schema("staffing");
    for by in ["team", "pdu", "region", "grade", "all"] {
        hold(&folder, "staffing", &validator, &format!("staffing caseload.csv --growth -2.5 --by {by} --format json"));
    }
}

#[test]
fn pages_lists_and_findings_are_as_the_schema_says() {
    let folder = examples();
    let validator = schema("explanation");
    for officer in ["N53-0412", "N53-0420", "N53-0425", "N53-0440"] {
        for options in ["", "--cases", "--since 2026-10-19 --reductions reductions.csv --reasons"] {
            hold(
                &folder,
                "explanation",
                &validator,
                &format!("explain {officer} caseload.csv {options} --format json"),
            );
        }
    }
    let validator = schema("reductions");
    for options in ["", "--reasons", "--caseload caseload.csv --week 2026-11-16"] {
        hold(&folder, "list", &validator, &format!("reductions reductions.csv {options} --format json"));
    }
    let validator = schema("check");
    let output: Value =
        serde_json::from_slice(&folder.run(["check", "caseload.csv", "--format", "json"]).stdout).expect("JSON");
    assert!(validator.is_valid(&output), "{output}");
}

#[test]
fn weights_are_as_the_schema_says() {
    let folder = examples();
    for (kind, arguments) in [
        ("weights", "weights"),
        ("weights", "weights malta"),
        ("weights_list", "weights --list"),
        ("weights_compared", "weights --compare hmpps-2021 hmpps-2019"),
    ] {
        hold(&folder, kind, &schema(kind), &format!("{arguments} --format json"));
    }
}

#[test]
fn the_schema_refuses_what_it_does_not_name() {
    let folder = examples();
    let report: Value = serde_json::from_str(&stdout(&folder, "calc caseload.csv --format json")).expect("JSON");
    let validator = schema("report");
    for (pointer, value) in [
        ("/rows/0/capacity_percent", Value::String("114.2%".to_owned())),
        ("/rows/0/standing", Value::String("fine".to_owned())),
    ] {
        let mut changed = report.clone();
        *changed.pointer_mut(pointer).expect("a value of the report") = value;
        assert!(!validator.is_valid(&changed), "{pointer}");
    }
    let mut more = report;
    more["summary"]["more"] = Value::Null;
    assert!(!validator.is_valid(&more));
}
