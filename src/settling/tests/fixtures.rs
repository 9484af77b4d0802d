//! Caseloads that are read for unit tests, also of other modules.

use std::num::NonZeroUsize;

use crate::fault::Messages;
use crate::inputs::{InputFile, Inputs, ReadOptions, RequestedWeeks, Sharing, WeightsFile, read_weights};
use crate::model::{Caseload, DatedWeights};
use crate::settling::read_caseload;

/// Reading on some threads, in blocks of some bytes.
pub(in crate::settling) fn in_blocks(threads: usize, block: usize) -> ReadOptions {
    let sharing = Sharing::in_blocks(NonZeroUsize::new(threads), block);
    ReadOptions { sharing, ..ReadOptions::among(None) }
}

/// A caseload of one file that has no faults, and the weights of one file that it is read with.
pub(crate) fn read_sound(texts: [&str; 2]) -> (Caseload, DatedWeights) {
    let mut messages = Messages::default();
    let read = read_one(texts, &ReadOptions::among(None), &mut messages);
    assert!(messages.faults.is_empty(), "{}", messages.faults.text(&messages.files, None));
    read
}

/// A caseload of one file that is read with weights of one file.
pub(in crate::settling) fn read_one(
    [caseload, weights]: [&str; 2],
    options: &ReadOptions,
    messages: &mut Messages,
) -> (Caseload, DatedWeights) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [path, weights_path] = [("caseload.csv", caseload), ("weights.toml", weights)].map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file in a temporary folder");
        path
    });
    let id = messages.files.add("weights.toml");
    let weights = WeightsFile { path: Some(weights_path), name: "weights.toml".to_owned(), id };
    let weights = read_weights(&[weights], messages).weights.expect("the weights are sound");
    let input = InputFile { path: Some(path), named: None, id: messages.files.add("caseload.csv") };
    let inputs = Inputs { caseloads: vec![input], ..Inputs::default() };
    let caseload = read_caseload(options, &inputs, RequestedWeeks::default(), &weights, messages);
    (caseload, weights)
}
