//! A person, place or organisation -> its page: what is known of it, and the articles that name it.
//!
//! The page has two panes. [`About`] is one column of rows, from the names down to the companions;
//! [`NamingList`] is a list of articles that grows as the reader goes down. Both are laid out here; what
//! is on top of the stack of pages is shown.

use super::list::Item;
use super::pane::Pane;
use super::scroll::{Visible, fill};
use crate::article::{EntityKind, Month};
use crate::store::{self, Cursor, Naming, Row};
use crate::task::Portrait;
use crate::text::{self, Base, Forms, Options, Row as Line};
use std::ops::Range;

/// Articles that are asked for at once.
pub const NAMINGS_PAGE: usize = 40;
/// Articles that may be left below the selected one before more are asked for.
const AHEAD: usize = 20;
/// Spellings and roles shown; the others are rare.
const ROWS_MAX: usize = 8;
/// Companions of a kind that are shown.
const COMPANIONS_SHOWN: usize = 6;
/// Rows of a sentence at most.
const SENTENCE_ROWS_MAX: usize = 2;
/// Part of the room for a sentence that words leave free at the ends of rows: half a word a row.
const ROW_ENDS: usize = 12;
/// Rows of the bars of the chart.
pub const BAR_ROWS: u16 = 2;
/// Columns of a bar at most.
pub const BAR_WIDTH_MAX: u16 = 3;
/// Columns from one bar to the next at most: the longest month with its year, and two between.
const STEP_MAX: u16 = 16;

/// Who or what a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// See [`crate::article::Entity::id`].
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// Canonical Arabic name.
    pub name: String,
}

/// A row of [`About`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AboutRow {
    /// The Arabic name.
    Name,
    /// The Latin name.
    Latin,
    /// What it is, and where.
    Kind,
    /// Articles and mentions.
    Counts,
    /// Of how many articles the rest tells, as long as it is not all.
    SoFar,
    /// Nothing.
    Gap,
    /// Above rows of one sort; it cannot be selected.
    Heading(Part),
    /// The mentions from month to month; it cannot be selected.
    Chart,
    /// A spelling, by its index.
    Spelling(usize),
    /// A role as stated, by its index.
    Stated(usize),
    /// A role that our own list knows, by its index.
    Held(usize),
    /// Another person of that name, by its index.
    Namesake(usize),
    /// Another place that is called so, by its index.
    Other(usize),
    /// What this place was chosen by, by its index.
    Chosen(usize),
    /// What stands with it, by its kind and index.
    Companion(EntityKind, usize),
}

/// The parts of [`About`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The mentions from month to month.
    Chart,
    /// Other people of that name.
    Namesakes,
    /// Other places that are called so.
    Others,
    /// What this place was chosen by.
    Chosen,
    /// How it is spelt.
    Spellings,
    /// Roles as articles state them.
    Stated,
    /// Roles that our own list knows.
    Held,
    /// What stands with it.
    Companions(EntityKind),
}

impl AboutRow {
    pub(super) fn is_selectable(self) -> bool {
        !matches!(self, AboutRow::Gap | AboutRow::Heading(_) | AboutRow::Chart)
    }

    fn height(self) -> u16 {
        // Below the bars stand their months.
        if self == AboutRow::Chart { BAR_ROWS + 1 } else { 1 }
    }
}

/// How often something is named, from the first month to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// Months of a bar: 1, 3 or 12.
    pub months: i16,
    /// The first month of each bar, and the mentions in it.
    pub bars: Vec<(Month, u32)>,
    /// Columns from one bar to the next.
    pub step: u16,
}

