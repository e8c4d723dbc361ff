//! Integration tests in one binary.

mod cli;
mod conformance;
mod crash;
mod dates;
mod oracle;
mod pty;
mod store;
mod structure;
mod task;
mod tidy;
mod window;
