//! A file, of whatever age -> a library of today's schema.
//!
//! `user_version` is the number of migrations that a file has been through. An older file is copied
//! first, beside itself; then the missing migrations run in one transaction. A newer one is refused.

use super::{Deed, Error};
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};

/// "Khbr": says that an SQLite file is a library (`PRAGMA application_id`).
pub(super) const APPLICATION_ID: i32 = 0x4B68_6272;

/// The steps from an empty file to today's schema. A step is never changed once it has been
/// released; the next one is added at the end.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
    include_str!("schema/9.sql"),
    include_str!("schema/10.sql"),
];

/// Brings `connection` to today's schema by `migrations`; gives the copy that was made of an older
/// file.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
    migrations: &[&str],
) -> Result<Option<PathBuf>, Error> {
    let failed = |error: rusqlite::Error| Error::of(&error, Deed::Migrate, path);
    let known = migrations.len() as u32;
    let found = version(connection, path, known)?;
    if found == known {
        return Ok(None);
    }
    let copy = (found > 0).then(|| copy_path(path, found));
    if let Some(copy) = &copy {
        super::backup(connection, path, copy)?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    // Another process may have been faster.
    let found = version(&transaction, path, known)?;
    for migration in &migrations[found as usize..] {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    transaction.pragma_update(None, "user_version", known).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(copy)
}

/// The version of the file, 0 for an empty one. Refuses what is no library, or a newer one.
pub(super) fn version(connection: &Connection, path: &Path, known: u32) -> Result<u32, Error> {
    let ask = || -> rusqlite::Result<(i32, i64, i64)> {
        let application = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((application, version, tables))
    };
    let (application, version, tables) = ask().map_err(|error| Error::of(&error, Deed::Open, path))?;
    if application != APPLICATION_ID {
        if application == 0 && version == 0 && tables == 0 {
            return Ok(0);
        }
        return Err(Error::NotALibrary { path: path.to_path_buf(), sqlite: true });
    }
    match u32::try_from(version) {
        Ok(found) if found > known => Err(Error::Newer { path: path.to_path_buf(), found, known }),
        Ok(found) => Ok(found),
        Err(_) => Err(Error::Damaged {
            deed: Deed::Open,
            path: path.to_path_buf(),
            detail: format!("its version is {version}"),
        }),
    }
}

/// Where the copy of a file of version `found` goes: `library.db` -> `library.db.v1.bak`.
fn copy_path(path: &Path, found: u32) -> PathBuf {
    super::companion(path, &format!(".v{found}.bak"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [&str; 3] = [
        "CREATE TABLE one (x); INSERT INTO one VALUES ('kept')",
        "ALTER TABLE one ADD COLUMN y DEFAULT 'new'",
        "CREATE TABLE three (x)",
    ];

    /// Takes away what the steps after the sixth made.
    const SINCE_6: &str = "DROP TABLE feed; DROP TABLE feed_link; DROP TABLE feed_item; DROP TABLE tag_word; \
                           ALTER TABLE tag DROP COLUMN colour; \
                           DROP TABLE note; DROP TABLE note_search; DROP TABLE saved_search; \
                           DROP TRIGGER outlet_added; DROP TRIGGER outlet_removed; DROP TRIGGER outlet_changed; \
                           DROP TABLE outlet; DROP TABLE name_word; DROP INDEX entity_often; \
                           DROP INDEX article_lang; ALTER TABLE article DROP COLUMN lang";

    fn open(path: &Path) -> Connection {
        Connection::open(path).unwrap()
    }

    fn tables(connection: &Connection) -> i64 {
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn every_version_reaches_the_last_and_leaves_a_copy() {
        for from in 0..=STEPS.len() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("l.db");
            let mut connection = open(&path);
            assert_eq!(migrate(&mut connection, &path, &STEPS[..from]).unwrap(), None);
            let copy = migrate(&mut connection, &path, &STEPS).unwrap();
            assert_eq!(version(&connection, &path, 3).unwrap(), 3);
            let row = |connection: &Connection| -> (String, String) {
                connection
                    .query_row("SELECT x, y FROM one", [], |row| Ok((row.get(0)?, row.get(1)?)))
                    .unwrap()
            };
            assert_eq!(row(&connection), ("kept".to_string(), "new".to_string()));
            let older = (1..STEPS.len()).contains(&from);
            assert_eq!(copy, older.then(|| folder.path().join(format!("l.db.v{from}.bak"))));
            if let Some(copy) = copy {
                assert_eq!(version(&open(&copy), &copy, 3).unwrap(), from as u32);
            }
            assert_eq!(migrate(&mut connection, &path, &STEPS).unwrap(), None);
        }
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("l.db");
        let mut connection = open(&path);
        migrate(&mut connection, &path, &STEPS[..1]).unwrap();
        let error = migrate(&mut connection, &path, &[STEPS[0], STEPS[2], "nonsense"]).unwrap_err();
        assert!(matches!(error, Error::Failed { deed: Deed::Migrate, .. }), "{error}");
        assert_eq!((version(&connection, &path, 3).unwrap(), tables(&connection)), (1, 1));
        migrate(&mut connection, &path, &STEPS).unwrap();
        assert_eq!(tables(&connection), 2);
    }

    /// The tables, indexes and triggers of a file, as they were made.
    fn schema(connection: &Connection) -> Vec<String> {
        let mut statement = connection
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name")
            .unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    }

    #[test]
    fn a_library_of_the_first_version_opens_with_its_articles() {
        use crate::store::tests::{addition, article, temporary};
        use crate::store::{Import, Library};
        use jiff::civil::date;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("l.db");
        let mut made = temporary();
        let day = Some(date(2025, 2, 12));
        let id =
            made.library.add(&mut Import::new(1), &[addition(article("k", "t", "نص", day))]).unwrap()[0].id;
        made.library.tag(&[id], &["x"], &[]).unwrap();
        let stored = made.library.article(id).unwrap();
        made.library.backup(&path).unwrap();
        // What later versions added taken away, it is the file that the first one made.
        let first = folder.path().join("first.db");
        let mut connection = open(&first);
        migrate(&mut connection, &first, &MIGRATIONS[..1]).unwrap();
        let older = open(&path);
        let later = "DROP TABLE set_day; DROP TABLE name_merge; DROP TABLE name_given; DROP TABLE name_split; \
                     DROP TABLE name_apart; DROP TABLE event; DROP TABLE telling; DROP TABLE former_telling; \
                     DROP TABLE story_word; DROP TABLE stated_camp; DROP TABLE namesake; DROP TABLE namesake_due";
        older.execute_batch(&format!("{later}; {SINCE_6}; PRAGMA user_version = 1")).unwrap();
        assert_eq!(schema(&older), schema(&connection));
        drop(older);
        let mut library = Library::open(&path).unwrap();
        assert_eq!(library.copy_made(), Some(folder.path().join("l.db.v1.bak").as_path()));
        assert_eq!(library.article(id).unwrap(), stored);
        assert_eq!(library.integrity().unwrap(), Vec::<String>::new());
        assert_eq!(library.undoable().unwrap().unwrap().to_string(), "#x added, 1 article");
        library.set_published(&[id], Some(date(2025, 3, 1))).unwrap();
        assert_eq!(library.row(id).unwrap().published.unwrap().date, date(2025, 3, 1));
    }

    #[test]
    fn ranks_of_the_fifth_version_are_made_shorter() {
        use crate::store::tests::{addition, article, temporary};
        use crate::store::{Import, Library, Order, Query, Seek};
        use jiff::civil::date;
        let mut made = temporary();
        let days = [Some(date(1969, 7, 20)), Some(date(1970, 3, 21)), None, Some(date(2025, 5, 19))];
        let batch: Vec<_> = (0..40_usize)
            .map(|number| {
                let text = format!("نص عن الخبر{number}");
                addition(article(&format!("k{number}"), "t", &text, days[number % 4]))
            })
            .collect();
        let added = made.library.add(&mut Import::new(1), &batch).unwrap();
        made.library.tag(&[added[7].id], &["x"], &[]).unwrap();
        let titles = |library: &Library| {
            let page = library.page(&Query::all(), Order::Newest, Seek::First, 100).unwrap();
            page.rows.iter().map(|row| row.id).collect::<Vec<_>>()
        };
        let before = titles(&made.library);
        let path = made.library.path().to_path_buf();
        let older = open(&path);
        older
            .execute_batch(&format!(
                "{SINCE_6}; PRAGMA foreign_keys = ON;
                 UPDATE article SET rank = (((rank >> 24) << 32) + (rank & 0xFFFFFF)) + (1 << 60);
                 UPDATE article SET rank = rank - (1 << 60);
                 PRAGMA user_version = 5"
            ))
            .unwrap();
        drop(older);
        let made = made.reopened();
        assert_eq!(titles(&made.library), before);
        assert_eq!(made.library.integrity().unwrap(), Vec::<String>::new());
        for (query, wanted) in [("الخبر13", 13), ("tag:x", 7)] {
            let page = made.library.page(&query.parse().unwrap(), Order::Newest, Seek::First, 9).unwrap();
            assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [added[wanted].id], "{query}");
        }
        let rank: i64 = open(&path)
            .query_row("SELECT max(rank) FROM article WHERE published IS NOT NULL", [], |row| row.get(0))
            .unwrap();
        assert_eq!(crate::store::rank::day(rank), date(2025, 5, 19));
    }
}
