//! An action -> what it does, by the pane that has the focus.

use super::Effect;
use super::action::Action;
use super::along;
use super::ask::ask;
use super::compare;
use super::copy::copy;
use super::feeds;
use super::jump::{Over, Place};
use super::link::Url;
use super::marked;
use super::narrow::{narrow, widen};
use super::notice::Message;
use super::novelty;
use super::open::{go, here, jump, leave, mark_read};
use super::page::{close_page, leave_pages, open_in_page, open_named, return_to};
use super::pane::Pane;
use super::saved;
use super::selecting::{move_caret, move_caret_by, select};
use super::selection::Unit;
use super::state::{Language, MODES, Overlay, OverlayKind, State};
use super::story;
use super::update::{ask_page, run, set_forms, set_query, tell};
use crate::article::Span;
use crate::store::Order;
use crate::task::Task;
use crate::text::{Forms, Marks};

/// Columns by which the list grows or shrinks at a key.
const LIST_STEP: u16 = 4;
/// Rows of an overlay or of the text kept in sight when a page is turned.
const OVERLAP: u16 = 2;

/// Does what the reader asked for.
pub(super) fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    use Action::*;
    if super::tags::act(state, action, effects) {
        return;
    }
    match action {
        Next | Previous | PageDown | PageUp | HalfPageDown | HalfPageUp | First | Last => {
            movement(state, action, effects);
        }
        PaneNext => step_pane(state, 1),
        PanePrevious => step_pane(state, -1),
        Forward => step_level(state, 1),
        Back => step_level(state, -1),
        Open => open_selected(state, effects),
        NamePage => open_named(state, effects),
        Close => close(state, effects),
        NextArticle => step_article(state, 1, effects),
        PreviousArticle => step_article(state, -1, effects),
        NextUnread => next_unread(state, effects),
        NextHit | PreviousHit if state.focus == Pane::Compare => compare::walk(state, action == NextHit),
        NextHit => walk(state, true),
        PreviousHit => walk(state, false),
        Later | Earlier | SameEvent => along::hop(state, action, effects),
        Related => along::toggle_related(state),
        SameStory | OtherStory => along::say(state, action == SameStory, effects),
        Timeline => story::toggle(state, effects),
        Compare => compare::toggle(state, effects),
        Feeds | SyncFeeds | SyncFeed | RemoveFeed | WholeText => feeds::act(state, action, effects),
        SwapSides => compare::swap(state),
        NextNew => novelty::next_new(state, effects),
        JumpBack | JumpForward => jump_list(state, action == JumpForward, effects),
        Select | SelectParagraph if state.focus == Pane::Stories && state.overlay.is_none() => {
            marked::mark(state, action);
        }
        Select => select(state, Unit::Cell),
        SelectParagraph => select(state, Unit::Paragraph),
        CaretLeft | CaretRight | WordNext | WordPrevious | WordEnd | RowStart | RowEnd => {
            move_caret(state, action);
        }
        SwapEnds => {
            if let (true, Some(reading)) = (state.is_selecting(), &mut state.reading) {
                reading.swap_ends();
            }
        }
        Copy => copy(state, effects),
        CopyArticle => super::export::copy_article(state, effects),
        OpenLink => open_link(state, effects),
        SavedSearches | DeleteSearch => saved::act(state, action, effects),
        Search | SaveSearch | RenameSearch | Note | Tag | SetPublished | AddFeed | Export | Pipe
        | Palette | MergeName | SplitName | NameHere | RenameName => {
            ask(state, action, effects);
        }
        Unfold => along::unfold(state, effects),
        Narrow => narrow(state, effects),
        Widen => widen(state, true, effects),
        Order => toggle_order(state, effects),
        Tags | RenameTag | DeleteTag | ColourTag => super::tags::toggle(state, effects),
        ApplyRules => super::tags::apply_rules(state, effects),
        ToggleRead => marked::toggle_read(state, effects),
        Undo => run(state, Task::Undo, effects),
        Redo => run(state, Task::Redo, effects),
        _ => act_on_window(state, action, effects),
    }
}

