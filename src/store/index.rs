//! An article with its facts -> its rows in the search index and among the postings.

use super::codec::LocalProfile;
use super::facts::Found;
use super::{Deed, Error, Fault, Library, term};
use crate::arabic::language::language;
use crate::article::{Article, DateKind, DateMention, EntityKind, SectionKind};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use rusqlite::Connection;

/// The name under which the version of the index is kept.
const VERSION_SETTING: &str = "index";

/// What the index knows of an article; each field a line of terms.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Entry {
    title: String,
    body: String,
    names: [String; 3],
    outlet: String,
    facet: String,
    /// Words of the article itself.
    pub(super) words: usize,
}

/// The term of an entity of that row, among names and postings.
pub(super) fn entity_term(row: i64) -> String {
    format!("e{row}")
}

/// The term of an entity of that row from which the reader's decisions led to another.
pub(super) fn left_term(row: i64) -> String {
    format!("r{row}")
}

/// The index of the articles that a batch brings, in memory, for the rules; see rules.rs.
pub(super) const FRESH: &str = "fresh";

/// The term that every article has: what a query that only excludes starts from.
pub(super) const EVERYTHING: &str = "all";

/// The terms of a day: itself, its week, month and year.
pub(super) fn day_terms(day: Date) -> [String; 4] {
    let week = day.iso_week_date();
    [
        day_term(day),
        week_term(week.year(), week.week()),
        month_term(day.year(), day.month()),
        year_term(day.year()),
    ]
}

pub(super) fn day_term(day: Date) -> String {
    format!("d{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

pub(super) fn week_term(year: i16, week: i8) -> String {
    format!("w{year:04}{week:02}")
}

pub(super) fn month_term(year: i16, month: i8) -> String {
    format!("m{year:04}{month:02}")
}

pub(super) fn year_term(year: i16) -> String {
    format!("y{year:04}")
}

/// What an expression of time is found by: the terms of the units that it lies in whole. A month is found
/// by its month and year, not by its days, of which the text does not speak; but "from the 14th to the
/// 16th" speaks of the 15th, and a week across the end of a month of both months.
pub(super) fn mention_terms(date: &DateMention) -> Vec<String> {
    let Some((first, last)) = date.interval else { return Vec::new() };
    let length = first.until(last).map_or(i32::MAX, |span| span.get_days()) + 1;
    let (from, to) = (day_terms(first), day_terms(last));
    let is_range = date.kind == DateKind::Interval;
    let mut terms = Vec::new();
    if is_range && length <= 31 {
        terms.extend(each(first, last, 1.day()).flat_map(day_terms));
    } else if is_range && length <= 3 * 366 {
        let months = each(first.first_of_month(), last, 1.month());
        terms.extend(months.map(|day| month_term(day.year(), day.month())));
        terms.extend(each(first.first_of_year(), last, 1.year()).map(|day| year_term(day.year())));
    } else if is_range && length <= 60 * 366 {
        terms.extend(each(first.first_of_year(), last, 1.year()).map(|day| year_term(day.year())));
    } else if length <= 31 {
        // All but the days of both ends.
        terms.extend(from[1..].iter().chain(&to[1..]).cloned());
    }
    terms.extend(from.into_iter().zip(to).filter(|(from, to)| from == to).map(|(term, _)| term));
    terms
}

/// Every `step` from `first` to `last`.
fn each(first: Date, last: Date, step: Span) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), move |day| day.checked_add(step).ok().filter(|next| *next <= last))
}

impl Entry {
    /// What `article` is found by.
    ///
    /// Embedded stories and lists stay out, because they are articles of their own, or other
    /// articles' titles; so does advertising.
    pub(super) fn of(article: &Article, found: &Found<'_>) -> Entry {
        let Found { facts, rows, left } = found;
        let mut entry = Entry::default();
        term::append(&mut entry.title, &article.title.text);
        for section in &article.sections {
            let text = section.span.of(&article.text);
            match section.kind {
                SectionKind::Title | SectionKind::Embedded | SectionKind::Boilerplate => {}
                SectionKind::ReadAlso | SectionKind::RelatedHeading | SectionKind::RelatedTitle => {}
                kind => {
                    let count = term::append(&mut entry.body, text);
                    entry.words += if kind.is_body() { count } else { 0 };
                }
            }
        }
        for keyword in &article.keywords {
            term::append(&mut entry.body, keyword);
        }
        for (entity, row) in facts.entities.iter().zip(rows).filter(|(entity, _)| entity.count > 0) {
            let line = &mut entry.names[column(entity.kind)];
            // Also keeps a phrase from running from one name into the next.
            line.push(' ');
            line.push_str(&entity_term(*row));
            term::append(line, &entity.name);
            for name in entity.aliases.iter().chain(&entity.latin) {
                term::append(line, name);
            }
        }
        if let Some(outlet) = &article.outlet {
            term::append(&mut entry.outlet, outlet);
        }
        let mut facets: Vec<String> =
            facts.dates.iter().filter(|date| date.part == 0).flat_map(mention_terms).collect();
        facets.sort_unstable();
        facets.dedup();
        facets.push(EVERYTHING.to_string());
        facets.extend(left.iter().map(|row| left_term(*row)));
        entry.facet = facets.join(" ");
        entry
    }

    /// Puts the entry into the index at `rank`. Entries of one transaction should come in ascending
    /// order: FTS5 writes out what it has gathered whenever the order breaks.
    pub(super) fn write(&self, connection: &Connection, rank: i64) -> rusqlite::Result<()> {
        self.write_into(connection, "search", rank)
    }

