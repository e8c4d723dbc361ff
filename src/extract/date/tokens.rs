//! A text -> typed tokens: words with what they can mean in a date, numbers, marks.
//!
//! Spans are byte ranges of the text as written. Attached particles (و ف ب ل ك) are cut from a word
//! where the rest is in the lexicon; an article attached to figures («الـ14») belongs to the number.

use super::lexicon::{Entry, Prep, Sign, lexicon};
use std::sync::LazyLock;

use crate::arabic::letters::{fold_char, is_arabic_letter, is_ignorable, is_mark};
use crate::arabic::{digits, words::clitics};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of letters.
    Word,
    /// A run of digits: its value (saturating) and how many they are.
    Number(u32, u8),
    /// Any other character that is no white space; a line break is one.
    Mark(char),
}

/// A token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    /// First byte of the whole word, in the text as written.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// First byte without attached particles; the article stays.
    pub core: usize,
    /// Whether "and" is attached.
    pub and: bool,
    /// Whether ب, ل or ك is attached.
    pub prep: bool,
    /// Whether the article stands before the word or number.
    pub article: bool,
    /// Whether white space stands before it.
    pub space: bool,
    /// The word, folded, whole: a range of [`Tokens::folded`].
    word: (u32, u32),
    /// The same without attached particles and article: from here to the end of `word`.
    stem: u32,
    /// What it can mean.
    entries: &'static [Entry],
}

/// The tokens of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    folded: String,
}

