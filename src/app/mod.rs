//! Events -> state and effects. Draws nothing, touches no disk, knows no thread.
//!
//! [`update()`] takes one [`Event`], changes the [`State`] and gives the [`Effect`]s that `main` is to
//! perform. What is to be drawn is computed here, from the size of the window; `ui` only draws it.

mod act;
pub mod action;
mod along;
mod ask;
pub mod block;
pub mod compare;
pub mod complete;
mod copy;
pub mod day;
pub mod edit;
pub mod export;
pub mod facts;
pub mod feeds;
pub mod jump;
pub mod key;
pub mod keyboard;
pub mod keymap;
pub mod layout;
pub mod link;
pub mod list;
mod marked;
mod mouse;
pub mod name;
mod narrow;
pub mod note;
pub mod notice;
pub mod novelty;
mod open;
mod page;
pub mod pane;
pub mod portrait;
pub mod prompt;
pub mod reading;
pub mod related;
mod report;
pub mod rules;
pub mod saved;
pub mod scroll;
mod selecting;
pub mod selection;
pub mod state;
mod story;
pub mod tags;
pub mod timeline;
mod update;
pub mod userfile;

#[cfg(test)]
pub(crate) mod tests;

pub use state::{ActionHelp, Language, Options, State};
pub use update::{start, update};

use crate::task::{Report, Task, TaskId};
use crate::text::{Forms, Mirroring};

/// Something that happens to the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key, the mouse, pasted text, a new size.
    Input(crossterm::event::Event),
    /// What a task says.
    Report(TaskId, Report),
    /// Something to tell the reader that no task said: mistakes in the user's files.
    Notice(notice::Message),
    /// The terminal was found out to need text in another form.
    Forms(Forms),
    /// The terminal was found out to treat brackets in another way than it was thought to.
    Mirroring(Mirroring),
    /// What is known of the terminal and the settings: what and how, in words.
    Known(Vec<(String, String)>),
    /// It is time to ask the feeds, because the reader has set up when.
    SyncDue,
    /// Time has passed without anything else.
    Tick,
}

/// Something that `main` is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Run a task; its reports come back with the same number.
    Run(TaskId, Task),
    /// Stop a task, if it still runs.
    Cancel(TaskId),
    /// Show the window in another language from now on; the state already does.
    Language(Language),
    /// Change between dark and light.
    Theme,
    /// Right-to-left text is sent in another form from now on: the terminal's own bidi may have to
    /// be switched.
    Forms(Forms),
    /// Tell what is known of the terminal ([`Event::Known`]).
    Doctor,
    /// Put a text into the clipboard.
    Copy(String),
    /// Run a command on a text, with the terminal.
    Pipe {
        /// What the shell is given.
        command: String,
        /// Its standard input.
        input: String,
    },
    /// Open an address in a browser.
    Open(link::Url),
    /// Clear the terminal and draw everything.
    Redraw,
    /// Give the terminal back to the shell until it comes back.
    Suspend,
    /// End, after what was done by hand has been saved.
    Quit,
}
