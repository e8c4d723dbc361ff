use crate::app::notice::Message;
use crate::app::pane::Pane;
use crate::app::tests::Desk;
use crate::store::{Id, Query};

fn tagged(desk: &Desk, tag: &str) -> Vec<Id> {
    desk.library.ids(&format!("tag:{tag}").parse::<Query>().unwrap()).unwrap()
}

/// Types `keys` on a list of so many articles; compares how many articles of the list, from the one at `from`
/// on, are tagged #x then. `marked` is how many are said to be marked before the last key that acts.
#[track_caller]
fn check(count: usize, keys: &str, marked: Option<u64>, from: usize, tags: usize) -> Desk {
    let mut desk = Desk::many(count);
    let all = desk.library.ids(&Query::all()).unwrap();
    desk.keys(keys);
    assert_eq!(desk.state.list.marked_count(), marked, "{keys}");
    desk.keys("tx<enter>");
    assert_eq!(tagged(&desk, "x"), all[from..from + tags], "{keys}");
    assert_eq!(desk.state.list.marking, None);
    desk.keys("u");
    assert_eq!(tagged(&desk, "x"), []);
    desk.keys("<ctrl-r>");
    assert_eq!(tagged(&desk, "x").len(), tags);
    desk
}

#[test]
fn keys_that_move_draw_the_marks_along() {
    check(10, "v", Some(1), 0, 1);
    check(10, "vjj", Some(3), 0, 3);
    check(10, "jjjvkk", Some(3), 1, 3);
    check(10, "jjvG", Some(8), 2, 8);
    check(10, "GVv", Some(1), 9, 1);
    check(10, "jV", Some(10), 0, 10);
    check(10, "jjv<esc>", None, 2, 1);
    check(10, "jjvjv", None, 3, 1);
}

#[test]
fn marks_reach_beyond_what_is_in_memory() {
    check(1300, "vG", Some(1300), 0, 1300);
    check(1300, "jvGk", Some(1298), 1, 1298);
    check(1300, "Gvgg", Some(1300), 0, 1300);
    let desk = check(1300, "V", Some(1300), 0, 1300);
    // All that is in memory is seen to be tagged, although not each article was told.
    assert!(desk.state.list.items.iter().all(|item| item.row.tags == ["x"]));
}

#[test]
fn a_whole_search_is_tagged_and_nothing_else() {
    let mut desk = Desk::many(30);
    desk.keys("/x1*<enter>V");
    let found = desk.library.ids(&desk.state.list.query).unwrap();
    assert!(found.len() > 5 && found.len() < 30);
    assert_eq!(desk.state.list.marked_count(), Some(found.len() as u64));
    desk.keys("tone two<enter>");
    assert_eq!((tagged(&desk, "one"), tagged(&desk, "two")), (found.clone(), found));
    assert!(matches!(desk.told(), Some(Message::Named { change, .. }) if change.articles == 11));
}

#[test]
fn folded_near_copies_belong_to_the_whole_and_are_counted() {
    let text =
        "قال رئيس الوزراء إن الحكومة ستعقد جلسة طارئة غدا لبحث أزمة المياه في المحافظات الجنوبية ".repeat(4);
    let line = |id: &str, text: &str| {
        format!(r#"{{"id": "{id}", "title": "أزمة المياه", "text": "{text}", "date": "2025-05-19"}}"#)
    };
    let lines = [line("a", &text), line("b", &format!("{text} اليوم")), line("c", "خبر آخر")].join("\n");
    let mut desk = Desk::lines(&lines, (80, 24), crate::app::Language::English);
    assert_eq!(desk.state.list.items.len(), 2);
    desk.keys("V");
    assert_eq!(desk.state.list.marked_count(), Some(3));
    desk.keys("tx<enter>");
    assert_eq!(tagged(&desk, "x").len(), 3);
    // Of a stretch what is shown.
    desk.keys("vGty<enter>");
    assert_eq!(tagged(&desk, "y").len(), 2);
}

#[test]
fn marked_articles_are_read_together() {
    let unread = |desk: &Desk| desk.library.count(&Query::all()).unwrap().unread;
    let mut desk = Desk::many(10);
    desk.keys("jvjjm");
    assert_eq!(unread(&desk), 7);
    // All of them read: the key takes that back.
    desk.keys("vkkm");
    assert_eq!(unread(&desk), 10);
    desk.keys("Vm");
    assert_eq!(unread(&desk), 0);
    desk.keys("u");
    assert_eq!(unread(&desk), 10);
}

#[test]
fn a_tag_that_all_of_them_have_is_offered_to_be_removed() {
    let mut desk = Desk::many(5);
    desk.keys("ta b<enter>jta<enter>kvj");
    assert_eq!(super::present(&desk.state), Some(vec!["a".to_owned()]));
    desk.keys("t-a<enter>");
    assert_eq!((tagged(&desk, "a").len(), tagged(&desk, "b").len()), (0, 1));
}

#[test]
fn a_day_is_set_for_all_of_them() {
    let mut desk = Desk::many(6);
    desk.keys("vjjD<ctrl-u>2025-05-19<enter>");
    let on: Query = "on:2025-05-19".parse().unwrap();
    assert_eq!(desk.library.ids(&on).unwrap().len(), 3);
    desk.keys("u");
    assert_eq!(desk.library.ids(&on).unwrap().len(), 0);
}

#[test]
fn in_the_text_the_key_selects_text_as_before() {
    let mut desk = Desk::many(3);
    desk.keys("<enter>v");
    assert_eq!((desk.state.focus, desk.state.list.marking.is_some()), (Pane::Article, false));
    assert!(desk.state.is_selecting());
    // Marks belong to the list: elsewhere a tag is for the open article.
    let mut desk = Desk::many(3);
    desk.keys("vj<tab>tx<enter>");
    assert_eq!(tagged(&desk, "x").len(), 1);
}