impl Tokens {
    /// Splits `text`; what was there before is dropped, the memory is used again.
    pub fn read(&mut self, text: &str) {
        self.list.clear();
        self.folded.clear();
        let table = &*TABLE;
        let mut rest = text.char_indices().peekable();
        let mut space = true;
        while let Some(&(start, character)) = rest.peek() {
            match shape(table, character) {
                Shape::Letter(arabic, _) => {
                    let folded = self.folded.len();
                    let mut end = start;
                    while let Some(&(at, character)) = rest.peek() {
                        match shape(table, character) {
                            Shape::Letter(same, letter) if same == arabic => {
                                self.folded.push(letter);
                                end = at + character.len_utf8();
                            }
                            // Marks and tatweel belong to the word, joiners and bidi controls only inside it.
                            Shape::Mark => end = at + character.len_utf8(),
                            // «Dhul-Hijjah» is one word.
                            _ if !arabic && character == '-' && is_before_letter(text, at + 1) => {
                                self.folded.push('-');
                                end = at + 1;
                            }
                            Shape::Control => {}
                            _ => break,
                        }
                        rest.next();
                    }
                    self.word(text, start..end, folded, space);
                    space = false;
                }
                Shape::Digit => {
                    let (mut value, mut count, mut end) = (0u32, 0u8, start);
                    while let Some((at, character, digit)) = rest
                        .peek()
                        .and_then(|&(at, character)| Some((at, character, digits::value(character)?)))
                    {
                        value = value.saturating_mul(10).saturating_add(digit);
                        count = count.saturating_add(1);
                        end = at + character.len_utf8();
                        rest.next();
                    }
                    self.number(Kind::Number(value, count), start..end, space);
                    space = false;
                }
                shape => {
                    rest.next();
                    match shape {
                        Shape::Space => space = true,
                        // A tatweel by itself is somebody's dash: «19 ـ 25 مايو».
                        Shape::Mark if space && character == '\u{640}' && is_space(table, rest.peek()) => {
                            self.push(Kind::Mark(character), start..start + character.len_utf8(), space);
                        }
                        Shape::Other => {
                            self.push(Kind::Mark(character), start..start + character.len_utf8(), space);
                            space = character == '\n';
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn push(&mut self, kind: Kind, range: std::ops::Range<usize>, space: bool) {
        let at = u32::try_from(self.folded.len()).unwrap_or(u32::MAX);
        self.list.push(Token {
            kind,
            start: range.start,
            end: range.end,
            core: range.start,
            and: false,
            prep: false,
            article: false,
            space,
            word: (at, at),
            stem: at,
            entries: &[],
        });
    }

    /// Adds the word whose folded form ends [`Tokens::folded`], from byte `folded` on.
    fn word(&mut self, text: &str, range: std::ops::Range<usize>, folded: usize, space: bool) {
        self.push(Kind::Word, range.clone(), space);
        let Some(token) = self.list.last_mut() else { return };
        let word = &self.folded[folded..];
        token.word = (u32::try_from(folded).unwrap_or(u32::MAX), token.word.1);
        token.stem = token.word.0;
        let lexicon = lexicon();
        for split in clitics(word) {
            let entries = lexicon.get(&word[split.rest_start..]);
            if !entries.iter().any(|entry| !entry.article || split.article) {
                continue;
            }
            // «باب» and «كاب» are a door and a name; with a particle August is written «بآب». «لامس» touched.
            let written = match &word[split.rest_start..] {
                "اب" => Some('آ'),
                "امس" => Some('أ'),
                _ => None,
            };
            if split.proclitic.ends_with(['ب', 'ل', 'ك'])
                && written.is_some_and(|letter| !text[range.clone()].contains(letter))
            {
                continue;
            }
            token.entries = entries;
            token.stem += u32::try_from(split.rest_start).unwrap_or(0);
            token.article = split.article;
            token.and = split.proclitic.starts_with(['و', 'ف']);
            token.prep = split.proclitic.ends_with(['ب', 'ل', 'ك']);
            let kept = split.proclitic.chars().count();
            if kept > 0 {
                let written = &text[range.clone()];
                let mut letters = written.char_indices().filter(|&(_, letter)| !is_ignorable(letter));
                token.core = range.start + letters.nth(kept).map_or(0, |(at, _)| at);
            }
            return;
        }
    }

    /// Adds a number; a particle or article just before it, without a space, becomes part of it.
    fn number(&mut self, kind: Kind, range: std::ops::Range<usize>, space: bool) {
        let mut particle = (false, false, false, range.start, range.start, space);
        if let Some(before) = self.list.last().filter(|token| token.kind == Kind::Word)
            // «الـ 200»: the article alone is no word, so that it may stand apart.
            && (!space || matches!(self.text_of(before), "ال" | "بال" | "لل"))
        {
            let (and, rest) = match self.text_of(before) {
                word if word.starts_with(['و', 'ف']) => (true, &word['و'.len_utf8()..]),
                word => (false, word),
            };
            let known = match rest {
                "" if and => Some((false, false)),
                "ب" | "ل" | "ك" => Some((true, false)),
                "ال" => Some((false, true)),
                "بال" | "لل" | "كال" => Some((true, true)),
                _ => None,
            };
            if let Some((prep, article)) = known {
                // The article's letters, or what of them is written, belong to the expression.
                let letters = usize::from(and) + usize::from(prep);
                let core = if article { before.start + letters * 'و'.len_utf8() } else { range.start };
                particle = (and, prep, article, before.start, core, before.space);
                self.list.pop();
            }
        }
        self.push(kind, range, particle.5);
        if let Some(token) = self.list.last_mut() {
            (token.and, token.prep, token.article, token.start, token.core, _) = particle;
        }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at `at`; `None` past the end.
    pub fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// Whether an expression can begin here: a number, or a form of the lexicon that begins one.
    pub fn is_open(&self, at: usize) -> bool {
        let Some(token) = self.get(at) else { return false };
        if matches!(token.kind, Kind::Number(..)) {
            return true;
        }
        if token.entries.is_empty() {
            return false;
        }
        let begins = |entry: &Entry| match entry.sign {
            // «من» and «بين» begin what has a number or a word of the lexicon after them.
            Sign::Prep(Prep::From | Prep::Between) if entry.rest.is_empty() => {
                let next = self.get(at + 1)?;
                (matches!(next.kind, Kind::Number(..)) || !next.entries.is_empty()).then_some(())
            }
            sign => sign.begins().then_some(()),
        };
        self.find(at, begins).is_some()
    }

    /// The word at `at`, folded, with all that is attached to it; empty for other tokens.
    pub fn folded(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| self.text_of(token))
    }

    /// The word at `at`, folded, without attached particles and article where the rest is in the lexicon.
    pub fn stem(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| &self.folded[token.stem as usize..token.word.1 as usize])
    }

    fn text_of(&self, token: &Token) -> &str {
        &self.folded[token.word.0 as usize..token.word.1 as usize]
    }

    /// The longest form at `at` for whose entry `pick` gives something, and the token after it.
    pub fn find<R>(&self, at: usize, pick: impl Fn(&Entry) -> Option<R>) -> Option<(R, usize)> {
        let token = self.get(at)?;
        token.entries.iter().find_map(|entry| {
            if entry.article && !token.article {
                return None;
            }
            let next = at + 1 + entry.rest.len();
            let mut rest = entry.rest.iter().zip(at + 1..);
            if !rest.all(|(word, at)| self.folded(at) == &**word) {
                return None;
            }
            Some((pick(entry)?, next))
        })
    }

    /// Where the form of `sign` at `at` ends.
    pub fn sign(&self, at: usize, sign: Sign) -> Option<usize> {
        self.find(at, |entry| (entry.sign == sign).then_some(())).map(|(_, next)| next)
    }

    /// The preposition that ends right before the token at `at`; it may have several words («إلى غاية»).
    pub fn preposition_before(&self, at: usize) -> Option<Prep> {
        (1..=3).filter_map(|back| at.checked_sub(back)).find_map(|start| {
            let (prep, next) = self.find(start, |entry| match entry.sign {
                Sign::Prep(prep) => Some(prep),
                _ => None,
            })?;
            (next == at).then_some(prep)
        })
    }

    /// Whether the token at `at` is the mark `mark`.
    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    /// Whether the token at `at` is one of `marks`.
    pub fn is_one_of(&self, at: usize, marks: &[char]) -> bool {
        matches!(self.get(at), Some(Token { kind: Kind::Mark(mark), .. }) if marks.contains(mark))
    }

    /// Whether no white space stands before the token at `at`, and it is not the first.
    pub fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.get(at).is_some_and(|token| !token.space)
    }

    /// Whether nothing is attached to the token at `at`: no "and", no ب ل ك.
    pub fn is_free(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| !token.and && !token.prep)
    }

    /// Whether "and" is attached to the token at `at`.
    pub fn has_and(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.and)
    }

    /// Whether the article is attached to the token at `at`.
    pub fn has_article(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.article)
    }
}

/// Whether the next character is white space.
fn is_space(table: &[Shape], next: Option<&(usize, char)>) -> bool {
    next.is_some_and(|&(_, next)| matches!(shape(table, next), Shape::Space))
}

/// Whether a letter of another script than Arabic stands at byte `at`.
fn is_before_letter(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|next| matches!(shape_of(next), Shape::Letter(false, _)))
}

