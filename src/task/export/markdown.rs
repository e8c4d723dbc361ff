//! An article -> Markdown: title, text, and at the end where it was taken from.

use crate::article::{Article, DateMention, EntityKind, Facts, SectionKind};
use crate::store::Note;

/// What the lists of what was found are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings {
    /// That of people.
    pub people: String,
    /// That of places.
    pub places: String,
    /// That of organisations.
    pub organisations: String,
    /// That of dates.
    pub dates: String,
}

/// What Markdown is to have of an article beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// What was found in it, and what the lists of that are called.
    pub facts: Option<(&'a Facts, &'a Headings)>,
    /// The reader's notes on it, and what they are called.
    pub notes: Option<(&'a [Note], &'a str)>,
}

/// The article as Markdown (CommonMark): its title, its own text without what others have put beside it,
/// facts as lists and notes as quotes if they are given, and the citation. Whatever would be a sign of Markdown
/// in the text is kept as it reads.
pub fn markdown(article: &Article, beside: Beside<'_>) -> String {
    let mut out = String::new();
    if !article.title.text.is_empty() {
        out.push_str("# ");
        out.push_str(&inline(&article.title.text));
        out.push_str("\n\n");
    }
    for section in &article.sections {
        let text = section.span.of(&article.text);
        match section.kind {
            SectionKind::Subheading => {
                out.push_str("## ");
                out.push_str(&inline(&text.split_whitespace().collect::<Vec<_>>().join(" ")));
                out.push_str("\n\n");
            }
            SectionKind::Deck | SectionKind::Dateline | SectionKind::Byline | SectionKind::Paragraph => {
                paragraphs(text, &mut out);
            }
            _ => {}
        }
    }
    if let Some((facts, headings)) = beside.facts {
        lists(article, facts, headings, &mut out);
    }
    if let Some((notes, heading)) = beside.notes.filter(|(notes, _)| !notes.is_empty()) {
        out.push_str(&format!("## {heading}\n\n"));
        notes.iter().for_each(|note| self::note(note, &mut out));
    }
    out.push_str("\u{2014} ");
    out.push_str(&citation(article));
    out.push('\n');
    out
}

/// Where an article was taken from, as one cites it: outlet, title, day and address, each where it is
/// known; as Markdown.
pub fn citation(article: &Article) -> String {
    let is_arabic = article.title.text.chars().any(|character| ('\u{600}'..'\u{700}').contains(&character));
    let comma = if is_arabic { "\u{60C} " } else { ", " };
    let mut parts: Vec<String> = article.outlet.iter().map(|outlet| inline(outlet)).collect();
    parts.push(format!("\u{AB}{}\u{BB}", inline(&article.title.text)));
    parts.extend(article.published.map(|published| published.date.to_string()));
    parts.extend(article.url.as_deref().map(address));
    parts.join(comma)
}

/// An address, so that it is a link; what would end the link too early is encoded.
fn address(url: &str) -> String {
    let mut link = String::from("<");
    for character in url.chars() {
        match character {
            '<' => link.push_str("%3C"),
            '>' => link.push_str("%3E"),
            ' ' => link.push_str("%20"),
            '\n' | '\r' => {}
            other => link.push(other),
        }
    }
    link.push('>');
    link
}

/// The words that a note is on, as a quotation, and what it says.
fn note(note: &Note, out: &mut String) {
    if let Some(quote) = &note.quote {
        out.push_str(&format!("> {}\n\n", start(&quote.split_whitespace().collect::<Vec<_>>().join(" "))));
    }
    paragraphs(&note.text, out);
}

fn paragraphs(text: &str, out: &mut String) {
    let mut is_open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            out.push_str(if is_open { "\n" } else { "" });
            is_open = false;
            continue;
        }
        out.push_str(&start(line));
        out.push('\n');
        is_open = true;
    }
    out.push_str(if is_open { "\n" } else { "" });
}

/// A line of text, whose beginning must not make it a heading, a list or a rule.
fn start(line: &str) -> String {
    let escaped = inline(line);
    let digits = line.len() - line.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let is_numbered = digits > 0 && line[digits..].starts_with(['.', ')']);
    if is_numbered {
        return format!("{}\\{}", &line[..digits], inline(&line[digits..]));
    }
    let is_sign = line.starts_with(['#', '-', '+', '=', '~', '|']);
    if is_sign { format!("\\{escaped}") } else { escaped }
}

