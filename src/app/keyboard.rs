//! A character typed on an Arabic, Persian or Hebrew layout -> the character of the same key on the
//! US layout, by which the keymap names it.
//!
//! A terminal tells what was typed, never on which layout. Layouts share most characters but not
//! their places (\u{62f} is `]` in Arabic and `n` in Persian), so the layout is inferred from the
//! characters that only one of them has, and remembered.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The layouts, with their places as in xkeyboard-config.
static KEYBOARDS: &str = include_str!("../../assets/keyboards.tsv");

/// A keyboard layout whose characters are not Latin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Arabic (101), as on Windows and Linux.
    Arabic,
    /// Arabic, as on a Mac.
    ArabicMac,
    /// Persian, after ISIRI 9147.
    Persian,
    /// Hebrew, after SI-1452.
    Hebrew,
}

impl Layout {
    /// Every layout; where nothing else decides, an earlier one is assumed.
    pub const ALL: [Layout; 4] = [Layout::Arabic, Layout::ArabicMac, Layout::Persian, Layout::Hebrew];

    /// The name used in the user's settings.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Arabic => "arabic",
            Layout::ArabicMac => "arabic-mac",
            Layout::Persian => "persian",
            Layout::Hebrew => "hebrew",
        }
    }

    /// The layout of that name, if there is one.
    pub fn named(name: &str) -> Option<Layout> {
        Layout::ALL.into_iter().find(|layout| layout.name() == name)
    }

    fn index(self) -> usize {
        self as usize
    }
}

/// For a character, the US character of its key on each layout that has it.
type Places = [Option<char>; Layout::ALL.len()];

static PLACES: LazyLock<HashMap<char, Places>> = LazyLock::new(|| {
    let mut places: HashMap<char, Places> = HashMap::new();
    for line in KEYBOARDS.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let row = (fields.next(), fields.next(), fields.next(), fields.next());
        let (Some(layout), Some(us), _, Some(typed)) = row else { continue };
        let (Some(layout), Some(us)) = (Layout::named(layout), us.chars().next()) else { continue };
        if let Some(typed) = typed.chars().next() {
            // The later of two rows is that of Windows, which has more users.
            places.entry(typed).or_default()[layout.index()] = Some(us);
        }
    }
    places
});

/// What is known of the keyboard in front of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyboard {
    layout: Layout,
    /// The reader named the layout; nothing typed changes it.
    fixed: bool,
    /// The last letter typed was Hebrew, so the layout is most likely still on.
    hebrew_on: bool,
}

impl Default for Keyboard {
    fn default() -> Keyboard {
        Keyboard::new(None)
    }
}

impl Keyboard {
    /// A keyboard of the given layout; without one, the platform's Arabic layout is assumed until
    /// something else is typed.
    pub fn new(layout: Option<Layout>) -> Keyboard {
        let usual = if cfg!(target_os = "macos") { Layout::ArabicMac } else { Layout::Arabic };
        Keyboard { layout: layout.unwrap_or(usual), fixed: layout.is_some(), hebrew_on: false }
    }

    /// What `typed` may mean in the keymap, best first; a meaning that is not bound gives way to the
    /// next. An ASCII character means itself, but for the brackets while a Hebrew layout is on: that
    /// layout has them exchanged, and the key is meant.
    pub fn meanings(&mut self, typed: char) -> [Option<char>; 2] {
        let Some(places) = PLACES.get(&typed) else {
            if typed.is_ascii_lowercase() {
                self.hebrew_on = false;
            }
            return [Some(typed), None];
        };
        if !typed.is_ascii() {
            self.learn(typed, places);
        }
        let layout = if self.hebrew_on { Layout::Hebrew } else { self.layout };
        let physical = places[layout.index()];
        match typed {
            '[' | ']' if self.hebrew_on => [physical, Some(typed)],
            // ASCII punctuation stands elsewhere on these layouts too, but nothing tells whether
            // the layout is on when it is typed; only Hebrew's own letters do.
            _ if typed.is_ascii() && !self.hebrew_on => [Some(typed), None],
            _ => [Some(typed), physical],
        }
    }

