use super::*;
use crate::article::{Article, PublishedFrom, Section, SectionKind};
use jiff::civil::date;
use proptest::prelude::*;

fn read(text: &str) -> Article {
    read_with(text, &Hints::default())
}

fn read_with(text: &str, hints: &Hints) -> Article {
    parse(text.as_bytes(), "a.txt", hints).documents.remove(0).articles.remove(0)
}

/// What the flaws of a file say.
fn check_flaws(bytes: &[u8], origin: &str, expected: &[&str]) -> Vec<Document> {
    let parsed = parse(bytes, origin, &Hints::default());
    let said: Vec<String> = parsed.flaws.iter().map(Flaw::to_string).collect();
    assert_eq!(said, expected);
    parsed.documents
}

const BODY: &str = "قال الوزير إن المحادثات ستستأنف الأسبوع المقبل في العاصمة، وإن الوفود ستصل تباعا.";

#[test]
fn what_cannot_be_read_is_named() {
    assert!(check_flaws(b"", "a", &["'a' is empty; nothing was added"]).is_empty());
    assert!(check_flaws(b" \n\xC2\xA0\n", "a", &["'a' is empty; nothing was added"]).is_empty());
    let pdf = "'a.txt' is a PDF, not text; save it as plain text in UTF-8 and add that";
    assert!(check_flaws(b"%PDF-1.4 ...", "a.txt", &[pdf]).is_empty());
    let size = SIZE_MAX as usize + 1;
    let large = "'a' has 65 MiB, more than the 64 MiB that one file may have; split it";
    assert!(check_flaws(&vec![b'a'; size], "a", &[large]).is_empty());
}

#[test]
fn what_was_assumed_or_removed_is_said() {
    let legacy = encoding_rs::WINDOWS_1256.encode(BODY).0.into_owned();
    let guessed =
        "'a' does not say its encoding; it was read as windows-1256, convert it to UTF-8 if words look wrong";
    let documents = check_flaws(&legacy, "a", &[guessed]);
    assert_eq!(documents[0].text, BODY);
    let hostile = format!("\u{1B}[2J{BODY}\u{202E}x\u{9B}0m");
    let documents = check_flaws(
        hostile.as_bytes(),
        "a",
        &[
            "'a' holds 2 control sequences for terminals; they were left out, the text is whole",
            "'a' holds 1 direction override; read it with care, letters may not stand as they seem",
        ],
    );
    assert_eq!(documents[0].text, format!("{BODY}\u{202E}x"));
}

#[test]
fn spans_lead_back_into_the_file() {
    // CRLF, a shaped lam-alef, an escape sequence and a decomposed letter before the word.
    let file =
        "\u{FEFF}\u{639}\u{646}\u{648}\u{627}\u{646}\r\n\r\n\u{FEFB} \u{1B}[1m\u{627}\u{653}\u{628} word.";
    let parsed = parse(file.as_bytes(), "a", &Hints::default());
    let document = &parsed.documents[0];
    let at = document.text.find("word").expect("the word");
    let range = document.scalar_range(&document.articles[0], crate::article::Span::new(at, at + 4));
    let scalars: Vec<char> = document.decoded().chars().collect();
    assert_eq!(scalars[range].iter().collect::<String>(), "word");
}

#[test]
fn spans_of_embedded_stories_lead_back_too() {
    let long = "كلمات كثيرة ".repeat(600);
    let file =
        format!("عنوان الخبر\r\n{long}.\r\nالمصدر: رويترز\r\nاقرأ أيضا:\r\nخبر آخر قصير\r\n{BODY}\r\n");
    let parsed = parse(file.as_bytes(), "a", &Hints::default());
    let document = &parsed.documents[0];
    let story = &document.articles[1];
    let span = story.title.span.expect("a title");
    let range = document.scalar_range(story, span);
    let scalars: Vec<char> = document.decoded().chars().collect();
    assert_eq!(scalars[range].iter().collect::<String>(), story.title.text);
    assert_eq!(story.title.text, "خبر آخر قصير");
}

