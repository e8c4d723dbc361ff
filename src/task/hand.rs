//! Deeds by hand on many articles or on a whole tag -> what is done in the library, and what is told of it.

use super::{Failure, Knowledge, MARKED_MAX, Rebuild, Report, Task, rows};
use crate::store::{Change, Id, Library, Which};
use jiff::civil::Date;

/// Something that the reader does to many articles at once, or to a tag.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Add tags to articles and remove others.
    Tag {
        /// Which articles.
        which: Which,
        /// Tags that they shall have.
        add: Vec<String>,
        /// Tags that they shall not have.
        remove: Vec<String>,
    },
    /// Mark articles.
    Mark {
        /// Which articles.
        which: Which,
        /// Read or unread; `None` for unread if all of them are read, and else for read.
        read: Option<bool>,
    },
    /// Set the day of publication of articles, or take that word back; then find their facts anew.
    Publish {
        /// Which articles.
        which: Which,
        /// The day; `None` for what the articles themselves say.
        day: Option<Date>,
    },
    /// Call a tag otherwise, or merge it with the tag of that name.
    RenameTag {
        /// Which.
        tag: String,
        /// Its name from now on.
        to: String,
    },
    /// Take a tag off all articles.
    DeleteTag(String),
    /// Give a tag a colour.
    ColourTag {
        /// Which.
        tag: String,
        /// The colour; `None` for that of all tags.
        colour: Option<String>,
    },
    /// Follow the reader's rules on all articles.
    ApplyRules,
}

/// Does it. What comes back is to be done after what waits meanwhile.
pub(super) fn write(
    library: &mut Library,
    knowledge: &Knowledge,
    deed: Deed,
    report: &mut dyn FnMut(Report),
) -> Result<Option<Task>, Failure> {
    let mut next = None;
    let change = match deed {
        Deed::Tag { which, add, remove } => {
            let ids = library.which(&which)?;
            let add: Vec<&str> = add.iter().map(String::as_str).collect();
            let remove: Vec<&str> = remove.iter().map(String::as_str).collect();
            library.tag(&ids, &add, &remove)?
        }
        Deed::Mark { which, read } => {
            let ids = library.which(&which)?;
            let read = match read {
                Some(read) => read,
                None => !library.are_read(&ids)?,
            };
            library.mark_read(&ids, read)?
        }
        Deed::Publish { which, day } => {
            let ids = library.which(&which)?;
            next = Some(Task::Rebuild(Rebuild::marked()));
            library.set_published(&ids, day)?
        }
        Deed::RenameTag { tag, to } => library.rename_tag(&tag, &to)?,
        Deed::DeleteTag(tag) => library.delete_tag(&tag)?,
        Deed::ColourTag { tag, colour } => library.colour_tag(&tag, colour.as_deref())?,
        Deed::ApplyRules if knowledge.rules.is_empty() => {
            report(Report::NoRules);
            return Ok(None);
        }
        Deed::ApplyRules => library.apply_rules(&knowledge.rules)?.0,
    };
    tell(library, change, report)?;
    Ok(next)
}

/// Tells what was changed. Of more than anybody sees, not each article.
fn tell(library: &Library, change: Change, report: &mut dyn FnMut(Report)) -> Result<(), Failure> {
    let ids: Vec<Id> = change.kind.articles().into_iter().collect();
    let rows = if ids.len() > MARKED_MAX { Vec::new() } else { rows(library, &ids)? };
    report(Report::Marked { rows, change: Some(change) });
    Ok(())
}
