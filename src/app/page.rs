//! A name that is asked for -> its page over the panes, what is asked for it, and where it leads.

use super::Effect;
use super::act::focus;
use super::facts::FactRow;
use super::jump::Place;
use super::notice::Message;
use super::open::{go, here};
use super::pane::Pane;
use super::portrait::{NAMINGS_PAGE, NamePage, Subject};
use super::state::State;
use super::update::{run_for, tell};
use crate::task::Task;

/// Opens the page of the name that is selected in a pane of facts or of a page, or lit in the text.
pub(super) fn open_named(state: &mut State, effects: &mut Vec<Effect>) {
    let subject = match state.focus {
        Pane::Name => companion(state),
        Pane::Namings => None,
        pane => {
            let reading = state.reading.as_ref();
            reading.and_then(|reading| {
                let selected = reading.list(pane).and_then(|list| list.current());
                let fact = selected.or(reading.lit.fact.as_ref().map(|(_, fact)| fact))?;
                subject(&reading.facts, fact)
            })
        }
    };
    match subject {
        Some(subject) => open_page(state, subject, effects),
        None => tell(state, Message::NoName),
    }
}

/// Who or what a fact names; `None` for a date.
pub(super) fn subject(facts: &crate::article::Facts, fact: &FactRow) -> Option<Subject> {
    let FactRow::Entity(index) = fact else { return None };
    let entity = facts.entities.get(*index)?;
    Some(Subject { id: entity.id.clone(), kind: entity.kind, name: entity.name.clone() })
}

fn companion(state: &State) -> Option<Subject> {
    let entity = &state.pages.last()?.companion()?.entity;
    Some(Subject { id: entity.id.clone(), kind: entity.kind, name: entity.name.clone() })
}

/// Opens a page over what is shown; the way back is kept.
fn open_page(state: &mut State, subject: Subject, effects: &mut Vec<Effect>) {
    if let Some(here) = here(state) {
        state.jumps.leave(here);
    }
    let back = state.focus;
    show_page(state, subject, back, effects);
}

/// Puts a page on top and asks for what it shows.
fn show_page(state: &mut State, subject: Subject, back: Pane, effects: &mut Vec<Effect>) {
    if !state.subjects.iter().any(|known| known.id == subject.id) {
        state.subjects.push(subject.clone());
    }
    state.overlay = None;
    state.pages.push(NamePage::awaiting(subject, back));
    state.focus = Pane::Name;
    ask_named(state, false, effects);
    ask_namings(state, effects);
}

/// Puts the page that lay over a place on top again, once the place has been gone to.
pub(super) fn return_to(state: &mut State, page: usize, effects: &mut Vec<Effect>) {
    if let Some(subject) = state.subjects.get(page).cloned() {
        show_page(state, subject, Pane::Article, effects);
    }
}

/// The place of the page of a name on top among [`State::subjects`].
pub(super) fn number(state: &State) -> Option<usize> {
    let page = state.pages.last()?;
    state.subjects.iter().position(|subject| subject.id == page.id)
}

/// Asks what is said of the name of the page on top, if there is one: by the newest articles or by all.
pub(super) fn ask_named(state: &mut State, is_whole: bool, effects: &mut Vec<Effect>) {
    let Some(page) = state.pages.last() else { return };
    let task = Task::Named { id: page.id.clone(), is_whole };
    state.awaited.named = Some((run_for(state, task, effects), is_whole));
}

/// Asks for the first articles that name it, or for those after the last one that has come.
fn ask_namings(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(page) = state.pages.last() else { return };
    let after = page.namings.items.last().map(|item| item.naming.row.cursor);
    let task = Task::Namings { id: page.id.clone(), after, limit: NAMINGS_PAGE };
    state.awaited.namings = Some((run_for(state, task, effects), None));
}

/// Asks again for all that the page on top shows, because the library has changed; the pages below it will
/// be asked for again once they are on top.
pub(super) fn ask_again(state: &mut State, effects: &mut Vec<Effect>) {
    state.pages.iter_mut().for_each(|page| page.is_stale = true);
    let Some(page) = state.pages.last_mut() else { return };
    page.is_stale = false;
    let limit = page.namings.items.len().max(NAMINGS_PAGE);
    let task = Task::Namings { id: page.id.clone(), after: None, limit };
    state.awaited.namings = Some((run_for(state, task, effects), Some(limit)));
    ask_named(state, true, effects);
}

