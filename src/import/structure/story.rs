//! The items of one story -> its sections, title, dates, source and keywords.

use super::items::Item;
use super::likeness::{goes_on, repeated};
use super::{dateline, headline, keywords};
use crate::arabic::letters::is_ignorable;
use crate::article::{SectionKind, Span, Title};
use crate::import::cues::CueKind;
use crate::import::lines::{End, Line};
use crate::import::{lexicon, published};
use jiff::civil::Date;
use std::ops::Range;

/// What a story's own lines say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Story {
    /// Its sections: kind, and place in the text.
    pub(super) sections: Vec<(SectionKind, Range<usize>)>,
    pub(super) title: Title,
    pub(super) stated: Option<Date>,
    pub(super) dateline: Option<Date>,
    pub(super) lead: Option<Date>,
    pub(super) outlet: Option<String>,
    pub(super) keywords: Vec<String>,
}

/// Reads the story that `items` are. With `titled` its first text is known to be its title.
pub(super) fn story(text: &str, items: &[&Item], titled: bool) -> Story {
    let mut kinds = vec![None; items.len()];
    let mut story = Story::default();
    let body = head(text, items, titled, &mut kinds, &mut story);
    tail(text, items, body, &mut kinds);
    for index in 0..items.len() {
        if kinds[index].is_none() {
            kinds[index] = Some(kind_in_body(items, index, body, &kinds));
        }
    }
    story.sections = items
        .iter()
        .zip(&kinds)
        .filter_map(|(item, kind)| Some(((*kind)?, section_range(item, (*kind)?))))
        .collect();
    dates(text, items, &kinds, &mut story);
    story.outlet = outlet(text, items, &kinds).or(story.outlet);
    story.keywords = all_keywords(text, items, &kinds);
    if story.title.text.is_empty() {
        story.title = taken_title(text, items, &kinds);
    }
    story
}

/// Where a section stands: titles and subheadings without the marks that make them headings.
fn section_range(item: &Item, kind: SectionKind) -> Range<usize> {
    let is_heading = item.line.heading > 0 && matches!(kind, SectionKind::Title | SectionKind::Subheading);
    if is_heading { item.line.inner.clone() } else { item.line.span.clone() }
}

/// The frame before the body: kicker, title, date, credit, writer, deck. Gives the index of the first
/// item of the body.
fn head(
    text: &str,
    items: &[&Item],
    titled: bool,
    kinds: &mut [Option<SectionKind>],
    story: &mut Story,
) -> usize {
    let mut has_title = false;
    let mut has_deck = false;
    let mut index = 0;
    while index < items.len().min(HEAD_ITEMS) {
        let item = items[index];
        let words = item.line.of(text);
        if let Some(kind) = item.kind() {
            if kind == CueKind::Title && !has_title {
                story.title = stated_title(text, item);
                has_title = true;
            }
            kinds[index] = Some(labelled(kind, has_title));
            index += 1;
            continue;
        }
        let kind = if !has_title && titled {
            SectionKind::Title
        } else if published::is_only_a_date(words).is_some() || is_age(&item.line) {
            SectionKind::Published
        } else if let Some(kind) = credit_line(text, items, index) {
            kind
        } else if !has_title && is_kicker(text, items, index) {
            SectionKind::Boilerplate
        } else if !has_title && !has_deck && is_title(text, items, index) {
            SectionKind::Title
        } else if is_writer(text, &item.line) && has_body_after(items, index) {
            SectionKind::Byline
        } else if is_caption(&item.line) {
            SectionKind::Paragraph
        } else if !has_deck
            && (has_title && frame_follows(text, items, index) || is_deck(text, items, index, has_title))
        {
            has_deck = true;
            SectionKind::Deck
        } else {
            return index;
        };
        if kind == SectionKind::Title {
            story.title = stated_title(text, item);
            has_title = true;
        }
        kinds[index] = Some(kind);
        index += 1;
    }
    index
}

