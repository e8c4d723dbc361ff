//! Bytes from the terminal -> keys, pasted text and answers, each whole, wherever the bytes were cut.
//!
//! Keys and answers share one stream and both begin with ESC. A typed Escape, Alt-[ or Alt-P begins
//! like a sequence, so only time tells them apart: whoever feeds this waits for [`Scanner::wait`] and
//! then calls [`Scanner::pause`].

use std::mem;
use std::time::Duration;

use super::answer::Answer;

/// A lone ESC is the key after this time: long enough for the rest of a sequence that the kernel or
/// a network cut, too short to be felt.
const ESCAPE_WAIT: Duration = Duration::from_millis(25);
/// The same for what may be Alt-[, Alt-O, Alt-P or Alt-], which few type; and for ESC as long as answers
/// are due, because a slow line may cut one right there.
const PREFIX_WAIT: Duration = Duration::from_millis(100);
/// What is certainly no key is waited for longer, and then dropped.
const SEQUENCE_WAIT: Duration = Duration::from_secs(1);
/// A paste that stops for so long has lost its end.
const PASTE_WAIT: Duration = Duration::from_secs(10);
/// Longest sequence: the answer to XTVERSION is the longest that is known, with some fifty bytes.
const LENGTH_MAX: usize = 1024;

const ESC: u8 = 0x1b;
const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// One thing that the terminal sent, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A key or the mouse, or nonsense: the bytes.
    Input(Vec<u8>),
    /// Pasted text.
    Paste(String),
    /// An answer, and its bytes.
    Answer(Answer, Vec<u8>),
}

/// What the bytes at hand are.
enum Extent {
    /// The beginning of something.
    Part,
    /// Something whole.
    Whole,
    /// So many bytes are something by themselves, and others follow; at least one.
    Ahead(usize),
}

/// The bytes that are not yet something whole.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    held: Vec<u8>,
    is_pasting: bool,
}

impl Scanner {
    /// Takes the next bytes; gives what they complete.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Vec<Token> {
        let mut tokens = Vec::new();
        for &byte in bytes {
            self.held.push(byte);
            self.settle(&mut tokens);
        }
        tokens
    }

    /// How long what is held may still wait for more; `None` if nothing is held. `answers_due` says
    /// whether answers may come.
    pub(super) fn wait(&self, answers_due: bool) -> Option<Duration> {
        match &self.held[..] {
            _ if self.is_pasting => Some(PASTE_WAIT),
            [] => None,
            [ESC] if !answers_due => Some(ESCAPE_WAIT),
            [ESC] => Some(PREFIX_WAIT),
            held if may_be_typed(held) => Some(PREFIX_WAIT),
            _ => Some(SEQUENCE_WAIT),
        }
    }

    /// Nothing came for as long as [`Scanner::wait`] said: what is held is whole as it is.
    pub(super) fn pause(&mut self) -> Vec<Token> {
        let mut tokens = Vec::new();
        if self.is_pasting {
            self.end_paste(self.held.len(), &mut tokens);
        } else if may_be_typed(&self.held) {
            let rest = self.held.split_off(2);
            tokens.push(Token::Input(mem::replace(&mut self.held, rest)));
            self.settle(&mut tokens);
        }
        if !self.held.is_empty() {
            tokens.push(Token::Input(mem::take(&mut self.held)));
        }
        tokens
    }

    /// Takes what is whole off what is held.
    fn settle(&mut self, tokens: &mut Vec<Token>) {
        if self.is_pasting {
            if self.held.ends_with(PASTE_END) {
                self.end_paste(self.held.len() - PASTE_END.len(), tokens);
            }
            return;
        }
        while !self.held.is_empty() {
            let length = match scan(&self.held) {
                Extent::Part if self.held.len() < LENGTH_MAX => return,
                Extent::Part | Extent::Whole => self.held.len(),
                Extent::Ahead(length) => length,
            };
            let rest = self.held.split_off(length);
            let sequence = mem::replace(&mut self.held, rest);
            if sequence == PASTE_START {
                self.is_pasting = true;
                return;
            }
            tokens.push(match Answer::read(&sequence) {
                Some(answer) => Token::Answer(answer, sequence),
                None => Token::Input(sequence),
            });
        }
    }

    fn end_paste(&mut self, length: usize, tokens: &mut Vec<Token>) {
        tokens.push(Token::Paste(String::from_utf8_lossy(&self.held[..length]).into_owned()));
        self.held.clear();
        self.is_pasting = false;
    }
}