#[test]
fn the_day_of_publication_is_the_best_known_one() {
    let hint =
        |from| Hints { published: Some(Published { date: date(2020, 1, 1), from }), ..Hints::default() };
    let check = |text: &str, hints: &Hints, expected: Option<(i8, PublishedFrom)>| {
        let found = read_with(text, hints).published.map(|published| (published.date.day(), published.from));
        assert_eq!(found, expected, "{text}");
    };
    use PublishedFrom::*;
    let stated = format!("عنوان\nتاريخ النشر: 2 مارس 2024\nالقاهرة، 3 مارس 2024 (رويترز) - {BODY}");
    let lead = format!("عنوان\nقال الوزير اليوم الإثنين 4 مارس 2024 إن الأمر انتهى.\n{BODY}");
    check(&stated, &Hints::default(), Some((2, Stated)));
    check(&stated, &hint(Metadata), Some((2, Stated)));
    check(&stated, &hint(Given), Some((1, Given)));
    check(&lead, &Hints::default(), Some((4, Lead)));
    check(&lead, &hint(Metadata), Some((1, Metadata)));
    let dateline = format!("عنوان\nالقاهرة، 3 مارس 2024 (رويترز) - {BODY}");
    check(&dateline, &hint(Metadata), Some((3, Dateline)));
    check(BODY, &Hints::default(), None);
    let both = format!("عنوان\nآخر تحديث: 5 مارس 2024\nنشر في: 2 مارس 2024\n{BODY}");
    check(&both, &Hints::default(), Some((2, Stated)));
}

#[test]
fn the_same_words_are_the_same_article() {
    let key = |text: &str| read(text).key;
    assert_eq!(key("عنوان\n\nنص الخبر"), key("\u{FEFF}عنوان\r\n\r\nنص الخبر\r\n"));
    assert_ne!(key("عنوان\n\nنص الخبر"), key("عنوان\n\nنص خبر"));
    let given = Hints { key: Some("id-7".to_owned()), ..Hints::default() };
    assert_eq!(read_with("عنوان", &given).key, "id-7");
}

#[test]
fn records_are_read_line_by_line() {
    let file = concat!(
        "{\"id\":\"a1\",\"title\":\"عنوان أول\",\"text\":\"نص أول.\",\"date\":\"2017-06-20T13:41:00+01:00\",",
        "\"source\":\"Radio\",\"url\":\"http://x\",\"tags\":[\"تونس\",\"#طقس\"]}\n",
        "\n",
        "{\"title\": \"broken\n",
        "[1]\n",
        "{\"id\": 7, \"title\": \"\"}\n",
        "{\"text\":\"نص بلا عنوان.\"}\n",
    );
    let documents = check_flaws(
        file.as_bytes(),
        "a.jsonl",
        &[
            "'a.jsonl' line 3: the JSON object is not closed; this line was left out, the rest was added",
            "'a.jsonl' line 4: it is not a JSON object; this line was left out, the rest was added",
            "'a.jsonl' line 5: there is no text; this line was left out, the rest was added",
        ],
    );
    assert_eq!(documents.len(), 2);
    let article = &documents[0].articles[0];
    assert_eq!(article.key, "a1");
    assert_eq!((article.title.text.as_str(), article.title.stated), ("عنوان أول", true));
    assert_eq!(article.text, "عنوان أول\n\nنص أول.");
    let published = Published { date: date(2017, 6, 20), from: PublishedFrom::Metadata };
    assert_eq!(article.published, Some(published));
    assert_eq!((article.outlet.as_deref(), article.url.as_deref()), (Some("Radio"), Some("http://x")));
    assert_eq!(article.keywords, ["تونس", "طقس"]);
    assert!(!documents[1].articles[0].title.stated);
}

#[test]
fn records_are_known_by_their_look_too() {
    let file = "{\"text\": \"نص.\"}\n{\"text\": \"نص آخر.\"}\n";
    assert_eq!(parse(file.as_bytes(), "-", &Hints::default()).documents.len(), 2);
    let text = "{ليس سجلا} بل نص عادي";
    assert_eq!(read(text).text, text);
}

#[test]
fn a_headline_alone_is_a_headline() {
    let article = read("قمة عربية طارئة في القاهرة غدا\n");
    assert!(article.title.stated);
    assert_eq!(article.sections.len(), 1);
    let sentence = read(BODY);
    assert!(!sentence.title.stated && !sentence.title.text.is_empty());
}

