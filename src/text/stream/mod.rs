//! A paragraph's bytes -> its rows as they are sent, in one pass: the short way.
//!
//! The stages of this module's parent keep everything that a window asks for. A filter asks for
//! nothing but the rows, and most Arabic paragraphs ask for little of the standard: they read from
//! right to left, with a number here and a Latin word there. Of such a paragraph the glyphs are
//! written *backwards* into one buffer, letter by letter as they are read; then every row of it, in
//! visual order, is a slice of that buffer. Nothing is decoded, stored and read again.
//!
//! What the pass relies on, for a paragraph whose base is right to left and which holds no explicit
//! control (UAX #9):
//!
//! - all is on level 1, but numbers and Latin runs, which are on level 2. A run is written forwards,
//!   as one block; where it ends is found by looking ahead ([`Pass::run_end`]);
//! - a letter is written when the next one is known, for only then its form is;
//! - lines may end after spaces between words; everywhere else the rules of UAX #14 are asked, the
//!   same that the long way asks.
//!
//! A paragraph in which all reads from left to right is even simpler: its rows are slices of itself.
//!
//! Whatever the pass does not know for sure makes it give up: invalid UTF-8, controls, other
//! scripts, words that are wider than a row, marks on anything but Arabic letters, Arabic in a
//! paragraph from left to right; from right to left, brackets among Latin words, or a row that ends
//! inside a Latin run. Then nothing has been written, and the stages do it. That both write the same
//! is tested on arbitrary text.

mod letters;
#[cfg(test)]
mod tests;

use super::property::{Bidi, Line, Props};
use super::segment::{Break, Breaks};
use super::shape::MARKS_MAX;
use super::{Base, Level, Mode, Options, cells, paragraphs, prepare};
use letters::{JOIN, Kind, LETTER, LIGATURE, Letter, Letters, NOTHING, STAY, Symbol};
use std::ops::Range;

/// Writes rows as they are sent, with no cells: paragraph after paragraph, the short way where it
/// can. What comes out is what [`Prepared::write`](super::Prepared::write) writes, byte for byte.
#[derive(Debug)]
pub struct Writer {
    options: Options,
    letters: Box<Letters>,
    /// Glyphs from its end backwards; what is before them means nothing.
    back: Vec<u8>,
    /// Rows of the long way.
    text: String,
}

impl Writer {
    /// A writer that lays out as `options` say. It is worth keeping: its tables take half a
    /// millisecond to make.
    pub fn new(options: Options) -> Writer {
        Writer { options, letters: Letters::new(options.marks), back: Vec::new(), text: String::new() }
    }

    /// Appends the rows of all paragraphs of `text` to `rows`, each with its padding and a newline.
    pub fn write(&mut self, text: &str, rows: &mut Vec<u8>) {
        for paragraph in paragraphs(text) {
            let paragraph = &text[paragraph];
            if self.write_paragraph(paragraph.as_bytes(), rows).is_none() {
                self.text.clear();
                for prepared in prepare(paragraph, &self.options) {
                    prepared.write(self.options.width, self.options.align, &mut self.text);
                }
                rows.extend_from_slice(self.text.as_bytes());
            }
        }
    }

    /// Appends the rows of the paragraph with which `bytes` start to `rows`, if the short way can:
    /// gives the bytes of the paragraph with its separator, which is `\n`, `\r\n` or the end of
    /// `bytes`. None: nothing was appended, and [`Writer::write`] has to do it, or `bytes` are no
    /// UTF-8. No control gets from here into `rows`.
    pub fn write_paragraph(&mut self, bytes: &[u8], rows: &mut Vec<u8>) -> Option<usize> {
        if self.options.mode != Mode::Visual {
            return None;
        }
        // Two bytes of a letter become three of a form; and a symbol is written with four.
        let longest = bytes.len() + bytes.len() / 2 + size_of::<Symbol>();
        if self.back.len() < longest {
            self.back.resize(longest, 0);
        }
        let before = rows.len();
        let pass = Pass::new(&self.options, &self.letters, bytes, &mut self.back, rows);
        let length = pass.lay_out();
        if length.is_none() {
            rows.truncate(before);
        }
        length
    }
}

