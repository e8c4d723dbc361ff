use super::*;
use crate::article::*;
use jiff::civil::date;

/// A library in a folder of its own, which goes when this is dropped.
pub(super) struct Temporary {
    pub(super) library: Library,
    folder: tempfile::TempDir,
}

pub(super) fn temporary() -> Temporary {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(&folder.path().join("library.db")).unwrap();
    Temporary { library, folder }
}

impl Temporary {
    pub(super) fn reopened(self) -> Temporary {
        drop(self.library);
        let library = Library::open(&self.folder.path().join("library.db")).unwrap();
        Temporary { library, folder: self.folder }
    }
}

/// An article of one paragraph; the title is not part of the text.
pub(super) fn article(key: &str, title: &str, text: &str, day: Option<jiff::civil::Date>) -> Article {
    Article {
        key: key.into(),
        origin: format!("/articles/{key}.txt"),
        part: 0,
        offset: 0,
        title: Title { text: title.into(), span: None, stated: false },
        published: day.map(|date| Published { date, from: PublishedFrom::Stated }),
        outlet: None,
        url: None,
        keywords: Vec::new(),
        text: text.into(),
        sections: vec![Section { kind: SectionKind::Paragraph, span: Span::new(0, text.len()), part: 0 }],
    }
}

pub(super) fn addition(article: Article) -> Addition {
    addition_with(article, Facts::default())
}

pub(super) fn addition_with(article: Article, facts: Facts) -> Addition {
    let profile = crate::story::profile(&article, &facts);
    Addition { article, facts, profile, whole_origin: true, host: None }
}

pub(super) fn entity(kind: EntityKind, id: &str, name: &str, aliases: &[&str]) -> Entity {
    Entity {
        id: id.into(),
        kind,
        name: name.into(),
        latin: None,
        aliases: aliases.iter().map(|alias| alias.to_string()).collect(),
        roles: vec!["role".into()],
        country: None,
        coordinates: None,
        choice: None,
        count: 1,
    }
}

pub(super) fn facts(entities: Vec<Entity>, days: &[jiff::civil::Date]) -> Facts {
    let dates = days.iter().map(|day| DateMention {
        span: Span::new(0, 1),
        kind: DateKind::Date,
        value: day.to_string(),
        interval: Some((*day, *day)),
        confidence: 1.0,
        alternatives: Vec::new(),
        rule: "test".into(),
        part: 0,
    });
    let mentions = (0..entities.len()).map(|index| Mention {
        span: Span::new(index, index + 1),
        kind: entities[index].kind,
        entity: index as u32,
        part: 0,
        confidence: 0.9,
        rule: "test".into(),
    });
    Facts { mentions: mentions.collect(), dates: dates.collect(), entities }
}

impl Temporary {
    pub(super) fn add(&mut self, batch: &[Addition]) -> Vec<Added> {
        self.library.add(&mut Import::new(1), batch).unwrap()
    }

    /// The keys of what `query` finds, newest first, as one line.
    pub(super) fn found(&self, query: &str) -> String {
        let query: Query = query.parse().unwrap_or_else(|error| panic!("{query}: {error}"));
        let keys = self.library.ids(&query).unwrap().into_iter().map(|id| self.key(id));
        let keys = keys.collect::<Vec<_>>().join(" ");
        let page = self.library.page(&query, Order::Newest, Seek::First, 1000).unwrap();
        let listed: Vec<_> = page.rows.iter().map(|row| self.key(row.id)).collect();
        assert_eq!(listed.join(" "), keys, "the list of {query}");
        let unread = page.rows.iter().filter(|row| !row.read).count() as u64;
        let count = Count { total: listed.len() as u64, unread, folded: 0 };
        assert_eq!(self.library.count(&query).unwrap(), count, "the count of {query}");
        keys
    }

    pub(super) fn key(&self, id: Id) -> String {
        self.library.article(id).unwrap().article.key
    }

    pub(super) fn id(&self, key: &str) -> Id {
        self.library.id_of_key(key).unwrap().unwrap_or_else(|| panic!("no {key}"))
    }

