//! The environment, the terminal's answers and what tmux tells -> what the terminal is, and why.
//!
//! The environment is the first guess. It is inherited by what is started inside a terminal, and ssh
//! carries it no further, so what a terminal says itself counts for more. Inside tmux and Screen the
//! answers are those of the multiplexer; the terminal outside is asked through it, after that.

use super::answer::{Answer, BDSM, printable};
use super::capability::{Capability, KNOWN, Known, Multiplexer, OwnBidi, Sign, by_attributes, by_version};
use super::tmux::Tmux;

/// What was found out about the terminal, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub capability: Capability,
    /// Whether it was asked, and what came of that.
    pub asked: Asked,
    /// Everything that says something, in the order in which it was heard: the environment first.
    pub evidence: Vec<Evidence>,
    /// What tmux tells, inside it.
    pub tmux: Option<Tmux>,
}

impl Found {
    /// What the environment says, while the terminal's answer is awaited.
    pub fn guessed(capability: Capability) -> Found {
        Found { capability, asked: Asked::Waiting, evidence: Vec::new(), tmux: None }
    }
}

/// What came of asking the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It was not asked: it is no terminal, or nobody is asked on this system.
    NotATerminal,
    /// It was not asked, because keys had been typed already, which belong to the shell.
    KeysWaiting,
    /// It was asked; the answer is awaited.
    Waiting,
    /// It answered.
    Answered,
    /// It did not answer in time.
    Silent,
}

/// Something that speaks for a terminal, or for what it can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where it was heard.
    pub source: Source,
    /// What was heard: the value of the variable, the bytes of the answer made printable.
    pub text: String,
    /// The terminal that it speaks for; "" if for none.
    pub terminal: &'static str,
}

/// Where something was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A variable of the environment.
    Variable(&'static str),
    /// A variable of the program that shows tmux's pane.
    ClientVariable(&'static str),
    /// An answer of the terminal or, inside one, of the multiplexer.
    Answer(Question),
    /// An answer of the terminal outside the multiplexer.
    OuterAnswer(Question),
    /// What tmux says of the terminal outside.
    Tmux,
}

/// What a terminal is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// DECRQM 8: can its bidi be switched by BDSM?
    Bdsm,
    /// XTVERSION: its name and version.
    Version,
    /// DA2: its kind.
    SecondaryAttributes,
    /// Whether it speaks the kitty keyboard protocol.
    Keyboard,
    /// DA1: asked last, because nearly all answer it.
    Attributes,
}

/// What is to be done after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Waiting for the other answers.
    Wait,
    /// A multiplexer has answered: the terminal outside is to be asked.
    AskOutside(Multiplexer),
    /// Everything is known that can be.
    Tell,
}

/// What one terminal has said of itself.
#[derive(Clone, Debug, Default)]
struct Heard {
    version: Option<String>,
    attributes: Option<[u32; 3]>,
    bdsm: Option<u32>,
    keyboard: bool,
    /// Whether the last question was answered, so that those without an answer will get none.
    is_complete: bool,
}

