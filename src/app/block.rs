//! An article -> the blocks that the Article pane shows, top to bottom.
//!
//! A block is one paragraph as far as layout goes: a section, or a line of it, or a piece of one
//! that is too long to be laid out at a keystroke. What is known about its text (who is named
//! where) comes along as marks.

use super::facts::FactRow;
use crate::article::{Article, EntityKind, Facts, Section, SectionKind, Span};
use std::ops::Range;

/// Longest piece of text laid out as one paragraph, in bytes: about a hundred rows, laid out in a
/// few milliseconds. Real paragraphs have a few hundred bytes; a file of one endless line does not.
const PIECE_MAX: usize = 16 * 1024;

/// What a block is to the reader; it decides style, indent and the gap above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The title, stated or taken from the text.
    Title,
    /// Outlet, day, reading time: one row, written when drawn, because it is in the interface's words.
    Meta,
    /// The tags, if there are any.
    Tags,
    /// Text of the article.
    Text(SectionKind),
    /// An embedded story, as a line that can be opened.
    Story {
        /// Its [`Section::part`].
        part: u16,
    },
    /// A line of a note of the reader.
    Note {
        /// The number of the note.
        note: i64,
        /// Whether it is its first.
        is_first: bool,
    },
}

/// A block of the Article pane.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text: as in the article byte for byte, but for line breaks, which are spaces here.
    pub text: String,
    /// Where the text stands in the article; `None` for what is not a piece of it.
    pub offset: Option<u32>,
    /// Rows left empty above it.
    pub gap: u16,
    /// What its bytes are: in order, disjoint.
    pub marks: Vec<(Range<u32>, Mark)>,
}

impl Block {
    fn new(kind: BlockKind, text: &str, offset: Option<u32>, gap: u16) -> Block {
        // One byte for one byte, so that offsets hold.
        Block { kind, text: text.replace('\n', " "), offset, gap, marks: Vec::new() }
    }

    /// A line of a note, or the words that it was on; `gap` rows below what stands above it.
    pub(super) fn of_note(note: i64, is_first: bool, text: &str, gap: u16) -> Block {
        Block::new(BlockKind::Note { note, is_first }, text, None, gap)
    }

    /// The span of the article that the block shows.
    pub fn span(&self) -> Option<Span> {
        self.offset.map(|offset| Span::new(offset as usize, offset as usize + self.text.len()))
    }

    /// Columns by which the text is set in from its start.
    pub fn indent(&self) -> u16 {
        match self.kind {
            BlockKind::Text(SectionKind::RelatedTitle) | BlockKind::Story { .. } | BlockKind::Note { .. } => {
                2
            }
            _ => 0,
        }
    }

    /// What the byte of the block's text is.
    pub fn mark_at(&self, offset: u32) -> Option<Mark> {
        let after = self.marks.partition_point(|(range, _)| range.start <= offset);
        let (range, mark) = self.marks.get(after.checked_sub(1)?)?;
        range.contains(&offset).then_some(*mark)
    }
}

/// What a piece of text is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Someone.
    Person,
    /// Somewhere.
    Place,
    /// A body, company, outlet …
    Organisation,
    /// Some time.
    Date,
}

impl From<EntityKind> for Mark {
    fn from(kind: EntityKind) -> Mark {
        match kind {
            EntityKind::Person => Mark::Person,
            EntityKind::Place => Mark::Place,
            EntityKind::Organisation => Mark::Organisation,
        }
    }
}

/// The blocks of an article. `stories` has the titles of the embedded stories, by part.
pub fn blocks(article: &Article, facts: &Facts, tags: &[String], stories: &[(u16, String)]) -> Vec<Block> {
    let mut blocks = vec![title(article)];
    blocks.push(Block::new(BlockKind::Meta, "", None, 0));
    if !tags.is_empty() {
        blocks.push(tags_block(tags));
    }
    let mut last = None;
    for section in &article.sections {
        if section.kind == SectionKind::Title && blocks[0].offset == Some(section.span.start) {
            continue;
        }
        section_blocks(article, section, last, stories, &mut blocks);
        last = Some(section.kind);
    }
    let marks = marks(facts);
    for block in &mut blocks {
        block.marks = marks_of(block, &marks);
    }
    blocks
}

/// The title: the article's own bytes where it states one, so that names in it are known.
fn title(article: &Article) -> Block {
    let stated = article.title.span.filter(|_| article.title.stated);
    let span = stated.filter(|span| !span.of(&article.text).is_empty());
    match span {
        Some(span) => Block::new(BlockKind::Title, span.of(&article.text), Some(span.start), 0),
        None => Block::new(BlockKind::Title, &article.title.text, None, 0),
    }
}

/// The row of tags; no-break spaces keep a tag of more words on one row.
pub fn tags_block(tags: &[String]) -> Block {
    let tags: Vec<String> =
        tags.iter().map(|tag| format!("\u{2068}#{}\u{2069}", tag.replace(' ', "\u{a0}"))).collect();
    Block::new(BlockKind::Tags, &tags.join("  "), None, 0)
}

