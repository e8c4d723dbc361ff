//! The cells of a frame, some of which belong to a link -> what is sent for them, with the links as
//! OSC 8, so that the terminal opens them.
//!
//! Which cells belong to a link, their symbols say, so that a cell whose link changes is a cell that
//! is drawn anew. How they say it, whoever draws them decides ([`Split`]). A link is closed wherever the
//! row or the link changes and at the end of every frame.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::Capability;
use super::capability::Multiplexer;

/// Takes a cell's symbol apart: what is shown, and the number of its link, if it belongs to one.
pub type Split = fn(&str) -> (&str, Option<usize>);

/// Longest address that is sent: VTE and iTerm2 take no longer ones ("Hyperlinks in Terminal Emulators",
/// section "Length limits").
const URL_MAX: usize = 2083;

impl Capability {
    /// Whether it opens links (OSC 8). Others ignore them or, if they are old, show them as text. tmux
    /// keeps them from terminals that do not (from 3.4 on; before, from all).
    pub fn opens_links(&self) -> bool {
        const OPEN: [&str; 10] = [
            "VTE",
            "kitty",
            "foot",
            "Alacritty",
            "WezTerm",
            "Ghostty",
            "Konsole",
            "mintty",
            "iTerm2",
            "Windows Terminal",
        ];
        match self.inside {
            None => OPEN.contains(&self.name),
            Some(Multiplexer::Tmux) => true,
            Some(Multiplexer::Screen) => false,
        }
    }
}

/// A screen that shows links; frames are written to `W`.
pub struct Linked<W: Write> {
    screen: CrosstermBackend<W>,
    split: Split,
    urls: Vec<String>,
    is_on: bool,
}

impl<W: Write> fmt::Debug for Linked<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linked").field("urls", &self.urls).field("is_on", &self.is_on).finish_non_exhaustive()
    }
}

impl<W: Write> Linked<W> {
    /// A screen without links so far; `is_on`: whether the terminal opens them. If not, cells are shown
    /// without.
    pub fn new(screen: W, split: Split, is_on: bool) -> Linked<W> {
        Linked { screen: CrosstermBackend::new(screen), split, urls: Vec::new(), is_on }
    }

    /// Goes on with a terminal that opens links, or does not; `true` if that is new.
    pub fn switch(&mut self, is_on: bool) -> bool {
        std::mem::replace(&mut self.is_on, is_on) != is_on
    }

    /// Takes the addresses of all links, by their numbers. The ones taken before must stay.
    pub fn set_urls<U: AsRef<str>>(&mut self, urls: &[U]) {
        let known = self.urls.len();
        self.urls.extend(urls.iter().skip(known).map(|url| url.as_ref().to_owned()));
    }

    /// The address that opens a link. One that could end its own sequence opens none.
    fn url(&self, link: Option<usize>) -> Option<(usize, &str)> {
        let number = link?;
        let url = self.urls.get(number)?;
        let is_safe = url.len() <= URL_MAX && url.bytes().all(|byte| byte.is_ascii_graphic());
        is_safe.then_some((number, url))
    }

