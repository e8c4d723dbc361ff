//! The embedded name files -> classes, counts and list entries of folded words.

use super::letters::name_logit;
use super::listed::Listed;
use super::tagger::{Model, Network};
use crate::arabic::letters::fold_str;
use fst::Map;
use serde::Deserialize;
use std::collections::HashMap;

/// What a word may do beside a name; a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u64);

impl Class {
    pub const NONE: Class = Class(0);
    /// Directly before a person's name.
    pub const HONORIFIC: Class = Class(1);
    /// Begins a role.
    pub const ROLE: Class = Class(1 << 1);
    /// Goes on with a role.
    pub const COMPLEMENT: Class = Class(1 << 2);
    /// A verb whose subject often is a name.
    pub const SAYER: Class = Class(1 << 3);
    /// Links the parts of a person's name.
    pub const LINK: Class = Class(1 << 4);
    /// Before a place's name, not of it.
    pub const PLACE_WORD: Class = Class(1 << 5);
    /// Before a place's name, and of it.
    pub const PLACE_HEAD: Class = Class(1 << 6);
    /// A preposition that places follow.
    pub const PLACE_PREPOSITION: Class = Class(1 << 7);
    /// Begins an organisation's name.
    pub const ORGANISATION_HEAD: Class = Class(1 << 8);
    /// Before an organisation's name, not of it.
    pub const CLASS_WORD: Class = Class(1 << 9);
    /// An army or a parliament, if a nationality follows.
    pub const STATE_BODY: Class = Class(1 << 10);
    /// Never part of a person's name.
    pub const NOT_NAME: Class = Class(1 << 11);
    /// An adjective of a people, or a people.
    pub const DEMONYM: Class = Class(1 << 12);
    /// Latin capitals that name nothing.
    pub const NOT_ORGANISATION: Class = Class(1 << 13);

    /// An organisation's head that many a common phrase begins with, too ("مركز المدينة").
    pub const WEAK_HEAD: Class = Class(1 << 14);
    /// An adjective that organisations bear ("الدولي", "المركزي").
    pub const ORGANISATION_ADJECTIVE: Class = Class(1 << 15);
    /// A noun that may stand between an organisation's head and a noun with article.
    pub const IDAFA: Class = Class(1 << 16);
    /// A club, before the name of a place or its own.
    pub const CLUB: Class = Class(1 << 17);
    /// A role that takes another role ("نائب الرئيس").
    pub const DEPUTY: Class = Class(1 << 18);
    /// Takes the next word into a person's name ("بن", "أبو", "عبد").
    pub const PREFIX: Class = Class(1 << 19);
    /// Does so even at the beginning of a name.
    pub const STRONG_PREFIX: Class = Class(1 << 20);
    /// A number in the name of a ruler.
    pub const ORDINAL: Class = Class(1 << 21);
    /// A given name from beyond the Arab lists.
    pub const GIVEN: Class = Class(1 << 22);
    /// A given name that is an ordinary word, too.
    pub const AMBIGUOUS: Class = Class(1 << 23);
    /// Speaks a little for a place's name after it ("شمال", "سكان").
    pub const DIRECTION: Class = Class(1 << 24);
    /// A place of GeoNames is called so, but is hardly ever meant.
    pub const NOT_PLACE: Class = Class(1 << 25);

    /// Before an organisation's name and not of it, whatever the lists say.
    pub const OUTER_WORD: Class = Class(1 << 26);
    /// Begins a ministry's name.
    pub const MINISTRY_HEAD: Class = Class(1 << 27);
    /// What a ministry is of.
    pub const MINISTRY_FIELD: Class = Class(1 << 28);
    /// An adjective without the article: what stands before it is no name.
    pub const QUALITY: Class = Class(1 << 29);

