//! An open article and the size of its pane -> the rows that are visible, and where reading stands.
//!
//! Blocks are laid out when they come into view, never before: a long article costs what is seen of
//! it. Where reading stands is kept as a block and a row of it, or as a byte of the article, never
//! as a row of the whole, which would have to be counted.

use super::block::{Block, BlockKind, blocks};
use super::facts::{FactList, FactRow, spans};
use super::link::{Links, Url, urls};
use super::pane::Pane;
use super::selection::Selection;
use super::state::Options;
use crate::article::{Article, Facts, Published, Span};
use crate::store::{Id, Note, Query};
use crate::story::Novelty;
use crate::text::{Align, Base, Forms, Lines};

/// Part of the pane's height above a place that was jumped to: one third, so that what led to it is
/// in sight.
const CONTEXT: u16 = 3;

/// What is known about an article beside its text and facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Its tags, in order.
    pub tags: Vec<String>,
    /// Whether it has been read.
    pub read: bool,
    /// The day of publication by what the article itself says.
    pub said: Option<Published>,
    /// Byte of the article at which reading stopped; 0 for its top.
    pub position: u32,
    /// The title of the article that it is embedded in.
    pub host: Option<String>,
    /// Minutes that reading takes.
    pub minutes: u32,
    /// The articles that its embedded stories are: part, id, title.
    pub stories: Vec<(u16, Id, String)>,
    /// By index in [`Facts::entities`]: the role that our own list knows of a person on the day of the
    /// article, where the article states none.
    pub known_roles: Vec<Option<String>>,
}

/// A row of the text: its block and which of the block's rows, empty rows above it counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// Index of the block.
    pub block: usize,
    /// Row of the block, from 0.
    pub row: u16,
}

/// A row of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nothing.
    Blank,
    /// A row of a block's text; or the row of a block that is written when drawn.
    Row {
        /// Index of the block.
        block: usize,
        /// Which row of its text.
        row: usize,
    },
}

impl Shown {
    /// The block of the row; `None` if it shows nothing.
    pub fn block(&self) -> Option<usize> {
        match *self {
            Shown::Row { block, .. } => Some(block),
            Shown::Blank => None,
        }
    }
}

/// What is lit in the text: the mentions of a fact, or the hits of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lit {
    /// Where it stands, in text order.
    pub spans: Vec<Span>,
    /// Index of the one that reading went to.
    pub at: Option<usize>,
    /// What is walked: the pane and row of the fact; `None` for the hits of a search.
    pub fact: Option<(Pane, FactRow)>,
}

/// A web address in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands.
    pub span: Span,
    /// Where it leads.
    pub url: Url,
    /// Its number among all links of the window; see [`Links`].
    pub number: usize,
}

/// An open article.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its identity in the library.
    pub id: Id,
    /// The article.
    pub article: Article,
    /// What was found in it.
    pub facts: Facts,
    /// What the reader made of it.
    pub standing: Standing,
    /// People, organisations, places, dates.
    pub lists: [FactList; 4],
    /// What is lit now.
    pub lit: Lit,
    /// What the list was searched for when it was opened.
    pub query: Query,
    /// Where that was found in it.
    pub hits: Vec<Span>,
    /// Where it was found in the words of its title, which need not be a piece of its text.
    pub title_hits: Vec<Span>,
    /// The reader's notes on it.
    pub notes: Vec<Note>,
    /// The addresses in its text, in order.
    pub links: Vec<Link>,
    /// Its own address, and the number of that link.
    pub source: Option<(Url, usize)>,
    /// What is selected in its text.
    pub selection: Option<Selection>,
    /// What is new in it; `None` while that is not known, or if nothing else of its story was read.
    pub novelty: Option<Novelty>,
    /// The new sentence that was gone to last.
    pub new_at: Option<Span>,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// The rows of the pane, from its top.
    pub shown: Vec<Shown>,
    lines: Vec<Option<Lines>>,
    forms: Forms,
    base: Base,
    top: Anchor,
    width: u16,
    height: u16,
    /// The position at which it was opened; saved again only if it changes.
    saved: u32,
    /// A place to go to as soon as the pane has a size.
    wanted: Option<u32>,
}

