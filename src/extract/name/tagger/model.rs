//! The tagger's weights, and the file that holds them.
//!
//! | bytes | what |
//! | --- | --- |
//! | 8 | `KHABTAG1` |
//! | 4 | length of the header |
//! | header | TOML: what the model was made from, with hashes, and how it was measured |
//! | 4 × rows | scale of each hashed row |
//! | rows × width | hashed rows, a signed byte a number |
//! | rest | all other weights, 32-bit floats in the order of [`Layout`] |
//!
//! Numbers are little-endian.

use super::feature::{FLAGS, HASHED};
use std::ops::Range;

/// Numbers in the state of a word.
pub const WIDTH: usize = 96;
/// Words that a convolution looks at: one before, the word, one after.
pub const TAPS: usize = 3;
/// How far apart those words are in each convolution.
pub const DILATIONS: [usize; 3] = [1, 2, 4];
/// Outside, and beginning and inside of person, place, organisation and other names.
pub const LABELS: usize = 9;

const MAGIC: &[u8; 8] = b"KHABTAG1";

/// Where each weight stands in one long row of numbers: the hashed table first, then the rest.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Hashed rows.
    pub table: Range<usize>,
    /// Rows of flags.
    pub flags: Range<usize>,
    /// Input to state.
    pub input: Range<usize>,
    /// Its bias.
    pub input_bias: Range<usize>,
    /// Gain of the layer norm.
    pub gain: Range<usize>,
    /// What the layer norm adds.
    pub shift: Range<usize>,
    /// The convolutions: taps × width × width each, and their biases.
    pub convolutions: Vec<(Range<usize>, Range<usize>)>,
    /// State and pooled state to state.
    pub pool: Range<usize>,
    /// Its bias.
    pub pool_bias: Range<usize>,
    /// State and input to labels.
    pub output: Range<usize>,
    /// Its bias.
    pub output_bias: Range<usize>,
    /// Number of all weights.
    pub len: usize,
}

impl Layout {
    /// The one layout.
    pub fn new() -> Layout {
        let mut len = 0;
        let mut next = |count: usize| {
            len += count;
            len - count..len
        };
        let table = next(HASHED * WIDTH);
        let flags = next(FLAGS * WIDTH);
        let (input, input_bias) = (next(WIDTH * WIDTH), next(WIDTH));
        let (gain, shift) = (next(WIDTH), next(WIDTH));
        let convolutions = DILATIONS.map(|_| (next(TAPS * WIDTH * WIDTH), next(WIDTH))).into();
        let (pool, pool_bias) = (next(2 * WIDTH * WIDTH), next(WIDTH));
        let (output, output_bias) = (next(2 * WIDTH * LABELS), next(LABELS));
        Layout {
            table,
            flags,
            input,
            input_bias,
            gain,
            shift,
            convolutions,
            pool,
            pool_bias,
            output,
            output_bias,
            len,
        }
    }
}

impl Default for Layout {
    fn default() -> Layout {
        Layout::new()
    }
}

/// Weights, ready to be used: the hashed table as bytes where it lies, the rest as numbers.
pub struct Model<'a> {
    /// What the model was made from.
    pub header: &'a str,
    scales: Vec<f32>,
    rows: &'a [u8],
    /// All weights but the hashed table.
    rest: Vec<f32>,
    layout: Layout,
}

