//! Which cases come up more than once in a snapshot. A year has millions of rows, so what is known of each is put aside, in
//! memory while it is little and on disk after that, and looked through snapshot by snapshot.

use std::io::{self, BufReader, Read, Seek, Write};

use tempfile::SpooledTempFile;

use crate::fault::{Files, Place};
use crate::model::{TextId, Texts};

/// So many bytes of a snapshot are kept in memory.
const IN_MEMORY: usize = 1 << 16;
const BYTES: usize = 16;

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

/// A row with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    case: u32,
    file: u32,
    line: u32,
    /// The number of the officer's text; 0 for unallocated work.
    officer: u32,
}

impl CaseIds {
    /// Puts a row aside.
    pub(super) fn add(&mut self, case: TextId, officer: Option<TextId>, place: Place) -> io::Result<()> {
        const ENOUGH: usize = 16 * 1024;
        let numbers = [case.number(), place.file.number(), place.line, officer.map_or(0, TextId::number)];
        for number in numbers {
            self.waiting.extend_from_slice(&number.to_le_bytes());
        }
        if self.waiting.len() >= ENOUGH {
            self.spool.write_all(&self.waiting)?;
            self.waiting.clear();
        }
        Ok(())
    }

    /// The cases that came up more than once, in the order of their later rows.
    pub(super) fn twice(mut self, texts: &Texts, files: &Files) -> io::Result<Vec<CaseTwice>> {
        self.spool.write_all(&self.waiting)?;
        self.spool.rewind()?;
        let mut rows = Vec::new();
        let mut reader = BufReader::new(self.spool);
        let mut bytes = [0; BYTES];
        while read_whole(&mut reader, &mut bytes)? {
            let (numbers, _) = bytes.as_chunks::<4>();
            let [case, file, line, officer] = [0, 1, 2, 3].map(|at: usize| u32::from_le_bytes(numbers[at]));
            rows.push(Seen { case, file, line, officer });
        }
        rows.sort_unstable();
        let text = |number: u32| TextId::of_number(number).map(|id| texts.get(id).to_owned());
        let held =
            |seen: &Seen| Some((Place { file: files.of_number(seen.file)?, line: seen.line }, text(seen.officer)));
        let mut twice = Vec::new();
        for same in rows.chunk_by(|one, other| one.case == other.case) {
            for again in &same[1..] {
                if let (Some(first), Some(again), Some(case_id)) = (held(&same[0]), held(again), text(again.case)) {
                    twice.push(CaseTwice { case_id, first, again });
                }
            }
        }
        twice.sort_by_key(|case| case.again.0);
        Ok(twice)
    }
}

/// Fills the bytes; `false` at the end.
fn read_whole(reader: &mut impl Read, bytes: &mut [u8; BYTES]) -> io::Result<bool> {
    match reader.read_exact(bytes) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        read => read.map(|()| true),
    }
}
