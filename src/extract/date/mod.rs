//! An article -> its temporal expressions, each with the day or days that it means.
//!
//! | module | turns | into |
//! | --- | --- | --- |
//! | `lexicon` | `assets/dates.tsv` | what words can mean in a date |
//! | `tokens` | text | typed tokens that know where they stand |
//! | `grammar` | tokens | expressions; the longest match wins |
//! | `cues` | the clause round one | past or to come; quoted or not |
//! | `resolve` | an expression and the day of publication | value, days, confidence, rule |
//!
//! The clock of the machine is never read: without a day of publication, what the text does not tell
//! stays `X`.
//!
//! # Rules of resolution
//!
//! An explicit weekday beats "today" and "yesterday" when they disagree; one that contradicts a date
//! in figures lowers the confidence and changes nothing. "The coming Friday" is the first after the
//! day of publication, "the last" the most recent before it. A bare weekday is the most recent, the day
//! of publication included, unless the clause speaks of what is to come; so is a bare month. In a
//! quotation "today" and "tomorrow" may count from the day before. Of two calendars the Gregorian wins. A
//! day or month without a year takes that of its sentence, where one is told and it is no day of this
//! month. An hour from one to six of twelve is taken for the afternoon's if nothing tells.

mod cues;
mod grammar;
mod lexicon;
mod meaning;
mod resolve;
mod tokens;
mod value;

use std::collections::VecDeque;

use jiff::civil::{Date, Weekday};

use crate::article::{Article, DateKind, DateMention, SectionKind, Span};
use meaning::Meaning;
use resolve::Scene;
use tokens::Tokens;

/// What a reader can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The day on which a week begins: "last week" is seven days from such a day.
    pub week_start: Weekday,
}

impl Default for Settings {
    /// Weeks begin on Monday, as in ISO 8601.
    fn default() -> Settings {
        Settings { week_start: Weekday::Monday }
    }
}

/// How much less sure relative dates are in the titles of other articles, whose day is not known.
const OTHER_ARTICLE: f32 = 0.4;

/// All temporal expressions of an article, in text order: of its body, its stated day and source, and
/// the titles in its lists. Embedded stories are articles of their own, and are left out.
pub fn dates(article: &Article, settings: &Settings) -> Vec<DateMention> {
    let published = article.published.map(|published| published.date);
    let mut found = Vec::new();
    let mut tokens = Tokens::default();
    for section in article.sections.iter().filter(|section| is_read(section.kind)) {
        let first = found.len();
        let text = section.span.of(&article.text);
        read(text, published, settings, &mut tokens, &mut found);
        for mention in &mut found[first..] {
            mention.span = mention.span.shifted(section.span.start);
            mention.part = section.part;
            if section.part != article.part && section.part != 0 && mention.confidence < 0.97 {
                mention.confidence *= OTHER_ARTICLE;
            }
        }
    }
    found
}

/// All temporal expressions of a text, in order; `reference` is the day that relative words are
/// counted from. Spans are byte offsets into `text`, parts are 0.
pub fn dates_in(text: &str, reference: Option<Date>, settings: &Settings) -> Vec<DateMention> {
    let mut found = Vec::new();
    read(text, reference, settings, &mut Tokens::default(), &mut found);
    found
}

fn is_read(kind: SectionKind) -> bool {
    use SectionKind::*;
    match kind {
        Title | Deck | Published | Dateline | Byline | Subheading | Paragraph | Source | RelatedTitle => true,
        Keywords | ReadAlso | Embedded | RelatedHeading | Boilerplate => false,
    }
}

fn read(
    text: &str,
    reference: Option<Date>,
    settings: &Settings,
    tokens: &mut Tokens,
    found: &mut Vec<DateMention>,
) {
    tokens.read(text);
    let mut expressions = VecDeque::from(grammar::expressions(tokens));
    if expressions.is_empty() {
        return;
    }
    let quoted = cues::quoted(tokens);
    let mut previous = None;
    let mut told_year: Option<(i16, usize)> = None;
    while let Some(expression) = expressions.pop_front() {
        let scene = Scene {
            reference,
            tense: cues::tense(tokens, expression.first, expression.next),
            anniversary: cues::anniversary(tokens, &expression),
            alone: cues::is_alone(tokens, expression.first),
            quoted: quoted[expression.first],
            previous,
            told_year: told_year
                .filter(|&(_, since)| !cues::is_parted(tokens, since, expression.first))
                .map(|(year, _)| year),
            settings,
        };
        let Some(resolved) = resolve::resolve(&expression.meaning, &scene) else {
            if matches!(expression.meaning, Meaning::Range(..)) {
                grammar::parts(tokens, &expression)
                    .into_iter()
                    .rev()
                    .for_each(|part| expressions.push_front(part));
            }
            continue;
        };
        let (Some(first), Some(last)) = (tokens.get(expression.first), tokens.get(expression.next - 1))
        else {
            continue;
        };
        if !matches!(resolved.kind, DateKind::Duration | DateKind::Set | DateKind::Reference) {
            previous = resolved.interval.or(previous);
        }
        if let Some(year) = expression.meaning.year_of_day() {
            told_year = Some((year, expression.next));
        } else if let Some((_, since)) = &mut told_year {
            *since = expression.next;
        }
        found.push(DateMention {
            span: Span::new(first.core, last.end),
            kind: resolved.kind,
            value: resolved.value,
            interval: resolved.interval,
            confidence: resolved.confidence,
            alternatives: resolved.alternatives,
            rule: resolved.rule,
            part: 0,
        });
    }
}
