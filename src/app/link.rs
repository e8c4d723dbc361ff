//! Text -> the web addresses written in it, each cleaned so that it can be given to a terminal or a
//! browser.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

/// How an address begins in a text; the last one lacks its scheme.
const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// Signs that end an address wherever they stand: none of RFC 3986, or what stands around one in
/// running text. White space, controls and bidi controls do so, too.
const DELIMITERS: &str =
    "<>\"`\\^|{}\u{AB}\u{BB}\u{2018}\u{2019}\u{201C}\u{201D}\u{60C}\u{61B}\u{61F}\u{6D4}";

/// Signs that belong to the sentence if an address ends with them.
const TRAILING: &str = ".,;:!?'*_~-\u{2026}";

/// A web address: `http` or `https`, of printable ASCII only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Url(String);

impl Url {
    /// The address in `text`, what is not ASCII percent-encoded (as UTF-8, which browsers take for
    /// names of hosts as well). `None` if it is none, or if it names a user: what stands
    /// before `@` is there to be taken for the host.
    pub fn of(text: &str) -> Option<Url> {
        let text = text.trim();
        let rest = ["https://", "http://"].iter().find_map(|scheme| strip(text, scheme))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if host.contains('@') || !host.chars().any(char::is_alphanumeric) {
            return None;
        }
        let mut url = String::with_capacity(text.len());
        for character in text.chars() {
            if character.is_ascii_graphic() && !DELIMITERS.contains(character) {
                url.push(character);
            } else {
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    url.push_str(&format!("%{byte:02X}"));
                }
            }
        }
        Some(Url(url))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Url {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The addresses written in a text and where they stand, in its order. One begins with `https://`,
/// `http://` or `www.`, not in the middle of a word; punctuation at its end, and a bracket that was
/// not opened in it, are the sentence's. Mail addresses are none.
pub fn urls(text: &str) -> Vec<(Range<usize>, Url)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find([':', 'w', 'W']).map(|at| from + at) {
        from = at + 1;
        let Some((start, length)) = start_at(text, at) else { continue };
        let end = start + length + extent(&text[start + length..]);
        let written = &text[start..end];
        let url = match strip(written, "www.") {
            // Without a dot there is no name of a host behind it.
            Some(rest) => rest.contains('.').then(|| format!("https://{written}")),
            None => Some(written.to_owned()),
        };
        if let Some(url) = url.as_deref().and_then(Url::of) {
            found.push((start..end, url));
            from = end;
        }
    }
    found
}

/// Where an address begins whose `:` or `w` stands at `at`, and how many bytes its beginning has.
fn start_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let (start, length) = STARTS.iter().find_map(|begin| {
        let start = at.checked_sub(begin.find(':').unwrap_or(0))?;
        strip(text.get(start..)?, begin).map(|_| (start, begin.len()))
    })?;
    let before = text[..start].chars().next_back();
    let is_inside = |before: char| before.is_ascii_alphanumeric() || "./@-_".contains(before);
    (!before.is_some_and(is_inside)).then_some((start, length))
}

/// How many bytes of `rest`, which follows the beginning of an address, still belong to it.
fn extent(rest: &str) -> usize {
    let mut open = Vec::new();
    let mut end = rest.len();
    let (mut in_host, mut host_is_ascii) = (true, false);
    for (at, character) in rest.char_indices() {
        let closes = match character {
            '(' | '[' => {
                open.push(character);
                false
            }
            ')' => open.pop() != Some('('),
            ']' => open.pop() != Some('['),
            _ => false,
        };
        in_host &= !matches!(character, '/' | '?' | '#');
        // A word of another script that follows a name without a space is not of the name.
        let is_glued = in_host && host_is_ascii && !character.is_ascii();
        host_is_ascii |= in_host && character.is_ascii_alphanumeric();
        if closes || is_glued || ends(character) {
            end = at;
            break;
        }
    }
    rest[..end].trim_end_matches(|character| TRAILING.contains(character)).len()
}

