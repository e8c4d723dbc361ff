//! The terminals that are known -> how to tell each, and what it does with right-to-left text by
//! itself.

/// What a terminal does with right-to-left text that it is sent. Measured on the versions that
/// Debian 12 has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwnBidi {
    /// Nothing, or nothing that is known.
    #[default]
    None,
    /// It reorders until BDSM (`CSI 8 l`) says not to: VTE, mintty.
    Bdsm,
    /// It reorders until its own OSC 50 says not to.
    Konsole,
    /// It reorders and joins until its own OSC 5379 says not to.
    Mlterm,
    /// It reorders, and nothing switches that off: Terminal.app, PuTTY.
    Stuck,
    /// It reverses each word of Arabic, unless its user set `force_ltr`: kitty.
    ReversesWords,
}

impl OwnBidi {
    /// Whether it reorders until it is told not to.
    pub fn is_switched(self) -> bool {
        matches!(self, OwnBidi::Bdsm | OwnBidi::Konsole | OwnBidi::Mlterm)
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
    /// The one that answers DA2 like that: "T" and "S" are their kinds of terminal.
    pub(super) fn by_attributes([kind, ..]: [u32; 3]) -> Option<Multiplexer> {
        match kind {
            84 => Some(Multiplexer::Tmux),
            83 => Some(Multiplexer::Screen),
            _ => None,
        }
    }

    /// The one that answers XTVERSION like that.
    pub(super) fn by_version(version: &str) -> Option<Multiplexer> {
        version.starts_with("tmux ").then_some(Multiplexer::Tmux)
    }

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
    /// What it calls itself; "" if it says nothing that is known. Inside a multiplexer, the terminal
    /// outside.
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
        super::inquiry::Inquiry::new(variable).found().capability
    }

    /// Whether it reorders whatever it is sent, so that text must be sent in logical order: nothing
    /// switches that off, or nothing that a multiplexer would not swallow.
    pub fn reorders_always(&self) -> bool {
        self.own_bidi == OwnBidi::Stuck || (self.own_bidi.is_switched() && self.inside.is_some())
    }
}

/// How a variable of the environment gives a terminal away.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sign {
    /// By being there.
    Set(&'static str),
    /// By its value.
    Is(&'static str, &'static str),
    /// By how its value begins.
    Begins(&'static str, &'static str),
}

impl Sign {
    pub(super) fn variable(self) -> &'static str {
        match self {
            Sign::Set(name) | Sign::Is(name, _) | Sign::Begins(name, _) => name,
        }
    }

    pub(super) fn fits(self, value: &str) -> bool {
        match self {
            Sign::Set(_) => true,
            Sign::Is(_, wanted) => value == wanted,
            Sign::Begins(_, start) => value.starts_with(start),
        }
    }
}

/// A terminal, and how to tell it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) own_bidi: OwnBidi,
    pub(super) misplaces_marks: bool,
    /// Whether it is known to speak the kitty keyboard protocol, in all versions that matter.
    pub(super) tells_keys_apart: bool,
    /// Each of these gives it away.
    pub(super) signs: &'static [Sign],
    /// How its answers to XTVERSION begin; "" if it gives none.
    pub(super) version: &'static str,
    /// Which answers to DA2 are its own; `None` if they are not known, or shared with others.
    pub(super) attributes: Option<fn([u32; 3]) -> bool>,
}

/// What most terminals are like.
const PLAIN: Known = Known {
    name: "",
    own_bidi: OwnBidi::None,
    misplaces_marks: false,
    tells_keys_apart: false,
    signs: &[],
    version: "",
    attributes: None,
};

