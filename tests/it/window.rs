//! The reader in a real pseudo-terminal: keys go in, and the screen that a terminal would show
//! comes out.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// How long a test waits for what must come; a loaded machine of two cores needs a tenth of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running reader and its screen.
pub struct Window {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Screen>,
}

struct Screen {
    parser: Mutex<vt100::Parser>,
    /// All that was sent; locked after the parser.
    bytes: Mutex<Vec<u8>>,
    changed: Condvar,
}

impl Window {
    /// Starts `khabar` with `arguments` on a terminal of that size, with a library and a
    /// configuration of its own under `home`, in the English interface.
    pub fn open(home: &Path, arguments: &[&str], columns: u16, rows: u16) -> Window {
        Window::open_with(home, arguments, columns, rows, &[])
    }

    /// The same, with more variables in its environment.
    pub fn open_with(
        home: &Path,
        arguments: &[&str],
        columns: u16,
        rows: u16,
        variables: &[(&str, &str)],
    ) -> Window {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal can be opened");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_khabar"));
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env_clear();
        command.env("HOME", home);
        command.env("KHABAR_LIBRARY", home.join("library.khabar"));
        command.env("KHABAR_CONFIG", home.join("config"));
        command.env("LANG", "en_GB.UTF-8");
        command.env("TERM", "xterm-256color");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in variables {
            command.env(name, value);
        }
        command.args(arguments);
        let child = pair.slave.spawn_command(command).expect("the reader starts");
        drop(pair.slave);
        let reader = pair.master.try_clone_reader().expect("the terminal can be read");
        let keys = pair.master.take_writer().expect("the terminal can be written");
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let screen =
            Arc::new(Screen { parser: Mutex::new(parser), bytes: Mutex::default(), changed: Condvar::new() });
        std::thread::spawn({
            let screen = Arc::clone(&screen);
            move || follow(reader, &screen)
        });
        Window { child, master: pair.master, keys, screen }
    }

    /// Types `keys`, as bytes of the terminal.
    pub fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the reader takes keys");
        self.keys.flush().expect("the reader takes keys");
    }

    /// What the screen shows, row by row.
    pub fn text(&self) -> String {
        self.screen.parser.lock().expect("the follower lives").screen().contents()
    }

    /// Waits until the screen shows what `seen` looks for; fails with `what` and the screen.
    pub fn wait(&self, what: &str, seen: impl Fn(&str) -> bool) {
        let limit = Instant::now() + PATIENCE;
        let mut parser = self.screen.parser.lock().expect("the follower lives");
        while !seen(&parser.screen().contents()) {
            let left = limit.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never saw {what}; the screen is\n{}", parser.screen().contents());
            parser = self.screen.changed.wait_timeout(parser, left).expect("the follower lives").0;
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

    /// What `look` makes of all bytes that were sent to the terminal.
    pub fn seen_bytes<T>(&self, look: impl Fn(&[u8]) -> T) -> T {
        look(&self.screen.bytes.lock().expect("the follower lives"))
    }

    /// Waits until the bytes that were sent are what `seen` looks for; fails with `what`.
    pub fn wait_bytes(&self, what: &str, seen: impl Fn(&[u8]) -> bool) {
        self.wait(what, |_| self.seen_bytes(&seen));
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("the terminal can be resized");
        self.screen
            .parser
            .lock()
            .expect("the follower lives")
            .screen_mut()
            .set_size(cells(rows), cells(columns));
    }

    /// The reader's process id.
    pub fn process_id(&self) -> u32 {
        self.child.process_id().expect("the reader has started")
    }

    /// Whether the terminal is as the reader found it: main screen, cursor shown, no mouse, no
    /// bracketed paste.
    pub fn is_restored(&self) -> bool {
        let parser = self.screen.parser.lock().expect("the follower lives");
        let screen = parser.screen();
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

/// Waits until a file is there; gives what it holds.
pub fn wait_for_file(path: &Path) -> String {
    let limit = Instant::now() + PATIENCE;
    loop {
        if let Ok(text) = std::fs::read_to_string(path) {
            return text;
        }
        assert!(Instant::now() < limit, "{} never came", path.display());
        std::thread::sleep(Duration::from_millis(5));
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

fn follow(mut reader: Box<dyn Read + Send>, screen: &Screen) {
    let mut bytes = [0; 4096];
    while let Ok(count) = reader.read(&mut bytes) {
        if count == 0 {
            break;
        }
        let mut parser = screen.parser.lock().expect("no test panics while it holds the screen");
        screen.bytes.lock().expect("nor the bytes").extend_from_slice(&bytes[..count]);
        parser.process(&bytes[..count]);
        drop(parser);
        screen.changed.notify_all();
    }
    screen.changed.notify_all();
}