impl Chart {
    /// Bars for `width` columns; the first ones are left out where even years are too many.
    pub fn new(counts: &[store::MonthCount], width: u16) -> Chart {
        let number = |month: Month| i32::from(month.year) * 12 + i32::from(month.month.unwrap_or(1)) - 1;
        let (Some(first), Some(last)) = (counts.first(), counts.last()) else { return Chart::default() };
        let (first, last, width) = (number(first.month), number(last.month), i32::from(width.max(1)));
        let of = |unit: i32| last.div_euclid(unit) - first.div_euclid(unit) + 1;
        let unit = [1, 3].into_iter().find(|&unit| of(unit) <= width).unwrap_or(12);
        let end = last.div_euclid(unit);
        let start = first.div_euclid(unit).max(end - width + 1);
        let mut bars: Vec<(Month, u32)> = (start..=end)
            .map(|bar| bar * unit)
            .map(|month| (month.div_euclid(12) as i16, month.rem_euclid(12) as i8 + 1))
            .map(|(year, month)| (Month { year, month: (unit < 12).then_some(month) }, 0))
            .collect();
        for count in counts {
            let at = number(count.month).div_euclid(unit) - start;
            if let Some((_, mentions)) = usize::try_from(at).ok().and_then(|at| bars.get_mut(at)) {
                *mentions += count.mentions;
            }
        }
        let step = (width as u16 / bars.len().max(1) as u16).clamp(1, STEP_MAX);
        Chart { months: unit as i16, bars, step }
    }

    /// The most mentions of a bar.
    pub fn most(&self) -> u32 {
        self.bars.iter().map(|(_, mentions)| *mentions).max().unwrap_or(0)
    }
}

/// What is known: one column of rows.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The rows.
    pub rows: Vec<AboutRow>,
    /// Index of the selected row.
    pub selected: usize,
    /// What is visible.
    pub shown: Visible,
    /// The mentions from month to month, for the width of the pane.
    pub chart: Chart,
    top: usize,
}

impl About {
    /// Selects the row `by` further down (or up), stopping at the ends; what cannot be selected is
    /// stepped over.
    fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let mut to = self.selected.saturating_add_signed(by).min(last);
        while self.rows.get(to).is_some_and(|row| !row.is_selectable()) {
            match by < 0 {
                true if to > 0 => to -= 1,
                false if to < last => to += 1,
                _ => return,
            }
        }
        self.selected = to;
    }

    fn show(&mut self, height: u16) {
        let rows = &self.rows;
        // The heading above the first of its rows comes into view with it.
        let above = self.selected.saturating_sub(1);
        if matches!(rows.get(above), Some(AboutRow::Heading(_))) {
            self.top = self.top.min(above);
        }
        (self.top, self.shown) =
            fill(rows.len(), self.selected, self.top, height, |index| rows[index].height());
    }
}

/// An article that names the subject, laid out once it was in sight.
#[derive(Clone, Debug)]
pub struct NamingItem {
    /// What the list shows of the article.
    pub item: Item,
    /// What the library says of the naming.
    pub naming: Naming,
    /// The sentence at the pane's width, cut around the first mention: rows, and where the text of each
    /// begins in the sentence as it was cut.
    pub sentence: Vec<(usize, Line)>,
    /// Bytes of the sentence as it was cut that name the subject.
    pub lit: Vec<Range<usize>>,
    laid_out: u16,
}

impl NamingItem {
    fn new(naming: Naming) -> NamingItem {
        let item = Item::new(naming.row.clone());
        NamingItem { item, naming, sentence: Vec::new(), lit: Vec::new(), laid_out: 0 }
    }

    fn lay_out(&mut self, width: u16, forms: Forms) {
        self.item.lay_out(width, 1, forms);
        if self.laid_out == width {
            return;
        }
        self.laid_out = width;
        let columns = usize::from(width.max(1));
        let (sentence, lit) = around(&self.naming.sentence, &self.naming.lit, columns * SENTENCE_ROWS_MAX);
        let Forms { mode, marks, .. } = forms;
        let options = Options { width: columns, mode, marks, ..Options::default() };
        let rows = text::layout(&sentence, &options);
        let is_long = rows.len() > SENTENCE_ROWS_MAX;
        self.sentence = rows.into_iter().take(SENTENCE_ROWS_MAX).map(|row| (0, row)).collect();
        if is_long && let Some((_, last)) = self.sentence.pop() {
            let base = if last.base().is_rtl() { Base::Rtl } else { Base::Ltr };
            let start = last.source().start;
            let rest = sentence.get(start..).unwrap_or_default();
            self.sentence.push((start, text::truncate(rest, &Options { base, ..options })));
        }
        self.lit = lit;
    }

    fn forget_layout(&mut self) {
        self.item.forget_layout();
        self.laid_out = 0;
    }

    /// Rows of the item, with the empty one below it.
    fn height(&self) -> u16 {
        (self.item.title.len().max(1) + 1 + self.sentence.len() + 1) as u16
    }
}

