//! The tags of the library -> a sheet that lists them, and what is done to them there.

use super::Effect;
use super::action::Action;
use super::notice::Message;
use super::prompt::{Prompt, PromptKind};
use super::state::{ActionHelp, State};
use super::update::{run, run_for, set_query, tell};
use crate::arabic::letters::fold_str;
use crate::store::query::Node;
use crate::store::{COLOURS, Change, ChangeKind, Query, TagRow};
use crate::task::hand::Deed;
use crate::task::{Task, TaskId};

/// The sheet of the tags.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagSheet {
    /// All tags, the most used first; `None` until they have come.
    pub rows: Option<Vec<TagRow>>,
    /// Only tags that hold this are shown.
    pub filter: String,
    /// Index of the selected tag among those shown.
    pub selected: usize,
    /// The first one that is visible.
    pub top: usize,
    /// The tag that a prompt is about.
    subject: Option<String>,
}

impl TagSheet {
    /// The tags that are shown, in their order.
    pub fn shown(&self) -> Vec<&TagRow> {
        let filter = fold_str(self.filter.trim().trim_start_matches('#'));
        let fits = |row: &&TagRow| fold_str(&row.name).contains(&filter);
        self.rows.iter().flatten().filter(fits).collect()
    }

    /// The selected tag.
    pub fn current(&self) -> Option<&TagRow> {
        self.shown().get(self.selected).copied()
    }

    /// Takes the tags; the one that was selected stays so, or what stands in its place now.
    fn set(&mut self, rows: Vec<TagRow>) {
        let name = self.current().map(|row| row.name.clone());
        self.rows = Some(rows);
        let shown = self.shown();
        let place = name.and_then(|name| shown.iter().position(|row| row.name == name));
        let last = shown.len().saturating_sub(1);
        self.selected = place.unwrap_or(self.selected.min(last));
    }

    /// Shows only tags that hold `filter`; the selected one stays so if it does.
    fn set_filter(&mut self, filter: &str) {
        let name = self.current().map(|row| row.name.clone());
        self.filter = filter.to_owned();
        let place = name.and_then(|name| self.shown().iter().position(|row| row.name == name));
        self.selected = place.unwrap_or(0);
    }

    fn step(&mut self, by: isize) {
        let last = self.shown().len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Brings the selected tag into sight, in a sheet of so many rows.
    pub fn reveal(&mut self, height: u16) {
        let height = usize::from(height.max(1));
        let last = self.shown().len().saturating_sub(1);
        self.selected = self.selected.min(last);
        self.top = self.top.clamp((self.selected + 1).saturating_sub(height), self.selected);
        self.top = self.top.min((last + 1).saturating_sub(height));
    }
}

/// Opens the sheet, or closes it.
pub(super) fn toggle(state: &mut State, effects: &mut Vec<Effect>) {
    if state.tags.take().is_none() {
        state.overlay = None;
        state.tags = Some(TagSheet::default());
        ask(state, effects);
    }
}

/// Asks for the tags and their colours.
pub(super) fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    state.awaited.tag_rows = Some(run_for(state, Task::TagRows, effects));
}

/// Takes them.
pub(super) fn accept(state: &mut State, id: TaskId, rows: Vec<TagRow>) {
    if state.awaited.tag_rows.take_if(|awaited| *awaited == id).is_none() {
        return;
    }
    let colour = |row: &TagRow| Some((row.name.clone(), row.colour.clone()?));
    state.tag_colours = rows.iter().filter_map(colour).collect();
    if let Some(sheet) = &mut state.tags {
        sheet.set(rows);
    }
}

/// They will not come.
pub(super) fn failed(state: &mut State, id: TaskId) {
    let was_awaited = state.awaited.tag_rows.take_if(|awaited| *awaited == id).is_some();
    if let (true, Some(sheet)) = (was_awaited, &mut state.tags) {
        sheet.rows.get_or_insert_default();
    }
}

/// After a change of which not every article was told: asks what the list shows of those in memory, and for
/// the tags if they may be others.
pub(super) fn changed(state: &mut State, change: &Change, told: usize, effects: &mut Vec<Effect>) {
    let (is_of_rows, may_be_others) = match change.kind {
        ChangeKind::TagsEdited { .. } => (true, true),
        ChangeKind::Tags { .. } => (true, state.tags.is_some()),
        ChangeKind::Read { .. } => (true, false),
        _ => (false, false),
    };
    if is_of_rows && change.articles > told {
        let mut ids = state.list.ids();
        ids.extend(state.reading.as_ref().map(|reading| reading.id));
        run(state, Task::Rows(ids.into_iter().collect()), effects);
        state.is_stale = true;
    }
    if may_be_others {
        ask(state, effects);
    }
}

/// Does what a key asks for while the sheet is open; `false` if it is not of the sheet.
pub(super) fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> bool {
    use Action::*;
    if state.overlay.is_some() {
        return false;
    }
    let rows = super::layout::overlay_rows(state.layout.window);
    let Some(sheet) = &mut state.tags else { return false };
    let page = isize::try_from(rows.saturating_sub(2).max(1)).unwrap_or(1);
    match action {
        Next => sheet.step(1),
        Previous => sheet.step(-1),
        PageDown => sheet.step(page),
        PageUp => sheet.step(-page),
        HalfPageDown => sheet.step((page / 2).max(1)),
        HalfPageUp => sheet.step(-(page / 2).max(1)),
        First => sheet.selected = 0,
        Last => sheet.step(isize::MAX),
        Open | Narrow => narrow(state, effects),
        Close if !sheet.filter.is_empty() => sheet.set_filter(""),
        Close | Tags => state.tags = None,
        Search => prompt(state, PromptKind::FilterTags),
        RenameTag => prompt(state, PromptKind::RenameTag),
        ColourTag => prompt(state, PromptKind::ColourTag),
        DeleteTag => {
            if let Some(tag) = sheet.current().map(|row| row.name.clone()) {
                run(state, Task::Hand(Deed::DeleteTag(tag)), effects);
            }
        }
        Undo | Redo | ApplyRules | Palette | Help | Notices | Doctor => return false,
        Language | Theme | RtlMode | Tashkeel | Redraw | Suspend | Quit => return false,
        _ => {}
    }
    true
}

