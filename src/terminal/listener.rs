//! A terminal's file -> what it sends, as it comes: events, and what the answers come to.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::answer::QUESTIONS;
use super::capability::Multiplexer;
use super::inquiry::{Found, Inquiry, Next};
use super::keys;
use super::sequence::{Scanner, Token};
use super::tmux::Tmux;

/// How long answers are awaited: from the other side of the world they take a third of it.
pub(super) const LIMIT: Duration = Duration::from_secs(1);
/// Bytes read at once.
const READ_MAX: usize = 4096;

/// Something that the terminal told.
#[derive(Debug)]
pub(super) enum Heard {
    /// A key, the mouse, pasted text, the focus.
    Event(Event),
    /// What it is, by all answers so far.
    Found(Box<Found>),
}

/// Listens to a terminal that has been asked.
#[derive(Debug)]
pub(super) struct Listener {
    file: File,
    scanner: Scanner,
    inquiry: Inquiry,
    /// Until when answers are awaited.
    limit: Instant,
    /// When the last bytes came.
    last: Instant,
    /// How the terminal outside a multiplexer is asked.
    write: fn(&[u8]) -> io::Result<()>,
    /// What wakes it from outside.
    alarm: Option<UnixStream>,
}

impl Listener {
    /// Listens to standard input or, if that is no terminal, to the terminal that controls the
    /// process. Answers are awaited for as long as `limit`. Fails if there is no terminal.
    pub(super) fn open(
        inquiry: Inquiry,
        limit: Duration,
        write: fn(&[u8]) -> io::Result<()>,
    ) -> io::Result<Listener> {
        let input = io::stdin();
        let file = match input.is_terminal() {
            true => File::from(input.as_fd().try_clone_to_owned()?),
            false => File::open("/dev/tty")?,
        };
        let now = Instant::now();
        let scanner = Scanner::default();
        Ok(Listener { file, scanner, inquiry, limit: now + limit, last: now, write, alarm: None })
    }

    /// Lets what comes through `alarm` end a wait, too.
    pub(super) fn wake_by(&mut self, alarm: UnixStream) {
        self.alarm = Some(alarm);
    }

    /// Whether answers are still awaited.
    pub(super) fn is_waiting(&self) -> bool {
        self.inquiry.is_waiting()
    }

    /// What the answers so far come to.
    pub(super) fn found(&self) -> Found {
        self.inquiry.found()
    }

    /// Whether something can be read now.
    pub(super) fn has_bytes(&self) -> io::Result<bool> {
        self.wait(Some(Duration::ZERO))
    }

    /// Waits for bytes or for the end of a wait, and gives what that tells; perhaps nothing. Fails if
    /// the terminal is gone.
    pub(super) fn hear(&mut self) -> io::Result<Vec<Heard>> {
        let now = Instant::now();
        let is_waiting = self.inquiry.is_waiting();
        let pause = self.scanner.wait(is_waiting).map(|wait| self.last + wait);
        let limit = is_waiting.then_some(self.limit);
        let until = pause.into_iter().chain(limit).min();
        if self.wait(until.map(|until| until.saturating_duration_since(now)))? {
            let mut bytes = [0; READ_MAX];
            let count = self.file.read(&mut bytes)?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.last = Instant::now();
            let tokens = self.scanner.push(&bytes[..count]);
            return Ok(self.understand(tokens));
        }
        let now = Instant::now();
        let mut heard = Vec::new();
        if pause.is_some_and(|pause| now >= pause) {
            let tokens = self.scanner.pause();
            heard = self.understand(tokens);
        }
        if limit.is_some_and(|limit| now >= limit) && self.inquiry.is_waiting() {
            self.inquiry.be_late();
            heard.push(Heard::Found(Box::new(self.inquiry.found())));
        }
        Ok(heard)
    }

    /// Waits until there are bytes, or for so long; `false` if none came.
    fn wait(&self, timeout: Option<Duration>) -> io::Result<bool> {
        // A wait that does not fit is as good as none.
        let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
        let mut files = vec![PollFd::new(&self.file, PollFlags::IN)];
        files.extend(self.alarm.as_ref().map(|alarm| PollFd::new(alarm, PollFlags::IN)));
        poll(&mut files, timeout.as_ref())?;
        let has_bytes = !files[0].revents().is_empty();
        if let Some(mut alarm) =
            self.alarm.as_ref().filter(|_| files.len() > 1 && !files[1].revents().is_empty())
        {
            // All of it, else it would wake for ever. It does not block.
            let _ = alarm.read(&mut [0; 64]);
            // Keys that came at the same time are read after the terminal has come back.
            return Ok(false);
        }
        Ok(has_bytes)
    }

    fn understand(&mut self, tokens: Vec<Token>) -> Vec<Heard> {
        let mut heard = Vec::new();
        for token in tokens {
            match token {
                Token::Input(bytes) => heard.extend(keys::event(&bytes).map(Heard::Event)),
                Token::Paste(text) => heard.push(Heard::Event(Event::Paste(text))),
                Token::Answer(answer, bytes) => {
                    let next = self.inquiry.take(answer, &bytes);
                    if let Next::AskOutside(multiplexer) = next {
                        self.ask_outside(multiplexer);
                    }
                    if next == Next::Tell || (next != Next::Wait && !self.inquiry.is_waiting()) {
                        heard.push(Heard::Found(Box::new(self.inquiry.found())));
                    }
                }
            }
        }
        heard
    }

    /// Asks the terminal outside of `multiplexer`, if anything gets through to it.
    fn ask_outside(&mut self, multiplexer: Multiplexer) {
        let gets_through = match multiplexer {
            Multiplexer::Tmux => self.ask_tmux(),
            Multiplexer::Screen => true,
        };
        if gets_through && (self.write)(&multiplexer.pass_through(QUESTIONS)).is_ok() {
            self.inquiry.ask_outside();
        }
    }

    /// Asks tmux for the terminal outside; `true` if questions may get through to that.
    fn ask_tmux(&mut self) -> bool {
        let tmux = self.inquiry.pane().and_then(|pane| Tmux::ask(&pane));
        let passes_through = tmux.as_ref().is_none_or(|tmux| tmux.passes_through);
        if let Some(tmux) = tmux {
            self.inquiry.take_tmux(tmux);
        }
        passes_through
    }
}
