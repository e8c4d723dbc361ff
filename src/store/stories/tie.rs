//! An article that came in, or changed -> its place among the events and stories of the library.
//!
//! Articles are grouped into events by average link among those that are alike ([`cluster`]): the new
//! one, those that tell the same as it does, and the others of their events, so that an event can also
//! come apart when what held it together turns out to be two. Whatever comes of it, an event that most
//! of its articles stay in keeps its number.
//!
//! An event develops the earlier one whose words are most like its own, however long ago that was; the
//! events that hang together so are a storyline.

use super::super::{Fault, Id, articles, rank, relations};
use super::known::Known;
use super::nearby::{self, Candidate, Wanted};
use super::tree::{self, BY_HAND};
use super::words::{StoryWord, Words, storyline_of};
use crate::story::event::sameness;
use crate::story::related::{Development, EVENT_LEAST, SERIES_LEAST, development};
use crate::story::vector::cosine;
use crate::story::{Profile, cluster, duplicate};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// Events that an article may bring together.
const EVENTS_MAX: usize = 6;
/// Articles of an event up to which it can come apart again. Of a larger one so many speak for it.
const MEMBERS_MAX: usize = 10;

/// Ties articles into events and stories, one after the other.
pub(super) struct Tying<'a> {
    pub(super) connection: &'a Connection,
    pub(super) known: &'a mut Known,
    pub(super) words: &'a Words,
    /// Whether all articles are being tied anew, in the order of their days.
    pub(super) is_anew: bool,
}

/// An article of the small set in which events are found.
struct Member {
    id: Id,
    rank: i64,
    /// The event that it tells until now; the new one tells none.
    event: Option<i64>,
    profile: Profile,
}

