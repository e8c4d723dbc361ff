//! The clause round an expression -> whether it speaks of what was or what is to come, and whether it
//! stands inside a quotation.

use jiff::civil::Date;

use super::grammar::Expression;
use super::lexicon::{Prep, Sign};
use super::meaning::{DateOf, DayOf, Meaning, Point, Stretch, YearOf};
use super::tokens::{Kind, Tokens};

/// What a clause speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// How many words before an expression a cue is looked for; a clause of news is seldom longer.
const REACH_BACK: usize = 14;

/// How many words after it; verbs mostly come first.
const REACH_ON: usize = 6;

/// The tense of the clause round the tokens `first..next`: the nearest cue before them, else the
/// nearest after them. `None` without a cue.
pub(super) fn tense(tokens: &Tokens, first: usize, next: usize) -> Option<Tense> {
    if is_due(tokens, first) {
        return Some(Tense::Future);
    }
    // «الخميس: غائم جزئيا»: forecasts and programmes go day by day.
    if heads_forecast(tokens, first, next) || begins_month(tokens, next) {
        return Some(Tense::Future);
    }
    // «منذ الاثنين» is past, whatever the verb.
    if first.checked_sub(1).is_some_and(|before| tokens.sign(before, Sign::Prep(Prep::Since)).is_some()) {
        return Some(Tense::Past);
    }
    let mut weak = None;
    for at in (first.saturating_sub(REACH_BACK)..first).rev() {
        if ends_sentence(tokens, at) {
            break;
        }
        match cue(tokens, at) {
            // A word that is a noun as often as a verb yields to a cue before it.
            Some((tense, false)) => weak = weak.or(Some(tense)),
            // A verb of the past reports what a noun or a present after it tells.
            Some((Tense::Past, true)) if weak == Some(Tense::Future) => return weak,
            Some((tense, true)) => return Some(tense),
            None => {}
        }
    }
    if weak.is_some() && !is_limit(tokens, first) {
        return weak;
    }
    for at in next..next + REACH_ON {
        if ends_sentence(tokens, at) || tokens.is_one_of(at, &['،', ',']) && at > next {
            break;
        }
        if let Some((tense, _)) = cue(tokens, at) {
            return Some(tense);
        }
    }
    is_limit(tokens, first).then_some(Tense::Future)
}

/// Whether "until", "by" or "before" stands before: terms are set for what is to come.
fn is_limit(tokens: &Tokens, first: usize) -> bool {
    matches!(tokens.preposition_before(first), Some(Prep::Until | Prep::By | Prep::Ago))
}

/// Whether «لـ» is attached: what is set "for Sunday" is to come; figures "for the month of January"
/// are not.
fn is_due(tokens: &Tokens, first: usize) -> bool {
    tokens.get(first).is_some_and(|token| token.prep)
        && tokens.stem(first) != "شهر"
        && tokens.folded(first).trim_start_matches('و').starts_with('ل')
}

/// Whether a sentence ends between the tokens `first` and `next`.
pub(super) fn is_parted(tokens: &Tokens, first: usize, next: usize) -> bool {
    (first..next).any(|at| ends_sentence(tokens, at))
}

fn is_weekday(tokens: &Tokens, at: usize) -> bool {
    tokens.find(at, |entry| matches!(entry.sign, Sign::Weekday(_)).then_some(())).is_some()
}

/// Whether weekdays, and nothing else, stand before the colon of a line, these among them: «الأحد والاثنين:».
fn heads_forecast(tokens: &Tokens, first: usize, next: usize) -> bool {
    if !is_weekday(tokens, first) {
        return false;
    }
    let joined = |at: usize| tokens.has_and(at) && is_weekday(tokens, at);
    let start = (0..=first).rev().find(|&at| !joined(at)).unwrap_or(first);
    let end = (next..tokens.len()).find(|&at| !joined(at)).unwrap_or(next);
    tokens.is_mark(end, ':') && is_weekday(tokens, start) && begins_line(tokens, start)
}

/// Whether a month is said to begin or end on the day before `at`: «السبت أول أيام رمضان», «الجمعة هو المتمم لشهر
/// شعبان». Such days are announced.
fn begins_month(tokens: &Tokens, at: usize) -> bool {
    let at = at + usize::from(matches!(tokens.folded(at), "هو" | "هي" | "سيكون" | "يكون"));
    match tokens.folded(at) {
        "غره" | "الفاتح" | "المتمم" | "المكمل" => true,
        "اول" => matches!(tokens.folded(at + 1), "ايام" | "يوم"),
        "بدء" | "بدايه" => matches!(tokens.folded(at + 1), "رمضان" | "شهر"),
        _ => false,
    }
}

