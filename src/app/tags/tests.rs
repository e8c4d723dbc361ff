use super::*;
use crate::app::tests::Desk;
use crate::app::{Language, notice::Message};
use crate::store::{Id, TagDeed};

/// A desk on ten articles of ten days, with three tags.
fn desk() -> Desk {
    let mut desk = Desk::many(10);
    for (tag, count) in [("war", 6), ("talks", 3), ("حرب", 1)] {
        let ids: Vec<Id> = desk.library.ids(&Query::all()).unwrap()[..count].to_vec();
        desk.library.tag(&ids, &[tag], &[]).unwrap();
    }
    desk
}

fn shown(desk: &Desk) -> Vec<String> {
    let sheet = desk.state.tags.as_ref().expect("the sheet is open");
    sheet.shown().iter().map(|row| format!("{} {}", row.name, row.articles)).collect()
}

/// Opens the sheet and types `keys`; compares the tags that the library has then.
#[track_caller]
fn check(keys: &str, want: &[(&str, u64)]) -> Desk {
    let mut desk = desk();
    desk.keys("gt");
    assert_eq!(shown(&desk), ["war 6", "talks 3", "حرب 1"]);
    desk.keys(keys);
    let want: Vec<(String, u64)> = want.iter().map(|(tag, count)| ((*tag).to_owned(), *count)).collect();
    assert_eq!(desk.library.tags().unwrap(), want, "{keys}");
    desk
}

const AS_THEY_WERE: [(&str, u64); 3] = [("war", 6), ("talks", 3), ("حرب", 1)];

#[test]
fn a_tag_is_renamed_merged_deleted_and_each_is_taken_back() {
    let desk = check("r<ctrl-u>peace<enter>", &[("peace", 6), ("talks", 3), ("حرب", 1)]);
    assert_eq!(shown(&desk)[0], "peace 6");
    assert!(matches!(desk.told(), Some(Message::Named { change, .. })
        if matches!(&change.kind, ChangeKind::TagsEdited { deed: TagDeed::Renamed { .. }, .. })));
    check("r<ctrl-u>peace<enter>u", &AS_THEY_WERE);
    let desk = check("jr<ctrl-u>war<enter>", &[("war", 6), ("حرب", 1)]);
    assert_eq!(shown(&desk), ["war 6", "حرب 1"]);
    check("jr<ctrl-u>war<enter>u", &AS_THEY_WERE);
    check("jd", &[("war", 6), ("حرب", 1)]);
    let desk = check("jdu", &AS_THEY_WERE);
    assert_eq!(shown(&desk).len(), 3);
    check("d<ctrl-r>", &[("talks", 3), ("حرب", 1)]);
    // Given up, or nothing typed.
    check("r<ctrl-u>x<esc>", &AS_THEY_WERE);
    check("r<ctrl-u> <enter>", &AS_THEY_WERE);
}

#[test]
fn letters_of_it_find_a_tag_and_enter_narrows_the_list_to_it() {
    let desk = check("/ta", &AS_THEY_WERE);
    assert_eq!(shown(&desk), ["talks 3"]);
    let mut desk = check("/حر<enter>", &AS_THEY_WERE);
    assert_eq!(shown(&desk), ["حرب 1"]);
    // The first key closes the filter, the second the sheet.
    desk.keys("<esc>");
    assert_eq!(shown(&desk).len(), 3);
    desk.keys("<esc>");
    assert!(desk.state.tags.is_none());
    let mut desk = check("j<enter>", &AS_THEY_WERE);
    assert!(desk.state.tags.is_none());
    assert_eq!(desk.state.list.query.to_string(), "tag:talks");
    assert_eq!(desk.state.list.items.len(), 3);
    desk.keys("<esc>");
    assert!(desk.state.list.query.is_all());
    check("/zz<enter>drc<enter>", &AS_THEY_WERE);
}

#[test]
fn a_colour_is_chosen_by_name_or_number_and_shown() {
    let colour = |desk: &Desk| desk.state.tag_colours.get("war").cloned();
    let mut desk = check("cbright-r<up><enter>", &AS_THEY_WERE);
    assert_eq!(colour(&desk).as_deref(), Some("bright-red"));
    desk.keys("c#00ff88<enter>");
    assert_eq!(colour(&desk).as_deref(), Some("#00ff88"));
    desk.keys("u");
    assert_eq!(colour(&desk).as_deref(), Some("bright-red"));
    desk.keys("c<enter>");
    assert_eq!(colour(&desk), None);
    desk.state.help.colours = vec![("سماوي".into(), "cyan"), ("سماوي فاتح".into(), "bright-cyan")];
    desk.keys("cسماوي ف<up><enter>");
    assert_eq!(colour(&desk).as_deref(), Some("bright-cyan"));
    desk.keys("cسماوى<enter>");
    assert_eq!(colour(&desk).as_deref(), Some("cyan"));
    desk.keys("cpink<enter>");
    assert!(matches!(desk.told(), Some(Message::Failed(_))));
}

#[test]
fn the_keys_of_the_window_that_are_not_of_the_sheet_do_nothing() {
    let desk = check("GjJtmTcr<esc>", &AS_THEY_WERE);
    assert!(desk.state.tags.is_some() && desk.state.timeline.is_none());
    assert_eq!(desk.state.list.selected, 0);
    // Help lies over it, and closes first.
    let mut desk = check("?", &AS_THEY_WERE);
    desk.keys("j<esc>");
    assert!(desk.state.overlay.is_none() && desk.state.tags.is_some());
    desk.keys("gt");
    assert!(desk.state.tags.is_none());
}

#[test]
fn no_rules_are_told() {
    let desk = check("R", &AS_THEY_WERE);
    assert_eq!(desk.told(), Some(&Message::NoRules));
}

#[test]
fn an_empty_library_has_an_empty_sheet() {
    let mut desk = Desk::empty((20, 5), Language::Arabic);
    desk.keys("gtjkGgg drc<enter>");
    assert_eq!(shown(&desk), Vec::<String>::new());
    desk.keys("<esc>");
    assert!(desk.state.tags.is_none());
}
