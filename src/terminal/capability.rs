//! The environment -> what terminal it is, and what it does with right-to-left text by itself.

/// What a terminal does with right-to-left text that it is sent. Measured on the versions that
/// Debian 12 has; see the table in the documentation of `doctor`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwnBidi {
    /// Nothing, or nothing that is known; or ECMA-48's BDSM switches it off.
    #[default]
    None,
    /// It reorders until BDSM (`CSI 8 l`) says not to: VTE, mintty.
    Bdsm,
    /// It reorders until its own OSC 50 says not to.
    Konsole,
    /// It reorders and joins until its own OSC 5379 says not to.
    Mlterm,
    /// It reorders, and nothing switches that off: Terminal.app.
    Stuck,
    /// It reverses each word of Arabic, unless its user set `force_ltr`: kitty.
    ReversesWords,
}

impl OwnBidi {
    /// Whether text in visual order arrives as it was sent, once bidi is switched off.
    pub fn is_switched_off(self) -> bool {
        self != OwnBidi::Stuck
    }
}

/// A program that stands between the reader and the terminal, and swallows what it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux; passes on what it is asked to, if `allow-passthrough` is on.
    Tmux,
    /// GNU Screen.
    Screen,
}

impl Multiplexer {
    /// `bytes`, wrapped so that they reach the terminal outside.
    pub(super) fn pass_through(self, bytes: &[u8]) -> Vec<u8> {
        let mut wrapped = Vec::with_capacity(bytes.len() + 16);
        match self {
            Multiplexer::Tmux => {
                wrapped.extend_from_slice(b"\x1bPtmux;");
                for &byte in bytes {
                    if byte == 0x1b {
                        wrapped.push(0x1b);
                    }
                    wrapped.push(byte);
                }
            }
            Multiplexer::Screen => {
                wrapped.extend_from_slice(b"\x1bP");
                wrapped.extend_from_slice(bytes);
            }
        }
        wrapped.extend_from_slice(b"\x1b\\");
        wrapped
    }
}

/// What is known of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capability {
    /// What it calls itself; "" if it says nothing.
    pub name: &'static str,
    /// What it does with right-to-left text.
    pub own_bidi: OwnBidi,
    /// What stands between.
    pub inside: Option<Multiplexer>,
    /// It paints vowel marks on the wrong cell, or loses the letter under them.
    pub misplaces_marks: bool,
    /// It can tell Ctrl-i from Tab, if it is asked to (the kitty keyboard protocol).
    pub tells_keys_apart: bool,
}

impl Capability {
    /// What the environment says; `variable` reads one of its variables. Inside tmux and Screen those
    /// of the terminal in which they were started.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Capability {
        let get = |name: &str| variable(name).filter(|value| !value.is_empty());
        let has = |name: &str| get(name).is_some();
        let term = get("TERM").unwrap_or_default();
        let program = get("TERM_PROGRAM").unwrap_or_default();
        let inside = match () {
            _ if has("TMUX") => Some(Multiplexer::Tmux),
            _ if has("STY") => Some(Multiplexer::Screen),
            _ => None,
        };
        let plain = |name| Capability { name, inside, ..Capability::default() };
        let bidi = |name, own_bidi| Capability { own_bidi, ..plain(name) };
        // More particular names first: Konsole's and mlterm's variables are inherited by what is
        // started inside them, as VTE's is, so the order is that of trust.
        match () {
            _ if term == "linux" => plain("Linux console"),
            _ if term == "xterm-kitty" || has("KITTY_WINDOW_ID") => Capability {
                misplaces_marks: true,
                tells_keys_apart: inside.is_none(),
                ..bidi("kitty", OwnBidi::ReversesWords)
            },
            _ if term.starts_with("alacritty") || has("ALACRITTY_WINDOW_ID") => {
                Capability { misplaces_marks: true, tells_keys_apart: inside.is_none(), ..plain("Alacritty") }
            }
            _ if term.starts_with("foot") => {
                Capability { misplaces_marks: true, tells_keys_apart: inside.is_none(), ..plain("foot") }
            }
            _ if has("KONSOLE_VERSION") => bidi("Konsole", OwnBidi::Konsole),
            _ if has("MLTERM") || term.starts_with("mlterm") => bidi("mlterm", OwnBidi::Mlterm),
            _ if has("VTE_VERSION") => bidi("VTE", OwnBidi::Bdsm),
            _ if program == "mintty" || has("MINTTY_SHORTCUT") => bidi("mintty", OwnBidi::Bdsm),
            _ if program == "Apple_Terminal" => bidi("Terminal.app", OwnBidi::Stuck),
            _ if program == "iTerm.app" => plain("iTerm2"),
            _ if program == "WezTerm" => plain("WezTerm"),
            _ if program == "ghostty" || term == "xterm-ghostty" => {
                Capability { tells_keys_apart: inside.is_none(), ..plain("Ghostty") }
            }
            _ if program == "vscode" => plain("VS Code"),
            _ if has("WT_SESSION") => plain("Windows Terminal"),
            _ if has("XTERM_VERSION") => plain("xterm"),
            _ if term.starts_with("rxvt") => plain("urxvt"),
            _ => plain(""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], name: &str, own_bidi: OwnBidi) {
        let get =
            |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let capability = Capability::detect(get);
        assert_eq!((capability.name, capability.own_bidi), (name, own_bidi), "{variables:?}");
    }

    #[test]
    fn terminals_by_their_environment() {
        check(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7002")], "VTE", OwnBidi::Bdsm);
        check(&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "221203")], "Konsole", OwnBidi::Konsole);
        check(&[("TERM", "mlterm"), ("MLTERM", "3.9.2")], "mlterm", OwnBidi::Mlterm);
        check(&[("TERM", "xterm-kitty")], "kitty", OwnBidi::ReversesWords);
        check(&[("TERM_PROGRAM", "Apple_Terminal")], "Terminal.app", OwnBidi::Stuck);
        check(&[("TERM", "xterm"), ("XTERM_VERSION", "XTerm(379)")], "xterm", OwnBidi::None);
        check(&[("TERM", "xterm-256color")], "", OwnBidi::None);
        check(&[("TERM", "foot"), ("VTE_VERSION", "")], "foot", OwnBidi::None);
        // Alacritty, started from a shell in Konsole.
        check(&[("TERM", "alacritty"), ("KONSOLE_VERSION", "221203")], "Alacritty", OwnBidi::None);
        check(&[], "", OwnBidi::None);
    }
}
