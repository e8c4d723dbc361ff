//! A storyline -> the page of its timeline: rows along a line, of which one is selected.
//!
//! An event whose articles are several unfolds while it, or one of them, is selected. Titles and
//! sentences start where the window's own words do, beside the line, whichever way they read.

use super::pane::Pane;
use super::portrait::around;
use super::scroll::{Visible, fill};
use crate::arabic::words::one_line;
use crate::store::{Id, Row};
use crate::story::timeline::{Entry, Event as Happening, Named, What};
use crate::task::Told;
use crate::text::{self, Align, Base, Forms, Options, Row as Line};
use ratatui::layout::Rect;
use std::ops::Range;

/// Rows of a title or sentence at most.
const TEXT_ROWS_MAX: usize = 2;
/// Panes lower than this show one row of a text, and no gaps.
const LOW: u16 = 8;
/// Panes at least this high have an empty row between events.
const AIRY: u16 = 22;
/// Narrowest pane that has the days in a column of their own.
const DAYS_LEAST: u16 = 56;
/// Narrowest pane whose days have their weekdays.
const WEEKDAYS_LEAST: u16 = 88;
/// Columns of the line, with one at either side of it.
pub const LINE_WIDTH: u16 = 3;
/// Columns by which the articles of an event are set in.
pub const INDENT: u16 = 2;

/// An event: among the entries of the timeline, or among those without a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// By its place among the entries.
    Dated(usize),
    /// By its place among those without a day.
    Undated(usize),
}

/// A row of the page; a row may be several rows of cells high.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineRow {
    /// So many events before are left out.
    EarlierLeftOut(usize),
    /// So many days without an event.
    Gap(i32),
    /// An event.
    Event(At),
    /// One of its articles, by its place among them.
    Telling(At, usize),
    /// What was announced, or is looked back to, by its place among the entries.
    Named(usize),
    /// So many events after are left out.
    LaterLeftOut(usize),
    /// The heading of the events without a day.
    Undated,
    /// So many of these are left out.
    UndatedLeftOut(usize),
}

impl TimelineRow {
    fn is_selectable(self) -> bool {
        use TimelineRow::*;
        matches!(self, Event(_) | Telling(..) | Named(_))
    }

    /// Whether the line runs through it.
    pub fn is_on_line(self) -> bool {
        use TimelineRow::*;
        !matches!(self, Undated | UndatedLeftOut(_) | Event(At::Undated(_)) | Telling(At::Undated(_), _))
    }

    /// The event that it belongs to.
    fn event(self) -> Option<At> {
        match self {
            TimelineRow::Event(at) | TimelineRow::Telling(at, _) => Some(at),
            _ => None,
        }
    }
}

/// The text of an event, or of what was named, laid out once it was in sight.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// Its rows, and where the text of each begins in the whole, as it was cut.
    pub rows: Vec<(usize, Line)>,
    /// Bytes of the text as it was cut that say when.
    pub lit: Vec<Range<usize>>,
    /// Width, rows and side for which it was laid out.
    of: (u16, usize, bool),
}

/// Where the parts of a row stand in a pane of some width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Columns of the days; 0 where there is no room.
    pub days: u16,
    /// Columns of the text.
    pub text: u16,
}

impl Columns {
    /// The columns of a pane; days take more room in Arabic, and texts stay as narrow as one reads them.
    pub fn new(width: u16, measure: u16, rtl: bool) -> Columns {
        let days = match (width, rtl) {
            (0..DAYS_LEAST, _) => 0,
            (DAYS_LEAST..WEEKDAYS_LEAST, false) => 12,
            (DAYS_LEAST..WEEKDAYS_LEAST, true) => 14,
            (_, false) => 20,
            (_, true) => 24,
        };
        Columns { days, text: width.saturating_sub(days + LINE_WIDTH).min(measure.max(1)) }
    }

