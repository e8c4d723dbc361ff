//! Items -> the article itself, and the stories and lists that stand inside it.
//!
//! "Read also" may be followed by one title or ten, by a whole other story, or by nothing; and after
//! it the article itself may go on. What is doubtful stays with the article.

use super::items::Item;
use super::likeness::{goes_on, repeated, stems};
use crate::import::cues::CueKind;
use crate::import::lines::End;
use crate::import::start_of;
use std::ops::Range;

/// A story or list inside an article: indices of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The item that announces it; a story right after a list has none of its own.
    pub(super) heading: Option<usize>,
    /// What follows it.
    pub(super) content: Content,
}

/// What follows a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Titles of other articles.
    Titles(Vec<usize>),
    /// A whole story: its items, and whether the first is its title.
    Story(Range<usize>, bool),
}

/// Which item belongs to what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Partition {
    /// The items of the article itself; headings that announce nothing are among them.
    pub(super) own: Vec<usize>,
    /// What stands inside it, in order.
    pub(super) parts: Vec<Part>,
}

/// More parts than this are not counted (`Article::part` has 16 bits); what follows is text.
const PARTS_MAX: usize = u16::MAX as usize - 1;

/// Divides `items`. With `stories` false (inside a story) there are only lists.
pub(super) fn partition(text: &str, items: &[Item], stories: bool) -> Partition {
    let mut partition = Partition::default();
    let mut has_text = false;
    let mut index = 0;
    while index < items.len() {
        if !is_heading(&items[index]) || partition.parts.len() >= PARTS_MAX || !has_text {
            has_text |= items[index].is_text();
            partition.own.push(index);
            index += 1;
            continue;
        }
        let closed = is_closed(items, &partition.own);
        let found = follow(text, items, index, closed);
        match found {
            Following::Nothing => {
                partition.own.push(index);
                index += 1;
            }
            Following::Titles(titles) => {
                let next = titles.last().map_or(index, |&last| last) + 1;
                partition.parts.push(Part { heading: Some(index), content: Content::Titles(titles) });
                index = next;
            }
            Following::Story { before, start, titled } if stories => {
                let end = story_end(text, items, start, &partition.own);
                let mut heading = Some(index);
                if !before.is_empty() {
                    partition.parts.push(Part { heading: heading.take(), content: Content::Titles(before) });
                }
                partition.parts.push(Part { heading, content: Content::Story(start..end, titled) });
                index = end;
            }
            Following::Story { titled: false, .. } => {
                partition.own.push(index);
                index += 1;
            }
            Following::Story { before: mut titles, start, .. } => {
                titles.push(start);
                partition.parts.push(Part { heading: Some(index), content: Content::Titles(titles) });
                index = start + 1;
            }
        }
    }
    partition
}

fn is_heading(item: &Item) -> bool {
    matches!(item.kind(), Some(CueKind::ReadAlso | CueKind::Related))
}

/// Whether the article has ended: source or keywords have been given after its text.
fn is_closed(items: &[Item], own: &[usize]) -> bool {
    own.iter()
        .rev()
        .map(|&index| &items[index])
        .take_while(|item| !item.is_text())
        .any(|item| matches!(item.kind(), Some(CueKind::Source | CueKind::Keywords)))
}

/// What follows a heading.
enum Following {
    Nothing,
    Titles(Vec<usize>),
    Story { before: Vec<usize>, start: usize, titled: bool },
}

/// More words on a heading's own line than any title has are a story.
const STORY_WORDS: usize = 40;

/// How much of its title a lead repeats at least. Leads of the five seed stories: .44 to .86; a
/// paragraph of the host after a related title about the same people: up to .4.
const LEAD_REPEATS: f32 = 0.42;

fn follow(text: &str, items: &[Item], heading: usize, closed: bool) -> Following {
    let run = titles_after(items, heading);
    let next = run.last().map_or(heading, |&last| last) + 1;
    let lead = items.get(next).filter(|item| item.is_text());
    // A text that has lost its line breaks: the heading's line goes on with the whole story.
    if let Some(&first) = run.first()
        && items[first].line.attached
        && !items[first].line.bullet
        && items[first].line.words > STORY_WORDS
    {
        return Following::Story { before: Vec::new(), start: first, titled: false };
    }
    let Some(lead) = lead else {
        return if run.is_empty() { Following::Nothing } else { Following::Titles(run) };
    };
    let on = goes_on(&lead.line.folded);
    let Some(&last) = run.last() else {
        let is_story = closed && !on;
        return if is_story {
            Following::Story { before: run, start: next, titled: false }
        } else {
            Following::Nothing
        };
    };
    // A list of links with bullets is over when the bullets are.
    if items[last].line.bullet {
        return Following::Titles(run);
    }
    let likeness = |&index: &usize| repeated(items[index].line.of(text), lead.line.of(text));
    let best = run
        .iter()
        .copied()
        .map(|index| (index, likeness(&index)))
        .fold((last, 0.0f32), |kept, new| if new.1 >= kept.1 { new } else { kept });
    // In the midst of an article a paragraph of its own may share a related title's names; a new story
    // brings words that the article did not have.
    let is_new = || closed || brings_news(text, items, heading, best.0, next);
    let repeats = best.1 >= LEAD_REPEATS && is_new();
    // After a source line the article does not go on; in its midst only a lead makes a story.
    let is_story = !on && (repeats || closed && run.len() <= 2);
    if is_story {
        let start = if repeats { best.0 } else { run[0] };
        let before: Vec<usize> = run.iter().copied().filter(|&index| index < start).collect();
        // In an open article a list's last line that tells the next paragraph is its subheading.
        if !closed && !before.is_empty() {
            return Following::Titles(before);
        }
        return Following::Story { before, start, titled: true };
    }
    if run.len() > 1 && !closed && likeness(&last) >= LEAD_REPEATS {
        return Following::Titles(run[..run.len() - 1].to_vec());
    }
    Following::Titles(run)
}

