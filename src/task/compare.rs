//! Two articles of the library -> their tellings side by side.

use crate::article::Article;
use crate::store::{self, Id, Reader};
use crate::story::{self, Comparison};

/// One of two articles that are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// Its number.
    pub id: Id,
    /// The article.
    pub article: Article,
}

/// Two articles, and what both say.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The two of them.
    pub tellings: [Telling; 2],
    /// Their sentences, side by side.
    pub comparison: Comparison,
}

impl Compared {
    /// The same with the second first.
    pub fn swapped(self) -> Compared {
        let [first, second] = self.tellings;
        Compared { tellings: [second, first], comparison: self.comparison.swapped() }
    }
}

/// Compares two articles.
///
/// # Errors
///
/// If the library cannot be read, or one of them is not there.
pub fn compared(reader: &Reader, first: Id, second: Id) -> Result<Compared, store::Error> {
    let telling = |id| Ok::<_, store::Error>(Telling { id, article: reader.article(id)?.article });
    let tellings = [telling(first)?, telling(second)?];
    let facts = [reader.facts(first)?, reader.facts(second)?];
    let comparison = story::compare((&tellings[0].article, &facts[0]), (&tellings[1].article, &facts[1]));
    Ok(Compared { tellings, comparison })
}
