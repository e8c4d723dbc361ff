//! Events -> state and effects. Draws nothing, touches no disk, knows no thread.

pub mod action;
