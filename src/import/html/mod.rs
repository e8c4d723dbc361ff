//! A web page -> the article on it: its readable part as lines of text, and what its metadata says.
//!
//! The readable part is found by `dom_smoothie`, a port of Mozilla's Readability. What is kept of it is
//! text; paragraphs, headings, items and rows each become a line (`blocks.rs`).

mod blocks;
mod meta;

use super::{Document, Flaw, Hints, Parsed, is_web, under};
use crate::arabic::letters::fold_str;
use crate::arabic::words::one_line;
use dom_query::Document as Dom;
use dom_smoothie::{Config, Readability};

pub(super) use blocks::text_of_fragment;

/// Elements of a page beyond which it is not read: real ones have some thousands.
const ELEMENTS_MAX: usize = 200_000;
/// Levels of elements below each other beyond which a page is not read; what looks for the readable part
/// goes down by recursion.
const DEPTH_MAX: usize = 400;
/// Characters below which what was found is no article but a notice: "page not found".
const TEXT_LEAST: usize = 80;
/// The part of a text above which it is a list of links.
const LINKED_MOST: f32 = 0.6;

/// What a page is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its headline, without the name of the site.
    pub title: Option<String>,
    /// The text of the article, a paragraph a line.
    pub text: String,
    /// Its day of publication, in the time zone in which it is given.
    pub published: Option<jiff::civil::Date>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its own address.
    pub url: Option<String>,
    /// Its keywords.
    pub keywords: Vec<String>,
}

/// Reads the page in `html`, whose relative links start from `base`, if that is a web address.
///
/// # Errors
///
/// [`Flaw::Unreadable`] if there is no article on it.
pub fn read_page(html: &str, base: &str) -> Result<Page, Flaw> {
    let dom = Dom::from(html);
    if is_too_deep(&dom) {
        return Err(Flaw::Unreadable { origin: base.to_owned() });
    }
    let base = &meta::base(&dom, base);
    let meta = meta::Meta::of(&dom, base);
    let headings: Vec<String> = dom.select("h1").nodes().iter().map(|node| one_line(&node.text())).collect();
    let mut text = readable(dom, base);
    if let Some(body) = &meta.body
        && body.chars().count() > 2 * text.chars().count()
    {
        text.clone_from(body);
    }
    let title = meta.title(&headings);
    if let Some(title) = &title {
        text = without_title(&text, title);
    }
    if text.chars().count() < TEXT_LEAST && (title.is_none() || meta.published.is_none() || text.is_empty()) {
        return Err(Flaw::Unreadable { origin: base.to_owned() });
    }
    let meta::Meta { published, outlet, url, keywords, .. } = meta;
    Ok(Page { title, text, published, outlet, url, keywords })
}

/// The addresses of the feeds that the page in `html` names, in its order, resolved against `base`.
pub fn feeds_in(html: &str, base: &str) -> Vec<String> {
    let dom = Dom::from(html);
    let links = dom.select("link[rel~=alternate][href]");
    let mut found = Vec::new();
    for node in links.nodes() {
        let kind = node.attr("type").unwrap_or_default().to_ascii_lowercase();
        let is_feed = ["rss", "atom", "feed+json", "rdf"].iter().any(|name| kind.contains(name));
        let address = node.attr("href").and_then(|href| meta::resolved(&href, base));
        if let Some(address) = address.filter(|address| is_feed && !found.contains(address)) {
            found.push(address);
        }
    }
    found
}

/// Reads the page in `html` into `parsed`.
pub(super) fn read(html: &str, origin: &str, hints: &Hints, parsed: &mut Parsed) {
    match read_page(html, hints.url.as_deref().unwrap_or(origin)) {
        Ok(page) => {
            let document = document(page, origin, hints, &mut parsed.flaws);
            if document.is_none() {
                parsed.flaws.push(Flaw::Unreadable { origin: origin.to_owned() });
            }
            parsed.documents.extend(document);
        }
        Err(_) => parsed.flaws.push(Flaw::Unreadable { origin: origin.to_owned() }),
    }
}

/// The document of a page; what was given by hand counts for more than what the page says.
pub fn document(page: Page, origin: &str, hints: &Hints, flaws: &mut Vec<Flaw>) -> Option<Document> {
    let title = hints.title.clone().or(page.title);
    let hints = Hints {
        format: None,
        key: hints.key.clone(),
        titled: title.is_some(),
        published: hints.published_or(page.published),
        outlet: hints.outlet.clone().or(page.outlet),
        url: page.url.or_else(|| hints.url.clone()),
        keywords: if hints.keywords.is_empty() { page.keywords } else { hints.keywords.clone() },
        title,
    };
    Document::read(under(hints.title.as_deref(), page.text), origin, &hints, flaws)
}

/// The text of the readable part; empty if there is none.
fn readable(dom: Dom, base: &str) -> String {
    // What no reader of the article wants, and Readability at times keeps. Not forms: some servers put
    // whole pages into one.
    dom.select(
        "script, style, noscript, template, nav, button, iframe, [hidden], [aria-hidden=true], \
         .share, .social, .social-share, .comments, #comments, .comment-list, .breadcrumb, .breadcrumbs",
    )
    .remove();
    let address = Some(base).filter(|base| is_web(base));
    let config = Config { max_elements_to_parse: ELEMENTS_MAX, char_threshold: 250, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(dom, address, Some(config)) else {
        return String::new();
    };
    let Ok(article) = readability.parse() else { return String::new() };
    let text = text_of_fragment(&article.content);
    if is_mostly_links(&article.content, &text) { String::new() } else { text }
}

/// Whether it is a front page or a menu.
fn is_mostly_links(html: &str, text: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).count();
    let linked = letters(&Dom::fragment(html).select("a").text());
    linked as f32 > LINKED_MOST * letters(text) as f32
}

/// The text without a first line that only repeats the title.
fn without_title(text: &str, title: &str) -> String {
    let bare = |line: &str| {
        fold_str(line).chars().filter(|character| character.is_alphanumeric()).collect::<String>()
    };
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if bare(first) == bare(title) { rest.trim_start().to_owned() } else { text.to_owned() }
}

fn is_too_deep(dom: &Dom) -> bool {
    let mut left = vec![(dom.root(), 0)];
    let mut count = 0;
    while let Some((node, depth)) = left.pop() {
        count += 1;
        if depth > DEPTH_MAX || count > 4 * ELEMENTS_MAX {
            return true;
        }
        left.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    false
}
