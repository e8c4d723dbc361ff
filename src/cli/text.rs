//! `khabar text`: standard input -> standard output, laid out for a terminal that knows no
//! right-to-left: what `fribidi` does, with letters joined and lines aligned.

use crate::arabic::sanitise::without_controls;
use crate::text::{Align, Base, Marks, Mode, Options, Writer};
use clap::{Args, ValueEnum};
use std::io::{self, Read, Write};

/// Arguments of `khabar text`.
#[derive(Args, Clone, Debug)]
pub struct TextArgs {
    /// Columns of a line; 0: lines are not wrapped
    #[arg(long, value_name = "N", default_value_t = 80)]
    pub width: usize,
    /// Base direction of a paragraph; auto: that of its first letter
    #[arg(long, value_enum, default_value_t)]
    pub base: BaseArg,
    /// What to write: visual order with shaped letters, logical order with shaped letters, or text
    /// as it is
    #[arg(long, value_enum, default_value_t)]
    pub rtl: RtlArg,
    /// Whether vowel signs are written
    #[arg(long, value_enum, default_value_t)]
    pub tashkeel: TashkeelArg,
    /// Where a line stands; start: right if it reads from right to left; none: no padding
    #[arg(long, value_enum, default_value_t)]
    pub align: AlignArg,
}

/// Values of `--base`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum BaseArg {
    #[default]
    Auto,
    Rtl,
    Ltr,
}

/// Values of `--rtl`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum RtlArg {
    // A filter cannot know where its output goes.
    #[default]
    #[value(alias = "auto")]
    Visual,
    Logical,
    Off,
}

/// Values of `--tashkeel`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum TashkeelArg {
    #[default]
    #[value(alias = "auto")]
    Keep,
    Strip,
}

/// Values of `--align`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum AlignArg {
    #[default]
    Start,
    Left,
    Right,
    None,
}

impl TextArgs {
    /// The arguments as the text engine takes them.
    pub fn options(&self) -> Options {
        Options {
            base: match self.base {
                BaseArg::Auto => Base::Auto,
                BaseArg::Rtl => Base::Rtl,
                BaseArg::Ltr => Base::Ltr,
            },
            width: self.width,
            mode: match self.rtl {
                RtlArg::Visual => Mode::Visual,
                RtlArg::Logical => Mode::Logical,
                RtlArg::Off => Mode::Off,
            },
            marks: match self.tashkeel {
                TashkeelArg::Keep => Marks::Keep,
                TashkeelArg::Strip => Marks::Strip,
            },
            align: match self.align {
                AlignArg::Start => Align::Start,
                AlignArg::Left => Align::Left,
                AlignArg::Right => Align::Right,
                AlignArg::None => Align::None,
            },
        }
    }
}

/// Bytes that are read, and written, at a time: small enough to stay in the processor's cache, large
/// enough that system calls do not count.
const BLOCK: usize = 1 << 16;

