//! Staff lists: who there is, whether they hold anything or not. What a list says of an officer is treated like what the
//! rows of the caseload say: blanks are filled from it, and contradictions are found.

use foldhash::{HashSet, HashSetExt};

use crate::fault::{Fault, Faults, Faulty, FileId, Messages, Place};
use crate::inputs::caseload::{Tally, When, WhoId, Whos};
use crate::inputs::table::{Cells, Column, Columns, Encoding, InputFile, KeptRow, STAFF, read_table};
use crate::model::{DatedWeights, WeightsId};

/// The faulty rows of staff lists, by whose they are.
type FaultyStaff = Vec<(WhoId, Faulty)>;

/// The staff lists of a run. They fill blanks in every week of the caseload.
#[derive(Default)]
pub(crate) struct Staff {
    lists: Vec<(Columns, Vec<KeptRow>, FileId)>,
}

impl Staff {
    pub(crate) fn read(inputs: &[InputFile], messages: &mut Messages) -> Self {
        let mut staff = Self::default();
        for input in inputs {
            let mut rows = Vec::new();
            let read = read_table(input, &STAFF, messages, |cells| {
                if cells.is_blank(Column::Officer) {
                    cells.fault(format!("{} is blank", cells.name(Column::Officer)), None);
                }
                rows.push(cells.row.kept());
            });
            let Some((columns, count)) = read else { continue };
            // A list of staff may have a location, which is another name for a type of case.
            let has_cases = [Column::Tier, Column::CaseId].into_iter().any(|column| columns.names(column));
            if columns.names(Column::CaseType) && has_cases || columns.names(Column::Task) {
                let fault = Fault::new(Place::whole(input.id), "this is a caseload, not a list of staff");
                messages.faults.add(fault.hint("give it without --staff; a list of staff has a row for each officer"));
            }
            if count == 0 {
                messages.faults.add(Fault::new(Place::whole(input.id), "there are headings but no rows"));
            }
            staff.lists.push((columns, rows, input.id));
        }
        staff
    }

    /// Whether a file is a staff list.
    pub(crate) fn says(&self, file: FileId) -> bool {
        self.lists.iter().any(|(.., list)| *list == file)
    }

    /// Lists everyone on every date of a tally.
    pub(crate) fn list(&self, tally: &mut Tally, whos: &mut Whos, weights: &DatedWeights, messages: &mut Messages) {
        let Some((.., file)) = self.lists.iter().find(|(_, rows, _)| !rows.is_empty()) else { return };
        let mut of_dates = tally.weights();
        if of_dates.is_empty() {
            // There is no date to list anyone on, but the faults of the list must still be found.
            of_dates.push(weights.latest());
        }
        let (mut encoding, mut officers, mut is_said) = (Encoding::default(), HashSet::new(), false);
        for id in of_dates {
            let mut faults = messages.faults.none();
            let (listed, faulty) = self.read_with(id, weights, whos, &mut faults, &mut encoding);
            officers.extend(faulty.iter().filter_map(|(who, _)| whos.get(*who).officer));
            // With other weights the same rows are faulty.
            if !is_said && !faults.is_empty() {
                is_said = true;
                // Where the officer cannot be read, anyone may be meant.
                let stops = faulty.iter().any(|(who, _)| whos.get(*who).officer.is_none());
                if stops { &mut messages.faults } else { messages.faults_of_rows() }.absorb(faults);
                for (who, faults) in faulty {
                    tally.faulty.add(When::Always, who, faults);
                }
            }
            if is_said && !(messages.keeps_going && messages.faults.is_empty()) {
                return;
            }
            officers.extend(listed.iter().filter_map(|(who, _)| whos.get(*who).officer));
            tally.listed.insert(id, listed);
        }
        encoding.say(messages);
        if tally.has_rows_of_others(&officers, whos) {
            tally.staff_of_others = Some(*file);
        }
    }

    /// What the rows say, read with some weights; and the faulty ones.
    fn read_with(
        &self,
        id: WeightsId,
        weights: &DatedWeights,
        whos: &mut Whos,
        faults: &mut Faults,
        encoding: &mut Encoding,
    ) -> (Vec<(WhoId, Place)>, FaultyStaff) {
        let (mut listed, mut faulty) = (Vec::new(), Vec::new());
        for (columns, rows, file) in &self.lists {
            for row in rows {
                let (row, place) = (row.row(), Place::new(*file, row.row().about.line));
                let mut cells = Cells { row, columns, place, faults, encoding, looked_up: None };
                match whos.read_listed(&mut cells, id, weights) {
                    Some(who) => listed.push((who, place)),
                    None => faulty.extend(faults.of_row(place).map(|faults| (whos.blame(row, columns, place), faults))),
                }
            }
        }
        (listed, faulty)
    }
}