    /// Begins the name of an institution together with whose or what for it is.
    pub const INSTITUTION: Class = Class(1 << 32);
    /// Begins the name of a thing that stands somewhere, with the name that it bears.
    pub const FACILITY: Class = Class(1 << 33);
    /// An adjective that institutions and facilities bear after their name ("الجامعي").
    pub const INSTITUTION_ADJECTIVE: Class = Class(1 << 34);
    /// Begins a public body's name.
    pub const PUBLIC_BODY: Class = Class(1 << 35);
    /// With such a head no name.
    pub const NO_PUBLIC_BODY: Class = Class(1 << 36);
    /// Begins the name of what a town has of its kind ("غرفة تجارة الزرقاء").
    pub const TOWN_BODY: Class = Class(1 << 41);
    /// Of matches and those who play them.
    pub const SPORT: Class = Class(1 << 37);
    /// A match, or what is done in one: a club follows, or one after a preposition.
    pub const MATCH: Class = Class(1 << 38);
    /// Whose club, or what club, follows ("حارس", "مضيفه").
    pub const OPPONENT: Class = Class(1 << 39);
    /// A preposition between a match and a club.
    pub const AGAINST: Class = Class(1 << 40);

    pub fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }

    /// The first 32 classes, of which the tagger is told, as a number, a bit a class.
    pub const fn bits(self) -> u32 {
        self.0 as u32
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    honorifics: String,
    roles: String,
    role_complements: String,
    sayers: String,
    name_links: String,
    place_words: String,
    place_heads: String,
    place_prepositions: String,
    organisation_heads: String,
    class_words: String,
    state_bodies: String,
    outer_words: String,
    ministry_heads: String,
    ministry_fields: String,
    not_names: String,
    not_organisations: String,
    demonyms: String,
    nations: String,
    qualities: String,
    peoples: String,
    weak_heads: String,
    organisation_adjectives: String,
    idafa: String,
    institutions: String,
    facilities: String,
    institution_adjectives: String,
    public_bodies: String,
    no_public_bodies: String,
    town_bodies: String,
    sport: String,
    matches: String,
    opponents: String,
    against: String,
    clubs: String,
    deputies: String,
    name_prefixes: String,
    strong_prefixes: String,
    given_names: String,
    directions: String,
    not_places: String,
    ambiguous_names: String,
    ordinals: String,
}

/// How often a word was seen in each use, in news that was read beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Outside names.
    pub outside: f32,
    /// In people's names.
    pub person: f32,
    /// In places' names.
    pub place: f32,
    /// In organisations' names.
    pub organisation: f32,
}

impl Counts {
    pub fn total(self) -> f32 {
        self.outside + self.person + self.place + self.organisation
    }
}

/// How usual a word is as part of a person's name: 0 (unknown) to 15.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unit {
    pub given: u8,
    pub surname: u8,
}

/// All that is known of names beforehand; made once, shared by all articles.
pub struct Names {
    classes: HashMap<String, Class>,
    /// Adjective of a nation -> ISO code of its state.
    nations: HashMap<String, String>,
    words: Map<&'static [u8]>,
    units: Map<&'static [u8]>,
    /// The lists of people, places and organisations.
    pub(super) listed: Listed,
    /// The tagger.
    pub(super) network: Network<'static>,
}

static LEXICON: &str = include_str!("../../../assets/names/lexicon.toml");
static WORDS: &[u8] = include_bytes!("../../../assets/names/words.fst");
static TAGGER: &[u8] = include_bytes!("../../../assets/names/tagger.bin");
static UNITS: &[u8] = include_bytes!("../../../assets/names/units.fst");
static UNITS_LATIN: &str = include_str!("../../../assets/names/units.txt");

impl Names {
    /// Reads the embedded files; some milliseconds.
    pub fn load() -> Names {
        Names::with_tagger(TAGGER).expect("embedded tagger.bin was made by train_tagger")
    }

