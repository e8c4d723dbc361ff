//! A meaning ("a person", "muted") -> the style in which it is shown, on a terminal of any colours.
//!
//! No pane names a colour: it names a [`Meaning`]. `assets/theme.toml` gives each meaning its look in
//! the dark and in the light theme, the user's `theme.toml` is laid over it, and what the terminal
//! cannot show becomes what it can: one of 256 colours, one of sixteen, or bold and underline alone.

use std::sync::LazyLock;

use ratatui::style::{Color, Modifier, Style};
use toml::de::DeValue;

use crate::app::userfile::{Mistake, Problem, UserFile, Value, nearest};
use crate::article::EntityKind;

/// The looks as they are when the user says nothing.
pub const DEFAULT: &str = include_str!("../../assets/theme.toml");

macro_rules! meanings {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a piece of the window is to the reader.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Meaning {
            $($(#[$doc])* $variant,)*
        }

        impl Meaning {
            /// Every meaning.
            pub const ALL: &[Meaning] = &[$(Meaning::$variant,)*];

            /// The name used in `theme.toml`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Meaning::$variant => $name,)*
                }
            }
        }
    };
}

meanings! {
    /// The window's ground, under everything.
    Window = "window",
    /// Text to read.
    Text = "text",
    /// What may be overlooked: dates of publication, hints.
    Muted = "muted",
    /// The title of an article.
    Title = "title",
    /// A heading inside an article.
    Subheading = "subheading",
    /// What a file holds beside the article: "read also", sources, keywords, advertising.
    Aside = "aside",
    /// The mark of what was not read yet, and of what is new.
    Unread = "unread",
    /// The selected row of the pane that has the focus.
    Selected = "selected",
    /// The selected row of a pane that has not.
    SelectedUnfocused = "selected_unfocused",
    /// The title of the pane that has the focus.
    Focus = "focus",
    /// Lines between panes.
    Border = "border",
    /// Lines around the pane that has the focus.
    BorderFocus = "border_focus",
    /// The title of a pane.
    PaneTitle = "pane_title",
    /// A person, in the text and in the pane.
    Person = "person",
    /// A place.
    Place = "place",
    /// A date.
    Date = "date",
    /// An organisation.
    Organisation = "organisation",
    /// A tag of the reader's.
    Tag = "tag",
    /// Who published it.
    Outlet = "outlet",
    /// A person's role, a place's country, the words of a date.
    Role = "role",
    /// The role of a person that only our own list knows.
    RoleKnown = "role_known",
    /// A number of mentions or articles.
    Count = "count",
    /// Why an article is related.
    Reason = "reason",
    /// A mention of what is selected in a pane of facts.
    Lit = "lit",
    /// What a search found.
    Hit = "hit",
    /// A note of the reader, and its mark.
    Note = "note",
    /// Words that a note is on.
    Noted = "noted",
    /// What leads to a web page.
    Link = "link",
    /// While comparing: a sentence that only one of two tellings has.
    OnlyHere = "only_here",
    /// While comparing: words that only one of two sentences has.
    Differs = "differs",
    /// The mark of a sentence that is new to the reader, and how much is new.
    New = "new",
    /// A number or name that is new to the reader.
    NewFact = "new_fact",
    /// Text that is selected to be copied.
    Selection = "selection",
    /// What was resolved with little confidence.
    Doubt = "doubt",
    /// Something that the reader should know.
    Notice = "notice",
    /// Something that failed.
    AlertError = "alert_error",
    /// The line in which the reader types.
    Prompt = "prompt",
    /// What is asked there.
    PromptLabel = "prompt_label",
    /// What could be typed there.
    Completion = "completion",
    /// A key, in hints and in help.
    Key = "key",
    /// The bars at the top and at the bottom.
    Status = "status",
    /// The program's own name.
    Brand = "brand",
    /// The ground of what lies over the window: help, palette, notices.
    Overlay = "overlay",
    /// Where a long pane stands.
    Scrollbar = "scrollbar",
}

/// The two looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shade {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light.
    Light,
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None, or the reader wants none.
    Mono,
    /// The sixteen that its user chose.
    Basic,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

