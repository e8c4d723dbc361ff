//! Words -> standard output and standard error: laid out from right to left for people at a terminal,
//! plain logical text for pipes.

use std::io::{self, IsTerminal, Write};
use std::ops::Range;

use ratatui::style::Style;

use crate::config::Config;
use crate::terminal;
use crate::text::{
    self, Align, Base, Marks, Mirroring, Mode, Options, Row, SEPARATOR, Sent, inverse, layout, truncate,
};
use crate::ui::theme::{Depth, Meaning, Theme};
use crate::ui::words::Lang;
use crate::widget::upright;

/// Columns between two columns of a table.
const GAP: usize = 2;

/// Where a subcommand writes.
pub struct Out {
    /// Whether standard output is a terminal.
    pub is_terminal: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// How right-to-left text is laid out.
    pub mode: Mode,
    /// Whether rows are turned at the end, for a terminal that reorders them by itself.
    turns: bool,
    mirroring: Mirroring,
    marks: Marks,
    theme: Theme,
    lang: Lang,
    out: io::BufWriter<io::Stdout>,
    explicit: bool,
}

/// A piece of a row: what it says, what it is, and how wide it may be.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// What it is.
    pub meaning: Meaning,
    /// Stands at the end of its column, as numbers do.
    pub at_end: bool,
}

impl Cell {
    /// A cell that says `text`.
    pub fn new(text: impl Into<String>, meaning: Meaning) -> Cell {
        Cell { text: text.into(), meaning, at_end: false }
    }

    /// A cell with a number, which stands at the end of its column.
    pub fn number(text: impl Into<String>, meaning: Meaning) -> Cell {
        Cell { at_end: true, ..Cell::new(text, meaning) }
    }
}

/// A row of signs as they are to be seen, from left to right, each in the look of what it is.
#[derive(Clone, Debug, Default)]
pub struct Line {
    signs: Vec<Sign>,
}

/// What stands in one cell of a row (or two), and in which look.
#[derive(Clone, Debug, Default)]
struct Sign {
    text: String,
    /// What it is; `None` for blanks.
    meaning: Option<Meaning>,
    /// Whether it is part of text from right to left.
    is_rtl: bool,
}

impl Line {
    /// Adds blanks.
    pub fn blank(&mut self, columns: usize) {
        let blank = Sign { text: " ".to_owned(), ..Sign::default() };
        self.signs.extend(std::iter::repeat_n(blank, columns));
    }

    /// Adds the cells of a row, without its padding; `meaning` says what the bytes of its source are.
    pub fn push(&mut self, row: &Row, meaning: impl Fn(Range<usize>) -> Meaning) {
        let sign = |cell: &text::Cell| Sign {
            text: row.symbol(cell).to_owned(),
            meaning: Some(meaning(cell.source())),
            is_rtl: cell.level().is_rtl(),
        };
        self.signs.extend(row.cells().iter().map(sign));
    }

    /// Adds a sign of one column.
    pub fn sign(&mut self, sign: &str, meaning: Meaning) {
        let meaning = Some(meaning).filter(|_| sign != " ");
        self.signs.push(Sign { text: sign.to_owned(), meaning, is_rtl: false });
    }

    /// Adds another line behind its end.
    pub fn append(&mut self, other: Line) {
        self.signs.extend(other.signs);
    }

    fn trim_end(&mut self) {
        while self.signs.last().is_some_and(|sign| sign.text == " ") {
            self.signs.pop();
        }
    }

    /// The row in the order in which a terminal that reorders has to get it.
    fn turned(mut self, mirroring: Mirroring) -> Line {
        let firsts: Vec<char> = self.signs.iter().filter_map(|sign| sign.text.chars().next()).collect();
        let mut signs = vec![Sign { text: SEPARATOR.to_string(), ..Sign::default() }];
        for Sent { cell, instead } in inverse(&firsts, mirroring) {
            let mut sign = std::mem::take(&mut self.signs[cell]);
            if let Some(instead) = instead {
                sign.text = std::iter::once(instead).chain(sign.text.chars().skip(1)).collect();
            }
            signs.push(sign);
        }
        Line { signs }
    }
}

impl Out {
    /// Standard output, as the settings and the terminal want it.
    pub fn new(config: &Config) -> Out {
        let is_terminal = io::stdout().is_terminal();
        let mut theme = config.theme.clone();
        if !is_terminal && config.settings.colour != Some(true) {
            theme.depth = Depth::Mono;
        }
        let explicit = is_terminal && config.switches_bidi_for_lines();
        let mut out = Out {
            is_terminal,
            width: 0,
            mode: Mode::Off,
            turns: false,
            mirroring: config.mirroring(),
            marks: config.marks(),
            theme,
            lang: config.settings.lang,
            out: io::BufWriter::new(io::stdout()),
            explicit,
        };
        if is_terminal {
            out.as_in_window(config.line_mode(), usize::from(terminal::size().0));
        } else {
            out.as_in_window(Mode::Off, 80);
        }
        out
    }