    pub(super) fn check_whole(&self) {
        assert_eq!(self.library.integrity().unwrap(), Vec::<String>::new());
    }
}

/// A word for a number; letters and digits that touch would be two words.
pub(super) fn letters(word: &str, number: usize) -> String {
    let letter = |digit: usize| char::from_u32(0x633 + digit as u32).unwrap();
    [number / 100, number / 10 % 10, number % 10]
        .map(letter)
        .iter()
        .fold(word.to_string(), |word, &last| word + &last.to_string())
}

/// Four articles: `a` and `b` of one day, `c` later, `d` undated.
pub(super) fn news() -> Temporary {
    let mut temporary = temporary();
    let putin = || entity(EntityKind::Person, "Q7747", "فلاديمير بوتين", &["بوتن"]);
    let moscow = || entity(EntityKind::Place, "geonames:524901", "موسكو", &[]);
    let mut a = article("a", "وقف إطلاق النار في أوكرانيا", "قال وبوتين إن الحرب", Some(date(2025, 2, 12)));
    a.outlet = Some("مأرب برس".into());
    temporary.add(&[
        addition_with(a, facts(vec![putin(), moscow()], &[date(2025, 2, 11)])),
        addition_with(
            article("b", "قمة ألاسكا", "النار وإطلاق وقف", Some(date(2025, 2, 12))),
            facts(vec![putin()], &[date(2025, 8, 15)]),
        ),
        addition(article("c", "مفاوضات إسطنبول", "الوفد الأوكراني والوزير", Some(date(2025, 5, 19)))),
        addition(article("d", "بلا تاريخ", "كتاب في الحرب", None)),
    ]);
    temporary
}

fn check(query: &str, expected: &str) {
    assert_eq!(news().found(query), expected, "{query}");
}

#[test]
fn words_are_found_in_any_spelling() {
    check("", "d c a b");
    check("اوكرانيا", "a");
    check("بوتين", "a");
    check("ولبوتين", "a");
    check("وزير", "c");
    check("للمفاوضات", "c");
    check("مفاوض*", "c");
    check("حرب", "d a");
    check("الحَـرْب", "d a");
    check("تاب", "");
    check("\"وقف إطلاق النار\"", "a");
    check("وقف اطلاق النار", "a b");
    check("\"إطلاق نا\"*", "a");
    check("title:قمة", "b");
    check("title:كتاب", "");
}

#[test]
fn conditions_combine() {
    check("حرب -كتاب", "a");
    check("-حرب", "c b");
    check("-(حرب OR قمة)", "c");
    check("كتاب OR قمة", "d b");
    check("(كتاب OR قمة) نار", "b");
    check("حرب after:2025", "a");
    check("حرب OR on:2025-05-19", "d c a");
    check("-(حرب OR on:2025-05-19)", "b");
    check("(حرب OR is:dated) (قمة OR is:undated)", "d b");
}

#[test]
fn fields_narrow() {
    check("person:بوتين", "a b");
    check("person:بوتن", "a b");
    check("person:\"فلاديمير بوتين\" place:موسكو", "a");
    check("place:بوتين", "");
    check("person:\"بوتين بوتن\"", "a b");
    check("entity:Q7747", "a b");
    check("entity:Q1", "");
    check("outlet:مارب", "a");
    check("outlet:\"مأرب برس\"", "a");
}

#[test]
fn days_narrow() {
    check("on:2025-02-12", "a b");
    check("on:2025-W07", "a b");
    check("after:2025-02-12", "c a b");
    check("after:2025-03", "c");
    check("before:2025-02-12", "");
    check("before:2025-02-13", "a b");
    check("-after:2025-03", "d a b");
    check("-on:2025-02", "d c");
    check("-before:2025-03", "d c");
    check("mentions:2025-02-11", "a");
    check("mentions:2025-02", "a");
    check("mentions:2025", "a b");
    check("mentions:2025-W33", "b");
    check("mentions:2025-02..2025-09-01", "a b");
    check("mentions:2024-12..2025-03", "a");
    check("mentions:2025-03..", "b");
    check("mentions:..2025-03", "a");
    check("on:2025-03..", "c");
    check("on:..2025-03", "a b");
    check("is:undated", "d");
}

