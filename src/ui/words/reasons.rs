//! The rule that resolved a date -> why it means that day, in words.

use super::Words;
use crate::article::DateMention;

/// Other meanings of a date that are told; there are hardly more.
const ALTERNATIVES: usize = 2;

impl Words {
    /// Why a date means what it does, and what else it may mean: "the most recent one", "or Fri 23 May 2025".
    pub fn explanation(&self, date: &DateMention) -> Vec<String> {
        let others = date.alternatives.iter().filter_map(|other| self.value(other)).take(ALTERNATIVES);
        let others = others.map(|other| self.say_with("date-or", &[("other", other.into())]));
        self.reason(&date.rule).into_iter().chain(others).collect()
    }

    /// Why a date means what it does, by the name of its rule
    /// ([`crate::article::DateMention::rule`]); `None` where there is nothing to tell: lengths, hours,
    /// and rules that this version does not know.
    pub fn reason(&self, rule: &str) -> Option<String> {
        Some(self.say(reason_id(rule)?))
    }
}

/// The message for a rule.
fn reason_id(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "date.full" | "month.year" | "year" | "years" | "decade" | "century" | "season" | "range" => {
            "why-written"
        }
        "nth" | "nth.week" | "first" => "why-written",
        "date.figures" => "why-figures",
        "date.hijri" | "year.hijri" => "why-hijri",
        "date.paired" => "why-paired",
        "day.offset" | "day.offset_weekday" | "date.offset" | "date.step" | "date.year_step" => "why-counted",
        "weekday.step" | "weekday.of_week" | "weekday.this" | "month.step" | "month.this" => "why-counted",
        "month.unit" | "month.year_step" | "week" | "weekend" | "quarter" | "year.unit" => "why-counted",
        "decade.unit" | "century.unit" | "ago" | "ahead" => "why-counted",
        "day.quoted" => "why-quoted",
        "day.weekday_wins" => "why-weekday-wins",
        "date.weekday_differs" => "why-weekday-differs",
        "weekday.recent" | "weekday.today" | "month.recent" | "month.now" => "why-recent",
        "weekday.coming" | "month.coming" | "month.soon" => "why-coming",
        "date.near" | "date.weekday" => "why-near",
        "date.sentence" | "month.sentence" => "why-sentence",
        "date.anniversary" => "why-known",
        "beside" | "date.same" | "month.same" => "why-beside",
        "feast" => "why-feast",
        _ if rule.ends_with(".open") => "why-open",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::words::{Lang, Manner};

    /// Every rule that the source of the resolution names has its words, but for those of lengths and hours.
    #[test]
    fn every_rule_has_its_words() {
        let sources = [
            include_str!("../../extract/date/resolve/mod.rs"),
            include_str!("../../extract/date/resolve/day.rs"),
            include_str!("../../extract/date/resolve/stretch.rs"),
        ];
        let is_rule = |text: &&str| {
            let mut parts = text.split('.');
            let is_name =
                |part: &str| !part.is_empty() && part.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_'));
            parts.clone().count() <= 2 && parts.all(is_name)
        };
        let mut rules = 0;
        for rule in sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2)).filter(is_rule) {
            let silent = ["duration", "time", "set", "reference", "after"];
            if silent.iter().any(|silent| rule.starts_with(silent)) {
                assert_eq!(reason_id(rule), None, "{rule}");
                continue;
            }
            rules += 1;
            let id = reason_id(rule).unwrap_or_else(|| panic!("no words for {rule}"));
            for lang in [Lang::En, Lang::Ar] {
                assert_ne!(Words::new(lang, Manner::default()).say(id), id);
            }
        }
        assert!(rules > 40, "{rules}");
    }
}
