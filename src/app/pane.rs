//! The panes of the window, in reading order.

/// A pane that can have the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pane {
    /// The list of articles.
    Stories,
    /// The related articles; in the place of the list while they are shown.
    Related,
    /// The text.
    Article,
    /// Who is named.
    People,
    /// Which bodies are named; folded to a line until the reader unfolds it.
    Organisations,
    /// Where.
    Places,
    /// When.
    Dates,
    /// What is known of a name; the page of it covers all other panes.
    Name,
    /// The articles that name it.
    Namings,
    /// The events of a storyline; covers all other panes, too.
    Timeline,
    /// The feeds that are followed; covers all other panes, too.
    Feeds,
    /// The saved searches; beside the list, or in narrow windows in the place of all other panes.
    Saved,
    /// Two articles side by side; they cover all other panes.
    Compare,
}

impl Pane {
    /// The panes of facts, in reading order.
    pub const FACTS: [Pane; 4] = [Pane::People, Pane::Organisations, Pane::Places, Pane::Dates];

    /// Whether it shows facts of the article.
    pub fn is_facts(self) -> bool {
        Pane::FACTS.contains(&self)
    }

    /// Whether it is of the page of a name.
    pub fn is_page(self) -> bool {
        matches!(self, Pane::Name | Pane::Namings)
    }

    /// Whether it is a list of articles beside the text.
    pub fn is_side(self) -> bool {
        matches!(self, Pane::Stories | Pane::Related)
    }
}

/// Which way the window reads: the direction of the interface's language, not of the articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Stories at the left.
    #[default]
    LeftToRight,
    /// Stories at the right, everything mirrored.
    RightToLeft,
}

impl Direction {
    /// Whether the window reads from the right.
    pub fn is_rtl(self) -> bool {
        self == Direction::RightToLeft
    }
}
