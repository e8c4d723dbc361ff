//! The network forwards and backwards, with dropout: a window -> its loss and the gradient of each
//! weight. The forward pass is that of `khabar::extract::name::tagger::network`, step by step; what it
//! makes on the way is kept, because the way back needs it.

use crate::corpus::Window;
use crate::random::Random;
use khabar::extract::name::tagger::Layout;
use khabar::extract::name::tagger::model::{DILATIONS, LABELS, TAPS, WIDTH};
use khabar::extract::name::tagger::network::{NORM_FLOOR, multiply, shifted};
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};

/// The share of each kind of input that is left out at random, so that none is relied on alone.
mod dropout {
    /// Numbers of states.
    pub const STATE: f32 = 0.1;
    /// Rows of letter runs.
    pub const RUN: f32 = 0.15;
    /// Rows of whole words and stems.
    pub const WHOLE: f32 = 0.3;
    /// Rows of flags.
    pub const FLAG: f32 = 0.1;
}

/// The ingredients of the network and of its training; the ablations leave out one each.
#[derive(Clone, Copy)]
pub struct Parts {
    /// The mean state of the words of a stem.
    pub pooling: bool,
    /// What lists and rules say of a word.
    pub flags: bool,
    /// How likely the teacher holds each label, rather than the likeliest only.
    pub soft: bool,
}

/// What learning from any window needs.
pub struct Learner<'a> {
    pub weights: &'a [f32],
    pub layout: &'a Layout,
    pub parts: Parts,
}

/// The rows that were not left out.
struct Kept {
    forms: Vec<Vec<u32>>,
    flags: Vec<Vec<u16>>,
}

/// The input of each word: summed rows, the same normalised, and after gain and shift.
struct Input {
    sums: Vec<f32>,
    normal: Vec<f32>,
    /// 1 / standard deviation of each word before it was normalised.
    scales: Vec<f32>,
    state: Vec<f32>,
    mask: Vec<f32>,
}

/// One convolution: what it made, and which of that was left out.
struct Step {
    made: Vec<f32>,
    mask: Vec<f32>,
}

/// The states after the convolutions, joined with those of their stems.
struct Joined {
    pooled: Vec<f32>,
    made: Vec<f32>,
    mask: Vec<f32>,
    dropped: Vec<f32>,
}

