//! Integration tests in one binary.

mod conformance;
mod oracle;
mod tidy;
mod window;
