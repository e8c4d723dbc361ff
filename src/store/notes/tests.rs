use super::super::tests::{addition, article, temporary};
use super::*;

const TEXT: &str = "وصل الوفد إلى إسطنبول أمس. وقال المتحدث إن المفاوضات بدأت.";

fn span_of(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("they are there");
    Span::new(start, start + words.len())
}

/// The notes of the article `a`: what each is on, as its text has it now, and what it says.
fn notes(library: &Library, id: Id) -> Vec<(Option<String>, String)> {
    let text = library.article(id).unwrap().article.text;
    let notes = library.notes(id).unwrap();
    notes
        .into_iter()
        .map(|note| {
            let on = note.quote.map(|quote| match note.span {
                Some(span) => {
                    assert_eq!(span.of(&text), quote);
                    quote
                }
                None => format!("lost: {quote}"),
            });
            (on, note.text)
        })
        .collect()
}

/// Writes a note on «المفاوضات بدأت», imports the article with another text, and says where the note is then.
#[track_caller]
fn check_follows(edited: &str, on: &str) {
    let mut made = temporary();
    let id = made.add(&[addition(article("a", "عنوان", TEXT, None))])[0].id;
    made.library.add_note(id, Some(span_of(TEXT, "المفاوضات بدأت")), "مهم").unwrap();
    made.add(&[addition(article("a", "عنوان", edited, None))]);
    assert_eq!(notes(&made.library, id), [(Some(on.to_owned()), "مهم".to_owned())]);
}

#[test]
fn a_note_follows_its_words() {
    check_follows(TEXT, "المفاوضات بدأت");
    check_follows(&format!("مقدمة جديدة. {TEXT}"), "المفاوضات بدأت");
    check_follows("وصل الوفد. وقال إن المُفاوضاتِ بدأت.", "مُفاوضاتِ بدأت");
    check_follows("وصل الوفد. وقال المتحدث إن اللقاء انتهى.", "lost: المفاوضات بدأت");
}

#[test]
fn a_lost_note_finds_its_words_when_they_come_back() {
    let mut made = temporary();
    let id = made.add(&[addition(article("a", "عنوان", TEXT, None))])[0].id;
    made.library.add_note(id, Some(span_of(TEXT, "المتحدث")), "من؟").unwrap();
    let without = TEXT.replace("المتحدث", "الناطق");
    made.add(&[addition(article("a", "عنوان", &without, None))]);
    assert_eq!(notes(&made.library, id)[0].0.as_deref(), Some("lost: المتحدث"));
    made.add(&[addition(article("a", "عنوان", TEXT, None))]);
    assert_eq!(notes(&made.library, id)[0].0.as_deref(), Some("المتحدث"));
}

#[test]
fn notes_are_kept_changed_removed_and_taken_back() {
    let mut made = temporary();
    let id = made.add(&[addition(article("a", "عنوان", TEXT, None))])[0].id;
    let library = &mut made.library;
    library.add_note(id, None, "  للملف \n\n سطر ثان  ").unwrap();
    library.add_note(id, Some(span_of(TEXT, " إسطنبول ")), "المكان").unwrap();
    let both = [(None, "للملف\n\n سطر ثان".to_owned()), (Some("إسطنبول".to_owned()), "المكان".to_owned())];
    assert_eq!(notes(library, id), both);
    let note = library.notes(id).unwrap()[1].id;
    assert_eq!(library.edit_note(note, "المكان").unwrap().articles, 0);
    library.edit_note(note, "مكان المفاوضات").unwrap();
    library.edit_note(note, " ").unwrap();
    assert_eq!(notes(library, id).len(), 1);
    assert_eq!(library.edit_note(note, "x").unwrap_err(), Error::NoNote { note });
    library.undo().unwrap();
    assert_eq!(notes(library, id)[1].1, "مكان المفاوضات");
    library.undo().unwrap();
    assert_eq!(notes(library, id), both);
    library.undo().unwrap();
    assert_eq!(notes(library, id).len(), 1);
    library.redo().unwrap();
    assert_eq!(notes(library, id), both);
    let made = made.reopened();
    assert_eq!(notes(&made.library, id), both);
    made.check_whole();
}

#[test]
fn nothing_and_too_much_are_no_notes() {
    let mut made = temporary();
    let id = made.add(&[addition(article("a", "عنوان", TEXT, None))])[0].id;
    assert_eq!(made.library.add_note(id, None, " \n ").unwrap().articles, 0);
    let long = made.library.add_note(id, None, &"ا".repeat(NOTE_CHARS_MAX + 1)).unwrap_err();
    assert_eq!(long, Error::LongNote { characters: NOTE_CHARS_MAX + 1, most: NOTE_CHARS_MAX });
    assert!(matches!(made.library.add_note(Id::new(99), None, "x"), Err(Error::NoArticle { .. })));
    // A piece without words: the article as a whole.
    made.library.add_note(id, Some(Span::new(0, 0)), "x").unwrap();
    assert_eq!(notes(&made.library, id), [(None, "x".to_owned())]);
}

#[test]
fn notes_are_found() {
    let mut made = temporary();
    let texts = ["a", "b", "c"].map(|key| addition(article(key, "عنوان", TEXT, None)));
    let ids: Vec<Id> = made.add(&texts).into_iter().map(|added| added.id).collect();
    made.library.add_note(ids[0], None, "للملف: الأُسرة").unwrap();
    made.library.add_note(ids[1], None, "مراجعة").unwrap();
    made.library.add_note(ids[1], None, "والاسره").unwrap();
    for (query, found) in [
        ("has:note", "a b"),
        ("-has:note", "c"),
        ("note:أسرة", "a b"),
        ("note:مراج*", "b"),
        ("note:\"للملف الأسرة\"", "a"),
        ("-note:مراجعة", "a c"),
        ("note:مراجعة OR note:الملف", "a b"),
        ("has:note المتحدث", "a b"),
        ("has:note -note:مراجعة المتحدث", "a"),
        ("note:المتحدث", ""),
    ] {
        let mut keys: Vec<_> = made.found(query).split_whitespace().map(str::to_owned).collect();
        keys.sort();
        assert_eq!(keys.join(" "), found, "{query}");
    }
    made.library.rebuild_index().unwrap();
    assert_eq!(made.found("note:مراجعة"), "b");
}