impl Learner<'_> {
    /// Adds the gradient of `window`, each word weighing `scale`, to `gradient`; returns the loss,
    /// summed over its words.
    pub fn learn(&self, window: &Window, scale: f32, random: &mut Random, gradient: &mut [f32]) -> f32 {
        let pools = Pools::new(window);
        let kept = self.keep(window, random);
        let input = self.input(window, &kept, random);
        let (states, steps) = self.convolve(&input.state, random);
        let state = &states[DILATIONS.len()];
        let joined = self.join(state, &pools, random);
        let mut labels = self.label(&joined.dropped, &input.state);
        let loss = self.lose(window, scale, &mut labels);
        // The way back; `labels` holds the gradient now.
        let (d_joined, mut d_input) = self.back_from_labels(&labels, &joined, &input, gradient);
        let d_state = self.back_from_joined(d_joined, &joined, state, &pools, gradient);
        add(&mut d_input, &self.back_through_steps(d_state, &states, &steps, gradient));
        self.back_to_rows(window, d_input, &input, &kept, gradient);
        loss
    }

    fn keep(&self, window: &Window, random: &mut Random) -> Kept {
        let features = &window.features;
        let forms = features.forms.iter().map(|form| {
            let rate = |at: usize| if at < form.whole { dropout::WHOLE } else { dropout::RUN };
            let rows = form.rows.iter().enumerate();
            rows.filter(|&(at, _)| random.part() >= rate(at)).map(|(_, &row)| row).collect()
        });
        let forms = forms.collect();
        let flags = features.words.iter().map(|word| {
            let flags = word.flags.iter().copied();
            flags.filter(|_| self.parts.flags && random.part() >= dropout::FLAG).collect()
        });
        Kept { forms, flags: flags.collect() }
    }

    fn row(&self, start: usize, row: usize) -> &[f32] {
        &self.weights[start + row * WIDTH..start + (row + 1) * WIDTH]
    }

    fn input(&self, window: &Window, kept: &Kept, random: &mut Random) -> Input {
        let count = window.labels.len();
        let mut forms = vec![0.0; kept.forms.len() * WIDTH];
        for (rows, sum) in kept.forms.iter().zip(forms.chunks_exact_mut(WIDTH)) {
            rows.iter().for_each(|&row| add(sum, self.row(0, row as usize)));
            let scale = of_rows(rows.len());
            sum.iter_mut().for_each(|sum| *sum *= scale);
        }
        let mut sums = vec![0.0; count * WIDTH];
        for ((word, flags), sum) in
            window.features.words.iter().zip(&kept.flags).zip(sums.chunks_exact_mut(WIDTH))
        {
            sum.copy_from_slice(&forms[word.form as usize * WIDTH..][..WIDTH]);
            flags.iter().for_each(|&flag| add(sum, self.row(self.layout.flags.start, flag as usize)));
        }
        let mut normal = vec![0.0; count * WIDTH];
        multiply(&sums, &self.weights[self.layout.input.clone()], &mut normal);
        let bias = &self.weights[self.layout.input_bias.clone()];
        let (gain, shift) =
            (&self.weights[self.layout.gain.clone()], &self.weights[self.layout.shift.clone()]);
        let mut state = vec![0.0; count * WIDTH];
        let mut scales = Vec::with_capacity(count);
        for (row, state) in normal.chunks_exact_mut(WIDTH).zip(state.chunks_exact_mut(WIDTH)) {
            add(row, bias);
            let mean = row.iter().sum::<f32>() / WIDTH as f32;
            let variance =
                row.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / WIDTH as f32;
            let scale = 1.0 / (variance + NORM_FLOOR).sqrt();
            for (((value, state), gain), shift) in row.iter_mut().zip(state).zip(gain).zip(shift) {
                *value = (*value - mean) * scale;
                *state = *value * gain + shift;
            }
            scales.push(scale);
        }
        let mask = mask(count * WIDTH, random);
        hide(&mut state, &mask);
        Input { sums, normal, scales, state, mask }
    }

    fn convolve(&self, input: &[f32], random: &mut Random) -> (Vec<Vec<f32>>, Vec<Step>) {
        let count = input.len() / WIDTH;
        let mut states = vec![input.to_vec()];
        let mut steps = Vec::new();
        for ((weights, bias), dilation) in self.layout.convolutions.iter().zip(DILATIONS) {
            let mut next = states[states.len() - 1].clone();
            let mut made = vec![0.0; input.len()];
            for (tap, weights) in self.weights[weights.clone()].chunks_exact(WIDTH * WIDTH).enumerate() {
                let Some((from, to)) = shifted(count, tap, dilation) else { continue };
                multiply(&next[from], weights, &mut made[to]);
            }
            rectify(&mut made, &self.weights[bias.clone()]);
            let mask = mask(input.len(), random);
            for ((next, made), mask) in next.iter_mut().zip(&made).zip(&mask) {
                *next += made * mask;
            }
            states.push(next);
            steps.push(Step { made, mask });
        }
        (states, steps)
    }

    fn join(&self, state: &[f32], pools: &Pools<'_>, random: &mut Random) -> Joined {
        let pooled =
            if self.parts.pooling { pools.spread(&pools.mean(state)) } else { vec![0.0; state.len()] };
        let (own, shared) = self.weights[self.layout.pool.clone()].split_at(WIDTH * WIDTH);
        let mut made = vec![0.0; state.len()];
        multiply(state, own, &mut made);
        multiply(&pooled, shared, &mut made);
        rectify(&mut made, &self.weights[self.layout.pool_bias.clone()]);
        let mask = mask(state.len(), random);
        let mut dropped = made.clone();
        hide(&mut dropped, &mask);
        Joined { pooled, made, mask, dropped }
    }

    fn label(&self, joined: &[f32], input: &[f32]) -> Vec<f32> {
        let (from_state, from_input) = self.weights[self.layout.output.clone()].split_at(WIDTH * LABELS);
        let mut labels = vec![0.0; joined.len() / WIDTH * LABELS];
        multiply(joined, from_state, &mut labels);
        multiply(input, from_input, &mut labels);
        let bias = &self.weights[self.layout.output_bias.clone()];
        labels.chunks_exact_mut(LABELS).for_each(|row| add(row, bias));
        labels
    }

    /// Cross-entropy; puts its gradient in the place of `labels`.
    fn lose(&self, window: &Window, scale: f32, labels: &mut [f32]) -> f32 {
        let mut loss = 0.0;
        for (at, row) in labels.chunks_exact_mut(LABELS).enumerate() {
            let most = row.iter().fold(f32::NEG_INFINITY, |most, &value| most.max(value));
            let sum: f32 = row.iter().map(|value| (value - most).exp()).sum();
            for (label, value) in row.iter_mut().enumerate() {
                let likely = (*value - most).exp() / sum;
                let wanted = match self.parts.soft {
                    true => window.soft[at][label],
                    false => f32::from(u8::from(window.labels[at] == label)),
                };
                if wanted > 0.0 {
                    loss -= wanted * likely.max(1e-9).ln();
                }
                *value = (likely - wanted) * scale;
            }
        }
        loss
    }

    fn back_from_labels(
        &self,
        d_labels: &[f32],
        joined: &Joined,
        input: &Input,
        gradient: &mut [f32],
    ) -> (Vec<f32>, Vec<f32>) {
        let layout = self.layout;
        sum_rows(d_labels, &mut gradient[layout.output_bias.clone()]);
        let (g_state, g_input) = gradient[layout.output.clone()].split_at_mut(WIDTH * LABELS);
        transposed_left(&joined.dropped, d_labels, LABELS, g_state);
        transposed_left(&input.state, d_labels, LABELS, g_input);
        let (from_state, from_input) = self.weights[layout.output.clone()].split_at(WIDTH * LABELS);
        let (mut d_joined, mut d_input) = (vec![0.0; input.state.len()], vec![0.0; input.state.len()]);
        transposed_right(d_labels, from_state, LABELS, &mut d_joined);
        transposed_right(d_labels, from_input, LABELS, &mut d_input);
        (d_joined, d_input)
    }

    fn back_from_joined(
        &self,
        mut d_joined: Vec<f32>,
        joined: &Joined,
        state: &[f32],
        pools: &Pools<'_>,
        gradient: &mut [f32],
    ) -> Vec<f32> {
        let layout = self.layout;
        hide(&mut d_joined, &joined.mask);
        cut(&mut d_joined, &joined.made);
        sum_rows(&d_joined, &mut gradient[layout.pool_bias.clone()]);
        let (own, shared) = self.weights[layout.pool.clone()].split_at(WIDTH * WIDTH);
        let (g_own, g_shared) = gradient[layout.pool.clone()].split_at_mut(WIDTH * WIDTH);
        transposed_left(state, &d_joined, WIDTH, g_own);
        let mut d_state = vec![0.0; state.len()];
        transposed_right(&d_joined, own, WIDTH, &mut d_state);
        if self.parts.pooling {
            transposed_left(&joined.pooled, &d_joined, WIDTH, g_shared);
            let mut d_pooled = vec![0.0; state.len()];
            transposed_right(&d_joined, shared, WIDTH, &mut d_pooled);
            add(&mut d_state, &pools.spread(&pools.mean(&d_pooled)));
        }
        d_state
    }

    fn back_through_steps(
        &self,
        mut d_state: Vec<f32>,
        states: &[Vec<f32>],
        steps: &[Step],
        gradient: &mut [f32],
    ) -> Vec<f32> {
        let count = d_state.len() / WIDTH;
        for (index, dilation) in DILATIONS.into_iter().enumerate().rev() {
            let mut d_made = d_state.clone();
            hide(&mut d_made, &steps[index].mask);
            cut(&mut d_made, &steps[index].made);
            let (range, bias) = &self.layout.convolutions[index];
            sum_rows(&d_made, &mut gradient[bias.clone()]);
            for tap in 0..TAPS {
                let Some((from, to)) = shifted(count, tap, dilation) else { continue };
                let start = range.start + tap * WIDTH * WIDTH;
                let part = start..start + WIDTH * WIDTH;
                let before = &states[index][from.clone()];
                transposed_left(before, &d_made[to.clone()], WIDTH, &mut gradient[part.clone()]);
                transposed_right(&d_made[to], &self.weights[part], WIDTH, &mut d_state[from]);
            }
        }
        d_state
    }

    fn back_to_rows(
        &self,
        window: &Window,
        mut d_input: Vec<f32>,
        input: &Input,
        kept: &Kept,
        gradient: &mut [f32],
    ) {
        let layout = self.layout;
        hide(&mut d_input, &input.mask);
        self.back_through_norm(&mut d_input, input, gradient);
        sum_rows(&d_input, &mut gradient[layout.input_bias.clone()]);
        transposed_left(&input.sums, &d_input, WIDTH, &mut gradient[layout.input.clone()]);
        let mut d_sums = vec![0.0; d_input.len()];
        transposed_right(&d_input, &self.weights[layout.input.clone()], WIDTH, &mut d_sums);
        let mut d_forms = vec![0.0; kept.forms.len() * WIDTH];
        for ((word, flags), d_sum) in
            window.features.words.iter().zip(&kept.flags).zip(d_sums.chunks_exact(WIDTH))
        {
            add(&mut d_forms[word.form as usize * WIDTH..][..WIDTH], d_sum);
            for &flag in flags {
                let row = layout.flags.start + flag as usize * WIDTH;
                add(&mut gradient[row..row + WIDTH], d_sum);
            }
        }
        for (rows, d_form) in kept.forms.iter().zip(d_forms.chunks_exact(WIDTH)) {
            let scale = of_rows(rows.len());
            for &row in rows {
                let row = &mut gradient[row as usize * WIDTH..(row as usize + 1) * WIDTH];
                row.iter_mut().zip(d_form).for_each(|(gradient, form)| *gradient += scale * form);
            }
        }
    }

    fn back_through_norm(&self, d_input: &mut [f32], input: &Input, gradient: &mut [f32]) {
        let gain = &self.weights[self.layout.gain.clone()];
        let (mut g_gain, mut g_shift) = ([0.0f32; WIDTH], [0.0f32; WIDTH]);
        let rows = input.normal.chunks_exact(WIDTH).zip(&input.scales);
        for ((row, scale), d_row) in rows.zip(d_input.chunks_exact_mut(WIDTH)) {
            let (mut sum, mut product) = (0.0, 0.0);
            for at in 0..WIDTH {
                g_gain[at] += d_row[at] * row[at];
                g_shift[at] += d_row[at];
                d_row[at] *= gain[at];
                sum += d_row[at];
                product += d_row[at] * row[at];
            }
            let (sum, product) = (sum / WIDTH as f32, product / WIDTH as f32);
            for at in 0..WIDTH {
                d_row[at] = scale * (d_row[at] - sum - row[at] * product);
            }
        }
        add(&mut gradient[self.layout.gain.clone()], &g_gain);
        add(&mut gradient[self.layout.shift.clone()], &g_shift);
    }
}

