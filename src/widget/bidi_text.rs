//! A text, the styles of its bytes and how it is to be laid out -> what an area shows.

use super::paint::paint_row;
use super::state::BidiTextState;
use crate::text::{Align, Base, Forms, Row};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{StatefulWidget, Widget};
use std::borrow::Cow;
use std::ops::Range;

/// A text of one or more paragraphs, wrapped to the width of its area.
///
/// With a [`BidiTextState`] it is laid out once and wrapped when the width changes; it can be
/// scrolled, and has a caret and a selection. Without, it is laid out at every frame. It is always
/// the whole text: a frame shows the rows in sight, but where they are is known from all of them, so
/// of a text of many megabytes give it a part. To show one line cut with an ellipsis, use
/// [`truncate`](crate::text::truncate) and [`paint_row`].
#[derive(Clone, Debug)]
pub struct BidiText<'a> {
    pub(super) text: &'a str,
    styles: Cow<'a, [(Range<usize>, Style)]>,
    style: Style,
    selection_style: Style,
    pub(super) base: Base,
    pub(super) align: Align,
    pub(super) forms: Forms,
}

impl<'a> BidiText<'a> {
    /// The text in one style, each paragraph in the direction of its first strong character,
    /// aligned where reading starts, in visual order and with its marks.
    pub fn new(text: &'a str) -> BidiText<'a> {
        BidiText {
            text,
            styles: Cow::Borrowed(&[]),
            style: Style::new(),
            selection_style: Style::new().add_modifier(Modifier::REVERSED),
            base: Base::Auto,
            align: Align::Start,
            forms: Forms::default(),
        }
    }

    /// Styles of source bytes: later ones are laid over earlier ones. A cell that shows several
    /// letters (a lam-alef) has the styles of all of them. Bytes that the text does not have count
    /// for nothing.
    #[must_use]
    pub fn styles(mut self, styles: impl Into<Cow<'a, [(Range<usize>, Style)]>>) -> BidiText<'a> {
        self.styles = styles.into();
        self
    }

    /// The style of the whole area, under all others.
    #[must_use]
    pub fn style(mut self, style: impl Into<Style>) -> BidiText<'a> {
        self.style = style.into();
        self
    }

    /// The style that is laid over what is selected: reversed, if nothing is said.
    #[must_use]
    pub fn selection_style(mut self, style: impl Into<Style>) -> BidiText<'a> {
        self.selection_style = style.into();
        self
    }

    /// Where the base direction of each paragraph comes from.
    #[must_use]
    pub fn base(mut self, base: Base) -> BidiText<'a> {
        self.base = base;
        self
    }

    /// On which side rows stand.
    #[must_use]
    pub fn align(mut self, align: Align) -> BidiText<'a> {
        self.align = align;
        self
    }

    /// What is sent to the terminal, and whether tashkeel is; see [`crate::text::Mode`].
    #[must_use]
    pub fn forms(mut self, forms: Forms) -> BidiText<'a> {
        self.forms = forms;
        self
    }

    fn paint(&self, area: Rect, buffer: &mut Buffer, row: &Row, selection: Option<&Range<usize>>) {
        let source = row.source();
        let styles: Vec<_> = self.styles.iter().filter(|(range, _)| overlap(range, &source)).collect();
        paint_row(buffer, area, row, row.indent() as i32, |shown| {
            let over = styles.iter().filter(|(range, _)| overlap(range, &shown));
            let style = over.fold(Style::new(), |style, (_, over)| style.patch(*over));
            match selection {
                Some(selection) if overlap(selection, &shown) => style.patch(self.selection_style),
                _ => style,
            }
        });
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

impl StatefulWidget for &BidiText<'_> {
    type State = BidiTextState;

    fn render(self, area: Rect, buffer: &mut Buffer, state: &mut BidiTextState) {
        let area = area.intersection(buffer.area);
        buffer.set_style(area, self.style);
        state.lay_out(self, area);
        let selection = state.selection();
        for (y, row) in (area.top()..area.bottom()).zip(state.visible_rows()) {
            self.paint(Rect { y, height: 1, ..area }, buffer, row, selection.as_ref());
        }
    }
}

impl StatefulWidget for BidiText<'_> {
    type State = BidiTextState;

    fn render(self, area: Rect, buffer: &mut Buffer, state: &mut BidiTextState) {
        StatefulWidget::render(&self, area, buffer, state);
    }
}

impl Widget for &BidiText<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        StatefulWidget::render(self, area, buffer, &mut BidiTextState::default());
    }
}

impl Widget for BidiText<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        Widget::render(&self, area, buffer);
    }
}
