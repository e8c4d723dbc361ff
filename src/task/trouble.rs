//! Why a feed or page gave nothing, as it is told and as it is kept with a feed.

use crate::fetch::Problem;
use crate::import::Flaw;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a feed or page gave nothing. It is kept with a feed, so that names of variants stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// It could not be got.
    Server(Problem),
    /// It is no feed, or too broken; what the parser says.
    NoFeed(String),
    /// It is no text at all; what it looks like, if that is known.
    Binary(Option<String>),
    /// There is no article on the page.
    NoArticle,
    /// The article has no address.
    NoAddress,
    /// The page has no more text than the library.
    NothingMore,
    /// What is kept comes from another version of Khabar.
    Other(String),
}

impl Trouble {
    /// As it is kept with a feed.
    pub fn kept(&self) -> String {
        // Only maps with other keys than texts cannot be written, and there are none in it.
        serde_json::to_string(self).unwrap_or_else(|_| self.to_string())
    }

    /// What was kept with a feed.
    pub fn of_kept(text: &str) -> Trouble {
        serde_json::from_str(text).unwrap_or_else(|_| Trouble::Other(text.to_owned()))
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Trouble {
        Trouble::Server(problem)
    }
}

impl From<Flaw> for Trouble {
    fn from(flaw: Flaw) -> Trouble {
        match flaw {
            Flaw::Feed { reason, .. } => Trouble::NoFeed(reason),
            Flaw::Binary { looks_like, .. } => Trouble::Binary(looks_like.map(str::to_owned)),
            Flaw::Empty { .. } | Flaw::Unreadable { .. } => Trouble::NoArticle,
            other => Trouble::Other(other.to_string()),
        }
    }
}

/// In English, for programs; with what to do about it.
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Server(problem) => problem.fmt(f),
            Trouble::NoFeed(reason) => {
                write!(f, "this is no feed that can be read ({reason}); look on the site for its feed")
            }
            Trouble::Binary(Some(kind)) => write!(f, "this is {kind}, no text; look for a page or feed"),
            Trouble::Binary(None) => f.write_str("this is no text; look for a page or feed"),
            Trouble::NoArticle => f.write_str("there is no article on the page; open it in a browser"),
            Trouble::NoAddress => f.write_str("the article has no address of its own"),
            Trouble::NothingMore => f.write_str("the page has no more text than is here already"),
            Trouble::Other(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn what_is_kept_is_the_same_again() {
        let check = |trouble: Trouble| assert_eq!(Trouble::of_kept(&trouble.kept()), trouble);
        check(Problem::Busy(Some(Duration::from_secs(90))).into());
        check(Problem::Gone(410).into());
        check(Problem::Loop.into());
        check(Trouble::NoFeed("no \"root\"".into()));
        check(Trouble::Binary(None));
        check(Trouble::NothingMore);
        assert_eq!(Trouble::of_kept("as it was"), Trouble::Other("as it was".into()));
    }
}
