//! Folded phrases -> the people, places and organisations of the lists.
//!
//! Two kinds of lists: our own, written by hand (`people.tsv`, `places.tsv`, `organisations.tsv`),
//! which are trusted and give ids, roles and spellings; and open ones (GeoNames, world people),
//! which are large and in which many an entry is spelt like a word.

mod compile;

pub use compile::compile;

use super::letters::plain_letter;
use super::sound;
use crate::arabic::letters::fold_str;
use crate::article::EntityKind;
use fst::Map;
use fst::raw::Fst;

/// One line of our own lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// A Wikidata id or `country:XX`; empty where neither is sure.
    pub id: &'static str,
    /// What it is.
    pub kind: EntityKind,
    /// Canonical Arabic name.
    pub name: &'static str,
    /// Canonical Latin name.
    pub latin: &'static str,
    /// ISO code of the country of a place or an organisation.
    pub country: Option<&'static str>,
    /// Where a place lies.
    pub coordinates: Option<(f64, f64)>,
    /// What kind of place it is; empty for others.
    pub place: &'static str,
}

impl Entry {
    /// A line: id, name, Latin name, forms; then for places kind, country, latitude, longitude, for
    /// organisations the country.
    fn read(line: &'static str, kind: EntityKind) -> Entry {
        let mut fields = line.split('\t').map(|field| if field == "-" { "" } else { field });
        let mut next = || fields.next().unwrap_or("");
        let (id, name, latin, _forms) = (next(), next(), next(), next());
        let (mut country, mut coordinates, mut place) = (None, None, "");
        if kind == EntityKind::Organisation {
            country = Some(next()).filter(|country| !country.is_empty());
        }
        if kind == EntityKind::Place {
            place = next();
            country = Some(next()).filter(|country| !country.is_empty());
            let (latitude, longitude) = (next().parse(), next().parse());
            coordinates = latitude.ok().zip(longitude.ok());
        }
        Entry { id, kind, name, latin, country, coordinates, place }
    }
}

