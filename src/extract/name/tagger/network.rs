//! Features -> for each word the evidence of each label: a convolutional network.
//!
//! A word's input is the sum of its hashed rows and its rows of flags; a linear map and a layer norm
//! make its state; three residual convolutions look at its neighbours, at most seven words to each
//! side; the mean state of all words of its stem in the article is joined in. The shape was found by
//! measuring; see `examples/train_tagger`.

use super::feature::Features;
use super::model::{DILATIONS, LABELS, Layout, Model, WIDTH};
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};

/// A small number that keeps the layer norm from dividing by 0.
pub const NORM_FLOOR: f32 = 1e-5;

/// The network with its weights.
pub struct Network<'a> {
    model: Model<'a>,
    /// The rows of flags, taken through the input map beforehand.
    flags: Vec<f32>,
}

/// The evidence of each label of a word, as logits.
pub type Evidence = [f32; LABELS];

impl<'a> Network<'a> {
    /// Makes the weights ready; about a millisecond.
    pub fn new(model: Model<'a>) -> Network<'a> {
        let mut flags = vec![0.0; model.part(|layout| layout.flags.clone()).len()];
        multiply(
            model.part(|layout| layout.flags.clone()),
            model.part(|layout| layout.input.clone()),
            &mut flags,
        );
        Network { model, flags }
    }

    /// What the model was made from.
    pub fn header(&self) -> &'a str {
        self.model.header
    }

    /// The evidence for each word of an article.
    pub fn evidence(&self, features: &Features) -> Vec<Evidence> {
        if features.words.is_empty() {
            return Vec::new();
        }
        let input = self.input(features);
        let mut state = input.clone();
        self.convolve(&mut state);
        let pooled = pooled(features, &state);
        let count = features.words.len();
        let mut joined = vec![0.0; count * WIDTH];
        let weights = self.model.part(|layout| layout.pool.clone());
        let (own, shared) = weights.split_at(WIDTH * WIDTH);
        multiply(&state, own, &mut joined);
        multiply(&pooled, shared, &mut joined);
        rectify(&mut joined, self.model.part(|layout| layout.pool_bias.clone()));
        let (from_state, from_input) =
            self.model.part(|layout| layout.output.clone()).split_at(WIDTH * LABELS);
        let mut output = vec![0.0; count * LABELS];
        multiply(&joined, from_state, &mut output);
        multiply(&input, from_input, &mut output);
        let bias = self.model.part(|layout| layout.output_bias.clone());
        let rows = output.as_chunks::<LABELS>().0;
        rows.iter().map(|row| std::array::from_fn(|label| row[label] + bias[label])).collect()
    }

    /// The words' states before they look at each other.
    fn input(&self, features: &Features) -> Vec<f32> {
        let part = |part: fn(&Layout) -> std::ops::Range<usize>| self.model.part(part);
        let mut sums = vec![0.0; features.forms.len() * WIDTH];
        for (form, sum) in features.forms.iter().zip(sums.chunks_exact_mut(WIDTH)) {
            self.model.add_rows(&form.rows, sum);
            let scale = 1.0 / (form.rows.len() as f32 + 1.0).sqrt();
            sum.iter_mut().for_each(|sum| *sum *= scale);
        }
        let mut forms = vec![0.0; sums.len()];
        multiply(&sums, part(|layout| layout.input.clone()), &mut forms);
        let bias = part(|layout| layout.input_bias.clone());
        let (gain, shift) = (part(|layout| layout.gain.clone()), part(|layout| layout.shift.clone()));
        let mut states = vec![0.0; features.words.len() * WIDTH];
        for (word, state) in features.words.iter().zip(states.chunks_exact_mut(WIDTH)) {
            let form = word.form as usize * WIDTH;
            state.copy_from_slice(&forms[form..form + WIDTH]);
            add(state, bias);
            for &flag in &word.flags {
                let flag = flag as usize * WIDTH;
                add(state, &self.flags[flag..flag + WIDTH]);
            }
            normalise(state, gain, shift);
        }
        states
    }

