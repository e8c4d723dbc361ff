//! Plain values: an article and its sections, and the facts found in it.
//!
//! No behaviour beyond what the values say of themselves; no IO.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A byte range in the text of an article; always on character boundaries, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; both saturate at `u32::MAX` (texts are far shorter, see
    /// `import::SIZE_MAX`).
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end) }
    }

    /// The span as a range that can index a `str`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The piece of `text` that the span covers; empty if the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies inside, borders included.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span, `bytes` further on.
    pub fn shifted(self, bytes: u32) -> Span {
        Span { start: self.start + bytes, end: self.end + bytes }
    }
}

/// One article: a text and what its parts are.
///
/// A "read also" story inside another article is an article of its own (`part` ≥ 1), whose text is
/// also the [`SectionKind::Embedded`] section of its host, so that nothing of a file is lost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Identity in the library: the id given by the source, or a fingerprint of the text.
    /// An embedded story's key is its host's, `#`, and its part.
    pub key: String,
    /// Where it came from: a path or URL; `-` for standard input.
    pub origin: String,
    /// 0 for an article, 1… for the stories and lists embedded in it, in their order.
    pub part: u16,
    /// Byte offset of `text` in the document that it came from; 0 unless embedded.
    pub offset: u32,
    /// The headline.
    pub title: Title,
    /// When it was published, if that is known.
    pub published: Option<Published>,
    /// Who published it ("مأرب برس"), if that is said.
    pub outlet: Option<String>,
    /// The web address that the source gives for it.
    pub url: Option<String>,
    /// Keywords given by the source.
    pub keywords: Vec<String>,
    /// The whole text, sanitised; lines end in `\n`.
    pub text: String,
    /// What the pieces of `text` are: in order, disjoint, covering all but white space.
    pub sections: Vec<Section>,
}

impl Article {
    /// The sections that are the article itself: no embedded stories, lists, advertising.
    pub fn body(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.kind.is_body())
    }
}

/// What a library kept of an article beside what the article says itself: it goes along when the article
/// goes from one library into another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether it was read.
    pub read: bool,
    /// Byte of the text that the reader had reached.
    pub position: u32,
    /// The day of publication by the reader's word; `None` if he said none.
    pub set_day: Option<Date>,
    /// When it came in, in seconds since 1970-01-01 UTC; `None` for now.
    pub imported: Option<i64>,
    /// Whether it was all of what lay at its origin.
    pub whole_origin: bool,
    /// The reader's notes on it.
    pub notes: Vec<KeptNote>,
}

/// A note of the reader's, as it goes along with its article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptNote {
    /// The words that it is on; `None` for the article as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The byte of the text at which they stand; `None` where the text no longer has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// What the reader wrote.
    pub text: String,
    /// When it was written, in seconds since 1970-01-01 UTC.
    #[serde(default)]
    pub written: i64,
    /// When it was last changed.
    #[serde(default)]
    pub changed: i64,
}

/// A headline, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// The words of the headline, on one line.
    pub text: String,
    /// Where they stand in the article's text. A stated title has a section of its own; a headline
    /// taken from the first sentence (`stated` is false) lies inside another section.
    pub span: Option<Span>,
    /// Whether the article states a title, or a headline had to be taken from its first sentence.
    pub stated: bool,
}

/// The day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, in the outlet's own time zone.
    pub date: Date,
    /// What it was taken from.
    pub from: PublishedFrom,
}

/// What a day of publication was taken from; the order is that of trust, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishedFrom {
    /// Set by the reader, by hand or with `--published`.
    Given,
    /// Stated in the text ("تاريخ النشر: …").
    Stated,
    /// From the dateline ("القاهرة، 3 مارس 2024 (رويترز) -").
    Dateline,
    /// From the feed or the file's own metadata.
    Metadata,
    /// From the first sentences ("اليوم الأربعاء 12 فبراير 2025").
    Lead,
}

impl PublishedFrom {
    /// Whether neither the reader nor the article itself states the day as that of publication.
    pub fn is_guess(self) -> bool {
        self >= PublishedFrom::Metadata
    }
}

/// A piece of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Where it stands; without surrounding white space.
    pub span: Span,
    /// 0 if it belongs to the article; else the number of the embedded story or list that it belongs
    /// to (its heading included).
    pub part: u16,
}

/// What a section is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// The stated title.
    Title,
    /// The standfirst between title and first paragraph, which the lead repeats.
    Deck,
    /// The stated day of publication, with its label.
    Published,
    /// Where (and when) it was written: "واشنطن", "القاهرة - رويترز"; on a line of its own.
    Dateline,
    /// The writer's name, on a line of its own.
    Byline,
    /// A heading inside the article.
    Subheading,
    /// A paragraph of the article.
    Paragraph,
    /// Who it was taken from, with its label ("المصدر: …").
    Source,
    /// The keywords, with their label.
    Keywords,
    /// The heading of an embedded story ("إقرأ أيضاً:").
    ReadAlso,
    /// An embedded story, whole; it is also an article of its own.
    Embedded,
    /// The heading of a list of other articles' titles ("مقالات مشابهة").
    RelatedHeading,
    /// The title of another article, one of a list; without its bullet.
    RelatedTitle,
    /// Advertising, calls to share, copyright lines.
    Boilerplate,
}

impl SectionKind {
    /// Whether it is text of the article itself, in which facts count for the article.
    pub fn is_body(self) -> bool {
        use SectionKind::*;
        matches!(self, Title | Deck | Dateline | Subheading | Paragraph)
    }
}

/// What was found in an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Every place where a person, place or organisation is named, in text order.
    pub mentions: Vec<Mention>,
    /// What the mentions name, most mentioned first, ties in order of the first mention.
    pub entities: Vec<Entity>,
    /// Every temporal expression, in text order.
    pub dates: Vec<DateMention>,
}