/// The terminals that are known. Variables are inherited by what is started inside, so whoever sets
/// `TERM` to a name of his own comes before those who do not. Answers as given by xterm 379, urxvt
/// 9.30, Alacritty 0.11, foot 1.13.1, VTE 0.70.6, Konsole 22.12.3, mlterm 3.9.0, pterm 0.78 and kitty
/// 0.26.5; the others' as their sources have them.
pub(super) const KNOWN: [Known; 18] = [
    Known { name: "Linux console", signs: &[Sign::Is("TERM", "linux")], ..PLAIN },
    Known {
        name: "kitty",
        own_bidi: OwnBidi::ReversesWords,
        misplaces_marks: true,
        tells_keys_apart: true,
        signs: &[Sign::Is("TERM", "xterm-kitty"), Sign::Set("KITTY_WINDOW_ID")],
        version: "kitty(",
        attributes: Some(|[kind, version, _]| kind == 1 && (4000..4100).contains(&version)),
    },
    Known {
        name: "Alacritty",
        misplaces_marks: true,
        tells_keys_apart: true,
        signs: &[Sign::Begins("TERM", "alacritty"), Sign::Set("ALACRITTY_WINDOW_ID")],
        // The version of its library, without the dots. (Windows Terminal says 0;10;1.)
        attributes: Some(|[kind, version, last]| kind == 0 && version >= 1000 && last == 1),
        ..PLAIN
    },
    Known {
        name: "foot",
        misplaces_marks: true,
        tells_keys_apart: true,
        signs: &[Sign::Begins("TERM", "foot")],
        version: "foot(",
        // Two digits each of 1.13.1.
        attributes: Some(|[kind, version, last]| kind == 1 && version >= 10_000 && last == 0),
        ..PLAIN
    },
    Known {
        name: "Konsole",
        own_bidi: OwnBidi::Konsole,
        signs: &[Sign::Set("KONSOLE_VERSION")],
        version: "Konsole ",
        attributes: Some(|[kind, version, last]| kind <= 1 && version == 115 && last == 0),
        ..PLAIN
    },
    Known {
        name: "mlterm",
        own_bidi: OwnBidi::Mlterm,
        signs: &[Sign::Set("MLTERM"), Sign::Begins("TERM", "mlterm")],
        version: "mlterm(",
        attributes: Some(|[kind, version, _]| kind == 24 && version == 279),
        ..PLAIN
    },
    Known {
        name: "VTE",
        own_bidi: OwnBidi::Bdsm,
        signs: &[Sign::Set("VTE_VERSION")],
        version: "VTE(",
        // Its version, two digits each of 0.70.6; before 0.54 with 1 for a kind.
        attributes: Some(|[kind, version, _]| {
            matches!(kind, 1 | 61 | 65) && (2000..10_000).contains(&version)
        }),
        ..PLAIN
    },
    Known {
        name: "mintty",
        own_bidi: OwnBidi::Bdsm,
        signs: &[Sign::Is("TERM_PROGRAM", "mintty"), Sign::Set("MINTTY_SHORTCUT")],
        version: "mintty ",
        attributes: Some(|[kind, ..]| kind == 77),
        ..PLAIN
    },
    Known {
        name: "Terminal.app",
        own_bidi: OwnBidi::Stuck,
        signs: &[Sign::Is("TERM_PROGRAM", "Apple_Terminal")],
        attributes: Some(|attributes| attributes == [1, 95, 0]),
        ..PLAIN
    },
    Known {
        name: "PuTTY",
        own_bidi: OwnBidi::Stuck,
        signs: &[Sign::Begins("TERM", "putty")],
        attributes: Some(|attributes| attributes == [0, 136, 0]),
        ..PLAIN
    },
    Known { name: "iTerm2", signs: &[Sign::Is("TERM_PROGRAM", "iTerm.app")], version: "iTerm2 ", ..PLAIN },
    Known { name: "WezTerm", signs: &[Sign::Is("TERM_PROGRAM", "WezTerm")], version: "WezTerm ", ..PLAIN },
    Known {
        name: "Ghostty",
        tells_keys_apart: true,
        signs: &[Sign::Is("TERM_PROGRAM", "ghostty"), Sign::Is("TERM", "xterm-ghostty")],
        version: "ghostty ",
        ..PLAIN
    },
    Known { name: "VS Code", signs: &[Sign::Is("TERM_PROGRAM", "vscode")], version: "xterm.js(", ..PLAIN },
    Known {
        name: "Windows Terminal",
        signs: &[Sign::Set("WT_SESSION")],
        attributes: Some(|attributes| attributes == [0, 10, 1]),
        ..PLAIN
    },
    Known {
        name: "xterm",
        signs: &[Sign::Set("XTERM_VERSION")],
        version: "XTerm(",
        attributes: Some(|[kind, ..]| kind == 41),
        ..PLAIN
    },
    Known {
        name: "urxvt",
        signs: &[Sign::Begins("TERM", "rxvt")],
        // "U"; rxvt says "R".
        attributes: Some(|[kind, ..]| matches!(kind, 82 | 85)),
        ..PLAIN
    },
    Known { name: "contour", signs: &[Sign::Begins("TERM", "contour")], version: "contour ", ..PLAIN },
];

/// The terminal that answers XTVERSION like that.
pub(super) fn by_version(version: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| !known.version.is_empty() && version.starts_with(known.version))
}

/// The terminal that answers DA2 like that.
pub(super) fn by_attributes(attributes: [u32; 3]) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.attributes.is_some_and(|fits| fits(attributes)))
}
