//! A damaged library -> a new one with all of its ground truth that can still be read.
//!
//! The file is read page by page, not through SQLite, which gives up at the first thing that it does not
//! understand: rows are taken from wherever they stand, also below a page that is gone. What is derived
//! is left behind, and made anew afterwards ([`crate::task::Rebuild`]).
//!
//! | file | turns | into |
//! | --- | --- | --- |
//! | `pages` | the bytes of file and log | pages |
//! | `tree` | pages | rows |
//! | `tables` | rows | the table that they are of |
//! | `older` | rows of a library of an older version | rows of today's |
//! | `tidy` | rows put together again | a library that is whole, and what is missing of it |

mod older;
mod pages;
mod tables;
mod tidy;
mod tree;

use super::{Deed, Error, Id, Library, companion, same_file};
use pages::Pages;
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use tables::Table;
use tree::{Row, Value, node, walk};

/// Tables whose rows are made from those of the others; they are not taken along.
const DERIVED: &[&str] = &[
    "facts",
    "profile",
    "entity",
    "term",
    "event",
    "telling",
    "former_telling",
    "stated_camp",
    "namesake",
    "namesake_due",
    "name_word",
    "outlet",
    "setting",
];
/// Derived tables with a row for every article, by which it is known which articles there were.
const BY_ARTICLE: &[&str] = &["facts", "profile", "telling", "set_day"];

/// What was read of a damaged library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Articles that are in the new library.
    pub articles: u64,
    /// Those of them whose particulars were lost: they have their text, but a title taken from it, no
    /// day, no tags.
    pub bare: Vec<Id>,
    /// Articles that are not: nothing of their text could be read.
    pub lost: Vec<Id>,
    /// Rows of each table that were read.
    pub rows: Vec<(String, u64)>,
    /// Rows that could be read but no longer belong to anything, or do not fit, by their tables.
    pub dropped: Vec<(String, u64)>,
    /// Pages of the damaged file.
    pub pages: u32,
    /// Those that hold ground truth, or should, and could not be read.
    pub bad_pages: Vec<u32>,
    /// Cells that could not be read, on pages that could.
    pub bad_cells: u64,
}

impl Salvaged {
    /// Whether everything was there.
    pub fn is_whole(&self) -> bool {
        let Salvaged { bare, lost, dropped, bad_pages, bad_cells, .. } = self;
        bare.is_empty() && lost.is_empty() && dropped.is_empty() && bad_pages.is_empty() && *bad_cells == 0
    }
}

/// Reads what can be read of the damaged library at `from` into a new one at `to`, where nothing may be
/// yet. The damaged file is only read, and must not be open in this process. The facts of the new library
/// have to be made anew.
///
/// # Errors
///
/// If `from` cannot be read at all or is of a newer Khabar, or `to` cannot be written; then there is no new
/// library.
pub fn salvage(from: &Path, to: &Path) -> Result<(Library, Salvaged), Error> {
    let failed = |error: std::io::Error| Error::of_io(&error, Deed::Salvage, from);
    if same_file(from, to) || to.symlink_metadata().is_ok() {
        return Err(Error::Exists { path: to.to_path_buf() });
    }
    let pages = Pages::open(from, &companion(from, "-wal")).map_err(failed)?;
    let known = super::schema::MIGRATIONS.len() as u32;
    if let Some(found) = pages.version().filter(|found| *found > known) {
        return Err(Error::Newer { path: from.to_path_buf(), found, known });
    }
    let mut library = Library::open(to)?;
    let path = to.to_path_buf();
    let connection = &library.reader.connection;
    let done = gather(&pages, connection).map_err(|error| Error::of(&error, Deed::Salvage, &path));
    match done {
        Ok(salvaged) => {
            library.known = super::stories::Known::default();
            Ok((library, salvaged))
        }
        Err(error) => {
            drop(library);
            ["", "-wal", "-shm"].iter().for_each(|ending| {
                let _ = std::fs::remove_file(companion(&path, ending));
            });
            Err(error)
        }
    }
}

/// What is known while rows are gathered.
struct Gathered {
    salvaged: Salvaged,
    /// Ids of articles of which anything was seen.
    articles: BTreeSet<i64>,
    seen: HashSet<u32>,
    /// Whether pages of articles or texts are missing.
    has_gaps: bool,
    rows: HashMap<String, u64>,
    unfit: HashMap<String, u64>,
}

