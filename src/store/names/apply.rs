//! Facts as they were found, and the reader's decisions -> facts as he wants them.

use super::super::Id;
use super::decisions::{Decisions, Entry, folded};
use crate::article::{Entity, Facts};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// Facts after the decisions.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::store) struct Decided {
    /// The facts.
    pub(in crate::store) facts: Facts,
    /// The ids of the entries that were left on the way to those of the facts: by them the article is
    /// found when a decision is taken back.
    pub(in crate::store) left: BTreeSet<String>,
}

/// Applies the decisions to the facts of an article; `None` if they do not concern it. `known` gives what
/// the library knows of an entry.
pub(super) fn decide<E>(
    decisions: &Decisions,
    article: Option<Id>,
    facts: &Facts,
    text: impl FnOnce() -> Result<String, E>,
    mut known: impl FnMut(&Entry) -> Result<Entity, E>,
) -> Result<Option<Decided>, E> {
    if decisions.is_empty() {
        return Ok(None);
    }
    let Some(ways) = Ways::of(decisions, article, facts, text)? else { return Ok(None) };
    let mut made: Vec<Entity> = Vec::with_capacity(ways.ends.len());
    for (end, last) in ways.ends.iter().enumerate() {
        let own = facts.entities.iter().find(|entity| entity.id == last.id);
        let base = match own {
            Some(own) => own.clone(),
            None => known(last)?,
        };
        made.push(gathered(decisions, facts, &ways, end, base));
    }
    let facts = in_order(facts, &ways, made);
    Ok(Some(Decided { facts, left: ways.left }))
}

/// Where the mentions of an article's entities end.
#[derive(Default)]
struct Ways {
    /// The entries that mentions are of now.
    ends: Vec<Entry>,
    /// By their ids.
    index_of: HashMap<String, usize>,
    /// What each of them got.
    shares: Vec<Vec<Share>>,
    /// The end of each mention.
    of_mention: Vec<usize>,
    left: BTreeSet<String>,
}

/// What an end got of one entity.
struct Share {
    entity: usize,
    /// All of it; else what is in these spellings.
    is_whole: bool,
    spellings: BTreeSet<String>,
    /// Mentions that count.
    count: u32,
    /// The entries that were left on the way.
    left: BTreeSet<String>,
}

impl Ways {
    /// `None` if everything ends where it is.
    fn of<E>(
        decisions: &Decisions,
        article: Option<Id>,
        facts: &Facts,
        text: impl FnOnce() -> Result<String, E>,
    ) -> Result<Option<Ways>, E> {
        let mut buffer = String::new();
        let homes: Vec<String> = facts
            .entities
            .iter()
            .map(|entity| decisions.known(article, entity, &mut buffer).to_owned())
            .collect();
        let is_split: Vec<bool> =
            homes.iter().map(|home| decisions.splits(home, article).next().is_some()).collect();
        let text = if is_split.contains(&true) { text()? } else { String::new() };
        let mut ways = Ways { of_mention: vec![0; facts.mentions.len()], ..Ways::default() };
        for (index, entity) in facts.entities.iter().enumerate() {
            let home = Entry { id: homes[index].clone(), kind: entity.kind, name: entity.name.clone() };
            let mentions = facts.mentions.iter().enumerate().filter(|(_, it)| it.entity as usize == index);
            if !is_split[index] {
                let end = ways.end(decisions, (index, entity), &home, &home);
                mentions.for_each(|(at, _)| ways.of_mention[at] = end);
                let share = ways.shares[end].last_mut().expect("an end has a share of what led to it");
                (share.is_whole, share.count) = (true, entity.count);
                continue;
            }
            let forms = forms(entity);
            for (at, mention) in mentions {
                let spelling = spelling(mention.span.of(&text), &forms);
                let first = decisions.split(&home.id, article, &spelling).unwrap_or(&home);
                let end = ways.end(decisions, (index, entity), &home, first);
                ways.of_mention[at] = end;
                let share = ways.shares[end].last_mut().expect("an end has a share of what led to it");
                share.count += u32::from(mention.part == 0);
                share.spellings.insert(spelling);
            }
        }
        let is_renamed = ways.ends.iter().any(|end| decisions.given(&end.id).is_some());
        Ok((is_renamed || !ways.left.is_empty()).then_some(ways))
    }

