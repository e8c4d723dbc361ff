//! State -> a frame. Changes no state, and decides nothing: rectangles and rows were computed in
//! [`crate::app`].

mod article;
mod bars;
mod compare;
pub mod doctor;
mod facts;
mod feeds;
pub mod notices;
mod overlay;
pub mod paint;
pub mod portrait;
mod prompt;
mod related;
mod saved;
pub mod stories;
mod tag_colour;
mod tags;
pub mod theme;
mod timeline;
pub mod words;

#[cfg(test)]
pub(crate) mod tests;

use crate::app::action::Action;
use crate::app::layout::{Border, Placed};
use crate::app::pane::Pane;
use crate::app::{ActionHelp, State};
use crate::arabic::letters::fold_str;
use crate::store::COLOURS;
use crate::widget::logical::{self, Turned};
use paint::{Canvas, Label, Side};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use theme::{Meaning, Theme};
use words::Words;

/// Draws the window, and puts the terminal's cursor where something is typed. Nothing is drawn if
/// the window's size has changed and the state does not know yet. For a terminal that reorders, gives
/// where the columns of the window came to stand.
pub fn draw(state: &State, theme: &Theme, words: &Words, frame: &mut Frame) -> Option<Turned> {
    let mut caret = draw_as_seen(state, theme, words, frame);
    let turned = state
        .options
        .sends_logically()
        .then(|| logical::turn(frame.buffer_mut(), state.options.mirroring, |y| doctor::is_sample(state, y)));
    if let (Some(turned), Some(caret)) = (&turned, &mut caret) {
        caret.x = turned.sent(*caret);
    }
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
    turned
}

/// Draws the window as it is to be seen; gives the cell of the caret.
fn draw_as_seen(state: &State, theme: &Theme, words: &Words, frame: &mut Frame) -> Option<Position> {
    let window = state.layout.window;
    let forms = state.options.laid_out();
    let rtl = state.direction().is_rtl();
    let whole = frame.area();
    let (buffer, colours) = (frame.buffer_mut(), &state.tag_colours);
    let mut canvas = Canvas { buffer, theme, words, forms, rtl, colours };
    canvas.clear(whole, Meaning::Window);
    if window.is_empty() || whole.intersection(window) != window {
        return None;
    }
    borders(state, &mut canvas);
    for placed in &state.layout.panes {
        heading(state, &mut canvas, placed);
        match placed.pane {
            Pane::Stories => stories::draw(state, &mut canvas),
            Pane::Related => related::draw(state, &mut canvas),
            Pane::Article => article::draw(state, &mut canvas),
            Pane::Compare => compare::draw(state, &mut canvas),
            Pane::Name | Pane::Namings => portrait::draw(state, &mut canvas, placed.pane),
            Pane::Timeline => timeline::draw(state, &mut canvas),
            Pane::Feeds => feeds::draw(state, &mut canvas),
            Pane::Saved => saved::draw(state, &mut canvas),
            pane => facts::draw(state, &mut canvas, pane),
        }
    }
    if !state.layout.top.is_empty() {
        bars::top(state, &mut canvas);
    }
    bars::status(state, &mut canvas);
    tags::draw(state, &mut canvas);
    overlay::draw(state, &mut canvas);
    prompt::draw(state, &mut canvas).or_else(|| article::caret(state))
}

/// What the actions do and what colours are called, in both languages, for prompts to search in.
pub fn action_help(english: &Words, arabic: &Words) -> ActionHelp {
    let all = |words: &Words| Action::ALL.iter().map(|action| words.help(*action)).collect();
    let colours = |words: &Words| COLOURS.map(|colour| (fold_str(&words.colour(colour)), colour));
    let colours = [colours(english), colours(arabic)].concat();
    ActionHelp { english: all(english), arabic: all(arabic), colours }
}

