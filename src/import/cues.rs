//! A line -> what it announces: "read also", a list of titles, a source, keywords, a date, a writer,
//! advertising.
//!
//! A cue must open its line. What may also open a sentence ("كتب ترامب …", "اشترك الفريقان في …",
//! "شاهد عيان …") needs a colon, or company that no sentence has; text is never taken for a cue for
//! one word's sake.

use super::lexicon;
use super::lines::{End, Line};
use super::phrases::*;
use super::published;
use crate::arabic::letters::{fold, is_ignorable};
use jiff::civil::Date;
use std::ops::Range;

/// What a line announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// Of what kind.
    pub(super) kind: CueKind,
    /// What follows the label on the same line, in bytes of the text; empty if nothing does.
    pub(super) value: Range<usize>,
}

/// The kinds of announcements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CueKind {
    /// The title, labelled as such.
    Title,
    /// Another story or other titles: "إقرأ أيضاً".
    ReadAlso,
    /// Other titles: "مقالات مشابهة".
    Related,
    /// Who it was taken from.
    Source,
    /// Keywords.
    Keywords,
    /// The day of publication, or that of the last change.
    Published {
        /// The day, if it stands in the same line.
        date: Option<Date>,
        /// Whether it is only the last change.
        update: bool,
    },
    /// Who wrote it.
    Byline,
    /// Advertising, calls to share, copyright, ornaments.
    Boilerplate,
}

/// What `line` announces; `None` if it is text.
pub(super) fn cue(text: &str, line: &Line) -> Option<Cue> {
    if !line.folded.chars().any(char::is_alphanumeric) {
        return Some(Cue { kind: CueKind::Boilerplate, value: line.span.end..line.span.end });
    }
    let label = Label { text, line };
    title(&label)
        .or_else(|| heading(&label))
        .or_else(|| source(&label))
        .or_else(|| keywords(&label))
        .or_else(|| published(&label))
        .or_else(|| byline(&label))
        .or_else(|| boilerplate(&label))
}

/// A line that may begin with a label.
struct Label<'a> {
    text: &'a str,
    line: &'a Line,
}

/// A label found at the start of a line.
struct Matched {
    /// What follows it, in bytes of the text.
    value: Range<usize>,
    /// Whether a colon, bar, slash or dash stands between label and value.
    sign: bool,
    /// Whether that is a colon or a bar.
    colon: bool,
    /// Whether the value is an item of a list on the same line.
    bullet: bool,
}

impl Label<'_> {
    /// The longest of `phrases` that the line begins with, as a whole word.
    fn matched(&self, phrases: &[&str]) -> Option<Matched> {
        let folded = self.line.folded.as_str();
        let start = folded.find(|c: char| c.is_alphanumeric() || matches!(c, '©' | '#')).unwrap_or(0);
        let opening = &folded[start..];
        let begins = |phrase: &&&str| {
            opening
                .strip_prefix(**phrase)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) || phrase.ends_with('©'))
        };
        let phrase = phrases.iter().filter(begins).max_by_key(|phrase| phrase.len())?;
        // Again in the text as written, where white space may be wider.
        let written = fold(self.line.of(self.text));
        let end = after_words(&written.text, phrase)?;
        let between = written.text[end..].find(is_value_start).map_or(written.text.len(), |at| end + at);
        let signs = &written.text[end..between];
        let at = self.line.inner.start + written.origin.source(between);
        let value = at.min(self.line.inner.end)..self.line.inner.end;
        let colon = signs.contains([':', '|', '：', '؟', '؛', '»', '>', '❯', '…', '!', '⬇', '👇']);
        Some(Matched {
            value,
            sign: colon || signs.contains(['/', '-', '–', '—', '\\']),
            colon,
            bullet: signs.contains('•'),
        })
    }

    fn value_words(&self, matched: &Matched) -> usize {
        self.text[matched.value.clone()].split_whitespace().count()
    }

    fn found(&self, kind: CueKind, value: Range<usize>) -> Option<Cue> {
        Some(Cue { kind, value })
    }

    fn nothing(&self) -> Range<usize> {
        self.line.inner.end..self.line.inner.end
    }
}

fn is_value_start(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '#' | '"' | '«' | '“' | '\'' | '‘' | '(' | '[')
}

