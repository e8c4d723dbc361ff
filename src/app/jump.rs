//! The places that the reader jumped from, to go back to and forth again.

use crate::store::Id;

/// Places kept; the oldest go first.
const KEPT_MAX: usize = 100;

/// A place in the library: an article and a byte of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub id: Id,
    /// The byte at the top of the pane.
    pub position: u32,
    /// The page that lay over it.
    pub page: Option<Over>,
}

/// A page that lies over an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// That of a name, by its place among [`super::State::subjects`].
    Name(usize),
    /// That of a storyline.
    Timeline {
        /// The article whose storyline it is.
        of: Id,
        /// The article that is selected in it.
        at: Id,
    },
}

/// The jump list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    places: Vec<Place>,
    /// Index of the place that was jumped back to; the length of `places` if the reader is where
    /// the last jump led.
    at: usize,
}

impl Jumps {
    /// Notes that the reader is about to jump away from `here`. What could be gone forth to before
    /// is forgotten.
    pub fn leave(&mut self, here: Place) {
        self.places.truncate(self.at);
        self.places.retain(|place| (place.id, place.page) != (here.id, here.page));
        self.places.push(here);
        if self.places.len() > KEPT_MAX {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// The place before; `here` is noted, so that one can come forth again.
    pub fn back(&mut self, here: Option<Place>) -> Option<Place> {
        if let (Some(here), true) = (here, self.at == self.places.len()) {
            let at = self.at;
            self.places.push(here);
            self.at = at;
        } else if let Some((here, place)) = here.zip(self.places.get_mut(self.at)) {
            *place = here;
        }
        self.at = self.at.checked_sub(1)?;
        self.places.get(self.at).copied()
    }

    /// The place after, once the reader has gone back.
    pub fn forth(&mut self, here: Option<Place>) -> Option<Place> {
        let next = self.places.get(self.at + 1).copied()?;
        if let Some((here, place)) = here.zip(self.places.get_mut(self.at)) {
            *place = here;
        }
        self.at += 1;
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `steps`: a number jumps there, `<` goes back, `>` forth; `expected` is where each step led.
    fn check(steps: &str, expected: &str) {
        let mut jumps = Jumps::default();
        let mut here = Place { id: Id::new(0), position: 0, page: None };
        let id = |digit: char| Id::new(i64::from(digit as u32));
        let mut names = vec![(here.id, '0')];
        let mut went = String::new();
        for step in steps.chars() {
            let there = match step {
                '<' => jumps.back(Some(here)),
                '>' => jumps.forth(Some(here)),
                digit => {
                    jumps.leave(here);
                    names.push((id(digit), digit));
                    Some(Place { id: id(digit), position: 0, page: None })
                }
            };
            here = there.unwrap_or(here);
            let name = names.iter().find(|(known, _)| *known == here.id).map(|(_, name)| *name);
            went.push(if there.is_some() { name.unwrap_or('?') } else { '-' });
        }
        assert_eq!(went, expected, "{steps}");
    }

    #[test]
    fn back_and_forth() {
        check("<", "-");
        check("1<>", "101");
        check("12<<>>", "121012");
        check("12<<<", "1210-");
        check("12<3<", "12131");
        check("12<<>3<<", "12101310");
        check("12>", "12-");
    }
}
