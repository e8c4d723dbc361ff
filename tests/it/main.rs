//! Integration tests in one binary.

#![allow(clippy::unwrap_used)] // a test that cannot go on fails, and says where

mod cli;
mod conformance;
mod copy;
mod crash;
mod dates;
mod export;
mod feeds;
mod folding;
#[cfg(unix)]
mod full;
mod names;
mod oracle;
mod pty;
mod safe;
#[cfg(unix)]
mod salvage;
mod searches;
mod server;
mod store;
mod stories;
mod structure;
mod tags;
#[cfg(unix)]
mod takeout;
mod task;
#[cfg(unix)]
mod terminals;
mod tidy;
#[cfg(unix)]
mod ways_out;
mod web;
mod window;