impl Depth {
    /// What the environment says of the terminal; `variable` reads one of its variables.
    /// `NO_COLOR` with any value but the empty one means no colour (no-color.org).
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Depth {
        let get = |name| variable(name).unwrap_or_default();
        let term = get("TERM");
        // Terminals that show 24 bits and do not always say so, by the name that they give.
        const TRUE_BY_NAME: [&str; 7] =
            ["-direct", "kitty", "alacritty", "foot", "wezterm", "ghostty", "contour"];
        // GNU Screen before 5.0 takes 24 bits for other colours, and hands the variable on all the same.
        let in_screen = !get("STY").is_empty() && term.starts_with("screen");
        if !get("NO_COLOR").is_empty() || term == "dumb" {
            Depth::Mono
        } else if in_screen {
            if term.contains("256") { Depth::Indexed } else { Depth::Basic }
        } else if matches!(get("COLORTERM").as_str(), "truecolor" | "24bit")
            || TRUE_BY_NAME.iter().any(|name| term.contains(name))
            || !get("WT_SESSION").is_empty()
        {
            Depth::True
        } else if term.contains("256") {
            Depth::Indexed
        } else {
            Depth::Basic
        }
    }
}

impl Shade {
    /// What the environment says of the terminal's background (`COLORFGBG`, set by rxvt and Konsole:
    /// "15;0" is light on dark); dark if it says nothing.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Shade {
        let ground = variable("COLORFGBG").unwrap_or_default();
        match ground.rsplit(';').next().and_then(|colour| colour.parse::<u8>().ok()) {
            Some(7 | 9..=15) => Shade::Light,
            _ => Shade::Dark,
        }
    }

    /// The other one.
    pub fn other(self) -> Shade {
        match self {
            Shade::Dark => Shade::Light,
            Shade::Light => Shade::Dark,
        }
    }

    /// The name of its table in `theme.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Shade::Dark => "dark",
            Shade::Light => "light",
        }
    }
}

/// How one meaning looks, for every depth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Look {
    fg: Option<Color>,
    bg: Option<Color>,
    fg16: Option<Color>,
    bg16: Option<Color>,
    modifiers: Modifier,
    mono: Modifier,
}

/// Both themes, every meaning in each.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Which of the two is shown.
    pub shade: Shade,
    /// What the terminal can show.
    pub depth: Depth,
    dark: Vec<Look>,
    light: Vec<Look>,
}

static PRESET: LazyLock<Theme> = LazyLock::new(|| {
    let looks = vec![Look::default(); Meaning::ALL.len()];
    let mut theme = Theme { shade: Shade::Dark, depth: Depth::True, dark: looks.clone(), light: looks };
    let mistakes = theme.overlay("theme.toml", DEFAULT);
    debug_assert!(mistakes.is_empty(), "{mistakes:?}");
    theme
});

impl Theme {
    /// The theme as it comes.
    pub fn new(shade: Shade, depth: Depth) -> Theme {
        Theme { shade, depth, ..PRESET.clone() }
    }

    /// The style of `meaning`. Styles are laid over each other: what one leaves open stays as it
    /// was below it.
    pub fn style(&self, meaning: Meaning) -> Style {
        let looks = match self.shade {
            Shade::Dark => &self.dark,
            Shade::Light => &self.light,
        };
        let look = looks[meaning as usize];
        let mut style = Style::new();
        let (fg, bg, modifiers) = match self.depth {
            Depth::Mono => (None, None, look.mono),
            Depth::Basic => (basic(look.fg16, look.fg), basic(look.bg16, look.bg), look.modifiers),
            Depth::Indexed => (look.fg.map(indexed), look.bg.map(indexed), look.modifiers),
            Depth::True => (look.fg, look.bg, look.modifiers),
        };
        style.fg = fg;
        style.bg = bg;
        style.add_modifier(modifiers)
    }