const SPACE: Symbol = [1, 0, 0, b' '];

/// A place between two glyphs of a line.
#[derive(Clone, Copy)]
struct Place {
    /// Where the glyphs before it start in the buffer; in a paragraph from left to right, where they
    /// end in its bytes.
    start: usize,
    /// Columns of the glyphs before it.
    column: usize,
}

/// A place where the line may end.
struct Opportunity {
    /// After the last glyph that is no space.
    content: Place,
    /// Before the first glyph of the next line.
    next: Place,
    /// Inside a run on level 2: a line that ended here would tear the block.
    in_run: bool,
}

/// A sign of punctuation, and its bytes.
type Sign<'a> = (&'a Letter, usize);

/// The pass over one paragraph.
struct Pass<'a> {
    options: &'a Options,
    letters: &'a Letters,
    bytes: &'a [u8],
    back: &'a mut [u8],
    rows: &'a mut Vec<u8>,
    /// Columns that a line may have.
    limit: usize,
    /// The byte that is read next.
    at: usize,
    here: Place,
    /// Before the first glyph of the line, as [`Place::start`] has it.
    line: usize,
    /// After the last glyph that is no space, if the line may end here.
    content: Place,
    spaces: bool,
    opportunity: Option<Opportunity>,
    /// The last character that was no space, while it is a letter or digit: then `breaks` waits.
    word: Option<Props>,
    breaks: Breaks,
    /// The last character was a letter or a mark on one.
    on_letter: bool,
    /// Before this byte there is no strong character.
    first_strong: usize,
    base: Level,
}

