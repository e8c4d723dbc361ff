//! An id or a name -> what our own list of people says of its bearer.
//!
//! Nothing is made ready but where each line begins: the lexicon that finds names takes far longer to
//! load, and who only reads the library has none.

use super::listed::PEOPLE;
use crate::arabic::letters::fold_str;
use crate::article::{HeldRole, Month};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A line of our own list of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The Wikidata id; `None` where it is not sure.
    pub id: Option<&'static str>,
    /// Canonical Arabic name.
    pub name: &'static str,
    /// Canonical Latin name.
    pub latin: Option<&'static str>,
    /// ISO 3166 code of the country that the person stands for; `None` if the list does not say.
    pub country: Option<&'static str>,
    /// The roles as they stand in the list; see [`Known::roles`].
    roles: &'static str,
}

/// Id, name and folded name -> line.
static LINES: LazyLock<HashMap<Cow<'static, str>, &'static str>> = LazyLock::new(|| {
    let mut lines = HashMap::new();
    for line in PEOPLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (id, name) = (fields.next().unwrap_or("-"), fields.next().unwrap_or(""));
        if id != "-" {
            lines.entry(Cow::Borrowed(id)).or_insert(line);
        }
        lines.entry(Cow::Borrowed(name)).or_insert(line);
        lines.entry(Cow::Owned(fold_str(name))).or_insert(line);
    }
    lines
});

/// What our own list says of the person with this id (a Wikidata id, or [`crate::article::Entity::id`])
/// or this canonical Arabic name; `None` if the list has no such person.
pub fn known(name: &str) -> Option<Known> {
    let line = LINES.get(name).or_else(|| {
        let name = fold_str(name.strip_prefix("person:").unwrap_or(name));
        LINES.get(name.as_str())
    })?;
    Some(Known::of_line(line))
}

impl Known {
    /// A line: id, name, Latin name, forms, short forms, roles, country. The last two may be missing.
    fn of_line(line: &'static str) -> Known {
        let mut fields =
            line.split('\t').map(|field| Some(field).filter(|field| !matches!(*field, "-" | "")));
        let mut next = || fields.next().flatten();
        let (id, name, latin, _forms, _short) = (next(), next(), next(), next(), next());
        let (roles, country) = (next().unwrap_or(""), next());
        Known { id, name: name.unwrap_or(""), latin, country, roles }
    }

    /// The roles in the order of the list, each with its period: `FROM/TO:role`, parted by `|`. Of `:role`
    /// and `role` the list does not say when they were held.
    pub fn roles(&self) -> Vec<HeldRole> {
        self.roles.split('|').filter(|role| !role.is_empty()).map(role).collect()
    }

    /// The role that the list says for sure was held on `day`, the first of several (see
    /// [`HeldRole::was_surely_held`]). Whoever has roles without periods only, written `:role`, has the
    /// first of them on any day, known or not: those are callings ("a Lebanese singer").
    pub fn role_on(&self, day: Option<Date>) -> Option<String> {
        if self.roles.split('|').all(|role| role.starts_with(':')) {
            return self.roles().into_iter().next().map(|role| role.role);
        }
        let day = day?;
        self.roles().into_iter().find(|role| role.was_surely_held(day)).map(|role| role.role)
    }
}

fn role(text: &str) -> HeldRole {
    let dated = text.split_once(':').and_then(|(period, role)| {
        let (from, to) = period.split_once('/')?;
        let end = |text: &str| if text.is_empty() { Some(None) } else { Month::parse(text).map(Some) };
        Some(HeldRole { role: role.trim().to_owned(), from: end(from.trim())?, to: end(to.trim())? })
    });
    let role = text.strip_prefix(':').unwrap_or(text).trim();
    dated.unwrap_or_else(|| HeldRole { role: role.to_owned(), from: None, to: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Roles as a list has them -> the one that was held on a day.
    #[track_caller]
    fn check(roles: &'static str, day: &str, expected: Option<&str>) {
        let known = Known { id: None, name: "n", latin: None, country: None, roles };
        let day = day.parse().ok();
        assert_eq!(known.role_on(day).as_deref(), expected, "{roles} on {day:?}");
    }

    #[test]
    fn a_role_is_told_where_it_was_held_for_sure() {
        const PRESIDENT: &str = "2017-01/2021-01:first|2025-01/:second";
        check(PRESIDENT, "2019-05-01", Some("first"));
        check(PRESIDENT, "2025-02-01", Some("second"));
        check(PRESIDENT, "2023-02-01", None);
        // On which day of the month it began or ended is not known.
        check(PRESIDENT, "2025-01-25", None);
        check(PRESIDENT, "2021-01-02", None);
        check("2010/2012:minister", "2011-06-01", Some("minister"));
        check("2010/2012:minister", "2012-06-01", None);
        check("2010/:minister|2015/:president", "2016-06-01", Some("minister"));
        check("poet", "2016-06-01", None);
        check("/2012:minister", "2011-06-01", None);
        check("", "2011-06-01", None);
        // What somebody is by calling he is on any day.
        check(":poet|:singer", "2011-06-01", Some("poet"));
        check(":poet", "", Some("poet"));
        check(":poet|2010/:minister", "2009-06-01", None);
        check("2010/:minister", "", None);
    }

    #[test]
    fn a_role_without_a_period_is_one_whatever_its_signs() {
        let parse = |text| {
            let HeldRole { role, from, to } = role(text);
            (role, from.map(|month| month.to_string()), to.map(|month| month.to_string()))
        };
        assert_eq!(parse("2017-01/2021:a b"), ("a b".into(), Some("2017-01".into()), Some("2021".into())));
        assert_eq!(parse("/:a"), ("a".into(), None, None));
        assert_eq!(parse(":a"), ("a".into(), None, None));
        assert_eq!(parse("a: b"), ("a: b".into(), None, None));
        assert_eq!(parse("x/y:b"), ("x/y:b".into(), None, None));
        assert_eq!(parse("2017-13/:b"), ("2017-13/:b".into(), None, None));
    }

    #[test]
    fn the_list_is_asked_by_id_and_by_name() {
        let by_id = known("Q22686").expect("the list has him");
        assert_eq!(by_id.latin, Some("Donald Trump"));
        assert_eq!(known(by_id.name), Some(by_id));
        assert_eq!(known(&format!("person:{}", fold_str(by_id.name))), Some(by_id));
        assert_eq!(known("person:\u{644}\u{627} \u{623}\u{62D}\u{62F}"), None);
        assert_eq!(known(""), None);
    }

    #[test]
    fn a_line_may_have_six_fields_or_seven() {
        let six = Known::of_line("Q1\tn\tN\ta|b\t-\trole");
        assert_eq!((six.id, six.roles, six.country), (Some("Q1"), "role", None));
        let seven = Known::of_line("-\tn\tN\t-\t-\t2020/:role\tRU");
        assert_eq!((seven.id, seven.roles, seven.country), (None, "2020/:role", Some("RU")));
    }
}