/// The lines between the panes, joined where they meet.
fn borders(state: &State, canvas: &mut Canvas<'_>) {
    let style = canvas.style(Meaning::Border);
    let lines: Vec<Rect> = state.layout.borders.iter().map(|(_, rect)| *rect).collect();
    let is_line = |x: i32, y: i32| {
        let (x, y) = (u16::try_from(x), u16::try_from(y));
        let (Ok(x), Ok(y)) = (x, y) else { return false };
        lines.iter().any(|line| line.contains((x, y).into()))
    };
    for (border, rect) in &state.layout.borders {
        for position in rect.positions() {
            let (x, y) = (i32::from(position.x), i32::from(position.y));
            // Two lines side by side are two lines: only those that cross are joined.
            let vertical = *border != Border::Facts;
            let up = is_line(x, y - 1) && (vertical || !is_line(x - 1, y - 1));
            let down = is_line(x, y + 1) && (vertical || !is_line(x - 1, y + 1));
            let sides = (is_line(x - 1, y), is_line(x + 1, y));
            let sign = match (up, down, sides) {
                (true, true, (true, true)) => "\u{253C}",
                (true, true, (true, false)) => "\u{2524}",
                (true, true, (false, true)) => "\u{251C}",
                (true, true, (false, false)) => "\u{2502}",
                (true, false, (true, true)) => "\u{2534}",
                (false, true, (true, true)) => "\u{252C}",
                (true, false, (false, false)) | (false, true, (false, false)) => "\u{2502}",
                (true, false, (true, false)) => "\u{2518}",
                (true, false, (false, true)) => "\u{2514}",
                (false, true, (true, false)) => "\u{2510}",
                (false, true, (false, true)) => "\u{250C}",
                (false, false, _) if vertical => "\u{2502}",
                (false, false, _) => "\u{2500}",
            };
            canvas.sign(position.x, position.y, sign, style);
        }
    }
}

/// The name of a pane, over its line or above its rows.
fn heading(state: &State, canvas: &mut Canvas<'_>, placed: &Placed) {
    let Some(row) = placed.heading else { return };
    let id = match placed.pane {
        Pane::Stories => "pane-stories",
        Pane::Related => "pane-related",
        Pane::Article => "pane-article",
        Pane::People => "pane-people",
        Pane::Organisations if placed.area.is_empty() => return facts::fold(state, canvas, row),
        Pane::Organisations => "pane-organisations",
        Pane::Places => "pane-places",
        Pane::Dates => "pane-dates",
        Pane::Name => "pane-name",
        Pane::Namings => "pane-namings",
        Pane::Timeline => "pane-timeline",
        Pane::Feeds => "pane-feeds",
        Pane::Saved => "pane-saved",
        // It has its own head.
        Pane::Compare => return,
    };
    let style = canvas.style(if state.focus == placed.pane { Meaning::Focus } else { Meaning::PaneTitle });
    let mut label = Label::of(&format!(" {} ", canvas.words.say(id)), style);
    if placed.pane.is_facts() && !state.layout.has_strip {
        // The others stand where this one stands, one key further.
        let shown = |other: &&str| state.shape.organisations_shown || *other != "pane-organisations";
        let all = ["pane-people", "pane-organisations", "pane-places", "pane-dates"].into_iter();
        for other in all.filter(shown).filter(|other| *other != id) {
            label.gap(" ", canvas.style(Meaning::Muted));
            label.push(&canvas.words.say(other), canvas.style(Meaning::Muted));
        }
    }
    let other = if placed.pane == Pane::Name { Pane::Namings } else { Pane::Name };
    if placed.pane.is_page() && state.layout.placed(other).is_none() {
        let id = if other == Pane::Name { "pane-name" } else { "pane-namings" };
        label.gap(" ", canvas.style(Meaning::Muted));
        label.push(&canvas.words.say(id), canvas.style(Meaning::Muted));
    }
    let margin = match row.width {
        0..14 => 0,
        14..30 => 1,
        _ => 2,
    };
    let inner = Rect { x: row.x + margin, width: row.width - 2 * margin, ..row };
    if placed.pane == Pane::Timeline {
        return timeline::heading(state, canvas, inner);
    }
    let base = canvas.base();
    canvas.label(inner, &label, base, Side::Start);
}

/// Says something where there is nothing else to show.
fn say(canvas: &mut Canvas<'_>, area: Rect, text: &str) {
    let style = canvas.style(Meaning::Muted);
    for (row, y) in canvas.wrapped(text, area.width).iter().zip(area.y..area.bottom()) {
        canvas.row(Rect { y, height: 1, ..area }, row, |_| style);
    }
}