    /// Takes `typed`, which is not ASCII, as evidence of the layout.
    fn learn(&mut self, typed: char, places: &Places) {
        let on_layout = |layout: Layout| places[layout.index()].is_some();
        self.hebrew_on = ('\u{5d0}'..='\u{5ea}').contains(&typed);
        if self.fixed || self.hebrew_on || on_layout(self.layout) {
            return;
        }
        // An earlier layout is the more common one.
        if let Some(layout) = Layout::ALL.into_iter().find(|&layout| on_layout(layout)) {
            self.layout = layout;
        }
    }
}

/// The lam-alef that `lam` and `alef` make when one key sends both; `None` if they make none.
pub fn lam_alef(lam: char, alef: char) -> Option<char> {
    match (lam, alef) {
        ('\u{644}', '\u{627}') => Some('\u{fefb}'),
        ('\u{644}', '\u{623}') => Some('\u{fef7}'),
        ('\u{644}', '\u{625}') => Some('\u{fef9}'),
        ('\u{644}', '\u{622}') => Some('\u{fef5}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `typed` one after the other on `layout` (or an unknown one) must mean `want`, a US character each.
    #[track_caller]
    fn check(layout: Option<Layout>, typed: &str, want: &str) {
        let mut keyboard = Keyboard::new(layout);
        let meant: String = typed
            .chars()
            .map(|typed| {
                let [first, second] = keyboard.meanings(typed);
                second.filter(|_| first == Some(typed)).or(first).unwrap_or('?')
            })
            .collect();
        assert_eq!(meant, want, "{typed:?}");
    }

    #[test]
    fn every_arabic_key_is_its_place() {
        check(None, "\u{636}\u{635}\u{62b}\u{642}\u{641}\u{63a}\u{639}\u{647}\u{62e}\u{62d}", "qwertyuiop");
        check(None, "\u{62c}\u{62f}", "[]");
        check(
            None,
            "\u{634}\u{633}\u{64a}\u{628}\u{644}\u{627}\u{62a}\u{646}\u{645}\u{643}\u{637}",
            "asdfghjkl;'",
        );
        check(None, "\u{626}\u{621}\u{624}\u{631}\u{fefb}\u{649}\u{629}\u{648}\u{632}\u{638}", "zxcvbnm,./");
        check(None, "\u{61f}\u{640}\u{60c}\u{fef7}\u{64e}", "?JKGQ");
    }

    #[test]
    fn a_persian_letter_tells_the_layout() {
        // dal and zah stand elsewhere in Arabic; the Persian yeh between them decides.
        check(Some(Layout::Arabic), "\u{62f}\u{638}\u{6cc}", "]/\u{6cc}");
        check(None, "\u{6cc}\u{62f}\u{638}", "dnz");
        check(None, "\u{686}\u{62c}", "][");
        check(Some(Layout::Persian), "\u{62f}\u{638}\u{6f5}", "nz5");
    }

    #[test]
    fn a_mac_has_other_places() {
        check(Some(Layout::ArabicMac), "\u{62c}\u{629}\u{631}", "[]n");
        check(Some(Layout::Arabic), "\u{629}\u{631}", "mv");
    }

    #[test]
    fn hebrew_letters_and_the_punctuation_beside_them() {
        check(None, "\u{5e9}\u{5d3}\u{5d7}\u{5dc}\u{5ea}\u{5e5}", "asjk,.");
        // Exchanged brackets and the stroke's place, as long as Hebrew is on.
        check(None, "\u{5d7}][.", "j[]/");
        check(None, "[].", "[].");
        check(None, "\u{5d7}j][.", "jj][.");
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = KEYBOARDS.lines().filter(|line| !line.starts_with('#'));
        for row in rows {
            let fields: Vec<&str> = row.split('\t').collect();
            assert_eq!(fields.len(), 4, "{row:?}");
            assert!(Layout::named(fields[0]).is_some(), "{row:?}");
            let typed = fields[3].chars().next().expect("the fourth field is a character");
            assert_eq!(format!("U+{:04X}", u32::from(typed)), fields[2], "{row:?}");
            assert!(PLACES.contains_key(&typed), "{row:?}");
        }
    }
}
