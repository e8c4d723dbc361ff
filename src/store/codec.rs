//! Sections, facts and profiles <-> the bytes in which the library keeps them.
//!
//! A million articles have sixty million mentions; as JSON they would take more room than the
//! texts. Numbers are LEB128, places are kept as distances from the one before, names of rules once
//! an article. Confidences keep four decimals, weights thirteen bits behind the point.
//!
//! Each value begins with the version of its format; facts of the first are still read. Bytes that do not decode are damage.

use crate::article::{
    ChosenBy, DateKind, DateMention, EntityKind, Mention, PublishedFrom, Rule, Section, SectionKind,
};
use crate::article::{Span, Title};
use crate::story::{Day, Sketch};
use jiff::civil::Date;
use jiff::{ToSpan, Unit};

/// The format written today.
const FORMAT: u64 = 1;
/// That of facts; in the first, places did not say what they were chosen from.
const FACTS_FORMAT: u64 = 2;

/// Bytes that are not what they should be.
#[derive(Debug)]
pub(super) struct Broken;

type Decoded<T> = Result<T, Broken>;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Days from 1970-01-01 to `date`.
pub(super) fn day_number(date: Date) -> i32 {
    EPOCH.until((Unit::Day, date)).map_or(0, |span| span.get_days())
}

/// The date that many days after 1970-01-01; the nearest one there is.
pub(super) fn date_of(days: i64) -> Date {
    // What a span of jiff can hold: the days between its first date and its last.
    const DAYS_MAX: i64 = 7_304_484;
    EPOCH.saturating_add(days.clamp(-DAYS_MAX, DAYS_MAX).days())
}

const SECTION_KINDS: [SectionKind; 14] = [
    SectionKind::Title,
    SectionKind::Deck,
    SectionKind::Published,
    SectionKind::Dateline,
    SectionKind::Byline,
    SectionKind::Subheading,
    SectionKind::Paragraph,
    SectionKind::Source,
    SectionKind::Keywords,
    SectionKind::ReadAlso,
    SectionKind::Embedded,
    SectionKind::RelatedHeading,
    SectionKind::RelatedTitle,
    SectionKind::Boilerplate,
];
const ENTITY_KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Place, EntityKind::Organisation];
const CHOSEN_BY: [ChosenBy; 4] = [ChosenBy::Places, ChosenBy::People, ChosenBy::Outlet, ChosenBy::Size];
const DATE_KINDS: [DateKind; 6] = [
    DateKind::Date,
    DateKind::Interval,
    DateKind::Duration,
    DateKind::Time,
    DateKind::Set,
    DateKind::Reference,
];
const PUBLISHED_FROM: [PublishedFrom; 5] = [
    PublishedFrom::Given,
    PublishedFrom::Stated,
    PublishedFrom::Dateline,
    PublishedFrom::Metadata,
    PublishedFrom::Lead,
];

/// The number that stands for a value in the library; never changed once released.
pub(super) fn published_from_code(from: PublishedFrom) -> i64 {
    code(&PUBLISHED_FROM, from) as i64
}

/// The value that a number stands for; the least trusted one for a number never given.
pub(super) fn published_from_of(code: i64) -> PublishedFrom {
    usize::try_from(code)
        .ok()
        .and_then(|code| PUBLISHED_FROM.get(code))
        .copied()
        .unwrap_or(PublishedFrom::Lead)
}

/// Likewise for the kinds of entities.
pub(super) fn entity_kind_code(kind: EntityKind) -> i64 {
    code(&ENTITY_KINDS, kind) as i64
}

/// Likewise.
pub(super) fn entity_kind_of(code: i64) -> EntityKind {
    usize::try_from(code).ok().and_then(|code| ENTITY_KINDS.get(code)).copied().unwrap_or(EntityKind::Person)
}

fn code<T: PartialEq>(all: &[T], value: T) -> u64 {
    all.iter().position(|known| *known == value).unwrap_or(0) as u64
}