/// Narrows the list to the selected tag.
fn narrow(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(tag) = state.tags.as_ref().and_then(TagSheet::current).map(|row| row.name.clone()) else {
        return;
    };
    state.tags = None;
    super::page::leave_pages(state);
    super::story::leave(state);
    super::compare::leave(state);
    state.widened.push(state.list.query.clone());
    set_query(state, Query::from(Node::Tag(tag)), effects);
}

/// Opens the line in which something is said of the selected tag, or tags are looked for.
fn prompt(state: &mut State, kind: PromptKind) {
    let (rtl, forms) = (state.direction().is_rtl(), state.options.laid_out());
    let Some(sheet) = &mut state.tags else { return };
    let subject = sheet.current().cloned();
    let text = match (kind, &subject) {
        (PromptKind::FilterTags, _) => sheet.filter.clone(),
        (_, None) => return,
        (PromptKind::RenameTag, Some(tag)) => tag.name.clone(),
        _ => String::new(),
    };
    sheet.subject = subject.as_ref().map(|tag| tag.name.clone());
    let mut prompt = Prompt::new(kind, &text, rtl, forms);
    match (kind, subject) {
        (PromptKind::FilterTags, _) | (_, None) => {}
        (_, Some(tag)) => {
            prompt.present = vec![tag.name];
            let rows = sheet.rows.iter().flatten().map(|row| (row.name.clone(), row.articles)).collect();
            prompt.offer_tags(rows, &state.help);
        }
    }
    state.prompt = Some(prompt);
}

/// Takes what is typed so far into the line that looks for tags.
pub(super) fn typed(state: &mut State) {
    let filter = state.prompt.as_ref().filter(|prompt| prompt.kind == PromptKind::FilterTags);
    if let (Some(prompt), Some(sheet)) = (filter, &mut state.tags) {
        sheet.set_filter(prompt.line.text());
    }
}

/// The line was given up: what it had changed is as before.
pub(super) fn cancelled(state: &mut State, kind: PromptKind) {
    if let (PromptKind::FilterTags, Some(sheet)) = (kind, &mut state.tags) {
        sheet.set_filter("");
    }
}

/// Does what was typed in a line of the sheet.
pub(super) fn accepted(state: &mut State, kind: PromptKind, text: &str, effects: &mut Vec<Effect>) {
    let Some(sheet) = &mut state.tags else { return };
    let text = text.trim();
    let deed = match (kind, sheet.subject.take()) {
        (PromptKind::FilterTags, _) => return sheet.set_filter(text),
        (_, None) => return,
        (PromptKind::RenameTag, Some(tag)) if !text.is_empty() => {
            Deed::RenameTag { tag, to: text.to_owned() }
        }
        (PromptKind::RenameTag, Some(_)) => return,
        (_, Some(tag)) => {
            let colour = (!text.is_empty()).then(|| colour_called(text, &state.help));
            Deed::ColourTag { tag, colour }
        }
    };
    run(state, Task::Hand(deed), effects);
}

/// The colours that fit what was typed, by their names in any language, in the order of [`COLOURS`].
pub(super) fn fitting_colours(typed: &str, help: &ActionHelp) -> Vec<&'static str> {
    let folded = fold_str(typed.trim());
    let named = |colour| help.colours.iter().any(|(name, of)| *of == colour && name.contains(&folded));
    COLOURS.into_iter().filter(|colour| colour.contains(&folded) || named(*colour)).collect()
}

/// The colour that is called so in any language, or what was typed if none is.
fn colour_called(typed: &str, help: &ActionHelp) -> String {
    let folded = fold_str(typed);
    let called = help.colours.iter().find(|(name, _)| *name == folded);
    called.map_or(typed, |(_, colour)| *colour).to_owned()
}

/// Follows the reader's rules on all articles.
pub(super) fn apply_rules(state: &mut State, effects: &mut Vec<Effect>) {
    run(state, Task::Hand(Deed::ApplyRules), effects);
}

/// Moves through the sheet by the wheel; `false` if it is not open.
pub(super) fn wheel(state: &mut State, direction: isize) -> bool {
    state.tags.as_mut().map(|sheet| sheet.step(direction)).is_some()
}

/// That there are no rules to follow.
pub(super) fn no_rules(state: &mut State) {
    tell(state, Message::NoRules);
}

/// Selects the tag at a row of the sheet, or opens it if it is selected; closes the sheet for a row beside it.
pub(super) fn press(state: &mut State, row: Option<u16>, effects: &mut Vec<Effect>) {
    let Some(sheet) = &mut state.tags else { return };
    let Some(row) = row else {
        state.tags = None;
        return;
    };
    let index = sheet.top + usize::from(row);
    match index == sheet.selected {
        true => narrow(state, effects),
        false if index < sheet.shown().len() => sheet.selected = index,
        false => {}
    }
}

#[cfg(test)]
mod tests;
