//! Who published an article -> the country that he writes in.
//!
//! It says little: only between places that nothing in the article tells apart. What is published in
//! Arabic outside the Arab countries is written for all of them, and so is what agencies and channels of
//! the world write; they say nothing.

use super::lexicon::Names;
use crate::arabic::letters::fold_str;
use crate::article::{Article, EntityKind};

/// The countries whose outlets write for their own readers in Arabic.
const LOCAL: [&str; 24] = [
    "AE", "BH", "DJ", "DZ", "EG", "EH", "IL", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS",
    "QA", "SA", "SD", "SO", "SY", "TN", "YE",
];

/// Outlets of those countries that write for all of them, by their Latin names in our own list.
const OF_THE_WORLD: [&str; 13] = [
    "Al Jazeera",
    "Al Jazeera Media Network",
    "Al Arabiya",
    "Al Hadath",
    "Al Mayadeen",
    "Asharq News",
    "Asharq Business with Bloomberg",
    "Al-Araby Al-Jadeed",
    "Independent Arabia",
    "Sky News Arabia",
    "Raseef22",
    "Arab News",
    "SRMG",
];

/// ISO 3166 code of the country in which the article was published, if its address or its outlet says so.
pub(super) fn country(article: &Article, names: &Names) -> Option<&'static str> {
    let of_address = article.url.as_deref().and_then(of_address);
    of_address.or_else(|| of_outlet(article.outlet.as_deref()?, names))
}

fn local(code: &str) -> Option<&'static str> {
    LOCAL.into_iter().find(|known| known.eq_ignore_ascii_case(code))
}

/// `https://www.example.lb/news` -> `LB`.
fn of_address(url: &str) -> Option<&'static str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?.trim_end_matches('.');
    local(host.rsplit_once('.')?.1)
}

/// By our own list; else by the country or people in its name («الوكالة الوطنية اللبنانية»); else by our
/// list again, without the word that says what it is («جريدة النهار»).
fn of_outlet(outlet: &str, names: &Names) -> Option<&'static str> {
    let folded = fold_str(outlet);
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let phrase = words.join(" ");
    match listed(&phrase, names) {
        Some(country) => return country,
        None if words.len() > 1 => {}
        None => return None,
    }
    let nation = words.iter().find_map(|word| names.nation(word)).and_then(local);
    let named = || words.iter().find_map(|word| state(word, names)).and_then(local);
    let rest = || listed(&words[1..].join(" "), names).flatten();
    nation.or_else(named).or_else(rest)
}

/// Whether our own list has the outlet, and its country if that counts.
fn listed(phrase: &str, names: &Names) -> Option<Option<&'static str>> {
    let (index, _) = names.listed.own(phrase, EntityKind::Organisation).next()?;
    let entry = names.listed.entry(index);
    let country = entry.country.filter(|_| !OF_THE_WORLD.contains(&entry.latin));
    Some(country.and_then(local))
}

/// The country that is called so.
fn state(word: &str, names: &Names) -> Option<&'static str> {
    let (index, _) = names.listed.own(word, EntityKind::Place).next()?;
    names.listed.entry(index).id.strip_prefix("country:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    #[track_caller]
    fn check(outlet: &str, url: &str, expected: Option<&str>) {
        static NAMES: LazyLock<Names> = LazyLock::new(Names::load);
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let article = Article { outlet: some(outlet), url: some(url), ..Article::default() };
        assert_eq!(country(&article, &NAMES), expected, "{outlet} {url}");
    }

    #[test]
    fn an_outlet_writes_in_a_country() {
        check("", "https://www.lana.gov.ly/post?id=3", Some("LY"));
        check("", "http://reader@news.example.LB:8080/x.tn", Some("LB"));
        check("", "https://example.com/tn", None);
        check("", "https://example.tv/", None);
        check("", "example.tn", None);
        check("مأرب برس", "", Some("YE"));
        check("النهار", "", Some("LB"));
        check("جريدة النهار", "", Some("LB"));
        check("النهار الجزائرية", "", Some("DZ"));
        check("النهار", "https://www.example.dz/", Some("DZ"));
        check("وكالة الأنباء اللبنانية", "", Some("LB"));
        check("بوابة تونس", "", Some("TN"));
        // Of the world.
        check("رويترز", "", None);
        check("وكالة رويترز", "", None);
        check("الجزيرة", "", None);
        check("بي بي سي", "https://www.bbc.co.uk/arabic", None);
        check("صحيفة لا تعرفها القوائم", "", None);
        check("", "", None);
    }
}
