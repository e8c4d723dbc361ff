//! `khabar compare`: two articles of the library -> their sentences side by side, and what only one says.

use clap::Args;
use serde::Serialize;

use super::out::Line;
use super::{Common, Context, Outcome, Stop, library};
use crate::app::reading::base;
use crate::arabic::words::one_line;
use crate::article::Span;
use crate::store::Id;
use crate::story::compare::Row;
use crate::task::compare::{Compared, Telling, compared};
use crate::text::{Align, Lines, Mode};
use crate::ui::theme::Meaning;

/// Narrowest terminal on which the two stand side by side.
const BESIDE_WIDTH_LEAST: usize = 72;
/// Columns before a sentence, for its mark.
const MARGIN: usize = 2;

/// Arguments of `khabar compare`.
#[derive(Args, Clone, Debug)]
pub struct CompareArgs {
    /// Number or key of an article in the library, or the path that it came from
    #[arg(value_name = "A")]
    pub first: String,
    /// The other one
    #[arg(value_name = "B")]
    pub second: String,
    /// One object, for programs
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub common: Common,
}

/// Prints the comparison; [`Outcome::Nothing`] if an article is not there. Into a pipe: a line a row,
/// with `=` (both say it), `<` (only the first) or `>` (only the second) before the two sentences, and
/// tabs between them.
pub fn run(args: &CompareArgs, context: &mut Context) -> Result<Outcome, Stop> {
    let reader = library::read(context)?;
    let mut ids = Vec::new();
    for name in [&args.first, &args.second] {
        match library::named(&reader, name)? {
            Some(id) => ids.push(id),
            None => {
                context.tell(&library::not_there(context, name));
                return Ok(Outcome::Nothing);
            }
        }
    }
    let compared = compared(&reader, ids[0], ids[1])?;
    if args.json {
        context.out.json(&JsonComparison::new(&compared))?;
        return Ok(Outcome::Done);
    }
    if !context.out.is_terminal {
        for row in &compared.comparison.rows {
            let [first, second] = [0, 1].map(|side| one_line(&text(&compared, row, side)));
            context.out.raw(&format!("{}\t{first}\t{second}", sign(row)))?;
        }
        return Ok(Outcome::Done);
    }
    heads(&compared, context)?;
    for row in &compared.comparison.rows {
        context.out.raw("")?;
        print(&compared, row, context)?;
    }
    Ok(Outcome::Done)
}

/// What a row is.
fn sign(row: &Row) -> &'static str {
    match (row.left.is_empty(), row.right.is_empty()) {
        (false, true) => "<",
        (true, _) => ">",
        (false, false) => "=",
    }
}

fn spans(row: &Row, side: usize) -> &[Span] {
    if side == 0 { &row.left } else { &row.right }
}

/// What one side says on a row.
fn text(compared: &Compared, row: &Row, side: usize) -> String {
    let article = &compared.tellings[side].article;
    let all: Vec<&str> = spans(row, side).iter().map(|span| span.of(&article.text)).collect();
    all.join(" ")
}

/// Titles, and how much both say.
fn heads(compared: &Compared, context: &mut Context) -> Result<(), Stop> {
    for telling in &compared.tellings {
        let article = &telling.article;
        context.out.paragraph(&article.title.text, Meaning::Title)?;
        let day = article.published.map(|published| context.words.date(published.date));
        let day = day.unwrap_or_else(|| context.words.say("undated"));
        let number = telling.id.number().to_string();
        let parts: Vec<String> =
            [Some(number), article.outlet.clone(), Some(day)].into_iter().flatten().collect();
        context.out.paragraph(&parts.join(" \u{b7} "), Meaning::Muted)?;
    }
    let (both, first, second) = compared.comparison.counts();
    let counts = [("compare-both", both), ("compare-only-first", first), ("compare-only-second", second)];
    let say = |(id, count): (&str, usize)| context.words.say_with(id, &[("count", (count as i64).into())]);
    let counts = counts.map(say).join(" \u{b7} ");
    context.out.paragraph(&counts, Meaning::Count)?;
    Ok(())
}

