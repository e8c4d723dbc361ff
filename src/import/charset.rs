//! Bytes -> text: which encoding they are in, or that they are no text at all.
//!
//! In this order: a byte order mark; the pattern of UTF-16; valid UTF-8; nearly valid UTF-8; signs of
//! binary data; then Windows-1256 or ISO-8859-6 if either gives Arabic words; then whatever chardetng
//! (the detector of Firefox) takes it for.

use crate::arabic::letters;
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

/// A decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// The encoding's name as the web knows it: `UTF-8`, `windows-1256` …
    pub charset: &'static str,
    /// Whether the encoding is an assumption: neither marked nor evident.
    pub guessed: bool,
    /// How many replacement characters stand for bytes that could not be decoded.
    pub lost: usize,
    /// Whether a doubled encoding was undone.
    pub mojibake: bool,
}

/// Not text: what it looks like, if that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binary(pub Option<&'static str>);

/// What common formats begin with.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1A\n", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"\x1A\x45\xDF\xA3", "a video file"),
];

/// How much of a file decides what it is: enough for any statistic, little enough to be quick.
const SAMPLE: usize = 256 * 1024;

/// Decodes `bytes`, or says that they are no text. An empty file is an empty text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Binary> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(decoded(encoding, &bytes[length..], false));
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Binary(Some(kind)));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(decoded(encoding, bytes, true));
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if mostly_controls(sample) {
        return Err(Binary(None));
    }
    if nearly_utf8(bytes) {
        let mut decoded = decoded(UTF_8, bytes, false);
        if let Some(text) = undo_mojibake(&decoded.text) {
            decoded = Decoded { text, mojibake: true, ..decoded };
        }
        return Ok(decoded);
    }
    if sample.contains(&0) {
        return Err(Binary(None));
    }
    Ok(decoded(legacy(sample), bytes, true))
}

/// The same for bytes of which somebody says that they are in the encoding called `label`: that counts where
/// the bytes themselves leave it open. Not Latin-1, which servers say of everything.
pub fn decode_as(bytes: &[u8], label: Option<&str>) -> Result<Decoded, Binary> {
    let found = decode(bytes)?;
    let named = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let Some(encoding) = named.filter(|named| found.guessed && *named != WINDOWS_1252) else {
        return Ok(found);
    };
    let named = decoded(encoding, bytes, false);
    Ok(if named.lost <= found.lost { named } else { found })
}

fn decoded(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    // A replacement character that the file itself holds is lost text too, of an earlier conversion.
    let lost = if had_errors || text.contains('\u{FFFD}') { text.matches('\u{FFFD}').count() } else { 0 };
    Decoded { text, charset: encoding.name(), guessed, lost, mojibake: false }
}

/// UTF-16 by its look: Arabic and Latin letters, digits and punctuation have 00, 06 or 20 as their
/// high byte, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 8 {
        return None;
    }
    let side = |side: usize| {
        let high = |pair: &&[u8]| matches!(pair[side], 0x00 | 0x06 | 0x20 | 0xFB..=0xFE);
        // The high bytes of the other side would be those of letters: evenly spread, seldom these.
        let low = |pair: &&[u8]| matches!(pair[1 - side], 0x00 | 0x06);
        let pairs = || sample.chunks_exact(2);
        let zeros = pairs().filter(|pair| matches!(pair[side], 0 | 6)).count();
        (pairs().filter(high).count(), pairs().filter(low).count(), zeros)
    };
    let pairs = sample.len() / 2;
    let looks = |(high, low, zeros): (usize, usize, usize)| {
        high * 20 >= pairs * 19 && low * 20 <= pairs && zeros * 10 >= pairs * 8
    };
    let encoding = match (looks(side(0)), looks(side(1))) {
        (true, false) => UTF_16BE,
        (false, true) => UTF_16LE,
        _ => return None,
    };
    let (text, had_errors) = encoding.decode_without_bom_handling(sample);
    let controls = text.chars().filter(|&character| is_stray_control(character)).count();
    (!had_errors && controls * 50 <= pairs).then_some(encoding)
}

/// Controls that text does not have: all but tab, line ends, form feed, and escape (terminal logs).
fn is_stray_control(character: char) -> bool {
    character < ' ' && !matches!(character, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1B}')
}