/// The actions that change how the window looks, or end it.
fn act_on_window(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::ToggleFacts => {
            state.shape.facts_hidden = !state.shape.facts_hidden;
            if state.shape.facts_hidden && state.focus.is_facts() {
                focus(state, Pane::Article);
            }
        }
        Action::ToggleOrganisations => toggle_organisations(state),
        Action::GrowList | Action::ShrinkList => {
            let width = super::layout::list_width(state.window_size().0, state.shape);
            let wider = action == Action::GrowList;
            let width = if wider { width + LIST_STEP } else { width.saturating_sub(LIST_STEP) };
            state.shape.list_width = Some(width);
        }
        Action::RtlMode => {
            let at = MODES.iter().position(|mode| *mode == state.options.forms.mode).unwrap_or(0);
            let mode = MODES[(at + 1) % MODES.len()];
            change_forms(state, Forms { mode, ..state.options.forms }, effects);
            tell(state, Message::RtlMode(mode));
        }
        Action::Tashkeel => {
            let marks = if state.options.forms.marks == Marks::Keep { Marks::Strip } else { Marks::Keep };
            change_forms(state, Forms { marks, ..state.options.forms }, effects);
            tell(state, Message::Tashkeel(marks));
        }
        Action::Language => {
            let language = match state.options.language {
                Language::English => Language::Arabic,
                Language::Arabic => Language::English,
            };
            state.options.language = language;
            effects.push(Effect::Language(language));
        }
        Action::Theme => effects.push(Effect::Theme),
        Action::Doctor => {
            toggle_overlay(state, OverlayKind::Doctor);
            effects.push(Effect::Doctor);
        }
        Action::Notices => toggle_overlay(state, OverlayKind::Notices),
        Action::Help => toggle_overlay(state, OverlayKind::Help),
        Action::Redraw => effects.push(Effect::Redraw),
        Action::Suspend => effects.push(Effect::Suspend),
        Action::Quit => {
            leave(state, effects);
            effects.push(Effect::Quit);
        }
        _ => {}
    }
}

fn change_forms(state: &mut State, forms: Forms, effects: &mut Vec<Effect>) {
    set_forms(state, forms);
    effects.push(Effect::Forms(forms));
}

fn toggle_overlay(state: &mut State, kind: OverlayKind) {
    let is_open = state.overlay.is_some_and(|overlay| overlay.kind == kind);
    // The newest notices stand last, and are what one opens the list for.
    let top = if kind == OverlayKind::Notices { usize::MAX } else { 0 };
    state.overlay = (!is_open).then_some(Overlay { kind, top });
}