    /// Draws cells of one row and one link.
    fn draw_run(&mut self, run: &[(u16, u16, Cow<'_, Cell>)], link: Option<usize>) -> io::Result<()> {
        if run.is_empty() {
            return Ok(());
        }
        let opening = self.url(link).map(|(number, url)| format!("\x1b]8;id=khabar{number};{url}\x1b\\"));
        if let Some(opening) = &opening {
            self.screen.write_all(opening.as_bytes())?;
        }
        self.screen.draw(run.iter().map(|(x, y, cell)| (*x, *y, cell.as_ref())))?;
        if opening.is_some() {
            self.screen.write_all(b"\x1b]8;;\x1b\\")?;
        }
        Ok(())
    }
}

impl<W: Write> Backend for Linked<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut run: Vec<(u16, u16, Cow<'a, Cell>)> = Vec::new();
        let mut run_link = None;
        for (x, y, cell) in content {
            let (shown, link) = (self.split)(cell.symbol());
            let cell = match link {
                None => Cow::Borrowed(cell),
                Some(_) => {
                    let mut bare = cell.clone();
                    bare.set_symbol(shown);
                    Cow::Owned(bare)
                }
            };
            let link = link.filter(|_| self.is_on);
            let is_other_row = link.is_some() && run.last().is_some_and(|(_, last, _)| *last != y);
            if link != run_link || is_other_row {
                self.draw_run(&run, run_link)?;
                run.clear();
                run_link = link;
            }
            run.push((x, y, cell));
        }
        self.draw_run(&run, run_link)
    }

    fn append_lines(&mut self, count: u16) -> io::Result<()> {
        self.screen.append_lines(count)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.screen.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.screen.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.screen.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.screen.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.screen.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.screen.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.screen.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.screen.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.screen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tests' symbols end in the digit of their link.
    fn split(symbol: &str) -> (&str, Option<usize>) {
        match symbol.char_indices().last() {
            Some((at, digit)) if at > 0 => (&symbol[..at], digit.to_digit(10).map(|digit| digit as usize)),
            _ => (symbol, None),
        }
    }

    const URLS: [&str; 3] =
        ["https://a.example/", "http://b.example/?q=%D8%AE", "https://c.example/\x1b]0;x\x07"];

    /// What is sent for rows of symbols with spaces between them, without styles: `>` before a move of
    /// the cursor.
    fn sent(rows: &[&str], is_on: bool) -> String {
        let mut bytes = Vec::new();
        let mut backend = Linked::new(&mut bytes, split, is_on);
        backend.set_urls(&URLS);
        let cells: Vec<(u16, u16, Cell)> = (0..)
            .zip(rows)
            .flat_map(|(y, row)| (0..).zip(row.split(' ')).map(move |(x, symbol)| (x, y, symbol)))
            .map(|(x, y, symbol)| {
                let mut cell = Cell::default();
                cell.set_symbol(symbol);
                (x, y, cell)
            })
            .collect();
        backend.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell))).expect("it is kept in memory");
        let mut text = String::from_utf8(bytes).expect("what is sent is UTF-8");
        for y in 0..rows.len() {
            for x in 0..40 {
                text = text.replace(&format!("\x1b[{};{}H", y + 1, x + 1), ">");
            }
        }
        for reset in ["\x1b[39m", "\x1b[49m", "\x1b[59m", "\x1b[0m"] {
            text = text.replace(reset, "");
        }
        text
    }

    fn check(rows: &[&str], expected: &str) {
        let close = "\x1b]8;;\x1b\\";
        let open = |number: usize| format!("\x1b]8;id=khabar{number};{}\x1b\\", URLS[number]);
        let expected = expected.replace(')', close).replace("(0", &open(0)).replace("(1", &open(1));
        assert_eq!(sent(rows, true), expected);
    }

    #[test]
    fn a_link_is_round_its_cells_and_ends_with_the_row() {
        check(&["a b c"], ">abc");
        check(&["a b0 c0 d"], ">a(0>bc)>d");
        check(&["a0 b1 c1"], "(0>a)(1>bc)");
        check(&["a0", "b0", "c"], "(0>a)(0>b)>c");
        // An address that would end its own sequence, and a number that has none.
        check(&["a2 b7"], ">a>b");
    }

    #[test]
    fn where_no_links_are_opened_only_the_text_is_sent() {
        assert_eq!(sent(&["a b0 c0"], false), ">abc");
    }

    #[test]
    fn terminals_that_open_links() {
        let check = |variables: &[(&str, &str)], opens: bool| {
            let get = |name: &str| {
                variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(Capability::detect(get).opens_links(), opens, "{variables:?}");
        };
        check(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7002")], true);
        check(&[("TERM", "xterm-kitty")], true);
        check(&[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")], true);
        check(&[("TERM", "screen"), ("STY", "1.pts-0.host"), ("VTE_VERSION", "7002")], false);
        check(&[("TERM", "linux")], false);
        check(&[("TERM", "rxvt-unicode-256color")], false);
        check(&[("TERM", "xterm-256color")], false);
    }

    proptest! {
        #[test]
        fn every_link_is_closed_in_its_row(rows in prop::collection::vec("[a-c][0-9]?( [a-c][0-9]?){0,9}", 1..6)) {
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let sent = sent(&rows, true);
            for opened in sent.split("\x1b]8;id=").skip(1) {
                let (inside, _) = opened.split_once("\x1b]8;;\x1b\\").expect("it is closed");
                // One move of the cursor, to where the link begins.
                prop_assert_eq!(inside.matches('>').count(), 1);
            }
            prop_assert!(!sent.contains("]0;x"));
        }
    }
}
