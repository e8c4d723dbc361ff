//! Frames: what the window looks like after real keys, in both directions and at every size.

use super::draw;
use super::paint::split_link;
use super::theme::{Depth, Meaning, Shade, Theme};
use super::words::{Calendars, Lang, Manner, Words};
use crate::app::tests::Desk;
use crate::app::{Event, Language, Options};
use crate::arabic::calendar::Calendar;
use crate::text::{Forms, Mirroring, Mode, SEPARATOR, shown};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

/// The frame of a window.
pub(crate) fn frame(desk: &Desk) -> Buffer {
    drawn(desk, Manner::default()).backend().buffer().clone()
}

fn drawn(desk: &Desk, manner: Manner) -> Terminal<TestBackend> {
    let (columns, rows) = desk.state.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let lang = match desk.state.options.language {
        Language::English => Lang::En,
        Language::Arabic => Lang::Ar,
    };
    let words = Words::new(lang, manner);
    let theme = Theme::new(Shade::Dark, Depth::True);
    terminal.draw(|frame| _ = draw(&desk.state, &theme, &words, frame)).unwrap();
    terminal
}

/// The symbols of a frame, row by row, as they are sent, from left to right.
pub(crate) fn signs(buffer: &Buffer) -> Vec<Vec<String>> {
    let row = |y| {
        let (mut symbols, mut x) = (Vec::new(), 0);
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            symbols.push(split_link(cell.symbol()).0.to_owned());
            x += match cell.diff_option {
                ratatui::buffer::CellDiffOption::ForcedWidth(width) => width.get(),
                _ => 1,
            };
        }
        symbols
    };
    (0..buffer.area.height).map(row).collect()
}

/// The signs of a frame between bars, so that editors leave its ends alone.
fn dump(buffer: &Buffer) -> String {
    signs(buffer).into_iter().map(|row| format!("|{}|\n", row.concat())).collect()
}

const SIZES: [(u16, u16); 5] = [(140, 40), (80, 24), (60, 20), (30, 10), (20, 5)];

/// Compares the frame after `keys`, in both directions, with the ones that were looked at.
fn check(name: &str, sizes: &[(u16, u16)], keys: &str) {
    for &size in sizes {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::new(size, language);
            desk.keys(keys);
            let lang = if language == Language::English { "en" } else { "ar" };
            insta::assert_snapshot!(format!("{name}-{}x{}-{lang}", size.0, size.1), dump(&frame(&desk)));
        }
    }
}

#[test]
fn the_window() {
    check("window", &SIZES, "");
}

#[test]
fn reading() {
    check("reading", &SIZES, "<enter><ctrl-d>");
}

#[test]
fn facts() {
    check("facts", &SIZES, "j<tab><tab>j<enter>");
}

#[test]
fn dates_and_places() {
    check("places", &[(60, 20), (30, 10)], "<tab><tab><tab>");
    check("dates", &[(60, 20), (30, 10)], "<tab><tab><tab><tab>");
}

/// The dates of an article that states its day, by month, in one calendar or both.
#[test]
fn dates_by_month() {
    let text = "قمة في العاصمة\n\nتاريخ النشر: 12/02/2025\n\nقال الوزير اليوم الأربعاء إن القمة ستعقد مساء \
                الجمعة المقبل، وإنها الأولى منذ عام 2014. وتستمر القمة ثلاثة أيام، من 14 إلى 16 فبراير، ويبدأ \
                تنفيذ قراراتها مطلع الشهر المقبل. وكان اللقاء الأخير في 20 مارس 2024 واستمر نحو ساعة ونصف.";
    for (name, first, both) in [
        ("gregorian", Calendar::Gregorian, false),
        ("both", Calendar::Gregorian, true),
        ("hijri", Calendar::Hijri, false),
    ] {
        let manner = Manner { calendars: Calendars { first, both }, ..Manner::default() };
        for (size, language, lang) in [
            ((140, 24), Language::English, "en"),
            ((140, 24), Language::Arabic, "ar"),
            ((50, 20), Language::English, "en"),
        ] {
            let options = Options { language, calendar: first, ..Options::default() };
            let mut desk = Desk::with(text, size, options);
            desk.keys("<enter><tab><tab><tab>j");
            let buffer = drawn(&desk, manner).backend().buffer().clone();
            insta::assert_snapshot!(format!("dates-{name}-{}x{}-{lang}", size.0, size.1), dump(&buffer));
        }
    }
}

#[test]
fn related() {
    check("related", &SIZES, "r");
}

