//! The bytes of a library's file and of the log beside it -> its pages, whatever has become of them.
//!
//! The format is SQLite's ("Database File Format", 1 and 4). Nothing is believed that can be checked:
//! a page that is not there, or lies behind the end of a file that was cut off, is `None`.

use crate::store::schema::APPLICATION_ID;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// Every library has pages of this size: it is what SQLite makes, and nothing changes it.
const PAGE: usize = 4096;
/// What an SQLite file begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where the header says which page the list of free pages begins with.
const FREE_LIST: usize = 32;
/// Where it says which version the library has, and that it is one.
const VERSION: usize = 60;
const APPLICATION: usize = 68;
/// No Khabar has a version as high as this; such a number is damage.
const VERSION_MAX: u32 = 999;
/// The log's header, and that of a frame.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// What a log begins with, but for the last bit, which says how its sums are made.
const LOG_MAGIC: u32 = 0x377f_0682;

/// The pages of a file.
pub(super) struct Pages {
    file: File,
    /// Bytes of a page.
    pub(super) size: usize,
    /// How many there are, with those of the log.
    pub(super) count: u32,
    /// Pages whose newest state is in the log, and where.
    logged: HashMap<u32, u64>,
    log: Option<File>,
}

impl Pages {
    /// The pages of the file at `path`, and of the log at `log` if there is one.
    pub(super) fn open(path: &Path, log: &Path) -> io::Result<Pages> {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        let mut pages = Pages { file, size: PAGE, count: 0, logged: HashMap::new(), log: None };
        let mut header = [0; 100];
        if bytes >= 100 {
            (&pages.file).seek(SeekFrom::Start(0))?;
            (&pages.file).read_exact(&mut header)?;
        }
        let stated = match u16::from_be_bytes([header[16], header[17]]) {
            1 => 1 << 16,
            size => usize::from(size),
        };
        if header.starts_with(MAGIC) && stated.is_power_of_two() && stated >= 512 {
            pages.size = stated;
        }
        pages.count = u32::try_from(bytes.div_ceil(pages.size as u64)).unwrap_or(u32::MAX);
        if let Ok(log) = File::open(log) {
            // A log that cannot be read is as good as none.
            let _ = pages.take_log(log);
        }
        Ok(pages)
    }

    /// Notes what the log holds, up to the last transaction that is whole.
    fn take_log(&mut self, log: File) -> io::Result<()> {
        let mut reader = io::BufReader::new(&log);
        let mut header = [0; LOG_HEADER];
        reader.read_exact(&mut header)?;
        let magic = word(&header, 0);
        if magic & !1 != LOG_MAGIC || word(&header, 8) as usize != self.size {
            return Ok(());
        }
        let is_big_endian = magic & 1 == 1;
        let mut sum = checksum((0, 0), &header[..24], is_big_endian);
        if sum != (word(&header, 24), word(&header, 28)) {
            return Ok(());
        }
        let mut frame = vec![0; FRAME_HEADER + self.size];
        let mut offset = LOG_HEADER as u64;
        let mut waiting: Vec<(u32, u64)> = Vec::new();
        while reader.read_exact(&mut frame).is_ok() {
            sum = checksum(sum, &frame[..8], is_big_endian);
            sum = checksum(sum, &frame[FRAME_HEADER..], is_big_endian);
            let is_of_now = frame[8..16] == header[16..24];
            if !is_of_now || sum != (word(&frame, 16), word(&frame, 20)) {
                break;
            }
            waiting.push((word(&frame, 0), offset + FRAME_HEADER as u64));
            let pages_after = word(&frame, 4);
            if pages_after > 0 {
                self.logged.extend(waiting.drain(..));
                self.count = self.count.max(pages_after);
            }
            offset += frame.len() as u64;
        }
        self.log = Some(log);
        Ok(())
    }

    /// The page of that number, from 1. What is missing at its end because the file was cut off is 0.
    pub(super) fn page(&self, number: u32) -> Option<Vec<u8>> {
        if number == 0 || number > self.count {
            return None;
        }
        let logged = self.logged.get(&number).and_then(|offset| Some((self.log.as_ref()?, *offset)));
        let (mut file, offset) = logged.unwrap_or((&self.file, (u64::from(number) - 1) * self.size as u64));
        file.seek(SeekFrom::Start(offset)).ok()?;
        let mut page = Vec::with_capacity(self.size);
        // A sector that the disk cannot read is a page that is not there.
        file.take(self.size as u64).read_to_end(&mut page).ok()?;
        if page.is_empty() {
            return None;
        }
        page.resize(self.size, 0);
        Some(page)
    }

    /// The version of the library's schema; `None` if it is lost.
    pub(super) fn version(&self) -> Option<u32> {
        let first = self.page(1)?;
        let is_marked = word(&first, APPLICATION) == APPLICATION_ID.cast_unsigned();
        Some(word(&first, VERSION)).filter(|version| is_marked && (1..=VERSION_MAX).contains(version))
    }

    /// The pages that hold nothing any more, as far as the list of them can be followed.
    pub(super) fn free(&self) -> Vec<u32> {
        let mut free = Vec::new();
        let Some(first) = self.page(1).filter(|page| page.starts_with(MAGIC)) else { return free };
        let mut trunk = word(&first, FREE_LIST);
        while trunk != 0 && !free.contains(&trunk) && free.len() < self.count as usize {
            let Some(page) = self.page(trunk) else { break };
            free.push(trunk);
            let leaves = (word(&page, 4) as usize).min(self.size / 4 - 2);
            free.extend((0..leaves).map(|leaf| word(&page, 8 + 4 * leaf)));
            trunk = word(&page, 0);
        }
        free
    }
}

/// Four bytes as a number, the highest first; 0 behind the end.
pub(super) fn word(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map_or(0, u32::from_be_bytes)
}

/// SQLite's sum over the log, in steps of eight bytes.
fn checksum((mut one, mut two): (u32, u32), bytes: &[u8], is_big_endian: bool) -> (u32, u32) {
    for pair in bytes.chunks_exact(8) {
        let number = |at: usize| {
            let four = [pair[at], pair[at + 1], pair[at + 2], pair[at + 3]];
            if is_big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
        };
        one = one.wrapping_add(number(0)).wrapping_add(two);
        two = two.wrapping_add(number(4)).wrapping_add(one);
    }
    (one, two)
}
