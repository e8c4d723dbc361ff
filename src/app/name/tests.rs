//! Names decided on in the window, on the seeds; the first article of the list is open, with its people.

use super::*;
use crate::app::Language;
use crate::app::tests::Desk;
use crate::store::{ChangeKind, NameDeed};

/// To the people of the open article.
const PEOPLE: &str = "<tab><tab>";

fn desk(keys: &str) -> Desk {
    let mut desk = Desk::new((140, 40), Language::English);
    desk.keys(PEOPLE);
    desk.keys(keys);
    desk
}

/// The people and organisations of the open article, the most mentioned first.
fn people(desk: &Desk) -> Vec<String> {
    let facts = &desk.state.reading.as_ref().unwrap().facts;
    let of_kind = facts.entities.iter().filter(|entity| entity.kind == EntityKind::Person);
    of_kind.filter(|entity| entity.count > 0).map(|entity| entity.name.clone()).collect()
}

/// What the line offers.
fn offered(desk: &Desk) -> Vec<String> {
    let prompt = desk.state.prompt.as_ref().expect("a line is being typed");
    let text = |choice: &Choice| match choice {
        Choice::Name(_, other) => other.name.clone(),
        Choice::Spelling(spelling) => spelling.clone(),
        other => panic!("{other:?}"),
    };
    prompt.choices.iter().map(text).collect()
}