/// Feeds of which one was read, one has moved away, and one was never asked; and none at all.
#[test]
fn feeds() {
    use crate::store::{Asked, Feed};
    use crate::task::{Problem, Trouble};
    for size in SIZES {
        for (language, lang) in [(Language::English, "en"), (Language::Arabic, "ar")] {
            let mut desk = Desk::empty(size, language);
            desk.keys("gf");
            insta::assert_snapshot!(format!("no-feeds-{}x{}-{lang}", size.0, size.1), dump(&frame(&desk)));
            let feed = |url: &str, title: Option<&str>, folder: Option<&str>| Feed {
                url: url.into(),
                title: title.map(str::to_owned),
                site: None,
                folder: folder.map(str::to_owned),
            };
            let (wadi, gone) = ("https://wadi.example/rss", "https://gone.example/feed");
            let feeds = [
                feed(wadi, Some("صدى الوادي"), Some("محلي")),
                feed(gone, Some("The Echo"), None),
                feed("https://new.example/atom.xml", None, None),
            ];
            desk.library.follow(&feeds, &[]).unwrap();
            let now = jiff::Timestamp::now().as_second();
            desk.library.note_asked(wadi, &Asked::Same, now - 600).unwrap();
            let error = Trouble::Server(Problem::Gone(410)).kept();
            let failed = Asked::Failed { error, gone: true, wait: None };
            desk.library.note_asked(gone, &failed, now - 7300).unwrap();
            desk.keys("gfgfj");
            insta::assert_snapshot!(format!("feeds-{}x{}-{lang}", size.0, size.1), dump(&frame(&desk)));
        }
    }
}

#[test]
fn two_tellings() {
    check("compare", &SIZES, "jjc");
    check("compare-next", &[(140, 40), (80, 24), (20, 5)], "jjcxnnn");
}

#[test]
fn what_is_new() {
    check("new", &[(140, 40), (80, 24), (30, 10), (20, 5)], "jj<enter><esc>jw");
}

#[test]
fn organisations_unfold() {
    check("organisations", &[(160, 40), (80, 24), (60, 20), (30, 10), (20, 5)], "O");
}

#[test]
fn a_role_that_only_the_list_knows_looks_otherwise() {
    let mut desk = Desk::new((140, 40), Language::English);
    let reading = desk.state.reading.as_mut().unwrap();
    let all = reading.facts.entities.iter();
    reading.standing.known_roles = all.map(|_| Some("\u{631}\u{626}\u{64A}\u{633}".to_owned())).collect();
    let stated: Vec<bool> = reading.facts.entities.iter().map(|entity| !entity.roles.is_empty()).collect();
    let buffer = frame(&desk);
    let people = desk.state.layout.area(crate::app::pane::Pane::People);
    let rows = &desk.state.reading.as_ref().unwrap().lists[0].rows;
    for (row, y) in rows.iter().zip(people.y..people.bottom()) {
        let crate::app::facts::FactRow::Entity(index) = row else { panic!("people only") };
        let cells = (people.x..people.right()).map(|x| buffer[(x, y)].modifier);
        let is_italic = cells.into_iter().any(|modifier| modifier.contains(Modifier::ITALIC));
        // What is stated comes first.
        assert_eq!(is_italic, !stated[*index], "row {y}");
    }
}

#[test]
fn the_page_of_a_name() {
    check("page", &SIZES, "<tab><tab>p");
    check("page-companions", &[(140, 40), (80, 24)], "<tab><tab>pG");
    check("page-articles", &SIZES, "<tab><tab>p<tab>j");
}

/// Compares the frame after `keys` on the seeds with their days, in both directions.
fn check_dated(name: &str, sizes: &[(u16, u16)], keys: &str) {
    for &size in sizes {
        for (language, lang) in [(Language::English, "en"), (Language::Arabic, "ar")] {
            let mut desk = Desk::dated(size, language);
            desk.keys(keys);
            insta::assert_snapshot!(format!("{name}-{}x{}-{lang}", size.0, size.1), dump(&frame(&desk)));
        }
    }
}

#[test]
fn the_timeline_of_a_story() {
    check_dated("timeline", &SIZES, "jjT");
    // The event of two outlets unfolds.
    check_dated("timeline-unfolded", &[(140, 40), (80, 24), (20, 5)], "jjTggj");
    check("timeline-undated", &[(80, 24)], "T");
}

