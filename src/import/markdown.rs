//! Markdown -> a document: its text without the signs, and what its front matter says.

use super::published::absolute_days;
use super::{Document, Flaw, Hints, under};
use crate::arabic::words::one_line;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads the article in `text`.
pub(super) fn read(text: &str, origin: &str, hints: &Hints, flaws: &mut Vec<Flaw>) -> Option<Document> {
    let (front, body) = front_matter(text);
    let field = |names: &[&str]| {
        let found = front.iter().find(|(name, _)| names.contains(&name.as_str()));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    };
    let (heading, lines) = lines(body);
    let title = field(&["title", "headline", "عنوان"]).map(one_line).or(heading.clone());
    // A heading that is not the title stays text.
    let lead = heading.filter(|heading| Some(heading) != title.as_ref());
    let body = lead.into_iter().chain(lines).collect::<Vec<_>>().join("\n");
    let date = field(&["date", "published", "تاريخ"])
        .and_then(|date| absolute_days(date, false).first().map(|found| found.date));
    let keywords = field(&["tags", "keywords"]).map(|tags| {
        let tags = tags.trim_matches(['[', ']']).split([',', '،']);
        let tidy = |tag: &str| tag.trim().trim_matches(['"', '\'', '#']).to_owned();
        tags.map(tidy).filter(|tag| !tag.is_empty()).collect()
    });
    let text = under(title.as_deref(), body);
    let hints = Hints {
        format: None,
        key: hints.key.clone(),
        titled: title.is_some(),
        title,
        published: hints.published_or(date),
        outlet: field(&["source", "outlet", "publisher"]).map(Into::into).or_else(|| hints.outlet.clone()),
        url: field(&["url", "link", "canonical"]).map(Into::into).or_else(|| hints.url.clone()),
        keywords: keywords.unwrap_or_else(|| hints.keywords.clone()),
    };
    Document::read(text, origin, &hints, flaws)
}

/// Names and values of the front matter between `---` (YAML) or `+++` (TOML), as far as they are single
/// values or flat lists; and what comes after it.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let Some(fence) =
        ["---", "+++"].into_iter().find(|fence| text.lines().next().map(str::trim_end) == Some(fence))
    else {
        return (Vec::new(), text);
    };
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end();
        if line == fence || line == "..." {
            // A rule that is no fence has no fields below it.
            return if fields.is_empty() { (fields, text) } else { (fields, &text[at..]) };
        }
        let divider = if fence == "+++" { '=' } else { ':' };
        if let (Some(item), Some((_, value))) = (line.trim_start().strip_prefix("- "), fields.last_mut()) {
            value.push_str(if value.is_empty() { "" } else { "," });
            value.push_str(item.trim());
        } else if let Some((name, value)) = line.split_once(divider) {
            let value = value.trim();
            let quoted = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
            let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(value);
            fields.push((name.trim().to_lowercase(), value.to_owned()));
        }
    }
    // It was never closed: then it is text.
    (Vec::new(), text)
}

/// The first heading, if it is of the first level, and the other lines.
fn lines(text: &str) -> (Option<String>, Vec<String>) {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let (mut heading, mut lines, mut line): (Option<String>, Vec<String>, String) = Default::default();
    let mut in_first = false;
    for event in parser {
        match event {
            Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H1, .. }) => {
                in_first = heading.is_none() && lines.is_empty();
            }
            Event::Start(Tag::Item) => {
                // A list in an item begins a line of its own.
                end_line(&mut line, &mut lines);
                line.push_str("• ");
            }
            Event::End(TagEnd::Heading(_)) if in_first => {
                heading = Some(one_line(&std::mem::take(&mut line))).filter(|heading| !heading.is_empty());
                in_first = false;
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::CodeBlock,
            )
            | Event::HardBreak
            | Event::Rule => end_line(&mut line, &mut lines),
            Event::End(TagEnd::TableCell) => line.push_str(" | "),
            Event::SoftBreak => line.push(' '),
            Event::Text(text) | Event::Code(text) => line.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => {
                line.push_str(&super::html::text_of_fragment(&html))
            }
            _ => {}
        }
    }
    end_line(&mut line, &mut lines);
    (heading, lines)
}

/// Puts what stands on the line, if anything does, to the others.
fn end_line(line: &mut String, lines: &mut Vec<String>) {
    let whole = std::mem::take(line);
    let whole = whole.trim_end().trim_end_matches('|').trim_end();
    if !whole.is_empty() && whole != "•" {
        lines.push(whole.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::SectionKind;

    #[track_caller]
    fn check(text: &str, title: Option<&str>, body: &str) {
        let document = read(text, "x.md", &Hints::default(), &mut Vec::new()).unwrap();
        let article = &document.articles[0];
        let body_of = article.body().filter(|section| section.kind != SectionKind::Title);
        let sections: Vec<_> = body_of.map(|section| section.span.of(&article.text)).collect();
        assert_eq!(article.title.span.map(|span| span.of(&article.text)), title);
        assert_eq!(sections.join("\n"), body);
    }

    #[test]
    fn signs_are_not_text() {
        check(
            "# قمة في القاهرة\n\nقال **الرئيس** إن [القمة](https://a.example) ناجحة.\n\n- بند\n  - فرع\n- آخر\n",
            Some("قمة في القاهرة"),
            "قال الرئيس إن القمة ناجحة.\n• بند\n• فرع\n• آخر",
        );
    }

    #[test]
    fn front_matter_is_read() {
        let text = "---\ntitle: \"قمة\"\ndate: 2025-03-18\nsource: صدى\nurl: https://a.example/1\ntags:\n  - سياسة\n  - مصر\n---\n\nنص الخبر هنا.\n";
        let document = read(text, "x.md", &Hints::default(), &mut Vec::new()).unwrap();
        let article = &document.articles[0];
        assert_eq!(article.title.text, "قمة");
        assert_eq!(article.published.unwrap().date, jiff::civil::date(2025, 3, 18));
        assert_eq!(article.outlet.as_deref(), Some("صدى"));
        assert_eq!(article.url.as_deref(), Some("https://a.example/1"));
        assert_eq!(article.keywords, ["سياسة", "مصر"]);
    }
}
