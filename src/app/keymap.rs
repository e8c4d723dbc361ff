//! Keys, one after the other -> an action, or a hint at which keys may follow.
//!
//! A keymap is a trie of key sequences for each direction of the window, and one for each [`Place`], which
//! lies over that. Nothing expires, a sequence waits for its next key. `assets/keymap.toml` holds the
//! defaults, the user's file is laid over it entry by entry.
//!
//! It knows the window's keys only: a prompt takes text, and its few keys are its own.

use crossterm::event::KeyEvent;
use toml::Spanned;
use toml::de::DeValue;

use super::action::Action;
use super::key::Key;
use super::keyboard::{Keyboard, lam_alef};
use super::userfile::{Mistake, Problem, Table, UserFile, Value, nearest};

/// The keys as they are when the user says nothing.
pub const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// What takes a key away in the user's file.
const NONE: &str = "none";

/// Which sequence of keys does what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keymap {
    ltr: Node,
    rtl: Node,
    places: [Node; Place::ALL.len()],
}

/// Where keys are typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// In a window that runs from right to left.
    pub mirrored: bool,
    /// Where keys of its own come first, those of the window after them.
    pub place: Option<Place>,
}

/// What has keys of its own, which count before those of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Text that is being selected.
    Select,
    /// The page of the feeds.
    Feeds,
    /// The list of the tags.
    Tags,
    /// The saved searches.
    Saved,
}

impl Place {
    const ALL: [Place; 4] = [Place::Select, Place::Feeds, Place::Tags, Place::Saved];

    /// The section of `keymap.toml`.
    fn name(self) -> &'static str {
        match self {
            Place::Select => "select",
            Place::Feeds => "feeds",
            Place::Tags => "tags",
            Place::Saved => "saved",
        }
    }
}

/// What the keys so far lead to.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    /// An action, and whether the user bound it (else the defaults did).
    Leaf(Action, bool),
    /// More keys.
    Branch(Vec<(Key, Node)>),
}

impl Default for Node {
    fn default() -> Node {
        Node::Branch(Vec::new())
    }
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It completes a sequence.
    Act(Action),
    /// It begins or continues a sequence; see [`Keymap::follows`].
    Wait,
    /// It leads nowhere; the sequence, if there was one, is given up.
    Nothing,
}

/// The keys typed towards an action so far, and what they tell of the keyboard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typing {
    keyboard: Keyboard,
    keys: Vec<Key>,
    /// The last key sent lam, and this many keys came before it. Some keyboards send the two
    /// letters of their lam-alef key one after the other.
    lam: Option<(char, Vec<Key>)>,
}

impl Typing {
    /// Nothing typed yet, on that keyboard.
    pub fn new(keyboard: Keyboard) -> Typing {
        Typing { keyboard, keys: Vec::new(), lam: None }
    }

    /// The keys of the sequence that waits for its next key; empty if none does.
    pub fn pending(&self) -> &[Key] {
        &self.keys
    }

    /// Gives up the sequence that waits.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.lam = None;
    }
}

impl Keymap {
    /// The default keys.
    pub fn new() -> Keymap {
        let mut keymap = Keymap::default();
        let mistakes = keymap.lay("keymap.toml", DEFAULT, false);
        debug_assert!(mistakes.is_empty(), "{mistakes:?}");
        keymap
    }

    /// Lays the user's file over the keymap, and tells the entries that it could not follow.
    pub fn overlay(&mut self, file: &str, text: &str) -> Vec<Mistake> {
        self.lay(file, text, true)
    }

    fn lay(&mut self, file: &str, text: &str, by_user: bool) -> Vec<Mistake> {
        let (mut file, table) = UserFile::read(file, text);
        for (section, value) in &table {
            let name: &str = section.get_ref();
            let place = Place::ALL.into_iter().find(|place| place.name() == name);
            let (ltr, rtl) = match name {
                "keys" => (true, true),
                "ltr" => (true, false),
                "rtl" => (false, true),
                _ => (false, false),
            };
            if !ltr && !rtl && place.is_none() {
                let places = Place::ALL.map(|place| format!("'{}'", place.name()));
                let [others @ .., last] = &places;
                let allowed = format!("'keys', 'ltr', 'rtl', {} or {last}", others.join(", "));
                file.mistake(section.span(), name, Problem::UnknownKey { allowed });
                continue;
            }
            let Some(entries) = value.get_ref().as_array() else {
                file.wrong_value(value, name, "a list of { on = \"…\", run = \"…\" }");
                continue;
            };
            for entry in entries.iter() {
                let Some((sequence, action)) = read_entry(&mut file, name, entry) else { continue };
                let clash = self
                    .roots(ltr, rtl, place)
                    .filter_map(|root| bind(root, &sequence, action, by_user).err())
                    .next();
                if let Some(other) = clash {
                    let on = format!("{name}.\"{}\"", shown(&sequence));
                    file.mistake(entry.span(), &on, Problem::HidesSequence(other));
                }
            }
        }
        file.mistakes.sort_by_key(|mistake| mistake.line);
        file.mistakes
    }

