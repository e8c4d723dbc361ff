use crossterm::event::{KeyCode, KeyModifiers};

use super::*;
use crate::app::keyboard::Layout;

const WINDOW: Scope = Scope { mirrored: false, place: None };
const MIRRORED: Scope = Scope { mirrored: true, place: None };
const SELECTING: Scope = Scope { mirrored: false, place: Some(Place::Select) };

/// Types `typed` (names as in `keymap.toml`, or characters of any layout) and compares what each key
/// did: an action's name, `…` for waiting, `-` for nothing.
#[track_caller]
fn check(keymap: &Keymap, layout: Option<Layout>, scope: Scope, typed: &str, want: &str) {
    let mut typing = Typing::new(Keyboard::new(layout));
    let steps: Vec<&str> = typed
        .split(' ')
        .map(|name| {
            let key = Key::named(name).expect("the test names keys");
            match keymap.step(&mut typing, scope, KeyEvent::new(key.code, key.modifiers)) {
                Step::Act(action) => action.name(),
                Step::Wait => "…",
                Step::Nothing => "-",
            }
        })
        .collect();
    assert_eq!(steps.join(" "), want, "{typed:?}");
}

#[track_caller]
fn check_default(typed: &str, want: &str) {
    check(&Keymap::new(), None, WINDOW, typed, want);
}

/// Lays `text` over the defaults and compares the mistakes, each without the file's name.
#[track_caller]
fn check_overlay(text: &str, want: &[&str]) -> Keymap {
    let mut keymap = Keymap::new();
    let mistakes = keymap.overlay("keymap.toml", text);
    let found: Vec<String> =
        mistakes.iter().map(|mistake| mistake.to_string().replacen("keymap.toml:", "", 1)).collect();
    assert_eq!(found, want);
    keymap
}

#[test]
fn every_action_has_a_key_in_both_directions() {
    let mut keymap = Keymap::default();
    assert_eq!(keymap.lay("keymap.toml", DEFAULT, false), []);
    for &action in Action::ALL {
        for scope in [WINDOW, MIRRORED, SELECTING] {
            assert!(!keymap.keys_of(action, scope).is_empty(), "{}", action.name());
        }
    }
}

#[test]
fn single_keys_and_sequences() {
    check_default("j down J ctrl-d", "next next next-article half-page-down");
    check_default("g g G", "… first last");
    check_default("t D m u", "tag set-published toggle-read undo");
    check_default("g z g g", "… - … first");
    check_default("g esc", "… -");
    check_default("shift-tab ctrl-i alt-o", "pane-previous jump-forward jump-forward");
    check_default("Q", "-");
}

#[test]
fn arrows_follow_the_window() {
    let keymap = Keymap::new();
    check(&keymap, None, WINDOW, "right left l h", "forward back forward back");
    check(&keymap, None, MIRRORED, "right left l h", "back forward back forward");
    check(&keymap, None, MIRRORED, "alt-right", "jump-back");
    assert_eq!(keymap.keys_of(Action::Forward, MIRRORED), ["\u{2190}", "h"]);
}

#[test]
fn the_arabic_layout() {
    // j k ] [ = r t / u q f n on Arabic (101).
    check_default(
        "\u{62a} \u{646} \u{62f} \u{62c} = \u{642} \u{641} \u{638} \u{639} \u{636} \u{628} \u{649}",
        "next previous later earlier same-event related tag search undo quit narrow next-hit",
    );
    // J K N, ? and g g.
    check_default("\u{640} \u{60c} \u{622} \u{61f}", "next-article previous-article previous-hit help");
    check_default("\u{644} \u{644}", "… first");
    check_default("alt-\u{62e}", "jump-forward");
}

#[test]
fn a_lam_alef_key_in_one_piece_and_in_two() {
    check_default("\u{fef7}", "last");
    check_default("\u{644} \u{623}", "… last");
    let keymap = check_overlay("keys = [{ on = 'b', run = 'open' }]", &[]);
    check(&keymap, None, WINDOW, "\u{fefb}", "open");
    check(&keymap, None, WINDOW, "\u{644} \u{627}", "… open");
    // Lam is not the first half of anything else.
    check(&keymap, None, WINDOW, "\u{644} \u{64a} \u{627}", "… - back");
}