/// Asks for more articles where the reader comes near the last one.
pub(super) fn ask_more(state: &mut State, effects: &mut Vec<Effect>) {
    let is_wanted = state.pages.last().is_some_and(|page| page.wanted().is_some());
    if is_wanted && state.awaited.namings.is_none() {
        ask_namings(state, effects);
    }
}

/// Opens what is selected in the page: the page of a companion, or an article at its mention. Elsewhere
/// goes on to the articles.
pub(super) fn open_in_page(state: &mut State, effects: &mut Vec<Effect>) {
    match state.focus {
        Pane::Name => match companion(state) {
            Some(subject) => open_page(state, subject, effects),
            None => focus(state, Pane::Namings),
        },
        _ => open_naming(state, effects),
    }
}

fn open_naming(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(naming) = state.pages.last().and_then(|page| page.namings.current()) else { return };
    let (id, at) = (naming.row.id, naming.span.start);
    if let Some(here) = here(state) {
        state.jumps.leave(here);
    }
    go(state, Place { id, position: at, page: None }, Some(at), effects);
    match &mut state.opening {
        Some(opening) => opening.lit = Some(at),
        None => drop(super::act::light_at(state, at)),
    }
    focus(state, Pane::Article);
}

/// Closes the page on top: the one below it is shown, or what it lay over.
pub(super) fn close_page(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(page) = state.pages.pop() else { return };
    (state.awaited.named, state.awaited.namings) = (None, None);
    match state.pages.last() {
        Some(below) if below.is_stale => {
            state.focus = below.pane;
            ask_again(state, effects);
        }
        Some(below) => {
            state.focus = below.pane;
            let is_whole = below.portrait.as_ref().is_some_and(|portrait| portrait.named.is_whole());
            let has_none = below.namings.items.is_empty() && !below.namings.is_all;
            if !is_whole && !below.is_missing {
                ask_named(state, true, effects);
            }
            if has_none {
                ask_namings(state, effects);
            }
        }
        None => focus(state, page.back),
    }
}

/// Forgets the pages, because something else is shown.
pub(super) fn leave_pages(state: &mut State) {
    if !state.pages.is_empty() {
        state.pages.clear();
        (state.awaited.named, state.awaited.namings) = (None, None);
    }
    if state.focus.is_page() {
        state.focus = Pane::Article;
    }
}

#[cfg(test)]
mod tests {
    use crate::app::Language;
    use crate::app::pane::Pane;
    use crate::app::portrait::AboutRow;
    use crate::app::tests::Desk;

    const ROOMY: [(u16, u16); 2] = [(140, 40), (80, 24)];
    const ALL: [(u16, u16); 5] = [(140, 40), (80, 24), (60, 20), (30, 10), (20, 5)];

    /// Types keys into fresh windows on the seeds; `expect` looks at what came of it.
    fn check(sizes: &[(u16, u16)], keys: &str, expect: impl Fn(&Desk)) {
        for &size in sizes {
            for language in [Language::English, Language::Arabic] {
                let mut desk = Desk::new(size, language);
                desk.keys(keys);
                expect(&desk);
            }
        }
    }

    #[test]
    fn the_page_tells_what_the_library_says() {
        check(&ALL, "<tab><tab>p", |desk| {
            let [page] = &desk.state.pages[..] else { panic!("no page, or more") };
            assert_eq!((desk.state.focus, page.subject.id.as_str()), (Pane::Name, "Q22686"));
            let named = &page.portrait.as_ref().expect("it has come").named;
            assert!(named.is_whole() && named.spellings.len() > 1 && !named.roles.is_empty());
            assert_eq!(page.namings.items.len() as u32, named.entity.articles);
            assert!(page.namings.is_all);
            let lit = page.namings.items.iter().all(|item| !item.naming.lit.is_empty());
            assert!(lit && named.companions.iter().all(|companions| !companions.is_empty()));
        });
    }