/// What a sum of `count` rows is multiplied with.
fn of_rows(count: usize) -> f32 {
    1.0 / (count as f32 + 1.0).sqrt()
}

/// Which words share a stem.
struct Pools<'a> {
    window: &'a Window,
    counts: Vec<f32>,
}

impl<'a> Pools<'a> {
    fn new(window: &'a Window) -> Pools<'a> {
        let mut counts = vec![0.0; window.features.forms.len()];
        window.features.words.iter().for_each(|word| counts[word.pool as usize] += 1.0);
        Pools { window, counts }
    }

    /// The mean of the rows of each stem.
    fn mean(&self, rows: &[f32]) -> Vec<f32> {
        let mut sums = vec![0.0; self.counts.len() * WIDTH];
        for (word, row) in self.window.features.words.iter().zip(rows.chunks_exact(WIDTH)) {
            add(&mut sums[word.pool as usize * WIDTH..][..WIDTH], row);
        }
        for (sum, count) in sums.chunks_exact_mut(WIDTH).zip(&self.counts) {
            let scale = 1.0 / count.max(1.0);
            sum.iter_mut().for_each(|sum| *sum *= scale);
        }
        sums
    }

    /// The row of its stem for each word.
    fn spread(&self, means: &[f32]) -> Vec<f32> {
        let words = self.window.features.words.iter();
        words.flat_map(|word| &means[word.pool as usize * WIDTH..][..WIDTH]).copied().collect()
    }
}

/// For each number of a state 0 or, if it is kept, what makes up for those that are not.
fn mask(len: usize, random: &mut Random) -> Vec<f32> {
    let rate = dropout::STATE;
    let kept = 1.0 / (1.0 - rate);
    // Four decisions of 16 bits from each number.
    let limit = (rate * 65536.0) as u64;
    let mut mask = Vec::with_capacity(len + 3);
    while mask.len() < len {
        let bits = random.next();
        for part in 0..4 {
            mask.push(if (bits >> (16 * part)) & 0xFFFF >= limit { kept } else { 0.0 });
        }
    }
    mask.truncate(len);
    mask
}

fn hide(rows: &mut [f32], mask: &[f32]) {
    rows.iter_mut().zip(mask).for_each(|(value, mask)| *value *= mask);
}

/// Sets the gradient to 0 where the rectified value was 0.
fn cut(gradient: &mut [f32], values: &[f32]) {
    for (gradient, value) in gradient.iter_mut().zip(values) {
        if *value <= 0.0 {
            *gradient = 0.0;
        }
    }
}

fn rectify(rows: &mut [f32], bias: &[f32]) {
    for row in rows.chunks_exact_mut(bias.len()) {
        row.iter_mut().zip(bias).for_each(|(value, bias)| *value = (*value + bias).max(0.0));
    }
}

fn add(sum: &mut [f32], other: &[f32]) {
    sum.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
}

fn sum_rows(rows: &[f32], sum: &mut [f32]) {
    rows.chunks_exact(sum.len()).for_each(|row| add(sum, row));
}

fn view(rows: &[f32], columns: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows.len() / columns, columns), rows).expect("whole rows")
}

