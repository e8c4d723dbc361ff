//! Articles in the library -> their facts, search index and relations made anew: all, those that another
//! Khabar read, or those whose day of publication was set.

use super::{Cancel, DERIVED_VERSION, Failure, Knowledge, Report, Task};
use crate::article::Facts;
use crate::extract::facts;
use crate::store::{Id, Library, Query};
use crate::story::{Profile, profile};
use std::collections::VecDeque;

/// Articles made anew in one transaction.
const BATCH: usize = 64;

/// A rebuild, or what is left of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rebuild {
    scope: Scope,
    rest: Option<Rest>,
}

/// Which articles. All but the first go on where they were stopped; the first begins anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Scope {
    /// Every one.
    Everything,
    /// Those whose facts another Khabar made, or that are marked.
    #[default]
    Outdated,
    /// Those marked because their day was set.
    Marked,
    /// None: only their events and storylines are found anew.
    Stories,
}

#[derive(Clone, Debug, PartialEq)]
struct Rest {
    ids: VecDeque<Id>,
    done: u64,
    total: u64,
    /// Whether the facts are done, and the articles are being tied into stories.
    ties: bool,
}

impl Rebuild {
    /// A rebuild of every article.
    pub fn everything() -> Rebuild {
        Rebuild { scope: Scope::Everything, rest: None }
    }

    /// A rebuild of what another Khabar made, and of what is marked.
    pub fn outdated() -> Rebuild {
        Rebuild::default()
    }

    /// What tells which event, and which events are one story, found anew in the order of the days. It ends
    /// with [`Report::Tied`].
    pub fn stories() -> Rebuild {
        Rebuild { scope: Scope::Stories, rest: None }
    }

    /// A rebuild of what a day set by hand has marked. It ends with [`Report::Reread`].
    pub fn marked() -> Rebuild {
        Rebuild { scope: Scope::Marked, rest: None }
    }
}

/// Does the next batch of a rebuild; what comes back is the rest of it.
pub(super) fn step(
    library: &mut Library,
    knowledge: &Knowledge,
    rebuild: Rebuild,
    cancel: &Cancel,
    report: &mut dyn FnMut(Report),
) -> Result<Option<Task>, Failure> {
    let scope = rebuild.scope;
    let mut rest = match rebuild.rest {
        Some(rest) => rest,
        None => {
            // The articles may be others than when such work was stopped.
            library.forget_tying();
            start(library, scope)?
        }
    };
    let end = |done| if scope == Scope::Marked { Report::Reread(done) } else { Report::Rebuilt(done) };
    if cancel.is_cancelled() {
        report(end(rest.done));
        report(Report::Cancelled);
        return Ok(None);
    }
    let ids: Vec<Id> = match scope {
        Scope::Everything => rest.ids.drain(..rest.ids.len().min(BATCH)).collect(),
        Scope::Outdated => library.stale(DERIVED_VERSION, BATCH)?,
        Scope::Marked => library.marked(BATCH)?,
        Scope::Stories => Vec::new(),
    };
    if ids.is_empty() {
        let ties = match scope {
            Scope::Everything | Scope::Stories => true,
            Scope::Outdated => rest.done > 0 || rest.ties || library.is_tying_due()?,
            Scope::Marked => false,
        };
        if ties && let Some((done, total)) = library.tie_anew()? {
            report(Report::Progress { done, total });
            rest.ties = true;
            return Ok(Some(Task::Rebuild(Rebuild { scope, rest: Some(rest) })));
        }
        if ties {
            report(Report::Tied);
        }
        if scope != Scope::Stories {
            report(end(rest.done));
        }
        return Ok(match scope {
            Scope::Stories if library.marked_count()? > 0 => Some(Task::Rebuild(Rebuild::marked())),
            // What an earlier run, or an earlier Khabar, did not come to.
            Scope::Marked if library.is_tying_due()? => Some(Task::Rebuild(Rebuild::stories())),
            _ => None,
        });
    }
    let lexicon = knowledge.lexicon();
    let mut batch: Vec<(Id, Facts, Profile)> = Vec::with_capacity(ids.len());
    for id in ids {
        let article = library.article(id)?.article;
        let facts = facts(&article, lexicon);
        let profile = profile(&article, &facts);
        batch.push((id, facts, profile));
    }
    library.replace_derived(DERIVED_VERSION, &batch, scope == Scope::Marked)?;
    rest.done += batch.len() as u64;
    report(Report::Progress { done: rest.done, total: rest.total.max(rest.done) });
    report(Report::Changed);
    Ok(Some(Task::Rebuild(Rebuild { scope, rest: Some(rest) })))
}

fn start(library: &Library, scope: Scope) -> Result<Rest, Failure> {
    let ids: VecDeque<Id> = match scope {
        Scope::Everything => library.ids(&Query::all())?.into(),
        Scope::Outdated | Scope::Marked | Scope::Stories => VecDeque::new(),
    };
    let total = match scope {
        Scope::Everything => ids.len() as u64,
        Scope::Outdated => library.stale_count(DERIVED_VERSION)?,
        Scope::Marked => library.marked_count()?,
        Scope::Stories => 0,
    };
    Ok(Rest { ids, done: 0, total, ties: false })
}
