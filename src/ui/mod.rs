//! State -> a frame. Changes no state.

pub mod theme;
pub mod words;
