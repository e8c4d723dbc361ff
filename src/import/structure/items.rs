//! Text -> items: its lines with their cues, cut where a label and what it announces share a line.

use crate::arabic::letters::fold;
use crate::import::cues::{Cue, CueKind, cue};
use crate::import::lines::{End, Line, line, lines};
use crate::import::published;
use std::ops::Range;

/// A line, or a piece of one, and what it announces; `None` if it is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) line: Line,
    pub(super) cue: Option<Cue>,
}

impl Item {
    /// What it announces.
    pub(super) fn kind(&self) -> Option<CueKind> {
        self.cue.as_ref().map(|cue| cue.kind)
    }

    /// Whether it is text: no cue.
    pub(super) fn is_text(&self) -> bool {
        self.cue.is_none()
    }
}

/// The items of `text`, in order.
pub(super) fn items(text: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut has_text = false;
    for whole in lines(text) {
        let gap = whole.gap;
        for (index, span) in pieces(text, &whole).into_iter().enumerate() {
            let piece = if index == 0 && span == whole.span { whole.clone() } else { line(text, span, 0) };
            push(text, Line { gap: if index == 0 { gap } else { 0 }, ..piece }, &mut items, has_text);
            has_text |= items.last().is_some_and(Item::is_text);
        }
    }
    values_on_next_lines(text, &mut items);
    items
}

/// Adds a line; a heading and the title that follows it on the same line become two items. Before any
/// text such a line is itself a title ("شاهد: لحظة وصول الرئيس"): there is nothing yet to read besides.
fn push(text: &str, piece: Line, items: &mut Vec<Item>, has_text: bool) {
    let found = cue(text, &piece);
    if let Some(cue) = &found
        && matches!(cue.kind, CueKind::ReadAlso | CueKind::Related)
        && !cue.value.is_empty()
    {
        if !has_text {
            items.push(Item { line: piece, cue: None });
            return;
        }
        let label = text[piece.span.start..cue.value.start].trim_end_matches(is_space_or_bullet);
        let label = line(text, piece.span.start..piece.span.start + label.len(), piece.gap);
        let nothing = label.span.end..label.span.end;
        items.push(Item { line: label, cue: Some(Cue { kind: cue.kind, value: nothing }) });
        let values = values(text, cue.value.start..piece.span.end);
        let bullet = values.len() > 1;
        for value in values {
            let value = line(text, value, 0);
            items.push(Item { line: Line { attached: true, bullet, ..value }, cue: None });
        }
        return;
    }
    items.push(Item { line: piece, cue: found });
}

/// The titles on a heading's own line: one, or as many as bullets part ("مقالات مشابهة • … • …").
fn values(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    for piece in text[range].split('•') {
        let words = piece.trim();
        if !words.is_empty() {
            let at = start + (piece.len() - piece.trim_start().len());
            found.push(at..at + words.len());
        }
        start += piece.len() + '•'.len_utf8();
    }
    found
}

fn is_space_or_bullet(character: char) -> bool {
    character.is_whitespace() || character == '•'
}

/// Labels that may stand inside a line, folded, and whether a colon must follow them.
const INNER_LABELS: [(&str, Needs); 14] = [
    ("اقرا ايضا", Needs::ColonOrStop),
    ("اقرا المزيد", Needs::Colon),
    ("شاهد ايضا", Needs::ColonOrStop),
    ("طالع ايضا", Needs::ColonOrStop),
    ("قد يهمك ايضا", Needs::ColonOrStop),
    ("مقالات مشابهه", Needs::ColonOrStop),
    ("اخبار ذات صله", Needs::ColonOrStop),
    ("مواضيع ذات صله", Needs::ColonOrStop),
    ("كلمات دلاليه", Needs::Colon),
    ("الكلمات الدلاليه", Needs::Colon),
    ("الكلمات المفتاحيه", Needs::Colon),
    ("كلمات مفتاحيه", Needs::Colon),
    ("تاريخ النشر", Needs::Colon),
    ("المصدر", Needs::ColonAndFrame),
];

/// What must stand around a label inside a line for it to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Colon,
    ColonOrStop,
    /// A colon; and a full stop before it, or another label soon after it.
    ColonAndFrame,
}

/// A line of fewer words is read as one piece: labels inside short lines are words.
const PIECES_FROM: usize = 18;

/// The spans that a line is made of: more than one if labels stand inside it, as in an article that
/// has lost its line breaks.
fn pieces(text: &str, whole: &Line) -> Vec<Range<usize>> {
    let mut cuts = if whole.words < PIECES_FROM { Vec::new() } else { cuts(text, whole) };
    cuts.retain(|&cut| whole.span.start < cut && cut < whole.span.end);
    cuts.sort_unstable();
    cuts.dedup();
    let starts = std::iter::once(whole.span.start).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([whole.span.end]);
    starts
        .zip(ends)
        .map(|(start, end)| {
            let piece = &text[start..end];
            let start = start + (piece.len() - piece.trim_start().len());
            start..start + piece.trim().len()
        })
        .filter(|span| !span.is_empty())
        .collect()
}

