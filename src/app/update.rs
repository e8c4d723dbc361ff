//! One event -> what it changes and what is to be done about it.

use super::act::act;
use super::compare;
use super::feeds;
use super::layout::{Layout, known_rows, list_column, text_column};
use super::list::PAGE;
use super::notice::Message;
use super::novelty;
use super::open::preview;
use super::page::{ask_more, leave_pages};
use super::pane::Pane;
use super::prompt::{PromptKind, Typed};
use super::state::{OverlayKind, State, Work};
use super::{Effect, Event, complete, keymap, mouse, note, report, saved, story};
use crate::store::Seek;
use crate::task::hand::Deed;
use crate::task::{Import, Rebuild, SyncWish, Task};
use crate::text::Forms;
use crossterm::event::{Event as Input, KeyEvent, KeyEventKind};

/// The first effects: what the window shows at once, and the import that was asked for.
pub fn start(state: &mut State, import: Option<Import>) -> Vec<Effect> {
    let mut effects = Vec::new();
    ask_page(state, Seek::First, &mut effects);
    ask_counts(state, &mut effects);
    super::tags::ask(state, &mut effects);
    // What an earlier run did not come to.
    run(state, Task::Rebuild(Rebuild::marked()), &mut effects);
    if let Some(import) = import {
        let id = state.next_task();
        state.work = Some(Work { id, done: 0, total: 0 });
        effects.push(Effect::Run(id, Task::Import(import)));
    }
    settle(state, &mut effects);
    effects
}

/// Takes one event. Every way through here ends in a state that can be drawn as it is.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let mut effects = Vec::new();
    match event {
        Event::Input(Input::Key(key)) if key.kind != KeyEventKind::Release => {
            key_pressed(state, key, &mut effects)
        }
        Event::Input(Input::Mouse(mouse)) => mouse::mouse(state, mouse, &mut effects),
        Event::Input(Input::Resize(columns, rows)) => state.size = (columns, rows),
        Event::Input(Input::Paste(text)) => {
            if let Some(prompt) = &mut state.prompt {
                prompt.paste(&text, &state.help);
            }
        }
        Event::Input(_) | Event::Tick => return effects,
        Event::Report(id, report) => report::report(state, id, report, &mut effects),
        Event::Notice(message) => state.notices.tell(message),
        Event::Forms(forms) => set_forms(state, forms),
        Event::Mirroring(mirroring) => state.options.mirroring = mirroring,
        Event::SyncDue => feeds::sync(state, SyncWish::default(), false, &mut effects),
        Event::Known(known) => state.known = known,
    }
    settle(state, &mut effects);
    state.is_changed = true;
    effects
}

fn key_pressed(state: &mut State, key: KeyEvent, effects: &mut Vec<Effect>) {
    state.notices.dismiss();
    if state.prompt.is_some() {
        return prompt_key(state, key, effects);
    }
    match state.step(key) {
        keymap::Step::Act(action) => act(state, action, effects),
        keymap::Step::Wait | keymap::Step::Nothing => {}
    }
}

fn prompt_key(state: &mut State, key: KeyEvent, effects: &mut Vec<Effect>) {
    let Some(prompt) = &mut state.prompt else { return };
    let typed = prompt.key(key, &state.help);
    prompt_typed(state, typed, effects);
}

