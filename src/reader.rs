//! The window: events from the terminal and from the lanes go into the state; what the state asks
//! for is done; and what has changed is drawn.

mod browser;
mod pipe;

use khabar::app::notice::Message;
use khabar::app::{self, Effect, Event, Language, Options, State};
use khabar::cli;
use khabar::config::{Config, Syncing, told};
use khabar::jobs::Jobs;
use khabar::store::{self, Library};
use khabar::task::{self, Import, Knowledge};
use khabar::terminal::{self, Capability, Found, Input, Linked, Screen, Setup, Terminal};
use khabar::text::{Forms, Mode};
use khabar::ui::paint::split_link;
use khabar::ui::theme::{Meaning, Theme};
use khabar::ui::words::{Lang, Words};
use khabar::widget::logical::Turned;
use ratatui::backend::Backend;
use ratatui::layout::Position;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// Frames are drawn no faster than this; keys that come in between share one. The page that a key asked for comes
/// a little after the key's first frame, and waits for the next one so long.
const FRAME_EVERY: Duration = Duration::from_millis(5);
/// Events that may wait. A lane that posts more waits; keys do not come that fast.
const WAITING_MAX: usize = 1024;
/// The exit code of a run that failed.
const FAILED: u8 = 2;

/// Opens the window on the library, adding what `paths` name; gives the exit code of the program.
pub fn run(config: Config, paths: Vec<PathBuf>) -> ExitCode {
    let words = config.words();
    match read(config, paths, &words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Library(error)) => complain(&words.library_error(&error)),
        Err(Stop::Terminal(error)) => {
            complain(&words.say_with("cannot-use-terminal", &[("cause", error.to_string().into())]))
        }
        Err(Stop::NoHome) => complain(&words.say("no-library-folder")),
    }
}

fn complain(message: &str) -> ExitCode {
    // `eprintln!` would panic if the terminal is gone.
    let _ = writeln!(io::stderr(), "khabar: {message}");
    ExitCode::from(FAILED)
}

/// Why there is no window, or no longer one.
enum Stop {
    Library(store::Error),
    Terminal(io::Error),
    NoHome,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Terminal(error)
    }
}

/// What happens outside the state.
enum Happening {
    Event(Event),
    Found(Box<Found>),
    Resumed,
    Closed,
}

fn read(config: Config, paths: Vec<PathBuf>, words: &Words) -> Result<(), Stop> {
    let path = config.settings.library.clone().ok_or(Stop::NoHome)?;
    // Whatever is wrong with the library is said before the terminal changes.
    let library = Library::open(&path).map_err(Stop::Library)?;
    let (post, happenings) = sync_channel(WAITING_MAX);
    terminal::restore_on_panic(task::is_fenced);
    let setup = Setup {
        mouse: config.settings.mouse,
        bidi_off: config.mode() == Mode::Visual,
        capability: config.capability,
    };
    let terminal = Terminal::enter(setup)?;
    follow(&post)?;
    let knowledge = Knowledge::new(config.settings.week_start).with_rules(config.rules.clone());
    let jobs = Jobs::new(
        library,
        &path,
        knowledge,
        Arc::new({
            let post = post.clone();
            move |id, report| {
                provoke::panic();
                // Once nobody listens the window is closing, and nothing has to be told any more.
                drop(post.send(Happening::Event(Event::Report(id, report))));
            }
        }),
    );
    let mut window = Window {
        state: state(&config, words),
        words: config.words(),
        theme: config.theme.clone(),
        frames: ratatui::Terminal::new(Linked::new(
            Screen::new(),
            split_link,
            config.capability.opens_links(),
        ))?,
        post,
        turned: None,
        terminal,
        found: Found::guessed(config.capability),
        jobs,
        config,
        is_hinted: false,
    };
    for fault in &window.config.faults {
        app::update(&mut window.state, Event::Notice(Message::Settings(fault.told(words))));
    }
    let import = (!paths.is_empty()).then(|| Import::of(paths));
    let effects = app::start(&mut window.state, import);
    window.perform(effects)?;
    window.sync_by_itself()?;
    let ended = window.run(&happenings);
    // A lane that waits to be heard would keep the last deeds by hand waiting as well.
    drop(happenings);
    Ok(ended?)
}

/// Starts the threads that tell what the terminal tells.
fn follow(post: &SyncSender<Happening>) -> io::Result<()> {
    let tell = |post: SyncSender<Happening>| {
        move |input| {
            provoke::hear(&input);
            let happening = match input {
                Input::Event(event) => Happening::Event(Event::Input(event)),
                Input::Found(found) => Happening::Found(found),
                Input::Resumed => Happening::Resumed,
                Input::Closed => Happening::Closed,
            };
            post.send(happening).is_ok()
        }
    };
    terminal::read_input(tell(post.clone()))?;
    terminal::watch(tell(post.clone()))
}