fn kind_of(number: u32) -> EntityKind {
    compile::KINDS.get(number as usize).copied().unwrap_or(EntityKind::Organisation)
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
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GeoPlace {
    pub id: &'static str,
    pub form: &'static str,
    pub latin: &'static str,
    pub latitude: f64,
    pub longitude: f64,
    pub country: &'static str,
    pub population: u32,
}

/// The lists, ready to be asked. Nothing is read before it is asked for.
pub(super) struct Listed {
    /// Folded form -> offset in `groups`.
    own: Map<&'static [u8]>,
    /// Kind and sound of a full name -> entry.
    sounds: Map<&'static [u8]>,
    groups: Numbers,
    entries: Numbers,
    geo: Map<&'static [u8]>,
    world: Map<&'static [u8]>,
}

/// Numbers of four bytes, one after the other.
#[derive(Clone, Copy)]
struct Numbers(&'static [u8]);

impl Numbers {
    fn at(self, index: usize) -> u32 {
        let bytes = self.0.get(index * 4..index * 4 + 4).and_then(|bytes| bytes.try_into().ok());
        u32::from_le_bytes(bytes.unwrap_or_default())
    }
}

pub(super) static PEOPLE: &str = include_str!("../../../../assets/names/people.tsv");
static PLACES: &str = include_str!("../../../../assets/names/places.tsv");
static ORGANISATIONS: &str = include_str!("../../../../assets/names/organisations.tsv");
static INDEX: &[u8] = include_bytes!("../../../../assets/names/lists.bin");
static GEO: &[u8] = include_bytes!("../../../../assets/names/places.fst");
static GEO_LINES: &str = include_str!("../../../../assets/names/places.txt");
static WORLD: &[u8] = include_bytes!("../../../../assets/names/world.fst");
static WORLD_LINES: &str = include_str!("../../../../assets/names/world.txt");

/// The longest phrase looked for in our own lists, in words.
const WORDS_MAX: usize = 7;

impl Listed {
    pub fn load() -> Listed {
        let mut rest = INDEX;
        let mut part = || {
            let (length, body) = rest.split_at_checked(4).unwrap_or_default();
            let length = Numbers(length).at(0) as usize;
            let (part, after) = body.split_at_checked(length).unwrap_or_default();
            rest = after;
            part
        };
        let map = |bytes| Map::new(bytes).expect("embedded name lists were made by build_gazetteers");
        Listed {
            own: map(part()),
            sounds: map(part()),
            groups: Numbers(part()),
            entries: Numbers(part()),
            geo: map(GEO),
            world: map(WORLD),
        }
    }

    /// Whether the place at `index` shares a form with another place of our own list.
    pub fn is_ambiguous(&self, index: u32) -> bool {
        self.entries.at(index as usize) & 1 == 1
    }

    /// The entry at `index` of our own lists.
    pub fn entry(&self, index: u32) -> Entry {
        let (line, kind) = self.line(index);
        Entry::read(line, kind)
    }

    /// The name and the other full forms of the entry at `index`.
    pub fn forms(&self, index: u32) -> impl Iterator<Item = &'static str> {
        let mut fields = self.line(index).0.split('\t');
        let (name, others) = (fields.nth(1), fields.nth(1));
        name.into_iter().chain(others.into_iter().flat_map(|others| others.split('|')))
    }

    fn line(&self, index: u32) -> (&'static str, EntityKind) {
        let packed = self.entries.at(index as usize);
        let kind = kind_of(packed >> 1 & 3);
        let list = match kind {
            EntityKind::Person => PEOPLE,
            EntityKind::Place => PLACES,
            EntityKind::Organisation => ORGANISATIONS,
        };
        (list.get((packed >> 3) as usize..).and_then(|list| list.lines().next()).unwrap_or(""), kind)
    }

    /// All phrases of the lists at the beginning of `words` (folded), for each list the longest of
    /// each kind of thing.
    pub fn find(&self, words: &[&str], mut found: impl FnMut(Found)) {
        let mut forms = [(0, 0); WORDS_MAX];
        let mut count = 0;
        prefixes(self.own.as_fst(), &words[..words.len().min(WORDS_MAX)], |group, words| {
            forms[count] = (group, words);
            count += 1;
        });
        let mut kinds_found = [false; 3];
        for &(group, words) in forms[..count].iter().rev() {
            for (index, kind, sure) in self.group(group) {
                if !std::mem::replace(&mut kinds_found[kind as usize], true) {
                    found(Found { name: Name::Own(index), kind, sure, words });
                }
            }
        }
        let mut longest = None;
        prefixes(self.geo.as_fst(), words, |value, count| longest = Some((value, count)));
        if let Some((value, count)) = longest.take() {
            let name = Name::Geo((value >> 4) as u32, (value & 15) as u8);
            found(Found { name, kind: EntityKind::Place, sure: Sure::Maybe, words: count });
        }
        prefixes(self.world.as_fst(), words, |value, count| longest = Some((value, count)));
        if let Some((value, count)) = longest {
            let name = Name::World(value as u32);
            found(Found { name, kind: EntityKind::Person, sure: Sure::Full, words: count });
        }
    }

    /// Entry, kind and sureness of each entry of a form.
    fn group(&self, offset: u64) -> impl DoubleEndedIterator<Item = (u32, EntityKind, Sure)> + use<> {
        let (groups, offset) = (self.groups, offset as usize);
        (1..=groups.at(offset) as usize).map(move |at| {
            let packed = groups.at(offset + at);
            let sure = match packed & 3 {
                0 => Sure::Maybe,
                1 => Sure::Short,
                _ => Sure::Full,
            };
            (packed >> 4, kind_of(packed >> 2 & 3), sure)
        })
    }

    /// All entries of `kind` of our own lists that the folded `phrase` may name, and how surely.
    pub fn own(
        &self,
        phrase: &str,
        kind: EntityKind,
    ) -> impl DoubleEndedIterator<Item = (u32, Sure)> + use<> {
        let group = self.own.get(phrase).map(|group| self.group(group));
        let entries = group.into_iter().flatten().filter(move |&(_, other, _)| other == kind);
        entries.map(|(index, _, sure)| (index, sure))
    }

    /// Whether the folded `phrase` is a form of an entry with this id.
    pub fn is_form_of(&self, phrase: &str, id: &str) -> bool {
        let group = self.own.get(phrase).map(|group| self.group(group));
        group.into_iter().flatten().any(|(index, ..)| self.entry(index).id == id)
    }

    /// The entry of `kind` whose full name sounds like the folded `phrase`.
    pub fn sounding(&self, phrase: &str, kind: EntityKind) -> Option<u32> {
        self.sounds.get(sound_key(phrase, kind)?).map(|entry| entry as u32)
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

/// The sound of a folded full name, its kind before it; none of a name that says too little: of one
/// word for people, of few letters for others.
fn sound_key(phrase: &str, kind: EntityKind) -> Option<String> {
    let sound = sound::of_phrase(phrase);
    let enough = phrase.contains(' ') || kind != EntityKind::Person && sound.chars().count() >= 4;
    enough.then(|| format!("{}{sound}", kind as u8))
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
    let folded: String = fold_str(form).chars().map(plain_letter).collect();
    let mut key = String::with_capacity(folded.len());
    let words =
        folded.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '\'' | '"' | '.'));
    for word in words.filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// Calls `found` with value and number of words of each key of `fst` that the words begin with, the
/// shortest first.
fn prefixes<D: AsRef<[u8]>>(fst: &Fst<D>, words: &[&str], mut found: impl FnMut(u64, usize)) {
    let mut node = fst.root();
    let mut output = fst::raw::Output::zero();
    for (index, word) in words.iter().enumerate() {
        let separator = if index > 0 { " " } else { "" };
        for byte in separator.bytes().chain(word.bytes()) {
            let Some(at) = node.find_input(byte) else { return };
            let transition = node.transition(at);
            output = output.cat(transition.out);
            node = fst.node(transition.addr);
        }
        if node.is_final() {
            found(output.cat(node.final_output()).value(), index + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_that_of_the_lists() {
        assert!(
            compile([PEOPLE, PLACES, ORGANISATIONS]) == INDEX,
            "run `cargo run --release --example build_gazetteers -- lists` after a change of the lists"
        );
    }
}