    /// Lays out from now on as the reader's window does, whatever standard output is.
    pub fn as_in_window(&mut self, mode: Mode, width: usize) {
        self.turns = mode == Mode::Logical;
        self.mode = if self.turns { Mode::Visual } else { mode };
        self.width = width.saturating_sub(usize::from(self.turns)).max(1);
    }

    /// A line of plain text, such as JSON or a path, as it is.
    pub fn raw(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.write_all(b"\n")
    }

    /// A value as one line of JSON.
    pub fn json(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        let line = serde_json::to_string(value).map_err(io::Error::other)?;
        self.raw(&escaped(&line))
    }

    /// A paragraph, wrapped at a terminal; in its own direction, or from right to left in an Arabic
    /// interface if it has no letters.
    pub fn paragraph(&mut self, text: &str, meaning: Meaning) -> io::Result<()> {
        if !self.is_terminal {
            return self.raw(text);
        }
        self.begin_rows()?;
        for row in layout(text, &self.options(self.width, Align::Start)) {
            let mut line = Line::default();
            line.blank(row.indent());
            line.push(&row, |_| meaning);
            self.write(line)?;
        }
        self.end_rows()
    }

    /// A row of a sample as the window sends it in `mode`. A terminal that can be told, line by line, to
    /// leave a row alone is told so for visual order.
    pub fn sample(&mut self, mode: Mode, row: &str) -> io::Result<()> {
        let switches = self.explicit && mode == Mode::Visual;
        let separator = if mode == Mode::Logical { SEPARATOR.to_string() } else { String::new() };
        let (off, on) = if switches { (terminal::BIDI_EXPLICIT, terminal::BIDI_IMPLICIT) } else { ("", "") };
        write!(self.out, "{off}{separator}  {row}\n{on}")
    }

    /// A table whose columns are aligned; at a terminal the column `flexible` is cut so that a row
    /// fits, and in an Arabic interface the first column stands at the right. For a pipe: the cells
    /// with tabs between them.
    pub fn table(&mut self, rows: &[Vec<Cell>], flexible: usize) -> io::Result<()> {
        if !self.is_terminal {
            return rows.iter().try_for_each(|row| {
                let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                self.raw(&cells.join("\t"))
            });
        }
        let widths = self.column_widths(rows, flexible);
        self.begin_rows()?;
        for row in rows {
            let mut cells: Vec<(&Cell, usize)> =
                row.iter().zip(widths.iter().copied()).filter(|(_, width)| *width > 0).collect();
            let mut line = Line::default();
            if self.is_mirrored() {
                cells.reverse();
                let used = widths.iter().sum::<usize>() + GAP * cells.len().saturating_sub(1);
                line.blank(self.width.saturating_sub(used));
            }
            for (index, (cell, width)) in cells.into_iter().enumerate() {
                line.blank(if index > 0 { GAP } else { 0 });
                self.cell(cell, width, &mut line);
            }
            self.write(line)?;
        }
        self.end_rows()
    }

    /// A row that is laid out already.
    pub fn line(&mut self, line: Line) -> io::Result<()> {
        self.begin_rows()?;
        self.write(line)?;
        self.end_rows()
    }

    fn write(&mut self, mut line: Line) -> io::Result<()> {
        line.trim_end();
        if self.turns && !line.signs.is_empty() {
            line = line.turned(self.mirroring);
        }
        let is_alike = |one: &Sign, other: &Sign| (one.meaning, one.is_rtl) == (other.meaning, other.is_rtl);
        let pieces = line.signs.chunk_by(is_alike).map(|piece| {
            let text: String = piece.iter().map(|sign| sign.text.as_str()).collect();
            match piece[0].meaning {
                Some(meaning) => self.painted(&text, meaning, piece[0].is_rtl),
                None => text,
            }
        });
        let whole: String = pieces.collect();
        self.raw(&whole)
    }