/// The longest frame before a body, in lines: saved pages bring their menus along.
const HEAD_ITEMS: usize = 40;

/// What a labelled line is, wherever it stands.
fn labelled(kind: CueKind, has_title: bool) -> SectionKind {
    match kind {
        CueKind::Title if has_title => SectionKind::Title,
        CueKind::Title => SectionKind::Paragraph,
        CueKind::Source => SectionKind::Source,
        CueKind::Keywords => SectionKind::Keywords,
        CueKind::Published { .. } => SectionKind::Published,
        CueKind::Byline => SectionKind::Byline,
        CueKind::ReadAlso | CueKind::Related | CueKind::Boilerplate => SectionKind::Boilerplate,
    }
}

fn has_body_after(items: &[&Item], index: usize) -> bool {
    items[index + 1..].iter().any(|item| item.is_text() && is_long(&item.line))
}

/// Long enough to be a paragraph whatever it ends with.
fn is_long(line: &Line) -> bool {
    line.words >= 20 || line.words >= 8 && line.end == End::Stop
}

/// A line that is nothing but place, agency and day ("واشنطن", "القاهرة - رويترز").
fn credit_line(text: &str, items: &[&Item], index: usize) -> Option<SectionKind> {
    let line = &items[index].line;
    if line.words > 12 || line.heading > 0 || line.end == End::Stop && line.words > 6 {
        return None;
    }
    let credit = dateline::credit(line.of(text))?;
    // Before any text a single place may be the title's own first word: text must follow.
    if !has_body_after(items, index) {
        return None;
    }
    match (credit.place, credit.unknown) {
        (_, 0) if credit.place => Some(SectionKind::Dateline),
        (_, 0) => Some(SectionKind::Source),
        (_, 1) if credit.name_first => Some(SectionKind::Byline),
        (true, 1) if credit.name_last && line.words <= 7 => Some(SectionKind::Dateline),
        _ => None,
    }
}

/// "منذ 3 ساعات", "قبل يومين": the age of an article at the moment when the page was saved.
fn is_age(line: &Line) -> bool {
    let mut words = line.folded.split(' ');
    let opens = matches!(words.next(), Some("منذ" | "قبل"));
    let unit = ["ثاني", "دقي", "دقايق", "ساع", "يوم", "ايام", "اسبوع", "اسابيع", "شهر", "اشهر", "سن"];
    opens
        && line.words <= 3
        && words.next_back().is_some_and(|last| unit.iter().any(|unit| last.starts_with(unit)))
}

/// Names of sections of a paper, folded: they stand above a title.
const KICKERS: [&str; 44] = [
    "اخبار",
    "الاخبار",
    "سياسه",
    "السياسه",
    "اقتصاد",
    "الاقتصاد",
    "رياضه",
    "الرياضه",
    "ثقافه",
    "الثقافه",
    "ثقافه وفن",
    "محليات",
    "محلي",
    "اخبار محليه",
    "عربي",
    "عربي ودولي",
    "عربيه ودوليه",
    "دولي",
    "دوليات",
    "العالم",
    "عالم",
    "اخبار العالم",
    "اخبار عربيه",
    "اخبار دوليه",
    "العالم العربي",
    "تقارير",
    "تقرير",
    "مقالات",
    "راي",
    "اراء",
    "تحليل",
    "تحليلات",
    "منوعات",
    "حوادث",
    "فن",
    "فنون",
    "صحه",
    "تكنولوجيا",
    "علوم",
    "مجتمع",
    "عاجل",
    "حصري",
    "خاص",
    "رئيسيه",
];

