//! The program from outside: every test runs it, as a user or a script would.

mod architecture;
mod balance;
#[cfg(feature = "workbooks")]
mod books;
mod calc;
mod check;
mod command;
mod every_command;
mod explain;
mod faults;
mod first_steps;
mod floors;
mod history;
#[cfg(feature = "workbooks")]
mod import;
mod names;
mod order;
mod page;
mod readme;
mod reductions;
mod report;
mod schema;
#[cfg(feature = "workbooks")]
mod sheet;
mod staff;
mod staffing;
#[cfg(unix)]
mod weekly;
mod whatif;
#[cfg(feature = "workbooks")]
mod workbook;
#[cfg(feature = "workbooks")]
mod workbooks_in;
#[cfg(feature = "workbooks")]
mod workbooks_out;
