//! RSS, Atom and JSON Feed -> items, and an item -> a document.
//!
//! `feed-rs` reads them; what it will not read, and feeds in the wild are full of, is mended before: entities
//! that XML does not know, bare ampersands, text before the declaration, a transfer that broke off.

use super::html::text_of_fragment;
use super::key::fingerprint;
use super::published::absolute_days;
use super::{Document, Flaw, Hints, Parsed, is_web, under};
use crate::arabic::words::one_line;
use feed_rs::model;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::HashMap;

/// A feed as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// What it is called.
    pub title: Option<String>,
    /// The address of the site.
    pub link: Option<String>,
    /// Its items, in its order; each with an id of its own.
    pub items: Vec<Item>,
}

/// An item of a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// What stays the same when the item is changed: its guid, else made of its address or title.
    pub id: String,
    /// Where the whole article is.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its day of publication, in the time zone in which it is given.
    pub published: Option<Date>,
    /// Its categories.
    pub tags: Vec<String>,
    /// What it says, as HTML: the whole text, else the summary.
    pub html: String,
}

/// Reads the feed in `text`, which came from `base`: a web address, or a path.
///
/// # Errors
///
/// [`Flaw::Feed`] with the reason if it is none, or too broken.
pub fn read_feed(text: &str, base: &str) -> Result<Feed, Flaw> {
    let broken = |reason: String| Flaw::Feed { origin: base.to_owned(), reason };
    let mended = mended(text);
    let read = parsed(&mended, base).or_else(|error| match without_torn_end(&mended) {
        Some(whole) => parsed(&whole, base),
        None => Err(error),
    });
    let feed = read.map_err(|error| broken(error.to_string()))?;
    let link =
        feed.links.iter().find(|link| link.rel.as_deref() != Some("self")).map(|link| link.href.clone());
    let items = feed.entries.into_iter().map(item).collect();
    Ok(Feed { title: feed.title.map(|title| plain(&title)), link, items: with_ids(items) })
}

/// By a parser of its own each time: after an error, one is of no use.
fn parsed(text: &str, base: &str) -> feed_rs::parser::ParseFeedResult<model::Feed> {
    feed_rs::parser::Builder::new()
        .base_uri(Some(base).filter(|base| is_web(base)))
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        // As the day on which it was where it was written, not in Greenwich.
        .timestamp_parser(|text| format!("{}T00:00:00Z", day_of_stamp(text)?).parse().ok())
        .build()
        .parse(text.as_bytes())
}

/// The day that a time of publication names; the year may have two digits, as RFC 822 has them.
fn day_of_stamp(text: &str) -> Option<Date> {
    let mut days = absolute_days(text, false);
    if days.is_empty() {
        days = absolute_days(text, true);
        // What is before a colon is an hour ("Dec 2 10:00:00").
        days.retain(|day| !text[day.range.end..].trim_start().starts_with(':'));
    }
    days.first().map(|day| day.date)
}

/// Reads each item of a feed file into `parsed`.
pub(super) fn read(text: &str, origin: &str, hints: &Hints, parsed: &mut Parsed) {
    match read_feed(text, origin) {
        Ok(feed) => {
            for item in &feed.items {
                match document(item, &feed, origin, hints, &mut parsed.flaws) {
                    Some(document) => parsed.documents.push(document),
                    None => parsed.flaws.push(Flaw::Item { origin: origin.to_owned(), id: item.id.clone() }),
                }
            }
            if feed.items.is_empty() {
                parsed.flaws.push(Flaw::Empty { origin: origin.to_owned() });
            }
        }
        Err(flaw) => parsed.flaws.push(flaw),
    }
}

/// The document of an item; `None` if it says nothing at all.
pub fn document(
    item: &Item,
    feed: &Feed,
    origin: &str,
    hints: &Hints,
    flaws: &mut Vec<Flaw>,
) -> Option<Document> {
    let body = text_of_fragment(&item.html);
    let title = item.title.clone().filter(|title| !title.is_empty());
    let text = under(title.as_deref(), body);
    let hints = Hints {
        format: None,
        key: Some(key(item, feed)),
        titled: title.is_some(),
        title,
        published: hints.published_or(item.published),
        outlet: hints.outlet.clone().or_else(|| feed.title.clone()),
        url: item.url.clone(),
        keywords: item.tags.clone(),
    };
    Document::read(text, origin, &hints, flaws)
}