/// A section's name or a path of them above the title ("سياسة", "الرئيسية > أخبار > العالم").
fn is_kicker(text: &str, items: &[&Item], index: usize) -> bool {
    let line = &items[index].line;
    let next = items[index + 1..].iter().find(|item| item.is_text());
    let title_follows = next.is_some_and(|next| next.line.words >= 4) || has_body_after(items, index);
    let path = line.words <= 12 && line.of(text).contains(['>', '»', '›', '/']) && line.end == End::Open && {
        let mut steps = line.folded.split(['>', '»', '›', '/']).map(str::trim);
        steps.all(|step| KICKERS.contains(&step) || step == "الرييسيه" || step == "home")
    };
    title_follows && line.heading == 0 && (KICKERS.contains(&line.folded.as_str()) || path)
}

/// Words of the longest line that is taken for a title. The longest of 10,161 titles of one station
/// has 19; agencies go to 25.
const TITLE_WORDS: usize = 22;
/// The same for a line that stands apart from a text whose paragraphs do not.
const TITLE_WORDS_APART: usize = 30;

/// Whether a text's first line is its title: short, not a sentence, and longer text follows.
fn is_title(text: &str, items: &[&Item], index: usize) -> bool {
    let line = &items[index].line;
    let later: Vec<&Line> =
        items[index + 1..].iter().filter(|item| item.is_text()).map(|item| &item.line).collect();
    let longest = later.iter().map(|line| line.words).max().unwrap_or(0);
    // A headline and nothing else is a headline.
    if later.is_empty() && items.len() == 1 {
        return (2..=15).contains(&line.words) && matches!(line.end, End::Open | End::Mark);
    }
    if later.is_empty()
        || dateline::opening(line.of(text)).is_some_and(|opening| opening.lead < line.of(text).len())
    {
        return false;
    }
    if line.heading > 0 {
        return true;
    }
    let apart = later[0].gap > 0 && later[1..].iter().all(|line| line.gap == 0);
    let most = if apart { TITLE_WORDS_APART } else { TITLE_WORDS };
    let fits = (1..=most).contains(&line.words) && line.chars <= 200 && !line.bullet;
    let ends_like_one = match line.end {
        End::Open | End::Mark => true,
        // A full stop after a title is rare; then it stands apart, and is short.
        End::Stop => apart && line.words <= 16 && longest >= 2 * line.words,
        End::Colon | End::Comma => false,
    };
    fits && ends_like_one && (longest > line.words || line.words <= 12 && longest >= 6)
}

/// The stated title that an item is: without label, heading marks and controls, on one line.
fn stated_title(text: &str, item: &Item) -> Title {
    let range = match &item.cue {
        Some(cue) if cue.kind == CueKind::Title => cue.value.clone(),
        _ => item.line.inner.clone(),
    };
    Title {
        text: one_line(&text[range.clone()]),
        span: Some(Span::new(range.start, range.end)),
        stated: true,
    }
}

