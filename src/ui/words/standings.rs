//! By what a spelling stands for a name -> words that say so.

use super::{Words, printable};
use crate::store::{ByHand, Namesake, Standing};
use crate::task::Why;

impl Words {
    /// Why another is not the one whose role is `own`, though of the same name: "not player but minister".
    pub fn namesake(&self, own: Option<&str>, other: &Namesake) -> String {
        let role = printable(&other.role);
        match own {
            Some(own) => {
                self.say_with("why-name-other", &[("role", role.into()), ("own", printable(own).into())])
            }
            None => role,
        }
    }

    /// Why a spelling stands under an entry: the reader's word before all, then what it was found by.
    pub fn standing(&self, standing: &Standing, found: &Why) -> String {
        let say = |id, name: &str| self.say_with(id, &[("name", printable(name).into())]);
        match (standing.by_hand, found) {
            (Some(ByHand::Merged), _) => say("why-name-merged", &standing.name),
            (Some(ByHand::Given), _) => say("why-name-given", &standing.name),
            (Some(ByHand::GivenHere), _) => say("why-name-here", &standing.name),
            (None, Why::Listed) => self.say("why-name-listed"),
            (None, Why::FullName) => self.say("why-name-full"),
            (None, Why::PartOf(full)) => say("why-name-part", full),
            (None, Why::Sound) => say("why-name-sound", &standing.name),
            (None, Why::Alike) => say("why-name-alike", &standing.name),
            (None, Why::Alone) => self.say("why-name-alone"),
        }
    }
}
