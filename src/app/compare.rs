//! Two tellings and the size of the window -> the rows that stand side by side, or one below the other.
//!
//! Sentences are laid out when they come into view. Where the reader stands is a row of the comparison,
//! which is always in sight.

use super::Effect;
use super::act::focus;
use super::action::Action;
use super::jump::Place;
use super::layout::compare_frame;
use super::notice::Message;
use super::open::{go, here};
use super::pane::Pane;
use super::reading;
use super::state::State;
use super::update::{run_for, tell};
use crate::article::Span;
use crate::store::Id;
use crate::story::compare::Row;
use crate::task::{Compared, Task, TaskId};
use crate::text::{Align, Forms, Lines};
use ratatui::layout::{Position, Rect};

/// Part of the body's height that stays above a row that was gone to: what led to it.
const CONTEXT: usize = 4;
/// Rows kept in sight when a page is turned.
const OVERLAP: u16 = 2;

/// Where the parts of a comparison stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CompareFrame {
    /// Titles and counts; empty where there is no room.
    pub header: Rect,
    /// The sentences, margins included.
    pub body: Rect,
    /// The columns of the two tellings in the body, without margins; the same one twice if they stand
    /// one below the other.
    pub columns: [Rect; 2],
    /// Columns of a margin.
    pub margin: u16,
    /// Whether they stand side by side.
    pub is_beside: bool,
}

/// A line of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Index of the row of the comparison.
    pub row: usize,
    /// The line of it; `None` for an empty one above it.
    pub line: Option<usize>,
}

/// A row of the comparison, laid out.
#[derive(Clone, Debug, Default)]
struct LaidOut {
    /// The sentences of either side.
    sides: [Vec<Lines>; 2],
}

impl LaidOut {
    fn heights(&self) -> [usize; 2] {
        let height = |side: usize| self.sides[side].iter().map(|lines| lines.rows().len()).sum();
        [height(0), height(1)]
    }
}

/// A line of a sentence: which of its row's, and which line of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineOf {
    /// 0 for the first telling, 1 for the second.
    pub side: usize,
    /// Which of the sentences of that side.
    pub sentence: usize,
    /// The line of the sentence.
    pub line: usize,
}

/// Two articles side by side.
#[derive(Clone, Debug)]
pub struct ComparePage {
    /// The two articles, in the order in which they are shown.
    pub of: [Id; 2],
    /// What was found; `None` until it has come.
    pub compared: Option<Compared>,
    /// Index of the row on which the reader stands.
    pub selected: usize,
    /// The side that is meant where both stand.
    pub side: usize,
    /// Where everything stands.
    pub frame: CompareFrame,
    /// The lines of the body.
    pub shown: Vec<Shown>,
    laid_out: Vec<Option<LaidOut>>,
    /// The first visible line: row and line in it, an empty line above it counted.
    top: (usize, usize),
    /// Whether rows have an empty line between them.
    is_airy: bool,
    forms: Forms,
    back: Pane,
}

impl ComparePage {
    fn awaiting(of: [Id; 2], back: Pane) -> ComparePage {
        ComparePage {
            of,
            compared: None,
            selected: 0,
            side: 0,
            frame: CompareFrame::default(),
            shown: Vec::new(),
            laid_out: Vec::new(),
            top: (0, 0),
            is_airy: true,
            forms: Forms::default(),
            back,
        }
    }

    /// The rows of the comparison; none before it has come.
    pub fn rows(&self) -> &[Row] {
        self.compared.as_ref().map_or(&[], |compared| &compared.comparison.rows)
    }

    fn accept(&mut self, compared: Compared) {
        self.laid_out = vec![None; compared.comparison.rows.len()];
        self.compared = Some(compared);
        self.selected = self.selected.min(self.laid_out.len().saturating_sub(1));
    }

    /// The second telling first; the reader stands on the same row.
    fn swap(&mut self) {
        self.of.swap(0, 1);
        let Some(compared) = self.compared.take() else { return };
        let here =
            compared.comparison.rows.get(self.selected).map(|row| (row.right.clone(), row.left.clone()));
        self.accept(compared.swapped());
        let same =
            |row: &Row| here.as_ref().is_some_and(|(left, right)| (&row.left, &row.right) == (left, right));
        self.selected = self.rows().iter().position(same).unwrap_or(0);
        self.side = 1 - self.side;
        self.reveal();
    }

    /// Changes what text is shaped to.
    pub fn set_forms(&mut self, forms: Forms) {
        self.forms = forms;
        self.laid_out.iter_mut().for_each(|row| *row = None);
    }

