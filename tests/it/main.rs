//! Integration tests in one binary.

mod conformance;
mod names;
mod oracle;
mod structure;
mod task;
mod tidy;
mod window;
