//! Why a task, or a file of it, was not done.

use super::{ExportFailure, Trouble};
use crate::import::Flaw;
use crate::store;
use std::path::PathBuf;

/// What is to be said about one file of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileNotice {
    /// Something is wrong with what is in it.
    Flaw(Flaw),
    /// There is no such file or folder, or no longer.
    Missing(PathBuf),
    /// It may not be read.
    Denied(PathBuf),
    /// It is neither a file nor a folder.
    NotPlain(PathBuf),
    /// There is nothing to read in this folder.
    NoFiles(PathBuf),
    /// It could not be got from the web.
    Web {
        /// The address.
        url: String,
        /// Why.
        trouble: Trouble,
    },
    /// Reading it failed.
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
}

/// Why a task was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The library could not do it.
    Store(store::Error),
    /// Too much is waiting already.
    Busy,
    /// No thread could be started; what the system says.
    Thread(String),
    /// The program is wrong; what it said.
    Panicked(String),
    /// Articles could not be written into a file.
    Export(ExportFailure),
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Failure {
        Failure::Store(error)
    }
}

impl Failure {
    /// Whether the article that was asked for is no longer there.
    pub fn is_gone(&self) -> bool {
        matches!(self, Failure::Store(store::Error::NoArticle { .. }))
    }
}