    /// Days, line and text of a row, mirrored where the window reads from the right.
    pub fn split(self, row: Rect, rtl: bool) -> (Rect, Rect, Rect) {
        let part = |start: u16, width: u16| {
            let (start, width) = (start.min(row.width), width.min(row.width.saturating_sub(start)));
            let x = if rtl { row.right() - start - width } else { row.x + start };
            Rect { x, width, ..row }
        };
        let text = self.days + LINE_WIDTH;
        (part(0, self.days), part(self.days, LINE_WIDTH), part(text, self.text))
    }
}

/// The page of a storyline.
#[derive(Clone, Debug)]
pub struct TimelinePage {
    /// The article whose storyline it is.
    pub of: Id,
    /// The storyline; `None` until it has come.
    pub told: Option<Box<Told>>,
    /// Whether it will not come.
    pub is_missing: bool,
    /// The rows.
    pub rows: Vec<TimelineRow>,
    /// Index of the selected row.
    pub selected: usize,
    /// What is visible.
    pub shown: Visible,
    /// Where things stand in the pane.
    pub columns: Columns,
    /// Where the focus goes once the page is closed.
    pub back: Pane,
    /// The article that is to be selected once the storyline has come.
    wanted: Id,
    dated: Vec<Laid>,
    undated: Vec<Laid>,
    top: usize,
    height: u16,
}

impl TimelinePage {
    /// A page that waits for the storyline of `of`, to select the article `wanted` in it. `back` has the
    /// focus when it is closed.
    pub fn awaiting(of: Id, wanted: Id, back: Pane) -> TimelinePage {
        TimelinePage {
            of,
            told: None,
            is_missing: false,
            rows: Vec::new(),
            selected: 0,
            shown: Visible::new(),
            columns: Columns::default(),
            back,
            wanted,
            dated: Vec::new(),
            undated: Vec::new(),
            top: 0,
            height: 0,
        }
    }

    /// Takes the storyline; what was selected stays so if it is still there.
    pub fn set(&mut self, told: Box<Told>) {
        if let Some(id) = self.current() {
            self.wanted = id;
        }
        self.is_missing = false;
        self.dated = vec![Laid::default(); told.timeline.entries.len()];
        self.undated = vec![Laid::default(); told.timeline.undated.len()];
        self.told = Some(told);
        let at = self.event_of(self.wanted).or_else(|| self.event_of(self.of));
        self.rows = self.rows_with(at);
        let wanted = at.map(TimelineRow::Event);
        let is_wanted = |row: &TimelineRow| wanted.map_or(row.is_selectable(), |wanted| *row == wanted);
        self.selected = self.rows.iter().position(is_wanted).unwrap_or(0);
        let id = self.wanted;
        if self.current() != Some(id) {
            // Another telling of its event.
            let telling = (0..self.rows.len()).find(|&index| {
                matches!(self.rows[index], TimelineRow::Telling(..)) && self.id_at(index) == Some(id)
            });
            self.selected = telling.filter(|_| id != self.of).unwrap_or(self.selected);
        }
    }

    /// An event.
    pub fn event(&self, at: At) -> Option<&Happening> {
        let timeline = &self.told.as_ref()?.timeline;
        match at {
            At::Dated(index) => match &timeline.entries.get(index)?.what {
                What::Event(event) => Some(event),
                _ => None,
            },
            At::Undated(index) => timeline.undated.get(index),
        }
    }

    /// What was announced, or is looked back to, with its days.
    pub fn named(&self, index: usize) -> Option<(&Entry, &Named)> {
        let entry = self.told.as_ref()?.timeline.entries.get(index)?;
        match &entry.what {
            What::Announced(named) | What::Background(named) => Some((entry, named)),
            What::Event(_) => None,
        }
    }

    /// What the list shows of an article, by its place in the storyline.
    pub fn article(&self, place: usize) -> Option<&Row> {
        self.told.as_ref()?.rows.get(place)
    }

    /// Whether an event is that of the article whose storyline it is.
    pub fn is_here(&self, event: &Happening) -> bool {
        event.tellings.iter().any(|&place| self.article(place).is_some_and(|row| row.id == self.of))
    }