/// The variables of an environment that matter.
type Variables = Vec<(&'static str, String)>;

/// What has been heard so far.
#[derive(Clone, Debug)]
pub(super) struct Inquiry {
    environment: Variables,
    near: Heard,
    outer: Heard,
    /// Whether the answers that come are those of the terminal outside.
    asks_outside: bool,
    tmux: Option<Tmux>,
    /// Whether a time limit has passed.
    is_late: bool,
    answers: Vec<Evidence>,
}

impl Inquiry {
    /// Begins with the environment; `variable` reads one of its variables.
    pub(super) fn new(variable: impl Fn(&str) -> Option<String>) -> Inquiry {
        Inquiry {
            environment: variables(variable),
            near: Heard::default(),
            outer: Heard::default(),
            asks_outside: false,
            tmux: None,
            is_late: false,
            answers: Vec::new(),
        }
    }

    /// Whether answers are still awaited.
    pub(super) fn is_waiting(&self) -> bool {
        !self.is_late && !if self.asks_outside { self.outer.is_complete } else { self.near.is_complete }
    }

    /// The time limit has passed: what was not said counts as not known from now on.
    pub(super) fn be_late(&mut self) {
        self.is_late = true;
    }

    /// Takes an answer and its bytes.
    pub(super) fn take(&mut self, answer: Answer, bytes: &[u8]) -> Next {
        let heard = if self.asks_outside { &mut self.outer } else { &mut self.near };
        let (question, terminal) = match answer {
            Answer::Other => return Next::Wait,
            Answer::Mode { number, .. } if number != BDSM => return Next::Wait,
            Answer::Mode { state, .. } => {
                heard.bdsm = Some(state);
                (Question::Bdsm, "")
            }
            Answer::Version(version) => {
                let terminal = name(by_version(&version));
                heard.version = Some(version);
                (Question::Version, terminal)
            }
            Answer::SecondaryAttributes(attributes) => {
                heard.attributes = Some(attributes);
                (Question::SecondaryAttributes, name(by_attributes(attributes)))
            }
            Answer::Keyboard => {
                heard.keyboard = true;
                (Question::Keyboard, "")
            }
            Answer::Attributes => {
                heard.is_complete = true;
                (Question::Attributes, "")
            }
        };
        let source = match self.asks_outside {
            true => Source::OuterAnswer(question),
            false => Source::Answer(question),
        };
        self.answers.push(Evidence { source, text: printable(bytes), terminal });
        match self.inside() {
            Some(multiplexer) if question == Question::Attributes && !self.asks_outside => {
                Next::AskOutside(multiplexer)
            }
            _ if question == Question::Attributes || self.is_late => Next::Tell,
            _ => Next::Wait,
        }
    }

    /// The pane of tmux that the process stands in.
    pub(super) fn pane(&self) -> Option<String> {
        value(&self.environment, "TMUX_PANE").map(str::to_owned)
    }

    /// tmux has told this of the terminal outside.
    pub(super) fn take_tmux(&mut self, tmux: Tmux) {
        self.tmux = Some(tmux);
    }

    /// From now on the answers are those of the terminal outside.
    pub(super) fn ask_outside(&mut self) {
        self.asks_outside = true;
    }

    /// What the answers so far come to.
    pub(super) fn found(&self) -> Found {
        let inside = self.inside();
        let mut evidence = signs(&self.environment, Source::Variable);
        if let Some(tmux) = &self.tmux {
            evidence.extend(signs(&self.outer_environment(), Source::ClientVariable));
            let text = format!("{} {}", tmux.terminal_name, tmux.terminal_type);
            let terminal = name(by_version(&tmux.terminal_type));
            evidence.push(Evidence { source: Source::Tmux, text: printable(text.as_bytes()), terminal });
        }
        evidence.extend(self.answers.iter().cloned());
        let mut capability = match inside {
            None => judged(&self.environment, &self.near),
            Some(_) => judged(&self.outer_environment(), &self.outer_heard()),
        };
        capability.inside = inside;
        // A multiplexer speaks for itself: what the terminal outside can do with keys does not get in.
        capability.tells_keys_apart = match (self.near.is_complete, inside) {
            (true, _) => self.near.keyboard,
            (false, Some(_)) => false,
            (false, None) => capability.tells_keys_apart || self.near.keyboard,
        };
        let asked = match () {
            _ if !self.answers.is_empty() => Asked::Answered,
            _ if self.is_late => Asked::Silent,
            _ => Asked::Waiting,
        };
        Found { capability, asked, evidence, tmux: self.tmux.clone() }
    }

    /// The multiplexer that is inside of the terminal: by its own answer, else by the environment,
    /// which a terminal that was started from within one inherits.
    fn inside(&self) -> Option<Multiplexer> {
        let heard = &self.near;
        if heard.version.is_some() || heard.attributes.is_some() {
            let by_version = heard.version.as_deref().and_then(Multiplexer::by_version);
            return by_version.or_else(|| heard.attributes.and_then(Multiplexer::by_attributes));
        }
        match () {
            _ if value(&self.environment, "TMUX").is_some() => Some(Multiplexer::Tmux),
            _ if value(&self.environment, "STY").is_some() => Some(Multiplexer::Screen),
            _ => None,
        }
    }

    /// The environment of the terminal outside: that of the program that shows tmux's pane, else the
    /// one that the multiplexer was started in.
    fn outer_environment(&self) -> Variables {
        let Some(tmux) = &self.tmux else { return self.environment.clone() };
        let client = |name: &str| match name {
            "TERM" => Some(tmux.terminal_name.clone()),
            _ => tmux.client.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()),
        };
        match tmux.client.is_empty() {
            true => {
                let inherited = |name: &str| value(&self.environment, name).map(str::to_owned);
                variables(|name| if name == "TERM" { client(name) } else { inherited(name) })
            }
            false => variables(client),
        }
    }

    /// What the terminal outside has said, to us or to tmux.
    fn outer_heard(&self) -> Heard {
        let mut heard = self.outer.clone();
        if let (None, Some(tmux)) = (&heard.version, &self.tmux) {
            heard.version = Some(tmux.terminal_type.clone()).filter(|told| !told.is_empty());
        }
        heard
    }
}

