//! What is known of the terminal -> a sheet over the window: a sample of right-to-left text in each
//! mode, so that a person sees which one the terminal shows right, and what was found out.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use super::words::Words;
use crate::app::State;
use crate::app::layout::{SAMPLE_ROWS, known_rows, samples, sheet};
use crate::app::state::{MODES, OverlayKind};
use crate::text::{Align, Base, Marks, Mirroring, Mode, Options, Row, SEPARATOR, Sent, inverse, layout};
use ratatui::layout::Rect;

/// Words of Arabic with a lam-alef, a number, and a Latin word in brackets: what goes wrong, goes
/// wrong in it.
const SAMPLE: &str =
    "\u{627}\u{644}\u{633}\u{644}\u{627}\u{645} \u{639}\u{644}\u{64a}\u{643}\u{645} 2025 (BBC)";

/// Columns of a label beside its value.
const LABEL_WIDTH: u16 = 22;
/// The name of a mode.
pub fn mode_name(words: &Words, mode: Mode) -> String {
    words.say(match mode {
        Mode::Visual => "mode-visual",
        Mode::Logical => "mode-logical",
        Mode::Off => "mode-off",
    })
}

/// The symbols of the sample as they are sent in `mode`, from left to right.
pub fn sample(mode: Mode, marks: Marks) -> Vec<String> {
    let laid_out = if mode == Mode::Logical { Mode::Visual } else { mode };
    let options =
        Options { base: Base::Rtl, mode: laid_out, marks, align: Align::None, ..Options::default() };
    let rows = layout(SAMPLE, &options);
    let symbols = |row: &Row| row.cells().iter().map(|cell| row.symbol(cell).to_owned()).collect::<Vec<_>>();
    let seen: Vec<String> = rows.iter().flat_map(symbols).collect();
    if mode != Mode::Logical {
        return seen;
    }
    let firsts: Vec<char> = seen.iter().filter_map(|symbol| symbol.chars().next()).collect();
    let sent = |sent: Sent| sent.instead.map_or_else(|| seen[sent.cell].clone(), String::from);
    // No bracket of the sample stands in text from right to left.
    inverse(&firsts, Mirroring::default()).into_iter().map(sent).collect()
}

/// Draws the sheet.
pub fn draw(state: &State, canvas: &mut Canvas<'_>, top: usize) {
    let area = sheet(state.layout.window);
    canvas.clear(area, Meaning::Overlay);
    if area.height < 2 {
        return;
    }
    let margin = if area.width >= 24 { 2 } else { 0 };
    let inner = Rect { x: area.x + margin, width: area.width - 2 * margin, ..area };
    let heading = Label::of(&canvas.words.say("pane-doctor"), canvas.style(Meaning::Focus));
    let base = canvas.base();
    canvas.label(Rect { height: 1, ..inner }, &heading, base, Side::Start);
    let samples = samples(state.layout.window);
    for (mode, y) in MODES.into_iter().zip((samples.y..samples.bottom()).step_by(usize::from(SAMPLE_ROWS))) {
        let height = SAMPLE_ROWS.min(samples.bottom() - y);
        draw_sample(state, canvas, Rect { y, height, ..inner }, mode);
    }
    let known = known_rows(state.layout.window);
    let known = Rect { x: inner.x, width: inner.width, ..known };
    for ((label, value), y) in state.known.iter().skip(top).zip(known.y..known.bottom()) {
        let line = Rect { y, height: 1, ..known };
        let width = LABEL_WIDTH.min(line.width * 2 / 5);
        let (label_area, value_area) = split_end(line, line.width - width, canvas.rtl);
        let label = Label::of(label, canvas.style(Meaning::Muted));
        canvas.label(label_area, &label, base, Side::Start);
        let value = Label::of(value, canvas.style(Meaning::Text));
        canvas.label(value_area, &value, base, Side::Start);
    }
}

fn draw_sample(state: &State, canvas: &mut Canvas<'_>, area: Rect, mode: Mode) {
    let forms = state.options.forms;
    let (muted, text) = (canvas.style(Meaning::Muted), canvas.style(Meaning::Text));
    let mut label = Label::of(&mode_name(canvas.words, mode), muted);
    if mode == forms.mode {
        label.gap("  ", muted);
        label.push(&canvas.words.say("doctor-now"), canvas.style(Meaning::Focus));
    }
    let base = canvas.base();
    canvas.label(Rect { height: 1, ..area }, &label, base, Side::Start);
    if area.height < SAMPLE_ROWS {
        return;
    }
    let mut symbols = sample(mode, forms.marks);
    if mode == Mode::Logical {
        // As in a window that is sent in this mode.
        symbols.insert(0, SEPARATOR.to_string());
    }
    for (symbol, x) in symbols.iter().zip(area.x..area.right()) {
        canvas.sign(x, area.y + 1, symbol, text);
    }
}

/// Whether the row `y` holds a sample, which is to be sent as it is drawn.
pub fn is_sample(state: &State, y: u16) -> bool {
    let is_open = state.overlay.is_some_and(|overlay| overlay.kind == OverlayKind::Doctor);
    let samples = samples(state.layout.window);
    let is_inside = (samples.y..samples.bottom()).contains(&y);
    is_open && is_inside && (y - samples.y) % SAMPLE_ROWS == SAMPLE_ROWS - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::shown;

    /// A terminal shows the sample right that does what the mode expects of it.
    #[test]
    fn each_mode_is_right_in_its_terminal() {
        let visual = sample(Mode::Visual, Marks::Keep).concat();
        let logical = sample(Mode::Logical, Marks::Keep).concat();
        let seen: String = shown(&logical, Mirroring::default()).into_iter().collect();
        assert_eq!(seen.replace(SEPARATOR, " "), visual);
        assert_ne!(logical, visual);
        assert_eq!(sample(Mode::Off, Marks::Keep).concat(), SAMPLE);
    }
}
