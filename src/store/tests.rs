use super::*;
use crate::article::*;
use jiff::civil::date;

/// A library in a folder of its own, which goes when this is dropped.
pub(super) struct Temporary {
    pub(super) library: Library,
    folder: tempfile::TempDir,
}

pub(super) fn temporary() -> Temporary {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(&folder.path().join("library.db")).unwrap();
    Temporary { library, folder }
}

impl Temporary {
    pub(super) fn reopened(self) -> Temporary {
        drop(self.library);
        let library = Library::open(&self.folder.path().join("library.db")).unwrap();
        Temporary { library, folder: self.folder }
    }
}

/// An article of one paragraph; the title is not part of the text.
pub(super) fn article(key: &str, title: &str, text: &str, day: Option<jiff::civil::Date>) -> Article {
    Article {
        key: key.into(),
        origin: format!("/articles/{key}.txt"),
        part: 0,
        offset: 0,
        title: Title { text: title.into(), span: None, stated: false },
        published: day.map(|date| Published { date, from: PublishedFrom::Stated }),
        outlet: None,
        url: None,
        keywords: Vec::new(),
        text: text.into(),
        sections: vec![Section { kind: SectionKind::Paragraph, span: Span::new(0, text.len()), part: 0 }],
    }
}

pub(super) fn addition(article: Article) -> Addition {
    addition_with(article, Facts::default())
}

pub(super) fn addition_with(article: Article, facts: Facts) -> Addition {
    let profile = crate::story::profile(&article, &facts);
    Addition { article, facts, profile, whole_origin: true, host: None }
}

#[test]
fn smoke() {
    let mut t = temporary();
    let added = t
        .library
        .add(
            &mut Import::new(1),
            &[
                addition(article("a", "أوكرانيا", "قال وبوتين إن الحرب", Some(date(2025, 2, 12)))),
                addition(article("b", "x", "y", None)),
            ],
        )
        .unwrap();
    assert_eq!(added.len(), 2);
    let find = |t: &Temporary, q: &str| {
        t.library.page(&q.parse().unwrap(), Order::Newest, Seek::First, 10).unwrap().rows.len()
    };
    assert_eq!(find(&t, ""), 2);
    assert_eq!(find(&t, "اوكرانيا"), 1);
    assert_eq!(find(&t, "بوتين"), 1);
    assert_eq!(find(&t, "-بوتين"), 1);
    assert_eq!(find(&t, "on:2025-02"), 1);
    t.library.tag(&[added[0].id], &["#حرب"], &[]).unwrap();
    assert_eq!(find(&t, "tag:حرب"), 1);
    assert_eq!(find(&t, "tag:حرب OR y"), 2);
    let t = t.reopened();
    assert_eq!(find(&t, "tag:حرب"), 1);
    assert_eq!(t.library.integrity().unwrap(), Vec::<String>::new());
}