    /// Lays the user's file over the theme, and tells the entries that it could not follow.
    pub fn overlay(&mut self, file: &str, text: &str) -> Vec<Mistake> {
        let (mut file, table) = UserFile::read(file, text);
        for (key, value) in &table {
            let shade: &str = key.get_ref();
            let looks = match shade {
                "dark" => &mut self.dark,
                "light" => &mut self.light,
                _ => {
                    let allowed = "'[dark]' or '[light]'".to_owned();
                    file.mistake(key.span(), shade, Problem::UnknownKey { allowed });
                    continue;
                }
            };
            let Some(entries) = value.get_ref().as_table() else {
                file.wrong_value(value, shade, "a table of meanings");
                continue;
            };
            for (name, value) in entries {
                let key = format!("{shade}.{}", name.get_ref());
                match Meaning::ALL.iter().find(|meaning| meaning.name() == name.get_ref()) {
                    Some(&meaning) => read_look(&mut file, &key, value, &mut looks[meaning as usize]),
                    None => {
                        let names = || Meaning::ALL.iter().map(|meaning| meaning.name());
                        let allowed = nearest(name.get_ref(), names()).map_or_else(
                            || names().collect::<Vec<_>>().join(", "),
                            |near| format!("'{near}'"),
                        );
                        file.mistake(name.span(), &key, Problem::UnknownKey { allowed });
                    }
                }
            }
        }
        file.mistakes.sort_by_key(|mistake| mistake.line);
        file.mistakes
    }
}

/// Reads one entry into `look`; what the entry does not name stays as it is.
fn read_look(file: &mut UserFile<'_>, key: &str, value: &Value<'_>, look: &mut Look) {
    match value.get_ref() {
        DeValue::String(_) => read_colour(file, key, value, &mut look.fg),
        DeValue::Table(fields) => {
            for (name, value) in fields {
                let key = format!("{key}.{}", name.get_ref());
                match name.get_ref().as_ref() {
                    "fg" => read_colour(file, &key, value, &mut look.fg),
                    "bg" => read_colour(file, &key, value, &mut look.bg),
                    "fg16" => read_colour(file, &key, value, &mut look.fg16),
                    "bg16" => read_colour(file, &key, value, &mut look.bg16),
                    "mono" => read_mono(file, &key, value, &mut look.mono),
                    other => match modifier(other) {
                        Some(modifier) => match value.get_ref().as_bool() {
                            Some(on) => look.modifiers.set(modifier, on),
                            None => file.wrong_value(value, &key, "true or false"),
                        },
                        None => {
                            let allowed = "fg, bg, fg16, bg16, bold, italic, underline, reverse, dim or mono"
                                .to_owned();
                            file.mistake(name.span(), &key, Problem::UnknownKey { allowed });
                        }
                    },
                }
            }
        }
        _ => file.wrong_value(value, key, "a colour or a table such as { fg = \"#7ab7ff\", bold = true }"),
    }
}

fn read_colour(file: &mut UserFile<'_>, key: &str, value: &Value<'_>, colour: &mut Option<Color>) {
    const ALLOWED: &str = "\"#rrggbb\", \"default\" or the name of a colour such as \"bright-blue\"";
    let Some(name) = file.string(value, key, ALLOWED) else { return };
    match colour_named(name) {
        Some(found) => *colour = Some(found),
        None => file.wrong_value(value, key, ALLOWED),
    }
}

fn read_mono(file: &mut UserFile<'_>, key: &str, value: &Value<'_>, mono: &mut Modifier) {
    const ALLOWED: &str = "plain, bold, italic, underline, reverse or dim, or several of them";
    let Some(names) = file.string(value, key, ALLOWED) else { return };
    let read = |name| if name == "plain" { Some(Modifier::empty()) } else { modifier(name) };
    match names.split_whitespace().map(read).collect::<Option<Vec<_>>>() {
        Some(found) => *mono = found.into_iter().fold(Modifier::empty(), |all, one| all | one),
        None => file.wrong_value(value, key, ALLOWED),
    }
}

fn modifier(name: &str) -> Option<Modifier> {
    match name {
        "bold" => Some(Modifier::BOLD),
        "italic" => Some(Modifier::ITALIC),
        "underline" => Some(Modifier::UNDERLINED),
        "reverse" => Some(Modifier::REVERSED),
        "dim" => Some(Modifier::DIM),
        _ => None,
    }
}