impl Reading {
    /// Opens an article where reading stopped.
    pub fn new(id: Id, article: Article, facts: Facts, standing: Standing, options: &Options) -> Reading {
        let forms = options.laid_out();
        let stories: Vec<_> =
            standing.stories.iter().map(|(part, _, title)| (*part, title.clone())).collect();
        let blocks = blocks(&article, &facts, &standing.tags, &stories);
        let lists = Pane::FACTS.map(|pane| FactList::new(pane, &facts, options.calendar));
        let (position, base) = (standing.position, base(&article));
        Reading {
            id,
            lines: vec![None; blocks.len()],
            blocks,
            article,
            facts,
            lists,
            lit: Lit::default(),
            query: Query::all(),
            hits: Vec::new(),
            title_hits: Vec::new(),
            notes: Vec::new(),
            links: Vec::new(),
            source: None,
            selection: None,
            novelty: None,
            new_at: None,
            shown: Vec::new(),
            forms,
            base,
            top: Anchor::default(),
            width: 0,
            height: 0,
            saved: position,
            wanted: (position > 0).then_some(position),
            standing,
        }
    }

    /// Finds the addresses in the article, and numbers them.
    pub fn find_links(&mut self, links: &mut Links) {
        let found = urls(&self.article.text).into_iter();
        let link = |(range, url): (std::ops::Range<usize>, Url)| {
            let number = links.number(&url);
            Link { span: Span::new(range.start, range.end), url, number }
        };
        self.links = found.map(link).collect();
        let source = self.article.url.as_deref().and_then(Url::of);
        self.source = source.map(|url| (url.clone(), links.number(&url)));
    }

    /// The address written at a byte of the article.
    pub fn link_at(&self, offset: u32) -> Option<&Link> {
        let after = self.links.partition_point(|link| link.span.start <= offset);
        let link = self.links.get(after.checked_sub(1)?)?;
        (offset < link.span.end).then_some(link)
    }

    /// Whether the article reads from the right: as its title does.
    pub fn is_rtl(&self) -> bool {
        self.base == Base::AutoRtl
    }

    /// The facts of a pane; `None` if it is none of facts.
    pub fn list(&self, pane: Pane) -> Option<&FactList> {
        Pane::FACTS.iter().position(|facts| *facts == pane).map(|index| &self.lists[index])
    }

    /// The facts of a pane, to move in.
    pub fn list_mut(&mut self, pane: Pane) -> Option<&mut FactList> {
        Pane::FACTS.iter().position(|facts| *facts == pane).map(|index| &mut self.lists[index])
    }

    /// The id of the name that is selected in a pane.
    pub(super) fn name_in(&self, pane: Pane) -> Option<&str> {
        self.name_of(self.list(pane)?.current()?)
    }

    /// The row of a pane on which the name of that id stands.
    pub(super) fn row_of_name(&self, pane: Pane, id: Option<&str>) -> Option<usize> {
        let rows = &self.list(pane)?.rows;
        id.and_then(|id| rows.iter().position(|row| self.name_of(row) == Some(id)))
    }

    fn name_of(&self, row: &FactRow) -> Option<&str> {
        match row {
            FactRow::Entity(index) => self.facts.entities.get(*index).map(|entity| entity.id.as_str()),
            _ => None,
        }
    }

    /// Changes what the text is shaped to; all is laid out again.
    pub fn set_forms(&mut self, forms: Forms) {
        let place = self.position();
        self.forms = forms;
        self.lines = vec![None; self.blocks.len()];
        self.width = 0;
        self.wanted = Some(place);
    }

