//! Articles that were changed -> a set of their numbers that is short to keep, however many they are.
//!
//! Numbers are given one after the other, so what is changed together often is a few stretches of them. The
//! log of changes holds these: "12+3,2" is 12 to 15, and 17 (each number counts from the one before).

use super::Id;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A set of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    /// First and last number of each stretch, ascending; between two there is a gap.
    stretches: Vec<(i64, i64)>,
}

impl Ids {
    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// How many articles.
    pub fn len(&self) -> usize {
        let count: i64 = self.stretches.iter().map(|(first, last)| last - first + 1).sum();
        usize::try_from(count).unwrap_or(usize::MAX)
    }

    /// The articles, by ascending number.
    pub fn iter(&self) -> impl Iterator<Item = Id> + '_ {
        self.stretches.iter().flat_map(|&(first, last)| (first..=last).map(Id))
    }
}

impl FromIterator<Id> for Ids {
    fn from_iter<T: IntoIterator<Item = Id>>(ids: T) -> Ids {
        let mut numbers: Vec<i64> = ids.into_iter().map(Id::number).collect();
        numbers.sort_unstable();
        let mut stretches: Vec<(i64, i64)> = Vec::new();
        for number in numbers {
            match stretches.last_mut() {
                Some((_, last)) if number <= last.saturating_add(1) => *last = number,
                _ => stretches.push((number, number)),
            }
        }
        Ids { stretches }
    }
}

impl From<Vec<Id>> for Ids {
    fn from(ids: Vec<Id>) -> Ids {
        ids.into_iter().collect()
    }
}

impl fmt::Display for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = 0;
        for (index, (first, last)) in self.stretches.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            write!(f, "{comma}{}", first - before)?;
            if last > first {
                write!(f, "+{}", last - first)?;
            }
            before = *last;
        }
        Ok(())
    }
}

/// Reads what [`Ids`] prints; `None` if it is something else.
fn parse(text: &str) -> Option<Ids> {
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    for part in text.split(',').filter(|part| !part.is_empty()) {
        let (step, more) = part.split_once('+').unwrap_or((part, "0"));
        let (step, more): (i64, i64) = (step.parse().ok()?, more.parse().ok()?);
        let before = stretches.last().map_or(0, |(_, last)| *last);
        let first = before.checked_add(step)?;
        let last = first.checked_add(more)?;
        if more < 0 || (!stretches.is_empty() && step < 2) {
            return None;
        }
        stretches.push((first, last));
    }
    Some(Ids { stretches })
}

impl Serialize for Ids {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ids {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ids, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Ids;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("numbers of articles")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Ids, E> {
                parse(text).ok_or_else(|| E::custom("not numbers of articles"))
            }

            // As earlier versions kept them.
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Ids, A::Error> {
                let mut ids = Vec::new();
                while let Some(id) = list.next_element::<Id>()? {
                    ids.push(id);
                }
                if ids.len() > u32::MAX as usize {
                    return Err(A::Error::custom("too many articles"));
                }
                Ok(ids.into())
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(numbers: &[i64]) -> Ids {
        numbers.iter().copied().map(Id::new).collect()
    }

    #[track_caller]
    fn check(numbers: &[i64], kept: &str) {
        let json = serde_json::to_string(&ids(numbers)).unwrap();
        assert_eq!(json, format!("\"{kept}\""));
        assert_eq!(serde_json::from_str::<Ids>(&json).unwrap(), ids(numbers));
    }

    #[test]
    fn stretches_are_short() {
        check(&[], "");
        check(&[7], "7");
        check(&[17, 12, 13, 14, 15, 12], "12+3,2");
        check(&(1..=100_000).collect::<Vec<_>>(), "1+99999");
    }

    #[test]
    fn what_earlier_versions_kept_is_read_and_what_is_no_set_is_not() {
        assert_eq!(serde_json::from_str::<Ids>("[3,1,2]").unwrap(), ids(&[1, 2, 3]));
        for broken in ["\"x\"", "\"1,1\"", "\"1+-2\"", "\"9223372036854775807+1\"", "5", "[\"a\"]"] {
            assert!(serde_json::from_str::<Ids>(broken).is_err(), "{broken}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(numbers in prop::collection::btree_set(1_i64..300, 0..80)) {
            let set = ids(&numbers.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(set.len(), numbers.len());
            prop_assert!(set.iter().map(Id::number).eq(numbers.iter().copied()));
            prop_assert_eq!(parse(&set.to_string()), Some(set));
        }
    }
}
