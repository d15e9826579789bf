//! The interface as its users meet it.

mod document;
