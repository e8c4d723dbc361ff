//! A folded word -> how much its letters look like part of a person's name.
//!
//! Foreign names betray themselves by their letters: «كيلوغ», «ناريشكين» and «ستارمر» have runs that
//! Arabic words lack. The weights of the runs (2 to 4 letters, the word's borders included) were
//! learnt from words inside and outside names; see `examples/build_gazetteers.rs`.

/// Number of weights. Two letters of 65,536 words collide now and then; more did not measure better.
pub const LETTER_RUNS: usize = 1 << 15;

/// The weights, one signed byte each, in 32nds of a logit.
static WEIGHTS: &[u8] = include_bytes!("../../../assets/names/letters.bin");

/// Calls `found` with the index of the weight of each run of 2 to 4 letters of `word`, borders
/// included.
pub fn letter_runs(word: &str, mut found: impl FnMut(usize)) {
    let mut window = [u32::from(b'^'); 4];
    let mut count = 1;
    let letters = word.chars().map(u32::from).chain([u32::from(b'$')]);
    for letter in letters {
        window.rotate_left(1);
        window[3] = letter;
        count += 1;
        for length in 2..=count.min(4) {
            // FNV-1a over the letters, the length first so that runs of different length part.
            let mut hash = 0x811C_9DC5u32 ^ length as u32;
            for &letter in &window[4 - length..] {
                hash = (hash ^ letter).wrapping_mul(0x0100_0193);
            }
            found(((hash >> 15) ^ hash) as usize % LETTER_RUNS);
        }
    }
}

/// The Arabic letter with which a letter of Persian or of dialects is written as well: «ڤ» as «ف».
pub(super) fn plain_letter(letter: char) -> char {
    match letter {
        'پ' => 'ب',
        'ڤ' => 'ف',
        'چ' | 'ژ' => 'ج',
        'گ' | 'ڭ' => 'غ',
        'ڨ' => 'ق',
        other => other,
    }
}

/// The logit that `word` is part of a person's name, from its letters alone: above 0 for yes.
pub(super) fn name_logit(word: &str) -> f32 {
    let mut sum = 0i32;
    letter_runs(word, |run| sum += i32::from(WEIGHTS.get(run).map_or(0, |&weight| weight as i8)));
    sum as f32 / 32.0
}
