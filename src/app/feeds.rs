//! The feeds that are followed -> their page over the panes; what the reader has done with them; and what
//! comes back from the network.

use super::Effect;
use super::act::focus;
use super::action::Action;
use super::notice::Message;
use super::open::{ask_related, reopen};
use super::pane::Pane;
use super::scroll::{Visible, fill};
use super::state::State;
use super::update::{ask_counts, run, run_for, set_query, tell};
use crate::store::query::Node;
use crate::store::{FeedState, Id, Query};
use crate::task::{Fetched, Import, SyncWish, Synced, Task, TaskId, Trouble};

/// Panes at least this high have an empty row between feeds.
const AIRY: u16 = 16;
/// Panes lower than this show one row a feed.
const LOW: u16 = 6;

/// The page of the feeds.
#[derive(Clone, Debug, Default)]
pub struct FeedsPage {
    /// The feeds, by folder and title.
    pub feeds: Vec<FeedState>,
    /// Why each of them gave no answer, if it did not.
    pub troubles: Vec<Option<Trouble>>,
    /// When that was so; seconds since 1970-01-01 UTC.
    pub now: i64,
    /// Whether the feeds have not come yet.
    pub is_loading: bool,
    /// Index of the selected feed.
    pub selected: usize,
    /// What is visible.
    pub shown: Visible,
    /// Rows of a feed, without the empty one below it.
    pub rows: u16,
    /// Where the focus goes once the page is closed.
    pub back: Option<Pane>,
    top: usize,
}

impl FeedsPage {
    /// The selected feed.
    pub fn current(&self) -> Option<&FeedState> {
        self.feeds.get(self.selected)
    }

    /// Takes the feeds; the same one stays selected if it is still there.
    fn set(&mut self, feeds: Vec<FeedState>, now: i64) {
        let selected = self.current().map(|state| state.feed.url.clone());
        let again = feeds.iter().position(|state| Some(&state.feed.url) == selected.as_ref());
        self.selected = again.unwrap_or(self.selected).min(feeds.len().saturating_sub(1));
        self.troubles = feeds.iter().map(|state| state.error.as_deref().map(Trouble::of_kept)).collect();
        (self.feeds, self.now, self.is_loading) = (feeds, now, false);
    }

    /// Selects the feed `by` further down (or up), stopping at the ends.
    pub fn step(&mut self, by: isize) {
        let last = self.feeds.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Selects what stands at a row of the pane; `None` if nothing does, else whether it was selected before.
    pub fn select_at(&mut self, row: u16) -> Option<bool> {
        let (index, _) = *self.shown.iter().rev().find(|(_, y)| *y <= row)?;
        let was_selected = self.selected == index;
        self.selected = index;
        Some(was_selected)
    }

    /// Finds what is visible in a pane of so many rows.
    pub fn show(&mut self, height: u16) {
        self.rows = if height < LOW { 1 } else { 2 };
        let each = self.rows + u16::from(height >= AIRY);
        (self.top, self.shown) = fill(self.feeds.len(), self.selected, self.top, height, |_| each);
    }
}

/// Feeds that are being asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sync {
    /// The task that asks them.
    pub id: TaskId,
    /// Feeds that have answered.
    pub done: u64,
    /// Feeds that are asked.
    pub total: u64,
    /// Whether no further one is asked.
    pub is_stopping: bool,
    /// The tasks that save what they gave.
    keeping: Vec<TaskId>,
    /// Whether all have answered.
    is_fetched: bool,
    /// Whether the reader asked for it, and not a clock: then he is told even if there is nothing to tell.
    by_hand: bool,
    new: u64,
    changed: u64,
    failed: u64,
    waiting: u64,
}

/// Does what the reader wants of the feeds.
pub(super) fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::Feeds if state.focus == Pane::Feeds => close(state),
        Action::Feeds => show(state, effects),
        Action::SyncFeeds => toggle_sync(state, SyncWish::default(), effects),
        Action::SyncFeed => {
            // Who asks for one means now.
            let urls: Vec<String> = current(state).map(|feed| feed.feed.url.clone()).into_iter().collect();
            match urls.is_empty() {
                true => none_selected(state, effects),
                false => toggle_sync(state, SyncWish { urls, is_forced: true }, effects),
            }
        }
        Action::RemoveFeed => match current(state).map(|feed| feed.feed.url.clone()) {
            Some(url) => run(state, Task::Follow { add: Vec::new(), remove: vec![url] }, effects),
            None => none_selected(state, effects),
        },
        Action::WholeText => whole_text(state, effects),
        _ => {}
    }
}

/// The feed that is selected on the page.
fn current(state: &State) -> Option<&FeedState> {
    state.feeds.as_ref()?.current()
}

