//! The text of `rules.toml` -> the reader's rules, and what is wrong in it, by line and rule.
//!
//! ```toml
//! [[rule]]
//! name = "talks"
//! query = 'person:بوتين place:"قطاع غزة" after:2025'
//! add = ["talks"]
//! remove = ["inbox"]
//! ```
//!
//! A rule with a mistake is left out whole, because half of it could tag what it should not; the others apply.
//! Of a file that is not TOML none applies: where a rule ends in it is not known.

use super::userfile::{Mistake, Problem, Table, UserFile, Value, nearest};
use crate::store::query;
use crate::store::{Rule, normalise_tag};

/// Rules in their order.
pub type Rules = Vec<Rule>;

/// The keys of a rule.
const KEYS: [&str; 4] = ["name", "query", "add", "remove"];

/// Reads the rules of the file called `name`, in their order. An empty file has none.
pub fn read(name: &str, text: &str) -> (Rules, Vec<Mistake>) {
    let (mut file, table) = UserFile::read(name, text);
    if !file.mistakes.is_empty() {
        return (Rules::new(), file.mistakes);
    }
    let mut rules = Rules::new();
    for (key, value) in &table {
        if key.get_ref() != "rule" {
            let allowed = "'[[rule]]'".to_owned();
            file.mistake(key.span(), key.get_ref(), Problem::UnknownKey { allowed });
            continue;
        }
        let Some(entries) = value.get_ref().as_array() else {
            file.wrong_value(value, "rule", "a '[[rule]]' for each rule");
            continue;
        };
        for (index, entry) in entries.iter().enumerate() {
            let before = file.mistakes.len();
            let rule = read_rule(&mut file, index + 1, entry, &rules);
            rules.extend(rule.filter(|_| file.mistakes.len() == before));
        }
    }
    file.mistakes.sort_by_key(|mistake| mistake.line);
    (rules, file.mistakes)
}

/// One rule; `None`, or a mistake noted, if it cannot be followed. `number` is its place in the file, from 1.
fn read_rule(file: &mut UserFile<'_>, number: usize, entry: &Value<'_>, others: &[Rule]) -> Option<Rule> {
    let Some(table) = entry.get_ref().as_table() else {
        file.wrong_value(entry, "rule", "a '[[rule]]' for each rule");
        return None;
    };
    let written = table.get("name").and_then(|name| name.get_ref().as_str()).unwrap_or("").trim();
    let rule = if written.is_empty() { format!("rule[{number}]") } else { format!("rule.\"{written}\"") };
    for key in table.keys().filter(|key| !KEYS.contains(&key.get_ref().as_ref())) {
        let allowed = nearest(key.get_ref(), KEYS.into_iter())
            .map_or_else(|| KEYS.join(", "), |near| format!("'{near}'"));
        file.mistake(key.span(), &format!("{rule}.{}", key.get_ref()), Problem::UnknownKey { allowed });
    }
    let name = text(file, (entry, table), &rule, "name");
    if let (Some(value), Some(name)) = (table.get("name"), &name) {
        if name.trim().is_empty() {
            file.wrong_value(value, &format!("{rule}.name"), "a name");
        } else if others.iter().any(|other| other.name == name.trim()) {
            file.mistake(value.span(), &rule, Problem::Twice(name.trim().to_owned()));
        }
    }
    let query = text(file, (entry, table), &rule, "query").and_then(|query| match query::parse(&query) {
        Ok(query) => Some(query),
        Err(error) => {
            let span = table.get("query").map_or(entry.span(), |value| value.span());
            file.mistake(span, &format!("{rule}.query"), Problem::Query(query, error));
            None
        }
    });
    let add = tags(file, table, &rule, "add");
    let remove = tags(file, table, &rule, "remove");
    if add.is_empty() && remove.is_empty() && !table.contains_key("add") && !table.contains_key("remove") {
        file.mistake(entry.span(), &rule, Problem::NoTags);
    }
    Some(Rule { name: name?.trim().to_owned(), query: query?, add, remove })
}

/// The string `key` of a rule; its absence is a mistake.
fn text(
    file: &mut UserFile<'_>,
    (entry, table): (&Value<'_>, &Table<'_>),
    rule: &str,
    key: &'static str,
) -> Option<String> {
    let Some(value) = table.get(key) else {
        file.mistake(entry.span(), rule, Problem::Missing(key));
        return None;
    };
    file.string(value, &format!("{rule}.{key}"), "a text in quotes").map(str::to_owned)
}

