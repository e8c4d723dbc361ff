//! Words -> what the lists say of them, and candidates for places' names.

use super::candidate::Candidate;
use super::context::Context;
use super::lexicon::{Class, Names};
use super::listed::{Found, Name, Sure};
use super::outlet;
use super::person::listed_score;
use super::token::{Gap, Reading, Tokens};
use crate::article::EntityKind;
use std::collections::HashMap;

/// The longest phrase of a list, in words.
const WORDS_MAX: usize = 7;

/// A phrase of the lists where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub first: usize,
    pub cut: u8,
    pub preposition: bool,
    pub found: Found,
    /// How large the largest place of GeoNames is that is called so: 0 to 3.
    pub size: usize,
    /// Whether it lies in a country that the article surely speaks of.
    pub near: bool,
}

/// What the lists say of an article's words.
pub(super) struct Lists {
    pub hits: Vec<Hit>,
    /// Words that a place of our own list covers surely.
    sure: Vec<bool>,
    /// Words that any place of the lists covers.
    any: Vec<bool>,
    /// End and particles of a person's full name of the lists that begins at a word.
    people: Vec<Option<(u8, usize)>>,
    /// ISO codes of the countries that the article surely speaks of, and how often.
    pub countries: HashMap<&'static str, u32>,
    /// ISO codes of the states of whose people the article speaks, and how often.
    nations: HashMap<String, u32>,
    /// ISO code of the country in which it was published.
    published_in: Option<&'static str>,
}

impl Lists {
    /// How much the article speaks of a country: by its places, then by its people; then whether it was
    /// published there.
    pub fn country_rank(&self, country: Option<&str>) -> (u32, u32, bool) {
        let Some(country) = country else { return (0, 0, false) };
        let count = |count: Option<&u32>| count.copied().unwrap_or(0);
        let published = self.published_in == Some(country);
        (count(self.countries.get(country)), count(self.nations.get(country)), published)
    }

    /// Whether a place of the lists covers the word.
    pub fn is_place(&self, index: usize) -> bool {
        self.any[index]
    }

    /// Whether a place of our own list surely covers the word.
    pub fn place_sure(&self, index: usize) -> bool {
        self.sure[index]
    }

    /// Flags of the words that any place covers.
    pub fn places(&self) -> &[bool] {
        &self.sure
    }

    /// The end of the listed full name of a person that begins at `first` with `cut` letters off.
    pub fn person_end(&self, first: usize, cut: u8) -> Option<usize> {
        self.people[first].filter(|&(person_cut, _)| person_cut == cut).map(|(_, last)| last)
    }
}

/// Looks up the words of an article in all lists.
pub(super) fn look_up(tokens: &Tokens<'_>, names: &Names) -> Lists {
    let count = tokens.len();
    let mut lists = Lists {
        hits: Vec::new(),
        sure: vec![false; count],
        any: vec![false; count],
        people: vec![None; count],
        countries: HashMap::new(),
        nations: nations(tokens, names),
        published_in: outlet::country(tokens.article, names),
    };
    let mut words: Vec<&str> = Vec::with_capacity(WORDS_MAX);
    for first in 0..count {
        if tokens.form(first).digits || tokens.form(first).plain {
            continue;
        }
        let mut best = None;
        for reading in &tokens.form(first).readings {
            words.clear();
            words.push(&reading.text);
            for next in first + 1..count.min(first + WORDS_MAX) {
                let joined = tokens.gap(next).is_plain() || tight_dash(tokens, next);
                if !joined || tokens.form(next).plain {
                    break;
                }
                words.push(tokens.text(next));
            }
            let mut strongest = best;
            names.listed.find(&words, |found| {
                // A particle is only taken off where the whole says less.
                let known = best.is_some_and(|(words, sure)| {
                    (words, sure) >= (found.words, found.sure) || reading.preposition && words >= found.words
                });
                if reading.cut > 0 && known || !is_plausible(tokens, first, reading, &found) {
                    return;
                }
                strongest = strongest.max(Some((found.words, found.sure)));
                let hit = Hit {
                    first,
                    cut: reading.cut,
                    preposition: reading.preposition,
                    found,
                    size: 0,
                    near: false,
                };
                lists.hits.push(if has_outer_word(names, reading, &words, &found) {
                    hit.inner()
                } else {
                    hit
                });
            });
            best = strongest;
        }
    }
    note(tokens, names, &mut lists);
    place_in_countries(names, &mut lists);
    lists
}

