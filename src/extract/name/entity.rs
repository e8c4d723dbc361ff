//! Chosen names -> entities: one a person, place or organisation, across its spellings.

use super::candidate::Candidate;
use super::choice;
use super::lexicon::{Class, Names};
use super::listed::{Name, Sure};
use super::places::Lists;
use super::role;
use super::spelling::{self, same_word};
use super::token::{Gap, Tokens};
use crate::arabic::letters::is_ignorable;
use crate::article::{Entity, EntityKind, Mention, Rule};
use std::collections::HashMap;

/// What a name was resolved to, before its entity is written out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Identity {
    Own(u32),
    Geo(u32, u8),
    World(u32),
    /// Named nowhere but in the article: kind and key of its spellings.
    New(EntityKind, String),
}

/// The mentions and entities of the chosen names; entities most mentioned first.
pub(super) fn entities(
    tokens: &Tokens<'_>,
    names: &Names,
    lists: &Lists,
    chosen: &[Candidate],
) -> (Vec<Mention>, Vec<Entity>) {
    let identities = resolve(tokens, names, lists, chosen);
    let mut order: Vec<Identity> = Vec::new();
    let mut index_of: HashMap<&Identity, usize> = HashMap::new();
    for identity in &identities {
        index_of.entry(identity).or_insert_with(|| {
            order.push(identity.clone());
            order.len() - 1
        });
    }
    let mut made: Vec<Entity> = order.iter().map(|identity| new_entity(names, lists, identity)).collect();
    let mut roles: Vec<Vec<(String, usize)>> = vec![Vec::new(); made.len()];
    let mut fullest: Vec<usize> = vec![0; made.len()];
    let mut mentions = Vec::with_capacity(chosen.len());
    for (at, (candidate, identity)) in chosen.iter().zip(&identities).enumerate() {
        let index = index_of[identity];
        let entity = &mut made[index];
        if candidate.kind == EntityKind::Place && entity.choice.is_none() {
            entity.choice = choice::choice(names, lists, &candidate.key(tokens), &entity.id);
        }
        let span = tokens.span(candidate.first, candidate.last, candidate.cut);
        let part = tokens.article.sections[tokens.tokens[candidate.first].section as usize].part;
        let written = written(tokens, candidate);
        entity.count += u32::from(part == 0);
        if matches!(identity, Identity::New(..)) && candidate.words() > fullest[index] {
            fullest[index] = candidate.words();
            entity.name = written.clone();
        }
        if !entity.aliases.contains(&written) {
            entity.aliases.push(written);
        }
        if candidate.kind == EntityKind::Person {
            // "المبعوث الخاص لدونالد ترامب": the envoy is another.
            let own_title =
                candidate.title.filter(|_| !tokens.reading(candidate.first, candidate.cut).preposition);
            let mut stated = own_title.map_or(Vec::new(), |(head, end)| role::stated(tokens, head, end));
            stated.extend(role::after(tokens, chosen, at));
            stated.extend(role::of_two(tokens, chosen, at));
            stated.extend(role::with_name(tokens, chosen, at));
            for role in stated {
                match roles[index].iter_mut().find(|(known, _)| *known == role) {
                    Some((_, count)) => *count += 1,
                    None => roles[index].push((role, 1)),
                }
            }
        }
        mentions.push(Mention {
            span,
            kind: candidate.kind,
            entity: index as u32,
            part,
            confidence: 1.0 / (1.0 + (-candidate.score).exp()),
            rule: Rule::Borrowed(candidate.rule),
        });
    }
    for (entity, mut roles) in made.iter_mut().zip(roles) {
        roles.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        entity.roles = roles.into_iter().map(|(role, _)| role).collect();
        let name = std::mem::take(&mut entity.name);
        entity.aliases.retain(|alias| *alias != name);
        entity.name = name;
        if entity.kind == EntityKind::Person && entity.latin.is_none() {
            entity.latin = latin_of_parts(names, &entity.name);
        }
    }
    sort_by_count(&mut mentions, made)
}

fn sort_by_count(mentions: &mut Vec<Mention>, made: Vec<Entity>) -> (Vec<Mention>, Vec<Entity>) {
    let mut order: Vec<usize> = (0..made.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(made[index].count));
    let mut place = vec![0u32; made.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new as u32;
    }
    mentions.iter_mut().for_each(|mention| mention.entity = place[mention.entity as usize]);
    let mut made: Vec<Option<Entity>> = made.into_iter().map(Some).collect();
    let entities = order.into_iter().filter_map(|old| made[old].take()).collect();
    (std::mem::take(mentions), entities)
}

