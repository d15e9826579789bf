//! Read models: one folder each, events → rows (`apply`) and rows → answers (`query`), disposable and rebuilt from the log alone.
//!
//! The whole file of one family is not stored: [`FamilyDocument`] folds the family's own stream whenever somebody opens it.
//!
//! # Reading
//!
//! Queries take a pool whose search path holds every live schema (`hamyar_projector::read_pool`), so table names are unqualified.

pub mod due_items;
mod event;
pub mod family_document;
mod names;
mod projection;
pub mod views;

pub use event::{EventMeta, ProjectedEvent, StreamEventAny};
pub use family_document::FamilyDocument;
pub use names::Names;
pub use projection::{Projection, ProjectionError};
