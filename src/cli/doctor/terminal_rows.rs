//! What was found out about the terminal -> rows for the doctor: what it is, by what that was told,
//! how right-to-left text is sent to it and why, and how to have it otherwise.

use super::Rows;
use crate::config::{Config, FILES};
use crate::terminal::{self, Asked, Evidence, Found, Multiplexer, OwnBidi, Question, Source};
use crate::text::Marks;
use crate::ui::doctor::mode_name;
use crate::ui::theme::Depth;
use crate::ui::words::Words;

/// What is known of the terminal and of how it is used: message and value, in the words of the
/// window. `config` has the capability that was found, too.
pub fn terminal_rows(config: &Config, found: &Found, words: &Words) -> Rows {
    let (columns, lines) = terminal::size();
    let mut rows = vec![
        ("doctor-name", name(found)),
        ("doctor-asked", words.say(asked(found.asked))),
        ("doctor-size", format!("{columns}\u{d7}{lines}")),
        ("doctor-colours", words.say(colours(config.theme.depth))),
        ("doctor-bidi", words.say(own_bidi(found))),
        ("doctor-mode", mode(config, found, words)),
        (
            "doctor-tashkeel",
            words.say(if config.marks() == Marks::Keep { "doctor-kept" } else { "doctor-stripped" }),
        ),
    ];
    rows.extend(found.evidence.iter().map(|evidence| ("doctor-told-by", told_by(evidence))));
    if let Some(folder) = &config.folder {
        let path = folder.join(FILES[0]).display().to_string();
        rows.push(("doctor-keep", words.say_with("doctor-keep-how", &[("path", path.into())])));
    }
    rows
}

/// Its name with what stands between, and what it is said to be compatible with.
fn name(found: &Found) -> String {
    let term = std::env::var("TERM").unwrap_or_default();
    let between = match found.capability.inside {
        Some(Multiplexer::Tmux) => " \u{b7} tmux",
        Some(Multiplexer::Screen) => " \u{b7} screen",
        None => "",
    };
    match found.capability.name {
        "" => format!("{term}{between}"),
        name if term.is_empty() => format!("{name}{between}"),
        name => format!("{name}{between} (TERM={term})"),
    }
}

fn asked(asked: Asked) -> &'static str {
    match asked {
        Asked::NotATerminal => "doctor-asked-no",
        Asked::KeysWaiting => "doctor-asked-keys",
        Asked::Waiting => "doctor-asked-waiting",
        Asked::Answered => "doctor-asked-answered",
        Asked::Silent => "doctor-asked-silent",
    }
}

fn colours(depth: Depth) -> &'static str {
    match depth {
        Depth::Mono => "doctor-colours-mono",
        Depth::Basic => "doctor-colours-basic",
        Depth::Indexed => "doctor-colours-indexed",
        Depth::True => "doctor-colours-true",
    }
}

fn own_bidi(found: &Found) -> &'static str {
    let capability = found.capability;
    match capability.own_bidi {
        OwnBidi::None => "doctor-bidi-none",
        OwnBidi::ReversesWords => "doctor-bidi-reverses",
        _ if capability.reorders_always() && capability.inside.is_some() => "doctor-bidi-inside",
        _ if capability.reorders_always() => "doctor-bidi-stuck",
        _ => "doctor-bidi-switched",
    }
}

/// The mode and why it is that one.
fn mode(config: &Config, found: &Found, words: &Words) -> String {
    let why = match found.capability.own_bidi {
        _ if config.settings.rtl.is_some() => "doctor-why-chosen",
        OwnBidi::None | OwnBidi::ReversesWords => "doctor-why-plain",
        _ if found.capability.reorders_always() => "doctor-why-stuck",
        _ => "doctor-why-switched",
    };
    let mode = mode_name(words, config.mode());
    words.say_with("doctor-mode-why", &[("mode", mode.into()), ("why", words.say(why).into())])
}

/// One piece of evidence: where it was heard, what, and which terminal it speaks for.
fn told_by(evidence: &Evidence) -> String {
    let Evidence { source, text, terminal } = evidence;
    let heard = match source {
        Source::Variable(name) => format!("{name}={text}"),
        Source::ClientVariable(name) => format!("tmux: {name}={text}"),
        Source::Answer(question) => format!("{}: {text}", question_name(*question)),
        Source::OuterAnswer(question) => format!("tmux: {}: {text}", question_name(*question)),
        Source::Tmux => format!("tmux: {text}"),
    };
    if terminal.is_empty() { heard } else { format!("{heard} \u{2192} {terminal}") }
}

/// What the question is called in the terminals' own manuals.
fn question_name(question: Question) -> &'static str {
    match question {
        Question::Bdsm => "DECRQM 8",
        Question::Version => "XTVERSION",
        Question::SecondaryAttributes => "DA2",
        Question::Keyboard => "CSI ? u",
        Question::Attributes => "DA1",
    }
}