/// Text whose signs are no Markdown.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn lists(article: &Article, facts: &Facts, headings: &Headings, out: &mut String) {
    let kinds = [
        (EntityKind::Person, &headings.people),
        (EntityKind::Place, &headings.places),
        (EntityKind::Organisation, &headings.organisations),
    ];
    for (kind, heading) in kinds {
        let named = facts.entities.iter().filter(|entity| entity.kind == kind && entity.count > 0);
        let items = named.map(|entity| match entity.roles.first() {
            Some(role) => format!("{} ({})", inline(&entity.name), inline(role)),
            None => inline(&entity.name),
        });
        list(heading, items, out);
    }
    let mut dates: Vec<&DateMention> = facts.dates.iter().filter(|date| date.interval.is_some()).collect();
    dates.retain(|date| date.part == article.part);
    dates.sort_by_key(|date| date.interval);
    dates.dedup_by_key(|date| date.interval);
    let items = dates.into_iter().filter_map(|date| {
        let (first, last) = date.interval?;
        let days = if first == last { first.to_string() } else { format!("{first} \u{2013} {last}") };
        let said = date.span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(format!("{days}: {}", inline(&said)))
    });
    list(&headings.dates, items, out);
}

fn list(heading: &str, items: impl Iterator<Item = String>, out: &mut String) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    out.push_str("## ");
    out.push_str(heading);
    out.push_str("\n\n");
    for item in items {
        out.push_str("- ");
        out.push_str(&item);
        out.push('\n');
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Published, PublishedFrom, Section, Span, Title};

    /// What an article of one paragraph becomes.
    #[track_caller]
    fn check(text: &str, body: &str) {
        let section = Section { kind: SectionKind::Paragraph, span: Span::new(0, text.len()), part: 0 };
        let article = Article {
            title: Title { text: "T_1".to_owned(), span: None, stated: true },
            outlet: Some("A*B".to_owned()),
            url: Some("https://x.org/a b>".to_owned()),
            published: Some(Published { date: jiff::civil::date(2025, 2, 3), from: PublishedFrom::Stated }),
            text: text.to_owned(),
            sections: vec![section],
            ..Article::default()
        };
        let citation = "\u{2014} A\\*B, \u{AB}T\\_1\u{BB}, 2025-02-03, <https://x.org/a%20b%3E>\n";
        assert_eq!(markdown(&article, Beside::default()), format!("# T\\_1\n\n{body}{citation}"));
    }

    #[test]
    fn text_stays_what_it_reads() {
        check("plain", "plain\n\n");
        check("# no heading\n- no list", "\\# no heading\n\\- no list\n\n");
        check("2025. was a year", "2025\\. was a year\n\n");
        check("one\n\ntwo", "one\n\ntwo\n\n");
        check("a*b* [c](d) <e> &amp;", "a\\*b\\* \\[c\\](d) \\<e\\> \\&amp;\n\n");
        check("\u{645}\u{631}\u{62D}\u{628}\u{627}", "\u{645}\u{631}\u{62D}\u{628}\u{627}\n\n");
        check("", "");
    }

    #[test]
    fn notes_stand_under_the_words_that_they_are_on() {
        let article = Article::default();
        let note = |quote: Option<&str>, text: &str| Note {
            id: 1,
            article: crate::store::Id::new(1),
            quote: quote.map(str::to_owned),
            span: None,
            text: text.to_owned(),
            written: 0,
            changed: 0,
        };
        let notes = [note(None, "- ask\n\nA*"), note(Some("two\nwords"), "why?")];
        let written =
            |notes| markdown(&article, Beside { notes: Some((notes, "Notes")), ..Beside::default() });
        let expected = "## Notes\n\n\\- ask\n\nA\\*\n\n> two words\n\nwhy?\n\n\u{2014} ";
        assert!(written(&notes).starts_with(expected), "{}", written(&notes));
        assert!(!written(&[]).contains("Notes"));
    }
}
