//! The text of a query -> a [`Query`], or where it cannot be understood and why.
//!
//! By recursive descent, one function a rule of the grammar.

use super::{Has, Key, Node, Period, Query, State, Text};
use crate::arabic::language;
use crate::arabic::words::one_line;
use crate::arabic::words::words;
use crate::article::Span;
use crate::store::Id;
use std::fmt;

/// Where a query cannot be understood, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The bytes of the query that are meant; empty at its end if something is missing there.
    pub span: Span,
    /// Why.
    pub problem: Problem,
}

/// Why a query cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No field has this name.
    UnknownField(String),
    /// Nothing stands after the colon.
    MissingValue(Key),
    /// Not a day, week, month or year.
    BadDate(String),
    /// Not a state.
    BadState(String),
    /// Not a language.
    BadLanguage(String),
    /// Nothing that an article can have.
    BadHas(String),
    /// Not the number of an article.
    BadId(String),
    /// Not a tag.
    BadTag(String),
    /// The quote has no end.
    UnclosedQuote,
    /// The parenthesis has no end.
    UnclosedParenthesis,
    /// A closing parenthesis that was not opened.
    UnexpectedParenthesis,
    /// Nothing stands between the parentheses.
    EmptyParentheses,
    /// Something is missing beside AND, OR, NOT or `-`.
    MissingOperand(String),
    /// Too many parentheses in one another, or too many conditions.
    TooLong,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::UnknownField(name) => {
                write!(f, "there is no field '{name}'; use ")?;
                for (index, (_, name, _)) in super::FIELDS.iter().enumerate() {
                    write!(f, "{}{name}:", if index > 0 { " " } else { "" })?;
                }
                f.write_str(", or put the words in quotes")
            }
            Problem::MissingValue(key) => write!(f, "'{}:' needs a value after it", key.name()),
            Problem::BadDate(text) => {
                write!(f, "'{text}' is not a day; write 2025, 2025-05, 2025-05-19, 2025-W20, today or 7d")
            }
            Problem::BadState(text) => {
                write!(f, "'{text}' is not a state; use")?;
                super::STATES.iter().try_for_each(|(_, name, _)| write!(f, " {name}"))
            }
            Problem::BadLanguage(text) => {
                write!(f, "'{text}' is not a language that is told; use")?;
                language::LANGUAGES.iter().try_for_each(|(code, ..)| write!(f, " {code}"))
            }
            Problem::BadHas(text) => {
                write!(f, "'{text}' is nothing that an article can have; use")?;
                super::HAS.iter().try_for_each(|(_, name, _)| write!(f, " {name}"))?;
                super::HAS_STATES.iter().try_for_each(|(_, name, _)| write!(f, " {name}"))
            }
            Problem::BadId(text) => write!(f, "'{text}' is not the number of an article"),
            Problem::BadTag(text) => write!(f, "'{text}' cannot be a tag"),
            Problem::UnclosedQuote => f.write_str("this quote has no end"),
            Problem::UnclosedParenthesis => f.write_str("this parenthesis has no end"),
            Problem::UnexpectedParenthesis => f.write_str("no parenthesis is open here"),
            Problem::EmptyParentheses => f.write_str("nothing stands between the parentheses"),
            Problem::MissingOperand(operator) => write!(f, "'{operator}' needs a condition beside it"),
            Problem::TooLong => f.write_str("the query is too long"),
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at byte {}", self.problem, self.span.start)
    }
}

impl std::error::Error for ParseError {}

/// Parentheses in one another. FTS5 gives up at 256 levels; nobody types twenty.
const DEPTH_MAX: usize = 32;
/// Conditions of one query; a pasted text is longer, and its words are not what is looked for.
const CONDITIONS_MAX: usize = 256;

/// Whether a character ends a bare word: parentheses and quotes.
pub(super) fn is_special(character: char) -> bool {
    matches!(character, '(' | ')' | '"' | '«' | '»' | '“' | '”')
}