    /// The same with another tagger, the bytes of a model file; the error says what is wrong with it.
    pub fn with_tagger(model: &'static [u8]) -> Result<Names, String> {
        let lexicon: Words = toml::from_str(LEXICON).expect("embedded lexicon.toml is well-formed (tested)");
        Ok(Names {
            classes: classes(&lexicon),
            nations: nations(&lexicon),
            words: Map::new(WORDS).expect("embedded words.fst was made by build_gazetteers"),
            units: Map::new(UNITS).expect("embedded units.fst was made by build_gazetteers"),
            listed: Listed::load(),
            network: Network::new(Model::parse(model)?),
        })
    }

    /// What the folded `word` may do beside a name.
    pub(super) fn class(&self, word: &str) -> Class {
        self.classes.get(word).copied().unwrap_or_default()
    }

    /// The state of whose people the folded `word` is an adjective.
    pub(super) fn nation(&self, word: &str) -> Option<&str> {
        self.nations.get(word).map(String::as_str)
    }

    /// How often the folded `word` was seen in each use; zeros if it is not known.
    pub(super) fn counts(&self, word: &str) -> Counts {
        let packed = match self.words.get(word) {
            Some(packed) => packed,
            None => return self.counts_of_stem(word),
        };
        let count = |shift: u32| unlevel(packed >> shift & 15);
        Counts { outside: count(0), person: count(4), place: count(8), organisation: count(12) }
    }

    /// What a word never seen inherits from the one that it is an inflection of: a future verb, a noun
    /// with a possessive or in the plural. Names do not inflect, so only words do.
    fn counts_of_stem(&self, word: &str) -> Counts {
        let future = word.strip_prefix('س').filter(|rest| rest.starts_with(['ي', 'ت', 'ن', 'ا']));
        let stems = SUFFIXES.iter().filter_map(|suffix| word.strip_suffix(suffix)).chain(future);
        for stem in stems.filter(|stem| stem.chars().nth(2).is_some()) {
            let Some(packed) = self.words.get(stem) else { continue };
            let (outside, person) = (unlevel(packed & 15), unlevel(packed >> 4 & 15));
            if outside > 3.0 && outside > 4.0 * person {
                return Counts { outside: 8.0, ..Counts::default() };
            }
        }
        Counts::default()
    }

    /// How usual the folded `word` is as a given name and as a surname.
    pub(super) fn unit(&self, word: &str) -> Unit {
        let packed = self.units.get(word).unwrap_or(0);
        Unit { given: (packed & 15) as u8, surname: (packed >> 4 & 15) as u8 }
    }

    /// The usual Latin form of a folded part of a name.
    pub(super) fn unit_latin(&self, word: &str) -> Option<&'static str> {
        let line = UNITS_LATIN.get((self.units.get(word)? >> 8) as usize..)?.lines().next()?;
        (!line.is_empty()).then_some(line)
    }

    /// How much `word` looks like part of a person's name, as a logit; from its counts where it has
    /// been seen, from its letters where it has not, and from the lists of name parts.
    pub(super) fn person_logit(&self, word: &str, counts: Counts, unit: Unit) -> f32 {
        let total = counts.total();
        let others = counts.outside + 0.7 * counts.place + counts.organisation;
        let seen = ((counts.person + 0.3) / (others + 0.3)).ln().clamp(-4.5, 4.0);
        // Four sightings weigh as much as the letters.
        let trust = total / (total + 4.0);
        let letters = name_logit(word).clamp(-4.0, 3.0) - 0.4;
        let listed = 0.16 * f32::from(unit.given) + 0.10 * f32::from(unit.surname);
        trust * seen + (1.0 - trust) * letters + listed * (1.0 - 0.6 * trust)
    }
}

/// Endings of nouns and verbs, longest first.
const SUFFIXES: [&str; 12] = ["هما", "ها", "هم", "هن", "نا", "كم", "ات", "ون", "ين", "وا", "ان", "ه"];

/// The count that a level stands for; the inverse of `level` in `examples/build_gazetteers.rs`.
fn unlevel(level: u64) -> f32 {
    if level == 0 { 0.0 } else { (level as f32 / 2.2).exp2() - 1.0 }
}