#[test]
fn states_and_tags_narrow() {
    let mut news = news();
    let (a, d) = (news.id("a"), news.id("d"));
    news.library.tag(&[a, d], &["حرب_أوكرانيا", "x"], &[]).unwrap();
    news.library.mark_read(&[a], true).unwrap();
    for (query, expected) in [
        ("tag:حرب_أوكرانيا", "d a"),
        ("tag:#حرب_اوكرانيا", "d a"),
        ("tag:none", ""),
        ("-tag:none", "d c a b"),
        ("-tag:x", "c b"),
        ("tag:x on:2025-02", "a"),
        ("tag:x كتاب", "d"),
        ("tag:x OR قمة", "d a b"),
        ("is:tagged", "d a"),
        ("is:untagged", "c b"),
        ("unread:", "d c b"),
        ("is:unread tag:x", "d"),
        ("is:unread حرب", "d"),
        ("-is:unread", "a"),
        ("is:read OR is:unread", "d c a b"),
        ("is:whole -is:embedded", "d c a b"),
        ("is:embedded", ""),
    ] {
        assert_eq!(news.found(query), expected, "{query}");
    }
    let id = format!("id:{a} OR id:{d}");
    assert_eq!(news.found(&id), "d a");
    assert_eq!(news.library.count(&Query::all()).unwrap(), Count { total: 4, unread: 3, folded: 0 });
    assert!(news.library.finds(&"tag:x".parse().unwrap(), a).unwrap());
    assert!(!news.library.finds(&"tag:x".parse().unwrap(), news.id("b")).unwrap());
    assert!(!news.library.finds(&Query::all(), Id::new(99)).unwrap());
}

#[test]
fn very_mixed_queries_are_answered_too() {
    // More arms than are kept apart: (a or tag) ten times over.
    let query = ["(بوتين OR tag:x)"; 10].join(" ");
    check(&query, "a");
    check(&format!("-({query})"), "d c b");
}

#[test]
fn an_article_comes_back_whole() {
    let mut host = article("k", "t", "أولا\nثانيا", Some(date(2025, 1, 1)));
    host.title = Title { text: "أولا".into(), span: Some(Span::new(0, 8)), stated: true };
    host.outlet = Some("o".into());
    host.url = Some("https://example.org".into());
    host.keywords = vec!["كلمة".into(), "x y".into()];
    host.offset = 3;
    let mut moscow = entity(EntityKind::Place, "geonames:524901", "موسكو", &["مسكو"]);
    moscow.coordinates = Some((55.75, 37.6));
    moscow.country = Some("RU".into());
    moscow.latin = Some("Moscow".into());
    let facts = facts(vec![moscow, entity(EntityKind::Person, "p", "x", &[])], &[date(2025, 1, 2)]);
    let mut temporary = temporary();
    let id = temporary.add(&[addition_with(host.clone(), facts.clone())])[0].id;
    let stored = temporary.library.article(id).unwrap();
    assert_eq!(stored.article, host);
    assert_eq!(temporary.library.facts(id).unwrap(), facts);
    let moscow = temporary.library.entity("geonames:524901").unwrap().unwrap();
    assert_eq!((moscow.latin.as_deref(), moscow.articles), (Some("Moscow"), 1));
    let profile = crate::story::profile(&host, &facts);
    let kept = temporary.library.profile(id).unwrap();
    assert_eq!((kept.day, kept.names), (profile.day, profile.names));
    assert_eq!(kept.vector.len(), profile.vector.len());
    let missing = Error::NoArticle { id: Id::new(99) };
    assert_eq!(temporary.library.article(Id::new(99)), Err(missing.clone()));
    assert_eq!(temporary.library.facts(Id::new(99)), Err(missing.clone()));
    assert_eq!(temporary.library.related(Id::new(99), 5), Err(missing));
    temporary.check_whole();
}