/// The states of whose people the words speak.
fn nations(tokens: &Tokens<'_>, names: &Names) -> HashMap<String, u32> {
    let mut nations: HashMap<String, u32> = HashMap::new();
    for form in &tokens.forms {
        if let Some(state) = form.readings.iter().find_map(|reading| names.nation(&reading.text)) {
            *nations.entry(state.to_owned()).or_default() += form.count;
        }
    }
    nations
}

/// Tells of each place how large it is and whether its country is spoken of.
fn place_in_countries(names: &Names, lists: &mut Lists) {
    let Lists { hits, countries, .. } = lists;
    for hit in hits.iter_mut().filter(|hit| hit.found.kind == EntityKind::Place) {
        match hit.found.name {
            Name::Own(index) => {
                let country = names.listed.entry(index).country;
                hit.near = country.is_some_and(|country| countries.contains_key(country));
            }
            Name::Geo(offset, count) => {
                let largest = names.listed.geo(offset, count).next().map_or(0, |place| place.population);
                hit.size = [20_000, 100_000, 500_000].iter().filter(|&&size| largest > size).count();
                hit.near = names.listed.geo(offset, count).any(|place| countries.contains_key(place.country));
            }
            Name::World(_) => {}
        }
    }
}

/// Whether a phrase of the lists begins with a word that is not of the name, although the lists have
/// the name with it: «حركة النهضة», «مدينة حلب». The rest must be in the lists by itself.
fn has_outer_word(names: &Names, reading: &Reading, words: &[&str], found: &Found) -> bool {
    let outer = match found.kind {
        EntityKind::Person => return false,
        EntityKind::Place => Class::PLACE_WORD,
        EntityKind::Organisation => Class::OUTER_WORD,
    };
    let inner = |words: &[&str]| names.listed.own(&words.join(" "), found.kind).next().is_some();
    found.words > 1 && reading.class.has(outer) && inner(&words[1..found.words])
}

impl Hit {
    /// The hit without its first word.
    fn inner(mut self) -> Hit {
        self.first += 1;
        self.cut = 0;
        self.preposition = false;
        self.found.words -= 1;
        self
    }
}

fn tight_dash(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens.gap(index).only(Gap::DASH)
        && tokens.tokens[index].span.start - tokens.tokens[index - 1].span.end == 1
}

/// Whether a phrase found after taking particles off may be meant: where the whole word is well
/// known as a word, it is not («كان» is not كـ + ان).
fn is_plausible(tokens: &Tokens<'_>, first: usize, reading: &Reading, found: &Found) -> bool {
    // Our own list is surer than the counts of a word with "and" before it.
    let conjoined = found.sure > Sure::Maybe && !reading.preposition && reading.text.chars().count() > 4;
    if reading.cut == 0 || found.words > 1 || conjoined {
        return true;
    }
    let whole = tokens.form(first).readings[0].counts;
    let named = whole.person + whole.place + whole.organisation;
    if whole.outside > 3.0 && named < 0.5 * whole.outside {
        return false;
    }
    !(matches!(found.name, Name::Geo(..)) && whole.total() == 0.0 && reading.text.chars().count() < 4)
}

