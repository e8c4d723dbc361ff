//! The bytes of a frame -> the terminal, in one piece.

use std::io::{self, Write};

use super::{shared, write_now};

/// A place to write frames to: what is written appears whole when it is flushed, and is dropped while
/// the terminal is not ours.
#[derive(Debug, Default)]
pub struct Screen {
    frame: Vec<u8>,
}

impl Screen {
    /// The screen of the terminal that was entered.
    pub fn new() -> Screen {
        Screen::default()
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        let frame = std::mem::take(&mut self.frame);
        let shared = shared();
        if !shared.entered {
            return Ok(());
        }
        // Synchronised output: terminals that know it show the frame in one piece, others ignore it.
        let mut whole = b"\x1b[?2026h".to_vec();
        whole.extend_from_slice(&frame);
        whole.extend_from_slice(b"\x1b[?2026l");
        write_now(&whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_dropped_while_the_terminal_is_not_ours() {
        let mut screen = Screen::new();
        screen.write_all(b"frame").expect("it is kept in memory");
        screen.flush().expect("nothing is written");
        assert!(screen.frame.is_empty());
    }
}
