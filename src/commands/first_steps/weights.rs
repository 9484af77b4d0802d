//! `wmt weights`: what is in a set of weights, and what two sets differ in.

use std::path::PathBuf;
use std::process::ExitCode;
use std::slice::from_ref;

use crate::cli::WeightsOptions;
use crate::commands::presenting::{deliver, format, output, prepare};
use crate::commands::session::Session;
use crate::inputs::built_in_sets;
use crate::model::Weights;
use crate::report::{SetList, SetOfWeights, WeightsCompared};

pub(crate) fn run(asked: &WeightsOptions) -> anyhow::Result<ExitCode> {
    let mut session = Session::default();
    let form = format(&asked.presentation, &mut session);
    let named = asked.set.as_ref().or(asked.weights.as_ref()).map(from_ref).unwrap_or_default();
    let sets = match asked.compare.as_slice() {
        _ if asked.list => built_in_sets(),
        [] => read(named, &mut session).into_iter().collect(),
        both => both.iter().filter_map(|one| read(from_ref(one), &mut session)).collect(),
    };
    session.refuse_overwriting(output(&asked.presentation));
    session.require_no_faults()?;
    let ready = match sets.as_slice() {
        sets if asked.list => prepare(&SetList::new(sets), &asked.presentation, form),
        [before, after] => prepare(&WeightsCompared::new(before, after), &asked.presentation, form),
        [weights, ..] => {
            let (_, in_use) = Session::weights_in_use(named);
            prepare(&SetOfWeights::new(weights, in_use), &asked.presentation, form)
        }
        [] => return Err(session.refusal()),
    }?;
    deliver(ready, ExitCode::SUCCESS, asked.presentation.quiet, &session)
}

/// The weights of a file or a name, or those that are used here; `None` with faults.
fn read(named: &[PathBuf], session: &mut Session) -> Option<Weights> {
    let weights = session.weights(named, false)?;
    Some(weights.get(weights.latest()).clone())
}
