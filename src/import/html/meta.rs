//! What a page says of itself: JSON-LD, OpenGraph, Dublin Core, microdata, and plain `meta` and `time`.

use super::blocks::text_of_fragment;
use crate::arabic::letters::fold_str;
use crate::arabic::words::one_line;
use crate::import::is_web;
use crate::import::published::absolute_days;
use dom_query::Document;
use jiff::civil::Date;
use serde_json::Value;
use url::Url;

/// Types of schema.org that are articles.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "Report",
];
/// Names and properties of `meta` that hold the day of publication, the surest first.
const DAYS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "pubdate",
    "published_time",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "date",
    "og:pubdate",
];
/// What stands between a headline and the name of the site.
const DIVIDERS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", "|"];

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Meta {
    headline: Option<String>,
    /// The content of `title`.
    tab: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) outlet: Option<String>,
    pub(super) url: Option<String>,
    pub(super) keywords: Vec<String>,
    /// The text of the article, where the metadata holds it.
    pub(super) body: Option<String>,
}

impl Meta {
    pub(super) fn of(dom: &Document, base: &str) -> Meta {
        let tags = Tags::of(dom);
        let article = json_ld(dom);
        let said = |name: &str| article.as_ref().and_then(|article| string(article.get(name)?));
        let marked = |name: &str| microdata(dom, name);
        let day = |text: String| day(&text);
        let published = said("datePublished")
            .and_then(day)
            .or_else(|| DAYS.iter().find_map(|name| tags.first(name).and_then(day)))
            .or_else(|| marked("datePublished").and_then(day))
            .or_else(|| said("dateCreated").and_then(day))
            .or_else(|| time(dom));
        let outlet = said("publisher").or_else(|| {
            ["og:site_name", "application-name", "dc.publisher"].iter().find_map(|name| tags.first(name))
        });
        let canonical = dom.select("link[rel~=canonical][href]").attr("href").map(|href| href.to_string());
        let url = canonical
            .or_else(|| tags.first("og:url"))
            .and_then(|address| resolved(&address, base))
            .or_else(|| is_web(base).then(|| base.to_owned()));
        let mut keywords = article.as_ref().and_then(|article| article.get("keywords")).map(list);
        for name in ["article:tag", "news_keywords", "keywords"] {
            let found = || tags.all(name).iter().flat_map(|tags| split(tags)).collect::<Vec<_>>();
            keywords = Some(keywords.filter(|words| !words.is_empty()).unwrap_or_else(found));
        }
        let mut seen = std::collections::HashSet::new();
        let mut keywords = keywords.unwrap_or_default();
        keywords.retain(|word| seen.insert(fold_str(word)));
        Meta {
            headline: said("headline")
                .or_else(|| tags.first("og:title"))
                .or_else(|| tags.first("twitter:title"))
                .or_else(|| marked("headline"))
                .map(|title| plain(&title)),
            tab: Some(plain(&dom.select("head title").text())).filter(|title| !title.is_empty()),
            published,
            outlet: outlet.map(|outlet| plain(&outlet)),
            url,
            keywords,
            body: said("articleBody").map(|body| {
                let text = text_of_fragment(&body.replace('\n', "<br>"));
                if text.contains("&#") || text.contains("&amp;") { text_of_fragment(&text) } else { text }
            }),
        }
    }

    /// The headline, by what is surest: what the metadata says, without the name of the site; a heading of
    /// the page that the others contain.
    pub(super) fn title(&self, headings: &[String]) -> Option<String> {
        let said = self.headline.as_ref().or(self.tab.as_ref());
        let heading = |title: &&String| !title.is_empty();
        let Some(said) = said else { return headings.iter().find(heading).cloned() };
        // The page itself often shows it whole where the metadata cut it or added the site to it.
        let own = headings.iter().filter(heading).find(|heading| said.contains(heading.as_str()));
        let own = own.filter(|heading| heading.chars().count() * 2 > said.chars().count());
        Some(own.cloned().unwrap_or_else(|| self.without_site(said)))
    }

    fn without_site(&self, title: &str) -> String {
        let outlet = self.outlet.as_deref().map(fold_str);
        for divider in DIVIDERS {
            for (site, rest) in
                [title.rsplit_once(divider).map(|(rest, site)| (site, rest)), title.split_once(divider)]
                    .into_iter()
                    .flatten()
            {
                let is_site = outlet.as_ref().is_some_and(|outlet| {
                    let site = fold_str(site.trim());
                    !site.is_empty() && (outlet.contains(&site) || site.contains(outlet.as_str()))
                });
                if is_site && rest.trim().chars().count() > site.trim().chars().count() {
                    return self.without_site(rest.trim());
                }
            }
        }
        title.to_owned()
    }
}