/// The tags of the list `key` of a rule, each once; one tag need not be in a list.
fn tags(file: &mut UserFile<'_>, table: &Table<'_>, rule: &str, key: &str) -> Vec<String> {
    const ALLOWED: &str = "tags such as [\"war\", \"talks\"]";
    let Some(value) = table.get(key) else { return Vec::new() };
    let key = format!("{rule}.{key}");
    let entries: Vec<&Value<'_>> = match value.get_ref().as_array() {
        Some(list) => list.iter().collect(),
        None => vec![value],
    };
    let mut tags: Vec<String> = Vec::new();
    for entry in entries {
        let Some(written) = file.string(entry, &key, ALLOWED) else { continue };
        match normalise_tag(written) {
            Some(tag) if tags.contains(&tag) => {}
            Some(tag) => tags.push(tag),
            None => file.mistake(entry.span(), &key, Problem::BadTag(written.to_owned())),
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a file; compares the rules, as "name: query +add -remove", and the mistakes by their beginnings.
    #[track_caller]
    fn check(text: &str, rules: &[&str], mistakes: &[&str]) {
        let (read, found) = read("rules.toml", text);
        let found: Vec<String> = found.iter().map(Mistake::to_string).collect();
        assert_eq!(found.len(), mistakes.len(), "{found:#?}");
        for (found, want) in found.iter().zip(mistakes) {
            assert!(found.starts_with(&format!("rules.toml:{want}")), "{found}");
        }
        let shown = |rule: &Rule| {
            let mut shown = format!("{}: {}", rule.name, rule.query);
            rule.add.iter().for_each(|tag| shown += &format!(" +{tag}"));
            rule.remove.iter().for_each(|tag| shown += &format!(" -{tag}"));
            shown
        };
        assert_eq!(read.iter().map(shown).collect::<Vec<_>>(), rules);
    }

    #[test]
    fn rules_are_read_in_their_order() {
        check("", &[], &[]);
        check("# nothing\n", &[], &[]);
        check(
            "[[rule]]\nname = 'b'\nquery = 'x'\nadd = ['#War', 'war room', '#War']\n\
             [[rule]]\nname = ' a '\nquery = ''\nremove = 'inbox'\n",
            &["b: x +War +war_room", "a:  -inbox"],
            &[],
        );
    }

    #[test]
    fn a_rule_with_a_mistake_is_left_out_and_the_others_apply() {
        let good = "[[rule]]\nname = 'good'\nquery = 'x'\nadd = ['y']\n";
        let with = |text: &str| format!("{good}{text}");
        let check = |text: &str, want: &[&str]| check(&with(text), &["good: x +y"], want);
        check(
            "[[rule]]\nname = 'bad'\nquery = 'x persn:y'\nadd = ['y']\n",
            &["7: rule.\"bad\".query: there is no field 'persn'"],
        );
        check("[[rule]]\nname = 'bad'\nadd = ['y']\n", &["5: rule.\"bad\": 'query' is missing"]);
        check("[[rule]]\nquery = 'x'\nadd = ['y']\n", &["5: rule[2]: 'name' is missing"]);
        check("[[rule]]\nname = 'bad'\nquery = 'x'\n", &["5: rule.\"bad\": it neither adds a tag"]);
        check(
            "[[rule]]\nname = 'bad'\nquery = 'x'\nadd = ['y', ' # ', 5]\n",
            &[
                "8: rule.\"bad\".add: ' # ' cannot be a tag",
                "8: rule.\"bad\".add: '5' does not fit; use tags",
            ],
        );
        check(
            "[[rule]]\nname = 'bad'\nqery = 'x'\nquery = 'x'\nadd = ['y']\n",
            &["7: rule.\"bad\".qery: no such key; use 'query'"],
        );
        check(
            "[[rule]]\nname = 'good'\nquery = 'x'\nadd = ['y']\n",
            &["6: rule.\"good\": another one is called 'good'"],
        );
        check(
            "[[rule]]\nname = ''\nquery = 5\nadd = ['y']\n",
            &[
                "6: rule[2].name: '' does not fit; use a name",
                "7: rule[2].query: '5' does not fit; use a text in quotes",
            ],
        );
        check("[[rules]]\nname = 'x'\n", &["5: rules: no such key; use '[[rule]]'"]);
    }

    #[test]
    fn what_is_no_toml_is_told_once() {
        check("[[rule]]\nname = 'a'\nquery = 'x\nadd = ['y']\n", &[], &["3: "]);
        check("rule = 5\n", &[], &["1: rule: '5' does not fit"]);
    }
}
