//! Everything that the window shows and remembers between two events.

use super::action::Action;
use super::compare::ComparePage;
use super::feeds::{FeedsPage, Sync};
use super::jump::Jumps;
use super::keymap::{Keymap, Place, Scope, Typing};
use super::layout::{Border, Layout, Shape};
use super::link::Links;
use super::list::List;
use super::notice::Notices;
use super::novelty::Shares;
use super::pane::{Direction, Pane};
use super::portrait::{NamePage, Subject};
use super::prompt::Prompt;
use super::reading::Reading;
use super::related::RelatedList;
use super::saved::Saved;
use super::tags::TagSheet;
use super::timeline::TimelinePage;
use crate::arabic::calendar::Calendar;
use crate::store::{Id, Query, Row, Seek};
use crate::task::{SyncWish, TaskId};
use crate::text::{Forms, Mirroring, Mode};
use crossterm::event::KeyEvent;
use jiff::civil::Date;
use ratatui::layout::Position;
use std::collections::BTreeMap;
use std::time::Instant;

/// The languages of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, from left to right.
    #[default]
    English,
    /// Arabic, from right to left.
    Arabic,
}

impl Language {
    /// Which way a window in this language reads.
    pub fn direction(self) -> Direction {
        match self {
            Language::English => Direction::LeftToRight,
            Language::Arabic => Direction::RightToLeft,
        }
    }
}

/// The modes in the order in which the key goes through them.
pub const MODES: [Mode; 3] = [Mode::Visual, Mode::Logical, Mode::Off];

/// What the reader has chosen before the window opens, and may change in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The language of the window.
    pub language: Language,
    /// Widest row of text, in columns.
    pub measure: u16,
    /// The calendar by whose months dates are grouped.
    pub calendar: Calendar,
    /// What is sent to the terminal for right-to-left text.
    pub forms: Forms,
    /// What the terminal does with brackets, if it reorders rows by itself.
    pub mirroring: Mirroring,
}

impl Options {
    /// Whether rows are sent in logical order, to a terminal that reorders them by itself.
    pub fn sends_logically(&self) -> bool {
        self.forms.mode == Mode::Logical
    }

    /// What the panes are laid out in. What a terminal is to show does not depend on the order in
    /// which it is sent: a frame is drawn in visual order, and turned at the end (see
    /// [`crate::widget::logical`]).
    pub fn laid_out(&self) -> Forms {
        let mode = if self.sends_logically() { Mode::Visual } else { self.forms.mode };
        Forms { mode, ..self.forms }
    }
}

impl Default for Options {
    fn default() -> Options {
        // 72 to 80 columns are read with ease.
        Options {
            language: Language::default(),
            measure: 76,
            calendar: Calendar::default(),
            forms: Forms::default(),
            mirroring: Mirroring::default(),
        }
    }
}

/// What an action does, and what colours are called, in the words of either language, so that prompts find
/// them by both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionHelp {
    /// In the order of [`Action::ALL`].
    pub english: Vec<String>,
    /// In the order of [`Action::ALL`].
    pub arabic: Vec<String>,
    /// Names of colours, folded, each with the one of [`crate::store::COLOURS`] that it means.
    pub colours: Vec<(String, &'static str)>,
}

impl ActionHelp {
    /// What an action does, in one language; empty if it was not said.
    pub fn of(&self, action: Action, language: Language) -> &str {
        let texts = match language {
            Language::English => &self.english,
            Language::Arabic => &self.arabic,
        };
        let index = Action::ALL.iter().position(|other| *other == action);
        index.and_then(|index| texts.get(index)).map_or("", String::as_str)
    }
}

/// What lies over the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// What it shows.
    pub kind: OverlayKind,
    /// First visible row.
    pub top: usize,
}

/// The overlays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverlayKind {
    /// All keys.
    Help,
    /// Past notices.
    Notices,
    /// What is known of the terminal, and samples.
    Doctor,
}

/// The tasks whose reports are awaited; what older ones report is dropped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Awaited {
    /// A page of the list, and which.
    pub page: Option<(TaskId, Seek)>,
    /// The counts.
    pub counts: Option<TaskId>,
    /// An article.
    pub article: Option<TaskId>,
    /// Relations.
    pub related: Option<TaskId>,
    /// Two articles side by side.
    pub compared: Option<TaskId>,
    /// What is new in the open article.
    pub novelty: Option<TaskId>,
    /// What is said of a name, and whether by all articles.
    pub named: Option<(TaskId, bool)>,
    /// Where a name stands; and, if that was asked for anew, how many articles.
    pub namings: Option<(TaskId, Option<usize>)>,
    /// A storyline.
    pub storyline: Option<TaskId>,
    /// The feeds.
    pub feeds: Option<TaskId>,
    /// Tags for the prompt.
    pub tags: Option<TaskId>,
    /// Names for the prompt.
    pub names: Option<TaskId>,
    /// The tags with their colours.
    pub tag_rows: Option<TaskId>,
    /// Values for the prompt of a search.
    pub values: Option<TaskId>,
    /// The saved searches, and the count of one of them.
    pub saved: Option<TaskId>,
}