fn note(tokens: &Tokens<'_>, names: &Names, lists: &mut Lists) {
    for hit in &lists.hits {
        let last = hit.first + hit.found.words;
        match hit.found.kind {
            EntityKind::Place => {
                lists.any[hit.first..last].fill(true);
                if let Name::Own(index) = hit.found.name
                    && hit.found.sure > Sure::Maybe
                {
                    lists.sure[hit.first..last].fill(true);
                    if !names.listed.is_ambiguous(index)
                        && let Some(country) = names.listed.entry(index).country
                    {
                        *lists.countries.entry(country).or_default() += 1;
                    }
                }
            }
            EntityKind::Person if hit.found.sure == Sure::Full && hit.found.words > 1 => {
                let longer = lists.people[hit.first].is_none_or(|(_, known)| known < last);
                let other = tokens.class(last).has(Class::NONE);
                if longer && !other {
                    lists.people[hit.first] = Some((hit.cut, last));
                }
            }
            _ => {}
        }
    }
}

/// Candidates for all that the lists have.
pub(super) fn listed(
    tokens: &Tokens<'_>,
    names: &Names,
    lists: &Lists,
    contexts: &[Context],
    candidates: &mut Vec<Candidate>,
) {
    for hit in &lists.hits {
        let Found { name, kind, sure, words } = hit.found;
        let reading = tokens.reading(hit.first, hit.cut);
        let context = &contexts[hit.first];
        let mut sure = sure;
        // Whatever the list says: a word that is hardly ever a name needs evidence.
        let seen = reading.counts;
        if words == 1
            && kind == EntityKind::Person
            && sure == Sure::Maybe
            && reading.class.has(Class::DEMONYM.or(Class::HONORIFIC))
        {
            continue;
        }
        if words == 1 && seen.outside > 4.0 * (seen.person + seen.place + seen.organisation) + 12.0 {
            sure = Sure::Maybe;
        }
        if kind == EntityKind::Organisation && after_minister(tokens, hit)
            || words == 1 && sure == Sure::Maybe && is_adjective(tokens, hit)
        {
            continue;
        }
        if words == 1 && is_birthplace(tokens, hit.first) {
            continue;
        }
        if words == 1 && kind == EntityKind::Organisation && tokens.is_two_brothers(hit.first) {
            continue;
        }
        let outlet = is_outlet(tokens, lists, hit);
        if outlet && kind == EntityKind::Place {
            continue;
        }
        if words == 1 && tokens.is_qualified(hit.first) {
            if sure == Sure::Maybe {
                continue;
            }
            sure = Sure::Maybe;
        }
        let (score, rule) = match (kind, name) {
            (EntityKind::Person, Name::World(_)) => (3.2 + 0.5 * words as f32, "world people"),
            (EntityKind::Person, _) => (listed_score(sure, words, reading.person, context), "people"),
            (EntityKind::Place, Name::Geo(offset, count)) => {
                (geo_score(tokens, names, lists, hit, offset, count), "geonames")
            }
            (EntityKind::Place, _) if sure == Sure::Maybe => {
                (place_evidence(tokens, lists, hit) - 0.8, "places")
            }
            (EntityKind::Place, _) => (5.0, "places"),
            (EntityKind::Organisation, _) if outlet => (5.0, OUTLET),
            (EntityKind::Organisation, _) if is_white_house(tokens, hit) => (5.0, WHITE_HOUSE),
            (EntityKind::Organisation, _) if sure == Sure::Maybe => {
                (organisation_evidence(tokens, hit) - 0.5, "organisations")
            }
            (EntityKind::Organisation, _) => (5.2, "organisations"),
        };
        candidates.push(Candidate {
            first: hit.first,
            last: hit.first + words,
            cut: hit.cut,
            kind,
            score,
            rule,
            name: Some(name),
            title: if kind == EntityKind::Person { context.title } else { None },
        });
    }
}

/// Whether the word is the first of «مسقط رأسه», where somebody was born.
fn is_birthplace(tokens: &Tokens<'_>, index: usize) -> bool {
    let next = index + 1;
    tokens.text(index).ends_with("مسقط") && next < tokens.len() && tokens.text(next).starts_with("راس")
}

/// What is trusted of a name of several words that our own lists have, where the tagger doubts it.
const TRUSTED: f32 = 0.2;
/// Below this the tagger does not doubt but knows better.
const DOUBTED_LEAST: f32 = -2.0;

