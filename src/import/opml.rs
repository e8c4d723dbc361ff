//! Lists of feeds: OPML -> outlines, and back.

use super::Flaw;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A feed of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// What it is called in the list.
    pub title: Option<String>,
    /// Its address.
    pub url: String,
    /// The address of the site.
    pub site: Option<String>,
    /// The folders that it lies in, from the outermost, with `/` between them.
    pub folder: Option<String>,
}

/// Reads the feeds of a list, in its order, each address once.
///
/// # Errors
///
/// [`Flaw::Feed`] with the place if it is no XML.
pub fn read_opml(text: &str, origin: &str) -> Result<Vec<Outline>, Flaw> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}').trim_start());
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut folders: Vec<Option<String>> = Vec::new();
    let mut found: Vec<Outline> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(found),
            Ok(Event::Start(element)) if is_outline(&element) => {
                let folder = outline(&element, &folders, &mut found);
                folders.push(folder);
            }
            Ok(Event::Empty(element)) if is_outline(&element) => {
                outline(&element, &folders, &mut found);
            }
            Ok(Event::End(element)) if is_named(element.name().as_ref(), "outline") => {
                folders.pop();
            }
            Ok(_) => {}
            Err(error) => {
                let line =
                    text[..(reader.error_position() as usize).min(text.len())].matches('\n').count() + 1;
                let reason = format!("line {line}: {error}");
                return Err(Flaw::Feed { origin: origin.to_owned(), reason });
            }
        }
    }
}

fn is_outline(element: &BytesStart<'_>) -> bool {
    is_named(element.name().as_ref(), "outline")
}

fn is_named(name: &str, wanted: &str) -> bool {
    name.eq_ignore_ascii_case(wanted)
}

/// Notes the feed that an outline is; gives its name if it is a folder.
fn outline(element: &BytesStart<'_>, folders: &[Option<String>], found: &mut Vec<Outline>) -> Option<String> {
    let attribute = |wanted: &str| {
        element.html_attributes().flatten().find_map(|attribute| {
            let is_it = is_named(attribute.key.as_ref(), wanted);
            is_it.then(|| super::html::text_of_fragment(&attribute.value)).filter(|value| !value.is_empty())
        })
    };
    let title = attribute("title").or_else(|| attribute("text"));
    let Some(url) = attribute("xmlUrl") else { return title };
    let url = url.replace("feed://", "http://");
    if !found.iter().any(|known| known.url == url) {
        let path: Vec<&str> = folders.iter().flatten().map(String::as_str).collect();
        let folder = (!path.is_empty()).then(|| path.join("/"));
        found.push(Outline { title, url, site: attribute("htmlUrl"), folder });
    }
    None
}

/// The list as OPML 2.0. Feeds of one folder should stand together.
pub fn write_opml(title: &str, outlines: &[Outline]) -> String {
    let escaped = |text: &str| quick_xml::escape::escape(text).into_owned();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>{}</title></head>\n  <body>\n",
        escaped(title)
    );
    let mut open: Vec<&str> = Vec::new();
    for outline in outlines {
        let path: Vec<&str> = outline.folder.iter().flat_map(|folder| folder.split('/')).collect();
        let shared = open.iter().zip(&path).take_while(|(open, wanted)| open == wanted).count();
        while open.len() > shared {
            open.pop();
            out += &format!("{}</outline>\n", "  ".repeat(open.len() + 2));
        }
        for folder in &path[shared..] {
            out += &format!("{}<outline text=\"{}\">\n", "  ".repeat(open.len() + 2), escaped(folder));
            open.push(folder);
        }
        let name = escaped(outline.title.as_deref().unwrap_or(&outline.url));
        let site = outline.site.as_ref().map(|site| format!(" htmlUrl=\"{}\"", escaped(site)));
        out += &format!(
            "{}<outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{}\"{}/>\n",
            "  ".repeat(open.len() + 2),
            escaped(&outline.url),
            site.unwrap_or_default()
        );
    }
    while open.pop().is_some() {
        out += &format!("{}</outline>\n", "  ".repeat(open.len() + 2));
    }
    out + "  </body>\n</opml>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(title: &str, url: &str, folder: Option<&str>) -> Outline {
        Outline { title: Some(title.into()), url: url.into(), site: None, folder: folder.map(Into::into) }
    }

    #[test]
    fn what_is_written_is_read() {
        let list = [
            outline("أخبار", "https://a.example/feed?x=1&y=2", None),
            outline("رياضة & \"كرة\"", "https://b.example/rss", Some("رياضة")),
            outline("محلي", "https://c.example/rss", Some("رياضة/محلي")),
            outline("اقتصاد", "https://d.example/rss", Some("اقتصاد")),
        ];
        assert_eq!(read_opml(&write_opml("خبر", &list), "x.opml").unwrap(), list);
    }

    #[test]
    fn lists_in_the_wild_are_read() {
        let text = "\u{FEFF}<?xml version='1.0'?><opml><body><OUTLINE text='أ & ب' XMLURL='http://a.example/?a=1&b=2'>\
                    <outline text='د' xmlUrl='feed://d.example/x'/><outline xmlUrl='http://a.example/?a=1&b=2'/>";
        let found = read_opml(text, "x.opml").unwrap();
        let urls: Vec<_> = found.iter().map(|outline| outline.url.as_str()).collect();
        assert_eq!(urls, ["http://a.example/?a=1&b=2", "http://d.example/x"]);
        assert_eq!(found[0].title.as_deref(), Some("أ & ب"));
    }
}