/// The key under which the library knows an item, from whatever copy of the feed it comes. What is a web
/// address is the same in all feeds; a number counts within its own.
pub fn key(item: &Item, feed: &Feed) -> String {
    let scope = match item.id.contains("://") {
        true => "",
        false => feed.link.as_deref().or(feed.title.as_deref()).unwrap_or_default(),
    };
    format!("feed:{}", fingerprint(&format!("{scope} {}", item.id)))
}

fn item(entry: model::Entry) -> Item {
    let web = |link: &&model::Link| matches!(link.rel.as_deref(), None | Some("alternate"));
    let url = entry.links.iter().find(web).or(entry.links.first()).map(|link| link.href.trim().to_owned());
    let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let summary = entry.summary.map(|summary| summary.content).unwrap_or_default();
    let tags =
        entry.categories.iter().map(|tag| one_line(&escaped_once(tag.label.as_ref().unwrap_or(&tag.term))));
    Item {
        id: entry.id.trim().to_owned(),
        url: url.filter(|url| !url.is_empty()),
        title: entry.title.map(|title| plain(&title)),
        published: entry.published.or(entry.updated).and_then(|time| {
            // It was made from a day; see `timestamp_parser` above.
            time.to_rfc3339().get(..10)?.parse().ok()
        }),
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        html: escaped_once(&content.unwrap_or(summary)),
    }
}

/// Gives each item an id: what has none gets its address, or its title and day; of two different items with
/// one id, the later gets its address too. An item that stands there twice is kept once, as it stands last.
fn with_ids(items: Vec<Item>) -> Vec<Item> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Item> = Vec::new();
    for mut item in items {
        if item.id.is_empty() {
            let title = item.title.clone().unwrap_or_else(|| item.html.clone());
            let day = item.published.map(|day| day.to_string()).unwrap_or_default();
            item.id = item.url.clone().unwrap_or_else(|| fingerprint(&format!("{title} {day}")));
        }
        if let Some(&first) = known.get(&item.id) {
            let is_same = kept[first].url == item.url;
            let own = item.url.as_ref().map(|url| format!("{} {url}", item.id));
            match own.filter(|id| !is_same && !known.contains_key(id)) {
                Some(id) => item.id = id,
                None => {
                    kept[first] = item;
                    continue;
                }
            }
        }
        known.insert(item.id.clone(), kept.len());
        kept.push(item);
    }
    kept
}

/// A title as text on one line, whatever it was written as.
fn plain(text: &model::Text) -> String {
    let content = escaped_once(&text.content);
    if content.contains('<') || content.contains('&') {
        one_line(&text_of_fragment(&content))
    } else {
        one_line(&content)
    }
}

/// Markup that was escaped twice, escaped once.
fn escaped_once(html: &str) -> String {
    let twice = ["&lt;p", "&lt;br", "&lt;div", "&amp;nbsp;", "&amp;quot;", "&amp;amp;", "&amp;#"];
    if !html.contains('<') && twice.iter().any(|start| html.contains(start)) {
        return text_of_fragment(html);
    }
    html.to_owned()
}

/// The feed as XML, as far as it can be told what was meant.
fn mended(text: &str) -> Cow<'_, str> {
    let text = text.trim_start();
    if text.starts_with('{') {
        return Cow::Borrowed(text);
    }
    // Warnings of a server may stand before the feed.
    let start = ["<?xml", "<rss", "<feed", "<rdf:RDF"].iter().filter_map(|start| text.find(start)).min();
    let text = &text[start.unwrap_or(0)..];
    // The text is decoded already; what the declaration says of its encoding is no longer true.
    let text = match (text.starts_with("<?xml"), text.find("?>")) {
        (true, Some(end)) => &text[end + 2..],
        _ => text,
    };
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, after) = rest.split_at(at);
        mended.extend(before.chars().filter(|&character| is_xml(character)));
        if let Some(data) = after.strip_prefix("<![CDATA[") {
            let end = data.find("]]>").map_or(data.len(), |end| end + 3);
            mended.push_str("<![CDATA[");
            mended.extend(data[..end].chars().filter(|&character| is_xml(character)));
            rest = &data[end..];
        } else if let Some(markup) = after.strip_prefix('<') {
            mended.push('<');
            rest = markup;
        } else {
            rest = &after[reference(after, &mut mended)..];
        }
    }
    mended.extend(rest.chars().filter(|&character| is_xml(character)));
    Cow::Owned(mended)
}