/// Where the pieces of an article stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    pub(super) offset: u32,
    pub(super) title_span: Option<Span>,
    pub(super) title_stated: bool,
    pub(super) sections: Vec<Section>,
}

impl Shape {
    pub(super) fn encode(offset: u32, title: &Title, sections: &[Section]) -> Vec<u8> {
        let mut out = Writer::new();
        out.number(u64::from(offset));
        out.flag(title.stated);
        out.flag(title.span.is_some());
        if let Some(span) = title.span {
            out.span(span, &mut 0);
        }
        out.number(sections.len() as u64);
        let mut last = 0;
        for section in sections {
            out.number(code(&SECTION_KINDS, section.kind));
            out.span(section.span, &mut last);
            out.number(u64::from(section.part));
        }
        out.bytes
    }

    pub(super) fn decode(bytes: &[u8]) -> Decoded<Shape> {
        let mut input = Input::new(bytes)?;
        let offset = input.small()?;
        let title_stated = input.flag()?;
        let title_span = if input.flag()? { Some(input.span(&mut 0)?) } else { None };
        let mut last = 0;
        let sections = input.list(|input| {
            let kind = input.kind(&SECTION_KINDS)?;
            Ok(Section { kind, span: input.span(&mut last)?, part: input.part()? })
        })?;
        Ok(Shape { offset, title_span, title_stated, sections })
    }
}

/// An entity as far as one article knows it; the rest stands in the library's own table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LocalEntity {
    /// Row of the library's table.
    pub(super) row: i64,
    /// Mentions that count.
    pub(super) count: u32,
    /// The name, where it differs from the library's.
    pub(super) name: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) roles: Vec<String>,
    /// Why it is this place.
    pub(super) choice: Option<LocalChoice>,
}

/// A choice between places, the others by their rows in the library's table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LocalChoice {
    pub(super) by: ChosenBy,
    pub(super) is_doubtful: bool,
    /// Row and kind of place.
    pub(super) others: Vec<(i64, String)>,
}

impl LocalChoice {
    fn encode(choice: Option<&LocalChoice>, out: &mut Writer) {
        out.flag(choice.is_some());
        let Some(choice) = choice else { return };
        out.number(code(&CHOSEN_BY, choice.by));
        out.flag(choice.is_doubtful);
        out.number(choice.others.len() as u64);
        for (row, kind) in &choice.others {
            out.signed(*row);
            out.text(kind);
        }
    }

    fn decode(input: &mut Input<'_>) -> Decoded<Option<LocalChoice>> {
        if input.format < FACTS_FORMAT || !input.flag()? {
            return Ok(None);
        }
        Ok(Some(LocalChoice {
            by: input.kind(&CHOSEN_BY)?,
            is_doubtful: input.flag()?,
            others: input.list(|input| Ok((input.signed()?, input.text()?)))?,
        }))
    }
}

impl LocalEntity {
    fn decode(input: &mut Input<'_>) -> Decoded<LocalEntity> {
        Ok(LocalEntity {
            row: input.signed()?,
            count: input.small()?,
            name: Some(input.text()?).filter(|name| !name.is_empty()),
            aliases: input.list(Input::text)?,
            roles: input.list(Input::text)?,
            choice: LocalChoice::decode(input)?,
        })
    }
}

/// The facts of an article, with the entities by the library's rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LocalFacts {
    pub(super) entities: Vec<LocalEntity>,
    pub(super) mentions: Vec<Mention>,
    pub(super) dates: Vec<DateMention>,
}