/// The colour called `name`: "#rrggbb", "default", or one of the terminal's sixteen.
pub(super) fn colour_named(name: &str) -> Option<Color> {
    if let Some(digits) = name.strip_prefix('#') {
        let rgb = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6)?;
        let [_, red, green, blue] = rgb.to_be_bytes();
        return Some(Color::Rgb(red, green, blue));
    }
    Some(match name {
        "default" => Color::Reset,
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "white" => Color::Gray,
        "bright-black" => Color::DarkGray,
        "bright-red" => Color::LightRed,
        "bright-green" => Color::LightGreen,
        "bright-yellow" => Color::LightYellow,
        "bright-blue" => Color::LightBlue,
        "bright-magenta" => Color::LightMagenta,
        "bright-cyan" => Color::LightCyan,
        "bright-white" => Color::White,
        _ => return None,
    })
}

/// The colour for a terminal of sixteen: the one that the theme names for it, or its 24-bit colour
/// if that is one of the sixteen by name; else the terminal's own.
fn basic(named: Option<Color>, full: Option<Color>) -> Option<Color> {
    named.or(full.filter(|colour| !matches!(colour, Color::Rgb(..))))
}

/// The nearest of xterm's 240 fixed colours (16–255), by distance in RGB. The sixteen below them
/// are the user's own and could be anything.
pub(super) fn indexed(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else { return colour };
    // The levels of the 6×6×6 cube and of the grey ramp, from xterm's 256colres.pl.
    const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |value: u8| {
        let index = (0..CUBE.len()).min_by_key(|&index| value.abs_diff(CUBE[index])).unwrap_or(0);
        (index as u8, CUBE[index])
    };
    let [(r, r_level), (g, g_level), (b, b_level)] = [red, green, blue].map(level);
    let average = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
    let grey = ((average.saturating_sub(3)) / 10).min(23) as u8;
    let grey_level = 8 + 10 * grey;
    let distance = |r: u8, g: u8, b: u8| {
        [(r, red), (g, green), (b, blue)].iter().map(|&(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>()
    };
    if distance(grey_level, grey_level, grey_level) < distance(r_level, g_level, b_level) {
        Color::Indexed(232 + grey)
    } else {
        Color::Indexed(16 + 36 * r + 6 * g + b)
    }
}

impl Meaning {
    /// What a name of that kind is.
    pub fn of_kind(kind: EntityKind) -> Meaning {
        match kind {
            EntityKind::Person => Meaning::Person,
            EntityKind::Place => Meaning::Place,
            EntityKind::Organisation => Meaning::Organisation,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of two colours after WCAG 2.2.
    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |colour| {
            let Color::Rgb(red, green, blue) = colour else { panic!("{colour} has no luminance") };
            let linear = [red, green, blue].map(|value| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[track_caller]
    fn check_overlay(text: &str, want: &[&str]) -> Theme {
        let mut theme = Theme::new(Shade::Dark, Depth::True);
        let found: Vec<String> =
            theme.overlay("theme.toml", text).iter().map(|mistake| mistake.to_string()).collect();
        assert_eq!(found.len(), want.len(), "{found:?}");
        for (found, want) in found.iter().zip(want) {
            assert!(found.starts_with(&format!("theme.toml:{want}")), "{found}");
        }
        theme
    }

    #[test]
    fn a_selection_of_sixteen_colours_brings_its_own_letters() {
        for shade in [Shade::Dark, Shade::Light] {
            let theme = Theme::new(shade, Depth::Basic);
            for meaning in [Meaning::Selected, Meaning::SelectedUnfocused] {
                let style = theme.style(meaning);
                assert!(style.fg.is_some() && style.bg.is_some() && style.fg != style.bg, "{meaning:?}");
            }
        }
    }

    #[test]
    fn everything_can_be_read_on_its_ground() {
        for shade in [Shade::Dark, Shade::Light] {
            let theme = Theme::new(shade, Depth::True);
            let window = theme.style(Meaning::Window);
            let selected = theme.style(Meaning::Selected).bg.expect("a selected row has a ground");
            for &meaning in Meaning::ALL {
                let style = theme.style(meaning);
                let decoration =
                    matches!(meaning, Meaning::Border | Meaning::BorderFocus | Meaning::Scrollbar);
                let Some(fg) = style.fg.filter(|_| !decoration) else { continue };
                let ground = style.bg.or(window.bg).expect("the window has a ground");
                // WCAG AA for text; 4 for what may be overlooked, on a selected row.
                assert!(contrast(fg, ground) >= 4.5, "{shade:?} {meaning:?}");
                assert!(
                    style.bg.is_some() || contrast(fg, selected) >= 3.5,
                    "{shade:?} {meaning:?}, selected"
                );
            }
        }
    }

    #[test]
    fn every_meaning_has_a_look_and_mono_has_no_colour() {
        for shade in [Shade::Dark, Shade::Light] {
            for &meaning in Meaning::ALL {
                assert_ne!(Theme::new(shade, Depth::True).style(meaning), Style::new(), "{meaning:?}");
                let mono = Theme::new(shade, Depth::Mono).style(meaning);
                assert_eq!((mono.fg, mono.bg), (None, None), "{meaning:?}");
                let basic = Theme::new(shade, Depth::Basic).style(meaning);
                assert!(!matches!(
                    (basic.fg, basic.bg),
                    (Some(Color::Rgb(..)), _) | (_, Some(Color::Rgb(..)))
                ));
            }
        }
        let mono = Theme::new(Shade::Dark, Depth::Mono);
        assert!(mono.style(Meaning::Selected).add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn the_nearest_of_256() {
        assert_eq!(indexed(Color::Rgb(255, 255, 255)), Color::Indexed(231));
        assert_eq!(indexed(Color::Rgb(0, 0, 0)), Color::Indexed(16));
        assert_eq!(indexed(Color::Rgb(95, 135, 175)), Color::Indexed(67));
        assert_eq!(indexed(Color::Rgb(38, 38, 38)), Color::Indexed(235));
        assert_eq!(indexed(Color::Red), Color::Red);
    }

    #[test]
    fn the_environment_tells_the_depth() {
        let check = |variables: &[(&str, &str)], want| {
            let get = |name: &str| {
                variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(Depth::detect(get), want, "{variables:?}");
        };
        check(&[("TERM", "xterm-256color")], Depth::Indexed);
        check(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::True);
        let screen = [("TERM", "screen.xterm-256color"), ("COLORTERM", "truecolor"), ("STY", "1.pts")];
        check(&screen, Depth::Indexed);
        check(&[("TERM", "screen"), ("STY", "1.pts")], Depth::Basic);
        check(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Depth::Mono);
        check(&[("TERM", "xterm"), ("NO_COLOR", "")], Depth::Basic);
        check(&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Depth::Mono);
        check(&[("TERM", "foot")], Depth::True);
        check(&[], Depth::Basic);
    }

    #[test]
    fn the_environment_tells_the_shade() {
        assert_eq!(Shade::detect(|_| Some("0;15".to_owned())), Shade::Light);
        assert_eq!(Shade::detect(|_| Some("15;default;0".to_owned())), Shade::Dark);
        assert_eq!(Shade::detect(|_| None), Shade::Dark);
    }

    #[test]
    fn the_users_file_changes_what_it_names() {
        let theme = check_overlay("[dark]\nperson = '#ff0000'\ntag = { bold = true }\n", &[]);
        assert_eq!(theme.style(Meaning::Person).fg, Some(Color::Rgb(255, 0, 0)));
        let tag = theme.style(Meaning::Tag);
        assert!(tag.add_modifier.contains(Modifier::BOLD));
        assert_eq!(tag.fg, Theme::new(Shade::Dark, Depth::True).style(Meaning::Tag).fg);
    }

    #[test]
    fn mistakes_are_told_together_and_the_rest_applies() {
        let theme = check_overlay(
            "[dark]\nperson = '#ff00'\nplce = 'red'\ndate = { fg = 'green', blink = true }\ntag = { bold = 'yes' }\ntext = 5\nmuted = { mono = 'loud' }\n[dim]\n",
            &[
                "2: dark.person: '#ff00' does not fit; use \"#rrggbb\"",
                "3: dark.plce: no such key; use 'place'",
                "4: dark.date.blink: no such key; use fg,",
                "5: dark.tag.bold: 'yes' does not fit; use true or false",
                "6: dark.text: '5' does not fit; use a colour or",
                "7: dark.muted.mono: 'loud' does not fit",
                "8: dim: no such key; use '[dark]' or '[light]'",
            ],
        );
        assert_eq!(theme.style(Meaning::Date).fg, Some(Color::Green));
    }
}