fn ends(character: char) -> bool {
    let is_bidi = matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    character.is_whitespace() || character.is_control() || is_bidi || DELIMITERS.contains(character)
}

/// What follows `start` at the beginning of `text`, capital letters or not.
fn strip<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| &text[start.len()..])
}

/// Every link that was ever shown in the window, with its number: the same address, the same number.
#[derive(Clone, Debug, Default)]
pub struct Links {
    urls: Vec<Url>,
    numbers: HashMap<Url, usize>,
}

impl Links {
    /// The number of a link.
    pub fn number(&mut self, url: &Url) -> usize {
        if let Some(number) = self.numbers.get(url) {
            return *number;
        }
        let number = self.urls.len();
        self.urls.push(url.clone());
        self.numbers.insert(url.clone(), number);
        number
    }

    /// The addresses, by their numbers.
    pub fn urls(&self) -> &[Url] {
        &self.urls
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `expected` has the pieces of `text` that are addresses.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = urls(text).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[track_caller]
    fn check_clean(text: &str, expected: Option<&str>) {
        assert_eq!(Url::of(text).as_ref().map(Url::as_str), expected, "{text}");
    }

    #[test]
    fn addresses_in_running_text() {
        check("see https://a.example/b?c=d&e#f, and", &["https://a.example/b?c=d&e#f"]);
        check("HTTP://A.example. Then www.b.example!", &["HTTP://A.example", "www.b.example"]);
        check("https://a.example/x...", &["https://a.example/x"]);
        check("a wwwx. www. http:// https://... www.x ftp://a.example me@www.example.com", &[]);
        check("http://localhost:8080/a", &["http://localhost:8080/a"]);
        check("http://a.example http://b.example", &["http://a.example", "http://b.example"]);
    }

    #[test]
    fn brackets_and_quotes_round_them_are_not_theirs() {
        check("(https://a.example/b_(c))", &["https://a.example/b_(c)"]);
        check("[https://a.example/](x)", &["https://a.example/"]);
        check("<https://a.example> \"www.b.example\"", &["https://a.example", "www.b.example"]);
        check("\u{AB}https://a.example/\u{BB}", &["https://a.example/"]);
    }

    #[test]
    fn arabic_round_them_and_in_them() {
        let comma = "\u{628}: https://a.example/x\u{60C} \u{628}";
        check(comma, &["https://a.example/x"]);
        check("https://a.example\u{61F}", &["https://a.example"]);
        check("\u{648}https://a.example\u{648}\u{642}\u{627}\u{644}", &["https://a.example"]);
        check("\u{2067}https://a.example/b\u{2069}", &["https://a.example/b"]);
        let path = "https://a.example/\u{62E}\u{628}\u{631}";
        check(path, &[path]);
        let host = "http://\u{645}\u{648}\u{642}\u{639}.\u{645}\u{635}\u{631}/";
        check(host, &[host]);
    }

    #[test]
    fn what_is_given_away_is_clean() {
        check_clean(" https://a.example/\u{62E} x\u{7}\"", Some("https://a.example/%D8%AE%20x%07%22"));
        check_clean("https://a.example/%D8%AE", Some("https://a.example/%D8%AE"));
        check_clean("javascript:alert(1)", None);
        check_clean("file:///etc/passwd", None);
        check_clean("https://bank.example@a.example/", None);
    }

    #[test]
    fn an_address_keeps_its_number() {
        let mut links = Links::default();
        let url = |text: &str| Url::of(text).unwrap();
        let (a, b) = (url("https://a.example"), url("https://b.example"));
        assert_eq!([links.number(&a), links.number(&b), links.number(&a)], [0, 1, 0]);
        assert_eq!(links.urls(), [a, b]);
    }

    proptest! {
        #[test]
        fn no_address_holds_a_control(text in "(https://|www\\.|a| |\\PC|[\\x00-\\x1f\u{202E}]|\u{628}|\\.|/|[()]){0,40}") {
            let mut last = 0;
            for (range, url) in urls(&text) {
                prop_assert!(url.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(range.start >= last && range.start < range.end);
                last = range.end;
            }
        }
    }
}
