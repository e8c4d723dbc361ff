//! Folded phrases -> the people, places and organisations of the lists.
//!
//! Two kinds of lists: our own, written by hand (`people.tsv`, `places.tsv`, `organisations.tsv`),
//! which are trusted and give ids, roles and spellings; and open ones (GeoNames, world people),
//! which are large and in which many an entry is spelt like a word.

use super::sound;
use crate::arabic::letters::fold_str;
use crate::article::EntityKind;
use fst::Map;
use fst::raw::Fst;
use std::collections::{HashMap, HashSet};

/// One line of our own lists.
#[derive(Debug)]
pub(super) struct Entry {
    /// A Wikidata id or `country:XX`; empty where neither is sure.
    pub id: &'static str,
    /// What it is.
    pub kind: EntityKind,
    /// Canonical Arabic name.
    pub name: &'static str,
    /// Canonical Latin name.
    pub latin: &'static str,
    /// ISO code of the country of a place.
    pub country: Option<&'static str>,
    /// Where a place lies.
    pub coordinates: Option<(f64, f64)>,
}

/// What a phrase of the lists names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A line of our own lists, by its index.
    Own(u32),
    /// Lines of `places.txt`: offset of the first, number.
    Geo(u32, u8),
    /// A line of `world.txt`, by its offset.
    World(u32),
}

/// How far a phrase of our own lists names its entry by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// Only beside other evidence: it is also a word, or many are called so.
    Maybe,
    /// A last name that hardly anybody else in the news bears.
    Short,
    /// A full name.
    Full,
}

/// A phrase of the lists found in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// What it names.
    pub name: Name,
    /// What kind of thing that is.
    pub kind: EntityKind,
    /// How far the phrase suffices.
    pub sure: Sure,
    /// Number of words.
    pub words: usize,
}

/// A place of GeoNames.
#[derive(Clone, Copy, Debug)]
pub(super) struct GeoPlace {
    pub id: &'static str,
    pub form: &'static str,
    pub latin: &'static str,
    pub latitude: f64,
    pub longitude: f64,
    pub country: &'static str,
    pub population: u32,
}

/// The lists, ready to be asked.
pub(super) struct Listed {
    entries: Vec<Entry>,
    own: HashMap<String, Vec<(u32, Sure)>>,
    /// First word of a phrase in `own` -> words of the longest such phrase.
    longest: HashMap<String, u8>,
    /// Places that share a form with another place of our own list.
    ambiguous: HashSet<u32>,
    /// Sound of a person's full name -> entry.
    sounds: HashMap<String, u32>,
    geo: Map<&'static [u8]>,
    world: Map<&'static [u8]>,
}

pub(super) static PEOPLE: &str = include_str!("../../../assets/names/people.tsv");
static PLACES: &str = include_str!("../../../assets/names/places.tsv");
static ORGANISATIONS: &str = include_str!("../../../assets/names/organisations.tsv");
static GEO: &[u8] = include_bytes!("../../../assets/names/places.fst");
static GEO_LINES: &str = include_str!("../../../assets/names/places.txt");
static WORLD: &[u8] = include_bytes!("../../../assets/names/world.fst");
static WORLD_LINES: &str = include_str!("../../../assets/names/world.txt");

/// The longest phrase looked for in our own lists, in words.
const WORDS_MAX: usize = 7;

