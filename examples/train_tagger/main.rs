//! Labelled text -> the tagger's model, or a table of what each ingredient adds to it.
//!
//! ```text
//! cargo run --release --example train_tagger -- NER [OUTPUT] [--epochs N] [--seed N] [--without PART]
//! cargo run --release --example train_tagger -- NER --ablations
//! ```
//!
//! NER is the folder of the labelled corpora, with the gazetteers beside it; OUTPUT is
//! `assets/names/tagger.bin` if it is not given. PART is `silver`, one of the silver corpora by its
//! name, `augmentation`, `flags`, `pooling` or `soft`. The same input gives the same bytes on one
//! machine. The last tenth of the training side of ANERcorp is kept for measuring; the test sides of
//! corpora and the seeds are never read.
//!
//! The recipe: cross-entropy on labels by hand (three times) and on the soft labels of a larger
//! network (once, NTREX twice), and on documents whose names are replaced by others; Adam, steps of
//! about 6,144 words, a rate of 3e-3 that falls as a cosine, three epochs, the mean of the weights of
//! the last fifth of the steps.

mod adam;
mod augment;
mod corpus;
mod learn;
mod measure;
mod random;

use augment::Stock;
use corpus::{Document, Window, windows};
use khabar::extract::name::Names;
use khabar::extract::name::tagger::model::WIDTH;
use khabar::extract::name::tagger::{Layout, Model};
use learn::{Learner, Parts};
use random::Random;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

/// Words in a step, about.
const STEP_WORDS: usize = 6144;

/// Labelled by hand; how often it is read in an epoch.
const GOLD: (&str, usize) = ("anercorp-train", 3);

/// Labelled by a larger network; how often each is read in an epoch.
const SILVER: [(&str, usize); 4] =
    [("silver-ntrex", 2), ("silver-jawhara", 1), ("silver-wikifane", 1), ("silver-arcd", 1)];

/// The share of the silver documents that are read once more with other names in them.
const RENAMED: f32 = 0.35;

/// What the ablations leave out, one each.
const INGREDIENTS: [&str; 5] = ["silver", "augmentation", "flags", "pooling", "soft"];

struct Options {
    corpora: PathBuf,
    output: PathBuf,
    without: Vec<String>,
    epochs: usize,
    seed: u64,
    ablations: bool,
}

impl Options {
    fn read() -> Result<Options, Box<dyn Error>> {
        let mut options = Options {
            corpora: PathBuf::new(),
            output: PathBuf::from("assets/names/tagger.bin"),
            without: Vec::new(),
            epochs: 3,
            seed: 3,
            ablations: false,
        };
        let mut paths = Vec::new();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} wants a value"));
            match argument.as_str() {
                "--without" => options.without.push(value()?),
                "--epochs" => options.epochs = value()?.parse()?,
                "--seed" => options.seed = value()?.parse()?,
                "--ablations" => options.ablations = true,
                _ => paths.push(PathBuf::from(argument)),
            }
        }
        let mut paths = paths.into_iter();
        options.corpora = paths.next().ok_or("usage: train_tagger NER [OUTPUT] [--without PART]")?;
        options.output = paths.next().unwrap_or(options.output);
        Ok(options)
    }

    fn has(&self, part: &str) -> bool {
        !self.without.iter().any(|without| without == part)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options::read()?;
    let names = Names::load();
    if options.ablations {
        println!("{:<24}{}", "", measure::HEADER);
        println!("{:<24}{}", "all", measure::scores(&model(&options, &names)?, &dev(&options, &names)?));
        for ingredient in INGREDIENTS {
            options.without = vec![ingredient.to_owned()];
            let scores = measure::scores(&model(&options, &names)?, &dev(&options, &names)?);
            println!("{:<24}{scores}", format!("without {ingredient}"));
        }
        return Ok(());
    }
    let started = Instant::now();
    let model = model(&options, &names)?;
    println!("{}\n{}", measure::HEADER, measure::scores(&model, &dev(&options, &names)?));
    std::fs::write(&options.output, &model)?;
    println!("{} after {:.0} s", options.output.display(), started.elapsed().as_secs_f64());
    Ok(())
}

/// The sentences that nothing is learnt from.
fn dev(options: &Options, names: &Names) -> Result<Vec<Window>, Box<dyn Error>> {
    Ok(windows(&[corpus::read(&options.corpora, GOLD.0)?.split().1], names))
}

/// Reads the corpora, learns from them, and packs what was learnt.
fn model(options: &Options, names: &Names) -> Result<Vec<u8>, Box<dyn Error>> {
    let stock = Stock::read(&PathBuf::from("assets/names"), &options.corpora.with_file_name("gazetteers"))?;
    let mut random = Random::new(options.seed);
    let gold = corpus::read(&options.corpora, GOLD.0)?;
    let mut header = format!("[corpora]\n\"{}\" = \"{}\"\n", gold.name, gold.hash);
    let learnt = gold.split().0;
    // For augmentation, twenty sentences of the gold text are a document.
    let parts: Vec<Document> = learnt.chunks(20).map(<[_]>::to_vec).collect();
    let mut sets = vec![(windows(&[learnt], names), GOLD.1)];
    if options.has("augmentation") {
        for _ in 0..2 {
            sets.push((windows(&stock.renamed(&parts, 1.0, &mut random), names), 1));
        }
    }
    for (name, times) in SILVER.into_iter().filter(|(name, _)| options.has("silver") && options.has(name)) {
        let corpus = corpus::read(&options.corpora, name)?;
        header += &format!("\"{}\" = \"{}\"\n", corpus.name, corpus.hash);
        sets.push((windows(&corpus.documents, names), times));
        if options.has("augmentation") {
            sets.push((windows(&stock.renamed(&corpus.documents, RENAMED, &mut random), names), 1));
        }
    }
    header += &format!("\n[training]\nepochs = {}\nseed = {}\n", options.epochs, options.seed);
    let weights = train(options, &sets);
    Ok(Model::write(&header, &weights))
}

