//! What went wrong -> one line: what happened, where, what to do.

use crate::app::userfile::{Mistake, Problem};

use super::Words;

impl Words {
    /// A mistake in one of the user's files, with its file, line and key.
    pub fn mistake(&self, mistake: &Mistake) -> String {
        let problem = self.problem(&mistake.problem);
        let id = if mistake.key.is_empty() { "mistake-in" } else { "mistake-in-key" };
        // The line's number stays in ASCII digits: editors read "file:line".
        let line = mistake.line.to_string();
        self.say_with(
            id,
            &[
                ("file", mistake.file.as_str().into()),
                ("line", line.into()),
                ("key", mistake.key.as_str().into()),
                ("problem", problem.into()),
            ],
        )
    }

    fn problem(&self, problem: &Problem) -> String {
        let say = |id, values: &[(&str, &String)]| {
            let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
            self.say_with(id, &values)
        };
        match problem {
            Problem::Syntax(message) => say("mistake-syntax", &[("message", message)]),
            Problem::UnknownKey { allowed } => say("mistake-unknown-key", &[("allowed", allowed)]),
            Problem::WrongValue { value, allowed } => {
                say("mistake-wrong-value", &[("value", value), ("allowed", allowed)])
            }
            Problem::UnknownKeyName(name) => say("mistake-unknown-key-name", &[("name", name)]),
            Problem::UnknownAction(name, None) => say("mistake-unknown-action", &[("name", name)]),
            Problem::UnknownAction(name, Some(near)) => {
                say("mistake-unknown-action-near", &[("name", name), ("near", near)])
            }
            Problem::HidesSequence(other) => say("mistake-hides-sequence", &[("other", other)]),
            Problem::Missing(what) => self.say_with("mistake-missing", &[("what", (*what).into())]),
        }
    }
}