#[test]
fn the_same_article_is_added_once() {
    let mut news = news();
    let outcome = news.add(&[addition(article(
        "c",
        "مفاوضات إسطنبول",
        "الوفد الأوكراني والوزير",
        Some(date(2025, 5, 19)),
    ))]);
    assert_eq!(outcome, [Added { id: news.id("c"), outcome: Outcome::Same }]);
    let mut copy = article("c", "مفاوضات إسطنبول", "الوفد الأوكراني والوزير", Some(date(2025, 5, 19)));
    copy.origin = "/elsewhere.txt".into();
    assert_eq!(news.add(&[addition(copy.clone()), addition(copy)])[1].outcome, Outcome::Same);
    assert_eq!(news.found(""), "d c a b");
}

#[test]
fn an_edited_file_stays_the_same_article() {
    let mut news = news();
    let c = news.id("c");
    news.library.tag(&[c], &["x"], &[]).unwrap();
    news.library.keep_position(c, 9, true).unwrap();
    let mut edited =
        article("c2", "مفاوضات إسطنبول", "الوفد الأوكراني والوزير في جنيف", Some(date(2025, 5, 20)));
    edited.origin = "/articles/c.txt".into();
    assert_eq!(news.add(&[addition(edited.clone())]), [Added { id: c, outcome: Outcome::Updated }]);
    let stored = news.library.article(c).unwrap();
    assert_eq!(
        (stored.article, stored.read, stored.position, stored.tags),
        (edited.clone(), true, 9, vec!["x".to_string()])
    );
    assert_eq!(news.found("جنيف"), "c2");
    assert_eq!(news.found("on:2025-05-19"), "");
    assert_eq!(news.found("tag:x on:2025-05-20"), "c2");
    // Another text in the same file is another article.
    let mut other = article("c3", "الطقس", "أمطار وثلوج متفرقة شمالا", None);
    other.origin = "/articles/c.txt".into();
    assert_eq!(news.add(&[addition(other)])[0].outcome, Outcome::New);
    // So is an entry of a feed that has the same address.
    let mut entry = addition(Article { key: "c4".into(), ..edited });
    entry.whole_origin = false;
    assert_eq!(news.add(&[entry])[0].outcome, Outcome::New);
    news.check_whole();
}

#[test]
fn embedded_stories_follow_their_host() {
    let embedded = |key: &str, part: u16, text: &str| {
        let mut story = article(key, "قصة", text, None);
        story.part = part;
        story.origin = "/articles/h.txt".into();
        Addition { host: Some(0), ..addition(story) }
    };
    let host = |key: &str, text: &str| {
        addition(Article {
            origin: "/articles/h.txt".into(),
            ..article(key, "h", text, Some(date(2020, 1, 1)))
        })
    };
    let mut temporary = temporary();
    let first = temporary.add(&[
        host("h", "واحد اثنان ثلاثة أربعة"),
        embedded("h#1", 1, "زلزال في اليابان اليوم"),
        embedded("h#2", 2, "انتخابات في فرنسا"),
        embedded("h#3", 3, "كأس العالم في قطر"),
    ]);
    temporary.add(&[addition(article("z", "z", "z", Some(date(2020, 1, 1))))]);
    // Undated as they are, they stand below their host.
    assert_eq!(temporary.found(""), "z h h#1 h#2 h#3");
    assert_eq!(temporary.found("is:embedded"), "h#1 h#2 h#3");
    let ids: Vec<Id> = first.iter().map(|added| added.id).collect();
    assert_eq!(temporary.library.article(ids[0]).unwrap().embedded, ids[1..]);
    assert_eq!(temporary.library.article(ids[1]).unwrap().host, Some(ids[0]));
    assert_eq!(temporary.library.ids_of_origin("/articles/h.txt").unwrap(), ids);
    temporary.library.tag(&[ids[3]], &["x"], &[]).unwrap();
    let second =
        temporary.add(&[host("H", "واحد اثنان ثلاثة خمسة"), embedded("H#1", 1, "زلزال في اليابان أمس")]);
    assert_eq!(
        second,
        [Added { id: ids[0], outcome: Outcome::Updated }, Added { id: ids[1], outcome: Outcome::Updated },]
    );
    // The second is gone with the host's text; the third has a tag.
    assert_eq!(temporary.found(""), "z H H#1 h#3");
    temporary.check_whole();
}

