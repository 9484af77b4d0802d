//! The program from outside: every test runs it, as a user or a script would.

mod command;
mod faults;
