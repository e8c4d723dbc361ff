//! Temporal expressions: our own rows, the seeds' gold, the cases of other programs, round trips.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use khabar::arabic::calendar::Calendar;
use khabar::article::{DateKind, DateMention};
use khabar::extract::date::{Settings, dates_in};
use khabar::ui::words::{Calendars, Digits, Lang, Manner, Months, Words};
use proptest::prelude::*;
use serde::Deserialize;

fn find(text: &str, published: Option<Date>) -> Vec<DateMention> {
    dates_in(text, published, &Settings::default())
}

/// A file of the shared data beside the repository; `None`, with a line saying so, where there is none.
fn shared(path: &str) -> Option<String> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(path);
    let read = std::fs::read_to_string(&path).ok();
    if read.is_none() {
        println!("left out: {} is not there", path.display());
    }
    read
}

#[derive(Deserialize)]
struct Rows {
    case: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    text: String,
    published: String,
    want: Vec<(String, String)>,
}

#[test]
fn our_own_rows() {
    let rows: Rows = toml::from_str(include_str!("../data/dates.toml")).expect("the rows are TOML");
    let mut failures = Vec::new();
    for row in &rows.case {
        let published = (!row.published.is_empty()).then(|| row.published.parse().expect("a day"));
        let found: Vec<(String, String)> = find(&row.text, published)
            .into_iter()
            .map(|mention| (mention.span.of(&row.text).to_owned(), mention.value))
            .collect();
        if found != row.want {
            failures.push(format!("{}: {}\n  want {:?}\n  got  {found:?}", row.name, row.text, row.want));
        }
    }
    assert!(failures.is_empty(), "{} of {}\n{}", failures.len(), rows.case.len(), failures.join("\n"));
    assert!(rows.case.len() >= 300);
    assert!(rows.case.iter().filter(|row| row.want.is_empty()).count() >= 60);
}

#[derive(Deserialize)]
struct Gold {
    doc: String,
    start: usize,
    end: usize,
    value: String,
    tier: String,
    #[serde(default)]
    alt: Vec<String>,
}

