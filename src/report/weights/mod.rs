//! Sets of weights: the values of one.

mod values;

pub(crate) use values::{WeightsValue, values};