impl<'a> Pass<'a> {
    fn new(
        options: &'a Options,
        letters: &'a Letters,
        bytes: &'a [u8],
        back: &'a mut [u8],
        rows: &'a mut Vec<u8>,
    ) -> Pass<'a> {
        let here = Place { start: back.len(), column: 0 };
        Pass {
            options,
            letters,
            bytes,
            line: back.len(),
            back,
            rows,
            limit: if options.width == 0 { usize::MAX } else { options.width },
            at: 0,
            here,
            content: here,
            spaces: false,
            opportunity: None,
            word: None,
            breaks: Breaks::new(),
            on_letter: false,
            first_strong: 0,
            base: Level::RTL,
        }
    }

    /// Lays the paragraph out; gives its bytes with the separator. None: it gave up.
    fn lay_out(mut self) -> Option<usize> {
        (self.base, self.first_strong) = self.base()?;
        if !self.base.is_rtl() {
            return self.lay_out_as_it_is();
        }
        loop {
            let (letter, length) = self.letter(self.at);
            match letter.kind {
                Kind::Letter => {
                    self.end_line_before(letter.props, length, false)?;
                    self.words()?;
                }
                Kind::Space => {
                    self.space();
                    self.put(letter.forms[0][0], length)?;
                }
                Kind::Sign => {
                    self.end_line_before(letter.props, length, false)?;
                    self.put(letter.forms[0][0], length)?;
                }
                Kind::Latin | Kind::Digit => self.run()?,
                Kind::NonJoiner if self.on_letter => self.at += length,
                Kind::End => {
                    self.end_paragraph()?;
                    return Some(self.at + length);
                }
                _ => return None,
            }
        }
    }

    /// Lays a paragraph out in which all reads from left to right: its rows are slices of it.
    fn lay_out_as_it_is(mut self) -> Option<usize> {
        (self.line, self.here.start) = (0, 0);
        loop {
            let (letter, length) = self.letter(self.at);
            match (letter.kind, letter.props.bidi()) {
                (Kind::End, _) => {
                    self.end_paragraph()?;
                    return Some(self.at + length);
                }
                (Kind::Space, _) => self.space(),
                (Kind::Sign | Kind::Latin | Kind::Digit, Bidi::AL | Bidi::AN) => return None,
                (Kind::Latin | Kind::Digit, _) if self.word.is_some() && !self.spaces => {
                    self.word = Some(letter.props); // LB23, LB25, LB28
                }
                (Kind::Sign | Kind::Latin | Kind::Digit, _) => {
                    self.end_line_before(letter.props, length, false)?;
                }
                _ => return None,
            }
            self.at += length;
            self.here = Place { start: self.at, column: self.here.column + 1 };
        }
    }

    /// The entry of the character at the byte `at`, and its bytes.
    #[inline]
    fn letter(&self, at: usize) -> (&'a Letter, usize) {
        self.letters.first(&self.bytes[at..])
    }

    /// The base level (P2, P3), and the byte of the first strong character, or of the end if there is
    /// none. None: the paragraph is special; or it reads from right to left, and a number starts with
    /// a terminator (W5), which would be written before the number is seen.
    fn base(&self) -> Option<(Level, usize)> {
        let (mut at, mut last, mut terminator_first) = (0, Bidi::ON, false);
        loop {
            let (letter, length) = self.letter(at);
            let level = match (self.options.base, letter.kind) {
                (_, Kind::Special) => return None,
                (Base::Ltr, _) | (Base::Auto, Kind::End) => Level::LTR,
                (Base::Auto | Base::AutoRtl, Kind::Latin) => Level::LTR,
                (_, Kind::End | Kind::Latin) => Level::RTL,
                _ if letter.props.bidi() == Bidi::AL => Level::RTL,
                (_, kind) => {
                    terminator_first |= kind == Kind::Digit && last == Bidi::ET;
                    (at, last) = (at + length, letter.props.bidi());
                    continue;
                }
            };
            return (level == Level::LTR || !terminator_first).then_some((level, at));
        }
    }

    /// Writes one symbol of one column before those that are there, and reads on.
    #[inline]
    fn put(&mut self, symbol: Symbol, length: usize) -> Option<()> {
        let start = put(&mut self.back[..self.here.start], symbol)?.len();
        self.here = Place { start, column: self.here.column + 1 };
        self.at += length;
        self.on_letter = false;
        Some(())
    }

    /// Writes letters, from the one at hand to the last before something else, with their marks. This
    /// is the loop in which most of the time goes.
    #[inline]
    fn word(&mut self) -> Option<()> {
        let (letters, pairs) = (self.letters, self.bytes[self.at..].as_chunks().0);
        let mut room = &mut self.back[..self.here.start];
        // The letter that waits for the next one: what it gives to that one, whether it is joined to
        // the one before it, its forms then, and where its marks end, which are written already.
        let (mut gives, mut joined, mut forms, mut end) = (LETTER, false, &NOTHING.forms[0], room.len());
        let (mut count, mut cellless) = (0, 0);
        for &pair in pairs {
            let Some(letter) = letters.arabic(pair) else { break };
            let meet = gives & letter.takes;
            if meet & (LETTER | LIGATURE) == LETTER {
                let joins = meet & JOIN != 0;
                room = put(room, forms[usize::from(joins)])?;
                end = room.len();
                (gives, joined, forms) = (letter.gives, joins, &letter.forms[usize::from(joins)]);
            } else {
                match letter.kind {
                    Kind::Letter => {
                        let ligature = letters.ligature(letter);
                        (gives, forms) = (ligature.gives, &ligature.forms[usize::from(joined)]);
                    }
                    Kind::Mark => {
                        let marks = room.len()..end;
                        let start = put_mark(self.back, marks, pair)?;
                        room = &mut self.back[..start];
                    }
                    Kind::StrippedMark => {}
                    _ => break,
                }
                cellless += 1;
            }
            count += 1;
        }
        let start = put(room, forms[0])?.len();
        self.at += 2 * count;
        self.here = Place { start, column: self.here.column + count - cellless };
        self.on_letter = true;
        Some(())
    }

    /// Writes words with a space between two of them, and the signs that stay with them: most of most
    /// texts.
    fn words(&mut self) -> Option<()> {
        loop {
            self.word()?;
            let Some((closing, opening)) = self.gap() else { return Some(()) };
            if let Some((sign, length)) = closing {
                self.put(sign.forms[0][0], length)?;
            }
            self.content = self.here;
            self.put(SPACE, 1)?;
            self.end_line(false)?; // LB18
            if let Some((sign, length)) = opening {
                self.put(sign.forms[0][0], length)?;
            }
        }
    }

    /// The signs before and after the space that comes next. None: something else comes next, or no
    /// word after it.
    #[inline]
    fn gap(&self) -> Option<(Option<Sign<'a>>, Option<Sign<'a>>)> {
        let mut at = self.at;
        let mut closing = None;
        if self.bytes.get(at) != Some(&b' ') {
            let (sign, length) = self.letter(at);
            if sign.takes & STAY == 0 || self.bytes.get(at + length) != Some(&b' ') {
                return None;
            }
            closing = Some((sign, length));
            at += length;
        }
        let (next, length) = self.letter(at + 1);
        if next.kind == Kind::Letter {
            return Some((closing, None));
        }
        let opens = next.gives & STAY != 0 && self.letter(at + 1 + length).0.kind == Kind::Letter;
        opens.then_some((closing, Some((next, length))))
    }

    /// Writes a run on level 2, a number or Latin words, in the order in which it is read.
    fn run(&mut self) -> Option<()> {
        let (start, end) = (self.at, self.run_end()?);
        while self.at < end {
            let (letter, length) = self.letter(self.at);
            if letter.kind == Kind::Space {
                self.space();
            } else {
                self.end_line_before(letter.props, length, self.at > start)?;
            }
            self.here.column += 1;
            self.at += length;
        }
        let written = self.here.start;
        self.here.start -= end - start;
        self.back[self.here.start..written].copy_from_slice(&self.bytes[start..end]);
        self.on_letter = false;
        Some(())
    }

    /// The byte after the run on level 2 that starts here: a number, then Latin words if they
    /// follow without a gap. None: not sure.
    fn run_end(&mut self) -> Option<usize> {
        let mut at = self.at;
        if self.letter(at).0.kind == Kind::Digit {
            at = self.number_end(at);
            if self.letter(at).0.kind != Kind::Latin {
                return Some(at);
            }
        }
        self.latin_end(at)
    }

    /// The byte after the number at `at`. After Arabic letters all digits are of class AN (W2); before
    /// the first letter they are what they are, and what terminates a European number is part of it.
    fn number_end(&self, mut at: usize) -> usize {
        let after_letters = at >= self.first_strong;
        let class = |digit: &Letter| if after_letters { Bidi::AN } else { digit.props.bidi() };
        // The class of the character before: that of a digit, ET or anything else.
        let mut last = Bidi::ON;
        loop {
            let (letter, length) = self.letter(at);
            let next = self.letter(at + length).0;
            let between_digits = next.kind == Kind::Digit && class(next) == last;
            last = match letter.props.bidi() {
                _ if letter.kind == Kind::Digit => class(letter),
                Bidi::CS if between_digits => Bidi::CS, // W4
                Bidi::ES if between_digits && last == Bidi::EN => Bidi::ES, // W4
                Bidi::ET if last == Bidi::EN || last == Bidi::ET => Bidi::ET, // W5
                _ => return at,
            };
            at += length;
        }
    }

    /// The byte after the last Latin letter, or number after one (W7), before the next Arabic
    /// letter: what is between them is on their level (N1). Brackets are on it too if N0 says so,
    /// and so are Arabic numbers, but not what is beside them: there the pass gives up.
    fn latin_end(&mut self, mut at: usize) -> Option<usize> {
        let (mut end, mut in_number, mut after_bracket) = (at, false, false);
        loop {
            let (letter, length) = self.letter(at);
            let is_bracket = matches!(self.bytes.get(at), Some(b'(' | b')' | b'[' | b']' | b'{' | b'}'));
            at += length;
            match letter.props.bidi() {
                _ if letter.kind == Kind::End => return Some(end),
                Bidi::AL => return Some(end),
                Bidi::L | Bidi::EN if after_bracket => return None,
                Bidi::L if letter.kind == Kind::Latin => (end, in_number) = (at, false),
                Bidi::EN if letter.kind == Kind::Digit => (end, in_number) = (at, true),
                Bidi::ET if in_number => end = at, // W5
                Bidi::ON | Bidi::WS | Bidi::CS | Bidi::ES | Bidi::ET if letter.kind != Kind::Special => {
                    in_number = false;
                    after_bracket |= is_bracket;
                }
                _ => return None,
            }
        }
    }

    /// Notes a space, which is not written here.
    #[inline]
    fn space(&mut self) {
        if !self.spaces {
            (self.content, self.spaces) = (self.here, true);
        }
        if self.word.is_none() {
            let (space, _) = self.letters.first(b" ");
            self.breaks.before(space.props, std::iter::empty()); // LB7: never before a space.
        }
    }

    /// Notes that a character that is no space comes next, of `length` bytes, and ends the line
    /// where it must. `in_run`: inside a run on level 2.
    fn end_line_before(&mut self, props: Props, length: usize, in_run: bool) -> Option<()> {
        let word = matches!(props.line(), Line::AL | Line::NU).then_some(props);
        let may_end = match (self.word, word) {
            // LB18, LB23, LB25, LB28: between words only spaces count.
            (Some(_), Some(_)) => self.spaces,
            (before, _) => {
                if before.is_some() {
                    self.breaks.resume(before, self.spaces);
                }
                let rest = self.letters.properties(&self.bytes[self.at + length..]);
                self.breaks.before(props, rest) != Break::No
            }
        };
        if !self.spaces {
            self.content = self.here;
        }
        (self.word, self.spaces) = (word, false);
        if may_end { self.end_line(in_run) } else { Some(()) }
    }

    /// Notes that the line may end here, and ends it at the opportunity before if it must.
    #[inline]
    fn end_line(&mut self, in_run: bool) -> Option<()> {
        self.fit()?;
        self.opportunity = Some(Opportunity { content: self.content, next: self.here, in_run });
        Some(())
    }

    /// Ends the line at the last opportunity if what came after it does not fit.
    #[inline]
    fn fit(&mut self) -> Option<()> {
        if self.content.column <= self.limit {
            return Some(());
        }
        let Opportunity { content, next, .. } = self.opportunity.take().filter(|place| !place.in_run)?;
        self.send(content);
        self.line = next.start;
        self.here.column -= next.column;
        self.content.column -= next.column;
        // A word that is wider than a line would have to be broken.
        (self.content.column <= self.limit).then_some(())
    }

    /// Ends the paragraph. Spaces at its end are painted as far as they fit, as the long way does.
    fn end_paragraph(&mut self) -> Option<()> {
        if !self.spaces {
            self.content = self.here;
        }
        self.fit()?;
        let (start, over) = (self.here.start, self.here.column.saturating_sub(self.limit));
        let start = if self.base.is_rtl() { start + over } else { start - over };
        self.send(Place { start, column: self.here.column - over });
        Some(())
    }

    /// Sends the line as it is up to `end`.
    fn send(&mut self, end: Place) {
        let Options { width, align, .. } = *self.options;
        let padding = cells::indent(width, end.column, align, self.base);
        self.rows.resize(self.rows.len() + padding, b' ');
        self.rows.extend_from_slice(match self.base.is_rtl() {
            true => &self.back[end.start..self.line],
            false => &self.bytes[self.line..end.start],
        });
        self.rows.push(b'\n');
    }
}

/// Writes `symbol` at the end of `room`, and gives the room that is left. None: there is too little,
/// for a byte before the symbol may be overwritten, too.
#[inline]
fn put(room: &mut [u8], symbol: Symbol) -> Option<&mut [u8]> {
    *room.last_chunk_mut()? = symbol;
    let left = room.len() - usize::from(symbol[0] & 3);
    Some(&mut room[..left])
}

/// Writes a mark after those in `marks`, which stay before it; gives the start of all. None: there
/// are as many as are painted on one base.
fn put_mark(back: &mut [u8], marks: Range<usize>, mark: [u8; 2]) -> Option<usize> {
    if marks.len() >= MARKS_MAX * mark.len() {
        return None;
    }
    let start = marks.start - mark.len();
    back.copy_within(marks.clone(), start);
    back[marks.end - mark.len()..marks.end].copy_from_slice(&mark);
    Some(start)
}