/// The end of `phrase` in `folded`, white space of any width standing for its spaces.
fn after_words(folded: &str, phrase: &str) -> Option<usize> {
    let first = phrase.chars().next()?;
    let mut at = folded.find(first)?;
    for word in phrase.split(' ').filter(|word| !word.is_empty()) {
        at += folded[at..].len() - folded[at..].trim_start().len();
        at += folded[at..].strip_prefix(word).map(|_| word.len())?;
    }
    Some(at)
}

fn title(label: &Label<'_>) -> Option<Cue> {
    let matched =
        label.matched(&["العنوان", "عنوان", "عنوان الخبر", "عنوان المقال", "title", "headline", "titre"])?;
    let fits = matched.colon && (2..=40).contains(&label.value_words(&matched));
    fits.then(|| label.found(CueKind::Title, matched.value))?
}

fn heading(label: &Label<'_>) -> Option<Cue> {
    let line = label.line;
    // "تخطى الأكثر قراءة وواصل القراءة", "الأكثر قراءة نهاية": the borders of a list, for screen readers.
    if line.words <= 8 && line.folded.ends_with(" نهايه") && label.matched(&RELATED).is_some() {
        return label.found(CueKind::Boilerplate, label.nothing());
    }
    if let Some(matched) = label.matched(&READ_ALSO) {
        let title = line.words <= 28 && line.end != End::Stop;
        if matched.value.is_empty() || line.end == End::Colon && line.words <= 8 {
            return label.found(CueKind::ReadAlso, label.nothing());
        }
        if matched.sign || title {
            return label.found(CueKind::ReadAlso, matched.value);
        }
    }
    if let Some(matched) = label.matched(&READ_ALSO_WITH_SIGN)
        && matched.colon
        && line.words <= 28
        && line.end != End::Stop
        && label.value_words(&matched) >= 2
    {
        return label.found(CueKind::ReadAlso, matched.value);
    }
    if let Some(matched) = label.matched(&RELATED) {
        if matched.value.is_empty() {
            return label.found(CueKind::Related, label.nothing());
        }
        if matched.bullet || matched.colon && line.words <= 28 && line.end != End::Stop {
            return label.found(CueKind::Related, matched.value);
        }
    }
    None
}

fn source(label: &Label<'_>) -> Option<Cue> {
    let matched = label.matched(&SOURCE)?;
    let words = label.value_words(&matched);
    let is_short = words <= 10 && !(label.line.end == End::Stop && words > 6);
    if matched.value.is_empty() {
        return label.found(CueKind::Source, matched.value);
    }
    if matched.sign && is_short {
        return label.found(CueKind::Source, matched.value);
    }
    let value = fold(&label.text[matched.value.clone()]).text;
    let is_credit = words <= 6 && (lexicon::is_agency(value.trim()) || lexicon::has_outlet_head(&value));
    is_credit.then(|| label.found(CueKind::Source, matched.value))?
}

fn keywords(label: &Label<'_>) -> Option<Cue> {
    let line = label.line;
    if let Some(matched) = label.matched(&KEYWORDS) {
        let announces = matched.colon
            || matched.value.is_empty()
            || label.text[matched.value.clone()].starts_with('#')
            || label.matched(&KEYWORDS_FOR_SURE).is_some();
        let is_sentence = line.end == End::Stop && line.words > 12;
        if announces && !is_sentence {
            return label.found(CueKind::Keywords, matched.value);
        }
    }
    let words = || label.text[line.inner.clone()].split_whitespace();
    let all_tags = words().all(|word| word.trim_start_matches(is_ignorable).starts_with('#'));
    (all_tags && line.heading == 0).then(|| label.found(CueKind::Keywords, line.inner.clone()))?
}

fn published(label: &Label<'_>) -> Option<Cue> {
    let line = label.line;
    if line.words > 30 {
        return None;
    }
    let (matched, update) = match (label.matched(&PUBLISHED), label.matched(&UPDATED)) {
        (Some(matched), _) => (matched, false),
        (None, Some(matched)) => (matched, true),
        (None, None) => return None,
    };
    let value = &label.text[matched.value.clone()];
    if value.is_empty() {
        // A label alone, its date on the next line; only where nothing else can be meant.
        let alone = matched.colon || line.words >= 2;
        return alone.then(|| label.found(CueKind::Published { date: None, update }, matched.value))?;
    }
    let days = published::absolute_days(value, true);
    let near = |found: &&published::Found| value[..found.range.start].split_whitespace().count() <= 6;
    if let Some(found) = days.iter().find(near)
        && (matched.colon || line.words <= 14 && line.end != End::Stop)
    {
        return label.found(CueKind::Published { date: Some(found.date), update }, matched.value);
    }
    // "آخر تحديث: قبل 3 ساعات" says nothing that lasts, but is no text either.
    let relative =
        matched.colon && line.words <= 8 && value.chars().any(|c| crate::arabic::digits::value(c).is_some());
    relative.then(|| label.found(CueKind::Published { date: None, update }, matched.value))?
}