#[test]
fn the_months_of_a_name_stand_in_reading_order() {
    let (mut lines, text) = (
        String::new(),
        "\u{642}\u{627}\u{644} \u{641}\u{644}\u{627}\u{62F}\u{64A}\u{645}\u{64A}\u{631} \u{628}\u{648}\u{62A}\u{64A}\u{646} \u{625}\u{646} \u{627}\u{644}\u{62D}\u{631}\u{628} \u{637}\u{648}\u{64A}\u{644}\u{629}",
    );
    for (number, month) in ["2024-03", "2024-11", "2024-11", "2025-01", "2025-02"].into_iter().enumerate() {
        lines.push_str(&format!(
            "{{\"id\": \"{number}\", \"title\": \"t\", \"text\": \"{text} {number}.\", \"date\": \"{month}-12\"}}\n"
        ));
    }
    for (language, lang) in [(Language::English, "en"), (Language::Arabic, "ar")] {
        let mut desk = Desk::lines(&lines, (100, 24), language);
        desk.keys("<tab><tab>p");
        insta::assert_snapshot!(format!("page-months-100x24-{lang}"), dump(&frame(&desk)));
    }
}

/// A place that another is called like: doubtful where only its size speaks for it.
#[test]
fn the_place_that_is_meant_and_those_called_alike() {
    let lines = concat!(
        "{\"id\": \"1\", \"title\": \"t\", \"date\": \"2025-03-12\", \"url\": \"https://a.example.lb/\", ",
        "\"text\": \"وقعت اشتباكات في طرابلس وانتهت سريعا.\"}\n",
        "{\"id\": \"2\", \"title\": \"t\", \"date\": \"2025-03-13\", ",
        "\"text\": \"وقعت اشتباكات في طرابلس فجر اليوم.\"}\n",
    );
    for size in [(100, 24), (80, 24), (30, 10)] {
        for (language, lang) in [(Language::English, "en"), (Language::Arabic, "ar")] {
            let mut desk = Desk::lines(lines, size, language);
            desk.keys("<tab><tab><tab>");
            let name = |what: &str| format!("place-{what}-{}x{}-{lang}", size.0, size.1);
            insta::assert_snapshot!(name("doubtful"), dump(&frame(&desk)));
            desk.keys("p");
            insta::assert_snapshot!(name("others"), dump(&frame(&desk)));
        }
    }
}

/// People of one name, whom their roles tell apart.
#[test]
fn the_page_of_one_of_several_people_of_a_name() {
    let lines = concat!(
        "{\"id\": \"1\", \"title\": \"t\", \"date\": \"2025-03-12\", ",
        "\"text\": \"قال اللاعب سامر الكيلاني إن الفريق جاهز.\"}\n",
        "{\"id\": \"2\", \"title\": \"t\", \"date\": \"2025-03-13\", ",
        "\"text\": \"قال وزير الدفاع سامر الكيلاني إن القوات انتشرت.\"}\n",
    );
    for (language, lang) in [(Language::English, "en"), (Language::Arabic, "ar")] {
        let mut desk = Desk::lines(lines, (100, 24), language);
        desk.keys("<tab><tab>p");
        insta::assert_snapshot!(format!("page-namesakes-100x24-{lang}"), dump(&frame(&desk)));
    }
}

#[test]
fn searches_are_completed_and_saved() {
    check("complete", &[(140, 40), (80, 24), (20, 5)], "/person:\u{628}\u{648}");
    check("complete-field", &[(80, 24)], "/(-mo OR o");
    check("complete-arabic", &[(80, 24)], "/\u{645}");
    let jeddah = "/\u{62C}\u{62F}\u{629}<enter>gs\u{645}\u{62F}\u{646}/\u{62C}\u{62F}\u{629}<enter>";
    let unread = "/<ctrl-u>is:unread<enter>gsnew<enter>";
    check("save-search", &[(80, 24)], &format!("{jeddah}gs"));
    check("saved", &[(140, 40), (80, 24), (30, 10), (20, 5)], &format!("{jeddah}{unread}FS"));
    check("saved-none", &[(140, 40), (80, 24)], "S");
}

#[test]
fn notes() {
    let all =
        "a\u{631}\u{627}\u{62C}\u{639} \u{627}\u{644}\u{648}\u{632}\u{627}\u{631}\u{629}\u{B6}one two<enter>";
    check("note", &[(140, 40), (80, 24), (20, 5)], &format!("{all}<enter>vjjjjwwamore<enter>"));
    check("note-prompt", &[(80, 24), (30, 10)], &format!("{all}a"));
}

