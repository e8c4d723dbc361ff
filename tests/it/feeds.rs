//! Feeds and pages over HTTP, from a server that misbehaves.

use super::cli::House;
use super::server::{Reply, Server, ok, with};
use khabar::fetch::{Answer, Limits, Marks, Problem, get};
use std::io::Write;
use std::time::Duration;

const TEXT: &str = "أعلنت وزارة الري في مدينة الزهراء يوم الثلاثاء بدء أعمال ترميم السد القديم على نهر الوادي الكبير بكلفة ستة ملايين دينار.";

const LIMITS: Limits =
    Limits { connect: Duration::from_secs(5), total: Duration::from_secs(2), bytes: 1 << 20, redirects: 10 };

fn rss(items: &[(u32, &str)]) -> String {
    let item = |(id, text): &(u32, &str)| {
        format!(
            "<item><guid>{id}</guid><title>خبر السد رقم {id}</title><link>http://a.example/{id}</link>\
             <pubDate>Tue, 18 Mar 2025 10:00:00 +0300</pubDate><description>{text}</description></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    format!(
        "<rss version=\"2.0\"><channel><title>صدى الوادي</title><link>http://a.example/</link>{items}</channel></rss>"
    )
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    file.write_all(text.as_bytes()).unwrap();
    file.finish().unwrap()
}

fn encoded(body: Vec<u8>) -> Reply {
    Reply::Say("200 OK", vec![("content-encoding".into(), "gzip".into())], body)
}

#[track_caller]
fn check(server: &Server, path: &str, reply: Reply, wanted: impl Fn(&Result<Answer, Problem>) -> bool) {
    let url = server.set(path, reply);
    let got = get(&url, &Marks::default(), LIMITS);
    assert!(wanted(&got), "{path}: {got:?}");
}

#[test]
fn whatever_a_server_does_it_is_told() {
    let server = Server::new();
    let is = |text: &'static str| move |got: &Result<Answer, Problem>| matches!(got, Ok(Answer::Page(page)) if page.bytes == text.as_bytes());
    check(&server, "/plain", ok("نص"), is("نص"));
    check(&server, "/gzip", encoded(gzipped("نص")), is("نص"));
    let torn = gzipped("نص طويل بعض الشيء")[..20].to_vec();
    check(&server, "/broken-gzip", encoded(torn), |got| matches!(got, Err(Problem::Broken(_))));
    let bomb = gzipped(&" ".repeat(5 << 20));
    check(&server, "/bomb", encoded(bomb), |got| matches!(got, Err(Problem::TooLarge(_))));
    check(&server, "/endless", Reply::Endless, |got| matches!(got, Err(Problem::TooLarge(_))));
    check(&server, "/silent", Reply::Silent, |got| matches!(got, Err(Problem::Slow)));
    check(&server, "/torn", Reply::Torn(b"x".to_vec()), |got| matches!(got, Err(Problem::Broken(_))));
    check(&server, "/close", Reply::Close, |got| matches!(got, Err(Problem::Broken(_))));
    check(&server, "/gone", with("410 Gone", "x", "y"), |got| *got == Err(Problem::Gone(410)));
    check(&server, "/error", with("500 Oh", "x", "y"), |got| *got == Err(Problem::Status(500)));
    check(&server, "/busy", with("429 Wait", "retry-after", "120"), |got| {
        *got == Err(Problem::Busy(Some(Duration::from_secs(120))))
    });
    let missing = get(&server.url("/nowhere"), &Marks::default(), LIMITS);
    assert_eq!(missing, Err(Problem::Gone(404)));
    let closed = get("http://127.0.0.1:1/", &Marks::default(), LIMITS);
    assert!(matches!(closed, Err(Problem::Broken(_))), "{closed:?}");
    for address in ["file:///etc/passwd", "ftp://a.example/", "no address"] {
        assert_eq!(get(address, &Marks::default(), LIMITS), Err(Problem::Address(address.to_owned())));
    }
}

#[test]
fn redirects_are_followed_within_the_web() {
    let server = Server::new();
    let end = server.set("/end", ok("نص"));
    let moved = |got: &Result<Answer, Problem>| match got {
        Ok(Answer::Page(page)) => page.moved.clone(),
        other => panic!("{other:?}"),
    };
    server.set("/two", with("308 Permanent", "location", "/end"));
    check(&server, "/one", with("301 Moved", "location", "/two"), |got| moved(got) == Some(end.clone()));
    check(&server, "/temporary", with("302 Found", "location", "/two"), |got| moved(got).is_none());
    server.set("/there", with("302 Found", "location", "/back"));
    check(&server, "/back", with("302 Found", "location", "/there"), |got| *got == Err(Problem::Loop));
    check(&server, "/away", with("302 Found", "location", "file:///etc/passwd"), |got| {
        matches!(got, Err(Problem::Address(_)))
    });
    check(&server, "/nowhere", with("302 Found", "x", "y"), |got| *got == Err(Problem::Status(302)));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::new();
    let url = server.set("/feed", Reply::Tagged("\"1\"", "نص".into()));
    let Ok(Answer::Page(page)) = get(&url, &Marks::default(), LIMITS) else { panic!("a page") };
    assert_eq!(page.marks.etag.as_deref(), Some("\"1\""));
    assert_eq!(get(&url, &page.marks, LIMITS), Ok(Answer::Same));
}

#[test]
fn a_feed_is_followed_and_its_items_keep_their_identity() {
    let (house, server) = (House::new(), Server::new());
    let url = server.set("/feed", Reply::Tagged("\"1\"", rss(&[(1, TEXT), (2, TEXT)]).into()));
    let page =
        format!("<html><link rel=alternate type=application/rss+xml href=\"/feed\"><p>{TEXT}</p></html>");
    let page = server.set("/", ok(page));
    house.run(&["feeds", "add", &page, "--folder", "محلي"]).expect(0, "1 feed followed");
    house.run(&["feeds", "sync"]).expect(0, "2 articles added");
    house.run(&["tag", "--query", "title:\"رقم 1\"", "kept"]).expect(0, "1 article");
    // Not asked again so soon; and when it is, there is nothing new.
    let before = server.asked("/feed");
    house.run(&["feeds", "sync"]).expect(0, "1 feed was asked a short while ago");
    assert_eq!(server.asked("/feed"), before);
    house.run(&["feeds", "sync", "--force"]).expect(0, "nothing new");
    // An item is changed, one is new, one has left.
    let changed = format!("{TEXT} وأضافت الوزارة أن العمل يستمر تسعة أشهر.");
    server.set("/feed", Reply::Tagged("\"2\"", rss(&[(1, &changed), (3, TEXT)]).into()));
    house.run(&["feeds", "sync", "--force", "صدى الوادي"]).expect(0, "2 articles added");
    let kept = house.run(&["list", "--json"]);
    let rows: Vec<serde_json::Value> =
        kept.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 3, "{}", kept.out);
    house.run(&["search", "tag:kept تسعة"]).expect(0, "رقم 1");
    house.run(&["feeds"]).expect(0, &url);
    let list = house.run(&["feeds", "export"]);
    let file = house.write("feeds.opml", &list.out);
    house.run(&["feeds", "remove", &url]).expect(0, "no longer followed");
    house.run(&["feeds"]).expect(1, "");
    house.run(&["feeds", "import", file.to_str().unwrap()]).expect(0, "1 feed followed");
    house.run(&["feeds", "list", "--json"]).expect(0, "\"folder\":\"محلي\"");
}

