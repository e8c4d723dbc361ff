//! Rows of text cells -> cells of a ratatui buffer.
//!
//! The only place where text gets into a buffer. Every cell says how wide it is, because the width
//! that ratatui measures on its characters (letters with marks, ligatures) need not be what is
//! painted.

use crate::text::Row;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use std::num::NonZeroU16;
use std::ops::Range;

/// Paints `row` into the first line of `area`, its text starting at column `start` of it, which may
/// lie outside (at [`Row::indent`] it stands as it was aligned). What does not fit is cut, a wide
/// character as a whole. `style` gives the look of the source bytes of a cell, which is laid over
/// that of the buffer. Cells beside the text stay as they are.
///
/// Italics are left to text from left to right: Arabic has none, and slanted letters come from another
/// font or come apart (measured: Konsole 22.12).
pub fn paint_row(
    buffer: &mut Buffer,
    area: Rect,
    row: &Row,
    start: i32,
    style: impl Fn(Range<usize>) -> Style,
) {
    let (mut column, limit) = (start, i32::from(area.width));
    if area.height == 0 {
        return;
    }
    for cell in row.cells() {
        let width = NonZeroU16::new(cell.width() as u16).unwrap_or(NonZeroU16::MIN);
        let end = column + i32::from(width.get());
        if column >= 0 && end <= limit {
            let position = Position::new(area.x + column as u16, area.y);
            let style = upright(style(cell.source()), cell.level().is_rtl());
            paint_symbol(buffer, position, width, row.symbol(cell), style);
        }
        column = end;
    }
}

/// `style` for a cell: without italics if that is part of text from right to left.
pub fn upright(style: Style, is_rtl: bool) -> Style {
    if is_rtl { style.remove_modifier(Modifier::ITALIC) } else { style }
}

/// Puts a symbol of `width` columns at a position; outside of the buffer nothing happens.
pub fn paint_symbol(buffer: &mut Buffer, position: Position, width: NonZeroU16, symbol: &str, style: Style) {
    for after in 1..width.get() {
        if let Some(cell) = buffer.cell_mut((position.x.saturating_add(after), position.y)) {
            cell.set_symbol(" ").set_style(style);
            cell.diff_option = CellDiffOption::None;
        }
    }
    if let Some(cell) = buffer.cell_mut(position) {
        cell.set_symbol(symbol).set_style(style);
        cell.diff_option = CellDiffOption::ForcedWidth(width);
    }
}