/// Moves within the overlay or the pane that has the focus.
fn movement(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    let height = match state.overlay {
        Some(_) => super::layout::overlay_rows(state.layout.window),
        None => state.layout.area(state.focus).height,
    };
    let page_rows = isize::try_from(height.saturating_sub(OVERLAP).max(1)).unwrap_or(1);
    let rows = match action {
        Action::Next => 1,
        Action::Previous => -1,
        Action::PageDown => page_rows,
        Action::PageUp => -page_rows,
        Action::HalfPageDown => (page_rows / 2).max(1),
        Action::HalfPageUp => -(page_rows / 2).max(1),
        Action::First => isize::MIN / 2,
        _ => isize::MAX / 2,
    };
    if let Some(overlay) = &mut state.overlay {
        overlay.top = overlay.top.saturating_add_signed(rows);
        return;
    }
    let far = matches!(action, Action::First | Action::Last);
    if state.is_selecting() {
        return move_caret_by(state, action, rows);
    }
    match state.focus {
        Pane::Stories if far => {
            if let Some(from) = state.list.go_to_end(action == Action::Last) {
                ask_page(state, from, effects);
            }
        }
        Pane::Stories => {
            let visible = state.list.shown.len() as isize;
            state.list.step(by_items(rows, page_rows, visible));
        }
        Pane::Related => {
            let visible = state.related.shown.len() as isize;
            state.related.step(if far { rows } else { by_items(rows, page_rows, visible) });
        }
        Pane::Article => {
            // Whoever moves in the text reads it; to pass by on the way to another pane is not reading.
            mark_read(state, effects);
            if let Some(reading) = &mut state.reading {
                match action {
                    Action::First => reading.first(),
                    Action::Last => reading.last(),
                    _ => reading.scroll(rows),
                }
            }
        }
        Pane::Timeline => {
            if let Some(page) = &mut state.timeline {
                let visible = page.shown.len() as isize;
                page.step(if far { rows } else { by_items(rows, page_rows, visible) });
            }
        }
        Pane::Feeds => {
            if let Some(page) = &mut state.feeds {
                let visible = page.shown.len() as isize;
                page.step(if far { rows } else { by_items(rows, page_rows, visible) });
            }
        }
        Pane::Saved => {
            let visible = state.saved.shown.len() as isize;
            state.saved.step(if far { rows } else { by_items(rows, page_rows, visible) });
        }
        Pane::Compare => {
            if let Some(page) = &mut state.comparison {
                page.go(action);
            }
        }
        pane if pane.is_page() => {
            if let Some(page) = state.pages.last_mut() {
                let by_article = pane == Pane::Namings && !far;
                let visible = page.namings.shown.len() as isize;
                page.step(pane, if by_article { by_items(rows, page_rows, visible) } else { rows });
            }
        }
        pane => {
            if let Some(reading) = &mut state.reading {
                if let Some(list) = reading.list_mut(pane) {
                    list.step(rows);
                }
                reading.light(pane);
            }
        }
    }
}

/// Opens the link at the caret, or at the place that was walked to, or else the article's own.
fn open_link(state: &mut State, effects: &mut Vec<Effect>) {
    let is_selecting = state.is_selecting();
    let url = state.reading.as_ref().and_then(|reading| {
        let caret = reading.selection.as_ref().filter(|_| is_selecting).map(|selection| selection.caret);
        let place = caret.or(reading.current().map(|span| span.start));
        let link = place.and_then(|place| reading.link_at(place)).map(|link| &link.url);
        link.or(reading.source.as_ref().map(|(url, _)| url)).cloned()
    });
    follow(state, url, effects);
}

/// Has an address opened, and tells which.
pub(super) fn follow(state: &mut State, url: Option<Url>, effects: &mut Vec<Effect>) {
    match url {
        Some(url) => {
            effects.push(Effect::Open(url.clone()));
            tell(state, Message::Opening(url));
        }
        None => tell(state, Message::NoLink),
    }
}

/// Rows to move -> articles to move: a page is as many as are visible.
fn by_items(rows: isize, page: isize, visible: isize) -> isize {
    let all = (visible - 1).max(1);
    match rows.abs() {
        1 => rows,
        full if full == page => all * rows.signum(),
        _ => (all / 2).max(1) * rows.signum(),
    }
}

/// Gives a pane the focus.
pub(super) fn focus(state: &mut State, pane: Pane) {
    state.focus = pane;
    if pane.is_side() {
        state.side = pane;
    }
    match state.pages.last_mut() {
        Some(page) if pane.is_page() => page.pane = pane,
        // It lies over the pages.
        _ if pane == Pane::Timeline => {}
        _ => leave_pages(state),
    }
    if let (true, Some(reading)) = (pane.is_facts(), &mut state.reading) {
        reading.light(pane);
    }
}

/// The panes that can have the focus now, in reading order.
fn panes(state: &State) -> Vec<Pane> {
    if state.focus.is_page() {
        return vec![Pane::Name, Pane::Namings];
    }
    if matches!(state.focus, Pane::Timeline | Pane::Feeds | Pane::Compare) {
        return vec![state.focus];
    }
    let mut panes: Vec<Pane> =
        state.layout.placed(Pane::Saved).map(|placed| placed.pane).into_iter().collect();
    panes.extend([state.side, Pane::Article]);
    if !state.shape.facts_hidden {
        panes.extend(facts_panes(state));
    }
    panes
}

