//! Notes in the window, on the seeds.

use super::*;
use crate::app::Language;
use crate::app::tests::Desk;
use crate::store::ChangeKind;

/// Types keys into windows of all sizes and directions; `expect` looks at what came of it.
#[track_caller]
fn check(keys: &str, expect: impl Fn(&Desk)) {
    for size in [(140, 40), (80, 24), (60, 20), (30, 10), (20, 5)] {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::new(size, language);
            desk.keys(keys);
            expect(&desk);
        }
    }
}

/// The notes on the open article: what each is on, and what it says; as the library has them.
fn notes(desk: &Desk) -> Vec<(Option<String>, String)> {
    let reading = desk.state.reading.as_ref().expect("an article is open");
    let notes = desk.library.notes(reading.id).unwrap();
    assert_eq!(reading.notes, notes, "what is shown is what is kept");
    notes.into_iter().map(|note| (note.quote, note.text)).collect()
}

/// The lines of notes among the blocks.
fn lines(desk: &Desk) -> Vec<&str> {
    let blocks = desk.state.reading.as_ref().expect("an article is open").blocks.iter();
    let notes = blocks.filter(|block| matches!(block.kind, BlockKind::Note { .. }));
    notes.map(|block| block.text.as_str()).collect()
}

#[test]
fn a_note_on_the_article_is_written_changed_and_removed() {
    check("aراجع الوزارة<enter>", |desk| {
        assert_eq!(notes(desk), [(None, "راجع الوزارة".to_owned())]);
        assert_eq!(lines(desk), ["راجع الوزارة"]);
        match desk.told() {
            Some(Message::Done(change)) => assert!(matches!(change.kind, ChangeKind::Notes { .. })),
            other => panic!("{other:?}"),
        }
    });
    check("aone ¶ two¶¶three<enter>", |desk| {
        assert_eq!(notes(desk), [(None, "one\ntwo\n\nthree".to_owned())]);
        assert_eq!(lines(desk), ["one", "two", "three"]);
    });
    check("aone¶two<enter>a three<enter>", |desk| {
        assert_eq!(notes(desk), [(None, "one\ntwo three".to_owned())]);
    });
    check("aone<enter>a<ctrl-u><enter>", |desk| assert_eq!(notes(desk), []));
    check("aone<enter>a<ctrl-u><enter>u", |desk| assert_eq!(notes(desk), [(None, "one".to_owned())]));
    check("aone<enter>u", |desk| assert_eq!((notes(desk).len(), lines(desk).len()), (0, 0)));
    check("aone<enter>u<ctrl-r>", |desk| assert_eq!(lines(desk), ["one"]));
    check("a<enter>", |desk| assert_eq!(notes(desk), []));
    check("aone<esc>", |desk| assert_eq!(notes(desk), []));
}

/// Selects from the title into the text.
fn selecting(desk: &mut Desk) -> String {
    desk.keys("<enter>vjjjjjww");
    let reading = desk.state.reading.as_ref().expect("an article is open");
    let span = selected(reading).expect("something is selected");
    span.of(&reading.article.text).trim().to_owned()
}

#[test]
fn a_note_on_selected_words_stands_below_them() {
    for language in [Language::English, Language::Arabic] {
        let mut desk = Desk::new((80, 24), language);
        let words = selecting(&mut desk);
        desk.keys("amark<enter>");
        assert_eq!(notes(&desk), [(Some(words.clone()), "mark".to_owned())]);
        let reading = desk.state.reading.as_ref().unwrap();
        assert!(reading.selection.is_none());
        let span = reading.notes[0].span.unwrap();
        assert!(reading.is_noted(span));
        let at = reading.blocks.iter().position(|block| block.text == "mark").unwrap();
        assert!(reading.blocks[at - 1].span().unwrap().overlaps(span));
        // The article as a whole may have another; the same words lead to the same note.
        desk.keys("aall<enter>");
        assert_eq!(lines(&desk), ["all", "mark"]);
        desk.keys("a<ctrl-u>");
        let prompt = desk.state.prompt.as_ref().unwrap();
        assert!(matches!(prompt.choices.as_slice(), [Choice::Note(note)] if note.text == "mark"));
        desk.keys("<up><enter> two<enter>");
        assert_eq!(lines(&desk), ["all", "mark two"]);
    }
}

#[test]
fn notes_are_searched() {
    let mut desk = Desk::new((140, 40), Language::English);
    desk.keys("jaراجعوا الوزارة<enter>/note:الوزاره<enter>");
    assert_eq!(desk.state.list.items.len(), 1);
    desk.keys("/<ctrl-u>-has:note<enter>");
    assert_eq!(desk.state.list.items.len(), 6);
}

#[test]
fn notes_come_back_with_the_article() {
    let mut desk = Desk::new((80, 24), Language::English);
    desk.keys("aone<enter>j");
    assert_eq!(notes(&desk), []);
    desk.keys("k");
    assert_eq!(lines(&desk), ["one"]);
}

#[test]
fn a_line_stands_for_lines_and_back() {
    for (typed, text) in [("a", "a"), (" a ¶ b ", "a\nb"), ("a¶¶b", "a\n\nb"), ("¶", ""), ("", "")] {
        assert_eq!(lines_of(typed), text);
        assert_eq!(lines_of(&line(text)), text);
    }
}

use super::lines as lines_of;
