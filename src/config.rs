//! The user's files, environment and flags -> settings, keys and theme; and what is wrong in them.
//!
//! A flag counts for more than a variable of the environment, that for more than `config.toml`, that
//! for more than the defaults. A mistake never hides the rest: what can be followed applies, and all
//! mistakes are told at once.

pub mod told;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Weekday;
use toml::de::DeValue;

use crate::app::keyboard::Layout;
use crate::app::keymap::Keymap;
use crate::app::rules::{Rules, read as read_rules};
use crate::app::userfile::{Mistake, Problem, UserFile, Value, nearest};
use crate::arabic::calendar::Calendar;
use crate::terminal::{Capability, OwnBidi};
use crate::text::{Forms, Marks, Mirroring, Mode};
use crate::ui::theme::{Depth, Shade, Theme};
use crate::ui::words::{Calendars, Digits, Lang, Manner, Months, Words};

/// The variable that names another folder than the platform's for the user's files.
pub const FOLDER_VARIABLE: &str = "KHABAR_CONFIG";

/// What the user can set.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The language of the window and the command line.
    pub lang: Lang,
    /// How right-to-left text is sent; `None`: as fits the terminal.
    pub rtl: Option<Mode>,
    /// Whether vowel marks are shown; `None`: unless the terminal misplaces them.
    pub tashkeel: Option<Marks>,
    /// The widest row of an article's text, in columns.
    pub measure: u16,
    /// Dark or light; `None`: as fits the terminal.
    pub theme: Option<Shade>,
    /// How days and numbers are written.
    pub manner: Manner,
    /// The day on which a week begins: what "last week" in an article means.
    pub week_start: Weekday,
    /// Whether the window takes the mouse.
    pub mouse: bool,
    /// The keyboard layout; `None`: as the keys typed tell.
    pub keyboard: Option<Layout>,
    /// The file of the library; `None` if there is no home folder to keep it in.
    pub library: Option<PathBuf>,
    /// Whether the library was chosen by the user; the default one's folder may have to be made.
    pub library_is_chosen: bool,
    /// When the window asks the feeds by itself.
    pub syncing: Syncing,
    /// Whether output is coloured; `None`: on a terminal, unless `NO_COLOR` is set.
    pub colour: Option<bool>,
}

/// When the feeds are asked without a key being pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syncing {
    /// Never: nothing goes over the network unasked.
    #[default]
    ByHand,
    /// Once, when the window opens.
    Start,
    /// When the window opens, and again each time that so much has passed.
    Every(Duration),
}

impl Syncing {
    /// What is meant by "by-hand", "start", or a number with a unit: "30m", "2h", "1d"; not less than feeds
    /// are ever asked again after.
    fn named(text: &str) -> Option<Syncing> {
        const LEAST: u64 = 15 * 60;
        const MOST: u64 = 7 * 24 * 60 * 60;
        match text {
            "by-hand" => return Some(Syncing::ByHand),
            "start" => return Some(Syncing::Start),
            _ => {}
        }
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let unit = match unit {
            "m" => 60,
            "h" => 60 * 60,
            "d" => 24 * 60 * 60,
            _ => return None,
        };
        let seconds = number.trim().parse::<u64>().ok()?.checked_mul(unit)?;
        (LEAST..=MOST).contains(&seconds).then(|| Syncing::Every(Duration::from_secs(seconds)))
    }
}

/// Everything that the user's files, environment and flags say.
#[derive(Debug)]
pub struct Config {
    /// The settings.
    pub settings: Settings,
    /// Which key does what.
    pub keymap: Keymap,
    /// The look, for the colours that the environment tells of.
    pub theme: Theme,
    /// What tags the articles that come in.
    pub rules: Rules,
    /// What the terminal is: what the environment tells, until it is known better.
    pub capability: Capability,
    /// What could not be followed, file by file.
    pub faults: Vec<Fault>,
    /// The folder of the user's files, if there is one.
    pub folder: Option<PathBuf>,
}