    /// Takes one key event. A character that is bound as typed means itself; else the key that it
    /// stands on is meant.
    pub fn step(&self, typing: &mut Typing, scope: Scope, event: KeyEvent) -> Step {
        let Some(key) = Key::pressed(event) else {
            return if typing.keys.is_empty() { Step::Nothing } else { Step::Wait };
        };
        let before = typing.keys.clone();
        let lam = typing.lam.take();
        let mut found = self.meanings(typing, key).into_iter().find(|&meant| {
            let mut keys = before.clone();
            keys.push(meant);
            self.at(scope, &keys).is_some()
        });
        let mut keys = before.clone();
        if let (None, Some((lam, prefix)), Some(alef)) = (found, lam, key.character())
            && let Some(ligature) = lam_alef(lam, alef)
        {
            found = self
                .meanings(typing, key.with_character(ligature))
                .into_iter()
                .find(|&meant| self.at(scope, &[&prefix[..], &[meant]].concat()).is_some());
            if found.is_some() {
                keys = prefix;
            }
        }
        typing.keys.clear();
        let step = match found {
            Some(meant) => {
                keys.push(meant);
                match self.at(scope, &keys) {
                    Some(&Node::Leaf(action, _)) => Step::Act(action),
                    _ => Step::Wait,
                }
            }
            None => Step::Nothing,
        };
        if step == Step::Wait {
            typing.keys = keys;
        }
        if let (Some(character), false) = (key.character(), matches!(step, Step::Act(_))) {
            typing.lam = Some((character, before));
        }
        step
    }

    /// The keys that may be meant by `key`, best first.
    fn meanings(&self, typing: &mut Typing, key: Key) -> Vec<Key> {
        match key.character() {
            None => vec![key],
            Some(typed) => typing
                .keyboard
                .meanings(typed)
                .into_iter()
                .flatten()
                .map(|meant| key.with_character(meant))
                .collect(),
        }
    }

    /// The keys that may follow the sequence typed so far, each with its action, or with `None` if
    /// more keys follow it; in the order of the keymap. Empty if no sequence waits.
    pub fn follows(&self, typing: &Typing, scope: Scope) -> Vec<(Key, Option<Action>)> {
        if typing.keys.is_empty() {
            return Vec::new();
        }
        let Some(Node::Branch(children)) = self.at(scope, &typing.keys) else { return Vec::new() };
        let action = |node: &Node| match node {
            Node::Leaf(action, _) => Some(*action),
            Node::Branch(_) => None,
        };
        children.iter().map(|(key, node)| (*key, action(node))).collect()
    }

    /// The sequences that lead to `action`, as help shows them, in the order of the keymap: the
    /// first is the one to show where there is room for one. Empty if it has no key. Those of a
    /// [`Place`] come first there, and last elsewhere.
    pub fn keys_of(&self, action: Action, scope: Scope) -> Vec<String> {
        let mut found = Vec::new();
        let elsewhere = Place::ALL.into_iter().filter(|&place| scope.place != Some(place));
        let here = scope.place.map(|place| self.over(place)).into_iter();
        let tries = here.chain([self.root(scope)]).chain(elsewhere.map(|place| self.over(place)));
        for root in tries {
            root.visit(&mut Vec::new(), &mut |keys, leaf| {
                let keys = shown(keys);
                if leaf == action && !found.contains(&keys) {
                    found.push(keys);
                }
            });
        }
        found
    }

    /// What `keys` lead to: what they do in a place hides what they do in the window.
    fn at(&self, scope: Scope, keys: &[Key]) -> Option<&Node> {
        let here = scope.place.and_then(|place| self.over(place).at(keys));
        here.or_else(|| self.root(scope).at(keys))
    }

    /// The keys of a place.
    fn over(&self, place: Place) -> &Node {
        &self.places[place as usize]
    }

    /// The tries that a section of the file speaks of.
    fn roots(&mut self, ltr: bool, rtl: bool, place: Option<Place>) -> impl Iterator<Item = &mut Node> {
        let directions = [(ltr, &mut self.ltr), (rtl, &mut self.rtl)];
        let directions = directions.into_iter().filter_map(|(is_meant, root)| is_meant.then_some(root));
        directions.chain(place.map(|place| &mut self.places[place as usize]))
    }

    fn root(&self, scope: Scope) -> &Node {
        if scope.mirrored { &self.rtl } else { &self.ltr }
    }
}

