//! Why a place was taken for the one that is meant, and what else it may be -> words.

use super::Words;
use crate::article::{Choice, ChosenBy, OtherPlace};

impl Words {
    /// Why a place was chosen, and what else it may be: "by the country of the outlet", "could also be: …".
    pub fn choice(&self, choice: &Choice) -> Vec<String> {
        let others: Vec<String> = choice.others.iter().map(|other| self.other_place(other)).collect();
        let others = self.list(others.iter().map(String::as_str));
        let others = (!others.is_empty()).then(|| self.say_with("place-or", &[("others", others.into())]));
        std::iter::once(self.chosen_by(choice.by)).chain(others).collect()
    }

    /// What decided between places of one name.
    pub fn chosen_by(&self, by: ChosenBy) -> String {
        self.say(match by {
            ChosenBy::Places => "chosen-by-places",
            ChosenBy::People => "chosen-by-people",
            ChosenBy::Outlet => "chosen-by-outlet",
            ChosenBy::Size => "chosen-by-size",
        })
    }

    /// A place and what tells it from others of its name: its country; where that is called so, too, the
    /// Latin name.
    pub fn other_place(&self, place: &OtherPlace) -> String {
        let country = place.country.as_deref().and_then(|code| self.country(code));
        let is_country = place.kind == "country";
        let apart = match country {
            _ if is_country => Some(self.say("place-country")),
            Some(country) if country != place.name => Some(country.to_owned()),
            _ => place.latin.clone(),
        };
        match apart {
            Some(apart) => format!("{} ({apart})", place.name),
            None => place.name.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::words::{Lang, Manner};

    fn place(name: &str, latin: &str, kind: &str, country: &str) -> OtherPlace {
        OtherPlace {
            id: String::new(),
            name: name.into(),
            latin: Some(latin.into()),
            kind: kind.into(),
            country: Some(country.into()),
            coordinates: None,
        }
    }

    #[test]
    fn other_places_are_told_apart() {
        let words = Words::new(Lang::Ar, Manner::default());
        let check = |place: OtherPlace, expected: &str| assert_eq!(words.other_place(&place), expected);
        check(place("طرابلس", "Tripoli", "city", "LB"), "طرابلس (لبنان)");
        check(place("الجزائر", "Algiers", "city", "DZ"), "الجزائر (Algiers)");
        check(place("جورجيا", "Georgia", "country", "GE"), "جورجيا (دولة)");
        check(place("جورجيا", "Georgia", "state", "US"), "جورجيا (الولايات المتحدة)");
        let choice = Choice {
            by: ChosenBy::Size,
            is_doubtful: true,
            others: vec![place("طرابلس", "Tripoli", "city", "LB")],
        };
        assert_eq!(words.choice(&choice), ["أكبر ما يسمى بهذا الاسم", "وقد يكون: طرابلس (لبنان)"]);
    }
}