#[test]
fn prompts() {
    check("search", &[(80, 24), (20, 5)], "/\u{628}\u{648}\u{62A}\u{64A}\u{646} OR x");
    check("search-error", &[(80, 24), (20, 5)], "/(\u{628}\u{648}\u{62A}\u{64A}\u{646}<enter>");
    check("search-nothing", &[(80, 24)], "/xyz<enter>");
    check("tag", &[(80, 24), (30, 10)], "tukraine calls<enter>t");
    check("merge-name", &[(140, 40), (80, 24), (20, 5)], "<tab><tab>em");
    check("merge-name-typed", &[(80, 24)], "<tab><tab>em\u{628}\u{648}");
    check("split-name", &[(80, 24), (30, 10)], "<tab><tab>es");
    check("name-here", &[(80, 24)], "<tab><tab>eh");
    check("rename-name", &[(80, 24)], "<tab><tab>er");
    check("name-merged", &[(140, 40), (80, 24), (20, 5)], "<tab><tab>em<up><enter>");
    check("day", &[(80, 24), (30, 10)], "D2025-05-19<enter>D<ctrl-u>19 May");
    check("day-understood", &[(140, 40), (80, 24), (20, 5)], "D2025-05-19<enter>D<ctrl-u>2025-05-18");
    check("day-nothing", &[(80, 24)], "D");
    check("day-none", &[(80, 24)], "Dx<enter>");
    check("palette", &[(80, 24), (20, 5)], ":tag");
}

#[test]
fn the_cells_of_a_link_lead_to_it_on_every_row() {
    let url = "https://a.example/a-page-with-a-long-name-that-goes-on-over-rows";
    let mut desk = Desk::of(&format!("A title\n\nSee {url}, it says.\n"), (40, 24), Language::English);
    let (reading, links) = (desk.state.reading.as_mut().unwrap(), &mut desk.state.links);
    reading.article.url = Some("https://b.example/".to_owned());
    reading.article.outlet = Some("B News".to_owned());
    reading.find_links(links);
    desk.keys("<enter>");
    let buffer = frame(&desk);
    let shown = |number: usize| -> String {
        let cells = buffer.content.iter().map(|cell| split_link(cell.symbol()));
        cells.filter(|(_, link)| *link == Some(number)).map(|(sign, _)| sign).collect()
    };
    assert_eq!(
        desk.state.links.urls().iter().map(|url| url.as_str()).collect::<Vec<_>>(),
        [url, "https://b.example/"]
    );
    assert_eq!(shown(0), url);
    assert_eq!(shown(1), "B News");
}

#[test]
fn the_cursor_is_on_the_cell_of_the_caret() {
    let check = |keys: &str, sign: &str| {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::new((80, 24), language);
            desk.keys(keys);
            let mut terminal = drawn(&desk, Manner::default());
            let at = terminal.get_cursor_position().unwrap();
            assert_eq!(terminal.backend().buffer()[at].symbol(), sign, "{keys}");
        }
    };
    let salam = "/\u{633}\u{644}\u{627}\u{645}";
    check(&format!("{salam}<right>"), "\u{FEE1}");
    // The lam-alef is parted over the caret, and tied again.
    check(&format!("{salam}<right><right>"), "\u{FE8E}");
    check(&format!("{salam}<right><right><right>"), "\u{FEFC}");
    check(&format!("{salam} ab<right><right>"), "b");
    // The text begins with feh and yeh; the title is not of it.
    let jeddah = "/\u{62C}\u{62F}\u{647}<enter><enter>";
    check(&format!("{jeddah}v"), "\u{FED3}");
    check(&format!("{jeddah}vh"), "\u{FEF2}");
}

/// The signs of a frame, and under each row that has some `^` below the cells that are selected.
fn dump_selection(buffer: &Buffer) -> String {
    let ground = Theme::new(Shade::Dark, Depth::True).style(Meaning::Selection).bg.unwrap();
    let mut text = String::new();
    for (y, line) in (0..).zip(dump(buffer).lines()) {
        let sign = |x| if buffer[(x, y)].bg == ground { '^' } else { ' ' };
        let signs: String = (0..buffer.area.width).map(sign).collect();
        text.push_str(line);
        text.push('\n');
        if !signs.trim().is_empty() {
            text.push_str(&format!("|{signs}|\n"));
        }
    }
    text
}

#[test]
fn a_selection() {
    for language in [Language::English, Language::Arabic] {
        let mut desk = Desk::new((80, 24), language);
        desk.keys("/\u{62C}\u{62F}\u{647}<enter><enter>jjjvjjjhhh");
        let lang = if language == Language::English { "en" } else { "ar" };
        insta::assert_snapshot!(format!("selection-80x24-{lang}"), dump_selection(&frame(&desk)));
    }
}

#[test]
fn overlays() {
    check("help", &[(80, 24), (20, 5)], "?");
    check("notices", &[(80, 24)], "tukraine<enter>u!");
    check("sequence", &[(80, 24)], "z");
    check("doctor", &[(80, 24), (20, 5)], "zd");
}

