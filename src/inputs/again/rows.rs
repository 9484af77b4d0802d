//! All rows of caseloads that were read before.

use std::borrow::Cow;
use std::num::NonZeroUsize;

use jiff::civil::Date;

use crate::fault::Messages;
use crate::inputs::caseload::{CaseloadFile, Layout, Opened, Reader, RowNumbers, Sharing, Tally, What, Whos};
use crate::inputs::table::{InputFile, Row};
use crate::model::DatedWeights;
use crate::progress::Progress;

/// Gives every sound row that counts with what it says; a row that has joined another does not count. `week` dates the files
/// that have no `week` column.
pub(super) fn each_row(
    caseloads: &[InputFile],
    week: Option<Date>,
    weights: &DatedWeights,
    whos: &mut Whos,
    mut take: impl FnMut(&Reader, &Layout, Row, &RowNumbers, &What),
) {
    let progress = Progress::unseen();
    for input in caseloads {
        // Everything there is to say of the file was said when it was read first.
        let mut messages = Messages::default();
        let file = CaseloadFile { input, week, weights, progress: &progress };
        let Some(Opened { layout, mut rows, .. }) = file.open(&mut messages) else { continue };
        let joining = layout.joins_flags.then(|| {
            let sharing = Sharing::among(Some(NonZeroUsize::MIN));
            file.add_to(&mut Tally::default(), &mut Whos::default(), sharing, &mut Messages::default())
        });
        let joining = joining.flatten();
        let mut reader = Reader::new(&layout, whos, &messages.faults);
        reader.rows(&mut rows, |reader, batch, meanings| {
            for meaning in meanings {
                let row = batch.row(meaning.at);
                let what = match &joining {
                    None => Some(Cow::Borrowed(reader.what_of(meaning))),
                    Some(joining) => joining.what(reader, row, meaning),
                };
                if let Some(what) = what {
                    take(reader, &layout, row, meaning, &what);
                }
            }
        });
    }
}
