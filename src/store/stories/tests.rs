use crate::article::{EntityKind, Facts};
use crate::store::tests::{Temporary, addition, addition_with, article, entity, facts, letters, temporary};
use crate::store::{Addition, Id, Import, Library};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The day so many days after the first of 2025.
fn day(after: i32) -> Date {
    date(2025, 1, 1).saturating_add(jiff::Span::new().days(after))
}

/// An article of a subject, each number of which has words of its own, and of a telling, which has some
/// of its own besides. It names two people of the subject.
pub(super) fn told(key: &str, subject: usize, telling: usize, after: i32) -> Addition {
    let own = |word: &str, number: usize| letters(word, number % 1000);
    let mut words: Vec<String> = (0..24).map(|index| own("موضوع", subject * 24 + index)).collect();
    words.extend((0..10).map(|index| own("رواية", telling * 10 + index)));
    // Each telling has its own order, so that it is no copy.
    words.sort_by_key(|word| {
        word.bytes().fold(1, |sum, byte| (sum * (4_093 + 1_309 * telling) + usize::from(byte)) % 10_007)
    });
    let person = |index: usize| {
        let id = format!("Q{}", subject * 2 + index);
        entity(EntityKind::Person, &id, &id, &[])
    };
    let facts = facts(vec![person(0), person(1)], &[]);
    addition_with(article(key, &format!("عنوان {key}"), &words.join(" "), Some(day(after))), facts)
}

impl Temporary {
    fn event(&self, key: &str) -> i64 {
        self.library.event_of(self.id(key)).unwrap().unwrap().id
    }

    fn storyline(&self, key: &str) -> i64 {
        self.library.event_of(self.id(key)).unwrap().unwrap().storyline
    }

    /// The articles of each event, by their keys.
    fn events(&self) -> BTreeSet<Vec<String>> {
        self.groups(|told| told.event.id)
    }

    /// The articles of each storyline, by their keys.
    fn storylines(&self) -> BTreeSet<Vec<String>> {
        self.groups(|told| told.event.storyline)
    }

    fn groups(&self, of: impl Fn(&super::StoryEvent) -> i64) -> BTreeSet<Vec<String>> {
        let mut groups: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        self.library
            .stories(|told| {
                let keys = told.articles.iter().map(|id| self.library.article(*id).unwrap().article.key);
                groups.entry(of(&told)).or_default().extend(keys);
            })
            .unwrap();
        let sorted = |mut group: Vec<String>| {
            group.sort_unstable();
            group
        };
        groups.into_values().map(sorted).collect()
    }

    fn tie_anew(&mut self) {
        while self.library.tie_anew().unwrap().is_some() {}
    }

    /// What is said of every article: its event and storyline, with their numbers.
    fn places(&self) -> Vec<(Id, i64, i64)> {
        let mut places = Vec::new();
        self.library
            .stories(|told| {
                places.extend(told.articles.iter().map(|id| (*id, told.event.id, told.event.storyline)));
            })
            .unwrap();
        places.sort_unstable();
        places
    }
}

fn library_of(additions: &[Addition]) -> Temporary {
    let mut made = temporary();
    made.add(additions);
    made
}

