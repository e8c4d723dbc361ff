//! The text of a file -> what its pieces are, and which of them are articles of their own.
//!
//! Lines get their cues (`items`), stories and lists are set apart (`partition`), and what is left
//! is read as one story (`story`); so is each story inside it.

mod dateline;
mod headline;
mod items;
mod keywords;
mod likeness;
mod partition;
mod story;

use crate::article::{Section, SectionKind, Span, Title};
use items::Item;
use jiff::civil::Date;
use partition::Content;
use std::ops::Range;

/// What is known of a text's structure.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// In order, disjoint; together with bullets, heading marks and white space, the whole text.
    pub(super) sections: Vec<Section>,
    /// Stated, or taken from the first sentence.
    pub(super) title: Title,
    /// The stated day of publication.
    pub(super) stated: Option<Date>,
    /// The day in the dateline.
    pub(super) dateline: Option<Date>,
    /// The day that the lead calls today.
    pub(super) lead: Option<Date>,
    /// Who published it.
    pub(super) outlet: Option<String>,
    /// Its keywords.
    pub(super) keywords: Vec<String>,
    /// The stories inside it.
    pub(super) stories: Vec<Embedded>,
}

/// A story inside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Embedded {
    /// The number that its section has.
    pub(super) part: u16,
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Whether its first line is its title.
    pub(super) titled: bool,
}

/// What to expect of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expect {
    /// Its first line is known to be its title.
    pub(super) titled: bool,
    /// It may hold other stories; a story inside another does not.
    pub(super) stories: bool,
}

/// Reads the structure of `text`. A text without words has no sections.
pub(super) fn layout(text: &str, expect: Expect) -> Layout {
    let items = items::items(text);
    let partition = partition::partition(text, &items, expect.stories);
    let own: Vec<&Item> = partition.own.iter().map(|&index| &items[index]).collect();
    let story = story::story(text, &own, expect.titled);
    let section =
        |kind, range: &Range<usize>, part| Section { kind, span: Span::new(range.start, range.end), part };
    let mut sections: Vec<Section> =
        story.sections.iter().map(|(kind, range)| section(*kind, range, 0)).collect();
    let mut stories = Vec::new();
    for (index, part) in partition.parts.iter().enumerate() {
        let number = u16::try_from(index + 1).unwrap_or(u16::MAX);
        let heading = part.heading.map(|heading| &items[heading].line.span);
        let mut announce = |kind| sections.extend(heading.map(|heading| section(kind, heading, number)));
        match &part.content {
            Content::Titles(titles) => {
                announce(SectionKind::RelatedHeading);
                let title =
                    |&title: &usize| section(SectionKind::RelatedTitle, &items[title].line.inner, number);
                sections.extend(titles.iter().map(title));
            }
            Content::Story(range, titled) => {
                let range = items[range.start].line.span.start..items[range.end - 1].line.span.end;
                announce(SectionKind::ReadAlso);
                sections.push(section(SectionKind::Embedded, &range, number));
                stories.push(Embedded { part: number, range, titled: *titled });
            }
        }
    }
    sections.sort_by_key(|section| section.span);
    Layout {
        sections,
        title: story.title,
        stated: story.stated,
        dateline: story.dateline,
        lead: story.lead,
        outlet: story.outlet,
        keywords: story.keywords,
        stories,
    }
}
