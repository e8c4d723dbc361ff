//! What the reader is told, and a list of what was told before.

use crate::store::Change;
use crate::task::{Failure, FileNotice, Imported, Trouble};

/// Notices kept; the oldest go first.
const KEPT_MAX: usize = 500;

/// Something to tell the reader. `ui` puts it into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A task was not done.
    Failed(Failure),
    /// Something is wrong with a file that was to be read.
    File(FileNotice),
    /// Something is wrong with a file of settings; in the words of whoever read it.
    Settings(String),
    /// An import has ended.
    Imported(Imported),
    /// A rebuild has ended, after so many articles.
    Rebuilt(u64),
    /// An import was stopped; what came in stays.
    Stopped,
    /// A change was made by hand.
    Done(Change),
    /// Names were merged, split or renamed; the key that takes it back, if there is one.
    Named {
        /// What was decided.
        change: Change,
        /// The key.
        undo: Option<String>,
    },
    /// There are no rules to follow.
    NoRules,
    /// The name has no other spelling in this article that could be someone else's; the key that says who
    /// it is in this article, if there is one.
    OneSpelling(Option<String>),
    /// The last change was taken back; `None`: there was none.
    Undone(Option<Change>),
    /// A change was done again; `None`: there was none.
    Redone(Option<Change>),
    /// There is no later development of the story.
    NothingLater,
    /// There is no earlier one.
    NothingEarlier,
    /// Nobody else tells this event.
    NoSameEvent,
    /// The selected article has no near-copies.
    NoCopies,
    /// No article is selected beside the open one.
    NoOther,
    /// There is no other article of the story to compare with.
    NothingToCompare,
    /// The two tellings differ nowhere.
    NoDifference,
    /// Nothing in the article is new to the reader.
    NothingNew,
    /// Nothing else of the story was read, by which it could be told what is new.
    NothingReadBefore,
    /// No person, place or organisation is selected or lit.
    NoName,
    /// No article of a page is selected, in which a name could be someone else.
    NoNaming,
    /// Nothing is lit that could be walked.
    NoHits,
    /// All articles are listed: there is no search to save.
    NothingToSave,
    /// A saved search that this Khabar does not understand; its name.
    SearchNotUnderstood(String),
    /// A note that is too long for the prompt.
    LongNote {
        /// Its number.
        note: i64,
        /// Its article.
        article: crate::store::Id,
    },
    /// Nothing is unread further down.
    NothingUnread,
    /// There is no place to jump back to.
    NoJump,
    /// There is none to go forth to.
    NoJumpForward,
    /// What was gone to along the story has no known day.
    Undated,
    /// There are no words by which relevance could be judged.
    OrderNeedsSearch,
    /// The article of a jump, or of a relation, is no longer in the library.
    Gone,
    /// A text was copied.
    Copied {
        /// Its words.
        words: usize,
        /// Its characters, as one counts them on the screen.
        characters: usize,
    },
    /// So many articles were written into a file.
    Exported(u64, std::path::PathBuf),
    /// A command that was run on an article, and how it failed.
    CommandFailed(String, String),
    /// Nothing is there to copy.
    NothingToCopy,
    /// What was to be copied has more bytes than this, the most that terminals take.
    TooLongToCopy(usize),
    /// An address is being opened.
    Opening(super::link::Url),
    /// Feeds were asked for what is new.
    Synced {
        /// Articles that are new.
        new: u64,
        /// Articles that are other than before.
        changed: u64,
        /// Feeds that gave no answer.
        failed: u64,
        /// Feeds that were not asked: it is too soon, or they are gone.
        waiting: u64,
    },
    /// No further feed is asked.
    SyncStopping,
    /// No feed is followed; the key that adds one.
    NoFeeds(Option<String>),
    /// A feed or page gave nothing.
    Trouble {
        /// Which; `None` for the open article.
        of: Option<String>,
        /// Why.
        trouble: Trouble,
    },
    /// The feed at an address is being looked for.
    LookingForFeed,
    /// The whole text of the open article is on its way.
    FetchingText,
    /// It has come.
    WholeText,
    /// Neither the place nor the article has an address.
    NoLink,
    /// No browser could be started, or it failed; and why.
    NotOpened(String),
    /// The mode in which right-to-left text is sent was changed.
    RtlMode(crate::text::Mode),
    /// The vowel marks are shown or hidden.
    Tashkeel(crate::text::Marks),
    /// The terminal is kitty, which reverses right-to-left words unless its user says not to.
    ForceLtr,
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Told once, in the status line.
    Passing,
    /// Kept in the list as well.
    Kept,
    /// Kept, and shown as an error.
    Error,
}

impl Message {
    /// How much it matters.
    pub fn weight(&self) -> Weight {
        match self {
            Message::Failed(_) | Message::Settings(_) | Message::NotOpened(_) => Weight::Error,
            Message::Trouble { .. } | Message::CommandFailed(..) => Weight::Error,
            Message::Exported(..) => Weight::Kept,
            Message::File(_) | Message::Imported(_) | Message::Rebuilt(_) | Message::Stopped => Weight::Kept,
            Message::Done(_) | Message::Undone(Some(_)) | Message::Redone(Some(_)) => Weight::Kept,
            Message::ForceLtr | Message::Named { .. } | Message::Synced { .. } => Weight::Kept,
            _ => Weight::Passing,
        }
    }
}

/// The notices, the newest last.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// Those that are kept, each with how often it was told in a row.
    pub kept: Vec<(Message, u32)>,
    /// The one in the status line.
    pub current: Option<Message>,
}

impl Notices {
    /// Tells something: it stands in the status line until the next key.
    pub fn tell(&mut self, message: Message) {
        if message.weight() > Weight::Passing {
            match self.kept.last_mut() {
                Some((last, count)) if *last == message => *count = count.saturating_add(1),
                _ => self.kept.push((message.clone(), 1)),
            }
            if self.kept.len() > KEPT_MAX {
                self.kept.remove(0);
            }
        }
        self.current = Some(message);
    }

    /// Clears the status line.
    pub fn dismiss(&mut self) {
        self.current = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(told: &[Message], kept: &[(Message, u32)]) {
        let mut notices = Notices::default();
        for message in told {
            notices.tell(message.clone());
        }
        assert_eq!(notices.kept, kept);
        assert_eq!(notices.current.as_ref(), told.last());
    }

    #[test]
    fn what_passes_is_not_kept_and_what_repeats_is_counted() {
        let busy = Message::Failed(Failure::Busy);
        check(&[Message::NothingLater], &[]);
        check(&[busy.clone(), busy.clone(), Message::Stopped], &[(busy, 2), (Message::Stopped, 1)]);
    }
}
