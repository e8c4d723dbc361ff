//! An article's words -> the names that a small network sees in them, also names in no list.
//!
//! | step | turns | into |
//! | --- | --- | --- |
//! | `feature` | words, with what lists and rules say of them | rows of two tables |
//! | `network` | rows | evidence of each label for each word |
//! | `decode` | evidence | names |
//!
//! The weights are an asset of their own (`assets/names/tagger.bin`), made by
//! `cargo run --release --example train_tagger`; see there for what it learns from.

pub mod decode;
pub mod feature;
pub mod model;
pub mod network;

pub use feature::{Features, FormRows, WordRows};
pub use model::{Layout, Model};
pub use network::Network;
