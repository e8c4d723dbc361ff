//! Integration tests in one binary.

mod conformance;
mod tidy;
mod window;
