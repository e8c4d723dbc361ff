//! What is to be said -> the words of the window and of the command line, in Arabic or English.
//!
//! Every visible word stands in `assets/i18n`, a file a language. Nothing is inserted around the
//! values in a message (no bidi isolates): what shows a message lays it out from right to left itself,
//! and pipes get plain text.

mod choices;
mod colours;
mod dates;
mod days;
mod failures;
mod feeds;
mod months;
mod periods;
mod queries;
mod reasons;
mod standings;
mod territories;

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::app::action::Action;
use crate::arabic::digits;
use crate::article::{EntityKind, PublishedFrom};

pub use days::Calendars;
pub use failures::printable;
pub use months::Months;

/// The messages in English.
pub const ENGLISH: &str = include_str!("../../assets/i18n/en.ftl");
/// The messages in Arabic.
pub const ARABIC: &str = include_str!("../../assets/i18n/ar.ftl");

/// A value in a message: a number (which chooses its plural) or ready words.
pub type Value<'v> = FluentValue<'v>;

/// The languages of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English; the window runs from left to right.
    #[default]
    En,
    /// Arabic; the window runs from right to left.
    Ar,
}

impl Lang {
    /// The language of a locale's name ("ar_SY.UTF-8", "en-GB", "C"): Arabic if it names Arabic,
    /// else English.
    pub fn of_locale(locale: &str) -> Lang {
        match locale.split(['_', '-', '.', '@']).next() {
            Some("ar") => Lang::Ar,
            _ => Lang::En,
        }
    }

    /// Whether the window runs from right to left.
    pub fn is_rtl(self) -> bool {
        self == Lang::Ar
    }

    /// Its code, as in the settings.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ar => "ar",
        }
    }

    /// The other one.
    pub fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Ar,
            Lang::Ar => Lang::En,
        }
    }
}

/// The digits in which numbers and days are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// 0123456789.
    #[default]
    Western,
    /// The digits of Egypt and the eastern Arab world, U+0660 to U+0669.
    Eastern,
}

/// How days and numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whose names the months have in Arabic.
    pub months: Months,
    /// The digits of Arabic.
    pub digits: Digits,
    /// The calendars.
    pub calendars: Calendars,
}

/// The words of one language.
pub struct Words {
    lang: Lang,
    manner: Manner,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words")
            .field("lang", &self.lang)
            .field("manner", &self.manner)
            .finish_non_exhaustive()
    }
}

impl Words {
    /// The words of `lang`. Eastern digits are for Arabic only: English keeps its own.
    pub fn new(lang: Lang, manner: Manner) -> Words {
        let digits = if lang == Lang::Ar { manner.digits } else { Digits::Western };
        let manner = Manner { digits, ..manner };
        let id: LanguageIdentifier = lang.code().parse().expect("the codes are well-formed");
        let source = match lang {
            Lang::En => ENGLISH,
            Lang::Ar => ARABIC,
        };
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => resource,
            // A test reads both files; a slip costs a message, not the reader.
            Err((resource, _)) => resource,
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match digits {
            Digits::Western => |value, _| western(value),
            Digits::Eastern => |value, _| western(value).map(|text| eastern(&text)),
        }));
        bundle.add_resource_overriding(resource);
        Words { lang, manner, bundle }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The message `id` without values; the id itself if there is none.
    pub fn say(&self, id: &str) -> String {
        self.say_with(id, &[])
    }

    /// The message `id` with its values, by name; the id itself if there is none.
    pub fn say_with(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        debug_assert!(pattern.is_some(), "no message {id}");
        let Some(pattern) = pattern else { return id.to_owned() };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, if self.lang == Lang::Ar { arabic_plural(value) } else { value.clone() });
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        text.into_owned()
    }

    /// What help says of an action.
    pub fn help(&self, action: Action) -> String {
        self.say(&format!("action-{}", action.name()))
    }

    /// An action in a word or two, for the line of hints.
    pub fn hint(&self, action: Action) -> String {
        self.say(&format!("hint-{}", action.name()))
    }

    /// What a day of publication was taken from.
    pub fn published_from(&self, from: PublishedFrom) -> String {
        self.say(match from {
            PublishedFrom::Given => "published-given",
            PublishedFrom::Stated => "published-stated",
            PublishedFrom::Dateline => "published-dateline",
            PublishedFrom::Metadata => "published-metadata",
            PublishedFrom::Lead => "published-lead",
        })
    }

    /// A number with its thousands apart: "10,161".
    pub fn number(&self, number: usize) -> String {
        self.own_digits(&grouped(&number.to_string())).into_owned()
    }

    /// `text` with its ASCII digits in the digits of the reader's choice.
    pub fn own_digits<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.manner.digits {
            Digits::Western => Cow::Borrowed(text),
            Digits::Eastern => Cow::Owned(digits::to_eastern(text)),
        }
    }

    /// The name of a country by its ISO 3166 code; `None` if the code is none.
    pub fn country(&self, code: &str) -> Option<&'static str> {
        territories::name(code, self.lang)
    }

    /// What sort of thing a name is of.
    pub fn kind(&self, kind: EntityKind) -> String {
        self.say(match kind {
            EntityKind::Person => "kind-person",
            EntityKind::Place => "kind-place",
            EntityKind::Organisation => "kind-organisation",
        })
    }

    /// Where a place lies, in degrees: "55.75, 37.62".
    pub fn coordinates(&self, latitude: f64, longitude: f64) -> String {
        self.own_digits(&format!("{latitude:.2}, {longitude:.2}")).into_owned()
    }

    /// "a, b, c" with the comma of the language; nothing for no parts.
    pub fn list<'p>(&self, parts: impl IntoIterator<Item = &'p str>) -> String {
        let comma = match self.lang {
            Lang::En => ", ",
            Lang::Ar => "\u{60c} ",
        };
        parts.into_iter().collect::<Vec<_>>().join(comma)
    }
}

/// A number in a message, with its thousands apart; other values are left to Fluent.
fn western(value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(&match number.options.minimum_integer_digits {
            Some(whole) => whole.to_string(),
            None => number.as_string().into_owned(),
        })),
        _ => None,
    }
}

/// `value` such that Fluent finds its Arabic plural. From 100 on, CLDR's rule looks at the last two
/// digits (103 is "few"), but `intl_pluralrules` 7.0 looks at the whole number. So the number
/// that it sees is the least with the same plural, and the whole one goes along as an option that
/// nothing but our own formatter reads.
fn arabic_plural<'v>(value: &FluentValue<'v>) -> FluentValue<'v> {
    match value {
        FluentValue::Number(number) if number.value > 100.0 => {
            let mut number = number.clone();
            let whole = number.value;
            let last = whole % 100.0;
            number.value = if last < 3.0 { 100.0 + last } else { last };
            // A count of articles or days is far from the limits of both types.
            number.options.minimum_integer_digits = Some(whole as usize);
            FluentValue::Number(number)
        }
        other => other.clone(),
    }
}

fn eastern(text: &str) -> String {
    digits::to_eastern(text)
}

/// ASCII digits with a comma between thousands, from five digits on: "1234", "10,161".
fn grouped(digits: &str) -> String {
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests;
