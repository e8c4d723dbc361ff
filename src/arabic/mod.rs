//! Words as written -> words as compared: sanitised, folded, split, stemmed.
//!
//! Everything that is derived from a text keeps an [`OffsetMap`] back to it, so that what is found
//! in the derived text can be shown in the text as written.

pub mod calendar;
pub mod digits;
pub mod hijri;
pub mod language;
pub mod letters;
pub mod months;
mod offsets;
pub mod sanitise;
pub mod sentences;
pub mod stem;
pub mod words;

pub use offsets::{OffsetMap, OffsetMapBuilder};