fn gather(pages: &Pages, connection: &Connection) -> rusqlite::Result<Salvaged> {
    let tables = tables::of(connection)?;
    // Rows come in any order, and some of them for nothing.
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.unchecked_transaction()?;
    let mut gathered = Gathered {
        salvaged: Salvaged { pages: pages.count, ..Salvaged::default() },
        articles: BTreeSet::new(),
        seen: HashSet::new(),
        has_gaps: false,
        rows: HashMap::new(),
        unfit: HashMap::new(),
    };
    let roots = roots(pages, &mut gathered);
    let is_headless = roots.is_empty();
    for table in &tables {
        let Some(root) = roots.get(&table.name) else { continue };
        gathered.read(&transaction, pages, table, *root)?;
    }
    let mut sequences = Vec::new();
    if let Some(root) = roots.get("sqlite_sequence") {
        walk(pages, *root, &mut gathered.seen, &mut |row| sequences.push(row));
    }
    let is_damaged = is_headless || !gathered.salvaged.bad_pages.is_empty();
    // What is derived says which articles there were; its pages are no strays of other tables.
    for (name, root) in &roots {
        if tables.iter().any(|table| table.name == *name) || name == "sqlite_sequence" {
            continue;
        }
        let articles = &mut gathered.articles;
        let is_by_article = BY_ARTICLE.contains(&name.as_str());
        if is_by_article || is_damaged {
            walk(pages, *root, &mut gathered.seen, &mut |row| {
                articles.extend(row.number.filter(|_| is_by_article));
            });
        }
    }
    if is_damaged {
        gathered.read_strays(&transaction, pages, &tables)?;
    }
    let mut salvaged = gathered.salvaged;
    if gathered.has_gaps || is_headless {
        // Nothing of an article may be left but that its number was given.
        let seen = gathered.articles.last().copied();
        gathered.articles.extend(1..=tidy::highest(&sequences, "article").max(seen).unwrap_or(0));
    }
    tidy::tidy(
        &transaction,
        &mut salvaged,
        &gathered.articles,
        &mut gathered.unfit,
        &sequences,
        pages.version(),
    )?;
    salvaged.rows = sorted(gathered.rows);
    salvaged.dropped = sorted(gathered.unfit);
    salvaged.bad_pages.sort_unstable();
    transaction.commit()?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(salvaged)
}

fn sorted(counts: HashMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    counts.sort();
    counts
}

/// By the names of tables and indexes: the page that their tree begins with. Nothing if that is not known
/// any more.
fn roots(pages: &Pages, gathered: &mut Gathered) -> HashMap<String, u32> {
    let mut roots = HashMap::new();
    let (bad, broken) = walk(pages, 1, &mut gathered.seen, &mut |row| {
        if let [_, Value::Text(name), _, Value::Integer(root), ..] = row.values.as_slice()
            && let Ok(root) = u32::try_from(*root)
            && root > 0
        {
            roots.insert(name.clone(), root);
        }
    });
    gathered.salvaged.bad_pages.extend(bad);
    gathered.salvaged.bad_cells += broken as u64;
    roots
}

impl Gathered {
    /// Reads the rows of a table whose tree is known.
    fn read(
        &mut self,
        connection: &Connection,
        pages: &Pages,
        table: &Table,
        root: u32,
    ) -> rusqlite::Result<()> {
        let mut failed = None;
        let mut seen = std::mem::take(&mut self.seen);
        let (bad, broken) = walk(pages, root, &mut seen, &mut |row| {
            if failed.is_none() {
                failed = self.put(connection, table, row).err();
            }
        });
        self.seen = seen;
        self.has_gaps |= !bad.is_empty() && ["article", "content"].contains(&table.name.as_str());
        self.salvaged.bad_pages.extend(bad);
        self.salvaged.bad_cells += broken as u64;
        failed.map_or(Ok(()), Err)
    }

    /// Reads the rows of pages that hang on none that can be read. Whose they are shows in their shape, and for
    /// what is not numbered also in the articles, which therefore come first. What was read already counts for
    /// more.
    fn read_strays(
        &mut self,
        connection: &Connection,
        pages: &Pages,
        tables: &[Table],
    ) -> rusqlite::Result<()> {
        let free: HashSet<u32> = pages.free().into_iter().collect();
        let strays: Vec<u32> = (1..=pages.count)
            .filter(|number| !free.contains(number) && !self.seen.contains(number))
            .collect();
        for is_numbered in [true, false] {
            for number in &strays {
                let node = node(pages, *number).filter(|node| node.is_numbered == is_numbered);
                let Some(node) = node else { continue };
                let Some(table) = tables::of_rows(tables, &node) else { continue };
                if table.name == "article_tag" && !tables::are_tags(connection, &node)? {
                    continue;
                }
                self.salvaged.bad_cells += node.broken as u64;
                for row in node.rows {
                    self.put(connection, table, row)?;
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, connection: &Connection, table: &Table, row: Row) -> rusqlite::Result<()> {
        if table.name == "article" || table.name == "content" || table.name == "set_day" {
            self.articles.extend(row.number);
        }
        let was_put = table.put(connection, row)?;
        let counts = if was_put { &mut self.rows } else { &mut self.unfit };
        *counts.entry(table.name.clone()).or_default() += 1;
        Ok(())
    }
}
