//! Events in, state and effects out; against a real library, without threads.

use super::action::Action;
use super::keymap::Keymap;
use super::notice::Message;
use super::pane::Pane;
use super::{ActionHelp, Effect, Event, Language, Options, State, start, update};
use crate::article::EntityKind;
use crate::store::{Library, Query};
use crate::task::{self, Cancel, Import, Knowledge, Report, Task};
use crossterm::event::{
    Event as Input, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use proptest::prelude::*;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::OnceLock;

/// A window on a library of its own, whose tasks are done at once.
pub(crate) struct Desk {
    pub(crate) state: State,
    pub(crate) library: Library,
    knowledge: Knowledge,
    /// The effects that are no tasks, in order.
    pub(crate) effects: Vec<Effect>,
    /// Tasks that were asked for while they are held back.
    pub(crate) held: Option<Vec<Effect>>,
    _folder: tempfile::TempDir,
}

fn seeds() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"))
}

/// A library with the seeds in it, made once and copied.
fn seeded() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seeds.khabar");
        let mut library = Library::open(&path).unwrap();
        let mut next = Some(Task::Import(Import::of(vec![seeds()])));
        while let Some(task) = next {
            let report = &mut |report| assert!(!matches!(report, Report::Flawed(_)), "{report:?}");
            next =
                task::write(&mut library, &Knowledge::default(), task, &Cancel::default(), report).unwrap();
        }
        let copy = folder.path().join("copy.khabar");
        library.backup(&copy).unwrap();
        std::fs::read(copy).unwrap()
    })
}

/// The days on which the seeds were published, and the stories embedded in two of them.
const SEED_DAYS: [(&str, u16, &str); 7] = [
    ("000", 0, "2025-05-19"),
    ("001", 0, "2025-03-19"),
    ("001", 1, "2025-04-11"),
    ("002", 0, "2025-02-12"),
    ("003", 0, "2025-02-12"),
    ("003", 1, "2025-04-15"),
    ("004", 0, "2025-08-16"),
];

/// The same library, with the days of publication set.
fn dated() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let mut desk = Desk::on(seeded(), (80, 24), Options::default());
        for id in desk.library.ids(&Query::all()).unwrap() {
            let row = desk.library.row(id).unwrap();
            let name = row.origin.rsplit('/').next().unwrap().to_owned();
            let day = SEED_DAYS.iter().find(|(seed, part, _)| name.starts_with(seed) && *part == row.part);
            let day = day.map(|(.., day)| day.parse().unwrap());
            desk.run(Task::SetPublished { ids: vec![id], day });
        }
        let copy = desk._folder.path().join("copy.khabar");
        desk.library.backup(&copy).unwrap();
        std::fs::read(copy).unwrap()
    })
}

impl Desk {
    /// A window on the seeds with their days of publication.
    pub(crate) fn dated(size: (u16, u16), language: Language) -> Desk {
        let mut desk = Desk::on(dated(), size, Options { language, ..Options::default() });
        desk.start();
        desk
    }

    /// Does a task, and all that comes of it.
    pub(crate) fn run(&mut self, task: Task) {
        let id = self.state.next_task();
        self.perform(vec![Effect::Run(id, task)]);
    }

    /// A window on the five seeds and the two stories embedded in them.
    pub(crate) fn new(size: (u16, u16), language: Language) -> Desk {
        let mut desk = Desk::on(seeded(), size, Options { language, ..Options::default() });
        desk.start();
        desk
    }

    /// A window on an empty library.
    pub(crate) fn empty(size: (u16, u16), language: Language) -> Desk {
        let mut desk = Desk::on(&[], size, Options { language, ..Options::default() });
        desk.start();
        desk
    }

    /// A window on one article, whose file holds `text`.
    pub(crate) fn of(text: &str, size: (u16, u16), language: Language) -> Desk {
        Desk::with(text, size, Options { language, ..Options::default() })
    }

    /// The same for a reader with his own options.
    pub(crate) fn with(text: &str, size: (u16, u16), options: Options) -> Desk {
        let mut desk = Desk::on(&[], size, options);
        let file = desk._folder.path().join("article.txt");
        std::fs::write(&file, text).unwrap();
        let effects = start(&mut desk.state, Some(Import::of(vec![file])));
        desk.perform(effects);
        desk
    }

