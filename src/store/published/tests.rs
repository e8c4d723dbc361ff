use super::*;
use crate::article::Article;
use crate::store::tests::{Temporary, addition, addition_with, article, facts, news, temporary};
use crate::store::{Added, Addition, Outcome};
use crate::story::profile;
use jiff::civil::date;

/// The version that makes the facts in these tests.
const MADE: u32 = 1;

impl Temporary {
    #[track_caller]
    fn set(&mut self, keys: &[&str], day: Option<Date>) -> Change {
        let ids: Vec<Id> = keys.iter().map(|key| self.id(key)).collect();
        let change = self.library.set_published(&ids, day).unwrap();
        self.check_whole();
        change
    }

    /// The day of an article as "2025-02-12 Stated", by the article, its row and its id's place.
    #[track_caller]
    fn day(&self, key: &str) -> String {
        let id = self.id(key);
        let (stored, row) = (self.library.article(id).unwrap(), self.library.row(id).unwrap());
        assert_eq!(stored.article.published, row.published);
        if let Some(published) = row.published {
            assert_eq!(rank::day(articles::rank(&self.library.connection, id).unwrap()), published.date);
        }
        row.published.map_or("none".into(), |day| format!("{} {:?}", day.date, day.from))
    }

    fn marked(&self) -> String {
        let ids = self.library.marked(100).unwrap();
        assert_eq!(self.library.marked_count().unwrap(), ids.len() as u64);
        let mut keys: Vec<String> = ids.into_iter().map(|id| self.key(id)).collect();
        keys.sort();
        keys.join(" ")
    }

    /// Makes the facts of all that is marked anew; each article then speaks of the day before its own.
    fn reread(&mut self) {
        let made = |library: &Library, id: Id| {
            let article = library.article(id).unwrap().article;
            let days: Vec<Date> = article.published.iter().map(|day| day.date.yesterday().unwrap()).collect();
            let facts = facts(Vec::new(), &days);
            let profile = profile(&article, &facts);
            (id, facts, profile)
        };
        let batch: Vec<_> =
            self.library.marked(100).unwrap().into_iter().map(|id| made(&self.library, id)).collect();
        self.library.replace_derived(MADE, &batch, true).unwrap();
        self.check_whole();
    }
}

#[test]
fn the_readers_word_counts_until_he_takes_it_back() {
    let mut news = news();
    assert_eq!(news.day("d"), "none");
    let change = news.set(&["d", "a"], Some(date(2025, 3, 1)));
    assert_eq!(change.to_string(), "published 2025-03-01, 2 articles");
    assert_eq!((news.day("d"), news.day("a")), ("2025-03-01 Given".into(), "2025-03-01 Given".into()));
    // In the order in which they were named.
    assert_eq!(news.found(""), "c d a b");
    assert_eq!(news.found("on:2025-03-01"), "d a");
    assert_eq!(news.found("after:2025-03"), "c d a");
    assert_eq!(news.found("before:2025-03"), "b");
    assert_eq!(news.found("is:undated"), "");
    assert_eq!(news.found("حرب"), "d a");
    let said = |news: &Temporary, key: &str| news.library.article(news.id(key)).unwrap().said;
    assert_eq!(said(&news, "d"), None);
    assert_eq!(said(&news, "a").map(|said| said.date), Some(date(2025, 2, 12)));
    // Another word takes the place of the first; what the articles say is not forgotten over it.
    news.set(&["d", "a"], Some(date(2025, 6, 1)));
    assert_eq!(news.set(&["a"], Some(date(2025, 6, 1))).articles, 0);
    assert_eq!(news.found(""), "d a c b");
    let change = news.set(&["d", "a", "b"], None);
    assert_eq!(change.to_string(), "day of publication as the article says, 2 articles");
    assert_eq!((news.day("d"), news.day("a")), ("none".into(), "2025-02-12 Stated".into()));
    // Undated, it stands on the day on which it came in.
    assert_eq!(news.found(""), "d c a b");
    assert_eq!(news.found("is:undated"), "d");
    let gone = news.library.set_published(&[Id::new(99)], Some(date(2025, 1, 1))).unwrap();
    assert_eq!(gone.articles, 0);
}

