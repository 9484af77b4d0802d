//! Progress of a long run: a line on standard error that appears after a second and is taken away at the end.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A shorter run shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// Progress through bytes that are to be read.
#[derive(Debug, Default)]
pub struct Progress(Option<ShownProgress>);

#[derive(Debug)]
struct ShownProgress {
    started: Instant,
    read: AtomicU64,
    /// How much there is to read, where that is known.
    total: Option<u64>,
    /// The line, once it is shown. A thread that finds it locked goes on reading without it.
    bar: Mutex<Option<ProgressBar>>,
}

impl Progress {
    /// Progress that nobody sees.
    pub const fn unseen() -> Self {
        Self(None)
    }

    /// Progress through so many bytes, shown where standard error is a terminal. `None` where the number is not known.
    pub fn on_terminal(total: Option<u64>) -> Self {
        let shown = || ShownProgress { started: Instant::now(), read: AtomicU64::new(0), total, bar: Mutex::new(None) };
        Self(std::io::stderr().is_terminal().then(shown))
    }

    /// Notes that bytes were read.
    pub fn add(&self, bytes: usize) {
        let Some(shown) = &self.0 else { return };
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let read = shown.read.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if shown.started.elapsed() < PATIENCE {
            return;
        }
        if let Ok(mut bar) = shown.bar.try_lock() {
            bar.get_or_insert_with(|| line(shown.total)).set_position(read);
        }
    }

    /// Takes the line away.
    pub fn clear(&self) {
        let Some(shown) = &self.0 else { return };
        if let Ok(Some(bar)) = shown.bar.lock().map(|mut bar| bar.take()) {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

fn line(total: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    let form = if total.is_some() { "reading {bytes} of {total_bytes} {wide_bar}" } else { "reading {bytes}" };
    bar.with_style(ProgressStyle::with_template(form).expect("its words are in braces"))
}