/// Something in the user's settings that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An entry.
    Mistake(Mistake),
    /// A whole file that cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
}

impl Fault {
    /// One line: what, where, what to do.
    pub fn told(&self, words: &Words) -> String {
        match self {
            Fault::Mistake(mistake) => words.mistake(mistake),
            Fault::Unreadable { path, cause } => {
                let path = path.display().to_string();
                words.say_with(
                    "cannot-read-settings",
                    &[("path", path.into()), ("cause", cause.as_str().into())],
                )
            }
        }
    }

    /// The file, variable or flag that it stands in.
    pub fn place(&self) -> String {
        match self {
            Fault::Mistake(mistake) => mistake.file.clone(),
            Fault::Unreadable { path, .. } => path.display().to_string(),
        }
    }
}

/// What the flags of the command line say: the name of a setting and its value.
pub type Flags<'a> = [(&'static str, &'a str)];

/// The names of the user's files, in their folder.
pub const FILES: [&str; 4] = ["config.toml", "keymap.toml", "theme.toml", "rules.toml"];

/// Reads the user's files, the environment (`variable` reads one of its variables) and the flags, each
/// as the name of a setting and its value. A file that is not there says nothing.
pub fn load(variable: impl Fn(&str) -> Option<String>, flags: &Flags<'_>) -> Config {
    let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
    let mut settings = defaults(&variable);
    let mut faults = Vec::new();
    let folder = folder(&variable);
    let file = |name: &str, faults: &mut Vec<Fault>| read(folder.as_deref()?.join(name), faults);

    if let Some((name, text)) = file(FILES[0], &mut faults) {
        faults.extend(read_settings(&mut settings, &name, &text).into_iter().map(Fault::Mistake));
    }
    for key in KEYS {
        let name = format!("KHABAR_{}", key.replace('.', "_").to_ascii_uppercase());
        if let Some(value) = variable(&name) {
            faults.extend(set_from(&mut settings, &name, key, &value).map(Fault::Mistake));
        }
    }
    for (key, value) in flags {
        faults.extend(set_from(&mut settings, &format!("--{key}"), key, value).map(Fault::Mistake));
    }
    let mut keymap = Keymap::new();
    if let Some((name, text)) = file(FILES[1], &mut faults) {
        faults.extend(keymap.overlay(&name, &text).into_iter().map(Fault::Mistake));
    }
    let shade = settings.theme.unwrap_or_else(|| Shade::detect(variable));
    let depth = match (settings.colour, Depth::detect(variable)) {
        (Some(false), _) => Depth::Mono,
        // Asked for in spite of NO_COLOR or a dumb terminal: what every terminal has.
        (Some(true), Depth::Mono) => Depth::Basic,
        (_, depth) => depth,
    };
    let mut theme = Theme::new(shade, depth);
    if let Some((name, text)) = file(FILES[2], &mut faults) {
        faults.extend(theme.overlay(&name, &text).into_iter().map(Fault::Mistake));
    }
    let mut rules = Rules::default();
    if let Some((name, text)) = file(FILES[3], &mut faults) {
        let (read, mistakes) = read_rules(&name, &text);
        rules = read;
        faults.extend(mistakes.into_iter().map(Fault::Mistake));
    }
    Config { settings, keymap, theme, rules, capability: Capability::detect(variable), faults, folder }
}

impl Config {
    /// The words of the user's language, months, digits and calendars.
    pub fn words(&self) -> Words {
        self.words_in(self.settings.lang)
    }

    /// The words of another language, with the user's months, digits and calendars.
    pub fn words_in(&self, lang: Lang) -> Words {
        Words::new(lang, self.settings.manner)
    }

