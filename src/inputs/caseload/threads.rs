//! Reading a large file on several threads: the one file that knows of them.
//!
//! A pipeline would leave threads idle, so each thread does the whole job on its own blocks: it takes the next block of the
//! file, reads its rows, and adds them to a tally of its own, with numbers and texts of its own. The first blocks are read
//! before there are other threads, and those begin with a copy of what the first rows mean: most officers come up there, and
//! a row that is not known yet takes ten times as long to read. When the file is at its end the tallies are added up in the
//! order of the file, so the answer does not depend on how many threads there are.
//!
//! A block is cut after a line break outside quotes, where there is an even number of quotation marks so far. That is a
//! guess, for a quotation mark may stand in a cell that is not quoted. But a block begins where a row does, so if its rows
//! end exactly where it does, the next block begins where a row does, too, and the guess was right. Where it was wrong, or
//! the file cannot be read to its end, what was read is forgotten, and the file is read again on one thread. A pipe cannot
//! be read again, so it is read on one thread at once.

use std::io::Read;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::{Mutex, MutexGuard};

use crate::fault::Faults;
use crate::inputs::table::{BATCH, Rest, Splitter, count_breaks, fill, is_line_end};

use super::adding::Adding;
use super::dictionary::Dictionary;
use super::found::Found;
use super::joining::Joining;
use super::layout::Layout;
use super::reader::Reader;
use super::tally::Tally;
use super::whos::Whos;

/// How files are shared out among threads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sharing {
    /// How many threads; `None` is as many as there are cores for them, which is asked only where it matters.
    threads: Option<NonZeroUsize>,
    /// Bytes of a block: enough that taking one costs nothing, few enough to stay in a cache.
    block: usize,
    /// In a smaller file threads cost more than they bring in.
    smallest: u64,
}

impl Sharing {
    pub(crate) const fn among(threads: Option<NonZeroUsize>) -> Self {
        Self { threads, block: 1 << 19, smallest: 3 << 20 }
    }

    /// Shares even the smallest file, in blocks of this many bytes.
    #[cfg(test)]
    pub(crate) const fn in_blocks(threads: Option<NonZeroUsize>, block: usize) -> Self {
        Self { threads, block, smallest: 0 }
    }

    /// How a file of this size is shared out. Each thread takes memory, so there are at least a few blocks for each.
    /// `None` where one thread reads it.
    pub(super) fn of(self, bytes: u64) -> Option<Shares> {
        if bytes < self.smallest {
            return None;
        }
        let wanted = self.threads.or_else(|| std::thread::available_parallelism().ok())?.get();
        let blocks = usize::try_from(bytes).unwrap_or(usize::MAX).div_ceil(self.block);
        let threads = wanted.min(blocks.div_ceil(4));
        (threads > 1).then_some(Shares { threads, block: self.block, first: (blocks / 20).min(2) })
    }
}

/// How one file is shared out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    threads: usize,
    block: usize,
    /// How many blocks are read before there are other threads.
    first: usize,
}

struct ReadPart {
    whos: Whos,
    tally: Tally,
    found: Found,
}

/// Reads the rest of a file; `None`, having added nothing, where the file must be read on one thread.
pub(super) fn read_shared<R: Read + Send>(
    rest: Rest<R>,
    layout: &Layout,
    shares: Shares,
    whos: &mut Whos,
    tally: &mut Tally,
    faults: &Faults,
    joining: Option<&Joining>,
) -> Option<Found> {
    let blocks = Mutex::new(Blocks::new(rest, shares.block));
    let (mut own_whos, mut own_tally) = (Whos::default(), tally.of_part());
    let mut reader = Reader::new(layout, &mut own_whos, faults);
    let mut adding = Adding::new(&mut own_tally, joining);
    read_blocks(&blocks, shares.first, &mut reader, &mut adding);
    let read_others = |known: Dictionary, mut whos: Whos, mut tally: Tally| {
        let mut reader = Reader::knowing(known, layout, &mut whos, faults);
        read_blocks(&blocks, usize::MAX, &mut reader, &mut Adding::new(&mut tally, joining));
        ReadPart { found: reader.found, whos, tally }
    };
    let common_count = reader.whos.count();
    let of_others: Vec<ReadPart> = std::thread::scope(|scope| {
        // If the system gives fewer threads, those do all the work.
        let others = (1..shares.threads).map_while(|_| {
            let (known, whos, tally) = (reader.known.clone(), reader.whos.clone(), tally.of_part());
            std::thread::Builder::new().spawn_scoped(scope, || read_others(known, whos, tally)).ok()
        });
        let others: Vec<_> = others.collect();
        read_blocks(&blocks, usize::MAX, &mut reader, &mut adding);
        others.into_iter().map(|other| other.join().expect("a thread that panics ends the program")).collect()
    });
    if locked(&blocks).must_reread {
        return None;
    }
    let own = ReadPart { found: reader.found, whos: own_whos, tally: own_tally };
    let mut found = Found::none(layout, faults);
    let (mut people, mut tallies) = (Vec::new(), Vec::new());
    for part in std::iter::once(own).chain(of_others) {
        found.absorb(part.found);
        people.push(part.whos);
        tallies.push(part.tally);
    }
    let numbers = whos.absorb(&people, common_count);
    drop(people);
    tally.absorb(tallies, &numbers);
    Some(found)
}

