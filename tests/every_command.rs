//! What the program promises as a whole, held for every command: one list of command lines, and a test for each promise. A
//! command that does not have a promise is in [`WITHOUT`], with the reason.

mod files;

use std::collections::BTreeSet;
use std::process::{Output, Stdio};

use crate::command::{Folder, shown, wmt};
use crate::first_steps::commands;

use files::{NAME, folder, is_steering, saved_otherwise};

/// What is promised of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Promise {
    ClosedPipe,
    SameBytes,
    Ending,
    NeverWrittenOver,
    NothingSteers,
    Width,
    WidthOfLongWords,
    Quiet,
    HoweverSaved,
}

use Promise::{
    ClosedPipe, Ending, HoweverSaved, NeverWrittenOver, NothingSteers, Quiet, SameBytes, Width, WidthOfLongWords,
};

/// A form by its word for `--format`, with the endings of `--output` that choose it.
type Form = (&'static str, &'static [&'static str]);

const TABLE: Form = ("table", &["txt"]);
const CSV: Form = ("csv", &["csv"]);
const JSON: Form = ("json", &["json"]);
const MARKDOWN: Form = ("markdown", &["md", "markdown"]);
const XLSX: Form = ("xlsx", &["xlsx"]);

const ALL: &[Form] = &[TABLE, CSV, JSON, MARKDOWN, XLSX];
const EXPLANATION: &[Form] = &[TABLE, JSON, MARKDOWN];
const FINDINGS: &[Form] = &[("text", &["txt"]), CSV, JSON, XLSX];
const TEXT: &[Form] = &[("text", &["txt"])];
const PAGE: &[Form] = &[("html", &["html", "htm"]), XLSX];
/// The form of a command that has no `--format`.
const ITS_OWN: &[Form] = &[("", &[])];

/// Command lines of every command, with the forms that each can write. Their files are those of [`folder`].
const LINES: &[(&str, &[Form])] = &[
    (
        "calc caseload.csv --staff staff.csv --reductions reductions.csv --history history.csv --reasons --exit-code",
        ALL,
    ),
    ("calc caseload.csv --by team", ALL),
    ("trend caseload.csv --history history.csv --by officer", ALL),
    ("report caseload.csv --staff staff.csv --reductions reductions.csv --output -", PAGE),
    ("whatif caseload.csv --staff staff.csv --scenario scenario.toml --all", ALL),
    ("balance caseload.csv --reductions reductions.csv", ALL),
    ("staffing caseload.csv --staff staff.csv", ALL),
    ("check caseload.csv --staff staff.csv --reductions reductions.csv --history history.csv", FINDINGS),
    ("check --list", TEXT),
    (
        "explain A1 caseload.csv --staff staff.csv --reductions reductions.csv --since 2026-11-02 --cases --reasons --exit-code",
        EXPLANATION,
    ),
    ("reductions reductions.csv --staff staff.csv --caseload caseload.csv --reasons", ALL),
    ("import WMT_PS.xlsx --weights weights.toml", ITS_OWN),
    ("weights weights.toml", ALL),
    ("weights --list", ALL),
    ("weights --compare base.toml weights.toml", ALL),
    ("template caseload", ITS_OWN),
    ("completions bash", ITS_OWN),
    ("man", ITS_OWN),
];

/// A report says where it goes.
const TO_PAGE: &str = " --output -";

/// Which promises are not those of a command, or of one of its command lines, and why.
const WITHOUT: &[(Promise, &str, &str)] = &[
    (Ending, "import", "it writes a caseload, which is CSV"),
    (Ending, "template", "a template has the form that wmt reads"),
    (Ending, "completions", "a script is written for the shell that is named, to standard output"),
    (Ending, "man", "its --output is a folder"),
    (NeverWrittenOver, "check --list", "it reads no file"),
    (NeverWrittenOver, "weights --list", "it reads no file"),
    (NeverWrittenOver, "template", "it reads no file; that it replaces none is in first_steps"),
    (NeverWrittenOver, "completions", "it reads no file"),
    (NeverWrittenOver, "man", "it reads no file, and replaces the pages that it wrote before"),
    (Width, "report", "a page and a workbook have no columns of characters"),
    (Width, "import", "a caseload is for programs"),
    (Width, "template", "a template is for programs"),
    (Width, "completions", "a script is for a shell"),
    (Width, "man", "a page has marks, and `man` breaks its lines"),
    (WidthOfLongWords, "check", "not held: a finding has names of more than a line in one piece"),
    (Quiet, "check", "its notices are findings, and --skip leaves them out"),
    (Quiet, "template", "it has no notices"),
    (Quiet, "completions", "it has no notices"),
    (Quiet, "man", "it has no notices"),
    (HoweverSaved, "check --list", "it reads no table"),
    (HoweverSaved, "import", "it reads a workbook"),
    (HoweverSaved, "weights", "it reads TOML"),
    (HoweverSaved, "template", "it reads no table"),
    (HoweverSaved, "completions", "it reads no table"),
    (HoweverSaved, "man", "it reads no table"),
];

/// Whether a command line is of a command, or begins as another does.
fn is_of(line: &str, beginning: &str) -> bool {
    line.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether a promise is one of a command line.
fn has(promise: Promise, line: &str) -> bool {
    !WITHOUT.iter().any(|(other, without, _)| *other == promise && is_of(line, without))
}

/// Whether this build has what a file or a form is of.
fn is_built(part: &str) -> bool {
    cfg!(feature = "workbooks") || !part.contains("xlsx")
}

/// The command lines that have a promise, with the forms that this build writes.
fn lines(promise: Promise) -> impl Iterator<Item = (&'static str, Vec<Form>)> {
    LINES
        .iter()
        .filter(move |(line, _)| has(promise, line) && is_built(line))
        .map(move |(line, forms)| (*line, forms.iter().copied().filter(|(format, _)| is_built(format)).collect()))
}

/// The first command line of each command that has a promise.
fn commands_with(promise: Promise) -> impl Iterator<Item = (&'static str, Vec<Form>)> {
    let mut last = "";
    lines(promise).filter(move |(line, _)| command(line) != std::mem::replace(&mut last, command(line)))
}

/// The command lines that have a promise, in one form each, and the first line of `calc` in every form.
fn runs(promise: Promise) -> Vec<(&'static str, &'static str)> {
    let others = lines(promise).map(|(line, forms)| (line, forms[0].0));
    let in_form = |(format, _): &Form| (LINES[0].0, *format);
    LINES[0].1.iter().filter(|(format, _)| is_built(format)).map(in_form).chain(others.skip(1)).collect()
}

fn command(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

fn arguments<'a>(line: &'a str, format: &'a str) -> Vec<&'a str> {
    let format: &[&str] = if format.is_empty() { &[] } else { &["--format", format] };
    line.split(' ').chain(format.iter().copied()).collect()
}

fn run(folder: &Folder, line: &str, format: &str) -> Output {
    folder.run(arguments(line, format))
}

#[test]
fn the_list_has_every_command_and_no_exception_is_of_another() {
    let listed: BTreeSet<String> = LINES.iter().map(|(line, _)| command(line).to_owned()).collect();
    assert_eq!(listed, commands(&Folder::new()).into_iter().collect());
    for (promise, without, reason) in WITHOUT {
        assert!(LINES.iter().any(|(line, _)| is_of(line, without)), "{promise:?} {without}: {reason}");
    }
    let folder = Folder::new();
    for command in &listed {
        let help = folder.shown(&format!("{command} --help"));
        let is_excepted = |promise| WITHOUT.iter().any(|(other, without, _)| *other == promise && without == command);
        assert_eq!(is_excepted(Quiet), !help.contains("--quiet"), "{command}");
        assert_eq!(is_excepted(Ending), !help.contains("--format"), "{command}");
    }
}

/// The pipe is closed before the run begins, so nothing can be written.
#[test]
fn a_reader_who_has_had_enough_is_no_failure() {
    let folder = folder(NAME);
    for (line, format) in runs(ClosedPipe) {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = wmt(folder.path());
        command.args(arguments(line, format)).stdout(writer).stderr(Stdio::piped());
        let output = command.output().expect("wmt runs");
        let (code, said) = (output.status.code(), String::from_utf8_lossy(&output.stderr));
        assert!(code == Some(0) && !said.contains("output"), "{line} {format}: {}", shown(&output));
    }
}

/// In one form: the test of endings runs every command twice in each.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = folder(NAME);
    for (line, format) in runs(SameBytes) {
        let first = run(&folder, line, format);
        assert!(!first.stdout.is_empty(), "{line} {format}: {}", shown(&first));
        assert_eq!(run(&folder, line, format), first, "{line} {format}");
    }
}

#[test]
fn the_ending_of_the_output_chooses_the_format() {
    let folder = folder(NAME);
    for (line, forms) in commands_with(Ending) {
        let to = |name: &str| format!("{} --output {name}", line.trim_end_matches(TO_PAGE));
        for (format, endings) in &forms {
            let expected = run(&folder, line, format);
            // In capitals too, and what is asked for beats the ending.
            let last = endings[endings.len() - 1];
            let capitals = [format!("A.b.{}", last.to_uppercase())].into_iter().filter(|_| *format == forms[0].0);
            let other = (*format == forms[1].0).then(|| format!("other.{}", forms[0].1[0]));
            let chosen = endings.iter().map(|ending| format!("out.{ending}")).chain(capitals).map(|name| (name, ""));
            for (name, asked) in chosen.chain(other.map(|name| (name, *format))) {
                let output = run(&folder, &to(&name), asked);
                let same = (output.status, output.stdout.len()) == (expected.status, 0);
                assert!(same && output.stderr == expected.stderr, "{line} --output {name}: {}", shown(&output));
                let written = std::fs::read(folder.path().join(&name)).expect("what was written");
                assert!(written == expected.stdout, "{line} --output {name} --format {asked}");
            }
        }
        for name in ["none", "a.pdf", "a.txt", "a.csv", "a.json", "a.md", "a.xlsx", "a.html"] {
            let is_chosen_by = |ending: &&str| name.ends_with(&format!(".{ending}"));
            if !forms.iter().any(|(_, endings)| endings.iter().any(&is_chosen_by)) {
                let output = run(&folder, &to(name), "");
                assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{line}: {}", shown(&output));
                assert!(!folder.path().join(name).exists(), "{line} --output {name}");
            }
        }
    }
}

/// Neither what is named nor the weights that are found, nor those that they extend.
#[test]
fn what_is_read_is_never_written_over() {
    let folder = folder(NAME);
    for (line, forms) in lines(NeverWrittenOver) {
        let to = line.trim_end_matches(TO_PAGE);
        let named = line.split(' ').filter(|word| folder.path().join(word).is_file());
        let read: BTreeSet<&str> = named.chain(["weights.toml", "base.toml"]).collect();
        assert!(line.starts_with("weights") || read.len() > 2, "{line}");
        for (number, file) in read.into_iter().enumerate() {
            let before = std::fs::read(folder.path().join(file)).expect("a file of the folder");
            let name = if number % 2 == 0 { file.to_owned() } else { format!("./{file}") };
            let output = run(&folder, &format!("{to} --output {name}"), forms[0].0);
            let is_refused = (output.status.code(), output.stdout.len()) == (Some(2), 0);
            let said = String::from_utf8_lossy(&output.stderr);
            let is_said = said.contains(&format!("{file}: this file is an input and also the output"));
            assert!(is_refused && is_said, "{line} over {file}: {}", shown(&output));
            let after = std::fs::read(folder.path().join(file)).expect("the same file");
            assert!(after == before, "{line} over {file}");
        }
    }
}

fn hold_nothing_steers(output: &Output, of: &str) {
    for text in [&output.stdout, &output.stderr].into_iter().flat_map(|bytes| files::texts(bytes)) {
        // A page shuts marks of direction in with the names that have them.
        let before_name = |part: &str| part.split_once("<bdi>").map_or(part, |(before, _)| before).to_owned();
        let text: String = if text.starts_with("<!") { text.split("</bdi>").map(before_name).collect() } else { text };
        assert_eq!(text.chars().find(|character| is_steering(*character)), None, "{of}: {text}");
    }
}

/// Escape, the one-character CSI, bell, backspace, delete, marks of direction, and what cannot be seen, in every file.
const STEERING: &str =
    "Amy\u{1b}[2J\u{9b}31m\u{7}\u{8}\u{7f}\u{202e}\u{ad}\u{61c}\u{200b}\u{2066}\u{feff}\u{fff9}\u{e0041}Bell";

#[test]
fn no_control_character_of_a_file_reaches_a_terminal_or_a_report() {
    let folder = folder(STEERING);
    for (line, forms) in lines(NothingSteers) {
        for (format, _) in forms {
            let output = run(&folder, line, format);
            assert!(!output.stdout.is_empty(), "{line} {format}: {}", shown(&output));
            hold_nothing_steers(&output, &format!("{line} {format}"));
        }
    }
}

#[test]
fn no_control_character_reaches_a_fault() {
    for (file, wrong) in files::wrong(STEERING) {
        let folder = folder(STEERING);
        let text = folder.read(file) + &wrong;
        let folder = folder.with(file, text);
        let mut refused = 0;
        for (line, forms) in lines(NothingSteers).filter(|(line, _)| file == "weights.toml" || line.contains(file)) {
            let output = run(&folder, line, forms[0].0);
            if output.status.code() != Some(0) {
                refused += 1;
                assert!(
                    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).contains("Bell"),
                    "{line}: {}",
                    shown(&output)
                );
            }
            hold_nothing_steers(&output, line);
        }
        assert!(refused > 0, "{file}: {wrong}");
    }
}

#[test]
fn no_control_character_of_a_command_line_reaches_a_fault() {
    let folder = folder(NAME);
    let name = format!("base.toml/{STEERING}.csv");
    let option = format!("--{STEERING}");
    for (line, _) in commands_with(NothingSteers) {
        for more in
            [&[option.as_str()][..], &[STEERING], &["--format", STEERING], &["--team", STEERING], &["--output", &name]]
        {
            let line = if more.contains(&"--output") { line.trim_end_matches(TO_PAGE) } else { line };
            let output = folder.run(line.split(' ').chain(more.iter().copied()));
            assert_eq!(
                (output.status.code(), output.stdout.len()),
                (Some(2), 0),
                "{line} {more:?}: {}",
                shown(&output)
            );
            hold_nothing_steers(&output, line);
        }
    }
}

fn hold_width(text: &[u8], width: usize, of: &str) {
    let text = String::from_utf8_lossy(text);
    for line in text.lines() {
        assert!(line.chars().count() <= width, "{of}: {} characters at {width}:\n{text}", line.chars().count());
        assert_eq!(line.trim_end(), line, "{of}: spaces at the end of a line:\n{text}");
    }
}

/// What is for people: tables, texts and help. In other forms a line is as long as what it says.
#[test]
fn nothing_is_wider_than_the_columns() {
    let long = "Riverside and the surrounding north-eastern districts; second team of three";
    let word = "x".repeat(100);
    for (promise, name, widths) in
        [(Width, NAME, &[60, 99][..]), (Width, long, &[80]), (WidthOfLongWords, &word, &[80])]
    {
        let folder = folder(name);
        for (line, forms) in lines(Width).filter(|(line, _)| has(promise, line)) {
            for width in widths {
                let mut command = wmt(folder.path());
                command.args(arguments(line, forms[0].0)).env("COLUMNS", width.to_string());
                let output = command.output().expect("wmt runs");
                assert!(!output.stdout.is_empty(), "{line}: {}", shown(&output));
                hold_width(&output.stdout, *width, line);
            }
        }
    }
    let folder = Folder::new();
    for command in commands(&folder).into_iter().chain(["help".to_owned()]) {
        let output = wmt(folder.path()).args([&command, "--help"]).env("COLUMNS", "80").output().expect("wmt runs");
        hold_width(&output.stdout, 80, &command);
    }
}

#[test]
fn quiet_silences_notices_and_no_warnings() {
    let folder = folder(NAME);
    for (line, forms) in lines(Quiet) {
        let loud = run(&folder, line, forms[0].0);
        let said = String::from_utf8_lossy(&loud.stderr);
        let (notices, warnings): (Vec<&str>, Vec<&str>) = said.lines().partition(|line| line.contains("notice: "));
        // Weights have nothing to give notice of, and those that are built in nothing to warn of.
        let is_noisy = !notices.is_empty() || command(line) == "weights";
        assert!(is_noisy && (!warnings.is_empty() || line == "weights --list"), "{line}: {said}");
        let quiet = if command(line) == "calc" { "-q" } else { "--quiet" };
        let output = run(&folder, &format!("{line} {quiet}"), forms[0].0);
        assert!((output.status, &output.stdout) == (loud.status, &loud.stdout), "{line}: {}", shown(&output));
        assert_eq!(String::from_utf8_lossy(&output.stderr).lines().collect::<Vec<_>>(), warnings, "{line}");
    }
}

/// In JSON, which has every cell, or in the form that a command has.
#[test]
fn however_a_table_is_saved_the_answer_is_the_same() {
    let whole = |forms: Vec<Form>| forms.iter().find(|form| **form == JSON).map_or(forms[0].0, |json| json.0);
    let runs: Vec<_> = lines(HoweverSaved).map(|(line, forms)| (line, whole(forms))).collect();
    let answers = |folder: &Folder| -> Vec<String> {
        runs.iter().map(|(line, format)| files::without_places(&run(folder, line, format))).collect()
    };
    let expected = answers(&folder(NAME));
    assert!(expected.iter().all(|answer| !answer.starts_with("exit 2")), "{expected:?}");
    for (how, folder) in saved_otherwise() {
        for ((answer, expected), (line, _)) in answers(&folder).iter().zip(&expected).zip(&runs) {
            assert_eq!(answer, expected, "{how}: {line}");
        }
    }
}
