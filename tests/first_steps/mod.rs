//! `wmt weights`, and the sets of weights that are built in.

mod sets;
mod weights;
