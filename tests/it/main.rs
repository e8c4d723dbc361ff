//! Integration tests in one binary.

mod conformance;
mod oracle;
mod structure;
mod task;
mod tidy;
mod window;