/// An import or rebuild that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its task.
    pub id: TaskId,
    /// Files done.
    pub done: u64,
    /// Files found so far.
    pub total: u64,
}

/// A press of the left button on the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// The cell of the window.
    pub at: Position,
    /// When.
    pub when: Instant,
    /// 1; 2 and 3 if it follows another on the same cell at once.
    pub count: u8,
    /// Whether the button is still down.
    pub is_held: bool,
    /// Whether it selects text: the pointer has moved, or this is no first press.
    pub selects: bool,
}

/// What to do with an article once it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The article.
    pub id: Id,
    /// Whether the reader opened it, rather than moved over it in the list.
    pub is_read: bool,
    /// Where to stand in it; where reading stopped last if `None`.
    pub position: Option<u32>,
    /// A byte of the mention that is to be lit.
    pub lit: Option<u32>,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct State {
    /// What the reader has chosen.
    pub options: Options,
    /// Which key does what.
    pub keymap: Keymap,
    /// What the actions do, in words.
    pub help: ActionHelp,
    /// The keys typed towards an action.
    pub typing: Typing,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// What the reader changed about the layout.
    pub shape: Shape,
    /// Where everything stands.
    pub layout: Layout,
    /// The pane that keys go to.
    pub focus: Pane,
    /// The list that stands beside the text: Stories or Related.
    pub side: Pane,
    /// The articles.
    pub list: List,
    /// The queries that `Close` goes back to, the newest last.
    pub widened: Vec<Query>,
    /// Queries typed before, the newest last.
    pub searches: Vec<String>,
    /// Commands that were run on articles, the newest last.
    pub commands: Vec<String>,
    /// A command that waits for the article that it is to be run on.
    pub piped: Option<String>,
    /// The export that runs.
    pub exporting: Option<super::export::Exporting>,
    /// The open article.
    pub reading: Option<Reading>,
    /// The article that is awaited.
    pub opening: Option<Opening>,
    /// The article of the list that was shown last because it was selected.
    pub previewed: Option<Id>,
    /// The step along the story that waits for the relations.
    pub hop: Option<Action>,
    /// The links that were ever shown.
    pub links: Links,
    /// What is related to the open article.
    pub related: RelatedList,
    /// The open article beside another, if that is shown; over all panes.
    pub comparison: Option<ComparePage>,
    /// How much is new of the articles in sight.
    pub shares: Shares,
    /// The pages of names that were opened one from another; the last one is shown, over all panes.
    pub pages: Vec<NamePage>,
    /// Whose pages were ever opened.
    pub subjects: Vec<Subject>,
    /// The page of a storyline, if it is shown; it lies over all panes.
    pub timeline: Option<TimelinePage>,
    /// The page of the feeds, if it is shown; it lies over all panes.
    pub feeds: Option<FeedsPage>,
    /// The feeds that are being asked.
    pub sync: Option<Sync>,
    /// What is to be asked after that.
    pub to_sync: Vec<SyncWish>,
    /// The sheet of the tags, if it is open; it lies over all panes.
    pub tags: Option<TagSheet>,
    /// The colours of the tags that have one, by name.
    pub tag_colours: BTreeMap<String, String>,
    /// The saved searches.
    pub saved: Saved,
    /// Where the reader has been.
    pub jumps: Jumps,
    /// The line being typed, if one is.
    pub prompt: Option<Prompt>,
    /// What is known of the terminal and the settings: what and how, in words.
    pub known: Vec<(String, String)>,
    /// What lies over the panes, if anything does.
    pub overlay: Option<Overlay>,
    /// What the reader was told.
    pub notices: Notices,
    /// The reports that are awaited.
    pub awaited: Awaited,
    /// What goes on in the background.
    pub work: Option<Work>,
    /// Whether the library has changed since the list was read, and will be read again.
    pub is_stale: bool,
    /// What day it is: the clock's, unless a test has another.
    pub today: fn() -> Date,
    /// Whether something that is shown has changed since the last frame; `main` draws and clears it.
    pub is_changed: bool,
    /// The border that is being dragged.
    pub dragging: Option<Border>,
    /// The last press of the mouse on the text.
    pub press: Option<Press>,
    last_task: TaskId,
}

