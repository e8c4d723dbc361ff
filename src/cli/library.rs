//! The settings and what a user typed -> an open library, and the articles meant.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Context, Stop};
use crate::config::Config;
use crate::store::{Change, ChangeKind, Id, Library, Order, Query, Reader, Row, Seek};
use crate::task::{Rebuild, Task};
use crate::ui::notices;
use crate::ui::words::{Words, printable};

/// Rows that are read at a time: a few pages of a terminal.
const PAGE: usize = 256;

/// The library's file.
pub(super) fn path(context: &Context) -> Result<PathBuf, Stop> {
    let path = context.config.settings.library.clone();
    path.ok_or_else(|| Stop::Told(context.words.say("no-library-folder")))
}

/// The library, to change it. The default one is made, with its folder, if it is not there yet.
pub(super) fn open(context: &Context) -> Result<Library, Stop> {
    let path = path(context)?;
    prepare_folder(&context.config, &context.words, &path).map_err(Stop::Told)?;
    Ok(Library::open(&path)?)
}

/// Takes back the last change if `is_meant`; one of another kind is named by the message `other`. `None`, and
/// said so, if there is none.
pub(super) fn undo(
    is_meant: impl Fn(&ChangeKind) -> bool,
    other: &str,
    context: &Context,
) -> Result<Option<Change>, Stop> {
    let mut library = open(context)?;
    match library.undoable()? {
        None => {
            context.tell(&context.words.say("notice-nothing-to-undo"));
            Ok(None)
        }
        Some(change) if is_meant(&change.kind) => Ok(library.undo()?),
        Some(change) => {
            let change = notices::change(&context.words, &change).into();
            Err(Stop::Told(context.words.say_with(other, &[("change", change)])))
        }
    }
}

/// The library, only to read it. An older one is brought up to date first.
pub(super) fn read(context: &Context) -> Result<Reader, Stop> {
    use crate::store::{Deed, Error};
    let path = path(context)?;
    match Reader::open(&path) {
        Err(Error::ReadOnly { deed: Deed::Migrate, .. }) => {
            drop(Library::open(&path)?);
            Ok(Reader::open(&path)?)
        }
        opened => Ok(opened?),
    }
}

/// The library, only to read it, all of whose articles have been tied into stories: those that an earlier
/// khabar left are tied first.
pub(super) fn read_tied(context: &Context) -> Result<Reader, Stop> {
    let reader = read(context)?;
    if reader.is_tying_due()? {
        super::add::work(&mut open(context)?, Task::Rebuild(Rebuild::stories()), context)?;
    }
    Ok(reader)
}

/// Makes the folder of the default library; one that the user chose must exist, because it may be a
/// slip.
pub(super) fn prepare_folder(config: &Config, words: &Words, path: &Path) -> Result<(), String> {
    let Some(folder) = path.parent().filter(|_| !config.settings.library_is_chosen) else {
        return Ok(());
    };
    fs::create_dir_all(folder).map_err(|error| {
        let folder = printable(&folder.display().to_string());
        words.say_with("cannot-make-folder", &[("path", folder.into()), ("cause", error.to_string().into())])
    })
}

/// Says so if the folder is not there in which a new file is to lie.
pub(super) fn check_folder(words: &Words, file: &Path) -> Result<(), Stop> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        None => Ok(()),
        Some(folder) => {
            let folder = printable(&folder.display().to_string());
            Err(Stop::Told(words.say_with("no-such-file", &[("path", folder.into())])))
        }
    }
}

/// What a user means by `text`, or why it means nothing.
pub(super) fn query(context: &Context, text: &str) -> Result<Query, Stop> {
    crate::store::query::parse(text).map_err(|error| Stop::Told(context.words.query_error(text, &error)))
}

/// Calls `with` for the rows of a query, in order, page by page, `limit` at most. Gives how many there
/// were.
pub(super) fn rows(
    reader: &Reader,
    query: &Query,
    order: Order,
    limit: Option<usize>,
    mut with: impl FnMut(&[Row]) -> Result<(), Stop>,
) -> Result<usize, Stop> {
    let mut seek = Seek::First;
    let mut count = 0;
    loop {
        let wanted = limit.map_or(PAGE, |limit| PAGE.min(limit - count));
        if wanted == 0 {
            return Ok(count);
        }
        let page = reader.page(query, order, seek, wanted)?;
        count += page.rows.len();
        with(&page.rows)?;
        match page.next {
            Some(next) => seek = Seek::After(next),
            None => return Ok(count),
        }
    }
}

/// The article that a user names: by its number, its key, or the path that it came from.
pub(super) fn named(reader: &Reader, name: &str) -> Result<Option<Id>, Stop> {
    if let Ok(id) = name.parse::<Id>() {
        return match reader.article(id) {
            Ok(_) => Ok(Some(id)),
            Err(crate::store::Error::NoArticle { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        };
    }
    if let Some(id) = reader.id_of_key(name)? {
        return Ok(Some(id));
    }
    for origin in origins(name) {
        if let Some(id) = reader.ids_of_origin(&origin)?.first() {
            return Ok(Some(*id));
        }
    }
    Ok(None)
}

/// The ways in which a path may stand in the library: as typed, and as the system has it.
fn origins(name: &str) -> Vec<String> {
    let mut origins = vec![name.to_owned()];
    if let Ok(path) = Path::new(name).canonicalize() {
        origins.push(path.to_string_lossy().into_owned());
    }
    origins
}

/// The articles that are meant: what a query finds, and those that `names` name, of which each is a
/// path, a key, or numbers with commas. `None`, after telling, if one of them is not there or none is
/// found.
pub(super) fn meant(
    reader: &Reader,
    query: Option<&str>,
    names: &[String],
    context: &Context,
) -> Result<Option<Vec<Id>>, Stop> {
    let mut ids = Vec::new();
    if let Some(text) = query {
        let query = self::query(context, text)?;
        rows(reader, &query, Order::Newest, None, |rows| {
            ids.extend(rows.iter().map(|row| row.id));
            Ok(())
        })?;
        if ids.is_empty() {
            context.tell(&context.words.say("cli-nothing-found"));
            return Ok(None);
        }
    }
    for name in names {
        // A path may hold a comma.
        let listed = name.split(',').all(|part| part.trim().parse::<Id>().is_ok());
        let parts: Vec<&str> = if listed { name.split(',').collect() } else { vec![name] };
        for part in parts {
            match named(reader, part.trim())? {
                Some(id) => ids.push(id),
                None => {
                    context.tell(&not_there(context, part));
                    return Ok(None);
                }
            }
        }
    }
    Ok(Some(ids))
}

/// That an article is not in the library.
pub(super) fn not_there(context: &Context, name: &str) -> String {
    let what = printable(name);
    context.words.say_with("cli-no-such-article", &[("what", what.into())])
}
