//! Reading a large file on several threads: the one module that knows of them.
//!
//! No part of reading is so much of it that a thread of its own would be busy with it, so all threads do the same. Each takes
//! the next block of the file, reads its rows, and adds them to sums of its own; when the file is at its end those
//! are added up in the order of its lines. So threads share nothing but the file, and the answer does not depend on how many
//! they are. A block is cut behind a line break outside quotes, which counting the quotes tells: outside there is an even
//! number of them so far. That is a guess, for a quote may stand in a cell that is not quoted. But a block starts where a
//! row does, so when its rows end exactly where it does, the next one starts where a row does, and the guess was right;
//! csv-core alone says so. Whatever is doubtful (a block that ends within a row, rows as long as a block, a file that breaks
//! off, officers with faults, sums that may have been too large on the way) is not sorted out here: what was read is
//! forgotten, and the file read again on one thread. What cannot be read again, such as a pipe, is read on one at once.

use std::io::{ErrorKind, Read};
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard};

use crate::model::Texts;

use super::findings::Findings;
use super::merge::Share;
use super::reading::{Form, Reading};
use super::rows::{Rest, nul_line};
use super::sink::RowHeads;
use super::splitter::{Split, Splitter, count_breaks};
use super::tally::{Said, Tally};

/// How files are shared out among threads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sharing {
    /// How many threads; `None` is as many as there are cores for them, which is asked only where it matters.
    threads: Option<NonZeroUsize>,
    /// Bytes of a block: enough that taking one costs nothing, few enough to stay in a cache.
    block: usize,
    /// In a smaller file threads cost more than they bring in.
    smallest: u64,
}

impl Sharing {
    /// Sharing among so many threads.
    pub(super) const fn among(threads: Option<NonZeroUsize>) -> Self {
        Self { threads, block: 1 << 19, smallest: 3 << 20 }
    }

    /// Sharing of even the smallest file, in blocks of so many bytes.
    #[cfg(test)]
    pub(super) const fn in_blocks(threads: Option<NonZeroUsize>, block: usize) -> Self {
        Self { threads, block, smallest: 0 }
    }

    /// How a file of so many bytes is shared out; `None` where it is not.
    pub(super) fn of(self, bytes: u64) -> Option<Shares> {
        if bytes < self.smallest {
            return None;
        }
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok())?.get();
        (threads > 1).then_some(Shares { threads, block: self.block })
    }
}

/// How one file is shared out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    threads: usize,
    block: usize,
}

/// Reads the rest of a file; `None`, having added nothing, where the file must be read on one thread.
pub(super) fn read_shared<R: Read + Send>(
    rest: Rest<R>,
    form: &Form,
    sharing: Shares,
    tally: &mut Tally,
    texts: &mut Texts,
    said: &mut Said,
) -> Option<Findings> {
    let asked = tally.dates.asked();
    let blocks = Mutex::new(Blocks::new(rest, sharing.block));
    let work = || {
        let mut share = Share::new(asked);
        let found = read_blocks(&blocks, form, &mut share);
        (share, found)
    };
    let done: Vec<(Share, Findings)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..sharing.threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let others = others.into_iter().map(|other| other.join().expect("a thread that panics ends the program"));
        std::iter::once(own).chain(others).collect()
    });
    let (shares, findings): (Vec<_>, Vec<_>) = done.into_iter().unzip();
    if locked(&blocks).is_doubtful || !tally.has_room_for(&shares) {
        return None;
    }
    let mut found = Findings::none(&form.faults);
    for more in findings {
        found.absorb(more);
    }
    let encoding = found.say_of_merge(|faults, notices| {
        tally.absorb(texts, shares, form, &mut Said { files: said.files, faults, notices })
    })?;
    found.note(&encoding);
    Some(found)
}