    /// The place of the article that stands for an event: that whose storyline it is, or the best.
    pub fn face(&self, event: &Happening) -> Option<usize> {
        let is_own = |place: &&usize| self.article(**place).is_some_and(|row| row.id == self.of);
        event.tellings.iter().find(is_own).or(event.tellings.first()).copied()
    }

    /// The text of an event, or of what was named.
    pub fn laid(&self, row: TimelineRow) -> Option<&Laid> {
        match row {
            TimelineRow::Event(At::Dated(index)) | TimelineRow::Named(index) => self.dated.get(index),
            TimelineRow::Event(At::Undated(index)) => self.undated.get(index),
            _ => None,
        }
    }

    /// The selected article: of an event that which stands for it, of what was named the first that does.
    pub fn current(&self) -> Option<Id> {
        self.id_at(self.selected)
    }

    /// What the list shows of the selected article.
    pub fn current_row(&self) -> Option<&Row> {
        self.article(self.place_at(self.selected)?)
    }

    /// Where the selected article says what was named, in bytes; `None` for an event.
    pub fn current_mention(&self) -> Option<u32> {
        match *self.rows.get(self.selected)? {
            TimelineRow::Named(index) => Some(self.named(index)?.1.said.mention.span.start),
            _ => None,
        }
    }

    /// The selected row.
    pub fn current_place(&self) -> Option<TimelineRow> {
        self.rows.get(self.selected).copied()
    }

    fn id_at(&self, index: usize) -> Option<Id> {
        Some(self.article(self.place_at(index)?)?.id)
    }

    fn place_at(&self, index: usize) -> Option<usize> {
        match *self.rows.get(index)? {
            TimelineRow::Event(at) => self.face(self.event(at)?),
            TimelineRow::Telling(at, telling) => self.event(at)?.tellings.get(telling).copied(),
            TimelineRow::Named(index) => self.named(index)?.1.by.first().copied(),
            _ => None,
        }
    }

    /// The number of the selected event, or of that before it, from 1, and how many there are.
    pub fn place(&self) -> (usize, usize) {
        let events =
            |rows: &[TimelineRow]| rows.iter().filter(|row| matches!(row, TimelineRow::Event(_))).count();
        let upto = (self.selected + 1).min(self.rows.len());
        (events(&self.rows[..upto]), events(&self.rows))
    }

    /// Selects the row `by` further down (or up), stopping at the ends; what cannot be selected is
    /// stepped over.
    pub fn step(&mut self, by: isize) {
        let selectable: Vec<usize> =
            (0..self.rows.len()).filter(|&index| self.rows[index].is_selectable()).collect();
        let Some(last) = selectable.len().checked_sub(1) else { return };
        let at = selectable.partition_point(|&index| index < self.selected);
        self.select(selectable[at.saturating_add_signed(by).min(last)]);
    }

    /// Selects the next or the previous event; `false` if there is none.
    pub fn step_event(&mut self, forward: bool) -> bool {
        let is_event = |index: &usize| matches!(self.rows[*index], TimelineRow::Event(_));
        let found = match forward {
            true => (self.selected + 1..self.rows.len()).find(is_event),
            // From one of its articles, the event before is not its own.
            false => {
                let own = self.rows.get(self.selected).and_then(|row| row.event());
                let is_other = |index: &usize| own.is_none() || self.rows[*index].event() != own;
                (0..self.selected).rev().filter(is_other).find(is_event)
            }
        };
        found.inspect(|&index| self.select(index)).is_some()
    }

    /// Selects the next article of the selected event, after the last one the first; `false` if it has
    /// no other.
    pub fn step_telling(&mut self) -> bool {
        let Some(at) = self.rows.get(self.selected).and_then(|row| row.event()) else { return false };
        let count = self.event(at).map_or(0, |event| event.tellings.len());
        let next = match self.rows[self.selected] {
            TimelineRow::Telling(_, telling) => (telling + 1) % count.max(1),
            _ => 0,
        };
        let row = TimelineRow::Telling(at, next);
        let found = self.rows.iter().position(|other| *other == row);
        found.inspect(|&index| self.select(index)).is_some()
    }