#[test]
fn the_list_keeps_the_order_of_an_import() {
    let mut temporary = temporary();
    let batch = |keys: &[&str]| -> Vec<Addition> {
        keys.iter().map(|key| addition(article(key, key, key, Some(date(2025, 1, 1))))).collect()
    };
    let mut import = Import::new(1);
    temporary.library.add(&mut import, &batch(&["a", "b"])).unwrap();
    temporary.library.add(&mut import, &batch(&["c", "d"])).unwrap();
    temporary.add(&batch(&["e", "f"]));
    assert_eq!(temporary.found(""), "e f a b c d");
}

/// Lets the file grow by `pages` pages from now on.
fn allow_pages(library: &Library, pages: i64) {
    let connection = &library.connection;
    let now: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    connection.pragma_update_and_check(None, "max_page_count", now + pages, |_| Ok(())).unwrap();
}

#[test]
fn whichever_page_does_not_fit_nothing_half_done_stays() {
    let word = |number: usize| letters("كلمة", number);
    for pages in 0..40 {
        let mut news = news();
        allow_pages(&news.library, pages);
        let mut import = Import::new(1);
        let (mut added, mut tags, mut error) = (Vec::new(), Vec::new(), None);
        for number in 0.. {
            let text: Vec<String> = (0..400).map(|index| word(number * 31 + index)).collect();
            let batch = [format!("n{number}"), format!("m{number}")]
                .map(|key| addition(article(&key, &key, &text.join(" "), None)));
            match news.library.add(&mut import, &batch) {
                Ok(done) => added.extend(done),
                Err(fault) => {
                    error = Some(fault);
                    break;
                }
            }
            let tag = format!("t{number}");
            match news.library.tag(&[added[added.len() - 1].id], &[&tag], &[]) {
                Ok(_) => tags.push(tag),
                Err(fault) => {
                    error = Some(fault);
                    break;
                }
            }
        }
        let full = |deed| Some(Error::Full { deed, path: news.library.path().to_path_buf() });
        assert!(error == full(Deed::Add) || error == full(Deed::Tag), "{error:?}");
        news.check_whole();
        assert_eq!(news.library.count(&Query::all()).unwrap().total, 4 + added.len() as u64);
        assert_eq!(news.library.tags().unwrap().len(), tags.len());
        allow_pages(&news.library, 10_000);
        // The same import goes on.
        let more = news.library.add(&mut import, &[addition(article("more", "t", "x", None))]).unwrap();
        news.library.tag(&[more[0].id], &["more"], &[]).unwrap();
        news.check_whole();
    }
}

#[test]
fn tags_are_undone_and_done_again_after_a_restart() {
    let mut news = news();
    let (a, b) = (news.id("a"), news.id("b"));
    assert_eq!(news.library.undo().unwrap(), None);
    let change = news.library.tag(&[a, b], &["#x"], &[]).unwrap();
    assert_eq!((change.articles, change.to_string().as_str()), (2, "#x added, 2 articles"));
    assert_eq!(news.library.tag(&[a], &["X"], &[]).unwrap().articles, 0);
    let change = news.library.tag(&[a], &["y"], &["x"]).unwrap();
    assert_eq!(change.to_string(), "#y added, #x removed, 1 article");
    news.library.mark_read(&[a, b], true).unwrap();
    let mut news = news.reopened();
    let tags = |news: &Temporary| news.library.tags().unwrap();
    assert_eq!(tags(&news), [("x".to_string(), 1), ("y".to_string(), 1)]);
    assert_eq!(news.library.undo().unwrap().unwrap().to_string(), "marked as read, 2 articles");
    assert_eq!(news.found("is:read"), "");
    assert_eq!(news.library.undo().unwrap(), Some(change.clone()));
    assert_eq!(tags(&news), [("x".to_string(), 2)]);
    let mut news = news.reopened();
    assert_eq!(news.library.redoable().unwrap(), Some(change.clone()));
    assert_eq!(news.library.redo().unwrap(), Some(change));
    assert_eq!(news.found("tag:x -tag:y"), "b");
    news.library.tag(&[b], &["z"], &[]).unwrap();
    assert_eq!(news.library.redo().unwrap(), None);
    assert_eq!(news.library.undoable().unwrap().unwrap().to_string(), "#z added, 1 article");
    news.check_whole();
}