/// So many words of a list do not meet by chance, whatever the tagger says.
const CERTAIN_WORDS: usize = 3;
const CERTAIN: f32 = 2.0;

/// Lends the names of several words that our own lists surely have what speaks for another name of the
/// same kind inside them: "غينيا بيساو" is never "غينيا". A part that surely names the same («مكة» in «مكة
/// المكرمة», not «عمان» in «سلطنة عمان») is left to the rest of the evidence, and so are parts of countries («جنوب
/// لبنان») and names that end with the adjective of a nation.
pub(super) fn outermost(tokens: &Tokens<'_>, names: &Names, candidates: &mut [Candidate]) {
    let own = |candidate: &Candidate| names.listed.own(&candidate.key(tokens), candidate.kind);
    let sure = |candidate: &Candidate| {
        let Some(Name::Own(index)) = candidate.name.filter(|_| candidate.words() > 1) else { return None };
        let country = names.listed.entry(index).id.starts_with("country:");
        let part = tokens.reading(candidate.first, candidate.cut).class.has(Class::DIRECTION) && !country;
        // "ليون الفرنسي": the adjective may be of the text.
        let is_name_without_last =
            || own(&Candidate { last: candidate.last - 1, ..candidate.clone() }).next().is_some();
        let described = tokens.form(candidate.last - 1).readings[0].class.has(Class::DEMONYM)
            && (candidate.words() == 2 || is_name_without_last());
        let known = own(candidate).any(|(other, sure)| other == index && sure > Sure::Maybe);
        (known && !part && !described).then_some(index)
    };
    let long: Vec<(usize, u32)> =
        (0..candidates.len()).filter_map(|at| Some((at, sure(&candidates[at])?))).collect();
    for (at, index) in long {
        let whole = &candidates[at];
        let inside = |part: &&Candidate| {
            part.kind == whole.kind && whole.first <= part.first && part.last <= whole.last
        };
        let parts = candidates.iter().filter(inside).filter(|part| part.words() < whole.words());
        let mut best = whole.score;
        let mut same = false;
        for part in parts.filter(|part| part.score > 0.0) {
            let names_the_same = |(other, sure)| other == index && sure > Sure::Maybe;
            same |= part.kind != EntityKind::Person && own(part).any(names_the_same);
            best = best.max(part.score);
        }
        if whole.words() >= CERTAIN_WORDS {
            candidates[at].score = best.max(CERTAIN);
        } else if !same && best > DOUBTED_LEAST {
            candidates[at].score = best.max(TRUSTED);
        }
    }
}

/// What an outlet that is called after a place is found by. The tagger has no word in it.
pub(super) const OUTLET: &str = "outlet in quotation marks";

/// What the White House is found by, which labelled news takes for a name of another kind; the tagger has no word
/// in it.
pub(super) const WHITE_HOUSE: &str = "white house";

fn is_white_house(tokens: &Tokens<'_>, hit: &Hit) -> bool {
    hit.found.words == 2
        && tokens.reading(hit.first, hit.cut).text == "البيت"
        && tokens.text(hit.first + 1) == "الابيض"
}

/// Whether a hit is both a place's and an organisation's name and stands in quotation marks by itself:
/// «الشرق الأوسط» is the newspaper.
fn is_outlet(tokens: &Tokens<'_>, lists: &Lists, hit: &Hit) -> bool {
    let named = |kind: EntityKind| {
        lists.hits.iter().any(|other| {
            (other.first, other.found.words, other.found.kind) == (hit.first, hit.found.words, kind)
        })
    };
    is_quoted(tokens, hit) && named(EntityKind::Place) && named(EntityKind::Organisation)
}

/// Whether a hit stands in quotation marks by itself.
fn is_quoted(tokens: &Tokens<'_>, hit: &Hit) -> bool {
    tokens.gap(hit.first).has(Gap::QUOTE) && tokens.gap(hit.first + hit.found.words).has(Gap::QUOTE)
}

