//! The reader in a real pseudo-terminal: keys go in, and the screen that a terminal would show
//! comes out.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a test waits for what must come; a loaded machine of two cores needs a tenth of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A terminal as the reader meets it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fake {
    /// The variables that it sets, over those of a plain terminal.
    pub environment: &'static [(&'static str, &'static str)],
    /// What it answers to which question.
    pub answers: &'static [(&'static str, &'static str)],
    /// What the terminal around it answers, if it is a multiplexer that lets questions through.
    pub outer: &'static [(&'static str, &'static str)],
    /// How its answers come.
    pub manner: Manner,
}

/// How answers come.
#[derive(Clone, Copy, Debug, Default)]
pub enum Manner {
    /// At once, as real terminals do.
    #[default]
    AtOnce,
    /// After so long.
    Late(Duration),
    /// Byte by byte, with such a pause between two.
    Slowly(Duration),
    /// With a key typed before each answer, and the rest of the keys right behind the last.
    Amid(&'static str),
}

/// A running reader and its screen.
pub struct Window {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Keys>,
    screen: Arc<Screen>,
    follower: Option<JoinHandle<()>>,
}

/// Where keys and answers go.
type Keys = Arc<Mutex<Box<dyn Write + Send>>>;

struct Screen {
    seen: Mutex<Seen>,
    changed: Condvar,
}

struct Seen {
    parser: vt100::Parser,
    /// Everything that the reader has written.
    bytes: Vec<u8>,
    /// How much of it was looked through for questions.
    read: usize,
    /// Whether nobody looks any more.
    is_closing: bool,
}

impl Window {
    /// Starts `khabar` with `arguments` on a terminal of that size, with a library and a
    /// configuration of its own under `home`, in the English interface.
    pub fn open(home: &Path, arguments: &[&str], columns: u16, rows: u16) -> Window {
        Window::open_in(Fake::default(), home, arguments, columns, rows)
    }

    /// The same, on a terminal that answers questions. Programs in `home/bin` take the place of those
    /// of the system.
    pub fn open_in(fake: Fake, home: &Path, arguments: &[&str], columns: u16, rows: u16) -> Window {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_khabar"));
        command.args(arguments);
        Window::start(command, fake, home, columns, rows)
    }

    /// The same for any command, in an environment of its own.
    pub fn start(mut command: CommandBuilder, fake: Fake, home: &Path, columns: u16, rows: u16) -> Window {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal can be opened");
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        let panic = command.get_env("KHABAR_PANIC").map(ToOwned::to_owned);
        command.env_clear();
        if let Some(panic) = panic {
            command.env("KHABAR_PANIC", panic);
        }
        command.env("HOME", home);
        command.env("PATH", format!("{}:/usr/bin:/bin", home.join("bin").display()));
        command.env("KHABAR_LIBRARY", home.join("library.khabar"));
        command.env("KHABAR_CONFIG", home.join("config"));
        command.env("LANG", "en_GB.UTF-8");
        command.env("TERM", "xterm-256color");
        for (name, value) in fake.environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the reader starts");
        drop(pair.slave);
        let reader = pair.master.try_clone_reader().expect("the terminal can be read");
        let keys: Keys =
            Arc::new(Mutex::new(pair.master.take_writer().expect("the terminal can be written")));
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let seen = Seen { parser, bytes: Vec::new(), read: 0, is_closing: false };
        let screen = Arc::new(Screen { seen: Mutex::new(seen), changed: Condvar::new() });
        let follower = std::thread::spawn({
            let (screen, keys) = (Arc::clone(&screen), Arc::clone(&keys));
            move || follow(reader, &screen, fake, &keys)
        });
        Window { child, master: Some(pair.master), keys: Some(keys), screen, follower: Some(follower) }
    }

    /// Types `keys`, as bytes of the terminal.
    pub fn keys(&mut self, keys: &str) {
        type_in(self.keys.as_ref().expect("the terminal is open"), keys.as_bytes());
    }

    /// What the screen shows, row by row.
    pub fn text(&self) -> String {
        self.seen().parser.screen().contents()
    }