#[test]
fn all_that_the_doctor_knows_can_be_scrolled_to() {
    for size in [(80, 24), (60, 14)] {
        let mut desk = Desk::new(size, Language::English);
        desk.keys("zd");
        let known = (0..30).map(|number| ("what".to_owned(), format!("number {number}."))).collect();
        desk.event(Event::Known(known));
        assert!(dump(&frame(&desk)).contains("number 0."), "{size:?}");
        desk.keys("G");
        let shown = dump(&frame(&desk));
        assert!(shown.contains("number 29.") && !shown.contains("number 0."), "{shown}");
    }
}

#[test]
fn a_narrowed_list() {
    check("narrowed", &[(140, 40), (80, 24)], "<tab><tab>f");
}

#[test]
fn an_empty_library_says_what_to_do() {
    for (size, language, name) in [
        ((80, 24), Language::English, "empty-80x24-en"),
        ((80, 24), Language::Arabic, "empty-80x24-ar"),
        ((20, 5), Language::English, "empty-20x5-en"),
    ] {
        insta::assert_snapshot!(name, dump(&frame(&Desk::empty(size, language))));
    }
}

#[test]
fn a_failure_is_told_in_one_line() {
    use crate::app::notice::Message;
    use crate::task::Failure;
    let mut desk = Desk::new((80, 24), Language::English);
    desk.event(Event::Notice(Message::Failed(Failure::Busy)));
    insta::assert_snapshot!("failure-80x24-en", dump(&frame(&desk)));
}

/// A letter with its marks, and lam with alef, take one cell; nothing is painted twice or torn.
#[test]
fn every_cell_is_as_wide_as_it_says() {
    for size in SIZES {
        let buffer = frame(&Desk::new(size, Language::Arabic));
        for y in 0..size.1 {
            for x in 0..size.0 {
                let cell = &buffer[(x, y)];
                assert!(!cell.symbol().chars().any(char::is_control));
                // Hamza joins to nothing, and tatweel has no other form.
                let joins = |c: &char| ('\u{622}'..='\u{64A}').contains(c) && *c != '\u{640}';
                assert!(!cell.symbol().chars().any(|c| joins(&c)), "{:?} was not shaped", cell.symbol());
            }
        }
    }
}

#[test]
fn facts_have_their_colours_where_they_stand() {
    let desk = Desk::new((140, 40), Language::English);
    let buffer = frame(&desk);
    let theme = Theme::new(Shade::Dark, Depth::True);
    let area = desk.state.layout.area(crate::app::pane::Pane::Article);
    for meaning in [Meaning::Person, Meaning::Place, Meaning::Date] {
        let colour = theme.style(meaning).fg;
        let found = area.positions().filter(|position| Some(buffer[*position].fg) == colour).count();
        assert!(found > 3, "{meaning:?}");
    }
}

/// The rows that a terminal shows which reorders what it is sent.
fn seen(desk: &Desk) -> Vec<String> {
    let rows = signs(&frame(desk)).into_iter().map(|row| {
        let firsts: String = row.iter().filter_map(|symbol| symbol.chars().next()).collect();
        shown(&firsts, Mirroring::Mirrors)
            .into_iter()
            .map(|sign| if sign == SEPARATOR { ' ' } else { sign })
            .collect()
    });
    rows.collect()
}

/// What is seen in logical order, behind the first column, is what a window one column narrower
/// looks like in visual order.
#[track_caller]
fn check_turned(size: (u16, u16), language: Language, keys: &str) {
    let mut visual = Desk::new((size.0 - 1, size.1), language);
    visual.keys(keys);
    let mut logical = Desk::new(size, language);
    logical.event(Event::Forms(Forms { mode: Mode::Logical, ..Forms::default() }));
    logical.keys(keys);
    for (y, (sent, drawn)) in seen(&logical).iter().zip(signs(&frame(&visual))).enumerate() {
        let firsts: String = drawn.iter().filter_map(|symbol| symbol.chars().next()).collect();
        assert_eq!(sent.strip_prefix(' '), Some(&*firsts), "row {y} of {size:?}, {language:?}, {keys:?}");
    }
}

#[test]
fn a_terminal_that_reorders_shows_the_same_window() {
    for language in [Language::English, Language::Arabic] {
        for size in [(141, 40), (80, 24), (61, 20), (31, 10), (20, 5)] {
            for keys in [
                "",
                "T",
                "<enter><ctrl-d>",
                "j<tab><tab>j",
                "<tab><tab>p",
                "r",
                "?",
                "/\u{628}\u{648} 12 x",
                "jjj",
            ] {
                check_turned(size, language, keys);
            }
        }
    }
}
