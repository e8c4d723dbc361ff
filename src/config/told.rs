//! A hint -> whether it was told before, in this run or in another.

use std::fs;
use std::path::{Path, PathBuf};

/// The file that remembers, a hint a line.
const FILE: &str = "told";

/// Whether `hint` is told for the first time; from now on it is not. If that cannot be remembered, it
/// will be told again.
pub fn is_first(hint: &str) -> bool {
    folder().is_none_or(|folder| is_first_in(&folder, hint))
}

/// Where a program keeps what it remembers but nobody would miss.
fn folder() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "khabar")?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_path_buf())
}

fn is_first_in(folder: &Path, hint: &str) -> bool {
    let file = folder.join(FILE);
    let told = fs::read_to_string(&file).unwrap_or_default();
    if told.lines().any(|line| line == hint) {
        return false;
    }
    // A folder that cannot be written is nothing to bother the reader with.
    let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, format!("{told}{hint}\n")));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(folder: &Path, hints: &[(&str, bool)]) {
        for (hint, want) in hints {
            assert_eq!(is_first_in(folder, hint), *want, "{hint}");
        }
    }

    #[test]
    fn a_hint_is_told_once() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let inner = folder.path().join("state/khabar");
        check(&inner, &[("a", true), ("a", false), ("b", true), ("a", false), ("b", false)]);
    }

    #[test]
    fn what_cannot_be_remembered_is_told_again() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("a file can be written");
        check(&file, &[("a", true), ("a", true)]);
    }
}
