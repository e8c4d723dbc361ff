//! Events -> state and effects. Draws nothing, touches no disk, knows no thread.

pub mod action;
pub mod key;
pub mod keyboard;
pub mod keymap;
pub mod userfile;
