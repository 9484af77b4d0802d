//! A disk or a folder that takes nothing: the run says so, prints nothing, and the ledger is as it was.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;

use super::{MONDAYS, REPORTED, caseload, crowd, everything, folder, leftovers, record, recorded, refused, stdout};
use crate::command::{Folder, shell, shown};

/// A ledger of one week, and a caseload of another.
fn with_history(officers: usize) -> Folder {
    let folder = folder();
    recorded(&folder, &[crowd(MONDAYS[8], officers)]);
    folder.with("caseload.csv", crowd(REPORTED, officers))
}

/// Runs `wmt` where no file may be longer than so many blocks, as on a disk on which no more fits.
fn on_a_full_disk(folder: &Folder, blocks: u32, arguments: &str) -> (Option<i32>, usize, String) {
    // Without the trap the system would end the run; with it, writing fails.
    let output = shell(folder.path(), &format!("ulimit -f {blocks}; exec wmt {arguments}"), &[]);
    (output.status.code(), output.stdout.len(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_disk_that_is_full_loses_nothing() {
    // Two weeks of 400 officers are some 60,000 bytes; a block is 512 or 1,024. The limit is met at the first byte, in the
    // middle, and near the end.
    let folder = with_history(400);
    let before = folder.read("history.csv");
    assert!(before.len() > 25_000, "{}", before.len());
    for blocks in [0, 1, 16, 40] {
        let (code, printed, said) =
            on_a_full_disk(&folder, blocks, "calc caseload.csv --history history.csv --record --quiet");
        assert_eq!((code, printed), (Some(2), 0), "{blocks} blocks: {said}");
        assert_eq!(said, "history.csv: the history cannot be recorded: file too large\n", "{blocks} blocks");
        assert!(folder.read("history.csv") == before && leftovers(&folder).is_empty(), "{blocks} blocks");
    }
    // Nothing is written of a history that could not be begun, and no report without its week in the history.
    let arguments = "calc caseload.csv --history new.csv --record --output report.csv --quiet";
    let (code, _, said) = on_a_full_disk(&folder, 16, arguments);
    assert_eq!(code, Some(2), "{said}");
    assert!(!folder.path().join("new.csv").exists() && !folder.path().join("report.csv").exists());
    // With room again, all is as if nothing had been.
    record(&folder, "caseload.csv");
    assert!(folder.read("history.csv").starts_with(&before));
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_is_recorded_where_the_report_could_not_be_delivered() {
    let folder = with_history(2);
    let before = everything(&folder);
    for output in ["> /dev/full", "--output /dev/full --format csv", "--output /dev/full --format csv > /dev/full"] {
        for history in ["history.csv", "new.csv"] {
            let run =
                shell(folder.path(), &format!("wmt calc caseload.csv --history {history} --record {output}"), &[]);
            assert_eq!(run.status.code(), Some(2), "{output}: {}", shown(&run));
            assert!(String::from_utf8_lossy(&run.stderr).contains("the disk is full"), "{output}: {}", shown(&run));
            // The lock file of a new history may stay.
            let _ = fs::remove_file(folder.path().join(".new.csv.lock"));
            assert!(everything(&folder) == before, "{output}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_ends_with_exit_code_2_and_nothing_half_said() {
    let folder = folder().with("caseload.csv", caseload(REPORTED, &[("A1", 12)]));
    for command in [
        "wmt --help > /dev/full",
        "wmt --version > /dev/full",
        "wmt calc --help > /dev/full",
        "wmt balance caseload.csv --scenario-out /dev/full",
    ] {
        let run = shell(folder.path(), command, &[]);
        assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0), "{command}: {}", shown(&run));
        assert!(String::from_utf8_lossy(&run.stderr).contains("the disk is full"), "{command}: {}", shown(&run));
    }
}

#[test]
fn a_history_that_cannot_be_put_in_its_place_after_the_report_is_said_so() {
    let folder = folder().with("caseload.csv", caseload(REPORTED, &[("A1", 12)]));
    // The run waits for a reader of its report, and meanwhile a folder takes the place of the history.
    let run = "mkfifo report; \
               wmt calc caseload.csv --history new.csv --record --output report --format csv & \
               until ls -A | grep -q 'new.csv.wmt-'; do sleep 0.01; done; mkdir new.csv; cat report; wait $!";
    let run = shell(folder.path(), run, &[]);
    assert_eq!(run.status.code(), Some(2), "{}", shown(&run));
    assert!(String::from_utf8_lossy(&run.stdout).contains("2026-11-16,"), "{}", shown(&run));
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("new.csv: the report is there, but nothing is recorded in the history: "), "{said}");
    assert_eq!((leftovers(&folder).len(), fs::read_dir(folder.path().join("new.csv")).expect("it").count()), (0, 0));
}

#[test]
fn a_folder_that_may_not_be_written_in_is_said_and_its_ledger_read() {
    let folder = Folder::new().with("caseload.csv", caseload(REPORTED, &[("A1", 12)]));
    let inside = folder.path().join("kept");
    fs::create_dir(&inside).expect("a folder");
    let kept = folder.with("weights.toml", super::weights("2026-01-05", "110"));
    for monday in &MONDAYS[6..9] {
        super::put(&kept, "to-record.csv", caseload(monday, &[("A1", 12)]));
        stdout(&kept, "calc to-record.csv --history kept/history.csv --record --quiet");
    }
    let before = kept.read("kept/history.csv");
    fs::set_permissions(&inside, Permissions::from_mode(0o555)).expect("a folder of ours");
    // The superuser may write anywhere, and then there is nothing to see here.
    let may_write_anyway = fs::write(inside.join("try"), "").is_ok();
    if !may_write_anyway {
        // The lock file of earlier runs is there, so that a run comes as far as writing; in place of it, as far as that.
        for ledger in ["history.csv", "other.csv"] {
            let said = refused(&kept, &format!("calc caseload.csv --history kept/{ledger} --record --quiet"));
            let expected = format!("kept/{ledger}: the history cannot be recorded: permission is denied\n");
            assert_eq!((said, kept.read("kept/history.csv")), (expected, before.clone()));
        }
        let report = stdout(&kept, "calc caseload.csv --history kept/history.csv");
        assert!(report.contains("A1 (4 weeks since 2026-10-26)"), "{report}");
    }
    // The folder must be removable.
    fs::set_permissions(&inside, Permissions::from_mode(0o755)).expect("a folder of ours");
}

#[test]
fn a_ledger_that_may_not_be_written_is_not_replaced() {
    // Renaming another file over it would need no more than the right to write in the folder.
    let folder = with_history(2);
    let path = folder.path().join("history.csv");
    let before = folder.read("history.csv");
    fs::set_permissions(&path, Permissions::from_mode(0o444)).expect("a file of ours");
    let said = refused(&folder, "calc caseload.csv --history history.csv --record --quiet");
    assert_eq!(said, "history.csv: the history cannot be recorded: permission is denied\n");
    assert_eq!((folder.read("history.csv"), leftovers(&folder).len()), (before, 0));
    stdout(&folder, "calc caseload.csv --history history.csv");
}

fn assert_keeps_permissions(mode: u32) {
    let folder = with_history(2);
    let path = folder.path().join("history.csv");
    fs::set_permissions(&path, Permissions::from_mode(mode)).expect("a file of ours");
    let before = folder.read("history.csv");
    record(&folder, "caseload.csv");
    assert_ne!(folder.read("history.csv"), before, "it is replaced");
    let kept = fs::metadata(&path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(kept, mode, "{kept:o} instead of {mode:o}");
}

#[test]
fn a_ledger_that_is_replaced_keeps_its_permissions() {
    // They are figures of people's work: a ledger that others may not read must stay so.
    for mode in [0o600, 0o640, 0o644] {
        assert_keeps_permissions(mode);
    }
}

#[test]
fn a_ledger_that_a_group_may_write_is_still_the_groups() {
    assert_keeps_permissions(0o664);
}

#[test]
fn a_link_that_leads_nowhere_is_refused() {
    let folder = with_history(2);
    std::os::unix::fs::symlink("nowhere/history.csv", folder.path().join("link.csv")).expect("a link");
    let before = everything(&folder);
    let output = folder.run("calc caseload.csv --history link.csv --record".split_whitespace());
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", shown(&output));
    assert!(everything(&folder) == before);
}

/// Who owns a file, its group, and what each may do.
fn rights(folder: &Folder, name: &str) -> (u32, u32, u32) {
    let about = fs::metadata(folder.path().join(name)).expect("it is there");
    (about.uid(), about.gid(), about.mode() & 0o777)
}

#[test]
fn a_new_history_is_its_owners_alone_and_a_new_report_is_not() {
    let folder = folder().with("caseload.csv", caseload(REPORTED, &[("A1", 12)]));
    let run = "umask 022; wmt calc caseload.csv --history history.csv --record --output o.csv";
    assert!(shell(folder.path(), run, &[]).status.success());
    assert_eq!((rights(&folder, "history.csv").2, rights(&folder, "o.csv").2), (0o600, 0o644));
}

#[test]
fn a_file_that_is_replaced_keeps_its_owner_and_group() {
    let folder = with_history(2).with("o.csv", "last week");
    let own = rights(&folder, "o.csv");
    // The superuser may give files away, which nobody else may.
    let given = own.0 == 0;
    for name in ["history.csv", "o.csv"] {
        if given {
            chown(folder.path().join(name), Some(1234), Some(4321)).expect("root may");
        }
        fs::set_permissions(folder.path().join(name), Permissions::from_mode(0o640)).expect("a file of ours");
    }
    stdout(&folder, "calc caseload.csv --history history.csv --record --output o.csv --quiet");
    for name in ["history.csv", "o.csv"] {
        let expected = if given { (1234, 4321, 0o640) } else { (own.0, own.1, 0o640) };
        assert_eq!(rights(&folder, name), expected, "{name}");
    }
    assert_ne!(folder.read("o.csv"), "last week");
}

#[cfg(target_os = "linux")]
#[test]
fn who_may_not_give_a_file_its_group_gives_nobody_more_than_before() {
    // Only where the superuser runs the tests can there be another user; `setpriv` is a part of Linux's base tools.
    let folder = with_history(2).with("o.csv", "last week").with("secret.csv", "last week");
    let can_be_another = rights(&folder, "o.csv").0 == 0
        && shell(folder.path(), "setpriv --reuid 1234 --regid 1234 --clear-groups true", &[]).status.success();
    if !can_be_another {
        return;
    }
    fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).expect("a folder of ours");
    for (name, mode) in [("o.csv", 0o666), ("secret.csv", 0o640)] {
        chown(folder.path().join(name), Some(1), Some(4321)).expect("root may");
        fs::set_permissions(folder.path().join(name), Permissions::from_mode(mode)).expect("a file of ours");
    }
    let program = Path::new(env!("CARGO_BIN_EXE_wmt"));
    fs::copy(program, folder.path().join("wmt-of-another")).expect("a program");
    let run = |output: &str| {
        let run = format!(
            "setpriv --reuid 1234 --regid 1234 --clear-groups ./wmt-of-another calc caseload.csv --output {output}"
        );
        shell(folder.path(), &run, &[])
    };
    let output = run("o.csv");
    assert!(output.status.success(), "{}", shown(&output));
    assert_eq!(rights(&folder, "o.csv"), (1234, 1234, 0o666));
    // What one may not write one may not replace, either.
    let output = run("secret.csv");
    assert_eq!(
        (output.status.code(), folder.read("secret.csv")),
        (Some(2), "last week".to_owned()),
        "{}",
        shown(&output)
    );
    assert_eq!(rights(&folder, "secret.csv"), (1, 4321, 0o640));
    // Members of the old group may write, others may read: now nobody but the new owner may write.
    chown(folder.path().join("secret.csv"), Some(1234), Some(4321)).expect("root may");
    fs::set_permissions(folder.path().join("secret.csv"), Permissions::from_mode(0o664)).expect("a file of ours");
    assert!(run("secret.csv").status.success());
    assert_eq!(rights(&folder, "secret.csv"), (1234, 1234, 0o644));
}
