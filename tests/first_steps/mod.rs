//! `wmt template`, `weights`, `completions` and `man`, and the sets of weights that are built in.

mod sets;
mod shell;
mod template;
mod weights;

pub(crate) use shell::commands;