/// Whether `held` may be Alt with a key, and more keys after it, rather than the beginning of a
/// sequence.
fn may_be_typed(held: &[u8]) -> bool {
    match held {
        [ESC, b'[' | b'O' | b'P' | b']'] | [ESC, b'P', b'>'] => true,
        [ESC, b']', number @ ..] => number.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn scan(held: &[u8]) -> Extent {
    match held {
        [] | [ESC] => Extent::Part,
        [ESC, ESC, ..] => Extent::Ahead(1),
        [ESC, b'[', body @ ..] => scan_control(body),
        [ESC, b'O'] => Extent::Part,
        [ESC, b'O', 0x40..=0x7e] => Extent::Whole,
        [ESC, b'O', ..] => Extent::Ahead(2),
        [ESC, b'P'] | [ESC, b'P', b'>'] => Extent::Part,
        [ESC, b'P', b'>', b'|', ..] => scan_string(held),
        [ESC, b'P', ..] => Extent::Ahead(2),
        [ESC, b']', body @ ..] => match body.iter().position(|byte| !byte.is_ascii_digit()) {
            None => Extent::Part,
            Some(digits @ 1..) if body[digits] == b';' => scan_string(held),
            Some(_) => Extent::Ahead(2),
        },
        [ESC, character @ ..] => match scan_character(character) {
            Extent::Ahead(length) => Extent::Ahead(1 + length),
            extent => extent,
        },
        _ => scan_character(held),
    }
}

/// A control sequence (ECMA-48, 5.4) after its `ESC [`: parameters, intermediates, a final byte.
fn scan_control(body: &[u8]) -> Extent {
    match body {
        [] => return Extent::Part,
        // The function keys of the Linux console.
        [b'['] => return Extent::Part,
        [b'[', b'A'..=b'E'] => return Extent::Whole,
        [b'[', ..] => return Extent::Ahead(2),
        // The mouse of terminals that do not know SGR: three bytes more.
        [b'M', place @ ..] => {
            return match place {
                [.., ..=0x1f] => Extent::Ahead(2 + body.len() - 1),
                [_, _, _, ..] => Extent::Whole,
                _ => Extent::Part,
            };
        }
        _ => {}
    }
    let Some((&last, before)) = body.split_last() else { return Extent::Part };
    let has_intermediate = before.last().is_some_and(|byte| (0x20..=0x2f).contains(byte));
    match last {
        // urxvt ends Shift with a key in `$`, which a terminal's report goes on from with `y` only.
        b'y' if before.ends_with(b"$") => Extent::Whole,
        _ if before.ends_with(b"$") => Extent::Ahead(2 + before.len()),
        0x30..=0x3f if !has_intermediate => Extent::Part,
        0x20..=0x2f => Extent::Part,
        0x40..=0x7e => Extent::Whole,
        // It was broken off: a control, or a letter of another alphabet, is a key of its own.
        _ => Extent::Ahead(2 + before.len()),
    }
}

/// A device control or operating system command, up to its ST or BEL.
fn scan_string(held: &[u8]) -> Extent {
    match held {
        [.., 0x07] | [.., ESC, b'\\'] => Extent::Whole,
        [.., ESC, _] => Extent::Ahead(held.len() - 2),
        [.., ESC] => Extent::Part,
        [.., 0x00..=0x1f | 0x7f] => Extent::Ahead(held.len() - 1),
        _ => Extent::Part,
    }
}

/// A character in UTF-8; a byte that cannot be part of one is taken alone.
fn scan_character(held: &[u8]) -> Extent {
    let length = match held {
        [0xc0..=0xdf, ..] => 2,
        [0xe0..=0xef, ..] => 3,
        [0xf0..=0xf7, ..] => 4,
        _ => 1,
    };
    match std::str::from_utf8(&held[..length.min(held.len())]) {
        Ok(_) if held.len() == length => Extent::Whole,
        Ok(_) => Extent::Ahead(length),
        Err(error) => error.error_len().map_or(Extent::Part, Extent::Ahead),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What `text` is cut into: keys as they are, a paste in `{}`, answers in `<>`.
    fn shown(tokens: &[Token]) -> Vec<String> {
        let text = |bytes: &[u8]| bytes.escape_ascii().to_string();
        let shown = tokens.iter().map(|token| match token {
            Token::Input(bytes) => text(bytes),
            Token::Paste(pasted) => format!("{{{}}}", text(pasted.as_bytes())),
            Token::Answer(_, bytes) => format!("<{}>", text(bytes)),
        });
        shown.collect()
    }

    fn check(bytes: &[u8], want: &[&str]) {
        let mut scanner = Scanner::default();
        let mut tokens = scanner.push(bytes);
        tokens.extend(scanner.pause());
        assert_eq!(shown(&tokens), want, "{}", bytes.escape_ascii());
        assert_eq!(scanner.wait(false), None);
    }

    #[test]
    fn keys_are_cut_apart() {
        check(b"jk", &["j", "k"]);
        check("\u{62A}q".as_bytes(), &["\\xd8\\xaa", "q"]);
        check(b"\x1b", &["\\x1b"]);
        check(b"\x1b\x1b", &["\\x1b", "\\x1b"]);
        check(b"\x1bx", &["\\x1bx"]);
        check("\x1b\u{62A}".as_bytes(), &["\\x1b\\xd8\\xaa"]);
        check(b"\x1b[A\x1bOPj", &["\\x1b[A", "\\x1bOP", "j"]);
        check(b"\x1b[1;5Aj", &["\\x1b[1;5A", "j"]);
        check(b"\x1b[<0;10;5M\x1b[<0;10;5m", &["\\x1b[<0;10;5M", "\\x1b[<0;10;5m"]);
        check(b"\x1b[M !!j", &["\\x1b[M !!", "j"]);
        check(b"\x1b[[Aj", &["\\x1b[[A", "j"]);
        check(b"\x1b[97;5uj", &["\\x1b[97;5u", "j"]);
    }

    #[test]
    fn a_key_that_begins_like_a_sequence_is_a_key() {
        for key in ["\\x1b[", "\\x1bO", "\\x1bP", "\\x1b]"] {
            let bytes = [b"\x1b", &key.as_bytes()[4..]].concat();
            check(&bytes, &[key]);
            check(&[&bytes[..], b"\x03"].concat(), &[key, "\\x03"]);
            check(&[&bytes[..], b"\x1b"].concat(), &[key, "\\x1b"]);
        }
        check(b"\x1bPj", &["\\x1bP", "j"]);
        check(b"\x1bP>j", &["\\x1bP", ">", "j"]);
        check(b"\x1bP>", &["\\x1bP", ">"]);
        check(b"\x1b]j", &["\\x1b]", "j"]);
        check(b"\x1b]12j", &["\\x1b]", "1", "2", "j"]);
        check(b"\x1b]12", &["\\x1b]", "1", "2"]);
        // urxvt's Shift-Home.
        check(b"\x1b[7$j", &["\\x1b[7$", "j"]);
    }

    #[test]
    fn answers_are_taken_out() {
        check(
            b"j\x1b[8;1$y\x1bP>|foot(1.13.1)\x1b\\k\x1b[>65;7006;1c\x1b[?65;1;9cl",
            &[
                "j",
                "<\\x1b[8;1$y>",
                "<\\x1bP>|foot(1.13.1)\\x1b\\\\>",
                "k",
                "<\\x1b[>65;7006;1c>",
                "<\\x1b[?65;1;9c>",
                "l",
            ],
        );
        check(b"\x1b]11;rgb:0/0/0\x07j", &["<\\x1b]11;rgb:0/0/0\\x07>", "j"]);
    }

    #[test]
    fn what_is_broken_off_takes_no_key_along() {
        check(b"\x1b[12\x03", &["\\x1b[12", "\\x03"]);
        check(b"\x1b[12\x1b[A", &["\\x1b[12", "\\x1b[A"]);
        check(b"\x1bP>|x\x03j", &["\\x1bP>|x", "\\x03", "j"]);
        check(b"\x1bP>|x\x1b[A", &["\\x1bP>|x", "\\x1b[A"]);
        check(b"\xd8j", &["\\xd8", "j"]);
        check(b"\xe2\x80j", &["\\xe2\\x80", "j"]);
        check(b"\xffj", &["\\xff", "j"]);
    }

    #[test]
    fn what_is_pasted_stays_text() {
        check(b"\x1b[200~a\x1b[?62c\x1b[A\r\x1b[201~j", &["{a\\x1b[?62c\\x1b[A\\r}", "j"]);
        check(b"\x1b[200~\x1b[201~", &["{}"]);
        // Its end got lost.
        check(b"\x1b[200~abc", &["{abc}"]);
    }

    #[test]
    fn a_sequence_waits_longer_than_a_key() {
        let wait = |bytes: &[u8], answers_due| {
            let mut scanner = Scanner::default();
            scanner.push(bytes);
            scanner.wait(answers_due)
        };
        assert_eq!(wait(b"", true), None);
        assert_eq!(wait(b"j", true), None);
        assert_eq!(wait(b"\x1b", false), Some(ESCAPE_WAIT));
        assert_eq!(wait(b"\x1b", true), Some(PREFIX_WAIT));
        assert_eq!(wait(b"\x1b[", false), Some(PREFIX_WAIT));
        assert_eq!(wait(b"\x1b[1;", false), Some(SEQUENCE_WAIT));
        assert_eq!(wait(b"\xd8", false), Some(SEQUENCE_WAIT));
        assert_eq!(wait(b"\x1b[200~", false), Some(PASTE_WAIT));
    }

    proptest! {
        #[test]
        fn cuts_do_not_matter(bytes in input(), cuts in proptest::collection::vec(0..4_usize, 0..40)) {
            let whole = Scanner::default().push(&bytes);
            let (mut scanner, mut rest, mut tokens) = (Scanner::default(), &bytes[..], Vec::new());
            for cut in cuts {
                let (piece, after) = rest.split_at(cut.min(rest.len()));
                tokens.extend(scanner.push(piece));
                rest = after;
            }
            tokens.extend(scanner.push(rest));
            prop_assert_eq!(tokens, whole);
        }

        #[test]
        fn no_byte_is_lost(bytes in input()) {
            let mut scanner = Scanner::default();
            let mut tokens = scanner.push(&bytes);
            tokens.extend(scanner.pause());
            let is_plain = !bytes.windows(6).any(|window| window == PASTE_START);
            prop_assume!(is_plain);
            let mut seen = Vec::new();
            for token in &tokens {
                match token {
                    Token::Input(bytes) | Token::Answer(_, bytes) => seen.extend_from_slice(bytes),
                    Token::Paste(_) => prop_assert!(false, "nothing was pasted"),
                }
            }
            prop_assert_eq!(seen, bytes);
        }
    }

    /// Bytes in which sequences, their pieces and keys are frequent.
    fn input() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            any::<u8>().prop_map(|byte| vec![byte]),
            proptest::sample::select(vec![
                &b"\x1b"[..],
                b"\x1b[",
                b"\x1bP>|",
                b"\x1bP",
                b"\x1b\\",
                b"\x07",
                b"\x1b[200~",
                b"\x1b[201~",
                b"\x1b[?62;1c",
                b"\x1b[8;1$y",
                b"\x1b]11;",
                b"\x1b[<0;1;1M",
                b"\xd8\xaa",
                b"$",
                b"j",
            ])
            .prop_map(<[u8]>::to_vec),
        ];
        proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }
}