fn section_blocks(
    article: &Article,
    section: &Section,
    last: Option<SectionKind>,
    stories: &[(u16, String)],
    blocks: &mut Vec<Block>,
) {
    let gap = gap(section.kind, last);
    if section.kind == SectionKind::Embedded {
        let story = stories.iter().find(|(part, _)| *part == section.part);
        let first_line = section.span.of(&article.text).lines().next().unwrap_or_default();
        let title = story.map_or(first_line, |(_, title)| title);
        blocks.push(Block::new(BlockKind::Story { part: section.part }, title, None, gap));
        return;
    }
    let text = section.span.of(&article.text);
    let kind = BlockKind::Text(section.kind);
    for (index, piece) in pieces(text).enumerate() {
        let offset = section.span.start + piece.start as u32;
        blocks.push(Block::new(kind, &text[piece], Some(offset), if index == 0 { gap } else { 0 }));
    }
}

/// Rows left empty above a section, after another.
fn gap(kind: SectionKind, last: Option<SectionKind>) -> u16 {
    use SectionKind::*;
    let small = |kind| matches!(kind, Published | Dateline | Byline);
    match (last, kind) {
        (Some(last), kind) if small(last) && small(kind) => 0,
        (Some(Source | Keywords), Source | Keywords) => 0,
        (Some(ReadAlso), Embedded) => 0,
        (Some(RelatedHeading | RelatedTitle), RelatedTitle) => 0,
        (Some(Subheading), Paragraph) => 0,
        _ => 1,
    }
}

/// The pieces that a text is laid out in: one, unless it is too long.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = piece_end(text, start);
        let piece = start..end;
        start = end;
        Some(piece)
    })
}

/// The end of the piece that starts at `start`: after white space where there is some.
fn piece_end(text: &str, start: usize) -> usize {
    if text.len() - start <= PIECE_MAX {
        return text.len();
    }
    let limit = (0..4).map(|back| start + PIECE_MAX - back).find(|at| text.is_char_boundary(*at));
    let limit = limit.expect("a character has at most four bytes");
    let space = text[start..limit].char_indices().rev().find(|(_, character)| character.is_whitespace());
    match space {
        Some((at, space)) if at > 0 => start + at + space.len_utf8(),
        _ => limit,
    }
}

/// Everything found in the article, in text order, without overlaps: of two that overlap the one
/// that starts first wins, and of those the longer.
fn marks(facts: &Facts) -> Vec<(Span, Mark)> {
    let named = facts.mentions.iter().map(|mention| (mention.span, Mark::from(mention.kind)));
    let dated = facts.dates.iter().filter(|date| FactRow::is_shown(date));
    let mut marks: Vec<_> = named.chain(dated.map(|date| (date.span, Mark::Date))).collect();
    marks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    marks.retain(|(span, _)| {
        let keep = span.start >= end && !span.is_empty();
        if keep {
            end = span.end;
        }
        keep
    });
    marks
}

/// The part of `marks` (in order, disjoint) that lies in a block, in offsets of its text.
fn marks_of(block: &Block, marks: &[(Span, Mark)]) -> Vec<(Range<u32>, Mark)> {
    let Some(span) = block.span() else { return Vec::new() };
    let first = marks.partition_point(|(mark, _)| mark.end <= span.start);
    let inside = marks[first..].iter().take_while(|(mark, _)| mark.start < span.end);
    let clip = |(mark, kind): &(Span, Mark)| {
        let start = mark.start.max(span.start) - span.start;
        (start..mark.end.min(span.end) - span.start, *kind)
    };
    inside.map(clip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The pieces of `text` tile it and none is too long.
    fn check(text: &str) {
        let pieces: Vec<_> = pieces(text).collect();
        let whole: String = pieces.iter().map(|piece| &text[piece.clone()]).collect();
        assert_eq!(whole, text);
        assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= PIECE_MAX));
    }

    proptest! {
        #[test]
        fn pieces_tile_the_text(unit in "[a \u{628}\u{1F600}]{1,9}", count in 0usize..20_000) {
            check(&unit.repeat(count));
        }
    }

    #[test]
    fn the_earlier_and_longer_of_two_facts_wins() {
        use crate::article::{Mention, Rule};
        let mention = |start, end, kind| Mention {
            span: Span::new(start, end),
            kind,
            entity: 0,
            part: 0,
            confidence: 1.0,
            rule: Rule::default(),
        };
        let mentions = vec![
            mention(4, 6, EntityKind::Place),
            mention(4, 9, EntityKind::Person),
            mention(8, 12, EntityKind::Organisation),
            mention(12, 13, EntityKind::Place),
        ];
        let found = marks(&Facts { mentions, ..Facts::default() });
        assert_eq!(found, [(Span::new(4, 9), Mark::Person), (Span::new(12, 13), Mark::Place)]);
        let mut block = Block::new(BlockKind::Title, "abcdef", Some(6), 0);
        block.marks = marks_of(&block, &found);
        assert_eq!(block.marks, [(0..3, Mark::Person)]);
        assert_eq!(block.mark_at(2), Some(Mark::Person));
        assert_eq!(block.mark_at(3), None);
    }
}
