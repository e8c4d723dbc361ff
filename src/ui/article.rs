//! The open article -> its pane: head, text with people, places and dates in their looks, and what
//! stands beside the text shown as what it is.

use super::paint::{Canvas, Ink, Label, Side};
use super::theme::Meaning;
use crate::app::State;
use crate::app::action::Action;
use crate::app::block::{Block, BlockKind, Mark};
use crate::app::layout::text_column;
use crate::app::pane::Pane;
use crate::app::reading::{Reading, Shown};
use crate::article::{SectionKind, Span};
use crate::text::{Base, Lines, Row};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::ops::Range;

/// The mark beside a row that says something new.
const NEW_BAR: &str = "\u{2503}";

/// The mark of a note.
const NOTE: &str = "\u{270E}";

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let area = state.layout.area(Pane::Article);
    let column = text_column(area, state.options.measure);
    let Some(reading) = &state.reading else {
        let is_coming = state.opening.is_some() || state.list.is_loading || state.work.is_some();
        let text = canvas.words.say(if is_coming { "loading" } else { "empty-article" });
        // An empty library is explained once, in the list.
        if is_coming || !state.list.items.is_empty() {
            super::say(canvas, column, &text);
        }
        return;
    };
    let opens = reading.story_in_sight().filter(|_| state.focus == Pane::Article);
    for (y, shown) in (column.y..column.bottom()).zip(&reading.shown) {
        let Shown::Row { block, row } = *shown else { continue };
        let line = Rect { y, height: 1, ..column };
        let kind = reading.blocks[block].kind;
        if kind == BlockKind::Meta {
            meta(canvas, line, reading, state);
        } else if let Some(lines) = reading.lines(block) {
            let selected = reading.selected_in(block);
            let text = Text { reading, block: &reading.blocks[block], lines, selected };
            text.draw(canvas, area, line, row);
            if Some(block) == opens {
                canvas.select(line, true);
            }
        }
    }
}

/// The cell on which the caret of a selection stands; `None` if keys move none, or if it is out of sight.
pub fn caret(state: &State) -> Option<Position> {
    let reading = state.reading.as_ref().filter(|_| state.is_selecting())?;
    let caret = reading.selection.as_ref()?.caret;
    let column = text_column(state.layout.area(Pane::Article), state.options.measure);
    (column.y..column.bottom()).zip(&reading.shown).find_map(|(y, shown)| {
        let Shown::Row { block, row } = *shown else { return None };
        let start = reading.blocks[block].offset?;
        let lines = reading.lines(block)?;
        let columns = lines.rows().get(row)?.columns_at(caret.checked_sub(start)? as usize)?;
        let indent = if lines.is_rtl() { 0 } else { reading.blocks[block].indent() };
        let x = column.x + indent + u16::try_from(columns.start).ok()?;
        (x < column.right()).then(|| Position::new(x, y))
    })
}

/// Outlet, day and reading time; and where there is room, what the day was taken from, or the key that
/// sets one.
fn meta(canvas: &mut Canvas<'_>, line: Rect, reading: &Reading, state: &State) {
    let key = state.key_of(Action::SetPublished);
    let whole = head(canvas, reading, key.as_deref(), false);
    let fits = canvas.width(&whole) <= line.width;
    let label = if fits { whole } else { head(canvas, reading, None, true) };
    let (base, side) = if reading.is_rtl() { (Base::Rtl, Side::Right) } else { (Base::Ltr, Side::Left) };
    canvas.label(line, &label, base, side);
}

/// What stands in the row below the title. If it is to be brief, it says what a day was taken from only
/// where the day may be wrong.
fn head(canvas: &Canvas<'_>, reading: &Reading, key: Option<&str>, is_brief: bool) -> Label {
    let words = canvas.words;
    let (muted, sign) = (canvas.style(Meaning::Muted), " \u{B7} ");
    let mut label = Label::default();
    if let Some(outlet) = &reading.article.outlet {
        label.part(outlet, source(canvas, reading, canvas.style(Meaning::Outlet)), sign, muted);
    }
    let published = reading.article.published;
    match &published {
        Some(published) => {
            // Where no outlet is known, the day leads to the page.
            let ink = match reading.article.outlet {
                Some(_) => muted.into(),
                None => source(canvas, reading, muted),
            };
            label.part(&words.date(published.date), ink, sign, muted);
            if let Some(beside) = words.beside(published.date, published.date) {
                label.part(&beside, muted, sign, muted);
            }
            let is_doubtful = published.from.is_guess();
            if is_doubtful {
                label.gap(" \u{2248} ", canvas.style(Meaning::Doubt));
            } else if !is_brief {
                label.gap(" \u{2013} ", muted);
            }
            if is_doubtful || !is_brief {
                label.push(&words.published_from(published.from), muted);
            }
        }
        None => label.part(&words.say("undated"), muted, sign, muted),
    }
    if let Some(novelty) = &reading.novelty {
        let share = super::stories::new_share(words, novelty.percent());
        label.part(&share, canvas.style(Meaning::New), sign, muted);
    }
    let minutes = i64::from(reading.standing.minutes);
    label.part(&words.say_with("reading-time", &[("minutes", minutes.into())]), muted, sign, muted);
    if let Some(host) = &reading.standing.host {
        let part_of = words.say_with("part-of", &[("title", host.as_str().into())]);
        label.part(&part_of, canvas.style(Meaning::Aside), sign, muted);
    }
    if let (None, Some(key)) = (published, key) {
        label.part(&words.say_with("undated-key", &[("key", key.into())]), muted, sign, muted);
    }
    label
}

