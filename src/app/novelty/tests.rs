//! What is new, after real keys.

use super::*;
use crate::app::Language;
use crate::app::compare::tests::STORY;
use crate::app::tests::Desk;

const SIZES: [(u16, u16); 4] = [(140, 40), (80, 24), (60, 20), (20, 5)];

/// Types keys into fresh windows on two tellings of an event.
fn check(keys: &str, expect: impl Fn(&Desk)) {
    for size in SIZES {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::lines(STORY, size, language);
            desk.keys(keys);
            expect(&desk);
        }
    }
}

/// How much is new of the articles of the list, as far as that is told.
fn shares(desk: &Desk) -> Vec<Option<u8>> {
    desk.state.list.items.iter().map(|item| desk.state.shares.of(&item.row)).collect()
}

#[test]
fn nothing_is_new_before_anything_was_read() {
    check("", |desk| {
        assert_eq!(shares(desk), [None, None]);
        assert!(desk.state.reading.as_ref().is_some_and(|reading| reading.novelty.is_none()));
    });
    check("w", |desk| assert_eq!(desk.told(), Some(&Message::NothingReadBefore)));
}

#[test]
fn the_other_telling_says_how_much_of_it_is_new() {
    check("<enter><esc>j", |desk| {
        let reading = desk.state.reading.as_ref().expect("an article");
        let novelty = reading.novelty.as_ref().expect("its other telling was read");
        assert_eq!(novelty.read, 1);
        assert!((1..100).contains(&novelty.percent()), "{novelty:?}");
        let is_new: Vec<bool> = novelty.sentences.iter().map(|sentence| sentence.is_new).collect();
        assert!(is_new.contains(&true) && is_new.contains(&false));
        assert!(reading.is_new(novelty.new_sentences().next().expect("a new one")));
    });
    // In the list, where that is in sight: the article that was not read.
    for size in [(140, 40), (80, 24)] {
        let mut desk = Desk::lines(STORY, size, Language::English);
        desk.keys("<enter><esc>");
        let [None, Some(share)] = shares(&desk)[..] else { panic!("{:?}", shares(&desk)) };
        desk.keys("j");
        let novelty = desk.state.reading.as_ref().and_then(|reading| reading.novelty.as_ref());
        assert_eq!(novelty.map(Novelty::percent), Some(share));
        // As if nothing had been read.
        desk.keys("km");
        assert_eq!(shares(&desk), [None, None]);
        desk.keys("u");
        assert_eq!(shares(&desk), [None, Some(share)]);
    }
}

#[test]
fn a_key_goes_from_one_new_sentence_to_the_next() {
    check("<enter><esc>jw", |desk| {
        let reading = desk.state.reading.as_ref().expect("an article");
        let first = reading.novelty.as_ref().and_then(|novelty| novelty.new_sentences().next());
        assert_eq!((reading.new_at, desk.state.focus), (first, Pane::Article));
        assert!(reading.standing.read);
    });
    let mut desk = Desk::lines(STORY, (80, 24), Language::English);
    desk.keys("<enter><esc>j");
    let all: Vec<Span> = desk
        .state
        .reading
        .as_ref()
        .and_then(|reading| reading.novelty.as_ref())
        .map(|novelty| novelty.new_sentences().collect())
        .unwrap();
    for expected in all.iter().chain(&all) {
        desk.keys("w");
        assert_eq!(desk.state.reading.as_ref().unwrap().new_at, Some(*expected));
    }
}

#[test]
fn what_is_asked_for_is_bounded_and_waited_for_by_nobody() {
    let mut desk = Desk::many(300);
    desk.state.shares.forget();
    desk.held = Some(Vec::new());
    desk.keys("jjjj<ctrl-d><ctrl-d>");
    let asked: Vec<&Effect> = desk
        .held
        .as_ref()
        .unwrap()
        .iter()
        .filter(|effect| matches!(effect, Effect::Run(_, Task::Shares(_))))
        .collect();
    // One question at a time, however far one scrolls meanwhile.
    let [Effect::Run(_, Task::Shares(ids))] = asked[..] else { panic!("{asked:?}") };
    assert!(ids.len() <= ASKED_MAX);
    desk.release();
    assert!(desk.state.shares.awaited.is_none());
    let shown = desk.state.list.shown.iter().map(|(index, _)| &desk.state.list.items[*index].row);
    assert!(desk.state.shares.wanted(shown).is_empty(), "all in sight are known");
}
