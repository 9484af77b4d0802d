//! The program from outside: every test runs it, as a user or a script would.

mod calc;
mod command;
mod faults;
mod floors;
mod readme;
