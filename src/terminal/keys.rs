//! The bytes of one key or of the mouse -> the event that it is, as crossterm has it.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use terminput::Event as Parsed;
use terminput_crossterm::to_crossterm;

/// The event that `bytes` stand for; `None` if it is none that is known.
pub(super) fn event(bytes: &[u8]) -> Option<Event> {
    match bytes {
        // The beginning of a sequence that never came: Alt with a key, which the parser would wait for.
        [0x1b, key @ (b'[' | b'O')] => Some(alt(char::from(*key))),
        // What was broken off of an answer.
        [0x1b, b'P' | b']', _, ..] => None,
        _ if is_off_screen(bytes) => None,
        _ => to_crossterm(Parsed::parse_from(bytes).ok()??).ok(),
    }
}

fn alt(character: char) -> Event {
    let shift = if character.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    Event::Key(KeyEvent::new(KeyCode::Char(character), KeyModifiers::ALT | shift))
}

/// Whether it is the mouse at column or row 0. They count from 1, and the parser subtracts it blindly.
fn is_off_screen(bytes: &[u8]) -> bool {
    let Some((b'M' | b'm', body)) = bytes.split_last() else { return false };
    let mut numbers = body.split(|&byte| byte == b';').skip(1);
    numbers.any(|number| !number.is_empty() && number.iter().all(|&digit| digit == b'0'))
}

#[cfg(test)]
mod tests {
    use super::super::sequence::{Scanner, Token};
    use super::*;
    use crossterm::event::{KeyEventKind, MouseButton, MouseEventKind};
    use proptest::prelude::*;

    fn events(bytes: &[u8]) -> Vec<Event> {
        let mut scanner = Scanner::default();
        let mut tokens = scanner.push(bytes);
        tokens.extend(scanner.pause());
        let inputs = tokens.into_iter().filter_map(|token| match token {
            Token::Input(bytes) => event(&bytes),
            Token::Paste(text) => Some(Event::Paste(text)),
            Token::Answer(..) => None,
        });
        inputs.collect()
    }

    #[track_caller]
    fn check(bytes: &str, code: KeyCode, modifiers: KeyModifiers) {
        assert_eq!(events(bytes.as_bytes()), [Event::Key(KeyEvent::new(code, modifiers))], "{bytes:?}");
    }

    const NONE: KeyModifiers = KeyModifiers::NONE;
    const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
    const CTRL: KeyModifiers = KeyModifiers::CONTROL;
    const ALT: KeyModifiers = KeyModifiers::ALT;

    #[test]
    fn characters() {
        check("j", KeyCode::Char('j'), NONE);
        check("J", KeyCode::Char('J'), SHIFT);
        check("\u{62A}", KeyCode::Char('\u{62A}'), NONE);
        check("\u{1F600}", KeyCode::Char('\u{1F600}'), NONE);
        check(" ", KeyCode::Char(' '), NONE);
        check("\r", KeyCode::Enter, NONE);
        check("\t", KeyCode::Tab, NONE);
        check("\x7f", KeyCode::Backspace, NONE);
        check("\x08", KeyCode::Char('h'), CTRL);
        check("\x03", KeyCode::Char('c'), CTRL);
        check("\0", KeyCode::Char(' '), CTRL);
        check("\x1b", KeyCode::Esc, NONE);
        check("\x1bx", KeyCode::Char('x'), ALT);
        check("\x1b\u{62A}", KeyCode::Char('\u{62A}'), ALT);
        check("\x1b\r", KeyCode::Enter, ALT);
        check("\x1b[", KeyCode::Char('['), ALT);
        check("\x1b]", KeyCode::Char(']'), ALT);
        check("\x1bO", KeyCode::Char('O'), ALT | SHIFT);
        check("\x1bP", KeyCode::Char('P'), ALT | SHIFT);
    }

    #[test]
    fn keys_that_type_nothing() {
        check("\x1b[A", KeyCode::Up, NONE);
        check("\x1bOA", KeyCode::Up, NONE);
        check("\x1b[1;5C", KeyCode::Right, CTRL);
        check("\x1b[1;4D", KeyCode::Left, ALT | SHIFT);
        check("\x1b[H", KeyCode::Home, NONE);
        check("\x1b[4~", KeyCode::End, NONE);
        check("\x1b[3~", KeyCode::Delete, NONE);
        check("\x1b[5;3~", KeyCode::PageUp, ALT);
        check("\x1b[Z", KeyCode::BackTab, SHIFT);
        check("\x1bOP", KeyCode::F(1), NONE);
        check("\x1b[[B", KeyCode::F(2), NONE);
        for (number, code) in [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].into_iter().enumerate() {
            let function = KeyCode::F(u8::try_from(number + 1).expect("there are twelve"));
            check(&format!("\x1b[{code}~"), function, NONE);
            check(&format!("\x1b[{code};2~"), function, SHIFT);
        }
    }

    #[test]
    fn the_kitty_keyboard_protocol() {
        check("\x1b[105;5u", KeyCode::Char('i'), CTRL);
        check("\x1b[27u", KeyCode::Esc, NONE);
        check("\x1b[1578;3u", KeyCode::Char('\u{62A}'), ALT);
        let Some(Event::Key(released)) = event(b"\x1b[106;1:3u") else { panic!("it is a key") };
        assert_eq!((released.code, released.kind), (KeyCode::Char('j'), KeyEventKind::Release));
    }

    #[test]
    fn the_mouse() {
        #[track_caller]
        fn check(bytes: &[u8], kind: MouseEventKind, place: (u16, u16)) {
            let Some(Event::Mouse(mouse)) = event(bytes) else { panic!("it is the mouse") };
            assert_eq!((mouse.kind, (mouse.column, mouse.row)), (kind, place));
        }
        check(b"\x1b[<0;10;5M", MouseEventKind::Down(MouseButton::Left), (9, 4));
        check(b"\x1b[<0;300;5m", MouseEventKind::Up(MouseButton::Left), (299, 4));
        check(b"\x1b[<65;1;1M", MouseEventKind::ScrollDown, (0, 0));
        check(b"\x1b[<32;2;3M", MouseEventKind::Drag(MouseButton::Left), (1, 2));
        check(b"\x1b[M !\"", MouseEventKind::Down(MouseButton::Left), (0, 1));
        assert_eq!(event(b"\x1b[<0;0;5M"), None);
        assert_eq!(event(b"\x1b[<0;5;000M"), None);
    }

    #[test]
    fn the_focus_and_pasted_text() {
        assert_eq!(events(b"\x1b[I\x1b[O"), [Event::FocusGained, Event::FocusLost]);
        let pasted = "\x1b[200~\u{633}\u{644}\nq\x1b[201~".as_bytes();
        assert_eq!(events(pasted), [Event::Paste("\u{633}\u{644}\nq".to_owned())]);
    }

    #[test]
    fn what_is_none_is_nothing() {
        for bytes in [&b"\xff"[..], b"\xd8", b"\x1b[12", b"\x1bP>|half", b"\x1b[?1;2", b"\x1b[7$"] {
            assert_eq!(event(bytes), None, "{}", bytes.escape_ascii());
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_much(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            event(&bytes);
        }

        #[test]
        fn no_sequence_is_too_much(
            text in "\u{1b}(\\[[<?>]?([0-9]{1,6}[;:]?){0,5}|[OP]|[\\]]|)[ -~]?[a-zA-Z~$]?",
        ) {
            events(text.as_bytes());
        }
    }
}
