//! What is shown -> articles that go out: into a file, the clipboard, or a command.

use super::Effect;
use super::action::Action;
use super::copy::send;
use super::marked;
use super::notice::Message;
use super::pane::Pane;
use super::prompt::{Choice, Prompt, PromptKind};
use super::state::State;
use super::update::{run_for, tell};
use crate::store::Which;
use crate::task::export::{Beside, Export, Format, Manner, at_home, markdown};
use crate::task::{ExportFailure, Failure, Task, TaskId};
use std::path::{Path, PathBuf};

/// What is to go into a file whose name is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportEntry {
    /// Which articles.
    pub which: Which,
    /// How many they are, if that is known.
    pub count: Option<u64>,
    /// The line that named a file which is there already: the same line again replaces it.
    pub exists: Option<String>,
    /// Whether the reader pressed Enter where the ending tells no format.
    pub lacks_format: bool,
}

/// An export that runs, and what was typed for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Exporting {
    /// Its task.
    pub id: TaskId,
    /// What was asked for.
    pub entry: ExportEntry,
    /// The line.
    pub line: String,
}

/// The form of a file of that name: by its ending, or a folder of texts.
fn format_of(line: &str) -> Option<Format> {
    if line.ends_with('/') { Some(Format::Markdown) } else { Format::of_path(Path::new(line)) }
}

/// The names that a line can be completed to: with the ending of each format that it may be the beginning
/// of.
pub(super) fn completions(line: &str) -> Vec<Choice> {
    let line = line.trim_start();
    let name = line.rsplit('/').next().unwrap_or_default();
    if name.is_empty() || format_of(line).is_some() {
        return Vec::new();
    }
    let (stem, typed) = match name.rsplit_once('.') {
        Some((stem, typed))
            if !stem.is_empty() && Format::ALL.iter().any(|format| format.ending().starts_with(typed)) =>
        {
            (&line[..line.len() - typed.len() - 1], typed)
        }
        _ => (line, ""),
    };
    let endings = Format::ALL.iter().map(|format| format.ending()).filter(|ending| ending.starts_with(typed));
    endings.map(|ending| Choice::Spelling(format!("{stem}.{ending}"))).collect()
}

/// The prompt for what leaves the window by a file or by a command, if there is something.
pub(super) fn prompt_for(state: &State, action: Action) -> Option<Prompt> {
    if action == Action::Export { prompt(state) } else { command_prompt(state) }
}

/// The prompt for a file: what is marked in the list, or searched for, if the list has the focus; else the
/// article that is selected, or open.
fn prompt(state: &State) -> Option<Prompt> {
    let is_search = state.focus == Pane::Stories && !state.list.query.is_all();
    let (which, count) = if let Some(marked) = marked::which(state) {
        (marked, state.list.marked_count())
    } else if is_search {
        (Which::Found(state.list.query.clone()), state.list.counts.map(|count| count.total))
    } else {
        let id = state.target(|row| row.id, |reading| reading.id)?;
        (Which::These(vec![id]), Some(1))
    };
    Some(asking(state, ExportEntry { which, count, exists: None, lacks_format: false }, ""))
}

fn asking(state: &State, entry: ExportEntry, line: &str) -> Prompt {
    let (rtl, forms) = (state.direction().is_rtl(), state.options.laid_out());
    let mut prompt = Prompt::new(PromptKind::Export, line, rtl, forms);
    prompt.export = Some(entry);
    prompt.offer(&state.help);
    prompt
}

impl ExportEntry {
    /// Takes the reader's Enter; `false` if the line names no file whose form is known.
    pub(super) fn enter(&mut self, line: &str) -> bool {
        self.lacks_format = format_of(line.trim()).is_none();
        !self.lacks_format
    }
}

/// Writes the articles into the file that was named.
pub(super) fn accept(state: &mut State, prompt: Prompt, effects: &mut Vec<Effect>) {
    let line = prompt.line.text().trim().to_owned();
    let (Some(entry), Some(format)) = (prompt.export, format_of(&line)) else { return };
    let export = Export {
        which: entry.which.clone(),
        manner: Manner { format, facts: None, notes: None, has_bom: false },
        to: at_home(&line),
        overwrites: entry.exists.as_deref() == Some(line.as_str()),
    };
    let id = run_for(state, Task::Export(Box::new(export)), effects);
    state.exporting = Some(Exporting { id, entry, line });
}

