//! The text of one of the user's TOML files -> its table, and what is wrong with it, by line and key.
//!
//! A mistake never hides the rest of the file: what can be understood applies, and all mistakes are
//! told at once.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something in a user's file that cannot be followed. The rest of the file applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file, as the user would name it; the name of a variable of the environment, or of a flag.
    pub file: String,
    /// Line in the file, from 1; 0 if it is no file.
    pub line: usize,
    /// The key, with the tables that it stands in ("dark.title"); empty where no key is involved.
    pub key: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with an entry of a user's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not TOML; the words are the parser's.
    Syntax(String),
    /// There is no such key.
    UnknownKey {
        /// The keys that could have been meant: all of them, or the nearest if they are many.
        allowed: String,
    },
    /// The value is not one of those that the key takes.
    WrongValue {
        /// The value as written.
        value: String,
        /// What the key takes.
        allowed: String,
    },
    /// A key of the keyboard that has no such name.
    UnknownKeyName(String),
    /// There is no action of that name; the nearest name, if one is near.
    UnknownAction(String, Option<String>),
    /// The sequence begins with another one, or another one begins with it, in the same file.
    HidesSequence(String),
    /// A search that cannot be understood, as written, and why.
    Query(String, crate::store::query::ParseError),
    /// Something that cannot be a tag.
    BadTag(String),
    /// Another entry of the file has this name.
    Twice(String),
    /// A rule that neither adds a tag nor removes one.
    NoTags,
    /// Something that the entry needs is not there.
    Missing(&'static str),
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: ", self.file)?,
            line => write!(f, "{}:{line}: ", self.file)?,
        }
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        self.problem.fmt(f)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Syntax(message) => write!(f, "{message}"),
            Problem::UnknownKey { allowed } => write!(f, "no such key; use {allowed}"),
            Problem::WrongValue { value, allowed } => write!(f, "'{value}' does not fit; use {allowed}"),
            Problem::UnknownKeyName(name) => write!(f, "no key is called '{name}'"),
            Problem::UnknownAction(name, None) => write!(f, "no action is called '{name}'"),
            Problem::UnknownAction(name, Some(near)) => {
                write!(f, "no action is called '{name}'; use '{near}'")
            }
            Problem::HidesSequence(other) => write!(f, "cannot be told from '{other}'; change one"),
            Problem::Query(_, error) => error.fmt(f),
            Problem::BadTag(tag) => write!(f, "'{tag}' cannot be a tag"),
            Problem::Twice(name) => write!(f, "another one is called '{name}'"),
            Problem::NoTags => f.write_str("it neither adds a tag nor removes one"),
            Problem::Missing(what) => write!(f, "'{what}' is missing"),
        }
    }
}

/// A file's text while it is being read, with the mistakes met so far.
pub struct UserFile<'a> {
    name: &'a str,
    text: &'a str,
    /// The mistakes met so far, in the order in which they were met.
    pub mistakes: Vec<Mistake>,
}

/// A table of a user's file whose keys and values know where they stand.
pub type Table<'a> = DeTable<'a>;

/// A value of a user's file that knows where it stands.
pub type Value<'a> = Spanned<DeValue<'a>>;

impl<'a> UserFile<'a> {
    /// The file called `name` with the given text, and its table: empty if the text is empty, and
    /// as much of it as can be read if it is not TOML throughout.
    pub fn read(name: &'a str, text: &'a str) -> (UserFile<'a>, Table<'a>) {
        let mut file = UserFile { name, text, mistakes: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        // One slip often gives several errors, the first of which names it.
        if let Some(error) = errors.first() {
            let message = error.message().replace('\n', ", ");
            file.mistake(error.span().unwrap_or(0..0), "", Problem::Syntax(message));
        }
        (file, table.into_inner())
    }

    /// Notes that `problem` stands at the bytes `span` of the file, in the entry `key`. What is left
    /// of a line that is not TOML is no further mistake.
    pub fn mistake(&mut self, span: Range<usize>, key: &str, problem: Problem) {
        let line = self.line(span.start);
        let is_broken = |other: &Mistake| other.line == line && matches!(other.problem, Problem::Syntax(_));
        if !self.mistakes.iter().any(is_broken) {
            self.mistakes.push(Mistake { file: self.name.to_owned(), line, key: key.to_owned(), problem });
        }
    }

    /// Notes that `value` is not one of those that `key` takes.
    pub fn wrong_value(&mut self, value: &Value<'_>, key: &str, allowed: &str) {
        let span = value.span();
        let written = self.text.get(span.clone()).unwrap_or("").trim().trim_matches(['"', '\'']).to_owned();
        self.mistake(span, key, Problem::WrongValue { value: written, allowed: allowed.to_owned() });
    }

    /// The string of `value`, or a mistake that names what is `allowed`.
    pub fn string<'v>(&mut self, value: &'v Value<'_>, key: &str, allowed: &str) -> Option<&'v str> {
        let string = value.get_ref().as_str();
        if string.is_none() {
            self.wrong_value(value, key, allowed);
        }
        string
    }

    /// The line, from 1, of the byte at `offset`.
    fn line(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        1 + before.iter().filter(|&&byte| byte == b'\n').count()
    }
}

/// The one of `names` that is nearest to `name`, if it is near enough to be a slip of the finger:
/// at most a third of its letters differ (Levenshtein).
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let best = names.map(|other| (edits(name, other), other)).min()?;
    (best.0 * 3 <= best.1.chars().count().max(3)).then_some(best.1)
}

/// How many letters must be added, dropped, replaced or exchanged with their neighbour to turn `a` into
/// `b` (optimal string alignment).
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let (file, _) = UserFile::read("config.toml", text);
        let found: Vec<String> = file.mistakes.iter().map(Mistake::to_string).collect();
        assert_eq!(found.len(), want.len(), "{found:?}");
        for (found, want) in found.iter().zip(want) {
            assert!(found.starts_with(want), "{found}");
        }
    }

    #[test]
    fn a_syntax_error_names_its_line() {
        check("", &[]);
        check("a = 1\nb = 'two'", &[]);
        check("a = 1\n\nb = \n", &["config.toml:3: "]);
    }

    #[test]
    fn what_stands_before_and_after_a_syntax_error_is_kept() {
        let (_, table) = UserFile::read("config.toml", "a = 1\nb = ]\nc = 3\n");
        assert!(table.contains_key("a") && table.contains_key("c"));
    }

    #[test]
    fn nearest_names_slips_only() {
        let names = ["next", "previous", "page-down", "page-up"];
        assert_eq!(nearest("nxt", names.into_iter()), Some("next"));
        assert_eq!(nearest("nxet", names.into_iter()), Some("next"));
        assert_eq!(nearest("page-dwon", names.into_iter()), Some("page-down"));
        assert_eq!(nearest("zoom", names.into_iter()), None);
    }
}
