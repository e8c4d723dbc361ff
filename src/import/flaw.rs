//! What is wrong with a file -> one sentence: what, where, what to do.
//!
//! Bad input is data: a flaw never stops the other files, and most flaws do not stop their own.

use super::SIZE_MAX;
use crate::arabic::words::one_line;
use std::fmt;

/// Something about a file that its reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// There is nothing in it but white space.
    Empty {
        /// Path, URL or `-`.
        origin: String,
    },
    /// It is larger than [`SIZE_MAX`].
    TooLarge {
        /// Path, URL or `-`.
        origin: String,
        /// Its size in bytes.
        size: u64,
    },
    /// It is not text.
    Binary {
        /// Path, URL or `-`.
        origin: String,
        /// What it looks like ("a PDF"), if that is known.
        looks_like: Option<&'static str>,
    },
    /// It does not say its encoding and is not UTF-8, so the encoding was guessed.
    Guessed {
        /// Path, URL or `-`.
        origin: String,
        /// The encoding that was assumed.
        charset: &'static str,
    },
    /// Some bytes mean nothing in its encoding; each stands as U+FFFD.
    Lossy {
        /// Path, URL or `-`.
        origin: String,
        /// The encoding that was assumed.
        charset: &'static str,
        /// How many replacement characters there are.
        count: usize,
        /// The line (from 1) of the first.
        line: usize,
    },
    /// It was UTF-8 that somebody read as another encoding and saved again; that was undone.
    Mojibake {
        /// Path, URL or `-`.
        origin: String,
    },
    /// Control characters and escape sequences were removed.
    Controls {
        /// Path, URL or `-`.
        origin: String,
        /// How many.
        count: usize,
    },
    /// It forces the direction of its text (U+202D, U+202E); that has no effect outside its line.
    Overrides {
        /// Path, URL or `-`.
        origin: String,
        /// How many.
        count: usize,
    },
    /// It is a web page on which no article was found.
    Unreadable {
        /// Path, URL or `-`.
        origin: String,
    },
    /// It is a feed or a list of feeds that cannot be read.
    Feed {
        /// Path, URL or `-`.
        origin: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An item of a feed has neither title nor text.
    Item {
        /// Path, URL or `-`.
        origin: String,
        /// The item's id.
        id: String,
    },
    /// It is a list of feeds, which holds no articles.
    FeedList {
        /// Path, URL or `-`.
        origin: String,
    },
    /// A record of a JSONL file cannot be used.
    Record {
        /// Path, URL or `-`.
        origin: String,
        /// Its line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl Flaw {
    /// The flaw of a file of `size` bytes, if that is too large to read; so that the size can be
    /// checked before anything is read.
    pub fn of_size(origin: &str, size: u64) -> Option<Flaw> {
        (size > SIZE_MAX).then(|| Flaw::TooLarge { origin: origin.to_owned(), size })
    }

    /// Whether something was left out because of it: the whole file, or a record of it.
    pub fn is_loss(&self) -> bool {
        match self {
            Flaw::Empty { .. }
            | Flaw::TooLarge { .. }
            | Flaw::Binary { .. }
            | Flaw::Unreadable { .. }
            | Flaw::Feed { .. }
            | Flaw::Item { .. }
            | Flaw::FeedList { .. }
            | Flaw::Record { .. } => true,
            Flaw::Guessed { .. }
            | Flaw::Lossy { .. }
            | Flaw::Mojibake { .. }
            | Flaw::Controls { .. }
            | Flaw::Overrides { .. } => false,
        }
    }

    /// The file that has the flaw.
    pub fn origin(&self) -> &str {
        match self {
            Flaw::Empty { origin }
            | Flaw::TooLarge { origin, .. }
            | Flaw::Binary { origin, .. }
            | Flaw::Guessed { origin, .. }
            | Flaw::Lossy { origin, .. }
            | Flaw::Mojibake { origin }
            | Flaw::Controls { origin, .. }
            | Flaw::Overrides { origin, .. }
            | Flaw::Unreadable { origin }
            | Flaw::Feed { origin, .. }
            | Flaw::Item { origin, .. }
            | Flaw::FeedList { origin }
            | Flaw::Record { origin, .. } => origin,
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' ", Name(self.origin()))?;
        match self {
            Flaw::Empty { .. } => write!(f, "is empty; nothing was added"),
            Flaw::TooLarge { size, .. } => {
                let mebibytes = |bytes: u64| bytes.div_ceil(1 << 20);
                let (size, most) = (mebibytes(*size), mebibytes(SIZE_MAX));
                write!(f, "has {size} MiB, more than the {most} MiB that one file may have; split it")
            }
            Flaw::Binary { looks_like: Some(kind), .. } => {
                write!(f, "is {kind}, not text; save it as plain text in UTF-8 and add that")
            }
            Flaw::Binary { looks_like: None, .. } => {
                write!(f, "is binary data, not text; save it as plain text in UTF-8 and add that")
            }
            Flaw::Guessed { charset, .. } => write!(
                f,
                "does not say its encoding; it was read as {charset}, convert it to UTF-8 if words look wrong"
            ),
            Flaw::Lossy { charset, count, line, .. } => {
                let are = if *count == 1 { "character is" } else { "characters are" };
                write!(
                    f,
                    "is not whole {charset}: {count} {are} lost (first in line {line}); get an unbroken copy"
                )
            }
            Flaw::Mojibake { .. } => {
                write!(f, "was saved with doubled encoding; that was undone, compare it with the original")
            }
            Flaw::Controls { count, .. } => {
                let controls = if *count == 1 { "control sequence" } else { "control sequences" };
                write!(f, "holds {count} {controls} for terminals; they were left out, the text is whole")
            }
            Flaw::Overrides { count, .. } => {
                let overrides = if *count == 1 { "direction override" } else { "direction overrides" };
                write!(f, "holds {count} {overrides}; read it with care, letters may not stand as they seem")
            }
            Flaw::Unreadable { .. } => {
                write!(
                    f,
                    "is a web page without an article that can be told apart; save its text and add that"
                )
            }
            Flaw::Feed { reason, .. } => {
                write!(
                    f,
                    "cannot be read as a feed ({}); get it again, or tell who publishes it",
                    one_line(reason)
                )
            }
            Flaw::Item { id, .. } => {
                write!(f, "has an item that says nothing ({}); it was left out, the rest was added", Name(id))
            }
            Flaw::FeedList { .. } => {
                write!(f, "is a list of feeds and holds no articles; 'khabar feeds import' takes it")
            }
            Flaw::Record { line, reason, .. } => {
                write!(f, "line {line}: {reason}; this line was left out, the rest was added")
            }
        }
    }
}

impl std::error::Error for Flaw {}

/// A path as it may stand in a message: no controls, whatever the file is called.
struct Name<'a>(&'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| {
            let hidden = character.is_control()
                || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            if hidden { write!(f, "{}", character.escape_unicode()) } else { write!(f, "{character}") }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(flaw: Flaw, sentence: &str) {
        let shown = flaw.to_string();
        assert_eq!(shown, sentence);
        assert!(!shown.ends_with('.') && !shown.contains('\n'));
    }

    #[test]
    fn sentences_say_what_where_and_what_to_do() {
        let origin = || "a b.txt".to_owned();
        check(Flaw::Empty { origin: origin() }, "'a b.txt' is empty; nothing was added");
        check(
            Flaw::of_size("a b.txt", 500 << 20).expect("too large"),
            "'a b.txt' has 500 MiB, more than the 64 MiB that one file may have; split it",
        );
        check(
            Flaw::Lossy { origin: origin(), charset: "UTF-8", count: 2, line: 7 },
            "'a b.txt' is not whole UTF-8: 2 characters are lost (first in line 7); get an unbroken copy",
        );
        check(
            Flaw::Record { origin: origin(), line: 3, reason: "there is no text".to_owned() },
            "'a b.txt' line 3: there is no text; this line was left out, the rest was added",
        );
    }

    #[test]
    fn a_hostile_name_is_shown_escaped() {
        check(
            Flaw::Empty { origin: "a\u{1B}[2J\u{202E}".to_owned() },
            "'a\\u{1b}[2J\\u{202e}' is empty; nothing was added",
        );
    }

    #[test]
    fn files_up_to_the_limit_are_read() {
        assert_eq!(Flaw::of_size("x", SIZE_MAX), None);
    }
}
