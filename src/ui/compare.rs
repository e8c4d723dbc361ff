//! Two tellings -> their pane: titles and counts, then the sentences, side by side or one below the
//! other; what only one says stands out by a mark and a look, and words that differ are lit.

use super::paint::{Canvas, Label, Side};
use super::theme::Meaning;
use crate::app::State;
use crate::app::compare::{ComparePage, LineOf};
use crate::app::pane::Pane;
use crate::app::reading::base;
use crate::article::{Article, Span};
use crate::story::compare::Row;
use crate::text::Base;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let area = state.layout.area(Pane::Compare);
    let Some(page) = &state.comparison else { return };
    if page.compared.is_none() {
        let text = canvas.words.say("loading");
        return super::say(canvas, page.frame.columns[0].intersection(area), &text);
    }
    header(canvas, page);
    let body = page.frame.body;
    if page.frame.is_beside {
        let style = canvas.style(Meaning::Border);
        let x = page.frame.columns[0].x.max(page.frame.columns[1].x) - page.frame.margin - 1;
        (body.y..body.bottom()).for_each(|y| canvas.sign(x, y, "\u{2502}", style));
    }
    if page.rows().is_empty() {
        let text = canvas.words.say("compare-empty");
        return super::say(canvas, page.frame.columns[0], &text);
    }
    for (shown, y) in page.shown.iter().zip(body.y..body.bottom()) {
        let Some(line) = shown.line else { continue };
        let row = &page.rows()[shown.row];
        for of in page.lines_at(shown.row, line).into_iter().flatten() {
            sentence(canvas, page, shown.row, row, of, y);
        }
        if shown.row == page.selected {
            let style = canvas.style(Meaning::Focus);
            let (x, bar) = edge(body, canvas.rtl);
            canvas.sign(x, y, bar, style);
        }
    }
}

/// The column at the edge where reading the window starts, and the bar that stands there.
fn edge(body: Rect, rtl: bool) -> (u16, &'static str) {
    if rtl { (body.right().saturating_sub(1), "\u{2590}") } else { (body.x, "\u{258C}") }
}

/// A line of a sentence, with the mark beside its first one.
fn sentence(canvas: &mut Canvas<'_>, page: &ComparePage, index: usize, row: &Row, of: LineOf, y: u16) {
    let Some((lines, span)) = page.sentence(index, of) else { return };
    let Some(shown) = lines.rows().get(of.line) else { return };
    let column = Rect { y, height: 1, ..page.frame.columns[of.side] };
    let only = if of.side == 0 { &row.left_only } else { &row.right_only };
    let is_alone = !row.is_both();
    let ground = canvas.style(if is_alone { Meaning::OnlyHere } else { Meaning::Text });
    let lit = ground.patch(canvas.style(Meaning::Differs));
    canvas.row(column, shown, |source| {
        let byte = span.start + source.start as u32;
        if covers(only, byte) { lit } else { ground }
    });
    if of.line > 0 || of.sentence > 0 {
        return;
    }
    // Next to the text, on the side where it starts; whose it is stands further out, where the columns
    // do not say it.
    let at = |distance: u16| match lines.is_rtl() {
        true => column.right() + distance - 1,
        false => column.x.saturating_sub(distance),
    };
    let margin = page.frame.margin;
    let mark = canvas.style(if is_alone { Meaning::Unread } else { Meaning::Muted });
    if !page.frame.is_beside {
        let number = canvas.words.number(of.side + 1);
        put(canvas, page, at(margin.saturating_sub(1).max(1)), y, &number, mark);
    }
    if is_alone && (page.frame.is_beside || margin > 3) {
        put(canvas, page, at(2), y, "+", mark);
    }
}

fn put(canvas: &mut Canvas<'_>, page: &ComparePage, x: u16, y: u16, sign: &str, style: Style) {
    if page.frame.margin > 0 && page.frame.body.contains((x, y).into()) {
        canvas.sign(x, y, sign, style);
    }
}