/// What was decided, and in how many articles.
fn decided(desk: &Desk) -> (NameDeed, usize) {
    match desk.told() {
        Some(Message::Named { change, undo }) => match &change.kind {
            ChangeKind::Names { deed, .. } => {
                assert_eq!(undo.as_deref(), Some("u"));
                (deed.clone(), change.articles)
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_name_is_merged_into_another_of_the_article() {
    let before = people(&desk(""));
    let desk = desk("em");
    // Those of the article stand first, then those of the library; never itself.
    let names = offered(&desk);
    assert_eq!(names[..before.len() - 1], before[1..]);
    assert!(names.len() > before.len() && !names.contains(&before[0]));
    assert_eq!(desk.state.prompt.as_ref().unwrap().chosen, None);
}

#[test]
fn what_was_merged_is_one_until_it_is_undone() {
    let before = people(&desk(""));
    let mut desk = desk("em<up><enter>");
    let (deed, articles) = decided(&desk);
    assert_eq!(deed, NameDeed::Merged { name: before[0].clone(), into: before[1].clone() });
    assert!(articles > 0);
    assert!(!people(&desk).contains(&before[0]) && people(&desk).contains(&before[1]));
    // What the list is narrowed to knows it, too.
    desk.keys("gg");
    desk.keys("f");
    let narrowed = desk.state.list.counts.as_ref().map(|counts| counts.total);
    assert!(narrowed >= Some(articles as u64), "{narrowed:?} of {articles}");
    desk.keys("u");
    assert!(matches!(desk.told(), Some(Message::Undone(Some(_)))));
    assert_eq!(people(&desk), before);
    desk.keys("<ctrl-r>");
    assert!(!people(&desk).contains(&before[0]));
}

#[test]
fn who_types_a_part_of_a_name_means_the_first_that_fits() {
    let check = |typed: &str, into: &str| {
        let desk = desk(&format!("em{typed}<enter>"));
        assert!(matches!(decided(&desk).0, NameDeed::Merged { into: to, .. } if to == into), "{typed}");
    };
    check("\u{645}\u{627}\u{631}\u{643}\u{648}", "ماركو روبيو");
    check("\u{631}\u{648}\u{628}\u{64A}", "ماركو روبيو");
    // Nothing fits: the line stays.
    assert!(desk("emxyz<enter>").state.prompt.is_some());
    assert!(desk("em<enter>").state.prompt.is_some());
    assert!(desk("emxyz<esc>").state.prompt.is_none());
}

#[test]
fn a_spelling_is_split_off() {
    let mut desk = desk("es");
    let spellings = offered(&desk);
    assert!(spellings.len() > 1);
    desk.keys("<up><enter>");
    let (deed, articles) = decided(&desk);
    assert!(articles > 0);
    let NameDeed::Split { spelling, other, article: None, .. } = deed else { panic!("{deed:?}") };
    assert_eq!((&spelling, &other), (&spellings[1], &spellings[1]));
    assert!(people(&desk).contains(&spellings[1]));
}

#[test]
fn a_name_is_someone_else_in_this_article_alone() {
    let before = people(&desk(""));
    let mut desk = desk("ehزيد القحطاني<enter>");
    let (deed, articles) = decided(&desk);
    assert_eq!(articles, 1);
    assert!(matches!(deed, NameDeed::Split { article: Some(_), .. }));
    assert!(people(&desk).contains(&"زيد القحطاني".to_owned()) && !people(&desk).contains(&before[0]));
    desk.keys("<esc>J");
    assert!(people(&desk).contains(&before[0]), "elsewhere he is himself");
}

#[test]
fn a_name_is_called_otherwise_and_again_as_it_was_found() {
    let before = people(&desk(""));
    let mut desk = desk("er");
    assert_eq!(desk.state.prompt.as_ref().unwrap().line.text(), before[0]);
    desk.keys("<ctrl-u>x y<enter>");
    assert_eq!(decided(&desk).0, NameDeed::Renamed { name: before[0].clone(), to: "x y".into() });
    assert_eq!(people(&desk)[0], "x y");
    desk.keys("er<ctrl-u><enter>");
    assert_eq!(people(&desk), before);
}

#[test]
fn the_selection_stays_on_its_name() {
    let selected = |desk: &Desk| named(&desk.state, Action::MergeName).map(|entry| entry.name);
    let second = people(&desk(""))[1].clone();
    let mut desk = desk("j");
    assert_eq!(selected(&desk), Some(second.clone()));
    // What stands above it goes.
    desk.keys("kem<up><up><enter>");
    desk.keys("gg");
    let row = people(&desk).iter().position(|name| *name == second).unwrap();
    desk.keys(&"j".repeat(row));
    assert_eq!(selected(&desk), Some(second.clone()));
    desk.keys("u");
    assert_eq!(selected(&desk), Some(second));
}

#[test]
fn where_there_is_no_name_there_is_nothing_to_decide() {
    for keys in ["em", "es", "eh", "er"] {
        let mut desk = Desk::new((140, 40), Language::English);
        desk.keys(keys);
        assert!(desk.state.prompt.is_none());
        assert_eq!(desk.told(), Some(&Message::NoName));
        // A day is none either.
        desk.keys("<tab><tab><tab><tab>");
        desk.keys(keys);
        assert!(desk.state.prompt.is_none());
    }
}

#[test]
fn what_has_one_spelling_is_not_split_but_told_how_else() {
    let mut desk = desk("");
    let reading = desk.state.reading.as_ref().unwrap();
    let single = (0..reading.facts.entities.len()).find(|index| {
        let entity = &reading.facts.entities[*index];
        entity.kind == EntityKind::Place && entity.count > 0 && spellings(reading, *index, entity).len() == 1
    });
    let list = reading.list(crate::app::pane::Pane::Places).unwrap();
    let row = list.rows.iter().position(|row| Some(row) == single.map(FactRow::Entity).as_ref()).unwrap();
    desk.keys("<tab>");
    desk.keys(&"j".repeat(row));
    desk.keys("es");
    assert_eq!(desk.told(), Some(&Message::OneSpelling(Some("e h".into()))));
}

#[test]
fn what_is_lit_stays_so_when_the_library_has_told_its_names() {
    let mut desk = desk("");
    desk.held = Some(Vec::new());
    desk.keys("em<up><up>");
    let lit = |desk: &Desk| {
        let prompt = desk.state.prompt.as_ref().unwrap();
        prompt.chosen.map(|at| offered(desk)[at].clone())
    };
    let before = lit(&desk);
    assert!(before.is_some());
    desk.release();
    assert_eq!(lit(&desk), before);
}