    /// A window on so many articles of nine years, more than are kept in memory.
    pub(crate) fn many(count: usize) -> Desk {
        use std::fmt::Write;
        let mut lines = String::new();
        for number in 0..count {
            let day = format!("20{:02}-{:02}-{:02}", 10 + number % 9, 1 + number % 12, 1 + number % 28);
            writeln!(
                lines,
                r#"{{"id": "a{number}", "title": "t{number}", "text": "x{number}", "date": "{day}"}}"#
            )
            .unwrap();
        }
        Desk::lines(&lines, (80, 24), Language::English)
    }

    /// A window on the articles of a file of JSON lines.
    pub(crate) fn lines(lines: &str, size: (u16, u16), language: Language) -> Desk {
        let mut desk = Desk::on(&[], size, Options { language, ..Options::default() });
        let file = desk._folder.path().join("articles.jsonl");
        std::fs::write(&file, lines).unwrap();
        let effects = start(&mut desk.state, Some(Import::of(vec![file])));
        desk.perform(effects);
        desk
    }

    fn on(library: &[u8], size: (u16, u16), options: Options) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.khabar");
        std::fs::write(&path, library).unwrap();
        let library = Library::open(&path).unwrap();
        let mut state = State::new(options, Keymap::new(), ActionHelp::default(), size);
        state.today = || jiff::civil::date(2026, 11, 27);
        let knowledge = Knowledge::default();
        Desk { state, library, knowledge, effects: Vec::new(), held: None, _folder: folder }
    }

    pub(crate) fn start(&mut self) {
        let effects = start(&mut self.state, None);
        self.perform(effects);
    }

    /// Takes an event and does what comes of it.
    pub(crate) fn event(&mut self, event: Event) {
        let effects = update(&mut self.state, event);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            match (effect, &mut self.held) {
                (effect @ Effect::Run(..), Some(held)) => held.push(effect),
                (Effect::Run(id, task), None) => {
                    let mut reports = Vec::new();
                    let mut next = Some(task);
                    while let Some(task) = next {
                        let report = &mut |report| reports.push(report);
                        let done =
                            task::write(&mut self.library, &self.knowledge, task, &Cancel::default(), report);
                        next = done.unwrap_or_else(|failure| {
                            reports.push(Report::Failed(failure));
                            None
                        });
                    }
                    for report in reports {
                        waiting.extend(update(&mut self.state, Event::Report(id, report)));
                    }
                }
                (effect, _) => self.effects.push(effect),
            }
        }
    }

    /// Does the tasks that were held back.
    pub(crate) fn release(&mut self) {
        let held = self.held.take().unwrap_or_default();
        self.perform(held);
    }

    /// Types keys: characters, or names in angle brackets (`<enter>`, `<ctrl-o>`).
    pub(crate) fn keys(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let (code, modifiers) = match rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
                Some((name, after)) if name.len() > 1 => {
                    rest = after;
                    named(name)
                }
                _ => {
                    rest = &rest[first.len_utf8()..];
                    (KeyCode::Char(first), KeyModifiers::NONE)
                }
            };
            self.event(Event::Input(Input::Key(KeyEvent::new(code, modifiers))));
        }
    }

    /// Presses or turns the mouse at a cell.
    pub(crate) fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) {
        let mouse = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        self.event(Event::Input(Input::Mouse(mouse)));
    }

    pub(crate) fn click(&mut self, column: u16, row: u16) {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row);
        self.mouse(MouseEventKind::Up(MouseButton::Left), column, row);
    }

    /// The name of the seed that is open ("003"), with a `b` for the story embedded in it.
    pub(crate) fn reading(&self) -> String {
        let Some(reading) = &self.state.reading else { return "none".to_owned() };
        let origin = PathBuf::from(&reading.article.origin);
        let name = origin.file_name().unwrap().to_string_lossy().into_owned();
        let part = if reading.article.part > 0 { "b" } else { "" };
        format!("{}{part}", &name[..3])
    }

    pub(crate) fn told(&self) -> Option<&Message> {
        self.state.notices.current.as_ref()
    }

    fn tags(&self) -> Vec<String> {
        self.state.reading.as_ref().map(|reading| reading.standing.tags.clone()).unwrap_or_default()
    }
}

