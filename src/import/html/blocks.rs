//! A tree of HTML -> lines of text: a paragraph, heading, item or row of a table each.

use dom_query::{Document, NodeRef};

/// Elements whose content is not text of the article.
const LEFT_OUT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "nav", "button", "select", "textarea",
    "iframe", "object", "embed", "video", "audio", "canvas", "svg", "math",
];
/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "figure",
    "figcaption",
    "hr",
    "address",
    "details",
    "form",
    "summary",
    "body",
    "html",
    "center",
];

/// The text of a piece of HTML; of plain text, itself in lines.
pub(in crate::import) fn text_of_fragment(html: &str) -> String {
    text_of(Document::fragment(html).root())
}

/// A step of the walk; it goes by a stack of its own, because a hostile page may be deeper than a thread's.
enum Step<'a> {
    Enter(NodeRef<'a>),
    /// A line ends here.
    Break,
    /// A cell ends here.
    Cell,
}

fn text_of(root: NodeRef<'_>) -> String {
    let mut lines = Lines::default();
    let mut left = vec![Step::Enter(root)];
    while let Some(step) = left.pop() {
        match step {
            Step::Break => lines.end(),
            Step::Cell => lines.cell = true,
            Step::Enter(node) if node.is_text() => lines.add(&node.text()),
            Step::Enter(node) => {
                let name = node.node_name().unwrap_or_default();
                match &*name {
                    "br" => lines.end(),
                    name if LEFT_OUT.contains(&name) => continue,
                    "td" | "th" => left.push(Step::Cell),
                    name if BLOCKS.contains(&name) => {
                        lines.end();
                        left.push(Step::Break);
                    }
                    _ => {}
                }
                if &*name == "li" {
                    lines.mark = true;
                }
                left.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    lines.end();
    lines.done.join("\n")
}

#[derive(Default)]
struct Lines {
    done: Vec<String>,
    line: String,
    /// Whether white space stands between what is on the line and what comes.
    space: bool,
    /// Whether a cell of a table has ended since.
    cell: bool,
    /// Whether the line is to begin as an item of a list.
    mark: bool,
}

impl Lines {
    fn add(&mut self, text: &str) {
        self.space |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if self.line.is_empty() {
                self.line.push_str(if self.mark { "• " } else { "" });
            } else if self.cell {
                self.line.push_str(" | ");
            } else if self.space {
                self.line.push(' ');
            }
            (self.space, self.cell, self.mark) = (true, false, false);
            self.line.push_str(word);
        }
        if text.chars().any(|character| !character.is_whitespace()) {
            self.space = text.ends_with(char::is_whitespace);
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.done.push(line);
        }
        (self.space, self.cell) = (false, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, text: &str) {
        assert_eq!(text_of_fragment(html), text);
    }

    #[test]
    fn each_block_is_a_line() {
        check("<p>قال <b>الوزير</b>: «نعم».</p><p>وأضاف</p>", "قال الوزير: «نعم».\nوأضاف");
        check("سطر<br>آخر<br/><br>ثالث", "سطر\nآخر\nثالث");
        check("<h2>عنوان</h2>نص<div><div>آخر</div></div>", "عنوان\nنص\nآخر");
        check("<ul><li>واحد</li><li><p>اثنان</p></li></ul>", "• واحد\n• اثنان");
        check("<table><tr><th>أ</th><td>ب</td></tr><tr><td>ج</td></tr></table>", "أ | ب\nج");
    }

    #[test]
    fn white_space_and_entities_are_text() {
        check("<p>\n  كلمة&nbsp;&amp;\n أخرى  </p>", "كلمة & أخرى");
        check("<p>وا<b>حد</b> ا<i>ثنان</i></p>", "واحد اثنان");
        check("نص بلا وسوم", "نص بلا وسوم");
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        check("<p>نص<script>alert(1)</script></p><style>p{}</style><!-- تعليق -->", "نص");
    }

    #[test]
    fn a_page_however_deep_is_read() {
        let deep = format!("{}نص{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
        check(&deep, "نص");
    }
}