/// The panes of facts that can have the focus, in reading order.
fn facts_panes(state: &State) -> impl Iterator<Item = Pane> {
    let unfolded = state.shape.organisations_shown;
    Pane::FACTS.into_iter().filter(move |pane| unfolded || *pane != Pane::Organisations)
}

/// Unfolds the organisations and goes to them, or folds them.
pub(super) fn toggle_organisations(state: &mut State) {
    let shape = &mut state.shape;
    shape.organisations_shown = !shape.organisations_shown;
    if shape.organisations_shown {
        shape.facts_hidden = false;
        focus(state, Pane::Organisations);
    } else if state.focus == Pane::Organisations {
        focus(state, Pane::People);
    }
}

fn step_pane(state: &mut State, by: isize) {
    let panes = panes(state);
    let at = panes.iter().position(|pane| *pane == state.focus).unwrap_or(0) as isize;
    let next = (at + by).rem_euclid(panes.len() as isize) as usize;
    focus(state, panes[next]);
}

/// To the neighbour on the same level: list and text, or the facts; from the outermost facts to
/// list or text.
fn step_level(state: &mut State, by: isize) {
    let level = match state.focus {
        pane if pane.is_facts() => std::iter::once(state.side).chain(facts_panes(state)).collect(),
        Pane::Compare => return compare::step_side(state, by),
        pane if pane.is_page() => vec![Pane::Name, Pane::Namings],
        pane @ (Pane::Timeline | Pane::Feeds) => vec![pane],
        _ => std::iter::once(Pane::Saved)
            .filter(|saved| state.layout.placed(*saved).is_some())
            .chain([state.side, Pane::Article])
            .collect(),
    };
    let at = level.iter().position(|pane| *pane == state.focus).unwrap_or(0);
    let next = at.saturating_add_signed(by).min(level.len() - 1);
    focus(state, level[next]);
}

pub(super) fn open_selected(state: &mut State, effects: &mut Vec<Effect>) {
    match state.focus {
        Pane::Stories => {
            let Some(id) = state.list.current().map(|row| row.id) else { return };
            let is_other = state.reading.as_ref().is_some_and(|reading| reading.id != id);
            if let (true, Some(here)) = (is_other && state.previewed != Some(id), here(state)) {
                state.jumps.leave(here);
            }
            go(state, Place { id, position: 0, page: None }, None, effects);
            focus(state, Pane::Article);
        }
        Pane::Related => {
            let Some(id) = state.related.current().map(|row| row.id) else { return };
            jump(state, id, effects);
            focus(state, Pane::Article);
        }
        Pane::Article => {
            let Some(reading) = &state.reading else { return };
            let story = reading.story_in_sight().and_then(|block| reading.story_of(block));
            if let Some(id) = story {
                jump(state, id, effects);
            }
        }
        Pane::Timeline => story::open_selected(state, effects),
        Pane::Feeds => feeds::open_selected(state, effects),
        Pane::Saved => saved::open_selected(state, effects),
        Pane::Compare => compare::open(state, effects),
        pane if pane.is_page() => open_in_page(state, effects),
        pane => open_fact(state, pane, effects),
    }
}

/// Goes to the next mention of the selected fact; from the mention of a name, on to its page.
pub(super) fn open_fact(state: &mut State, pane: Pane, effects: &mut Vec<Effect>) {
    let is_at_mention = state.reading.as_ref().is_some_and(|reading| {
        let current = reading.list(pane).and_then(|list| list.current());
        let lit = reading.lit.fact.as_ref().filter(|_| reading.lit.at.is_some());
        lit.is_some_and(|(of, fact)| *of == pane && Some(fact) == current)
    });
    if is_at_mention && pane != Pane::Dates {
        return open_named(state, effects);
    }
    walk(state, true);
    if state.layout.placed(Pane::Article).is_none() {
        state.focus = Pane::Article;
    }
}