    /// Waits until the screen shows what `seen` looks for; fails with `what` and the screen.
    pub fn wait(&self, what: &str, seen: impl Fn(&str) -> bool) {
        let limit = Instant::now() + PATIENCE;
        let mut now = self.seen();
        while !seen(&now.parser.screen().contents()) {
            let left = limit.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let text = now.parser.screen().contents();
                drop(now);
                panic!("never saw {what}; the screen is\n{text}");
            }
            now = self.screen.changed.wait_timeout(now, left).expect("the follower lives").0;
        }
    }

    /// Waits until `text` stands somewhere on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait(&format!("`{text}`"), |screen| screen.contains(text));
    }

    /// Waits until `text` stands nowhere on the screen.
    pub fn wait_gone(&self, text: &str) {
        self.wait(&format!("`{text}` go"), |screen| !screen.contains(text));
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master().resize(size).expect("the terminal can be resized");
        self.seen().parser.screen_mut().set_size(cells(rows), cells(columns));
    }

    /// The reader's process id.
    pub fn process_id(&self) -> u32 {
        self.child.process_id().expect("the reader has started")
    }

    /// Whether the terminal is as the reader found it: main screen, cursor shown, no mouse, no
    /// bracketed paste.
    fn is_restored(&self) -> bool {
        let seen = self.seen();
        let screen = seen.parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    }

    /// Waits until the terminal is as the reader found it.
    pub fn wait_restored(&self) {
        let limit = Instant::now() + PATIENCE;
        while !self.is_restored() {
            assert!(Instant::now() < limit, "the terminal is not restored:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Everything that the reader has written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen().bytes.clone()
    }

    /// Waits until the reader has written `wanted` at or after the byte `from`; gives where it ends.
    pub fn wait_written(&self, wanted: &str, from: usize) -> usize {
        let limit = Instant::now() + PATIENCE;
        let mut now = self.seen();
        loop {
            if let Some(at) = find(&now.bytes[from..], wanted.as_bytes()) {
                return from + at + wanted.len();
            }
            let left = limit.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let text = now.bytes[from..].escape_ascii().to_string();
                drop(now);
                panic!("never wrote {wanted:?}, but\n{text}");
            }
            now = self.screen.changed.wait_timeout(now, left).expect("the follower lives").0;
        }
    }

    /// Waits until everything that the reader wrote before it ended has come; gives it.
    pub fn last_bytes(&mut self) -> Vec<u8> {
        self.follower.take().expect("it is waited for once").join().expect("it only follows");
        self.bytes()
    }

    /// Whether the terminal takes keys one by one and echoes none, in short: raw mode.
    #[cfg(unix)]
    pub fn is_raw(&self) -> bool {
        let modes = self.master().get_termios().expect("a terminal has modes");
        // ICANON and ECHO, in the words of whoever prints them.
        let local = format!("{:?}", modes.local_flags);
        !local.contains("ICANON") && !local.contains("ECHO ") && !local.ends_with("ECHO)")
    }

    /// Waits until the reader is stopped, as by Ctrl-Z; only then can it be continued.
    #[cfg(unix)]
    pub fn wait_stopped(&self) {
        let limit = Instant::now() + PATIENCE;
        let id = self.process_id().to_string();
        loop {
            let state = std::process::Command::new("ps").args(["-o", "state=", "-p", &id]).output();
            if state.expect("ps runs").stdout.trim_ascii_start().starts_with(b"T") {
                return;
            }
            assert!(Instant::now() < limit, "the reader is not stopped");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Closes the terminal, as a window is closed.
    pub fn close(&mut self) {
        self.seen().is_closing = true;
        // The follower looks up with the next output, and lets go.
        self.keys("j");
        self.follower.take().expect("it is closed once").join().expect("it only follows");
        self.keys = None;
        self.master = None;
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.screen.seen.lock().expect("no test panics while it holds the screen")
    }

    fn master(&self) -> &dyn MasterPty {
        &**self.master.as_ref().expect("the terminal is open")
    }

    /// Kills the reader as `kill -9` does.
    pub fn kill(&mut self) {
        self.child.kill().expect("the reader can be killed");
        self.child.wait().expect("it ends");
    }

    /// Waits until the reader has ended by itself; gives its exit code.
    pub fn ended(&mut self) -> u32 {
        let limit = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the child can be asked") {
                return status.exit_code();
            }
            assert!(Instant::now() < limit, "the reader does not end; the screen is\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}

fn follow(mut reader: Box<dyn Read + Send>, screen: &Screen, fake: Fake, keys: &Keys) {
    let mut bytes = [0; 4096];
    while let Ok(count) = reader.read(&mut bytes) {
        if count == 0 {
            break;
        }
        let mut seen = screen.seen.lock().expect("no test panics while it holds the screen");
        seen.parser.process(&bytes[..count]);
        seen.bytes.extend_from_slice(&bytes[..count]);
        let answers = answers(&mut seen, fake);
        let is_closing = seen.is_closing;
        drop(seen);
        if !answers.is_empty() {
            let keys = Arc::clone(keys);
            match fake.manner {
                Manner::AtOnce => answer(&answers, fake.manner, &keys),
                _ => drop(std::thread::spawn(move || answer(&answers, fake.manner, &keys))),
            }
        }
        screen.changed.notify_all();
        if is_closing {
            break;
        }
    }
    screen.changed.notify_all();
}

/// What is to be answered to the questions that came in.
fn answers(seen: &mut Seen, fake: Fake) -> Vec<&'static str> {
    let mut answers = Vec::new();
    while let Some((length, told)) = next_answers(&seen.bytes[seen.read..], fake) {
        seen.read += length;
        answers.extend(told);
    }
    answers
}

/// What is to be answered to what `bytes` begin with, and its length; `None` if more has to come.
fn next_answers(bytes: &[u8], fake: Fake) -> Option<(usize, Vec<&'static str>)> {
    let asked = |table: &[(&'static str, &'static str)], bytes: &[u8]| {
        table.iter().find(|(question, _)| bytes.starts_with(question.as_bytes())).copied()
    };
    // A question that is passed through is for the terminal outside; tmux wants each ESC twice.
    let prefix = [&b"\x1bPtmux;"[..], b"\x1bP"].into_iter().find(|prefix| bytes.starts_with(prefix));
    if let Some(prefix) = prefix {
        let end = passed_through(&bytes[prefix.len()..])?;
        let body = String::from_utf8_lossy(&bytes[prefix.len()..][..end]).replace("\x1b\x1b", "\x1b");
        let told = (0..body.len()).filter_map(|at| asked(fake.outer, &body.as_bytes()[at..]));
        return Some((prefix.len() + end + 2, told.map(|(_, answer)| answer).collect()));
    }
    match (asked(fake.answers, bytes), bytes) {
        (Some((question, answer)), _) => Some((question.len(), vec![answer])),
        (None, []) => None,
        (None, [0x1b, rest @ ..]) if rest.len() < 6 => None,
        (None, _) => Some((1, Vec::new())),
    }
}

/// Where the first ST is that no ESC stands before.
fn passed_through(bytes: &[u8]) -> Option<usize> {
    (0..bytes.len()).find(|&at| bytes[at..].starts_with(b"\x1b\\") && (at == 0 || bytes[at - 1] != 0x1b))
}

fn answer(answers: &[&str], manner: Manner, keys: &Keys) {
    match manner {
        Manner::AtOnce => type_in(keys, answers.concat().as_bytes()),
        Manner::Late(time) => {
            std::thread::sleep(time);
            type_in(keys, answers.concat().as_bytes());
        }
        Manner::Slowly(pause) => {
            for byte in answers.concat().bytes() {
                type_in(keys, &[byte]);
                std::thread::sleep(pause);
            }
        }
        Manner::Amid(typed) => {
            let mut typed = typed.chars();
            let mut all = String::new();
            for answer in answers {
                all.extend(typed.next());
                all.push_str(answer);
            }
            all.extend(typed);
            type_in(keys, all.as_bytes());
        }
    }
}

fn type_in(keys: &Keys, bytes: &[u8]) {
    let mut keys = keys.lock().expect("nobody panics while typing");
    // Whoever waits for what the keys do will say that it never came.
    let _ = keys.write_all(bytes).and_then(|()| keys.flush());
}

/// Where `wanted` first stands in `bytes`.
pub fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    (0..=bytes.len()).find(|&at| bytes[at..].starts_with(wanted))
}
