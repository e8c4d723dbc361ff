//! A message to the reader -> one line: what happened, and what to do about it.

use super::words::{Words, printable};
use crate::app::notice::Message;
use crate::store::{Change, ChangeKind, NameDeed, SavedSearch, SearchEdit, TagDeed};
use crate::task::{ExportFailure, Failure, FileNotice, Imported};
use crate::text::Marks;
use std::path::Path;

/// Puts a message into words.
pub fn say(words: &Words, message: &Message) -> String {
    match message {
        Message::Failed(failure) => failed(words, failure),
        Message::File(notice) => file(words, notice),
        Message::Settings(text) => text.clone(),
        Message::Imported(imported) => self::imported(words, *imported),
        Message::Rebuilt(count) => words.say_with("cli-rebuilt", &[("count", (*count as i64).into())]),
        Message::Stopped => words.say("notice-stopped"),
        Message::Done(change) => done(words, change),
        Message::Named { change, undo } => named(words, change, undo.as_deref()),
        Message::OneSpelling(None) => words.say("notice-one-spelling"),
        Message::OneSpelling(Some(key)) => {
            words.say_with("notice-one-spelling-key", &[("key", key.as_str().into())])
        }
        Message::Undone(Some(change)) => {
            words.say_with("notice-undone", &[("change", counted(words, change).into())])
        }
        Message::Undone(None) => words.say("notice-nothing-to-undo"),
        Message::Redone(Some(change)) => {
            words.say_with("notice-redone", &[("change", counted(words, change).into())])
        }
        Message::Redone(None) => words.say("notice-nothing-to-redo"),
        Message::NoRules => words.say("notice-no-rules"),
        Message::NothingLater => words.say("notice-no-later"),
        Message::NothingEarlier => words.say("notice-no-earlier"),
        Message::NoSameEvent => words.say("notice-no-same-event"),
        Message::NoCopies => words.say("notice-no-copies"),
        Message::NoOther => words.say("notice-no-other-article"),
        Message::NothingToCompare => words.say("notice-nothing-to-compare"),
        Message::NoDifference => words.say("notice-no-difference"),
        Message::NothingNew => words.say("notice-nothing-new"),
        Message::NothingReadBefore => words.say("notice-nothing-read-before"),
        Message::NoName => words.say("notice-no-name"),
        Message::NoNaming => words.say("notice-no-naming"),
        Message::NoHits => words.say("notice-no-hits"),
        Message::NothingToSave => words.say("notice-nothing-to-save"),
        Message::SearchNotUnderstood(name) => {
            words.say_with("notice-search-not-understood", &[("name", printable(name).into())])
        }
        Message::LongNote { note, article } => {
            let values = [("note", note.to_string().into()), ("article", article.to_string().into())];
            words.say_with("notice-long-note", &values)
        }
        Message::NothingUnread => words.say("notice-no-unread"),
        Message::NoJump => words.say("notice-no-jump-back"),
        Message::NoJumpForward => words.say("notice-no-jump-forward"),
        Message::Undated => words.say("notice-undated-next"),
        Message::OrderNeedsSearch => words.say("notice-order-needs-search"),
        Message::Gone => words.say("notice-gone"),
        Message::Copied { words: 0, characters } => {
            words.say_with("notice-copied-characters", &[("count", (*characters as i64).into())])
        }
        Message::Copied { words: count, .. } => {
            words.say_with("notice-copied", &[("count", (*count as i64).into())])
        }
        Message::Exported(count, path) => {
            let path = printable(&path.to_string_lossy());
            words.say_with("cli-exported", &[("count", (*count as i64).into()), ("path", path.into())])
        }
        Message::CommandFailed(command, cause) => {
            let values = [("command", printable(command).into()), ("cause", printable(cause).into())];
            words.say_with("notice-command-failed", &values)
        }
        Message::NothingToCopy => words.say("notice-nothing-to-copy"),
        Message::TooLongToCopy(limit) => {
            words.say_with("notice-too-long-to-copy", &[("limit", (*limit as i64).into())])
        }
        Message::Opening(url) => words.say_with("notice-opening", &[("url", url.as_str().into())]),
        Message::Synced { new, changed, failed, waiting } => {
            let mut parts = vec![synced(words, *new, *changed, 0)];
            for (id, count) in [("synced-failed", *failed), ("synced-waiting", *waiting)] {
                if count > 0 {
                    parts.push(words.say_with(id, &[("count", count.into())]));
                }
            }
            parts.join(" \u{B7} ")
        }
        Message::SyncStopping => words.say("notice-sync-stopping"),
        Message::NoFeeds(None) => words.say("empty-feeds"),
        Message::NoFeeds(Some(key)) => words.say_with("empty-feeds-key", &[("key", key.as_str().into())]),
        Message::Trouble { of: Some(of), trouble } => {
            format!("{}: {}", printable(of), words.trouble(trouble))
        }
        Message::Trouble { of: None, trouble } => words.trouble(trouble),
        Message::LookingForFeed => words.say("notice-looking-for-feed"),
        Message::FetchingText => words.say("notice-fetching-text"),
        Message::WholeText => words.say("notice-whole-text"),
        Message::NoLink => words.say("notice-no-link"),
        Message::NotOpened(cause) => {
            words.say_with("notice-not-opened", &[("cause", printable(cause).into())])
        }
        Message::RtlMode(mode) => {
            let mode = super::doctor::mode_name(words, *mode);
            words.say_with("notice-rtl-mode", &[("mode", mode.into())])
        }
        Message::Tashkeel(Marks::Keep) => words.say("notice-tashkeel-kept"),
        Message::Tashkeel(Marks::Strip) => words.say("notice-tashkeel-stripped"),
        Message::ForceLtr => words.say("notice-force-ltr"),
    }
}