/// Lays `input` out on `output`: all lines that have arrived are written before more is read. Bytes
/// that are not UTF-8 become U+FFFD; controls and escape sequences are dropped; letters stay as they
/// arrive, also those in a presentation form. Every line of output ends in a newline. Errors are
/// those of `input` and `output`.
pub fn run(arguments: &TextArgs, mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    let mut writer = Writer::new(arguments.options());
    let mut rows = Vec::with_capacity(2 * BLOCK);
    // A line that has arrived in part waits at the start of the block.
    let (mut block, mut waiting) = (vec![0; BLOCK], 0);
    loop {
        let read = match input.read(&mut block[waiting..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let arrived = waiting + read;
        let last_newline = block[waiting..arrived].iter().rposition(|byte| *byte == b'\n');
        let whole = match last_newline {
            _ if read == 0 => arrived,
            Some(newline) => waiting + newline + 1,
            None => 0,
        };
        write_lines(&mut writer, &block[..whole], &mut rows, &mut output)?;
        output.flush()?;
        if read == 0 {
            return Ok(());
        }
        block.copy_within(whole..arrived, 0);
        waiting = arrived - whole;
        if waiting == block.len() {
            block.resize(2 * waiting, 0);
        }
    }
}

/// Writes the rows of whole lines; `rows` is room for them.
fn write_lines(
    writer: &mut Writer,
    mut lines: &[u8],
    rows: &mut Vec<u8>,
    output: &mut impl Write,
) -> io::Result<()> {
    while !lines.is_empty() {
        let length = writer.write_paragraph(lines, rows).unwrap_or_else(|| {
            let line = lines.split_inclusive(|byte| *byte == b'\n').next().unwrap_or(lines);
            writer.write(&without_controls(&String::from_utf8_lossy(line)), rows);
            line.len()
        });
        lines = &lines[length..];
        if rows.len() >= BLOCK || lines.is_empty() {
            output.write_all(rows)?;
            rows.clear();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        text: TextArgs,
    }

    /// What `khabar text ARGUMENTS` makes of `input`.
    fn text(arguments: &str, input: &[u8]) -> String {
        let words = std::iter::once("text").chain(arguments.split_whitespace());
        let arguments = Command::try_parse_from(words).expect("valid arguments").text;
        let mut output = Vec::new();
        run(&arguments, input, &mut output).expect("memory can be read and written");
        String::from_utf8(output).expect("UTF-8 comes out")
    }

    fn check(arguments: &str, input: &str, expected: &str) {
        assert_eq!(text(arguments, input.as_bytes()), expected, "{arguments}: {input:?}");
    }

    #[test]
    fn directions_widths_and_alignment() {
        let bab = "\u{628}\u{627}\u{628}";
        let shaped = "\u{FE8F}\u{FE8E}\u{FE91}";
        check("--width 6", bab, &format!("   {shaped}\n"));
        check("--width 6 --align left", bab, &format!("{shaped}\n"));
        check("--width 6 --align none", bab, &format!("{shaped}\n"));
        check("--width 0", &format!("{bab}\n\n{bab}\n"), &format!("{shaped}\n\n{shaped}\n"));
        check("--width 6 --align right", "abc", "   abc\n");
        check("--width 6", "abc def", "abc\ndef\n");
        check("--width 0 --base rtl", "abc!", "!abc\n");
        check("--width 0 --base rtl --rtl off", "abc!", "abc!\n");
        check("--width 0 --rtl off", bab, &format!("{bab}\n"));
        let logical = "\u{FE91}\u{FE8E}\u{FE8F}";
        check("--width 0 --rtl logical", bab, &format!("{logical}\n"));
        check("--width 0 --rtl auto --tashkeel auto", "\u{628}\u{64E}", "\u{FE8F}\u{64E}\n");
        check("--width 0 --tashkeel strip", "\u{628}\u{64E}", "\u{FE8F}\n");
    }

    #[test]
    fn nothing_hostile_gets_through() {
        assert_eq!(text("--width 0", b"a\x1B[2Jb\x07\xFFc\n"), "ab\u{FFFD}c\n");
        check("--width 0", "\u{202E}abc\nabc\n", "cba\nabc\n");
        check("--width 0", "\u{9B}31mred\u{85}x", "red\nx\n");
        assert_eq!(text("", b""), "");
    }

    #[test]
    fn letters_stay_as_they_arrive() {
        check("--width 0", "\u{FE89}\u{628}", "\u{FE8F}\u{FE89}\n");
        check("--width 0", "e\u{301}", "e\u{301}\n");
    }

    /// An output that gives what it got to whoever reads next.
    #[derive(Default)]
    struct Pipe(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_is_written_before_the_next_is_read() {
        let pipe = Pipe::default();
        let written = pipe.0.clone();
        let mut lines = ["\u{628}\n".as_bytes(), b"ab\ncd", b"ef\n"].into_iter();
        let mut expected = ["", "\u{FE8F}\n", "\u{FE8F}\nab\n", "\u{FE8F}\nab\ncdef\n"].into_iter();
        let input = read_from(move |buffer| {
            assert_eq!(written.borrow()[..], *expected.next().expect("four reads").as_bytes());
            let line = lines.next().unwrap_or(b"");
            buffer[..line.len()].copy_from_slice(line);
            line.len()
        });
        let arguments = Command::try_parse_from(["text", "--width", "0"]).expect("valid arguments").text;
        run(&arguments, input, pipe).expect("memory can be read and written");
    }

    /// An input whose bytes `give` puts into the buffer.
    fn read_from(give: impl FnMut(&mut [u8]) -> usize) -> impl Read {
        struct Input<F>(F);
        impl<F: FnMut(&mut [u8]) -> usize> Read for Input<F> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                Ok((self.0)(buffer))
            }
        }
        Input(give)
    }

    #[test]
    fn a_line_may_be_longer_than_a_block() {
        let word = "\u{628}\u{627}\u{628} ";
        let input = word.repeat(3 * BLOCK / word.len());
        let output = text("--width 0", input.as_bytes());
        assert_eq!(output.matches("\u{FE8F}\u{FE8E}\u{FE91}").count(), 3 * BLOCK / word.len());
        assert_eq!(output.lines().count(), 1);
    }

    proptest! {
        /// Whatever comes in: nothing that acts on a terminal comes out, no line is too wide, and it
        /// does not matter in how many pieces the input comes.
        #[test]
        fn any_bytes_may_come_in(
            pieces in prop::collection::vec(
                prop_oneof![
                    any::<Vec<u8>>(),
                    any::<String>().prop_map(String::into_bytes),
                    "[ \u{621}-\u{652}0-9a-z.,()\u{60C}\n\r\t\x1B\u{9B}\u{202E}]{0,40}".prop_map(String::into_bytes),
                ],
                0..6,
            ),
            width in 1..=200_usize,
            at_a_time in 1..9_usize,
        ) {
            let input = pieces.concat();
            let width_option = format!("--width {width}");
            let output = text(&width_option, &input);
            prop_assert!(!output.contains(|c: char| c != '\n' && c.is_control()), "{output:?}");
            let steers = |c| matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!output.contains(steers), "{output:?}");
            for line in output.lines() {
                prop_assert!(line.width() <= width, "{line:?} exceeds {width}");
            }
            let mut again = Vec::new();
            let arguments = Command::try_parse_from(["text", "--width", &width.to_string()]).expect("valid").text;
            let mut rest = &input[..];
            let trickle = read_from(|buffer| {
                let now = rest.split_off(..at_a_time.min(rest.len())).expect("as much as there is");
                buffer[..now.len()].copy_from_slice(now);
                now.len()
            });
            run(&arguments, trickle, &mut again).expect("memory can be read and written");
            prop_assert_eq!(String::from_utf8(again).expect("UTF-8"), output);
        }
    }
}