fn state(config: &Config, words: &Words) -> State {
    let language = language_of(words.lang());
    let forms = Forms { mode: config.mode(), marks: config.marks(), caret: None };
    let (measure, mirroring) = (config.settings.measure, config.mirroring());
    let calendar = config.settings.manner.calendars.first;
    let options = Options { language, measure, calendar, forms, mirroring };
    let help = khabar::ui::action_help(&config.words_in(Lang::En), &config.words_in(Lang::Ar));
    State::new(options, config.keymap.clone(), help, terminal::size())
}

/// Everything that the event loop holds.
struct Window {
    state: State,
    words: Words,
    theme: Theme,
    // Before the frames, which show the cursor when they are dropped and complain if they cannot;
    // and before the jobs, so that the shell is back while the last deeds by hand are being saved.
    terminal: Terminal,
    /// What is known of the terminal.
    found: Found,
    frames: ratatui::Terminal<Linked<Screen>>,
    /// Where what goes on outside is told.
    post: SyncSender<Happening>,
    /// Where the columns of the last frame stand, if the terminal reorders them.
    turned: Option<Turned>,
    jobs: Jobs,
    config: Config,
    /// Whether the reader was told what he may not know of his terminal.
    is_hinted: bool,
}

impl Window {
    /// Asks the feeds now, and from time to time, if the user has set it up.
    fn sync_by_itself(&mut self) -> io::Result<()> {
        if let Syncing::Every(pause) = self.config.settings.syncing {
            let post = self.post.clone();
            let tick = move || {
                loop {
                    std::thread::sleep(pause);
                    if post.send(Happening::Event(Event::SyncDue)).is_err() {
                        return;
                    }
                }
            };
            // Whoever stays until the window has closed is ended with the program.
            std::thread::Builder::new().name("clock".to_owned()).spawn(tick)?;
        }
        if self.config.settings.syncing != Syncing::ByHand {
            let effects = app::update(&mut self.state, Event::SyncDue);
            self.perform(effects)?;
        }
        Ok(())
    }

