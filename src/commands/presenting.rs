//! Putting a report before people: its form, its layout, where it goes, and the exit code of that.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::ColorChoice;

use crate::cli::Presentation;
use crate::fault::Messages;
use crate::output::{Delivery, replaced};
use crate::render::{Format, Page, TableLayout, render};

use super::session::Session;

/// Characters to a line where nothing says how many.
const WIDTH: u16 = 80;

/// A finished report in a form that [`format()`] found, ready to be delivered.
pub(super) fn prepare(report: &impl Page, asked: &Presentation, format: Format) -> anyhow::Result<Delivery> {
    Delivery::prepare(render(report, format, layout(asked))?, output(asked))
}

/// The exit code of a report, where somebody asked for one: 1 where somebody should look at it, 3 where a figure may be wrong or
/// somebody has none because of a fault.
pub(super) fn exit_code(is_asked: bool, is_alarming: bool, is_doubtful: bool) -> ExitCode {
    ExitCode::from(match (is_alarming, is_doubtful) {
        _ if !is_asked => 0,
        (true, _) => 1,
        (false, true) => 3,
        (false, false) => 0,
    })
}

/// Delivers what is ready, and what there is to say of the run. Warnings and faults are said to those too who want no
/// notices.
pub(super) fn deliver(
    delivery: Delivery,
    code: ExitCode,
    is_quiet: bool,
    session: &Session,
) -> anyhow::Result<ExitCode> {
    let Messages { files, notices, warnings, row_faults, .. } = &session.messages;
    let unnamed = session.unnamed();
    let notices = if is_quiet { String::new() } else { notices.text(files, unnamed) };
    // Nobody can be told that standard error is gone.
    let text = notices + &warnings.text(files, unnamed) + &row_faults.text(files, unnamed);
    let _ = std::io::stderr().write_all(text.as_bytes());
    session.reworded(delivery.deliver(code))
}

/// The form asked for, or that of the file to write; a fault where neither tells.
pub(super) fn format(asked: &Presentation, session: &mut Session) -> Format {
    format_among(&ENDINGS, asked.format, output(asked), session)
}

/// The endings of files, each with its format.
pub(super) const ENDINGS: [(&str, Format); 5] = [
    ("txt", Format::Table),
    ("csv", Format::Csv),
    ("json", Format::Json),
    ("xlsx", Format::Xlsx),
    ("md", Format::Markdown),
];

/// As [`format()`], among some endings. Also adds a fault where a workbook cannot be written, or would be written to a
/// terminal.
pub(super) fn format_among(
    endings: &[(&str, Format)],
    asked: Option<Format>,
    output: Option<&Path>,
    session: &mut Session,
) -> Format {
    let format = format_of(asked, output, endings, session);
    match format {
        Format::Xlsx if cfg!(not(feature = "workbooks")) => {
            let hint = "give --format csv, which spreadsheets open";
            session.fault("--format", "this wmt was built without workbooks", hint);
        }
        Format::Xlsx => refuse_terminal(output, session),
        _ => (),
    }
    format
}

/// Adds a fault where a workbook would be written to a terminal.
pub(super) fn refuse_terminal(output: Option<&Path>, session: &mut Session) {
    if output.is_none() && std::io::stdout().is_terminal() {
        session.fault("--format", "a workbook cannot be shown on a terminal", "give --output report.xlsx");
    }
}

/// Adds a fault where plain text would get the name of a workbook, which spreadsheets then refuse to open.
pub(super) fn refuse_workbook_name(option: &str, output: Option<&Path>, ending: &str, session: &mut Session) {
    let is_workbook = |name: &Path| {
        let ending = name.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| ["xlsx", "xlsm", "xls", "ods"].contains(&&*ending))
    };
    if replaced(output).is_some_and(is_workbook) {
        let hint = format!("end it in .{ending}");
        session.fault(option, "this is the name of a workbook, and none is written here", hint);
    }
}

/// The form asked for, or that of the file to write by its ending; of what is no file the first one. A fault where nothing
/// tells.
pub(super) fn format_of<F: Copy>(
    asked: Option<F>,
    output: Option<&Path>,
    endings: &[(&str, F)],
    session: &mut Session,
) -> F {
    let ending = output.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.as_deref().map(|ending| if ending == "markdown" { "md" } else { ending });
    let named = endings.iter().find(|(known, _)| Some(*known) == ending).map(|(_, format)| *format);
    if let (None, None, Some(file)) = (asked, named, replaced(output)) {
        let mut known: Vec<String> = endings.iter().map(|(ending, _)| format!(".{ending}")).collect();
        known.sort();
        let last = known.pop().unwrap_or_default();
        let hint = match ending {
            Some("pdf") => "to print it, write a page with `wmt report` and --output report.html".to_owned(),
            _ => format!("end it in {} or {last}, or give --format", known.join(", ")),
        };
        session.fault(session.output_name(file), "its name does not end in a format that wmt writes here", hint);
    }
    asked.or(named).unwrap_or(endings[0].1)
}

/// The file to write to; `-` is standard output, as everywhere.
pub(super) fn output(asked: &Presentation) -> Option<&Path> {
    named_output(asked.output.as_deref())
}

/// As [`output()`], for an option that stands alone.
pub(super) fn named_output(asked: Option<&Path>) -> Option<&Path> {
    asked.filter(|path| path.as_os_str() != "-")
}

/// Characters to a line: those of the terminal that is written to, else what `COLUMNS` says, else 80.
pub(super) fn width(output: Option<&Path>) -> u16 {
    let out = std::io::stdout();
    let is_terminal = output.is_none() && out.is_terminal();
    let of_terminal = if is_terminal { terminal_size::terminal_size_of(out).map(|(width, _)| width.0) } else { None };
    let set = || std::env::var("COLUMNS").ok()?.trim().parse().ok().filter(|columns| *columns > 0);
    of_terminal.or_else(set).unwrap_or(WIDTH)
}

fn layout(asked: &Presentation) -> TableLayout {
    let is_terminal = output(asked).is_none() && std::io::stdout().is_terminal();
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    let has_colour = match asked.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => is_terminal && !is_set("NO_COLOR") && !is_dumb,
    };
    TableLayout { width: width(output(asked)), has_colour }
}