#[test]
fn the_persian_and_hebrew_layouts() {
    check_default("\u{686} \u{62c} \u{6a9}", "later earlier -");
    check_default("\u{6cc} \u{62f}", "- next-hit");
    check(&Keymap::new(), Some(Layout::Persian), WINDOW, "\u{62f} \u{638}", "next-hit …");
    check_default("\u{5d7} \u{5dc} \u{5e8} \u{5d0} ] [ .", "next previous related tag earlier later search");
}

#[test]
fn keys_while_text_is_being_selected() {
    let keymap = Keymap::new();
    check(
        &keymap,
        None,
        SELECTING,
        "l left w o j g g q",
        "caret-right caret-left word-next swap-ends next … first quit",
    );
    // l, o and y on Arabic (101).
    check(&keymap, None, SELECTING, "\u{645} \u{62e} \u{63a}", "caret-right swap-ends copy");
    assert_eq!(keymap.keys_of(Action::Copy, SELECTING)[0], "Enter");
    assert_eq!(keymap.keys_of(Action::Copy, WINDOW)[0], "y");
    let keymap = check_overlay("select = [{ on = 'j', run = 'copy' }]", &[]);
    check(&keymap, None, SELECTING, "j", "copy");
    check(&keymap, None, WINDOW, "j", "next");
}

#[test]
fn what_may_follow() {
    let keymap = Keymap::new();
    let mut typing = Typing::default();
    assert_eq!(keymap.follows(&typing, WINDOW), []);
    keymap.step(&mut typing, WINDOW, KeyEvent::new(KeyCode::Char('z'), KeyModifiers::NONE));
    let follows: Vec<String> = keymap
        .follows(&typing, WINDOW)
        .iter()
        .map(|(key, action)| format!("{key} {}", action.map_or("…", Action::name)))
        .collect();
    assert_eq!(follows, ["r rtl-mode", "v tashkeel", "d doctor", "l language", "c theme"]);
    typing.clear();
    assert_eq!(keymap.follows(&typing, WINDOW), []);
}

#[test]
fn the_users_file_goes_entry_by_entry() {
    let keymap = check_overlay(
        "keys = [\n { on = 'x', run = 'quit' },\n { on = 'q', run = 'none' },\n { on = 'g', run = 'help' },\n { on = '/ a', run = 'tag' },\n]\nrtl = [{ on = 'left', run = 'back' }]\n",
        &[],
    );
    check(&keymap, None, WINDOW, "x q g / a j", "quit - help … tag next");
    check(&keymap, None, WINDOW, "left", "back");
    check(&keymap, None, MIRRORED, "left", "back");
}

#[test]
fn an_arabic_character_that_the_user_bound_is_itself() {
    let keymap = check_overlay("keys = [{ on = '\u{62a}', run = 'tag' }]", &[]);
    check(&keymap, None, WINDOW, "\u{62a} j", "tag next");
}

#[test]
fn mistakes_are_told_together_and_the_rest_applies() {
    let keymap = check_overlay(
        "keys = [\n { on = 'jj', run = 'next' },\n { on = 'x', run = 'nxt' },\n { on = 'y', run = 'quit' },\n { run = 'quit' },\n { on = 'a b', run = 'next' },\n { on = 'a', run = 'next' },\n { on = 'c', run = 'tag', when = 'now' },\n { on = '', run = 5 },\n]\nkey = []\nltr = 'x'\n",
        &[
            "2: keys.\"jj\": no key is called 'jj'",
            "3: keys.\"x\": no action is called 'nxt'; use 'next'",
            "5: keys: 'on' is missing",
            "7: keys.\"a\": cannot be told from 'a b'; change one",
            "8: keys.\"c\".when: no such key; use 'on' and 'run'",
            "9: keys: '' does not fit; use names of keys with spaces between them, for example \"g g\" or \"ctrl-d\"",
            "9: keys: '5' does not fit; use the name of an action, or \"none\"",
            "11: key: no such key; use 'keys', 'ltr', 'rtl', 'select', 'feeds', 'tags' or 'saved'",
            "12: ltr: 'x' does not fit; use a list of { on = \"…\", run = \"…\" }",
        ],
    );
    check(&keymap, None, WINDOW, "y c a", "quit tag …");
}