/// Every core expression of the seeds is found, with its span and value; nothing else is found that
/// the gold does not know.
#[test]
fn seeds_with_the_day_of_publication() {
    let Some(gold) = shared("gold/seed_dates.jsonl") else { return };
    let gold: Vec<Gold> =
        gold.lines().map(|line| serde_json::from_str(line).expect("gold is JSON")).collect();
    let published = ["2025-05-19", "2025-03-19", "2025-02-12", "2025-02-12", "2025-08-16"]
        .map(|day| day.parse().expect("a day"));
    let seeds = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"));
    let (mut core, mut strict, mut wrong) = (0, 0, Vec::new());
    for (index, published) in published.into_iter().enumerate() {
        let known: Vec<&Gold> =
            gold.iter().filter(|gold| gold.doc.starts_with(&format!("{index:03}_"))).collect();
        let text = std::fs::read_to_string(seeds.join(&known[0].doc)).expect("the seeds are UTF-8");
        let scalar = |offset: u32| text[..offset as usize].chars().count();
        let found: Vec<(usize, usize, DateMention)> = find(&text, Some(published))
            .into_iter()
            .map(|mention| (scalar(mention.span.start), scalar(mention.span.end), mention))
            .collect();
        for gold in known.iter().filter(|gold| gold.tier == "core") {
            core += 1;
            let right =
                |mention: &DateMention| mention.value == gold.value || gold.alt.contains(&mention.value);
            match found.iter().find(|(start, end, _)| *start < gold.end && gold.start < *end) {
                Some((start, end, mention)) if right(mention) => {
                    strict += usize::from((*start, *end) == (gold.start, gold.end));
                }
                other => wrong.push(format!("{}:{} {} {other:?}", gold.doc, gold.start, gold.value)),
            }
        }
        for (start, end, mention) in &found {
            if !known.iter().any(|gold| *start < gold.end && gold.start < *end) {
                wrong.push(format!("{index}:{start} false: {mention:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(strict * 100 >= core * 95, "{strict} of {core} with the exact span");
}

/// Without a day of publication nothing is invented: what the text does not tell stays open.
#[test]
fn seeds_without_the_day_of_publication() {
    let seeds = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"));
    for entry in std::fs::read_dir(seeds).expect("the seeds are part of the repository") {
        let path = entry.expect("a readable folder").path();
        let text = std::fs::read_to_string(&path).expect("the seeds are UTF-8");
        for mention in find(&text, None) {
            let told = mention.span.of(&text).chars().any(|character| character.is_numeric());
            let open = mention.interval.is_none();
            let history = mention.rule == "years";
            assert!(open || told || history, "{}: {mention:?}", path.display());
            assert!(mention.confidence < 0.5 || !mention.value.contains("XXXX"), "{mention:?}");
        }
    }
}

/// Cases of chrono-node, dateparser and Recognizers-Text whose policy is not that of news, by a part of
/// their input, with the reason.
const SET_ASIDE: &[(&str, &str)] = &[
    ("نلتقي عند الظهر", "hours of names are the reader's habit, not a value"),
    ("نلتقي بعد الظهر", "a part of the day without a day is no date of news"),
    ("هذا الصباح", "a part of the day has no hour: TMO"),
    ("هذا المساء", "a part of the day has no hour: TEV"),
    ("الجمعة القادم", "the coming Friday is the first after the reference, not one week later"),
    ("يوم الأحد القادم", "the coming Sunday is the first after the reference, not one week later"),
    ("1 عام, 1 شهر", "an amount without \"ago\" is a length"),
    ("30-02-1433", "Safar 1433 has 29 days: there is no such day"),
    ("30-02-33", "no such day, and a Hijri year of two digits without its era"),
    ("10-03-90", "a year of two digits without its era is Gregorian"),
    ("اليوم السابق", "\"the previous day\" counts from a day told before"),
    ("سأعود في 15", "a bare number is no day in news"),
    ("4.22", "a number with a dot is a decimal in news"),
    ("22-4", "figures with a dash are a score or a range in news"),
    ("سوف أعود 4/22", "a slash alone is a fraction or a number of a law"),
    ("08/12, 15", "a year of two digits after a comma"),
    ("سأعود يومي", "dialect; in news it is the head of two days"),
    ("يوم الأحد الثاني", "the n-th weekday needs its month"),
    ("يوم الأحد الأول", "the n-th weekday needs its month"),
    ("الثلاثاء الثالث", "the n-th weekday needs its month"),
    ("يوم الأحد الخامس", "the n-th weekday needs its month"),
    ("سبتمبر الماضي", "the last September is the most recent, not that of last year"),
    ("سأخرج 2015.3", "a number with a dot is a decimal in news"),
    ("سأرحل الصيف", "a season without a year is the custom, not a date"),
    ("سأرحل صيف", "a season without a year is the custom, not a date"),
    ("سأعود عند 7", "a bare number is no hour in news"),
    ("سأعود في السابعة", "a rank alone is anything's: his seventh year, the seventh minute"),
    ("في الحادية عشر", "a rank alone is anything's"),
    ("سأعود الحادية عشر", "a rank alone is anything's"),
    ("منتصف-", "a dash inside an expression is the peer's own"),
    ("منتصف الصباح", "no hour of news"),
    ("12 وقت الغداء", "no hour of news"),
    ("أحد عشر وخمسة", "numbers in words without \"hour\" count things"),
    ("سأعود الظهر", "noon alone is as often the prayer"),
];

#[derive(Deserialize)]
struct Case {
    source: String,
    text: Option<String>,
    input: Option<String>,
    reference_time: Option<String>,
    expected: Option<serde_json::Value>,
    timex: Option<String>,
    #[serde(default)]
    negative: bool,
}

impl Case {
    fn input(&self) -> &str {
        self.input.as_deref().or(self.text.as_deref()).expect("a case has a text")
    }

    /// All values that the peer asserts or offers.
    fn wanted(&self) -> Vec<String> {
        let mut wanted: Vec<String> = match &self.expected {
            Some(serde_json::Value::String(value)) => vec![value.clone()],
            Some(serde_json::Value::Object(both)) => {
                both.values().filter_map(|value| value.as_str().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        };
        wanted.extend(self.timex.clone());
        wanted
    }

    fn is_right(&self, found: &[DateMention]) -> bool {
        let wanted = self.wanted();
        // The peer finds the expression and resolves it to nothing: a day that does not exist.
        let nothing = self.negative || wanted.iter().any(|value| value == "0001-01-01");
        match nothing {
            true => found.is_empty(),
            false => found.iter().any(|mention| wanted.iter().any(|value| self.fits(mention, value))),
        }
    }

    /// Whether a mention says the same as a peer's value, which may be written in other ways: a moment
    /// for an amount, an end that is excluded, seconds that nobody told.
    fn fits(&self, mention: &DateMention, wanted: &str) -> bool {
        let wanted = wanted.trim_start_matches('-');
        let plain = wanted.trim_end_matches(":00").replace("P0.5Y", "P6M").replace("PT0.5H", "PT30M");
        let clock = mention.value.trim_end_matches(":00");
        let values = std::iter::once(&mention.value).chain(&mention.alternatives);
        let same = values.clone().any(|value| *value == wanted || *value == plain)
            || clock == plain
            || clock == format!("T{plain}")
            || clock.replace('T', "").replace("/", ":00/") == plain.replace('T', "");
        let coarser =
            mention.kind == DateKind::Date && mention.value.len() == 7 && wanted.starts_with(&mention.value);
        let starts = mention.interval.is_some_and(|(first, last)| {
            let first_day = first.to_string();
            let next_day = last.tomorrow().map(|day| day.to_string()).unwrap_or_default();
            wanted == first_day
                || wanted == format!("{first_day}/{next_day}")
                || wanted == format!("{first_day}/{last}")
                || wanted
                    == format!("{}/{last}", first.tomorrow().map(|day| day.to_string()).unwrap_or_default())
        });
        let month = mention.value.len() == 7 && wanted.len() > 7 && wanted.starts_with(&mention.value);
        let listed = wanted.starts_with('(')
            && (wanted.contains(&mention.value.replace('/', ","))
                || wanted.ends_with(&format!("{})", mention.value)));
        let now = mention.value == "PRESENT_REF" && self.reference_time.as_deref() == Some(wanted);
        same || coarser || starts || month || listed || now || self.is_moment(mention, wanted)
    }

    /// An amount from the reference: "two hours ago" is `PT2H` here, a moment there.
    fn is_moment(&self, mention: &DateMention, wanted: &str) -> bool {
        let Some(reference) = &self.reference_time else {
            // Asserted as a translation, without any day: `-P1D` for "yesterday".
            return mention.value == "XXXX-XX-XX" && wanted.starts_with('P');
        };
        let Ok(reference) = reference.get(..16).unwrap_or("").parse::<jiff::civil::DateTime>() else {
            return false;
        };
        let Ok(span) = mention.value.parse::<jiff::Span>() else { return false };
        let moments = [reference.checked_add(span), reference.checked_sub(span)];
        moments.into_iter().flatten().any(|moment| moment.to_string().starts_with(wanted))
    }
}

#[test]
fn cases_of_other_programs() {
    let Some(cases) = shared("dates/cases.jsonl") else { return };
    let mut wrong = Vec::new();
    let (mut right, mut aside) = (0, 0);
    for line in cases.lines() {
        let case: Case = serde_json::from_str(line).expect("cases are JSON");
        let reference = case.reference_time.as_deref().and_then(|time| time.get(..10)?.parse().ok());
        let found = find(case.input(), reference);
        if case.is_right(&found) {
            right += 1;
        } else if SET_ASIDE.iter().any(|(part, _)| case.input().contains(part)) {
            aside += 1;
        } else {
            wrong.push(format!(
                "{} {:?}: want {:?}, got {found:?}",
                case.source,
                case.input(),
                case.wanted()
            ));
        }
    }
    println!("{right} right, {aside} set aside");
    assert!(
        wrong.is_empty(),
        "{} wrong, {right} right, {aside} set aside\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// All the ways in which the reader writes days: whose months, which digits, which calendars, in both
/// languages.
fn any_words() -> impl Strategy<Value = Words> {
    use Months::{Both, Levant, Maghreb, Mauritania, Morocco, Standard};
    let months = proptest::sample::select(vec![Standard, Levant, Maghreb, Morocco, Mauritania, Both]);
    let digits = proptest::sample::select(vec![Digits::Western, Digits::Eastern]);
    let first = proptest::sample::select(vec![Calendar::Gregorian, Calendar::Hijri]);
    let lang = proptest::sample::select(vec![Lang::Ar, Lang::En]);
    (lang, months, digits, first, any::<bool>()).prop_map(|(lang, months, digits, first, both)| {
        Words::new(lang, Manner { months, digits, calendars: Calendars { first, both } })
    })
}

/// Any day of a century and a half in which Hijri years are unmistakable.
fn any_day() -> impl Strategy<Value = Date> {
    (0..50_000i64).prop_map(|days| date(1930, 1, 1).checked_add(days.days()).expect("within the calendar"))
}

fn check_round_trip(printed: &str, first: Date, last: Date) -> Result<(), TestCaseError> {
    let text = format!("{printed} وصل الوفد.");
    let found = find(&text, None);
    prop_assert_eq!(found.len(), 1, "{}: {:?}", text, found);
    prop_assert_eq!(found[0].span.of(&text), printed);
    prop_assert_eq!(found[0].interval, Some((first, last)), "{}: {:?}", text, found);
    Ok(())
}

/// Long runs of one word, as an attacker would write them, end, and in time that grows with the text.
#[test]
fn runs_of_one_word_are_read() {
    let words = [
        "يوم ",
        "مساء ",
        "و1990 ",
        "ألف ",
        "1.",
        "1/",
        "مايو/",
        "و5 ",
        "منذ ",
        "أيام 3 و",
        "الأحد ",
        "غدا ",
        "من 5 إلى ",
        "(",
        "الساعة ",
        "«",
        "خمسة وعشرين و",
        "عام ",
        "نصف ",
        "اليوم، ",
        "قبل ",
        "ساعة و",
        "كل ",
    ];
    for word in words {
        let text = word.repeat(50_000);
        let found = find(&text, Some(date(2025, 5, 19)));
        assert!(found.len() <= 50_000, "{word}");
    }
}

proptest! {
    #[test]
    fn a_printed_day_is_found_again(day in any_day(), words in any_words()) {
        for printed in [words.date(day), words.date_with_weekday(day), words.date_in_full(day)] {
            check_round_trip(&printed, day, day)?;
        }
    }

    #[test]
    fn printed_days_of_a_stretch_are_found_again(day in any_day(), length in 1..40i64, words in any_words()) {
        let last = day.checked_add(length.days()).expect("within the calendar");
        check_round_trip(&words.span(day, last), day, last)?;
        for calendar in [Calendar::Gregorian, Calendar::Hijri] {
            let (year, month, _) = calendar.fields(day).expect("within the calendar");
            let (first, last) = calendar.days_of_month(year, month).expect("a month");
            check_round_trip(&words.month_of_year(calendar, year, month), first, last)?;
        }
    }

    #[test]
    fn figures_are_found_again(day in any_day(), words in any_words()) {
        check_round_trip(&words.own_digits(&day.to_string()), day, day)?;
    }

    /// Nothing that anybody writes breaks the reading, and what is found lies in the text, in order.
    #[test]
    fn any_text_is_read(text in "([ا-ي ]|[0-9٠-٩/.:،()-]|يوم|شهر|مايو|الأحد|عام|منذ|هـ|من|إلى|\\PC){0,60}") {
        let mut end = 0;
        for mention in find(&text, Some(date(2025, 5, 19))) {
            prop_assert!(mention.span.start >= end, "{:?}", mention);
            prop_assert!(!mention.span.of(&text).is_empty(), "{:?}", mention);
            end = mention.span.end;
        }
    }
}
