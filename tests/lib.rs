//! The program from outside: every test runs it, as a user or a script would.

mod calc;
mod check;
mod command;
mod explain;
mod faults;
mod floors;
mod history;
mod names;
mod order;
mod page;
mod readme;
mod reductions;
mod report;
mod schema;
mod staff;
mod staffing;
#[cfg(unix)]
mod weekly;
mod whatif;
#[cfg(feature = "workbooks")]
mod workbooks_in;