/// The look of what leads to the article's own page, if its address is known.
fn source(canvas: &Canvas<'_>, reading: &Reading, style: Style) -> Ink {
    match &reading.source {
        Some((_, number)) => Ink::from(style.patch(canvas.style(Meaning::Link))).linked(Some(*number)),
        None => style.into(),
    }
}

/// A block of the article, laid out.
struct Text<'a> {
    reading: &'a Reading,
    block: &'a Block,
    lines: &'a Lines,
    /// The bytes of its text that are selected.
    selected: Option<Range<usize>>,
}

impl Text<'_> {
    /// Draws one row of the block, and the marks beside it.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, line: Rect, row: usize) {
        let Some(shown) = self.lines.rows().get(row) else { return };
        let indent = self.block.indent().min(line.width);
        let rtl = self.lines.is_rtl();
        let x = if rtl { line.x } else { line.x + indent };
        let text = Rect { x, width: line.width - indent, ..line };
        let look = self.look(canvas);
        if row == 0 {
            self.bullet(canvas, line, rtl);
        }
        canvas.row(text, shown, |source| self.ink(&look, source));
        if self.span(shown).is_some_and(|shown| self.reading.is_noted(shown)) {
            self.mark_note(canvas, area, line, rtl, look.note);
        }
        let is_current = self.holds_current(shown);
        if is_current || self.is_new(shown) {
            let style = if is_current { look.current } else { look.new };
            let at = if rtl { line.right() } else { line.x.saturating_sub(1) };
            if area.x <= at && at < area.right() && (at >= line.right() || at < line.x) {
                let bar = match (is_current, rtl) {
                    (true, true) => "\u{2590}",
                    (true, false) => "\u{258C}",
                    (false, _) => NEW_BAR,
                };
                canvas.sign(at, line.y, bar, style);
            }
        }
    }

    /// The mark of a note, in the margin in which rows end: the other one has other marks. A column apart from
    /// the text, where there is room.
    fn mark_note(&self, canvas: &mut Canvas<'_>, area: Rect, line: Rect, rtl: bool, style: Style) {
        let place = |apart: u16| if rtl { line.x.checked_sub(1 + apart) } else { Some(line.right() + apart) };
        let mut places = [1, 0].into_iter().filter_map(place);
        if let Some(at) = places.find(|at| area.x <= *at && *at < area.right()) {
            canvas.sign(at, line.y, NOTE, style);
        }
    }

    fn bullet(&self, canvas: &mut Canvas<'_>, line: Rect, rtl: bool) {
        let (sign, meaning) = match self.block.kind {
            BlockKind::Text(SectionKind::RelatedTitle) => ("\u{2022}", Meaning::Muted),
            BlockKind::Note { is_first: true, .. } => (NOTE, Meaning::Note),
            BlockKind::Story { .. } if rtl => ("\u{21B2}", Meaning::Key),
            BlockKind::Story { .. } => ("\u{21B3}", Meaning::Key),
            _ => return,
        };
        let x = if rtl { line.right().saturating_sub(1) } else { line.x };
        let style = canvas.style(meaning);
        if line.width > 0 {
            canvas.sign(x, line.y, sign, style);
        }
    }

    /// The looks that its cells may have.
    fn look(&self, canvas: &Canvas<'_>) -> Look {
        let ground = match self.block.kind {
            BlockKind::Title => Meaning::Title,
            BlockKind::Meta => Meaning::Muted,
            BlockKind::Tags => Meaning::Tag,
            BlockKind::Story { .. } => Meaning::Subheading,
            BlockKind::Note { .. } => Meaning::Note,
            BlockKind::Text(kind) => match kind {
                SectionKind::Title => Meaning::Title,
                SectionKind::Deck | SectionKind::Subheading => Meaning::Subheading,
                SectionKind::Paragraph | SectionKind::Embedded => Meaning::Text,
                SectionKind::Published | SectionKind::Dateline | SectionKind::Byline => Meaning::Muted,
                SectionKind::Boilerplate => Meaning::Muted,
                SectionKind::Source | SectionKind::Keywords => Meaning::Aside,
                SectionKind::ReadAlso | SectionKind::RelatedHeading => Meaning::Aside,
                SectionKind::RelatedTitle => Meaning::Aside,
            },
        };
        let ground = canvas.style(ground);
        Look {
            ground,
            person: ground.patch(canvas.style(Meaning::Person)),
            place: ground.patch(canvas.style(Meaning::Place)),
            organisation: ground.patch(canvas.style(Meaning::Organisation)),
            date: ground.patch(canvas.style(Meaning::Date)),
            hit: canvas.style(Meaning::Hit),
            lit: canvas.style(Meaning::Lit),
            noted: canvas.style(Meaning::Noted),
            note: canvas.style(Meaning::Note),
            link: canvas.style(Meaning::Link),
            selection: canvas.style(Meaning::Selection),
            current: canvas.style(Meaning::Unread),
            new: canvas.style(Meaning::New),
            new_fact: canvas.style(Meaning::NewFact),
            tags: match self.block.kind {
                BlockKind::Tags => tag_looks(canvas, &self.block.text),
                _ => Vec::new(),
            },
        }
    }

    /// The look of a cell: what it belongs to, and over that what is lit; and where it leads.
    fn ink(&self, look: &Look, source: Range<usize>) -> Ink {
        let offset = source.start as u32;
        let mut style = match self.block.mark_at(offset) {
            Some(Mark::Person) => look.person,
            Some(Mark::Place) => look.place,
            Some(Mark::Organisation) => look.organisation,
            Some(Mark::Date) => look.date,
            None if self.block.kind == BlockKind::Tags => look.tag_at(offset),
            None => look.ground,
        };
        let Some(start) = self.block.offset else {
            if self.block.kind == BlockKind::Title && covers(&self.reading.title_hits, offset) {
                style = style.patch(look.hit);
            }
            return style.into();
        };
        let at = start + offset;
        let link = self.reading.link_at(at).map(|link| link.number);
        if link.is_some() {
            style = style.patch(look.link);
        }
        if self.reading.is_noted(Span { start: at, end: at + 1 }) {
            style = style.patch(look.noted);
        }
        if self.reading.is_new_fact(at) {
            style = style.patch(look.new_fact);
        }
        if covers(&self.reading.hits, at) {
            style = style.patch(look.hit);
        }
        if self.reading.lit.fact.is_some() && covers(&self.reading.lit.spans, at) {
            style = style.patch(look.lit);
        }
        let is_selected = |range: &Range<usize>| range.start < source.end && source.start < range.end;
        if self.selected.as_ref().is_some_and(is_selected) {
            style = style.patch(look.selection);
        }
        Ink::from(style).linked(link)
    }

    /// Whether the place that was walked to, or the new sentence that was gone to, is in this row.
    fn holds_current(&self, row: &Row) -> bool {
        let current = self.reading.current().or(self.reading.new_at);
        current.zip(self.span(row)).is_some_and(|(current, shown)| shown.overlaps(current))
    }

    /// Whether some of this row is new to the reader.
    fn is_new(&self, row: &Row) -> bool {
        self.span(row).is_some_and(|shown| self.reading.is_new(shown))
    }

    /// The bytes of the article that a row paints.
    fn span(&self, row: &Row) -> Option<Span> {
        let (start, shown) = (self.block.offset? as usize, row.painted());
        Some(Span::new(start + shown.start, start + shown.end))
    }
}