/// Why a task was not done.
pub fn failed(words: &Words, failure: &Failure) -> String {
    match failure {
        Failure::Store(error) => words.library_error(error),
        Failure::Busy => words.say("notice-busy"),
        Failure::Thread(cause) => words.say_with("notice-thread", &[("cause", printable(cause).into())]),
        // What the program said of itself helps nobody who reads news; a bug report needs it, and
        // the panic hook has written it.
        Failure::Panicked(_) => words.say("notice-panic"),
        Failure::Export(failure) => not_exported(words, failure),
    }
}

/// Why articles could not be written into a file.
fn not_exported(words: &Words, failure: &ExportFailure) -> String {
    let say = |id, path: &Path| words.say_with(id, &[("path", printable(&path.to_string_lossy()).into())]);
    match failure {
        ExportFailure::Exists(path) => say("export-exists", path),
        ExportFailure::IsLibrary(path) => say("export-onto-library", path),
        ExportFailure::Unwritable { path, cause } => {
            let path = printable(&path.to_string_lossy());
            words.say_with("cannot-write-file", &[("path", path.into()), ("cause", printable(cause).into())])
        }
        ExportFailure::Stopped => words.say("export-stopped"),
    }
}

/// What came of feeds: articles that are new, other than before, or as they were.
pub fn synced(words: &Words, new: u64, changed: u64, same: u64) -> String {
    let mut parts = Vec::new();
    if new > 0 || changed == 0 {
        parts.push(words.say_with("cli-added", &[("added", new.into())]));
    }
    for (id, count) in [("synced-changed", changed), ("synced-same", same)] {
        if count > 0 {
            parts.push(words.say_with(id, &[("count", count.into())]));
        }
    }
    words.list(parts.iter().map(String::as_str))
}

/// What is wrong with a file or folder that was to be read.
pub fn file(words: &Words, notice: &FileNotice) -> String {
    let path = |path: &Path| ("path", printable(&path.to_string_lossy()).into());
    match notice {
        FileNotice::Flaw(flaw) => words.flaw(flaw),
        FileNotice::Missing(file) => words.say_with("no-such-file", &[path(file)]),
        FileNotice::Denied(file) => words.say_with("no-permission", &[path(file)]),
        FileNotice::NotPlain(file) => words.say_with("not-plain-file", &[path(file)]),
        FileNotice::NoFiles(folder) => words.say_with("no-files", &[path(folder)]),
        FileNotice::Web { url, trouble } => format!("{}: {}", printable(url), words.trouble(trouble)),
        FileNotice::Unreadable { path: file, cause } => {
            words.say_with("cannot-read", &[path(file), ("cause", printable(cause).into())])
        }
    }
}

