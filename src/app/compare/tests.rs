//! Two tellings, after real keys.

use super::*;
use crate::app::Language;
use crate::app::tests::Desk;
use crossterm::event::MouseEventKind;

const SIZES: [(u16, u16); 6] = [(140, 40), (80, 24), (72, 9), (60, 20), (30, 10), (20, 5)];

/// Two tellings of an event, and what came of it two days later.
pub(in crate::app) const STORY: &str = concat!(
    r#"{"id": "a", "source": "صدى", "date": "2025-03-10", "title": "زلزال قوي يضرب أغادير", "text": "ضرب زلزال قوي مدينة أغادير المغربية فجر اليوم. وأسفر الزلزال عن مقتل 12 شخصا وإصابة العشرات. وقالت السلطات إن فرق الإنقاذ تبحث عن ناجين تحت الأنقاض."}"#,
    "\n",
    r#"{"id": "b", "source": "الأفق", "date": "2025-03-10", "title": "قتلى في زلزال أغادير بالمغرب", "text": "تبحث فرق الإنقاذ عن الناجين تحت أنقاض المباني في أغادير، بحسب السلطات. ووصل وزير الداخلية عبد الوافي لفتيت إلى المكان. وكان زلزال قوي ضرب مدينة أغادير المغربية فجرا. وأسفر عن مقتل 14 شخصا وإصابة العشرات."}"#,
    "\n",
);

/// Types keys into fresh windows on the two tellings, at every size and in both directions.
fn check(keys: &str, expect: impl Fn(&Desk)) {
    for size in SIZES {
        for language in [Language::English, Language::Arabic] {
            let mut desk = Desk::lines(STORY, size, language);
            desk.keys(keys);
            expect(&desk);
        }
    }
}

fn page(desk: &Desk) -> &ComparePage {
    let page = desk.state.comparison.as_ref().expect("it is shown");
    assert_eq!(desk.state.focus, Pane::Compare);
    let is_in_sight = page.shown.iter().any(|shown| shown.row == page.selected && shown.line.is_some());
    assert!(is_in_sight, "the selected row is in sight");
    page
}

#[test]
fn the_open_article_stands_beside_its_other_telling() {
    check("c", |desk| {
        let open = desk.state.reading.as_ref().expect("an article").id;
        let page = page(desk);
        assert_eq!(page.of[0], open);
        assert_ne!(page.of[1], open);
        assert_eq!(page.compared.as_ref().expect("it has come").comparison.counts().0, 4);
        assert_eq!(page.frame.is_beside, desk.state.size.0 >= 72);
    });
    for leave in ["cc", "c<esc>"] {
        check(leave, |desk| {
            assert_eq!((desk.state.focus, desk.state.comparison.is_none()), (Pane::Stories, true));
        });
    }
    check("<enter>cc", |desk| assert_eq!(desk.state.focus, Pane::Article));
}

#[test]
fn the_one_selected_in_related_is_meant() {
    let mut desk = Desk::new((140, 40), Language::English);
    desk.keys("jjrjjj");
    let selected = desk.state.related.current().expect("something is related").id;
    desk.keys("c");
    assert_eq!(page(&desk).of[1], selected);
    desk.keys("<esc>");
    assert_eq!(desk.state.focus, Pane::Related);
}

#[test]
fn an_article_alone_is_told_to_be_so() {
    let mut desk = Desk::of("عنوان وحيد\n\nنص لا قصة له.\n", (80, 24), Language::Arabic);
    desk.keys("c");
    assert_eq!(desk.told(), Some(&Message::NothingToCompare));
    assert!(desk.state.comparison.is_none() && desk.state.focus == Pane::Stories);
}

#[test]
fn every_way_of_moving_keeps_the_selected_row_in_sight() {
    let keys =
        ["j", "k", "G", "gg", " ", "<ctrl-d>", "<ctrl-u>", "n", "N", "jjjjjjjjjjjj", "kkkkkkkkkkkk", "x"];
    for start in ["c", "cG", "cnn"] {
        for more in keys {
            check(&format!("{start}{more}"), |desk| _ = page(desk));
        }
    }
    check("cG", |desk| assert_eq!(page(desk).selected + 1, page(desk).rows().len()));
    check("cGgg", |desk| assert_eq!(page(desk).selected, 0));
    check(&format!("c{}", "j".repeat(200)), |desk| {
        assert_eq!(page(desk).selected + 1, page(desk).rows().len());
    });
    check(&format!("cG{}", "k".repeat(200)), |desk| assert_eq!(page(desk).selected, 0));
}

