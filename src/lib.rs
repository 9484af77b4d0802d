//! The parts of `wmt`, an open workload calculator for probation services. This library is there so that tests and
//! benchmarks can call the parts; it promises no stability.
//!
//! Data goes one way: read, check, work out, judge, roll up, report, render. Each step is a function from values to
//! values. The modules stand on floors, here from the lowest to the highest. A module uses only floors below its own,
//! and no files use each other in a circle; `tests/floors` holds both.
//!
//! 1. - `units`: minutes, hours, loads, percentages and weeks, each with a type of its own, all exact
//!    - `ordered`: maps and sets in the order in which they were filled
//! 2. - `fault`: what a user can mend, with its place in a file, and words for it
//!    - `files`: opening, comparing, locking and replacing files
//!    - `delimited`: writing CSV
//!    - `progress`: the line that shows how far a long run is
//! 3. - `model`: what the calculation works with: weights, caseloads, posts, reductions, figures of weeks
//!    - `workbook`: the rows of `.xlsx` and `.ods` files
//! 4. `inputs` reads files, and keeps where everything is:
//!    - `table`: bytes to rows to cells, with their places
//!    - `weights`: the time values and names of a service, from TOML
//!    - `caseload`: what a row means, and the sums of all rows
//!    - `lists`: the staff list and the list of reductions
//!    - `again`: what `explain`, `check`, `balance`, `staffing`, `whatif` and the workbook of `report` read a second time
//! 5. - `settling`: the posts that were read, filled from the staff list and the reductions
//!    - `history`: the file with the figures of past weeks
//!    - `import`: the extract workbook of the ministry's case management system
//! 6. - `breach`: the rule: over the limit in so many adjacent weeks is excessive
//!    - `selection`: the posts that the command line asks for
//!    - `whatif`: changes of the work and the people of a week
//!    - `balance`: which cases could move, so that nobody is over
//! 7. - `rollup`: officers and units, worked out and judged, with their loads by week
//!    - `warnings`: signs in a whole caseload that a figure may be wrong
//! 8. `checks`: what is wrong or odd in a caseload
//! 9. `report`: everything that is shown, finished before a character is written
//! 10. `render`: a finished report as a table, Markdown, CSV, JSON, a page or a workbook
//! 11. `output`: where results go, to standard output or to a file
//! 12. `cli`: what can be asked on the command line
//! 13. `commands`: one file for each subcommand, which reads, works out, renders and delivers
//! 14. `lib` and `main`: the program, which parses the command line, runs it and sets the exit code

mod balance;
mod breach;
mod checks;
mod cli;
mod commands;
mod delimited;
mod fault;
mod files;
mod history;
#[cfg(feature = "workbooks")]
mod import;
mod inputs;
mod model;
mod ordered;
mod output;
mod progress;
mod render;
mod report;
mod rollup;
mod selection;
mod settling;
mod units;
mod warnings;
mod whatif;
#[cfg(feature = "workbooks")]
mod workbook;

pub use cli::{Cli, meant, show_help};
pub use commands::run;
pub use fault::{said, visible};

/// The parts that the benchmarks call one by one.
pub mod parts {
    pub use crate::breach::{Figure, judge};
    pub use crate::fault::Messages;
    pub use crate::inputs::{InputFile, Inputs, ReadOptions, RequestedWeeks, WeightsFile, read_weights};
    pub use crate::model::{Caseload, DatedWeights};
    pub use crate::render::{Format, TableLayout, render};
    pub use crate::report::{Only, Report, Sort, View, Warned};
    pub use crate::rollup::{By, Results, roll_up};
    pub use crate::selection::Selection;
    pub use crate::settling::read_caseload;
    pub use crate::units::{Week, parse_date};
}
