//! Keeping what comes through a pipe, so that it can be read more than once, in a way that leaves no copy behind.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The most bytes that are kept.
pub(crate) const MOST: u64 = 1 << 31;
/// A file with this many bytes and no line break is no CSV: the readers refuse rows of half that length.
const LONGEST_LINE: usize = 1 << 25;

/// A copy that is there as long as this is. It has no name, so that nothing stays of it whatever ends the run.
#[cfg(target_os = "linux")]
pub(crate) type Kept = File;

/// A copy that is there as long as this is. It has a name, because here a file without one cannot be opened again.
#[cfg(not(target_os = "linux"))]
pub(crate) type Kept = tempfile::NamedTempFile;

/// Copies what a pipe gives, or standard input if `path` is `None`. Returns where the copy is, which nobody else can
/// read.
pub(crate) fn keep(path: Option<&Path>) -> io::Result<(Kept, PathBuf)> {
    let (mut kept, copy) = begin()?;
    match path {
        Some(path) => keep_from(File::open(path)?, &mut kept, MOST)?,
        None => keep_from(io::stdin().lock(), &mut kept, MOST)?,
    }
    Ok((kept, copy))
}

/// Keeps what is left of a pipe, in a file that begins with it.
pub(crate) fn keep_rest(source: impl Read) -> io::Result<File> {
    let mut kept = tempfile::tempfile()?;
    keep_from(source, &mut kept, MOST)?;
    kept.rewind()?;
    Ok(kept)
}

/// Begins a copy, and returns where it is. Nobody else can read it.
#[cfg(target_os = "linux")]
pub(crate) fn begin() -> io::Result<(Kept, PathBuf)> {
    use std::os::fd::AsRawFd;
    let file = tempfile::tempfile()?;
    let path = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok((file, path.into()))
}

/// Begins a copy, and returns where it is. Nobody else can read it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn begin() -> io::Result<(Kept, PathBuf)> {
    let file = tempfile::NamedTempFile::new()?;
    let path = file.path().to_owned();
    Ok((file, path))
}

/// Copies to the end, or until the copy is such that its reader will refuse it: some sources never end.
fn keep_from(mut source: impl Read, copy: &mut impl Write, most: u64) -> io::Result<()> {
    let mut block = vec![0; 1 << 16];
    let (mut total, mut line) = (0, 0);
    loop {
        let bytes = match source.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(count) => &block[..count],
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        copy.write_all(bytes)?;
        line = memchr::memrchr(b'\n', bytes).map_or(line + bytes.len(), |at| bytes.len() - at);
        let is_no_text = total == 0 && memchr::memchr(0, bytes).is_some();
        if is_no_text || line > LONGEST_LINE {
            return Ok(());
        }
        total += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if total > most {
            return Err(io::Error::other("it is longer than two gigabytes; write it to a file, and give that"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(source: impl Read, most: u64) -> io::Result<Vec<u8>> {
        let mut copy = Vec::new();
        keep_from(source, &mut copy, most).map(|()| copy)
    }

    #[test]
    fn what_ends_is_kept_whole_and_what_does_not_is_left() {
        let text = b"a,b\n".repeat(100_000);
        assert_eq!(kept(&text[..], MOST).expect("it is short"), text);
        assert!(kept(&text[..], 300_000).expect_err("it is longer").to_string().contains("write it to a file"));
        assert_eq!(kept(io::repeat(0), MOST).expect("it is left").len(), 1 << 16);
        let endless = b"a,b\n".chain(io::repeat(b'x'));
        assert!(kept(endless, MOST).expect("it is left").len() <= LONGEST_LINE + (1 << 17));
    }
}