    /// Selects what stands at a row of the pane; `false` if nothing does.
    pub fn select_at(&mut self, row: u16) -> bool {
        let found = self.shown.iter().rev().find(|(_, y)| *y <= row).map(|(index, _)| *index);
        let found = found.filter(|&index| self.rows[index].is_selectable());
        found.inspect(|&index| self.select(index)).is_some()
    }

    /// Selects a row: its event unfolds, another one folds.
    fn select(&mut self, index: usize) {
        let Some(&row) = self.rows.get(index) else { return };
        let before = self.rows.get(self.selected).and_then(|row| row.event());
        self.selected = index;
        if before != row.event() {
            self.rows = self.rows_with(row.event());
            self.selected = self.rows.iter().position(|other| *other == row).unwrap_or(0);
        }
    }

    /// Takes what the library says of an article now.
    pub fn update(&mut self, row: &Row) {
        let Some(told) = &mut self.told else { return };
        told.rows.iter_mut().filter(|known| known.id == row.id).for_each(|known| *known = row.clone());
    }

    /// Forgets the layout of all texts.
    pub fn forget_layout(&mut self) {
        self.dated.iter_mut().chain(&mut self.undated).for_each(|laid| *laid = Laid::default());
    }

    fn event_of(&self, id: Id) -> Option<At> {
        let timeline = &self.told.as_ref()?.timeline;
        let dated = (0..timeline.entries.len()).map(At::Dated);
        let all = dated.chain((0..timeline.undated.len()).map(At::Undated));
        let tells = |event: &Happening| {
            event.tellings.iter().any(|&place| self.article(place).is_some_and(|row| row.id == id))
        };
        all.into_iter().find(|&at| self.event(at).is_some_and(tells))
    }

    /// The rows, with the articles of the event `unfolded`.
    fn rows_with(&self, unfolded: Option<At>) -> Vec<TimelineRow> {
        use TimelineRow::*;
        let Some(told) = &self.told else { return Vec::new() };
        let (mut rows, left_out) = (Vec::new(), told.left_out);
        let event = |rows: &mut Vec<TimelineRow>, at: At, event: &Happening| {
            rows.push(Event(at));
            if unfolded == Some(at) && event.tellings.len() > 1 {
                rows.extend((0..event.tellings.len()).map(|telling| Telling(at, telling)));
            }
        };
        rows.extend((left_out.earlier > 0).then_some(EarlierLeftOut(left_out.earlier)));
        for (index, entry) in told.timeline.entries.iter().enumerate() {
            rows.extend(entry.gap.map(Gap));
            match &entry.what {
                What::Event(of) => event(&mut rows, At::Dated(index), of),
                _ => rows.push(Named(index)),
            }
        }
        rows.extend((left_out.later > 0).then_some(LaterLeftOut(left_out.later)));
        rows.extend((!told.timeline.undated.is_empty()).then_some(Undated));
        for (index, of) in told.timeline.undated.iter().enumerate() {
            event(&mut rows, At::Undated(index), of);
        }
        rows.extend((left_out.undated > 0).then_some(UndatedLeftOut(left_out.undated)));
        rows
    }

    /// Lays out what is visible in a pane of this size, such that the selected row is in sight.
    pub fn show(&mut self, size: (u16, u16), measure: u16, rtl: bool, forms: Forms) {
        let (width, height) = size;
        (self.columns, self.height) = (Columns::new(width, measure, rtl), height);
        // What tells of the days before the first row comes into view with it.
        let first = self.rows.iter().position(|row| row.is_selectable()).unwrap_or(0);
        if self.selected == first {
            self.top = 0;
        }
        let (count, selected, top) = (self.rows.len(), self.selected, self.top);
        (self.top, self.shown) =
            fill(count, selected, top, height, |index| self.height_of(index, rtl, forms));
    }

