//! Byte offsets of a derived text -> byte offsets of its source.

use std::ops::Range;

/// Where each piece of a derived text came from.
///
/// Kept as runs: inside a run both texts advance alike, between runs something was dropped, added
/// or replaced. A text that was not changed has one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<Run>,
    source_len: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    derived: u32,
    source: u32,
    /// Length of the derived piece.
    len: u32,
    /// Length of the source piece.
    source_len: u32,
    /// Whether characters correspond one to one, at equal offsets. A replaced piece maps as a whole,
    /// even if its length stayed the same.
    unchanged: bool,
}

impl OffsetMap {
    /// The map of a text of `len` bytes onto itself.
    pub fn identity(len: usize) -> OffsetMap {
        let mut builder = OffsetMapBuilder::default();
        builder.keep(0, len);
        builder.finish(len)
    }

    /// The source offset of a derived offset: of the character that starts or stands there.
    /// Inside a replaced piece this is the start of what was replaced; at or past the end, the end
    /// of the source.
    pub fn source(&self, offset: usize) -> usize {
        let after = self.runs.partition_point(|run| run.derived as usize <= offset);
        let Some(run) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return 0;
        };
        let into = offset - run.derived as usize;
        if into >= run.len as usize {
            return self.runs.get(after).map_or(self.source_len, |next| next.source) as usize;
        }
        run.source as usize + if run.unchanged { into } else { 0 }
    }

    /// The source range of a derived range: from the start of its first character to the end of its
    /// last; what was dropped at its borders stays outside. An empty range stays empty.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source(range.start);
        if range.is_empty() {
            return start..start;
        }
        start..self.source_end(range.end).max(start)
    }

    /// The source offset just after the derived byte `end - 1`.
    fn source_end(&self, end: usize) -> usize {
        let after = self.runs.partition_point(|run| (run.derived as usize) < end);
        let Some(run) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return 0;
        };
        let into = (end - run.derived as usize).min(run.len as usize);
        run.source as usize + if run.unchanged { into } else { run.source_len as usize }
    }

    /// This map's derived text mapped through `earlier`, whose derived text is this map's source.
    pub fn after(&self, earlier: &OffsetMap) -> OffsetMap {
        let mut builder = OffsetMapBuilder::default();
        for run in &self.runs {
            let source = run.source as usize..(run.source + run.source_len) as usize;
            if !run.unchanged {
                builder.replace(earlier.source_range(source), run.len as usize);
                continue;
            }
            // Cut the run wherever the earlier map has a border, so that each piece is of one kind.
            for (piece, unchanged) in earlier.pieces(source) {
                let through = earlier.source_range(piece.clone());
                if unchanged {
                    builder.keep(through.start, piece.len());
                } else {
                    builder.replace(through, piece.len());
                }
            }
        }
        builder.finish(earlier.source_len as usize)
    }

    fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, bool)> {
        let first = self.runs.partition_point(|run| ((run.derived + run.len) as usize) <= range.start);
        self.runs[first..].iter().take_while(move |run| (run.derived as usize) < range.end).map(move |run| {
            let start = (run.derived as usize).max(range.start);
            (start..((run.derived + run.len) as usize).min(range.end), run.unchanged)
        })
    }
}

/// Builds an [`OffsetMap`] while a text is derived, front to back.
#[derive(Debug, Default)]
pub struct OffsetMapBuilder {
    runs: Vec<Run>,
    derived: u32,
}

impl OffsetMapBuilder {
    /// `len` bytes at `source` correspond one to one to the next `len` bytes of the derived text.
    pub fn keep(&mut self, source: usize, len: usize) {
        let run = Run {
            derived: self.derived,
            source: source as u32,
            len: len as u32,
            source_len: len as u32,
            unchanged: true,
        };
        self.derived += run.len;
        match self.runs.last_mut() {
            Some(last) if last.unchanged && last.source + last.len == run.source => {
                last.len += run.len;
                last.source_len += run.len;
            }
            _ if len > 0 => self.runs.push(run),
            _ => {}
        }
    }

    /// The bytes `source` became `len` other bytes, as a whole; 0 if they were dropped.
    pub fn replace(&mut self, source: Range<usize>, len: usize) {
        if len > 0 {
            let (start, source_len) = (source.start as u32, source.len() as u32);
            self.runs.push(Run {
                derived: self.derived,
                source: start,
                len: len as u32,
                source_len,
                unchanged: false,
            });
            self.derived += len as u32;
        }
    }

    /// The map, given the length of the whole source.
    pub fn finish(self, source_len: usize) -> OffsetMap {
        OffsetMap { runs: self.runs, source_len: source_len as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The map of a derivation in which `x` was dropped and `Y` became `yyy`.
    fn map(source: &str) -> (String, OffsetMap) {
        let mut builder = OffsetMapBuilder::default();
        let mut derived = String::new();
        for (at, character) in source.char_indices() {
            match character {
                'x' => {}
                'Y' => {
                    derived.push_str("yyy");
                    builder.replace(at..at + 1, 3);
                }
                other => {
                    derived.push(other);
                    builder.keep(at, other.len_utf8());
                }
            }
        }
        (derived, builder.finish(source.len()))
    }

    #[test]
    fn ranges_lead_back_to_their_source() {
        let source = "xabxxcYdx";
        let (derived, map) = map(source);
        assert_eq!(derived, "abcyyyd");
        assert_eq!(&source[map.source_range(0..2)], "ab");
        assert_eq!(&source[map.source_range(1..3)], "bxxc");
        assert_eq!(&source[map.source_range(3..6)], "Y");
        assert_eq!(&source[map.source_range(4..5)], "Y");
        assert_eq!(&source[map.source_range(0..7)], "abxxcYd");
        assert_eq!(map.source(7), source.len());
    }

    #[test]
    fn maps_compose() {
        let source = "xabxxcYdx";
        let (middle, first) = map(source);
        let mut builder = OffsetMapBuilder::default();
        // The second derivation drops the `b`.
        builder.keep(0, 1);
        builder.keep(2, middle.len() - 2);
        let both = builder.finish(middle.len()).after(&first);
        assert_eq!(&source[both.source_range(1..2)], "c");
        assert_eq!(&source[both.source_range(0..2)], "abxxc");
        assert_eq!(&source[both.source_range(2..5)], "Y");
        assert_eq!(&source[both.source_range(5..6)], "d");
    }

    #[test]
    fn an_unchanged_text_maps_onto_itself() {
        let map = OffsetMap::identity(10);
        assert_eq!(map.source_range(3..7), 3..7);
        assert_eq!(map.source(10), 10);
        assert_eq!(OffsetMap::default().source(0), 0);
    }
}
