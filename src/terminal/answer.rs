//! A whole sequence from the terminal -> the answer that it is, if it is one.

use std::fmt::Write;

/// What is asked of a terminal: whether BDSM is known (DECRQM 8), its name and version (XTVERSION), its
/// secondary device attributes (DA2), whether it can tell keys apart (the kitty keyboard protocol); and
/// last its primary device attributes (DA1), which nearly every terminal answers, in order, so that
/// nobody has to wait for the answers that do not come.
pub(super) const QUESTIONS: &[u8] = b"\x1b[8$p\x1b[>q\x1b[>c\x1b[?u\x1b[c";

/// The number of the mode that switches a terminal's own bidi: BDSM (ECMA-48, 7.2.1).
pub(super) const BDSM: u32 = 8;

/// An answer of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// DA1: what is asked last.
    Attributes,
    /// DA2: the kind of the terminal, its version, and a number that says little.
    SecondaryAttributes([u32; 3]),
    /// XTVERSION: its name and version, as it writes them.
    Version(String),
    /// DECRQM: the state of an ECMA-48 mode; 0 if the terminal does not know it.
    Mode {
        /// The number of the mode.
        number: u32,
        /// 0 unknown, 1 set, 2 reset, 3 always set, 4 always reset.
        state: u32,
    },
    /// The kitty keyboard protocol is known.
    Keyboard,
    /// An answer to what somebody else has asked.
    Other,
}

impl Answer {
    /// The answer that `sequence` is; `None` if it is a key, the mouse or the focus.
    pub(super) fn read(sequence: &[u8]) -> Option<Answer> {
        if let Some(rest) = sequence.strip_prefix(b"\x1bP>|") {
            let text = rest.strip_suffix(b"\x1b\\").or_else(|| rest.strip_suffix(b"\x07"))?;
            return Some(Answer::Version(String::from_utf8_lossy(text).into_owned()));
        }
        if sequence.starts_with(b"\x1b]") && sequence.len() > 2 {
            return Some(Answer::Other);
        }
        let (last, body) = sequence.strip_prefix(b"\x1b[")?.split_last()?;
        match (body.first(), last) {
            (Some(b'?'), b'c') => Some(Answer::Attributes),
            (Some(b'>'), b'c') => {
                let mut numbers = numbers(&body[1..]);
                let mut next = || numbers.next().unwrap_or_default();
                Some(Answer::SecondaryAttributes([next(), next(), next()]))
            }
            (Some(b'?'), b'u') => Some(Answer::Keyboard),
            (Some(b'?'), b'y' | b'n') => Some(Answer::Other),
            (Some(b'0'..=b'9'), b'y') => {
                let mut numbers = numbers(body.strip_suffix(b"$")?);
                let mut next = || numbers.next().unwrap_or_default();
                Some(Answer::Mode { number: next(), state: next() })
            }
            _ => None,
        }
    }
}

/// The parameters of a control sequence; what is none counts as 0.
fn numbers(parameters: &[u8]) -> impl Iterator<Item = u32> {
    let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse().ok();
    parameters.split(|&byte| byte == b';').map(move |digits| number(digits).unwrap_or_default())
}

/// A sequence as it can be shown: `ESC` for that character, everything else that is not plain ASCII
/// as Rust would escape it.
pub(super) fn printable(sequence: &[u8]) -> String {
    let mut text = String::new();
    for &byte in sequence {
        match byte {
            0x1b => text.push_str("ESC "),
            b'\\' | b'\'' | b'"' => text.push(char::from(byte)),
            // Writing to a `String` cannot fail.
            _ => drop(write!(text, "{}", byte.escape_ascii())),
        }
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sequence: &str, want: Option<Answer>) {
        assert_eq!(Answer::read(sequence.as_bytes()), want, "{sequence:?}");
    }

    #[test]
    fn answers_are_told_from_keys() {
        check("\x1b[?62;1;4c", Some(Answer::Attributes));
        check("\x1b[?62;c", Some(Answer::Attributes));
        check("\x1b[>24;279;0c", Some(Answer::SecondaryAttributes([24, 279, 0])));
        check("\x1b[>1;011301;0c", Some(Answer::SecondaryAttributes([1, 11301, 0])));
        check("\x1b[>c", Some(Answer::SecondaryAttributes([0, 0, 0])));
        check("\x1b[>99999999999;1c", Some(Answer::SecondaryAttributes([0, 1, 0])));
        check("\x1bP>|foot(1.13.1)\x1b\\", Some(Answer::Version("foot(1.13.1)".to_owned())));
        check("\x1bP>|x\x07", Some(Answer::Version("x".to_owned())));
        check("\x1b[8;1$y", Some(Answer::Mode { number: 8, state: 1 }));
        check("\x1b[?2026;2$y", Some(Answer::Other));
        check("\x1b[?0u", Some(Answer::Keyboard));
        check("\x1b]11;rgb:0000/0000/0000\x07", Some(Answer::Other));
        for key in
            ["\x1b", "q", "\x1b[A", "\x1b[1;5A", "\x1b[97;5u", "\x1b[<0;1;1M", "\x1b[I", "\x1b]", "\x1bP"]
        {
            check(key, None);
        }
    }

    #[test]
    fn what_is_shown_is_plain_ascii() {
        assert_eq!(printable(b"\x1bP>|foot(1.13.1)\x1b\\"), "ESC P>|foot(1.13.1)ESC \\");
        assert_eq!(printable(b"\x1b[8;1$y"), "ESC [8;1$y");
        assert_eq!(printable("\x07\u{202E}".as_bytes()), "\\x07\\xe2\\x80\\xae");
    }
}