    #[test]
    fn the_second_enter_on_a_name_opens_its_page() {
        check(&ROOMY, "<tab><tab><enter>", |desk| assert!(desk.state.pages.is_empty()));
        check(&ROOMY, "<tab><tab><enter><enter>", |desk| assert_eq!(desk.state.focus, Pane::Name));
        // The next name has to be gone to first.
        check(&ROOMY, "<tab><tab><enter>j<enter>", |desk| assert!(desk.state.pages.is_empty()));
        check(&ROOMY, "<tab><tab><enter><enter><esc>", |desk| {
            assert_eq!(desk.state.focus, Pane::People);
            assert!(desk.state.pages.is_empty());
        });
        // A date has no page: it is walked.
        check(&ROOMY, "<tab><tab><tab><tab><enter><enter>", |desk| assert!(desk.state.pages.is_empty()));
    }

    #[test]
    fn an_article_is_opened_at_its_mention_and_the_jump_list_leads_back() {
        let keys = "<tab><tab>p<tab>j<enter>";
        check(&ALL, keys, |desk| {
            let reading = desk.state.reading.as_ref().expect("an article");
            assert!(desk.state.pages.is_empty());
            assert_eq!(desk.state.focus, Pane::Article);
            assert!(reading.current().is_some() && reading.standing.read);
        });
        check(&ALL, &format!("{keys}<ctrl-o>"), |desk| {
            assert_eq!((desk.state.focus, desk.state.pages.len()), (Pane::Name, 1));
            assert_eq!(desk.state.pages[0].subject.id, "Q22686");
        });
        check(&ALL, &format!("{keys}<ctrl-o><ctrl-o>"), |desk| {
            assert_eq!((desk.state.focus, desk.state.pages.len()), (Pane::Article, 0));
        });
        check(&ALL, &format!("{keys}<ctrl-o><ctrl-o><alt-o>"), |desk| assert_eq!(desk.state.pages.len(), 1));
    }

    #[test]
    fn a_companion_has_a_page_over_this_one() {
        check(&ALL, "<tab><tab>pG<enter>", |desk| {
            let [below, page] = &desk.state.pages[..] else { panic!("not two pages") };
            assert_ne!(below.subject, page.subject);
            assert!(page.portrait.is_some());
        });
        check(&ALL, "<tab><tab>pG<enter><esc>", |desk| {
            assert_eq!((desk.state.focus, desk.state.pages.len()), (Pane::Name, 1));
            assert!(desk.state.pages[0].companion().is_some(), "the selection has stayed");
        });
        check(&ALL, "<tab><tab>pG<enter><esc><esc>", |desk| assert_eq!(desk.state.focus, Pane::People));
    }

    #[test]
    fn the_page_narrows_the_list_to_its_name() {
        check(&ALL, "<tab><tab>pf", |desk| {
            assert!(desk.state.pages.is_empty() && !desk.state.list.query.is_all());
            assert_eq!(desk.state.focus, Pane::Stories);
        });
        check(&ALL, "<tab><tab>p<tab>m", |desk| {
            let item = &desk.state.pages[0].namings.items[0].item;
            assert!(item.row.read, "the selected article is marked, and shown so");
        });
    }

    #[test]
    fn what_comes_too_late_changes_nothing() {
        let mut desk = Desk::new((140, 40), Language::English);
        desk.keys("<tab><tab>");
        desk.held = Some(Vec::new());
        desk.keys("p");
        let first = desk.held.replace(Vec::new()).expect("tasks");
        assert_eq!(first.len(), 2);
        desk.keys("<esc>jp");
        assert!(desk.state.pages[0].portrait.is_none());
        desk.held = Some(first);
        desk.release();
        assert!(desk.state.pages[0].portrait.is_none() && desk.state.pages[0].namings.items.is_empty());
    }

    #[test]
    fn without_a_name_there_is_no_page() {
        check(&ALL, "p", |desk| {
            assert_eq!(desk.told(), Some(&crate::app::notice::Message::NoName));
            assert!(desk.state.pages.is_empty());
        });
    }

    /// What the page on top says: who, in how many articles, how often, in which spellings; and in which
    /// articles it says so.
    type Told = (String, u32, u64, Vec<(String, u32)>, Vec<crate::store::Id>);

