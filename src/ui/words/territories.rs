//! An ISO 3166 code -> the country's name in the language of the window.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Lang;

/// Code, Arabic name, English name (CLDR).
static TERRITORIES: &str = include_str!("../../../assets/territories.tsv");

static NAMES: LazyLock<HashMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut fields = line.split('\t');
        Some((fields.next()?, (fields.next()?, fields.next()?)))
    };
    TERRITORIES.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

/// The name of the country `code` in `lang`; `None` if the code is none.
pub(super) fn name(code: &str, lang: Lang) -> Option<&'static str> {
    let &(arabic, english) = NAMES.get(code)?;
    Some(match lang {
        Lang::Ar => arabic,
        Lang::En => english,
    })
}