/// No feed is selected that something could be done with: they are shown to choose from, or there are none.
fn none_selected(state: &mut State, effects: &mut Vec<Effect>) {
    match &state.feeds {
        None => show(state, effects),
        // It is not known yet which one would be meant.
        Some(page) if page.is_loading => {}
        Some(_) => tell_none(state),
    }
}

fn tell_none(state: &mut State) {
    let message = Message::NoFeeds(state.key_of(Action::AddFeed));
    tell(state, message);
}

/// Puts the page over the panes.
fn show(state: &mut State, effects: &mut Vec<Effect>) {
    state.overlay = None;
    let back = if state.focus.is_side() || state.focus.is_facts() { state.focus } else { Pane::Article };
    state.feeds = Some(FeedsPage { back: Some(back), is_loading: true, ..FeedsPage::default() });
    focus(state, Pane::Feeds);
    ask(state, effects);
}

/// Asks for what the page shows, or asks again because it has changed.
pub(super) fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    if state.feeds.is_some() {
        state.awaited.feeds = Some(run_for(state, Task::Feeds, effects));
    }
}

/// Takes the feeds.
pub(super) fn accept(state: &mut State, id: TaskId, feeds: Vec<FeedState>, now: i64) {
    let is_awaited = state.awaited.feeds.take_if(|awaited| *awaited == id).is_some();
    if let (true, Some(page)) = (is_awaited, &mut state.feeds) {
        page.set(feeds, now);
    }
}

/// Closes the page: what it lay over is shown.
pub(super) fn close(state: &mut State) {
    let Some(page) = state.feeds.take() else { return };
    state.awaited.feeds = None;
    focus(state, page.back.unwrap_or(Pane::Stories));
}

/// Forgets the page, if something else is shown.
pub(super) fn settle(state: &mut State) {
    if state.focus != Pane::Feeds && state.feeds.take().is_some() {
        state.awaited.feeds = None;
    }
    if state.focus == Pane::Feeds && state.feeds.is_none() {
        state.focus = state.side;
    }
}

/// Finds what is visible of the page, once it is known where it stands.
pub(super) fn lay_out(state: &mut State) {
    if let Some(page) = &mut state.feeds {
        let area = super::layout::list_column(state.layout.area(Pane::Feeds));
        page.show(area.height);
    }
}

/// Lists the articles of the selected feed.
pub(super) fn open_selected(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(current) = current(state) else { return };
    let (feed, feeds) = (&current.feed, state.feeds.iter().flat_map(|page| &page.feeds));
    // Its title can be read and typed, if it means no other.
    let is_title = |title: &&String| {
        feeds.clone().filter(|other| other.feed.title.as_ref() == Some(*title)).count() == 1
            && feeds.clone().all(|other| other.feed.folder.as_ref() != Some(*title))
    };
    let name = feed.title.as_ref().filter(is_title).unwrap_or(&feed.url).clone();
    close(state);
    let before = state.list.query.clone();
    state.widened.push(before);
    set_query(state, Query::from(Node::Feed(name)), effects);
}

/// Begins to ask feeds; while some are being asked, asks no further ones.
fn toggle_sync(state: &mut State, wish: SyncWish, effects: &mut Vec<Effect>) {
    match &mut state.sync {
        Some(sync) => {
            sync.is_stopping = true;
            effects.push(Effect::Cancel(sync.id));
            tell(state, Message::SyncStopping);
        }
        None => sync(state, wish, true, effects),
    }
}

/// Asks feeds, if none are being asked.
pub(super) fn sync(state: &mut State, wish: SyncWish, by_hand: bool, effects: &mut Vec<Effect>) {
    if state.sync.is_none() {
        let id = run_for(state, Task::Sync(wish), effects);
        state.sync = Some(Sync { id, by_hand, ..Sync::default() });
    }
}

/// Looks for the feed at an address that was typed.
pub(super) fn find(state: &mut State, address: &str, effects: &mut Vec<Effect>) {
    let address = address.trim().to_owned();
    if !address.is_empty() {
        run(state, Task::FindFeed(address), effects);
        tell(state, Message::LookingForFeed);
    }
}

/// The feed that was looked for has been found: it is followed, and asked for its articles.
pub(super) fn found(
    state: &mut State,
    found: Result<Box<crate::store::Feed>, Trouble>,
    effects: &mut Vec<Effect>,
) {
    match found {
        Ok(feed) => {
            let wish = SyncWish { urls: vec![feed.url.clone()], is_forced: true };
            run(state, Task::Follow { add: vec![*feed], remove: Vec::new() }, effects);
            state.to_sync.push(wish);
        }
        Err(trouble) => tell(state, Message::Trouble { of: None, trouble }),
    }
}