/// A mention's words as written, without marks and tatweel, the swallowed alef of its article back.
fn written(tokens: &Tokens<'_>, candidate: &Candidate) -> String {
    let span = tokens.span(candidate.first, candidate.last, candidate.cut);
    let text = span.of(&tokens.article.text);
    let mut written = String::with_capacity(text.len() + 2);
    let reading = tokens.reading(candidate.first, candidate.cut);
    if candidate.cut > 0 && reading.text.starts_with("ال") && text.starts_with('ل') {
        written.push('ا');
    }
    let mut space = false;
    for character in text.chars().filter(|&character| !is_ignorable(character)) {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            written.push(' ');
        }
        written.push(character);
    }
    written
}

/// What each chosen name names. Full names first; then last names, by the full names of the article,
/// the latest before them first, and only then by the lists.
fn resolve(tokens: &Tokens<'_>, names: &Names, lists: &Lists, chosen: &[Candidate]) -> Vec<Identity> {
    let mut identities: Vec<Option<Identity>> = vec![None; chosen.len()];
    let mut people: Vec<Known> = Vec::new();
    let mut order: Vec<usize> = (0..chosen.len()).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(chosen[index].words().min(2)), index));
    for index in order {
        let candidate = &chosen[index];
        let key = candidate.key(tokens);
        let new = || Identity::New(candidate.kind, spelling::key(names, &written(tokens, candidate)));
        identities[index] = Some(match candidate.kind {
            EntityKind::Person => resolve_person(names, candidate, key, index, &mut people, new),
            kind => match candidate.name {
                Some(Name::Own(_)) | None => own_with_words_beside(tokens, names, candidate, &key)
                    .or_else(|| choice::own(names, lists, &key, kind).map(Identity::Own))
                    .or_else(|| sounding(names, &key, kind))
                    .unwrap_or_else(new),
                Some(Name::Geo(offset, count)) => choice::own_rather(names, lists, &key, (offset, count))
                    .map_or(Identity::Geo(offset, count), Identity::Own),
                Some(name) => of_list(name),
            },
        });
    }
    identities.into_iter().flatten().collect()
}

/// A person already met in the article.
struct Known {
    words: Vec<String>,
    identity: Identity,
    at: usize,
}

fn of_list(name: Name) -> Identity {
    match name {
        Name::Own(index) => Identity::Own(index),
        Name::Geo(offset, count) => Identity::Geo(offset, count),
        Name::World(offset) => Identity::World(offset),
    }
}

/// What the lists have under the name together with the word before it, which is not of the name («ولاية
/// واشنطن», «مدينة الكويت»), or without its first word, where only that is in no list («حركتا فتح»).
fn own_with_words_beside(
    tokens: &Tokens<'_>,
    names: &Names,
    candidate: &Candidate,
    key: &str,
) -> Option<Identity> {
    let Candidate { first, kind, cut, .. } = *candidate;
    let own = |phrase: &str| names.listed.own(phrase, kind).next().map(|(index, _)| Identity::Own(index));
    let outer = Class::OUTER_WORD.or(Class::PLACE_WORD);
    // "حركتا فتح": the word before is in the mention, but not in the list.
    if let Some((_, rest)) = key.split_once(' ').filter(|_| tokens.reading(first, cut).class.has(outer))
        && own(key).is_none()
        && let Some(found) = own(rest)
    {
        return Some(found);
    }
    if first == 0 || cut > 0 || !tokens.gap(first).only(Gap::QUOTE) {
        return None;
    }
    let readings = &tokens.form(first - 1).readings;
    let mut named = readings.iter().filter(|reading| reading.class.has(outer));
    named.find_map(|reading| own(&format!("{} {key}", reading.text)))
}

fn resolve_person(
    names: &Names,
    candidate: &Candidate,
    key: String,
    at: usize,
    people: &mut Vec<Known>,
    new: impl Fn() -> Identity,
) -> Identity {
    let words: Vec<String> = key.split(' ').map(str::to_owned).collect();
    let listed = match candidate.name {
        Some(name) => Some(of_list(name)),
        None => names
            .listed
            .own(&key, EntityKind::Person)
            .find(|&(_, sure)| words.len() > 1 || sure > Sure::Maybe)
            .map(|(index, _)| Identity::Own(index)),
    };
    if words.len() > 1 {
        let identity = listed
            .or_else(|| sounding(names, &key, EntityKind::Person))
            .or_else(|| {
                people
                    .iter()
                    .find(|known| same_full_name(names, &known.words, &words))
                    .map(|known| known.identity.clone())
            })
            .unwrap_or_else(new);
        people.push(Known { words, identity: identity.clone(), at });
        return identity;
    }
    let word = &words[0];
    let listed_here = listed.as_ref().filter(|listed| people.iter().any(|known| known.identity == **listed));
    if let Some(identity) = listed_here {
        return identity.clone();
    }
    let matching = |known: &&Known| part_of(names, &known.words, word);
    let before = people.iter().filter(|known| known.at < at).filter(matching).max_by_key(|known| known.at);
    let introduced = before.or_else(|| people.iter().find(matching));
    match (introduced, listed) {
        (Some(known), None) => known.identity.clone(),
        // The list's own bearer of the name, unless the article introduced another by this last name.
        (Some(known), Some(listed)) if known.words.len() > 1 && known.words.last() == Some(word) => {
            let _ = listed;
            known.identity.clone()
        }
        (_, Some(listed)) => listed,
        (None, None) => {
            let identity = new();
            people.push(Known { words, identity: identity.clone(), at });
            identity
        }
    }
}

