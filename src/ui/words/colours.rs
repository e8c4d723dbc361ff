//! The colour of a tag -> its name.

use super::Words;
use crate::store::COLOURS;

impl Words {
    /// The name of one of the sixteen colours; any other is its own name ("#ffaa00").
    pub fn colour(&self, colour: &str) -> String {
        match COLOURS.contains(&colour) {
            true => self.say(&format!("colour-{colour}")),
            false => colour.to_owned(),
        }
    }
}
