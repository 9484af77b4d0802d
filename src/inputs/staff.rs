//! Staff lists: who there is, whether they hold anything or not. What a list says of an officer is one more saying beside
//! those of the caseload's rows, so blanks are filled from it and contradictions found as among those.

use rustc_hash::FxHashSet;

use crate::fault::{Fault, Faults, FileId, Notices, Place};
use crate::model::{DatedWeights, Texts, Weights, WeightsId};

use super::cells::{Cells, Encoding, Row};
use super::columns::{Column, Columns, STAFF};
use super::heads::HeadId;
use super::record::KeptRecord;
use super::table::{InputFile, read_table, say_encoding};
use super::tally::Tally;

/// The staff lists of a run. They hold for every week of the caseload.
#[derive(Default)]
pub(super) struct Staff {
    files: Vec<FileId>,
    rows: Vec<(Columns, KeptRecord, Place)>,
}

impl Staff {
    pub(super) fn read(inputs: &[InputFile], faults: &mut Faults, notices: &mut Notices) -> Self {
        let mut staff = Self { files: inputs.iter().map(|input| input.id).collect(), rows: Vec::new() };
        for input in inputs {
            let count = read_table(input, &STAFF, faults, notices, |cells| {
                if cells.row.is_blank(Column::Officer) {
                    cells.fault(format!("{} is blank", cells.name(Column::Officer)), None);
                }
                staff.rows.push((cells.row.columns.clone(), cells.row.record.kept(), cells.place));
            });
            if count == Some(0) {
                faults.add(Fault::new(Place::whole(input.id), "there are headings but no rows"));
            }
        }
        staff
    }

    /// Whether what stands in a file is said by a staff list.
    pub(super) fn says(&self, file: FileId) -> bool {
        self.files.contains(&file)
    }

    /// Lists everyone on every date of a tally.
    pub(super) fn list(
        &self,
        tally: &mut Tally,
        texts: &mut Texts,
        weights: &DatedWeights,
        faults: &mut Faults,
        notices: &mut Notices,
    ) {
        if self.rows.is_empty() {
            return;
        }
        let mut of_dates = tally.dates.weights();
        if of_dates.is_empty() {
            // No date can be listed, but what is wrong in the list is still to be said.
            of_dates.push(weights.latest());
        }
        let (mut encoding, mut listed) = (Encoding::default(), FxHashSet::default());
        for id in of_dates {
            let mut wrong = faults.none();
            let heads = self.heads(tally, texts, weights, id, &mut wrong, &mut encoding);
            if !wrong.is_empty() {
                faults.absorb(wrong);
                return;
            }
            tally.list(id, &heads);
            listed.extend(heads.iter().filter_map(|(head, _)| tally.heads.officer_of(*head)));
        }
        say_encoding(&encoding, notices);
        if tally.has_rows_of_others(&listed, |file| self.says(file)) {
            let message = "none of its officers is in the caseload; are they named by other codes there?";
            notices.add(Place::whole(self.files[0]), message);
        }
    }

    /// What the rows say, read under some weights.
    fn heads(
        &self,
        tally: &mut Tally,
        texts: &mut Texts,
        weights: &DatedWeights,
        id: WeightsId,
        faults: &mut Faults,
        encoding: &mut Encoding,
    ) -> Vec<(HeadId, Place)> {
        let (all, weights) = (weights, weights.get(id));
        let heads = self.rows.iter().filter_map(|(columns, record, place)| {
            let known = without_other_grade(columns, record, all, weights);
            let row = Row { record: known.as_ref().unwrap_or(record).get(), columns };
            let mut cells = Cells { row, place: *place, faults: &mut *faults, encoding: &mut *encoding };
            Some((tally.heads.read(&mut cells, weights, texts)?, *place))
        });
        heads.collect()
    }
}

/// A row without its grade, where other weights declare that and these do not: a list of today may have a grade that is
/// newer than the week. `None` where the row is well as it is.
fn without_other_grade(
    columns: &Columns,
    record: &KeptRecord,
    all: &DatedWeights,
    weights: &Weights,
) -> Option<KeptRecord> {
    let position = columns.position(Column::Grade)?;
    let grade = std::str::from_utf8(record.get().get(position)?).ok()?.trim();
    let is_known = |weights: &Weights| weights.grades.position(grade).is_some();
    if is_known(weights) || !all.iter().any(|(_, weights)| is_known(weights)) {
        return None;
    }
    Some(record.get().iter().enumerate().map(|(at, cell)| if at == position { &b""[..] } else { cell }).collect())
}