/// A sequence as help shows it: "g g", "Ctrl-d".
pub fn shown(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

impl Node {
    /// The node that `keys` lead to.
    fn at(&self, keys: &[Key]) -> Option<&Node> {
        let Some((first, rest)) = keys.split_first() else { return Some(self) };
        let Node::Branch(children) = self else { return None };
        children.iter().find(|(key, _)| key == first).and_then(|(_, node)| node.at(rest))
    }

    /// Calls `with` for every leaf below, with the keys that lead to it.
    fn visit(&self, keys: &mut Vec<Key>, with: &mut impl FnMut(&[Key], Action)) {
        match self {
            Node::Leaf(action, _) => with(keys, *action),
            Node::Branch(children) => {
                for (key, node) in children {
                    keys.push(*key);
                    node.visit(keys, with);
                    keys.pop();
                }
            }
        }
    }

    /// The keys that lead to the first leaf below that the user bound himself.
    fn bound_by_user(&self) -> Option<Vec<Key>> {
        match self {
            Node::Leaf(_, by_user) => by_user.then(Vec::new),
            Node::Branch(children) => children.iter().find_map(|(key, node)| {
                let rest = node.bound_by_user()?;
                Some([&[*key][..], &rest].concat())
            }),
        }
    }
}

/// Lets `keys` lead to `action`, or to nothing. A default that is in the way, because it begins with
/// `keys` or they begin with it, gives way; another entry of the user's does not: then nothing
/// changes, and the `Err` holds its keys.
fn bind(root: &mut Node, keys: &[Key], action: Option<Action>, by_user: bool) -> Result<(), String> {
    for (count, _) in keys.iter().enumerate().skip(1) {
        if let Some(Node::Leaf(_, true)) = root.at(&keys[..count]) {
            return Err(shown(&keys[..count]));
        }
    }
    if let Some(below @ Node::Branch(_)) = root.at(keys)
        && let Some(rest) = below.bound_by_user()
    {
        return Err(shown(&[keys, &rest].concat()));
    }
    let mut node = root;
    for key in &keys[..keys.len() - 1] {
        node = child(node, *key);
    }
    let last = keys[keys.len() - 1];
    match action {
        Some(action) => *child(node, last) = Node::Leaf(action, by_user),
        None => {
            if let Node::Branch(children) = node {
                children.retain(|(key, _)| *key != last);
            }
        }
    }
    Ok(())
}

/// The child of `node` at `key`, made if there is none; a leaf becomes a branch.
fn child(node: &mut Node, key: Key) -> &mut Node {
    if let Node::Leaf(..) = node {
        *node = Node::default();
    }
    let Node::Branch(children) = node else { unreachable!("a leaf was made a branch above") };
    let index = children.iter().position(|(other, _)| *other == key).unwrap_or_else(|| {
        children.push((key, Node::default()));
        children.len() - 1
    });
    &mut children[index].1
}

/// The sequence and the action of one entry; the action is `None` if it takes the keys away.
/// Notes what is wrong, and gives `None`, if there is a mistake in it.
fn read_entry(
    file: &mut UserFile<'_>,
    section: &str,
    entry: &Value<'_>,
) -> Option<(Vec<Key>, Option<Action>)> {
    let Some(table) = entry.get_ref().as_table() else {
        file.wrong_value(entry, section, "{ on = \"…\", run = \"…\" }");
        return None;
    };
    let on_written = table.get("on").and_then(|on| on.get_ref().as_str()).unwrap_or("");
    let key = if on_written.is_empty() { section.to_owned() } else { format!("{section}.\"{on_written}\"") };
    for name in table.keys() {
        if !matches!(name.get_ref().as_ref(), "on" | "run") {
            let problem = Problem::UnknownKey { allowed: "'on' and 'run'".to_owned() };
            file.mistake(name.span(), &format!("{key}.{}", name.get_ref()), problem);
        }
    }
    let on = field(file, entry, table, &key, "on");
    let run = field(file, entry, table, &key, "run");
    let sequence = on.and_then(|on| read_sequence(file, &key, on));
    let action = run.and_then(|run| read_action(file, &key, run));
    sequence.zip(action)
}

/// The field `name` of an entry; its absence is a mistake.
fn field<'v, 'a>(
    file: &mut UserFile<'_>,
    entry: &Spanned<DeValue<'a>>,
    table: &'v Table<'a>,
    key: &str,
    name: &'static str,
) -> Option<&'v Spanned<DeValue<'a>>> {
    let found = table.get(name);
    if found.is_none() {
        file.mistake(entry.span(), key, Problem::Missing(name));
    }
    found
}

fn read_sequence(file: &mut UserFile<'_>, key: &str, on: &Value<'_>) -> Option<Vec<Key>> {
    const ALLOWED: &str = "names of keys with spaces between them, for example \"g g\" or \"ctrl-d\"";
    let names = file.string(on, key, ALLOWED)?;
    match Key::sequence(names) {
        Ok(keys) if keys.is_empty() => file.wrong_value(on, key, ALLOWED),
        Ok(keys) => return Some(keys),
        Err(name) => file.mistake(on.span(), key, Problem::UnknownKeyName(name.to_owned())),
    }
    None
}

fn read_action(file: &mut UserFile<'_>, key: &str, run: &Value<'_>) -> Option<Option<Action>> {
    let name = file.string(run, key, "the name of an action, or \"none\"")?;
    if name == NONE {
        return Some(None);
    }
    if let Some(action) = Action::named(name) {
        return Some(Some(action));
    }
    let near = nearest(name, Action::ALL.iter().map(|action| action.name()));
    file.mistake(run.span(), key, Problem::UnknownAction(name.to_owned(), near.map(str::to_owned)));
    None
}

#[cfg(test)]
mod tests;
