//! Keys and pasted text -> a query, tags or an action, with what could be meant offered meanwhile.
//!
//! The line holds logical text and is shaped while it is typed; the caret stands on the cell of the
//! cluster that it is before. Left and right go by cells, whichever way they read; a lam-alef is not
//! tied over the caret, so that it has a place between the two.

use super::action::Action;
use super::edit::Line;
use super::state::ActionHelp;
use crate::arabic::letters::fold_str;
use crate::store::Query;
use crate::store::query::ParseError;
use crate::text::{self, Align, Base, Forms, Options, Row, caret};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What separates tags that are typed one after the other; a tag has no white space in it.
const SEPARATORS: [char; 5] = [' ', ',', ';', '\u{60C}', '\u{61B}'];

/// What is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// A query.
    Search,
    /// Tags to add, and with `-` before them, to remove.
    Tag,
    /// The name of an action, or some of its letters.
    Palette,
}

/// What could be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An action.
    Action(Action),
    /// A tag; how many articles have it, and whether this one has.
    Tag {
        /// Its name.
        name: String,
        /// Articles.
        count: u64,
        /// Choosing it removes it.
        is_present: bool,
    },
    /// A query that was typed before.
    Search(String),
}

/// What a key did to the prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The line, the caret or the choice has changed, or nothing.
    On,
    /// The reader is done: what was typed applies.
    Accept,
    /// The reader gave up.
    Cancel,
}

/// A line being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// For what.
    pub kind: PromptKind,
    /// The text.
    pub line: Line,
    /// Why the query cannot be understood so far.
    pub error: Option<ParseError>,
    /// What could be meant, best first.
    pub choices: Vec<Choice>,
    /// Index of the choice that is lit.
    pub chosen: Option<usize>,
    /// The tags of the articles that are to be tagged.
    pub present: Vec<String>,
    /// The text, laid out on one row.
    pub row: Row,
    /// Column of the row at which the caret stands; −1: left of it.
    pub caret: i32,
    /// Column of the row that stands first in the field: negative if padding comes before it.
    pub left: i32,
    tags: Vec<(String, u64)>,
    searches: Vec<String>,
    /// Columns of the field.
    width: u16,
    forms: Forms,
    base: Base,
}

impl Prompt {
    /// An empty prompt; `rtl` is the direction of a line that has no letters yet.
    pub fn new(kind: PromptKind, text: &str, rtl: bool, forms: Forms) -> Prompt {
        let mut prompt = Prompt {
            kind,
            line: Line::new(text),
            error: None,
            choices: Vec::new(),
            chosen: None,
            present: Vec::new(),
            row: text::truncate("", &Options::default()),
            caret: 0,
            left: 0,
            tags: Vec::new(),
            searches: Vec::new(),
            width: 1,
            forms,
            base: if rtl { Base::AutoRtl } else { Base::Auto },
        };
        prompt.lay_out();
        prompt
    }

    /// Offers tags: those of the articles first, then the most used.
    pub fn offer_tags(&mut self, tags: Vec<(String, u64)>, help: &ActionHelp) {
        self.tags = tags;
        self.offer(help);
    }

    /// Offers queries typed before, the newest first.
    pub fn offer_searches(&mut self, searches: &[String]) {
        self.searches = searches.iter().rev().cloned().collect();
        self.choices = self.searches.iter().cloned().map(Choice::Search).collect();
    }

    /// Gives the field its width.
    pub fn set_width(&mut self, width: u16) {
        self.width = width.max(1);
        self.lay_out();
    }