/// Goes on after what was done to the prompt.
pub(super) fn prompt_typed(state: &mut State, typed: Typed, effects: &mut Vec<Effect>) {
    match typed {
        Typed::On => super::tags::typed(state),
        Typed::Cancel => {
            if let Some(prompt) = state.prompt.take() {
                super::tags::cancelled(state, prompt.kind);
            }
        }
        Typed::Accept => {
            let Some(prompt) = state.prompt.take() else { return };
            match prompt.kind {
                PromptKind::Search => {
                    if let Ok(query) = prompt.line.text().parse() {
                        let text = prompt.line.text().trim().to_owned();
                        state.searches.retain(|search| *search != text);
                        state.searches.extend((!text.is_empty()).then_some(text));
                        state.widened.clear();
                        set_query(state, query, effects);
                    }
                }
                PromptKind::Tag => {
                    let (add, remove) = prompt.tags();
                    if add.is_empty() && remove.is_empty() {
                        return;
                    }
                    let tag = |which| Deed::Tag { which, add: add.clone(), remove: remove.clone() };
                    if !super::marked::act(state, tag, effects) {
                        let ids = state.tag_target().map(|row| row.0).into_iter().collect();
                        run(state, Task::Tag { ids, add, remove }, effects);
                    }
                }
                PromptKind::Day => {
                    let told = prompt.day.and_then(|day| day.told());
                    let day = told.and_then(|(_, day)| day);
                    let publish = |which| Deed::Publish { which, day };
                    if told.is_some() && super::marked::act(state, publish, effects) {
                        return;
                    }
                    if let Some((id, day)) = told {
                        run(state, Task::SetPublished { ids: vec![id], day }, effects);
                    }
                }
                PromptKind::MergeName
                | PromptKind::SplitName
                | PromptKind::NameHere
                | PromptKind::RenameName => {
                    if let Some(wish) = prompt.name.and_then(|name| name.wish) {
                        run(state, Task::Name(wish), effects);
                    }
                }
                PromptKind::Feed => feeds::find(state, prompt.line.text(), effects),
                kind @ (PromptKind::FilterTags | PromptKind::RenameTag | PromptKind::ColourTag) => {
                    super::tags::accepted(state, kind, prompt.line.text(), effects);
                }
                PromptKind::Export => super::export::accept(state, prompt, effects),
                PromptKind::Pipe => super::export::pipe(state, prompt.line.text(), effects),
                PromptKind::SaveSearch | PromptKind::RenameSearch => saved::named(state, &prompt, effects),
                PromptKind::Note => note::written(state, &prompt, effects),
                PromptKind::Palette => {
                    if let Some(action) = prompt.action() {
                        act(state, action, effects);
                    }
                }
            }
        }
    }
}

/// Runs a task whose reports need not be told from those of others.
pub(super) fn run(state: &mut State, task: Task, effects: &mut Vec<Effect>) {
    let id = state.next_task();
    effects.push(Effect::Run(id, task));
}

/// Runs a task and gives its number, by which its reports are told.
pub(super) fn run_for(state: &mut State, task: Task, effects: &mut Vec<Effect>) -> crate::task::TaskId {
    let id = state.next_task();
    effects.push(Effect::Run(id, task));
    id
}

/// Lists other articles.
pub(super) fn set_query(state: &mut State, query: crate::store::Query, effects: &mut Vec<Effect>) {
    state.list = super::list::List::new(query, state.list.order);
    state.previewed = None;
    state.side = Pane::Stories;
    state.focus = Pane::Stories;
    ask_page(state, Seek::First, effects);
    ask_counts(state, effects);
}

/// Asks for a page of the list; an older question is no longer of interest.
pub(super) fn ask_page(state: &mut State, from: Seek, effects: &mut Vec<Effect>) {
    let id = state.next_task();
    state.awaited.page = Some((id, from));
    state.is_stale = false;
    let (query, order, unfolded) = (state.list.query.clone(), state.list.order, state.list.unfolded.clone());
    effects.push(Effect::Run(id, Task::Page { query, order, from, limit: PAGE, unfolded }));
}

/// Asks how many articles there are.
pub(super) fn ask_counts(state: &mut State, effects: &mut Vec<Effect>) {
    let id = state.next_task();
    state.awaited.counts = Some(id);
    let (query, unfolded) = (state.list.query.clone(), state.list.unfolded.clone());
    effects.push(Effect::Run(id, Task::Counts { query, unfolded }));
}

