//! Right-to-left lines against an oracle: levels of libfribidi, UCD shaping, L2 to L4.
//!
//! The lines are not free to be copied, so the test runs only where they lie beside the checkout.

use khabar::cli::text::{AlignArg, BaseArg, RtlArg, TashkeelArg, TextArgs, run};
use khabar::text::{Align, Base, Options, layout};

/// Lines of the oracle; the differing ones are printed whole. None if the oracle is not there.
fn differing(visual: impl Fn(&str) -> String) -> Option<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/rtl-oracle/oracle.tsv.zst");
    let Ok(packed) = std::fs::read(path) else {
        println!("left out: {path} is not there");
        return None;
    };
    let file = String::from_utf8(zstd::decode_all(&packed[..]).expect("zstd")).expect("UTF-8");
    assert_eq!(file.lines().count(), 5_000);
    let mut differing = Vec::new();
    for line in file.lines() {
        let (input, expected) = line.split_once('\t').expect("input, tab, expected");
        let got = visual(input);
        if got != expected {
            println!("{}\n  {}\n  {}", escaped(input), escaped(expected), escaped(&got));
            differing.push(input.to_owned());
        }
    }
    Some(differing)
}

#[test]
fn text_lays_out_as_the_oracle() {
    let options = Options { base: Base::Rtl, align: Align::None, ..Options::default() };
    let visual = |input: &str| layout(input, &options).iter().map(|row| row.padded()).collect();
    let Some(differing) = differing(visual) else { return };
    assert_eq!(differing.len(), 0);
}

#[test]
fn the_command_lays_out_as_the_oracle() {
    let arguments = TextArgs {
        width: 0,
        base: BaseArg::Rtl,
        rtl: RtlArg::Visual,
        tashkeel: TashkeelArg::Keep,
        align: AlignArg::None,
    };
    let visual = |input: &str| {
        let mut output = Vec::new();
        run(&arguments, input.as_bytes(), &mut output).expect("memory can be read and written");
        let output = String::from_utf8(output).expect("UTF-8 comes out");
        output.strip_suffix('\n').expect("a row ends in a newline").to_owned()
    };
    let Some(differing) = differing(visual) else { return };
    assert_eq!(differing.len(), 0);
}

fn escaped(text: &str) -> String {
    text.chars().map(|character| format!("{:04X} ", character as u32)).collect()
}