impl Facts {
    /// The mentions of the entity at `index` in [`Facts::entities`], in text order.
    pub fn mentions_of(&self, index: usize) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |mention| mention.entity as usize == index)
    }
}

/// A place in the text where an entity is named: without titles, without attached particles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What kind of thing is named here.
    pub kind: EntityKind,
    /// Index of what is named in [`Facts::entities`].
    pub entity: u32,
    /// The part that the mention stands in; see [`Section::part`].
    pub part: u16,
    /// 0 (a guess) to 1 (sure).
    pub confidence: f32,
    /// What found it.
    pub rule: Rule,
}

/// The name of the rule or model that made a fact; stable, for people to read.
pub type Rule = std::borrow::Cow<'static, str>;

/// The kinds of named things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A named human.
    Person,
    /// A country, city, region, sea …
    Place,
    /// A body, company, party, outlet, platform …
    Organisation,
}

/// One person, place or organisation of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The same in every article: a Wikidata (`Q7747`) or GeoNames (`geonames:524901`) id or ISO
    /// country code (`country:RU`) where one is known, else the kind and the folded name
    /// (`person:ستيف ويتكوف`).
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// Canonical Arabic name: from the gazetteer, else the fullest form in the article.
    pub name: String,
    /// Canonical Latin name, if known.
    pub latin: Option<String>,
    /// Other forms met in the article.
    pub aliases: Vec<String>,
    /// Roles stated in the article ("الرئيس الروسي"), most frequent first.
    pub roles: Vec<String>,
    /// ISO 3166 code of the country that a place lies in.
    pub country: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// Why it is this place and not another that is called so; `None` where no other is.
    #[serde(default)]
    pub choice: Option<Choice>,
    /// Mentions that count for the article: those of its own part. 0 if it is only named in lists.
    pub count: u32,
}

/// Why one of several places that are called alike was taken for the one that an article means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What decided.
    pub by: ChosenBy,
    /// Whether another may well be meant: nothing but size spoke for this one, and others are large, too.
    pub is_doubtful: bool,
    /// The other places, the likeliest first; [`Choice::OTHERS_MAX`] at most.
    pub others: Vec<OtherPlace>,
}

impl Choice {
    /// How many other places are kept.
    pub const OTHERS_MAX: usize = 4;
}

/// What decided between places that are called alike; the order is that of weight, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChosenBy {
    /// The article names other places of its country.
    Places,
    /// The article speaks of its country's people ("الوزير اللبناني").
    People,
    /// It lies in the country of the outlet.
    Outlet,
    /// It is the largest, or the best known.
    Size,
}

/// A place that is called like the one that was taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherPlace {
    /// See [`Entity::id`].
    pub id: String,
    /// Canonical Arabic name.
    pub name: String,
    /// Canonical Latin name, if known.
    pub latin: Option<String>,
    /// What kind of place it is, as our own list says: "city", "state", "country" …
    pub kind: String,
    /// ISO 3166 code of the country that it lies in.
    pub country: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
}

/// A role that our own list says somebody held, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRole {
    /// The role, in Arabic.
    pub role: String,
    /// When it began; `None` if the list does not say.
    pub from: Option<Month>,
    /// When it ended; `None` if it has not, or the list does not say.
    pub to: Option<Month>,
}

impl HeldRole {
    /// Whether the list says for sure that it was held on `day`: not in the first or last month, or
    /// year, of which it knows no day; and not at all without a beginning.
    pub fn was_surely_held(&self, day: Date) -> bool {
        let has_begun = self.from.is_some_and(|from| from.last_day() < day);
        has_begun && self.to.is_none_or(|to| day < to.first_day())
    }
}

/// A month, or a year of which no month is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month from 1; `None` for the whole year.
    pub month: Option<i8>,
}

impl Month {
    /// The month of `YYYY-MM`, or the year of `YYYY`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = match text.split_once('-') {
            Some((year, month)) => (year, Some(month.parse().ok().filter(|month| (1..=12).contains(month))?)),
            None => (text, None),
        };
        let year = year.parse().ok().filter(|year| (1..=9999).contains(year))?;
        Some(Month { year, month })
    }

    /// The month of a day.
    pub fn of(day: Date) -> Month {
        Month { year: day.year(), month: Some(day.month()) }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year, self.month.unwrap_or(1), 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        jiff::civil::date(self.year, self.month.unwrap_or(12), 1).last_of_month()
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.month {
            Some(month) => write!(f, "{:04}-{month:02}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

/// A temporal expression and what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DateMention {
    /// Where.
    pub span: Span,
    /// What kind of expression it is.
    pub kind: DateKind,
    /// The value in ISO 8601 / TIMEX3 form (`2025-05-19`, `2025-W20`, `P30D`, `PRESENT_REF`).
    /// Fields that cannot be known are `X` (`XXXX-02-14`).
    pub value: String,
    /// First and last day, both inclusive, if they are known.
    pub interval: Option<(Date, Date)>,
    /// 0 (a guess) to 1 (sure).
    pub confidence: f32,
    /// Other values that a reader might mean, best first.
    pub alternatives: Vec<String>,
    /// What found it.
    pub rule: Rule,
    /// The part that it stands in; see [`Section::part`].
    pub part: u16,
}

/// The kinds of temporal expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateKind {
    /// A day, week, month, year …
    Date,
    /// From … to …
    Interval,
    /// A length of time.
    Duration,
    /// A time of day.
    Time,
    /// A recurring time.
    Set,
    /// A vague reference ("حتى الآن").
    Reference,
}
