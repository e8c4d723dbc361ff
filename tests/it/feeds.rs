//! Feeds and pages over HTTP, from a server that misbehaves.

use super::cli::House;
use super::server::{Reply, Server, ok, with};
use super::window::Window;
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
    check(&server, "/drip", Reply::Drip, |got| matches!(got, Err(Problem::Slow)));
    check(&server, "/torn", Reply::Torn(b"x".to_vec()), |got| matches!(got, Err(Problem::Broken(_))));
    check(&server, "/close", Reply::Close, |got| matches!(got, Err(Problem::Broken(_))));
    check(&server, "/gone", with("410 Gone", "x", "y"), |got| *got == Err(Problem::Gone(410)));
    check(&server, "/error", with("500 Oh", "x", "y"), |got| *got == Err(Problem::Status(500)));
    check(&server, "/busy", with("429 Wait", "retry-after", "120"), |got| {
        *got == Err(Problem::Busy(Some(Duration::from_secs(120))))
    });
    let date = vec![
        ("date".to_owned(), "Tue, 01 Dec 2026 10:00:00 GMT".to_owned()),
        ("retry-after".to_owned(), "Tue, 01 Dec 2026 10:10:00 GMT".to_owned()),
    ];
    check(&server, "/busy-until", Reply::Say("503 Wait", date, Vec::new()), |got| {
        *got == Err(Problem::Busy(Some(Duration::from_secs(600))))
    });
    let charset = with("200 OK", "content-type", "text/xml; charset=\"windows-1256\"");
    check(
        &server,
        "/charset",
        charset,
        |got| matches!(got, Ok(Answer::Page(page)) if page.charset.as_deref() == Some("windows-1256")),
    );
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
    // The time that there is holds for all of them together.
    let step =
        |to: &str| Reply::Late(Duration::from_millis(700), Box::new(with("302 Found", "location", to)));
    for number in 1..9 {
        server.set(&format!("/step{number}"), step(&format!("/step{}", number + 1)));
    }
    check(&server, "/step0", step("/step1"), |got| *got == Err(Problem::Slow));
    assert_eq!(server.asked("/step5"), 0);
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
    house.run(&["search", "feed:\"صدي الوادى\"", "--json"]).expect(0, "رقم 2");
    house.run(&["search", "خلاصة:محلي رقم"]).expect(0, "رقم 1");
    house.run(&["search", "feed:غيره"]).expect(1, "");
    // An item is changed, one is new, one has left.
    let changed = format!("{TEXT} وأضافت الوزارة أن العمل يستمر تسعة أشهر.");
    server.set("/feed", Reply::Tagged("\"2\"", rss(&[(1, &changed), (3, TEXT)]).into()));
    let came = house.run(&["feeds", "sync", "--force", "صدى الوادي"]);
    came.expect(0, "1 article added");
    came.expect(0, "1 changed");
    let kept = house.run(&["list", "--json"]);
    let rows: Vec<serde_json::Value> =
        kept.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 3, "{}", kept.out);
    house.run(&["search", "tag:kept تسعة"]).expect(0, "رقم 1");
    let list = house.run(&["feeds"]);
    list.expect(0, &url);
    list.expect(0, "asked just now");
    let list = house.run(&["feeds", "export"]);
    let file = house.write("feeds.opml", &list.out);
    // Nothing is replaced unasked, and a file that is not there is named.
    house.run(&["feeds", "export", file.to_str().unwrap()]).expect(2, "");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), list.out);
    assert!(house.run(&["feeds", "import", "no.opml"]).err.contains("no.opml"));
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
    // The summary does not come back over it, nor does another one, unless it says more.
    house.run(&["feeds", "sync", "--force"]).expect(0, "nothing new");
    house.run(&["search", "tag:kept المهندسين"]).expect(0, "الموجز");
    let summary = |text: &str| {
        format!(
            "<rss version=\"2.0\"><channel><title>ملخص</title><item><guid>9</guid><title>خبر الموجز</title>\
             <link>{url}</link><description>{text}</description></item></channel></rss>"
        )
    };
    // Nearly as long.
    server.set("/summary", ok(summary(&format!("{TEXT} {TEXT} {TEXT}"))));
    house.run(&["feeds", "sync", "--force"]).expect(0, "nothing new");
    house.run(&["search", "tag:kept المهندسين"]).expect(0, "الموجز");
    let more = format!("{TEXT} {TEXT} {TEXT} {TEXT} {TEXT} تصحيح: الكلفة سبعة ملايين.");
    server.set("/summary", ok(summary(&more)));
    house.run(&["feeds", "sync", "--force"]).expect(0, "1 changed");
    house.run(&["search", "tag:kept تصحيح"]).expect(0, "الموجز");
}

