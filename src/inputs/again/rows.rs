//! All rows of caseloads that were read before.

use jiff::civil::Date;

use crate::fault::Messages;
use crate::inputs::caseload::{CaseloadFile, Layout, Meaning, Opened, Reader, Whos};
use crate::inputs::table::{InputFile, Row};
use crate::model::DatedWeights;
use crate::progress::Progress;

/// Gives every sound row with what it says. `week` dates the files that have no `week` column.
pub(super) fn each_row(
    caseloads: &[InputFile],
    week: Option<Date>,
    weights: &DatedWeights,
    whos: &mut Whos,
    mut take: impl FnMut(&Reader, &Layout, Row, &Meaning),
) {
    let progress = Progress::unseen();
    for input in caseloads {
        // Everything there is to say of the file was said when it was read first.
        let mut messages = Messages::default();
        let file = CaseloadFile { input, week, weights, progress: &progress };
        let Some(Opened { layout, mut rows, .. }) = file.open(&mut messages) else { continue };
        let mut reader = Reader::new(&layout, whos, &messages.faults);
        reader.rows(&mut rows, |reader, batch, meanings| {
            for meaning in meanings {
                take(reader, &layout, batch.row(meaning.at), meaning);
            }
        });
    }
}