/// A sentence whose first mention stands within `room` letters: what is before it is cut at a word where
/// it must be. Gives the bytes of the mentions in it, too.
pub(super) fn around(sentence: &str, lit: &[Range<usize>], room: usize) -> (String, Vec<Range<usize>>) {
    const CUT: &str = "\u{2026} ";
    let first = lit.first().cloned().unwrap_or(0..0);
    let letters = |end: usize| sentence.get(..end).map_or(0, |text| text.chars().count());
    let (before, through) = (letters(first.start), letters(first.end));
    if through < room {
        return (sentence.to_owned(), lit.to_vec());
    }
    // A third of the room for what leads to the name, or what the rest of the sentence leaves free; rows
    // end before their last column.
    let after = sentence.chars().count() - before + CUT.len() + room / ROW_ENDS;
    let skipped = before.saturating_sub((room / 3).max(room.saturating_sub(after)));
    let from = sentence.char_indices().nth(skipped).map_or(0, |(index, _)| index);
    let spaces = sentence[from..first.start].char_indices().find(|(_, letter)| letter.is_whitespace());
    let start = spaces.map_or(first.start, |(index, space)| from + index + space.len_utf8());
    let shift = |range: &Range<usize>| {
        let at = |index: usize| index.checked_sub(start).map(|index| index + CUT.len());
        Some(at(range.start)?..at(range.end)?)
    };
    (format!("{CUT}{}", &sentence[start..]), lit.iter().filter_map(shift).collect())
}

/// The articles that name the subject, newest first.
#[derive(Clone, Debug, Default)]
pub struct NamingList {
    /// Those that have come so far.
    pub items: Vec<NamingItem>,
    /// Index of the selected one.
    pub selected: usize,
    /// What is visible.
    pub shown: Visible,
    /// Whether there are no more.
    pub is_all: bool,
    top: usize,
}

impl NamingList {
    /// The selected article.
    pub fn current(&self) -> Option<&Naming> {
        self.items.get(self.selected).map(|item| &item.naming)
    }

    /// Selects the article `by` further down (or up), stopping at the ends.
    pub fn step(&mut self, by: isize) {
        let last = self.items.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// The article at a row of the pane.
    pub fn at_row(&self, row: u16) -> Option<usize> {
        self.shown.iter().rev().find(|(_, y)| *y <= row).map(|(index, _)| *index)
    }

    fn show(&mut self, width: u16, height: u16, forms: Forms) {
        let (count, selected, top) = (self.items.len(), self.selected, self.top);
        let items = &mut self.items;
        (self.top, self.shown) = fill(count, selected, top, height, |index| {
            items[index].lay_out(width, forms);
            items[index].height()
        });
    }
}

/// The page of a name.
#[derive(Clone, Debug)]
pub struct NamePage {
    /// The id that is asked for: what was merged since is shown as what it is now, and as itself again once
    /// that is taken back.
    pub id: String,
    /// Who or what it is about.
    pub subject: Subject,
    /// What is known; `None` until it has come.
    pub portrait: Option<Portrait>,
    /// Whether the library has nothing of that name, or no longer.
    pub is_missing: bool,
    /// Whether the library has changed since it was asked, so that it has to be asked again.
    pub is_stale: bool,
    /// What is known, in rows.
    pub about: About,
    /// Where it is named.
    pub namings: NamingList,
    /// The pane of the page that has, or last had, the focus.
    pub pane: Pane,
    /// Where the focus goes once the page is closed.
    pub back: Pane,
}

impl NamePage {
    /// A page that waits for what is known. `back` has the focus when it is closed.
    pub fn awaiting(subject: Subject, back: Pane) -> NamePage {
        let mut page = NamePage {
            id: subject.id.clone(),
            subject,
            portrait: None,
            is_missing: false,
            is_stale: false,
            about: About::default(),
            namings: NamingList::default(),
            pane: Pane::Name,
            back,
        };
        page.about.rows = page.rows();
        page
    }

    /// Takes what is known; the selection stays on its row if it is still there.
    pub fn set_portrait(&mut self, portrait: Portrait) {
        let entity = &portrait.named.entity;
        self.subject = Subject { id: entity.id.clone(), kind: entity.kind, name: entity.name.clone() };
        self.portrait = Some(portrait);
        self.is_missing = false;
        let selected = self.about.rows.get(self.about.selected).copied();
        self.about.rows = self.rows();
        let again = self.about.rows.iter().position(|row| Some(*row) == selected);
        self.about.selected = again.unwrap_or(0);
        // Its bars are computed for the width when it is shown.
        self.about.chart = Chart::default();
    }