/// The articles are in their file.
pub(super) fn exported(state: &mut State, id: TaskId, count: u64, path: PathBuf) {
    state.exporting.take_if(|exporting| exporting.id == id);
    tell(state, if count == 0 { Message::NothingToCopy } else { Message::Exported(count, path) });
}

/// The articles are not in their file. If something is there already, the reader is asked once more.
pub(super) fn failed(state: &mut State, id: TaskId, failure: &Failure) {
    let Some(exporting) = state.exporting.take_if(|exporting| exporting.id == id) else { return };
    if matches!(failure, Failure::Export(ExportFailure::Exists(_))) && state.prompt.is_none() {
        let entry = ExportEntry { exists: Some(exporting.line.clone()), ..exporting.entry };
        state.overlay = None;
        state.prompt = Some(asking(state, entry, &exporting.line));
    }
}

/// How many articles the search finds is known now.
pub(super) fn counted(state: &mut State, total: u64) {
    let entry = state.prompt.as_mut().and_then(|prompt| prompt.export.as_mut());
    if let Some(entry) = entry.filter(|entry| matches!(entry.which, Which::Found(_))) {
        entry.count = Some(total);
    }
}

/// Copies the open article as Markdown, with where it was taken from.
pub(super) fn copy_article(state: &mut State, effects: &mut Vec<Effect>) {
    let text = state.reading.as_ref().map(|reading| markdown(&reading.article, Beside::default()));
    send(state, text.unwrap_or_default(), effects);
}

/// The prompt for a command that gets the open article, or the one that is awaited, with those that were run before.
fn command_prompt(state: &State) -> Option<Prompt> {
    if state.reading.is_none() && state.opening.is_none() {
        return None;
    }
    let mut prompt = Prompt::new(PromptKind::Pipe, "", false, state.options.laid_out());
    prompt.offer_searches(&state.commands);
    Some(prompt)
}

/// Runs a command on the open article.
pub(super) fn pipe(state: &mut State, line: &str, effects: &mut Vec<Effect>) {
    let command = line.trim().to_owned();
    if command.is_empty() {
        return;
    }
    let Some(reading) = &state.reading else {
        state.piped = state.opening.is_some().then_some(command);
        return;
    };
    let input = markdown(&reading.article, Beside::default());
    state.commands.retain(|other| *other != command);
    state.commands.push(command.clone());
    effects.push(Effect::Pipe { command, input });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Language;
    use crate::app::tests::Desk;

    #[track_caller]
    fn check(line: &str, names: &[&str]) {
        let expected: Vec<Choice> = names.iter().map(|name| Choice::Spelling((*name).to_owned())).collect();
        assert_eq!(completions(line), expected);
    }

    #[test]
    fn endings_are_offered_until_one_is_there() {
        check("", &[]);
        check("notes", &["notes.md", "notes.jsonl", "notes.csv"]);
        check("notes.", &["notes.md", "notes.jsonl", "notes.csv"]);
        check("~/a.b/notes.j", &["~/a.b/notes.jsonl"]);
        check("notes.2025", &["notes.2025.md", "notes.2025.jsonl", "notes.2025.csv"]);
        check("notes.md", &[]);
        check("folder/", &[]);
        check("folder/.", &["folder/..md", "folder/..jsonl", "folder/..csv"]);
    }

    #[test]
    fn a_command_waits_for_the_article() {
        let mut desk = Desk::new((140, 40), Language::English);
        desk.state.reading = None;
        desk.held = Some(Vec::new());
        desk.keys("j|wc -l<enter>");
        let is_piped = |desk: &Desk| desk.effects.iter().any(|effect| matches!(effect, Effect::Pipe { .. }));
        assert!(!is_piped(&desk));
        desk.release();
        assert!(is_piped(&desk) && desk.state.commands == ["wc -l"]);
    }
}
