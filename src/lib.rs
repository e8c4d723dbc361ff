//! Khabar (خبر), a terminal reader for Arabic news, as a library; `main.rs` is a thin wrapper.
//!
//! Article files come in; people, places and dates are found in them; articles are tied into
//! stories; panes show them right to left.
//!
//! | module | turns | into |
//! | --- | --- | --- |
//! | [`article`] | – | the plain values that all others speak of |
//! | [`arabic`] | words as written | words as compared (folding, tokens, stems, digits) |
//! | [`text`] | logical text | rows of terminal cells; knows no article and no ratatui |
//! | [`widget`] | a text with styles | cells of a ratatui buffer; for any program that has one |
//! | [`import`] | bytes | articles with their structure |
//! | [`extract`] | an article | its facts: people, places, organisations, dates |
//! | [`story`] | facts and words | relations between articles |
//! | [`store`] | all of these | one SQLite file, and answers from it |
//! | [`fetch`] | an address | what lies there: feeds and pages over HTTP |
//! | [`task`] | a wish | the long work that fulfils it, and reports; no threads |
//! | [`jobs`] | tasks | threads, cancellation, panic fence |
//! | [`app`] | events | state and effects; draws nothing, touches no disk |
//! | [`ui`] | state | a frame; changes nothing |
//! | [`terminal`] | a terminal | raw mode, bidi mode, restored on every way out |
//! | [`config`] | the user's files | settings, keymap, theme |
//! | [`cli`] | arguments | a subcommand's output |
//!
//! # Who may import whom
//!
//! ```text
//! main > cli, config > ui > app > task > store > story > extract, import > arabic > article
//! task, cli > fetch      jobs > task, store      ui > widget      app, ui, widget > text
//! text, terminal, fetch, article > nothing of ours
//! ```
//!
//! What is absent: `text`, `widget`, `arabic`, `import`, `extract` and `story` do no IO, read no
//! clock and log nothing. `ui` changes no state; `app` draws nothing and touches no disk. Only `terminal`
//! writes escape sequences. Only `store` knows SQL. `tests/it/tidy.rs` keeps all of this.

pub mod app;
pub mod arabic;
pub mod article;
pub mod cli;
pub mod config;
pub mod extract;
pub mod fetch;
pub mod import;
pub mod jobs;
pub mod store;
pub mod story;
pub mod task;
pub mod terminal;
pub mod text;
pub mod ui;
pub mod widget;