/// The property that the reader relies on: sections are in order, disjoint, trimmed, and leave out
/// nothing but white space, invisible characters and the marks before headings and list items.
fn tiles(article: &Article) -> Result<(), TestCaseError> {
    let text = &article.text;
    let is_nothing = |c: char| {
        c.is_whitespace()
            || crate::arabic::letters::is_ignorable(c)
            || !(c.is_alphanumeric() || c == '\u{FFFD}')
    };
    let mut end = 0;
    for Section { span, .. } in &article.sections {
        let range = span.range();
        prop_assert!(end <= range.start && range.start < range.end);
        prop_assert!(text.get(range.clone()).is_some_and(|words| words.trim() == words));
        prop_assert!(text[end..range.start].chars().all(is_nothing));
        end = range.end;
    }
    prop_assert!(text[end..].chars().all(is_nothing));
    if let Some(span) = article.title.span {
        prop_assert!(text.get(span.range()).is_some());
    }
    Ok(())
}

fn holds(bytes: &[u8], origin: &str) -> Result<(), TestCaseError> {
    let parsed = parse(bytes, origin, &Hints::default());
    for document in &parsed.documents {
        let host = &document.articles[0];
        prop_assert_eq!(&host.text, &document.text);
        document.articles.iter().try_for_each(tiles)?;
        let embedded = host.sections.iter().filter(|section| section.kind == SectionKind::Embedded);
        prop_assert_eq!(embedded.clone().count(), document.articles.len() - 1);
        for (section, story) in embedded.zip(&document.articles[1..]) {
            prop_assert_eq!(section.span.of(&host.text), &story.text);
            prop_assert_eq!((section.span.start, section.part), (story.offset, story.part));
            for inner in &story.sections {
                let range = document.scalar_range(story, inner.span);
                prop_assert!(range.start <= range.end && range.end <= document.decoded().chars().count());
            }
        }
        let parts: Vec<u16> =
            host.sections.iter().map(|section| section.part).filter(|&part| part > 0).collect();
        prop_assert!(parts.is_sorted());
    }
    prop_assert!(!parsed.documents.is_empty() || !parsed.flaws.is_empty());
    Ok(())
}

/// Lines that mean something, and lines that break things.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "إقرأ أيضاً:",
        "اقرأ أيضا: خبر آخر عن القمة",
        "مقالات مشابهة",
        "  • عنوان خبر آخر",
        "- بند",
        "المصدر: مأرب برس",
        "المصدر:",
        "رويترز",
        "كلمات دلالية: أوكرانيا روسيا",
        "#وسم #آخر",
        "تاريخ النشر: 12/02/2025",
        "واشنطن",
        "كتب: أحمد علي",
        "إعلان",
        "عنوان قصير للخبر",
        "## عنوان فرعي",
        "**عريض**",
        "قال الوزير إن الأمر انتهى، وإن الوفود عادت إلى بلادها بعد يوم طويل من المحادثات الصعبة في العاصمة.",
        "وأضاف أن اللقاء المقبل سيعقد بعد شهر.",
        "",
        "",
        "\u{200F}",
        "***",
        "...",
        "،،،",
        "نص طويل بلا نهاية المصدر: رويترز. إقرأ أيضاً: خبر تاريخ النشر: 12/02/2025 GMT ثم كلام كثير جدا بعد ذلك كله هنا الآن",
        "\u{1B}[31m",
        "\u{202E}abc",
        "12 فبراير 2025",
        "# ",
        "•",
        "–",
        "©",
        "العنوان:",
        "العنوان: قمة في القاهرة",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,60}", 1 => "[\u{627}-\u{64A} .:،]{0,80}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&bytes, "a")?;
    }

    #[test]
    fn any_text_is_tiled(lines in prop::collection::vec(pieces(), 0..24), end in prop::sample::select(vec!["\n", "\n\n", "\r\n", " "])) {
        let file = lines.join(end);
        holds(file.as_bytes(), "a.txt")?;
        holds(file.as_bytes(), "a.jsonl")?;
    }

    #[test]
    fn legacy_encodings_do_not_break_it(lines in prop::collection::vec(pieces(), 0..8)) {
        let text = lines.join("\n");
        holds(&encoding_rs::WINDOWS_1256.encode(&text).0, "a")?;
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        holds(&wide, "a")?;
    }
}