/// What is followed is other than before: the page shows it, and feeds that are new are asked.
pub(super) fn followed(state: &mut State, effects: &mut Vec<Effect>) {
    ask(state, effects);
    next(state, effects);
}

/// Asks the feeds that wait for others to be done.
fn next(state: &mut State, effects: &mut Vec<Effect>) {
    if state.sync.is_none()
        && let Some(wish) = state.to_sync.pop()
    {
        sync(state, wish, true, effects);
    }
}

/// How many feeds have answered; `false` if the task asks none.
pub(super) fn progress(state: &mut State, id: TaskId, done: u64, total: u64) -> bool {
    let Some(sync) = state.sync.as_mut().filter(|sync| sync.id == id) else { return false };
    (sync.done, sync.total) = (done, total);
    true
}

/// A feed has answered: what it gave is saved.
pub(super) fn fetched(state: &mut State, id: TaskId, fetched: Box<Fetched>, effects: &mut Vec<Effect>) {
    let keeping = run_for(state, Task::Keep(fetched), effects);
    if let Some(sync) = state.sync.as_mut().filter(|sync| sync.id == id) {
        sync.keeping.push(keeping);
    }
}

/// All have answered.
pub(super) fn all_fetched(state: &mut State, id: TaskId, waiting: u64, effects: &mut Vec<Effect>) {
    if let Some(sync) = state.sync.as_mut().filter(|sync| sync.id == id) {
        (sync.is_fetched, sync.waiting) = (true, waiting);
        end(state, effects);
    }
}

/// What a feed gave is saved.
pub(super) fn synced(state: &mut State, id: TaskId, synced: Synced, effects: &mut Vec<Effect>) {
    let Synced { url, title, new, changed, trouble, .. } = synced;
    if new + changed > 0 {
        state.is_stale = true;
        state.shares.forget();
        ask_counts(state, effects);
    }
    if changed > 0 {
        // The open article may be one of them.
        reopen(state, effects);
    }
    if let Some(sync) = &mut state.sync {
        sync.new += new;
        sync.changed += changed;
        sync.failed += u64::from(trouble.is_some());
    }
    if let Some(trouble) = trouble {
        tell(state, Message::Trouble { of: Some(title.unwrap_or(url)), trouble });
    }
    ask(state, effects);
    kept(state, id, effects);
}

/// A task has ended, one way or the other: if it was to save what a feed gave, that is done with.
fn kept(state: &mut State, id: TaskId, effects: &mut Vec<Effect>) {
    if let Some(sync) = &mut state.sync {
        sync.keeping.retain(|keeping| *keeping != id);
    }
    end(state, effects);
}

/// A task has failed or was stopped; whether it asked or saved feeds.
pub(super) fn failed(state: &mut State, id: TaskId, effects: &mut Vec<Effect>) -> bool {
    state.awaited.feeds.take_if(|awaited| *awaited == id);
    let Some(sync) = &mut state.sync else { return false };
    if sync.id == id {
        sync.is_fetched = true;
    } else if !sync.keeping.contains(&id) {
        return false;
    } else {
        sync.failed += 1;
    }
    kept(state, id, effects);
    true
}

/// Tells what came of all feeds, once all of it is saved.
fn end(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(sync) = state.sync.take_if(|sync| sync.is_fetched && sync.keeping.is_empty()) else { return };
    let Sync { new, changed, failed, waiting, by_hand, total, .. } = sync;
    ask_related(state, effects);
    if by_hand && total + waiting == 0 {
        tell_none(state);
    } else if by_hand || new + changed + failed > 0 {
        tell(state, Message::Synced { new, changed, failed, waiting });
    }
    next(state, effects);
}

/// Gets the whole text of the open article.
fn whole_text(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(reading) = &state.reading else { return };
    if reading.article.url.is_none() {
        return tell(state, Message::Trouble { of: None, trouble: Trouble::NoAddress });
    }
    let id = reading.id;
    run(state, Task::WholeText(id), effects);
    tell(state, Message::FetchingText);
}

/// The whole text of an article has come, or will not.
pub(super) fn text_came(
    state: &mut State,
    id: Id,
    came: Result<Box<crate::import::Document>, Trouble>,
    effects: &mut Vec<Effect>,
) {
    match came {
        Ok(document) => run(state, Task::Import(Import::of_whole(id, *document)), effects),
        Err(trouble) => tell(state, Message::Trouble { of: None, trouble }),
    }
}

/// The whole text of an article is saved.
pub(super) fn is_whole(state: &mut State, id: Id, effects: &mut Vec<Effect>) {
    state.is_stale = true;
    ask_counts(state, effects);
    if state.reading.as_ref().is_some_and(|reading| reading.id == id) {
        reopen(state, effects);
    }
    tell(state, Message::WholeText);
}

#[cfg(test)]
mod tests;