    /// Takes the next articles; fewer than were asked for are the last ones.
    pub fn add_namings(&mut self, namings: Vec<Naming>) {
        self.namings.is_all = namings.len() < NAMINGS_PAGE;
        self.namings.items.extend(namings.into_iter().map(NamingItem::new));
    }

    /// Takes the first articles anew, of which `limit` were asked for; the selection stays on its article if
    /// that is still there.
    pub fn set_namings(&mut self, namings: Vec<Naming>, limit: usize) {
        let list = &mut self.namings;
        let selected = list.current().map(|naming| naming.row.id);
        list.is_all = namings.len() < limit;
        list.items = namings.into_iter().map(NamingItem::new).collect();
        let again = list.items.iter().position(|item| Some(item.naming.row.id) == selected);
        list.selected = again.unwrap_or(list.selected).min(list.items.len().saturating_sub(1));
    }

    /// After which place more articles are wanted; `None` if there are enough.
    pub fn wanted(&self) -> Option<Cursor> {
        let list = &self.namings;
        let is_near_end = list.selected + AHEAD >= list.items.len();
        list.items.last().filter(|_| is_near_end && !list.is_all).map(|item| item.naming.row.cursor)
    }

    /// The companion that is selected.
    pub fn companion(&self) -> Option<&store::Companion> {
        match *self.about.rows.get(self.about.selected)? {
            AboutRow::Companion(kind, index) => self.companion_at(kind, index),
            _ => None,
        }
    }

    /// A companion by its kind and place.
    pub fn companion_at(&self, kind: EntityKind, index: usize) -> Option<&store::Companion> {
        let portrait = self.portrait.as_ref()?;
        portrait.named.companions[kind as usize].get(index)
    }

    /// Moves in one of its panes.
    pub fn step(&mut self, pane: Pane, by: isize) {
        match pane {
            Pane::Namings => self.namings.step(by),
            _ => self.about.step(by),
        }
    }

    /// Selects what stands at a row of one of its panes; `false` if nothing does.
    pub fn select_at(&mut self, pane: Pane, row: u16) -> bool {
        let about = &mut self.about;
        match pane {
            Pane::Namings => match self.namings.at_row(row) {
                Some(index) => self.namings.selected = index,
                None => return false,
            },
            _ => {
                let found = about.shown.iter().rev().find(|(_, y)| *y <= row).map(|(index, _)| *index);
                let is_there = |index: &usize| about.rows[*index].is_selectable();
                match found.filter(is_there) {
                    Some(index) => about.selected = index,
                    None => return false,
                }
            }
        }
        true
    }

    /// Takes what the library says of an article now.
    pub fn update(&mut self, row: &Row) {
        for item in self.namings.items.iter_mut().filter(|item| item.naming.row.id == row.id) {
            item.item.row = row.clone();
        }
    }

    /// Forgets the layout of all titles and sentences.
    pub fn forget_layout(&mut self) {
        self.namings.items.iter_mut().for_each(NamingItem::forget_layout);
    }

    /// Lays out what is visible in panes of these sizes; one without rows is not visible.
    pub fn show(&mut self, about: (u16, u16), namings: (u16, u16), forms: Forms) {
        if let Some(portrait) = &self.portrait {
            self.about.chart = Chart::new(&portrait.named.months, about.0);
        }
        self.about.show(about.1);
        if namings.1 > 0 {
            self.namings.show(namings.0, namings.1, forms);
        }
    }