fn keys(groups: &[&[&str]]) -> BTreeSet<Vec<String>> {
    groups.iter().map(|group| group.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn what_is_rare_leads_to_others() {
    let mut made = temporary();
    let mut batch = Vec::new();
    for index in 0..300 {
        let text = format!("اجتماع عام {} {} حديث", letters("موضوع", index % 60), letters("كلمة", index));
        let published = Some(date(2025, 1, 1 + (index % 28) as i8));
        batch.push(addition(article(&format!("n{index}"), "عنوان", &text, published)));
    }
    let ids: Vec<Id> = made.add(&batch).iter().map(|added| added.id).collect();
    let candidates: Vec<Id> = made
        .library
        .read(crate::store::Deed::Read, |connection| {
            let local = super::super::relations::local_profile(connection, ids[5])?.unwrap();
            let rank = super::articles::rank(connection, ids[5])?;
            let wanted = super::nearby::Wanted { rank, local: &local, only_before: false };
            let mut known = super::Known::default();
            known.keep_up(connection)?;
            let found = super::nearby::find(connection, &mut known, wanted)?;
            Ok(found.into_iter().map(|other| other.id).collect())
        })
        .unwrap();
    let first: BTreeSet<String> = candidates[..4].iter().map(|id| made.key(*id)).collect();
    assert_eq!(first, ["n65", "n125", "n185", "n245"].map(String::from).into());
    assert!(!candidates.contains(&ids[5]));
}

#[test]
fn relations_are_found_with_their_reason() {
    let mut made = temporary();
    let people = || {
        facts(
            vec![
                entity(EntityKind::Person, "Q7747", "فلاديمير بوتين", &[]),
                entity(EntityKind::Person, "Q22686", "دونالد ترامب", &[]),
            ],
            &[],
        )
    };
    let text = "مكالمة هاتفية مطولة بحثت وقف إطلاق النار والمفاوضات المقبلة";
    let added = made.add(&[
        addition_with(article("a", "مكالمة", text, Some(date(2025, 2, 12))), people()),
        addition_with(article("b", "مكالمة", text, Some(date(2025, 2, 13))), people()),
        addition_with(article("c", "مكالمة", text, Some(date(2025, 5, 19))), people()),
        addition_with(article("d", "طقس", "أمطار غزيرة شمالا", Some(date(2025, 5, 19))), Facts::default()),
    ]);
    let related = made.library.related(added[0].id, 10).unwrap();
    let ids = |list: &[(Id, crate::story::Relation)]| list.iter().map(|(id, _)| *id).collect::<Vec<_>>();
    assert_eq!(ids(&related.same_event), [added[1].id]);
    assert_eq!(ids(&related.later), [added[2].id]);
    assert_eq!(related.later[0].1.reason.days, Some(96));
    assert_eq!(related.later[0].1.reason.names.len(), 2);
    let words = &related.later[0].1.reason.words;
    assert!((1..=3).contains(&words.len()) && words.iter().all(|word| text.contains(word)), "{words:?}");
    assert!(related.earlier.is_empty() && related.shared.is_empty());
}

#[test]
fn tellings_of_a_day_are_one_event_and_later_ones_develop_it() {
    let made = library_of(&[
        told("a", 0, 0, 0),
        told("b", 0, 1, 0),
        told("c", 0, 2, 40),
        told("d", 1, 3, 0),
        told("e", 0, 4, 400),
    ]);
    assert_eq!(made.events(), keys(&[&["a", "b"], &["c"], &["d"], &["e"]]));
    assert_eq!(made.storylines(), keys(&[&["a", "b", "c", "e"], &["d"]]));
    let event = made.library.event_of(made.id("c")).unwrap().unwrap();
    let around = made.library.storyline_around(event, 10).unwrap();
    assert_eq!((around.before, around.after), (0, 0));
    let days: Vec<Date> = around.events.iter().map(|told| told.event.day).collect();
    assert_eq!(days, [day(0), day(40), day(400)]);
    let around = made.library.storyline_around(event, 1).unwrap();
    assert_eq!((around.before, around.events.len(), around.after), (1, 1, 1));
    made.check_whole();
}

#[test]
fn an_event_keeps_its_number_when_articles_join() {
    let mut made = library_of(&[told("a", 0, 0, 1), told("x", 1, 9, 0)]);
    let event = made.event("a");
    made.add(&[told("b", 0, 1, 1), told("c", 0, 2, 2)]);
    // An earlier one too.
    made.add(&[told("d", 0, 3, 0)]);
    assert_eq!(["a", "b", "c", "d"].map(|key| made.event(key)), [event; 4]);
}

#[test]
fn a_story_keeps_its_name_when_it_turns_out_to_begin_earlier() {
    let mut made = library_of(&[told("b", 0, 0, 60), told("c", 0, 1, 90)]);
    let storyline = made.storyline("b");
    made.add(&[told("a", 0, 2, 0)]);
    assert_eq!(["a", "b", "c"].map(|key| made.storyline(key)), [storyline; 3]);
}

#[test]
fn another_day_of_publication_corrects_the_event() {
    let mut made = library_of(&[told("a", 0, 0, 0), told("b", 0, 1, 0)]);
    assert_eq!(made.events(), keys(&[&["a", "b"]]));
    let b = made.id("b");
    made.library.set_published(&[b], Some(day(60))).unwrap();
    let remake = |made: &mut Temporary| {
        for id in made.library.marked(10).unwrap() {
            let article = made.library.article(id).unwrap().article;
            let facts = made.library.facts(id).unwrap();
            let profile = crate::story::profile(&article, &facts);
            made.library.replace_derived(1, &[(id, facts, profile)], true).unwrap();
        }
    };
    remake(&mut made);
    assert_eq!(made.events(), keys(&[&["a"], &["b"]]));
    assert_eq!(made.storylines(), keys(&[&["a", "b"]]));
    made.library.undo().unwrap();
    remake(&mut made);
    assert_eq!(made.events(), keys(&[&["a", "b"]]));
    made.check_whole();
}

#[test]
fn copies_fold_under_the_first_and_say_so() {
    let mut made = library_of(&[told("b", 0, 0, 5), told("x", 0, 7, 5)]);
    made.add(&[told("c", 0, 0, 6), told("a", 0, 0, 2)]);
    let copies = |made: &Temporary, key: &str| -> Vec<String> {
        made.library.copies(made.id(key)).unwrap().into_iter().map(|id| made.key(id)).collect()
    };
    assert_eq!(copies(&made, "a"), ["b", "c"]);
    assert_eq!(copies(&made, "x"), Vec::<String>::new());
    let related = made.library.related(made.id("c"), 10).unwrap();
    assert_eq!(related.copies.len(), 2);
    assert!(related.copies.iter().all(|(_, relation)| relation.score > 0.9));
}

#[test]
fn the_reader_has_the_last_word() {
    let mut made = library_of(&[
        told("a", 0, 0, 0),
        told("b", 0, 1, 0),
        told("c", 0, 2, 40),
        told("d", 1, 3, 3),
        told("e", 1, 4, 60),
    ]);
    let (events, storylines) = (made.events(), made.storylines());
    assert_eq!(storylines, keys(&[&["a", "b", "c"], &["d", "e"]]));
    let ids = ["a", "b", "c", "d", "e"].map(|key| made.id(key));

    // Not of the story: out of the event, and out of the storyline.
    made.library.say_of_story(ids[0], ids[1], Some(false)).unwrap();
    assert_ne!(made.event("a"), made.event("b"));
    assert_ne!(made.storyline("a"), made.storyline("b"));
    let parted = made.events();
    made.tie_anew();
    assert_eq!(made.events(), parted);
    assert_ne!(made.storyline("a"), made.storyline("b"));
    // Said twice is said once.
    assert_eq!(made.library.say_of_story(ids[0], ids[1], Some(false)).unwrap().articles, 0);
    made.library.undo().unwrap();
    assert_eq!((made.events(), made.storylines()), (events.clone(), storylines.clone()));

    // Of one story: both stories are one.
    made.library.say_of_story(ids[2], ids[4], Some(true)).unwrap();
    assert_eq!(made.storylines(), keys(&[&["a", "b", "c", "d", "e"]]));
    made.tie_anew();
    assert_eq!(made.storylines(), keys(&[&["a", "b", "c", "d", "e"]]));
    // What comes in later obeys, too.
    made.add(&[told("f", 1, 5, 90)]);
    assert_eq!(made.storyline("f"), made.storyline("a"));
    made.library.undo().unwrap();
    assert_eq!(made.storylines(), keys(&[&["a", "b", "c"], &["d", "e", "f"]]));
    made.library.redo().unwrap();
    assert_eq!(made.storylines().len(), 1);
    // A development that is said to be of another story takes what came of it along.
    made.library.say_of_story(ids[2], ids[4], None).unwrap();
    made.library.say_of_story(ids[3], ids[4], Some(false)).unwrap();
    assert_ne!(made.storyline("d"), made.storyline("e"));
    made.check_whole();
}

#[test]
fn an_article_that_changes_finds_its_place_anew() {
    let mut made = library_of(&[told("a", 0, 0, 0), told("b", 0, 1, 0), told("c", 1, 2, 0)]);
    made.add(&[told("b", 1, 1, 0)]);
    assert_eq!(made.events(), keys(&[&["a"], &["b", "c"]]));
    made.check_whole();
}

#[test]
fn tying_that_was_stopped_is_due() {
    let mut made = library_of(&[]);
    assert!(!made.library.is_tying_due().unwrap());
    let additions: Vec<Addition> =
        (0..150).map(|n| told(&format!("{n:03}"), n / 3, n, n as i32 / 2)).collect();
    made.add(&additions);
    assert!(!made.library.is_tying_due().unwrap());
    let before = made.places();
    assert!(made.library.tie_anew().unwrap().is_some());
    let path = made.library.path().to_path_buf();
    let mut again = Library::open(&path).unwrap();
    assert!(again.is_tying_due().unwrap());
    while again.tie_anew().unwrap().is_some() {}
    assert!(!again.is_tying_due().unwrap());
    drop(again);
    assert_eq!(made.places(), before);
    made.check_whole();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn made_anew_it_is_as_it_came_in_day_by_day(
        told_of in proptest::collection::vec((0..9_usize, 0..60_i32), 1..50),
        batch in 1..20_usize,
    ) {
        let mut days: Vec<(usize, i32)> = told_of;
        days.sort_by_key(|(_, after)| *after);
        let additions: Vec<Addition> = days
            .iter()
            .enumerate()
            .map(|(n, &(subject, after))| told(&format!("{n:03}"), subject, n, after))
            .collect();
        let mut made = temporary();
        let mut import = Import::new(1);
        for batch in additions.chunks(batch) {
            made.library.add(&mut import, batch).unwrap();
        }
        let before = made.places();
        made.tie_anew();
        prop_assert_eq!(made.places().iter().map(|place| (place.0, place.1)).collect::<Vec<_>>(),
                        before.iter().map(|place| (place.0, place.1)).collect::<Vec<_>>());
        let mut other = temporary();
        let mut import = Import::new(1);
        for batch in additions.chunks(7) {
            other.library.add(&mut import, batch).unwrap();
        }
        prop_assert_eq!(other.events(), made.events());
        prop_assert_eq!(other.storylines(), made.storylines());
        made.check_whole();
    }
}
