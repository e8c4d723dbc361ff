//! (to come)

pub mod date;
