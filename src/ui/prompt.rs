//! The line that is being typed -> the status line, and above it what could be meant.

use super::paint::{Canvas, Label, Side, split_end};
use super::theme::Meaning;
use crate::app::State;
use crate::app::complete::SuggestionKind;
use crate::app::day::{DayEntry, Understood};
use crate::app::export::ExportEntry;
use crate::app::layout::prompt_field;
use crate::app::prompt::{Choice, Prompt, PromptKind, Sheet};
use crate::arabic::words::one_line;
use crate::store::query::{Field, Key};
use crate::text::Base;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// Draws the prompt, if there is one; gives the cell of the caret.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) -> Option<Position> {
    let prompt = state.prompt.as_ref()?;
    let line = state.layout.status;
    if line.is_empty() {
        return None;
    }
    canvas.clear(line, Meaning::Prompt);
    let sign = match prompt.kind {
        PromptKind::Search | PromptKind::FilterTags => "/",
        PromptKind::Tag | PromptKind::RenameTag | PromptKind::ColourTag => "#",
        PromptKind::Day => "@",
        PromptKind::MergeName | PromptKind::NameHere => "=",
        PromptKind::SplitName => "%",
        PromptKind::RenameName => "~",
        PromptKind::Feed => "+",
        PromptKind::Export => ">",
        PromptKind::Pipe => "|",
        PromptKind::Palette => ":",
        PromptKind::SaveSearch => "+",
        PromptKind::RenameSearch => "~",
        PromptKind::Note => "\u{270E}",
    };
    let label = Label::of(sign, canvas.style(Meaning::PromptLabel));
    let margin = u16::from(line.width > 24);
    let inner = Rect { x: line.x + margin, width: line.width - 2 * margin, ..line };
    let base = canvas.base();
    canvas.label(inner, &label, base, Side::Start);
    let field = prompt_field(line, state.direction());
    typed(prompt, canvas, field);
    let sheet = prompt.sheet(line, state.layout.top.bottom());
    if !sheet.message.is_empty() {
        message(prompt, canvas, sheet.message);
    }
    choices(state, prompt, canvas, &sheet);
    let column = prompt.caret - prompt.left;
    (0..i32::from(field.width)).contains(&column).then(|| Position::new(field.x + column as u16, field.y))
}

/// The text itself; what cannot be understood in it stands out. Of an empty line, what may be typed.
fn typed(prompt: &Prompt, canvas: &mut Canvas<'_>, field: Rect) {
    let style = canvas.style(Meaning::Prompt);
    let wrong = style.patch(canvas.style(Meaning::AlertError)).add_modifier(Modifier::UNDERLINED);
    let error = prompt.error.as_ref().map(|error| error.span.range());
    canvas.row_from(field, &prompt.row, -prompt.left, |source| {
        let is_wrong =
            error.as_ref().is_some_and(|error| source.start < error.end && error.start < source.end);
        if is_wrong { wrong } else { style }
    });
    let hint = match prompt.kind {
        PromptKind::Search => "prompt-search-hint",
        PromptKind::Tag => "prompt-tag-hint",
        PromptKind::Day => "prompt-day-hint",
        PromptKind::MergeName => "prompt-merge-hint",
        PromptKind::SplitName => "prompt-split-hint",
        PromptKind::NameHere => "prompt-here-hint",
        PromptKind::RenameName => "prompt-rename-hint",
        PromptKind::Feed => "prompt-feed-hint",
        PromptKind::FilterTags => "prompt-filter-tags-hint",
        PromptKind::RenameTag => "prompt-rename-tag-hint",
        PromptKind::ColourTag => "prompt-colour-tag-hint",
        PromptKind::Export => "prompt-export-hint",
        PromptKind::Pipe => "prompt-pipe-hint",
        PromptKind::SaveSearch => "prompt-save-hint",
        PromptKind::RenameSearch => "prompt-rename-search-hint",
        PromptKind::Note => "prompt-note-hint",
        PromptKind::Palette => return,
    };
    if prompt.line.text().is_empty() {
        let label = Label::of(&canvas.words.say(hint), canvas.style(Meaning::Muted));
        let (_, rest) = split_end(field, field.width.saturating_sub(2), canvas.rtl);
        let base = canvas.base();
        canvas.label(rest, &label, base, Side::Start);
    }
}

