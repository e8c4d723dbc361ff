//! The seeds as a story: their relations, their order, and what they do not relate to.

use jiff::civil::{Date, date};
use khabar::store::{Id, Library};
use khabar::task::{Cancel, Import, Knowledge, Rebuild, Task, write};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The seeds by the numbers of their files, embedded stories with a letter; their days, where the article
/// does not say its own.
const DAYS: [(&str, Option<Date>); 7] = [
    ("000", Some(date(2025, 5, 19))),
    ("001", Some(date(2025, 3, 18))),
    ("001b", Some(date(2025, 4, 11))),
    ("002", Some(date(2025, 2, 12))),
    ("003", None),
    ("003b", Some(date(2025, 4, 15))),
    ("004", Some(date(2025, 8, 16))),
];

pub struct Seeds {
    _folder: Option<tempfile::TempDir>,
    library: Library,
    knowledge: Knowledge,
    ids: BTreeMap<&'static str, Id>,
}

impl Seeds {
    fn new() -> Seeds {
        let folder = tempfile::tempdir().unwrap();
        let seeds = Seeds::at(&folder.path().join("library.khabar"));
        Seeds { _folder: Some(folder), ..seeds }
    }

    fn at(path: &Path) -> Seeds {
        let library = Library::open(path).unwrap();
        let mut seeds =
            Seeds { _folder: None, library, knowledge: Knowledge::default(), ids: BTreeMap::new() };
        let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"));
        seeds.run(Task::Import(Import::of(vec![path])));
        for (name, _) in DAYS {
            let of_file = |id: &Id| {
                let article = seeds.library.article(*id).unwrap().article;
                let file = article.origin.rsplit('/').next().unwrap_or_default().to_owned();
                file.starts_with(&name[..3]) && (article.part > 0) == name.ends_with('b')
            };
            let all = seeds.library.ids(&khabar::store::Query::all()).unwrap();
            seeds.ids.insert(name, all.into_iter().find(of_file).unwrap());
        }
        seeds
    }

    fn dated() -> Seeds {
        Seeds::new().with_days()
    }

    /// The seeds with their days, in a library at `path`.
    pub fn dated_at(path: &Path) -> Seeds {
        Seeds::at(path).with_days()
    }

    fn with_days(mut self) -> Seeds {
        for (name, day) in DAYS {
            if day.is_some() {
                self.run(Task::SetPublished { ids: vec![self.ids[name]], day });
            }
        }
        self
    }

    fn run(&mut self, task: Task) {
        let mut next = Some(task);
        while let Some(task) = next {
            next = write(&mut self.library, &self.knowledge, task, &Cancel::default(), &mut |_| ()).unwrap();
        }
    }

    /// The relation of two articles in the words of the gold annotation.
    fn relation(&self, one: &str, other: &str) -> &'static str {
        let related = self.library.related(self.ids[one], 20).unwrap();
        let other = self.ids[other];
        let is_in = |list: &[(Id, _)]| list.iter().any(|(id, _)| *id == other);
        match () {
            _ if is_in(&related.same_event) => "same-event",
            _ if is_in(&related.earlier) || is_in(&related.later) => "same-storyline",
            _ if is_in(&related.shared) => "shared",
            _ => "none",
        }
    }

    fn check_pairs(&self) {
        for (index, (one, _)) in DAYS.iter().enumerate() {
            for (other, _) in &DAYS[..index] {
                let expected = if (*one, *other) == ("003", "002") { "same-event" } else { "same-storyline" };
                assert_eq!(self.relation(one, other), expected, "{one} to {other}");
                assert_eq!(self.relation(other, one), expected, "{other} to {one}");
            }
        }
    }

    /// The names of the articles of the storyline, events in their order.
    fn order(&self) -> Vec<Vec<&'static str>> {
        let event = self.library.event_of(self.ids["000"]).unwrap().unwrap();
        let around = self.library.storyline_around(event, 20).unwrap();
        let name = |id: &Id| *self.ids.iter().find(|(_, other)| *other == id).unwrap().0;
        around.events.iter().map(|told| told.articles.iter().map(name).collect()).collect()
    }
}

const ORDER: [&[&str]; 6] = [&["002", "003"], &["001"], &["001b"], &["003b"], &["000"], &["004"]];

#[test]
fn with_their_days_the_seeds_are_one_story_in_its_order() {
    let mut seeds = Seeds::dated();
    seeds.check_pairs();
    assert_eq!(seeds.order(), ORDER);
    seeds.run(Task::Rebuild(Rebuild::everything()));
    seeds.check_pairs();
    assert_eq!(seeds.order(), ORDER);
}

#[test]
fn without_days_the_seeds_are_one_story_still() {
    Seeds::new().check_pairs();
}

/// The titles of other articles at the end of 001 are of Gaza: none of their names relates to it.
#[test]
fn a_list_of_titles_adds_no_relation() {
    let mut seeds = Seeds::dated();
    let text = "أعلنت وزارة الصحة في غزة سقوط عشرات الشهداء والجرحى في غارات جوية شنها جيش الاحتلال الإسرائيلي \
                على خيام النازحين في خان يونس وقصفه مستشفى في دير البلح، وقالت حركة حماس إنها تتمسك بوقف إطلاق النار.";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gaza.txt");
    std::fs::write(&file, format!("غارات على خيام النازحين في غزة\n\n{text}\n")).unwrap();
    seeds.run(Task::Import(Import::of(vec![file.clone()])));
    let gaza = seeds.library.ids_of_origin(&file.to_string_lossy()).unwrap()[0];
    seeds.run(Task::SetPublished { ids: vec![gaza], day: Some(date(2025, 3, 18)) });
    let related = seeds.library.related(seeds.ids["001"], 20).unwrap();
    let lists = [related.same_event, related.earlier, related.later, related.shared, related.copies];
    assert!(lists.iter().flatten().all(|(id, _)| *id != gaza));
}

#[derive(Deserialize)]
struct Gold {
    pairs: Vec<(String, String, String)>,
}

#[test]
fn every_relation_of_the_gold_annotation_is_found() {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/gold/seed_relations.json"));
    let Ok(text) = std::fs::read_to_string(&path) else {
        return println!("left out: {} is not there", path.display());
    };
    let gold: Gold = serde_json::from_str(&text).unwrap();
    let seeds = Seeds::dated();
    for (one, other, relation) in &gold.pairs {
        // A remark may follow in brackets.
        let expected = relation.split('(').next().unwrap_or_default();
        assert_eq!(seeds.relation(one, other), expected, "{one} to {other}");
    }
    assert!(gold.pairs.len() >= 16);
}
