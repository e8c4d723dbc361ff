//! Pages -> the rows of tables, also of those whose upper pages are gone.
//!
//! The format is SQLite's ("Database File Format", 2). A cell that does not fit its page, or whose text
//! goes on where no page is, is broken; the others of its page are read.

use super::pages::{Pages, word};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use std::collections::HashSet;

/// The longest row that is believed: text and all else of an article are far shorter.
const ROW_MAX: u64 = 256 << 20;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A row, and its number in a table that has such.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) number: Option<i64>,
    pub(super) values: Vec<Value>,
}

/// What stands on a page of a tree.
pub(super) struct Node {
    /// Whether it is of a table with numbered rows; else of an index, or of a table without.
    pub(super) is_numbered: bool,
    pub(super) is_leaf: bool,
    pub(super) rows: Vec<Row>,
    pub(super) children: Vec<u32>,
    /// Cells that could not be read.
    pub(super) broken: usize,
}

/// Reads a page as one of a tree; `None` if it is none.
pub(super) fn node(pages: &Pages, number: u32) -> Option<Node> {
    let page = pages.page(number)?;
    // The first page begins with the header of the file.
    let start = if number == 1 { 100 } else { 0 };
    let (is_numbered, is_leaf) = match page[start] {
        0x02 => (false, false),
        0x05 => (true, false),
        0x0A => (false, true),
        0x0D => (true, true),
        _ => return None,
    };
    let short = |at: usize| usize::from(u16::from_be_bytes([page[at], page[at + 1]]));
    let count = short(start + 3);
    let pointers = start + if is_leaf { 8 } else { 12 };
    if pointers + 2 * count > page.len() || page[start + 7] > 60 {
        return None;
    }
    let mut node = Node { is_numbered, is_leaf, rows: Vec::new(), children: Vec::new(), broken: 0 };
    for index in 0..count {
        let at = short(pointers + 2 * index);
        if at < pointers + 2 * count || at >= page.len() {
            node.broken += 1;
            continue;
        }
        let mut cell = &page[at..];
        if !is_leaf {
            node.children.push(word(cell, 0));
            cell = cell.get(4..).unwrap_or_default();
        }
        if is_numbered && !is_leaf {
            continue;
        }
        match row(pages, cell, is_numbered) {
            Some(row) => node.rows.push(row),
            None => node.broken += 1,
        }
    }
    if !is_leaf {
        node.children.push(word(&page, start + 8));
    }
    // A page of noise may begin as one of a tree does; then nothing in it fits.
    let is_noise = count > 0 && node.rows.is_empty() && node.broken == count;
    let leads_away = node.children.iter().any(|child| *child == 0 || *child > pages.count);
    (!is_noise && !leads_away).then_some(node)
}

/// The row of a cell that begins with its length.
fn row(pages: &Pages, cell: &[u8], is_numbered: bool) -> Option<Row> {
    let mut at = 0;
    let length = varint(cell, &mut at)?;
    let number = if is_numbered { Some(varint(cell, &mut at)? as i64) } else { None };
    if length > ROW_MAX {
        return None;
    }
    let length = length as usize;
    let usable = pages.size;
    let most = if is_numbered { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
    let payload = if length <= most {
        cell.get(at..at + length)?.to_vec()
    } else {
        let least = (usable - 12) * 32 / 255 - 23;
        let fitting = least + (length - least) % (usable - 4);
        let here = if fitting <= most { fitting } else { least };
        let mut payload = cell.get(at..at + here)?.to_vec();
        follow(pages, word(cell.get(at + here..)?, 0), length, &mut payload)?;
        payload
    };
    Some(Row { number, values: record(&payload)? })
}

/// Adds what stands on the pages to which a long row goes on. Each says which is next, the last one none.
fn follow(pages: &Pages, first: u32, length: usize, payload: &mut Vec<u8>) -> Option<()> {
    let mut next = first;
    while payload.len() < length {
        let page = pages.page(next)?;
        let wanted = (length - payload.len()).min(pages.size - 4);
        payload.extend_from_slice(&page[4..4 + wanted]);
        next = word(&page, 0);
        if (payload.len() < length) == (next == 0) {
            return None;
        }
    }
    Some(())
}

/// The values of a record.
fn record(payload: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let header = usize::try_from(varint(payload, &mut at)?).ok()?;
    let mut body = header;
    if header > payload.len() || header < at {
        return None;
    }
    let mut values = Vec::new();
    while at < header {
        let kind = varint(payload, &mut at)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind as usize,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            long => usize::try_from((long - 12) / 2).ok()?,
        };
        let bytes = payload.get(body..body.checked_add(length)?)?;
        body += length;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => Value::Integer(integer(bytes)),
            7 => Value::Real(f64::from_bits(integer(bytes) as u64)),
            blob if blob % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => Value::Text(std::str::from_utf8(bytes).ok()?.to_owned()),
        });
    }
    (at == header && body == payload.len()).then_some(values)
}

/// A number of one to eight bytes, the highest first, with its sign.
fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    bytes.iter().fold(if negative { -1 } else { 0 }, |number, byte| (number << 8) | i64::from(*byte))
}

/// A number of one to nine bytes, of seven bits each but for the ninth.
fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for index in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if index == 8 {
            return Some((number << 8) | u64::from(byte));
        }
        number = (number << 7) | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Calls `with` for every row below a page. Notes which pages were seen; gives those that could not be read,
/// and how many cells of others.
pub(super) fn walk(
    pages: &Pages,
    root: u32,
    seen: &mut HashSet<u32>,
    with: &mut dyn FnMut(Row),
) -> (Vec<u32>, usize) {
    let mut waiting = vec![root];
    let (mut bad, mut broken) = (Vec::new(), 0);
    let mut is_numbered = None;
    while let Some(number) = waiting.pop() {
        if !seen.insert(number) {
            continue;
        }
        // A page of another kind of tree is not this one's.
        let node = node(pages, number)
            .filter(|node| *is_numbered.get_or_insert(node.is_numbered) == node.is_numbered);
        let Some(node) = node else {
            bad.push(number);
            continue;
        };
        broken += node.broken;
        waiting.extend(node.children.iter().rev());
        node.rows.into_iter().for_each(&mut *with);
    }
    (bad, broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], number: Option<u64>) {
        assert_eq!(varint(bytes, &mut 0), number);
    }

    #[test]
    fn numbers_of_any_length_are_read() {
        check(&[], None);
        check(&[0x7F], Some(127));
        check(&[0x81, 0x00], Some(128));
        check(&[0x81], None);
        check(&[0xFF; 9], Some(u64::MAX));
        assert_eq!((integer(&[]), integer(&[0xFF]), integer(&[0x01, 0x00])), (0, -1, 256));
    }

    proptest::proptest! {
        #[test]
        fn noise_is_no_record_and_no_panic(bytes in proptest::collection::vec(0u8.., 0..200)) {
            let _ = record(&bytes);
        }
    }
}
