//! Text -> its lines, with what can be seen of each from outside: length, ending, bullet, gap before.

use crate::arabic::letters;
use std::ops::Range;

/// A line of an article; in hard-wrapped text, a whole block of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Byte range without surrounding white space.
    pub(super) span: Range<usize>,
    /// Byte range of its words: `span` without bullet, heading marks, emphasis around the whole.
    pub(super) inner: Range<usize>,
    /// The words as compared: folded, single spaces.
    pub(super) folded: String,
    /// Count of words.
    pub(super) words: usize,
    /// Count of characters.
    pub(super) chars: usize,
    /// Whether it begins with a bullet.
    pub(super) bullet: bool,
    /// Level of a Markdown heading (`#` … `######`, `**all of it**` counts as 6), else 0.
    pub(super) heading: u8,
    /// How many blank lines stand before it.
    pub(super) gap: usize,
    /// How it ends.
    pub(super) end: End,
    /// Whether it follows the label before it on the same line ("إقرأ أيضاً: a title").
    pub(super) attached: bool,
}

/// How a line ends, closing quotes and brackets looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A full stop: it is a sentence.
    Stop,
    /// A question or exclamation mark or an ellipsis: a sentence or a headline.
    Mark,
    /// A colon.
    Colon,
    /// A comma or semicolon: the sentence goes on.
    Comma,
    /// None of these.
    Open,
}

impl Line {
    /// The words as written.
    pub(super) fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.inner.clone()]
    }
}

/// Signs that stand before the items of a list.
const BULLETS: &[char] = &[
    '•', '●', '▪', '■', '◾', '◼', '‣', '◦', '·', '▸', '►', '◄', '◀', '▶', '➤', '➡', '⬅', '✔', '♦', '◆', '★',
    '*', '-', '–', '—', '+',
];

/// The lines of `text` that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let spans = if is_hard_wrapped(text) { blocks(text) } else { physical(text) };
    let mut lines = Vec::with_capacity(spans.len());
    for (span, gap) in spans {
        lines.push(line(text, span, gap));
    }
    lines
}

/// The line that stands at `span`.
pub(super) fn line(text: &str, span: Range<usize>, gap: usize) -> Line {
    let (bullet, heading, inner) = inner(text, &span);
    let words = &text[inner.clone()];
    let folded = letters::fold_str(words).split_whitespace().collect::<Vec<_>>().join(" ");
    Line {
        words: folded.split(' ').filter(|word| !word.is_empty()).count(),
        chars: words.chars().count(),
        end: end_of(words),
        span,
        inner,
        folded,
        bullet,
        heading,
        gap,
        attached: false,
    }
}

/// Lines as the file has them: span without white space, and blank lines before.
fn physical(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let (mut start, mut gap) = (0, 0);
    for raw in text.split('\n') {
        let trimmed = raw.trim();
        if is_blank(trimmed) {
            gap += 1;
        } else {
            let at = start + (raw.len() - raw.trim_start().len());
            found.push((at..at + trimmed.len(), gap));
            gap = 0;
        }
        start += raw.len() + 1;
    }
    found
}

/// Nothing to see: white space, marks and controls without a letter.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || letters::is_ignorable(character))
}

/// Whether somebody broke the paragraphs into lines of about equal width: there are blank lines
/// between blocks, and the lines inside them are full but do not end sentences. Widths from 40 to 110
/// columns: mail and typewriters.
fn is_hard_wrapped(text: &str) -> bool {
    let lines = physical(text);
    let width = |span: &Range<usize>| text[span.clone()].chars().count();
    let widest = lines.iter().map(|(span, _)| width(span)).max().unwrap_or(0);
    if !(40..=110).contains(&widest) || lines.len() < 6 {
        return false;
    }
    let (mut inside, mut full, mut sentences, mut blocks) = (0usize, 0usize, 0usize, 1usize);
    for pair in lines.windows(2) {
        let [(span, _), (_, gap)] = pair else { continue };
        if *gap > 0 {
            blocks += 1;
            continue;
        }
        inside += 1;
        full += usize::from(width(span) * 10 >= widest * 7);
        sentences += usize::from(end_of(&text[span.clone()]) == End::Stop);
    }
    blocks >= 2 && inside >= 4 && full * 100 >= inside * 85 && sentences * 100 <= inside * 35
}

/// Hard-wrapped lines joined again: each block between blank lines is one.
fn blocks(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (span, gap) in physical(text) {
        match found.last_mut() {
            Some((last, _)) if gap == 0 && !begins_with_bullet(&text[span.clone()]) => last.end = span.end,
            _ => found.push((span, gap)),
        }
    }
    found
}