impl Listed {
    pub fn load() -> Listed {
        let mut listed = Listed {
            entries: Vec::with_capacity(4096),
            own: HashMap::with_capacity(8192),
            longest: HashMap::with_capacity(8192),
            ambiguous: HashSet::new(),
            sounds: HashMap::new(),
            geo: Map::new(GEO).expect("embedded places.fst was made by build_gazetteers"),
            world: Map::new(WORLD).expect("embedded world.fst was made by build_gazetteers"),
        };
        for (text, kind) in [
            (PEOPLE, EntityKind::Person),
            (PLACES, EntityKind::Place),
            (ORGANISATIONS, EntityKind::Organisation),
        ] {
            for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                listed.add_line(line, kind);
            }
        }
        listed
    }

    fn add_line(&mut self, line: &'static str, kind: EntityKind) {
        let mut fields = line.split('\t').map(|field| if field == "-" { "" } else { field });
        let mut next = || fields.next().unwrap_or("");
        let (id, name, latin, forms) = (next(), next(), next(), next());
        let index = self.entries.len() as u32;
        let (mut country, mut coordinates, mut short) = (None, None, "");
        match kind {
            EntityKind::Person => short = next(),
            EntityKind::Place => {
                next();
                country = Some(next()).filter(|country| !country.is_empty());
                let (latitude, longitude) = (next().parse(), next().parse());
                coordinates = latitude.ok().zip(longitude.ok());
            }
            EntityKind::Organisation => {}
        }
        self.entries.push(Entry { id, kind, name, latin, country, coordinates });
        for form in forms.split('|').filter(|form| !form.is_empty()) {
            self.add_form(form, index, Sure::Full, kind);
        }
        // After the others: a form "?name" says that the name itself needs evidence.
        self.add_form(name, index, Sure::Full, kind);
        for form in short.split('|').filter(|form| !form.is_empty()) {
            self.add_form(form, index, Sure::Short, kind);
        }
    }

    fn add_form(&mut self, form: &str, index: u32, sure: Sure, kind: EntityKind) {
        let (form, sure) = match form.strip_prefix('?') {
            Some(form) => (form, Sure::Maybe),
            None => (form, sure),
        };
        let (key, sure) = match phrase_key(form) {
            key if kind == EntityKind::Person => without_title(key, sure),
            key => (key, sure),
        };
        let count = key.split(' ').count().min(WORDS_MAX) as u8;
        let first = key.split(' ').next().unwrap_or("");
        match self.longest.get_mut(first) {
            Some(longest) => *longest = count.max(*longest),
            None => drop(self.longest.insert(first.to_owned(), count)),
        }
        if kind == EntityKind::Person && count > 1 {
            self.sounds.entry(sound::of_phrase(&key)).or_insert(index);
        }
        let known = self.own.entry(key).or_default();
        if known.iter().any(|&(other, _)| other == index) {
            return;
        }
        known.push((index, sure));
        if kind == EntityKind::Place {
            let entries = &self.entries;
            let places: Vec<u32> = known
                .iter()
                .map(|&(other, _)| other)
                .filter(|&other| entries[other as usize].kind == EntityKind::Place)
                .collect();
            if places.len() > 1 {
                self.ambiguous.extend(places);
            }
        }
    }

    /// Whether the place at `index` shares a form with another place of our own list.
    pub fn is_ambiguous(&self, index: u32) -> bool {
        self.ambiguous.contains(&index)
    }

    /// The entry at `index` of our own lists.
    pub fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// All phrases of the lists at the beginning of `words` (folded), for each list the longest of
    /// each kind of thing.
    pub fn find(&self, words: &[&str], buffer: &mut String, mut found: impl FnMut(Found)) {
        let Some(first) = words.first() else { return };
        if let Some(&longest) = self.longest.get(*first) {
            let mut kinds_found = [false; 3];
            for count in (1..=words.len().min(longest as usize)).rev() {
                buffer.clear();
                for (index, word) in words[..count].iter().enumerate() {
                    if index > 0 {
                        buffer.push(' ');
                    }
                    buffer.push_str(word);
                }
                for &(index, sure) in self.own.get(buffer.as_str()).into_iter().flatten() {
                    let kind = self.entry(index).kind;
                    if !std::mem::replace(&mut kinds_found[kind as usize], true) {
                        found(Found { name: Name::Own(index), kind, sure, words: count });
                    }
                }
            }
        }
        if let Some((value, count)) = longest_prefix(self.geo.as_fst(), words) {
            let name = Name::Geo((value >> 4) as u32, (value & 15) as u8);
            found(Found { name, kind: EntityKind::Place, sure: Sure::Maybe, words: count });
        }
        if let Some((value, count)) = longest_prefix(self.world.as_fst(), words) {
            let name = Name::World(value as u32);
            found(Found { name, kind: EntityKind::Person, sure: Sure::Full, words: count });
        }
    }

    /// All entries of our own lists that the folded `phrase` may name.
    pub fn own(&self, phrase: &str) -> &[(u32, Sure)] {
        self.own.get(phrase).map_or(&[], Vec::as_slice)
    }

    /// The person whose full name sounds like the folded `phrase`.
    pub fn sounding(&self, phrase: &str) -> Option<u32> {
        self.sounds.get(&sound::of_phrase(phrase)).copied()
    }

    /// The places of GeoNames called by one form, the largest first.
    pub fn geo(&self, offset: u32, count: u8) -> impl Iterator<Item = GeoPlace> {
        let lines = GEO_LINES.get(offset as usize..).unwrap_or("").lines().take(count as usize);
        lines.filter_map(|line| {
            let mut fields = line.split('\t');
            Some(GeoPlace {
                id: fields.next()?,
                form: fields.next()?,
                latin: fields.next()?,
                latitude: fields.next()?.parse().ok()?,
                longitude: fields.next()?.parse().ok()?,
                country: fields.next()?,
                population: fields.next()?.parse().unwrap_or(0),
            })
        })
    }

    /// The places of GeoNames that the folded `phrase` names, the largest first.
    pub fn geo_called(&self, phrase: &str) -> impl Iterator<Item = GeoPlace> {
        let value = self.geo.get(phrase).unwrap_or(0);
        self.geo((value >> 4) as u32, (value & 15) as u8)
    }

    /// Arabic and Latin name of a world figure.
    pub fn world(&self, offset: u32) -> (&'static str, &'static str) {
        let line = WORLD_LINES.get(offset as usize..).and_then(|text| text.lines().next()).unwrap_or("");
        line.split_once('\t').unwrap_or((line, ""))
    }
}

/// A person's form without the title that the list may give it: the title is not of the name. What is
/// left needs evidence if it is one word.
fn without_title(key: String, sure: Sure) -> (String, Sure) {
    match key.split_once(' ') {
        Some((first, rest)) if TITLES.contains(&first) => {
            (rest.to_owned(), if rest.contains(' ') { sure } else { Sure::Maybe })
        }
        _ => (key, sure),
    }
}

/// King, queen, sultan, prince, pope; folded.
const TITLES: [&str; 5] = ["الملك", "الملكه", "السلطان", "الامير", "البابا"];

/// A form of a list as it is compared: folded, one space between words.
fn phrase_key(form: &str) -> String {
    let folded = fold_str(form);
    let mut key = String::with_capacity(folded.len());
    let words = folded.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '\'' | '"'));
    for word in words.filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// Value and number of words of the longest key of `fst` that the words begin with.
fn longest_prefix<D: AsRef<[u8]>>(fst: &Fst<D>, words: &[&str]) -> Option<(u64, usize)> {
    let mut node = fst.root();
    let mut output = fst::raw::Output::zero();
    let mut best = None;
    for (index, word) in words.iter().enumerate() {
        let separator = if index > 0 { " " } else { "" };
        for byte in separator.bytes().chain(word.bytes()) {
            let Some(at) = node.find_input(byte) else { return best };
            let transition = node.transition(at);
            output = output.cat(transition.out);
            node = fst.node(transition.addr);
        }
        if node.is_final() {
            best = Some((output.cat(node.final_output()).value(), index + 1));
        }
    }
    best
}