/// Titles in the longest list; pages offer ten, archives fifty.
const TITLES_MAX: usize = 100;

/// How much text before a heading tells what an article is about, in bytes.
const BEFORE_MAX: usize = 16 << 10;

/// Whether title and lead share at least two meaningful words that the text before the heading lacks.
fn brings_news(text: &str, items: &[Item], heading: usize, title: usize, lead: usize) -> bool {
    let words = |index: usize| items[index].line.of(text);
    let lead = stems(start_of(words(lead), BEFORE_MAX));
    let mut shared = stems(words(title));
    shared.retain(|stem| lead.contains(stem));
    let mut read = 0;
    for item in items[..heading].iter().rev().filter(|item| item.is_text()) {
        let known = stems(start_of(item.line.of(text), BEFORE_MAX));
        shared.retain(|stem| !known.contains(stem));
        read += item.line.span.len();
        if shared.len() < 2 || read > BEFORE_MAX {
            break;
        }
    }
    shared.len() >= 2
}

/// The lines after a heading that look like titles; with bullets, all that have one.
fn titles_after(items: &[Item], heading: usize) -> Vec<usize> {
    let mut run: Vec<usize> = Vec::new();
    for (index, item) in items.iter().enumerate().skip(heading + 1).take(TITLES_MAX) {
        let line = &item.line;
        if line.attached && index == heading + 1 {
            run.push(index);
            continue;
        }
        if !item.is_text() || line.attached && !line.bullet {
            break;
        }
        let bulleted = run.iter().any(|&title| items[title].line.bullet);
        let fits = if line.bullet {
            line.words <= 45 && (bulleted || run.iter().all(|&title| items[title].line.attached))
        } else {
            !bulleted && is_title_like(item)
        };
        // What stands apart from a list that stands together is not of it.
        let together = run.len() >= 2 && run[1..].iter().all(|&title| items[title].line.gap == 0);
        let apart = line.gap > 0 && (together || run.last().is_some_and(|&title| items[title].line.attached));
        if !fits || apart {
            break;
        }
        run.push(index);
    }
    // A title on the heading's own line needs no others: what follows on lines of their own is text,
    // unless it is bulleted too.
    if run.first().is_some_and(|&first| items[first].line.attached)
        && run.get(1).is_some_and(|&second| !items[second].line.bullet)
    {
        run.truncate(1);
    }
    run
}

/// Short, and not a sentence. Titles of one station: 19 words at most; of agencies up to 25.
fn is_title_like(item: &Item) -> bool {
    let line = &item.line;
    (2..=26).contains(&line.words) && line.chars <= 180 && !matches!(line.end, End::Stop | End::Comma)
}

/// The end of the story that starts at item `start`: before the next heading that closes it, without
/// advertising, and without the host's source and keywords, if those come last in the file.
fn story_end(text: &str, items: &[Item], start: usize, own: &[usize]) -> usize {
    let mut end = start;
    let mut closed = false;
    while end < items.len() {
        match items[end].kind() {
            None => closed = false,
            Some(CueKind::Source | CueKind::Keywords) => closed = true,
            _ => {}
        }
        if is_heading(&items[end]) {
            // A list in the midst of the story: it goes on if a paragraph follows the titles.
            match follow(text, items, end, closed) {
                Following::Titles(titles) if !closed => {
                    let after = titles.last().map_or(end, |&last| last) + 1;
                    let goes_on =
                        items.get(after).is_some_and(|item| item.is_text() && item.line.words >= 12);
                    if !goes_on {
                        break;
                    }
                    end = after;
                }
                Following::Nothing if !closed && end + 1 < items.len() => end += 1,
                _ => break,
            }
        } else {
            end += 1;
        }
    }
    let of_host =
        |kind: CueKind| end == items.len() && !own.iter().any(|&index| items[index].kind() == Some(kind));
    let mut trimmed = end;
    while trimmed > start + 1 {
        let gives_back = match items[trimmed - 1].kind() {
            Some(CueKind::Boilerplate | CueKind::ReadAlso | CueKind::Related) => true,
            Some(kind @ (CueKind::Source | CueKind::Keywords)) => of_host(kind),
            _ => false,
        };
        if !gives_back {
            break;
        }
        trimmed -= 1;
    }
    trimmed
}