#[test]
fn every_line_of_every_row_can_be_seen() {
    check("c", |desk| {
        let mut desk_page = page(desk).clone();
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..300 {
            seen.extend(desk_page.shown.iter().filter_map(|shown| Some((shown.row, shown.line?))));
            desk_page.step(1);
        }
        let all: usize = (0..desk_page.rows().len()).map(|row| desk_page.height(row)).sum();
        assert_eq!(seen.len(), all);
    });
}

#[test]
fn differences_are_gone_to_one_after_the_other() {
    check("cn", |desk| assert!(page(desk).rows()[page(desk).selected].differs()));
    let mut desk = Desk::lines(STORY, (80, 24), Language::English);
    desk.keys("cgg");
    let total = page(&desk).place().0;
    let start = page(&desk).selected;
    let mut met = std::collections::BTreeSet::new();
    for _ in 0..total {
        desk.keys("n");
        met.insert(page(&desk).selected);
    }
    assert_eq!(met.len(), total);
    desk.keys("N");
    assert!(page(&desk).rows()[page(&desk).selected].differs());
    assert!(start <= page(&desk).selected || total > 0);
}

#[test]
fn the_sides_are_swapped_and_the_row_stays() {
    check("cjx", |desk| {
        let open = desk.state.reading.as_ref().expect("an article").id;
        let page = page(desk);
        assert_eq!(page.of[1], open);
        let tellings = &page.compared.as_ref().expect("it has come").tellings;
        assert_eq!([tellings[0].id, tellings[1].id], page.of);
    });
    let text = |desk: &Desk| page(desk).selected_text();
    let mut desk = Desk::lines(STORY, (80, 24), Language::English);
    desk.keys("cjj");
    let before = text(&desk);
    desk.keys("x");
    assert_eq!(text(&desk), before);
    // Also while the answer is awaited.
    let mut desk = Desk::lines(STORY, (80, 24), Language::English);
    desk.held = Some(Vec::new());
    desk.keys("cx");
    desk.release();
    let page = desk.state.comparison.as_ref().expect("it is shown");
    assert_eq!(page.compared.as_ref().expect("it has come").tellings[0].id, page.of[0]);
}

#[test]
fn enter_opens_the_article_at_the_sentence() {
    check("cG<enter>", |desk| {
        assert!(desk.state.comparison.is_none());
        assert_eq!(desk.state.focus, Pane::Article);
    });
    // The side where the window reads on to.
    for (language, on) in [(Language::English, "l"), (Language::Arabic, "h")] {
        let mut desk = Desk::lines(STORY, (80, 24), language);
        desk.keys(&format!("cj{on}"));
        let (side, _) = page(&desk).meant().expect("a sentence");
        let id = page(&desk).of[side];
        desk.keys("<enter>");
        let reading = desk.state.reading.as_ref().expect("an article");
        assert_eq!((reading.id, reading.standing.read), (id, true));
        desk.keys("<ctrl-o>");
        assert!(desk.state.comparison.is_none());
    }
}

#[test]
fn the_mouse_selects_a_side_and_turns_the_wheel() {
    for language in [Language::English, Language::Arabic] {
        let mut desk = Desk::lines(STORY, (80, 24), language);
        desk.keys("c");
        let both = page(&desk).rows().iter().rposition(Row::is_both).expect("both say something");
        let at = |desk: &Desk, side: usize| {
            let page = page(desk);
            let y = page.shown.iter().position(|shown| shown.row == both && shown.line.is_some());
            let y = page.frame.body.y + y.expect("it is in sight") as u16;
            (page.frame.columns[side].x + 1, y)
        };
        let (x, y) = at(&desk, 1);
        desk.click(x, y);
        assert_eq!((page(&desk).selected, page(&desk).side), (both, 1));
        let (x, y) = at(&desk, 0);
        desk.click(x, y);
        assert_eq!((page(&desk).selected, page(&desk).side), (both, 0));
        desk.mouse(MouseEventKind::ScrollDown, x, y);
        _ = page(&desk);
        let id = page(&desk).of[0];
        desk.click(x, y);
        assert_eq!(desk.state.reading.as_ref().map(|reading| reading.id), Some(id));
    }
}

#[test]
fn what_comes_too_late_changes_nothing() {
    let mut desk = Desk::lines(STORY, (80, 24), Language::English);
    desk.held = Some(Vec::new());
    desk.keys("c<esc>");
    desk.release();
    assert!(desk.state.comparison.is_none());
    desk.keys("c");
    assert!(desk.state.comparison.as_ref().is_some_and(|page| page.compared.is_some()));
    desk.keys("y");
    assert!(matches!(desk.effects.last(), Some(Effect::Copy(text)) if !text.is_empty()));
}