    /// Draws and waits, until the reader or the terminal ends it.
    fn run(&mut self, happenings: &Receiver<Happening>) -> io::Result<()> {
        let mut drawn: Option<Instant> = None;
        loop {
            let pause = match (self.state.is_changed, drawn) {
                (false, _) => None,
                (true, Some(drawn)) => Some(FRAME_EVERY.saturating_sub(drawn.elapsed())),
                (true, None) => Some(Duration::ZERO),
            };
            let first = match pause {
                None => happenings.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(pause) => happenings.recv_timeout(pause),
            };
            match first {
                Ok(happening) => {
                    if !self.take(happening)? {
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.hint();
                    self.draw()?;
                    drawn = Some(Instant::now());
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        provoke::error()?;
        let Window { state, words, theme, frames, turned, .. } = self;
        frames.backend_mut().set_urls(state.links.urls());
        frames.draw(|frame| *turned = khabar::ui::draw(state, theme, words, frame))?;
        state.is_changed = false;
        Ok(())
    }

    /// Clears the terminal, so that the next frame is drawn whole. (ratatui's own `clear` asks the
    /// terminal for its cursor first, and some never answer.)
    fn clear(&mut self) -> io::Result<()> {
        self.frames.backend_mut().clear()?;
        self.frames.swap_buffers();
        self.state.is_changed = true;
        Ok(())
    }

    /// Takes one happening; `false` if it ends the window.
    fn take(&mut self, happening: Happening) -> io::Result<bool> {
        provoke::panic();
        match happening {
            Happening::Event(mut event) => {
                if let (Event::Input(crossterm::event::Event::Mouse(mouse)), Some(turned)) =
                    (&mut event, &self.turned)
                {
                    mouse.column = turned.seen(Position::new(mouse.column, mouse.row));
                }
                if let Event::Input(crossterm::event::Event::Resize(..)) = event {
                    self.frames.autoresize()?;
                }
                let effects = app::update(&mut self.state, event);
                self.perform(effects)
            }
            Happening::Resumed => {
                let (columns, rows) = terminal::size();
                let resize = Event::Input(crossterm::event::Event::Resize(columns, rows));
                app::update(&mut self.state, resize);
                self.clear()?;
                Ok(true)
            }
            Happening::Found(found) => {
                self.correct(found.capability)?;
                self.found = *found;
                Ok(true)
            }
            Happening::Closed => Ok(false),
        }
    }

    /// Goes on with what the terminal was found to be. What its reader has chosen meanwhile stays.
    fn correct(&mut self, capability: Capability) -> io::Result<()> {
        let before = self.config.forms();
        self.config.capability = capability;
        let after = self.config.forms();
        let mut forms = self.state.options.forms;
        if forms.mode == before.mode {
            forms.mode = after.mode;
        }
        if forms.marks == before.marks {
            forms.marks = after.marks;
        }
        let options = self.state.options;
        let is_other = (forms, self.config.mirroring()) != (options.forms, options.mirroring);
        if is_other {
            app::update(&mut self.state, Event::Mirroring(self.config.mirroring()));
            app::update(&mut self.state, Event::Forms(forms));
        }
        let links_differ = self.frames.backend_mut().switch(capability.opens_links());
        if self.terminal.correct(capability, forms.mode == Mode::Visual)? || is_other || links_differ {
            self.clear()?;
        }
        Ok(())
    }

    /// Tells what the reader may not know of his terminal, once in all runs; not during an import,
    /// whose end would take its place in the status line.
    fn hint(&mut self) {
        if !self.is_hinted && self.config.needs_force_ltr() && self.state.work.is_none() {
            self.is_hinted = true;
            if told::is_first("force-ltr") {
                app::update(&mut self.state, Event::Notice(Message::ForceLtr));
            }
        }
    }

    /// Hands the terminal to a command, and waits until the reader has seen what it wrote.
    fn pipe(&mut self, command: &str, input: &str) -> io::Result<()> {
        let (config, words) = (&self.config, &self.words);
        let ended = self.terminal.lend(|| {
            let ended = pipe::run(command, input);
            let mut out = cli::out::Out::new(config);
            let said = out.raw("").and_then(|()| out.paragraph(&words.say("pipe-ended"), Meaning::Muted));
            if said.and_then(|()| out.flush()).is_ok() {
                pipe::wait_for_enter();
            }
            ended
        })?;
        match ended {
            Ok(status) if status.success() => {}
            Ok(status) => {
                let message = Message::CommandFailed(command.to_owned(), status.to_string());
                app::update(&mut self.state, Event::Notice(message));
            }
            Err(error) => {
                let message = Message::CommandFailed(command.to_owned(), error.to_string());
                app::update(&mut self.state, Event::Notice(message));
            }
        }
        self.take(Happening::Resumed).map(|_| ())
    }

    /// Does what the state asks for; `false` if that is to end.
    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<bool> {
        for effect in effects {
            match effect {
                Effect::Run(id, task) => self.jobs.run(id, task),
                Effect::Cancel(id) => self.jobs.cancel(id),
                Effect::Language(language) => self.words = self.config.words_in(lang_of(language)),
                Effect::Theme => self.theme.shade = self.theme.shade.other(),
                Effect::Forms(forms) => {
                    self.terminal.set_bidi(forms.mode == Mode::Visual)?;
                    self.clear()?;
                }
                Effect::Doctor => {
                    let rows = cli::doctor::terminal_rows(&self.config, &self.found, &self.words);
                    let known = rows.into_iter().map(|(id, value)| (self.words.say(id), value)).collect();
                    app::update(&mut self.state, Event::Known(known));
                }
                Effect::Copy(text) => self.terminal.copy(&text)?,
                Effect::Open(url) => {
                    let post = self.post.clone();
                    browser::open(url.to_string(), std::env::var("BROWSER").ok(), move |cause| {
                        let message = Message::NotOpened(cause);
                        drop(post.send(Happening::Event(Event::Notice(message))));
                    });
                }
                Effect::Pipe { command, input } => self.pipe(&command, &input)?,
                Effect::Redraw => self.clear()?,
                Effect::Suspend => {
                    self.terminal.suspend()?;
                    self.take(Happening::Resumed)?;
                }
                Effect::Quit => return Ok(false),
            }
        }
        Ok(true)
    }
}

/// Panics and errors where a test wants them, to see that the terminal survives; in builds without
/// debug assertions there are none.
mod provoke {
    use khabar::terminal::Input;
    use std::io;

    /// The variable that names a thread, "task" for whatever runs in a fence, or "drawing".
    #[cfg(debug_assertions)]
    fn is_wanted(place: &str) -> bool {
        std::env::var("KHABAR_PANIC").is_ok_and(|wanted| wanted == place)
    }

    #[cfg(not(debug_assertions))]
    fn is_wanted(_: &str) -> bool {
        false
    }

    /// Whether a key was typed: before that the window has to come up.
    static IS_DUE: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

    fn is_due(place: &str) -> bool {
        IS_DUE.load(std::sync::atomic::Ordering::Relaxed) && is_wanted(place)
    }

    /// Passes on from what the terminal tells.
    pub fn hear(input: &Input) {
        if let Input::Event(crossterm::event::Event::Key(_)) = input {
            IS_DUE.store(true, std::sync::atomic::Ordering::Relaxed);
        }
        panic();
    }

    /// Panics, if this thread is to.
    pub fn panic() {
        let thread = std::thread::current();
        let is_due = is_due(thread.name().unwrap_or_default());
        assert!(!(is_due || khabar::task::is_fenced() && self::is_due("task")), "a test wants it");
    }

    /// Fails, if drawing is to.
    pub fn error() -> io::Result<()> {
        if is_due("drawing") { Err(io::Error::other("a test wants it")) } else { Ok(()) }
    }
}

fn language_of(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::English,
        Lang::Ar => Language::Arabic,
    }
}

fn lang_of(language: Language) -> Lang {
    match language {
        Language::English => Lang::En,
        Language::Arabic => Lang::Ar,
    }
}