    /// Takes what the library says of tags and read state now.
    pub fn set_standing(&mut self, tags: Vec<String>, read: bool) {
        self.standing.read = read;
        if self.standing.tags == tags {
            return;
        }
        let place = self.position();
        self.standing.tags = tags;
        let had = self.blocks.iter().position(|block| block.kind == BlockKind::Tags);
        if let Some(index) = had {
            self.blocks.remove(index);
            self.lines.remove(index);
        }
        if !self.standing.tags.is_empty() {
            let after_meta = self.blocks.len().min(2);
            self.blocks.insert(after_meta, super::block::tags_block(&self.standing.tags));
            self.lines.insert(after_meta, None);
        }
        self.top = self.top.min(Anchor { block: self.blocks.len().saturating_sub(1), row: 0 });
        if place > 0 {
            self.go_to(place);
        }
        self.show();
    }

    /// Whether a note is on some of these bytes.
    pub fn is_noted(&self, shown: Span) -> bool {
        self.notes.iter().filter_map(|note| note.span).any(|span| span.overlaps(shown))
    }

    /// Takes the notes on it; reading stays where it is.
    pub fn set_notes(&mut self, notes: Vec<Note>) {
        if self.notes == notes {
            return;
        }
        let place = self.position();
        super::note::put_notes(&mut self.blocks, &notes);
        self.notes = notes;
        self.lines = vec![None; self.blocks.len()];
        self.top = Anchor::default();
        if self.width == 0 {
            self.wanted = (place > 0).then_some(place);
        } else if place > 0 {
            self.go_to(place);
        }
        self.show();
    }

    /// Gives the pane its size and lays out what is visible; reading stays where it was.
    pub fn set_size(&mut self, width: u16, height: u16) {
        if (self.width, self.height) != (width, height) {
            let place = self.wanted.take().unwrap_or_else(|| self.position());
            let wrapped_anew = self.width != width;
            (self.width, self.height) = (width, height);
            if wrapped_anew {
                self.top = Anchor::default();
                if place > 0 {
                    self.go_to(place);
                }
            }
        } else if let Some(place) = self.wanted.take() {
            self.go_to(place);
        }
        self.show();
    }

    /// Moves the text by rows: up if `by` is negative.
    pub fn scroll(&mut self, by: isize) {
        self.top = self.moved(self.top, by);
        self.show();
    }

    /// To the first row.
    pub fn first(&mut self) {
        self.top = Anchor::default();
        self.show();
    }

    /// To the last row, at the bottom of the pane.
    pub fn last(&mut self) {
        self.top = self.last_top();
        self.show();
    }

    /// Moves the text so that a byte of the article is in sight; nothing moves if it is already.
    pub fn reveal(&mut self, offset: u32) {
        if self.width == 0 || self.height == 0 {
            self.wanted = Some(offset);
            return;
        }
        let Some(target) = self.anchor_of(offset) else { return };
        let visible = self.shown.iter().any(|shown| match *shown {
            Shown::Row { block, row } => {
                block == target.block && row + usize::from(self.gap(block)) == usize::from(target.row)
            }
            Shown::Blank => false,
        });
        if !visible {
            self.top = self.moved(target, -isize::try_from(self.height / CONTEXT).unwrap_or(0));
            self.show();
        }
    }

    /// Moves the text as little as it takes to have a byte of the article in sight.
    pub(super) fn scroll_to(&mut self, offset: u32) {
        let Some(target) = self.anchor_of(offset) else { return };
        let lowest = self.moved(target, 1 - isize::try_from(self.height.max(1)).unwrap_or(1));
        self.top = self.top.clamp(lowest, target);
        self.show();
    }

    /// Byte of the article at the top of the pane; 0 while its head is in sight.
    pub fn position(&self) -> u32 {
        if let Some(wanted) = self.wanted {
            return wanted;
        }
        if self.top.block < 2 {
            return 0;
        }
        let from_here = self.blocks.iter().zip(&self.lines).enumerate().skip(self.top.block);
        for (index, (block, lines)) in from_here {
            let Some(offset) = block.offset else { continue };
            let row = if index == self.top.block { self.top.row.saturating_sub(self.gap(index)) } else { 0 };
            let start = lines.as_ref().map_or(0, |lines| lines.start(usize::from(row)) as u32);
            return offset + start;
        }
        0
    }