impl LocalFacts {
    pub(super) fn encode(entities: &[LocalEntity], mentions: &[Mention], dates: &[DateMention]) -> Vec<u8> {
        let mut out = Writer::of(FACTS_FORMAT);
        out.number(entities.len() as u64);
        for entity in entities {
            out.signed(entity.row);
            out.number(u64::from(entity.count));
            out.text(entity.name.as_deref().unwrap_or(""));
            out.texts(&entity.aliases);
            out.texts(&entity.roles);
            LocalChoice::encode(entity.choice.as_ref(), &mut out);
        }
        let mut rules: Vec<&str> = mentions.iter().map(|mention| mention.rule.as_ref()).collect();
        rules.extend(dates.iter().map(|date| date.rule.as_ref()));
        rules.sort_unstable();
        rules.dedup();
        out.texts(&rules);
        let rule = |name: &Rule| rules.binary_search(&name.as_ref()).unwrap_or(0) as u64;
        out.number(mentions.len() as u64);
        let mut last = 0;
        for mention in mentions {
            out.span(mention.span, &mut last);
            out.number(code(&ENTITY_KINDS, mention.kind));
            out.number(u64::from(mention.entity));
            out.number(u64::from(mention.part));
            out.confidence(mention.confidence);
            out.number(rule(&mention.rule));
        }
        out.number(dates.len() as u64);
        let mut last = 0;
        for date in dates {
            out.span(date.span, &mut last);
            out.number(code(&DATE_KINDS, date.kind));
            out.text(&date.value);
            out.flag(date.interval.is_some());
            if let Some((first, end)) = date.interval {
                out.signed(i64::from(day_number(first)));
                out.signed(i64::from(day_number(end) - day_number(first)));
            }
            out.confidence(date.confidence);
            out.texts(&date.alternatives);
            out.number(rule(&date.rule));
            out.number(u64::from(date.part));
        }
        out.bytes
    }

    pub(super) fn decode(bytes: &[u8]) -> Decoded<LocalFacts> {
        let mut input = Input::up_to(FACTS_FORMAT, bytes)?;
        let entities = input.list(LocalEntity::decode)?;
        let rules = input.list(Input::text)?;
        let rule = |input: &mut Input<'_>| -> Decoded<Rule> {
            let index = input.small()? as usize;
            rules.get(index).map(|name| Rule::Owned(name.clone())).ok_or(Broken)
        };
        let mut last = 0;
        let mentions = input.list(|input| {
            Ok(Mention {
                span: input.span(&mut last)?,
                kind: input.kind(&ENTITY_KINDS)?,
                entity: input.small()?,
                part: input.part()?,
                confidence: input.confidence()?,
                rule: rule(input)?,
            })
        })?;
        let mut last = 0;
        let dates = input.list(|input| {
            Ok(DateMention {
                span: input.span(&mut last)?,
                kind: input.kind(&DATE_KINDS)?,
                value: input.text()?,
                interval: if input.flag()? {
                    let first = input.signed()?;
                    let length = input.signed()?;
                    Some((date_of(first), date_of(first.saturating_add(length))))
                } else {
                    None
                },
                confidence: input.confidence()?,
                alternatives: input.list(Input::text)?,
                rule: rule(input)?,
                part: input.part()?,
            })
        })?;
        Ok(LocalFacts { entities, mentions, dates })
    }
}

/// As much of [`LocalFacts`] as says who is named where: a question about a name reads very many.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LocalNames {
    pub(super) entities: Vec<LocalEntity>,
    /// Where the article itself names something: the span, and the index among the entities.
    pub(super) mentions: Vec<(Span, u32)>,
}

impl LocalNames {
    /// From the bytes of [`LocalFacts::encode`].
    pub(super) fn decode(bytes: &[u8]) -> Decoded<LocalNames> {
        let mut input = Input::up_to(FACTS_FORMAT, bytes)?;
        let entities = input.list(LocalEntity::decode)?;
        input.list(Input::text)?;
        let mut last = 0;
        let mentions = input.list(|input| {
            let span = input.span(&mut last)?;
            input.kind(&ENTITY_KINDS)?;
            let (entity, part) = (input.small()?, input.part()?);
            input.confidence()?;
            input.small()?;
            Ok((part == 0).then_some((span, entity)))
        })?;
        Ok(LocalNames { entities, mentions: mentions.into_iter().flatten().collect() })
    }