/// The variables that matter, as `variable` reads them; empty ones are left out.
fn variables(variable: impl Fn(&str) -> Option<String>) -> Variables {
    let mut names = vec!["TMUX", "STY", "TMUX_PANE"];
    names.extend(KNOWN.iter().flat_map(|known| known.signs).map(|sign| sign.variable()));
    let mut variables = Variables::new();
    for name in names {
        let is_new = !variables.iter().any(|(other, _)| *other == name);
        if let Some(value) = variable(name).filter(|value| is_new && !value.is_empty()) {
            variables.push((name, value));
        }
    }
    variables
}

fn value<'a>(variables: &'a Variables, name: &str) -> Option<&'a str> {
    variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
}

/// Whether the variables show `sign`.
fn shows(variables: &Variables, sign: Sign) -> bool {
    value(variables, sign.variable()).is_some_and(|value| sign.fits(value))
}

/// What the variables say, terminal by terminal.
fn signs(variables: &Variables, source: fn(&'static str) -> Source) -> Vec<Evidence> {
    let multiplexers = ["TMUX", "STY"].into_iter().map(|name| (name, ""));
    let mut said: Vec<(&'static str, &'static str)> = multiplexers.collect();
    for known in &KNOWN {
        let shown = known.signs.iter().filter(|sign| shows(variables, **sign));
        said.extend(shown.map(|sign| (sign.variable(), known.name)));
    }
    let evidence = said.into_iter().filter_map(|(name, terminal)| {
        let text = printable(value(variables, name)?.as_bytes());
        Some(Evidence { source: source(name), text, terminal })
    });
    evidence.collect()
}

fn name(known: Option<&Known>) -> &'static str {
    known.map_or("", |known| known.name)
}

