//! Bytes -> documents: decoded, sanitised, and with the structure of their articles.

pub mod charset;
mod cues;
mod flaw;
pub mod key;
mod lexicon;
mod lines;
mod phrases;
pub mod published;

pub use flaw::Flaw;

/// The largest file that is read, in bytes. The longest newspaper pages have some 100 KiB; an export
/// of ten thousand articles in one JSONL file has some 40 MiB.
pub const SIZE_MAX: u64 = 64 << 20;