    fn told(desk: &Desk) -> Told {
        let page = desk.state.pages.last().expect("a page");
        let named = &page.portrait.as_ref().expect("it has come").named;
        let spellings = named.spellings.iter().map(|it| (it.text.clone(), it.mentions)).collect();
        let articles = page.namings.items.iter().map(|item| item.naming.row.id).collect();
        assert_eq!(page.subject.name, named.entity.name);
        (named.entity.id.clone(), named.entity.articles, named.mentions, spellings, articles)
    }

    #[test]
    fn the_page_of_merged_names_tells_of_both_until_it_is_undone() {
        for size in ROOMY {
            let mut desk = Desk::new(size, Language::Arabic);
            desk.keys("<tab><tab>jp");
            let other = told(&desk);
            desk.keys("<esc>kp");
            let before = told(&desk);
            let name = desk.state.subjects[0].name.clone();
            desk.keys(&format!("em{name}<enter>"));
            let merged = told(&desk);
            assert_eq!(merged.0, other.0, "it is the other one now");
            assert_eq!(merged.2, before.2 + other.2);
            for (spelling, count) in before.3.iter().chain(&other.3) {
                let found = merged.3.iter().find(|(known, _)| known == spelling).expect("it is there");
                assert!(found.1 >= *count);
            }
            assert!(merged.1 >= before.1.max(other.1) && merged.1 <= before.1 + other.1);
            assert_eq!(merged.1 as usize, merged.4.len());
            assert!(before.4.iter().chain(&other.4).all(|id| merged.4.contains(id)));
            // As itself again.
            desk.keys("u");
            assert_eq!(told(&desk), before);
            desk.keys("<ctrl-r>");
            assert_eq!(told(&desk), merged);
            desk.keys("<esc>");
            assert!(desk.state.pages.is_empty());
            desk.keys("u");
        }
    }

    #[test]
    fn a_page_below_knows_what_was_decided_on_the_one_above() {
        for size in ROOMY {
            let mut desk = Desk::new(size, Language::English);
            desk.keys("<tab><tab>pG<enter>er<ctrl-u>x y<enter>");
            assert_eq!(desk.state.pages[1].subject.name, "x y");
            desk.keys("<esc>");
            let companion = desk.state.pages[0].companion().expect("it is selected still");
            assert_eq!(companion.entity.name, "x y");
            // The selected companion is meant, not the page.
            desk.keys("er<ctrl-u>y z<enter>");
            let companions = &desk.state.pages[0].portrait.as_ref().expect("it has come").named.companions;
            assert!(companions.iter().flatten().any(|companion| companion.entity.name == "y z"));
            assert_eq!(desk.state.pages[0].subject.id, "Q22686");
        }
    }

    #[test]
    fn a_spelling_of_a_page_is_split_off() {
        for size in ALL {
            let mut desk = Desk::new(size, Language::English);
            desk.keys("<tab><tab>p");
            let before = told(&desk);
            let row = |row: &AboutRow| matches!(row, AboutRow::Spelling(1));
            let rows = &desk.state.pages[0].about.rows;
            let steps = rows[..rows.iter().position(row).expect("a second spelling")].iter();
            let steps = steps.filter(|row| row.is_selectable()).count();
            desk.keys(&format!("{}es<enter>", "j".repeat(steps)));
            let now = told(&desk);
            assert_eq!(now.2, before.2 - u64::from(before.3[1].1));
            assert!(now.3.iter().all(|spelling| *spelling != before.3[1]));
        }
    }

    #[test]
    fn whom_a_name_means_in_an_article_is_said_in_the_list_of_its_page() {
        use crate::app::notice::Message;
        check(&ALL, "<tab><tab>peh", |desk| {
            assert_eq!(desk.told(), Some(&Message::NoNaming));
            assert!(desk.state.prompt.is_none());
        });
        check(&ALL, "<tab><tab>p<tab>jehx y<enter>", |desk| {
            let mut before = Desk::new(desk.state.window_size(), Language::English);
            before.keys("<tab><tab>p");
            let (before, now) = (told(&before), told(desk));
            let mut left = before.4.clone();
            left.remove(1);
            assert_eq!((now.1, now.4), (before.1 - 1, left));
            assert_eq!(desk.state.pages[0].namings.selected, 1);
        });
    }
}