    /// The position, if it is another than the library knows; it is taken as saved then.
    pub fn position_to_save(&mut self) -> Option<u32> {
        let position = self.position();
        (position != self.saved).then(|| {
            self.saved = position;
            position
        })
    }

    /// How much of the text lies above the bottom of the pane, in percent.
    pub fn percent(&self) -> u16 {
        let last_block = self.shown.iter().rev().find_map(|shown| match *shown {
            Shown::Row { block, row } => Some((block, row)),
            Shown::Blank => None,
        });
        let Some((block, row)) = last_block else { return 0 };
        let at_end = block + 1 == self.blocks.len()
            && self.lines[block].as_ref().is_none_or(|lines| row + 1 >= lines.rows().len());
        let length = self.article.text.len().max(1);
        let end = match (self.blocks[block].offset, &self.lines[block]) {
            (Some(offset), Some(lines)) => offset as usize + lines.start(row + 1).max(lines.start(row)),
            _ => 0,
        };
        if at_end { 100 } else { (end * 100 / length).min(99) as u16 }
    }

    /// The laid-out lines of a block that is in sight.
    pub fn lines(&self, block: usize) -> Option<&Lines> {
        self.lines.get(block)?.as_ref()
    }

    /// The first embedded story in sight, by the index of its block: what Enter opens.
    pub fn story_in_sight(&self) -> Option<usize> {
        self.shown.iter().find_map(|shown| match *shown {
            Shown::Row { block, .. } if matches!(self.blocks[block].kind, BlockKind::Story { .. }) => {
                Some(block)
            }
            _ => None,
        })
    }

    /// The article that a block leads to.
    pub fn story_of(&self, block: usize) -> Option<Id> {
        let BlockKind::Story { part } = self.blocks.get(block)?.kind else { return None };
        self.standing.stories.iter().find(|(known, ..)| *known == part).map(|(_, id, _)| *id)
    }

    /// Lights the mentions of a fact.
    pub fn light(&mut self, pane: Pane) {
        let Some(row) = self.list(pane).and_then(FactList::current).cloned() else {
            self.lit = Lit::default();
            return;
        };
        if self.lit.fact.as_ref() != Some(&(pane, row.clone())) {
            self.lit = Lit { spans: spans(&self.facts, &row), at: None, fact: Some((pane, row)) };
        }
    }

    /// Lights the hits of the search, where no fact is lit.
    pub fn light_hits(&mut self) {
        if self.lit.fact.is_none() {
            self.lit.spans.clone_from(&self.hits);
        }
    }

    /// Goes to the next (or previous) place that is lit: the first time to the first one in or below
    /// sight, then one after the other, round the end. Gives `false` if nothing is lit. What is lit in a title
    /// that is no piece of the text is in sight at the top.
    pub fn walk(&mut self, forward: bool) -> bool {
        let count = self.lit.spans.len();
        if count == 0 {
            let is_in_title = self.lit.fact.is_none() && !self.title_hits.is_empty();
            if is_in_title {
                self.top = Anchor::default();
                self.show();
            }
            return is_in_title;
        }
        let next = match (self.lit.at, forward) {
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
            (None, _) => {
                let here = self.position();
                let first = self.lit.spans.partition_point(|span| span.start < here);
                if forward { first % count } else { (first + count - 1) % count }
            }
        };
        self.lit.at = Some(next);
        self.reveal(self.lit.spans[next].start);
        true
    }

    /// The place that was walked to last.
    pub fn current(&self) -> Option<Span> {
        self.lit.at.and_then(|at| self.lit.spans.get(at)).copied()
    }

    /// The row that is under the title or further down, at which a byte of the article is shown.
    fn anchor_of(&mut self, offset: u32) -> Option<Anchor> {
        let holds =
            |block: &Block| block.span().is_some_and(|span| span.start <= offset && offset < span.end);
        let after = |block: &Block| block.offset.is_some_and(|start| start >= offset);
        let block = self
            .blocks
            .iter()
            .position(holds)
            .or_else(|| self.blocks.iter().skip(1).position(after).map(|at| at + 1))?;
        self.lay_out(block);
        let start = self.blocks[block].offset.unwrap_or_default();
        let row =
            self.lines[block].as_ref().map_or(0, |lines| lines.row_of(offset.saturating_sub(start) as usize));
        Some(Anchor { block, row: self.gap(block) + u16::try_from(row).unwrap_or(u16::MAX) })
    }

