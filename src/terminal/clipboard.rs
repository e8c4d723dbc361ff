//! A text -> the sequence that puts it into the terminal's clipboard (OSC 52), whatever stands between.

use crossterm::clipboard::CopyToClipboard;

use super::capability::Multiplexer;
use super::sequence;

/// Bytes of one string that GNU Screen passes on: it drops the rest of a string of more than 256 bytes
/// (`MAXSTR` in its `screen.h`, before version 4.2), so what is longer goes in pieces.
const SCREEN_PIECE: usize = 240;

/// What ends an OSC: a string in a string of Screen must not end with ESC \\, which ends both.
const ST: &[u8] = b"\x1b\\";
const BEL: u8 = 0x07;

/// What puts `text` into the clipboard. tmux is asked both ways: to do it itself (`set-clipboard on`)
/// and to pass it on (`allow-passthrough on`); both set the same text.
pub(super) fn copying(text: &str, inside: Option<Multiplexer>) -> Vec<u8> {
    let plain = sequence(&[&CopyToClipboard::to_clipboard_from(text)]);
    match inside {
        None => plain,
        Some(tmux @ Multiplexer::Tmux) => [&plain[..], &tmux.pass_through(&plain)].concat(),
        Some(screen @ Multiplexer::Screen) => {
            let mut whole = plain.strip_suffix(ST).unwrap_or(&plain).to_vec();
            whole.push(BEL);
            whole.chunks(SCREEN_PIECE).flat_map(|piece| screen.pass_through(piece)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, inside: Option<Multiplexer>, expected: &str) {
        let bytes = String::from_utf8(copying(text, inside)).expect("sequences are ASCII");
        assert_eq!(bytes, expected);
    }

    #[test]
    fn text_goes_as_base64_through_what_stands_between() {
        // Seen and lam: four bytes of UTF-8.
        let text = "\u{633}\u{644}";
        check(text, None, "\x1b]52;c;2LPZhA==\x1b\\");
        check(
            text,
            Some(Multiplexer::Tmux),
            "\x1b]52;c;2LPZhA==\x1b\\\x1bPtmux;\x1b\x1b]52;c;2LPZhA==\x1b\x1b\\\x1b\\",
        );
        check(text, Some(Multiplexer::Screen), "\x1bP\x1b]52;c;2LPZhA==\x07\x1b\\");
    }

    #[test]
    fn screen_gets_a_long_text_in_pieces() {
        let bytes = copying(&"a".repeat(3000), Some(Multiplexer::Screen));
        let text = String::from_utf8(bytes).expect("sequences are ASCII");
        let pieces: Vec<&str> = text.split_terminator("\x1b\\").collect();
        assert_eq!(pieces.len(), (7 + 4000 + 1_usize).div_ceil(SCREEN_PIECE));
        let whole: String = pieces
            .iter()
            .map(|piece| {
                assert!(piece.len() <= 256);
                piece.strip_prefix("\x1bP").expect("each is passed on")
            })
            .collect();
        assert_eq!(whole, format!("\x1b]52;c;{}\x07", "YWFh".repeat(1000)));
    }
}
