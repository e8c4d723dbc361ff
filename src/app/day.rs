//! What is typed for a day of publication -> the day that it means, or that it means none.

use crate::article::Published;
use crate::store::Id;
use crate::store::query::day;
use jiff::civil::Date;

/// What is understood of the line so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Understood {
    /// This day.
    Day(Date),
    /// The line is empty: what the article itself says counts again.
    Nothing,
    /// Something that is no single day; whether the reader wanted to set it all the same.
    NoDay {
        /// He pressed Enter.
        was_entered: bool,
    },
}

/// The day of publication of one article while it is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayEntry {
    /// The article.
    pub id: Id,
    /// The day that counts now.
    pub published: Option<Published>,
    /// What the article itself says, if it is open, so that this is known.
    pub said: Option<Option<Published>>,
    /// The day on which this happens: what "yesterday" counts from.
    pub today: Date,
    /// What is understood.
    pub understood: Understood,
}

impl DayEntry {
    /// An entry for an article, of which nothing has been read yet.
    pub fn new(id: Id, published: Option<Published>, today: Date) -> DayEntry {
        DayEntry { id, published, said: None, today, understood: Understood::Nothing }
    }

    /// What the line holds at first: the day that counts now, in figures; empty if there is none.
    pub fn text(&self) -> String {
        self.published.map(|published| published.date.to_string()).unwrap_or_default()
    }

    /// Reads the line.
    pub fn read(&mut self, line: &str) {
        self.understood = match (line.trim().is_empty(), day::parse(line, self.today)) {
            (true, _) => Understood::Nothing,
            (false, Some(day)) => Understood::Day(day),
            (false, None) => Understood::NoDay { was_entered: false },
        };
    }

    /// Takes the reader's Enter; `false` if the line means no day, so that there is nothing to set.
    pub fn enter(&mut self) -> bool {
        match &mut self.understood {
            Understood::NoDay { was_entered } => {
                *was_entered = true;
                false
            }
            _ => true,
        }
    }

    /// The article, and the day that it is to have; `None` for what it says itself. Nothing if the line
    /// means no day.
    pub fn told(&self) -> Option<(Id, Option<Date>)> {
        match self.understood {
            Understood::Day(day) => Some((self.id, Some(day))),
            Understood::Nothing => Some((self.id, None)),
            Understood::NoDay { .. } => None,
        }
    }

    /// Whether the day that is understood is still to come.
    pub fn is_future(&self) -> bool {
        matches!(self.understood, Understood::Day(day) if day > self.today)
    }
}

#[cfg(test)]
mod tests;