fn named(name: &str) -> (KeyCode, KeyModifiers) {
    if let Some(letter) = name.strip_prefix("ctrl-") {
        return (KeyCode::Char(letter.chars().next().unwrap()), KeyModifiers::CONTROL);
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "backspace" => KeyCode::Backspace,
        "end" => KeyCode::End,
        "alt-o" => return (KeyCode::Char('o'), KeyModifiers::ALT),
        _ => panic!("no key is called {name}"),
    };
    (code, KeyModifiers::NONE)
}

/// Types keys into a fresh window on the seeds; `expect` looks at what came of it.
fn check(keys: &str, expect: impl Fn(&Desk)) {
    for size in [(140, 40), (80, 24), (60, 20), (30, 10), (20, 5)] {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::new(size, language);
            desk.keys(keys);
            expect(&desk);
        }
    }
}

#[test]
fn the_list_is_newest_first_and_the_first_article_is_shown_unread() {
    check("", |desk| {
        assert_eq!(desk.state.list.items.len(), 7);
        assert_eq!(desk.state.list.counts.unwrap().unread, 7);
        let days: Vec<_> = desk.state.list.items.iter().map(|item| item.row.cursor).collect();
        assert_eq!(days.len(), 7);
        assert_eq!(desk.state.list.place(), Some(0));
        assert_eq!(desk.state.list.current().map(|row| row.id), desk.state.reading.as_ref().map(|r| r.id));
        assert!(!desk.state.list.items[0].row.read);
    });
}

#[test]
fn moving_shows_and_opening_marks_as_read() {
    check("jj", |desk| {
        assert_eq!(desk.state.list.place(), Some(2));
        assert!(desk.state.list.items.iter().all(|item| !item.row.read));
    });
    check("j<enter>", |desk| {
        assert_eq!(desk.state.focus, Pane::Article);
        assert!(desk.state.list.items[1].row.read);
        assert_eq!(desk.state.list.counts.unwrap().unread, 6);
    });
}

#[test]
fn the_story_is_walked_in_its_order_and_back() {
    // The call of February, found by its outlet.
    let february = "/outlet:\u{635}\u{62F}\u{649}<enter>";
    let check = |keys: &str, expect: &dyn Fn(&Desk)| check(&format!("{february}{keys}"), expect);
    check("", &|desk| assert_eq!(desk.reading(), "003"));
    check("=", &|desk| assert_eq!(desk.reading(), "002"));
    check("[", &|desk| assert_ne!(desk.reading(), "none"));
    check("=<ctrl-o>", &|desk| assert_eq!(desk.reading(), "003"));
    check("=<ctrl-o><alt-o>", &|desk| assert_eq!(desk.reading(), "002"));
    check("<ctrl-o>", &|desk| assert_eq!(desk.told(), Some(&Message::NoJump)));
    check("F=", &|desk| {
        let selected = desk.state.list.current().unwrap().id;
        assert_eq!(Some(selected), desk.state.reading.as_ref().map(|reading| reading.id));
    });
}

#[test]
fn a_step_waits_for_the_relations() {
    let mut desk = Desk::new((140, 40), Language::English);
    desk.held = Some(Vec::new());
    desk.keys("j");
    desk.keys("[");
    desk.release();
    assert!(desk.state.hop.is_none());
    assert_ne!(desk.reading(), "004");
}

#[test]
fn tags_are_shown_once_they_are_kept_and_can_be_taken_back() {
    check("t#ukraine, calls<enter>", |desk| {
        assert_eq!(desk.tags(), ["calls", "ukraine"]);
        assert_eq!(desk.state.list.items[0].row.tags, ["calls", "ukraine"]);
        assert!(matches!(desk.told(), Some(Message::Done(_))));
    });
    check("tukraine calls<enter>t-calls<enter>", |desk| assert_eq!(desk.tags(), ["ukraine"]));
    check("tukraine<enter>u", |desk| {
        assert!(desk.tags().is_empty());
        assert!(desk.state.list.items[0].row.tags.is_empty());
        assert!(matches!(desk.told(), Some(Message::Undone(Some(_)))));
    });
    check("tukraine<enter>u<ctrl-r>", |desk| assert_eq!(desk.tags(), ["ukraine"]));
    check("u", |desk| assert_eq!(desk.told(), Some(&Message::Undone(None))));
    let mut desk = Desk::new((80, 24), Language::English);
    desk.held = Some(Vec::new());
    desk.keys("tukraine<enter>");
    assert!(desk.tags().is_empty(), "nothing is shown before it is durable");
    desk.release();
    assert_eq!(desk.tags(), ["ukraine"]);
}

