//! Glyphs -> lines of a width.
//!
//! A line takes as many glyphs as fit and ends at the last opportunity of UAX #14. Spaces at the
//! end of a wrapped line hang over the edge and are not painted. A word that is wider than the line
//! is broken between two clusters; its letters keep the forms that they have as a whole, so that
//! one sees that the word goes on.

use super::segment::Break;
use super::shape::{Packed, Shaped};
use std::ops::Range;

/// One line of a shaped paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The glyphs that are painted, as indices into the paragraph.
    pub glyphs: Range<usize>,
    /// The first glyph of the next line; from the end of `glyphs` to here they hang: they are
    /// white space that is not painted.
    pub next: usize,
}

/// The lines of a paragraph, each at most `width` columns wide; 0: one line, but for mandatory
/// breaks. A glyph that is wider than `width` has a line for itself. An empty paragraph has one
/// empty line. Lines tile the glyphs.
pub fn wrap(shaped: &Shaped, width: usize) -> Vec<Line> {
    lines(shaped, width).collect()
}

/// As [`wrap`], line by line: the first does not wait for the last.
pub fn lines(shaped: &Shaped, width: usize) -> impl Iterator<Item = Line> + '_ {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let line = next_line(shaped.packed(), start?, width);
        start = (line.next < shaped.len()).then_some(line.next);
        Some(line)
    })
}

fn next_line(glyphs: &[Packed], start: usize, width: usize) -> Line {
    let limit = if width == 0 { usize::MAX } else { width };
    let mut column = 0;
    let mut opportunity = None;
    for (index, glyph) in glyphs.iter().enumerate().skip(start) {
        let after = column + usize::from(glyph.width);
        if after > limit && !glyph.hangs && column > 0 {
            let next = opportunity.unwrap_or(index);
            return Line { glyphs: start..content_end(glyphs, start..next), next };
        }
        column = after;
        match glyph.break_after {
            Break::No => {}
            Break::Allowed => opportunity = Some(index + 1),
            Break::Mandatory => {
                return Line { glyphs: start..content_end(glyphs, start..index + 1), next: index + 1 };
            }
        }
    }
    // Spaces that end a paragraph were written on purpose (a caret may stand behind them): they
    // are painted as far as they fit.
    let mut end = glyphs.len();
    while column > limit && end > start && (glyphs[end - 1].hangs || glyphs[end - 1].width == 0) {
        end -= 1;
        column -= usize::from(glyphs[end].width);
    }
    Line { glyphs: start..end, next: glyphs.len() }
}

/// The end of `line` without the spaces that hang.
fn content_end(glyphs: &[Packed], line: Range<usize>) -> usize {
    let painted = |glyph: &Packed| glyph.width > 0 && !glyph.hangs;
    let end = glyphs[line.clone()].iter().rposition(painted).map_or(line.start, |last| line.start + last + 1);
    // What is not painted belongs to the glyph before it, not to the spaces after it.
    let unpainted = glyphs[end..line.end].iter().take_while(|glyph| glyph.width == 0).count();
    end + unpainted
}
