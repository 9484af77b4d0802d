//! `wmt calc --staff`: what a staff list fills in, whom it lists, and what it must not hide. Figures are worked by
//! hand: an hour a week is 52.5 × 60 ÷ 12 × 0.80 × 0.84 = 176.4 minutes a month for casework, an A3 case in the
//! community 618.

mod contradictions;
mod filling;
mod lists;
mod nothing_held;
mod recorded;
mod several_teams;
mod weeks;

use crate::report::{faults, json, notices, report, rows, stdout};

/// A caseload of one officer, who says nothing but what they hold: 8 × 618 = 4,944 minutes a month.
const BARE: &str = "officer,week,case_type,tier,count\nN53-0412,2026-11-16,community,A3,8\n";
