//! Progress of a long run: a line on standard error that appears after a second and is taken away at the end.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A shorter run shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// Progress through bytes that are to be read; the default is seen by nobody. Dropping it takes its line away.
#[derive(Debug, Default)]
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// Progress through so many bytes, shown where standard error is a terminal. `None` where the number is not known.
    pub(crate) fn on_terminal(total: Option<u64>) -> Self {
        let form = if total.is_some() { "reading {bytes} of {total_bytes} {wide_bar}" } else { "reading {bytes}" };
        let style = ProgressStyle::with_template(form).expect("its words are in braces");
        let bar = || ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden()).with_style(style);
        Self(std::io::stderr().is_terminal().then(bar))
    }

    /// Notes that bytes were read.
    pub(crate) fn add(&self, bytes: usize) {
        let Some(bar) = &self.0 else { return };
        bar.inc(u64::try_from(bytes).unwrap_or(u64::MAX));
        if bar.is_hidden() && bar.elapsed() >= PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
    /// Takes the line away.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
