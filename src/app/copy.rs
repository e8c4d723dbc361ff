//! What has the focus -> the text that is copied of it: logical, unshaped, as it is stored.

use super::Effect;
use super::compare::ComparePage;
use super::facts::FactRow;
use super::notice::Message;
use super::pane::Pane;
use super::reading::Reading;
use super::state::State;
use super::update::tell;
use crate::article::Facts;
use crate::store;
use unicode_segmentation::UnicodeSegmentation;

/// Longest text that is copied, in bytes: what fits, as base64, into the 100,000 bytes that xterm and
/// hterm take of one OSC 52.
const COPY_MAX: usize = 74_994;

/// Copies what is selected, and ends selecting with keys. Where no text is selected: the name of a
/// person or place, the day of a date, an article of a list with its source, the paragraph that one reads.
pub(super) fn copy(state: &mut State, effects: &mut Vec<Effect>) {
    let reading = state.reading.as_ref();
    let selected = reading.filter(|_| state.focus == Pane::Article).map(Reading::selected_text);
    let text = match state.focus {
        Pane::Stories => state.list.current().map(|row| citation(row, url(reading, row))),
        Pane::Related => state.related.current().map(|row| citation(row, url(reading, row))),
        Pane::Name => state.pages.last().map(|page| {
            let companion = page.companion().map(|companion| &companion.entity.name);
            companion.unwrap_or(&page.subject.name).clone()
        }),
        Pane::Namings => {
            let naming = state.pages.last().and_then(|page| page.namings.current());
            naming.map(|naming| citation(&naming.row, url(reading, &naming.row)))
        }
        Pane::Timeline => {
            let row = state.timeline.as_ref().and_then(|page| page.current_row());
            row.map(|row| citation(row, url(reading, row)))
        }
        Pane::Compare => state.comparison.as_ref().and_then(ComparePage::selected_text),
        Pane::Article => {
            let paragraph = || reading.and_then(Reading::paragraph_in_sight).map(str::to_owned);
            selected.filter(|text| !text.is_empty()).or_else(paragraph)
        }
        pane => reading.and_then(|reading| {
            let row = reading.list(pane)?.current()?;
            name(&reading.facts, row, &reading.article.text)
        }),
    };
    send(state, text.unwrap_or_default(), effects);
    if let (true, Some(reading)) = (state.is_selecting(), &mut state.reading) {
        reading.selection = None;
    }
}

/// Has a text copied, and tells how much it is, or why it is not.
pub(super) fn send(state: &mut State, text: String, effects: &mut Vec<Effect>) {
    if text.trim().is_empty() {
        return tell(state, Message::NothingToCopy);
    }
    if text.len() > COPY_MAX {
        return tell(state, Message::TooLongToCopy(COPY_MAX));
    }
    let (words, characters) = (text.unicode_words().count(), text.graphemes(true).count());
    effects.push(Effect::Copy(text));
    tell(state, Message::Copied { words, characters });
}

/// An article of a list as one cites it: title, outlet and day, and below them its address; each
/// where it is known.
fn citation(row: &store::Row, url: Option<&str>) -> String {
    let mut source: Vec<String> = row.outlet.iter().cloned().collect();
    source.extend(row.published.map(|published| published.date.to_string()));
    let lines = [row.title.as_str(), &source.join(" \u{B7} "), url.unwrap_or_default()];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The address of an article of a list; known only of the one that is open.
fn url<'r>(reading: Option<&'r Reading>, row: &store::Row) -> Option<&'r str> {
    reading.filter(|reading| reading.id == row.id)?.article.url.as_deref()
}

/// A fact as one writes it down: a canonical name; a day, or two with a stroke between them, in ISO
/// 8601; the words of a date that means no day.
fn name(facts: &Facts, fact: &FactRow, text: &str) -> Option<String> {
    match fact {
        FactRow::Entity(index) => Some(facts.entities.get(*index)?.name.clone()),
        FactRow::Date(dates) => {
            let date = facts.dates.get(*dates.first()?)?;
            Some(match date.interval {
                Some((from, to)) if from == to => from.to_string(),
                Some((from, to)) => format!("{from}/{to}"),
                None => date.span.of(text).to_owned(),
            })
        }
        FactRow::Heading(_) => None,
    }
}