impl Tying<'_> {
    /// Ties one article, which is in no event.
    pub(super) fn tie(&mut self, id: Id) -> Result<(), Fault> {
        let connection = self.connection;
        let local = relations::local_profile(connection, id)?.unwrap_or_default();
        self.known.add(connection, &local, 1)?;
        let rank = articles::rank(connection, id)?;
        let wanted = Wanted { rank, local: &local, only_before: self.is_anew };
        let candidates = nearby::find(connection, self.known, wanted)?;
        let profile = self.known.profile(connection, local)?;
        let likenesses: Vec<f32> =
            candidates.iter().map(|other| self.likeness(&profile, &other.profile)).collect();
        let event =
            self.place(Member { id, rank, event: None, profile: profile.clone() }, &candidates, &likenesses)?;
        self.link(event, &profile, &candidates, &likenesses)?;
        self.mark_copies(id, &profile, &candidates)?;
        for other in self.words.same_as(id) {
            self.join(id, other)?;
        }
        Ok(())
    }

    /// Looks again for what an event develops, after a word of the reader has cut it off.
    pub(super) fn link_again(&mut self, event: i64) -> Result<(), Fault> {
        for id in tellings(self.connection, event, MEMBERS_MAX)? {
            let Some(local) = relations::local_profile(self.connection, id)? else { continue };
            let rank = articles::rank(self.connection, id)?;
            let wanted = Wanted { rank, local: &local, only_before: false };
            let candidates = nearby::find(self.connection, self.known, wanted)?;
            let profile = self.known.profile(self.connection, local)?;
            let likenesses: Vec<f32> =
                candidates.iter().map(|other| self.likeness(&profile, &other.profile)).collect();
            self.link(event, &profile, &candidates, &likenesses)?;
        }
        Ok(())
    }

    /// Puts a word of the reader into force that has just been kept, or taken away.
    pub(super) fn obey(&mut self, word: StoryWord) -> Result<(), Fault> {
        let (article, other) = (word.article, word.other);
        if word.before == Some(true) {
            self.part(article)?;
        }
        let events = (event_of(self.connection, article)?, event_of(self.connection, other)?);
        let (Some(event), Some(other_event)) = events else { return Ok(()) };
        match word.after {
            Some(true) => self.join(article, other)?,
            Some(false) => {
                if event == other_event {
                    self.tie_again(other)?;
                }
                self.keep_apart(article, other)?;
            }
            None if word.before == Some(false) => {
                self.tie_again(other)?;
                self.link_again(event)?;
            }
            None => {}
        }
        Ok(())
    }

    /// Takes an article out of its event and finds it another.
    fn tie_again(&mut self, id: Id) -> Result<(), Fault> {
        if let Some(local) = relations::local_profile(self.connection, id)? {
            self.known.add(self.connection, &local, -1)?;
            let left = super::untie(self.connection, id)?;
            self.tie(id)?;
            if let Some(event) = left {
                self.link_children_again(event)?;
            }
        }
        Ok(())
    }

    /// Parts the storylines of two articles if they are one: the later event begins a story of its own, or
    /// joins a third.
    fn keep_apart(&mut self, one: Id, other: Id) -> Result<(), Fault> {
        let mut nodes = Vec::new();
        for id in [one, other] {
            let Some(event) = event_of(self.connection, id)? else { return Ok(()) };
            nodes.extend(tree::node(self.connection, event)?);
        }
        nodes.sort_by_key(|node| (node.day, node.id));
        for node in nodes.into_iter().rev() {
            let (here, there) = (storyline_of(self.connection, one)?, storyline_of(self.connection, other)?);
            if here == there {
                tree::cut(self.connection, node.id)?;
                self.link_again(node.id)?;
            }
        }
        Ok(())
    }

    /// Takes back what words of the reader have joined in the storyline of an article, but for those that
    /// still count.
    fn part(&mut self, id: Id) -> Result<(), Fault> {
        let Some(storyline) = storyline_of(self.connection, id)? else { return Ok(()) };
        for event in tree::joined_by_hand(self.connection, storyline)? {
            tree::cut(self.connection, event)?;
            self.link_again(event)?;
        }
        for (one, other) in self.words.joined() {
            self.join(one, other)?;
        }
        Ok(())
    }

    /// Lets the developments of an event that has lost articles choose again what they develop.
    pub(super) fn link_children_again(&mut self, event: i64) -> Result<(), Fault> {
        for child in tree::children(self.connection, event)? {
            if tree::node(self.connection, child)?.is_some_and(|child| child.likeness < BY_HAND) {
                tree::cut(self.connection, child)?;
                self.link_again(child)?;
            }
        }
        Ok(())
    }

    fn likeness(&self, here: &Profile, there: &Profile) -> f32 {
        cosine(&here.vector, &there.vector, self.known.rarity())
    }

    /// Finds the event of a new article, and what becomes of those near it; gives its event.
    fn place(&mut self, new: Member, candidates: &[Candidate], likenesses: &[f32]) -> Result<i64, Fault> {
        let alike = candidates.iter().zip(likenesses).filter_map(|(other, &cosine)| {
            let sure = sureness(cosine, &new.profile, &other.profile);
            (sure >= EVENT_LEAST && !self.words.are_apart(new.id, other.id)).then_some((sure, other))
        });
        let mut alike: Vec<(f32, &Candidate)> = alike.collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.event.cmp(&b.1.event)));
        let mut events: Vec<i64> = Vec::new();
        for (_, other) in alike {
            if !events.contains(&other.event) && events.len() < EVENTS_MAX {
                events.push(other.event);
            }
        }
        if events.is_empty() {
            let event = self.new_event(&new)?;
            self.put(new.id, event)?;
            return Ok(event);
        }
        let new_id = new.id;
        let (members, fixed) = self.members(new, &events, candidates)?;
        let groups = self.groups(&members, &fixed);
        self.settle(&members, &fixed, &groups)?;
        event_of(self.connection, new_id)?.ok_or(Fault::Broken("the event of an article"))
    }

    /// The new article, and those of the events; which of them stand for an event that stays as it is.
    fn members(
        &mut self,
        new: Member,
        events: &[i64],
        candidates: &[Candidate],
    ) -> Result<(Vec<Member>, Vec<Vec<usize>>), Fault> {
        let mut members = vec![new];
        let mut fixed = Vec::new();
        for &event in events {
            let ids = tellings(self.connection, event, MEMBERS_MAX + 1)?;
            let is_large = ids.len() > MEMBERS_MAX;
            let first = members.len();
            for id in ids.into_iter().take(MEMBERS_MAX) {
                let (rank, profile) = match candidates.iter().find(|other| other.id == id) {
                    Some(other) => (other.rank, other.profile.clone()),
                    None => {
                        let mut local = relations::local_profile(self.connection, id)?.unwrap_or_default();
                        // Names do not count for whether two tell the same.
                        local.names.clear();
                        (articles::rank(self.connection, id)?, self.known.profile(self.connection, local)?)
                    }
                };
                members.push(Member { id, rank, event: Some(event), profile });
            }
            if is_large {
                fixed.push((first..members.len()).collect());
            }
        }
        Ok((members, fixed))
    }

    fn groups(&self, members: &[Member], fixed: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let count = members.len();
        let mut likenesses = vec![0.0; count * count];
        for a in 0..count {
            for b in 0..a {
                let (here, there) = (&members[a], &members[b]);
                likenesses[a * count + b] = if self.words.are_apart(here.id, there.id) {
                    // However alike the others are, these two do not come together.
                    -(count as f32).powi(2)
                } else {
                    let cosine = self.likeness(&here.profile, &there.profile);
                    sureness(cosine, &here.profile, &there.profile)
                };
            }
        }
        let likeness = |a: usize, b: usize| likenesses[a.max(b) * count + a.min(b)];
        cluster::group(count, fixed, likeness, EVENT_LEAST)
    }

    /// Gives each group an event: the one that most of its articles tell already, if no other group has
    /// more of it.
    fn settle(
        &mut self,
        members: &[Member],
        fixed: &[Vec<usize>],
        groups: &[Vec<usize>],
    ) -> Result<(), Fault> {
        // A large event weighs more than anything that comes to it.
        let weight = |index: &usize| if fixed.iter().any(|group| group.contains(index)) { 1000 } else { 1 };
        let mut claims: Vec<(usize, i64, usize)> = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
            for index in group {
                if let Some(event) = members[*index].event {
                    *counts.entry(event).or_default() += weight(index);
                }
            }
            claims.extend(counts.into_iter().map(|(event, count)| (count, event, at)));
        }
        claims.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut taken: BTreeMap<usize, i64> = BTreeMap::new();
        for (_, event, at) in claims {
            if !taken.contains_key(&at) && !taken.values().any(|other| *other == event) {
                taken.insert(at, event);
            }
        }
        let mut gone: BTreeMap<i64, i64> = BTreeMap::new();
        for (at, group) in groups.iter().enumerate() {
            let event = match taken.get(&at) {
                Some(event) => *event,
                None => self.new_event(&members[group[0]])?,
            };
            for index in group {
                let member = &members[*index];
                if member.event == Some(event) {
                    continue;
                }
                match member.event {
                    Some(old) if weight(index) > 1 => self.put_all(old, event)?,
                    _ => self.put(member.id, event)?,
                }
                if let Some(old) = member.event {
                    gone.entry(old).or_insert(event);
                }
            }
            let is_whole = !group.iter().any(|index| weight(index) > 1);
            if is_whole {
                self.date(event, group.iter().map(|index| &members[*index]))?;
            }
        }
        for (old, heir) in gone {
            if tellings(self.connection, old, 1)?.is_empty() {
                tree::dissolve(self.connection, old, Some(heir))?;
            } else {
                self.link_children_again(old)?;
            }
        }
        Ok(())
    }

    /// A new event that begins with an article; it has no place in a story yet.
    fn new_event(&self, member: &Member) -> Result<i64, Fault> {
        let (day, dated) = day_of(member);
        self.connection
            .prepare_cached("INSERT INTO event (day, dated, storyline) VALUES (?1, ?2, 0)")?
            .execute((day, dated))?;
        let event = self.connection.last_insert_rowid();
        self.connection.prepare_cached("UPDATE event SET storyline = id WHERE id = ?1")?.execute([event])?;
        Ok(event)
    }

    fn put(&self, id: Id, event: i64) -> Result<(), Fault> {
        self.connection
            .prepare_cached(
                "INSERT INTO telling (article, event) VALUES (?1, ?2)
                 ON CONFLICT (article) DO UPDATE SET event = excluded.event",
            )?
            .execute((id.number(), event))?;
        Ok(())
    }

    fn put_all(&self, from: i64, to: i64) -> Result<(), Fault> {
        self.connection
            .prepare_cached("UPDATE telling SET event = ?2 WHERE event = ?1")?
            .execute((from, to))?;
        Ok(())
    }

    /// The day of an event: the one that most of its articles tell of; of several the first.
    fn date<'m>(&self, event: i64, members: impl Iterator<Item = &'m Member>) -> Result<(), Fault> {
        let mut days: BTreeMap<(bool, i64), usize> = BTreeMap::new();
        for member in members {
            let (day, dated) = day_of(member);
            *days.entry((!dated, day)).or_default() += 1;
        }
        // What an article says counts before the day on which another came in.
        let is_dated = days.keys().any(|(undated, _)| !undated);
        let best = days
            .iter()
            .filter(|((undated, _), _)| !(*undated && is_dated))
            .rev()
            .max_by_key(|(_, count)| **count);
        if let Some(((undated, day), _)) = best {
            self.connection
                .prepare_cached("UPDATE event SET day = ?2, dated = ?3 WHERE id = ?1")?
                .execute((event, day, !undated))?;
        }
        Ok(())
    }

    /// Hangs an event below the earlier one that it develops, and later ones below it, if one of its
    /// articles is more like them than what they hang below now.
    fn link(
        &mut self,
        event: i64,
        profile: &Profile,
        candidates: &[Candidate],
        likenesses: &[f32],
    ) -> Result<(), Fault> {
        let mut best: BTreeMap<i64, Development> = BTreeMap::new();
        for (other, &cosine) in candidates.iter().zip(likenesses) {
            if other.event != event
                && let Some(found) =
                    development(cosine, profile, &other.profile, |name| self.known.name_rarity(name))
            {
                let known = best.entry(other.event).or_insert(found);
                known.strength = known.strength.max(found.strength);
                known.is_named |= found.is_named;
            }
        }
        if best.values().filter(|found| !found.is_named).count() >= SERIES_LEAST {
            best.retain(|_, found| found.is_named);
        }
        let mut best: Vec<(i64, f32)> =
            best.into_iter().map(|(event, found)| (event, found.strength)).collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let Some(own) = tree::node(self.connection, event)? else { return Ok(()) };
        let mut own_likeness = own.likeness;
        for (other, strength) in best {
            // An event that has come apart meanwhile.
            let Some(node) = tree::node(self.connection, other)? else { continue };
            if (node.day, node.id) < (own.day, own.id) {
                if strength > own_likeness && tree::hang(self.connection, self.words, event, other, strength)?
                {
                    own_likeness = strength;
                }
            } else if strength > node.likeness {
                tree::hang(self.connection, self.words, other, event, strength)?;
            }
        }
        Ok(())
    }

    /// Joins the stories of two articles by the reader's word.
    pub(super) fn join(&mut self, one: Id, other: Id) -> Result<(), Fault> {
        let (Some(one), Some(other)) = (event_of(self.connection, one)?, event_of(self.connection, other)?)
        else {
            return Ok(());
        };
        let (Some(one), Some(other)) =
            (tree::node(self.connection, one)?, tree::node(self.connection, other)?)
        else {
            return Ok(());
        };
        if one.storyline == other.storyline {
            return Ok(());
        }
        let (one_root, other_root) = (tree::root(self.connection, one)?, tree::root(self.connection, other)?);
        // The story that begins later hangs below the event of the other.
        let (root, below) = if (one_root.day, one_root.id) > (other_root.day, other_root.id) {
            (one_root, other)
        } else {
            (other_root, one)
        };
        tree::hang(self.connection, self.words, root.id, below.id, BY_HAND)?;
        Ok(())
    }

    /// Folds an article under the one that it copies, or those that copy it under it: the first in the
    /// order of the list's days is the original.
    fn mark_copies(&self, id: Id, profile: &Profile, candidates: &[Candidate]) -> Result<(), Fault> {
        let mut originals: BTreeSet<Id> = BTreeSet::new();
        for other in candidates {
            let part = duplicate::containment(&profile.sketch, &other.profile.sketch);
            if part >= duplicate::COPY_LEAST && !self.words.are_apart(id, other.id) {
                originals.insert(other.original.unwrap_or(other.id));
            }
        }
        if originals.is_empty() {
            return Ok(());
        }
        originals.insert(id);
        let mut places = Vec::new();
        for original in originals {
            places.push((rank::day(articles::rank(self.connection, original)?), original));
        }
        places.sort_unstable();
        let first = places[0].1;
        for (_, copy) in &places[1..] {
            self.connection
                .prepare_cached("UPDATE telling SET original = ?2 WHERE article = ?1 OR original = ?1")?
                .execute((copy.number(), first.number()))?;
        }
        Ok(())
    }
}

