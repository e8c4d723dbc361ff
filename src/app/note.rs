//! Notes on the open article -> blocks among its text, and a prompt that writes them.
//!
//! The prompt has one line: `¶` in it stands between the lines of a note.

use super::Effect;
use super::block::{Block, BlockKind};
use super::edit::Line;
use super::notice::Message;
use super::prompt::{Choice, Prompt, PromptKind};
use super::reading::Reading;
use super::state::State;
use super::update::{run, tell};
use crate::article::Span;
use crate::store::{Id, Note};
use crate::task::{NoteWish, Task};

/// What stands between the lines of a note in the prompt.
const BREAK: char = '\u{B6}';
/// Bytes of the longest note that the prompt takes; a longer one is written on the command line.
const LINE_MAX: usize = 16 << 10;

/// A note that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEntry {
    /// On which article.
    pub article: Id,
    /// On which piece of its text; on all of it if `None`.
    pub on: Option<Span>,
    /// The number of the note that is changed; `None` for a new one.
    pub note: Option<i64>,
    /// The words that it is on.
    pub quote: Option<String>,
    /// The notes on the article, which may be changed instead.
    pub others: Vec<Note>,
}

impl NoteEntry {
    /// Takes another note of the article to be changed.
    fn change(&mut self, note: &Note) {
        (self.note, self.on, self.quote) = (Some(note.id), note.span, note.quote.clone());
    }

    /// What is to be done once `line` was typed; nothing for a new note without words.
    pub fn wish(&self, line: &str) -> Option<NoteWish> {
        let text = lines(line);
        match self.note {
            Some(note) => Some(NoteWish::Edit { note, text }),
            None if text.is_empty() => None,
            None => Some(NoteWish::Add { article: self.article, on: self.on, text }),
        }
    }
}

/// The note that a line of the prompt stands for.
fn lines(line: &str) -> String {
    line.split(BREAK).map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// A note as a line of the prompt.
fn line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(&format!(" {BREAK} "))
}

/// The prompt for a note: on what is selected in the text, or on the article. A note that is there already,
/// on the same, is changed.
pub(super) fn prompt(state: &mut State) -> Option<Prompt> {
    let article = state.target(|row| row.id, |reading| reading.id)?;
    let reading = state.reading.as_ref().filter(|reading| reading.id == article);
    let others = reading.map(|reading| reading.notes.clone()).unwrap_or_default();
    let selected = reading.filter(|_| state.focus == super::pane::Pane::Article).and_then(selected);
    let quote = selected.zip(reading).map(|(span, reading)| span.of(&reading.article.text).trim().to_owned());
    let mut entry = NoteEntry { article, on: selected, note: None, quote, others };
    let there = entry.others.iter().find(|note| match (selected, note.span) {
        (Some(selected), Some(span)) => selected.overlaps(span),
        (None, _) => note.quote.is_none(),
        _ => false,
    });
    let mut text = String::new();
    if let Some(there) = there.cloned() {
        text = line(&there.text);
        entry.change(&there);
    }
    if text.len() > LINE_MAX {
        tell(state, Message::LongNote { note: entry.note.unwrap_or_default(), article });
        return None;
    }
    let mut prompt = Prompt::new(PromptKind::Note, "", state.direction().is_rtl(), state.options.laid_out());
    prompt.line = Line::with_room(&text, LINE_MAX);
    prompt.note = Some(entry);
    prompt.offer(&state.help);
    Some(prompt)
}

/// What is selected in the text, as a piece of it.
fn selected(reading: &Reading) -> Option<Span> {
    let pieces = reading.selected_spans();
    let (first, last) = (pieces.first()?, pieces.last()?);
    (first.start < last.end).then_some(Span { start: first.start, end: last.end })
}

impl Prompt {
    /// The other notes on the article, which may be changed instead.
    pub(super) fn other_notes(&self) -> Vec<Choice> {
        let Some(entry) = self.note.as_ref().filter(|_| self.line.text().trim().is_empty()) else {
            return Vec::new();
        };
        let others = entry.others.iter().filter(|note| Some(note.id) != entry.note);
        others.filter(|note| note.text.len() <= LINE_MAX).cloned().map(Choice::Note).collect()
    }

    /// Takes one of the other notes to be changed.
    pub(super) fn take_note(&mut self, note: &Note) {
        if let Some(entry) = &mut self.note {
            entry.change(note);
            self.line = Line::with_room(&line(&note.text), LINE_MAX);
        }
    }
}

/// Has the note written that was typed.
pub(super) fn written(state: &mut State, prompt: &Prompt, effects: &mut Vec<Effect>) {
    let wish = prompt.note.as_ref().and_then(|entry| entry.wish(prompt.line.text()));
    if let Some(wish) = wish {
        if let Some(reading) = &mut state.reading {
            reading.selection = None;
        }
        run(state, Task::Note(wish), effects);
    }
}

/// Puts the notes on an article among its blocks: those on all of it below its head, those on a piece below
/// the block in which it ends, those that have lost their place at the end, with the words that they were on.
pub fn put_notes(blocks: &mut Vec<Block>, notes: &[Note]) {
    blocks.retain(|block| !matches!(block.kind, BlockKind::Note { .. }));
    for note in notes {
        let place = match note.span {
            Some(span) => {
                let holds = |block: &Block| {
                    block.span().is_some_and(|shown| shown.start < span.end && span.end <= shown.end)
                };
                blocks.iter().position(holds).map(|at| at + 1)
            }
            None if note.quote.is_none() => Some(0),
            None => None,
        };
        // Below the notes that stand there already.
        let head = blocks.iter().take_while(|block| is_head(block)).count();
        let place = place.unwrap_or(blocks.len()).max(head);
        let after = blocks[place.min(blocks.len())..]
            .iter()
            .take_while(|block| matches!(block.kind, BlockKind::Note { .. }));
        let place = place + after.count();
        let quote = note.quote.as_ref().filter(|_| note.span.is_none());
        let quote = quote.map(|quote| Block::of_note(note.id, false, &format!("\u{AB}{quote}\u{BB}"), 1));
        let first = u16::from(quote.is_none());
        let lines = note.text.lines().filter(|line| !line.trim().is_empty()).enumerate();
        let lines = lines.map(|(index, text)| {
            Block::of_note(note.id, index == 0, text, if index == 0 { first } else { 0 })
        });
        let new: Vec<Block> = quote.into_iter().chain(lines).collect();
        blocks.splice(place..place, new);
    }
}

fn is_head(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Title | BlockKind::Meta | BlockKind::Tags)
}

#[cfg(test)]
mod tests;