fn imported(words: &Words, imported: Imported) -> String {
    let mut said = vec![words.say_with("notice-imported", &[("count", (imported.added as i64).into())])];
    if imported.failed > 0 {
        let failed = (imported.failed as i64).into();
        said.push(words.say_with("notice-import-failed", &[("count", failed)]));
    }
    said.join(" \u{B7} ")
}

/// What was done just now, and what comes of it.
fn done(words: &Words, change: &Change) -> String {
    let said = self::change(words, change);
    match change.kind {
        ChangeKind::Published { .. } if change.articles > 0 => {
            words.say_with("notice-reread", &[("change", said.into())])
        }
        _ => said,
    }
}

/// What a change did, and in how many articles if tags or read marks of several were changed.
fn counted(words: &Words, change: &Change) -> String {
    match change.kind {
        ChangeKind::TagsEdited { .. } => decided_where(words, change),
        ChangeKind::Tags { .. } | ChangeKind::Read { .. } if change.articles > 1 => {
            decided_where(words, change)
        }
        _ => self::change(words, change),
    }
}

/// What was decided on names, in how many articles, and which key takes it back.
fn named(words: &Words, change: &Change, undo: Option<&str>) -> String {
    let said = decided_where(words, change);
    let is_nothing = match &change.kind {
        ChangeKind::Names { edits, .. } => edits.is_empty(),
        ChangeKind::TagsEdited { edits, .. } => edits.is_empty(),
        _ => change.articles == 0,
    };
    let undo = undo.filter(|_| !is_nothing);
    let back = undo.map(|key| words.say_with("notice-undo-key", &[("key", key.into())]));
    words.list([said].iter().chain(&back).map(String::as_str))
}

/// What was done to names or tags, and in how many articles, unless it was for one.
pub fn decided_where(words: &Words, change: &Change) -> String {
    let said = self::change(words, change);
    match &change.kind {
        ChangeKind::Names { deed: NameDeed::Split { article: Some(_), .. }, .. } => said,
        ChangeKind::Names { edits, .. } if edits.is_empty() => said,
        ChangeKind::TagsEdited { edits, .. } if edits.is_empty() => said,
        ChangeKind::TagsEdited { deed: TagDeed::Coloured { .. }, .. } => said,
        ChangeKind::Tags { .. } | ChangeKind::Read { .. } if change.articles == 0 => said,
        _ => {
            let count = [("count", (change.articles as i64).into())];
            words.list([said.as_str(), &words.say_with("notice-in-articles", &count)])
        }
    }
}

/// What was decided on names.
fn decided(words: &Words, deed: &NameDeed) -> String {
    let say = |id, values: &[(&str, &str)]| {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, printable(value).into())).collect();
        words.say_with(id, &values)
    };
    match deed {
        NameDeed::Merged { name, into } => say("notice-name-merged", &[("name", name), ("into", into)]),
        NameDeed::Split { spelling, name, other, article: None } if spelling == other => {
            say("notice-name-split", &[("spelling", spelling), ("name", name)])
        }
        NameDeed::Split { spelling, name, other, article: None } => {
            say("notice-name-other", &[("spelling", spelling), ("name", name), ("other", other)])
        }
        NameDeed::Split { name, other, article: Some(_), .. } => {
            say("notice-name-here", &[("name", name), ("other", other)])
        }
        NameDeed::Renamed { name, to } => say("notice-name-renamed", &[("name", name), ("to", to)]),
    }
}

/// Rules that are told by name; of more, how many: what follows shall stand in the row, too.
const RULES_NAMED: usize = 3;

