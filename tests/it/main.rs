//! Integration tests in one binary.

mod conformance;
mod crash;
mod oracle;
mod structure;
mod store;
mod tidy;
mod window;
