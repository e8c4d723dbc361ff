//! Rows without a name -> the table of a library that they are of.

use super::DERIVED;
use super::tree::{Node, Row, Value};
use crate::store::codec::date_of;
use crate::store::rank;
use rusqlite::{Connection, OptionalExtension, ToSql};

/// The type of a column of a table, which is strict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Integer,
    Real,
    Text,
    Blob,
    Any,
}

#[derive(Clone, Debug)]
struct Column {
    name: String,
    kind: Kind,
    may_be_null: bool,
    /// Whether it is the number of the row, which is not kept in it.
    is_number: bool,
}

/// A table of ground truth, as today's schema has it.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    columns: Vec<Column>,
    /// Whether its rows are numbered.
    is_numbered: bool,
}

/// The tables of ground truth of a library: all but those that are derived, and those of SQLite itself and
/// of the search index.
pub(super) fn of(connection: &Connection) -> rusqlite::Result<Vec<Table>> {
    let mut statement = connection
        .prepare("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")?;
    let names: Vec<(String, bool)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let is_truth = |name: &str| !DERIVED.contains(&name) && !name.starts_with("sqlite_");
    let mut tables = Vec::new();
    for (name, is_without_number) in names.into_iter().filter(|(name, _)| is_truth(name)) {
        let mut statement = connection
            .prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1) ORDER BY cid")?;
        let columns = statement.query_map([&name], |row| {
            let (kind, is_key): (String, i64) = (row.get(1)?, row.get(3)?);
            let kind = match kind.as_str() {
                "INTEGER" | "INT" => Kind::Integer,
                "REAL" => Kind::Real,
                "TEXT" => Kind::Text,
                "BLOB" => Kind::Blob,
                _ => Kind::Any,
            };
            let is_not_null = row.get::<_, bool>(2)?;
            let is_number = is_key == 1 && kind == Kind::Integer && !is_without_number;
            let may_be_null = !(is_not_null || is_key > 0 && is_without_number);
            Ok(Column { name: row.get(0)?, kind, may_be_null, is_number })
        })?;
        let columns = columns.collect::<rusqlite::Result<_>>()?;
        tables.push(Table { name, columns, is_numbered: !is_without_number });
    }
    // Rows of articles first: the others refer to them.
    tables.sort_by_key(|table| (table.name != "article", table.name != "tag", table.name.clone()));
    Ok(tables)
}

/// The table that all rows of a page can be of, if there is one only.
pub(super) fn of_rows<'t>(tables: &'t [Table], node: &Node) -> Option<&'t Table> {
    if node.rows.is_empty() || (node.is_numbered && !node.is_leaf) {
        return None;
    }
    let mut fitting = tables.iter().filter(|table| {
        table.is_numbered == node.is_numbered
            && node.rows.iter().all(|row| table.is_whole(row) && table.is_likely(row))
    });
    let table = fitting.next()?;
    fitting.next().is_none().then_some(table)
}

/// Whether a number can be a rank: it has the day above its place in it.
fn is_rank(number: i64) -> bool {
    !(0..rank::ceiling(date_of(0))).contains(&number)
}

/// Whether the rows of a page, of two numbers each, are ranks of articles and their tags; not ranks and the
/// numbers of their articles, as an index has them, or what has nothing to do with either.
pub(super) fn are_tags(connection: &Connection, node: &Node) -> rusqlite::Result<bool> {
    let mut article = connection.prepare_cached("SELECT id = ?2 FROM article WHERE rank = ?1")?;
    let (mut of_articles, mut indexed) = (0, 0);
    for row in &node.rows {
        let is_indexed: Option<bool> =
            article.query_row([&row.values[0], &row.values[1]], |row| row.get(0)).optional()?;
        of_articles += usize::from(is_indexed.is_some());
        indexed += usize::from(is_indexed == Some(true));
    }
    // One row may be a tag of the article of the same number.
    let mut tag = connection.prepare_cached("SELECT 1 FROM tag WHERE id = ?1")?;
    Ok(indexed < of_articles || of_articles == 1 && tag.exists([&node.rows[0].values[1]])?)
}

impl Table {
    /// Whether a row can be of this table. An older library may have fewer columns.
    fn fits(&self, row: &Row) -> bool {
        let fit = self.columns.iter().zip(&row.values).all(|(column, value)| column.takes(value));
        fit && !row.values.is_empty() && row.values.len() <= self.columns.len()
    }

    /// Whether it has all columns, too.
    fn is_whole(&self, row: &Row) -> bool {
        self.fits(row) && row.values.len() == self.columns.len()
    }

    /// Whether a row is this table's and not that of an index, or of a table that is derived, of the same
    /// shape.
    fn is_likely(&self, row: &Row) -> bool {
        use Value::{Integer, Text};
        match (self.name.as_str(), row.values.as_slice()) {
            ("article_tag", [Integer(rank), Integer(tag)]) => is_rank(*rank) && *tag < 1 << 31,
            ("story_word", [Integer(one), Integer(other), Integer(same)]) => {
                one < other && (0..=1).contains(same)
            }
            ("set_day", [_, Integer(day), _, _, Integer(place)]) => {
                day.unsigned_abs() < 1 << 31 && is_rank(*place)
            }
            ("change", [_, _, Integer(undone), Text(deed)]) => {
                (0..=1).contains(undone) && deed.starts_with('{')
            }
            // Nothing in a row of so few columns says what it is.
            _ => {
                row.values.len() > 2
                    || self.is_numbered && row.values.iter().any(|value| matches!(value, Text(_)))
            }
        }
    }

    /// Puts a row into the table; `false` if it does not fit, or another has its place.
    pub(super) fn put(&self, connection: &Connection, row: Row) -> rusqlite::Result<bool> {
        if !self.fits(&row) {
            return Ok(false);
        }
        let (mut names, mut values): (Vec<&str>, Vec<&dyn ToSql>) = (Vec::new(), Vec::new());
        for (column, value) in self.columns.iter().zip(&row.values) {
            names.push(&column.name);
            values.push(if column.is_number { &row.number } else { value });
        }
        let marks = vec!["?"; names.len()].join(", ");
        let sql = format!("INSERT OR IGNORE INTO {} ({}) VALUES ({marks})", self.name, names.join(", "));
        match connection.prepare_cached(&sql)?.execute(values.as_slice()) {
            Ok(count) => Ok(count > 0),
            // What no library would have written.
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}

impl Column {
    fn takes(&self, value: &Value) -> bool {
        match (value, self.kind) {
            (Value::Null, _) => self.may_be_null || self.is_number,
            _ if self.is_number => false,
            (_, Kind::Any)
            | (Value::Integer(_), Kind::Integer | Kind::Real)
            | (Value::Real(_), Kind::Real)
            | (Value::Text(_), Kind::Text)
            | (Value::Blob(_), Kind::Blob) => true,
            _ => false,
        }
    }
}