/// The listed entry of `kind` of whose name the folded `phrase` is another spelling.
fn sounding(names: &Names, phrase: &str, kind: EntityKind) -> Option<Identity> {
    let entry = names.listed.sounding(phrase, kind)?;
    let key = spelling::key(names, phrase);
    let mut forms = names.listed.forms(entry);
    forms.any(|form| spelling::key(names, form) == key).then_some(Identity::Own(entry))
}

/// Whether `word` stands for the person called `name`: the last name, or the first, up to spelling.
fn part_of(names: &Names, name: &[String], word: &str) -> bool {
    let alike = |part: &String| same_word(names, part, word);
    name.last().is_some_and(alike) || name.first().is_some_and(alike)
}

/// Whether two names of several words are one person's: the same words up to spelling, or one name
/// goes on where the other ends ("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز").
fn same_full_name(names: &Names, left: &[String], right: &[String]) -> bool {
    let shorter = left.len().min(right.len());
    if shorter < 2 {
        return false;
    }
    if left.len() == right.len() {
        return left.iter().zip(right).all(|(left, right)| same_word(names, left, right));
    }
    let linked = |name: &[String]| name.iter().any(|word| word == "بن" || word == "ابن");
    let prefix = left.iter().zip(right).all(|(left, right)| left == right);
    // "محمد علي" and "محمد علي حسن" may be two; with a link, or three words in common, they are one.
    let ends_alike = left.first() == right.first() && left.last() == right.last();
    prefix && (shorter >= 3 || linked(left) && linked(right)) || ends_alike
}

fn new_entity(names: &Names, lists: &Lists, identity: &Identity) -> Entity {
    let mut entity = Entity {
        id: String::new(),
        kind: EntityKind::Person,
        name: String::new(),
        latin: None,
        aliases: Vec::new(),
        roles: Vec::new(),
        country: None,
        coordinates: None,
        choice: None,
        count: 0,
    };
    match identity {
        Identity::Own(index) => {
            let entry = &names.listed.entry(*index);
            entity.kind = entry.kind;
            entity.name = entry.name.to_owned();
            entity.latin = Some(entry.latin.to_owned()).filter(|latin| !latin.is_empty());
            let is_place = entry.kind == EntityKind::Place;
            entity.country = entry.country.filter(|_| is_place).map(str::to_owned);
            entity.coordinates = entry.coordinates;
            entity.id = match entry.id {
                "" if entry.kind == EntityKind::Place => choice::id_of(names, entry),
                "" => format!("{}:{}", kind_name(entry.kind), crate::arabic::letters::fold_str(entry.name)),
                id => id.to_owned(),
            };
        }
        Identity::Geo(offset, count) => {
            entity.kind = EntityKind::Place;
            if let Some(place) = choice::geo(names, lists, *offset, *count) {
                entity.id = format!("geonames:{}", place.id);
                entity.name = place.form.to_owned();
                entity.latin = Some(place.latin.to_owned());
                entity.country = Some(place.country.to_owned());
                entity.coordinates = Some((place.latitude, place.longitude));
            }
        }
        Identity::World(offset) => {
            let (arabic, latin) = names.listed.world(*offset);
            entity.name = arabic.to_owned();
            entity.latin = Some(latin.to_owned());
            entity.id = format!("person:{}", crate::arabic::letters::fold_str(arabic));
        }
        Identity::New(kind, key) => {
            entity.kind = *kind;
            entity.id = format!("{}:{key}", kind_name(*kind));
        }
    }
    entity
}

fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Place => "place",
        EntityKind::Organisation => "organisation",
    }
}

/// The usual Latin form of a name made of parts that the lists know, all of them.
fn latin_of_parts(names: &Names, name: &str) -> Option<String> {
    let folded = crate::arabic::letters::fold_str(name);
    let parts: Option<Vec<&str>> = folded.split(' ').map(|word| names.unit_latin(word)).collect();
    parts.map(|parts| parts.join(" "))
}