    /// How right-to-left text is to be sent to the terminal: the user's choice, else logical order
    /// for a terminal that reorders and cannot be told not to, else visual order.
    pub fn mode(&self) -> Mode {
        self.settings.rtl.unwrap_or(match self.capability.reorders_always() {
            true => Mode::Logical,
            false => Mode::Visual,
        })
    }

    /// How right-to-left text is printed line by line, outside the window, where the terminal's own bidi
    /// stays on but for lines of which it can be told (BDSM): the user's choice, else in logical order
    /// where the terminal reorders, else in visual order. mlterm gets text as it is stored: its fonts
    /// have no glyph for what parts the columns in logical order.
    pub fn line_mode(&self) -> Mode {
        self.settings.rtl.unwrap_or(match self.capability.own_bidi {
            OwnBidi::Mlterm => Mode::Off,
            OwnBidi::Konsole | OwnBidi::Stuck => Mode::Logical,
            OwnBidi::Bdsm if self.capability.reorders_always() => Mode::Logical,
            OwnBidi::None | OwnBidi::Bdsm | OwnBidi::ReversesWords => Mode::Visual,
        })
    }

    /// Whether the terminal has to be told that printed lines are in visual order (and then, that
    /// others are not): it remembers that line by line.
    pub fn switches_bidi_for_lines(&self) -> bool {
        let Capability { own_bidi, inside, .. } = self.capability;
        own_bidi == OwnBidi::Bdsm && inside.is_none() && self.line_mode() == Mode::Visual
    }

    /// Whether the terminal's own bidi is switched for everything that it shows, so that printed lines in
    /// visual order come out wrong, and the window's do not.
    pub fn switches_bidi_for_all(&self) -> bool {
        let Capability { own_bidi, inside, .. } = self.capability;
        matches!(own_bidi, OwnBidi::Konsole | OwnBidi::Mlterm) && inside.is_none()
    }

    /// What the terminal does with brackets in text from right to left, where it reorders by itself.
    pub fn mirroring(&self) -> Mirroring {
        match self.capability.own_bidi {
            OwnBidi::Konsole => Mirroring::Leaves,
            _ => Mirroring::Mirrors,
        }
    }

    /// Whether its user has to set kitty up so that it leaves right-to-left text as it is sent, and
    /// may not know that.
    pub fn needs_force_ltr(&self) -> bool {
        self.capability.own_bidi == OwnBidi::ReversesWords && self.settings.rtl.is_none()
    }

    /// What right-to-left text is shaped to in the window.
    pub fn forms(&self) -> Forms {
        Forms { mode: self.mode(), marks: self.marks(), caret: None }
    }

    /// The theme of the other shade, dark for light; the user's changes apply to both.
    pub fn other_theme(&self, theme: &Theme) -> Theme {
        let mut other = theme.clone();
        other.shade = theme.shade.other();
        other
    }

    /// Whether vowel marks are painted: the user's choice, else unless the terminal misplaces them.
    pub fn marks(&self) -> Marks {
        self.settings.tashkeel.unwrap_or(match self.capability.misplaces_marks {
            true => Marks::Strip,
            false => Marks::Keep,
        })
    }
}

/// The settings as they are when the user says nothing, for his locale.
fn defaults(variable: &impl Fn(&str) -> Option<String>) -> Settings {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| variable(name))
        .or_else(sys_locale::get_locale)
        .unwrap_or_default();
    let country = locale.split(['.', '@']).next().and_then(|name| name.split(['_', '-']).next_back());
    let data = directories::ProjectDirs::from("", "", "khabar").map(|dirs| dirs.data_dir().to_path_buf());
    Settings {
        lang: Lang::of_locale(&locale),
        rtl: None,
        tashkeel: None,
        // 72 to 80 columns are read with ease.
        measure: 76,
        theme: None,
        manner: Manner { months: Months::of_country(country.unwrap_or("")), ..Manner::default() },
        week_start: Weekday::Monday,
        mouse: true,
        keyboard: None,
        library: data.map(|folder| folder.join("library.khabar")),
        library_is_chosen: false,
        syncing: Syncing::default(),
        colour: None,
    }
}

