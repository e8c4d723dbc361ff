//! A name -> what the library and our own list know of it.

use crate::article::{EntityKind, HeldRole};
use crate::extract;
use crate::extract::name::{Names, Why};
use crate::store::{self, Named, Reader, Spelling, Standing};
use std::sync::LazyLock;

/// What is known of a person, place or organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Portrait {
    /// What the articles of the library say.
    pub named: Named,
    /// By what the spellings of [`Named::spellings`] stand for it; `None` for rare ones.
    pub whys: Vec<Option<Why>>,
    /// The roles of a person that our own list knows.
    pub known_roles: Vec<HeldRole>,
    /// ISO 3166 code of the country that a place lies in, or that a person stands for by our own list.
    pub country: Option<String>,
}

impl Portrait {
    /// The code of the country that is worth telling: none for a country itself.
    pub fn country_beside(&self) -> Option<&str> {
        let is_itself = |code: &&str| self.named.entity.id == format!("country:{code}");
        self.country.as_deref().filter(|code| !is_itself(code))
    }
}

/// What is known of the entity with that id: by the library, of which the newest `limit` articles that
/// name it are read or all, and by our own list. `None` if the library does not have it.
///
/// # Errors
///
/// If the library cannot be read.
pub fn portrait(reader: &Reader, id: &str, limit: Option<usize>) -> Result<Option<Portrait>, store::Error> {
    let Some(named) = reader.named(id, limit)? else { return Ok(None) };
    let is_person = named.entity.kind == EntityKind::Person;
    let known = extract::name::known(&named.entity.id).filter(|_| is_person);
    let country = named.entity.country.clone();
    let why_of = |spelling: &Spelling| spelling.standing.as_ref().map(why);
    Ok(Some(Portrait {
        whys: named.spellings.iter().map(why_of).collect(),
        known_roles: known.map(|known| known.roles()).unwrap_or_default(),
        country: country.or_else(|| Some(known?.country?.to_owned())),
        named,
    }))
}

/// By what a spelling was found to be what it stands for. The first call takes some hundredths of a second:
/// it makes the lists of names ready.
pub fn why(standing: &Standing) -> Why {
    static NAMES: LazyLock<Names> = LazyLock::new(Names::load);
    let Standing { spelling, found, name, beside, .. } = standing;
    extract::name::why(&NAMES, spelling, found, name, beside)
}
