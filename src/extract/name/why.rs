//! A spelling and the entity that it was found to be -> by what.
//!
//! The finding itself keeps no reasons: they are told again from what it goes by, which is little.

use super::lexicon::Names;
use super::sound;
use crate::arabic::letters::fold_str;

/// By what a spelling was found to be an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The lists know it.
    Listed,
    /// It is its full name in the article.
    FullName,
    /// It is a part of this full name in the article.
    PartOf(String),
    /// It sounds like the name.
    Sound,
    /// It is nearly the name, or goes on where the name ends.
    Alike,
    /// It stands so in the article, with no full name there.
    Alone,
}

/// By what `spelling` was found to be the entity of that id and name, which has the folded spellings
/// `beside` in the same article.
pub fn why(names: &Names, spelling: &str, id: &str, name: &str, beside: &[String]) -> Why {
    let (spelling, name) = (fold_str(spelling), fold_str(name));
    let is_of_list = ["person:", "place:", "organisation:"].iter().all(|plain| !id.starts_with(plain));
    let known = names.listed.is_form_of(&spelling, id);
    if known || is_of_list && spelling == name || id.starts_with("geonames:") || id.starts_with("country:") {
        return Why::Listed;
    }
    let is_one_word = !spelling.contains(' ');
    if is_one_word {
        let alike = |part: &str| part == spelling || sound::of_word(part) == sound::of_word(&spelling);
        let full = beside.iter().find(|full| full.contains(' ') && full.split(' ').any(alike));
        return match full {
            Some(full) => Why::PartOf(full.clone()),
            None if spelling == name => Why::Alone,
            None if sound::of_word(&spelling) == sound::of_word(&name) => Why::Sound,
            None => Why::Alike,
        };
    }
    match spelling == name {
        true => Why::FullName,
        false if sound::of_phrase(&spelling) == sound::of_phrase(&name) => Why::Sound,
        false => Why::Alike,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By what a spelling is the entity, beside what else the article calls it.
    fn check(spelling: &str, (id, name): (&str, &str), beside: &[&str], expected: Why) {
        static NAMES: std::sync::LazyLock<Names> = std::sync::LazyLock::new(Names::load);
        let beside: Vec<String> = beside.iter().map(|form| fold_str(form)).collect();
        assert_eq!(why(&NAMES, spelling, id, name, &beside), expected, "{spelling}");
    }

    #[test]
    fn each_spelling_has_its_reason() {
        let putin = ("Q7747", "فلاديمير بوتين");
        check("بوتين", putin, &[], Why::Listed);
        check("فلاديمير بوتين", putin, &[], Why::Listed);
        check("فلادمير بوتن", putin, &[], Why::Sound);
        check("موسكو", ("geonames:524901", "موسكو"), &[], Why::Listed);
        let envoy = ("person:زيد القحطاني", "زيد القحطاني");
        check("زيد القحطاني", envoy, &[], Why::FullName);
        check("القحطاني", envoy, &["زيد القحطاني", "القحطاني"], Why::PartOf("زيد القحطاني".into()));
        check("القحطاني", ("person:القحطاني", "القحطاني"), &["القحطاني"], Why::Alone);
        check("زيد محمد القحطاني", envoy, &["زيد القحطاني"], Why::Alike);
    }
}