    /// Changes how the text is sent.
    pub fn set_forms(&mut self, forms: Forms) {
        self.forms = forms;
        self.lay_out();
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent, help: &ActionHelp) -> Typed {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match (key.code, control) {
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return Typed::Cancel,
            (KeyCode::Enter, _) | (KeyCode::Char('j' | 'm'), true) => return self.enter(help),
            (KeyCode::Tab, _) => self.complete(help),
            (KeyCode::BackTab | KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.choose(-1),
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => self.choose(1),
            (KeyCode::Backspace, false) if self.line.text().is_empty() => return Typed::Cancel,
            (KeyCode::Left, false) if !alt => self.move_by_cell(false),
            (KeyCode::Right, false) if !alt => self.move_by_cell(true),
            _ => {
                if self.edit(key, control, alt) {
                    self.offer(help);
                }
            }
        }
        self.lay_out();
        Typed::On
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str, help: &ActionHelp) {
        self.line.insert(text);
        self.offer(help);
        self.lay_out();
    }

    /// The keys that change the text or move in its order; whether the text has changed.
    fn edit(&mut self, key: KeyEvent, control: bool, alt: bool) -> bool {
        let line = &mut self.line;
        match (key.code, control) {
            (KeyCode::Backspace, true) | (KeyCode::Char('w'), true) => return line.delete_word_back(),
            (KeyCode::Backspace, _) if alt => return line.delete_word_back(),
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => return line.delete_back(),
            (KeyCode::Delete, _) | (KeyCode::Char('d'), true) => return line.delete_forward(),
            (KeyCode::Char('u'), true) => return line.delete_to_start(),
            (KeyCode::Char('k'), true) => return line.delete_to_end(),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => line.set_caret(0),
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => line.set_caret(line.text().len()),
            (KeyCode::Left | KeyCode::Right, _) => {
                let forward = (key.code == KeyCode::Right) != self.row.base().is_rtl();
                let word = if forward { caret::word_after } else { caret::word_before };
                line.set_caret(word(line.text(), line.caret()));
            }
            (KeyCode::Char(character), false) if !alt => {
                line.insert(character.encode_utf8(&mut [0; 4]));
                return true;
            }
            _ => {}
        }
        false
    }

    fn move_by_cell(&mut self, to_the_right: bool) {
        if let Some(offset) = caret::step(&self.row, self.line.caret(), to_the_right) {
            self.line.set_caret(offset);
        }
    }

    /// Lays the line out and moves it so that the caret is in the field.
    fn lay_out(&mut self) {
        let caret = self.line.caret();
        let forms = Forms { caret: Some(caret), ..self.forms };
        let shaped = text::shape(&text::segment(self.line.text(), self.base), forms);
        let line = text::Line { glyphs: 0..shaped.len(), next: shaped.len() };
        self.row = text::row(&shaped, &line, 0, Align::None);
        self.caret = caret::stop_of(&self.row, caret).column;
        let (width, length) = (i32::from(self.width), self.row.width() as i32);
        let start = if self.row.base().is_rtl() { length - width } else { 0 };
        self.left = start.min(self.caret).max(self.caret + 1 - width);
    }

    /// Finds out what could be meant by what stands in the line now.
    pub fn offer(&mut self, help: &ActionHelp) {
        self.chosen = None;
        match self.kind {
            PromptKind::Search => {
                self.error = self.line.text().parse::<Query>().err();
                let typed = fold_str(self.line.text().trim());
                let fits = self.searches.iter().filter(|search| fold_str(search).contains(&typed));
                self.choices = fits.cloned().map(Choice::Search).collect();
            }
            PromptKind::Tag => self.choices = self.fitting_tags(),
            PromptKind::Palette => {
                self.choices =
                    fitting_actions(self.line.text(), help).into_iter().map(Choice::Action).collect();
                self.chosen = (!self.choices.is_empty()).then_some(0);
            }
        }
    }

    /// The bytes of the tag at the caret, without `-`, `#` and spaces before it.
    fn tag_at_caret(&self) -> std::ops::Range<usize> {
        let (text, caret) = (self.line.text(), self.line.caret());
        let start = text[..caret]
            .rfind(SEPARATORS)
            .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        let end = text[caret..].find(SEPARATORS).map_or(text.len(), |at| caret + at);
        let lead = |character: char| character.is_whitespace() || matches!(character, '-' | '+' | '#');
        let skipped = text[start..end].len() - text[start..end].trim_start_matches(lead).len();
        start + skipped..end
    }

    fn fitting_tags(&self) -> Vec<Choice> {
        let typed = fold_str(self.line.text()[self.tag_at_caret()].trim());
        let is_present = |name: &str| self.present.iter().any(|tag| fold_str(tag) == fold_str(name));
        let mut found: Vec<_> = self
            .tags
            .iter()
            .filter_map(|(name, count)| {
                let at = fold_str(name).find(&typed)?;
                Some((at > 0, !is_present(name), name, *count))
            })
            .collect();
        // Stable: those equally good stay in the order in which the library gave them.
        found.sort_by_key(|(inside, absent, ..)| (*inside, *absent));
        let choice = |(_, absent, name, count): (bool, bool, &String, u64)| Choice::Tag {
            name: name.clone(),
            count,
            is_present: !absent,
        };
        found.into_iter().map(choice).collect()
    }

    /// Lights the choice `by` further down (or up); beyond the first, none.
    fn choose(&mut self, by: isize) {
        let count = self.choices.len();
        if count == 0 {
            return;
        }
        self.chosen = match (self.chosen, by > 0) {
            (None, true) => Some(0),
            (None, false) => Some(count - 1),
            (Some(at), true) if at + 1 == count => (self.kind == PromptKind::Palette).then_some(0),
            (Some(at), true) => Some(at + 1),
            (Some(0), false) => (self.kind == PromptKind::Palette).then_some(count - 1),
            (Some(at), false) => Some(at - 1),
        };
    }

    /// Writes the lit choice, or else the first, into the line.
    fn complete(&mut self, help: &ActionHelp) {
        let Some(choice) = self.choices.get(self.chosen.unwrap_or(0)).cloned() else { return };
        match choice {
            Choice::Action(action) => self.line = Line::new(action.name()),
            Choice::Search(query) => self.line = Line::new(&query),
            Choice::Tag { name, is_present, .. } => {
                let range = self.tag_at_caret();
                let removes = self.line.text()[..range.start].trim_end().ends_with('-');
                let name = if is_present && !removes { format!("-{name}") } else { name };
                self.line.replace(range.start, range.end, &name);
            }
        }
        let chosen = self.chosen;
        self.offer(help);
        if self.kind == PromptKind::Palette {
            self.chosen = chosen.filter(|at| *at < self.choices.len()).or(self.chosen);
        }
    }

    fn enter(&mut self, help: &ActionHelp) -> Typed {
        if self.kind != PromptKind::Palette && self.chosen.is_some() {
            self.complete(help);
        }
        if self.kind == PromptKind::Search {
            self.error = self.line.text().parse::<Query>().err();
            if let Some(error) = &self.error {
                let at = error.span.start as usize;
                self.line.set_caret(at);
                self.lay_out();
                return Typed::On;
            }
        }
        Typed::Accept
    }

    /// The action that Enter runs.
    pub fn action(&self) -> Option<Action> {
        match self.choices.get(self.chosen?) {
            Some(Choice::Action(action)) => Some(*action),
            _ => None,
        }
    }

    /// The tags to add and to remove.
    pub fn tags(&self) -> (Vec<String>, Vec<String>) {
        let (mut add, mut remove) = (Vec::new(), Vec::new());
        for tag in self.line.text().split(SEPARATORS) {
            let tag = tag.trim();
            let (list, name) = match tag.strip_prefix('-') {
                Some(name) => (&mut remove, name),
                None => (&mut add, tag.strip_prefix('+').unwrap_or(tag)),
            };
            let name = name.trim().trim_start_matches('#').trim();
            if !name.is_empty() && !list.iter().any(|other| other == name) {
                list.push(name.to_owned());
            }
        }
        (add, remove)
    }
}

/// The actions that fit what was typed, best first: by the beginning of the name or of a word of it,
/// by a part of what it does in either language, by letters of the name in order.
fn fitting_actions(typed: &str, help: &ActionHelp) -> Vec<Action> {
    let typed = fold_str(typed.trim());
    let rank = |index: usize, action: Action| {
        let name = action.name();
        let says = |texts: &[String]| texts.get(index).is_some_and(|text| fold_str(text).contains(&typed));
        if name.starts_with(&typed) {
            Some(0)
        } else if name.split('-').any(|word| word.starts_with(&typed)) || initials(name).starts_with(&typed) {
            Some(1)
        } else if name.contains(&typed) || says(&help.english) || says(&help.arabic) {
            Some(2)
        } else {
            has_in_order(name, &typed).then_some(3)
        }
    };
    let all = Action::ALL.iter().enumerate();
    let mut found: Vec<_> =
        all.filter_map(|(index, &action)| Some((rank(index, action)?, index, action))).collect();
    found.sort_by_key(|(rank, index, _)| (*rank, *index));
    found.into_iter().map(|(_, _, action)| action).collect()
}

/// The first letters of the words of a name.
fn initials(name: &str) -> String {
    name.split('-').filter_map(|word| word.chars().next()).collect()
}

/// Whether the letters of `typed` occur in `name` in their order.
fn has_in_order(name: &str, typed: &str) -> bool {
    let mut letters = name.chars();
    typed.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(prompt: &mut Prompt, code: KeyCode) {
        prompt.key(KeyEvent::new(code, KeyModifiers::NONE), &ActionHelp::default());
    }

    /// Presses the arrow to the left from the end of `text`; `columns` is where the caret stands.
    fn check(text: &str, columns: &[i32]) {
        let mut prompt = Prompt::new(PromptKind::Search, text, false, Forms::default());
        prompt.set_width(40);
        let mut stood = vec![prompt.caret];
        for _ in 1..columns.len() {
            press(&mut prompt, KeyCode::Left);
            stood.push(prompt.caret);
        }
        assert_eq!(stood, columns, "{text}");
    }

    #[test]
    fn arrows_go_by_cells_whichever_way_they_read() {
        check("abc", &[3, 2, 1, 0, 0]);
        // Three letters from right to left: their end is left of them, and left of it is nothing.
        check("\u{628}\u{62A}\u{62B}", &[-1, -1]);
        let mut prompt = Prompt::new(PromptKind::Search, "\u{628}\u{62A}\u{62B}", false, Forms::default());
        for column in [0, 1, 2, 2] {
            press(&mut prompt, KeyCode::Right);
            assert_eq!(prompt.caret, column);
        }
        assert_eq!(prompt.line.caret(), 0);
    }

    #[test]
    fn lam_and_alef_part_for_the_caret_between_them() {
        let mut prompt = Prompt::new(PromptKind::Search, "\u{644}\u{627}", false, Forms::default());
        assert_eq!(prompt.row.width(), 1);
        prompt.line.set_caret(2);
        prompt.set_width(40);
        assert_eq!((prompt.row.width(), prompt.caret), (2, 0));
    }

    #[test]
    fn tags_are_told_apart() {
        let prompt = Prompt::new(PromptKind::Tag, "#a -b, c\u{60C}-#d  a +e", false, Forms::default());
        let owned = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        assert_eq!(prompt.tags(), (owned(&["a", "c", "e"]), owned(&["b", "d"])));
    }

    #[test]
    fn actions_are_found_by_name_and_by_what_they_do() {
        let found = |typed: &str, help: &ActionHelp| fitting_actions(typed, help);
        let none = ActionHelp::default();
        assert_eq!(found("unre", &none), [Action::NextUnread]);
        assert_eq!(found("nu", &none)[0], Action::NextUnread);
        assert_eq!(found("", &none).len(), Action::ALL.len());
        let mut arabic = vec![String::new(); Action::ALL.len()];
        arabic[0] = "\u{623}\u{633}\u{641}\u{644}".to_owned();
        let help = ActionHelp { arabic, ..ActionHelp::default() };
        // Another hamza than in the help.
        assert_eq!(found("\u{627}\u{633}\u{641}", &help), [Action::ALL[0]]);
    }

    proptest! {
        #[test]
        fn the_caret_is_always_in_the_field(text in "[ab \u{628}\u{644}\u{627}\u{64E}1]{0,60}", width in 1u16..30, moves in prop::collection::vec(0u8..6, 0..30)) {
            let mut prompt = Prompt::new(PromptKind::Search, &text, true, Forms::default());
            prompt.set_width(width);
            for step in moves {
                let code = [KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::Delete, KeyCode::Char('\u{644}')][usize::from(step)];
                press(&mut prompt, code);
                let column = prompt.caret - prompt.left;
                prop_assert!((0..i32::from(width)).contains(&column), "{column}");
            }
        }
    }
}
