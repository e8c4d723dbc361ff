//! A frame as it is to be seen -> the frame as it is sent to a terminal that reorders every row by
//! itself (UAX #9) and cannot be told not to.
//!
//! Panes are drawn in visual order, whatever the terminal does. At the end each row is turned with
//! [`text::inverse`](crate::text::inverse()), styles and all, so that borders stay straight and what
//! the terminal shows is what was drawn. Such a terminal also tells of the mouse, and takes the
//! cursor, in the order in which a row was sent (measured: PuTTY 0.78, VTE 0.70, Konsole 22.12,
//! mlterm 3.9); [`Turned`] knows both.

use crate::text::{Mirroring, SEPARATOR, Sent, inverse};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Position;
use std::ops::Range;

/// Where the columns of a window came to stand, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// For each column sent, the column of the window that is seen because of it.
    rows: Vec<Vec<u16>>,
}

impl Turned {
    /// The column of the window that the terminal means by the column `at.x`; for the column before
    /// the window, its first.
    pub fn seen(&self, at: Position) -> u16 {
        let row = self.rows.get(usize::from(at.y));
        row.and_then(|row| row.get(usize::from(at.x)).or(row.last())).copied().unwrap_or(at.x)
    }

    /// The column to which the terminal's cursor has to be sent to be seen at `at` in the window.
    pub fn sent(&self, at: Position) -> u16 {
        let row = self.rows.get(usize::from(at.y)).map_or(&[][..], Vec::as_slice);
        let found = row.iter().skip(1).position(|&seen| seen == at.x);
        found.map_or(at.x, |column| column as u16 + 1)
    }
}

/// Turns every row of a frame of which the last column is empty: the window moves one column to the
/// right, behind a [`SEPARATOR`], from which the terminal learns that the row runs from left to right.
/// Rows that are to be sent as they are drawn only move.
pub fn turn(buffer: &mut Buffer, mirroring: Mirroring, is_as_drawn: impl Fn(u16) -> bool) -> Turned {
    let area = buffer.area;
    let as_drawn = |count| (0..count).map(|cell| Sent { cell, instead: None }).collect();
    let rows = (area.y..area.bottom()).map(|y| {
        turn_row(buffer, y, |firsts| match is_as_drawn(y) {
            true => as_drawn(firsts.len()),
            false => inverse(firsts, mirroring),
        })
    });
    Turned { rows: rows.collect() }
}

fn turn_row(buffer: &mut Buffer, y: u16, order: impl Fn(&[char]) -> Vec<Sent>) -> Vec<u16> {
    let area = buffer.area;
    let seen: Vec<Cell> = (area.x..area.right()).map(|x| buffer[(x, y)].clone()).collect();
    let units = units(&seen[..seen.len().saturating_sub(1)]);
    let firsts: Vec<char> = units.iter().map(|unit| first(&seen[usize::from(unit.start)])).collect();
    let Some(edge) = seen.first() else { return Vec::new() };
    // The ground of what is beside it, and nothing of its text.
    let mut sent = vec![Cell::default()];
    sent[0].set_char(SEPARATOR).set_bg(edge.bg);
    let mut columns = vec![0];
    for Sent { cell, instead } in order(&firsts) {
        let unit = units[cell].clone();
        columns.extend(unit.clone());
        let start = sent.len();
        sent.extend_from_slice(&seen[usize::from(unit.start)..usize::from(unit.end)]);
        if let Some(instead) = instead {
            replace_first(&mut sent[start], instead);
        }
    }
    for (x, cell) in (area.x..area.right()).zip(sent) {
        buffer[(x, y)] = cell;
    }
    columns
}

/// The columns of each character: one, or those of a wide one, which stay together.
fn units(cells: &[Cell]) -> Vec<Range<u16>> {
    let mut units = Vec::with_capacity(cells.len());
    let (mut column, end) = (0, cells.len() as u16);
    while column < end {
        let width = match cells[usize::from(column)].diff_option {
            CellDiffOption::ForcedWidth(width) => width.get(),
            _ => 1,
        };
        let after = end.min(column + width);
        units.push(column..after);
        column = after;
    }
    units
}

fn first(cell: &Cell) -> char {
    cell.symbol().chars().next().unwrap_or(' ')
}

/// Puts another character in the place of the first of a cell; its marks stay.
fn replace_first(cell: &mut Cell, first: char) {
    let symbol: String = std::iter::once(first).chain(cell.symbol().chars().skip(1)).collect();
    cell.set_symbol(&symbol);
}