/// What was done to tags.
fn tag_deed(words: &Words, deed: &TagDeed) -> String {
    match deed {
        TagDeed::Renamed { from, to } => words
            .say_with("notice-tag-renamed", &[("from", from.as_str().into()), ("to", to.as_str().into())]),
        TagDeed::Merged { from, into } => {
            let values = [("from", from.as_str().into()), ("into", into.as_str().into())];
            words.say_with("notice-tag-merged", &values)
        }
        TagDeed::Deleted { tag } => words.say_with("notice-tag-deleted", &[("tag", tag.as_str().into())]),
        TagDeed::Coloured { tag, colour: Some(colour) } => {
            let colour = words.colour(colour);
            words.say_with("notice-tag-coloured", &[("tag", tag.as_str().into()), ("colour", colour.into())])
        }
        TagDeed::Coloured { tag, colour: None } => {
            words.say_with("notice-tag-plain", &[("tag", tag.as_str().into())])
        }
        TagDeed::Ruled { rules } => {
            if rules.len() > RULES_NAMED {
                return words.say_with("notice-ruled-many", &[("count", rules.len().into())]);
            }
            let rules: Vec<String> = rules.iter().map(|rule| printable(rule)).collect();
            let list = words.list(rules.iter().map(String::as_str));
            words.say_with("notice-ruled", &[("rules", list.into())])
        }
    }
}

/// What was done to saved searches: of several, all in one folder, the first is named.
fn searches(words: &Words, edits: &[SearchEdit]) -> String {
    let Some(edit) = edits.first() else { return words.say("notice-no-change") };
    let name = |search: &SavedSearch| search.name.clone();
    let said = match (edit.before.as_ref().map(name), edit.after.as_ref().map(name)) {
        (Some(before), Some(after)) if before != after => {
            words.say_with("notice-search-renamed", &[("before", before.into()), ("name", after.into())])
        }
        (_, Some(after)) => words.say_with("notice-search-saved", &[("name", after.into())]),
        (before, None) => {
            words.say_with("notice-search-removed", &[("name", before.unwrap_or_default().into())])
        }
    };
    match edits.len() {
        1 => said,
        count => {
            let more = words.say_with("notice-search-more", &[("count", (count as i64 - 1).into())]);
            words.list([said.as_str(), &more])
        }
    }
}

/// What a change by hand did.
pub fn change(words: &Words, change: &Change) -> String {
    match &change.kind {
        ChangeKind::Tags { added, removed, .. } => {
            let one = |id, (tag, _): &(String, _)| words.say_with(id, &[("tag", tag.as_str().into())]);
            let added = added.iter().map(|tag| one("notice-tagged", tag));
            let said: Vec<String> =
                added.chain(removed.iter().map(|tag| one("notice-untagged", tag))).collect();
            match said.is_empty() {
                true => words.say("notice-no-change"),
                false => said.join(" \u{B7} "),
            }
        }
        ChangeKind::TagsEdited { edits, .. } if edits.is_empty() => words.say("notice-no-change"),
        ChangeKind::TagsEdited { deed, .. } => tag_deed(words, deed),
        ChangeKind::Read { read: true, .. } => words.say("notice-read"),
        ChangeKind::Read { read: false, .. } => words.say("notice-unread"),
        ChangeKind::Published { days } => match days.first().map(|day| day.after) {
            Some(Some(day)) => {
                words.say_with("notice-published", &[("date", words.date_with_weekday(day).into())])
            }
            Some(None) => words.say("notice-published-as-said"),
            None => words.say("notice-no-change"),
        },
        ChangeKind::Story { words: said } => words.say(match said.first().map(|word| word.after) {
            Some(Some(true)) => "notice-same-story",
            Some(Some(false)) => "notice-other-story",
            Some(None) => "notice-story-as-found",
            None => "notice-no-change",
        }),
        ChangeKind::Notes { edits } => words.say(match edits.first() {
            None => "notice-no-change",
            Some(edit) => match (&edit.before, &edit.after) {
                (_, None) => "notice-note-removed",
                (None, _) => "notice-note-written",
                _ => "notice-note-changed",
            },
        }),
        ChangeKind::Searches { edits } => searches(words, edits),
        ChangeKind::Feeds { added, removed } => match (added.len(), removed.len()) {
            (0, 0) => words.say("notice-no-change"),
            (0, count) => words.say_with("notice-unfollowed", &[("count", count.into())]),
            (count, _) => words.say_with("notice-followed", &[("count", count.into())]),
        },
        ChangeKind::Names { edits, .. } if edits.is_empty() => words.say("notice-no-change"),
        ChangeKind::Names { deed, .. } => decided(words, deed),
    }
}