/// The looks of one block.
struct Look {
    ground: Style,
    person: Style,
    place: Style,
    organisation: Style,
    date: Style,
    hit: Style,
    lit: Style,
    noted: Style,
    note: Style,
    link: Style,
    selection: Style,
    current: Style,
    new: Style,
    new_fact: Style,
    /// Of the row of tags: the bytes of each, and its look.
    tags: Vec<(Range<usize>, Style)>,
}

impl Look {
    /// The look of the tag at a byte of the row of tags.
    fn tag_at(&self, offset: u32) -> Style {
        let tag = self.tags.iter().find(|(bytes, _)| bytes.contains(&(offset as usize)));
        tag.map_or(self.ground, |(_, style)| *style)
    }
}

/// The tags in the text of a row of tags (see [`crate::app::block::tags_block`]), and their looks.
fn tag_looks(canvas: &Canvas<'_>, text: &str) -> Vec<(Range<usize>, Style)> {
    let look = |start: usize| {
        let length = text[start..].find('\u{2069}').unwrap_or(text.len() - start);
        let name = text[start..start + length].trim_start_matches(['\u{2068}', '#']);
        (start..start + length, canvas.tag(name))
    };
    text.match_indices('\u{2068}').map(|(start, _)| look(start)).collect()
}

/// Whether one of `spans` (in order) covers a byte.
fn covers(spans: &[Span], offset: u32) -> bool {
    let after = spans.partition_point(|span| span.start <= offset);
    after.checked_sub(1).is_some_and(|index| offset < spans[index].end)
}