/// Closes what is on top: overlay, keys typed, what is selected, what is lit, Related, a narrowed list;
/// at last the focus goes back to the list.
fn close(state: &mut State, effects: &mut Vec<Effect>) {
    let is_walking = state.reading.as_ref().is_some_and(|reading| reading.lit.at.is_some());
    let has_selection = state.reading.as_ref().is_some_and(|reading| reading.selection.is_some());
    if state.overlay.take().is_some() {
    } else if state.feeds.is_some() {
        feeds::close(state);
    } else if state.timeline.is_some() {
        story::close(state);
    } else if !state.pages.is_empty() {
        close_page(state, effects);
    } else if state.focus == Pane::Compare {
        compare::leave(state);
    } else if let (true, Some(reading)) = (has_selection, &mut state.reading) {
        reading.selection = None;
    } else if let (true, Some(reading)) = (is_walking, &mut state.reading) {
        reading.lit.at = None;
        if !state.focus.is_facts() {
            reading.lit = super::reading::Lit::default();
            reading.light_hits();
        }
    } else if state.focus == Pane::Related {
        focus(state, Pane::Stories);
    } else if state.focus != Pane::Stories {
        if let Some(reading) = &mut state.reading {
            reading.lit = super::reading::Lit::default();
            reading.light_hits();
        }
        focus(state, state.side);
    } else if state.list.marking.take().is_none() {
        widen(state, false, effects);
    }
}

fn step_article(state: &mut State, by: isize, effects: &mut Vec<Effect>) {
    let before = state.list.selected;
    state.list.step(by);
    if state.list.selected != before {
        open_current(state, effects);
    }
}

/// Opens the article that is selected in the list, wherever the focus is.
fn open_current(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(id) = state.list.current().map(|row| row.id) else { return };
    if state.focus == Pane::Stories {
        return;
    }
    go(state, Place { id, position: 0, page: None }, None, effects);
}

fn next_unread(state: &mut State, effects: &mut Vec<Effect>) {
    if state.list.find(|row| !row.read) {
        open_current(state, effects);
    } else {
        tell(state, Message::NothingUnread);
    }
}

fn walk(state: &mut State, forward: bool) {
    let Some(reading) = &mut state.reading else { return };
    if !reading.walk(forward) {
        tell(state, Message::NoHits);
    }
}

fn jump_list(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let here = here(state);
    let place = if forward { state.jumps.forth(here) } else { state.jumps.back(here) };
    match place {
        Some(place) => {
            go(state, place, Some(place.position), effects);
            match place.page {
                Some(Over::Name(page)) => return_to(state, page, effects),
                Some(Over::Timeline { of, at }) => story::return_to(state, of, at, effects),
                None => {}
            }
        }
        None => tell(state, if forward { Message::NoJumpForward } else { Message::NoJump }),
    }
}

fn toggle_order(state: &mut State, effects: &mut Vec<Effect>) {
    if state.list.query.is_all() {
        return tell(state, Message::OrderNeedsSearch);
    }
    state.list.order = if state.list.order == Order::Newest { Order::Relevance } else { Order::Newest };
    set_query(state, state.list.query.clone(), effects);
}

/// Lights the fact whose mention covers a byte of the article, and selects it in its pane.
pub(super) fn light_at(state: &mut State, offset: u32) -> bool {
    let Some(reading) = &mut state.reading else { return false };
    let covers = |span: &Span| span.start <= offset && offset < span.end;
    for pane in Pane::FACTS {
        let Some(list) = reading.list(pane) else { continue };
        let found =
            list.rows.iter().position(|row| super::facts::spans(&reading.facts, row).iter().any(covers));
        let Some(found) = found else { continue };
        if let Some(list) = reading.list_mut(pane) {
            list.select(found);
        }
        reading.light(pane);
        reading.lit.at = reading.lit.spans.iter().position(covers);
        return true;
    }
    false
}