/// Adds `left` transposed times `right` to `sum`.
fn transposed_left(left: &[f32], right: &[f32], columns: usize, sum: &mut [f32]) {
    let mut sum = ArrayViewMut2::from_shape((sum.len() / columns, columns), sum).expect("whole rows");
    general_mat_mul(1.0, &view(left, WIDTH).t(), &view(right, columns), 1.0, &mut sum);
}

/// Adds `left` times `right` transposed to `sum`; `left` has `columns` columns.
fn transposed_right(left: &[f32], right: &[f32], columns: usize, sum: &mut [f32]) {
    let mut sum = ArrayViewMut2::from_shape((sum.len() / WIDTH, WIDTH), sum).expect("whole rows");
    general_mat_mul(1.0, &view(left, columns), &view(right, columns).t(), 1.0, &mut sum);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Word, hard, window};
    use khabar::extract::name::Names;

    /// With the same disorder each time, the loss is a smooth function of the weights: its slope, taken
    /// by small steps, must be the gradient.
    #[test]
    fn the_gradient_is_the_slope_of_the_loss() {
        let word = |text: &str, label| Word { text: text.to_owned(), label, soft: hard(label) };
        let sentence = [word("قال", 0), word("سيرغي", 1), word("لافروف", 2), word("في", 0), word("موسكو", 3)];
        let window = window(&[&sentence], &Names::load());
        let layout = Layout::new();
        let mut random = Random::new(5);
        let mut weights: Vec<f32> = (0..layout.len).map(|_| 0.1 * random.normal()).collect();
        let parts = Parts { pooling: true, flags: true, soft: true };
        let learn = |weights: &[f32], gradient: &mut [f32]| {
            Learner { weights, layout: &layout, parts }.learn(&window, 1.0, &mut Random::new(9), gradient)
        };
        let mut gradient = vec![0.0; layout.len];
        learn(&weights, &mut gradient);
        let word_row = window.features.forms[1].rows[0] as usize * WIDTH;
        let flag_row = layout.flags.start + usize::from(window.features.words[1].flags[0]) * WIDTH;
        let convolution = layout.convolutions[1].0.start;
        let starts = [
            word_row,
            flag_row,
            layout.input.start,
            layout.gain.start,
            layout.shift.start,
            convolution + WIDTH * WIDTH,
            layout.convolutions[2].1.start,
            layout.pool.start,
            layout.pool.start + WIDTH * WIDTH,
            layout.output.start,
            layout.output_bias.start,
        ];
        let mut scratch = vec![0.0; layout.len];
        for at in starts.into_iter().flat_map(|start| start..start + 6) {
            let step = 1e-2;
            let before = weights[at];
            weights[at] = before + step;
            let above = learn(&weights, &mut scratch);
            weights[at] = before - step;
            let below = learn(&weights, &mut scratch);
            weights[at] = before;
            let slope = (above - below) / (2.0 * step);
            let apart = (slope - gradient[at]).abs();
            assert!(apart < 0.02 + 0.1 * slope.abs(), "{at}: {slope} but {}", gradient[at]);
        }
    }
}