#[test]
fn an_article_of_two_feeds_is_one() {
    let (house, server) = (House::new(), Server::new());
    let item = |guid: &str, title: &str, text: &str| {
        format!(
            "<item><guid isPermaLink=\"false\">{guid}</guid><title>{title}</title><link>http://a.example/7</link>\
             <description>{text}</description></item>"
        )
    };
    let feed = |title: &str, items: &str| {
        format!("<rss version=\"2.0\"><channel><title>{title}</title>{items}</channel></rss>")
    };
    let whole = format!("{TEXT} وأضافت الوزارة أن العمل يستمر تسعة أشهر.");
    let first = server.set("/first", ok(feed("الأول", &item("1", "خبر السد", TEXT))));
    // Another article lies at the same address: a page of short news.
    let items = item("a", "خبر السد", TEXT) + &item("b", "خبر الجسر", "افتتح الجسر الجديد فوق النهر اليوم.");
    let second = server.set("/second", ok(feed("الثاني", &items)));
    house.run(&["feeds", "add", &first]).expect(0, "1 feed followed");
    house.run(&["feeds", "sync"]).expect(0, "1 article added");
    house.run(&["feeds", "add", &second]).expect(0, "1 feed followed");
    let came = house.run(&["feeds", "sync", "--json"]);
    came.expect(0, "\"added\":1,\"changed\":0,\"unchanged\":1");
    house.run(&["tag", "--query", "title:السد", "kept"]).expect(0, "1 article");
    // It says more there: that is believed, and the shorter text does not come back.
    server.set("/second", ok(feed("الثاني", &item("a", "خبر السد", &whole))));
    house.run(&["feeds", "sync", "--force", "--json", &second]).expect(0, "\"changed\":1");
    house.run(&["search", "tag:kept تسعة feed:الأول"]).expect(0, "السد");
    house.run(&["feeds", "sync", "--force", "--json", &second]).expect(0, "\"unchanged\":1");
}

#[test]
fn a_server_that_failed_is_asked_again_and_forgiven() {
    let (house, server) = (House::new(), Server::new());
    let url = server.set("/feed", ok(rss(&[(1, TEXT)])));
    house.run(&["feeds", "add", &url]).expect(0, "1 feed followed");
    let fails = Reply::Then(Box::new(ok("")), Box::new(with("500 Oh", "x", "y")));
    server.set("/feed", fails);
    let came = house.run(&["feeds", "sync"]);
    assert!(came.err.contains("error 500; try again later"), "{}", came.err);
    assert!(house.run(&["feeds"]).err.contains("error 500"));
    house.run(&["feeds", "list", "--json"]).expect(0, "answered with error 500");
    let arabic = house.command(&["feeds"]).env("LANG", "ar_EG.UTF-8").output().unwrap();
    assert!(String::from_utf8_lossy(&arabic.stderr).contains("500"));
    server.set("/feed", ok(rss(&[(1, TEXT)])));
    house.run(&["feeds", "sync", "--force"]).expect(0, "1 article added");
    assert_eq!(house.run(&["feeds"]).err, "");
}