    fn show(&mut self, frame: CompareFrame, forms: Forms) {
        if (self.frame.columns[0].width, self.frame.is_beside) != (frame.columns[0].width, frame.is_beside) {
            self.top.1 = 0;
        }
        self.frame = frame;
        self.is_airy = frame.body.height >= 8;
        if self.forms != forms {
            self.set_forms(forms);
        }
        self.fill();
        if !self.shown.iter().any(|shown| shown.row == self.selected && shown.line.is_some()) {
            self.reveal();
        }
    }

    fn lay_out(&mut self, row: usize) -> &LaidOut {
        let (width, forms) = (usize::from(self.frame.columns[0].width.max(1)), self.forms);
        let compared = self.compared.as_ref();
        let laid_out = self.laid_out[row].get_or_insert_with(|| {
            let mut laid_out = LaidOut::default();
            let Some(compared) = compared else { return laid_out };
            let of = &compared.comparison.rows[row];
            for (side, spans) in [&of.left, &of.right].into_iter().enumerate() {
                let article = &compared.tellings[side].article;
                let lines = |span: &Span| Lines::new(span.of(&article.text), reading::base(article), forms);
                laid_out.sides[side] = spans.iter().map(lines).collect();
            }
            laid_out
        });
        laid_out.sides.iter_mut().flatten().for_each(|lines| lines.wrap(width, Align::Start));
        laid_out
    }

    /// The lines of a row, without the empty one above it.
    fn height(&mut self, row: usize) -> usize {
        let is_beside = self.frame.is_beside;
        let [first, second] = self.lay_out(row).heights();
        if is_beside { first.max(second) } else { first + second }.max(1)
    }

    fn gap(&self, row: usize) -> usize {
        usize::from(self.is_airy && row > 0)
    }

    fn whole(&mut self, row: usize) -> usize {
        self.gap(row) + self.height(row)
    }

    /// What stands on a line of a row: one sentence's line, or one of either side.
    pub fn lines_at(&self, row: usize, line: usize) -> [Option<LineOf>; 2] {
        let Some(laid_out) = self.laid_out.get(row).and_then(Option::as_ref) else { return [None; 2] };
        let of = |side: usize, mut line: usize| {
            laid_out.sides[side].iter().enumerate().find_map(|(sentence, lines)| {
                let rows = lines.rows().len();
                let found = (line < rows).then_some(LineOf { side, sentence, line });
                line = line.wrapping_sub(rows);
                found
            })
        };
        if self.frame.is_beside {
            return [of(0, line), of(1, line)];
        }
        let first = laid_out.heights()[0];
        if line < first { [of(0, line), None] } else { [None, of(1, line - first)] }
    }

    /// The laid-out lines of a sentence, and where it stands in its article.
    pub fn sentence(&self, row: usize, line: LineOf) -> Option<(&Lines, Span)> {
        let lines = self.laid_out.get(row)?.as_ref()?.sides[line.side].get(line.sentence)?;
        let of = self.rows().get(row)?;
        let spans = if line.side == 0 { &of.left } else { &of.right };
        Some((lines, *spans.get(line.sentence)?))
    }

    fn fill(&mut self) {
        let height = usize::from(self.frame.body.height);
        self.shown.clear();
        let (mut row, mut skip) = self.top;
        while row < self.laid_out.len() && self.shown.len() < height {
            let gap = self.gap(row);
            for line in skip..self.whole(row) {
                self.shown.push(Shown { row, line: line.checked_sub(gap) });
            }
            (row, skip) = (row + 1, 0);
        }
        self.shown.truncate(height);
        if self.shown.len() < height && self.top > (0, 0) {
            let last = self.last_top();
            if last < self.top {
                self.top = last;
                self.fill();
            }
        }
    }

    /// The line `by` lines further on, or back.
    fn moved(&mut self, from: (usize, usize), by: isize) -> (usize, usize) {
        let (mut row, mut line) = from;
        let mut left = by.unsigned_abs();
        if by >= 0 {
            while row < self.laid_out.len() {
                let rest = self.whole(row).saturating_sub(line);
                if left < rest {
                    return (row, line + left);
                }
                left -= rest;
                (row, line) = (row + 1, 0);
            }
            return self.last_top();
        }
        while left > line {
            if row == 0 {
                return (0, 0);
            }
            left -= line;
            row -= 1;
            line = self.whole(row);
        }
        (row, line - left)
    }

    fn last_top(&mut self) -> (usize, usize) {
        let Some(last) = self.laid_out.len().checked_sub(1) else { return (0, 0) };
        let end = (last, self.whole(last));
        self.moved(end, -isize::try_from(self.frame.body.height.max(1)).unwrap_or(1))
    }