fn byline(label: &Label<'_>) -> Option<Cue> {
    let line = label.line;
    let matched = label.matched(&BYLINE)?;
    let words = label.value_words(&matched);
    let value = fold(&label.text[matched.value.clone()]).text;
    let first = value.split_whitespace().next().unwrap_or("");
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    let named = lexicon::is_given_name(first);
    let is_writer = line.folded.starts_with("بقلم") || line.folded.starts_with("by ");
    // "تقرير: …", "متابعة: …" open headlines too.
    let also_opens_titles = ["تقرير", "متابعه", "حوار", "ترجمه", "تحرير", "تصوير", "مراسل"]
        .iter()
        .any(|label| line.folded.starts_with(label));
    let announced = if also_opens_titles {
        matched.sign && (words <= 3 || named && words <= 6)
    } else {
        matched.sign || (is_writer || named) && words <= 5
    };
    // "كتب - محرر الشئون الخارجية:" ends with a colon, as does "كتب ترامب على منصته:", which has no sign.
    let ends_like_a_name = match line.end {
        End::Stop | End::Comma => false,
        End::Colon => matched.sign && words <= 5,
        End::Mark | End::Open => true,
    };
    (announced && (1..=10).contains(&words) && ends_like_a_name)
        .then(|| label.found(CueKind::Byline, matched.value))?
}

fn boilerplate(label: &Label<'_>) -> Option<Cue> {
    let line = label.line;
    let fills =
        |matched: &Matched| matched.value.is_empty() || line.words <= 8 && all_fillers(label, &matched.value);
    if label.matched(&BOILERPLATE_LINES).as_ref().is_some_and(fills) {
        return label.found(CueKind::Boilerplate, label.nothing());
    }
    if line.words > 40 {
        return None;
    }
    let start = line.folded.find(|c: char| c.is_alphanumeric() || matches!(c, '©' | '(')).unwrap_or(0);
    let opening = &line.folded[start..];
    let has_platform = PLATFORMS.iter().any(|platform| opening.contains(platform));
    // A sentence may begin like a call; then it is longer, and it ends.
    let is_call_like = line.words <= 9 || has_platform || line.end != End::Stop && line.words <= 22;
    let call = is_call_like && BOILERPLATE_STARTS.iter().any(|start| opening.starts_with(start));
    let rights = line.words <= 14
        && (["الحقوق محفوظه", "all rights reserved", "©"].iter().any(|sign| opening.contains(sign))
            || ["copyright", "حقوق النشر", "حقوق الطبع"].iter().any(|sign| opening.starts_with(sign))
                && opening.contains(|character: char| character.is_ascii_digit()));
    let first = opening.split(' ').next().unwrap_or("");
    let follow = matches!(first, "تابع" | "تابعوا" | "اشترك" | "اشتركوا")
        && has_platform
        && line.words <= 16
        && !opening.contains(['"', '«', '“'])
        && line.end != End::Stop;
    // "3 دقائق قراءة", "قراءة 3 دقائق".
    let reading_time = line.words <= 5
        && opening.contains("قراءه")
        && (opening.contains("دقيقه") || opening.contains("دقايق"));
    (call || rights || follow || reading_time).then(|| label.found(CueKind::Boilerplate, label.nothing()))?
}

