//! Keys and pasted text -> a query, tags, a day, names or an action, with what could be meant offered meanwhile.
//!
//! The line holds logical text and is shaped while it is typed; the caret stands on the cell of the
//! cluster that it is before. Left and right go by cells, whichever way they read; a lam-alef is not
//! tied over the caret, so that it has a place between the two.

use super::action::Action;
use super::complete::{Offers, Suggestion};
use super::day::DayEntry;
use super::edit::Line;
use super::name::{NameEntry, OtherName};
use super::note::NoteEntry;
use super::state::ActionHelp;
use crate::arabic::letters::fold_str;
use crate::article::EntityKind;
use crate::store::query::ParseError;
use crate::store::{EntityRow, Note, Query};
use crate::text::{self, Align, Base, Forms, Options, Row, caret};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

/// What separates tags that are typed one after the other; a tag has no white space in it.
const SEPARATORS: [char; 5] = [' ', ',', ';', '\u{60C}', '\u{61B}'];

/// Choices shown at most: more are found faster by typing on.
const CHOICES_MAX: u16 = 12;

/// What is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// A query.
    Search,
    /// Tags to add, and with `-` before them, to remove.
    Tag,
    /// The day of publication of an article; nothing for what the article itself says.
    Day,
    /// The name that another one is.
    MergeName,
    /// The spelling of a name that is someone else's.
    SplitName,
    /// Whom a name means in one article.
    NameHere,
    /// What a name is to be from now on.
    RenameName,
    /// The address of a feed, or of a page that names one.
    Feed,
    /// What the tags that are listed are to hold.
    FilterTags,
    /// What a tag is to be called from now on.
    RenameTag,
    /// The colour of a tag.
    ColourTag,
    /// The file that articles go into.
    Export,
    /// A command that an article is given to.
    Pipe,
    /// The name under which a search is saved.
    SaveSearch,
    /// Another name of a saved search.
    RenameSearch,
    /// A note on an article.
    Note,
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
    /// What could stand at the caret of a query.
    Suggestion(Suggestion),
    /// A query that was typed before.
    Search(String),
    /// An entry of the library of that kind.
    Name(EntityKind, OtherName),
    /// A spelling of the name.
    Spelling(String),
    /// A colour.
    Colour(&'static str),
    /// A note that is there already.
    Note(Note),
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

/// Where what stands above the line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// A row with what is to be said: why a query cannot be understood, the tags that are there, the day
    /// that is understood, or the name that is decided on. Empty if nothing is.
    pub message: Rect,
    /// The choices, the best in the lowest row; empty if there are none, or no room.
    pub choices: Rect,
    /// The index of the choice in the lowest row.
    pub first: usize,
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
    /// How many articles are marked, which it is for; `None` for one.
    pub marked: Option<u64>,
    /// The day that is being set.
    pub day: Option<DayEntry>,
    /// The name that is being decided on.
    pub name: Option<NameEntry>,
    /// What goes into the file.
    pub export: Option<super::export::ExportEntry>,
    /// The saved search that is given another name.
    pub renames: Option<String>,
    /// The note that is being written.
    pub note: Option<NoteEntry>,
    /// The text, laid out on one row.
    pub row: Row,
    /// Column of the row at which the caret stands; −1: left of it.
    pub caret: i32,
    /// Column of the row that stands first in the field: negative if padding comes before it.
    pub left: i32,
    /// What is offered at the caret of a query.
    pub(super) offers: Offers,
    tags: Vec<(String, u64)>,
    searches: Vec<String>,
    /// Columns of the field.
    width: u16,
    /// Columns of the line that do not fit before what the field shows of it.
    scrolled: i32,
    forms: Forms,
    base: Base,
}

impl Sheet {
    /// The index of the choice that stands at a cell of the window.
    pub fn choice_at(&self, at: Position) -> Option<usize> {
        let row = self.choices.contains(at).then(|| self.choices.bottom() - 1 - at.y)?;
        Some(self.first + usize::from(row))
    }
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
            marked: None,
            day: None,
            name: None,
            export: None,
            renames: None,
            note: None,
            row: text::truncate("", &Options::default()),
            caret: 0,
            left: 0,
            offers: Offers::default(),
            tags: Vec::new(),
            searches: Vec::new(),
            width: 1,
            scrolled: 0,
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

