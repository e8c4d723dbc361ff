//! Integration tests in one binary.

mod conformance;
mod dates;
mod oracle;
mod tidy;
mod window;