/// The `meta` elements of a page.
struct Tags(Vec<(String, String)>);

impl Tags {
    fn of(dom: &Document) -> Tags {
        let mut tags = Vec::new();
        for node in dom.select("meta[content]").nodes() {
            let name = ["property", "name", "itemprop"].iter().find_map(|name| node.attr(name));
            if let (Some(name), Some(content)) = (name, node.attr("content")) {
                tags.push((name.trim().to_ascii_lowercase(), content.trim().to_owned()));
            }
        }
        Tags(tags)
    }

    fn all(&self, name: &str) -> Vec<String> {
        let found = self.0.iter().filter(|(known, content)| known == name && !content.is_empty());
        found.map(|(_, content)| content.clone()).collect()
    }

    fn first(&self, name: &str) -> Option<String> {
        self.all(name).into_iter().next()
    }
}

/// The first article that the page's JSON-LD describes.
fn json_ld(dom: &Document) -> Option<Value> {
    let scripts = dom.select("script[type=\"application/ld+json\"]");
    scripts.nodes().iter().find_map(|node| {
        let text = node.text();
        // Some pages wrap it into a comment, or break its strings over lines.
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().to_owned();
        let text = text.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().to_owned();
        let parsed = serde_json::from_str(&text)
            .or_else(|_| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")));
        article_in(&parsed.ok()?, 0)
    })
}

/// How deep articles are looked for in JSON-LD.
const NESTED_MAX: usize = 8;

fn article_in(value: &Value, depth: usize) -> Option<Value> {
    if depth > NESTED_MAX {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| article_in(value, depth + 1)),
        Value::Object(fields) => {
            let is = |kind: &Value| kind.as_str().is_some_and(|kind| ARTICLES.contains(&last_part(kind)));
            let is_article = match fields.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().any(is),
                Some(kind) => is(kind),
                None => false,
            };
            if is_article {
                return Some(value.clone());
            }
            ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"]
                .iter()
                .find_map(|name| article_in(fields.get(*name)?, depth + 1))
        }
        _ => None,
    }
}

/// `http://schema.org/NewsArticle` -> `NewsArticle`.
fn last_part(kind: &str) -> &str {
    kind.rsplit(['/', ':', '#']).next().unwrap_or(kind)
}

/// The text of a value: itself, the name of an object, the first of several.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Object(fields) => ["name", "@value"].iter().find_map(|name| string(fields.get(*name)?)),
        Value::Array(values) => values.iter().find_map(string),
        _ => None,
    }
}

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(string).map(|word| plain(&word)).collect(),
        other => string(other).map(|words| split(&words)).unwrap_or_default(),
    }
}

fn split(words: &str) -> Vec<String> {
    let tidy = |word: &str| plain(word.trim().trim_start_matches('#'));
    words.split([',', '،', ';', '؛', '|']).map(tidy).filter(|word| !word.is_empty()).collect()
}

fn microdata(dom: &Document, name: &str) -> Option<String> {
    let found = dom.select(&format!("[itemprop~={name}]"));
    let node = found.nodes().first()?;
    let value =
        ["content", "datetime"].iter().find_map(|name| node.attr(name)).map(|value| value.to_string());
    Some(value.unwrap_or_else(|| one_line(&node.text()))).filter(|value| !value.is_empty())
}

/// The day of the first `time` of the page that is one.
fn time(dom: &Document) -> Option<Date> {
    let times = dom.select("time");
    times.nodes().iter().find_map(|node| {
        let machine = node.attr("datetime").and_then(|text| day(&text));
        machine.or_else(|| day(&one_line(&node.text())))
    })
}

fn day(text: &str) -> Option<Date> {
    absolute_days(text, false).first().map(|found| found.date)
}

/// A title or name as text: on one line, entities decoded, also those that were escaped twice.
pub(super) fn plain(text: &str) -> String {
    let mut text = one_line(text);
    for _ in 0..2 {
        if !text.contains('&') && !text.contains('<') {
            break;
        }
        text = one_line(&text_of_fragment(&text));
    }
    text
}

/// From where the links of a page at `address` start: what it says itself, else there.
pub(super) fn base(dom: &Document, address: &str) -> String {
    let said = dom.select("base[href]").attr("href").and_then(|href| resolved(&href, address));
    said.unwrap_or_else(|| address.to_owned())
}

/// `address` as it is meant on a page at `base`; `None` if that is no address on the web.
pub(super) fn resolved(address: &str, base: &str) -> Option<String> {
    let address = address.trim();
    let url = match Url::parse(base).ok().filter(|_| is_web(base)) {
        Some(base) => base.join(address).ok()?,
        None => Url::parse(address).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}