fn train(options: &Options, sets: &[(Vec<Window>, usize)]) -> Vec<f32> {
    let layout = Layout::new();
    let parts =
        Parts { pooling: options.has("pooling"), flags: options.has("flags"), soft: options.has("soft") };
    let mut random = Random::new(options.seed);
    let mut weights = initial(&layout, parts, &mut random);
    let mut adam = adam::Adam::new(layout.len);
    let mut gradients = [vec![0.0; layout.len], vec![0.0; layout.len]];
    let mut order: Vec<&Window> =
        sets.iter().flat_map(|(set, times)| (0..*times).flat_map(move |_| set)).collect();
    let words: usize = order.iter().map(|window| window.labels.len()).sum();
    let steps = words * options.epochs / STEP_WORDS;
    let mut mean = Mean::default();
    let mut step = 0;
    for epoch in 1..=options.epochs {
        random.shuffle(&mut order);
        let (mut rest, mut losses) = (order.as_slice(), 0.0);
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(batch_len(rest));
            rest = after;
            let learner = Learner { weights: &weights, layout: &layout, parts };
            losses += learn_batch(&learner, batch, [random.next(), random.next()], &mut gradients);
            adam.step(&mut weights, &mut gradients, rate(step, steps));
            step += 1;
            if step * 5 > steps * 4 {
                mean.take(step, &weights);
            }
        }
        eprintln!("epoch {epoch}: loss {:.4} a word", losses / words as f32);
    }
    mean.of(weights)
}

/// How many windows make up a step.
fn batch_len(windows: &[&Window]) -> usize {
    let mut words = 0;
    let full = windows.iter().position(|window| {
        words += window.labels.len();
        words >= STEP_WORDS
    });
    full.map_or(windows.len(), |last| last + 1)
}

/// Learns from the halves of a batch on two threads, each with its own disorder and gradient, so that
/// the result does not depend on timing.
fn learn_batch(
    learner: &Learner<'_>,
    batch: &[&Window],
    seeds: [u64; 2],
    gradients: &mut [Vec<f32>; 2],
) -> f32 {
    let words: usize = batch.iter().map(|window| window.labels.len()).sum();
    let learn = |windows: &[&Window], seed: u64, gradient: &mut [f32]| -> f32 {
        let mut random = Random::new(seed);
        windows.iter().map(|window| learner.learn(window, 1.0 / words as f32, &mut random, gradient)).sum()
    };
    let (one, other) = batch.split_at(batch.len() / 2);
    let [gradient_one, gradient_other] = gradients;
    std::thread::scope(|scope| {
        let other = scope.spawn(|| learn(other, seeds[1], gradient_other));
        learn(one, seeds[0], gradient_one) + other.join().expect("learning does not panic")
    })
}

/// The running mean of the weights, which is better than the last of them.
#[derive(Default)]
struct Mean(Vec<f32>);

impl Mean {
    /// Takes in every fourth step.
    fn take(&mut self, step: usize, weights: &[f32]) {
        if step.is_multiple_of(4) {
            if self.0.is_empty() {
                self.0 = weights.to_vec();
            }
            self.0.iter_mut().zip(weights).for_each(|(mean, weight)| *mean += 0.05 * (weight - *mean));
        }
    }

    fn of(self, weights: Vec<f32>) -> Vec<f32> {
        if self.0.is_empty() { weights } else { self.0 }
    }
}

/// The learning rate: 50 steps of warming up, then down as a cosine to 3 %.
fn rate(step: usize, steps: usize) -> f32 {
    const MOST: f32 = 3e-3;
    const WARM: usize = 50;
    let warm = ((step + 1) as f32 / WARM as f32).min(1.0);
    let part = (step as f32 / steps.max(1) as f32).min(1.0);
    MOST * warm * (0.03 + 0.97 * 0.5 * (1.0 + (std::f32::consts::PI * part).cos()))
}

/// Weights to begin with; those of a part that is left out are 0 and stay so.
fn initial(layout: &Layout, parts: Parts, random: &mut Random) -> Vec<f32> {
    let mut weights = vec![0.0; layout.len];
    let mut fill = |range: std::ops::Range<usize>, deviation: f32| {
        weights[range].iter_mut().for_each(|weight| *weight = deviation * random.normal());
    };
    fill(layout.table.clone(), 0.1);
    fill(layout.flags.clone(), 0.1);
    fill(layout.input.clone(), (1.0 / WIDTH as f32).sqrt());
    for (range, _) in &layout.convolutions {
        fill(range.clone(), (1.0 / (3 * WIDTH) as f32).sqrt());
    }
    fill(layout.pool.clone(), (1.0 / (2 * WIDTH) as f32).sqrt());
    fill(layout.output.clone(), 0.5 * (1.0 / (2 * WIDTH) as f32).sqrt());
    weights[layout.gain.clone()].fill(1.0);
    if !parts.flags {
        weights[layout.flags.clone()].fill(0.0);
    }
    if !parts.pooling {
        weights[layout.pool.clone()][WIDTH * WIDTH..].fill(0.0);
    }
    weights
}