/// What a character is to a tokeniser.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// A letter, Arabic or not, and what it is compared as.
    Letter(bool, char),
    /// A mark over a letter, or tatweel.
    Mark,
    /// A joiner or bidi control.
    Control,
    Digit,
    Space,
    /// Any other; a line break is one.
    Other,
}

/// The shapes of the characters that Arabic news consists of: up to the end of the Arabic block.
static TABLE: LazyLock<Vec<Shape>> =
    LazyLock::new(|| (0..0x700).map(|code| char::from_u32(code).map_or(Shape::Other, shape_of)).collect());

fn shape(table: &[Shape], character: char) -> Shape {
    table.get(character as usize).copied().unwrap_or_else(|| shape_of(character))
}

fn shape_of(character: char) -> Shape {
    let arabic = is_arabic_letter(character);
    if is_ignorable(character) {
        return if is_mark(character) || character == '\u{640}' { Shape::Mark } else { Shape::Control };
    }
    if digits::value(character).is_some() {
        return Shape::Digit;
    }
    match fold_char(character) {
        Some(folded) if arabic || character.is_alphabetic() => Shape::Letter(arabic, folded),
        _ if character == '\n' => Shape::Other,
        _ if character.is_whitespace() => Shape::Space,
        _ => Shape::Other,
    }
}