fn begins_with_bullet(text: &str) -> bool {
    text.starts_with(BULLETS)
}

/// Whether there is a bullet, the level of a heading, and the words that they belong to.
fn inner(text: &str, span: &Range<usize>) -> (bool, u8, Range<usize>) {
    let line = &text[span.clone()];
    let visible = line.trim_start_matches(letters::is_ignorable);
    let at = |rest: &str| span.start + (rest.as_ptr() as usize - line.as_ptr() as usize);
    let hashes = visible.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) && visible[hashes..].starts_with([' ', '\u{A0}']) {
        let words = visible[hashes..].trim().trim_end_matches('#').trim_end();
        return (false, hashes as u8, at(words)..at(words) + words.len());
    }
    for (mark, least) in [("**", 5), ("__", 5)] {
        if let Some(words) = visible.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark))
            && visible.len() >= least
            && !words.contains(mark)
            && !words.trim().is_empty()
        {
            let words = words.trim();
            return (false, 6, at(words)..at(words) + words.len());
        }
    }
    let unbulleted = visible.trim_start_matches(|character: char| {
        BULLETS.contains(&character) || character.is_whitespace() || letters::is_ignorable(character)
    });
    let marks = &visible[..visible.len() - unbulleted.len()];
    let is_bullet = match marks.chars().next() {
        // A dash or star is a bullet only if white space follows; "-وات-" and "*ملاحظة" are words.
        Some('-' | '–' | '—' | '*' | '+') => marks.chars().nth(1).is_some_and(char::is_whitespace),
        first => first.is_some(),
    };
    if is_bullet && !unbulleted.is_empty() {
        return (true, 0, at(unbulleted)..span.end);
    }
    (false, 0, span.clone())
}

/// How `text` ends.
pub(super) fn end_of(text: &str) -> End {
    let closing = |character: char| {
        character.is_whitespace()
            || letters::is_ignorable(character)
            || matches!(character, '"' | '\'' | '»' | '”' | '’' | ')' | ']' | '*' | '_' | '“' | '‘' | '«')
    };
    let end = text.trim_end_matches(closing);
    match end.chars().next_back() {
        Some('.' | '۔' | '。') if end.ends_with("..") => End::Mark,
        Some('.' | '۔' | '。') => End::Stop,
        Some('؟' | '?' | '!' | '…' | '！') => End::Mark,
        Some(':' | '：') => End::Colon,
        Some(',' | '،' | ';' | '؛') => End::Comma,
        _ => End::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line as `gap|words as written|ending`, with `*` for a bullet and `#` for a heading.
    fn check(text: &str, expected: &[&str]) {
        let shown: Vec<String> = lines(text)
            .iter()
            .map(|line| {
                let mark = if line.bullet { "*" } else { &"######"[..line.heading as usize] };
                let end = match line.end {
                    End::Stop => ".",
                    End::Mark => "!",
                    End::Colon => ":",
                    End::Comma => ",",
                    End::Open => "",
                };
                format!("{}|{mark}{}|{end}", line.gap, line.of(text).replace('\n', "/"))
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn blank_lines_are_counted_not_kept() {
        check("a\n\n \u{A0}\nb.\n\u{200F}\n", &["0|a|", "2|b.|."]);
        check("", &[]);
        check(" \n\u{200F}", &[]);
    }

    #[test]
    fn bullets_and_headings_are_not_words() {
        check(
            "  • a b\n- c\n-d-\n# e\n## f ##\n**g h**\n*i",
            &["0|*a b|", "0|*c|", "0|-d-|", "0|#e|", "0|##f|", "0|######g h|", "0|*i|"],
        );
        check("•\n---", &["0|•|", "0|---|"]);
    }

    #[test]
    fn endings_are_seen_through_quotes() {
        check("a.\"\nb؟»\nc..\nd،\ne:", &["0|a.\"|.", "0|b؟»|!", "0|c..|!", "0|d،|,", "0|e:|:"]);
    }

    #[test]
    fn wrapped_lines_become_paragraphs_again() {
        let full = "one two three four five six seven eight nine ten";
        let text = format!("Title here\n\n{full}\n{full}\nend.\n\n{full}\n{full}\n{full}\nend.");
        assert_eq!(lines(&text).len(), 3);
        let unwrapped = format!("Title here\n\n{full}.\n{full}.\n{full}.\n\n{full}.\n{full}.\n");
        assert_eq!(lines(&unwrapped).len(), 6);
    }
}