/// Whether one of `spans` (in order) covers a byte.
fn covers(spans: &[Span], offset: u32) -> bool {
    let after = spans.partition_point(|span| span.start <= offset);
    after.checked_sub(1).is_some_and(|index| offset < spans[index].end)
}

/// Title, outlet and day of both, and how much both say and only one.
fn header(canvas: &mut Canvas<'_>, page: &ComparePage) {
    let (Some(compared), header) = (&page.compared, page.frame.header) else { return };
    let (both, first, second) = compared.comparison.counts();
    let mut y = header.y;
    let line = |column: Rect, y: u16| Rect { y, height: u16::from(y < header.bottom()), ..column };
    let articles = [&compared.tellings[0].article, &compared.tellings[1].article];
    let columns = page.frame.columns;
    let counts = |canvas: &Canvas<'_>, only: &[(&str, usize)]| {
        let (style, muted) = (canvas.style(Meaning::Count), canvas.style(Meaning::Muted));
        let mut label = Label::default();
        for (id, count) in std::iter::once(&("compare-both", both)).chain(only) {
            let said = canvas.words.say_with(id, &[("count", (*count as i64).into())]);
            label.part(&said, style, " \u{B7} ", muted);
        }
        label
    };
    let base = canvas.base();
    if page.frame.is_beside {
        for (side, only) in [first, second].into_iter().enumerate() {
            title(canvas, line(columns[side], y), articles[side]);
            if header.height > 2 {
                meta(canvas, line(columns[side], y + 1), articles[side]);
            }
            if header.height > 3 {
                let label = counts(canvas, &[("compare-only-here", only)]);
                canvas.label(line(columns[side], y + 2), &label, base, Side::Start);
            }
        }
    } else {
        for (side, article) in articles.into_iter().enumerate() {
            if y >= header.bottom() {
                break;
            }
            title(canvas, line(columns[side], y), article);
            let number = canvas.words.number(side + 1);
            let style = canvas.style(Meaning::Muted);
            let distance = page.frame.margin.saturating_sub(1).max(1);
            let x = match is_rtl(article) {
                true => columns[side].right() + distance - 1,
                false => columns[side].x.saturating_sub(distance),
            };
            if header.contains((x, y).into()) {
                canvas.sign(x, y, &number, style);
            }
            if header.height > 3 {
                y += 1;
                meta(canvas, line(columns[side], y), article);
            }
            y += 1;
        }
        if header.height > 5 {
            let label = counts(canvas, &[("compare-only-first", first), ("compare-only-second", second)]);
            canvas.label(line(columns[0], y), &label, base, Side::Start);
        }
    }
    if header.height > 2 {
        let style = canvas.style(Meaning::Border);
        let y = header.bottom() - 1;
        (header.x..header.right()).for_each(|x| canvas.sign(x, y, "\u{2500}", style));
    }
}

fn is_rtl(article: &Article) -> bool {
    base(article) == Base::AutoRtl
}

fn title(canvas: &mut Canvas<'_>, line: Rect, article: &Article) {
    let label = Label::of(&article.title.text, canvas.style(Meaning::Title));
    in_its_direction(canvas, line, &label, article);
}

fn meta(canvas: &mut Canvas<'_>, line: Rect, article: &Article) {
    let (muted, sign) = (canvas.style(Meaning::Muted), " \u{B7} ");
    let mut label = Label::default();
    if let Some(outlet) = &article.outlet {
        label.part(outlet, canvas.style(Meaning::Outlet), sign, muted);
    }
    let day = match article.published {
        Some(published) => canvas.words.date(published.date),
        None => canvas.words.say("undated"),
    };
    label.part(&day, muted, sign, muted);
    in_its_direction(canvas, line, &label, article);
}

fn in_its_direction(canvas: &mut Canvas<'_>, line: Rect, label: &Label, article: &Article) {
    let (base, side) = if is_rtl(article) { (Base::Rtl, Side::Right) } else { (Base::Ltr, Side::Left) };
    canvas.label(line, label, base, side);
}
