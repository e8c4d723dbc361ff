//! Why a query cannot be understood -> words.

use super::{Words, printable};
use crate::arabic::language::LANGUAGES;
use crate::store::query::{FIELDS, HAS, HAS_STATES, Key, Problem, STATES};
use crate::ui::words::Lang;

impl Words {
    /// What is wrong with a query, and what to write instead.
    pub fn query_problem(&self, problem: &Problem) -> String {
        let say = |id, what: &str| self.say_with(id, &[("what", printable(what).into())]);
        let with = |id, what: &str, names: Vec<&str>| {
            let names = names.join(" ");
            self.say_with(id, &[("what", printable(what).into()), ("names", names.into())])
        };
        match problem {
            Problem::UnknownField(name) => {
                let fields: Vec<String> =
                    FIELDS.iter().map(|(_, en, ar)| format!("{}:", self.either(en, ar))).collect();
                with("query-unknown-field", name, fields.iter().map(String::as_str).collect())
            }
            Problem::MissingValue(key) => say("query-missing-value", self.field(*key)),
            Problem::BadDate(text) => say("query-bad-date", text),
            Problem::BadState(text) => {
                with("query-bad-state", text, STATES.iter().map(|(_, en, ar)| self.either(en, ar)).collect())
            }
            Problem::BadLanguage(text) => {
                with("query-bad-language", text, LANGUAGES.iter().map(|(code, ..)| *code).collect())
            }
            Problem::BadHas(text) => {
                let states = HAS_STATES.iter().map(|(_, en, ar)| self.either(en, ar));
                let names = HAS.iter().map(|(_, en, ar)| self.either(en, ar)).chain(states);
                with("query-bad-has", text, names.collect())
            }
            Problem::BadId(text) => say("query-bad-id", text),
            Problem::BadTag(text) => say("query-bad-tag", text),
            Problem::UnclosedQuote => self.say("query-unclosed-quote"),
            Problem::UnclosedParenthesis => self.say("query-unclosed-parenthesis"),
            Problem::UnexpectedParenthesis => self.say("query-unexpected-parenthesis"),
            Problem::EmptyParentheses => self.say("query-empty-parentheses"),
            Problem::MissingOperand(operator) => say("query-missing-operand", operator),
            Problem::TooLong => self.say("query-too-long"),
        }
    }

    /// What a field of a query is about.
    pub fn about_field(&self, key: Key) -> String {
        self.say(&format!("field-{}", key.name()))
    }

    fn field(&self, key: Key) -> &'static str {
        let found = FIELDS.iter().find(|(known, ..)| *known == key);
        found.map_or("", |(_, english, arabic)| self.either(english, arabic))
    }

    fn either(&self, english: &'static str, arabic: &'static str) -> &'static str {
        match self.lang() {
            Lang::En => english,
            Lang::Ar => arabic,
        }
    }
}
