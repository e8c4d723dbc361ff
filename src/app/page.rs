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
    if !state.subjects.contains(&subject) {
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

/// The place of the page on top among [`State::subjects`].
pub(super) fn number(state: &State) -> Option<usize> {
    let page = state.pages.last()?;
    state.subjects.iter().position(|subject| *subject == page.subject)
}

/// Asks what is said of the name of the page on top, if there is one: by the newest articles or by all.
pub(super) fn ask_named(state: &mut State, is_whole: bool, effects: &mut Vec<Effect>) {
    let Some(page) = state.pages.last() else { return };
    let task = Task::Named { id: page.subject.id.clone(), is_whole };
    state.awaited.named = Some((run_for(state, task, effects), is_whole));
}

/// Asks for the first articles that name it, or for those after the last one that has come.
fn ask_namings(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(page) = state.pages.last() else { return };
    let after = page.namings.items.last().map(|item| item.naming.row.cursor);
    let task = Task::Namings { id: page.subject.id.clone(), after, limit: NAMINGS_PAGE };
    state.awaited.namings = Some(run_for(state, task, effects));
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
}