/// An adjective of a people, masculine and without the article -> its forms, folded.
fn adjective_forms(stem: &str) -> impl Iterator<Item = String> {
    let bare = stem.strip_suffix('ي').unwrap_or(stem);
    let endings = ["ي", "ية", "يين", "يون", "يان", "يتين", "يات", "ييه"].into_iter();
    endings.flat_map(move |ending| ["", "ال"].map(|article| fold_str(&format!("{article}{bare}{ending}"))))
}

fn nations(words: &Words) -> HashMap<String, String> {
    let pairs = words.nations.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.flat_map(|(stem, state)| adjective_forms(stem).map(move |form| (form, state.to_owned()))).collect()
}

/// Folded adjective of a nation -> ISO code of its state, by themselves.
pub(super) fn states() -> HashMap<String, String> {
    nations(&toml::from_str(LEXICON).expect("embedded lexicon.toml is well-formed (tested)"))
}

fn classes(words: &Words) -> HashMap<String, Class> {
    let mut classes: HashMap<String, Class> = HashMap::with_capacity(4096);
    let mut add = |word: &str, class: Class| {
        let entry = classes.entry(fold_str(word)).or_default();
        *entry = entry.or(class);
    };
    for (list, class) in [
        (&words.honorifics, Class::HONORIFIC),
        (&words.roles, Class::ROLE),
        (&words.role_complements, Class::COMPLEMENT),
        (&words.sayers, Class::SAYER),
        (&words.name_links, Class::LINK),
        (&words.place_words, Class::PLACE_WORD),
        (&words.place_heads, Class::PLACE_HEAD),
        (&words.place_prepositions, Class::PLACE_PREPOSITION),
        (&words.organisation_heads, Class::ORGANISATION_HEAD),
        (&words.class_words, Class::CLASS_WORD),
        (&words.state_bodies, Class::STATE_BODY),
        (&words.outer_words, Class::OUTER_WORD),
        (&words.ministry_heads, Class::MINISTRY_HEAD),
        (&words.ministry_fields, Class::MINISTRY_FIELD),
        (&words.not_names, Class::NOT_NAME),
        (&words.not_organisations, Class::NOT_ORGANISATION),
        (&words.peoples, Class::DEMONYM),
        (&words.weak_heads, Class::WEAK_HEAD),
        (&words.organisation_adjectives, Class::ORGANISATION_ADJECTIVE),
        (&words.idafa, Class::IDAFA),
        (&words.institutions, Class::INSTITUTION),
        (&words.facilities, Class::FACILITY),
        (&words.institution_adjectives, Class::INSTITUTION_ADJECTIVE),
        (&words.public_bodies, Class::PUBLIC_BODY),
        (&words.no_public_bodies, Class::NO_PUBLIC_BODY),
        (&words.town_bodies, Class::TOWN_BODY),
        (&words.sport, Class::SPORT),
        (&words.matches, Class::MATCH),
        (&words.opponents, Class::OPPONENT),
        (&words.against, Class::AGAINST),
        (&words.clubs, Class::CLUB),
        (&words.deputies, Class::DEPUTY),
        (&words.name_prefixes, Class::PREFIX.or(Class::LINK)),
        (&words.given_names, Class::GIVEN),
        (&words.directions, Class::DIRECTION),
        (&words.not_places, Class::NOT_PLACE),
        (&words.ambiguous_names, Class::AMBIGUOUS),
        (&words.strong_prefixes, Class::STRONG_PREFIX),
        (&words.ordinals, Class::ORDINAL),
        (&words.qualities, Class::QUALITY),
    ] {
        list.split_whitespace().for_each(|word| add(word, class));
    }
    for stem in words.demonyms.split_whitespace() {
        adjective_forms(stem).for_each(|form| add(&form, Class::DEMONYM));
    }
    classes
}