/// The line above the prompt: why a query cannot be understood, the tags that are there, the name that is
/// decided on, or the day that is understood and at its end the one that counts now.
fn message(prompt: &Prompt, canvas: &mut Canvas<'_>, line: Rect) {
    let mut label = Label::default();
    let mut end = Label::default();
    if let Some(count) = prompt.marked {
        let said = canvas.words.say_with("bar-marked", &[("count", (count as i64).into())]);
        end.push(&said, canvas.style(Meaning::Notice));
    }
    if let Some(day) = &prompt.day {
        understood(day, canvas, &mut label);
        let now = match day.published {
            _ if prompt.marked.is_some() => String::new(),
            Some(published) => {
                let date = canvas.words.date(published.date);
                let from = canvas.words.published_from(published.from);
                canvas.words.say_with("prompt-day-now", &[("date", date.into()), ("from", from.into())])
            }
            None => canvas.words.say("undated"),
        };
        end.push(&now, canvas.style(Meaning::Muted));
    } else if let Some(export) = &prompt.export {
        let (said, meaning) = going_out(export, prompt.line.text().trim(), canvas);
        label.push(&said, canvas.style(meaning));
    } else if let Some(name) = &prompt.name {
        let id = match prompt.kind {
            PromptKind::MergeName => "prompt-merge",
            PromptKind::SplitName => "prompt-split",
            PromptKind::NameHere => "prompt-here",
            _ => "prompt-rename",
        };
        let said = canvas.words.say_with(id, &[("name", name.name.as_str().into())]);
        label.push(&said, canvas.style(Meaning::Text));
    } else if let Some(note) = &prompt.note {
        let id = match (note.note.is_some(), note.quote.is_some()) {
            (false, false) => "prompt-note",
            (false, true) => "prompt-note-on",
            (true, false) => "prompt-note-change",
            (true, true) => "prompt-note-change-on",
        };
        let quote = note.quote.as_deref().unwrap_or_default();
        let said = canvas.words.say_with(id, &[("quote", one_line(quote).into())]);
        label.push(&said, canvas.style(Meaning::Text));
    } else if let Some(error) = &prompt.error {
        let said = canvas.words.query_error(prompt.line.text(), error);
        label.push(&said, canvas.style(Meaning::AlertError));
    } else {
        for tag in &prompt.present {
            label.part(&format!("#{tag}"), canvas.tag(tag), " ", canvas.style(Meaning::Muted));
        }
    }
    canvas.clear(line, Meaning::Completion);
    let margin = u16::from(line.width > 24);
    let inner = Rect { x: line.x + margin, width: line.width - 2 * margin, ..line };
    let base = canvas.base();
    // What is understood matters more than what was there before.
    let room = inner.width.saturating_sub(canvas.width(&label) + 2);
    let (_, at_end) = split_end(inner, room, canvas.rtl);
    canvas.label(inner, &label, base, Side::Start);
    if canvas.width(&end) <= room {
        canvas.label(at_end, &end, base, Side::End);
    }
}

/// How many articles go out; or that the file is there already, or tells no format.
fn going_out(export: &ExportEntry, line: &str, canvas: &Canvas<'_>) -> (String, Meaning) {
    let words = &canvas.words;
    if export.exists.as_deref() == Some(line) {
        return (words.say("prompt-export-exists"), Meaning::AlertError);
    }
    if export.lacks_format {
        return (words.say("export-no-format-window"), Meaning::AlertError);
    }
    let said = match export.count {
        Some(count) => words.say_with("prompt-export", &[("count", (count as i64).into())]),
        None => words.say("prompt-export-found"),
    };
    (said, Meaning::Text)
}

/// The day that the line means; that it means none, or takes the reader's word back.
fn understood(day: &DayEntry, canvas: &Canvas<'_>, label: &mut Label) {
    match day.understood {
        Understood::Day(date) => {
            label.push(&canvas.words.date_with_weekday(date), canvas.style(Meaning::Date));
            if day.is_future() {
                label.gap(" \u{B7} ", canvas.style(Meaning::Muted));
                label.push(&canvas.words.say("date-future"), canvas.style(Meaning::Doubt));
            }
        }
        Understood::Nothing => {
            label.push(&canvas.words.say("prompt-day-nothing"), canvas.style(Meaning::Text));
            if let Some(said) = day.said.filter(|said| *said != day.published) {
                let said = said.map(|said| canvas.words.date(said.date));
                let said = said.unwrap_or_else(|| canvas.words.say("undated"));
                label.gap(" \u{2013} ", canvas.style(Meaning::Muted));
                label.push(&said, canvas.style(Meaning::Date));
            }
        }
        Understood::NoDay { was_entered } => {
            let meaning = if was_entered { Meaning::AlertError } else { Meaning::Muted };
            label.push(&canvas.words.say("prompt-day-none"), canvas.style(meaning));
        }
    }
}

