//! Words -> candidates for institutions and facilities: a head that is no name by itself, and the name
//! that it bears («مستشفى الشفاء», «مطار رفيق الحريري الدولي»), the town that has it ("غرفة تجارة
//! الزرقاء") or what it is for («المركز الوطني لإدارة الأزمات»).
//!
//! Labelled news mostly takes these for no names, or leaves the head outside, so that the tagger has no
//! word in them.

use super::candidate::Candidate;
use super::lexicon::Class;
use super::listed::{Name, Sure};
use super::organisation::HEADED;
use super::places::{Hit, Lists};
use super::token::{Reading, Tokens};
use crate::article::EntityKind;

/// The longest borne name that stands in no list, in words.
const WORDS_MAX: usize = 3;

/// Certain enough to keep the borne name from standing alone.
const SCORE: f32 = 5.0;

/// The same of a public body.
const BODY: f32 = 1.5;

/// Adds the names that begin with a head. `candidates` are those of people and places found before.
pub(super) fn named(tokens: &Tokens<'_>, lists: &Lists, candidates: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for index in 0..tokens.len() {
        for reading in &tokens.form(index).readings {
            let name = called(tokens, lists, candidates, index, reading.class)
                .or_else(|| of_town(tokens, lists, index, reading.class))
                .or_else(|| for_purpose(tokens, index, reading));
            let Some((last, kind, rule)) = name else { continue };
            let score = if rule == PURPOSE { BODY } else { SCORE };
            let cut = reading.cut;
            found.push(Candidate { first: index, last, cut, kind, score, rule, name: None, title: None });
            break;
        }
    }
    candidates.extend(found);
    for candidate in candidates.iter_mut().filter(|candidate| is_public_body(tokens, candidate)) {
        candidate.score = candidate.score.max(BODY);
        candidate.last = relatives(tokens, candidate.last);
    }
}