#[test]
fn a_feed_that_fails_is_told_and_does_not_stop_the_others() {
    let (house, server) = (House::new(), Server::new());
    let good = server.set("/good", ok(rss(&[(1, TEXT)])));
    let bad = server.set("/bad", ok(rss(&[(2, TEXT)])));
    house.run(&["feeds", "add", &good, &bad]).expect(0, "2 feeds followed");
    server.set("/bad", with("410 Gone", "x", "y"));
    let came = house.run(&["feeds", "sync"]);
    came.expect(2, "1 article added");
    assert!(came.err.contains("no longer has it (410)"), "{}", came.err);
    // It stays listed with its reason, and is not asked again by itself.
    assert!(house.run(&["feeds"]).err.contains("410"));
    house.run(&["feeds", "sync"]).expect(0, "2 feeds were asked");
    assert_eq!(server.asked("/bad"), 2);
    // No feed at all, and one that has moved.
    server.set("/html", ok("<html><p>x</p></html>"));
    house.run(&["feeds", "add", &server.url("/html")]).expect(2, "");
    server.set("/good", with("301 Moved", "location", "/new"));
    let new = server.set("/new", ok(rss(&[(1, TEXT)])));
    house.run(&["feeds", "sync", &good, "--force"]).expect(0, "nothing new");
    house.run(&["feeds", "list", "--json"]).expect(0, &format!("\"url\":\"{new}\""));
}

#[test]
fn a_page_is_added_by_its_address_and_a_summary_made_whole() {
    let (house, server) = (House::new(), Server::new());
    let paragraphs = format!("<p>{TEXT}</p>").repeat(3) + "<p>وختم الوزير حديثه بالشكر للمهندسين جميعا.</p>";
    let page = format!(
        "<html><head><title>خبر السد</title><meta property=\"article:published_time\" content=\"2025-03-18\"></head>\
         <body><article><h1>خبر السد</h1>{paragraphs}</article></body></html>"
    );
    let url = server.set("/page", ok(page));
    house.run(&["add", &url]).expect(0, "1 article added");
    house.run(&["search", "المهندسين"]).expect(0, "خبر السد");
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>ملخص</title><item><guid>9</guid><title>خبر الموجز</title>\
         <link>{url}</link><description>موجز قصير عن السد.</description></item></channel></rss>"
    );
    let feed = server.set("/summary", ok(feed));
    house.run(&["feeds", "add", &feed]).expect(0, "1 feed followed");
    house.run(&["feeds", "sync"]).expect(0, "1 article added");
    house.run(&["tag", "--query", "title:الموجز", "kept"]).expect(0, "1 article");
    house.run(&["fetch", "2"]).expect(0, "the whole text of 2");
    house.run(&["search", "tag:kept المهندسين"]).expect(0, "الموجز");
    // The summary does not come back over it.
    house.run(&["feeds", "sync", "--force"]).expect(0, "nothing new");
    house.run(&["search", "tag:kept المهندسين"]).expect(0, "الموجز");
}