/// The folder of the user's files: as the environment says, else the platform's.
fn folder(variable: &impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    match variable(FOLDER_VARIABLE) {
        Some(folder) => Some(PathBuf::from(folder)),
        None => directories::ProjectDirs::from("", "", "khabar").map(|dirs| dirs.config_dir().to_path_buf()),
    }
}

/// The text of one of the user's files, with its name; `None` if there is none, or a fault if it
/// cannot be read.
fn read(path: PathBuf, faults: &mut Vec<Fault>) -> Option<(String, String)> {
    match fs::read_to_string(&path) {
        Ok(text) => Some((path.display().to_string(), text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            faults.push(Fault::Unreadable { path, cause: error.to_string() });
            None
        }
    }
}

/// Reads `config.toml` into `settings`; what it does not name stays.
fn read_settings(settings: &mut Settings, name: &str, text: &str) -> Vec<Mistake> {
    let (mut file, table) = UserFile::read(name, text);
    for (key, value) in &table {
        match value.get_ref() {
            // `[feeds]` with `sync` in it is `feeds.sync`.
            DeValue::Table(inner) if is_group(key.get_ref()) => {
                for (name, value) in inner {
                    let full = format!("{}.{}", key.get_ref(), name.get_ref());
                    read_setting(settings, &mut file, &full, name.span(), value);
                }
            }
            _ => read_setting(settings, &mut file, key.get_ref(), key.span(), value),
        }
    }
    file.mistakes.sort_by_key(|mistake| mistake.line);
    file.mistakes
}

/// Whether settings have names that begin with `name` and a dot.
fn is_group(name: &str) -> bool {
    KEYS.iter().any(|key| key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// Reads one entry of `config.toml`, whose name stands at `span`.
fn read_setting(
    settings: &mut Settings,
    file: &mut UserFile<'_>,
    key: &str,
    span: std::ops::Range<usize>,
    value: &Value<'_>,
) {
    let written = match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Boolean(value) => value.to_string(),
        // No setting takes anything else; what it takes is told below.
        _ => "\u{0}".to_owned(),
    };
    match set(settings, key, &written) {
        Ok(()) => {}
        Err(None) => {
            let allowed =
                nearest(key, KEYS.into_iter()).map_or_else(|| KEYS.join(", "), |near| format!("'{near}'"));
            file.mistake(span, key, Problem::UnknownKey { allowed });
        }
        Err(Some(allowed)) => file.wrong_value(value, key, allowed),
    }
}

/// Sets `key` as a variable or a flag called `name` says.
fn set_from(settings: &mut Settings, name: &str, key: &str, value: &str) -> Option<Mistake> {
    let allowed = set(settings, key, value).err()?.unwrap_or("the name of a setting").to_owned();
    let problem = Problem::WrongValue { value: value.to_owned(), allowed };
    Some(Mistake { file: name.to_owned(), line: 0, key: String::new(), problem })
}

/// The names of the settings.
const KEYS: [&str; 14] = [
    "lang",
    "rtl",
    "tashkeel",
    "measure",
    "theme",
    "months",
    "calendar",
    "digits",
    "week_start",
    "mouse",
    "keyboard",
    "library",
    "feeds.sync",
    "color",
];

/// Sets one setting by its name. The `Err` holds what the setting takes, or `None` if there is no such
/// setting. "auto" takes back what a weaker place set.
fn set(settings: &mut Settings, key: &str, value: &str) -> Result<(), Option<&'static str>> {
    let fits = match key {
        "lang" => choose(value, &[("en", Lang::En), ("ar", Lang::Ar)], &mut settings.lang),
        "rtl" => {
            let modes = [
                ("auto", None),
                ("visual", Some(Mode::Visual)),
                ("logical", Some(Mode::Logical)),
                ("off", Some(Mode::Off)),
            ];
            choose(value, &modes, &mut settings.rtl)
        }
        "tashkeel" => {
            let marks = [("auto", None), ("keep", Some(Marks::Keep)), ("strip", Some(Marks::Strip))];
            choose(value, &marks, &mut settings.tashkeel)
        }
        "measure" => {
            let width = value.parse().ok().filter(|width| (20..=200).contains(width));
            width.map(|width| settings.measure = width).is_some()
        }
        "theme" => {
            let shades = [("auto", None), ("dark", Some(Shade::Dark)), ("light", Some(Shade::Light))];
            choose(value, &shades, &mut settings.theme)
        }
        "months" => choose(value, &MONTHS, &mut settings.manner.months),
        "calendar" => choose(value, &CALENDARS, &mut settings.manner.calendars),
        "digits" => {
            let digits = [("western", Digits::Western), ("eastern", Digits::Eastern)];
            choose(value, &digits, &mut settings.manner.digits)
        }
        "week_start" => {
            let days =
                [("saturday", Weekday::Saturday), ("sunday", Weekday::Sunday), ("monday", Weekday::Monday)];
            choose(value, &days, &mut settings.week_start)
        }
        "mouse" => choose(value, &[("true", true), ("false", false)], &mut settings.mouse),
        "keyboard" => {
            let found = match value {
                "auto" => Some(None),
                name => Layout::named(name).map(Some),
            };
            found.map(|layout| settings.keyboard = layout).is_some()
        }
        "library" => {
            let fits = !value.is_empty() && !value.contains('\u{0}');
            if fits {
                settings.library = Some(expanded(value));
                settings.library_is_chosen = true;
            }
            fits
        }
        "feeds.sync" => {
            let found = Syncing::named(value);
            found.map(|syncing| settings.syncing = syncing).is_some()
        }
        "color" => {
            let colours = [("auto", None), ("always", Some(true)), ("never", Some(false))];
            choose(value, &colours, &mut settings.colour)
        }
        _ => return Err(None),
    };
    if fits { Ok(()) } else { Err(Some(allowed(key))) }
}

const MONTHS: [(&str, Months); 6] = [
    ("standard", Months::Standard),
    ("levant", Months::Levant),
    ("maghreb", Months::Maghreb),
    ("morocco", Months::Morocco),
    ("mauritania", Months::Mauritania),
    ("both", Months::Both),
];

const CALENDARS: [(&str, Calendars); 4] = [
    ("gregorian", Calendars { first: Calendar::Gregorian, both: false }),
    ("hijri", Calendars { first: Calendar::Hijri, both: false }),
    ("gregorian+hijri", Calendars { first: Calendar::Gregorian, both: true }),
    ("hijri+gregorian", Calendars { first: Calendar::Hijri, both: true }),
];

/// What a setting takes, for the message about what does not fit.
fn allowed(key: &str) -> &'static str {
    match key {
        "lang" => "\"en\" or \"ar\"",
        "rtl" => "\"auto\", \"visual\", \"logical\" or \"off\"",
        "tashkeel" => "\"auto\", \"keep\" or \"strip\"",
        "measure" => "a number of columns from 20 to 200",
        "theme" => "\"auto\", \"dark\" or \"light\"",
        "months" => "\"standard\", \"levant\", \"maghreb\", \"morocco\", \"mauritania\" or \"both\"",
        "calendar" => "\"gregorian\", \"hijri\", \"gregorian+hijri\" or \"hijri+gregorian\"",
        "digits" => "\"western\" or \"eastern\"",
        "week_start" => "\"saturday\", \"sunday\" or \"monday\"",
        "mouse" => "true or false",
        "keyboard" => "\"auto\", \"arabic\", \"arabic-mac\", \"persian\" or \"hebrew\"",
        "feeds.sync" => "\"by-hand\", \"start\", or how often, from \"15m\" to \"7d\"",
        "color" => "\"auto\", \"always\" or \"never\"",
        _ => "a path",
    }
}

