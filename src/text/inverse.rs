//! A row as it is to be seen -> the order in which to send it to a terminal that reorders.
//!
//! Some terminals apply UAX #9 to every row that they are sent, whole, and nothing switches that
//! off. What such a terminal shows of a row from left to right is known, so the row can be turned
//! back beforehand: each stretch of right-to-left text is sent in logical order, in its place,
//! between characters that are strong from left to right. Then nothing crosses from one pane to
//! another, and every cell is seen where it was meant to stand.
//!
//! The row is taken to start from left to right: a [`SEPARATOR`] before it sees to that.

use super::property::{self, Bidi};
use super::reorder::visual_order;
use super::segment::levels;
use super::{Base, Level};
use std::ops::Range;

/// U+2800, the Braille pattern without dots: the one character that is blank, takes a column, and is
/// strong from left to right (Bidi_Class L), so that what is on one side of it has no part in what
/// is on the other. A mark of direction would take no column, and terminals that keep one character
/// a cell lose it.
pub const SEPARATOR: char = '\u{2800}';

/// What a terminal that reorders does with brackets that stand in text from right to left (L4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mirroring {
    /// It shows their mirror images: PuTTY, VTE, mlterm.
    #[default]
    Mirrors,
    /// It shows what it is sent: Konsole (measured: 22.12).
    Leaves,
}

impl Mirroring {
    /// What is shown for a character on an odd level; or what has to be sent for one to be shown.
    fn image(self, character: char) -> Option<char> {
        match self {
            Mirroring::Mirrors => property::mirror(character),
            Mirroring::Leaves => None,
        }
    }
}

/// What is sent for one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The cell of the row, from the left, that is to be seen because of it.
    pub cell: usize,
    /// What to send instead of the first character of the cell: its mirror image, which the terminal
    /// mirrors back, or [`SEPARATOR`] for a blank.
    pub instead: Option<char>,
}

/// The order in which the cells of a row have to be sent. `seen` holds the first character of each
/// cell, from left to right; what follows it in the cell has no part in the order.
///
/// A row is shown exactly, but for one case that no order can bring about: a European number that
/// touches, without a blank between, the right side of the rightmost letter of a stretch.
pub fn inverse(seen: &[char], mirroring: Mirroring) -> Vec<Sent> {
    let row = Row::new(seen, mirroring);
    let columns = row.sent(Gap::Columns);
    if row.is_shown_by(&columns) {
        return columns;
    }
    // Rare, and then exact: each word by itself.
    row.sent(Gap::Words)
}

/// Where one stretch of right-to-left text ends and another begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// At borders, and where columns of a table are parted by two blanks or more. A row of text stays
    /// whole, so that what is copied off the terminal reads in order.
    Columns,
    /// At every blank.
    Words,
}

struct Row<'a> {
    seen: &'a [char],
    classes: Vec<Bidi>,
    mirroring: Mirroring,
}

/// What is on the side of right-to-left text when UAX #9 decides on neutrals (N1) in a row that runs
/// from left to right. European numbers are too, but only right of a letter.
const RIGHT_TO_LEFT: u64 = Bidi::set(&[Bidi::R, Bidi::AL, Bidi::AN]);
const DIGIT: u64 = Bidi::set(&[Bidi::EN, Bidi::AN]);

