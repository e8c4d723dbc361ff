//! Keeps the house rules of `src/lib.rs`: who may import whom, and what is absent where.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use of ours. A module may always use itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("text", &[]),
    ("terminal", &[]),
    ("fetch", &[]),
    ("widget", &["text"]),
    ("arabic", &["article"]),
    ("import", &["arabic", "article"]),
    ("extract", &["arabic", "article"]),
    ("story", &["arabic", "article", "extract"]),
    ("store", &["arabic", "article", "extract", "story"]),
    ("task", &["arabic", "article", "extract", "fetch", "import", "story", "store"]),
    ("jobs", &["store", "task"]),
    ("app", &["arabic", "article", "import", "story", "store", "task", "text"]),
    ("ui", &["app", "arabic", "article", "import", "story", "store", "task", "text", "widget"]),
    ("config", &["app", "arabic", "article", "terminal", "text", "ui"]),
    (
        "cli",
        &[
            "app", "arabic", "article", "config", "extract", "fetch", "import", "jobs", "story", "store",
            "task", "terminal", "text", "ui", "widget",
        ],
    ),
];

/// Words that may stand in the code of some modules only; tests are exempt.
const ONLY_IN: &[(&str, &[&str], &str)] = &[
    ("rusqlite", &["store"], "only `store` knows SQL"),
    ("\\x1b", &["terminal"], "only `terminal` writes escape sequences"),
    ("\\u{1b}[", &["terminal"], "only `terminal` writes escape sequences"),
];

/// What pure modules never touch.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant::now",
    "println!",
    "Zoned::now",
];
const PURE: &[&str] = &["article", "text", "widget", "arabic", "import", "extract", "story"];

/// Lines of a file without its tests; a longer one hides what it holds.
const LINES_MAX: usize = 600;

struct Source {
    path: PathBuf,
    module: String,
    /// The code before its tests, without comments.
    code: String,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let mut sources: Vec<Source> = files
        .into_iter()
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "tests"))
        .map(|path| source(&root, path))
        .collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn source(root: &Path, path: PathBuf) -> Source {
    let text = fs::read_to_string(&path).expect("a source file is UTF-8");
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let inside = path.strip_prefix(root).expect("it was found there");
    let first = inside.components().next().expect("a file has a name").as_os_str().to_string_lossy();
    Source {
        module: first.trim_end_matches(".rs").to_string(),
        lines: code.lines().count(),
        code: code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n"),
        path,
    }
}

/// The modules that a file names as `crate::MODULE`, also in `use crate::{a, b::c}`.
fn used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for piece in code.split("crate::").skip(1) {
        let word =
            |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match piece.strip_prefix('{') {
            Some(list) => {
                let (mut depth, mut start) = (0, 0);
                for (at, character) in list.char_indices() {
                    match character {
                        '{' => depth += 1,
                        '}' if depth == 0 => {
                            used.push(word(list[start..at].trim()));
                            break;
                        }
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            used.push(word(list[start..at].trim()));
                            start = at + 1;
                        }
                        _ => {}
                    }
                }
            }
            None => used.push(word(piece)),
        }
    }
    used.retain(|name| !name.is_empty());
    used
}

#[test]
fn imports_point_one_way() {
    let modules: Vec<&str> = MAY_USE.iter().map(|(module, _)| *module).collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(module, _)| *module == source.module) else {
            assert!(
                ["main", "lib", "reader"].contains(&&*source.module),
                "{} is not in the house plan",
                source.module
            );
            continue;
        };
        for name in used(&source.code) {
            if modules.contains(&&*name) && name != source.module && !allowed.contains(&&*name) {
                wrong.push(format!("{}: `{}` may not use `{name}`", source.path.display(), source.module));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_absent_stays_absent() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (word, allowed, rule) in ONLY_IN {
            if source.code.to_lowercase().contains(word) && !allowed.contains(&&*source.module) {
                wrong.push(format!("{}: {word}: {rule}", source.path.display()));
            }
        }
        for word in IMPURE.iter().filter(|_| PURE.contains(&&*source.module)) {
            if source.code.contains(word) {
                wrong.push(format!("{}: {word}: `{}` is pure", source.path.display(), source.module));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_do() {
    let mut wrong = Vec::new();
    for source in sources() {
        if source.lines > LINES_MAX {
            wrong.push(format!("{} has {} lines without its tests", source.path.display(), source.lines));
        }
        let text = fs::read_to_string(&source.path).expect("it was read before");
        if !text.starts_with("//! ") {
            wrong.push(format!("{} does not say what it is", source.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn used_modules_are_seen() {
    assert_eq!(
        used("use crate::{article::{A, B}, text};\nlet x = crate::store::open();"),
        ["article", "text", "store"]
    );
    assert_eq!(used("use super::x;"), Vec::<String>::new());
}
