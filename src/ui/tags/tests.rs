//! Frames of marked articles, of the tags, and of their colours, in both directions.

use crate::app::Language;
use crate::app::tests::Desk;
use crate::store::{Id, Query};
use crate::ui::tests::{frame, signs};
use ratatui::style::Color;

fn dump(desk: &Desk) -> String {
    signs(&frame(desk)).into_iter().map(|row| format!("|{}|\n", row.concat())).collect()
}

/// A desk on the seeds, of which some have tags, one of these a colour.
fn desk(size: (u16, u16), language: Language) -> Desk {
    let mut desk = Desk::new(size, language);
    let all: Vec<Id> = desk.library.ids(&Query::all()).unwrap();
    desk.library.tag(&all[..3], &["talks"], &[]).unwrap();
    desk.library.tag(&all[..5], &["حرب"], &[]).unwrap();
    desk.library.tag(&all[1..2], &["dossier"], &[]).unwrap();
    desk.library.colour_tag("talks", Some("#ff0000")).unwrap();
    desk.start();
    desk
}

/// Compares the frame after `keys`, in both directions, with the ones that were looked at.
fn check(name: &str, sizes: &[(u16, u16)], keys: &str) {
    for &size in sizes {
        for language in [Language::English, Language::Arabic] {
            let mut desk = desk(size, language);
            desk.keys(keys);
            let lang = if language == Language::English { "en" } else { "ar" };
            insta::assert_snapshot!(format!("{name}-{}x{}-{lang}", size.0, size.1), dump(&desk));
        }
    }
}

#[test]
fn marked_articles() {
    check("marked", &[(140, 40), (80, 24), (30, 10), (20, 5)], "jvjj");
    check("marked-all", &[(80, 24)], "V");
    check("marked-tagging", &[(80, 24)], "vjt");
}

#[test]
fn the_sheet_of_the_tags() {
    check("tags", &[(140, 40), (80, 24), (30, 10), (20, 5)], "gtj");
    check("tags-filter", &[(80, 24)], "gt/حر");
    check("tags-none", &[(80, 24)], "gt/zz<enter>");
    check("tags-rename", &[(80, 24)], "gtr");
    check("tags-colour", &[(80, 24)], "gtcbr");
    check("tags-deleted", &[(80, 24)], "gtd");
}

#[test]
fn a_tag_has_its_colour_in_list_article_and_sheet() {
    let reds = |desk: &Desk| {
        let buffer = frame(desk);
        let is_red = |cell: &ratatui::buffer::Cell| matches!(cell.fg, Color::Rgb(255, green, blue) if green == blue && green < 160);
        let cells: Vec<String> =
            buffer.content.iter().filter(|cell| is_red(cell)).map(|cell| cell.symbol().to_owned()).collect();
        cells.concat()
    };
    let mut desk = desk((140, 40), Language::English);
    // Three rows of the list, and the article beside it.
    desk.keys("jk");
    assert_eq!(reds(&desk).matches("#talks").count(), 4, "{}", reds(&desk));
    desk.keys("gt");
    assert!(reds(&desk).contains("#talks"));
    desk.keys("jc<enter>");
    desk.keys("<esc>");
    assert_eq!(reds(&desk).matches("#talks").count(), 0);
}