impl<'a> Row<'a> {
    fn new(seen: &'a [char], mirroring: Mirroring) -> Row<'a> {
        let class = |character: &char| property::of(*character).bidi();
        Row { seen, classes: seen.iter().map(class).collect(), mirroring }
    }

    fn sent(&self, gap: Gap) -> Vec<Sent> {
        let mut sent: Vec<Sent> = (0..self.seen.len()).map(|cell| Sent { cell, instead: None }).collect();
        let mut start = None;
        let mut last = 0;
        for cell in (0..self.seen.len()).filter(|&cell| self.classes[cell].is_in(RIGHT_TO_LEFT)) {
            if let Some(from) = start {
                let between = last + 1..cell;
                let strong = between.clone().any(|cell| self.classes[cell] == Bidi::L);
                let cut = if strong { None } else { self.cut(between, gap) };
                if strong || cut.is_some() {
                    self.turn(from..last + 1, &mut sent);
                    self.part(last + 1, &mut sent);
                    start = Some(cell);
                }
                if let Some(cut) = cut {
                    sent[cut].instead = Some(SEPARATOR);
                }
            } else {
                start = Some(cell);
            }
            last = cell;
        }
        if let Some(from) = start {
            self.turn(from..last + 1, &mut sent);
            self.part(last + 1, &mut sent);
        }
        sent
    }

    /// The blank that parts what is on both sides of `between`, if they are to be parted.
    fn cut(&self, between: Range<usize>, gap: Gap) -> Option<usize> {
        let cells = &self.seen[between.clone()];
        let is_border = |character: &char| matches!(character, '\u{2500}'..='\u{259F}');
        let is_gap = gap == Gap::Words
            || cells.iter().any(is_border)
            || cells.windows(2).any(|pair| pair == [' ', ' ']);
        let blank = cells.iter().position(|&character| character == ' ')?;
        is_gap.then_some(between.start + blank)
    }

    /// Parts the stretch that ends before `end` from what is further right: a number there would be
    /// drawn into it (it counts as right-to-left after a letter, W7), and so would what another program
    /// shows behind the end of the row, in a terminal that is split.
    fn part(&self, end: usize, sent: &mut [Sent]) {
        let strong = Bidi::L.bit() | RIGHT_TO_LEFT;
        let after = &self.classes[end..];
        let next = after.iter().position(|class| class.is_in(strong | DIGIT)).unwrap_or(after.len());
        let is_parted = after.get(next).is_some_and(|class| class.is_in(strong));
        let blank = self.seen[end..end + next].iter().position(|&character| character == ' ');
        if let (false, Some(blank)) = (is_parted, blank) {
            sent[end + blank].instead = Some(SEPARATOR);
        }
    }

    /// Puts a stretch into logical order: from right to left, numbers from left to right, what is
    /// neither as its mirror image.
    fn turn(&self, stretch: Range<usize>, sent: &mut [Sent]) {
        let mut logical = Vec::with_capacity(stretch.len());
        let mut end = stretch.end;
        while end > stretch.start {
            let number = self.number_before(end, &stretch);
            if number.is_empty() {
                end -= 1;
                let instead = self.mirroring.image(self.seen[end]);
                logical.push(Sent { cell: end, instead });
            } else {
                end = number.start;
                logical.extend(number.map(|cell| Sent { cell, instead: None }));
            }
        }
        sent[stretch].copy_from_slice(&logical);
    }

    /// The cells of the number that ends before `end`: those which W1 to W7 keep on one level.
    fn number_before(&self, end: usize, stretch: &Range<usize>) -> Range<usize> {
        let strong = Bidi::R.bit() | Bidi::AL.bit();
        let before = self.classes[end..stretch.end].iter().find(|class| class.is_in(strong));
        let after_arabic = before != Some(&Bidi::R);
        let class = |cell: usize| if stretch.contains(&cell) { self.classes[cell] } else { Bidi::ON };
        let is_digit = |cell: usize| class(cell).is_in(DIGIT);
        let is_number = |cell: usize| match class(cell) {
            Bidi::EN | Bidi::AN => true,
            // W4; in Arabic text European digits have become Arabic ones (W2), between which only
            // common separators count.
            Bidi::CS => is_digit(cell + 1) && cell > 0 && is_digit(cell - 1),
            Bidi::ES if !after_arabic => is_digit(cell + 1) && cell > 0 && is_digit(cell - 1),
            // W5
            Bidi::ET if !after_arabic => self.touches_number(cell, stretch),
            _ => false,
        };
        let mut start = end;
        while start > stretch.start && is_number(start - 1) {
            start -= 1;
        }
        start..end
    }

    /// Whether the terminators around `cell` (`%`, `$` …) stand right beside a European number.
    fn touches_number(&self, cell: usize, stretch: &Range<usize>) -> bool {
        let other = |cell: &usize| self.classes[*cell] != Bidi::ET;
        let left = (stretch.start..cell).rev().find(other);
        let right = (cell..stretch.end).find(other);
        [left, right].into_iter().flatten().any(|cell| self.classes[cell] == Bidi::EN)
    }

    /// Whether a terminal that follows UAX #9 shows the row when it is sent like this.
    fn is_shown_by(&self, sent: &[Sent]) -> bool {
        let first = |sent: &Sent| sent.instead.unwrap_or(self.seen[sent.cell]);
        let text: String = sent.iter().map(first).collect();
        shown(&text, self.mirroring).into_iter().eq(sent_as_seen(self.seen, sent))
    }
}

/// What is to be seen, with the blanks that are sent as separators.
fn sent_as_seen<'a>(seen: &'a [char], sent: &'a [Sent]) -> impl Iterator<Item = char> + 'a {
    let mut separators = vec![false; seen.len()];
    for sent in sent.iter().filter(|sent| sent.instead == Some(SEPARATOR)) {
        separators[sent.cell] = true;
    }
    seen.iter().zip(separators).map(|(&seen, separates)| if separates { SEPARATOR } else { seen })
}

/// What a terminal that follows UAX #9 shows, from left to right, when it is sent a row that starts
/// from left to right: its characters in visual order, and where they run from right to left mirrored
/// as it does that.
pub fn shown(sent: &str, mirroring: Mirroring) -> Vec<char> {
    let (_, levels): (Level, Vec<Level>) = levels(sent, Base::Ltr);
    let characters: Vec<char> = sent.chars().collect();
    let show = |index: usize| {
        let character = characters[index];
        let mirrored = levels[index].is_rtl().then(|| mirroring.image(character)).flatten();
        mirrored.unwrap_or(character)
    };
    visual_order(&levels).into_iter().map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Capitals are letters from right to left: Hebrew, and from N on Arabic.
    fn letters(text: &str) -> Vec<char> {
        let letter = |character: char| match character {
            'A'..='M' => char::from_u32(0x5D0 + (character as u32 - 'A' as u32)).expect("Hebrew"),
            'N'..='Z' => char::from_u32(0xFE91 + (character as u32 - 'N' as u32)).expect("Arabic"),
            _ => character,
        };
        text.chars().map(letter).collect()
    }

    /// What is sent for `seen`; `_` stands for the separator.
    fn check(seen: &str, expected: &str) {
        let row = letters(seen);
        let sent = inverse(&row, Mirroring::Mirrors);
        let first = |sent: &Sent| sent.instead.unwrap_or(row[sent.cell]);
        let text: String = sent.iter().map(first).collect();
        let wanted: String = letters(&expected.replace('_', &SEPARATOR.to_string())).into_iter().collect();
        assert_eq!(text, wanted, "{seen:?}");
        let seen_again: String = shown(&text, Mirroring::Mirrors)
            .into_iter()
            .map(|c| if c == SEPARATOR { ' ' } else { c })
            .collect();
        assert_eq!(seen_again, row.iter().collect::<String>());
    }

    #[test]
    fn a_row_of_one_direction() {
        check("abc 12!", "abc 12!");
        check("  CBA", "  ABC");
        check(" FED CBA ", " ABC DEF_");
        check("!CBA", "!ABC");
        check("", "");
    }

    #[test]
    fn numbers_and_latin_words_inside() {
        check(" FED 12 CBA", " ABC 12 DEF");
        check(" 12 CBA", " 12 ABC");
        check(" CBA 12", " ABC_12");
        check(" FED abc CBA", " DEF abc ABC");
        check(" FED 12.5 CBA", " ABC 12.5 DEF");
    }

    #[test]
    fn a_minus_parts_numbers_in_arabic_and_not_in_hebrew() {
        check("CBA 1-2 FED", "DEF 1-2 ABC");
        check("PON 1-2 SRQ", "QRS 2-1 NOP");
        check("CBA 50% FED", "DEF 50% ABC");
    }

    #[test]
    fn brackets_are_mirrored_back() {
        check(" FED (CBA) HG", " GH (ABC) DEF");
        check(" FED (12) CBA", " ABC (12) DEF");
        check(" FED (abc) CBA", " DEF (abc) ABC");
    }

    #[test]
    fn brackets_are_left_to_a_terminal_that_leaves_them() {
        let row = letters("FED (CBA) HG");
        let sent = inverse(&row, Mirroring::Leaves);
        let text: String = sent.iter().map(|sent| sent.instead.unwrap_or(row[sent.cell])).collect();
        assert_eq!(text, letters("GH )ABC( DEF").into_iter().collect::<String>());
        assert_eq!(shown(&text, Mirroring::Leaves), row);
    }

    #[test]
    fn nothing_crosses_a_border() {
        check("CBA \u{2502} FED", "ABC_\u{2502} DEF");
        check("CBA \u{2502} 7   FED \u{2502}", "ABC_\u{2502} 7   DEF_\u{2502}");
        check("7   CBA \u{2502} 12 FED", "7   ABC_\u{2502} 12 DEF");
    }

    /// The one thing that no order can bring about stays where it is, and moves nothing else.
    #[test]
    fn a_number_glued_to_the_right_of_a_stretch() {
        let row = letters("ab CBA12 \u{2502} FED");
        let sent = inverse(&row, Mirroring::Mirrors);
        assert!(sent[8..].iter().zip(8..).take(3).all(|(sent, cell)| sent.cell == cell));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]

        /// Whatever stands in a row, it is sent whole; and if each word is of one direction, it is
        /// seen exactly.
        #[test]
        fn rows_are_seen_as_they_were_meant(
            leaves: bool,
            words in prop::collection::vec("[A-Z]{1,4}|[a-z]{1,3}|[0-9]{1,3}([.,:/-][0-9]{1,2})?%?|\u{2502}|[(\\[\"!]{1,2}|[\u{660}-\u{669}]{1,3}| ", 0..14)
        ) {
            let mirroring = if leaves { Mirroring::Leaves } else { Mirroring::Mirrors };
            let row = letters(&words.join(" "));
            let sent = inverse(&row, mirroring);
            let mut cells: Vec<usize> = sent.iter().map(|sent| sent.cell).collect();
            cells.sort_unstable();
            prop_assert_eq!(cells, (0..row.len()).collect::<Vec<_>>());
            let text: String = sent.iter().map(|sent| sent.instead.unwrap_or(row[sent.cell])).collect();
            let seen: String = shown(&text, mirroring).into_iter().map(|c| if c == SEPARATOR { ' ' } else { c }).collect();
            prop_assert_eq!(seen, row.into_iter().collect::<String>());
        }
    }
}