/// Reads blocks until there are no more.
fn read_blocks<R: Read>(blocks: &Mutex<Blocks<R>>, form: &Form, share: &mut Share) -> Findings {
    let (mut splitter, mut block) = (Splitter::new(0), Block::default());
    let mut reading = Reading::new(form, &mut share.dates, RowHeads::Unread(&mut share.heads));
    while locked(blocks).next(&mut block) {
        if !read_block(&block, &mut splitter, &mut reading) {
            locked(blocks).is_doubtful = true;
        }
    }
    reading.finish()
}

/// Reads the rows of a block; `false` where it does not end where one of them does.
fn read_block(block: &Block, splitter: &mut Splitter, reading: &mut Reading) -> bool {
    let bytes = &block.bytes[..block.length];
    if block.looks_for_nul {
        reading.nul(nul_line(bytes, block.breaks));
    }
    splitter.restart(block.breaks);
    let mut rest = bytes;
    loop {
        let (taken, breaks) = reading.known_rows(rest, splitter.breaks());
        splitter.restart(breaks);
        rest = &rest[taken..];
        let (split, taken) = splitter.split(rest);
        match split {
            Split::Row => reading.row(splitter.record(), splitter.line(), splitter.has_breaks_inside(), rest),
            Split::More => break,
            Split::TooLong => return false,
        }
        rest = &rest[taken..];
    }
    if block.is_last && !splitter.is_between_rows() && splitter.end() {
        reading.row(splitter.record(), splitter.line(), splitter.has_breaks_inside(), rest);
    }
    splitter.is_between_rows()
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().expect("a thread that panics ends the program")
}

/// A part of a file that starts where a row does, and should end where one does.
#[derive(Default)]
struct Block {
    bytes: Vec<u8>,
    /// How many of the bytes are the block's.
    length: usize,
    /// The line breaks before it.
    breaks: u64,
    is_last: bool,
    looks_for_nul: bool,
}

/// A file that is cut into blocks as it is read.
struct Blocks<R> {
    source: R,
    size: usize,
    /// What is read and belongs to the next block.
    ahead: Vec<u8>,
    breaks: u64,
    looks_for_nul: bool,
    is_done: bool,
    is_doubtful: bool,
}

impl<R: Read> Blocks<R> {
    fn new(rest: Rest<R>, size: usize) -> Self {
        let Rest { ahead, source, breaks, nul_is_told } = rest;
        Self { source, size, ahead, breaks, looks_for_nul: !nul_is_told, is_done: false, is_doubtful: false }
    }

    /// Cuts the next block off; `false` where there are no more, or none are wanted because something is doubtful.
    fn next(&mut self, block: &mut Block) -> bool {
        if self.is_done || self.is_doubtful {
            return false;
        }
        let Some(read) = self.fill(&mut block.bytes) else {
            self.is_doubtful = true;
            return false;
        };
        self.is_done = read < block.bytes.len();
        let cut = if self.is_done { Some(read) } else { cut(&block.bytes[..read]) };
        let Some(length) = cut else {
            self.is_doubtful = true;
            return false;
        };
        self.ahead.extend_from_slice(&block.bytes[length..read]);
        (block.length, block.breaks, block.is_last) = (length, self.breaks, self.is_done);
        block.looks_for_nul = self.looks_for_nul;
        self.breaks += count_breaks(&block.bytes[..length]);
        true
    }

    /// Fills a block with what was read ahead and what follows; how much there was, or `None` where it cannot be read.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> Option<usize> {
        bytes.resize(self.size.max(self.ahead.len() + 1), 0);
        bytes[..self.ahead.len()].copy_from_slice(&self.ahead);
        let mut length = self.ahead.len();
        self.ahead.clear();
        while length < bytes.len() {
            match self.source.read(&mut bytes[length..]) {
                Ok(0) => break,
                Ok(count) => length += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => (),
                Err(_) => return None,
            }
        }
        Some(length)
    }
}

/// Where the last row ends that ends in these bytes, if quotes are where they belong.
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