fn one_line(words: &str) -> String {
    // Joiners shape letters and stay; what only steers direction would leak out of the title's place.
    let steers = |character: char| {
        is_ignorable(character)
            && !matches!(character, '\u{200C}' | '\u{200D}' | '\u{640}')
            && !crate::arabic::letters::is_mark(character)
    };
    let kept: String = words.chars().filter(|&character| !steers(character)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands under a picture; it is text, but the frame goes on after it.
fn is_caption(line: &Line) -> bool {
    ["التعليق علي الصوره", "تعليق الصوره"].iter().any(|label| line.folded.starts_with(label))
}

/// Whether a line stands between the title and a date or writer, and text follows these: the place of
/// a standfirst, whether the lead repeats it or not.
fn frame_follows(text: &str, items: &[&Item], index: usize) -> bool {
    let is_frame = |item: &Item| match item.kind() {
        Some(CueKind::Published { .. } | CueKind::Byline) => true,
        Some(_) => false,
        None => published::is_only_a_date(item.line.of(text)).is_some() || is_writer(text, &item.line),
    };
    let Some(next) = items.get(index + 1) else { return false };
    let line = &items[index].line;
    (4..=60).contains(&line.words) && is_frame(next) && has_body_after(items, index + 1)
}

/// How much of a deck the lead repeats at least. The deck of the one seed that has one: .87; two
/// paragraphs on the same matter: seldom above .4.
const DECK_REPEATED: f32 = 0.6;

/// A standfirst: one sentence before the lead, which says the same again at greater length.
fn is_deck(text: &str, items: &[&Item], index: usize, has_title: bool) -> bool {
    let line = &items[index].line;
    let Some(lead) = items[index + 1..].iter().find(|item| item.is_text()).map(|item| &item.line) else {
        return false;
    };
    let words = line.of(text);
    let sentences =
        words.split(['.', '؟', '!']).filter(|sentence| sentence.split_whitespace().count() > 2).count();
    let size = (8..=45).contains(&line.words)
        && sentences == 1
        && lead.words * 10 >= line.words * 9
        && is_long(lead);
    let follows = items[index + 2..].iter().any(|item| item.is_text()) || !has_title;
    size && follows && !goes_on(&lead.folded) && repeated(words, lead.of(text)) >= DECK_REPEATED
}

/// A person's name alone on its line: two to four words, the first a given name.
fn is_writer(text: &str, line: &Line) -> bool {
    let first = line.folded.split(' ').next().unwrap_or("");
    let letters_only =
        line.of(text).chars().all(|c| c.is_alphabetic() || c.is_whitespace() || is_ignorable(c) || c == '.');
    (2..=4).contains(&line.words) && letters_only && line.end == End::Open && lexicon::is_given_name(first)
}

/// The frame after the body: the writer's name or the agency's, on the last line of text.
fn tail(text: &str, items: &[&Item], body: usize, kinds: &mut [Option<SectionKind>]) {
    let is_text = |index: &usize| items[*index].is_text() && kinds[*index].is_none();
    let Some(last) = (body..items.len()).rev().find(is_text) else { return };
    let before = (body..last).rev().find(is_text).map(|index| &items[index].line);
    let line = &items[last].line;
    let after_text = before.is_some_and(|before| is_long(before) || before.end == End::Stop);
    if !after_text || line.bullet {
        return;
    }
    let words = line.of(text);
    if is_credits(line) {
        kinds[last] = Some(SectionKind::Byline);
        return;
    }
    if line.words > 8 {
        return;
    }
    if let Some(credit) = dateline::credit(words)
        && credit.agency.is_some()
        && (credit.unknown == 0 || is_signature(words, credit.unknown))
    {
        kinds[last] = Some(SectionKind::Source);
    } else if is_writer(text, line) && line.words <= 3 {
        kinds[last] = Some(SectionKind::Byline);
    }
}

/// "وام/أحمد سعيد/ عماد علي": an agency and its writers, as agencies of the Gulf sign.
fn is_signature(words: &str, unknown: usize) -> bool {
    let first = words.split('/').next().unwrap_or("");
    let is_agency = lexicon::is_agency(crate::arabic::letters::fold_str(first).trim());
    is_agency && words.matches('/').count() >= unknown && unknown <= 3
}

/// "(تغطية صحفية … - إعداد … للنشرة العربية - تحرير …)": who worked on it, in brackets at the end.
fn is_credits(line: &Line) -> bool {
    const LABELS: [&str; 9] = [
        "تغطيه",
        "شارك في التغطيه",
        "اعداد",
        "تحرير",
        "كتابه",
        "ترجمه",
        "reporting by",
        "writing by",
        "editing by",
    ];
    let inside =
        line.folded.trim_end_matches('.').strip_prefix(['(', '[']).filter(|rest| rest.ends_with([')', ']']));
    line.words <= 30 && inside.is_some_and(|inside| LABELS.iter().any(|label| inside.starts_with(label)))
}

/// What an item of the body is. Labels of writer and date count only near the end; in the midst of a
/// text they are words.
fn kind_in_body(items: &[&Item], index: usize, body: usize, kinds: &[Option<SectionKind>]) -> SectionKind {
    let item = items[index];
    match item.kind() {
        Some(CueKind::Byline | CueKind::Published { .. }) if items.len() - index > 5 => {
            SectionKind::Paragraph
        }
        Some(CueKind::Title) => SectionKind::Paragraph,
        Some(kind) => labelled(kind, false),
        None if is_subheading(items, index, body, kinds) => SectionKind::Subheading,
        None => SectionKind::Paragraph,
    }
}

/// Words and characters of the longest subheading. Those of the seeds have up to 13 words, 78
/// characters.
const SUBHEADING_WORDS: usize = 16;
const SUBHEADING_CHARS: usize = 110;

/// A heading inside the body: short, not a sentence, between paragraphs (or before the first).
fn is_subheading(items: &[&Item], index: usize, body: usize, kinds: &[Option<SectionKind>]) -> bool {
    let line = &items[index].line;
    let is_paragraph = |index: usize| {
        items[index].is_text() && kinds[index].is_none_or(|kind| kind == SectionKind::Paragraph)
    };
    let next = (index + 1..items.len()).find(|&next| is_paragraph(next)).map(|next| &items[next].line);
    let Some(next) = next else { return false };
    if line.heading > 0 {
        return true;
    }
    let before =
        (body..index).rev().find(|&before| items[before].is_text()).map(|before| &items[before].line);
    let fits =
        line.words <= SUBHEADING_WORDS && line.chars <= SUBHEADING_CHARS && !line.bullet && line.words > 0;
    let ends_like_one = matches!(line.end, End::Open | End::Mark);
    let next_is_paragraph = next.chars >= 100 && next.words > line.words + line.words / 2 && !next.bullet;
    // After an open line that is no paragraph either, both are verse or items. Nor is a text's first
    // line a subheading: it is a lead that lost its full stop, unless it is very short.
    let after_paragraph = match before {
        Some(before) => is_long(before) || matches!(before.end, End::Stop | End::Mark),
        None => line.words <= 5,
    };
    let is_quotation = line.folded.starts_with(['"', '«', '“']) && line.words > 8;
    fits && ends_like_one && next_is_paragraph && after_paragraph && !is_quotation && !goes_on(&line.folded)
}

/// The dates that the frame and the lead state.
fn dates(text: &str, items: &[&Item], kinds: &[Option<SectionKind>], story: &mut Story) {
    let mut updated = None;
    for (item, kind) in items.iter().zip(kinds) {
        match (kind, item.kind()) {
            (Some(SectionKind::Published), Some(CueKind::Published { date, update: false })) => {
                story.stated = story.stated.or(date);
            }
            (Some(SectionKind::Published), Some(CueKind::Published { date, update: true })) => {
                updated = updated.or(date);
            }
            (Some(SectionKind::Published), None) => {
                story.stated = story.stated.or_else(|| published::is_only_a_date(item.line.of(text)));
            }
            (Some(SectionKind::Byline), _) => {
                updated = updated.or_else(|| first_day(item.line.of(text)));
            }
            (Some(SectionKind::Dateline), _) => {
                let credit = dateline::credit(item.line.of(text)).unwrap_or_default();
                story.dateline = story.dateline.or(credit.date);
                story.outlet = story.outlet.take().or(credit.agency);
            }
            _ => {}
        }
    }
    story.stated = story.stated.or(updated);
    let paragraphs = items
        .iter()
        .zip(kinds)
        .filter(|(_, kind)| matches!(kind, Some(SectionKind::Paragraph | SectionKind::Deck)));
    for (index, (item, _)) in paragraphs.take(2).enumerate() {
        let words = item.line.of(text);
        if index == 0
            && let Some(opening) = dateline::opening(words)
        {
            story.dateline = story.dateline.or(opening.credit.date);
            story.outlet = story.outlet.take().or(opening.credit.agency);
        }
        let start = crate::import::start_of(words, LEAD_BYTES);
        story.lead = story.lead.or_else(|| published::day_of_lead(start));
    }
}

/// How much of the first paragraphs is read for their day, in bytes: two or three sentences.
const LEAD_BYTES: usize = 900;

fn first_day(words: &str) -> Option<Date> {
    published::absolute_days(words, true).first().map(|found| found.date)
}

/// The outlet that the source line names: without label, the first of several, not "agencies".
fn outlet(text: &str, items: &[&Item], kinds: &[Option<SectionKind>]) -> Option<String> {
    items.iter().zip(kinds).filter(|(_, kind)| **kind == Some(SectionKind::Source)).find_map(|(item, _)| {
        let value = item.cue.as_ref().map_or(item.line.inner.clone(), |cue| cue.value.clone());
        text[value]
            .replace(" - ", "|")
            .split(['+', '،', ',', '|', '/', '–', '—', '(', ')', ';', '؛'])
            .map(|piece| {
                let outer = |c: char| {
                    c.is_whitespace()
                        || is_ignorable(c)
                        || matches!(c, '-' | '.' | '"' | '«' | '»' | ':' | '[' | ']' | '*')
                };
                one_line(piece.trim_matches(outer))
            })
            .find(|piece| {
                let folded = crate::arabic::letters::fold_str(piece);
                let is_nobody = ["وكالات", "الوكالات", "وكاله", "صحف", "مواقع", "متابعات", "خاص", "agencies"];
                !piece.is_empty() && !is_nobody.contains(&folded.as_str())
            })
    })
}

fn all_keywords(text: &str, items: &[&Item], kinds: &[Option<SectionKind>]) -> Vec<String> {
    let with_kind = |wanted: fn(SectionKind) -> bool| {
        items.iter().zip(kinds).filter(move |(_, kind)| kind.is_some_and(wanted)).map(|(item, _)| *item)
    };
    let mut body = String::new();
    for item in with_kind(SectionKind::is_body) {
        if body.len() < BODY_FOR_KEYWORDS {
            body.push_str(&text[item.line.span.clone()]);
            body.push('\n');
        }
    }
    let mut all: Vec<String> = Vec::new();
    for item in with_kind(|kind| kind == SectionKind::Keywords).take(keywords::KEYWORDS_MAX) {
        let value = item.cue.as_ref().map_or(item.line.inner.clone(), |cue| cue.value.clone());
        for keyword in keywords::keywords(&text[value], &body) {
            if all.len() < keywords::KEYWORDS_MAX && !all.contains(&keyword) {
                all.push(keyword);
            }
        }
    }
    all
}

/// How much of a text tells which words of its keywords belong together, in bytes.
const BODY_FOR_KEYWORDS: usize = 32 << 10;

/// The headline of a story that states no title: from its deck or first paragraph.
fn taken_title(text: &str, items: &[&Item], kinds: &[Option<SectionKind>]) -> Title {
    let is_telling =
        |kind: &Option<SectionKind>| matches!(kind, Some(SectionKind::Deck | SectionKind::Paragraph));
    let found = items
        .iter()
        .zip(kinds)
        .find(|(_, kind)| is_telling(kind))
        .or_else(|| items.iter().zip(kinds).find(|(_, kind)| kind.is_some_and(SectionKind::is_body)));
    let Some((item, _)) = found else { return Title::default() };
    let line = item.line.of(text);
    let lead =
        dateline::opening(line).filter(|opening| opening.lead < line.len()).map_or(0, |opening| opening.lead);
    let headline = headline::headline(line, lead);
    let range = item.line.inner.start + headline.range.start..item.line.inner.start + headline.range.end;
    let words = one_line(&text[range.clone()]);
    let ellipsis = if headline.cut { "…" } else { "" };
    Title { text: format!("{words}{ellipsis}"), span: Some(Span::new(range.start, range.end)), stated: false }
}