/// Reads blocks until the file ends, and at most this many.
fn read_blocks<R: Read>(blocks: &Mutex<Blocks<R>>, most: usize, reader: &mut Reader, adding: &mut Adding) {
    let (mut splitter, mut block) = (Splitter::new(reader.layout.columns.separator), Block::default());
    for _ in 0..most {
        // Nobody else can take a block while this one is cut off.
        let more = locked(blocks).next(&mut block);
        if !more {
            break;
        }
        let bytes = &block.bytes[..block.length];
        let (taken, _) = splitter.split(bytes, &mut block.breaks, BATCH, |batch| {
            reader.batch(batch, |reader, batch, meanings| adding.take(reader, batch, meanings));
            ControlFlow::Continue(())
        });
        if !bytes[taken..].iter().all(|byte| is_line_end(*byte)) {
            locked(blocks).must_reread = true;
        }
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().expect("a thread that panics ends the program")
}

/// A part of a file that begins where a row does, and should end where one does.
#[derive(Default)]
struct Block {
    bytes: Vec<u8>,
    /// How many of the bytes are the block's.
    length: usize,
    /// The line breaks before it.
    breaks: u64,
}

/// A file that is cut into blocks as it is read.
struct Blocks<R> {
    source: R,
    size: usize,
    /// Bytes that were read and belong to the next block.
    ahead: Vec<u8>,
    breaks: u64,
    is_done: bool,
    /// Whether one thread must read the file again, because it could not be cut into blocks of whole rows.
    must_reread: bool,
}

impl<R: Read> Blocks<R> {
    fn new(rest: Rest<R>, size: usize) -> Self {
        let Rest { ahead, source, breaks } = rest;
        Self { source, size, ahead, breaks, is_done: false, must_reread: false }
    }

    /// Cuts the next block off; `false` where there are no more, or the file must be read again on one thread.
    fn next(&mut self, block: &mut Block) -> bool {
        if self.is_done || self.must_reread {
            return false;
        }
        let Some(read) = self.fill(&mut block.bytes) else {
            self.must_reread = true;
            return false;
        };
        self.is_done = read < block.bytes.len();
        if self.is_done {
            // The last row of a file is whole even without a line break at its end.
            block.bytes[read] = b'\n';
        }
        let cut = if self.is_done { Some(read + 1) } else { cut(&block.bytes[..read]) };
        let Some(length) = cut else {
            self.must_reread = true;
            return false;
        };
        self.ahead.extend_from_slice(&block.bytes[length.min(read)..read]);
        (block.length, block.breaks) = (length, self.breaks);
        self.breaks += count_breaks(&block.bytes[..length]);
        true
    }

    /// Fills a block with what was read ahead and what follows; how much there was, or `None` where it cannot be read.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> Option<usize> {
        bytes.resize(self.size.max(self.ahead.len() + 1), 0);
        bytes[..self.ahead.len()].copy_from_slice(&self.ahead);
        let ahead = std::mem::take(&mut self.ahead).len();
        Some(ahead + fill(&mut self.source, &mut bytes[ahead..]).ok()?)
    }
}

/// Where the last whole row of these bytes ends, if no quotation mark stands in a cell that is not quoted.
fn cut(bytes: &[u8]) -> Option<usize> {
    let is_odd = |bytes: &[u8]| memchr::memchr_iter(b'"', bytes).count() % 2 == 1;
    let (mut is_open, mut end) = (is_odd(bytes), bytes.len());
    while let Some(at) = memchr::memrchr(b'\n', &bytes[..end]) {
        is_open ^= is_odd(&bytes[at..end]);
        if !is_open {
            return Some(at + 1);
        }
        end = at;
    }
    None
}
