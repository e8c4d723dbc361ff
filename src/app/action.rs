//! The table of everything that a key, a click or a palette line can do.
//!
//! One row an action: its variant and its name. The name is what `keymap.toml` and the palette use;
//! its help is the message `action-NAME` in `assets/i18n`. Help, palette, keymap parsing and tests
//! read this table, so a new action is one row here, one message a language, and its deed in
//! [`crate::app`].
//!
//! Movement is named by reading order (`forward`, `back`), never by side: which arrow that is
//! depends on the direction of the window, and the keymap says it.

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Something that the reader can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $variant,)*
        }

        impl Action {
            /// Every action, in the order in which help shows them.
            pub const ALL: &[Action] = &[$(Action::$variant,)*];

            /// The name used in `keymap.toml` and the palette.
            pub fn name(self) -> &'static str {
                match self {
                    $(Action::$variant => $name,)*
                }
            }
        }
    };
}

actions! {
    /// One row, line or item down.
    Next = "next",
    /// One row, line or item up.
    Previous = "previous",
    /// One page down.
    PageDown = "page-down",
    /// One page up.
    PageUp = "page-up",
    /// Half a page down.
    HalfPageDown = "half-page-down",
    /// Half a page up.
    HalfPageUp = "half-page-up",
    /// To the first row or line.
    First = "first",
    /// To the last row or line.
    Last = "last",
    /// To the next pane.
    PaneNext = "pane-next",
    /// To the previous pane.
    PanePrevious = "pane-previous",
    /// To the pane that follows on the same level, in reading order.
    Forward = "forward",
    /// To the pane before on the same level, in reading order.
    Back = "back",
    /// Opens what is selected; on a date: to its next mention in the text; on a name: to its mention,
    /// then to its page.
    Open = "open",
    /// To the page of the selected or lit person, place or organisation.
    NamePage = "name-page",
    /// Closes what is on top: a prompt, an overlay, a filter.
    Close = "close",
    /// To the next article of the list, wherever the focus is.
    NextArticle = "next-article",
    /// To the previous article of the list.
    PreviousArticle = "previous-article",
    /// To the next unread article.
    NextUnread = "next-unread",
    /// To the next mention or search hit in the text.
    NextHit = "next-hit",
    /// To the previous mention or search hit in the text.
    PreviousHit = "previous-hit",
    /// To the next development of this story.
    Later = "later",
    /// To the previous development of this story.
    Earlier = "earlier",
    /// To another telling of the same event.
    SameEvent = "same-event",
    /// Shows or hides the related articles.
    Related = "related",
    /// Shows or hides the events of this story by their days.
    Timeline = "timeline",
    /// Shows the article beside another telling, or leaves that again.
    Compare = "compare",
    /// Shows or hides the feeds.
    Feeds = "feeds",
    /// Asks the feeds for what is new, or stops that.
    SyncFeeds = "sync-feeds",
    /// Asks the selected feed.
    SyncFeed = "sync-feed",
    /// Follows another feed.
    AddFeed = "add-feed",
    /// Follows the selected feed no longer.
    RemoveFeed = "remove-feed",
    /// Gets the whole text of the open article from its page.
    WholeText = "whole-text",
    /// While comparing: the second telling first.
    SwapSides = "swap-sides",
    /// To the next sentence that says something new.
    NextNew = "next-new",
    /// To where the reader was before the last jump.
    JumpBack = "jump-back",
    /// Undoes a jump back.
    JumpForward = "jump-forward",
    /// Says that the selected article is of the story of the open one.
    SameStory = "same-story",
    /// Says that the selected article is not of the story of the open one.
    OtherStory = "other-story",
    /// Begins to select text, or in the list articles, or ends it.
    Select = "select",
    /// Selects whole paragraphs, or in the list all articles.
    SelectParagraph = "select-paragraph",
    /// While selecting: one cell to the left.
    CaretLeft = "caret-left",
    /// While selecting: one cell to the right.
    CaretRight = "caret-right",
    /// While selecting: to the start of the next word, in reading order.
    WordNext = "word-next",
    /// While selecting: to the start of this word, or of the one before.
    WordPrevious = "word-previous",
    /// While selecting: to the end of this word, or of the next one.
    WordEnd = "word-end",
    /// While selecting: to where the row starts.
    RowStart = "row-start",
    /// While selecting: to where the row ends.
    RowEnd = "row-end",
    /// While selecting: to the other end of what is selected.
    SwapEnds = "swap-ends",
    /// Copies what is selected: text, a name, a title.
    Copy = "copy",
    /// Copies the open article as Markdown, with its citation.
    CopyArticle = "copy-article",
    /// Writes the article, or all that the search finds, into a file.
    Export = "export",
    /// Runs a command on the open article.
    Pipe = "pipe",
    /// Opens the link at the caret, or else the article's own, in a browser.
    OpenLink = "open-link",
    /// Searches the library.
    Search = "search",
    /// Saves the search under a name.
    SaveSearch = "save-search",
    /// Shows or hides the saved searches.
    SavedSearches = "saved-searches",
    /// Gives the selected saved search another name.
    RenameSearch = "rename-search",
    /// Removes the selected saved search.
    DeleteSearch = "delete-search",
    /// Shows the near-copies of the selected article, or folds them under it again.
    Unfold = "unfold",
    /// Narrows the list to the selected person, place or day.
    Narrow = "narrow",
    /// Shows the whole library again.
    Widen = "widen",
    /// Lists by date or by relevance.
    Order = "order",
    /// Adds or removes tags.
    Tag = "tag",
    /// Lists the tags.
    Tags = "tags",
    /// In the list of tags: calls the selected one otherwise, or merges it with another.
    RenameTag = "rename-tag",
    /// In the list of tags: takes the selected one off all articles.
    DeleteTag = "delete-tag",
    /// In the list of tags: gives the selected one a colour.
    ColourTag = "colour-tag",
    /// Follows the reader's rules on all articles.
    ApplyRules = "apply-rules",
    /// Writes a note on the article, or on the selected text; or changes the one that is there.
    Note = "note",
    /// Sets the day of publication, or takes that word back.
    SetPublished = "set-published",
    /// Says that the selected name is another.
    MergeName = "merge-name",
    /// Says that a spelling of the selected name is someone else's.
    SplitName = "split-name",
    /// Says who the selected name is in this article.
    NameHere = "name-here",
    /// Gives the selected name another form.
    RenameName = "rename-name",
    /// Marks the article read or unread.
    ToggleRead = "toggle-read",
    /// Takes back the last change by hand.
    Undo = "undo",
    /// Does again what was taken back.
    Redo = "redo",
    /// Shows or hides People, Places, Dates.
    ToggleFacts = "toggle-facts",
    /// Unfolds the organisations beside people, places and dates, or folds them to a line.
    ToggleOrganisations = "toggle-organisations",
    /// Makes the list wider.
    GrowList = "grow-list",
    /// Makes the list narrower.
    ShrinkList = "shrink-list",
    /// Changes how right-to-left text is sent to the terminal.
    RtlMode = "rtl-mode",
    /// Shows or hides the vowel marks.
    Tashkeel = "tashkeel",
    /// Changes the language of the window.
    Language = "language",
    /// Changes between the dark and the light theme.
    Theme = "theme",
    /// Shows what is known of the terminal, with a sample of each way to send right-to-left text.
    Doctor = "doctor",
    /// Shows past notices.
    Notices = "notices",
    /// Runs an action by its name.
    Palette = "palette",
    /// Shows the keys.
    Help = "help",
    /// Draws the window anew.
    Redraw = "redraw",
    /// Hands the terminal back to the shell until `fg`.
    Suspend = "suspend",
    /// Ends the reader.
    Quit = "quit",
}

impl Action {
    /// The action of that name, if there is one.
    pub fn named(name: &str) -> Option<Action> {
        Action::ALL.iter().copied().find(|action| action.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_action() {
        for &action in Action::ALL {
            assert_eq!(Action::named(action.name()), Some(action));
            assert!(action.name().chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        }
        assert_eq!(Action::named("no-such-action"), None);
    }
}
