//! A text <-> about a third as many bytes.
//!
//! UTF-8 spends two bytes on an Arabic letter. Here the block U+0600 to U+067F, which holds all that
//! Arabic is written with, takes the bytes from 80 on, ASCII stays itself, and everything else is
//! its UTF-8 after an escape. Zstandard then takes 40 % off what is left of a news article, and more off a
//! longer one: 10,161 short articles of a radio station came down to .61, articles of 500 words to .55.

use std::cell::RefCell;
use zstd::bulk::{Compressor, Decompressor};

/// The format, the first byte of every packed text: a byte a letter.
const FORMAT: u8 = 1;
/// The same, compressed by Zstandard, where that is shorter.
const COMPRESSED: u8 = 2;
/// Higher levels take 1 % more off a text of this size, and several times as long.
const LEVEL: i32 = 3;
/// More than any text of a library has. A damaged file may claim anything.
const BYTES_MAX: u64 = 1 << 30;
/// DATA LINK ESCAPE; sanitised text has none, and if a text should have one, it is escaped itself.
const ESCAPE: u8 = 0x10;
/// The first character of the block.
const BLOCK: u32 = 0x600;

thread_local! {
    // Made once a thread, because making one takes longer than compressing an article.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = RefCell::new(Compressor::new(LEVEL).ok());
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = RefCell::new(Decompressor::new().ok());
}

/// The packed text.
pub(super) fn packed(text: &str) -> Vec<u8> {
    let mut bytes = by_letters(text);
    let compressed = COMPRESSOR.with_borrow_mut(|compressor| compressor.as_mut()?.compress(&bytes[1..]).ok());
    if let Some(compressed) = compressed.filter(|compressed| compressed.len() + 1 < bytes.len()) {
        bytes.truncate(1);
        bytes[0] = COMPRESSED;
        bytes.extend_from_slice(&compressed);
    }
    bytes
}

/// The text that was packed; `None` if the bytes are none.
pub(super) fn unpacked(bytes: &[u8]) -> Option<String> {
    match bytes.split_first()? {
        (&FORMAT, letters) => of_letters(letters),
        (&COMPRESSED, frame) => {
            let len = zstd::zstd_safe::get_frame_content_size(frame).ok()??;
            let capacity = usize::try_from(len).ok().filter(|_| len <= BYTES_MAX)?;
            let letters = DECOMPRESSOR
                .with_borrow_mut(|decompressor| decompressor.as_mut()?.decompress(frame, capacity).ok())?;
            of_letters(&letters)
        }
        _ => None,
    }
}

fn by_letters(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8 + 1);
    bytes.push(FORMAT);
    for character in text.chars() {
        match character as u32 {
            code @ 0..0x80 if code != u32::from(ESCAPE) => bytes.push(code as u8),
            code @ BLOCK..0x680 => bytes.push((code - BLOCK) as u8 | 0x80),
            _ => {
                bytes.push(ESCAPE);
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
    bytes
}

fn of_letters(mut rest: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(rest.len() * 2);
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != ESCAPE {
            let code = if byte < 0x80 { u32::from(byte) } else { BLOCK + u32::from(byte & 0x7F) };
            text.push(char::from_u32(code)?);
            continue;
        }
        // The first byte of UTF-8 says how many there are.
        let len = match after.first()? {
            0..0x80 => 1,
            0xC0..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        let (character, after) = after.split_at_checked(len)?;
        text.push_str(std::str::from_utf8(character).ok()?);
        rest = after;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_letter_is_a_byte() {
        assert_eq!(packed("\u{628} x\u{661}\n").len(), 1 + 5);
        assert_eq!(packed("\u{AB}\u{6CC}\u{10}").len(), 1 + 3 + 3 + 2);
        assert_eq!(unpacked(&[]), None);
        assert_eq!(unpacked(&[9, b'x']), None);
        assert_eq!(unpacked(&[FORMAT, ESCAPE]), None);
        assert_eq!(unpacked(&[COMPRESSED, b'x']), None);
        assert_eq!(unpacked(&[FORMAT, ESCAPE, 0xE2, 0x80]), None);
    }

    proptest! {
        #[test]
        fn texts_come_back(text in "\\PC*|[\u{0}-\u{20}\u{5FF}-\u{681}\u{10FFFF}]*", times in 1_usize..40) {
            let text = text.repeat(times);
            prop_assert_eq!(of_letters(&by_letters(&text)[1..]), Some(text.clone()));
            prop_assert_eq!(unpacked(&packed(&text)), Some(text));
        }

        #[test]
        fn broken_bytes_give_a_text_or_none(mut bytes: Vec<u8>) {
            for format in [FORMAT, COMPRESSED] {
                bytes.insert(0, format);
                let _ = unpacked(&bytes);
            }
        }
    }
}
