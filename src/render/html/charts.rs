//! Charts as SVG, drawn by hand in whole numbers.

use maud::{Markup, html};

use crate::breach::Standing;
use crate::report::{OfficerLine, WeekPoint};
use crate::units::{Percent, Rounded};

/// Up to which capacity bars go, in per cent: 160, or a quarter above a limit that is higher.
pub(super) fn bar_end(limit: Percent) -> i128 {
    (limit.hundredths() / 80).max(160)
}

/// Capacity as a bar. The figure stands beside it, and the style marks the limit behind it: a country has thousands of bars.
pub(super) fn bar(officer: &OfficerLine, limit: Percent) -> Markup {
    let Some(percent) = officer.result.load.percent() else { return html! {} };
    let most = bar_end(limit) * 10;
    let width = percent.units().clamp(0, most);
    let class = match officer.result.judgement.standing {
        Standing::Excessive => "e",
        Standing::Over | Standing::Possible => "o",
        _ => "w",
    };
    html! {
        svg viewBox=(format!("0 0 {most} 9")) preserveAspectRatio="none" aria-hidden="true" {
            rect class=(class) width=(width) height="9" {}
        }
    }
}

/// The rule of the style that marks the limit in every bar.
pub(super) fn limit_mark(limit: Percent) -> String {
    let share = Rounded::of(limit.hundredths(), bar_end(limit) * 100, 4);
    format!("td.chart {{ --limit: {share}; }}")
}

/// The size of the chart of weeks, and its edges.
const WIDTH: i128 = 360;
const HEIGHT: i128 = 200;
const LEFT: i128 = 44;
const RIGHT: i128 = 12;
const TOP: i128 = 12;
const BOTTOM: i128 = 28;

/// The chart of weeks ends here, in tenths of a per cent.
pub(super) const HIGHEST: i128 = 6_000;

/// From which capacity to which the chart of weeks goes, in tenths of a per cent: whole tens around all that is shown.
struct Scale {
    low: i128,
    high: i128,
    weeks: usize,
}

impl Scale {
    fn of(weeks: &[WeekPoint], limit: i128) -> Self {
        let shown = || weeks.iter().filter_map(|point| point.percent).map(Rounded::units).chain([900, limit]);
        let (low, high) = (shown().min().unwrap_or(0), shown().max().unwrap_or(0));
        // A chart with a few values far away is still one that can be read.
        let (low, high) =
            ((low / 100 - 1).max(0) * 100, (high / 100 + 2).min(HIGHEST / 100).max(limit / 100 + 2) * 100);
        Self { low, high, weeks: weeks.len() }
    }

    fn x(&self, position: usize) -> i128 {
        let steps = i128::try_from(self.weeks.saturating_sub(1).max(1)).unwrap_or(1);
        let position = i128::try_from(position).unwrap_or(0);
        LEFT + (WIDTH - LEFT - RIGHT) * position / steps
    }

    fn y(&self, tenths: i128) -> i128 {
        let tenths = tenths.clamp(self.low, self.high);
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (tenths - self.low) / (self.high - self.low).max(1)
    }

    /// Capacities to write beside the chart.
    fn ticks(&self, limit: i128) -> Vec<i128> {
        let step = if self.high - self.low > 1_500 { 500 } else { 100 };
        let near = |tick: &i128| (tick - limit).abs() >= step / 2;
        let whole = (self.low / step..=self.high / step).map(|tick| tick * step);
        let every = if (self.high - self.low) / step > 7 { 2 } else { 1 };
        whole.step_by(every).filter(|tick| *tick >= self.low && near(tick)).chain([limit]).collect()
    }
}

/// The upper and the lower edge of the band from 90 per cent to the limit, where it has room.
fn band(scale: &Scale, limit: i128) -> Option<(i128, i128)> {
    let (top, bottom) = (scale.y(limit), scale.y(900.min(limit)));
    (top < bottom).then_some((top, bottom))
}

/// Whether the chart of weeks has that band.
pub(super) fn has_band(weeks: &[WeekPoint], limit: Percent) -> bool {
    let limit = limit.hundredths() / 10;
    band(&Scale::of(weeks, limit), limit).is_some()
}