/// Reads a query. White space and marks without letters mean nothing; the empty query means every
/// article.
pub fn parse(text: &str) -> Result<Query, ParseError> {
    let mut parser = Parser { text, at: 0, depth: 0, conditions: 0 };
    let root = parser.any()?;
    parser.skip_space();
    match parser.peek() {
        Some(')') => Err(parser.error_here(1, Problem::UnexpectedParenthesis)),
        _ => Ok(Query { root }),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    conditions: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn error(&self, start: usize, end: usize, problem: Problem) -> ParseError {
        ParseError { span: Span::new(start, end), problem }
    }

    fn error_here(&self, len: usize, problem: Problem) -> ParseError {
        self.error(self.at, self.at + len, problem)
    }

    /// The upper-case operator that stands here, as a word of its own.
    fn operator(&self) -> Option<&'static str> {
        let word_end = |c: char| c.is_whitespace() || is_special(c);
        let word = self.rest().split(word_end).next().unwrap_or("");
        ["AND", "OR", "NOT"].into_iter().find(|operator| *operator == word)
    }

    /// Conditions with OR between them, up to a closing parenthesis or the end.
    fn any(&mut self) -> Result<Option<Node>, ParseError> {
        let mut nodes = Vec::new();
        let mut pending: Option<usize> = None;
        loop {
            let group = self.all()?;
            let missing = group.is_none();
            nodes.extend(group);
            if missing && let Some(start) = pending {
                return Err(self.error(start, start + 2, Problem::MissingOperand("OR".into())));
            }
            self.skip_space();
            if self.operator() != Some("OR") {
                break;
            }
            if missing {
                return Err(self.error_here(2, Problem::MissingOperand("OR".into())));
            }
            pending = Some(self.at);
            self.at += 2;
        }
        Ok((!nodes.is_empty()).then(|| Node::or(nodes)))
    }

    /// Conditions side by side or with AND between them.
    fn all(&mut self) -> Result<Option<Node>, ParseError> {
        let mut nodes = Vec::new();
        let mut pending: Option<usize> = None;
        loop {
            self.skip_space();
            match (self.peek(), self.operator()) {
                (None | Some(')'), _) | (_, Some("OR")) => break,
                (_, Some("AND")) => {
                    if nodes.is_empty() || pending.is_some() {
                        return Err(self.error_here(3, Problem::MissingOperand("AND".into())));
                    }
                    pending = Some(self.at);
                    self.at += 3;
                }
                _ => {
                    if let Some(node) = self.condition()? {
                        pending = None;
                        nodes.push(node);
                    }
                }
            }
        }
        if let Some(start) = pending {
            return Err(self.error(start, start + 3, Problem::MissingOperand("AND".into())));
        }
        Ok((!nodes.is_empty()).then(|| Node::and(nodes)))
    }

    /// One condition; `None` for a mark without letters.
    fn condition(&mut self) -> Result<Option<Node>, ParseError> {
        self.conditions += 1;
        if self.conditions > CONDITIONS_MAX || self.depth > DEPTH_MAX {
            return Err(self.error_here(0, Problem::TooLong));
        }
        let start = self.at;
        let negation = if self.operator() == Some("NOT") {
            Some("NOT")
        } else if self.rest().starts_with('-') && self.negates() {
            Some("-")
        } else {
            None
        };
        if let Some(operator) = negation {
            self.at += operator.len();
            self.skip_space();
            let missing = Problem::MissingOperand(operator.into());
            if matches!(self.peek(), None | Some(')')) || matches!(self.operator(), Some("AND" | "OR")) {
                return Err(self.error(start, start + operator.len(), missing));
            }
            self.depth += 1;
            let inner = self.condition()?;
            self.depth -= 1;
            let end = start + operator.len();
            return inner
                .map_or_else(|| Err(self.error(start, end, missing)), |node| Ok(Some(Node::negated(node))));
        }
        if self.peek() == Some('(') {
            return self.group().map(Some);
        }
        match self.key()? {
            Some((key, key_start)) => self.value(key, key_start).map(Some),
            None => Ok(self.pattern()?.and_then(text).map(Node::Text)),
        }
    }

    /// Whether the `-` here stands directly before a condition (and is no dash).
    fn negates(&self) -> bool {
        self.rest()[1..]
            .chars()
            .next()
            .is_some_and(|next| next.is_alphanumeric() || matches!(next, '(' | '"' | '«' | '“' | '-' | '#'))
    }

    fn group(&mut self) -> Result<Node, ParseError> {
        let start = self.at;
        self.at += 1;
        self.depth += 1;
        let inner = self.any()?;
        self.depth -= 1;
        self.skip_space();
        if self.peek() != Some(')') {
            return Err(self.error(start, start + 1, Problem::UnclosedParenthesis));
        }
        self.at += 1;
        inner.ok_or_else(|| self.error(start, self.at, Problem::EmptyParentheses))
    }

    /// The field name with its colon that stands here, and where it began. Passes over it.
    ///
    /// A colon before white space is punctuation («ترامب: سنوقف الحرب»), unless the name is a field's;
    /// one before `//` belongs to an address.
    fn key(&mut self) -> Result<Option<(Key, usize)>, ParseError> {
        let rest = self.rest();
        let name_len = rest.find(|c: char| !(c.is_alphabetic() || c == '_')).unwrap_or(rest.len());
        let after = match rest[name_len..].strip_prefix(':') {
            Some(after) if name_len > 0 => after,
            _ => return Ok(None),
        };
        let start = self.at;
        if let Some(key) = Key::named(&rest[..name_len]) {
            self.at += name_len + 1;
            return Ok(Some((key, start)));
        }
        let is_value = after.chars().next().is_some_and(|next| !next.is_whitespace() && next != ')');
        if !is_value || after.starts_with("//") {
            return Ok(None);
        }
        Err(self.error(start, start + name_len, Problem::UnknownField(rest[..name_len].into())))
    }

    fn value(&mut self, key: Key, start: usize) -> Result<Node, ParseError> {
        let value_start = self.at;
        let value = match self.peek() {
            None => None,
            Some(next) if next.is_whitespace() || next == ')' => None,
            Some(_) => self.pattern()?,
        };
        let end = self.at;
        let Some((value, prefix)) = value.filter(|(value, _)| !value.trim().is_empty()) else {
            return match key {
                Key::Unread => Ok(Node::Is(State::Unread)),
                _ => Err(self.error(start, end, Problem::MissingValue(key))),
            };
        };
        let wrong = |problem| Err(self.error(value_start, end, problem));
        let period = || Period::parse(&value);
        Ok(match key {
            Key::Text(field) => match text((value, prefix)) {
                Some(text) => Node::Field(field, text),
                None => return wrong(Problem::MissingValue(key)),
            },
            Key::On | Key::After | Key::Before | Key::Mentions => {
                let Some(period) = period() else { return wrong(Problem::BadDate(value)) };
                match key {
                    Key::On => Node::On(period),
                    Key::After => Node::After(period),
                    Key::Before => Node::Before(period),
                    _ => Node::Mentions(period),
                }
            }
            Key::Tag => match crate::store::tags::normalise(&value) {
                Some(tag) => Node::Tag(tag),
                None => return wrong(Problem::BadTag(value)),
            },
            Key::Feed => Node::Feed(one_line(&value)),
            Key::Language => match language::named(&value) {
                Some(code) => Node::Language(code),
                None => return wrong(Problem::BadLanguage(value)),
            },
            Key::Has => match (Has::named(&value), State::of_having(&value)) {
                (Some(has), _) => Node::Has(has),
                (_, Some(state)) => Node::Is(state),
                _ => return wrong(Problem::BadHas(value)),
            },
            Key::Note => match text((value, prefix)) {
                Some(text) => Node::Note(text),
                None => return wrong(Problem::MissingValue(key)),
            },
            Key::Entity => Node::Entity(value),
            Key::Is => match State::named(&value) {
                Some(state) => Node::Is(state),
                None => return wrong(Problem::BadState(value)),
            },
            Key::Unread => match value.to_lowercase().as_str() {
                "yes" | "true" | "1" => Node::Is(State::Unread),
                "no" | "false" | "0" => Node::Is(State::Read),
                _ => return wrong(Problem::BadState(value)),
            },
            Key::Id => match crate::arabic::digits::to_ascii(value.trim_start_matches('#')).parse::<i64>() {
                Ok(number) if number > 0 => Node::Article(Id::new(number)),
                _ => return wrong(Problem::BadId(value)),
            },
        })
    }

    /// A bare word or a quoted phrase, and whether `*` follows it.
    fn pattern(&mut self) -> Result<Option<(String, bool)>, ParseError> {
        let start = self.at;
        let close = match self.peek() {
            Some('"') => '"',
            Some('«') => '»',
            Some('“') => '”',
            _ => return Ok(Some(self.bare())),
        };
        self.at += self.peek().map_or(0, char::len_utf8);
        let mut phrase = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((offset, character)) = characters.next() {
            match character {
                '\\' => phrase.extend(characters.next().map(|(_, escaped)| escaped)),
                _ if character == close => {
                    self.at += offset + close.len_utf8();
                    let prefix = self.rest().starts_with('*');
                    self.at += usize::from(prefix);
                    return Ok(Some((phrase, prefix)));
                }
                _ => phrase.push(character),
            }
        }
        Err(self.error(start, start + close.len_utf8(), Problem::UnclosedQuote))
    }

    fn bare(&mut self) -> (String, bool) {
        let rest = self.rest();
        let len = rest.find(|c: char| c.is_whitespace() || is_special(c)).unwrap_or(rest.len());
        // A closing quote that was never opened ends a word; it is passed over by itself.
        let len = if len == 0 { self.peek().map_or(0, char::len_utf8) } else { len };
        self.at += len;
        let word = &rest[..len];
        match word.strip_suffix('*') {
            Some(beginning) => (beginning.to_string(), true),
            None => (word.to_string(), false),
        }
    }
}

/// The pattern as text to look for; `None` if it has no letters or digits.
fn text((value, prefix): (String, bool)) -> Option<Text> {
    words(&value).next()?;
    Some(Text { words: one_line(&value), prefix })
}