impl State {
    /// A window that shows nothing yet; see [`super::start`].
    pub fn new(options: Options, keymap: Keymap, help: ActionHelp, size: (u16, u16)) -> State {
        State {
            options,
            keymap,
            help,
            typing: Typing::default(),
            size,
            shape: Shape::default(),
            layout: Layout::default(),
            focus: Pane::Stories,
            side: Pane::Stories,
            list: List::new(Query::all(), crate::store::Order::default()),
            widened: Vec::new(),
            searches: Vec::new(),
            commands: Vec::new(),
            piped: None,
            exporting: None,
            reading: None,
            opening: None,
            previewed: None,
            hop: None,
            links: Links::default(),
            related: RelatedList::default(),
            comparison: None,
            shares: Shares::default(),
            pages: Vec::new(),
            subjects: Vec::new(),
            timeline: None,
            feeds: None,
            sync: None,
            to_sync: Vec::new(),
            tags: None,
            tag_colours: BTreeMap::new(),
            saved: Saved::default(),
            jumps: Jumps::default(),
            prompt: None,
            overlay: None,
            known: Vec::new(),
            notices: Notices::default(),
            awaited: Awaited::default(),
            work: None,
            is_stale: false,
            today: || jiff::Zoned::now().date(),
            is_changed: true,
            dragging: None,
            press: None,
            last_task: TaskId::NONE,
        }
    }

    /// A number for a new task.
    pub fn next_task(&mut self) -> TaskId {
        self.last_task = TaskId(self.last_task.0 + 1);
        self.last_task
    }

    /// Columns and rows that the window is laid out in. Rows that are sent in logical order begin with
    /// a column that says that they run from left to right.
    pub fn window_size(&self) -> (u16, u16) {
        let (columns, rows) = self.size;
        (columns.saturating_sub(u16::from(self.options.sends_logically())), rows)
    }

    /// Which way the window reads.
    pub fn direction(&self) -> Direction {
        self.options.language.direction()
    }

    /// Takes a key towards an action.
    pub fn step(&mut self, key: KeyEvent) -> super::keymap::Step {
        let scope = self.scope();
        self.keymap.step(&mut self.typing, scope, key)
    }

    /// Which keys count now.
    pub fn scope(&self) -> Scope {
        let place = match self.focus {
            _ if self.tags.is_some() && self.overlay.is_none() => Some(Place::Tags),
            _ if self.is_selecting() => Some(Place::Select),
            Pane::Feeds => Some(Place::Feeds),
            Pane::Saved => Some(Place::Saved),
            _ => None,
        };
        Scope { mirrored: self.direction().is_rtl(), place }
    }

    /// Whether keys move the end of a selection.
    pub fn is_selecting(&self) -> bool {
        let selection = self.reading.as_ref().and_then(|reading| reading.selection.as_ref());
        let is_on = selection.is_some_and(|selection| selection.has_caret);
        is_on && self.focus == Pane::Article && self.overlay.is_none()
    }

    /// The article that a deed is for, as `of_row` or `of_reading` tells of it: the selected one of a
    /// list that has the focus, else the open one.
    pub(super) fn target<T>(
        &self,
        of_row: impl FnOnce(&Row) -> T,
        of_reading: impl FnOnce(&Reading) -> T,
    ) -> Option<T> {
        match self.focus {
            Pane::Stories => self.list.current().map(of_row),
            Pane::Related => self.related.current().map(of_row),
            Pane::Namings => {
                let list = &self.pages.last()?.namings;
                list.items.get(list.selected).map(|item| of_row(&item.item.row))
            }
            Pane::Timeline => self.timeline.as_ref()?.current_row().map(of_row),
            // The article below it is not in sight.
            Pane::Name | Pane::Feeds | Pane::Saved => None,
            _ => self.reading.as_ref().map(of_reading),
        }
    }

    /// The article that tags go to, and those that it has.
    pub fn tag_target(&self) -> Option<(Id, Vec<String>)> {
        self.target(|row| (row.id, row.tags.clone()), |reading| (reading.id, reading.standing.tags.clone()))
    }

    /// The first key of an action, for hints; `None` if it has none.
    pub fn key_of(&self, action: Action) -> Option<String> {
        self.keymap.keys_of(action, self.scope()).into_iter().next()
    }
}