/// Capacity by week as a line, with the band from 90 per cent to the limit. Weeks without a figure leave a gap.
pub(super) fn weeks(weeks: &[WeekPoint], exact: Percent) -> Markup {
    let limit = exact.hundredths() / 10;
    let scale = Scale::of(weeks, limit);
    let points: Vec<(usize, i128, bool)> =
        weeks.iter().enumerate().filter_map(|(at, point)| Some((at, point.percent?.units(), point.is_over))).collect();
    let known = points.len();
    let figure = |(at, tenths, _): &(usize, i128, bool)| {
        format!("{} % in the week {}", Rounded::of(*tenths, 10, 1), weeks[*at].week)
    };
    let described = match (points.first(), points.last()) {
        (Some(only), Some(_)) if known == 1 => format!("1 week with a figure, {}.", figure(only)),
        (Some(first), Some(last)) => format!(
            "{known} weeks with a figure, from {} to {}. All figures are in the table below.",
            figure(first),
            figure(last)
        ),
        _ => "No week has a figure.".to_owned(),
    };
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby="weeks-title weeks-text" {
            title id="weeks-title" { "Capacity by week" }
            desc id="weeks-text" { (described) }
            @if let Some((top, bottom)) = band(&scale, limit) {
                rect class="band" x=(LEFT) y=(top) width=(WIDTH - LEFT - RIGHT) height=(bottom - top) {}
            }
            @for tick in scale.ticks(limit) {
                line class=(if tick == limit { "mark" } else { "axis" }) x1=(LEFT) y1=(scale.y(tick)) x2=(WIDTH - RIGHT) y2=(scale.y(tick)) {}
                text x=(LEFT - 5) y=(scale.y(tick) + 4) text-anchor="end" {
                    @if tick == limit { (exact) } @else { (shown(tick)) } " %"
                }
            }
            @for stretch in points.chunk_by(|one, next| one.0 + 1 == next.0) {
                @let drawn: Vec<String> = stretch.iter().map(|(at, tenths, _)| format!("{},{}", scale.x(*at), scale.y(*tenths))).collect();
                polyline class="line" points=(drawn.join(" ")) {}
            }
            @for (at, tenths, is_over) in &points {
                @if *is_over {
                    rect class="dot over" x=(scale.x(*at) - 4) y=(scale.y(*tenths) - 4) width="8" height="8" {}
                } @else {
                    circle class="dot" cx=(scale.x(*at)) cy=(scale.y(*tenths)) r="3" {}
                }
            }
            @if let Some(first) = weeks.first() {
                text x=(LEFT) y=(HEIGHT - 8) { (first.week) }
            }
            @if let Some(last) = weeks.last().filter(|_| weeks.len() > 1) {
                text x=(WIDTH - RIGHT) y=(HEIGHT - 8) text-anchor="end" { (last.week) }
            }
        }
    }
}

/// Tenths of a per cent as people read them.
fn shown(tenths: i128) -> String {
    Rounded::of(tenths, 10, u8::from(tenths % 10 != 0)).to_string()
}

/// A square of the grid of weeks: its class, its letter, and what it says in words.
pub(super) const fn square(standing: Option<Standing>) -> (&'static str, &'static str, &'static str) {
    match standing {
        None => ("", "·", "no rows"),
        Some(Standing::Within) => ("w", "–", "within"),
        Some(Standing::Over) => ("o", "o", "over"),
        Some(Standing::Possible) => ("p", "?", "possible"),
        Some(Standing::Excessive) => ("e", "E", "excessive"),
        Some(Standing::NoHours) => ("", "n", "no hours"),
        Some(Standing::NotWorkedOut) => ("", "x", "not worked out"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_goes_around_all_that_is_shown() {
        let scale = Scale { low: 700, high: 1_300, weeks: 13 };
        assert_eq!((scale.x(0), scale.x(12)), (LEFT, WIDTH - RIGHT));
        assert_eq!((scale.y(700), scale.y(1_300), scale.y(5_000)), (HEIGHT - BOTTOM, TOP, TOP));
        assert_eq!(scale.ticks(1_100), [700, 800, 900, 1_000, 1_200, 1_300, 1_100]);
        assert_eq!((shown(1_100), shown(975)), ("110".to_owned(), "97.5".to_owned()));
    }
}