#[test]
fn the_encoding_that_a_server_names_is_heard() {
    let (house, server) = (House::new(), Server::new());
    let feed = rss(&[(1, TEXT)]);
    let bytes: Vec<u8> = feed
        .chars()
        .map(|letter| match letter {
            '\0'..='\u{7F}' => letter as u8,
            // ISO-8859-6 has the letters of the block in their order.
            _ => (letter as u32 - 0x60C + 0xAC) as u8,
        })
        .collect();
    let header = vec![("content-type".to_owned(), "application/rss+xml; charset=ISO-8859-6".to_owned())];
    let url = server.set("/feed", Reply::Say("200 OK", header, bytes));
    house.run(&["feeds", "add", &url]).expect(0, "1 feed followed");
    house.run(&["feeds", "sync"]).expect(0, "1 article added");
    house.run(&["search", "الزهراء"]).expect(0, "رقم 1");
}

#[test]
fn a_page_that_says_no_more_leaves_the_article_as_it_is() {
    let (house, server) = (House::new(), Server::new());
    let teaser = "<html><body><article><h1>خبر السد رقم 1</h1><p>للمشتركين فقط، سجل الدخول لقراءة الخبر كاملا.</p></article></body></html>";
    let page = server.set("/teaser", ok(teaser));
    let feed = rss(&[(1, TEXT)]).replace("http://a.example/1", &page);
    let url = server.set("/feed", ok(feed));
    house.run(&["feeds", "add", &url]).expect(0, "1 feed followed");
    house.run(&["feeds", "sync"]).expect(0, "1 article added");
    let came = house.run(&["fetch", "1"]);
    assert_eq!(came.code, 2, "{}", came.err);
    assert!(came.err.contains("no more text") || came.err.contains("no article"), "{}", came.err);
    house.run(&["search", "الزهراء"]).expect(0, "رقم 1");
    server.set("/teaser", with("410 Gone", "x", "y"));
    assert!(house.run(&["fetch", "1"]).err.contains("no longer has it (410)"));
}

#[test]
fn feeds_are_followed_and_read_in_the_window() {
    let (home, server) = (tempfile::tempdir().unwrap(), Server::new());
    let paragraphs = format!("<p>{TEXT}</p>").repeat(4);
    let page = format!(
        "<html><body><article><h1>خبر السد رقم 1</h1>{paragraphs}<p>last words of 2031</p></article></body></html>"
    );
    let page = server.set("/page", ok(page));
    let slow = server.set("/slow", Reply::Silent);
    let feed =
        rss(&[(1, TEXT)]).replace("http://a.example/1", &page).replace("صدى الوادي", "Echo of the dam");
    let url = server.set("/rss", ok(feed));
    let mut window = Window::open(home.path(), &[], 140, 40);
    window.keys("gf");
    window.wait_for("No feed is followed yet");
    window.keys("a");
    window.wait_for("address of a feed");
    window.keys(&url);
    window.keys("\r");
    window.wait_for("Echo of the dam");
    window.wait_for("1 article added");
    window.wait_for("asked just now");
    window.keys("\r");
    window.wait_for("feed:\"Echo of the dam\"");
    window.wait_for("1 of 1");
    window.keys("\r");
    window.keys("gu");
    window.wait_for("last words of 2031");
    window.keys("gf");
    window.wait_for("asked just now");
    window.keys("d");
    window.wait_for("no longer followed");
    window.keys("u");
    window.wait_for("Echo of the dam");
    // A server that never answers keeps nobody from leaving.
    window.keys("a");
    window.wait_for("address of a feed");
    window.keys(&slow);
    window.keys("\r");
    window.wait_for("looking for the feed");
    window.keys("q");
    let before = std::time::Instant::now();
    assert_eq!(window.ended(), 0);
    assert!(before.elapsed() < Duration::from_secs(20), "{:?}", before.elapsed());
}