/// The terminal that `heard` is of or, as far as it says nothing, that set `environment`.
fn judged(environment: &Variables, heard: &Heard) -> Capability {
    let guess = || {
        let known = KNOWN.iter().find(|known| known.signs.iter().any(|sign| shows(environment, *sign)))?;
        // It would have said something else.
        let is_other = |attributes| known.attributes.is_some_and(|fits| !fits(attributes));
        (!heard.attributes.is_some_and(is_other)).then_some(known)
    };
    let known = match (&heard.version, heard.attributes) {
        (Some(version), _) => by_version(version),
        (None, attributes) => attributes.and_then(by_attributes).or_else(guess),
    };
    let own_bidi = known.map_or(OwnBidi::None, |known| known.own_bidi);
    let own_bidi = match heard.bdsm {
        Some(1 | 2) => OwnBidi::Bdsm,
        Some(3) => OwnBidi::Stuck,
        // VTE knew no bidi before it knew BDSM.
        Some(_) if own_bidi == OwnBidi::Bdsm => OwnBidi::None,
        None if own_bidi == OwnBidi::Bdsm && heard.is_complete => OwnBidi::None,
        _ => own_bidi,
    };
    Capability {
        name: name(known),
        own_bidi,
        misplaces_marks: known.is_some_and(|known| known.misplaces_marks),
        tells_keys_apart: known.is_some_and(|known| known.tells_keys_apart),
        ..Capability::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sequence::{Scanner, Token};
    use super::*;

    /// An inquiry in an environment, after the answers in `bytes`; and what was to be done after each.
    fn inquiry(variables: &[(&str, &str)], bytes: &str) -> (Inquiry, Vec<Next>) {
        let get =
            |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let mut inquiry = Inquiry::new(get);
        let next = answer(&mut inquiry, bytes);
        (inquiry, next)
    }

    fn answer(inquiry: &mut Inquiry, bytes: &str) -> Vec<Next> {
        let answers = Scanner::default().push(bytes.as_bytes()).into_iter().filter_map(|token| match token {
            Token::Answer(answer, bytes) => Some((answer, bytes)),
            _ => None,
        });
        answers.map(|(answer, bytes)| inquiry.take(answer, &bytes)).collect()
    }

    #[track_caller]
    fn check(variables: &[(&str, &str)], bytes: &str, name: &str, own_bidi: OwnBidi) {
        let capability = inquiry(variables, bytes).0.found().capability;
        assert_eq!((capability.name, capability.own_bidi), (name, own_bidi), "{variables:?} {bytes:?}");
        assert_eq!(capability.inside, None);
    }

    const XTERM: &str = "\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\\x1b[>41;379;0c\x1b[?64;1;2c";
    const VTE: &str = "\x1b[8;1$y\x1b[>65;7006;1c\x1b[?65;1;9c";
    const KONSOLE: &str = "\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;115;0c\x1b[?62;1;4c";
    const ALACRITTY: &str = "\x1b[>0;1700;1c\x1b[?6c";
    const TMUX: &str = "\x1bP>|tmux 3.3a\x1b\\\x1b[>84;0;0c\x1b[?1;2c";
    const SCREEN: &str = "\x1b[>83;40900;0c\x1b[?1;2c";

    #[test]
    fn terminals_by_their_environment() {
        check(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")], "", "VTE", OwnBidi::Bdsm);
        check(&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "221203")], "", "Konsole", OwnBidi::Konsole);
        check(&[("TERM", "mlterm"), ("MLTERM", "3.9.0")], "", "mlterm", OwnBidi::Mlterm);
        check(&[("TERM", "xterm-kitty")], "", "kitty", OwnBidi::ReversesWords);
        check(&[("TERM_PROGRAM", "Apple_Terminal")], "", "Terminal.app", OwnBidi::Stuck);
        check(&[("TERM", "xterm"), ("XTERM_VERSION", "XTerm(379)")], "", "xterm", OwnBidi::None);
        check(&[("TERM", "xterm-256color")], "", "", OwnBidi::None);
        check(&[("TERM", "foot"), ("VTE_VERSION", "")], "", "foot", OwnBidi::None);
        // Alacritty, started from a shell in Konsole.
        check(&[("TERM", "alacritty"), ("KONSOLE_VERSION", "221203")], "", "Alacritty", OwnBidi::None);
        check(&[], "", "", OwnBidi::None);
    }

    #[test]
    fn terminals_by_their_answers() {
        // As through ssh.
        let plain = [("TERM", "xterm-256color")];
        check(&plain, XTERM, "xterm", OwnBidi::None);
        check(&plain, "\x1b[>85;95;0c\x1b[?1;2c", "urxvt", OwnBidi::None);
        check(&plain, ALACRITTY, "Alacritty", OwnBidi::None);
        check(&plain, VTE, "VTE", OwnBidi::Bdsm);
        check(&plain, KONSOLE, "Konsole", OwnBidi::Konsole);
        check(&plain, "\x1b[8;0$y\x1b[>24;279;0c\x1b[?63;1;2c", "mlterm", OwnBidi::Mlterm);
        check(&plain, "\x1b[>0;136;0c\x1b[?6c", "PuTTY", OwnBidi::Stuck);
        check(&plain, "\x1b[8;0$y\x1bP>|kitty(0.26.5)\x1b\\\x1b[?62;c", "kitty", OwnBidi::ReversesWords);
        check(&plain, "\x1bP>|foot(1.13.1)\x1b\\\x1b[>1;011301;0c\x1b[?62;4;22c", "foot", OwnBidi::None);
        check(&plain, "\x1b[8;1$y\x1bP>|mintty 3.6.1\x1b\\\x1b[?64c", "mintty", OwnBidi::Bdsm);
        check(&plain, "\x1bP>|WezTerm 20240203-110809\x1b\\\x1b[?65c", "WezTerm", OwnBidi::None);
        check(&plain, "\x1b[>0;10;1c\x1b[?61c", "Windows Terminal", OwnBidi::None);
        check(&plain, "\x1b[>1;95;0c\x1b[?1;2c", "Terminal.app", OwnBidi::Stuck);
    }

    #[test]
    fn an_answer_counts_for_more_than_the_environment() {
        // xterm and Alacritty, started from shells in Konsole and VTE.
        check(&[("TERM", "xterm"), ("KONSOLE_VERSION", "221203")], XTERM, "xterm", OwnBidi::None);
        check(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")], ALACRITTY, "Alacritty", OwnBidi::None);
        // A terminal that nobody knows, in Konsole's environment.
        check(&[("KONSOLE_VERSION", "221203")], "\x1bP>|fresh 1\x1b\\\x1b[?62c", "", OwnBidi::None);
        check(&[("KONSOLE_VERSION", "221203")], "\x1b[>7;7;7c\x1b[?62c", "", OwnBidi::None);
        // One that only says that it is there.
        check(&[("KONSOLE_VERSION", "221203")], "\x1b[?62c", "Konsole", OwnBidi::Konsole);
        check(&[("TERM", "xterm")], "\x1b[8;2$y", "", OwnBidi::Bdsm);
        check(&[("TERM", "xterm")], "\x1b[8;3$y", "", OwnBidi::Stuck);
        // VTE before it knew bidi.
        check(&[("VTE_VERSION", "5600")], "\x1b[>65;5600;1c\x1b[?65;1;9c", "VTE", OwnBidi::None);
    }

    #[test]
    fn keys_are_told_apart_by_those_who_say_so() {
        let tells = |variables: &[(&str, &str)], bytes: &str| {
            inquiry(variables, bytes).0.found().capability.tells_keys_apart
        };
        assert!(tells(&[("TERM", "xterm-kitty")], ""));
        assert!(tells(&[("TERM", "xterm")], "\x1b[?0u\x1b[?62c"));
        assert!(!tells(&[("TERM", "alacritty")], ALACRITTY));
        assert!(!tells(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux")], ""));
    }

    #[test]
    fn a_multiplexer_is_asked_for_the_terminal_outside() {
        let screen = [("TERM", "screen"), ("STY", "1.pts")];
        let (mut inquiry, next) = inquiry(&screen, SCREEN);
        assert_eq!(next, [Next::Wait, Next::AskOutside(Multiplexer::Screen)]);
        inquiry.ask_outside();
        assert!(inquiry.is_waiting());
        assert_eq!(answer(&mut inquiry, VTE), [Next::Wait, Next::Wait, Next::Tell]);
        let capability = inquiry.found().capability;
        assert_eq!((capability.name, capability.own_bidi), ("VTE", OwnBidi::Bdsm));
        assert_eq!(capability.inside, Some(Multiplexer::Screen));
        assert!(!inquiry.is_waiting());
    }

    #[test]
    fn what_tmux_tells_of_the_terminal_outside() {
        #[track_caller]
        fn check(tmux: Tmux, name: &str, reorders_always: bool) {
            let (mut inquiry, next) = inquiry(&[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux")], TMUX);
            assert_eq!(next.last(), Some(&Next::AskOutside(Multiplexer::Tmux)));
            inquiry.take_tmux(tmux);
            let capability = inquiry.found().capability;
            assert_eq!((capability.name, capability.reorders_always()), (name, reorders_always));
            assert_eq!(capability.inside, Some(Multiplexer::Tmux));
        }
        let tmux = |terminal_name: &str, terminal_type: &str| Tmux {
            terminal_name: terminal_name.to_owned(),
            terminal_type: terminal_type.to_owned(),
            ..Tmux::default()
        };
        check(tmux("xterm-256color", "Konsole 22.12.3"), "Konsole", true);
        check(tmux("xterm-256color", "XTerm(379)"), "xterm", false);
        check(tmux("xterm-kitty", ""), "kitty", false);
        check(tmux("xterm-256color", ""), "", false);
        let client = vec![("VTE_VERSION".to_owned(), "7006".to_owned())];
        check(Tmux { client, ..tmux("xterm-256color", "") }, "VTE", true);
    }

    #[test]
    fn a_terminal_started_inside_a_multiplexer_is_not_inside_it() {
        let (inquiry, next) = inquiry(&[("TERM", "xterm"), ("TMUX", "/tmp/tmux")], XTERM);
        assert_eq!(next.last(), Some(&Next::Tell));
        assert_eq!(inquiry.found().capability.inside, None);
    }

    #[test]
    fn what_says_something_is_kept_with_its_words() {
        let (inquiry, _) = inquiry(&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "221203")], XTERM);
        let evidence = |source, text: &str, terminal| Evidence { source, text: text.to_owned(), terminal };
        let found = inquiry.found();
        assert_eq!(
            found.evidence,
            [
                evidence(Source::Variable("KONSOLE_VERSION"), "221203", "Konsole"),
                evidence(Source::Answer(Question::Bdsm), "ESC [8;0$y", ""),
                evidence(Source::Answer(Question::Version), "ESC P>|XTerm(379)ESC \\", "xterm"),
                evidence(Source::Answer(Question::SecondaryAttributes), "ESC [>41;379;0c", "xterm"),
                evidence(Source::Answer(Question::Attributes), "ESC [?64;1;2c", ""),
            ]
        );
        assert_eq!(found.asked, Asked::Answered);
    }

    #[test]
    fn silence_leaves_the_environment_and_late_answers_still_count() {
        let (mut inquiry, _) = inquiry(&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "221203")], "");
        assert_eq!(inquiry.found().asked, Asked::Waiting);
        inquiry.be_late();
        assert!(!inquiry.is_waiting());
        let found = inquiry.found();
        assert_eq!((found.asked, found.capability.name), (Asked::Silent, "Konsole"));
        assert_eq!(answer(&mut inquiry, VTE), [Next::Tell; 3]);
        assert_eq!(inquiry.found().capability.name, "VTE");
    }
}