#[test]
fn tags_are_normalised() {
    let check = |typed: &str, expected: Option<&str>| assert_eq!(normalise_tag(typed).as_deref(), expected);
    check("#ukraine", Some("ukraine"));
    check("  وقف إطلاق  النار ", Some("وقف_إطلاق_النار"));
    check("\u{202E}x\u{200F}", Some("x"));
    check("\u{1B}[31mred", Some("red"));
    check("##", None);
    check("\u{64E}", None);
    check("", None);
    check(&"x".repeat(61), None);
    let mut news = news();
    let a = news.id("a");
    let error = news.library.tag(&[a], &["ok", "#"], &[]).unwrap_err();
    assert_eq!(error, Error::BadTag { tag: "#".into() });
    assert_eq!(news.library.tags().unwrap(), []);
}

#[test]
fn derived_facts_are_replaced_little_by_little() {
    let mut news = news();
    assert_eq!(news.library.stale_count(2).unwrap(), 4);
    let batch: Vec<_> = news
        .library
        .stale(2, 3)
        .unwrap()
        .into_iter()
        .map(|id| {
            let article = news.library.article(id).unwrap().article;
            let facts = facts(vec![entity(EntityKind::Person, "Q1", "نيوتن", &[])], &[]);
            let profile = crate::story::profile(&article, &facts);
            (id, facts, profile)
        })
        .collect();
    news.library.replace_derived(2, &batch, true).unwrap();
    assert_eq!(news.library.stale_count(2).unwrap(), 1);
    assert_eq!(news.found("person:نيوتن").split(' ').count(), 3);
    assert_eq!(news.library.entity("Q1").unwrap().unwrap().articles, 3);
    assert_eq!(news.library.entity("Q7747").unwrap().unwrap().articles, 0);
    assert_eq!(news.found("حرب"), "d a");
    news.library.rebuild_index().unwrap();
    assert_eq!(news.found("person:نيوتن حرب"), "a");
    assert_eq!(news.found("title:قمة"), "b");
    news.library.optimize().unwrap();
    news.check_whole();
}

#[test]
fn readers_see_what_is_acknowledged_and_change_nothing() {
    let mut news = news();
    let reader = Reader::open(news.library.path()).unwrap();
    let a = news.id("a");
    news.library.tag(&[a], &["x"], &[]).unwrap();
    assert_eq!(reader.article(a).unwrap().tags, ["x"]);
    let interrupter = reader.interrupter();
    interrupter.interrupt();
    assert_eq!(reader.article(a).unwrap().tags, ["x"]);
}

#[test]
fn a_copy_is_a_library() {
    let mut news = news();
    let copy = news.folder.path().join("copy #1.db");
    std::fs::write(&copy, "older").unwrap();
    news.library.backup(&copy).unwrap();
    let a = news.id("a");
    news.library.tag(&[a], &["x"], &[]).unwrap();
    let reader = Reader::open(&copy).unwrap();
    assert_eq!(reader.count(&Query::all()).unwrap().total, 4);
    assert_eq!(reader.tags().unwrap(), []);
    let nowhere = news.folder.path().join("none").join("x");
    assert!(news.library.backup(&nowhere).is_err());
    assert!(news.library.backup(news.library.path()).is_err());
    assert!(news.library.owns(&news.folder.path().join(".").join("library.db-wal")));
    assert!(news.library.owns(news.library.path()) && !news.library.owns(&copy));
}

