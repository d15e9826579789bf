//! The processes on a real PostgreSQL: whole, sent again, cut off between every two steps, and refused in the middle.

mod aside;
mod assignment;
mod decision;
mod merge;
mod support;