    fn rows(&self) -> Vec<AboutRow> {
        use AboutRow::*;
        let mut rows = vec![Name];
        let Some(portrait) = &self.portrait else { return rows };
        let named = &portrait.named;
        rows.extend(named.entity.latin.as_ref().map(|_| Latin));
        rows.extend([Kind, Counts]);
        rows.extend((!named.is_whole()).then_some(SoFar));
        let mut part = |part: Part, of: Vec<AboutRow>| {
            if !of.is_empty() {
                rows.extend([Gap, Heading(part)]);
                rows.extend(of);
            }
        };
        part(Part::Chart, named.months.first().map(|_| AboutRow::Chart).into_iter().collect());
        part(Part::Stated, (0..named.roles.len().min(ROWS_MAX)).map(Stated).collect());
        part(Part::Held, (0..portrait.known_roles.len()).map(Held).collect());
        part(Part::Namesakes, (0..named.namesakes.len()).map(Namesake).collect());
        part(Part::Others, (0..named.others.len()).map(Other).collect());
        part(Part::Chosen, (0..named.chosen.len()).map(Chosen).collect());
        // One spelling, the canonical one, is no news.
        let spellings = named.spellings.len().min(ROWS_MAX);
        let is_news =
            spellings > 1 || named.spellings.iter().any(|spelling| spelling.text != named.entity.name);
        part(Part::Spellings, (0..spellings).filter(|_| is_news).map(Spelling).collect());
        for kind in [EntityKind::Person, EntityKind::Place, EntityKind::Organisation] {
            let count = named.companions[kind as usize].len().min(COMPANIONS_SHOWN);
            part(Part::Companions(kind), (0..count).map(|index| Companion(kind, index)).collect());
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MonthCount;

    /// Months and their mentions in a width -> the first and last bar, how many, months of each, and the
    /// mentions of all.
    #[track_caller]
    fn check_chart(months: &[(&str, u32)], width: u16, expected: (&str, &str, usize, i16, u32)) {
        let count = |&(month, mentions): &(&str, u32)| MonthCount {
            month: Month::parse(month).unwrap(),
            articles: 1,
            mentions,
        };
        let chart = Chart::new(&months.iter().map(count).collect::<Vec<_>>(), width);
        let (first, last) = (chart.bars[0].0.to_string(), chart.bars[chart.bars.len() - 1].0.to_string());
        let sum = chart.bars.iter().map(|(_, mentions)| mentions).sum();
        assert_eq!((first.as_str(), last.as_str(), chart.bars.len(), chart.months, sum), expected);
        assert!(usize::from(chart.step) * chart.bars.len() <= usize::from(width));
    }

    #[test]
    fn months_become_bars_that_fit() {
        check_chart(&[("2025-02", 5)], 30, ("2025-02", "2025-02", 1, 1, 5));
        check_chart(&[("2024-11", 5), ("2025-02", 1)], 30, ("2024-11", "2025-02", 4, 1, 6));
        check_chart(&[("2024-11", 5), ("2025-02", 1)], 3, ("2024-10", "2025-01", 2, 3, 6));
        check_chart(&[("2016-01", 5), ("2025-12", 1)], 30, ("2016", "2025", 10, 12, 6));
        // The first ones are left out.
        check_chart(&[("1996-01", 5), ("2025-12", 1)], 10, ("2016", "2025", 10, 12, 1));
        assert_eq!(Chart::new(&[], 10).bars, []);
    }

    /// A sentence with its mentions in brackets, cut for so many letters.
    #[track_caller]
    fn check_around(marked: &str, room: usize, expected: &str) {
        let (mut sentence, mut lit) = (String::new(), Vec::new());
        for (index, piece) in marked.split(['[', ']']).enumerate() {
            let start = sentence.len();
            sentence.push_str(piece);
            lit.extend((index % 2 == 1).then_some(start..sentence.len()));
        }
        let (mut cut, lit) = around(&sentence, &lit, room);
        for range in lit.iter().rev() {
            cut.insert(range.end, ']');
            cut.insert(range.start, '[');
        }
        assert_eq!(cut, expected);
    }

    #[test]
    fn a_sentence_is_cut_before_its_name_only_where_it_must_be() {
        check_around(
            "\u{642}\u{627}\u{644} [\u{641}\u{644}\u{627}\u{646}] \u{625}\u{646}",
            20,
            "\u{642}\u{627}\u{644} [\u{641}\u{644}\u{627}\u{646}] \u{625}\u{646}",
        );
        check_around("one two three four [name] and [name]", 12, "\u{2026} [name] and [name]");
        check_around("one two three four [name] and [name]", 18, "\u{2026} four [name] and [name]");
        check_around("one[two]", 3, "\u{2026} [two]");
        check_around("[one]", 1, "\u{2026} [one]");
        check_around("", 10, "");
    }
}
