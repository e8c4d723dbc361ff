//! Neighbouring characters -> whether a user-perceived character ends between them (UAX #29).

use super::super::property::{Cluster, Props};

/// The state of the rules between two characters; one pass over a text, front to back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clusters {
    previous: Cluster,
    /// GB9c: a consonant, then extenders; with the linker or before it.
    conjunct: Conjunct,
    /// GB11: a pictograph, then extenders.
    pictograph: bool,
    /// GB12, GB13: an odd number of regional indicators so far.
    odd_regionals: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Conjunct {
    None,
    Consonant,
    Linked,
}

/// Classes which, next to each other, always have a boundary between them and leave no state.
const PLAIN: u64 = Cluster::OTHER.bit();
const BREAKS_AROUND: u64 = Cluster::set(&[Cluster::CONTROL, Cluster::CR, Cluster::LF]);
const EXTENDS: u64 =
    Cluster::set(&[Cluster::EXTEND, Cluster::ZWJ, Cluster::LINKER, Cluster::CONJUNCT_EXTEND]);

impl Clusters {
    /// The state at the start of a text (GB1).
    pub(super) fn new() -> Clusters {
        Clusters {
            previous: Cluster::CONTROL,
            conjunct: Conjunct::None,
            pictograph: false,
            odd_regionals: false,
        }
    }

    /// The state after a letter, digit or space.
    pub(super) fn after_letter() -> Clusters {
        Clusters { previous: Cluster::OTHER, ..Clusters::new() }
    }

    /// Whether the last character takes even a letter into its cluster (GB9b).
    pub(super) fn holds_next(&self) -> bool {
        self.previous == Cluster::PREPEND
    }

    /// Takes the next character; whether a cluster starts with it.
    #[inline]
    pub(super) fn starts(&mut self, props: Props) -> bool {
        let class = props.cluster();
        if class.is_in(PLAIN) && self.previous.is_in(PLAIN) {
            return true; // GB999, by far the most frequent
        }
        let starts = self.boundary(class);
        self.advance(class);
        starts
    }

    /// Rules GB3 to GB999 for the place between the previous character and one of `class`.
    fn boundary(&self, class: Cluster) -> bool {
        let previous = self.previous;
        if previous == Cluster::CR && class == Cluster::LF {
            return false; // GB3
        }
        if previous.is_in(BREAKS_AROUND) || class.is_in(BREAKS_AROUND) {
            return true; // GB4, GB5
        }
        let hangul = match previous {
            Cluster::L => {
                class.is_in(Cluster::set(&[Cluster::L, Cluster::V, Cluster::LV, Cluster::LVT])) // GB6
            }
            Cluster::LV | Cluster::V => class == Cluster::V || class == Cluster::T, // GB7
            Cluster::LVT | Cluster::T => class == Cluster::T,                       // GB8
            _ => false,
        };
        let joined = hangul
            || class.is_in(EXTENDS) // GB9
            || class == Cluster::SPACING_MARK // GB9a
            || previous == Cluster::PREPEND // GB9b
            || (self.conjunct == Conjunct::Linked && class == Cluster::CONSONANT) // GB9c
            || (self.pictograph && previous == Cluster::ZWJ && class == Cluster::PICTOGRAPH) // GB11
            || (self.odd_regionals && class == Cluster::REGIONAL); // GB12, GB13
        !joined
    }

    fn advance(&mut self, class: Cluster) {
        self.conjunct = match class {
            Cluster::CONSONANT => Conjunct::Consonant,
            Cluster::LINKER if self.conjunct != Conjunct::None => Conjunct::Linked,
            Cluster::CONJUNCT_EXTEND | Cluster::ZWJ => self.conjunct,
            _ => Conjunct::None,
        };
        self.pictograph = class == Cluster::PICTOGRAPH || (self.pictograph && class.is_in(EXTENDS));
        self.odd_regionals = class == Cluster::REGIONAL && !self.odd_regionals;
        self.previous = class;
    }
}