impl<'a> Model<'a> {
    /// Reads the bytes of a model file. The error says what is wrong with them.
    pub fn parse(bytes: &'a [u8]) -> Result<Model<'a>, String> {
        let layout = Layout::new();
        let body = bytes.strip_prefix(MAGIC).ok_or("it does not begin with KHABTAG1")?;
        let (length, body) = body.split_at_checked(4).ok_or("it is cut off")?;
        let length = u32::from_le_bytes(length.try_into().map_err(|_| "it is cut off")?) as usize;
        let (header, body) = body.split_at_checked(length).ok_or("it is cut off in its header")?;
        let header = std::str::from_utf8(header).map_err(|_| "its header is not UTF-8")?;
        let rest_len = layout.len - layout.table.end;
        if body.len() != HASHED * 4 + HASHED * WIDTH + rest_len * 4 {
            return Err(format!("its weights have {} bytes", body.len()));
        }
        let (scales, body) = body.split_at(HASHED * 4);
        let (rows, rest) = body.split_at(HASHED * WIDTH);
        Ok(Model { header, scales: floats(scales), rows, rest: floats(rest), layout })
    }

    /// The bytes of a model file with these weights, the hashed rows rounded to bytes.
    pub fn write(header: &str, weights: &[f32]) -> Vec<u8> {
        let layout = Layout::new();
        let mut bytes = MAGIC.to_vec();
        bytes.extend((header.len() as u32).to_le_bytes());
        bytes.extend(header.as_bytes());
        let rows = weights[layout.table.clone()].chunks_exact(WIDTH);
        let scales: Vec<f32> = rows
            .clone()
            .map(|row| row.iter().fold(0f32, |most, weight| most.max(weight.abs())) / 127.0)
            .collect();
        bytes.extend(scales.iter().flat_map(|scale| scale.to_le_bytes()));
        for (row, scale) in rows.zip(&scales) {
            let inverse = if *scale > 0.0 { 1.0 / scale } else { 0.0 };
            bytes.extend(row.iter().map(|weight| (weight * inverse).round() as i8 as u8));
        }
        bytes.extend(weights[layout.table.end..].iter().flat_map(|weight| weight.to_le_bytes()));
        bytes
    }

    /// Adds hashed rows to `sum`.
    pub(super) fn add_rows(&self, rows: &[u32], sum: &mut [f32]) {
        // They lie all over a table that no near cache holds. Both ends of each are asked for first, so that
        // memory is waited for once and not for each; that was half the time of a word's input.
        let ends = |row: &u32| self.rows[*row as usize * WIDTH] | self.rows[(*row as usize + 1) * WIDTH - 1];
        std::hint::black_box(rows.iter().map(ends).fold(0, |all, end| all | end));
        for &row in rows {
            self.add_row(row as usize, sum);
        }
    }

    fn add_row(&self, row: usize, sum: &mut [f32]) {
        let scale = self.scales[row];
        for (sum, weight) in sum.iter_mut().zip(&self.rows[row * WIDTH..(row + 1) * WIDTH]) {
            *sum += scale * f32::from(*weight as i8);
        }
    }

    /// The weights of `part`, which is a range of the layout after the table.
    pub(super) fn part(&self, part: impl Fn(&Layout) -> Range<usize>) -> &[f32] {
        let range = part(&self.layout);
        let start = self.layout.table.end;
        &self.rest[range.start - start..range.end - start]
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let chunks = bytes.as_chunks::<4>().0;
    chunks.iter().map(|&chunk| f32::from_le_bytes(chunk)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_model_is_read() {
        let layout = Layout::new();
        let weights: Vec<f32> = (0..layout.len).map(|index| ((index % 255) as f32 - 127.0) / 64.0).collect();
        let bytes = Model::write("epochs = 3\n", &weights);
        let model = Model::parse(&bytes).expect("it was just written");
        assert_eq!(model.header, "epochs = 3\n");
        assert_eq!(model.part(|layout| layout.output.clone()), &weights[layout.output.clone()]);
        let mut row = vec![1.0; WIDTH];
        model.add_row(7, &mut row);
        for (index, value) in row.iter().enumerate() {
            let written = weights[7 * WIDTH + index];
            assert!((value - 1.0 - written).abs() <= 2.0 / 127.0, "{value} for {written}");
        }
    }

    #[test]
    fn what_is_no_model_is_told() {
        let check = |bytes: &[u8], wrong: &str| {
            let error = Model::parse(bytes).err().unwrap_or_default();
            assert!(error.contains(wrong), "{error}");
        };
        check(b"", "KHABTAG1");
        check(b"KHABTAG1\x01", "cut off");
        check(b"KHABTAG1\xFF\xFF\x00\x00header", "cut off in its header");
        check(b"KHABTAG1\x01\x00\x00\x00\xFF", "UTF-8");
        check(b"KHABTAG1\x01\x00\x00\x00-1234", "4 bytes");
    }

    #[test]
    fn the_shipped_model_names_what_it_was_made_from() {
        let model = Model::parse(include_bytes!("../../../../assets/names/tagger.bin"))
            .expect("the shipped model is read");
        let header: toml::Table = toml::from_str(model.header).expect("the header is TOML");
        let corpora = header["corpora"].as_table().expect("a table of corpora");
        assert!(corpora.contains_key("anercorp-train") && corpora.len() > 1);
        for (name, hash) in corpora {
            assert!(!name.contains("test"), "{name}");
            let hash = hash.as_str().unwrap_or_default();
            assert!(hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}: {hash}");
        }
    }
}
