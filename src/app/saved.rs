//! The saved searches -> a pane of folders with counts, beside the list or in its place; and what the reader
//! does with them.
//!
//! Each is counted by itself, one after the other, on a lane of its own; after a change to the library they
//! are counted again, and show what they counted before until then.

use super::Effect;
use super::act::focus;
use super::action::Action;
use super::notice::Message;
use super::pane::Pane;
use super::prompt::{Choice, Prompt, PromptKind};
use super::scroll::{Visible, fill};
use super::state::State;
use super::update::{run, run_for, set_query, tell};
use crate::arabic::letters::fold_str;
use crate::store::{Count, SavedSearch};
use crate::task::{SearchWish, Task, TaskId};
use std::collections::BTreeSet;

/// A row of the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedRow {
    /// What stands there.
    pub kind: SavedRowKind,
    /// What it is called, without the folders that it is in.
    pub name: String,
    /// The folders that it is in.
    pub depth: usize,
    /// Its whole name.
    pub path: String,
}

/// What stands in a row of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedRowKind {
    /// A folder, and whether its searches are hidden.
    Folder {
        /// Whether they are.
        is_closed: bool,
    },
    /// The search at that place of [`Saved::searches`].
    Search(usize),
}

/// The saved searches.
#[derive(Clone, Debug, Default)]
pub struct Saved {
    /// By name, those of a folder together.
    pub searches: Vec<SavedSearch>,
    /// How many articles each finds; `None` while it was never counted.
    pub counts: Vec<Option<Count>>,
    /// The rows of the pane.
    pub rows: Vec<SavedRow>,
    /// Index of the selected row.
    pub selected: usize,
    /// What is visible.
    pub shown: Visible,
    /// Whether they have not come yet.
    pub is_loading: bool,
    top: usize,
    /// The folders whose searches are hidden, folded.
    closed: BTreeSet<String>,
    /// Which of them are to be counted.
    due: BTreeSet<usize>,
    /// Which one is being counted.
    counting: Option<usize>,
}

impl Saved {
    /// The selected row.
    pub fn current(&self) -> Option<&SavedRow> {
        self.rows.get(self.selected)
    }

    /// The count of a row's search; of a folder, none: an article may be in several of its searches.
    pub fn count_of(&self, row: &SavedRow) -> Option<Count> {
        match row.kind {
            SavedRowKind::Search(index) => self.counts.get(index).copied().flatten(),
            SavedRowKind::Folder { .. } => None,
        }
    }

    /// Takes the searches; what was counted stays until it is counted again.
    fn set(&mut self, searches: Vec<SavedSearch>) {
        let count_of = |search: &SavedSearch| {
            let at = self.searches.iter().position(|known| known.query == search.query)?;
            self.counts.get(at).copied().flatten()
        };
        self.counts = searches.iter().map(count_of).collect();
        self.due = (0..searches.len()).collect();
        (self.searches, self.counting, self.is_loading) = (searches, None, false);
        self.make_rows();
    }

    /// Makes the rows: a folder before the first search in it.
    fn make_rows(&mut self) {
        let selected = self.current().map(|row| fold_str(&row.path));
        self.rows.clear();
        let mut open: Vec<String> = Vec::new();
        for (index, search) in self.searches.iter().enumerate() {
            let parts: Vec<&str> = search.path().collect();
            let (name, folders) =
                parts.split_last().map_or(("", &parts[..]), |(name, folders)| (*name, folders));
            let shared =
                open.iter().zip(folders).take_while(|(open, folder)| **open == fold_str(folder)).count();
            open.truncate(shared);
            for depth in shared..folders.len() {
                let path = folders[..=depth].join("/");
                let is_closed = self.closed.contains(&fold_str(&path));
                if !self.is_hidden(&folders[..depth]) {
                    let kind = SavedRowKind::Folder { is_closed };
                    self.rows.push(SavedRow { kind, name: folders[depth].to_owned(), depth, path });
                }
                open.push(fold_str(folders[depth]));
            }
            if !self.is_hidden(folders) {
                let (kind, depth) = (SavedRowKind::Search(index), folders.len());
                self.rows.push(SavedRow { kind, name: name.to_owned(), depth, path: search.name.clone() });
            }
        }
        let again = self.rows.iter().position(|row| Some(fold_str(&row.path)) == selected);
        self.selected = again.unwrap_or(self.selected).min(self.rows.len().saturating_sub(1));
    }

    /// Whether one of these folders, each in the one before, hides what is in it.
    fn is_hidden(&self, folders: &[&str]) -> bool {
        (1..=folders.len()).any(|depth| self.closed.contains(&fold_str(&folders[..depth].join("/"))))
    }

    /// Selects the row `by` further down (or up), stopping at the ends.
    pub fn step(&mut self, by: isize) {
        self.selected = self.selected.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
    }

    /// Selects what stands at a row of the pane; `None` if nothing does, else whether it was selected before.
    pub fn select_at(&mut self, row: u16) -> Option<bool> {
        let (index, _) = *self.shown.iter().find(|(_, y)| *y == row)?;
        let was_selected = self.selected == index;
        self.selected = index;
        Some(was_selected)
    }

    /// Finds what is visible in a pane of so many rows.
    pub fn show(&mut self, height: u16) {
        (self.top, self.shown) = fill(self.rows.len(), self.selected, self.top, height, |_| 1);
    }

    /// Hides what is in a folder, or shows it again.
    fn toggle_folder(&mut self, path: &str) {
        let folded = fold_str(path);
        if !self.closed.remove(&folded) {
            self.closed.insert(folded);
        }
        self.make_rows();
    }
}