/// Whether "الخارجية الأميركية" belongs to a minister and not to itself.
fn after_minister(tokens: &Tokens<'_>, hit: &Hit) -> bool {
    hit.first > 0
        && tokens.gap(hit.first).is_plain()
        && tokens.form(hit.first - 1).readings.iter().any(|reading| reading.text.starts_with("وزير"))
}

/// Whether a word with the article is an adjective of the noun with the article before it: "السلم الأهلي".
fn is_adjective(tokens: &Tokens<'_>, hit: &Hit) -> bool {
    let definite = |index: usize| tokens.text(index).starts_with("ال");
    let named =
        Class::CLASS_WORD.or(Class::PLACE_WORD).or(Class::OUTER_WORD).or(Class::HONORIFIC).or(Class::ROLE);
    hit.first > 0
        && tokens.gap(hit.first).is_plain()
        && hit.cut == 0
        && tokens.text(hit.first).ends_with('ي')
        && definite(hit.first)
        && definite(hit.first - 1)
        && !tokens.class(hit.first - 1).has(named)
}

/// What the words round a hit say for a place.
fn place_evidence(tokens: &Tokens<'_>, lists: &Lists, hit: &Hit) -> f32 {
    let first = hit.first;
    let last = first + hit.found.words;
    let mut evidence: f32 = if hit.preposition { 0.7 } else { 0.0 };
    if first > 0 && tokens.gap(first).only(Gap::QUOTE) {
        let before = tokens.form(first - 1);
        let class = before.readings.iter().fold(Class::NONE, |class, reading| class.or(reading.class));
        if class.has(Class::PLACE_WORD) {
            evidence += 3.0;
        } else if class.has(Class::PLACE_PREPOSITION.or(Class::DIRECTION)) {
            evidence += 1.0;
        }
        if lists.place_sure(first - 1) {
            evidence += 0.8;
        }
    }
    // "in Mocha and Khokha": named with another place.
    let conjoined = |index: usize| {
        index > 0
            && index < tokens.len()
            && tokens.gap(index).is_plain()
            && tokens.text(index).starts_with('و')
            && lists.is_place(index)
            && lists.is_place(index - 1)
    };
    if hit.cut > 0 && conjoined(first) || conjoined(last) {
        evidence += if hit.near { 2.0 } else { 1.0 };
    }
    let beside = |index: usize| index < tokens.len() && lists.place_sure(index);
    if last < tokens.len() && tokens.gap(last).only(Gap::COMMA) && beside(last)
        || first > 0 && tokens.gap(first).only(Gap::COMMA) && beside(first - 1)
    {
        evidence += 0.8;
    }
    evidence
}

fn organisation_evidence(tokens: &Tokens<'_>, hit: &Hit) -> f32 {
    let mut evidence = if is_quoted(tokens, hit) { 1.5 } else { 0.0 };
    if hit.first > 0 && tokens.gap(hit.first).only(Gap::QUOTE) {
        let before = tokens.form(hit.first - 1);
        let class = before.readings.iter().fold(Class::NONE, |class, reading| class.or(reading.class));
        if class.has(Class::CLASS_WORD.or(Class::ORGANISATION_HEAD)) {
            evidence += 3.0;
        }
    }
    let seen = tokens.reading(hit.first, hit.cut).counts;
    if hit.found.words == 1 {
        evidence += ((seen.organisation + 0.3) / (seen.outside + seen.person + seen.place + 0.3))
            .ln()
            .clamp(-2.0, 2.0);
    }
    evidence
}