    /// Writes out what is waiting.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn is_mirrored(&self) -> bool {
        self.lang == Lang::Ar
    }

    fn column_widths(&self, rows: &[Vec<Cell>], flexible: usize) -> Vec<usize> {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut widths = vec![0; columns];
        for row in rows {
            for (cell, width) in row.iter().zip(&mut widths) {
                *width = (*width).max(self.measure(&cell.text));
            }
        }
        // No other column may leave the flexible one without room.
        let most = self.width * 2 / 5;
        for (index, width) in widths.iter_mut().enumerate() {
            if index != flexible {
                *width = (*width).min(most);
            }
        }
        let gaps = GAP * widths.iter().filter(|width| **width > 0).count().saturating_sub(1);
        let others: usize =
            widths.iter().enumerate().filter(|(index, _)| *index != flexible).map(|(_, width)| width).sum();
        if let Some(width) = widths.get_mut(flexible) {
            // A title of less than twenty columns says nothing; the row is wider then.
            *width = (*width).min(self.width.saturating_sub(others + gaps).max(20));
        }
        widths
    }

    /// The columns that `text` takes.
    fn measure(&self, text: &str) -> usize {
        truncate(text, &self.options(0, Align::None)).width()
    }

    /// Adds a cell, padded to its width.
    fn cell(&self, cell: &Cell, width: usize, line: &mut Line) {
        let align = match (cell.at_end, self.is_mirrored()) {
            (true, false) => Align::Right,
            (true, true) => Align::Left,
            // Titles stand where their own reading starts, everything else where the window's does.
            (false, _) if cell.meaning == Meaning::Title => Align::Start,
            (false, false) => Align::Left,
            (false, true) => Align::Right,
        };
        let row = truncate(&cell.text, &self.options(width, align));
        line.blank(row.indent());
        line.push(&row, |_| cell.meaning);
        line.blank(width.saturating_sub(row.indent() + row.width()));
    }

    fn options(&self, width: usize, align: Align) -> Options {
        let base = if self.is_mirrored() { Base::AutoRtl } else { Base::Auto };
        Options { base, width, mode: self.mode, marks: self.marks, align }
    }

    /// `text` in the colours of `meaning`, if there are colours.
    fn painted(&self, text: &str, meaning: Meaning, is_rtl: bool) -> String {
        // The window has its own ground; lines stand on the terminal's.
        let style = upright(Style { bg: None, ..self.theme.style(meaning) }, is_rtl);
        let plain = self.theme.depth == Depth::Mono && !self.is_terminal;
        if plain || text.is_empty() { text.to_owned() } else { terminal::styled(text, style) }
    }

    fn begin_rows(&mut self) -> io::Result<()> {
        if self.explicit {
            self.out.write_all(terminal::BIDI_EXPLICIT.as_bytes())?;
        }
        Ok(())
    }

    fn end_rows(&mut self) -> io::Result<()> {
        if self.explicit {
            self.out.write_all(terminal::BIDI_IMPLICIT.as_bytes())?;
        }
        Ok(())
    }
}

/// Tells `message` on standard error, on one line after the program's name; laid out if it is a
/// terminal.
pub fn tell(config: &Config, message: &str) {
    let mut line = format!("khabar: {message}");
    if io::stderr().is_terminal() {
        let options = Options {
            base: Base::Ltr,
            width: 0,
            mode: config.line_mode(),
            marks: config.marks(),
            align: Align::None,
        };
        let rows = layout(&line, &options);
        line = rows.iter().map(|row| row.text()).collect::<Vec<_>>().join(" ");
        if config.switches_bidi_for_lines() {
            line = format!("{}{line}{}", terminal::BIDI_EXPLICIT, terminal::BIDI_IMPLICIT);
        }
    }
    // Where even that cannot be written, nobody is there to be told.
    let _ = writeln!(io::stderr(), "{line}");
}

/// JSON with what a terminal would act upon (C1 controls, bidi controls) as escapes, which every reader
/// of JSON turns back. `serde_json` escapes C0 already.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\u{7F}'..='\u{9F}'
            | '\u{61C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => escaped.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_row_is_seen_as_it_was_laid_out() {
        let mut line = Line::default();
        for text in ["\u{628}\u{627}\u{628} 12 (x)", "2025", "\u{644}\u{627}"] {
            line.blank(GAP);
            let row = truncate(text, &Options { base: Base::Rtl, ..Options::default() });
            line.push(&row, |_| Meaning::Text);
        }
        let signs = |line: &Line| line.signs.iter().map(|sign| sign.text.as_str()).collect::<String>();
        let seen: String = text::shown(&signs(&line.clone().turned(Mirroring::Mirrors)), Mirroring::Mirrors)
            .into_iter()
            .collect();
        assert_eq!(seen.replace(SEPARATOR, " "), format!(" {}", signs(&line)));
    }

    #[test]
    fn json_reaches_no_terminal_with_controls_and_loses_nothing() {
        let text = "a\u{202E}b\u{9B}c\u{645}";
        let json = escaped(&serde_json::to_string(text).unwrap());
        assert_eq!(json, "\"a\\u202eb\\u009bc\u{645}\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
