//! Which weights a run uses: `--weights`, else `WMT_WEIGHTS`, else `weights.toml` here, else those built in.

use super::{Rows, one_line, report, round_weights};
use crate::command::{Folder, repository, wmt};

const CASELOAD: &str = "officer,contracted_hours,week,case_type,tier\nA1,37,2026-11-16,community,low\n";

fn named(version: &str) -> String {
    round_weights("2026-01-05", "over = 110\nweeks = 4").replace("round-2026-01-05", version)
}

#[test]
fn the_option_beats_the_environment_which_beats_the_folder() {
    let folder = Folder::new()
        .with("caseload.csv", CASELOAD)
        .with("weights.toml", named("here"))
        .with("set.toml", named("set"))
        .with("asked.toml", named("asked"));
    for (set, asked, version, file) in [
        (Some("set.toml"), Some("asked.toml"), "asked", "asked.toml"),
        (None, Some("asked.toml"), "asked", "asked.toml"),
        (Some("set.toml"), None, "set", "set.toml"),
        (Some(""), None, "here", "weights.toml"),
        (None, None, "here", "weights.toml"),
    ] {
        let run = |format: &str| {
            let mut command = wmt(folder.path());
            command.args(["calc", "caseload.csv", "--format", format]);
            command.envs(set.map(|file| ("WMT_WEIGHTS", file)));
            command.args(asked.map(|file| format!("--weights={file}")));
            command.output().expect("wmt runs").stdout
        };
        assert_eq!(Rows::read(run("csv")).cell("A1", "weights"), version, "{set:?} {asked:?}");
        let report = one_line(&String::from_utf8_lossy(&run("table")));
        assert!(report.contains(&format!("weights {version} ({file})")), "{report}");
    }
}

#[test]
fn without_any_file_the_values_are_those_built_in() {
    let caseload = CASELOAD.replace("low", "A3");
    let built_in = report(&Folder::new().with("caseload.csv", &caseload), "caseload.csv");
    assert!(built_in.contains("weights hmpps-2021 (built in), over >110%"), "{built_in}");
    let weights = std::fs::read(repository().join("weights.toml")).expect("the repository's own");
    let own = report(&Folder::new().with("caseload.csv", &caseload).with("weights.toml", weights), "caseload.csv");
    assert_eq!(built_in.replace("(built in)", "(weights.toml)"), own);
}

#[test]
fn a_weights_file_that_is_named_and_not_there_is_never_stood_in_for() {
    let folder = Folder::new().with("caseload.csv", CASELOAD).with("weights.toml", named("here"));
    let mut command = wmt(folder.path());
    let output = command.args(["calc", "caseload.csv"]).env("WMT_WEIGHTS", "gone.toml").output().expect("wmt runs");
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    assert!(String::from_utf8_lossy(&output.stderr).contains("gone.toml: there is no such file"));
}

/// A folder that is not mounted: nobody may get the values that are built in for their own.
#[cfg(unix)]
#[test]
fn a_link_to_weights_that_leads_nowhere_is_a_fault() {
    let folder = Folder::new().with("caseload.csv", "officer,grade,case_type,tier\nA1,PO,community,A3\n");
    std::os::unix::fs::symlink("not/mounted.toml", folder.path().join("weights.toml")).expect("a link");
    let said = folder.shown("calc caseload.csv");
    assert!(said.starts_with("exit 2") && said.contains("weights.toml: there is no such file"), "{said}");
}