/// Does what the reader wants of the saved searches.
pub(super) fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::SavedSearches if state.focus == Pane::Saved => hide(state),
        Action::SavedSearches => show(state, effects),
        Action::DeleteSearch => {
            if let Some(name) = current(state) {
                run(state, Task::Search(SearchWish::Remove { name }), effects);
            }
        }
        _ => {}
    }
}

/// The name of the selected search or folder, if the pane has the focus.
fn current(state: &State) -> Option<String> {
    let row = state.saved.current().filter(|_| state.focus == Pane::Saved);
    row.map(|row| row.path.clone())
}

fn show(state: &mut State, effects: &mut Vec<Effect>) {
    state.overlay = None;
    state.shape.saved_shown = true;
    focus(state, Pane::Saved);
    ask(state, effects);
}

/// Hides the pane.
fn hide(state: &mut State) {
    state.shape.saved_shown = false;
    focus(state, state.side);
}

/// Asks for the saved searches.
pub(super) fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    state.saved.is_loading = state.saved.searches.is_empty();
    state.awaited.saved = Some(run_for(state, Task::Searches, effects));
}

/// Takes the saved searches, which were asked for or have changed.
pub(super) fn accept(state: &mut State, searches: Vec<SavedSearch>, effects: &mut Vec<Effect>) {
    state.awaited.saved = None;
    state.saved.set(searches);
    count_next(state, effects);
}

/// Counts the next search that is due, if they are shown and none is being counted.
fn count_next(state: &mut State, effects: &mut Vec<Effect>) {
    if !state.shape.saved_shown || state.awaited.saved.is_some() {
        return;
    }
    let Some(next) = state.saved.due.pop_first() else { return };
    let Some(search) = state.saved.searches.get(next) else { return };
    let query = search.parsed();
    state.saved.counting = Some(next);
    state.awaited.saved = Some(run_for(state, Task::CountSaved(query), effects));
}

/// A search was counted.
pub(super) fn counted(state: &mut State, id: TaskId, count: Count, effects: &mut Vec<Effect>) {
    if state.awaited.saved.take_if(|awaited| *awaited == id).is_none() {
        return;
    }
    let counting = state.saved.counting.take();
    if let Some(known) = counting.and_then(|at| state.saved.counts.get_mut(at)) {
        *known = Some(count);
    }
    count_next(state, effects);
}

/// The library has changed: all are to be counted again.
pub(super) fn changed(state: &mut State, effects: &mut Vec<Effect>) {
    let saved = &mut state.saved;
    saved.due = (0..saved.searches.len()).collect();
    count_next(state, effects);
}

/// What was asked for is not known; the next may be.
pub(super) fn failed(state: &mut State, id: TaskId, effects: &mut Vec<Effect>) {
    if state.awaited.saved.take_if(|awaited| *awaited == id).is_some() {
        state.saved.is_loading = false;
        state.saved.counting = None;
        count_next(state, effects);
    }
}

/// Lists what the selected search finds; of a folder, shows or hides what is in it.
pub(super) fn open_selected(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(row) = state.saved.current().cloned() else { return };
    match row.kind {
        SavedRowKind::Folder { .. } => state.saved.toggle_folder(&row.path),
        SavedRowKind::Search(index) => {
            let search = state.saved.searches.get(index);
            match search.and_then(SavedSearch::parsed) {
                Some(query) => {
                    let before = state.list.query.clone();
                    state.widened.push(before);
                    set_query(state, query, effects);
                }
                None => tell(state, Message::SearchNotUnderstood(row.path)),
            }
        }
    }
}

/// The prompt for the name of the search that the list shows; or for another name of the selected one.
pub(super) fn prompt(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> Option<Prompt> {
    let (rtl, forms) = (state.direction().is_rtl(), state.options.laid_out());
    if action == Action::SaveSearch {
        if state.list.query.is_all() {
            tell(state, Message::NothingToSave);
            return None;
        }
        if state.saved.searches.is_empty() {
            // Their names are offered once they have come.
            ask(state, effects);
        }
        let mut prompt = Prompt::new(PromptKind::SaveSearch, "", rtl, forms);
        prompt.offer(&state.help);
        return Some(prompt);
    }
    let name = current(state)?;
    let mut prompt = Prompt::new(PromptKind::RenameSearch, &name, rtl, forms);
    prompt.renames = Some(name);
    Some(prompt)
}

/// Offers the names and folders that there are, to a prompt for the name of a search.
pub(super) fn offer_names(state: &mut State) {
    let Some(prompt) = state.prompt.as_mut().filter(|prompt| prompt.kind == PromptKind::SaveSearch) else {
        return;
    };
    let typed = fold_str(prompt.line.text().trim());
    let mut names = BTreeSet::new();
    for search in &state.saved.searches {
        let parts: Vec<&str> = search.path().collect();
        names.extend((1..parts.len()).map(|depth| format!("{}/", parts[..depth].join("/"))));
        names.insert(search.name.clone());
    }
    let fits = |name: &String| fold_str(name).starts_with(&typed) && *name != prompt.line.text();
    let choices: Vec<Choice> = names.into_iter().filter(fits).map(Choice::Search).collect();
    if prompt.choices != choices {
        prompt.choices = choices;
        prompt.chosen = None;
    }
}

/// Saves the search of the list under the name that was typed, or renames the one that was selected.
pub(super) fn named(state: &mut State, prompt: &Prompt, effects: &mut Vec<Effect>) {
    let name = prompt.line.text().trim().to_owned();
    let wish = match (prompt.kind, &prompt.renames) {
        (PromptKind::RenameSearch, Some(before)) => SearchWish::Rename { name: before.clone(), to: name },
        _ => SearchWish::Save { name, query: state.list.query.clone() },
    };
    run(state, Task::Search(wish), effects);
}

#[cfg(test)]
mod tests;