    fn convolve(&self, state: &mut [f32]) {
        let count = state.len() / WIDTH;
        let mut made = vec![0.0; state.len()];
        for (index, dilation) in DILATIONS.into_iter().enumerate() {
            made.fill(0.0);
            let weights = self.model.part(|layout| layout.convolutions[index].0.clone());
            for (tap, weights) in weights.chunks_exact(WIDTH * WIDTH).enumerate() {
                let Some((from, to)) = shifted(count, tap, dilation) else { continue };
                multiply(&state[from], weights, &mut made[to]);
            }
            rectify(&mut made, self.model.part(|layout| layout.convolutions[index].1.clone()));
            add(state, &made);
        }
    }
}

/// The numbers of the words that `tap` of a convolution reads, and of those that it adds to.
pub fn shifted(
    count: usize,
    tap: usize,
    dilation: usize,
) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let left = if tap == 0 { dilation } else { 0 };
    let right = if tap == 2 { dilation } else { 0 };
    let length = count.checked_sub(left + right).filter(|&length| length > 0)?;
    Some((right * WIDTH..(right + length) * WIDTH, left * WIDTH..(left + length) * WIDTH))
}

/// The mean state of the words of each word's stem.
fn pooled(features: &Features, state: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0; features.forms.len() * WIDTH];
    let mut counts = vec![0.0f32; features.forms.len()];
    for (word, state) in features.words.iter().zip(state.chunks_exact(WIDTH)) {
        let pool = word.pool as usize;
        add(&mut sums[pool * WIDTH..(pool + 1) * WIDTH], state);
        counts[pool] += 1.0;
    }
    for (sum, count) in sums.chunks_exact_mut(WIDTH).zip(&counts) {
        let scale = 1.0 / count.max(1.0);
        sum.iter_mut().for_each(|sum| *sum *= scale);
    }
    features.words.iter().flat_map(|word| &sums[word.pool as usize * WIDTH..][..WIDTH]).copied().collect()
}

/// Adds `left` times `right` to `sum`. `left` has rows of [`WIDTH`] numbers, `right` WIDTH rows.
pub fn multiply(left: &[f32], right: &[f32], sum: &mut [f32]) {
    let columns = right.len() / WIDTH;
    let left = ArrayView2::from_shape((left.len() / WIDTH, WIDTH), left);
    let right = ArrayView2::from_shape((WIDTH, columns), right);
    let sum = ArrayViewMut2::from_shape((sum.len() / columns, columns), sum);
    if let (Ok(left), Ok(right), Ok(mut sum)) = (left, right, sum) {
        general_mat_mul(1.0, &left, &right, 1.0, &mut sum);
    }
}

fn add(sum: &mut [f32], other: &[f32]) {
    sum.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
}

/// Adds the bias to each row and sets what is below 0 to 0.
fn rectify(rows: &mut [f32], bias: &[f32]) {
    for row in rows.chunks_exact_mut(bias.len()) {
        row.iter_mut().zip(bias).for_each(|(value, bias)| *value = (*value + bias).max(0.0));
    }
}

fn normalise(state: &mut [f32], gain: &[f32], shift: &[f32]) {
    let count = state.len() as f32;
    let mean = total(state, |value| value) / count;
    let variance = total(state, |value| (value - mean) * (value - mean)) / count;
    let scale = 1.0 / (variance + NORM_FLOOR).sqrt();
    for ((value, gain), shift) in state.iter_mut().zip(gain).zip(shift) {
        *value = (*value - mean) * scale * gain + shift;
    }
}

/// The sum of what `of` makes of each number, in eight sums that need not wait for each other.
fn total(numbers: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (eights, rest) = numbers.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for eight in eights {
        sums.iter_mut().zip(eight).for_each(|(sum, number)| *sum += of(*number));
    }
    sums.iter().sum::<f32>() + rest.iter().map(|number| of(*number)).sum::<f32>()
}
