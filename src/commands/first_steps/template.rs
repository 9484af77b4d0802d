//! `wmt template`: small files to begin with.

use std::path::Path;
use std::process::ExitCode;

use crate::cli::{TEMPLATES, TemplateOptions};
use crate::commands::presenting::{named_output, refuse_workbook_name};
use crate::commands::session::Session;
use crate::output::{Delivery, replaced};

pub(crate) fn run(asked: &TemplateOptions) -> anyhow::Result<ExitCode> {
    let (output, mut session) = (named_output(asked.output.as_deref()), Session::default());
    let ending = if ["weights", "scenario"].contains(&&*asked.kind) { "toml" } else { "csv" };
    refuse_workbook_name("--output", output, ending, &mut session);
    session.require_no_faults()?;
    // An empty file has nothing to lose.
    let is_there = |path: &&Path| path.metadata().is_ok_and(|there| there.is_dir() || there.len() > 0);
    if let Some(taken) = replaced(output).filter(is_there) {
        let hint = "give --output another name; a template takes no file's place";
        session.fault(session.output_name(taken), "this is there already", hint);
        return Err(session.refusal());
    }
    let text = TEMPLATES.iter().filter(|(kind, _)| *kind == asked.kind).flat_map(|(_, text)| text.bytes());
    Delivery::prepare(text.collect(), output)?.deliver(ExitCode::SUCCESS)
}
