//! Two articles -> how much of the shorter one stands in the other, word for word.
//!
//! A text is taken as the set of its runs of four folded words. What is kept of it is a sample of their
//! hashes, the same hashes in every text (FracMinHash: Irber et al., "Lightweight compositional analysis
//! of metagenomes with FracMinHash and minimum metagenome covers", 2022), from which the containment of
//! one text in another can be told; and eight bands of MinHash (Broder, "On the resemblance and
//! containment of documents", 1997), by which candidates are found without comparing every pair.

use crate::arabic::letters::fold_str;
use crate::arabic::words::words;
use crate::article::{Article, SectionKind};

/// Words of a run.
const RUN: usize = 4;
/// Hashes kept of one text: enough to tell .6 from .5 in an article of 400 words.
const KEPT_MAX: usize = 128;
/// The highest hash of a run. Of two different runs one pair in a million has the same; hashes of 20 bits, in
/// order, are kept in two bytes each.
const HASH_MAX: u32 = (1 << 20) - 1;
/// Bands, each of two least hashes. Two texts of which a resemblance of .43 is left (.6 of each
/// stands in the other) share a band with probability .80, of .6 with .97.
pub const BANDS: usize = 8;
const ROWS: usize = 2;
/// Runs below which a text is too short to be called a copy of anything: a headline, a line of sport
/// results.
const RUNS_MIN: usize = 12;
/// The part of the shorter text that must stand in the other (precision .86, recall .80 on real news).
pub const COPY_LEAST: f32 = 0.6;

/// What is kept of a text to find its copies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Hashes up to `HASH_MAX >> level` are kept.
    pub level: u8,
    /// The kept hashes, ascending. Empty for a text that is too short.
    pub hashes: Vec<u32>,
    /// The bands.
    pub bands: Vec<u32>,
}

/// The sketch of an article's own body.
pub fn sketch(article: &Article) -> Sketch {
    let mut hashes = Vec::new();
    for section in article.body().filter(|section| section.kind != SectionKind::Title) {
        runs(section.span.of(&article.text), &mut hashes);
    }
    hashes.sort_unstable();
    hashes.dedup();
    if hashes.len() < RUNS_MIN {
        return Sketch::default();
    }
    let bands = (0..BANDS).map(|band| least(&hashes, band)).collect();
    let mut level = 0;
    while hashes.len() > KEPT_MAX {
        level += 1;
        hashes.truncate(hashes.partition_point(|&hash| hash <= HASH_MAX >> level));
    }
    Sketch { level, hashes, bands }
}

/// The part of the shorter text that also stands in the other, 0 to 1, as far as the samples tell.
pub fn containment(a: &Sketch, b: &Sketch) -> f32 {
    let bound = HASH_MAX >> a.level.max(b.level);
    let cut = |sketch: &Sketch| sketch.hashes.partition_point(|&hash| hash <= bound);
    let (a, b) = (&a.hashes[..cut(a)], &b.hashes[..cut(b)]);
    let shorter = a.len().min(b.len());
    if shorter == 0 {
        return 0.0;
    }
    let (mut shared, mut index) = (0, 0);
    for hash in a {
        while b.get(index).is_some_and(|other| other < hash) {
            index += 1;
        }
        shared += usize::from(b.get(index) == Some(hash));
    }
    shared as f32 / shorter as f32
}

/// The hash of each run of words in `text`. A run does not go from one paragraph into the next.
fn runs(text: &str, hashes: &mut Vec<u32>) {
    let words: Vec<u64> = words(text).map(|word| fnv(fold_str(word.text).as_bytes())).collect();
    hashes.extend(words.windows(RUN).map(|run| {
        let hash = run.iter().fold(0_u64, |hash, word| mixed(hash ^ word));
        (hash >> 32) as u32 & HASH_MAX
    }));
}

/// FNV-1a of 64 bits: Fowler, Noll, Vo.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood, 2014).
fn mixed(mut value: u64) -> u64 {
    value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// The least hashes of a band, as one number.
fn least(hashes: &[u32], band: usize) -> u32 {
    let rows = (0..ROWS).map(|row| {
        let salt = mixed((band * ROWS + row) as u64);
        hashes.iter().map(|&hash| mixed(u64::from(hash) ^ salt)).min().unwrap_or(0)
    });
    (rows.fold(0, |band, row| mixed(band ^ row)) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Section, Span};

    fn article(paragraphs: &[String]) -> Article {
        let mut article = Article::default();
        for paragraph in paragraphs {
            let start = article.text.len();
            article.text.push_str(paragraph);
            let span = Span::new(start, article.text.len());
            article.sections.push(Section { kind: SectionKind::Paragraph, span, part: 0 });
            article.text.push('\n');
        }
        article
    }

    /// So many words that no other number gives.
    fn text(from: usize, to: usize) -> String {
        (from..to)
            .map(|number| format!("كلمة{} خبر{}", number, number * 7 % 101))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[track_caller]
    fn check(a: &[String], b: &[String], expected: f32) {
        let (a, b) = (sketch(&article(a)), sketch(&article(b)));
        let found = containment(&a, &b);
        assert!((found - expected).abs() < 0.12, "{found} instead of {expected}");
        assert_eq!(containment(&b, &a), found);
    }

    #[test]
    fn containment_is_that_of_the_shorter_text() {
        check(&[text(0, 200)], &[text(0, 200)], 1.0);
        check(&[text(0, 200)], &[text(500, 700)], 0.0);
        check(&[text(0, 400)], &[text(100, 150)], 1.0);
        check(&[text(0, 200)], &[text(100, 300)], 0.5);
        check(&[text(0, 600), text(600, 640)], &[text(600, 640)], 1.0);
    }

    #[test]
    fn marks_and_attached_letters_aside_it_is_word_for_word() {
        let text = text(0, 60);
        check(std::slice::from_ref(&text), &[text.replace("خبر", "خَبَر")], 1.0);
        check(std::slice::from_ref(&text), &[text.replace("خبر", "نبأ")], 0.0);
    }

    #[test]
    fn what_is_too_short_is_no_copy() {
        check(&["عاجل زلزال يضرب تركيا".into()], &["عاجل زلزال يضرب تركيا".into()], 0.0);
        assert_eq!(sketch(&Article::default()), Sketch::default());
    }

    #[test]
    fn copies_meet_in_a_band() {
        let (a, b) = (sketch(&article(&[text(0, 200)])), sketch(&article(&[text(10, 210)])));
        assert!(a.bands.iter().zip(&b.bands).any(|(a, b)| a == b));
        let other = sketch(&article(&[text(900, 1100)]));
        assert!(!a.bands.iter().zip(&other.bands).any(|(a, b)| a == b));
    }
}
