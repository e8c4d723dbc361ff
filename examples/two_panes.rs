//! Arabic, Persian, Hebrew and English in two panes -> a caret that moves as it is seen, clicks that
//! tell bytes, and a selection of logical text: `khabar::widget` in a program of its own.
//!
//! `cargo run --example two_panes`
//!
//! Arrows move the caret (with Shift they select), Tab changes the pane, the mouse clicks, drags and
//! scrolls, `m` changes what is sent, Enter ends and prints what is selected, `q` ends.

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use khabar::terminal::{self, Capability, Screen, Setup, Terminal};
use khabar::text::caret::{Motion, word_at};
use khabar::text::{Forms, Marks, Mirroring, Mode};
use khabar::widget::logical::{Turned, turn};
use khabar::widget::{BidiText, BidiTextState};
use ratatui::Frame;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::layout::Constraint::{Fill, Length};
use ratatui::layout::{Layout, Position};
use ratatui::style::{Color, Style};
use ratatui::widgets::{Block, Padding};
use std::io;
use std::ops::Range;

const NEWS: &str = "\
أعلنت شركة OpenAI اليوم الثلاثاء (12/3/2024) عن الإصدار GPT-4o، وقالت: «السلام لا الحرب!»

بلغت النسبة 50% في لأوّل مرّة، والهاتف ‎+967-1-234‎؛ راجع https://example.org/a?b=1 للمزيد.

من می‌خواهم این کتاب را در تهران بخوانم؛ قیمت آن ۲۵ هزار تومان است.

שלום עולם: הגרסה 2.0 של Linux יצאה היום (לא אתמול).";

const STORY: &str = "\
A paragraph that starts with English stays on the left, also where العربية تملأ السطر كله ثم تعود to English.

The word خبر (khabar) means “news”, and its plural is أخبار. Select from here to there: the order on \
the screen is not that of the bytes, and what you copy is that of the bytes.

Wide characters take two cells: 中文, 🙂, 日本語 with سلام beside them.";

/// What is coloured, wherever it stands. A style belongs to bytes, never to columns.
const NAMES: [&str; 6] = ["OpenAI", "GPT-4o", "تهران", "Linux", "خبر", "العربية تملأ السطر كله ثم تعود to"];

struct Pane {
    title: &'static str,
    text: &'static str,
    /// The word that was clicked.
    word: Range<usize>,
    state: BidiTextState,
}

impl Pane {
    fn new(title: &'static str, text: &'static str) -> Pane {
        let mut state = BidiTextState::default();
        state.set_caret(0);
        Pane { title, text, word: 0..0, state }
    }

    /// The text as it is to look now; later styles lie over earlier ones.
    fn widget(&self, forms: Forms) -> BidiText<'static> {
        let found = NAMES.iter().flat_map(|name| self.text.match_indices(name));
        let mut styles: Vec<_> =
            found.map(|(start, name)| (start..start + name.len(), Style::new().fg(Color::Yellow))).collect();
        styles.push((self.word.clone(), Style::new().underlined().bold()));
        BidiText::new(self.text).styles(styles).forms(forms)
    }
}

struct Demo {
    panes: [Pane; 2],
    focus: usize,
    mode: Mode,
    marks: Marks,
    /// Where the columns of the frame stand, if the terminal reorders them.
    turned: Option<Turned>,
}

impl Demo {
    fn draw(&mut self, frame: &mut Frame) {
        // For a terminal that reorders whatever it gets, a frame is drawn as it is to be seen, but for
        // the last column, and turned at the end.
        let is_turned = self.mode == Mode::Logical;
        let forms =
            Forms { mode: if is_turned { Mode::Visual } else { self.mode }, marks: self.marks, caret: None };
        let mut window = frame.area();
        window.width = window.width.saturating_sub(u16::from(is_turned));
        let [body, status] = Layout::vertical([Fill(1), Length(2)]).areas(window);
        let columns: [_; 2] = Layout::horizontal([Fill(1); 2]).areas(body);
        for (index, (pane, column)) in self.panes.iter_mut().zip(columns).enumerate() {
            let border = if index == self.focus { Color::Cyan } else { Color::DarkGray };
            let block =
                Block::bordered().title(pane.title).border_style(border).padding(Padding::horizontal(1));
            let inner = block.inner(column);
            frame.render_widget(block, column);
            frame.render_stateful_widget(pane.widget(forms), inner, &mut pane.state);
        }
        let pane = &self.panes[self.focus];
        let selected = pane.state.selected_text().unwrap_or("(nothing is selected)").replace('\n', " ");
        let caret = pane.state.caret().unwrap_or_default();
        let said = format!("byte {caret}, mode {:?}\n\u{2068}{selected}\u{2069}", self.mode);
        frame.render_widget(BidiText::new(&said).forms(forms).style(Style::new().dim()), status);
        self.turned = is_turned.then(|| turn(frame.buffer_mut(), Mirroring::Mirrors, |_| false));
        // The cursor is the caret: where it is seen, the state knows once it is drawn.
        if let Some(mut position) = pane.state.cursor() {
            position.x = self.turned.as_ref().map_or(position.x, |turned| turned.sent(position));
            frame.set_cursor_position(position);
        }
    }

