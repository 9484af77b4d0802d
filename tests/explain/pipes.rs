//! Caseloads that can be read only once: standard input, and pipes by name.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{WEIGHTS, folder, parsed, rows};
use crate::command::{Folder, shown, wmt};

const CASELOAD: &[u8] = b"officer,grade,week,case_type,tier,count\nA1,PO,2026-11-16,community,high,3\n\
    B2,PO,2026-11-16,community,low,5\nA1,PO,2026-11-16,community,low,2\n";

#[test]
fn standard_input_gives_the_page_that_the_same_bytes_in_a_file_give() {
    let folder = folder(CASELOAD);
    for (name, said) in [("-", "standard input"), ("/dev/stdin", "/dev/stdin")] {
        if name != "-" && !cfg!(unix) {
            continue;
        }
        let expected = super::stdout(&folder, &["explain", "A1", "caseload.csv", "--format", "json"]);
        let output = folder.piped(&format!("explain A1 {name} --format json"), CASELOAD);
        assert!(output.status.success(), "{}", shown(&output));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(text, expected.replace("\"caseload.csv\"", &format!("\"{said}\"")), "with its SHA-256 too");
        assert_eq!(rows(&parsed(&text)["work"], &["work", "count"]), ["community high|3", "community low|2"]);
    }
}

#[test]
fn standard_input_beside_files_is_one_caseload_with_them() {
    let folder = folder("officer,grade,week,case_type,tier\nC3,PO,2026-11-16,community,high\n");
    let output = folder.piped("explain A1 caseload.csv - --format json", CASELOAD);
    let json = parsed(&String::from_utf8_lossy(&output.stdout));
    assert_eq!(json["work_total"]["minutes"].to_string(), "1536");
    assert_eq!(rows(&json["files"], &["file"]), ["weights.toml", "caseload.csv", "standard input"]);
}

#[test]
fn standard_input_with_nothing_or_with_a_fault_is_refused() {
    let folder = Folder::new().with("weights.toml", WEIGHTS);
    for (input, words) in
        [(&b""[..], "standard input"), (b"officer,case_type,tier\nA1,community,hihg\n", "standard input:2:")]
    {
        let output = folder.piped("explain A1 -", input);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", shown(&output));
        assert!(String::from_utf8_lossy(&output.stderr).contains(words), "{}", shown(&output));
    }
    let twice = folder.piped("explain A1 - -", CASELOAD);
    assert!(String::from_utf8_lossy(&twice.stderr).contains("given twice"), "{}", shown(&twice));
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_like_a_file() {
    let folder = folder(CASELOAD);
    // Whoever opens the pipe again gets nothing, and does not wait for ever.
    let run = "mkfifo pipe; { cat caseload.csv > pipe; while :; do : > pipe; done; } > /dev/null 2>&1 & \
               wmt explain A1 pipe --format json; code=$?; kill $!; exit $code";
    let output = crate::command::shell(folder.path(), run, &[]);
    assert!(output.status.success(), "{}", shown(&output));
    let expected = super::stdout(&folder, &["explain", "A1", "caseload.csv", "--format", "json"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected.replace("\"caseload.csv\"", "\"pipe\""));
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_dated_by_its_name() {
    let folder = folder("officer,grade,case_type,tier\nA1,PO,community,high\n");
    let run = "mkfifo caseload-2026-11-16.csv; cat caseload.csv > caseload-2026-11-16.csv & \
               wmt explain A1 caseload-2026-11-16.csv";
    let output = crate::command::shell(folder.path(), run, &[]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("2026-11-16"), "{}", shown(&output));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("undated"), "{}", shown(&output));
}

#[cfg(unix)]
#[test]
fn nothing_stays_of_what_was_kept_of_a_pipe_however_the_run_ends() {
    let folder = folder(CASELOAD);
    for run in [
        "wmt explain A1 - < caseload.csv", "cat caseload.csv | wmt explain A1 -",
        "cat caseload.csv | wmt explain Z9 -", "wmt check /dev/zero", "tr '\\0' x < /dev/zero | wmt check -",
    ] {
        let run = format!("mkdir -p kept && export TMPDIR=$PWD/kept && {run} > /dev/null 2>&1; ls -A kept");
        let output = crate::command::shell(folder.path(), &run, &[]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{run}");
    }
    for signal in ["INT", "TERM", "HUP", "KILL"] {
        let mut command = wmt(folder.path());
        command.args(["explain", "A1", "-"]).env("TMPDIR", folder.path().join("kept")).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("wmt runs");
        let pipe = child.stdin.take().expect("a pipe was asked for");
        (&pipe).write_all(CASELOAD).expect("it reads");
        let is_kept = || {
            let open = std::fs::read_dir(format!("/proc/{}/fd", child.id())).into_iter().flatten().flatten();
            open.filter_map(|entry| std::fs::read_link(entry.path()).ok()).any(|to| to.starts_with(folder.path()))
        };
        let started = Instant::now();
        while cfg!(target_os = "linux") && !is_kept() {
            assert!(started.elapsed() < Duration::from_secs(10), "it keeps nothing");
            std::thread::sleep(Duration::from_millis(1));
        }
        let kill = std::process::Command::new("sh").args(["-c", &format!("kill -{signal} {}", child.id())]).status();
        assert!(kill.expect("a shell").success(), "{signal}");
        let started = Instant::now();
        // It obeys nothing where whoever runs the tests ignores the signal, as `nohup` does.
        let ended = loop {
            match child.try_wait().expect("a child") {
                None if started.elapsed() < Duration::from_secs(10) => std::thread::sleep(Duration::from_millis(1)),
                ended => break ended,
            }
        };
        let _ = child.kill();
        assert!(ended.is_some_and(|status| !status.success()), "{signal}: {ended:?}");
        assert_eq!(std::fs::read_dir(folder.path().join("kept")).expect("a folder").count(), 0, "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn a_source_without_an_end_is_refused_at_once() {
    let folder = folder(CASELOAD);
    for (run, said) in [
        ("wmt explain A1 /dev/zero", "/dev/zero:1: there is a NUL character"),
        (
            "tr '\\0' x < /dev/zero | wmt explain A1 -",
            "standard input:1: the row that starts here is longer than 16 MiB",
        ),
        ("wmt explain A1 --weights /dev/zero caseload.csv", "/dev/zero"),
    ] {
        let output = crate::command::shell(folder.path(), run, &[]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", shown(&output));
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{}", shown(&output));
    }
}