    /// Rows of cells of a row, with the empty one below it.
    fn height_of(&mut self, index: usize, rtl: bool, forms: Forms) -> u16 {
        let row = self.rows[index];
        self.lay_out(row, rtl, forms);
        self.text_height(index) + self.air_below(index)
    }

    /// Rows of cells of a row, without the empty one below it.
    pub fn text_height(&self, index: usize) -> u16 {
        let Some(&row) = self.rows.get(index) else { return 0 };
        let text = self.laid(row).map_or(0, |laid| laid.rows.len().max(1) as u16);
        match row {
            TimelineRow::Event(at) => text + u16::from(self.has_particulars(at)),
            TimelineRow::Named(at) => text + u16::from(self.is_announced(at)),
            // There is room for what happened only.
            TimelineRow::Gap(_) if self.height < LOW => 0,
            _ => 1,
        }
    }

    /// Whether there is something to say of an event below its title.
    fn has_particulars(&self, at: At) -> bool {
        self.event(at).is_some_and(|event| {
            let has_day_below = self.columns.days == 0 && event.day.is_some();
            let is_told = !event.outlets.is_empty() || event.tellings.len() > 1 || event.delay() != 0;
            has_day_below || is_told || self.is_here(event)
        })
    }

    /// Whether an entry tells what was announced.
    pub fn is_announced(&self, index: usize) -> bool {
        let entry = self.told.as_ref().and_then(|told| told.timeline.entries.get(index));
        entry.is_some_and(|entry| matches!(entry.what, What::Announced(_)))
    }

    fn air_below(&self, index: usize) -> u16 {
        let is_unfolded = matches!(self.rows.get(index + 1), Some(TimelineRow::Telling(..)));
        u16::from(self.height >= AIRY && !is_unfolded)
    }

    fn lay_out(&mut self, row: TimelineRow, rtl: bool, forms: Forms) {
        let is_low = self.height < LOW;
        let rows_max = match row {
            TimelineRow::Named(index) if !self.is_announced(index) => 1,
            _ if is_low => 1,
            _ => TEXT_ROWS_MAX,
        };
        let of = (self.columns.text.max(1), rows_max, rtl);
        if self.laid(row).is_none_or(|laid| laid.of == of) {
            return;
        }
        let room = usize::from(of.0) * rows_max;
        let (text, lit) = match row {
            TimelineRow::Event(at) => {
                let face = self.event(at).and_then(|event| self.article(self.face(event)?));
                (one_line(face.map_or("", |row| &row.title)), Vec::new())
            }
            TimelineRow::Named(index) => {
                let Some((_, named)) = self.named(index) else { return };
                around(&named.said.sentence, std::slice::from_ref(&named.said.lit), room)
            }
            _ => return,
        };
        let laid = Laid { rows: lines(&text, of, forms), lit, of };
        match row {
            TimelineRow::Event(At::Undated(index)) => self.undated[index] = laid,
            TimelineRow::Event(At::Dated(index)) | TimelineRow::Named(index) => self.dated[index] = laid,
            _ => {}
        }
    }
}

/// A text in at most so many rows, beside the line; the last one is cut with an ellipsis.
fn lines(text: &str, (width, rows_max, rtl): (u16, usize, bool), forms: Forms) -> Vec<(usize, Line)> {
    let Forms { mode, marks, .. } = forms;
    let align = if rtl { Align::Right } else { Align::Left };
    let options = Options { width: usize::from(width), mode, marks, align, ..Options::default() };
    let mut rows: Vec<(usize, Line)> = text::layout(text, &options).into_iter().map(|row| (0, row)).collect();
    if rows.len() > rows_max {
        let base = if rows[rows_max - 1].1.base().is_rtl() { Base::Rtl } else { Base::Ltr };
        let start = rows[rows_max - 1].1.source().start;
        let rest = text.get(start..).unwrap_or_default();
        rows.truncate(rows_max - 1);
        rows.push((start, text::truncate(rest, &Options { base, ..options })));
    }
    rows
}