    /// Moves the lines; the selected row follows if it would leave sight.
    pub fn scroll(&mut self, by: isize) {
        self.top = self.moved(self.top, by);
        self.fill();
        let rows = || self.shown.iter().filter(|shown| shown.line.is_some()).map(|shown| shown.row);
        if let (Some(first), Some(last)) = (rows().next(), rows().next_back()) {
            self.selected = self.selected.clamp(first, last);
        }
    }

    /// Has the selected row in sight: its first lines, if it is higher than the body.
    fn reveal(&mut self) {
        if self.laid_out.is_empty() || self.frame.body.height == 0 {
            return;
        }
        let height = usize::from(self.frame.body.height);
        let (selected, gap) = (self.selected, self.gap(self.selected));
        let start = (selected, gap);
        let rows = self.height(selected);
        let end = self.shown.iter().filter(|shown| shown.row == selected && shown.line.is_some()).count();
        if end < rows || self.top > start {
            let context = (height / CONTEXT).min(height.saturating_sub(rows));
            self.top = self.moved(start, -isize::try_from(context).unwrap_or(0));
        }
        self.fill();
    }

    /// Selects the row `by` further on (or back); one that is higher than the body is gone through
    /// first.
    fn step(&mut self, by: isize) {
        let Some(last) = self.laid_out.len().checked_sub(1) else { return };
        let rows = self.height(self.selected);
        let line_of = |shown: &Shown| shown.line.filter(|_| shown.row == self.selected);
        let lines: Vec<usize> = self.shown.iter().filter_map(line_of).collect();
        let is_cut = match (by > 0, lines.first(), lines.last()) {
            (true, _, Some(bottom)) => bottom + 1 < rows,
            (false, Some(top), _) => *top > 0,
            _ => false,
        };
        if is_cut {
            return self.scroll(by.signum());
        }
        self.selected = self.selected.saturating_add_signed(by).min(last);
        let height = usize::from(self.frame.body.height);
        let (gap, rows) = (self.gap(self.selected), self.height(self.selected));
        let start = (self.selected, gap);
        // As little as it takes: the row at the bottom, or at the top.
        let lowest =
            self.moved((self.selected, gap + rows.min(height)), -isize::try_from(height).unwrap_or(0));
        let highest = if by > 0 { start } else { self.moved(start, rows.saturating_sub(height) as isize) };
        self.top = self.top.max(lowest.min(highest)).min(highest);
        self.fill();
    }

    /// Moves as an action says.
    pub fn go(&mut self, action: Action) {
        let height = self.frame.body.height;
        let page = isize::try_from(height.saturating_sub(OVERLAP).max(1)).unwrap_or(1);
        match action {
            Action::Next => self.step(1),
            Action::Previous => self.step(-1),
            Action::PageDown => self.scroll(page),
            Action::PageUp => self.scroll(-page),
            Action::HalfPageDown => self.scroll((page / 2).max(1)),
            Action::HalfPageUp => self.scroll(-(page / 2).max(1)),
            Action::First => {
                (self.selected, self.top) = (0, (0, 0));
                self.fill();
            }
            _ => {
                self.selected = self.laid_out.len().saturating_sub(1);
                self.top = self.last_top();
                self.fill();
            }
        }
    }

    /// Goes to the next (or previous) row in which the two differ, round the end; `false` if none does.
    fn walk(&mut self, forward: bool) -> bool {
        let differing: Vec<usize> = self.differences().collect();
        let next = if forward {
            differing.iter().find(|row| **row > self.selected).or(differing.first())
        } else {
            differing.iter().rev().find(|row| **row < self.selected).or(differing.last())
        };
        if let Some(&next) = next {
            self.selected = next;
            self.reveal();
        }
        next.is_some()
    }

    /// The rows in which the two differ.
    fn differences(&self) -> impl Iterator<Item = usize> {
        self.rows().iter().enumerate().filter(|(_, row)| row.differs()).map(|(index, _)| index)
    }

    /// How many rows differ, and how many of them stand up to where the reader is.
    pub fn place(&self) -> (usize, usize) {
        let until = self.differences().filter(|row| *row <= self.selected).count();
        (self.differences().count(), until)
    }

    /// The side that is meant on the selected row, and where its sentence begins there.
    fn meant(&self) -> Option<(usize, Span)> {
        let row = self.rows().get(self.selected)?;
        let first = |side: usize| if side == 0 { row.left.first() } else { row.right.first() };
        let side = if first(self.side).is_some() { self.side } else { 1 - self.side };
        first(side).map(|span| (side, *span))
    }