    /// The same, into another index of the same columns.
    pub(super) fn write_into(&self, connection: &Connection, index: &str, rank: i64) -> rusqlite::Result<()> {
        let [person, place, organisation] = &self.names;
        connection
            .prepare_cached(&format!(
                "INSERT INTO {index} (rowid, title, body, person, place, organisation, outlet, facet)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
            ))?
            .execute((
                rank,
                &self.title,
                &self.body,
                person,
                place,
                organisation,
                &self.outlet,
                &self.facet,
            ))?;
        Ok(())
    }
}

/// The column of [`Entry::names`], and of the index, for a kind of entity.
fn column(kind: EntityKind) -> usize {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Place => 1,
        EntityKind::Organisation => 2,
    }
}

/// Puts the terms and names of a profile among the postings at `rank`; ascending, as above.
pub(super) fn write_postings(
    connection: &Connection,
    rank: i64,
    profile: &LocalProfile,
) -> rusqlite::Result<()> {
    let mut line = String::new();
    for &(row, _) in &profile.terms {
        line.push_str(&posting_term(row));
        line.push(' ');
    }
    for &(row, _) in &profile.names {
        line.push_str(&entity_term(row));
        line.push(' ');
    }
    for &band in &profile.sketch.bands {
        line.push_str(&band_term(band));
        line.push(' ');
    }
    connection.prepare_cached("INSERT INTO posting (rowid, terms) VALUES (?1, ?2)")?.execute((rank, line))?;
    Ok(())
}

/// The posting of a term of the vectors.
pub(super) fn posting_term(row: i64) -> String {
    format!("t{row}")
}

/// The posting of a band of the sketches by which copies are found.
pub(super) fn band_term(band: u32) -> String {
    format!("b{band:x}")
}

/// Takes an article out of the index and the postings.
pub(super) fn remove(connection: &Connection, rank: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([rank])?;
    connection.prepare_cached("DELETE FROM posting WHERE rowid = ?1")?.execute([rank])?;
    Ok(())
}

impl Library {
    /// Makes the index anew if it was made by other rules than today's.
    pub(super) fn renew_index_if_old(&mut self) -> Result<(), Error> {
        let kept: Option<u32> = self.read(Deed::Open, |connection| {
            let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
            let mut rows = statement.query([VERSION_SETTING])?;
            Ok(match rows.next()? {
                Some(row) => row.get(0)?,
                None => None,
            })
        })?;
        if kept == Some(term::VERSION) { Ok(()) } else { self.rebuild_index() }
    }

    /// Makes the search index and the postings anew from articles, facts and profiles. Takes about a second
    /// for a thousand articles; whoever reads meanwhile still sees the old ones.
    pub fn rebuild_index(&mut self) -> Result<(), Error> {
        self.write(Deed::Rebuild, |connection| {
            connection.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
            connection.execute("INSERT INTO posting (posting) VALUES ('delete-all')", [])?;
            let decisions = super::names::Decisions::read(connection)?;
            super::complete::rewrite_words(connection)?;
            super::notes::reindex(connection)?;
            let mut set_language =
                connection.prepare("UPDATE article SET lang = ?2 WHERE id = ?1 AND lang IS NOT ?2")?;
            let mut ranks = connection.prepare("SELECT id, rank FROM article ORDER BY rank")?;
            let mut rows = ranks.query([])?;
            while let Some(row) = rows.next()? {
                let (id, rank): (i64, i64) = (row.get(0)?, row.get(1)?);
                let article = super::articles::load(connection, super::Id(id))?;
                let found = super::facts::load(connection, super::Id(id), &decisions)?;
                Entry::of(&article.article, &found).write(connection, rank)?;
                set_language.execute((id, language(&article.article.text)))?;
                if let Some(profile) = super::relations::local_profile(connection, super::Id(id))? {
                    write_postings(connection, rank, &profile)?;
                }
            }
            connection.execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (VERSION_SETTING, term::VERSION),
            )?;
            Ok::<_, Fault>(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By which of `terms` a stretch of days is found.
    fn check(kind: DateKind, first: Date, last: Date, terms: &[(&str, bool)]) {
        let mention = DateMention {
            span: crate::article::Span::default(),
            kind,
            value: String::new(),
            interval: Some((first, last)),
            confidence: 1.0,
            alternatives: Vec::new(),
            rule: "test".into(),
            part: 0,
        };
        let found = mention_terms(&mention);
        for (term, expected) in terms {
            assert_eq!(found.iter().any(|found| found == term), *expected, "{term} in {found:?}");
        }
    }

    #[test]
    fn stretches_are_found_by_what_they_speak_of() {
        let day = |month, day| jiff::civil::date(2025, month, day);
        let range = [
            ("d20250215", true),
            ("d20250217", false),
            ("m202502", true),
            ("w202507", true),
            ("y2025", true),
        ];
        check(DateKind::Interval, day(2, 14), day(2, 16), &range);
        let month = [("m202502", true), ("y2025", true), ("d20250214", false), ("w202507", false)];
        check(DateKind::Date, day(2, 1), day(2, 28), &month);
        check(
            DateKind::Date,
            day(1, 27),
            day(2, 2),
            &[("m202501", true), ("m202502", true), ("d20250130", false)],
        );
        check(
            DateKind::Interval,
            day(2, 1),
            day(5, 31),
            &[("m202504", true), ("m202506", false), ("d20250401", false)],
        );
        let decade = (jiff::civil::date(1990, 1, 1), jiff::civil::date(1999, 12, 31));
        check(DateKind::Date, decade.0, decade.1, &[("y1995", false)]);
        check(DateKind::Interval, decade.0, decade.1, &[("y1995", true), ("m199505", false)]);
    }
}
