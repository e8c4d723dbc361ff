//! What the reader does with feeds, and what comes of it.

use super::*;
use crate::app::tests::Desk;
use crate::app::{Event, Language};
use crate::article::EntityKind;
use crate::store::{Asked, Feed};
use crate::task::{Problem, Report};

/// Nobody listens there.
const CLOSED: &str = "http://127.0.0.1:1/rss";

fn feed(url: &str, title: &str) -> Feed {
    Feed { url: url.into(), title: Some(title.into()), site: None, folder: None }
}

/// Types keys into a window that follows two feeds; `expect` looks at what came of it.
fn check(keys: &str, expect: impl Fn(&Desk)) {
    for size in [(140, 40), (80, 24), (30, 10), (20, 5)] {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::new(size, language);
            let feeds = [feed(CLOSED, "صدى"), feed("http://127.0.0.1:1/atom", "ظل")];
            desk.library.follow(&feeds, &[]).unwrap();
            desk.keys(keys);
            expect(&desk);
        }
    }
}

fn titles(desk: &Desk) -> Vec<String> {
    let page = desk.state.feeds.as_ref();
    page.into_iter().flat_map(|page| &page.feeds).filter_map(|state| state.feed.title.clone()).collect()
}

#[test]
fn the_page_is_shown_and_left_again() {
    check("gf", |desk| {
        assert_eq!(desk.state.focus, Pane::Feeds);
        assert_eq!(titles(desk), ["صدى", "ظل"]);
    });
    for back in ["gf<esc>", "gfgf", "gf<tab><esc>"] {
        check(back, |desk| {
            assert_eq!((desk.state.focus, desk.state.feeds.is_none()), (Pane::Stories, true), "{back}");
        });
    }
    check("<tab>gfT", |desk| assert!(desk.state.feeds.is_none() || desk.state.focus == Pane::Feeds));
    check("gfjjj", |desk| assert_eq!(desk.state.feeds.as_ref().unwrap().selected, 1));
    // Names and timelines make room for it.
    check("TgF", |desk| assert!(desk.state.feeds.is_none()));
    check("Tgf", |desk| assert_eq!((desk.state.focus, desk.state.timeline.is_none()), (Pane::Feeds, true)));
}

#[test]
fn its_keys_are_its_own() {
    // `s` sorts elsewhere, and `d` does nothing.
    check("gfd", |desk| assert_eq!(titles(desk), ["ظل"]));
    check("gfjd", |desk| assert_eq!(titles(desk), ["صدى"]));
    check("gfdu", |desk| assert_eq!(titles(desk), ["صدى", "ظل"]));
    check("gfdd", |desk| assert!(titles(desk).is_empty()));
    check("gfddd", |desk| assert!(matches!(desk.told(), Some(Message::NoFeeds(Some(_))))));
    // From elsewhere they are shown first, to choose from.
    check(":remove-feed<enter>", |desk| assert_eq!((desk.state.focus, titles(desk).len()), (Pane::Feeds, 2)));
    check("d", |desk| assert_eq!(desk.library.feeds().unwrap().len(), 2));
    check("gfa", |desk| assert!(desk.state.prompt.is_some()));
    check("gfa<enter>", |desk| assert_eq!((desk.state.prompt.is_none(), desk.told()), (true, None)));
}

#[test]
fn a_feed_narrows_the_list() {
    check("gfj<enter>", |desk| {
        assert_eq!(desk.state.list.query.to_string(), "feed:ظل");
        assert_eq!((desk.state.focus, desk.state.feeds.is_none()), (Pane::Stories, true));
    });
    check("gf<enter><esc>", |desk| assert!(desk.state.list.query.is_all()));
    let mut desk = Desk::new((80, 24), Language::English);
    desk.library.follow(&[feed(CLOSED, "صدى"), feed("http://127.0.0.1:1/b", "صدى")], &[]).unwrap();
    desk.keys("gf<enter>");
    // Its title would mean both.
    assert_eq!(desk.state.list.query.to_string(), "feed:\"http://127.0.0.1:1/b\"");
}

#[test]
fn what_went_wrong_is_told_and_kept() {
    check("gfs", |desk| {
        assert_eq!(desk.told(), Some(&Message::Synced { new: 0, changed: 0, failed: 2, waiting: 0 }));
        let page = desk.state.feeds.as_ref().unwrap();
        let is_broken =
            |trouble: &Option<Trouble>| matches!(trouble, Some(Trouble::Server(Problem::Broken(_))));
        assert!(page.troubles.iter().all(is_broken), "{:?}", page.troubles);
        assert!(desk.state.sync.is_none());
        let told = desk.state.notices.kept.iter().filter(|(told, _)| matches!(told, Message::Trouble { .. }));
        assert_eq!(told.count(), 2);
    });
    // Not asked again so soon, but for the one that is meant.
    check("gfss", |desk| {
        assert_eq!(desk.told(), Some(&Message::Synced { new: 0, changed: 0, failed: 0, waiting: 2 }));
    });
    check("gfsR", |desk| {
        assert_eq!(desk.told(), Some(&Message::Synced { new: 0, changed: 0, failed: 1, waiting: 0 }));
    });
    check("gfafile:///etc/passwd<enter>", |desk| {
        let trouble = Problem::Address("file:///etc/passwd".into()).into();
        assert_eq!(desk.told(), Some(&Message::Trouble { of: None, trouble }));
    });
}

