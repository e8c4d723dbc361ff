//! A task -> the line of tasks that it waits in.

use super::Task;

/// The lanes that tasks run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LaneKind {
    /// Everything that changes the library, in order.
    Writer,
    /// Pages of the list.
    Pages,
    /// Counts, which take longer than pages.
    Counts,
    /// Articles.
    Articles,
    /// Relations, and what is new by them.
    Relations,
    /// Storylines; not with the relations, whose answer they would take the place of.
    Storylines,
    /// Comparisons.
    Comparisons,
    /// How much is new of what the lists show.
    Shares,
    /// What is said of a name.
    Names,
    /// Where a name stands.
    Namings,
    /// What a prompt offers.
    Completions,
    /// The feeds that are followed.
    Feeds,
    /// The tags.
    Tags,
    /// Rows of lists that may have changed.
    Rows,
    /// Saved searches, and their counts.
    Saved,
    /// Articles that go out.
    Exports,
    /// What asks feeds, in order.
    Fetch,
    /// What gets single pages, in order; not with the feeds, which may take minutes.
    Web,
}

impl LaneKind {
    /// Whether its tasks are done one after the other; else a newer one takes the place of those before.
    pub fn is_queue(self) -> bool {
        self == LaneKind::Writer || self.is_network()
    }

    /// Whether what a key shows waits for it; all else is for later, or takes its time anyway.
    pub fn is_waited_for(self) -> bool {
        matches!(self, LaneKind::Pages | LaneKind::Articles | LaneKind::Rows | LaneKind::Completions)
    }

    /// Whether its tasks wait for servers. They report while they are done, and nobody waits for their end.
    pub fn is_network(self) -> bool {
        matches!(self, LaneKind::Fetch | LaneKind::Web)
    }
}

impl Task {
    /// The lane that it runs in.
    pub fn lane(&self) -> LaneKind {
        match self {
            Task::Page { .. } => LaneKind::Pages,
            Task::Counts { .. } => LaneKind::Counts,
            Task::Open { .. } => LaneKind::Articles,
            Task::Related(_) | Task::Novelty(_) => LaneKind::Relations,
            Task::Storyline(_) => LaneKind::Storylines,
            Task::Compare(_) => LaneKind::Comparisons,
            Task::Shares(_) => LaneKind::Shares,
            Task::Named { .. } => LaneKind::Names,
            Task::Namings { .. } => LaneKind::Namings,
            Task::Tags | Task::Names(_) | Task::Complete(..) => LaneKind::Completions,
            Task::Feeds => LaneKind::Feeds,
            Task::TagRows => LaneKind::Tags,
            Task::Rows(_) => LaneKind::Rows,
            Task::Searches | Task::CountSaved(_) => LaneKind::Saved,
            Task::Export(_) => LaneKind::Exports,
            Task::Sync(_) => LaneKind::Fetch,
            Task::FindFeed(_) | Task::WholeText(_) => LaneKind::Web,
            _ => LaneKind::Writer,
        }
    }

    /// Whether it was done by hand, and must be done even if Khabar is about to end.
    pub fn is_by_hand(&self) -> bool {
        self.lane() == LaneKind::Writer && !matches!(self, Task::Import(_) | Task::Keep(_) | Task::Rebuild(_))
    }
}
