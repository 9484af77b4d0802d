//! `--output` to what is no plain file: it is written to where its next byte belongs, and never replaced or cut short.

use std::fs;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::Stdio;
use std::time::Duration;

use super::{WEEKS, stdout, weeks};
use crate::command::{Folder, shell, shown, wmt};

fn folder() -> Folder {
    Folder::new().with("c.csv", format!("{WEEKS}{}", weeks("A1", "oooo")))
}

/// Runs a command line that must end well, and must not wait for ever.
fn run(folder: &Folder, command: &str) -> std::process::Output {
    let output = shell(folder.path(), &format!("wmt() {{ timeout 20 wmt \"$@\"; }}; {command}"), &[]);
    assert!(output.status.success(), "{command}: {}", shown(&output));
    output
}

#[test]
fn a_descriptor_is_written_to_between_what_comes_before_and_after() {
    let folder = folder();
    for wmt in ["calc c.csv", "check c.csv", "explain A1 c.csv", "calc c.csv --format json"] {
        let by_itself = folder.run(wmt.split_whitespace()).stdout;
        let expected = format!("a\n{}b\n", String::from_utf8(by_itself).expect("UTF-8"));
        std::os::unix::fs::symlink("/dev/stdout", folder.path().join("link")).expect("a link");
        for (output, redirected, echoed) in [
            ("/dev/stdout", "> f", "1"),
            ("/dev/stdout", ">> f", "1"),
            ("/dev/fd/1", "> f", "1"),
            ("/proc/self/fd/1", "> f", "1"),
            ("link", "> f", "1"),
            ("/dev/stderr", "2> f", "2"),
            ("/dev/fd/3", "3> f", "3"),
            ("/dev/fd/3", "3>> f", "3"),
            ("/dev/stdout", "| cat > f", "1"),
            ("/dev/fd/3", "3>&1 | cat > f", "3"),
        ] {
            let quiet = if wmt.starts_with("check") { "" } else { "--quiet" };
            let command = format!(
                "rm -f f; {{ echo a >&{echoed}; wmt {wmt} {quiet} --output {output}; code=$?; echo b >&{echoed}; }} {redirected}"
            );
            shell(folder.path(), &command, &[]);
            assert_eq!(folder.read("f"), expected, "{command}");
        }
        fs::remove_file(folder.path().join("link")).expect("it is there");
    }
}

#[test]
fn a_descriptor_that_is_not_open_is_said() {
    let folder = folder();
    let output = folder.run(["calc", "c.csv", "--output", "/dev/fd/77"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(said.contains("/dev/fd/77: the report cannot be written: "), "{said}");
}

#[test]
fn a_pipe_by_name_is_written_to_and_whoever_closes_it_is_served() {
    let folder = folder();
    let report = stdout(&folder, "calc c.csv --format csv");
    let output = run(&folder, "mkfifo p.csv; cat p.csv & wmt calc c.csv --output p.csv && wait $! && test -p p.csv");
    assert_eq!(String::from_utf8_lossy(&output.stdout), report);
    run(&folder, "mkfifo q; : < q & exec 5> q; wait $!; wmt calc c.csv --history h.csv --record --output /dev/fd/5");
    assert!(folder.path().join("h.csv").exists(), "it is recorded");
}

#[test]
fn an_output_that_takes_nothing_now_is_waited_for() {
    let row = |number| format!("N{number:05},37,2026-11-16,community,A3,12\n");
    let folder = Folder::new().with("c.csv", format!("{WEEKS}{}", (0..9_000).map(row).collect::<String>()));
    let expected = stdout(&folder, "calc c.csv --format csv");
    // Far more than a socket holds, so that the run is soon told to come again; its reader comes late.
    let (mut reader, writer) = UnixStream::pair().expect("two sockets");
    writer.set_nonblocking(true).expect("a socket of ours");
    let mut command = wmt(folder.path());
    command.args(["calc", "c.csv", "--format", "csv"]).stdout(OwnedFd::from(writer)).stderr(Stdio::piped());
    let child = command.spawn().expect("wmt runs");
    drop(command);
    std::thread::sleep(Duration::from_millis(300));
    let mut text = String::new();
    reader.read_to_string(&mut text).expect("UTF-8");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", shown(&output));
    assert!(text == expected, "{} bytes of {}", text.len(), expected.len());
}