/// More than one control in thirty bytes: no writer and no logging terminal makes such a text.
fn mostly_controls(sample: &[u8]) -> bool {
    sample.iter().filter(|&&byte| is_stray_control(char::from(byte))).count() * 30 > sample.len()
}

/// UTF-8 with at most one broken sequence in a hundred characters outside ASCII: a file that was cut
/// or has a damaged block, not one in another encoding (where nearly every sequence is broken).
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || broken * 100 <= whole || (broken == 1 && whole >= 10)
}

/// The single-byte encoding (or other) of bytes that are not UTF-8.
fn legacy(sample: &[u8]) -> &'static Encoding {
    let arabic = [WINDOWS_1256, ISO_8859_6].map(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        (arabic_score(&text), encoding)
    });
    let [(windows, _), (iso, _)] = arabic;
    if windows.max(iso) > 0 {
        return if iso > windows { ISO_8859_6 } else { WINDOWS_1256 };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// The commonest words of Arabic news, folded; they make up a fifth of any text. Each holds a letter
/// that the two encodings keep in different places.
const COMMON_WORDS: [&str; 22] = [
    "في",
    "من",
    "علي",
    "الي",
    "ان",
    "عن",
    "التي",
    "الذي",
    "مع",
    "هذا",
    "هذه",
    "ما",
    "لا",
    "لم",
    "بين",
    "قال",
    "كما",
    "خلال",
    "كان",
    "وقال",
    "ذلك",
    "الرئيس",
];

/// How much like Arabic a text reads: common words count for it, what no Arabic word holds against
/// it. 0 or less if it does not.
fn arabic_score(text: &str) -> i64 {
    let mut score = 0i64;
    for word in text.split(|character: char| !character.is_alphabetic() && character != '\u{FFFD}') {
        if word.is_empty() || word.is_ascii() {
            continue;
        }
        let arabic = word.chars().filter(|&character| letters::is_arabic_letter(character)).count();
        let folded = letters::fold_str(word);
        if COMMON_WORDS.contains(&folded.as_str()) {
            score += 4;
        } else if arabic >= 4 && folded.starts_with("ال") {
            score += 2;
        }
        let others = word.chars().filter(|&character| !is_of_arabic_text(character)).count();
        score -= 2 * others as i64;
        // TEH MARBUTA and ALEF MAKSURA end a word; inside it the reading is wrong.
        let inside = word.char_indices().skip(1);
        score -= inside
            .filter(|&(at, character)| {
                matches!(character, '\u{629}' | '\u{649}')
                    && word[at + 2..].chars().next().is_some_and(letters::is_arabic_letter)
            })
            .count() as i64;
    }
    score
}

fn is_of_arabic_text(character: char) -> bool {
    letters::is_arabic_letter(character) || letters::is_ignorable(character) || character.is_ascii()
}

/// The text that was meant, if `text` is UTF-8 that was read as Windows-1252 and saved as UTF-8 again
/// ("Ø§Ù„" for "ال").
fn undo_mojibake(text: &str) -> Option<String> {
    let sample = || text.chars().take(SAMPLE);
    let leads = sample().filter(|character| matches!(character, 'Ø' | 'Ù' | 'Ú' | 'Û')).count();
    let arabic = sample().filter(|&character| letters::is_arabic_letter(character)).count();
    // In such a text every second character is a lead byte; spaces and punctuation thin that out.
    if leads * 4 < sample().count() || arabic > 0 {
        return None;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    let meant = String::from_utf8(bytes.into_owned()).ok()?;
    (!unmappable && meant.chars().any(letters::is_arabic_letter)).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "وقال الرئيس الأمريكي إن بلاده، التي تسعى إلى وقف الحرب، لن تقبل ذلك في هذه المرحلة. 2025";

    fn check(bytes: &[u8], charset: &str, guessed: bool, text: &str) {
        let decoded = decode(bytes).expect("text");
        assert_eq!((decoded.charset, decoded.guessed, decoded.text.as_str()), (charset, guessed, text));
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn marks_decide() {
        check(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), "UTF-8", false, TEXT);
        check(&[vec![0xFF, 0xFE], utf16(TEXT, u16::to_le_bytes)].concat(), "UTF-16LE", false, TEXT);
        check(&[vec![0xFE, 0xFF], utf16(TEXT, u16::to_be_bytes)].concat(), "UTF-16BE", false, TEXT);
    }

    #[test]
    fn unmarked_encodings_are_found() {
        check(TEXT.as_bytes(), "UTF-8", false, TEXT);
        check(&utf16(TEXT, u16::to_le_bytes), "UTF-16LE", true, TEXT);
        check(&utf16(TEXT, u16::to_be_bytes), "UTF-16BE", true, TEXT);
        check(&utf16("plain latin text", u16::to_le_bytes), "UTF-16LE", true, "plain latin text");
        check(&WINDOWS_1256.encode(TEXT).0, "windows-1256", true, TEXT);

        let bytes: Vec<u8> = TEXT.chars().map(iso_8859_6).collect();
        check(&bytes, "ISO-8859-6", true, TEXT);
        check(
            &WINDOWS_1252.encode("Le président français a été réélu à l'Élysée").0,
            "windows-1252",
            true,
            "Le président français a été réélu à l'Élysée",
        );
    }

    /// encoding_rs decodes ISO-8859-6 but, like the web, does not encode it.
    fn iso_8859_6(character: char) -> u8 {
        let code = character as u32;
        if code < 0x80 { code as u8 } else { (code - 0x600 + 0xA0) as u8 }
    }

    #[test]
    fn short_legacy_headlines_are_arabic() {
        for headline in ["قمة عربية في القاهرة", "ترامب يجري اتصالا هاتفيا مع بوتين"]
        {
            check(&WINDOWS_1256.encode(headline).0, "windows-1256", true, headline);
        }
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let cut = &TEXT.as_bytes()[..41];
        let decoded = decode(cut).expect("text");
        assert_eq!(
            (decoded.charset, decoded.lost),
            ("UTF-8", usize::from(std::str::from_utf8(cut).is_err()))
        );
        let mut damaged = TEXT.repeat(3).into_bytes();
        damaged[60] = 0xFF;
        let decoded = decode(&damaged).expect("text");
        assert_eq!(decoded.charset, "UTF-8");
        assert!(decoded.lost > 0 && decoded.lost < 4);
    }

    #[test]
    fn doubled_encoding_is_undone() {
        let doubled = WINDOWS_1252.decode_without_bom_handling(TEXT.as_bytes()).0.into_owned();
        let decoded = decode(doubled.as_bytes()).expect("text");
        assert_eq!((decoded.text.as_str(), decoded.mojibake), (TEXT, true));
    }

    #[test]
    fn what_a_server_says_counts_where_bytes_leave_it_open() {
        let check = |bytes: &[u8], label: Option<&str>, charset: &str, text: &str| {
            let decoded = decode_as(bytes, label).expect("text");
            assert_eq!((decoded.charset, decoded.text.as_str()), (charset, text), "{label:?}");
        };
        let text = "\u{623}\u{62E}\u{628}\u{627}\u{631}";
        let windows = WINDOWS_1256.encode(text).0;
        check(&windows, Some("windows-1256"), "windows-1256", text);
        check(&ISO_8859_6.encode(text).0, Some(" ISO-8859-6"), "ISO-8859-6", text);
        // It is wrong, or says what servers say of everything, or nothing that is known.
        check(TEXT.as_bytes(), Some("windows-1256"), "UTF-8", TEXT);
        let long = WINDOWS_1256.encode(TEXT).0;
        for label in [None, Some("iso-8859-1"), Some("utf-8"), Some("x-none"), Some("")] {
            check(&long, label, "windows-1256", TEXT);
        }
        assert_eq!(decode_as(b"%PDF-1.7\n...", Some("utf-8")), Err(Binary(Some("a PDF"))));
    }

    #[test]
    fn binaries_are_named() {
        assert_eq!(decode(b"%PDF-1.7\n..."), Err(Binary(Some("a PDF"))));
        let noise: Vec<u8> =
            (0..4000u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise), Err(Binary(None)));
        assert_eq!(decode(&[0; 4096]), Err(Binary(None)));
    }

    #[test]
    fn nothing_is_an_empty_text() {
        check(b"", "UTF-8", false, "");
        check(b"\xEF\xBB\xBF", "UTF-8", false, "");
    }
}
