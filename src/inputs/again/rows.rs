//! All rows that count of caseloads that were read before.

use std::borrow::Cow;
use std::num::NonZeroUsize;

use jiff::civil::Date;

use crate::fault::{Messages, Place};
use crate::inputs::Inputs;
use crate::inputs::caseload::{CaseloadFile, Day, Opened, Reader, Sharing, Tally, What, WhoId, Whos};
use crate::inputs::table::{Column, Columns, Row};
use crate::model::{Caseload, DatedWeights, Kind};
use crate::progress::Progress;

/// A row of a snapshot that counts, with what it holds.
pub(super) struct CountedRow<'a> {
    pub(super) day: Day,
    /// Who it is of, among those of the second reading.
    pub(super) who: WhoId,
    pub(super) whos: &'a Whos,
    pub(super) kind: Kind,
    pub(super) what: &'a What,
    pub(super) row: Row<'a>,
    pub(super) place: Place,
    columns: &'a Columns,
}

impl CountedRow<'_> {
    /// The case, as the row has it; `None` where it says none.
    pub(super) fn case_id(&self) -> Option<Cow<'_, str>> {
        Some(self.columns.text(self.row, Column::CaseId)).filter(|case_id| !case_id.is_empty())
    }
}

/// Gives every sound row that counts and holds something, in the order of the files. A row does not count where a later snapshot
/// of its team does, or where it has joined another row. `week` dates the files that have no `week` column.
pub(super) fn each_row(
    inputs: &Inputs,
    week: Option<Date>,
    caseload: &Caseload,
    weights: &DatedWeights,
    whos: &mut Whos,
    mut take: impl FnMut(&CountedRow),
) {
    let progress = Progress::unseen();
    for input in &inputs.caseloads {
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
                let (row, own, whos) = (batch.row(meaning.at), reader.what_of(meaning), reader.whos());
                let (day, who, place) = (reader.day_of(meaning.day), meaning.who, meaning.place);
                let of = || whos.row_of(who, own.row_kind());
                if !caseload.snapshots.counts(day.date, of, &caseload.texts) {
                    continue;
                }
                let what = match &joining {
                    None => Some(Cow::Borrowed(own)),
                    Some(joining) => joining.what(reader, row, meaning),
                };
                if let Some((what, kind)) = what.as_deref().and_then(|what| Some((what, what.kind?))) {
                    take(&CountedRow { day, who, whos, kind, what, row, place, columns: &layout.columns });
                }
            }
        });
    }
}
