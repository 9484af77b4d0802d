//! The parts of `wmt`, an open workload calculator for probation services.
//!
//! Data goes one way: read, check, work out, judge, roll up, report, render. This library is there so that tests and
//! benchmarks can call the parts; it promises no stability.

pub mod breach;
pub mod checks;
pub mod cli;
pub mod commands;
pub mod delimited;
pub mod fault;
pub mod files;
pub mod history;
pub mod inputs;
pub mod model;
pub mod output;
pub mod progress;
pub mod render;
pub mod report;
pub mod rollup;
pub mod selection;
pub mod settling;
pub mod units;
