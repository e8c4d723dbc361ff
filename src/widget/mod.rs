//! A text with styled ranges, and a rectangle -> cells of a ratatui buffer, and back: from a place on
//! the screen to one in the text.
//!
//! For any program that draws with ratatui; nothing here knows of articles, themes or settings.
//!
//! | | turns | into |
//! | --- | --- | --- |
//! | [`BidiText`] | a text, styles of its bytes, how it is laid out | what an area shows |
//! | [`BidiTextState`] | keys and clicks | scroll, caret, selection; remembers the layout |
//! | [`paint_row`] | a [`Row`](crate::text::Row) | cells: for those who lay out by themselves |
//! | [`logical::turn`] | a whole frame | the same for a terminal that reorders whatever it gets |
//!
//! ```
//! use khabar::text::caret::Motion;
//! use khabar::widget::{BidiText, BidiTextState};
//! use ratatui::layout::{Position, Rect};
//! use ratatui::style::{Color, Style};
//! use ratatui::{buffer::Buffer, widgets::StatefulWidget};
//!
//! // "Salam, world" with the Arabic word, which is bytes 0..8, in green.
//! let text = "\u{633}\u{644}\u{627}\u{645}, world";
//! let styles = vec![(0..8, Style::new().fg(Color::Green))];
//! let area = Rect::new(0, 0, 12, 3);
//! let (mut buffer, mut state) = (Buffer::empty(area), BidiTextState::default());
//! BidiText::new(text).styles(styles).render(area, &mut buffer, &mut state);
//!
//! // It reads from the right: the word of three cells (lam and alef share one) ends at the border.
//! assert_eq!(buffer[(11, 0)].symbol(), "\u{FEB3}");
//! assert_eq!(buffer[(11, 0)].fg, Color::Green);
//! // A click on its last letter is byte 6, and the caret goes on to the left from there.
//! assert_eq!(state.offset_at(Position::new(9, 0)), Some(6));
//! state.set_caret(6);
//! state.move_caret(Motion::Left);
//! assert_eq!((state.caret(), state.cursor()), (Some(8), Some(Position::new(8, 0))));
//! // What is selected is logical text, whatever stands between its cells on the screen.
//! state.select(0..6);
//! assert_eq!(state.selected_text(), Some("\u{633}\u{644}\u{627}"));
//! ```
//!
//! # Not [`ratatui::widgets::Paragraph`]
//!
//! `Paragraph`, `Line` and `List` send letters as they are stored, and measure them so. Three things
//! go wrong with Arabic. Where the terminal does not join and reorder, it is unreadable. Where it
//! does, it takes a whole row of the screen for one line of text, and moves the words of one pane
//! into the next one, over the border. And the width is wrong on all of them: `unicode-width` counts
//! a lam-alef that is not joined yet as one column, because a font may paint it so, but terminals
//! give each letter its cell:
//!
//! ```
//! use khabar::text::{Options, truncate};
//! use ratatui::text::Line;
//!
//! let lam_alef = "\u{644}\u{627}";
//! // Terminals paint two cells: what stands behind it on the row is one column off.
//! assert_eq!(Line::from(lam_alef).width(), 1);
//! // Shaped, it is one character, of which there is nothing to differ about.
//! let row = truncate(lam_alef, &Options::default());
//! assert_eq!((row.text(), row.width()), ("\u{FEFB}", 1));
//! ```
//!
//! # What is absent
//!
//! No event is read, no escape sequence written: the program must switch the terminal's own bidi off
//! (see [`crate::text`] on modes). No line is edited; for that the caret needs a place inside a
//! lam-alef, see [`Forms::caret`](crate::text::Forms::caret).

mod bidi_text;
pub mod logical;
mod paint;
mod state;

#[cfg(test)]
mod tests;

pub use bidi_text::BidiText;
pub use paint::{paint_row, paint_symbol, upright};
pub use state::BidiTextState;