/// Prints a row as the window shows it: side by side where there is room, in the window's direction.
fn print(compared: &Compared, row: &Row, context: &mut Context) -> Result<(), Stop> {
    let is_beside = context.out.width >= BESIDE_WIDTH_LEAST;
    let measure = usize::from(context.config.settings.measure);
    let width = if is_beside { (context.out.width - 1) / 2 } else { context.out.width };
    let width = width.saturating_sub(2 * MARGIN).min(measure).max(1);
    let mut sides = [0, 1].map(|side| side_lines(compared, row, side, width, context));
    if !is_beside {
        return sides.into_iter().flatten().try_for_each(|line| Ok(context.out.line(line)?));
    }
    if context.words.lang() == crate::ui::words::Lang::Ar {
        sides.reverse();
    }
    let [left, right] = sides;
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    loop {
        let (first, second) = (left.next(), right.next());
        if first.is_none() && second.is_none() {
            return Ok(());
        }
        let mut line = Line::default();
        for (index, piece) in [first, second].into_iter().enumerate() {
            if index > 0 {
                line.blank(1);
            }
            match piece {
                Some(piece) => line.append(piece),
                None => line.blank(width + 2 * MARGIN),
            }
        }
        context.out.line(line)?;
    }
}

/// The lines of one side of a row, each as wide as a column with its margins.
fn side_lines(compared: &Compared, row: &Row, side: usize, width: usize, context: &Context) -> Vec<Line> {
    let article = &compared.tellings[side].article;
    let only = if side == 0 { &row.left_only } else { &row.right_only };
    let mut forms = context.config.forms();
    forms.mode = context.out.mode;
    let mut found = Vec::new();
    for span in spans(row, side) {
        let mut lines = Lines::new(span.of(&article.text), base(article), forms);
        lines.wrap(width, Align::Start);
        for shown in lines.rows() {
            let is_first = found.is_empty();
            let mark = match (row.is_both(), is_first) {
                (false, true) => "+",
                _ => " ",
            };
            let rtl = lines.is_rtl();
            let mut line = Line::default();
            line.sign(if rtl { " " } else { mark }, Meaning::Unread);
            // As it is stored, the terminal itself puts the row at its side.
            line.blank(if forms.mode == Mode::Off { 1 } else { MARGIN - 1 + shown.indent() });
            line.push(shown, |source| {
                let byte = span.start + source.start as u32;
                match (row.is_both(), only.iter().any(|only| only.start <= byte && byte < only.end)) {
                    (false, _) => Meaning::OnlyHere,
                    (true, true) => Meaning::Differs,
                    (true, false) => Meaning::Text,
                }
            });
            line.blank(width.saturating_sub(shown.indent() + shown.width()) + MARGIN - 1);
            line.sign(if rtl { mark } else { " " }, Meaning::Unread);
            found.push(line);
        }
    }
    found
}

/// A stretch of an article's text as programs get it; offsets are Unicode scalars, end exclusive.
#[derive(Serialize)]
pub(super) struct JsonSpan {
    start: usize,
    end: usize,
    text: String,
}

impl JsonSpan {
    /// The span of `text`.
    pub(super) fn new(span: Span, text: &str) -> JsonSpan {
        let start = text.get(..span.start as usize).unwrap_or(text).chars().count();
        let piece = span.of(text);
        JsonSpan { start, end: start + piece.chars().count(), text: piece.to_owned() }
    }
}

/// Two articles as programs get them.
#[derive(Serialize)]
struct JsonComparison<'a> {
    articles: [JsonTelling<'a>; 2],
    both: usize,
    only_first: usize,
    only_second: usize,
    rows: Vec<JsonRow>,
}

#[derive(Serialize)]
struct JsonTelling<'a> {
    id: i64,
    key: &'a str,
    title: &'a str,
    outlet: Option<&'a str>,
    published: Option<String>,
}

#[derive(Serialize)]
struct JsonRow {
    likeness: f32,
    first: Vec<JsonSpan>,
    second: Vec<JsonSpan>,
    only_in_first: Vec<JsonSpan>,
    only_in_second: Vec<JsonSpan>,
}

impl<'a> JsonComparison<'a> {
    fn new(compared: &'a Compared) -> JsonComparison<'a> {
        let telling = |Telling { id, article }: &'a Telling| JsonTelling {
            id: Id::number(*id),
            key: &article.key,
            title: &article.title.text,
            outlet: article.outlet.as_deref(),
            published: article.published.map(|published| published.date.to_string()),
        };
        let [first, second] = &compared.tellings;
        let all = |spans: &[Span], of: &Telling| {
            spans.iter().map(|span| JsonSpan::new(*span, &of.article.text)).collect()
        };
        let row = |row: &Row| JsonRow {
            likeness: row.likeness,
            first: all(&row.left, first),
            second: all(&row.right, second),
            only_in_first: all(&row.left_only, first),
            only_in_second: all(&row.right_only, second),
        };
        let (both, only_first, only_second) = compared.comparison.counts();
        JsonComparison {
            articles: [telling(first), telling(second)],
            both,
            only_first,
            only_second,
            rows: compared.comparison.rows.iter().map(row).collect(),
        }
    }
}