/// How sure it is that two articles tell the same event. What is nearly the same text does so however many
/// days later it is printed again, as far as events go.
fn sureness(cosine: f32, here: &Profile, there: &Profile) -> f32 {
    let is_copy = || duplicate::containment(&here.sketch, &there.sketch) >= duplicate::COPY_LEAST;
    sameness(cosine, &here.day, &there.day, cosine >= EVENT_LEAST && is_copy())
}

/// The day by which an article counts, and whether the article says it.
fn day_of(member: &Member) -> (i64, bool) {
    let number = |day: Date| i64::from(super::super::codec::day_number(day));
    match member.profile.day.known() {
        Some(day) => (number(day), true),
        None => (number(rank::day(member.rank)), false),
    }
}

/// The event that an article tells.
pub(super) fn event_of(connection: &Connection, id: Id) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT event FROM telling WHERE article = ?1")?
        .query_row([id.number()], |row| row.get(0))
        .optional()
}

/// The first `limit` articles of an event, in the order in which they came in.
pub(super) fn tellings(connection: &Connection, event: i64, limit: usize) -> rusqlite::Result<Vec<Id>> {
    let mut statement = connection
        .prepare_cached("SELECT article FROM telling WHERE event = ?1 ORDER BY article LIMIT ?2")?;
    let ids = statement.query_map((event, limit as i64), |row| row.get(0).map(Id))?;
    ids.collect()
}

/// The article that another is a copy of.
pub(super) fn original_of(connection: &Connection, id: Id) -> rusqlite::Result<Option<Id>> {
    let original: Option<Option<i64>> = connection
        .prepare_cached("SELECT original FROM telling WHERE article = ?1")?
        .query_row([id.number()], |row| row.get(0))
        .optional()?;
    Ok(original.flatten().map(Id))
}
