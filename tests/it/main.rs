//! Integration tests in one binary.

mod conformance;
mod oracle;
mod structure;
mod tidy;
mod window;
