use super::super::{Other, Wish};
use super::*;
use crate::article::Facts;
use crate::extract::date::Settings;
use crate::extract::{self, Lexicon};
use crate::store::tests::{Temporary, addition_with, article, temporary};
use crate::store::{Addition, Library};
use jiff::civil::{Date, date};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(Settings::default()));

fn addition(key: &str, day: Option<Date>, text: &str) -> Addition {
    let article = article(key, "t", text, day);
    let facts = extract::facts(&article, &LEXICON);
    addition_with(article, facts)
}

/// The id of the one called `name` in an article.
fn id_in(library: &Library, key: &str, name: &str) -> String {
    let facts: Facts = library.facts(library.id_of_key(key).unwrap().unwrap()).unwrap();
    let named = facts.entities.iter().find(|entity| {
        entity.kind == EntityKind::Person
            && (entity.name == name || entity.aliases.iter().any(|it| it == name))
    });
    named.unwrap_or_else(|| panic!("{key}: no {name}: {:?}", facts.entities)).id.clone()
}

/// Years of the articles; 0 for none.
struct Pair {
    name: &'static str,
    one: (i16, &'static str),
    other: (i16, &'static str),
    are_two: bool,
}

const fn pair(
    name: &'static str,
    one: (i16, &'static str),
    other: (i16, &'static str),
    are_two: bool,
) -> Pair {
    Pair { name, one, other, are_two }
}

const NAME: &str = "سامر الكيلاني";
const PLAYER: &str = "قال اللاعب سامر الكيلاني إن الفريق جاهز للمباراة.";
const COACH: &str = "قال مدرب المنتخب سامر الكيلاني للصحفيين إن التدريبات بدأت.";
const SINGER: &str = "قال المطرب سامر الكيلاني إن الحفل سيقام غدا.";
const MINISTER: &str = "قال وزير الدفاع سامر الكيلاني إن القوات انتشرت.";
const EGYPTIAN: &str = "قال وزير الخارجية المصري سامر الكيلاني إن الوفد وصل.";
const IRAQI: &str = "قال وزير الدفاع العراقي سامر الكيلاني إن القوات انتشرت.";
const OFFICER: &str = "قال اللواء سامر الكيلاني إن الدورية عادت.";
const JUDGE: &str = "قال القاضي سامر الكيلاني إن الجلسة تأجلت.";
const DOCTOR: &str = "قال الطبيب سامر الكيلاني إن المريض تعافى.";
const MUFTI: &str = "قال المفتي سامر الكيلاني إن الصلاة تقام غدا.";
const COLONEL: &str = "قال العقيد سامر الكيلاني إن الدورية عادت.";
const TRADER: &str = "قال رجل الأعمال سامر الكيلاني إن الشركة توسعت.";
const NOBODY: &str = "قال سامر الكيلاني إن الأمر صحيح.";
const FORMER: &str = "قال لاعب المنتخب السابق سامر الكيلاني إن الجمهور وفي.";
const SPORTS: &str = "قال وزير الشباب والرياضة سامر الكيلاني إن الملعب جاهز.";
const CLUB: &str = "قال رئيس نادي النجوم سامر الكيلاني إن الصفقة تمت.";
const BOTH: &str = "قال وزير الدفاع سامر الكيلاني إن القوات انتشرت. واللاعب سامر الكيلاني سجل هدفا.";

const PAIRS: &[Pair] = &[
    pair(NAME, (2024, PLAYER), (2024, MINISTER), true),
    pair(NAME, (2024, COACH), (2025, OFFICER), true),
    pair(NAME, (2024, PLAYER), (2024, SINGER), true),
    pair(NAME, (2024, SINGER), (2024, JUDGE), true),
    pair(NAME, (2024, PLAYER), (2024, COLONEL), true),
    pair(NAME, (2024, COACH), (2024, MUFTI), true),
    pair(NAME, (2024, SINGER), (2023, MINISTER), true),
    pair(NAME, (0, PLAYER), (0, MINISTER), true),
    pair(NAME, (0, PLAYER), (2024, MINISTER), true),
    pair(NAME, (2024, EGYPTIAN), (2024, IRAQI), true),
    pair(NAME, (1970, PLAYER), (2024, MINISTER), true),
    // One person: fields that people change between.
    pair(NAME, (2024, PLAYER), (2024, COACH), false),
    pair(NAME, (2024, OFFICER), (2024, MINISTER), false),
    pair(NAME, (2024, JUDGE), (2024, MINISTER), false),
    pair(NAME, (2024, DOCTOR), (2024, MINISTER), false),
    pair(NAME, (2024, TRADER), (2024, MINISTER), false),
    pair(NAME, (2024, TRADER), (2024, PLAYER), false),
    pair(NAME, (2024, EGYPTIAN), (2024, MINISTER), false),
    pair(NAME, (2024, EGYPTIAN), (2024, OFFICER), false),
    // Years go by.
    pair(NAME, (2004, PLAYER), (2024, MINISTER), false),
    pair(NAME, (2005, SINGER), (2024, MINISTER), false),
    // What somebody was, and offices of sport.
    pair(NAME, (2024, FORMER), (2024, MINISTER), false),
    pair(NAME, (2024, PLAYER), (2024, SPORTS), false),
    pair(NAME, (2024, PLAYER), (2024, CLUB), false),
    // Nothing is said of one of them.
    pair(NAME, (2024, PLAYER), (2024, NOBODY), false),
    pair(NAME, (2024, MINISTER), (2024, NOBODY), false),
    pair(NAME, (1970, NOBODY), (2024, NOBODY), false),
    // An article says both of one.
    pair(NAME, (2024, BOTH), (2024, PLAYER), false),
    // Somebody in no list stands with both.
    pair(
        NAME,
        (2024, "قال اللاعب سامر الكيلاني إن الفريق جاهز. وقال الوزير زيد الشهراني إنه سعيد."),
        (2024, "قال وزير الدفاع سامر الكيلاني إن القوات انتشرت. وقال الوزير زيد الشهراني إنه سعيد."),
        false,
    ),
    // Whom the list knows is another only where several say so.
    pair(
        "محمد صلاح",
        (2024, "سجل اللاعب محمد صلاح هدفا لليفربول."),
        (2024, "قال اللواء محمد صلاح إن الدورية عادت."),
        false,
    ),
];

fn day(year: i16, month: i8) -> Option<Date> {
    (year > 0).then(|| date(year, month, 3))
}

fn pair_in(pair: &Pair, is_reversed: bool) -> Temporary {
    let mut made = temporary();
    let mut additions = vec![
        addition("a", day(pair.one.0, 2), pair.one.1),
        addition("b", day(pair.other.0, 3), pair.other.1),
    ];
    if is_reversed {
        additions.reverse();
    }
    additions.into_iter().for_each(|addition| _ = made.add(&[addition]));
    made
}

#[test]
fn people_of_one_name_are_told_apart_by_what_articles_state() {
    let mut wrong = Vec::new();
    for (at, pair) in PAIRS.iter().enumerate() {
        let (made, reversed) = (pair_in(pair, false), pair_in(pair, true));
        let ids = ["a", "b"].map(|key| id_in(&made.library, key, pair.name));
        if (ids[0] != ids[1]) != pair.are_two {
            wrong.push(format!("{at}: {ids:?}"));
        }
        let again = ["a", "b"].map(|key| id_in(&reversed.library, key, pair.name));
        if ids != again {
            wrong.push(format!("{at}: {ids:?} in another order {again:?}"));
        }
        for made in [&made, &reversed] {
            assert_eq!(made.library.integrity().unwrap(), Vec::<String>::new());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Articles of a player and a minister of one name, and others that do not say who he is.
fn library(order: &[usize]) -> Temporary {
    let texts = [
        ("p1", 1, "قال لاعب المنتخب سامر الكيلاني إن الفريق جاهز. ورد المدرب زيد الشهراني عليه."),
        ("p2", 2, "قال اللاعب سامر الكيلاني إن المباراة صعبة."),
        ("m1", 3, "قال وزير الدفاع سامر الكيلاني إن القوات انتشرت. ورحبت الأمم المتحدة بذلك."),
        ("x1", 4, "قال سامر الكيلاني إن زيد الشهراني على حق."),
        ("x2", 5, "قال سامر الكيلاني إن الأمم المتحدة على حق."),
        ("x3", 6, "قال سامر الكيلاني إن الأمر صحيح."),
    ];
    let mut made = temporary();
    for &at in order {
        let (key, month, text) = texts[at];
        made.add(&[addition(key, day(2024, month), text)]);
    }
    made
}

const PLAYER_ID: &str = "person:سامركيلاني";
const MINISTER_ID: &str = "person:سامركيلاني/public";
const KEYS: [&str; 6] = ["p1", "p2", "m1", "x1", "x2", "x3"];

fn ids(made: &Temporary) -> [String; 6] {
    KEYS.map(|key| id_in(&made.library, key, NAME))
}

#[test]
fn who_is_who_does_not_depend_on_the_order() {
    let expected = [PLAYER_ID, PLAYER_ID, MINISTER_ID, PLAYER_ID, MINISTER_ID, PLAYER_ID];
    for order in [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [2, 4, 0, 5, 1, 3], [3, 2, 5, 0, 4, 1]] {
        assert_eq!(ids(&library(&order)), expected, "{order:?}");
    }
}

#[test]
fn namesakes_have_pages_of_their_own() {
    let made = library(&[0, 1, 2, 3, 4, 5]);
    let player = made.library.named(PLAYER_ID, None).unwrap().unwrap();
    let minister = made.library.named(MINISTER_ID, None).unwrap().unwrap();
    assert_eq!((player.entity.articles, minister.entity.articles), (4, 2));
    assert_eq!((player.articles, minister.articles), (4, 2));
    assert_eq!(minister.told_by.as_deref(), Some("وزير الدفاع"));
    let told = |named: &crate::store::Named| {
        named.namesakes.iter().map(|it| (it.entity.id.clone(), it.role.clone())).collect::<Vec<_>>()
    };
    assert_eq!(told(&player), [(MINISTER_ID.to_owned(), "وزير الدفاع".to_owned())]);
    assert_eq!(told(&minister).len(), 1);
    assert_eq!(told(&minister)[0].0, PLAYER_ID);
    assert_eq!(minister.roles.len(), 1);
    let standings = made.library.standings(MINISTER_ID).unwrap();
    assert!(standings.iter().all(|standing| standing.by_hand.is_none()) && standings.len() == 2);
    assert_eq!(made.library.called(NAME, None).unwrap().len(), 2);
}

/// Makes all facts anew, in date order or against it.
fn rebuild(made: &mut Temporary, is_reversed: bool) {
    let mut keys = KEYS;
    if is_reversed {
        keys.reverse();
    }
    for key in keys {
        let id = made.id(key);
        let article = made.library.article(id).unwrap().article;
        let facts = extract::facts(&article, &LEXICON);
        let profile = crate::story::profile(&article, &facts);
        made.library.replace_derived(2, &[(id, facts, profile)], true).unwrap();
    }
}

#[test]
fn a_rebuild_finds_the_same_people() {
    let mut made = library(&[4, 2, 0, 1, 3, 5]);
    let before = ids(&made);
    for is_reversed in [false, true] {
        rebuild(&mut made, is_reversed);
        assert_eq!(ids(&made), before);
    }
}

#[test]
fn what_the_reader_decided_wins_and_stays() {
    let mut made = library(&[0, 1, 2, 3, 4, 5]);
    let merge = Wish::Merge { entry: MINISTER_ID.into(), into: PLAYER_ID.into() };
    made.library.decide(&merge).unwrap();
    let all = KEYS.map(|_| PLAYER_ID.to_owned());
    assert_eq!(ids(&made), all);
    rebuild(&mut made, false);
    assert_eq!(ids(&made), all);
    // Also for what comes later.
    made.add(&[addition("m2", day(2024, 9), MINISTER)]);
    assert_eq!(id_in(&made.library, "m2", NAME), PLAYER_ID);
    made.library.undo().unwrap();
    assert_eq!(ids(&made), ids(&library(&[0, 1, 2, 3, 4, 5])));
    assert_eq!(id_in(&made.library, "m2", NAME), MINISTER_ID);
    // One article by hand, against what it states.
    let here = Wish::Split {
        entry: PLAYER_ID.into(),
        spelling: None,
        article: Some(made.id("p2")),
        other: Some(Other::Entry(MINISTER_ID.into())),
    };
    made.library.decide(&here).unwrap();
    assert_eq!(id_in(&made.library, "p2", NAME), MINISTER_ID);
    rebuild(&mut made, true);
    assert_eq!(id_in(&made.library, "p2", NAME), MINISTER_ID);
    assert_eq!(id_in(&made.library, "p1", NAME), PLAYER_ID);
    made = made.reopened();
    assert_eq!(id_in(&made.library, "p2", NAME), MINISTER_ID);
}

#[test]
fn a_name_on_which_the_reader_decided_stays_one() {
    let mut made = library(&[0, 3]);
    made.library.decide(&Wish::Rename { entry: PLAYER_ID.into(), name: "سامر".into() }).unwrap();
    made.add(&[addition("m1", day(2024, 3), MINISTER)]);
    assert_eq!(id_in(&made.library, "m1", NAME), PLAYER_ID);
    rebuild_of(&mut made, &["p1", "x1", "m1"]);
    assert_eq!(id_in(&made.library, "m1", NAME), PLAYER_ID);
    made.library.undo().unwrap();
    rebuild_of(&mut made, &["m1"]);
    assert_eq!(id_in(&made.library, "m1", NAME), MINISTER_ID);
}

fn rebuild_of(made: &mut Temporary, keys: &[&str]) {
    for key in keys {
        let id = made.id(key);
        let article = made.library.article(id).unwrap().article;
        let facts = extract::facts(&article, &LEXICON);
        let profile = crate::story::profile(&article, &facts);
        made.library.replace_derived(2, &[(id, facts, profile)], true).unwrap();
    }
}

#[test]
fn whom_the_list_knows_is_another_where_several_say_so() {
    let mut made = temporary();
    let texts = [
        ("a", "سجل اللاعب محمد صلاح هدفا لليفربول."),
        ("b", "قال اللواء محمد صلاح إن الدورية عادت."),
        ("c", "قال اللواء محمد صلاح إن القوات انتشرت."),
        ("d", "قال محمد صلاح إن الأمر صحيح."),
    ];
    for (month, (key, text)) in (1..).zip(texts) {
        made.add(&[addition(key, day(2024, month), text)]);
    }
    let ids = ["a", "b", "c", "d"].map(|key| id_in(&made.library, key, "محمد صلاح"));
    assert_eq!(ids[0], ids[3]);
    assert!(ids[1] == ids[2] && ids[1] == "person:محمد صلاح/public" && ids[0] != ids[1], "{ids:?}");
}

#[test]
fn what_is_no_longer_stated_tells_nobody_apart() {
    let mut made = temporary();
    made.add(&[addition("p", day(2024, 1), PLAYER)]);
    made.add(&[addition("m", day(2024, 2), MINISTER)]);
    assert_ne!(id_in(&made.library, "p", NAME), id_in(&made.library, "m", NAME));
    // The minister's article was mistaken.
    made.add(&[addition("m", day(2024, 2), "قال المسؤول سامر الكيلاني إن القوات انتشرت.")]);
    assert_eq!(id_in(&made.library, "p", NAME), id_in(&made.library, "m", NAME));
    assert_eq!(made.library.integrity().unwrap(), Vec::<String>::new());
}