/// Puts the value called `name` into `place`; false if there is none of that name.
fn choose<T: Copy>(name: &str, values: &[(&str, T)], place: &mut T) -> bool {
    let found = values.iter().find(|(other, _)| *other == name);
    if let Some((_, value)) = found {
        *place = *value;
    }
    found.is_some()
}

/// A path with the home folder in place of `~`.
fn expanded(path: &str) -> PathBuf {
    let home = || directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_path_buf());
    match path.strip_prefix("~/").and_then(|rest| Some(home()?.join(rest))) {
        Some(path) => path,
        None => Path::new(path).to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Loads a folder with the given `config.toml`, under the given environment and flags, and
    /// compares the faults (each by the end of its place and its beginning after that).
    #[track_caller]
    fn check(text: &str, environment: &[(&str, &str)], flags: &Flags<'_>, want: &[&str]) -> Config {
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::write(folder.path().join("config.toml"), text).expect("the file can be written");
        let folder_name = folder.path().display().to_string();
        let config = load(
            |name| match name {
                FOLDER_VARIABLE => Some(folder_name.clone()),
                _ => environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()),
            },
            flags,
        );
        let words = Words::new(Lang::En, Manner::default());
        let prefix = format!("{folder_name}/");
        let told: Vec<String> =
            config.faults.iter().map(|fault| fault.told(&words).replacen(&prefix, "", 1)).collect();
        assert_eq!(told, want);
        config
    }

    #[test]
    fn flags_over_environment_over_file_over_defaults() {
        let config = check("", &[("LANG", "ar_SY.UTF-8")], &[], &[]);
        assert_eq!((config.settings.lang, config.settings.manner.months), (Lang::Ar, Months::Levant));
        let config = check("lang = 'en'", &[("LANG", "ar_SY.UTF-8")], &[], &[]);
        assert_eq!(config.settings.lang, Lang::En);
        let config = check("rtl = 'off'\nmeasure = 60", &[("KHABAR_RTL", "logical")], &[], &[]);
        assert_eq!((config.settings.rtl, config.settings.measure), (Some(Mode::Logical), 60));
        let config = check("", &[("KHABAR_RTL", "logical")], &[("rtl", "auto")], &[]);
        assert_eq!(config.settings.rtl, None);
        let config = check("library = '/a'", &[("KHABAR_LIBRARY", "/b")], &[("library", "/c")], &[]);
        assert_eq!(config.settings.library, Some(PathBuf::from("/c")));
    }

    #[test]
    fn mistakes_name_their_place_and_the_rest_applies() {
        let config = check(
            "measure = 5\nthem = 'dark'\ntheme = 'light'\nmouse = 'yes'\n",
            &[("KHABAR_DIGITS", "roman")],
            &[("rtl", "sideways")],
            &[
                "config.toml:1: measure: '5' does not fit; use a number of columns from 20 to 200",
                "config.toml:2: them: no such key; use 'theme'",
                "config.toml:4: mouse: 'yes' does not fit; use true or false",
                "KHABAR_DIGITS: 'roman' does not fit; use \"western\" or \"eastern\"",
                "--rtl: 'sideways' does not fit; use \"auto\", \"visual\", \"logical\" or \"off\"",
            ],
        );
        assert_eq!(config.settings.theme, Some(Shade::Light));
    }

    #[test]
    fn feeds_are_asked_by_hand_unless_it_is_set_up() {
        let every = |seconds| Syncing::Every(Duration::from_secs(seconds));
        for (text, wanted) in [
            ("", Syncing::ByHand),
            ("feeds.sync = 'start'", Syncing::Start),
            ("[feeds]\nsync = '30m'", every(1800)),
            ("feeds = { sync = '2h' }", every(7200)),
            ("feeds.sync = '7d'", every(7 * 86_400)),
            ("feeds.sync = 'by-hand'", Syncing::ByHand),
        ] {
            assert_eq!(check(text, &[], &[], &[]).settings.syncing, wanted, "{text}");
        }
        let config = check("", &[("KHABAR_FEEDS_SYNC", "start")], &[], &[]);
        assert_eq!(config.settings.syncing, Syncing::Start);
        for wrong in ["5m", "8d", "h", "", "99999999999999999999d", "2w", "د"] {
            assert_eq!(Syncing::named(wrong), None, "{wrong}");
        }
        check(
            "[feeds]\nsync = 7\nsynk = 'start'\n[mouse]\nx = 1\n",
            &[],
            &[],
            &[
                "config.toml:2: feeds.sync: '7' does not fit; use \"by-hand\", \"start\", or how often, from \"15m\" to \"7d\"",
                "config.toml:3: feeds.synk: no such key; use 'feeds.sync'",
                "config.toml:4: mouse: '[mouse]' does not fit; use true or false",
            ],
        );
    }

    #[test]
    fn every_setting_is_known_and_says_what_it_takes() {
        let mut settings = check("", &[], &[], &[]).settings;
        for key in KEYS {
            assert!(matches!(set(&mut settings, key, "\u{0}"), Err(Some(_))), "{key}");
        }
    }

    #[test]
    fn the_terminal_decides_what_the_user_leaves_open() {
        let config = check("", &[("TERM_PROGRAM", "Apple_Terminal")], &[], &[]);
        assert_eq!((config.mode(), config.marks()), (Mode::Logical, Marks::Keep));
        let config = check("rtl = 'visual'", &[("TERM_PROGRAM", "Apple_Terminal")], &[], &[]);
        assert_eq!(config.mode(), Mode::Visual);
        let config = check("", &[("TERM", "alacritty")], &[], &[]);
        assert_eq!((config.mode(), config.marks()), (Mode::Visual, Marks::Strip));
        let config = check("", &[("TERM", "xterm-kitty")], &[], &[]);
        assert_eq!((config.mode(), config.needs_force_ltr()), (Mode::Visual, true));
        let config = check("", &[("TERM", "xterm-kitty")], &[("rtl", "visual")], &[]);
        assert!(!config.needs_force_ltr());
    }

    #[test]
    fn lines_are_printed_as_the_terminal_leaves_them() {
        let config = check("", &[("VTE_VERSION", "7006")], &[], &[]);
        assert_eq!((config.line_mode(), config.switches_bidi_for_lines()), (Mode::Visual, true));
        for (name, value) in [("TMUX", "/tmp/tmux"), ("KONSOLE_VERSION", "221203")] {
            let config = check("", &[("VTE_VERSION", "7006"), (name, value)], &[], &[]);
            assert_eq!((config.line_mode(), config.switches_bidi_for_lines()), (Mode::Logical, false));
            let is_konsole = name == "KONSOLE_VERSION";
            assert_eq!(config.mirroring() == Mirroring::Leaves, is_konsole);
        }
        let config = check("", &[("TERM", "mlterm")], &[], &[]);
        assert_eq!((config.line_mode(), config.switches_bidi_for_lines()), (Mode::Off, false));
    }

    #[test]
    fn a_file_that_is_no_text_is_told_and_the_defaults_apply() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::write(folder.path().join("theme.toml"), [0xff, 0xfe, 0x00]).expect("the file can be written");
        let name = folder.path().display().to_string();
        let config = load(|variable| (variable == FOLDER_VARIABLE).then(|| name.clone()), &[]);
        assert!(
            matches!(&config.faults[..], [Fault::Unreadable { path, .. }] if path.ends_with("theme.toml"))
        );
        assert_eq!(config.theme.style(crate::ui::theme::Meaning::Text).bg, None);
    }
}
