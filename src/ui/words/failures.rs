//! What went wrong -> one line: what happened, where, what to do.

use std::path::Path;

use crate::app::userfile::{Mistake, Problem};
use crate::import::{Flaw, SIZE_MAX};
use crate::store::query::ParseError;
use crate::store::{self, Deed, NAME_CHARS_MAX, NameProblem};

use super::{Value, Words};

impl Words {
    /// Why the library did not do what it was asked to.
    pub fn library_error(&self, error: &store::Error) -> String {
        use store::Error::*;
        let say = |id, path: &Path, values: &[(&str, Value<'_>)]| {
            let mut all = vec![("path", printable(&path.display().to_string()).into())];
            all.extend(values.iter().cloned());
            self.say_with(id, &all)
        };
        let deed = |deed: &Deed| ("deed", self.say(deed_id(*deed)).into());
        let cause = |detail: &str| ("cause", printable(detail).into());
        match error {
            Missing { path } => say("library-missing", path, &[]),
            MissingFolder { folder } => say("library-missing-folder", folder, &[]),
            NotAFile { path } => say("library-not-a-file", path, &[]),
            Denied { deed: to, path } => say("library-denied", path, &[deed(to)]),
            Locked { deed: to, path, holder: None } => say("library-locked", path, &[deed(to)]),
            Locked { deed: to, path, holder: Some(holder) } => {
                let holder = ("holder", printable(&holder.to_string()).into());
                say("library-locked-by", path, &[deed(to), holder])
            }
            ReadOnly { deed: to, path } => say("library-read-only", path, &[deed(to)]),
            Newer { path, found, known } => {
                let versions = [("found", (*found).into()), ("known", (*known).into())];
                say("library-newer", path, &versions)
            }
            NotALibrary { path, sqlite: true } => say("library-other-program", path, &[]),
            NotALibrary { path, sqlite: false } => say("library-foreign", path, &[]),
            Damaged { deed: to, path, detail } => say("library-damaged", path, &[deed(to), cause(detail)]),
            Full { deed: to, path } => say("library-full", path, &[deed(to)]),
            InUse { deed: to, path, holder: None } => say("library-in-use", path, &[deed(to)]),
            InUse { deed: to, path, holder: Some(holder) } => {
                let holder = ("holder", printable(&holder.to_string()).into());
                say("library-in-use-by", path, &[deed(to), holder])
            }
            Exists { path } => say("library-exists", path, &[]),
            Interrupted => self.say("library-interrupted"),
            NoArticle { id } => self.say_with("library-no-article", &[("id", id.to_string().into())]),
            BadTag { tag } => self.say_with("library-bad-tag", &[("tag", printable(tag).into())]),
            NoTag { tag } => self.say_with("library-no-tag", &[("tag", printable(tag).into())]),
            BadColour { colour } => {
                let list = store::COLOURS.join(" ");
                let values = [("colour", printable(colour).into()), ("list", list.into())];
                self.say_with("library-bad-colour", &values)
            }
            NoNote { note } => self.say_with("library-no-note", &[("id", note.to_string().into())]),
            LongNote { characters, most } => {
                let values = [("characters", (*characters).into()), ("most", (*most).into())];
                self.say_with("library-long-note", &values)
            }
            NoSearch { name } => self.say_with("library-no-search", &[("name", printable(name).into())]),
            SearchExists { name } => {
                self.say_with("library-search-exists", &[("name", printable(name).into())])
            }
            BadSearchName { name, most } => {
                let values = [("name", printable(name).into()), ("most", (*most).into())];
                self.say_with("library-bad-search-name", &values)
            }
            Name { name, problem } => self.name_problem(name, problem),
            Failed { deed: to, path, detail } => say("library-failed", path, &[deed(to), cause(detail)]),
        }
    }

    /// Why what was wanted of a name cannot be.
    fn name_problem(&self, name: &str, problem: &NameProblem) -> String {
        let (id, other) = match problem {
            NameProblem::Unknown => ("name-unknown", String::new()),
            NameProblem::Same => ("name-same", String::new()),
            NameProblem::OtherKind(other) => ("name-other-kind", printable(other)),
            NameProblem::NoSpelling(spelling) => ("name-no-spelling", printable(spelling)),
            NameProblem::Unfit => ("name-unfit", self.number(NAME_CHARS_MAX)),
        };
        self.say_with(id, &[("name", printable(name).into()), ("other", other.into())])
    }

    /// What is wrong with a file that was to be read.
    pub fn flaw(&self, flaw: &Flaw) -> String {
        let say = |id, values: &[(&str, Value<'_>)]| {
            let mut all = vec![("path", printable(flaw.origin()).into())];
            all.extend(values.iter().cloned());
            self.say_with(id, &all)
        };
        let mebibytes = |bytes: u64| Value::from(bytes.div_ceil(1 << 20));
        match flaw {
            Flaw::Empty { .. } => say("flaw-empty", &[]),
            Flaw::TooLarge { size, .. } => {
                say("flaw-too-large", &[("size", mebibytes(*size)), ("limit", mebibytes(SIZE_MAX))])
            }
            Flaw::Binary { looks_like: Some(kind), .. } => {
                say("flaw-binary-kind", &[("kind", (*kind).into())])
            }
            Flaw::Binary { looks_like: None, .. } => say("flaw-binary", &[]),
            Flaw::Guessed { charset, .. } => say("flaw-guessed", &[("charset", (*charset).into())]),
            Flaw::Lossy { charset, count, line, .. } => {
                let line = line.to_string();
                let values =
                    [("charset", (*charset).into()), ("count", (*count).into()), ("line", line.into())];
                say("flaw-lossy", &values)
            }
            Flaw::Mojibake { .. } => say("flaw-mojibake", &[]),
            Flaw::Controls { count, .. } => say("flaw-controls", &[("count", (*count).into())]),
            Flaw::Overrides { count, .. } => say("flaw-overrides", &[("count", (*count).into())]),
            Flaw::Unreadable { .. } => say("flaw-unreadable", &[]),
            Flaw::Feed { reason, .. } => say("flaw-feed", &[("reason", printable(reason).into())]),
            Flaw::Item { id, .. } => say("flaw-item", &[("id", printable(id).into())]),
            Flaw::FeedList { .. } => say("flaw-feed-list", &[]),
            Flaw::Record { line, reason, .. } => {
                let values = [("line", line.to_string().into()), ("reason", printable(reason).into())];
                say("flaw-record", &values)
            }
        }
    }

    /// Where a query cannot be understood, and why: the character from 1 in `query`.
    pub fn query_error(&self, query: &str, error: &ParseError) -> String {
        let before = query.get(..error.span.start as usize).unwrap_or(query);
        let at = before.chars().count() + 1;
        let what = self.query_problem(&error.problem);
        self.say_with("query-error", &[("what", what.into()), ("at", at.into())])
    }

    /// A mistake in one of the user's files, with its file, line and key.
    pub fn mistake(&self, mistake: &Mistake) -> String {
        let problem = self.problem(&mistake.problem);
        let id = if mistake.key.is_empty() { "mistake-in" } else { "mistake-in-key" };
        // The line's number stays in ASCII digits: editors read "file:line".
        let place = match mistake.line {
            0 => mistake.file.clone(),
            line => format!("{}:{line}", mistake.file),
        };
        self.say_with(
            id,
            &[
                ("place", printable(&place).into()),
                ("key", printable(&mistake.key).into()),
                ("problem", problem.into()),
            ],
        )
    }

    fn problem(&self, problem: &Problem) -> String {
        let say = |id, values: &[(&str, &String)]| {
            let values: Vec<_> =
                values.iter().map(|(name, value)| (*name, printable(value).into())).collect();
            self.say_with(id, &values)
        };
        match problem {
            Problem::Syntax(message) => say("mistake-syntax", &[("message", message)]),
            Problem::UnknownKey { allowed } => say("mistake-unknown-key", &[("allowed", allowed)]),
            Problem::WrongValue { value, allowed } => {
                say("mistake-wrong-value", &[("value", value), ("allowed", allowed)])
            }
            Problem::UnknownKeyName(name) => say("mistake-unknown-key-name", &[("name", name)]),
            Problem::UnknownAction(name, None) => say("mistake-unknown-action", &[("name", name)]),
            Problem::UnknownAction(name, Some(near)) => {
                say("mistake-unknown-action-near", &[("name", name), ("near", near)])
            }
            Problem::HidesSequence(other) => say("mistake-hides-sequence", &[("other", other)]),
            Problem::Query(text, error) => self.query_error(text, error),
            Problem::BadTag(tag) => self.say_with("library-bad-tag", &[("tag", printable(tag).into())]),
            Problem::Twice(name) => say("mistake-twice", &[("name", name)]),
            Problem::NoTags => self.say("mistake-no-tags"),
            Problem::Missing(what) => self.say_with("mistake-missing", &[("what", (*what).into())]),
        }
    }
}

fn deed_id(deed: Deed) -> &'static str {
    match deed {
        Deed::Open => "deed-open",
        Deed::Migrate => "deed-migrate",
        Deed::Read => "deed-read",
        Deed::Search => "deed-search",
        Deed::Add => "deed-add",
        Deed::Rebuild => "deed-rebuild",
        Deed::Tag => "deed-tag",
        Deed::Mark => "deed-mark",
        Deed::Date => "deed-date",
        Deed::Name => "deed-name",
        Deed::Tie => "deed-tie",
        Deed::Feeds => "deed-feeds",
        Deed::Note => "deed-note",
        Deed::Searches => "deed-searches",
        Deed::Undo => "deed-undo",
        Deed::Check => "deed-check",
        Deed::Backup => "deed-backup",
        Deed::Restore => "deed-restore",
        Deed::Salvage => "deed-salvage",
    }
}

/// `text` as it may stand in a message, whatever a file is called: controls, line ends and what
/// changes the direction are shown as escapes.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let hidden = character.is_control()
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
        if hidden {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}
