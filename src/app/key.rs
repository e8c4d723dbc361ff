//! A name as in `keymap.toml` ("ctrl-d", "g g") or an event of the terminal -> a key; and back.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with the modifiers that matter: Shift is told by the character itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Ctrl, Alt, and Shift where the key types no character.
    pub modifiers: KeyModifiers,
}

/// The keys that have a name, each with the name that is printed and those that are read.
const NAMED: &[(KeyCode, &str, &[&str])] = &[
    (KeyCode::Enter, "Enter", &["enter", "return"]),
    (KeyCode::Esc, "Esc", &["esc", "escape"]),
    (KeyCode::Tab, "Tab", &["tab"]),
    (KeyCode::BackTab, "Shift-Tab", &["shift-tab", "backtab"]),
    (KeyCode::Char(' '), "Space", &["space"]),
    (KeyCode::Backspace, "Backspace", &["backspace"]),
    (KeyCode::Delete, "Del", &["delete", "del"]),
    (KeyCode::Insert, "Ins", &["insert", "ins"]),
    (KeyCode::Up, "\u{2191}", &["up"]),
    (KeyCode::Down, "\u{2193}", &["down"]),
    (KeyCode::Left, "\u{2190}", &["left"]),
    (KeyCode::Right, "\u{2192}", &["right"]),
    (KeyCode::Home, "Home", &["home"]),
    (KeyCode::End, "End", &["end"]),
    (KeyCode::PageUp, "PgUp", &["pageup", "page-up", "pgup"]),
    (KeyCode::PageDown, "PgDn", &["pagedown", "page-down", "pgdn"]),
];

impl Key {
    /// The key that `event` tells of; `None` if it was released.
    pub fn pressed(event: KeyEvent) -> Option<Key> {
        (event.kind != KeyEventKind::Release).then(|| Key::new(event.code, event.modifiers))
    }

    /// `code` with `modifiers`, in the one form in which keys are compared: no Shift with a
    /// character (it is in the character), lower case with Ctrl, Shift-Tab as one key.
    pub fn new(code: KeyCode, modifiers: KeyModifiers) -> Key {
        let mut modifiers = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let mut code = code;
        if code == KeyCode::Tab && modifiers.contains(KeyModifiers::SHIFT) {
            code = KeyCode::BackTab;
        }
        if let KeyCode::Char(character) = code {
            let shifted = modifiers.contains(KeyModifiers::SHIFT);
            let character = match character {
                _ if modifiers.contains(KeyModifiers::CONTROL) => character.to_ascii_lowercase(),
                _ if shifted => character.to_ascii_uppercase(),
                _ => character,
            };
            code = KeyCode::Char(character);
        }
        if matches!(code, KeyCode::Char(_) | KeyCode::BackTab) {
            modifiers -= KeyModifiers::SHIFT;
        }
        Key { code, modifiers }
    }

    /// The same key with another character, if it types one.
    pub fn with_character(self, character: char) -> Key {
        Key { code: KeyCode::Char(character), ..self }
    }

    /// The character that the key types, if it types one.
    pub fn character(self) -> Option<char> {
        match self.code {
            KeyCode::Char(character) => Some(character),
            _ => None,
        }
    }

    /// The key called `name`; case matters in single characters only. `None` if there is none.
    pub fn named(name: &str) -> Option<Key> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = name;
        loop {
            if let Some(code) = code_named(rest) {
                return Some(Key::new(code, modifiers));
            }
            let (modifier, after) = rest.split_once('-')?;
            modifiers |= match modifier.to_ascii_lowercase().as_str() {
                "ctrl" | "control" | "c" => KeyModifiers::CONTROL,
                "alt" | "meta" | "a" => KeyModifiers::ALT,
                "shift" | "s" => KeyModifiers::SHIFT,
                _ => return None,
            };
            rest = after;
        }
    }

    /// The keys of a sequence as in `keymap.toml`, names with spaces between them; an `Err` holds the
    /// first name that is none. The sequence may be empty.
    pub fn sequence(names: &str) -> Result<Vec<Key>, &str> {
        names.split_whitespace().map(|name| Key::named(name).ok_or(name)).collect()
    }
}

fn code_named(name: &str) -> Option<KeyCode> {
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return Some(KeyCode::Char(character));
    }
    let lower = name.to_ascii_lowercase();
    if let Some(number) = lower.strip_prefix('f').and_then(|number| number.parse().ok()) {
        return (1..=24).contains(&number).then_some(KeyCode::F(number));
    }
    NAMED.iter().find(|(_, _, names)| names.contains(&lower.as_str())).map(|&(code, _, _)| code)
}

/// The key as help shows it: "j", "Ctrl-d", "PgDn".
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in
            [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")]
        {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        if let Some((_, shown, _)) = NAMED.iter().find(|(code, _, _)| *code == self.code) {
            return f.write_str(shown);
        }
        match self.code {
            KeyCode::Char(character) => write!(f, "{character}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            other => write!(f, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, want: Option<&str>) {
        assert_eq!(Key::named(name).map(|key| key.to_string()).as_deref(), want, "{name}");
    }

    #[test]
    fn names() {
        check("j", Some("j"));
        check("J", Some("J"));
        check("shift-j", Some("J"));
        check("ctrl-D", Some("Ctrl-d"));
        check("C-d", Some("Ctrl-d"));
        check("ctrl-alt-pgdn", Some("Ctrl-Alt-PgDn"));
        check("shift-tab", Some("Shift-Tab"));
        check("BackTab", Some("Shift-Tab"));
        check("-", Some("-"));
        check("ctrl--", Some("Ctrl--"));
        check("f12", Some("F12"));
        check("f", Some("f"));
        check("f25", None);
        check("hyper-x", None);
        check("", None);
        check("jj", None);
    }

    #[test]
    fn an_event_is_the_key_that_is_named() {
        let event = |code, modifiers| Key::pressed(KeyEvent::new(code, modifiers));
        assert_eq!(event(KeyCode::Char('G'), KeyModifiers::SHIFT), Key::named("G"));
        assert_eq!(event(KeyCode::Char('G'), KeyModifiers::NONE), Key::named("G"));
        assert_eq!(event(KeyCode::BackTab, KeyModifiers::SHIFT), Key::named("shift-tab"));
        assert_eq!(event(KeyCode::Char('d'), KeyModifiers::CONTROL), Key::named("ctrl-d"));
        let mut released = KeyEvent::new(KeyCode::Char('d'), KeyModifiers::NONE);
        released.kind = KeyEventKind::Release;
        assert_eq!(Key::pressed(released), None);
    }
}
