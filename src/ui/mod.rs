//! State -> a frame. Changes no state.

pub mod theme;
pub mod words;

use crate::app::State;
use ratatui::Frame;
use theme::{Meaning, Theme};
use words::Words;

/// Draws the window. What stands where was computed by [`crate::app::update`].
pub fn draw(state: &State, theme: &Theme, _words: &Words, frame: &mut Frame) {
    let window = state.layout.window.intersection(frame.area());
    frame.buffer_mut().set_style(window, theme.style(Meaning::Window));
}