/// Evidence for a place of GeoNames: many are spelt like words or people.
fn geo_score(tokens: &Tokens<'_>, names: &Names, lists: &Lists, hit: &Hit, offset: u32, count: u8) -> f32 {
    let Some(place) = names.listed.geo(offset, count).next() else { return -1.0 };
    let size = (f64::from(place.population) + 1.0).log10() as f32 - 4.0;
    let near = names.listed.geo(offset, count).any(|place| lists.countries.contains_key(place.country));
    let mut score = place_evidence(tokens, lists, hit);
    score += if near { 0.7 } else { -0.5 };
    let reading = tokens.reading(hit.first, hit.cut);
    if hit.found.words == 1 && reading.class.has(Class::NOT_PLACE) {
        return score - 3.0;
    }
    if hit.found.words == 1 {
        let seen = reading.counts;
        let trust = seen.total() / (seen.total() + 3.0);
        let others = seen.outside + seen.person + 0.5 * seen.organisation;
        let share = ((seen.place + 0.2) / (others + 0.2)).ln().clamp(-4.0, 3.0);
        score += trust * share + (1.0 - trust) * (0.5 * size - 0.7);
        score -= 0.5 * reading.person.max(0.0) * (1.0 - trust);
        if reading.text.chars().count() < 4 {
            score -= 0.8;
        }
    } else {
        let last = tokens.reading(hit.first + hit.found.words - 1, 0);
        let ordinary = |reading: &Reading| reading.counts.outside > 3.0 * reading.counts.place + 3.0;
        let person = |reading: &Reading| reading.person > 0.5;
        score += 0.6 + 0.4 * size;
        if ordinary(reading) && ordinary(last) || person(reading) && person(last) {
            score -= 1.8;
        }
    }
    score.min(4.0)
}

/// Candidates after place words, whatever stands in the lists ("مدينة بوكروفسك"), and names that
/// begin with a word of their own ("مضيق هرمز").
pub(super) fn announced(tokens: &Tokens<'_>, lists: &Lists, candidates: &mut Vec<Candidate>) {
    for index in 0..tokens.len() {
        for reading in &tokens.form(index).readings {
            let word = reading.class.has(Class::PLACE_WORD);
            let head = reading.class.has(Class::PLACE_HEAD);
            if !(word || head) || index + 1 >= tokens.len() || !tokens.gap(index + 1).only(Gap::QUOTE) {
                continue;
            }
            let first = index + 1;
            let mut last = first;
            while last < tokens.len() && last - first < 3 && (last == first || tokens.gap(last).is_plain()) {
                let further = last > first;
                let conjoined = further && tokens.text(last).starts_with('و');
                let complete = further && lists.is_place(last - 1) && !lists.is_place(last);
                if conjoined || complete || !is_place_like(tokens, last, lists) {
                    break;
                }
                last += 1;
            }
            if last == first || tokens.class(first).has(Class::LINK) {
                break;
            }
            let known = lists.is_place(first);
            let (first, cut, score) = if head { (index, reading.cut, 1.6) } else { (first, 0, 1.2) };
            if head && !tokens.gap(index + 1).is_plain() {
                break;
            }
            candidates.push(Candidate {
                first,
                last,
                cut,
                kind: EntityKind::Place,
                score: score + if known { 1.0 } else { 0.0 },
                rule: "place word",
                name: None,
                title: None,
            });
            break;
        }
    }
}

/// Whether a word after a place word may be the place's name: hardly ever seen otherwise.
fn is_place_like(tokens: &Tokens<'_>, index: usize, lists: &Lists) -> bool {
    let form = tokens.form(index);
    let reading = &form.readings[0];
    let seen = reading.counts;
    let never = Class::NOT_NAME
        .or(Class::DEMONYM)
        .or(Class::SAYER)
        .or(Class::PLACE_PREPOSITION)
        .or(Class::PLACE_WORD);
    if form.digits || form.class.has(never) || form.text.is_ascii() {
        return false;
    }
    // A particle before a word seen otherwise: "مدينة وقرية", "ميناء لتصدير".
    let particle = form.readings[1..].iter().any(|rest| {
        rest.counts.outside > seen.total() + 1.0
            || rest.class.has(never)
            || tokens.index.contains_key(&rest.text)
    });
    let placed = seen.place > 0.8 * seen.outside;
    !particle
        && (placed && seen.place > 0.0
            || seen.outside < 1.0 && (lists.is_place(index) || !form.text.starts_with("ال")))
}