/// Bytes of the longest reference that is looked for; HTML's longest name of a letter has eight.
const REFERENCE_MAX: usize = 13;

/// Writes what the `&` at the start of `text` begins so that XML knows it; gives its length.
fn reference(text: &str, out: &mut String) -> usize {
    let end = text.bytes().take(REFERENCE_MAX).position(|byte| byte == b';');
    let name = end.map(|end| &text[1..end]).unwrap_or_default();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#');
    match (name, end) {
        ("amp" | "lt" | "gt" | "quot" | "apos", Some(end)) => {
            out.push_str(&text[..=end]);
            end + 1
        }
        (name, Some(end)) if is_name && is_number(name) => {
            out.push_str(&text[..=end]);
            end + 1
        }
        // One of HTML's: the character itself.
        (_, Some(end)) if is_name => match text_of_fragment(&format!("x{}x", &text[..=end])) {
            known if !known.contains('&') && known.len() > 2 => {
                out.push_str(&known[1..known.len() - 1]);
                end + 1
            }
            _ => ampersand(out),
        },
        _ => ampersand(out),
    }
}

fn ampersand(out: &mut String) -> usize {
    out.push_str("&amp;");
    1
}

/// Whether `#123` or `#x1F` names a character that XML allows.
fn is_number(name: &str) -> bool {
    let Some(digits) = name.strip_prefix('#') else { return false };
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    number.ok().and_then(char::from_u32).is_some_and(is_xml)
}

/// Char of XML 1.0, section 2.2.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// A feed that broke off, up to its last whole item.
fn without_torn_end(text: &str) -> Option<String> {
    let (item, ends) = [("</item>", "</channel></rss>"), ("</entry>", "</feed>")]
        .into_iter()
        .find(|(item, _)| text.contains(item))?;
    let end = text.rfind(item)? + item.len();
    let ends = if text.contains("<rdf:RDF") { "</rdf:RDF>" } else { ends };
    Some(format!("{}{ends}", &text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(mended(text), wanted);
    }

    #[test]
    fn what_is_no_xml_is_mended() {
        check(
            "<rss>a & b &amp; c &nbsp;&eacute;&nope; &#1602;&#0;</rss>",
            "<rss>a &amp; b &amp; c  é&amp;nope; &#1602;\u{FFFD}</rss>",
        );
        check("Notice: {x}\n<?xml version='1.0' encoding='x'?><rss>\u{8}\u{642}</rss>", "<rss>\u{642}</rss>");
        check("<rss><![CDATA[a & b]]></rss>", "<rss><![CDATA[a & b]]></rss>");
        check(
            "<rss>&\u{642}\u{642}\u{642}\u{642}\u{642}\u{642};</rss>",
            "<rss>&amp;\u{642}\u{642}\u{642}\u{642}\u{642}\u{642};</rss>",
        );
    }

    #[test]
    fn a_stamp_may_have_a_year_of_two_digits() {
        let day = |text: &str| day_of_stamp(text).map(|day| day.to_string());
        assert_eq!(day("Tue, 02 Dec 25 10:00:00 GMT").as_deref(), Some("2025-12-02"));
        assert_eq!(day("Tue, 02 Dec 2025 10:00:00 GMT").as_deref(), Some("2025-12-02"));
        assert_eq!(day("Tue Dec 02 10:00:00"), None);
        assert_eq!(day("10:00:00"), None);
    }

    #[test]
    fn however_many_ampersands_there_are_it_takes_one_pass() {
        // Looking through all that follows each of them, this took minutes.
        let hostile = "&".repeat(4 << 20);
        assert_eq!(mended(&hostile).len(), 5 * hostile.len());
    }
}