    /// The mentions of the entity that has a row, in text order.
    pub(super) fn mentions_of(&self, row: i64) -> impl Iterator<Item = Span> {
        let is_it = move |index: u32| {
            let entity = self.entities.get(index as usize);
            entity.is_some_and(|entity| entity.row == row)
        };
        self.mentions.iter().filter(move |(_, index)| is_it(*index)).map(|(span, _)| *span)
    }
}

/// A profile, with terms and entities by the library's rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LocalProfile {
    /// Ascending by row.
    pub(super) terms: Vec<(i64, f32)>,
    pub(super) day: Day,
    /// Row and count, most mentioned first.
    pub(super) names: Vec<(i64, u32)>,
    pub(super) sketch: Sketch,
}

/// Steps of a weight. Weights are sums of three unit vectors' entries, so below 3.
const WEIGHT_STEPS: f32 = 8192.0;

impl LocalProfile {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.number(self.terms.len() as u64);
        let mut last = 0;
        for &(row, weight) in &self.terms {
            out.signed(row - last);
            last = row;
            out.number((weight.max(0.0) * WEIGHT_STEPS).round() as u64);
        }
        for date in [self.day.event, self.day.published] {
            out.flag(date.is_some());
            if let Some(date) = date {
                out.signed(i64::from(day_number(date)));
            }
        }
        out.number(self.day.partial.len() as u64);
        for &(month, day) in &self.day.partial {
            out.number(month.unsigned_abs().into());
            out.number(day.unsigned_abs().into());
        }
        out.number(self.names.len() as u64);
        for &(row, count) in &self.names {
            out.signed(row);
            out.number(count.into());
        }
        out.number(self.day.named.len() as u64);
        for date in &self.day.named {
            out.signed(i64::from(day_number(*date)));
        }
        out.number(self.sketch.level.into());
        out.number(self.sketch.hashes.len() as u64);
        let mut last = 0;
        for &hash in &self.sketch.hashes {
            out.number(u64::from(hash - last));
            last = hash;
        }
        out.number(self.sketch.bands.len() as u64);
        for &band in &self.sketch.bands {
            out.number(band.into());
        }
        out.bytes
    }

    pub(super) fn decode(bytes: &[u8]) -> Decoded<LocalProfile> {
        let mut input = Input::new(bytes)?;
        let mut last = 0_i64;
        let terms = input.list(|input| {
            last = last.checked_add(input.signed()?).ok_or(Broken)?;
            Ok((last, input.number()? as f32 / WEIGHT_STEPS))
        })?;
        let date = |input: &mut Input<'_>| -> Decoded<Option<Date>> {
            if input.flag()? { Ok(Some(date_of(input.signed()?))) } else { Ok(None) }
        };
        let (event, published) = (date(&mut input)?, date(&mut input)?);
        let partial = input.list(|input| {
            let mut field = || i8::try_from(input.number()?).map_err(|_| Broken);
            Ok((field()?, field()?))
        })?;
        let names = input.list(|input| Ok((input.signed()?, input.small()?)))?;
        if input.is_at_end() {
            // What an earlier Khabar kept; it is made anew soon.
            let day = Day { event, published, partial, ..Day::default() };
            return Ok(LocalProfile { terms, day, names, sketch: Sketch::default() });
        }
        let named = input.list(|input| Ok(date_of(input.signed()?)))?;
        let level = u8::try_from(input.number()?).map_err(|_| Broken)?;
        let mut last = 0_u32;
        let hashes = input.list(|input| {
            last = last.checked_add(input.small()?).ok_or(Broken)?;
            Ok(last)
        })?;
        let bands = input.list(|input| input.small())?;
        // A level beyond the bits of a hash would keep nothing.
        let sketch = Sketch { level: level.min(31), hashes, bands };
        Ok(LocalProfile { terms, day: Day { event, published, named, partial }, names, sketch })
    }
}

struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn new() -> Writer {
        Writer::of(FORMAT)
    }

    fn of(format: u64) -> Writer {
        let mut out = Writer { bytes: Vec::new() };
        out.number(format);
        out
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Zigzag, so that small negative numbers stay small.
    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    fn flag(&mut self, flag: bool) {
        self.number(flag.into());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn texts<T: AsRef<str>>(&mut self, texts: &[T]) {
        self.number(texts.len() as u64);
        texts.iter().for_each(|text| self.text(text.as_ref()));
    }

    /// As the distance from `last`, the start of the span before, and a length.
    fn span(&mut self, span: Span, last: &mut i64) {
        self.signed(i64::from(span.start) - *last);
        self.signed(i64::from(span.end) - i64::from(span.start));
        *last = i64::from(span.start);
    }

    fn confidence(&mut self, confidence: f32) {
        self.number((confidence.clamp(0.0, 1.0) * 10_000.0).round() as u64);
    }
}

struct Input<'a> {
    bytes: &'a [u8],
    /// The format of what is read.
    format: u64,
}

impl<'a> Input<'a> {
    fn new(bytes: &'a [u8]) -> Decoded<Input<'a>> {
        Input::up_to(FORMAT, bytes)
    }

    /// Of any format up to `last`.
    fn up_to(last: u64, bytes: &'a [u8]) -> Decoded<Input<'a>> {
        let mut input = Input { bytes, format: 0 };
        input.format = input.number()?;
        if (1..=last).contains(&input.format) { Ok(input) } else { Err(Broken) }
    }

    fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    fn number(&mut self) -> Decoded<u64> {
        let mut number = 0;
        for (index, &byte) in self.bytes.iter().enumerate().take(10) {
            number |= u64::from(byte & 0x7F) << (7 * index);
            if byte < 0x80 {
                self.bytes = &self.bytes[index + 1..];
                return Ok(number);
            }
        }
        Err(Broken)
    }

    fn signed(&mut self) -> Decoded<i64> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn small(&mut self) -> Decoded<u32> {
        u32::try_from(self.number()?).map_err(|_| Broken)
    }

    fn part(&mut self) -> Decoded<u16> {
        u16::try_from(self.number()?).map_err(|_| Broken)
    }

    fn flag(&mut self) -> Decoded<bool> {
        Ok(self.number()? != 0)
    }

    fn kind<T: Copy>(&mut self, all: &[T]) -> Decoded<T> {
        let index = self.small()? as usize;
        all.get(index).copied().ok_or(Broken)
    }

    fn text(&mut self) -> Decoded<String> {
        let len = self.small()? as usize;
        let (text, rest) = self.bytes.split_at_checked(len).ok_or(Broken)?;
        self.bytes = rest;
        String::from_utf8(text.to_vec()).map_err(|_| Broken)
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Input<'a>) -> Decoded<T>) -> Decoded<Vec<T>> {
        let count = self.small()? as usize;
        // Each item has a byte at least: a broken count asks for no memory.
        if count > self.bytes.len() {
            return Err(Broken);
        }
        (0..count).map(|_| item(self)).collect()
    }

    fn span(&mut self, last: &mut i64) -> Decoded<Span> {
        let start = last.checked_add(self.signed()?).ok_or(Broken)?;
        let end = start.checked_add(self.signed()?).ok_or(Broken)?;
        *last = start;
        let offset = |offset: i64| u32::try_from(offset).map_err(|_| Broken);
        Ok(Span { start: offset(start)?, end: offset(end)? })
    }

    fn confidence(&mut self) -> Decoded<f32> {
        Ok((self.number()? as f64 / 10_000.0) as f32)
    }
}

#[cfg(test)]
mod tests;