/// What could be meant, the best at the bottom next to the line.
fn choices(state: &State, prompt: &Prompt, canvas: &mut Canvas<'_>, sheet: &Sheet) {
    let area = sheet.choices;
    if area.is_empty() {
        let has_room = area.y > state.layout.top.bottom();
        if prompt.kind == PromptKind::Palette && prompt.choices.is_empty() && has_room {
            let line = Rect { y: area.y - 1, height: 1, ..area };
            canvas.clear(line, Meaning::Completion);
            let label = Label::of(&canvas.words.say("empty-palette"), canvas.style(Meaning::Muted));
            let base = canvas.base();
            canvas.label(line, &label, base, Side::Start);
        }
        return;
    }
    canvas.clear(area, Meaning::Completion);
    let shown = prompt.choices.iter().enumerate().skip(sheet.first).take(usize::from(area.height));
    // The best choice stands nearest to where the eye is: right above the line.
    for ((index, choice), y) in shown.zip((area.y..area.bottom()).rev()) {
        let line = Rect { y, height: 1, ..area };
        let margin = u16::from(line.width > 24);
        let inner = Rect { x: line.x + margin, width: line.width - 2 * margin, ..line };
        draw_choice(state, canvas, inner, choice);
        if prompt.chosen == Some(index) {
            canvas.select(line, true);
        }
    }
}

fn draw_choice(state: &State, canvas: &mut Canvas<'_>, line: Rect, choice: &Choice) {
    let muted = canvas.style(Meaning::Muted);
    let mut label = Label::default();
    let mut end = Label::default();
    match choice {
        Choice::Action(action) => {
            label.push(&canvas.words.help(*action), canvas.style(Meaning::Text));
            label.gap("  ", muted);
            label.push(action.name(), muted);
            end.push(&state.key_of(*action).unwrap_or_default(), canvas.style(Meaning::Key));
        }
        Choice::Tag { name, count, is_present } => {
            label.push(&format!("#{name}"), canvas.tag(name));
            if *is_present {
                label.gap("  \u{2713}", muted);
            }
            end.push(&canvas.words.number(*count as usize), canvas.style(Meaning::Count));
        }
        Choice::Colour(colour) => {
            let style = super::tag_colour::style(canvas.theme, colour);
            let named = canvas.words.colour(colour);
            label.push(&named, canvas.style(Meaning::Text).patch(style));
            if named != *colour {
                label.gap("  ", muted);
                label.push(colour, muted);
            }
        }
        Choice::Suggestion(suggestion) => {
            let meaning = match suggestion.kind {
                SuggestionKind::Field(_) => Meaning::Key,
                SuggestionKind::Value(Key::Text(Field::Person)) => Meaning::Person,
                SuggestionKind::Value(Key::Text(Field::Place)) => Meaning::Place,
                SuggestionKind::Value(Key::Text(Field::Organisation)) => Meaning::Organisation,
                SuggestionKind::Value(Key::Text(_)) => Meaning::Outlet,
                SuggestionKind::Value(Key::Tag) => Meaning::Tag,
                SuggestionKind::Value(_) => Meaning::Text,
            };
            label.push(&suggestion.shown, canvas.style(meaning));
            if let SuggestionKind::Field(key) = suggestion.kind {
                label.gap("  ", muted);
                label.push(&canvas.words.about_field(key), muted);
            }
            let count = suggestion.articles.map(|count| canvas.words.number(count as usize));
            end.push(&count.unwrap_or_default(), canvas.style(Meaning::Count));
        }
        Choice::Note(note) => {
            label.push(&one_line(&note.text), canvas.style(Meaning::Note));
            if let Some(quote) = &note.quote {
                label.gap("  ", muted);
                label.push(&format!("\u{AB}{}\u{BB}", one_line(quote)), muted);
            }
        }
        Choice::Search(text) | Choice::Spelling(text) => label.push(text, canvas.style(Meaning::Text)),
        Choice::Name(kind, other) => {
            label.push(&other.name, canvas.style(Meaning::of_kind(*kind)));
            let count = other.articles.map(|count| canvas.words.number(count as usize));
            end.push(&count.unwrap_or_default(), canvas.style(Meaning::Count));
        }
    }
    let width = canvas.width(&end);
    let (rest, at_end) = split_end(line, width + 1, canvas.rtl);
    let base: Base = canvas.base();
    canvas.label(at_end, &end, base, Side::End);
    canvas.label(rest, &label, base, Side::Start);
}
