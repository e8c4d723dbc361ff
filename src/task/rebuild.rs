//! Articles in the library -> their facts, search index and relations made anew.

use super::{Cancel, DERIVED_VERSION, Failure, Report, Task};
use crate::article::Facts;
use crate::extract::{Lexicon, facts};
use crate::store::{Id, Library, Query};
use crate::story::{Profile, profile};
use std::collections::VecDeque;

/// Articles made anew in one transaction.
const BATCH: usize = 64;

/// A rebuild, or what is left of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rebuild {
    /// Every article, or only those whose facts another Khabar made. The latter goes on where it was
    /// stopped; the former begins anew.
    pub all: bool,
    rest: Option<Rest>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rest {
    ids: VecDeque<Id>,
    done: u64,
    total: u64,
}

impl Rebuild {
    /// A rebuild of every article.
    pub fn everything() -> Rebuild {
        Rebuild { all: true, rest: None }
    }

    /// A rebuild of what another Khabar made.
    pub fn outdated() -> Rebuild {
        Rebuild::default()
    }
}

/// Does the next batch of a rebuild; what comes back is the rest of it.
pub(super) fn step(
    library: &mut Library,
    lexicon: &Lexicon,
    rebuild: Rebuild,
    cancel: &Cancel,
    report: &mut dyn FnMut(Report),
) -> Result<Option<Task>, Failure> {
    let mut rest = match rebuild.rest {
        Some(rest) => rest,
        None if rebuild.all => {
            let ids: VecDeque<Id> = library.ids(&Query::all())?.into();
            Rest { total: ids.len() as u64, ids, done: 0 }
        }
        None => Rest { ids: VecDeque::new(), done: 0, total: library.stale_count(DERIVED_VERSION)? },
    };
    if cancel.is_cancelled() {
        report(Report::Rebuilt(rest.done));
        report(Report::Cancelled);
        return Ok(None);
    }
    let ids: Vec<Id> = if rebuild.all {
        rest.ids.drain(..rest.ids.len().min(BATCH)).collect()
    } else {
        library.stale(DERIVED_VERSION, BATCH)?
    };
    if ids.is_empty() {
        report(Report::Rebuilt(rest.done));
        return Ok(None);
    }
    let mut batch: Vec<(Id, Facts, Profile)> = Vec::with_capacity(ids.len());
    for id in ids {
        let article = library.article(id)?.article;
        let facts = facts(&article, lexicon);
        let profile = profile(&article, &facts);
        batch.push((id, facts, profile));
    }
    library.replace_derived(DERIVED_VERSION, &batch)?;
    rest.done += batch.len() as u64;
    report(Report::Progress { done: rest.done, total: rest.total.max(rest.done) });
    report(Report::Changed);
    Ok(Some(Task::Rebuild(Rebuild { all: rebuild.all, rest: Some(rest) })))
}
