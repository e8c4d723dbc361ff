//! Names merged, split and renamed by hand; in a library whose facts are made up, so that each test says
//! who is named where and how.

use super::*;
use crate::article::{EntityKind, Mention, Span};
use crate::store::tests::{Temporary, addition_with, article, temporary};
use crate::store::{Addition, Change};
use crate::story::Profile;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

const PUTIN: &str = "Q7747";

/// Who is named in an article: id, name, and the spellings in which it stands there, in order.
type Named<'a> = (&'a str, &'a str, &'a [&'a str]);

/// An article that says just these names.
fn saying(key: &str, day: i8, named: &[Named<'_>]) -> Addition {
    let (mut text, mut mentions, mut entities) = (String::new(), Vec::new(), Vec::new());
    for (index, (id, name, spellings)) in named.iter().enumerate() {
        let kind = match *id {
            id if id.starts_with("place") => EntityKind::Place,
            _ => EntityKind::Person,
        };
        for spelling in *spellings {
            let start = text.len();
            text.push_str(spelling);
            let span = Span::new(start, text.len());
            text.push_str(". ");
            let (entity, rule) = (index as u32, "test".into());
            mentions.push(Mention { span, kind, entity, part: 0, confidence: 0.9, rule });
        }
        let mut aliases: Vec<String> = Vec::new();
        for spelling in spellings.iter().filter(|spelling| *spelling != name) {
            if !aliases.iter().any(|alias| alias == spelling) {
                aliases.push((*spelling).into());
            }
        }
        let (latin, roles, country, coordinates) = (None, vec![format!("role of {id}")], None, None);
        let count = spellings.len() as u32;
        let (id, name) = ((*id).to_owned(), (*name).to_owned());
        let choice = None;
        entities.push(Entity { id, kind, name, latin, aliases, roles, country, coordinates, choice, count });
    }
    entities.sort_by_key(|entity| std::cmp::Reverse(entity.count));
    for mention in &mut mentions {
        let id = named[mention.entity as usize].0;
        mention.entity = entities.iter().position(|entity| entity.id == id).unwrap() as u32;
    }
    let facts = Facts { mentions, entities, dates: Vec::new() };
    addition_with(article(key, key, &text, Some(date(2025, 1, day))), facts)
}

/// Putin in two articles, under a third spelling as another in one of them; an envoy in full in one and by
/// his last name alone in another; and a namesake.
fn additions() -> Vec<Addition> {
    let envoy = ("person:ستيف ويتكوف", "ستيف ويتكوف", &["ستيف ويتكوف", "ويتكوف"][..]);
    let putin: Named<'_> = (PUTIN, "فلاديمير بوتين", &["فلاديمير بوتين", "بوتين", "بوتين"]);
    vec![
        saying("a", 1, &[putin, envoy]),
        saying("b", 2, &[(PUTIN, "فلاديمير بوتين", &["بوتين"]), ("person:بوتن", "بوتن", &["بوتن", "بوتن"])]),
        saying("c", 3, &[("person:ويتكوف", "ويتكوف", &["ويتكوف"]), ("place:موسكو", "موسكو", &["موسكو"])]),
        saying("d", 4, &[("person:محمد", "محمد", &["محمد"]), ("place:موسكو", "موسكو", &["لموسكو", "موسكو"])]),
    ]
}

fn library() -> Temporary {
    let mut made = temporary();
    made.add(&additions());
    made
}

impl Temporary {
    #[track_caller]
    fn merge(&mut self, entry: &str, into: &str) -> Change {
        self.wish(Wish::Merge { entry: entry.into(), into: into.into() })
    }

    #[track_caller]
    fn split(&mut self, entry: &str, spelling: &str) -> Change {
        let (article, other) = (None, None);
        self.wish(Wish::Split { entry: entry.into(), spelling: Some(spelling.into()), article, other })
    }

    #[track_caller]
    fn rename(&mut self, entry: &str, name: &str) -> Change {
        self.wish(Wish::Rename { entry: entry.into(), name: name.into() })
    }

    #[track_caller]
    fn wish(&mut self, wish: Wish) -> Change {
        let change = self.library.decide(&wish).unwrap();
        self.check_whole();
        change
    }

    #[track_caller]
    fn refused(&mut self, wish: Wish) -> NameProblem {
        let before = self.seen();
        match self.library.decide(&wish) {
            Err(Error::Name { problem, .. }) => {
                assert_eq!(self.seen(), before, "nothing was changed");
                problem
            }
            other => panic!("{other:?}"),
        }
    }

    /// The entities of an article as "name count (aliases)".
    fn who(&self, key: &str) -> String {
        let facts = self.library.facts(self.id(key)).unwrap();
        let one = |entity: &Entity| match entity.aliases.is_empty() {
            true => format!("{} {}", entity.name, entity.count),
            false => format!("{} {} ({})", entity.name, entity.count, entity.aliases.join("، ")),
        };
        facts.entities.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    /// Everything that can be seen of names: facts, profiles, counts, and what searches find.
    fn seen(&self) -> Seen {
        let ids = self.library.ids(&crate::store::Query::all()).unwrap();
        let names = self.library.names(None, 100).unwrap();
        let mut found = Vec::new();
        for text in ["بوتين", "بوتن", "ويتكوف", "موسكو", "محمد", "فلاديمير"] {
            found.push(self.found(&format!("person:{text}")));
            found.push(self.found(&format!("place:{text}")));
        }
        for entry in &names {
            found.push(self.found(&format!("entity:\"{}\"", entry.id)));
        }
        Seen {
            facts: ids.iter().map(|id| self.library.facts(*id).unwrap()).collect(),
            profiles: ids.iter().map(|id| self.library.profile(*id).unwrap()).collect(),
            pages: names.iter().map(|row| self.page(&row.id)).collect(),
            names: names.into_iter().map(|row| (row.id, row.name, row.articles)).collect(),
            found,
        }
    }

    /// The page of an entry, which tells what the facts of the articles say.
    fn page(&self, id: &str) -> crate::store::Named {
        let page = self.library.named(id, None).unwrap().unwrap();
        let ids = self.library.ids(&crate::store::Query::all()).unwrap();
        let facts: Vec<Facts> = ids.iter().map(|id| self.library.facts(*id).unwrap()).collect();
        let own: Vec<&Entity> = facts
            .iter()
            .flat_map(|facts| &facts.entities)
            .filter(|entity| entity.id == page.entity.id && entity.count > 0)
            .collect();
        assert_eq!((page.entity.articles, page.articles as usize), (page.articles, own.len()), "{id}");
        let mentions: u32 = own.iter().map(|entity| entity.count).sum();
        assert_eq!(page.mentions, u64::from(mentions), "{id}");
        assert_eq!(page.spellings.iter().map(|spelling| spelling.mentions).sum::<u32>(), mentions, "{id}");
        assert!(page.spellings.iter().all(|spelling| spelling.standing.is_some()), "{id}");
        let of_own: BTreeSet<&String> = own.iter().flat_map(|entity| &entity.roles).collect();
        assert_eq!(page.roles.iter().map(|stated| &stated.role).collect::<BTreeSet<_>>(), of_own, "{id}");
        let namings = self.library.namings(id, None, 100).unwrap();
        assert_eq!(namings.iter().map(|naming| naming.mentions).sum::<u32>(), mentions, "{id}");
        assert_eq!(namings.len(), own.len(), "{id}");
        page
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Seen {
    facts: Vec<Facts>,
    profiles: Vec<Profile>,
    names: Vec<(String, String, u32)>,
    pages: Vec<crate::store::Named>,
    found: Vec<String>,
}

#[test]
fn a_merged_entry_is_the_other_everywhere_until_it_is_undone() {
    let mut made = library();
    let before = made.seen();
    let change = made.merge("person:بوتن", PUTIN);
    assert_eq!(change.to_string(), "merged 'بوتن' into 'فلاديمير بوتين', 1 article");
    assert_eq!(made.who("b"), "فلاديمير بوتين 3 (بوتين، بوتن)");
    assert_eq!(made.found("entity:Q7747 person:بوتن"), "b");
    assert_eq!(made.found("entity:person:بوتن"), made.found("entity:Q7747"), "the old id leads there");
    assert_eq!(made.found("person:\"فلاديمير بوتين\" person:بوتن"), "b");
    assert_eq!(made.library.entity("person:بوتن").unwrap().unwrap().id, PUTIN);
    // Also in what comes in later.
    made.add(&[saying("e", 5, &[("person:بوتن", "بوتن", &["بوتن"])])]);
    assert_eq!(made.who("e"), "فلاديمير بوتين 1 (بوتن)");
    assert_eq!(made.found("entity:Q7747"), "e b a");
    made.check_whole();
    let mut made = made.reopened();
    assert_eq!(made.library.undo().unwrap(), Some(change));
    assert_eq!((made.who("b"), made.who("e")), ("بوتن 2; فلاديمير بوتين 1 (بوتين)".into(), "بوتن 1".into()));
    assert_eq!(made.found("entity:Q7747"), "b a");
    made.library.redo().unwrap();
    assert_eq!(made.found("entity:Q7747"), "e b a");
    made.library.undo().unwrap();
    // Without what came in meanwhile, all is as it was.
    let now = made.seen();
    assert_eq!((&now.facts[1..], &now.profiles[1..]), (&before.facts[..], &before.profiles[..]));
    made.check_whole();
}

#[test]
fn the_page_of_a_name_tells_of_all_that_was_merged_and_of_nothing_that_was_split_off() {
    let mut made = library();
    let told = |made: &Temporary, id: &str| {
        let page = made.page(id);
        let spellings = page.spellings.into_iter().map(|spelling| {
            let by_hand = spelling.standing.and_then(|standing| standing.by_hand);
            (spelling.text, spelling.mentions, by_hand)
        });
        let companions = page.companions[0].iter().map(|other| other.entity.name.clone());
        let companions = companions.collect::<Vec<_>>().join("; ");
        (page.entity.name, page.articles, spellings.collect::<Vec<_>>(), companions)
    };
    let spelt = |form: &str, count, by_hand| (form.to_owned(), count, by_hand);
    let found = vec![spelt("بوتين", 3, None), spelt("فلاديمير بوتين", 1, None)];
    let before = ("فلاديمير بوتين".to_owned(), 2, found, "ستيف ويتكوف; بوتن".to_owned());
    assert_eq!(told(&made, PUTIN), before);

    made.merge("person:بوتن", PUTIN);
    let mut spellings = before.2.clone();
    spellings.insert(1, spelt("بوتن", 2, Some(ByHand::Merged)));
    let merged = (before.0.clone(), 2, spellings, "ستيف ويتكوف".to_owned());
    assert_eq!(told(&made, PUTIN), merged);
    assert_eq!(told(&made, "person:بوتن"), merged, "the old id leads there");
    assert_eq!(made.library.named(PUTIN, Some(1)).unwrap().unwrap().mentions, 3);
    let naming = made.library.namings("person:بوتن", None, 1).unwrap().remove(0);
    assert_eq!((made.key(naming.row.id).as_str(), naming.mentions), ("b", 3));

    made.split(PUTIN, "بوتين");
    let split = (merged.0.clone(), 2, vec![merged.2[1].clone(), merged.2[2].clone()]);
    let now = told(&made, PUTIN);
    assert_eq!((now.0, now.1, now.2), split);
    assert_eq!(told(&made, "person:بوتين").2, [spelt("بوتين", 3, Some(ByHand::Given))]);

    made.rename(PUTIN, "الرئيس");
    assert_eq!(told(&made, PUTIN).0, "الرئيس");
    assert_eq!(told(&made, "person:بوتين").3, "الرئيس; ستيف ويتكوف");
    for _ in 0..3 {
        made.library.undo().unwrap();
    }
    assert_eq!(told(&made, PUTIN), before);
    assert_eq!(told(&made, "person:بوتن").1, 1);
}

#[test]
fn merges_lead_on_and_never_in_a_circle() {
    let mut made = library();
    made.merge("person:ويتكوف", "person:ستيف ويتكوف");
    // The target is merged itself; then what was merged is named again by its old id.
    made.merge("person:ستيف ويتكوف", "person:محمد");
    assert_eq!(made.who("c"), "محمد 1 (ويتكوف); موسكو 1");
    let again = Wish::Merge { entry: "person:محمد".into(), into: "person:ويتكوف".into() };
    assert_eq!(made.refused(again), NameProblem::Same);
    made.merge("person:ويتكوف", PUTIN);
    assert_eq!(made.found("entity:Q7747"), "d c b a");
    for expected in ["محمد 1 (ويتكوف); موسكو 1", "ستيف ويتكوف 1 (ويتكوف); موسكو 1", "ويتكوف 1; موسكو 1"]
    {
        made.library.undo().unwrap();
        assert_eq!(made.who("c"), expected);
        made.check_whole();
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let mut made = library();
    let merge = |entry: &str, into: &str| Wish::Merge { entry: entry.into(), into: into.into() };
    assert_eq!(made.refused(merge("person:x", PUTIN)), NameProblem::Unknown);
    assert_eq!(made.refused(merge(PUTIN, PUTIN)), NameProblem::Same);
    assert_eq!(made.refused(merge("place:موسكو", PUTIN)), NameProblem::OtherKind("فلاديمير بوتين".into()));
    let split = |spelling: &str, other| Wish::Split {
        entry: PUTIN.into(),
        spelling: Some(spelling.into()),
        article: None,
        other,
    };
    assert_eq!(made.refused(split("زيد", None)), NameProblem::NoSpelling("زيد".into()));
    assert_eq!(made.refused(split("بوتين", Some(Other::Entry(PUTIN.into())))), NameProblem::Same);
    assert_eq!(made.refused(split("بوتين", Some(Other::Named(" ".into())))), NameProblem::Unfit);
    let rename = |name: String| Wish::Rename { entry: PUTIN.into(), name };
    assert_eq!(made.refused(rename("س".repeat(NAME_CHARS_MAX + 1))), NameProblem::Unfit);
    assert_eq!(made.library.undoable().unwrap(), None);
}

#[test]
fn a_spelling_becomes_an_entry_of_its_own() {
    let mut made = library();
    let before = made.seen();
    let change = made.split(PUTIN, "بوتين");
    assert_eq!(change.articles, 2);
    assert_eq!(made.who("a"), "بوتين 2; ستيف ويتكوف 2 (ويتكوف); فلاديمير بوتين 1");
    assert_eq!(made.who("b"), "بوتن 2; بوتين 1");
    assert_eq!((made.found("entity:Q7747"), made.found("entity:person:بوتين")), ("a".into(), "b a".into()));
    let facts = made.library.facts(made.id("a")).unwrap();
    let texts: Vec<usize> = (0..3).map(|index| facts.mentions_of(index).count()).collect();
    assert_eq!(texts, [2, 2, 1]);
    made.add(&[saying("e", 5, &[(PUTIN, "فلاديمير بوتين", &["بوتين"])])]);
    assert_eq!(made.who("e"), "بوتين 1");
    // It can be merged again, into him or another.
    made.merge("person:بوتين", "person:محمد");
    assert_eq!(made.who("b"), "بوتن 2; محمد 1 (بوتين)");
    made.library.undo().unwrap();
    made.library.undo().unwrap();
    let now = made.seen();
    assert_eq!((&now.facts[1..], &now.profiles[1..]), (&before.facts[..], &before.profiles[..]));
}

#[test]
fn an_alef_swallowed_by_an_attached_letter_is_no_other_spelling() {
    let mut made = temporary();
    made.add(&[saying(
        "a",
        1,
        &[("person:القذافي", "معمر القذافي", &["لقذافي", "القذافي", "معمر القذافي"])],
    )]);
    made.split("person:القذافي", "القذافي");
    assert_eq!(made.library.names(None, 9).unwrap().len(), 2);
}

#[test]
fn what_was_merged_is_split_off_whole() {
    let mut made = library();
    let before = made.seen();
    made.merge("person:بوتن", PUTIN);
    made.split(PUTIN, "بوتن");
    assert_eq!(made.seen(), before);
    // Split and merged back, it is still found when the merge is taken back.
    made.split(PUTIN, "فلاديمير بوتين");
    let split = made.seen();
    made.merge("person:فلاديمير بوتين", PUTIN);
    made.library.undo().unwrap();
    assert_eq!(made.seen(), split);
    made.library.undo().unwrap();
    // Spellings of a merged entry stay if only one of them is split off.
    made.merge("person:ستيف ويتكوف", PUTIN);
    made.split(PUTIN, "ويتكوف");
    assert_eq!(made.who("a"), "فلاديمير بوتين 4 (بوتين، ستيف ويتكوف); ويتكوف 1");
    // What is split off and merged again is one.
    made.merge("person:ويتكوف", PUTIN);
    assert_eq!(made.who("a"), "فلاديمير بوتين 5 (بوتين، ستيف ويتكوف، ويتكوف)");
    (0..5).for_each(|_| assert!(made.library.undo().unwrap().is_some()));
    assert_eq!(made.seen(), before);
}

#[test]
fn a_name_is_split_from_its_own_entry() {
    let mut made = library();
    made.split("person:ستيف ويتكوف", "ستيف ويتكوف");
    assert_eq!(made.who("a"), "فلاديمير بوتين 3 (بوتين); ستيف ويتكوف 1; ستيف ويتكوف 1 (ويتكوف)");
    made.check_whole();
}

#[test]
fn in_one_article_it_is_someone_else() {
    let mut made = library();
    let before = made.seen();
    let here = |key: &str, made: &Temporary, other| Wish::Split {
        entry: PUTIN.into(),
        spelling: None,
        article: Some(made.id(key)),
        other: Some(other),
    };
    let wish = here("b", &made, Other::Entry("person:محمد".into()));
    let change = made.wish(wish);
    assert_eq!(change.articles, 1);
    assert_eq!((made.who("b"), made.found("entity:Q7747")), ("بوتن 2; محمد 1 (بوتين)".into(), "a".into()));
    // The word on the article counts before the one on all.
    made.split(PUTIN, "بوتين");
    assert_eq!(made.who("b"), "بوتن 2; محمد 1 (بوتين)");
    let wish = here("b", &made, Other::Named("إيغور بوتين".into()));
    assert_eq!(made.refused(wish), NameProblem::NoSpelling("فلاديمير بوتين".into()));
    let gone = Wish::Split { entry: PUTIN.into(), spelling: None, article: Some(Id::new(99)), other: None };
    assert!(matches!(made.library.decide(&gone), Err(Error::NoArticle { .. })));
    made.library.undo().unwrap();
    made.library.undo().unwrap();
    assert_eq!(made.seen(), before);
    // Someone new.
    let wish = here("b", &made, Other::Named("إيغور بوتين".into()));
    made.wish(wish);
    assert_eq!(made.who("b"), "بوتن 2; إيغور بوتين 1 (بوتين)");
    assert_eq!(made.found("person:إيغور"), "b");
}

#[test]
fn what_was_split_off_is_split_again() {
    let mut made = library();
    let before = made.seen();
    made.split(PUTIN, "بوتين");
    let (entry, article) = ("person:بوتين".to_owned(), Some(made.id("a")));
    let other = Some(Other::Named("زيد".into()));
    // In one article first, then everywhere; what is him stays so.
    made.wish(Wish::Split { entry: entry.clone(), spelling: None, article, other: other.clone() });
    assert_eq!(made.who("a"), "زيد 2 (بوتين); ستيف ويتكوف 2 (ويتكوف); فلاديمير بوتين 1");
    assert_eq!(made.who("b"), "بوتن 2; بوتين 1");
    made.wish(Wish::Split { entry, spelling: Some("بوتين".into()), article: None, other });
    assert_eq!(made.who("b"), "بوتن 2; زيد 1 (بوتين)");
    // A word on all of him in an article leaves alone what is not him.
    let (entry, other) = (PUTIN.to_owned(), Some(Other::Named("عمرو".into())));
    made.wish(Wish::Split { entry, spelling: None, article, other });
    assert_eq!(made.who("a"), "زيد 2 (بوتين); ستيف ويتكوف 2 (ويتكوف); عمرو 1 (فلاديمير بوتين)");
    (0..4).for_each(|_| assert!(made.library.undo().unwrap().is_some()));
    assert_eq!(made.seen(), before);
}

#[test]
fn a_new_name_is_shown_and_found_beside_the_old_one() {
    let mut made = library();
    let change = made.rename(PUTIN, "  الرئيس\nبوتين ");
    assert_eq!(change.to_string(), "renamed 'فلاديمير بوتين' to 'الرئيس بوتين', 2 articles");
    assert_eq!(made.who("b"), "بوتن 2; الرئيس بوتين 1 (فلاديمير بوتين، بوتين)");
    assert_eq!((made.found("person:الرئيس"), made.found("person:فلاديمير")), ("b a".into(), "b a".into()));
    assert_eq!(made.library.profile(made.id("a")).unwrap().names[0].name, "الرئيس بوتين");
    // Then merged: the other keeps its own, and the names are all found.
    made.merge("person:بوتن", PUTIN);
    assert_eq!(made.who("b"), "الرئيس بوتين 3 (فلاديمير بوتين، بوتين، بوتن)");
    made.library.undo().unwrap();
    made.merge(PUTIN, "person:بوتن");
    assert_eq!(made.who("b"), "بوتن 3 (فلاديمير بوتين، بوتين، الرئيس بوتين)");
    made.library.undo().unwrap();
    // Nothing for a name: what was found.
    assert_eq!(made.rename(PUTIN, "").articles, 2);
    assert_eq!(made.found("person:الرئيس"), "");
    assert_eq!(made.rename(PUTIN, "فلاديمير بوتين").to_string(), "nothing to change");
}

#[test]
fn a_new_name_does_not_go_with_what_is_someone_else_here() {
    let mut made = library();
    made.merge("person:ويتكوف", PUTIN);
    let (entry, article) = (PUTIN.to_owned(), Some(made.id("c")));
    let other = Some(Other::Entry("person:ستيف ويتكوف".into()));
    made.wish(Wish::Split { entry, spelling: None, article, other });
    let here = made.who("c");
    made.rename(PUTIN, "الرئيس");
    assert_eq!((made.who("c"), here), ("ستيف ويتكوف 1 (ويتكوف); موسكو 1".into(), made.who("c")));
    assert_eq!(made.found("person:الرئيس"), "b a");
}

#[test]
fn it_survives_a_rebuild_and_another_id() {
    let mut made = library();
    made.merge("person:ويتكوف", "person:ستيف ويتكوف");
    made.split(PUTIN, "بوتين");
    made.rename("person:بوتن", "فلان");
    let decided = made.seen();
    let batch: Vec<_> = additions()
        .into_iter()
        .map(|made_anew| (made.id(&made_anew.article.key), made_anew.facts, made_anew.profile))
        .collect();
    made.library.replace_derived(2, &batch, true).unwrap();
    assert_eq!(made.seen(), decided);
    made.library.rebuild_index().unwrap();
    assert_eq!(made.seen(), decided);
    // The lists of a later version know the envoy.
    made.add(&[saying("e", 5, &[("Q1", "ستيف ويتكوف", &["ستيف ويتكوف"])])]);
    assert_eq!(made.found("entity:\"person:ستيف ويتكوف\""), "e c a");
}

#[test]
fn others_of_the_same_name_are_left_alone() {
    let mut made = temporary();
    let (libya, lebanon) = ("place:1", "place:2");
    // As GeoNames tells them: by numbers, not by their names.
    let (libya, lebanon) = (libya.replace("place", "geonames"), lebanon.replace("place", "geonames"));
    let tripoli = |key: &str, day, id: &str, name: &'static str| {
        saying(key, day, &[(id, "طرابلس", &["طرابلس", name]), ("person:محمد", "محمد", &["محمد"])])
    };
    made.add(&[tripoli("a", 1, &libya, "طرابلس الغرب"), tripoli("b", 2, &lebanon, "طرابلس الشام")]);
    made.add(&[saying("c", 3, &[("Q5", "محمد", &["محمد"])])]);
    let lebanese = made.who("b");
    made.split(&libya, "طرابلس");
    made.merge("person:طرابلس", "person:محمد");
    assert_eq!(made.who("b").replace("محمد", ""), lebanese.replace("محمد", ""));
    assert_eq!(made.found("entity:Q5"), "c");
    let decided = made.seen();
    let batch = [tripoli("a", 1, &libya, "طرابلس الغرب"), tripoli("b", 2, &lebanon, "طرابلس الشام")];
    let mut batch: Vec<_> =
        batch.into_iter().map(|it| (made.id(&it.article.key), it.facts, it.profile)).collect();
    let third = saying("c", 3, &[("Q5", "محمد", &["محمد"])]);
    batch.push((made.id("c"), third.facts, third.profile));
    made.library.replace_derived(2, &batch, true).unwrap();
    assert_eq!(made.seen(), decided);
}

#[test]
fn an_article_that_goes_takes_its_words_with_it() {
    let mut made = library();
    let (entry, article) = ("person:محمد".to_owned(), Some(made.id("d")));
    made.wish(Wish::Split { entry, spelling: None, article, other: None });
    assert_eq!(made.who("d"), "موسكو 2 (لموسكو); محمد 1");
    made.library.connection.execute("DELETE FROM article_tag", []).unwrap();
    let rank = crate::store::articles::rank(&made.library.connection, made.id("d")).unwrap();
    crate::store::index::remove(&made.library.connection, rank).unwrap();
    made.library.connection.execute("DELETE FROM article WHERE key = 'd'", []).unwrap();
    assert!(made.library.undo().unwrap().is_some());
    assert!(made.library.redo().unwrap().is_some());
    made.check_whole();
}

#[test]
fn entries_are_called_by_id_by_name_or_by_part_of_it() {
    let mut made = library();
    made.rename("person:محمد", "زيد");
    made.merge("person:بوتن", PUTIN);
    let check = |text: &str, expected: &[&str]| {
        let found = made.library.called(text, Some(EntityKind::Person)).unwrap();
        assert_eq!(found.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), expected, "{text}");
    };
    check(PUTIN, &[PUTIN]);
    check("فلاديمير بُوتين", &[PUTIN]);
    check("بوتن", &[PUTIN]);
    check("ويتكوف", &["person:ويتكوف"]);
    check("وَيتكوف ستيف", &["person:ستيف ويتكوف"]);
    check("ستيف", &["person:ستيف ويتكوف"]);
    // Half of a word is no name.
    check("يتكو", &[]);
    check("زيد", &["person:محمد"]);
    check("محمد", &["person:محمد"]);
    check("لموسكو", &[]);
    check("", &[]);
    // By a spelling alone.
    assert_eq!(made.library.called("لموسكو", None).unwrap()[0].id, "place:موسكو");
}

#[test]
fn the_library_tells_its_names_and_why_they_stand_there() {
    let mut made = library();
    made.merge("person:بوتن", PUTIN);
    let rows = made.library.name_rows().unwrap();
    let putin = rows.iter().find(|row| row.entity.id == PUTIN).unwrap();
    assert_eq!((putin.entity.articles, putin.mentions), (2, 6));
    assert_eq!(putin.spellings, ["بوتين", "بوتن"]);
    let told = |made: &Temporary, id: &str| {
        let standings = made.library.standings(id).unwrap().into_iter();
        let told = standings.map(|standing| {
            let key = made.key(standing.article);
            (key, standing.spelling, standing.mentions, standing.by_hand)
        });
        told.collect::<Vec<_>>()
    };
    let own = |key: &str, spelling: &str, mentions, by_hand| (key.into(), spelling.into(), mentions, by_hand);
    let expected = [
        own("b", "بوتين", 1, None),
        own("b", "بوتن", 2, Some(ByHand::Merged)),
        own("a", "فلاديمير بوتين", 1, None),
        own("a", "بوتين", 2, None),
    ];
    assert_eq!(told(&made, PUTIN), expected);
    made.split(PUTIN, "بوتين");
    let expected = [own("b", "بوتين", 1, Some(ByHand::Given)), own("a", "بوتين", 2, Some(ByHand::Given))];
    assert_eq!(told(&made, "person:بوتين"), expected);
    assert_eq!(told(&made, "person:nobody"), []);
}

#[test]
fn facts_of_a_file_are_as_the_reader_decided() {
    let mut made = library();
    made.merge("person:بوتن", PUTIN);
    let new = saying("new", 9, &[("person:بوتن", "بوتن", &["بوتن"])]);
    let decided = made.library.decided("new", &new.article.text, new.facts.clone()).unwrap();
    assert_eq!(decided.entities[0].name, "فلاديمير بوتين");
    made.library.undo().unwrap();
    assert_eq!(made.library.decided("new", &new.article.text, new.facts.clone()).unwrap(), new.facts);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_was_decided_can_be_undone_and_made_anew(
        deeds in proptest::collection::vec((0..4_u8, 0..9_usize, 0..9_usize, 0..3_usize), 1..7)
    ) {
        let mut made = library();
        let mut states = vec![made.seen()];
        for (deed, one, other, spelling) in deeds {
            let entries = made.library.name_rows().unwrap();
            let (one, other) = (&entries[one % entries.len()], &entries[other % entries.len()]);
            let mut spellings = one.spellings.clone();
            spellings.push(one.entity.name.clone());
            let spelling = spellings[spelling % spellings.len()].clone();
            let entry = one.entity.id.clone();
            let wish = match deed {
                0 => Wish::Merge { entry, into: other.entity.id.clone() },
                1 => Wish::Split { entry, spelling: Some(spelling), article: None, other: None },
                2 => {
                    let article = made.library.standings(&entry).unwrap().first().map(|it| it.article);
                    let other = Some(Other::Entry(other.entity.id.clone()));
                    Wish::Split { entry, spelling: None, article, other }
                }
                _ => Wish::Rename { entry, name: format!("{spelling} x") },
            };
            let here = match &wish {
                Wish::Split { entry, article: Some(article), .. } => Some((entry.clone(), *article)),
                _ => None,
            };
            match made.library.decide(&wish) {
                Ok(_) if here.is_some() => {
                    let (entry, article) = here.expect("it is some");
                    let facts = made.library.facts(article).unwrap();
                    prop_assert!(facts.entities.iter().all(|entity| entity.id != entry));
                    states.push(made.seen());
                }
                Ok(change) if matches!(&change.kind, ChangeKind::Names { edits, .. } if edits.is_empty()) => {}
                Ok(_) => states.push(made.seen()),
                Err(Error::Name { problem, .. }) => {
                    prop_assert!(here.is_none() || !matches!(problem, NameProblem::NoSpelling(_)));
                    prop_assert_eq!(&made.seen(), states.last().unwrap());
                }
                Err(error) => panic!("{error}"),
            }
        }
        made.check_whole();
        let batch: Vec<_> = additions()
            .into_iter()
            .map(|anew| (made.id(&anew.article.key), anew.facts, anew.profile))
            .collect();
        made.library.replace_derived(2, &batch, true).unwrap();
        prop_assert_eq!(&made.seen(), states.last().unwrap());
        for state in states.iter().rev().skip(1) {
            prop_assert!(made.library.undo().unwrap().is_some());
            prop_assert_eq!(&made.seen(), state);
        }
        prop_assert_eq!(made.library.undo().unwrap(), None);
        for state in &states[1..] {
            prop_assert!(made.library.redo().unwrap().is_some());
            prop_assert_eq!(&made.seen(), state);
        }
        made.check_whole();
    }
}
