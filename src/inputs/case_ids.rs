//! Which cases come up more than once in a snapshot. A year has millions of rows, so what is known of each is put aside, in
//! memory while it is little and on disk after that, and looked through snapshot by snapshot.

use std::io::{self, Read, Seek, Write};

use tempfile::SpooledTempFile;

use crate::fault::{Files, Place};
use crate::model::{TextId, Texts};

/// So many bytes of a snapshot are kept in memory until it is looked through.
const IN_MEMORY: usize = 1 << 16;

/// A case that is in a snapshot more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTwice {
    /// The case.
    pub case_id: String,
    /// Its first row, with the officer; `None` for unallocated work.
    pub first: (Place, Option<String>),
    /// A later row, with the officer.
    pub again: (Place, Option<String>),
}

/// The cases of one snapshot.
#[derive(Debug)]
pub(super) struct CaseIds {
    spool: SpooledTempFile,
    waiting: Vec<u8>,
}

impl Default for CaseIds {
    fn default() -> Self {
        Self { spool: SpooledTempFile::new(IN_MEMORY), waiting: Vec::new() }
    }
}

/// A row with a case, whose number is among the bytes of its snapshot.
#[derive(Debug)]
struct Seen<'b> {
    case: &'b [u8],
    file: u32,
    line: u32,
    /// The number of the officer's text; 0 for unallocated work.
    officer: u32,
}

impl CaseIds {
    /// Puts a row aside.
    pub(super) fn add(&mut self, case: &str, officer: Option<TextId>, place: Place) -> io::Result<()> {
        const ENOUGH: usize = 16 * 1024;
        let length = u32::try_from(case.len()).unwrap_or(u32::MAX);
        for number in [length, place.file.number(), place.line, officer.map_or(0, TextId::number)] {
            self.waiting.extend_from_slice(&number.to_le_bytes());
        }
        self.waiting.extend_from_slice(case.as_bytes());
        if self.waiting.len() >= ENOUGH {
            self.spool.write_all(&self.waiting)?;
            self.waiting.clear();
        }
        Ok(())
    }

    /// The cases that came up more than once, in the order of their later rows. `texts` has the officers.
    pub(super) fn twice(mut self, texts: &Texts, files: &Files) -> io::Result<Vec<CaseTwice>> {
        self.spool.write_all(&self.waiting)?;
        self.spool.rewind()?;
        let mut bytes = Vec::new();
        self.spool.read_to_end(&mut bytes)?;
        let mut rows: Vec<Seen> = Vec::new();
        let mut rest = bytes.as_slice();
        while let Some((seen, behind)) = read_row(rest) {
            rows.push(seen);
            rest = behind;
        }
        rows.sort_unstable_by_key(|seen| (seen.case, seen.file, seen.line));
        let officer = |number: u32| TextId::of_number(number).map(|id| texts.get(id).to_owned());
        let held =
            |seen: &Seen| Some((Place { file: files.of_number(seen.file)?, line: seen.line }, officer(seen.officer)));
        let mut twice = Vec::new();
        for same in rows.chunk_by(|one, other| one.case == other.case) {
            for again in &same[1..] {
                if let (Some(first), Some(later)) = (held(&same[0]), held(again)) {
                    let case_id = String::from_utf8_lossy(again.case).into_owned();
                    twice.push(CaseTwice { case_id, first, again: later });
                }
            }
        }
        twice.sort_by_key(|case| case.again.0);
        Ok(twice)
    }
}

/// The first row of some bytes, and the bytes behind it; `None` at the end.
fn read_row(bytes: &[u8]) -> Option<(Seen<'_>, &[u8])> {
    let mut rest = bytes;
    let mut numbers = [0; 4];
    for number in &mut numbers {
        let (figures, behind) = rest.split_first_chunk()?;
        *number = u32::from_le_bytes(*figures);
        rest = behind;
    }
    let [length, file, line, officer] = numbers;
    let (case, behind) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    Some((Seen { case, file, line, officer }, behind))
}