    /// Offers names of the library, behind those of the article.
    pub fn offer_names(&mut self, names: Vec<EntityRow>, help: &ActionHelp) {
        if let Some(name) = &mut self.name {
            name.offer(names);
            let id = |choice: &Choice| match choice {
                Choice::Name(_, other) => Some(other.id.clone()),
                _ => None,
            };
            let lit = self.chosen.and_then(|at| self.choices.get(at)).and_then(id);
            self.offer(help);
            // What is lit stays so, wherever it stands now.
            let at =
                lit.and_then(|lit| self.choices.iter().position(|choice| id(choice) == Some(lit.clone())));
            self.chosen = at.or(self.chosen);
        }
    }

    /// Offers queries typed before, the newest first.
    pub fn offer_searches(&mut self, searches: &[String]) {
        self.searches = searches.iter().rev().cloned().collect();
        self.choices = self.searches.iter().cloned().map(Choice::Search).collect();
    }

    /// The queries typed before, the newest first.
    pub(super) fn searches(&self) -> &[String] {
        &self.searches
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
            (KeyCode::BackTab | KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.choose(1),
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => self.choose(-1),
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

    /// To the next cell; but into a lam-alef, where the two can be parted, not over it.
    fn move_by_cell(&mut self, to_the_right: bool) {
        let from = self.line.caret();
        let Some(to) = caret::step(&self.row, from, to_the_right) else { return };
        let passed = from.min(to)..from.max(to);
        let is_one_cell = self.row.cells().iter().any(|cell| cell.source() == passed);
        let inside = if from < to { self.line.after(from) } else { self.line.before(from) };
        if is_one_cell && passed.start < inside && inside < passed.end {
            self.line.set_caret(inside);
            self.lay_out();
            if self.row.cells().iter().any(|cell| cell.source().start == inside) {
                return;
            }
        }
        self.line.set_caret(to);
    }

    /// Puts the caret on the cell that the field shows in its column `column`, or on the nearest.
    pub fn click(&mut self, column: u16) {
        let stop = caret::nearest(&self.row, i32::from(column) + self.left);
        self.line.set_caret(stop.offset);
        self.lay_out();
    }

    /// Takes the choice of that index: as Enter does, but for a tag, which others may follow.
    pub fn take(&mut self, choice: usize, help: &ActionHelp) -> Typed {
        self.chosen = Some(choice);
        if self.kind == PromptKind::Tag {
            self.complete(help);
            self.lay_out();
            return Typed::On;
        }
        self.enter(help)
    }

    /// Where what belongs to the prompt stands, above the status line `status` and below `top`.
    pub fn sheet(&self, status: Rect, top: u16) -> Sheet {
        let is_of_one = self.day.is_some() || self.name.is_some() || self.note.is_some();
        let is_of_some = self.marked.is_some() || self.export.is_some() || !self.present.is_empty();
        let says = self.error.is_some() || is_of_one || is_of_some;
        let rows = u16::from(says && status.y > 0);
        let message = Rect { y: status.y - rows, height: rows, ..status };
        let wanted = u16::try_from(self.choices.len()).unwrap_or(u16::MAX);
        let height = wanted.min(CHOICES_MAX).min(message.y.saturating_sub(top));
        let choices = Rect { y: message.y - height, height, ..status };
        let first = (self.chosen.unwrap_or(0) + 1).saturating_sub(usize::from(height));
        Sheet { message, choices, first }
    }

    /// Lays the line out, and scrolls it as little as it takes to have the caret in the field. A line
    /// that fits stands where reading it starts.
    fn lay_out(&mut self) {
        let caret = self.line.caret();
        let forms = Forms { caret: Some(caret), ..self.forms };
        let shaped = text::shape(&text::segment(self.line.text(), self.base), forms);
        let line = text::Line { glyphs: 0..shaped.len(), next: shaped.len() };
        self.row = text::row(&shaped, &line, 0, Align::None);
        self.caret = caret::stop_of(&self.row, caret).column;
        let (width, length) = (i32::from(self.width), self.row.width() as i32);
        let is_rtl = self.row.base().is_rtl();
        let from_start = if is_rtl { length - 1 - self.caret } else { self.caret };
        // Behind the end the caret needs a column, too.
        let most = (length + 1 - width).max(0);
        self.scrolled = self.scrolled.clamp(from_start + 1 - width, from_start).clamp(0, most);
        self.left = if is_rtl { length - width - self.scrolled } else { self.scrolled };
    }

    /// Finds out what could be meant by what stands in the line now.
    pub fn offer(&mut self, help: &ActionHelp) {
        self.chosen = None;
        match self.kind {
            PromptKind::Search => {
                self.error = self.line.text().parse::<Query>().err();
                self.offer_at_caret();
            }
            PromptKind::Tag | PromptKind::RenameTag => self.choices = self.fitting_tags(),
            PromptKind::FilterTags | PromptKind::Feed => {}
            PromptKind::ColourTag => {
                let colours = super::tags::fitting_colours(self.line.text(), help);
                self.choices = colours.into_iter().map(Choice::Colour).collect();
            }
            PromptKind::Export => self.choices = super::export::completions(self.line.text()),
            PromptKind::Pipe => {
                let fits = self.searches.iter().filter(|command| command.contains(self.line.text().trim()));
                self.choices = fits.cloned().map(Choice::Search).collect();
            }
            PromptKind::Note => self.choices = self.other_notes(),
            // Offered from outside; see saved.rs.
            PromptKind::SaveSearch | PromptKind::RenameSearch => {}
            PromptKind::Day => {
                if let Some(day) = &mut self.day {
                    day.read(self.line.text());
                }
            }
            PromptKind::MergeName | PromptKind::SplitName | PromptKind::NameHere | PromptKind::RenameName => {
                let name = self.name.as_ref();
                self.choices = name.map_or_else(Vec::new, |name| name.choices(self.kind, self.line.text()));
                // Who types half a name means the first that fits; here it may as well be a new one.
                let is_lit = match self.kind {
                    PromptKind::MergeName => !self.line.text().trim().is_empty(),
                    kind => kind == PromptKind::SplitName,
                };
                self.chosen = (is_lit && !self.choices.is_empty()).then_some(0);
            }
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

    /// Lights the choice above the one that is lit, or below it if `by` is negative. They stand above
    /// the line, the best lowest: up from the line leads to it, down from it back to the line. The
    /// palette, where one is always lit, goes round.
    pub fn choose(&mut self, by: isize) {
        let count = self.choices.len();
        if count == 0 {
            return;
        }
        let goes_round = self.kind == PromptKind::Palette;
        self.chosen = match (self.chosen, by > 0) {
            (None, true) => Some(0),
            (None, false) => None,
            (Some(at), true) if at + 1 < count => Some(at + 1),
            (Some(at), true) => Some(if goes_round { 0 } else { at }),
            (Some(0), false) => goes_round.then_some(count - 1),
            (Some(at), false) => Some(at - 1),
        };
    }

    /// Writes the lit choice, or else the first, into the line.
    fn complete(&mut self, help: &ActionHelp) {
        let Some(choice) = self.choices.get(self.chosen.unwrap_or(0)).cloned() else { return };
        match choice {
            Choice::Action(action) => self.line = Line::new(action.name()),
            Choice::Suggestion(suggestion) => self.take_suggestion(&suggestion),
            Choice::Search(text) | Choice::Spelling(text) => self.line = Line::new(&text),
            Choice::Name(_, other) => self.line = Line::new(&other.name),
            Choice::Colour(colour) => self.line = Line::new(colour),
            Choice::Tag { name, .. } if self.kind == PromptKind::RenameTag => self.line = Line::new(&name),
            Choice::Note(note) => self.take_note(&note),
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
        if let Some(name) = &mut self.name {
            let chosen = self.chosen.and_then(|at| self.choices.get(at));
            let is_settled = name.enter(self.kind, self.line.text(), chosen);
            return if is_settled { Typed::Accept } else { Typed::On };
        }
        if self.kind != PromptKind::Palette && self.chosen.is_some() {
            self.complete(help);
            // A note is taken to be changed, a folder to name what is in it, a field to get a value.
            if self.kind == PromptKind::Note || self.line.text().ends_with(['/', ':']) {
                self.lay_out();
                return Typed::On;
            }
        }
        let line = self.line.text();
        if self.export.as_mut().is_some_and(|export| !export.enter(line)) {
            return Typed::On;
        }
        if self.day.as_mut().is_some_and(|day| !day.enter()) {
            return Typed::On;
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

    /// Types `codes` into a field of 40 columns that holds `text`, with the caret at its end; `after`
    /// is the text then, with the caret as `|`.
    #[track_caller]
    fn check_edit(text: &str, codes: &[KeyCode], after: &str) {
        let mut prompt = Prompt::new(PromptKind::Search, text, false, Forms::default());
        prompt.set_width(40);
        codes.iter().for_each(|code| press(&mut prompt, *code));
        let mut shown = prompt.line.text().to_owned();
        shown.insert(prompt.line.caret(), '|');
        assert_eq!(shown, after);
    }

    #[test]
    fn arrows_go_into_a_lam_alef_and_letters_there() {
        use KeyCode::{Backspace, Char, Left, Right};
        let salam = "\u{633}\u{644}\u{627}\u{645}";
        check_edit(salam, &[Right, Right], "\u{633}\u{644}|\u{627}\u{645}");
        check_edit(salam, &[Right, Right, Right], "\u{633}|\u{644}\u{627}\u{645}");
        check_edit(salam, &[Right, Right, Right, Left], "\u{633}\u{644}|\u{627}\u{645}");
        check_edit(salam, &[Right, Right, Char('\u{628}')], "\u{633}\u{644}\u{628}|\u{627}\u{645}");
        check_edit(salam, &[Right, Right, Backspace], "\u{633}|\u{627}\u{645}");
        // A mark over the lam belongs to it; a joiner behind a letter is no place of its own.
        check_edit("\u{644}\u{64E}\u{627}", &[Right], "\u{644}\u{64E}|\u{627}");
        check_edit("\u{628}\u{200C}\u{628}", &[Right, Right], "|\u{628}\u{200C}\u{628}");
    }

    #[test]
    fn arrows_in_mixed_text_are_what_is_seen() {
        use KeyCode::{Delete, End, Home, Left, Right};
        // "bt 12", read from the right: on the screen, from the left, the number, a space, t, b.
        let text = "\u{628}\u{62A} 12";
        check_edit(text, &[Home, Left, Left], "\u{628}\u{62A}| 12");
        // On to the left stands the end of the number, as seen; then its start.
        check_edit(text, &[Home, Left, Left, Left], "\u{628}\u{62A} 1|2");
        check_edit(text, &[Home, Left, Left, Left, Left], "\u{628}\u{62A} |12");
        check_edit(text, &[Home, Left, Left, Left, Left, Left], "\u{628}\u{62A} 12|");
        check_edit(text, &[Right, Delete], "\u{628}\u{62A} |2");
        check_edit(text, &[Home, End, Home], "|\u{628}\u{62A} 12");
    }

    #[test]
    fn an_empty_line_reads_as_the_window_does() {
        for (rtl, left) in [(false, 0), (true, -20)] {
            let mut prompt = Prompt::new(PromptKind::Search, "", rtl, Forms::default());
            prompt.set_width(20);
            // The caret stands in the first column of the field, or in its last.
            assert_eq!(prompt.left, left);
            assert_eq!(prompt.caret - prompt.left, if rtl { 19 } else { 0 });
        }
        // Its first letter decides.
        let mut prompt = Prompt::new(PromptKind::Search, "ab", true, Forms::default());
        prompt.set_width(20);
        assert_eq!(prompt.left, 0);
    }

    #[test]
    fn a_long_line_scrolls_no_more_than_it_must() {
        for text in ["abcdefghij", "\u{5D0}\u{5D1}\u{5D2}\u{5D3}\u{5D4}\u{5D5}\u{5D6}\u{5D7}\u{5D8}\u{5D9}"] {
            let mut prompt = Prompt::new(PromptKind::Search, text, false, Forms::default());
            prompt.set_width(5);
            let rtl = prompt.row.base().is_rtl();
            let (back, on) =
                if rtl { (KeyCode::Right, KeyCode::Left) } else { (KeyCode::Left, KeyCode::Right) };
            // At its end the caret has a column of its own.
            assert_eq!(prompt.scrolled, 6);
            for (count, code, scrolled) in [(4, back, 6), (1, back, 5), (4, on, 5), (1, on, 6)] {
                (0..count).for_each(|_| press(&mut prompt, code));
                assert_eq!(prompt.scrolled, scrolled, "{text}");
            }
            press(&mut prompt, KeyCode::Home);
            assert_eq!((prompt.scrolled, prompt.left), (0, if rtl { 5 } else { 0 }));
        }
    }

    #[test]
    fn what_is_pasted_is_letters_of_one_line() {
        let mut prompt = Prompt::new(PromptKind::Search, "", true, Forms::default());
        // Shaped letters, a line break, a title for the window, a colour.
        prompt.paste("\u{FEB3}\u{FEFC}\u{FEE1}\r\n\u{1B}]0;x\u{7}\u{1B}[31mab", &ActionHelp::default());
        assert_eq!(prompt.line.text(), "\u{633}\u{644}\u{627}\u{645} ab");
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
        fn a_click_puts_the_caret_where_it_is(text in "[ab \u{628}\u{62A}1]{1,30}", width in 3u16..40, column in 0u16..40) {
            let mut prompt = Prompt::new(PromptKind::Search, &text, true, Forms::default());
            prompt.set_width(width);
            let (column, left) = (column % width, prompt.left);
            let is_text = prompt.row.cell_at(usize::try_from(i32::from(column) + left).unwrap_or(usize::MAX)).is_some();
            prompt.click(column);
            if is_text {
                prop_assert_eq!((prompt.caret - prompt.left, prompt.left), (i32::from(column), left));
            }
        }

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
