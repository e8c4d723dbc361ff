//! What goes out of a library, and what comes back from it into another.

use crate::store::numbered;
use jiff::civil::date;
use khabar::article::{Facts, Kept, Published, PublishedFrom};
use khabar::import::{Hints, parse};
use khabar::store::{Addition, Import, Library, Query, Stored, Which};
use khabar::task::Cancel;
use khabar::task::export::{Export, Format, Manner, NotExported, into_file, write};
use proptest::prelude::*;
use std::path::Path;

fn manner(format: Format) -> Manner {
    Manner { format, facts: None, notes: None, has_bom: false }
}

/// All that a library has, in a form.
fn exported(library: &Library, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    let all = Which::Found(Query::all());
    write(library, &all, &manner(format), &Cancel::default(), &mut out, Path::new("-")).unwrap();
    out
}

/// Adds what a file of records holds.
fn imported(library: &mut Library, bytes: &[u8]) {
    let parsed = parse(bytes, "export.jsonl", &Hints::default());
    assert_eq!(parsed.flaws, []);
    let (mut batch, mut kept): (Vec<Addition>, Vec<Option<Kept>>) = (Vec::new(), Vec::new());
    for document in parsed.documents {
        let host = batch.len();
        for (index, (article, of)) in document.articles.into_iter().zip(document.kept).enumerate() {
            let facts = Facts::default();
            let profile = khabar::story::profile(&article, &facts);
            let host = (index > 0).then_some(host);
            batch.push(Addition { article, facts, profile, whole_origin: of.whole_origin, host });
            kept.push(Some(of));
        }
    }
    library.add_kept(&mut Import::new(1), &batch, &kept).unwrap();
}

/// What is to be the same in both: all but the numbers.
fn seen(library: &Library) -> Vec<(Stored, Kept, Option<String>)> {
    let ids = library.ids(&Query::all()).unwrap();
    let mut all: Vec<_> = ids
        .into_iter()
        .map(|id| {
            let stored = library.article(id).unwrap();
            let kept = library.kept(&stored).unwrap();
            let host = stored.host.map(|host| library.key_of(host).unwrap());
            let zero = khabar::store::Id::new(0);
            (Stored { id: zero, host: None, embedded: Vec::new(), ..stored }, kept, host)
        })
        .collect();
    all.sort_by(|one, other| one.0.article.key.cmp(&other.0.article.key));
    all
}

/// An article: its day, whether it has a story embedded in it, tags, read, position, day by hand.
type Case = (Option<i32>, bool, Vec<String>, bool, u32, Option<i32>);

fn case() -> impl Strategy<Value = Case> {
    let tag = "[a-c\u{62A}\u{62B}]{1,3}";
    let day = || prop::option::of(0..2000i32);
    (day(), any::<bool>(), prop::collection::vec(tag, 0..3), any::<bool>(), 0..40u32, day())
}

fn day(number: i32) -> jiff::civil::Date {
    date(2020, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_went_out_comes_back_as_it_was(cases in prop::collection::vec(case(), 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Library::open(&folder.path().join("first.db")).unwrap();
        let mut import = Import::new(1);
        for (number, (published, has_story, tags, read, position, set_day)) in cases.iter().enumerate() {
            let mut host = numbered(number);
            let from = if number % 2 == 0 { PublishedFrom::Stated } else { PublishedFrom::Lead };
            host.article.published = published.map(|number| Published { date: day(number), from });
            host.article.keywords = vec!["\u{643}\u{644}\u{645}\u{629}".to_owned()];
            let mut batch = vec![host];
            if *has_story {
                let mut story = numbered(1000 + number);
                story.article.part = 1;
                story.article.key = format!("k{number}#1");
                story.article.offset = 5;
                story.host = Some(0);
                batch.push(story);
            }
            let ids: Vec<_> = first.add(&mut import, &batch).unwrap().iter().map(|added| added.id).collect();
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            first.tag(&ids[ids.len() - 1..], &tags, &[]).unwrap();
            let text = &batch[0].article.text;
            let (position, _) = text.char_indices().nth(*position as usize).unwrap_or_default();
            first.keep_position(ids[0], position as u32, *read).unwrap();
            if number % 3 == 0 {
                first.add_note(ids[0], None, "\u{631}\u{623}\u{64A}\n\nx").unwrap();
                let on = Some(khabar::article::Span::new(0, text.find(' ').unwrap_or(text.len())));
                first.add_note(ids[0], on, "\u{639}\u{644}\u{649} \u{643}\u{644}\u{645}\u{629}").unwrap();
            }
            if let Some(number) = set_day {
                first.set_published(&ids, Some(day(*number))).unwrap();
            }
        }
        let out = exported(&first, Format::Jsonl);
        let mut second = Library::open(&folder.path().join("second.db")).unwrap();
        imported(&mut second, &out);
        prop_assert_eq!(seen(&first), seen(&second));
        prop_assert_eq!(second.integrity().unwrap(), Vec::<String>::new());
        // Once more changes nothing: what is there has the last word.
        let id = second.ids(&Query::all()).unwrap()[0];
        second.tag(&[id], &["later"], &[]).unwrap();
        let before = seen(&second);
        imported(&mut second, &out);
        prop_assert_eq!(seen(&second), before);
    }
}

#[test]
fn a_file_is_never_replaced_unasked_and_never_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    let added = library.add(&mut Import::new(1), &[numbered(1), numbered(2)]).unwrap();
    let to = folder.path().join("out.md");
    let export = |which: Which, to: &Path, overwrites: bool| {
        let export = Export { which, manner: manner(Format::Markdown), to: to.to_owned(), overwrites };
        into_file(&library, &export, &Cancel::default())
    };
    let one = || Which::These(vec![added[0].id]);
    assert_eq!(export(one(), &to, false).unwrap(), 1);
    let text = std::fs::read_to_string(&to).unwrap();
    assert!(text.starts_with("# ") && text.contains("\u{2014} "), "{text}");
    assert!(matches!(export(Which::Found(Query::all()), &to, false), Err(NotExported::Exists(_))));
    assert_eq!(std::fs::read_to_string(&to).unwrap(), text);
    assert_eq!(export(Which::Found(Query::all()), &to, true).unwrap(), 2);
    assert!(matches!(export(one(), &path, true), Err(NotExported::IsLibrary(_))));
    // Nothing found leaves what is there, and no half of a file.
    assert_eq!(export(Which::Found("tag:none".parse().unwrap()), &to, true).unwrap(), 0);
    assert!(std::fs::read_to_string(&to).unwrap().len() > text.len());
    let texts = folder.path().join("texts");
    std::fs::create_dir(&texts).unwrap();
    assert_eq!(export(Which::Found(Query::all()), &texts, false).unwrap(), 2);
    assert_eq!(std::fs::read_dir(&texts).unwrap().count(), 2);
    assert!(matches!(export(one(), &folder.path().join("no/such.md"), false), Err(NotExported::Output(..))));
    assert!(!folder.path().join("out.md.part").exists());
}