mod paging {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    /// Walks through the list of `query`, pages of `size` rows, and checks it against all of it.
    fn check(news: &Temporary, query: &Query, order: Order, size: usize) -> Vec<Id> {
        let page = |seek| news.library.page(query, order, seek, size).unwrap();
        let ids = |page: &Page| page.rows.iter().map(|row| row.id).collect::<Vec<_>>();
        let whole = news.library.page(query, order, Seek::First, 10_000).unwrap();
        let mut forwards = Vec::new();
        let mut next = page(Seek::First);
        assert_eq!(next.previous, None);
        loop {
            forwards.extend(ids(&next));
            let Some(cursor) = next.next else { break };
            next = page(Seek::After(cursor));
            assert!(!next.rows.is_empty());
        }
        assert_eq!(forwards, ids(&whole));
        let mut backwards = Vec::new();
        let mut previous = page(Seek::Last);
        assert_eq!(previous.next, None);
        loop {
            backwards.splice(0..0, ids(&previous));
            let Some(cursor) = previous.previous else { break };
            previous = page(Seek::Before(cursor));
            assert!(!previous.rows.is_empty());
        }
        assert_eq!(backwards, forwards);
        for (index, row) in whole.rows.iter().enumerate() {
            let from = page(Seek::From(row.cursor));
            assert_eq!(ids(&from), forwards[index..forwards.len().min(index + size)]);
            if order == Order::Newest {
                assert_eq!(news.library.count_before(query, row.cursor).unwrap(), index as u64);
            }
        }
        forwards
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
        #[test]
        fn pages_are_the_sorted_list(
            days in proptest::collection::vec((proptest::option::of(0i8..5), any::<bool>(), 0usize..4), 0..40),
            batch_size in 1usize..8,
            size in 1usize..7,
        ) {
            let mut news = temporary();
            let mut import = Import::new(1);
            let mut expected = Vec::new();
            let additions: Vec<Addition> = days.iter().enumerate().map(|(index, (day, word, repeats))| {
                let text = format!("{} {}", if *word { "حرب" } else { "سلم" }, "حرب ".repeat(*repeats));
                let day = day.map(|day| date(2020, 1, day + 1));
                addition(article(&format!("k{index}"), "t", &text, day))
            }).collect();
            for batch in additions.chunks(batch_size) {
                for added in news.library.add(&mut import, batch).unwrap() {
                    expected.push(added.id);
                }
            }
            let today = jiff::Zoned::now().date();
            let by_id: Vec<_> = expected.iter().copied().zip(&days).collect();
            let mut sorted = by_id.clone();
            // A stable sort: of one day, in the order of the import.
            sorted.sort_by_key(|(_, (day, ..))| std::cmp::Reverse(day.map_or(today, |day| date(2020, 1, day + 1))));
            let sorted: Vec<Id> = sorted.into_iter().map(|(id, _)| id).collect();
            prop_assert_eq!(check(&news, &Query::all(), Order::Newest, size), sorted.clone());
            let war: HashSet<Id> =
                by_id.iter().filter(|(_, (_, word, repeats))| *word || *repeats > 0).map(|(id, _)| *id).collect();
            let query: Query = "حرب".parse().unwrap();
            let expected: Vec<Id> = sorted.iter().copied().filter(|id| war.contains(id)).collect();
            prop_assert_eq!(check(&news, &query, Order::Newest, size), expected);
            let by_relevance = check(&news, &query, Order::Relevance, size);
            prop_assert_eq!(by_relevance.into_iter().collect::<HashSet<_>>(), war.clone());
            let first: HashSet<Id> = sorted.iter().copied().take(3).collect();
            news.library.tag(&sorted[..first.len()], &["x"], &[]).unwrap();
            let mixed: Query = "حرب OR tag:x".parse().unwrap();
            let expected: Vec<Id> =
                sorted.iter().copied().filter(|id| war.contains(id) || first.contains(id)).collect();
            prop_assert_eq!(check(&news, &mixed, Order::Newest, size), expected);
        }
    }
}
