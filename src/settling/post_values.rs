//! What the rows of a post say of it.

use crate::fault::Place;
use crate::model::TextId;
use crate::units::Hours;

/// A value with the row it was read on.
pub(super) type SourcedValue<T> = Option<(T, Place)>;

/// What the rows of a post say of it, and where each thing was first said.
#[derive(Default)]
pub(super) struct StatedPost {
    pub(super) grade: SourcedValue<usize>,
    /// Whether the grade is that of another post of the officer, which already has the usual hours of the grade: they must not
    /// count twice.
    pub(super) has_no_usual_hours: bool,
    pub(super) region: SourcedValue<TextId>,
    pub(super) pdu: SourcedValue<TextId>,
    pub(super) contracted: SourcedValue<Hours>,
    pub(super) reduction: SourcedValue<Hours>,
}