/// The word after a name, what it names and what found it.
type Found = (usize, EntityKind, &'static str);

const PURPOSE: &str = "body for a purpose";

/// «مستشفى الشفاء», «مطار رفيق الحريري الدولي»: a head and the name that it bears.
fn called(
    tokens: &Tokens<'_>,
    lists: &Lists,
    candidates: &[Candidate],
    index: usize,
    class: Class,
) -> Option<Found> {
    let institution = class.has(Class::INSTITUTION);
    if !institution && !class.has(Class::FACILITY) {
        return None;
    }
    let is_joined = index + 1 < tokens.len() && tokens.gap(index + 1).is_plain();
    let borne = match (institution && is_joined).then(|| listed_end(tokens, lists, index + 1)).flatten() {
        Some(last) => last,
        None => borne(tokens, lists, candidates, index + 1)?,
    };
    let last = qualified(tokens, borne);
    if institution {
        return Some((last, EntityKind::Organisation, "institution"));
    }
    // The town is what is meant in «مطار بيروت».
    let town = last == borne && lists.place_sure(index + 1);
    (!town).then_some((last, EntityKind::Place, "facility"))
}

/// "غرفة تجارة الزرقاء": a head, what it is of, and the town that has it.
fn of_town(tokens: &Tokens<'_>, lists: &Lists, index: usize, class: Class) -> Option<Found> {
    let town = index + 2;
    let plain = town < tokens.len() && tokens.gap(town - 1).is_plain() && tokens.gap(town).is_plain();
    if !class.has(Class::TOWN_BODY) || !plain {
        return None;
    }
    let of = &tokens.form(index + 1).readings[0];
    let hit = lists
        .hits
        .iter()
        .filter(|hit| hit.first == town && hit.cut == 0 && hit.found.kind == EntityKind::Place);
    let last = hit.map(|hit| town + hit.found.words).max()?;
    let named = of.class.has(Class::IDAFA) && !of.text.starts_with("ال");
    named.then_some((last, EntityKind::Organisation, "body of a town"))
}

/// «الهيئة المستقلة للانتخابات», «المركز الوطني لإدارة الأزمات»: a head with the article, adjectives,
/// and what it is for.
fn for_purpose(tokens: &Tokens<'_>, index: usize, head: &Reading) -> Option<Found> {
    if !head.class.has(Class::ORGANISATION_HEAD) || !head.text.starts_with("ال") {
        return None;
    }
    let adjectives = relatives(tokens, index + 1);
    let begins = adjectives < tokens.len() && tokens.gap(adjectives).is_plain();
    // A meeting of shareholders, or a bank that does something for something.
    let of_company = |index: usize| tokens.form(index).readings[0].class.has(Class::NO_PUBLIC_BODY);
    if adjectives == index + 1
        || of_company(index + 1)
        || !begins
        || !tokens.text(adjectives).starts_with('ل')
    {
        return None;
    }
    let of = tokens.form(adjectives).readings.iter().find(|reading| reading.cut == 1)?;
    let next = adjectives + 1;
    let definite = |index: usize| {
        index < tokens.len() && tokens.gap(index).is_plain() && tokens.text(index).starts_with("ال")
    };
    let never = Class::NOT_NAME.or(Class::DEMONYM).or(Class::ROLE).or(Class::HONORIFIC);
    let last = match of.text.starts_with("ال") {
        _ if of.class.has(never) || of.counts.place + of.counts.person > of.counts.outside => return None,
        true => next,
        false if definite(next) && of.counts.outside > 0.0 => next + 1,
        false => return None,
    };
    Some((and_another(tokens, relatives(tokens, last)), EntityKind::Organisation, PURPOSE))
}

/// The end of a name with a second thing that it is for, if one stands at `index`: "والإصلاح".
fn and_another(tokens: &Tokens<'_>, index: usize) -> usize {
    let plain = |index: usize| index < tokens.len() && tokens.gap(index).is_plain();
    if !plain(index) || !tokens.text(index).starts_with("وال") {
        return index;
    }
    let other = Class::NOT_NAME
        .or(Class::DEMONYM)
        .or(Class::HONORIFIC)
        .or(Class::ROLE)
        .or(Class::SAYER)
        .or(Class::ORGANISATION_HEAD);
    let noun = tokens.reading(index, 1);
    let goes_on =
        plain(index + 1) && tokens.text(index + 1).starts_with("ال") && !is_relative(tokens, index + 1);
    if noun.class.has(other) || noun.counts.outside < noun.counts.person + noun.counts.place || goes_on {
        return index;
    }
    relatives(tokens, index + 1)
}

/// The end of the relative adjectives with the article that begin at `index`.
fn relatives(tokens: &Tokens<'_>, mut index: usize) -> usize {
    while is_relative(tokens, index) {
        index += 1;
    }
    index
}

/// Whether a candidate begins with the head of a public body, and says what it is for.
fn is_public_body(tokens: &Tokens<'_>, candidate: &Candidate) -> bool {
    if candidate.rule != HEADED || candidate.words() < 2 {
        return false;
    }
    let head = tokens.reading(candidate.first, candidate.cut).class;
    let of = &tokens.form(candidate.first + 1).readings[0];
    head.has(Class::PUBLIC_BODY) && of.text.starts_with("ال") && !of.class.has(Class::NO_PUBLIC_BODY)
}

/// Whether a relative adjective with the article stands at `index` ("الصحية" in «هيئة الخدمات الصحية»).
fn is_relative(tokens: &Tokens<'_>, index: usize) -> bool {
    if index >= tokens.len() || !tokens.gap(index).is_plain() {
        return false;
    }
    let whole = &tokens.form(index).readings[0];
    // Many of these adjectives are in the list of words that are no names by themselves.
    let borne = whole.class.has(Class::ORGANISATION_ADJECTIVE);
    let never = Class::NOT_NAME.or(Class::HONORIFIC).or(Class::ROLE);
    let ending = whole.text.ends_with("يه") || whole.text.ends_with('ي');
    let like = (ending || whole.class.has(Class::INSTITUTION_ADJECTIVE)) && !whole.class.has(never);
    whole.text.starts_with("ال") && (borne || like) && whole.counts.outside > whole.counts.person
}

/// The end of the organisation («بنك غولدمان ساكس») or the larger place («جامعة كامبريدج») that surely begins at
/// `first`.
fn listed_end(tokens: &Tokens<'_>, lists: &Lists, first: usize) -> Option<usize> {
    // «مستشفى المدينة»
    let is_place = !tokens.reading(first, 0).class.has(Class::NOT_PLACE);
    let is_sure = |hit: &&Hit| {
        let listed = matches!(hit.found.name, Name::Own(_)) && hit.found.sure > Sure::Maybe;
        hit.first == first
            && hit.cut == 0
            && match hit.found.kind {
                EntityKind::Organisation => listed && hit.found.words > 1,
                EntityKind::Place => (listed || hit.size >= LARGE) && is_place,
                EntityKind::Person => listed && hit.found.words > 1,
            }
    };
    lists.hits.iter().filter(is_sure).map(|hit| first + hit.found.words).max()
}

/// The size of a place of more than 100,000 people; see [`Hit::size`].
const LARGE: usize = 2;

/// The end of the name that begins at `first`: a place's or a person's, or words hardly ever seen
/// outside names. None if no name stands there.
fn borne(tokens: &Tokens<'_>, lists: &Lists, candidates: &[Candidate], first: usize) -> Option<usize> {
    if first >= tokens.len() || !tokens.gap(first).is_plain() {
        return None;
    }
    let known = |candidate: &&Candidate| candidate.first == first && candidate.cut == 0;
    let named = |candidate: &&Candidate| {
        candidate.score > 0.0
            && candidate.kind != EntityKind::Organisation
            && !(first + 1..candidate.last).any(|index| begins_anew(tokens, index))
    };
    let listed = candidates.iter().filter(known).filter(named).map(|candidate| candidate.last).max();
    listed.or_else(|| {
        let mut last = first;
        while last < tokens.len() && last - first < WORDS_MAX && is_borne(tokens, lists, first, last) {
            last += 1;
        }
        (last > first).then_some(last)
    })
}

/// Whether a place's name with a preposition attached stands at `index`: «ساحة النور بطرابلس».
fn begins_anew(tokens: &Tokens<'_>, index: usize) -> bool {
    let form = tokens.form(index);
    let mut rest = form.readings[1..].iter().filter(|reading| reading.preposition);
    rest.any(|rest| rest.counts.place > form.readings[0].counts.total() + 1.0)
}

/// Whether the word at `index` may be of a borne name: it is hardly ever seen outside names.
fn is_borne(tokens: &Tokens<'_>, lists: &Lists, first: usize, index: usize) -> bool {
    let form = tokens.form(index);
    let whole = &form.readings[0];
    let never = Class::NOT_NAME
        .or(Class::DEMONYM)
        .or(Class::SAYER)
        .or(Class::HONORIFIC)
        .or(Class::ROLE)
        .or(Class::ORGANISATION_ADJECTIVE)
        .or(Class::NOT_PLACE)
        .or(Class::PLACE_PREPOSITION);
    if form.digits || form.plain || form.text.is_ascii() || form.class.has(never) {
        return false;
    }
    if index > first && !tokens.gap(index).is_plain() {
        return false;
    }
    let seen = whole.counts;
    let definite = form.readings[1..].iter().any(|rest| rest.preposition && rest.text.starts_with("ال"));
    let particle = definite || form.readings[1..].iter().any(|rest| rest.counts.outside > seen.total() + 1.0);
    let named = seen.place + seen.person + seen.organisation;
    let unseen = |index: usize| tokens.form(index).readings[0].counts.total() == 0.0;
    let is_foreign = || index > first && unseen(index) && unseen(index - 1) && !form.text.starts_with("ال");
    !particle
        && (lists.is_place(index)
            || named > seen.outside
            || seen.outside < 1.0 && index == first
            || is_foreign())
}

/// The end of a name with the adjectives that institutions bear after it, and what they are for:
/// «للصحة النفسية».
fn qualified(tokens: &Tokens<'_>, mut last: usize) -> usize {
    let begin = last;
    while last < tokens.len() && tokens.gap(last).is_plain() {
        let whole = &tokens.form(last).readings[0];
        let adjective = whole.class.has(Class::ORGANISATION_ADJECTIVE.or(Class::INSTITUTION_ADJECTIVE));
        let purpose = last == begin && is_purpose(tokens, last);
        let of_purpose = last > begin && is_purpose(tokens, begin) && is_feminine_adjective(whole);
        if !(adjective && whole.text.starts_with("ال") || purpose || of_purpose) {
            break;
        }
        last += 1;
    }
    last
}

/// "للإغاثة", "للعلوم": a noun with ل and the article, as they say what something is for, and no name.
fn is_purpose(tokens: &Tokens<'_>, index: usize) -> bool {
    let form = tokens.form(index);
    let noun = form.readings.iter().find(|reading| reading.cut == 1 && reading.text.starts_with("ال"));
    form.text.starts_with("لل")
        && noun.is_some_and(|noun| {
            noun.counts.outside > noun.counts.place + noun.counts.organisation
                && noun.text.ends_with(['ه', 'م', 'ا'])
        })
}

fn is_feminine_adjective(reading: &Reading) -> bool {
    reading.text.starts_with("ال") && reading.text.ends_with("يه")
}