#[test]
fn tags_are_completed() {
    check("tukraine<enter>jtuk<tab><enter>", |desk| assert_eq!(desk.tags(), ["ukraine"]));
    check("tukraine<enter>t<up><enter>", |desk| assert!(desk.tags().is_empty()));
    check("tukraine<enter>t-uk<tab><enter>", |desk| assert!(desk.tags().is_empty()));
}

#[test]
fn a_search_lists_and_lights_what_it_found() {
    // "Jeddah", with another letter at its end than in the text.
    check("/\u{62C}\u{62F}\u{647}<enter>", |desk| {
        assert_eq!(desk.reading(), "001");
        assert_eq!(desk.state.reading.as_ref().unwrap().hits.len(), 1);
    });
    check("/\u{62C}\u{62F}\u{647}<enter>n", |desk| {
        assert!(desk.state.reading.as_ref().unwrap().current().is_some());
    });
    check("/\u{62C}\u{62F}\u{647}<enter><esc>", |desk| assert_eq!(desk.state.list.items.len(), 7));
    // Also in the article that was open before, and no longer when the search is over.
    let istanbul = "/\u{625}\u{633}\u{637}\u{646}\u{628}\u{648}\u{644}<enter>";
    check(istanbul, |desk| {
        assert_eq!(desk.state.list.place(), Some(0));
        assert!(!desk.state.reading.as_ref().unwrap().hits.is_empty());
    });
    check(&format!("{istanbul}<esc>"), |desk| {
        let reading = desk.state.reading.as_ref().unwrap();
        assert!(reading.hits.is_empty() && reading.lit.spans.is_empty());
    });
    // A name is lit however the text calls who has it; a day by what means it.
    check("/person:\u{628}\u{648}\u{62A}\u{646}<enter>", |desk| {
        let reading = desk.state.reading.as_ref().unwrap();
        let names = reading.hits.iter().map(|hit| hit.of(&reading.article.text)).collect::<Vec<_>>();
        assert!(names.iter().any(|name| name.ends_with("\u{628}\u{648}\u{62A}\u{64A}\u{646}")), "{names:?}");
    });
    check("/nowhere:x<enter>", |desk| {
        let prompt = desk.state.prompt.as_ref().unwrap();
        assert!(prompt.error.is_some());
        assert_eq!(prompt.line.caret(), prompt.error.as_ref().unwrap().span.start as usize);
    });
    check("/xyz<enter>", |desk| assert!(desk.state.list.items.is_empty() && !desk.state.list.is_loading));
    check("/one<enter>/<up>", |desk| {
        assert_eq!(desk.state.prompt.as_ref().unwrap().chosen, Some(0));
    });
}

#[test]
fn a_fact_is_walked_and_narrows_the_list() {
    let find = |desk: &Desk, name: &str| {
        let facts = &desk.state.reading.as_ref().unwrap().facts;
        facts.entities.iter().any(|entity| entity.name == name && entity.kind == EntityKind::Person)
    };
    check("<tab><tab>", |desk| {
        let reading = desk.state.reading.as_ref().unwrap();
        assert_eq!(desk.state.focus, Pane::People);
        assert!(!reading.lit.spans.is_empty() && reading.lit.at.is_none());
        assert!(find(desk, "\u{62F}\u{648}\u{646}\u{627}\u{644}\u{62F} \u{62A}\u{631}\u{627}\u{645}\u{628}"));
    });
    check("<tab><tab><enter>n", |desk| {
        let reading = desk.state.reading.as_ref().unwrap();
        assert_eq!(reading.lit.at, Some(1));
    });
    check("<tab><tab><enter>N", |desk| {
        let lit = &desk.state.reading.as_ref().unwrap().lit;
        assert_eq!(lit.at, Some(lit.spans.len() - 1));
    });
    check("<tab><tab>f", |desk| {
        assert!(!desk.state.list.query.is_all() && !desk.state.list.items.is_empty());
        assert_eq!(desk.state.focus, Pane::Stories);
    });
    check("<tab><tab>f<esc>", |desk| assert!(desk.state.list.query.is_all()));
    check("<tab><tab><tab><tab>f", |desk| {
        let query: Query = desk.state.list.query.to_string().parse().unwrap();
        assert_eq!(query, desk.state.list.query);
        assert!(!desk.state.list.items.is_empty());
    });
}