/// Whether nothing but a bullet stands before the token at `at` on its line.
fn begins_line(tokens: &Tokens, at: usize) -> bool {
    let start = at - usize::from(at > 0 && tokens.is_one_of(at - 1, &['-', '–', '•', '*', '·']));
    start == 0 || tokens.is_mark(start - 1, '\n')
}

fn ends_sentence(tokens: &Tokens, at: usize) -> bool {
    tokens.is_one_of(at, &['.', '\n', '؟', '?', '!', '؛'])
}

/// The tense that a word cues, and whether it surely does.
fn cue(tokens: &Tokens, at: usize) -> Option<(Tense, bool)> {
    if tokens.get(at)?.kind != Kind::Word {
        return None;
    }
    if is_future_verb(tokens, at) {
        return Some((Tense::Future, true));
    }
    tokens
        .find(at, |entry| match entry.sign {
            Sign::Future => Some((Tense::Future, entry.sure)),
            Sign::Past => Some((Tense::Past, entry.sure)),
            _ => None,
        })
        .map(|(cue, _)| cue)
}

/// Whether a word is an imperfect with the prefix of the future: «سيعقد», «وستزور», «فسنرى».
fn is_future_verb(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.folded(at);
    let bare = word.strip_prefix(['و', 'ف']).filter(|bare| bare.starts_with('س')).unwrap_or(word);
    let Some(verb) = bare.strip_prefix('س') else { return false };
    let vowels = verb.chars().skip(1).filter(|letter| matches!(letter, 'ا' | 'و' | 'ي')).count();
    verb.starts_with(['ي', 'ت', 'ن', 'ا'])
        && verb.chars().count() >= 4
        // Foreign names have more long vowels («سيراكيوز») than verbs, whose endings add one or two.
        && vowels <= 2 + usize::from(verb.ends_with("ون") || verb.ends_with("ان"))
        && !follows_verb(tokens, at)
        && tokens.find(at, |entry| (entry.sign == Sign::NotFuture).then_some(())).is_none()
}

/// Whether a verb of the past or a preposition stands before: what follows is a noun («قال سيشنز»).
fn follows_verb(tokens: &Tokens, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let sign = tokens.find(before, |entry| match entry.sign {
            Sign::Past if entry.sure => Some(()),
            Sign::Prep(Prep::In | Prep::From | Prep::Until) if entry.rest.is_empty() => Some(()),
            _ => None,
        });
        // «كانت ستعقد» is a verb.
        sign.is_some() && !matches!(tokens.stem(before), "كان" | "كانت" | "كانوا")
    })
}

/// The tokens inside quotation marks, one flag each. Curly and angled marks open and close; straight
/// ones alternate; a line break ends every quotation.
pub(super) fn quoted(tokens: &Tokens) -> Vec<bool> {
    let mut depth = 0usize;
    let mut straight = false;
    (0..tokens.len())
        .map(|at| {
            if let Some(Kind::Mark(mark)) = tokens.get(at).map(|token| token.kind) {
                match mark {
                    '«' | '“' => depth += 1,
                    // Many outlets close what they opened with ” and open with ” what they close with “.
                    '»' | '”' => depth = depth.saturating_sub(1),
                    '"' => straight = !straight,
                    '\n' => (depth, straight) = (0, false),
                    _ => {}
                }
            }
            depth > 0 || straight
        })
        .collect()
}

/// Whether the sentence begins with the token at `first`, or with one word before it.
pub(super) fn is_alone(tokens: &Tokens, first: usize) -> bool {
    let begins = |at: usize| at == 0 || ends_sentence(tokens, at - 1);
    begins(first) && !tokens.has_and(first) || first > 0 && begins(first - 1)
}

/// The day that news means by a day and month without a year after certain words: «هجمات 11 سبتمبر».
pub(super) fn anniversary(tokens: &Tokens, expression: &Expression) -> Option<Date> {
    let Meaning::Point(Point { stretch: Stretch::Day(day), .. }) = &expression.meaning else { return None };
    let DayOf { offset: None, weekday: None, date: Some(date), .. } = day else { return None };
    let DateOf { month: Some(month), year: YearOf::Open, step: None, .. } = *date else { return None };
    (1..=3).filter_map(|back| expression.first.checked_sub(back)).find_map(|at| {
        tokens
            .find(at, |entry| match entry.sign {
                Sign::Anniversary(known) if (known.month(), known.day()) == (month, date.day) => Some(known),
                _ => None,
            })
            .map(|(known, _)| known)
    })
}
