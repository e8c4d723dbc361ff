//! Our own lists as written -> the index by which they are looked up, ready when the program starts.
//!
//! | part | what |
//! | --- | --- |
//! | phrases | fst: folded form -> offset in the groups |
//! | sounds | fst: kind and sound of a full name -> entry |
//! | groups | for each form: how many entries, then each as entry × 16 + kind × 4 + how sure |
//! | entries | for each entry: offset of its line × 8 + kind × 2 + whether it shares a form |
//!
//! Before each part stands its length; all numbers have four bytes, the least first.

use super::{Sure, phrase_key, sound_key, without_title};
use crate::article::EntityKind;
use std::collections::BTreeMap;

/// The three lists, in the order in which entries are numbered.
pub(super) const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Place, EntityKind::Organisation];

/// The index of the lists of people, places and organisations.
pub fn compile(lists: [&str; 3]) -> Vec<u8> {
    let mut index = Index::default();
    for (kind, list) in KINDS.into_iter().zip(lists) {
        let mut offset = 0;
        for line in list.split_inclusive('\n') {
            let text = line.trim_end_matches('\n');
            if !text.is_empty() && !text.starts_with('#') {
                index.add_line(text, kind, offset);
            }
            offset += line.len() as u32;
        }
    }
    index.bytes()
}

#[derive(Default)]
struct Index {
    /// Folded form -> entries, each with how surely it is meant.
    forms: BTreeMap<String, Vec<(u32, EntityKind, Sure)>>,
    sounds: BTreeMap<String, u32>,
    /// Offset of the line, kind.
    entries: Vec<(u32, EntityKind)>,
}

impl Index {
    fn add_line(&mut self, line: &str, kind: EntityKind, offset: u32) {
        let entry = self.entries.len() as u32;
        self.entries.push((offset, kind));
        let fields: Vec<&str> = line.split('\t').map(|field| if field == "-" { "" } else { field }).collect();
        let field = |index: usize| fields.get(index).copied().unwrap_or("");
        let several = |index: usize| field(index).split('|').filter(|form| !form.is_empty());
        several(3).for_each(|form| self.add_form(form, entry, kind, Sure::Full));
        // After the others: a form "?name" says that the name itself needs evidence.
        self.add_form(field(1), entry, kind, Sure::Full);
        if kind == EntityKind::Person {
            several(4).for_each(|form| self.add_form(form, entry, kind, Sure::Short));
        }
    }

    fn add_form(&mut self, form: &str, entry: u32, kind: EntityKind, sure: Sure) {
        let (form, sure) = match form.strip_prefix('?') {
            Some(form) => (form, Sure::Maybe),
            None => (form, sure),
        };
        let (key, sure) = match phrase_key(form) {
            key if kind == EntityKind::Person => without_title(key, sure),
            key => (key, sure),
        };
        if let Some(sound) =
            sound_key(&key, kind).filter(|_| kind == EntityKind::Person || sure > Sure::Maybe)
        {
            self.sounds.entry(sound).or_insert(entry);
        }
        let known = self.forms.entry(key).or_default();
        if !known.iter().any(|&(other, ..)| other == entry) {
            known.push((entry, kind, sure));
        }
    }

    fn bytes(self) -> Vec<u8> {
        let mut shared = vec![false; self.entries.len()];
        for known in self.forms.values() {
            let places = known.iter().filter(|(_, kind, _)| *kind == EntityKind::Place);
            if places.clone().count() > 1 {
                places.for_each(|&(entry, ..)| shared[entry as usize] = true);
            }
        }
        let mut groups: Vec<u32> = Vec::new();
        let mut phrases = BTreeMap::new();
        for (form, known) in self.forms {
            phrases.insert(form, groups.len() as u64);
            groups.push(known.len() as u32);
            groups.extend(
                known.iter().map(|&(entry, kind, sure)| entry << 4 | (kind as u32) << 2 | sure as u32),
            );
        }
        let sounds = self.sounds.into_iter().map(|(sound, entry)| (sound, u64::from(entry))).collect();
        let entries = self.entries.iter().zip(shared);
        let entries: Vec<u32> = entries
            .map(|(&(offset, kind), shared)| offset << 3 | (kind as u32) << 1 | u32::from(shared))
            .collect();
        let mut bytes = Vec::new();
        for part in [map(phrases), map(sounds), numbers(&groups), numbers(&entries)] {
            bytes.extend((part.len() as u32).to_le_bytes());
            bytes.extend(part);
        }
        bytes
    }
}

fn map(entries: BTreeMap<String, u64>) -> Vec<u8> {
    fst::Map::from_iter(entries).expect("the keys of a tree are in order").into_fst().into_inner()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}
