//! State -> a frame. Changes no state.

pub mod theme;