    /// Puts a byte of the article at the top of the pane.
    fn go_to(&mut self, offset: u32) {
        if let Some(anchor) = self.anchor_of(offset) {
            self.top = anchor;
        }
    }

    fn gap(&self, block: usize) -> u16 {
        if block == 0 { 0 } else { self.blocks[block].gap }
    }

    /// Rows of a block, with the empty ones above it.
    fn rows(&mut self, block: usize) -> u16 {
        self.lay_out(block);
        let rows = match self.blocks[block].kind {
            BlockKind::Meta => 1,
            _ => self.lines[block].as_ref().map_or(1, |lines| lines.rows().len().max(1)),
        };
        self.gap(block).saturating_add(u16::try_from(rows).unwrap_or(u16::MAX))
    }

    pub(super) fn lay_out(&mut self, block: usize) {
        let width = self.width.saturating_sub(self.blocks[block].indent()).max(1);
        let (text, base, forms) = (&self.blocks[block].text, self.base, self.forms);
        if self.blocks[block].kind == BlockKind::Meta {
            return;
        }
        self.lines[block]
            .get_or_insert_with(|| Lines::new(text, base, forms))
            .wrap(usize::from(width), Align::Start);
    }

    /// The row `by` rows further on (or back), stopping at the ends.
    fn moved(&mut self, from: Anchor, by: isize) -> Anchor {
        let mut at = from;
        let mut left = by.unsigned_abs();
        if by >= 0 {
            while at.block < self.blocks.len() {
                let rest = usize::from(self.rows(at.block).saturating_sub(at.row));
                if left < rest {
                    at.row += left as u16;
                    return at;
                }
                left -= rest;
                at = Anchor { block: at.block + 1, row: 0 };
            }
            return self.last_top();
        }
        while left > usize::from(at.row) {
            if at.block == 0 {
                return Anchor::default();
            }
            left -= usize::from(at.row);
            at = Anchor { block: at.block - 1, row: self.rows(at.block - 1) };
        }
        Anchor { row: at.row - left as u16, ..at }
    }

    /// The top row at which the last row stands at the bottom of the pane.
    fn last_top(&mut self) -> Anchor {
        let Some(last) = self.blocks.len().checked_sub(1) else { return Anchor::default() };
        let end = Anchor { block: last, row: self.rows(last) };
        self.moved(end, -isize::try_from(self.height.max(1)).unwrap_or(1))
    }

    /// Computes the rows of the pane; the text does not end above its bottom unless it is short.
    fn show(&mut self) {
        if self.width == 0 || self.height == 0 {
            self.shown.clear();
            return;
        }
        self.fill();
        if self.shown.len() < usize::from(self.height) && self.top > Anchor::default() {
            self.top = self.last_top();
            self.fill();
        }
    }

    fn fill(&mut self) {
        self.shown.clear();
        let mut at = self.top;
        while at.block < self.blocks.len() && self.shown.len() < usize::from(self.height) {
            let (rows, gap) = (self.rows(at.block), self.gap(at.block));
            for row in at.row..rows {
                let shown = match row.checked_sub(gap) {
                    None => Shown::Blank,
                    Some(row) => Shown::Row { block: at.block, row: usize::from(row) },
                };
                self.shown.push(shown);
            }
            at = Anchor { block: at.block + 1, row: 0 };
        }
        self.shown.truncate(usize::from(self.height));
    }
}

/// The direction of an article: that of its title, for blocks that have none of their own.
pub fn base(article: &Article) -> Base {
    if crate::text::segment(&article.title.text, Base::Auto).base().is_rtl() {
        Base::AutoRtl
    } else {
        Base::Auto
    }
}
