//! An article -> the articles of its storyline, each with the number and the day of its event.

use super::super::{Error, Id, Reader};
use super::EventRow;
use crate::story::timeline::{LeftOut, nearest};
use jiff::civil::Date;

/// Events of a storyline that are looked at: those on both sides of an article's.
const EVENTS_MAX: usize = 1000;

/// The articles of a storyline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Storyline {
    /// The articles, that which was asked for first.
    pub members: Vec<Member>,
    /// What was too far away.
    pub left_out: LeftOut,
}

/// An article of a storyline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Which one.
    pub id: Id,
    /// The number of its event in this storyline; that of the article asked for is 0.
    pub event: u32,
    /// The day of its event; if that is not known, of its publication.
    pub day: Option<Date>,
}

impl Reader {
    /// The storyline of an article: at most `limit` events, those nearest to its own.
    ///
    /// # Errors
    ///
    /// If the library cannot be read, or the article is not there.
    pub fn storyline(&self, id: Id, limit: usize) -> Result<Storyline, Error> {
        let Some(own) = self.event_of(id)? else {
            // It has not been tied yet.
            let day = self.article(id)?.article.published.map(|published| published.date);
            return Ok(Storyline { members: vec![Member { id, event: 0, day }], ..Storyline::default() });
        };
        let around = self.storyline_around(own, EVENTS_MAX)?;
        let day_of = |event: &EventRow| event.is_dated.then_some(event.day);
        let mut members = vec![Member { id, event: 0, day: day_of(&own) }];
        let mut number = 0;
        for told in &around.events {
            let event = if told.event.id == own.id { 0 } else { number + 1 };
            number = number.max(event);
            let day = day_of(&told.event);
            let others = told.articles.iter().filter(|other| **other != id);
            members.extend(others.map(|&id| Member { id, event, day }));
        }
        let days: Vec<(u32, Option<Date>)> =
            members.iter().map(|member| (member.event, member.day)).collect();
        let (kept, mut left_out) = nearest(&days, 0, limit);
        left_out.earlier += around.before as usize;
        left_out.later += around.after as usize;
        Ok(Storyline { members: kept.into_iter().map(|index| members[index]).collect(), left_out })
    }
}