#[test]
fn what_was_walked_to_is_in_sight() {
    check("jjj<tab><tab><enter>nnn", |desk| {
        let reading = desk.state.reading.as_ref().unwrap();
        let Some(current) = reading.current() else { panic!("nothing was walked to") };
        let is_shown = reading.shown.iter().any(|shown| match *shown {
            super::reading::Shown::Row { block, row } => {
                let (Some(lines), Some(start)) = (reading.lines(block), reading.blocks[block].offset) else {
                    return false;
                };
                let Some(row) = lines.rows().get(row) else { return false };
                let at = (current.start as usize).checked_sub(start as usize);
                at.is_some_and(|at| row.source().contains(&at))
            }
            super::reading::Shown::Blank => false,
        });
        assert!(is_shown || desk.state.layout.placed(Pane::Article).is_none());
    });
}

#[test]
fn reading_goes_on_where_it_stopped() {
    let mut desk = Desk::new((80, 24), Language::English);
    desk.keys("<enter><ctrl-d>");
    let position = desk.state.reading.as_ref().unwrap().position();
    assert!(position > 0);
    desk.keys("JK");
    assert_eq!(desk.state.reading.as_ref().unwrap().position(), position);
    // Another width shows the same place.
    desk.event(Event::Input(Input::Resize(50, 24)));
    let here = desk.state.reading.as_ref().unwrap().position();
    assert!(here <= position && position - here < 200, "{here} {position}");
}

#[test]
fn an_embedded_story_is_opened_from_its_line() {
    let mut desk = Desk::new((140, 40), Language::English);
    desk.keys("/\u{62C}\u{62F}\u{647}<enter><enter>");
    for _ in 0..40 {
        if desk.state.reading.as_ref().unwrap().story_in_sight().is_some() {
            break;
        }
        desk.keys("j");
    }
    desk.keys("<enter>");
    assert_eq!(desk.reading(), "001b");
    desk.keys("<ctrl-o>");
    assert_eq!(desk.reading(), "001");
    // With the mouse, too.
    let column =
        super::layout::text_column(desk.state.layout.area(Pane::Article), desk.state.options.measure);
    let reading = desk.state.reading.as_ref().unwrap();
    let story = reading.story_in_sight().unwrap();
    let row = reading.shown.iter().position(|shown| shown.block() == Some(story)).unwrap();
    desk.click(column.x + 5, column.y + row as u16);
    assert_eq!(desk.reading(), "001b");
}

#[test]
fn the_palette_runs_what_is_found() {
    check(":help<enter>", |desk| assert!(desk.state.overlay.is_some()));
    check(":thm<enter>", |desk| assert_eq!(desk.effects, [Effect::Theme]));
    check(":nothing-of-that-name", |desk| {
        assert!(desk.state.prompt.as_ref().unwrap().choices.is_empty());
    });
    check(":<esc>", |desk| assert!(desk.state.prompt.is_none()));
    check("q", |desk| assert_eq!(desk.effects.last(), Some(&Effect::Quit)));
}

#[test]
fn late_reports_change_nothing() {
    let mut desk = Desk::new((80, 24), Language::English);
    desk.held = Some(Vec::new());
    desk.keys("j");
    let first = desk.held.replace(Vec::new()).unwrap();
    desk.keys("j");
    let second = desk.held.take().unwrap();
    desk.perform(second);
    let reading = desk.reading();
    desk.perform(first);
    assert_eq!(desk.reading(), reading);
}

