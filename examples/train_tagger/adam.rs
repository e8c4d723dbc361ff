//! Gradients -> better weights: Adam, with a running mean of the weights.

/// Adam (Kingma and Ba 2015); the betas were found by measuring.
pub struct Adam {
    first: Vec<f32>,
    second: Vec<f32>,
    step: i32,
}

const BETA_FIRST: f32 = 0.9;
const BETA_SECOND: f32 = 0.98;
const FLOOR: f32 = 1e-8;
/// The longest gradient.
const CLIP: f32 = 1.0;

impl Adam {
    pub fn new(len: usize) -> Adam {
        Adam { first: vec![0.0; len], second: vec![0.0; len], step: 0 }
    }

    /// One step against the sum of `gradients`, which are set to 0. Two threads, each for a half of
    /// the weights, so that the result does not depend on timing.
    pub fn step(&mut self, weights: &mut [f32], gradients: &mut [Vec<f32>; 2], rate: f32) {
        self.step += 1;
        let [one, other] = gradients;
        let half = weights.len() / 2;
        let length = |one: &[f32], other: &[f32]| -> f64 {
            one.iter().zip(other).map(|(one, other)| f64::from((one + other) * (one + other))).sum()
        };
        let squares = std::thread::scope(|scope| {
            let low = scope.spawn(|| length(&one[..half], &other[..half]));
            let high = length(&one[half..], &other[half..]);
            low.join().expect("summing does not panic") + high
        });
        let clip = (f64::from(CLIP) / squares.sqrt().max(1e-12)).min(1.0) as f32;
        let first_scale = 1.0 / (1.0 - BETA_FIRST.powi(self.step));
        let second_scale = 1.0 / (1.0 - BETA_SECOND.powi(self.step));
        let update = |weights: &mut [f32],
                      one: &mut [f32],
                      other: &mut [f32],
                      first: &mut [f32],
                      second: &mut [f32]| {
            for ((((weight, one), other), first), second) in
                weights.iter_mut().zip(one).zip(other).zip(first).zip(second)
            {
                let gradient = clip * (*one + *other);
                *one = 0.0;
                *other = 0.0;
                *first = BETA_FIRST * *first + (1.0 - BETA_FIRST) * gradient;
                *second = BETA_SECOND * *second + (1.0 - BETA_SECOND) * gradient * gradient;
                *weight -= rate * (*first * first_scale) / ((*second * second_scale).sqrt() + FLOOR);
            }
        };
        let (weights_low, weights_high) = weights.split_at_mut(half);
        let (one_low, one_high) = one.split_at_mut(half);
        let (other_low, other_high) = other.split_at_mut(half);
        let (first_low, first_high) = self.first.split_at_mut(half);
        let (second_low, second_high) = self.second.split_at_mut(half);
        std::thread::scope(|scope| {
            scope.spawn(|| update(weights_low, one_low, other_low, first_low, second_low));
            update(weights_high, one_high, other_high, first_high, second_high);
        });
    }
}