/// Whether the value is made of boilerplate words too ("فيسبوك تويتر واتساب").
fn all_fillers(label: &Label<'_>, value: &Range<usize>) -> bool {
    let folded = fold(&label.text[value.clone()]).text;
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| BOILERPLATE_LINES.contains(&word) || word.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::lines;

    /// The kind, and the value if there is one.
    fn check(text: &str, kind: Option<CueKind>, value: &str) {
        let lines = lines(text);
        let found = cue(text, &lines[0]);
        assert_eq!(found.as_ref().map(|cue| cue.kind), kind, "{text}");
        assert_eq!(found.map_or("", |cue| &text[cue.value]), value, "{text}");
    }

    #[test]
    fn headings_of_other_stories() {
        for text in
            ["إقرأ أيضاً:", "اقرأ أيضا", "👈 اقرأ أيضًا ..", "» قد يهمك أيضاً:", "شاهد أيضاً", "Read also:"]
        {
            check(text, Some(CueKind::ReadAlso), "");
        }
        check("اقرأ أيضاً: بوتين يلتقي ترامب", Some(CueKind::ReadAlso), "بوتين يلتقي ترامب");
        check("اقرأ  أيضاً |  «بوتين» يلتقي", Some(CueKind::ReadAlso), "«بوتين» يلتقي");
        check("شاهد: لحظة وصول الرئيس", Some(CueKind::ReadAlso), "لحظة وصول الرئيس");
        check("مقالات مشابهة", Some(CueKind::Related), "");
        check("أخبار ذات صلة:", Some(CueKind::Related), "");
    }

    #[test]
    fn labels_and_their_values() {
        check("المصدر: مأرب برس", Some(CueKind::Source), "مأرب برس");
        check("المصدر | رويترز", Some(CueKind::Source), "رويترز");
        check("نقلاً عن وكالة الأناضول", Some(CueKind::Source), "وكالة الأناضول");
        check("كلمات دلالية: أوكرانيا روسيا", Some(CueKind::Keywords), "أوكرانيا روسيا");
        check("#أوكرانيا #روسيا", Some(CueKind::Keywords), "#أوكرانيا #روسيا");
        check("كتب: أحمد علي", Some(CueKind::Byline), "أحمد علي");
        check("كتب أحمد علي", Some(CueKind::Byline), "أحمد علي");
        check("بقلم/ سارة محمد", Some(CueKind::Byline), "سارة محمد");
        check("كتب - محرر الشئون الخارجية:", Some(CueKind::Byline), "محرر الشئون الخارجية:");
        check("العنوان: قمة في القاهرة", Some(CueKind::Title), "قمة في القاهرة");
        let date = Date::new(2025, 2, 12).ok();
        check("تاريخ النشر: 12/02/2025", Some(CueKind::Published { date, update: false }), "12/02/2025");
        check("آخر تحديث: 12 فبراير 2025", Some(CueKind::Published { date, update: true }), "12 فبراير 2025");
        check("آخر تحديث: قبل 3 ساعات", Some(CueKind::Published { date: None, update: true }), "قبل 3 ساعات");
    }

    #[test]
    fn advertising_and_calls() {
        for text in [
            "إعلان",
            "- إعلان -",
            "تابعنا على فيسبوك وتويتر",
            "اشترك في نشرتنا البريدية",
            "© 2025 جميع الحقوق محفوظة",
            "***",
            "شارك الخبر عبر واتساب",
            "فيسبوك تويتر واتساب",
            "3 دقائق قراءة",
            "Advertisement",
        ] {
            check(text, Some(CueKind::Boilerplate), "");
        }
    }

    #[test]
    fn sentences_are_no_cues() {
        for text in [
            "شارك عبر الفيديو في القمة زعماء من خمسين بلدا، بينهم الرئيس الأوكراني.",
            "حقوق النشر في صلب المفاوضات",
            "كتب ترامب على منصته: لقد حققنا تقدما كبيرا.",
            "اشترك الفريقان في مناورات على تويتر البحر الأحمر.",
            "إعلان حالة الطوارئ في العاصمة",
            "كتب ترامب على منصته:",
            "تقرير: الشرطة أكثر الأسلاك ارتكابا للانتهاكات",
            "المصدر نفسه أكد أن القوات انسحبت.",
            "شاهد عيان يروي ما حدث",
            "وقال المصدر: لا علم لنا بذلك",
            "تابع الرئيس زيارته إلى موسكو، حيث التقى نظيره الروسي في الكرملين.",
            "نشر ترامب على منصته تغريدة يوم 12 فبراير 2025، قال فيها إن الحرب ستنتهي قريبا جدا.",
            "تحديث المنظومة الدفاعية",
            "تقرير أممي يحذر من المجاعة",
            "ترجمة الأقوال إلى أفعال",
            "شارك الآلاف في المسيرة",
            "مواضيع القمة",
            "علامات استفهام حول الصفقة",
            "المصدر",
        ] {
            let expected = (text == "المصدر").then_some(CueKind::Source);
            check(text, expected, "");
        }
    }
}