    /// The sentence that is meant on the selected row.
    pub fn selected_text(&self) -> Option<String> {
        let (side, span) = self.meant()?;
        Some(span.of(&self.compared.as_ref()?.tellings[side].article.text).to_owned())
    }
}

/// Shows the open article beside another, or leaves that again.
pub(super) fn toggle(state: &mut State, effects: &mut Vec<Effect>) {
    if state.focus == Pane::Compare {
        return leave(state);
    }
    let Some(id) = state.reading.as_ref().map(|reading| reading.id) else { return };
    if state.related.is_loading {
        state.hop = Some(Action::Compare);
        return;
    }
    let related = &state.related;
    let selected = related.current().filter(|_| state.side == Pane::Related).map(|row| row.id);
    let hops = [related.same_event(), related.later(), related.earlier()];
    let hop = hops.into_iter().flatten().next().map(|hop| hop.id);
    let Some(other) = selected.or(hop) else { return tell(state, Message::NothingToCompare) };
    let back = state.focus;
    focus(state, Pane::Compare);
    state.comparison = Some(ComparePage::awaiting([id, other], back));
    state.awaited.compared = Some(run_for(state, Task::Compare([id, other]), effects));
}

/// Takes two articles that were compared.
pub(super) fn accept(state: &mut State, task: TaskId, compared: Compared) {
    if state.awaited.compared.take_if(|awaited| *awaited == task).is_some()
        && let Some(page) = &mut state.comparison
    {
        // The sides may have been swapped meanwhile.
        let is_swapped = compared.tellings[0].id != page.of[0];
        page.accept(if is_swapped { compared.swapped() } else { compared });
    }
}

/// Goes back to where the reader was before.
pub(super) fn leave(state: &mut State) {
    state.awaited.compared = None;
    let Some(page) = state.comparison.take() else { return };
    if state.focus == Pane::Compare {
        focus(state, if page.back.is_page() { Pane::Article } else { page.back });
    }
}

/// The second telling first.
pub(super) fn swap(state: &mut State) {
    if let Some(page) = state.comparison.as_mut().filter(|_| state.focus == Pane::Compare) {
        page.swap();
    }
}

/// Means the other side where both stand.
pub(super) fn step_side(state: &mut State, by: isize) {
    if let Some(page) = &mut state.comparison {
        page.side = usize::from(by > 0);
    }
}

/// Goes to the next or previous difference.
pub(super) fn walk(state: &mut State, forward: bool) {
    let Some(page) = &mut state.comparison else { return };
    if page.compared.is_some() && !page.walk(forward) {
        tell(state, Message::NoDifference);
    }
}

/// Opens the article that is meant at the sentence that is selected.
pub(super) fn open(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(page) = &state.comparison else { return };
    let Some((side, span)) = page.meant() else { return };
    let id = page.of[side];
    if let Some(here) = here(state) {
        state.jumps.leave(here);
    }
    go(state, Place { id, position: span.start, page: None }, Some(span.start), effects);
    focus(state, Pane::Article);
}

/// Selects the sentence at a cell; opens it if it is selected already.
pub(super) fn press(state: &mut State, at: Position, effects: &mut Vec<Effect>) {
    let Some(page) = &mut state.comparison else { return };
    let line = at.y.checked_sub(page.frame.body.y).map(usize::from);
    let Some(&Shown { row, line }) = line.and_then(|line| page.shown.get(line)) else { return };
    let side = match line.map_or([None; 2], |line| page.lines_at(row, line)) {
        _ if page.frame.is_beside => {
            let second = page.frame.columns[1];
            // The space between the two belongs to the nearer one.
            let margin = page.frame.margin;
            usize::from(second.x.saturating_sub(margin) <= at.x && at.x < second.right() + margin)
        }
        [_, Some(_)] => 1,
        _ => 0,
    };
    let before = page.meant().map(|(side, _)| (page.selected, side));
    (page.selected, page.side) = (row, side);
    if before == page.meant().map(|(side, _)| (row, side)) {
        open(state, effects);
    }
}

/// Keeps the comparison only as long as it is shown, or lies under the page of a name.
pub(super) fn settle(state: &mut State) {
    if state.focus != Pane::Compare && !state.focus.is_page() {
        state.comparison = None;
    } else if state.focus == Pane::Compare && state.comparison.is_none() {
        state.focus = Pane::Article;
    }
}

/// Lays out what is visible.
pub(super) fn show(state: &mut State) {
    let area = state.layout.area(Pane::Compare);
    let frame = compare_frame(area, state.options.measure, state.direction());
    let forms = state.options.laid_out();
    if let Some(page) = &mut state.comparison {
        page.show(frame, forms);
    }
}

#[cfg(test)]
pub(super) mod tests;
