//! Pictures of capacity in characters: a bar with the limit marked, and a line of blocks, one for each week.

use crate::units::{Load, Percent};

/// Characters of a bar up to the limit, and behind it.
const UP_TO_LIMIT: usize = 11;
const BEHIND: usize = 5;
/// A character has two halves.
const HALVES: usize = 2;

/// A bar: it reaches behind the mark when capacity is over the limit, and only then.
pub(super) fn bar(load: Load, limit: Percent) -> String {
    let steps = u32::try_from(UP_TO_LIMIT * HALVES).unwrap_or(u32::MAX);
    let is_filled = |half: usize| {
        let half = u32::try_from(half).unwrap_or(u32::MAX);
        load.exceeds(limit.part(half, steps))
    };
    let whole = UP_TO_LIMIT + BEHIND;
    let mut bar = String::new();
    for position in 0..whole {
        if position == UP_TO_LIMIT {
            bar.push('│');
        }
        bar.push(match (is_filled(position * HALVES), is_filled(position * HALVES + 1)) {
            (true, true) if position + 1 == whole && is_filled(whole * HALVES) => '▶',
            (true, true) => '█',
            (true, false) => '▌',
            _ => ' ',
        });
    }
    bar.truncate(bar.trim_end().len());
    bar
}

/// Blocks for capacity up to the limit, the lowest first, then for a little above it and far above it.
const BLOCKS: [char; 6] = ['▁', '▂', '▃', '▄', '▅', '▆'];
const OVER: char = '▇';
const FAR_OVER: char = '█';
/// A week without a figure.
pub(super) const GAP: char = '·';

/// What the blocks mean, in words.
pub(super) const KEY: &str = "a character a week, the last one on the right: ▁ to ▆ up to the limit, ▇ over it, █ over it by \
     more than a quarter, · no figure";

/// The block of one week.
pub(super) fn block(load: Load, limit: Percent) -> char {
    if load.exceeds(limit) {
        return if load.exceeds(limit.part(5, 4)) { FAR_OVER } else { OVER };
    }
    let steps = 6;
    let reached = (1..steps).filter(|step| load.exceeds(limit.part(*step, steps))).count();
    BLOCKS[reached]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::fixtures::{minutes, percent};
    use crate::units::{Available, Work};

    /// A load of so many per cent: of 10,000 minutes a month, a per cent is 100.
    fn load(percent: &str) -> Load {
        let work = Work::of(100, minutes(percent), Percent::ALL);
        Load { work, available: Available::parse("10000").expect("in bounds") }
    }

    #[test]
    fn a_bar_passes_the_mark_when_it_is_over_and_only_then() {
        for (shown, expected) in [
            ("0", "           │"),
            ("0.01", "▌          │"),
            ("50", "█████      │"),
            ("50.01", "█████▌     │"),
            ("110", "███████████│"),
            ("110.01", "███████████│▌"),
            ("160", "███████████│█████"),
            ("160.01", "███████████│████▶"),
            ("400", "███████████│████▶"),
        ] {
            assert_eq!(bar(load(shown), percent("110")), expected, "{shown}");
        }
    }

    #[test]
    fn a_block_tells_under_from_over() {
        for (shown, expected) in [
            ("0", '▁'),
            ("18.33", '▁'),
            ("18.34", '▂'),
            ("91.66", '▅'),
            ("91.67", '▆'),
            ("110", '▆'),
            ("110.01", '▇'),
            ("137.5", '▇'),
            ("137.51", '█'),
            ("400", '█'),
        ] {
            assert_eq!(block(load(shown), percent("110")), expected, "{shown}");
        }
    }
}