fn cuts(text: &str, whole: &Line) -> Vec<usize> {
    let written = &text[whole.span.clone()];
    let folded = fold(written);
    let mut found: Vec<(usize, Needs, bool)> = Vec::new();
    let mut after_dates = Vec::new();
    for (label, needs) in INNER_LABELS {
        for (at, _) in folded.text.match_indices(label) {
            let before = &folded.text[..at];
            let after = &folded.text[at + label.len()..];
            let is_word =
                !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            let colon = after.trim_start().starts_with([':', '|', '•']);
            let before = before.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_stop(c));
            let stop = before.ends_with(is_stop);
            let fits = match needs {
                Needs::Colon => colon,
                Needs::ColonOrStop => colon || stop,
                Needs::ColonAndFrame => colon,
            };
            if !is_word || !fits {
                continue;
            }
            let cut = whole.span.start + folded.origin.source(at);
            found.push((cut, needs, stop));
            if label == "تاريخ النشر" {
                let value =
                    cut + written[cut - whole.span.start..].find([':', '|']).map_or(0, |colon| colon + 1);
                after_dates
                    .extend(published::end_of_date(&text[value..whole.span.end]).map(|end| value + end));
            }
        }
    }
    // "وقال المصدر: …" is speech: a source is short, and stands after a sentence or before a label.
    let mut all: Vec<usize> = found.iter().map(|&(cut, ..)| cut).chain(after_dates.iter().copied()).collect();
    all.sort_unstable();
    let is_source = |cut: usize, stop: bool| {
        let next = all.get(all.partition_point(|&other| other <= cut));
        let words = text[cut..next.copied().unwrap_or(whole.span.end)].split_whitespace().take(9).count();
        stop && words <= 8 || next.is_some() && words <= 6
    };
    found.retain(|&(cut, needs, stop)| needs != Needs::ColonAndFrame || is_source(cut, stop));
    found.into_iter().map(|(cut, ..)| cut).chain(after_dates).collect()
}

fn is_stop(character: char) -> bool {
    matches!(character, '.' | '!' | '؟' | '?' | '…' | '»' | '”' | '"' | ')')
}

/// How many lines of keywords may follow a label that stands alone.
const KEYWORD_LINES: usize = 24;

/// Gives the lines after a label that stands alone to it: "المصدر:" and then "رويترز". A label that
/// nothing follows announces nothing and is boilerplate.
fn values_on_next_lines(text: &str, items: &mut [Item]) {
    for index in 0..items.len() {
        let Some(Cue { kind, value }) = items[index].cue.clone() else { continue };
        if !value.is_empty() {
            continue;
        }
        let value_follows = match kind {
            CueKind::Source => take(items, index, 1, kind, |line| line.words <= 8 && line.end != End::Stop),
            CueKind::Keywords => {
                take(items, index, KEYWORD_LINES, kind, |line| line.words <= 6 && line.end == End::Open)
            }
            CueKind::Published { date: None, update } => {
                let date =
                    items.get(index + 1).and_then(|next| published::is_only_a_date(next.line.of(text)));
                let kind = CueKind::Published { date, update };
                date.is_some() && take(items, index, 1, kind, |_| true)
            }
            _ => continue,
        };
        if !value_follows && let Some(cue) = &mut items[index].cue {
            cue.kind = CueKind::Boilerplate;
        }
    }
}

fn take(items: &mut [Item], label: usize, most: usize, kind: CueKind, fits: impl Fn(&Line) -> bool) -> bool {
    let mut taken = 0;
    while let Some(next) = items.get_mut(label + 1 + taken)
        && taken < most
        && next.is_text()
        && fits(&next.line)
        && next.line.gap <= if taken == 0 { 1 } else { 0 }
    {
        next.cue = Some(Cue { kind, value: next.line.inner.clone() });
        taken += 1;
    }
    taken > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each item as the initial of its kind and its words.
    fn check(text: &str, expected: &[&str]) {
        let shown: Vec<String> = items(text)
            .iter()
            .map(|item| {
                let kind = match item.kind() {
                    None => "",
                    Some(CueKind::Title) => "T ",
                    Some(CueKind::ReadAlso) => "A ",
                    Some(CueKind::Related) => "R ",
                    Some(CueKind::Source) => "S ",
                    Some(CueKind::Keywords) => "K ",
                    Some(CueKind::Published { .. }) => "P ",
                    Some(CueKind::Byline) => "B ",
                    Some(CueKind::Boilerplate) => "- ",
                };
                format!("{kind}{}", &text[item.line.span.clone()])
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_label_and_a_title_on_one_line_are_two_items() {
        check("قال.\nاقرأ أيضاً: خبر آخر عن القمة", &["قال.", "A اقرأ أيضاً:", "خبر آخر عن القمة"]);
        check("قال.\nمقالات مشابهة • خبر أول • خبر ثان", &["قال.", "R مقالات مشابهة", "خبر أول", "خبر ثان"]);
    }

    #[test]
    fn labels_alone_take_the_next_line() {
        check("المصدر:\nرويترز\nنص", &["S المصدر:", "S رويترز", "نص"]);
        check("الكلمات المفتاحية\nأوكرانيا\nروسيا", &["K الكلمات المفتاحية", "K أوكرانيا", "K روسيا"]);
        check("تاريخ النشر:\n12/02/2025\nنص", &["P تاريخ النشر:", "P 12/02/2025", "نص"]);
        check("المصدر:", &["- المصدر:"]);
    }

    #[test]
    fn labels_inside_a_long_line_cut_it() {
        let body = "قال الرئيس إن الحرب ستنتهي قريبا جدا وإن بلاده لن تتخلى عن حلفائها في أوروبا مهما كان الثمن الذي ستدفعه.";
        check(
            &format!("{body} المصدر: رويترز إقرأ أيضاً: خبر آخر"),
            &[body, "S المصدر: رويترز", "A إقرأ أيضاً:", "خبر آخر"],
        );
        check(
            &format!("عنوان تاريخ النشر: 12/02/2025 10:15 GMT {body}"),
            &["عنوان", "P تاريخ النشر: 12/02/2025 10:15 GMT", body],
        );
        let speech = format!("{body} وأضاف المصدر: لا علم لنا بذلك ولا نعرف من كان هناك.");
        check(&speech, &[&speech]);
    }
}