#[test]
fn a_word_that_agrees_with_the_article_is_one_all_the_same() {
    let mut news = news();
    news.set(&["b"], Some(date(2025, 2, 12)));
    assert_eq!(news.day("b"), "2025-02-12 Given");
    assert_eq!(news.found(""), "d c a b", "its place is kept");
    news.library.undo().unwrap();
    assert_eq!(news.day("b"), "2025-02-12 Stated");
}

#[test]
fn tags_and_read_state_go_along() {
    let mut news = news();
    let a = news.id("a");
    news.library.tag(&[a], &["x"], &[]).unwrap();
    news.library.keep_position(a, 7, true).unwrap();
    news.set(&["a"], Some(date(2025, 9, 9)));
    assert_eq!(news.found("tag:x is:read on:2025-09-09"), "a");
    assert_eq!(news.library.article(a).unwrap().position, 7);
}

#[test]
fn it_is_undone_and_done_again_after_a_restart() {
    let mut news = news();
    let days = |news: &Temporary| ["a", "d"].map(|key| news.day(key)).join(", ");
    let before = days(&news);
    news.set(&["a"], Some(date(2025, 3, 1)));
    let first = days(&news);
    let second_change = news.set(&["a", "d"], Some(date(2025, 4, 1)));
    let second = days(&news);
    let mut news = news.reopened();
    assert_eq!(days(&news), second);
    for expected in [&first, &before] {
        assert!(news.library.undo().unwrap().is_some());
        assert_eq!(days(&news), *expected);
        news.check_whole();
    }
    assert_eq!(news.library.undo().unwrap(), None);
    let mut news = news.reopened();
    news.library.redo().unwrap();
    assert_eq!(days(&news), first);
    assert_eq!(news.library.redo().unwrap(), Some(second_change));
    assert_eq!(days(&news), second);
    // Taking the word back is a change as well.
    news.set(&["a"], None);
    news.library.undo().unwrap();
    assert_eq!(days(&news), second);
}

#[test]
fn what_counts_from_the_day_is_marked_until_it_is_made_anew() {
    let mut news = news();
    news.set(&["d", "a"], Some(date(2025, 3, 1)));
    // Not even a crash here forgets them.
    let mut news = news.reopened();
    assert_eq!(news.marked(), "a d");
    assert_eq!(news.library.stale_count(MADE).unwrap(), 2);
    assert_eq!(news.found("mentions:2025-02-11"), "a", "the facts so far are still there");
    news.reread();
    assert_eq!(news.marked(), "");
    assert_eq!(news.found("mentions:2025-02-28"), "d a");
    assert_eq!(news.found("mentions:2025-02-11"), "");
    news.library.undo().unwrap();
    assert_eq!(news.marked(), "a d");
    news.reread();
    assert_eq!(news.found("mentions:2025-02-11"), "a");
    assert_eq!(news.library.profile(news.id("d")).unwrap().day.published, None);
}

#[test]
fn facts_of_a_day_that_counts_no_longer_are_not_kept() {
    let mut news = news();
    let a = news.id("a");
    let article = news.library.article(a).unwrap().article;
    let late = facts(Vec::new(), &[date(2001, 1, 1)]);
    let profile = profile(&article, &late);
    // Set while the facts were being made.
    news.set(&["a"], Some(date(2025, 3, 1)));
    news.library.replace_derived(MADE, &[(a, late, profile)], true).unwrap();
    assert_eq!((news.found("mentions:2001"), news.marked()), (String::new(), "a".into()));
}

#[test]
fn an_import_does_not_contradict_the_reader() {
    let mut news = news();
    news.set(&["c", "d"], Some(date(2025, 3, 1)));
    news.reread();
    let c = |day| article("c", "مفاوضات إسطنبول", "الوفد الأوكراني والوزير", day);
    let add = |news: &mut Temporary, article: Article| news.add(&[addition(article)])[0].outcome;
    // The same text again.
    assert_eq!(add(&mut news, c(Some(date(2025, 5, 19)))), Outcome::Same);
    assert_eq!(news.day("c"), "2025-03-01 Given");
    // The same text with another day, by whatever means.
    let mut given = c(Some(date(2025, 5, 20)));
    given.published = Some(by_hand(date(2025, 5, 20)));
    assert_eq!(add(&mut news, given.clone()), Outcome::Updated);
    assert_eq!((news.day("c"), news.found("on:2025-05")), ("2025-03-01 Given".into(), String::new()));
    assert_eq!(news.library.article(news.id("c")).unwrap().said, given.published);
    // What came with the text counts from the wrong day.
    assert_eq!(news.marked(), "c");
    news.reread();
    assert_eq!(add(&mut news, given), Outcome::Same);
    // An edited text.
    let mut edited = article("c2", "مفاوضات", "الوفد الأوكراني والوزير في جنيف", Some(date(2025, 5, 21)));
    edited.origin = "/articles/c.txt".into();
    let c = news.id("c");
    assert_eq!(news.add(&[addition(edited)]), [Added { id: c, outcome: Outcome::Updated }]);
    assert_eq!((news.day("c2"), news.marked()), ("2025-03-01 Given".into(), "c2".into()));
    assert_eq!(news.found("جنيف on:2025-03"), "c2");
    // Taken back, the newest text's own word counts.
    news.set(&["c2"], None);
    assert_eq!(news.day("c2"), "2025-05-21 Stated");
    news.check_whole();
}