/// Changes what is sent for right-to-left text: everything is laid out anew.
pub(super) fn set_forms(state: &mut State, forms: Forms) {
    state.options.forms = forms;
    let forms = state.options.laid_out();
    state.list.forget_layout();
    state.related.forget_layout();
    state.pages.iter_mut().for_each(super::portrait::NamePage::forget_layout);
    state.timeline.iter_mut().for_each(super::timeline::TimelinePage::forget_layout);
    if let Some(reading) = &mut state.reading {
        reading.set_forms(forms);
    }
    if let Some(comparison) = &mut state.comparison {
        comparison.set_forms(forms);
    }
    if let Some(prompt) = &mut state.prompt {
        prompt.set_forms(forms);
    }
}

/// Computes rectangles and rows from the size, and asks for what is missing on the screen.
fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    if state.awaited.page.is_none() {
        if state.is_stale && state.list.is_near_start() {
            ask_page(state, Seek::First, effects);
        } else if let Some(from) = state.list.wanted() {
            ask_page(state, from, effects);
        }
    }
    preview(state, effects);
    if state.focus.is_side() {
        state.focus = state.side;
    }
    if state.focus != Pane::Timeline || state.timeline.is_none() {
        story::leave(state);
    }
    // A storyline lies over the pages of names.
    if !(state.focus.is_page() || state.focus == Pane::Timeline) || state.pages.is_empty() {
        leave_pages(state);
    }
    compare::settle(state);
    feeds::settle(state);
    ask_more(state, effects);
    let direction = state.direction();
    let organisations = state.reading.as_ref().and_then(|reading| reading.list(Pane::Organisations));
    state.shape.has_organisations = organisations.is_some_and(|list| !list.rows.is_empty());
    state.layout = Layout::new(state.window_size(), direction, state.focus, state.side, state.shape);
    let forms = state.options.laid_out();
    let stories = list_column(state.layout.area(Pane::Stories));
    state.list.show(stories.width, stories.height, forms);
    let related = list_column(state.layout.area(Pane::Related));
    state.related.show(related.width, related.height, forms);
    let column = |pane| list_column(state.layout.area(pane));
    let (about, namings) = (column(Pane::Name), column(Pane::Namings));
    if let Some(page) = state.pages.last_mut() {
        page.show((about.width, about.height), (namings.width, namings.height), forms);
    }
    if let Some(page) = &mut state.timeline {
        let area = list_column(state.layout.area(Pane::Timeline));
        let measure = state.options.measure;
        page.show((area.width, area.height), measure, direction.is_rtl(), forms);
    }
    if let Some(reading) = &mut state.reading {
        let text = text_column(state.layout.area(Pane::Article), state.options.measure);
        if !text.is_empty() {
            reading.set_size(text.width, text.height);
        }
        for pane in Pane::FACTS {
            let height = state.layout.area(pane).height;
            if let Some(list) = reading.list_mut(pane) {
                list.reveal(height);
            }
        }
    }
    feeds::lay_out(state);
    let saved = list_column(state.layout.area(Pane::Saved));
    state.saved.show(saved.height);
    saved::offer_names(state);
    complete::ask(state, effects);
    compare::show(state);
    novelty::ask_shares(state, effects);
    if let Some(prompt) = &mut state.prompt {
        prompt.set_width(super::layout::prompt_field(state.layout.status, direction).width);
    }
    if let Some(sheet) = &mut state.tags {
        sheet.reveal(super::layout::overlay_rows(state.layout.window));
    }
    if let Some(overlay) = &mut state.overlay {
        let window = state.layout.window;
        let list = super::layout::overlay_rows(window);
        let (rows, height) = match overlay.kind {
            OverlayKind::Help => (super::action::Action::ALL.len(), list),
            OverlayKind::Notices => (state.notices.kept.len(), list),
            OverlayKind::Doctor => (state.known.len(), known_rows(window).height),
        };
        let height = height.max(1);
        overlay.top = overlay.top.min(rows.saturating_sub(usize::from(height)));
    }
}

/// Tells the reader something.
pub(super) fn tell(state: &mut State, message: Message) {
    state.notices.tell(message);
}