#[test]
fn the_mouse_means_what_is_under_it() {
    for language in [Language::English, Language::Arabic] {
        let mut desk = Desk::new((140, 40), language);
        let list = desk.state.layout.area(Pane::Stories);
        let (_, second) = desk.state.list.shown[1];
        desk.click(list.x + 4, list.y + second + 1);
        assert_eq!(desk.state.list.place(), Some(1));
        let people = desk.state.layout.area(Pane::People);
        desk.click(people.x + 3, people.y + 1);
        assert_eq!(desk.state.focus, Pane::People);
        assert!(desk.state.reading.as_ref().unwrap().lit.fact.is_some());
        let article = desk.state.layout.area(Pane::Article);
        desk.mouse(MouseEventKind::ScrollDown, article.x + 5, article.y + 5);
        assert!(desk.state.reading.as_ref().unwrap().percent() > 0);
        let width = list.width;
        let x = if language == Language::English { list.right() } else { list.x - 1 };
        desk.mouse(MouseEventKind::Down(MouseButton::Left), x, 10);
        let to = if language == Language::English { x + 9 } else { x - 9 };
        desk.mouse(MouseEventKind::Drag(MouseButton::Left), to, 10);
        assert_eq!(desk.state.layout.area(Pane::Stories).width, width + 9);
    }
}

#[test]
fn the_line_of_the_organisations_unfolds_them() {
    for size in [(140, 40), (80, 24)] {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::new(size, language);
            let line = desk.state.layout.placed(Pane::Organisations).unwrap().heading.unwrap();
            // Folded, it is passed by.
            desk.keys("<tab><tab><tab>");
            assert_eq!(desk.state.focus, Pane::Places);
            desk.click(line.x + 1, line.y);
            assert_eq!(desk.state.focus, Pane::Organisations);
            assert!(!desk.state.layout.area(Pane::Organisations).is_empty());
            assert!(desk.state.layout.placed(Pane::Places).is_some());
            desk.keys("<tab>");
            assert_eq!(desk.state.focus, Pane::Places);
            // It stays unfolded in the next article.
            desk.keys("JO");
            assert!(!desk.state.shape.organisations_shown);
            assert_eq!(desk.state.focus, Pane::Places);
            desk.keys("OO");
            assert_eq!(desk.state.focus, Pane::People);
        }
    }
}

#[test]
fn the_mouse_on_a_page_means_what_is_under_it() {
    for language in [Language::English, Language::Arabic] {
        let mut desk = Desk::new((140, 40), language);
        desk.keys("<tab><tab>p");
        let area = desk.state.layout.area(Pane::Namings);
        let (_, second) = desk.state.pages[0].namings.shown[1];
        let row = super::layout::list_column(area).y + second;
        desk.click(area.x + 5, row);
        assert_eq!((desk.state.focus, desk.state.pages[0].namings.selected), (Pane::Namings, 1));
        let about = desk.state.layout.area(Pane::Name);
        desk.mouse(MouseEventKind::ScrollDown, about.x + 5, about.y + 5);
        assert!(desk.state.pages[0].about.selected > 0);
        desk.click(area.x + 5, row);
        desk.click(area.x + 5, row);
        assert_eq!((desk.state.focus, desk.state.pages.len()), (Pane::Article, 0));
    }
}

#[test]
fn the_mouse_in_a_prompt_means_what_is_under_it() {
    for language in [Language::English, Language::Arabic] {
        let mut desk = Desk::new((80, 24), language);
        desk.keys("/ab cd");
        let field = super::layout::prompt_field(desk.state.layout.status, desk.state.direction());
        desk.click(field.x + 1, field.y);
        assert_eq!(desk.state.prompt.as_ref().map(|prompt| prompt.line.caret()), Some(1));
        desk.keys("x<enter>");
        assert_eq!(desk.state.list.query.to_string(), "axb cd");
        // The query before stands right above the line; pressed, it is asked again.
        desk.keys("F/");
        desk.click(field.x + 5, field.y - 1);
        assert!(desk.state.prompt.is_none());
        assert_eq!(desk.state.list.query.to_string(), "axb cd");
        desk.keys(":");
        desk.mouse(MouseEventKind::ScrollUp, 3, 3);
        assert_eq!(desk.state.prompt.as_ref().unwrap().chosen, Some(1));
        desk.mouse(MouseEventKind::ScrollDown, 3, 3);
        assert_eq!(desk.state.prompt.as_ref().unwrap().chosen, Some(0));
        desk.keys("help");
        desk.click(field.x + 5, field.y - 1);
        assert!(desk.state.prompt.is_none() && desk.state.overlay.is_some());
        desk.keys("<esc>/x");
        desk.click(3, 3);
        assert!(desk.state.prompt.is_none());
    }
}

