//! An action that needs a line of the reader's -> the prompt for it.

use super::Effect;
use super::action::Action;
use super::day::DayEntry;
use super::marked;
use super::prompt::{Prompt, PromptKind};
use super::state::State;
use crate::task::Task;

/// Asks for what an action needs, if it has something to act on.
pub(super) fn ask(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    let (rtl, forms) = (state.direction().is_rtl(), state.options.laid_out());
    let prompt = match action {
        Action::Search => {
            let mut prompt = Prompt::new(PromptKind::Search, &state.list.query.to_string(), rtl, forms);
            prompt.offers.today = Some((state.today)());
            prompt.offer_searches(&state.searches);
            prompt
        }
        Action::Tag => {
            let present = marked::present(state).or_else(|| state.tag_target().map(|target| target.1));
            let Some(present) = present else { return };
            let mut prompt = Prompt::new(PromptKind::Tag, "", rtl, forms);
            prompt.present = present;
            let task = state.next_task();
            state.awaited.tags = Some(task);
            effects.push(Effect::Run(task, Task::Tags));
            prompt
        }
        Action::SetPublished => {
            let target = state
                .target(|row| (row.id, row.published), |reading| (reading.id, reading.article.published));
            let Some((id, published)) = target else { return };
            let mut day = DayEntry::new(id, published, (state.today)());
            let open = state.reading.as_ref().filter(|reading| reading.id == id);
            day.said = open.map(|reading| reading.standing.said);
            let mut prompt = Prompt::new(PromptKind::Day, &day.text(), rtl, forms);
            prompt.day = Some(day);
            prompt.offer(&state.help);
            prompt
        }
        Action::Note => {
            let Some(prompt) = super::note::prompt(state) else { return };
            prompt
        }
        Action::SaveSearch | Action::RenameSearch => {
            let Some(prompt) = super::saved::prompt(state, action, effects) else { return };
            prompt
        }
        Action::AddFeed => Prompt::new(PromptKind::Feed, "", rtl, forms),
        Action::Export | Action::Pipe => {
            let Some(prompt) = super::export::prompt_for(state, action) else { return };
            prompt
        }
        Action::MergeName | Action::SplitName | Action::NameHere | Action::RenameName => {
            let Some(prompt) = super::name::prompt(state, action, effects) else { return };
            prompt
        }
        _ => {
            let mut prompt = Prompt::new(PromptKind::Palette, "", rtl, forms);
            prompt.offer(&state.help);
            prompt
        }
    };
    state.overlay = None;
    state.prompt = Some(marked::counted(state, prompt));
}
