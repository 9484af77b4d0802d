//! All rows that count of caseloads that were read before.

use std::borrow::Cow;
use std::num::NonZeroUsize;

use jiff::civil::Date;

use crate::fault::{Messages, Place};
use crate::inputs::Inputs;
use crate::inputs::caseload::{CaseloadFile, Day, Opened, Reader, Sharing, Tally, What, Who, Whos};
use crate::inputs::table::{Column, Columns, Row};
use crate::model::{Caseload, DatedWeights, Kind, Texts};
use crate::progress::Progress;

/// A row of a snapshot that counts, with what it holds.
pub(super) struct CountedRow<'a> {
    pub(super) day: Day,
    pub(super) who: &'a Who,
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

/// Caseloads that were read before, to be read again.
#[derive(Clone, Copy)]
pub(crate) struct SecondReading<'a> {
    pub(crate) inputs: &'a Inputs,
    /// Dates the files without a `week` column.
    pub(crate) date: Option<Date>,
    /// What was read of them.
    pub(crate) caseload: &'a Caseload,
    pub(crate) weights: &'a DatedWeights,
}

impl SecondReading<'_> {
    /// Calls `take` for each sound row that counts and holds something, in the order of the files. A row does not count if
    /// a later snapshot of its team does, or if it was joined to another row. Texts have the numbers that they have in the
    /// caseload. Returns all texts, because a file that has changed may have new ones.
    pub(super) fn each_row(self, mut take: impl FnMut(&CountedRow)) -> Texts {
        let Self { inputs, date, caseload, weights } = self;
        let (mut whos, progress) = (Whos::with_texts(caseload.texts.clone()), Progress::default());
        for input in &inputs.caseloads {
            // Everything there is to say of the file was said when it was read first.
            let mut messages = Messages::default();
            let file = CaseloadFile { input, week: date, weights, progress: &progress };
            let Some(Opened { layout, mut rows, .. }) = file.open(&mut messages) else { continue };
            let joining = layout.joins_flags.then(|| {
                let sharing = Sharing::among(Some(NonZeroUsize::MIN));
                file.add_to(&mut Tally::default(), &mut Whos::default(), sharing, &mut Messages::default())
            });
            let joining = joining.flatten();
            let mut reader = Reader::new(&layout, &mut whos, &messages.faults);
            reader.rows(&mut rows, |reader, batch, meanings| {
                for meaning in meanings {
                    let (row, own, place) = (batch.row(meaning.at), reader.what_of(meaning), meaning.place);
                    let (day, who) = (reader.day_of(meaning.day), reader.whos.get(meaning.who));
                    if !caseload.snapshots.counts(day.date, who.officer, who.unit, own.row_kind()) {
                        continue;
                    }
                    let what = match &joining {
                        None => Some(Cow::Borrowed(own)),
                        Some(joining) => joining.what(reader, row, meaning),
                    };
                    if let Some((what, kind)) = what.as_deref().and_then(|what| Some((what, what.kind?))) {
                        take(&CountedRow { day, who, kind, what, row, place, columns: &layout.columns });
                    }
                }
            });
        }
        whos.texts
    }
}