    fn key(&mut self, key: KeyEvent) {
        let pane = &mut self.panes[self.focus];
        let extends = key.modifiers.contains(KeyModifiers::SHIFT);
        let motion = match key.code {
            KeyCode::Left => Motion::Left,
            KeyCode::Right => Motion::Right,
            KeyCode::Up => Motion::Up,
            KeyCode::Down => Motion::Down,
            KeyCode::Home => Motion::RowStart,
            KeyCode::End => Motion::RowEnd,
            KeyCode::PageUp => return pane.state.scroll(-5),
            KeyCode::PageDown => return pane.state.scroll(5),
            KeyCode::Tab => return self.focus = 1 - self.focus,
            _ => return,
        };
        if extends { pane.state.extend(motion) } else { pane.state.move_caret(motion) }
    }

    fn mouse(&mut self, mouse: MouseEvent) {
        let mut position = Position::new(mouse.column, mouse.row);
        position.x = self.turned.as_ref().map_or(position.x, |turned| turned.seen(position));
        // A drag goes on outside of the pane where it began.
        let state = &mut self.panes[self.focus].state;
        if let (MouseEventKind::Drag(_), Some(offset)) = (mouse.kind, state.nearest_offset(position)) {
            return state.extend_to(offset);
        }
        let mut hits = self.panes.iter().map(|pane| pane.state.offset_at(position)).enumerate();
        let Some((index, offset)) = hits.find_map(|(index, hit)| Some((index, hit?))) else { return };
        let pane = &mut self.panes[index];
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                self.focus = index;
                pane.state.set_caret(offset);
                pane.word = word_at(pane.text, offset);
            }
            MouseEventKind::ScrollUp => pane.state.scroll(-1),
            MouseEventKind::ScrollDown => pane.state.scroll(1),
            _ => {}
        }
    }
}

/// Runs until the reader ends it; gives what is to be printed then.
fn run(terminal: &Terminal, demo: &mut Demo) -> io::Result<Option<String>> {
    let mut frames = ratatui::Terminal::new(CrosstermBackend::new(Screen::new()))?;
    loop {
        frames.draw(|frame| demo.draw(frame))?;
        match event::read()? {
            Event::Key(key) => match key.code {
                KeyCode::Char('q') | KeyCode::Esc => return Ok(None),
                KeyCode::Enter => {
                    return Ok(demo.panes[demo.focus].state.selected_text().map(str::to_owned));
                }
                KeyCode::Char('m') => {
                    demo.mode = match demo.mode {
                        Mode::Visual => Mode::Logical,
                        Mode::Logical => Mode::Off,
                        Mode::Off => Mode::Visual,
                    };
                    // Clearing makes VTE take the change over to the rows that are there already.
                    terminal.set_bidi(demo.mode == Mode::Visual)?;
                    frames.backend_mut().clear()?;
                    frames.swap_buffers();
                }
                _ => demo.key(key),
            },
            Event::Mouse(mouse) => demo.mouse(mouse),
            _ => {}
        }
    }
}

fn main() -> io::Result<()> {
    let capability = Capability::detect(|name| std::env::var(name).ok());
    let marks = if capability.misplaces_marks { Marks::Strip } else { Marks::Keep };
    let panes = [Pane::new(" English first ", STORY), Pane::new(" From the right ", NEWS)];
    let mut demo = Demo { panes, focus: 1, mode: Mode::Visual, marks, turned: None };
    // Raw mode, mouse and the terminal's own bidi (BDSM) are put back when this is dropped, and
    // before a panic is told.
    terminal::restore_on_panic(|| false);
    let terminal = Terminal::enter(Setup { mouse: true, bidi_off: true, capability })?;
    let selected = run(&terminal, &mut demo);
    drop(terminal);
    if let Some(selected) = selected? {
        println!("{selected}");
    }
    Ok(())
}
