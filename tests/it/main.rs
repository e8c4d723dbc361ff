//! Integration tests in one binary.

mod conformance;
mod crash;
mod dates;
mod oracle;
mod store;
mod structure;
mod task;
mod tidy;
mod window;