/// A host of 2020 with three undated stories, the second of them dated by itself, and another article
/// of its day above it.
fn family() -> Temporary {
    let story = |part: u16, text: &str, day| {
        let mut story = article(&format!("h#{part}"), "قصة", text, day);
        (story.part, story.origin) = (part, "/articles/h.txt".into());
        Addition { host: Some(0), ..addition(story) }
    };
    let mut family = temporary();
    family.add(&[
        addition(article("h", "h", "واحد اثنان ثلاثة أربعة", Some(date(2020, 1, 1)))),
        story(1, "زلزال في اليابان اليوم", None),
        story(2, "انتخابات في فرنسا", Some(date(2020, 1, 1))),
        story(3, "كأس العالم في قطر", None),
    ]);
    family.add(&[addition(article("z", "z", "z", Some(date(2020, 1, 1))))]);
    assert_eq!(family.found(""), "z h h#1 h#2 h#3");
    family
}

#[test]
fn undated_stories_stand_below_their_host_wherever_it_goes() {
    let mut family = family();
    family.set(&["h"], Some(date(2021, 1, 1)));
    assert_eq!(family.found(""), "h h#1 h#3 z h#2");
    // Their own day is not set by that.
    assert_eq!((family.day("h#1"), family.day("h#2")), ("none".into(), "2020-01-01 Stated".into()));
    assert_eq!(family.marked(), "h");
    // Taken back, all are where they were.
    family.library.undo().unwrap();
    assert_eq!(family.found(""), "z h h#1 h#2 h#3");
    family.check_whole();
    family.library.redo().unwrap();
    assert_eq!(family.found(""), "h h#1 h#3 z h#2");
}

#[test]
fn a_story_is_dated_by_itself() {
    let mut family = family();
    family.set(&["h#3"], Some(date(2022, 1, 1)));
    assert_eq!(family.found(""), "h#3 z h h#1 h#2");
    assert_eq!(family.day("h"), "2020-01-01 Stated");
    // It no longer goes along.
    family.set(&["h"], Some(date(2021, 1, 1)));
    assert_eq!(family.found(""), "h#3 h h#1 z h#2");
    // Back with its host.
    family.set(&["h#3"], None);
    assert_eq!(family.found(""), "h h#1 h#3 z h#2");
    // A host that loses the text of a story with a day of its own keeps the story.
    family.set(&["h#1"], Some(date(2020, 1, 1)));
    let mut host = article("H", "h", "واحد اثنان ثلاثة خمسة", Some(date(2020, 1, 1)));
    host.origin = "/articles/h.txt".into();
    family.add(&[addition_with(host, Default::default())]);
    assert_eq!(family.found("is:embedded"), "h#1");
    family.check_whole();
}

#[test]
fn an_import_goes_on_beside_what_is_moved_to_its_day() {
    let mut news = temporary();
    let mut import = Import::new(MADE);
    let mut add = |news: &mut Temporary, key: &str| {
        let batch = [addition(article(key, key, key, Some(date(2025, 1, 1))))];
        news.library.add(&mut import, &batch).unwrap();
    };
    add(&mut news, "a");
    news.add(&[addition(article("x", "x", "x", None)), addition(article("y", "y", "y", None))]);
    // Nothing of the import is left on its day when others come there.
    news.set(&["a"], Some(date(2024, 1, 1)));
    news.set(&["x", "y"], Some(date(2025, 1, 1)));
    add(&mut news, "b");
    add(&mut news, "c");
    assert_eq!(news.found("on:2025-01-01"), "x y b c");
    news.check_whole();
}