/// The keys that come in at random, separated by spaces.
const KEYS: &str = "p T O j k <enter> <esc> <tab> ] [ = r t / : ? ! f F n N u g G J K U m i > < <ctrl-o> <alt-o> \
    <ctrl-d> <ctrl-u> D 5 <left> <right> <up> <down> <backspace> z l h v V w b e 0 $ y \u{628} \u{644} \u{627} \u{64E} - , \" ( ) \
    x <ctrl-r> s <end> <ctrl-w> <ctrl-k>";

/// Any event that can come in.
fn any_event() -> impl Strategy<Value = Event> {
    let keys = prop::sample::select(KEYS.split_whitespace().collect::<Vec<_>>());
    let key = keys.prop_map(|key| {
        let name = key.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let (code, modifiers) = match name {
            Some(name) => named(name),
            None => (KeyCode::Char(key.chars().next().unwrap()), KeyModifiers::NONE),
        };
        Event::Input(Input::Key(KeyEvent::new(code, modifiers)))
    });
    let size = (0u16..200, 0u16..60).prop_map(|(columns, rows)| Event::Input(Input::Resize(columns, rows)));
    let kinds = prop::sample::select(vec![
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Up(MouseButton::Left),
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
    ]);
    let mouse = (kinds, 0u16..220, 0u16..70).prop_map(|(kind, column, row)| {
        Event::Input(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
    });
    let paste = any::<String>().prop_map(|text| Event::Input(Input::Paste(text)));
    prop_oneof![12 => key, 2 => size, 3 => mouse, 1 => paste]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_events_break_the_window(
        events in prop::collection::vec(any_event(), 1..60),
        arabic: bool,
        seeds in prop::bool::weighted(0.8),
    ) {
        let language = if arabic { Language::Arabic } else { Language::English };
        let mut desk =
            if seeds { Desk::new((80, 24), language) } else { Desk::empty((80, 24), language) };
        for event in events {
            desk.event(event);
            crate::ui::tests::frame(&desk);
            prop_assert!(desk.state.list.items.is_empty() || desk.state.list.selected < desk.state.list.items.len());
            prop_assert!(desk.state.size.0 < 46 || desk.state.layout.placed(desk.state.focus).is_some());
        }
    }
}

#[test]
fn every_action_can_be_done_anywhere() {
    for &action in Action::ALL {
        for keys in ["", "<tab>", "<tab><tab>", "r", "?", "/x"] {
            let mut desk = Desk::new((80, 24), Language::Arabic);
            desk.keys(keys);
            let mut effects = Vec::new();
            super::act::act(&mut desk.state, action, &mut effects);
            desk.perform(effects);
            crate::ui::tests::frame(&desk);
        }
    }
}

#[test]
fn a_long_list_is_walked_whole_both_ways() {
    const COUNT: usize = 720;
    let mut desk = Desk::many(COUNT);
    let ids = desk.library.ids(&Query::all()).unwrap();
    assert_eq!(ids.len(), COUNT);
    let step = |desk: &mut Desk, keys: &str, place: usize| {
        desk.keys(keys);
        assert_eq!(desk.state.list.place(), Some(place as u64), "{keys}");
        assert_eq!(desk.state.list.current().map(|row| row.id), Some(ids[place]));
        assert!(desk.state.list.items.len() <= 700);
    };
    for place in 1..COUNT {
        step(&mut desk, "j", place);
    }
    for place in (0..COUNT - 1).rev() {
        step(&mut desk, "k", place);
    }
    step(&mut desk, "G", COUNT - 1);
    for place in (100..COUNT - 1).rev() {
        step(&mut desk, "k", place);
    }
    step(&mut desk, "gg", 0);
}