#[test]
fn nothing_is_asked_unless_it_is_wanted() {
    let mut desk = Desk::new((80, 24), Language::English);
    desk.event(Event::SyncDue);
    // A clock that finds no feeds says nothing.
    assert_eq!((desk.told(), &desk.state.sync), (None, &None));
    desk.keys(":sync-feeds<enter>");
    assert!(matches!(desk.told(), Some(Message::NoFeeds(_))));
    desk.keys("gu");
    let trouble = Trouble::NoAddress;
    assert_eq!(desk.told(), Some(&Message::Trouble { of: None, trouble }));
}

/// What a feed gave, as the lane of the network reports it.
fn came(url: &str, text: &str) -> Box<Fetched> {
    let rss = format!(
        "<rss version=\"2.0\"><channel><title>صدى</title><item><guid>7</guid><title>خبر السد</title>\
         <link>http://a.example/7</link><description>{text}</description></item></channel></rss>"
    );
    let feed = crate::import::feed::read_feed(&rss, url).unwrap();
    let documents = feed.items.iter().filter_map(|item| {
        crate::import::feed::document(item, &feed, url, &Default::default(), &mut Vec::new())
    });
    let asked = Asked::Read {
        title: feed.title.clone(),
        site: None,
        moved: None,
        marks: (None, None),
        changed: false,
    };
    Box::new(Fetched {
        url: url.into(),
        title: feed.title.clone(),
        asked,
        documents: documents.collect(),
        flaws: Vec::new(),
    })
}

#[test]
fn articles_come_in_while_the_window_goes_on() {
    const SHORT: &str = "أعلنت وزارة الري بدء أعمال ترميم السد القديم على نهر الوادي الكبير.";
    let mut desk = Desk::empty((80, 24), Language::English);
    desk.library.follow(&[feed(CLOSED, "صدى"), feed("http://127.0.0.1:1/b", "صدى 2")], &[]).unwrap();
    desk.held = Some(Vec::new());
    desk.keys("gfs");
    let id = desk.state.sync.as_ref().unwrap().id;
    desk.held = None;
    desk.event(Event::Report(id, Report::Progress { done: 0, total: 2 }));
    assert_eq!(desk.state.sync.as_ref().map(|sync| (sync.done, sync.total)), Some((0, 2)));
    desk.event(Event::Report(id, Report::Fetched(came(CLOSED, SHORT))));
    assert_eq!(desk.state.list.counts.unwrap().total, 1);
    assert_eq!(desk.state.feeds.as_ref().unwrap().feeds[0].articles, 1);
    // The same article of another feed is the same.
    desk.event(Event::Report(id, Report::Fetched(came("http://127.0.0.1:1/b", SHORT))));
    assert_eq!(desk.state.list.counts.unwrap().total, 1);
    assert!(desk.state.sync.is_some());
    desk.event(Event::Report(id, Report::AllFetched { waiting: 0 }));
    assert_eq!(desk.told(), Some(&Message::Synced { new: 1, changed: 0, failed: 0, waiting: 0 }));
    // Changed, it keeps its tag, and what is open shows it.
    desk.keys("<esc><enter>tkept<enter>");
    let longer = format!("{SHORT} وأضافت الوزارة أن العمل يستمر تسعة أشهر.");
    desk.event(Event::Report(TaskId(9999), Report::Fetched(came(CLOSED, &longer))));
    let reading = desk.state.reading.as_ref().unwrap();
    assert!(reading.article.text.contains("تسعة"), "{}", reading.article.text);
    assert_eq!(reading.standing.tags, ["kept"]);
    let facts = desk.library.facts(reading.id).unwrap();
    assert!(facts.entities.iter().all(|entity| entity.kind != EntityKind::Person));
}

#[test]
fn a_key_before_the_feeds_have_come_does_nothing() {
    let mut desk = Desk::new((80, 24), Language::English);
    desk.library.follow(&[feed(CLOSED, "صدى")], &[]).unwrap();
    desk.held = Some(Vec::new());
    desk.keys("gfdR<enter>");
    assert_eq!(
        (desk.told(), desk.state.focus, desk.held.as_ref().map(Vec::len)),
        (None, Pane::Feeds, Some(1))
    );
    desk.release();
    assert_eq!(titles(&desk), ["صدى"]);
}

#[test]
fn a_sync_is_stopped_by_the_same_key() {
    let mut desk = Desk::empty((80, 24), Language::English);
    desk.library.follow(&[feed(CLOSED, "صدى")], &[]).unwrap();
    desk.held = Some(Vec::new());
    desk.keys("gfs");
    let id = desk.state.sync.as_ref().unwrap().id;
    desk.keys("s");
    assert!(desk.effects.contains(&Effect::Cancel(id)));
    assert_eq!(desk.told(), Some(&Message::SyncStopping));
    // One that had not begun only says that it was stopped.
    desk.event(Event::Report(id, Report::Cancelled));
    assert!(desk.state.sync.is_none());
}