    /// The end of the way that an entity goes from `first`; the last share of that end is the entity's.
    fn end(
        &mut self,
        decisions: &Decisions,
        (index, entity): (usize, &Entity),
        home: &Entry,
        first: &Entry,
    ) -> usize {
        let last = decisions.way(&first.id).last().unwrap_or(first);
        let end = *self.index_of.entry(last.id.clone()).or_insert_with(|| {
            self.ends.push(last.clone());
            self.shares.push(Vec::new());
            self.ends.len() - 1
        });
        let shares = &mut self.shares[end];
        if shares.last().is_none_or(|share| share.entity != index) {
            let (spellings, left) = (BTreeSet::new(), BTreeSet::new());
            shares.push(Share { entity: index, is_whole: false, spellings, count: 0, left });
        }
        // Also those of a way that leads back: it is another once a decision is taken back.
        let stations = [entity.id.as_str(), &home.id, &first.id].into_iter();
        let stations = stations.chain(decisions.way(&first.id).map(|entry| entry.id.as_str()));
        let left: BTreeSet<String> = stations.filter(|id| *id != last.id).map(str::to_owned).collect();
        self.left.extend(left.iter().cloned());
        if let Some(share) = shares.last_mut() {
            share.left.extend(left);
        }
        end
    }
}

/// The spellings of an entity in its article, folded.
fn forms(entity: &Entity) -> BTreeSet<String> {
    entity.aliases.iter().chain([&entity.name]).map(|form| folded(form)).collect()
}

/// The spelling in which an entity is mentioned. After an attached ل the article has lost its alef.
pub(super) fn spelling(written: &str, forms: &BTreeSet<String>) -> String {
    let spelling = folded(written);
    let whole = format!("\u{627}{spelling}");
    if !forms.contains(&spelling) && forms.contains(&whole) { whole } else { spelling }
}

/// The entity at one end, of all that it got. What only stands in lists beside the article adds no
/// spelling to what the article itself names.
fn gathered(decisions: &Decisions, facts: &Facts, ways: &Ways, end: usize, base: Entity) -> Entity {
    let shares = &ways.shares[end];
    let count: u32 = shares.iter().map(|share| share.count).sum();
    let mut made = Entity { aliases: Vec::new(), count, ..base };
    let is_own = |share: &&Share| facts.entities[share.entity].id == made.id;
    if !shares.iter().any(|share| is_own(&share)) {
        made.roles.clear();
    }
    let (own, others): (Vec<&Share>, Vec<&Share>) = shares.iter().partition(is_own);
    let mut names: Vec<String> = Vec::new();
    for share in own.into_iter().chain(others) {
        let entity = &facts.entities[share.entity];
        let is_own = entity.id == made.id;
        if share.count == 0 && count > 0 && !is_own {
            continue;
        }
        let written = |form: &&String| share.is_whole || share.spellings.contains(&folded(form));
        let own_name = (!is_own).then_some(&entity.name);
        names.extend(own_name.into_iter().chain(&entity.aliases).filter(written).cloned());
        if share.is_whole {
            let new: Vec<String> =
                entity.roles.iter().filter(|role| !made.roles.contains(role)).cloned().collect();
            made.roles.extend(new);
        }
        let given = share.left.iter().filter_map(|id| decisions.given(id));
        names.extend(given.map(str::to_owned));
    }
    if let Some(given) = decisions.given(&made.id) {
        let found = std::mem::replace(&mut made.name, given.to_owned());
        names.insert(0, found);
    }
    for name in names {
        if name != made.name && !made.aliases.contains(&name) {
            made.aliases.push(name);
        }
    }
    made
}

/// The facts with other entities: most mentioned first, ties in order of the first mention.
fn in_order(facts: &Facts, ways: &Ways, made: Vec<Entity>) -> Facts {
    let first = |end: usize| ways.of_mention.iter().position(|of| *of == end).unwrap_or(usize::MAX);
    let mut order: Vec<usize> = (0..made.len()).collect();
    order.sort_by_key(|&end| (Reverse(made[end].count), first(end)));
    let mut place = vec![0_u32; made.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new as u32;
    }
    let mut mentions = facts.mentions.clone();
    for (mention, &end) in mentions.iter_mut().zip(&ways.of_mention) {
        mention.entity = place[end];
    }
    let mut made: Vec<Option<Entity>> = made.into_iter().map(Some).collect();
    let entities = order.into_iter().filter_map(|old| made[old].take()).collect();
    Facts { mentions, entities, dates: facts.dates.clone() }
}
